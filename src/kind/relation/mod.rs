//! `[check.relation]`: figures of the text must satisfy an assertion.

mod across;
mod bind;
mod binding;
mod explain;
mod lint;
mod list;
pub(super) mod masked;
mod phrase;
mod subject;
pub(super) mod subjects;

use super::relations::{PLACEHOLDERS, Relations};
use super::remark::Remark;
use super::{Check, Kind, Localized0, Placeholder, Reach, Starter};
use crate::both;
use crate::figure::{Fact, Rational};
use crate::lang::Localized;
use crate::relation::expression::{Assertion, check_types, parse_assertion};
use crate::relation::logic::Claim;
use crate::relation::{Dimension, Quantity, Rounding};
use crate::rule::Problem;
use crate::rule::manifest::{At, read};
pub(super) use binding::{Attribute, dimension};
use binding::{Binding, BindingKeys};
use phrase::Phrase;
use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
pub(super) use subject::{Subject, normal};
use toml::Spanned;
use toml::de::DeValue;

/// The kind.
pub(super) struct RelationKind;

/// The keys of `[check.relation]`.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Keys {
    /// What must hold, such as `primary + secondary + tertiary = gdp`.
    #[schemars(extend("x-zh" = "必须成立的关系，例如 `primary + secondary + tertiary = gdp`。"))]
    assert: At<String>,
    /// The figures that the names in `assert` stand for.
    #[schemars(extend("x-zh" = "`assert` 中各名字所指的数。"))]
    #[serde(default)]
    figures: BTreeMap<String, At<BindingKeys>>,
    /// The wording that holds the figures, each written `{name}`: a regular expression over one sentence. Several wordings
    /// stand on lines of their own.
    #[schemars(extend("x-zh" = "含有这些数的说法，数写作 `{名字}`，其余是一句之内的正则表达式；几种说法各占一行。"))]
    phrase: Option<At<String>>,
    /// How far apart the figures may stand.
    #[schemars(extend("x-zh" = "各数可以相隔多远。"))]
    #[serde(default)]
    within: Within,
    /// What all figures of one relation have in common, so that one rule serves every subject, period or place: what `same`
    /// is for each figure that does not say. `["period", "scope"]` where it is not given.
    #[schemars(extend("x-zh" = "一组关系里的数在哪些方面相同，一条规则就能用于每个主语、时期或地区：各数没有写 `same` 时就用它；不写为 `[\"period\", \"scope\"]`。"))]
    for_each: Option<Vec<Attribute>>,
    /// By how much an equation may miss: 0.3个百分点, 1亿元.
    #[schemars(extend("x-zh" = "等式允许差多少：0.3个百分点、1亿元。"))]
    tolerance: Option<At<String>>,
    /// How the text rounds its figures.
    #[schemars(extend("x-zh" = "文中的数怎样舍入。"))]
    #[serde(default)]
    rounding: Rounding,
    /// Names of the same thing, such as GDP and 国内生产总值.
    #[schemars(extend("x-zh" = "同一事物的几个名称，例如 GDP 和国内生产总值。"))]
    #[serde(default)]
    equivalent: Vec<Vec<String>>,
    /// When a contradiction counts.
    #[schemars(extend("x-zh" = "怎样才算矛盾。"))]
    #[serde(default)]
    evidence: Evidence,
    /// Whether a contradiction is only a lead.
    #[schemars(extend("x-zh" = "矛盾是否只作线索。"))]
    #[serde(default)]
    lead: bool,
}

/// When a contradiction counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Evidence {
    /// Always.
    #[schemars(extend("x-zh" = "总是。"))]
    #[default]
    Any,
    /// Only where one slip in one figure of four digits or more would make both sides equal. For what need not be meant
    /// as an equation: a list that may be incomplete, items that may overlap.
    #[schemars(extend("x-zh" = "只在四位以上的一个数改动一处就能使两边相等时。用于未必是等式的说法：各项未必列全、可能重叠。"))]
    Repair,
}

