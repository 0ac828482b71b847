//! The severity that each rule has for a text: the one place where overrides are applied.

use super::rule::Rule;
use crate::finding::Severity;
use crate::rule::{PathGlobs, RuleSeverity};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Settings for the texts of some paths.
#[derive(Clone, Debug, Default)]
pub struct PathSettings {
    /// The texts, by their paths.
    pub paths: PathGlobs,
    /// Severities that replace the rules' own.
    pub severity: BTreeMap<String, RuleSeverity>,
    /// Rules and tags to leave out.
    pub skip: Vec<String>,
}

/// The severity of each rule, by its number; none for a rule that is off.
pub(super) type Levels = [Option<Severity>];

/// Another severity for some rules, by their number.
type Changed = Vec<(usize, Option<Severity>)>;

/// The severity of a rule for texts for which nothing else is set.
fn base(rule: &Rule, severity: &BTreeMap<String, RuleSeverity>) -> Option<Severity> {
    severity.get(&*rule.id).copied().unwrap_or(rule.severity).level()
}

/// The severity that settings for some texts give to a rule, where they give one.
fn set(rule: &Rule, settings: &PathSettings) -> Option<Option<Severity>> {
    let skipped = settings.skip.iter().any(|name| *name == *rule.id || rule.tags.contains(name));
    if skipped { Some(None) } else { settings.severity.get(&*rule.id).map(|s| s.level()) }
}

/// The severities of a run's rules.
#[derive(Debug, Default)]
pub(super) struct LevelTable {
    base: Vec<Option<Severity>>,
    /// For the texts of some paths: which rules have another severity there.
    others: Vec<(PathGlobs, Changed)>,
}

impl LevelTable {
    /// Makes the table, and drops the rules that are off for every text.
    pub(super) fn new(rules: &mut Vec<Rule>, severity: &BTreeMap<String, RuleSeverity>, paths: &[PathSettings]) -> Self {
        rules.retain(|rule| base(rule, severity).is_some() || paths.iter().any(|settings| set(rule, settings).flatten().is_some()));
        Self::whole(rules, severity, paths)
    }

    /// The table of all `rules`, those that are off included.
    pub(super) fn whole(rules: &[Rule], severity: &BTreeMap<String, RuleSeverity>, paths: &[PathSettings]) -> Self {
        let base = |rule: &Rule| base(rule, severity);
        let others = paths.iter().map(|settings| {
            let changed = rules.iter().enumerate().filter_map(|(i, rule)| set(rule, settings).map(|level| (i, level)));
            (settings.paths.clone(), changed.collect())
        });
        Self { others: others.collect(), base: rules.iter().map(base).collect() }
    }

    /// The severities for the text at `path`; where two settings are for it, the later one counts.
    pub(super) fn of(&self, path: &str) -> Cow<'_, Levels> {
        let mut levels = Cow::Borrowed(self.base.as_slice());
        for (_, changed) in self.others.iter().filter(|(paths, _)| paths.is_match(path)) {
            for &(rule, level) in changed {
                if let Some(slot) = levels.to_mut().get_mut(rule) {
                    *slot = level;
                }
            }
        }
        levels
    }
}
