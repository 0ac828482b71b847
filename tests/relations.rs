//! Relations among figures: what is told of a wrong one, and what must not change the verdict.

use crate::support::{check, engine, folder, kanwu};
use kanwu::document::{Syntax, parse};
use kanwu::relation::Verdict;
use kanwu::text::Source;
use proptest::prelude::*;

/// A bulletin in which everything agrees.
const BULLETIN: &str = "初步核算，2023年全省地区生产总值42871亿元，按不变价格计算，比上年增长5.6%。\
    分产业看，第一产业增加值3914亿元，增长4.2%；第二产业增加值17382亿元，增长6.1%；第三产业增加值21575亿元，增长5.5%。\
    三次产业增加值占GDP比重分别为9.1%、40.5%、50.3%。\n\n\
    全年货物进出口总额8373亿元，比上年增长5.5%。其中，出口5432亿元，增长7.2%；进口2941亿元，增长2.4%。\
    进出口相抵，贸易顺差2491亿元。\n\n\
    全县登记企业48260家，比上年增加3820家，增长8.6%。\n";

#[test]
fn what_agrees_is_silent() {
    assert_eq!(told(BULLETIN), Vec::<String>::new());
}

/// What is found after one figure was changed: the rule, the figure and the readings proposed for it.
fn told(text: &str) -> Vec<String> {
    let readings =
        |f: &kanwu::finding::Finding| f.fixes.iter().flat_map(|x| &x.edits).map(|e| e.text.clone()).collect::<Vec<_>>().join(" ");
    let row = |f: &kanwu::finding::Finding| format!("{} {} -> {}", f.rule, &text[f.span.range()], readings(f));
    check(text).iter().filter(|f| f.rule_file.contains("mismatch") || f.rule_file.contains("parts")).map(row).collect()
}

#[test]
fn one_wrong_figure_is_named_with_its_reading() {
    let cases: &[(&str, &str, &[&str])] = &[
        ("17382亿元", "12382亿元", &["figure-sum-mismatch 12382亿元 -> 17382亿元"]),
        ("17382亿元", "17832亿元", &["figure-sum-mismatch 17832亿元 -> 17382亿元"]),
        ("21575亿元", "2575亿元", &["figure-sum-mismatch 2575亿元 -> 21575亿元"]),
        ("5432亿元", "5482亿元", &["parts-exceed-whole 5482亿元 -> 5432亿元"]),
    ];
    for (right, wrong, expected) in cases {
        assert_eq!(told(&BULLETIN.replacen(right, wrong, 1)), *expected, "{right} → {wrong}");
    }
}

#[test]
fn the_finding_shows_the_sum_as_on_paper() {
    let folder = folder(&[("bulletin.txt", &BULLETIN.replacen("17382亿元", "12382亿元", 1))]);
    let run = crate::support::kanwu_in(folder.path(), &["check", "--lang", "zh", "bulletin.txt"], b"");
    insta::assert_snapshot!(crate::support::without_rule_counts(&run.out));
}

#[test]
fn a_total_and_its_part_are_equal_suspects() {
    let text = "全省地区生产总值1260582亿元。第一产业增加值89755亿元；第二产业增加值432589亿元；第三产业增加值688238亿元。";
    let found = check(text);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].fixes.len(), 0, "two readings explain it, and neither is offered as a fix");
    let help: Vec<&str> = found[0].help.iter().map(|h| &*h.en).collect();
    assert!(help.iter().any(|h| h.contains("1210582亿元")) && help.iter().any(|h| h.contains("482589亿元")), "{help:?}");
}

#[test]
fn wrong_assertions_are_errors_at_the_key() {
    let file = |assert: &str, figures: &str| {
        format!(
            "id = \"r\"\ntitle = \"t\"\nseverity = \"warning\"\nmessage = \"{{arithmetic}}\"\n[check.relation]\nassert = \"{assert}\"\n[check.relation.figures]\n{figures}\n"
        )
    };
    let two = "a = { subject = \"甲\", unit = \"元\" }\nb = { subject = \"乙\", role = \"growth\" }";
    let cases = [
        ("a = c", "`c` is not declared"),
        ("a = (b", "`)` is missing"),
        ("a = b)", "`)` can't stand here"),
        ("a = b", "can't be compared"),
        ("a + b = a", "don't go together"),
        ("a = sume(b)", "no function `sume`"),
        ("a = 5个百分点 * ", "a quantity is missing"),
    ];
    for (assert, message) in cases {
        let folder = folder(&[("r.toml", &file(assert, two)), ("t.txt", "")]);
        let path = folder.path().join("r.toml");
        let run = kanwu(&["rules", "test", path.to_str().unwrap()]);
        assert_ne!(run.code, 0, "{assert}");
        assert!(run.out.contains(message) || run.err.contains(message), "{assert}: {} {}", run.out, run.err);
    }
    for (figures, message) in [
        ("a = { subject = \"甲\", unit = \"元\" }\nb = { subject = \"乙\", unit = \"槑\" }", "unknown unit"),
        ("a = { subject = \"甲\" }\nb = { part-of = \"x\" }", "no figure is called `x`"),
        ("a = { subject = \"甲{\" }\nb = { subject = \"乙\" }", "no name of a variable"),
        ("a = { subject = \"甲\", unles = \"乙\" }\nb = { subject = \"乙\" }", "unknown key `unles`"),
    ] {
        let folder = folder(&[("r.toml", &file("a = b", figures))]);
        let path = folder.path().join("r.toml");
        let run = kanwu(&["rules", "test", path.to_str().unwrap()]);
        assert!(run.out.contains(message) || run.err.contains(message), "{figures}: {} {}", run.out, run.err);
    }
}

