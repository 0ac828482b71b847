//! Paragraphs whose beginning is lost.

use super::beginning::{never_first, no_beginning, seldom_begins};
use super::block::{Block, BlockKind};
use super::breaks::Judge;
use super::inside;
use super::judgement::{begins_inside, lost, lost_at_most};
use super::openings::Habits;
use super::prose::is_ordered;
use crate::lexicon::{Lexicon, Missing};
use crate::text::{Source, is_han};
use std::cell::LazyCell;

/// A paragraph that has lost its beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// The block, by index into the document's.
    pub block: usize,
    /// Where it begins.
    pub start: u32,
    /// How surely, in milli-nats.
    odds: i32,
    /// The character that must have stood before it, where it begins inside a word.
    pub missing: Option<Missing>,
    /// False where it only looks so, and a person has to see.
    pub sure: bool,
}

/// A paragraph that looks this much as if its beginning were lost (milli-nats) is told: one good paragraph in two hundred of
/// a report looks like that.
const LOST_PERHAPS: i32 = 3200;

/// Where its first clause is of a sort that hardly any paragraph begins with, this much is enough to tell it as a defect.
/// Nothing is enough alone: one good paragraph of the news in a thousand comes to 5400.
const LOST_SURELY: i32 = 4000;

/// What says alone that a beginning is lost; see [`no_beginning`] and [`never_first`].
const NEVER: i32 = 8000;

/// One that looks this much so is asked whether it begins inside a word;
const INSIDE_PERHAPS: i32 = 2000;

/// from here on it does (milli-nats): of 128,000 good paragraphs of news six come so far.
const INSIDE_SURELY: i32 = 2000;

/// One that looks this much so is what the paragraph before it goes on with, where that stops.
const LOST_BESIDE: i32 = 4300;

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
        let never_first = never_first(text).max(no_beginning(text));
        let at_most = lost_at_most(opening, text).saturating_add(never_first);
        if at_most < INSIDE_PERHAPS {
            return None; // most paragraphs: no need to know the document's habits
        }
        let inside = inside::missing(self, block.content.start, text);
        let known = self.habits.are_known();
        if inside.is_none() && (at_most < LOST_PERHAPS || !known) {
            return None; // a short text has no habits to go by
        }
        let opened = if known { self.habits.opening(text, true) } else { Habits::unknown(text) };
        let habit = lost(opening, &opened);
        let missing = inside.filter(|(_, evidence)| begins_inside(habit, evidence) >= INSIDE_SURELY).map(|(missing, _)| missing);
        let odds = habit.saturating_add(if missing.is_some() { NEVER } else { never_first });
        let sure = missing.is_some()
            || never_first >= NEVER
            || (never_first > 0 && habit >= LOST_SURELY)
            || (habit >= LOST_PERHAPS && seldom_begins(text));
        (odds >= LOST_PERHAPS).then_some(Lost { block: at, start: block.span.start, odds, missing, sure })
    }
}

/// What is judged by how a paragraph begins that seems to begin inside a word, for the command that fits the judgement.
#[doc(hidden)]
#[must_use]
pub fn examine_head(source: &Source, blocks: &[Block], at: usize) -> Option<Vec<i32>> {
    let learn = || Habits::of(source, blocks);
    let habits: LazyCell<Habits, &dyn Fn() -> Habits> = LazyCell::new(&learn);
    let judge = Judge::new(source, blocks, &[], &habits);
    let block = blocks.get(at)?;
    let text: &str = &block.text(source);
    let opening = Lexicon::shipped().opening(text);
    let (_, inside) = inside::missing(&judge, block.content.start, text)?;
    Some(std::iter::once(lost(opening, &judge.habits.opening(text, true))).chain(inside).collect())
}

impl Lost {
    /// True where it is so sure that a paragraph that stops goes on here: for one that begins inside a word, only where
    /// `tail` ends with the character that is missing.
    pub(super) fn goes_on_after(&self, tail: &str) -> bool {
        self.odds >= LOST_BESIDE && self.missing.as_ref().is_none_or(|missing| tail.ends_with(missing.character))
    }
}

#[cfg(test)]
mod tests {
    use crate::document::{Syntax, Verdict, parse};
    use crate::text::Source;

    /// Paragraphs that begin alike, with others put in the middle.
    fn among_others(paragraphs: &[&str]) -> Source {
        let sector = ["城乡", "工业", "农业", "旅游", "教育", "医疗", "交通", "能源", "水利", "文化", "体育", "社保"];
        let whole = |name: &&str| {
            format!(
                "加快{name}领域建设。落实各项政策措施，{name}领域投资稳步增长，群众满意度不断提高，全年各项任务顺利完成，为下一步工作打下坚实基础。"
            )
        };
        let mut all: Vec<String> = sector.iter().chain(&sector).map(whole).collect();
        all.splice(12..12, paragraphs.iter().map(|paragraph| (*paragraph).to_owned()));
        Source::new("", all.join("\n\n"))
    }

    /// Whether the beginning of a paragraph is lost, and whether that is sure.
    fn check(paragraph: &str, expected: Option<bool>) {
        let source = among_others(&[paragraph]);
        for document in parse(&source, Syntax::Plain) {
            let lost: Vec<(usize, bool)> = document.lost.iter().map(|lost| (lost.block, lost.sure)).collect();
            assert_eq!(lost, expected.map(|sure| (12, sure)).into_iter().collect::<Vec<_>>(), "{paragraph}");
        }
    }

    #[test]
    fn a_lost_beginning_is_told_and_sure_where_nothing_begins_so() {
        check("提高到10.5年，城乡居民收入差距继续缩小，群众的获得感、幸福感、安全感不断增强。", Some(true));
        check("的经验和做法在全省推广，群众办事更加方便，营商环境持续优化，市场活力不断增强。", Some(true));
        check("加快数字领域建设。落实各项政策措施，产业规模不断扩大，群众满意度不断提高。", None);
    }

    #[test]
    fn after_a_closing_mark_only_a_lost_beginning_goes_on() {
        let tail = "改革开放持续深化，营商环境不断优化。全面推行“一网通办”";
        for (head, verdict) in [
            ("等重大改革，办事效率明显提高，企业群众获得感不断增强，发展活力持续迸发。", Verdict::Joined),
            ("加快数字领域建设。落实各项政策措施，产业规模不断扩大，群众满意度不断提高。", Verdict::Stops),
        ] {
            let source = among_others(&[tail, head]);
            for document in parse(&source, Syntax::Plain) {
                assert_eq!(document.breaks.iter().map(|b| b.verdict).collect::<Vec<_>>(), [verdict], "{head}");
                assert!(document.displaced.is_empty(), "a mark is lost, and nothing turned");
            }
        }
    }
}
