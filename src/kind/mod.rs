//! Floor 5: the check kinds.
//!
//! A kind is what a rule's `[check.<kind>]` table means. It reads the table, strictly, and makes a [`Check`] of it.
//! A new kind is one file here and one line in [`KINDS`]; help, documentation and the schema follow from it.

mod agreement;
mod bare;
mod bounds;
mod calendar;
mod context;
mod continuity;
mod corpus;
mod displacement;
mod ending;
mod enumeration;
mod expression;
mod fact;
mod furniture;
mod habit;
mod heading;
mod layout;
mod literals;
mod magnitude;
mod numbering;
mod occurrence;
mod outline;
mod pairing;
mod pattern;
mod ranking;
mod relation;
mod relations;
mod remark;
mod repetition;
mod requirement;
mod scaffold;
mod schema;
mod scope;
mod script;
mod statement;
mod steps;
mod substitution;
mod table;

pub use context::Context;
pub use corpus::Corpus;
pub use fact::{Tables, is_table};
pub use literals::required_literals;
pub use relations::{Asserted, Relations, Tested};
pub use remark::Remark;
pub use scaffold::{UNANSWERED, scaffold};
pub use schema::{rule_schema, strict_schema};
pub use steps::{Outcome, Part, Step, Steps, touches};

use crate::document::Passage;
use crate::figure::Units;
use crate::finding::{Confidence, Fix, Label, Severity, Verdicts};
use crate::lang::Localized;
use crate::relation::Verdict;
use crate::relation::logic::Claim;
use crate::rule::{Problem, manifest};
use crate::text::Span;
use schemars::Schema;
use std::collections::BTreeSet;
use std::sync::Arc;
use toml::Spanned;
use toml::de::DeValue;

/// The kinds, in the order in which they are listed to users.
pub const KINDS: &[&dyn Kind] = &[
    &pattern::Pattern,
    &substitution::Substitution,
    &occurrence::Occurrence,
    &requirement::Requirement,
    &bounds::Bounds,
    &calendar::Calendar,
    &pairing::Pairing,
    &habit::Habit,
    &script::ScriptKind,
    &repetition::Repetition,
    &numbering::Numbering,
    &heading::HeadingKind,
    &outline::OutlineKind,
    &continuity::Continuity,
    &displacement::Displacement,
    &ending::Ending,
    &furniture::FurnitureKind,
    &layout::Layout,
    &relation::RelationKind,
    &agreement::Agreement,
    &enumeration::Enumeration,
    &fact::FactKind,
    &ranking::RankingKind,
    &magnitude::MagnitudeKind,
    &table::TableKind,
];

/// The kind of this name.
#[must_use]
pub fn named(name: &str) -> Option<&'static dyn Kind> {
    KINDS.iter().copied().find(|k| k.name() == name)
}

/// A value that a kind supplies for messages.
#[derive(Clone, Copy, Debug)]
pub struct Placeholder {
    /// Its name, written `{name}` in a message.
    pub name: &'static str,
    /// What it stands for.
    pub meaning: Localized0,
}

/// A [`Localized`] that can stand in a constant.
pub type Localized0 = (&'static str, &'static str);

/// A rule to start from: what `kanwu rules new` writes beside the keys that all rules have.
#[derive(Clone, Copy, Debug)]
pub struct Starter {
    /// Its message, with placeholders.
    pub message: Localized0,
    /// The lines of its `[check.<kind>]` table, the tables in it included.
    pub check: &'static str,
    /// Its `[[example]]`s: at least one that fails and one that passes. A test runs them.
    pub examples: &'static str,
}

