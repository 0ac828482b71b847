//! `kanwu check`.

use super::output::{Output, look_on};
use super::{CLEAN, FAILED, FOUND, complain};
use crate::both;
use crate::config::{self, Config, FailOn, Input, find_inputs, read_input};
use crate::engine::{Checked, Engine, Options, RuleSet, declaration_report, select};
use crate::finding::{Confidence, Failure, FileReport, Severity, Summary};
use crate::lang::{Lang, Localized};
use crate::reporter;
use crate::rule::{Problem, manifest::nearest};
use crate::text::encoding_named;
use clap::ArgMatches;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Texts are read and checked in batches of about this many bytes, so that memory follows the batch and not the
/// corpus.
const BATCH: u64 = 32 << 20;

/// From this many bytes on a progress bar is worth showing.
const LONG: u64 = 64 << 20;

/// What is ready before the first text is read.
struct Setup {
    config: Config,
    rules: RuleSet,
    reports: Vec<FileReport>,
    failures: Vec<Failure>,
}

pub(super) fn run(matches: &ArgMatches, lang: Lang) -> io::Result<u8> {
    // a rule that panics is told as a failure; the default hook's own words would only come between
    std::panic::set_hook(Box::new(|_| {}));
    let paths: Vec<PathBuf> = matches.get_many("paths").into_iter().flatten().cloned().collect();
    let Setup { config, rules, reports, mut failures } = set_up(matches, &paths);
    let lang = if matches.contains_id("lang") { lang } else { config.lang.unwrap_or(lang) };
    let encoding = matches.get_one::<String>("encoding").map(|label| (label, encoding_named(label)));
    if let Some((label, None)) = encoding {
        complain(&[Failure::general(both!("没有叫 `{label}` 的编码", "no encoding is called `{label}`"))], lang);
        return Ok(FAILED);
    }
    let encoding = encoding.and_then(|(_, e)| e);
    let mut output = match Output::open(matches.get_one::<PathBuf>("output").map(PathBuf::as_path)) {
        Ok(output) => output,
        Err(failure) => {
            complain(&[failure], lang);
            return Ok(FAILED);
        }
    };
    let engine = Engine::new(rules, &Options { min_confidence: confidence(matches), severity: config.severity });
    let allow_empty = matches.get_flag("allow-empty");
    let stdin_name = matches.get_one::<String>("stdin-filename").map_or("<stdin>", String::as_str);
    let include = list(matches, "include");
    let include = if include.is_empty() { &config.include } else { &include };
    let exclude = [config.exclude, list(matches, "exclude")].concat();
    let inputs = find_inputs(&paths, stdin_name, include, &exclude, &mut failures);
    if inputs.is_empty() && failures.is_empty() && !allow_empty {
        failures.push(
            Failure::general(Localized::fixed(
                "没有找到要检查的文件，什么也没有检查",
                "no files to check were found, so nothing was checked",
            ))
            .with_help(Localized::fixed(
                "目录中只检查 .txt 与 .md；kanwu.toml 的 include 可另行指定",
                "in a directory only .txt and .md are checked; `include` in kanwu.toml sets others",
            )),
        );
    }
    if let Some(path) = matches.get_one::<PathBuf>("output").filter(|path| is_input(path, &inputs)) {
        let message =
            Localized::fixed("这个文件正要检查，不能把结果写进去", "this file is to be checked; the report can't be written over it");
        complain(&[Failure::at(path.display().to_string(), message)], lang);
        return Ok(FAILED);
    }
    let format = matches.get_one::<String>("format").and_then(|name| reporter::named(name));
    let Some(format) = format else { return Ok(FAILED) };
    let look = look_on(matches, lang, output.is_terminal());
    let mut reporter = (format.reporter)(look);
    let mut summary = Summary { rules: engine.rules().len() as u64, ..Summary::default() };
    reporter.begin(&mut output)?;
    for report in &reports {
        summary.problems += report.findings.iter().filter(|f| f.severity == Severity::Error).count() as u64;
        reporter.file(&mut output, report)?;
    }
    let mut bound: BTreeSet<Arc<str>> = BTreeSet::new();
    let progress = progress(&inputs);
    for batch in batches(&inputs) {
        let checked: Vec<Result<Checked, Failure>> = batch
            .par_iter()
            .map(|input| {
                let check = || read_input(input, encoding, allow_empty).map(|loaded| engine.check(loaded.source, loaded.syntax));
                let checked = catch_unwind(AssertUnwindSafe(check)).unwrap_or_else(|_| {
                    Err(Failure::at(
                        &*input.name,
                        Localized::fixed("检查时程序出错，请报告此问题", "kanwu failed on this file; please report this"),
                    ))
                });
                progress.inc(input.size);
                checked
            })
            .collect();
        for result in checked {
            match result {
                Err(failure) => failures.push(failure),
                Ok(Checked { report, failures: more }) => {
                    failures.extend(more);
                    summary.files += 1;
                    if let Some(coverage) = &report.coverage {
                        summary.characters += coverage.characters;
                        summary.figures += coverage.figures;
                        coverage.relations.iter().for_each(|(_, verdicts)| summary.relations += *verdicts);
                        bound.extend(engine.rules().iter().filter(|r| !coverage.unbound.contains(&r.id)).map(|r| r.id.clone()));
                    }
                    report.findings.iter().for_each(|f| summary.findings.add(f));
                    reporter.file(&mut output, &report)?;
                }
            }
        }
    }
    progress.finish_and_clear();
    summary.unbound = summary.rules - bound.len() as u64;
    summary.failures = failures.len() as u64;
    reporter.end(&mut output, &failures, &summary)?;
    if let Err(failure) = output.close()? {
        failures.push(failure);
    }
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

fn confidence(matches: &ArgMatches) -> Confidence {
    match matches.get_one::<String>("min-confidence").map(String::as_str) {
        Some("high") => Confidence::High,
        Some("medium") => Confidence::Medium,
        _ => Confidence::Low,
    }
}

/// True where `path` is one of the files to check, by whatever name.
fn is_input(path: &Path, inputs: &[Input]) -> bool {
    let Ok(path) = path.canonicalize() else { return false };
    inputs.iter().filter_map(|i| i.path.as_ref()).any(|i| i.canonicalize().is_ok_and(|i| i == path))
}

/// The values of a flag that may be repeated.
fn list(matches: &ArgMatches, name: &str) -> Vec<String> {
    matches.get_many::<String>(name).into_iter().flatten().cloned().collect()
}

/// Reads the configuration and the rules.
fn set_up(matches: &ArgMatches, paths: &[PathBuf]) -> Setup {
    let mut failures = Vec::new();
    let mut config = configuration(matches, paths, &mut failures);
    let folders: Vec<&Path> = config.rules.iter().chain(matches.get_many("rules").into_iter().flatten()).map(PathBuf::as_path).collect();
    let more = config::load_rules(&folders, &mut failures);
    let mut rules = RuleSet::load(more, matches.get_flag("require-examples"));
    for (id, place) in &config.severity_places {
        if rules.rules.iter().any(|r| *r.id == **id) {
            continue;
        }
        let problem = Problem::new(place.clone(), both!("没有叫 `{id}` 的规则", "no rule is called `{id}`"));
        config.problems.push(match nearest(id, rules.rules.iter().map(|r| &*r.id)) {
            Some(meant) => problem.with_help(both!("是不是 `{meant}`？", "did you mean `{meant}`?")),
            None => problem,
        });
    }
    let mut skip = list(matches, "skip");
    skip.extend(config.skip.iter().cloned());
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

/// Cuts the inputs into batches of about [`BATCH`] bytes, in order.
fn batches(inputs: &[Input]) -> impl Iterator<Item = &[Input]> {
    let mut rest = inputs;
    std::iter::from_fn(move || {
        let mut size = 0;
        let mut count = 0;
        for input in rest {
            if size >= BATCH {
                break;
            }
            size += input.size;
            count += 1;
        }
        let (batch, others) = rest.split_at_checked(count)?;
        rest = others;
        (!batch.is_empty()).then_some(batch)
    })
}

fn progress(inputs: &[Input]) -> ProgressBar {
    let total: u64 = inputs.iter().map(|i| i.size).sum();
    if total < LONG {
        return ProgressBar::hidden();
    }
    // draws only where standard error is a terminal
    let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {bytes}/{total_bytes}") {
        bar.set_style(style);
    }
    bar
}

fn tell_unbound(engine: &Engine, bound: &BTreeSet<Arc<str>>, lang: Lang) {
    let list: Vec<&str> = engine.rules().iter().map(|r| &*r.id).filter(|id| !bound.contains(*id)).collect();
    let line = both!("在文中没有可查之处的规则：{}", "rules that found nothing to look at: {}", list.join(", "));
    // verbose talk goes where the failures go; losing it loses nothing
    let _ = io::Write::write_all(&mut io::stderr(), format!("kanwu: {}\n", line.in_lang(lang)).as_bytes());
}
