//! The language of assertions: `primary + secondary + tertiary = gdp`.
//!
//! ```text
//! assertion  := chain ("and" chain)*
//! chain      := sum (("=" | "≈" | "<" | "<=" | ">" | ">=" | "in") sum)+      a <= b <= c says both
//! sum        := product (("+" | "-") product)*
//! product    := factor (("*" | "/") factor)*
//! factor     := "-" factor | number unit? | name | function "(" sum ("," sum)* ")" | "(" sum ")" | "[" sum "," sum "]"
//! function   := sum | share | growth | ratio | points | round | min | max | count | power | years
//! ```
//!
//! `×`, `÷`, `−`, `≤`, `≥` may be written too. A name stands for one figure, or for a list of figures: arithmetic on a list goes
//! item by item, and `sum`, `min`, `max` and `count` make one number of it. A number is exact; its unit is read as in a text.

mod parse;
mod render;
mod types;

pub use parse::{ParseError, parse_assertion};
pub(super) use render::collect;
pub use render::{Parts, decimal, render, stated};
pub use types::{TypeError, check_types};

use super::Dimension;
use crate::figure::Rational;
use std::ops::Range;

/// What a rule asserts: all of its comparisons hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assertion {
    /// The names in it, in the order in which they first occur.
    pub names: Vec<String>,
    /// The comparisons.
    pub comparisons: Vec<Comparison>,
}

/// Two expressions that are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The left side.
    pub left: Expression,
    /// How they compare.
    pub comparator: Comparator,
    /// The right side.
    pub right: Expression,
}

/// How two sides compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparator {
    /// `=`
    Equal,
    /// `≈`: equal within the tolerance of the rule.
    About,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
    /// `in`: the left side lies in the interval on the right.
    In,
}

impl Comparator {
    /// As it is written on paper.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::About => "≈",
            Self::Less => "<",
            Self::AtMost => "≤",
            Self::Greater => ">",
            Self::AtLeast => "≥",
            Self::In => "∈",
        }
    }

    /// The same with the sides exchanged.
    #[must_use]
    pub const fn mirrored(self) -> Self {
        match self {
            Self::Less => Self::Greater,
            Self::AtMost => Self::AtLeast,
            Self::Greater => Self::Less,
            Self::AtLeast => Self::AtMost,
            Self::Equal | Self::About | Self::In => self,
        }
    }

    /// As it is written where it does not hold.
    #[must_use]
    pub const fn broken_sign(self) -> &'static str {
        match self {
            Self::Equal => "≠",
            Self::About => "≉",
            Self::Less => "≥",
            Self::AtMost => ">",
            Self::Greater => "≤",
            Self::AtLeast => "<",
            Self::In => "∉",
        }
    }
}

/// An expression, with its place in the assertion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expression {
    /// What it is.
    pub node: Node,
    /// Bytes of the assertion's text.
    pub span: Range<usize>,
}

/// The forms of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// An exact number, as written and as meant.
    Number {
        /// As written in the assertion.
        text: String,
        /// In base units.
        value: Rational,
        /// What it measures.
        dimension: Dimension,
    },
    /// A name, by its index in [`Assertion::names`].
    Name(usize),
    /// −x
    Negated(Box<Expression>),
    /// x ∘ y
    Binary(Operator, Box<Expression>, Box<Expression>),
    /// A function of its arguments.
    Call(Function, Vec<Expression>),
    /// `[a, b]`: everything from a to b.
    Range(Box<Expression>, Box<Expression>),
}

/// The four operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// +
    Add,
    /// −
    Subtract,
    /// ×
    Multiply,
    /// ÷
    Divide,
}

/// The functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// `sum(x…)`
    Sum,
    /// `share(part, whole)`: part ÷ whole, both of one dimension.
    Share,
    /// `growth(now, before)`: now ÷ before − 1.
    Growth,
    /// `ratio(a, b)`: a ÷ b.
    Ratio,
    /// `points(a, b)`: a − b for two rates, in percentage points.
    Points,
    /// `round(x, step)`: x rounded half away from zero to a multiple of the step.
    Round,
    /// `min(x…)`
    Min,
    /// `max(x…)`
    Max,
    /// `count(x)`: the number of items.
    Count,
    /// `power(x, n)`: x to the power of a whole number from 1 to 100.
    Power,
    /// `years(a, b)`: the years from the time of one figure to that of another.
    Years,
}

impl Function {
    /// All of them with their names and how many arguments they take (`None`: any number from one).
    pub const ALL: &'static [(&'static str, Self, Option<usize>)] = &[
        ("sum", Self::Sum, None),
        ("share", Self::Share, Some(2)),
        ("growth", Self::Growth, Some(2)),
        ("ratio", Self::Ratio, Some(2)),
        ("points", Self::Points, Some(2)),
        ("round", Self::Round, Some(2)),
        ("min", Self::Min, None),
        ("max", Self::Max, None),
        ("count", Self::Count, Some(1)),
        ("power", Self::Power, Some(2)),
        ("years", Self::Years, Some(2)),
    ];
}

impl Assertion {
    /// The name that stands alone on one side of every comparison, where there are several: `b` in `a <= b <= c`.
    #[must_use]
    pub fn in_all(&self) -> Option<usize> {
        let alone = |side: &Expression, name: usize| matches!(side.node, Node::Name(n) if n == name);
        let in_each = |name: &usize| self.comparisons.iter().all(|c| alone(&c.left, *name) || alone(&c.right, *name));
        (0..self.names.len()).find(in_each).filter(|_| self.comparisons.len() > 1)
    }

    /// The sides of all comparisons.
    pub fn sides(&self) -> impl Iterator<Item = &Expression> {
        self.comparisons.iter().flat_map(|c| [&c.left, &c.right])
    }
}
