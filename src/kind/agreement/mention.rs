//! The mentions that may be compared: facts that are statements, with what they are about.

use super::{AgreementCheck, Attribute};
use crate::document::{BlockKind, Passage};
use crate::figure::{Basis, Fact, FactRole, Period, Rational, Subject};
use crate::kind::relation::{dimension, normal};
use crate::kind::relations::Relations;
use crate::kind::statement::{before, is_statement, names_it};
use foldhash::{HashMap, HashMapExt};
use std::fmt::Write as _;

/// A fact that says how much something is.
pub(super) struct Mention {
    /// Its index among the facts of the document.
    pub(super) fact: usize,
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

/// The mentions of a document by what they are of, where there is more than one, all in text order.
pub(super) fn groups(check: &AgreementCheck, relations: &Relations<'_>) -> Vec<Vec<Mention>> {
    let passages = &relations.context().document.passages;
    let mut ids: HashMap<String, usize> = HashMap::new();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (index, fact) in relations.facts().iter().enumerate() {
        let Some((subject, _)) = stated(fact, passages) else { continue };
        let name = normal(&subject.text, &check.equivalent);
        if check.subject.as_ref().is_some_and(|pattern| pattern.matches(&name).is_none()) {
            continue;
        }
        let id = *ids.entry(key(fact, &name, &check.same)).or_insert(groups.len());
        match groups.get_mut(id) {
            Some(group) => group.push(index),
            None => groups.push(vec![index]),
        }
    }
    drop(ids);
    groups.retain(|group| group.len() > 1);
    let sections = sections(passages);
    let mention = |index: usize| mention(check, relations, &sections, index);
    groups.into_iter().map(|group| group.into_iter().filter_map(mention).collect()).collect()
}

/// The subject and the passage of a fact that says how much of something there is.
fn stated<'a>(fact: &'a Fact, passages: &'a [Passage<'a>]) -> Option<(&'a Subject, &'a Passage<'a>)> {
    let passage = passages.get(fact.passage).filter(|p| is_statement(fact, p.view.text()))?;
    fact.subject.as_ref().filter(|subject| names_it(subject, fact)).map(|subject| (subject, passage))
}

/// The section of each passage, and whether it is a heading.
fn sections(passages: &[Passage<'_>]) -> Vec<(usize, bool)> {
    let mut section = 0;
    let of = |passage: &Passage<'_>| {
        let heading = matches!(passage.kind, BlockKind::Heading { .. });
        section += usize::from(heading);
        (section, heading)
    };
    passages.iter().map(of).collect()
}

fn mention(check: &AgreementCheck, relations: &Relations<'_>, sections: &[(usize, bool)], index: usize) -> Option<Mention> {
    let document = relations.context().document;
    let fact = relations.facts().get(index)?;
    let (subject, passage) = stated(fact, &document.passages)?;
    let (section, heading) = sections.get(fact.passage).copied()?;
    let vague = |pattern: &crate::kind::relation::Subject| pattern.matches(&normal(&subject.text, &check.equivalent)).is_some();
    Some(Mention {
        fact: index,
        passage: fact.passage,
        section,
        heading,
        dated: fact.period.is_some(),
        vague: check.vague.as_ref().is_some_and(vague),
        digits: significant(fact),
        before: before(document.source.text(), subject.span, passage.span),
    })
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
