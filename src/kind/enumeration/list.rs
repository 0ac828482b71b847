//! Lists in one sentence: before 分别 with as many values after it, or after a number of items.

use super::count::{Count, items, number};
use super::{Counted, EnumerationCheck};
use crate::document::{Passage, sentences};
use crate::kind::expression::{Lazy, Place};
use crate::kind::{Context, Hits, Outcome, Step};
use crate::lang::Localized;
use crate::relation::Reason;
use crate::text::Span;
use std::ops::Range;

/// What ends a clause; a comma of ASCII may stand in a number.
const CLAUSE_ENDS: [char; 8] = ['，', '；', '。', '：', '！', '？', '\n', ';'];

/// Why an anchor has nothing that it could be compared with.
const NO_VALUES: Localized = Localized::fixed(
    "后面没有两个以上用顿号等连着的值，或值之后还有别的",
    "no two values that are joined stand after it, or more follows them",
);
const NO_LIST: Localized = Localized::fixed(
    "后面没有数得清的各项：没有项、只有一项，或项里有逗号、冒号，或数目不是数",
    "no items that can be counted stand after it: none, only one, commas or colons in them, or the number is none",
);

/// The lists of a passage that have something to be compared with.
pub(super) fn lists(check: &EnumerationCheck, context: &Context<'_, '_>, passage: &Passage<'_>, hits: &mut Hits) -> Vec<Counted> {
    let whole = passage.view.text();
    let mut out = Vec::new();
    let Some(regex) = check.anchor.regex() else { return out };
    for sentence in sentences(whole) {
        let at = sentence.start;
        let text = whole.get(sentence).unwrap_or_default();
        let place = Place { context, passage, text, at };
        let haystack = check.anchor.haystack(place);
        for captures in regex.captures_iter(haystack.text()) {
            let Some(found) = captures.get(0).map(|m| haystack.original(m.range())) else { continue };
            let span = || passage.view.to_source(Span::from_range(found.start + at..found.end + at));
            if check.is_excepted(place, &found) {
                hits.excepted(span);
                continue;
            }
            let counted = match &check.what {
                Some(what) => distributed(check, what, place, &found),
                None => captures.name("count").and_then(|m| announced(check, place, &haystack.original(m.range()), found.end)),
            };
            if counted.is_none() {
                hits.note(|| Step::new(span(), Outcome::Missing, if check.what.is_some() { NO_VALUES } else { NO_LIST }));
            }
            out.extend(counted.map(|counted| shifted(counted, at, passage)));
        }
    }
    out
}

/// The same with offsets of the passage; `shown` is given in offsets of the sentence until then.
fn shifted(counted: (Range<usize>, usize, Result<Count, Reason>, Range<usize>), at: usize, passage: &Passage<'_>) -> Counted {
    let (place, stated, items, list) = counted;
    let shown = passage.view.to_source(Span::from_range(list.start + at..list.end + at));
    Counted { place: place.start + at..place.end + at, stated, items, shown: Some(shown) }
}

type Found = (Range<usize>, usize, Result<Count, Reason>, Range<usize>);

/// The items before an anchor such as 分别为, and the values after it.
fn distributed(check: &EnumerationCheck, what: &Lazy, place: Place<'_, '_, '_>, anchor: &Range<usize>) -> Option<Found> {
    let text = place.text;
    let start = text.get(..anchor.start)?.rfind(CLAUSE_ENDS).map_or(0, |at| at + text.get(at..).map_or(1, first_length));
    let list = text.get(start..anchor.start)?;
    let values = values(check, what, place, anchor.end)?;
    let (first, last) = (values.first()?.start, values.last()?.end);
    let stated = values.len();
    let count = items(list, &check.items.separators, &check.items.maybe);
    let is_open = check.items.open.iter().any(|word| list.contains(word.as_str()));
    let begins_before = start > 0 && !text.get(..start).is_some_and(says_something);
    let alone = count.most == 1;
    let items = if count.holds(stated) && !alone {
        Ok(count)
    } else if alone || is_open || begins_before {
        // 城乡居民收入分别…, 三次产业分别…: one word for several; a list that begins in an earlier clause
        Err(Reason::Incomplete)
    } else {
        Ok(count)
    };
    Some((first..last, stated, items, start..anchor.start))
}

/// The values right after `from`: the first one in the clause, and those joined to it.
fn values(check: &EnumerationCheck, what: &Lazy, place: Place<'_, '_, '_>, from: usize) -> Option<Vec<Range<usize>>> {
    let rest = place.text.get(from..)?;
    let end = from + rest.find(CLAUSE_ENDS).unwrap_or(rest.len());
    let clause = Place { text: place.text.get(from..end)?, at: place.at + from, ..place };
    let haystack = what.haystack(clause);
    let mut out: Vec<Range<usize>> = Vec::new();
    for found in what.regex()?.find_iter(haystack.text()) {
        let range = haystack.original(found.range());
        let joined = out.last().is_none_or(|last| {
            let gap = clause.text.get(last.end..range.start).unwrap_or_default().trim();
            check.items.separators.iter().chain(&check.items.maybe).any(|joint| joint == gap)
        });
        if !joined {
            break;
        }
        out.push(range);
    }
    out.iter_mut().for_each(|range| *range = range.start + from..range.end + from);
    // what follows the last value may be one more that is no figure: 3%、持平
    let last = out.last()?.end;
    let ends = place.text.get(last..end)?.chars().next().is_none_or(|c| !"、和与及".contains(c));
    (out.len() > 1 && ends).then_some(out)
}

/// The number of items that is stated, and the list after it.
fn announced(check: &EnumerationCheck, place: Place<'_, '_, '_>, stated: &Range<usize>, from: usize) -> Option<Found> {
    let number = number(place.text.get(stated.clone())?)?;
    let rest = place.text.get(from..)?;
    let length = rest.trim_end_matches(|c: char| "。！？”!?\n".contains(c)).len();
    let list = rest.get(..length)?;
    // commas inside items: where an item ends can't be told; and a numbered series goes on in the next sentence
    if list.contains('：') || list.contains('，') && !list.contains('；') || super::series::opens(list) {
        return None;
    }
    let count = items(list, &check.items.separators, &check.items.maybe);
    if count.most < 2 {
        return None;
    }
    // whole clauses may be examples of what is told
    let is_open = list.contains('，') || check.items.open.iter().any(|word| list.contains(word.as_str()));
    let items = if is_open && !count.holds(number) { Err(Reason::Incomplete) } else { Ok(count) };
    Some((stated.clone(), number, items, from..from + length))
}

fn first_length(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

/// Whether the words before a clause say something of their own, so that its list begins with it: they end with a figure
/// or a full sentence.
fn says_something(before: &str) -> bool {
    let words = before.trim_end_matches(CLAUSE_ENDS);
    words.chars().rev().take(8).any(|c| c.is_ascii_digit() || "%点元人亿万".contains(c))
}
