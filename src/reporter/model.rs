//! The JSON form of a report. `docs/report.schema.json` is generated from these types.

use super::tested::{Power, TestRow};
use crate::finding::{
    Acceptance, Accepted, Applicability, Confidence, Counts, Coverage, Failure, FileReport, FileRole, Finding, Severity, Status, Summary,
    Verdicts,
};
use crate::lang::Lang;
use crate::text::{Position, Source, Span};
use schemars::{JsonSchema, Schema};
use serde::Serialize;

/// The version of the format. Keys may be added within a version; none is removed or changes its meaning.
pub(super) const VERSION: u32 = 1;

/// The JSON Schema of `--format json`.
#[must_use]
pub fn schema() -> Schema {
    // the Chinese meanings are for the schema of rule files
    let transform = schemars::transform::RecursiveTransform(|schema: &mut Schema| _ = schema.remove("x-zh"));
    schemars::generate::SchemaSettings::default().with_transform(transform).into_generator().into_root_schema_for::<Document>()
}

/// A whole report.
#[derive(Serialize, JsonSchema)]
struct Document {
    /// The version of this format: 1.
    version: u32,
    /// The program that made the report.
    tool: Tool,
    /// The language of titles and messages: zh or en.
    lang: Lang_,
    /// The texts that were checked, and the rule files and configurations that have problems.
    files: Vec<File>,
    /// What kept the run from doing all that was asked. Not empty means exit code 2.
    failures: Vec<FailureRow>,
    /// What the run comes to.
    summary: Totals,
}

/// The program that made the report.
#[derive(Serialize, JsonSchema)]
pub(super) struct Tool {
    name: &'static str,
    version: &'static str,
}

