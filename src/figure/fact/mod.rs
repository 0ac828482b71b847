//! Facts: figures bound to what they are about.
//!
//! A figure says 5.2 %; a fact says that it is the growth of 国内生产总值 in 2023 at constant prices. [`facts`] goes
//! through the passages of a document once. In each sentence it looks, before every figure, at the *lead*: the words
//! from the last comma or figure up to it. The lead gives the subject, or, where it holds only words of change
//! (增长, 比上年下降), the subject is inherited from what was said before.
//!
//! ```
//! use kanwu::{document::{Syntax, parse}, figure::facts, text::Source};
//!
//! let source = Source::new("r.txt", "2023年，第一产业增加值89755亿元，增长4.1%；第二产业482589亿元，增长4.7%。");
//! let documents = parse(&source, Syntax::Plain);
//! let subjects: Vec<_> = facts(&documents[0]).into_iter().map(|fact| fact.subject.unwrap().text).collect();
//! assert_eq!(subjects, ["第一产业增加值", "第一产业增加值", "第二产业增加值", "第二产业增加值"]);
//! ```
//!
//! What the text does not say stays `None`: no period, scope or comparison is guessed.

mod against;
mod agreement;
mod clause;
mod countable;
mod counted;
mod cues;
mod deed;
mod extent;
mod fitting;
mod head;
mod inherited;
mod kinds;
mod list;
mod naming;
mod opening;
mod parts;
mod period;
mod reference;
mod role;
mod scope;
mod sentence;
mod skipped;
mod subject;
mod tail;
#[cfg(test)]
mod tests;
mod topic;
mod vocabulary;
mod words;

pub use period::Period;
pub use role::{Basis, Comparison, FactRole};
pub use scope::is_named_place;

use super::{Figure, Reading, Units};
use crate::document::{BlockKind, Document, Passage};
use crate::text::Span;
use reference::Reference;
use std::ops::Range;

/// A figure bound to what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The figure. Its offsets are those of the passage's joined text. An item of a list whose word of change stands
    /// before the first item only (分别增长3%、5%) has the change here all the same.
    pub figure: Figure,
    /// Index of the passage in the document.
    pub passage: usize,
    /// Where the figure stands in the source.
    pub span: Span,
    /// What it is a figure of.
    pub subject: Option<Subject>,
    /// What it says about its subject.
    pub role: FactRole,
    /// Whether it is aimed at (预期目标, 力争) and not reported.
    pub target: bool,
    /// The prices that it is told in.
    pub basis: Basis,
    /// What a change is measured against.
    pub comparison: Option<Comparison>,
    /// The time that it speaks of.
    pub period: Option<Period>,
    /// The place that it speaks of: 全国, 全省, 广东.
    pub scope: Option<String>,
    /// Index of the fact whose part it is.
    pub part_of: Option<usize>,
    /// Whether the list of parts that it belongs to is all of the whole, where the text tells: 分别 and 分产业看 say
    /// so, 其中 says that it need not be.
    pub complete: Option<bool>,
}

/// The indicator that a fact speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Its name without time, place and predicate; completed from the item before where the text shortens it
    /// (第二产业 after 第一产业增加值).
    pub text: String,
    /// Where its words stand in the source.
    pub span: Span,
    /// Whether the words stand in an earlier clause.
    pub inherited: bool,
}

/// The facts of a document, in text order.
///
/// Dates, ordinals, names, and 一个 and its like (which say "a", not "one") are no facts; tables and code are not read.
#[must_use]
pub fn facts(document: &Document<'_>) -> Vec<Fact> {
    facts_with(document, Units::builtin())
}

/// As [`facts`], read with other units.
#[must_use]
pub fn facts_with(document: &Document<'_>, units: &Units) -> Vec<Fact> {
    facts_from(document, &mut |passage| super::read_with(passage.view.text(), units))
}

/// As [`facts`], with the figures of each passage as `read` gives them.
pub fn facts_from<'s>(document: &Document<'s>, read: &mut dyn FnMut(&Passage<'s>) -> Reading) -> Vec<Fact> {
    let mut reference = Reference::of(document);
    let mut out = Vec::new();
    for (index, passage) in document.passages.iter().enumerate() {
        let text = passage.view.text();
        let reading = match passage.kind {
            BlockKind::Table | BlockKind::Verbatim => continue,
            _ => read(passage),
        };
        if matches!(passage.kind, BlockKind::Heading { .. }) {
            reference.enter(text, &reading);
        }
        let to_source = |range: Range<usize>| passage.view.to_source(Span::from_range(range));
        sentence::read(&mut out, text, reading, &reference, index, &to_source);
    }
    out
}
