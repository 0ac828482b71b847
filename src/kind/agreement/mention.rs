//! The mentions that may be compared: facts that are statements, with what they are about.

use super::{AgreementCheck, Attribute};
use crate::document::BlockKind;
use crate::figure::{Basis, Fact, FactRole, Period, Rational};
use crate::kind::relation::{dimension, normal};
use crate::kind::relations::Relations;
use crate::kind::statement::{before, is_statement, names_it};
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

/// Whether what stands before two subjects may name one place: the same words, or one has a few more before them.
pub(super) fn same_place(a: &str, b: &str) -> bool {
    a == b || !a.is_empty() && !b.is_empty() && (a.ends_with(b) || b.ends_with(a))
}
