//! Plants every modelled single slip in the figures of texts and counts what is noticed and repaired.
//!
//! `cargo run --release --example score-slips -- [--sample N --seed S] [--related] [--without RULE]… [--each] [--missed N]
//! FILE|FOLDER…`
//!
//! Each slip (a wrong digit, two exchanged, one dropped or put in, the decimal point, the scale word, 增 for 降, % for
//! 个百分点, this figure and the next of its unit in each other's place) is put into the text, the whole text is read and
//! judged anew, and the report is compared with the truth. Exchanged figures are counted by themselves. A figure counts where
//! most can be told of it: in an equation (sum, difference, share, product), as a repeated mention (in doubt where that it is of
//! the same figure is not sure, so that nothing is ever told of it), against the table of facts, in bounds.
//! Counts against lists (三项措施 and what follows; 分别 with as many values as items) are planted and counted apart, with the
//! rules of their kind alone: another number, an item or a value left out.
//! With `--sample`, N figures are drawn from all texts; a figure in no relation is counted as not noticed without trial;
//! with `--related` only figures that are in relations are drawn. `--without` leaves a rule out: fact-mismatch, to have no
//! table of facts. `--each` prints a line for each figure and the slips that
//! nothing notices, `--missed N` the first N slips where the truth was not among
//! the candidates or a unique candidate was wrong.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::string_slice, missing_docs)]

mod counts;
mod paths;
mod sample;

use kanwu::document::{Syntax, parse};
use kanwu::engine::{Engine, Options, RuleSet};
use kanwu::figure::{Fact, FactRole, facts};
use kanwu::relation::expression::Comparator;
use kanwu::relation::{Diagnosis, Network, Operand, Relation, Slip, Verdict, exchanged, slips};
use kanwu::rule::RuleSeverity;
use kanwu::text::{Source, Span};
use std::collections::BTreeMap;
use std::path::Path;
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
    /// Some relation is contradicted, but none that held before the slip: its figures only happen to be one slip away.
    chance: u64,
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
        self.chance += other.chance;
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
            "{name:28} {:4} figures {:6} slips  contradicted {:>6}  with leads {:>6}  truth among candidates {:>6}  one candidate {:>6}  of these right {:>6}{}",
            self.figures,
            self.slips,
            share(self.contradicted, self.slips),
            share(self.noticed, self.slips),
            share(self.among, self.noticed),
            share(self.unique, self.noticed),
            share(self.right, self.unique),
            match (self.noticed - self.among, self.chance) {
                (0, 0) => String::new(),
                (missing, chance) => format!("  truth missing {missing} times, besides by chance {chance}"),
            }
        );
    }
}

fn main() {
    let (mut paths, mut sample, mut seed, mut each, mut missed) = (Vec::new(), None, 1_u64, false, 0_usize);
    let (mut related, mut options) = (false, Options::default());
    let mut arguments = std::env::args().skip(1);
    let number = |a: Option<String>| a.unwrap().parse::<usize>().unwrap();
    while let Some(argument) = arguments.next() {
        match &*argument {
            "--sample" => sample = Some(number(arguments.next())),
            "--seed" => seed = number(arguments.next()) as u64,
            "--each" => each = true,
            "--related" => related = true,
            "--without" => drop(options.severity.insert(arguments.next().unwrap(), RuleSeverity::Off)),
            "--missed" => missed = number(arguments.next()),
            _ => paths::collect(Path::new(&argument), "txt", &mut paths).unwrap(),
        }
    }
    let engine = Engine::new(RuleSet::load(Vec::new(), false), &options);
    let mut drawn: Vec<(Rc<str>, usize)> = Vec::new();
    let mut counted = counts::Counts::new();
    for path in &paths {
        let source = Source::new(path.to_string_lossy(), std::fs::read_to_string(path).unwrap());
        for document in parse(&source, Syntax::Plain) {
            let text: Rc<str> = source.slice(document.span).into();
            let alone = Source::new("text", text.to_string());
            let Some(document) = parse(&alone, Syntax::Plain).into_iter().next() else { continue };
            counted.read(&text);
            let network = related.then(|| engine.network(&document));
            let wanted = |fact: &Fact| network.as_ref().is_none_or(|n| is_related(n, fact.span));
            drawn.extend(facts(&document).iter().enumerate().filter(|(_, f)| wanted(f)).map(|(i, _)| (text.clone(), i)));
        }
    }
    let all = drawn.len();
    if let Some(sample) = sample {
        sample::shuffle(&mut drawn, seed);
        drawn.truncate(sample);
    }
    let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
    for (text, index) in &drawn {
        for (class, score) in plant(&engine, text, *index, each, &mut missed) {
            scores.entry(class).or_default().add(score);
        }
    }
    println!("{} of {all} figures", drawn.len());
    let mut total = Score::default();
    for (class, score) in &scores {
        score.print(class);
        if *class != EXCHANGED {
            total.add(*score);
        }
    }
    total.print("all but the exchanged");
    counted.plant(sample, seed);
}

