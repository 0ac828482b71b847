//! `kanwu fix`: what findings propose, shown as a diff, and put into the files when that is asked for.

use super::accept::Known;
use super::check::{Setup, confidence, language, options, quiet_panics, set_up};
use super::output::Output;
use super::run::Run;
use super::texts::Texts;
use super::{CLEAN, FAILED, FOUND, args, complain};
use crate::both;
use crate::engine::Engine;
use crate::finding::{Failure, FileReport};
use crate::fix::{Plan, Scope, diff, encode, plan};
use crate::lang::{Lang, Localized};
use crate::text::Source;
use clap::{Arg, ArgAction, ArgMatches, Command, ValueHint, value_parser};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The command.
pub(super) fn command(lang: Lang) -> Command {
    let say = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    let switch = |name: &'static str, zh, en| Arg::new(name).long(name).action(ArgAction::SetTrue).help(say(zh, en));
    Command::new("fix")
        .about(say("照提出的改法修改文本；不加 --apply 只显示改动", "make the changes that findings propose; without --apply they are only shown"))
        .arg(
            Arg::new("paths")
                .value_name("PATH")
                .num_args(1..)
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .value_hint(ValueHint::AnyPath)
                .help(say("文件、目录，或 - 表示标准输入", "files, directories, or - for standard input")),
        )
        .arg(switch("diff", "只显示改动，不写文件（默认）", "show the changes and write nothing (the default)").conflicts_with("apply"))
        .arg(switch("apply", "把改动写入文件；标准输入的结果写到标准输出", "write the changes; those of standard input to standard output").visible_alias("write"))
        .arg(switch(
            "unsafe",
            "也改可能改变文意的；线索与有几种读法的从不改",
            "also those that may change the meaning; never those of leads, nor where there are several readings",
        ))
        .args(args::some(args::CHECKING, lang))
        .after_help(say(
            "退出码：0 没有要改的，或已改好；1 有要改的（未加 --apply）；2 未能完成（读不了文件、规则有误、写不了、编码保不住）。",
            "Exit codes: 0 nothing to change, or changed; 1 there are changes to make (without --apply); 2 not done (unreadable file, bad rule, can't write, encoding can't be kept).",
        ))
}

/// What a run comes to.
#[derive(Default)]
struct Tally {
    files: usize,
    fixed: usize,
    conflicts: usize,
    left: usize,
}

pub(super) fn run(matches: &ArgMatches, lang: Lang) -> io::Result<u8> {
    quiet_panics();
    let paths: Vec<PathBuf> = matches.get_many("paths").into_iter().flatten().cloned().collect();
    let Setup { config, rules, mut reports, mut failures } = set_up(matches, &paths);
    let lang = language(matches, &config, lang);
    // what an editor has decided to keep is not changed
    let known = Known::load(matches, &config, &mut reports, &mut failures, false);
    let engine = Engine::new(rules, &options(&config, confidence(matches)));
    let texts = match Texts::find(matches, &paths, &config, &mut failures) {
        Ok(texts) => texts,
        Err(failure) => {
            complain(&[failure], lang);
            return Ok(FAILED);
        }
    };
    super::rules::tell_problems(&reports, lang)?;
    let apply = matches.get_flag("apply");
    let scope = if matches.get_flag("unsafe") { Scope::Unsafe } else { Scope::Safe };
    let stdin = texts.inputs().iter().find(|i| i.path.is_none()).map(|i| i.name.clone());
    let mut run = Run::new(&engine, known, None);
    run.count_problems(&reports);
    let (mut tally, mut refused) = (Tally::default(), Vec::new());
    let mut out = io::stdout().lock();
    run.each(&texts, &mut failures, |report| {
        let plan = plan(&report.findings, scope);
        tally.conflicts += plan.conflicts;
        tally.left += plan.left;
        let from_stdin = stdin.as_deref() == Some(report.source.name());
        if plan.edits.is_empty() && !(apply && from_stdin) {
            return Ok(());
        }
        if !apply {
            out.write_all(diff(&report.source, &plan).as_bytes())?;
        } else if from_stdin {
            let text = plan.apply(report.source.text());
            out.write_all(&in_its_encoding(&report.source, &text).unwrap_or_else(|| text.into_bytes()))?;
        } else if let Err(failure) = change(report, &plan)? {
            refused.push(failure);
            return Ok(());
        }
        tally.files += usize::from(!plan.edits.is_empty());
        tally.fixed += plan.fixed;
        Ok(())
    })?;
    out.flush()?;
    failures.extend(refused);
    tell(&tally, apply, scope, lang);
    complain(&failures, lang);
    Ok(match () {
        () if run.summary.problems > 0 || !failures.is_empty() => FAILED,
        () if !apply && tally.fixed > 0 => FOUND,
        () => CLEAN,
    })
}

/// The text in the encoding that standard input was in, where it has one that keeps all characters.
fn in_its_encoding(source: &Source, text: &str) -> Option<Vec<u8>> {
    let (bytes, used, unmappable) = source.encoding().encode(text);
    (!unmappable && used == source.encoding()).then(|| bytes.into_owned())
}

/// Writes a file anew, whole or not at all. The inner error is why it was left as it is.
fn change(report: &FileReport, plan: &Plan) -> io::Result<Result<(), Failure>> {
    let source = &report.source;
    let path = Path::new(source.name());
    let refuse = |message: Localized| Failure::at(source.name(), message);
    let original = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => return Ok(Err(refuse(both!("读不了：{error}", "can't read: {error}")))),
    };
    let bytes = match encode(source, &original, &plan.apply(source.text())) {
        Ok(bytes) => bytes,
        Err(why) => return Ok(Err(refuse(why.localized()))),
    };
    let mut out = match Output::open(Some(path)) {
        Ok(out) => out,
        Err(failure) => return Ok(Err(failure)),
    };
    if let Err(error) = out.write_all(&bytes) {
        return Ok(Err(refuse(both!("写不了：{error}", "can't write: {error}"))));
    }
    out.close()
}

/// The last line, where the failures go: standard output has the diff, or the text.
fn tell(tally: &Tally, applied: bool, scope: Scope, lang: Lang) {
    let Tally { files, fixed, conflicts, left } = tally;
    let mut line = if applied {
        both!("改了 {files} 个文件，{fixed} 处", "changed {files} files in {fixed} places")
    } else {
        both!("{files} 个文件有 {fixed} 处可改；加 --apply 写入", "{fixed} places in {files} files can be changed; --apply writes them")
    };
    let mut also = |more: Localized| line = Localized::new(format!("{}；{}", line.zh, more.zh), format!("{}; {}", line.en, more.en));
    if *conflicts > 0 {
        also(both!("{conflicts} 处与别的改动相碰，留待下一次", "{conflicts} meet others and are left for another run"));
    }
    if *left > 0 {
        also(match scope {
            Scope::Safe => {
                both!("{left} 处要人定夺（--unsafe 改其中可改的）", "{left} are left to you (--unsafe makes those that can be made)")
            }
            Scope::Unsafe => {
                both!("{left} 处是线索或有几种读法，要人定夺", "{left} are leads or have several readings, and are left to you")
            }
        });
    }
    // nobody is left to be told where standard error is closed
    let _ = writeln!(io::stderr(), "kanwu: {}", line.in_lang(lang));
}
