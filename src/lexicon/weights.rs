//! How the evidence about a seam is weighed; printed by `cargo run --release --example score-seams`.

use super::seam::EVIDENCE;

/// A bias in milli-nats, and what a milli-nat of each piece of evidence counts, in 256ths of a milli-nat.
#[derive(Debug)]
pub(super) struct Weights {
    pub(super) bias: i32,
    pub(super) each: [i32; EVIDENCE.len()],
}

/// For tails that end in a word, a figure or a bracket.
pub(super) const JOINED_AFTER_HAN: Weights = Weights { bias: -122, each: [127, 124, 138, -84, -3, 31, 109, -132, 71, 58, 63, 72] };
/// For tails that end in a comma or an enumeration comma.
pub(super) const JOINED_AFTER_MARK: Weights = Weights { bias: -4, each: [116, 130, 44, -64, 6, 6, 0, 0, 10, 58, 46, 67] };
/// For a whole heading's end against a cut.
pub(super) const ENDS: Weights = Weights { bias: 914, each: [0, 0, 0, 0, 153, 73, 0, 0, 0, 0, 0, 0] };
/// For a block's start against a cut.
pub(super) const STARTS: Weights = Weights { bias: 1089, each: [0, 0, 0, 214, 0, 0, 0, 0, 0, 0, 0, 0] };
