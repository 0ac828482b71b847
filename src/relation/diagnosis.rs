//! Which figure is likely wrong where figures contradict each other, and what it should be.
//!
//! Contradicted relations that share a figure are explained together: by one slip in one figure (Scholtus 2009), else by
//! another value of one figure, else by slips in two figures, else by other values of two or three (Fellegi and Holt 1976).

use super::judge::linear;
use super::slip::{Slip, exchanged, slips_within};
use super::solve::{freed, solve};
use super::{Network, Operand, Reason, Relation, Verdict};
use crate::figure::Value;
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

/// What is likely wrong in figures that contradict each other.
#[derive(Clone, Debug)]
pub struct Diagnosis {
    /// The contradicted relations, by index.
    pub relations: Vec<usize>,
    /// The figures one of which is likely wrong; where `sets` has any, those that are in all of them.
    pub suspects: Vec<Suspect>,
    /// Where no single figure explains it: the smallest sets of figures that do, at most three.
    pub sets: Vec<Vec<usize>>,
    /// Whether the search was cut short.
    pub bounded: bool,
}

/// A figure that explains the contradictions.
#[derive(Clone, Debug)]
pub struct Suspect {
    /// Its index among the operands.
    pub operand: usize,
    /// What it may have been meant to read, the likeliest slip first.
    pub candidates: Vec<Slip>,
    /// Where it must lie, where that can be told.
    pub must_lie: Option<Value>,
}

/// How many figures may be put into calculations for one component before the search is cut short.
const MOST_WORK: u64 = 1_000_000;
/// The most figures among which sets of two and three, and exchanges, are searched.
const MOST_IN_SETS: usize = 40;
/// The most pairs of slips that are tried for two figures.
const MOST_PAIRS: usize = 400;
/// The most sets that are told.
const MOST_SETS: usize = 3;

/// The search in one component.
struct Search<'n> {
    network: &'n Network,
    touching: &'n [Vec<usize>],
    /// The figures of the document, in text order.
    order: &'n [usize],
    members: BTreeSet<usize>,
    /// How much is left of [`MOST_WORK`].
    left: Cell<u64>,
}

impl Network {
    /// The contradictions, component by component, with what is likely wrong.
    #[must_use]
    pub fn diagnoses(&self) -> Vec<Diagnosis> {
        let components = self.components();
        if components.is_empty() {
            return Vec::new();
        }
        let touching = self.touching();
        let mut order: Vec<usize> = (0..self.operands.len()).filter(|&o| self.operands[o].at.is_some()).collect();
        order.sort_by_key(|&o| self.operands[o].at.as_ref().map(|at| (at.passage, at.range.start)));
        components.into_iter().map(|bad| self.diagnose(bad, &touching, &order)).collect()
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

    fn diagnose(&self, bad: Vec<usize>, touching: &[Vec<usize>], order: &[usize]) -> Diagnosis {
        let members = bad.iter().flat_map(|&r| self.relations[r].operands()).filter(|&o| !self.operands[o].fixed).collect();
        let search = Search { network: self, touching, order, members, left: Cell::new(MOST_WORK) };
        let (mut suspects, mut sets) = (search.single(&bad), Vec::new());
        // a lead may be no contradiction at all: what explains the others will do
        let firm: Vec<usize> = bad.iter().copied().filter(|&r| !self.relations[r].lead).collect();
        if suspects.is_empty() && !firm.is_empty() && firm.len() < bad.len() {
            suspects = search.single(&firm);
        }
        let firm = if firm.is_empty() { &bad } else { &firm };
        if suspects.is_empty() {
            suspects = search.other_value(firm);
        }
        if suspects.is_empty() {
            (suspects, sets) = search.two_slips(firm);
        }
        if suspects.is_empty() && sets.is_empty() {
            sets = search.other_values(firm);
        }
        let bounded = search.left.get() == 0 || search.members.len() > MOST_IN_SETS && suspects.is_empty();
        Diagnosis { relations: bad, suspects, sets, bounded }
    }

    /// Where each of the relations that are equations puts a figure.
    fn ranges(&self, operand: usize, relations: &[&Relation]) -> Vec<Value> {
        let certain = |r: &&&Relation| r.tolerance.is_none() && r.agreement.is_none() && !matches!(r.verdict, Verdict::Undetermined(_));
        let mut out = Vec::new();
        for relation in relations.iter().filter(certain) {
            let seen = relation.seen(&|i| self.operand(i));
            let find = |i: usize| seen.iter().find(|(j, _)| *j == i).map_or_else(|| self.operand(i), |(_, o)| o);
            out.extend(relation.assertion.comparisons.iter().filter_map(|c| solve(c, operand, &relation.slots, &find)));
        }
        out
    }

    /// The slips of a figure after which it could lie where the relations put it.
    pub(super) fn likely(&self, operand: usize, relations: &[&Relation]) -> Vec<Slip> {
        slips_within(operand, &self.operands[operand], &self.ranges(operand, relations))
    }
}

impl Search<'_> {
    /// The verdict after some changes; work is counted.
    fn judge(&self, relation: usize, changed: &[(usize, Operand)]) -> Option<Verdict> {
        let relation = &self.network.relations[relation];
        let left = self.left.get().saturating_sub(relation.operands().count() as u64);
        self.left.set(left);
        (left > 0).then(|| self.network.judge(relation, changed))
    }

