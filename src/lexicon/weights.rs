//! How the evidence about a seam is weighed; printed by `cargo run --release --example score-seams`.

use super::seam::EVIDENCE;

/// A bias in milli-nats, and what a milli-nat of each piece of evidence counts, in 256ths of a milli-nat.
#[derive(Debug)]
pub(super) struct Weights {
    pub(super) bias: i32,
    pub(super) each: [i32; EVIDENCE.len()],
}

/// For tails that end in a word, a figure or a bracket.
pub(super) const JOINED_AFTER_HAN: Weights = Weights {
    bias: -146,
    each: [129, 131, 149, -83, 2, 31, 103, -72, 88, 47, 76, 78],
};
/// For tails that end in a comma or an enumeration comma.
pub(super) const JOINED_AFTER_MARK: Weights = Weights {
    bias: -313,
    each: [127, 127, 42, -59, 0, 0, 0, 0, -1, 73, 64, 68],
};
/// For a whole heading's end against a cut.
pub(super) const ENDS: Weights = Weights {
    bias: 697,
    each: [0, 0, 0, 0, 182, 46, 0, 0, 0, 0, 0, 0],
};
/// For a block's start against a cut.
pub(super) const STARTS: Weights = Weights {
    bias: 1363,
    each: [0, 0, 0, 248, 0, 0, 0, 0, 0, 0, 0, 0],
};
