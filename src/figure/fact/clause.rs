//! A lead that is a clause of its own: who does something, and with what, before the noun that the figure is of.

use super::super::Mention;
use super::super::change::{DOWN, UP};
use super::extent::{begins_word, ends_word};
use super::head::is_time;
use super::subject;
use super::vocabulary::{Tag, Token, tokens};
use super::words::{Phrase, first_of};
use crate::text::is_han;

/// Words after which it is told what is done or comes about, and of what: 让村里的温度, 将意味着就业人数.
#[rustfmt::skip]
const TURNS: &[&str] = &["让", "使", "使得", "令", "把", "将", "导致", "围绕", "标志着", "意味着", "促使", "致使"];

/// Words before those to whom, for whom, where or by what means something is done.
const SETTINGS: &[&str] = &["向", "给", "为", "在", "通过", "利用", "依托", "依靠", "对"];

/// Words for what somebody has, of which a measure follows: 某省拥有总长90公里的边境线.
const OWNS: &[&str] = &["拥有", "具有", "建有", "设有", "修建", "铺设"];

/// What is done for or to those named after 对.
const GIVES: &[&str] = &["实施", "开展", "提供", "给予", "发放", "投入", "采取", "作出", "捐赠", "进行", "减免", "补贴", "奖励"];

/// What a verb before it makes a noun of: 就业率, 参与者.
#[rustfmt::skip]
const NOUN_TAILS: &[char] = &[
    '的', '者', '人', '率', '量', '额', '数', '值', '型', '性', '类', '式', '品', '地', '费', '期', '区', '能', '团', '会', '馆', '点', '站', '所',
    '队', '证', '权', '金', '款', '店', '员', '法', '案', '书', '单', '难', '价', '线', '场', '业', '物', '力', '幅', '极', '民', '住',
];

/// Whether the words after a verb make a noun of it: 参观团, 增长率.
pub(super) fn makes_noun(rest: &str) -> bool {
    rest.starts_with(NOUN_TAILS)
}

