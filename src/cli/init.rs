//! `kanwu init`: a configuration, a first rule and a CI file to start from.

use super::{CLEAN, FAILED, complain};
use crate::both;
use crate::finding::Failure;
use crate::lang::Lang;
use crate::text::visible::visible_line;
use clap::ArgMatches;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What is written: path below the folder, Chinese text, English text.
const FILES: &[(&str, &str, &str)] = &[
    ("kanwu.toml", include_str!("init/kanwu.zh.toml"), include_str!("init/kanwu.en.toml")),
    ("kanwu-rules/my-first-rule.toml", include_str!("init/my-first-rule.zh.toml"), include_str!("init/my-first-rule.en.toml")),
    (".github/workflows/kanwu.yml", include_str!("init/workflow.yml"), include_str!("init/workflow.yml")),
];

/// Writes the files that are not there yet; what is there is left as it is.
pub(super) fn run(matches: &ArgMatches, lang: Lang) -> io::Result<u8> {
    let folder = matches.get_one::<PathBuf>("folder").map_or(Path::new("."), PathBuf::as_path);
    let mut failures = Vec::new();
    let mut out = io::stdout().lock();
    for (name, zh, en) in FILES {
        let path = folder.join(name);
        let shown = visible_line(&path.display().to_string());
        match write_new(&path, if lang == Lang::Zh { zh } else { en }) {
            Ok(()) => writeln!(out, "{}", both!("已写入 {shown}", "wrote {shown}").in_lang(lang))?,
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
                writeln!(out, "{}", both!("已有 {shown}，未改动", "{shown} is there already, left as it is").in_lang(lang))?;
            }
            Err(e) => failures.push(Failure::at(shown, both!("写不了：{e}", "can't write: {e}"))),
        }
    }
    complain(&failures, lang);
    Ok(if failures.is_empty() { CLEAN } else { FAILED })
}

fn write_new(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(text.as_bytes())
}
