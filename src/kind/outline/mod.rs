//! `[check.outline]`: lists of headings that the sections of the document do not follow.
//!
//! A table of contents, a list of short items or a sentence (“报告分三个部分：一、……”) is taken for an outline where most of
//! its entries are, word for word, headings of sections or the first sentences of paragraphs of one sort. Then the entry
//! that is worded otherwise, stands elsewhere or has no section is the odd one out.

mod entries;
mod sections;

use super::bare::{Bare, in_source};
use super::{Check, Context, Hit, Hits, Kind, Localized0, Placeholder, Reach, Starter};
use crate::both;
use crate::document::{BlockKind, Document};
use crate::finding::{Applicability, Confidence, Edit, Fix, Label, Severity};
use crate::lang::Localized;
use crate::rule::Problem;
use crate::rule::manifest::read;
use crate::text::Span;
use entries::{Entry, Outline, outlines};
use schemars::{JsonSchema, Schema};
use sections::{Followed, Sections};
use serde::Deserialize;
use toml::Spanned;
use toml::de::DeValue;

/// The kind.
pub(super) struct OutlineKind;

/// The keys of `[check.outline]`.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Keys {
    /// So many entries must be found word for word as sections for a list to be an outline.
    #[schemars(extend("x-zh" = "至少有多少条与各节的标题一字不差，才算是提纲。"))]
    #[serde(default = "at_least")]
    at_least: usize,
    /// Whether entries without a section, and sections without an entry, are told.
    #[schemars(extend("x-zh" = "是否也报没有对应一节的条目和提纲漏列的一节。"))]
    #[serde(default = "yes")]
    missing: bool,
}

const fn at_least() -> usize {
    3
}

const fn yes() -> bool {
    true
}

impl Kind for OutlineKind {
    fn name(&self) -> &'static str {
        "outline"
    }
    fn summary(&self) -> Localized0 {
        ("目录、提纲与各节不一致", "outlines that the sections do not follow")
    }
    fn placeholders(&self) -> &'static [Placeholder] {
        &[
            Placeholder { name: "problem", meaning: ("怎样不一致", "how they differ") },
            Placeholder { name: "entry", meaning: ("提纲里的条目", "the entry of the outline") },
            Placeholder { name: "count", meaning: ("有几条与各节一字不差", "how many entries are found word for word") },
        ]
    }
    fn schema(&self) -> Schema {
        schemars::schema_for!(Keys)
    }
    fn starter(&self) -> Starter {
        Starter {
            message: ("{problem}", "{problem}"),
            check: "at-least = 3\n",
            examples: r#"[[example]]
fails = """
目录

一、修路架桥
二、引水灌溉
三、植树造⟦木⟧
四、办学兴教

一、修路架桥

修通公路三条。

二、引水灌溉

新开水渠五里。

三、植树造林

种树两千棵。

四、办学兴教

建成小学一所。"""

[[example]]
passes = """
目录

一、修路架桥
二、引水灌溉
三、植树造林

一、修路架桥

修通公路三条。

二、引水灌溉

新开水渠五里。

三、植树造林

种树两千棵。"""
"#,
        }
    }
    fn compile(&self, table: Spanned<DeValue<'_>>, problems: &mut Vec<Problem>) -> Option<Box<dyn Check>> {
        let Keys { at_least, missing } = read(table, problems)?;
        Some(Box::new(OutlineCheck { at_least: at_least.max(2), missing }))
    }
}

/// A document of more paragraphs is not looked at: what it has is no outline that anyone reads.
const MOST_PASSAGES: usize = 20_000;

/// Characters of a text below a heading that may repeat it.
const LEAD: usize = 200;

struct OutlineCheck {
    at_least: usize,
    missing: bool,
}

impl Check for OutlineCheck {
    fn reach(&self) -> Reach {
        Reach::Document
    }

    fn document(&self, context: &Context<'_, '_>, hits: &mut Hits) {
        let document = context.document;
        if document.passages.len() > MOST_PASSAGES {
            return;
        }
        let outlines = outlines(document);
        if outlines.is_empty() {
            return;
        }
        let sections = Sections::of(document);
        for outline in &outlines {
            let Some(followed) = sections.follow(outline, self.at_least) else { continue };
            hits.bound += outline.entries.len() as u64;
            self.tell(document, &sections, outline, &followed, hits);
        }
    }
}

