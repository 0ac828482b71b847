//! `[check.furniture]`: what belongs to the printed page and stands in the text.
//!
//! What a line is, and that a sentence goes on after it, is the document's judgement ([`crate::document::Furniture`],
//! [`crate::document::Break`]); this kind reports it.

use super::{Check, Context, Hit, Hits, Kind, Localized0, Placeholder, Reach, Starter};
use crate::both;
use crate::document::{BlockKind, Break, Document, Furniture, Passage, Verdict, furniture_inside};
use crate::finding::{Applicability, Confidence, Edit, Fix, Label};
use crate::lang::Localized;
use crate::lexicon::{Lexicon, Seam};
use crate::rule::Problem;
use crate::rule::manifest::read;
use crate::text::Span;
use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;
use toml::de::DeValue;

use super::continuity::{after, before};

/// The kind.
pub(super) struct FurnitureKind;

/// Further places of one sort that are shown.
const SHOWN: usize = 8;

/// The sorts of furniture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Sort {
    /// — 12 —, 第3页, 3/10, a number by itself.
    #[schemars(extend("x-zh" = "页码：— 12 —、第3页、3/10、单独一个数。"))]
    PageNumber,
    /// 第3版 要闻, the name of a paper with its date.
    #[schemars(extend("x-zh" = "版次与报头：第3版 要闻，报名与日期。"))]
    Folio,
    /// 下转第二版, 上接第一版.
    #[schemars(extend("x-zh" = "转接：下转第二版、上接第一版。"))]
    Jump,
    /// The credit of a photograph.
    #[schemars(extend("x-zh" = "图片的署名。"))]
    Credit,
    /// A short line that stands on page after page.
    #[schemars(extend("x-zh" = "书眉：一页一页重复的短行。"))]
    RunningHead,
}

/// Which furniture is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Place {
    /// What stands inside a sentence: one finding each, with the join.
    #[schemars(extend("x-zh" = "夹在一句话中间的：逐处报告，并给出接法。"))]
    Sentence,
    /// What stands in the middle of a line, inside a sentence: one finding each, with the join.
    #[schemars(extend("x-zh" = "夹在一行中间、一句话里面的：逐处报告，并给出接法。"))]
    Line,
    /// What stands between paragraphs: one finding for each sort in a document.
    #[schemars(extend("x-zh" = "夹在段落之间的：一篇里每种只报一次。"))]
    Paragraphs,
}

/// The keys of `[check.furniture]`.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Keys {
    /// Which furniture is reported: what interrupts a sentence, or what stands between paragraphs.
    #[schemars(extend("x-zh" = "报哪里的：夹在句中的，还是夹在段落之间的。"))]
    between: Place,
    /// The sorts that are looked for; all where none are given.
    #[schemars(extend("x-zh" = "找哪几种；不写就是全部。"))]
    #[serde(default)]
    sorts: Vec<Sort>,
}

impl Kind for FurnitureKind {
    fn name(&self) -> &'static str {
        "furniture"
    }
    fn summary(&self) -> Localized0 {
        ("夹在正文里的版面文字", "what belongs to the printed page and stands in the text")
    }
    fn placeholders(&self) -> &'static [Placeholder] {
        &[
            Placeholder { name: "line", meaning: ("版面文字", "the line of furniture") },
            Placeholder { name: "sort", meaning: ("它是什么", "what it is") },
            Placeholder { name: "tail", meaning: ("它之前的文字", "the text before it") },
            Placeholder { name: "head", meaning: ("它之后的文字", "the text after it") },
            Placeholder { name: "count", meaning: ("这一种共有几处", "how many there are of this sort") },
        ]
    }
    fn schema(&self) -> Schema {
        schemars::schema_for!(Keys)
    }
    fn starter(&self) -> Starter {
        Starter {
            message: (
                "“{line}”是{sort}，不是正文：“{tail}”与“{head}”应相连",
                "“{line}” is {sort} and no text: “{tail}” and “{head}” belong together",
            ),
            check: r#"between = "sentence"
"#,
            examples: r#"[[example]]
fails = """
夏粮产量稳步提高。农民收入继续较快增

⟦— 12 —⟧

长，脱贫成果进一步巩固。"""

[[example]]
passes = "夏粮产量稳步提高。"
"#,
        }
    }
    fn compile(&self, table: Spanned<DeValue<'_>>, problems: &mut Vec<Problem>) -> Option<Box<dyn Check>> {
        let Keys { between, sorts } = read(table, problems)?;
        Some(Box::new(FurnitureCheck { between, sorts }))
    }
}

struct FurnitureCheck {
    between: Place,
    sorts: Vec<Sort>,
}

impl Check for FurnitureCheck {
    fn reach(&self) -> Reach {
        Reach::Document
    }

    fn document(&self, context: &Context<'_, '_>, hits: &mut Hits) {
        let document = context.document;
        hits.bound += document.blocks.len() as u64;
        let wanted = |sort: Furniture| self.sorts.is_empty() || self.sorts.contains(&sort_of(sort));
        if self.between == Place::Line {
            for passage in document.passages.iter().filter(|p| !matches!(p.kind, BlockKind::Table | BlockKind::Verbatim)) {
                for (place, sort) in furniture_inside(passage.view.text()).into_iter().filter(|(_, sort)| wanted(*sort)) {
                    hits.push(inside(document, passage, &place, sort));
                }
            }
            return;
        }
        // each line with the break that it interrupts, where there is one
        let mut broken = document.breaks.iter().filter(|b| b.head.is_some_and(|head| head > b.tail + 1)).peekable();
        let mut standing: BTreeMap<Furniture, Vec<usize>> = BTreeMap::new();
        for &(block, sort) in document.furniture.iter().filter(|(_, sort)| wanted(*sort)) {
            while broken.next_if(|b| b.head.is_some_and(|head| head <= block)).is_some() {}
            match broken.peek().filter(|b| b.tail < block) {
                // several lines that stand together are one interruption
                Some(inside) if self.between == Place::Sentence && block == inside.tail + 1 => {
                    hits.push(interrupting(document, inside, sort))
                }
                Some(_) => {}
                None if self.between == Place::Paragraphs && sort.is_sure() => standing.entry(sort).or_default().push(block),
                None => {}
            }
        }
        for (sort, blocks) in standing {
            hits.push(between_paragraphs(document, sort, &blocks));
        }
    }
}