impl Tool {
    pub(super) const THIS: Self = Self { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") };
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Lang_ {
    #[allow(dead_code)]
    Zh,
    #[allow(dead_code)]
    En,
}

/// One file.
#[derive(Serialize, JsonSchema)]
pub(super) struct File {
    /// Its path as given or found; the name for standard input.
    path: String,
    /// text: checked; declaration: a rule file or configuration with problems of its own.
    role: Role,
    /// Sorted by place.
    findings: Vec<Row>,
    /// Findings that were accepted before, and no longer count.
    accepted: Vec<AcceptedRow>,
    /// What was looked at; null for a declaration.
    coverage: Option<Covered>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Role {
    Text,
    Declaration,
}

/// What was looked at in a text.
#[derive(Serialize, JsonSchema)]
struct Covered {
    /// The encoding the bytes were read as.
    encoding: String,
    /// Malformed byte sequences, each read as U+FFFD.
    malformed: u32,
    /// Characters of the decoded text.
    characters: u64,
    /// Documents in the file.
    documents: u64,
    /// Headings, items and paragraphs, breaks mended.
    passages: u64,
    /// Breaks inside sentences that were mended for reading.
    mended_breaks: u64,
    /// Figures that were read; 0 where no rule asks for any.
    figures: u64,
    /// The relations among figures that each rule asserts.
    relations: Vec<RuleVerdicts>,
    /// How far each figure is tested, in text order; null without --coverage.
    tested: Option<Vec<TestRow>>,
    /// Rules that were run.
    rules: u64,
    /// Ids of the rules that found nothing to look at.
    unbound: Vec<String>,
    /// Ids of the rules that found more than is listed.
    capped: Vec<String>,
}

/// The verdicts on the relations of one rule.
#[derive(Serialize, JsonSchema)]
struct RuleVerdicts {
    /// Id of the rule.
    rule: String,
    /// How many hold, can't hold, can't be told.
    #[serde(flatten)]
    verdicts: Verdicts,
}

/// One finding.
#[derive(Serialize, JsonSchema)]
pub(super) struct Row {
    /// Id of the rule.
    rule: String,
    /// How harmful: error, warning, info.
    severity: Severity,
    /// How likely right: high, medium; low is a review lead.
    confidence: Confidence,
    /// What kind of defect.
    title: String,
    /// What is wrong here.
    message: String,
    /// The place to look at first.
    span: Range,
    /// The text at the place.
    text: String,
    /// The other places that contribute.
    labels: Vec<LabelRow>,
    /// Suggestions in words.
    help: Vec<String>,
    /// Proposed readings, the likeliest first.
    fixes: Vec<FixRow>,
    /// The same for the same defect after edits elsewhere: rule, text, short context, occurrence.
    fingerprint: String,
    /// What stands before it in its sentence, without white space; with `suffix` it finds the place again in an edited
    /// text.
    prefix: String,
    /// What stands after it in its sentence, without white space.
    suffix: String,
}

/// A finding that was accepted before.
#[derive(Serialize, JsonSchema)]
struct AcceptedRow {
    /// What accepts it: baseline, or a decision by which it is dismissed or deferred.
    by: By,
    /// The reasons given; null for the baseline.
    justification: Option<String>,
    finding: Row,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum By {
    Baseline,
    Dismissed,
    Deferred,
}

impl AcceptedRow {
    fn new(accepted: &Accepted, source: &Source, lang: Lang) -> Self {
        let (by, justification) = match &accepted.by {
            Acceptance::Baseline => (By::Baseline, None),
            Acceptance::Decision { status: Status::Deferred, justification } => (By::Deferred, Some(justification.clone())),
            Acceptance::Decision { justification, .. } => (By::Dismissed, Some(justification.clone())),
        };
        Self { by, justification, finding: Row::new(&accepted.finding, source, lang) }
    }
}

/// A half-open range.
#[derive(Serialize, JsonSchema)]
pub(super) struct Range {
    pub(super) start: At,
    pub(super) end: At,
}

/// A place.
#[derive(Serialize, JsonSchema)]
pub(super) struct At {
    /// UTF-8 bytes from the start of the decoded text, from 0.
    pub(super) byte: u32,
    /// Characters from the start, from 0.
    char: u32,
    /// UTF-16 units from the start, from 0.
    utf16: u32,
    /// Line, from 1.
    pub(super) line: u32,
    /// Column in characters, from 1.
    pub(super) column: u32,
}

#[derive(Serialize, JsonSchema)]
struct LabelRow {
    span: Range,
    message: String,
}

#[derive(Serialize, JsonSchema)]
struct FixRow {
    /// What applying it does.
    title: String,
    /// safe, unsafe or display-only.
    applicability: Applicability,
    /// Edits that belong together.
    edits: Vec<EditRow>,
}

#[derive(Serialize, JsonSchema)]
struct EditRow {
    span: Range,
    /// What stands there afterwards.
    text: String,
}

/// Something that kept the run from doing what was asked.
#[derive(Serialize, JsonSchema)]
pub(super) struct FailureRow {
    /// The file or directory it is about.
    path: Option<String>,
    message: String,
    help: Vec<String>,
}

/// What a whole run comes to.
#[derive(Serialize, JsonSchema)]
pub(super) struct Totals {
    /// Texts checked.
    files: u64,
    /// Characters read.
    characters: u64,
    /// Figures read.
    figures: u64,
    /// The relations among figures.
    relations: Verdicts,
    /// How far the figures are tested; null without --coverage.
    test_power: Option<Power>,
    /// Rules run.
    rules: u64,
    /// Rules that found nothing to look at in any text.
    unbound: u64,
    /// Findings in texts.
    findings: Tally,
    /// Findings that a decision has dismissed or deferred.
    decided: u64,
    /// Findings that are in the baseline.
    known: u64,
    /// Problems in rule files and configuration.
    problems: u64,
    /// Failures of the run.
    failures: u64,
}

/// Findings by weight; a lead counts as a lead only.
#[derive(Serialize, JsonSchema)]
struct Tally {
    error: u64,
    warning: u64,
    leads: u64,
}

impl File {
    pub(super) fn new(file: &FileReport, lang: Lang) -> Self {
        Self {
            path: file.source.name().to_owned(),
            role: if file.role == FileRole::Text { Role::Text } else { Role::Declaration },
            findings: file.findings.iter().map(|f| Row::new(f, &file.source, lang)).collect(),
            accepted: file.accepted.iter().map(|a| AcceptedRow::new(a, &file.source, lang)).collect(),
            coverage: file.coverage.as_ref().map(|c| Covered::new(c, &file.source)),
        }
    }
}

impl Covered {
    fn new(coverage: &Coverage, source: &Source) -> Self {
        let Coverage {
            encoding,
            malformed,
            characters,
            documents,
            passages,
            mended_breaks,
            figures,
            relations,
            tested,
            rules,
            unbound,
            capped,
        } = coverage.clone();
        let ids = |list: Vec<std::sync::Arc<str>>| list.iter().map(ToString::to_string).collect();
        Self {
            encoding: encoding.to_owned(),
            malformed,
            characters,
            documents,
            passages,
            mended_breaks,
            figures,
            relations: relations.into_iter().map(|(rule, verdicts)| RuleVerdicts { rule: rule.to_string(), verdicts }).collect(),
            tested: tested.map(|tests| tests.iter().map(|test| TestRow::new(test, source)).collect()),
            rules,
            unbound: ids(unbound),
            capped: ids(capped),
        }
    }
}

impl Row {
    pub(super) fn new(finding: &Finding, source: &Source, lang: Lang) -> Self {
        let range = |span: Span| Range::new(span, source);
        Self {
            rule: finding.rule.to_string(),
            severity: finding.severity,
            confidence: finding.confidence,
            title: finding.title.in_lang(lang).to_owned(),
            message: finding.message.in_lang(lang).to_owned(),
            span: range(finding.span),
            text: source.slice(finding.span).to_owned(),
            labels: finding.labels.iter().map(|l| LabelRow { span: range(l.span), message: l.message.in_lang(lang).to_owned() }).collect(),
            help: finding.help.iter().map(|h| h.in_lang(lang).to_owned()).collect(),
            fixes: finding
                .fixes
                .iter()
                .map(|f| FixRow {
                    title: f.title.in_lang(lang).to_owned(),
                    applicability: f.applicability,
                    edits: f.edits.iter().map(|e| EditRow { span: range(e.span), text: e.text.clone() }).collect(),
                })
                .collect(),
            fingerprint: finding.fingerprint.to_string(),
            prefix: finding.anchor.prefix.clone(),
            suffix: finding.anchor.suffix.clone(),
        }
    }
}

impl Range {
    pub(super) fn new(span: Span, source: &Source) -> Self {
        Self { start: at(source.position(span.start)), end: at(source.position(span.end)) }
    }
}

fn at(position: Position) -> At {
    let Position { byte, char, utf16, line, column } = position;
    At { byte, char, utf16, line, column }
}

impl FailureRow {
    pub(super) fn new(failure: &Failure, lang: Lang) -> Self {
        let help = failure.help.iter().map(|h| h.in_lang(lang).to_owned()).collect();
        Self { path: failure.path.clone(), message: failure.message.in_lang(lang).to_owned(), help }
    }
}

impl Totals {
    pub(super) fn new(summary: &Summary) -> Self {
        let Summary { files, characters, figures, relations, tested, rules, unbound, findings, decided, known, problems, failures } =
            *summary;
        let Counts { error, warning, leads } = findings;
        Self {
            files,
            characters,
            figures,
            relations,
            test_power: tested.map(Power::new),
            rules,
            unbound,
            findings: Tally { error, warning, leads },
            decided,
            known,
            problems,
            failures,
        }
    }
}
