//! Lines and positions.
//!
//! Inside kanwu a place is a byte offset. What people and other programs want (line, column, characters, UTF-16
//! units) is computed here, at the edge, in time that does not depend on the length of the line.

use super::Span;
use memchr::{memchr, memchr2_iter, memmem};
use serde::Serialize;

/// Characters are counted from the last of these marks, one every so many bytes.
const STRIDE: usize = 4096;

/// A place in a text in every unit that a reader may need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Position {
    /// Bytes from the start of the decoded text, from 0.
    pub byte: u32,
    /// Characters (Unicode scalar values) from the start, from 0.
    pub char: u32,
    /// UTF-16 code units from the start, from 0.
    pub utf16: u32,
    /// Line, from 1. CR, LF, CRLF, form feed, U+2028 and U+2029 end a line.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// Where the lines of a text begin, and how many characters stand before some of its bytes.
#[derive(Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    counts: Vec<(u32, u32)>,
}

impl LineIndex {
    /// Indexes `text`, in one pass for the lines and one for the characters.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { starts: line_starts(text), counts: counts(text) }
    }

    /// The number of lines, at least 1.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Never true: an empty text has one empty line.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The line that holds `offset`, from 0.
    #[must_use]
    pub fn line_of(&self, offset: u32) -> usize {
        self.starts.partition_point(|&s| s <= offset).saturating_sub(1)
    }

    /// The bytes of line `line` (from 0), its line end included.
    #[must_use]
    pub fn span_of(&self, line: usize, text: &str) -> Span {
        let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
        let start = self.starts.get(line).copied().unwrap_or(end);
        Span::new(start, self.starts.get(line + 1).copied().unwrap_or(end))
    }

    /// `offset` in every unit. An offset inside a character counts as that character's start.
    #[must_use]
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let line = self.line_of(offset);
        let (char, utf16) = self.count(text, offset);
        let start = self.count(text, self.starts.get(line).copied().unwrap_or(0)).0;
        let number = u32::try_from(line).unwrap_or(u32::MAX - 1) + 1;
        Position { byte: offset, char, utf16, line: number, column: char - start + 1 }
    }

    /// Characters and UTF-16 units before `offset`.
    fn count(&self, text: &str, offset: u32) -> (u32, u32) {
        let block = offset as usize / STRIDE;
        let (mut chars, mut units) = self.counts.get(block).copied().unwrap_or((0, 0));
        let bytes = text.as_bytes().get(block * STRIDE..(offset as usize).min(text.len())).unwrap_or_default();
        for &b in bytes {
            let (c, u) = weight(b);
            chars += c;
            units += u;
        }
        (chars, units)
    }
}

/// What the first byte of a character counts for; continuation bytes count for nothing.
fn weight(byte: u8) -> (u32, u32) {
    match byte {
        0x80..=0xBF => (0, 0),
        0xF0.. => (1, 2),
        _ => (1, 1),
    }
}

fn counts(text: &str) -> Vec<(u32, u32)> {
    let mut out = Vec::with_capacity(text.len() / STRIDE + 1);
    let (mut chars, mut units) = (0u32, 0u32);
    for block in text.as_bytes().chunks(STRIDE) {
        out.push((chars, units));
        for &b in block {
            let (c, u) = weight(b);
            chars += c;
            units += u;
        }
    }
    out.push((chars, units));
    out
}

fn line_starts(text: &str) -> Vec<u32> {
    let bytes = text.as_bytes();
    let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let mut starts = vec![0];
    for at in memchr2_iter(b'\n', b'\r', bytes) {
        if bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n') {
            continue;
        }
        starts.push(narrow(at + 1));
    }
    // The rare line ends are looked for only where the text has one at all.
    let mut rare = false;
    if memchr(0x0C, bytes).is_some() {
        starts.extend(memchr::memchr_iter(0x0C, bytes).map(|at| narrow(at + 1)));
        rare = true;
    }
    for separator in ["\u{2028}", "\u{2029}"] {
        let found: Vec<u32> = memmem::find_iter(bytes, separator.as_bytes()).map(|at| narrow(at + separator.len())).collect();
        rare |= !found.is_empty();
        starts.extend(found);
    }
    if rare {
        starts.sort_unstable();
    }
    starts
}
