//! Counts the relations among the figures of texts: by rule and verdict, and the 其中 lists among them.
//!
//! `cargo run --release --example score-relations -- [--rules FOLDER] [--show VERDICT] [--rule ID] FILE|FOLDER…`
//! judges the relations of the shipped rules, or of the rules of a folder instead. `--show contradicted` (or `consistent`,
//! `undetermined`, or a reason such as `several`) prints every relation with that verdict and the sentence of its figures.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::string_slice, missing_docs)]

mod paths;

use kanwu::document::{Document, Syntax, parse};
use kanwu::engine::{Engine, Options, RuleSet};
use kanwu::figure::Rational;
use kanwu::relation::expression::{render, stated};
use kanwu::relation::{Network, Relation, Verdict};
use kanwu::rule::RuleText;
use kanwu::text::{LineIndex, Source};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn main() {
    let (mut paths, mut rules, mut show, mut only) = (Vec::new(), Vec::new(), None, None);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match &*argument {
            "--rules" => paths::collect(Path::new(&arguments.next().unwrap()), "toml", &mut rules).unwrap(),
            "--show" => show = arguments.next(),
            "--rule" => only = arguments.next(),
            _ => paths::collect(Path::new(&argument), "txt", &mut paths).unwrap(),
        }
    }
    let set = if rules.is_empty() { RuleSet::load(Vec::new(), false) } else { RuleSet::load_untried(read_rules(&rules)) };
    let engine = Engine::new(set, &Options::default());
    let mut counts: BTreeMap<(String, String), u64> = BTreeMap::new();
    let mut lists = Lists::default();
    for path in &paths {
        let text = std::fs::read_to_string(path).unwrap();
        let source = Source::new(path.to_string_lossy(), text);
        let lines = LineIndex::new(source.text());
        for document in parse(&source, Syntax::Plain) {
            let network = engine.network(&document);
            for relation in &network.relations {
                let rule = engine.rules()[relation.rule as usize].id.to_string();
                let verdict = named(relation.verdict);
                lists.count(&rule, relation, &network);
                let shown = |s: &String| verdict.split(' ').any(|word| word == s);
                if show.as_ref().is_some_and(shown) && only.as_ref().is_none_or(|o| *o == rule) {
                    print(&rule, &verdict, relation, &network, &document, &lines);
                }
                *counts.entry((rule, verdict)).or_default() += 1;
            }
        }
    }
    for ((rule, verdict), count) in &counts {
        println!("{count:7}  {rule:34} {verdict}");
    }
    let by = |word: &str| counts.iter().filter(|((_, v), _)| v.starts_with(word)).map(|(_, c)| c).sum::<u64>();
    println!(
        "{:7}  relations: {} consistent, {} contradicted, {} undetermined",
        counts.values().sum::<u64>(),
        by("consistent"),
        by("contradicted"),
        by("undetermined")
    );
    println!(
        "{:7}  lists of parts: {} of two or more parts; of these {} add up exactly, {} to less, {} to more",
        lists.all, lists.several, lists.exact, lists.less, lists.more
    );
    println!("{:7}  lists of two or more parts that add up exactly and are judged consistent", lists.exact_and_consistent);
}

/// Lists of parts (其中, 分别, 分产业看), each counted once.
#[derive(Default)]
struct Lists {
    all: u64,
    several: u64,
    exact: u64,
    less: u64,
    more: u64,
    exact_and_consistent: u64,
}

impl Lists {
    fn count(&mut self, rule: &str, relation: &Relation, network: &Network) {
        if !matches!(rule, "figure-sum-mismatch" | "parts-exceed-whole") {
            return;
        }
        let [parts, whole] = &relation.slots[..] else { return };
        self.all += 1;
        if parts.operands().len() < 2 {
            return;
        }
        self.several += 1;
        let exact = |i: &usize| network.operand(*i).exact.clone();
        let Some(sum) = parts.operands().iter().map(exact).try_fold(Rational::ZERO, |sum, n| Some(&sum + &n?)) else { return };
        let Some(whole) = whole.operands().first().and_then(exact) else { return };
        match sum.cmp(&whole) {
            std::cmp::Ordering::Equal => {
                self.exact += 1;
                self.exact_and_consistent += u64::from(relation.verdict == Verdict::Consistent);
            }
            std::cmp::Ordering::Less => self.less += 1,
            std::cmp::Ordering::Greater => self.more += 1,
        }
    }
}

fn named(verdict: Verdict) -> String {
    match verdict {
        Verdict::Consistent => "consistent".to_owned(),
        Verdict::Contradicted => "contradicted".to_owned(),
        Verdict::Undetermined(reason) => format!("undetermined {}", reason.name()),
    }
}

fn print(rule: &str, verdict: &str, relation: &Relation, network: &Network, document: &Document<'_>, lines: &LineIndex) {
    let operand = |i: usize| network.operand(i);
    let comparison = &relation.assertion.comparisons[relation.failing.unwrap_or(0)];
    let parts = render(comparison, &relation.slots, &operand, relation.failing.is_none());
    let at = stated(comparison, &relation.slots).map_or_else(Default::default, |i| operand(i).span);
    let place = lines.line_of(at.start) + 1;
    println!(
        "{}:{} {rule} {verdict}: {} = {} {} {} {}",
        document.source.name(),
        place,
        parts.terms,
        parts.computed,
        parts.sign,
        parts.stated,
        parts.unit
    );
    let mut passages: Vec<usize> = relation.operands().filter_map(|i| operand(i).at.as_ref().map(|at| at.passage)).collect();
    passages.sort_unstable();
    passages.dedup();
    for passage in passages {
        let of = |i: usize| operand(i).at.as_ref().filter(|at| at.passage == passage).map(|at| at.range.clone());
        let ranges: Vec<_> = relation.operands().filter_map(of).collect();
        let (Some(low), Some(high)) = (ranges.iter().map(|r| r.start).min(), ranges.iter().map(|r| r.end).max()) else { continue };
        let text = document.passages[passage].view.text();
        let before: String = text.get(..low).unwrap_or_default().chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect();
        let after: String = text.get(high..).unwrap_or_default().chars().take(40).collect();
        println!("    …{before}【{}】{after}…", text.get(low..high).unwrap_or_default());
    }
}

fn read_rules(paths: &[PathBuf]) -> Vec<RuleText> {
    paths
        .iter()
        .map(|p| RuleText { path: p.to_string_lossy().into_owned(), text: std::fs::read_to_string(p).unwrap(), shipped: false })
        .collect()
}
