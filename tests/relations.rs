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
        ("a = a * power(a, 2)", "a power is taken of a ratio"),
        ("b = power(power(b, 2), 2)", "a power of a power"),
        ("years(a, a + a) = 3", "takes names of figures"),
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

/// A rule with an assertion over figures that are told by what they are about.
fn rule(id: &str, check: &str, figures: &str) -> String {
    let head = format!("id = \"{id}\"\ntitle = \"t\"\nseverity = \"error\"\nmessage = \"{{arithmetic}}\"\n");
    format!("{head}[check.relation]\n{check}\n[check.relation.figures]\n{figures}\n")
}

/// The verdicts of one rule on each of several texts, in words.
fn judged(rule: &str, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let found: Vec<String> = verdicts(&[("r", rule)], text).iter().map(|v| format!("{v:?}")).collect();
        assert_eq!(found.join(" "), *expected, "{rule}\n{text}");
    }
}

#[test]
fn of_several_ways_to_bind_none_is_guessed() {
    // 小麦产量 stands there twice, with two values: whether it is wrong depends on which is meant
    let sum = &SUM.replace("id = \"sum\"", "id = \"r\"");
    judged(
        sum,
        &[
            ("玉米产量20吨，小麦产量30吨，小麦产量70吨，谷物产量50吨。", "Undetermined(Several)"),
            ("玉米产量20吨，小麦产量30吨，小麦产量70吨，谷物产量60吨。", "Contradicted"),
            ("玉米产量20吨，小麦产量30吨，小麦产量30吨，谷物产量50吨。", "Consistent"),
            ("玉米产量20吨，谷物产量50吨。", ""),
        ],
    );
    // more ways than are tried can't be told either
    let many: String = (31..60).map(|n| format!("小麦产量{n}吨，")).collect();
    judged(sum, &[(&format!("玉米产量20吨，{many}谷物产量50吨。"), "Undetermined(Several)")]);
}

#[test]
fn one_rule_serves_every_subject_period_and_place() {
    let of_every_sort = rule(
        "r",
        "assert = \"town + country = whole\"",
        "whole = { subject = \"{what}\" }\ntown = { subject = \"城镇{what}\" }\ncountry = { subject = \"农村{what}\" }",
    );
    judged(
        &of_every_sort,
        &[(
            "城镇用电量30万千瓦时，农村用电量20万千瓦时，用电量50万千瓦时。\n\n城镇用户30户，农村用户20户，用户90户。",
            "Consistent Contradicted",
        )],
    );
    // the periods of one subject, and not those of one period
    let quarters = |each: &str| {
        rule(
            "r",
            &format!("assert = \"first + second = half\"\nfor-each = [{each}]"),
            "half = { subject = \"上半年用电量\" }\nfirst = { subject = \"一季度用电量\" }\nsecond = { subject = \"二季度用电量\" }",
        )
    };
    let text = "2031年，上半年用电量50万千瓦时。2032年，一季度用电量30万千瓦时，二季度用电量10万千瓦时。";
    let subjects =
        |each: &str| quarters(each).replace("上半年用电量", "用电量").replace("一季度用电量", "用电量").replace("二季度用电量", "用电量");
    assert_eq!(verdicts(&[("r", &subjects("\"scope\", \"period\""))], text), []);
    assert_ne!(verdicts(&[("r", &subjects("\"scope\""))], text), []);
}

#[test]
fn a_wording_may_hold_a_list_and_the_rest_is_found_by_what_it_is_about() {
    let total = rule(
        "r",
        "assert = \"sum(part) = whole\"\nphrase = '{part..}，合计{whole}'",
        "part = { role = \"level\", same = [\"dimension\"] }\nwhole = { role = \"level\", same = [\"dimension\"] }",
    );
    judged(
        &total,
        &[
            ("南镇产粮20吨，增长3%，北镇产粮30吨，合计50吨。", "Consistent"),
            ("南镇产粮20吨，北镇产粮30吨，合计60吨。", "Contradicted"),
            ("南镇产粮20吨，合计60吨。", ""),
        ],
    );
    let mixed = rule(
        "r",
        "within = \"document\"\nassert = \"pull / 1个百分点 * 1% / growth = rate\"\nphrase = '贡献率为{rate}，拉动增长{pull}'",
        "growth = { subject = \"*总产量\", role = \"growth\", same = [] }",
    );
    let text = |rate: &str| format!("2031年，全县总产量增长5.0%。\n\n其中，水产的贡献率为{rate}，拉动增长3.0个百分点。");
    judged(&mixed, &[(&text("60.0%"), "Consistent"), (&text("30.0%"), "Contradicted"), ("水产的贡献率为30.0%，拉动增长3.0个百分点。", "")]);
}

