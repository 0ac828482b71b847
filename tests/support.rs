//! Running the library and the program.

use kanwu::document::Syntax;
use kanwu::engine::{Engine, Options, RuleSet};
use kanwu::finding::Finding;
use kanwu::rule::RuleText;
use kanwu::text::Source;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

/// The shipped rules, ready.
pub static SHIPPED: LazyLock<Engine> = LazyLock::new(|| Engine::new(RuleSet::load(Vec::new(), false), &Options::default()));

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

pub fn fixture(name: &str) -> String {
    std::fs::read_to_string(root().join("fixtures").join(name)).unwrap()
}

/// The findings of the shipped rules in a text.
pub fn check(text: &str) -> Vec<Finding> {
    SHIPPED.check(Source::new("text", text), Syntax::Plain).report.findings
}

/// An engine of these rules alone, which must load without a problem.
pub fn engine(rules: &[(&str, &str)]) -> Engine {
    let files = rules.iter().map(|(id, text)| RuleText { path: format!("{id}.toml"), text: (*text).to_owned(), shipped: false }).collect();
    let set = RuleSet::load_only(files, false);
    let problems: Vec<_> =
        set.reports.iter().flat_map(|r| &r.findings).filter(|f| f.severity > kanwu::finding::Severity::Warning).collect();
    assert!(problems.is_empty(), "{problems:#?}");
    Engine::new(set, &Options::default())
}

/// A pattern rule as short as one can be.
pub fn pattern_rule(id: &str, regex: &str) -> String {
    format!("id = \"{id}\"\ntitle = \"t\"\nseverity = \"warning\"\nmessage = \"{{text}}\"\n[check.pattern]\nregex = '{regex}'\n")
}

/// What a run of the program came to.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// Runs `kanwu` in the project's folder, in a locale without a language.
pub fn kanwu(arguments: &[&str]) -> Run {
    kanwu_in(&root(), arguments, b"")
}

pub fn kanwu_in(folder: &Path, arguments: &[&str], input: &[u8]) -> Run {
    let mut child = command(folder, arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || _ = stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kanwu"));
    command.current_dir(folder).args(arguments).env_clear().env("LC_ALL", "C");
    command
}

/// A folder that is gone when the test is.
pub fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

/// What is printed, with the number of rules left out: a rule more or less is no change of what a reader sees.
pub fn without_rule_counts(printed: &str) -> String {
    let counts = regex::Regex::new(r"\d+( rules, )\d+( of them)|\d+( 条规则，)\d+( 条在文中)").unwrap();
    counts.replace_all(printed, "N${1}${3}N${2}${4}").into_owned()
}
