//! One planted text: where the defect stands, and what the paragraph was.

use std::error::Error;
use std::ops::Range;

use kanwu::finding::{Edit, Finding, Fix};
use kanwu::text::{Source, Span};
use serde::Deserialize;

/// A line of the gold list. Offsets count characters.
#[derive(Debug, Deserialize)]
pub(crate) struct Gold {
    pub(crate) file: String,
    pub(crate) kind: String,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) before: String,
    pub(crate) after: String,
}

/// A planted defect in its text.
pub(crate) struct Place {
    /// The planted bytes.
    pub(crate) span: Range<usize>,
    /// All that was made of the one paragraph.
    pub(crate) group: Range<usize>,
    /// The paragraph as it was.
    pub(crate) paragraph: String,
}

impl Place {
    /// Finds the planted span in `source`, and its paragraph in the text `clean` that it was planted in.
    pub(crate) fn of(gold: &Gold, source: &Source, clean: &str) -> Result<Self, Box<dyn Error>> {
        let text = source.text();
        let byte = |at: usize| text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte);
        let span = byte(gold.start)..byte(gold.end);
        let (before, after) = (text.get(..span.start), text.get(span.end..));
        let (Some(before), Some(after)) = (before, after) else { return Err(format!("{gold:?}: no such place").into()) };
        let start = before.rfind("\n\n").map_or(0, |at| at + 2);
        let end = after.find("\n\n").map_or(text.trim_end().len(), |at| span.end + at);
        let group = start..end.max(span.end);
        let now = text.get(group.clone()).unwrap_or_default();
        let paragraph = match gold.kind.as_str() {
            "split-word" | "split-clause" | "split-comma" | "furniture" => {
                [text.get(start..span.start), text.get(span.end..group.end)].into_iter().flatten().collect()
            }
            _ => original(gold, now, clean)?,
        };
        Ok(Self { span, group, paragraph })
    }

    /// Whether a finding's span touches the planted one.
    pub(crate) fn is_touched(&self, span: Span) -> bool {
        touches(span, &self.span)
    }

    /// Whether a finding's span touches the planted paragraph.
    pub(crate) fn holds(&self, span: Span) -> bool {
        touches(span, &self.group)
    }

    /// What the paragraph reads once a fix is applied; nothing where the fix neither touches nor borders on it.
    pub(crate) fn reading(&self, fix: &Fix, text: &str) -> Option<String> {
        let span = Span::from_range(self.group.clone());
        let borders = |edit: &Edit| edit.span.range().start <= self.group.end && self.group.start <= edit.span.range().end;
        fix.edits.iter().any(borders).then(|| fix.reading(text, span))
    }
}

fn touches(span: Span, other: &Range<usize>) -> bool {
    let range = span.range();
    if range.is_empty() { (other.start..=other.end).contains(&range.start) } else { range.start < other.end && other.start < range.end }
}

/// The paragraph of `clean` that became `now`.
fn original(gold: &Gold, now: &str, clean: &str) -> Result<String, Box<dyn Error>> {
    let fits = |paragraph: &&str| match gold.kind.as_str() {
        "rotate" => paragraph.len() == now.len() && is_rotation(paragraph, now),
        "cut-tail" => paragraph.starts_with(now) && paragraph.contains(gold.before.as_str()),
        "cut-head" => paragraph.ends_with(now) && paragraph.contains(gold.before.as_str()),
        _ => true,
    };
    match gold.kind.as_str() {
        "rotate" | "cut-tail" | "cut-head" => {
            let found = clean.trim().split("\n\n").find(fits);
            found.map(str::to_owned).ok_or_else(|| format!("{gold:?}: its paragraph is not in the clean text").into())
        }
        // for the others only the place counts
        _ => Ok(String::new()),
    }
}

/// Whether `a` is `b` begun at another place.
pub(crate) fn is_rotation(a: &str, b: &str) -> bool {
    a.len() == b.len() && format!("{a}{a}").contains(b)
}

/// Whether a proposal of this finding puts text of two paragraphs together.
pub(crate) fn joins(fix: &Fix, text: &str) -> bool {
    fix.edits.iter().any(|edit| {
        let removed = text.get(edit.span.range()).unwrap_or_default();
        removed.contains('\n') && !edit.text.contains('\n')
    })
}

/// The findings that are no leads first, each sort in the order of the text.
pub(crate) fn surest_first<'f>(findings: impl Iterator<Item = &'f Finding>) -> Vec<&'f Finding> {
    let mut found: Vec<&Finding> = findings.collect();
    found.sort_by_key(|finding| (finding.is_lead(), finding.span));
    found
}
