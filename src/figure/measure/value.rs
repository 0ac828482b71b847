//! What a quantity may stand for: the hard and the soft interval.

use super::{Amount, Measure};
use crate::figure::approximation::{self, Center, Qualifier};
use crate::figure::numeral::{Numeral, fraction};
use crate::figure::quantity::{center_of, plain, several};
use crate::figure::{Bound, Interval, Rational, Value};

impl Measure {
    /// The number with its last digits.
    pub(in crate::figure) fn center(&self) -> Center {
        match &self.amount {
            Amount::Decimal { numeral, shift } => {
                let center = center_of(numeral, *shift);
                let step = Rational::decimal(5, -1 - *shift);
                if self.half { Center { quantum: step.clone(), granule: step, ..center } } else { center }
            }
            Amount::Exact(number) => Center { number: number.clone(), quantum: Rational::ZERO, granule: Rational::ZERO },
            Amount::Fraction(fraction) => {
                let found = fraction::neighbours(fraction);
                let number = ratio(found.own);
                let granule = &number - &ratio(found.below);
                Center { number, quantum: granule.clone(), granule }
            }
        }
    }

    /// The number as written.
    pub(in crate::figure) fn written(&self) -> Rational {
        let number = match &self.amount {
            Amount::Decimal { numeral, .. } => Rational::decimal(numeral.low, numeral.exponent),
            Amount::Fraction(fraction) => ratio(fraction::neighbours(fraction).own),
            Amount::Exact(number) => number.clone(),
        };
        if self.negative != self.inner_negative() { -number } else { number }
    }

    fn inner_negative(&self) -> bool {
        matches!(&self.amount, Amount::Fraction(fraction) if fraction.negative)
    }

    /// What the quantity may stand for.
    pub(in crate::figure) fn value(&self, center: &Center, share: bool, change: bool) -> Option<Value> {
        let temperature = self.unit.is_some_and(|unit| &*unit.base.dimension == "temperature");
        let below = if change || temperature || self.negative { Bound::Unbounded } else { Bound::Closed(Rational::ZERO) };
        // what is told as more than the whole is no part of it, whatever the words say
        let part = share && !change && center.number < Rational::ONE;
        let above = if part { Bound::Closed(Rational::ONE) } else { Bound::Unbounded };
        let range = approximation::Range { lo: below, hi: above };
        let value = match &self.amount {
            Amount::Decimal { numeral, shift } => self.decimal(numeral, *shift, center, &range),
            Amount::Fraction(fraction) => self.fraction(fraction, range),
            Amount::Exact(number) => Value::same(Interval::point(number.clone())),
        };
        let negated = (self.negative && self.upper.is_none()) != self.inner_negative();
        Some(if negated { value.map(Interval::negated) } else { value })
    }

    fn decimal(&self, numeral: &Numeral, shift: i32, center: &Center, range: &approximation::Range) -> Value {
        let counted = self.unit.is_some_and(|unit| unit.base.counted && unit.per.is_none());
        if let Some((other, negative)) = &self.upper {
            let upper = Rational::decimal(other.low, other.exponent - shift);
            let sign = |number: Rational, negative| if negative { -number } else { number };
            return Value::same(Interval::closed(sign(center.number.clone(), self.negative), sign(upper, *negative)));
        }
        if numeral.is_estimate() {
            let upper = Rational::decimal(numeral.high, numeral.exponent - shift);
            return Value::same(Interval::closed(center.number.clone(), upper));
        }
        if let Some(place) = numeral.several {
            let named = self.unit.is_none_or(|unit| unit.base.counted);
            return several(numeral, place, shift, named);
        }
        let small = shift == 0 && numeral.exponent >= 0 && center.number < Rational::from(100);
        let whole = if numeral.is_hanzi() { small } else { !numeral.scaled && numeral.exponent == 0 };
        if self.qualifier == Qualifier::Bare && counted && whole {
            return Value::same(Interval::point(center.number.clone()));
        }
        let value = plain(self.qualifier, center, range);
        let tenths = self.unit.is_some_and(|unit| &*unit.base.name == "成") && numeral.exponent >= 0;
        if self.qualifier == Qualifier::Bare && tenths {
            // 三成 is said for what is about three tenths.
            let usual = plain(Qualifier::About, center, range).soft;
            return Value { soft: usual.intersection(&value.hard), hard: value.hard };
        }
        if self.qualifier == Qualifier::Beyond && counted && small && numeral.exponent > 0 {
            // 十余个: eleven to nineteen.
            let soft = Interval::closed(&center.number + &Rational::ONE, &center.number + &center.granule - Rational::ONE);
            return Value { soft, ..value };
        }
        value
    }

    fn fraction(&self, fraction: &fraction::Fraction, mut range: approximation::Range) -> Value {
        let found = fraction::neighbours(fraction);
        let middle = |a: (i128, i128), b: (i128, i128)| ratio((a.0 + b.0, a.1 + b.1));
        let own = ratio(found.own);
        let (low, high) = (middle(found.below, found.own), middle(found.own, found.above));
        if own < Rational::ONE && !matches!(range.lo, Bound::Unbounded) {
            range.hi = Bound::Closed(Rational::ONE);
        }
        let twentieth = &own * &Rational::decimal(5, -2);
        let usual = Interval::closed(&own - &twentieth, &own + &twentieth);
        let soft = |hard: Interval| Value { soft: hard.intersection(&usual), hard };
        let above = Bound::Closed(ratio(found.above));
        match self.qualifier {
            Qualifier::Bare | Qualifier::Range => soft(Interval::closed(low, high)),
            Qualifier::Strong => soft(Interval { lo: Bound::Open(own.clone()), hi: Bound::Closed(high) }),
            Qualifier::Weak => soft(Interval { lo: Bound::Closed(low), hi: Bound::Open(own.clone()) }),
            Qualifier::Many => Value::same(Interval { lo: Bound::Closed(own), hi: Bound::Open(high) }),
            Qualifier::Over | Qualifier::AtLeast => {
                let lo = if self.qualifier == Qualifier::Over { Bound::Open(own) } else { Bound::Closed(own) };
                let half = found.own == (1, 2);
                let hi = if half { range.hi.clone() } else { above };
                Value { hard: Interval { lo: lo.clone(), hi: range.hi }, soft: Interval { lo, hi } }
            }
            other => plain(other, &self.center(), &range),
        }
    }
}

fn ratio((numerator, denominator): (i128, i128)) -> Rational {
    Rational::fraction(numerator, denominator).unwrap_or(Rational::ZERO)
}
