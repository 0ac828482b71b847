//! All relations of a document, and which of its figures is likely wrong where they contradict each other.

use super::evaluate::{Quantity, Slot};
use super::expression::Assertion;
use super::slip::{Slip, slips, swap};
use super::solve::{freed, solve};
use super::{Agreement, Operand, Reason, Verdict, judge};
use crate::figure::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// An assertion with figures of the text put in.
#[derive(Clone, Debug)]
pub struct Relation {
    /// The rule that asserts it, as the caller counts rules.
    pub rule: u32,
    /// What is asserted.
    pub assertion: Arc<Assertion>,
    /// What its names stand for: indices into [`Network::operands`].
    pub slots: Vec<Slot>,
    /// By how much an equation may miss.
    pub tolerance: Option<Quantity>,
    /// Whether it holds.
    pub verdict: Verdict,
    /// The comparison that fails, where it is contradicted.
    pub failing: Option<usize>,
    /// Whether a contradiction is only a lead.
    pub lead: bool,
    /// Where it is two mentions of one figure: how they are compared.
    pub agreement: Option<Agreement>,
    /// Why it can't be told even where the figures contradict each other.
    pub doubt: Option<Reason>,
}

impl Relation {
    /// A relation that has not been judged.
    #[must_use]
    pub const fn new(rule: u32, assertion: Arc<Assertion>, slots: Vec<Slot>) -> Self {
        let verdict = Verdict::Undetermined(Reason::Missing);
        Self { rule, assertion, slots, tolerance: None, verdict, failing: None, lead: false, agreement: None, doubt: None }
    }

    /// With what bears on its verdict.
    #[must_use]
    pub fn with(self, tolerance: Option<Quantity>, lead: bool, agreement: Option<Agreement>, doubt: Option<Reason>) -> Self {
        Self { tolerance, lead, agreement, doubt, ..self }
    }

    /// The operands in it.
    pub fn operands(&self) -> impl Iterator<Item = usize> + '_ {
        self.slots.iter().flat_map(|s| s.operands().iter().copied())
    }
}

/// The relations of a document over its figures.
#[derive(Debug, Default)]
pub struct Network {
    /// The figures that take part.
    pub operands: Vec<Operand>,
    /// The relations among them.
    pub relations: Vec<Relation>,
}

/// What is likely wrong in figures that contradict each other.
#[derive(Clone, Debug)]
pub struct Diagnosis {
    /// The contradicted relations, by index.
    pub relations: Vec<usize>,
    /// The figures one of which is likely wrong. Where there are several sets in `sets`, it is empty.
    pub suspects: Vec<Suspect>,
    /// Where no single figure explains it: the smallest sets of figures that do, at most three.
    pub sets: Vec<Vec<usize>>,
    /// Whether the search was cut short.
    pub bounded: bool,
}

/// A figure that alone explains the contradictions.
#[derive(Clone, Debug)]
pub struct Suspect {
    /// Its index among the operands.
    pub operand: usize,
    /// What it may have been meant to read, the likeliest slip first.
    pub candidates: Vec<Slip>,
    /// Where it must lie, where that can be told.
    pub must_lie: Option<Value>,
}

/// The most figures of a component that are searched one by one.
const MOST_FIGURES: usize = 400;
/// The most figures among which sets of two and three are searched.
const MOST_IN_SETS: usize = 40;

impl Network {
    /// Judges the relations anew with some operands changed.
    fn judge(&self, relation: &Relation, changed: &[(usize, Operand)]) -> Verdict {
        let operand = |i: usize| changed.iter().find(|(j, _)| *j == i).map_or_else(|| self.operand(i), |(_, o)| o);
        verdict(relation, &operand).0
    }

    /// The operand of this index. Relations hold indices of this network only.
    #[must_use]
    pub fn operand(&self, index: usize) -> &Operand {
        &self.operands[index]
    }

    /// The verdict that a relation would have.
    #[must_use]
    pub fn verdict(&self, relation: &Relation) -> Verdict {
        self.judge(relation, &[])
    }

    /// Judges a relation and adds it.
    pub fn add(&mut self, mut relation: Relation) -> Verdict {
        let operand = |i: usize| self.operand(i);
        (relation.verdict, relation.failing) = verdict(&relation, &operand);
        let found = relation.verdict;
        self.relations.push(relation);
        found
    }

