//! `[check.bounds]`: a figure outside what it can be.

use super::expression::{Item, Lazy, Place, excepted_at, item_at, load_all_with_fields, no_such_group};
use super::remark::{self, Remark};
use super::scope::{In, Unit, admits};
use super::{Check, Context, Hit, Hits, Kind, Localized0, Placeholder, Starter};
use crate::both;
use crate::document::Passage;
use crate::figure::{Bound, Figure, Interval, Rational, Units};
use crate::lang::Localized;
use crate::rule::Problem;
use crate::rule::manifest::{At, read};
use crate::text::Span;
use regex::Captures;
use schemars::{JsonSchema, Schema};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::ops::Range;
use toml::Spanned;
use toml::de::DeValue;

/// The kind.
pub(super) struct Bounds;

/// The keys of `[check.bounds]`.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Keys {
    /// Where such a figure stands; a named field is the figure.
    #[schemars(extend("x-zh" = "这样的数量在哪里；有名字的字段是要查的数量。"))]
    regex: At<String>,
    /// The name of the field that is tested.
    #[schemars(extend("x-zh" = "要查的字段的名字。"))]
    figure: At<String>,
    /// The least that it can be: `"0"`, `"1/2"`, `"5%"`, or the name of another field.
    #[schemars(extend("x-zh" = "最小可以是多少：`\"0\"`、`\"1/2\"`、`\"5%\"`，或另一字段的名字。"))]
    min: Option<At<String>>,
    /// The most that it can be, written as `min`.
    #[schemars(extend("x-zh" = "最大可以是多少，写法同 `min`。"))]
    max: Option<At<String>>,
    /// Whether it must be a whole number.
    #[schemars(extend("x-zh" = "是否必须是整数。"))]
    #[serde(default)]
    whole: bool,
    /// Exceptions: a figure that one of these overlaps is not tested.
    #[schemars(extend("x-zh" = "例外：与其中之一重叠的数量不查。"))]
    #[serde(default)]
    unless: Vec<At<String>>,
    /// What no match crosses.
    #[schemars(extend("x-zh" = "匹配不跨出什么。"))]
    #[serde(default)]
    within: Unit,
    /// The kinds of block to look at; all where it is not given.
    #[schemars(extend("x-zh" = "要查哪几种块；不写即全部。"))]
    #[serde(default, rename = "in")]
    blocks: Vec<In>,
}

/// A bound as it is written: a number, or another field of the expression.
#[derive(Debug)]
enum Limit {
    Number(Rational, String),
    Field(String),
}

impl Kind for Bounds {
    fn name(&self) -> &'static str {
        "bounds"
    }
    fn summary(&self) -> Localized0 {
        ("数量超出了可能的范围", "a figure outside what it can be")
    }
    fn placeholders(&self) -> &'static [Placeholder] {
        &[Placeholder { name: "problem", meaning: ("错在哪里，如“大于100%”", "what is wrong, such as “more than 100%”") }]
    }
    fn schema(&self) -> Schema {
        schemars::schema_for!(Keys)
    }
    fn starter(&self) -> Starter {
        Starter {
            message: ("合格率{text}：{problem}", "a pass rate of {text}: {problem}"),
            check: r#"regex = '合格率[为达]{0,2}{rate=percent}'
figure = "rate"
max = "100%"
"#,
            examples: r#"[[example]]
fails = "产品合格率为⟦115%⟧。"

[[example]]
passes = "产品合格率达99.5%，产量增长115%。"
"#,
        }
    }
    fn compile(&self, table: Spanned<DeValue<'_>>, problems: &mut Vec<Problem>) -> Option<Box<dyn Check>> {
        let whole_table = table.span();
        let keys: Keys = read(table, problems)?;
        let unless = load_all_with_fields(&keys.unless, problems);
        let regex = Lazy::load_with_fields(&keys.regex, problems)?;
        if !regex.groups().contains(keys.figure.get()) {
            problems.push(no_such_group(&keys.figure, keys.figure.get(), &regex));
            return None;
        }
        let min = keys.min.as_ref().map(|at| limit(at, &regex, problems));
        let max = keys.max.as_ref().map(|at| limit(at, &regex, problems));
        if min.is_none() && max.is_none() && !keys.whole {
            problems.push(Problem::new(whole_table, Localized::fixed("须给出 min、max 或 whole", "give min, max or whole")));
            return None;
        }
        let (min, max) = (min.transpose()?, max.transpose()?);
        let figure = keys.figure.get().clone();
        Some(Box::new(BoundsCheck { regex, figure, min, max, whole: keys.whole, unless, within: keys.within, blocks: keys.blocks }))
    }
}

/// [`Option::transpose`] for a limit that could not be read: a problem was told.
trait Told {
    fn transpose(self) -> Option<Option<Limit>>;
}

impl Told for Option<Option<Limit>> {
    fn transpose(self) -> Option<Option<Limit>> {
        match self {
            None => Some(None),
            Some(None) => None,
            Some(limit) => Some(limit),
        }
    }
}

fn limit(at: &At<String>, regex: &Lazy, problems: &mut Vec<Problem>) -> Option<Limit> {
    let written = at.get().trim();
    if regex.groups().iter().any(|group| group == written) {
        return Some(Limit::Field(written.to_owned()));
    }
    let (number, per) = written.strip_suffix('%').map_or((written, 0), |number| (number, -2));
    match number.parse::<Rational>() {
        Ok(number) => Some(Limit::Number(&number * &Rational::decimal(1, per), written.to_owned())),
        Err(_) => {
            let message = both!(
                "`{written}` 不是数（如 0、1/2、100%），也不是表达式里的字段",
                "`{written}` is no number (such as 0, 1/2, 100%), and no field of the expression"
            );
            problems.push(Problem::new(at.span(), message));
            None
        }
    }
}

