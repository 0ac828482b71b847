//! Numbers of a table: their unit stands in the header or beside the table, and not with them.

use super::operand::Reading;
use super::{Dimension, Operand, Quantity};
use crate::figure::{Interval, Rational, Value};
use crate::text::{Span, fold_width};

/// What the numbers of one column have in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Their unit, as the header has it; may be empty.
    pub unit: String,
    /// Whether they count things one by one: then a whole number is not a rounded one.
    pub counts: bool,
}

impl Operand {
    /// The operand of a number of a table, which may have a sign, separators of thousands and a per cent sign of its own;
    /// `None` where `text` is no such number.
    #[must_use]
    pub fn of_cell(text: &str, column: &Column) -> Option<Self> {
        let folded: String = text.chars().map(fold_width).collect();
        let (bare, per_cent) = match folded.strip_suffix(['%']) {
            Some(bare) => (bare.trim_end(), true),
            None => (&*folded, false),
        };
        let (negative, digits) = match bare.strip_prefix(['-', '−', '－', '–']) {
            Some(digits) => (true, digits),
            None => (false, bare.strip_prefix(['+', '＋']).unwrap_or(bare)),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        if !is_whole(whole) || !fraction.chars().all(|c| c.is_ascii_digit()) || digits.ends_with('.') {
            return None;
        }
        let figures: String = whole.chars().filter(char::is_ascii_digit).chain(fraction.chars()).collect();
        let places = i32::try_from(fraction.len()).ok()?;
        let magnitude = Rational::decimal(figures.parse().ok()?, -places);
        let exact = if negative { -magnitude } else { magnitude };
        let quantum = Rational::decimal(1, -places);
        let zeros = i32::try_from(figures.len() - figures.trim_end_matches('0').len()).ok()?;
        let granule = if exact.is_zero() { quantum.clone() } else { Rational::decimal(1, zeros - places) };
        let value = if column.counts && fraction.is_empty() && !per_cent {
            Interval::point(exact.clone())
        } else {
            let half = &quantum * &Rational::decimal(5, -1);
            Interval::closed(&exact - &half, &exact + &half)
        };
        Some(Self {
            quantity: Quantity { value: Value::same(value), dimension: Dimension::Any },
            exact: Some(exact),
            quantum,
            granule,
            name: String::new(),
            text: folded.clone(),
            digits: bare.to_owned(),
            unit: if per_cent { "%".to_owned() } else { column.unit.clone() },
            worth: Rational::ONE,
            span: Span::default(),
            at: None,
            reading: Reading::Plain,
            flip: None,
            year: None,
            fixed: false,
            column: Some(column.clone()),
        })
    }
}

/// Digits, in groups of three where they are grouped.
fn is_whole(text: &str) -> bool {
    let mut groups = text.split(',');
    let first = groups.next().unwrap_or_default();
    let digits = |group: &str| group.chars().all(|c| c.is_ascii_digit());
    let grouped = text.contains(',');
    !first.is_empty() && digits(first) && (!grouped || first.len() <= 3) && groups.all(|group| group.len() == 3 && digits(group))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_cells() {
        let rounded = Column::default();
        for (text, value) in [
            ("1,260,582", Some(126_058_200)),
            ("−120", Some(-12_000)),
            ("2023", Some(202_300)),
            ("12.50%", Some(1_250)),
            ("＋０.5", Some(50)),
            ("0", Some(0)),
            ("12,34", None),
            ("1.", None),
            ("", None),
            ("—", None),
            ("12人", None),
            ("1.2.3", None),
        ] {
            let read = Operand::of_cell(text, &rounded).and_then(|o| o.exact);
            assert_eq!(read, value.map(|cents| Rational::decimal(cents, -2)), "{text}");
        }
        let counted = Column { unit: "人".to_owned(), counts: true };
        let hard = |text: &str, column: &Column| Operand::of_cell(text, column).unwrap().quantity.value.hard;
        assert_eq!(hard("84", &counted), Interval::point(Rational::from(84_i64)));
        assert_eq!(hard("84", &rounded), Interval::closed(Rational::decimal(835, -1), Rational::decimal(845, -1)));
    }
}
