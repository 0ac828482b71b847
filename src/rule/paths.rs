//! Globs over paths, with the meaning they have in ignore files.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// A set of globs. A glob matches a path from any folder on: `bulletins/*.txt` matches `./bulletins/a.txt` and
/// `/archive/bulletins/a.txt`, so that the answer does not depend on where the command was given. `*` does not cross
/// a `/`, `**` does; case does not matter.
#[derive(Clone, Debug, Default)]
pub struct PathGlobs(GlobSet);

impl PathGlobs {
    /// Compiles the globs that are well formed; `complain` is told of each that is not, by its index.
    pub fn new<'g>(globs: impl Iterator<Item = &'g str>, mut complain: impl FnMut(usize, String)) -> Self {
        let mut set = GlobSetBuilder::new();
        for (i, glob) in globs.enumerate() {
            match GlobBuilder::new(glob.trim_start_matches("./")).literal_separator(true).case_insensitive(true).build() {
                Ok(glob) => _ = set.add(glob),
                Err(error) => complain(i, error.to_string()),
            }
        }
        Self(set.build().unwrap_or_else(|_| GlobSet::empty()))
    }

    /// True where a glob matches `path` or the rest of it after one of its separators.
    #[must_use]
    pub fn is_match(&self, path: &str) -> bool {
        let path = path.trim_start_matches("./");
        self.0.is_match(path) || path.match_indices(['/', '\\']).any(|(at, _)| path.get(at + 1..).is_some_and(|rest| self.0.is_match(rest)))
    }
}
