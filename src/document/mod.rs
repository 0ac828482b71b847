//! Floor 2: the structure of a text.
//!
//! A [`Source`] holds one or more [`Document`]s; a document is a run of [`Block`]s (headings, paragraphs, items,
//! tables); blocks that a broken transcription took apart are read together as one [`Passage`]. Parsing never
//! fails: any text at all has a structure, if only one paragraph.

mod beginning;
mod block;
mod breaks;
mod cohesion;
mod displaced;
mod furniture;
mod inside;
mod judgement;
mod layout;
mod lost;
mod markdown;
mod marker;
mod openings;
mod order;
mod passage;
mod pieces;
mod plain;
mod prose;
mod supplied;
mod table;
mod title;

pub use block::{Block, BlockKind};
#[doc(hidden)]
pub use breaks::examine;
pub use breaks::{Break, Evidence, Verdict};
pub use displaced::{Displaced, Order};
pub use furniture::{Furniture, inside as furniture_inside};
pub use lost::Lost;
#[doc(hidden)]
pub use lost::examine_head;
pub use marker::{Marker, marker};
#[doc(hidden)]
pub use order::examine_order;
pub use passage::{Passage, clauses, quotations, sentences};
pub use pieces::Apart;
pub use supplied::Supplied;
pub use table::{Row, Table, is_missing};

use crate::text::{Source, Span};

/// How the structure is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Syntax {
    /// Plain text: a line is a paragraph, `# ` opens a document, numbering and bullets make items.
    #[default]
    Plain,
    /// Markdown (CommonMark with tables).
    Markdown,
}

impl Syntax {
    /// The syntax that a file name tells by its extension.
    #[must_use]
    pub fn of_path(path: &str) -> Self {
        let extension = path.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase());
        match extension.as_deref() {
            Some("md" | "markdown") => Self::Markdown,
            _ => Self::Plain,
        }
    }
}

/// One document: what a first-level heading or a form feed opens.
#[derive(Debug)]
pub struct Document<'s> {
    /// The whole source.
    pub source: &'s Source,
    /// From the first block's start to the last block's end.
    pub span: Span,
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// The blocks as they are to be read, breaks mended.
    pub passages: Vec<Passage<'s>>,
    /// The boundaries between blocks at which a sentence stops.
    pub breaks: Vec<Break>,
    /// The paragraphs whose pieces stand in the wrong order.
    pub displaced: Vec<Displaced>,
    /// The paragraphs whose beginning is lost.
    pub lost: Vec<Lost>,
    /// The pieces of paragraphs that stand apart.
    pub apart: Vec<Apart>,
    /// What may be page furniture among the blocks, by index.
    pub furniture: Vec<(usize, Furniture)>,
    /// Its tables, in order.
    pub tables: Vec<Table>,
    /// The width, in Chinese characters, at which the lines of the whole source are wrapped, where they are.
    pub wrapped: Option<usize>,
}

impl Document<'_> {
    /// The text of the first heading, where there is one.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        let block = self.blocks.iter().find(|b| matches!(b.kind, BlockKind::Heading { .. }))?;
        Some(self.source.slice(block.content))
    }
}

/// Reads the structure of `source`.
#[must_use]
pub fn parse(source: &Source, syntax: Syntax) -> Vec<Document<'_>> {
    let (blocks, wrapped) = match syntax {
        Syntax::Plain => plain::blocks(source),
        // a line end inside a paragraph of Markdown means nothing
        Syntax::Markdown => (markdown::blocks(source), None),
    };
    split(blocks).into_iter().map(|blocks| document(source, blocks, wrapped)).collect()
}

fn document(source: &Source, blocks: Vec<Block>, wrapped: Option<usize>) -> Document<'_> {
    let span = match (blocks.first(), blocks.last()) {
        (Some(first), Some(last)) => first.span.to(last.span),
        _ => Span::default(),
    };
    let furniture = furniture::find(source, &blocks);
    let breaks::Found { breaks, displaced, lost, apart } = breaks::find(source, &blocks, &furniture);
    let passages = passage::passages(source, &blocks, &breaks);
    let furniture = furniture.into_iter().enumerate().filter_map(|(at, sort)| Some((at, sort?))).collect();
    let tables = table::tables(source, &blocks);
    Document { source, span, blocks, passages, breaks, displaced, lost, apart, furniture, tables, wrapped }
}

/// Cuts the blocks before each one that opens a document.
fn split(blocks: Vec<Block>) -> Vec<Vec<Block>> {
    let mut out: Vec<Vec<Block>> = Vec::new();
    for block in blocks {
        match out.last_mut() {
            Some(current) if !block.opens_document => current.push(block),
            _ => out.push(vec![block]),
        }
    }
    out
}
