//! `--format github`: annotations of GitHub Actions, by its workflow commands
//! (<https://docs.github.com/actions/reference/workflow-commands-for-github-actions>).
//!
//! GitHub shows ten annotations of each level a step and drops the others without a word. So the heaviest are
//! written, and one notice tells how many more there are.

use super::heaviest::Heaviest;
use super::human::summary_line;
use super::place::{Places, path};
use super::words::{Weight, explained, failure};
use super::{Look, Reporter};
use crate::both;
use crate::finding::{Failure, FileReport, FileRole, Finding, Summary};
use crate::lang::Lang;
use crate::text::visible::{visible, visible_line};
use std::io::{self, Write};

/// Annotations of one level that GitHub shows of one step.
const SHOWN: usize = 10;

/// The reporter.
pub(super) struct Github {
    look: Look,
    /// What keeps the run from being whole: problems of rule files and the configuration.
    broken: Vec<String>,
    kept: Heaviest<String>,
}

impl Github {
    pub(super) fn new(look: Look) -> Self {
        Self { look, broken: Vec::new(), kept: Heaviest::new(SHOWN) }
    }
}

impl Reporter for Github {
    fn file(&mut self, _: &mut dyn Write, file: &FileReport) -> io::Result<()> {
        let places = Places::new(&file.source);
        for finding in &file.findings {
            let weight = Weight::of(finding);
            let make = || annotation(&places, file.source.name(), finding, self.look.lang);
            if file.role == FileRole::Text || weight != Weight::Error {
                self.kept.add(weight, make);
            } else if self.broken.len() < SHOWN {
                self.broken.push(make());
            }
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, failures: &[Failure], summary: &Summary) -> io::Result<()> {
        let lang = self.look.lang;
        let failures_shown = failures.iter().take(SHOWN).map(|f| {
            let file = f.path.as_ref().map(|p| format!(" file={}", property(&path(p)))).unwrap_or_default();
            format!("::error{file}::{}", data(&failure(f, lang)))
        });
        // what was not checked comes before what was found
        let mut errors: Vec<String> = failures_shown.chain(self.broken.iter().cloned()).collect();
        errors.extend(self.kept.of(Weight::Error).iter().cloned());
        errors.truncate(SHOWN);
        let (warnings, mut notices) = (self.kept.of(Weight::Warning), self.kept.of(Weight::Lead).to_vec());
        let all = summary.problems + summary.failures + Weight::ALL.iter().map(|w| self.kept.seen(*w)).sum::<u64>();
        let mut shown = errors.len() + warnings.len() + notices.len();
        if all > shown as u64 {
            notices.truncate(SHOWN - 1);
            shown = errors.len() + warnings.len() + notices.len();
            let more = all - shown as u64;
            let rest = both!(
                "另有 {more} 条未在此显示，见其他格式的完整报告",
                "{more} more are not shown here; a report in another format has them all"
            );
            notices.push(format!("::notice title=kanwu::{}", data(rest.in_lang(lang))));
        }
        for line in errors.iter().chain(warnings).chain(&notices) {
            writeln!(out, "{line}")?;
        }
        if self.look.quiet { Ok(()) } else { writeln!(out, "{}", visible_line(summary_line(summary).in_lang(lang))) }
    }
}

fn annotation(places: &Places<'_>, name: &str, finding: &Finding, lang: Lang) -> String {
    let (start, end) = places.of(finding.span);
    let file = property(&path(name));
    let title = property(&format!("{}: {}", finding.rule, finding.title.in_lang(lang)));
    let lines = format!("line={},endLine={}", start.line, end.line);
    // columns count only where the place is on one line
    let columns = match start.line == end.line {
        true => format!(",col={},endColumn={}", start.column, end.column.max(start.column + 1)),
        false => String::new(),
    };
    let level = command(Weight::of(finding));
    format!("::{level} file={file},{lines}{columns},title={title}::{}", data(&explained(finding, lang)))
}

fn command(weight: Weight) -> &'static str {
    match weight {
        Weight::Error => "error",
        Weight::Warning => "warning",
        Weight::Lead => "notice",
    }
}

/// The text of a command.
fn data(text: &str) -> String {
    visible(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
