//! How often words of one class stand before words of another.

use super::level;
use super::ngram::ln_milli;

/// A square table of counts, by the class before and the class after.
#[derive(Debug)]
pub(super) struct Pairs<'b> {
    levels: &'b [u8],
    classes: usize,
    before: Vec<u64>,
    after: Vec<u64>,
    total: u64,
}

impl<'b> Pairs<'b> {
    /// Reads a table: `classes`² levels, 0 for pairs never seen.
    pub(super) fn open(levels: &'b [u8]) -> Option<Self> {
        let classes = levels.len().isqrt();
        if classes * classes != levels.len() {
            return None;
        }
        let (mut before, mut after) = (vec![0; classes], vec![0; classes]);
        for (row, sum) in levels.chunks_exact(classes.max(1)).zip(&mut before) {
            for (&level, column) in row.iter().zip(&mut after) {
                *sum += seen(level);
                *column += seen(level);
            }
        }
        let total = before.iter().sum();
        Some(Self { levels, classes, before, after, total })
    }

    /// How much oftener than by chance the classes meet, as a logarithm in milli-nats.
    pub(super) fn attraction(&self, before: u16, after: u16) -> i32 {
        let (before, after) = (usize::from(before), usize::from(after));
        let joint = self.levels.get(before * self.classes + after).map_or(0, |&level| seen(level));
        let side = |sums: &[u64], class: usize| sums.get(class).copied().unwrap_or(0);
        // expected in 256ths; two occurrences are added to both sides
        let expected = (side(&self.before, before) << 8).saturating_mul(side(&self.after, after)) / self.total.max(1);
        ln_milli((joint << 8) + 512) - ln_milli(expected + 512)
    }
}

fn seen(level: u8) -> u64 {
    match level {
        0 => 0,
        _ => level::count(u16::from(level) - 1).into(),
    }
}
