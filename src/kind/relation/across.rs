//! Figures of several documents: found by what they must have in common, without a search through the file.
//!
//! A figure is told again and again in a year of newspapers. Mentions that tell the same value are one candidate, for which
//! the nearest stands; mentions that do not are several, and where the verdicts on them differ, nothing is guessed.

use super::bind::{Binder, Bound, Candidate, Found, Group, LONGEST_LIST, Variables};
use super::binding::{Attribute, Binding, dimension, scope};
use super::subject::normal;
use super::{RelationCheck, Within};
use crate::figure::{Fact, is_named_place};
use crate::relation::expression::{Assertion, stated};
use crate::relation::{Reason, Slot};
use foldhash::{HashMap, HashMapExt};
use std::fmt::Write;

/// The most figures of one paragraph, before and behind the first one, that are looked at one by one.
const MOST_NEAR: usize = 32;

/// The mentions that tell one value, in text order.
struct Told {
    /// Of what it is told, where the name stands for a list.
    of: String,
    mentions: Vec<usize>,
    variables: Variables,
}

/// For each name, its facts by all that they must have in common with others.
pub(super) struct Across {
    names: Vec<Index>,
}

/// The facts of one name.
#[derive(Default)]
struct Index {
    /// The variables of its subject that are known before it is looked for.
    shared: Vec<String>,
    by: HashMap<String, Alike>,
}

/// The facts of a name that have in common what they must.
#[derive(Default)]
struct Alike {
    told: Vec<Told>,
    /// Whether there are more values than are kept.
    more: bool,
}

impl Across {
    /// Puts the facts that the entries admit in order.
    pub(super) fn of(binder: &Binder<'_>) -> Self {
        let mut names: Vec<Index> = binder.check.bindings.iter().map(|_| Index::default()).collect();
        let mut known: Vec<&str> = Vec::new();
        for &name in &binder.check.order {
            let (Some(binding), Some(admitted)) = (binder.check.bindings.get(name), binder.admitted.get(name)) else { continue };
            let Some(index) = names.get_mut(name) else { continue };
            let own = binding.subject.iter().flat_map(|subject| subject.variables()).map(String::as_str);
            index.shared = own.clone().filter(|v| known.contains(v)).map(str::to_owned).collect();
            for (fact, variables) in admitted {
                if let Some(key) = binder.key(binding, *fact, &index.shared, variables) {
                    binder.tell(index.by.entry(key).or_default(), binding.many, *fact, variables);
                }
            }
            known.extend(own);
        }
        Self { names }
    }

    /// The facts that a name may stand for: of mentions that tell the same, the nearest that fits.
    pub(super) fn candidates(
        &self,
        binder: &Binder<'_>,
        name: usize,
        anchor: usize,
        variables: &[(String, String)],
        fits: &dyn Fn(usize) -> bool,
    ) -> Found {
        let (Some(binding), Some(index)) = (binder.check.bindings.get(name), self.names.get(name)) else { return Found::default() };
        let alike = binder.key(binding, anchor, &index.shared, variables).and_then(|key| index.by.get(&key));
        let nearest = |told: &Told| {
            let at = told.mentions.partition_point(|&fact| fact < anchor);
            let (before, behind) = told.mentions.split_at_checked(at)?;
            let one = before.iter().rev().take(MOST_NEAR).copied().find(|&fact| fits(fact));
            let other = behind.iter().take(MOST_NEAR).copied().find(|&fact| fits(fact));
            let fact = one.into_iter().chain(other).min_by_key(|fact| fact.abs_diff(anchor))?;
            Some((fact, told.variables.clone()))
        };
        let mut out: Vec<Candidate> = alike.iter().flat_map(|alike| &alike.told).filter_map(nearest).collect();
        // in its own paragraph a figure may leave out what the others tell
        out.extend(
            binder
                .beside(name, anchor)
                .iter()
                .filter(|(fact, found)| {
                    let known =
                        |(n, v): &(String, String)| variables.iter().find(|(name, _)| name == n).is_none_or(|(_, value)| value == v);
                    found.iter().all(known) && fits(*fact)
                })
                .cloned(),
        );
        out.sort_unstable_by_key(|candidate| candidate.0);
        out.dedup_by_key(|candidate| candidate.0);
        Found { list: out, more: alike.is_some_and(|alike| alike.more) }
    }
}

