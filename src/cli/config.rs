//! `kanwu config`: what is in force, and where each value comes from.

use super::check::configuration;
use super::output::look;
use super::texts::list;
use super::{CLEAN, FAILED, args, complain};
use crate::config::{Config, Override, TEXTS, config_schema};
use crate::engine::{RuleSet, declaration_report};
use crate::kind::strict_schema;
use crate::lang::Lang;
use crate::reporter;
use crate::rule::{PathGlobs, RuleSeverity};
use crate::text::visible::visible_line;
use clap::{Arg, ArgMatches, Command, ValueHint, value_parser};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The command and its subcommands.
pub(super) fn command(lang: Lang) -> Command {
    let say = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    let paths = Arg::new("paths")
        .value_name("PATH")
        .num_args(0..)
        .value_parser(value_parser!(PathBuf))
        .value_hint(ValueHint::AnyPath)
        .help(say("对哪些文件而言 [默认当前目录]", "the files it is asked for [default: the working directory]"));
    Command::new("config")
        .about(say("看配置", "look at the configuration"))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands([
            Command::new("show")
                .about(say("列出现行的设置，以及各从何来", "print what is in force, and where each value comes from"))
                .arg(paths)
                .args(args::some(&["config", "no-config", "rules", "include", "exclude", "skip", "fail-on"], lang)),
            Command::new("schema").about(say(
                "输出 kanwu.toml 的 JSON Schema，供编辑器补全与检查",
                "print the JSON Schema of kanwu.toml, for editors to complete and validate",
            )),
        ])
}

/// Runs the subcommand.
pub(super) fn run(matches: &ArgMatches, lang: Lang) -> io::Result<u8> {
    match matches.subcommand() {
        Some(("show", matches)) => show(matches, lang),
        _ => {
            let schema = strict_schema(config_schema(), "kanwu.toml", lang);
            writeln!(io::stdout(), "{}", serde_json::to_string_pretty(&schema)?)?;
            Ok(CLEAN)
        }
    }
}

/// Where values come from, in the words of the output.
struct Origin<'c> {
    config: &'c Config,
    matches: &'c ArgMatches,
    lang: Lang,
}

impl Origin<'_> {
    fn word(&self, zh: &'static str, en: &'static str) -> &'static str {
        if self.lang == Lang::Zh { zh } else { en }
    }

    /// The line of the configuration that a key stands on.
    fn line(&self, key: &str) -> Option<String> {
        let at = self.config.places.get(key)?.start;
        let line = self.config.text.get(..at)?.matches('\n').count() + 1;
        Some(format!("{}:{line}", visible_line(&self.config.path.as_deref().unwrap_or(Path::new("")).display().to_string())))
    }

    /// A key of the configuration that the flag of the same name adds to or replaces.
    fn of(&self, key: &str) -> String {
        let flag = matches!(self.matches.try_contains_id(key), Ok(true))
            && self.matches.value_source(key) == Some(clap::parser::ValueSource::CommandLine);
        let mut parts: Vec<String> = self.line(key).into_iter().collect();
        if flag {
            parts.push(format!("--{key}"));
        }
        if parts.is_empty() {
            parts.push(self.word("默认", "default").to_owned());
        }
        parts.join(", ")
    }
}

fn show(matches: &ArgMatches, lang: Lang) -> io::Result<u8> {
    let mut failures = Vec::new();
    let paths: Vec<PathBuf> = matches.get_many("paths").into_iter().flatten().cloned().collect();
    let start = if paths.is_empty() { vec![PathBuf::from(".")] } else { paths.clone() };
    let mut config = configuration(matches, &start, &mut failures);
    let folders: Vec<&Path> = config.rules.iter().chain(matches.get_many("rules").into_iter().flatten()).map(PathBuf::as_path).collect();
    let more = crate::config::load_rules(&folders, &mut failures);
    let set = RuleSet::load_untried(config.shipped().chain(more).collect());
    let ids = set.rules.iter().map(|r| &*r.id).chain(set.broken.iter().map(String::as_str)).collect();
    config.check_names(&ids, &set.rules.iter().flat_map(|r| r.tags.iter().map(String::as_str)).collect());
    let text = render(&config, matches, &set, &paths, lang);
    io::stdout().lock().write_all(text.as_bytes())?;
    let broken = !config.problems.is_empty();
    if let (true, Some(path), Some(format)) = (broken, &config.path, reporter::named("human")) {
        let report = declaration_report(path.display().to_string(), config.text.clone(), "configuration", config.problems.clone());
        (format.reporter)(look(lang)).file(&mut io::stderr().lock(), &report)?;
    }
    complain(&failures, lang);
    Ok(if failures.is_empty() && !broken { CLEAN } else { FAILED })
}

