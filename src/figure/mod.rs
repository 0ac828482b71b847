//! Figures: every quantity of a text, read as exact intervals.
//!
//! [`read`] goes through one passage and gives, in text order, its [`Figure`]s and the [`Mention`]s that hold a number
//! and are no figure (dates, ordinals, sessions, names). A figure is what its words say and no more: `5.2%` is
//! [5.15 %, 5.25 %], `超过3300万` is (3300万, ∞), and what it is about is bound to it on a higher floor.
//!
//! ```
//! let reading = kanwu::figure::read("全年国内生产总值1260582亿元，比上年增长5.2%。");
//! let [product, growth] = &reading.figures[..] else { panic!() };
//! assert_eq!(product.value.hard.to_string(), "[126058150000000,126058250000000]");
//! assert_eq!(growth.value.hard.to_string(), "[103/2000,21/400]");
//! let change = growth.change.as_ref().unwrap();
//! assert_eq!(change.value.hard.to_string(), "[2103/2000,421/400]"); // new ÷ old
//! ```
//!
//! # How it works
//!
//! The reader looks for characters that can begin a number, and at each of them parses by hand: first the words and
//! names that only look like numbers ([`MentionKind`]), then dates, then a numeral with its unit, then the words around
//! it. It looks back only a few characters and never reads a stretch twice, so the time is linear in the text.
//!
//! # What a span covers
//!
//! The span of a figure runs from the first approximating word or sign to the last: 超过 · 126 · 万亿 · 元, 约占 · 30 · %,
//! 3300 · 万 · 人 · 以上, ¥ · 5000. Words of change (增长) and of sharing (占) before it stay outside, except between an
//! approximating word and the number; 翻一番 is a span of its own. An approximating word with more between it and the
//! number (超过总数的80%, 至少造成4人死亡) bounds the value and stays outside.

mod approximation;
mod by_character;
mod calendar;
mod change;
mod cursor;
mod date;
mod doubling;
mod fact;
mod fraction_half;
mod idiom;
mod interval;
mod measure;
mod mention;
mod names;
mod numeral;
mod quantity;
mod rational;
mod reader;
#[cfg(test)]
mod tests;
mod unit;

pub use approximation::Qualifier;
pub use change::{Change, Direction, Role};
pub use date::{Date, Edge, Moment, Time};
pub use fact::{Basis, Comparison, Fact, FactRole, Period, Subject, facts, facts_from, facts_with, is_named_place};
pub use interval::{Bound, Interval, Value};
pub use mention::{Fault, Mention, MentionKind};
pub use quantity::Figure;
pub use rational::{NotARational, Rational};
pub use reader::{Reading, read, read_with};
pub use unit::{Class, Dimension, Unit, UnitDefinition, UnitError, Units};
