//! `--format csv`: one line a figure, with a header line.

use super::listing::Listing;
use super::model::FigureRow;
use super::{FigureReporter, FigureSummary};
use crate::finding::Failure;
use crate::reporter::Look;
use crate::text::visible::visible_line;
use std::io::{self, Write};

const HEADER: &[&str] = &[
    "path",
    "line",
    "column",
    "byte_start",
    "byte_end",
    "text",
    "lo",
    "hi",
    "lo_closed",
    "hi_closed",
    "soft_lo",
    "soft_hi",
    "soft_lo_closed",
    "soft_hi_closed",
    "quantum",
    "unit",
    "dimension",
    "role",
    "direction",
    "target",
    "comparison",
    "basis",
    "subject",
    "period",
    "scope",
    "part_of",
];

/// Writes comma-separated values.
pub(super) struct Csv;

impl Csv {
    pub(super) fn new(_: Look) -> Self {
        Self
    }
}

impl FigureReporter for Csv {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        write(out, HEADER.iter().map(|&name| name.to_owned()).collect())
    }

    fn file(&mut self, out: &mut dyn Write, listing: &Listing) -> io::Result<()> {
        for index in 0..listing.facts.len() {
            let Some(row) = FigureRow::new(listing, index) else { continue };
            let mut cells = vec![safe(listing.source.name())];
            cells.extend(row.cells());
            write(out, cells)?;
        }
        for other in &listing.others {
            let (name, reads) = super::words::other(other);
            let position = listing.source.position(other.span.start);
            let mut cells = vec![String::new(); HEADER.len()];
            let values = [
                ("path", safe(listing.source.name())),
                ("line", position.line.to_string()),
                ("column", position.column.to_string()),
                ("byte_start", other.span.start.to_string()),
                ("byte_end", other.span.end.to_string()),
                ("text", safe(listing.source.slice(other.span))),
                ("role", name.to_owned()),
                ("period", if name == "date" { reads.unwrap_or_default() } else { String::new() }),
            ];
            for (column, value) in values {
                if let Some(cell) = HEADER.iter().position(|h| *h == column).and_then(|at| cells.get_mut(at)) {
                    *cell = value;
                }
            }
            write(out, cells)?;
        }
        Ok(())
    }

    fn end(&mut self, _: &mut dyn Write, _: &[Failure], _: &FigureSummary) -> io::Result<()> {
        Ok(())
    }
}

/// A text as a cell: on one line, and never a formula. What begins like one gets a leading apostrophe, as spreadsheets
/// expect it; a number with a sign stays as it is.
pub(super) fn safe(text: &str) -> String {
    let line = visible_line(text);
    let mut chars = line.chars();
    let formula = match chars.next() {
        Some('=' | '@') => true,
        Some('+' | '-') => !chars.next().is_some_and(|c| c.is_numeric()),
        _ => false,
    };
    if formula { format!("'{line}") } else { line }
}

/// Writes one record (RFC 4180, but for the line end).
fn write(out: &mut dyn Write, cells: Vec<String>) -> io::Result<()> {
    let quoted = cells.into_iter().map(|cell| if cell.contains([',', '"']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell });
    writeln!(out, "{}", quoted.collect::<Vec<_>>().join(","))
}
