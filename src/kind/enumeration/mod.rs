//! `[check.enumeration]`: as many items as the text says, as many values as items.
//!
//! Items of a list joined by 、 are surely items; 和, 与 and 及 may join two items or stand inside one (软件和信息技术服务业).
//! So a list has a range of counts. What begins in an earlier clause, or ends in 等, has no count at all.

mod count;
mod list;
mod series;

use super::expression::{Lazy, Place, excepted_at, load_all_with_fields};
use super::remark::{self, Remark};
use super::scope::{In, admits};
use super::{Check, Context, Hit, Hits, Kind, Localized0, Placeholder, Reach, Starter};
use crate::both;
use crate::document::Passage;
use crate::figure::Units;
use crate::finding::Label;
use crate::lang::Localized;
use crate::relation::{Reason, Verdict};
use crate::rule::Problem;
use crate::rule::manifest::{At, read};
use crate::text::Span;
use count::Count;
use schemars::{JsonSchema, Schema};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::ops::Range;
use toml::Spanned;
use toml::de::DeValue;

/// The kind.
pub(super) struct Enumeration;

/// The keys of `[check.enumeration]`.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Keys {
    /// What stands between the items and what they are compared with. Its group `count` is the number that the text
    /// states, where `values` does not count it.
    #[schemars(extend("x-zh" = "各项与相比之物之间的说法。不用 `values` 时，其中的组 `count` 是文中所说的项数。"))]
    anchor: At<String>,
    /// The items.
    #[schemars(extend("x-zh" = "各项。"))]
    items: At<Items>,
    /// The values, one for each item.
    #[schemars(extend("x-zh" = "各项的值。"))]
    values: Option<At<Values>>,
    /// Exceptions: an anchor that one of these overlaps is passed over.
    #[schemars(extend("x-zh" = "例外：与其中之一重叠的不查。"))]
    #[serde(default)]
    unless: Vec<At<String>>,
    /// The kinds of block to look at; all where it is not given.
    #[schemars(extend("x-zh" = "要查哪几种块；不写即全部。"))]
    #[serde(default, rename = "in")]
    blocks: Vec<In>,
}

/// Where the items stand and what parts them.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Items {
    /// They stand before the anchor, in its clause.
    #[schemars(extend("x-zh" = "在 `anchor` 之前，同一分句里。"))]
    #[serde(default)]
    before: bool,
    /// They follow the anchor, up to the end of the sentence.
    #[schemars(extend("x-zh" = "在 `anchor` 之后，到句末为止。"))]
    #[serde(default)]
    after: bool,
    /// They are a series with numbers: 一是……二是……, 第一……第二……, 其一……其二……, over several paragraphs if need be.
    #[schemars(extend("x-zh" = "是带次序的一串：一是……二是……、第一……第二……、其一……其二……，可跨段。"))]
    #[serde(default)]
    numbered: bool,
    /// What surely parts two items. Where a list has ；, that does.
    #[schemars(extend("x-zh" = "一定隔开两项的。有“；”的，按“；”分。"))]
    #[serde(default = "comma")]
    separators: Vec<String>,
    /// What parts two items or stands inside one.
    #[schemars(extend("x-zh" = "可能隔开两项，也可能在一项之内的。"))]
    #[serde(default = "joints")]
    maybe: Vec<String>,
    /// What makes a list open, so that it has no count.
    #[schemars(extend("x-zh" = "有了它就不知道共几项的。"))]
    #[serde(default = "open")]
    open: Vec<String>,
}

/// What the values are.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Values {
    /// They follow the anchor, in its clause.
    #[schemars(extend("x-zh" = "在 `anchor` 之后，同一分句里。"))]
    #[serde(default)]
    after: bool,
    /// What a value is: `{figure}`.
    #[schemars(extend("x-zh" = "什么是一个值：`{figure}`。"))]
    what: At<String>,
}

fn comma() -> Vec<String> {
    vec!["、".to_owned()]
}

fn joints() -> Vec<String> {
    ["以及", "和", "与", "及", "或"].map(str::to_owned).to_vec()
}

fn open() -> Vec<String> {
    ["等", "……", "其中", "包括"].map(str::to_owned).to_vec()
}

