//! `kanwu.toml`: found by walking up, read strictly.

use crate::both;
use crate::finding::{Failure, Severity};
use crate::lang::Lang;
use crate::rule::manifest::{At, Problem, parse_toml, read};
use crate::rule::{PathGlobs, RuleSeverity};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::DeValue;

/// The name of the configuration file.
pub const CONFIG_NAME: &str = "kanwu.toml";

/// `fail-on`: what makes a run exit with 1. Leads never do, so that there is no `info`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum FailOn {
    /// Findings of severity error.
    Error,
    /// Findings of severity warning or error.
    Warning,
    /// Nothing that is found.
    Never,
}

impl FailOn {
    /// The least severity that fails a run; none where nothing does.
    #[must_use]
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Never => None,
        }
    }
}

/// The keys of `kanwu.toml`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", default)]
struct Keys {
    /// Folders of rule files, relative to the configuration.
    rules: Vec<At<String>>,
    /// Globs of the texts to check in a directory.
    include: Vec<At<String>>,
    /// Globs of the texts to leave out.
    exclude: Vec<At<String>>,
    /// `zh` or `en`.
    language: Option<At<String>>,
    /// The least severity that fails a run.
    fail_on: Option<FailOn>,
    /// Rules and tags to leave out.
    skip: Vec<String>,
    /// Severities by rule id.
    severity: BTreeMap<String, At<RuleSeverity>>,
}

/// What a configuration sets.
#[derive(Debug, Default)]
pub struct Config {
    /// The file it was read from.
    pub path: Option<PathBuf>,
    /// Its text, for reports on it.
    pub text: String,
    /// Folders of rule files.
    pub rules: Vec<PathBuf>,
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
    /// What is wrong with it.
    pub problems: Vec<Problem>,
    /// Where each rule named in `[severity]` stands, to report one that does not exist.
    pub severity_places: BTreeMap<String, std::ops::Range<usize>>,
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
    let plain = |list: &[At<String>]| list.iter().map(|at| at.get().clone()).collect::<Vec<_>>();
    let globs: Vec<&At<String>> = keys.include.iter().chain(&keys.exclude).collect();
    PathGlobs::new(globs.iter().map(|at| at.get().as_str()), |i, error| {
        let place = globs.get(i).map_or(0..0, |at| at.span());
        problems.push(Problem::new(place, both!("通配式有误：{error}", "bad glob: {error}")));
    });
    for at in &keys.rules {
        if !folder.join(at.get()).exists() {
            let name = at.get();
            problems.push(Problem::new(at.span(), both!("没有规则文件夹 `{name}`", "no rule folder `{name}`")));
        }
    }
    let lang = match keys.language.as_ref().map(|l| l.get().as_str()) {
        None => None,
        Some("zh") => Some(Lang::Zh),
        Some("en") => Some(Lang::En),
        Some(other) => {
            let place = keys.language.as_ref().map_or(0..0, At::span);
            problems.push(Problem::new(place, both!("language 应为 zh 或 en，不是 `{other}`", "language is zh or en, not `{other}`")));
            None
        }
    };
    Ok(Config {
        rules: keys.rules.iter().map(|at| folder.join(at.get())).filter(|p| p.exists()).collect(),
        include: plain(&keys.include),
        exclude: plain(&keys.exclude),
        lang,
        fail_on: keys.fail_on,
        skip: keys.skip,
        severity_places: keys.severity.iter().map(|(id, at)| (id.clone(), at.span())).collect(),
        severity: keys.severity.iter().map(|(id, at)| (id.clone(), *at.get())).collect(),
        path: Some(path.to_owned()),
        problems,
        text,
    })
}
