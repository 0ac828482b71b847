//! `--format sarif`: SARIF 2.1.0
//! (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>).
//!
//! Written as it comes: the tool and its rules, the results file by file, and at the end what kept the run from being
//! whole. Columns are characters (`unicodeCodePoints`); a lead is a result of level `note`.

use super::place::{Places, path};
use super::words::{Weight, explained, failure};
use super::{Look, Reporter};
use crate::engine::Rule;
use crate::finding::{Acceptance, Accepted, Applicability, Confidence, Failure, FileReport, Finding, Fix, Summary};
use crate::lang::Lang;
use crate::rule::RuleSeverity;
use crate::text::Span;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Where the schema of the format stands.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The root that relative paths start from.
const ROOT: &str = "%SRCROOT%";

/// The longest passage, in bytes, that is quoted with a result.
const QUOTED: u32 = 4096;

/// The reporter.
pub(super) struct Sarif {
    look: Look,
    first: bool,
    /// The place of each rule in the list of the tool.
    rules: BTreeMap<String, usize>,
}

impl Sarif {
    pub(super) fn new(look: Look) -> Self {
        Self { look, first: true, rules: BTreeMap::new() }
    }

    fn result(&self, finding: &Finding, path: &str, places: &Places<'_>, text: &str) -> Value {
        let lang = self.look.lang;
        let mut result = json!({
            "ruleId": &*finding.rule,
            "level": level(finding),
            "message": message(&explained(finding, lang)),
            "locations": [location(path, places, finding.span, text)],
            "partialFingerprints": {
                "kanwu/fingerprint": finding.fingerprint.to_string(),
                // the name under which GitHub looks for it
                "primaryLocationLineHash": finding.fingerprint.to_string(),
            },
            "properties": { "confidence": finding.confidence.name(), "severity": finding.severity.name(), "lead": finding.is_lead() },
        });
        if let Some(index) = self.rules.get(&*finding.rule) {
            result["ruleIndex"] = (*index).into();
        }
        if !finding.labels.is_empty() {
            let related = finding.labels.iter().enumerate().map(|(id, label)| {
                let mut place = location(path, places, label.span, text);
                place["id"] = (id + 1).into();
                place["message"] = message(label.message.in_lang(lang));
                place
            });
            result["relatedLocations"] = related.collect();
        }
        let fixes: Vec<Value> = finding.fixes.iter().filter_map(|f| fix(f, path, places, lang)).collect();
        if !fixes.is_empty() {
            result["fixes"] = fixes.into();
        }
        result
    }
}

