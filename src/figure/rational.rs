//! Exact rational numbers.
//!
//! Every bound, quantum and factor of the project is one of these: a verdict never rests on a binary float.
//! What fits two words is kept and reckoned in place, which is all that a text holds as a rule; anything larger is a
//! [`RBig`], so that no sum or product can overflow.

use std::cmp::Ordering;
use std::fmt;
use std::num::NonZeroU64;
use std::ops::{Add, Mul, Neg, Sub};
use std::str::FromStr;

use dashu_int::ops::UnsignedAbs;
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

/// An exact rational number, always in lowest terms.
///
/// It is written as `n` or `n/d`:
///
/// ```
/// use kanwu::figure::Rational;
///
/// let rate = Rational::decimal(52, -3); // 5.2 %
/// assert_eq!(rate.to_string(), "13/250");
/// assert_eq!("13/250".parse(), Ok(rate));
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Rational(Form);

/// A number has one form only: it is `Big` where its parts don't fit the other.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Form {
    /// Numerator and denominator, in lowest terms.
    Small(i64, NonZeroU64),
    Big(Box<RBig>),
}

impl Rational {
    /// Zero.
    pub const ZERO: Self = Self(Form::Small(0, NonZeroU64::MIN));
    /// One.
    pub const ONE: Self = Self(Form::Small(1, NonZeroU64::MIN));

    /// `mantissa` × 10^`exponent`, as a written decimal gives it.
    #[must_use]
    pub fn decimal(mantissa: i128, exponent: i32) -> Self {
        if mantissa == 0 {
            return Self::ZERO;
        }
        let places = exponent.unsigned_abs();
        let power = 10_u64.checked_pow(places).and_then(NonZeroU64::new);
        let short = i64::try_from(mantissa).ok().filter(|short| *short != i64::MIN).zip(power);
        match short {
            Some((mantissa, power)) if exponent < 0 => Self::reduced_by_ten(mantissa, power),
            Some((mantissa, power)) => Self::from(i128::from(mantissa) * i128::from(power.get())),
            None if exponent < 0 => Self::of(RBig::from_parts(IBig::from(mantissa), UBig::from(10_u8).pow(places as usize))),
            None => Self::of(RBig::from(IBig::from(mantissa) * IBig::from(UBig::from(10_u8).pow(places as usize)))),
        }
    }

    /// `numerator` / `power`, which is a power of ten: only 2 and 5 can cancel.
    fn reduced_by_ten(numerator: i64, power: NonZeroU64) -> Self {
        let twos = numerator.trailing_zeros().min(power.trailing_zeros());
        let (mut numerator, mut power) = (numerator >> twos, power.get() >> twos);
        while power % 5 == 0 && numerator % 5 == 0 {
            (numerator, power) = (numerator / 5, power / 5);
        }
        Self(Form::Small(numerator, NonZeroU64::new(power).unwrap_or(NonZeroU64::MIN)))
    }

    /// `numerator` / `denominator`, or `None` when the denominator is zero.
    #[must_use]
    pub fn fraction(numerator: i128, denominator: i128) -> Option<Self> {
        let sign = if denominator < 0 { -1 } else { 1 };
        match numerator.checked_mul(sign) {
            Some(numerator) => (denominator != 0).then(|| Self::lowest(numerator, denominator.unsigned_abs())),
            None => Some(Self::of(RBig::from_parts_signed(numerator.into(), denominator.into()))),
        }
    }

    /// A number by its parts, of which the second is not zero.
    fn lowest(numerator: i128, denominator: u128) -> Self {
        if let (Ok(short), Ok(below)) = (i64::try_from(numerator), u64::try_from(denominator))
            && short != i64::MIN
        {
            let above = short.unsigned_abs();
            let common = short_gcd(above, below).max(1);
            // Their quotients are no larger than they are.
            let above = i64::try_from(above / common).unwrap_or_default();
            let below = NonZeroU64::new(below / common).unwrap_or(NonZeroU64::MIN);
            return Self(Form::Small(if short < 0 { -above } else { above }, below));
        }
        let common = gcd(numerator.unsigned_abs(), denominator).max(1);
        let (above, below) = (numerator.unsigned_abs() / common, denominator / common);
        let small = i64::try_from(above).ok().zip(u64::try_from(below).ok().and_then(NonZeroU64::new));
        match small {
            Some((above, below)) => Self(Form::Small(if numerator < 0 { -above } else { above }, below)),
            None => Self::of(RBig::from_parts(IBig::from(numerator), UBig::from(denominator))),
        }
    }

