//! Findings that were accepted before: by an editor's decision, or because a baseline has them.

use super::Finding;
use crate::lang::Localized;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What an editor decided about a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It is a defect, still to be mended: it stays a finding.
    #[schemars(extend("x-zh" = "确是差错，尚待改正：仍作为发现列出。"))]
    Confirmed,
    /// It is no defect, or stays as it is printed: it is no longer a finding.
    #[schemars(extend("x-zh" = "不是差错，或保留原样：不再作为发现列出。"))]
    Dismissed,
    /// It is left for later: until then it is no finding.
    #[schemars(extend("x-zh" = "留待以后：其间不作为发现列出。"))]
    Deferred,
    /// It was mended: where it is found again, it is a finding.
    #[schemars(extend("x-zh" = "已改正：再次出现即为发现。"))]
    Fixed,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Confirmed, Self::Dismissed, Self::Deferred, Self::Fixed];

    /// The name as written in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Dismissed => "dismissed",
            Self::Deferred => "deferred",
            Self::Fixed => "fixed",
        }
    }

    /// The name as shown to people.
    #[must_use]
    pub fn label(self) -> Localized {
        match self {
            Self::Confirmed => Localized::fixed("确认", "confirmed"),
            Self::Dismissed => Localized::fixed("驳回", "dismissed"),
            Self::Deferred => Localized::fixed("暂缓", "deferred"),
            Self::Fixed => Localized::fixed("已改", "fixed"),
        }
    }

    /// True where a finding so decided is no finding any more.
    #[must_use]
    pub fn suppresses(self) -> bool {
        matches!(self, Self::Dismissed | Self::Deferred)
    }
}

/// Why a finding is accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Acceptance {
    /// It is in the baseline.
    Baseline,
    /// An editor dismissed or deferred it.
    Decision {
        /// Which of the two.
        status: Status,
        /// The reasons given.
        justification: String,
    },
}

/// A finding and why it is accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The finding.
    pub finding: Finding,
    /// Why it is accepted; a decision says more than a baseline.
    pub by: Acceptance,
    /// True where the baseline has it.
    pub known: bool,
}
