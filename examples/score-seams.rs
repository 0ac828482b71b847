//! Measures the seam model on good texts: `cargo run --release --example score-seams -- [--fit] LEXICON FOLDER…`
//!
//! Breaks are made at random, seeded, and each is scored with its true continuation and with three wrong ones.
//! The lexicon should not have seen the texts. `--fit` instead prints weights for `src/lexicon/weights.rs`;
//! `--each` prints the judgement of every line `tail|head` of a file.
#![allow(clippy::print_stdout, clippy::float_arithmetic, clippy::cast_possible_truncation)]
// a measurement, read by a person

mod logistic;
mod paths;
mod random;

use std::collections::BTreeMap;
use std::error::Error;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;
use std::{env, fs};

use kanwu::lexicon::{Lexicon, Seam};
use random::Random;

/// Characters of either side that are handed over.
const REACH: usize = 12;
/// Breaks made in a text, at most.
const BREAKS: usize = 2000;
/// Seams judged to take the time.
const TIMED: u32 = 20_000;
/// Characters to a break.
const SPACING: usize = 100;

type Samples = BTreeMap<&'static str, Vec<Seam>>;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    let (mode, paths) = match args.split_first() {
        Some((mode, paths)) if mode.starts_with("--") => (mode.as_str(), paths),
        _ => ("", args.as_slice()),
    };
    let Some((lexicon, sources)) = paths.split_first() else {
        return Err("usage: score-seams [--fit | --each] LEXICON FOLDER…".into());
    };
    let bytes = fs::read(lexicon)?;
    let began = Instant::now();
    let lexicon = Lexicon::open(&bytes)?;
    let opened = began.elapsed();
    if mode == "--each" {
        return sources.iter().try_for_each(|file| print_each(&lexicon, &fs::read_to_string(file)?));
    }
    let mut samples = Samples::new();
    let mut files = Vec::new();
    sources.iter().try_for_each(|source| paths::collect(Path::new(source), "txt", &mut files))?;
    for (number, file) in files.iter().enumerate() {
        sample(&lexicon, &fs::read_to_string(file)?, &mut Random(number as u64), &mut samples);
    }
    if mode == "--fit" {
        print_weights(&samples);
        return Ok(());
    }
    let began = Instant::now();
    for _ in 0..TIMED {
        black_box(lexicon.seam(black_box("保卫战。加快实施重要"), black_box("生态系统保护和修复重大")));
    }
    println!("{} bytes, opened in {opened:.0?}, {:.1?} a seam", bytes.len(), began.elapsed() / TIMED);
    print_table(&samples);
    print_words(&samples);
    Ok(())
}

/// The judgements of lines `tail|head`.
fn print_each(lexicon: &Lexicon<'_>, lines: &str) -> Result<(), Box<dyn Error>> {
    for (tail, head) in lines.lines().filter_map(|line| line.split_once('|')) {
        let seam = lexicon.seam(tail, head);
        let word = seam.word.map_or(String::new(), |word| word.text);
        println!("{:6} ends {:6} starts {:6} {word}\t{tail}|{head} {:?}", seam.joined, seam.ends, seam.starts, seam.evidence);
    }
    Ok(())
}

/// Breaks a text at random places and scores true and wrong continuations.
fn sample(lexicon: &Lexicon<'_>, text: &str, random: &mut Random, samples: &mut Samples) {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let headings: Vec<Vec<char>> = lines
        .iter()
        .filter_map(|line| line.strip_prefix("## "))
        .filter(|heading| !heading.starts_with("《新闻联播》"))
        .flat_map(str::split_whitespace)
        .map(|heading| heading.chars().collect::<Vec<_>>())
        .filter(|heading| heading.last().is_some_and(|&c| han(c)))
        .collect();
    let blocks: Vec<Vec<char>> = lines.iter().filter(|line| !line.starts_with('#')).map(|line| line.chars().collect()).collect();
    let long: Vec<usize> = (0..blocks.len()).filter(|&at| blocks[at].len() >= 60).collect();
    if long.len() < 3 {
        return;
    }
    let mut add = |kind, tail: &[char], head: &[char]| {
        let tail: String = tail[tail.len().saturating_sub(REACH)..].iter().collect();
        let head: String = head.iter().take(REACH).collect();
        samples.entry(kind).or_default().push(lexicon.seam(&tail, &head));
    };
    let breaks = BREAKS.min(long.iter().map(|&at| blocks[at].len()).sum::<usize>() / SPACING);
    for _ in 0..breaks {
        let [here, there, start] = [(); 3].map(|()| long[random.below(long.len())]);
        let (Some(cut), Some(other)) = (cut(&blocks[here], random, inside), cut(&blocks[there], random, inside)) else {
            continue;
        };
        let (tail, head) = blocks[here].split_at(cut);
        let (start, other) = (&blocks[start], &blocks[there][other..]);
        add("true: anywhere", tail, head);
        add("wrong: another's start", tail, start);
        add("wrong: another's middle", tail, other);
        if let Some(next) = blocks.get(here + 1) {
            add("wrong: the next one's start", tail, next);
        }
        if let Some(cut) = self::cut(&blocks[here], random, |a, _| matches!(a, '，' | '、')) {
            let (tail, head) = blocks[here].split_at(cut);
            add("comma: true", tail, head);
            add("comma: another's start", tail, start);
            add("comma: another's middle", tail, other);
        }
        if !headings.is_empty() {
            let heading = &headings[random.below(headings.len())];
            add("ends: whole heading", heading, start);
            let short = 1 + random.below(heading.len());
            if short < heading.len() && han(heading[short - 1]) && han(heading[short]) {
                add("ends: cut heading", &heading[..short], start);
            }
        }
    }
}

