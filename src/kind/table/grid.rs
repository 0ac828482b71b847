//! A table as numbers with names: which cells are figures, what rows and columns are called, in what they are measured.

use super::name;
use crate::document::{Document, Table, is_missing};
use crate::figure::{Rational, Units};
use crate::kind::relations::Relations;
use crate::relation::{At, Column, Operand};
use crate::text::{Source, Span, fold_width};
use std::collections::BTreeMap;

/// A table.
pub(super) struct Grid {
    lines: Vec<Line>,
    heads: Vec<Head>,
    excerpt: bool,
}

/// A row below the header.
struct Line {
    label: String,
    indent: usize,
    cells: Vec<Cell>,
}

/// A column of figures.
#[derive(Clone, Default)]
struct Head {
    name: String,
    unit: String,
    share: bool,
    /// Its place among all columns of the table.
    at: usize,
}

/// A cell of a column of figures.
pub(super) enum Cell {
    /// A figure.
    Number {
        /// Its index in the network.
        operand: usize,
        /// What it is measured in; may be empty.
        unit: String,
        /// The number itself.
        exact: Rational,
        /// What is entered into the network.
        read: Box<Operand>,
    },
    /// Nothing, a dash or the like.
    Missing,
    /// Something else.
    Words,
}

impl Cell {
    /// Whether it is a share or a rate by its own unit, such as that of its row.
    pub(super) fn is_per_cent(&self) -> bool {
        matches!(self, Self::Number { unit, .. } if is_per_cent(unit))
    }

    /// The number, where it is one.
    pub(super) fn exact(&self) -> Option<&Rational> {
        if let Self::Number { exact, .. } = self { Some(exact) } else { None }
    }
}

/// Blocks before a table that may be its title or tell its unit.
const CAPTION: usize = 3;
/// The longest line that may, in bytes.
const CAPTION_LENGTH: usize = 300;
/// Lines of a header.
const HEADER: usize = 4;
/// Names of columns that tell a share of the total.
const SHARES: &[&str] = &["占比", "比重", "构成", "份额", "百分比"];
/// Names of columns that tell the unit of their rows.
const UNITS: &[&str] = &["单位", "计量单位"];
/// Words of a title, or of a row, that say that not all is shown.
const EXCERPT: &[&str] = &["部分", "节选", "摘要", "摘录", "主要", "前十", "前五", "重点", "……", "…", "......"];

impl Grid {
    /// Reads a table; `None` where it has no columns of figures.
    pub(super) fn read(table: &Table, document: &Document<'_>, units: &Units) -> Option<Self> {
        let source = document.source;
        let width = usual_width(table)?;
        let text = |span: &Span| source.slice(*span);
        let is_header = |row: &crate::document::Row| {
            let mut figures = row.cells.iter().skip(1).map(text).filter(|cell| number(cell, "", units).is_some()).peekable();
            figures.peek().is_none() || figures.all(is_year)
        };
        let header = table.rows.iter().take(HEADER).take_while(|row| is_header(row)).count();
        let (above, body) = table.rows.split_at_checked(header)?;
        let caption = caption(table, document);
        let told = unit_in(&caption, units);
        let mut heads: Vec<Head> = (0..width).map(|at| Head { at, ..Head::default() }).collect();
        for row in above.iter().filter(|row| row.cells.len() == width) {
            for (head, cell) in heads.iter_mut().zip(&row.cells) {
                head.name.extend(text(cell).chars().filter(|c| !c.is_whitespace()).map(fold_width));
            }
        }
        let figures = |at: usize| {
            let cells = body.iter().filter(|row| row.cells.len() == width).filter_map(|row| row.cells.get(at)).map(text);
            let cells: Vec<&str> = cells.filter(|cell| !cell.is_empty() && !is_missing(cell)).collect();
            let numbers = cells.iter().filter(|cell| number(cell, "", units).is_some()).count();
            numbers > 1 && numbers * 2 > cells.len()
        };
        let unit_column = heads.iter().find(|head| UNITS.contains(&head.name.as_str())).map(|head| head.at);
        let names: Vec<usize> = (0..width).filter(|&at| (at == 0 || !figures(at)) && Some(at) != unit_column).collect();
        heads.retain(|head| head.at > 0 && !names.contains(&head.at) && Some(head.at) != unit_column);
        for head in &mut heads {
            let own = bracketed(&head.name, units);
            let per_cent = head.name.contains(['%', '‰']);
            head.share = per_cent || SHARES.iter().any(|word| head.name.contains(word));
            head.unit = own.unwrap_or_else(|| if head.share { "%".to_owned() } else { told.clone().unwrap_or_default() });
            head.share |= is_per_cent(&head.unit);
        }
        if heads.is_empty() {
            return None;
        }
        let mut excerpt = EXCERPT.iter().any(|word| caption.contains(word));
        let mut lines = Vec::new();
        for row in body {
            let Some(first) = row.cells.first() else { continue };
            let whole = row.cells.len() == width;
            // the number of a row is no part of its name
            let is_name = |at: &&usize| row.cells.get(**at).is_some_and(|cell| number(text(cell), "", units).is_none());
            let label = names.iter().filter(is_name).filter_map(|&at| row.cells.get(at)).map(text);
            let label: String = label.flat_map(str::chars).filter(|c| !c.is_whitespace()).map(fold_width).collect();
            excerpt |= matches!(label.trim_end_matches('…'), "" | "等" | "其余略" | "略") && label.contains('…');
            let own = unit_column.and_then(|at| row.cells.get(at)).map(|cell| text(cell).to_owned()).filter(|unit| !unit.is_empty());
            let own = own.or_else(|| bracketed(&label, units));
            let cell = |head: &Head| {
                let Some(span) = row.cells.get(head.at).filter(|_| whole) else { return Cell::Words };
                let unit = own.as_deref().filter(|_| !head.share).unwrap_or(&head.unit);
                cell(source, *span, &label, head, unit, row.block, document, units)
            };
            let cells: Vec<Cell> = heads.iter().map(cell).collect();
            let says_nothing = row.cells.len() == 1 || heads.iter().all(|head| row.cells.get(head.at).is_none_or(|cell| cell.is_empty()));
            if !says_nothing {
                lines.push(Line { label, indent: indent(source, *first), cells });
            }
        }
        Some(Self { lines, heads, excerpt })
    }

