//! `kanwu figures`.

use super::check::configuration;
use super::output::look;
use super::texts::Texts;
use super::{CLEAN, FAILED, complain};
use crate::config::load_rules;
use crate::engine::{declaration_report, take_units};
use crate::figure::Units;
use crate::finding::FileReport;
use crate::lang::Lang;
use crate::reporter::figures::{self, FigureSummary, Listing};
use crate::reporter::{self, Look};
use clap::ArgMatches;
use std::io;
use std::path::{Path, PathBuf};

/// Lists the figures of texts, or explains those of one line.
pub(super) fn run(matches: &ArgMatches, lang: Lang) -> io::Result<u8> {
    // a text that makes the program panic is told as a failure; the default hook's own words would only come between
    std::panic::set_hook(Box::new(|_| {}));
    let mut failures = Vec::new();
    let paths: Vec<PathBuf> = matches.get_many("paths").into_iter().flatten().cloned().collect();
    let config = configuration(matches, &paths, &mut failures);
    let lang = if matches.contains_id("lang") { lang } else { config.lang.unwrap_or(lang) };
    let opened = Texts::find(matches, &paths, &config, &mut failures).and_then(|texts| Ok((texts.output(matches)?, texts)));
    let (mut output, texts) = match opened {
        Ok(opened) => opened,
        Err(failure) => {
            failures.push(failure);
            complain(&failures, lang);
            return Ok(FAILED);
        }
    };
    let folders: Vec<&Path> = config.rules.iter().chain(matches.get_many("rules").into_iter().flatten()).map(PathBuf::as_path).collect();
    let mut files = if folders.is_empty() { Vec::new() } else { load_rules(&folders, &mut failures) };
    let (units, reports) = take_units(&mut files);
    let units = units.as_deref().unwrap_or(Units::builtin());
    let line = matches.get_one::<u32>("explain").copied();
    let all = matches.get_flag("all");
    let format = matches.get_one::<String>("format").map_or("table", String::as_str);
    let page = Look { quiet: matches.get_flag("quiet"), ..look(lang) };
    let mut reporter = figures::reporter(format, line, page);
    let mut summary = FigureSummary::default();
    reporter.begin(&mut output)?;
    texts.each(
        |loaded| Listing::of(loaded.source, loaded.syntax, units, all, line),
        |result| match result {
            Err(failure) => {
                failures.push(failure);
                Ok(())
            }
            Ok(listing) => {
                summary.add(&listing);
                reporter.file(&mut output, &listing)
            }
        },
    )?;
    reporter.end(&mut output, &failures, &summary)?;
    if let Err(failure) = output.close()? {
        failures.push(failure);
    }
    // what is wrong with the configuration and the units is told as `check` tells it, on standard error
    let own = config.path.filter(|_| !config.problems.is_empty());
    let own = own.map(|path| declaration_report(path.display().to_string(), config.text, "configuration", config.problems));
    let reports: Vec<FileReport> = own.into_iter().chain(reports).collect();
    if let Some(format) = reporter::named("human") {
        reports.iter().try_for_each(|report| (format.reporter)(look(lang)).file(&mut io::stderr().lock(), report))?;
    }
    complain(&failures, lang);
    Ok(if failures.is_empty() && reports.is_empty() { CLEAN } else { FAILED })
}