/// What a `[check.<kind>]` table means.
pub trait Kind: Sync {
    /// The table's key.
    fn name(&self) -> &'static str;
    /// What it checks, in one line.
    fn summary(&self) -> Localized0;
    /// The values it supplies for messages, beside `{text}`, the text of the finding's place.
    fn placeholders(&self) -> &'static [Placeholder];
    /// Whether its values are quoted from the text, and so cut where they are long, unless they differ by language.
    fn quotes(&self) -> bool {
        true
    }
    /// The JSON Schema of its table. The doc comment of a key is its meaning, `x-zh` the Chinese one.
    fn schema(&self) -> Schema;
    /// A rule of this kind to start from.
    fn starter(&self) -> Starter;
    /// True where it checks wording: then what it finds inside a term of the project's vocabulary is no finding.
    fn is_wording(&self) -> bool {
        false
    }
    /// Reads the table and makes the check. What is wrong becomes a problem at its key.
    fn compile(&self, table: Spanned<DeValue<'_>>, problems: &mut Vec<Problem>) -> Option<Box<dyn Check>>;
}

/// How much of a document a check must see at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// One passage; the engine may run passages in any order and in parallel.
    Passage,
    /// The whole document.
    Document,
    /// The whole document, together with the relations of all other rules.
    Relations,
    /// All documents of a file, together with the relations of all other rules of this reach.
    Corpus,
}

