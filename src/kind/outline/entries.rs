//! What may be an outline: a list of short items, the lines of a table of contents, the parts that a sentence counts up.

use super::place;
use crate::document::{BlockKind, Document, Marker, Passage, marker};
use crate::kind::bare::Bare;
use crate::text::Span;
use std::mem::{Discriminant, discriminant};
use std::ops::Range;

/// A list that may be an outline.
pub(super) struct Outline {
    pub(super) entries: Vec<Entry>,
    /// The passages that it stands in.
    pub(super) passages: Range<usize>,
}

/// An entry of it.
pub(super) struct Entry {
    pub(super) bare: Bare,
    passage: usize,
    /// Where its words stand in the text of the passage.
    range: Range<usize>,
}

/// An entry is no longer than this, in characters.
pub(super) const LONGEST: usize = 60;
/// Fewer entries are no outline.
const FEWEST: usize = 3;
/// More entries are no outline that anyone reads.
const MOST: usize = 300;
/// The shortest entry, in characters.
const SHORTEST: usize = 4;

impl Entry {
    fn of(passage: usize, text: &str, range: Range<usize>) -> Option<Self> {
        let words = text.get(range.clone())?;
        let length = without_page(words).len();
        let range = range.start..range.start + length;
        let bare = Bare::of(text.get(range.clone())?, LONGEST + 1);
        (SHORTEST..=LONGEST).contains(&bare.len()).then_some(Self { bare, passage, range })
    }

    pub(super) fn words<'d>(&self, document: &'d Document<'_>) -> &'d str {
        document.passages.get(self.passage).and_then(|p| p.view.text().get(self.range.clone())).unwrap_or_default()
    }

    pub(super) fn span(&self, document: &Document<'_>, chars: &Range<usize>) -> Span {
        let bytes = self.bare.bytes(chars.start..chars.end.min(self.bare.len()).max(chars.start));
        place(document, self.passage, self.range.start + bytes.start..self.range.start + bytes.end)
    }

    pub(super) fn whole(&self, document: &Document<'_>) -> Span {
        place(document, self.passage, self.range.clone())
    }
}

/// An entry without the leader and the page number behind it, and without its final mark.
fn without_page(text: &str) -> &str {
    let trim =
        |text: &'_ str| text.trim_end().trim_end_matches(['；', '。', '，', ';', '.', '、', '…', '·', '—', '-', '\u{3000}', ' ']).len();
    let bare = text.get(..trim(text)).unwrap_or(text);
    let digits = bare.trim_end_matches(['）', ')']).trim_end_matches(|c: char| c.is_ascii_digit());
    let paged = bare.trim_end_matches(['）', ')']).len() - digits.len();
    let led = digits.trim_end_matches(['（', '(', 'P', 'p']).ends_with([' ', '\u{3000}', '\t', '…', '.', '·']);
    if (1..=3).contains(&paged) && led {
        let digits = digits.trim_end_matches(['（', '(', 'P', 'p']);
        return digits.get(..trim(digits)).unwrap_or(digits);
    }
    bare
}

/// The lists of a document that may be outlines.
pub(super) fn outlines(document: &Document<'_>) -> Vec<Outline> {
    let passages = &document.passages;
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(passage) = passages.get(at) {
        let run = run(document, at);
        if run.len() >= FEWEST {
            let first = at;
            let entry = |(offset, passage): (usize, &Passage<'_>)| {
                let text = passage.view.text();
                Entry::of(first + offset, text, 0..text.len())
            };
            let entries: Vec<Entry> = passages.get(run.clone()).unwrap_or_default().iter().enumerate().filter_map(entry).collect();
            if entries.len() >= FEWEST {
                out.push(Outline { entries, passages: run.clone() });
            }
        } else {
            out.extend(counted_up(at, passage.view.text()));
        }
        at = run.end.max(at + 1);
    }
    out
}

/// The passages from `at` on that are short lines of one sort, one below the other.
fn run(document: &Document<'_>, at: usize) -> Range<usize> {
    let sort = |passage: &Passage<'_>| -> Option<Option<Discriminant<Marker>>> {
        let text = passage.view.text();
        let is_line = matches!(passage.kind, BlockKind::Item | BlockKind::Heading { level: 0 }) && text.chars().nth(LONGEST + 10).is_none();
        let is_one = !text.trim_end_matches(['。', '；', ';']).contains(['。', '；']);
        let marker = document.blocks.get(passage.blocks.start).and_then(|block| block.marker);
        (is_line && is_one).then_some(marker.as_ref().map(discriminant))
    };
    let passages = &document.passages;
    let Some(first) = passages.get(at).and_then(sort) else { return at..at };
    let number = |passage: &Passage<'_>| document.blocks.get(passage.blocks.start).and_then(|block| block.marker).and_then(number_of);
    let opening = passages.get(at).map(|p| p.view.text());
    let mut length = 1;
    let mut last = passages.get(at).and_then(number);
    while let Some(next) = passages.get(at + length).filter(|p| length < MOST && sort(p) == Some(first)) {
        // the first section may follow right after
        let own = number(next);
        if own.zip(last).is_some_and(|(own, last)| own <= last) || Some(next.view.text()) == opening {
            break;
        }
        last = own;
        length += 1;
    }
    at..at + length
}

/// The number that a marker has.
const fn number_of(marker: Marker) -> Option<u32> {
    match marker {
        Marker::Han(n) | Marker::BracketedHan(n) | Marker::Arabic(n) | Marker::BracketedArabic(n) => Some(n),
        Marker::Bullet | Marker::Dash | Marker::Chapter => None,
    }
}

/// The parts that a sentence counts up: 报告分三个部分：一、……；二、……；三、……。
fn counted_up(passage: usize, text: &str) -> Option<Outline> {
    if !text.contains("个部分") && !text.contains("部分组成") && !text.contains("个方面") {
        return None;
    }
    let mut starts: Vec<(usize, usize)> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| matches!(c, '：' | '；' | ':' | ';' | '，' | '。')) {
        let after = at + c.len_utf8();
        let rest = text.get(after..).unwrap_or_default();
        let number = starts.len() + 1;
        let length = match marker(rest) {
            Some((Marker::Han(n) | Marker::Arabic(n) | Marker::BracketedHan(n) | Marker::BracketedArabic(n), length))
                if n as usize == number =>
            {
                length
            }
            _ => match ordinal(rest, number) {
                Some(length) => length,
                None => continue,
            },
        };
        starts.push((at, after + length));
    }
    let ends = starts.iter().skip(1).map(|&(at, _)| at);
    let last = starts.last().map_or(0, |&(_, from)| from);
    let end = text.get(last..)?.find(['。', '；']).map_or(text.len(), |length| last + length);
    let entries: Vec<Entry> =
        starts.iter().zip(ends.chain([end])).filter_map(|(&(_, from), to)| Entry::of(passage, text, from..to)).collect();
    (entries.len() >= FEWEST && entries.len() == starts.len()).then_some(Outline { entries, passages: passage..passage + 1 })
}

/// The length of 一是, 第一，, 第一部分（为）.
fn ordinal(text: &str, number: usize) -> Option<usize> {
    let han = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"].get(number.checked_sub(1)?)?;
    let bare = text.strip_prefix('第').unwrap_or(text);
    let rest = bare.strip_prefix(han)?;
    let rest = rest.strip_prefix("部分").unwrap_or(rest);
    let rest = rest.strip_prefix(['是', '为', '，', '：']).or_else(|| (bare.len() < text.len()).then_some(rest))?;
    Some(text.len() - rest.len())
}
