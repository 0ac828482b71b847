//! How far figures are tested, in the JSON report.

use super::model::Range;
use crate::finding::{FigureTest, TestPower};
use crate::text::Source;
use schemars::JsonSchema;
use serde::Serialize;

/// How far one figure is tested.
#[derive(Serialize, JsonSchema)]
pub(super) struct TestRow {
    /// Where it stands.
    span: Range,
    /// The figure.
    text: String,
    /// Relations that it takes part in and that hold.
    relations: u64,
    /// Modelled slips that would be noticed.
    noticed: u64,
    /// All modelled slips.
    slips: u64,
}

impl TestRow {
    pub(super) fn new(test: &FigureTest, source: &Source) -> Self {
        let FigureTest { span, relations, noticed, slips } = *test;
        Self { span: Range::new(span, source), text: source.slice(span).to_owned(), relations, noticed, slips }
    }
}

/// How far the figures of a run are tested.
#[derive(Serialize, JsonSchema)]
pub(super) struct Power {
    /// Figures.
    figures: u64,
    /// Figures of which some slip would be noticed.
    tested: u64,
    /// The mean share of slips that would be noticed, in tenths of a per cent.
    per_mille: u64,
}

impl Power {
    pub(super) fn new(power: TestPower) -> Self {
        Self { figures: power.figures, tested: power.tested, per_mille: power.per_mille() }
    }
}
