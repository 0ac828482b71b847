//! `[check.requirement]`: where one thing stands, another must stand too.

use super::expression::{Lazy, Place, excepted_at, load_all_with_fields};
use super::remark::{self, Remark};
use super::scope::{In, Unit, admits};
use super::{Check, Context, Hit, Hits, Kind, Localized0, Placeholder, Starter};
use crate::document::Passage;
use crate::figure::Units;
use crate::lang::Localized;
use crate::rule::Problem;
use crate::rule::manifest::{At, read};
use crate::text::Span;
use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use toml::Spanned;
use toml::de::DeValue;

/// The kind.
pub(super) struct Requirement;

/// The keys of `[check.requirement]`.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Keys {
    /// Where this stands, `then` must stand too.
    #[schemars(extend("x-zh" = "有它的地方，`then` 也须有。"))]
    #[serde(rename = "if")]
    condition: At<String>,
    /// What must stand in the same unit.
    #[schemars(extend("x-zh" = "同一范围里必须有的。"))]
    then: At<String>,
    /// Where it must stand: anywhere in the unit, or only before or only after the `if`.
    #[schemars(extend("x-zh" = "它须在何处：范围里任何地方，还是只在前或只在后。"))]
    #[serde(default)]
    order: Order,
    /// Exceptions: a condition that one of these overlaps is none.
    #[schemars(extend("x-zh" = "例外：与其中之一重叠的命中不算。"))]
    #[serde(default)]
    unless: Vec<At<String>>,
    /// The unit that both must stand in.
    #[schemars(extend("x-zh" = "范围。"))]
    #[serde(default)]
    within: Unit,
    /// The kinds of block to look at; all where it is not given.
    #[schemars(extend("x-zh" = "要查哪几种块；不写即全部。"))]
    #[serde(default, rename = "in")]
    blocks: Vec<In>,
}

/// Where the required thing must stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Order {
    /// Anywhere in the unit.
    #[schemars(extend("x-zh" = "范围里任何地方。"))]
    #[default]
    Any,
    /// Before the condition.
    #[schemars(extend("x-zh" = "在 `if` 之前。"))]
    Before,
    /// After the condition.
    #[schemars(extend("x-zh" = "在 `if` 之后。"))]
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
    fn is_wording(&self) -> bool {
        true
    }
    fn starter(&self) -> Starter {
        Starter {
            message: ("“{unit}”里没有数字", "“{unit}” has no figure"),
            check: r#"if = '同比(?:增长|下降)'
then = '[0-9]|[一二三四五六七八九十百]'
order = "after"
within = "clause"
unless = ['同比(?:增长|下降)(?:较|的|速度)']
"#,
            examples: r#"[[example]]
fails = "产值⟦同比增长⟧，高于预期。"

[[example]]
passes = "产值同比增长5.2%，同比增长较快，税收同比下降三成。"
"#,
        }
    }
    fn compile(&self, table: Spanned<DeValue<'_>>, problems: &mut Vec<Problem>) -> Option<Box<dyn Check>> {
        let keys: Keys = read(table, problems)?;
        let condition = Lazy::load_with_fields(&keys.condition, problems);
        let then = Lazy::load_with_fields(&keys.then, problems);
        let unless = load_all_with_fields(&keys.unless, problems);
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
    fn bind(&mut self, units: Option<&Units>, problems: &mut Vec<Problem>) {
        [&mut self.condition, &mut self.then].into_iter().chain(&mut self.unless).for_each(|lazy| lazy.bind(units, problems));
    }

    fn needs(&self) -> Option<&[String]> {
        self.condition.needs()
    }

    fn placeholders(&self) -> Vec<String> {
        self.condition.groups().to_vec()
    }

    fn remarks(&self, used: &BTreeSet<&str>) -> Vec<Remark> {
        let mut remarks = Vec::new();
        remark::on_expression("if", &self.condition, &mut remarks);
        remark::on_expression("then", &self.then, &mut remarks);
        remark::on_speed("if", &self.condition, &mut remarks);
        remark::on_groups("if", &self.condition, used, &[], &mut remarks);
        remark::on_groups("then", &self.then, &BTreeSet::new(), &[], &mut remarks);
        self.unless.iter().for_each(|e| remark::on_expression("unless", e, &mut remarks));
        let always = |then: &regex::Regex| self.condition.needs().is_some_and(|needs| needs.iter().all(|text| then.is_match(text)));
        if self.order == Order::Any && self.then.regex().is_some_and(always) {
            let message = Localized::fixed(
                "`if` 本身就含有 `then` 所要的，规则永远不会命中",
                "the `if` itself holds what `then` asks for, so the rule can never fire",
            );
            remarks.push(Remark::new("then", message));
        }
        remarks
    }

    fn passage(&self, context: &Context<'_, '_>, passage: &Passage<'_>, hits: &mut Hits) {
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
            let place = Place { context, passage, text: unit, at };
            let haystack = self.condition.haystack(place);
            if condition.is_match(haystack.text()) {
                let required = self.then.haystack(place);
                for m in then.find_iter(required.text()).map(|m| required.original(m.range())) {
                    there = Some((there.map_or(m.end, |t| t.0), m.start));
                }
            }
            for captures in condition.captures_iter(haystack.text()) {
                let Some(found) = captures.get(0).map(|m| haystack.original(m.range())) else { continue };
                hits.bound += 1;
                let met = match self.order {
                    Order::Any => there.is_some(),
                    Order::Before => there.is_some_and(|(first_end, _)| first_end <= found.start),
                    Order::After => there.is_some_and(|(_, last_start)| last_start >= found.end),
                };
                let source = || passage.view.to_source(Span::from_range(found.start + at..found.end + at));
                if met {
                    hits.in_order(source, || Localized::fixed("所要求的（then）已有", "what `then` asks for stands there"));
                    continue;
                }
                if excepted_at(&self.unless, place, &found) {
                    hits.excepted(source);
                    continue;
                }
                let span = source();
                let text = |range| unit.get(haystack.original(range)).unwrap_or_default();
                let group = |name: &String| (name.clone(), Localized::same(captures.name(name).map_or("", |m| text(m.range()))));
                let mut values: Vec<_> = self.condition.groups().iter().map(group).collect();
                values.push(("unit".to_owned(), Localized::same(unit.trim().chars().take(40).collect::<String>())));
                hits.push(Hit { span, values, ..Hit::default() });
            }
        });
    }
}
