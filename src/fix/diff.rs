//! Edits as a unified diff.
//!
//! Each stretch of lines that edits touch is compared by itself, so that the cost follows the edits and not the text.

use super::Plan;
use crate::text::visible::visible;
use crate::text::{Source, Span};
use similar::{ChangeTag, TextDiff};
use std::fmt::Write as _;

/// Lines shown before and after what changes.
const CONTEXT: usize = 1;

/// Lines between two edits from which on they stand in hunks of their own.
const APART: usize = 2 * CONTEXT + 1;

/// The unified diff of what `plan` does to `source`, safe to show on a terminal; empty where it does nothing.
#[must_use]
pub fn diff(source: &Source, plan: &Plan) -> String {
    let mut out = String::new();
    let name = visible(source.name());
    // how many lines the hunks before have added, less those they took away
    let mut shift: i64 = 0;
    for group in groups(source, plan) {
        let old = source.slice(group.span);
        let new = group.plan.apply(old);
        let lines = TextDiff::from_lines(old, new.as_str());
        for ops in lines.grouped_ops(CONTEXT) {
            let (Some(first), Some(last)) = (ops.first(), ops.last()) else { continue };
            if out.is_empty() {
                let _ = write!(out, "--- {name}\n+++ {name}\n");
            }
            let (from, to) = (first.old_range().start..last.old_range().end, first.new_range().start..last.new_range().end);
            let before = i64::try_from(group.line + from.start).unwrap_or(i64::MAX);
            let after = i64::try_from(group.line + to.start).unwrap_or(i64::MAX).saturating_add(shift);
            let _ = writeln!(out, "@@ -{},{} +{},{} @@", before + 1, from.len(), after + 1, to.len());
            for change in ops.iter().flat_map(|op| lines.iter_changes(op)) {
                let sign = match change.tag() {
                    ChangeTag::Equal => ' ',
                    ChangeTag::Delete => '-',
                    ChangeTag::Insert => '+',
                };
                let line = change.value();
                let ink = line.strip_suffix('\n').map_or(line, |l| l.strip_suffix('\r').unwrap_or(l));
                // a carriage return inside a line would overwrite what is shown before it
                let _ = writeln!(out, "{sign}{}", visible(ink).replace('\r', "␍"));
                if !line.ends_with(['\n', '\r']) {
                    out.push_str("\\ No newline at end of file\n");
                }
            }
        }
        let count = |text: &str| i64::try_from(text.matches('\n').count()).unwrap_or(0);
        shift += count(&new) - count(old);
    }
    out
}

/// A stretch of lines with the edits in it, their spans counted from its start.
struct Group {
    /// Its first line, from 0.
    line: usize,
    span: Span,
    plan: Plan,
}

fn groups(source: &Source, plan: &Plan) -> Vec<Group> {
    let (text, lines) = (source.text(), source.lines());
    let mut out: Vec<(usize, usize, Plan)> = Vec::new();
    for edit in &plan.edits {
        let (first, last) = (lines.line_of(edit.span.start), lines.line_of(edit.span.end));
        match out.last_mut() {
            Some((_, end, group)) if first <= *end + APART => {
                *end = last.max(*end);
                group.edits.push(edit.clone());
            }
            _ => out.push((first, last, Plan { edits: vec![edit.clone()], ..Plan::default() })),
        }
    }
    out.into_iter()
        .map(|(first, last, mut plan)| {
            let first = first.saturating_sub(CONTEXT);
            let last = (last + CONTEXT).min(lines.len() - 1);
            let span = lines.span_of(first, text).to(lines.span_of(last, text));
            for edit in &mut plan.edits {
                edit.span = Span::new(edit.span.start - span.start, edit.span.end - span.start);
            }
            Group { line: first, span, plan }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Edit;

    fn check(text: &str, edits: &[(&str, &str)], shown: &str) {
        let edits = edits.iter().map(|(old, new)| {
            let at = text.find(old).unwrap();
            Edit { span: Span::from_range(at..at + old.len()), text: (*new).to_owned() }
        });
        let plan = Plan { edits: edits.collect(), ..Plan::default() };
        assert_eq!(diff(&Source::new("t.txt", text), &plan), shown);
    }

    #[test]
    fn hunks() {
        check("一\n", &[], "");
        check("一\n二，，\n三\n", &[("，，", "，")], "--- t.txt\n+++ t.txt\n@@ -1,3 +1,3 @@\n 一\n-二，，\n+二，\n 三\n");
        // a line that goes moves those after it
        let far = "甲\n\n乙\n1\n2\n3\n4\n5\n丙,\n";
        let shown = "--- t.txt\n+++ t.txt\n@@ -1,4 +1,2 @@\n-甲\n-\n-乙\n+甲乙\n 1\n@@ -8,2 +6,2 @@\n 5\n-丙,\n+丙，\n";
        check(far, &[("\n\n乙", "乙"), ("丙,", "丙，")], shown);
    }

    #[test]
    fn what_is_shown_is_harmless() {
        check("一\u{1b}[2J\r二,,\r\n", &[(",,", "，")], "--- t.txt\n+++ t.txt\n@@ -1,2 +1,2 @@\n 一␛[2J␍\n-二,,\n+二，\n");
        check(
            "无,,",
            &[(",,", "，")],
            "--- t.txt\n+++ t.txt\n@@ -1,1 +1,1 @@\n-无,,\n\\ No newline at end of file\n+无，\n\\ No newline at end of file\n",
        );
    }
}
