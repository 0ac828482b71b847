//! Word statistics of report and news prose, and what they say about a break in the text.

mod bits;
pub mod build;
mod level;
mod ngram;
mod packed;
mod pairs;
mod seam;
mod symbols;
mod weights;
mod words;

use std::fmt;
use std::sync::LazyLock;

use self::ngram::Ngrams;
use self::packed::Packed;
use self::symbols::Alphabet;
pub use self::seam::{CutWord, EVIDENCE, Seam};

/// The first bytes of a lexicon file; the last one is the version of its layout.
const MAGIC: &[u8] = b"KWL\x01";

/// Word statistics: how often characters stand together, which of them are words, what begins and what ends a text.
#[derive(Debug)]
pub struct Lexicon<'b> {
    ngrams: Ngrams<'b>,
    words: words::Words<'b>,
    pairs: Vec<pairs::Pairs<'b>>,
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
        static SHIPPED: LazyLock<Lexicon<'static>> =
            LazyLock::new(|| Lexicon::open(include_bytes!("zh.lexicon")).unwrap_or_else(|NotALexicon| Lexicon::empty()));
        &SHIPPED
    }
}

impl<'b> Lexicon<'b> {
    /// Reads a lexicon in place.
    ///
    /// # Errors
    /// When the bytes are not those of a lexicon file of this layout.
    pub fn open(bytes: &'b [u8]) -> Result<Self, NotALexicon> {
        Self::parse(bytes).ok_or(NotALexicon)
    }

    fn empty() -> Self {
        let tables = [Packed::EMPTY; 3];
        Self { ngrams: Ngrams::new(Alphabet::new(Vec::new()), &[], &[], tables), words: words::Words::new([Packed::EMPTY; 4]), pairs: Vec::new() }
    }

    fn parse(bytes: &'b [u8]) -> Option<Self> {
        let mut sections = Sections(bytes.strip_prefix(MAGIC)?);
        let chars = sections.take()?;
        let chars: Vec<char> =
            chars.chunks_exact(2).filter_map(|two| char::from_u32(u16::from_le_bytes(two.try_into().ok()?).into())).collect();
        let single = sections.take()?;
        let open = sections.take()?;
        let tables = [Packed::open(sections.take()?)?, Packed::open(sections.take()?)?, Packed::open(sections.take()?)?];
        let words = [Packed::open(sections.take()?)?, Packed::open(sections.take()?)?, Packed::open(sections.take()?)?, Packed::open(sections.take()?)?];
        let mut pairs = Vec::new();
        while let Some(section) = sections.take() {
            pairs.push(pairs::Pairs::open(section)?);
        }
        Some(Self { ngrams: Ngrams::new(Alphabet::new(chars), single, open, tables), words: words::Words::new(words), pairs })
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
}
