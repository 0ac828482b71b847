//! How far figures are tested.

use super::Relations;
use crate::figure::Fact;
use crate::finding::FigureTest;
use crate::relation::Verdict;
use crate::text::Span;
use foldhash::HashMap;

/// How far the relations of a document, or of a file, test one figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tested {
    /// Where it stands.
    pub span: Span,
    /// The relations that it takes part in and that hold.
    pub relations: u64,
    /// For each modelled slip, whether it would be noticed; empty where the figure is in no relation.
    pub noticed: Vec<bool>,
}

impl Tested {
    /// The same, counted.
    #[must_use]
    pub fn count(&self) -> FigureTest {
        FigureTest {
            span: self.span,
            relations: self.relations,
            noticed: self.noticed.iter().filter(|n| **n).count() as u64,
            slips: self.noticed.len().max(1) as u64,
        }
    }

    /// Adds to tests of figures what other relations notice in the same figures.
    pub fn add(tests: &mut [Self], more: Vec<Self>) {
        let more: HashMap<Span, Self> = more.into_iter().map(|test| (test.span, test)).collect();
        for test in tests {
            let Some(also) = more.get(&test.span) else { continue };
            test.relations += also.relations;
            if test.noticed.is_empty() {
                test.noticed.clone_from(&also.noticed);
            } else {
                test.noticed.iter_mut().zip(&also.noticed).for_each(|(one, other)| *one |= other);
            }
        }
    }
}

impl Relations<'_> {
    /// How far each of the facts is tested by the relations.
    #[must_use]
    pub fn tests(&self) -> Vec<Tested> {
        let touching = self.network.touching();
        let test = |(index, fact): (usize, &Fact)| {
            let operand = self.of_fact.get(&index);
            let relations = operand.and_then(|&o| touching.get(o)).map(Vec::as_slice).unwrap_or_default();
            let holds = |r: &&usize| self.network.relations.get(**r).is_some_and(|r| r.verdict == Verdict::Consistent);
            Tested {
                span: fact.span,
                relations: relations.iter().filter(holds).count() as u64,
                noticed: operand.map(|&o| self.network.power(o, relations)).unwrap_or_default(),
            }
        };
        self.facts().iter().enumerate().map(test).collect()
    }
}
