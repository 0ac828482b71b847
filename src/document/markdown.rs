//! Blocks of Markdown.
//!
//! The grammar is pulldown-cmark's; here its events become blocks, whose text leaves out the marks of emphasis,
//! links and escapes, with the way back kept.

use super::block::{Block, BlockKind};
use super::marker::marker;
use super::plain::dateline;
use crate::text::{Source, Span};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// Reads the blocks of a Markdown text.
pub(super) fn blocks(source: &Source) -> Vec<Block> {
    let mut reader = Reader { source, blocks: Vec::new(), open: None, items: 0 };
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    for (event, range) in Parser::new_ext(source.text(), options).into_offset_iter() {
        reader.event(&event, Span::from_range(range));
    }
    reader.close();
    reader.blocks
}

struct Reader<'s> {
    source: &'s Source,
    blocks: Vec<Block>,
    open: Option<Block>,
    /// How many list items are open around the cursor.
    items: usize,
}

impl Reader<'_> {
    fn event(&mut self, event: &Event<'_>, span: Span) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                let level = u8::try_from(*level as usize).unwrap_or(6);
                self.begin(BlockKind::Heading { level }, span);
            }
            Event::Start(Tag::Paragraph) => {
                let kind = if self.items > 0 { BlockKind::Item } else { BlockKind::Paragraph };
                if !(self.items > 0 && self.open.as_ref().is_some_and(|b| b.pieces.is_empty())) {
                    self.begin(kind, span);
                }
            }
            Event::Start(Tag::Item) => {
                self.items += 1;
                self.begin(BlockKind::Item, span);
            }
            Event::End(TagEnd::Item) => {
                self.items = self.items.saturating_sub(1);
                self.close();
            }
            // a row as it is written, bars and all: cells must not run into each other
            Event::Start(Tag::TableHead | Tag::TableRow) => {
                self.begin(BlockKind::Table, span);
                let row = self.source.slice(span).trim_end();
                self.text(Span::from_range(span.start as usize..span.start as usize + row.len()));
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) | Tag::HtmlBlock | Tag::MetadataBlock(_)) => {
                self.begin(BlockKind::Verbatim, span);
            }
            Event::End(
                TagEnd::Heading(_)
                | TagEnd::Paragraph
                | TagEnd::TableHead
                | TagEnd::TableRow
                | TagEnd::CodeBlock
                | TagEnd::HtmlBlock
                | TagEnd::MetadataBlock(_),
            ) => {
                self.close();
            }
            Event::Text(_) | Event::Code(_) => self.text(span),
            Event::SoftBreak | Event::HardBreak => self.line_break(span),
            _ => {}
        }
    }

    fn begin(&mut self, kind: BlockKind, span: Span) {
        self.close();
        self.open = Some(Block::new(kind, span));
    }

    fn text(&mut self, span: Span) {
        let Some(block) = &mut self.open else { return };
        if block.kind == BlockKind::Table && !block.pieces.is_empty() {
            return;
        }
        match block.pieces.last_mut() {
            Some(last) if last.end == span.start => last.end = span.end,
            _ => block.pieces.push(span),
        }
    }

    /// A line end inside a paragraph is no break; between two Latin words it reads as a space.
    fn line_break(&mut self, span: Span) {
        let before = self.source.slice(Span::new(0, span.start)).chars().next_back();
        let after = self.source.text().get(span.end as usize..).and_then(|t| t.trim_start().chars().next());
        if before.is_some_and(|c| c.is_ascii_alphanumeric()) && after.is_some_and(|c| c.is_ascii_alphanumeric()) {
            self.text(span);
        }
    }

    fn close(&mut self) {
        let Some(mut block) = self.open.take() else { return };
        let (Some(first), Some(last)) = (block.pieces.first().copied(), block.pieces.last().copied()) else { return };
        block.span = first.to(last);
        block.content = block.span;
        block.opens_document = block.kind == BlockKind::Heading { level: 1 };
        let text = self.source.slice(first);
        if block.is_prose() {
            if let Some((marker, length)) = marker(text) {
                block.marker = Some(marker);
                block.content.start += u32::try_from(length).unwrap_or(0);
            } else if let Some(length) = dateline(text) {
                block.dateline = Some(Span::new(first.start, first.start + length));
            }
        }
        if block.pieces.len() == 1 {
            block.pieces.clear();
        }
        self.blocks.push(block);
    }
}