impl OutlineCheck {
    fn tell(&self, document: &Document<'_>, sections: &Sections, outline: &Outline, followed: &Followed, hits: &mut Hits) {
        let exact = followed.exact;
        let push = |entry: &Entry, hit: Hit, problem: Localized, hits: &mut Hits| {
            let values = vec![
                ("problem".to_owned(), problem),
                ("entry".to_owned(), Localized::same(entry.words(document).to_owned())),
                ("count".to_owned(), Localized::same(exact.to_string())),
            ];
            hits.push(Hit { values, ..hit });
        };
        for (at, section, found) in &followed.worded {
            let (Some(entry), Some(section)) = (outline.entries.get(*at), sections.get(*section)) else { continue };
            let Some((here, there)) = found.first().zip(found.last()).map(|(a, b)| (a.here.start..b.here.end, a.there.start..b.there.end))
            else {
                continue;
            };
            let (of_entry, of_section) = (&entry.bare.around(&here), &section.bare.around(&there));
            let problem = both!("提纲作“{of_entry}”，这一节作“{of_section}”", "the outline has “{of_entry}”, the section “{of_section}”");
            let edit = |span: Span, text: String| vec![Edit { span, text }];
            let mut fixes = Vec::new();
            if let [one] = &found[..] {
                let fix = |title: Localized, edits| Fix { title, applicability: Applicability::Unsafe, edits };
                fixes.push(fix(
                    both!("提纲从正文，作“{of_section}”", "let the outline follow the section: “{of_section}”"),
                    edit(entry.span(document, &one.here), section.bare.get(one.there.clone())),
                ));
                fixes.push(fix(
                    both!("正文从提纲，作“{of_entry}”", "let the section follow the outline: “{of_entry}”"),
                    edit(section.span(document, &one.there), entry.bare.get(one.here.clone())),
                ));
            }
            let (of_entry, of_section) =
                (entry.span(document, &entry.bare.wide(&here)), section.span(document, &section.bare.wide(&there)));
            // the lead below the heading decides between the two
            let lead = section.lead(document).filter(|lead| lead.find(&entry.bare).is_some());
            let (span, label) = if lead.is_some() {
                fixes.drain(..fixes.len().saturating_sub(1));
                (of_section, Label { span: of_entry, message: Localized::fixed("提纲，与导语一致", "the outline, as the lead has it") })
            } else {
                (of_entry, Label { span: of_section, message: Localized::fixed("这一节", "the section") })
            };
            push(entry, Hit { span, labels: vec![label], fixes, ..Hit::default() }, problem, hits);
        }
        for (at, section) in &followed.moved {
            let (Some(entry), Some(section)) = (outline.entries.get(*at), sections.get(*section)) else { continue };
            let label = Label { span: section.whole(document), message: Localized::fixed("这一节在这里", "the section stands here") };
            let problem = Localized::fixed("这一条的次序与各节的次序不同", "this entry stands in another order than the sections");
            push(entry, Hit { span: entry.whole(document), labels: vec![label], ..Hit::default() }, problem, hits);
        }
        if !self.missing {
            return;
        }
        for at in &followed.missing {
            let Some(entry) = outline.entries.get(*at) else { continue };
            let problem = Localized::fixed("提纲里有这一条，正文里没有这一节", "the outline has this entry, the text has no such section");
            let lead = Hit { confidence: Some(Confidence::Low), severity: Some(Severity::Info), ..Hit::default() };
            push(entry, Hit { span: entry.whole(document), ..lead }, problem, hits);
        }
        for section in &followed.extra {
            let (Some(section), Some(entry)) = (sections.get(*section), outline.entries.first()) else { continue };
            let problem = Localized::fixed("正文有这一节，提纲里没有列出", "the text has this section, the outline does not list it");
            let label =
                Label { span: entry.whole(document), message: Localized::fixed("提纲从这里开始", "the outline begins here") };
            push(entry, Hit { span: section.whole(document), labels: vec![label], ..Hit::default() }, problem, hits);
        }
    }
}

/// Where a difference stands in a passage of the document.
fn place(document: &Document<'_>, passage: usize, bytes: std::ops::Range<usize>) -> Span {
    document.passages.get(passage).map(|p| in_source(&p.view, bytes)).unwrap_or_default()
}

impl sections::Section {
    /// The beginning of the text below a heading.
    fn lead(&self, document: &Document<'_>) -> Option<Bare> {
        let is_title = |passage: usize| document.passages.get(passage).is_some_and(|p| matches!(p.kind, BlockKind::Heading { .. }));
        let below = document.passages.get(self.passage + 1).filter(|_| is_title(self.passage) && !is_title(self.passage + 1))?;
        Some(Bare::of(below.view.text(), LEAD))
    }
}
