//! What was read of one text.

use super::explain::{self, Explained};
use super::number::Scale;
use crate::document::{BlockKind, Document, Syntax, parse};
use crate::figure::{Fact, Figure, Mention, Units, facts_with, read_with};
use crate::text::{Source, Span};
use std::collections::BTreeSet;

/// The figures of one text, in text order.
pub struct Listing {
    /// The text.
    pub source: Source,
    /// The figures, bound to what they are about. `part_of` counts from the first figure of the text.
    pub facts: Vec<Fact>,
    /// The documents that the text holds.
    pub documents: usize,
    /// What holds a number and is listed as no figure; empty where it was not asked for.
    pub others: Vec<Other>,
    /// The scale word that each figure is written with.
    pub(super) scales: Vec<Scale>,
    /// How the figures of the line that was asked for were read.
    pub(super) explained: Vec<Explained>,
}

/// Something with a number in it that is listed as no figure.
pub struct Other {
    /// Where it stands in the source.
    pub span: Span,
    /// What it is: a mention, or a quantity that is no fact (一个 says "a", 五年来 only places what is told).
    pub what: Result<Mention, Box<Figure>>,
}

impl Listing {
    /// Reads the figures of a text; `all` asks for [`Listing::others`], `line` (from 1) for an explanation.
    #[must_use]
    pub fn of(source: Source, syntax: Syntax, units: &Units, all: bool, line: Option<u32>) -> Self {
        let documents = parse(&source, syntax);
        let mut out = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (all_facts, others, scales, explained) = (&mut out.0, &mut out.1, &mut out.2, &mut out.3);
        for document in &documents {
            let facts = facts_with(document, units);
            for fact in &facts {
                let text = document.passages.get(fact.passage).map_or("", |p| p.view.text());
                scales.push(Scale::of(text.get(fact.figure.numeral.clone()).unwrap_or_default()));
            }
            if let Some(line) = line {
                explain::line(explained, document, &facts, line);
            }
            if all {
                others_of(others, document, &facts, units);
            }
            let first = all_facts.len();
            all_facts.extend(facts.into_iter().map(|fact| Fact { part_of: fact.part_of.map(|part| part + first), ..fact }));
        }
        let count = documents.len();
        drop(documents);
        let (facts, others, scales, explained) = out;
        Self { source, facts, documents: count, others, scales, explained }
    }
}

/// The numbers of a document that are no facts.
fn others_of(out: &mut Vec<Other>, document: &Document<'_>, facts: &[Fact], units: &Units) {
    let known: BTreeSet<Span> = facts.iter().map(|fact| fact.span).collect();
    for passage in &document.passages {
        if matches!(passage.kind, BlockKind::Table | BlockKind::Verbatim) {
            continue;
        }
        let from = out.len();
        let reading = read_with(passage.view.text(), units);
        let place = |range: &std::ops::Range<usize>| passage.view.to_source(Span::from_range(range.clone()));
        out.extend(reading.mentions.into_iter().map(|mention| Other { span: place(&mention.span), what: Ok(mention) }));
        let uncounted = reading.figures.into_iter().map(|figure| Other { span: place(&figure.span), what: Err(Box::new(figure)) });
        out.extend(uncounted.filter(|other| !known.contains(&other.span)));
        if let Some(these) = out.get_mut(from..) {
            these.sort_by_key(|other| other.span);
        }
    }
}
