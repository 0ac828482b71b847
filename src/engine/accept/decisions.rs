//! `kanwu-review.toml`: what editors decided about findings, and why.
//!
//! A decision is anchored by what is written there and around it, so that it stays taken when the text moves.

use super::conflict::conflict_mark;
use super::date::Date;
use super::matching::{Fate, Pool, Written};
use crate::both;
use crate::engine::declaration_report;
use crate::finding::{Acceptance, Anchor, FileReport, Finding, Fingerprint, NotAFingerprint, Status};
use crate::lang::Localized;
use crate::rule::Problem;
use crate::rule::manifest::{At, parse_toml, read};
use schemars::{JsonSchema, Schema};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;
use toml::Spanned;
use toml::de::DeValue;

/// The name of the file where none is given.
pub const DECISIONS_NAME: &str = "kanwu-review.toml";

/// The version of the file. It changes when a file of an older one can't be read as it is.
const VERSION: u32 = 1;

/// The keys of the file.
#[derive(Deserialize, JsonSchema)]
struct Keys {
    /// The version of the file: 1.
    #[schemars(extend("x-zh" = "文件的版本：1。"))]
    version: At<u32>,
    /// The decisions.
    #[schemars(extend("x-zh" = "各条审定。"))]
    #[serde(default)]
    decision: Vec<Row>,
}

/// The keys of a decision.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
struct Row {
    /// The finding's fingerprint; without it rule, file and quotation tell the finding.
    #[schemars(extend("x-zh" = "发现的指纹；不写则由规则、文件和引文认定。"))]
    fingerprint: Option<At<String>>,
    /// Id of the rule.
    #[schemars(extend("x-zh" = "规则的 id。"))]
    rule: String,
    /// The file, as seen from the folder of this file.
    #[schemars(extend("x-zh" = "文件，路径相对于本文件所在的文件夹。"))]
    file: String,
    /// What is written there.
    #[schemars(extend("x-zh" = "该处的文字。"))]
    exact: String,
    /// What stands before it.
    #[schemars(extend("x-zh" = "它前面的文字。"))]
    #[serde(default)]
    prefix: String,
    /// What stands after it.
    #[schemars(extend("x-zh" = "它后面的文字。"))]
    #[serde(default)]
    suffix: String,
    /// What was decided.
    #[schemars(extend("x-zh" = "如何决定。"))]
    status: At<Status>,
    /// Why; asked for where a finding is dismissed or deferred.
    #[schemars(extend("x-zh" = "理由；驳回和暂缓必须写明。"))]
    #[serde(default)]
    reason: String,
    /// Anything more to be said.
    #[schemars(extend("x-zh" = "其他说明。"))]
    #[serde(default)]
    note: String,
    /// Who decided.
    #[schemars(extend("x-zh" = "由谁决定。"))]
    #[serde(default)]
    by: String,
    /// When.
    #[schemars(extend("x-zh" = "何时决定。"))]
    at: Option<Date>,
    /// The last day on which it holds.
    #[schemars(extend("x-zh" = "最后有效的日子。"))]
    expires: Option<At<Date>>,
}

/// The JSON Schema of `kanwu-review.toml`.
#[must_use]
pub fn decisions_schema() -> Schema {
    schemars::schema_for!(Keys)
}

/// The decisions of a file and what was found of them.
#[derive(Debug)]
pub struct Decisions {
    path: String,
    text: String,
    today: Date,
    pool: Pool,
    subjects: Vec<Subject>,
    all: Vec<Decision>,
}

/// What a decision is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The fingerprint as it is written; none where it was not.
    pub fingerprint: Option<String>,
    /// Id of the rule.
    pub rule: String,
    /// The file, as seen from the folder of the decisions.
    pub file: String,
    /// The place.
    pub anchor: Anchor,
}

/// What was decided about one finding.
#[derive(Clone, Debug)]
pub struct Decision {
    /// What was decided.
    pub status: Status,
    /// Why.
    pub reason: String,
    /// Anything more.
    pub note: String,
    /// Who decided.
    pub by: String,
    /// When.
    pub at: Option<Date>,
    /// The last day on which it holds.
    pub expires: Option<Date>,
    /// Where it stands in the file.
    place: Range<usize>,
    /// Where its last day stands.
    expires_place: Range<usize>,
}

