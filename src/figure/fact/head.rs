//! What stands before a subject in its clause and is no part of it: times, places, links.

use super::super::{Mention, MentionKind};
use super::scope;

use super::words::{Edges, Phrase};

static HEAD_STARTS: Edges = Edges::first(&[HEADS]);

/// Words that an indicator does not begin with.
#[rustfmt::skip]
const HEADS: &[&str] = &[
    "虽然", "尽管", "如果", "即使", "不仅", "上述", "如今", "现如今", "届时", "或将", "即", "一季度末", "二季度末", "三季度末", "四季度末", "一季度", "二季度", "三季度", "四季度", "随着", "除夕", "一是", "二是", "三是", "四是", "五是", "六是", "七是", "八是", "九是", "相当于每年", "相当于", "分别", "近三年", "近五年", "近两年", "近十年", "今天", "昨天", "日前", "近日", "眼下", "其中", "此外", "另外", "同时", "截至",
    "截止", "预计", "初步核算", "初步统计", "据统计", "目前", "全年", "今年", "去年", "上年", "前年", "明年",
    "年末", "年底", "年初", "当年", "本年", "当月", "当季", "本月", "以来", "共有", "共计", "已经", "已", "将",
    "实现", "完成", "达到",
    "形成", "拥有", "确保", "力争", "预期目标是", "期间", "时期", "过去一年", "过去五年", "五年来", "一年来", "我们", "现在",
    "拟", "并且", "并", "而且",
    "而", "但是", "但", "还", "也", "和", "与", "及", "以及", "包括", "截至目前", "连续", "从", "在", "到", "至",
    "由", "同期", "当前", "今后",
    "成为首个", "成为了", "成为", "特别是", "通过", "经过", "近年来", "不断", "年均", "新华社", "共", "的", "、", "是", "有", "另有", "还有",
];

/// Words that begin like one of [`HEADS`] and are not.
#[rustfmt::skip]
const WHOLE_WORDS: &[&str] = &[
    "从事", "在轨", "在校", "在岗", "在建", "在职", "在园", "在营", "在线", "在册", "在库", "在读", "在用", "从业", "即将", "即使", "即时", "即期", "即食", "即日", "到期", "到达", "到访", "到场", "到案", "共享", "共建",
    "共同", "到账", "到位",
    "有关", "共青", "共产", "由于", "及格", "和平", "还款", "还田", "并购", "并网", "有效", "有序", "有机", "有害", "有色", "有线", "已建", "将军",
    "实现率", "完成率", "是非",
    "同期", "和美", "和谐", "和顺",
];

/// The place that a clause opens with, after words of time.
pub(super) fn place(clause: Phrase<'_>, mentions: &[Mention]) -> Option<&'static str> {
    // 31个省（区、市）和新疆生产建设兵团: all of them together
    if clause.text.contains("和新疆生产建设兵团") {
        return Some("全国");
    }
    scope::scope(opening(clause, mentions, false).text)
}

pub(super) fn heads<'t>(lead: Phrase<'t>, mentions: &[Mention]) -> Phrase<'t> {
    opening(lead, mentions, true)
}

/// Without time and joining words at its start, and, for `places`, without the place.
pub(super) fn opening<'t>(lead: Phrase<'t>, mentions: &[Mention], places: bool) -> Phrase<'t> {
    let mut lead = lead.trimmed();
    loop {
        let dated = mentions.iter().find(|m| m.span.start == lead.start && m.span.end <= lead.end() && is_time(m));
        let plan = mentions
            .iter()
            .find(|m| m.kind == MentionKind::Plan && m.span.start <= lead.start + '“'.len_utf8() && m.span.start >= lead.start);
        let plan_time = plan.and_then(|m| {
            let rest = lead.skip(m.span.end - lead.start);
            let rest = rest.without_first(&["”"]).unwrap_or(rest);
            rest.without_first(&["时期", "期间", "以来"])
        });
        let shorter = if let Some(rest) = plan_time {
            rest
        } else if let Some(rest) = after_months(lead) {
            rest
        } else if let Some(date) = dated {
            let rest = lead.skip(date.span.end - date.span.start);
            // 2025届高校毕业生
            rest.without_first(&["届"]).filter(|rest| rest.text.chars().nth(1).is_some()).unwrap_or(rest)
        } else if let Some(rest) = after_length(lead) {
            rest
        } else if let Some(length) = scope::leading(lead.text).filter(|_| places) {
            lead.skip(length)
        } else if HEAD_STARTS.may_begin(lead.text)
            && let Some(shorter) = lead.without_first(HEADS).filter(|_| lead.without_first(WHOLE_WORDS).is_none() && !says_which(lead.text))
        {
            shorter
        } else {
            return lead;
        };
        lead = shorter.trimmed();
    }
}

/// 达到标准的煤矿: which they are.
pub(super) fn says_which(lead: &str) -> bool {
    lead.strip_prefix("达到").is_some_and(|rest| ["标准的", "要求的", "条件的"].iter().any(|word| rest.contains(word)))
}

/// Without 前11个月 or 头两个月 at its start.
pub(super) fn after_months(lead: Phrase<'_>) -> Option<Phrase<'_>> {
    let rest = lead.text.strip_prefix(['前', '头'])?;
    let number = |c: char| c.is_ascii_digit() || "两三四五六七八九十一".contains(c);
    let rest = rest.strip_prefix(number)?.trim_start_matches(number).strip_prefix("个月")?;
    (!rest.is_empty()).then(|| lead.skip(lead.text.len() - rest.len()))
}

/// Without a length of time in which something comes about, or a feast day: 不到3个月内, 大年初四.
fn after_length(lead: Phrase<'_>) -> Option<Phrase<'_>> {
    let number = |c: char| c.is_ascii_digit() || "一二两三四五六七八九十几多".contains(c);
    let rest = if let Some(day) = lead.text.strip_prefix("大年").or(lead.text.strip_prefix("正月")) {
        day.trim_start_matches(['初', '三', '十']).trim_start_matches(number)
    } else {
        let length = lead
            .text
            .trim_start_matches(['不', '到', '近', '约', '这', '过', '去', '短', '在'])
            .strip_prefix(number)?
            .trim_start_matches(number);
        let unit = ["年多", "年", "个多月", "个月", "天", "周", "个季度", "小时", "个小时", "分钟"]
            .iter()
            .find_map(|unit| length.strip_prefix(unit))?;
        ["时间里", "时间内", "之内", "以来", "内", "里", "间", "来"].iter().find_map(|end| unit.strip_prefix(end))?
    };
    (rest.chars().nth(1).is_some() && !rest.starts_with("蒙古")).then(|| lead.skip(lead.text.len() - rest.len()))
}

pub(super) fn is_time(mention: &Mention) -> bool {
    matches!(mention.kind, MentionKind::Date(_) | MentionKind::Time(_) | MentionKind::TimeSpan(..))
}
