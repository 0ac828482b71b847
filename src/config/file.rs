//! `kanwu.toml`: found by walking up, read strictly.

use super::keys::{FailOn, Keys, OverrideKeys};
use super::vocabulary;
use crate::both;
use crate::finding::Failure;
use crate::lang::Lang;
use crate::rule::manifest::{At, Problem, nearest, parse_toml, places, read};
use crate::rule::{PathGlobs, RuleSeverity, RuleText, Vocabulary, shipped};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::DeValue;

/// The name of the configuration file.
pub const CONFIG_NAME: &str = "kanwu.toml";

/// What a configuration sets.
#[derive(Debug, Default)]
pub struct Config {
    /// The file it was read from.
    pub path: Option<PathBuf>,
    /// Its text, for reports on it.
    pub text: String,
    /// Folders of rule files.
    pub rules: Vec<PathBuf>,
    /// The packs of shipped rules that are used; all where it is not set.
    pub packs: Option<Vec<String>>,
    /// Globs of the texts to check in a directory; the defaults where it is empty.
    pub include: Vec<String>,
    /// Globs of the texts to leave out.
    pub exclude: Vec<String>,
    /// The language.
    pub lang: Option<Lang>,
    /// The least severity that fails a run.
    pub fail_on: Option<FailOn>,
    /// Rules and tags to leave out.
    pub skip: Vec<String>,
    /// Severities by rule id.
    pub severity: BTreeMap<String, RuleSeverity>,
    /// Settings for the texts of some paths, in their order.
    pub overrides: Vec<Override>,
    /// Terms that no check of wording finds fault with.
    pub vocabulary: Vocabulary,
    /// The file they were read from.
    pub vocabulary_path: Option<PathBuf>,
    /// The baseline that it names.
    pub baseline: Option<PathBuf>,
    /// The file of decisions that it names.
    pub decisions: Option<PathBuf>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
    /// Where each key stands in the text, by its dotted path.
    pub places: BTreeMap<String, Range<usize>>,
    /// Names of rules, and of rules or tags (true), with their places, to report those that do not exist.
    names: Vec<(String, Range<usize>, bool)>,
}

/// Settings for the texts of some paths.
#[derive(Clone, Debug, Default)]
pub struct Override {
    /// The globs as they are written.
    pub globs: Vec<String>,
    /// The globs.
    pub paths: PathGlobs,
    /// Severities by rule id.
    pub severity: BTreeMap<String, RuleSeverity>,
    /// Rules and tags to leave out.
    pub skip: Vec<String>,
}

impl Config {
    /// The shipped rule files that it leaves in force.
    pub fn shipped(&self) -> impl Iterator<Item = RuleText> + '_ {
        shipped().filter(|file| self.packs.as_ref().is_none_or(|packs| packs.iter().any(|p| p == pack(&file.path))))
    }

    /// Reports the names that no rule has, and for `skip` no tag either.
    pub fn check_names(&mut self, ids: &BTreeSet<&str>, tags: &BTreeSet<&str>) {
        for (name, place, or_tag) in &self.names {
            let known = || ids.iter().chain(tags.iter().filter(|_| *or_tag)).copied();
            if known().any(|k| k == name) {
                continue;
            }
            let message = if *or_tag {
                both!("没有叫 `{name}` 的规则或标签", "no rule or tag is called `{name}`")
            } else {
                both!("没有叫 `{name}` 的规则", "no rule is called `{name}`")
            };
            self.problems.push(meant(Problem::new(place.clone(), message), name, known()));
        }
    }
}

/// The pack of a shipped rule file: the folder it lies in.
fn pack(path: &str) -> &str {
    path.rsplit('/').nth(1).unwrap_or_default()
}

fn meant<'k>(problem: Problem, name: &str, known: impl Iterator<Item = &'k str>) -> Problem {
    match nearest(name, known) {
        Some(meant) => problem.with_help(both!("是不是 `{meant}`？", "did you mean `{meant}`?")),
        None => problem,
    }
}

/// The configuration that governs `start`: the nearest one at or above it.
#[must_use]
pub fn discover(start: &Path) -> Option<PathBuf> {
    let start = start.canonicalize().ok()?;
    start.ancestors().map(|folder| folder.join(CONFIG_NAME)).find(|path| path.is_file()).map(|path| relative(&path))
}

/// An absolute path as seen from the working directory, where it lies below or above that; so that what is shown
/// does not depend on the machine.
fn relative(path: &Path) -> PathBuf {
    let Some(here) = std::env::current_dir().and_then(|d| d.canonicalize()).ok() else { return path.to_owned() };
    if let Ok(below) = path.strip_prefix(&here) {
        return below.to_owned();
    }
    match (path.parent().and_then(|folder| here.strip_prefix(folder).ok()), path.file_name()) {
        (Some(inner), Some(name)) => inner.iter().map(|_| "..").collect::<PathBuf>().join(name),
        _ => path.to_owned(),
    }
}

