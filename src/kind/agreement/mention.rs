//! The mentions that may be compared: facts that are statements, with what they are about.

use super::{AgreementCheck, Attribute};
use crate::document::BlockKind;
use crate::figure::{Basis, Fact, FactRole, Period, Rational, Subject};
use crate::kind::relation::{dimension, normal};
use crate::kind::relations::Relations;
use crate::text::Span;
use std::fmt::Write as _;

/// A fact that says how much something is.
pub(super) struct Mention {
    /// Its index among the facts of the document.
    pub(super) fact: usize,
    /// What must be the same in two mentions of one figure.
    pub(super) key: String,
    /// The passage that it stands in.
    pub(super) passage: usize,
    /// The section: passages under one heading, the heading included.
    pub(super) section: usize,
    /// Whether it stands in a heading.
    pub(super) heading: bool,
    /// Whether the text tells its time.
    pub(super) dated: bool,
    /// Whether its subject alone does not tell what it is of.
    pub(super) vague: bool,
    /// How many of its digits count.
    pub(super) digits: usize,
    /// What stands in the clause before its subject, but for words of time.
    pub(super) before: String,
}

/// The mentions of a document, in text order.
pub(super) fn mentions(check: &AgreementCheck, relations: &Relations<'_>) -> Vec<Mention> {
    let context = relations.context();
    let passages = &context.document.passages;
    let source = context.document.source.text();
    let mut section = 0;
    let sections: Vec<(usize, bool)> = passages
        .iter()
        .map(|passage| {
            let heading = matches!(passage.kind, BlockKind::Heading { .. });
            section += usize::from(heading);
            (section, heading)
        })
        .collect();
    let mut out = Vec::new();
    for (index, fact) in relations.facts().iter().enumerate() {
        let Some(passage) = passages.get(fact.passage).filter(|p| is_statement(fact, p.view.text())) else { continue };
        let Some(subject) = fact.subject.as_ref().filter(|subject| names_it(subject, fact)) else { continue };
        let name = normal(&subject.text, &check.equivalent);
        if check.subject.as_ref().is_some_and(|pattern| pattern.matches(&name).is_none()) {
            continue;
        }
        let (section, heading) = sections.get(fact.passage).copied().unwrap_or_default();
        out.push(Mention {
            fact: index,
            key: key(fact, &name, &check.same),
            passage: fact.passage,
            section,
            heading,
            dated: fact.period.is_some(),
            vague: check.vague.as_ref().is_some_and(|pattern| pattern.matches(&name).is_some()),
            digits: significant(fact),
            before: before(source, subject.span, passage.span),
        });
    }
    out
}

/// Whether the subject is named before the figure. A noun after it tells the sort of things that are counted (8个项目),
/// and there are many counts of one sort; words of comparison tell nothing of it.
fn names_it(subject: &Subject, fact: &Fact) -> bool {
    subject.span.end <= fact.span.start && !subject.text.starts_with(['比', '较', '与', '同'])
}

/// Whether the figure ends what is said. Before a noun it tells what sort of thing that is (总投资35亿元的项目, 12分钟急救圈),
/// and after 由 what was before.
fn is_statement(fact: &Fact, text: &str) -> bool {
    let after = text.get(fact.figure.span.end..).unwrap_or_default();
    let lead = text.get(..fact.figure.span.start).unwrap_or_default();
    !lead.ends_with(['从', '由']) && after.chars().next().is_none_or(|c| !c.is_alphanumeric() || "和及与以为居".contains(c))
}

/// How many digits of the number count: 5000 has one, 1260582 seven, 0.52 two.
fn significant(fact: &Fact) -> usize {
    let number = match &fact.figure.value.soft {
        interval if fact.figure.value.hard == fact.figure.value.soft => {
            interval.lo.number().zip(interval.hi.number()).map(|(lo, hi)| &(lo + hi) * &Rational::decimal(5, -1))
        }
        interval => interval.lo.number().or(interval.hi.number()).cloned(),
    };
    let in_granules = number.and_then(|number| number.divided_by(&fact.figure.granule)).map(|n| n.magnitude().rounded());
    in_granules.map_or(0, |n| n.to_string().len())
}

/// What mentions of one figure have in common, as a text.
fn key(fact: &Fact, name: &str, same: &[Attribute]) -> String {
    let mut key = String::new();
    // an aim and an outcome are two things
    if fact.target {
        key.push('!');
    }
    for attribute in same {
        key.push('\n');
        // writing to a string does not fail
        let _ = match attribute {
            Attribute::Subject => write!(key, "{name}"),
            Attribute::Role => write!(key, "{}", role(fact.role)),
            Attribute::Period => write!(key, "{}", fact.period.map(|p: Period| p.to_string()).unwrap_or_default()),
            Attribute::Scope => write!(key, "{}", scope(fact).unwrap_or_default()),
            // what names no basis may be on any, but then the same indicator is on one
            Attribute::Basis => write!(key, "{}", u8::from(fact.basis == Basis::Nominal)),
            Attribute::Comparison => write!(key, "{:?}", fact.comparison),
            Attribute::Dimension => write!(key, "{:?}", dimension(fact)),
            Attribute::Unit => write!(key, "{}", fact.figure.unit.map(|u| &*u.base.name).unwrap_or_default()),
        };
    }
    key
}

const fn role(role: FactRole) -> u8 {
    match role {
        FactRole::Level => 0,
        FactRole::Share => 1,
        FactRole::Growth(_) => 2,
        FactRole::Difference(_) => 3,
    }
}

/// The place that it speaks of. 我国 and 中国 are 全国.
fn scope(fact: &Fact) -> Option<&str> {
    fact.scope.as_deref().map(|scope| if matches!(scope, "我国" | "中国") { "全国" } else { scope })
}

/// Words of time and telling, which do not change what a subject is.
const NEUTRAL: &[&str] = &[
    "国家统计局",
    "初步核算",
    "初步统计",
    "据统计",
    "数据显示",
    "上半年",
    "下半年",
    "前三季度",
    "季度",
    "今年",
    "去年",
    "全年",
    "截至",
    "目前",
    "预计",
    "全国",
    "我国",
    "全省",
    "全市",
    "累计",
    "年末",
    "年底",
    "实现",
    "完成",
    "达到",
    "年",
    "月",
    "份",
    "日",
    "末",
    "底",
    "前",
    "的",
    "，",
    " ",
    "\u{3000}",
];

/// What stands between the beginning of the clause and its subject, but for words of time.
fn before(source: &str, subject: Span, passage: Span) -> String {
    let lead = source.get(passage.start.min(subject.start) as usize..subject.start as usize).unwrap_or_default();
    let clause = lead.rfind(['，', '；', '。', '：', '！', '？', '\n', ';', ',']).and_then(|at| lead.get(at..)).unwrap_or(lead);
    let mut words: String = clause.chars().skip_while(|c| "，；。：！？\n;,”’）".contains(*c)).filter(|c| !c.is_numeric()).collect();
    for word in NEUTRAL {
        words = words.replace(word, "");
    }
    words.retain(|c| !"（）()—-～~、一二三四五六七八九十“”".contains(c));
    words
}

/// Whether what stands before two subjects may name one place: the same words, or one has a few more before them.
pub(super) fn same_place(a: &str, b: &str) -> bool {
    a == b || !a.is_empty() && !b.is_empty() && (a.ends_with(b) || b.ends_with(a))
}
