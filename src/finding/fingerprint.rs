//! Fingerprints and anchors: what makes a finding the same finding after the text around it was edited.
//!
//! A fingerprint has two halves. The first says *what* was found: the rule and the quoted text, and for a relation
//! among figures the figures it holds between. The second says *where*: the nearest words of the same sentence on both
//! sides, and which of several alike it is. Line numbers and the words of messages are no part of either, nor is
//! anything outside the sentence, so that a sentence keeps its fingerprints wherever it is moved to.
//!
//! An [`Anchor`] has the same words in the clear. Where a fingerprint is found no more, because the sentence itself was
//! edited, it tells whether a finding is still the one that was meant.

use crate::text::{Span, fold_width};
use serde::{Serialize, Serializer};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;
use xxhash_rust::xxh3::Xxh3;

/// The version of the recipe. A change of the recipe changes it, so that old baselines are recognised as old.
const VERSION: u32 = 2;

/// Characters of context on each side that go into a fingerprint.
const NEAR: usize = 12;

/// Characters of context on each side that go into an anchor.
const CONTEXT: usize = 32;

/// Characters of the quoted text's ends that go into a fingerprint; a longer quotation is told by its ends.
const QUOTED: usize = 1 << 12;

/// The longest quotation in an anchor, in characters; of a longer one the two ends are kept.
const EXACT: usize = 80;

/// A versioned hash of rule id, quoted text, short context and occurrence, white space left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Fingerprint {
    what: u64,
    place: u64,
}

impl Fingerprint {
    /// The half that does not depend on the place: rule and quotation, and the figures of a relation.
    #[must_use]
    pub fn what(self) -> u64 {
        self.what
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "v{VERSION}:{:016x}{:016x}", self.what, self.place)
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Why a text is no fingerprint of this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAFingerprint {
    /// It was made by an older recipe.
    Older,
    /// It was made by a newer recipe.
    Newer,
    /// It is none at all.
    Malformed,
}

impl FromStr for Fingerprint {
    type Err = NotAFingerprint;

    fn from_str(text: &str) -> Result<Self, NotAFingerprint> {
        let (version, hash) = text.strip_prefix('v').and_then(|rest| rest.split_once(':')).ok_or(NotAFingerprint::Malformed)?;
        let version: u32 = version.parse().map_err(|_| NotAFingerprint::Malformed)?;
        match version.cmp(&VERSION) {
            std::cmp::Ordering::Less => return Err(NotAFingerprint::Older),
            std::cmp::Ordering::Greater => return Err(NotAFingerprint::Newer),
            std::cmp::Ordering::Equal => {}
        }
        let digits = hash.len() == 32 && hash.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'a'..=b'f'));
        let both = u128::from_str_radix(hash, 16).ok().filter(|_| digits).ok_or(NotAFingerprint::Malformed)?;
        let half = |n: u128| u64::try_from(n & u128::from(u64::MAX)).unwrap_or_default();
        Ok(Self { what: half(both >> 64), place: half(both) })
    }
}

/// A place told by what is written there and around it, white space left out and full-width digits and letters folded.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Anchor {
    /// The quoted text; of a long one the two ends with `…` between.
    pub exact: String,
    /// What stands before it in the same sentence.
    pub prefix: String,
    /// What stands after it in the same sentence.
    pub suffix: String,
}

impl Anchor {
    /// An anchor that someone wrote by hand, in the form that anchors are compared in.
    #[must_use]
    pub fn normalised(exact: &str, prefix: &str, suffix: &str) -> Self {
        let last = |text: &str| backwards(text).take(CONTEXT).collect::<Vec<_>>().into_iter().rev().collect();
        Self { exact: quotation(exact), prefix: last(prefix), suffix: ink(suffix).take(CONTEXT).collect() }
    }
}

/// The characters that count: no white space, widths folded.
fn ink(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !c.is_whitespace()).map(fold_width)
}

