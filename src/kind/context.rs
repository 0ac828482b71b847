//! What the checks of one document share: the document, and what is read from it once for all of them.

use crate::document::{BlockKind, Document, Passage};
use crate::figure::{self, Fact, Reading, Units};
use std::sync::OnceLock;

/// A document as the checks see it. Figures and facts are read when a check first asks for them, once for all rules.
pub struct Context<'d, 's> {
    /// The document.
    pub document: &'d Document<'s>,
    units: Option<&'d Units>,
    readings: OnceLock<Vec<OnceLock<Reading>>>,
    facts: OnceLock<Vec<Fact>>,
}

impl<'d, 's> Context<'d, 's> {
    /// A document of which nothing has been read yet.
    #[must_use]
    pub const fn new(document: &'d Document<'s>) -> Self {
        Self::with_units(document, None)
    }

    /// A document whose figures are read with these units; the built-in ones where none are given.
    #[must_use]
    pub const fn with_units(document: &'d Document<'s>, units: Option<&'d Units>) -> Self {
        Self { document, units, readings: OnceLock::new(), facts: OnceLock::new() }
    }

    /// The units that figures are read with.
    #[must_use]
    pub fn units(&self) -> &Units {
        self.units.unwrap_or_else(|| Units::builtin())
    }

    /// The figures of one passage of this document. Tables and code have none that could be read as prose.
    pub fn reading(&self, passage: &Passage<'_>) -> &Reading {
        static NOTHING: Reading = Reading { figures: Vec::new(), mentions: Vec::new() };
        if matches!(passage.kind, BlockKind::Table | BlockKind::Verbatim) {
            return &NOTHING;
        }
        let readings = self.readings.get_or_init(|| self.document.passages.iter().map(|_| OnceLock::new()).collect());
        // passages stand in the order of their blocks
        let index = self.document.passages.partition_point(|p| p.blocks.start < passage.blocks.start);
        readings.get(index).map_or(&NOTHING, |slot| slot.get_or_init(|| figure::read_with(passage.view.text(), self.units())))
    }

    /// The facts of the document, in text order.
    pub fn facts(&self) -> &[Fact] {
        self.facts.get_or_init(|| figure::facts_from(self.document, &mut |passage| self.reading(passage).clone()))
    }

    /// True where some check has asked for the figures.
    #[must_use]
    pub fn has_read_facts(&self) -> bool {
        self.facts.get().is_some()
    }
}
