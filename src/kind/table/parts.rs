//! Which rows a total may be the total of.

use super::grid::Grid;
use crate::document::{Marker, marker};
use crate::figure::Rational;
use std::mem::{Discriminant, discriminant};
use std::ops::Range;

/// What a row or a column is among the others, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The total of others.
    Total,
    /// The total of some of those that a total adds up.
    Subtotal,
    /// A total, if it is the sum in other columns.
    Perhaps,
    /// A part of the row before it.
    Within,
    /// Nothing that could be added.
    Apart,
    /// None of these.
    Plain,
}

impl Role {
    pub(super) const fn is_sum(self) -> bool {
        matches!(self, Self::Total | Self::Subtotal | Self::Perhaps)
    }
}

/// A way to read a total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// The rows (columns) that it adds up.
    pub(super) parts: Vec<usize>,
    /// Whether nothing else in the table could be meant.
    pub(super) sure: bool,
}

/// Rows among which parts of parts are looked for by their sums.
const MOST_NESTED: usize = 60;

/// The ways to read the total in row `total`, the simplest first.
pub(super) fn readings(grid: &Grid, roles: &[Role], total: usize) -> Vec<Reading> {
    let role = |row: usize| roles.get(row).copied().unwrap_or(Role::Apart);
    let stops = |row: usize| match role(total) {
        Role::Subtotal => role(row).is_sum(),
        _ => matches!(role(row), Role::Total | Role::Perhaps),
    };
    let from = (0..total).rev().find(|&row| stops(row)).map_or(0, |row| row + 1);
    let to = (total + 1..grid.rows()).find(|&row| stops(row)).unwrap_or(grid.rows());
    let only = !(0..grid.rows()).any(|row| row != total && stops(row));
    let above = (from..total, only && total + 1 == grid.rows());
    let below = (total + 1..to, only && total == 0);
    let mut out: Vec<Reading> = Vec::new();
    for (range, sure) in [above, below] {
        for parts in sets(grid, &role, range) {
            if parts.len() > 1 && !out.iter().any(|known| known.parts == parts) {
                out.push(Reading { parts, sure });
            }
        }
    }
    out
}

/// The rows of a range that a total may add up: all, those that are not parts of others, the subtotals.
fn sets(grid: &Grid, role: &dyn Fn(usize) -> Role, range: Range<usize>) -> Vec<Vec<usize>> {
    let plain: Vec<usize> = range.clone().filter(|&row| role(row) == Role::Plain).collect();
    let mut out = vec![plain.clone()];
    let subtotals: Vec<usize> = range.clone().filter(|&row| role(row) == Role::Subtotal).collect();
    if let (Some(&first), Some(&last)) = (subtotals.first(), subtotals.last()) {
        let with = |keep: &dyn Fn(usize) -> bool| {
            let mut rows: Vec<usize> = subtotals.iter().copied().chain(plain.iter().copied().filter(|&row| keep(row))).collect();
            rows.sort_unstable();
            rows
        };
        out.extend([with(&|_| false), with(&|row| row > last), with(&|row| row < first)]);
    }
    let sort = |row: usize| -> Option<Discriminant<Marker>> { marker(grid.label(row)).map(|(marker, _)| discriminant(&marker)) };
    if let Some(outermost) = plain.iter().find_map(|&row| sort(row)) {
        out.push(plain.iter().copied().filter(|&row| sort(row) == Some(outermost)).collect());
    }
    if let Some(least) = plain.iter().map(|&row| grid.indent(row)).min() {
        out.push(plain.iter().copied().filter(|&row| grid.indent(row) == least).collect());
    }
    // 其中 may go on in the rows below it
    if let Some(within) = range.clone().find(|&row| role(row) == Role::Within) {
        let numbered = plain.iter().any(|&row| sort(row).is_some());
        let mut inside = false;
        let outside = range.filter(|&row| {
            inside = match role(row) {
                Role::Within => true,
                Role::Plain => inside && !(numbered && sort(row).is_some()) && grid.indent(row) >= grid.indent(within),
                _ => false,
            };
            !inside && role(row) == Role::Plain
        });
        out.push(outside.collect());
    }
    out.push(outermost(grid, &plain));
    out
}

/// Rows with the rows below them that are their parts, by the way their names are indented or else numbered.
pub(super) fn nested(grid: &Grid, roles: &[Role]) -> Vec<(usize, Vec<usize>)> {
    let rows = 0..grid.rows();
    let is_plain = |row: usize| roles.get(row) == Some(&Role::Plain);
    let indented = rows.clone().any(|row| grid.indent(row) != grid.indent(0));
    let sort = |row: usize| marker(grid.label(row)).map(|(marker, _)| discriminant(&marker));
    let Some(outermost) = rows.clone().find_map(sort).map(Some).or(indented.then_some(None)) else { return Vec::new() };
    // how deep a row is: its indent, or whether it has the number of the outermost rows
    let depth = |row: usize| if indented { grid.indent(row) } else { usize::from(sort(row) != outermost) };
    let mut out: Vec<(usize, Vec<usize>)> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for row in rows {
        if !is_plain(row) {
            // what comes after 其中 is no list of all
            let within = roles.get(row) == Some(&Role::Within);
            open.iter().filter(|_| within).for_each(|&at| {
                if let Some((_, parts)) = out.get_mut(at) {
                    parts.clear();
                }
            });
            open.clear();
            continue;
        }
        while open.last().and_then(|&at| out.get(at)).is_some_and(|(whole, _)| depth(*whole) >= depth(row)) {
            open.pop();
        }
        if let Some((_, parts)) = open.last().and_then(|&at| out.get_mut(at)) {
            parts.push(row);
        }
        open.push(out.len());
        out.push((row, Vec::new()));
    }
    out.retain(|(_, parts)| parts.len() > 1);
    out
}

/// Rows without those that a row above them adds up in every column.
fn outermost(grid: &Grid, rows: &[usize]) -> Vec<usize> {
    if rows.len() > MOST_NESTED {
        return rows.to_vec();
    }
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(&row) = rows.get(at) {
        out.push(row);
        let below = rows.get(at + 1..).unwrap_or_default();
        at += 1 + added_up(grid, row, below);
    }
    out
}

/// How many of the rows below, at least two, add up to a row; none where no number of them does.
fn added_up(grid: &Grid, whole: usize, below: &[usize]) -> usize {
    let numbers =
        |row: usize| -> Vec<Option<Rational>> { (0..grid.columns()).map(|column| grid.cell(row, column).exact().cloned()).collect() };
    let target = numbers(whole);
    let mut left: Vec<Option<Rational>> = target.clone();
    for (count, &row) in below.iter().enumerate() {
        for ((left, part), column) in left.iter_mut().zip(numbers(row)).zip(0..) {
            if !grid.is_share(column) {
                *left = left.take().zip(part).map(|(left, part)| &left - &part);
            }
        }
        let adding = || left.iter().enumerate().filter(|(column, _)| !grid.is_share(*column)).map(|(_, left)| left);
        if adding().all(|left| left.as_ref().is_none_or(Rational::is_negative)) {
            return 0;
        }
        if count > 0 && adding().all(|left| left.as_ref().is_some_and(Rational::is_zero)) {
            return count + 1;
        }
    }
    0
}
