//! Figures: a numeral with its unit and the words around it, made into a value.

use std::ops::Range;

use super::approximation::{self, Center, Qualifier, meaning};
use super::calendar;
use super::change::{self, Change, Direction, Role, Verb};
use super::cursor::Cursor;
use super::measure::{self, Measure};
use super::mention::Fault;
use super::numeral::{self, Excess, Form, Numeral, fraction};
use super::unit::{Class, Unit, Units};
use super::{Bound, Dimension, Interval, Rational, Value};

/// A quantity at a place in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Byte offsets into the text that was read, from the first approximating word or sign to the last.
    pub span: Range<usize>,
    /// Byte offsets of the numeral itself, with its scale words: 3300万 in 超过3300万人. Of a range, the first numeral's
    /// start to the last one's end.
    pub numeral: Range<usize>,
    /// What it may stand for, in the unit as written with the scale words multiplied out (1.39万亿斤 in 斤); a ratio as a
    /// plain number (5.2 % is 0.052). Positive for a decrease: the direction is in `change`.
    pub value: Value,
    /// The number as written, before percent and the like are divided out: 5.2 for 5.2%. Of a range, the first number.
    pub written: Rational,
    /// Size of the last written digit, in the terms of `value`.
    pub quantum: Rational,
    /// Size of the last written digit that is not zero, in the terms of `value`.
    pub granule: Rational,
    /// The unit, or `None` for a bare number and for a number of the noun that follows (1100多万学生).
    pub unit: Option<Unit>,
    /// What it measures: that of the unit, or a ratio for 百分之五 and 三分之一; `None` for a bare number.
    pub dimension: Option<Dimension>,
    /// The approximating word.
    pub qualifier: Qualifier,
    /// What the words right before it make of it.
    pub role: Role,
    /// The change that it tells, when the role is a change.
    pub change: Option<Box<Change>>,
}

impl Figure {
    /// Gives the value of a share its end at the whole, where the words leave it open: 80%以上 of all of something.
    pub(super) fn end_at_the_whole(&mut self) {
        let part = self.change.is_none() && self.value.hard.lo.number().is_some_and(|least| *least < Rational::ONE);
        if part && self.value.hard.hi == Bound::Unbounded {
            let whole = Interval { lo: Bound::Unbounded, hi: Bound::Closed(Rational::ONE) };
            self.value = self.value.clone().map(|interval| interval.intersection(&whole));
        }
    }
}

/// The dimension of a ratio without unit.
pub(super) const RATIO: Dimension = Dimension { of: "ratio", per: None };

/// What a quantity turned out to be.
pub(super) enum Outcome {
    Figure(Box<Figure>),
    IllFormed { fault: Fault, start: usize, end: usize },
}

/// The number of a quantity, before its unit and its words.
#[derive(Debug, Clone)]
pub(super) enum Amount {
    Decimal {
        numeral: Numeral,
        shift: i32,
    },
    Fraction(fraction::Fraction),
    /// A power, `2^5`: the number itself.
    Exact(Rational),
}

/// Reads the quantity whose numeral is `numeral`; `floor` is the end of what was read before.
pub(super) fn read(text: Cursor<'_>, units: &Units, numeral: Numeral, floor: usize) -> Option<Outcome> {
    if let Some((number, end)) = numeral::power_after(text, &numeral) {
        return finish(text, units, numeral, Amount::Exact(number), end, floor);
    }
    if let Some((two, end)) = spaced_discount(text, &numeral) {
        return finish(text, units, two, Amount::Decimal { numeral: two, shift: 0 }, end, floor);
    }
    let (amount, end) = match fraction::after(text, &numeral) {
        Some(fraction::Found::DividedByZero(end)) => {
            return Some(Outcome::IllFormed { fault: Fault::DivisionByZero, start: numeral.start, end });
        }
        Some(fraction::Found::Decimal { numeral: inner, shift, negative }) => {
            let inner = hundred(inner);
            let inner = Numeral { low: if negative { -inner.low } else { inner.low }, ..inner };
            (Amount::Decimal { numeral: inner, shift }, inner.end)
        }
        Some(fraction::Found::Simple(fraction)) => (Amount::Fraction(fraction), fraction.end),
        None => (Amount::Decimal { numeral, shift: 0 }, numeral.end),
    };
    finish(text, units, numeral, amount, end, floor)
}

