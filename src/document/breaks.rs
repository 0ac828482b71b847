//! Breaks inside sentences: where a transcription ended a paragraph and the sentence was not over.
//!
//! A paragraph of good prose ends with a mark. One that does not stops inside its sentence; whether the next
//! block goes on with it is judged on evidence, and where that is in doubt only the stop is told.

use super::block::{Block, BlockKind};
use super::plain::TERMINALS;
use crate::lexicon::{Lexicon, Seam};
use crate::text::visible::is_invisible_format;
use crate::text::{Source, Span};

/// A boundary between two blocks at which a sentence stops without its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Break {
    /// The block that stops, by index into the document's.
    pub tail: usize,
    /// From the end of the block that stops to the start of the next one, or empty at the document's end.
    pub gap: Span,
    /// Whether the next block goes on.
    pub verdict: Verdict,
    /// What speaks for the verdict.
    pub evidence: Vec<Evidence>,
}

/// How a sentence that stops goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The next block goes on with it: the two are read as one.
    Joined,
    /// Nothing shows where it goes on.
    Stops,
}

/// What speaks for a verdict on a break.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// The block ends without a mark that ends a sentence.
    NoTerminal,
    /// The block ends with a mark after which a sentence goes on, such as 、 or ，.
    OpenMark(char),
    /// A bracket or quotation mark opened before the break is closed after it.
    Unclosed(char),
    /// The two characters at the break make a word.
    Word(String),
    /// The next block begins a unit of its own: a heading, an item, a dateline.
    NewUnit,
    /// There is no next block.
    End,
    /// What follows does not fit what came before.
    Unfit,
}

/// A title that is cut inside a word scores at least this where the rest of it follows (milli-nats); one whole
/// title in ten thousand does.
const CUT_TITLE: i32 = 3000;

/// Breaks of one document whose seams are weighed. More is no broken text but no text at all, and weighing costs far
/// more than reading; the rest are told as stops.
const MOST_WEIGHED: usize = 10_000;

/// Finds the breaks among `blocks`, in order.
pub(super) fn find(source: &Source, blocks: &[Block]) -> Vec<Break> {
    let mut out: Vec<Break> = Vec::new();
    for (tail, block) in blocks.iter().enumerate() {
        let text = block.parts().last().map_or("", |part| source.slice(*part));
        if !ends_open(text) {
            continue;
        }
        let next = blocks.get(tail + 1);
        let mut evidence = vec![match text.chars().next_back() {
            Some(c @ ('、' | '，' | ',' | '—')) => Evidence::OpenMark(c),
            _ => Evidence::NoTerminal,
        }];
        let verdict = match block.kind {
            BlockKind::Paragraph | BlockKind::Item if is_sentence(source, block, next) => {
                if out.len() < MOST_WEIGHED {
                    judge(source, text, next, &mut evidence)
                } else {
                    Verdict::Stops
                }
            }
            // a short first piece of a paragraph looks like a title
            BlockKind::Heading { level: 0 } | BlockKind::Item if is_cut_title(source, text, next, &mut evidence) => Verdict::Joined,
            _ => continue,
        };
        let gap = Span::new(block.span.end, next.map_or(block.span.end, |b| b.span.start));
        out.push(Break { tail, gap, verdict, evidence });
    }
    out
}

/// True where a line that reads as a title is the first piece of the paragraph that follows.
fn is_cut_title(source: &Source, title: &str, next: Option<&Block>, evidence: &mut Vec<Evidence>) -> bool {
    let Some(next) = next.filter(|n| n.kind == BlockKind::Paragraph && n.marker.is_none() && n.dateline.is_none()) else { return false };
    let head = next.parts().first().map_or("", |part| source.slice(*part));
    if let Some(mark) = unclosed(title, head) {
        evidence.push(Evidence::Unclosed(mark));
        return true;
    }
    if title.contains([' ', '\u{3000}']) || !may_cut_a_word(title, head) {
        return false; // most titles: no need to weigh the seam
    }
    let seam = Lexicon::shipped().seam(title, head);
    match seam.word {
        Some(word) if seam.joined >= CUT_TITLE && seam.ends < 0 => {
            evidence.push(Evidence::Word(word.text));
            true
        }
        _ => false,
    }
}

/// True where some word of up to four characters would stand across the seam.
fn may_cut_a_word(tail: &str, head: &str) -> bool {
    let mut left: Vec<char> = tail.chars().rev().take(3).collect();
    left.reverse();
    let right: Vec<char> = head.chars().take(3).collect();
    (1..=left.len()).any(|l| {
        (1..=right.len().min(4 - l)).any(|r| {
            let word: String = left.iter().skip(left.len() - l).chain(right.iter().take(r)).collect();
            Lexicon::shipped().is_word(&word)
        })
    })
}

