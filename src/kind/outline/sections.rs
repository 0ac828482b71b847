//! The sections of a document, and how they follow an outline.

use super::entries::{LONGEST, Outline};
use super::place;
use crate::document::{BlockKind, Document, Marker, Passage, sentences};
use crate::kind::bare::{Bare, Difference, differences};
use crate::text::Span;
use foldhash::{HashMap, HashMapExt};
use std::collections::BTreeMap;
use std::mem::{Discriminant, discriminant};

/// The sections of a document.
pub(super) struct Sections {
    all: Vec<Section>,
    /// Sections by their words, and by their words without the first few.
    by_words: HashMap<String, Vec<usize>>,
}

/// A heading, or the first sentence of a paragraph.
pub(super) struct Section {
    pub(super) bare: Bare,
    pub(super) passage: usize,
    sort: Sort,
    /// Where its words end in the text of the passage.
    end: usize,
}

/// What sections have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Sort {
    heading: Option<u8>,
    marker: Option<Discriminant<Marker>>,
}

/// How the sections follow an outline; entries and sections by their number.
#[derive(Debug, Default)]
pub(super) struct Followed {
    /// How many entries are found word for word.
    pub(super) exact: usize,
    /// Entries worded otherwise than their section.
    pub(super) worded: Vec<(usize, usize, Vec<Difference>)>,
    /// Entries whose section stands elsewhere.
    pub(super) moved: Vec<(usize, usize)>,
    /// Entries without a section.
    pub(super) missing: Vec<usize>,
    /// Sections without an entry.
    pub(super) extra: Vec<usize>,
}

/// Words before those of the entry in the heading of its section: 一年来.
const BEFORE: usize = 6;
/// Sections that are compared with an entry that is not found word for word.
const TRIED: usize = 40;
/// Sections of the same words that are told apart.
const ALIKE: usize = 8;

impl Sections {
    pub(super) fn of(document: &Document<'_>) -> Self {
        let all: Vec<Section> = document.passages.iter().enumerate().filter_map(|(at, p)| section(document, at, p)).collect();
        let mut by_words: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, section) in all.iter().enumerate() {
            let length = section.bare.len();
            for from in 0..=BEFORE.min(length.saturating_sub(4)) {
                let same = by_words.entry(section.bare.get(from..length)).or_default();
                if same.len() < ALIKE {
                    same.push(at);
                }
            }
        }
        Self { all, by_words }
    }

    pub(super) fn get(&self, section: usize) -> Option<&Section> {
        self.all.get(section)
    }

    /// How the sections follow `outline`; `None` where it is none.
    pub(super) fn follow(&self, outline: &Outline, at_least: usize) -> Option<Followed> {
        let elsewhere = |at: &usize| self.get(*at).is_some_and(|s| !outline.passages.contains(&s.passage));
        let words: Vec<String> = outline.entries.iter().map(|entry| entry.bare.text()).collect();
        let found: Vec<Vec<usize>> = words
            .iter()
            .map(|w| self.by_words.get(w).map(|all| all.iter().copied().filter(elsewhere).collect()).unwrap_or_default())
            .collect();
        let anywhere: Vec<bool> = found.iter().map(|all| !all.is_empty()).collect();
        let sort = self.usual_sort(&found)?;
        let of_sort = |at: &usize| self.get(*at).is_some_and(|s| s.sort == sort);
        let found: Vec<Vec<usize>> = found.into_iter().map(|all| all.into_iter().filter(of_sort).collect()).collect();
        let exact = found.iter().filter(|all| !all.is_empty()).count();
        let entries = outline.entries.len();
        if exact < at_least || exact * 5 < entries * 3 {
            return None;
        }
        let mut followed = Followed { exact, ..Followed::default() };
        let matched = in_order(&found);
        let mut used: Vec<usize> = matched.iter().flatten().copied().collect();
        used.extend(found.iter().flatten().copied());
        used.sort_unstable();
        // what is out of order by itself; where several are, the outline is in another order altogether
        let moved: Vec<(usize, usize)> = (0..entries)
            .filter(|&i| matched.get(i).is_some_and(Option::is_none))
            .filter_map(|i| Some((i, *found.get(i)?.first()?)))
            .collect();
        if moved.len() * 4 <= entries {
            followed.moved = moved;
        }
        for (at, entry) in outline.entries.iter().enumerate().filter(|(i, _)| anywhere.get(*i) == Some(&false)) {
            let place = |i: &usize| matched.get(*i).copied().flatten();
            let from = (0..at).rev().find_map(|i| place(&i)).map_or(0, |s| s + 1);
            let to = (at + 1..entries).find_map(|i| place(&i)).unwrap_or(self.all.len());
            let free = (from..to.max(from)).filter(|s| of_sort(s) && elsewhere(s) && used.binary_search(s).is_err()).take(TRIED);
            let near = free.filter_map(|s| Some((s, nearly(&entry.bare, &self.get(s)?.bare)?)));
            match near.min_by_key(|(s, (cost, _))| (*cost, *s)) {
                Some((s, (_, found))) => followed.worded.push((at, s, found)),
                None => followed.missing.push(at),
            }
        }
        followed.extra = self.extra(&matched, &followed, sort, &used);
        Some(followed)
    }

    /// The sort of sections in which most entries are found.
    fn usual_sort(&self, found: &[Vec<usize>]) -> Option<Sort> {
        let mut counts: Vec<(Sort, usize)> = Vec::new();
        for all in found {
            let mut seen: Vec<Sort> = Vec::new();
            for sort in all.iter().filter_map(|&at| self.get(at)).map(|s| s.sort) {
                if seen.contains(&sort) {
                    continue;
                }
                seen.push(sort);
                match counts.iter_mut().find(|(known, _)| *known == sort) {
                    Some((_, count)) => *count += 1,
                    None => counts.push((sort, 1)),
                }
            }
        }
        // of equals the first
        counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(sort, _)| sort)
    }

    /// Sections among those of the outline that it does not list: of numbered ones, and those of a level.
    fn extra(&self, matched: &[Option<usize>], followed: &Followed, sort: Sort, used: &[usize]) -> Vec<usize> {
        let told = sort.marker.is_some() || sort.heading.is_some_and(|level| level > 0);
        let all_found = followed.missing.is_empty() && followed.moved.is_empty();
        let (Some(first), Some(last)) = (matched.iter().flatten().min(), matched.iter().flatten().max()) else { return Vec::new() };
        if !told || !all_found {
            return Vec::new();
        }
        let worded: Vec<usize> = followed.worded.iter().map(|(_, section, _)| *section).collect();
        let is_extra =
            |s: &usize| self.get(*s).is_some_and(|section| section.sort == sort) && used.binary_search(s).is_err() && !worded.contains(s);
        let extra: Vec<usize> = (*first..*last).filter(is_extra).collect();
        // an outline of some sections only lists these
        if extra.len() * 3 <= matched.len() { extra } else { Vec::new() }
    }
}

