//! Tables of facts, and the order in which a text tells its figures.

use crate::support::{folder, kanwu_in};
use kanwu::document::Syntax;
use kanwu::engine::{Engine, Options, RuleSet};
use kanwu::finding::Severity;
use kanwu::kind::Tables;
use kanwu::rule::RuleText;
use kanwu::text::Source;
use proptest::prelude::*;
use std::collections::BTreeMap;

const RULE: &str = "id = \"r\"\ntitle = \"t\"\nseverity = \"error\"\nmessage = \"{arithmetic}\"\n[check.fact]\nscope = \"全县\"\n";
const HEAD: &str = "subject,value,period,scope,source,as-of\n";

/// The problems of a table, each with the text at its place.
fn problems(name: &str, text: &str) -> Vec<String> {
    let mut problems = Vec::new();
    Tables::default().add(name, text, &mut problems);
    let shown = |p: &kanwu::rule::Problem| format!("`{}`: {}", &text[p.span.range()], p.message.en);
    problems.iter().map(shown).collect()
}

#[test]
fn the_shipped_table_is_whole() {
    let mut problems = Vec::new();
    let mut table = Tables::default();
    table.add("china.facts.toml", Tables::shipped_text(), &mut problems);
    assert_eq!(problems, Vec::new());
    assert!(table.len() > 150 && table.len() == Tables::shipped().len(), "{}", table.len());
}

/// Identities among the figures of one communiqué, so that a slip in the table does not ship.
#[test]
fn the_shipped_table_agrees_with_itself() {
    let table: toml::Table = Tables::shipped_text().parse().unwrap();
    let mut by: BTreeMap<(String, i32, String), f64> = BTreeMap::new();
    for fact in table["fact"].as_array().unwrap() {
        let text = |key: &str| fact[key].as_str().unwrap().to_owned();
        let (value, year) = (text("value"), text("period")[..4].parse().unwrap());
        let number: String = value.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
        let unit: String = value.chars().filter(|c| !c.is_ascii_digit() && *c != '.').collect();
        if text("source").starts_with("communique") || text("source") == "grain" {
            by.insert((text("subject").split(['|', '(']).next().unwrap().to_owned(), year, unit), number.parse().unwrap());
        }
    }
    let get = |name: &str, year: i32, unit: &str| by.get(&(name.to_owned(), year, unit.to_owned())).copied();
    let mut tested = 0;
    let mut near = |what: String, a: Option<f64>, b: Option<f64>, by: f64| {
        if let (Some(a), Some(b)) = (a, b) {
            tested += 1;
            assert!((a - b).abs() <= by, "{what}: {a} {b}");
        }
    };
    let add = |parts: &[Option<f64>]| parts.iter().copied().sum::<Option<f64>>();
    for year in 2018..=2024 {
        let of = |name, unit| get(name, year, unit);
        let industries = ["第一产业增加值", "第二产业增加值", "第三产业增加值"].map(|name| of(name, "亿元"));
        near(format!("{year} industries"), add(&industries), of("国内生产总值", "亿元"), 2.0);
        near(format!("{year} trade"), add(&[of("货物出口", "亿元"), of("货物进口", "亿元")]), of("货物进出口", "亿元"), 1.0);
        near(format!("{year} grain"), of("粮食", "万吨").map(|t| t / 5.0), of("粮食", "亿斤"), 0.6);
        let born = of("出生人口", "万人").zip(of("死亡人口", "万人")).map(|(b, d)| b - d);
        let grown = of("人口", "万人").zip(get("人口", year - 1, "万人")).map(|(now, before)| now - before);
        near(format!("{year} people"), born, grown, 1.0);
        let (town, country, all) = (of("城镇居民人均可支配收入", "元"), of("农村居民人均可支配收入", "元"), of("居民人均可支配收入", "元"));
        let middle = town.zip(country).map(|(t, c)| (t + c) / 2.0);
        near(format!("{year} income"), all, middle, 3500.0);
    }
    assert!(tested >= 28, "only {tested} identities tested");
}

