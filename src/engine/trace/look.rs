//! What one rule does at a place, and what keeps it or its hits back.

use super::super::load::RuleSet;
use super::super::protect::Guard;
use super::super::relate::{corpus, corpus_rules, said};
use super::super::rule::Rule;
use super::{End, SEE};
use crate::both;
use crate::document::Document;
use crate::finding::{Confidence, Severity};
use crate::kind::{Context, Hit, Hits, Outcome, Reach, Relations, Step, Steps, touches};
use crate::lang::Localized;
use crate::text::{Span, visible};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The most texts that a rule needs which are named.
const MOST_NEEDS: usize = 8;

/// What a rule did at the place.
#[derive(Clone, Default)]
pub(super) struct Looked {
    pub(super) stopped: Option<(End, Localized)>,
    pub(super) steps: Vec<Step>,
    pub(super) more: bool,
    pub(super) hits: Vec<Hit>,
}

/// What keeps a rule from looking at a document at all.
pub(super) fn gate(rule: &Rule, document: &Document<'_>, level: Option<Severity>, skip: &[String]) -> Option<(End, Localized)> {
    if let Some(name) = skip.iter().find(|name| **name == *rule.id || rule.tags.contains(name)) {
        return Some((End::Off, both!("skip 里有 {name}", "`skip` has {name}")));
    }
    if level.is_none() {
        let why = Localized::fixed(
            "severity 为 off（规则自己、kanwu.toml 或其 overrides）",
            "its severity is off (in the rule, kanwu.toml or its overrides)",
        );
        return Some((End::Off, why));
    }
    rule.closed_to(document).map(|why| (End::NotApplicable, why))
}

/// Runs a rule that reads passages or a document.
pub(super) fn look(rule: &Rule, context: &Context<'_, '_>, place: Span) -> Looked {
    let document = context.document;
    let mut hits = Hits::traced(Steps::at(place));
    let mut needed: Vec<&str> = Vec::new();
    let mut looked = Looked::default();
    let mut lacking = true;
    let run = catch_unwind(AssertUnwindSafe(|| {
        if rule.check.reach() == Reach::Document {
            lacking = false;
            return rule.check.document(context, &mut hits);
        }
        for passage in document.passages.iter().filter(|p| touches(p.span, place)) {
            let text = passage.view.text();
            if let Some(needs) = rule.check.needs() {
                let there: Vec<&str> = needs.iter().map(String::as_str).filter(|n| text.contains(n)).collect();
                if there.is_empty() {
                    continue;
                }
                needed.extend(there);
            }
            lacking = false;
            rule.check.passage(context, passage, &mut hits);
        }
    }));
    if let Err(panic) = run {
        let what = said(&*panic);
        looked.stopped = Some((End::Failed, both!("程序出错：{what}", "an internal error: {what}")));
        return looked;
    }
    if let Some(why) = hits.broken.clone() {
        looked.stopped = Some((End::Failed, why));
        return looked;
    }
    (looked.steps, looked.more) = hits.take_steps().map(Steps::into_list).unwrap_or_default();
    let bound = hits.bound;
    looked.hits = hits.into_vec();
    let document_wide = rule.check.reach() == Reach::Document;
    looked.hits.retain(|h| touches(h.span, place) || h.labels.iter().any(|l| touches(l.span, place)));
    looked.stopped = Some(if lacking {
        let needs = quoted(rule.check.needs().unwrap_or_default().iter().map(String::as_str));
        (End::NoText, both!("须有其一：{needs}", "one of them is needed: {needs}"))
    } else if !looked.steps.is_empty() {
        (End::InOrder, SEE)
    } else if bound == 0 {
        needed.sort_unstable();
        needed.dedup();
        let there = quoted(needed.into_iter());
        let why = if there.is_empty() {
            Localized::fixed("没有一处符合", "nothing matches")
        } else {
            both!("有 {there}，但没有一处符合", "{there} stands here, but nothing matches")
        };
        (End::NothingBound, why)
    } else if document_wide {
        (End::InOrder, both!("全文看了 {bound} 处，这里无误", "looked at {bound} places of the document, and none here is wrong"))
    } else {
        (End::InOrder, both!("本段看了 {bound} 处，这里无误", "looked at {bound} places of the passage, and none here is wrong"))
    });
    looked
}

fn quoted<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let texts: Vec<&str> = texts.collect();
    let more = if texts.len() > MOST_NEEDS { " …" } else { "" };
    let shown = texts.iter().take(MOST_NEEDS).map(|t| format!("“{}”", visible::visible_line(t)));
    shown.collect::<Vec<_>>().join(" ") + more
}

