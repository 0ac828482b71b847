//! Series with numbers: 一是……二是……三是……, in one paragraph or over several.

use super::count::{Count, number};
use super::{Counted, EnumerationCheck};
use crate::document::{BlockKind, Passage};
use crate::kind::expression::Place;
use crate::kind::scope::admits;
use crate::kind::{Context, Hits, Outcome, Step, touches};
use crate::lang::Localized;
use crate::relation::Reason;
use crate::text::Span;
use std::ops::Range;

/// The longest words before a series that are looked at for the number of its items, in characters.
const LEAD: usize = 40;
/// A series is followed over so many paragraphs.
const PASSAGES: usize = 40;
/// The longest series.
const LONGEST: usize = 60;

const DIGITS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/// How the items of a series begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    /// 一是
    Is,
    /// 第一
    Ordinal,
    /// 其一
    Of,
    /// 一要
    Must,
}

const FAMILIES: [Family; 4] = [Family::Is, Family::Ordinal, Family::Of, Family::Must];

impl Family {
    /// How its item of this number begins.
    fn head(self, number: usize) -> String {
        let han = han(number);
        match self {
            Self::Is => format!("{han}是"),
            Self::Ordinal => format!("第{han}"),
            Self::Of => format!("其{han}"),
            Self::Must => format!("{han}要"),
        }
    }

    /// What may follow the head: 第一 alone is an ordinal of anything.
    fn follows(self, rest: &str) -> bool {
        self != Self::Ordinal && self != Self::Of || rest.starts_with(['，', '、', '：', '是', '要', ','])
    }
}

fn han(number: usize) -> String {
    let (tens, ones) = (number / 10, number % 10);
    let digit = |n: usize| n.checked_sub(1).and_then(|i| DIGITS.get(i)).copied();
    let ten = (tens > 0).then_some('十');
    (tens > 1).then(|| digit(tens)).flatten().into_iter().chain(ten).chain(digit(ones)).collect()
}

/// The series of a document whose number of items is stated right before them, with the passage where that stands.
pub(super) fn series(check: &EnumerationCheck, context: &Context<'_, '_>, hits: &mut Hits) -> Vec<(usize, Counted)> {
    let passages = &context.document.passages;
    let mut out = Vec::new();
    for (index, passage) in passages.iter().enumerate() {
        let text = passage.view.text();
        if !admits(&check.blocks, passage.kind) {
            continue;
        }
        for family in FAMILIES {
            for at in heads(text, family, 1) {
                // the number may stand at the end of the paragraph before
                let before = text.get(..at).unwrap_or_default();
                let (place, lead) = if before.trim().is_empty() {
                    let Some(previous) = index.checked_sub(1) else { continue };
                    (previous, passages.get(previous).map_or("", |p| p.view.text()))
                } else {
                    (index, before)
                };
                let Some(told) = stated(check, context, place, lead) else {
                    hits.note(|| {
                        Step::new(passage.view.to_source(Span::from_range(at..at + family.head(1).len())), Outcome::Looked, NO_NUMBER)
                    });
                    continue;
                };
                let (items, shown) = count(context, family, index, at);
                // one of several numbers is that of the series
                let holds = |n: usize| items.is_ok_and(|count: Count| count.holds(n));
                let told = told.iter().find(|(_, n)| holds(*n)).or(told.last());
                let Some((range, stated)) = told.cloned() else { continue };
                out.push((place, Counted { place: range, stated, items, shown: Some(shown) }));
            }
        }
    }
    tell_unused(check, context, &out, hits);
    out.sort_by_key(|(index, counted)| (*index, counted.place.start));
    out.dedup_by_key(|(index, counted)| (*index, counted.place.start));
    out
}

/// Why a series is compared with nothing.
const NO_NUMBER: Localized = Localized::fixed(
    "各项从这里起，但紧靠它前面没有 anchor 所说的项数",
    "a series begins here, but no number of items (`anchor`) stands right before it",
);
/// Why a number of items is compared with nothing.
const NO_SERIES: Localized = Localized::fixed(
    "说了项数，但后面没有紧接着一是、第一、其一、一要",
    "a number of items, but no series 一是, 第一, 其一, 一要 follows it at once",
);

/// Tells, where the check is traced, the numbers of items there that no series follows.
fn tell_unused(check: &EnumerationCheck, context: &Context<'_, '_>, used: &[(usize, Counted)], hits: &mut Hits) {
    let (Some(traced), Some(regex)) = (hits.traced_at(), check.anchor.regex()) else { return };
    for (index, passage) in context.document.passages.iter().enumerate().filter(|(_, p)| touches(p.span, traced)) {
        let place = Place { context, passage, text: passage.view.text(), at: 0 };
        let haystack = check.anchor.haystack(place);
        for found in regex.captures_iter(haystack.text()).filter_map(|c| Some(haystack.original(c.name("count")?.range()))) {
            let span = || passage.view.to_source(Span::from_range(found.clone()));
            if check.is_excepted(place, &found) {
                hits.excepted(span);
            } else if !used.iter().any(|(i, counted)| *i == index && counted.place.start == found.start) {
                hits.note(|| Step::new(span(), Outcome::Missing, NO_SERIES));
            }
        }
    }
}

