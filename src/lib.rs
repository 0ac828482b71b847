//! kanwu (勘误) checks transcribed reports against declarative rules.

pub mod figure;