/// Reads what stands around the number `amount`, whose first numeral is `first` and which ends at `end`.
pub(super) fn finish(text: Cursor<'_>, units: &Units, first: Numeral, amount: Amount, end: usize, floor: usize) -> Option<Outcome> {
    let measure = measure::read(text, units, &first, amount, end, floor)?;
    assemble(text, measure, floor)
}

/// 7 2 折: two digits of a discount, written apart.
fn spaced_discount(text: Cursor<'_>, first: &Numeral) -> Option<(Numeral, usize)> {
    let position = text.skip_spaces(first.end);
    if position == first.end || first.exponent != 0 || first.low > 9 || first.is_estimate() {
        return None;
    }
    let second = numeral::parse(text, position).filter(|second| second.exponent == 0 && second.low <= 9)?;
    text.eat(text.skip_spaces(second.end), '折')?;
    let low = first.low * 10 + second.low;
    Some((Numeral { end: second.end, low, high: low, ..*first }, second.end))
}

/// 百分之百: the whole, to a per cent.
fn hundred(numeral: Numeral) -> Numeral {
    if numeral.form == Form::Scale && numeral.low == 1 && numeral.exponent == 2 {
        return Numeral { low: 100, high: 100, exponent: 0, ..numeral };
    }
    numeral
}

/// Adds role and change to what was measured.
fn assemble(text: Cursor<'_>, measure: Measure, floor: usize) -> Option<Outcome> {
    let class = measure.unit.map(|unit| unit.base.class);
    let fraction = matches!(measure.amount, Amount::Fraction(_));
    let per_hundred = matches!(measure.amount, Amount::Decimal { shift: 2.., .. });
    let ratio = class == Some(Class::Ratio) || measure.unit.is_none() && (fraction || per_hundred);
    let doubled = || ["翻了", "翻"].into_iter().any(|word| text.strip_word(measure.start, word).is_some());
    let times = measure.unit.is_some_and(|unit| &*unit.base.name == "倍" && unit.per.is_none());
    let verb = if text.before(text.strip_spaces(measure.start)).is_some() { change::verb(text, measure.start) } else { None };
    let verb = verb.filter(|_| measure.start > floor || measure.start == 0).map(|verb| Verb {
        direction: if change::is_down(text, text.strip_spaces(measure.start)) { Direction::Down } else { verb.direction },
        ..verb
    });
    let down = verb.filter(|verb| verb.direction == Direction::Down && !verb.to);
    if times && down.is_some() {
        return Some(Outcome::IllFormed { fault: Fault::DecreaseByTimes, start: measure.start, end: measure.end });
    }
    let counted = matches!(class, Some(Class::Count | Class::Duration)) || measure.unit.is_some_and(|unit| &*unit.base.dimension == "age");
    let by = verb.filter(|verb| !verb.to && (!verb.rate || ratio) && (!counted || verb.of_counts) && !measure.article);
    let share = ratio && !times && change::is_share(text, measure.start, floor);
    let half = matches!(&measure.amount, Amount::Fraction(fraction) if fraction.denominator == 2);
    let share = share || (half && measure.qualifier == Qualifier::Over);
    let center = measure.center();
    let part = share || ratio && !times && change::is_rate_of_all(text, measure.start);
    let value = measure.value(&center, part, by.is_some())?;
    let (role, change) = match by {
        Some(verb) if ratio => {
            let direction = Some(verb.direction);
            let value = change::multiplier(&value, verb.direction);
            (Role::Multiplier, Some(Box::new(Change { direction, value })))
        }
        Some(verb) if !verb.rate && measure.unit.is_some() => {
            let direction = Some(verb.direction);
            let value = change::difference(&value, verb.direction);
            (Role::Difference, Some(Box::new(Change { direction, value })))
        }
        _ if times && (verb.is_some() || text.before(text.strip_spaces(measure.start)) == Some('的')) => {
            let direction = verb.map(|verb| verb.direction);
            (Role::Multiplier, Some(Box::new(Change { direction, value: value.clone() })))
        }
        _ if times && doubled() && measure.written() == Rational::ONE => {
            let direction = Some(Direction::Up);
            let value = change::multiplier(&value, Direction::Up);
            (Role::Multiplier, Some(Box::new(Change { direction, value })))
        }
        _ if share => (Role::Share, None),
        _ if measure.article => (Role::Article, None),
        _ => (Role::Level, None),
    };
    Some(Outcome::Figure(Box::new(Figure {
        span: measure.start..measure.end,
        numeral: measure.numeral.clone(),
        written: measure.written(),
        value,
        quantum: center.quantum,
        granule: center.granule,
        unit: measure.unit,
        dimension: measure.unit.map_or_else(|| ratio.then_some(RATIO), |unit| Some(unit.dimension())),
        qualifier: measure.qualifier,
        role,
        change,
    })))
}