    /// A number that may be too large to be kept in place.
    fn of(big: RBig) -> Self {
        let small = i64::try_from(big.numerator()).ok().filter(|number| *number != i64::MIN).zip(u64::try_from(big.denominator()).ok());
        match small.and_then(|(above, below)| Some((above, NonZeroU64::new(below)?))) {
            Some((above, below)) => Self(Form::Small(above, below)),
            None => Self(Form::Big(Box::new(big))),
        }
    }

    /// The same number for reckoning without limit.
    fn big(&self) -> RBig {
        match &self.0 {
            Form::Small(numerator, denominator) => RBig::from_parts(IBig::from(*numerator), UBig::from(denominator.get())),
            Form::Big(big) => (**big).clone(),
        }
    }

    /// Whether the number is zero.
    #[must_use]
    pub const fn is_zero(&self) -> bool {
        matches!(self.0, Form::Small(0, _))
    }

    /// Whether the number is below zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Form::Small(numerator, _) => *numerator < 0,
            Form::Big(big) => **big < RBig::ZERO,
        }
    }

    /// Whether the number is a whole number.
    #[must_use]
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Form::Small(_, denominator) => denominator.get() == 1,
            Form::Big(big) => big.is_int(),
        }
    }

    /// `self` / `divisor`, or `None` when the divisor is zero.
    #[must_use]
    pub fn divided_by(&self, divisor: &Self) -> Option<Self> {
        if divisor.is_zero() {
            return None;
        }
        Some(match (&self.0, &divisor.0) {
            (Form::Small(a, b), Form::Small(c, d)) => {
                let sign = if *c < 0 { -1 } else { 1 };
                Self::lowest(i128::from(*a) * i128::from(d.get()) * sign, u128::from(b.get()) * u128::from(c.unsigned_abs()))
            }
            _ => Self::of(self.big() / divisor.big()),
        })
    }

    /// `self` to the power of `exponent`.
    #[must_use]
    pub fn power(&self, exponent: u32) -> Self {
        let (numerator, denominator) = self.big().into_parts();
        Self::of(RBig::from_parts(numerator.pow(exponent as usize), denominator.pow(exponent as usize)))
    }

    /// The nearest whole number; away from zero in the middle.
    #[must_use]
    pub fn rounded(&self) -> Self {
        Self::of(RBig::from(self.big().round()))
    }

    /// The distance from zero.
    #[must_use]
    pub fn magnitude(&self) -> Self {
        if self.is_negative() { -self } else { self.clone() }
    }
}

/// The greatest common divisor.
fn gcd(a: u128, b: u128) -> u128 {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        if let (Ok(a), Ok(b)) = (u64::try_from(a), u64::try_from(b)) {
            return short_gcd(a, b).into();
        }
        (a, b) = (b, a % b);
    }
    a
}

/// The greatest common divisor of two numbers of one word.
const fn short_gcd(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

impl From<i128> for Rational {
    fn from(value: i128) -> Self {
        match i64::try_from(value) {
            Ok(small) if small != i64::MIN => Self(Form::Small(small, NonZeroU64::MIN)),
            _ => Self::of(RBig::from(IBig::from(value))),
        }
    }
}

impl From<i64> for Rational {
    fn from(value: i64) -> Self {
        Self::from(i128::from(value))
    }
}

impl From<i32> for Rational {
    fn from(value: i32) -> Self {
        Self::from(i128::from(value))
    }
}

impl Ord for Rational {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Form::Small(a, b), Form::Small(c, d)) if b == d => a.cmp(c),
            (Form::Small(a, b), Form::Small(c, d)) => (i128::from(*a) * i128::from(d.get())).cmp(&(i128::from(*c) * i128::from(b.get()))),
            _ => self.big().cmp(&other.big()),
        }
    }
}

