//! `--format markdown`: a page that sums up a run, as for `$GITHUB_STEP_SUMMARY`.

use super::heaviest::Heaviest;
use super::human::{level_name, summary_line};
use super::place::{Places, path};
use super::words::{Weight, explained, failure};
use super::{Look, Reporter};
use crate::both;
use crate::finding::{Failure, FileReport, Summary};
use crate::lang::Localized;
use crate::text::visible::visible_char;
use std::io::{self, Write};

/// Findings that are listed; GitHub takes a page of at most 1 MiB.
const SHOWN: usize = 500;

/// Characters of one cell.
const CELL: usize = 400;

/// The reporter.
pub(super) struct Markdown {
    look: Look,
    rows: Heaviest<String>,
}

impl Markdown {
    pub(super) fn new(look: Look) -> Self {
        Self { look, rows: Heaviest::new(SHOWN) }
    }
}

impl Reporter for Markdown {
    fn file(&mut self, _: &mut dyn Write, file: &FileReport) -> io::Result<()> {
        let places = Places::new(&file.source);
        let (path, lang) = (path(file.source.name()), self.look.lang);
        for finding in &file.findings {
            self.rows.add(Weight::of(finding), || {
                let at = places.at(finding.span.start);
                let place = cell(&format!("{path}:{}:{}", at.line, at.column));
                let (level, rule) = (level_name(finding, lang), cell(&finding.rule));
                format!("| {level} | {place} | {rule} | {} |", cell(&explained(finding, lang)))
            });
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, failures: &[Failure], summary: &Summary) -> io::Result<()> {
        let lang = self.look.lang;
        writeln!(out, "## {}\n", Localized::fixed("勘误结果", "kanwu").in_lang(lang))?;
        if !self.look.quiet {
            writeln!(out, "{}", cell(summary_line(summary).in_lang(lang)))?;
        }
        if !failures.is_empty() {
            writeln!(out, "\n### {}\n", Localized::fixed("未能完成", "Not complete").in_lang(lang))?;
            for failed in failures.iter().take(SHOWN) {
                let path = failed.path.as_deref().map(|p| format!("{}: ", path(p))).unwrap_or_default();
                writeln!(out, "- {}", cell(&format!("{path}{}", failure(failed, lang))))?;
            }
        }
        let rows: Vec<&String> = Weight::ALL.iter().flat_map(|w| self.rows.of(*w)).take(SHOWN).collect();
        if rows.is_empty() {
            return Ok(());
        }
        writeln!(out, "\n{}", Localized::fixed("| | 位置 | 规则 | 说明 |", "| | place | rule | what |").in_lang(lang))?;
        writeln!(out, "| --- | --- | --- | --- |")?;
        for row in &rows {
            writeln!(out, "{row}")?;
        }
        let more = Weight::ALL.iter().map(|w| self.rows.seen(*w)).sum::<u64>() - rows.len() as u64;
        if more > 0 {
            writeln!(out, "\n{}", both!("另有 {more} 条未列出。", "{more} more are not listed.").in_lang(lang))?;
        }
        Ok(())
    }
}

/// Text that means nothing to Markdown and stays in its cell.
fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (i, c) in text.chars().enumerate() {
        if i == CELL {
            out.push('…');
            break;
        }
        match c {
            '\r' => {}
            '\n' => out.push_str("<br>"),
            '\t' => out.push(' '),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '#' | '|' | '~' | '!' | '@' | '$' => out.extend(['\\', c]),
            _ => out.push(visible_char(c)),
        }
    }
    out
}