    /// The contradictions, component by component, with what is likely wrong.
    #[must_use]
    pub fn diagnoses(&self) -> Vec<Diagnosis> {
        let touching = self.touching();
        self.components().into_iter().map(|bad| self.diagnose(bad, &touching)).collect()
    }

    /// The relations that each operand is in.
    #[must_use]
    pub fn touching(&self) -> Vec<Vec<usize>> {
        let mut out = vec![Vec::new(); self.operands.len()];
        for (i, relation) in self.relations.iter().enumerate() {
            for operand in relation.operands() {
                if let Some(list) = out.get_mut(operand)
                    && list.last() != Some(&i)
                {
                    list.push(i);
                }
            }
        }
        out
    }

    /// The contradicted relations, put together where they share a figure that can be wrong.
    fn components(&self) -> Vec<Vec<usize>> {
        let bad: Vec<usize> = (0..self.relations.len()).filter(|&i| self.relations[i].verdict == Verdict::Contradicted).collect();
        let mut group: Vec<usize> = (0..bad.len()).collect();
        let mut owner: BTreeMap<usize, usize> = BTreeMap::new();
        for (k, &relation) in bad.iter().enumerate() {
            for operand in self.relations[relation].operands().filter(|&o| !self.operands[o].fixed) {
                let other = *owner.entry(operand).or_insert(k);
                let (a, b) = (root(&group, other), root(&group, k));
                let (low, high) = (a.min(b), a.max(b));
                group[high] = low;
            }
        }
        let mut out: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (k, &relation) in bad.iter().enumerate() {
            out.entry(root(&group, k)).or_default().push(relation);
        }
        out.into_values().collect()
    }

    fn diagnose(&self, bad: Vec<usize>, touching: &[Vec<usize>]) -> Diagnosis {
        let members: BTreeSet<usize> =
            bad.iter().flat_map(|&r| self.relations[r].operands()).filter(|&o| !self.operands[o].fixed).collect();
        let bounded = members.len() > MOST_FIGURES;
        let mut suspects: Vec<Suspect> = Vec::new();
        for &operand in members.iter().take(MOST_FIGURES) {
            // what does not touch all of them can't explain all of them
            if !bad.iter().all(|r| touching[operand].contains(r)) {
                continue;
            }
            let must_lie = self.range(operand, &touching[operand]);
            let mut candidates: Vec<Slip> = slips(operand, &self.operands[operand]);
            candidates.retain(|slip| self.mends(slip, &bad, touching));
            candidates.sort_by(|a, b| (a.kind, &a.text).cmp(&(b.kind, &b.text)));
            suspects.push(Suspect { operand, candidates, must_lie });
        }
        self.swaps(&bad, touching, &members, &mut suspects);
        // where one slip explains all, what would take more is no suspect
        if suspects.iter().any(|s| !s.candidates.is_empty()) {
            suspects.retain(|s| !s.candidates.is_empty());
        } else {
            suspects.retain(|s| self.explains(s, &bad, touching));
        }
        let sets = if suspects.is_empty() { self.sets(&bad, &members, touching) } else { Vec::new() };
        Diagnosis { relations: bad, suspects, sets, bounded }
    }

    /// Whether a slip mends all of `bad`, and breaks or blurs nothing else.
    fn mends(&self, slip: &Slip, bad: &[usize], touching: &[Vec<usize>]) -> bool {
        bad.iter().all(|&r| self.judge(&self.relations[r], &slip.changed) == Verdict::Consistent)
            && slip.changed.iter().all(|(operand, _)| {
                touching[*operand].iter().filter(|r| !bad.contains(r)).all(|&r| {
                    let relation = &self.relations[r];
                    relation.verdict != Verdict::Consistent || self.judge(relation, &slip.changed) == Verdict::Consistent
                })
            })
    }

    /// Where the relations that a figure is in, taken as equations, put it.
    fn range(&self, operand: usize, relations: &[usize]) -> Option<Value> {
        let find = |i: usize| self.operand(i);
        let mut all: Option<Value> = None;
        for &r in relations {
            let relation = &self.relations[r];
            if relation.tolerance.is_some() || matches!(relation.verdict, Verdict::Undetermined(_)) {
                continue;
            }
            for comparison in &relation.assertion.comparisons {
                if let Some(value) = solve(comparison, operand, &relation.slots, &find) {
                    all = Some(match all {
                        None => value,
                        Some(so_far) => Value { hard: so_far.hard.intersection(&value.hard), soft: so_far.soft.intersection(&value.soft) },
                    });
                }
            }
        }
        all
    }

