//! Tables of facts: TOML or CSV, read strictly.

use super::row::{Cells, Row, basis, no_basis};
use crate::both;
use crate::lang::Localized;
use crate::rule::Problem;
use crate::rule::manifest::{At, nearest, parse_toml, read};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;
use toml::Spanned;
use toml::de::DeValue;

/// The table that is shipped.
const SHIPPED: &str = include_str!("../../../facts/china.facts.toml");

/// The tables of a run.
#[derive(Debug, Default)]
pub struct Tables {
    rows: Vec<Row>,
    /// The rows by the year that they speak of.
    by_year: HashMap<u16, Vec<usize>>,
}

/// The keys of a table in TOML.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Keys {
    /// Where the values come from, by a short name.
    #[serde(default)]
    sources: std::collections::BTreeMap<String, Source>,
    /// The values.
    fact: Vec<FactKeys>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Source {
    title: String,
    published: Option<At<String>>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct FactKeys {
    /// The indicator, written as in `relation`: alternatives with `|`.
    subject: At<String>,
    /// The value as in a text, with its unit: 1260582亿元, 增长5.2%.
    value: At<String>,
    /// The time that it speaks of: 2023, 2023年末, 2023年上半年.
    period: At<String>,
    /// The place that it speaks of.
    scope: Option<String>,
    /// `true` for a part of a whole.
    #[serde(default)]
    share: bool,
    /// The prices: `nominal` or `constant`.
    basis: Option<At<String>>,
    /// Who published it: a name of `sources`, or in words.
    source: At<String>,
    /// The day from which on it is known.
    as_of: Option<At<String>>,
    /// `false` where nobody has held it against its source; then what differs from it is only a lead.
    checked: Option<bool>,
}

/// Whether a file of this name is a table of facts: `facts.toml`, `NAME.facts.toml` or `NAME.csv`.
#[must_use]
pub fn is_table(path: &str) -> bool {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name == "facts.toml" || name.ends_with(".facts.toml") || is_csv(name)
}

fn is_csv(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case("csv"))
}

