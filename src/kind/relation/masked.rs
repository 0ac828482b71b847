//! Sentences with one character for each figure, made once for all wordings that are looked for in them.

use crate::document::sentences;
use crate::figure::Fact;
use crate::kind::Context;
use std::ops::Range;

/// What stands for a figure while a wording is looked for.
pub(in crate::kind) const FIGURE: char = '\u{e000}';

/// A sentence in which [`FIGURE`] stands for each fact.
pub(in crate::kind) struct Masked {
    /// The sentence.
    pub(in crate::kind) text: String,
    /// For each character that stands for a fact, its place in `text` and the index of the fact.
    pub(in crate::kind) places: Vec<(usize, usize)>,
}

/// The sentences of a document that hold two facts or more.
pub(in crate::kind) fn masked(context: &Context<'_, '_>) -> Vec<Masked> {
    let mut out = Vec::new();
    let mut facts = context.facts().iter().enumerate().peekable();
    while let Some(&(_, first)) = facts.peek() {
        let number = first.passage;
        let text = context.document.passages.get(number).map(|p| p.view.text()).unwrap_or_default();
        for sentence in sentences(text) {
            let mut inside = Vec::new();
            while let Some(fact) = facts.next_if(|(_, f)| f.passage == number && f.figure.span.start < sentence.end) {
                inside.push(fact);
            }
            if inside.len() > 1 {
                out.push(mask(text, &sentence, &inside));
            }
        }
        // what lies behind the last sentence of the passage is passed over, so that this always goes on
        while facts.next_if(|(_, f)| f.passage == number).is_some() {}
    }
    out
}

fn mask(text: &str, sentence: &Range<usize>, facts: &[(usize, &Fact)]) -> Masked {
    let mut masked = Masked { text: String::new(), places: Vec::new() };
    let mut at = sentence.start;
    for (index, fact) in facts {
        let span = &fact.figure.span;
        if span.start < at {
            continue;
        }
        masked.text.push_str(text.get(at..span.start).unwrap_or_default());
        masked.places.push((masked.text.len(), *index));
        masked.text.push(FIGURE);
        at = span.end;
    }
    masked.text.push_str(text.get(at..sentence.end).unwrap_or_default());
    masked
}
