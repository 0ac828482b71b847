//! Prints the figures of texts, to read what the reader reads.
//!
//! `read-figures FILE` prints every figure of a file, one a line: span, hard, soft, unit, dimension, role.
//! `read-figures --sample N --seed S PATH…` draws N random figures (`--mentions`: what was told from figures instead)
//! from files and folders of `.txt` and prints them in their context. `--gaps` draws numerals that neither covers,
//! `--sentences` whole sentences that hold a numeral, with their 【figures】 and 〖what is none〗 marked.

#![allow(clippy::print_stdout, clippy::unwrap_used, missing_docs)]

mod paths;
mod sample;

use std::ops::Range;
use std::path::{Path, PathBuf};

use kanwu::document::sentences;
use kanwu::figure::{Figure, Reading, read};

fn main() {
    let mut options = Options::default();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match &*argument {
            "--sample" => options.sample = arguments.next().and_then(|number| number.parse().ok()),
            "--seed" => options.seed = arguments.next().and_then(|number| number.parse().ok()).unwrap_or(1),
            "--mentions" => options.mentions = true,
            "--gaps" => options.gaps = true,
            "--sentences" => options.sentences = true,
            "--hanzi" => options.hanzi = true,
            "--time" => options.time = true,
            _ => paths::collect(Path::new(&argument), "txt", &mut options.paths).unwrap(),
        }
    }
    if options.time {
        return time(&options.paths);
    }
    let mut drawn = Vec::new();
    for path in &options.paths {
        let text = std::fs::read_to_string(path).unwrap();
        for line in text.lines() {
            drawn.extend(lines(line, &options));
        }
    }
    let total = drawn.len();
    if let Some(sample) = options.sample {
        sample::shuffle(&mut drawn, options.seed);
        drawn.truncate(sample);
    }
    for line in &drawn {
        println!("{line}");
    }
    println!("{} of {total}", drawn.len());
}

#[derive(Default)]
struct Options {
    sample: Option<usize>,
    seed: u64,
    mentions: bool,
    gaps: bool,
    sentences: bool,
    hanzi: bool,
    time: bool,
    paths: Vec<PathBuf>,
}

fn lines(text: &str, options: &Options) -> Vec<String> {
    let reading = read(text);
    if options.sentences {
        return sentences(text).map(|sentence| marked(text, &reading, &sentence)).filter(|shown| shown.contains(numeral)).collect();
    }
    if options.gaps {
        let mut covered: Vec<Range<usize>> = reading.figures.iter().map(|figure| figure.span.clone()).collect();
        covered.extend(reading.mentions.iter().map(|mention| mention.span.clone()));
        return text
            .char_indices()
            .filter(|(at, character)| numeral(*character) && !covered.iter().any(|span| span.contains(at)))
            .map(|(at, character)| context(text, &(at..at + character.len_utf8())))
            .collect();
    }
    if options.mentions {
        let shown = |mention: &kanwu::figure::Mention| format!("{}\t{:?}", context(text, &mention.span), mention.kind);
        return reading.mentions.iter().map(shown).collect();
    }
    let hanzi = |figure: &&Figure| {
        !options.hanzi || !text.get(figure.numeral.clone()).unwrap().contains(|character: char| character.is_ascii_digit())
    };
    reading.figures.iter().filter(hanzi).map(|figure| shown(text, figure)).collect()
}

fn numeral(character: char) -> bool {
    character.is_ascii_digit() || "〇一二两三四五六七八九十百千万亿几半".contains(character)
}

/// A sentence with its figures and mentions marked.
fn marked(text: &str, reading: &Reading, sentence: &Range<usize>) -> String {
    let figures = reading.figures.iter().map(|figure| (figure.span.clone(), "【", "】"));
    let mentions = reading.mentions.iter().map(|mention| (mention.span.clone(), "〖", "〗"));
    let mut marks: Vec<_> = figures.chain(mentions).filter(|mark| sentence.contains(&mark.0.start)).collect();
    marks.sort_by_key(|mark| mark.0.start);
    let (mut out, mut at) = (String::new(), sentence.start);
    for (span, open, close) in marks {
        out.push_str(text.get(at..span.start).unwrap());
        out.push_str(open);
        out.push_str(text.get(span.clone()).unwrap());
        out.push_str(close);
        at = span.end;
    }
    out.push_str(text.get(at..sentence.end.max(at)).unwrap());
    out.trim().to_owned()
}

fn shown(text: &str, figure: &Figure) -> String {
    let unit = figure.unit.map_or_else(String::new, |unit| match unit.per {
        None => unit.base.name.to_string(),
        Some(per) => format!("{}/{}", unit.base.name, per.name),
    });
    let dimension = figure.dimension.map_or_else(String::new, |dimension| dimension.to_string());
    let soft = if figure.value.soft == figure.value.hard { String::from("=") } else { figure.value.soft.to_string() };
    let change = figure.change.as_ref().map_or_else(String::new, |change| format!(" {:?} {}", change.direction, change.value.hard));
    let (hard, role, qualifier) = (&figure.value.hard, figure.role, figure.qualifier);
    format!("{}\t{hard} {soft}\t{unit} {dimension}\t{qualifier:?} {role:?}{change}", context(text, &figure.span))
}

fn context(text: &str, span: &Range<usize>) -> String {
    let before: String = text.get(..span.start).unwrap().chars().rev().take(12).collect();
    let before: String = before.chars().rev().collect();
    let after: String = text.get(span.end..).unwrap().chars().take(10).collect();
    format!("{before}【{}】{after}", text.get(span.clone()).unwrap())
}

/// The time of reading against one scan with a regular expression for plain numbers.
fn time(paths: &[PathBuf]) {
    let texts: Vec<String> = paths.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    let expression = regex::Regex::new(r"\d+(\.\d+)?%?").unwrap();
    let _ = read("1个");
    for _ in 0..3 {
        let start = std::time::Instant::now();
        let found: usize = texts.iter().map(|text| expression.find_iter(text).count()).sum();
        let scan = start.elapsed();
        let start = std::time::Instant::now();
        let figures: usize = texts.iter().map(|text| read(text).figures.len()).sum();
        let reading = start.elapsed();
        println!("{bytes} bytes: regex {found} in {scan:?}, figures {figures} in {reading:?}");
    }
}
