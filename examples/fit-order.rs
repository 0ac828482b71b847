//! Fits the weights by which the true beginning of a rotated paragraph is told (`BEGINS` in `src/document/judgement.rs`).
//!
//! `cargo run --release --example fit-order -- rows [--turns N] LEXICON TEXT|FOLDER… >ROWS` turns each paragraph of several
//! sentences N times, one at a time, and prints the evidence of each sentence that might be the first. LEXICON (see
//! `build-lexicon`) must not have seen the texts.
//!
//! `… fit ROWS…` prints the weights, and how often they put the true beginning first and among three; `… test ROWS WEIGHTS`
//! says the same of given ones.
#![allow(clippy::print_stdout, clippy::float_arithmetic, clippy::cast_possible_truncation, clippy::cast_precision_loss)]
#![allow(clippy::string_slice, missing_docs)] // a development command

mod logistic;
mod paths;
mod random;
mod training;

use kanwu::document::{Syntax, examine_order, parse};
use kanwu::text::Source;
use random::Random;
use std::error::Error;
use std::{env, fs};

/// A shorter paragraph is not turned.
const SHORTEST: usize = 60;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.split_first() {
        Some((mode, rest)) if mode == "rows" => training::each_document(rest, "--turns", 2, turn),
        Some((mode, files)) if mode == "fit" => fit(files),
        Some((mode, rest)) if mode == "test" => test(rest),
        _ => Err("usage: fit-order rows [--turns N] LEXICON TEXT|FOLDER… | fit ROWS… | test ROWS WEIGHTS".into()),
    }
}

fn turn(paragraphs: &[&str], turns: usize, random: &mut Random) {
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let chars: Vec<char> = paragraph.chars().collect();
        if chars.len() < SHORTEST || !paragraph.ends_with('。') {
            continue;
        }
        let places: Vec<usize> = (chars.len() * 3 / 10..chars.len() * 7 / 10).filter(|&j| han(chars[j - 1]) && han(chars[j])).collect();
        for _ in 0..if places.is_empty() { 0 } else { turns } {
            let cut = places[random.below(places.len())];
            let turned: String = chars[cut..].iter().chain(&chars[..cut]).collect();
            let true_start: usize = chars[cut..].iter().map(|c| c.len_utf8()).sum();
            let mut broken = paragraphs.to_vec();
            broken[at] = &turned;
            print(&Source::new("", broken.join("\n\n")), &turned, true_start);
        }
    }
}

fn print(source: &Source, turned: &str, true_start: usize) {
    for document in parse(source, Syntax::Plain) {
        let Some(block) = document.blocks.iter().position(|block| *block.text(source) == *turned) else { continue };
        let found = examine_order(source, &document.blocks, block);
        if found.len() < 2 || !found.iter().any(|(at, _)| *at == true_start) {
            continue;
        }
        for (at, evidence) in found {
            let evidence: Vec<String> = evidence.iter().map(ToString::to_string).collect();
            println!("{} {}", u8::from(at == true_start), evidence.join(" "));
        }
        println!();
    }
}

/// The sentences of one paragraph: whether it is the true beginning, and the evidence.
type Group = Vec<(bool, Vec<i32>)>;

fn read(files: &[String]) -> Result<Vec<Group>, Box<dyn Error>> {
    let mut groups = vec![Vec::new()];
    for file in files {
        for line in fs::read_to_string(file)?.lines() {
            if line.is_empty() {
                groups.push(Vec::new());
            } else if let (Some((answer, evidence)), Some(last)) = (line.split_once(' '), groups.last_mut()) {
                last.push((answer == "1", evidence.split(' ').map(str::parse).collect::<Result<Vec<i32>, _>>()?));
            }
        }
    }
    groups.retain(|group| !group.is_empty());
    Ok(groups)
}

fn fit(files: &[String]) -> Result<(), Box<dyn Error>> {
    let groups = read(files)?;
    let weights = logistic::choose(&groups);
    println!("{weights:?}");
    tell(&groups, &weights);
    Ok(())
}

fn test(arguments: &[String]) -> Result<(), Box<dyn Error>> {
    let (rows, weights) = arguments.split_first().ok_or("rows and weights")?;
    let weights: Vec<i64> = weights.join(",").split([',', ' ']).filter(|w| !w.is_empty()).map(str::parse).collect::<Result<_, _>>()?;
    tell(&read(std::slice::from_ref(rows))?, &weights);
    Ok(())
}

fn tell(groups: &[Group], weights: &[i64]) {
    let score = |evidence: &[i32]| -> i64 { weights.iter().zip(evidence).map(|(w, &x)| w * i64::from(x)).sum() };
    let place = |group: &Group| {
        let own = group.iter().find(|(answer, _)| *answer).map_or(0, |(_, evidence)| score(evidence));
        group.iter().filter(|(answer, evidence)| !answer && score(evidence) >= own).count()
    };
    let places: Vec<usize> = groups.iter().map(place).collect();
    let share = |below: usize| 100.0 * places.iter().filter(|&&p| p < below).count() as f64 / places.len().max(1) as f64;
    println!("{} paragraphs: the true beginning first {:.1} %, among three {:.1} %", places.len(), share(1), share(3));
}