#[test]
fn what_is_wrong_in_a_table_is_told_at_its_place() {
    let toml =
        |more: &str| format!("[[fact]]\nsubject = \"粮食产量\"\nvalue = \"36.84万吨\"\nperiod = \"2023\"\nsource = \"公报\"\n{more}");
    let cases: [(&str, String, &[&str]); 9] = [
        ("a.facts.toml", toml(""), &[]),
        (
            "a.facts.toml",
            toml("").replace("36.84万吨", "36.84"),
            &["`\"36.84\"`: `36.84` is no value: write it as in a text, with its unit, such as 1260582亿元, 增长5.2%"],
        ),
        (
            "a.facts.toml",
            toml("").replace("2023", "二三年"),
            &["`\"二三年\"`: `二三年` is no period; write 2023年, 2023年末, 2023年上半年, 2023年5月"],
        ),
        ("a.facts.toml", toml("as-of = \"2024-02-30\"\n"), &["`\"2024-02-30\"`: `2024-02-30` is no date; write it as 2024-02-29"]),
        (
            "a.facts.toml",
            toml("") + &toml(""),
            &["`\"粮食产量\"`: this figure of `粮食产量` (36.84万吨) is there already, of the same source"],
        ),
        ("a.facts.toml", toml("valeu = \"x\"\n"), &["`valeu`: unknown key `valeu`"]),
        (
            "a.csv",
            format!("{HEAD}粮食产量,36.84万吨,2023,全县,公报,2024-13-01\n"),
            &["`粮食产量,36.84万吨,2023,全县,公报,2024-13-01`: `2024-13-01` is no date; write it as 2024-02-29"],
        ),
        (
            "a.csv",
            format!("{HEAD}粮食产量,36.84万吨,2023\n粮食产量,,2023,全县,公报,\n"),
            &[
                "`粮食产量,36.84万吨,2023`: this line has 3 cells, not 6",
                "`粮食产量,,2023,全县,公报,`: subject, value, period and source must be given",
            ],
        ),
        (
            "a.csv",
            HEAD.replace("value", "valeu"),
            &[
                "`subject,valeu,period,scope,source,as-of`: unknown column `valeu`",
                "`subject,valeu,period,scope,source,as-of`: the column value is missing",
            ],
        ),
    ];
    for (name, text, expected) in cases {
        assert_eq!(problems(name, &text), expected, "{text}");
    }
    assert_eq!(problems("a.csv", HEAD), ["``: there is not one row in the table"]);
}

#[test]
fn a_table_of_ones_own_is_named_in_the_configuration() {
    let table =
        format!("{HEAD}粮食产量,36.84万吨,2023,全县,县统计局,2024-03-01\n粮食产量,36.91万吨,2023,全县,县统计局（修订）,2025-03-01\n");
    let text = "# 2025年东湖县政府工作报告\n\n2023年，全县粮食产量36.48万吨，比上年增长2.1%。\n";
    let run = |text: &str, config: &str| {
        let folder = folder(&[("kanwu.toml", config), ("my/r.toml", RULE), ("known.csv", &table), ("a.txt", text)]);
        kanwu_in(folder.path(), &["check", "--only", "r", "a.txt"], b"")
    };
    let config = "rules = [\"my\"]\nfacts = [\"known.csv\"]\n";
    let wrong = run(text, config);
    assert!(wrong.code == 1 && wrong.out.contains("36.48 ≠ 36.84"), "{wrong:?}");
    assert!(wrong.out.contains("2 values were published") && wrong.out.contains("县统计局（修订）"), "{wrong:?}");
    for right in ["36.84万吨", "36.91万吨", "36.9万吨", "超过36.8万吨", "40.12万吨"] {
        let run = run(&text.replace("36.48万吨", right), config);
        assert!(run.code == 0 && run.out.contains("1 of them had something to look at"), "{right}: {run:?}");
    }
    // a figure that was published later is not held against an older text
    assert_eq!(run(&text.replace("2025年东湖", "2024年1月5日东湖").replace("36.48", "36.19"), config).code, 0);
    for (facts, told) in [("known.txt", "a table of facts is called"), ("none.csv", "no table of facts `none.csv`")] {
        let run = run(text, &config.replace("known.csv", facts));
        assert!(run.code == 2 && run.out.contains(told), "{run:?}");
    }
}

