//! kanwu (勘误) checks transcribed reports against declarative rules.

pub mod cli;
pub mod config;
pub mod document;
pub mod engine;
pub mod finding;
pub mod kind;
pub mod lang;
pub mod reporter;
pub mod rule;
pub mod text;
