//! Floor 1: what a check has to say, in the form that every reporter reads.

mod decision;
mod fingerprint;
mod report;

pub use decision::{Acceptance, Accepted, Status};
pub use fingerprint::{Anchor, Fingerprint, Fingerprinter, NotAFingerprint};
pub use report::{Counts, Coverage, Failure, FigureTest, FileReport, FileRole, Summary, TestPower, Verdicts};

use crate::lang::Localized;
use crate::text::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How harmful a defect is, from least to most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; never fails a run.
    #[schemars(extend("x-zh" = "值得知道，从不算失败。"))]
    Info,
    /// A defect of form.
    #[schemars(extend("x-zh" = "形式上的差错。"))]
    Warning,
    /// A defect that misleads the reader.
    #[schemars(extend("x-zh" = "会误导读者的差错。"))]
    Error,
}

impl Severity {
    /// The name as written in rule files and JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The name as shown to people.
    #[must_use]
    pub fn label(self) -> Localized {
        match self {
            Self::Info => Localized::fixed("提示", "info"),
            Self::Warning => Localized::fixed("警告", "warning"),
            Self::Error => Localized::fixed("错误", "error"),
        }
    }
}

/// How likely a finding is right, from least to most. A rule's confidence is the ceiling for its findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// A review lead: a person has to look.
    #[schemars(extend("x-zh" = "线索：要人来看。"))]
    Low,
    /// Right more often than not; rare exceptions are known.
    #[schemars(extend("x-zh" = "多半是对的，有少见的例外。"))]
    Medium,
    /// A defect.
    #[schemars(extend("x-zh" = "差错。"))]
    High,
}

impl Confidence {
    /// The name as written in rule files and JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// A further place that contributes to a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place, in the same source as the finding.
    pub span: Span,
    /// What it contributes.
    pub message: Localized,
}

/// Whether a fix may be applied without a person reading it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Applicability {
    /// Cannot change the meaning of a correct text.
    #[schemars(extend("x-zh" = "不会改变正确文字的意思。"))]
    Safe,
    /// The likely reading; a person decides.
    #[schemars(extend("x-zh" = "很可能的读法，由人决定。"))]
    #[default]
    Unsafe,
    /// Shows what to look for; never applied.
    #[schemars(extend("x-zh" = "只示意，从不自动改。"))]
    DisplayOnly,
}

/// One replacement. An empty span inserts, an empty text deletes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// A proposed reading: edits that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What applying it does.
    pub title: Localized,
    /// Who may apply it.
    pub applicability: Applicability,
    /// The edits, in order and without overlap.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// What `text` (the whole source) reads at `span` once the edits are made; the span is widened to hold them all.
    #[must_use]
    pub fn reading(&self, text: &str, span: Span) -> String {
        let span = self.edits.iter().fold(span, |s, e| s.to(e.span));
        let mut out = String::new();
        let mut at = span.start;
        for edit in &self.edits {
            out.push_str(text.get(at as usize..edit.span.start as usize).unwrap_or_default());
            out.push_str(&edit.text);
            at = edit.span.end;
        }
        out.push_str(text.get(at as usize..span.end as usize).unwrap_or_default());
        out
    }
}

/// One defect, or one lead, at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Id of the rule.
    pub rule: Arc<str>,
    /// The file that declares the rule; where a reader finds its reasons.
    pub rule_file: Arc<str>,
    /// How harmful.
    pub severity: Severity,
    /// How likely right.
    pub confidence: Confidence,
    /// What kind of defect, in the words of the rule.
    pub title: Localized,
    /// What is wrong here.
    pub message: Localized,
    /// The place to look at first.
    pub span: Span,
    /// The other places that contribute.
    pub labels: Vec<Label>,
    /// Suggestions in words.
    pub help: Vec<Localized>,
    /// Proposed readings, the likeliest first.
    pub fixes: Vec<Fix>,
    /// The same for the same defect after edits elsewhere.
    pub fingerprint: Fingerprint,
    /// What is written there and around it.
    pub anchor: Anchor,
    /// The passage it was found in.
    pub within: Span,
}

impl Finding {
    /// True for a review lead: shown as such, and never a reason to fail a run.
    #[must_use]
    pub fn is_lead(&self) -> bool {
        self.confidence == Confidence::Low || self.severity == Severity::Info
    }
}
