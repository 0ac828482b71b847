//! Passages: blocks as they are to be read, and the sentences and clauses in them.

use super::block::{Block, BlockKind};
use super::breaks::{Break, Verdict};
use crate::text::{Source, Span, View};
use std::ops::Range;

/// One block, or several that a broken transcription took apart, read as one text.
#[derive(Debug)]
pub struct Passage<'s> {
    /// The blocks it is made of, by index into the document's.
    pub blocks: Range<usize>,
    /// The kind of its first block; a paragraph where that read as a title and was only the beginning of one.
    pub kind: BlockKind,
    /// Where it stands in the source.
    pub span: Span,
    /// Its text, without its bullet or number, with the way back to the source.
    pub view: View<'s>,
}

/// Puts together the blocks that belong to one passage.
pub(super) fn passages<'s>(source: &'s Source, blocks: &[Block], breaks: &[Break]) -> Vec<Passage<'s>> {
    let mut out: Vec<Passage<'s>> = Vec::with_capacity(blocks.len());
    let mut joined = breaks.iter().filter(|b| b.verdict == Verdict::Joined).peekable();
    let mut first = 0;
    while let Some(block) = blocks.get(first) {
        let mut last = first;
        let mut read = vec![first];
        while let Some(head) = joined.next_if(|b| b.tail == last).and_then(|b| b.head) {
            // page furniture between the two is passed over
            last = head;
            read.push(head);
        }
        let run: Vec<&Block> = read.iter().filter_map(|&at| blocks.get(at)).collect();
        let span = run.last().map_or(block.span, |b| block.span.to(b.span));
        // the marker is structure, not text: a rule's `^` is where the words begin
        let mut parts: Vec<Span> = run.iter().flat_map(|b| b.parts().iter().copied()).collect();
        if let Some(part) = parts.first_mut().filter(|p| p.start < block.content.start) {
            *part = Span::new(block.content.start.min(part.end), part.end);
        }
        let view = View::new(source.text(), &parts);
        // what read as a title alone was the first piece of a paragraph
        let kind = match block.kind {
            BlockKind::Heading { .. } if run.len() > 1 => BlockKind::Paragraph,
            kind => kind,
        };
        out.push(Passage { blocks: first..last + 1, kind, span, view });
        first = last + 1;
    }
    out
}

/// The sentences of `text`, as byte ranges that cover all of it. A sentence ends after 。！？…… and the closing
/// marks that follow.
pub fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    pieces(text, |c| matches!(c, '。' | '！' | '？' | '!' | '?' | '…' | '\n'))
}

/// The clauses of `text`, as byte ranges that cover all of it: sentences cut further at ，；：.
pub fn clauses(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    pieces(text, |c| matches!(c, '。' | '！' | '？' | '!' | '?' | '…' | '\n' | '，' | '；' | '：' | ',' | ';'))
}

/// The quotations of `text`: from each opening mark to the one that closes it, marks included, the outermost of
/// nested ones only. A mark that is never closed opens none.
#[must_use]
pub fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut open: Vec<(char, usize)> = Vec::new();
    for (at, c) in text.char_indices() {
        let close = match c {
            '“' => '”',
            '‘' => '’',
            '「' => '」',
            '『' => '』',
            _ => {
                if let Some(i) = open.iter().rposition(|&(close, _)| close == c) {
                    let start = open.get(i).map_or(at, |o| o.1);
                    open.truncate(i);
                    while out.last().is_some_and(|inner| inner.start > start) {
                        out.pop();
                    }
                    out.push(start..at + c.len_utf8());
                }
                continue;
            }
        };
        // no text quotes this deep; what never closes is not to be searched again and again
        if open.len() < 16 {
            open.push((close, at));
        }
    }
    out
}

fn pieces(text: &str, ends: impl Fn(char) -> bool) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|r| !r.is_empty())?;
        let mut chars = rest.char_indices().peekable();
        let mut end = rest.len();
        while let Some((i, c)) = chars.next() {
            if !ends(c) {
                continue;
            }
            end = i + c.len_utf8();
            while let Some((j, next)) = chars.next_if(|&(_, n)| ends(n) || matches!(n, '”' | '’' | '）' | ')' | '』' | '」')) {
                end = j + next.len_utf8();
            }
            break;
        }
        let range = at..at + end;
        at += end;
        Some(range)
    })
}
