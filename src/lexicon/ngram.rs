//! Character n-grams up to four, and the probability of a symbol after those before it.

use super::lately::Lately;
use super::level;
use super::packed::{Entry, Packed};
use super::symbols::{Alphabet, UNKNOWN};
use std::cell::RefCell;

/// Probabilities are whole numbers in units of 2⁻⁴⁰.
pub(super) const ONE: u64 = 1 << 40;

/// Tables of n-gram counts; the key of a longer n-gram is the rank of its beginning and its last symbol.
#[derive(Debug)]
pub(super) struct Ngrams<'b> {
    alphabet: Alphabet,
    single: &'b [u8],
    open: &'b [u8],
    open_left: u64,
    total: u64,
    tables: [Packed<'b>; 3],
    lately: Lately,
}

/// What was looked up lately: the probabilities about one place rest on the same few n-grams.
#[derive(Debug, Default)]
pub(super) struct Memo(RefCell<Vec<(usize, u64, Option<Seen>)>>);

impl Memo {
    fn longer(&self, ngrams: &Ngrams<'_>, start: Seen, order: usize, symbol: u16) -> Option<Seen> {
        let key = ngrams.key(start, symbol);
        let known = self.0.borrow().iter().find(|known| known.0 == order && known.1 == key).map(|known| known.2);
        known.unwrap_or_else(|| {
            let seen = ngrams.longer(start, order, symbol);
            self.0.borrow_mut().push((order, key, seen));
            seen
        })
    }
}

/// Where an n-gram stands in its table, and how often it was seen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    pub(super) rank: u64,
    pub(super) count: u64,
    /// Which share of the count no longer n-gram of the table covers, to the right and to the left
    /// ([`level::share`]).
    right: u16,
    left: u16,
}

impl<'b> Ngrams<'b> {
    /// Puts the tables together: counts of single symbols and what of them no pair covers, then the counts of
    /// pairs, of threes and of fours.
    pub(super) fn new(alphabet: Alphabet, single: &'b [u8], open: &'b [u8], tables: [Packed<'b>; 3]) -> Self {
        let counts = || single.iter().map(|&level| u64::from(level::count(level.into())));
        let total: u64 = counts().sum();
        let uncovered: u64 = counts().zip(open).map(|(count, open)| count * level::share((open & 15).into())).sum();
        Self { alphabet, single, open, open_left: uncovered / total.max(1), total, tables, lately: Lately::new() }
    }

    pub(super) fn alphabet(&self) -> &Alphabet {
        &self.alphabet
    }

    /// What the tables have of the first symbol, the first two, … up to four.
    pub(super) fn beginnings(&self, symbols: &[u16]) -> impl Iterator<Item = Seen> {
        let mut rest = (0..self.tables.len()).zip(symbols.iter().skip(1));
        let first = symbols.first().and_then(|&first| self.single(first));
        std::iter::successors(first, move |&seen| {
            let (order, &symbol) = rest.next()?;
            self.longer(seen, order, symbol)
        })
    }

    /// All pairs, with their counts.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (u16, u16, u64)> {
        let size = self.alphabet.size() as u64;
        let symbol = |number: u64| u16::try_from(number).unwrap_or(UNKNOWN);
        let entries = self.tables.first().into_iter().flat_map(Packed::entries);
        entries.map(move |(key, entry)| (symbol(key / size), symbol(key % size), level::count(entry.value >> 8).into()))
    }

    fn single(&self, symbol: u16) -> Option<Seen> {
        let level = *self.single.get(usize::from(symbol)).filter(|_| symbol != UNKNOWN)?;
        let open: u16 = self.open.get(usize::from(symbol)).copied().unwrap_or(0).into();
        Some(Seen { rank: symbol.into(), count: level::count(level.into()).into(), right: open >> 4, left: open & 15 })
    }

    fn key(&self, start: Seen, symbol: u16) -> u64 {
        start.rank * self.alphabet.size() as u64 + u64::from(symbol)
    }

