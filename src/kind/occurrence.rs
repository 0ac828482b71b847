//! `[check.occurrence]`: how often something may stand in one unit.

use super::expression::{Lazy, Place, excepted_at, load_all_with_fields};
use super::remark::{self, Remark};
use super::scope::{In, Unit, admits};
use super::{Check, Context, Hit, Hits, Kind, Localized0, Placeholder, Reach, Starter};
use crate::both;
use crate::document::{BlockKind, Passage};
use crate::figure::Units;
use crate::finding::Label;
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
pub(super) struct Occurrence;

/// The most labels shown beside a finding.
const LABELS: usize = 4;

/// The unit that is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Scope {
    /// Up to the next 。！？……
    #[schemars(extend("x-zh" = "到下一个 。！？……"))]
    Sentence,
    /// A heading, an item or a paragraph, breaks mended.
    #[schemars(extend("x-zh" = "一个标题、条目或段落，断处已接好。"))]
    Paragraph,
    /// From a heading of the first or second level to the next.
    #[schemars(extend("x-zh" = "一、二级标题到下一个这样的标题。"))]
    Section,
    /// The whole document.
    #[schemars(extend("x-zh" = "整篇文档。"))]
    Document,
}

/// The keys of `[check.occurrence]`.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Keys {
    /// What is counted.
    #[schemars(extend("x-zh" = "数什么。"))]
    regex: At<String>,
    /// How often it must stand there at least. Only units that are not empty are counted.
    #[schemars(extend("x-zh" = "至少应有几次。只数有文字的范围。"))]
    min: Option<At<u32>>,
    /// How often it may stand there at most.
    #[schemars(extend("x-zh" = "至多可有几次。"))]
    max: Option<At<u32>>,
    /// The unit that is counted in.
    #[schemars(extend("x-zh" = "在什么范围里数。"))]
    within: Scope,
    /// Exceptions: what one of these overlaps is not counted.
    #[schemars(extend("x-zh" = "例外：与其中之一重叠的不数。"))]
    #[serde(default)]
    unless: Vec<At<String>>,
    /// The kinds of block to look at; all where it is not given.
    #[schemars(extend("x-zh" = "要查哪几种块；不写即全部。"))]
    #[serde(default, rename = "in")]
    blocks: Vec<In>,
}

impl Kind for Occurrence {
    fn name(&self) -> &'static str {
        "occurrence"
    }
    fn summary(&self) -> Localized0 {
        ("一处范围内出现的次数", "how often something stands in one unit")
    }
    fn placeholders(&self) -> &'static [Placeholder] {
        &[
            Placeholder { name: "count", meaning: ("出现的次数", "how often it stands there") },
            Placeholder { name: "min", meaning: ("至少应有的次数", "the least it should") },
            Placeholder { name: "max", meaning: ("至多可有的次数", "the most it may") },
        ]
    }
    fn schema(&self) -> Schema {
        schemars::schema_for!(Keys)
    }
    fn is_wording(&self) -> bool {
        true
    }
    fn starter(&self) -> Starter {
        Starter {
            message: (
                "“{text}”在一段里出现{count}次，至多{max}次",
                "“{text}” stands {count} times in one paragraph, at most {max} is right",
            ),
            check: r#"regex = '综上所述'
max = 1
within = "paragraph"
"#,
            examples: r#"[[example]]
fails = "综上所述，产值增长5.2%。⟦综上所述⟧，形势总体向好。"

[[example]]
passes = "综上所述，产值增长5.2%，形势总体向好。"
"#,
        }
    }
    fn compile(&self, table: Spanned<DeValue<'_>>, problems: &mut Vec<Problem>) -> Option<Box<dyn Check>> {
        let whole = table.span();
        let keys: Keys = read(table, problems)?;
        let unless = load_all_with_fields(&keys.unless, problems);
        let regex = Lazy::load_with_fields(&keys.regex, problems)?;
        let (min, max) = (keys.min.as_ref().map_or(0, |m| *m.get()), keys.max.as_ref().map(|m| *m.get()));
        if min == 0 && max.is_none() {
            problems.push(Problem::new(whole, Localized::fixed("须给出 min 或 max", "give min or max")));
            return None;
        }
        if max.is_some_and(|max| max < min) {
            let place = keys.max.map_or(whole, |m| m.span());
            problems.push(Problem::new(place, Localized::fixed("max 小于 min", "max is less than min")));
            return None;
        }
        Some(Box::new(OccurrenceCheck { regex, min, max, within: keys.within, unless, blocks: keys.blocks }))
    }
}

