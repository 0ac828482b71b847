//! Sentences and paragraphs that stand there twice and differ in one place: one of the two is wrong.
//!
//! Copies are found by a few fingerprints of each unit, the smallest hashes of its runs of characters: two texts that
//! share most of their characters share one of these but for a small chance. So no unit is compared with all others.

use super::super::expression::excepted;
use super::copies::Copy;
use super::{Differ, RepetitionCheck, Within, either};
use crate::both;
use crate::finding::Label;
use crate::kind::{Context, Hit, Hits, touches};
use crate::lang::Localized;
use crate::text::is_han;
use crate::text::visible::visible_line;
use foldhash::{HashMap, HashMapExt};
use std::collections::BTreeSet;
use std::ops::Range;
use xxhash_rust::xxh3::xxh3_64;

/// Characters in a run that is fingerprinted.
const SHINGLE: usize = 5;

/// Fingerprints kept of each unit.
const SKETCH: usize = 4;

/// What shares a fingerprint with more units than this is a formula of the text and no copy.
const FORMULA: usize = 3;

/// The longest word that copies may differ in.
const WORD: usize = 4;

pub(super) fn find(check: &RepetitionCheck, _context: &Context<'_, '_>, units: &[Copy<'_, '_>], hits: &mut Hits) {
    let mut seen: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (i, unit) in units.iter().enumerate().filter(|(_, u)| u.text.chars().nth(check.min_chars - 1).is_some()) {
        for print in sketch(unit.text) {
            let with = seen.entry(print).or_default();
            if with.len() < FORMULA {
                pairs.extend(with.iter().filter(|&&j| near(check, units.get(j), unit)).map(|&j| (j, i)));
            }
            if with.len() <= FORMULA {
                with.push(i);
            }
        }
    }
    if let Some(traced) = hits.traced_at() {
        let near: BTreeSet<usize> = pairs.iter().flat_map(|(a, b)| [*a, *b]).collect();
        for (_, unit) in units.iter().enumerate().filter(|(i, u)| !near.contains(i) && touches(u.passage.span, traced)) {
            hits.in_order(
                || unit.place(0..unit.text.len()),
                || Localized::fixed("全文没有与它相近的", "none of the document is near to it"),
            );
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    for (first, second) in pairs {
        let (Some(first), Some(second)) = (units.get(first), units.get(second)) else { continue };
        let span = || second.place(0..second.text.len());
        match difference(check, first.text, second.text) {
            None => hits.in_order(span, || {
                let line = first.passage.view.text().get(first.range.clone()).unwrap_or_default();
                let line: String = visible_line(line).chars().take(12).collect();
                both!(
                    "与前面的“{line}…”相近，但不止一处不同，或不同之处不在 differ 之列，或全同",
                    "near to “{line}…” before it, but they differ in more than one place, in what `differ` does not name, or not at all"
                )
            }),
            Some(_) if excepted(&check.unless, second.passage.view.text(), &second.range) => hits.excepted(span),
            Some((there, here)) => hits.push(hit(first, second, there, here)),
        }
    }
}

fn near(check: &RepetitionCheck, first: Option<&Copy<'_, '_>>, second: &Copy<'_, '_>) -> bool {
    first.is_some_and(|first| match check.within {
        Within::Next => second.at <= first.at + 1,
        Within::Paragraph => first.at == second.at || first.at + 1 == second.at,
        Within::Section => first.section == second.section,
        Within::Document => true,
    })
}

/// The smallest hashes of the runs of `text`.
fn sketch(text: &str) -> Vec<u64> {
    let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut least: Vec<u64> = Vec::with_capacity(SKETCH + 1);
    for window in bounds.windows(SHINGLE + 1) {
        let (Some(&from), Some(&to)) = (window.first(), window.last()) else { continue };
        let hash = xxh3_64(text.as_bytes().get(from..to).unwrap_or_default());
        let at = least.partition_point(|&l| l < hash);
        if at < SKETCH && least.get(at) != Some(&hash) {
            least.insert(at, hash);
            least.truncate(SKETCH);
        }
    }
    least
}

/// Where two texts differ, in bytes of each, if that is in one place, of what the rule allows, and the rest is enough.
fn difference(check: &RepetitionCheck, first: &str, second: &str) -> Option<(Range<usize>, Range<usize>)> {
    if first == second {
        return None;
    }
    let head: usize = first.chars().zip(second.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    let (rest1, rest2) = (first.get(head..)?, second.get(head..)?);
    let tail: usize = rest1.chars().rev().zip(rest2.chars().rev()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    let (there, here) = (head..first.len() - tail, head..second.len() - tail);
    let count = |text: &str| text.chars().count();
    let (longer, same) = (count(first).max(count(second)), count(first.get(..head)?) + count(first.get(there.end..)?));
    if same * 1000 < check.similarity * longer {
        return None;
    }
    let figure = (numeral(first, &there), numeral(second, &here));
    if let (Some(there), Some(here)) = figure {
        return check.differ.contains(&Differ::Figure).then_some((there, here));
    }
    let word =
        |text: &str, range: &Range<usize>| text.get(range.clone()).is_some_and(|t| t.chars().count() <= WORD && t.chars().all(is_han));
    (check.differ.contains(&Differ::Word) && word(first, &there) && word(second, &here)).then_some((there, here))
}

/// The numeral that a difference lies in, whole.
fn numeral(text: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let digit = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    if !text.get(range.clone())?.chars().all(digit) {
        return None;
    }
    let before = text.get(..range.start)?;
    let start = before.trim_end_matches(digit).len();
    let after = text.get(range.end..)?;
    let end = range.end + (after.len() - after.trim_start_matches(digit).len());
    text.get(start..end)?.chars().any(|c| c.is_ascii_digit()).then_some(start..end)
}

fn hit(first: &Copy<'_, '_>, second: &Copy<'_, '_>, there: Range<usize>, here: Range<usize>) -> Hit {
    let text = |copy: &Copy<'_, '_>, range: &Range<usize>| copy.text.get(range.clone()).unwrap_or_default().to_owned();
    let (here_text, there_text) = (text(second, &here), text(first, &there));
    let (here, there) = (second.place(here), first.place(there));
    let label = |span, message| Label { span, message };
    let labels = vec![
        label(there, Localized::fixed("前一份在这里不同", "the earlier copy differs here")),
        label(second.place(0..second.text.len()), Localized::fixed("后一份", "the later copy")),
        label(first.place(0..first.text.len()), Localized::fixed("前一份", "the earlier copy")),
    ];
    let shown = |text: &str| if text.is_empty() { Localized::fixed("（无）", "(nothing)") } else { Localized::same(text) };
    let values = vec![("here".to_owned(), shown(&here_text)), ("there".to_owned(), shown(&there_text))];
    Hit { span: here, labels, values, fixes: either((here, &here_text), (there, &there_text)), ..Hit::default() }
}
