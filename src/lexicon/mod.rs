//! Word statistics of report and news prose, and what they say about a break in the text.
//!
//! A [`Lexicon`] holds counts only: of characters, of runs of two to four characters, of words of at most four,
//! and of word classes that stand near each other, and no run so rare that a passage could be read back. It is made
//! by `cargo run --release --example build-lexicon -- OUT --least=5,6,8,11 NEWS REPORTS REPORTS REPORTS` (reports are
//! few and count three times) and measured by `score-seams`.
//!
//! ```
//! let lexicon = kanwu::lexicon::Lexicon::shipped();
//! let seam = lexicon.seam("落实全球发展倡", "议、全球安全倡议");
//! assert!(seam.joined > kanwu::lexicon::Seam::JOINED);
//! assert_eq!(seam.word.map(|word| word.text).as_deref(), Some("倡议"));
//! ```

mod bits;
pub mod build;
mod lately;
mod level;
mod missing;
mod ngram;
mod packed;
mod pairs;
mod seam;
mod segment;
mod symbols;
mod weights;
mod words;

use std::fmt;
use std::sync::OnceLock;

use self::missing::Before;
pub use self::missing::Missing;
use self::ngram::Ngrams;
pub(crate) use self::ngram::ln_milli;
use self::packed::Packed;
use self::pairs::Pairs;
pub use self::seam::{CutWord, EVIDENCE, Evidence, Seam};
use self::symbols::{Alphabet, is_han};
use self::words::{LONGEST, Words};

/// The first bytes of a lexicon file; the last one is the version of its layout.
const MAGIC: &[u8] = b"KWL\x01";

/// Word statistics: how often characters stand together, which of them are words, what begins and what ends a text.
#[derive(Debug)]
pub struct Lexicon<'b> {
    ngrams: Ngrams<'b>,
    words: Words<'b>,
    pairs: Vec<Pairs<'b>>,
    /// What stands before each character; made when it is asked for.
    before: OnceLock<Before>,
}

/// A file that is not a lexicon, or only the beginning of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotALexicon;

impl fmt::Display for NotALexicon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a lexicon file, or a damaged one")
    }
}

impl std::error::Error for NotALexicon {}

impl Lexicon<'static> {
    /// The lexicon that comes with kanwu.
    pub fn shipped() -> &'static Self {
        SHIPPED.get_or_init(|| Lexicon::open(include_bytes!("zh.lexicon")).unwrap_or_else(|NotALexicon| Lexicon::empty()))
    }

    /// Puts another lexicon in the place of the shipped one, for the commands that fit what is judged by it: they need
    /// one that has not seen the texts. True where nothing was read before.
    #[doc(hidden)]
    pub fn replace_shipped(self) -> bool {
        SHIPPED.set(self).is_ok()
    }
}

static SHIPPED: OnceLock<Lexicon<'static>> = OnceLock::new();

impl<'b> Lexicon<'b> {
    /// Reads a lexicon in place.
    ///
    /// # Errors
    /// When the bytes are not those of a lexicon file of this layout.
    pub fn open(bytes: &'b [u8]) -> Result<Self, NotALexicon> {
        Self::parse(bytes).ok_or(NotALexicon)
    }

    /// Whether `word` is one of the listed words, all of which are of one to four Han characters.
    pub fn is_word(&self, word: &str) -> bool {
        self.count(word).is_some()
    }

    /// How often a character stands in a million characters of text, at most a fifth too low.
    pub fn frequency(&self, c: char) -> u64 {
        let alphabet = self.ngrams.alphabet();
        (self.ngrams.chance(alphabet.number(c)) * 1_000_000) >> 40
    }

    /// How often a listed word is used as a word in the texts the lexicon was made from, at most a fifth too low.
    pub fn count(&self, word: &str) -> Option<u32> {
        let chars: Vec<char> = word.chars().take(LONGEST + 1).collect();
        let fits = (1..=LONGEST).contains(&chars.len()) && chars.iter().all(|&c| is_han(c));
        let symbols: Vec<u16> = self.ngrams.alphabet().symbols(chars.into_iter()).collect();
        self.words.find(&self.ngrams, &symbols).filter(|_| fits).map(|word| word.count)
    }

