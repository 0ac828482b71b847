//! `kanwu rules list` and `kanwu rules explain`.

use crate::engine::{Rule, RuleSet};
use crate::kind;
use crate::lang::Lang;
use crate::text::visible::{visible, visible_line};
use serde_json::json;
use std::io::{self, Write};

/// A line a rule: id, severity, confidence, kind, family, title, and the file where it is not a shipped one.
pub(super) fn list(out: &mut dyn Write, set: &RuleSet, severity: impl Fn(&Rule) -> &'static str, lang: Lang) -> io::Result<()> {
    let width = |of: fn(&Rule) -> usize| set.rules.iter().map(of).max().unwrap_or(0);
    let (ids, kinds, families) = (width(|r| r.id.len()), width(|r| r.kind.len()), width(|r| r.family().len()));
    for rule in &set.rules {
        let title = visible_line(rule.title.in_lang(lang));
        let family = visible_line(rule.family());
        let source = if rule.shipped { String::new() } else { format!("  [{}]", visible_line(&rule.file)) };
        writeln!(
            out,
            "{:ids$}  {:7}  {:6}  {:kinds$}  {family:families$}  {title}{source}",
            rule.id,
            severity(rule),
            rule.confidence.name(),
            rule.kind
        )?;
    }
    Ok(())
}

/// The same for programs, and more: one JSON array.
pub(super) fn list_json(out: &mut dyn Write, set: &RuleSet, severity: impl Fn(&Rule) -> &'static str) -> io::Result<()> {
    let both = |text: &crate::lang::Localized| json!({ "zh": text.zh, "en": text.en });
    let rows: Vec<_> = set
        .rules
        .iter()
        .map(|rule| {
            let failing = rule.examples.iter().filter(|e| !e.marked.marks.is_empty()).count();
            json!({
                "id": &*rule.id,
                "family": rule.family(),
                "severity": severity(rule),
                "confidence": rule.confidence.name(),
                "kind": rule.kind,
                "tags": rule.tags,
                "title": both(&rule.title),
                "message": both(&rule.message()),
                "why": rule.why.as_ref().map(both),
                "file": &*rule.file,
                "shipped": rule.shipped,
                "examples": { "fails": failing, "passes": rule.examples.len() - failing },
            })
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &rows)?;
    writeln!(out)
}

/// What a rule finds, why that is wrong and how to check it, what it says, and its examples.
pub(super) fn explain(out: &mut dyn Write, rule: &Rule, severity: &str, lang: Lang) -> io::Result<()> {
    let word = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    writeln!(out, "{}: {}", rule.id, visible(rule.title.in_lang(lang)))?;
    writeln!(out, "{severity}, {}, {}, {}", rule.confidence.name(), rule.kind, visible_line(&rule.file))?;
    if !rule.tags.is_empty() {
        writeln!(out, "{}: {}", word("标签", "tags"), visible_line(&rule.tags.join(", ")))?;
    }
    if let Some(why) = &rule.why {
        writeln!(out, "\n{}", visible(why.in_lang(lang).trim()))?;
    }
    writeln!(out, "\n{}: {}", word("报告的话", "it says"), visible(rule.message().in_lang(lang)))?;
    if let Some(kind) = kind::named(rule.kind) {
        let (zh, en) = kind.summary();
        writeln!(out, "{}: {}", rule.kind, word(zh, en))?;
    }
    for example in &rule.examples {
        let fails = !example.marked.marks.is_empty();
        let label = if fails { word("会命中", "fails") } else { word("不命中", "passes") };
        writeln!(out, "\n{label}:\n{}", visible(example.marked.remarked().trim()))?;
        if let Some(reading) = &example.proposes {
            writeln!(out, "{}: {}", word("改为", "proposes"), visible(reading))?;
        }
    }
    Ok(())
}
