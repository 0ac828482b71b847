//! One text to check, with its name and its lines.

use super::{DecodeError, Decoded, LineIndex, Position, Span, decode};
use encoding_rs::{Encoding, UTF_8};
use std::sync::OnceLock;

/// A decoded text under the name a user knows it by.
#[derive(Debug)]
pub struct Source {
    name: String,
    text: String,
    encoding: &'static Encoding,
    malformed: u32,
    lines: OnceLock<LineIndex>,
}

impl Source {
    /// A source of text that is already decoded.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into(), encoding: UTF_8, malformed: 0, lines: OnceLock::new() }
    }

    /// Decodes `bytes` into a source. `encoding` overrides the detection.
    ///
    /// # Errors
    /// As [`decode`].
    pub fn from_bytes(name: impl Into<String>, bytes: Vec<u8>, encoding: Option<&'static Encoding>) -> Result<Self, DecodeError> {
        let Decoded { text, encoding, malformed } = decode(bytes, encoding)?;
        Ok(Self { name: name.into(), text, encoding, malformed, lines: OnceLock::new() })
    }

    /// The name: a path as the user gave it, or the name for standard input.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The decoded text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text at `span`; empty where the span does not fall on character boundaries of this text.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The encoding that the bytes were read as.
    #[must_use]
    pub fn encoding(&self) -> &'static Encoding {
        self.encoding
    }

    /// How many byte sequences were malformed; each stands as U+FFFD in the text.
    #[must_use]
    pub fn malformed(&self) -> u32 {
        self.malformed
    }

    /// The lines, indexed at first use.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    /// `offset` as line, column, characters and UTF-16 units.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        self.lines().position(&self.text, offset)
    }
}
