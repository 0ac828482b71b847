//! Fractions: 三分之一, 百分之五点二, 五又三分之一, 3/4.
//!
//! A denominator of 100, 1000, … makes a decimal; any other makes a simple fraction, and a simple fraction is a coarse
//! statement: k/n is taken for whatever is nearer to it than to its neighbours in the Farey sequence F_max(5, n).

use super::{Form, Numeral, arabic, parse};
use crate::figure::cursor::Cursor;

/// `whole` + `numerator` / `denominator`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fraction {
    pub(crate) end: usize,
    pub(crate) whole: i128,
    pub(crate) numerator: i128,
    pub(crate) denominator: i128,
    /// The inner part carries a minus of its own.
    pub(crate) negative: bool,
}

/// What follows a first numeral.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found {
    /// 百分之五: the numeral is counted in units of 10^-`shift`.
    Decimal { numeral: Numeral, shift: i32, negative: bool },
    /// A simple fraction.
    Simple(Fraction),
    /// A denominator of zero; the offset after it.
    DividedByZero(usize),
}

/// Reads a fraction whose first numeral is `first`.
pub(crate) fn after(text: Cursor<'_>, first: &Numeral) -> Option<Found> {
    if first.is_estimate() || first.several.is_some() || first.excess.is_some() {
        return None;
    }
    parts(text, first).or_else(|| slash(text, first)).or_else(|| with_whole(text, first))
}

/// `first` 分之 numerator.
fn parts(text: Cursor<'_>, first: &Numeral) -> Option<Found> {
    let position = text.eat(text.skip_spaces(first.end), '分')?;
    let mut position = text.skip_spaces(text.eat(text.skip_spaces(position), '之')?);
    let mut negative = false;
    for sign in ['负', '負', '-'] {
        if let Some(next) = text.eat(position, sign) {
            (position, negative) = (next, true);
        }
    }
    let numeral = parse(text, position)?;
    if first.low == 0 {
        return Some(Found::DividedByZero(numeral.end));
    }
    let shift = power_of_ten(first);
    if let Some(shift) = shift.filter(|shift| *shift >= 2) {
        return Some(Found::Decimal { numeral, shift, negative });
    }
    simple(first, &numeral, negative)
}

/// `first` 又 denominator 分之 numerator, or `1 4/3`.
fn with_whole(text: Cursor<'_>, first: &Numeral) -> Option<Found> {
    let start = text.skip_spaces(first.end);
    let arabic = matches!(first.form, Form::Arabic { digits: ..=2, .. }) && first.exponent == 0;
    let position = match text.eat(start, '又') {
        Some(position) => text.skip_spaces(position),
        None if arabic && start != first.end && arabic::is_digit(text, start) => start,
        None => return None,
    };
    let denominator = parse(text, position)?;
    let found = parts(text, &denominator).or_else(|| slash(text, &denominator))?;
    let whole = i128::from(first.whole()?);
    match found {
        Found::Simple(fraction) => Some(Found::Simple(Fraction { whole, ..fraction })),
        Found::Decimal { numeral, shift, negative: false } => {
            let denominator = 10_i128.checked_pow(u32::try_from(shift - numeral.exponent.min(0)).ok()?)?;
            let numerator = numeral.low.checked_mul(10_i128.checked_pow(u32::try_from(numeral.exponent.max(0)).ok()?)?)?;
            Some(Found::Simple(Fraction { end: numeral.end, whole, numerator, denominator, negative: false }))
        }
        other => Some(other),
    }
}

/// `3/4`, where both parts are short whole numbers.
fn slash(text: Cursor<'_>, first: &Numeral) -> Option<Found> {
    if let Some(found) = in_ten_thousand(text, first) {
        return Some(found);
    }
    let Form::Arabic { digits, padded: false, grouped: false } = first.form else {
        return None;
    };
    let position = text.eat(first.end, '/')?;
    if digits > 4 || first.exponent != 0 || !arabic::is_digit(text, position) {
        return None;
    }
    let second = parse(text, position)?;
    let Form::Arabic { digits, padded: false, grouped: false } = second.form else {
        return None;
    };
    if digits > 4 || second.exponent != 0 || second.scaled || text.eat(second.end, '/').is_some() {
        return None;
    }
    simple(&second, first, false).map(|found| match found {
        Found::Simple(fraction) => Found::Simple(Fraction { end: second.end, ..fraction }),
        Found::DividedByZero(_) => Found::DividedByZero(second.end),
        decimal @ Found::Decimal { .. } => decimal,
    })
}

