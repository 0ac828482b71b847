//! Rule folders.

use crate::both;
use crate::finding::Failure;
use crate::lang::Localized;
use crate::rule::RuleText;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A rule file larger than this is none.
const LARGEST: u64 = 4 << 20;

/// Reads the rule files of these folders, and of the folders in them, sorted by path; a path may also be one rule
/// file. A file that is reached twice is read once. Symbolic links are followed; one that leads nowhere or in a circle
/// is a failure, since a run that tests less than was meant must not be green.
pub fn load_rules(paths: &[&Path], failures: &mut Vec<Failure>) -> Vec<RuleText> {
    let mut files = Vec::new();
    let mut seen: BTreeSet<PathBuf> = BTreeSet::new();
    for path in paths {
        let failed = failures.len();
        let mut reached = false;
        let mut walk = ignore::WalkBuilder::new(path);
        walk.standard_filters(false).hidden(true).follow_links(true).sort_by_file_path(Ord::cmp);
        for entry in walk.build() {
            match entry {
                Ok(entry) => {
                    let file = entry.path();
                    // a file that is named is a rule whatever its extension
                    let is_rule = file.is_file() && (file == *path || file.extension().is_some_and(|e| e.eq_ignore_ascii_case("toml")));
                    reached |= is_rule;
                    if is_rule && seen.insert(file.canonicalize().unwrap_or_else(|_| file.to_owned())) {
                        files.extend(load_one(file).map_err(|failure| failures.push(failure)));
                    }
                }
                Err(error) => {
                    let why = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                    failures.push(Failure::at(path.display().to_string(), both!("读不了规则：{why}", "can't read the rules: {why}")));
                }
            }
        }
        if !reached && failures.len() == failed {
            failures.push(Failure::at(
                path.display().to_string(),
                Localized::fixed("里面没有规则文件（.toml）", "there are no rule files (.toml) in it"),
            ));
        }
    }
    files
}

fn load_one(file: &Path) -> Result<RuleText, Failure> {
    let shown = file.display().to_string();
    if file.metadata().map_or(0, |m| m.len()) > LARGEST {
        return Err(Failure::at(shown, both!("规则文件超过 {} KiB", "the rule file is larger than {} KiB", LARGEST >> 10)));
    }
    match fs::read_to_string(file) {
        // an editor's byte order mark is no part of the rule
        Ok(text) => Ok(RuleText { path: shown, text: text.strip_prefix('\u{FEFF}').map_or(text.clone(), str::to_owned), shipped: false }),
        Err(error) => Err(Failure::at(shown, both!("读不了规则：{error}", "can't read the rule: {error}"))),
    }
}
