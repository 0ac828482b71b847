//! Breaks inside sentences: where a transcription ended a paragraph and the sentence was not over.
//!
//! A paragraph of good prose ends with a mark. One that does not stops inside its sentence; whether the next
//! block goes on with it is judged on evidence, and where that is in doubt only the stop is told.

use super::beginning::never_first;
use super::block::{Block, BlockKind};
use super::displaced::{Displaced, own_seam, rotated};
use super::furniture::Furniture;
use super::inside;
use super::judgement::goes_on;
use super::lost::Lost;
use super::openings::Habits;
use super::pieces::Apart;
use super::prose::{Prose, cuts_a_number, ends_open, is_listed, is_ordered, prose, unclosed};
use super::supplied::{Supplied, foreign, supply};
use super::title::is_cut_line;
use crate::lexicon::{Lexicon, Seam};
use crate::text::visible::is_invisible_format;
use crate::text::{Source, Span};
use std::borrow::Cow;
use std::cell::{Cell, LazyCell};

/// A boundary between two blocks at which a sentence stops without its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Break {
    /// The block that stops, by index into the document's.
    pub tail: usize,
    /// The block that may go on with its sentence: the next one that is no page furniture.
    pub head: Option<usize>,
    /// From the end of the block that stops to the start of the other, or empty at the document's end.
    pub gap: Span,
    /// Whether the next block goes on.
    pub verdict: Verdict,
    /// What speaks for the verdict.
    pub evidence: Vec<Evidence>,
    /// The lost words, where another place of the document has them.
    pub supplied: Option<Supplied>,
}

/// How a sentence that stops goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The next block goes on with it: the two are read as one.
    Joined,
    /// Nothing shows where it goes on.
    Stops,
    /// It goes on elsewhere: see [`Displaced`] and [`Apart`].
    Displaced,
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
    /// The next paragraph has lost its beginning, and is not what this one goes on with: a piece between them is missing.
    BothLost,
}

/// The next paragraph goes on with one that stops from here on (milli-nats, as below).
const NEXT: i32 = 0;

/// The same where the next paragraph has lost its own beginning.
const NOT_APART: i32 = -2500;

/// The same where furniture stands between: that is what broke the sentence.
pub(super) const AFTER_FURNITURE: i32 = -4000;

/// So much more is asked where it is not sure that the first is prose.
const UNSURE: i32 = 700;

/// Lines of furniture that may stand together.
const MOST_FURNITURE: usize = 4;

/// A line that may be a headline is told as cut only where its end scores this low (milli-nats).
pub(super) const CUT_END: i32 = -2000;

/// Breaks of one document whose seams are weighed. More is no broken text but no text at all, and weighing costs far
/// more than reading; the rest are told as stops.
const MOST_WEIGHED: usize = 10_000;

/// What is found at the edges of the blocks.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The breaks, in order.
    pub(super) breaks: Vec<Break>,
    /// The paragraphs whose pieces stand in the wrong order.
    pub(super) displaced: Vec<Displaced>,
    /// The paragraphs whose beginning is lost.
    pub(super) lost: Vec<Lost>,
    /// The pieces that belong together and stand apart.
    pub(super) apart: Vec<Apart>,
}

/// What a break is judged in.
pub(super) struct Judge<'a> {
    pub(super) source: &'a Source,
    pub(super) blocks: &'a [Block],
    furniture: &'a [Option<Furniture>],
    pub(super) habits: &'a LazyCell<Habits, &'a dyn Fn() -> Habits>,
    /// How many more paragraphs are asked whether they begin inside a word.
    pub(super) inside_left: Cell<u32>,
}

impl<'a> Judge<'a> {
    pub(super) fn new(
        source: &'a Source,
        blocks: &'a [Block],
        furniture: &'a [Option<Furniture>],
        habits: &'a LazyCell<Habits, &'a dyn Fn() -> Habits>,
    ) -> Self {
        Self { source, blocks, furniture, habits, inside_left: Cell::new(inside::MOST) }
    }
}

