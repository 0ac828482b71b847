//! A trace for people: the rules by how far they came, those that did most first.

use crate::engine::{End, RuleTrace, Trace};
use crate::finding::Finding;
use crate::kind::{Outcome, Step};
use crate::lang::{Lang, Localized};
use crate::reporter::Look;
use crate::reporter::human::level_name;
use crate::text::visible::visible_line;
use crate::text::{Source, Span};
use std::io::{self, Write};

/// Steps of one rule that are shown where many rules are.
const STEPS: usize = 6;
/// Characters of a text that are quoted.
const QUOTED: usize = 40;
/// Lines of the place that are shown.
const LINES: usize = 3;

/// Writes a trace. `whole` tells everything of every rule that is in it; else what is long is cut, and the rules that
/// had nothing to look at are only named.
///
/// # Errors
/// Those of `out`.
pub fn write(out: &mut dyn Write, trace: &Trace, whole: bool, look: Look) -> io::Result<()> {
    let page = Page { source: &trace.source, lang: look.lang, width: look.width.max(40), whole };
    page.head(out, trace)?;
    for end in End::ALL {
        let rules: Vec<&RuleTrace> = trace.rules.iter().filter(|rule| rule.end == end).collect();
        if rules.is_empty() {
            continue;
        }
        let label = end.label();
        writeln!(out, "\n{} ({})", label.in_lang(look.lang), rules.len())?;
        let brief = !whole && matches!(end, End::NoText | End::Off | End::NothingBound) && rules.iter().all(|r| quiet(r));
        if brief {
            page.names(out, &rules)?;
        } else {
            rules.iter().try_for_each(|rule| page.rule(out, rule))?;
        }
    }
    Ok(())
}

/// True where there is no more to say of a rule than that it did nothing.
fn quiet(rule: &RuleTrace) -> bool {
    rule.steps.iter().all(is_background)
}

/// True for what is told only where one rule is asked for.
fn is_background(step: &Step) -> bool {
    matches!(step.outcome, Outcome::Looked | Outcome::Missing)
}

struct Page<'t> {
    source: &'t Source,
    lang: Lang,
    width: usize,
    whole: bool,
}

impl Page<'_> {
    /// The place: its lines as they are written.
    fn head(&self, out: &mut dyn Write, trace: &Trace) -> io::Result<()> {
        let (first, last) = (self.source.position(trace.place.start).line, self.source.position(trace.place.end).line);
        writeln!(out, "{}:{first}", visible_line(self.source.name()))?;
        let lines = self.source.slice(trace.place).lines().take(LINES);
        for (number, line) in (first..=last).zip(lines) {
            let shown = self.cut(line, self.width.saturating_sub(9));
            writeln!(out, "{number:>5} | {shown}")?;
        }
        Ok(())
    }

    fn cut(&self, text: &str, most: usize) -> String {
        // what is cut away is not looked at
        let head: String = text.chars().take(most + 1).collect();
        if head.chars().count() <= most {
            return visible_line(&head);
        }
        visible_line(&head.chars().take(most - 1).collect::<String>()) + "…"
    }

    /// The ids, in lines.
    fn names(&self, out: &mut dyn Write, rules: &[&RuleTrace]) -> io::Result<()> {
        let mut line = String::from("  ");
        for (i, rule) in rules.iter().enumerate() {
            if line.len() + rule.id.len() > self.width && line.len() > 2 {
                writeln!(out, "{}", line.trim_end())?;
                line = String::from("  ");
            }
            line += &rule.id;
            line += if i + 1 < rules.len() { ", " } else { "" };
        }
        writeln!(out, "{line}")
    }

    fn rule(&self, out: &mut dyn Write, rule: &RuleTrace) -> io::Result<()> {
        let why = visible_line(rule.why.in_lang(self.lang));
        let why = if why.is_empty() { String::new() } else { format!(": {why}") };
        writeln!(out, "  {} [{}]{why}", rule.id, rule.kind)?;
        for finding in &rule.findings {
            self.finding(out, finding)?;
        }
        let steps: Vec<&Step> = rule.steps.iter().filter(|s| self.whole || !is_background(s)).collect();
        let shown = if self.whole { steps.len() } else { steps.len().min(STEPS) };
        for step in steps.iter().take(shown) {
            self.step(out, step)?;
        }
        let (more, id) = (rule.steps.len() - shown, &rule.id);
        if more > 0 || rule.more {
            let line = match (rule.more, self.whole) {
                (true, true) => Localized::fixed("……还有，未全记录", "… and more that was not kept"),
                _ => crate::both!("……另有 {more} 处；用 --rule {id} 看全部", "… and {more} more; --rule {id} shows all"),
            };
            writeln!(out, "    {}", line.in_lang(self.lang))?;
        }
        Ok(())
    }

    fn place(&self, span: Span) -> String {
        let at = self.source.position(span.start);
        format!("{}:{}", at.line, at.column)
    }

    fn quote(&self, span: Span) -> String {
        if span.is_empty() { String::new() } else { format!("“{}” ", self.cut(self.source.slice(span), QUOTED)) }
    }

    fn finding(&self, out: &mut dyn Write, finding: &Finding) -> io::Result<()> {
        let (place, quote) = (self.place(finding.span), self.quote(finding.span));
        writeln!(out, "    {place} {quote}{}: {}", level_name(finding, self.lang), visible_line(finding.message.in_lang(self.lang)))
    }

    fn step(&self, out: &mut dyn Write, step: &Step) -> io::Result<()> {
        let (place, outcome, why) = (self.place(step.span), step.outcome.label(), visible_line(step.why.in_lang(self.lang)));
        // a relation spans all its figures, which are quoted one by one
        let quote = if step.parts.iter().any(|p| p.span.is_some()) { String::new() } else { self.quote(step.span) };
        writeln!(out, "    {place} {quote}{}: {why}", outcome.in_lang(self.lang))?;
        let width = step.parts.iter().map(|p| p.name.chars().count()).max().unwrap_or(0);
        for part in &step.parts {
            let figure = part.span.map(|span| format!("{} {}", self.place(span), self.quote(span))).unwrap_or_default();
            writeln!(out, "      {:width$} = {figure}{}", part.name, visible_line(part.what.in_lang(self.lang)))?;
        }
        Ok(())
    }
}