/// Whether a text begins with the first item of a series.
pub(super) fn opens(text: &str) -> bool {
    FAMILIES.iter().any(|family| text.strip_prefix(&family.head(1)).is_some_and(|rest| family.follows(rest)))
}

/// Where items of this number begin, at the beginning of a clause.
fn heads(text: &str, family: Family, number: usize) -> impl Iterator<Item = usize> + '_ {
    let head = family.head(number);
    let length = head.len();
    let starts: Vec<usize> = text.match_indices(&head).map(|(at, _)| at).collect();
    starts.into_iter().filter(move |&at| {
        let before = text.get(..at).and_then(|t| t.trim_end().chars().next_back());
        let opens = before.is_none_or(|c| "，；。：、！？”）—,;:".contains(c));
        opens && text.get(at + length..).is_some_and(|rest| family.follows(rest))
    })
}

/// Whether a passage begins with the item of this number.
fn begins(passage: &Passage<'_>, family: Family, number: usize) -> bool {
    let rest = passage.view.text().trim_start().strip_prefix(&family.head(number));
    rest.is_some_and(|rest| family.follows(rest))
}

/// The numbers of items that are told at the end of `lead`, each with its place in the passage: in 六个方面18项任务 two.
fn stated(check: &EnumerationCheck, context: &Context<'_, '_>, index: usize, lead: &str) -> Option<Vec<(Range<usize>, usize)>> {
    let passage = context.document.passages.get(index)?;
    let lead = lead.trim_end_matches(|c: char| "，。：—“”:, \n\u{3000}".contains(c));
    let at = lead.char_indices().rev().nth(LEAD - 1).map_or(0, |(at, _)| at);
    let text = lead.get(at..)?;
    let place = Place { context, passage, text, at };
    let haystack = check.anchor.haystack(place);
    let mut out: Vec<(Range<usize>, usize)> = Vec::new();
    let mut end = None;
    for captures in check.anchor.regex()?.captures_iter(haystack.text()) {
        let (whole, count) = (captures.get(0)?, captures.name("count")?);
        if end != Some(whole.start()) {
            out.clear();
        }
        end = Some(whole.end());
        let range = haystack.original(count.range());
        if check.is_excepted(place, &range) {
            out.clear();
            end = None;
        } else if let Some(number) = text.get(range.clone()).and_then(number) {
            out.push((range.start + at..range.end + at, number));
        }
    }
    (end == Some(haystack.text().len()) && !out.is_empty()).then_some(out)
}

/// How many items the series has whose first one begins at `at`, and where it ends.
fn count(context: &Context<'_, '_>, family: Family, index: usize, at: usize) -> (Result<Count, Reason>, Span) {
    let passages = &context.document.passages;
    let mut number = 1;
    let (mut here, mut from) = (index, at + 1);
    let mut last = (index, at);
    while number < LONGEST {
        let text = passages.get(here).map_or("", |p| p.view.text());
        let next = heads(text, family, number + 1).find(|&found| found > from || here != last.0);
        if let Some(found) = next {
            number += 1;
            last = (here, found);
            from = found;
            continue;
        }
        // the next item may begin a later paragraph of the section
        let ahead = (here + 1..passages.len().min(index + PASSAGES))
            .take_while(|&i| passages.get(i).is_some_and(|p| !matches!(p.kind, BlockKind::Heading { .. }) && !begins(p, family, 1)))
            .find(|&i| passages.get(i).is_some_and(|p| begins(p, family, number + 1)));
        let Some(ahead) = ahead else { break };
        number += 1;
        here = ahead;
        last = (ahead, 0);
        from = 0;
    }
    let to_source = |(index, at): (usize, usize)| {
        passages.get(index).map_or(Span::default(), |p| p.view.to_source(Span::from_range(at..at + family.head(1).len())))
    };
    let (first, end) = (to_source((index, at)), to_source(last));
    // a list may end without its number: 一是……，另一是……, 最后……
    let tail = passages.get(last.0).and_then(|p| p.view.text().get(last.1..)).unwrap_or_default();
    let goes_on =
        ["另一", "最后", "此外", "还有", "再就是"].iter().any(|word| tail.contains(word)) || heads(tail, family, 1).any(|found| found > 0);
    (if goes_on { Err(Reason::Incomplete) } else { Ok(Count::exactly(number)) }, first.to(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_words() {
        let words: Vec<String> = [1, 9, 10, 11, 20, 23].map(han).to_vec();
        assert_eq!(words, ["一", "九", "十", "十一", "二十", "二十三"]);
    }
}