/// The same from the end.
fn backwards(text: &str) -> impl Iterator<Item = char> {
    text.chars().rev().filter(|c| !c.is_whitespace()).map(fold_width)
}

fn quotation(text: &str) -> String {
    let head: Vec<char> = ink(text).take(EXACT + 1).collect();
    if head.len() <= EXACT {
        return head.into_iter().collect();
    }
    let mut tail: Vec<char> = backwards(text).take(EXACT / 2).collect();
    tail.reverse();
    head.into_iter().take(EXACT / 2).chain(['…']).chain(tail).collect()
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '…')
}

/// Makes the fingerprints of one source; counts the occurrences of what is otherwise alike.
#[derive(Debug)]
pub struct Fingerprinter<'s> {
    text: &'s str,
    seen: BTreeMap<(u64, u64), u32>,
}

impl<'s> Fingerprinter<'s> {
    /// For the findings of `text`, to be asked in their order.
    #[must_use]
    pub fn new(text: &'s str) -> Self {
        Self { text, seen: BTreeMap::new() }
    }

    /// The fingerprint and the anchor of a finding of `rule` at `span`. `within` is the passage it was found in, beyond
    /// which nothing counts; `parts` are the further places without which it would be another finding.
    pub fn of(&mut self, rule: &str, span: Span, within: Span, parts: &[Span]) -> (Fingerprint, Anchor) {
        let slice = |start: u32, end: u32| self.text.get(start as usize..end as usize).unwrap_or_default();
        let quoted = slice(span.start, span.end);
        let anchor = Anchor {
            exact: quotation(quoted),
            prefix: before(slice(within.start.min(span.start), span.start)),
            suffix: after(quoted, slice(span.end, within.end.max(span.end))),
        };
        let mut what = Fields::default();
        what.field(rule.chars());
        what.quotation(quoted);
        let others: BTreeSet<String> = parts.iter().map(|part| quotation(slice(part.start, part.end))).collect();
        others.iter().for_each(|part| what.field(part.chars()));
        let mut place = Fields::default();
        place.field(anchor.prefix.chars().rev().take(NEAR));
        place.field(anchor.suffix.chars().take(NEAR));
        let what = what.hash.digest();
        let alike = self.seen.entry((what, place.hash.digest())).or_insert(0);
        place.hash.update(&alike.to_le_bytes());
        *alike += 1;
        (Fingerprint { what, place: place.hash.digest() }, anchor)
    }
}

/// The words of the sentence that ends in a place.
fn before(text: &str) -> String {
    let mut words: Vec<char> = backwards(text).take_while(|c| !ends_sentence(*c)).take(CONTEXT).collect();
    words.reverse();
    words.into_iter().collect()
}

/// The words of the sentence that go on after `quoted`, the mark that ends it included.
fn after(quoted: &str, text: &str) -> String {
    if backwards(quoted).next().is_some_and(ends_sentence) {
        return String::new();
    }
    let mut out = String::new();
    for c in ink(text).take(CONTEXT) {
        out.push(c);
        if ends_sentence(c) {
            break;
        }
    }
    out
}

/// A hash over fields that can't run into each other.
struct Fields {
    hash: Xxh3,
}

impl Default for Fields {
    fn default() -> Self {
        let mut hash = Xxh3::new();
        hash.update(&VERSION.to_le_bytes());
        Self { hash }
    }
}

impl Fields {
    fn field(&mut self, chars: impl Iterator<Item = char>) {
        let mut buffer = [0; 4];
        for c in chars {
            self.hash.update(c.encode_utf8(&mut buffer).as_bytes());
        }
        self.hash.update(&[0xFF]); // no character has this byte
    }

    fn quotation(&mut self, quoted: &str) {
        if quoted.len() <= 2 * QUOTED {
            return self.field(ink(quoted));
        }
        self.field(ink(quoted).take(QUOTED));
        self.field(backwards(quoted).take(QUOTED));
    }
}
