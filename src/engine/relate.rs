//! The rules that assert relations, run together over one document, or over all documents of a file.

use super::rule::Rule;
use super::run::Found;
use crate::both;
use crate::document::Document;
use crate::finding::{Severity, Verdicts};
use crate::kind::{Context, Corpus, Reach, Relations, touches};
use crate::text::Span;
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
    if tests {
        found.tests = relations.tests();
    }
    tell(&relations, &mut found);
    found
}

/// The rules whose figures may stand in any document of the file, with their indices, and the documents that each is for.
pub(super) fn corpus_rules<'r>(
    rules: &'r [Rule],
    levels: &[Option<Severity>],
    contexts: &[Context<'_, '_>],
) -> Vec<(u32, &'r Rule, Vec<bool>)> {
    let on = (0u32..).zip(rules).zip(levels).filter(|((_, rule), level)| level.is_some() && rule.check.reach() == Reach::Corpus);
    let open = |rule: &Rule| contexts.iter().map(|context| rule.applies_to(context.document)).collect::<Vec<bool>>();
    on.map(|((index, rule), _)| (index, rule, open(rule))).filter(|(_, _, open)| open.contains(&true)).collect()
}

/// The facts that the rules may bind, and besides them those at `place`.
pub(super) fn corpus<'c>(rules: &[(u32, &Rule, Vec<bool>)], contexts: &'c [Context<'c, 'c>], place: Option<Span>) -> Corpus<'c> {
    let mut number = 0;
    Corpus::gather(contexts, &mut |context, marks| {
        for (_, rule, _) in rules.iter().filter(|(_, _, open)| open.get(number) == Some(&true)) {
            // a rule that panics here will do so again, and be told, when it is asked for its relations
            _ = catch_unwind(AssertUnwindSafe(|| rule.check.wants(context.facts(), marks)));
        }
        for (fact, mark) in context.facts().iter().zip(marks.iter_mut()) {
            *mark |= place.is_some_and(|place| touches(fact.span, place));
        }
        number += 1;
    })
}

/// Gathers the relations of the rules that look across documents and tells which fail.
pub(super) fn relate_corpus(rules: &[(u32, &Rule, Vec<bool>)], contexts: &[Context<'_, '_>], tests: bool) -> Found {
    let mut found = Found::default();
    let corpus = corpus(rules, contexts, None);
    let Some(mut relations) = Relations::of_corpus(&corpus) else { return found };
    relations.keeps_undetermined = false;
    for (index, rule, open) in rules {
        relations.begin_in(*index, open.clone());
        ask(*index, rule, &mut relations, &mut found);
    }
    if tests {
        found.more_tests = relations.tests();
    }
    tell(&relations, &mut found);
    found
}

/// The verdicts and what is found.
fn tell(relations: &Relations<'_>, found: &mut Found) {
    found.relations = relations.verdicts();
    match catch_unwind(AssertUnwindSafe(|| relations.hits())) {
        Ok(hits) => found.hits = hits,
        Err(panic) => {
            let what = said(&*panic);
            let first = found.bound.first().copied().unwrap_or_default();
            found.failures.push((first, both!("程序出错：{what}", "an internal error: {what}")));
        }
    }
}

/// The relations of all of them. A rule that panics loses its own.
pub(super) fn gather<'r>(rules: impl Iterator<Item = (u32, &'r Rule)>, relations: &mut Relations<'_>, found: &mut Found) {
    for (index, rule) in rules {
        relations.begin(index);
        ask(index, rule, relations, found);
    }
}

/// The relations of one rule.
fn ask(index: u32, rule: &Rule, relations: &mut Relations<'_>, found: &mut Found) {
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