/// The class of slips that put two figures in each other's place.
const EXCHANGED: &str = "exchanged with the next";

/// The class of figures of which no relation can tell anything.
const IN_NO_RELATION: &str = "in no relation";

/// Whether a figure is in a relation that holds, and so could show that it is wrong.
fn is_related(network: &Network, span: Span) -> bool {
    network.relations.iter().any(|r| r.verdict == Verdict::Consistent && r.operands().any(|o| network.operand(o).span == span))
}

fn plant(engine: &Engine, text: &str, index: usize, each: bool, missed: &mut usize) -> Vec<(&'static str, Score)> {
    let source = Source::new("text", text.to_owned());
    let documents = parse(&source, Syntax::Plain);
    let document = &documents[0];
    let facts = facts(document);
    let fact: &Fact = &facts[index];
    let network = engine.network(document);
    let operand_of = |fact: &Fact| Operand::of_fact(fact, &document.passages[fact.passage].view);
    let operand = operand_of(fact);
    let class = class(fact, &network, operand.span);
    let truth = Truth { text, network: &network, operand: &operand };
    let mut score = Score { figures: 1, ..Score::default() };
    for slip in slips(0, &operand) {
        if class == IN_NO_RELATION {
            score.slips += u64::from(edited(text, &slip.edits).is_some());
            continue;
        }
        let noticed = score.noticed;
        judge(engine, &truth, &slip, &mut score, missed);
        if each && score.noticed == noticed {
            println!("    not noticed: {} → {} ({:?})", operand.text, slip.text, slip.kind);
        }
    }
    if each {
        score.print(&format!("{} {class}", operand.text));
    }
    let mut out = vec![(class, score)];
    let next = facts.get(index + 1).filter(|n| n.passage == fact.passage && is_related(&network, n.span)).map(operand_of);
    let next = next.as_ref().filter(|_| class != IN_NO_RELATION);
    if let Some(slip) = next.and_then(|next| exchanged((0, &operand), (1, next))) {
        let mut score = Score { figures: 1, ..Score::default() };
        judge(engine, &truth, &slip, &mut score, missed);
        out.push((EXCHANGED, score));
    }
    out
}

/// A text and what holds in it.
struct Truth<'t> {
    text: &'t str,
    network: &'t Network,
    operand: &'t Operand,
}

