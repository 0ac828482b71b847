//! Finding the figures that the names of an assertion stand for.

use super::across::Across;
use super::binding::{Attribute, Binding, alike};
use super::explain;
use super::phrase::Phrase;
use super::subject::normal;
use super::subjects::Subjects;
use super::{RelationCheck, Within};
use crate::document::{BlockKind, Passage, sentences};
use crate::figure::{Basis, Fact};
use crate::kind::corpus::Ground;
use crate::kind::relations::{Asserted, Relations};
use crate::relation::{Reason, Slot, Verdict};
use foldhash::{HashMap, HashMapExt};
use std::rc::Rc;

/// The most ways of binding that are tried for one first figure.
const MOST_WAYS: usize = 16;
/// The most figures before, and behind, the first one that a name may stand for.
const MOST_NEAR: usize = 32;
/// The most figures of a list.
pub(super) const LONGEST_LIST: usize = 200;

/// The order in which names are bound: those of a wording (`first`) before all others, what others point at before
/// them, and what has plain text in its subject before what has not.
pub(super) fn order(bindings: &[Binding], first: Vec<usize>) -> Vec<usize> {
    let mut out = first;
    let rank = |i: usize| match bindings.get(i) {
        Some(b) => (b.part_of.is_some() || b.of.is_some(), b.many, !b.subject.as_ref().is_some_and(|s| s.literal)),
        None => (true, true, true),
    };
    while out.len() < bindings.len() {
        let ready = |i: &usize| {
            let base = bindings.get(*i).and_then(|b| b.part_of.or(b.of));
            !out.contains(i) && base.is_none_or(|base| out.contains(&base))
        };
        // a circle of names can't be bound; it is cut anywhere
        let next = (0..bindings.len()).filter(ready).min_by_key(|&i| (rank(i), i));
        out.push(next.or_else(|| (0..bindings.len()).find(|i| !out.contains(i))).unwrap_or(0));
    }
    out
}

/// Of a list in text order, what stands nearest to a fact, so that the work does not grow with the square of the text.
fn window<T>(list: &[T], fact: impl Fn(&T) -> usize, anchor: usize, many: bool) -> &[T] {
    let reach = if many { LONGEST_LIST } else { MOST_NEAR };
    let at = list.partition_point(|item| fact(item) < anchor);
    list.get(at.saturating_sub(reach)..list.len().min(at + reach)).unwrap_or_default()
}

/// A fact, with what the variables of the subject stand for.
pub(super) type Candidate = (usize, Variables);

/// What the variables of subjects stand for.
pub(super) type Variables = Vec<(String, String)>;

/// The facts that a name may stand for.
#[derive(Default)]
pub(super) struct Found {
    pub(super) list: Vec<Candidate>,
    /// Whether there are more of them than could be told apart.
    pub(super) more: bool,
}

/// What the names stand for: one or several facts each.
pub(super) type Bound = Vec<Option<Vec<usize>>>;

/// What the first name stands for.
pub(super) struct Group {
    pub(super) facts: Vec<usize>,
    pub(super) variables: Variables,
    /// Whether several figures could be meant by one of them.
    pub(super) several: bool,
}

/// The ways of binding that were found.
#[derive(Default)]
struct Ways {
    list: Vec<Bound>,
    /// Whether there are others besides, which are not tried.
    several: bool,
}

pub(super) struct Binder<'c> {
    pub(super) check: &'c RelationCheck,
    pub(super) facts: &'c [Fact],
    /// The subjects as they are compared.
    pub(super) subjects: Rc<Subjects>,
    /// The parts of each whole.
    pub(super) parts_of: HashMap<usize, Vec<usize>>,
    /// For each passage, the section that it is in; none where the rule does not ask for sections.
    sections: Vec<usize>,
    pub(super) ground: Ground<'c>,
    /// For each name, the facts that its entry admits, with the variables of the subject.
    pub(super) admitted: Vec<Vec<Candidate>>,
    /// The same, put in order for a search through all documents of a file.
    pub(super) across: Option<Across>,
}

