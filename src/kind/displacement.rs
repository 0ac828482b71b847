//! `[check.displacement]`: text whose pieces stand in the wrong order.
//!
//! That a paragraph's own end runs on into its own beginning, and how well each of its sentences would open it, is the
//! document's judgement ([`crate::document::Displaced`]); this kind reports it.

use super::{Check, Context, Hit, Hits, Kind, Localized0, Placeholder, Reach, Starter};
use crate::both;
use crate::document::{Displaced, Document};
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
            Placeholder { name: "start", meaning: ("最像真正开头的文字", "the likeliest true beginning") },
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
        let zh = starts.iter().map(|start| format!("“{start}…{tail}{head}…”")).collect::<Vec<_>>().join("，或");
        let en = starts.iter().map(|start| format!("“{start}…{tail}{head}…”")).collect::<Vec<_>>().join(", or ");
        let values = vec![
            ("tail".to_owned(), Localized::same(tail)),
            ("head".to_owned(), Localized::same(head)),
            ("start".to_owned(), Localized::same(starts.first().copied().unwrap_or_default())),
            ("orders".to_owned(), Localized::new(zh, en)),
            ("possible".to_owned(), Localized::same(found.possible.to_string())),
        ];
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
