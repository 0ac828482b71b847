//! Arithmetic on intervals whose ends may be open, closed or infinite.
//!
//! The result of an operation is the smallest interval that holds every result of the operation on numbers of the
//! operands (Moore 1966; the ends as in IEEE 1788, open ends added). Where an operand occurs twice, the result is wider
//! than need be, and so errs on the side of silence.

use crate::figure::{Bound, Interval, Rational, Value};

/// The sum.
#[must_use]
pub fn sum(a: &Interval, b: &Interval) -> Interval {
    Interval { lo: both(&a.lo, &b.lo, |x, y| x + y), hi: both(&a.hi, &b.hi, |x, y| x + y) }
}

/// The difference `a − b`.
#[must_use]
pub fn difference(a: &Interval, b: &Interval) -> Interval {
    sum(a, &b.clone().negated())
}

/// The product.
#[must_use]
pub fn product(a: &Interval, b: &Interval) -> Interval {
    let (low, high) = (Side::Low, Side::High);
    let corners = [(&a.lo, low, &b.lo, low), (&a.lo, low, &b.hi, high), (&a.hi, high, &b.lo, low), (&a.hi, high, &b.hi, high)];
    let mut corners = corners.into_iter().map(|(x, of_x, y, of_y)| corner(x, of_x, y, of_y));
    let Some(first) = corners.next() else { return Interval { lo: Bound::Unbounded, hi: Bound::Unbounded } };
    let (mut least, mut most) = (first.clone(), first);
    for found in corners {
        least = if found.before(&least) { found.clone() } else { least.closed_by(&found) };
        most = if most.before(&found) { found } else { most.closed_by(&found) };
    }
    Interval { lo: least.bound(), hi: most.bound() }
}

/// The quotient, or `None` where the divisor can be 0.
#[must_use]
pub fn quotient(a: &Interval, b: &Interval) -> Option<Interval> {
    if b.contains(&Rational::ZERO) {
        return None;
    }
    let positive = b.lo.number().is_some_and(|lo| !lo.is_negative());
    let negative = b.hi.number().is_some_and(|hi| hi.is_negative() || hi.is_zero());
    if !positive && !negative {
        return None;
    }
    let inverse = |bound: &Bound| match bound {
        Bound::Unbounded => Bound::Open(Rational::ZERO),
        Bound::Open(n) => Rational::ONE.divided_by(n).map_or(Bound::Unbounded, Bound::Open),
        Bound::Closed(n) => Rational::ONE.divided_by(n).map_or(Bound::Unbounded, Bound::Closed),
    };
    Some(product(a, &Interval { lo: inverse(&b.hi), hi: inverse(&b.lo) }))
}

/// All that the lesser of a number of `a` and one of `b` can be.
#[must_use]
pub fn least(a: &Interval, b: &Interval) -> Interval {
    Interval { lo: lower(&a.lo, &b.lo, Side::Low), hi: lower(&a.hi, &b.hi, Side::High) }
}

/// All that the greater of a number of `a` and one of `b` can be.
#[must_use]
pub fn greatest(a: &Interval, b: &Interval) -> Interval {
    least(&a.clone().negated(), &b.clone().negated()).negated()
}

/// The same operation on both readings.
#[must_use]
pub fn lift(a: &Value, b: &Value, operation: impl Fn(&Interval, &Interval) -> Interval) -> Value {
    Value { hard: operation(&a.hard, &b.hard), soft: operation(&a.soft, &b.soft) }
}

/// The number in the middle; `None` where an end is infinite.
#[must_use]
pub fn middle(interval: &Interval) -> Option<Rational> {
    let (lo, hi) = (interval.lo.number()?, interval.hi.number()?);
    Some(&(lo + hi) * &Rational::decimal(5, -1))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Low,
    High,
}

fn both(a: &Bound, b: &Bound, operation: impl Fn(&Rational, &Rational) -> Rational) -> Bound {
    match (a.number(), b.number()) {
        (Some(x), Some(y)) => {
            let number = operation(x, y);
            if a.is_closed() && b.is_closed() { Bound::Closed(number) } else { Bound::Open(number) }
        }
        _ => Bound::Unbounded,
    }
}

fn lower(a: &Bound, b: &Bound, side: Side) -> Bound {
    match (a.number(), b.number()) {
        (None, None) => Bound::Unbounded,
        (None, Some(_)) => {
            if side == Side::Low {
                Bound::Unbounded
            } else {
                b.clone()
            }
        }
        (Some(_), None) => {
            if side == Side::Low {
                Bound::Unbounded
            } else {
                a.clone()
            }
        }
        (Some(x), Some(y)) if x < y => a.clone(),
        (Some(x), Some(y)) if y < x => b.clone(),
        // equal numbers: the lower end takes the closed one, the upper end is open where either is
        _ if (side == Side::Low) == a.is_closed() => a.clone(),
        _ => b.clone(),
    }
}

/// A number, or one of the two infinities.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Extended {
    Below,
    Number(Rational),
    Above,
}

#[derive(Clone)]
struct Corner {
    at: Extended,
    closed: bool,
}

impl Corner {
    fn before(&self, other: &Self) -> bool {
        self.at < other.at
    }

    fn closed_by(self, other: &Self) -> Self {
        Self { closed: self.closed || (self.at == other.at && other.closed), ..self }
    }