struct OccurrenceCheck {
    regex: Lazy,
    min: u32,
    max: Option<u32>,
    within: Scope,
    unless: Vec<Lazy>,
    blocks: Vec<In>,
}

impl OccurrenceCheck {
    /// Where it stands in `text`, a part of the passage from `at` on.
    fn matches(&self, place: Place<'_, '_, '_>) -> Vec<Span> {
        let Some(regex) = self.regex.regex() else { return Vec::new() };
        let haystack = self.regex.haystack(place);
        let found = regex.find_iter(haystack.text()).map(|m| haystack.original(m.range()));
        let counted = found.filter(|range| !excepted_at(&self.unless, place, range));
        counted.map(|range| place.passage.view.to_source(Span::from_range(range.start + place.at..range.end + place.at))).collect()
    }

    fn judge(&self, unit: Span, found: &[Span], hits: &mut Hits) {
        hits.bound += 1;
        let count = u32::try_from(found.len()).unwrap_or(u32::MAX);
        let too_many = self.max.and_then(|max| found.get(max as usize)).copied();
        let span = match too_many {
            Some(first_too_many) => first_too_many,
            None if count < self.min => Span::new(unit.start, unit.start),
            None => {
                hits.in_order(|| unit, || both!("这一范围里有 {count} 次", "it stands {count} times in this unit"));
                return;
            }
        };
        let others = found.iter().filter(|&&s| s != span).take(LABELS);
        let labels = others.map(|&span| Label { span, message: Localized::fixed("也在这里", "also here") }).collect();
        let value = |n: u32| Localized::same(n.to_string());
        let values = vec![
            ("count".to_owned(), value(count)),
            ("min".to_owned(), value(self.min)),
            ("max".to_owned(), value(self.max.unwrap_or(count))),
        ];
        hits.push(Hit { span, labels, values, ..Hit::default() });
    }
}

impl Check for OccurrenceCheck {
    fn bind(&mut self, units: Option<&Units>, problems: &mut Vec<Problem>) {
        [&mut self.regex].into_iter().chain(&mut self.unless).for_each(|lazy| lazy.bind(units, problems));
    }

    fn reach(&self) -> Reach {
        if matches!(self.within, Scope::Sentence | Scope::Paragraph) { Reach::Passage } else { Reach::Document }
    }

    fn needs(&self) -> Option<&[String]> {
        // what must occur at least once is missed exactly where it does not
        if self.min == 0 { self.regex.needs() } else { None }
    }

    fn remarks(&self, used: &BTreeSet<&str>) -> Vec<Remark> {
        let mut remarks = Vec::new();
        remark::on_expression("regex", &self.regex, &mut remarks);
        remark::on_groups("regex", &self.regex, used, &[], &mut remarks);
        self.unless.iter().for_each(|e| remark::on_expression("unless", e, &mut remarks));
        if self.min == 0 && self.reach() == Reach::Passage {
            remark::on_speed("regex", &self.regex, &mut remarks);
        }
        remarks
    }

    fn passage(&self, context: &Context<'_, '_>, passage: &Passage<'_>, hits: &mut Hits) {
        if !admits(&self.blocks, passage.kind) {
            return;
        }
        let unit = if self.within == Scope::Sentence { Unit::Sentence } else { Unit::Paragraph };
        unit.each(passage.view.text(), |text, at| {
            let found = self.matches(Place { context, passage, text, at });
            let place = passage.view.to_source(Span::from_range(at..at + text.len()));
            self.judge(place, &found, hits);
        });
    }

    fn document(&self, context: &Context<'_, '_>, hits: &mut Hits) {
        let document = context.document;
        let mut found = Vec::new();
        let mut unit: Option<Span> = None;
        for passage in &document.passages {
            let opens = self.within == Scope::Section && matches!(passage.kind, BlockKind::Heading { level: 1..=2 });
            if let Some(closed) = unit.filter(|_| opens) {
                self.judge(closed, &found, hits);
                found.clear();
                unit = None;
            }
            unit = Some(unit.map_or(passage.span, |u| u.to(passage.span)));
            if admits(&self.blocks, passage.kind) {
                found.extend(self.matches(Place { context, passage, text: passage.view.text(), at: 0 }));
            }
        }
        if let Some(last) = unit {
            self.judge(last, &found, hits);
        }
    }
}
