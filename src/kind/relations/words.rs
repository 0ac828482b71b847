//! The words in which figures and sums are told.

use crate::both;
use crate::finding::Edit;
use crate::lang::Localized;
use crate::relation::expression::{Parts, decimal};
use crate::relation::{Operand, Slip, Suspect};

pub(super) fn values(parts: &Parts) -> Vec<(String, Localized)> {
    let with_unit = |text: &str| if parts.unit.is_empty() || text.is_empty() { text.to_owned() } else { format!("{text}{}", parts.unit) };
    let computed = if parts.computed.is_empty() { &parts.terms } else { &parts.computed };
    vec![
        ("arithmetic".to_owned(), arithmetic(parts)),
        ("terms".to_owned(), Localized::same(parts.terms.clone())),
        ("computed".to_owned(), Localized::same(with_unit(computed))),
        ("stated".to_owned(), Localized::same(with_unit(&parts.stated))),
    ]
}

/// `89755 + 432589 + 688238 = 1210582 ≠ 1260582（亿元，允许 ±2）`
pub(in crate::kind) fn arithmetic(parts: &Parts) -> Localized {
    let computed = if parts.computed.is_empty() { String::new() } else { format!(" = {}", parts.computed) };
    let sum = format!("{}{computed} {} {}", parts.terms, parts.sign, parts.stated);
    let (unit, allowed) = (&parts.unit, &parts.allowed);
    match (unit.is_empty(), allowed.is_empty()) {
        (true, true) => Localized::same(sum),
        (false, true) => both!("{sum}（{unit}）", "{sum} ({unit})"),
        (true, false) => both!("{sum}（舍入允许 ±{allowed}）", "{sum} (rounding allows ±{allowed})"),
        (false, false) => both!("{sum}（{unit}，舍入允许 ±{allowed}）", "{sum} ({unit}; rounding allows ±{allowed})"),
    }
}

pub(super) fn named(operand: &Operand) -> String {
    if operand.name.is_empty() { operand.text.clone() } else { format!("{} {}", operand.name, operand.text) }
}

pub(super) fn label(operand: &Operand) -> Localized {
    let name = if operand.name.is_empty() { &operand.text } else { &operand.name };
    Localized::same(name.clone())
}

pub(super) fn must_lie(suspect: &Suspect, operand: &Operand) -> Option<String> {
    let hard = &suspect.must_lie.as_ref()?.hard;
    let show = |n: &crate::figure::Rational| n.divided_by(&operand.worth).map(|n| decimal(&n, 4));
    let (lo, hi) = (hard.lo.number().and_then(show)?, hard.hi.number().and_then(show)?);
    let (lo, hi) = if operand.worth.is_negative() { (hi, lo) } else { (lo, hi) };
    Some(format!("{lo}—{hi}{}", operand.unit))
}

pub(super) fn edits(slip: &Slip) -> Vec<Edit> {
    let mut edits: Vec<Edit> = slip.edits.iter().map(|(span, text)| Edit { span: *span, text: text.clone() }).collect();
    edits.sort_by_key(|e: &Edit| e.span);
    edits
}