/// Checks a text with a slip, and compares what is said with the truth.
fn judge(engine: &Engine, truth: &Truth<'_>, slip: &Slip, score: &mut Score, missed: &mut usize) {
    let Some(slipped) = edited(truth.text, &slip.edits) else { return };
    score.slips += 1;
    let wrong = Source::new("text", slipped.clone());
    let documents = parse(&wrong, Syntax::Plain);
    let Some(document) = documents.first() else { return };
    let network = engine.network(document);
    let diagnoses = network.diagnoses();
    if diagnoses.is_empty() {
        return;
    }
    let held = |relation: &Relation| held(relation, &network, truth.network, slip);
    let broken: Vec<&Relation> = network.relations.iter().filter(|r| r.verdict == Verdict::Contradicted && held(r)).collect();
    if broken.is_empty() {
        score.chance += 1;
        return;
    }
    score.noticed += 1;
    score.contradicted += u64::from(broken.iter().any(|r| !r.lead));
    let proposed: Vec<&Slip> = diagnoses.iter().flat_map(|d| &d.suspects).flat_map(|s| &s.candidates).collect();
    let restores = |slip: &&Slip| edited(&slipped, &slip.edits).is_some_and(|t| t == truth.text);
    let among = proposed.iter().any(restores);
    let unique = proposed.len() == 1 && diagnoses.iter().all(|d| d.sets.is_empty());
    score.among += u64::from(among);
    score.unique += u64::from(unique);
    score.right += u64::from(unique && among);
    if *missed > 0 && !among {
        *missed -= 1;
        report(engine, &network, &diagnoses, truth.operand, slip, unique);
    }
}

/// Whether a relation of the text with a slip held before.
fn held(relation: &Relation, network: &Network, before: &Network, slip: &Slip) -> bool {
    let starts = |r: &Relation, n: &Network, back: &dyn Fn(u32) -> u32| -> Vec<(bool, u32)> {
        r.operands().map(|o| n.operand(o)).map(|o| (o.fixed, if o.fixed { 0 } else { back(o.span.start) })).collect()
    };
    // where a place of the text with the slip was before it
    let back = |at: u32| {
        let mut edits: Vec<&(Span, String)> = slip.edits.iter().collect();
        edits.sort_by_key(|e| e.0);
        let mut moved = 0_i64;
        for (span, new) in edits {
            if i64::from(at) > i64::from(span.start) + moved {
                moved += i64::try_from(new.len()).unwrap() - i64::from(span.end - span.start);
            }
        }
        u32::try_from(i64::from(at) - moved).unwrap()
    };
    let now = starts(relation, network, &back);
    before.relations.iter().any(|r| r.rule == relation.rule && r.verdict == Verdict::Consistent && starts(r, before, &|at| at) == now)
}

/// In what a figure takes part.
fn class(fact: &Fact, network: &Network, span: Span) -> &'static str {
    let holds = |r: &&Relation| r.verdict == Verdict::Consistent && r.operands().any(|o| network.operand(o).span == span);
    let touching = || network.relations.iter().filter(holds);
    let equal = |r: &&Relation| !r.lead && r.assertion.comparisons.iter().all(|c| c.comparator == Comparator::Equal);
    let known = |r: &Relation| r.operands().any(|o| network.operand(o).fixed);
    if touching().filter(equal).any(|r| r.agreement.is_none()) {
        "in an equation"
    } else if touching().filter(equal).any(|r| !known(r) && r.doubt.is_none()) {
        "a repeated mention"
    } else if touching().filter(equal).any(|r| !known(r)) {
        // no time is told, few digits, another place named before it: what differs is undetermined
        "a repeated mention in doubt"
    } else if touching().any(known) {
        "in the table of facts alone"
    } else if touching().next().is_none() {
        IN_NO_RELATION
    } else if matches!(fact.role, FactRole::Growth(_)) {
        "growth, in no equation"
    } else {
        "in bounds or leads only"
    }
}

fn report(engine: &Engine, network: &Network, diagnoses: &[Diagnosis], operand: &Operand, slip: &Slip, unique: bool) {
    println!("{} → {} ({:?}){}", operand.text, slip.text, slip.kind, if unique { ": the one candidate is wrong" } else { "" });
    for diagnosis in diagnoses {
        let rules: Vec<&str> = diagnosis.relations.iter().map(|&r| &*engine.rules()[network.relations[r].rule as usize].id).collect();
        let suspects: Vec<String> = diagnosis
            .suspects
            .iter()
            .map(|s| format!("{}: {:?}", network.operand(s.operand).text, s.candidates.iter().map(|c| &c.text).collect::<Vec<_>>()))
            .collect();
        println!("    {rules:?} suspects {suspects:?} sets {:?}", diagnosis.sets);
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
