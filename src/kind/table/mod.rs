//! `[check.table]`: the rows and columns of a table against their totals.
//!
//! That a row says 合计 does not say of which rows: a table may have parts of parts, and columns that can't be added at
//! all. So each way of reading the table is tried, and one is believed where it holds in other columns (for a column of
//! totals: in other rows); the odd one out is told. Where there is nothing to compare with, a slip of the pen has to
//! explain it, or it is only a lead.

mod grid;
mod parts;

use super::expression::Lazy;
use super::relations::{Asserted, PLACEHOLDERS, Relations};
use super::{Check, Kind, Localized0, Placeholder, Reach, Starter};
use crate::relation::expression::{Assertion, parse_assertion};
use crate::relation::{Reason, Slot, Verdict};
use crate::rule::Problem;
use crate::rule::manifest::{At, read};
use crate::text::visible::visible_line;
use grid::{Cell, Grid};
use parts::{Reading, Role, nested, readings};
use schemars::{JsonSchema, Schema};
use serde::Deserialize;
use std::sync::Arc;
use toml::Spanned;
use toml::de::DeValue;

/// The kind.
pub(super) struct TableKind;

/// The keys of `[check.table]`.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Keys {
    /// What a row or a column is called that is the total of others: a regular expression over its name without blanks.
    #[schemars(extend("x-zh" = "合计行、合计列的名称：正则表达式，对照去掉空白的名称。"))]
    total: At<String>,
    /// What a row is called that is the total of the rows next to it, which the total adds up again.
    #[schemars(extend("x-zh" = "小计行的名称：正则表达式。小计又计入合计。"))]
    subtotal: Option<At<String>>,
    /// What a row or a column is called that may be a total: it counts as one where it is the sum in other columns (rows).
    #[schemars(extend("x-zh" = "可能是合计的行、列的名称：正则表达式。在别的列（行）里确实等于各项之和，才当作合计。"))]
    perhaps: Option<At<String>>,
    /// What a row is called that is a part of the row before it.
    #[schemars(extend("x-zh" = "属于上一行一部分的行的名称：正则表达式。"))]
    within: Option<At<String>>,
    /// What a column is called whose figures can't be added. Shares can, where their total is 100.
    #[schemars(extend("x-zh" = "不能相加的列的名称：正则表达式。占比的合计为 100 时仍相加。"))]
    apart: Option<At<String>>,
}

impl Kind for TableKind {
    fn name(&self) -> &'static str {
        "table"
    }
    fn summary(&self) -> Localized0 {
        ("表格的行、列与合计是否相符", "rows and columns of tables against their totals")
    }
    fn placeholders(&self) -> &'static [Placeholder] {
        PLACEHOLDERS
    }
    fn quotes(&self) -> bool {
        false
    }
    fn schema(&self) -> Schema {
        schemars::schema_for!(Keys)
    }
    fn starter(&self) -> Starter {
        Starter {
            message: ("各项之和与合计不符：{arithmetic}", "the items do not add up to the total: {arithmetic}"),
            check: "total = '^(?:合计|总计)$'\n",
            examples: r#"[[example]]
fails = """
| 镇 | 户数 | 人数 |
|---|---|---|
| 东镇 | 1204 | 3811 |
| 西镇 | 823 | 2409 |
| 合计 | ⟦2127⟧ | 6220 |"""

[[example]]
passes = """
| 镇 | 户数 | 人数 |
|---|---|---|
| 东镇 | 1204 | 3811 |
| 西镇 | 823 | 2409 |
| 合计 | 2027 | 6220 |"""
"#,
        }
    }
    fn compile(&self, table: Spanned<DeValue<'_>>, problems: &mut Vec<Problem>) -> Option<Box<dyn Check>> {
        let keys: Keys = read(table, problems)?;
        let before = problems.len();
        let mut load = |at: Option<&At<String>>| at.and_then(|at| Lazy::load(at, problems));
        let total = load(Some(&keys.total));
        let (subtotal, perhaps) = (load(keys.subtotal.as_ref()), load(keys.perhaps.as_ref()));
        let (within, apart) = (load(keys.within.as_ref()), load(keys.apart.as_ref()));
        if problems.len() > before {
            return None;
        }
        let assertion = Arc::new(parse_assertion("sum(part) = total").ok()?);
        Some(Box::new(TableCheck { total: total?, subtotal, perhaps, within, apart, assertion }))
    }
}

/// A compiled `[check.table]`.
struct TableCheck {
    total: Lazy,
    subtotal: Option<Lazy>,
    perhaps: Option<Lazy>,
    within: Option<Lazy>,
    apart: Option<Lazy>,
    assertion: Arc<Assertion>,
}

/// Rows and columns of a table that are compared. One that is larger is a data file, and not part of a report.
const MOST_ROWS: usize = 2000;
const MOST_COLUMNS: usize = 60;

