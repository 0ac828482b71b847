//! Words that a paragraph lost at its end and that a headline, an outline or a second copy of the passage still has.

use super::block::Block;
use super::breaks::{Break, Verdict};
use crate::text::{Source, Span};

/// The words that another place of the document has after the same words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supplied {
    /// The words, with the full stop where the other place is a headline that ends with them.
    pub text: String,
    /// Where they stand.
    pub place: Span,
}

/// A headline must share so many characters of the clause, a passage of prose so many whatever their clauses.
const IN_TITLE: usize = 5;
const IN_PROSE: usize = 16;

/// The longest title, and the most words that are supplied, in characters.
const TITLE: usize = 60;
const MOST: usize = 12;

/// Text searched for one document, in bytes: a broken text is not searched over and over.
const SEARCHED: usize = 64 << 20;

/// Looks for the rest of each sentence that stops.
pub(super) fn supply(source: &Source, blocks: &[Block], breaks: &mut [Break]) {
    let mut searched = 0;
    for found in breaks.iter_mut().filter(|b| b.verdict == Verdict::Stops) {
        let text: usize = blocks.last().map_or(0, |b| b.span.end as usize);
        searched += text;
        if searched > SEARCHED {
            return;
        }
        let Some(block) = blocks.get(found.tail) else { continue };
        let tail = source.text().get(block.span.start as usize..found.gap.start as usize).unwrap_or_default();
        found.supplied = rest(source, blocks, found.tail, tail);
    }
}

/// What follows the end of `tail` at the other places of the document that have it, where they agree.
fn rest(source: &Source, blocks: &[Block], own: usize, tail: &str) -> Option<Supplied> {
    let clause = tail.rsplit(['，', '。', '；', '：', '、', '！', '？']).next().unwrap_or_default();
    let last = tail.char_indices().rev().nth(IN_PROSE - 1).and_then(|(at, _)| tail.get(at..));
    let whole_clause = Some(clause).filter(|clause| clause.chars().nth(IN_TITLE - 1).is_some());
    let mut supplied: Option<Supplied> = None;
    for (_, block) in blocks.iter().enumerate().filter(|(at, _)| *at != own) {
        let text = source.slice(block.span);
        let is_title = text.len() <= 4 * TITLE && !text.contains(['。', '；']);
        let Some(needle) = (if is_title { whole_clause } else { last }) else { continue };
        let Some(after) = text.find(needle).map(|found| found + needle.len()) else { continue };
        let words = text.get(after..).unwrap_or_default();
        let end = words.find(['，', '。', '；', '：', '、', '！', '？', ' ', '\u{3000}', '\n']).unwrap_or(words.len());
        let words = words.get(..end).unwrap_or_default();
        if words.is_empty() || words.chars().nth(MOST).is_some() {
            continue;
        }
        let stop = if is_title && after + end == text.len() { "。" } else { "" };
        let start = block.span.start + u32::try_from(after).ok()?;
        let one = Supplied { text: format!("{words}{stop}"), place: Span::new(start, start + u32::try_from(words.len()).ok()?) };
        match &supplied {
            None => supplied = Some(one),
            Some(before) if before.text.trim_end_matches('。') == words => {}
            Some(_) => return None, // they do not agree
        }
    }
    supplied
}

/// The beginning of a displaced paragraph that is the end of what was supplied to the paragraph before it: after how many
/// bytes it begins, and its length, with its full stop.
pub(super) fn foreign(supplied: &Supplied, text: &str) -> Option<(usize, usize)> {
    let words = supplied.text.trim_end_matches('。');
    let sentence = text.get(..text.find('。')?)?;
    // at least two characters of the words, at most three of the paragraph's own before them
    let own = text.char_indices().skip(1).take(3).find(|&(at, _)| {
        let rest = sentence.get(at..).unwrap_or_default();
        rest.chars().nth(1).is_some() && words.ends_with(rest)
    });
    own.map(|(at, _)| (at, sentence.len() - at + '。'.len_utf8()))
}
