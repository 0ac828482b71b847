//! `kanwu rules`: what is checked, and why; rules written, tried and looked over.

mod docs;
mod explain;
mod lint;
mod new;
mod test;

use super::check::configuration;
use super::output::look;
use super::{CLEAN, FAILED, args, complain};
use crate::both;
use crate::config::{Config, load_rules};
use crate::engine::{Rule, RuleSet};
use crate::finding::{Failure, FileReport};
use crate::kind::{KINDS, rule_schema};
use crate::lang::Lang;
use crate::reporter;
use crate::rule::RuleText;
use crate::rule::manifest::nearest;
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command, ValueHint, value_parser};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The command and its subcommands.
pub(super) fn command(lang: Lang) -> Command {
    let say = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    let sources = || args::some(&["rules", "config", "no-config"], lang);
    let format = || Arg::new("format").long("format").short('f').value_name("FORMAT").help(say("输出格式", "output format"));
    let format = || format().value_parser(["human", "json"]).default_value("human");
    let paths = || {
        let arg = Arg::new("paths").value_name("PATH").num_args(0..).value_parser(value_parser!(PathBuf)).value_hint(ValueHint::AnyPath);
        arg.help(say("规则文件或文件夹；不写即全部规则", "rule files or folders; all rules where none is given"))
    };
    Command::new("rules")
        .about(say("列出、说明、试用规则，写新规则", "list, explain, try and write rules"))
        .args(sources())
        .arg(format())
        .subcommands([
            Command::new("list").about(say("列出规则（默认）", "list the rules (the default)")).args(sources()).arg(format()),
            Command::new("explain")
                .about(say("说明一条规则：理由、怎样核对、示例", "explain a rule: why, how to check by hand, examples"))
                .arg(Arg::new("rule").value_name("RULE").required(true))
                .args(sources()),
            Command::new("new")
                .about(say("写一份可用的规则文件，从它改起", "write a rule file that works, to start from"))
                .arg(
                    Arg::new("kind")
                        .value_name("KIND")
                        .required(true)
                        .value_parser(PossibleValuesParser::new(KINDS.iter().map(|k| k.name())))
                        .help(say("种类", "the kind")),
                )
                .arg(
                    Arg::new("rule")
                        .value_name("ID")
                        .required(true)
                        .help(say("规则的 id，也是文件名", "the rule's id, and the file's name")),
                )
                .arg(
                    Arg::new("folder")
                        .long("folder")
                        .value_name("DIR")
                        .value_parser(value_parser!(PathBuf))
                        .value_hint(ValueHint::DirPath)
                        .help(say(
                            "写到这个文件夹 [默认 kanwu.toml 的第一个规则文件夹，没有则 kanwu-rules]",
                            "the folder to write it to [default: the first rule folder of kanwu.toml, else kanwu-rules]",
                        )),
                )
                .args(args::some(&["config", "no-config"], lang)),
            Command::new("test")
                .about(say("试每条规则的示例", "try the examples of each rule"))
                .arg(paths())
                .arg(
                    Arg::new("require-examples")
                        .long("require-examples")
                        .action(ArgAction::SetTrue)
                        .help(say("缺少命中或不命中的示例也算失败", "a rule without a failing or a passing example fails too")),
                )
                .args(sources())
                .after_help(say(
                    "退出码：0 示例都与所述相符；1 有的不符；2 有规则读不了。",
                    "Exit codes: 0 all examples come out as stated; 1 some do not; 2 a rule could not be read.",
                )),
            Command::new("lint")
                .about(say("查规则里可以写得更好的地方", "look for what could be better in rules"))
                .arg(paths())
                .arg(
                    Arg::new("format")
                        .long("format")
                        .short('f')
                        .value_name("FORMAT")
                        .value_parser(PossibleValuesParser::new(reporter::FORMATS.iter().map(|f| f.name)))
                        .default_value("human")
                        .help(say("输出格式", "output format")),
                )
                .args(sources()),
            Command::new("docs")
                .about(say(
                    "写出参考页（Markdown）：种类、键、规则，各一页",
                    "write reference pages in Markdown: the kinds, the keys, a page a rule",
                ))
                .arg(
                    Arg::new("output")
                        .long("output")
                        .short('o')
                        .value_name("DIR")
                        .required(true)
                        .value_parser(value_parser!(PathBuf))
                        .value_hint(ValueHint::DirPath)
                        .help(say("写到这个文件夹；同名的页会被替换", "the folder to write to; pages of the same name are replaced")),
                )
                .args(sources()),
            Command::new("schema").about(say(
                "输出规则文件的 JSON Schema，供编辑器补全与检查",
                "print the JSON Schema of rule files, for editors to complete and validate",
            )),
        ])
        .args_conflicts_with_subcommands(true)
}

