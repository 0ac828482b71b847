//! `--format rdjsonl`: the Diagnostic Format of reviewdog, one JSON object a line
//! (<https://github.com/reviewdog/reviewdog/tree/master/proto/rdf>). Columns are UTF-8 bytes, from 1.

use super::place::{At, Places, path};
use super::words::{Weight, explained, failure};
use super::{Look, Reporter};
use crate::finding::{Applicability, Failure, FileReport, Finding, Fix, Summary};
use crate::text::Span;
use serde_json::{Value, json};
use std::io::{self, Write};

/// The longest passage, in bytes, that a suggestion replaces: one suggestion is one piece, and edits that stand far
/// apart would make it quote all that lies between.
const LONGEST: u32 = 4096;

/// The reporter.
pub(super) struct Rdjsonl {
    look: Look,
}

impl Rdjsonl {
    pub(super) fn new(look: Look) -> Self {
        Self { look }
    }
}

impl Reporter for Rdjsonl {
    fn file(&mut self, out: &mut dyn Write, file: &FileReport) -> io::Result<()> {
        let places = Places::new(&file.source);
        let path = path(file.source.name());
        let lang = self.look.lang;
        for finding in &file.findings {
            let location = |span: Span| json!({ "path": path, "range": range(&places, span) });
            let related: Vec<Value> =
                finding.labels.iter().map(|l| json!({ "message": l.message.in_lang(lang), "location": location(l.span) })).collect();
            let suggestions: Vec<Value> = finding.fixes.iter().filter_map(|f| suggestion(f, &places, file.source.text())).collect();
            let diagnostic = json!({
                "message": explained(finding, lang),
                "location": location(finding.span),
                "severity": severity(finding),
                "source": { "name": "kanwu" },
                "code": { "value": finding.rule },
                "suggestions": suggestions,
                "related_locations": related,
            });
            writeln!(out, "{diagnostic}")?;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, failures: &[Failure], _: &Summary) -> io::Result<()> {
        for failed in failures {
            let path = failed.path.as_deref().map(path).unwrap_or_default();
            let diagnostic = json!({
                "message": failure(failed, self.look.lang),
                "location": { "path": path },
                "severity": "ERROR",
                "source": { "name": "kanwu" },
                "code": { "value": "run" },
            });
            writeln!(out, "{diagnostic}")?;
        }
        Ok(())
    }
}

fn severity(finding: &Finding) -> &'static str {
    match Weight::of(finding) {
        Weight::Error => "ERROR",
        Weight::Warning => "WARNING",
        Weight::Lead => "INFO",
    }
}

fn range(places: &Places<'_>, span: Span) -> Value {
    let at = |at: At| json!({ "line": at.line, "column": at.byte });
    let (start, end) = places.of(span);
    json!({ "start": at(start), "end": at(end) })
}

/// A fix as one replacement.
fn suggestion(fix: &Fix, places: &Places<'_>, text: &str) -> Option<Value> {
    let first = fix.edits.first()?.span;
    let whole = fix.edits.iter().fold(first, |s, e| s.to(e.span));
    let fits = fix.applicability != Applicability::DisplayOnly && whole.len() <= LONGEST;
    fits.then(|| json!({ "range": range(places, whole), "text": fix.reading(text, first) }))
}
