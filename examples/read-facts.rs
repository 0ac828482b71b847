//! Prints the facts of texts, to be read by eye.
//!
//! `cargo run --release --example read-facts -- FILE…` prints every fact of the files as a table;
//! `--sample N --seed S FOLDER` draws N sentences with figures from the texts of a folder and prints each with its
//! facts, or, with `--after`, only those whose noun stands after the figure and those of counts without a subject, one
//! a line with the words around it; `--time` compares the time of reading facts with a scan for plain numbers.

#![allow(clippy::print_stdout, clippy::string_slice, clippy::unwrap_used, missing_docs)]

mod paths;
mod sample;

use std::path::{Path, PathBuf};

use kanwu::document::{Syntax, parse, sentences};
use kanwu::figure::{Fact, facts};
use kanwu::text::Source;
use unicode_width::UnicodeWidthStr;

fn main() {
    let (mut sample, mut seed, mut paths, mut timed, mut after) = (None, 1_u64, Vec::new(), false, false);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match &*argument {
            "--sample" => sample = arguments.next().and_then(|number| number.parse::<usize>().ok()),
            "--seed" => seed = arguments.next().and_then(|number| number.parse().ok()).unwrap_or(1),
            "--time" => timed = true,
            "--after" => after = true,
            _ => paths::collect(Path::new(&argument), "txt", &mut paths).unwrap(),
        }
    }
    if timed {
        return time(&paths);
    }
    let mut drawn = Vec::new();
    for path in &paths {
        let text = std::fs::read_to_string(path).unwrap();
        let source = Source::new(path.to_string_lossy(), text);
        for document in parse(&source, Syntax::Plain) {
            let facts = facts(&document);
            if sample.is_none() {
                table(&facts, source.text(), 0);
                continue;
            }
            let shown = |(index, fact)| if after { beside(fact, source.text()) } else { row(index, fact, source.text()) };
            let mut rows: Vec<Row<'_>> = facts.iter().enumerate().map(shown).collect();
            let mut facts = facts.iter().peekable();
            for (index, passage) in document.passages.iter().enumerate() {
                for sentence in sentences(passage.view.text()) {
                    let mut inside = Vec::new();
                    while facts.next_if(|fact| fact.passage == index && fact.figure.span.start < sentence.end).is_some() {
                        inside.push(rows.remove(0));
                    }
                    if !inside.is_empty() {
                        drawn.push((passage.view.text().get(sentence).unwrap().to_owned(), own(inside)));
                    }
                }
            }
        }
    }
    if let Some(sample) = sample {
        let total = drawn.len();
        sample::shuffle(&mut drawn, seed);
        drawn.truncate(sample);
        for (sentence, rows) in &drawn {
            if after {
                rows.iter().filter(|row| !row[1].is_empty()).for_each(|row| println!("{}: {} | {}", row[1], row[2], row[3]));
                continue;
            }
            println!("\n{}", sentence.trim());
            print(rows);
        }
        println!("\n{} of {total} sentences, {} facts", drawn.len(), drawn.iter().map(|(_, rows)| rows.len()).sum::<usize>());
    }
}

type Row<'t> = [std::borrow::Cow<'t, str>; 9];

fn own(rows: Vec<Row<'_>>) -> Vec<Row<'static>> {
    rows.into_iter().map(|row| row.map(|cell| std::borrow::Cow::Owned(cell.into_owned()))).collect()
}

fn row<'t>(index: usize, fact: &Fact, text: &'t str) -> Row<'t> {
    let shown = |value: &dyn std::fmt::Debug| format!("{value:?}").into();
    let subject =
        fact.subject.as_ref().map_or_else(String::new, |subject| format!("{}{}", if subject.inherited { "↑" } else { "" }, subject.text));
    let complete = match fact.complete {
        Some(true) => " all",
        Some(false) => " some",
        None => "",
    };
    [
        index.to_string().into(),
        text.get(fact.span.range()).unwrap_or_default().into(),
        subject.into(),
        format!("{:?}{}", fact.role, if fact.target { " target" } else { "" }).replace("Some(Up)", "+").replace("Some(Down)", "-").into(),
        fact.comparison
            .as_ref()
            .map_or_else(String::new, |comparison| match comparison {
                kanwu::figure::Comparison::With(period) => format!("with {period}"),
                other => format!("{other:?}"),
            })
            .into(),
        if fact.basis == kanwu::figure::Basis::Unknown { "".into() } else { shown(&fact.basis) },
        fact.period.map_or_else(String::new, |period| period.to_string()).into(),
        fact.scope.clone().unwrap_or_default().into(),
        fact.part_of.map_or_else(String::new, |part| format!("{part}{complete}")).into(),
    ]
}

/// How many characters are shown before and after a figure.
const AROUND: [usize; 2] = [14, 36];

/// A fact whose noun stands after the figure, or a count without one, with the words around it; otherwise empty.
fn beside<'t>(fact: &Fact, text: &'t str) -> Row<'t> {
    let mut row: Row<'_> = Default::default();
    let counts = || fact.figure.unit.is_some_and(|unit| unit.base.class == kanwu::figure::Class::Count);
    let noun = match &fact.subject {
        Some(subject) if subject.span.start >= fact.span.end => &*subject.text,
        None if counts() => "-",
        _ => return row,
    };
    let std::ops::Range { start, end } = fact.span.range();
    let (before, figure, rest) = (&text[..start], &text[start..end], &text[end..]);
    let before = before.char_indices().rev().nth(AROUND[0] - 1).map_or(before, |(at, _)| &before[at..]);
    let rest: String = rest.chars().take(AROUND[1]).collect();
    row[1] = figure.into();
    row[2] = noun.to_owned().into();
    row[3] = format!("{before}[{figure}]{rest}").replace('\n', "⏎").into();
    row
}

fn table(facts: &[Fact], text: &str, from: usize) {
    let rows: Vec<Row<'_>> = facts.iter().enumerate().map(|(index, fact)| row(index + from, fact, text)).collect();
    println!("facts: {}", rows.len());
    print(&rows);
}

fn print(rows: &[Row<'_>]) {
    let header: Row<'_> = ["", "text", "subject", "role", "comparison", "basis", "period", "scope", "part of"].map(Into::into);
    let widths: Vec<usize> =
        (0..header.len()).map(|column| rows.iter().chain([&header]).map(|row| row[column].width()).max().unwrap_or(0)).collect();
    for row in [&header].into_iter().chain(rows) {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell}{}", " ".repeat(width.saturating_sub(cell.width()))));
        println!("{}", cells.collect::<Vec<_>>().join("  ").trim_end());
    }
}

/// The time of reading facts against one scan with a regular expression for plain numbers.
fn time(paths: &[PathBuf]) {
    let sources: Vec<Source> =
        paths.iter().map(|path| Source::new(path.to_string_lossy(), std::fs::read_to_string(path).unwrap())).collect();
    let documents: Vec<_> = sources.iter().flat_map(|source| parse(source, Syntax::Plain)).collect();
    let expression = regex::Regex::new(r"\d+(\.\d+)?%?").unwrap();
    for _ in 0..3 {
        let start = std::time::Instant::now();
        let found: usize = sources.iter().map(|source| expression.find_iter(source.text()).count()).sum();
        let scan = start.elapsed();
        let start = std::time::Instant::now();
        let read: usize = documents.iter().map(|document| facts(document).len()).sum();
        println!("regex {found} in {scan:?}, facts {read} in {:?}", start.elapsed());
    }
}