    /// Puts its figures into the network.
    pub(super) fn enter(&mut self, relations: &mut Relations<'_>) {
        for line in &mut self.lines {
            for cell in &mut line.cells {
                if let Cell::Number { operand, read, .. } = cell {
                    *operand = relations.push((**read).clone());
                }
            }
        }
    }

    pub(super) fn rows(&self) -> usize {
        self.lines.len()
    }

    pub(super) fn columns(&self) -> usize {
        self.heads.len()
    }

    /// What a row is called, without blanks.
    pub(super) fn label(&self, row: usize) -> &str {
        self.lines.get(row).map_or("", |line| &line.label)
    }

    /// How far the name of a row is indented.
    pub(super) fn indent(&self, row: usize) -> usize {
        self.lines.get(row).map_or(0, |line| line.indent)
    }

    /// Whether the names of some rows are indented, or numbered, and those of others are not.
    pub(super) fn is_nested(&self) -> bool {
        let first = self.lines.first().map_or(0, |line| line.indent);
        self.lines.iter().any(|line| line.indent != first) || self.lines.iter().any(|line| crate::document::marker(&line.label).is_some())
    }

    /// What a column is called, without blanks and unit.
    pub(super) fn head(&self, column: usize) -> &str {
        self.heads.get(column).map_or("", |head| without_brackets(&head.name))
    }

    pub(super) fn cell(&self, row: usize, column: usize) -> &Cell {
        self.lines.get(row).and_then(|line| line.cells.get(column)).unwrap_or(&Cell::Words)
    }

    /// Whether a column tells shares or other per cents.
    pub(super) fn is_share(&self, column: usize) -> bool {
        self.heads.get(column).is_some_and(|head| head.share)
    }

    /// Whether two columns measure the same.
    pub(super) fn is_like(&self, a: usize, b: usize) -> bool {
        self.heads.get(a).zip(self.heads.get(b)).is_some_and(|(a, b)| a.unit == b.unit && a.share == b.share)
    }

    /// Whether the table says that it does not show all.
    pub(super) const fn is_excerpt(&self) -> bool {
        self.excerpt
    }
}

/// The number of cells that most rows have.
fn usual_width(table: &Table) -> Option<usize> {
    let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
    table.rows.iter().for_each(|row| *widths.entry(row.cells.len()).or_default() += 1);
    widths.into_iter().max_by_key(|&(width, count)| (count, width)).map(|(width, _)| width).filter(|width| *width > 1)
}

