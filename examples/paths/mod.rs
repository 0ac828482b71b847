//! The files of folders.

use std::io;
use std::path::{Path, PathBuf};

/// Adds the files with an extension in a folder and in those inside it, by name; a path that is no folder is one of them
/// whatever it is called.
///
/// # Errors
/// Where a folder can't be read.
pub(crate) fn collect(path: &Path, extension: &str, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    let mut inside: Vec<PathBuf> = std::fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    inside.sort();
    inside.retain(|file| file.is_dir() || file.extension().is_some_and(|own| own == extension));
    inside.iter().try_for_each(|file| collect(file, extension, files))
}
