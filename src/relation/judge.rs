//! Verdicts: whether what a text says agrees with itself.
//!
//! With D what the other figures give and S what is stated: no common number in the literal readings is a
//! contradiction, a common number in the usual readings is consistent, everything between is undetermined.

use super::arithmetic::{difference, sum};
use super::evaluate::{Evaluated, Quantity, Slot, evaluate};
use super::expression::{Assertion, Comparator, Comparison, Expression, Function, Node, Operator};
use super::{Operand, improbable};
use crate::figure::{Bound, Interval, Rational};
use crate::lang::Localized;

/// What comes of judging an assertion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The figures agree.
    Consistent,
    /// They can't all be right.
    Contradicted,
    /// It can't be told, and why.
    Undetermined(Reason),
}

/// Why it can't be told whether figures agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// A figure that is needed does not stand there.
    Missing,
    /// The figures do not measure the same.
    Units,
    /// Current prices against constant prices.
    Basis,
    /// The figures are of different times, or the text does not tell.
    Period,
    /// The text does not tell that the figures are of one place.
    Scope,
    /// A divisor can be 0.
    ZeroDivisor,
    /// They agree or not, depending on what 约, 近 and the like mean.
    Approximation,
    /// Correct rounding can miss by as much, but hardly ever does.
    Improbable,
    /// One of the figures is a round number.
    Round,
    /// Several figures could be meant, and they do not all give the same verdict.
    Several,
    /// A list that need not be complete, or whose items may overlap.
    Incomplete,
}

impl Reason {
    /// The name in JSON and rule files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Units => "units",
            Self::Basis => "basis",
            Self::Period => "period",
            Self::Scope => "scope",
            Self::ZeroDivisor => "zero-divisor",
            Self::Approximation => "approximation",
            Self::Improbable => "improbable",
            Self::Round => "round",
            Self::Several => "several",
            Self::Incomplete => "incomplete",
        }
    }

    /// What it means, for people.
    #[must_use]
    pub const fn label(self) -> Localized {
        match self {
            Self::Missing => Localized::fixed("缺少所需的数", "a figure is missing"),
            Self::Units => Localized::fixed("单位或量纲不同", "the units do not match"),
            Self::Basis => Localized::fixed("价格口径不同", "the price bases differ"),
            Self::Period => Localized::fixed("时期不同或未写明", "the periods differ or are not told"),
            Self::Scope => Localized::fixed("是否同一地区未写明", "that it is one place is not told"),
            Self::ZeroDivisor => Localized::fixed("除数可能为零", "a divisor can be zero"),
            Self::Approximation => Localized::fixed("取决于约数的含义", "it depends on what an approximation means"),
            Self::Improbable => Localized::fixed("舍入极少差这么多", "rounding hardly ever misses by that much"),
            Self::Round => Localized::fixed("其中有整数概数", "one of the figures is a round number"),
            Self::Several => Localized::fixed("可能指不同的数", "several figures could be meant"),
            Self::Incomplete => Localized::fixed("各项未必列全", "the list need not be complete"),
        }
    }
}

/// Judges `assertion`. `tolerance` widens the right side of = and ≈ on both sides, in base units.
#[must_use]
pub fn judge<'o>(
    assertion: &Assertion,
    slots: &[Slot],
    operand: &dyn Fn(usize) -> &'o Operand,
    tolerance: Option<&Quantity>,
) -> (Verdict, Option<usize>) {
    let mut verdict = Verdict::Consistent;
    for (i, comparison) in assertion.comparisons.iter().enumerate() {
        match compare(comparison, slots, operand, tolerance) {
            Verdict::Contradicted => return (Verdict::Contradicted, Some(i)),
            Verdict::Undetermined(reason) if verdict == Verdict::Consistent => verdict = Verdict::Undetermined(reason),
            _ => {}
        }
    }
    (verdict, None)
}

fn compare<'o>(comparison: &Comparison, slots: &[Slot], operand: &dyn Fn(usize) -> &'o Operand, tolerance: Option<&Quantity>) -> Verdict {
    let sides = evaluate(&comparison.left, slots, operand).and_then(|l| Ok((l, evaluate(&comparison.right, slots, operand)?)));
    let (left, right) = match sides {
        Ok(sides) => sides,
        Err(reason) => return Verdict::Undetermined(reason),
    };
    let verdict = match (&left, &right) {
        (Evaluated::One(l), Evaluated::One(r)) => one(comparison.comparator, l, r, tolerance),
        (Evaluated::Many(ls), Evaluated::One(r)) => all(ls.iter().map(|l| one(comparison.comparator, l, r, tolerance))),
        (Evaluated::One(l), Evaluated::Many(rs)) => all(rs.iter().map(|r| one(comparison.comparator, l, r, tolerance))),
        (Evaluated::Many(ls), Evaluated::Many(rs)) if ls.len() == rs.len() => {
            all(ls.iter().zip(rs).map(|(l, r)| one(comparison.comparator, l, r, tolerance)))
        }
        _ => Verdict::Undetermined(Reason::Missing),
    };
    if verdict == Verdict::Consistent
        && comparison.comparator == Comparator::Equal
        && tolerance.is_none()
        && misses_improbably(comparison, slots, operand)
    {
        return Verdict::Undetermined(Reason::Improbable);
    }
    verdict
}

