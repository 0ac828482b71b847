//! `kanwu rules lint`: what could be better in rules.

use super::super::output::look;
use super::super::{CLEAN, FAILED, FOUND, complain};
use super::chosen;
use crate::both;
use crate::engine::{RuleSet, declaration_report, lint, lint_together};
use crate::finding::{Counts, FileReport, Summary};
use crate::lang::Lang;
use crate::reporter;
use crate::rule::{RuleText, shipped};
use clap::ArgMatches;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::Path;

/// Reports the remarks as findings in the rule files.
pub(super) fn run(matches: &ArgMatches, lang: Lang) -> io::Result<u8> {
    let mut failures = Vec::new();
    let files = chosen(matches, &mut failures);
    let texts: BTreeMap<String, RuleText> = files.iter().map(|f| (f.path.clone(), f.clone())).collect();
    let ids: BTreeSet<String> = shipped().filter_map(|f| Some(f.path.rsplit('/').next()?.trim_end_matches(".toml").to_owned())).collect();
    let set = RuleSet::load_untried(files);
    let together = lint_together(&set.rules, |rule| texts.get(&*rule.file));
    let remarks: Vec<FileReport> = set
        .rules
        .par_iter()
        .enumerate()
        .filter_map(|(index, rule)| {
            let file = texts.get(&*rule.file)?;
            // in a checkout of this project the file is the shipped one, and replaces nothing
            let is_shipped = shipped().any(|shipped| Path::new(&file.path).ends_with(&shipped.path));
            let mut problems = lint(rule, file, |id| !is_shipped && ids.contains(id));
            problems.extend(together.iter().filter(|(of, _)| *of == index).map(|(_, problem)| problem.clone()));
            (!problems.is_empty()).then(|| declaration_report(file.path.clone(), file.text.clone(), "rule-lint", problems))
        })
        .collect();
    let format = matches.get_one::<String>("format").and_then(|name| reporter::named(name));
    let Some(format) = format else { return Ok(FAILED) };
    let mut reporter = (format.reporter)(look(lang));
    let mut out = io::BufWriter::new(io::stdout().lock());
    reporter.begin(&mut out, &[])?;
    let mut found = Counts::default();
    for report in set.reports.iter().chain(&remarks) {
        report.findings.iter().for_each(|f| found.add(f));
        reporter.file(&mut out, report)?;
    }
    let summary = Summary {
        files: set.rules.len() as u64,
        rules: set.rules.len() as u64,
        findings: found,
        problems: set.broken.len() as u64,
        failures: failures.len() as u64,
        ..Summary::default()
    };
    reporter.end(&mut out, &failures, &summary)?;
    if matches!(format.name, "human" | "concise") {
        let (rules, count) = (set.rules.len(), remarks.iter().map(|r| r.findings.len()).sum::<usize>());
        writeln!(out, "{}", both!("看过{rules}条规则，意见{count}条", "rules looked over: {rules}; remarks: {count}").in_lang(lang))?;
    }
    out.flush()?;
    drop(out);
    complain(&failures, lang);
    Ok(match () {
        () if !failures.is_empty() || !set.broken.is_empty() => FAILED,
        () if !remarks.is_empty() => FOUND,
        () => CLEAN,
    })
}