    /// How often a run of one to four characters stands in the texts the lexicon was made from, whatever words it is
    /// part of; nothing for one that stands there fewer than five times, or is longer.
    pub fn run(&self, run: &str) -> Option<u64> {
        let chars: Vec<char> = run.chars().take(LONGEST + 1).collect();
        let symbols: Vec<u16> = self.ngrams.alphabet().symbols(chars.iter().copied()).collect();
        if !(1..=LONGEST).contains(&chars.len()) || symbols.len() != chars.len() {
            return None;
        }
        self.ngrams.beginnings(&symbols).nth(symbols.len() - 1).map(|seen| seen.count)
    }

    /// Cuts a text into words, the likeliest way by how often each is used.
    ///
    /// What is not Han stands in pieces of its own, so that the pieces put together are the text.
    pub fn segment<'t>(&self, text: &'t str) -> impl Iterator<Item = &'t str> {
        segment::Segments::new(self, text)
    }

    fn empty() -> Self {
        let tables = [Packed::EMPTY; 3];
        Self {
            ngrams: Ngrams::new(Alphabet::new(Vec::new()), &[], &[], tables),
            words: Words::new([Packed::EMPTY; 4]),
            pairs: Vec::new(),
            before: OnceLock::new(),
        }
    }

    fn parse(bytes: &'b [u8]) -> Option<Self> {
        let mut sections = Sections(bytes.strip_prefix(MAGIC)?);
        let chars = sections.take()?;
        let chars: Vec<char> =
            chars.chunks_exact(2).filter_map(|two| char::from_u32(u16::from_le_bytes(two.try_into().ok()?).into())).collect();
        let single = sections.take()?;
        let open = sections.take()?;
        let tables = sections.tables()?;
        let words = sections.tables()?;
        let mut pairs = Vec::new();
        while let Some(section) = sections.take() {
            pairs.push(Pairs::open(section)?);
        }
        Some(Self {
            ngrams: Ngrams::new(Alphabet::new(chars), single, open, tables),
            words: Words::new(words),
            pairs,
            before: OnceLock::new(),
        })
    }
}

/// The parts of a lexicon file, each behind its length.
struct Sections<'b>(&'b [u8]);

impl<'b> Sections<'b> {
    fn take(&mut self) -> Option<&'b [u8]> {
        let (len, rest) = self.0.split_first_chunk::<4>()?;
        let (section, rest) = rest.split_at_checked(u32::from_le_bytes(*len) as usize)?;
        self.0 = rest;
        Some(section)
    }

    fn tables<const N: usize>(&mut self) -> Option<[Packed<'b>; N]> {
        let mut tables = [Packed::EMPTY; N];
        for table in &mut tables {
            *table = Packed::open(self.take()?)?;
        }
        Some(tables)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_by_their_use() {
        let lexicon = Lexicon::shipped();
        for word in ["行动", "倡议", "开展", "治理", "现代化", "人工智能"] {
            assert!(lexicon.is_word(word), "{word}");
        }
        for other in ["", "治督", "惠超", "展清", "a", "00", "5", "，", "经济社会高质量发展", "𠮷"] {
            assert!(!lexicon.is_word(other), "{other}");
        }
        assert!(lexicon.count("发展") > lexicon.count("倡议"));
    }

    #[test]
    fn the_shipped_file_is_whole() {
        let bytes = include_bytes!("zh.lexicon");
        assert!(Lexicon::open(bytes).is_ok());
        assert!(bytes.len() <= 2_000_000, "{} bytes", bytes.len());
    }

    #[test]
    fn damaged_files_do_not_panic() {
        let bytes = include_bytes!("zh.lexicon");
        let lengths = (0..200).chain((200..bytes.len()).step_by(90_001));
        for len in lengths {
            if let Ok(lexicon) = Lexicon::open(bytes.get(..len).expect("in range")) {
                lexicon.seam("提升行", "动，出台");
            }
        }
        let mut scrambled = bytes.to_vec();
        scrambled.iter_mut().skip(200).step_by(7).for_each(|byte| *byte = byte.wrapping_mul(31).wrapping_add(7));
        if let Ok(lexicon) = Lexicon::open(&scrambled) {
            lexicon.seam("提升行", "动，出台");
        }
        let empty = Lexicon::empty();
        assert_eq!(empty.segment("治理").collect::<Vec<_>>(), ["治", "理"]);
        empty.seam("提升行", "动，出台");
    }
}