impl Binder<'_> {
    /// All in which a fact must be like the others, as far as that is found without comparing; none where a variable is
    /// missing.
    fn key(&self, binding: &Binding, fact: usize, shared: &[String], variables: &[(String, String)]) -> Option<String> {
        let it = self.facts.get(fact)?;
        let mut out = String::new();
        for attribute in &binding.same {
            let written = match attribute {
                Attribute::Subject => write!(out, "{}", self.subjects.name(fact).unwrap_or_default()),
                Attribute::Role => write!(out, "{:?}", std::mem::discriminant(&it.role)),
                Attribute::Period => write!(out, "{:?}", it.period),
                Attribute::Scope => write!(out, "{}", scope(it).unwrap_or_default()),
                Attribute::Dimension => write!(out, "{:?}", dimension(it)),
                Attribute::Unit => write!(out, "{}", it.figure.unit.map_or("", |unit| &unit.base.name)),
                // what is not told is like anything
                Attribute::Basis => Ok(()),
                Attribute::Comparison => write!(out, "{:?}", it.comparison),
            };
            written.ok()?;
            out.push('\u{1f}');
        }
        for name in shared {
            let (_, value) = variables.iter().find(|(n, _)| n == name)?;
            out.push_str(&normal(value, &self.check.equivalent));
            out.push('\u{1f}');
        }
        Some(out)
    }

    /// Adds a mention to those of its value.
    fn tell(&self, alike: &mut Alike, many: bool, fact: usize, variables: &Variables) {
        let of = if many { self.identity(fact) } else { String::new() };
        let same = |told: &Told| {
            told.of == of && told.variables == *variables && told.mentions.first().is_some_and(|&first| self.tells_alike(first, fact))
        };
        let known = alike.told.iter().position(same);
        if let Some(told) = known.and_then(|at| alike.told.get_mut(at)) {
            told.mentions.push(fact);
        } else if alike.told.len() > LONGEST_LIST {
            alike.more = true;
        } else {
            alike.told.push(Told { of, mentions: vec![fact], variables: variables.clone() });
        }
    }

    /// What a figure of a list is of.
    fn identity(&self, fact: usize) -> String {
        let Some(it) = self.facts.get(fact) else { return String::new() };
        let role = std::mem::discriminant(&it.role);
        format!("{}\u{1f}{role:?}\u{1f}{:?}\u{1f}{:?}", self.subjects.name(fact).unwrap_or_default(), it.period, scope(it))
    }

    fn tells_alike(&self, one: usize, other: usize) -> bool {
        let value = |i: usize| self.facts.get(i).map(|f| (&f.figure.value, f.figure.unit, &f.figure.change));
        value(one) == value(other)
    }

    /// The facts of a name in the paragraph of another.
    fn beside(&self, name: usize, anchor: usize) -> &[Candidate] {
        let admitted = self.admitted.get(name).map(Vec::as_slice).unwrap_or_default();
        let Some(passage) = self.facts.get(anchor).map(|f| f.passage) else { return &[] };
        let of = |candidate: &Candidate| self.facts.get(candidate.0).map_or(0, |f| f.passage);
        let at = admitted.partition_point(|c| c.0 < anchor);
        let from = admitted.partition_point(|c| of(c) < passage).max(at.saturating_sub(MOST_NEAR));
        let to = admitted.partition_point(|c| of(c) <= passage).min(at + MOST_NEAR);
        admitted.get(from..to).unwrap_or_default()
    }

    /// Leaves one mention, the nearest, of each figure of a list that is told several times. Whether one is told with
    /// several values, or there are too many.
    pub(super) fn once_each(&self, list: &mut Vec<usize>, anchor: usize) -> bool {
        let mut known: HashMap<String, usize> = HashMap::new();
        let mut several = false;
        for &fact in list.iter() {
            let nearest = known.entry(self.identity(fact)).or_insert(fact);
            several |= !self.tells_alike(*nearest, fact);
            if fact.abs_diff(anchor) < nearest.abs_diff(anchor) {
                *nearest = fact;
            }
        }
        *list = known.into_values().collect();
        list.sort_unstable();
        let cut = list.len() > LONGEST_LIST;
        list.truncate(LONGEST_LIST);
        several || cut
    }

    /// What the first name stands for, where it is a list: all that have in common what they must.
    pub(super) fn groups_across(&self, binding: &Binding, anchors: Vec<Candidate>) -> Vec<Group> {
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut out: Vec<Group> = Vec::new();
        let own: Vec<String> = binding.subject.iter().flat_map(|subject| subject.variables()).cloned().collect();
        for (fact, variables) in anchors {
            let Some(key) = self.key(binding, fact, &own, &variables) else { continue };
            let place = *places.entry(key).or_insert(out.len());
            match out.get_mut(place) {
                Some(group) => group.facts.push(fact),
                None => out.push(Group { facts: vec![fact], variables, several: false }),
            }
        }
        for group in &mut out {
            let anchor = group.facts.first().copied().unwrap_or_default();
            group.several = self.once_each(&mut group.facts, anchor);
        }
        out.retain(|group| group.facts.len() > 1);
        out
    }

    /// Why figures of different documents may not be of one time and place: what they must have in common is not told.
    pub(super) fn apart(&self, bound: &Bound) -> Option<Reason> {
        if self.check.within != Within::Corpus {
            return None;
        }
        let first = *self.check.order.first()?;
        let fact = |index: usize| self.facts.get(index);
        let anchor = fact(*bound.get(first)?.as_ref()?.first()?)?;
        let document = |f: &Fact| self.ground.document(f.passage);
        let place = |f: &Fact| f.scope.as_deref().is_some_and(is_named_place);
        let mut reason = None;
        for (binding, facts) in self.check.bindings.iter().zip(bound) {
            let others = facts.iter().flatten().filter_map(|&f| fact(f)).filter(|f| document(f) != document(anchor));
            for other in others {
                if binding.same.contains(&Attribute::Period) && (anchor.period.is_none() || other.period.is_none()) {
                    return Some(Reason::Period);
                }
                if binding.same.contains(&Attribute::Scope) && !(place(anchor) && place(other)) {
                    reason = Some(Reason::Scope);
                }
            }
        }
        reason
    }
}

