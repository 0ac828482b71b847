//! The arithmetic as an editor would check it on paper.

use super::{Comparator, Comparison, Expression, Function, Node, Operator};
use crate::figure::Rational;
use crate::relation::evaluate::{Evaluated, Slot, evaluate};
use crate::relation::judge::linear;
use crate::relation::{Dimension, Operand, arithmetic};
use std::fmt::Write;

/// The parts of a rendered comparison.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// The side that is calculated, with the figures put in: `89755 + 432589 + 688238`.
    pub terms: String,
    /// What it comes to.
    pub computed: String,
    /// What the text states.
    pub stated: String,
    /// The unit that all of them share, or nothing.
    pub unit: String,
    /// By how much correct rounding can miss, in that unit; nothing where that is not one number.
    pub allowed: String,
    /// The sign between what is computed and what is stated.
    pub sign: &'static str,
}

/// Renders a comparison; `holds` chooses the sign.
#[must_use]
pub fn render<'o>(comparison: &Comparison, slots: &[Slot], operand: &dyn Fn(usize) -> &'o Operand, holds: bool) -> Parts {
    let (derived, stated) = sides(comparison);
    let mut members = Vec::new();
    collect(derived, slots, &mut members);
    collect(stated, slots, &mut members);
    let unit = members.first().map(|&i| operand(i).unit.clone()).unwrap_or_default();
    let shared = members.iter().all(|&i| operand(i).is_bare() && operand(i).unit == unit && !operand(i).digits.is_empty())
        && !has_number(derived)
        && !has_number(stated);
    let writer = Writer { slots, operand, shared };
    let of_stated = first(stated, slots).map(operand).or_else(|| members.first().map(|&i| operand(i)));
    let computed = if is_lone(derived) { String::new() } else { writer.computed(derived, of_stated) };
    let mut allowed = String::new();
    let mut terms = Vec::new();
    if shared
        && comparison.comparator == Comparator::Equal
        && linear(derived, slots, false, &mut terms)
        && linear(stated, slots, true, &mut terms)
    {
        let quantum = members.first().map(|&i| operand(i).quantum.clone());
        if let (Some(q), Some(one)) = (quantum, of_stated)
            && members.iter().all(|&i| operand(i).quantum == q)
        {
            let quanta = Rational::from(i64::try_from(terms.len() / 2).unwrap_or(i64::MAX));
            allowed = (&q * &quanta).divided_by(&one.worth.magnitude()).map(|n| decimal(&n, 6)).unwrap_or_default();
        }
    }
    let comparator = if swapped(comparison) { comparison.comparator.mirrored() } else { comparison.comparator };
    Parts {
        terms: writer.text(derived, 0),
        computed,
        stated: writer.text(stated, 0),
        unit: if shared { unit } else { String::new() },
        allowed,
        sign: if holds { comparator.sign() } else { comparator.broken_sign() },
    }
}

const fn is_lone(expression: &Expression) -> bool {
    matches!(expression.node, Node::Name(_) | Node::Number { .. })
}

/// The side that is calculated, and the side that is stated: what is stated stands alone; where both sides do or
/// neither does, it is the right one.
const fn sides(comparison: &Comparison) -> (&Expression, &Expression) {
    if swapped(comparison) { (&comparison.right, &comparison.left) } else { (&comparison.left, &comparison.right) }
}

const fn swapped(comparison: &Comparison) -> bool {
    is_lone(&comparison.left) && !is_lone(&comparison.right) && !matches!(comparison.comparator, Comparator::In)
}

/// The operand that a comparison states, where it states one.
#[must_use]
pub fn stated(comparison: &Comparison, slots: &[Slot]) -> Option<usize> {
    first(sides(comparison).1, slots)
}

struct Writer<'a, 'o> {
    slots: &'a [Slot],
    operand: &'a dyn Fn(usize) -> &'o Operand,
    /// Whether all figures have one unit, so that only their digits are written.
    shared: bool,
}

impl Writer<'_, '_> {
    fn figure(&self, index: usize) -> String {
        let operand = (self.operand)(index);
        let text = if self.shared { &operand.digits } else { &operand.text };
        if operand.exact.as_ref().is_some_and(Rational::is_negative) && !text.starts_with(['-', '−']) {
            format!("−{text}")
        } else {
            text.clone()
        }
    }

