//! The sections about words: the words by length, and how often their classes stand near each other.
#![allow(clippy::cast_possible_truncation)] // counts are of a text in memory, symbols of sixteen bits

use std::cmp::Reverse;
use std::collections::HashMap;

use super::{Options, classes, words};
use crate::lexicon::level::level;
use crate::lexicon::packed::pack;
use crate::lexicon::symbols::Alphabet;
use crate::lexicon::words::CLASS_BITS;

/// Rounds of moving words between classes.
const ROUNDS: usize = 12;
/// Up to how many words apart classes are counted.
const DISTANCES: usize = 4;

/// The words with their counts, by falling count.
type List = Vec<(u64, u32)>;

/// Makes the sections from the blocks, the sorted runs of four symbols and the keys of the n-gram tables.
pub(super) fn sections(blocks: &[String], alphabet: &Alphabet, grams: &[u64], keys: &[Vec<u64>; 3], options: Options) -> Vec<Vec<u8>> {
    let blocks: Vec<Vec<u16>> = blocks.iter().map(|block| alphabet.symbols(block.chars()).collect()).collect();
    let floor = options.least.map(|least| least.max(options.word));
    let counts = words::settle(&blocks, &words::grams(grams, alphabet, options.word), floor);
    let mut list: List = counts.iter().map(|(&key, &count)| (key, count)).collect();
    list.sort_by_key(|&(key, count)| (Reverse(count), key));
    let texts = number(&blocks, &counts, &list);
    let class = classes::classes(list.len(), &neighbours(&texts), options.classes, ROUNDS);

    let mut sections: Vec<Vec<u8>> =
        by_length(&list, &class, alphabet.size() as u64, keys).iter().map(|table| pack(table, CLASS_BITS)).collect();
    sections.extend((1..=DISTANCES).map(|distance| meetings(&texts, &class, distance, options)));
    sections
}

/// The blocks as the numbers of their words in the list.
fn number(blocks: &[Vec<u16>], counts: &words::Counts, list: &List) -> Vec<Vec<u32>> {
    let numbers: HashMap<u64, u32> = (0..).zip(list).map(|(number, &(key, _))| (key, number)).collect();
    let cost = words::costs(counts);
    let mut ends = Vec::new();
    let numbered = |block: &Vec<u16>| {
        words::cut(block, &cost, &mut ends);
        let mut from = 0;
        let word = |&end: &usize| {
            let key = words::gram(&block[from..end]);
            from = end;
            // the few symbols without a number count as the commonest word
            numbers.get(&key).copied().unwrap_or(0)
        };
        ends.iter().map(word).collect()
    };
    blocks.iter().map(numbered).collect()
}

/// How often each word stands before each other.
fn neighbours(texts: &[Vec<u32>]) -> Vec<classes::Pair> {
    let mut counts: HashMap<(u32, u32), u32> = HashMap::new();
    for pair in texts.iter().flat_map(|text| text.windows(2)) {
        *counts.entry((pair[0], pair[1])).or_default() += 1;
    }
    let mut pairs: Vec<classes::Pair> = counts.into_iter().map(|((a, b), count)| (a, b, count)).collect();
    pairs.sort_unstable();
    pairs
}

/// The words of each length as [`crate::lexicon::words::Words`] reads them.
fn by_length(list: &List, class: &[u16], size: u64, keys: &[Vec<u64>; 3]) -> [Vec<(u64, u16)>; 4] {
    let mut tables: [Vec<(u64, u16)>; 4] = Default::default();
    for (&(word, count), &class) in list.iter().zip(class) {
        let n = words::len(word) as usize;
        let symbol = |at: usize| word >> (16 * (n - 1 - at)) & 0xffff;
        let rank =
            (1..n).try_fold(symbol(0), |rank, at| keys[at - 1].binary_search(&(rank * size + symbol(at))).ok().map(|rank| rank as u64));
        // every word is frequent enough for the n-grams, so that it has a rank there
        tables[n - 1].extend(rank.map(|rank| (rank, class | level(count) << CLASS_BITS)));
    }
    tables.iter_mut().for_each(|table| table.sort_unstable());
    tables
}

/// How often each class stands so many words before each other, as levels from 1; 0 is next to never.
fn meetings(texts: &[Vec<u32>], class: &[u16], distance: usize, options: Options) -> Vec<u8> {
    let of = |word: u32| usize::from(class[word as usize]);
    let mut counts = vec![0u32; options.classes * options.classes];
    for words in texts.iter().flat_map(|text| text.windows(distance + 1)) {
        counts[of(words[0]) * options.classes + of(words[distance])] += 1;
    }
    counts.iter().map(|&count| if count < options.least[0] { 0 } else { level(count) as u8 + 1 }).collect()
}
