//! How well pieces of paragraphs that stand apart are put together again.
//!
//! `cargo run --release --example score-displaced -- FOLDER SEEDS [--show KIND]` takes paragraphs of good texts apart, puts
//! the pieces elsewhere, and counts for how many the default rules propose to put the two together that belong together:
//! `swapped` (the second before the first), `interleaved` (two paragraphs, their pieces by turns), `interrupted` (another
//! paragraph between), `moved` (the second two or three paragraphs further on). Among them are paragraphs without their end
//! or their beginning, and rotated ones, which must not be put together with anything.
#![allow(clippy::print_stdout, clippy::float_arithmetic, clippy::cast_possible_truncation, clippy::cast_precision_loss)]
#![allow(clippy::string_slice, missing_docs)] // a development command

mod paths;
mod random;

use kanwu::document::Syntax;
use kanwu::engine::{Engine, Options, RuleSet};
use kanwu::text::Source;
use random::Random;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;
use std::{env, fs};

/// One accident in so many characters.
const PER: usize = 3000;

/// A shorter paragraph is not taken apart, and none nearer than this to its ends.
const SHORTEST: usize = 80;
const EDGE: usize = 15;

/// Paragraphs that are left alone on both sides of an accident.
const APART: usize = 5;

const KINDS: [&str; 7] = ["swapped", "interleaved", "interrupted", "moved", "cut-tail", "cut-head", "rotated"];

/// Two pieces that belong together, by where the first ends and the second begins.
type Pair = (usize, usize);

/// What was done to a text: the kind, where it is, which pieces belong together.
struct Planted {
    kind: &'static str,
    range: std::ops::Range<usize>,
    pairs: Vec<Pair>,
}

#[derive(Default)]
struct Row {
    planted: usize,
    /// How often the two were put together.
    right: usize,
    /// How often one of them was put together with another piece.
    wrong: usize,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (folder, seeds, show) = match arguments.as_slice() {
        [folder, seeds] => (folder, seeds, None),
        [folder, seeds, flag, kind] if flag == "--show" => (folder, seeds, Some(kind.as_str())),
        _ => return Err("usage: score-displaced FOLDER FIRST-LAST [--show KIND]".into()),
    };
    let (first, last) = seeds.split_once('-').ok_or("seeds as FIRST-LAST")?;
    let engine = Engine::new(RuleSet::load(Vec::new(), false), &Options::default());
    let mut files = Vec::new();
    paths::collect(Path::new(folder), "txt", &mut files)?;
    let mut rows: BTreeMap<&str, Row> = BTreeMap::new();
    for seed in first.parse::<u64>()?..=last.parse()? {
        for (number, file) in files.iter().enumerate() {
            let text = fs::read_to_string(file)?;
            let paragraphs: Vec<&str> = text.trim().split("\n\n").collect();
            let mut random = Random(seed.wrapping_mul(1_000_003).wrapping_add(number as u64));
            let (broken, planted) = plant(&paragraphs, &mut random);
            score(&engine, broken, &planted, &mut rows, show)?;
        }
    }
    println!("{:12} {:>8} {:>8} {:>8}", "kind", "planted", "right", "wrong");
    for (kind, row) in &rows {
        let share = |part: usize| 100.0 * part as f64 / row.planted.max(1) as f64;
        println!("{kind:12} {:8} {:7.1}% {:7.1}%", row.planted, share(row.right), share(row.wrong));
    }
    Ok(())
}

