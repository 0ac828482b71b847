//! `kanwu review`: decisions on findings, written to `kanwu-review.toml`.

use super::accept::{Known, Which, folder_of, name_in, place, read, today};
use super::baseline::{tell, write};
use super::check::{Setup, confidence, language, options, quiet_panics, set_up};
use super::run::Run;
use super::texts::Texts;
use super::{CLEAN, FAILED, args, complain};
use crate::both;
use crate::engine::{Date, Decision, Decisions, Engine, Subject, decisions_schema};
use crate::finding::{Acceptance, Failure, FileReport, Finding, Fingerprint, Status};
use crate::kind::strict_schema;
use crate::lang::{Lang, Localized};
use crate::text::visible::visible_line;
use clap::{Arg, ArgMatches, Command, ValueHint, value_parser};
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What is done, and the status that it gives.
const ACTS: [(&str, Status, &str, &str); 4] = [
    ("confirm", Status::Confirmed, "确认一条发现是差错", "say that a finding is a defect"),
    ("dismiss", Status::Dismissed, "驳回一条发现：不是差错，或保留原样", "say that a finding is no defect, or stays as it is printed"),
    ("defer", Status::Deferred, "把一条发现留待以后", "leave a finding for later"),
    ("fixed", Status::Fixed, "记下一条发现已改正", "say that a finding was mended"),
];

/// The command and its subcommands.
pub(super) fn command(lang: Lang) -> Command {
    let say = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    let paths = || {
        let arg = Arg::new("paths").value_name("PATH").num_args(1..).default_value(".").value_parser(value_parser!(PathBuf));
        arg.value_hint(ValueHint::AnyPath).help(say("文件或目录", "files or directories"))
    };
    let text = |name: &'static str, value: &'static str, zh, en| Arg::new(name).long(name).value_name(value).help(say(zh, en));
    let act = |(name, status, zh, en): (&'static str, Status, &'static str, &'static str)| {
        Command::new(name)
            .about(say(zh, en))
            .arg(
                Arg::new("fingerprint")
                    .value_name("FINGERPRINT")
                    .required(true)
                    .help(say("发现的指纹，或其开头", "the finding's fingerprint, or the beginning of it")),
            )
            .arg(paths())
            .arg(text("reason", "TEXT", "理由", "why").required(status.suppresses()))
            .arg(text("note", "TEXT", "其他说明", "anything more to be said"))
            .arg(text("by", "NAME", "由谁决定", "who decides"))
            .arg(
                text("expires", "DATE", "最后有效的日子，如 2026-12-31", "the last day on which it holds, as in 2026-12-31")
                    .value_parser(|day: &str| Date::parse(day).ok_or("a date is meant, as in 2026-12-31")),
            )
            .args(args::some(args::CHECKING, lang))
    };
    let list = Command::new("list")
        .about(say("列出发现，连同指纹与审定", "list the findings with their fingerprints and what was decided"))
        .arg(paths())
        .arg(
            Arg::new("open")
                .long("open")
                .action(clap::ArgAction::SetTrue)
                .help(say("只列还没有审定的", "only those that nothing was decided about")),
        )
        .args(args::some(args::CHECKING, lang));
    let about = say("审定：对发现作出决定，记入 kanwu-review.toml", "decide about findings; decisions are kept in kanwu-review.toml");
    let schema = Command::new("schema")
        .about(say("输出 kanwu-review.toml 的 JSON Schema，供编辑器补全与检查", "print the JSON Schema of kanwu-review.toml, for editors"));
    let review = Command::new("review").about(about).subcommand_required(true).arg_required_else_help(true);
    review.subcommand(list).subcommands(ACTS.map(act)).subcommand(schema)
}

/// A finding as it is listed.
struct Listed {
    /// What its file is called in the file of decisions.
    file: String,
    finding: Finding,
    /// Where it stands, for people.
    place: String,
    /// The decision on it, by its number.
    decided: Option<usize>,
    known: bool,
}

