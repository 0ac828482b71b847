//! Floor 8: the command line.

mod accept;
mod args;
mod baseline;
mod check;
mod config;
mod figures;
mod fix;
mod init;
mod output;
mod reports;
mod review;
mod rules;
mod run;
mod since;
mod texts;
mod trace;
mod usage;
mod watch;

use crate::finding::Failure;
use crate::lang::Lang;
use crate::text::visible::visible_line;
use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

/// Nothing found, or nothing that fails the run.
const CLEAN: u8 = 0;
/// Findings at or above the severity that fails a run.
const FOUND: u8 = 1;
/// The run itself failed: usage, an unreadable file, a bad rule.
const FAILED: u8 = 2;

/// Runs the `kanwu` command with these arguments (the program's name first) and gives its exit code: 0 clean,
/// 1 findings, 2 the run itself failed. The only function of the library that prints.
#[must_use]
pub fn run(arguments: Vec<OsString>) -> ExitCode {
    let lang = args::language(&arguments);
    let matches = match args::command(lang).try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => {
            let code = if error.use_stderr() { FAILED } else { CLEAN };
            let told = if lang == Lang::Zh { usage::in_chinese(&error) } else { None };
            let printed = match told {
                Some(told) => io::stderr().lock().write_all(told.as_bytes()),
                None => error.print(),
            };
            return ExitCode::from(if printed.is_ok() { code } else { CLEAN });
        }
    };
    let result = match matches.subcommand() {
        Some(("check", matches)) if matches.get_flag("watch") => watch::run(matches, lang),
        Some(("check", matches)) => check::run(matches, lang),
        Some(("figures", matches)) => figures::run(matches, lang),
        Some(("fix", matches)) => fix::run(matches, lang),
        Some(("rules", matches)) => rules::run(matches, lang),
        Some(("trace", matches)) => trace::run(matches, lang),
        Some(("config", matches)) => config::run(matches, lang),
        Some(("baseline", matches)) => baseline::run(matches, lang),
        Some(("review", matches)) => review::run(matches, lang),
        Some(("init", matches)) => init::run(matches, lang),
        Some(("completions", matches)) => output::completions(matches, args::command(lang)),
        Some(("man", _)) => output::man(args::command(lang)),
        Some(("schema", matches)) => output::schema(matches),
        _ => Ok(FAILED),
    };
    match result {
        Ok(code) => ExitCode::from(code),
        // whoever reads has read enough
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::from(CLEAN),
        Err(error) => {
            complain(&[Failure::general(crate::both!("写不出结果：{error}", "can't write the output: {error}"))], lang);
            ExitCode::from(FAILED)
        }
    }
}

/// Tells failures on standard error.
fn complain(failures: &[Failure], lang: Lang) {
    let mut out = io::stderr().lock();
    for failure in failures {
        let path = failure.path.as_ref().map(|p| format!("{}: ", visible_line(p))).unwrap_or_default();
        let word = if lang == Lang::Zh { "错误" } else { "error" };
        // nobody is left to be told where standard error is closed
        let _ = writeln!(out, "kanwu: {word}: {path}{}", visible_line(failure.message.in_lang(lang)));
        for help in &failure.help {
            let word = if lang == Lang::Zh { "建议" } else { "help" };
            let _ = writeln!(out, "       {word}: {}", visible_line(help.in_lang(lang)));
        }
    }
}