impl PartialOrd for Rational {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// `a` + `b`, or `a` − `b` for `sign` −1.
fn sum(a: &Rational, b: &Rational, sign: i128) -> Rational {
    if let (Form::Small(a, b), Form::Small(c, d)) = (&a.0, &b.0) {
        let (a, c) = (i128::from(*a), i128::from(*c) * sign);
        if b == d {
            return if b.get() == 1 { Rational::from(a + c) } else { Rational::lowest(a + c, b.get().into()) };
        }
        let (left, right) = (a * i128::from(d.get()), c * i128::from(b.get()));
        if let Some(total) = left.checked_add(right) {
            return Rational::lowest(total, u128::from(b.get()) * u128::from(d.get()));
        }
    }
    let (a, b) = (a.big(), b.big());
    Rational::of(if sign < 0 { a - b } else { a + b })
}

fn product(a: &Rational, b: &Rational) -> Rational {
    match (&a.0, &b.0) {
        (Form::Small(a, b), Form::Small(c, d)) => {
            let whole = b.get() == 1 && d.get() == 1;
            let above = i128::from(*a) * i128::from(*c);
            if whole { Rational::from(above) } else { Rational::lowest(above, u128::from(b.get()) * u128::from(d.get())) }
        }
        _ => Rational::of(a.big() * b.big()),
    }
}

macro_rules! operator {
    ($trait:ident, $method:ident, $apply:expr) => {
        impl $trait<&Rational> for &Rational {
            type Output = Rational;
            fn $method(self, other: &Rational) -> Rational {
                $apply(self, other)
            }
        }
        impl $trait for Rational {
            type Output = Rational;
            fn $method(self, other: Rational) -> Rational {
                $apply(&self, &other)
            }
        }
        impl $trait<&Rational> for Rational {
            type Output = Rational;
            fn $method(self, other: &Rational) -> Rational {
                $apply(&self, other)
            }
        }
    };
}

operator!(Add, add, |a, b| sum(a, b, 1));
operator!(Sub, sub, |a, b| sum(a, b, -1));
operator!(Mul, mul, product);

impl Neg for Rational {
    type Output = Self;
    fn neg(self) -> Self {
        -&self
    }
}

impl Neg for &Rational {
    type Output = Rational;
    fn neg(self) -> Rational {
        match &self.0 {
            // the least number of one word has no counterpart, and is never kept in place
            Form::Small(numerator, denominator) => Rational(Form::Small(-numerator, *denominator)),
            Form::Big(big) => Rational::of(-(**big).clone()),
        }
    }
}

impl fmt::Display for Rational {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Form::Small(numerator, denominator) if denominator.get() == 1 => write!(formatter, "{numerator}"),
            Form::Small(numerator, denominator) => write!(formatter, "{numerator}/{denominator}"),
            Form::Big(big) if big.is_int() => write!(formatter, "{}", big.numerator()),
            Form::Big(big) => {
                let sign = if self.is_negative() { "-" } else { "" };
                write!(formatter, "{sign}{}/{}", big.numerator().unsigned_abs(), big.denominator())
            }
        }
    }
}

impl fmt::Debug for Rational {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// The text is not a rational number such as `-63/2`, `41` or `0.155`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a rational number: write it as 63/2, 41 or 0.155")]
pub struct NotARational;

impl FromStr for Rational {
    type Err = NotARational;

    /// Reads `n`, `n/d` or a decimal `i.f`, with an optional leading `-`.
    fn from_str(text: &str) -> Result<Self, NotARational> {
        let integer = |digits: &str| digits.parse::<IBig>().map_err(|_| NotARational);
        if let Some((numerator, denominator)) = text.split_once('/') {
            let denominator = integer(denominator)?;
            if denominator == IBig::ZERO {
                return Err(NotARational);
            }
            return Ok(Self::of(RBig::from_parts_signed(integer(numerator)?, denominator)));
        }
        let Some((whole, places)) = text.split_once('.') else {
            return integer(text).map(|value| Self::of(RBig::from(value)));
        };
        if places.is_empty() || !places.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NotARational);
        }
        let digits = integer(&format!("{whole}{places}"))?;
        Ok(Self::of(RBig::from_parts(digits, UBig::from(10_u8).pow(places.len()))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_in_lowest_terms_and_print_as_fractions() {
        for (mantissa, exponent, shown) in [
            (52, -3, "13/250"),
            (315, -1, "63/2"),
            (-50, -1, "-5"),
            (7, 2, "700"),
            (0, -40, "0"),
            (125, -3, "1/8"),
            (1, -45, "1/1000000000000000000000000000000000000000000000"),
            (3, 41, "300000000000000000000000000000000000000000"),
        ] {
            let value = Rational::decimal(mantissa, exponent);
            assert_eq!(value.to_string(), shown);
            assert_eq!(shown.parse(), Ok(value));
        }
    }

    #[test]
    fn texts_that_are_no_rational_are_refused() {
        for text in ["", "1/0", "a", "1.", "1.x", "1/2/3"] {
            assert_eq!(text.parse::<Rational>(), Err(NotARational), "{text}");
        }
    }
}