/// The words that the figure is of, where the lead tells before them who does what: 民族地区转移支付 in
/// 国家累计向八省区下达民族地区转移支付, 温度 in 大雪让温度.
///
/// `base` says that the figure is a part or a multiple of what the lead ends with (占到了总量的三成).
pub(super) fn object(lead: Phrase<'_>, base: bool) -> Phrase<'_> {
    let mut found = 0;
    // where the words of a setting begin, as long as nothing but a noun has come after them
    let mut setting: Option<Token<'_>> = None;
    let (mut quoted, mut settled) = (false, false);
    for token in tokens(lead.text) {
        match token.text {
            "“" | "《" | "（" => quoted = true,
            "”" | "》" | "）" => quoted = false,
            _ => {}
        }
        if quoted {
            continue;
        }
        let rest = lead.skip(token.end());
        if tells(rest.text) && turns(lead.text, token, base) {
            (found, setting) = (token.end(), None);
        } else if SETTINGS.contains(&token.text) && sets(lead.text, token) {
            (setting, settled) = (Some(token), false);
        } else if let Some(before) = setting {
            let verb = match token.tag {
                // 对经济增长贡献率
                Some(Tag::Verb | Tag::Deed) if before.text == "对" => GIVES.contains(&token.text),
                Some(Tag::Verb) => true,
                Some(Tag::Deed) => before.text != "在",
                _ => false,
            };
            if verb && settled {
                if takes(rest.text) {
                    found = token.start;
                }
                setting = None;
            } else if token.text == "的" {
                setting = None;
            }
            settled = true;
        }
    }
    if found == 0 { lead } else { after_adverbs(lead.skip(found)) }
}

/// Whether after a word it is told what comes of a deed, what is so, or what is had.
fn turns(text: &str, token: Token<'_>, base: bool) -> bool {
    let rest = text.get(token.end()..).unwrap_or_default();
    let measure = || subject::is_indicator(rest);
    match token.text {
        word if TURNS.contains(&word) => {
            (token.start > 0 || matches!(word, "让" | "使" | "使得" | "令" | "导致"))
                && !rest.starts_with('的')
                && stands_alone(text, token)
        }
        // 这条铁路是第一条时速350公里的高铁
        "是" => token.start > 0 && measure(),
        "这是" | "这也是" | "这里是" => measure(),
        word if OWNS.contains(&word) => token.start > 0 && !text.contains('每') && measure(),
        _ => is_done(text, token, base) && (rest.chars().nth(2).is_some() || measure()),
    }
}

/// Whether a word of one character is none of the characters of another word.
fn stands_alone(text: &str, token: Token<'_>) -> bool {
    let (before, after) = (text.get(..token.start).unwrap_or_default(), text.get(token.end()..).unwrap_or_default());
    // 将把, 也向: two words that the lexicon has seen together often
    let apart = before.ends_with(['将', '可', '会', '要', '也', '就', '已', '还', '都', '曾', '仍']);
    token.text.chars().nth(1).is_some()
        || (apart || !ends_word(text, token))
            && (after.starts_with(['把', '使', '让', '向', '为', '在', '对', '给']) || !begins_word(text, token))
}

/// Whether a token ends with the 了 of what was done: 捐赠了价值, but 为了.
fn is_done(text: &str, token: Token<'_>, base: bool) -> bool {
    let before = || text.get(..token.start).unwrap_or_default();
    let rest = text.get(token.end()..).unwrap_or_default();
    token.text.ends_with('了')
        && token.end() > '了'.len_utf8() * 2
        && !rest.starts_with(['解', '然', '的', '吗'])
        && (token.text != "了" || !before().ends_with(['为', '除', '不', '翻']))
        && !(base && ["占到", "占据", "覆盖", "贡献", "超过", "达到", "完成"].iter().any(|verb| before().ends_with(verb)))
}

/// Whether a word begins to tell of a setting.
fn sets(text: &str, token: Token<'_>) -> bool {
    let before = text.get(..token.start).unwrap_or_default();
    let at_start = token.start > 0 || !matches!(token.text, "向" | "在" | "对");
    let named = token.text == "为"
        && (before.ends_with(['作', '名', '成', '认', '视', '称', '列', '定', '分', '升', '评', '变', '转', '誉'])
            || before.contains('以'));
    at_start && !named && stands_alone(text, token)
}

/// Whether words tell more than that something is done.
pub(super) fn tells(rest: &str) -> bool {
    let plain = |token: Token<'_>| matches!(token.tag, None | Some(Tag::Noun | Tag::Attribute)) && token.text.starts_with(is_han);
    let mut length = 0;
    for token in tokens(rest).filter(|token| plain(*token)) {
        length += token.text.chars().count();
    }
    length >= 2
}

/// Whether a verb before them takes these words, and is no part of a name or of a clause before 的 (对企业发放的贷款).
fn takes(rest: &str) -> bool {
    let after = tokens(rest).find(|token| !matches!(token.tag, Some(Tag::Verb | Tag::Deed)) && token.text != "了");
    after.is_some_and(|after| !after.text.starts_with(NOUN_TAILS)) && tells(rest)
}

fn after_adverbs(lead: Phrase<'_>) -> Phrase<'_> {
    let adverbs = tokens(lead.text).take_while(|token| {
        token.tag == Some(Tag::Adverb) && !subject::PART_OF_NAMES.contains(&token.text) || matches!(token.text, "再" | "要" | "会" | "能")
    });
    adverbs.last().map_or(lead, |adverb| lead.skip(adverb.end()))
}

/// How words for an earlier time begin, after 由 and 从.
#[rustfmt::skip]
const EARLIER: &[&str] = &[
    "原", "最", "首届", "上届", "此前", "早前", "早先", "先前", "之前", "年初", "上年", "上月", "上个", "上世纪", "前", "去年", "目前", "当", "过去", "以往", "起初",
    "开始", "本世纪", "改革开放", "建党", "建国", "新中国",
];

/// Without the earlier value that the figure is told after, or the time of it: 人数从最初的几个人.
pub(super) fn from_earlier<'t>(lead: Phrase<'t>, mentions: &[Mention]) -> Phrase<'t> {
    if !lead.text.contains(['由', '从', '自']) {
        return lead;
    }
    let from = tokens(lead.text).filter(|token| matches!(token.text, "由" | "从" | "自")).last();
    let Some(from) = from.filter(|from| from.start > '从'.len_utf8()) else { return lead };
    let rest = lead.skip(from.end());
    let dated = || mentions.iter().any(|mention| mention.span.start == rest.start && is_time(mention));
    let since = from.text != "自" || !ends_word(lead.text, from) && rest.text.ends_with(['年', '月', '日', '来', '度']);
    let early = rest.is_empty() || first_of(rest.text, EARLIER).is_some() || rest.text.ends_with(['前', '初']) || dated();
    let acts = || rest.text.contains(['起', '对', '向']) || tokens(rest.text).any(|token| token.tag == Some(Tag::Verb));
    if early && since && rest.text.chars().count() <= LONGEST_EARLIER && !acts() {
        let before = lead.take(from.start);
        Phrase { text: before.text.trim_end_matches(['已', '也', '就', '将', '可', '会', '能']), start: before.start }
    } else {
        lead
    }
}

