//! Whether two figures are one slip of a pen apart.
//!
//! This is a comparison of digits, not a search: the figure that is told to more places is rounded to those of the other,
//! and then the two must differ in one digit, two exchanged digits, one digit more, the point, the scale word or the sign.

use super::Operand;
use crate::figure::Rational;

/// Whether one slip makes two mentions equal. Approximate ones say less and need one more digit than `digits`.
#[must_use]
pub fn one_apart(a: &Operand, b: &Operand, digits: usize) -> bool {
    let quantum = match (&a.exact, &b.exact) {
        (Some(x), Some(y)) => {
            if scaled(x, y) || *x == -y {
                return true;
            }
            if a.quantum > b.quantum { &a.quantum } else { &b.quantum }
        }
        (None, _) => &a.granule,
        (_, None) => &b.granule,
    };
    let (of_a, of_b) = (written(a, quantum), written(b, quantum));
    let exact = a.exact.is_some() && b.exact.is_some();
    let long_enough = |text: &str| text.len() >= if exact { digits } else { digits + 1 };
    of_a.iter().any(|x| of_b.iter().any(|y| long_enough(x) && long_enough(y) && one_edit(x.as_bytes(), y.as_bytes())))
}

/// 万 for 亿, or a point some places off.
fn scaled(x: &Rational, y: &Rational) -> bool {
    let ratio = |n: &Rational, d: &Rational| n.divided_by(d);
    [-8, -4, -1, 1, 4, 8].iter().any(|&places| ratio(x, y).is_some_and(|r| r == Rational::decimal(1, places)))
}

/// The digits of a figure in units of `quantum`: rounded and cut off, or the ends of what an approximate one may mean.
fn written(operand: &Operand, quantum: &Rational) -> Vec<String> {
    let half = Rational::decimal(5, -1);
    let soft = &operand.quantity.value.soft;
    let numbers = match &operand.exact {
        Some(exact) => vec![Some(exact.magnitude())],
        None => vec![soft.lo.number().map(Rational::magnitude), soft.hi.number().map(Rational::magnitude)],
    };
    let mut out = Vec::new();
    for number in numbers.into_iter().flatten().filter_map(|n| n.divided_by(quantum)) {
        let nearest = number.rounded();
        out.push(nearest.to_string());
        // 0.49 less than the number is what is left when it is cut off
        let cut = (&number - &half).rounded();
        if !number.is_integer() && !cut.is_negative() {
            out.push(cut.to_string());
        }
    }
    out
}

/// Whether two rows of digits differ by one digit, by two neighbours in each other's place, or by one digit more.
fn one_edit(x: &[u8], y: &[u8]) -> bool {
    let same = x.iter().zip(y).take_while(|(a, b)| a == b).count();
    let (rest_x, rest_y) = (x.get(same..).unwrap_or_default(), y.get(same..).unwrap_or_default());
    match (rest_x, rest_y) {
        ([], []) => false,
        ([a, b, x @ ..], [c, d, y @ ..]) if a == d && b == c && x == y => true,
        ([_, x @ ..], [_, y @ ..]) if x == y => true,
        ([_, x @ ..], y) | (y, [_, x @ ..]) if x == y => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure;
    use crate::relation::Reading;

    #[test]
    fn slips() {
        let operand = |text: &str| Operand::of_figure(&figure::read(text).figures[0], text, Reading::Plain);
        let cases = [
            ("1260582亿元", "1250582亿元", true),
            ("1260582亿元", "1206582亿元", true),
            ("1260582亿元", "126058亿元", true),
            ("1260582亿元", "12605821亿元", true),
            ("1260582亿元", "1260582万元", true),
            ("1260582亿元", "128万亿元", true),
            ("1260582亿元", "1251582亿元", false),
            ("126.06万亿元", "125.16万亿元", false),
            ("5.2%", "5.3%", true),
            ("5.2%", "52%", true),
            ("1.6万公里", "29万公里", false),
            ("43%", "3.2%", false),
            ("5.2%", "6.3%", false),
            ("11.6%", "10.5%", false),
            ("1250582亿元", "超过126万亿元", true),
            ("1312万人", "超过5000万人", false),
            ("13.1万人", "19万多人", false),
            ("280例", "2812例", false),
        ];
        for (a, b, expected) in cases {
            assert_eq!(one_apart(&operand(a), &operand(b), 2), expected, "{a} {b}");
            assert_eq!(one_apart(&operand(b), &operand(a), 2), expected, "{b} {a}");
        }
    }
}
