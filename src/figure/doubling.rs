//! 翻番: doublings.

use super::approximation::{self, Qualifier};
use super::change::{Change, Direction, Role};
use super::cursor::Cursor;
use super::numeral;
use super::quantity::{Figure, RATIO};
use super::unit::{Unit, Units};
use super::{Bound, Interval, Rational, Value};

/// 翻一番, 翻了近两番, 翻番: the figure that starts with the 翻 at `start`.
pub(super) fn read(text: Cursor<'_>, units: &Units, start: usize) -> Option<Figure> {
    let mut position = text.eat(start, '翻')?;
    position = text.eat(position, '了').or_else(|| text.eat(position, '上')).unwrap_or(position);
    let mut qualifier = Qualifier::Bare;
    for (word, found) in [
        ("将近", Qualifier::Near),
        ("接近", Qualifier::Near),
        ("近", Qualifier::Near),
        ("大约", Qualifier::About),
        ("约", Qualifier::About),
        ("超过", Qualifier::Over),
        ("超", Qualifier::Over),
        ("不止", Qualifier::Over),
    ] {
        if let Some(next) = text.eat_word(position, word) {
            (position, qualifier) = (next, found);
            break;
        }
    }
    let number = numeral::parse(text, position);
    let times = match &number {
        Some(number) => number.whole().filter(|times| (1..=20).contains(times))?,
        None => 1,
    };
    let mut end = text.eat(number.as_ref().map_or(position, |number| number.end), '番')?;
    let numeral = number.map_or(end..end, |number| number.start..number.end);
    if qualifier == Qualifier::Bare {
        if let Some((found, next)) = approximation::after(text, end) {
            (qualifier, end) = (found, next);
        } else if let Some(next) = text.eat(end, '多') {
            (qualifier, end) = (Qualifier::Many, next);
        }
    }
    let ratio = Rational::from(2).power(times);
    let part = |numerator, denominator| &ratio * &Rational::fraction(numerator, denominator).unwrap_or(Rational::ONE);
    let around = |width: i128| Interval::closed(part(width - 1, width), part(width + 1, width));
    let above =
        |lo: Bound| Value { hard: Interval { lo: lo.clone(), hi: Bound::Unbounded }, soft: Interval { lo, hi: Bound::Closed(part(5, 4)) } };
    let value = match qualifier {
        Qualifier::Near => Value { hard: Interval::open(part(3, 4), ratio.clone()), soft: Interval::open(part(9, 10), ratio.clone()) },
        Qualifier::About => Value { hard: around(4), soft: around(10) },
        Qualifier::Over => above(Bound::Open(ratio.clone())),
        Qualifier::AtLeast => above(Bound::Closed(ratio.clone())),
        Qualifier::Many | Qualifier::Beyond => Value::same(Interval { lo: Bound::Closed(ratio.clone()), hi: Bound::Open(part(3, 2)) }),
        _ => Value { hard: around(16), soft: around(40) },
    };
    let unit = units.at(Cursor::new("倍"), 0).map(|(base, _)| Unit { base, per: None });
    let change = Some(Box::new(Change { direction: Some(Direction::Up), value: value.clone() }));
    Some(Figure {
        span: start..end,
        numeral,
        value,
        written: Rational::from(i64::from(times)),
        quantum: Rational::ONE,
        granule: Rational::ONE,
        unit,
        dimension: Some(RATIO),
        qualifier,
        role: Role::Multiplier,
        change,
    })
}
