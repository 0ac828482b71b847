//! The commands and flags, in one table; help, completions and the man page are made from it.

use crate::both;
use crate::lang::{Lang, Localized};
use crate::reporter::FORMATS;
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command, ValueHint, value_parser};
use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

/// The language of the user: `--lang`, else the locale.
pub(super) fn language(arguments: &[OsString]) -> Lang {
    let mut arguments = arguments.iter().filter_map(|a| a.to_str());
    while let Some(argument) = arguments.next() {
        let value = match argument.strip_prefix("--lang") {
            Some("") => arguments.next(),
            Some(rest) => rest.strip_prefix('='),
            None => continue,
        };
        match value {
            Some("zh") => return Lang::Zh,
            Some("en") => return Lang::En,
            _ => {}
        }
    }
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| env::var(name).ok()).find(|v| !v.is_empty());
    locale.map_or(Lang::En, |l| Lang::from_locale(&l))
}

/// A flag: long name, short name, value name (none for a switch), Chinese and English help.
type Flag = (&'static str, Option<char>, Option<&'static str>, &'static str, &'static str);

const CHECK: &[Flag] = &[
    ("format", Some('f'), Some("FORMAT"), "输出格式", "output format"),
    ("output", Some('o'), Some("FILE"), "把结果写入文件（要么写全，要么不写）", "write the report to a file, whole or not at all"),
    (
        "output-format",
        None,
        Some("FORMAT=FILE"),
        "另以此格式写入此文件（可重复），如 sarif=kanwu.sarif",
        "write a further report in this format to this file (repeatable), as in sarif=kanwu.sarif",
    ),
    (
        "fail-on",
        None,
        Some("SEVERITY"),
        "到此严重程度即以 1 退出；线索从不计入 [默认 warning]",
        "the least severity that exits with 1; leads never count [default: warning]",
    ),
    ("min-confidence", None, Some("LEVEL"), "不报低于此可信度的发现", "leave out findings below this confidence"),
    ("exit-zero", None, None, "有发现也以 0 退出", "exit with 0 even when something was found"),
    (
        "only",
        None,
        Some("RULE|TAG"),
        "只用这些规则或标签（可重复，可用逗号分隔）",
        "only these rules or tags (repeatable, or comma-separated)",
    ),
    ("skip", None, Some("RULE|TAG"), "不用这些规则或标签", "not these rules or tags"),
    (
        "include",
        None,
        Some("GLOB"),
        "目录中要检查的文件（可重复）[默认 *.txt *.text *.md *.markdown]",
        "the files of a directory that are checked (repeatable) [default: *.txt *.text *.md *.markdown]",
    ),
    ("exclude", None, Some("GLOB"), "目录中不检查的文件（可重复）", "the files of a directory that are left out (repeatable)"),
    ("rules", Some('r'), Some("DIR"), "另加一个规则文件夹或规则文件", "a further folder of rules, or a rule file"),
    ("require-examples", None, None, "规则须有命中与不命中的示例", "a rule without a failing and a passing example is an error"),
    (
        "config",
        Some('c'),
        Some("FILE"),
        "用这个配置文件，不向上查找 kanwu.toml",
        "use this configuration instead of the nearest kanwu.toml",
    ),
    ("no-config", None, None, "不用任何配置文件", "use no configuration"),
    (
        "baseline",
        None,
        Some("FILE"),
        "不报这个基线里已有的发现 [默认 kanwu.toml 旁的 kanwu-baseline.json，如果有]",
        "leave out what this baseline has [default: kanwu-baseline.json beside kanwu.toml, if there is one]",
    ),
    (
        "decisions",
        None,
        Some("FILE"),
        "用这份审定记录 [默认 kanwu.toml 旁的 kanwu-review.toml，如果有]",
        "use these decisions [default: kanwu-review.toml beside kanwu.toml, if there is one]",
    ),
    (
        "since",
        None,
        Some("REV"),
        "只报 git 版本 REV 以来改动之处的发现；REV... 指与 REV 分叉以来",
        "only findings at places that changed since the git revision REV; REV... means since this branch left it",
    ),
    (
        "encoding",
        None,
        Some("NAME"),
        "按此编码读入（utf-8、gbk、gb18030、big5、utf-16le…），不作猜测",
        "read as this encoding (utf-8, gbk, gb18030, big5, utf-16le, …) instead of guessing",
    ),
    ("stdin-filename", None, Some("NAME"), "标准输入在报告里的文件名", "the name that standard input is reported under"),
    ("allow-empty", None, None, "没有文件或文件为空也算完成", "no files and empty files are no failure"),
    ("watch", Some('w'), None, "文本、规则或配置一有改动就再查一遍", "check again whenever a text, a rule or the configuration changes"),
    ("color", None, Some("WHEN"), "是否着色", "colours"),
    (
        "coverage",
        None,
        None,
        "说明每个数受到多大程度的核对：抄错时会不会被发现",
        "tell how far each figure is tested: whether a slip in it would be noticed",
    ),
    ("quiet", Some('q'), None, "不写最后的汇总行", "leave out the summary line"),
    ("verbose", Some('v'), None, "多说一些：没有可查之处的规则等", "tell more: rules that found nothing to look at, and the like"),
];

