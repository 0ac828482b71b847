//! The rules that assert relations, run together over one document.

use super::rule::Rule;
use super::run::Found;
use crate::both;
use crate::document::Document;
use crate::finding::{Severity, Verdicts};
use crate::kind::{Context, Reach, Relations};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// The rules that assert relations in this document, with their indices.
pub(super) fn rules<'r>(
    rules: &'r [Rule],
    levels: &'r [Option<Severity>],
    document: &'r Document<'_>,
) -> impl Iterator<Item = (u32, &'r Rule)> {
    (0u32..)
        .zip(rules)
        .zip(levels)
        .filter(move |((_, rule), level)| level.is_some() && rule.check.reach() == Reach::Relations && rule.applies_to(document))
        .map(|(rule, _)| rule)
}

/// Gathers the relations of all of them and tells which fail.
pub(super) fn relate<'r>(rules: impl Iterator<Item = (u32, &'r Rule)>, context: &Context<'_, '_>, tests: bool) -> Found {
    let mut found = Found { figures: context.facts().len() as u64, ..Found::default() };
    let mut relations = Relations::new(context);
    relations.keeps_undetermined = false;
    gather(rules, &mut relations, &mut found);
    found.relations = relations.verdicts();
    if tests {
        found.tests = relations.tests();
    }
    match catch_unwind(AssertUnwindSafe(|| relations.hits())) {
        Ok(hits) => found.hits = hits,
        Err(panic) => {
            let what = said(&*panic);
            let first = found.bound.first().copied().unwrap_or_default();
            found.failures.push((first, both!("程序出错：{what}", "an internal error: {what}")));
        }
    }
    found
}

/// The relations of all of them. A rule that panics loses its own.
pub(super) fn gather<'r>(rules: impl Iterator<Item = (u32, &'r Rule)>, relations: &mut Relations<'_>, found: &mut Found) {
    for (index, rule) in rules {
        relations.begin(index);
        let result = catch_unwind(AssertUnwindSafe(|| rule.check.relate(relations)));
        if let Err(panic) = result {
            let what = said(&*panic);
            found.failures.push((index, both!("程序出错：{what}", "an internal error: {what}")));
            relations.withdraw();
        }
        if relations.bound > 0 {
            found.bound.push(index);
        }
    }
}

/// Verdicts by rule, sorted by id.
pub(super) fn by_rule(rules: &[Rule], counted: Vec<(u32, Verdicts)>) -> Vec<(Arc<str>, Verdicts)> {
    let mut all: BTreeMap<Arc<str>, Verdicts> = BTreeMap::new();
    for (rule, verdicts) in counted {
        if let Some(rule) = rules.get(rule as usize) {
            *all.entry(rule.id.clone()).or_default() += verdicts;
        }
    }
    all.into_iter().collect()
}

/// What a panic said.
pub(super) fn said(panic: &(dyn std::any::Any + Send)) -> String {
    panic.downcast_ref::<&str>().map(|s| (*s).to_owned()).or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
}
