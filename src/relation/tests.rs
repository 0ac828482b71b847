//! Assertions over figures as they are written.

use super::expression::{check_types, parse_assertion, render};
use super::{Agreement, Dimension, Network, Operand, Reading, Relation, Slot, Verdict, judge};
use crate::figure::{self, Direction};
use std::sync::Arc;

/// Judges an assertion; `figures` are `name = text` pairs, several texts (with `|`) make a list, and a text that begins
/// with + or − is a rate of growth, one with Δ a difference.
fn verdict(assertion: &str, figures: &[(&str, &str)]) -> (Verdict, String) {
    let assertion = parse_assertion(assertion).unwrap_or_else(|e| panic!("{}: {e:?}", assertion));
    let mut operands = Vec::new();
    let slots: Vec<Slot> = assertion
        .names
        .iter()
        .map(|name| {
            let (_, texts) = figures.iter().find(|(n, _)| n == name).unwrap_or_else(|| panic!("no figure {name}"));
            let mut indices = Vec::new();
            for text in texts.split('|') {
                let (reading, text) = match text.chars().next() {
                    Some('+') => (Reading::Rate(Some(Direction::Up)), text.trim_start_matches('+')),
                    Some('-') => (Reading::Rate(Some(Direction::Down)), text.trim_start_matches('-')),
                    Some('Δ') => (Reading::Difference(Some(Direction::Up)), text.trim_start_matches('Δ')),
                    _ => (Reading::Plain, text),
                };
                let read = figure::read(text);
                operands.push(Operand::of_figure(&read.figures[0], text, reading));
                indices.push(operands.len() - 1);
            }
            if texts.contains('|') { Slot::Many(indices) } else { Slot::One(indices[0]) }
        })
        .collect();
    let operand = |i: usize| &operands[i];
    let (verdict, failing) = judge(&assertion, &slots, &operand, None);
    let parts = render(&assertion.comparisons[failing.unwrap_or(0)], &slots, &operand, failing.is_none());
    let computed = if parts.computed.is_empty() { String::new() } else { format!(" = {}", parts.computed) };
    (verdict, format!("{}{computed} {} {}|{}|{}", parts.terms, parts.sign, parts.stated, parts.unit, parts.allowed))
}