/// The flags of `check` that `figures` has too.
const SHARED: &[&str] =
    &["output", "include", "exclude", "rules", "config", "no-config", "encoding", "stdin-filename", "allow-empty", "quiet"];

/// The command line in the language of the user.
pub(super) fn command(lang: Lang) -> Command {
    let say = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    let paths = Arg::new("paths")
        .value_name("PATH")
        .num_args(1..)
        .required(true)
        .value_parser(value_parser!(PathBuf))
        .value_hint(ValueHint::AnyPath)
        .help(say("文件、目录，或 - 表示标准输入", "files, directories, or - for standard input"));
    let check = Command::new("check")
        .about(say("检查文本", "check texts"))
        .arg(paths.clone())
        .args(CHECK.iter().map(|flag| argument(*flag, lang)))
        .after_help(say(
            "退出码：0 没有发现；1 有发现；2 检查本身未能完成（读不了文件、规则有误、用法不对）。",
            "Exit codes: 0 nothing found; 1 findings; 2 the run itself failed (unreadable file, bad rule, usage).",
        ));
    // what is read, and where the output goes, is told as for `check`
    let shared = |flag: &&Flag| SHARED.contains(&flag.0);
    let figures = Command::new("figures")
        .about(say("列出文中的数量，及其所指", "list the figures of texts, and what they are about"))
        .arg(paths.clone())
        .arg(
            Arg::new("format")
                .long("format")
                .short('f')
                .value_name("FORMAT")
                .value_parser(["table", "json", "csv"])
                .default_value("table")
                .help(say("输出格式", "output format")),
        )
        .arg(
            Arg::new("explain")
                .long("explain")
                .value_name("LINE")
                .value_parser(value_parser!(u32).range(1..))
                .conflicts_with("format")
                .help(say("说明这一行的每个数量是怎样读出来的", "tell how each figure of this line was read")),
        )
        .arg(
            Arg::new("all")
                .long("all")
                .action(ArgAction::SetTrue)
                .help(say("也列出不是数量的数字：日期、序数、名称等", "also list the numbers that are no figures: dates, ordinals, names")),
        )
        .args(CHECK.iter().filter(shared).map(|flag| argument(*flag, lang)))
        .after_help(say(
            "退出码：0 完成；2 未能完成（读不了文件、用法不对）。",
            "Exit codes: 0 done; 2 the run failed (unreadable file, usage).",
        ));
    let init = Command::new("init")
        .about(say("写一份 kanwu.toml、一条规则和一份 CI 配置", "write a kanwu.toml, a first rule and a CI file"))
        .arg(Arg::new("folder").value_name("DIR").default_value(".").value_parser(value_parser!(PathBuf)).value_hint(ValueHint::DirPath));
    let completions = Command::new("completions")
        .about(say("输出 shell 补全脚本", "print a completion script for a shell"))
        .arg(Arg::new("shell").value_name("SHELL").required(true).value_parser(value_parser!(clap_complete::Shell)));
    Command::new("kanwu")
        .version(env!("CARGO_PKG_VERSION"))
        .about(say("勘误：检查转录的报告", "checks transcribed reports against declarative rules"))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .arg(
            Arg::new("lang")
                .long("lang")
                .value_name("LANG")
                .global(true)
                .value_parser(["zh", "en"])
                .help(say("界面语言 [默认随系统]", "language of messages [default: the locale's]")),
        )
        .subcommands([
            check,
            figures,
            super::rules::command(lang),
            super::fix::command(lang),
            super::trace::command(lang),
            super::config::command(lang),
            super::baseline::command(lang),
            super::review::command(lang),
            init,
            completions,
            Command::new("man").about(say("输出手册页", "print the man page")),
            Command::new("schema").about(say("输出 --format json 的 JSON Schema", "print the JSON Schema of --format json")).arg(
                Arg::new("command")
                    .value_name("COMMAND")
                    .value_parser(["check", "figures", "trace"])
                    .default_value("check")
                    .help(say("哪个命令的输出", "the command whose output it describes")),
            ),
        ])
}

