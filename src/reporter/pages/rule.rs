//! The page of a rule, and the list of all of them.

use super::markdown::{block, code, inline, paragraphs};
use super::{Page, by_family, say};
use crate::engine::Rule;
use crate::kind;
use crate::lang::Lang;
use std::fmt::Write as _;

/// The page: what it finds, why that is wrong, what it says, its examples, and the rule file itself where it is given.
pub(super) fn page(rule: &Rule, text: Option<&str>, lang: Lang) -> Page {
    let title = rule.title.in_lang(lang);
    let mut out = format!("# {}\n\n{}\n\n", rule.id, inline(title));
    let row = |name: &str, value: String| format!("| {name} | {value} |\n");
    // writing to a string does not fail
    let _ = writeln!(out, "| | |\n| --- | --- |");
    out += &row(say(lang, "严重程度", "severity"), code(rule.severity.name()));
    out += &row(say(lang, "可信度", "confidence"), code(rule.confidence.name()));
    out += &row(say(lang, "种类", "kind"), format!("[{0}](../kinds/{0}.md)", rule.kind));
    if !rule.tags.is_empty() {
        out += &row(say(lang, "标签", "tags"), rule.tags.iter().map(|tag| code(tag)).collect::<Vec<_>>().join(" "));
    }
    out += &row(say(lang, "文件", "file"), code(&rule.file));
    if let Some(why) = &rule.why {
        let _ = write!(out, "\n## {}\n\n{}\n", say(lang, "理由与核对", "Why, and how to check"), paragraphs(why.in_lang(lang)));
    }
    let _ = write!(out, "\n## {}\n\n{}\n", say(lang, "报告的话", "What it says"), block("text", rule.message().in_lang(lang)));
    if let Some(kind) = kind::named(rule.kind).filter(|kind| !kind.placeholders().is_empty()) {
        for placeholder in kind.placeholders().iter().filter(|p| rule.message().in_lang(lang).contains(&format!("{{{}}}", p.name))) {
            let _ = writeln!(
                out,
                "- {}: {}",
                code(&format!("{{{}}}", placeholder.name)),
                inline(say(lang, placeholder.meaning.0, placeholder.meaning.1))
            );
        }
    }
    if !rule.examples.is_empty() {
        let _ = write!(out, "\n## {}\n", say(lang, "示例", "Examples"));
    }
    for example in &rule.examples {
        let fails = !example.marked.marks.is_empty();
        let label = if fails { say(lang, "会命中：", "It finds:") } else { say(lang, "不命中：", "It is silent on:") };
        let _ = write!(out, "\n{label}\n\n{}", block("text", &example.marked.remarked()));
        if let Some(reading) = &example.proposes {
            let reading = if reading.is_empty() { say(lang, "（删去）", "(nothing: it is deleted)").to_owned() } else { code(reading) };
            let _ = write!(out, "\n{} {reading}\n", say(lang, "改为", "and proposes"));
        }
    }
    if let Some(text) = text {
        let _ = write!(out, "\n## {}\n\n{}", say(lang, "规则文件", "The rule file"), block("toml", text));
    }
    Page { path: format!("rules/{}.md", rule.id), title: rule.id.to_string(), text: out }
}

/// The list, by family.
pub(super) fn index(rules: &[Rule], lang: Lang) -> Page {
    let title = say(lang, "规则", "Rules");
    let mut out = format!("# {title}\n");
    let mut family: Option<&str> = None;
    for rule in by_family(rules) {
        if family != Some(rule.family()) {
            family = Some(rule.family());
            let head = [
                say(lang, "规则", "rule"),
                say(lang, "严重程度", "severity"),
                say(lang, "可信度", "confidence"),
                say(lang, "查什么", "what it finds"),
            ];
            let _ = write!(out, "\n## {}\n\n| {} |\n| --- | --- | --- | --- |\n", inline(rule.family()), head.join(" | "));
        }
        let (id, title) = (&rule.id, inline(rule.title.in_lang(lang)));
        let _ = writeln!(out, "| [{id}]({id}.md) | {} | {} | {title} |", rule.severity.name(), rule.confidence.name());
    }
    Page { path: "rules/index.md".to_owned(), title: title.to_owned(), text: out }
}
