//! Sentences and paragraphs that stand there twice, word for word.

use super::super::expression::excepted;
use super::super::scope::admits;
use super::{RepetitionCheck, Unit, Within, doubled};
use crate::document::{BlockKind, Passage, marker, sentences};
use crate::finding::Applicability;
use crate::kind::{Context, Hits};
use crate::text::Span;
use foldhash::{HashMap, HashMapExt};
use std::ops::Range;
use xxhash_rust::xxh3::xxh3_128;

/// A sentence or a paragraph.
pub(super) struct Copy<'t, 's> {
    pub(super) passage: &'t Passage<'s>,
    /// The number of its passage among those that are looked at.
    pub(super) at: usize,
    /// The number of its section.
    pub(super) section: usize,
    /// Where it stands in the passage.
    pub(super) range: Range<usize>,
    /// Its text without white space around it.
    pub(super) text: &'t str,
}

impl Copy<'_, '_> {
    /// The place in the source of a part of it, in bytes of its text.
    pub(super) fn place(&self, part: Range<usize>) -> Span {
        let start = self.range.start;
        self.passage.view.to_source(Span::from_range(start + part.start..start + part.end))
    }
}

/// The units of a document that are long enough.
pub(super) fn units<'t, 's>(check: &RepetitionCheck, context: &'t Context<'_, 's>) -> Vec<Copy<'t, 's>> {
    let mut out = Vec::new();
    let mut section = 0;
    for (at, passage) in context.document.passages.iter().enumerate() {
        section += usize::from(matches!(passage.kind, BlockKind::Heading { level: 1..=2 }));
        if !admits(&check.blocks, passage.kind) || matches!(passage.kind, BlockKind::Table) {
            continue;
        }
        let text = passage.view.text();
        let mut add = |range: Range<usize>| {
            let piece = text.get(range.clone()).unwrap_or_default();
            let trimmed = piece.trim();
            let lead = piece.len() - piece.trim_start().len();
            let range = range.start + lead..range.start + lead + trimmed.len();
            // the first sentence of an item stands there without its number
            if is_long(trimmed, check.min_chars.saturating_sub(MARKER).max(1)) {
                out.push(Copy { passage, at, section, range, text: trimmed });
            }
        };
        match check.unit {
            Unit::Sentence => sentences(text).for_each(&mut add),
            _ => add(0..text.len()),
        }
    }
    out
}

/// The longest number that an item begins with, in characters.
const MARKER: usize = 4;

/// True where `text` has so many characters, without counting all of a long one.
fn is_long(text: &str, chars: usize) -> bool {
    text.chars().nth(chars - 1).is_some()
}

/// Finds the copies.
pub(super) fn find(check: &RepetitionCheck, context: &Context<'_, '_>, units: &[Copy<'_, '_>], hits: &mut Hits) {
    let mut seen: HashMap<(usize, u128), usize> = HashMap::new();
    for (i, unit) in units.iter().enumerate().filter(|(_, u)| is_long(u.text, check.min_chars)) {
        let scope = match check.within {
            Within::Next => i,
            Within::Paragraph => unit.at,
            Within::Section => unit.section,
            Within::Document => 0,
        };
        let earlier = seen.insert((scope, xxh3_128(unit.text.as_bytes())), i).and_then(|j| units.get(j)).filter(|e| e.text == unit.text);
        let first = match earlier {
            Some(earlier) => earlier.place(0..earlier.text.len()),
            None => match follows_itself(check, i.checked_sub(1).and_then(|j| units.get(j)), unit) {
                Some(first) => first,
                None => continue,
            },
        };
        if excepted(&check.unless, unit.passage.view.text(), &unit.range) {
            continue;
        }
        let mut hit = doubled(unit.place(0..unit.text.len()), first);
        let shown = Span::from_range(unit.range.clone());
        if !unit.passage.view.is_whole(context.document.source.text(), shown) {
            hit.fixes.iter_mut().for_each(|fix| fix.applicability = Applicability::DisplayOnly);
        }
        hits.push(hit);
    }
}

/// The place of the first copy, where `unit` says again what the one before it ended with: a sentence may be keyed
/// again from its middle on, or with the number of its paragraph.
fn follows_itself(check: &RepetitionCheck, before: Option<&Copy<'_, '_>>, unit: &Copy<'_, '_>) -> Option<Span> {
    let before = before.filter(|_| check.unit == Unit::Sentence)?;
    let closed = before.text.trim_end_matches(['”', '’', '」', '』', '）']);
    let words = marker(unit.text).and_then(|(_, length)| unit.text.get(length..)).unwrap_or(unit.text);
    let start = closed.len().checked_sub(words.len())?;
    // a paragraph may take up what the one before it ended with, but hardly a whole sentence
    let next =
        before.at == unit.at || (before.at + 1 == unit.at && start == 0 && before.range.end == before.passage.view.text().trim_end().len());
    (next && closed.ends_with(words)).then(|| before.place(start..closed.len()))
}
