//! Plants every modelled single slip in the figures of texts and counts what is noticed and repaired.
//!
//! `cargo run --release --example score-slips -- [--sample N --seed S] [--each] [--missed N] FILE|FOLDER…`
//!
//! Each slip (a wrong digit, two exchanged, one dropped or put in, the decimal point, the scale word, 增 for 降, % for
//! 个百分点) is put into the text, the whole text is read and judged anew, and the report is compared with the truth.
//! With `--sample`, N figures are drawn from all texts; a figure in no relation is counted as not noticed without trial.
//! `--each` prints a line for each figure, `--missed N` the first N slips where the truth was not among the candidates or a
//! unique candidate was wrong.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::string_slice, missing_docs)]

mod sample;

use kanwu::document::{Document, Syntax, parse};
use kanwu::engine::{Engine, Options, RuleSet};
use kanwu::figure::{Fact, FactRole, facts};
use kanwu::relation::expression::Comparator;
use kanwu::relation::{Diagnosis, Network, Operand, Slip, Verdict, slips};
use kanwu::text::{Source, Span};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// What was made of the slips in some figures.
#[derive(Clone, Copy, Default)]
struct Score {
    figures: u64,
    slips: u64,
    /// Some relation is contradicted, leads left out.
    contradicted: u64,
    /// Some relation is contradicted, leads included.
    noticed: u64,
    /// Of those noticed: the true text is among the candidates.
    among: u64,
    /// Of those noticed: there is one candidate.
    unique: u64,
    /// Of these: it is the true text.
    right: u64,
}

impl Score {
    fn add(&mut self, other: Self) {
        self.figures += other.figures;
        self.slips += other.slips;
        self.contradicted += other.contradicted;
        self.noticed += other.noticed;
        self.among += other.among;
        self.unique += other.unique;
        self.right += other.right;
    }

    fn print(&self, name: &str) {
        let share = |part: u64, whole: u64| {
            let tenths = (part * 1000 + whole / 2).checked_div(whole);
            tenths.map_or_else(|| "—".to_owned(), |t| format!("{}.{}%", t / 10, t % 10))
        };
        println!(
            "{name:28} {:4} figures {:6} slips  contradicted {:>6}  with leads {:>6}  truth among candidates {:>6}  one candidate {:>6}  of these right {:>6}",
            self.figures,
            self.slips,
            share(self.contradicted, self.slips),
            share(self.noticed, self.slips),
            share(self.among, self.noticed),
            share(self.unique, self.noticed),
            share(self.right, self.unique)
        );
    }
}

fn main() {
    let (mut paths, mut sample, mut seed, mut each, mut missed) = (Vec::new(), None, 1_u64, false, 0_usize);
    let mut arguments = std::env::args().skip(1);
    let number = |a: Option<String>| a.unwrap().parse::<usize>().unwrap();
    while let Some(argument) = arguments.next() {
        match &*argument {
            "--sample" => sample = Some(number(arguments.next())),
            "--seed" => seed = number(arguments.next()) as u64,
            "--each" => each = true,
            "--missed" => missed = number(arguments.next()),
            _ => collect(Path::new(&argument), &mut paths),
        }
    }
    let engine = Engine::new(RuleSet::load(Vec::new(), false), &Options::default());
    let mut drawn: Vec<(Rc<str>, usize)> = Vec::new();
    for path in &paths {
        let source = Source::new(path.to_string_lossy(), std::fs::read_to_string(path).unwrap());
        for document in parse(&source, Syntax::Plain) {
            let text: Rc<str> = source.text()[document.span.range()].into();
            let alone = Source::new("text", text.to_string());
            let count = parse(&alone, Syntax::Plain).first().map_or(0, |d| facts(d).len());
            drawn.extend((0..count).map(|i| (text.clone(), i)));
        }
    }
    let all = drawn.len();
    if let Some(sample) = sample {
        sample::shuffle(&mut drawn, seed);
        drawn.truncate(sample);
    }
    let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
    for (text, index) in &drawn {
        let (class, score) = plant(&engine, text, *index, each, &mut missed);
        scores.entry(class).or_default().add(score);
    }
    println!("{} of {all} figures", drawn.len());
    let mut total = Score::default();
    for (class, score) in &scores {
        score.print(class);
        total.add(*score);
    }
    total.print("all");
}

