//! What quantities measure, and which of them can be added, compared, multiplied.
//!
//! Percent and percentage point are two types: 5 % of something and a rise of 5 points are not to be compared, while
//! the difference of two rates may be told either way.

use crate::figure;
use std::fmt;

/// The name of the dimension of 个百分点 in the unit table.
const POINTS: &str = "ratio-difference";

/// What a quantity measures: base dimensions with their exponents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// A number written into an assertion without unit: it goes with everything.
    Any,
    /// A product of powers.
    Of {
        /// Base dimensions with exponents that are not 0, sorted by name; none for a ratio.
        powers: Vec<(&'static str, i32)>,
        /// For the difference of two ratios, which can be told as a ratio or in points.
        either: bool,
    },
}

impl Dimension {
    /// A plain number, a ratio.
    pub const RATIO: Self = Self::Of { powers: Vec::new(), either: false };

    /// Percentage points.
    #[must_use]
    pub fn points() -> Self {
        Self::base(POINTS)
    }

    /// One dimension of the unit table. A count is a count, whatever counting word it has.
    #[must_use]
    pub fn base(name: &'static str) -> Self {
        let powers = if name == "ratio" { Vec::new() } else { vec![(name, 1)] };
        Self::Of { powers, either: false }
    }

    /// The dimension of a figure; a bare number counts what its noun says.
    #[must_use]
    pub fn of_figure(dimension: Option<figure::Dimension>) -> Self {
        let Some(dimension) = dimension else { return Self::base("count") };
        let of = Self::base(dimension.of);
        match dimension.per {
            Some(per) => of.times(&Self::base(per), -1),
            None => of,
        }
    }

    /// True for percentage points and nothing else.
    #[must_use]
    pub fn is_points(&self) -> bool {
        *self == Self::points()
    }

    /// True for a plain ratio.
    #[must_use]
    pub fn is_ratio(&self) -> bool {
        matches!(self, Self::Of { powers, .. } if powers.is_empty())
    }

    /// The dimension of a product (`sign` 1) or a quotient (`sign` −1).
    #[must_use]
    pub fn times(&self, other: &Self, sign: i32) -> Self {
        let (Self::Of { powers: a, .. }, Self::Of { powers: b, .. }) = (self, other) else {
            // a bare number only scales
            return match (self, other) {
                (Self::Any, Self::Of { powers, .. }) => {
                    Self::Of { powers: powers.iter().map(|&(name, power)| (name, power * sign)).collect(), either: false }
                }
                (Self::Of { powers, .. }, Self::Any) => Self::Of { powers: powers.clone(), either: false },
                _ => Self::Any,
            };
        };
        let mut powers = a.clone();
        for &(name, power) in b {
            match powers.iter_mut().find(|p| p.0 == name) {
                Some(found) => found.1 += power * sign,
                None => powers.push((name, power * sign)),
            }
        }
        powers.retain(|p| p.1 != 0);
        powers.sort_unstable();
        Self::Of { powers, either: false }
    }

    /// The dimension of a sum; `None` where the two can't be added.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::Any, x) | (x, Self::Any) => Some(x.clone()),
            // a rate that rises by points is a rate
            (a, b) if a.is_ratio() && b.is_points() || a.is_points() && b.is_ratio() => Some(Self::RATIO),
            (a, b) => a.compared(b),
        }
    }

    /// The dimension of a difference; `None` where the two can't be subtracted.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (a, b) if a.is_ratio() && b.is_ratio() => Some(Self::Of { powers: Vec::new(), either: true }),
            (a, b) => a.plus(b),
        }
    }

    /// The dimension that two compared quantities have in common; `None` where they can't be compared.
    #[must_use]
    pub fn compared(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::Any, x) | (x, Self::Any) => Some(x.clone()),
            (Self::Of { powers: a, either: x }, Self::Of { powers: b, either: y }) if a == b => {
                Some(Self::Of { powers: a.clone(), either: *x && *y })
            }
            (a @ Self::Of { either: true, .. }, b) if a.is_ratio() && b.is_points() => Some(Self::points()),
            (a, b @ Self::Of { either: true, .. }) if b.is_ratio() && a.is_points() => Some(Self::points()),
            _ => None,
        }
    }
}

impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => f.write_str("number"),
            Self::Of { powers, .. } if powers.is_empty() => f.write_str("ratio"),
            Self::Of { powers, .. } => {
                for (i, (name, power)) in powers.iter().enumerate() {
                    if i > 0 {
                        f.write_str("·")?;
                    }
                    if *power == 1 { f.write_str(name)? } else { write!(f, "{name}^{power}")? }
                }
                Ok(())
            }
        }
    }
}
