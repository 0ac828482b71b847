//! Blocks of plain text.

use super::block::{Block, BlockKind};
use super::layout::{Line, is_full, wrap_width};
use super::marker::marker;
use super::table;
use crate::text::{Source, Span};
use regex::Regex;
use std::sync::LazyLock;

/// The longest title, in characters.
const TITLE: usize = 60;

/// The marks that end a sentence or a lead-in.
pub(super) const TERMINALS: &[char] = &['。', '！', '？', '!', '?', '…', '；', ';', '：', ':'];

/// The marks that end a paragraph or an item.
const ENDS: &[char] = &['。', '！', '？', '；', '：', '…', '!', '?', ';', ':', '”', '’', '」', '』'];

/// The marks that no paragraph begins with; a line that does was wrapped before them.
const NEVER_FIRST: &[char] = &['，', '。', '；', '：', '、', '！', '？', '”', '’', '）', '》', '」', '』', '％', '%'];

/// Reads the blocks of `source`: a line is a block, unless the lines are wrapped at a fixed width, which is told with them,
/// in Chinese characters.
pub(super) fn blocks(source: &Source) -> (Vec<Block>, Option<usize>) {
    let mut lines = lines(source);
    let rows = table::rows(lines.iter().map(|line| source.slice(line.span)));
    lines.iter_mut().zip(rows).for_each(|(line, row)| line.is_row = row || is_table_row(source.slice(line.span)));
    let wrap = wrap_width(source, &lines);
    let mut blocks: Vec<Block> = Vec::with_capacity(lines.len());
    let mut previous: Option<Line> = None;
    for line in lines {
        let text = source.slice(line.span);
        let goes_on = !line.opens_group
            && !line.is_row
            && wrap.zip(previous.filter(|p| !p.is_row)).is_some_and(|(width, p)| {
                let before = source.slice(p.span);
                // 全国第|二、 is no item, unless the one before it was over
                let is_item = marker(text).is_some() && (before.ends_with(ENDS) || !is_full(source, p, width));
                !is_item && line.indent <= p.indent.max(1) && (is_full(source, p, width) || text.starts_with(NEVER_FIRST))
            });
        match blocks.last_mut() {
            Some(block) if goes_on => extend(block, source, line.span),
            _ => blocks.push(classify(text, line)),
        }
        previous = Some(line);
    }
    if wrap.is_some() {
        for block in &mut blocks {
            // what looked like a title on its first line is known only now to be prose
            if block.pieces.len() > 1 && matches!(block.kind, BlockKind::Heading { level: 0 }) {
                block.kind = if block.marker.is_some() { BlockKind::Item } else { BlockKind::Paragraph };
            }
        }
    }
    let unwrapped = blocks.iter().any(|b| b.pieces.len() > 1);
    (blocks, wrap.filter(|_| unwrapped).map(|cells| cells / 2))
}

fn lines(source: &Source) -> Vec<Line> {
    let text = source.text();
    let index = source.lines();
    let mut out = Vec::new();
    let (mut opens_group, mut after_form_feed) = (true, false);
    for i in 0..index.len() {
        let span = index.span_of(i, text);
        let whole = source.slice(span);
        let trimmed = whole.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
        if !trimmed.is_empty() {
            let lead = whole.len() - whole.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}').len();
            let start = span.start as usize + lead;
            let indent =
                whole.get(..lead).unwrap_or_default().chars().map(|c| if c == '\u{3000}' { 2 } else { usize::from(c != '\u{FEFF}') }).sum();
            out.push(Line { span: Span::from_range(start..start + trimmed.len()), indent, opens_group, after_form_feed, is_row: false });
            (opens_group, after_form_feed) = (false, false);
        } else {
            opens_group = true;
        }
        if whole.ends_with('\u{C}') {
            (opens_group, after_form_feed) = (true, true);
        }
    }
    out
}

