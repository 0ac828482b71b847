//! `--format json`.

use super::listing::Listing;
use super::model::{File, Totals, VERSION};
use super::{FigureReporter, FigureSummary};
use crate::finding::Failure;
use crate::reporter::Look;
use crate::reporter::model::{FailureRow, Tool};
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

impl FigureReporter for Json {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let (tool, lang) = (serde_json::to_string(&Tool::THIS)?, serde_json::to_string(&self.look.lang)?);
        write!(out, "{{\"version\":{VERSION},\"tool\":{tool},\"lang\":{lang},\"files\":[")
    }

    fn file(&mut self, out: &mut dyn Write, listing: &Listing) -> io::Result<()> {
        out.write_all(if self.first { b"\n" } else { b",\n" })?;
        self.first = false;
        Ok(serde_json::to_writer(out, &File::new(listing))?)
    }

    fn end(&mut self, out: &mut dyn Write, failures: &[Failure], summary: &FigureSummary) -> io::Result<()> {
        let rows: Vec<_> = failures.iter().map(|f| FailureRow::new(f, self.look.lang)).collect();
        let totals = Totals::new(summary, failures.len());
        writeln!(out, "\n],\"failures\":{},\"summary\":{}}}", serde_json::to_string(&rows)?, serde_json::to_string(&totals)?)
    }
}
