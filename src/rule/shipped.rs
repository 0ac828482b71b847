//! The rules that come with kanwu, put into the program when it is built.
//!
//! `build.rs` gathers every `rules/<family>/<id>.toml`; a file dropped there is shipped and tested, and there is no
//! list to edit.

/// A rule file's text and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleText {
    /// Its path, as shown to users; for a shipped rule from the project's root: `rules/<family>/<id>.toml`.
    pub path: String,
    /// Its text.
    pub text: String,
    /// True for a rule that comes with kanwu: its examples are tested with kanwu itself and not at every start.
    pub shipped: bool,
}

const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/shipped.rs"));

/// The shipped rule files, sorted by path.
pub fn shipped() -> impl Iterator<Item = RuleText> {
    FILES.iter().map(|&(path, text)| RuleText { path: path.to_owned(), text: text.to_owned(), shipped: true })
}
