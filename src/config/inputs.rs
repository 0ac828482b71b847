//! The texts to check: which files, and their bytes.

use crate::both;
use crate::document::Syntax;
use crate::finding::Failure;
use crate::lang::Localized;
use crate::rule::PathGlobs;
use crate::text::{MAX_BYTES, Source};
use encoding_rs::Encoding;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The files of a directory that are checked where nothing else is said.
pub const TEXTS: &[&str] = &["*.txt", "*.text", "*.md", "*.markdown"];

/// One text to check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Its path; none for standard input.
    pub path: Option<PathBuf>,
    /// The name it is reported under.
    pub name: String,
    /// Its size in bytes, as far as it is known beforehand.
    pub size: u64,
}

/// A text that was read.
#[derive(Debug)]
pub struct Loaded {
    /// The text.
    pub source: Source,
    /// How its structure is written.
    pub syntax: Syntax,
}

/// Finds the texts below `paths`: a file is itself, a directory its texts (ignore files are heeded), `-` standard
/// input under the name `stdin`. What can't be found or read is a failure.
pub fn find_inputs(paths: &[PathBuf], stdin: &str, include: &[String], exclude: &[String], failures: &mut Vec<Failure>) -> Vec<Input> {
    let defaults: Vec<String> = TEXTS.iter().map(|&s| s.to_owned()).collect();
    let include = globs(if include.is_empty() { &defaults } else { include });
    let exclude = globs(exclude);
    let mut inputs = Vec::new();
    let mut seen = BTreeSet::new();
    for path in paths {
        if path.as_os_str() == "-" {
            if seen.insert(path.clone()) {
                inputs.push(Input { path: None, name: stdin.to_owned(), size: 0 });
            }
            continue;
        }
        let metadata = match path.metadata() {
            Ok(metadata) => metadata,
            Err(error) => {
                failures.push(cannot_read(path, &error));
                continue;
            }
        };
        if !metadata.is_dir() {
            if seen.insert(canonical(path)) {
                inputs.push(Input { path: Some(path.clone()), name: shown(path), size: metadata.len() });
            }
            continue;
        }
        let walk = ignore::WalkBuilder::new(path).sort_by_file_path(Ord::cmp).add_custom_ignore_filename(".kanwuignore").build();
        for entry in walk {
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|t| t.is_file() || t.is_symlink()) => {
                    let file = entry.path();
                    let name = shown(file);
                    if file.is_file() && include.is_match(&name) && !exclude.is_match(&name) && seen.insert(canonical(file)) {
                        let size = entry.metadata().map_or(0, |m| m.len());
                        inputs.push(Input { path: Some(file.to_owned()), name, size });
                    }
                }
                Ok(_) => {}
                Err(error) => failures.push(Failure::at(shown(path), both!("读不了：{error}", "can't read: {error}"))),
            }
        }
    }
    inputs
}

/// Reads one text.
///
/// # Errors
/// A [`Failure`] where it can't be read, is no text, or is empty and `allow_empty` is not set.
pub fn read_input(input: &Input, encoding: Option<&'static Encoding>, allow_empty: bool) -> Result<Loaded, Failure> {
    let Some(path) = &input.path else { return read_stdin(&input.name, encoding, allow_empty) };
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|e| cannot_read(path, &e))?;
    if is_device(&file) {
        return Err(Failure::at(&*input.name, Localized::fixed("这是设备，不是文件", "this is a device, not a file")));
    }
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|e| cannot_read(path, &e))?;
    finish(&input.name, bytes, encoding, allow_empty)
}

/// Reads standard input as a text named `name`.
///
/// # Errors
/// As [`read_input`].
pub fn read_stdin(name: &str, encoding: Option<&'static Encoding>, allow_empty: bool) -> Result<Loaded, Failure> {
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|e| Failure::at(name, both!("读不了：{e}", "can't read: {e}")))?;
    finish(name, bytes, encoding, allow_empty)
}

fn finish(name: &str, bytes: Vec<u8>, encoding: Option<&'static Encoding>, allow_empty: bool) -> Result<Loaded, Failure> {
    let source = Source::from_bytes(name, bytes, encoding).map_err(|e| Failure::at(name, e.localized()))?;
    if !allow_empty && source.text().trim().is_empty() {
        let failure =
            Failure::at(name, Localized::fixed("文件里没有文字，什么也没有检查", "there is no text in it, so nothing was checked"));
        return Err(failure.with_help(Localized::fixed("若允许空文件，请加 --allow-empty", "--allow-empty accepts empty files")));
    }
    Ok(Loaded { source, syntax: Syntax::of_path(name) })
}

fn cannot_read(path: &Path, error: &io::Error) -> Failure {
    let message = match error.kind() {
        io::ErrorKind::NotFound => Localized::fixed("没有这个文件或目录", "no such file or directory"),
        io::ErrorKind::PermissionDenied => Localized::fixed("没有读取权限", "permission denied"),
        _ => both!("读不了：{error}", "can't read: {error}"),
    };
    Failure::at(shown(path), message)
}

/// The one name of a file, whatever way led to it.
fn canonical(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// The globs that are well formed; the others are told where they are read.
fn globs(list: &[String]) -> PathGlobs {
    PathGlobs::new(list.iter().map(String::as_str), |_, _| {})
}

#[cfg(unix)]
fn is_device(file: &File) -> bool {
    use std::os::unix::fs::FileTypeExt;
    file.metadata().is_ok_and(|m| m.file_type().is_char_device() || m.file_type().is_block_device())
}

#[cfg(not(unix))]
fn is_device(_: &File) -> bool {
    false
}
