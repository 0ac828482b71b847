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
    bias: -113,
    each: [130, 127, 140, -87, 1, 30, 99, -48, 82, 53, 84, 77],
};
/// For tails that end in a comma or an enumeration comma.
pub(super) const JOINED_AFTER_MARK: Weights = Weights {
    bias: -273,
    each: [130, 124, 22, -60, 0, 0, 0, 0, -10, 75, 70, 67],
};
/// For a whole heading's end against a cut.
pub(super) const ENDS: Weights = Weights {
    bias: 908,
    each: [0, 0, 0, 0, 157, 67, 0, 0, 0, 0, 0, 0],
};
/// For a block's start against a cut.
pub(super) const STARTS: Weights = Weights {
    bias: 1194,
    each: [0, 0, 0, 252, 0, 0, 0, 0, 0, 0, 0, 0],
};
