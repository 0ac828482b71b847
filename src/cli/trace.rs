//! `kanwu trace FILE[:LINE[:COLUMN]]`: which rules looked at a place, and why they fired or did not.

use super::check::{confidence, configuration, options};
use super::output::look;
use super::rules::{no_such_rule, tell_problems};
use super::texts::list;
use super::{CLEAN, FAILED, args, complain};
use crate::both;
use crate::config::{Input, load_rules, read_input};
use crate::engine::{RuleSet, trace};
use crate::finding::Failure;
use crate::lang::Lang;
use crate::reporter;
use crate::text::{Source, Span, encoding_named};
use clap::{Arg, ArgMatches, Command, ValueHint};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// The command.
pub(super) fn command(lang: Lang) -> Command {
    let say = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    Command::new("trace")
        .about(say("说明各规则在一处做了什么，为什么报或不报", "tell what the rules did at a place, and why they fired or did not"))
        .arg(
            Arg::new("place")
                .value_name("FILE[:LINE[:COLUMN]]")
                .required(true)
                .value_hint(ValueHint::FilePath)
                .help(say("哪个文件，哪一行，哪一列；不写行即整个文件", "the file, the line, the column; without a line the whole file")),
        )
        .arg(Arg::new("rule").long("rule").value_name("ID").help(say("只说这条规则，并说全", "only this rule, and everything about it")))
        .arg(
            Arg::new("format")
                .long("format")
                .short('f')
                .value_name("FORMAT")
                .value_parser(["human", "json"])
                .default_value("human")
                .help(say("输出格式", "output format")),
        )
        .args(args::some(&["rules", "skip", "config", "no-config", "encoding", "min-confidence"], lang))
        .after_help(say(
            "退出码：0 完成；2 未能完成（读不了文件、规则有误、没有这条规则或这一行）。",
            "Exit codes: 0 done; 2 not done (unreadable file, bad rule, no such rule or line).",
        ))
}

/// A place in a file, as it is written on the command line.
struct Place {
    path: PathBuf,
    line: Option<usize>,
    column: Option<usize>,
}

impl Place {
    /// A file that is there is meant whole, whatever its name; else what stands after the last colons is line and column.
    fn parse(written: &str) -> Self {
        let whole = Self { path: PathBuf::from(written), line: None, column: None };
        if whole.path.exists() {
            return whole;
        }
        let number = |text: &str| text.parse::<usize>().ok().filter(|n| *n > 0);
        let Some((before, last)) = written.rsplit_once(':') else { return whole };
        let Some(last) = number(last) else { return whole };
        if let Some((path, line)) = before.rsplit_once(':').and_then(|(path, line)| Some((path, number(line)?))) {
            return Self { path: PathBuf::from(path), line: Some(line), column: Some(last) };
        }
        Self { path: PathBuf::from(before), line: Some(last), column: None }
    }

    /// The stretch of the text that is meant.
    fn span(&self, source: &Source) -> Result<Span, Failure> {
        let text = source.text();
        let Some(line) = self.line else { return Ok(Span::from_range(0..text.len())) };
        let lines = source.lines();
        let fail = |message| Failure::at(source.name().to_owned(), message);
        // an empty line after the last line end is none
        let last = lines.len() - usize::from(lines.len() > 1 && lines.span_of(lines.len() - 1, text).is_empty());
        if line > last {
            return Err(fail(both!("没有第 {line} 行，只有 {last} 行", "there is no line {line}; the last is {last}")));
        }
        let span = lines.span_of(line - 1, text);
        let written = source.slice(span).trim_end_matches(['\n', '\r', '\u{0C}', '\u{2028}', '\u{2029}']);
        let start = span.start as usize;
        let Some(column) = self.column else { return Ok(Span::from_range(start..start + written.len())) };
        match written.char_indices().nth(column - 1) {
            Some((at, c)) => Ok(Span::from_range(start + at..start + at + c.len_utf8())),
            None => {
                let width = written.chars().count();
                Err(fail(both!("第 {line} 行没有第 {column} 列，只有 {width} 字", "line {line} has no column {column}; it has {width}")))
            }
        }
    }
}

