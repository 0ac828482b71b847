//! `kanwu baseline`: accept what is there, and only what is new is reported.

use super::accept::{Known, Which, folder_of, name_in, place, read};
use super::check::{Setup, confidence, language, options, quiet_panics, set_up};
use super::output::{Output, look};
use super::run::Run;
use super::texts::Texts;
use super::{CLEAN, FAILED, args, complain};
use crate::both;
use crate::engine::{Baseline, BaselineEntry, Engine};
use crate::finding::{Failure, FileReport};
use crate::lang::{Lang, Localized};
use crate::reporter;
use crate::text::visible::visible_line;
use clap::{Arg, ArgMatches, Command, ValueHint, value_parser};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The command and its subcommands.
pub(super) fn command(lang: Lang) -> Command {
    let say = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    let paths = || {
        Arg::new("paths")
            .value_name("PATH")
            .num_args(1..)
            .default_value(".")
            .value_parser(value_parser!(PathBuf))
            .value_hint(ValueHint::AnyPath)
            .help(say("文件或目录", "files or directories"))
    };
    Command::new("baseline")
        .about(say("基线：接受已有的发现，只报新的", "accept the findings that are there, and report only what is new"))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands([
            Command::new("write")
                .about(say("把现有的发现写入基线", "write the findings that are there to the baseline"))
                .arg(paths())
                .args(args::some(args::CHECKING, lang)),
            Command::new("prune")
                .about(say("从基线去掉已查不到的，不添新的", "take out of the baseline what is found no more; nothing is added"))
                .arg(paths())
                .args(args::some(args::CHECKING, lang)),
            Command::new("show")
                .about(say("列出基线里的发现", "list what is in the baseline"))
                .args(args::some(&["baseline", "config", "no-config"], lang)),
        ])
}

/// Runs the subcommand.
pub(super) fn run(matches: &ArgMatches, lang: Lang) -> io::Result<u8> {
    match matches.subcommand() {
        Some(("write", matches)) => renew(matches, true, lang),
        Some(("prune", matches)) => renew(matches, false, lang),
        Some((_, matches)) => show(matches, lang),
        None => Ok(FAILED),
    }
}

/// Checks the texts and writes the baseline anew: with all that is found, or only with what it had.
fn renew(matches: &ArgMatches, all: bool, lang: Lang) -> io::Result<u8> {
    quiet_panics();
    let paths: Vec<PathBuf> = matches.get_many("paths").into_iter().flatten().cloned().collect();
    let Setup { config, rules, mut reports, mut failures } = set_up(matches, &paths);
    let lang = language(matches, &config, lang);
    let (path, _) = place(Which::Baseline, matches, &config);
    let mut known = Known::load(matches, &config, &mut reports, &mut failures, all);
    known.name_from(folder_of(&path));
    let engine = Engine::new(rules, &options(&config, confidence(matches)));
    let texts = match Texts::find(matches, &paths, &config, &mut failures) {
        Ok(texts) => texts,
        Err(failure) => {
            complain(&[failure], lang);
            return Ok(FAILED);
        }
    };
    let folder = folder_of(&path);
    let mut run = Run::new(&engine, known, None);
    run.count_problems(&reports);
    let mut entries: Vec<BaselineEntry> = Vec::new();
    run.each(&texts, &mut failures, |report| {
        let name = name_in(&folder, Path::new(report.source.name()));
        let accepted = report.accepted.iter().filter(|a| a.known).map(|a| &a.finding);
        let found = report.findings.iter().filter(|_| all).chain(accepted);
        entries.extend(found.map(|finding| BaselineEntry::new(&name, finding)));
        Ok(())
    })?;
    tell(&reports, lang)?;
    if run.summary.problems > 0 || !failures.is_empty() {
        // a baseline of half a run would report the other half as new
        failures.push(Failure::at(
            path.display().to_string(),
            Localized::fixed("检查没有做完，基线未改动", "the run is not whole: the baseline is left as it is"),
        ));
        complain(&failures, lang);
        return Ok(FAILED);
    }
    let (ran, found) = (run.rules(), entries.len());
    let baseline = run.known.accept.baseline.as_ref();
    let stale = baseline.map_or(0, |b| b.stale(&ran));
    let untouched = baseline.map(|b| b.untouched(&ran)).unwrap_or_default();
    let kept = untouched.len();
    entries.extend(untouched);
    if let Err(failure) = write(&path, &BaselineEntry::render(entries)?)? {
        complain(&[failure], lang);
        return Ok(FAILED);
    }
    let shown = visible_line(&path.display().to_string());
    let said = if all {
        both!(
            "已写入 {shown}：现有发现 {found} 条，未查的文件和规则保留 {kept} 条，去掉 {stale} 条",
            "wrote {shown}: {found} found, {kept} kept for files and rules that were not checked, {stale} taken out"
        )
    } else {
        both!("已写入 {shown}：去掉 {stale} 条，保留 {} 条", "wrote {shown}: {stale} taken out, {} kept", found + kept)
    };
    writeln!(io::stdout(), "{}", said.in_lang(lang))?;
    Ok(CLEAN)
}

