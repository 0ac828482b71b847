//! `kanwu.toml`: packs, settings for some paths, the vocabulary, and what is in force.

use crate::support::{Run, folder, kanwu, kanwu_in, pattern_rule};
use std::path::Path;

const BAD: &str = "会议审议通过了决定。、各方表示欢迎。\n";

fn rule(id: &str, regex: &str) -> String {
    let text = regex;
    pattern_rule(id, regex) + &format!("[[example]]\nfails = \"有⟦{text}⟧。\"\n[[example]]\npasses = \"没有。\"\n")
}

fn concise(folder: &Path, arguments: &[&str]) -> Run {
    kanwu_in(folder, &[&["check", "-f", "concise", "-q"], arguments].concat(), b"")
}

#[test]
fn settings_for_some_paths() {
    let config = r#"rules = ["my"]
[severity]
twice = "off"
[[overrides]]
paths = ["drafts/**", "*.old.txt"]
skip = ["marks"]
severity = { once = "info" }
[[overrides]]
paths = ["drafts/final/*"]
severity = { once = "error", twice = "warning" }
"#;
    let text = "甲乙。丙丁。、\n";
    let folder = folder(&[
        ("kanwu.toml", config),
        ("my/once.toml", &rule("once", "甲乙")),
        ("my/twice.toml", &rule("twice", "丙丁")),
        ("a.txt", text),
        ("b.old.txt", text),
        ("drafts/c.txt", text),
        ("drafts/final/d.txt", text),
    ]);
    let check = |path: &str, expected: &[&str]| {
        let run = concise(folder.path(), &[path]);
        let found: Vec<String> = run.out.lines().map(|l| l.split_once(": ").unwrap().1.split(' ').next().unwrap().to_owned()).collect();
        assert_eq!(found, expected, "{path}: {run:?}");
    };
    check("a.txt", &["warning[once]", "error[doubled-mark]"]);
    check("b.old.txt", &["lead[once]"]);
    check("drafts/c.txt", &["lead[once]"]);
    check("drafts/final/d.txt", &["error[once]", "warning[twice]"]); // the later one counts, and what it leaves unsaid stays
    // the same whether the texts are checked together or one by one
    let together = concise(folder.path(), &["."]);
    assert_eq!(together.out.lines().count(), 6, "{together:?}");
}

#[test]
fn packs_of_shipped_rules() {
    let code = |packs: &str, more: &str| {
        let folder = folder(&[("kanwu.toml", &format!("{packs}{more}")), ("a.txt", BAD), ("my/once.toml", &rule("once", "会议"))]);
        let run = concise(folder.path(), &["a.txt"]);
        (run.code, run.out)
    };
    assert_eq!(code("packs = [\"marks\"]\n", "").0, 1);
    assert_eq!(code("packs = [\"text\"]\n", "").0, 0);
    assert_eq!(code("packs = []\n", "").0, 2, "no rule is left, so nothing would be checked");
    assert_eq!(code("packs = []\n", "rules = [\"my\"]\n"), (1, "a.txt:1:1: warning[once] 会议\n".to_owned()));
    let (code, out) = code("packs = [\"mark\"]\n", "");
    assert!(code == 2 && out.contains("kanwu.toml:1:10: error[configuration] no pack of rules is called `mark`"), "{out}");
}

