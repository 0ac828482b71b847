//! A rule's examples are its tests.

use super::rule::Rule;
use crate::both;
use crate::document::{self, Syntax};
use crate::kind::{Context, Hit, Hits, Reach, Relations};
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
}

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
    let mut hits = Hits::default();
    for document in document::parse(source, Syntax::Plain) {
        let context = Context::with_units(&document, rule.units.as_deref());
        match rule.check.reach() {
            Reach::Document => rule.check.document(&context, &mut hits),
            Reach::Relations => {
                let mut relations = Relations::new(&context);
                rule.check.relate(&mut relations);
                relations.hits().into_iter().for_each(|(_, hit)| hits.push(hit));
            }
            Reach::Passage => document.passages.iter().for_each(|p| rule.check.passage(&context, p, &mut hits)),
        }
    }
    let mut hits = hits.into_vec();
    hits.sort_by_key(|h| h.span);
    hits.dedup_by_key(|h| h.span);
    hits
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