impl Tables {
    /// The shipped table.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static TABLE: LazyLock<Tables> = LazyLock::new(|| {
            let mut tables = Tables::default();
            // a test reads it, so that a mistake in it can't ship
            tables.add("china.facts.toml", SHIPPED, &mut Vec::new());
            tables
        });
        &TABLE
    }

    /// The text of the shipped table.
    #[must_use]
    pub const fn shipped_text() -> &'static str {
        SHIPPED
    }

    /// A table with the shipped rows.
    #[must_use]
    pub fn with_shipped() -> Self {
        let mut tables = Self::default();
        tables.add("china.facts.toml", SHIPPED, &mut Vec::new());
        tables
    }

    /// How many values there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// True where there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Adds the rows of a file. What is wrong becomes a problem at its key or line; the other rows are read.
    pub fn add(&mut self, name: &str, text: &str, problems: &mut Vec<Problem>) {
        let before = self.rows.len();
        if is_csv(name) {
            self.add_csv(text, problems)
        } else {
            self.add_toml(text, problems)
        }
        if self.rows.len() == before && problems.is_empty() {
            problems.push(Problem::new(0..0, Localized::fixed("表里没有一行", "there is not one row in the table")));
        }
    }

    /// All rows.
    pub(super) fn rows(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter()
    }

    /// The rows that speak of this year.
    pub(super) fn of_year(&self, year: u16) -> impl Iterator<Item = &Row> {
        self.by_year.get(&year).into_iter().flatten().filter_map(|&i| self.rows.get(i))
    }

    fn push(&mut self, row: Row, place: Range<usize>, problems: &mut Vec<Problem>) {
        let Some(year) = row.period.from.year else { return };
        if self.of_year(year).any(|other| other.doubles(&row)) {
            let (name, written) = (&row.name, &row.written);
            problems.push(Problem::new(
                place,
                both!(
                    "“{name}”的这个数（{written}）前面已有，来源相同",
                    "this figure of `{name}` ({written}) is there already, of the same source"
                ),
            ));
            return;
        }
        self.by_year.entry(year).or_default().push(self.rows.len());
        self.rows.push(row);
    }

    fn add_toml(&mut self, text: &str, problems: &mut Vec<Problem>) {
        let Some(table) = parse_toml(text, problems) else { return };
        let span = table.span();
        let Some(keys) = read::<Keys>(Spanned::new(span, DeValue::Table(table.into_inner())), problems) else { return };
        for fact in &keys.fact {
            let place = fact.subject.span();
            let known = keys.sources.get(fact.source.get());
            let Some(basis) = basis(fact.basis.as_ref().map(|b| b.get().as_str())) else {
                problems.push(no_basis(fact.basis.as_ref().map_or(place, At::span)));
                continue;
            };
            let as_of = fact.as_of.as_ref().or_else(|| known.and_then(|source| source.published.as_ref()));
            let cells = Cells {
                subject: &fact.subject,
                value: (fact.value.get().as_str(), fact.value.span()),
                period: (fact.period.get().as_str(), fact.period.span()),
                scope: fact.scope.as_deref(),
                share: fact.share,
                basis,
                source: known.map_or(fact.source.get().as_str(), |source| source.title.as_str()),
                as_of: as_of.map(|at| (at.get().as_str(), at.span())),
                checked: fact.checked.unwrap_or(true),
            };
            if let Some(row) = Row::read(&cells, problems) {
                self.push(row, place, problems);
            }
        }
    }

    fn add_csv(&mut self, text: &str, problems: &mut Vec<Problem>) {
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(text.as_bytes());
        let mut columns: Vec<Option<&'static str>> = Vec::new();
        match reader.headers() {
            Ok(headers) => {
                for name in headers {
                    let known = COLUMNS.iter().find(|(key, zh)| name == *key || name == *zh).map(|(key, _)| *key);
                    if known.is_none() {
                        let problem = Problem::new(line_at(text, 0), both!("未知的列“{name}”", "unknown column `{name}`"));
                        problems.push(match nearest(name, COLUMNS.iter().flat_map(|(key, zh)| [*key, *zh])) {
                            Some(meant) => problem.with_help(both!("是不是“{meant}”？", "did you mean `{meant}`?")),
                            None => problem,
                        });
                    }
                    columns.push(known);
                }
            }
            Err(error) => return problems.push(Problem::new(0..0, both!("读不了 CSV：{error}", "can't read the CSV: {error}"))),
        }
        for missing in ["subject", "value", "period", "source"].iter().filter(|key| !columns.contains(&Some(**key))) {
            problems.push(Problem::new(line_at(text, 0), both!("缺少列 {missing}", "the column {missing} is missing")));
        }
        if !problems.is_empty() {
            return;
        }
        for record in reader.into_records() {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    let at = error.position().map_or(0, csv::Position::byte);
                    problems.push(Problem::new(line_at(text, at), both!("读不了这一行：{error}", "can't read this line: {error}")));
                    continue;
                }
            };
            let place = line_at(text, record.position().map_or(0, csv::Position::byte));
            self.add_record(&columns, &record, place, problems);
        }
    }

    fn add_record(
        &mut self,
        columns: &[Option<&'static str>],
        record: &csv::StringRecord,
        place: Range<usize>,
        problems: &mut Vec<Problem>,
    ) {
        if record.len() != columns.len() {
            let (got, wanted) = (record.len(), columns.len());
            return problems.push(Problem::new(place, both!("这一行有{got}格，应有{wanted}格", "this line has {got} cells, not {wanted}")));
        }
        let cell = |key: &str| columns.iter().position(|c| *c == Some(key)).and_then(|i| record.get(i)).filter(|cell| !cell.is_empty());
        let (Some(subject), Some(value), Some(period), Some(source)) = (cell("subject"), cell("value"), cell("period"), cell("source"))
        else {
            let message = Localized::fixed("subject、value、period、source 都要写", "subject, value, period and source must be given");
            return problems.push(Problem::new(place, message));
        };
        let Some(basis) = basis(cell("basis")) else { return problems.push(no_basis(place)) };
        let subject = At::placed(subject.to_owned(), place.clone());
        let cells = Cells {
            subject: &subject,
            value: (value, place.clone()),
            period: (period, place.clone()),
            scope: cell("scope"),
            share: cell("share").is_some_and(|share| share == "true" || share == "是"),
            basis,
            source,
            as_of: cell("as-of").map(|date| (date, place.clone())),
            checked: !cell("checked").is_some_and(|checked| checked == "false" || checked == "否"),
        };
        if let Some(row) = Row::read(&cells, problems) {
            self.push(row, place, problems);
        }
    }
}

/// The columns of a table in CSV, by either name.
const COLUMNS: &[(&str, &str)] = &[
    ("subject", "主语"),
    ("value", "数值"),
    ("period", "时期"),
    ("scope", "地区"),
    ("share", "占比"),
    ("basis", "口径"),
    ("source", "来源"),
    ("as-of", "公布日期"),
    ("checked", "已核对"),
];

/// The line of a text that a byte is in.
fn line_at(text: &str, byte: u64) -> Range<usize> {
    let at = usize::try_from(byte).unwrap_or(usize::MAX).min(text.len());
    let start = text.get(at..).map_or(at, |rest| at + (rest.len() - rest.trim_start_matches(['\n', '\r']).len()));
    let end = text.get(start..).and_then(|rest| rest.find(['\n', '\r'])).map_or(text.len(), |length| start + length);
    start..end
}
