//! What a regular expression cannot match without.
//!
//! Most rules are about a certain word. Where every match of an expression holds one of a few literal texts, the
//! engine looks for those of all rules at once and runs only the rules whose texts are there; so a thousand rules
//! cost little more than a hundred. `regex-syntax` extracts literals from the ends of an expression only, and the
//! word is often in its middle; hence this walk over its syntax tree.

use regex_syntax::hir::{Class, Hir, HirKind};

/// Alternatives beyond this number select nothing.
const MOST: usize = 64;

/// Texts one of which every match of `hir` contains; none where there is no such list worth having.
#[must_use]
pub fn required_literals(hir: &Hir) -> Option<Vec<String>> {
    // a single common byte such as a digit or a full stop is everywhere
    required_texts(hir).filter(|list| list.iter().all(|l| l.len() > 1))
}

/// As [`required_literals`], however short the texts.
pub(super) fn required_texts(hir: &Hir) -> Option<Vec<String>> {
    let mut list = need(hir)?;
    list.sort();
    list.dedup();
    Some(list)
}

fn need(hir: &Hir) -> Option<Vec<String>> {
    if let Some(exact) = exact(hir) {
        return useful(exact);
    }
    match hir.kind() {
        HirKind::Capture(c) => need(&c.sub),
        HirKind::Repetition(r) if r.min > 0 => need(&r.sub),
        HirKind::Concat(subs) => {
            let runs = subs.chunk_by(|a, b| exact(a).is_some() && exact(b).is_some());
            runs.filter_map(|run| product(run.iter()).and_then(useful).or_else(|| run.iter().filter_map(need).max_by_key(|l| worth(l))))
                .max_by_key(|l| worth(l))
        }
        HirKind::Alternation(subs) => {
            let mut all = Vec::new();
            for sub in subs {
                all.extend(need(sub)?);
            }
            (all.len() <= MOST).then_some(all)
        }
        _ => None,
    }
}

/// Longer is rarer; of equal length, fewer is better.
fn worth(list: &[String]) -> (usize, std::cmp::Reverse<usize>) {
    (list.iter().map(String::len).min().unwrap_or(0), std::cmp::Reverse(list.len()))
}

fn useful(list: Vec<String>) -> Option<Vec<String>> {
    (!list.is_empty() && list.iter().all(|l| !l.is_empty())).then_some(list)
}

/// All texts that `hir` matches, where they are few.
fn exact(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Literal(l) => Some(vec![std::str::from_utf8(&l.0).ok()?.to_owned()]),
        HirKind::Class(Class::Unicode(class)) => {
            let count: usize = class.ranges().iter().map(|r| r.len()).sum();
            (count <= 16).then(|| class.ranges().iter().flat_map(|r| r.start()..=r.end()).map(String::from).collect())
        }
        HirKind::Capture(c) => exact(&c.sub),
        HirKind::Concat(subs) => product(subs.iter()),
        HirKind::Alternation(subs) => {
            let mut all = Vec::new();
            for sub in subs {
                all.extend(exact(sub)?);
            }
            (all.len() <= MOST).then_some(all)
        }
        HirKind::Repetition(r) if r.max == Some(1) && r.min == 0 => {
            let mut all = exact(&r.sub)?;
            all.push(String::new());
            Some(all)
        }
        _ => None,
    }
}

/// All concatenations of what the parts match.
fn product<'h>(parts: impl Iterator<Item = &'h Hir>) -> Option<Vec<String>> {
    let mut all = vec![String::new()];
    for part in parts {
        let next = exact(part)?;
        if all.len() * next.len() > MOST {
            return None;
        }
        all = all.iter().flat_map(|a| next.iter().map(move |b| format!("{a}{b}"))).collect();
    }
    Some(all)
}
