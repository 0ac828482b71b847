//! `[check.pattern]`: a regular expression, its exceptions, and what should stand there instead.

use super::expression::{Lazy, Place, check_replacement, excepted_at, load_all_with_fields, no_such_group, replaced};
use super::remark::{self, Remark};
use super::scope::{In, Unit, admits};
use super::{Check, Context, Hit, Hits, Kind, Localized0, Outcome, Placeholder, Starter, Step};
use crate::both;
use crate::document::{Passage, quotations};
use crate::figure::Units;
use crate::finding::{Applicability, Confidence, Edit, Fix};
use crate::lang::Localized;
use crate::rule::Problem;
use crate::rule::manifest::{At, read};
use crate::text::Span;
use regex::{Captures, Regex};
use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use toml::Spanned;
use toml::de::DeValue;

/// The kind.
pub(super) struct Pattern;

/// The keys of `[check.pattern]`.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Keys {
    /// What to look for (the syntax of the regex crate).
    #[schemars(extend("x-zh" = "要找什么（regex 库的语法）。"))]
    regex: At<String>,
    /// Exceptions: a match that one of these overlaps is none.
    #[schemars(extend("x-zh" = "例外：与其中之一重叠的命中不算。"))]
    #[serde(default)]
    unless: Vec<At<String>>,
    /// The kinds of block to look at; all where it is not given.
    #[schemars(extend("x-zh" = "要查哪几种块；不写即全部。"))]
    #[serde(default, rename = "in")]
    blocks: Vec<In>,
    /// Whether matches inside quotations count.
    #[schemars(extend("x-zh" = "引语之内的命中算不算。"))]
    #[serde(default)]
    quoted: Quoted,
    /// What `^` and `$` stand for and no match crosses.
    #[schemars(extend("x-zh" = "^ 与 $ 指什么的首尾，命中不跨出什么。"))]
    #[serde(default)]
    within: Unit,
    /// The group that is the finding's place; the whole match where it is not given.
    #[schemars(extend("x-zh" = "发现之处是哪个命名组；不写即整个匹配。"))]
    mark: Option<At<String>>,
    /// What should stand at the finding's place; `$name` inserts a group. Where it names groups and none of them took part
    /// in the match, nothing is proposed.
    #[schemars(extend("x-zh" = "此处应作什么；`$name` 代入一个组。提到的组若都没有参与匹配，就不提改法。"))]
    replace: Option<At<String>>,
    /// Who may apply the replacement.
    #[schemars(extend("x-zh" = "谁可以照改。"))]
    #[serde(default)]
    applicability: Applicability,
}

/// Where a match must stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Quoted {
    /// Anywhere.
    #[schemars(extend("x-zh" = "任何地方。"))]
    #[default]
    Any,
    /// Not inside “” or 「」: a quotation may repeat what is wrong on purpose.
    #[schemars(extend("x-zh" = "不在 “” 或 「」 之内：引语可能有意照录错处。"))]
    Outside,
    /// Only inside “” or 「」.
    #[schemars(extend("x-zh" = "只在 “” 或 「」 之内。"))]
    Inside,
}

impl Kind for Pattern {
    fn name(&self) -> &'static str {
        "pattern"
    }
    fn summary(&self) -> Localized0 {
        ("正则表达式，可有例外与替换", "a regular expression with exceptions and a replacement")
    }
    fn placeholders(&self) -> &'static [Placeholder] {
        &[Placeholder { name: "reading", meaning: ("替换后的文字", "the text after the replacement") }]
    }
    fn schema(&self) -> Schema {
        schemars::schema_for!(Keys)
    }
    fn is_wording(&self) -> bool {
        true
    }
    fn starter(&self) -> Starter {
        Starter {
            message: ("“{text}”多余：前面已有“百分之”", "“{text}” is one too many: 百分之 stands before it"),
            check: r#"regex = '百分之[0-9.]+(?<sign>%)'
mark = "sign"
replace = ""
"#,
            examples: r#"[[example]]
fails = "产值增长百分之5.2⟦%⟧。"
proposes = ""

[[example]]
passes = "产值增长5.2%，占比达百分之三十。"
"#,
        }
    }
    fn compile(&self, table: Spanned<DeValue<'_>>, problems: &mut Vec<Problem>) -> Option<Box<dyn Check>> {
        let keys: Keys = read(table, problems)?;
        let regex = Lazy::load_with_fields(&keys.regex, problems);
        let unless = load_all_with_fields(&keys.unless, problems);
        let regex = regex?;
        if let Some(mark) = keys.mark.as_ref().filter(|m| !regex.groups().contains(m.get())) {
            problems.push(no_such_group(mark, mark.get(), &regex));
            return None;
        }
        if let Some(template) = &keys.replace {
            check_replacement(template, &regex, problems);
        }
        let mark = keys.mark.map(|m| m.get().clone());
        Some(Box::new(PatternCheck {
            regex,
            unless,
            blocks: keys.blocks,
            quoted: keys.quoted,
            within: keys.within,
            mark,
            replace: keys.replace.map(|r| r.get().clone()),
            applicability: keys.applicability,
        }))
    }
}

