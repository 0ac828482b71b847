//! Figures that are no facts of their own, and words that are passed over.

use super::super::unit::Class;
use super::super::{Figure, Role};
use super::words::{first_of, last_of};

/// Words before a length of time that only places what is told: 过去五年, 今明两年.
const BEFORE: &[&str] = &["过去", "经过", "经", "今明", "未来", "今后", "前", "近", "这", "头", "最近", "再过", "此前", "随后", "每"];

/// Words after such a length of time, or after one that is part of a name: 五年来, 三年行动.
const AFTER: &[&str] = &[
    "来", "以来", "内", "之内", "后", "之后", "前", "之前", "间", "行动", "计划", "规划", "攻坚", "实施", "发展", "倍增", "提升", "里",
    "期间", "中", "“",
];

/// Whether a figure is no fact: 一个 (which says "a"), a length of time that only places what is told, a slogan in
/// quotes (“三个年”).
pub(super) fn is_no_fact(text: &str, figure: &Figure) -> bool {
    let before = text.get(..figure.span.start).unwrap_or_default();
    let after = text.get(figure.span.end..).unwrap_or_default();
    let spoken = !text.get(figure.numeral.clone()).unwrap_or_default().contains(|c: char| c.is_ascii_digit());
    let slogan = spoken && before.ends_with(['“', '‘']) && !after.starts_with('”');
    let anniversary = figure.dimension.is_some_and(|dimension| dimension.of == "anniversary");
    figure.role == Role::Article
        || anniversary
        || before.ends_with('每')
        || slogan
        || is_duration(figure)
            && figure.change.is_none()
            && (text.get(figure.span.clone()).is_some_and(|said| said.starts_with('一'))
                || last_of(before, BEFORE).is_some()
                || first_of(after, AFTER).is_some())
}

/// 连续8年: what is counted on is told by the words after it, in too many ways to name.
pub(super) fn counts_on(text: &str, figure: &Figure) -> bool {
    is_duration(figure) && text.get(..figure.span.start).is_some_and(|before| before.ends_with("连续") || before.ends_with("连续第"))
}

/// Whether a figure says of what kind something else is: 2.6万人的调查, 10天的旅行.
pub(super) fn is_attribute(text: &str, figure: &Figure) -> bool {
    let of_a_kind = figure.unit.is_some_and(|unit| matches!(unit.base.class, Class::Count | Class::Duration));
    of_a_kind && figure.change.is_none() && text.get(figure.span.end..).is_some_and(|after| after.starts_with('的'))
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
