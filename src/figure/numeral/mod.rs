//! Numerals: Arabic, 汉字 and mixed, with their scale words.
//!
//! `1.39万亿`, `三百一`, `10亿零817万5288`, `二十几万` and `七八百` are all read here, without unit and without the
//! approximating words around them (except those that stand *inside* the numeral: 几, and 多 or 余 before a scale word).
//!
//! A numeral is kept as written: a whole number of *quanta*, the quantum being the power of ten of the last digit that
//! is written, or in 汉字 of the last place that is spoken (GB/T 15835-2011 leaves the place words to the 汉字 style).

pub(crate) mod arabic;
pub(crate) mod fraction;
pub(crate) mod glyph;
mod mixed;
mod section;

pub(crate) use mixed::{parse, power_after};

/// An estimating word inside or right after a numeral.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Excess {
    /// 多 or 来: the number itself is possible.
    Many,
    /// 余: more than the number.
    Beyond,
}

/// A numeral as written: `low` × 10^`exponent`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Numeral {
    /// Offset of the first character.
    pub(crate) start: usize,
    /// Offset after the last character.
    pub(crate) end: usize,
    /// How many quanta.
    pub(crate) low: i128,
    /// The upper number of an estimate such as 七八百, in the same quanta; otherwise `low`.
    pub(crate) high: i128,
    /// Power of ten of the quantum.
    pub(crate) exponent: i32,
    /// Power of ten of the digit that 几 or 数 stands for.
    pub(crate) several: Option<i32>,
    /// 多, 来 or 余 before a scale word.
    pub(crate) excess: Option<Excess>,
    /// How it is written.
    pub(crate) form: Form,
    /// Whether a scale word is part of it.
    pub(crate) scaled: bool,
    /// Power of ten of the scale words at its end, when nothing but they follow the digits; otherwise 0.
    pub(crate) scale: i32,
}

/// How a numeral is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Starts with Arabic digits.
    Arabic {
        /// Digits before the point.
        digits: usize,
        /// Leading zero: 007.
        padded: bool,
        /// Thousands are separated.
        grouped: bool,
    },
    /// One 汉字 digit.
    Digit,
    /// 汉字 digits by position: 二〇二四.
    Positional {
        /// How many digits.
        digits: usize,
    },
    /// Starts with a scale word that no digit precedes: 百, 千万.
    Scale,
    /// Any other 汉字 numeral.
    Words,
}

impl Numeral {
    /// Whether two numbers side by side are an estimate: 七八百.
    pub(crate) const fn is_estimate(&self) -> bool {
        self.low != self.high
    }

    /// Whether it is written in 汉字.
    pub(crate) const fn is_hanzi(&self) -> bool {
        !matches!(self.form, Form::Arabic { .. })
    }

    /// Power of ten of the last written digit that is not zero.
    pub(crate) fn granule(&self) -> i32 {
        let mut exponent = self.exponent;
        // One word is divided far quicker than two.
        if let Ok(mut quanta) = i64::try_from(self.low) {
            while quanta != 0 && quanta % 10 == 0 {
                quanta /= 10;
                exponent += 1;
            }
            return exponent;
        }
        let mut quanta = self.low;
        while quanta != 0 && quanta % 10 == 0 {
            quanta /= 10;
            exponent += 1;
        }
        exponent
    }

    /// The numeral as a small whole number, when it is one.
    pub(crate) fn whole(&self) -> Option<u32> {
        if self.is_estimate() || self.several.is_some() || self.excess.is_some() || self.exponent < 0 {
            return None;
        }
        let power = 10_i128.checked_pow(self.exponent.unsigned_abs())?;
        u32::try_from(self.low.checked_mul(power)?).ok()
    }
}
