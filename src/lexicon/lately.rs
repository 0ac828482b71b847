//! What was looked up lately in the tables of n-grams: finding an entry means decoding half a block.
//!
//! A slot holds a key and what was found for it in one word, so that threads share the slots without locks and can never
//! read half of one and half of another. The upper bits of the mixed key are the slot's number; the lower ones stand in it.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bits of a key, of the number of a slot, and of what is found.
const KEY: u32 = 42;
const SLOTS: u32 = 16;
const FOUND: u32 = 37;

/// An odd number, so that multiplying by it mixes keys without making two alike (Knuth, “Sorting and Searching”, 6.4).
const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

/// Answers by key.
pub(super) struct Lately(Vec<AtomicU64>);

impl fmt::Debug for Lately {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lately")
    }
}

impl Lately {
    pub(super) fn new() -> Self {
        Self((0..1 << SLOTS).map(|_| AtomicU64::new(0)).collect())
    }

    /// The answer for `key`, asked for where it is not known. Keys and answers that are too large are not kept.
    pub(super) fn get(&self, key: u64, ask: impl FnOnce() -> u64) -> u64 {
        let mixed = key.wrapping_mul(MIX) & ((1 << KEY) - 1);
        let (slot, rest) = ((mixed >> (KEY - SLOTS)) as usize, mixed & ((1 << (KEY - SLOTS)) - 1));
        let Some(slot) = self.0.get(slot).filter(|_| key >> KEY == 0) else { return ask() };
        // the uppermost bit says that the slot is in use
        let kept = slot.load(Ordering::Relaxed);
        if kept >> FOUND == 1 << (KEY - SLOTS) | rest {
            return kept & ((1 << FOUND) - 1);
        }
        let found = ask();
        if found >> FOUND == 0 {
            slot.store((1 << (KEY - SLOTS) | rest) << FOUND | found, Ordering::Relaxed);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_kept_is_what_was_asked_for(keys in prop::collection::vec(0u64..1 << 43, 1..2000)) {
            let lately = Lately::new();
            let answer = |key: u64| key.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 28;
            for key in keys.iter().chain(&keys) {
                prop_assert_eq!(lately.get(*key, || answer(*key)), answer(*key));
            }
        }
    }

    #[test]
    fn an_answer_is_asked_for_once() {
        let lately = Lately::new();
        assert_eq!((lately.get(7, || 5), lately.get(7, || unreachable!()), lately.get(1 << 42, || 9)), (5, 5, 9));
        assert_eq!((lately.get(8, || 1 << 40), lately.get(8, || 3)), (1 << 40, 3));
    }
}
