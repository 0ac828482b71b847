//! What checks tell of their own work, for `kanwu trace`.
//!
//! A normal run has no recorder, and a step is a closure that is then never called. A kind that tells nothing is
//! traced all the same, by what it counts and finds; a step says in addition what it looked at and let pass.

use super::relations::{Relations, arithmetic};
use crate::lang::Localized;
use crate::relation::expression::render;
use crate::relation::{Relation, Verdict};
use crate::text::Span;

/// The most steps of one rule that are kept.
const MOST_STEPS: usize = 1000;

/// An equation of which it can't be told whether it holds.
const UNTOLD: &str = "≟";

/// What a check made of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It looked at it and found out what it is.
    Looked,
    /// It looked at it and it is in order.
    InOrder,
    /// It would be found, and something excuses it.
    Excused,
    /// It can't be told.
    Undetermined,
    /// Something that it needs is not there.
    Missing,
    /// It is found.
    Found,
}

impl Outcome {
    /// The name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Looked => "looked",
            Self::InOrder => "in-order",
            Self::Excused => "excused",
            Self::Undetermined => "undetermined",
            Self::Missing => "missing",
            Self::Found => "found",
        }
    }

    /// The name as shown to people.
    #[must_use]
    pub const fn label(self) -> Localized {
        match self {
            Self::Looked => Localized::fixed("看过", "looked at"),
            Self::InOrder => Localized::fixed("无误", "in order"),
            Self::Excused => Localized::fixed("不算", "excused"),
            Self::Undetermined => Localized::fixed("不能判定", "undetermined"),
            Self::Missing => Localized::fixed("缺少", "missing"),
            Self::Found => Localized::fixed("有误", "found"),
        }
    }
}

/// One thing that a check did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The place, in the source.
    pub span: Span,
    /// What came of it.
    pub outcome: Outcome,
    /// Why.
    pub why: Localized,
    /// What the names of a relation stand for.
    pub parts: Vec<Part>,
}

impl Step {
    /// A step without parts.
    #[must_use]
    pub const fn new(span: Span, outcome: Outcome, why: Localized) -> Self {
        Self { span, outcome, why, parts: Vec::new() }
    }

    /// True where figures were put into an assertion.
    #[must_use]
    pub fn is_relation(&self) -> bool {
        !matches!(self.outcome, Outcome::Missing | Outcome::Looked) && !self.parts.is_empty() && self.parts.iter().any(|p| p.span.is_some())
    }
}

/// What one name of a relation stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The name.
    pub name: String,
    /// The place, in the source; none where nothing stands for it.
    pub span: Option<Span>,
    /// What it is: subject, role and time of the figure, or why there is none.
    pub what: Localized,
}

/// A recorder of steps at one place.
#[derive(Debug, Default)]
pub struct Steps {
    place: Span,
    list: Vec<Step>,
    full: bool,
}

impl Steps {
    /// Records what touches `place`.
    #[must_use]
    pub const fn at(place: Span) -> Self {
        Self { place, list: Vec::new(), full: false }
    }

    /// The place.
    #[must_use]
    pub const fn place(&self) -> Span {
        self.place
    }

    /// True where `span` touches the place.
    #[must_use]
    pub const fn concerns(&self, span: Span) -> bool {
        touches(span, self.place)
    }

    /// Keeps a step where it touches the place; one of several figures where one of them does, not what lies between.
    pub fn push(&mut self, step: Step) {
        let mut figures = step.parts.iter().filter_map(|p| p.span).peekable();
        let concerns = if figures.peek().is_some() { figures.any(|s| self.concerns(s)) } else { self.concerns(step.span) };
        if !concerns {
            return;
        }
        if self.list.len() < MOST_STEPS { self.list.push(step) } else { self.full = true }
    }

    /// The steps, and whether there were more than are kept.
    #[must_use]
    pub fn into_list(self) -> (Vec<Step>, bool) {
        (self.list, self.full)
    }
}

impl Relations<'_> {
    /// From now on the rules are traced at the place of `steps`.
    pub fn trace(&mut self, steps: Steps) {
        self.steps = Some(steps);
    }

    /// The place at which the rules are traced, if they are.
    #[must_use]
    pub fn traced(&self) -> Option<Span> {
        self.steps.as_ref().map(Steps::place)
    }

    /// Tells what the check did at a place. `step` is called only where the check is traced.
    pub fn note(&mut self, step: impl FnOnce() -> Step) {
        if let Some(steps) = &mut self.steps {
            steps.push(step());
        }
    }

    /// Takes the recorder out, with the relations of the rule that is asked as steps: what each name stands for, the
    /// arithmetic and the verdict.
    pub fn take_steps(&mut self) -> Option<Steps> {
        let mut steps = self.steps.take()?;
        for relation in self.network.relations.iter().filter(|r| r.rule == self.rule) {
            steps.push(self.step(relation));
        }
        Some(steps)
    }

    fn step(&self, relation: &Relation) -> Step {
        let mut parts = Vec::new();
        for (name, slot) in relation.assertion.names.iter().zip(&relation.slots) {
            for operand in slot.operands().iter().map(|&i| self.network.operand(i)) {
                let subject = if operand.name.is_empty() { &operand.text } else { &operand.name };
                // what is known from a table stands nowhere in the text
                let span = (!operand.fixed).then_some(operand.span);
                parts.push(Part { name: name.clone(), span, what: Localized::same(subject.clone()) });
            }
        }
        let operand = |i: usize| self.network.operand(i);
        let holds = relation.verdict == Verdict::Consistent;
        let shown = relation.failing.map_or(0..relation.assertion.comparisons.len(), |failing| failing..failing + 1);
        let sums: Vec<Localized> = relation
            .assertion
            .comparisons
            .get(shown)
            .unwrap_or_default()
            .iter()
            .map(|c| {
                let mut parts = render(c, &relation.slots, &operand, holds || relation.failing.is_none());
                // whether it holds is what can't be told
                if matches!(relation.verdict, Verdict::Undetermined(_)) && parts.sign == "=" {
                    parts.sign = UNTOLD;
                }
                arithmetic(&parts)
            })
            .collect();
        let sums = |pick: fn(&Localized) -> &str| sums.iter().map(pick).collect::<Vec<_>>().join("; ");
        let sums = Localized::new(sums(|l| &l.zh), sums(|l| &l.en));
        let (outcome, why) = match relation.verdict {
            Verdict::Consistent => (Outcome::InOrder, sums),
            Verdict::Contradicted => (Outcome::Found, sums),
            Verdict::Undetermined(reason) => {
                let reason = reason.label();
                (Outcome::Undetermined, Localized::new(format!("{}：{}", reason.zh, sums.zh), format!("{}: {}", reason.en, sums.en)))
            }
        };
        let why = match &relation.note {
            Some(note) => Localized::new(format!("{}；{}", why.zh, note.zh), format!("{}; {}", why.en, note.en)),
            None => why,
        };
        let spans = || parts.iter().filter_map(|p| p.span);
        let (start, end) = (spans().map(|s| s.start).min().unwrap_or(0), spans().map(|s| s.end).max().unwrap_or(0));
        Step { span: Span::new(start, end), outcome, why, parts }
    }
}

/// True where two stretches of a text share a character, or one is empty and stands in or at the other.
#[must_use]
pub const fn touches(a: Span, b: Span) -> bool {
    if a.start == a.end || b.start == b.end { a.start <= b.end && b.start <= a.end } else { a.start < b.end && b.start < a.end }
}
