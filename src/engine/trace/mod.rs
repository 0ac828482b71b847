//! Which rules looked at a place of a text, and why they fired or did not.
//!
//! A rule passes the same gates as in a run: its severity, `[applies]`, the texts that it needs, its check, and what
//! excuses a hit. Where it stops is what a trace tells.

mod look;

use super::levels::LevelTable;
use super::load::RuleSet;
use super::protect::Guard;
use super::run::Options;
use crate::document::{self, Syntax};
use crate::finding::{Finding, Severity};
use crate::kind::{Context, Outcome, Reach, Step, touches};
use crate::lang::Localized;
use crate::text::{Source, Span};
use look::{excused, gate, look, related, related_across};
use std::sync::Arc;

/// That the steps tell why.
const SEE: Localized = Localized::fixed("见各处", "see each place");

/// How far a rule came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// It is off for this text.
    Off,
    /// Its `[applies]` leaves out this document.
    NotApplicable,
    /// None of the texts that it needs stands here.
    NoText,
    /// It looked and nothing here is what it is about.
    NothingBound,
    /// It looked at something here, and that is in order.
    InOrder,
    /// It looked at something here, and whether that is in order can't be told.
    Undetermined,
    /// It found something, and that is not reported.
    Suppressed,
    /// It found something.
    Found,
    /// It failed.
    Failed,
}

impl End {
    /// All, the furthest first.
    pub const ALL: [Self; 9] = [
        Self::Failed,
        Self::Found,
        Self::Suppressed,
        Self::Undetermined,
        Self::InOrder,
        Self::NothingBound,
        Self::NoText,
        Self::NotApplicable,
        Self::Off,
    ];

    /// The name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::NotApplicable => "not-applicable",
            Self::NoText => "no-text",
            Self::NothingBound => "nothing-bound",
            Self::InOrder => "in-order",
            Self::Undetermined => "undetermined",
            Self::Suppressed => "suppressed",
            Self::Found => "found",
            Self::Failed => "failed",
        }
    }

    /// The name as shown to people.
    #[must_use]
    pub const fn label(self) -> Localized {
        match self {
            Self::Off => Localized::fixed("已关闭", "off"),
            Self::NotApplicable => Localized::fixed("不管这份文件（applies）", "not for this document (`applies`)"),
            Self::NoText => Localized::fixed("这里没有它要的文字", "no text that they need stands here"),
            Self::NothingBound => Localized::fixed("看过，这里没有它要查的", "looked, and nothing here is what they are about"),
            Self::InOrder => Localized::fixed("查过，无误", "looked at something, and it is in order"),
            Self::Undetermined => Localized::fixed("查过，不能判定", "looked at something, and it can't be told"),
            Self::Suppressed => Localized::fixed("有发现，不报", "found something that is not reported"),
            Self::Found => Localized::fixed("有发现", "found"),
            Self::Failed => Localized::fixed("程序出错", "failed"),
        }
    }
}

/// One rule at the place.
#[derive(Debug)]
pub struct RuleTrace {
    /// Its id.
    pub id: Arc<str>,
    /// Its kind.
    pub kind: &'static str,
    /// Its file.
    pub file: Arc<str>,
    /// What kind of defect it finds.
    pub title: Localized,
    /// Its severity for this text; none where it is off.
    pub severity: Option<Severity>,
    /// How far it came.
    pub end: End,
    /// Why it came no further.
    pub why: Localized,
    /// What it did, as far as its kind tells.
    pub steps: Vec<Step>,
    /// True where it did more than is told.
    pub more: bool,
    /// What it reports here.
    pub findings: Vec<Finding>,
}

/// All rules at one place.
#[derive(Debug)]
pub struct Trace {
    /// The text.
    pub source: Source,
    /// The place that was asked for.
    pub place: Span,
    /// The passages that are there.
    pub passages: Vec<Span>,
    /// Sorted by id.
    pub rules: Vec<RuleTrace>,
}

/// Traces the rules at `place`. `skip` are the rules and tags that the run leaves out.
#[must_use]
pub fn trace(set: &RuleSet, options: &Options, skip: &[String], source: Source, syntax: Syntax, place: Span) -> Trace {
    let mut traces: Vec<RuleTrace> = Vec::new();
    let mut passages = Vec::new();
    let levels = LevelTable::whole(&set.rules, &options.severity, &options.overrides);
    let levels = levels.of(source.name()).into_owned();
    let documents = document::parse(&source, syntax);
    let mut guard = Guard::new(&options.vocabulary, &documents);
    for rule in &set.rules {
        traces.push(RuleTrace {
            id: rule.id.clone(),
            kind: rule.kind,
            file: rule.file.clone(),
            title: rule.title.clone(),
            severity: None,
            end: End::Off,
            why: Localized::default(),
            steps: Vec::new(),
            more: false,
            findings: Vec::new(),
        });
    }
    let contexts: Vec<_> = documents.iter().map(|document| Context::with_units(document, set.units.as_deref())).collect();
    let mut across = related_across(set, &levels, &contexts, place);
    for context in &contexts {
        let document = context.document;
        let here = document.passages.iter().filter(|p| touches(p.span, place)).map(|p| p.span);
        passages.extend(here);
        if !touches(document.span, place) {
            continue;
        }
        let related = related(set, &levels, context, place);
        for (i, (rule, trace)) in set.rules.iter().zip(&mut traces).enumerate() {
            let level = levels.get(i).copied().flatten();
            if let Some((end, why)) = gate(rule, document, level, skip) {
                trace.reach(end, why);
                continue;
            }
            trace.severity = level;
            let looked = match rule.check.reach() {
                Reach::Relations => related.get(i).cloned().flatten().unwrap_or_default(),
                // told once, however many of the documents are at the place
                Reach::Corpus => across.get_mut(i).and_then(Option::take).unwrap_or_default(),
                _ => look(rule, context, place),
            };
            if let Some((end, why)) = looked.stopped {
                trace.reach(end, why);
            }
            trace.steps.extend(looked.steps);
            trace.more |= looked.more;
            for hit in looked.hits {
                let excused = excused(rule, &hit, &mut guard, options.min_confidence);
                match (excused, level) {
                    (Some(why), _) => {
                        trace.reach(End::Suppressed, SEE);
                        trace.steps.push(Step::new(hit.span, Outcome::Excused, why));
                    }
                    (None, Some(level)) => {
                        trace.reach(End::Found, Localized::default());
                        trace.findings.push(rule.finding(hit, level, source.text()));
                    }
                    (None, None) => {}
                }
            }
        }
    }
    traces.iter_mut().for_each(RuleTrace::settle);
    drop(guard);
    drop(documents);
    Trace { source, place, passages, rules: traces }
}

impl RuleTrace {
    /// Notes how far it came; what came furthest counts.
    fn reach(&mut self, end: End, why: Localized) {
        if end > self.end || self.why.is_empty() {
            (self.end, self.why) = (self.end.max(end), why);
        }
    }

    fn settle(&mut self) {
        self.findings.sort_by(|a, b| (a.span, &a.message.en).cmp(&(b.span, &b.message.en)));
        self.steps.sort_by_key(|s| s.span);
        if self.end == End::Off && self.why.is_empty() {
            // there is no document at the place
            self.end = End::NothingBound;
            self.why = Localized::fixed("这里没有文字", "there is no text here");
        }
    }
}
