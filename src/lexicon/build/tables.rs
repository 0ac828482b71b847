//! The tables of n-grams: which are kept, in what order, and what they leave open.
#![allow(clippy::cast_possible_truncation)] // counts are of a text in memory, symbols of sixteen bits

use super::Options;
use super::words::Counts;
use crate::lexicon::level::{self, level};
use crate::lexicon::symbols::{END, START};

/// The tables of pairs, threes and fours.
pub(super) struct Tables {
    /// The keys as [`crate::lexicon::ngram`] reads them, by length.
    pub(super) keys: [Vec<u64>; 3],
    /// The same with their values.
    pub(super) packed: [Vec<(u64, u16)>; 3],
    /// What of each single symbol the kept pairs leave open, to the right and to the left.
    pub(super) singles: Vec<u8>,
}

/// Makes the tables from sorted runs of four symbols and the counts of single symbols.
pub(super) fn tables(grams: &[u64], single: &[u32], options: Options) -> Tables {
    let kept = kept(grams, options);
    let size = single.len() as u64;
    // how much of each gram is covered by longer kept ones: to the right, to the left
    let cover = |longer: &[(u64, u32)], n: u32| {
        let (mut right, mut left): (Counts, Counts) = Default::default();
        for &(gram, count) in longer {
            *right.entry(gram >> 16).or_default() += count;
            *left.entry(gram & ((1 << (16 * n)) - 1)).or_default() += count;
        }
        (right, left)
    };
    let open =
        |cover: &Counts, gram: u64, count: u32| level::share_level(count.saturating_sub(cover.get(&gram).copied().unwrap_or(0)), count);
    let (right, left) = cover(&kept[0], 1);
    let singles = single.iter().enumerate().map(|(s, &n)| (open(&right, s as u64, n) << 4 | open(&left, s as u64, n)) as u8).collect();
    let mut keys: [Vec<u64>; 3] = Default::default();
    let mut packed: [Vec<(u64, u16)>; 3] = Default::default();
    for order in 0..3 {
        let (right, left) = kept.get(order + 1).map(|longer| cover(longer, order as u32 + 2)).unwrap_or_default();
        let mut parent = 0;
        for &(gram, count) in &kept[order] {
            let rank = match order {
                0 => gram >> 16,
                _ => {
                    while kept[order - 1][parent].0 != gram >> 16 {
                        parent += 1
                    }
                    parent as u64
                }
            };
            let key = rank * size + (gram & 0xffff);
            let value = match order {
                0 => level(count) << 8 | open(&right, gram, count) << 4 | open(&left, gram, count),
                1 => level(count) << 4 | open(&right, gram, count),
                _ => level(count),
            };
            keys[order].push(key);
            packed[order].push((key, value));
        }
    }
    Tables { keys, packed, singles }
}

/// The pairs, threes and fours that are frequent enough and whose beginnings are kept too, with their counts.
fn kept(grams: &[u64], options: Options) -> [Vec<(u64, u32)>; 3] {
    let known = |gram: u64, symbols: u32| (0..symbols).all(|at| gram >> (48 - 16 * at) & 0xffff != 0);
    let mut kept: [Vec<(u64, u32)>; 3] = Default::default();
    for order in 0..3usize {
        let n = order as u32 + 2;
        let shift = 64 - 16 * n;
        let mut list = Vec::new();
        let mut shorter = order.checked_sub(1).and_then(|before| kept.get(before)).map(|list| list.iter().peekable());
        for run in grams.chunk_by(|a, b| a >> shift == b >> shift) {
            let (gram, count) = (run[0] >> shift, run.len() as u32);
            // beginnings and ends of blocks are few and tell much
            let edge = gram >> (16 * (n - 1)) == u64::from(START) || gram & 0xffff == u64::from(END);
            let least = if edge { options.least[0] } else { options.least[order + 1] };
            if !known(run[0], n) || count < least {
                continue;
            }
            if let Some(shorter) = &mut shorter {
                while shorter.next_if(|(begin, _)| *begin < gram >> 16).is_some() {}
                if shorter.peek().is_none_or(|(begin, _)| *begin != gram >> 16) {
                    continue;
                }
            }
            list.push((gram, count));
        }
        kept[order] = list;
    }
    kept
}
