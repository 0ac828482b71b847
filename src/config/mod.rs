//! Floor 6: what is read from disk to set up a run: `kanwu.toml`, rule folders, the texts.

mod file;
mod git;
mod inputs;
mod keys;
mod rules;
mod vocabulary;

pub use file::{CONFIG_NAME, Config, Override, discover, load};
pub use git::{Before, Repository};
pub use inputs::{Input, Loaded, TEXTS, find_inputs, read_input, read_stdin};
pub use keys::{FailOn, config_schema};
pub use rules::load_rules;
