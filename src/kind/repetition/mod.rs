//! `[check.repetition]`: what stands there twice.
//!
//! Four units, all linear in the text: a *character* is a Chinese one that follows itself ([`characters`]); a *word* is a
//! run of Chinese characters that follows itself at once ([`words`]); a *sentence* or a *paragraph* is a copy of an earlier one ([`copies`]), or nearly one
//! ([`near`]).

mod characters;
mod copies;
mod near;
mod words;

use super::expression::{Lazy, load_all};
use super::remark::{self, Remark};
use super::scope::In;
use super::{Check, Context, Hit, Hits, Kind, Localized0, Placeholder, Reach, Starter};
use crate::both;
use crate::document::Passage;
use crate::finding::{Applicability, Edit, Fix, Label};
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
pub(super) struct Repetition;

/// The keys of `[check.repetition]`.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Keys {
    /// What is repeated.
    #[schemars(extend("x-zh" = "重复的是什么。"))]
    unit: Unit,
    /// The shortest unit that is looked at, in characters: 2 for words, 12 for sentences and paragraphs where it is not
    /// given.
    #[schemars(extend("x-zh" = "最短看几个字；不写，则词为 2，句与段为 12。"))]
    min_chars: Option<usize>,
    /// How much of two sentences or paragraphs must be the same, from 0 to 1, for the one to be a copy of the other. 1
    /// means all of it.
    #[schemars(extend("x-zh" = "两句（段）有多大部分相同才算一份的两个副本，0 到 1；1 是全同。"))]
    similarity: Option<At<f64>>,
    /// What copies may differ in; nothing where it is empty. Copies that are the same are then left to another rule.
    #[schemars(extend("x-zh" = "副本之间可以有什么不同；空即没有不同。写了，则全同的副本归别的规则管。"))]
    #[serde(default)]
    differ: Vec<Differ>,
    /// Characters that are words by themselves and are not doubled on purpose, for the unit `character`: there the words
    /// around them tell whether one is too many. Any other character is judged by how often it stands doubled.
    #[schemars(extend("x-zh" = "查单字时：自成一词、不会有意重叠的字；看前后的词就知道是不是多了一个。别的字看它平时是否重叠。"))]
    #[serde(default)]
    particles: String,
    /// How far apart copies may stand; words always follow one another.
    #[schemars(extend("x-zh" = "副本相隔多远；词总是紧挨着的。"))]
    #[serde(default)]
    within: Within,
    /// Exceptions: a copy that one of these overlaps is none. For words, the expression sees both copies.
    #[schemars(extend("x-zh" = "例外：与其中之一重叠的不算。查词时，表达式看得见两份。"))]
    #[serde(default)]
    unless: Vec<At<String>>,
    /// The kinds of block to look at; all where it is not given.
    #[schemars(extend("x-zh" = "要查哪几种块；不写即全部。"))]
    #[serde(default, rename = "in")]
    blocks: Vec<In>,
}

/// What is repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Unit {
    /// One Chinese character that follows itself at once and is not doubled otherwise (not 人人, not 为了了解).
    #[schemars(extend("x-zh" = "紧接着重复的一个汉字，而且平时不这样重叠（人人、为了了解不算）。"))]
    Character,
    /// Two to eight Chinese characters that follow themselves at once. What the word statistics know as natural
    /// (一个一个, 退税缓税缓费) is none.
    #[schemars(extend("x-zh" = "紧接着重复的二至八个汉字。词频统计认为自然的（一个一个、退税缓税缓费）不算。"))]
    Word,
    /// A sentence, or its end from a clause on.
    #[schemars(extend("x-zh" = "一句，或一句的后半。"))]
    Sentence,
    /// A heading, an item or a paragraph, breaks mended.
    #[schemars(extend("x-zh" = "一个标题、条目或段落，断处已接好。"))]
    Paragraph,
}

/// What two copies may differ in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Differ {
    /// A number.
    #[schemars(extend("x-zh" = "一个数。"))]
    Figure,
    /// Up to four characters.
    #[schemars(extend("x-zh" = "四个字以内。"))]
    Word,
}

/// How far apart two copies may stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Within {
    /// One right after the other.
    #[schemars(extend("x-zh" = "一份紧接着一份。"))]
    Next,
    /// In one paragraph, or one right after the other.
    #[schemars(extend("x-zh" = "同一段，或一份紧接着一份。"))]
    #[default]
    Paragraph,
    /// From a heading of the first or second level to the next.
    #[schemars(extend("x-zh" = "一、二级标题到下一个这样的标题。"))]
    Section,
    /// In the whole document.
    #[schemars(extend("x-zh" = "整篇文档。"))]
    Document,
}

