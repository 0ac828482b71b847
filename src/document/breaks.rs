//! Breaks inside sentences: where a transcription ended a paragraph and the sentence was not over.
//!
//! A paragraph of good prose ends with a mark. One that does not stops inside its sentence; whether the next
//! block goes on with it is judged on evidence, and where that is in doubt only the stop is told.

use super::block::{Block, BlockKind};
use super::prose::{Prose, ends_open, is_listed, is_ordered, prose};
use crate::lexicon::{Lexicon, Seam};
use crate::text::visible::is_invisible_format;
use crate::text::{Source, Span, fold_width};

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

/// A line that may be a headline is told as cut only where its end scores this low (milli-nats).
const CUT_END: i32 = -2000;

/// Breaks of one document whose seams are weighed. More is no broken text but no text at all, and weighing costs far
/// more than reading; the rest are told as stops.
const MOST_WEIGHED: usize = 10_000;

/// Finds the breaks among `blocks`, in order.
pub(super) fn find(source: &Source, blocks: &[Block]) -> Vec<Break> {
    let mut out: Vec<Break> = Vec::new();
    for (tail, block) in blocks.iter().enumerate() {
        let text = block.parts().last().map_or("", |part| source.slice(*part));
        let next = blocks.get(tail + 1);
        let head = next.map_or("", |n| n.parts().first().map_or("", |part| source.slice(*part)));
        // what is not seen at the end of the line is part of the gap
        let unseen = text.len() - text.trim_end_matches(|c: char| c.is_control() || is_invisible_format(c)).len();
        let end = block.span.end - u32::try_from(unseen).unwrap_or(0);
        let gap = Span::new(end, next.map_or(end, |b| b.span.start));
        if block.is_prose() && cuts_a_number(text, head) {
            out.push(Break { tail, gap, verdict: Verdict::Joined, evidence: vec![Evidence::NoTerminal] });
            continue;
        }
        if !ends_open(text) {
            continue;
        }
        let mut evidence = vec![match text.chars().next_back() {
            Some(c @ ('、' | '，' | ',')) => Evidence::OpenMark(c),
            _ => Evidence::NoTerminal,
        }];
        let goes_on = out.last().is_some_and(|b| b.verdict == Verdict::Joined && b.tail + 1 == tail);
        let kind = prose(source, block, goes_on);
        let sibling =
            block.marker.zip(next.and_then(|n| n.marker)).is_some_and(|(a, b)| std::mem::discriminant(&a) == std::mem::discriminant(&b));
        if sibling && !source.slice(block.content).contains('。') {
            continue; // an item of a list, and the next one
        }
        let open_mark = matches!(evidence.first(), Some(Evidence::OpenMark(_)));
        // a short line or the item of a list, which is no prose by itself
        let listed =
            open_mark && (kind != Prose::Sure || next.is_some_and(|n| n.marker.is_some() || is_ordered(head))) && is_listed(text, head);
        let verdict = match block.kind {
            BlockKind::Paragraph | BlockKind::Item if !listed && (kind != Prose::No || (open_mark && next.is_some())) => {
                if out.len() >= MOST_WEIGHED { Some(Verdict::Stops) } else { judge(source, text, next, kind, &mut evidence) }
            }
            // a short first piece of a paragraph looks like a title
            BlockKind::Heading { level: 0 } | BlockKind::Item if is_cut_title(source, text, next, &mut evidence) => Some(Verdict::Joined),
            _ => None,
        };
        if let Some(verdict) = verdict {
            out.push(Break { tail, gap, verdict, evidence });
        }
    }
    out
}

/// True where a break stands inside a decimal number: 5. | 8%.
fn cuts_a_number(tail: &str, head: &str) -> bool {
    let mut chars = tail.chars().rev().map(fold_width);
    let (point, digit) = (chars.next(), chars.next());
    matches!(point, Some('.' | '．'))
        && digit.is_some_and(|c| c.is_ascii_digit())
        && head.chars().next().map(fold_width).is_some_and(|c| c.is_ascii_digit())
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

/// Whether the next block goes on with the sentence; nothing where the block may well be whole.
fn judge(source: &Source, tail: &str, next: Option<&Block>, kind: Prose, evidence: &mut Vec<Evidence>) -> Option<Verdict> {
    // a long headline may end like this too: only what is surely cut is told
    let stops = |evidence: &mut Vec<Evidence>, why: Evidence| {
        evidence.push(why);
        (kind == Prose::Sure || Lexicon::shipped().seam(tail, "").ends <= CUT_END).then_some(Verdict::Stops)
    };
    let Some(next) = next else { return stops(evidence, Evidence::End) };
    let is_title = next.kind == BlockKind::Heading { level: 0 } && next.marker.is_none();
    let head = next.parts().first().map_or("", |part| source.slice(*part));
    if !(next.kind == BlockKind::Paragraph || is_title) || next.marker.is_some() || next.dateline.is_some() || is_ordered(head) {
        return stops(evidence, Evidence::NewUnit);
    }
    let seam = Lexicon::shipped().seam(tail, head);
    if let Some(word) = seam.word {
        evidence.push(Evidence::Word(word.text));
    }
    if let Some(mark) = unclosed(tail, head) {
        evidence.push(Evidence::Unclosed(mark));
    }
    let told = evidence.iter().any(|e| matches!(e, Evidence::Word(_) | Evidence::Unclosed(_) | Evidence::OpenMark(_)));
    let short = |text: &str| text.chars().nth(24).is_none();
    if short(tail) && short(head) && ends_open(head) && !evidence.iter().any(|e| matches!(e, Evidence::Word(_))) {
        return None; // two short lines: verse, or a list
    }
    // a line that reads as a title may be one: the pieces must fit by themselves, wherever they stood
    let enough = if is_title || kind != Prose::Sure { Seam::JOINED } else { Seam::JOINED_IF_NEXT };
    let closed = tail.ends_with(['”', '》', '’', '」', '』']); // the sentence may be over, and only its mark lost
    if (told && !is_title) || (seam.joined >= enough && !closed) {
        return Some(Verdict::Joined);
    }
    stops(evidence, if is_title { Evidence::NewUnit } else { Evidence::Unfit })
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
