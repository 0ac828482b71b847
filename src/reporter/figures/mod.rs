//! The figures of texts, listed: `kanwu figures`.
//!
//! A [`Listing`] is what was read of one text. It is shown as a table for people, as JSON (described by [`schema`]) or
//! as CSV, and a line of it can be explained figure by figure.

mod csv;
mod explain;
mod json;
mod listing;
mod model;
mod number;
mod reasons;
mod table;
mod words;

pub use listing::{Listing, Other};
pub use model::schema;

use super::Look;
use crate::finding::Failure;
use std::io::{self, Write};

/// What a run over several texts comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FigureSummary {
    /// Texts read.
    pub files: u64,
    /// Characters read.
    pub characters: u64,
    /// Figures listed.
    pub figures: u64,
    /// Numbers that are no figures.
    pub others: u64,
}

/// Writes one listing after another.
pub trait FigureReporter {
    /// Before the first text.
    ///
    /// # Errors
    /// Those of `out`; so for all methods.
    fn begin(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
    /// One text.
    ///
    /// # Errors
    /// Those of `out`.
    fn file(&mut self, out: &mut dyn Write, listing: &Listing) -> io::Result<()>;
    /// After the last text.
    ///
    /// # Errors
    /// Those of `out`.
    fn end(&mut self, out: &mut dyn Write, failures: &[Failure], summary: &FigureSummary) -> io::Result<()>;
}

/// The reporter of this name: `table`, `json` or `csv`. With `line`, the figures of that line are explained instead.
#[must_use]
pub fn reporter(name: &str, line: Option<u32>, look: Look) -> Box<dyn FigureReporter> {
    match (name, line) {
        (_, Some(line)) => Box::new(explain::Explain::new(look, line)),
        ("json", None) => Box::new(json::Json::new(look)),
        ("csv", None) => Box::new(csv::Csv::new(look)),
        _ => Box::new(table::Table::new(look)),
    }
}

impl FigureSummary {
    /// Adds one text.
    pub fn add(&mut self, listing: &Listing) {
        self.files += 1;
        self.characters += listing.source.text().chars().count() as u64;
        self.figures += listing.facts.len() as u64;
        self.others += listing.others.len() as u64;
    }
}
