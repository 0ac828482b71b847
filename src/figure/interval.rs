//! Intervals over the rationals, each end open, closed or infinite.
//!
//! A written quantity is never a point: `5.2%` says that the true value lies in [5.15 %, 5.25 %].
//! [`Value`] holds two readings of one quantity, the literal one (`hard`) and the usual one (`soft`).

use std::fmt;

use super::Rational;

/// One end of an [`Interval`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Bound {
    /// The interval has no end on this side.
    Unbounded,
    /// The number itself lies outside.
    Open(Rational),
    /// The number itself lies inside.
    Closed(Rational),
}

impl Bound {
    /// The number at the end, or `None` where there is no end.
    #[must_use]
    pub const fn number(&self) -> Option<&Rational> {
        match self {
            Self::Unbounded => None,
            Self::Open(number) | Self::Closed(number) => Some(number),
        }
    }

    /// Whether the end belongs to the interval.
    #[must_use]
    pub const fn is_closed(&self) -> bool {
        matches!(self, Self::Closed(_))
    }

    /// The same end with `change` applied to its number.
    #[must_use]
    pub fn map(self, change: impl FnOnce(Rational) -> Rational) -> Self {
        match self {
            Self::Unbounded => Self::Unbounded,
            Self::Open(number) => Self::Open(change(number)),
            Self::Closed(number) => Self::Closed(change(number)),
        }
    }
}

/// All numbers between two ends.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Interval {
    /// The lower end; `Unbounded` is −∞.
    pub lo: Bound,
    /// The upper end; `Unbounded` is +∞.
    pub hi: Bound,
}

impl Interval {
    /// `[lo, hi]`.
    #[must_use]
    pub const fn closed(lo: Rational, hi: Rational) -> Self {
        Self { lo: Bound::Closed(lo), hi: Bound::Closed(hi) }
    }

    /// `(lo, hi)`.
    #[must_use]
    pub const fn open(lo: Rational, hi: Rational) -> Self {
        Self { lo: Bound::Open(lo), hi: Bound::Open(hi) }
    }

    /// The single number `point`.
    #[must_use]
    pub fn point(point: Rational) -> Self {
        Self::closed(point.clone(), point)
    }

    /// Whether `number` lies in the interval.
    #[must_use]
    pub fn contains(&self, number: &Rational) -> bool {
        let above = match &self.lo {
            Bound::Unbounded => true,
            Bound::Open(lo) => number > lo,
            Bound::Closed(lo) => number >= lo,
        };
        let below = match &self.hi {
            Bound::Unbounded => true,
            Bound::Open(hi) => number < hi,
            Bound::Closed(hi) => number <= hi,
        };
        above && below
    }

    /// Whether no number lies in the interval.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match (self.lo.number(), self.hi.number()) {
            (Some(lo), Some(hi)) => lo > hi || (lo == hi && !(self.lo.is_closed() && self.hi.is_closed())),
            _ => false,
        }
    }

    /// The numbers that lie in both intervals; it may be empty.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        let lo = tighter(&self.lo, &other.lo, |a, b| a > b);
        let hi = tighter(&self.hi, &other.hi, |a, b| a < b);
        Self { lo, hi }
    }

    /// Whether every number of `other` lies in this interval.
    #[must_use]
    pub fn encloses(&self, other: &Self) -> bool {
        other.is_empty() || self.intersection(other) == *other
    }

    /// The mirror image: −x for every x.
    #[must_use]
    pub fn negated(self) -> Self {
        Self { lo: self.hi.map(|number| -number), hi: self.lo.map(|number| -number) }
    }

    /// x + `amount` for every x.
    #[must_use]
    pub fn shifted(self, amount: &Rational) -> Self {
        Self { lo: self.lo.map(|number| number + amount), hi: self.hi.map(|number| number + amount) }
    }

    /// x × `factor` for every x; the factor must be positive.
    #[must_use]
    pub fn scaled(self, factor: &Rational) -> Self {
        Self { lo: self.lo.map(|number| number * factor), hi: self.hi.map(|number| number * factor) }
    }
}

/// The end that excludes more; `beyond` tells which number lies further in.
fn tighter(first: &Bound, second: &Bound, beyond: impl Fn(&Rational, &Rational) -> bool) -> Bound {
    match (first.number(), second.number()) {
        (None, _) => second.clone(),
        (_, None) => first.clone(),
        (Some(a), Some(b)) if beyond(a, b) => first.clone(),
        (Some(a), Some(b)) if beyond(b, a) => second.clone(),
        _ if first.is_closed() => second.clone(),
        _ => first.clone(),
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.lo {
            Bound::Unbounded => write!(formatter, "(-inf")?,
            Bound::Open(number) => write!(formatter, "({number}")?,
            Bound::Closed(number) => write!(formatter, "[{number}")?,
        }
        match &self.hi {
            Bound::Unbounded => write!(formatter, ",inf)"),
            Bound::Open(number) => write!(formatter, ",{number})"),
            Bound::Closed(number) => write!(formatter, ",{number}]"),
        }
    }
}

impl fmt::Debug for Interval {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// What a written quantity may stand for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Value {
    /// Everything that the words allow.
    pub hard: Interval,
    /// What a writer who chose these words most likely means; it lies within `hard`.
    pub soft: Interval,
}

impl Value {
    /// Both readings are the same interval.
    #[must_use]
    pub fn same(interval: Interval) -> Self {
        Self { soft: interval.clone(), hard: interval }
    }

    /// Both readings changed alike.
    #[must_use]
    pub fn map(self, change: impl Fn(Interval) -> Interval) -> Self {
        Self { hard: change(self.hard), soft: change(self.soft) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(value: i64) -> Rational {
        Rational::from(value)
    }

    #[test]
    fn an_open_end_is_tighter_than_a_closed_one() {
        let open = Interval::open(number(1), number(4));
        let closed = Interval::closed(number(1), number(3));
        assert_eq!(open.intersection(&closed).to_string(), "(1,3]");
        assert!(Interval::closed(number(0), number(9)).encloses(&open));
        assert!(!open.encloses(&closed));
    }

    #[test]
    fn touching_ends_meet_only_when_both_are_closed() {
        let low = Interval::closed(number(1), number(2));
        let high = Interval::closed(number(2), number(3));
        assert!(!low.intersection(&high).is_empty());
        let high = Interval::open(number(2), number(3));
        assert!(low.intersection(&high).is_empty());
    }

    #[test]
    fn a_mirror_image_swaps_the_ends() {
        let above = Interval { lo: Bound::Open(number(2)), hi: Bound::Unbounded };
        assert_eq!(above.negated().to_string(), "(-inf,-2)");
    }
}
