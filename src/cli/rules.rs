//! `kanwu rules`: what is checked.

use super::check::configuration;
use super::{CLEAN, FAILED, complain};
use crate::config::load_rules;
use crate::engine::RuleSet;
use crate::lang::Lang;
use crate::rule::RuleSeverity;
use clap::ArgMatches;
use std::io::{self, Write};
use std::path::PathBuf;

/// Lists the rules: id, severity, confidence, kind, title.
pub(super) fn run(matches: &ArgMatches, lang: Lang) -> io::Result<u8> {
    let mut failures = Vec::new();
    let config = configuration(matches, &[PathBuf::from(".")], &mut failures);
    let mut more = Vec::new();
    for folder in config.rules.iter().chain(matches.get_many::<PathBuf>("rules").into_iter().flatten()) {
        more.extend(load_rules(folder, &mut failures));
    }
    let set = RuleSet::load(more, false);
    let width = set.rules.iter().map(|r| r.id.len()).max().unwrap_or(0);
    let mut out = io::stdout().lock();
    for rule in &set.rules {
        let severity = match config.severity.get(&*rule.id).copied().unwrap_or(rule.severity) {
            RuleSeverity::Error => "error",
            RuleSeverity::Warning => "warning",
            RuleSeverity::Info => "info",
            RuleSeverity::Off => "off",
        };
        writeln!(out, "{:width$}  {severity:7}  {:6}  {:12}  {}", rule.id, rule.confidence.name(), rule.kind, rule.title.in_lang(lang))?;
    }
    complain(&failures, lang);
    Ok(if failures.is_empty() && set.reports.is_empty() { CLEAN } else { FAILED })
}