/// Traces the rules at a place.
pub(super) fn run(matches: &ArgMatches, lang: Lang) -> io::Result<u8> {
    // a rule that panics is told as a failure; the default hook's own words would only come between
    std::panic::set_hook(Box::new(|_| {}));
    let mut failures = Vec::new();
    let place = Place::parse(matches.get_one::<String>("place").map_or("", String::as_str));
    let mut config = configuration(matches, std::slice::from_ref(&place.path), &mut failures);
    let lang = if matches.contains_id("lang") { lang } else { config.lang.unwrap_or(lang) };
    let folders: Vec<&Path> = config.rules.iter().chain(matches.get_many("rules").into_iter().flatten()).map(PathBuf::as_path).collect();
    let more = load_rules(&folders, &mut failures);
    // an author asks about rules whose examples do not come out yet
    let mut set = RuleSet::load_untried(config.shipped().chain(more).collect());
    let ids = set.rules.iter().map(|r| &*r.id).chain(set.broken.iter().map(String::as_str)).collect();
    config.check_names(&ids, &set.rules.iter().flat_map(|r| r.tags.iter().map(String::as_str)).collect());
    let mut reports = std::mem::take(&mut set.reports);
    if let (Some(path), false) = (&config.path, config.problems.is_empty()) {
        let problems = std::mem::take(&mut config.problems);
        reports.insert(0, crate::engine::declaration_report(path.display().to_string(), config.text.clone(), "configuration", problems));
    }
    tell_problems(&reports, lang)?;
    let wanted = matches.get_one::<String>("rule");
    if let Some(id) = wanted.filter(|id| set.rules.iter().all(|r| *r.id != ***id)) {
        failures.push(no_such_rule(id, &set));
    }
    let result = read(matches, &place).and_then(|(source, syntax)| place.span(&source).map(|span| (source, syntax, span)));
    match result {
        Ok((source, syntax, span)) if wanted.is_none_or(|id| set.rules.iter().any(|r| *r.id == **id)) => {
            let skip = [config.skip.clone(), list(matches, "skip")].concat();
            let mut traced = trace(&set, &options(&config, confidence(matches)), &skip, source, syntax, span);
            if let Some(id) = wanted {
                traced.rules.retain(|rule| *rule.id == **id);
            }
            let mut out = BufWriter::new(io::stdout().lock());
            match matches.get_one::<String>("format").map(String::as_str) {
                Some("json") => reporter::trace::json(&mut out, &traced, lang)?,
                _ => {
                    let width =
                        if io::stdout().is_terminal() { terminal_size::terminal_size().map(|(w, _)| usize::from(w.0)) } else { None };
                    let page = reporter::Look { width: width.unwrap_or(look(lang).width), ..look(lang) };
                    reporter::trace::page(&mut out, &traced, wanted.is_some(), page)?;
                }
            }
            out.flush()?;
        }
        Ok(_) => {}
        Err(failure) => failures.push(failure),
    }
    complain(&failures, lang);
    let broken = reports.iter().any(|r| r.findings.iter().any(|f| f.severity == crate::finding::Severity::Error));
    Ok(if failures.is_empty() && !broken { CLEAN } else { FAILED })
}

fn read(matches: &ArgMatches, place: &Place) -> Result<(Source, crate::document::Syntax), Failure> {
    let label = matches.get_one::<String>("encoding");
    let encoding = label.and_then(|label| encoding_named(label));
    if let (Some(label), None) = (label, encoding) {
        return Err(Failure::general(both!("没有叫 `{label}` 的编码", "no encoding is called `{label}`")));
    }
    let path = if place.path.as_os_str() == "-" { None } else { Some(place.path.clone()) };
    let name = if path.is_none() { "<stdin>".to_owned() } else { place.path.to_string_lossy().into_owned() };
    let loaded = read_input(&Input { path, name, size: 0 }, encoding, false)?;
    Ok((loaded.source, loaded.syntax))
}
