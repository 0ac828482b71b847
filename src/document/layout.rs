//! The habits of layout of a whole text: lines wrapped at a fixed width.

use super::marker::marker;
use crate::text::{Source, Span};

/// One line that is not blank.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// The line without the white space around it.
    pub(super) span: Span,
    /// The white space before it, in cells.
    pub(super) indent: usize,
    /// True where a blank line or the start of the text is before it.
    pub(super) opens_group: bool,
    /// True where a form feed is before it.
    pub(super) after_form_feed: bool,
    /// True for a row of a table.
    pub(super) is_row: bool,
}

/// Fewer lines than this show no habit.
const ENOUGH: usize = 3;

/// With fewer lines than this, narrow ones may be verse.
const MANY: usize = 8;

/// Cells by which a full line may fall short of the width: two Chinese characters, since a mark that may not
/// begin a line takes the character before it along.
const SLACK: usize = 4;

/// The width in cells that the lines of `source` are wrapped at, where they are.
///
/// A line that another follows at once is either a paragraph of its own or was wrapped. Paragraphs differ in
/// length; wrapped lines nearly all reach the same width.
pub(super) fn wrap_width(source: &Source, lines: &[Line]) -> Option<usize> {
    let mut widths: Vec<usize> = Vec::new();
    for pair in lines.windows(2) {
        let [line, next] = pair else { continue };
        let text = source.slice(line.span);
        // the last line of a paragraph may be of any length
        let ends = text.ends_with(['。', '！', '？', '：', '”', '」', '』']);
        let in_table = line.is_row || next.is_row;
        if !in_table && !next.opens_group && next.indent <= line.indent && !ends && marker(source.slice(next.span)).is_none() {
            // a wider line is never a wrapped one, however long: no need to measure all of it
            widths.push(line.indent + cells(text, 260));
        }
    }
    if widths.len() < ENOUGH {
        return None;
    }
    widths.sort_unstable();
    // the widest that many lines reach; a hanging mark may stand past the margin
    let near = |width: usize| widths.partition_point(|&w| w <= width) - widths.partition_point(|&w| w + SLACK < width);
    let width = widths.iter().copied().max_by_key(|&w| (near(w), w))?;
    let least = if widths.len() < MANY { 30 } else { 20 };
    ((least..=240).contains(&width) && near(width) * 10 >= widths.len() * 8).then_some(width)
}

/// True where a line fills `width` cells.
pub(super) fn is_full(source: &Source, line: Line, width: usize) -> bool {
    line.indent + cells(source.slice(line.span), width + 2 * SLACK) + SLACK >= width
}

/// The width of `text` in terminal cells, counted no further than `enough`.
fn cells(text: &str, enough: usize) -> usize {
    let mut width = 0;
    for c in text.chars() {
        width += if c.is_ascii() { 1 } else { 2 };
        if width >= enough {
            break;
        }
    }
    width
}
