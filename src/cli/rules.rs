//! `kanwu rules`: what is checked, and why.

use super::check::configuration;
use super::output::look;
use super::{CLEAN, FAILED, complain};
use crate::both;
use crate::config::load_rules;
use crate::engine::{Rule, RuleSet};
use crate::finding::Failure;
use crate::lang::Lang;
use crate::reporter;
use crate::rule::RuleSeverity;
use crate::rule::manifest::nearest;
use crate::text::visible::visible;
use clap::ArgMatches;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Lists the rules, or explains one.
pub(super) fn run(matches: &ArgMatches, lang: Lang) -> io::Result<u8> {
    let (explained, matches) = match matches.subcommand() {
        Some(("explain", matches)) => (matches.get_one::<String>("rule"), matches),
        Some((_, matches)) => (None, matches),
        None => (None, matches),
    };
    let mut failures = Vec::new();
    let config = configuration(matches, &[PathBuf::from(".")], &mut failures);
    let folders: Vec<&Path> = config.rules.iter().chain(matches.get_many("rules").into_iter().flatten()).map(PathBuf::as_path).collect();
    let more = load_rules(&folders, &mut failures);
    let set = RuleSet::load(more, false);
    let severity = |rule: &Rule| match config.severity.get(&*rule.id).copied().unwrap_or(rule.severity) {
        RuleSeverity::Error => "error",
        RuleSeverity::Warning => "warning",
        RuleSeverity::Info => "info",
        RuleSeverity::Off => "off",
    };
    let mut out = io::stdout().lock();
    match explained {
        None => list(&mut out, &set, severity, lang)?,
        Some(id) => match set.rules.iter().find(|r| *r.id == **id) {
            Some(rule) => explain(&mut out, rule, severity(rule), lang)?,
            None => {
                let failure = Failure::general(both!("没有叫 `{id}` 的规则", "no rule is called `{id}`"));
                failures.push(match nearest(id, set.rules.iter().map(|r| &*r.id)) {
                    Some(meant) => failure.with_help(both!("是不是 `{meant}`？", "did you mean `{meant}`?")),
                    None => failure,
                });
            }
        },
    }
    // what is wrong with a rule file is told as `check` tells it, on standard error
    let mut error = io::stderr().lock();
    let mut problems = reporter::named("human").map(|f| (f.reporter)(look(lang)));
    for report in &set.reports {
        if let Some(reporter) = &mut problems {
            reporter.file(&mut error, report)?;
        }
    }
    drop(error);
    complain(&failures, lang);
    Ok(if failures.is_empty() && set.broken.is_empty() { CLEAN } else { FAILED })
}

/// A line a rule: id, severity, confidence, kind, title.
fn list(out: &mut dyn Write, set: &RuleSet, severity: impl Fn(&Rule) -> &'static str, lang: Lang) -> io::Result<()> {
    let width = set.rules.iter().map(|r| r.id.len()).max().unwrap_or(0);
    for rule in &set.rules {
        let title = visible(rule.title.in_lang(lang));
        writeln!(out, "{:width$}  {:7}  {:6}  {:12}  {title}", rule.id, severity(rule), rule.confidence.name(), rule.kind)?;
    }
    Ok(())
}

/// What a rule finds, why that is wrong, and its examples.
fn explain(out: &mut dyn Write, rule: &Rule, severity: &str, lang: Lang) -> io::Result<()> {
    let word = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    writeln!(out, "{}: {}", rule.id, visible(rule.title.in_lang(lang)))?;
    writeln!(out, "{severity}, {}, {}, {}", rule.confidence.name(), rule.kind, rule.file)?;
    if let Some(why) = &rule.why {
        writeln!(out, "\n{}", visible(why.in_lang(lang).trim()))?;
    }
    for example in &rule.examples {
        let fails = !example.marked.marks.is_empty();
        let label = if fails { word("会命中", "fails") } else { word("不命中", "passes") };
        writeln!(out, "\n{label}:\n{}", visible(example.marked.remarked().trim()))?;
        if let Some(reading) = &example.proposes {
            writeln!(out, "{}: {}", word("改为", "proposes"), visible(reading))?;
        }
    }
    Ok(())
}