/// The settings as TOML that could be written to a `kanwu.toml`, each with its origin as a comment.
fn render(config: &Config, matches: &ArgMatches, set: &RuleSet, paths: &[PathBuf], lang: Lang) -> String {
    let origin = Origin { config, matches, lang };
    let file = match &config.path {
        Some(path) => visible_line(&path.display().to_string()),
        None => origin.word("没有配置文件", "no configuration file").to_owned(),
    };
    let mut lines: Vec<(String, String)> = Vec::new();
    let flag = |name: &str| list(matches, name);
    let mut set_key = |key: &str, value: String| lines.push((format!("{key} = {value}"), origin.of(key)));
    let rules: Vec<&PathBuf> = config.rules.iter().chain(matches.get_many("rules").into_iter().flatten()).collect();
    set_key("rules", array(rules.iter().map(|p| p.display().to_string())));
    let mut packs: Vec<&str> = set.rules.iter().filter(|r| r.shipped).map(|r| r.family()).collect();
    packs.sort_unstable();
    packs.dedup();
    set_key("packs", config.packs.as_ref().map_or_else(|| array(packs.into_iter().map(str::to_owned)), |p| array(p.iter().cloned())));
    let include = [flag("include"), config.include.clone(), TEXTS.iter().map(|&t| t.to_owned()).collect()];
    set_key("include", array(include.into_iter().find(|l| !l.is_empty()).into_iter().flatten()));
    set_key("exclude", array(config.exclude.iter().cloned().chain(flag("exclude"))));
    set_key("skip", array(config.skip.iter().cloned().chain(flag("skip"))));
    let fail_on = matches.get_one::<String>("fail-on").cloned().or_else(|| config.fail_on.map(|f| f.name().to_owned()));
    set_key("fail-on", quoted(fail_on.as_deref().unwrap_or("warning")));
    let (language, from) = match (matches.try_contains_id("lang"), config.lang, lang) {
        (Ok(true), _, lang) => (lang, "--lang".to_owned()),
        (_, Some(lang), _) => (lang, origin.of("language")),
        (_, None, lang) => (lang, origin.word("系统的语言", "the locale").to_owned()),
    };
    lines.push((format!("language = {}", quoted(if language == Lang::Zh { "zh" } else { "en" })), from));
    if let Some(path) = &config.vocabulary_path {
        let count = config.vocabulary.terms().len();
        let count = if lang == Lang::Zh { format!("{count} 个词") } else { format!("{count} terms") };
        lines.push((format!("vocabulary = {}", quoted(&path.display().to_string())), format!("{}, {count}", origin.of("vocabulary"))));
    }
    for (key, path) in [("baseline", &config.baseline), ("decisions", &config.decisions)] {
        let named = path.as_ref().map(|path| (format!("{key} = {}", quoted(&path.display().to_string())), origin.of(key)));
        lines.extend(named);
    }
    if !config.severity.is_empty() {
        lines.push((String::new(), String::new()));
        lines.push(("[severity]".to_owned(), String::new()));
        severities(&config.severity, "severity", &origin, &mut lines);
    }
    for (i, settings) in config.overrides.iter().enumerate() {
        overrides(i, settings, &origin, &mut lines);
    }
    let mut out = format!("# {file}\n");
    for (line, from) in lines {
        let comment = if from.is_empty() { String::new() } else { format!("  # {from}") };
        out += &format!("{line}{comment}\n");
    }
    paths.iter().for_each(|path| for_path(&mut out, path, set, &origin));
    out
}

fn severities(table: &BTreeMap<String, RuleSeverity>, key: &str, origin: &Origin<'_>, lines: &mut Vec<(String, String)>) {
    for (id, severity) in table {
        lines.push((format!("{id} = {}", quoted(severity.name())), origin.of(&format!("{key}.{id}"))));
    }
}

fn overrides(i: usize, settings: &Override, origin: &Origin<'_>, lines: &mut Vec<(String, String)>) {
    let key = |name: &str| format!("overrides.{i}.{name}");
    lines.push((String::new(), String::new()));
    lines.push(("[[overrides]]".to_owned(), String::new()));
    lines.push((format!("paths = {}", array(settings.globs.iter().cloned())), origin.of(&key("paths"))));
    if !settings.skip.is_empty() {
        lines.push((format!("skip = {}", array(settings.skip.iter().cloned())), origin.of(&key("skip"))));
    }
    if !settings.severity.is_empty() {
        lines.push(("[overrides.severity]".to_owned(), String::new()));
        severities(&settings.severity, &key("severity"), origin, lines);
    }
}

/// The rules whose severity for one text is not that of their file, as comments.
fn for_path(out: &mut String, path: &Path, set: &RuleSet, origin: &Origin<'_>) {
    let (name, config) = (path.to_string_lossy(), origin.config);
    *out += &format!("\n# {} {}\n", origin.word("对于", "for"), visible_line(&name));
    let excluded = PathGlobs::new(config.exclude.iter().map(String::as_str), |_, _| {}).is_match(&name);
    if excluded {
        *out += &format!("#   {}\n", origin.word("在目录中会略过（exclude）", "left out of its directory (exclude)"));
    }
    for rule in &set.rules {
        let named = |list: &[String]| list.iter().any(|n| *n == *rule.id || rule.tags.contains(n));
        let mut now = (rule.severity, None);
        if let Some(severity) = config.severity.get(&*rule.id) {
            now = (*severity, Some(format!("severity.{}", rule.id)));
        }
        for (i, settings) in config.overrides.iter().enumerate().filter(|(_, o)| o.paths.is_match(&name)) {
            if let Some(severity) = settings.severity.get(&*rule.id) {
                now = (*severity, Some(format!("overrides.{i}.severity.{}", rule.id)));
            }
            if named(&settings.skip) {
                now = (RuleSeverity::Off, Some(format!("overrides.{i}.skip")));
            }
        }
        if named(&config.skip) {
            now = (RuleSeverity::Off, Some("skip".to_owned()));
        }
        if let (severity, Some(key)) = now {
            *out += &format!("#   {} = {}  {}\n", rule.id, quoted(severity.name()), origin.of(&key));
        }
    }
}

/// A string of TOML; what JSON writes is one.
fn quoted(text: &str) -> String {
    visible_line(&serde_json::Value::from(text).to_string())
}

fn array(values: impl Iterator<Item = String>) -> String {
    format!("[{}]", values.map(|v| quoted(&v)).collect::<Vec<_>>().join(", "))
}
