//! Floor 4: rule files as they are written.
//!
//! A rule is one TOML file. Here it is read strictly ([`manifest`]), its message templates are parsed
//! ([`Template`]) and its examples unmarked ([`Example`]). The `[check.<kind>]` table stays TOML with its spans:
//! what it means is for the kind to say, one floor up.

mod example;
mod file;
mod keys;
pub mod manifest;
mod paths;
mod shipped;
mod template;
mod vocabulary;
mod wording;

pub use example::{Example, Marked, unmark};
pub use file::{Applies, CheckTable, Declaration, Parsed, RuleSeverity, file_schema, parse};
pub use keys::{Key, keys};
pub use manifest::{Problem, Table};
pub use paths::PathGlobs;
pub use shipped::{RuleText, shipped};
pub use template::{Slot, Template};
pub use vocabulary::{Protected, VOCABULARY_NAME, Vocabulary};