#[test]
fn the_vocabulary_excuses_what_stands_inside_a_term() {
    let text = "他在己经镇工作，己经三年。今年４０％的己经镇人，不是己经\n\n镇的人。\n";
    let config = "rules = [\"my\"]\npacks = []\n";
    let found = |vocabulary: Option<&str>, config: &str| {
        let mut files = vec![("a.txt", text), ("kanwu.toml", config)];
        let rule = rule("already", "己经");
        files.push(("my/already.toml", &rule));
        files.extend(vocabulary.map(|v| ("vocabulary.txt", v)));
        let folder = folder(&files);
        let run = concise(folder.path(), &["a.txt"]);
        assert!(run.code < 2, "{run:?}");
        run.out.lines().map(|l| l.split(':').nth(2).unwrap().parse::<u32>().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(found(None, config), [3, 9, 20, 27]);
    assert_eq!(found(Some("# 地名\n\n己经镇\n"), config), [9], "a break inside a term is mended");
    assert_eq!(found(Some("已经\n经镇\n"), config), [3, 9, 20, 27], "a term must hold the whole place");
    assert_eq!(found(Some("40％的己经镇"), config), [3, 9, 27], "full-width digits are folded in the text and in the term");
    // a file of another name is used only where the configuration names it
    assert_eq!(found(Some("己经"), config), Vec::<u32>::new());
    // checks that are about something else are not touched
    let folder = folder(&[("a.txt", BAD), ("b.txt", "提升履职“能力。\n"), ("kanwu.toml", ""), ("vocabulary.txt", "“能力\n")]);
    assert_eq!((concise(folder.path(), &["b.txt"]).code, concise(folder.path(), &["b.txt", "--no-config"]).code), (1, 1));
}

#[test]
fn errors_stand_at_the_key() {
    let check = |config: &str, vocabulary: &str, expected: &str| {
        let folder = folder(&[("kanwu.toml", config), ("a.txt", "一句话。\n"), ("words.txt", vocabulary)]);
        let run = concise(folder.path(), &["a.txt"]);
        assert_eq!((run.code, run.out.lines().next().unwrap_or_default()), (2, expected), "{config}\n{run:?}");
    };
    let at = |place: &str, what: &str| format!("kanwu.toml:{place}: error[configuration] {what}");
    check("[[overrides]]\nseverity = {}", "", &at("1:1", "missing field `paths`"));
    check("[[overrides]]\npaths = [\"[\"]", "", &at("2:10", "bad glob: error parsing glob '[': unclosed character class; missing ']'"));
    check("[[overrides]]\npaths = []\nskipp = []", "", &at("3:1", "unknown key `skipp`"));
    check("[[overrides]]\npaths = []\nseverity = { no-such = \"off\" }", "", &at("3:24", "no rule is called `no-such`"));
    check("skip = [\"marks\", \"mraks\"]", "", &at("1:18", "no rule or tag is called `mraks`"));
    check("vocabulary = \"no.txt\"", "", &at("1:14", "can't read the vocabulary no.txt: No such file or directory (os error 2)"));
    check(
        "vocabulary = \"words.txt\"",
        "# x\n\n的\n",
        &at("1:14", "the vocabulary words.txt, line 3: a term of one character would excuse defects everywhere"),
    );
    check(
        "vocabulary = \"words.txt\"",
        "甲\u{1b}乙",
        &at("1:14", "the vocabulary words.txt, line 1: there is a control character in the term"),
    );
    check("vocabulary = \".\"", "", &at("1:14", "can't read the vocabulary .: Is a directory (os error 21)"));
}

#[test]
fn what_is_in_force_and_where_it_comes_from() {
    let config = "rules = [\"my\"]\n# a comment\nfail-on = \"error\"\nskip = [\"text\"]\n[severity]\nonce = \"info\"\n\n[[overrides]]\npaths = [\"drafts/**\"]\nskip = [\"once\"]\n";
    let folder = folder(&[
        ("kanwu.toml", config),
        ("my/once.toml", &rule("once", "甲乙")),
        ("vocabulary.txt", "甲乙\n丙丁\n"),
        ("drafts/a.txt", "丙\n"),
    ]);
    let show = |arguments: &[&str]| kanwu_in(folder.path(), &[&["config", "show"], arguments].concat(), b"");
    let run = show(&["drafts/a.txt", "--exclude", "*.bak", "--fail-on", "never"]);
    assert_eq!(run.code, 0, "{run:?}");
    let lines: Vec<&str> = run.out.lines().collect();
    for expected in [
        "# kanwu.toml",
        "rules = [\"my\"]  # kanwu.toml:1",
        "include = [\"*.txt\", \"*.text\", \"*.md\", \"*.markdown\"]  # default",
        "exclude = [\"*.bak\"]  # --exclude",
        "skip = [\"text\"]  # kanwu.toml:4",
        "fail-on = \"never\"  # kanwu.toml:3, --fail-on",
        "language = \"en\"  # the locale",
        "vocabulary = \"vocabulary.txt\"  # default, 2 terms",
        "once = \"info\"  # kanwu.toml:6",
        "paths = [\"drafts/**\"]  # kanwu.toml:9",
        "# for drafts/a.txt",
        "#   once = \"off\"  kanwu.toml:10",
        "#   broken-paragraph = \"off\"  kanwu.toml:4",
    ] {
        assert!(lines.contains(&expected), "{expected}\n{}", run.out);
    }
    // what is printed is itself a configuration
    std::fs::write(folder.path().join("again.toml"), show(&[]).out).unwrap();
    assert_eq!(concise(folder.path(), &["drafts/a.txt", "--config", "again.toml"]).code, 0);
    let none = show(&["--no-config"]);
    assert!(none.code == 0 && none.out.starts_with("# no configuration file\nrules = []  # default\n"), "{none:?}");
    std::fs::write(folder.path().join("kanwu.toml"), "rulez = []\n[severity]\nonce = \"low\"\n").unwrap();
    let broken = show(&[]);
    assert!(broken.code == 2 && broken.err.contains("unknown key `rulez`"), "{broken:?}");
}

#[test]
fn the_schema_holds_the_configurations_that_load() {
    let schema: serde_json::Value = serde_json::from_str(&kanwu(&["config", "schema"]).out).unwrap();
    let schema = jsonschema::draft7::new(&schema).unwrap();
    let valid = |text: &str| schema.is_valid(&toml::from_str(text).unwrap());
    let folder = folder(&[]);
    kanwu_in(folder.path(), &["init"], b"");
    assert!(valid(&std::fs::read_to_string(folder.path().join("kanwu.toml")).unwrap()));
    assert!(valid("packs = []\nvocabulary = \"w\"\n[[overrides]]\npaths = [\"a\"]\nskip = [\"b\"]\n[overrides.severity]\nx = \"off\""));
    for wrong in
        ["rulez = []", "rules = \"my\"", "fail-on = \"info\"", "[severity]\nx = \"low\"", "[[overrides]]\nskip = []", "packs = true"]
    {
        assert!(!valid(wrong), "{wrong}");
    }
}