impl Kind for Enumeration {
    fn name(&self) -> &'static str {
        "enumeration"
    }
    fn summary(&self) -> Localized0 {
        ("说有几项就有几项，分别所说的值与项一样多", "as many items as stated, as many values as items")
    }
    fn placeholders(&self) -> &'static [Placeholder] {
        &[
            Placeholder {
                name: "stated", meaning: ("文中所说的项数，或值的个数", "the number that is stated, or of the values")
            },
            Placeholder {
                name: "counted", meaning: ("数出的项数，可能是一个范围", "how many items there are, perhaps a range")
            },
        ]
    }
    fn schema(&self) -> Schema {
        schemars::schema_for!(Keys)
    }
    fn starter(&self) -> Starter {
        Starter {
            message: ("文中说有{stated}项，列出的是{counted}项", "{stated} items are stated, {counted} are listed"),
            check: r#"anchor = '(?<count>[一二三四五六七八九十两]{1,3}|[0-9]{1,2})项(?:任务|措施|工作)'
items = { after = true, numbered = true }
"#,
            examples: r#"[[example]]
fails = "今年抓好⟦四⟧项任务：一是修路，二是治水，三是种树。"

[[example]]
passes = "今年抓好三项任务：一是修路，二是治水，三是种树。"
"#,
        }
    }
    fn compile(&self, table: Spanned<DeValue<'_>>, problems: &mut Vec<Problem>) -> Option<Box<dyn Check>> {
        let keys: Keys = read(table, problems)?;
        let before = problems.len();
        let unless = load_all_with_fields(&keys.unless, problems);
        let anchor = Lazy::load_with_fields(&keys.anchor, problems)?;
        let what = match &keys.values {
            Some(values) => Some(Lazy::load_with_fields(&values.get().what, problems)?),
            None => None,
        };
        let items = keys.items.get().clone();
        if items.before == items.after {
            let message =
                Localized::fixed("items 须写 before = true 或 after = true 之一", "items: write one of before = true, after = true");
            problems.push(Problem::new(keys.items.span(), message));
        }
        if let Some(values) = keys.values.as_ref().filter(|values| !values.get().after || !items.before) {
            let message = Localized::fixed(
                "values 须写 after = true，这时 items 须写 before = true",
                "values: write after = true, and before = true for the items",
            );
            problems.push(Problem::new(values.span(), message));
        }
        if what.is_none() && !anchor.groups().iter().any(|group| group == "count") {
            let message =
                Localized::fixed("anchor 要有名为 count 的组，或者给出 values", "the anchor needs a group `count`, or give `values`");
            problems.push(Problem::new(keys.anchor.span(), message));
        }
        if items.numbered && !items.after {
            let message = Localized::fixed("numbered 的各项在 anchor 之后", "a numbered series follows the anchor");
            problems.push(Problem::new(keys.items.span(), message));
        }
        if problems.len() > before {
            return None;
        }
        Some(Box::new(EnumerationCheck { anchor, items, what, unless, blocks: keys.blocks }))
    }
}

/// A compiled `[check.enumeration]`.
struct EnumerationCheck {
    anchor: Lazy,
    items: Items,
    what: Option<Lazy>,
    unless: Vec<Lazy>,
    blocks: Vec<In>,
}

/// Two numbers that must agree, with the places where they stand.
struct Counted {
    /// What is stated, or the number of values: its place in the passage.
    place: Range<usize>,
    stated: usize,
    /// How many items there are; nothing where that can't be told, and why.
    items: Result<Count, Reason>,
    /// Where the items stand, in the source.
    shown: Option<Span>,
}

impl Check for EnumerationCheck {
    fn reach(&self) -> Reach {
        if self.items.numbered { Reach::Document } else { Reach::Passage }
    }

    fn needs(&self) -> Option<&[String]> {
        self.anchor.needs()
    }

    fn bind(&mut self, units: Option<&Units>, problems: &mut Vec<Problem>) {
        [&mut self.anchor].into_iter().chain(&mut self.what).chain(&mut self.unless).for_each(|lazy| lazy.bind(units, problems));
    }

    fn placeholders(&self) -> Vec<String> {
        self.anchor.groups().to_vec()
    }

    fn remarks(&self, used: &BTreeSet<&str>) -> Vec<Remark> {
        let mut remarks = Vec::new();
        remark::on_expression("anchor", &self.anchor, &mut remarks);
        remark::on_groups("anchor", &self.anchor, used, &["count"], &mut remarks);
        self.unless.iter().for_each(|e| remark::on_expression("unless", e, &mut remarks));
        remarks
    }

    fn passage(&self, context: &Context<'_, '_>, passage: &Passage<'_>, hits: &mut Hits) {
        if !admits(&self.blocks, passage.kind) {
            return;
        }
        for counted in list::lists(self, context, passage, hits) {
            judge(&counted, passage, hits);
        }
    }

    fn document(&self, context: &Context<'_, '_>, hits: &mut Hits) {
        for (index, counted) in series::series(self, context, hits) {
            if let Some(passage) = context.document.passages.get(index) {
                judge(&counted, passage, hits);
            }
        }
    }
}

impl EnumerationCheck {
    /// Whether an exception overlaps a place of `place`.
    fn is_excepted(&self, place: Place<'_, '_, '_>, range: &Range<usize>) -> bool {
        excepted_at(&self.unless, place, range)
    }
}

/// Compares what is stated with what is counted.
fn judge(counted: &Counted, passage: &Passage<'_>, hits: &mut Hits) {
    let span = passage.view.to_source(Span::from_range(counted.place.clone()));
    let count = match counted.items {
        Ok(count) if count.holds(counted.stated) => {
            return hits.judge(span, Verdict::Consistent, || Localized::fixed("项数相符", "the counts agree"));
        }
        Ok(count) => count,
        Err(reason) => return hits.judge(span, Verdict::Undetermined(reason), || reason.label()),
    };
    hits.judge(span, Verdict::Contradicted, || Localized::fixed("项数不符", "the counts differ"));
    let stated = counted.stated;
    let values = vec![
        ("stated".to_owned(), Localized::same(stated.to_string())),
        ("counted".to_owned(), Localized::new(count.shown("至"), count.shown("–"))),
    ];
    let label = |span| Label { span, message: both!("数出{}项", "{} items here", count.shown("–")) };
    hits.push(Hit { span, labels: counted.shown.map(label).into_iter().collect(), values, ..Hit::default() });
}