/// The number of a decimal numeral, shifted by `shift` places, with its quantum and granule.
pub(super) fn center_of(numeral: &Numeral, shift: i32) -> Center {
    let exponent = numeral.exponent - shift;
    Center {
        number: Rational::decimal(numeral.low, exponent),
        quantum: Rational::decimal(1, exponent),
        granule: Rational::decimal(1, numeral.granule() - shift),
    }
}

/// What an open digit (几, 数) leaves possible.
pub(super) fn several(numeral: &Numeral, place: i32, shift: i32, counted: bool) -> Value {
    let low = Rational::decimal(numeral.low, numeral.exponent - shift);
    let step = |count: i128| &low + &Rational::decimal(count, place - shift);
    let next = Bound::Open(step(10));
    if place == 0 && !numeral.scaled_by_big() {
        return Value::same(Interval::closed(step(1), step(9)));
    }
    if numeral.low != 0 {
        let hard = Interval { lo: Bound::Open(low.clone()), hi: next.clone() };
        return Value { hard, soft: Interval { lo: Bound::Closed(step(1)), hi: next } };
    }
    let hard = Interval { lo: Bound::Open(step(1)), hi: next.clone() };
    let hi = if counted && place == 1 { Bound::Closed(step(10) - &Rational::ONE) } else { next };
    Value { hard, soft: Interval { lo: Bound::Closed(step(2)), hi } }
}

impl Numeral {
    /// Whether 万, 亿 or 兆 carries it.
    pub(super) const fn scaled_by_big(&self) -> bool {
        self.scale >= 4
    }
}

/// What the estimate of 多 or 余 inside the numeral makes of its number.
pub(super) const fn excess_qualifier(excess: Excess) -> Qualifier {
    match excess {
        Excess::Many => Qualifier::Many,
        Excess::Beyond => Qualifier::Beyond,
    }
}

/// The second quantity of a range, if a connector and a numeral follow.
pub(super) fn second(text: Cursor<'_>, position: usize) -> Option<(Numeral, bool)> {
    let joined = calendar::connector(text, position).or_else(|| {
        let position = text.skip_spaces(position);
        ["与", "和", "、"].into_iter().find_map(|word| text.eat_word(position, word)).map(|next| text.skip_spaces(next))
    })?;
    let (negative, joined) = match text.eat_word(joined, "零下").or_else(|| text.eat(joined, '-')).or_else(|| text.eat(joined, '负')) {
        Some(next) => (true, next),
        None => (false, text.eat_word(joined, "零上").unwrap_or(joined)),
    };
    let numeral = numeral::parse(text, joined)?;
    Some((numeral, negative))
}

/// The plain meaning of a number under a qualifier; see [`meaning`].
pub(super) fn plain(qualifier: Qualifier, center: &Center, range: &approximation::Range) -> Value {
    meaning(qualifier, center, range)
}
