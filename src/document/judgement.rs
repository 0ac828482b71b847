//! How what speaks for and against is weighed.
//!
//! Fitted by logistic regression (`examples/fit-judgement.rs`) on breaks made in the two halves of the reports, each with
//! a lexicon of the other half and five years of news, and in the news of a sixth; in whole numbers, so that the same text
//! is judged alike everywhere.

use super::cohesion::COHESION;
use super::inside::{self, Inside};
use super::openings::{Habits, Opening};
use super::order::FIRST;
use crate::lexicon::{EVIDENCE, Seam};

/// A bias in milli-nats, and what a milli-nat of each piece of evidence counts, in 256ths.
struct Weights<const N: usize> {
    bias: i32,
    each: [i32; N],
}

impl<const N: usize> Weights<N> {
    fn weigh(&self, evidence: impl Iterator<Item = i32>) -> i32 {
        let sum: i64 = self.each.iter().zip(evidence).map(|(&weight, value)| i64::from(weight) * i64::from(value)).sum();
        self.bias.saturating_add(i32::try_from(sum / 256).unwrap_or(0))
    }
}

/// That the next paragraph is what follows a tail, against that it is a paragraph of its own.
const GOES_ON: Weights<{ EVIDENCE.len() + 11 + COHESION }> = Weights {
    bias: -3079,
    each: [
        116, 142, 181, -153, -72, 0, 42, 125, -37, 77, 51, 23, 63, 990, 1016, 1054, 389, -6, -134, 555, 21, -60, -67, -216, 91, 388, -859,
    ],
};

/// That a paragraph has lost its beginning.
const LOST: Weights<13> = Weights { bias: -3714, each: [-180, -98, 787, 776, 812, 237, 46, -273, 358, 7, -54, -59, -144] };

/// That a paragraph that seems to begin inside a word does so (`fit-judgement heads`).
const INSIDE: Weights<{ 1 + inside::INSIDE }> = Weights { bias: -10212, each: [316, -147, 2443, 423, 22, 24, -187, 565, 596] };

/// That a sentence is the first of its paragraph, among those of one paragraph (`examples/fit-order.rs`, the reports twice
/// and the news once).
const BEGINS: [i32; FIRST] = [180, -101, 330, 4, 45, 220, 688, 719, 695, 79, -48, 413, 295, 311, 58, 1821, -257, -137, 393, 668, 308, -367];

/// The log-odds, in milli-nats, that what `opening` was read from goes on with the tail, when both a continuation and
/// a paragraph of its own are as likely beforehand.
pub(super) fn goes_on(seam: &Seam, opening: &Opening, cohesion: &[i32; COHESION]) -> i32 {
    GOES_ON.weigh(seam.evidence.iter().chain(&opening.0).chain(cohesion).copied())
}

/// The log-odds, in milli-nats, that a paragraph has lost its beginning.
pub(super) fn lost(seam: (i32, i32), opening: &Opening) -> i32 {
    let (start, opens) = seam;
    LOST.weigh([start, opens].into_iter().chain(opening.0))
}

/// The most that [`lost`] can come to, whatever the habits of the document are: told without knowing them.
pub(super) fn lost_at_most(seam: (i32, i32), text: &str) -> i32 {
    const HABITS: i32 = 1800;
    lost(seam, &Habits::unknown(text)) + HABITS
}

/// The log-odds, in milli-nats, that a paragraph begins inside a word, which has lost its beginning by `lost` milli-nats.
pub(super) fn begins_inside(lost: i32, inside: &Inside) -> i32 {
    INSIDE.weigh(std::iter::once(lost).chain(inside.iter().copied()))
}

/// How well a sentence opens its paragraph; to be compared with the others of the paragraph.
pub(super) fn begins(evidence: &[i32; FIRST]) -> i64 {
    BEGINS.iter().zip(evidence).map(|(&weight, &value)| i64::from(weight) * i64::from(value)).sum()
}
