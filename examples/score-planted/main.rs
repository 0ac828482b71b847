//! Measures the default rules on planted defects and on good texts:
//! `cargo run --release --example score-planted -- PLANT.py FOLDER SEEDS [--per N] [--unplanted FOLDER]…
//! [--real LIST.tsv] [--show WHAT]…`
//!
//! PLANT.py puts defects into the texts of FOLDER (`python3 PLANT.py FOLDER OUT SEED [PER]`) and writes where they
//! are to OUT/gold.jsonl; SEEDS are given as `1-6` or `3,7`. A hit is a finding that is no lead, whose span touches
//! the planted one and whose rule can mean that defect ([`planted::KINDS`]). `--unplanted` adds folders of good texts
//! for the count of false alarms; what LIST.tsv names (file, line, rule; `#` begins a remark) is a real defect.
//! `--show` prints each place of one sort: `KIND` (missed or with a wrong reading), `elsewhere`, `unplanted`.
#![allow(clippy::print_stdout, clippy::float_arithmetic, clippy::cast_precision_loss)]
// a measurement, read by a person

mod clean;
mod planted;
mod text;

use std::collections::BTreeSet;
use std::env;
use std::error::Error;
use std::path::{Path, PathBuf};

use kanwu::engine::{Engine, Options, RuleSet};

/// What is asked of a run.
struct Arguments {
    plant: PathBuf,
    folder: PathBuf,
    seeds: Vec<u64>,
    per: Option<String>,
    unplanted: Vec<PathBuf>,
    real: Option<PathBuf>,
    show: BTreeSet<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::read()?;
    let set = RuleSet::load(Vec::new(), false);
    if let Some(broken) = set.broken.first() {
        return Err(format!("the rule {broken} does not load").into());
    }
    let engine = Engine::new(set, &Options::default());
    let rules: BTreeSet<String> = engine.rules().iter().map(|rule| rule.id.to_string()).collect();
    planted::check_table(&rules);

    let known = clean::Findings::of(&engine, &arguments.folder)?;
    let mut score = planted::Score::default();
    for &seed in &arguments.seeds {
        let out = tempfile::tempdir()?;
        planted::plant(&arguments.plant, &arguments.folder, out.path(), seed, arguments.per.as_deref())?;
        score.add(&engine, &arguments.folder, out.path(), seed, &known, &arguments.show)?;
    }
    score.print();

    let real = arguments.real.as_deref().map(clean::real_defects).transpose()?.unwrap_or_default();
    let show = arguments.show.contains("unplanted");
    known.print(&real, show);
    for folder in &arguments.unplanted {
        clean::Findings::of(&engine, folder)?.print(&real, show);
    }
    Ok(())
}

impl Arguments {
    fn read() -> Result<Self, Box<dyn Error>> {
        const USAGE: &str = "usage: score-planted PLANT.py FOLDER SEEDS [--per N] [--unplanted FOLDER]… [--real LIST.tsv] [--show WHAT]…";
        let (mut plain, mut per, mut unplanted, mut real, mut show) = (Vec::new(), None, Vec::new(), None, BTreeSet::new());
        let mut arguments = env::args().skip(1);
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().ok_or_else(|| format!("{argument} needs a value"));
            match argument.as_str() {
                "--per" => per = Some(value()?),
                "--unplanted" => unplanted.push(PathBuf::from(value()?)),
                "--real" => real = Some(PathBuf::from(value()?)),
                "--show" => _ = show.insert(value()?),
                other if other.starts_with("--") => return Err(format!("unknown {other}\n{USAGE}").into()),
                _ => plain.push(argument),
            }
        }
        let [plant, folder, seeds] = plain.as_slice() else { return Err(USAGE.into()) };
        let shown = |what: &String| matches!(what.as_str(), "elsewhere" | "unplanted") || planted::KINDS.iter().any(|k| k.name == what);
        if let Some(other) = show.iter().find(|what| !shown(what)) {
            return Err(format!("--show {other}: no such kind").into());
        }
        Ok(Self {
            plant: Path::new(plant).to_owned(),
            folder: Path::new(folder).to_owned(),
            seeds: seeds_of(seeds)?,
            per,
            unplanted,
            real,
            show,
        })
    }
}

/// The seeds of `1-6` or `3,7`.
fn seeds_of(written: &str) -> Result<Vec<u64>, Box<dyn Error>> {
    let mut seeds = Vec::new();
    for part in written.split(',') {
        match part.split_once('-') {
            Some((first, last)) => seeds.extend(first.parse::<u64>()?..=last.parse()?),
            None => seeds.push(part.parse()?),
        }
    }
    if seeds.is_empty() {
        return Err(format!("no seed in {written}").into());
    }
    Ok(seeds)
}
