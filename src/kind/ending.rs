//! `[check.ending]`: what ends without a mark among neighbours that all have one.
//!
//! A paragraph that stops inside its sentence is told by `continuity`; this kind looks at what is whole and only lacks its
//! mark: an item of a list whose other items end with one, and a line that reads as a sentence among paragraphs.

use super::{Check, Context, Hit, Hits, Kind, Localized0, Placeholder, Reach, Starter};
use crate::both;
use crate::document::{BlockKind, Document, Marker, Passage};
use crate::finding::{Applicability, Edit, Fix, Label};
use crate::lang::Localized;
use crate::rule::Problem;
use crate::rule::manifest::read;
use crate::text::{Span, is_han};
use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};
use std::mem::{Discriminant, discriminant};
use std::ops::Range;
use toml::Spanned;
use toml::de::DeValue;

/// The kind.
pub(super) struct Ending;

/// What is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Of {
    /// The items of one list.
    #[schemars(extend("x-zh" = "同一个列表的各条。"))]
    Items,
    /// A line with the commas of a sentence between two paragraphs of prose.
    #[schemars(extend("x-zh" = "夹在两段正文之间、有逗号、像一句话的一行。"))]
    Lines,
}

/// The keys of `[check.ending]`.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Keys {
    /// What is looked at.
    #[schemars(extend("x-zh" = "查什么。"))]
    of: Of,
    /// So many neighbours with a mark show that one belongs there: items of the list, or paragraphs of the document.
    #[schemars(extend("x-zh" = "至少有多少条（段）有句末标点，才看得出这里应当有。"))]
    #[serde(default = "at_least")]
    at_least: usize,
    /// The shortest that is looked at, in characters.
    #[schemars(extend("x-zh" = "最短看几个字。"))]
    #[serde(default = "min_chars")]
    min_chars: usize,
}

fn at_least() -> usize {
    2
}

fn min_chars() -> usize {
    4
}

/// So many neighbours with a mark are needed for one without.
const TO_ONE: usize = 2;

impl Kind for Ending {
    fn name(&self) -> &'static str {
        "ending"
    }
    fn summary(&self) -> Localized0 {
        ("缺句末标点的条目或句子", "items and sentences that lack their final mark")
    }
    fn placeholders(&self) -> &'static [Placeholder] {
        &[
            Placeholder { name: "mark", meaning: ("应有的标点", "the mark that belongs there") },
            Placeholder { name: "words", meaning: ("结尾的几个字", "the last words") },
            Placeholder { name: "count", meaning: ("有几条（段）有句末标点", "how many neighbours have a mark") },
        ]
    }
    fn schema(&self) -> Schema {
        schemars::schema_for!(Keys)
    }
    fn starter(&self) -> Starter {
        Starter {
            message: ("“{words}”之后缺“{mark}”", "“{mark}” is missing after “{words}”"),
            check: "of = \"items\"\n",
            examples: r#"[[example]]
fails = """
1. 修路三条，已通车。

2. 架桥两座，已验⟦收⟧

3. 通水五村，已供水。"""
proposes = "收。"

[[example]]
passes = """
1. 修路三条

2. 架桥两座

3. 通水五村"""
"#,
        }
    }
    fn compile(&self, table: Spanned<DeValue<'_>>, problems: &mut Vec<Problem>) -> Option<Box<dyn Check>> {
        let Keys { of, at_least, min_chars } = read(table, problems)?;
        Some(Box::new(EndingCheck { of, at_least: at_least.max(1), min_chars: min_chars.max(1) }))
    }
}

struct EndingCheck {
    of: Of,
    at_least: usize,
    min_chars: usize,
}

/// How a text ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// With a mark that ends a sentence or an item.
    Mark(char),
    /// With a word.
    Word,
    /// With something else: a bracket, a sign, a comma.
    Other,
}

/// How `text` ends, closing quotation marks and brackets passed over.
fn end_of(text: &str) -> End {
    let closing = |c: char| c.is_whitespace() || matches!(c, '”' | '’' | '」' | '』');
    match text.trim_end_matches(closing).chars().next_back() {
        Some(c @ ('。' | '；' | '！' | '？' | '…' | ';' | '!' | '?')) => End::Mark(c),
        Some(c) if is_han(c) || c.is_ascii_digit() || matches!(c, '%' | '％' | '》') => End::Word,
        _ => End::Other,
    }
}

impl Check for EndingCheck {
    fn reach(&self) -> Reach {
        Reach::Document
    }

    fn document(&self, context: &Context<'_, '_>, hits: &mut Hits) {
        match self.of {
            Of::Items => self.items(context.document, hits),
            Of::Lines => self.lines(context.document, hits),
        }
    }
}

