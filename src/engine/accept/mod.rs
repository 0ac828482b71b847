//! What was accepted before: findings that a baseline or an editor's decision takes out of the report.

mod baseline;
mod conflict;
mod date;
mod decisions;
mod matching;

pub use baseline::{BASELINE_NAME, Baseline, BaselineEntry};
pub use date::Date;
pub use decisions::{DECISIONS_NAME, Decision, Decisions, Subject, decisions_schema};

use crate::finding::{Acceptance, Accepted, FileReport, Finding};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a run holds its findings against.
#[derive(Debug, Default)]
pub struct Accept {
    /// The findings that were there before.
    pub baseline: Option<Baseline>,
    /// What editors decided.
    pub decisions: Option<Decisions>,
}

impl Accept {
    /// Moves the findings of a text that are accepted out of its findings. `paths` are the names that the text has in
    /// the baseline and in the decisions. To be asked for the texts in their order.
    pub fn apply(&mut self, report: &mut FileReport, paths: [&str; 2]) {
        let none = || vec![None; report.findings.len()];
        let known = self.baseline.as_mut().map_or_else(none, |b| b.take(paths[0], &report.findings));
        let decided = self.decisions.as_mut().map_or_else(none, |d| d.take(paths[1], &report.findings));
        report.compared = self.baseline.is_some();
        let mut open: Vec<Finding> = Vec::new();
        for ((finding, known), decided) in std::mem::take(&mut report.findings).into_iter().zip(known).zip(decided) {
            let decision = decided.and_then(|i| self.decisions.as_ref()?.acceptance(i));
            let known = known.is_some();
            match decision.or_else(|| known.then_some(Acceptance::Baseline)) {
                Some(by) => report.accepted.push(Accepted { finding, by, known }),
                None => open.push(finding),
            }
        }
        report.findings = open;
    }

    /// What is accepted and was not found again, or no longer holds, each at its place in its file. To be asked after
    /// the last text; `rules` are those that ran.
    #[must_use]
    pub fn leftovers(&self, rules: &BTreeSet<Arc<str>>) -> Vec<FileReport> {
        let baseline = self.baseline.as_ref().and_then(|b| b.stale_report(rules));
        let decisions = self.decisions.as_ref().and_then(|d| d.leftover_report(rules));
        baseline.into_iter().chain(decisions).collect()
    }
}
