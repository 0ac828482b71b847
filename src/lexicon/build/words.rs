//! Finding the words of a text by statistics: what holds together, what stands in many places, and what the
//! cheapest cutting of the whole text then really uses.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::lexicon::ngram::ln_milli;
use crate::lexicon::symbols::{Alphabet, is_han};

/// Symbols in the longest word.
const LONGEST: usize = 4;
/// Rounds of cutting the text and counting again.
const ROUNDS: usize = 4;

/// A hash of one multiplication: keys are n-grams, and the map is only ever looked up or sorted.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Multiply(u64);

impl Hasher for Multiply {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.write_u64(byte.into()));
    }
    fn write_u64(&mut self, n: u64) {
        self.0 = (self.0 ^ n).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// Counts by gram: up to four symbols of sixteen bits, the last one lowest.
pub(super) type Counts = HashMap<u64, u32, BuildHasherDefault<Multiply>>;

/// The gram of some symbols.
pub(super) fn gram(symbols: &[u16]) -> u64 {
    symbols.iter().fold(0, |key, &symbol| key << 16 | u64::from(symbol))
}

/// How many symbols a gram has.
pub(super) fn len(gram: u64) -> u32 {
    4 - gram.leading_zeros() / 16
}

/// What may be a word, and how often it stands in the text, from sorted runs of four symbols.
pub(super) fn candidates(fours: &[u64], alphabet: &Alphabet, least: u32) -> Counts {
    let han: Vec<bool> = (0..alphabet.size()).map(|n| alphabet.char(n as u16).is_some_and(is_han)).collect();
    let all_han = |gram: u64, n: u32| (0..n).all(|at| han.get((gram >> (16 * at) & 0xffff) as usize) == Some(&true));
    let mut counts = Counts::default();
    for n in 1..=LONGEST as u32 {
        let shift = 64 - 16 * n;
        for run in fours.chunk_by(|a, b| a >> shift == b >> shift) {
            let key = run[0] >> shift;
            if key != 0 && (n == 1 || all_han(key, n)) && run.len() >= if n == 1 { 1 } else { least as usize } {
                counts.insert(key, run.len() as u32);
            }
        }
    }
    // what stands to the left and to the right
    let total = fours.len() as u64;
    let mut right: HashMap<u64, (u32, u32), BuildHasherDefault<Multiply>> = HashMap::default();
    let mut left = right.clone();
    for (&key, &count) in &counts {
        let n = len(key);
        if n > 1 {
            let longest = |slot: &mut (u32, u32)| {
                slot.0 = slot.0.max(count);
                slot.1 += 1;
            };
            longest(right.entry(key >> 16).or_default());
            longest(left.entry(key & !(0xffff << (16 * (n - 1)))).or_default());
        }
    }
    let keep = |&key: &u64, count: &mut u32| {
        let n = len(key);
        if n == 1 {
            return true;
        }
        let count = u64::from(*count);
        let mut least = i32::MAX;
        let mut bound = 0;
        for at in 1..n {
            let (l, r) = (key >> (16 * at), key & ((1 << (16 * at)) - 1));
            let of = |part: u64| u64::from(counts_ref(&counts, part)).max(count);
            least = least.min(ln_milli(count * (total / 16)) - ln_milli(of(l)) - ln_milli(of(r)) + 2772);
            if n == 4 && at == 2 || n == 3 {
                bound = bound.max(100 * count / of(l).min(of(r)));
            }
        }
        let free = |side: Option<&(u32, u32)>| side.is_none_or(|s| u64::from(s.0) * 100 <= count * 85);
        let count_free = free(right.get(&key)) && free(left.get(&key));
        // four symbols have no longer gram to show what binds them, but their beginning and their end do
        let ends_free = n < 4
            || (2..n).all(|m| {
                let (begin, end) = (key >> (16 * (n - m)), key & ((1 << (16 * m)) - 1));
                let loose = |side: Option<&(u32, u32)>, part| side.is_none_or(|s| u64::from(s.0) * 100 <= u64::from(counts_ref(&counts, part)) * 85);
                loose(left.get(&begin), begin) && loose(right.get(&end), end)
            });
        let free = count_free && ends_free;
        free && match n {
            2 => least >= 1200,
            3 => least >= 2500 && bound >= 35,
            _ => least >= 3500 && bound >= 55,
        }
    };
    let mut kept = counts.clone();
    kept.retain(keep);
    kept
}

fn counts_ref(counts: &Counts, part: u64) -> u32 {
    counts.get(&part).copied().unwrap_or(1)
}

/// The cheapest cutting of `symbols` into words, as the ends of the words.
pub(super) fn cut(symbols: &[u16], cost: &HashMap<u64, i32, BuildHasherDefault<Multiply>>, ends: &mut Vec<usize>) {
    let mut best: Vec<(i32, usize)> = vec![(0, 0); symbols.len() + 1];
    for end in 1..=symbols.len() {
        let mut key = 0;
        best[end] = (i32::MAX, end - 1);
        for from in (end.saturating_sub(LONGEST)..end).rev() {
            key |= u64::from(symbols[from]) << (16 * (end - 1 - from));
            // a gram that begins with the unknown symbol 0 would look like a shorter one
            let listed = cost.get(&key).copied().filter(|_| symbols[from] != 0);
            let own = listed.or((end - from == 1).then_some(16_000));
            if let Some(own) = own {
                best[end] = best[end].min((best[from].0.saturating_add(own), from));
            }
        }
    }
    ends.clear();
    let mut at = symbols.len();
    while at > 0 {
        ends.push(at);
        at = best[at].1;
    }
    ends.reverse();
}

/// Cuts the text again and again, keeping the words that the cheapest cutting uses at least `least` times.
pub(super) fn settle(blocks: &[Vec<u16>], mut counts: Counts, least: u32) -> Counts {
    let mut ends = Vec::new();
    for round in 0..ROUNDS {
        let cost = costs(&counts);
        let mut used = Counts::default();
        for block in blocks {
            cut(block, &cost, &mut ends);
            let mut from = 0;
            for &end in &ends {
                if block[from] != 0 {
                    *used.entry(gram(&block[from..end])).or_default() += 1;
                }
                from = end;
            }
        }
        let floor = if round == 0 { least / 2 } else { least };
        used.retain(|&key, count| len(key) == 1 || *count >= floor);
        counts = used;
    }
    counts
}

/// What each word costs: minus the logarithm of its share.
pub(super) fn costs(counts: &Counts) -> HashMap<u64, i32, BuildHasherDefault<Multiply>> {
    let total = ln_milli(counts.values().map(|&n| u64::from(n)).sum());
    counts.iter().map(|(&key, &n)| (key, total - ln_milli(n.into()))).collect()
}
