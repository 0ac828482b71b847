//! Tables: rows of cells, written with bars, tabs, commas or columns of blanks.
//!
//! Bars and tabs show a table by themselves. Commas and blanks stand in prose too: there a table is told by several lines
//! one below the other that end with the same number of figures.

use super::block::{Block, BlockKind};
use super::marker::marker;
use crate::text::{Source, Span, fold_width};
use std::ops::Range;

/// A table of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its rows, in order.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its block, by index into the document's.
    pub block: usize,
    /// Its cells without the white space around them; an empty cell has an empty span.
    pub cells: Vec<Span>,
}

/// How the cells of a row are kept apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Bar,
    Tab,
    Comma,
    /// A label, and as many figures as this after it.
    Blanks(usize),
}

/// Lines that make a table of themselves.
const FEWEST: usize = 3;
/// The longest row that is told by its figures, in bytes.
const LONGEST: usize = 600;
/// The longest label before the figures of a row, in characters.
const LABEL: usize = 30;
/// Lines of a header above the figures.
const HEADER: usize = 2;

/// Which of the lines are rows of tables that no bar or tab shows.
pub(super) fn rows<'t>(lines: impl Iterator<Item = &'t str>) -> Vec<bool> {
    let lines: Vec<Line<'t>> = lines.map(Line::of).collect();
    let mut out = vec![false; lines.len()];
    let (mut from, mut untabbed) = (0, 0);
    while from < lines.len() {
        // the last cell of a row may be empty, and the tab before it is gone with the end of the line
        let tabs = match from < untabbed {
            true => 0,
            false => lines.iter().skip(from).take_while(|line| line.text.contains('\t') && !line.text.contains('。')).count(),
        };
        let tabbed = lines.iter().skip(from).take(tabs).any(|line| line.text.matches('\t').count() > 1);
        if tabbed && tabs > 1 {
            out.iter_mut().skip(from).take(tabs).for_each(|row| *row = true);
            from += tabs;
            continue;
        }
        untabbed = untabbed.max(from + tabs);
        let length = run(&lines, from, &|line| line.blanks).max(run(&lines, from, &|line| line.commas));
        let run = from..from + length;
        if !is_table(lines.get(run.clone()).unwrap_or_default()) {
            // what is no table as a whole is none without its first lines
            from += if length < FEWEST { 1 } else { length };
            continue;
        }
        let above = (0..from).rev().take(HEADER).take_while(|&i| lines.get(i).zip(lines.get(from)).is_some_and(|(h, row)| h.heads(row)));
        let first = above.last().unwrap_or(from);
        out.iter_mut().take(run.end).skip(first).for_each(|row| *row = true);
        from = run.end;
    }
    out
}

/// A line, and how it may be a row.
struct Line<'t> {
    text: &'t str,
    blanks: usize,
    commas: usize,
}

impl<'t> Line<'t> {
    fn of(text: &'t str) -> Self {
        let may = text.len() <= LONGEST && !text.contains(['。', '；', '，', '|']);
        Self { text, blanks: if may { figures_after_label(text) } else { 0 }, commas: if may { comma_cells(text) } else { 0 } }
    }

    /// Whether it names the columns of the rows below it.
    fn heads(&self, row: &Self) -> bool {
        let words = self.text.len() <= LONGEST && !self.text.contains(['。', '；', '，']) && self.blanks == 0 && self.commas == 0;
        let columns = if row.blanks > 0 {
            let tokens = self.text.split_whitespace().count();
            tokens > 1 && (tokens == row.blanks || tokens == row.blanks + 1)
        } else {
            self.text.matches(',').count() + 1 == row.commas
        };
        words && columns
    }
}

