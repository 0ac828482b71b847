//! Figures that are no facts of their own, and words that are passed over.

use super::super::unit::Class;
use super::super::{Figure, Role};
use super::vocabulary::{Tag, tokens};
use super::words::{first_of, last_of};
use crate::text::is_han;

/// Words before a length of time that only places what is told: 过去五年, 今明两年.
const BEFORE: &[&str] =
    &["过去", "经过", "经", "今明", "明后", "未来", "今后", "前", "近", "这", "头", "最近", "再过", "此前", "随后", "每"];

/// What stands before a length of time that is one of several: 第六个十年, 新的十年, 下一个五年.
const NUMBERED: &[&str] = &["个", "新的"];

/// Words after such a length of time, or after one that is part of a name: 五年来, 三年行动.
const AFTER: &[&str] = &[
    "来", "以来", "内", "之内", "后", "之后", "前", "之前", "间", "行动", "计划", "规划", "攻坚", "实施", "发展", "倍增", "提升", "里",
    "期间", "中", "“", "禁渔", "禁捕", "试点",
];

/// Whether a figure is no fact: 一个 (which says "a"), a length of time that only places what is told, a slogan in
/// quotes (“三个年”).
pub(super) fn is_no_fact(text: &str, figure: &Figure) -> bool {
    let before = text.get(..figure.span.start).unwrap_or_default();
    let after = text.get(figure.span.end..).unwrap_or_default();
    let spoken = !text.get(figure.numeral.clone()).unwrap_or_default().contains(|c: char| c.is_ascii_digit());
    let quoted = before.ends_with(['“', '‘']) && !after.starts_with('”');
    let slogan = quoted && (spoken || is_name(after)) || is_end_of_name(before, after);
    let anniversary = figure.dimension.is_some_and(|dimension| dimension.of == "anniversary");
    // 1—5号泊位: their names
    let numbered = figure.unit.is_none() && figure.dimension.is_none() && after.starts_with('号') && !after.starts_with("号召");
    figure.role == Role::Article
        || numbered
        || anniversary
        || before.ends_with('每')
        || slogan
        || is_duration(figure)
            && figure.change.is_none()
            && (text.get(figure.span.clone()).is_some_and(|said| said.starts_with('一'))
                || last_of(before, BEFORE).is_some()
                || last_of(before, NUMBERED).is_some()
                    && before.chars().rev().take(5).any(|c| matches!(c, '第' | '新' | '下' | '上' | '又'))
                || first_of(after, AFTER).is_some())
}

/// The longest name in quotes that begins with a figure, in characters after the figure.
const LONGEST_NAME: usize = 12;

/// Whether the words up to the closing quotation mark make a name with the figure before them: “15分钟生活圈”.
fn is_name(after: &str) -> bool {
    let name = after.chars().take(LONGEST_NAME + 1).take_while(|c| *c != '”' && *c != '’');
    let (mut length, mut plain) = (0, true);
    for character in name {
        length += 1;
        plain &= is_han(character);
    }
    plain && length <= LONGEST_NAME
}

/// Whether a figure ends a name in quotes, and that name says of what kind the noun after it is: “光荣在党50年”纪念章.
fn is_end_of_name(before: &str, after: &str) -> bool {
    let Some(rest) = after.strip_prefix('”') else { return false };
    let name = before.chars().rev().take(LONGEST_NAME).take_while(|c| *c != '“');
    let (mut length, mut plain) = (0, true);
    for character in name {
        length += 1;
        plain &= is_han(character);
    }
    plain && (1..LONGEST_NAME).contains(&length) && rest.starts_with(is_han)
}

/// Where the words between a figure and the next one end: behind the quotation in which the next one stands, if it
/// was opened between the two (17项“高效办成一件事”).
pub(super) fn past_quote(text: &str, from: usize, until: usize) -> usize {
    let between = text.get(from..until).unwrap_or_default();
    let Some(opened) = between.rfind('“').filter(|at| between.get(*at..).is_some_and(|quoted| !quoted.contains('”'))) else {
        return until;
    };
    let near = |rest: &str| rest.char_indices().take(2 * LONGEST_NAME).find(|(_, c)| *c == '”').map(|(at, mark)| at + mark.len_utf8());
    let Some(end) = text.get(from + opened..).and_then(near).map(|end| from + opened + end) else {
        return until;
    };
    let rest = text.get(end..).unwrap_or_default();
    let more = rest.char_indices().take(2 * LONGEST_NAME).take_while(|(_, c)| !c.is_ascii_digit()).last();
    more.map_or(end, |(at, c)| end + at + c.len_utf8()).max(until)
}

/// 连续8年: what is counted on is told by the words after it, in too many ways to name.
pub(super) fn counts_on(text: &str, figure: &Figure) -> bool {
    (is_duration(figure) || is_times(figure))
        && text.get(..figure.span.start).is_some_and(|before| before.ends_with("连续") || before.ends_with("连续第"))
}