/// Whether a word tells that something becomes more, less or another.
pub(super) fn becomes(word: &str) -> bool {
    let listed = [
        "发展", "恢复", "拓展", "扩展", "扩建", "优化", "精简", "加密", "调高", "调低", "延展", "延伸", "突破", "起降", "跃升", "分配",
        "投放",
    ];
    listed.contains(&word) || UP.contains(&word) || DOWN.contains(&word)
}

/// Whether the words after a figure tell what it became: 提升到, 下调至.
pub(super) fn goes_to(after: &str) -> bool {
    let becomes = ["调整", "发展", "恢复", "转", "拓展", "扩展", "优化", "提档", "缩减", "快速增长", "大幅增加"];
    let verb =
        first_of(after, UP).or_else(|| first_of(after, DOWN)).or_else(|| becomes.iter().copied().find(|verb| after.starts_with(verb)));
    verb.and_then(|verb| after.strip_prefix(verb)).is_some_and(|rest| rest.starts_with(['到', '至', '为']))
}

/// Without the earlier value that the words after 由 or 从 name: 效率从一般流水线的每小时.
pub(super) fn before_from(lead: Phrase<'_>) -> Phrase<'_> {
    let from = tokens(lead.text).filter(|token| matches!(token.text, "由" | "从") && token.start > '从'.len_utf8()).last();
    let from = from.filter(|from| !ends_word(lead.text, *from) && !begins_word(lead.text, *from));
    let before = from.map(|from| lead.take(from.start)).filter(|before| before.text.chars().nth(1).is_some());
    before.map_or(lead, |before| before.without_last(&["已经", "已", "也", "将", "可"]).unwrap_or(before))
}

/// The longest name of an earlier value, in characters.
const LONGEST_EARLIER: usize = 14;

/// Without how often it has been so: 登记数量连续第5年, 日增病例第四次.
pub(super) fn without_run(lead: Phrase<'_>) -> Phrase<'_> {
    let lead = without_length(lead);
    let often =
        lead.text.strip_suffix('次').and_then(|lead| lead.strip_suffix(['二', '三', '四', '五', '六', '七', '八', '九', '十', '多', '数']));
    let lead = often.map_or(lead, |before| lead.take(before.trim_end_matches('第').len()));
    let Some(at) = lead.text.rfind("连续").filter(|at| *at > 0) else { return lead };
    let run = lead.text.get(at + "连续".len()..).unwrap_or_default();
    let counted = run.strip_prefix(['第', '多', '数', '几', '两', '三', '四', '五', '六', '七', '八', '九', '十']);
    let ends = |run: &str| ["年", "个月", "月", "天", "日", "周", "季度", "次", "届"].iter().any(|unit| run.ends_with(unit));
    if counted.is_some_and(|rest| rest.chars().count() <= 5 && ends(rest)) { lead.take(at) } else { lead }
}

/// Whether the words before a figure end with 将 or 把, so that what is done with its noun comes after that: 将7成面积.
pub(super) fn disposes(lead: &str) -> bool {
    let last = lead.trim_end();
    let Some(before) = last.strip_suffix('把').or(last.strip_suffix('将')) else { return false };
    !before.ends_with(['即', '必', '行', '终', '大', '中', '上', '少', '名', '干', '门', '就', '仍', '也', '都', '还', '或', '又'])
}

/// Without the length of time in which it came about: 转化金额十年间.
fn without_length(lead: Phrase<'_>) -> Phrase<'_> {
    let number = |c: char| c.is_ascii_digit() || "一二两三四五六七八九十几多近数".contains(c);
    let length = ["年间", "年来", "个月来", "天来"].iter().find_map(|unit| lead.text.strip_suffix(unit));
    let before = length.map(|before| (before.len(), before.trim_end_matches(number)));
    match before {
        Some((whole, before)) if before.len() < whole && before.chars().nth(1).is_some() => lead.take(before.len()),
        _ => lead,
    }
}
