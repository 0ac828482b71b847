//! `[check.displacement]`: text whose pieces stand in the wrong order.
//!
//! That a paragraph's own end runs on into its own beginning, and how well each of its sentences would open it, is the
//! document's judgement ([`Displaced`]), and so is which paragraph goes on with one that it does not follow ([`Apart`]);
//! this kind reports it.

use super::{Check, Context, Hit, Hits, Kind, Localized0, Placeholder, Reach, Starter};
use crate::both;
use crate::document::{Apart, Displaced, Document};
use crate::finding::{Applicability, Edit, Fix, Label};
use crate::lang::Localized;
use crate::rule::Problem;
use crate::rule::manifest::read;
use crate::text::Span;
use schemars::{JsonSchema, Schema};
use serde::Deserialize;
use toml::Spanned;
use toml::de::DeValue;

use super::continuity::{after, before};

/// The kind.
pub(super) struct Displacement;

/// The keys of `[check.displacement]`.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Keys {
    /// How many orders are listed at most; three where it is not given, which is also the most.
    #[schemars(extend("x-zh" = "最多列出几种次序；不写就是三种，也不能再多。"), range(min = 1, max = 3))]
    #[serde(default = "three")]
    orders: usize,
}

fn three() -> usize {
    3
}

impl Kind for Displacement {
    fn name(&self) -> &'static str {
        "displacement"
    }
    fn summary(&self) -> Localized0 {
        ("文字的前后次序颠倒", "text whose pieces stand in the wrong order")
    }
    fn placeholders(&self) -> &'static [Placeholder] {
        &[
            Placeholder { name: "tail", meaning: ("段末没有说完的文字", "the open end") },
            Placeholder { name: "head", meaning: ("段首接得上它的文字", "the beginning that goes on with it") },
            Placeholder {
                name: "place",
                meaning: (
                    "首尾两截同在一段时，真正的开头可能在哪里；分在两段时，两截怎样相隔",
                    "where the true beginning may be, if both are of one paragraph; how the two stand apart, if they are of two",
                ),
            },
            Placeholder {
                name: "start",
                meaning: (
                    "最像真正开头的文字；两截分在两段时为空",
                    "the likeliest true beginning; empty where the two stand in two paragraphs",
                ),
            },
            Placeholder { name: "orders", meaning: ("可能的次序，最像的在前", "the orders that fit, the likeliest first") },
            Placeholder { name: "possible", meaning: ("可能的开头有几个", "how many beginnings are possible") },
        ]
    }
    fn schema(&self) -> Schema {
        schemars::schema_for!(Keys)
    }
    fn starter(&self) -> Starter {
        Starter {
            message: ("段末“{tail}”接段首“{head}”：{orders}", "the end “{tail}” runs on into the beginning “{head}”: {orders}"),
            check: "orders = 3\n",
            examples: r#"[[example]]
fails = """
⟦护，统筹推进山水林田湖草沙系统治理。扎实推进乡村振兴。提高粮食和重要农产品供给保障能力，加强农村人居环境整治。持续抓好生态环境保⟧"""

[[example]]
passes = "夏粮产量稳步提高。"
"#,
        }
    }
    fn compile(&self, table: Spanned<DeValue<'_>>, problems: &mut Vec<Problem>) -> Option<Box<dyn Check>> {
        let Keys { orders } = read(table, problems)?;
        Some(Box::new(DisplacementCheck { orders: orders.clamp(1, 3) }))
    }
}

struct DisplacementCheck {
    orders: usize,
}

impl Check for DisplacementCheck {
    fn reach(&self) -> Reach {
        Reach::Document
    }

    fn document(&self, context: &Context<'_, '_>, hits: &mut Hits) {
        let document = context.document;
        hits.bound += document.blocks.len() as u64;
        for found in &document.displaced {
            hits.push(self.hit(document, found));
        }
        for found in &document.apart {
            if let Some(hit) = apart(document, *found) {
                hits.push(hit);
            }
        }
    }
}

