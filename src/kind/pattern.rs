//! `[check.pattern]`: a regular expression, its exceptions, and what should stand there instead.

use super::expression::{Lazy, check_replacement, excepted, load_all, no_such_group};
use super::scope::{In, Unit, admits};
use super::{Check, Context, Hit, Hits, Kind, Localized0, Placeholder};
use crate::both;
use crate::document::{Passage, quotations};
use crate::finding::{Applicability, Confidence, Edit, Fix};
use crate::lang::Localized;
use crate::rule::Problem;
use crate::rule::manifest::{At, read};
use crate::text::Span;
use schemars::{JsonSchema, Schema};
use serde::Deserialize;
use toml::Spanned;
use toml::de::DeValue;

/// The kind.
pub(super) struct Pattern;

/// The keys of `[check.pattern]`.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Keys {
    /// What to look for (the syntax of the regex crate).
    regex: At<String>,
    /// Exceptions: a match that one of these overlaps is none.
    #[serde(default)]
    unless: Vec<At<String>>,
    /// The kinds of block to look at; all where it is not given.
    #[serde(default, rename = "in")]
    blocks: Vec<In>,
    /// Whether matches inside quotations count.
    #[serde(default)]
    quoted: Quoted,
    /// What `^` and `$` stand for and no match crosses.
    #[serde(default)]
    within: Unit,
    /// The group that is the finding's place; the whole match where it is not given.
    mark: Option<At<String>>,
    /// What should stand at the finding's place; `$name` inserts a group.
    replace: Option<At<String>>,
    /// Who may apply the replacement.
    #[serde(default)]
    applicability: Applicability,
}

/// Where a match must stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Quoted {
    /// Anywhere.
    #[default]
    Any,
    /// Not inside “” or 「」: a quotation may repeat what is wrong on purpose.
    Outside,
    /// Only inside “” or 「」.
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
    fn compile(&self, table: Spanned<DeValue<'_>>, problems: &mut Vec<Problem>) -> Option<Box<dyn Check>> {
        let keys: Keys = read(table, problems)?;
        let regex = Lazy::load(&keys.regex, problems);
        let unless = load_all(&keys.unless, problems);
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

    fn placeholders(&self) -> Vec<String> {
        self.regex.groups().to_vec()
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
            if !regex.is_match(unit) {
                return;
            }
            let quotations = if self.quoted == Quoted::Any { Vec::new() } else { quotations(unit) };
            for captures in regex.captures_iter(unit) {
                hits.bound += 1;
                let Some(place) = self.mark.as_deref().map_or(captures.get(0), |m| captures.name(m)) else { continue };
                let inside = quotations.iter().any(|q| q.start <= place.start() && place.end() <= q.end);
                let misplaced = (self.quoted == Quoted::Outside && inside) || (self.quoted == Quoted::Inside && !inside);
                if misplaced || excepted(&self.unless, unit, &place.range()) {
                    continue;
                }
                let shown = Span::from_range(place.range()).shifted(u32::try_from(at).unwrap_or(u32::MAX));
                let span = passage.view.to_source(shown);
                let mut hit = Hit { span, ..Hit::default() };
                for name in self.regex.groups() {
                    let value = captures.name(name).map_or("", |m| m.as_str());
                    hit.values.push((name.clone(), Localized::same(value)));
                }
                if let Some(template) = &self.replace {
                    let mut text = String::new();
                    captures.expand(template, &mut text);
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
                if crosses_seam(passage, &place.range(), at) {
                    hit.confidence = Some(Confidence::Low);
                }
                hits.push(hit);
            }
        });
    }
}

fn crosses_seam(passage: &Passage<'_>, place: &std::ops::Range<usize>, at: usize) -> bool {
    passage.view.seams().iter().any(|&s| (place.start + at..place.end + at).contains(&(s as usize)) && s as usize != place.start + at)
        && passage.blocks.len() > 1
}
