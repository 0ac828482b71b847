//! All relations of a document.

use super::diagnosis::terms;
use super::evaluate::{Quantity, Slot};
use super::expression::{Assertion, Comparator, Comparison};
use super::slip::{Slip, slips};
use super::{Agreement, Operand, Reason, Rounding, Verdict, judge, one_apart};
use crate::figure::Rational;
use crate::lang::Localized;
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
    /// How the figures are rounded.
    pub rounding: Rounding,
    /// Why it can't be told even where the figures contradict each other.
    pub doubt: Option<Reason>,
    /// Whether the doubt holds even where the figures agree: which of several figures is meant can't be told.
    pub unsure: bool,
    /// Whether figures that contradict each other are held against the text only where one slip explains it, and how many
    /// digits the figures must have for that (see [`one_apart`]).
    pub one_slip: Option<usize>,
    /// Whether it may not be meant and holds by rounding or approximation alone.
    pub by_chance: bool,
    /// What an editor should know besides where it fails, such as the source of a known value.
    pub note: Option<Localized>,
}

impl Relation {
    /// A relation that has not been judged.
    #[must_use]
    pub const fn new(rule: u32, assertion: Arc<Assertion>, slots: Vec<Slot>) -> Self {
        let verdict = Verdict::Undetermined(Reason::Missing);
        let (tolerance, agreement, doubt, note) = (None, None, None, None);
        let rounding = Rounding::Nearest;
        Self {
            rule,
            assertion,
            slots,
            tolerance,
            verdict,
            failing: None,
            lead: false,
            agreement,
            rounding,
            doubt,
            unsure: false,
            one_slip: None,
            by_chance: false,
            note,
        }
    }

    /// With what bears on its verdict.
    #[must_use]
    pub fn with(self, tolerance: Option<Quantity>, lead: bool, agreement: Option<Agreement>, doubt: Option<Reason>) -> Self {
        Self { tolerance, lead, agreement, doubt, ..self }
    }

    /// With another way of rounding.
    #[must_use]
    pub fn rounded(self, rounding: Rounding) -> Self {
        Self { rounding, ..self }
    }

    /// Its figures as they are when rounded in its way; none where that is the usual way.
    pub(super) fn seen<'o>(&self, operand: &dyn Fn(usize) -> &'o Operand) -> Vec<(usize, Operand)> {
        if self.rounding == Rounding::Nearest {
            return Vec::new();
        }
        self.operands().map(|i| (i, operand(i).under(self.rounding))).collect()
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
    /// How often evidence of a slip was looked for.
    searches: usize,
}

/// How often evidence of a slip is looked for in one document. Nobody reads as many errors.
const MOST_SEARCHES: usize = 2000;

/// The fewest digits of a figure in which a slip is evidence: of two or three digits, too many numbers are one slip of
/// another.
const FEWEST_DIGITS: usize = 4;

impl Network {
    /// Judges the relations anew with some operands changed.
    pub(super) fn judge(&self, relation: &Relation, changed: &[(usize, Operand)]) -> Verdict {
        let operand = |i: usize| changed.iter().find(|(j, _)| *j == i).map_or_else(|| self.operand(i), |(_, o)| o);
        verdict(relation, &operand).0
    }

    /// The operand of this index. Relations hold indices of this network only.
    #[must_use]
    pub fn operand(&self, index: usize) -> &Operand {
        &self.operands[index]
    }

    /// The verdict on a relation over the operands.
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

    /// Adds a relation that need not be meant: a list that may be incomplete, items that may overlap. A contradiction counts
    /// only where all figures are bare, to one place, and one slip in a figure of four digits or more would make both sides
    /// equal: exactly, or, for a bound and from five digits on, but for rounding. An equation that fails without such
    /// evidence is none, and is not added.
    pub fn add_with_evidence(&mut self, mut relation: Relation) -> Verdict {
        let operand = |i: usize| self.operand(i);
        let (found, failing) = verdict(&relation, &operand);
        let comparison = failing.and_then(|i| relation.assertion.comparisons.get(i)).cloned();
        if let Some(comparison) = comparison.filter(|_| found != Verdict::Consistent) {
            let equation = comparison.comparator == Comparator::Equal;
            let bare = relation.operands().all(|i| self.operand(i).is_bare());
            self.searches += usize::from(bare);
            if !(bare && self.searches <= MOST_SEARCHES && self.repairable(&relation, comparison)) {
                if equation {
                    return Verdict::Undetermined(Reason::Incomplete);
                }
                relation.doubt = Some(Reason::Incomplete);
            }
        }
        let sum = relation.assertion.comparisons.iter().all(|c| c.comparator == Comparator::Equal);
        relation.by_chance = sum && found == Verdict::Consistent && !self.exact(&Relation { failing: Some(0), ..relation.clone() }, &[]);
        self.add(relation)
    }