    /// The expression with its figures; `binding` is 0 in a sum, 1 in a product, 2 as a divisor.
    fn text(&self, expression: &Expression, binding: u8) -> String {
        self.item(expression, binding, None)
    }

    /// The same; of a list only the item `item`.
    fn item(&self, expression: &Expression, binding: u8, item: Option<usize>) -> String {
        match &expression.node {
            Node::Number { text, .. } => text.clone(),
            Node::Name(index) => match self.slots.get(*index) {
                Some(Slot::One(one)) => self.figure(*one),
                Some(Slot::Many(many)) => match item {
                    Some(item) => many.get(item).map(|&i| self.figure(i)).unwrap_or_default(),
                    None => many.iter().map(|&i| self.figure(i)).collect::<Vec<_>>().join("、"),
                },
                None => String::new(),
            },
            Node::Negated(inner) => format!("−{}", self.item(inner, 2, item)),
            Node::Range(a, b) => format!("[{}, {}]", self.item(a, 0, item), self.item(b, 0, item)),
            Node::Binary(operator, a, b) => {
                let (sign, mine, right) = match operator {
                    Operator::Add => ("+", 0, 0),
                    Operator::Subtract => ("−", 0, 1),
                    Operator::Multiply => ("×", 1, 1),
                    Operator::Divide => ("÷", 1, 2),
                };
                let text = format!("{} {sign} {}", self.item(a, mine, item), self.item(b, right, item));
                if binding > mine { format!("({text})") } else { text }
            }
            Node::Call(function, arguments) => {
                let pair = |sign: &str| arguments.iter().map(|a| self.item(a, 2, item)).collect::<Vec<_>>().join(sign);
                let (text, mine) = match function {
                    Function::Sum => (self.items(arguments).join(" + "), 0),
                    Function::Share | Function::Ratio => (pair(" ÷ "), 1),
                    Function::Growth => (format!("{} − 1", pair(" ÷ ")), 0),
                    Function::Points => (pair(" − "), 0),
                    Function::Round => (arguments.first().map(|a| self.item(a, binding, item)).unwrap_or_default(), 2),
                    Function::Power => (pair("^"), 2),
                    Function::Years => (self.point(expression).unwrap_or_else(|| "?".to_owned()), 2),
                    Function::Count => (format!("count({})", self.items(arguments).join(", ")), 2),
                    Function::Min => (format!("min({})", self.items(arguments).join(", ")), 2),
                    Function::Max => (format!("max({})", self.items(arguments).join(", ")), 2),
                };
                if binding > mine { format!("({text})") } else { text }
            }
        }
    }

    /// An expression that is one number by itself.
    fn point(&self, expression: &Expression) -> Option<String> {
        let Ok(Evaluated::One(value)) = evaluate(expression, self.slots, self.operand) else { return None };
        arithmetic::middle(&value.value.hard).map(|n| decimal(&n, 4))
    }

    /// The items of all arguments.
    fn items(&self, arguments: &[Expression]) -> Vec<String> {
        let mut out = Vec::new();
        for argument in arguments {
            match length(argument, self.slots) {
                Some(count) => out.extend((0..count).map(|i| self.item(argument, 0, Some(i)))),
                None => out.push(self.item(argument, 0, None)),
            }
        }
        out
    }

    /// What the expression comes to, in the unit of the stated figure.
    fn computed(&self, expression: &Expression, stated: Option<&Operand>) -> String {
        let Ok(Evaluated::One(result)) = evaluate(expression, self.slots, self.operand) else { return String::new() };
        let mut members = Vec::new();
        collect(expression, self.slots, &mut members);
        let bare = members.iter().all(|&i| (self.operand)(i).is_bare());
        let ratio = Rational::decimal(1, -2);
        let (worth, unit) = match stated {
            Some(s) if s.is_bare() && s.quantity.dimension.compared(&result.dimension).is_some() => (s.worth.magnitude(), s.unit.clone()),
            _ if result.dimension == Dimension::RATIO => (ratio, "%".to_owned()),
            _ => (Rational::ONE, String::new()),
        };
        let unit = if self.shared { String::new() } else { unit };
        let show = |n: &Rational| n.divided_by(&worth).map(|n| decimal(&n, 4)).unwrap_or_default();
        // the figures as they stand give one number; the ends of their intervals are of no use on paper
        if bare && let Some(point) = self.at_face_value(expression) {
            return format!("{}{unit}", show(&point));
        }
        match (result.value.soft.lo.number(), result.value.soft.hi.number()) {
            (Some(lo), Some(hi)) => format!("{}—{}{unit}", show(lo), show(hi)),
            (Some(lo), None) => format!("> {}{unit}", show(lo)),
            (None, Some(hi)) => format!("< {}{unit}", show(hi)),
            (None, None) => String::new(),
        }
    }

