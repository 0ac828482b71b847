//! The baseline and the decisions of a run: which files they are, and what a text is called in them.

use crate::both;
use crate::config::Config;
use crate::engine::{Accept, BASELINE_NAME, Baseline, DECISIONS_NAME, Date, Decisions};
use crate::finding::{Failure, FileReport};
use crate::lang::Localized;
use clap::ArgMatches;
use std::env;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// A larger file is neither a baseline nor a list of decisions.
const LARGEST: u64 = 256 << 20;

/// What was accepted before, with the folders that the names in it start from.
#[derive(Default)]
pub(super) struct Known {
    pub(super) accept: Accept,
    baseline_folder: PathBuf,
    decisions_folder: PathBuf,
}

/// The two files.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    Baseline,
    Decisions,
}

impl Known {
    /// Reads the baseline and the decisions. What is wrong with them is told as a report. With `making`, a file that is
    /// named and not there is one that is to be made.
    pub(super) fn load(
        matches: &ArgMatches,
        config: &Config,
        reports: &mut Vec<FileReport>,
        failures: &mut Vec<Failure>,
        making: bool,
    ) -> Self {
        let mut known = Self::default();
        let mut both = |which: Which| {
            let (path, named) = place(which, matches, config);
            let text = match read(&path, which) {
                Ok(None) if making || !named => return None,
                Ok(None) => Err(missing(&path, which)),
                Ok(Some(text)) => Ok(text),
                Err(failure) => Err(failure),
            };
            text.map_err(|failure| failures.push(failure)).ok().map(|text| (folder_of(&path), path.display().to_string(), text))
        };
        if let Some((folder, shown, text)) = both(Which::Baseline) {
            match Baseline::parse(&shown, &text, &|name| folder.join(name).exists()) {
                Ok(baseline) => known.accept.baseline = Some(baseline),
                Err(report) => reports.push(*report),
            }
            known.baseline_folder = folder;
        }
        if let Some((folder, shown, text)) = both(Which::Decisions) {
            match Decisions::parse(&shown, &text, today(), &|name| folder.join(name).exists()) {
                Ok(decisions) => known.accept.decisions = Some(decisions),
                Err(report) => reports.push(*report),
            }
            known.decisions_folder = folder;
        }
        known
    }

    /// Sets the folder that the names in the baseline start from.
    pub(super) fn name_from(&mut self, folder: PathBuf) {
        self.baseline_folder = folder;
    }

    /// Takes what was accepted before out of the findings.
    pub(super) fn apply(&mut self, report: &mut FileReport) {
        let name = Path::new(report.source.name());
        let paths = [&self.baseline_folder, &self.decisions_folder].map(|folder| name_in(folder, name));
        self.accept.apply(report, [&paths[0], &paths[1]]);
    }
}

/// The file that is meant, and whether someone named it.
pub(super) fn place(which: Which, matches: &ArgMatches, config: &Config) -> (PathBuf, bool) {
    let (flag, key, default) = match which {
        Which::Baseline => ("baseline", &config.baseline, BASELINE_NAME),
        Which::Decisions => ("decisions", &config.decisions, DECISIONS_NAME),
    };
    if let Some(path) = matches.get_one::<PathBuf>(flag).or(key.as_ref()) {
        return (path.clone(), true);
    }
    (config.path.as_deref().and_then(Path::parent).unwrap_or(Path::new("")).join(default), false)
}

/// The text of the file; nothing where there is none.
pub(super) fn read(path: &Path, which: Which) -> Result<Option<String>, Failure> {
    let fail = |why: Localized| Failure::at(path.display().to_string(), why);
    match path.metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Ok(there) if there.len() > LARGEST => {
            return Err(fail(both!("文件超过 {} MiB", "the file is larger than {} MiB", LARGEST >> 20)));
        }
        _ => {}
    }
    let what = match which {
        Which::Baseline => Localized::fixed("读不了基线", "can't read the baseline"),
        Which::Decisions => Localized::fixed("读不了审定记录", "can't read the decisions"),
    };
    fs::read_to_string(path).map(Some).map_err(|e| fail(Localized::new(format!("{}：{e}", what.zh), format!("{}: {e}", what.en))))
}

fn missing(path: &Path, which: Which) -> Failure {
    let failure = |what| Failure::at(path.display().to_string(), what);
    match which {
        Which::Baseline => failure(Localized::fixed("没有这个基线文件", "there is no such baseline"))
            .with_help(Localized::fixed("用 kanwu baseline write 写一份", "`kanwu baseline write` writes one")),
        Which::Decisions => failure(Localized::fixed("没有这份审定记录", "there is no such file of decisions")),
    }
}

/// The folder of a file, by the one name it has.
pub(super) fn folder_of(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    folder.canonicalize().unwrap_or_else(|_| folder.to_owned())
}

/// What a file is called as seen from `folder`: the same wherever kanwu is run and however the file is named. What is
/// no file, such as standard input, keeps its name.
pub(super) fn name_in(folder: &Path, file: &Path) -> String {
    let plain = |path: &Path| path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    let Ok(file) = file.canonicalize() else { return plain(file) };
    if let Ok(below) = file.strip_prefix(folder) {
        return plain(below);
    }
    let shared = file.components().zip(folder.components()).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        return plain(&file);
    }
    let up = folder.components().skip(shared).filter(|c| !matches!(c, Component::CurDir)).map(|_| "..");
    let way: PathBuf = up.map(PathBuf::from).chain(file.components().skip(shared).map(|c| PathBuf::from(c.as_os_str()))).collect();
    plain(&way)
}

/// The day that is today, in UTC; `SOURCE_DATE_EPOCH` sets it for a run that is to come out the same on any day.
pub(super) fn today() -> Date {
    let set = env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse().ok());
    let now = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs());
    Date::of_unix(set.unwrap_or_else(now))
}
