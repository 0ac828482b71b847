//! The value of an expression over intervals.

use super::arithmetic::{difference, greatest, least, lift, product, quotient, sum};
use super::expression::{Expression, Function, Node, Operator};
use super::judge::Reason;
use super::{Dimension, Operand};
use crate::figure::{Bound, Interval, Rational, Value};

/// A value with what it measures, in base units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// What it can be.
    pub value: Value,
    /// What it measures.
    pub dimension: Dimension,
}

/// What a name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    /// One figure, by its index among the operands.
    One(usize),
    /// A list of figures.
    Many(Vec<usize>),
}

impl Slot {
    /// The operands' indices.
    #[must_use]
    pub fn operands(&self) -> &[usize] {
        match self {
            Self::One(index) => std::slice::from_ref(index),
            Self::Many(indices) => indices,
        }
    }
}

/// One value, or one for each item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::large_enum_variant)] // the large one is the usual one
pub enum Evaluated {
    /// One value.
    One(Quantity),
    /// The items' values.
    Many(Vec<Quantity>),
}

/// The value of `expression`, where `slots` says what its names stand for and `operand` gives the operands.
///
/// # Errors
/// Why it has none: dimensions that do not fit, a divisor that can be 0, lists of different length.
pub fn evaluate<'o>(expression: &Expression, slots: &[Slot], operand: &dyn Fn(usize) -> &'o Operand) -> Result<Evaluated, Reason> {
    let go = |e: &Expression| evaluate(e, slots, operand);
    match &expression.node {
        Node::Number { value, dimension, .. } => Ok(Evaluated::One(Operand::point(value.clone(), dimension.clone()))),
        Node::Name(index) => match slots.get(*index) {
            Some(Slot::One(one)) => Ok(Evaluated::One(operand(*one).quantity.clone())),
            Some(Slot::Many(many)) => Ok(Evaluated::Many(many.iter().map(|&i| operand(i).quantity.clone()).collect())),
            None => Err(Reason::Missing),
        },
        Node::Negated(inner) => each(go(inner)?, |q| Ok(Quantity { value: q.value.map(Interval::negated), ..q })),
        Node::Range(low, high) => pairs(go(low)?, go(high)?, |a, b| {
            let dimension = a.dimension.compared(&b.dimension).ok_or(Reason::Units)?;
            let value = lift(&a.value, &b.value, |x, y| Interval { lo: x.lo.clone(), hi: y.hi.clone() });
            Ok(Quantity { value, dimension })
        }),
        Node::Binary(operator, a, b) => pairs(go(a)?, go(b)?, |x, y| binary(*operator, x, y)),
        Node::Call(Function::Years, arguments) => years(arguments, slots, operand),
        Node::Call(function, arguments) => {
            let mut values = arguments.iter().map(go).collect::<Result<Vec<_>, _>>()?;
            match function {
                Function::Count => {
                    let count = values.iter().map(|v| if let Evaluated::Many(items) = v { items.len() } else { 1 }).sum::<usize>();
                    let count = Rational::from(i64::try_from(count).unwrap_or(i64::MAX));
                    Ok(Evaluated::One(Operand::point(count, Dimension::Any)))
                }
                Function::Sum => fold(values, |a, b| binary(Operator::Add, a, b)),
                Function::Min => fold(values, |a, b| extreme(a, b, least)),
                Function::Max => fold(values, |a, b| extreme(a, b, greatest)),
                Function::Years => Err(Reason::Missing),
                Function::Share | Function::Growth | Function::Ratio | Function::Points | Function::Round | Function::Power => {
                    let (Some(second), Some(first)) = (values.pop(), values.pop()) else { return Err(Reason::Missing) };
                    pairs(first, second, |a, b| two(*function, a, b))
                }
            }
        }
    }
}

/// The largest power that is taken.
const LARGEST_POWER: u32 = 100;

/// An interval to a power, by squaring.
fn power(base: &Interval, exponent: u32) -> Interval {
    let mut out = Interval::point(Rational::ONE);
    for bit in (0..u32::BITS - exponent.leading_zeros()).rev() {
        out = product(&out, &out);
        if exponent >> bit & 1 == 1 {
            out = product(&out, base);
        }
    }
    out
}

/// The years between the times of two figures.
fn years<'o>(arguments: &[Expression], slots: &[Slot], operand: &dyn Fn(usize) -> &'o Operand) -> Result<Evaluated, Reason> {
    let year = |e: &Expression| match &e.node {
        Node::Name(index) => match slots.get(*index) {
            Some(Slot::One(one)) => operand(*one).year.ok_or(Reason::Period),
            _ => Err(Reason::Missing),
        },
        _ => Err(Reason::Missing),
    };
    let [from, to] = arguments else { return Err(Reason::Missing) };
    let years = i64::from(year(to)?) - i64::from(year(from)?);
    let years = Some(years).filter(|years| *years > 0).ok_or(Reason::Period)?;
    Ok(Evaluated::One(Operand::point(Rational::from(years), Dimension::Any)))
}

