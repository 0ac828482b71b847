//! Which of the findings of a text are the ones that were written down before.
//!
//! In doubt a finding is another one: to be asked about an old finding again costs a moment, a new one that is hidden
//! costs the defect. So each entry stands for one finding, the same quotation by the same rule is needed in any case,
//! and where the fingerprint differs the sentence must be nearly the same.

use crate::finding::{Anchor, Finding, Fingerprint};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

/// The least number of characters on one side that tell a place by themselves.
const TELLING: usize = 6;

/// The least number of characters on both sides together for a small difference to be told from another place.
const COMPARABLE: usize = 10;

/// So many entries are compared with one finding where neither side is the same; more alike ones can't be told apart.
const COMPARED: usize = 32;

/// A finding as it was written down.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Written {
    /// The file, as seen from the file it is written in.
    pub(super) file: String,
    /// Id of the rule.
    pub(super) rule: Arc<str>,
    /// None where it was made by an older recipe, or written by hand.
    pub(super) fingerprint: Option<Fingerprint>,
    /// The quotation with its context.
    pub(super) anchor: Anchor,
}

/// The entries, each to be found once.
#[derive(Debug, Default)]
pub(super) struct Pool {
    /// The entries.
    pub(super) entries: Vec<Written>,
    /// What became of each.
    pub(super) fates: Vec<Fate>,
    /// By file, those whose file was not checked yet.
    of_file: BTreeMap<String, Vec<usize>>,
    /// The entries of files that there are no more, by fingerprint: the file may have another name now.
    homeless: BTreeMap<Fingerprint, VecDeque<usize>>,
}

/// What became of an entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Fate {
    /// Its file was not checked.
    #[default]
    Unasked,
    /// Its file was checked, and it was not found there; or there is no such file.
    Missing,
    /// It was found.
    Found,
}

impl Pool {
    /// `is_there` tells whether there is a file of this name.
    pub(super) fn new(entries: Vec<Written>, is_there: &dyn Fn(&str) -> bool) -> Self {
        let mut pool = Self { fates: vec![Fate::Unasked; entries.len()], entries, ..Self::default() };
        for (i, entry) in pool.entries.iter().enumerate() {
            pool.of_file.entry(entry.file.clone()).or_default().push(i);
        }
        for (_, gone) in pool.of_file.iter().filter(|(name, _)| !is_there(name)) {
            for &i in gone {
                pool.fates[i] = Fate::Missing;
                if let Some(print) = pool.entries[i].fingerprint {
                    pool.homeless.entry(print).or_default().push_back(i);
                }
            }
        }
        pool
    }

    /// For each finding of a file the entry that it is, marked as found.
    pub(super) fn take(&mut self, file: &str, findings: &[Finding]) -> Vec<Option<usize>> {
        let mut taken = vec![None; findings.len()];
        let here = self.of_file.remove(file).unwrap_or_default();
        let mut open = here.clone();
        let mut pass = |key: &dyn Fn(&Written) -> Option<Key>, keys: &dyn Fn(&Finding) -> Vec<Key>| {
            pair(&mut open, &mut taken, &self.entries, findings, key, keys);
        };
        let of = |f: &Finding, key: &dyn Fn(Subject, &Anchor) -> Key| subjects(f).map(|s| key(s, &f.anchor)).into();
        pass(&|e| e.fingerprint.map(Key::Print), &|f| vec![Key::Print(f.fingerprint)]);
        let both = |s: Subject, a: &Anchor| Key::Both(s, a.prefix.clone(), a.suffix.clone());
        pass(&|e| Some(both(subject(e), &e.anchor)), &|f| of(f, &both));
        let left = |s: Subject, a: &Anchor| Key::Left(s, a.prefix.clone());
        pass(&|e| long(&e.anchor.prefix).then(|| left(subject(e), &e.anchor)), &|f| of(f, &left));
        let right = |s: Subject, a: &Anchor| Key::Right(s, a.suffix.clone());
        pass(&|e| long(&e.anchor.suffix).then(|| right(subject(e), &e.anchor)), &|f| of(f, &right));
        nearly(&open, &mut taken, &self.entries, findings);
        for (slot, finding) in taken.iter_mut().zip(findings).filter(|(slot, _)| slot.is_none()) {
            *slot = self.homeless.get_mut(&finding.fingerprint).and_then(VecDeque::pop_front);
        }
        here.iter().for_each(|i| self.fates[*i] = Fate::Missing);
        taken.iter().flatten().for_each(|i| self.fates[*i] = Fate::Found);
        taken
    }
}

