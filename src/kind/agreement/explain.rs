//! What `kanwu trace` tells of figures that are compared with no other mention, and why.

use super::mention::{key_of, may_stand, named};
use super::{AgreementCheck, WINDOW};
use crate::both;
use crate::figure::Fact;
use crate::kind::relations::Relations;
use crate::kind::{Outcome, Step, touches};
use crate::lang::Localized;
use crate::relation::Operand;
use std::collections::BTreeMap;

/// For each figure at the traced place: whether it is a mention, and how many others of the same figure there are.
pub(super) fn mentions(check: &AgreementCheck, relations: &mut Relations<'_>) {
    let Some(place) = relations.traced() else { return };
    let facts = relations.facts();
    let passages = &relations.context().document.passages;
    let key = |fact: &Fact| named(fact, passages).and_then(|subject| key_of(check, fact, subject));
    let mut all: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for fact in facts {
        if let Some(key) = key(fact) {
            all.entry(key).or_default().push(fact.passage);
        }
    }
    for fact in facts.iter().filter(|fact| touches(fact.span, place)) {
        let why = match (may_stand(fact, passages), key(fact)) {
            (Some(why), _) => why,
            (None, None) => Localized::fixed("主语不是 subject 所要的", "its subject is not what `subject` asks for"),
            (None, Some(key)) => company(fact, all.get(&key).map(Vec::as_slice).unwrap_or_default()),
        };
        relations.note(|| Step::new(fact.span, Outcome::Looked, why));
    }
}

/// What is told of a mention by the passages of all mentions of the same figure.
fn company(fact: &Fact, passages: &[usize]) -> Localized {
    let elsewhere = passages.iter().filter(|passage| **passage != fact.passage).count();
    match (passages.len(), elsewhere) {
        (0 | 1, _) => Localized::fixed(
            "same 所列各项都相同的，全文只有这一处",
            "no other figure of the document is the same in all that `same` names",
        ),
        (_, 0) => Localized::fixed(
            "同样的数只在同一段里，同段的不比",
            "the others of the same figure stand in its own paragraph, and are not compared",
        ),
        (_, n) => both!(
            "另有 {n} 处说同一个数；与前面最近的 {WINDOW} 处相比",
            "{n} other mentions of the same figure; it is compared with the {WINDOW} before it"
        ),
    }
}

/// That two mentions differ, and that does not count, since the value of one is told beside the other.
pub(super) fn told_there_too(earlier: &Operand, later: &Operand, relations: &mut Relations<'_>) {
    for (one, other) in [(earlier, later), (later, earlier)] {
        let why = || {
            let text = &other.text;
            both!(
                "与另一处的 {text} 不同，但那一段也说了这里的值，或这一段也说了那里的值，所以说的是别的",
                "it differs from {text}, but one paragraph tells both values: they are of different things"
            )
        };
        relations.note(|| Step::new(one.span, Outcome::Excused, why()));
    }
}
