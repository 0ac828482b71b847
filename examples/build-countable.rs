//! Counts which nouns each unit counts: `cargo run --release --example build-countable -- OUT FOLDER…`
//!
//! After every count of the texts, the words up to the first verb, adverb, link or mark are taken for its noun: the last
//! of them is what is counted, those before say of what kind it is. Written are, for each unit, the words of the
//! lexicon that were last at least [`LEAST`] times, by the power of two in that number.

#![allow(clippy::print_stderr, clippy::string_slice, clippy::unwrap_used, missing_docs)]

mod paths;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::error::Error;
use std::path::Path;
use std::{env, fmt::Write as _, fs};

use kanwu::document::{Syntax, parse};
use kanwu::figure::{Class, Figure, read};
use kanwu::lexicon::Lexicon;
use kanwu::text::Source;

/// How often a word must have been the last one.
const LEAST: u64 = 3;
/// Units of what happens, which say nothing of what others count: 袭击 in 3次袭击.
const EVENTS: &[&str] = &["次", "起", "例", "人次", "架次", "场次"];
/// What is told of the counted more often than it is counted.
const VERBAL: &[&str] = &[
    "发展", "建设", "组成", "开放", "提升", "推进", "计划", "覆盖", "运行", "稳定", "良好", "死亡", "受伤", "失踪", "感染", "被捕", "丰富",
];
/// The most words of a noun.
const LONGEST: usize = 8;
/// The widest line, in characters.
const WIDTH: usize = 70;

const HEAD: &str = "\
# What each unit counts, made by the example build-countable.
#
# `unit level: words`: in the texts that were counted, the word was the last one of what the unit counts about 2^level
# times. After `unit level within` are those that more often stood before another noun (全国 in 5个全国基地). `*` is all
# units together but those of what happens, `-` a number without one.
";

/// How often a word was the last of a noun, and how often another one came after it.
#[derive(Debug, Default, Clone, Copy)]
struct Seen {
    last: u64,
    before: u64,
    /// How often it was the last one at the end of a clause in which no verb comes before.
    told: u64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let (Some(out), folders) = (arguments.next(), arguments.collect::<Vec<_>>()) else {
        return Err("OUT FOLDER…".into());
    };
    let (stops, verbs) = (listed(&["verb", "adverb", "link", "report"]), listed(&["verb", "deed"]));
    let mut seen = HashSet::new();
    let mut units: BTreeMap<String, HashMap<String, Seen>> = BTreeMap::new();
    let mut files = Vec::new();
    for folder in folders {
        paths::collect(Path::new(&folder), "txt", &mut files)?;
    }
    for file in files {
        let source = Source::new(file.to_string_lossy(), fs::read_to_string(&file)?);
        for document in parse(&source, Syntax::Plain) {
            for passage in &document.passages {
                let text = passage.view.text();
                let figures = read(text).figures;
                for (index, figure) in figures.iter().enumerate() {
                    let until = figures.get(index + 1).map_or(text.len(), |next| next.span.start.max(figure.span.end));
                    let Some(unit) = counts(figure) else { continue };
                    let Some((noun, whole)) = noun(&text[figure.span.end..until], until < text.len(), &stops) else { continue };
                    let before = text[..figure.span.start].char_indices().rev().nth(3).map_or(0, |(at, _)| at);
                    // 3架飞机起飞: what stands before a mark may be told of the counted, where no verb comes before
                    let told = whole && !after_verb(&text[before..figure.span.start], &verbs);
                    // what is told again and again is counted once
                    if !seen.insert(format!("{} {}", &text[before..figure.span.start], noun.join(" "))) {
                        continue;
                    }
                    for unit in [unit, "*"].into_iter().take(if EVENTS.contains(&unit) { 1 } else { 2 }) {
                        let words = units.entry(unit.to_owned()).or_default();
                        for (place, word) in noun.iter().rev().enumerate() {
                            let word = words.entry((*word).to_owned()).or_default();
                            *(if place == 0 { &mut word.last } else { &mut word.before }) += 1;
                            word.told += u64::from(place == 0 && told);
                        }
                    }
                }
            }
        }
    }
    fs::write(out, table(&units))?;
    eprintln!("{} nouns", seen.len());
    Ok(())
}