impl EndingCheck {
    /// Looks at each run of items that bear one sort of marker.
    fn items(&self, document: &Document<'_>, hits: &mut Hits) {
        let sort = |passage: &Passage<'_>| -> Option<Discriminant<Marker>> {
            document.blocks.get(passage.blocks.start)?.marker.as_ref().map(discriminant)
        };
        let passages = &document.passages;
        let mut start = 0;
        while let Some(first) = passages.get(start) {
            let Some(kind) = sort(first) else {
                start += 1;
                continue;
            };
            let length = passages.iter().skip(start).take_while(|p| sort(p) == Some(kind)).count();
            self.list(document, start..start + length, hits);
            start += length;
        }
    }

    fn list(&self, document: &Document<'_>, range: Range<usize>, hits: &mut Hits) {
        let items = document.passages.get(range.clone()).unwrap_or_default();
        let ends: Vec<End> = items.iter().map(|p| end_of(p.view.text())).collect();
        let marked = ends.iter().filter(|e| matches!(e, End::Mark(_))).count();
        if marked < self.at_least {
            return;
        }
        hits.bound += items.len() as u64;
        let words = ends.iter().filter(|e| **e == End::Word).count();
        if words * TO_ONE > marked {
            return;
        }
        for (i, passage) in items.iter().enumerate().filter(|(i, _)| ends.get(*i) == Some(&End::Word)) {
            // the mark of the item before, or of the one after; the last item ends the sentence
            let mark_at = |at: Option<usize>| match at.and_then(|at| ends.get(at)) {
                Some(&End::Mark(c)) => Some(c),
                _ => None,
            };
            let neighbour = mark_at(i.checked_sub(1)).or_else(|| mark_at(Some(i + 1)));
            let last = i + 1 == items.len();
            if last && neighbour.is_some_and(|mark| matches!(mark, '；' | ';')) {
                continue; // many leave out the mark that only the last item would bear
            }
            let mark = if last { '。' } else { neighbour.unwrap_or('。') };
            let label = mark_at(i.checked_sub(1)).and_then(|_| items.get(i - 1)).or_else(|| items.get(i + 1));
            self.tell(document, passage, mark, marked, label, hits);
        }
    }

    /// Looks at each line that reads as a title but for its commas.
    fn lines(&self, document: &Document<'_>, hits: &mut Hits) {
        let passages = &document.passages;
        let is_prose = |p: &&Passage<'_>| p.kind == BlockKind::Paragraph && matches!(end_of(p.view.text()), End::Mark('。'));
        let marked = passages.iter().filter(is_prose).count();
        if marked < self.at_least {
            return;
        }
        hits.bound += marked as u64;
        let reads = |p: &Passage<'_>| {
            let bare = document.blocks.get(p.blocks.start).is_some_and(|b| b.marker.is_none() && b.dateline.is_none());
            bare && matches!(p.kind, BlockKind::Heading { level: 0 }) && is_sentence(p.view.text())
        };
        let candidates: Vec<usize> = passages.iter().enumerate().filter(|(_, p)| reads(p)).map(|(i, _)| i).collect();
        // several such lines are the subheadings of the document
        if candidates.len() * 8 > marked {
            return;
        }
        for i in candidates {
            let around = [i.checked_sub(1).and_then(|at| passages.get(at)), passages.get(i + 1)];
            if let [Some(before), Some(after)] = around
                && is_prose(&before)
                && is_prose(&after)
                && let Some(passage) = passages.get(i)
                && !leads(passage.view.text(), after.view.text())
            {
                self.tell(document, passage, '。', marked, Some(before), hits);
            }
        }
    }

    fn tell(&self, document: &Document<'_>, passage: &Passage<'_>, mark: char, marked: usize, like: Option<&Passage<'_>>, hits: &mut Hits) {
        let text = passage.view.text().trim_end();
        let stops = document.breaks.iter().any(|b| passage.blocks.contains(&b.tail));
        if stops || text.chars().nth(self.min_chars - 1).is_none() {
            return;
        }
        let Some(last) = text.chars().next_back() else { return };
        let span = passage.view.to_source(Span::from_range(text.len() - last.len_utf8()..text.len()));
        let tail: Vec<char> = text.chars().rev().take(8).collect();
        let words: String = tail.into_iter().rev().collect();
        let at = Span::new(span.end, span.end);
        let fix = Fix {
            title: both!("补上“{mark}”", "add “{mark}”"),
            applicability: Applicability::Unsafe,
            edits: vec![Edit { span: at, text: mark.to_string() }],
        };
        let end = |p: &Passage<'_>| Span::new(p.span.end.saturating_sub(3).max(p.span.start), p.span.end);
        let labels = like
            .filter(|p| document.source.text().is_char_boundary(end(p).start as usize))
            .map(|p| Label { span: end(p), message: Localized::fixed("这里有", "here is one") });
        hits.push(Hit {
            span,
            labels: labels.into_iter().collect(),
            values: vec![
                ("mark".to_owned(), Localized::same(mark.to_string())),
                ("words".to_owned(), Localized::same(words)),
                ("count".to_owned(), Localized::same(marked.to_string())),
            ],
            fixes: vec![fix],
            ..Hit::default()
        });
    }
}

/// True for a line with commas whose clauses differ in length, as those of a slogan or a couplet do not.
fn is_sentence(text: &str) -> bool {
    let clauses: Vec<usize> = text.split('，').map(|c| c.chars().count()).collect();
    let (Some(least), Some(most)) = (clauses.iter().min(), clauses.iter().max()) else { return false };
    // 六是…… heads what follows
    let ordered = text.trim_start_matches(|c| "第一二三四五六七八九十".contains(c)).starts_with(['是', '，', '、']);
    !ordered && clauses.len() >= 2 && most - least >= 4 && end_of(text) == End::Word && text.chars().nth(SENTENCE).is_some()
}

/// True where the next paragraph takes up the words of a line, as the lead does those of its headline.
fn leads(line: &str, next: &str) -> bool {
    const TAKEN_UP: usize = 8;
    let bounds: Vec<usize> = line.char_indices().map(|(at, _)| at).chain([line.len()]).collect();
    let lead = next.char_indices().nth(LEAD).and_then(|(end, _)| next.get(..end)).unwrap_or(next);
    bounds.windows(TAKEN_UP + 1).any(|w| matches!(w, [from, .., to] if line.get(*from..*to).is_some_and(|run| lead.contains(run))))
}

/// Characters of a paragraph that take up its headline.
const LEAD: usize = 160;

/// A shorter line with a comma may be a title.
const SENTENCE: usize = 24;
