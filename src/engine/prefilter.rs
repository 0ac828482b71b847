//! Which rules have anything to look at in a passage.

use super::rule::Rule;
use crate::kind::Reach;
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::BTreeMap;

/// One automaton over the texts that the rules need; see [`crate::kind::required_literals`].
pub(super) struct Prefilter {
    automaton: Option<AhoCorasick>,
    /// For each text, the rules that need it.
    wanted_by: Vec<Vec<u32>>,
    /// The rules that look at every passage.
    always: Vec<u32>,
}

impl Prefilter {
    /// For the passage rules among `rules`.
    pub(super) fn new(rules: &[Rule]) -> Self {
        let mut texts: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        let mut always = Vec::new();
        for (i, rule) in rules.iter().enumerate().filter(|(_, r)| r.check.reach() == Reach::Passage) {
            let i = u32::try_from(i).unwrap_or(u32::MAX);
            match rule.check.needs() {
                Some(needs) => needs.iter().for_each(|text| texts.entry(text).or_default().push(i)),
                None => always.push(i),
            }
        }
        let automaton = AhoCorasick::builder().match_kind(MatchKind::Standard).build(texts.keys()).ok().filter(|_| !texts.is_empty());
        if automaton.is_none() {
            // too large to build: every rule looks everywhere
            always.extend(texts.values().flatten());
            always.sort_unstable();
            always.dedup();
        }
        Self { automaton, wanted_by: texts.into_values().collect(), always }
    }

    /// Puts the rules that have something to look at in `text` into `rules`, in their order.
    pub(super) fn select(&self, text: &str, rules: &mut Vec<u32>) {
        rules.clear();
        rules.extend(&self.always);
        if let Some(automaton) = &self.automaton {
            for found in automaton.find_overlapping_iter(text) {
                rules.extend(self.wanted_by.get(found.pattern().as_usize()).into_iter().flatten());
            }
        }
        rules.sort_unstable();
        rules.dedup();
    }
}
