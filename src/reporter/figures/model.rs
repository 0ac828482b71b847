//! The JSON form of a listing. `docs/figures.schema.json` is generated from these types.

use super::listing::{Listing, Other};
use super::{FigureSummary, csv, words};
use crate::figure::{Basis, Bound, Direction, FactRole, Interval, Role, Value};
use crate::reporter::model::{FailureRow, Lang_, Range, Tool};
use schemars::{JsonSchema, Schema};
use serde::Serialize;

/// The version of the format. Keys may be added within a version; none is removed or changes its meaning.
pub(super) const VERSION: u32 = 1;

/// The JSON Schema of `kanwu figures --format json`.
#[must_use]
pub fn schema() -> Schema {
    schemars::schema_for!(Document)
}

/// The figures of all texts of a run.
#[derive(Serialize, JsonSchema)]
struct Document {
    /// The version of this format: 1.
    version: u32,
    /// The program that read the figures.
    tool: Tool,
    /// The language of messages: zh or en.
    lang: Lang_,
    /// The texts, in the order in which they were given or found.
    files: Vec<File>,
    /// What kept the run from doing all that was asked. Not empty means exit code 2.
    failures: Vec<FailureRow>,
    /// What the run comes to.
    summary: Totals,
}

/// One text.
#[derive(Serialize, JsonSchema)]
pub(super) struct File {
    /// Its path as given or found; the name for standard input.
    path: String,
    /// The encoding the bytes were read as.
    encoding: String,
    /// Documents in the file.
    documents: usize,
    /// The figures, sorted by place.
    figures: Vec<FigureRow>,
    /// With --all: what holds a number and is no figure, sorted by place.
    mentions: Vec<MentionRow>,
}

/// A figure and what it is about.
#[derive(Serialize, JsonSchema)]
pub(super) struct FigureRow {
    /// The words, from the first approximating word or sign to the last; across a break that the transcription put
    /// inside them, with that break.
    text: String,
    /// Where they stand.
    span: Range,
    /// What they may stand for, in the unit as written with its scale word multiplied out (1.39万亿斤 in 斤); a ratio as
    /// a plain number (5.2 % is 0.052). The amount of a decrease is positive.
    value: Readings,
    /// For a change that is told as a ratio (增长5.2%, 翻一番): new ÷ old.
    multiplier: Option<Readings>,
    /// Which way a change goes.
    direction: Option<Way>,
    /// The size of the last written digit, in the terms of `value`.
    quantum: String,
    /// The size of the last written digit that is not zero, in the terms of `value`.
    granule: String,
    /// The approximating word: none, over, at-least, at-most, under, near, about, many, beyond, order-of, several,
    /// range, strong, weak.
    qualifier: &'static str,
    /// The unit, 元 or 元/吨; null for a bare number and for a number of the noun that follows.
    unit: Option<String>,
    /// What it measures: CNY, mass, count, ratio, …; null for a bare number.
    dimension: Option<String>,
    /// What it says about its subject.
    role: RoleName,
    /// True where it is aimed at and not reported.
    target: bool,
    /// The prices that it is told in.
    basis: BasisName,
    /// What a change is measured against: year-on-year, period-on-period, previous-year, previous-year-end,
    /// annual-average, or a period.
    comparison: Option<String>,
    /// What it is a figure of.
    subject: Option<String>,
    /// Where the words of the subject stand.
    subject_span: Option<Range>,
    /// True where the subject was named in an earlier clause.
    subject_inherited: bool,
    /// The time that it speaks of: 2024, 2024-H1, 2024-Q1, 2024-12, 2024-12-31, `2024-12 末`, 2021/2025.
    period: Option<String>,
    /// The place that it speaks of.
    scope: Option<String>,
    /// The index in `figures` of the figure whose part this is.
    part_of: Option<usize>,
    /// Whether the list of parts is all of the whole, where the text tells.
    complete: Option<bool>,
}

/// Something with a number in it that is no figure.
#[derive(Serialize, JsonSchema)]
struct MentionRow {
    text: String,
    span: Range,
    /// date, time, ordinal, session, plan, document-number, name, idiom, item, code, score, ill-formed; uncounted is a
    /// quantity that tells no fact (一个 says "a").
    kind: &'static str,
    /// A date as `period` of a figure is written, without the parts that the text leaves out; the number of an ordinal;
    /// why something is ill-formed.
    reads: Option<String>,
}

/// The literal and the usual meaning of a quantity.
#[derive(Serialize, JsonSchema)]
struct Readings {
    /// Everything that the words allow.
    hard: Ends,
    /// What a writer who chose these words most likely means; within `hard`.
    soft: Ends,
}

/// All numbers between two ends. The ends are exact: `63/2`, `13/250`, `-inf`, `inf`.
#[derive(Serialize, JsonSchema)]
struct Ends {
    lo: String,
    hi: String,
    lo_closed: bool,
    hi_closed: bool,
}

#[derive(Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Way {
    Up,
    Down,
}

#[derive(Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum RoleName {
    /// How much there is.
    Level,
    /// A part of a whole.
    Share,
    /// By what it changed: a ratio where `multiplier` is given, else a difference.
    Change,
}