/// How far apart the figures of one relation may stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Within {
    /// In one sentence.
    #[schemars(extend("x-zh" = "同一句。"))]
    Sentence,
    /// In one paragraph, breaks mended.
    #[schemars(extend("x-zh" = "同一段（断段已接好）。"))]
    #[default]
    Paragraph,
    /// Between one heading and the next.
    #[schemars(extend("x-zh" = "两个标题之间。"))]
    Section,
    /// Anywhere in the document.
    #[schemars(extend("x-zh" = "全文。"))]
    Document,
    /// Anywhere in the file: its documents are looked at together. Figures of different documents contradict each other
    /// only where both tell their period and a place by name, as far as these must be the same.
    #[schemars(extend("x-zh" = "整个文件：其中各篇合起来看。不同篇的数，在须相同的时期、地区上，都要写明（地区要有名字，“全省”不算）才会判为矛盾。"))]
    Corpus,
}

impl Kind for RelationKind {
    fn name(&self) -> &'static str {
        "relation"
    }
    fn summary(&self) -> Localized0 {
        ("数与数之间必须成立的关系", "what must hold among figures")
    }
    fn placeholders(&self) -> &'static [Placeholder] {
        PLACEHOLDERS
    }
    fn quotes(&self) -> bool {
        false
    }
    fn schema(&self) -> Schema {
        schemars::schema_for!(Keys)
    }
    fn starter(&self) -> Starter {
        Starter {
            message: ("{arithmetic}", "{arithmetic}"),
            check: r#"assert = "present + absent = members"
[check.relation.figures]
members = { subject = "*应到会(代表)?", unit = "人" }
present = { subject = "*实到会(代表)?", unit = "人" }
absent = { subject = "*缺席(代表)?", unit = "人" }
"#,
            examples: r#"[[example]]
fails = "大会应到会代表⟦2956人⟧，实到会代表2872人，缺席代表74人。"

[[example]]
passes = "大会应到会代表2956人，实到会代表2872人，缺席代表84人。"
"#,
        }
    }
    fn compile(&self, table: Spanned<DeValue<'_>>, problems: &mut Vec<Problem>) -> Option<Box<dyn Check>> {
        let keys: Keys = read(table, problems)?;
        let before = problems.len();
        let assertion = match parse_assertion(keys.assert.get()) {
            Ok(assertion) => assertion,
            Err(error) => {
                problems.push(Problem::new(inside(&keys.assert, &error.span), error.message));
                return None;
            }
        };
        let tolerance = keys.tolerance.as_ref().and_then(|t| tolerance(t, problems));
        let phrase = keys.phrase.as_ref().and_then(|p| Phrase::compile(p, problems));
        let in_phrase = |name: &str| phrase.as_ref().is_some_and(|p| p.names().iter().any(|n| n == name));
        for name in assertion.names.iter().filter(|n| !keys.figures.contains_key(*n) && !in_phrase(n)) {
            let known: Vec<&str> = keys.figures.keys().map(String::as_str).collect();
            let problem =
                Problem::new(keys.assert.span(), both!("`{name}` 没有在 figures 里说明", "`{name}` is not declared in `figures`"));
            problems.push(match crate::rule::manifest::nearest(name, known.into_iter()) {
                Some(meant) => problem.with_help(both!("是不是 `{meant}`？", "did you mean `{meant}`?")),
                None => problem,
            });
        }
        // names that only select are bound too, so that `part-of` and `of` can point at them
        let mut names = assertion.names.clone();
        names.extend(keys.figures.keys().filter(|n| !assertion.names.contains(n)).cloned());
        if let Some(phrase) = &phrase {
            let more: Vec<String> = phrase.names().iter().filter(|n| !names.contains(n)).cloned().collect();
            names.extend(more);
        }
        let mut bindings: Vec<Binding> = names
            .iter()
            .map(|name| match keys.figures.get(name) {
                Some(at) => Binding::compile(at, &names, in_phrase(name), keys.for_each.as_deref(), problems),
                None => Binding::default(),
            })
            .collect();
        for (name, binding) in names.iter().zip(&mut bindings) {
            binding.many |= phrase.as_ref().is_some_and(|p| p.is_list(name));
        }
        let known: Vec<Option<Dimension>> = bindings.iter().map(Binding::dimension).collect();
        if let Err(error) = check_types(&assertion, &known) {
            problems.push(Problem::new(inside(&keys.assert, &error.span), error.message));
        }
        if let Some(at) = keys.phrase.as_ref().filter(|_| keys.within == Within::Corpus) {
            let message = Localized::fixed(
                "phrase 只看一句之内，不能与 within = \"corpus\" 合用",
                "a `phrase` stands in one sentence; it does not go together with `within = \"corpus\"`",
            );
            problems.push(Problem::new(at.span(), message));
        }
        if problems.len() > before {
            return None;
        }
        let place = |name: &String| names.iter().position(|n| n == name);
        let mut first: Vec<usize> = phrase.iter().flat_map(|p| p.names()).filter_map(place).collect();
        if keys.within == Within::Corpus {
            first.extend(across::first(&assertion, &bindings));
        }
        let order = bind::order(&bindings, first);
        Some(Box::new(RelationCheck {
            assertion: Arc::new(assertion),
            bindings,
            names,
            order,
            phrase,
            within: keys.within,
            tolerance,
            rounding: keys.rounding,
            equivalent: keys.equivalent,
            lead: keys.lead,
            needs_repair: keys.evidence == Evidence::Repair,
        }))
    }
}

