//! The rule file as serde reads it, and as the rest of kanwu sees it.

use super::example::{Example, ExampleFile};
use super::manifest::{At, Both, Problem, nearest, parse_toml, read, unknown_key};
use crate::both;
use crate::finding::{Confidence, Severity};
use crate::lang::Localized;
use crate::text::Span;
use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A severity as a rule or a configuration may set it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RuleSeverity {
    /// Misleads the reader.
    #[schemars(extend("x-zh" = "会误导读者。"))]
    Error,
    /// A defect of form.
    #[schemars(extend("x-zh" = "形式上的差错。"))]
    Warning,
    /// Worth knowing.
    #[schemars(extend("x-zh" = "值得知道。"))]
    Info,
    /// The rule is not run.
    #[schemars(extend("x-zh" = "不用这条规则。"))]
    Off,
}

impl RuleSeverity {
    /// The name as written in rule files and configurations.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.level().map_or("off", Severity::name)
    }

    /// The severity of the findings; none for a rule that is off.
    #[must_use]
    pub fn level(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
            Self::Off => None,
        }
    }
}

/// `[applies]`: the texts that a rule is for.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Applies {
    /// A regular expression that the document's title must match.
    #[schemars(extend("x-zh" = "文档标题须与之匹配的正则表达式。"))]
    pub title: Option<At<String>>,
    /// Globs, one of which the file's path must match.
    #[schemars(extend("x-zh" = "通配式，文件路径须与其一匹配。"))]
    #[serde(default)]
    pub paths: Vec<At<String>>,
}

/// The keys of a rule file, `check` apart.
#[derive(Debug, Deserialize, JsonSchema)]
struct RuleFile {
    /// The file's name without `.toml`: lower-case letters, digits, hyphens.
    #[schemars(extend("x-zh" = "文件名去掉 `.toml`：小写字母、数字、连字符。"))]
    id: At<String>,
    /// What kind of defect it finds.
    #[schemars(extend("x-zh" = "它找的是哪一种差错。"))]
    title: Both,
    /// How harmful its findings are.
    #[schemars(extend("x-zh" = "严重程度。"))]
    severity: RuleSeverity,
    /// How likely its findings are right: the ceiling for each of them.
    #[schemars(extend("x-zh" = "可信度，是每个发现的上限。"))]
    #[serde(default = "high")]
    confidence: Confidence,
    /// Words by which the rule can be selected and left out.
    #[schemars(extend("x-zh" = "可凭以选用或不用的词。"))]
    #[serde(default)]
    tags: Vec<String>,
    /// What is wrong at one place; takes placeholders such as `{text}`.
    #[schemars(extend("x-zh" = "此处错在哪里；可用占位符，例如 `{text}`。"))]
    message: At<Both>,
    /// A suggestion shown with each finding; takes placeholders.
    #[schemars(extend("x-zh" = "随每个发现给出的建议；可用占位符。"))]
    help: Option<At<Both>>,
    /// Why it is wrong in general, and how to check it by hand.
    #[schemars(extend("x-zh" = "为什么一般说来是错的，以及怎样人工核对。"))]
    why: Option<Both>,
    /// The texts that the rule is for; all where it is not given.
    #[schemars(extend("x-zh" = "规则管哪些文本；不写即全部。"))]
    #[serde(default)]
    applies: Applies,
    /// Texts on which the rule must fire or stay silent: its tests.
    #[schemars(extend("x-zh" = "须命中或不命中的文本：规则的测试。"))]
    #[serde(default)]
    example: Vec<ExampleFile>,
}

/// The JSON Schema of a rule file, `check` apart.
#[must_use]
pub fn file_schema() -> Schema {
    schemars::schema_for!(RuleFile)
}

fn high() -> Confidence {
    Confidence::High
}

/// The `[check.<kind>]` table, still TOML, for the kind to read.
#[derive(Debug)]
pub struct CheckTable<'t> {
    /// The kind: the table's key.
    pub kind: String,
    /// Where the key stands.
    pub place: Span,
    /// The table.
    pub table: Spanned<DeValue<'t>>,
}

