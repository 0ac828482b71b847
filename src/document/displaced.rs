//! Paragraphs whose pieces stand in the wrong order.
//!
//! A paragraph that begins inside a sentence and stops inside one, where its own end runs on into its own beginning,
//! was rotated: its true beginning is one of the sentences inside.

use super::block::Block;
use super::breaks::end_of;
use super::judgement::{begins, goes_on};
use super::openings::Habits;
use super::passage::sentences;
use crate::lexicon::Lexicon;
use crate::text::{Source, Span};
use foldhash::{HashMap, HashMapExt};

/// Text whose pieces stand in the wrong order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Displaced {
    /// The block, by index into the document's.
    pub block: usize,
    /// Its text, white space and unseen characters at its end left out.
    pub span: Span,
    /// The orders that may have been the true one, the likeliest first, at most three.
    pub orders: Vec<Order>,
    /// How many sentences might be the first.
    pub possible: usize,
    /// What at the beginning belongs to the paragraph before, which another place of the document shows: after how many
    /// bytes it begins, and its length.
    pub foreign: Option<(usize, usize)>,
    /// The word that the end and the beginning make together.
    pub word: Option<String>,
}

/// An order of the pieces: the text begins at one place inside, and goes on at its written beginning where it now ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Where the true beginning is.
    pub start: u32,
}

/// Orders that are listed.
const LISTED: usize = 3;

/// Its own end runs on into its own beginning from here on (milli-nats).
const ROTATED: i32 = 600;

/// A longer paragraph, in bytes, is not searched for its beginning.
const LONGEST: u32 = 60_000;

/// How surely a paragraph's own end runs on into its own beginning, in milli-nats; nothing where it can't be rotated.
pub(super) fn own_seam(source: &Source, block: &Block, habits: &Habits) -> Option<i32> {
    let whole = block.is_prose() && block.marker.is_none() && block.dateline.is_none() && block.pieces.is_empty();
    if !whole || block.span.len() > LONGEST {
        return None;
    }
    let text = end_of(source.slice(block.span));
    let begins_open = text.chars().next().is_some_and(|c| matches!(c, '\u{4e00}'..='\u{9fff}' | '、' | '，' | '”' | '》'));
    // a sentence must end inside for another to begin
    let inner = sentences(text).next().is_some_and(|first| first.end < text.len());
    if !begins_open || !inner {
        return None;
    }
    let seam = Lexicon::shipped().seam(text, text);
    let score = goes_on(&seam, &habits.opening(text, true));
    (score >= ROTATED).then_some(score)
}

/// The orders of a rotated paragraph.
pub(super) fn rotated(source: &Source, blocks: &[Block], block: usize, habits: &Habits) -> Option<Displaced> {
    let span = blocks.get(block)?.span;
    let text = end_of(source.slice(span));
    let starts: Vec<usize> = sentences(text).map(|sentence| sentence.start).filter(|&at| at > 0).collect();
    let pairs = pairs(text);
    let mut ranked: Vec<(i64, usize)> = starts
        .iter()
        .map(|&at| {
            let (before, head) = (text.get(..at).unwrap_or_default(), text.get(at..).unwrap_or_default());
            let seam = Lexicon::shipped().seam(before, head);
            (begins(&habits.first_sentence(text, at, &seam, topic(head, &pairs))), at)
        })
        .collect();
    ranked.sort_unstable_by_key(|&(score, at)| (std::cmp::Reverse(score), at));
    let order = |&(_, at): &(i64, usize)| Some(Order { start: span.start + u32::try_from(at).ok()? });
    let seam = Lexicon::shipped().seam(text, text);
    Some(Displaced {
        block,
        span: Span::new(span.start, span.start + u32::try_from(text.len()).ok()?),
        orders: ranked.iter().take(LISTED).filter_map(order).collect(),
        possible: starts.len(),
        foreign: None,
        word: seam.word.map(|word| word.text),
    })
}

/// The pairs of characters of a text, with their counts.
fn pairs(text: &str) -> HashMap<(char, char), u32> {
    let mut counts = HashMap::new();
    for pair in text.chars().zip(text.chars().skip(1)) {
        *counts.entry(pair).or_default() += 1;
    }
    counts
}

/// Which share of the first sentence's pairs of characters the rest of the paragraph takes up again, in thousandths.
fn topic(head: &str, all: &HashMap<(char, char), u32>) -> i32 {
    let end = head.find(['。', '！', '？']).unwrap_or(head.len());
    let own = pairs(head.get(..end).unwrap_or_default());
    let again = own.iter().filter(|(pair, count)| all.get(pair).is_some_and(|n| n > count)).count();
    i32::try_from(1000 * again / own.len().max(1)).unwrap_or(0)
}