/// Finds the breaks among `blocks`, of which `furniture` stands between the others.
pub(super) fn find(source: &Source, blocks: &[Block], furniture: &[Option<Furniture>]) -> Found {
    let learn = || Habits::of(source, blocks);
    let habits: LazyCell<Habits, &dyn Fn() -> Habits> = LazyCell::new(&learn);
    let judge = Judge::new(source, blocks, furniture, &habits);
    let mut found = Found::default();
    for tail in 0..blocks.len() {
        if let Some(one) = judge.at(tail, &found.breaks) {
            if one.verdict == Verdict::Displaced {
                found.displaced.extend(rotated(source, blocks, tail, &habits));
            }
            found.breaks.push(one);
        }
        let last = found.breaks.last();
        // where the block before goes on here nothing is lost, nor where the block's own end belongs before it
        let explained = last.is_some_and(|b| match b.verdict {
            Verdict::Joined => b.head == Some(tail) || (b.tail == tail && goes_on_from(&found.breaks, tail)),
            Verdict::Displaced => b.tail == tail,
            Verdict::Stops => b.tail == tail && goes_on_from(&found.breaks, tail),
        });
        if !explained && found.lost.len() < MOST_WEIGHED {
            found.lost.extend(judge.lost(tail));
        }
    }
    found.apart = judge.pieces(&mut found);
    for stops in found.breaks.iter_mut().filter(|b| b.verdict == Verdict::Stops) {
        // they are in the order of their blocks
        if stops.head.is_some_and(|head| found.lost.binary_search_by_key(&head, |lost| lost.block).is_ok()) {
            stops.evidence.retain(|evidence| *evidence != Evidence::Unfit);
            stops.evidence.push(Evidence::BothLost);
        }
    }
    supply(source, blocks, &mut found.breaks);
    for displaced in &mut found.displaced {
        // the beginning of a displaced paragraph may be the end of the one before it
        let before = found.breaks.iter().find(|b| b.head == Some(displaced.block)).and_then(|b| b.supplied.as_ref());
        displaced.foreign = before.and_then(|supplied| foreign(supplied, source.slice(displaced.span)));
    }
    found
}

/// Whether the block before the last break's goes on with this one.
fn goes_on_from(breaks: &[Break], block: usize) -> bool {
    breaks.iter().rev().nth(1).is_some_and(|b| b.verdict == Verdict::Joined && b.head == Some(block))
}