    fn relations(&self, indices: &[usize]) -> Vec<&Relation> {
        indices.iter().map(|&r| &self.network.relations[r]).collect()
    }

    /// The figures of which one slip mends all of `bad`.
    fn single(&self, bad: &[usize]) -> Vec<Suspect> {
        let mut suspects: Vec<Suspect> = Vec::new();
        for &operand in &self.members {
            // what does not touch all of them can't explain all of them
            if !bad.iter().all(|r| self.touching[operand].contains(r)) {
                continue;
            }
            let mut candidates = self.network.likely(operand, &self.relations(bad));
            candidates.retain(|slip| self.mends(slip, bad) && self.breaks_nothing(slip, bad));
            if !candidates.is_empty() {
                candidates.sort_by(|a, b| (a.kind, &a.text).cmp(&(b.kind, &b.text)));
                suspects.push(Suspect { operand, candidates, must_lie: self.must_lie(operand) });
            }
        }
        self.swaps(bad, &mut suspects);
        suspects
    }

    /// Whether a slip makes all of `bad` hold. Two mentions that are then no longer one slip apart are of two things.
    fn mends(&self, slip: &Slip, bad: &[usize]) -> bool {
        let mut holds = false;
        let mended = bad.iter().all(|&r| match self.judge(r, &slip.changed) {
            Some(Verdict::Consistent) => {
                holds = true;
                true
            }
            Some(Verdict::Undetermined(Reason::Several)) => self.network.relations[r].one_slip.is_some(),
            _ => false,
        });
        mended && holds
    }

    /// Whether what held holds still. What need not be meant, and holds by chance only, is no reason against a reading: a
    /// relation that would not be held against the text, or an equation that comes out by rounding or approximation alone.
    fn breaks_nothing(&self, slip: &Slip, bad: &[usize]) -> bool {
        let touched = slip.changed.iter().flat_map(|(operand, _)| &self.touching[*operand]);
        touched.filter(|r| !bad.contains(r)).all(|&r| {
            let relation = &self.network.relations[r];
            relation.verdict != Verdict::Consistent
                || match self.judge(r, &slip.changed) {
                    Some(Verdict::Consistent) => true,
                    Some(Verdict::Undetermined(reason)) if relation.doubt == Some(reason) => true,
                    _ => relation.by_chance,
                }
        })
    }

    /// Where all relations together put a figure.
    fn must_lie(&self, operand: usize) -> Option<Value> {
        self.network
            .ranges(operand, &self.relations(&self.touching[operand]))
            .into_iter()
            .reduce(|all, next| Value { hard: all.hard.intersection(&next.hard), soft: all.soft.intersection(&next.soft) })
    }

