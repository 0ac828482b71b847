//! How the paragraphs of one document begin, and what that says about a piece of text: does it begin a paragraph, or
//! has its own beginning been cut off?
//!
//! Every report has its habits: a lead of a few words and a full stop, a verb of command, a numbered item. They are
//! counted in the document itself and compared with what stands inside its paragraphs.

use super::block::Block;
use super::cohesion::Cohesion;
use super::passage::sentences;
use crate::lexicon::ln_milli;
use crate::text::{Source, is_han};
use foldhash::HashMap;

/// Characters of a document that its habits are learnt from; more teaches nothing new.
const READ: usize = 300_000;

/// A paragraph shorter than this teaches nothing about how paragraphs begin.
pub(super) const WHOLE: usize = 60;

/// Fewer paragraphs show no habit.
const ENOUGH: u32 = 20;

/// Characters next to a paragraph's ends that are not taken for its inside.
const EDGE: usize = 15;

/// Places inside a paragraph are sampled this far apart.
const STEP: usize = 3;

/// How much the whole language counts beside the document, in paragraphs.
const PRIOR: u64 = 10;

/// The first clause of a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lead {
    /// Characters before its mark.
    pub(super) length: usize,
    /// The mark it ends with; a blank where there is none within reach.
    pub(super) mark: char,
}

impl Lead {
    /// Characters looked at.
    const REACH: usize = 60;

    pub(super) fn of(text: &str) -> Self {
        let found = text.chars().take(Self::REACH).enumerate().find(|(_, c)| is_mark(*c));
        found.map_or_else(|| Self { length: text.chars().take(Self::REACH).count(), mark: ' ' }, |(length, mark)| Self { length, mark })
    }

    /// Leads of like length that end alike.
    fn shape(self) -> usize {
        const BOUNDS: [usize; 6] = [2, 4, 6, 9, 13, 21];
        let length = BOUNDS.iter().take_while(|&&bound| self.length >= bound).count();
        let mark = match self.mark {
            '。' => 0,
            '，' => 1,
            '、' => 2,
            _ => 3,
        };
        length * 4 + mark
    }

    /// A thousand for each thing that is so, and the logarithm of the length.
    fn evidence(self) -> [i32; 8] {
        let is = |yes: bool| if yes { 1000 } else { 0 };
        let stop = self.mark == '。';
        [
            is(stop),
            is(self.mark == '，'),
            is(self.mark == '、'),
            is(self.length < 3),
            is(self.length < 5),
            is(stop && (6..=20).contains(&self.length)),
            is(stop && self.length < 6),
            ln_milli(1 + self.length.min(40) as u64),
        ]
    }

    pub(super) fn is_short_sentence(self) -> bool {
        self.mark == '。' && self.length <= 20
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '，' | '。' | '、' | '；' | '：' | '！' | '？')
}

/// How often pieces of text begin in some way.
#[derive(Debug, Default)]
struct Beginnings {
    first: HashMap<char, u32>,
    two: HashMap<(char, char), u32>,
    shapes: HashMap<usize, u32>,
    total: u32,
}

impl Beginnings {
    fn add(&mut self, text: &str) {
        let mut chars = text.chars();
        let (Some(first), Some(second)) = (chars.next(), chars.next()) else { return };
        *self.first.entry(first).or_default() += 1;
        *self.two.entry((first, second)).or_default() += 1;
        *self.shapes.entry(Lead::of(text).shape()).or_default() += 1;
        self.total += 1;
    }
}

/// The habits of a document.
#[derive(Debug, Default)]
pub(super) struct Habits {
    paragraphs: Beginnings,
    /// Sentences that begin inside paragraphs.
    sentences: Beginnings,
    chars: HashMap<char, u32>,
    pairs: HashMap<(char, char), u32>,
    length: u32,
    /// Shapes of what stands after any place inside a paragraph.
    inside: HashMap<usize, u32>,
    places: u32,
    /// What stands together in it, and how long its paragraphs are.
    pub(super) cohesion: Cohesion,
}

impl Habits {
    /// Learns them from the blocks of a document.
    pub(super) fn of(source: &Source, blocks: &[Block]) -> Self {
        let mut habits = Self { cohesion: Cohesion::of(source, blocks), ..Self::default() };
        for block in blocks {
            if habits.length as usize >= READ {
                break;
            }
            if block.is_prose() {
                habits.add(clipped(source.slice(block.content)));
            }
        }
        habits
    }

    /// True where the document has paragraphs enough to learn from.
    pub(super) fn are_known(&self) -> bool {
        self.paragraphs.total >= ENOUGH
    }

