//! One row of a table: a value, what it is of, and who published it.

use crate::both;
use crate::figure::{self, Basis, Date, Edge, FactRole, Figure, MentionKind, Moment, Role};
use crate::kind::relation::Subject;
use crate::lang::Localized;
use crate::relation::{Operand, Reading};
use crate::rule::Problem;
use crate::rule::manifest::At;
use jiff::civil;
use std::ops::Range;

/// What a row says, as it is written, with the place of each cell.
pub(super) struct Cells<'t> {
    pub(super) subject: &'t At<String>,
    pub(super) value: (&'t str, Range<usize>),
    pub(super) period: (&'t str, Range<usize>),
    pub(super) scope: Option<&'t str>,
    pub(super) share: bool,
    pub(super) basis: Basis,
    pub(super) source: &'t str,
    pub(super) as_of: Option<(&'t str, Range<usize>)>,
    pub(super) checked: bool,
}

/// A known value.
#[derive(Debug)]
pub(super) struct Row {
    /// The indicator.
    pub(super) subject: Subject,
    /// The same, as written: to tell doubles.
    pub(super) name: String,
    /// What it says of it.
    pub(super) role: FactRole,
    /// The time that it speaks of.
    pub(super) period: Date,
    /// The place.
    pub(super) scope: Option<String>,
    /// The prices.
    pub(super) basis: Basis,
    /// The value.
    pub(super) operand: Operand,
    /// The value as written.
    pub(super) written: String,
    /// Who published it, and when.
    pub(super) source: String,
    /// The year from which on it is known, where the table tells.
    pub(super) known_since: Option<i16>,
    /// Whether it was held against its source.
    pub(super) checked: bool,
}

impl Row {
    /// Reads a row; what is wrong is a problem at its cell.
    pub(super) fn read(cells: &Cells<'_>, problems: &mut Vec<Problem>) -> Option<Self> {
        let before = problems.len();
        let subject = Subject::compile(cells.subject, problems);
        let period = period(cells.period.0);
        if period.is_none() {
            let written = cells.period.0;
            problems.push(Problem::new(
                cells.period.1.clone(),
                both!(
                    "读不懂时期“{written}”；写成 2023年、2023年末、2023年上半年、2023年5月",
                    "`{written}` is no period; write 2023年, 2023年末, 2023年上半年, 2023年5月"
                ),
            ));
        }
        let value = value(cells.value.0);
        if value.is_none() {
            let written = cells.value.0;
            problems.push(Problem::new(
                cells.value.1.clone(),
                both!(
                    "读不懂数值“{written}”：写成正文里的样子，带单位，如 1260582亿元、增长5.2%",
                    "`{written}` is no value: write it as in a text, with its unit, such as 1260582亿元, 增长5.2%"
                ),
            ));
        }
        let as_of = cells.as_of.as_ref().map(|(written, place)| {
            let date = written.parse::<civil::Date>();
            if date.is_err() {
                problems.push(Problem::new(
                    place.clone(),
                    both!("“{written}”不是日期；写成 2024-02-29", "`{written}` is no date; write it as 2024-02-29"),
                ));
            }
            date.ok()
        });
        let (figure, role) = value?;
        let as_of = as_of.flatten();
        let role = if cells.share { FactRole::Share } else { role };
        let reading = match role {
            FactRole::Growth(direction) => Reading::Rate(direction),
            FactRole::Difference(direction) => Reading::Difference(direction),
            FactRole::Level | FactRole::Share => Reading::Plain,
        };
        let text = cells.value.0.get(figure.span.clone()).unwrap_or_default();
        let mut operand = Operand::of_figure(&figure, text, reading);
        operand.fixed = true;
        let source = as_of.map_or_else(|| cells.source.to_owned(), |date| format!("{}，{date}", cells.source));
        (problems.len() == before).then_some(Self {
            subject: subject?,
            name: cells.subject.get().clone(),
            role,
            period: period?,
            scope: cells.scope.map(str::to_owned),
            basis: cells.basis,
            operand,
            written: cells.value.0.to_owned(),
            source,
            known_since: as_of.map(civil::Date::year),
            checked: cells.checked,
        })
    }

    /// Whether two rows are of one figure and one source.
    pub(super) fn doubles(&self, other: &Self) -> bool {
        (&self.name, self.period, &self.scope, &self.source) == (&other.name, other.period, &other.scope, &other.source)
            && std::mem::discriminant(&self.role) == std::mem::discriminant(&other.role)
            && self.operand.quantity.dimension == other.operand.quantity.dimension
            && self.operand.unit == other.operand.unit
    }

    /// Whether a period of a text is that of the row. The end of a year is told as the year too.
    pub(super) fn is_of(&self, from: Moment, to: Option<Moment>) -> bool {
        let plain = |moment: Moment| {
            if moment.edge == Some(Edge::End) && moment.month.is_none() { Moment { edge: None, ..moment } } else { moment }
        };
        plain(from) == plain(self.period.from) && to == self.period.to
    }
}

/// A period as it is written in a text.
fn period(written: &str) -> Option<Date> {
    let written =
        if written.len() == 4 && written.bytes().all(|b| b.is_ascii_digit()) { format!("{written}年") } else { written.to_owned() };
    let reading = figure::read(&written);
    match &reading.mentions[..] {
        [one] if one.span == (0..written.len()) => match one.kind {
            MentionKind::Date(date) if date.exists && date.from.year.is_some() => Some(date),
            _ => None,
        },
        _ => None,
    }
}

/// A value as it is written in a text, with its unit and perhaps its word of change.
fn value(written: &str) -> Option<(Figure, FactRole)> {
    let reading = figure::read(written);
    let [one] = &reading.figures[..] else { return None };
    let lead = written.get(..one.span.start)?;
    let ends = one.span.end == written.len();
    let direction = one.change.as_ref().and_then(|change| change.direction);
    let role = match one.role {
        Role::Multiplier => FactRole::Growth(direction),
        Role::Difference => FactRole::Difference(direction),
        Role::Share => FactRole::Share,
        _ => FactRole::Level,
    };
    let worded = lead.is_empty() || direction.is_some() || role == FactRole::Share;
    (ends && worded && (one.unit.is_some() || one.dimension.is_some())).then(|| (one.clone(), role))
}

/// The basis of this name.
pub(super) fn basis(name: Option<&str>) -> Option<Basis> {
    match name {
        None => Some(Basis::Unknown),
        Some("nominal") => Some(Basis::Nominal),
        Some("constant") => Some(Basis::Constant),
        Some(_) => None,
    }
}

/// The problem of a basis that there is not.
pub(super) fn no_basis(place: Range<usize>) -> Problem {
    Problem::new(place, Localized::fixed("basis 是 nominal（现价）或 constant（不变价）", "basis is nominal or constant"))
}
