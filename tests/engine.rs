//! Order, parallelism, prefilter, panics.

use crate::support::{engine, fixture, pattern_rule};
use kanwu::document::Syntax;
use kanwu::engine::{Engine, Options, RuleSet, select};
use kanwu::finding::Confidence;
use kanwu::kind::required_literals;
use kanwu::rule::{RuleSeverity, RuleText};
use kanwu::text::Source;
use proptest::prelude::*;

fn rendered(engine: &Engine, text: &str) -> Vec<String> {
    let checked = engine.check(Source::new("t", text), Syntax::Plain);
    assert_eq!(checked.failures, []);
    checked.report.findings.iter().map(|f| format!("{} {:?} {} {}", f.rule, f.span, f.message, f.fingerprint)).collect()
}

#[test]
fn the_result_does_not_depend_on_the_number_of_threads() {
    let text = fixture("government-work-report-2024.txt").repeat(40);
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| rendered(&crate::support::SHIPPED, &text))
    };
    let one = with(1);
    assert!(one.len() > 400);
    assert_eq!(one, with(2));
    assert_eq!(one, with(7));
}

#[test]
fn fingerprints_survive_edits_elsewhere() {
    let text = fixture("government-work-report-2024.txt");
    let prints = |text: &str| crate::support::check(text).into_iter().map(|f| f.fingerprint).collect::<Vec<_>>();
    let before = prints(&text);
    assert_eq!(before, prints(&format!("新加的一段，放在最前面。\n\n{text}")));
    assert_eq!(before, prints(&text.replace("\n\n", "\n\n\n")));
    assert_eq!(before, prints(&text.replace("66.2%", "66.3%")));
    let moved = text
        .replace("全年新增装机超过全年的半。", "")
        .replace("污染防治攻坚战深入开展", "全年新增装机超过全年的半。污染防治攻坚战深入开展");
    assert_ne!(before, prints(&moved));
    let mut unique = before.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), before.len());
}

#[test]
fn severities_are_overridden_in_one_place() {
    let files = || {
        vec![
            RuleText { path: "a.toml".into(), text: pattern_rule("a", "甲"), shipped: false },
            RuleText { path: "b.toml".into(), text: pattern_rule("b", "乙"), shipped: false },
        ]
    };
    let run = |options: &Options| rendered(&Engine::new(RuleSet::load_only(files(), false), options), "甲乙。").len();
    assert_eq!(run(&Options::default()), 2);
    let off = Options { severity: [("a".to_owned(), RuleSeverity::Off)].into(), ..Options::default() };
    assert_eq!(run(&off), 1);
    let info = Options { severity: [("a".to_owned(), RuleSeverity::Info)].into(), ..Options::default() };
    let findings = Engine::new(RuleSet::load_only(files(), false), &info).check(Source::new("t", "甲乙。"), Syntax::Plain).report.findings;
    assert_eq!(findings.iter().map(|f| f.is_lead()).collect::<Vec<_>>(), [true, false]);
    let sure = Options { min_confidence: Confidence::High, ..Options::default() };
    assert_eq!(run(&sure), 2);
}

#[test]
fn rules_are_selected_by_id_and_tag() {
    let count = |only: &[&str], skip: &[&str]| {
        let mut set = RuleSet::load(Vec::new(), false);
        let mut failures = Vec::new();
        let own = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
        select(&mut set, &own(only), &own(skip), &mut failures);
        (set.rules.len(), failures.len())
    };
    let all = count(&[], &[]).0;
    assert_eq!(count(&["broken-paragraph"], &[]), (1, 0));
    assert_eq!(count(&[], &["broken-paragraph"]), (all - 1, 0));
    assert!(count(&["garbled-phrase"], &[]).0 >= 5);
    assert_eq!(count(&["broken-paragraf"], &[]), (0, 1));
}

#[test]
fn a_rule_that_found_nothing_to_look_at_is_named() {
    let engine = engine(&[("a", &pattern_rule("a", "甲")), ("b", &pattern_rule("b", "乙"))]);
    let coverage = engine.check(Source::new("t", "只有甲。"), Syntax::Plain).report.coverage.unwrap();
    assert_eq!(coverage.unbound.iter().map(|id| &**id).collect::<Vec<_>>(), ["b"]);
    assert_eq!((coverage.characters, coverage.documents, coverage.passages, coverage.rules), (4, 1, 1, 2));
}

#[test]
fn a_phrase_is_found_across_a_break_with_lower_confidence() {
    let engine = engine(&[("a", &pattern_rule("a", "统一大市场"))]);
    let text = "推进改革。加强统一大\n\n市场建设，出台政策。";
    let found = engine.check(Source::new("t", text), Syntax::Plain).report.findings;
    assert_eq!(found.len(), 1);
    assert_eq!((&text[found[0].span.range()], found[0].confidence), ("统一大\n\n市场", Confidence::Low));
}

#[test]
fn a_pattern_may_be_kept_out_of_quotations() {
    let found = |quoted: &str, text: &str| {
        let rule = pattern_rule("a", "甲乙") + &format!("quoted = \"{quoted}\"\n");
        let engine = engine(&[("a", &rule)]);
        engine.check(Source::new("t", text), Syntax::Plain).report.findings.iter().map(|f| f.span.start).collect::<Vec<_>>()
    };
    let text = "甲乙，“甲乙”。";
    assert_eq!(found("any", text), [0, 12]);
    assert_eq!(found("outside", text), [0]);
    assert_eq!(found("inside", text), [12]);
}

#[test]
fn literals_that_every_match_holds() {
    let check = |regex: &str, expected: Option<&[&str]>| {
        let hir = regex_syntax::Parser::new().parse(regex).unwrap();
        let got = required_literals(&hir);
        assert_eq!(got.as_deref(), expected.map(|e| e.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>()).as_deref(), "{regex}");
    };
    check("的半", Some(&["的半"]));
    check("(?:履职|执政)能", Some(&["履职能", "执政能"]));
    check(r"\d+万亿[元斤]", Some(&["万亿元", "万亿斤"]));
    check(r"^(?:一、)?\d{4}\s*工作", Some(&["工作"]));
    check("(?:甲乙|丙)+丁*", Some(&["丙", "甲乙"]));
    check(r"\d+", None);
    check("甲?乙?", None);
    check("(?:甲|.)乙*", None);
    check(".", None);
}

proptest! {
    /// The prefilter may only save work, never a finding: with it and without it, the same.
    #[test]
    fn the_prefilter_loses_nothing(regex in prop::sample::select(vec!["甲乙", "(?:甲|乙丙)+丁", "甲.{0,3}丁", "[甲乙]丙?丁", "丙(?:甲乙)?$", "^(?:甲|乙)", "(?:甲乙|丙.)丁"]), text in "[甲乙丙丁。\n]{0,60}") {
        let engine = engine(&[("a", &pattern_rule("a", regex))]);
        let found = engine.check(Source::new("t", text.clone()), Syntax::Plain).report.findings.len();
        let plain = regex::Regex::new(regex).unwrap();
        let expected: usize = {
            let source = Source::new("t", text.clone());
            kanwu::document::parse(&source, Syntax::Plain).iter().flat_map(|d| &d.passages).map(|p| plain.find_iter(p.view.text()).count()).sum()
        };
        prop_assert_eq!(found, expected);
    }
}
