//! Which figures are statements: they say how much of something there is, and of what.

use crate::figure::{Fact, Subject};
use crate::text::Span;

/// Whether the subject is named before the figure. A noun after it tells the sort of things that are counted (8个项目),
/// and there are many counts of one sort; words of comparison tell nothing of it.
pub(super) fn names_it(subject: &Subject, fact: &Fact) -> bool {
    subject.span.end <= fact.span.start && !subject.text.starts_with(['比', '较', '与', '同'])
}

/// Whether the figure ends what is said. Before a noun it tells what sort of thing that is (总投资35亿元的项目, 12分钟急救圈),
/// and after 由 what was before.
pub(super) fn is_statement(fact: &Fact, text: &str) -> bool {
    let after = text.get(fact.figure.span.end..).unwrap_or_default();
    let lead = text.get(..fact.figure.span.start).unwrap_or_default();
    !lead.ends_with(['从', '由']) && after.chars().next().is_none_or(|c| !c.is_alphanumeric() || "和及与以为居".contains(c))
}

/// Words of time and telling, which do not change what a subject is.
#[rustfmt::skip]
const NEUTRAL: &[&str] = &[
    "国家统计局", "初步核算", "初步统计", "据统计", "数据显示", "上半年", "下半年", "前三季度", "季度", "今年", "去年", "全年", "截至", "目前", "预计", "全国",
    "我国", "全省", "全市", "全区", "全县", "全州", "全自治区", "累计", "年末", "年底", "实现", "完成", "达到", "年", "月", "份", "日", "末", "底",
    "前", "的", "，", " ", "\u{3000}",
];

/// So many characters before a subject are looked at.
const MOST_BEFORE: usize = 80;

/// What stands between the beginning of the clause and its subject, but for words of time.
pub(super) fn before(source: &str, subject: Span, passage: Span) -> String {
    let lead = source.get(passage.start.min(subject.start) as usize..subject.start as usize).unwrap_or_default();
    let from = lead.char_indices().rev().nth(MOST_BEFORE).map_or(0, |(at, _)| at);
    let lead = lead.get(from..).unwrap_or_default();
    let clause = lead.rfind(['，', '；', '。', '：', '！', '？', '\n', ';', ',']).and_then(|at| lead.get(at..)).unwrap_or(lead);
    let mut words: String = clause.chars().skip_while(|c| "，；。：！？\n;,”’）".contains(*c)).filter(|c| !c.is_numeric()).collect();
    for word in NEUTRAL {
        words = words.replace(word, "");
    }
    words.retain(|c| !"（）()—-～~、一二三四五六七八九十“”".contains(c));
    words
}