#[test]
fn worked_values_and_traps() {
    let gdp = [("a", "89755亿元"), ("b", "482589亿元"), ("c", "688238亿元"), ("gdp", "1260582亿元")];
    let wrong = [("a", "89755亿元"), ("b", "432589亿元"), ("c", "688238亿元"), ("gdp", "1260582亿元")];
    type Case<'c> = (&'c str, &'c [(&'c str, &'c str)], &'c str, &'c str);
    let cases: &[Case<'_>] = &[
        ("a + b + c = gdp", &gdp, "Consistent", "89755 + 482589 + 688238 = 1260582 = 1260582|亿元|2"),
        ("a + b + c = gdp", &wrong, "Contradicted", "89755 + 432589 + 688238 = 1210582 ≠ 1260582|亿元|2"),
        ("sum(p) = 100%", &[("p", "7.1%|38.3%|54.6%")], "Consistent", "7.1% + 38.3% + 54.6% = 100% = 100%||"),
        ("sum(p) = 100%", &[("p", "7.1%|38.3%|54.7%")], "Consistent", "7.1% + 38.3% + 54.7% = 100.1% = 100%||"),
        ("sum(p) = 100%", &[("p", "7.1%|38.3%|58.6%")], "Contradicted", "7.1% + 38.3% + 58.6% = 104% ≠ 100%||"),
        (
            "out - into = balance",
            &[("out", "68467亿元"), ("into", "49913亿元"), ("balance", "18554亿元")],
            "Consistent",
            "68467 − 49913 = 18554 = 18554|亿元|1",
        ),
        (
            "present + absent = all",
            &[("present", "2872人"), ("absent", "84人"), ("all", "2956人")],
            "Consistent",
            "2872 + 84 = 2956 = 2956|人|1",
        ),
        (
            "present + absent = all",
            &[("present", "2872人"), ("absent", "85人"), ("all", "2956人")],
            "Contradicted",
            "2872 + 85 = 2957 ≠ 2956|人|1",
        ),
        ("a = b", &[("a", "1.39万亿斤"), ("b", "69541万吨")], "Consistent", "1.39万亿斤 = 69541万吨||"),
        ("a = b", &[("a", "1.39万亿斤"), ("b", "96541万吨")], "Contradicted", "1.39万亿斤 ≠ 96541万吨||"),
        ("growth(now, then) = g", &[("now", "1260582亿元"), ("then", "1210207亿元"), ("g", "+5.2%")], "Contradicted", ""),
        (
            "growth(now, then) = g",
            &[("now", "105万人"), ("then", "100万人"), ("g", "+5%")],
            "Consistent",
            "105万人 ÷ 100万人 − 1 = 5% = 5%||",
        ),
        (
            "growth(now, then) = g",
            &[("now", "95万人"), ("then", "100万人"), ("g", "+5%")],
            "Contradicted",
            "95万人 ÷ 100万人 − 1 = −5% ≠ 5%||",
        ),
        (
            "growth(now, then) = g",
            &[("now", "95万人"), ("then", "100万人"), ("g", "-5%")],
            "Consistent",
            "95万人 ÷ 100万人 − 1 = −5% = −5%||",
        ),
        (
            "share(p, w) = s",
            &[("p", "91414亿元"), ("w", "1349084亿元"), ("s", "6.8%")],
            "Consistent",
            "91414亿元 ÷ 1349084亿元 = 6.776% = 6.8%||",
        ),
        ("min(p) <= w <= max(p)", &[("p", "+4.1%|+4.7%|+5.8%"), ("w", "+5.2%")], "Consistent", ""),
        ("min(p) <= w <= max(p)", &[("p", "+4.1%|+4.7%|+5.8%"), ("w", "+6.2%")], "Contradicted", ""),
        ("sum(p) <= w", &[("p", "9623人|9623人"), ("w", "20524人")], "Consistent", ""),
        ("sum(p) <= w", &[("p", "9623|19623"), ("w", "20524")], "Contradicted", ""),
        ("a > b", &[("a", "超过3300万"), ("b", "3000万")], "Consistent", ""),
        ("a = b", &[("a", "超过3300万"), ("b", "3278万")], "Contradicted", ""),
        ("a = b", &[("a", "超过3300万"), ("b", "9000万")], "Undetermined(Approximation)", ""),
        ("points(now, then) = d", &[("now", "65.2%"), ("then", "64.0%"), ("d", "Δ1.2个百分点")], "Consistent", ""),
        ("now - then = d", &[("now", "65.2%"), ("then", "64.0%"), ("d", "Δ1.2个百分点")], "Consistent", ""),
        ("a / b = c", &[("a", "5人"), ("b", "不足3人"), ("c", "5%")], "Undetermined(ZeroDivisor)", ""),
        ("a + b = c", &[("a", "5人"), ("b", "5吨"), ("c", "5人")], "Undetermined(Units)", ""),
        ("a in [1亿元, 3亿元]", &[("a", "2亿元")], "Consistent", ""),
        ("a in [1亿元, 3亿元]", &[("a", "5亿元")], "Contradicted", "5亿元 ∉ [1亿元, 3亿元]||"),
        ("total / n = per", &[("total", "100亿元"), ("n", "1亿人"), ("per", "100元")], "Undetermined(Units)", ""),
        ("p1 + p2 + p3 + p4 = w", &[("p1", "1.1亿"), ("p2", "1.1亿"), ("p3", "1.1亿"), ("p4", "1.1亿"), ("w", "4.6亿")], "Consistent", ""),
        (
            "a + b + c + d + e = w",
            &[("a", "1.1亿"), ("b", "1.1亿"), ("c", "1.1亿"), ("d", "1.1亿"), ("e", "1.1亿"), ("w", "5.8亿")],
            "Undetermined(Improbable)",
            "",
        ),
    ];
    for (assertion, figures, expected, arithmetic) in cases {
        let (verdict, shown) = verdict(assertion, figures);
        assert_eq!(format!("{verdict:?}"), *expected, "{assertion} {figures:?}: {shown}");
        if !arithmetic.is_empty() {
            assert_eq!(shown, *arithmetic, "{assertion}");
        }
    }
}

