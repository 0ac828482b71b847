//! The word list: which n-grams are words, how often they are used, and their classes.

use std::ops::Range;

use super::lately::Lately;
use super::level;
use super::ngram::{Ngrams, ln_milli};
use super::packed::Packed;

/// Symbols in the longest word.
pub(super) const LONGEST: usize = 4;
/// What an unlisted single symbol costs, in milli-nats.
const STRANGE: i32 = 16_000;
/// Bits of an entry's value that hold the class.
pub(super) const CLASS_BITS: u32 = 8;

/// A listed word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// How often it is used.
    pub(super) count: u32,
    /// Its class, from 0.
    pub(super) class: u16,
    /// What using it costs, in milli-nats.
    cost: i32,
}

/// A piece of a cut text: the symbols from `from` to before `to`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub(super) from: usize,
    pub(super) to: usize,
    /// The class; `None` for an unlisted symbol.
    pub(super) class: Option<u16>,
}

/// The words by length; the key is the word's rank among the n-grams of its length.
#[derive(Debug)]
pub(super) struct Words<'b> {
    tables: [Packed<'b>; LONGEST],
    total: i32,
    lately: Lately,
}

impl<'b> Words<'b> {
    pub(super) fn new(tables: [Packed<'b>; LONGEST]) -> Self {
        let counts = tables.iter().flat_map(Packed::entries).map(|(_, entry)| level::count(entry.value >> CLASS_BITS));
        let total: u64 = counts.map(u64::from).sum();
        Self { tables, total: ln_milli(total), lately: Lately::new() }
    }

    /// The listed word made of `symbols`.
    pub(super) fn find(&self, ngrams: &Ngrams<'b>, symbols: &[u16]) -> Option<Word> {
        let found = ngrams.beginnings(symbols).nth(symbols.len().checked_sub(1)?)?;
        self.word(symbols.len() - 1, found.rank)
    }

    fn word(&self, order: usize, rank: u64) -> Option<Word> {
        let find = || self.tables.get(order).and_then(|table| table.find(rank)).map_or(0, |entry| u64::from(entry.value) << 1 | 1);
        let found = self.lately.get(rank << 2 | order as u64, find);
        let value = u16::try_from(found >> 1).ok().filter(|_| found & 1 == 1)?;
        let count = level::count(value >> CLASS_BITS);
        Some(Word { count, class: value & ((1 << CLASS_BITS) - 1), cost: self.total - ln_milli(count.into()) })
    }

    /// All the listed words in `symbols`.
    pub(super) fn lattice(&self, ngrams: &Ngrams<'b>, symbols: &[u16]) -> Lattice {
        let from = |from: usize| {
            let mut words = [None; LONGEST];
            let found = ngrams.beginnings(symbols.get(from..).unwrap_or_default());
            for (order, (slot, seen)) in words.iter_mut().zip(found).enumerate() {
                *slot = self.word(order, seen.rank);
            }
            words
        };
        Lattice { words: (0..symbols.len()).map(from).collect() }
    }
}

/// The listed words that start at each symbol of a text, by length.
#[derive(Debug)]
pub(super) struct Lattice {
    words: Vec<[Option<Word>; LONGEST]>,
}

impl Lattice {
    /// The cheapest cutting of a part of the text into words, and its cost.
    pub(super) fn cut(&self, part: Range<usize>) -> (Vec<Piece>, i32) {
        // the best way to each place: its cost, and its last piece
        let mut best = vec![(i32::MAX, Piece { from: 0, to: 0, class: None }); part.len() + 1];
        if let Some(first) = best.first_mut() {
            first.0 = 0;
        }
        for (at, words) in self.words.iter().enumerate().take(part.end).skip(part.start) {
            let base = best.get(at - part.start).map_or(0, |way| way.0);
            for (order, word) in words.iter().enumerate() {
                let own = match word {
                    Some(word) => word.cost,
                    None if order == 0 => STRANGE,
                    None => continue,
                };
                let to = at + order + 1;
                let Some(way) = best.get_mut(to - part.start) else {
                    break;
                };
                let cost = base.saturating_add(own);
                if cost < way.0 {
                    *way = (cost, Piece { from: at, to, class: word.map(|word| word.class) });
                }
            }
        }
        let cost = best.last().map_or(0, |way| way.0);
        let mut pieces = Vec::new();
        let mut at = part.end;
        while let Some(&(_, piece)) = best.get(at.wrapping_sub(part.start)).filter(|_| at > part.start) {
            pieces.push(piece);
            at = piece.from;
        }
        pieces.reverse();
        (pieces, cost)
    }
}