impl Decision {
    /// A decision that is to be written down.
    #[must_use]
    pub fn new(status: Status, reason: String) -> Self {
        let (note, by) = (String::new(), String::new());
        Self { status, reason, note, by, at: None, expires: None, place: 0..0, expires_place: 0..0 }
    }

    /// True where its last day is past.
    #[must_use]
    pub fn is_expired(&self, today: Date) -> bool {
        self.expires.is_some_and(|last| last < today)
    }

    /// Its reasons in one text.
    #[must_use]
    pub fn justification(&self) -> String {
        let said = [&self.reason, &self.note];
        said.into_iter().filter(|t| !t.trim().is_empty()).map(|t| t.trim().to_owned()).collect::<Vec<_>>().join("\n")
    }
}

impl Decisions {
    /// Reads the decisions that hold on the day `today`. `is_there` tells whether there is a file that one names.
    ///
    /// # Errors
    /// A report on the file where anything is wrong with it.
    pub fn parse(path: &str, text: &str, today: Date, is_there: &dyn Fn(&str) -> bool) -> Result<Self, Box<FileReport>> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text).to_owned();
        let mut problems = Vec::new();
        let mut rows = rows(&text, &mut problems);
        if !problems.is_empty() {
            rows.clear(); // what is read with an error says nothing about the rest
        }
        let mut entries = Vec::with_capacity(rows.len());
        let mut subjects = Vec::with_capacity(rows.len());
        let mut all = Vec::with_capacity(rows.len());
        let mut seen: BTreeMap<(String, Written), Range<usize>> = BTreeMap::new();
        for (place, row) in rows {
            let Some(written) = written(&row, &place, &mut problems) else { continue };
            let print = row.fingerprint.as_ref().map(|f| f.get().clone()).unwrap_or_default();
            // two with one fingerprint are for one finding, whatever else they say
            let key = if print.is_empty() { written.clone() } else { Written { anchor: Anchor::default(), ..written.clone() } };
            if let Some(first) = seen.insert((print, key), place.clone()) {
                let line = line_of(&text, first.start);
                problems
                    .push(Problem::new(place.clone(), both!("与第 {line} 行的审定是同一条发现", "line {line} decides the same finding")));
            }
            let Row { status, reason, note, by, at, expires, fingerprint, rule, file, .. } = row;
            let fingerprint = fingerprint.map(|f| f.get().clone());
            if status.get().suppresses() && reason.trim().is_empty() {
                let name = status.get().name();
                problems.push(Problem::new(status.span(), both!("{name} 要写明 reason", "{name} needs a `reason`")));
            }
            let expires_place = expires.as_ref().map_or(place.clone(), At::span);
            let expires = expires.map(|e| *e.get());
            all.push(Decision { status: *status.get(), reason, note, by, at, expires, place, expires_place });
            subjects.push(Subject { fingerprint, rule, file, anchor: written.anchor.clone() });
            entries.push(written);
        }
        if problems.is_empty() {
            return Ok(Self { path: path.to_owned(), text, today, pool: Pool::new(entries, is_there), subjects, all });
        }
        Err(Box::new(declaration_report(path.to_owned(), text, "decisions", problems)))
    }

    /// For each finding of a text the decision on it.
    pub(super) fn take(&mut self, file: &str, findings: &[Finding]) -> Vec<Option<usize>> {
        self.pool.take(file, findings)
    }

    /// Why the finding that decision `index` is about is none any more; nothing where it still is one.
    pub(super) fn acceptance(&self, index: usize) -> Option<Acceptance> {
        let decision = self.all.get(index).filter(|d| d.status.suppresses() && !d.is_expired(self.today))?;
        Some(Acceptance::Decision { status: decision.status, justification: decision.justification() })
    }

    /// Each decision with what it is about.
    #[must_use]
    pub fn all(&self) -> impl ExactSizeIterator<Item = (&Subject, &Decision)> {
        self.subjects.iter().zip(&self.all)
    }

    /// The text of the file with decision `index` replaced by `decision`, or with `decision` at its end. What else
    /// stands there, comments among it, is left as it is.
    #[must_use]
    pub fn with(&self, index: Option<usize>, decision: &str) -> String {
        let start = index.and_then(|i| self.all.get(i)).map_or(self.text.len(), |d| d.place.start);
        let (before, old) = self.text.split_at_checked(start).unwrap_or((&self.text, ""));
        let next = self.all.iter().map(|d| d.place.start).filter(|s| *s > start).min().map_or(old.len(), |s| s - start);
        // what follows the last key is not the decision's
        let keys = old.get(..next).unwrap_or_default().trim_end();
        let is_comment = |line: &&str| line.trim_start().starts_with('#') || line.trim().is_empty();
        let trailing: usize = keys.split_inclusive('\n').rev().take_while(is_comment).map(str::len).sum();
        let rest = old.get(keys.len() - trailing..).unwrap_or_default();
        let rest = rest.strip_prefix('\n').unwrap_or(rest);
        match (index, before.trim().is_empty() || before.ends_with("\n\n")) {
            (Some(_), _) | (None, true) => format!("{before}{decision}{rest}"),
            (None, false) if before.ends_with('\n') => format!("{before}\n{decision}"),
            (None, false) => format!("{before}\n\n{decision}"),
        }
    }

    /// Which decision is on which finding, by the place of the finding among those of a text.
    pub fn find(&mut self, file: &str, findings: &[Finding]) -> Vec<Option<usize>> {
        self.take(file, findings)
    }

    /// The text of a file without decisions.
    #[must_use]
    pub fn empty() -> String {
        format!("version = {VERSION}\n")
    }

    /// The day that the decisions are looked at.
    #[must_use]
    pub fn today(&self) -> Date {
        self.today
    }

    /// What is left over: decisions on what is found no more, decisions that are past, and defects that are said to be
    /// mended and are found again.
    pub(super) fn leftover_report(&self, rules: &BTreeSet<Arc<str>>) -> Option<FileReport> {
        let mut problems = Vec::new();
        for ((entry, fate), decision) in self.pool.entries.iter().zip(&self.pool.fates).zip(&self.all) {
            let warn = |place: &Range<usize>, what: Localized| Problem::new(place.clone(), what).as_warning();
            let again = *fate == Fate::Found && decision.status == Status::Fixed;
            let unused = *fate == Fate::Missing && decision.status != Status::Fixed && rules.contains(&entry.rule);
            if unused {
                let (rule, file) = (&entry.rule, &entry.file);
                let what = both!("{file} 中已没有 {rule} 的这条发现", "{rule} no longer finds this in {file}");
                let help = Localized::fixed(
                    "若已改正，请把 status 改为 fixed，或删去这条",
                    "if it was mended, set status to fixed, or take the entry out",
                );
                problems.push(warn(&decision.place, what).with_help(help));
            } else if let Some(last) = decision.expires.filter(|_| decision.is_expired(self.today) && *fate != Fate::Unasked) {
                let what = both!("这条审定 {last} 到期，已不起作用", "this decision expired on {last} and no longer holds");
                problems.push(warn(&decision.expires_place, what));
            }
            if again {
                let what = Localized::fixed("标为 fixed，却仍被查出", "said to be fixed, and found again");
                problems.push(warn(&decision.place, what));
            }
        }
        (!problems.is_empty()).then(|| declaration_report(self.path.clone(), self.text.clone(), "decisions", problems))
    }
}