/// The name to begin with: what is stated, as against what it is calculated from. Told several times, it is judged each time
/// by itself, so that of several totals the one that is wrong is found.
pub(super) fn first(assertion: &Assertion, bindings: &[Binding]) -> Option<usize> {
    let slots: Vec<Slot> = (0..assertion.names.len()).map(Slot::One).collect();
    let name = stated(assertion.comparisons.first()?, &slots)?;
    bindings.get(name).is_some_and(|b| b.part_of.is_none() && b.of.is_none() && !b.many).then_some(name)
}

/// Marks the facts of one document that an entry admits, and all that is told with them where an entry asks for that.
pub(super) fn wants(check: &RelationCheck, facts: &[Fact], marks: &mut [bool]) {
    let entries = || check.bindings.iter().filter(|b| b.part_of.is_none() && b.of.is_none());
    let admits = |fact: &Fact, binding: &Binding| {
        binding.admits(fact)
            && match (&binding.subject, &fact.subject) {
                (None, _) => true,
                (Some(_), None) => false,
                (Some(pattern), Some(subject)) => pattern.matches(&normal(&subject.text, &check.equivalent)).is_some(),
            }
    };
    let told_with = check.bindings.iter().any(|b| b.part_of.is_some() || b.of.is_some());
    // a paragraph that holds a figure is kept whole, since what is told of it is told by its place among the others
    let mut whole: Vec<usize> = Vec::new();
    for (fact, mark) in facts.iter().zip(marks.iter_mut()) {
        if entries().any(|binding| admits(fact, binding)) {
            *mark = true;
            if told_with && whole.last() != Some(&fact.passage) {
                whole.push(fact.passage);
            }
        }
    }
    if !told_with {
        return;
    }
    for (index, fact) in facts.iter().enumerate() {
        let of_kept = fact.part_of.is_some_and(|of| marks.get(of) == Some(&true));
        if let Some(mark) = marks.get_mut(index).filter(|_| of_kept || whole.binary_search(&fact.passage).is_ok()) {
            *mark = true;
        }
    }
}
