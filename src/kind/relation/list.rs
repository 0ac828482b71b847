//! Lists of figures: those that stand together, the parts of a whole, and what is told of a figure right behind it.

use super::bind::{Binder, Candidate, Group, LONGEST_LIST, Variables};
use super::binding::{Binding, dimension};

impl<'c> Binder<'c> {
    /// What the first name stands for: each fact by itself, or, for a list, those that stand together.
    pub(super) fn groups(&self, first: usize, anchors: Vec<Candidate>) -> Vec<Group> {
        let alone = |facts, variables| Group { facts, variables, several: false };
        let Some(binding) = self.check.bindings.get(first).filter(|b| b.many) else {
            return anchors.into_iter().map(|(fact, variables)| alone(vec![fact], variables)).collect();
        };
        if self.across.is_some() {
            return self.groups_across(binding, anchors);
        }
        let mut out: Vec<(Vec<usize>, Variables)> = Vec::new();
        for (fact, variables) in anchors {
            // facts are in text order, so that a group that is too far away is none for those that follow either
            let mut near = out.iter_mut().rev().take_while(|(group, _)| group.first().is_some_and(|&g| self.near(g, fact)));
            let same = |group: &[usize]| group.first().is_some_and(|&g| self.same(binding, fact, g)) && group.len() < LONGEST_LIST;
            match near.find(|(group, known)| *known == variables && same(group)) {
                Some((group, _)) => group.push(fact),
                None => out.push((vec![fact], variables)),
            }
        }
        out.retain(|(group, _)| group.len() > 1);
        out.into_iter().map(|(facts, variables)| alone(facts, variables)).collect()
    }

    /// The parts of a whole, where all of them are as the entry says.
    pub(super) fn parts(&self, whole: usize, anchor: usize, binding: &Binding) -> Option<Vec<usize>> {
        let parts: Vec<usize> = self.parts_of.get(&whole).into_iter().flatten().copied().take(LONGEST_LIST).collect();
        // rates are no parts of a rate: 合格率98%，其中甲类99%
        if self.facts.get(whole).is_some_and(|f| dimension(f).is_ratio()) {
            return None;
        }
        let parts = self.outermost(parts);
        let all = parts.iter().all(|&i| self.facts.get(i).is_some_and(|f| binding.admits(f)) && self.same(binding, i, anchor));
        (!parts.is_empty() && all).then_some(parts)
    }

    /// Parts without the parts of parts: 输入48例，含6例…；本土158例.
    fn outermost(&self, parts: Vec<usize>) -> Vec<usize> {
        let mut out: Vec<usize> = Vec::new();
        for part in parts {
            let nested = out.last().and_then(|&last| self.between(last, part)).is_some_and(|gap| {
                let lead = gap.rsplit(['，', '；', '。', '（', '：', '、']).next().unwrap_or_default().trim_start();
                ["含", "包含", "包括", "其中"].iter().any(|word| lead.starts_with(word))
            });
            if !nested {
                out.push(part);
            }
        }
        out
    }

    /// The words between two facts of one passage.
    fn between(&self, first: usize, second: usize) -> Option<&'c str> {
        let (a, b) = (self.facts.get(first)?, self.facts.get(second)?);
        (a.passage == b.passage).then(|| self.text(a.passage))?.get(a.figure.span.end..b.figure.span.start)
    }

    /// The change or share that is told of a fact in the words right after it.
    pub(super) fn told_of(&self, fact: usize, anchor: usize, binding: &Binding) -> Option<usize> {
        let base = self.facts.get(fact)?;
        let subject = self.subjects.name(fact)?;
        for (i, next) in self.facts.iter().enumerate().skip(fact + 1) {
            let own = self.subjects.name(i).and_then(|s| s.strip_prefix(subject));
            if next.passage != base.passage || !own.is_some_and(|rest| rest.is_empty() || rest.starts_with('占')) {
                return None;
            }
            if binding.admits(next) && self.same(binding, i, anchor) {
                return Some(i);
            }
        }
        None
    }
}