impl Section {
    pub(super) fn span(&self, document: &Document<'_>, chars: &std::ops::Range<usize>) -> Span {
        place(document, self.passage, self.bare.bytes(chars.start..chars.end.min(self.bare.len()).max(chars.start)))
    }

    pub(super) fn whole(&self, document: &Document<'_>) -> Span {
        place(document, self.passage, 0..self.end)
    }
}

fn section(document: &Document<'_>, at: usize, passage: &Passage<'_>) -> Option<Section> {
    let text = passage.view.text();
    let (heading, end) = match passage.kind {
        BlockKind::Heading { level } => (Some(level), text.len()),
        BlockKind::Paragraph | BlockKind::Item => (None, sentences(text).next()?.end),
        _ => return None,
    };
    let words = text.get(..end)?;
    if words.len() > 6 * LONGEST {
        return None;
    }
    let bare = Bare::of(words, LONGEST + BEFORE + 1);
    let marker = document.blocks.get(passage.blocks.start)?.marker.as_ref().map(discriminant);
    // with a number of its own, a heading and the first sentence of a numbered paragraph are of one sort
    let heading = if marker.is_some() { None } else { heading };
    (bare.len() >= 4 && bare.len() <= LONGEST + BEFORE).then_some(Section { bare, passage: at, sort: Sort { heading, marker }, end })
}

/// The cost and the differences of an entry and a section that are nearly the same.
fn nearly(entry: &Bare, section: &Bare) -> Option<(usize, Vec<Difference>)> {
    if entry.len() > section.len() + 4 || section.len() > entry.len() + BEFORE + 4 {
        return None;
    }
    let (shared, all) = section.shares(entry);
    if shared * 2 < all {
        return None;
    }
    let within = section.len() > entry.len() + 2;
    let (cost, found) = differences(entry, section, within);
    (cost > 0 && cost * 4 <= entry.len()).then_some((cost, found))
}

/// For each entry the section that it is, so that as many as can be stand in the order of the outline.
fn in_order(found: &[Vec<usize>]) -> Vec<Option<usize>> {
    // the longest rising sequence: for each length the least section that it can end with
    let mut ends: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    let mut before: HashMap<(usize, usize), Option<(usize, usize)>> = HashMap::new();
    for (entry, sections) in found.iter().enumerate() {
        let mut sections = sections.clone();
        sections.sort_unstable_by(|a, b| b.cmp(a));
        for section in sections {
            let best = ends.iter().filter(|(_, (_, end))| *end < section).map(|(length, last)| (*length, *last)).next_back();
            let length = best.map_or(1, |(length, _)| length + 1);
            if best.is_some_and(|(_, (last, _))| last == entry) {
                continue;
            }
            before.insert((entry, section), best.map(|(_, last)| last));
            if ends.get(&length).is_none_or(|(_, end)| section < *end) {
                ends.insert(length, (entry, section));
            }
        }
    }
    let mut out = vec![None; found.len()];
    let mut last = ends.values().next_back().copied();
    while let Some((entry, section)) = last {
        if let Some(slot) = out.get_mut(entry) {
            *slot = Some(section);
        }
        last = before.get(&(entry, section)).copied().flatten();
    }
    out
}