impl Kind for Repetition {
    fn name(&self) -> &'static str {
        "repetition"
    }
    fn summary(&self) -> Localized0 {
        ("重复的词、句、段", "words, sentences and paragraphs that stand there twice")
    }
    fn placeholders(&self) -> &'static [Placeholder] {
        &[
            Placeholder {
                name: "here", meaning: ("后一份独有的文字（两份有不同时）", "what only the later copy has, where they differ")
            },
            Placeholder { name: "there", meaning: ("前一份独有的文字", "what only the earlier copy has") },
        ]
    }
    fn schema(&self) -> Schema {
        schemars::schema_for!(Keys)
    }
    fn starter(&self) -> Starter {
        Starter {
            message: ("“{text}”重复", "“{text}” stands there twice"),
            check: r#"unit = "sentence"
min-chars = 8
"#,
            examples: r#"[[example]]
fails = "全镇产值稳步增长。⟦全镇产值稳步增长。⟧农民收入提高。"
proposes = ""

[[example]]
passes = "全镇产值稳步增长。全镇人口稳步增长。"
"#,
        }
    }
    fn is_wording(&self) -> bool {
        true
    }
    fn compile(&self, table: Spanned<DeValue<'_>>, problems: &mut Vec<Problem>) -> Option<Box<dyn Check>> {
        let keys: Keys = read(table, problems)?;
        let unless = load_all(&keys.unless, problems);
        let similarity = match keys.similarity.as_ref().map(|at| (at, thousandths(*at.get()))) {
            None => 1000,
            Some((_, Some(share))) => share,
            Some((at, None)) => {
                problems.push(Problem::new(at.span(), Localized::fixed("应在 0 与 1 之间", "a number from 0 to 1 is wanted")));
                return None;
            }
        };
        let min_chars = keys.min_chars.unwrap_or(if keys.unit == Unit::Word { 2 } else { 12 }).max(1);
        let particles = keys.particles.chars().collect();
        Some(Box::new(RepetitionCheck {
            unit: keys.unit,
            min_chars,
            similarity,
            differ: keys.differ,
            particles,
            within: keys.within,
            unless,
            blocks: keys.blocks,
        }))
    }
}

/// A share as written in TOML in thousandths, read from its digits: no verdict rests on a floating-point number.
fn thousandths(share: f64) -> Option<usize> {
    let written = format!("{share:.3}");
    let (whole, part) = written.split_once('.')?;
    let value = whole.parse::<usize>().ok()? * 1000 + part.parse::<usize>().ok()?;
    (value <= 1000).then_some(value)
}

struct RepetitionCheck {
    unit: Unit,
    min_chars: usize,
    /// In thousandths.
    similarity: usize,
    differ: Vec<Differ>,
    particles: BTreeSet<char>,
    within: Within,
    unless: Vec<Lazy>,
    blocks: Vec<In>,
}

impl Check for RepetitionCheck {
    fn reach(&self) -> Reach {
        if matches!(self.unit, Unit::Character | Unit::Word) { Reach::Passage } else { Reach::Document }
    }

    fn remarks(&self, _: &BTreeSet<&str>) -> Vec<Remark> {
        let mut remarks = Vec::new();
        self.unless.iter().for_each(|e| remark::on_expression("unless", e, &mut remarks));
        if !self.differ.is_empty() && (matches!(self.unit, Unit::Character | Unit::Word) || self.similarity == 1000) {
            remarks.push(Remark::new(
                "differ",
                Localized::fixed(
                    "只有 similarity 小于 1 的句或段才会有不同",
                    "only sentences and paragraphs with a similarity below 1 can differ",
                ),
            ));
        }
        remarks
    }

    fn passage(&self, context: &Context<'_, '_>, passage: &Passage<'_>, hits: &mut Hits) {
        match self.unit {
            Unit::Character => characters::find(self, context, passage, hits),
            _ => words::find(self, context, passage, hits),
        }
    }

    fn document(&self, context: &Context<'_, '_>, hits: &mut Hits) {
        let units = copies::units(self, context);
        hits.bound += units.len() as u64;
        if self.differ.is_empty() { copies::find(self, context, &units, hits) } else { near::find(self, context, &units, hits) }
    }
}

/// The hit of a copy that may be deleted; `copy` is what goes, `first` what stays.
fn doubled(copy: Span, first: Span) -> Hit {
    let labels = vec![Label { span: first, message: Localized::fixed("前一份在这里", "it stands here already") }];
    let title = Localized::fixed("删去后一份", "delete the second copy");
    let fixes = vec![Fix { title, applicability: Applicability::Unsafe, edits: vec![Edit { span: copy, text: String::new() }] }];
    Hit { span: copy, labels, fixes, ..Hit::default() }
}

/// The two readings of copies that differ: each is offered as the other's.
fn either(here: (Span, &str), there: (Span, &str)) -> Vec<Fix> {
    let fix =
        |title, span, text: &str| Fix { title, applicability: Applicability::Unsafe, edits: vec![Edit { span, text: text.to_owned() }] };
    let shown = |text: &str| if text.is_empty() { "∅".to_owned() } else { text.to_owned() };
    let (this, that) = (shown(here.1), shown(there.1));
    vec![
        fix(both!("后一份改为“{that}”", "read “{that}” in the later copy"), here.0, there.1),
        fix(both!("前一份改为“{this}”", "read “{this}” in the earlier copy"), there.0, here.1),
    ]
}
