//! `--format json` and `--format jsonl`.

use super::model::{FailureRow, File, Row, Tool, Totals, VERSION};
use super::{Look, Reporter};
use crate::engine::Rule;
use crate::finding::{Failure, FileReport, Summary};
use serde_json::json;
use std::io::{self, Write};

/// One JSON document, written file by file.
pub(super) struct Json {
    look: Look,
    first: bool,
}

impl Json {
    pub(super) fn new(look: Look) -> Self {
        Self { look, first: true }
    }
}

impl Reporter for Json {
    fn begin(&mut self, out: &mut dyn Write, _: &[Rule]) -> io::Result<()> {
        let (tool, lang) = (serde_json::to_string(&Tool::THIS)?, serde_json::to_string(&self.look.lang)?);
        write!(out, "{{\"version\":{VERSION},\"tool\":{tool},\"lang\":{lang},\"files\":[")
    }

    fn file(&mut self, out: &mut dyn Write, file: &FileReport) -> io::Result<()> {
        out.write_all(if self.first { b"\n" } else { b",\n" })?;
        self.first = false;
        Ok(serde_json::to_writer(out, &File::new(file, self.look.lang))?)
    }

    fn end(&mut self, out: &mut dyn Write, failures: &[Failure], summary: &Summary) -> io::Result<()> {
        let failures: Vec<_> = failures.iter().map(|f| FailureRow::new(f, self.look.lang)).collect();
        let (failures, summary) = (serde_json::to_string(&failures)?, serde_json::to_string(&Totals::new(summary))?);
        writeln!(out, "\n],\"failures\":{failures},\"summary\":{summary}}}")
    }
}

/// One JSON object a line: `{"type":"finding","path":…}`, `{"type":"failure",…}`, and last `{"type":"summary",…}`.
pub(super) struct JsonLines {
    look: Look,
}

impl JsonLines {
    pub(super) fn new(look: Look) -> Self {
        Self { look }
    }
}

impl Reporter for JsonLines {
    fn file(&mut self, out: &mut dyn Write, file: &FileReport) -> io::Result<()> {
        for finding in &file.findings {
            let row = Row::new(finding, &file.source, self.look.lang);
            writeln!(out, "{}", json!({ "type": "finding", "path": file.source.name(), "finding": row }))?;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, failures: &[Failure], summary: &Summary) -> io::Result<()> {
        for failure in failures {
            writeln!(out, "{}", json!({ "type": "failure", "failure": FailureRow::new(failure, self.look.lang) }))?;
        }
        writeln!(out, "{}", json!({ "type": "summary", "version": VERSION, "tool": Tool::THIS, "summary": Totals::new(summary) }))
    }
}
