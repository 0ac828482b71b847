//! What could be better in a check, for `kanwu rules lint`: each kind says it of its own keys.

use super::expression::Lazy;
use crate::both;
use crate::lang::Localized;
use regex_syntax::ast::{self, Ast};
use std::collections::BTreeSet;

/// Something that does not keep a rule from running and is hardly what its author meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The key of the check's table that it is about.
    pub key: &'static str,
    /// What could be better.
    pub message: Localized,
}

impl Remark {
    /// A remark on this key.
    #[must_use]
    pub const fn new(key: &'static str, message: Localized) -> Self {
        Self { key, message }
    }
}

/// Remarks on the expression of one key: alternatives that never match.
pub(super) fn on_expression(key: &'static str, expression: &Lazy, remarks: &mut Vec<Remark>) {
    for (earlier, later) in dead_alternatives(expression.source()) {
        remarks.push(Remark::new(
            key,
            if earlier == later {
                both!("`{later}` 写了两遍", "`{later}` is an alternative twice")
            } else {
                both!(
                    "`{later}` 永远轮不到：`{earlier}` 在它前面，总先匹配；把长的写在前面",
                    "`{later}` never gets its turn: `{earlier}` stands before it and always matches first; put the longer one first"
                )
            },
        ));
    }
}

/// A remark on an expression that selects the passages it is tried on by no text.
pub(super) fn on_speed(key: &'static str, expression: &Lazy, remarks: &mut Vec<Remark>) {
    if expression.needs().is_none() && !is_class(expression.source()) {
        remarks.push(Remark::new(
            key,
            Localized::fixed(
                "没有一段文字是每个匹配都必有的，所以每一段都要试一遍；这样的规则多了就慢",
                "there is no text that every match holds, so it is tried on every passage; many such rules are slow",
            ),
        ));
    }
}

/// True for one class of characters, repeated or not: that is found as fast as a text.
fn is_class(expression: &str) -> bool {
    match ast::parse::Parser::new().parse(expression) {
        Ok(Ast::Repetition(ref repetition)) => matches!(*repetition.ast, Ast::ClassBracketed(_) | Ast::ClassUnicode(_)),
        Ok(tree) => matches!(tree, Ast::ClassBracketed(_) | Ast::ClassUnicode(_)),
        Err(_) => false,
    }
}

/// Remarks on named groups that neither a message (`used`) nor the check itself (`own`) reads.
pub(super) fn on_groups(key: &'static str, expression: &Lazy, used: &BTreeSet<&str>, own: &[&str], remarks: &mut Vec<Remark>) {
    for name in expression.groups().iter().filter(|g| !used.contains(g.as_str()) && !own.contains(&g.as_str())) {
        remarks.push(Remark::new(
            key,
            both!("组 `{name}` 没有用处：没有占位符或键提到它", "the group `{name}` is of no use: no placeholder and no key names it"),
        ));
    }
}

/// Pairs of alternatives of which the second never matches, since the first matches wherever it would.
fn dead_alternatives(expression: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    if let Ok(tree) = ast::parse::Parser::new().parse(expression) {
        walk(&tree, true, &mut found);
    }
    found
}

/// `last` is true where nothing of the expression follows, so that no need to go on makes a later alternative count.
fn walk(tree: &Ast, last: bool, found: &mut Vec<(String, String)>) {
    match tree {
        Ast::Group(group) => walk(&group.ast, last, found),
        Ast::Repetition(repetition) => walk(&repetition.ast, false, found),
        Ast::Concat(concat) => {
            for (i, part) in concat.asts.iter().enumerate() {
                walk(part, last && i + 1 == concat.asts.len(), found);
            }
        }
        Ast::Alternation(alternation) => {
            // alternatives are tried in their order; a set of the earlier ones keeps this linear
            let mut earlier: BTreeSet<String> = BTreeSet::new();
            for branch in &alternation.asts {
                walk(branch, last, found);
                let Some(text) = literal(branch).filter(|t| !t.is_empty()) else { continue };
                let starts = text.char_indices().map(|(at, c)| at + c.len_utf8()).filter_map(|end| text.get(..end));
                if let Some(first) = starts.into_iter().find(|start| earlier.contains(*start) && (last || *start == text)) {
                    found.push((first.to_owned(), text.clone()));
                }
                earlier.insert(text);
            }
        }
        _ => {}
    }
}

/// The text that a branch is, where it is nothing else.
fn literal(tree: &Ast) -> Option<String> {
    match tree {
        Ast::Literal(literal) => Some(literal.c.to_string()),
        Ast::Concat(concat) => concat.asts.iter().map(literal).collect(),
        Ast::Group(group) if !matches!(group.kind, ast::GroupKind::CaptureName { .. }) => literal(&group.ast),
        _ => None,
    }
}