#[test]
fn rounding_and_tolerance_are_those_of_the_rule() {
    let figures = "a = { subject = \"甲占比\" }\nb = { subject = \"乙占比\" }";
    let share = |more: &str| rule("r", &format!("assert = \"a + b = 100%\"\n{more}"), figures);
    let (text, far) = ("甲占比40.1%，乙占比60.0%。", "甲占比40.4%，乙占比60.0%。");
    for (more, expected, of_far) in [
        ("", "Consistent", "Contradicted"),
        ("rounding = \"nearest\"", "Consistent", "Contradicted"),
        // both are the true numbers or less, so that the sum of these is more than 100 %
        ("rounding = \"truncate\"", "Contradicted", "Contradicted"),
        ("rounding = \"half-up\"", "Consistent", "Contradicted"),
        ("rounding = \"any\"", "Consistent", "Contradicted"),
        // 40.05 goes to the even 40.0, so that 40.1 is more than that
        ("rounding = \"gb8170\"", "Contradicted", "Contradicted"),
        ("tolerance = \"0.3个百分点\"", "Consistent", "Consistent"),
        ("tolerance = \"0.1个百分点\"", "Consistent", "Contradicted"),
    ] {
        judged(&share(more), &[(text, expected), (far, of_far)]);
    }
    let bad = folder(&[("r.toml", &share("tolerance = \"许多\"")), ("s.toml", &share("rounding = \"up\""))]);
    for (file, message) in [("r.toml", "this is no tolerance"), ("s.toml", "half-up")] {
        let run = kanwu(&["rules", "test", bad.path().join(file).to_str().unwrap()]);
        assert!(run.code != 0 && (run.out.clone() + &run.err).contains(message), "{file}: {} {}", run.out, run.err);
    }
}