/// Runs the subcommand.
pub(super) fn run(matches: &ArgMatches, lang: Lang) -> io::Result<u8> {
    quiet_panics();
    let Some((name, matches)) = matches.subcommand() else { return Ok(FAILED) };
    if name == "schema" {
        let schema = strict_schema(decisions_schema(), "kanwu-review.toml", lang);
        writeln!(io::stdout(), "{}", serde_json::to_string_pretty(&schema)?)?;
        return Ok(CLEAN);
    }
    let paths: Vec<PathBuf> = matches.get_many("paths").into_iter().flatten().cloned().collect();
    let Setup { config, rules, mut reports, mut failures } = set_up(matches, &paths);
    let lang = language(matches, &config, lang);
    let (path, _) = place(Which::Decisions, matches, &config);
    let mut known = Known::load(matches, &config, &mut reports, &mut failures, true);
    // decided and open findings are listed together: they are told apart here
    let text = read(&path, Which::Decisions).unwrap_or_default().unwrap_or_else(Decisions::empty);
    known.accept.decisions = None;
    let shown = path.display().to_string();
    let folder = folder_of(&path);
    let decisions = Decisions::parse(&shown, &text, today(), &|name| folder.join(name).exists());
    let engine = Engine::new(rules, &options(&config, confidence(matches)));
    let texts = Texts::find(matches, &paths, &config, &mut failures).map_err(|failure| failures.push(failure)).ok();
    tell(&reports, lang)?;
    let (Ok(mut decisions), Some(texts), true) = (decisions, texts, reports.iter().all(|r| r.findings.iter().all(is_warning))) else {
        complain(&failures, lang);
        return Ok(FAILED);
    };
    let mut run = Run::new(&engine, known, None);
    let mut listed: Vec<Listed> = Vec::new();
    run.each(&texts, &mut failures, |report| {
        let file = name_in(&folder, Path::new(report.source.name()));
        take(report, &file, &mut decisions, &mut listed);
        Ok(())
    })?;
    let result = match ACTS.iter().find(|(act, ..)| *act == name) {
        None => list(&listed, &decisions, matches.get_flag("open"), lang).map(Ok)?,
        Some((_, status, ..)) => decide(matches, &listed, &decisions, *status, &path, lang)?,
    };
    failures.extend(result.err());
    complain(&failures, lang);
    Ok(if failures.is_empty() { CLEAN } else { FAILED })
}

fn is_warning(finding: &Finding) -> bool {
    finding.severity < crate::finding::Severity::Error
}

fn take(report: &FileReport, file: &str, decisions: &mut Decisions, listed: &mut Vec<Listed>) {
    let in_baseline = report.accepted.iter().filter(|a| a.by == Acceptance::Baseline);
    let known: BTreeSet<Fingerprint> = in_baseline.map(|a| a.finding.fingerprint).collect();
    let mut findings: Vec<Finding> = report.findings.iter().chain(report.accepted.iter().map(|a| &a.finding)).cloned().collect();
    findings.sort_by(|a, b| (a.span, &a.rule, &a.message.en).cmp(&(b.span, &b.rule, &b.message.en)));
    let decided = decisions.find(file, &findings);
    for (finding, decided) in findings.into_iter().zip(decided) {
        let at = report.source.position(finding.span.start);
        let place = format!("{}:{}:{}", report.source.name(), at.line, at.column);
        listed.push(Listed { file: file.to_owned(), known: known.contains(&finding.fingerprint), finding, place, decided });
    }
}

