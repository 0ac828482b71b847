//! How far a sum of correctly rounded parts misses its correctly rounded total.
//!
//! With n parts rounded to one place, the miss in units of that place is the rounded sum of n errors, each uniform on
//! [−½, ½]: P(|miss| > k) = 2·F(n/2 − k − ½), where F is the distribution of the sum of n uniform numbers (Irwin 1927,
//! Hall 1927). The band for n is the least k for which this is at most 1 in 10,000.

/// Bands for 1 to 64 parts; a test computes them anew.
const BANDS: [u8; 64] = [
    0, 1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5, 5, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 6, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
    8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 9, 9, 9, 9, 9, 9,
];

/// The largest miss of a sum of `parts` rounded parts that is not improbable, in quanta. From 65 parts on it is the
/// hard bound, half a quantum for each part and one for the total.
#[must_use]
pub fn band(parts: usize) -> i64 {
    match parts.checked_sub(1).and_then(|i| BANDS.get(i)) {
        Some(band) => i64::from(*band),
        None => i64::try_from(parts.div_ceil(2)).unwrap_or(i64::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::Rational;

    /// F(x) of the sum of n uniform numbers, x = numerator / 2: Σ (−1)^k C(n,k) (x−k)^n / n!
    fn irwin_hall(n: u32, twice_x: i64) -> Rational {
        let mut total = Rational::ZERO;
        let mut binomial = Rational::ONE;
        for k in 0..=n {
            let base = Rational::fraction(i128::from(twice_x) - 2 * i128::from(k), 2).unwrap();
            if base.is_negative() || base.is_zero() {
                break;
            }
            let term = &binomial * &base.power(n);
            total = if k % 2 == 0 { &total + &term } else { &total - &term };
            binomial = (&binomial * &Rational::from(i64::from(n - k))).divided_by(&Rational::from(i64::from(k + 1))).unwrap();
        }
        let factorial = (1..=n).fold(Rational::ONE, |f, i| &f * &Rational::from(i64::from(i)));
        total.divided_by(&factorial).unwrap()
    }

    #[test]
    fn the_table_is_what_the_formula_gives() {
        let limit = Rational::decimal(1, -4);
        for n in 1..=64_u32 {
            let k = (0..40_i64).find(|k| &irwin_hall(n, i64::from(n) - 2 * k - 1) * &Rational::from(2_i64) <= limit).unwrap();
            assert_eq!(band(n as usize), k, "{n} parts");
        }
    }

    #[test]
    fn the_worked_values() {
        assert_eq!([2, 3, 5, 12, 31].map(band), [1, 1, 2, 4, 6]);
    }
}