/// The decisions, each with the place of its header.
fn rows(text: &str, problems: &mut Vec<Problem>) -> Vec<(Range<usize>, Row)> {
    if let Some(problem) = conflict_mark(text) {
        problems.push(problem);
        return Vec::new();
    }
    let Some(table) = parse_toml(text, problems) else { return Vec::new() };
    // the version is looked at first: what a newer file holds is not for this program to judge
    if let Some(version) = table.get_ref().get("version")
        && let DeValue::Integer(number) = version.get_ref()
        && number.as_str().parse::<u64>().is_ok_and(|n| n > u64::from(VERSION))
    {
        let what = Localized::fixed(
            "这份审定记录由更新的 kanwu 写成，本版读不了",
            "these decisions were written by a newer kanwu and can't be read by this one",
        );
        problems.push(Problem::new(version.span(), what));
        return Vec::new();
    }
    let span = table.span();
    let places: Vec<Range<usize>> = match table.get_ref().get("decision").map(Spanned::get_ref) {
        Some(DeValue::Array(all)) => all.iter().map(Spanned::span).collect(),
        _ => Vec::new(),
    };
    let Some(keys) = read::<Keys>(Spanned::new(span, DeValue::Table(table.into_inner())), problems) else { return Vec::new() };
    if *keys.version.get() != VERSION {
        problems.push(Problem::new(keys.version.span(), both!("version 应为 {VERSION}", "version must be {VERSION}")));
    }
    places.into_iter().zip(keys.decision).collect()
}

