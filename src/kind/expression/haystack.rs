//! The text that an expression is matched against, with the way back.

use super::Lazy;
use super::field::{FIRST, Field, Item, is_stand};
use crate::document::Passage;
use crate::figure::Reading;
use crate::kind::Context;
use std::borrow::Cow;
use std::ops::Range;

/// A stretch of a passage that is looked at.
#[derive(Clone, Copy)]
pub(in crate::kind) struct Place<'t, 'd, 's> {
    /// What is read of the document.
    pub(in crate::kind) context: &'t Context<'d, 's>,
    /// The passage.
    pub(in crate::kind) passage: &'t Passage<'s>,
    /// The stretch.
    pub(in crate::kind) text: &'t str,
    /// Where it begins in the passage.
    pub(in crate::kind) at: usize,
}

/// A text in which the figures that fields take are one character each.
pub(in crate::kind) struct Haystack<'t> {
    text: Cow<'t, str>,
    stands: Vec<Stand>,
}

/// A character that stands for something, and what it stands for.
struct Stand {
    shown: usize,
    end: usize,
}

impl<'t> Haystack<'t> {
    /// The text itself.
    pub(super) fn plain(text: &'t str) -> Self {
        Self { text: Cow::Borrowed(text), stands: Vec::new() }
    }

    /// The text at `place` as `fields` see it.
    pub(super) fn of<'f>(place: Place<'t, '_, '_>, fields: impl Iterator<Item = &'f Field> + Clone) -> Self {
        let items = items(place, fields);
        let text = place.text;
        // what the text itself has of these characters stands for nothing
        let inert = |text: &str, out: &mut String| match has_stands(text) {
            true => out.extend(text.chars().map(|c| if is_stand(c) { '\u{FFFD}' } else { c })),
            false => out.push_str(text),
        };
        if items.is_empty() && !has_stands(text) {
            return Self::plain(text);
        }
        let mut haystack = Self { text: Cow::Owned(String::new()), stands: Vec::new() };
        let out = haystack.text.to_mut();
        let mut from = 0;
        for (span, mask) in items {
            inert(text.get(from..span.start).unwrap_or_default(), out);
            haystack.stands.push(Stand { shown: out.len(), end: span.end });
            out.extend(char::from_u32(FIRST as u32 + mask));
            from = span.end;
        }
        inert(text.get(from..).unwrap_or_default(), out);
        haystack
    }

    /// Whether nothing in it stands for an item.
    pub(super) fn is_plain(&self) -> bool {
        self.stands.is_empty()
    }

    /// What is searched.
    pub(in crate::kind) fn text(&self) -> &str {
        &self.text
    }

    /// The range of the text that a range of the haystack was read from.
    pub(in crate::kind) fn original(&self, range: Range<usize>) -> Range<usize> {
        self.locate(range.start)..self.locate(range.end)
    }

    fn locate(&self, at: usize) -> usize {
        let after = self.stands.partition_point(|stand| stand.shown < at);
        let last = after.checked_sub(1).and_then(|i| self.stands.get(i));
        last.map_or(at, |stand| stand.end + (at - stand.shown - FIRST.len_utf8()))
    }
}

/// Whether a text itself has characters that stand for items.
fn has_stands(text: &str) -> bool {
    // all of them begin with this byte
    memchr::memchr(0xEE, text.as_bytes()).is_some() && text.chars().any(is_stand)
}

/// What the fields take in the text at `place`, in text order, with the fields that take it as bits.
fn items<'f>(place: Place<'_, '_, '_>, fields: impl Iterator<Item = &'f Field> + Clone) -> Vec<(Range<usize>, u32)> {
    let Reading { figures, mentions } = place.context.reading(place.passage);
    let end = place.at + place.text.len();
    let mask =
        |item: Item<'_>| (0_u32..).zip(fields.clone()).filter(|(_, field)| field.fits(item)).fold(0, |mask, (bit, _)| mask | 1 << bit);
    let numeral = fields.clone().any(|field| matches!(field, Field::Number(_)));
    let mut out: Vec<(Range<usize>, u32)> = Vec::new();
    let first = figures.partition_point(|figure| figure.span.start < place.at);
    for figure in figures.iter().skip(first).take_while(|figure| figure.span.start < end) {
        out.push((if numeral { figure.numeral.clone() } else { figure.span.clone() }, mask(Item::Figure(figure))));
    }
    let first = mentions.partition_point(|mention| mention.span.start < place.at);
    for mention in mentions.iter().skip(first).take_while(|mention| mention.span.start < end) {
        out.push((mention.span.clone(), mask(Item::Mention(mention))));
    }
    out.retain(|(span, mask)| *mask != 0 && span.start < span.end && span.end <= end);
    out.iter_mut().for_each(|(span, _)| *span = span.start - place.at..span.end - place.at);
    out.sort_by_key(|(span, _)| span.start);
    out.dedup_by(|later, earlier| later.0.start < earlier.0.end);
    out
}

/// What the reader found at exactly this range of a passage: a figure, by its whole span or its numeral, or a mention.
pub(in crate::kind) fn item_at<'r>(reading: &'r Reading, range: &Range<usize>) -> Option<Item<'r>> {
    let Reading { figures, mentions } = reading;
    // a numeral lies inside its figure, which begins at or before it
    let after = figures.partition_point(|figure| figure.span.start <= range.start);
    let figure = after.checked_sub(1).and_then(|i| figures.get(i));
    let figure = figure.filter(|figure| figure.span == *range || figure.numeral == *range).map(Item::Figure);
    let mention = || {
        let at = mentions.partition_point(|mention| mention.span.start < range.start);
        mentions.get(at).filter(|mention| mention.span == *range).map(Item::Mention)
    };
    figure.or_else(mention)
}

/// True where an exception overlaps `range` of the text at `place`.
pub(in crate::kind) fn excepted_at(unless: &[Lazy], place: Place<'_, '_, '_>, range: &Range<usize>) -> bool {
    let window = super::near(place.text, range);
    let text = place.text.get(window.clone()).unwrap_or(place.text);
    let near = Place { text, at: place.at + window.start, ..place };
    unless.iter().any(|lazy| {
        let haystack = lazy.haystack(near);
        let Some(regex) = lazy.regex() else { return false };
        regex.find_iter(haystack.text()).any(|m| {
            let found = haystack.original(m.range());
            found.start + window.start < range.end && range.start < found.end + window.start
        })
    })
}
