//! Approximating words, before a numeral and after it, and what they make of a number.
//!
//! 以上, 以下 and 以内 include the number; 不满, 超过 and 以外 exclude it (民法典 §1259). The soft intervals follow the use
//! of modified numerals (Cummins, Sauerland & Solt 2012): the granule of the number bounds what is left unsaid.

mod after;
mod before;
mod far;

pub(super) use after::{after, excess};
pub(super) use before::before;
pub(super) use far::{before_a_verb, is_share_of_a_whole, of_a_whole};

use super::{Bound, Interval, Rational, Value};

/// How a quantity is qualified by the words around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Qualifier {
    /// No word: 5.2%.
    Bare,
    /// 超过, 逾, 突破, 多于: more than the number.
    Over,
    /// 以上, 不低于, 至少: the number or more.
    AtLeast,
    /// 以下, 以内, 不超过, 至多: the number or less.
    AtMost,
    /// 不满, 不足, 不到: less than the number.
    Under,
    /// 近, 接近: a little less.
    Near,
    /// 约, 左右, 上下.
    About,
    /// 多, 来 after the number: it or a little more.
    Many,
    /// 余 after the number: a little more.
    Beyond,
    /// 上千万: this order of magnitude or more.
    OrderOf,
    /// 几十, 数千万, 十几: one digit is left open.
    Several,
    /// 七八成, or 3000至4000元: between two numbers.
    Range,
    /// 三分之一强.
    Strong,
    /// 三分之一弱.
    Weak,
}

/// A number with the sizes of its last digits.
#[derive(Debug, Clone)]
pub(super) struct Center {
    /// The number.
    pub(super) number: Rational,
    /// Size of the last written digit.
    pub(super) quantum: Rational,
    /// Size of the last written digit that is not zero.
    pub(super) granule: Rational,
}

/// The lower end of "at most", and the upper end of "at least".
#[derive(Debug, Clone)]
pub(super) struct Range {
    pub(super) lo: Bound,
    pub(super) hi: Bound,
}

/// What `qualifier` makes of the number `center` of a quantity that can lie in `range`.
///
/// The number is not negative. Forms that need more than the number (several, range, strong, weak) are made elsewhere
/// and read as a bare number here.
pub(super) fn meaning(qualifier: Qualifier, center: &Center, range: &Range) -> Value {
    let Center { number, quantum, granule } = center;
    let part = |divisor: i32| number * &Rational::fraction(1, divisor.into()).unwrap_or(Rational::ONE);
    let (half, tenth) = (|| part(2), || part(10));
    let half_granule = || granule * &Rational::decimal(5, -1);
    let from = |hard: Bound, soft: Bound| Value {
        hard: Interval { lo: hard.clone(), hi: range.hi.clone() },
        soft: Interval { lo: hard, hi: soft },
    };
    let at = || Bound::Closed(number.clone());
    let off = || Bound::Open(number.clone());
    let next = || number + granule;
    match qualifier {
        Qualifier::Over => clip(from(off(), Bound::Closed(next())), range),
        Qualifier::AtLeast => clip(from(at(), Bound::Closed(next())), range),
        Qualifier::OrderOf => from(at(), Bound::Open(number * &Rational::from(10))),
        Qualifier::AtMost => Value::same(Interval { lo: range.lo.clone(), hi: at() }),
        Qualifier::Under => Value {
            hard: Interval { lo: range.lo.clone(), hi: off() },
            soft: Interval { lo: Bound::Open(number - &granule.clone().min(tenth())), hi: off() },
        },
        Qualifier::Near => {
            let hard = granule.clone().max(tenth()).min(half());
            let soft = granule.clone().min(tenth());
            let below = |distance: Rational| Interval::open(number - &distance, number.clone());
            Value { hard: below(hard), soft: below(soft) }
        }
        Qualifier::About => {
            let hard = half_granule().max(tenth()).min(half());
            let soft = half_granule().min(tenth());
            let around = |distance: Rational| Interval::closed(number - &distance, number + &distance);
            Value { hard: around(hard), soft: around(soft) }
        }
        Qualifier::Many => Value::same(Interval { lo: at(), hi: Bound::Open(next()) }),
        Qualifier::Beyond => Value::same(Interval { lo: off(), hi: Bound::Open(next()) }),
        _ => {
            let half = quantum * &Rational::decimal(5, -1);
            Value::same(Interval::closed(number - &half, number + &half))
        }
    }
}

/// The soft interval of "over" can't leave the range either.
fn clip(value: Value, range: &Range) -> Value {
    let whole = Interval { lo: Bound::Unbounded, hi: range.hi.clone() };
    Value { soft: value.soft.intersection(&whole), hard: value.hard }
}