/// Cells of the tables of one document that are compared.
const MOST_CELLS: usize = 100_000;

/// The most items of one sum.
const LONGEST: usize = 300;

impl Check for TableCheck {
    fn reach(&self) -> Reach {
        Reach::Relations
    }

    fn relate(&self, relations: &mut Relations<'_>) {
        let context = relations.context();
        let mut cells = 0;
        for table in context.document.tables.iter().filter(|t| t.rows.len() <= MOST_ROWS) {
            let Some(mut grid) = Grid::read(table, context.document, context.units()) else { continue };
            if grid.columns() > MOST_COLUMNS {
                continue;
            }
            let rows: Vec<Role> = (0..grid.rows()).map(|row| self.role(grid.label(row))).collect();
            let columns: Vec<Role> = (0..grid.columns()).map(|column| self.role(grid.head(column))).collect();
            if !rows.iter().chain(&columns).any(|role| role.is_sum()) && !grid.is_nested() {
                continue;
            }
            cells += grid.rows() * grid.columns();
            if cells > MOST_CELLS {
                return;
            }
            grid.enter(relations);
            self.down(&grid, &rows, &columns, relations);
            self.nested(&grid, &rows, &columns, relations);
            self.across(&grid, &rows, &columns, relations);
        }
    }
}

impl TableCheck {
    fn role(&self, name: &str) -> Role {
        let is = |words: Option<&Lazy>| words.and_then(Lazy::regex).is_some_and(|regex| regex.is_match(name));
        if is(self.subtotal.as_ref()) {
            Role::Subtotal
        } else if is(Some(&self.total)) {
            Role::Total
        } else if is(self.perhaps.as_ref()) {
            Role::Perhaps
        } else if is(self.within.as_ref()) {
            Role::Within
        } else if is(self.apart.as_ref()) {
            Role::Apart
        } else {
            Role::Plain
        }
    }

    /// Whether the figures of a column add up: not rates and prices, and shares only where their total is 100.
    fn adds(&self, grid: &Grid, roles: &[Role], column: usize, total: usize) -> bool {
        let hundred = |cell: &Cell| cell.exact().is_some_and(|n| *n == crate::figure::Rational::from(100_i64));
        match grid.cell(total, column) {
            cell @ Cell::Number { .. } if grid.is_share(column) => hundred(cell),
            Cell::Number { .. } => roles.get(column) != Some(&Role::Apart),
            _ => false,
        }
    }

    /// Rows that are totals of other rows.
    fn down(&self, grid: &Grid, rows: &[Role], columns: &[Role], relations: &mut Relations<'_>) {
        for total in (0..grid.rows()).filter(|&row| rows.get(row).is_some_and(|role| role.is_sum())) {
            let adding: Vec<usize> = (0..grid.columns()).filter(|&column| self.adds(grid, columns, column, total)).collect();
            let line = |parts: &[usize], column: usize| -> Option<Sum> {
                Sum::of(parts.iter().map(|&row| grid.cell(row, column)), grid.cell(total, column))
            };
            let all = readings(grid, rows, total);
            let sums = |reading: &Reading| -> Vec<Sum> { adding.iter().filter_map(|&column| line(&reading.parts, column)).collect() };
            let all: Vec<(Reading, Vec<Sum>)> = all.into_iter().map(|r| (sums(&r), r)).map(|(s, r)| (r, s)).collect();
            let told = Told { needs_company: rows.get(total) == Some(&Role::Perhaps), has_gaps: grid.is_excerpt() };
            self.assert(all, told, relations);
        }
    }

    /// Rows whose parts stand below them. That they add up is shown by most of them doing so.
    fn nested(&self, grid: &Grid, rows: &[Role], columns: &[Role], relations: &mut Relations<'_>) {
        let mut sums = Vec::new();
        for (whole, parts) in nested(grid, rows) {
            let adding = (0..grid.columns()).filter(|&column| columns.get(column) == Some(&Role::Plain) && !grid.is_share(column));
            sums.extend(adding.filter_map(|column| Sum::of(parts.iter().map(|&row| grid.cell(row, column)), grid.cell(whole, column))));
        }
        let reading = Reading { parts: Vec::new(), sure: false };
        self.assert(vec![(reading, sums)], Told { needs_company: true, has_gaps: false }, relations);
    }

