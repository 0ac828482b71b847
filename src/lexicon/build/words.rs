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

/// The first symbols of a gram of `n`.
fn first(key: u64, n: u32, symbols: u32) -> u64 {
    key >> (16 * (n - symbols))
}

/// The last symbols of a gram.
fn last(key: u64, symbols: u32) -> u64 {
    key & (u64::MAX >> (64 - 16 * symbols))
}

/// Every Han gram of up to four symbols and how often it stands in the text, from sorted runs of four symbols.
pub(super) fn grams(fours: &[u64], alphabet: &Alphabet, least: u32) -> Counts {
    let numbers = 0..u16::try_from(alphabet.size()).unwrap_or(u16::MAX);
    let han: Vec<bool> = numbers.map(|number| alphabet.char(number).is_some_and(is_han)).collect();
    let all_han = |gram: u64, n: u32| (0..n).all(|at| han.get((gram >> (16 * at) & 0xffff) as usize) == Some(&true));
    let mut counts = Counts::default();
    for (n, _) in (1u32..).zip(0..LONGEST) {
        let shift = 64 - 16 * n;
        for run in fours.chunk_by(|a, b| a >> shift == b >> shift) {
            let (key, count) = (run[0] >> shift, u32::try_from(run.len()).unwrap_or(u32::MAX));
            if key != 0 && (n == 1 || all_han(key, n) && count >= least) {
                counts.insert(key, count);
            }
        }
    }
    counts
}

/// Which grams may be words: all single symbols, and those that hold together and stand in many places.
pub(super) fn candidates(grams: &Counts, total: u64) -> Counts {
    let count_of = |gram: u64| grams.get(&gram).copied().unwrap_or(1);
    // the commonest gram that is one symbol longer to the right, and to the left
    let (mut right, mut left): (Counts, Counts) = Default::default();
    for (&key, &count) in grams.iter().filter(|(key, _)| len(**key) > 1) {
        let n = len(key);
        for (side, inner) in [(&mut right, first(key, n, n - 1)), (&mut left, last(key, n - 1))] {
            let most = side.entry(inner).or_default();
            *most = count.max(*most);
        }
    }
    let loose = |side: &Counts, gram: u64| {
        let most = u64::from(side.get(&gram).copied().unwrap_or(0));
        most * 100 <= u64::from(count_of(gram)) * 85
    };
    let holds = |key: u64, count: u32| {
        let n = len(key);
        let share = |part: u64| 100 * u64::from(count) / u64::from(count_of(part).max(count));
        // how much oftener than by chance the parts meet, where they are joined worst
        let cohesion = (1..n)
            .map(|at| {
                let parts = [first(key, n, at), last(key, n - at)].map(|part| ln_milli(count_of(part).max(count).into()));
                ln_milli(count.into()) + ln_milli(total) - parts[0] - parts[1]
            })
            .min();
        // the share of the part that needs the whole most, where it is cut in the middle
        let bound = (1..n).filter(|at| n == 3 || 2 * at == n).flat_map(|at| [share(first(key, n, at)), share(last(key, n - at))]).max();
        let enough = |least, bound_least| cohesion.unwrap_or(0) >= least && bound.unwrap_or(100) >= bound_least;
        match n {
            2 => enough(1200, 0),
            3 => enough(2500, 35),
            _ => enough(3500, 55),
        }
    };
    // a beginning that always has the same symbol before it is no beginning
    let stands_free = |key: u64| {
        let n = len(key);
        (2..=n).all(|m| loose(&left, first(key, n, m)) && loose(&right, last(key, m)))
    };
    grams.iter().map(|(&key, &count)| (key, count)).filter(|&(key, count)| len(key) == 1 || stands_free(key) && holds(key, count)).collect()
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
pub(super) fn settle(blocks: &[Vec<u16>], grams: &Counts, least: [u32; LONGEST]) -> Counts {
    let total = blocks.iter().map(|block| block.len() as u64).sum();
    let mut counts = candidates(grams, total);
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
        let floor = |key| least.get(len(key) as usize - 1).map_or(0, |&least| if round == 0 { least / 2 } else { least });
        used.retain(|&key, count| len(key) == 1 || *count >= floor(key));
        if round == 0 {
            let loners = loners(grams, &used);
            used.retain(|&key, _| len(key) == 1 || !leans(key, grams, &loners, total));
        }
        counts = used;
    }
    counts
}

/// The symbols that are mostly words by themselves: 的, 和, 在, …
fn loners(grams: &Counts, used: &Counts) -> Counts {
    let alone = |&(&key, &count): &(&u64, &u32)| len(key) == 1 && u64::from(count) * 2 >= u64::from(grams.get(&key).copied().unwrap_or(0));
    used.iter().filter(alone).map(|(&key, &count)| (key, count)).collect()
}

/// Whether a gram is a word with a loner before or after it.
fn leans(key: u64, grams: &Counts, loners: &Counts, total: u64) -> bool {
    let n = len(key);
    let count_of = |gram: u64| u64::from(grams.get(&gram).copied().unwrap_or(1));
    [(first(key, n, 1), last(key, n - 1)), (last(key, 1), first(key, n, n - 1))].into_iter().any(|(edge, rest)| {
        let together = ln_milli(count_of(key)) + ln_milli(total) - ln_milli(count_of(edge)) - ln_milli(count_of(rest));
        // 与时俱进 stays, since 时俱进 is nothing without 与
        let kept = if n == 2 { together >= 2500 } else { count_of(key) * 10 >= count_of(rest) * 9 };
        loners.contains_key(&edge) && !kept
    })
}

/// What each word costs: minus the logarithm of its share.
pub(super) fn costs(counts: &Counts) -> HashMap<u64, i32, BuildHasherDefault<Multiply>> {
    let total = ln_milli(counts.values().map(|&n| u64::from(n)).sum());
    counts.iter().map(|(&key, &n)| (key, total - ln_milli(n.into()))).collect()
}
