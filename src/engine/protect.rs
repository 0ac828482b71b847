//! Hits of wording checks inside terms of the project's vocabulary are dropped.

use crate::document::Document;
use crate::kind::Hit;
use crate::rule::{Protected, Vocabulary};
use crate::text::Span;
use std::collections::BTreeMap;

/// The vocabulary over the documents of one text. Terms are looked for in a passage when a hit is there.
pub(super) struct Guard<'d, 's> {
    vocabulary: &'d Vocabulary,
    documents: &'d [Document<'s>],
    seen: BTreeMap<(usize, usize), Protected>,
}

impl<'d, 's> Guard<'d, 's> {
    /// Terms stand in the passages as they are read, breaks mended.
    pub(super) fn new(vocabulary: &'d Vocabulary, documents: &'d [Document<'s>]) -> Self {
        Self { vocabulary, documents, seen: BTreeMap::new() }
    }

    /// The term that holds all of `span`.
    pub(super) fn term_around(&mut self, span: Span) -> Option<&'d str> {
        if self.vocabulary.terms().is_empty() {
            return None;
        }
        let begins = |d: &Document<'_>| d.passages.first().map_or(u32::MAX, |p| p.span.start);
        let d = self.documents.partition_point(|d| begins(d) <= span.start).checked_sub(1)?;
        let passages = &self.documents.get(d)?.passages;
        let p = passages.partition_point(|p| p.span.start <= span.start).checked_sub(1)?;
        let passage = passages.get(p)?;
        let places = self.seen.entry((d, p)).or_insert_with(|| self.vocabulary.places(&passage.view));
        places.term_around(span).map(|term| self.vocabulary.term(term))
    }

    /// Drops the hits of wording checks that a term holds.
    pub(super) fn keep(&mut self, hits: &mut Vec<(u32, Hit)>, is_wording: impl Fn(u32) -> bool) {
        hits.retain(|(rule, hit)| !is_wording(*rule) || self.term_around(hit.span).is_none());
    }
}
