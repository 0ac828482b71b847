//! The baseline: findings that were there before, so that only what is new is reported.
//!
//! A JSON file, sorted, one finding a line, so that a change of it reads well in review. No line numbers and no words
//! of messages are in it.

use super::conflict::conflict_mark;
use super::matching::{Fate, Pool, Written};
use crate::both;
use crate::engine::declaration_report;
use crate::finding::{Anchor, FileReport, Finding, Fingerprint, Label, NotAFingerprint};
use crate::lang::Localized;
use crate::rule::Problem;
use crate::text::Span;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The name of the file where none is given.
pub const BASELINE_NAME: &str = "kanwu-baseline.json";

/// The version of the file. It changes when a file of an older one can't be read as it is.
const VERSION: u64 = 1;

/// Further stale entries that are pointed at; the number of all of them is told.
const SHOWN: usize = 9;

/// A baseline and what was found of it.
#[derive(Debug)]
pub struct Baseline {
    path: String,
    text: String,
    /// The entries as they are written.
    findings: Vec<BaselineEntry>,
    pool: Pool,
    /// Where each entry stands in the text.
    places: Vec<Span>,
}

/// One finding of a baseline.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BaselineEntry {
    /// The file, as seen from the folder of the baseline, `/` between its parts.
    pub file: String,
    /// Id of the rule.
    pub rule: String,
    /// Its fingerprint as it is written.
    pub fingerprint: String,
    /// What is written there, without white space.
    pub exact: String,
    /// What stands before it in its sentence.
    pub prefix: String,
    /// What stands after it in its sentence.
    pub suffix: String,
}

/// The file as it is read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Whole {
    #[allow(dead_code, reason = "looked at before the rest is read")]
    version: u64,
    findings: Vec<BaselineEntry>,
}

/// As much as must be understood of a file of any version.
#[derive(Deserialize)]
struct Head {
    version: Option<serde_json::Value>,
}

impl BaselineEntry {
    /// A finding in the file that is called `file` in the baseline.
    #[must_use]
    pub fn new(file: &str, finding: &Finding) -> Self {
        let Anchor { exact, prefix, suffix } = finding.anchor.clone();
        Self { file: file.to_owned(), rule: finding.rule.to_string(), fingerprint: finding.fingerprint.to_string(), exact, prefix, suffix }
    }

    /// The text of a baseline of these findings.
    ///
    /// # Errors
    /// None that can be met: strings can always be written as JSON.
    pub fn render(mut entries: Vec<Self>) -> serde_json::Result<String> {
        entries.sort();
        entries.dedup();
        let lines: Vec<String> = entries.iter().map(serde_json::to_string).collect::<Result<_, _>>()?;
        let lines = if lines.is_empty() { String::new() } else { format!("\n{}\n", lines.join(",\n")) };
        Ok(format!("{{\"version\":{VERSION},\"findings\":[{lines}]}}\n"))
    }
}