#[test]
fn a_value_that_nobody_checked_gives_a_lead_at_most() {
    let text = "# 2025年东湖县政府工作报告\n\n2023年，全县粮食产量36.48万吨，比上年增长2.1%。\n";
    let run = |facts: (&str, &str)| {
        let config = format!("packs = []\nrules = [\"my\"]\nfacts = [\"{}\"]\n", facts.0);
        let folder = folder(&[("kanwu.toml", &config), ("my/r.toml", RULE), facts, ("a.txt", text)]);
        let run = kanwu_in(folder.path(), &["check", "a.txt"], b"");
        let lead = run.out.contains("1 lead") && !run.out.contains("1 error");
        assert!(run.out.contains("36.48 ≠ 36.84") && lead == run.out.contains("not checked against its source"), "{run:?}");
        lead
    };
    let row = |more: &str| {
        format!("[[fact]]\nsubject = \"粮食产量\"\nvalue = \"36.84万吨\"\nperiod = \"2023\"\nscope = \"全县\"\nsource = \"公报\"\n{more}\n")
    };
    assert!(run(("a.facts.toml", &row("checked = false"))));
    assert!(!run(("a.facts.toml", &row("checked = true"))));
    assert!(!run(("a.facts.toml", &row(""))));
    assert!(run(("a.csv", &format!("{},已核对\n粮食产量,36.84万吨,2023,全县,公报,,否\n", HEAD.trim_end()))));
    assert!(!run(("a.csv", &format!("{},checked\n粮食产量,36.84万吨,2023,全县,公报,,\n", HEAD.trim_end()))));
}

/// A rule, and how often its figures agree, contradict each other, or can't be told.
type Counts = (String, u64, u64, u64);

/// What the rules on repeated figures, lists and known facts make of a text, whatever the order of its paragraphs and of the
/// rule files.
fn verdicts(paragraphs: &[&str], reversed: bool) -> (Vec<Counts>, Vec<String>) {
    let ids = ["repeated-figure-mismatch", "count-list-mismatch", "paired-count-mismatch", "listed-count-mismatch", "fact-mismatch"];
    let mut files: Vec<RuleText> = kanwu::rule::shipped().filter(|f| ids.iter().any(|id| f.path.contains(id))).collect();
    assert_eq!(files.len(), ids.len());
    if reversed {
        files.reverse();
    }
    let set = RuleSet::load_only(files, false);
    assert!(set.reports.iter().flat_map(|r| &r.findings).all(|f| f.severity != Severity::Error));
    let text = paragraphs.iter().map(|p| format!("{p}\n\n")).collect::<String>();
    let report = Engine::new(set, &Options::default()).check(Source::new("t", text), Syntax::Plain).report;
    let counts = report.coverage.unwrap().relations;
    let counts = counts.iter().map(|(rule, v)| (rule.to_string(), v.consistent, v.contradicted, v.undetermined)).collect();
    let mut found: Vec<String> = report.findings.iter().map(|f| f.rule.to_string()).collect();
    found.sort();
    (counts, found)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn verdicts_do_not_depend_on_the_order_of_paragraphs_or_rules(
        paragraphs in Just(vec![
            "2023年，全市粮食产量136.84万吨，增长2.1%。",
            "2023年，全市粮食产量136.48万吨。",
            "2023年，全市粮食产量超过136万吨。",
            "2023年，我国国内生产总值1250582亿元，增长5.2%。",
            "2023年全国粮食产量69541万吨。",
            "今年抓好四项工作。一是修路，二是治水，三是种树。",
            "棉花、油料、糖料产量分别增长3.1%、2.4%。",
            "检查有三个重点：资金、质量和进度。",
        ]).prop_shuffle(),
        reversed in any::<bool>(),
    ) {
        let sorted = {
            let mut sorted = paragraphs.clone();
            sorted.sort_unstable();
            sorted
        };
        let (counts, found) = verdicts(&paragraphs, reversed);
        prop_assert_eq!(found.len(), 4, "{:?}", found);
        prop_assert_eq!((counts, found), verdicts(&sorted, false));
    }
}
