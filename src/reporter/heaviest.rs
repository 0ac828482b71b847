//! The heaviest findings of a run, a bounded number of them, for formats that can't show all.

use super::words::Weight;

/// Keeps the first so many of each weight and counts the others.
pub(super) struct Heaviest<T> {
    most: usize,
    kept: [Vec<T>; 3],
    seen: [u64; 3],
}

impl<T> Heaviest<T> {
    /// Keeps at most `most` of each weight.
    pub(super) fn new(most: usize) -> Self {
        Self { most, kept: [Vec::new(), Vec::new(), Vec::new()], seen: [0; 3] }
    }

    /// Counts one more, and makes it only where it is kept.
    pub(super) fn add(&mut self, weight: Weight, make: impl FnOnce() -> T) {
        let kept = &mut self.kept[weight as usize];
        self.seen[weight as usize] += 1;
        if kept.len() < self.most {
            kept.push(make());
        }
    }

    /// What was kept of this weight, in the order in which it came.
    pub(super) fn of(&self, weight: Weight) -> &[T] {
        &self.kept[weight as usize]
    }

    /// How many of this weight there were.
    pub(super) fn seen(&self, weight: Weight) -> u64 {
        self.seen[weight as usize]
    }
}
