//! `kanwu rules new KIND ID`: a rule file that works, to start from.

use super::super::check::configuration;
use super::super::{CLEAN, FAILED, complain};
use crate::both;
use crate::engine::is_rule_id;
use crate::finding::Failure;
use crate::kind::{self, scaffold};
use crate::lang::Lang;
use crate::rule::shipped;
use crate::text::visible::visible_line;
use clap::ArgMatches;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::PathBuf;

/// The schema that `kanwu rules schema` prints, where it is kept beside the rules.
const SCHEMA: &str = "rule.schema.json";

/// Writes the file; one that is there is left as it is, and that is a failure.
pub(super) fn run(matches: &ArgMatches, lang: Lang) -> io::Result<u8> {
    let mut failures = Vec::new();
    if let Some(path) = write(matches, lang, &mut failures) {
        let shown = visible_line(&path.display().to_string());
        let mut out = io::stdout().lock();
        writeln!(out, "{}", both!("已写入 {shown}", "wrote {shown}").in_lang(lang))?;
        writeln!(out, "{}", both!("试一试：kanwu rules test {shown}", "try it: kanwu rules test {shown}").in_lang(lang))?;
    }
    complain(&failures, lang);
    Ok(if failures.is_empty() { CLEAN } else { FAILED })
}

fn write(matches: &ArgMatches, lang: Lang, failures: &mut Vec<Failure>) -> Option<PathBuf> {
    let id = matches.get_one::<String>("rule").map(String::as_str).unwrap_or_default();
    let kind = matches.get_one::<String>("kind").and_then(|name| kind::named(name))?;
    if !is_rule_id(id) {
        failures.push(Failure::general(both!(
            "id `{id}` 应为小写字母、数字与连字符",
            "id `{id}` must be kebab-case: lower-case letters, digits, hyphens"
        )));
        return None;
    }
    let folder = match matches.get_one::<PathBuf>("folder") {
        Some(folder) => folder.clone(),
        None => configuration(matches, &[PathBuf::from(".")], failures)
            .rules
            .into_iter()
            .find(|path| path.is_dir())
            .unwrap_or_else(|| PathBuf::from("kanwu-rules")),
    };
    let path = folder.join(format!("{id}.toml"));
    let schema = folder.join(SCHEMA).is_file().then(|| format!("./{SCHEMA}"));
    let text = scaffold(kind, id, schema.as_deref(), lang);
    let written = fs::create_dir_all(&folder)
        .and_then(|()| OpenOptions::new().write(true).create_new(true).open(&path))
        .and_then(|mut file| file.write_all(text.as_bytes()));
    let shown = path.display().to_string();
    match written {
        Ok(()) => {}
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
            failures.push(Failure::at(shown, both!("已有这个文件，未改动", "there is such a file already; it was left as it is")));
            return None;
        }
        Err(e) => {
            failures.push(Failure::at(shown, both!("写不了：{e}", "can't write: {e}")));
            return None;
        }
    }
    if shipped().any(|rule| rule.path.ends_with(&format!("/{id}.toml"))) {
        // not a failure: to replace a shipped rule is a thing one may want
        let line = both!("注意：自带规则里已有 {id}，这一份将替换它", "note: {id} is the id of a shipped rule, which this one replaces");
        let _ = writeln!(io::stderr(), "kanwu: {}", line.in_lang(lang));
    }
    Some(path)
}
