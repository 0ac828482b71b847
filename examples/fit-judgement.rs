//! Fits the weights by which a break between two paragraphs is judged (`GOES_ON` in `src/document/judgement.rs`).
//!
//! `cargo run --release --example fit-judgement -- rows [--cuts N] LEXICON TEXT|FOLDER… >ROWS` breaks each paragraph at
//! N places, one at a time, and prints the evidence: with its true continuation, and with the paragraph that follows it.
//! LEXICON (see `build-lexicon`) must not have seen the texts: so the reports are taken by halves, each with a lexicon of
//! the other.
//!
//! `… heads [--cuts N] LEXICON TEXT|FOLDER… >ROWS` takes the beginnings of paragraphs away, at N places, and prints what speaks
//! for their beginning inside a word (`INSIDE` there), and the same of the whole paragraphs, where anything does.
//!
//! `… fit ROWS… ` prints the weights, and what share of the true continuations they tell for a share of wrong ones.
#![allow(clippy::print_stdout, clippy::float_arithmetic, clippy::cast_possible_truncation, clippy::cast_precision_loss)]
#![allow(clippy::string_slice, missing_docs)] // a development command

mod logistic;
mod paths;
mod random;
mod training;

use kanwu::document::{Block, BlockKind, Syntax, examine, examine_head, parse};
use kanwu::text::Source;
use random::Random;
use std::error::Error;
use std::{env, fs};

/// A shorter paragraph is not broken, and none nearer than this to its ends.
const SHORTEST: usize = 60;
const EDGE: usize = 15;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.split_first() {
        Some((mode, rest)) if mode == "rows" => training::each_document(rest, "--cuts", 4, break_up),

        Some((mode, rest)) if mode == "heads" => training::each_document(rest, "--cuts", 4, behead),
        Some((mode, files)) if mode == "fit" => fit(files),
        _ => Err("usage: fit-judgement rows|heads [--cuts N] LEXICON TEXT|FOLDER… | fit ROWS…".into()),
    }
}

fn break_up(paragraphs: &[&str], cuts: usize, random: &mut Random) {
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let chars: Vec<char> = paragraph.chars().collect();
        if chars.len() < SHORTEST {
            continue;
        }
        let inside =
            |from: usize| -> Vec<usize> { (from.max(EDGE)..chars.len() - EDGE).filter(|&j| han(chars[j - 1]) && han(chars[j])).collect() };
        // what is lost of a paragraph is its last part
        for (goes_on, places) in [(true, inside(0)), (false, inside(chars.len() * 3 / 5))] {
            for _ in 0..if places.is_empty() || (!goes_on && at + 1 == paragraphs.len()) { 0 } else { cuts } {
                let cut = places[random.below(places.len())];
                let (tail, head): (String, String) = (chars[..cut].iter().collect(), chars[cut..].iter().collect());
                let mut broken = paragraphs.to_vec();
                broken[at] = &tail;
                if goes_on {
                    broken.insert(at + 1, &head);
                }
                print(goes_on, &Source::new("", broken.join("\n\n")), &tail);
            }
        }
    }
}

fn behead(paragraphs: &[&str], cuts: usize, random: &mut Random) {
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let whole = Source::new("", paragraphs.join("\n\n"));
    for document in parse(&whole, Syntax::Plain) {
        (0..document.blocks.len()).for_each(|block| print_head(false, &whole, &document.blocks, block));
    }
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let chars: Vec<char> = paragraph.chars().collect();
        let places: Vec<usize> = (EDGE..(chars.len() * 3 / 5).max(EDGE)).filter(|&j| han(chars[j - 1]) && han(chars[j])).collect();
        for _ in 0..if chars.len() < SHORTEST || places.is_empty() { 0 } else { cuts } {
            let head: String = chars[places[random.below(places.len())]..].iter().collect();
            let mut broken = paragraphs.to_vec();
            broken[at] = &head;
            let source = Source::new("", broken.join("\n\n"));
            for document in parse(&source, Syntax::Plain) {
                if let Some(block) = document.blocks.iter().position(|block| *block.text(&source) == *head) {
                    print_head(true, &source, &document.blocks, block);
                }
            }
        }
    }
}

fn print_head(lost: bool, source: &Source, blocks: &[Block], at: usize) {
    let plain = blocks[at].kind == BlockKind::Paragraph && blocks[at].marker.is_none() && blocks[at].dateline.is_none();
    if let Some(evidence) = examine_head(source, blocks, at).filter(|_| plain) {
        let evidence: Vec<String> = evidence.iter().map(ToString::to_string).collect();
        println!("{} {}", u8::from(lost), evidence.join(" "));
    }
}

fn print(goes_on: bool, source: &Source, tail: &str) {
    for document in parse(source, Syntax::Plain) {
        let Some(block) = document.blocks.iter().position(|block| *block.text(source) == *tail) else { continue };
        // whether an item goes on is not asked
        let plain = document.blocks.get(block + 1).is_some_and(|next| next.marker.is_none() && next.dateline.is_none());
        if let Some(evidence) = examine(source, &document.blocks, block).filter(|_| plain) {
            let evidence: Vec<String> = evidence.iter().map(ToString::to_string).collect();
            println!("{} {}", u8::from(goes_on), evidence.join(" "));
        }
    }
}

fn fit(files: &[String]) -> Result<(), Box<dyn Error>> {
    let mut rows = Vec::new();
    for file in files {
        for line in fs::read_to_string(file)?.lines() {
            let (answer, evidence) = line.split_once(' ').ok_or("a row without evidence")?;
            rows.push((answer == "1", evidence.split(' ').map(str::parse).collect::<Result<Vec<i32>, _>>()?));
        }
    }
    let (bias, each) = logistic::fit(&rows);
    println!("bias: {bias}, each: {each:?}");
    let score = |evidence: &[i32]| -> i64 { bias + each.iter().zip(evidence).map(|(w, &x)| w * i64::from(x)).sum::<i64>() / 256 };
    let scores = |answer: bool| -> Vec<i64> {
        let mut scores: Vec<i64> = rows.iter().filter(|row| row.0 == answer).map(|row| score(&row.1)).collect();
        scores.sort_unstable();
        scores
    };
    let (wrong, right) = (scores(false), scores(true));
    let share = |scores: &[i64], least: i64| {
        100.0 * (scores.len() - scores.partition_point(|&score| score < least)) as f64 / scores.len().max(1) as f64
    };
    println!("{} continuations, {} next paragraphs", right.len(), wrong.len());
    for least in [-2000, -1000, -500, 0, 500, 1000, 2000] {
        println!("  ≥ {least:5}: {:5.1} % of the continuations, {:5.1} % of the others", share(&right, least), share(&wrong, least));
    }
    Ok(())
}
