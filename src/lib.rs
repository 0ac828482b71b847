//! kanwu (勘误) checks transcribed reports against declarative rules.
//!
//! Data goes one way: bytes → [`text::Source`] → [`document::Document`] → [`kind::Check`]s → [`finding::Finding`]s →
//! [`reporter::Reporter`]. `ARCHITECTURE.md` has the floors and what may import what.
//!
//! ```
//! use kanwu::engine::{Engine, Options, RuleSet};
//! use kanwu::{document::Syntax, text::Source};
//!
//! let engine = Engine::new(RuleSet::load(Vec::new(), false), &Options::default());
//! let source = Source::new("report.txt", "夏粮收购量超过去年的半。");
//! let checked = engine.check(source, Syntax::Plain);
//! assert_eq!(&*checked.report.findings[0].rule, "dangling-half");
//! ```

pub mod cli;
pub mod config;
pub mod document;
pub mod engine;
pub mod figure;
pub mod finding;
pub mod fix;
pub mod kind;
pub mod lang;
pub mod lexicon;
pub mod relation;
pub mod reporter;
pub mod rule;
pub mod text;