    fn longer(&self, start: Seen, order: usize, symbol: u16) -> Option<Seen> {
        let key = self.key(start, symbol);
        // what is found as one number: the rank, the level of the count, the shares; 0 for nothing
        let found = self.lately.get(key << 2 | order as u64, || {
            let Some(Entry { rank, value }) = self.tables.get(order).and_then(|table| table.find(key)) else { return 0 };
            let (level, right, left) = match order {
                0 => (value >> 8, value >> 4 & 15, value & 15),
                1 => (value >> 4, value & 15, 0),
                _ => (value, 0, 0),
            };
            u64::from(rank) << 16 | u64::from(level.min(127)) << 9 | u64::from(right) << 5 | u64::from(left) << 1 | 1
        });
        let part = |from: u32, bits: u32| u16::try_from(found >> from & ((1 << bits) - 1)).unwrap_or_default();
        (found & 1 == 1).then(|| Seen { rank: found >> 16, count: level::count(part(9, 7)).into(), right: part(5, 4), left: part(1, 4) })
    }

    /// The probability of a symbol out of context, in units of [`ONE`]; never 0.
    pub(super) fn chance(&self, symbol: u16) -> u64 {
        let count = self.single(symbol).map_or(1, |seen| seen.count);
        (((count << 24) / self.total.max(1)) << 16).clamp(1 << 14, ONE)
    }

    /// The probability of `symbol` after `context`, of which the last three symbols count, in units of [`ONE`].
    ///
    /// What the kept n-grams leave open of a context is spread over the symbols as the shorter context has them,
    /// less those whose company is all accounted for (the idea of Kneser and Ney, “Improved backing-off for
    /// m-gram language modeling”, 1995).
    pub(super) fn chance_after(&self, memo: &Memo, context: &[u16], symbol: u16) -> u64 {
        let mut chance = self.chance(symbol);
        // how much likelier or less likely than `chance` the symbol is in new company, in 2⁻¹⁶
        let mut novelty = self.single(symbol).map_or(1 << 16, |seen| (level::share(seen.left) << 16) / self.open_left.max(1));
        for order in 0..self.tables.len() {
            let from = context.len().checked_sub(order + 1);
            let Some((first, rest)) = from.and_then(|from| context.get(from..)?.split_first()) else {
                break;
            };
            let Some(mut before) = self.single(*first) else {
                break;
            };
            for (order, &symbol) in rest.iter().enumerate() {
                let Some(seen) = memo.longer(self, before, order, symbol) else {
                    return chance;
                };
                before = seen;
            }
            let seen = memo.longer(self, before, order, symbol);
            let open = (level::share(before.right) * novelty.min(1 << 20)) >> 16;
            // both parts stay below 2⁴⁰ · 2²⁰
            let covered = seen.map_or(0, |seen| seen.count.saturating_mul(ONE) / before.count.max(1)).min(ONE);
            let spread = ((chance >> 8) * open) >> 8;
            chance = (covered + spread).clamp(1, ONE);
            novelty = 1 << 16;
        }
        chance
    }
}

/// The natural logarithm of `value`, in thousandths (milli-nats), rounded down.
pub(crate) fn ln_milli(value: u64) -> i32 {
    let Some(whole) = value.checked_ilog2() else {
        return -28_000;
    };
    // the mantissa as 1.31 bits; squaring it yields one binary digit of the logarithm at a time
    let mut mantissa = if whole >= 31 { value >> (whole - 31) } else { value << (31 - whole) };
    let mut log = u64::from(whole);
    for _ in 0..14 {
        mantissa = (mantissa * mantissa) >> 31;
        log = log * 2 + (mantissa >> 32);
        let digit = mantissa >> 32;
        mantissa >>= digit;
    }
    // ln 2 = 693.147 milli-nats
    i32::try_from((log * 693_147) / (1000 << 14)).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_are_right_to_two_thousandths() {
        for (value, log) in [(1, 0), (2, 693), (3, 1098), (10, 2302), (1000, 6907), (ONE, 27_725), (u64::MAX, 44_361)] {
            assert!((ln_milli(value) - log).abs() <= 2, "ln {value} = {}", ln_milli(value));
        }
    }
}