/// A rule as declared.
#[derive(Debug)]
pub struct Declaration<'t> {
    /// Its id, the file's name.
    pub id: Arc<str>,
    /// Where the id stands.
    pub id_place: Span,
    /// What kind of defect it finds.
    pub title: Localized,
    /// How harmful its findings are.
    pub severity: RuleSeverity,
    /// The ceiling of its findings' confidence.
    pub confidence: Confidence,
    /// What it can be selected by.
    pub tags: Vec<String>,
    /// What is said of one finding, with placeholders.
    pub message: Localized,
    /// Where the message stands.
    pub message_place: Span,
    /// A suggestion shown with each finding, with placeholders.
    pub help: Option<(Localized, Span)>,
    /// The reasons, for those who want to know.
    pub why: Option<Localized>,
    /// The texts it is for.
    pub applies: Applies,
    /// Texts on which it must fire or stay silent.
    pub examples: Vec<Example>,
    /// What it checks.
    pub check: CheckTable<'t>,
}

/// What could be read of a rule file.
#[derive(Debug)]
pub enum Parsed<'t> {
    /// All of it.
    Whole(Box<Declaration<'t>>),
    /// Only what it checks: the rest has an error. What is wrong with the check can still be told.
    Check(CheckTable<'t>),
    /// Nothing.
    Nothing,
}

/// Reads a rule file. What is wrong with it is added to `problems`.
pub fn parse<'t>(text: &'t str, problems: &mut Vec<Problem>) -> Parsed<'t> {
    let Some(table) = parse_toml(text, problems) else { return Parsed::Nothing };
    let whole = table.span();
    let mut table = table.into_inner();
    let check = check_table(&mut table, whole.clone(), problems);
    let file: Option<RuleFile> = read(Spanned::new(whole, DeValue::Table(table)), problems);
    let (file, check) = match (file, check) {
        (Some(file), Some(check)) => (file, check),
        (None, Some(check)) => return Parsed::Check(check),
        (_, None) => return Parsed::Nothing,
    };
    let examples = file.example.into_iter().filter_map(|e| e.compile(problems)).collect();
    let place = |range| Span::from_range(range);
    Parsed::Whole(Box::new(Declaration {
        id: Arc::from(file.id.get().as_str()),
        id_place: place(file.id.span()),
        title: file.title.into(),
        severity: file.severity,
        confidence: file.confidence,
        tags: file.tags,
        message: file.message.get().clone().into(),
        message_place: place(file.message.span()),
        help: file.help.map(|h| (h.get().clone().into(), place(h.span()))),
        why: file.why.map(Into::into),
        applies: file.applies,
        examples,
        check,
    }))
}

/// Takes `[check.<kind>]` out of the rule's table.
fn check_table<'t>(rule: &mut DeTable<'t>, whole: std::ops::Range<usize>, problems: &mut Vec<Problem>) -> Option<CheckTable<'t>> {
    let Some((key, value)) = rule.remove_entry("check") else {
        // a misspelt table is told by its own name, not only as missing
        let meant = rule.keys().find(|k| nearest(k.get_ref(), ["check"].into_iter()).is_some());
        problems.push(match meant {
            Some(key) => unknown_key(key.span(), &key.get_ref().clone(), ["check"].into_iter()),
            None => Problem::new(whole.start..whole.start, Localized::fixed("缺少 [check.<种类>] 表", "missing a [check.<kind>] table")),
        });
        if let Some(key) = meant.cloned() {
            rule.remove(key.get_ref().as_ref());
        }
        return None;
    };
    let DeValue::Table(kinds) = value.into_inner() else {
        problems.push(Problem::new(key.span(), Localized::fixed("check 应为表：[check.<种类>]", "check must be a table: [check.<kind>]")));
        return None;
    };
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|(kind, _)| kind.span().start); // in the order of the file
    let mut kinds = kinds.into_iter();
    let Some((kind, table)) = kinds.next() else {
        problems.push(Problem::new(key.span(), Localized::fixed("check 表里没有种类", "no kind in the check table")));
        return None;
    };
    for (extra, _) in kinds {
        let (first, other) = (kind.get_ref(), extra.get_ref());
        problems.push(Problem::new(
            extra.span(),
            both!("一条规则只能有一个种类：已有 `{first}`，又有 `{other}`", "a rule has one kind: `{first}` and `{other}` are two"),
        ));
    }
    Some(CheckTable { place: Span::from_range(kind.span()), kind: kind.into_inner().into_owned(), table })
}
