//! `--format concise`: one line a finding, as compilers and grep print them.

use super::human::{level_name, summary_line};
use super::{Look, Reporter};
use crate::finding::{Failure, FileReport, Summary};
use crate::text::visible::visible_line;
use std::io::{self, Write};

/// The reporter.
pub(super) struct Concise {
    look: Look,
}

impl Concise {
    pub(super) fn new(look: Look) -> Self {
        Self { look }
    }
}

impl Reporter for Concise {
    fn file(&mut self, out: &mut dyn Write, file: &FileReport) -> io::Result<()> {
        let name = visible_line(file.source.name());
        for finding in &file.findings {
            let at = file.source.position(finding.span.start);
            let lang = self.look.lang;
            let (level, message) = (level_name(finding, lang), visible_line(finding.message.in_lang(lang)));
            writeln!(out, "{name}:{}:{}: {level}[{}] {message}", at.line, at.column, finding.rule)?;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, _: &[Failure], summary: &Summary) -> io::Result<()> {
        if self.look.quiet { Ok(()) } else { writeln!(out, "{}", summary_line(summary).in_lang(self.look.lang)) }
    }
}
