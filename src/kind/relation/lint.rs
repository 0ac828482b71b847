//! What could be better in a rule that asserts a relation: that it can't fail, or has keys that change nothing.

use super::super::remark::Remark;
use super::RelationCheck;
use crate::both;
use crate::lang::Localized;
use crate::relation::expression::Comparator;
use crate::relation::logic::{Oddity, oddities};

impl RelationCheck {
    /// What a name stands for, in words that are the same in two rules where the name is for the same figure.
    pub(super) fn meaning(&self, name: usize) -> String {
        let (Some(binding), Some(written)) = (self.bindings.get(name), self.names.get(name)) else { return String::new() };
        let wording = self.phrase.as_ref().filter(|_| self.is_in_phrase(written));
        let place = wording.map(|phrase| format!("{written} in {}", phrase.written())).unwrap_or_default();
        // what it is a part of, or is told of, comes before it in the order of binding, so that this ends
        let base = binding.part_of.or(binding.of).filter(|&base| {
            let at = |wanted: usize| self.order.iter().position(|&name| name == wanted);
            at(base) < at(name)
        });
        let base = base.map(|base| self.meaning(base)).unwrap_or_default();
        format!("{place} {} of ({base}) {}", binding.part_of.is_some(), binding.written)
    }
}

/// Looks over a rule by itself.
pub(super) fn remarks(check: &RelationCheck) -> Vec<Remark> {
    use super::super::Check;
    let mut out = Vec::new();
    for (_, oddity) in check.claim().map(|claim| oddities(&[claim])).unwrap_or_default() {
        out.push(Remark::new(
            "assert",
            match oddity {
                Oddity::CanNotFail => {
                    Localized::fixed("无论数是多少都成立，规则永远不会报", "it holds whatever the figures are, so the rule can never fail")
                }
                _ => Localized::fixed("无论数是多少都不成立", "it fails whatever the figures are"),
            },
        ));
    }
    let impossible = check.names.iter().zip(&check.bindings).filter(|(_, binding)| binding.is_impossible());
    for name in impossible.map(|(name, _)| name) {
        out.push(Remark::new(
            "figures",
            both!("没有哪个数会是 `{name}`：增速和占比以 % 计", "no figure can be `{name}`: a growth or a share is measured in per cent"),
        ));
    }
    let lists = check.bindings.iter().take(check.assertion.names.len()).any(|binding| binding.many);
    if check.needs_repair && !lists && check.assertion.names.len() < 3 {
        out.push(Remark::new(
            "evidence",
            Localized::fixed(
                "用 repair 时至少要有三个数，规则永远不会报",
                "with `repair` a relation needs three figures, so the rule can never fail",
            ),
        ));
    }
    let equation = |comparator: Comparator| matches!(comparator, Comparator::Equal | Comparator::About);
    if check.tolerance.is_some() && !check.assertion.comparisons.iter().any(|c| equation(c.comparator)) {
        out.push(Remark::new("tolerance", Localized::fixed("没有等式，容差不起作用", "there is no equation that it could widen")));
    }
    out
}