impl Reporter for Sarif {
    fn begin(&mut self, out: &mut dyn Write, rules: &[Rule]) -> io::Result<()> {
        self.rules = rules.iter().enumerate().map(|(i, r)| (r.id.to_string(), i)).collect();
        let lang = self.look.lang;
        let driver = json!({
            "name": env!("CARGO_PKG_NAME"),
            "version": env!("CARGO_PKG_VERSION"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "language": language(lang),
            "rules": rules.iter().map(|r| descriptor(r, lang)).collect::<Vec<_>>(),
        });
        write!(out, "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":{{\"driver\":{driver}}},")?;
        write!(out, "\"language\":\"{}\",\"columnKind\":\"unicodeCodePoints\",\"newlineSequences\":[\"\\r\\n\",\"\\n\"],", language(lang))?;
        write!(
            out,
            "\"originalUriBaseIds\":{{\"{ROOT}\":{{\"description\":{{\"text\":\"the folder that kanwu was run in\"}}}}}},\"results\":["
        )
    }

    fn file(&mut self, out: &mut dyn Write, file: &FileReport) -> io::Result<()> {
        let places = Places::new(&file.source);
        let path = path(file.source.name());
        let findings = file.findings.iter().map(|f| (f, None));
        for (finding, accepted) in findings.chain(file.accepted.iter().map(|a| (&a.finding, Some(a)))) {
            out.write_all(if self.first { b"\n" } else { b",\n" })?;
            self.first = false;
            let mut result = self.result(finding, &path, &places, file.source.text());
            // a result without the list would say that nobody looked whether it is suppressed
            result["suppressions"] = accepted.and_then(suppression).into_iter().collect();
            if file.compared {
                result["baselineState"] = if accepted.is_some_and(|a| a.known) { "unchanged" } else { "new" }.into();
            }
            serde_json::to_writer(&mut *out, &result)?;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, failures: &[Failure], summary: &Summary) -> io::Result<()> {
        let notifications: Vec<Value> = failures
            .iter()
            .map(|f| {
                let mut notification = json!({ "level": "error", "message": message(&failure(f, self.look.lang)) });
                if let Some(name) = &f.path {
                    notification["locations"] = json!([{ "physicalLocation": { "artifactLocation": artifact(&path(name)) } }]);
                }
                notification
            })
            .collect();
        let whole = summary.problems + summary.failures == 0;
        let invocation = json!({ "executionSuccessful": whole, "toolExecutionNotifications": notifications });
        writeln!(out, "\n],\"invocations\":[{invocation}]}}]}}")
    }
}

fn language(lang: Lang) -> &'static str {
    if lang == Lang::Zh { "zh-CN" } else { "en" }
}

fn level(finding: &Finding) -> &'static str {
    match Weight::of(finding) {
        Weight::Error => "error",
        Weight::Warning => "warning",
        Weight::Lead => "note",
    }
}

/// A message: what it quotes from a text is neither a placeholder (§3.11.5) nor a link (§3.11.6).
fn message(text: &str) -> Value {
    let mut text = text.replace('{', "{{").replace('}', "}}");
    if text.contains("](") {
        text = text.replace('[', "\\[");
    }
    json!({ "text": text })
}

/// A decision. For SARIF only what is accepted is suppressed; that something is put off is told beside it.
fn suppression(accepted: &Accepted) -> Option<Value> {
    let Acceptance::Decision { status, justification } = &accepted.by else { return None };
    let properties = json!({ "decision": status.name() });
    Some(json!({ "kind": "external", "status": "accepted", "justification": justification, "properties": properties }))
}

/// A rule as the tool declares it.
fn descriptor(rule: &Rule, lang: Lang) -> Value {
    let lead = rule.confidence == Confidence::Low;
    let (level, problem) = match rule.severity {
        RuleSeverity::Error if !lead => ("error", "error"),
        RuleSeverity::Warning if !lead => ("warning", "warning"),
        _ => ("note", "recommendation"),
    };
    let title = rule.title.in_lang(lang);
    let (text, markdown) = help(rule, lang);
    json!({
        "id": &*rule.id,
        "shortDescription": { "text": title },
        "fullDescription": { "text": rule.why.as_ref().map_or(title, |why| why.in_lang(lang).trim()) },
        "help": { "text": text, "markdown": markdown },
        "defaultConfiguration": { "level": level },
        "properties": { "tags": rule.tags, "precision": rule.confidence.name(), "problem.severity": problem },
    })
}

/// The reasons of a rule and its examples, as text and as Markdown.
fn help(rule: &Rule, lang: Lang) -> (String, String) {
    let title = rule.title.in_lang(lang);
    let why = rule.why.as_ref().map_or("", |why| why.in_lang(lang).trim());
    let mut text = [title, why].join("\n\n").trim().to_owned();
    let mut markdown = text.clone();
    for example in &rule.examples {
        let label = match (example.marked.marks.is_empty(), lang) {
            (false, Lang::Zh) => "会命中",
            (false, Lang::En) => "fails",
            (true, Lang::Zh) => "不命中",
            (true, Lang::En) => "passes",
        };
        let marked = example.marked.remarked();
        let marked = marked.trim();
        text.push_str(&format!("\n\n{label}:\n{marked}"));
        // a fence longer than any in the example
        let fence = "`".repeat(marked.split(|c| c != '`').map(str::len).max().unwrap_or(0).max(2) + 1);
        markdown.push_str(&format!("\n\n{label}:\n\n{fence}text\n{marked}\n{fence}"));
    }
    (text, markdown)
}

fn location(path: &str, places: &Places<'_>, span: Span, text: &str) -> Value {
    let mut region = region(places, span);
    if span.len() <= QUOTED {
        region["snippet"] = json!({ "text": text.get(span.range()).unwrap_or_default() });
    }
    json!({ "physicalLocation": { "artifactLocation": artifact(path), "region": region } })
}

fn region(places: &Places<'_>, span: Span) -> Value {
    let (start, end) = places.of(span);
    json!({ "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column })
}

fn fix(fix: &Fix, path: &str, places: &Places<'_>, lang: Lang) -> Option<Value> {
    let replacements = fix.edits.iter().map(|e| json!({ "deletedRegion": region(places, e.span), "insertedContent": { "text": e.text } }));
    (fix.applicability != Applicability::DisplayOnly && !fix.edits.is_empty()).then(|| {
        json!({
            "description": message(fix.title.in_lang(lang)),
            "artifactChanges": [{ "artifactLocation": artifact(path), "replacements": replacements.collect::<Vec<_>>() }],
        })
    })
}

/// A file: by its path below the root, or by its whole path.
fn artifact(path: &str) -> Value {
    match path.strip_prefix('/') {
        Some(rest) => json!({ "uri": format!("file:///{}", uri(rest)) }),
        None => json!({ "uri": uri(path), "uriBaseId": ROOT }),
    }
}

/// A path as the path of a URI (RFC 3986): all but unreserved characters and `/` percent-encoded.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
