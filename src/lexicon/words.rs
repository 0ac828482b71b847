//! The word list: which n-grams are words, how often they are used, and their classes.

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
}

impl<'b> Words<'b> {
    pub(super) fn new(tables: [Packed<'b>; LONGEST]) -> Self {
        let total: u64 = tables.iter().flat_map(Packed::entries).map(|(_, entry)| u64::from(Self::word(entry.value).count)).sum();
        Self { tables, total: ln_milli(total) }
    }

    fn word(value: u16) -> Word {
        Word { count: level::count(value >> CLASS_BITS), class: value & ((1 << CLASS_BITS) - 1) }
    }

    /// The listed word made of `symbols`.
    pub(super) fn find(&self, ngrams: &Ngrams<'b>, symbols: &[u16]) -> Option<Word> {
        let (rank, _) = ngrams.find(symbols)?;
        let entry = self.tables.get(symbols.len().checked_sub(1)?)?.find(rank)?;
        Some(Self::word(entry.value))
    }

    /// What using a word costs, in milli-nats.
    pub(super) fn cost(&self, word: Word) -> i32 {
        self.total - ln_milli(word.count.into())
    }

    /// The cheapest cutting of `symbols` into words, and its cost.
    pub(super) fn cut(&self, ngrams: &Ngrams<'b>, symbols: &[u16]) -> (Vec<Piece>, i32) {
        // best way to each place: its cost, and its last piece
        let mut best = vec![(0i32, Piece { from: 0, to: 0, class: None })];
        for to in 1..=symbols.len() {
            let mut way = (i32::MAX, Piece { from: to - 1, to, class: None });
            for from in to.saturating_sub(LONGEST)..to {
                let Some(word) = symbols.get(from..to) else { continue };
                let listed = self.find(ngrams, word);
                let own = match listed {
                    Some(word) => self.cost(word),
                    None if to - from == 1 => STRANGE,
                    None => continue,
                };
                let cost = best.get(from).map_or(0, |before| before.0).saturating_add(own);
                if cost < way.0 {
                    way = (cost, Piece { from, to, class: listed.map(|word| word.class) });
                }
            }
            best.push(way);
        }
        let cost = best.last().map_or(0, |last| last.0);
        let mut pieces = Vec::new();
        let mut at = symbols.len();
        while let Some(&(_, piece)) = best.get(at).filter(|_| at > 0) {
            pieces.push(piece);
            at = piece.from;
        }
        pieces.reverse();
        (pieces, cost)
    }
}