/// Adds a wrapped line to the block it continues. Between two Latin words the line end stays, as a space; a number that is
/// cut goes on.
fn extend(block: &mut Block, source: &Source, line: Span) {
    if block.pieces.is_empty() {
        block.pieces.push(block.span);
    }
    let latin = |c: char| c.is_ascii_alphanumeric() || matches!(c, ',' | '.');
    let (before, after) = (source.slice(block.span).chars().next_back(), source.slice(line).chars().next());
    let digits = before
        .zip(after)
        .is_some_and(|(a, b)| (a.is_ascii_digit() || b.is_ascii_digit()) && !(a.is_ascii_alphabetic() || b.is_ascii_alphabetic()));
    if before.is_some_and(latin)
        && after.is_some_and(latin)
        && !digits
        && let Some(last) = block.pieces.last_mut()
    {
        last.end = line.start;
    }
    block.pieces.push(line);
    block.span.end = line.end;
    block.content.end = line.end;
}

fn classify(text: &str, line: Line) -> Block {
    let mut block = Block::new(BlockKind::Paragraph, line.span);
    if let Some((level, length)) = heading_mark(text) {
        block.kind = BlockKind::Heading { level };
        block.content.start += length;
        block.opens_document = level == 1;
        return block;
    }
    if line.is_row {
        block.kind = BlockKind::Table;
        return block;
    }
    if let Some((marker, length)) = marker(text) {
        block.marker = Some(marker);
        block.content.start += u32::try_from(length).unwrap_or(0);
        let title = marker.heads() && is_title(text.get(length..).unwrap_or_default());
        block.kind = if title { BlockKind::Heading { level: 0 } } else { BlockKind::Item };
    } else if let Some(length) = dateline(text) {
        block.dateline = Some(Span::new(line.span.start, line.span.start + length));
    } else if is_title(text) {
        block.kind = BlockKind::Heading { level: 0 };
        block.opens_document = line.after_form_feed;
    }
    block
}

/// `## ` and its like: the level and the length with the space.
fn heading_mark(text: &str) -> Option<(u8, u32)> {
    let level = text.bytes().take_while(|&b| b == b'#').count();
    if !(1..=6).contains(&level) || !text.get(level..)?.starts_with([' ', '\t', '\u{3000}']) {
        return None;
    }
    let content = text.trim_start_matches('#').trim_start();
    Some((u8::try_from(level).ok()?, u32::try_from(text.len() - content.len()).ok()?))
}

/// A short line without the punctuation of a sentence.
pub(super) fn is_title(text: &str) -> bool {
    let mut last = None;
    for (count, c) in text.chars().enumerate() {
        if count >= TITLE || matches!(c, '。' | '！' | '？' | '；') {
            return false;
        }
        last = Some(c);
    }
    last.is_some_and(|c| !TERMINALS.contains(&c) && !matches!(c, '，' | '、' | ',' | '.'))
}

/// Two bars or two tabs and no full stop: a row of figures, not a sentence.
fn is_table_row(text: &str) -> bool {
    let cells = text.bytes().filter(|&b| b == b'|' || b == b'\t').count();
    cells >= 2 && !text.contains('。')
}

/// The length in bytes of the dateline that `text` begins with.
pub(super) fn dateline(text: &str) -> Option<u32> {
    static DATELINE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^[（(]?[\p{Han}A-Za-z·]{2,24}\s?(?:[0-9０-９]{2,4}年)?[0-9０-９]{1,2}月[0-9０-９]{1,2}日(?:电|讯)\s*(?:[（(][^）)。]{0,40}[）)])?").ok()
    });
    let head = text.char_indices().nth(60).map_or(text, |(at, _)| text.get(..at).unwrap_or(text));
    if !head.contains("日电") && !head.contains("日讯") {
        return None;
    }
    let found = DATELINE.as_ref()?.find(text)?;
    u32::try_from(found.end()).ok()
}
