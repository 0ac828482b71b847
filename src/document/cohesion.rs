//! What the rest of a document says about a place where one piece of text stops and another begins: whether the words
//! that the two would make stand elsewhere too, and whether the two together are as long as a paragraph is.
//!
//! A report says its main things again and again, so that a phrase that the statistics of the language do not know is
//! often known to the document itself.

use super::block::Block;
use crate::lexicon::ln_milli;
use crate::text::{Source, is_han};
use foldhash::{HashMap, HashMapExt};

/// Characters of a document that are looked through.
const READ: usize = 300_000;

/// Characters on either side of a seam that are compared.
const REACH: usize = 4;

/// Places that are compared for one seam.
const PLACES: usize = 200;

/// A longer piece of text counts as one of this length, in characters.
const LONGEST: usize = 4000;

/// Bounds of how much longer than usual a paragraph counts as being, in milli-nats: what is
/// still shorter or longer says no more.
const SHORTEST: i32 = -200;
const LONGER: i32 = 800;

/// A length that speaks neither for nor against: as many next paragraphs as continuations come to it.
const NEITHER: i32 = 250;

/// Items of [`Cohesion::evidence`].
pub(super) const COHESION: usize = 3;

/// The runs of characters of a document, and how long its paragraphs are.
#[derive(Debug, Default)]
pub(super) struct Cohesion {
    chars: Vec<char>,
    /// Where each pair of Han characters stands, by the second of them.
    places: HashMap<(char, char), Vec<u32>>,
    /// The middle one of the lengths of all paragraphs of prose, in characters.
    usual: usize,
}

impl Cohesion {
    /// Learns it from the blocks of a document.
    pub(super) fn of(source: &Source, blocks: &[Block]) -> Self {
        let mut chars = Vec::new();
        let mut lengths = Vec::new();
        for block in blocks {
            let room = READ.saturating_sub(chars.len());
            if room == 0 {
                break;
            }
            let before = chars.len();
            chars.extend(source.slice(block.content).chars().take(room));
            if block.is_prose() {
                lengths.push(chars.len() - before);
            }
            chars.push('\n');
        }
        let mut places = HashMap::<(char, char), Vec<u32>>::new();
        for (at, (&a, &b)) in (1..).zip(chars.iter().zip(chars.iter().skip(1))) {
            if is_han(a) && is_han(b) {
                let places = places.entry((a, b)).or_default();
                if places.len() < PLACES {
                    places.push(at);
                }
            }
        }
        lengths.sort_unstable();
        let usual = lengths.get(lengths.len() / 2).copied().unwrap_or(0);
        Self { chars, places, usual }
    }

    /// What speaks for `head` going on with `tail`: a thousand where three characters across the seam stand together
    /// elsewhere, and where four do; then how much longer than usual the two together are, as a logarithm in milli-nats.
    pub(super) fn evidence(&self, tail: &str, head: &str) -> [i32; COHESION] {
        let (run, ln) = (self.run(tail, head), |n: usize| ln_milli(n.max(1) as u64));
        // where no paragraph is known none is too long
        let longer = match self.usual {
            0 => NEITHER,
            usual => (ln(length(tail) + length(head)) - ln(usual)).clamp(SHORTEST, LONGER),
        };
        [is(run >= 3), is(run >= 4), longer]
    }

    /// The same where end and beginning are of one paragraph, whose pieces may stand in the wrong order: its length says
    /// nothing.
    pub(super) fn evidence_within(&self, text: &str) -> [i32; COHESION] {
        let run = self.run(text, text);
        [is(run >= 3), is(run >= 4), NEITHER]
    }

    /// The characters of the longest run across the seam that stands elsewhere; 0 where not even two do.
    fn run(&self, tail: &str, head: &str) -> usize {
        let before = || tail.chars().rev().take(REACH);
        let after = || head.chars().take(REACH);
        let (Some(last), Some(first)) = (before().next(), after().next()) else { return 0 };
        let places = self.places.get(&(last, first)).map_or(&[][..], Vec::as_slice);
        let run = |&at: &u32| {
            let (left, right) = self.chars.split_at_checked(at as usize).unwrap_or_default();
            let left = before().zip(left.iter().rev()).take_while(|(a, b)| a == *b).count();
            left + after().zip(right).take_while(|(a, b)| a == *b).count()
        };
        places.iter().map(run).max().unwrap_or(0)
    }
}

/// A thousand for what is so.
const fn is(yes: bool) -> i32 {
    if yes { 1000 } else { 0 }
}

fn length(text: &str) -> usize {
    text.chars().take(LONGEST).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Syntax, parse};

    #[test]
    fn a_phrase_of_the_document_speaks_for_a_seam() {
        let text = "我们大力发展冰雪旅游，冰雪旅游带动了周边餐饮和住宿，游客人数明显增加。\n\n\
                    全市共有冰雪旅游企业三十家，比上年增加五家，从业人员增加一百人。\n\n\
                    今年要继续办好冰雪节，做好安全保障，让游客玩得放心，也让商户经营得放心。";
        let source = Source::new("", text);
        for document in parse(&source, Syntax::Plain) {
            let cohesion = Cohesion::of(&source, &document.blocks);
            for (tail, head, run) in [
                ("办好冰雪", "旅游节", 4),
                ("办好冰", "雪旅游节", 4),
                ("发展雪", "旅游节", 3),
                ("发展旅", "游", 2),
                ("办好安全", "旅游节", 0),
                ("", "旅游节", 0),
                ("办好", "", 0),
            ] {
                assert_eq!(cohesion.run(tail, head), run, "{tail}|{head}");
            }
            let [three, four, short] = cohesion.evidence("办好冰雪", "旅游节");
            let [.., long] = cohesion.evidence(&"办".repeat(300), "旅游节");
            assert_eq!((three, four, short), (1000, 1000, SHORTEST));
            assert_eq!(long, LONGER.min(long.max(NEITHER)));
            assert_eq!(cohesion.evidence_within("旅游节办好冰雪"), [1000, 1000, NEITHER]);
        }
        assert_eq!(Cohesion::default().evidence("办好冰雪", "旅游节"), [0, 0, NEITHER]);
    }
}