/// Whether a figure tells only in how many steps something was done, or names the time that the words before describe:
/// 分两次, 极不平凡的五年.
pub(super) fn places(figure: &Figure, lead: &str) -> bool {
    let lead = lead.trim_end();
    let steps = figure.unit.is_some_and(|unit| matches!(&*unit.base.name, "次" | "批" | "期" | "步"));
    // 仅用了两年就建成
    let spent = ["用了", "花了", "仅用", "只用"].iter().any(|word| lead.ends_with(word));
    figure.change.is_none()
        && (steps && lead.ends_with('分')
            || is_duration(figure) && (spent || lead.ends_with('的') && !comes_from(lead) || lead.contains('【')))
}

/// Whether a figure says how old or how large the noun is that comes after it: 77岁的老人, 30吨重的船舱.
pub(super) fn sizes(text: &str, figure: &Figure, own: &str) -> bool {
    let after = text.get(figure.span.end..).unwrap_or_default();
    let age = figure.unit.is_some_and(|unit| &*unit.base.dimension == "age");
    let large = ["重的", "长的", "高的", "宽的", "深的", "厚的"].iter().any(|word| after.starts_with(word));
    figure.change.is_none() && (age && after.starts_with('的') || large && !super::subject::is_indicator(own))
}

/// Whether a length of time tells how long it took until what comes after it (耕地3年净增), or a number how often
/// somebody did that (队伍两次到此地考察).
pub(super) fn lasts(text: &str, figure: &Figure, lead: &str) -> bool {
    const STATED: &[&str] = &[
        "为期", "历时", "时间", "时长", "工期", "期限", "寿命", "只需", "需要", "需", "用时", "耗时", "延长", "缩短", "了", "出", "过",
        "约",
    ];
    let times = is_times(figure);
    let to = |after: &str| !times && after.starts_with(['至', '到']);
    let goes_on = |after: &str| after.starts_with(is_han) && !after.starts_with(['的', '左', '以', '之', '后', '前']) && !to(after);
    (is_duration(figure) || times)
        && !matches!(lead.trim(), "" | "其中" | "其中有")
        && !comes_from(lead)
        && last_of(lead.trim_end(), STATED).is_none()
        && text.get(figure.span.end..).is_some_and(goes_on)
}

/// Whether a figure says how often something was done.
pub(super) fn is_times(figure: &Figure) -> bool {
    figure.unit.is_some_and(|unit| &*unit.base.name == "次")
}

/// Whether words tell from where or to where a value goes.
fn comes_from(lead: &str) -> bool {
    lead.contains(['由', '从', '较', '至', '到', '为']) || lead.replace("比赛", "").contains('比')
}

/// Whether a figure says of what kind something else is: 2.6万人的调查, 10天的旅行.
pub(super) fn is_attribute(text: &str, figure: &Figure) -> bool {
    let of_a_kind =
        figure.unit.is_some_and(|unit| matches!(unit.base.class, Class::Count | Class::Duration) || &*unit.base.dimension == "age");
    of_a_kind && figure.change.is_none() && text.get(figure.span.end..).is_some_and(|after| after.starts_with('的'))
}

/// 24小时车流量: whether a length of time says of what kind the noun right after it is.
pub(super) fn is_of_a_time(text: &str, figure: &Figure) -> bool {
    let after = text.get(figure.span.end..).unwrap_or_default();
    let noun =
        after.starts_with(is_han) && tokens(after).next().is_some_and(|token| matches!(token.tag, None | Some(Tag::Noun | Tag::Attribute)));
    // 3岁以下婴幼儿: how old they are
    let age = figure.unit.is_some_and(|unit| &*unit.base.dimension == "age");
    (is_duration(figure) || age) && figure.change.is_none() && noun && !after.starts_with(['左', '以', '之', '内', '了'])
}

/// Whether a figure is a length of time.
pub(super) fn is_duration(figure: &Figure) -> bool {
    figure.unit.is_some_and(|unit| unit.base.class == Class::Duration && unit.per.is_none())
}

/// Whether a place in `text` is inside the marks of a title: 《2019年计划执行情况》.
pub(super) fn in_title(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    before.rfind('《').is_some_and(|open| before.get(open..).is_some_and(|inside| !inside.contains('》')))
}

/// The end of the dateline that a passage begins with, 0 where it has none: 新华社北京3月5日电, 央视网消息（新闻联播）：.
pub(super) fn dateline(text: &str) -> usize {
    let head = text.char_indices().nth(60).and_then(|(at, _)| text.get(..at)).unwrap_or(text);
    let end = |word: &str| head.find(word).map(|at| at + word.len());
    end("日电").or_else(|| end("日讯")).or_else(|| end("消息（新闻联播）：")).unwrap_or(0)
}
