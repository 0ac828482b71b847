//! Floor 6: what is read from disk to set up a run: `kanwu.toml`, rule folders, the texts.

mod file;
mod inputs;
mod rules;

pub use file::{CONFIG_NAME, Config, FailOn, discover, load};
pub use inputs::{Input, Loaded, find_inputs, read_input, read_stdin};
pub use rules::load_rules;