    /// Whether another value of the figure would make all relations hold.
    fn explains(&self, suspect: &Suspect, bad: &[usize], touching: &[Vec<usize>]) -> bool {
        if suspect.must_lie.as_ref().is_some_and(|v| v.hard.is_empty()) {
            return false;
        }
        let changed = [(suspect.operand, freed(&self.operands[suspect.operand]))];
        bad.iter().chain(&touching[suspect.operand]).all(|&r| self.judge(&self.relations[r], &changed) != Verdict::Contradicted)
    }

    /// Two figures of one list in each other's place.
    fn swaps(&self, bad: &[usize], touching: &[Vec<usize>], members: &BTreeSet<usize>, suspects: &mut Vec<Suspect>) {
        if members.len() > MOST_IN_SETS {
            return;
        }
        let members: Vec<usize> = members.iter().copied().collect();
        for (k, &a) in members.iter().enumerate() {
            for &b in members.iter().skip(k + 1) {
                let (first, second) = (&self.operands[a], &self.operands[b]);
                if first.at.as_ref().map(|at| at.passage) != second.at.as_ref().map(|at| at.passage) {
                    continue;
                }
                let Some(slip) = swap((a, first), (b, second)).filter(|slip| self.mends(slip, bad, touching)) else { continue };
                match suspects.iter_mut().find(|s| s.operand == a) {
                    Some(suspect) => suspect.candidates.push(slip),
                    None => suspects.push(Suspect { operand: a, candidates: vec![slip], must_lie: None }),
                }
            }
        }
    }

    /// The smallest sets of two or three figures such that every contradicted relation has one of them and all can hold.
    fn sets(&self, bad: &[usize], members: &BTreeSet<usize>, touching: &[Vec<usize>]) -> Vec<Vec<usize>> {
        if members.len() > MOST_IN_SETS {
            return Vec::new();
        }
        let members: Vec<usize> = members.iter().copied().collect();
        let feasible = |set: &[usize]| {
            let changed: Vec<(usize, Operand)> = set.iter().map(|&o| (o, freed(&self.operands[o]))).collect();
            bad.iter()
                .all(|r| set.iter().any(|&o| touching[o].contains(r)) && self.judge(&self.relations[*r], &changed) != Verdict::Contradicted)
        };
        let mut out = Vec::new();
        for (i, &a) in members.iter().enumerate() {
            for &b in members.iter().skip(i + 1) {
                if feasible(&[a, b]) {
                    out.push(vec![a, b]);
                }
                if out.len() >= 3 {
                    return out;
                }
            }
        }
        if out.is_empty() {
            for (i, &a) in members.iter().enumerate() {
                for (j, &b) in members.iter().enumerate().skip(i + 1) {
                    for &c in members.iter().skip(j + 1) {
                        if feasible(&[a, b, c]) {
                            out.push(vec![a, b, c]);
                        }
                        if out.len() >= 3 {
                            return out;
                        }
                    }
                }
            }
        }
        out
    }

    /// How many of the modelled slips in a figure the relations would notice, and how many there are.
    #[must_use]
    pub fn power(&self, operand: usize, touching: &[usize]) -> (usize, usize) {
        let slips = slips(operand, &self.operands[operand]);
        let noticed = slips.iter().filter(|slip| {
            touching.iter().any(|&r| {
                let relation = &self.relations[r];
                relation.verdict == Verdict::Consistent && self.judge(relation, &slip.changed) == Verdict::Contradicted
            })
        });
        (noticed.count(), slips.len())
    }
}

/// The verdict on a relation, and the comparison that fails.
fn verdict<'o>(relation: &Relation, operand: &dyn Fn(usize) -> &'o Operand) -> (Verdict, Option<usize>) {
    let (verdict, failing) = match (&relation.slots[..], relation.agreement) {
        ([Slot::One(a), Slot::One(b)], Some(how)) => (how.judge(operand(*a), operand(*b)), Some(0)),
        _ => judge(&relation.assertion, &relation.slots, operand, relation.tolerance.as_ref()),
    };
    match (verdict, relation.doubt) {
        (Verdict::Contradicted, Some(reason)) => (Verdict::Undetermined(reason), None),
        (Verdict::Contradicted, None) => (verdict, failing),
        _ => (verdict, None),
    }
}

fn root(group: &[usize], mut at: usize) -> usize {
    while group[at] != at {
        at = group[at];
    }
    at
}
