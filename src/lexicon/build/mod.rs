//! Making a lexicon file out of texts; used in development, not at run time.

mod classes;
mod words;

use std::collections::HashMap;

use crate::lexicon::MAGIC;
use crate::lexicon::level::{self, level};
use crate::lexicon::packed::pack;
use crate::lexicon::symbols::{Alphabet, END, START, UNKNOWN, fold};

/// What goes into a lexicon.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// The least count at which an n-gram of 1, 2, 3 and 4 characters is kept; must not fall.
    pub least: [u32; 4],
    /// The least count at which a word is kept.
    pub word: u32,
    /// How many classes of words.
    pub classes: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            least: [5, 7, 11, 16],
            word: 10,
            classes: 256,
        }
    }
}

/// Makes the bytes of a lexicon file from blocks of text (paragraphs and headings).
///
/// The same blocks in any order make the same bytes.
pub fn build(blocks: &[String], options: Options) -> Vec<u8> {
    let alphabet = alphabet(blocks, options);
    let (single, grams) = count(blocks, &alphabet);
    let mut bytes = MAGIC.to_vec();
    let mut section = |part: &[u8]| {
        bytes.extend(u32::try_from(part.len()).unwrap_or(u32::MAX).to_le_bytes());
        bytes.extend(part);
    };
    section(
        &alphabet
            .chars()
            .iter()
            .flat_map(|&c| u16::try_from(c as u32).unwrap_or(0).to_le_bytes())
            .collect::<Vec<_>>(),
    );
    section(
        &single
            .iter()
            .map(|&n| u8::try_from(level(n)).unwrap_or(u8::MAX))
            .collect::<Vec<_>>(),
    );
    let tables = tables(&grams, &single, options);
    section(&tables.singles);
    for (table, raw) in tables.packed.iter().zip([8, 4, 0]) {
        section(&pack(table, raw));
    }
    for part in words(blocks, &alphabet, &grams, &tables.keys, options) {
        section(&part);
    }
    bytes
}

/// The characters frequent enough, by falling count.
fn alphabet(blocks: &[String], options: Options) -> Alphabet {
    let mut counts: HashMap<char, u32> = HashMap::new();
    for c in blocks.iter().flat_map(|block| fold(block.chars())) {
        *counts.entry(c).or_default() += 1;
    }
    let mut chars: Vec<(char, u32)> = counts
        .into_iter()
        .filter(|&(c, n)| n >= options.least[0] && (c as u32) < 0x1_0000)
        .collect();
    chars.sort_by_key(|&(c, n)| (std::cmp::Reverse(n), c));
    Alphabet::new(chars.into_iter().map(|(c, _)| c).collect())
}

/// Counts of single symbols, and every run of four symbols (shorter at a block's end), sorted.
fn count(blocks: &[String], alphabet: &Alphabet) -> (Vec<u32>, Vec<u64>) {
    let mut single = vec![0; alphabet.size()];
    let mut grams = Vec::new();
    let mut symbols = Vec::new();
    for block in blocks {
        symbols.clear();
        symbols.push(START);
        symbols.extend(alphabet.symbols(block.chars()));
        symbols.push(END);
        for &symbol in &symbols {
            if let Some(slot) = single.get_mut(usize::from(symbol)) {
                *slot += 1;
            }
        }
        symbols.extend([UNKNOWN; 3]);
        grams.extend(
            symbols
                .windows(4)
                .map(|four| four.iter().fold(0, |key, &s| key << 16 | u64::from(s))),
        );
    }
    grams.sort_unstable();
    (single, grams)
}

/// The tables of pairs, threes and fours.
struct Tables {
    /// The keys as [`crate::lexicon::ngram`] reads them, by length.
    keys: [Vec<u64>; 3],
    /// The same with their values.
    packed: [Vec<(u64, u16)>; 3],
    /// What of each single symbol the kept pairs leave open, to the right and to the left.
    singles: Vec<u8>,
}