const SUM: &str = r#"
id = "sum"
title = "t"
severity = "error"
message = "{arithmetic}"
[check.relation]
assert = "a + b = c"
[check.relation.figures]
a = { subject = "玉米产量" }
b = { subject = "小麦产量" }
c = { subject = "谷物产量" }
"#;

/// The verdicts of some rules on a text.
fn verdicts(rules: &[(&str, &str)], text: &str) -> Vec<Verdict> {
    let source = Source::new("text", text);
    let engine = engine(rules);
    let mut all: Vec<_> = parse(&source, Syntax::Plain)
        .iter()
        .flat_map(|d| engine.network(d).relations)
        .map(|r| (engine.rules()[r.rule as usize].id.to_string(), r.verdict))
        .collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all.into_iter().map(|v| v.1).collect()
}

#[test]
fn what_is_bound_to_nothing_or_measures_something_else_is_no_contradiction() {
    let cases = [
        ("玉米产量20吨，谷物产量90吨。", "[]"),
        ("玉米产量20吨，小麦产量30吨，谷物产量50吨。", "[Consistent]"),
        ("玉米产量20吨，小麦产量30吨，谷物产量90吨。", "[Contradicted]"),
        ("玉米产量20吨，小麦产量30人，谷物产量90吨。", "[Undetermined(Units)]"),
    ];
    for (text, expected) in cases {
        let found = verdicts(&[("sum", SUM)], text);
        let found: Vec<_> = found.into_iter().collect();
        let all_same = found.iter().all(|v| format!("[{v:?}]") == expected);
        assert!(if expected == "[]" { found.is_empty() } else { !found.is_empty() && all_same }, "{text}: {found:?}");
    }
}

#[test]
fn huge_numbers_and_zero_divisors_are_judged_exactly() {
    let nines = "9".repeat(300);
    let product = SUM.replace("a + b = c", "a * b = c").replace("小麦产量\"", "小麦倍数\"");
    let text = format!("玉米产量{nines}吨，小麦倍数{nines}，谷物产量90吨。");
    let found = verdicts(&[("sum", &product)], &text);
    assert!(found.iter().all(|v| *v != Verdict::Consistent), "{found:?}");
    let quotient = SUM.replace("a + b = c", "a / b = c / 1吨").replace("小麦产量\"", "小麦剩余\"");
    let found = verdicts(&[("sum", &quotient)], "玉米产量20吨，小麦剩余不足3吨，谷物产量90吨。");
    assert_eq!(found.iter().map(|v| format!("{v:?}")).collect::<Vec<_>>(), ["Undetermined(ZeroDivisor)"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn verdicts_do_not_depend_on_the_order_of_rules_and_clauses_or_on_units(
        a in 10u64..5000, b in 10u64..5000, off in prop_oneof![Just(0u64), 1u64..900],
        order in Just([0usize, 1, 2]).prop_shuffle(), tons in any::<[bool; 3]>(),
    ) {
        // 1 吨 = 2000 斤 = 1000 千克; all are written out to one kilogram
        let write = |name: &str, tons: u64, as_tons: bool| if as_tons { format!("{name}{tons}.000吨") } else { format!("{name}{}千克", tons * 1000) };
        let clauses = [write("玉米产量", a, tons[0]), write("小麦产量", b, tons[1]), write("谷物产量", a + b + off, tons[2])];
        let text = |order: &[usize]| format!("{}。", order.iter().map(|&i| clauses[i].clone()).collect::<Vec<_>>().join("，"));
        let other = SUM.replace("id = \"sum\"", "id = \"bound\"").replace("a + b = c", "a + b <= c");
        let expected = [Verdict::Consistent, if off == 0 { Verdict::Consistent } else { Verdict::Contradicted }];
        for rules in [[("bound", &*other), ("sum", SUM)], [("sum", SUM), ("bound", &*other)]] {
            prop_assert_eq!(&verdicts(&rules, &text(&[0, 1, 2]))[..], &expected[..], "{}", text(&[0, 1, 2]));
            prop_assert_eq!(&verdicts(&rules, &text(&order))[..], &expected[..], "{}", text(&order));
        }
    }
}
