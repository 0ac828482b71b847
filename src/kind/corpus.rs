//! All documents of a file together, for rules whose figures may stand in any of them.
//!
//! Of the facts only those are kept that such a rule may bind, so that memory follows what is compared and not the file.

use super::Context;
use crate::document::Passage;
use crate::figure::Fact;

/// Facts of the documents of one file, in text order. Their passages are counted through the file.
pub struct Corpus<'c> {
    contexts: &'c [Context<'c, 'c>],
    /// For each document, how many passages stand before it.
    before: Vec<usize>,
    facts: Vec<Fact>,
}

impl<'c> Corpus<'c> {
    /// Gathers the facts that `wanted` marks; it is called once for each document, with a mark for each of its facts.
    #[must_use]
    pub fn gather(contexts: &'c [Context<'c, 'c>], wanted: &mut dyn FnMut(&Context<'_, '_>, &mut [bool])) -> Self {
        let (mut before, mut facts) = (Vec::with_capacity(contexts.len()), Vec::new());
        let mut passages = 0;
        for context in contexts {
            let mut marks = vec![false; context.facts().len()];
            wanted(context, &mut marks);
            // where each kept fact of this document went
            let mut place: Vec<Option<usize>> = vec![None; marks.len()];
            for (index, fact) in context.facts().iter().enumerate().filter(|(i, _)| marks.get(*i) == Some(&true)) {
                if let Some(slot) = place.get_mut(index) {
                    *slot = Some(facts.len());
                }
                let part_of = fact.part_of.and_then(|whole| place.get(whole).copied().flatten());
                facts.push(Fact { passage: passages + fact.passage, part_of, ..fact.clone() });
            }
            before.push(passages);
            passages += context.document.passages.len();
        }
        Self { contexts, before, facts }
    }

    /// The first document.
    pub(super) fn first(&self) -> Option<&'c Context<'c, 'c>> {
        self.contexts.first()
    }

    /// Which of the documents a passage is in.
    fn document(&self, passage: usize) -> usize {
        self.before.partition_point(|&before| before <= passage).saturating_sub(1)
    }
}

/// What relations are over.
#[derive(Clone, Copy)]
pub(super) enum Ground<'c> {
    /// One document.
    Document(&'c Context<'c, 'c>),
    /// The documents of a file.
    Corpus(&'c Corpus<'c>),
}

impl<'c> Ground<'c> {
    /// The facts, in text order.
    pub(super) fn facts(self) -> &'c [Fact] {
        match self {
            Self::Document(context) => context.facts(),
            Self::Corpus(corpus) => &corpus.facts,
        }
    }

    /// A passage, as facts count them.
    pub(super) fn passage(self, index: usize) -> Option<&'c Passage<'c>> {
        match self {
            Self::Document(context) => context.document.passages.get(index),
            Self::Corpus(corpus) => {
                let document = corpus.document(index);
                let index = index.checked_sub(*corpus.before.get(document)?)?;
                corpus.contexts.get(document)?.document.passages.get(index)
            }
        }
    }

    /// Which of the documents a passage is in.
    pub(super) fn document(self, passage: usize) -> usize {
        match self {
            Self::Document(_) => 0,
            Self::Corpus(corpus) => corpus.document(passage),
        }
    }

    /// The title of a document.
    pub(super) fn title(self, document: usize) -> Option<&'c str> {
        match self {
            Self::Document(context) => context.document.title(),
            Self::Corpus(corpus) => corpus.contexts.get(document)?.document.title(),
        }
    }
}