fn plant(engine: &Engine, text: &str, index: usize, each: bool, missed: &mut usize) -> (&'static str, Score) {
    let source = Source::new("text", text.to_owned());
    let documents = parse(&source, Syntax::Plain);
    let document = &documents[0];
    let fact: &Fact = &facts(document)[index];
    let network = engine.network(document);
    let operand = Operand::of_fact(fact, &document.passages[fact.passage].view);
    let class = class(fact, &network, operand.span);
    let mut score = Score { figures: 1, ..Score::default() };
    for slip in slips(0, &operand) {
        let Some(slipped) = edited(text, &slip.edits) else { continue };
        score.slips += 1;
        if class == "in no relation" {
            continue;
        }
        let wrong = Source::new("text", slipped.clone());
        let documents = parse(&wrong, Syntax::Plain);
        let Some(document) = documents.first() else { continue };
        let network = engine.network(document);
        let diagnoses = network.diagnoses();
        let firm = network.relations.iter().any(|r| r.verdict == Verdict::Contradicted && !r.lead);
        if diagnoses.is_empty() {
            continue;
        }
        score.noticed += 1;
        score.contradicted += u64::from(firm);
        let proposed: Vec<&Slip> = diagnoses.iter().flat_map(|d| &d.suspects).flat_map(|s| &s.candidates).collect();
        let restores = |slip: &&Slip| edited(&slipped, &slip.edits).is_some_and(|t| t == text);
        let among = proposed.iter().any(restores);
        let unique = proposed.len() == 1 && diagnoses.iter().all(|d| d.sets.is_empty());
        score.among += u64::from(among);
        score.unique += u64::from(unique);
        score.right += u64::from(unique && among);
        if *missed > 0 && !among {
            *missed -= 1;
            report(document, &network, &diagnoses, &operand, &slip, unique);
        }
    }
    if each {
        score.print(&format!("{} {class}", operand.text));
    }
    (class, score)
}

/// In what a figure takes part.
fn class(fact: &Fact, network: &Network, span: Span) -> &'static str {
    let touching =
        network.relations.iter().filter(|r| r.verdict == Verdict::Consistent && r.operands().any(|o| network.operand(o).span == span));
    let (mut any, mut equation) = (false, false);
    for relation in touching {
        any = true;
        equation |= !relation.lead && relation.assertion.comparisons.iter().all(|c| c.comparator == Comparator::Equal);
    }
    match (equation, any) {
        (true, _) => "in an equation",
        (false, true) if matches!(fact.role, FactRole::Growth(_)) => "growth, in no equation",
        (false, true) => "in bounds or leads only",
        (false, false) => "in no relation",
    }
}

fn report(document: &Document<'_>, network: &Network, diagnoses: &[Diagnosis], operand: &Operand, slip: &Slip, unique: bool) {
    println!("{} → {} ({:?}){}", operand.text, slip.text, slip.kind, if unique { ": the one candidate is wrong" } else { "" });
    for diagnosis in diagnoses {
        let rules: Vec<u32> = diagnosis.relations.iter().map(|&r| network.relations[r].rule).collect();
        let suspects: Vec<String> = diagnosis
            .suspects
            .iter()
            .map(|s| format!("{}: {:?}", network.operand(s.operand).text, s.candidates.iter().map(|c| &c.text).collect::<Vec<_>>()))
            .collect();
        println!("    rules {rules:?} suspects {suspects:?} sets {:?} in {} blocks", diagnosis.sets, document.blocks.len());
    }
}

/// The text with some places changed; `None` where that changes nothing.
fn edited(text: &str, edits: &[(Span, String)]) -> Option<String> {
    let mut edits: Vec<&(Span, String)> = edits.iter().collect();
    edits.sort_by_key(|e| std::cmp::Reverse(e.0));
    let mut out = text.to_owned();
    for (span, new) in edits {
        out.replace_range(span.range(), new);
    }
    (out != text).then_some(out)
}

fn collect(path: &Path, out: &mut Vec<PathBuf>) {
    if path.is_dir() {
        let mut entries: Vec<_> = std::fs::read_dir(path).unwrap().map(|e| e.unwrap().path()).collect();
        entries.sort();
        entries.iter().for_each(|e| collect(e, out));
    } else if path.extension().is_some_and(|e| e == "txt") {
        out.push(path.to_owned());
    }
}