#[derive(Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum BasisName {
    Unknown,
    Nominal,
    ConstantPrice,
}

/// What a whole run comes to.
#[derive(Serialize, JsonSchema)]
pub(super) struct Totals {
    /// Texts read.
    files: u64,
    /// Characters read.
    characters: u64,
    /// Figures listed.
    figures: u64,
    /// Numbers listed that are no figures.
    mentions: u64,
    /// Failures of the run.
    failures: u64,
}

impl Totals {
    pub(super) fn new(summary: &FigureSummary, failures: usize) -> Self {
        let FigureSummary { files, characters, figures, others } = *summary;
        Self { files, characters, figures, mentions: others, failures: failures as u64 }
    }
}

impl File {
    pub(super) fn new(listing: &Listing) -> Self {
        Self {
            path: listing.source.name().to_owned(),
            encoding: listing.source.encoding().name().to_owned(),
            documents: listing.documents,
            figures: (0..listing.facts.len()).filter_map(|index| FigureRow::new(listing, index)).collect(),
            mentions: listing.others.iter().map(|other| MentionRow::new(other, listing)).collect(),
        }
    }
}

impl MentionRow {
    fn new(other: &Other, listing: &Listing) -> Self {
        let (kind, reads) = words::other(other);
        let text = listing.source.slice(other.span).to_owned();
        Self { text, span: Range::new(other.span, &listing.source), kind, reads }
    }
}

impl FigureRow {
    pub(super) fn new(listing: &Listing, index: usize) -> Option<Self> {
        let fact = listing.facts.get(index)?;
        let (figure, source) = (&fact.figure, &listing.source);
        let multiplier = figure.change.as_ref().filter(|_| figure.role == Role::Multiplier);
        let (role, direction) = match fact.role {
            FactRole::Level => (RoleName::Level, None),
            FactRole::Share => (RoleName::Share, None),
            FactRole::Growth(direction) | FactRole::Difference(direction) => (RoleName::Change, direction),
        };
        Some(Self {
            text: source.slice(fact.span).to_owned(),
            span: Range::new(fact.span, source),
            value: Readings::new(&figure.value),
            multiplier: multiplier.map(|change| Readings::new(&change.value)),
            direction: direction.map(|direction| if direction == Direction::Up { Way::Up } else { Way::Down }),
            quantum: figure.quantum.to_string(),
            granule: figure.granule.to_string(),
            qualifier: words::qualifier_name(figure.qualifier),
            unit: figure.unit.map(|_| words::unit(fact)),
            dimension: figure.dimension.map(|dimension| dimension.to_string()),
            role,
            target: fact.target,
            basis: match fact.basis {
                Basis::Unknown => BasisName::Unknown,
                Basis::Nominal => BasisName::Nominal,
                Basis::Constant => BasisName::ConstantPrice,
            },
            comparison: fact.comparison.as_ref().map(words::comparison_name),
            subject: fact.subject.as_ref().map(|subject| subject.text.clone()),
            subject_span: fact.subject.as_ref().map(|subject| Range::new(subject.span, source)),
            subject_inherited: fact.subject.as_ref().is_some_and(|subject| subject.inherited),
            period: fact.period.map(|period| period.to_string()),
            scope: fact.scope.clone(),
            part_of: fact.part_of,
            complete: fact.complete,
        })
    }

    /// The cells of the CSV line, path apart, in the order of its header.
    pub(super) fn cells(&self) -> Vec<String> {
        let start = &self.span.start;
        let mut cells = vec![start.line.to_string(), start.column.to_string(), start.byte.to_string(), self.span.end.byte.to_string()];
        cells.push(csv::safe(&self.text));
        for ends in [&self.value.hard, &self.value.soft] {
            cells.extend([ends.lo.clone(), ends.hi.clone(), ends.lo_closed.to_string(), ends.hi_closed.to_string()]);
        }
        let plain = |text: &Option<String>| text.as_deref().map(csv::safe).unwrap_or_default();
        cells.extend([
            self.quantum.clone(),
            plain(&self.unit),
            plain(&self.dimension),
            name(self.role),
            self.direction.map(name).unwrap_or_default(),
            self.target.to_string(),
            plain(&self.comparison),
            name(self.basis),
            plain(&self.subject),
            plain(&self.period),
            plain(&self.scope),
            self.part_of.map(|part| part.to_string()).unwrap_or_default(),
        ]);
        cells
    }
}

/// The name of a variant as JSON has it.
fn name(value: impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

impl Readings {
    fn new(value: &Value) -> Self {
        Self { hard: Ends::new(&value.hard), soft: Ends::new(&value.soft) }
    }
}

impl Ends {
    fn new(interval: &Interval) -> Self {
        let shown = |bound: &Bound, none: &str| bound.number().map_or_else(|| none.to_owned(), ToString::to_string);
        Self {
            lo: shown(&interval.lo, "-inf"),
            hi: shown(&interval.hi, "inf"),
            lo_closed: interval.lo.is_closed(),
            hi_closed: interval.hi.is_closed(),
        }
    }
}