fn two(function: Function, a: Quantity, b: Quantity) -> Result<Quantity, Reason> {
    match function {
        Function::Ratio => binary(Operator::Divide, a, b),
        Function::Power => {
            if a.dimension != Dimension::Any && !a.dimension.is_ratio() {
                return Err(Reason::Units);
            }
            let exponent = super::arithmetic::middle(&b.value.hard).filter(|n| b.value.hard == Interval::point(n.clone()));
            let exponent = exponent.and_then(|n| (1..=LARGEST_POWER).find(|&k| Rational::from(i64::from(k)) == n)).ok_or(Reason::Period)?;
            Ok(Quantity { value: a.value.map(|i| power(&i, exponent)), dimension: Dimension::RATIO })
        }
        Function::Points => {
            let Quantity { value, dimension } = binary(Operator::Subtract, a, b)?;
            if dimension.is_ratio() { Ok(Quantity { value, dimension: Dimension::points() }) } else { Err(Reason::Units) }
        }
        Function::Round => {
            a.dimension.compared(&b.dimension).ok_or(Reason::Units)?;
            let step = super::arithmetic::middle(&b.value.hard).filter(|s| !s.is_zero() && !s.is_negative()).ok_or(Reason::ZeroDivisor)?;
            let near = |bound: Bound| match bound {
                Bound::Unbounded => Bound::Unbounded,
                Bound::Open(n) | Bound::Closed(n) => Bound::Closed(to_step(&n, &step)),
            };
            Ok(Quantity { value: a.value.map(|i| Interval { lo: near(i.lo), hi: near(i.hi) }), dimension: a.dimension })
        }
        _ => {
            a.dimension.compared(&b.dimension).ok_or(Reason::Units)?;
            let Quantity { value, .. } = binary(Operator::Divide, a, b)?;
            let value = if function == Function::Growth { value.map(|i| i.shifted(&Rational::from(-1_i64))) } else { value };
            Ok(Quantity { value, dimension: Dimension::RATIO })
        }
    }
}

/// The multiple of `step` nearest to `number`, away from zero in the middle.
fn to_step(number: &Rational, step: &Rational) -> Rational {
    number.divided_by(step).map_or_else(|| number.clone(), |n| &n.rounded() * step)
}

fn binary(operator: Operator, a: Quantity, b: Quantity) -> Result<Quantity, Reason> {
    let dimension = match operator {
        Operator::Add => a.dimension.plus(&b.dimension).ok_or(Reason::Units)?,
        Operator::Subtract => a.dimension.minus(&b.dimension).ok_or(Reason::Units)?,
        Operator::Multiply => a.dimension.times(&b.dimension, 1),
        Operator::Divide => a.dimension.times(&b.dimension, -1),
    };
    let value = match operator {
        Operator::Add => lift(&a.value, &b.value, sum),
        Operator::Subtract => lift(&a.value, &b.value, difference),
        Operator::Multiply => lift(&a.value, &b.value, product),
        Operator::Divide => {
            let hard = quotient(&a.value.hard, &b.value.hard).ok_or(Reason::ZeroDivisor)?;
            let soft = quotient(&a.value.soft, &b.value.soft).ok_or(Reason::ZeroDivisor)?;
            Value { hard, soft }
        }
    };
    Ok(Quantity { value, dimension })
}

fn extreme(a: Quantity, b: Quantity, choose: fn(&Interval, &Interval) -> Interval) -> Result<Quantity, Reason> {
    let dimension = a.dimension.compared(&b.dimension).ok_or(Reason::Units)?;
    Ok(Quantity { value: lift(&a.value, &b.value, choose), dimension })
}

fn fold(values: Vec<Evaluated>, put: impl Fn(Quantity, Quantity) -> Result<Quantity, Reason>) -> Result<Evaluated, Reason> {
    let mut all = values.into_iter().flat_map(|v| match v {
        Evaluated::One(one) => vec![one],
        Evaluated::Many(many) => many,
    });
    let first = all.next().ok_or(Reason::Missing)?;
    all.try_fold(first, put).map(Evaluated::One)
}

fn each(value: Evaluated, put: impl Fn(Quantity) -> Result<Quantity, Reason>) -> Result<Evaluated, Reason> {
    match value {
        Evaluated::One(one) => put(one).map(Evaluated::One),
        Evaluated::Many(many) => many.into_iter().map(put).collect::<Result<_, _>>().map(Evaluated::Many),
    }
}

fn pairs(a: Evaluated, b: Evaluated, put: impl Fn(Quantity, Quantity) -> Result<Quantity, Reason>) -> Result<Evaluated, Reason> {
    match (a, b) {
        (Evaluated::One(x), Evaluated::One(y)) => put(x, y).map(Evaluated::One),
        (Evaluated::Many(xs), Evaluated::One(y)) => {
            xs.into_iter().map(|x| put(x, y.clone())).collect::<Result<_, _>>().map(Evaluated::Many)
        }
        (Evaluated::One(x), Evaluated::Many(ys)) => {
            ys.into_iter().map(|y| put(x.clone(), y)).collect::<Result<_, _>>().map(Evaluated::Many)
        }
        (Evaluated::Many(xs), Evaluated::Many(ys)) if xs.len() == ys.len() => {
            xs.into_iter().zip(ys).map(|(x, y)| put(x, y)).collect::<Result<_, _>>().map(Evaluated::Many)
        }
        _ => Err(Reason::Missing),
    }
}