fn tables(grams: &[u64], single: &[u32], options: Options) -> Tables {
    let known =
        |gram: u64, symbols: u32| (0..symbols).all(|at| gram >> (48 - 16 * at) & 0xffff != 0);
    let size = single.len() as u64;
    // (gram, count) kept, by length
    let mut kept: [Vec<(u64, u32)>; 3] = Default::default();
    for (order, list) in kept.iter_mut().enumerate() {
        let n = order as u32 + 2;
        let shift = 64 - 16 * n;
        for run in grams.chunk_by(|a, b| a >> shift == b >> shift) {
            if known(run[0], n) && run.len() >= options.least[order + 1] as usize {
                list.push((run[0] >> shift, run.len() as u32));
            }
        }
    }
    // how much of each gram is covered by longer kept ones: to the right, to the left
    let cover = |longer: &[(u64, u32)], n: u32| {
        let (mut right, mut left): (words::Counts, words::Counts) = Default::default();
        for &(gram, count) in longer {
            *right.entry(gram >> 16).or_default() += count;
            *left.entry(gram & ((1 << (16 * n)) - 1)).or_default() += count;
        }
        (right, left)
    };
    let open = |cover: &words::Counts, gram: u64, count: u32| {
        level::share_level(
            count - cover.get(&gram).copied().unwrap_or(0).min(count),
            count,
        )
    };
    let (right, left) = cover(&kept[0], 1);
    let singles = single
        .iter()
        .enumerate()
        .map(|(s, &n)| (open(&right, s as u64, n) << 4 | open(&left, s as u64, n)) as u8)
        .collect();
    let mut keys: [Vec<u64>; 3] = Default::default();
    let mut packed: [Vec<(u64, u16)>; 3] = Default::default();
    for order in 0..3 {
        let (right, left) = kept
            .get(order + 1)
            .map(|longer| cover(longer, order as u32 + 2))
            .unwrap_or_default();
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
    Tables {
        keys,
        packed,
        singles,
    }
}

/// The sections about words: the words by length, and the tables of their classes' pairs.
fn words(
    blocks: &[String],
    alphabet: &Alphabet,
    grams: &[u64],
    tables: &[Vec<u64>; 3],
    options: Options,
) -> Vec<Vec<u8>> {
    let blocks: Vec<Vec<u16>> = blocks
        .iter()
        .map(|block| alphabet.symbols(block.chars()).collect())
        .collect();
    let floor = options.least.map(|least| least.max(options.word));
    let counts = words::settle(&blocks, &words::grams(grams, alphabet, options.word), floor);
    let mut list: Vec<(u64, u32)> = counts.iter().map(|(&key, &n)| (key, n)).collect();
    list.sort_by_key(|&(key, n)| (std::cmp::Reverse(n), key));
    if let Ok(path) = std::env::var("DUMP_WORDS") {
        let text: String = list
            .iter()
            .map(|&(k, n)| {
                format!(
                    "{}\t{n}\n",
                    (0..words::len(k))
                        .rev()
                        .filter_map(|at| alphabet.char((k >> (16 * at)) as u16))
                        .collect::<String>()
                )
            })
            .collect();
        std::fs::write(path, text).ok();
    }
    eprintln!("words {}", list.len());
    let number: HashMap<u64, u32> = list
        .iter()
        .enumerate()
        .map(|(at, &(key, _))| (key, at as u32))
        .collect();
    let cost = words::costs(&counts);
    let mut ends = Vec::new();
    let texts: Vec<Vec<u32>> = blocks
        .iter()
        .map(|block| {
            words::cut(block, &cost, &mut ends);
            let mut from = 0;
            ends.iter()
                .map(|&end| {
                    let w = number
                        .get(&words::gram(&block[from..end]))
                        .copied()
                        .unwrap_or(0);
                    from = end;
                    w
                })
                .collect()
        })
        .collect();
    let mut next: HashMap<(u32, u32), u32> = HashMap::new();
    for text in &texts {
        for pair in text.windows(2) {
            *next.entry((pair[0], pair[1])).or_default() += 1;
        }
    }
    let mut pairs: Vec<classes::Pair> = next.into_iter().map(|((a, b), n)| (a, b, n)).collect();
    pairs.sort_unstable();
    eprintln!("pairs {}", pairs.len());
    let class = classes::classes(list.len(), &pairs, options.classes, 12);
    if let Ok(path) = std::env::var("DUMP_CLASSES") {
        let mut by = vec![String::new(); options.classes];
        for (&(k, _), &c) in list.iter().zip(&class) {
            let b = &mut by[c as usize];
            if b.len() < 300 {
                b.extend(
                    (0..words::len(k))
                        .rev()
                        .filter_map(|at| alphabet.char((k >> (16 * at)) as u16)),
                );
                b.push(' ');
            }
        }
        std::fs::write(path, by.join("\n")).ok();
    }

    let mut parts = Vec::new();
    let mut by_len: [Vec<(u64, u16)>; 4] = Default::default();
    let size = alphabet.size() as u64;
    for (&(key, n), &class) in list.iter().zip(&class) {
        let len = words::len(key) as usize;
        let mut rank = key >> (16 * (len - 1));
        for at in 1..len {
            let k = rank * size + (key >> (16 * (len - 1 - at)) & 0xffff);
            rank = tables[at - 1].binary_search(&k).unwrap_or(usize::MAX) as u64;
        }
        by_len[len - 1].push((rank, class | level(n) << 8));
    }
    for table in &mut by_len {
        table.sort_unstable();
        parts.push(pack(table, 8));
    }
    for (i, j) in SKIPS {
        let mut joint = vec![0u32; options.classes * options.classes];
        for text in &texts {
            for pair in text.windows(i + j) {
                joint[class[pair[0] as usize] as usize * options.classes
                    + class[pair[i + j - 1] as usize] as usize] += 1;
            }
        }
        parts.push(
            joint
                .iter()
                .map(|&n| if n == 0 { 0 } else { level(n) as u8 + 1 })
                .collect(),
        );
    }
    parts
}

/// Which words across a seam are counted: so many back, so many on.
pub(crate) const SKIPS: [(usize, usize); 4] = [(1, 1), (1, 2), (2, 2), (2, 3)];
