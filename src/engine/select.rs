//! `--only` and `--skip`: rules by id or tag.

use super::load::RuleSet;
use crate::both;
use crate::finding::Failure;
use crate::lang::Localized;
use crate::rule::manifest::nearest;
use std::collections::BTreeSet;

/// Keeps the rules that `only` names (all where it is empty) and `skip` does not. A name that is neither an id nor
/// a tag is a failure: a run that tests less than was meant must not be green.
pub fn select(set: &mut RuleSet, only: &[String], skip: &[String], failures: &mut Vec<Failure>) {
    let known: BTreeSet<&str> =
        set.rules.iter().flat_map(|r| std::iter::once(r.id.as_ref()).chain(r.tags.iter().map(String::as_str))).collect();
    for name in only.iter().chain(skip).filter(|n| !n.is_empty()).filter(|n| !known.contains(n.as_str()) && !set.broken.contains(n)) {
        let failure = Failure::general(both!("没有叫 `{name}` 的规则或标签", "no rule or tag is called `{name}`"));
        failures.push(match nearest(name, known.iter().copied()) {
            Some(meant) => failure.with_help(both!("是不是 `{meant}`？", "did you mean `{meant}`?")),
            None => failure.with_help(Localized::fixed("用 kanwu rules 列出全部规则", "`kanwu rules` lists them all")),
        });
    }
    let named = |list: &[String], rule: &super::Rule| list.iter().any(|n| *n == *rule.id || rule.tags.contains(n));
    set.rules.retain(|rule| (only.is_empty() || named(only, rule)) && !named(skip, rule));
    if set.rules.is_empty() && failures.is_empty() && set.broken.is_empty() {
        failures
            .push(Failure::general(Localized::fixed("一条规则也没有选中，什么也不会检查", "no rule is left, so nothing would be checked")));
    }
}