/// How many lines from `from` on are rows of one table: they end with as many figures, but for a line between two of them.
fn run(lines: &[Line<'_>], from: usize, count: &dyn Fn(&Line<'_>) -> usize) -> usize {
    let of = |at: usize| lines.get(at).map_or(0, count);
    let columns = of(from);
    if columns == 0 {
        return 0;
    }
    let mut end = from + 1;
    loop {
        let is_label = |line: &Line<'_>| {
            line.text.chars().nth(LABEL).is_none() && !line.text.contains(['。', '，', '；']) && !line.text.starts_with('#')
        };
        if of(end) == columns {
            end += 1;
        } else if of(end + 1) == columns && lines.get(end).is_some_and(is_label) {
            end += 2;
        } else {
            return end - from;
        }
    }
}

/// Whether rows are a table, and not the headings and pages of a table of contents.
fn is_table(rows: &[Line<'_>]) -> bool {
    if rows.len() < FEWEST {
        return false;
    }
    let last = |line: &Line<'_>| line.text.split_whitespace().next_back().and_then(|page| page.parse::<u32>().ok());
    let pages: Option<Vec<u32>> = rows.iter().map(last).collect();
    let paged = pages.is_some_and(|pages| pages.is_sorted() && pages.iter().all(|page| *page < 1000));
    let numbered = rows.iter().filter(|row| marker(row.text).is_some_and(|(marker, _)| marker.heads())).count() * 2 > rows.len();
    let led = rows.iter().any(|row| row.text.contains("……") || row.text.contains("...") || row.text.contains("···"));
    let single = rows.first().is_some_and(|row| row.blanks == 1);
    !(single && (led || paged && numbered))
}

/// The number of figures that a line ends with after its label; none where it is no row.
fn figures_after_label(text: &str) -> usize {
    let count = text.split_whitespace().rev().take_while(|cell| is_figure(cell)).count();
    if count == 0 {
        return 0;
    }
    let label: Vec<&str> = text.split_whitespace().collect();
    let label = label.get(..label.len() - count).unwrap_or_default().concat();
    if label.is_empty() || label.chars().nth(LABEL).is_some() || !label.chars().any(char::is_alphabetic) { 0 } else { count }
}

/// The number of cells of a line with commas, where the first is a label and one of the others a figure.
fn comma_cells(text: &str) -> usize {
    if !text.contains(',') {
        return 0;
    }
    let cells: Vec<&str> = commas(text).iter().filter_map(|cell| text.get(cell.clone())).map(str::trim).collect();
    let label = cells.first().is_some_and(|label| label.chars().any(char::is_alphabetic) && label.chars().nth(LABEL).is_none());
    let figures = cells.iter().skip(1).filter(|cell| is_figure(cell.trim_matches('"'))).count();
    if label && figures > 0 { cells.len() } else { 0 }
}

/// A number with its sign, its unit and the like, or what stands for one that is missing.
fn is_figure(cell: &str) -> bool {
    if is_missing(cell) {
        return true;
    }
    let folded: String = cell.chars().map(fold_width).collect();
    let number = folded.trim_start_matches(['-', '−', '+', '—', '(']);
    let unit = number.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.'));
    let unit_is_short = unit.chars().nth(4).is_none();
    let is_unit = |c: char| c.is_alphabetic() && !"年月日季期号届第周位名点时分秒".contains(c) || matches!(c, '%' | '‰' | ')' | '*');
    number.starts_with(|c: char| c.is_ascii_digit()) && unit_is_short && unit.chars().all(is_unit)
}

/// What stands where a figure is missing.
#[must_use]
pub fn is_missing(cell: &str) -> bool {
    matches!(
        cell,
        "—" | "——" | "–" | "-" | "--" | "－" | "…" | "……" | ".." | "..." | "/" | "空" | "无" | "不详" | "N/A" | "n/a" | "×" | "*"
    )
}

/// The tables among `blocks`.
pub(super) fn tables(source: &Source, blocks: &[Block]) -> Vec<Table> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < blocks.len() {
        let length = blocks.iter().skip(at).take_while(|b| b.kind == BlockKind::Table).count();
        if length > 0 {
            table(source, blocks, at..at + length, &mut out);
        }
        at += length.max(1);
    }
    out
}