/// A compiled check. It keeps nothing between calls.
pub trait Check: Send + Sync {
    /// How much it must see.
    fn reach(&self) -> Reach {
        Reach::Passage
    }
    /// Texts one of which a passage must hold for this check to have anything to look at there; none means that
    /// every passage has to be looked at.
    fn needs(&self) -> Option<&[String]> {
        None
    }
    /// Looks up the units that its patterns name (in the built-in ones where none are given); one that there is not is a
    /// problem at its place. Called once, before anything is checked.
    fn bind(&mut self, _units: Option<&Units>, _problems: &mut Vec<Problem>) {}
    /// Gives it the tables of facts; the shipped one alone where none are given. Called once, before anything is checked.
    fn know(&mut self, _tables: Option<&Arc<Tables>>) {}
    /// Further placeholders: the named groups of a pattern.
    fn placeholders(&self) -> Vec<String> {
        Vec::new()
    }
    /// What could be better in it; `used` are the placeholders of the rule's message and help.
    fn remarks(&self, _used: &BTreeSet<&str>) -> Vec<Remark> {
        Vec::new()
    }
    /// What it asserts of figures, for comparison with what other rules assert.
    fn claim(&self) -> Option<Claim> {
        None
    }
    /// Looks at one passage. Called when [`Check::reach`] is [`Reach::Passage`].
    fn passage(&self, _context: &Context<'_, '_>, _passage: &Passage<'_>, _hits: &mut Hits) {}
    /// Looks at one document. Called when [`Check::reach`] is [`Reach::Document`].
    fn document(&self, _context: &Context<'_, '_>, _hits: &mut Hits) {}
    /// Marks those of the facts of one document that it may bind. Called when [`Check::reach`] is [`Reach::Corpus`], before
    /// [`Check::relate`].
    fn wants(&self, _facts: &[crate::figure::Fact], _marks: &mut [bool]) {}
    /// Says what must hold among the figures of a document, or of all of them. Called when [`Check::reach`] is
    /// [`Reach::Relations`] or [`Reach::Corpus`]; what comes of it is told by [`Relations::hits`], for all rules together.
    fn relate(&self, _relations: &mut Relations<'_>) {}
}

/// What a check found, before the rule's words are put to it.
#[derive(Clone, Debug, Default)]
pub struct Hit {
    /// The place to look at first, in the source.
    pub span: Span,
    /// The other places.
    pub labels: Vec<Label>,
    /// The values for the message's placeholders.
    pub values: Vec<(String, Localized)>,
    /// Proposed readings.
    pub fixes: Vec<Fix>,
    /// Suggestions in words.
    pub help: Vec<Localized>,
    /// Lower than the rule's own where this one finding is less sure.
    pub confidence: Option<Confidence>,
    /// Lower than the rule's own where this one finding is less harmful.
    pub severity: Option<Severity>,
}

/// The most hits of one rule in one text. More is no list that anyone reads, and a hostile text could ask for any
/// amount of memory; that some are left out is told.
pub const MOST_HITS: usize = 10_000;

/// Where checks put what they found.
#[derive(Debug, Default)]
pub struct Hits {
    hits: Vec<Hit>,
    full: bool,
    /// How many places the check looked at; a rule that bound to nothing has tested nothing.
    pub bound: u64,
    /// What came of comparing, where the check compares.
    pub verdicts: Verdicts,
    /// Why the check could not do its work, where that showed only now.
    pub broken: Option<Localized>,
    /// The recorder, where the check is traced.
    steps: Option<Steps>,
}

impl Hits {
    /// Hits of a check that is traced at the place of `steps`.
    #[must_use]
    pub fn traced(steps: Steps) -> Self {
        Self { steps: Some(steps), ..Self::default() }
    }

    /// The place at which the check is traced, if it is: what needs more than a closure to be told asks first.
    #[must_use]
    pub fn traced_at(&self) -> Option<Span> {
        self.steps.as_ref().map(Steps::place)
    }

    /// Tells what the check did at a place that is no hit. `step` is called only where the check is traced.
    pub fn note(&mut self, step: impl FnOnce() -> Step) {
        if let Some(steps) = &mut self.steps {
            steps.push(step());
        }
    }

    /// Tells that an exception of the rule overlaps a place that would be a hit.
    pub fn excepted(&mut self, span: impl FnOnce() -> Span) {
        let why = Localized::fixed("有一处例外（unless）与它重叠", "an exception (`unless`) overlaps it");
        self.note(|| Step::new(span(), Outcome::Excused, why));
    }

    /// Tells that a place that would be a hit is none, and why.
    pub fn excused(&mut self, span: impl FnOnce() -> Span, why: impl FnOnce() -> Localized) {
        self.note(|| Step::new(span(), Outcome::Excused, why()));
    }

    /// Tells that a place was looked at and is as it should be.
    pub fn in_order(&mut self, span: impl FnOnce() -> Span, why: impl FnOnce() -> Localized) {
        self.note(|| Step::new(span(), Outcome::InOrder, why()));
    }

    /// Counts what became of comparing what a text says with itself, and tells it; a contradiction is a hit besides.
    pub fn judge(&mut self, span: Span, verdict: Verdict, why: impl FnOnce() -> Localized) {
        self.bound += 1;
        let (count, outcome) = match verdict {
            Verdict::Consistent => (&mut self.verdicts.consistent, Outcome::InOrder),
            Verdict::Undetermined(_) => (&mut self.verdicts.undetermined, Outcome::Undetermined),
            Verdict::Contradicted => (&mut self.verdicts.contradicted, Outcome::Found),
        };
        *count += 1;
        if outcome == Outcome::Found {
            return;
        }
        self.note(|| Step::new(span, outcome, why()));
    }

    /// Takes the recorder out.
    pub fn take_steps(&mut self) -> Option<Steps> {
        self.steps.take()
    }

    /// Adds a hit; past [`MOST_HITS`] it is dropped, and [`Hits::is_full`] says so.
    pub fn push(&mut self, hit: Hit) {
        if self.hits.len() < MOST_HITS { self.hits.push(hit) } else { self.full = true }
    }

    /// True where hits were dropped.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.full
    }

    /// The hits.
    #[must_use]
    pub fn into_vec(self) -> Vec<Hit> {
        self.hits
    }
}

/// Makes the check of a rule; an unknown kind is a problem with the one that was meant.
pub fn compile(check: crate::rule::CheckTable<'_>, problems: &mut Vec<Problem>) -> Option<(&'static dyn Kind, Box<dyn Check>)> {
    let Some(kind) = named(&check.kind) else {
        let name = &check.kind;
        let problem = Problem::new(check.place, crate::both!("未知的种类 `{name}`", "unknown kind `{name}`"));
        let known = KINDS.iter().map(|k| k.name());
        let list = known.clone().collect::<Vec<_>>().join(", ");
        problems.push(match manifest::nearest(name, known) {
            Some(meant) => problem.with_help(crate::both!("是不是 `{meant}`？", "did you mean `{meant}`?")),
            None => problem.with_help(crate::both!("可用的种类：{list}", "known kinds: {list}")),
        });
        return None;
    };
    kind.compile(check.table, problems).map(|check| (kind, check))
}
