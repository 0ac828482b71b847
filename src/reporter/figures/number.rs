//! Values as people read them: exact decimals in the scale that the text uses.

use crate::figure::{Bound, Class, Figure, Interval, Rational, Unit, Value};

/// The most decimal places that are written out; a value with more stays a fraction.
const PLACES: i32 = 12;

/// The scale word of a numeral, which its value is shown in too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scale {
    word: &'static str,
    exponent: i32,
}

impl Scale {
    /// The scale word that ends `numeral`.
    pub(super) fn of(numeral: &str) -> Self {
        let known = [("万亿", 12), ("萬億", 12), ("亿", 8), ("億", 8), ("万", 4), ("萬", 4)];
        let found = known.into_iter().find(|(word, _)| numeral.trim_end().ends_with(word));
        found.map_or(Self { word: "", exponent: 0 }, |(word, exponent)| Self { word, exponent })
    }
}

/// What a figure may stand for, in its scale; a ratio in its own unit.
pub(super) fn value(figure: &Figure, scale: Scale, value: &Value) -> String {
    interval(figure, scale, &value.hard)
}

/// An interval of a figure's values: `139`, `[5.15, 5.25]%`, `> 3300万`.
pub(super) fn interval(figure: &Figure, scale: Scale, interval: &Interval) -> String {
    let ratio = figure.unit.filter(|unit| matches!(unit.base.class, Class::Ratio | Class::Points) && unit.per.is_none());
    let divisor = &Rational::decimal(1, scale.exponent) * &ratio.map_or(Rational::ONE, |unit: Unit| unit.base.factor.clone());
    let scaled = |number: &Rational| number.divided_by(&divisor).unwrap_or_else(|| number.clone());
    // where one end is no decimal, both are fractions
    let fraction = [&interval.lo, &interval.hi].into_iter().filter_map(Bound::number).any(|number| !decimal(&scaled(number)).1);
    let shown = |number: &Rational| if fraction { scaled(number).to_string() } else { decimal(&scaled(number)).0 };
    let unit = format!("{}{}", scale.word, ratio.map_or("", |unit| &unit.base.name));
    match (&interval.lo, &interval.hi) {
        (Bound::Closed(lo), Bound::Closed(hi)) if lo == hi => format!("{}{unit}", shown(lo)),
        (Bound::Open(lo), Bound::Unbounded) => format!("> {}{unit}", shown(lo)),
        (Bound::Closed(lo), Bound::Unbounded) => format!("≥ {}{unit}", shown(lo)),
        (Bound::Unbounded, Bound::Open(hi)) => format!("< {}{unit}", shown(hi)),
        (Bound::Unbounded, Bound::Closed(hi)) => format!("≤ {}{unit}", shown(hi)),
        (lo, hi) => {
            let number = |bound: &Bound| bound.number().map_or_else(|| "∞".to_owned(), shown);
            let (open, close) = (if lo.is_closed() { '[' } else { '(' }, if hi.is_closed() { ']' } else { ')' });
            format!("{open}{}, {}{close}{unit}", number(lo), number(hi))
        }
    }
}

/// The size of a digit of a figure, in its scale.
pub(super) fn size(figure: &Figure, scale: Scale, number: &Rational) -> String {
    interval(figure, scale, &Interval::point(number.clone()))
}

/// A number as a decimal where it has an end, else as a fraction.
pub(super) fn plain(number: &Rational) -> String {
    decimal(number).0
}

/// The number written out, and whether as a decimal.
fn decimal(number: &Rational) -> (String, bool) {
    for places in 0..=PLACES {
        let whole = number * &Rational::decimal(1, places);
        if !whole.is_integer() {
            continue;
        }
        let text = whole.magnitude().to_string();
        let sign = if number.is_negative() { "-" } else { "" };
        let places = usize::try_from(places).unwrap_or_default();
        if places == 0 {
            return (format!("{sign}{text}"), true);
        }
        let padded = format!("{text:0>width$}", width = places + 1);
        let (head, tail) = padded.split_at_checked(padded.len() - places).unwrap_or((&padded, ""));
        return (format!("{sign}{head}.{tail}"), true);
    }
    (number.to_string(), false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::read;

    #[test]
    fn values_are_shown_in_the_scale_of_the_text() {
        for (text, shown) in [
            ("1260582亿元", "[1260581.5, 1260582.5]亿"),
            ("1.39万亿斤", "[1.385, 1.395]万亿"),
            ("超过3300万人", "> 3300万"),
            ("2956人", "2956"),
            ("增长5.2%", "[5.15, 5.25]%"),
            ("提高0.2个百分点", "[0.15, 0.25]个百分点"),
            ("三分之一", "[2/7, 3/8]"),
            ("零下5.5℃", "[-5.55, -5.45]"),
            ("0.05元", "[0.045, 0.055]"),
        ] {
            let figure = read(text).figures.remove(0);
            let scale = Scale::of(text.get(figure.numeral.clone()).unwrap());
            assert_eq!(value(&figure, scale, &figure.value), shown, "{text}");
        }
    }
}