struct BoundsCheck {
    regex: Lazy,
    figure: String,
    min: Option<Limit>,
    max: Option<Limit>,
    whole: bool,
    unless: Vec<Lazy>,
    within: Unit,
    blocks: Vec<In>,
}

impl BoundsCheck {
    /// What is wrong with `figure`, in words; `other` gives the figure of another field and its text.
    fn problem<'r>(&self, figure: &Figure, other: impl Fn(&str) -> Option<(&'r Figure, &'r str)>) -> Option<Localized> {
        let bound = |limit: &Limit, most: bool| match limit {
            Limit::Number(number, written) => Some((Bound::Closed(number.clone()), written.clone())),
            Limit::Field(name) => {
                // two figures can be compared only where they measure the same
                let (other, text) = other(name).filter(|(other, _)| other.dimension == figure.dimension)?;
                let end = if most { &other.value.hard.hi } else { &other.value.hard.lo };
                Some((scaled(end, other), text.to_owned()))
            }
        };
        let value = Interval { lo: scaled(&figure.value.hard.lo, figure), hi: scaled(&figure.value.hard.hi, figure) };
        let number = |limit: &Limit| matches!(limit, Limit::Number(..));
        if let Some((hi, shown)) = self.max.as_ref().and_then(|limit| bound(limit, true)) {
            let value = if self.max.as_ref().is_some_and(number) { &figure.value.hard } else { &value };
            if value.intersection(&Interval { lo: Bound::Unbounded, hi }).is_empty() {
                return Some(both!("大于{shown}", "more than {shown}"));
            }
        }
        if let Some((lo, shown)) = self.min.as_ref().and_then(|limit| bound(limit, false)) {
            let value = if self.min.as_ref().is_some_and(number) { &figure.value.hard } else { &value };
            if value.intersection(&Interval { lo, hi: Bound::Unbounded }).is_empty() {
                return Some(both!("小于{shown}", "less than {shown}"));
            }
        }
        (self.whole && !figure.written.is_integer()).then(|| Localized::fixed("不是整数", "no whole number"))
    }
}

/// An end of a figure's values in the base unit of its dimension.
fn scaled(bound: &Bound, figure: &Figure) -> Bound {
    let ratio = figure.dimension.is_some_and(|dimension| dimension.of == "ratio" && dimension.per.is_none());
    let factor = figure.unit.filter(|_| !ratio).map_or(Rational::ONE, |unit| unit.factor());
    bound.clone().map(|number| &number * &factor)
}

impl Check for BoundsCheck {
    fn needs(&self) -> Option<&[String]> {
        self.regex.needs()
    }

    fn bind(&mut self, units: Option<&Units>, problems: &mut Vec<Problem>) {
        [&mut self.regex].into_iter().chain(&mut self.unless).for_each(|lazy| lazy.bind(units, problems));
    }

    fn placeholders(&self) -> Vec<String> {
        self.regex.groups().to_vec()
    }

    fn remarks(&self, used: &BTreeSet<&str>) -> Vec<Remark> {
        let mut remarks = Vec::new();
        let named = |limit: &Option<Limit>| match limit {
            Some(Limit::Field(name)) => Some(name.clone()),
            _ => None,
        };
        let own: Vec<String> = [named(&self.min), named(&self.max), Some(self.figure.clone())].into_iter().flatten().collect();
        let own: Vec<&str> = own.iter().map(String::as_str).collect();
        remark::on_expression("regex", &self.regex, &mut remarks);
        remark::on_speed("regex", &self.regex, &mut remarks);
        remark::on_groups("regex", &self.regex, used, &own, &mut remarks);
        self.unless.iter().for_each(|e| remark::on_expression("unless", e, &mut remarks));
        remarks
    }

    fn passage(&self, context: &Context<'_, '_>, passage: &Passage<'_>, hits: &mut Hits) {
        if !admits(&self.blocks, passage.kind) {
            return;
        }
        let Some(regex) = self.regex.regex() else {
            hits.broken = Some(Localized::fixed("正则表达式无法编译", "the regular expression could not be compiled"));
            return;
        };
        let whole = passage.view.text();
        self.within.each(whole, |unit, at| {
            let place = Place { context, passage, text: unit, at };
            let haystack = self.regex.haystack(place);
            for captures in regex.captures_iter(haystack.text()) {
                let range = |captures: &Captures<'_>, name: &str| -> Option<Range<usize>> {
                    captures.name(name).map(|m| haystack.original(m.range()))
                };
                let figure = |range: &Range<usize>| match item_at(context.reading(passage), &(range.start + at..range.end + at)) {
                    Some(Item::Figure(figure)) => Some(figure),
                    _ => None,
                };
                let Some(found) = range(&captures, &self.figure) else { continue };
                let Some(tested) = figure(&found) else { continue };
                hits.bound += 1;
                let text = |range: &Range<usize>| unit.get(range.clone()).unwrap_or_default();
                let other = |name: &str| range(&captures, name).and_then(|r| figure(&r).map(|f| (f, text(&r))));
                let source = || passage.view.to_source(Span::from_range(found.start + at..found.end + at));
                let Some(problem) = self.problem(tested, other) else {
                    hits.in_order(source, || Localized::fixed("在应有的范围之内", "it is within its bounds"));
                    continue;
                };
                if excepted_at(&self.unless, place, &found) {
                    hits.excepted(source);
                    continue;
                }
                let group = |name: &String| (name.clone(), Localized::same(range(&captures, name).map_or("", |r| text(&r))));
                let mut values: Vec<_> = self.regex.groups().iter().map(group).collect();
                values.push(("problem".to_owned(), problem));
                let span = source();
                hits.push(Hit { span, values, ..Hit::default() });
            }
        });
    }
}
