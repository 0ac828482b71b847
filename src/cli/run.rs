//! One run of the rules over the texts, as `check`, `baseline` and `review` need it.

use super::accept::Known;
use super::since::Changes;
use super::texts::Texts;
use crate::engine::{Checked, Engine};
use crate::finding::{Failure, FileReport, Severity, Summary};
use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;

/// A run and what it comes to so far.
pub(super) struct Run<'e> {
    engine: &'e Engine,
    pub(super) known: Known,
    since: Option<Changes>,
    pub(super) summary: Summary,
    /// The rules that found something to look at.
    pub(super) bound: BTreeSet<Arc<str>>,
}

impl<'e> Run<'e> {
    /// A run that has not begun.
    pub(super) fn new(engine: &'e Engine, known: Known, since: Option<Changes>) -> Self {
        let summary = Summary { rules: engine.rules().len() as u64, ..Summary::default() };
        Self { engine, known, since, summary, bound: BTreeSet::new() }
    }

    /// Counts what is wrong with declarations.
    pub(super) fn count_problems(&mut self, reports: &[FileReport]) {
        let errors = reports.iter().flat_map(|r| &r.findings).filter(|f| f.severity == Severity::Error);
        self.summary.problems += errors.count() as u64;
    }

    /// Checks each text; `take` gets the reports in order, without what was accepted before or did not change.
    pub(super) fn each(
        &mut self,
        texts: &Texts,
        failures: &mut Vec<Failure>,
        mut take: impl FnMut(&FileReport) -> io::Result<()>,
    ) -> io::Result<()> {
        let engine = self.engine;
        texts.each(
            |loaded| engine.check(loaded.source, loaded.syntax),
            |result| {
                let Checked { mut report, failures: more } = match result {
                    Ok(checked) => checked,
                    Err(failure) => {
                        failures.push(failure);
                        return Ok(());
                    }
                };
                failures.extend(more);
                self.known.apply(&mut report);
                if let Some(changes) = &self.since {
                    failures.extend(changes.keep(&mut report).err());
                }
                self.summary.files += 1;
                if let Some(coverage) = &report.coverage {
                    self.summary.characters += coverage.characters;
                    self.summary.figures += coverage.figures;
                    for test in coverage.tested.iter().flatten() {
                        self.summary.tested.get_or_insert_default().add(test);
                    }
                    coverage.relations.iter().for_each(|(_, verdicts)| self.summary.relations += *verdicts);
                    self.bound.extend(engine.rules().iter().filter(|r| !coverage.unbound.contains(&r.id)).map(|r| r.id.clone()));
                }
                self.summary.add(&report);
                take(&report)
            },
        )
    }

    /// The rules that ran.
    pub(super) fn rules(&self) -> BTreeSet<Arc<str>> {
        self.engine.rules().iter().map(|r| r.id.clone()).collect()
    }

    /// What was accepted and is found no more, or no longer holds.
    pub(super) fn leftovers(&self) -> Vec<FileReport> {
        self.known.accept.leftovers(&self.rules())
    }
}