#[test]
fn bad_assertions_are_told_at_their_place() {
    let cases = [
        ("a + b", 4, "nothing is compared"),
        ("a + = b", 4, "`=` can't stand here"),
        ("(a + b = c", 7, "expected `)` here"),
        ("a = b)", 5, "`)` can't stand here"),
        ("sume(a) = b", 0, "no function `sume`"),
        ("growth(a) = b", 0, "takes 2 arguments"),
        ("a = 5个苹果树", 4, "no quantity"),
        ("a = b 7", 6, "can't stand here"),
        ("a = b # c", 6, "has no meaning"),
        ("", 0, "a quantity is missing"),
        ("a =", 2, "a quantity is missing"),
    ];
    for (text, at, message) in cases {
        let error = parse_assertion(text).expect_err(text);
        assert!(error.message.en.contains(message), "{text}: {}", error.message.en);
        assert_eq!(error.span.start, at, "{text}: {error:?}");
    }
    assert!(parse_assertion(&format!("{}a = b", "(".repeat(1000))).is_err());
    assert!(parse_assertion(&format!("{}a = b", "-".repeat(1000))).is_err());
}

#[test]
fn types_are_checked_before_any_figure_is_read() {
    let known = |name: &str| match name {
        "rate" | "share" => Some(Dimension::RATIO),
        "points" => Some(Dimension::points()),
        "money" => Some(Dimension::base("CNY")),
        "people" => Some(Dimension::base("count")),
        _ => None,
    };
    let cases = [
        ("rate = points", false),
        ("rate - share = points", true),
        ("rate - share = rate", true),
        ("rate + points = rate", true),
        ("growth(money, money) = points", false),
        ("growth(money, people) = rate", false),
        ("money + people = money", false),
        ("money / people = unknown", true),
        ("points(rate, share) = points", true),
        ("points(money, money) = points", false),
        ("sum(money, money) = money", true),
        ("sum(money, people) = money", false),
        ("money > 0", true),
        ("rate <= 100%", true),
        ("money <= 5亿元", true),
        ("money <= 5万吨", false),
    ];
    for (text, good) in cases {
        let assertion = parse_assertion(text).unwrap();
        let known: Vec<_> = assertion.names.iter().map(|n| known(n)).collect();
        assert_eq!(check_types(&assertion, &known).is_ok(), good, "{text}: {:?}", check_types(&assertion, &known));
    }
}

#[test]
fn a_figure_out_of_doubt_is_never_proposed() {
    let read = |text: &str| Operand::of_figure(&figure::read(text).figures[0], text, Reading::Plain);
    let operands = [read("1260582亿元"), read("89755亿元"), read("432589亿元"), read("688238亿元")];
    let mut network = Network::default();
    network.operands.extend(operands);
    let sum = Arc::new(parse_assertion("w = a + b + c").unwrap());
    network.add(Relation::new(0, sum, (0..4).map(Slot::One).collect()));
    let suspects = |network: &Network| -> Vec<usize> { network.diagnoses()[0].suspects.iter().map(|s| s.operand).collect() };
    assert_eq!(suspects(&network), [0, 2], "the total and the part are equal suspects");
    network.operands[0].fixed = true;
    assert_eq!(suspects(&network), [2]);
}

/// 5860 was written for 5680, and is by chance one slip from a mention of something else: that one is no reason against
/// the true reading.
#[test]
fn what_is_one_slip_away_by_chance_does_not_hide_the_true_reading() {
    let read = |text: &str| Operand::of_figure(&figure::read(text).figures[0], text, Reading::Plain);
    let mut network = Network::default();
    network.operands.extend([read("5860亿元"), read("5680亿元"), read("5869亿元")]);
    let same = Arc::new(parse_assertion("a = b").unwrap());
    for other in [1, 2] {
        let relation = Relation::new(0, same.clone(), vec![Slot::One(0), Slot::One(other)]);
        let verdict = network.add(Relation { agreement: Some(Agreement::Equal), one_slip: Some(2), ..relation });
        assert_eq!(verdict, Verdict::Contradicted);
    }
    let found = network.diagnoses();
    let proposed =
        |suspect: &crate::relation::Suspect| suspect.candidates.iter().map(|slip| (suspect.operand, slip.text.clone())).collect::<Vec<_>>();
    let proposed: Vec<(usize, String)> = found[0].suspects.iter().flat_map(proposed).collect();
    assert!(proposed.contains(&(0, "5680亿元".to_owned())) || proposed.contains(&(0, "5680".to_owned())), "{proposed:?}");
}