    /// Two figures in each other's place.
    fn swaps(&self, bad: &[usize], suspects: &mut Vec<Suspect>) {
        if self.members.len() > MOST_IN_SETS {
            return;
        }
        let sums: Vec<Vec<(usize, bool)>> = bad.iter().map(|&r| terms(&self.network.relations[r])).collect();
        let members: Vec<usize> = self.members.iter().copied().collect();
        for (k, &a) in members.iter().enumerate() {
            for b in members.iter().skip(k + 1).copied().chain(self.beside(a)) {
                let (first, second) = (&self.network.operands[a], &self.network.operands[b]);
                let place = |o: &Operand| o.at.as_ref().map(|at| at.passage);
                // in a sum that has both, nothing changes
                let idle = sums.iter().any(|sum| {
                    let sign = |o: usize| sum.iter().find(|t| t.0 == o).map(|t| t.1);
                    sign(a).is_some() && sign(a) == sign(b)
                });
                let covered = bad.iter().all(|r| self.touching[a].contains(r) || self.touching[b].contains(r));
                if idle || !covered || place(first) != place(second) {
                    continue;
                }
                let Some(slip) = exchanged((a, first), (b, second)) else { continue };
                if !self.mends(&slip, bad) || !self.breaks_nothing(&slip, bad) {
                    continue;
                }
                match suspects.iter_mut().find(|s| s.operand == a) {
                    Some(suspect) => suspect.candidates.push(slip),
                    None => suspects.push(Suspect { operand: a, candidates: vec![slip], must_lie: None }),
                }
            }
        }
    }

    /// The figures that stand next to one in its passage and contradict nothing.
    fn beside(&self, operand: usize) -> impl Iterator<Item = usize> {
        let at = |o: usize| self.network.operands[o].at.as_ref().map(|at| (at.passage, at.range.start));
        let own = at(operand);
        let row: Vec<usize> = match self.order.binary_search_by_key(&own, |&o| at(o)) {
            Ok(place) => self.order[place.saturating_sub(1)..self.order.len().min(place + 2)].to_vec(),
            Err(_) => Vec::new(),
        };
        row.into_iter().filter(move |&o| o != operand && !self.members.contains(&o))
    }

    /// The figures of which another value would make all relations hold.
    fn other_value(&self, bad: &[usize]) -> Vec<Suspect> {
        let all = self.members.iter().filter(|&&o| bad.iter().all(|r| self.touching[o].contains(r)));
        all.filter_map(|&operand| {
            let must_lie = self.must_lie(operand);
            if must_lie.as_ref().is_some_and(|v| v.hard.is_empty()) {
                return None;
            }
            let changed = [(operand, freed(&self.network.operands[operand]))];
            let holds = self.touching[operand].iter().all(|&r| self.judge(r, &changed).is_some_and(|v| v != Verdict::Contradicted));
            holds.then(|| Suspect { operand, candidates: Vec::new(), must_lie })
        })
        .collect()
    }

    /// Slips in two figures that together make all hold: what all of these pairs have in common, and the pairs.
    fn two_slips(&self, bad: &[usize]) -> (Vec<Suspect>, Vec<Vec<usize>>) {
        if self.members.len() > MOST_IN_SETS {
            return (Vec::new(), Vec::new());
        }
        let members: Vec<usize> = self.members.iter().copied().collect();
        let mut found: Vec<[Slip; 2]> = Vec::new();
        for (k, &a) in members.iter().enumerate() {
            for &b in members.iter().skip(k + 1) {
                let (in_a, in_b) = (|r: &usize| self.touching[a].contains(r), |r: &usize| self.touching[b].contains(r));
                if !bad.iter().all(|r| in_a(r) || in_b(r))
                    || !bad.iter().any(|r| in_a(r) && !in_b(r))
                    || !bad.iter().any(|r| in_b(r) && !in_a(r))
                {
                    continue;
                }
                let alone = |operand: usize, other: usize| {
                    let own: Vec<usize> = bad.iter().copied().filter(|r| !self.touching[other].contains(r)).collect();
                    let mut slips = self.network.likely(operand, &self.relations(&own));
                    slips.retain(|slip| self.mends(slip, &own) && self.breaks_nothing(slip, bad));
                    slips
                };
                let (of_a, of_b) = (alone(a, b), alone(b, a));
                for (x, y) in of_a.iter().flat_map(|x| of_b.iter().map(move |y| (x, y))).take(MOST_PAIRS) {
                    let both: Vec<(usize, Operand)> = x.changed.iter().chain(&y.changed).cloned().collect();
                    if bad.iter().all(|&r| self.judge(r, &both) == Some(Verdict::Consistent)) {
                        found.push([x.clone(), y.clone()]);
                    }
                }
            }
        }
        let operand_of = |slip: &Slip| slip.changed.first().map(|c| c.0);
        let Some(first) = found.first() else { return (Vec::new(), Vec::new()) };
        let common: Vec<Suspect> = first
            .iter()
            .filter_map(operand_of)
            .filter(|o| found.iter().all(|pair| pair.iter().any(|s| operand_of(s) == Some(*o))))
            .map(|operand| {
                let mut candidates: Vec<Slip> = Vec::new();
                for slip in found.iter().flatten().filter(|s| operand_of(s) == Some(operand)) {
                    if !candidates.contains(slip) {
                        candidates.push(slip.clone());
                    }
                }
                Suspect { operand, candidates, must_lie: None }
            })
            .collect();
        let mut sets: Vec<Vec<usize>> = Vec::new();
        for set in found.iter().map(|pair| pair.iter().filter_map(operand_of).collect::<Vec<_>>()) {
            if !sets.contains(&set) && sets.len() < MOST_SETS {
                sets.push(set);
            }
        }
        (common, sets)
    }

