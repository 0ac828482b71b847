//! Pieces that stand apart: a paragraph that stops inside its sentence, and another, not the next one, that goes on with
//! it. So it is where columns were swapped or interleaved, where a box interrupts a text, where a block was moved.

use super::block::{Block, BlockKind};
use super::breaks::{Break, Found, Judge, Verdict};
use super::prose::is_ordered;
use crate::lexicon::{Lexicon, ln_milli};
use foldhash::{HashMap, HashSet, HashSetExt};

/// Two pieces of one paragraph, not one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Apart {
    /// The block that stops, by index into the document's.
    pub tail: usize,
    /// The block that goes on with it.
    pub head: usize,
}

/// How surely two pieces are one paragraph, so many blocks away from each other.
#[derive(Clone, Copy)]
struct Match {
    tail: usize,
    head: usize,
    odds: i32,
}

/// Two pieces are told from here on (milli-nats).
const APART: i32 = 5000;

/// The seam itself must speak so much for it: that an end and a beginning are lost does not make them one.
const SEAM: i32 = -500;

/// What each unit of the logarithm of the distance takes away, in thousandths.
const FARTHER: i32 = 2000;

/// Blocks looked at on either side.
const WINDOW: usize = 40;

/// Ends of one document that are looked at.
const MOST: usize = 300;

/// Two such pairs that cross each other are one accident: so much is taken off what is asked of the second.
const CROSSED: i32 = 2500;

