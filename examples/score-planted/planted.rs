//! Planting, and the score by planted kind.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;

use kanwu::engine::Engine;
use kanwu::finding::Finding;
use kanwu::text::Source;
use rayon::prelude::*;

use crate::clean::{Findings, check, file_name, texts};
use crate::text::{Gold, Place, is_rotation, joins, surest_first};

/// A planted kind and the rules that can mean it.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    /// Ids of rules; `figure/` and the like mean all rules of that folder, `*` any rule.
    pub(crate) rules: &'static [&'static str],
    /// What is asked of the proposed reading.
    reading: Reading,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// The joined paragraph, exactly.
    Joined,
    /// The true order among those proposed.
    Order,
    /// No join at all; a supplied reading must be what stood there.
    NoJoin,
    /// Nothing.
    None,
}

/// The table of the planted kinds.
pub(crate) const KINDS: &[Kind] = &[
    Kind { name: "split-word", rules: &["broken-paragraph"], reading: Reading::Joined },
    Kind { name: "split-clause", rules: &["broken-paragraph"], reading: Reading::Joined },
    Kind { name: "split-comma", rules: &["broken-paragraph"], reading: Reading::Joined },
    Kind { name: "furniture", rules: &["page-furniture", "broken-paragraph"], reading: Reading::Joined },
    Kind { name: "rotate", rules: &["displaced-fragment"], reading: Reading::Order },
    Kind { name: "cut-tail", rules: &["truncated-paragraph"], reading: Reading::NoJoin },
    Kind { name: "cut-head", rules: &["truncated-paragraph"], reading: Reading::NoJoin },
    Kind { name: "dup-sentence", rules: &["duplicated-passage", "near-duplicate"], reading: Reading::None },
    Kind { name: "dup-word", rules: &["duplicated-passage", "doubled-word", "doubled-character"], reading: Reading::None },
    Kind { name: "quote", rules: &["unpaired-mark"], reading: Reading::None },
    Kind { name: "halfwidth", rules: &["halfwidth-mark"], reading: Reading::None },
    Kind { name: "double-punct", rules: &["doubled-mark"], reading: Reading::None },
    Kind { name: "figure", rules: &["figure/", "china-macro/"], reading: Reading::None },
    Kind { name: "scale", rules: &["figure/", "china-macro/"], reading: Reading::None },
    Kind { name: "drop-char", rules: &["*"], reading: Reading::None },
    Kind { name: "similar-char", rules: &["*"], reading: Reading::None },
];

impl Kind {
    fn means(&self, finding: &Finding) -> bool {
        self.rules.iter().any(|rule| match rule.strip_suffix('/') {
            Some(family) => finding.rule_file.split('/').any(|part| part == family),
            None => *rule == "*" || *rule == &*finding.rule,
        })
    }
}

/// Says which rules of the table there are not.
pub(crate) fn check_table(rules: &BTreeSet<String>) {
    for kind in KINDS {
        for rule in kind.rules.iter().filter(|rule| !rule.ends_with('/') && **rule != "*" && !rules.contains(**rule)) {
            println!("{}: there is no rule {rule}", kind.name);
        }
    }
}

/// Plants defects in the texts of `folder`.
pub(crate) fn plant(program: &Path, folder: &Path, out: &Path, seed: u64, per: Option<&str>) -> Result<(), Box<dyn Error>> {
    let mut command = Command::new("python3");
    command.arg(program).arg(folder).arg(out).arg(seed.to_string()).args(per);
    let status = command.status().map_err(|error| format!("python3: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{} with seed {seed}: {status}", program.display()).into()) }
}

#[derive(Default, Clone, Copy)]
struct Row {
    planted: usize,
    found: usize,
    with_leads: usize,
    right: usize,
    among: usize,
    wrong: usize,
}

/// The score over all seeds.
#[derive(Default)]
pub(crate) struct Score {
    rows: BTreeMap<&'static str, Row>,
    /// Findings in planted paragraphs of rules that do not mean the defect.
    other: BTreeMap<(String, String), usize>,
    elsewhere: BTreeMap<(String, bool), usize>,
    characters: usize,
}

