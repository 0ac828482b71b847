//! `kanwu check --watch`: checks again whenever a text, a rule or the configuration changes.
//!
//! What changed is told by size and time of the files that a run reads, so that neither the report that is written nor a
//! reader's access sets off another run. The file system's own notices only say when to look; where it gives none, the
//! files are looked at every second.

use super::check::{self, configuration};
use super::texts::list;
use super::{FAILED, complain};
use crate::both;
use crate::config::{CONFIG_NAME, find_inputs};
use crate::finding::Failure;
use crate::lang::{Lang, Localized};
use crate::text::visible::visible_line;
use clap::ArgMatches;
use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant, SystemTime};

/// An editor that saves writes several times; what is quiet for this long is saved.
const QUIET: Duration = Duration::from_millis(80);
/// But nobody waits longer than this for a folder that never gets quiet.
const LONGEST: Duration = Duration::from_secs(2);
/// How often the files are looked at where the file system gives notices, in case one was lost.
const SELDOM: Duration = Duration::from_secs(5);
/// And where it gives none.
const OFTEN: Duration = Duration::from_secs(1);
/// The files beside the configuration that may bear on a run: rules, units, vocabulary, baseline, decisions.
const BESIDE: [&str; 3] = ["toml", "txt", "json"];

/// Size and time of last change, by path.
type Stamps = BTreeMap<PathBuf, (u64, Option<SystemTime>)>;

/// Checks, and again at each change, until it is stopped or nobody reads its output any more.
pub(super) fn run(matches: &ArgMatches, lang: Lang) -> io::Result<u8> {
    let paths: Vec<PathBuf> = matches.get_many("paths").into_iter().flatten().cloned().collect();
    if paths.iter().any(|path| path.as_os_str() == "-") {
        let failure = Failure::general(Localized::fixed("--watch 不能看着标准输入", "--watch can't watch standard input"));
        complain(&[failure], lang);
        return Ok(FAILED);
    }
    let (sender, notices) = channel();
    // what the notice says does not matter, only that there is one; and a receiver that is gone needs none
    let mut watcher = notify::recommended_watcher(move |_| _ = sender.send(())).ok();
    loop {
        // before the run, so that what changes while it goes on is not missed
        let places = Places::of(matches, &paths);
        let seen = places.stamps();
        let attentive = watcher.as_mut().is_some_and(|watcher| places.watch(watcher));
        check::run(matches, lang)?;
        let waiting = both!("等待改动；Ctrl-C 结束（看着 {} 个文件）", "waiting for changes to {} files; Ctrl-C ends", seen.len());
        tell(&waiting, lang)?;
        let changed = wait(&notices, if attentive { SELDOM } else { OFTEN }, &seen, || Places::of(matches, &paths).stamps());
        let name = changed.first().map(|path| visible_line(&path.display().to_string())).unwrap_or_default();
        let line = match changed.len() {
            0 | 1 => both!("改动：{name}", "changed: {name}"),
            n => both!("改动：{name} 等 {n} 个文件", "changed: {name} and others, {n} files"),
        };
        tell(&line, lang)?;
    }
}

/// A line between two runs. A terminal that is gone ends the watch.
fn tell(line: &Localized, lang: Lang) -> io::Result<()> {
    io::stdout().flush()?;
    writeln!(io::stderr(), "kanwu: {}", line.in_lang(lang))
}

/// Waits until the files are other than `seen`, and gives those that are.
fn wait(notices: &Receiver<()>, at_least: Duration, seen: &Stamps, stamps: impl Fn() -> Stamps) -> Vec<PathBuf> {
    loop {
        match notices.recv_timeout(at_least) {
            Ok(()) => {
                let since = Instant::now();
                while since.elapsed() < LONGEST && notices.recv_timeout(QUIET).is_ok() {}
            }
            Err(RecvTimeoutError::Timeout) => {}
            // no watcher: the clock is all there is
            Err(RecvTimeoutError::Disconnected) => std::thread::sleep(at_least),
        }
        let now = stamps();
        let gone = seen.keys().filter(|path| !now.contains_key(*path));
        let other = now.iter().filter(|(path, stamp)| seen.get(*path) != Some(stamp)).map(|(path, _)| path);
        let changed: Vec<PathBuf> = gone.chain(other).cloned().collect();
        if !changed.is_empty() {
            return changed;
        }
    }
}