fn all(verdicts: impl Iterator<Item = Verdict>) -> Verdict {
    verdicts.fold(Verdict::Consistent, |so_far, next| match (so_far, next) {
        (Verdict::Contradicted, _) | (_, Verdict::Contradicted) => Verdict::Contradicted,
        (Verdict::Undetermined(reason), _) | (_, Verdict::Undetermined(reason)) => Verdict::Undetermined(reason),
        _ => Verdict::Consistent,
    })
}

/// The verdict on two values.
#[must_use]
pub(super) fn one(comparator: Comparator, left: &Quantity, right: &Quantity, tolerance: Option<&Quantity>) -> Verdict {
    if left.dimension.compared(&right.dimension).is_none() {
        return Verdict::Undetermined(Reason::Units);
    }
    let widened = |interval: &Interval| match tolerance {
        Some(t) if matches!(comparator, Comparator::Equal | Comparator::About) => {
            sum(&sum(interval, &t.value.hard), &difference(&Interval::point(Rational::ZERO), &t.value.hard))
        }
        _ => interval.clone(),
    };
    let possible = |l: &Interval, r: &Interval| match comparator {
        Comparator::Equal | Comparator::About | Comparator::In => !l.intersection(&widened(r)).is_empty(),
        Comparator::Less => below(&l.lo, &r.hi, true),
        Comparator::AtMost => below(&l.lo, &r.hi, false),
        Comparator::Greater => below(&r.lo, &l.hi, true),
        Comparator::AtLeast => below(&r.lo, &l.hi, false),
    };
    if !possible(&left.value.hard, &right.value.hard) {
        return Verdict::Contradicted;
    }
    if possible(&left.value.soft, &right.value.soft) { Verdict::Consistent } else { Verdict::Undetermined(Reason::Approximation) }
}

/// Whether a number at or after the lower end `low` can lie below (or at) one before the upper end `high`.
fn below(low: &Bound, high: &Bound, strictly: bool) -> bool {
    match (low.number(), high.number()) {
        (Some(low_number), Some(high_number)) => {
            low_number < high_number || (low_number == high_number && !strictly && low.is_closed() && high.is_closed())
        }
        _ => true,
    }
}

/// Whether a sum of rounded parts misses by more than correct rounding all but never does.
fn misses_improbably<'o>(comparison: &Comparison, slots: &[Slot], operand: &dyn Fn(usize) -> &'o Operand) -> bool {
    let mut terms = Vec::new();
    if !linear(&comparison.left, slots, false, &mut terms) || !linear(&comparison.right, slots, true, &mut terms) || terms.len() < 3 {
        return false;
    }
    let Some(quantum) = terms.first().map(|&(i, _)| operand(i).quantum.clone()) else { return false };
    let mut miss = Rational::ZERO;
    for &(index, negative) in &terms {
        let operand = operand(index);
        let Some(exact) = operand.exact.as_ref().filter(|_| operand.quantum == quantum) else { return false };
        miss = if negative { &miss - exact } else { &miss + exact };
    }
    let band = &quantum * &Rational::from(improbable::band(terms.len() - 1));
    miss.magnitude() > band
}

/// The figures that an expression adds up, each with whether it is subtracted; false where it is no such sum.
pub(super) fn linear(expression: &Expression, slots: &[Slot], negative: bool, out: &mut Vec<(usize, bool)>) -> bool {
    match &expression.node {
        Node::Name(index) => {
            let Some(slot) = slots.get(*index) else { return false };
            out.extend(slot.operands().iter().map(|&i| (i, negative)));
            true
        }
        Node::Negated(inner) => linear(inner, slots, !negative, out),
        Node::Binary(Operator::Add, a, b) => linear(a, slots, negative, out) && linear(b, slots, negative, out),
        Node::Binary(Operator::Subtract, a, b) => linear(a, slots, negative, out) && linear(b, slots, !negative, out),
        Node::Call(Function::Sum, arguments) => arguments.iter().all(|a| linear(a, slots, negative, out)),
        Node::Call(Function::Points, arguments) => match &arguments[..] {
            [a, b] => linear(a, slots, negative, out) && linear(b, slots, !negative, out),
            _ => false,
        },
        _ => false,
    }
}