struct PatternCheck {
    regex: Lazy,
    unless: Vec<Lazy>,
    blocks: Vec<In>,
    quoted: Quoted,
    within: Unit,
    mark: Option<String>,
    replace: Option<String>,
    applicability: Applicability,
}

impl Check for PatternCheck {
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
        let in_replacement = |name: &str| self.replace.as_ref().is_some_and(|r| names_group(r, name));
        let own: Vec<&str> =
            self.regex.groups().iter().map(String::as_str).filter(|g| self.mark.as_deref() == Some(g) || in_replacement(g)).collect();
        remark::on_expression("regex", &self.regex, &mut remarks);
        remark::on_speed("regex", &self.regex, &mut remarks);
        remark::on_groups("regex", &self.regex, used, &own, &mut remarks);
        self.unless.iter().for_each(|e| remark::on_expression("unless", e, &mut remarks));
        if self.replace.is_none() && used.contains("reading") {
            let message =
                Localized::fixed("没有 replace，占位符 {reading} 总是空的", "without `replace` the placeholder {reading} is always empty");
            remarks.push(Remark::new("regex", message));
        }
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
        self.within.each(passage.view.text(), |unit, at| {
            let place = Place { context, passage, text: unit, at };
            let haystack = self.regex.haystack(place);
            if !regex.is_match(haystack.text()) {
                return;
            }
            let text = |range| unit.get(haystack.original(range)).unwrap_or_default();
            let quotations = if self.quoted == Quoted::Any { Vec::new() } else { quotations(unit) };
            for captures in regex.captures_iter(haystack.text()) {
                hits.bound += 1;
                let Some(found) = self.mark.as_deref().map_or(captures.get(0), |m| captures.name(m)) else { continue };
                let found = haystack.original(found.range());
                let inside = quotations.iter().any(|q| q.start <= found.start && found.end <= q.end);
                let misplaced = (self.quoted == Quoted::Outside && inside) || (self.quoted == Quoted::Inside && !inside);
                let shown = Span::from_range(found.clone()).shifted(u32::try_from(at).unwrap_or(u32::MAX));
                if misplaced || excepted_at(&self.unless, place, &found) {
                    let span = || passage.view.to_source(shown);
                    if misplaced {
                        hits.note(|| Step::new(span(), Outcome::Excused, WRONG_SIDE))
                    } else {
                        hits.excepted(span)
                    }
                    continue;
                }
                let span = passage.view.to_source(shown);
                let mut hit = Hit { span, ..Hit::default() };
                for name in self.regex.groups() {
                    let value = captures.name(name).map_or("", |m| text(m.range()));
                    hit.values.push((name.clone(), Localized::same(value)));
                }
                if let Some(template) = self.replace.as_ref().filter(|t| takes_part(t, &captures, regex)) {
                    let text = replaced(template, &captures, text);
                    let whole = passage.view.is_whole(context.document.source.text(), shown);
                    let applicability = if whole { self.applicability } else { Applicability::DisplayOnly };
                    hit.values.push(("reading".to_owned(), Localized::same(text.clone())));
                    let title = if text.is_empty() {
                        Localized::fixed("删去", "delete it")
                    } else {
                        both!("改为“{text}”", "read “{text}”")
                    };
                    hit.fixes.push(Fix { title, applicability, edits: vec![Edit { span, text }] });
                }
                // what the mending of a break brought together is surer to be the break's fault than the wording's
                if crosses_seam(passage, &found, at) {
                    hit.confidence = Some(Confidence::Low);
                }
                hits.push(hit);
            }
        });
    }
}

/// Why a match that is not where `quoted` wants it is no hit.
const WRONG_SIDE: Localized =
    Localized::fixed("与 quoted 所要的位置不符（引号内外）", "it stands on the other side of quotation marks than `quoted` asks for");

/// False where a template names groups and none of them took part in the match: then nothing is proposed.
fn takes_part(template: &str, captures: &Captures<'_>, regex: &Regex) -> bool {
    let mut named = regex.capture_names().flatten().filter(|name| names_group(template, name)).peekable();
    named.peek().is_none() || named.any(|name| captures.name(name).is_some())
}

fn names_group(template: &str, name: &str) -> bool {
    template.contains(&format!("${{{name}}}")) || template.contains(&format!("${name}"))
}

fn crosses_seam(passage: &Passage<'_>, place: &std::ops::Range<usize>, at: usize) -> bool {
    passage.view.seams().iter().any(|&s| (place.start + at..place.end + at).contains(&(s as usize)) && s as usize != place.start + at)
        && passage.blocks.len() > 1
}