/// Writes a file, whole or not at all.
pub(super) fn write(path: &Path, text: &str) -> io::Result<Result<(), Failure>> {
    let mut out = match Output::open(Some(path)) {
        Ok(out) => out,
        Err(failure) => return Ok(Err(failure)),
    };
    out.write_all(text.as_bytes())?;
    out.close()
}

/// What is wrong with declarations, on standard error.
pub(super) fn tell(reports: &[FileReport], lang: Lang) -> io::Result<()> {
    let Some(format) = reporter::named("human") else { return Ok(()) };
    let mut reporter = (format.reporter)(look(lang));
    reports.iter().try_for_each(|report| reporter.file(&mut io::stderr().lock(), report))
}

/// Lists the baseline, by file.
fn show(matches: &ArgMatches, lang: Lang) -> io::Result<u8> {
    let mut failures = Vec::new();
    let config = super::check::configuration(matches, &[PathBuf::from(".")], &mut failures);
    let (path, _) = place(Which::Baseline, matches, &config);
    let shown = visible_line(&path.display().to_string());
    let baseline = match read(&path, Which::Baseline) {
        Ok(Some(text)) => Baseline::parse(&path.display().to_string(), &text, &|_| true),
        Ok(None) => {
            let none = Failure::at(shown, Localized::fixed("没有这个基线文件", "there is no such baseline"));
            complain(&[none.with_help(Localized::fixed("用 kanwu baseline write 写一份", "`kanwu baseline write` writes one"))], lang);
            return Ok(FAILED);
        }
        Err(failure) => {
            complain(&[failure], lang);
            return Ok(FAILED);
        }
    };
    let baseline = match baseline {
        Ok(baseline) => baseline,
        Err(report) => {
            tell(&[*report], lang)?;
            return Ok(FAILED);
        }
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut by_rule: BTreeMap<&str, u64> = BTreeMap::new();
    for entry in baseline.entries() {
        *by_rule.entry(&entry.rule).or_default() += 1;
        let (file, rule) = (visible_line(&entry.file), visible_line(&entry.rule));
        let around = visible_line(&format!("{}⟦{}⟧{}", entry.prefix, entry.exact, entry.suffix));
        writeln!(out, "{file}: {rule}: {around}")?;
    }
    let count = baseline.entries().len();
    let rules: Vec<String> = by_rule.iter().map(|(rule, n)| format!("{} {n}", visible_line(rule))).collect();
    let rules = rules.join(", ");
    writeln!(out, "{}", both!("{shown}：{count} 条。{rules}", "{shown}: {count} findings. {rules}").in_lang(lang))?;
    out.flush()?;
    complain(&failures, lang);
    Ok(if failures.is_empty() { CLEAN } else { FAILED })
}
