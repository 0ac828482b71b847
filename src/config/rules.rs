//! Rule folders.

use crate::both;
use crate::finding::Failure;
use crate::rule::RuleText;
use std::fs;
use std::path::Path;

/// A rule file larger than this is none.
const LARGEST: u64 = 4 << 20;

/// Reads the rule files of a folder, and of the folders in it, sorted by path; or one rule file. Symbolic links to
/// folders are not followed.
pub fn load_rules(path: &Path, failures: &mut Vec<Failure>) -> Vec<RuleText> {
    let mut files = Vec::new();
    let walk = ignore::WalkBuilder::new(path).standard_filters(false).hidden(true).follow_links(false).sort_by_file_path(Ord::cmp).build();
    for entry in walk {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                failures.push(Failure::at(path.display().to_string(), both!("读不了规则：{error}", "can't read the rules: {error}")));
                continue;
            }
        };
        let file = entry.path();
        if !file.is_file() || file.extension().is_none_or(|e| e != "toml") {
            continue;
        }
        let shown = file.display().to_string();
        let size = file.metadata().map_or(0, |m| m.len());
        if size > LARGEST {
            failures.push(Failure::at(shown, both!("规则文件超过 {} KiB", "the rule file is larger than {} KiB", LARGEST >> 10)));
            continue;
        }
        match fs::read_to_string(file) {
            Ok(text) => files.push(RuleText { path: shown, text, shipped: false }),
            Err(error) => failures.push(Failure::at(shown, both!("读不了规则：{error}", "can't read the rule: {error}"))),
        }
    }
    files
}
