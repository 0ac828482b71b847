//! What checks hand in.

use crate::lang::Localized;
use crate::relation::expression::Assertion;
use crate::relation::{Agreement, Quantity, Rounding, Slot};
use std::sync::Arc;

/// A relation as a check asserts it.
pub struct Asserted {
    /// What is asserted.
    pub assertion: Arc<Assertion>,
    /// What its names stand for.
    pub slots: Vec<Slot>,
    /// By how much an equation may miss.
    pub tolerance: Option<Quantity>,
    /// Whether a contradiction is only a lead.
    pub lead: bool,
    /// Where it is two mentions of one figure: how they are compared.
    pub agreement: Option<Agreement>,
    /// A reason why it can't be told, which overrules a contradiction.
    pub doubt: Option<crate::relation::Reason>,
    /// Whether a contradiction counts only where one slip explains it, and how many digits that takes.
    pub one_slip: Option<usize>,
    /// Whether the doubt holds even where the figures agree.
    pub unsure: bool,
    /// Whether a contradiction counts only where one slip explains it.
    pub needs_repair: bool,
    /// How the figures are rounded.
    pub rounding: Rounding,
    /// What an editor should know besides where it fails.
    pub note: Option<Localized>,
}

impl Asserted {
    /// An assertion without tolerance or doubt.
    #[must_use]
    pub fn new(assertion: Arc<Assertion>, slots: Vec<Slot>) -> Self {
        Self {
            assertion,
            slots,
            tolerance: None,
            lead: false,
            agreement: None,
            doubt: None,
            one_slip: None,
            unsure: false,
            needs_repair: false,
            rounding: Rounding::Nearest,
            note: None,
        }
    }
}
