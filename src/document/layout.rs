//! The habits of layout of a whole text: lines wrapped at a fixed width.

use crate::text::{Source, Span};

/// One line that is not blank.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// The line without the white space around it.
    pub(super) span: Span,
    /// True where a blank line or the start of the text is before it.
    pub(super) opens_group: bool,
    /// True where a form feed is before it.
    pub(super) after_form_feed: bool,
}

/// Fewer lines than this show no habit.
const ENOUGH: usize = 8;

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
        if let [line, next] = pair
            && !next.opens_group
        {
            // a wider line is never a wrapped one, however long: no need to measure all of it
            widths.push(cells(source.slice(line.span), 260));
        }
    }
    if widths.len() < ENOUGH {
        return None;
    }
    widths.sort_unstable();
    let width = *widths.get(widths.len() * 19 / 20)?;
    let full = widths.iter().filter(|&&w| w + SLACK >= width && w <= width + SLACK).count();
    ((20..=240).contains(&width) && full * 10 >= widths.len() * 7).then_some(width)
}

/// True where `text` fills a line of `width` cells.
pub(super) fn is_full(text: &str, width: usize) -> bool {
    cells(text, width + 2 * SLACK) + SLACK >= width
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
