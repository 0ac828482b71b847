//! Floor 6: rules over texts.
//!
//! [`RuleSet`] is what was loaded, [`Engine`] what runs: over the documents of a file, and over the parts of a
//! large document, in parallel. The result does not depend on how the work was cut or in which order it was done.

mod accept;
mod examples;
mod levels;
mod lint;
mod load;
mod prefilter;
mod protect;
mod relate;
mod rule;
mod run;
mod select;
mod tables;
mod trace;
mod units;

pub use accept::{Accept, BASELINE_NAME, Baseline, BaselineEntry, DECISIONS_NAME, Date, Decision, Decisions, Subject, decisions_schema};
pub use examples::{ExampleOutcome, Outcome};
pub use levels::PathSettings;
pub use lint::{lint, lint_together};
pub use load::{RuleSet, declaration_report, is_rule_id};
pub use rule::Rule;
pub use run::{Checked, Engine, Options};
pub use select::select;
pub use trace::{End, RuleTrace, Trace, trace};
pub use units::take_units;
