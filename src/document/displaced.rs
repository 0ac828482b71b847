//! Paragraphs whose pieces stand in the wrong order.
//!
//! A paragraph that begins inside a sentence and stops inside one, where its own end runs on into its own beginning,
//! was rotated: its true beginning is one of the sentences inside.

use super::beginning::never_first;
use super::block::Block;
use super::breaks::{end_of, ends_closed};
use super::judgement::{begins, goes_on};
use super::openings::Habits;
use super::order::{beginnings, better_inside, title};
use super::passage::sentences;
use crate::lexicon::Lexicon;
use crate::text::{Source, Span, View, is_han};
use std::ops::Range;

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

/// Its own end runs on into its own beginning from here on (milli-nats), two fifths of how much better a sentence inside
/// would open it counted in.
const ROTATED: i32 = 1000;

/// A paragraph whose end calls so much for a full stop (milli-nats) may be whole but for that mark: of rotated ones seven in
/// a thousand do.
const WHOLE: i32 = 2500;

/// The item of the evidence that says so.
const STOP: usize = 6;

/// What a better sentence inside can count at most.
const MOST_BETTER: i32 = 4000;

/// A longer paragraph, in bytes, is not searched for its beginning.
const LONGEST: u32 = 60_000;

/// How surely a paragraph's own end runs on into its own beginning, in milli-nats; nothing where it can't be rotated.
pub(super) fn own_seam(source: &Source, blocks: &[Block], at: usize, habits: &Habits) -> Option<i32> {
    let block = blocks.get(at)?;
    let whole = block.is_prose() && block.marker.is_none() && block.dateline.is_none() && is_plain(source, block);
    if !whole || block.span.len() > LONGEST {
        return None;
    }
    let text = block.text(source);
    let text = end_of(&text);
    if ends_closed(text) {
        return None; // its last sentence may be over, and only its mark lost
    }
    let begins_open = text.chars().next().is_some_and(|c| is_han(c) || matches!(c, '、' | '，' | '”' | '》'));
    // a sentence must end inside for another to begin
    let inner = sentences(text).next().is_some_and(|first| first.end < text.len());
    if !begins_open || !inner {
        return None;
    }
    let seam = Lexicon::shipped().seam(text, text);
    if seam.evidence[STOP] >= WHOLE {
        return None;
    }
    let score = goes_on(&seam, &habits.opening(text, true), &habits.cohesion.evidence_within(text)).saturating_add(never_first(text));
    // most paragraphs that stop: no sentence inside is so much better
    if score < ROTATED - MOST_BETTER {
        return None;
    }
    let better = better_inside(text, title(source, blocks, at), habits) * 2 / 5;
    let score = score.saturating_add(better.min(MOST_BETTER));
    (score >= ROTATED).then_some(score)
}

/// True where nothing but line ends stands between the pieces of a block, so that they can be put in another order.
fn is_plain(source: &Source, block: &Block) -> bool {
    let gap = |pair: &[Span]| match pair {
        [a, b] => source.text().get(a.end as usize..b.start as usize).is_some_and(|gap| gap.trim().is_empty()),
        _ => true,
    };
    block.parts().windows(2).all(gap)
}

/// The orders of a rotated paragraph.
pub(super) fn rotated(source: &Source, blocks: &[Block], block: usize, habits: &Habits) -> Option<Displaced> {
    let view = View::new(source.text(), blocks.get(block)?.parts());
    let text = end_of(view.text());
    let place = |range: Range<usize>| view.to_source(Span::from_range(range));
    let mut ranked: Vec<(i64, usize)> =
        beginnings(text, title(source, blocks, block), habits).iter().map(|(at, evidence)| (begins(evidence), *at)).collect();
    ranked.sort_unstable_by_key(|&(score, at)| (std::cmp::Reverse(score), at));
    let order = |&(_, at): &(i64, usize)| Order { start: place(at..text.len()).start };
    let seam = Lexicon::shipped().seam(text, text);
    Some(Displaced {
        block,
        span: place(0..text.len()),
        orders: ranked.iter().take(LISTED).map(order).collect(),
        possible: ranked.len(),
        foreign: None,
        word: seam.word.map(|word| word.text),
    })
}
