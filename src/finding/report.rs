//! What a run found and what it tested.

use super::{Acceptance, Accepted, Finding, Severity};
use crate::lang::Localized;
use crate::text::{Source, Span};
use schemars::JsonSchema;
use serde::Serialize;
use std::sync::Arc;

/// What a file is to the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileRole {
    /// A text that was checked.
    Text,
    /// A rule file or a configuration with problems of its own.
    Declaration,
}

/// What was looked at in one text, so that "no findings" can be told from "nothing tested".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// The encoding the bytes were read as.
    pub encoding: &'static str,
    /// Malformed byte sequences; each stands as U+FFFD in the text.
    pub malformed: u32,
    /// Characters of the decoded text.
    pub characters: u64,
    /// Documents the file holds.
    pub documents: u64,
    /// Passages: headings, items and paragraphs, breaks mended.
    pub passages: u64,
    /// Breaks inside sentences that were mended for reading.
    pub mended_breaks: u64,
    /// Figures that were read; none where no rule asks for any.
    pub figures: u64,
    /// The verdicts on the relations that each rule asserts, sorted by rule.
    pub relations: Vec<(Arc<str>, Verdicts)>,
    /// How far each figure is tested, where that was asked for.
    pub tested: Option<Vec<FigureTest>>,
    /// Rules that were run.
    pub rules: u64,
    /// Of these, the ids of the rules that found nothing to look at.
    pub unbound: Vec<Arc<str>>,
    /// The ids of the rules that found more than is listed.
    pub capped: Vec<Arc<str>>,
}

/// How far the relations of a run test one figure: "consistent" is worth as much as the slips that would have been noticed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FigureTest {
    /// Where it stands.
    pub span: Span,
    /// The relations that it takes part in and that hold.
    pub relations: u64,
    /// The modelled slips (a wrong, dropped or added digit, …) that would contradict one of these relations.
    pub noticed: u64,
    /// All modelled slips.
    pub slips: u64,
}

/// The test power over many figures, each of one weight: the mean share of slips that would be noticed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TestPower {
    /// Figures.
    pub figures: u64,
    /// Of these, figures of which some slip would be noticed.
    pub tested: u64,
    /// The sum of the shares over all figures, in millionths.
    pub millionths: u64,
}

impl TestPower {
    /// Adds one figure.
    pub fn add(&mut self, test: &FigureTest) {
        self.figures += 1;
        self.tested += u64::from(test.noticed > 0);
        self.millionths += (test.noticed * 1_000_000).checked_div(test.slips).unwrap_or(0);
    }

    /// The mean share in tenths of a per cent, rounded to the nearest.
    #[must_use]
    pub fn per_mille(&self) -> u64 {
        (self.millionths + 500 * self.figures).checked_div(1000 * self.figures).unwrap_or(0)
    }
}

/// Verdicts on relations among figures, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Verdicts {
    /// The figures agree.
    pub consistent: u64,
    /// They can't all be right.
    pub contradicted: u64,
    /// It can't be told.
    pub undetermined: u64,
}

impl std::ops::AddAssign for Verdicts {
    fn add_assign(&mut self, other: Self) {
        self.consistent += other.consistent;
        self.contradicted += other.contradicted;
        self.undetermined += other.undetermined;
    }
}

/// The findings in one file.
#[derive(Debug)]
pub struct FileReport {
    /// The file.
    pub source: Source,
    /// What it is.
    pub role: FileRole,
    /// Sorted by place, then rule.
    pub findings: Vec<Finding>,
    /// Findings that were accepted before, by a decision or a baseline; they are no reason to fail a run.
    pub accepted: Vec<Accepted>,
    /// True where the findings were held against a baseline, so that those in `findings` are new.
    pub compared: bool,
    /// What was looked at; nothing for a declaration.
    pub coverage: Option<Coverage>,
}

impl FileReport {
    /// The report on a file.
    #[must_use]
    pub fn new(source: Source, role: FileRole, findings: Vec<Finding>, coverage: Option<Coverage>) -> Self {
        Self { source, role, findings, accepted: Vec::new(), compared: false, coverage }
    }
}

/// Something that kept the run from doing what was asked: exit 2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The file or directory it is about.
    pub path: Option<String>,
    /// What went wrong.
    pub message: Localized,
    /// What to do about it.
    pub help: Vec<Localized>,
}

impl Failure {
    /// A failure about `path`.
    #[must_use]
    pub fn at(path: impl Into<String>, message: Localized) -> Self {
        Self { path: Some(path.into()), message, help: Vec::new() }
    }

    /// A failure of the run as a whole.
    #[must_use]
    pub fn general(message: Localized) -> Self {
        Self { path: None, message, help: Vec::new() }
    }

    /// With a suggestion.
    #[must_use]
    pub fn with_help(mut self, help: Localized) -> Self {
        self.help.push(help);
        self
    }
}

/// Findings by weight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Findings that are no leads, severity error.
    pub error: u64,
    /// Findings that are no leads, severity warning.
    pub warning: u64,
    /// Leads: low confidence, or severity info.
    pub leads: u64,
}

impl Summary {
    /// Counts the findings of a text, and those that were accepted before.
    pub fn add(&mut self, report: &FileReport) {
        report.findings.iter().for_each(|f| self.findings.add(f));
        let known = report.accepted.iter().filter(|a| a.by == Acceptance::Baseline).count() as u64;
        self.known += known;
        self.decided += report.accepted.len() as u64 - known;
    }
}

impl Counts {
    /// Counts one more finding.
    pub fn add(&mut self, finding: &Finding) {
        match finding.severity {
            _ if finding.is_lead() => self.leads += 1,
            Severity::Error => self.error += 1,
            Severity::Warning | Severity::Info => self.warning += 1,
        }
    }

    /// Findings at or above `severity` that are no leads.
    #[must_use]
    pub fn at_least(self, severity: Severity) -> u64 {
        match severity {
            Severity::Error => self.error,
            Severity::Info | Severity::Warning => self.error + self.warning,
        }
    }
}

/// What a whole run comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Texts checked.
    pub files: u64,
    /// Characters read.
    pub characters: u64,
    /// Figures read.
    pub figures: u64,
    /// The relations among them.
    pub relations: Verdicts,
    /// How far the figures are tested, where that was asked for.
    pub tested: Option<TestPower>,
    /// Rules loaded and run.
    pub rules: u64,
    /// Of these, how many found nothing to look at in any text.
    pub unbound: u64,
    /// Findings in texts.
    pub findings: Counts,
    /// Findings that a decision has dismissed or deferred.
    pub decided: u64,
    /// Findings that are in the baseline.
    pub known: u64,
    /// Problems in rule files and configuration.
    pub problems: u64,
    /// Failures of the run: unreadable files and the like.
    pub failures: u64,
}