/// True where `text` does not end the way a sentence does.
pub(super) fn ends_open(text: &str) -> bool {
    let unseen =
        |c: char| c.is_whitespace() || is_invisible_format(c) || matches!(c, '“' | '”' | '‘' | '’' | '"' | '\'' | '「' | '」' | '』');
    let inner = text.trim_end_matches(unseen);
    let Some(last) = inner.chars().next_back() else { return false };
    if inner.trim_end_matches(['，', '、', '；', '：']).ends_with(['。', '！', '？']) {
        return false; // the sentence has its end; the mark after it is another defect
    }
    // a closing bracket ends a note; a Latin sentence ends with a full stop of its own
    !TERMINALS.contains(&last) && !matches!(last, '）' | ')' | '】' | ']' | '．' | '.' | '~' | '～' | '|' | '>')
}

/// True where a block reads as a sentence. A line without the marks of one is a title, a caption, a name or an
/// entry of a list, and may end as it likes. What stands inside 《》 or brackets is no mark of the sentence's own.
fn is_sentence(source: &Source, block: &Block, next: Option<&Block>) -> bool {
    /// From this many characters on, a line with a comma is no title.
    const LONG: usize = 60;
    /// A line of verse that ends with a comma is shorter than this, or the next one is not twice as long.
    const VERSE: usize = 12;
    let content = source.slice(block.content);
    let dateline = block.dateline.map_or(0, |d| (d.end - block.content.start) as usize);
    let prose = content.get(dateline..).unwrap_or_default();
    let (mut depth, mut commas, mut calls, mut spaces) = (0u32, 0, 0, 0);
    let mut length = 0;
    for c in prose.chars() {
        length += 1;
        match c {
            '《' | '（' | '(' => depth += 1,
            '》' | '）' | ')' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            '。' | '；' => return true,
            '，' => commas += 1,
            '！' | '？' => calls += 1,
            ' ' | '\u{3000}' => spaces += 1,
            _ => {}
        }
    }
    let long = |text: &str, than: usize| text.chars().nth(than).is_some();
    if content.ends_with('、')
        || (content.ends_with('，') && length >= VERSE && next.is_some_and(|n| long(source.slice(n.span), 2 * length.min(VERSE))))
    {
        return true;
    }
    // a list of names has a space every few characters
    commas + calls > 0 && spaces * 8 < length && (length > LONG || (block.dateline.is_some() && commas > 0))
}

fn judge(source: &Source, tail: &str, next: Option<&Block>, evidence: &mut Vec<Evidence>) -> Verdict {
    let Some(next) = next else {
        evidence.push(Evidence::End);
        return Verdict::Stops;
    };
    let is_title = next.kind == BlockKind::Heading { level: 0 } && next.marker.is_none();
    if !(next.kind == BlockKind::Paragraph || is_title) || next.marker.is_some() || next.dateline.is_some() {
        evidence.push(Evidence::NewUnit);
        return Verdict::Stops;
    }
    let head = next.parts().first().map_or("", |part| source.slice(*part));
    let seam = Lexicon::shipped().seam(tail, head);
    if let Some(word) = seam.word {
        evidence.push(Evidence::Word(word.text));
    }
    if let Some(mark) = unclosed(tail, head) {
        evidence.push(Evidence::Unclosed(mark));
    }
    let told = evidence.iter().any(|e| matches!(e, Evidence::Word(_) | Evidence::Unclosed(_) | Evidence::OpenMark(_)));
    // a line that reads as a title may be one: the pieces must fit by themselves, wherever they stood
    let enough = if is_title { Seam::JOINED } else { Seam::JOINED_IF_NEXT };
    let closed = tail.ends_with(['”', '》', '’', '」', '』']); // the sentence may be over, and only its mark lost
    if (told && !is_title) || (seam.joined >= enough && !closed) {
        return Verdict::Joined;
    }
    evidence.push(if is_title { Evidence::NewUnit } else { Evidence::Unfit });
    Verdict::Stops
}

/// The opening mark in `tail` that only `head` closes.
fn unclosed(tail: &str, head: &str) -> Option<char> {
    [('“', '”'), ('（', '）'), ('《', '》'), ('‘', '’'), ('【', '】')].into_iter().find_map(|(open, close)| {
        let opened = tail.rfind(open)?;
        let closed = tail.get(opened..)?.contains(close);
        let first_close = head.find(close)?;
        let reopened = head.find(open).is_some_and(|at| at < first_close);
        (!closed && !reopened).then_some(open)
    })
}