fn interrupting(document: &Document<'_>, found: &Break, sort: Furniture) -> Hit {
    let text = document.source.text();
    let lines = document.blocks.get(found.tail + 1..found.head.unwrap_or(found.tail)).unwrap_or_default();
    let span = match (lines.first(), lines.last()) {
        (Some(first), Some(last)) => first.span.to(last.span),
        _ => found.gap,
    };
    let (tail, head) = (before(text, found.gap.start), after(text, found.gap.end));
    let joined = found.verdict == Verdict::Joined;
    let fix = Fix {
        title: both!("去掉，接成“{tail}{head}”", "remove it and join: “{tail}{head}”"),
        applicability: Applicability::Unsafe,
        edits: vec![Edit { span: found.gap, text: String::new() }],
    };
    let next = Span::new(found.gap.end, found.gap.end + u32::try_from(head.len()).unwrap_or(0));
    let label = Label { span: next, message: Localized::fixed("下文从这里接着说", "the sentence goes on here") };
    Hit {
        span,
        labels: if joined { vec![label] } else { Vec::new() },
        values: values(document.source.slice(span), sort, (tail, head), 1),
        fixes: if joined { vec![fix] } else { Vec::new() },
        confidence: (!joined).then_some(Confidence::Low),
        ..Hit::default()
    }
}

/// Furniture in the middle of a line.
fn inside(document: &Document<'_>, passage: &Passage<'_>, place: &Range<usize>, sort: Furniture) -> Hit {
    let text = passage.view.text();
    let piece = text.get(place.clone()).unwrap_or_default();
    let line = place.start + (piece.len() - piece.trim_start().len())..place.end - (piece.len() - piece.trim_end().len());
    let (tail, head) = (before(text, offset(place.start)), after(text, offset(place.end)));
    // a jump in brackets and a number between dashes are furniture wherever they stand; a date or the number of a page may
    // be part of the sentence, unless what remains is one
    let sure = matches!(sort, Furniture::PageNumber | Furniture::Jump);
    let one = !sure && Lexicon::shipped().seam(tail, head).joined <= Seam::JOINED;
    let shown = Span::from_range(place.clone());
    let fix = Fix {
        title: both!("去掉，接成“{tail}{head}”", "remove it and join: “{tail}{head}”"),
        applicability: Applicability::Unsafe,
        edits: vec![Edit { span: passage.view.to_source(shown), text: String::new() }],
    };
    let whole = passage.view.is_whole(document.source.text(), shown);
    Hit {
        span: passage.view.to_source(Span::from_range(line.clone())),
        values: values(text.get(line).unwrap_or_default(), sort, (tail, head), 1),
        fixes: if whole && !one { vec![fix] } else { Vec::new() },
        confidence: one.then_some(Confidence::Low),
        ..Hit::default()
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn between_paragraphs(document: &Document<'_>, sort: Furniture, blocks: &[usize]) -> Hit {
    let spans: Vec<Span> = blocks.iter().filter_map(|&at| document.blocks.get(at)).map(|block| block.span).collect();
    let first = spans.first().copied().unwrap_or_default();
    let also = |&span: &Span| Label { span, message: Localized::fixed("这里也是", "here too") };
    let line = document.source.slice(first);
    Hit {
        span: first,
        labels: spans.iter().skip(1).take(SHOWN).map(also).collect(),
        values: values(line, sort, ("", ""), spans.len()),
        ..Hit::default()
    }
}

fn values(line: &str, sort: Furniture, (tail, head): (&str, &str), count: usize) -> Vec<(String, Localized)> {
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    vec![
        ("line".to_owned(), Localized::same(&line)),
        ("sort".to_owned(), name(sort)),
        ("tail".to_owned(), Localized::same(tail)),
        ("head".to_owned(), Localized::same(head)),
        ("count".to_owned(), Localized::same(count.to_string())),
    ]
}

fn sort_of(sort: Furniture) -> Sort {
    match sort {
        Furniture::PageNumber | Furniture::Number => Sort::PageNumber,
        Furniture::Folio | Furniture::Masthead => Sort::Folio,
        Furniture::Jump => Sort::Jump,
        Furniture::Credit => Sort::Credit,
        Furniture::RunningHead => Sort::RunningHead,
    }
}

fn name(sort: Furniture) -> Localized {
    match sort {
        Furniture::PageNumber | Furniture::Number => Localized::fixed("页码", "a page number"),
        Furniture::Folio => Localized::fixed("版次", "the number of a newspaper page"),
        Furniture::Masthead => Localized::fixed("报头或日期", "a masthead or a date"),
        Furniture::Jump => Localized::fixed("转接的提示", "a pointer to another page"),
        Furniture::Credit => Localized::fixed("图片的署名", "the credit of a photograph"),
        Furniture::RunningHead => Localized::fixed("书眉", "a running head"),
    }
}
