//! Fingerprints: what makes a finding the same finding after the text around it was edited.

use crate::text::Span;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;
use xxhash_rust::xxh3::Xxh3;

/// The version of the recipe. A change of the recipe changes it, so that old baselines are recognised as old.
const VERSION: u8 = 1;

/// Characters of context on each side that go into a fingerprint.
const CONTEXT: usize = 12;

/// Bytes of the quoted text's ends that go into a fingerprint; a longer quotation is told by its ends and length.
const QUOTED: usize = 1 << 12;

/// A versioned hash of rule id, quoted text, short context and occurrence, white space left out.
/// Line numbers and message texts are no part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Fingerprint(u128);

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "v{VERSION}:{:032x}", self.0)
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Makes the fingerprints of one source; counts the occurrences of what is otherwise alike.
#[derive(Debug)]
pub struct Fingerprinter<'s> {
    text: &'s str,
    seen: BTreeMap<u128, u32>,
}

impl<'s> Fingerprinter<'s> {
    /// For the findings of `text`, to be asked in their order.
    #[must_use]
    pub fn new(text: &'s str) -> Self {
        Self { text, seen: BTreeMap::new() }
    }

    /// The fingerprint of a finding of `rule` at `span`.
    pub fn of(&mut self, rule: &str, span: Span) -> Fingerprint {
        let before = self.text.get(..span.start as usize).unwrap_or_default();
        let after = self.text.get(span.end as usize..).unwrap_or_default();
        let quoted = self.text.get(span.range()).unwrap_or_default();
        let ink = |c: &char| !c.is_whitespace();
        let mut hash = Xxh3::new();
        let mut field = |chars: &mut dyn Iterator<Item = char>| {
            let mut buffer = [0; 4];
            for c in chars {
                hash.update(c.encode_utf8(&mut buffer).as_bytes());
            }
            hash.update(&[0xFF]); // no character has this byte: fields can't run into each other
        };
        field(&mut std::iter::once(char::from(VERSION)));
        field(&mut rule.chars());
        if quoted.len() <= 2 * QUOTED {
            field(&mut quoted.chars().filter(ink));
        } else {
            field(&mut quoted.chars().filter(ink).take(QUOTED));
            field(&mut quoted.chars().rev().filter(ink).take(QUOTED));
            field(&mut quoted.len().to_string().chars());
        }
        field(&mut before.chars().rev().filter(ink).take(CONTEXT));
        field(&mut after.chars().filter(ink).take(CONTEXT));
        let alike = self.seen.entry(hash.digest128()).or_insert(0);
        hash.update(&alike.to_le_bytes());
        *alike += 1;
        Fingerprint(hash.digest128())
    }
}
