//! The keys of `kanwu.toml` as they are written.

use crate::finding::Severity;
use crate::rule::RuleSeverity;
use crate::rule::manifest::At;
use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// `fail-on`: what makes a run exit with 1. Leads never do, so that there is no `info`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum FailOn {
    /// Findings of severity error.
    #[schemars(extend("x-zh" = "严重程度为 error 的发现。"))]
    Error,
    /// Findings of severity warning or error.
    #[schemars(extend("x-zh" = "严重程度为 warning 或 error 的发现。"))]
    Warning,
    /// Nothing that is found.
    #[schemars(extend("x-zh" = "有发现也不算失败。"))]
    Never,
}

impl FailOn {
    /// The least severity that fails a run; none where nothing does.
    #[must_use]
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Never => None,
        }
    }

    /// The name as written in `kanwu.toml`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Never => "never",
        }
    }
}

/// The keys of `kanwu.toml`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct Keys {
    /// Folders of your own rules, or single rule files, relative to the configuration. A rule with the id of a shipped
    /// one replaces it.
    #[schemars(extend("x-zh" = "你自己的规则文件夹或规则文件，路径相对于本文件。与自带规则同 id 的替换它。"))]
    pub(super) rules: Vec<At<String>>,
    /// The packs of shipped rules that are used (`kanwu rules` shows them); all where it is not given, none for an empty
    /// list.
    #[schemars(extend("x-zh" = "用哪几包自带规则（kanwu rules 可见包名）；不写即全部，空列表即一条不用。"))]
    pub(super) packs: Option<Vec<At<String>>>,
    /// Globs of the texts that are checked in a directory.
    #[schemars(extend("x-zh" = "目录中要检查的文件（通配式）。"))]
    pub(super) include: Vec<At<String>>,
    /// Globs of the texts that are left out.
    #[schemars(extend("x-zh" = "目录中不检查的文件（通配式）。"))]
    pub(super) exclude: Vec<At<String>>,
    /// The language of messages: `zh` or `en`; that of the locale where it is not given.
    #[schemars(extend("x-zh" = "界面语言：`zh` 或 `en`；不写则随系统。"))]
    pub(super) language: Option<At<String>>,
    /// The least severity that exits with 1. Leads never do.
    #[schemars(extend("x-zh" = "到此严重程度即以 1 退出。线索从不计入。"))]
    pub(super) fail_on: Option<FailOn>,
    /// Rules and tags that are left out.
    #[schemars(extend("x-zh" = "不用的规则或标签。"))]
    pub(super) skip: Vec<At<String>>,
    /// A file of terms and names that no check of wording finds fault with, one a line; `vocabulary.txt` beside the
    /// configuration is used where this is not given.
    #[schemars(extend("x-zh" = "词表文件：其中的词和名字，任何字句检查都不挑错，一行一个；不写则用本文件旁的 `vocabulary.txt`，如果有。"))]
    pub(super) vocabulary: Option<At<String>>,
    /// A baseline, as `kanwu baseline write` writes it: what it has is no longer reported. `kanwu-baseline.json` beside
    /// the configuration is used where this is not given.
    #[schemars(extend("x-zh" = "基线文件，由 `kanwu baseline write` 写成：其中的发现不再报告；不写则用本文件旁的 `kanwu-baseline.json`，如果有。"))]
    pub(super) baseline: Option<At<String>>,
    /// What editors decided about findings; `kanwu-review.toml` beside the configuration is used where this is not given.
    #[schemars(extend("x-zh" = "审定记录：编辑对各条发现的决定；不写则用本文件旁的 `kanwu-review.toml`，如果有。"))]
    pub(super) decisions: Option<At<String>>,
    /// Severities of single rules, by id.
    #[schemars(extend("x-zh" = "某条规则的严重程度，键是规则的 id。"))]
    pub(super) severity: BTreeMap<String, At<RuleSeverity>>,
    /// Other settings for the texts of some paths. Where two are for one text, the later one counts.
    #[schemars(extend("x-zh" = "对某些路径另作规定。两处都管到同一个文件时，后面的算数。"))]
    pub(super) overrides: Vec<OverrideKeys>,
}

/// The keys of `[[overrides]]`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) struct OverrideKeys {
    /// Globs, one of which the path of the text must match.
    #[schemars(extend("x-zh" = "通配式，文本的路径须与其一匹配。"))]
    pub(super) paths: Vec<At<String>>,
    /// Severities of single rules, by id.
    #[schemars(extend("x-zh" = "某条规则的严重程度，键是规则的 id。"))]
    #[serde(default)]
    pub(super) severity: BTreeMap<String, At<RuleSeverity>>,
    /// Rules and tags that are left out.
    #[schemars(extend("x-zh" = "不用的规则或标签。"))]
    #[serde(default)]
    pub(super) skip: Vec<At<String>>,
}

/// The JSON Schema of `kanwu.toml`.
#[must_use]
pub fn config_schema() -> Schema {
    schemars::schema_for!(Keys)
}
