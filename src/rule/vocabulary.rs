//! Terms and names that no check of wording finds fault with.

use crate::lang::Localized;
use crate::text::{Span, View, fold_width};
use aho_corasick::{AhoCorasick, MatchKind};

/// The file that is read where a configuration names no other.
pub const VOCABULARY_NAME: &str = "vocabulary.txt";

/// The terms of a project. What stands wholly inside one of them is in order as it is.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    terms: Vec<String>,
    automaton: Option<AhoCorasick>,
}

impl Vocabulary {
    /// Reads a vocabulary: one term a line; empty lines and what begins with `#` are passed over.
    ///
    /// # Errors
    /// The first line, from 1, that can't be a term, and why.
    pub fn parse(text: &str) -> Result<Self, (usize, Localized)> {
        let mut terms = Vec::new();
        for (at, line) in text.strip_prefix('\u{FEFF}').unwrap_or(text).lines().enumerate() {
            let term: String = line.trim().chars().map(fold_width).collect();
            if term.is_empty() || term.starts_with('#') {
                continue;
            }
            if term.chars().nth(1).is_none() {
                let why = Localized::fixed(
                    "一个字的词护不住什么，会把到处的差错都放过",
                    "a term of one character would excuse defects everywhere",
                );
                return Err((at + 1, why));
            }
            if term.chars().any(char::is_control) {
                return Err((at + 1, Localized::fixed("词里有控制字符", "there is a control character in the term")));
            }
            terms.push(term);
        }
        terms.sort();
        terms.dedup();
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(&terms)
            .map_err(|error| (1, crate::both!("词表太大：{error}", "the vocabulary is too large: {error}")))?;
        Ok(Self { automaton: Some(automaton).filter(|_| !terms.is_empty()), terms })
    }

    /// The terms, sorted.
    #[must_use]
    pub fn terms(&self) -> &[String] {
        &self.terms
    }

    /// Where terms stand in a view: their places in the source, by their start, each with the end of the furthest one
    /// that begins no later; and the term at each place.
    #[must_use]
    pub fn places(&self, view: &View<'_>) -> Protected {
        let mut found: Vec<(Span, u32)> = Vec::new();
        for m in self.automaton.iter().flat_map(|a| a.find_overlapping_iter(view.text())) {
            found.push((view.to_source(Span::from_range(m.range())), m.pattern().as_u32()));
        }
        found.sort_unstable_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
        // what lies inside an earlier one protects nothing more
        let mut end = 0;
        found.retain(|(span, _)| {
            span.end > end && {
                end = span.end;
                true
            }
        });
        Protected(found)
    }

    /// The term of this number.
    #[must_use]
    pub fn term(&self, number: u32) -> &str {
        self.terms.get(number as usize).map_or("", String::as_str)
    }
}

/// The places of terms in one view, none inside another, by their start.
#[derive(Clone, Debug, Default)]
pub struct Protected(Vec<(Span, u32)>);

impl Protected {
    /// The term that holds all of `span`, by its number.
    #[must_use]
    pub fn term_around(&self, span: Span) -> Option<u32> {
        let after = self.0.partition_point(|(place, _)| place.start <= span.start);
        let (place, term) = self.0.get(after.checked_sub(1)?)?;
        (span.end <= place.end && !span.is_empty()).then_some(*term)
    }
}