    fn bound(self) -> Bound {
        match self.at {
            Extended::Number(n) if self.closed => Bound::Closed(n),
            Extended::Number(n) => Bound::Open(n),
            Extended::Below | Extended::Above => Bound::Unbounded,
        }
    }
}

/// The product of two ends. Zero times infinity is zero: what lies between is given by the other corners.
fn corner(a: &Bound, of_a: Side, b: &Bound, of_b: Side) -> Corner {
    match (a.number(), b.number()) {
        (Some(x), Some(y)) => {
            let reached = (x.is_zero() && a.is_closed()) || (y.is_zero() && b.is_closed()) || (a.is_closed() && b.is_closed());
            Corner { at: Extended::Number(x * y), closed: reached }
        }
        (Some(x), None) => infinite(x, a.is_closed(), of_b == Side::High),
        (None, Some(y)) => infinite(y, b.is_closed(), of_a == Side::High),
        (None, None) => Corner { at: if of_a == of_b { Extended::Above } else { Extended::Below }, closed: false },
    }
}

fn infinite(number: &Rational, closed: bool, above: bool) -> Corner {
    if number.is_zero() {
        return Corner { at: Extended::Number(Rational::ZERO), closed };
    }
    let at = if number.is_negative() == above { Extended::Below } else { Extended::Above };
    Corner { at, closed: false }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bound() -> impl Strategy<Value = (Option<i32>, bool)> {
        (proptest::option::weighted(0.85, -6..7), any::<bool>())
    }

    fn interval() -> impl Strategy<Value = Interval> {
        (bound(), bound()).prop_filter_map("empty", |(a, b)| {
            let (a, b) = if a.0.is_some() && b.0.is_some() && a.0 > b.0 { (b, a) } else { (a, b) };
            let end = |(n, closed): (Option<i32>, bool)| match n {
                None => Bound::Unbounded,
                Some(n) if closed => Bound::Closed(Rational::from(i64::from(n))),
                Some(n) => Bound::Open(Rational::from(i64::from(n))),
            };
            let interval = Interval { lo: end(a), hi: end(b) };
            (!interval.is_empty()).then_some(interval)
        })
    }

    /// Numbers of the interval: its ends, where they belong to it, and numbers between.
    fn samples(interval: &Interval) -> Vec<Rational> {
        let lo = interval.lo.number().cloned().unwrap_or_else(|| Rational::from(-40_i64));
        let hi = interval.hi.number().cloned().unwrap_or_else(|| Rational::from(40_i64));
        (0..=8).map(|i| &lo + &(&(&hi - &lo) * &Rational::decimal(i * 125, -3))).filter(|n| interval.contains(n)).collect()
    }

    proptest! {
        #[test]
        fn every_result_lies_in_the_result(a in interval(), b in interval()) {
            for x in samples(&a) {
                for y in samples(&b) {
                    prop_assert!(sum(&a, &b).contains(&(&x + &y)));
                    prop_assert!(difference(&a, &b).contains(&(&x - &y)));
                    prop_assert!(product(&a, &b).contains(&(&x * &y)), "{a} * {b} = {}", product(&a, &b));
                    prop_assert!(least(&a, &b).contains(x.clone().min(y.clone()).as_ref_own()));
                    prop_assert!(greatest(&a, &b).contains(x.clone().max(y.clone()).as_ref_own()));
                    if let Some(q) = quotient(&a, &b) {
                        prop_assert!(q.contains(&x.divided_by(&y).unwrap()), "{a} / {b} = {q}");
                    }
                }
            }
        }
    }

    trait AsRefOwn {
        fn as_ref_own(&self) -> &Self {
            self
        }
    }
    impl AsRefOwn for Rational {}

    #[test]
    fn ends() {
        let read = |text: &str| -> Interval {
            let number = |t: &str| Rational::from(t.parse::<i64>().unwrap());
            let inner = text.trim_matches(['[', ']', '(', ')']);
            let (a, b) = inner.split_once(',').unwrap();
            let end = |t: &str, closed: bool| match t {
                "-inf" | "inf" => Bound::Unbounded,
                t if closed => Bound::Closed(number(t)),
                t => Bound::Open(number(t)),
            };
            Interval { lo: end(a, text.starts_with('[')), hi: end(b, text.ends_with(']')) }
        };
        let cases = [
            ("[1,2]", '*', "(3,4]", "(3,8]"),
            ("[-1,2]", '*', "(3,4]", "[-4,8]"),
            ("[0,2]", '*', "(3,inf)", "[0,inf)"),
            ("(0,2]", '*', "(3,inf)", "(0,inf)"),
            ("[1,2]", '/', "(0,4]", "[1/4,inf)"),
            ("[1,2]", '/', "[-4,-2)", "(-1,-1/4]"),
            ("(-inf,-2)", '*', "[-1,1]", "(-inf,inf)"),
            ("[1,2)", '-', "[1,1]", "[0,1)"),
        ];
        for (a, operation, b, expected) in cases {
            let (a, b) = (read(a), read(b));
            let found = match operation {
                '*' => product(&a, &b),
                '/' => quotient(&a, &b).unwrap(),
                _ => difference(&a, &b),
            };
            assert_eq!(found.to_string(), expected, "{a} {operation} {b}");
        }
        assert_eq!(quotient(&read("[1,2]"), &read("[-1,1]")), None);
    }
}
