//! Running the rules over one text.

use super::levels::{LevelTable, Levels, PathSettings};
use super::load::RuleSet;
use super::prefilter::Prefilter;
use super::protect::Guard;
use super::relate;
use super::rule::Rule;
use crate::both;
use crate::document::{self, Document, Syntax};
use crate::figure::Units;
use crate::finding::{Confidence, Coverage, Failure, FileReport, FileRole, Finding, Fingerprinter, Severity, Verdicts};
use crate::kind::{Context, Hit, Hits, MOST_HITS, Reach, Relations, Tested};
use crate::lang::Localized;
use crate::relation::Network;
use crate::rule::{RuleSeverity, Vocabulary};
use crate::text::{Source, Span};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// The least text, in bytes, that is worth a task of its own.
const PART: u32 = 64 << 10;

/// Tasks that are run before their results are put together: enough for any number of threads, and few enough that
/// a text that hits everywhere can't fill the memory.
const AT_ONCE: usize = 64;

/// What a run may set for all rules.
#[derive(Clone, Debug)]
pub struct Options {
    /// Findings below this confidence are not reported.
    pub min_confidence: Confidence,
    /// Severities that replace the rules' own.
    pub severity: BTreeMap<String, RuleSeverity>,
    /// Settings for the texts of some paths, the later ones stronger.
    pub overrides: Vec<PathSettings>,
    /// Terms that no check of wording finds fault with.
    pub vocabulary: Vocabulary,
    /// Whether it is told how far each figure is tested.
    pub tests: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            min_confidence: Confidence::Low,
            severity: BTreeMap::new(),
            overrides: Vec::new(),
            vocabulary: Vocabulary::default(),
            tests: false,
        }
    }
}

/// The rules of a run, ready.
pub struct Engine {
    rules: Vec<Rule>,
    levels: LevelTable,
    vocabulary: Vocabulary,
    prefilter: Prefilter,
    /// The units that figures are read with; the built-in ones where there are no others.
    units: Option<Arc<Units>>,
    min_confidence: Confidence,
    tests: bool,
}

/// A checked text.
#[derive(Debug)]
pub struct Checked {
    /// What was found and looked at.
    pub report: FileReport,
    /// What could not be checked, and why.
    pub failures: Vec<Failure>,
}

/// What one task found.
#[derive(Default)]
pub(super) struct Found {
    pub(super) hits: Vec<(u32, Hit)>,
    pub(super) bound: Vec<u32>,
    pub(super) failures: Vec<(u32, Localized)>,
    pub(super) figures: u64,
    pub(super) relations: Vec<(u32, Verdicts)>,
    /// How far each figure is tested.
    pub(super) tests: Vec<Tested>,
    /// The same by rules that look across documents, for figures that `tests` of another task has.
    pub(super) more_tests: Vec<Tested>,
    /// Rules that found more than is kept.
    pub(super) full: Vec<u32>,
}

