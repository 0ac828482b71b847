//! `kanwu trace --format json`, and its schema.

use crate::engine::{RuleTrace, Trace};
use crate::finding::Severity;
use crate::kind::Step;
use crate::lang::Lang;
use crate::reporter::model::{Lang_, Range, Row, Tool};
use crate::text::Source;
use schemars::{JsonSchema, Schema};
use serde::Serialize;
use std::io::{self, Write};

/// The version of the format. Keys may be added within a version; none is removed or changes its meaning.
const VERSION: u32 = 1;

/// A trace.
#[derive(Serialize, JsonSchema)]
struct Document {
    /// The version of this format: 1.
    version: u32,
    /// The program that made it.
    tool: Tool,
    /// The language of the texts for people: zh or en.
    #[schemars(with = "Lang_")]
    lang: Lang,
    /// The text's path.
    path: String,
    /// The place that was asked for.
    place: Range,
    /// The headings, items and paragraphs that are there, breaks mended.
    passages: Vec<Range>,
    /// What each rule did there, sorted by id.
    rules: Vec<RuleRow>,
}

/// One rule.
#[derive(Serialize, JsonSchema)]
struct RuleRow {
    /// Its id.
    rule: String,
    /// Its kind.
    kind: String,
    /// Its file.
    file: String,
    /// Its severity for this text; null where it did not get as far as that.
    severity: Option<Severity>,
    /// How far it came: found, suppressed, undetermined, in-order, nothing-bound, no-text, not-applicable, off, failed.
    end: String,
    /// Why it came no further.
    why: String,
    /// What it did, as far as its kind tells.
    steps: Vec<StepRow>,
    /// Whether it did more than is listed.
    more: bool,
    /// What it reports here.
    findings: Vec<Row>,
}

/// One thing that a rule did.
#[derive(Serialize, JsonSchema)]
struct StepRow {
    /// The place.
    span: Range,
    /// The text there.
    text: String,
    /// looked, in-order, excused, undetermined, missing or found.
    outcome: String,
    /// Why; for a relation the arithmetic.
    why: String,
    /// What the names of a relation stand for.
    parts: Vec<PartRow>,
}

/// What one name of a relation stands for.
#[derive(Serialize, JsonSchema)]
struct PartRow {
    /// The name.
    name: String,
    /// The place of its figure; null where it has none.
    span: Option<Range>,
    /// The text there.
    text: Option<String>,
    /// What the figure is of, or why there is none.
    what: String,
}

/// The JSON Schema of `kanwu trace --format json`.
#[must_use]
pub fn schema() -> Schema {
    let transform = schemars::transform::RecursiveTransform(|schema: &mut Schema| _ = schema.remove("x-zh"));
    schemars::generate::SchemaSettings::default().with_transform(transform).into_generator().into_root_schema_for::<Document>()
}

/// Writes a trace as one JSON document.
///
/// # Errors
/// Those of `out`.
pub fn write(out: &mut dyn Write, trace: &Trace, lang: Lang) -> io::Result<()> {
    let source = &trace.source;
    let document = Document {
        version: VERSION,
        tool: Tool::THIS,
        lang,
        path: source.name().to_owned(),
        place: Range::new(trace.place, source),
        passages: trace.passages.iter().map(|&span| Range::new(span, source)).collect(),
        rules: trace.rules.iter().map(|rule| row(rule, source, lang)).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

fn row(rule: &RuleTrace, source: &Source, lang: Lang) -> RuleRow {
    RuleRow {
        rule: rule.id.to_string(),
        kind: rule.kind.to_owned(),
        file: rule.file.to_string(),
        severity: rule.severity,
        end: rule.end.name().to_owned(),
        why: rule.why.in_lang(lang).to_owned(),
        steps: rule.steps.iter().map(|step| step_row(step, source, lang)).collect(),
        more: rule.more,
        findings: rule.findings.iter().map(|finding| Row::new(finding, source, lang)).collect(),
    }
}

fn step_row(step: &Step, source: &Source, lang: Lang) -> StepRow {
    let part = |part: &crate::kind::Part| PartRow {
        name: part.name.clone(),
        span: part.span.map(|span| Range::new(span, source)),
        text: part.span.map(|span| source.slice(span).to_owned()),
        what: part.what.in_lang(lang).to_owned(),
    };
    StepRow {
        span: Range::new(step.span, source),
        text: source.slice(step.span).to_owned(),
        outcome: step.outcome.name().to_owned(),
        why: step.why.in_lang(lang).to_owned(),
        parts: step.parts.iter().map(part).collect(),
    }
}