/// Reads a configuration.
///
/// # Errors
/// A [`Failure`] where the file can't be read at all; what is wrong inside it is in [`Config::problems`].
pub fn load(path: &Path) -> Result<Config, Failure> {
    let shown = path.display().to_string();
    let text = fs::read_to_string(path).map_err(|e| Failure::at(shown, both!("读不了配置：{e}", "can't read the configuration: {e}")))?;
    let mut problems = Vec::new();
    let keys = parse_toml(&text, &mut problems).and_then(|table| {
        let span = table.span();
        read::<Keys>(Spanned::new(span, DeValue::Table(table.into_inner())), &mut problems)
    });
    let keys = keys.unwrap_or_default();
    let folder = path.parent().unwrap_or(Path::new("."));
    let globs: Vec<&At<String>> = keys.include.iter().chain(&keys.exclude).collect();
    compile(&globs, &mut problems);
    for at in &keys.rules {
        if !folder.join(at.get()).exists() {
            let name = at.get();
            problems.push(Problem::new(at.span(), both!("没有规则文件夹 `{name}`", "no rule folder `{name}`")));
        }
    }
    check_packs(keys.packs.as_deref().unwrap_or_default(), &mut problems);
    let (vocabulary_path, vocabulary) = vocabulary::load(folder, keys.vocabulary.as_ref(), &mut problems);
    let lang = language(keys.language.as_ref(), &mut problems);
    let mut names = Vec::new();
    note_names(&keys.severity, &keys.skip, &mut names);
    let overrides = keys.overrides.iter().map(|keys| compile_override(keys, &mut names, &mut problems)).collect();
    Ok(Config {
        rules: keys.rules.iter().map(|at| folder.join(at.get())).filter(|p| p.exists()).collect(),
        packs: keys.packs.as_deref().map(plain),
        include: plain(&keys.include),
        exclude: plain(&keys.exclude),
        lang,
        fail_on: keys.fail_on,
        skip: plain(&keys.skip),
        severity: severities(&keys.severity),
        overrides,
        vocabulary,
        vocabulary_path,
        baseline: keys.baseline.as_ref().map(|at| folder.join(at.get())),
        decisions: keys.decisions.as_ref().map(|at| folder.join(at.get())),
        path: Some(path.to_owned()),
        problems,
        places: places(&text),
        names,
        text,
    })
}

fn plain(list: &[At<String>]) -> Vec<String> {
    list.iter().map(|at| at.get().clone()).collect()
}

fn severities(table: &BTreeMap<String, At<RuleSeverity>>) -> BTreeMap<String, RuleSeverity> {
    table.iter().map(|(id, at)| (id.clone(), *at.get())).collect()
}

fn language(key: Option<&At<String>>, problems: &mut Vec<Problem>) -> Option<Lang> {
    let key = key?;
    match key.get().as_str() {
        "zh" => Some(Lang::Zh),
        "en" => Some(Lang::En),
        other => {
            problems.push(Problem::new(key.span(), both!("language 应为 zh 或 en，不是 `{other}`", "language is zh or en, not `{other}`")));
            None
        }
    }
}

fn check_packs(packs: &[At<String>], problems: &mut Vec<Problem>) {
    let files: Vec<RuleText> = shipped().collect();
    let known: BTreeSet<&str> = files.iter().map(|f| pack(&f.path)).collect();
    for at in packs.iter().filter(|at| !known.contains(at.get().as_str())) {
        let name = at.get();
        let problem = Problem::new(at.span(), both!("没有叫 `{name}` 的规则包", "no pack of rules is called `{name}`"));
        let list = known.iter().copied().collect::<Vec<_>>().join(", ");
        problems.push(match nearest(name, known.iter().copied()) {
            Some(_) => meant(problem, name, known.iter().copied()),
            None => problem.with_help(both!("现有的包：{list}", "the packs there are: {list}")),
        });
    }
}

fn note_names(severity: &BTreeMap<String, At<RuleSeverity>>, skip: &[At<String>], names: &mut Vec<(String, Range<usize>, bool)>) {
    names.extend(severity.iter().map(|(id, at)| (id.clone(), at.span(), false)));
    names.extend(skip.iter().filter(|at| !at.get().is_empty()).map(|at| (at.get().clone(), at.span(), true)));
}

fn compile_override(keys: &OverrideKeys, names: &mut Vec<(String, Range<usize>, bool)>, problems: &mut Vec<Problem>) -> Override {
    note_names(&keys.severity, &keys.skip, names);
    let globs: Vec<&At<String>> = keys.paths.iter().collect();
    let paths = compile(&globs, problems);
    Override { globs: plain(&keys.paths), paths, severity: severities(&keys.severity), skip: plain(&keys.skip) }
}

fn compile(globs: &[&At<String>], problems: &mut Vec<Problem>) -> PathGlobs {
    PathGlobs::new(globs.iter().map(|at| at.get().as_str()), |i, error| {
        let place = globs.get(i).map_or(0..0, |at| at.span());
        problems.push(Problem::new(place, both!("通配式有误：{error}", "bad glob: {error}")));
    })
}