/// The broken text, and what was done to it.
fn plant(paragraphs: &[&str], random: &mut Random) -> (String, Vec<Planted>) {
    let wanted = (paragraphs.iter().map(|p| p.chars().count()).sum::<usize>() / PER).max(2);
    let mut plan: BTreeMap<usize, &'static str> = BTreeMap::new();
    let whole = |at: usize| paragraphs.get(at).is_some_and(|p| p.chars().count() >= SHORTEST && p.ends_with('。'));
    for _ in 0..wanted * 20 {
        let at = random.below(paragraphs.len());
        let kind = KINDS[random.below(KINDS.len())];
        let room = at + 4 < paragraphs.len() && plan.keys().all(|other| other.abs_diff(at) > APART);
        if plan.len() < wanted && room && whole(at) && (kind != "interleaved" || whole(at + 1)) {
            plan.insert(at, kind);
        }
    }
    let (mut out, mut planted, mut at) = (String::new(), Vec::new(), 0);
    while at < paragraphs.len() {
        let mut add = |piece: &str| {
            let start = out.len();
            out.push_str(piece);
            let end = out.len();
            out.push_str("\n\n");
            start..end
        };
        let Some((kind, (a, b))) = plan.get(&at).and_then(|kind| Some((*kind, cut(paragraphs[at], random)?))) else {
            add(paragraphs[at]);
            at += 1;
            continue;
        };
        let (range, pairs) = match kind {
            "swapped" => {
                let (second, first) = (add(b), add(a));
                (second.start..first.end, vec![(first.end, second.start)])
            }
            "interleaved" => {
                let Some((c, d)) = cut(paragraphs[at + 1], random) else { continue };
                let [one, two, three, four] = [a, c, b, d].map(&mut add);
                at += 1;
                (one.start..four.end, vec![(one.end, three.start), (two.end, four.start)])
            }
            "interrupted" | "moved" => {
                let between = if kind == "moved" { 2 + random.below(2) } else { 1 };
                let first = add(a);
                paragraphs[at + 1..=at + between].iter().for_each(|p| _ = add(p));
                let second = add(b);
                at += between;
                (first.start..second.end, vec![(first.end, second.start)])
            }
            "cut-tail" => (add(a), Vec::new()),
            "cut-head" => (add(b), Vec::new()),
            _ => (add(&format!("{b}{a}")), Vec::new()),
        };
        planted.push(Planted { kind, range, pairs });
        at += 1;
    }
    (out, planted)
}

/// A paragraph cut inside a clause.
fn cut<'p>(paragraph: &'p str, random: &mut Random) -> Option<(&'p str, &'p str)> {
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let chars: Vec<(usize, char)> = paragraph.char_indices().collect();
    let places: Vec<usize> =
        (EDGE..chars.len().saturating_sub(EDGE)).filter(|&j| han(chars[j - 1].1) && han(chars[j].1)).map(|j| chars[j].0).collect();
    (!places.is_empty()).then(|| paragraph.split_at(places[random.below(places.len())]))
}

fn score(
    engine: &Engine,
    text: String,
    planted: &[Planted],
    rows: &mut BTreeMap<&'static str, Row>,
    show: Option<&str>,
) -> Result<(), Box<dyn Error>> {
    let checked = engine.check(Source::new("", text.clone()), Syntax::Plain);
    if let Some(failure) = checked.failures.first() {
        return Err(format!("{failure:?}").into());
    }
    let apart = checked.report.findings.iter().filter(|f| &*f.rule == "displaced-fragment");
    let proposed: BTreeSet<Pair> = apart
        .filter_map(|f| Some((f.span.range(), f.labels.first()?.span.range().start)))
        .filter(|(span, _)| text[span.clone()].chars().count() == 1) // two pieces, not one that was turned
        .map(|(span, head)| (span.end, head))
        .collect();
    for Planted { kind, range, pairs } in planted {
        let row = rows.entry(kind).or_default();
        row.planted += pairs.len().max(1);
        let own = proposed.iter().filter(|(tail, head)| range.start < *tail && *tail <= range.end || range.contains(head));
        row.wrong += own.filter(|pair| !pairs.contains(pair)).count();
        for pair in pairs {
            let right = proposed.contains(pair);
            row.right += usize::from(right);
            if !right && show == Some(*kind) {
                let around = |at: usize| {
                    let before: Vec<char> = text[..at].chars().rev().take(10).collect();
                    (before.iter().rev().collect::<String>(), text[at..].chars().take(10).collect::<String>())
                };
                println!("{kind}: {}|{}", around(pair.0).0, around(pair.1).1);
            }
        }
    }
    Ok(())
}
