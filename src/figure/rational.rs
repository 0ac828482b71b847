//! Exact rational numbers.
//!
//! Every bound, quantum and factor of the project is one of these: a verdict never rests on a binary float.
//! The type wraps [`RBig`], which keeps small parts in line and grows without limit, so no sum or product can overflow.

use std::fmt;
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
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rational(RBig);

impl Rational {
    /// Zero.
    pub const ZERO: Self = Self(RBig::ZERO);
    /// One.
    pub const ONE: Self = Self(RBig::ONE);

    /// `mantissa` × 10^`exponent`, as a written decimal gives it.
    #[must_use]
    pub fn decimal(mantissa: i128, exponent: i32) -> Self {
        if mantissa == 0 {
            return Self::ZERO;
        }
        if exponent >= 0 {
            return Self(RBig::from(scaled(mantissa, exponent.unsigned_abs())));
        }
        // Only 2 and 5 can cancel, which is far cheaper than a general greatest common divisor.
        let places = exponent.unsigned_abs();
        let twos = mantissa.trailing_zeros().min(places);
        let mut numerator = mantissa >> twos;
        let mut fives = 0;
        while fives < places && numerator % 5 == 0 {
            numerator /= 5;
            fives += 1;
        }
        if let Some(power) = 5_u128.checked_pow(places - fives)
            && let Some(denominator) = power.checked_mul(1_u128.checked_shl(places - twos).unwrap_or(0))
            && denominator >= power
        {
            return Self(RBig::from_parts_reduced(numerator, denominator));
        }
        let denominator = UBig::from(10_u8).pow(places as usize);
        Self(RBig::from_parts(IBig::from(mantissa), denominator))
    }

    /// `numerator` / `denominator`, or `None` when the denominator is zero.
    #[must_use]
    pub fn fraction(numerator: i128, denominator: i128) -> Option<Self> {
        (denominator != 0).then(|| Self(RBig::from_parts_signed(numerator.into(), denominator.into())))
    }

    /// Whether the number is zero.
    #[must_use]
    pub const fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Whether the number is below zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        *self < Self::ZERO
    }

    /// Whether the number is a whole number.
    #[must_use]
    pub const fn is_integer(&self) -> bool {
        self.0.is_int()
    }

    /// `self` / `divisor`, or `None` when the divisor is zero.
    #[must_use]
    pub fn divided_by(&self, divisor: &Self) -> Option<Self> {
        (!divisor.is_zero()).then(|| Self(&self.0 / &divisor.0))
    }

    /// `self` to the power of `exponent`.
    #[must_use]
    pub fn power(&self, exponent: u32) -> Self {
        let (numerator, denominator) = self.0.clone().into_parts();
        Self(RBig::from_parts(numerator.pow(exponent as usize), denominator.pow(exponent as usize)))
    }

    /// The nearest whole number; away from zero in the middle.
    #[must_use]
    pub fn rounded(&self) -> Self {
        Self(RBig::from(self.0.round()))
    }

    /// The distance from zero.
    #[must_use]
    pub fn magnitude(&self) -> Self {
        if self.is_negative() { -self } else { self.clone() }
    }
}

/// What [`RBig`] lacks: building from parts that are known to share no factor.
trait Reduced {
    fn from_parts_reduced(numerator: i128, denominator: u128) -> Self;
}

impl Reduced for RBig {
    fn from_parts_reduced(numerator: i128, denominator: u128) -> Self {
        if denominator == 1 {
            return Self::from(IBig::from(numerator));
        }
        Self::from_parts(IBig::from(numerator), UBig::from(denominator))
    }
}

/// `mantissa` × 10^`places`.
fn scaled(mantissa: i128, places: u32) -> IBig {
    match 10_i128.checked_pow(places).and_then(|power| mantissa.checked_mul(power)) {
        Some(product) => IBig::from(product),
        None => IBig::from(mantissa) * IBig::from(UBig::from(10_u8).pow(places as usize)),
    }
}

impl From<i128> for Rational {
    fn from(value: i128) -> Self {
        Self(RBig::from(IBig::from(value)))
    }
}

impl From<i64> for Rational {
    fn from(value: i64) -> Self {
        Self(RBig::from(IBig::from(value)))
    }
}

impl From<i32> for Rational {
    fn from(value: i32) -> Self {
        Self(RBig::from(IBig::from(value)))
    }
}

macro_rules! operator {
    ($trait:ident, $method:ident, $symbol:tt) => {
        impl $trait<&Rational> for &Rational {
            type Output = Rational;
            fn $method(self, other: &Rational) -> Rational {
                Rational(&self.0 $symbol &other.0)
            }
        }
        impl $trait for Rational {
            type Output = Rational;
            fn $method(self, other: Rational) -> Rational {
                Rational(self.0 $symbol other.0)
            }
        }
        impl $trait<&Rational> for Rational {
            type Output = Rational;
            fn $method(self, other: &Rational) -> Rational {
                Rational(self.0 $symbol &other.0)
            }
        }
    };
}

operator!(Add, add, +);
operator!(Sub, sub, -);
operator!(Mul, mul, *);

impl Neg for Rational {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Neg for &Rational {
    type Output = Rational;
    fn neg(self) -> Rational {
        Rational(-self.0.clone())
    }
}

impl fmt::Display for Rational {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (numerator, denominator) = (self.0.numerator(), self.0.denominator());
        if self.is_integer() {
            return write!(formatter, "{numerator}");
        }
        let sign = if self.is_negative() { "-" } else { "" };
        write!(formatter, "{sign}{}/{denominator}", numerator.unsigned_abs())
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
            return Ok(Self(RBig::from_parts_signed(integer(numerator)?, denominator)));
        }
        let Some((whole, places)) = text.split_once('.') else {
            return integer(text).map(|value| Self(RBig::from(value)));
        };
        if places.is_empty() || !places.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NotARational);
        }
        let digits = integer(&format!("{whole}{places}"))?;
        Ok(Self(RBig::from_parts(digits, UBig::from(10_u8).pow(places.len()))))
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