/// Gathers the relations of the rule in the document.
pub(super) fn relate(check: &RelationCheck, relations: &mut Relations<'_>) {
    let facts = relations.facts();
    if facts.is_empty() {
        return;
    }
    let subjects = relations.subjects(&check.equivalent);
    let mut parts_of: HashMap<usize, Vec<usize>> = HashMap::new();
    if check.bindings.iter().any(|b| b.part_of.is_some()) {
        for (i, whole) in facts.iter().enumerate().filter_map(|(i, f)| Some((i, f.part_of?))) {
            parts_of.entry(whole).or_default().push(i);
        }
    }
    let mut section = 0;
    let section_of = |passage: &Passage<'_>| {
        section += usize::from(matches!(passage.kind, BlockKind::Heading { .. }));
        section
    };
    let passages = &relations.context().document.passages;
    let sections = if check.within == Within::Section { passages.iter().map(section_of).collect() } else { Vec::new() };
    let ground = relations.ground();
    let mut binder = Binder { check, facts, subjects, parts_of, sections, ground, admitted: Vec::new(), across: None };
    let open = relations.open();
    binder.admitted = check.bindings.iter().zip(&check.names).map(|(b, name)| binder.admit(b, name, open.as_deref())).collect();
    binder.across = (check.within == Within::Corpus).then(|| Across::of(&binder));
    explain::figures(&binder, relations);
    match &check.phrase {
        Some(phrase) => {
            let sentences = relations.sentences();
            for sentence in sentences.iter() {
                for found in phrase.find(sentence) {
                    binder.in_phrase(phrase, &found, relations);
                }
            }
        }
        None => {
            let Some(&first) = check.order.first() else { return };
            let anchors: Vec<Candidate> = binder.admitted.get(first).cloned().unwrap_or_default();
            for Group { facts, variables, several } in binder.groups(first, anchors) {
                let Some(&anchor) = facts.first() else { continue };
                let mut bound: Bound = vec![None; check.bindings.len()];
                if let Some(slot) = bound.get_mut(first) {
                    *slot = Some(facts);
                }
                let mut ways = Ways { several, ..Ways::default() };
                binder.bind(1, anchor, &bound, &variables, &mut ways);
                if ways.list.is_empty() {
                    explain::unbound(&binder, anchor, &variables, relations);
                }
                binder.assert(ways, relations);
            }
        }
    }
}

