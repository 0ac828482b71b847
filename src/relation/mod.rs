//! Floor 4: relations among figures.
//!
//! An [`Assertion`](expression::Assertion) such as `primary + secondary + tertiary = gdp` is evaluated over the intervals of the
//! figures that its names stand for, and judged: consistent, contradicted, or undetermined for a reason. Where figures
//! contradict each other, the figure that is likely wrong is looked for, and what it should be.
//!
//! Sources: XBRL Calculations 1.1 (rounded values as intervals), Fellegi and Holt 1976 (the smallest set of values to
//! change), Scholtus 2009 (repairs by one slip), GB/T 8170-2008 (rounding).

mod agree;
mod apart;
pub mod arithmetic;
mod cell;
mod diagnosis;
mod dimension;
mod evaluate;
pub mod expression;
pub mod improbable;
mod judge;
pub mod logic;
mod network;
mod operand;
mod slip;
mod solve;
#[cfg(test)]
mod tests;

pub use agree::{Agreement, agree};
pub use apart::one_apart;
pub use cell::Column;
pub use diagnosis::{Diagnosis, Suspect};
pub use dimension::Dimension;
pub use evaluate::{Evaluated, Quantity, Slot, evaluate};
pub use judge::{Reason, Verdict, judge};
pub use network::{Network, Relation};
pub use operand::{At, Operand, Reading, Rounding};
pub use slip::{Slip, SlipKind, exchanged, neighbours, slips};
pub use solve::solve;
