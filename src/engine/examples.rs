//! A rule's examples are its tests.

use super::rule::Rule;
use crate::both;
use crate::document::{self, Syntax};
use crate::kind::{self, Context, Corpus, Hit, Hits, Reach, Relations, Step, Steps};
use crate::lang::Localized;
use crate::rule::{Example, Marked, Problem};
use crate::text::{Source, Span, visible};

/// How an example came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// As stated.
    Validated,
    /// A marked place was not found.
    Missing,
    /// A place was found that is not marked.
    Noisy,
    /// The place is right, the proposed reading is another.
    Wrong,
}

impl Outcome {
    /// All, in the order in which they are counted to users.
    pub const ALL: [Self; 4] = [Self::Validated, Self::Missing, Self::Noisy, Self::Wrong];

    /// The name as shown to people.
    #[must_use]
    pub const fn label(self) -> Localized {
        match self {
            Self::Validated => Localized::fixed("相符", "validated"),
            Self::Missing => Localized::fixed("漏报", "missing"),
            Self::Noisy => Localized::fixed("误报", "noisy"),
            Self::Wrong => Localized::fixed("改法不对", "wrong"),
        }
    }
}

/// One example and how it came out.
#[derive(Clone, Debug)]
pub struct ExampleOutcome {
    /// How.
    pub outcome: Outcome,
    /// What was found instead, in words.
    pub message: Localized,
    /// Where the example stands in the rule file.
    pub place: Span,
    /// The text with the marks that the rule file puts to it.
    pub stated: String,
    /// The text with marks on what was found.
    pub found: String,
    /// What the check made of the text, where it does not find what is marked.
    pub why: Vec<Localized>,
}

/// The most reasons that are told of one example.
const MOST_REASONS: usize = 5;

impl ExampleOutcome {
    /// The outcome as a problem of the rule file.
    #[must_use]
    pub fn problem(&self) -> Problem {
        Problem::new(self.place, self.message.clone())
    }
}

impl Rule {
    /// Runs the rule over its examples.
    #[must_use]
    pub fn try_examples(&self) -> Vec<ExampleOutcome> {
        self.examples.iter().map(|example| judge(self, example)).collect()
    }
}

/// The hits of one rule alone in a text.
pub(super) fn hits(rule: &Rule, source: &Source) -> Vec<Hit> {
    look(rule, source, Hits::default()).0
}

/// What the check did in a text besides its hits, as `kanwu trace` tells it: what it let pass first.
fn reasons(rule: &Rule, source: &Source) -> Vec<Localized> {
    let whole = Span::from_range(0..source.text().len());
    let mut steps = look(rule, source, Hits::traced(Steps::at(whole))).1;
    // what is told of the whole document stands nowhere
    steps.retain(|step| !step.span.is_empty());
    steps.sort_by_key(|step| (step.outcome == kind::Outcome::Looked, step.span));
    let told = |step: &Step| {
        let (outcome, mut why) = (step.outcome.label(), step.why.clone());
        // a relation tells its figures in the arithmetic
        for part in step.parts.iter().filter(|_| !step.is_relation()) {
            let (name, what) = (&part.name, &part.what);
            why = Localized::new(format!("{}；{name}：{}", why.zh, what.zh), format!("{}; {name}: {}", why.en, what.en));
        }
        let place = visible::visible_line(source.slice(step.span)).chars().take(30).collect::<String>();
        Localized::new(format!("“{place}”{}：{}", outcome.zh, why.zh), format!("“{place}” {}: {}", outcome.en, why.en))
    };
    steps.iter().take(MOST_REASONS).map(told).collect()
}

/// Runs one rule alone, with a recorder where `hits` has one.
fn look(rule: &Rule, source: &Source, mut hits: Hits) -> (Vec<Hit>, Vec<Step>) {
    let traced = hits.traced_at();
    let mut steps = Vec::new();
    let mut relate = |mut relations: Relations<'_>, hits: &mut Hits| {
        if let Some(place) = traced {
            relations.trace(Steps::at(place));
        }
        rule.check.relate(&mut relations);
        steps.extend(relations.take_steps().into_iter().flat_map(|steps| steps.into_list().0));
        relations.hits().into_iter().for_each(|(_, hit)| hits.push(hit));
    };
    let documents = document::parse(source, Syntax::Plain);
    let contexts: Vec<_> = documents.iter().map(|document| Context::with_units(document, rule.units.as_deref())).collect();
    if rule.check.reach() == Reach::Corpus {
        let corpus = Corpus::gather(&contexts, &mut |context, marks| rule.check.wants(context.facts(), marks));
        Relations::of_corpus(&corpus).into_iter().for_each(|relations| relate(relations, &mut hits));
    }
    for context in &contexts {
        match rule.check.reach() {
            Reach::Document => rule.check.document(context, &mut hits),
            Reach::Relations => relate(Relations::new(context), &mut hits),
            Reach::Passage => context.document.passages.iter().for_each(|p| rule.check.passage(context, p, &mut hits)),
            Reach::Corpus => {}
        }
    }
    steps.extend(hits.take_steps().into_iter().flat_map(|steps| steps.into_list().0));
    let mut hits = hits.into_vec();
    hits.sort_by_key(|h| h.span);
    hits.dedup_by_key(|h| h.span);
    (hits, steps)
}

fn judge(rule: &Rule, example: &Example) -> ExampleOutcome {
    let source = Source::new("example", example.marked.text.clone());
    let found = hits(rule, &source);
    let quote = |span: Span| visible::visible_line(source.slice(span)).chars().take(40).collect::<String>();
    let marks = &example.marked.marks;
    let done = |outcome, message| ExampleOutcome {
        outcome,
        message,
        place: example.place,
        stated: example.marked.remarked(),
        found: Marked { text: source.text().to_owned(), marks: found.iter().map(|h| (h.span, None)).collect() }.remarked(),
        why: if outcome == Outcome::Missing { reasons(rule, &source) } else { Vec::new() },
    };
    if let Some(&(missed, _)) = marks.iter().find(|(m, _)| !found.iter().any(|h| h.span == *m)) {
        let (wanted, instead) = (quote(missed), found.iter().map(|h| quote(h.span)).collect::<Vec<_>>().join("⟧ ⟦"));
        return done(
            Outcome::Missing,
            if found.is_empty() {
                both!("示例没有命中标出的 ⟦{wanted}⟧", "the example does not find the marked ⟦{wanted}⟧")
            } else {
                both!(
                    "示例没有命中标出的 ⟦{wanted}⟧，而命中了 ⟦{instead}⟧",
                    "the example does not find the marked ⟦{wanted}⟧ but ⟦{instead}⟧"
                )
            },
        );
    }
    if let Some(extra) = found.iter().find(|h| !marks.iter().any(|(m, _)| *m == h.span)) {
        let extra = quote(extra.span);
        return done(Outcome::Noisy, both!("示例命中了未标出的 ⟦{extra}⟧", "the example finds ⟦{extra}⟧, which is not marked"));
    }
    if let (Some(wanted), Some(first)) = (&example.proposes, found.first()) {
        let reading = first.fixes.first().map(|f| f.reading(source.text(), first.span));
        if reading.as_ref() != Some(wanted) {
            let got = reading.map_or_else(|| "—".to_owned(), |r| visible::visible_line(&r));
            return done(
                Outcome::Wrong,
                both!("示例应改为“{wanted}”，得到的是“{got}”", "the example should propose “{wanted}” and proposes “{got}”"),
            );
        }
    }
    done(Outcome::Validated, Localized::fixed("与所述相符", "as stated"))
}