/// The words of the vocabulary that are of some kinds.
fn listed(kinds: &[&str]) -> HashSet<&'static str> {
    let lines = include_str!("../src/figure/fact/vocabulary.txt").lines().filter(|line| !line.starts_with('#'));
    let lists = lines.filter_map(|line| line.split_once(": ")).filter(|(kind, _)| kinds.contains(kind));
    lists.flat_map(|(_, words)| words.split(' ')).filter(|word| !["和", "与", "及"].contains(word)).collect()
}

/// Whether the words before a figure end in a verb, or in what stands between a verb and its object.
fn after_verb(before: &str, verbs: &HashSet<&str>) -> bool {
    let last = Lexicon::shipped().segment(before).last().unwrap_or_default();
    verbs.contains(last) || ["有", "了", "是", "为", "的", "和", "及", "、"].contains(&last)
}

/// The unit of a count.
fn counts(figure: &Figure) -> Option<&str> {
    match figure.unit {
        Some(unit) => (unit.base.class == Class::Count && unit.per.is_none()).then_some(&*unit.base.name),
        None => figure.dimension.is_none().then_some("-"),
    }
}

/// The words up to where the noun ends, and whether that is the end of the clause; nothing where that can't be seen.
fn noun<'t>(text: &'t str, goes_on: bool, stops: &HashSet<&str>) -> Option<(Vec<&'t str>, bool)> {
    let end = text.find(|c: char| "，；：。！？…,;:!?\n—、（）".contains(c));
    let mut noun = Vec::new();
    for word in Lexicon::shipped().segment(&text[..end.unwrap_or(text.len())]) {
        if word == "的" && noun.is_empty() {
            continue;
        }
        if ["了", "着", "过"].contains(&word) {
            noun.pop();
            return (!noun.is_empty()).then_some((noun, false));
        }
        if stops.contains(word) {
            return (!noun.is_empty()).then_some((noun, false));
        }
        if noun.len() == LONGEST {
            return None;
        }
        noun.push(word);
    }
    // what comes before the next figure may be cut off by it
    (!noun.is_empty() && (end.is_some() || !goes_on)).then_some((noun, true))
}

fn table(units: &BTreeMap<String, HashMap<String, Seen>>) -> String {
    let all = &units["*"];
    let mut out = HEAD.to_owned();
    for (unit, words) in units {
        let mut levels: BTreeMap<(u32, bool), Vec<&str>> = BTreeMap::new();
        let known = |word: &str| Lexicon::shipped().is_word(word) && !VERBAL.contains(&word);
        for (word, seen) in words.iter().filter(|(word, seen)| seen.last >= LEAST && known(word)) {
            // the unit's own uses count, and those of all the others by three tenths
            let others = all.get(word).copied().unwrap_or_default();
            if others.last - others.told < LEAST.min(others.last / 4 + 1) {
                continue;
            }
            let last = 7 * seen.last + 3 * others.last;
            let ends = last * 20 >= 7 * (last + 7 * seen.before + 3 * others.before);
            levels.entry((seen.last.ilog2(), !ends)).or_default().push(word);
        }
        for ((level, within), mut words) in levels.into_iter().rev() {
            words.sort_unstable();
            let name = if within { format!("\n{unit} {level} within:") } else { format!("\n{unit} {level}:") };
            let mut width = WIDTH;
            for word in words {
                if width + word.chars().count() + 1 > WIDTH {
                    out += &name;
                    width = name.chars().count();
                }
                write!(out, " {word}").unwrap();
                width += word.chars().count() + 1;
            }
        }
    }
    out + "\n"
}