/// The tables among blocks that are rows: rows that are written in one way make one.
fn table(source: &Source, blocks: &[Block], range: Range<usize>, out: &mut Vec<Table>) {
    let text = |at: usize| blocks.get(at).map_or("", |block| source.slice(block.span));
    let (mut before, mut tabbed, first): (Option<Mark>, bool, usize) = (None, false, out.len());
    for at in range.clone() {
        let own = mark(text(at));
        // a header or a row without figures is written as the rows around it
        let row_below = || (at + 1..range.end).take(HEADER + 1).find_map(|next| mark(text(next)));
        let Some(mark) = own.or(before).or_else(row_below) else { continue };
        let same = before.is_some_and(|before| std::mem::discriminant(&before) == std::mem::discriminant(&mark));
        let Some(block) = blocks.get(at) else { continue };
        let cells = cells(text(at), before.filter(|_| own.is_none()).unwrap_or(mark));
        before = Some(mark);
        if cells.is_empty() {
            continue; // the line under a header
        }
        let start = block.span.start as usize;
        let spans = cells.into_iter().map(|cell| Span::from_range(start + cell.start..start + cell.end)).collect();
        let row = Row { block: at, cells: spans };
        match out.last_mut().filter(|_| same) {
            Some(table) => table.rows.push(row),
            None => out.push(Table { rows: vec![row] }),
        }
        tabbed |= mark == Mark::Tab;
    }
    if tabbed {
        out.iter_mut().skip(first).for_each(pad);
    }
}

/// Gives each row the empty cells that its line lost with its last tabs.
fn pad(table: &mut Table) {
    let width = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    for row in &mut table.rows {
        let end = row.cells.last().map_or(0, |cell| cell.end);
        row.cells.resize(width, Span::new(end, end));
    }
}

fn mark(text: &str) -> Option<Mark> {
    if text.contains('|') {
        return Some(Mark::Bar);
    }
    if text.contains('\t') {
        return Some(Mark::Tab);
    }
    match (figures_after_label(text), text.contains(',')) {
        (0, true) => Some(Mark::Comma),
        (0, false) => None,
        (count, _) => Some(Mark::Blanks(count)),
    }
}

/// The cells of a row, without the white space around them.
fn cells(text: &str, mark: Mark) -> Vec<Range<usize>> {
    let cells = match mark {
        Mark::Bar => {
            let start = text.len() - text.trim_start().len() + usize::from(text.trim_start().starts_with('|'));
            let end = text.trim_end().len() - usize::from(text.trim_end().ends_with('|') && text.trim_end().len() > start);
            let cells = split(text, start..end, '|');
            let rule = |c: &Range<usize>| text.get(c.clone()).is_some_and(|c| c.trim().chars().all(|c| matches!(c, '-' | ':' | '=' | '+')));
            if cells.iter().all(rule) && text.contains("--") { Vec::new() } else { cells }
        }
        Mark::Tab => split(text, 0..text.len(), '\t'),
        Mark::Comma => commas(text),
        Mark::Blanks(columns) => blanks(text, columns),
    };
    cells.into_iter().map(|cell| trimmed(text, cell)).collect()
}

fn trimmed(text: &str, cell: Range<usize>) -> Range<usize> {
    let whole = text.get(cell.clone()).unwrap_or_default();
    let start = cell.start + (whole.len() - whole.trim_start().len());
    start..start + whole.trim().len()
}

fn split(text: &str, range: Range<usize>, mark: char) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut from = range.start;
    for (at, _) in text.get(range.clone()).unwrap_or_default().match_indices(mark) {
        out.push(from..range.start + at);
        from = range.start + at + mark.len_utf8();
    }
    out.push(from..range.end);
    out
}

/// Cells with commas between them; a comma inside quotation marks is none.
fn commas(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let (mut from, mut quoted) = (0, false);
    let unquoted = |cell: Range<usize>| {
        let cell = trimmed(text, cell);
        let inner = text.get(cell.clone()).is_some_and(|c| c.len() > 1 && c.starts_with('"') && c.ends_with('"'));
        if inner { cell.start + 1..cell.end - 1 } else { cell }
    };
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => {
                out.push(unquoted(from..at));
                from = at + 1;
            }
            _ => {}
        }
    }
    out.push(unquoted(from..text.len()));
    out
}

