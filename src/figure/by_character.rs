//! Tables looked up by a character or two, and how such keys are spread.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A table with up to two characters as its key.
pub(super) type ByCharacter<T> = HashMap<u64, T, BuildHasherDefault<Multiply>>;

/// The key of one character.
#[inline]
pub(super) fn one(character: char) -> u64 {
    u64::from(u32::from(character))
}

/// The key of two characters.
#[inline]
pub(super) fn two(first: char, second: char) -> u64 {
    one(first) << 32 | one(second)
}

/// One multiplication; the keys are no one's to choose but ours.
#[derive(Debug, Default, Clone)]
pub(super) struct Multiply(u64);

impl Hasher for Multiply {
    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 29
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0 ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}