/// 16.9/10万: a rate told in ten thousands.
fn in_ten_thousand(text: Cursor<'_>, first: &Numeral) -> Option<Found> {
    if !matches!(first.form, Form::Arabic { .. }) || first.scaled {
        return None;
    }
    let second = parse(text, text.eat(first.end, '/')?)?;
    let shift = power_of_ten(&second).filter(|shift| *shift >= 4 && second.scaled)?;
    Some(Found::Decimal { numeral: Numeral { end: second.end, ..*first }, shift, negative: false })
}

fn simple(denominator: &Numeral, numerator: &Numeral, negative: bool) -> Option<Found> {
    let end = numerator.end;
    let denominator = i128::from(denominator.whole()?);
    let numerator = i128::from(numerator.whole()?);
    if denominator == 0 {
        return Some(Found::DividedByZero(end));
    }
    Some(Found::Simple(Fraction { end, whole: 0, numerator, denominator, negative }))
}

fn power_of_ten(numeral: &Numeral) -> Option<i32> {
    let (mut low, mut exponent) = (numeral.low, numeral.exponent);
    while low != 0 && low % 10 == 0 {
        (low, exponent) = (low / 10, exponent + 1);
    }
    (low == 1).then_some(exponent)
}

/// A fraction in lowest terms and its two neighbours in the Farey sequence, each as (numerator, denominator).
pub(crate) struct Neighbours {
    pub(crate) below: (i128, i128),
    pub(crate) own: (i128, i128),
    pub(crate) above: (i128, i128),
}

/// The neighbours of `fraction` in F_max(5, n), n being the denominator as written.
pub(crate) fn neighbours(fraction: &Fraction) -> Neighbours {
    let common = gcd(fraction.numerator, fraction.denominator).max(1);
    let (k, n) = (fraction.numerator / common, fraction.denominator / common);
    let order = fraction.denominator.max(5);
    let own = (k + fraction.whole * n, n);
    // The neighbour below, a/b, has k·b − n·a = 1 with the largest b ≤ order; the one above is the mirror image.
    let inverse = inverse(k, n);
    let largest = |least: i128| least + (order - least) / n * n;
    let below = largest(if inverse == 0 { n } else { inverse });
    let above = largest(n - inverse);
    Neighbours { below: ((own.0 * below - 1) / n, below), own, above: ((own.0 * above + 1) / n, above) }
}

const fn gcd(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// The inverse of `k` modulo `n`, from 0 to n − 1 (0 only when n is 1).
fn inverse(k: i128, n: i128) -> i128 {
    let (mut r, mut next_r, mut t, mut next_t) = (n, k.rem_euclid(n), 0_i128, 1_i128);
    while next_r != 0 {
        let quotient = r / next_r;
        (r, next_r) = (next_r, r - quotient * next_r);
        (t, next_t) = (next_t, t - quotient * next_t);
    }
    t.rem_euclid(n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn farey_neighbours_are_the_nearest_fractions_of_the_order() {
        for (numerator, denominator, below, above) in [
            (1, 3, (1, 4), (2, 5)),
            (1, 2, (2, 5), (3, 5)),
            (3, 4, (2, 3), (4, 5)),
            (1, 5, (0, 1), (1, 4)),
            (1, 7, (0, 1), (1, 6)),
            (6, 3, (9, 5), (11, 5)),
            (16, 5, (3, 1), (13, 4)),
        ] {
            let fraction = Fraction { end: 0, whole: 0, numerator, denominator, negative: false };
            let found = neighbours(&fraction);
            assert_eq!((found.below, found.above), (below, above), "{numerator}/{denominator}");
        }
    }
}