/// One task: passages of a document for the passage rules, or a whole document for one document rule or for all
/// relations.
enum Task<'d, 's> {
    Passages(&'d Context<'d, 's>, Range<usize>),
    Document(&'d Context<'d, 's>, u32),
    /// All rules that assert relations, together.
    Relations(&'d Context<'d, 'd>),
    /// All rules that assert relations across the documents of the file, together.
    Corpus(&'d [Context<'d, 'd>]),
}

impl Engine {
    /// Makes the rules ready. Rules that are off for every text are dropped.
    #[must_use]
    pub fn new(set: RuleSet, options: &Options) -> Self {
        let mut rules = set.rules;
        let levels = LevelTable::new(&mut rules, &options.severity, &options.overrides);
        let vocabulary = options.vocabulary.clone();
        Self {
            prefilter: Prefilter::new(&rules),
            units: set.units,
            rules,
            levels,
            vocabulary,
            min_confidence: options.min_confidence,
            tests: options.tests,
        }
    }

    /// The rules that run, sorted by id.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// Checks one text.
    #[must_use]
    pub fn check(&self, source: Source, syntax: Syntax) -> Checked {
        let name = source.name().to_owned();
        let documents = catch_unwind(AssertUnwindSafe(|| document::parse(&source, syntax)));
        let Ok(documents) = documents else {
            let failure = Failure::at(
                name,
                Localized::fixed("解析文本时程序出错，请报告此问题", "kanwu failed while parsing the text; please report this"),
            );
            return Checked { report: FileReport::new(source, FileRole::Text, Vec::new(), None), failures: vec![failure] };
        };
        let contexts: Vec<_> = documents.iter().map(|document| Context::with_units(document, self.units.as_deref())).collect();
        let levels = self.levels.of(&name);
        let tasks = self.tasks(&contexts, &levels);
        let Found { mut hits, bound, mut failures, full, figures, relations, mut tests, more_tests } = self.run_all(&tasks, &levels);
        Tested::add(&mut tests, more_tests);
        let wording = |rule: u32| self.rules.get(rule as usize).is_some_and(|r| r.wording);
        Guard::new(&self.vocabulary, &documents).keep(&mut hits, wording);
        let mut coverage = Coverage {
            encoding: source.encoding().name(),
            malformed: source.malformed(),
            characters: source.text().chars().count() as u64,
            documents: documents.len() as u64,
            passages: documents.iter().map(|d| d.passages.len() as u64).sum(),
            mended_breaks: documents.iter().flat_map(|d| &d.passages).map(|p| p.blocks.len() as u64 - 1).sum(),
            figures,
            relations: relate::by_rule(&self.rules, relations),
            tested: self.tests.then(|| tests.iter().map(Tested::count).collect()),
            rules: levels.iter().flatten().count() as u64,
            unbound: Vec::new(),
            capped: Vec::new(),
        };
        drop(tasks);
        drop(contexts);
        let findings = self.findings(hits, &source, &documents, &levels);
        drop(documents);
        coverage.unbound = (0u32..).zip(&self.rules).filter(|(i, _)| bound.binary_search(i).is_err()).map(|(_, r)| r.id.clone()).collect();
        // too many leads are no reason to fail a run; that some are left out is in the coverage
        coverage.capped = full.iter().filter_map(|&i| self.rules.get(i as usize)).map(|r| r.id.clone()).collect();
        let fails = |i: &u32| {
            levels.get(*i as usize).is_some_and(|s| *s > Some(Severity::Info))
                && self.rules.get(*i as usize).is_some_and(|r| r.confidence > Confidence::Low)
        };
        failures.extend(full.into_iter().filter(fails).map(|i| {
            (
                i,
                both!(
                    "命中超过 {MOST_HITS} 处，只列出前 {MOST_HITS} 处",
                    "more than {MOST_HITS} hits; only the first {MOST_HITS} are listed"
                ),
            )
        }));
        failures.sort_by(|a, b| (a.0, &a.1.en).cmp(&(b.0, &b.1.en)));
        failures.dedup();
        let failures = failures.into_iter().map(|(rule, why)| self.failure(&name, rule, &why)).collect();
        Checked { report: FileReport::new(source, FileRole::Text, findings, Some(coverage)), failures }
    }

    /// The relations among the figures of a document, judged. [`Relation::rule`](crate::relation::Relation::rule) is an
    /// index of [`Self::rules`].
    #[must_use]
    pub fn network(&self, document: &document::Document<'_>) -> Network {
        let context = Context::with_units(document, self.units.as_deref());
        let levels = self.levels.of(document.source.name());
        let mut relations = Relations::new(&context);
        relate::gather(relate::rules(&self.rules, &levels, document), &mut relations, &mut Found::default());
        relations.network
    }

    fn tasks<'d, 's>(&self, contexts: &'d [Context<'d, 's>], levels: &Levels) -> Vec<Task<'d, 's>> {
        let mut tasks = Vec::new();
        let across = !relate::corpus_rules(&self.rules, levels, contexts).is_empty();
        for context in contexts {
            let document = context.document;
            // the longest first
            if across || relate::rules(&self.rules, levels, document).next().is_some() {
                tasks.push(Task::Relations(context));
            }
            let (mut start, mut size) = (0, 0);
            for (i, passage) in document.passages.iter().enumerate() {
                size += passage.view.len();
                if size >= PART {
                    tasks.push(Task::Passages(context, start..i + 1));
                    (start, size) = (i + 1, 0);
                }
            }
            if start < document.passages.len() {
                tasks.push(Task::Passages(context, start..document.passages.len()));
            }
            for ((i, rule), level) in (0u32..).zip(&self.rules).zip(levels) {
                if level.is_some() && rule.check.reach() == Reach::Document && rule.applies_to(document) {
                    tasks.push(Task::Document(context, i));
                }
            }
        }
        // the last, when the figures of all documents have been read
        if across {
            tasks.push(Task::Corpus(contexts));
        }
        tasks
    }

    /// Runs the tasks, in parallel where there are several, and puts what they found together in their order.
    fn run_all(&self, tasks: &[Task<'_, '_>], levels: &Levels) -> Found {
        let mut all = Found::default();
        let mut counts = vec![0usize; self.rules.len()];
        for tasks in tasks.chunks(AT_ONCE) {
            let full = &all.full;
            let run = |task| self.run(task, full, levels);
            let found: Vec<Found> = if tasks.len() > 1 { tasks.par_iter().map(run).collect() } else { tasks.iter().map(run).collect() };
            for part in found {
                for (index, hit) in part.hits {
                    counts[index as usize] += 1;
                    if counts[index as usize] <= MOST_HITS { all.hits.push((index, hit)) } else { all.full.push(index) }
                }
                all.figures += part.figures;
                all.relations.extend(part.relations);
                all.tests.extend(part.tests);
                all.more_tests.extend(part.more_tests);
                all.bound.extend(part.bound);
                all.failures.extend(part.failures);
                all.full.extend(part.full);
            }
            for list in [&mut all.bound, &mut all.full] {
                list.sort_unstable();
                list.dedup();
            }
        }
        all
    }

    /// Runs one task. The rules in `full` have found enough in this text.
    fn run(&self, task: &Task<'_, '_>, full: &[u32], levels: &Levels) -> Found {
        let mut found = Found::default();
        let mut call = |index: u32, look: &dyn Fn(&Rule, &mut Hits)| {
            let Some(rule) = self.rules.get(index as usize).filter(|_| full.binary_search(&index).is_err()) else { return };
            // a rule that panics loses its own findings here and nothing else
            let result = catch_unwind(AssertUnwindSafe(|| {
                let mut hits = Hits::default();
                look(rule, &mut hits);
                hits
            }));
            match result {
                Ok(hits) => {
                    if hits.bound > 0 {
                        found.bound.push(index);
                    }
                    if hits.verdicts != Verdicts::default() {
                        found.relations.push((index, hits.verdicts));
                    }
                    found.failures.extend(hits.broken.clone().map(|why| (index, why)));
                    if hits.is_full() {
                        found.full.push(index);
                    }
                    found.hits.extend(hits.into_vec().into_iter().map(|hit| (index, hit)));
                }
                Err(panic) => {
                    let what = relate::said(&*panic);
                    found.failures.push((index, both!("程序出错：{what}", "an internal error: {what}")));
                }
            }
        };
        match task {
            Task::Relations(context) => return relate::relate(relate::rules(&self.rules, levels, context.document), context, self.tests),
            Task::Corpus(contexts) => {
                return relate::relate_corpus(&relate::corpus_rules(&self.rules, levels, contexts), contexts, self.tests);
            }
            Task::Document(context, index) => call(*index, &|rule, hits| rule.check.document(context, hits)),
            Task::Passages(context, range) => {
                let document = context.document;
                let mut candidates = Vec::new();
                let mut applies: Vec<Option<bool>> = vec![None; self.rules.len()];
                for passage in document.passages.get(range.clone()).unwrap_or_default() {
                    self.prefilter.select(passage.view.text(), &mut candidates);
                    for &index in &candidates {
                        let rule = &self.rules[index as usize];
                        let applies_here = || levels.get(index as usize).is_some_and(Option::is_some) && rule.applies_to(document);
                        if *applies[index as usize].get_or_insert_with(applies_here) {
                            call(index, &|rule, hits| rule.check.passage(context, passage, hits));
                        }
                    }
                }
            }
        }
        found.bound.sort_unstable();
        found.bound.dedup();
        found
    }

    /// The sink: words, severities, order, fingerprints.
    fn findings(&self, hits: Vec<(u32, Hit)>, source: &Source, documents: &[Document<'_>], levels: &Levels) -> Vec<Finding> {
        let is_relation = |rule: u32| matches!(self.rules[rule as usize].check.reach(), Reach::Relations | Reach::Corpus);
        let finding = |i: u32, hit: Hit| Some((is_relation(i), self.rules[i as usize].finding(hit, levels[i as usize]?, source.text())));
        let mut findings: Vec<(bool, Finding)> = hits.into_iter().filter_map(|(i, hit)| finding(i, hit)).collect();
        findings.retain(|(_, f)| f.confidence >= self.min_confidence);
        findings.sort_by(|(_, a), (_, b)| (a.span, &a.rule, &a.message.en).cmp(&(b.span, &b.rule, &b.message.en)));
        findings.dedup_by(|(_, a), (_, b)| a.span == b.span && a.rule == b.rule && a.message == b.message);
        let mut fingerprints = Fingerprinter::new(source.text());
        let identify = |(is_relation, mut finding): (bool, Finding)| {
            finding.within = passage_around(documents, finding.span)
                .unwrap_or_else(|| source.lines().span_of(source.lines().line_of(finding.span.start), source.text()));
            // a relation is the figures that it holds between; other labels only point to where else to look
            let parts: Vec<Span> = finding.labels.iter().filter(|_| is_relation).map(|label| label.span).collect();
            (finding.fingerprint, finding.anchor) = fingerprints.of(&finding.rule, finding.span, finding.within, &parts);
            finding
        };
        findings.into_iter().map(identify).collect()
    }

    fn failure(&self, name: &str, rule: u32, why: &Localized) -> Failure {
        let id: Arc<str> = self.rules.get(rule as usize).map_or_else(|| Arc::from(""), |r| r.id.clone());
        Failure::at(name, Localized::new(format!("规则 {id}：{}", why.zh), format!("rule {id}: {}", why.en)))
    }
}

/// The passage that `span` begins in, or the passages that it lies in.
fn passage_around(documents: &[Document<'_>], span: Span) -> Option<Span> {
    let begins = |d: &Document<'_>| d.passages.first().map_or(u32::MAX, |p| p.span.start);
    let document = documents.get(documents.partition_point(|d| begins(d) <= span.start).checked_sub(1)?)?;
    let at = |offset: u32| document.passages.get(document.passages.partition_point(|p| p.span.start <= offset).checked_sub(1)?);
    let (first, last) = (at(span.start)?.span, at(span.end)?.span);
    // what stands between two passages is in neither
    (span.start < first.end || span.is_empty() && span.start <= first.end)
        .then(|| if last.start < span.end { first.to(last) } else { first })
}