#[test]
fn every_function_works_from_a_rule_file() {
    let figures =
        "a = { subject = \"甲产量\", same = [] }\nb = { subject = \"乙产量\", same = [] }\nr = { subject = \"甲比率\", same = [] }";
    let text = "2021年甲产量200吨，2024年乙产量300吨，甲比率1.50。";
    for (assert, expected) in [
        ("round(b / 7, 1吨) = 43吨 and r > 0", "Consistent"),
        ("round(b / 7, 1吨) = 44吨 and r > 0", "Contradicted"),
        ("min(a, b) <= a <= max(a, b) and r = 1.5", "Consistent"),
        ("max(a, b) = a and r = 1.5", "Contradicted"),
        ("a < b < 400吨 and r in [1, 2]", "Consistent"),
        ("a < b < 300吨 and r in [1, 2]", "Consistent"),
        ("a < b < 250吨 and r in [1, 2]", "Contradicted"),
        ("ratio(b, a) = r", "Consistent"),
        ("ratio(a, b) = r", "Contradicted"),
        ("growth(b, a) ≈ 50% and r > 1", "Consistent"),
        ("points(share(a, a + b), share(b, a + b)) = 0 - 20个百分点 and r > 1", "Consistent"),
        ("a * power(r, years(a, b) - 2) = b", "Consistent"),
        ("a * power(r, years(a, b)) = b", "Contradicted"),
        ("a * power(r, years(b, a)) = b", "Undetermined(Period)"),
        ("a * power(r, b / 1吨) = b", "Undetermined(Period)"),
    ] {
        judged(&rule("r", &format!("assert = \"{assert}\""), figures), &[(text, expected)]);
    }
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

/// Total and parts in neighbouring paragraphs: they are one relation where the second goes on with the first, or tells its
/// time and place itself.
#[test]
fn three_industries_are_added_up_over_paragraphs_of_one_time_and_place() {
    let sum = |total: &str, parts: &str, tertiary: &str| {
        format!(
            "{total}\n\n{parts}第一产业增加值3914亿元，增长4.2%；第二产业增加值17382亿元，增长6.1%；第三产业增加值{tertiary}亿元，增长5.5%。\n"
        )
    };
    let total = |head: &str| format!("初步核算，{head}地区生产总值42871亿元，按不变价格计算，增长5.6%。");
    let cases = [
        // what stands before the total, what before the parts, whether a slip is noticed
        ("2023年全省", "分产业看，", true),
        ("2023年全省", "其中，", true),
        ("2023年一季度全省", "分产业看，", true),
        ("2023年全省", "2023年，全省", true),
        ("2023年", "2023年，", true),
        // nothing tells that it goes on, or it is of another time or place
        ("2023年全省", "", false),
        ("2023年全省", "2022年，全省", false),
        ("2023年全省", "分产业看，2022年", false),
        ("2023年全省", "2023年，全市", false),
        ("2023年一季度全省", "2023年，全省", false),
    ];
    for (before, parts, noticed) in cases {
        let found = |tertiary: &str| -> Vec<String> {
            let found = check(&sum(&total(before), parts, tertiary));
            found.iter().filter(|f| !f.is_lead()).map(|f| f.rule.to_string()).collect()
        };
        assert_eq!(found("21575"), Vec::<String>::new(), "{before} {parts}");
        // which of the rules that it breaks reports it is no matter here
        let told = found("27575");
        let by = |rule: &String| ["gdp-by-industry-mismatch", "figure-sum-mismatch"].contains(&&**rule);
        assert!(told.len() == usize::from(noticed) && told.iter().all(by), "{before} {parts} {told:?}");
    }
    // a heading, or a paragraph of something else, stands between
    for between in ["# 二、产业\n\n", "全年粮食产量3954万吨。\n\n"] {
        let text = sum(&total("2023年全省"), &format!("{between}分产业看，"), "27575");
        assert!(check(&text).iter().all(|f| &*f.rule != "gdp-by-industry-mismatch"), "{text}");
    }
}

/// The shares of one paragraph make 100 %; those of two are of two things.
#[test]
fn shares_of_two_paragraphs_are_not_added_up() {
    let shares = "三次产业增加值占地区生产总值的比重分别为9.1%、40.5%、";
    let found = |text: &str| check(text).iter().any(|f| &*f.rule == "industry-shares-mismatch");
    assert!(found(&format!("{shares}55.4%。")) && !found(&format!("{shares}50.4%。")));
    assert!(!found("2023年全省第一产业增加值占比9.1%。\n\n2023年全省第二产业占比40.5%。\n\n2023年全省第三产业占比55.4%。"));
}

/// 300 figures in 100 sums that share one total, which fits none of them: the search ends, and says that it was cut short.
#[test]
fn a_search_among_three_hundred_figures_is_bounded_and_says_so() {
    let sums = "id = \"sums\"\ntitle = \"t\"\nseverity = \"error\"\nmessage = \"{arithmetic}\"\n[check.relation]\n\
        within = \"document\"\nassert = \"a + b + c = w\"\n[check.relation.figures]\nw = { subject = \"总产量\" }\n\
        a = { subject = \"{town}麦产量\" }\nb = { subject = \"{town}稻产量\" }\nc = { subject = \"{town}豆产量\" }\n";
    let mut text = "总产量98765吨。\n".to_owned();
    for i in 0..100 {
        let town = format!("{}{}镇", char::from_u32(0x6881 + i / 10).unwrap(), char::from_u32(0x6c5f + i % 10).unwrap());
        let (wheat, rice, beans) = (20_111 + i * 7, 30_222 + i * 11, 40_333 + i * 13);
        text.push_str(&format!("{town}麦产量{wheat}吨，{town}稻产量{rice}吨，{town}豆产量{beans}吨。\n"));
    }
    let report = engine(&[("sums", sums)]).check(Source::new("text", text), Syntax::Plain).report;
    assert_eq!(report.coverage.unwrap().relations[0].1.contradicted, 100);
    let told = report.findings[0].help.iter().any(|help| help.en.contains("not all were tried") && help.zh.contains("没有逐一试过"));
    assert!(report.findings.len() == 1 && told, "{:?}", report.findings[0].help);
}