impl Judge<'_> {
    pub(super) fn is_furniture(&self, block: usize) -> bool {
        self.furniture.get(block).copied().flatten().is_some()
    }

    /// The block after `tail`, furniture passed over where what follows it can go on.
    fn next(&self, tail: usize) -> Option<usize> {
        let next = tail + 1;
        let passed = (next..self.blocks.len()).take(MOST_FURNITURE).take_while(|&i| self.is_furniture(i)).count();
        let after = next + passed;
        let goes_on = |block: &Block| block.kind == BlockKind::Paragraph && block.marker.is_none() && block.dateline.is_none();
        let skips = passed > 0 && !self.is_furniture(after) && self.blocks.get(after).is_some_and(goes_on);
        Some(if skips { after } else { next }).filter(|&i| i < self.blocks.len())
    }

    /// The break after the block `tail`, if its sentence stops there.
    fn at(&self, tail: usize, before: &[Break]) -> Option<Break> {
        let (source, block) = (self.source, self.blocks.get(tail)?);
        let text: &str = &block.text(source);
        if !may_stop(text) || self.furniture.get(tail).copied().flatten().is_some_and(Furniture::is_sure) {
            return None;
        }
        let head_at = self.next(tail);
        let next = head_at.and_then(|i| self.blocks.get(i));
        let head: &str = &next.map_or(Cow::Borrowed(""), |n| n.text(source));
        // what is not seen at the end of the line is part of the gap
        let end = block.span.end - u32::try_from(text.len() - end_of(text).len()).unwrap_or(0);
        let gap = Span::new(end, next.map_or(end, |b| b.span.start));
        let found = |verdict, evidence| Some(Break { tail, head: head_at, gap, verdict, evidence, supplied: None });
        if block.is_prose() && cuts_a_number(text, head) {
            return found(Verdict::Joined, vec![Evidence::NoTerminal]);
        }
        if !ends_open(text) {
            return None;
        }
        let mut evidence = vec![match text.chars().next_back() {
            Some(c @ ('、' | '，' | ',')) => Evidence::OpenMark(c),
            _ => Evidence::NoTerminal,
        }];
        let goes_on = before.last().is_some_and(|b| b.verdict == Verdict::Joined && b.head == Some(tail));
        let kind = prose(source, block, goes_on);
        let sibling =
            block.marker.zip(next.and_then(|n| n.marker)).is_some_and(|(a, b)| std::mem::discriminant(&a) == std::mem::discriminant(&b));
        if sibling && !source.slice(block.content).contains('。') {
            return None; // an item of a list, and the next one
        }
        let open_mark = matches!(evidence.first(), Some(Evidence::OpenMark(_)));
        // a short line or the item of a list, which is no prose by itself
        let listed =
            open_mark && (kind != Prose::Sure || next.is_some_and(|n| n.marker.is_some() || is_ordered(head))) && is_listed(text, head);
        let verdict = match block.kind {
            BlockKind::Paragraph | BlockKind::Item if !listed && (kind != Prose::No || (open_mark && next.is_some())) => {
                if before.len() >= MOST_WEIGHED {
                    Some(Verdict::Stops)
                } else {
                    self.judge(tail, head_at, text, kind, goes_on, &mut evidence)
                }
            }
            // a short first piece of a paragraph looks like a title
            BlockKind::Heading { level: 0 } | BlockKind::Item | BlockKind::Paragraph
                if !listed && self.is_cut_title(text, tail, head_at, &mut evidence) =>
            {
                Some(Verdict::Joined)
            }
            // a title has no commas, and ends where it ends
            BlockKind::Heading { level: 0 } if block.marker.is_none() && is_cut_line(text) => {
                evidence.push(next.map_or(Evidence::End, |_| Evidence::Unfit));
                Some(Verdict::Stops)
            }
            _ => None,
        };
        found(verdict?, evidence)
    }

    /// How surely `head` goes on with `tail`, in milli-nats.
    pub(super) fn goes_on(&self, tail: &str, head: &str, seam: &Seam) -> i32 {
        let opening = self.habits.opening(head, true);
        goes_on(seam, &opening, &self.habits.cohesion.evidence(tail, head)).saturating_add(never_first(head))
    }

    /// Whether the next block goes on with the sentence; nothing where the block may well be whole.
    fn judge(
        &self,
        tail_at: usize,
        head_at: Option<usize>,
        tail: &str,
        kind: Prose,
        goes_on_itself: bool,
        evidence: &mut Vec<Evidence>,
    ) -> Option<Verdict> {
        let next = head_at.and_then(|i| self.blocks.get(i));
        let open_mark = matches!(evidence.first(), Some(Evidence::OpenMark(_)));
        let after_furniture = head_at.is_some_and(|head| head > tail_at + 1);
        let own = match self.blocks.get(tail_at) {
            // after a comma the sentence goes on, but hardly with the words that a paragraph begins with
            Some(_) if kind == Prose::Sure && !goes_on_itself && !open_mark => own_seam(self.source, self.blocks, tail_at, self.habits),
            _ => None,
        };
        // a long headline may end like this too: only what is surely cut is told
        let stops = |evidence: &mut Vec<Evidence>, why: Evidence| {
            if own.is_some() {
                return Some(Verdict::Displaced);
            }
            evidence.push(why);
            (kind == Prose::Sure || Lexicon::shipped().seam(tail, "").ends <= CUT_END).then_some(Verdict::Stops)
        };
        let Some(next) = next else { return stops(evidence, Evidence::End) };
        let is_title = next.kind == BlockKind::Heading { level: 0 } && next.marker.is_none();
        let head: &str = &next.text(self.source);
        if !(next.kind == BlockKind::Paragraph || is_title) || next.marker.is_some() || next.dateline.is_some() || is_ordered(head) {
            return stops(evidence, Evidence::NewUnit);
        }
        let short = |text: &str| text.chars().nth(24).is_none();
        let seam = Lexicon::shipped().seam(tail, head);
        if short(tail) && short(head) && ends_open(head) && seam.word.is_none() {
            return None; // two short lines: verse, or a list
        }
        let score = self.goes_on(tail, head, &seam);
        // what follows may belong to its own end
        let next_own = if ends_open(head) { head_at.and_then(|at| own_seam(self.source, self.blocks, at, self.habits)) } else { None };
        if next_own.is_some_and(|next| next > score) {
            return stops(evidence, Evidence::Unfit);
        }
        // furniture itself shows why the sentence is broken
        let least = if after_furniture { AFTER_FURNITURE } else { NEXT };
        if own.is_some_and(|own| own + least > score) {
            return Some(Verdict::Displaced);
        }
        let unclosed = unclosed(tail, head);
        let told = unclosed.is_some() || open_mark;
        // a line that reads as a title may be one: the pieces must fit by themselves, wherever they stood
        let unsure = is_title || kind != Prose::Sure;
        let lost = LazyCell::new(|| head_at.and_then(|head| self.lost(head)).filter(|lost| lost.goes_on_after(tail)));
        // the sentence may be over, and only its mark lost, unless what follows has lost its beginning
        let closed = ends_closed(tail) && lost.is_none();
        let fits = match unsure {
            true if is_title => seam.joined >= Seam::JOINED && score >= least,
            true => score >= least + UNSURE,
            // where an end and a beginning are lost side by side the two belong together
            false => score >= least || (score >= NOT_APART && lost.is_some()),
        } && !closed;
        if fits && let Some(word) = seam.word {
            evidence.push(Evidence::Word(word.text));
        }
        if let Some(mark) = unclosed {
            evidence.push(Evidence::Unclosed(mark));
        }
        if (told && !is_title) || fits {
            return Some(Verdict::Joined);
        }
        stops(evidence, if is_title { Evidence::NewUnit } else { Evidence::Unfit })
    }
}

/// What a break after a block is judged from, in milli-nats, for the command that fits the judgement; nothing where no
/// block follows.
#[doc(hidden)]
#[must_use]
pub fn examine(source: &Source, blocks: &[Block], tail: usize) -> Option<Vec<i32>> {
    let (tail, head) = (blocks.get(tail)?.text(source), blocks.get(tail + 1)?.text(source));
    let (tail, habits) = (end_of(&tail), Habits::of(source, blocks));
    let seam = Lexicon::shipped().seam(tail, &head).evidence;
    let cohesion = habits.cohesion.evidence(tail, &head);
    Some(seam.into_iter().chain(habits.opening(&head, true).0).chain(cohesion).collect())
}

/// True where a text ends with a closing mark, after which its sentence may be over.
pub(super) fn ends_closed(text: &str) -> bool {
    text.ends_with(['”', '》', '’', '」', '』'])
}

/// Text without what is not seen at its end.
pub(super) fn end_of(text: &str) -> &str {
    text.trim_end_matches(|c: char| c.is_control() || is_invisible_format(c))
}

/// False for most blocks, at a glance: they end with a full stop.
fn may_stop(text: &str) -> bool {
    !text.ends_with('。')
}