/// The label and the figures after it; of a row without figures, the names of its columns.
fn blanks(text: &str, columns: usize) -> Vec<Range<usize>> {
    let mut tokens: Vec<Range<usize>> = Vec::new();
    let mut from = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_whitespace(), from) {
            (true, Some(start)) => {
                tokens.push(start..at);
                from = None;
            }
            (false, None) => from = Some(at),
            _ => {}
        }
    }
    let figures = tokens.iter().rev().take_while(|t| text.get((*t).clone()).is_some_and(is_figure)).count();
    let count = if figures > 0 { figures } else { columns };
    if figures == 0 && tokens.len() == columns {
        tokens.insert(0, 0..0);
    } else if figures == 0 && tokens.len() != columns + 1 {
        return std::iter::once(0..text.len()).collect();
    }
    let label = tokens.len().saturating_sub(count);
    let (head, tail) = tokens.split_at_checked(label).unwrap_or((&[], &tokens));
    let label = head.first().zip(head.last()).map_or(0..0, |(first, last)| first.start..last.end);
    std::iter::once(label).chain(tail.iter().cloned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Syntax, parse};

    fn read(text: &str, syntax: Syntax) -> Vec<Vec<Vec<String>>> {
        let source = Source::new("a", text);
        let documents = parse(&source, syntax);
        let tables = documents.iter().flat_map(|d| &d.tables);
        let cell = |span: &Span| source.slice(*span).to_owned();
        tables.map(|t| t.rows.iter().map(|r| r.cells.iter().map(cell).collect()).collect()).collect()
    }

    #[test]
    fn however_they_are_written() {
        let expected = [["镇", "户数", "人数"], ["东 镇", "120", "380"], ["西镇", "80", "240"], ["合计", "200", "620"]];
        let written = [
            "镇    户数    人数\n东 镇   120   380\n西镇  80   240\n合计  200   620",
            "镇 户数 人数\n东 镇 120 380\n西镇 80 240\n合计 200 620",
            "镇　户数　人数\n\n东 镇　120　380\n\n西镇　80　240\n\n合计　200　620",
            "镇\t户数\t人数\n东 镇\t120\t380\n西镇\t80\t240\n合计\t200\t620",
            "| 镇 | 户数 | 人数 |\n|---|---:|---:|\n| 东 镇 | 120 | 380 |\n| 西镇 | 80 | 240 |\n| 合计 | 200 | 620 |",
            "镇,户数,人数\n东 镇,120,380\n西镇,\"80\",240\n合计,200,620",
        ];
        for text in written {
            assert_eq!(read(&format!("各镇的情况如下：\n\n{text}\n\n以上情况属实。"), Syntax::Plain), [expected], "{text}");
        }
        assert_eq!(read(written[4], Syntax::Markdown), [expected]);
    }

    #[test]
    fn what_is_no_table() {
        for text in [
            "目 录\n一、工作回顾 1\n二、主要任务 8\n三、政府建设 15\n附表 20",
            "工作回顾……1\n主要任务……8\n政府建设……15",
            "全年修路120公里。\n全年架桥8座。\n全年通水5村。",
            "张三 李四 王五\n赵六 钱七 孙八\n周九 吴十 郑一",
            "东镇 120\n西镇 80",
        ] {
            assert_eq!(read(text, Syntax::Plain), Vec::<Vec<Vec<String>>>::new(), "{text}");
        }
    }

    #[test]
    fn empty_and_missing_cells_keep_their_places() {
        assert_eq!(
            read("镇\t户数\t人数\n东镇\t\t380\n西镇\t—\t", Syntax::Plain),
            [[["镇", "户数", "人数"], ["东镇", "", "380"], ["西镇", "—", ""]]]
        );
    }
}
