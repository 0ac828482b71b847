//! The check that an assertion makes sense: what is added and compared must measure the same.

use super::{Assertion, Comparison, Expression, Function, Node, Operator};
use crate::both;
use crate::lang::Localized;
use crate::relation::Dimension;
use std::ops::Range;

/// Two things that can't be put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeError {
    /// Bytes of the assertion's text.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: Localized,
}

/// Checks the dimensions of an assertion, as far as they are known: `known` has one entry for each name.
///
/// # Errors
/// The first pair that does not go together, such as a rate that is compared with percentage points.
pub fn check_types(assertion: &Assertion, known: &[Option<Dimension>]) -> Result<(), TypeError> {
    for Comparison { left, comparator: _, right } in &assertion.comparisons {
        let (a, b) = (of(left, known)?, of(right, known)?);
        if let (Some(a), Some(b)) = (&a, &b)
            && a.compared(b).is_none()
        {
            return Err(mismatch(left.span.start..right.span.end, a, b, ("不能相比", "can't be compared")));
        }
    }
    Ok(())
}

fn of(expression: &Expression, known: &[Option<Dimension>]) -> Result<Option<Dimension>, TypeError> {
    let together = |a: &Expression, b: &Expression, put: &dyn Fn(&Dimension, &Dimension) -> Option<Dimension>| {
        let (Some(x), Some(y)) = (of(a, known)?, of(b, known)?) else { return Ok(None) };
        put(&x, &y).map(Some).ok_or_else(|| mismatch(a.span.start..b.span.end, &x, &y, ("不能相加减或相比", "don't go together")))
    };
    match &expression.node {
        Node::Number { dimension, .. } => Ok(Some(dimension.clone())),
        Node::Name(index) => Ok(known.get(*index).cloned().flatten()),
        Node::Negated(inner) => of(inner, known),
        Node::Range(a, b) => together(a, b, &Dimension::compared),
        Node::Binary(operator, a, b) => match operator {
            Operator::Add => together(a, b, &Dimension::plus),
            Operator::Subtract => together(a, b, &Dimension::minus),
            Operator::Multiply => together(a, b, &|x, y| Some(x.times(y, 1))),
            Operator::Divide => together(a, b, &|x, y| Some(x.times(y, -1))),
        },
        Node::Call(function, arguments) => {
            let pair = |put: &dyn Fn(&Dimension, &Dimension) -> Option<Dimension>| match &arguments[..] {
                [a, b] => together(a, b, put),
                _ => Ok(None),
            };
            match function {
                Function::Share | Function::Growth => {
                    pair(&Dimension::compared)?;
                    Ok(Some(Dimension::RATIO))
                }
                Function::Ratio => pair(&|x, y| Some(x.times(y, -1))),
                Function::Points => {
                    pair(&|x, y| (x.is_ratio() && y.is_ratio()).then(Dimension::points))?;
                    Ok(Some(Dimension::points()))
                }
                Function::Round => pair(&Dimension::compared),
                Function::Count | Function::Years => Ok(Some(Dimension::Any)),
                Function::Power => match &arguments[..] {
                    [base, exponent] => {
                        of(exponent, known)?;
                        let base_is = of(base, known)?;
                        match base_is.filter(|d| *d != Dimension::Any && !d.is_ratio()) {
                            None => Ok(Some(Dimension::RATIO)),
                            Some(other) => Err(TypeError {
                                span: base.span.clone(),
                                message: both!("`power` 只用于比率，不用于“{other}”", "a power is taken of a ratio, not of `{other}`"),
                            }),
                        }
                    }
                    _ => Ok(None),
                },
                Function::Sum | Function::Min | Function::Max => {
                    let mut all: Option<Dimension> = None;
                    for argument in arguments {
                        let Some(next) = of(argument, known)? else { continue };
                        all = match all {
                            None => Some(next),
                            Some(so_far) => match so_far.compared(&next) {
                                Some(common) => Some(common),
                                None => {
                                    return Err(mismatch(argument.span.clone(), &so_far, &next, ("不能相加减或相比", "don't go together")));
                                }
                            },
                        };
                    }
                    Ok(all)
                }
            }
        }
    }
}

fn mismatch(span: Range<usize>, a: &Dimension, b: &Dimension, why: (&str, &str)) -> TypeError {
    let (zh, en) = why;
    let mut message = both!("“{a}”与“{b}”{zh}", "`{a}` and `{b}` {en}");
    if (a.is_points() && b.is_ratio()) || (a.is_ratio() && b.is_points()) {
        message = both!("“{a}”与“{b}”{zh}：百分比不是百分点", "`{a}` and `{b}` {en}: per cent is not percentage points");
    }
    TypeError { span, message }
}
