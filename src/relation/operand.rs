//! What an assertion's names stand for: figures of the text, ready to calculate with.

use super::arithmetic::middle;
use super::slip::DIRECTIONS;
use super::{Column, Dimension, Quantity};
use crate::figure::{Bound, Class, Direction, Fact, FactRole, Figure, Interval, Qualifier, Rational, Value};
use crate::text::{Span, View};
use std::fmt;

/// How a text rounds its figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Rounding {
    /// Any way of rounding to the nearest, up or down at the middle; also GB/T 8170-2008 (half to even).
    #[schemars(extend("x-zh" = "舍入到最近的数，居中时不论进舍（GB/T 8170-2008 也在内）。"))]
    #[default]
    Nearest,
    /// To the nearest, or cut off.
    #[schemars(extend("x-zh" = "舍入到最近的数或去尾。"))]
    Any,
    /// To the nearest, the middle to the even digit (GB/T 8170-2008).
    #[schemars(extend("x-zh" = "四舍六入五成双（GB/T 8170-2008）。"))]
    Gb8170,
    /// The middle is rounded up.
    #[schemars(extend("x-zh" = "四舍五入。"))]
    HalfUp,
    /// What follows the last digit is cut off.
    #[schemars(extend("x-zh" = "去尾。"))]
    Truncate,
}

/// A figure in a calculation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operand {
    /// Its value in base units: a rate of growth is a ratio below zero for a fall, a difference is below zero for a decrease.
    pub quantity: Quantity,
    /// The number itself, where the figure is bare (no 约, 超过 or the like).
    pub exact: Option<Rational>,
    /// Size of the last written digit, in base units.
    pub quantum: Rational,
    /// Size of the last written digit that is not zero, in base units.
    pub granule: Rational,
    /// What it is a figure of, for messages; may be empty.
    pub name: String,
    /// As it is written, with its approximating words and unit.
    pub text: String,
    /// The digits of a bare figure, without scale word and unit.
    pub digits: String,
    /// The scale word and the unit after the digits: 亿元.
    pub unit: String,
    /// What 1 of `digits` is worth in base units; below zero for a decrease.
    pub worth: Rational,
    /// Where it stands in the source.
    pub span: Span,
    /// Where its words before and after may be looked at: the passage and the place in the passage's text.
    pub at: Option<At>,
    /// How its value follows from the value that its own words have.
    pub reading: Reading,
    /// The word of change right before it: where it stands, and its opposite.
    pub flip: Option<(Span, String)>,
    /// The year that it speaks of, where it is one.
    pub year: Option<u16>,
    /// Whether it is out of doubt: from a table of facts.
    pub fixed: bool,
    /// The column of a table that it is a number of, whose unit is its own.
    pub column: Option<Column>,
}

/// A place in a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At {
    /// Index of the passage in its document.
    pub passage: usize,
    /// Bytes of the passage's text.
    pub range: std::ops::Range<usize>,
}

/// How the value of an operand follows from its own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// As they stand.
    Plain,
    /// A rate of growth, or of decrease.
    Rate(Option<Direction>),
    /// A difference, up or down.
    Difference(Option<Direction>),
}

impl Operand {
    /// The operand of a fact. `view` is that of the fact's passage.
    #[must_use]
    pub fn of_fact(fact: &Fact, view: &View<'_>) -> Self {
        let reading = match fact.role {
            FactRole::Growth(direction) => Reading::Rate(direction),
            FactRole::Difference(direction) => Reading::Difference(direction),
            FactRole::Level | FactRole::Share => Reading::Plain,
        };
        let text = view.text().get(fact.figure.span.clone()).unwrap_or_default();
        let mut operand = Self::of_figure(&fact.figure, text, reading);
        operand.span = fact.span;
        operand.at = Some(At { passage: fact.passage, range: fact.figure.span.clone() });
        operand.flip = flip(view, fact.figure.span.start);
        operand.year = fact.period.and_then(|period| period.only_year());
        operand
    }

    /// The operand of a figure whose words are `text`.
    #[must_use]
    pub fn of_figure(figure: &Figure, text: &str, reading: Reading) -> Self {
        let bare = figure.qualifier == Qualifier::Bare && figure.value.hard == figure.value.soft;
        // a change that is told in times has its value in `change` alone
        let times = matches!(reading, Reading::Rate(_))
            && (figure.unit.is_some_and(|unit| &*unit.base.name == "倍") || figure.unit.is_none() && figure.dimension.is_none());
        // the reader gives ratios and points as plain numbers
        let ratio = figure.unit.is_some_and(|unit| matches!(unit.base.class, Class::Ratio | Class::Points));
        let factor = figure.unit.filter(|_| !ratio).map_or(Rational::ONE, |unit| unit.factor());
        let meant = |value: Value| {
            let value = match (reading, &figure.change) {
                (Reading::Rate(_), Some(change)) if times => change.value.clone().map(|i| i.shifted(&Rational::from(-1_i64))),
                (Reading::Rate(Some(Direction::Down)) | Reading::Difference(Some(Direction::Down)), _) => value.map(Interval::negated),
                _ => value,
            };
            value.map(|i| i.scaled(&factor))
        };
        let value = meant(figure.value.clone());
        let exact = if bare && !times { middle(&value.soft) } else { None };
        let (digits, unit) = split_number(text);
        let number = plain_number(&digits);
        let worth = exact.as_ref().zip(number).and_then(|(exact, number)| exact.divided_by(&number));
        // 0.0 tells what one is worth by its last place alone
        let last_place = || &(&figure.quantum * &factor) * &Rational::decimal(1, places(&digits));
        let worth = worth.unwrap_or_else(|| match reading {
            _ if digits.is_empty() => Rational::ONE,
            Reading::Rate(Some(Direction::Down)) | Reading::Difference(Some(Direction::Down)) => -last_place(),
            _ => last_place(),
        });
        // a number without a unit counts what its noun says, unless it can't be a count: a ratio of 2.39
        let broken = figure.unit.is_none() && figure.dimension.is_none() && figure.quantum < Rational::ONE;
        let dimension = match reading {
            Reading::Rate(_) => Dimension::RATIO,
            _ if broken => Dimension::Any,
            _ => Dimension::of_figure(figure.dimension),
        };
        Self {
            quantity: Quantity { value, dimension },
            exact,
            quantum: &figure.quantum * &factor,
            granule: &figure.granule * &factor,
            name: String::new(),
            text: text.to_owned(),
            digits,
            unit,
            worth,
            span: Span::default(),
            at: None,
            reading,
            flip: None,
            year: None,
            fixed: false,
            column: None,
        }
    }