    /// Columns that are totals of other columns.
    fn across(&self, grid: &Grid, rows: &[Role], columns: &[Role], relations: &mut Relations<'_>) {
        for total in (0..grid.columns()).filter(|&column| columns.get(column).is_some_and(|role| role.is_sum())) {
            let beside =
                |column: &usize| columns.get(*column) == Some(&Role::Plain) && grid.is_like(*column, total) && !grid.is_share(*column);
            let after: Vec<usize> = (total + 1..grid.columns()).take_while(beside).collect();
            let mut before: Vec<usize> = (0..total).rev().take_while(beside).collect();
            before.reverse();
            let mut all = Vec::new();
            for parts in [after, before].into_iter().filter(|parts| parts.len() > 1) {
                let line = |row: usize| Sum::of(parts.iter().map(|&column| grid.cell(row, column)), grid.cell(row, total));
                let sums: Vec<Sum> = (0..grid.rows())
                    .filter(|&row| rows.get(row) != Some(&Role::Apart) && !grid.cell(row, total).is_per_cent())
                    .filter_map(line)
                    .collect();
                all.push((Reading { parts, sure: false }, sums));
            }
            self.assert(all, Told { needs_company: true, has_gaps: false }, relations);
        }
    }

    /// Asserts the sums of the reading that holds best.
    fn assert(&self, all: Vec<(Reading, Vec<Sum>)>, told: Told, relations: &mut Relations<'_>) {
        let judged = |sum: &Sum, relations: &Relations<'_>| relations.judge(&self.asserted(sum));
        let count = |sums: &[Sum], verdict: Verdict, relations: &Relations<'_>| {
            sums.iter().filter(|sum| sum.tells && judged(sum, relations) == verdict).count()
        };
        let alone = all.len() == 1;
        let score = |sums: &[Sum]| (count(sums, Verdict::Consistent, relations), count(sums, Verdict::Contradicted, relations));
        let scored: Vec<(usize, usize)> = all.iter().map(|(_, sums)| score(sums)).collect();
        // the one that holds most often; of those the one that fails least often, and the simplest
        let best = (0..all.len()).min_by_key(|&i| scored.get(i).map(|&(holds, fails)| (std::cmp::Reverse(holds), fails)));
        let Some(((reading, sums), (holds, fails))) = best.and_then(|i| all.get(i).zip(scored.get(i).copied())) else { return };
        let believed = holds >= 1 && (fails <= 1 || holds >= 2 * fails);
        for sum in sums {
            let mut asserted = self.asserted(sum);
            if sum.missing {
                asserted.doubt = Some(Reason::Missing);
            }
            if believed && (sum.exceeds || !sum.tells) {
                relations.add(asserted);
            } else if believed {
                // a total among its parts is a mean, unless a slip made it so
                relations.add(Asserted { needs_repair: true, ..asserted });
            } else if !alone || !reading.sure || told.needs_company || told.has_gaps || fails > 1 {
                relations.add(Asserted { doubt: Some(Reason::Several), ..asserted });
            } else if judged(sum, relations) != Verdict::Contradicted || sum.missing {
                relations.add(asserted);
            } else {
                let found = relations.add(Asserted { needs_repair: true, ..self.asserted(sum) });
                if found != Verdict::Contradicted && sum.exceeds {
                    relations.add(Asserted { lead: true, ..asserted });
                }
            }
        }
    }

    fn asserted(&self, sum: &Sum) -> Asserted {
        Asserted::new(self.assertion.clone(), vec![Slot::Many(sum.parts.clone()), Slot::One(sum.total)])
    }
}

/// What is known of a total before anything is added.
#[derive(Clone, Copy)]
struct Told {
    /// Whether only the other columns (rows) can show that it is a total.
    needs_company: bool,
    /// Whether the table says that it leaves out something.
    has_gaps: bool,
}

/// A total and what should add up to it, as operands.
struct Sum {
    parts: Vec<usize>,
    total: usize,
    /// Whether a part is missing.
    missing: bool,
    /// Whether it tells something that it holds: there are several parts that are not 0.
    tells: bool,
    /// Whether the total is greater than every part.
    exceeds: bool,
}

impl Sum {
    /// None where there is nothing to add, or the units differ.
    fn of<'g>(parts: impl Iterator<Item = &'g Cell>, total: &'g Cell) -> Option<Self> {
        let Cell::Number { operand: whole, unit, exact, .. } = total else { return None };
        let mut sum = Self { parts: Vec::new(), total: *whole, missing: false, tells: false, exceeds: true };
        let mut not_zero = 0;
        for part in parts {
            match part {
                Cell::Number { operand, unit: own, exact: number, .. } => {
                    if own != unit {
                        return None;
                    }
                    sum.parts.push(*operand);
                    not_zero += usize::from(!number.is_zero());
                    sum.exceeds &= number < exact || exact.is_negative();
                }
                Cell::Missing => sum.missing = true,
                Cell::Words => return None,
            }
        }
        sum.tells = not_zero > 1;
        (sum.parts.len() > 1 && sum.parts.len() <= LONGEST).then_some(sum)
    }
}

/// What is shown of a place in a table.
fn name(row: &str, column: &str) -> String {
    let (row, column) = (visible_line(row), visible_line(column));
    if column.is_empty() || row.is_empty() { format!("{row}{column}") } else { format!("{row}·{column}") }
}