    /// Whether one slip would make both sides equal. Figures that are rounded to different places prove nothing, unless it
    /// is the slip that put one of them to another place: the decimal point, 万 for 亿.
    fn repairable(&self, relation: &Relation, mut comparison: Comparison) -> bool {
        let bound = comparison.comparator != Comparator::Equal;
        comparison.comparator = Comparator::Equal;
        if relation.operands().count() < 3 {
            return false;
        }
        let assertion = Arc::new(Assertion { names: relation.assertion.names.clone(), comparisons: vec![comparison] });
        let equation = Relation { assertion, verdict: Verdict::Contradicted, failing: Some(0), doubt: None, ..relation.clone() };
        relation.operands().any(|operand| {
            let written = &self.operand(operand).digits;
            let digits = written.chars().filter(char::is_ascii_digit).collect::<String>();
            let digits = digits.trim_start_matches('0').len();
            let mut others = relation.operands().filter(|&o| o != operand).map(|o| &self.operand(o).quantum);
            let Some(quantum) = others.next().filter(|first| others.all(|other| other == *first)) else { return false };
            let as_others = self.operand(operand).quantum == *quantum;
            digits >= FEWEST_DIGITS
                && self.likely(operand, &[&equation]).iter().any(|slip| {
                    let exact = || self.exact(&equation, &slip.changed);
                    let to_one_place = slip.changed.iter().all(|(_, changed)| changed.quantum == *quantum);
                    to_one_place
                        && self.judge(&equation, &slip.changed) == Verdict::Consistent
                        && (as_others && bound && digits > FEWEST_DIGITS || exact())
                })
        })
    }

    /// Whether a sum comes out to the last digit.
    fn exact(&self, equation: &Relation, changed: &[(usize, Operand)]) -> bool {
        let operand = |i: usize| changed.iter().find(|(j, _)| *j == i).map_or_else(|| self.operand(i), |(_, o)| o);
        let total = terms(equation).iter().try_fold(Rational::ZERO, |total, &(i, negative)| {
            let number = operand(i).exact.as_ref()?;
            Some(if negative { &total - number } else { &total + number })
        });
        total.is_some_and(|total| total.is_zero())
    }

    /// For each modelled slip in a figure, whether the relations would notice it.
    #[must_use]
    pub fn power(&self, operand: usize, touching: &[usize]) -> Vec<bool> {
        let slips = slips(operand, &self.operands[operand]);
        let noticed = |slip: &Slip| {
            touching.iter().any(|&r| {
                let relation = &self.relations[r];
                relation.verdict == Verdict::Consistent && self.judge(relation, &slip.changed) == Verdict::Contradicted
            })
        };
        slips.iter().map(noticed).collect()
    }
}

/// The verdict on a relation, and the comparison that fails.
fn verdict<'o>(relation: &Relation, operand: &dyn Fn(usize) -> &'o Operand) -> (Verdict, Option<usize>) {
    let seen = relation.seen(operand);
    let operand = &|i: usize| seen.iter().find(|(j, _)| *j == i).map_or_else(|| operand(i), |(_, o)| o);
    let (verdict, failing) = match (&relation.slots[..], relation.agreement) {
        ([Slot::One(a), Slot::One(b)], Some(how)) => (how.judge(operand(*a), operand(*b)), Some(0)),
        _ => judge(&relation.assertion, &relation.slots, operand, relation.tolerance.as_ref()),
    };
    let told_apart = |digits: usize| match relation.slots[..] {
        [Slot::One(a), Slot::One(b)] => !one_apart(operand(a), operand(b), digits),
        _ => false,
    };
    match (verdict, relation.doubt) {
        (Verdict::Contradicted, None) if relation.one_slip.is_some_and(told_apart) => (Verdict::Undetermined(Reason::Several), None),
        (Verdict::Contradicted, Some(reason)) => (Verdict::Undetermined(reason), None),
        (Verdict::Consistent, Some(reason)) if relation.unsure => (Verdict::Undetermined(reason), None),
        (Verdict::Contradicted, None) => (verdict, failing),
        _ => (verdict, None),
    }
}
