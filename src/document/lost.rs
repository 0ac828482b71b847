//! Paragraphs whose beginning is lost.

use super::block::BlockKind;
use super::breaks::Judge;
use super::judgement::{lost, lost_at_most};
use super::prose::is_ordered;
use crate::lexicon::Lexicon;
use crate::text::is_han;

/// A paragraph that has lost its beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// The block, by index into the document's.
    pub block: usize,
    /// Where it begins.
    pub start: u32,
    /// How surely, in milli-nats.
    odds: i32,
    /// False where it only looks so, and a person has to see.
    pub sure: bool,
}

/// A paragraph that looks this much as if its beginning were lost (milli-nats) is told as a lead, and from the second on
/// as a defect: one good paragraph in two hundred of a report looks like the first, one in a thousand like the second.
const LOST_PERHAPS: i32 = 3200;
const LOST_SURELY: i32 = 5400;

/// The same for one after a paragraph that stops, which it then goes on with.
const LOST_BESIDE: i32 = 4300;

/// A character that stands more rarely than this, in a million, begins names, which may begin anything.
const RARE: u64 = 250;

/// Shorter paragraphs are captions, greetings and verse as well.
const SHORTEST: usize = 24;

impl Judge<'_> {
    /// What shows that a paragraph has lost its beginning.
    pub(super) fn lost(&self, at: usize) -> Option<Lost> {
        let block = self.blocks.get(at)?;
        let whole = block.kind == BlockKind::Paragraph && block.marker.is_none() && block.dateline.is_none();
        if !whole || self.is_furniture(at) {
            return None;
        }
        let text: &str = &block.text(self.source);
        // a sentence that begins with a mark or a figure is of another sort
        let begins = text.chars().next().is_some_and(is_han);
        if !begins || text.chars().nth(SHORTEST).is_none() || !text.contains('。') || is_ordered(text) {
            return None;
        }
        let opening = Lexicon::shipped().opening(text);
        if lost_at_most(opening, text) < LOST_PERHAPS {
            return None; // most paragraphs: no need to know the document's habits
        }
        if !self.habits.are_known() {
            return None; // a short text has no habits to go by
        }
        let odds = lost(opening, &self.habits.opening(text, true));
        let known = text.chars().next().is_some_and(|c| Lexicon::shipped().frequency(c) >= RARE);
        (odds >= LOST_PERHAPS).then_some(Lost { block: at, start: block.span.start, odds, sure: known && odds >= LOST_SURELY })
    }
}

impl Lost {
    /// True where it is so sure that the paragraph before, which stops, goes on here.
    pub(super) const fn goes_on(&self) -> bool {
        self.odds >= LOST_BESIDE
    }
}
