//! Reading figures against one scan of the same text for percentages: `cargo bench --bench figures`. Quote ratios.
#![allow(missing_docs, clippy::unwrap_used)]

mod text;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use kanwu::document::{Syntax, parse};
use kanwu::figure::{facts, read};
use kanwu::text::Source;
use regex::Regex;
use std::sync::LazyLock;

const MIB: usize = 1 << 20;

/// What is read: the prose of a report with a figure in a few sentences, and a bulletin in which all have several.
const TEXTS: [&str; 2] = ["report", "bulletin"];

static REPORT: LazyLock<String> = LazyLock::new(|| text::text(4 * MIB));
static BULLETIN: LazyLock<String> = LazyLock::new(|| {
    let bulletin = include_str!("../fixtures/figures/district-bulletin.txt");
    let one = format!("# 公报\n\n{bulletin}\n\n{bulletin}\n\n");
    one.repeat(4 * MIB / one.len() + 1)
});

fn named(name: &str) -> &'static str {
    if name == TEXTS[0] { &REPORT } else { &BULLETIN }
}

fn main() {
    divan::main();
}

/// The yardstick.
#[divan::bench(args = TEXTS, sample_count = 10)]
fn a_regex_scan(bencher: Bencher, name: &str) {
    let (text, regex) = (named(name), Regex::new(r"\d+(\.\d+)?%?").unwrap());
    bencher.counter(BytesCount::of_str(text)).bench(|| regex.find_iter(black_box(text)).count());
}

/// Every figure with its value, unit and dimension.
#[divan::bench(args = TEXTS, sample_count = 10)]
fn b_quantities(bencher: Bencher, name: &str) {
    let text = named(name);
    let lines: Vec<&str> = text.lines().collect();
    let read = || lines.iter().map(|line| read(black_box(line)).figures.len()).sum::<usize>();
    bencher.counter(BytesCount::of_str(text)).bench(read);
}

/// The same with subject, role and period, in documents that were parsed before.
#[divan::bench(args = TEXTS, sample_count = 10)]
fn c_facts(bencher: Bencher, name: &str) {
    let text = named(name);
    let source = Source::new("t", text);
    let documents = parse(&source, Syntax::Plain);
    bencher.counter(BytesCount::of_str(text)).bench(|| documents.iter().map(|d| facts(black_box(d)).len()).sum::<usize>());
}
