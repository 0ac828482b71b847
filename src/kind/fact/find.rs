//! Which figures of a text the tables have.

use super::{FactCheck, Row, Tables, comparable};
use crate::figure::{Basis, Comparison, Fact, MentionKind, read_with};
use crate::kind::Context;
use crate::kind::statement::{before, is_statement, names_it};

/// So many passages at the head of a text may tell what place it speaks of.
const OPENING: usize = 4;

/// Looks up facts of one document.
pub(super) struct Finder<'c> {
    pub(super) check: &'c FactCheck,
    pub(super) tables: &'c Tables,
    pub(super) context: &'c Context<'c, 'c>,
    /// Whether a figure without a place speaks of the place of the rule.
    home: bool,
    /// The last year of publications that the text can know, where its title tells when it is of.
    last: Option<i16>,
}

impl<'c> Finder<'c> {
    pub(super) fn new(check: &'c FactCheck, tables: &'c Tables, context: &'c Context<'c, 'c>) -> Self {
        let opening = || context.document.passages.iter().take(OPENING).map(|passage| passage.view.text());
        let home = check.home.as_ref().is_some_and(|pattern| opening().any(|text| pattern.is_match(text)));
        Self { check, tables, context, home, last: last_year(context) }
    }

    /// The facts that the tables have, each with its rows.
    pub(super) fn matches(&self, facts: &[Fact]) -> Vec<(usize, Vec<&'c Row>)> {
        let found = facts.iter().enumerate().map(|(index, fact)| (index, self.rows(fact)));
        found.filter(|(_, rows)| !rows.is_empty()).collect()
    }

    fn rows(&self, fact: &Fact) -> Vec<&'c Row> {
        let Some((subject, period)) = fact.subject.as_ref().zip(fact.period) else { return Vec::new() };
        let Some(year) = period.from.year else { return Vec::new() };
        let passage = self.context.document.passages.get(fact.passage);
        let Some(passage) = passage.filter(|p| !fact.target && names_it(subject, fact) && is_statement(fact, p.view.text())) else {
            return Vec::new();
        };
        if !self.is_here(fact) || self.check.subject.as_ref().is_some_and(|pattern| pattern.matches(&subject.text).is_none()) {
            return Vec::new();
        }
        let rows = self.tables.of_year(year).filter(|row| {
            row.scope.as_deref() == Some(&*self.check.scope)
                && std::mem::discriminant(&row.role) == std::mem::discriminant(&fact.role)
                && comparable(row, fact)
                && row.is_of(period.from, period.to)
                && same_basis(row.basis, fact.basis)
                && is_yearly(fact)
                && self.last.zip(row.known_since).is_none_or(|(last, since)| since <= last)
                && row.subject.matches(&subject.text).is_some()
        });
        let rows: Vec<&Row> = rows.collect();
        // 甲地国内生产总值: words before the subject may name another place
        let alone = rows.is_empty() || before(self.context.document.source.text(), subject.span, passage.span).is_empty();
        if alone { rows } else { Vec::new() }
    }

    /// Whether a fact speaks of the place of the rule.
    pub(super) fn is_here(&self, fact: &Fact) -> bool {
        match fact.scope.as_deref() {
            Some("我国" | "中国" | "全国") => self.check.scope == "全国",
            Some(scope) => scope == self.check.scope,
            None => self.home,
        }
    }
}

/// The last year whose publications the text can know: that of its date, or, where its title names only the year that it is
/// about, the next one.
fn last_year(context: &Context<'_, '_>) -> Option<i16> {
    let reading = read_with(context.document.title()?, context.units());
    reading.mentions.iter().find_map(|mention| match mention.kind {
        MentionKind::Date(date) => {
            let year = i16::try_from(date.from.year?).ok()?;
            Some(if date.from.day.is_some() { year } else { year + 1 })
        }
        _ => None,
    })
}

fn same_basis(known: Basis, told: Basis) -> bool {
    known == told || told == Basis::Unknown || known == Basis::Unknown && told != Basis::Nominal
}

/// Whether a change is one over the year before, and no average of several.
fn is_yearly(fact: &Fact) -> bool {
    !fact.role.is_change() || matches!(fact.comparison, None | Some(Comparison::YearOnYear | Comparison::PreviousYear))
}
