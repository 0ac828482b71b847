//! Making a lexicon file out of texts; used in development, not at run time.

mod classes;
mod tables;
mod vocabulary;
mod words;

use std::collections::HashMap;

use crate::lexicon::MAGIC;
use crate::lexicon::level::level;
use crate::lexicon::packed::pack;
use crate::lexicon::symbols::{Alphabet, END, START, UNKNOWN, fold};

/// What goes into a lexicon.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// The least count at which an n-gram of 1, 2, 3 and 4 characters is kept; must not fall from one to the next.
    /// The first also goes for longer n-grams at a block's beginning or end, and for pairs of classes.
    pub least: [u32; 4],
    /// The least count at which a word is kept.
    pub word: u32,
    /// How many classes of words, at most 256.
    pub classes: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { least: [5, 7, 12, 17], word: 10, classes: 256 }
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
    section(&alphabet.chars().iter().flat_map(|&c| u16::try_from(c as u32).unwrap_or(0).to_le_bytes()).collect::<Vec<_>>());
    section(&single.iter().map(|&n| u8::try_from(level(n)).unwrap_or(u8::MAX)).collect::<Vec<_>>());
    let tables = tables::tables(&grams, &single, options);
    section(&tables.singles);
    for (table, raw) in tables.packed.iter().zip([8, 4, 0]) {
        section(&pack(table, raw));
    }
    for part in vocabulary::sections(blocks, &alphabet, &grams, &tables.keys, options) {
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
    let mut chars: Vec<(char, u32)> = counts.into_iter().filter(|&(c, n)| n >= options.least[0] && (c as u32) < 0x1_0000).collect();
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
        grams.extend(symbols.windows(4).map(|four| four.iter().fold(0, |key, &s| key << 16 | u64::from(s))));
    }
    grams.sort_unstable();
    (single, grams)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn blocks() -> Vec<String> {
        let sentences = ["落实全球发展倡议。", "提出全球安全倡议，", "开展专项行动。", "深化提升行动，", "出台政策"];
        (0..200).map(|at| [sentences[at % 5], sentences[at * 7 % 4], sentences[at * 3 % 5]].concat()).collect()
    }

    #[test]
    fn a_built_lexicon_knows_its_text() {
        let options = Options { classes: 4, ..Options::default() };
        let bytes = build(&blocks(), options);
        let lexicon = Lexicon::open(&bytes).expect("a whole file");
        assert!(lexicon.is_word("倡议"));
        assert!(!lexicon.is_word("议提"));
        let seam = lexicon.seam("落实全球发展倡", "议。");
        assert_eq!(seam.word.map(|word| (word.text, word.left_chars, word.right_chars)), Some(("倡议".into(), 1, 1)));
    }

    #[test]
    fn the_same_blocks_make_the_same_bytes() {
        let options = Options { classes: 4, ..Options::default() };
        let (mut forth, mut back) = (blocks(), blocks());
        back.reverse();
        assert_eq!(build(&forth, options), build(&back, options));
        forth.clear();
        assert!(Lexicon::open(&build(&forth, options)).is_ok());
    }
}
