//! Blocks: the units a text is laid out in.

use super::marker::Marker;
use crate::text::{Source, Span};
use std::borrow::Cow;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A title. Level 1 opens a document, 2 a section; 0 where the text gives no level.
    Heading {
        /// Depth, 1–6, or 0 for a plain line that reads as a title.
        level: u8,
    },
    /// Running prose.
    Paragraph,
    /// A list item or a numbered paragraph.
    Item,
    /// A row or a whole table; its text is not prose.
    Table,
    /// Text that is no prose at all: code, markup.
    Verbatim,
}

impl BlockKind {
    /// The name used in rule files: `heading`, `paragraph`, `item`, `table`, `verbatim`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Heading { .. } => "heading",
            Self::Paragraph => "paragraph",
            Self::Item => "item",
            Self::Table => "table",
            Self::Verbatim => "verbatim",
        }
    }
}

/// One block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// The block without the white space around it, its marker included.
    pub span: Span,
    /// The block without its marker.
    pub content: Span,
    /// The bullet or number that it begins with.
    pub marker: Option<Marker>,
    /// The dateline it begins with (新华社北京3月5日电).
    pub dateline: Option<Span>,
    /// The pieces of source it is read from, where it is not simply `span`: lines that were wrapped, text without
    /// Markdown marks.
    pub pieces: Vec<Span>,
    /// True for a block that begins a new document of the file.
    pub opens_document: bool,
}

impl Block {
    /// A block whose text is its span.
    #[must_use]
    pub fn new(kind: BlockKind, span: Span) -> Self {
        Self { kind, span, content: span, marker: None, dateline: None, pieces: Vec::new(), opens_document: false }
    }

    /// The pieces of source that make up its text, at least one.
    #[must_use]
    pub fn parts(&self) -> &[Span] {
        if self.pieces.is_empty() { std::slice::from_ref(&self.span) } else { &self.pieces }
    }

    /// Its text, the lines of a wrapped paragraph put together, its marker included.
    #[must_use]
    pub fn text<'s>(&self, source: &'s Source) -> Cow<'s, str> {
        match self.parts() {
            [one] => Cow::Borrowed(source.slice(*one)),
            several => Cow::Owned(several.iter().map(|part| source.slice(*part)).collect()),
        }
    }

    /// True for prose: a paragraph or an item.
    #[must_use]
    pub fn is_prose(&self) -> bool {
        matches!(self.kind, BlockKind::Paragraph | BlockKind::Item)
    }
}
