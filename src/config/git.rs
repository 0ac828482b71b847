//! What git knows of the texts: which changed since a revision, and what stood there before.
//!
//! The program `git` is asked, so that whatever it is set up to do (worktrees, alternates, partial clones) is done its
//! way. Names are taken as NUL-separated bytes, never as the quoted text meant for people.

use crate::both;
use crate::finding::Failure;
use crate::lang::Localized;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A working tree of git.
#[derive(Debug)]
pub struct Repository {
    /// Its top folder, by the one name it has.
    pub root: PathBuf,
}

/// What a file was before it changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Before {
    /// There was none, or it can't be compared.
    Nothing,
    /// It held the contents with this id.
    Blob(String),
}

impl Repository {
    /// The repository that holds `folder`.
    ///
    /// # Errors
    /// A [`Failure`] where there is none, or no `git`.
    pub fn around(folder: &Path) -> Result<Self, Failure> {
        let out = ask(folder, ["rev-parse", "--show-toplevel"])?;
        if !out.status.success() {
            let said = said(&out.stderr);
            let what = match said.contains("not a git repository") {
                true => Localized::fixed("这里不是 git 仓库，不能用 --since", "this is no git repository, so that --since can't be used"),
                false => both!("git：{said}", "git: {said}"),
            };
            return Err(Failure::at(folder.display().to_string(), what));
        }
        let root = path(out.stdout.strip_suffix(b"\n").unwrap_or(&out.stdout));
        let root = root.canonicalize().unwrap_or(root);
        Ok(Self { root })
    }

    /// The commit that a revision names; of `REV...` the one where the current branch left `REV`.
    ///
    /// # Errors
    /// A [`Failure`] where there is no such revision.
    pub fn commit(&self, revision: &str) -> Result<String, Failure> {
        let unknown = || {
            Failure::general(both!("git 里没有版本 `{revision}`", "git knows no revision `{revision}`")).with_help(Localized::fixed(
                "浅克隆里只有最近的版本：先 git fetch，GitHub Actions 用 fetch-depth: 0",
                "a shallow clone has the latest revision only: `git fetch` it first, in GitHub Actions with fetch-depth: 0",
            ))
        };
        let (name, fork) = revision.strip_suffix("...").map_or((revision, false), |name| (name, true));
        // what looks like a flag would be taken as one
        if name.is_empty() || name.starts_with('-') {
            return Err(unknown());
        }
        let out = ask(&self.root, ["rev-parse", "--verify", "--quiet", &format!("{name}^{{commit}}")])?;
        let found = String::from_utf8_lossy(&out.stdout).trim().to_owned();
        if !out.status.success() || !is_id(&found) {
            return Err(unknown());
        }
        if !fork {
            return Ok(found);
        }
        let out = ask(&self.root, ["merge-base", &found, "HEAD"])?;
        let base = String::from_utf8_lossy(&out.stdout).trim().to_owned();
        if !out.status.success() || !is_id(&base) {
            let what = both!("与 `{name}` 没有共同的版本", "there is no revision in common with `{name}`");
            let help =
                Localized::fixed("浅克隆里可能看不到它：先取回全部历史", "a shallow clone may not have it: fetch the whole history first");
            return Err(Failure::general(what).with_help(help));
        }
        Ok(base)
    }

    /// The files that differ from `commit`, below the top folder, and what they were there. A file that was renamed is
    /// compared with what it was under its old name.
    ///
    /// # Errors
    /// A [`Failure`] with git's own words.
    pub fn changed(&self, commit: &str) -> Result<BTreeMap<PathBuf, Before>, Failure> {
        let flags = ["diff", "--raw", "-z", "--no-abbrev", "--no-ext-diff", "--find-renames", "--ignore-submodules=all", commit, "--"];
        let out = self.told(flags)?;
        let mut fields = out.split(|b| *b == 0);
        let mut changed = BTreeMap::new();
        while let Some(header) = fields.next().filter(|f| !f.is_empty()) {
            let header = String::from_utf8_lossy(header).into_owned();
            let parts: Vec<&str> = header.split(' ').collect();
            let [_, _, before, _, status] = parts.as_slice() else { return Err(strange()) };
            let mut name = fields.next().ok_or_else(strange)?;
            if status.starts_with(['R', 'C']) {
                name = fields.next().ok_or_else(strange)?;
            }
            let same = is_id(before) && before.bytes().any(|b| b != b'0') && !status.starts_with(['D', 'U']);
            // a file that was taken out of git and is still there is as good as new; so is one in conflict
            let before = if same { Before::Blob((*before).to_owned()) } else { Before::Nothing };
            changed.insert(path(name), before);
        }
        Ok(changed)
    }

    /// The files that git keeps.
    ///
    /// # Errors
    /// A [`Failure`] with git's own words.
    pub fn tracked(&self) -> Result<BTreeSet<PathBuf>, Failure> {
        Ok(self.told(["ls-files", "-z"])?.split(|b| *b == 0).filter(|f| !f.is_empty()).map(path).collect())
    }

    /// The contents with this id.
    ///
    /// # Errors
    /// A [`Failure`] with git's own words.
    pub fn blob(&self, id: &str) -> Result<Vec<u8>, Failure> {
        self.told(["cat-file", "blob", id])
    }

    fn told<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Result<Vec<u8>, Failure> {
        let out = ask(&self.root, arguments)?;
        if out.status.success() {
            return Ok(out.stdout);
        }
        let said = said(&out.stderr);
        Err(Failure::general(both!("git：{said}", "git: {said}")))
    }
}

/// Runs `git` in `folder`.
fn ask<'a>(folder: &Path, arguments: impl IntoIterator<Item = &'a str>) -> Result<Output, Failure> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(["-c", "core.quotePath=false"]).args(arguments);
    // its words are read, nothing is asked of anyone, and the index is not written
    command.env("LC_ALL", "C").env("GIT_TERMINAL_PROMPT", "0").env("GIT_OPTIONAL_LOCKS", "0").stdin(Stdio::null());
    command.output().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => {
            Failure::general(Localized::fixed("找不到 git 程序，--since 要用它", "the program `git` was not found; --since needs it"))
        }
        _ => Failure::general(both!("运行 git 失败：{error}", "can't run git: {error}")),
    })
}

/// The line of its complaint that says most.
fn said(stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    let line = text.lines().find(|l| l.starts_with("fatal:") || l.starts_with("error:")).or_else(|| text.lines().next());
    line.unwrap_or("?").trim_start_matches("fatal: ").to_owned()
}

fn strange() -> Failure {
    Failure::general(Localized::fixed("看不懂 git 的回答", "git's answer can't be read"))
}

fn is_id(text: &str) -> bool {
    matches!(text.len(), 40 | 64) && text.bytes().all(|b| b.is_ascii_hexdigit())
}

#[cfg(unix)]
fn path(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).as_ref())
}
