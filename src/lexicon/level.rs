//! Counts in steps: a count is stored as the number of the largest step not above it.
//!
//! Steps are exact up to 8 and a quarter apart from there on, so that a stored count is at most a fifth too small.

/// Steps in all; the last stands for about 2·10⁹.
const LEVELS: usize = 96;

/// The steps, rising: 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, …
const STEPS: [u32; LEVELS] = {
    let mut steps = [1; LEVELS];
    let mut at = 1;
    while at < LEVELS {
        let before: u32 = steps[at - 1];
        steps[at] = if before < 8 { before + 1 } else { before.saturating_add(before / 4) };
        at += 1;
    }
    steps
};

/// The level of a count; counts of 0 have none and are taken for 1.
pub(super) fn level(count: u32) -> u16 {
    u16::try_from(STEPS.partition_point(|&step| step <= count)).unwrap_or(u16::MAX).saturating_sub(1)
}

/// The count a level stands for.
pub(super) fn count(level: u16) -> u32 {
    STEPS.get(usize::from(level)).copied().unwrap_or(u32::MAX)
}

/// A share of a count, as minus its binary logarithm in half steps: 0 is all of it, 15 next to nothing.
pub(super) fn share_level(part: u32, of: u32) -> u16 {
    // half a time more is granted to the part, so that none is ever 0
    let squared = (u64::from(of) * 2 + 1).pow(2) / (u64::from(part.min(of)) * 2 + 1).pow(2).max(1);
    u16::try_from(squared.max(1).ilog2()).unwrap_or(15).min(15)
}

/// A share in units of 2⁻¹⁶.
pub(super) fn share(level: u16) -> u64 {
    let whole = 1u64 << 16 >> (level / 2).min(16);
    // half a step down is a factor of 1/√2 ≈ 46341/65536
    if level.is_multiple_of(2) { whole } else { (whole * 46_341) >> 16 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_stand_for_counts() {
        for (given, kept) in [(0, 1), (1, 1), (8, 8), (9, 8), (10, 10), (14, 12), (1_000_000, 880_000)] {
            let back = count(level(given));
            assert!(back <= given.max(1) && back >= given / 5 * 4, "{given} → {back}, about {kept}");
        }
    }
}