impl Baseline {
    /// Reads the text of a baseline. `is_there` tells whether there is a file that an entry names. What is wrong is told
    /// as a report on the file.
    ///
    /// # Errors
    /// The report, where anything is wrong: half a baseline would let old findings through as new ones.
    pub fn parse(path: &str, text: &str, is_there: &dyn Fn(&str) -> bool) -> Result<Self, Box<FileReport>> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text).to_owned();
        let report = |problem| Box::new(declaration_report(path.to_owned(), text.clone(), "baseline", vec![problem]));
        let findings = read(&text).map_err(report)?;
        let lines = Lines::new(&text);
        let mut entries = Vec::with_capacity(findings.len());
        let mut places: Vec<Span> = Vec::with_capacity(findings.len());
        let mut seen: BTreeMap<(String, String), usize> = BTreeMap::new();
        for (i, entry) in findings.iter().enumerate() {
            let place = lines.entry(i, &entry.fingerprint);
            let fingerprint = match entry.fingerprint.parse::<Fingerprint>() {
                Ok(print) => Some(print),
                Err(NotAFingerprint::Older) => None,
                Err(NotAFingerprint::Newer) => return Err(report(Problem::new(place, newer()))),
                Err(NotAFingerprint::Malformed) => {
                    let what = Localized::fixed("这不是指纹", "this is no fingerprint");
                    return Err(report(Problem::new(place, what).with_help(again())));
                }
            };
            if let Some(first) = seen.insert((entry.file.clone(), entry.fingerprint.clone()), i) {
                let line = lines.number(places.get(first).copied().unwrap_or_default());
                let what = both!("与第 {line} 行重复", "the same entry as in line {line}");
                return Err(report(Problem::new(place, what).with_help(again())));
            }
            places.push(place);
            let anchor = Anchor { exact: entry.exact.clone(), prefix: entry.prefix.clone(), suffix: entry.suffix.clone() };
            entries.push(Written { file: entry.file.clone(), rule: Arc::from(entry.rule.as_str()), fingerprint, anchor });
        }
        Ok(Self { path: path.to_owned(), findings, pool: Pool::new(entries, is_there), places, text })
    }

    /// For each finding of a text the entry that it is.
    pub(super) fn take(&mut self, file: &str, findings: &[Finding]) -> Vec<Option<usize>> {
        self.pool.take(file, findings)
    }

    /// The entries, in their order.
    #[must_use]
    pub fn entries(&self) -> &[BaselineEntry] {
        &self.findings
    }

    /// The entries that the run said nothing about: their file is there and was not checked, or their rule is not one
    /// of `rules`, which ran.
    #[must_use]
    pub fn untouched(&self, rules: &BTreeSet<Arc<str>>) -> Vec<BaselineEntry> {
        let untouched = |fate: Fate, rule: &str| fate == Fate::Unasked || fate == Fate::Missing && !rules.contains(rule);
        self.findings.iter().zip(&self.pool.fates).filter(|(e, fate)| untouched(**fate, &e.rule)).map(|(e, _)| e.clone()).collect()
    }

    /// The number of entries that were not found again though their rule ran.
    #[must_use]
    pub fn stale(&self, rules: &BTreeSet<Arc<str>>) -> usize {
        self.stale_places(rules).count()
    }

    fn stale_places<'b>(&'b self, rules: &'b BTreeSet<Arc<str>>) -> impl Iterator<Item = Span> + 'b {
        let all = self.pool.entries.iter().zip(&self.pool.fates).zip(&self.places);
        all.filter(|((e, fate), _)| **fate == Fate::Missing && rules.contains(&e.rule)).map(|(_, place)| *place)
    }

    /// One finding for all stale entries.
    pub(super) fn stale_report(&self, rules: &BTreeSet<Arc<str>>) -> Option<FileReport> {
        let mut places = self.stale_places(rules);
        let first = places.next()?;
        let others: Vec<Span> = places.collect();
        let count = others.len() + 1;
        let what = both!("基线里有 {count} 条已查不到", "entries of the baseline that are found no more: {count}");
        let help = Localized::fixed("用 kanwu baseline prune 去掉", "`kanwu baseline prune` takes them out");
        let problem = Problem::new(first, what).with_help(help).as_warning();
        let mut report = declaration_report(self.path.clone(), self.text.clone(), "baseline", vec![problem]);
        if let Some(finding) = report.findings.first_mut() {
            let label = |span: Span| Label { span, message: Localized::fixed("这一条也是", "this one too") };
            finding.labels = others.into_iter().take(SHOWN).map(label).collect();
        }
        Some(report)
    }
}

fn newer() -> Localized {
    Localized::fixed("这个基线由更新的 kanwu 写成，本版读不了", "this baseline was written by a newer kanwu and can't be read by this one")
}

fn again() -> Localized {
    Localized::fixed("删去此文件，再用 kanwu baseline write 重写", "take the file away, then `kanwu baseline write` writes it anew")
}

fn read(text: &str) -> Result<Vec<BaselineEntry>, Problem> {
    if let Some(problem) = conflict_mark(text) {
        return Err(problem);
    }
    let syntax = |error: &serde_json::Error| {
        let lines = Lines::new(text);
        let place = lines.line(error.line());
        let said = error.to_string();
        let said = said.split(" at line ").next().unwrap_or_default();
        let problem = match error.is_eof() {
            true => Problem::new(place, Localized::fixed("文件在这里中断，不完整", "the file breaks off here")),
            false => Problem::new(place, both!("不是基线：{said}", "this is no baseline: {said}")),
        };
        problem.with_help(again())
    };
    // the version is looked at first: what a newer one holds is not for this program to judge
    let head: Head = serde_json::from_str(text).map_err(|e| syntax(&e))?;
    match head.version.as_ref().and_then(serde_json::Value::as_u64) {
        Some(VERSION) => {}
        Some(version) if version > VERSION => return Err(Problem::new(Lines::new(text).containing("\"version\""), newer())),
        _ => {
            let what = Localized::fixed("不是基线：没有已知的 version", "this is no baseline: it has no version that is known");
            return Err(Problem::new(Lines::new(text).line(1), what).with_help(again()));
        }
    }
    Ok(serde_json::from_str::<Whole>(text).map_err(|e| syntax(&e))?.findings)
}

/// The lines of the file, to tell where an entry stands.
struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, starts: std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1)).collect() }
    }

    /// A line by its number, from 1.
    fn line(&self, number: usize) -> Span {
        let start = self.starts.get(number.saturating_sub(1)).copied().unwrap_or(self.text.len());
        let end = self.starts.get(number).map_or(self.text.len(), |next| next - 1);
        Span::from_range(start..end.max(start))
    }

    fn number(&self, place: Span) -> usize {
        self.starts.partition_point(|&s| s <= place.start as usize)
    }

    fn containing(&self, word: &str) -> Span {
        self.line(self.number(Span::from_range(self.text.find(word).unwrap_or(0)..self.text.len())))
    }

    /// The line of an entry: where kanwu wrote it, or the first with its fingerprint where someone laid the file out
    /// anew.
    fn entry(&self, index: usize, fingerprint: &str) -> Span {
        let own = self.line(index + 2);
        if self.text.get(own.range()).is_some_and(|line| line.contains(fingerprint)) { own } else { self.containing(fingerprint) }
    }
}
