//! What a figure must be for an equation to hold: the expression turned round.

use super::arithmetic::{difference, lift, product, quotient, sum};
use super::evaluate::{Evaluated, Quantity, Slot, evaluate};
use super::expression::{Comparator, Comparison, Expression, Function, Node, Operator};
use super::{Dimension, Operand};
use crate::figure::{Interval, Rational, Value};

/// Where the operand `wanted` must lie for the comparison to hold, in base units; `None` where it is no equation, where the
/// operand occurs in it more than once, or where it can't be turned round.
#[must_use]
pub fn solve<'o>(comparison: &Comparison, wanted: usize, slots: &[Slot], operand: &dyn Fn(usize) -> &'o Operand) -> Option<Value> {
    if comparison.comparator != Comparator::Equal {
        return None;
    }
    let here = |e: &Expression| occurrences(e, wanted, slots);
    let (side, other) = match (here(&comparison.left), here(&comparison.right)) {
        (1, 0) => (&comparison.left, &comparison.right),
        (0, 1) => (&comparison.right, &comparison.left),
        _ => return None,
    };
    let Ok(Evaluated::One(Quantity { value, .. })) = evaluate(other, slots, operand) else { return None };
    descend(side, value, wanted, slots, operand)
}

fn occurrences(expression: &Expression, wanted: usize, slots: &[Slot]) -> usize {
    let mut all = Vec::new();
    super::expression::collect(expression, slots, &mut all);
    all.iter().filter(|&&i| i == wanted).count()
}

/// `side` must be `target`.
fn descend<'o>(side: &Expression, target: Value, wanted: usize, slots: &[Slot], operand: &dyn Fn(usize) -> &'o Operand) -> Option<Value> {
    let value = |e: &Expression| match evaluate(e, slots, operand) {
        Ok(Evaluated::One(q)) => Some(q.value),
        _ => None,
    };
    let divided = |a: &Value, b: &Value| Some(Value { hard: quotient(&a.hard, &b.hard)?, soft: quotient(&a.soft, &b.soft)? });
    let in_first = |a: &Expression| occurrences(a, wanted, slots) > 0;
    let one = Value::same(Interval::point(Rational::ONE));
    match &side.node {
        Node::Name(_) => Some(target),
        Node::Negated(inner) => descend(inner, target.map(Interval::negated), wanted, slots, operand),
        Node::Binary(operator, a, b) => {
            let first = in_first(a);
            let (inner, other) = if first { (a, value(b)?) } else { (b, value(a)?) };
            let target = match (operator, first) {
                (Operator::Add, _) => lift(&target, &other, difference),
                (Operator::Subtract, true) => lift(&target, &other, sum),
                (Operator::Subtract, false) => lift(&other, &target, difference),
                (Operator::Multiply, _) => divided(&target, &other)?,
                (Operator::Divide, true) => lift(&target, &other, product),
                (Operator::Divide, false) => divided(&other, &target)?,
            };
            descend(inner, target, wanted, slots, operand)
        }
        Node::Call(Function::Sum, arguments) => {
            let mut target = target;
            for argument in arguments {
                match (&argument.node, in_first(argument)) {
                    (Node::Name(index), _) => {
                        for &i in slots.get(*index)?.operands().iter().filter(|&&i| i != wanted) {
                            target = lift(&target, &operand(i).quantity.value, difference);
                        }
                    }
                    (_, true) => return None,
                    (_, false) => target = lift(&target, &value(argument)?, difference),
                }
            }
            Some(target)
        }
        Node::Call(function @ (Function::Share | Function::Ratio | Function::Growth | Function::Points), arguments) => {
            let [a, b] = &arguments[..] else { return None };
            let target = if *function == Function::Growth { lift(&target, &one, sum) } else { target };
            let first = in_first(a);
            let (inner, other) = if first { (a, value(b)?) } else { (b, value(a)?) };
            let target = match (function, first) {
                (Function::Points, true) => lift(&target, &other, sum),
                (Function::Points, false) => lift(&other, &target, difference),
                (_, true) => lift(&target, &other, product),
                (_, false) => divided(&other, &target)?,
            };
            descend(inner, target, wanted, slots, operand)
        }
        _ => None,
    }
}

/// An operand that could be anything of its dimension.
#[must_use]
pub(super) fn freed(operand: &Operand) -> Operand {
    let anything = Interval { lo: crate::figure::Bound::Unbounded, hi: crate::figure::Bound::Unbounded };
    let dimension: Dimension = operand.quantity.dimension.clone();
    Operand { quantity: Quantity { value: Value::same(anything), dimension }, exact: None, ..operand.clone() }
}
