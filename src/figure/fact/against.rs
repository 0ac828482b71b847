//! What a value is compared with: 比上年, 高于全国, 比乙类人高出3倍. It is no part of what the value is of.

use super::super::change::{DOWN, UP};
use super::super::{Mention, MentionKind};
use super::cues::{Cue, Cues, Sign};
use super::words::{Phrase, first_of, last_of};

/// How what a value is compared with begins, after 比 and its like.
#[rustfmt::skip]
const EARLIER: &[&str] = &[
    "上年", "去年", "上月", "年初", "上季度", "同期", "前年", "上一", "前一", "上周", "上届", "上次", "往年", "近", "节前", "疫情前",
    "平时", "常年", "此前", "原来", "前三", "其他", "其它",
];

/// The lead without the words that name what its value is compared with.
pub(super) fn comparison<'t>(lead: Phrase<'t>, mentions: &[Mention], cues: &Cues) -> Phrase<'t> {
    let compared = |cue: &Cue| match cue.sign {
        // 餐饮收入增幅领先零售总额增幅
        Sign::Beside if matches!(lead.text.get(cue.start - lead.start..cue.end - lead.start), Some("领先" | "大于" | "小于")) => lead
            .text
            .get(..cue.start - lead.start)
            .is_some_and(|before| ["增幅", "增速", "占比", "率"].iter().any(|word| before.ends_with(word))),
        Sign::Beside => true,
        Sign::Against => {
            let after = lead.text.get(cue.end - lead.start..).unwrap_or_default();
            let quoted = cue.end + '“'.len_utf8();
            let plan = after.starts_with('“')
                && mentions.iter().any(|m| m.kind == MentionKind::Plan && (cue.end..=quoted).contains(&m.span.start));
            plan || first_of(after, EARLIER).is_some()
                || mentions.iter().any(|m| m.span.start == cue.end && matches!(m.kind, MentionKind::Date(_)))
        }
        _ => false,
    };
    // 客流量同比去年增长
    let before = |cue: Cue| {
        let before = lead.take(cue.start - lead.start);
        before.without_last(&["同"]).filter(|_| cue.sign == Sign::Against).unwrap_or(before)
    };
    cues.within(lead).find(compared).map_or(lead, before)
}

/// Words after which more or less is told.
const MORE: &[&str] =
    &["高", "低", "多", "少", "快", "慢", "高出", "多出", "大", "长", "重", "贵", "早", "晚", "多了", "少了", "快了", "高了", "低了"];

/// What the name of an earlier time ends with.
const EVENTS: &[&str] = &["之初", "之前", "前", "初期", "时", "同期", "初"];

/// The longest name of what a value is compared with, in characters.
const LONGEST_OTHER: usize = 18;

/// Without what a value is compared with, where the lead tells that it is more or less: 概率比乙类人高出3倍.
pub(super) fn beside(lead: Phrase<'_>) -> Phrase<'_> {
    let end = lead.text.trim_end_matches(['约', '近', '了', '出']);
    let more = last_of(end, MORE).or_else(|| last_of(end, UP)).or_else(|| last_of(end, DOWN));
    let Some(more) = more else { return lead };
    let told = end.get(..end.len() - more.len()).unwrap_or_default();
    // 鱼类较禁捕之初增加
    if let Some((before, _)) = told.rsplit_once('较').filter(|(_, after)| EVENTS.iter().any(|word| after.ends_with(word))) {
        return lead.take(before.len());
    }
    let Some((before, after)) = told.rsplit_once('比') else { return lead };
    let word = before.ends_with(['占', '对', '同', '环', '之', '相', '配', '评', '可', '无', '正', '反', '百', '好']);
    let named = after.starts_with(['例', '重', '较', '赛', '值', '率', '亚']);
    let fits = (2..=LONGEST_OTHER).contains(&after.chars().count()) && before.chars().nth(1).is_some();
    if fits && !word && !named { lead.take(before.len()) } else { lead }
}

/// Words that begin with 比 and name something.
const NOT_BESIDE: &[&str] = &["比赛", "比例", "比重", "比亚", "比特", "比分", "比利", "比价", "比热", "比率", "比武", "比选", "比较"];

/// Whether a phrase begins with 比 or 较 and what something is compared with.
pub(super) fn begins(phrase: &str) -> bool {
    let degree = phrase.strip_prefix('较').is_none_or(|rest| {
        rest.starts_with(['大', '小', '高', '低', '多', '少', '好', '强', '弱', '快', '慢', '长', '短', '为', '重', '量', '真'])
    });
    phrase.starts_with("相比") || phrase.starts_with('比') && first_of(phrase, NOT_BESIDE).is_none() || !degree
}

/// Whether a phrase sets its value against another place or plan: 高于全国2.5个百分点.
pub(super) fn is_against(phrase: &str) -> bool {
    // 超去年同期38亿元
    if phrase.strip_prefix("超过").or(phrase.strip_prefix('超')).is_some_and(|rest| first_of(rest, EARLIER).is_some()) {
        return true;
    }
    ["高于", "低于", "快于", "慢于", "好于", "优于", "高出", "超出", "领先"].iter().any(|word| phrase.starts_with(word))
}
