//! What each shipped rule finds in folders of texts: writes `docs/measured/rules.tsv`.
//!
//! `cargo run --profile measure --example measure-rules -- FOLDER…`. Each folder is one corpus, named as its folder is;
//! rows of other corpora stay as they are. Only counts are written: first errors and warnings, then leads; of each how many
//! there are, how many someone read, and how many of these are true. What was read has a line in
//! `docs/measured/defects-in-good-text.tsv`: CORPUS/FILE, line, rule, what is wrong; `not a defect` and why for a false
//! alarm. `--missing` measures only the rules that have no line yet. A folder of rules to measure beside the shipped ones
//! is given with `--rules FOLDER`; then nothing is written, and the rows are printed.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use kanwu::config::{find_inputs, load_rules, read_input};
use kanwu::engine::{Engine, Options, RuleSet};
use kanwu::rule::{RuleText, shipped};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const HEAD: &str = "# rule\tcorpus\tcharacters\tfindings\tread\ttrue\tleads\tread\ttrue\n";
/// How a line of the judged findings begins that tells of a false alarm.
const FALSE: &str = "not a defect";

/// Where a finding is: file in its corpus, line, rule.
type Place = (String, u32, String);

/// A finding, and whether it is a lead.
type Found = (Place, bool);

fn main() {
    let mut folders: Vec<PathBuf> = Vec::new();
    let mut more: Vec<PathBuf> = Vec::new();
    let mut missing = false;
    let mut arguments = std::env::args_os().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--missing" {
            missing = true;
        } else if argument == "--rules" {
            more.extend(arguments.next().map(PathBuf::from))
        } else {
            folders.push(PathBuf::from(argument))
        }
    }
    if folders.is_empty() {
        println!("usage: measure-rules [--missing] [--rules FOLDER] FOLDER…");
        std::process::exit(2);
    }
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/measured");
    let judged = judged(&fs::read_to_string(docs.join("defects-in-good-text.tsv")).unwrap_or_default());
    let mut failures = Vec::new();
    let own = load_rules(&more.iter().map(PathBuf::as_path).collect::<Vec<_>>(), &mut failures);
    let all: Vec<String> = RuleSet::load_untried(shipped().chain(own.clone()).collect()).rules.iter().map(|r| r.id.to_string()).collect();
    let path = docs.join("rules.tsv");
    let old = fs::read_to_string(&path).unwrap_or_default();
    let has_line = |id: &str| old.lines().any(|line| line.split('\t').next() == Some(id));
    let ids: Vec<String> = all.iter().filter(|id| !missing || !has_line(id)).cloned().collect();
    if ids.is_empty() {
        println!("every rule has a line");
        return;
    }
    let mut rows: BTreeMap<(String, String), String> = BTreeMap::new();
    for folder in &folders {
        let corpus = folder.canonicalize().unwrap().file_name().unwrap().to_string_lossy().into_owned();
        let (characters, found) = measure(folder, &corpus, &own);
        for id in &ids {
            let counts = [false, true].map(|leads| {
                let here = || found.iter().filter(|((_, _, rule), lead)| rule == id && *lead == leads).map(|(place, _)| place);
                let verdicts: Vec<bool> = here().filter_map(|place| judged.get(place).copied()).collect();
                for (file, line, rule) in here().filter(|place| !judged.contains_key(*place)).take(20) {
                    println!("not read yet: {file}:{line} {rule}{}", if leads { " (lead)" } else { "" });
                }
                format!("{}\t{}\t{}", here().count(), verdicts.len(), verdicts.iter().filter(|v| **v).count())
            });
            rows.insert((id.clone(), corpus.clone()), format!("{characters}\t{}", counts.join("\t")));
        }
    }
    let row = |((id, corpus), counts): (&(String, String), &String)| format!("{id}\t{corpus}\t{counts}\n");
    if !more.is_empty() {
        print!("{HEAD}{}", rows.iter().map(row).collect::<String>());
        return;
    }
    // corpora that were not measured now stay; rules that are gone go
    for line in old.lines().filter(|line| !line.starts_with('#')) {
        if let [id, corpus, counts] = line.splitn(3, '\t').collect::<Vec<_>>()[..]
            && all.iter().any(|known| known == id)
        {
            rows.entry((id.to_owned(), corpus.to_owned())).or_insert_with(|| counts.to_owned());
        }
    }
    fs::write(&path, HEAD.to_owned() + &rows.iter().map(row).collect::<String>()).unwrap();
    println!("{} rows in {}", rows.len(), path.display());
}

/// The findings that were read, and whether each is a defect.
fn judged(table: &str) -> BTreeMap<Place, bool> {
    let line = |line: &str| match line.split('\t').collect::<Vec<_>>()[..] {
        [text, line, rule, what, ..] => Some(((text.to_owned(), line.parse().ok()?, rule.to_owned()), !what.starts_with(FALSE))),
        _ => None,
    };
    table.lines().filter_map(line).collect()
}

/// The characters of a corpus, and the findings in it.
fn measure(folder: &Path, corpus: &str, own: &[RuleText]) -> (u64, Vec<Found>) {
    let mut failures = Vec::new();
    let inputs = find_inputs(&[folder.to_owned()], "", &[], &[], &mut failures);
    assert!(!inputs.is_empty() && failures.is_empty(), "{}: nothing to measure on, {failures:?}", folder.display());
    // all rules are run whatever is measured: relations are judged together, and a finding goes to one of them
    let set = RuleSet::load_only(shipped().chain(own.iter().cloned()).collect(), false);
    let engine = Engine::new(set, &Options::default());
    let checked: Vec<(u64, Vec<Found>)> = inputs
        .par_iter()
        .map(|input| {
            let loaded = read_input(input, None, false).unwrap();
            let file = input.path.as_deref().unwrap().strip_prefix(folder).unwrap().to_string_lossy().into_owned();
            let checked = engine.check(loaded.source, loaded.syntax);
            assert!(checked.failures.is_empty(), "{file}: {:?}", checked.failures);
            let report = checked.report;
            let place = |span: kanwu::text::Span| report.source.position(span.start).line;
            let found = report.findings.iter().map(|f| ((format!("{corpus}/{file}"), place(f.span), f.rule.to_string()), f.is_lead()));
            (report.coverage.as_ref().map_or(0, |c| c.characters), found.collect())
        })
        .collect();
    (checked.iter().map(|c| c.0).sum(), checked.into_iter().flat_map(|c| c.1).collect())
}
