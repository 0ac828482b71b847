//! A reading of a text that differs from its bytes, with the way back.
//!
//! Checks read a [`View`]: breaks that the transcription put inside a sentence are mended and full-width digits
//! and letters are folded to ASCII, so that a rule is written once. Every offset of the view maps back to the
//! source, so that a finding always points at what is really in the file.

use super::Span;
use std::borrow::Cow;

/// A run of the view and where it stands in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    view: u32,
    source: u32,
    /// Source bytes for one byte of the view: 3 in a run of folded full-width characters, else 1.
    stride: u32,
}

/// A text to read, borrowed from the source where the two are the same.
#[derive(Clone, Debug)]
pub struct View<'s> {
    text: Cow<'s, str>,
    pieces: Vec<Piece>,
    /// Offsets of the view where something was left out: the mended breaks.
    seams: Vec<u32>,
}

impl<'s> View<'s> {
    /// The view of the parts of `source` one after the other; what stands between them is left out.
    #[must_use]
    pub fn new(source: &'s str, parts: &[Span]) -> Self {
        if let [part] = parts {
            let text = source.get(part.range()).unwrap_or_default();
            if !has_wide(text) {
                let piece = Piece { view: 0, source: part.start, stride: 1 };
                return Self { text: Cow::Borrowed(text), pieces: vec![piece], seams: Vec::new() };
            }
        }
        let mut view = Self { text: Cow::Owned(String::new()), pieces: Vec::new(), seams: Vec::new() };
        for (i, part) in parts.iter().enumerate() {
            if i > 0 {
                view.seams.push(view.len());
            }
            view.append(source.get(part.range()).unwrap_or_default(), part.start);
        }
        view
    }

    fn append(&mut self, text: &str, at: u32) {
        let out = self.text.to_mut();
        let mut stride = 0;
        let mut source = at;
        for c in text.chars() {
            let folded = fold_width(c);
            let now = if folded == c { 1 } else { 3 };
            if now != stride {
                stride = now;
                self.pieces.push(Piece { view: u32::try_from(out.len()).unwrap_or(u32::MAX), source, stride });
            }
            out.push(folded);
            source += u32::try_from(c.len_utf8()).unwrap_or(4);
        }
    }

    /// The text as it is to be read.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its length in bytes.
    #[must_use]
    pub fn len(&self) -> u32 {
        u32::try_from(self.text.len()).unwrap_or(u32::MAX)
    }

    /// True where there is nothing to read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Offsets of the view at which a break of the source was mended.
    #[must_use]
    pub fn seams(&self) -> &[u32] {
        &self.seams
    }

    /// The span of the source that a span of the view was read from. A mended break inside the span is part of
    /// the answer; one at its edge is not.
    #[must_use]
    pub fn to_source(&self, span: Span) -> Span {
        let start = self.locate(self.pieces.partition_point(|p| p.view <= span.start), span.start);
        if span.is_empty() {
            return Span::new(start, start);
        }
        Span::new(start, self.locate(self.pieces.partition_point(|p| p.view < span.end), span.end))
    }

    /// True where the source at `span` (of the view) holds nothing but what the view shows there and white space: no
    /// marks of Markdown that an edit would tear apart.
    #[must_use]
    pub fn is_whole(&self, source: &str, span: Span) -> bool {
        let there = source.get(self.to_source(span).range()).unwrap_or_default();
        let shown = self.text.get(span.range()).unwrap_or_default();
        let ink = |c: &char| !c.is_whitespace();
        there.chars().map(fold_width).filter(ink).eq(shown.chars().filter(ink))
    }

    /// The source offset of `at`, counted from the piece before index `after`.
    fn locate(&self, after: usize, at: u32) -> u32 {
        let Some(piece) = after.checked_sub(1).and_then(|i| self.pieces.get(i)) else { return at };
        piece.source + (at - piece.view) * piece.stride
    }
}

/// The ASCII digit or letter that a full-width one stands for; any other character as it is.
#[must_use]
pub fn fold_width(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// True where `text` has a full-width digit or letter.
fn has_wide(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(0xEF, bytes).any(|at| match (bytes.get(at + 1), bytes.get(at + 2)) {
        (Some(0xBC), Some(&third)) => matches!(third, 0x90..=0x99 | 0xA1..=0xBA),
        (Some(0xBD), Some(&third)) => matches!(third, 0x81..=0x9A),
        _ => false,
    })
}