impl Score {
    /// Adds the texts of one seed.
    pub(crate) fn add(
        &mut self,
        engine: &Engine,
        clean: &Path,
        out: &Path,
        seed: u64,
        known: &Findings,
        show: &BTreeSet<String>,
    ) -> Result<(), Box<dyn Error>> {
        let gold = fs::read_to_string(out.join("gold.jsonl"))?;
        let gold: Vec<Gold> = gold.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
        let files = texts(out)?;
        let missing = gold.iter().find(|row| !files.iter().any(|file| file_name(file) == row.file));
        if let Some(row) = missing {
            return Err(format!("{row:?}: there is no such text").into());
        }
        let checked: Vec<_> = files
            .par_iter()
            .map(|path| {
                let name = file_name(path);
                let read = |path: &Path| fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()));
                let (text, before) = (read(path)?, read(&clean.join(&name))?);
                let findings = check(engine, &name, text.clone())?;
                Ok((name.clone(), Source::new(name, text), before, findings))
            })
            .collect::<Result<_, String>>()?;
        for (name, source, before, findings) in &checked {
            self.characters += source.text().chars().count();
            let mut places = Vec::new();
            for row in gold.iter().filter(|row| row.file == *name) {
                let place = Place::of(row, source, before)?;
                self.place(row, &place, source, findings, seed, show)?;
                places.push(place);
            }
            for finding in findings.iter().filter(|f| !places.iter().any(|p| p.holds(f.span)) && !known.has(name, f, source.text())) {
                *self.elsewhere.entry((finding.rule.to_string(), finding.is_lead())).or_default() += 1;
                if show.contains("elsewhere") && !finding.is_lead() {
                    let line = source.position(finding.span.start).line;
                    println!("elsewhere\t{seed}\t{name}:{line}\t{}\t{}", finding.rule, finding.message.zh);
                }
            }
        }
        Ok(())
    }

    fn place(
        &mut self,
        gold: &Gold,
        place: &Place,
        source: &Source,
        findings: &[Finding],
        seed: u64,
        show: &BTreeSet<String>,
    ) -> Result<(), Box<dyn Error>> {
        let text = source.text();
        let kind = KINDS.iter().find(|kind| kind.name == gold.kind).ok_or_else(|| format!("the kind {} is not in the table", gold.kind))?;
        let hits = surest_first(findings.iter().filter(|f| kind.means(f) && place.is_touched(f.span)));
        let around: Vec<&Finding> = findings.iter().filter(|f| place.holds(f.span)).collect();
        // the proposals of the surest hit
        let readings: Vec<String> = hits.first().map_or_else(Vec::new, |f| f.fixes.iter().filter_map(|x| place.reading(x, text)).collect());
        let at = readings.iter().position(|reading| *reading == place.paragraph);
        let proposes_wrong = |finding: &&&Finding| {
            finding.fixes.iter().any(|fix| match (kind.reading, place.reading(fix, text)) {
                (Reading::Order, Some(reading)) => {
                    joins(fix, text) || (&*finding.rule == "displaced-fragment" && !is_rotation(&place.paragraph, &reading))
                }
                (Reading::NoJoin, Some(reading)) => {
                    let supplied = &*finding.rule == "truncated-paragraph" && !place.paragraph.contains(&reading);
                    joins(fix, text) || &*finding.rule == "displaced-fragment" || supplied
                }
                (Reading::Joined, Some(reading)) => kind.means(finding) && reading != place.paragraph,
                _ => false,
            })
        };
        let wrong = around.iter().find(proposes_wrong);
        let right = match kind.reading {
            Reading::NoJoin | Reading::None => None,
            Reading::Joined | Reading::Order => Some(at == Some(0)),
        };
        let row = self.rows.entry(kind.name).or_default();
        let found = hits.iter().any(|f| !f.is_lead());
        row.planted += 1;
        row.found += usize::from(found);
        row.with_leads += usize::from(!hits.is_empty());
        row.right += usize::from(found && right == Some(true));
        row.among += usize::from(found && at.is_some_and(|at| at < 3));
        row.wrong += usize::from(wrong.is_some());
        if show.contains(kind.name) && (!found || right == Some(false) || wrong.is_some()) {
            let line = source.position(u32::try_from(place.span.start)?).line;
            let state = if found {
                "found"
            } else if hits.is_empty() {
                "missed"
            } else {
                "lead"
            };
            println!(
                "{}\t{seed}\t{}:{line}\t{state}\tright at {at:?} of {}\t{} → {}",
                kind.name,
                gold.file,
                readings.len(),
                gold.before,
                gold.after
            );
            wrong.iter().for_each(|f| println!("    wrong: {} {}", f.rule, f.message.zh));
        }
        for finding in around.iter().filter(|f| !kind.means(f)) {
            let lead = if finding.is_lead() { " (lead)" } else { "" };
            *self.other.entry((gold.kind.clone(), format!("{}{lead}", finding.rule))).or_default() += 1;
        }
        Ok(())
    }

    pub(crate) fn print(&self) {
        println!("\nplanted         number    found  with leads   right first   among three   wrong reading");
        for kind in KINDS {
            let Some(row) = self.rows.get(kind.name) else {
                println!("{:15} {:6}", kind.name, 0);
                continue;
            };
            let share = |count: usize, of: usize| format!("{:5.1} %", count as f64 * 100.0 / of.max(1) as f64);
            let of = row.planted;
            let (first, among) = match kind.reading {
                Reading::Joined => (share(row.right, row.found), String::new()),
                Reading::Order => (share(row.right, of), share(row.among, of)),
                Reading::NoJoin | Reading::None => Default::default(),
            };
            let wrong = if kind.reading == Reading::None { String::new() } else { share(row.wrong, of) };
            println!(
                "{:15} {of:6}  {}     {}       {first:>7}       {among:>7}         {wrong:>7}",
                kind.name,
                share(row.found, of),
                share(row.with_leads, of)
            );
        }
        println!("“right first”: of those found for joins, of all planted for orders");
        println!("\nother rules in planted paragraphs:");
        self.other.iter().for_each(|((kind, rule), count)| println!("  {count:5} {kind}: {rule}"));
        println!("\nelsewhere in {} planted characters, and not in the unplanted text:", self.characters);
        self.elsewhere.iter().for_each(|((rule, lead), count)| println!("  {count:5} {rule}{}", if *lead { " (lead)" } else { "" }));
    }
}