    fn add(&mut self, text: &str) {
        let chars: Vec<char> = text.chars().collect();
        for (at, &c) in chars.iter().enumerate() {
            *self.chars.entry(c).or_default() += 1;
            if let Some(&next) = chars.get(at + 1) {
                *self.pairs.entry((c, next)).or_default() += 1;
            }
        }
        self.length += u32::try_from(chars.len()).unwrap_or(u32::MAX);
        if chars.len() < WHOLE {
            return;
        }
        self.paragraphs.add(text);
        let mut begun = false;
        for sentence in sentences(text) {
            if begun {
                self.sentences.add(text.get(sentence.start..).unwrap_or_default());
            }
            begun = true;
        }
        // the first mark after each place, from the end backwards
        let (mut mark, mut at_mark) = (' ', chars.len());
        for at in (EDGE..chars.len()).rev() {
            let here = chars.get(at).copied().unwrap_or(' ');
            if is_mark(here) {
                (mark, at_mark) = (here, at);
            }
            let inside = at + EDGE < chars.len() && (at - EDGE).is_multiple_of(STEP);
            if inside && is_han(here) && chars.get(at - 1).copied().is_some_and(is_han) {
                *self.inside.entry(Lead { length: at_mark - at, mark }.shape()).or_default() += 1;
                self.places += 1;
            }
        }
    }

    /// What speaks for `head` being the beginning of a paragraph, or of none; `counted` says that it is counted among
    /// the document's own paragraphs. In milli-nats, and a thousand for each thing that is so.
    pub(super) fn opening(&self, head: &str, counted: bool) -> Opening {
        let lead = Lead::of(head);
        let mut chars = head.chars();
        let (first, second) = (chars.next().unwrap_or(' '), chars.next().unwrap_or(' '));
        let own = u32::from(counted && head.chars().nth(WHOLE - 1).is_some());
        let total = u64::from(self.paragraphs.total.saturating_sub(own));
        let of = |count: Option<&u32>| u64::from(count.copied().unwrap_or(0).saturating_sub(own));
        let length = u64::from(self.length.max(1));
        let char_count = u64::from(self.chars.get(&first).copied().unwrap_or(0));
        let pair_count = u64::from(self.pairs.get(&(first, second)).copied().unwrap_or(0));
        let inside = u64::from(self.inside.get(&lead.shape()).copied().unwrap_or(0));
        let places = u64::from(self.places.max(1));
        let [a, b, c, d, e, f, g, h] = lead.evidence();
        Opening([
            a,
            b,
            c,
            d,
            e,
            f,
            g,
            h,
            ratio(of(self.paragraphs.first.get(&first)), total, 2 * PRIOR, 10 * (char_count + 1), 10 * length),
            ratio(of(self.paragraphs.two.get(&(first, second))), total, 2 * PRIOR, 10 * pair_count + 3, 10 * length),
            ratio(of(self.paragraphs.shapes.get(&lead.shape())), total, PRIOR, 2 * inside + 1, 2 * places),
        ])
    }

    /// What the text alone says, in a document without habits.
    pub(super) fn unknown(head: &str) -> Opening {
        let [a, b, c, d, e, f, g, h] = Lead::of(head).evidence();
        Opening([a, b, c, d, e, f, g, h, 0, 0, 0])
    }

    /// How much likelier a text that begins like `head` is the beginning of a paragraph than of a sentence inside one: by
    /// its first character, its first two and the shape of its first clause, in milli-nats.
    pub(super) fn first_among_sentences(&self, head: &str, lead: Lead) -> [i32; 3] {
        let mut chars = head.chars();
        let (first, second) = (chars.next().unwrap_or(' '), chars.next().unwrap_or(' '));
        let (total, inner) = (u64::from(self.paragraphs.total), u64::from(self.sentences.total.max(1)));
        let of = |count: Option<&u32>| u64::from(count.copied().unwrap_or(0));
        let likelier = |own: Option<&u32>, others: Option<&u32>, prior| ratio(of(own), total, PRIOR, 10 * of(others) + prior, 10 * inner);
        let (paragraphs, sentences) = (&self.paragraphs, &self.sentences);
        let (shape, two) = (lead.shape(), (first, second));
        [
            likelier(paragraphs.first.get(&first), sentences.first.get(&first), 10),
            likelier(paragraphs.two.get(&two), sentences.two.get(&two), 3),
            likelier(paragraphs.shapes.get(&shape), sentences.shapes.get(&shape), 5),
        ]
    }
}

/// What speaks for a piece of text being the beginning of a paragraph; see [`Habits::opening`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Opening(pub(super) [i32; 11]);

/// How much likelier something is at the beginning of a paragraph than elsewhere, in milli-nats: it was seen `count`
/// times in `total` there, to which `prior` are added as often as it is elsewhere, and `part` in `whole` elsewhere.
fn ratio(count: u64, total: u64, prior: u64, part: u64, whole: u64) -> i32 {
    // ((count + prior·part/whole) / (total + prior)) / (part/whole)
    let above = count.saturating_mul(whole).saturating_add(prior.saturating_mul(part));
    ln_milli(above) - ln_milli(total + prior) - ln_milli(part)
}

/// As much of a block as is learnt from.
fn clipped(text: &str) -> &str {
    text.char_indices().nth(READ).and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}
