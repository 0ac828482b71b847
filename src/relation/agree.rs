//! Whether two mentions of one figure say the same.
//!
//! That is not whether their intervals meet: 3278万 and 3300万 are one figure, told once exactly and once round, and 3278万
//! and 3279万 are not, though each lies close to the other.

use super::{Operand, Reason, Verdict};
use crate::figure::{Interval, Rational};

/// How two mentions of one figure are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// They must be the same number.
    Equal,
    /// One may be the other rounded or cut off.
    Rounding,
}

impl Agreement {
    /// The verdict on two mentions.
    #[must_use]
    pub fn judge(self, a: &Operand, b: &Operand) -> Verdict {
        match (self, agree(a, b)) {
            (Self::Equal, Verdict::Consistent) if a.exact != b.exact || a.quantity.value != b.quantity.value && a.exact.is_none() => {
                Verdict::Contradicted
            }
            (_, verdict) => verdict,
        }
    }
}

/// The verdict on two mentions of the same figure.
#[must_use]
pub fn agree(a: &Operand, b: &Operand) -> Verdict {
    if a.quantity.dimension.compared(&b.quantity.dimension).is_none() {
        return Verdict::Undetermined(Reason::Units);
    }
    match (&a.exact, &b.exact) {
        (Some(x), Some(y)) => bare(a, x, b, y),
        (Some(exact), None) => within(exact, a, b),
        (None, Some(exact)) => within(exact, b, a),
        (None, None) if a.quantity.value.hard.intersection(&b.quantity.value.hard).is_empty() => Verdict::Contradicted,
        (None, None) if a.quantity.value.soft.intersection(&b.quantity.value.soft).is_empty() => {
            Verdict::Undetermined(Reason::Approximation)
        }
        (None, None) => Verdict::Consistent,
    }
}

fn bare(a: &Operand, x: &Rational, b: &Operand, y: &Rational) -> Verdict {
    if x == y {
        return Verdict::Consistent;
    }
    // the one that is written to fewer places is the round one
    let (fine, coarse) = if a.granule <= b.granule { ((a, x), (b, y)) } else { ((b, y), (a, x)) };
    for step in [&coarse.0.granule, &coarse.0.quantum] {
        if *step > fine.0.quantum && rounds_to(fine.1, coarse.1, step) {
            return Verdict::Consistent;
        }
    }
    let miss = (x - y).magnitude();
    let half = &coarse.0.granule * &Rational::decimal(5, -1);
    // 3300 may be a round way to say 3278, and need not be said with 约
    let trailing = coarse.0.granule.divided_by(&coarse.0.quantum).is_some_and(|n| n >= Rational::from(100_i64));
    if trailing && miss <= half { Verdict::Undetermined(Reason::Round) } else { Verdict::Contradicted }
}

/// Whether `fine` rounds, or is cut off, to `coarse` at `step`.
fn rounds_to(fine: &Rational, coarse: &Rational, step: &Rational) -> bool {
    let miss = fine - coarse;
    let half = step * &Rational::decimal(5, -1);
    miss.magnitude() <= half || (!miss.is_negative() && miss < *step && !coarse.is_negative())
}

fn within(exact: &Rational, bare: &Operand, other: &Operand) -> Verdict {
    // the exact figure may itself be rounded
    let point = Interval::point(exact.clone());
    let own = &bare.quantity.value.hard;
    if other.quantity.value.hard.intersection(own).is_empty() {
        Verdict::Contradicted
    } else if other.quantity.value.soft.intersection(&point).is_empty() && other.quantity.value.soft.intersection(own).is_empty() {
        Verdict::Undetermined(Reason::Approximation)
    } else {
        Verdict::Consistent
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure;
    use crate::relation::Reading;

    #[test]
    fn mentions() {
        let operand = |text: &str| Operand::of_figure(&figure::read(text).figures[0], text, Reading::Plain);
        let cases = [
            ("3278万人", "3300万人", "Consistent"),
            ("3278万人", "3200万人", "Consistent"),
            ("3278万人", "3279万人", "Contradicted"),
            ("5.2%", "5.2%", "Consistent"),
            ("5.2%", "5.3%", "Contradicted"),
            ("5.24%", "5.2%", "Consistent"),
            ("5.26%", "5.2%", "Consistent"),
            ("5.26%", "5.1%", "Contradicted"),
            ("1260582亿元", "126万亿元", "Consistent"),
            ("1260582亿元", "超过126万亿元", "Consistent"),
            ("1250582亿元", "超过126万亿元", "Contradicted"),
            ("1.39万亿斤", "69541万吨", "Consistent"),
            ("1.39万亿斤", "65941万吨", "Contradicted"),
            ("约3300万人", "3278万人", "Consistent"),
            ("约3300万人", "近3400万人", "Consistent"),
            ("5000人", "5吨", "Undetermined(Units)"),
        ];
        for (a, b, expected) in cases {
            assert_eq!(format!("{:?}", agree(&operand(a), &operand(b))), expected, "{a} {b}");
            assert_eq!(format!("{:?}", agree(&operand(b), &operand(a))), expected, "{b} {a}");
        }
    }
}