/// The place in the TOML file of a part of a string, where the string is written without escapes.
pub(super) fn inside(at: &At<String>, part: &std::ops::Range<usize>) -> std::ops::Range<usize> {
    let whole = at.span();
    let quotes = (whole.len().saturating_sub(at.get().len())) / 2;
    if whole.len() == at.get().len() + 2 * quotes && (quotes == 1 || quotes == 3) {
        let start = whole.start + quotes;
        return start + part.start..start + part.end.max(part.start);
    }
    whole
}

fn tolerance(at: &At<String>, problems: &mut Vec<Problem>) -> Option<Quantity> {
    // a tolerance is read as the right side of a comparison
    let parsed = parse_assertion(&format!("0 <= {}", at.get())).ok();
    let node = parsed.and_then(|a| a.comparisons.into_iter().next()).map(|c| c.right.node);
    match node {
        Some(crate::relation::expression::Node::Number { value, dimension, .. }) => {
            Some(spread(crate::relation::Operand::point(value, dimension)))
        }
        _ => {
            problems.push(Problem::new(
                at.span(),
                both!("读不懂这个容差；例如 0.3个百分点、1亿元", "this is no tolerance; write 0.3个百分点, 1亿元"),
            ));
            None
        }
    }
}

/// ± the tolerance.
fn spread(by: Quantity) -> Quantity {
    use crate::figure::{Interval, Value};
    let value = crate::relation::arithmetic::middle(&by.value.hard).unwrap_or(Rational::ZERO);
    Quantity { value: Value::same(Interval::closed(-&value, value)), dimension: by.dimension }
}

/// A compiled `[check.relation]`.
struct RelationCheck {
    assertion: Arc<Assertion>,
    /// One for each name: those of the assertion first, in its order.
    bindings: Vec<Binding>,
    /// The names of the bindings.
    names: Vec<String>,
    /// The order in which the names are bound.
    order: Vec<usize>,
    phrase: Option<Phrase>,
    within: Within,
    tolerance: Option<Quantity>,
    rounding: Rounding,
    equivalent: Vec<Vec<String>>,
    lead: bool,
    needs_repair: bool,
}

impl RelationCheck {
    /// Whether a wording holds the figure of this name.
    fn is_in_phrase(&self, name: &str) -> bool {
        self.phrase.as_ref().is_some_and(|phrase| phrase.names().iter().any(|n| n == name))
    }
}

impl Check for RelationCheck {
    fn reach(&self) -> Reach {
        if self.within == Within::Corpus { Reach::Corpus } else { Reach::Relations }
    }

    fn wants(&self, facts: &[Fact], marks: &mut [bool]) {
        across::wants(self, facts, marks);
    }

    fn relate(&self, relations: &mut Relations<'_>) {
        bind::relate(self, relations);
    }

    fn claim(&self) -> Option<Claim> {
        let meaning = (0..self.assertion.names.len()).map(|name| self.meaning(name)).collect();
        let strict = !self.lead && !self.needs_repair && self.tolerance.is_none();
        Some(Claim { assertion: self.assertion.clone(), meaning, strict, reach: self.within as u8 + 1 })
    }

    fn remarks(&self, _: &BTreeSet<&str>) -> Vec<Remark> {
        lint::remarks(self)
    }
}
