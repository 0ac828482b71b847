//! How the evidence about a seam is weighed; printed by `cargo run --release --example score-seams`.
//!
//! Fitted by logistic regression (`--fit`) on breaks made in half of the 2025 news and of the provincial and
//! national reports, with a lexicon made from the news of 2020 to 2024 only; the thresholds at [`super::Seam`] are
//! read off the other half. With these, 80 % of the true continuations of a break inside a clause score above
//! where 2 % of the wrong ones do, 87 % above where 5 % do and 92 % above where 10 % do.

use super::seam::Evidence;

/// A bias in milli-nats, and what a milli-nat of each piece of evidence counts, in 256ths of a milli-nat.
#[derive(Debug)]
pub(super) struct Weights {
    pub(super) bias: i32,
    pub(super) each: Evidence,
}

/// For tails that end in a word, a figure or a bracket.
pub(super) const JOINED_AFTER_HAN: Weights = Weights { bias: -146, each: [129, 131, 149, -83, 0, 2, 31, 103, -72, 88, 47, 76, 78] };
/// For tails that end in a comma or an enumeration comma.
pub(super) const JOINED_AFTER_MARK: Weights = Weights { bias: -313, each: [127, 127, 42, -59, 0, 0, 0, 0, 0, -1, 73, 64, 68] };
/// For a whole heading's end against a cut.
pub(super) const ENDS: Weights = Weights { bias: 697, each: [0, 0, 0, 0, 0, 182, 46, 0, 0, 0, 0, 0, 0] };
/// For a block's start against a cut.
pub(super) const STARTS: Weights = Weights { bias: 1363, each: [0, 0, 0, 248, 0, 0, 0, 0, 0, 0, 0, 0, 0] };
