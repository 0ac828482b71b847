//! Pieces of lines that fit the page.
//!
//! A paragraph of official prose is one line of a thousand characters. What is shown of it is the part around the
//! marked places, cut at characters and measured in terminal cells, with every control character made visible.

use crate::text::visible::visible_char;
use crate::text::{Source, Span};
use std::ops::Range;
use unicode_width::UnicodeWidthChar;

/// Lines between two places that are still shown as one piece.
const NEAR: usize = 2;

/// A place to mark.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) span: Span,
    pub(super) label: String,
    pub(super) primary: bool,
}

/// A mark in an excerpt.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// Bytes of [`Excerpt::text`].
    pub(super) range: Range<usize>,
    pub(super) label: String,
    pub(super) primary: bool,
}

/// Some lines, cut to the width.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    pub(super) text: String,
    /// The number of its first line, from 1.
    pub(super) line: usize,
    pub(super) marks: Vec<Mark>,
}

/// The excerpts that show `places`, in the order of the text. A place that runs over several lines is marked on
/// its first and last.
pub(super) fn excerpts(source: &Source, places: Vec<Place>, width: usize) -> Vec<Excerpt> {
    let mut pieces: Vec<(usize, Place)> = places.into_iter().flat_map(|place| by_line(source, place)).collect();
    pieces.sort_by_key(|(line, p)| (*line, p.span));
    let mut out: Vec<Excerpt> = Vec::new();
    let mut last = 0;
    let mut rest = pieces.as_slice();
    while let Some((line, first)) = rest.first() {
        // as many places of this line as one window holds
        let mut count = 1;
        while let Some((l, p)) = rest.get(count) {
            if l != line || cells(source.slice(first.span.to(p.span)), width) + 8 > width {
                break;
            }
            count += 1;
        }
        let (here, others) = rest.split_at(count);
        rest = others;
        let line = *line;
        let window: Vec<&Place> = here.iter().map(|(_, p)| p).collect();
        let (text, ranges) = cut(source, line, &window, width);
        let (excerpt, offset) = match out.last_mut() {
            Some(open) if line > last && line - last <= NEAR => {
                for between in last + 1..line {
                    open.text.push('\n');
                    let span = source.lines().span_of(between, source.text());
                    open.text.push_str(&cut_at(source, Span::new(span.start, span.start), span, width).0);
                }
                open.text.push('\n');
                let offset = open.text.len();
                (open, offset)
            }
            _ => {
                out.push(Excerpt { text: String::new(), line: line + 1, marks: Vec::new() });
                let Some(open) = out.last_mut() else { break };
                (open, 0)
            }
        };
        excerpt.text.push_str(&text);
        excerpt.marks.extend(window.into_iter().zip(ranges).map(|(place, range)| Mark {
            range: range.start + offset..range.end + offset,
            label: place.label.clone(),
            primary: place.primary,
        }));
        last = line;
    }
    out
}

/// A place as the parts of it that are marked, each on one line.
fn by_line(source: &Source, place: Place) -> Vec<(usize, Place)> {
    let lines = source.lines();
    let first = lines.line_of(place.span.start);
    let last = lines.line_of(place.span.end.saturating_sub(1).max(place.span.start));
    if first == last {
        return vec![(first, place)];
    }
    let head = Span::new(place.span.start, content(source, first).end.max(place.span.start));
    let tail = Span::new(content(source, last).start, place.span.end);
    let part = |span, label: String| Place { span, label, primary: place.primary };
    vec![(first, part(head, place.label.clone())), (last, part(tail, String::new()))]
}

/// A line without its line end.
fn content(source: &Source, line: usize) -> Span {
    let span = source.lines().span_of(line, source.text());
    let text = source.slice(span);
    let kept = text.trim_end_matches(['\n', '\r', '\u{C}', '\u{2028}', '\u{2029}']);
    Span::from_range(span.start as usize..span.start as usize + kept.len())
}

fn cut(source: &Source, line: usize, places: &[&Place], width: usize) -> (String, Vec<Range<usize>>) {
    let content = content(source, line);
    let marked = places.iter().skip(1).fold(places.first().map_or(content, |p| p.span), |s, p| s.to(p.span));
    let (text, shown, starts) = cut_at(source, marked, content, width);
    let at = |offset: u32| -> usize {
        let offset = offset.clamp(shown.start, shown.end);
        starts.iter().find(|(source, _)| *source >= offset).map_or(text.trim_end_matches('…').len(), |(_, out)| *out)
    };
    let ranges = places.iter().map(|p| at(p.span.start)..at(p.span.end)).collect();
    (text, ranges)
}

/// The part of `line` around `marked` that fits `width` cells: its text, its span, and where each source offset
/// stands in the text.
fn cut_at(source: &Source, marked: Span, line: Span, width: usize) -> (String, Span, Vec<(u32, usize)>) {
    let room = width.saturating_sub(2); // for the signs of omission
    let mut used = 0;
    let inside = take(source.slice(Span::new(marked.start, marked.end.min(line.end))).chars(), &mut used, room);
    let mut shown = Span::new(marked.start, marked.start + inside);
    let left = source.slice(Span::new(line.start.min(marked.start), marked.start));
    let right = source.slice(Span::new(shown.end, line.end));
    // half of what is left before the place, the rest after it, and what that does not need before it again
    let half = used + (room - used.min(room)) * 3 / 5;
    let mut start = take(left.chars().rev(), &mut used, half);
    let end = take(right.chars(), &mut used, room);
    let further = left.get(..left.len() - start as usize).unwrap_or_default();
    start += take(further.chars().rev(), &mut used, room);
    shown = Span::new(shown.start - start, shown.end + end);
    let mut text = String::new();
    let mut starts = Vec::new();
    if shown.start > line.start {
        text.push('…');
    }
    let mut offset = shown.start;
    for c in source.slice(shown).chars() {
        starts.push((offset, text.len()));
        text.push(if matches!(c, '\t' | '\n' | '\r') { ' ' } else { visible_char(c) });
        offset += u32::try_from(c.len_utf8()).unwrap_or(4);
    }
    starts.push((offset, text.len()));
    if shown.end < line.end {
        text.push('…');
    }
    (text, shown, starts)
}

/// The bytes of the leading characters that bring `used` to no more than `room` cells.
fn take(chars: impl Iterator<Item = char>, used: &mut usize, room: usize) -> u32 {
    let mut bytes = 0;
    for c in chars {
        let cells = cell(c);
        if *used + cells > room {
            break;
        }
        *used += cells;
        bytes += c.len_utf8();
    }
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

/// The width of `text`, counted no further than `enough`.
fn cells(text: &str, enough: usize) -> usize {
    let mut width = 0;
    for c in text.chars() {
        width += cell(c);
        if width > enough {
            break;
        }
    }
    width
}

fn cell(c: char) -> usize {
    visible_char(c).width().unwrap_or(1)
}