/// One line a finding: fingerprint, what was decided, rule, place, and what is written there.
fn list(listed: &[Listed], decisions: &Decisions, open: bool, lang: Lang) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let all: Vec<(&Subject, &Decision)> = decisions.all().collect();
    let mut counts = [0usize; 2];
    for item in listed {
        let decision = item.decided.and_then(|i| all.get(i)).map(|(_, d)| *d);
        counts[usize::from(decision.is_some())] += 1;
        if open && decision.is_some() {
            continue;
        }
        let state = match decision {
            Some(d) if d.is_expired(decisions.today()) => both!("{}（到期）", "{} (expired)", d.status.label().zh),
            Some(d) => d.status.label(),
            None if item.known => Localized::fixed("基线", "baseline"),
            None => Localized::fixed("未定", "open"),
        };
        let anchor = &item.finding.anchor;
        let around = visible_line(&format!("{}⟦{}⟧{}", anchor.prefix, anchor.exact, anchor.suffix));
        let (print, rule, place) = (item.finding.fingerprint, &item.finding.rule, visible_line(&item.place));
        writeln!(out, "{print} {} {place} {rule} {around}", state.in_lang(lang))?;
    }
    let [left, decided] = counts;
    writeln!(out, "{}", both!("未定 {left} 条，已定 {decided} 条", "{left} open, {decided} decided").in_lang(lang))?;
    out.flush()
}

/// Writes one decision down.
fn decide(
    matches: &ArgMatches,
    listed: &[Listed],
    decisions: &Decisions,
    status: Status,
    path: &Path,
    lang: Lang,
) -> io::Result<Result<(), Failure>> {
    let wanted = matches.get_one::<String>("fingerprint").map_or("", String::as_str);
    let text = |name: &str| matches.get_one::<String>(name).cloned().unwrap_or_default();
    let mut decision = Decision::new(status, text("reason"));
    (decision.note, decision.by, decision.at) = (text("note"), text("by"), Some(decisions.today()));
    decision.expires = matches.get_one::<Date>("expires").copied();
    if status.suppresses() && decision.reason.trim().is_empty() {
        return Ok(Err(Failure::general(Localized::fixed("要写明理由：--reason", "a reason is needed: --reason"))));
    }
    let found: Vec<&Listed> = listed.iter().filter(|l| begins(&l.finding.fingerprint.to_string(), wanted)).collect();
    let written = decisions.all().enumerate().filter(|(_, (s, _))| s.fingerprint.as_deref().is_some_and(|f| begins(f, wanted)));
    let written: Vec<(usize, &Subject)> = written.map(|(i, (subject, _))| (i, subject)).collect();
    let (index, subject) = match (found.as_slice(), written.as_slice()) {
        ([one], _) => (one.decided, Subject::of(&one.file, &one.finding)),
        // what was mended is found no more, and the decision on it is still there
        ([], [(index, subject)]) => (Some(*index), (*subject).clone()),
        ([], []) => {
            let what = both!("没有指纹为 `{wanted}` 的发现", "no finding has the fingerprint `{wanted}`");
            return Ok(Err(
                Failure::general(what).with_help(Localized::fixed("用 kanwu review list 列出", "`kanwu review list` lists them"))
            ));
        }
        _ => {
            let places: Vec<String> = found.iter().map(|l| l.place.clone()).collect();
            let what = both!("`{wanted}` 不止一条：{}", "`{wanted}` is more than one: {}", places.join(", "));
            return Ok(Err(Failure::general(what)));
        }
    };
    if let Err(failure) = write(path, &decisions.with(index, &subject.render(&decision)))? {
        return Ok(Err(failure));
    }
    let (shown, rule, file) = (visible_line(&path.display().to_string()), &subject.rule, visible_line(&subject.file));
    let said = both!("已记入 {shown}：{}，{file}，{rule}", "wrote {shown}: {}, {file}, {rule}", status.label().in_lang(lang));
    writeln!(io::stdout(), "{}", said.in_lang(lang))?;
    Ok(Ok(()))
}

/// True where `wanted` is the fingerprint or enough of its beginning, with or without its version.
fn begins(fingerprint: &str, wanted: &str) -> bool {
    let bare = fingerprint.split_once(':').map_or(fingerprint, |(_, hash)| hash);
    wanted.len() >= 4 && (fingerprint.starts_with(wanted) && wanted.contains(':') || bare.starts_with(wanted))
}