    /// The smallest sets of two or three figures such that every contradicted relation has one of them and all can hold.
    fn other_values(&self, bad: &[usize]) -> Vec<Vec<usize>> {
        let mut out = Vec::new();
        if self.members.len() > MOST_IN_SETS {
            return out;
        }
        let members: Vec<usize> = self.members.iter().copied().collect();
        let feasible = |set: &[usize]| {
            if !bad.iter().all(|r| set.iter().any(|&o| self.touching[o].contains(r))) {
                return false;
            }
            let changed: Vec<(usize, Operand)> = set.iter().map(|&o| (o, freed(&self.network.operands[o]))).collect();
            bad.iter().all(|&r| self.judge(r, &changed).is_some_and(|v| v != Verdict::Contradicted))
        };
        for (i, &a) in members.iter().enumerate() {
            let pairs = members.iter().skip(i + 1).map(|&b| vec![a, b]).filter(|set| feasible(set));
            out.extend(pairs.take(MOST_SETS - out.len().min(MOST_SETS)));
        }
        if !out.is_empty() {
            return out;
        }
        for (i, &a) in members.iter().enumerate() {
            for (j, &b) in members.iter().enumerate().skip(i + 1) {
                let triples = members.iter().skip(j + 1).map(|&c| vec![a, b, c]).filter(|set| feasible(set));
                out.extend(triples.take(MOST_SETS - out.len().min(MOST_SETS)));
            }
        }
        out
    }
}

/// The figures that an equation adds up, each with whether it is subtracted; none where it is no sum.
pub(super) fn terms(relation: &Relation) -> Vec<(usize, bool)> {
    let mut out = Vec::new();
    let comparison = relation.failing.and_then(|i| relation.assertion.comparisons.get(i));
    let is_sum =
        comparison.is_some_and(|c| linear(&c.left, &relation.slots, false, &mut out) && linear(&c.right, &relation.slots, true, &mut out));
    if is_sum { out } else { Vec::new() }
}

fn root(group: &[usize], mut at: usize) -> usize {
    while group[at] != at {
        at = group[at];
    }
    at
}

#[cfg(test)]
mod tests {
    use super::super::expression::parse_assertion;
    use super::super::{Reading, Slot};
    use super::*;
    use crate::figure;
    use std::sync::Arc;

    /// 100 sums of two parts each, all with one total that fits none of them.
    #[test]
    fn three_hundred_figures_in_one_component_are_bounded() {
        let mut network = Network::default();
        let mut put = |text: &str| {
            network.operands.push(Operand::of_figure(&figure::read(text).figures[0], text, Reading::Plain));
            network.operands.len() - 1
        };
        let whole = put("98765亿元");
        let pairs: Vec<(usize, usize, usize)> =
            (0..100).map(|i| (put(&format!("{}亿元", 20_111 + i * 7)), put(&format!("{}亿元", 30_222 + i * 11)), put("11亿元"))).collect();
        let sum = Arc::new(parse_assertion("a + b + c = w").unwrap());
        for (a, b, c) in pairs {
            network.add(Relation::new(0, sum.clone(), vec![Slot::One(a), Slot::One(b), Slot::One(c), Slot::One(whole)]));
        }
        let found = network.diagnoses();
        assert_eq!((found.len(), found[0].relations.len()), (1, 100));
        assert!(found[0].bounded, "that not all was tried is said");
    }
}