impl Judge<'_> {
    /// Finds the pieces that stand apart, and takes what they explain out of `found`.
    pub(super) fn pieces(&self, found: &mut Found) -> Vec<Apart> {
        let mut matches: Vec<Match> = self.matches(found);
        matches.sort_by_key(|m| (-m.odds, m.tail, m.head));
        let joined = || found.breaks.iter().filter(|b| b.verdict == Verdict::Joined);
        let holders: HashMap<usize, usize> = joined().filter_map(|b| Some((b.head?, b.tail))).collect();
        let joined: HashSet<usize> = joined().map(|b| b.tail).collect();
        let (mut tails, mut heads) = (HashSet::new(), HashSet::new());
        let mut apart = Vec::new();
        for one in &matches {
            // each piece belongs to one other at most
            if tails.contains(&one.tail) || heads.contains(&one.head) || joined.contains(&one.tail) {
                continue;
            }
            let other = match holders.get(&one.head) {
                None if one.odds < APART => continue,
                None => None,
                // columns that were interleaved: what was joined to this piece has its own piece further on
                Some(&held) => {
                    let crosses = |m: &&Match| m.tail == held && one.tail < held && held < one.head && one.head < m.head;
                    let free = |m: &&Match| !tails.contains(&m.tail) && !heads.contains(&m.head) && !holders.contains_key(&m.head);
                    let Some(other) = matches.iter().filter(crosses).find(free) else { continue };
                    if one.odds + other.odds - (2 * APART - CROSSED) <= self.odds(held, one.head) {
                        continue;
                    }
                    Some(other)
                }
            };
            for pair in std::iter::once(one).chain(other) {
                tails.insert(pair.tail);
                heads.insert(pair.head);
                apart.push(Apart { tail: pair.tail, head: pair.head });
            }
        }
        apart.sort_by_key(|a| a.tail);
        for found in found.breaks.iter_mut().filter(|b| tails.contains(&b.tail)) {
            found.verdict = Verdict::Displaced;
        }
        found.lost.retain(|lost| !heads.contains(&lost.block));
        apart
    }

    /// All pairs of pieces near each other that may belong together.
    fn matches(&self, found: &Found) -> Vec<Match> {
        let rotated: HashSet<usize> = found.displaced.iter().map(|d| d.block).collect();
        let mut matches = Vec::new();
        let open = found.breaks.iter().filter(|b| match b.verdict {
            Verdict::Stops => true,
            Verdict::Joined => b.head == Some(b.tail + 1),
            Verdict::Displaced => false,
        });
        // without an end that nothing continues there is nothing to look for
        if !found.breaks.iter().any(|b| b.verdict == Verdict::Stops) {
            return matches;
        }
        for Break { tail, head: next, .. } in open.take(MOST) {
            for at in tail.saturating_sub(WINDOW)..(tail + WINDOW).min(self.blocks.len()) {
                let is_next = Some(at) == *next && at == tail + 1;
                if at == *tail || is_next || rotated.contains(&at) || !self.blocks.get(at).is_some_and(|block| self.may_go_on(at, block)) {
                    continue;
                }
                let odds = self.odds(*tail, at).saturating_sub(ln_milli(at.abs_diff(*tail) as u64) * FARTHER / 1000);
                if odds >= APART - CROSSED {
                    matches.push(Match { tail: *tail, head: at, odds });
                }
            }
        }
        matches
    }

    /// Whether a block may be the second piece of a paragraph.
    fn may_go_on(&self, at: usize, block: &Block) -> bool {
        let plain = block.kind == BlockKind::Paragraph && block.marker.is_none() && block.dateline.is_none();
        plain && !self.is_furniture(at) && !is_ordered(&block.text(self.source))
    }

    /// How surely the one block goes on with the other, wherever they stand.
    fn odds(&self, tail: usize, head: usize) -> i32 {
        let (Some(tail), Some(head)) = (self.blocks.get(tail), self.blocks.get(head)) else { return i32::MIN };
        let (tail, head) = (tail.text(self.source), head.text(self.source));
        let seam = Lexicon::shipped().seam(&tail, &head);
        if seam.joined < SEAM { i32::MIN } else { self.goes_on(&tail, &head, &seam) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Syntax, parse};
    use crate::text::Source;

    /// The pairs found in paragraphs.
    fn check(paragraphs: &[&str], expected: &[(usize, usize)]) {
        let source = Source::new("", paragraphs.join("\n\n"));
        for document in parse(&source, Syntax::Plain) {
            let found: Vec<(usize, usize)> = document.apart.iter().map(|a| (a.tail, a.head)).collect();
            assert_eq!(found, expected, "{paragraphs:?}");
            for pair in &document.apart {
                assert!(document.breaks.iter().any(|b| b.tail == pair.tail && b.verdict == Verdict::Displaced));
                assert!(!document.lost.iter().any(|lost| lost.block == pair.head));
            }
        }
    }

    const FACILITIES: [&str; 2] =
        ["扎实推进城市更新。改造老旧小区一百二十个，完善社区养老、托育等配套设", "施，惠及居民三万户，群众居住条件明显改善。"];
    const FARMING: [&str; 2] = [
        "大力发展现代农业。新建高标准农田五十万亩，粮食产量再创历史新高，农产品加工企业不断壮",
        "大，带动十万农户增收致富，乡村面貌焕然一新。",
    ];
    const WHOLE: &str = "今年以来，全市旅游市场持续升温，接待游客人数同比增长两成。";

    #[test]
    fn pieces_that_stand_apart_are_found() {
        let ([facilities, built], [farming, grown]) = (FACILITIES, FARMING);
        check(&[facilities, WHOLE, built], &[(0, 2)]);
        check(&[built, facilities], &[(1, 0)]);
        check(&[facilities, farming, built, grown], &[(0, 2), (1, 3)]);
        check(&[facilities, WHOLE, WHOLE, built], &[(0, 3)]);
    }

    #[test]
    fn what_does_not_fit_is_left_alone() {
        let ([facilities, built], [farming, grown]) = (FACILITIES, FARMING);
        check(&[facilities, built], &[]);
        check(&[facilities, WHOLE, grown], &[]);
        check(&[facilities, farming], &[]);
        check(&[WHOLE, facilities], &[]);
        check(&[WHOLE, built], &[]);
    }
}