impl<'c> Binder<'c> {
    /// The text of a passage.
    pub(super) fn text(&self, passage: usize) -> &'c str {
        self.ground.passage(passage).map_or("", |passage| passage.view.text())
    }

    /// The facts that an entry admits by itself.
    fn admit(&self, binding: &Binding, name: &str, open: Option<&[bool]>) -> Vec<Candidate> {
        let mut out = Vec::new();
        // a subject that is one variable is looked up when the variable is known
        if binding.part_of.is_some() || binding.of.is_some() || self.check.is_in_phrase(name) {
            return out;
        }
        let is_open = |fact: &Fact| open.is_none_or(|open| open.get(self.ground.document(fact.passage)) == Some(&true));
        for (i, fact) in self.facts.iter().enumerate().filter(|(_, f)| binding.admits(f) && is_open(f)) {
            let subject = self.subjects.name(i).unwrap_or_default();
            let variables = match &binding.subject {
                None => Some(Vec::new()),
                Some(_) if fact.subject.is_none() => None,
                Some(pattern) => pattern.matches(subject),
            };
            out.extend(variables.map(|v| (i, v.into_iter().map(|(n, v)| (n.to_owned(), v)).collect())));
        }
        out
    }

    /// Binds the names from the `step`th in the order on, in every way there is.
    fn bind(&self, step: usize, anchor: usize, bound: &Bound, variables: &[(String, String)], ways: &mut Ways) {
        if ways.list.len() > MOST_WAYS {
            return;
        }
        let Some(&name) = self.check.order.get(step) else {
            ways.list.push(bound.clone());
            return;
        };
        let Some(binding) = self.check.bindings.get(name) else { return };
        let go = |found: Vec<usize>, variables: &[(String, String)], ways: &mut Ways| {
            let mut next = bound.clone();
            if let Some(slot) = next.get_mut(name) {
                *slot = Some(found);
            }
            self.bind(step + 1, anchor, &next, variables, ways);
        };
        if let Some(base) = binding.part_of.and_then(|b| bound.get(b)).and_then(Option::as_ref) {
            let [whole] = &base[..] else { return };
            if let Some(parts) = self.parts(*whole, anchor, binding) {
                go(parts, variables, ways);
            }
            return;
        }
        if let Some(base) = binding.of.and_then(|b| bound.get(b)).and_then(Option::as_ref) {
            let told: Option<Vec<usize>> = base.iter().map(|&fact| self.told_of(fact, anchor, binding)).collect();
            if let Some(told) = told {
                go(told, variables, ways);
            }
            return;
        }
        let used = |i: usize| bound.iter().flatten().any(|b| b.contains(&i));
        let Found { list: candidates, more } = self.candidates(name, binding, anchor, variables, &used);
        ways.several |= more;
        if binding.many {
            let mut list: Vec<usize> = candidates.iter().map(|c| c.0).collect();
            if self.across.is_some() {
                ways.several |= self.once_each(&mut list, anchor);
            }
            if !list.is_empty() && list.len() <= LONGEST_LIST {
                go(list, variables, ways);
            }
            return;
        }
        for (fact, more) in self.nearest(candidates, anchor) {
            let mut variables = variables.to_vec();
            variables.extend(more);
            go(vec![fact], &variables, ways);
        }
    }

    /// The facts that a name may stand for, given the first one, the variables known so far and what other names stand for.
    pub(super) fn candidates(
        &self,
        name: usize,
        binding: &Binding,
        anchor: usize,
        variables: &[(String, String)],
        used: &dyn Fn(usize) -> bool,
    ) -> Found {
        let known = |name: &str| variables.iter().find(|(n, _)| n == name).map(|(_, v)| v);
        let fits = |fact: usize| fact != anchor && !used(fact) && self.near(fact, anchor) && self.same(binding, fact, anchor);
        if let Some(across) = &self.across {
            return across.candidates(self, name, anchor, variables, &fits);
        }
        let only = binding.subject.as_ref().and_then(|s| s.only.as_deref()).and_then(known);
        let list = if let Some(subject) = only {
            let facts = self.subjects.facts(&normal(subject, &self.check.equivalent));
            let admitted = |fact: usize| self.facts.get(fact).is_some_and(|f| binding.admits(f)) && fits(fact);
            let window = window(facts, |&fact| fact, anchor, binding.many).iter();
            window.filter(|&&fact| admitted(fact)).map(|&fact| (fact, Vec::new())).collect()
        } else {
            let admitted = self.admitted.get(name).map(Vec::as_slice).unwrap_or_default();
            window(self.around(admitted, anchor), |c| c.0, anchor, binding.many)
                .iter()
                .filter(|(i, found)| found.iter().all(|(n, v)| known(n).is_none_or(|k| k == v)) && fits(*i))
                .cloned()
                .collect()
        };
        Found { list, more: false }
    }

    /// Those of the facts, which stand in text order, that can be near enough to another.
    fn around<'a>(&self, facts: &'a [Candidate], anchor: usize) -> &'a [Candidate] {
        let Some(passage) = self.facts.get(anchor).map(|f| f.passage) else { return &[] };
        if matches!(self.check.within, Within::Document | Within::Section | Within::Corpus) {
            return facts;
        }
        let of = |candidate: &Candidate| self.facts.get(candidate.0).map_or(0, |f| f.passage);
        let from = facts.partition_point(|c| of(c) < passage);
        let to = facts.partition_point(|c| of(c) <= passage);
        facts.get(from..to).unwrap_or_default()
    }

    /// Of mentions that say the same, the one nearest to the first figure; what says something else stays.
    fn nearest(&self, candidates: Vec<Candidate>, anchor: usize) -> Vec<Candidate> {
        let mut out: Vec<Candidate> = Vec::new();
        let value = |i: usize| self.facts.get(i).map(|f| (&f.figure.value, f.figure.unit, &f.figure.change));
        for candidate in candidates {
            match out.iter_mut().find(|o| value(o.0) == value(candidate.0)) {
                Some(known) if known.0.abs_diff(anchor) > candidate.0.abs_diff(anchor) => *known = candidate,
                Some(_) => {}
                None => out.push(candidate),
            }
        }
        out
    }

    pub(super) fn same(&self, binding: &Binding, fact: usize, anchor: usize) -> bool {
        let (Some(a), Some(b)) = (self.facts.get(fact), self.facts.get(anchor)) else { return false };
        let alike = |attribute: Attribute| match attribute {
            Attribute::Subject => self.subjects.name(fact) == self.subjects.name(anchor),
            attribute => alike(attribute, a, b),
        };
        binding.same.iter().all(|&attribute| alike(attribute)) && !binding.differs.iter().any(|&attribute| alike(attribute))
    }

    pub(super) fn near(&self, fact: usize, anchor: usize) -> bool {
        let (Some(a), Some(b)) = (self.facts.get(fact), self.facts.get(anchor)) else { return false };
        match self.check.within {
            Within::Document | Within::Corpus => true,
            Within::Section => self.sections.get(a.passage) == self.sections.get(b.passage),
            Within::Paragraph => a.passage == b.passage,
            Within::Sentence => {
                let text = self.text(a.passage);
                let (low, high) = (a.figure.span.start.min(b.figure.span.start), a.figure.span.start.max(b.figure.span.start));
                a.passage == b.passage
                    && sentences(text.get(low..high).unwrap_or_default()).count() <= 1
                    && !text.get(low..high).unwrap_or_default().ends_with(['。', '！', '？'])
            }
        }
    }

    /// What a wording holds; names that are not in it are bound by what they are about, near its first figure.
    fn in_phrase(&self, phrase: &Phrase, found: &[Vec<usize>], relations: &mut Relations<'_>) {
        let mut bound: Bound = vec![None; self.check.bindings.len()];
        let Some(&first) = found.first().and_then(|list| list.first()) else { return };
        for (name, facts) in phrase.names().iter().zip(found) {
            let Some(index) = self.check.names.iter().position(|n| n == name) else { continue };
            let Some(binding) = self.check.bindings.get(index) else { return };
            let admits = |fact: &usize| {
                self.facts.get(*fact).is_some_and(|f| binding.admits_in_phrase(f) && (*fact == first || self.same(binding, *fact, first)))
            };
            // of a list, those count that are what the entry says
            let admitted: Vec<usize> = facts.iter().copied().filter(admits).take(LONGEST_LIST).collect();
            let enough = if phrase.is_list(name) { admitted.len() > 1 } else { admitted.len() == 1 };
            match bound.get_mut(index) {
                Some(slot) if enough => *slot = Some(admitted),
                _ => return explain::not_admitted(self, name, facts.first().copied().unwrap_or(first), relations),
            }
        }
        let mut ways = Ways::default();
        self.bind(phrase.names().len(), first, &bound, &[], &mut ways);
        self.assert(ways, relations);
    }

    /// Puts the facts into the assertion. Where there are several ways and they do not come to one verdict, it can't be told.
    fn assert(&self, ways: Ways, relations: &mut Relations<'_>) {
        let mut made: Vec<Asserted> = Vec::new();
        let many_ways = ways.several || ways.list.len() > MOST_WAYS;
        for bound in ways.list.into_iter().take(MOST_WAYS) {
            let mut slots = Vec::new();
            for index in 0..self.check.assertion.names.len() {
                let Some(facts) = bound.get(index).and_then(Option::as_ref) else { return };
                let operands: Option<Vec<usize>> = facts.iter().map(|&f| relations.operand(f)).collect();
                let Some(operands) = operands else { return };
                let many = self.check.bindings.get(index).is_some_and(|b| b.many);
                slots.push(match (many, &operands[..]) {
                    (false, [one]) => Slot::One(*one),
                    _ => Slot::Many(operands),
                });
            }
            let mut asserted = Asserted::new(self.check.assertion.clone(), slots);
            asserted.tolerance.clone_from(&self.check.tolerance);
            asserted.doubt = self.doubt(&bound);
            asserted.lead = self.check.lead;
            asserted.needs_repair = self.check.needs_repair;
            asserted.rounding = self.check.rounding;
            made.push(asserted);
        }
        let verdicts: Vec<Verdict> = made.iter().map(|m| relations.judge(m)).collect();
        let split = many_ways || verdicts.windows(2).any(|pair| pair.first() != pair.last());
        // each of them fails: a repair must mend all, since it can't be told which is meant
        if self.across.is_some() && !split && verdicts.first() == Some(&Verdict::Contradicted) {
            for asserted in made {
                relations.add(asserted);
            }
            return;
        }
        let Some(mut first) = made.into_iter().next() else { return };
        if split {
            first.doubt = Some(Reason::Several);
            first.unsure = true;
        }
        relations.add(first);
    }

    /// Why figures may not be meant to satisfy the assertion: nominal and constant prices do not check each other.
    fn doubt(&self, bound: &Bound) -> Option<Reason> {
        let basis = |wanted: Basis| bound.iter().flatten().flatten().any(|&f| self.facts.get(f).is_some_and(|f| f.basis == wanted));
        (basis(Basis::Nominal) && basis(Basis::Constant)).then_some(Reason::Basis).or_else(|| self.apart(bound))
    }
}
