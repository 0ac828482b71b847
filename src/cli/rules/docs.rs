//! `kanwu rules docs`: reference pages of the kinds, the keys and the rules, in Markdown.

use super::super::output::Output;
use super::super::{CLEAN, FAILED, complain};
use super::{sources, tell_problems};
use crate::both;
use crate::engine::RuleSet;
use crate::finding::Failure;
use crate::lang::Lang;
use crate::reporter::pages::pages;
use crate::rule::RuleText;
use crate::text::visible::visible_line;
use clap::ArgMatches;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes the pages; each whole or not at all, over the one that is there.
pub(super) fn run(matches: &ArgMatches, lang: Lang) -> io::Result<u8> {
    let mut failures = Vec::new();
    let (config, more) = sources(matches, &mut failures);
    let files: Vec<RuleText> = config.shipped().chain(more).collect();
    let texts: BTreeMap<String, String> = files.iter().map(|f| (f.path.clone(), f.text.clone())).collect();
    let set = RuleSet::load_only(files, false);
    let folder = matches.get_one::<PathBuf>("output").map_or(Path::new("."), PathBuf::as_path);
    let mut written = 0usize;
    for page in pages(&set, &texts, lang) {
        match write(&folder.join(&page.path), &page.text)? {
            Ok(()) => written += 1,
            Err(failure) => {
                failures.push(failure);
                break;
            }
        }
    }
    if failures.is_empty() {
        let shown = visible_line(&folder.display().to_string());
        let line = both!("已写入 {written} 页：{shown}", "wrote {written} pages to {shown}");
        writeln!(io::stdout(), "{}", line.in_lang(lang))?;
    }
    tell_problems(&set.reports, lang)?;
    complain(&failures, lang);
    Ok(if failures.is_empty() && set.broken.is_empty() { CLEAN } else { FAILED })
}

fn write(path: &Path, text: &str) -> io::Result<Result<(), Failure>> {
    if let Some(Err(error)) = path.parent().map(fs::create_dir_all) {
        return Ok(Err(Failure::at(path.display().to_string(), both!("写不了：{error}", "can't write: {error}"))));
    }
    let mut output = match Output::open(Some(path)) {
        Ok(output) => output,
        Err(failure) => return Ok(Err(failure)),
    };
    output.write_all(text.as_bytes())?;
    output.close()
}
