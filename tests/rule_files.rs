//! Broken rule files: each error at its key, with what was meant, and the other rules still run.

use crate::support::{folder, kanwu_in, pattern_rule};
use kanwu::engine::RuleSet;
use kanwu::finding::Severity;
use kanwu::rule::{RuleText, unmark};

const GOOD: &str = r#"id = "good"
title = { zh = "标题", en = "title" }
severity = "warning"
message = "“{text}”"

[check.pattern]
regex = '甲乙'

[[example]]
fails = "有⟦甲乙⟧。"

[[example]]
passes = "没有。"
"#;

/// Loads `text` as `good.toml` with `from` replaced by `to`, and compares the problems: `line:column text: message
/// | help`.
fn check(from: &str, to: &str, expected: &[&str]) {
    assert!(GOOD.contains(from), "{from}");
    check_text(&GOOD.replacen(from, to, 1), expected);
}

fn check_text(text: &str, expected: &[&str]) {
    let set = RuleSet::load_only(vec![RuleText { path: "good.toml".into(), text: text.to_owned(), shipped: false }], false);
    let mut got = Vec::new();
    for report in &set.reports {
        for finding in &report.findings {
            let at = report.source.position(finding.span.start);
            let help = finding.help.iter().map(|h| format!(" | {h}")).collect::<String>();
            let quoted: String = report.source.slice(finding.span).chars().take(24).collect();
            let mark = if finding.severity == Severity::Warning { "(warning) " } else { "" };
            got.push(format!("{}:{} {mark}`{quoted}`: {}{help}", at.line, at.column, finding.message).replace('\n', "⏎"));
        }
    }
    assert_eq!(got, expected, "\n--- in\n{text}");
    let errors = set.reports.iter().flat_map(|r| &r.findings).any(|f| f.severity == Severity::Error);
    assert_eq!(set.rules.is_empty(), errors, "a rule with an error must not run, one without must");
}

#[test]
fn a_good_file_has_no_problems() {
    check("甲乙", "甲乙", &[]);
}

#[test]
fn keys() {
    check("severity", "severty", &["1:1 ``: missing field `severity`", "3:1 `severty`: unknown key `severty` | did you mean `severity`?"]);
    check(
        "message = \"“{text}”\"",
        "message = \"“{text}”\"\ncolour = 1",
        &["5:1 `colour`: unknown key `colour` | known keys: applies, confidence, example, help, id, message, severity, tags, title, why"],
    );
    check("regex = '甲乙'", "regex = '甲乙'\nunles = []", &["8:1 `unles`: unknown key `unles` | did you mean `unless`?"]);
    check("fails =", "fail =", &["1:1 ``: an example needs fails or passes", "10:1 `fail`: unknown key `fail` | did you mean `fails`?"]);
    check(
        "en = \"title\"",
        "eng = \"title\"",
        &["2:9 `{ zh = \"标题\", eng = \"titl`: missing field `en`", "2:22 `eng`: unknown key `eng` | did you mean `en`?"],
    );
    check(
        "\"warning\"",
        "\"warn\"",
        &["3:12 `\"warn\"`: unknown variant `warn`, expected one of `error`, `warning`, `info`, `off` | did you mean `warning`?"],
    );
    check("'甲乙'", "7", &["7:9 `7`: invalid type: integer `7`, expected a string"]);
}

#[test]
fn kinds() {
    check("check.pattern", "check.patern", &["6:8 `patern`: unknown kind `patern` | did you mean `pattern`?"]);
    let known = kanwu::kind::KINDS.iter().map(|k| k.name()).collect::<Vec<_>>().join(", ");
    check("check.pattern", "check.magic", &[&format!("6:8 `magic`: unknown kind `magic` | known kinds: {known}")]);
    check("[check.pattern]", "[chek.pattern]", &["6:2 `chek`: unknown key `chek` | did you mean `check`?"]);
    check(
        "[[example]]",
        "[check.pairing]\npairs = []\n[[example]]",
        &["9:8 `pairing`: a rule has one kind: `pattern` and `pairing` are two"],
    );
    check("[check.pattern]\nregex = '甲乙'\n", "", &["1:1 ``: missing a [check.<kind>] table"]);
}

#[test]
fn regular_expressions() {
    check("'甲乙'", "'甲(乙'", &["7:11 `(`: bad regular expression: unclosed group `(`"]);
    check("'甲乙'", "'甲*'", &["7:9 `'甲*'`: the regular expression matches the empty string, so it matches everywhere"]);
    check(
        "'甲乙'",
        "'(?:(?:甲{1000}){1000}){1000}'",
        &["7:9 `'(?:(?:甲{1000}){1000}){1`: the regular expression is too large once expanded"],
    );
    check("'甲乙'", "'甲乙'\nmark = \"noun\"", &["8:8 `\"noun\"`: the expression has no group named `noun`"]);
    check("'甲乙'", "'(?<yr>甲)乙'\nreplace = \"${year}年\"", &["8:11 `\"${year}年\"`: the expression has no group named `year`"]);
    check("'甲乙'", "'(?<yr>甲)乙'\nreplace = \"$$ ${yr} $1 $0\"", &[]);
    check("'甲乙'", "'甲乙'\nunless = ['[']", &["8:12 `[`: bad regular expression: unclosed character class `[`"]);
}

#[test]
fn everything_wrong_is_told_at_once() {
    check_text(
        &GOOD.replace("\"warning\"", "\"warnng\"").replace("regex", "regexp"),
        &[
            "3:12 `\"warnng\"`: unknown variant `warnng`, expected one of `error`, `warning`, `info`, `off` | did you mean `warning`?",
            "6:1 `[check.pattern]`: missing field `regex`",
            "7:1 `regexp`: unknown key `regexp` | did you mean `regex`?",
        ],
    );
}

