//! The table for people.

use super::listing::Listing;
use super::{FigureReporter, FigureSummary, number, words};
use crate::finding::Failure;
use crate::lang::Lang;
use crate::reporter::Look;
use crate::text::Span;
use crate::text::visible::visible_line;
use std::io::{self, Write};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The columns: heading in Chinese and English, the widest that a cell may be.
const COLUMNS: [(&str, &str, usize); 11] = [
    ("序", "#", 6),
    ("位置", "place", 12),
    ("原文", "text", 28),
    ("取值", "value", 34),
    ("单位", "unit", 14),
    ("角色", "role", 18),
    ("比较", "comparison", 24),
    ("所指", "subject", 36),
    ("时期", "period", 22),
    ("范围", "scope", 12),
    ("属于", "part of", 8),
];

/// Lists figures as an aligned table.
pub(super) struct Table {
    look: Look,
    first: bool,
}

impl Table {
    pub(super) fn new(look: Look) -> Self {
        Self { look, first: true }
    }
}

type Row = [String; COLUMNS.len()];

impl FigureReporter for Table {
    fn file(&mut self, out: &mut dyn Write, listing: &Listing) -> io::Result<()> {
        if !self.first {
            writeln!(out)?;
        }
        self.first = false;
        writeln!(out, "{}", visible_line(listing.source.name()))?;
        let zh = self.look.lang == Lang::Zh;
        let mut rows: Vec<(Span, Row)> = (0..listing.facts.len()).filter_map(|index| row(listing, index, self.look.lang)).collect();
        rows.extend(listing.others.iter().map(|other| {
            let (name, reads) = words::other(other);
            let text = cell(listing.source.slice(other.span), 2);
            let role = words::other_for_people(name, self.look.lang).to_owned();
            let mut row = Row::default();
            [row[1], row[2], row[3], row[5]] = [place(listing, other.span), text, reads.unwrap_or_default(), role];
            (other.span, row)
        }));
        rows.sort_by_key(|row| row.0);
        let header: Row = COLUMNS.map(|(zh_name, en_name, _)| (if zh { zh_name } else { en_name }).to_owned());
        let rows: Vec<&Row> = rows.iter().map(|row| &row.1).collect();
        // a column that nothing stands in is left out
        let widths = std::array::from_fn::<_, { COLUMNS.len() }, _>(|column| {
            let widest = rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
            if widest == 0 { None } else { Some(widest.max(header[column].width())) }
        });
        for row in std::iter::once(&&header).filter(|_| !rows.is_empty()).chain(&rows) {
            let mut line = String::new();
            for (cell, width) in row.iter().zip(widths) {
                let Some(width) = width else { continue };
                line.push_str(cell);
                line.extend(std::iter::repeat_n(' ', width.saturating_sub(cell.width()) + 2));
            }
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, _: &[Failure], summary: &FigureSummary) -> io::Result<()> {
        if self.look.quiet {
            return Ok(());
        }
        let FigureSummary { files, characters, figures, others } = *summary;
        let line = if self.look.lang == Lang::Zh {
            let more = if others > 0 { format!("，{others} 个不是数量的数字") } else { String::new() };
            format!("读了 {files} 个文件，{characters} 字；{figures} 个数量{more}")
        } else {
            let plural = if files == 1 { "" } else { "s" };
            let more = if others > 0 { format!(", {others} numbers that are none") } else { String::new() };
            format!("read {files} file{plural}, {characters} characters; {figures} figures{more}")
        };
        writeln!(out, "{}{line}", if self.first { "" } else { "\n" })
    }
}

fn row(listing: &Listing, index: usize, lang: Lang) -> Option<(Span, Row)> {
    let fact = listing.facts.get(index)?;
    let scale = *listing.scales.get(index)?;
    let complete = match (fact.complete, lang) {
        (Some(true), Lang::Zh) => " 全",
        (Some(true), Lang::En) => " all",
        _ => "",
    };
    let subject = fact.subject.as_ref().map_or("", |subject| &subject.text);
    let row = [
        (index + 1).to_string(),
        place(listing, fact.span),
        cell(listing.source.slice(fact.span), 2),
        cell(&number::value(&fact.figure, scale, &fact.figure.value), 3),
        cell(&words::unit(fact), 4),
        words::role(fact, lang),
        words::comparison(fact, lang),
        cell(subject, 7),
        fact.period.map_or_else(String::new, |period| period.to_string()),
        cell(fact.scope.as_deref().unwrap_or_default(), 9),
        fact.part_of.map_or_else(String::new, |part| format!("{}{complete}", part + 1)),
    ];
    Some((fact.span, row))
}

fn place(listing: &Listing, span: Span) -> String {
    let position = listing.source.position(span.start);
    format!("{}:{}", position.line, position.column)
}

/// A text as a cell of this column: on one line, its end left out where it is too wide.
fn cell(text: &str, column: usize) -> String {
    let most = COLUMNS.get(column).map_or(20, |c| c.2);
    let (mut out, mut width) = (String::new(), 0);
    for c in visible_line(&text.chars().take(most + 1).collect::<String>()).chars() {
        let wide = c.width().unwrap_or(0);
        if width + wide > most {
            while width >= most {
                width -= out.pop().and_then(UnicodeWidthChar::width).unwrap_or(1);
            }
            out.push('…');
            break;
        }
        out.push(c);
        width += wide;
    }
    out
}
