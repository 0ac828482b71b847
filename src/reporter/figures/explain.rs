//! `--explain LINE`: how each figure of a line was read.

use super::listing::Listing;
use super::number::{self, Scale};
use super::reasons::{self, Dates};
use super::{FigureReporter, FigureSummary};
use crate::both;
use crate::document::Document;
use crate::figure::{Fact, Interval};
use crate::finding::Failure;
use crate::lang::{Lang, Localized};
use crate::reporter::Look;
use crate::text::Span;
use crate::text::visible::visible_line;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// How one figure was read.
pub(super) struct Explained {
    span: Span,
    /// What is told, under its heading.
    rows: Vec<(Localized, Localized)>,
}

/// Explains the figures of `document` that stand on line `line` of the source, wholly or in part.
pub(super) fn line(out: &mut Vec<Explained>, document: &Document<'_>, facts: &[Fact], line: u32) {
    let mut dates = Dates::new();
    for fact in facts {
        let lines = document.source.position(fact.span.start).line..=document.source.position(fact.span.end).line;
        if lines.contains(&line) {
            out.push(Explained { span: fact.span, rows: rows(document, facts, fact, &mut dates) });
        }
    }
}

fn rows(document: &Document<'_>, facts: &[Fact], fact: &Fact, dates: &mut Dates) -> Vec<(Localized, Localized)> {
    let text = document.passages.get(fact.passage).map_or("", |passage| passage.view.text());
    let figure = &fact.figure;
    let scale = Scale::of(text.get(figure.numeral.clone()).unwrap_or_default());
    let shown = |interval: &Interval| number::interval(figure, scale, interval);
    let (hard, soft) = (shown(&figure.value.hard), shown(&figure.value.soft));
    let meaning =
        if hard == soft { Localized::same(hard) } else { both!("字面 {hard}，通常指 {soft}", "literally {hard}, usually {soft}") };
    let mut rows = vec![
        (Localized::fixed("数字", "numeral"), reasons::numeral(figure, text, scale)),
        (Localized::fixed("取值", "value"), reasons::joined(meaning, reasons::qualifier(figure))),
        (Localized::fixed("单位", "unit"), reasons::unit(fact)),
        (Localized::fixed("角色", "role"), reasons::role(fact, text)),
    ];
    if let Some(change) = figure.change.as_ref().filter(|_| figure.role == crate::figure::Role::Multiplier) {
        rows.push((Localized::fixed("新÷旧", "new ÷ old"), Localized::same(change.value.hard.to_string())));
    }
    rows.push((Localized::fixed("所指", "subject"), reasons::subject(document, fact)));
    rows.push((Localized::fixed("时期", "period"), reasons::period(document, fact, dates)));
    if let Some(scope) = &fact.scope {
        rows.push((Localized::fixed("范围", "scope"), Localized::same(scope.clone())));
    }
    if let Some(whole) = fact.part_of.and_then(|part| facts.get(part)) {
        rows.push((Localized::fixed("属于", "part of"), reasons::whole(document, fact, whole)));
    }
    rows
}

/// Tells how the figures of one line were read.
pub(super) struct Explain {
    look: Look,
    line: u32,
    missing: bool,
}

impl Explain {
    pub(super) fn new(look: Look, line: u32) -> Self {
        Self { look, line, missing: false }
    }
}

impl FigureReporter for Explain {
    fn file(&mut self, out: &mut dyn Write, listing: &Listing) -> io::Result<()> {
        let source = &listing.source;
        let (lang, line) = (self.look.lang, self.line);
        if listing.explained.is_empty() {
            self.missing = true;
            let name = visible_line(source.name());
            let lines = source.lines().len();
            let told = if (line as usize) <= lines {
                both!("{name}：第 {line} 行没有数量", "{name}: no figures on line {line}")
            } else {
                both!("{name}：共 {lines} 行，没有第 {line} 行", "{name}: it has {lines} lines, and no line {line}")
            };
            return writeln!(out, "{}", told.in_lang(lang));
        }
        for (index, Explained { span, rows }) in listing.explained.iter().enumerate() {
            let position = source.position(span.start);
            let text = visible_line(source.slice(*span));
            let gap = if index > 0 { "\n" } else { "" };
            writeln!(out, "{gap}{}:{}:{}  {text}", visible_line(source.name()), position.line, position.column)?;
            let width = rows.iter().map(|row| row.0.in_lang(lang).width()).max().unwrap_or(0);
            for (heading, told) in rows {
                let heading = heading.in_lang(lang);
                let pad = " ".repeat(width - heading.width());
                writeln!(out, "  {heading}{pad}  {}", visible_line(told.in_lang(lang)))?;
            }
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, _: &[Failure], summary: &FigureSummary) -> io::Result<()> {
        if self.look.quiet || self.missing || summary.figures > 0 {
            return Ok(());
        }
        writeln!(out, "{}", if self.look.lang == Lang::Zh { "没有数量" } else { "no figures" })
    }
}