#[test]
fn messages() {
    check("{text}", "{txt}", &["4:11 `\"“{txt}”\"`: no such placeholder `{txt}` | did you mean `{text}`?"]);
    check("{text}", "{{text}}", &[]);
    check("'甲乙'", "'(?<first>甲)乙'", &[]);
    check(
        "“{text}”\"",
        "{first}\"\nhelp = \"{second}\"",
        &[
            "4:11 `\"{first}\"`: no such placeholder `{first}` | placeholders: {text} {reading}",
            "5:8 `\"{second}\"`: no such placeholder `{second}` | placeholders: {text} {reading}",
        ],
    );
}

#[test]
fn ids() {
    check("\"good\"", "\"other\"", &["1:6 `\"other\"`: id `other` differs from the file name `good`"]);
    check_text(
        &GOOD.replace("\"good\"", "\"Good\""),
        &[
            "1:6 `\"Good\"`: id `Good` differs from the file name `good`",
            "1:6 `\"Good\"`: id `Good` must be kebab-case: lower-case letters, digits, hyphens",
        ],
    );
}

#[test]
fn examples() {
    check("有⟦甲乙⟧。", "有甲⟦乙⟧。", &["10:9 `\"有甲⟦乙⟧。\"`: the example does not find the marked ⟦乙⟧ but ⟦甲乙⟧"]);
    check("有⟦甲乙⟧。", "有⟦甲⟧。", &["10:9 `\"有⟦甲⟧。\"`: the example does not find the marked ⟦甲⟧"]);
    check("没有。", "也有甲乙。", &["13:10 `\"也有甲乙。\"`: the example finds ⟦甲乙⟧, which is not marked"]);
    check("没有。", "⟦没有⟧。", &["13:10 `\"⟦没有⟧。\"`: a passes example has no marks"]);
    check("有⟦甲乙⟧。", "有⟦甲乙。", &["10:9 `\"有⟦甲乙。\"`: a ⟦ without its ⟧"]);
    check("'甲乙'", "'甲乙'\nreplace = \"甲\"", &[]);
    check(
        "[[example]]\npasses",
        "proposes = \"丙\"\n[[example]]\npasses",
        &["10:9 `\"有⟦甲乙⟧。\"`: the example should propose “丙” and proposes “—”"],
    );
    check_text(
        &pattern_rule("good", "甲"),
        &["1:1 (warning) `id = \"good\"`: a rule should have an example that fails and one that passes"],
    );
}

#[test]
fn syntax() {
    check_text("id = \n", &["1:6 ``: TOML syntax: string values must be quoted, expected literal string"]);
    let set = RuleSet::load_only(
        vec![RuleText { path: "x.toml".into(), text: "<<<<<<< HEAD\nid = \"x\"\n=======\n".into(), shipped: false }],
        false,
    );
    assert!(set.reports[0].findings.len() >= 2 && set.rules.is_empty());
}

#[test]
fn marks() {
    let marks = |text: &str| {
        unmark(text).map(|m| (m.text.clone(), m.marks.iter().map(|(s, r)| (m.text[s.range()].to_owned(), r.clone())).collect::<Vec<_>>()))
    };
    assert_eq!(marks("甲⟦乙⟧{a-rule}丙").unwrap(), ("甲乙丙".to_owned(), vec![("乙".to_owned(), Some("a-rule".to_owned()))]));
    assert_eq!(marks("⟦甲⟦乙⟧⟧").unwrap().1.len(), 2);
    assert!(marks("甲⟧").is_err() && marks("⟦甲").is_err());
}

#[test]
fn the_same_id_replaces_a_shipped_rule_and_clashes_with_another() {
    let file = |path: &str, id: &str| RuleText { path: path.into(), text: pattern_rule(id, "甲"), shipped: false };
    let set = RuleSet::load(vec![file("mine/broken-paragraph.toml", "broken-paragraph")], false);
    let rule = set.rules.iter().find(|r| &*r.id == "broken-paragraph").unwrap();
    assert_eq!((&*rule.file, rule.kind), ("mine/broken-paragraph.toml", "pattern"));
    let set = RuleSet::load_only(vec![file("a/x.toml", "x"), file("b/x.toml", "x")], false);
    let clash: Vec<_> = set
        .reports
        .iter()
        .filter(|r| r.findings.iter().any(|f| f.message.en.contains("already used in a/x.toml")))
        .map(|r| r.source.name())
        .collect();
    assert_eq!((clash, set.rules.len()), (vec!["b/x.toml"], 1));
}

#[test]
fn three_broken_files_of_a_hundred() {
    let mut files: Vec<(String, String)> =
        (0..97).map(|i| (format!("rules/rule-{i}.toml"), pattern_rule(&format!("rule-{i}"), &format!("甲{i}乙")))).collect();
    files.push(("rules/broken-1.toml".into(), "id = [".into()));
    files.push(("rules/broken-2.toml".into(), pattern_rule("broken-2", "(")));
    files.push(("rules/broken-3.toml".into(), pattern_rule("broken-3", "甲").replace("title", "titel")));
    files.push(("text.txt".into(), "这里有甲42乙，还有甲7乙。\n".into()));
    let files: Vec<(&str, &str)> = files.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let folder = folder(&files);
    let run = kanwu_in(folder.path(), &["check", "text.txt", "--rules", "rules", "--format", "concise"], b"");
    assert_eq!(run.code, 2, "{run:?}");
    let at = |text: &str| run.out.lines().filter(|l| l.contains(text)).count();
    assert_eq!((at("error[rule-file]") >= 3, at("[rule-42]"), at("[rule-7]")), (true, 1, 1), "{}", run.out);
    assert!(run.out.lines().last().unwrap().contains("not complete"), "{}", run.out);
}
