//! Relations across the documents of one file (`within = "corpus"`).

use crate::support::{engine, folder, kanwu_in};
use kanwu::document::Syntax;
use kanwu::finding::{Coverage, Finding, Verdicts};
use kanwu::text::Source;

/// A rule across documents, with these keys and figures.
fn rule(id: &str, keys: &str, figures: &str) -> String {
    format!(
        "id = \"{id}\"\ntitle = \"t\"\nseverity = \"error\"\nmessage = \"{{arithmetic}}\"\n[check.relation]\nwithin = \"corpus\"\n{keys}\n\
         [check.relation.figures]\n{figures}\n"
    )
}

/// 夏粮 and 秋粮 of an article each, the total in a third one.
const HARVEST: (&str, &str) = (
    "assert = \"summer + autumn = total\"",
    "total = { subject = \"*粮食产量\" }\nsummer = { subject = \"*夏粮产量\" }\nautumn = { subject = \"*秋粮产量\" }",
);

/// Two mentions of one figure.
const TWICE: (&str, &str) = ("assert = \"one = other\"", "one = { subject = \"*粮食产量\" }\nother = { subject = \"*粮食产量\" }");

fn run(rules: &[(&str, &str)], text: &str) -> (Vec<Finding>, Coverage) {
    let report = engine(rules).check(Source::new("text", text), Syntax::Plain).report;
    (report.findings, report.coverage.unwrap())
}

/// The verdicts on the relations of one rule, and the figures that are found, with the reading proposed.
fn verdicts((keys, figures): (&str, &str), text: &str) -> (u64, u64, u64, Vec<String>) {
    let (findings, coverage) = run(&[("r", &rule("r", keys, figures))], text);
    let Verdicts { consistent, contradicted, undetermined } = coverage.relations.first().map(|r| r.1).unwrap_or_default();
    let readings = |f: &Finding| f.fixes.iter().flat_map(|x| &x.edits).map(|e| e.text.clone()).collect::<Vec<_>>().join(" ");
    let told = findings.iter().map(|f| format!("{} → {}", &text[f.span.range()], readings(f)).trim_end_matches(" → ").to_owned());
    (consistent, contradicted, undetermined, told.collect())
}

