//! The project's vocabulary, read from disk.

use crate::both;
use crate::lang::Localized;
use crate::rule::manifest::{At, Problem};
use crate::rule::{VOCABULARY_NAME, Vocabulary};
use std::fs;
use std::path::{Path, PathBuf};

/// A vocabulary larger than this is none.
const LARGEST: u64 = 16 << 20;

/// Reads the vocabulary that the configuration in `folder` names, or the one that lies beside it. What is wrong is a
/// problem at the key, or at the head of the configuration where no key names the file.
pub(super) fn load(folder: &Path, key: Option<&At<String>>, problems: &mut Vec<Problem>) -> (Option<PathBuf>, Vocabulary) {
    let place = key.map_or(0..0, At::span);
    let path = folder.join(key.map_or(VOCABULARY_NAME, |at| at.get().as_str()));
    if key.is_none() && !path.exists() {
        return (None, Vocabulary::default());
    }
    let shown = path.display();
    let too_large = path.metadata().is_ok_and(|m| m.len() > LARGEST);
    let text = match fs::read_to_string(&path) {
        _ if too_large => {
            let most = LARGEST >> 20;
            problems.push(Problem::new(place, both!("词表 {shown} 超过 {most} MiB", "the vocabulary {shown} is larger than {most} MiB")));
            return (None, Vocabulary::default());
        }
        Ok(text) => text,
        Err(error) => {
            problems.push(Problem::new(place, both!("读不了词表 {shown}：{error}", "can't read the vocabulary {shown}: {error}")));
            return (None, Vocabulary::default());
        }
    };
    match Vocabulary::parse(&text) {
        Ok(vocabulary) => (Some(path), vocabulary),
        Err((line, why)) => {
            let message = Localized::new(
                format!("词表 {shown} 第 {line} 行：{}", why.zh),
                format!("the vocabulary {shown}, line {line}: {}", why.en),
            );
            problems.push(Problem::new(place, message));
            (None, Vocabulary::default())
        }
    }
}