/// The files that a run writes.
fn reports(matches: &ArgMatches) -> impl Iterator<Item = &PathBuf> {
    let further = matches.get_many::<(&'static str, PathBuf)>("output-format").into_iter().flatten().map(|(_, path)| path);
    matches.get_many::<PathBuf>("output").into_iter().flatten().chain(further)
}

/// What a run reads.
struct Places {
    /// The texts and folders of texts.
    texts: Vec<PathBuf>,
    include: Vec<String>,
    exclude: Vec<String>,
    /// Rule files and folders.
    rules: Vec<PathBuf>,
    /// The folders in which a configuration is looked for, and what stands beside it.
    beside: Vec<PathBuf>,
    /// The reports, which the run itself writes.
    reports: Vec<PathBuf>,
}

impl Places {
    /// As far as it can be told; what can't be read is told by the run.
    fn of(matches: &ArgMatches, paths: &[PathBuf]) -> Self {
        let config = configuration(matches, paths, &mut Vec::new());
        let include = list(matches, "include");
        let rules = config.rules.iter().chain(matches.get_many("rules").into_iter().flatten()).cloned().collect();
        let named = matches.get_one::<PathBuf>("config").cloned();
        let beside = named.or(config.path).unwrap_or_else(|| PathBuf::from(CONFIG_NAME));
        let beside = beside.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Self {
            texts: paths.to_vec(),
            include: if include.is_empty() { config.include } else { include },
            exclude: [config.exclude, list(matches, "exclude")].concat(),
            rules,
            beside: vec![beside.to_owned()],
            reports: reports(matches).filter_map(|path| path.canonicalize().ok()).collect(),
        }
    }

    fn stamps(&self) -> Stamps {
        let mut stamps = Stamps::new();
        let own = |path: &Path| !self.reports.is_empty() && path.canonicalize().is_ok_and(|path| self.reports.contains(&path));
        let mut add = |path: &Path| {
            if let Ok(data) = path.metadata()
                && data.is_file()
                && !own(path)
            {
                stamps.insert(path.to_owned(), (data.len(), data.modified().ok()));
            }
        };
        let texts = find_inputs(&self.texts, "", &self.include, &self.exclude, &mut Vec::new());
        texts.iter().filter_map(|text| text.path.as_deref()).for_each(&mut add);
        for folder in &self.rules {
            // as for rules: links are followed, and one in a circle leads nowhere
            let walk = ignore::WalkBuilder::new(folder).standard_filters(false).follow_links(true).build();
            let is_rule = |path: &Path| path == folder || path.extension().is_some_and(|e| e.eq_ignore_ascii_case("toml"));
            walk.flatten().filter(|entry| is_rule(entry.path())).for_each(|entry| add(entry.path()));
        }
        for folder in &self.beside {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                let path = entry.path();
                if path.extension().and_then(|e| e.to_str()).is_some_and(|e| BESIDE.contains(&e)) {
                    add(&path);
                }
            }
        }
        stamps
    }

    /// Asks for notices of all of them; false where the file system does not give them.
    fn watch(&self, watcher: &mut RecommendedWatcher) -> bool {
        let folder = |path: &Path| path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned();
        let whole = self.texts.iter().chain(&self.rules).filter(|p| p.is_dir()).map(|p| (p.clone(), RecursiveMode::Recursive));
        // a file that is saved is often replaced, so it is its folder that is watched
        let files = self.texts.iter().chain(&self.rules).filter(|p| !p.is_dir()).map(|p| folder(p));
        let files = files.chain(self.beside.iter().cloned()).map(|p| (p, RecursiveMode::NonRecursive));
        let mut wanted: BTreeMap<PathBuf, RecursiveMode> = files.collect();
        wanted.extend(whole);
        let lost = wanted.into_iter().filter(|(path, mode)| watcher.watch(path, *mode).is_err()).count();
        lost == 0
    }
}