/// A random place at least 15 characters from both ends where `fits` holds of the characters on either side.
fn cut(block: &[char], random: &mut Random, fits: impl Fn(char, char) -> bool) -> Option<usize> {
    let places: Vec<usize> = (15..block.len().saturating_sub(15)).filter(|&at| fits(block[at - 1], block[at])).collect();
    (!places.is_empty()).then(|| places[random.below(places.len())])
}

fn inside(a: char, b: char) -> bool {
    han(a) && han(b)
}

fn han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

type Score = fn(&Seam) -> i32;

const QUESTIONS: [(&str, &[&str], &[&str], Score); 4] = [
    (
        "JOINED_AFTER_HAN",
        &["true: anywhere"],
        &["wrong: another's start", "wrong: another's middle", "wrong: the next one's start"],
        |seam| seam.joined,
    ),
    ("JOINED_AFTER_MARK", &["comma: true"], &["comma: another's start", "comma: another's middle"], |seam| seam.joined),
    ("ENDS", &["ends: whole heading"], &["ends: cut heading", "true: anywhere"], |seam| seam.ends),
    ("STARTS", &["wrong: another's start"], &["true: anywhere"], |seam| seam.starts),
];

fn print_table(samples: &Samples) {
    let none = Vec::new();
    let scores = |kind: &str, score: Score| -> Vec<i32> {
        let mut scores: Vec<i32> = samples.get(kind).unwrap_or(&none).iter().map(score).collect();
        scores.sort_unstable();
        scores
    };
    let above = |scores: &[i32], least: i32| {
        let share = (scores.len() - scores.partition_point(|&score| score < least)) as f64 / scores.len().max(1) as f64;
        format!("{:5.1} %", share * 100.0)
    };
    for (question, yes, no, score) in QUESTIONS {
        let (yes, no): (Vec<_>, Vec<_>) =
            (yes.iter().map(|kind| (kind, scores(kind, score))).collect(), no.iter().map(|kind| (kind, scores(kind, score))).collect());
        let mut wrong: Vec<i32> = no.iter().flat_map(|(_, scores)| scores.clone()).collect();
        wrong.sort_unstable();
        println!("\n{question}");
        for per_mille in [2, 5, 10, 20, 50, 100, 200] {
            let least = wrong.get(wrong.len() * (1000 - per_mille) / 1000).map_or(0, |score| score + 1);
            row(least, &yes, &no, &above);
        }
        println!("  at round thresholds");
        for least in [-4000, -3000, -2000, -1000, 0, 1000, 2000, 3000] {
            row(least, &yes, &no, &above);
        }
    }
}

/// How often a word is found across the seam.
fn print_words(samples: &Samples) {
    println!("\nWORD ACROSS");
    for (kind, seams) in samples.iter().filter(|(kind, _)| !kind.starts_with("ends")) {
        let across = seams.iter().filter(|seam| seam.word.is_some()).count();
        println!("  {kind}: {:.1} % of {}", across as f64 * 100.0 / seams.len() as f64, seams.len());
    }
}

fn row(least: i32, yes: &[(&&str, Vec<i32>)], no: &[(&&str, Vec<i32>)], above: &dyn Fn(&[i32], i32) -> String) {
    let part = |list: &[(&&str, Vec<i32>)]| {
        list.iter().map(|(kind, scores)| format!("{kind} {}", above(scores, least))).collect::<Vec<_>>().join(" · ")
    };
    println!("  ≥ {least:6}: {} | {}", part(yes), part(no));
}

/// The weights of each question.
fn print_weights(samples: &Samples) {
    for (question, yes, no, _) in QUESTIONS {
        let mut rows = Vec::new();
        for (kinds, answer) in [(yes, true), (no, false)] {
            for seam in kinds.iter().filter_map(|kind| samples.get(kind)).flatten() {
                let asked = |at: usize| match question {
                    "STARTS" => at == 3,
                    "ENDS" => matches!(at, 4 | 5),
                    // what a mark follows is all the same, and no word stands across it
                    "JOINED_AFTER_MARK" => !(4..=7).contains(&at),
                    _ => true,
                };
                let evidence = seam.evidence.iter().enumerate().map(|(at, &value)| if asked(at) { value } else { 0 });
                rows.push((answer, evidence.collect()));
            }
        }
        let (bias, each) = logistic::fit(&rows);
        println!("{question}: Weights {{ bias: {bias}, each: {each:?} }}");
    }
}