/// Runs the rules that assert relations in one document, all of them together, as a run does; for each rule of the set what
/// it did.
pub(super) fn related(set: &RuleSet, levels: &[Option<Severity>], context: &Context<'_, '_>, place: Span) -> Vec<Option<Looked>> {
    let mut out: Vec<Option<Looked>> = set.rules.iter().map(|_| None).collect();
    let mut relations = Relations::new(context);
    for ((i, rule), slot) in (0u32..).zip(&set.rules).zip(&mut out) {
        let on = levels.get(i as usize).is_some_and(Option::is_some);
        if rule.check.reach() != Reach::Relations || !on || rule.closed_to(context.document).is_some() {
            continue;
        }
        relations.begin(i);
        *slot = Some(asked(rule, &mut relations, place, &Localized::fixed("全文", "in the document")));
    }
    tell(set, &relations, place, &mut out);
    out
}

/// The same for the rules that look across the documents of a file.
pub(super) fn related_across(set: &RuleSet, levels: &[Option<Severity>], contexts: &[Context<'_, '_>], place: Span) -> Vec<Option<Looked>> {
    let mut out: Vec<Option<Looked>> = set.rules.iter().map(|_| None).collect();
    let rules = corpus_rules(&set.rules, levels, contexts);
    if rules.is_empty() {
        return out;
    }
    let corpus = corpus(&rules, contexts, Some(place));
    let Some(mut relations) = Relations::of_corpus(&corpus) else { return out };
    for (index, rule, open) in rules {
        relations.begin_in(index, open);
        if let Some(slot) = out.get_mut(index as usize) {
            *slot = Some(asked(rule, &mut relations, place, &Localized::fixed("各篇", "in all documents")));
        }
    }
    tell(set, &relations, place, &mut out);
    out
}

/// What one rule did at the place when it was asked for its relations.
fn asked(rule: &Rule, relations: &mut Relations<'_>, place: Span, there: &Localized) -> Looked {
    relations.trace(Steps::at(place));
    let mut looked = Looked::default();
    let run = catch_unwind(AssertUnwindSafe(|| rule.check.relate(relations)));
    (looked.steps, looked.more) = relations.take_steps().map(Steps::into_list).unwrap_or_default();
    looked.stopped = Some(match run {
        Err(panic) => {
            relations.withdraw();
            let what = said(&*panic);
            (End::Failed, both!("程序出错：{what}", "an internal error: {what}"))
        }
        Ok(()) if looked.steps.iter().any(Step::is_relation) => {
            let told = looked.steps.iter().any(|s| s.outcome == Outcome::Undetermined);
            (if told { End::Undetermined } else { End::InOrder }, SEE)
        }
        Ok(()) => {
            let elsewhere = relations.bound;
            let zh = format!("这里的数没有进入它的关系（{}共 {elsewhere} 个关系）", there.zh);
            let en = format!("no figure of this place takes part in its relations (there are {elsewhere} {})", there.en);
            (End::NothingBound, Localized::new(zh, en))
        }
    });
    looked
}

/// Puts what is found to the rules that report it, and tells the others which they are.
fn tell(set: &RuleSet, relations: &Relations<'_>, place: Span, out: &mut [Option<Looked>]) {
    let hits = catch_unwind(AssertUnwindSafe(|| relations.hits())).unwrap_or_default();
    for looked in out.iter_mut().flatten() {
        let Some(step) = looked.steps.iter().find(|s| s.outcome == Outcome::Found) else { continue };
        // it is reported once for all relations that one wrong figure breaks
        let figures: Vec<Span> = step.parts.iter().filter_map(|p| p.span).collect();
        let told = |hit: &Hit| figures.iter().any(|f| *f == hit.span || hit.labels.iter().any(|l| l.span == *f));
        let by = hits.iter().find(|(_, hit)| told(hit)).and_then(|(rule, _)| set.rules.get(*rule as usize)).map_or("—", |r| &r.id);
        looked.stopped = Some((
            End::Suppressed,
            both!("不符，与同一处别的不符之处一起由 {by} 报告", "contradicted; {by} reports it together with what else it breaks"),
        ));
    }
    for (rule, hit) in hits {
        if (touches(hit.span, place) || hit.labels.iter().any(|l| touches(l.span, place)))
            && let Some(Some(looked)) = out.get_mut(rule as usize)
        {
            looked.hits.push(hit);
        }
    }
}

/// What keeps a hit from being reported.
pub(super) fn excused(rule: &Rule, hit: &Hit, guard: &mut Guard<'_, '_>, least: Confidence) -> Option<Localized> {
    if let Some(term) = guard.term_around(hit.span).filter(|_| rule.wording) {
        let term = visible::visible_line(term);
        return Some(both!("在词表的“{term}”之内", "it stands inside “{term}” of the vocabulary"));
    }
    let confidence = hit.confidence.map_or(rule.confidence, |c| c.min(rule.confidence));
    (confidence < least).then(|| {
        let (its, least) = (confidence.name(), least.name());
        both!("可信度 {its} 低于 --min-confidence {least}", "its confidence {its} is below --min-confidence {least}")
    })
}
