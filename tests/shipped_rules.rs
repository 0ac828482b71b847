//! Every shipped rule keeps its word.

use crate::support::SHIPPED;
use kanwu::engine::RuleSet;
use kanwu::finding::{Confidence, Severity};
use kanwu::kind::KINDS;
use kanwu::rule::shipped;
use std::collections::BTreeSet;

#[test]
fn every_rule_loads_and_every_example_comes_out_as_stated() {
    // as `--require-examples` does, which runs the examples of shipped rules too
    let set = RuleSet::load(Vec::new(), true);
    let problems: Vec<String> = set
        .reports
        .iter()
        .flat_map(|report| {
            report.findings.iter().map(|f| format!("{}:{}: {}", report.source.name(), report.source.position(f.span.start).line, f.message))
        })
        .collect();
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(set.rules.len(), shipped().count());
    assert!(set.rules.len() >= 10, "the rules are not built in");
}

#[test]
fn every_rule_speaks_both_languages_and_says_why() {
    for rule in SHIPPED.rules() {
        let why = rule.why.as_ref().unwrap_or_else(|| panic!("{} does not say why", rule.id));
        let message = rule.message();
        for text in [&message, &rule.title, why] {
            if std::ptr::eq(text, &message)
                && text.zh.trim_matches(|c| c != '}') == "}"
                && !text.zh.contains(|c: char| c.is_alphabetic() && !c.is_ascii())
            {
                continue; // placeholders alone: the kind puts words to them in both languages
            }
            assert!(!text.zh.is_empty() && !text.en.is_empty() && text.zh != text.en, "{} speaks one language", rule.id);
        }
        assert!(rule.file.contains(&*rule.id) && rule.file.starts_with("rules/"), "{}", rule.file);
        assert!(!rule.tags.is_empty(), "{} has no tags", rule.id);
    }
}

#[test]
fn every_example_is_short_and_its_rule_is_the_only_one_to_fire_on_a_passing_one() {
    for rule in SHIPPED.rules() {
        for example in &rule.examples {
            assert!(example.marked.text.chars().count() <= 200, "{}: an example is a page", rule.id);
            if example.marked.marks.is_empty() {
                let found = crate::support::check(&example.marked.text);
                assert!(found.iter().all(|f| f.rule != rule.id), "{}: {found:#?}", rule.id);
            }
        }
    }
}

/// How the table of what the rules find is made anew.
const MEASURE: &str = "cargo run --profile measure --example measure-rules -- FOLDER… measures the rules on folders of texts and \
    writes docs/measured/rules.tsv; with --missing only those that have no line yet";

#[test]
fn every_rule_was_measured() {
    let table = std::fs::read_to_string(crate::support::root().join("docs/measured/rules.tsv")).unwrap();
    let mut lines = table.lines();
    assert_eq!(lines.next(), Some("# rule\tcorpus\tcharacters\tfindings\tread\ttrue\tleads\tread\ttrue"), "{MEASURE}");
    let set = RuleSet::load(Vec::new(), false);
    let mut measured: BTreeSet<String> = BTreeSet::new();
    let mut last = String::new();
    for line in lines {
        let [id, corpus, counts @ ..] = &line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}: {MEASURE}") };
        let [characters, findings, read, right, leads, leads_read, leads_right] =
            counts.iter().map(|n| n.parse::<u64>().unwrap()).collect::<Vec<_>>()[..]
        else {
            panic!("{line}: {MEASURE}")
        };
        assert!(characters > 0 && read <= findings && right <= read, "{line}");
        assert!(leads_read <= leads && leads_right <= leads_read, "{line}");
        assert!(format!("{id}\t{corpus}") > last, "{line}: not in order; {MEASURE}");
        last = format!("{id}\t{corpus}");
        let rule = set.rules.iter().find(|r| *r.id == **id).unwrap_or_else(|| panic!("{id} is no rule any more; {MEASURE}"));
        assert!(
            right == read || rule.confidence < Confidence::High,
            "{line}: a rule with known false alarms is no sure one; it may call single findings less sure"
        );
        measured.insert((*id).to_owned());
    }
    let missing: Vec<&str> = set.rules.iter().map(|r| &*r.id).filter(|id| !measured.contains(*id)).collect();
    assert!(missing.is_empty(), "not measured: {missing:?}; {MEASURE}");
}

#[test]
fn every_kind_is_used_or_at_least_described() {
    let used: BTreeSet<&str> = SHIPPED.rules().iter().map(|r| r.kind).collect();
    for kind in KINDS {
        assert!(!kind.summary().0.is_empty() && !kind.summary().1.is_empty());
        let schema = serde_json::to_value(kind.schema()).unwrap();
        assert!(schema["properties"].as_object().is_some_and(|p| !p.is_empty()), "{}", kind.name());
    }
    assert!(used.len() >= 4, "{used:?}");
    assert!(SHIPPED.rules().iter().any(|r| r.severity.level() == Some(Severity::Error)));
}
