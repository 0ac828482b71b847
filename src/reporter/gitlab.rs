//! `--format gitlab`: a code quality report of GitLab
//! (<https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>).

use super::place::{Places, path};
use super::words::{Weight, explained, failure};
use super::{Look, Reporter};
use crate::engine::Rule;
use crate::finding::{Failure, FileReport, Finding, Summary};
use serde::Serialize;
use std::io::{self, Write};
use xxhash_rust::xxh3::xxh3_128;

/// The reporter.
pub(super) struct Gitlab {
    look: Look,
    first: bool,
}

#[derive(Serialize)]
struct Issue<'a> {
    description: &'a str,
    check_name: &'a str,
    fingerprint: String,
    severity: &'a str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

impl Gitlab {
    pub(super) fn new(look: Look) -> Self {
        Self { look, first: true }
    }

    fn write(&mut self, out: &mut dyn Write, issue: &Issue<'_>) -> io::Result<()> {
        out.write_all(if self.first { b"\n" } else { b",\n" })?;
        self.first = false;
        Ok(serde_json::to_writer(out, issue)?)
    }
}

impl Reporter for Gitlab {
    fn begin(&mut self, out: &mut dyn Write, _: &[Rule]) -> io::Result<()> {
        out.write_all(b"[")
    }

    fn file(&mut self, out: &mut dyn Write, file: &FileReport) -> io::Result<()> {
        let places = Places::new(&file.source);
        let path = path(file.source.name());
        for finding in &file.findings {
            let (start, end) = places.of(finding.span);
            let issue = Issue {
                description: &explained(finding, self.look.lang),
                check_name: &finding.rule,
                // unique in the whole report: the same passage may stand in two files
                fingerprint: unique(&path, &finding.fingerprint.to_string()),
                severity: severity(finding),
                location: Location { path: &path, lines: Lines { begin: start.line, end: end.line } },
            };
            self.write(out, &issue)?;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, failures: &[Failure], _: &Summary) -> io::Result<()> {
        for (i, failed) in failures.iter().enumerate() {
            let path = failed.path.as_deref().map_or_else(|| "kanwu.toml".to_owned(), path);
            let description = failure(failed, self.look.lang);
            let issue = Issue {
                description: &description,
                check_name: "run",
                fingerprint: unique(&path, &format!("{i} {description}")),
                severity: "blocker",
                location: Location { path: &path, lines: Lines { begin: 1, end: 1 } },
            };
            self.write(out, &issue)?;
        }
        out.write_all(b"\n]\n")
    }
}

fn severity(finding: &Finding) -> &'static str {
    match Weight::of(finding) {
        Weight::Error => "major",
        Weight::Warning => "minor",
        Weight::Lead => "info",
    }
}

fn unique(path: &str, what: &str) -> String {
    format!("{:032x}", xxh3_128(format!("{path}\0{what}").as_bytes()))
}