/// Runs the subcommand.
pub(super) fn run(matches: &ArgMatches, lang: Lang) -> io::Result<u8> {
    match matches.subcommand() {
        Some(("new", matches)) => new::run(matches, lang),
        Some(("docs", matches)) => docs::run(matches, lang),
        Some(("test", matches)) => test::run(matches, lang),
        Some(("lint", matches)) => lint::run(matches, lang),
        Some(("schema", _)) => {
            writeln!(io::stdout(), "{}", serde_json::to_string_pretty(&rule_schema(lang))?)?;
            Ok(CLEAN)
        }
        Some(("explain", matches)) => show(matches, matches.get_one::<String>("rule"), lang),
        Some((_, matches)) => show(matches, None, lang),
        None => show(matches, None, lang),
    }
}

/// Lists the rules, or explains one.
fn show(matches: &ArgMatches, explained: Option<&String>, lang: Lang) -> io::Result<u8> {
    let mut failures = Vec::new();
    let (config, more) = sources(matches, &mut failures);
    let set = RuleSet::load_only(config.shipped().chain(more).collect(), false);
    let severity = |rule: &Rule| config.severity.get(&*rule.id).copied().unwrap_or(rule.severity).name();
    let mut out = io::stdout().lock();
    match explained {
        None if matches.get_one::<String>("format").is_some_and(|f| f == "json") => explain::list_json(&mut out, &set, severity)?,
        None => explain::list(&mut out, &set, severity, lang)?,
        Some(id) => match set.rules.iter().find(|r| *r.id == **id) {
            Some(rule) => explain::explain(&mut out, rule, severity(rule), lang)?,
            None => failures.push(no_such_rule(id, &set)),
        },
    }
    tell_problems(&set.reports, lang)?;
    complain(&failures, lang);
    Ok(if failures.is_empty() && set.broken.is_empty() { CLEAN } else { FAILED })
}

/// The failure of a rule that there is none of.
pub(super) fn no_such_rule(id: &str, set: &RuleSet) -> Failure {
    let failure = Failure::general(both!("没有叫 `{id}` 的规则", "no rule is called `{id}`"));
    match nearest(id, set.rules.iter().map(|r| &*r.id)) {
        Some(meant) => failure.with_help(both!("是不是 `{meant}`？", "did you mean `{meant}`?")),
        None => failure,
    }
}

/// The configuration of the working directory, and the rule files that it and the command line name.
fn sources(matches: &ArgMatches, failures: &mut Vec<Failure>) -> (Config, Vec<RuleText>) {
    let config = configuration(matches, &[PathBuf::from(".")], failures);
    let folders: Vec<&Path> =
        config.rules.iter().chain(&config.facts).chain(matches.get_many("rules").into_iter().flatten()).map(PathBuf::as_path).collect();
    let more = load_rules(&folders, failures);
    (config, more)
}

/// The rule files at the paths that were given, with the facts of the configuration; without a path all rules, the
/// shipped ones among them.
fn chosen(matches: &ArgMatches, failures: &mut Vec<Failure>) -> Vec<RuleText> {
    let paths: Vec<&Path> = matches.get_many::<PathBuf>("paths").into_iter().flatten().map(PathBuf::as_path).collect();
    if paths.is_empty() {
        let (config, more) = sources(matches, failures);
        return config.shipped().chain(more).collect();
    }
    // the facts that the configuration names are what the rules are tried with in a check too
    let config = configuration(matches, &[PathBuf::from(".")], failures);
    let given = |table: &Path| paths.iter().any(|path| table.starts_with(path));
    let tables: Vec<&Path> = config.facts.iter().map(PathBuf::as_path).filter(|table| !given(table)).collect();
    load_rules(&[paths.clone(), tables].concat(), failures)
}

/// What is wrong with rule files is told as `check` tells it, on standard error.
pub(super) fn tell_problems(reports: &[FileReport], lang: Lang) -> io::Result<()> {
    let mut error = io::stderr().lock();
    let mut problems = reporter::named("human").map(|f| (f.reporter)(look(lang)));
    for report in reports {
        if let Some(reporter) = &mut problems {
            reporter.file(&mut error, report)?;
        }
    }
    Ok(())
}