#[test]
fn figures_of_several_documents_are_put_together() {
    type Case = ((&'static str, &'static str), &'static str, (u64, u64, u64), &'static [&'static str]);
    let cases: &[Case] = &[
        // as in one document
        (HARVEST, "2023年山东粮食产量5655万吨，夏粮产量2675万吨，秋粮产量2980万吨。", (1, 0, 0), &[]),
        (HARVEST, "2023年山东粮食产量5655万吨，夏粮产量2675万吨，秋粮产量2990万吨。", (0, 1, 0), &["5655万吨"]),
        // each in a document of its own
        (
            HARVEST,
            "# 甲\n2023年山东粮食产量5655万吨。\n# 乙\n2023年山东夏粮产量2675万吨。\n# 丙\n2023年山东秋粮产量2980万吨。",
            (1, 0, 0),
            &[],
        ),
        (
            HARVEST,
            "# 甲\n2023年山东粮食产量5655万吨。\n# 乙\n2023年山东夏粮产量2675万吨。\n# 丙\n2023年山东秋粮产量2990万吨。",
            (0, 1, 0),
            &["5655万吨"],
        ),
        // of another time or place, or of none that is told
        (
            HARVEST,
            "# 甲\n2023年山东粮食产量5655万吨。\n# 乙\n2022年山东夏粮产量2675万吨。\n# 丙\n2023年山东秋粮产量2990万吨。",
            (0, 0, 0),
            &[],
        ),
        (
            HARVEST,
            "# 甲\n2023年山东粮食产量5655万吨。\n# 乙\n2023年河南夏粮产量2675万吨。\n# 丙\n2023年山东秋粮产量2990万吨。",
            (0, 0, 0),
            &[],
        ),
        (HARVEST, "# 甲\n山东粮食产量5655万吨。\n# 乙\n山东夏粮产量2675万吨。\n# 丙\n山东秋粮产量2990万吨。", (0, 0, 1), &[]),
        (HARVEST, "# 甲\n2023年粮食产量5655万吨。\n# 乙\n2023年夏粮产量2675万吨。\n# 丙\n2023年秋粮产量2990万吨。", (0, 0, 1), &[]),
        (
            HARVEST,
            "# 甲\n2023年全省粮食产量5655万吨。\n# 乙\n2023年全省夏粮产量2675万吨。\n# 丙\n2023年全省秋粮产量2990万吨。",
            (0, 0, 1),
            &[],
        ),
        // two documents tell another value, and only one of them fits
        (
            HARVEST,
            "# 甲\n2023年山东粮食产量5655万吨。\n# 乙\n2023年山东夏粮产量2675万吨。\n# 丙\n2023年山东秋粮产量2980万吨。\n# 丁\n2023年山东秋粮产量2990万吨。",
            (0, 0, 1),
            &[],
        ),
        // whichever of them is meant, it fails
        (
            HARVEST,
            "# 甲\n2023年山东粮食产量5655万吨。\n# 乙\n2023年山东夏粮产量2675万吨。\n# 丙\n2023年山东秋粮产量2998万吨。\n# 丁\n2023年山东秋粮产量2991万吨。",
            (0, 2, 0),
            &["5655万吨"],
        ),
        // the total is told twice, and once it is wrong
        (
            HARVEST,
            "# 甲\n2023年山东粮食产量5655万吨。\n# 乙\n2023年山东夏粮产量2675万吨。\n# 丙\n2023年山东秋粮产量2980万吨。\n# 丁\n2023年山东粮食产量5665万吨。",
            (1, 1, 0),
            &["5665万吨"],
        ),
        // mentions
        (TWICE, "# 甲\n2023年山东粮食产量5655万吨。\n# 乙\n2023年山东粮食产量5655万吨。", (2, 0, 0), &[]),
        (TWICE, "# 甲\n2023年山东粮食产量5655万吨。\n# 乙\n2023年山东粮食产量5665万吨。", (0, 2, 0), &["5655万吨"]),
        // three against one: the others have two to be compared with, which do not say the same
        (
            TWICE,
            "# 甲\n2023年山东粮食产量5655万吨。\n# 乙\n2023年山东粮食产量5655万吨。\n# 丙\n2023年山东粮食产量5655万吨。\n# 丁\n2023年山东粮食产量5665万吨。",
            (0, 1, 3),
            &["5665万吨"],
        ),
    ];
    let told = |(rule, text, ..): &Case| {
        let (consistent, contradicted, undetermined, found) = verdicts(*rule, text);
        format!("{text}: {consistent} {contradicted} {undetermined} {found:?}")
    };
    let expected = |(_, text, (consistent, contradicted, undetermined), found): &Case| {
        format!("{text}: {consistent} {contradicted} {undetermined} {found:?}")
    };
    assert_eq!(cases.iter().map(told).collect::<Vec<_>>(), cases.iter().map(expected).collect::<Vec<_>>());
}

/// A year of articles, each with a figure of its own subject, and the sum of some of them.
fn year(articles: usize, wrong: usize) -> String {
    let mut text = String::new();
    for i in 0..articles {
        let (wheat, maize) = (2000 + i, 3000 + 2 * i);
        let total = wheat + maize + usize::from(i == wrong) * 40;
        let county =
            format!("{}{}县", char::from_u32(0x6881 + (i / 60) as u32).unwrap(), char::from_u32(0x6c5f + (i % 60) as u32).unwrap());
        text.push_str(&format!(
            "# {county}麦收\n2023年山东{county}小麦产量{wheat}吨。另有访客{i}人。\n# {county}秋收\n2023年山东{county}玉米产量{maize}吨。\n\
             # {county}年报\n2023年山东{county}谷物产量{total}吨。\n"
        ));
    }
    text
}

const COUNTIES: (&str, &str) = (
    "assert = \"wheat + maize = grain\"",
    "grain = { subject = \"{county}谷物产量\" }\nwheat = { subject = \"{county}小麦产量\" }\nmaize = { subject = \"{county}玉米产量\" }",
);

#[test]
fn variables_tie_the_figures_of_a_large_file_together() {
    let (consistent, contradicted, undetermined, found) = verdicts(COUNTIES, &year(600, 411));
    assert_eq!((consistent, contradicted, undetermined), (599, 1, 0));
    assert_eq!(found, ["6273吨"]);
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let rules = [("r", rule("r", COUNTIES.0, COUNTIES.1)), ("s", rule("s", TWICE.0, &TWICE.1.replace("粮食", "谷物")))];
    let rules: Vec<(&str, &str)> = rules.iter().map(|(id, text)| (*id, &**text)).collect();
    let text = year(90, 7) + "# 增刊\n2023年山东梁江县谷物产量5555吨。\n";
    let told = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let (findings, coverage) = pool.install(|| run(&rules, &text));
        format!("{findings:?} {coverage:?}")
    };
    let one = told(1);
    assert!((2..5).all(|threads| told(threads) == one));
}

#[test]
fn a_list_may_stand_in_several_documents() {
    let list = (
        "assert = \"sum(part) = whole\"",
        "whole = { subject = \"全省粮食产量\" }\npart = { subject = \"*市粮食产量\", many = true, same = [\"period\"] }",
    );
    let text = |more: &str| {
        format!(
            "# 甲\n2023年青海玉树市粮食产量20万吨。\n# 乙\n2023年青海德令哈市粮食产量30万吨。\n# 丙\n2023年青海省全省粮食产量50万吨。\n{more}"
        )
    };
    let list = (list.0, &*list.1.replace("全省粮食产量", "*省(全省)?粮食产量"));
    assert_eq!(verdicts(list, &text("")), (1, 0, 0, vec![]));
    // what is told twice counts once
    assert_eq!(verdicts(list, &text("# 丁\n2023年青海玉树市粮食产量20万吨。\n")), (1, 0, 0, vec![]));
    assert_eq!(verdicts(list, &text("# 丁\n2023年青海格尔木市粮食产量9万吨。\n")), (0, 1, 0, vec!["50万吨".to_owned()]));
    // which of two values is meant can't be told
    assert_eq!(verdicts(list, &text("# 丁\n2023年青海玉树市粮食产量21万吨。\n")), (0, 0, 1, vec![]));
}

#[test]
fn parts_of_a_total_are_taken_along() {
    let parts = (
        "assert = \"sum(part) <= yearly\"",
        "yearly = { subject = \"*全年招生\" }\nhere = { subject = \"*招生\", differs = [\"subject\"] }\npart = { part-of = \"here\", many = true }",
    );
    let text = |last: &str| format!("# 甲\n2023年山东师大全年招生50人。\n# 乙\n2023年山东师大招生50人，其中男生20人，女生{last}人。\n");
    assert_eq!(verdicts(parts, &text("30")).1, 0);
}

const BROKEN: &str =
    "# 夏收简报\n2023年山东夏粮产量2675万吨。\n# 秋收简报\n2023年山东秋粮产量2990万吨。\n# 年终报道\n2023年山东粮食产量5655万吨。\n";

#[test]
fn a_finding_shows_each_place_in_its_document() {
    let folder =
        folder(&[("r.toml", &rule("r", HARVEST.0, HARVEST.1)), ("year.txt", BROKEN), ("kanwu.toml", "packs = []\nrules = [\"r.toml\"]\n")]);
    let run = |arguments: &[&str]| kanwu_in(folder.path(), arguments, b"").out;
    let check = |lang| run(&["check", "--lang", lang, "--coverage", "year.txt"]);
    insta::assert_snapshot!(check("zh"));
    insta::assert_snapshot!(check("en"));
    std::fs::write(folder.path().join("right.txt"), BROKEN.replace("5655", "5665")).unwrap();
    let tested = run(&["check", "--lang", "en", "--coverage", "right.txt"]);
    assert!(tested.contains("relations: 1 consistent") && tested.contains("3 of 3 figures are tested"), "{tested}");
    // at each of the three places, whichever document it is in
    for line in ["2", "4", "6"] {
        let trace = run(&["trace", "--lang", "en", "--rule", "r", &format!("year.txt:{line}")]);
        assert!(trace.contains("2675") && trace.contains("5665"), "{trace}");
    }
}

#[test]
fn a_trace_tells_what_is_missing_in_all_documents() {
    let folder = folder(&[("r.toml", &rule("r", HARVEST.0, HARVEST.1)), ("year.txt", &BROKEN.replace("秋粮", "早稻"))]);
    let trace =
        kanwu_in(folder.path(), &["trace", "--lang", "en", "--no-config", "--rules", "r.toml", "--rule", "r", "year.txt:6"], b"").out;
    assert!(trace.contains("no figure of any document is like that"), "{trace}");
}

#[test]
fn a_rule_for_some_titles_binds_figures_of_these_documents_only() {
    let mut rule = rule("r", HARVEST.0, HARVEST.1);
    assert_eq!(run(&[("r", &rule)], BROKEN).0.len(), 1);
    rule = rule.replace("[check.relation]", "[applies]\ntitle = \"简报\"\n[check.relation]");
    let (findings, coverage) = run(&[("r", &rule)], BROKEN);
    assert_eq!((findings.len(), coverage.unbound.len()), (0, 1));
}

#[test]
fn a_wording_does_not_cross_documents() {
    let rule = rule("r", "assert = \"a = b\"\nphrase = \"{a}与{b}相等\"", "a = {}\nb = {}");
    let folder = folder(&[("r.toml", &rule)]);
    let run = kanwu_in(folder.path(), &["rules", "test", "--lang", "en", "r.toml"], b"");
    assert!(
        run.code != 0 && run.out.contains("does not go together") || run.err.contains("does not go together"),
        "{} {}",
        run.out,
        run.err
    );
}