    fn at_face_value(&self, expression: &Expression) -> Option<Rational> {
        let mut members = Vec::new();
        collect(expression, self.slots, &mut members);
        let exact: Vec<(usize, Operand)> = members
            .iter()
            .map(|&i| {
                let operand = (self.operand)(i);
                let quantity = Operand::point(operand.exact.clone()?, operand.quantity.dimension.clone());
                Some((i, Operand { quantity, ..operand.clone() }))
            })
            .collect::<Option<_>>()?;
        let find = |index: usize| exact.iter().find(|(i, _)| *i == index).map_or_else(|| (self.operand)(index), |(_, o)| o);
        match evaluate(expression, self.slots, &find) {
            Ok(Evaluated::One(result)) => arithmetic::middle(&result.value.hard),
            _ => None,
        }
    }
}

fn has_number(expression: &Expression) -> bool {
    match &expression.node {
        Node::Number { dimension, .. } => *dimension != Dimension::Any,
        Node::Name(_) => false,
        Node::Negated(inner) => has_number(inner),
        Node::Binary(_, a, b) | Node::Range(a, b) => has_number(a) || has_number(b),
        Node::Call(_, arguments) => arguments.iter().any(has_number),
    }
}

/// The operands of an expression.
pub(in crate::relation) fn collect(expression: &Expression, slots: &[Slot], out: &mut Vec<usize>) {
    match &expression.node {
        Node::Number { .. } => {}
        Node::Name(index) => out.extend(slots.get(*index).map(Slot::operands).unwrap_or_default()),
        Node::Negated(inner) => collect(inner, slots, out),
        Node::Binary(_, a, b) | Node::Range(a, b) => {
            collect(a, slots, out);
            collect(b, slots, out);
        }
        // of the figures only their times count
        Node::Call(Function::Years, _) => {}
        Node::Call(_, arguments) => arguments.iter().for_each(|a| collect(a, slots, out)),
    }
}

fn first(expression: &Expression, slots: &[Slot]) -> Option<usize> {
    let mut members = Vec::new();
    collect(expression, slots, &mut members);
    members.first().copied()
}

/// The number of items of a list-valued expression.
fn length(expression: &Expression, slots: &[Slot]) -> Option<usize> {
    match &expression.node {
        Node::Number { .. } | Node::Call(Function::Sum | Function::Min | Function::Max | Function::Count, _) => None,
        Node::Name(index) => match slots.get(*index) {
            Some(Slot::Many(many)) => Some(many.len()),
            _ => None,
        },
        Node::Negated(inner) => length(inner, slots),
        Node::Binary(_, a, b) | Node::Range(a, b) => length(a, slots).or_else(|| length(b, slots)),
        Node::Call(_, arguments) => arguments.iter().find_map(|a| length(a, slots)),
    }
}

/// A number with at most `places` decimal places, for people.
#[must_use]
pub fn decimal(number: &Rational, places: u32) -> String {
    let power = Rational::from(10_i64).power(places);
    let scaled = (&number.magnitude() * &power).rounded();
    let digits = scaled.to_string();
    let width = places as usize + 1;
    let digits = format!("{}{digits}", "0".repeat(width.saturating_sub(digits.len())));
    let cut = digits.len() - places as usize;
    let (whole, fraction) = digits.split_at_checked(cut).unwrap_or((&digits, ""));
    let fraction = fraction.trim_end_matches('0');
    let mut out = String::new();
    if number.is_negative() && !scaled.is_zero() {
        out.push('−');
    }
    out.push_str(whole);
    if !fraction.is_empty() {
        let _ = write!(out, ".{fraction}");
    }
    out
}