/// The lines before a table that may be its title or tell its unit.
fn caption(table: &Table, document: &Document<'_>) -> String {
    let first = table.rows.first().map_or(0, |row| row.block);
    let before = document.blocks.get(..first).unwrap_or_default().iter().rev().take(CAPTION);
    let short = before
        .map(|block| document.source.slice(block.span))
        .take_while(|text| text.len() <= CAPTION_LENGTH && (!text.ends_with('。') || text.contains("单位：")));
    short.collect::<Vec<_>>().join("\n")
}

/// The unit of `单位：万元`; of several the first.
fn unit_in(caption: &str, units: &Units) -> Option<String> {
    let after = caption.split_once("单位").and_then(|(_, after)| after.trim_start().strip_prefix(['：', ':']))?.trim_start();
    let end = after.find(|c: char| !c.is_alphabetic() && c != '%').unwrap_or(after.len());
    after.get(..end).filter(|unit| is_unit(unit, units)).map(str::to_owned)
}

/// The unit in the brackets that a name ends with.
fn bracketed(name: &str, units: &Units) -> Option<String> {
    let inner = name.strip_suffix(['）', ')'])?;
    let start = inner.rfind(['（', '('])?;
    let unit = inner.get(start..)?.trim_start_matches(['（', '(']).trim_start_matches("单位").trim_start_matches(['：', ':']);
    is_unit(unit, units).then(|| unit.to_owned())
}

fn without_brackets(name: &str) -> &str {
    let end = name.find(['（', '(']).filter(|&at| at > 0).unwrap_or(name.len());
    name.get(..end).unwrap_or(name)
}

fn is_unit(text: &str, units: &Units) -> bool {
    let bare = text.trim_start_matches(['万', '亿', '千', '百']);
    units.named(text).is_some() || units.named(bare).is_some()
}

/// Whether whole numbers of this unit are exact.
fn is_counted(unit: &str, head: &str, units: &Units) -> bool {
    // 户数, 人数
    let of_name = || head.strip_suffix('数').and_then(|thing| thing.chars().next_back()).map(String::from);
    let unit = if unit.is_empty() { of_name() } else { Some(unit.to_owned()) };
    unit.is_some_and(|unit| units.named(&unit).is_some_and(|unit| unit.counted))
}

fn is_per_cent(unit: &str) -> bool {
    matches!(unit, "%" | "％" | "‰")
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.parse::<u32>().is_ok_and(|year| (1900..2100).contains(&year))
}

/// The digits of a cell, with sign and per cent, and its own unit.
fn number<'t>(text: &'t str, unit: &str, units: &Units) -> Option<(&'t str, String)> {
    let end = text.rfind(|c: char| fold_width(c).is_ascii_digit() || matches!(c, '%' | '％'))?;
    let end = end + text.get(end..)?.chars().next()?.len_utf8();
    let (digits, own) = text.split_at_checked(end)?;
    let own = own.trim();
    if !own.is_empty() && !is_unit(own, units) {
        return None;
    }
    let unit = if own.is_empty() { unit } else { own };
    Operand::of_cell(digits, &Column::default())?;
    Some((digits, unit.to_owned()))
}

/// Reads a cell.
#[allow(clippy::too_many_arguments)]
fn cell(source: &Source, span: Span, label: &str, head: &Head, unit: &str, block: usize, document: &Document<'_>, units: &Units) -> Cell {
    let text = source.slice(span);
    if text.is_empty() || is_missing(text) {
        return Cell::Missing;
    }
    let Some((digits, unit)) = number(text, unit, units) else { return Cell::Words };
    let column = Column { counts: is_counted(&unit, without_brackets(&head.name), units), unit };
    let Some(mut operand) = Operand::of_cell(digits, &column) else { return Cell::Words };
    operand.name = name(label, without_brackets(&head.name));
    let start = span.start as usize;
    operand.span = Span::from_range(start..start + digits.len());
    let passage = document.passages.partition_point(|p| p.blocks.end <= block);
    operand.at = document.passages.get(passage).map(|p| {
        let from = start.saturating_sub(p.span.start as usize);
        At { passage, range: from..from + digits.len() }
    });
    let Some(exact) = operand.exact.clone() else { return Cell::Words };
    Cell::Number { operand: 0, unit: operand.unit.clone(), exact, read: Box::new(operand) }
}

/// The white space before the name of a row: a full-width blank counts two.
fn indent(source: &Source, cell: Span) -> usize {
    let before = source.text().get(..cell.start as usize).unwrap_or_default();
    before
        .chars()
        .rev()
        .take(40)
        .take_while(|c| matches!(c, ' ' | '\t' | '\u{3000}' | '\u{A0}'))
        .map(|c| 1 + usize::from(c == '\u{3000}'))
        .sum()
}
