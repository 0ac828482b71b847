//! `kanwu check`.

use super::accept::Known;
use super::reports::Reports;
use super::run::Run;
use super::since::changes;
use super::texts::{Texts, list};
use super::{CLEAN, FAILED, FOUND, complain};
use crate::both;
use crate::config::{self, Config, FailOn};
use crate::engine::{Engine, Options, PathSettings, RuleSet, declaration_report, select};
use crate::finding::{Confidence, Failure, FileReport, Severity};
use crate::lang::Lang;
use clap::ArgMatches;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is ready before the first text is read.
pub(super) struct Setup {
    pub(super) config: Config,
    pub(super) rules: RuleSet,
    /// What is wrong with rule files and the configuration.
    pub(super) reports: Vec<FileReport>,
    pub(super) failures: Vec<Failure>,
}

pub(super) fn run(matches: &ArgMatches, lang: Lang) -> io::Result<u8> {
    quiet_panics();
    let paths: Vec<PathBuf> = matches.get_many("paths").into_iter().flatten().cloned().collect();
    let Setup { config, rules, reports: mut problems, mut failures } = set_up(matches, &paths);
    let lang = language(matches, &config, lang);
    let known = Known::load(matches, &config, &mut problems, &mut failures, false);
    let opened = Texts::find(matches, &paths, &config, &mut failures).and_then(|texts| Ok((Reports::open(matches, &texts, lang)?, texts)));
    let (mut reports, mut texts) = match opened {
        Ok(opened) => opened,
        Err(failure) => {
            failures.push(failure);
            complain(&failures, lang);
            return Ok(FAILED);
        }
    };
    let since = matches.get_one::<String>("since").and_then(|rev| changes(rev, &mut texts, &mut failures));
    let engine = Engine::new(rules, &Options { tests: matches.get_flag("coverage"), ..options(&config, confidence(matches)) });
    reports.begin(engine.rules())?;
    for report in &problems {
        reports.file(report)?;
    }
    let mut run = Run::new(&engine, known, since);
    run.count_problems(&problems);
    run.each(&texts, &mut failures, |report| reports.file(report))?;
    // where not all was looked at, what is missing says nothing
    if failures.is_empty() && confidence(matches) == Confidence::Low {
        run.leftovers().iter().try_for_each(|report| reports.file(report))?;
    }
    let Run { mut summary, bound, .. } = run;
    summary.unbound = summary.rules - bound.len() as u64;
    summary.failures = failures.len() as u64;
    reports.end(&failures, &summary)?;
    failures.extend(reports.close()?);
    if matches.get_flag("verbose") {
        tell_unbound(&engine, &bound, lang);
    }
    complain(&failures, lang);
    let fail_on = match matches.get_one::<String>("fail-on").map(String::as_str) {
        Some("never") => None,
        Some("error") => Some(Severity::Error),
        Some(_) => Some(Severity::Warning),
        None => config.fail_on.map_or(Some(Severity::Warning), FailOn::severity),
    };
    let found = fail_on.is_some_and(|severity| summary.findings.at_least(severity) > 0);
    Ok(match () {
        () if summary.problems > 0 || !failures.is_empty() => FAILED,
        () if found && !matches.get_flag("exit-zero") => FOUND,
        () => CLEAN,
    })
}

/// A rule that panics is told as a failure; the default hook's own words would only come between.
pub(super) fn quiet_panics() {
    std::panic::set_hook(Box::new(|_| {}));
}

/// `--lang`, else what the configuration says, else the locale.
pub(super) fn language(matches: &ArgMatches, config: &Config, lang: Lang) -> Lang {
    if matches.contains_id("lang") { lang } else { config.lang.unwrap_or(lang) }
}

/// What the configuration sets for all rules.
pub(super) fn options(config: &Config, min_confidence: Confidence) -> Options {
    let settings = |o: &config::Override| PathSettings { paths: o.paths.clone(), severity: o.severity.clone(), skip: o.skip.clone() };
    Options {
        min_confidence,
        severity: config.severity.clone(),
        overrides: config.overrides.iter().map(settings).collect(),
        vocabulary: config.vocabulary.clone(),
        tests: false,
    }
}

pub(super) fn confidence(matches: &ArgMatches) -> Confidence {
    match matches.get_one::<String>("min-confidence").map(String::as_str) {
        Some("high") => Confidence::High,
        Some("medium") => Confidence::Medium,
        _ => Confidence::Low,
    }
}

/// Reads the configuration and the rules.
pub(super) fn set_up(matches: &ArgMatches, paths: &[PathBuf]) -> Setup {
    let mut failures = Vec::new();
    let mut config = configuration(matches, paths, &mut failures);
    let folders: Vec<&Path> = config.rules.iter().chain(matches.get_many("rules").into_iter().flatten()).map(PathBuf::as_path).collect();
    let more = config::load_rules(&folders, &mut failures);
    let mut rules = RuleSet::load_only(config.shipped().chain(more).collect(), matches.get_flag("require-examples"));
    let ids = rules.rules.iter().map(|r| &*r.id).chain(rules.broken.iter().map(String::as_str)).collect();
    config.check_names(&ids, &rules.rules.iter().flat_map(|r| r.tags.iter().map(String::as_str)).collect());
    let mut skip = list(matches, "skip");
    // a name that is unknown was told at its key
    skip.extend(config.skip.iter().filter(|name| rules.rules.iter().any(|r| *r.id == ***name || r.tags.contains(name))).cloned());
    select(&mut rules, &list(matches, "only"), &skip, &mut failures);
    let mut reports = std::mem::take(&mut rules.reports);
    if let (Some(path), false) = (&config.path, config.problems.is_empty()) {
        let problems = std::mem::take(&mut config.problems);
        reports.insert(0, declaration_report(path.display().to_string(), config.text.clone(), "configuration", problems));
    }
    Setup { config, rules, reports, failures }
}

/// The configuration: the one that was named, or the nearest one above the texts.
pub(super) fn configuration(matches: &ArgMatches, paths: &[PathBuf], failures: &mut Vec<Failure>) -> Config {
    if matches.get_flag("no-config") {
        return Config::default();
    }
    let path = match matches.get_one::<PathBuf>("config") {
        Some(path) => Some(path.clone()),
        None => {
            let start = |path: &PathBuf| if path.as_os_str() == "-" { PathBuf::from(".") } else { path.clone() };
            let found: BTreeSet<Option<PathBuf>> =
                paths.iter().map(|p| config::discover(&start(p)).or_else(|| config::discover(Path::new(".")))).collect();
            if found.len() > 1 {
                let list = found.iter().flatten().map(|p| p.display().to_string()).collect::<Vec<_>>().join(", ");
                failures.push(Failure::general(both!(
                    "这些文件归不同的配置管：{list}；请用 --config 指定一个",
                    "these files have different configurations: {list}; choose one with --config"
                )));
            }
            found.into_iter().next().flatten()
        }
    };
    let Some(path) = path else { return Config::default() };
    config::load(&path).unwrap_or_else(|failure| {
        failures.push(failure);
        Config::default()
    })
}

fn tell_unbound(engine: &Engine, bound: &BTreeSet<Arc<str>>, lang: Lang) {
    let list: Vec<&str> = engine.rules().iter().map(|r| &*r.id).filter(|id| !bound.contains(*id)).collect();
    let line = both!("在文中没有可查之处的规则：{}", "rules that found nothing to look at: {}", list.join(", "));
    // verbose talk goes where the failures go; losing it loses nothing
    let _ = io::Write::write_all(&mut io::stderr(), format!("kanwu: {}\n", line.in_lang(lang)).as_bytes());
}