/// The finding that a decision is about.
fn written(row: &Row, place: &Range<usize>, problems: &mut Vec<Problem>) -> Option<Written> {
    if row.exact.trim().is_empty() && row.fingerprint.is_none() {
        let what = Localized::fixed("没有 fingerprint 时 exact 不能为空", "without a `fingerprint`, `exact` may not be empty");
        problems.push(Problem::new(place.clone(), what));
        return None;
    }
    let fingerprint = match row.fingerprint.as_ref().map(|f| (f, f.get().parse::<Fingerprint>())) {
        None | Some((_, Err(NotAFingerprint::Older))) => None,
        Some((_, Ok(print))) => Some(print),
        Some((at, Err(error))) => {
            let what = match error {
                NotAFingerprint::Newer => Localized::fixed("这个指纹由更新的 kanwu 写成", "this fingerprint was made by a newer kanwu"),
                _ => Localized::fixed("这不是指纹", "this is no fingerprint"),
            };
            problems.push(Problem::new(at.span(), what));
            return None;
        }
    };
    let anchor = Anchor::normalised(&row.exact, &row.prefix, &row.suffix);
    Some(Written { file: row.file.clone(), rule: Arc::from(row.rule.as_str()), fingerprint, anchor })
}

fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|b| *b == b'\n').count() + 1
}

impl Subject {
    /// A finding in the file that is called `file` in the file of decisions.
    #[must_use]
    pub fn of(file: &str, finding: &Finding) -> Self {
        let fingerprint = Some(finding.fingerprint.to_string());
        Self { fingerprint, rule: finding.rule.to_string(), file: file.to_owned(), anchor: finding.anchor.clone() }
    }

    /// A decision on it, as it is written in the file.
    #[must_use]
    pub fn render(&self, decision: &Decision) -> String {
        let Anchor { exact, prefix, suffix } = &self.anchor;
        let mut out = String::from("[[decision]]\n");
        let mut key = |name: &str, value: &str| out += &format!("{name} = {}\n", quoted(value));
        if let Some(print) = &self.fingerprint {
            key("fingerprint", print);
        }
        for (name, value) in [("rule", &self.rule), ("file", &self.file), ("exact", exact), ("prefix", prefix), ("suffix", suffix)] {
            key(name, value);
        }
        key("status", decision.status.name());
        let said = [("reason", &decision.reason), ("note", &decision.note), ("by", &decision.by)];
        said.into_iter().filter(|(_, value)| !value.is_empty()).for_each(|(name, value)| key(name, value));
        for (name, date) in [("at", decision.at), ("expires", decision.expires)] {
            if let Some(date) = date {
                out += &format!("{name} = {date}\n");
            }
        }
        out
    }
}

/// A string of TOML: what JSON writes, without the characters that TOML does not take or a terminal would obey.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            _ if crate::text::visible::visible_char(c) != c || c == '\t' || c == '\r' => out.push_str(&format!("\\U{:08X}", u32::from(c))),
            _ => out.push(c),
        }
    }
    out + "\""
}