/// The flags of `check` that say what is checked and how; not those of its report.
pub(super) const CHECKING: &[&str] = &[
    "min-confidence",
    "only",
    "skip",
    "include",
    "exclude",
    "rules",
    "require-examples",
    "config",
    "no-config",
    "baseline",
    "decisions",
    "encoding",
    "stdin-filename",
    "allow-empty",
];

/// Some of the flags of `check`, for the commands that share them.
pub(super) fn some(names: &'static [&'static str], lang: Lang) -> impl Iterator<Item = Arg> {
    CHECK.iter().filter(|flag| names.contains(&flag.0)).map(move |flag| argument(*flag, lang))
}

fn argument((long, short, value, zh, en): Flag, lang: Lang) -> Arg {
    let mut arg = Arg::new(long).long(long).help(if lang == Lang::Zh { zh } else { en });
    if let Some(short) = short {
        arg = arg.short(short);
    }
    let Some(value) = value else { return arg.action(ArgAction::SetTrue) };
    arg = arg.value_name(value);
    match long {
        "format" => arg.value_parser(PossibleValuesParser::new(FORMATS.iter().map(|f| f.name))).default_value("human"),
        "output-format" => {
            arg.action(ArgAction::Append).value_parser(move |value: &str| further_report(value, lang)).value_hint(ValueHint::Other)
        }
        "fail-on" => arg.value_parser(["error", "warning", "never"]),
        "min-confidence" => arg.value_parser(["low", "medium", "high"]).default_value("low"),
        "color" => arg.value_parser(["auto", "always", "never"]).default_value("auto"),
        "only" | "skip" => arg.action(ArgAction::Append).value_delimiter(','),
        "include" | "exclude" => {
            arg.action(ArgAction::Append).value_parser(|glob: &str| globset::Glob::new(glob).map(|g| g.glob().to_owned()))
        }
        "rules" => arg.action(ArgAction::Append).value_parser(value_parser!(PathBuf)).value_hint(ValueHint::AnyPath),
        "config" | "output" | "baseline" | "decisions" => arg.value_parser(value_parser!(PathBuf)).value_hint(ValueHint::FilePath),
        "stdin-filename" => arg.default_value("<stdin>"),
        _ => arg,
    }
}

/// `FORMAT=FILE`: a further report.
fn further_report(value: &str, lang: Lang) -> Result<(&'static str, PathBuf), String> {
    let say = |said: Localized| said.in_lang(lang).to_owned();
    let meant = || say(Localized::fixed("应写作 FORMAT=FILE，如 sarif=kanwu.sarif", "FORMAT=FILE is meant, as in sarif=kanwu.sarif"));
    let (name, path) = value.split_once('=').filter(|(_, path)| !path.is_empty()).ok_or_else(meant)?;
    let format = FORMATS.iter().find(|f| f.name == name);
    let all = || FORMATS.iter().map(|f| f.name).collect::<Vec<_>>().join(", ");
    let format = format.ok_or_else(|| say(both!("没有叫 `{name}` 的格式：{}", "no format is called `{name}`: {}", all())))?;
    Ok((format.name, PathBuf::from(path)))
}