/// Two pieces of a paragraph that do not follow each other.
fn apart(document: &Document<'_>, found: Apart) -> Option<Hit> {
    let text = document.source.text();
    let second = document.blocks.get(found.head)?;
    let stop = document.breaks.iter().find(|b| b.tail == found.tail)?.gap.start;
    let (tail, head) = (before(text, stop), after(text, second.span.start));
    let last = u32::try_from(tail.chars().next_back().map_or(0, char::len_utf8)).ok()?;
    let between = found.head.abs_diff(found.tail) - 1;
    let place = match found.head > found.tail {
        true => both!("两截之间隔了{between}段别的文字", "paragraphs that stand between the two: {between}"),
        false if between == 0 => Localized::fixed("两截前后颠倒", "the two stand in the wrong order"),
        false => both!("后一截排在前面，中间隔了{between}段", "the second stands before the first, paragraphs between: {between}"),
    };
    let reading = format!("{tail}{head}");
    // side by side there is one order that joins the two; otherwise either piece may be the one that was moved
    let applicability = if between == 0 { Applicability::Unsafe } else { Applicability::DisplayOnly };
    let moves = |piece: usize, to: u32, title: Localized| {
        let gone = with_gap(document, piece)?;
        let edits = vec![
            Edit { span: gone, text: String::new() },
            Edit { span: Span::new(to, to), text: document.source.slice(document.blocks.get(piece)?.span).to_owned() },
        ];
        Some(Fix { title, applicability, edits })
    };
    let up = moves(found.head, stop, both!("后一截移来，接成“{reading}”", "move the second piece here: “{reading}”"));
    let down = moves(found.tail, second.span.start, both!("前一截移去，接成“{reading}”", "move the first piece there: “{reading}”"));
    let head_end = second.span.start + u32::try_from(head.len()).ok()?;
    Some(Hit {
        span: Span::new(stop - last, stop),
        labels: vec![Label {
            span: Span::new(second.span.start, head_end), message: Localized::fixed("下文在这里", "it goes on here")
        }],
        values: values(tail, head, "", place, Localized::same(format!("“{reading}”")), 1),
        fixes: up.into_iter().chain(down.filter(|_| between > 0)).collect(),
        ..Hit::default()
    })
}

fn values(tail: &str, head: &str, start: &str, place: Localized, orders: Localized, possible: usize) -> Vec<(String, Localized)> {
    vec![
        ("tail".to_owned(), Localized::same(tail)),
        ("head".to_owned(), Localized::same(head)),
        ("start".to_owned(), Localized::same(start)),
        ("place".to_owned(), place),
        ("orders".to_owned(), orders),
        ("possible".to_owned(), Localized::same(possible.to_string())),
    ]
}

/// A block with the blank before it, or after it where it is the first.
fn with_gap(document: &Document<'_>, block: usize) -> Option<Span> {
    let own = document.blocks.get(block)?.span;
    let before = block.checked_sub(1).and_then(|at| document.blocks.get(at));
    let after = document.blocks.get(block + 1);
    match (before, after) {
        (Some(before), _) => Some(Span::new(before.span.end, own.end)),
        (None, Some(after)) => Some(Span::new(own.start, after.span.start)),
        (None, None) => None,
    }
}

impl DisplacementCheck {
    fn hit(&self, document: &Document<'_>, found: &Displaced) -> Hit {
        let text = document.source.text();
        let span = found.span;
        let (tail, mut head) = (before(text, span.end), after(text, span.start));
        if let Some((at, _)) = found.foreign {
            head = head.get(..at).unwrap_or(head);
        }
        let orders = found.orders.get(..self.orders.min(found.orders.len())).unwrap_or_default();
        let starts: Vec<&str> = orders.iter().map(|order| after(text, order.start)).collect();
        let first = starts.first().copied().unwrap_or_default();
        let place =
            both!("开头可能是“{first}”（共{}处可选）", "the text may begin with “{first}” ({0} beginnings are possible)", found.possible);
        let joined: Vec<String> = starts.iter().map(|start| format!("“{start}…{tail}{head}…”")).collect();
        let joined = Localized::new(joined.join("，或"), joined.join(", or "));
        let values = values(tail, head, first, place, joined, found.possible);
        // what stands before the true beginning goes to the end, but for what belongs to the paragraph before
        let moved_text = |moved: Span| {
            let written = document.source.slice(moved);
            let parts = found.foreign.and_then(|(at, length)| Some((written.get(..at)?, written.get(at + length..)?)));
            parts.map_or_else(|| written.to_owned(), |(own, rest)| format!("{own}。{rest}"))
        };
        let fix = |start: u32| {
            let moved = Span::new(span.start, start);
            let end = Span::new(span.end, span.end);
            Fix {
                title: both!("以“{}”开头", "begin with “{}”", after(text, start)),
                applicability: if found.possible == 1 { Applicability::Unsafe } else { Applicability::DisplayOnly },
                edits: vec![Edit { span: moved, text: String::new() }, Edit { span: end, text: moved_text(moved) }],
            }
        };
        let label = |start: u32| Label {
            span: Span::new(start, start + u32::try_from(after(text, start).len()).unwrap_or(0)),
            message: Localized::fixed("可能从这里开头", "it may begin here"),
        };
        let mut labels: Vec<Label> = orders.iter().map(|order| label(order.start)).collect();
        if let Some((at, length)) = found.foreign {
            let range = span.range().start + at..span.range().start + at + length;
            labels.push(Label {
                span: Span::from_range(range),
                message: Localized::fixed("这是上一段的结尾", "this is the end of the paragraph before"),
            });
        }
        Hit { span, labels, values, fixes: orders.iter().map(|order| fix(order.start)).collect(), ..Hit::default() }
    }
}