    /// True where it is written without 约, 超过 and the like.
    #[must_use]
    pub const fn is_bare(&self) -> bool {
        self.exact.is_some()
    }

    /// The value that the operand would have if its words were `text`, and how far from it the true value may lie, where
    /// only the digits differ; `None` where that has to be read.
    pub(super) fn plain_value(&self, text: &str) -> Option<(Rational, Rational)> {
        self.exact.as_ref()?;
        let (digits, unit) = split_number(text);
        let unit_is_told = self.column.is_some() && unit.is_empty();
        if (unit != self.unit && !unit_is_told) || digits.contains(['-', '−']) {
            return None;
        }
        let number = plain_number(&digits)?;
        // a whole last place, which is what truncation leaves open
        Some((&number * &self.worth, &self.worth.magnitude() * &Rational::decimal(1, -places(&digits))))
    }

    /// The same figure, rounded in another way than to the nearest. A count that is exact stays so.
    #[must_use]
    pub fn under(&self, rounding: Rounding) -> Self {
        let hard = &self.quantity.value.hard;
        let (Some(exact), Some(lo), Some(hi)) = (&self.exact, hard.lo.number(), hard.hi.number()) else { return self.clone() };
        if rounding == Rounding::Nearest || lo == hi {
            return self.clone();
        }
        // what is cut off makes a decrease smaller too
        let (number, half) = (exact.magnitude(), &self.quantum * &Rational::decimal(5, -1));
        let lo = if rounding == Rounding::Truncate { number.clone() } else { &number - &half };
        let hi = if matches!(rounding, Rounding::HalfUp | Rounding::Gb8170) { &number + &half } else { &number + &self.quantum };
        // the middle went to the even digit: an odd one has neither of its middles
        let odd = || number.divided_by(&self.quantum).is_some_and(|n| !(&n * &Rational::decimal(5, -1)).is_integer());
        let interval = match rounding {
            Rounding::Gb8170 if odd() => Interval { lo: Bound::Open(lo), hi: Bound::Open(hi) },
            Rounding::Gb8170 => Interval { lo: Bound::Closed(lo), hi: Bound::Closed(hi) },
            _ => Interval { lo: Bound::Closed(lo), hi: Bound::Open(hi) },
        };
        let value = Value::same(if exact.is_negative() { interval.negated() } else { interval });
        Self { quantity: Quantity { value, ..self.quantity.clone() }, ..self.clone() }
    }

    /// The value of an exact number.
    #[must_use]
    pub fn point(value: Rational, dimension: Dimension) -> Quantity {
        Quantity { value: Value::same(Interval::point(value)), dimension }
    }
}

/// The word of change that ends right before `start`, and its opposite.
fn flip(view: &View<'_>, start: usize) -> Option<(Span, String)> {
    let lead = view.text().get(..start)?.trim_end_matches(['了', '约', '近', ' ']);
    let (word, flipped) = DIRECTIONS.iter().find_map(|&(up, down)| {
        let found = [(up, down), (down, up)].into_iter().find(|(word, _)| lead.ends_with(word))?;
        Some(found)
    })?;
    let span = view.to_source(Span::from_range(lead.len() - word.len()..lead.len()));
    Some((span, flipped.to_owned()))
}

/// Cuts `1349084亿元` into its digits and what follows.
fn split_number(text: &str) -> (String, String) {
    let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '，' | ' ' | '-' | '−')).unwrap_or(text.len());
    let (digits, unit) = text.split_at_checked(end).unwrap_or((text, ""));
    (digits.trim().to_owned(), unit.trim().to_owned())
}

/// How many digits stand after the point.
fn places(digits: &str) -> i32 {
    digits.split_once('.').and_then(|(_, fraction)| i32::try_from(fraction.len()).ok()).unwrap_or(0)
}

/// The number that plain digits write; none for zero, by which nothing can be divided.
fn plain_number(digits: &str) -> Option<Rational> {
    let digits: String = digits.chars().filter(|c| !matches!(c, ',' | '，' | ' ')).collect();
    let (negative, digits) = match digits.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, &*digits),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mantissa: i128 = format!("{whole}{fraction}").parse().ok()?;
    let number = Rational::decimal(mantissa, -i32::try_from(fraction.len()).ok()?);
    (!number.is_zero()).then_some(if negative { -number } else { number })
}

impl fmt::Display for Operand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