/// What an entry and a finding must have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Print(Fingerprint),
    Both(Subject, String, String),
    Left(Subject, String),
    Right(Subject, String),
}

/// What an entry is about: the half of its fingerprint, or rule and quotation where it has none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Subject {
    Print(u64),
    Words(Arc<str>, String),
}

fn subject(entry: &Written) -> Subject {
    match entry.fingerprint {
        Some(print) => Subject::Print(print.what()),
        None => Subject::Words(entry.rule.clone(), entry.anchor.exact.clone()),
    }
}

fn subjects(finding: &Finding) -> [Subject; 2] {
    [Subject::Print(finding.fingerprint.what()), Subject::Words(finding.rule.clone(), finding.anchor.exact.clone())]
}

fn long(side: &str) -> bool {
    side.chars().nth(TELLING - 1).is_some()
}

/// Pairs entries and findings that have a key in common, each once, in their order.
fn pair(
    open: &mut Vec<usize>,
    taken: &mut [Option<usize>],
    entries: &[Written],
    findings: &[Finding],
    key: &dyn Fn(&Written) -> Option<Key>,
    keys: &dyn Fn(&Finding) -> Vec<Key>,
) {
    let mut waiting: BTreeMap<Key, VecDeque<usize>> = BTreeMap::new();
    for &i in open.iter() {
        if let Some(key) = key(&entries[i]) {
            waiting.entry(key).or_default().push_back(i);
        }
    }
    if waiting.is_empty() {
        return;
    }
    let mut used = BTreeSet::new();
    for (slot, finding) in taken.iter_mut().zip(findings).filter(|(slot, _)| slot.is_none()) {
        *slot = keys(finding).iter().find_map(|key| waiting.get_mut(key)?.pop_front());
        used.extend(*slot);
    }
    open.retain(|i| !used.contains(i));
}

/// Pairs what is left where the sentence was edited a little, the most alike first.
fn nearly(open: &[usize], taken: &mut [Option<usize>], entries: &[Written], findings: &[Finding]) {
    let mut waiting: BTreeMap<Subject, Vec<usize>> = BTreeMap::new();
    for &i in open {
        waiting.entry(subject(&entries[i])).or_default().push(i);
    }
    let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
    for (f, finding) in findings.iter().enumerate().filter(|(f, _)| taken[*f].is_none()) {
        let candidates = subjects(finding).into_iter().filter_map(|s| waiting.get(&s)).flatten().take(COMPARED);
        pairs.extend(candidates.filter_map(|&i| Some((difference(&entries[i], &finding.anchor)?, f, i))));
    }
    pairs.sort_unstable();
    let mut used = BTreeSet::new();
    for (_, f, i) in pairs {
        if taken[f].is_none() && used.insert(i) {
            taken[f] = Some(i);
        }
    }
}

/// How different the contexts are, where they are near enough to be one place.
fn difference(entry: &Written, found: &Anchor) -> Option<usize> {
    let Anchor { prefix, suffix, .. } = &entry.anchor;
    // by hand one writes as much as tells the place
    let by_hand = entry.fingerprint.is_none() && found.prefix.ends_with(prefix.as_str()) && found.suffix.starts_with(suffix.as_str());
    if by_hand {
        return Some(0);
    }
    let count = |text: &str| text.chars().count();
    let length = (count(prefix) + count(suffix)).max(count(&found.prefix) + count(&found.suffix));
    let edits = strsim::levenshtein(prefix, &found.prefix) + strsim::levenshtein(suffix, &found.suffix);
    (length >= COMPARABLE && edits * 5 <= length).then_some(edits)
}
