//! `[check.requirement]`: where one thing stands, another must stand too.

use super::expression::{Lazy, excepted, load_all};
use super::scope::{In, Unit, admits};
use super::{Check, Context, Hit, Hits, Kind, Localized0, Placeholder};
use crate::document::Passage;
use crate::lang::Localized;
use crate::rule::Problem;
use crate::rule::manifest::{At, read};
use crate::text::Span;
use schemars::{JsonSchema, Schema};
use serde::Deserialize;
use toml::Spanned;
use toml::de::DeValue;

/// The kind.
pub(super) struct Requirement;

/// The keys of `[check.requirement]`.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Keys {
    /// Where this stands,
    #[serde(rename = "if")]
    condition: At<String>,
    /// this must stand too, in the same unit,
    then: At<String>,
    /// and here: anywhere in the unit, or only before or after the condition.
    #[serde(default)]
    order: Order,
    /// Exceptions: a condition that one of these overlaps is none.
    #[serde(default)]
    unless: Vec<At<String>>,
    /// The unit.
    #[serde(default)]
    within: Unit,
    /// The kinds of block to look at; all where it is not given.
    #[serde(default, rename = "in")]
    blocks: Vec<In>,
}

/// Where the required thing must stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Order {
    /// Anywhere in the unit.
    #[default]
    Any,
    /// Before the condition.
    Before,
    /// After the condition.
    After,
}

impl Kind for Requirement {
    fn name(&self) -> &'static str {
        "requirement"
    }
    fn summary(&self) -> Localized0 {
        ("有甲必有乙", "where one thing stands, another must stand too")
    }
    fn placeholders(&self) -> &'static [Placeholder] {
        &[Placeholder { name: "unit", meaning: ("所在的小句、句子或段落", "the clause, sentence or paragraph it stands in") }]
    }
    fn schema(&self) -> Schema {
        schemars::schema_for!(Keys)
    }
    fn compile(&self, table: Spanned<DeValue<'_>>, problems: &mut Vec<Problem>) -> Option<Box<dyn Check>> {
        let keys: Keys = read(table, problems)?;
        let condition = Lazy::load(&keys.condition, problems);
        let then = Lazy::load(&keys.then, problems);
        let unless = load_all(&keys.unless, problems);
        Some(Box::new(RequirementCheck {
            condition: condition?,
            then: then?,
            order: keys.order,
            unless,
            within: keys.within,
            blocks: keys.blocks,
        }))
    }
}

struct RequirementCheck {
    condition: Lazy,
    then: Lazy,
    order: Order,
    unless: Vec<Lazy>,
    within: Unit,
    blocks: Vec<In>,
}

impl Check for RequirementCheck {
    fn needs(&self) -> Option<&[String]> {
        self.condition.needs()
    }

    fn placeholders(&self) -> Vec<String> {
        self.condition.groups().to_vec()
    }

    fn passage(&self, _: &Context<'_, '_>, passage: &Passage<'_>, hits: &mut Hits) {
        let (Some(condition), Some(then)) = (self.condition.regex(), self.then.regex()) else {
            hits.broken = Some(Localized::fixed("正则表达式无法编译", "a regular expression could not be compiled"));
            return;
        };
        if !admits(&self.blocks, passage.kind) {
            return;
        }
        self.within.each(passage.view.text(), |unit, at| {
            // what is required is looked for once, not once for every condition
            let mut there: Option<(usize, usize)> = None;
            if condition.is_match(unit) {
                for m in then.find_iter(unit) {
                    there = Some((there.map_or(m.end(), |t| t.0), m.start()));
                }
            }
            for captures in condition.captures_iter(unit) {
                let Some(found) = captures.get(0) else { continue };
                hits.bound += 1;
                let met = match self.order {
                    Order::Any => there.is_some(),
                    Order::Before => there.is_some_and(|(first_end, _)| first_end <= found.start()),
                    Order::After => there.is_some_and(|(_, last_start)| last_start >= found.end()),
                };
                if met || excepted(&self.unless, unit, &found.range()) {
                    continue;
                }
                let span = passage.view.to_source(Span::from_range(found.start() + at..found.end() + at));
                let group = |name: &String| (name.clone(), Localized::same(captures.name(name).map_or("", |m| m.as_str())));
                let mut values: Vec<_> = self.condition.groups().iter().map(group).collect();
                values.push(("unit".to_owned(), Localized::same(unit.trim().chars().take(40).collect::<String>())));
                hits.push(Hit { span, values, ..Hit::default() });
            }
        });
    }
}
