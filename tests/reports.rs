//! Snapshots of every format, and JSON against its schema.

use crate::support::{folder, kanwu, kanwu_in, root, without_rule_counts};
use serde_json::Value;

const REPORT: &str = "fixtures/government-work-report-2024.txt";

fn transcript(format: &str, lang: &str) -> String {
    let run = kanwu(&["check", REPORT, "--format", format, "--lang", lang]);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    run.out
}

#[test]
fn transcript_for_people() {
    insta::assert_snapshot!("transcript-human-zh", without_rule_counts(&transcript("human", "zh")));
    insta::assert_snapshot!("transcript-human-en", without_rule_counts(&transcript("human", "en")));
    insta::assert_snapshot!("transcript-concise-zh", without_rule_counts(&transcript("concise", "zh")));
}

#[test]
fn long_lines_many_labels_controls() {
    let long = "很长的一段话，没有一处差错，".repeat(60);
    let text = format!("{long}“甲{long}”乙”{long}\n短的一行\u{1b}[31m有“引号\t和\u{202e}控制字符。\n");
    let run = kanwu_in(&root(), &["check", "-", "--stdin-filename", "长.txt", "--lang", "zh"], text.as_bytes());
    insta::assert_snapshot!("long-lines-human-zh", without_rule_counts(&run.out));
    assert!(!run.out.contains('\u{1b}') && !run.out.contains('\u{202e}'));
    let colored = kanwu_in(&root(), &["check", "-", "--color", "always"], text.as_bytes());
    assert!(!colored.out.contains("\u{1b}[31m有") && !colored.out.contains('\u{202e}') && colored.out.contains("\u{1b}["));
}

#[test]
fn rule_problems_for_people() {
    let folder = folder(&[
        ("text.txt", "甲。\n"),
        ("my/typo.toml", "id = \"typo\"\ntitle = \"t\"\nseverity = \"warning\"\nmessage = \"{txt}\"\n[check.patern]\nregex = '甲'\n"),
    ]);
    let run = kanwu_in(folder.path(), &["check", "text.txt", "--rules", "my", "--lang", "en"], b"");
    assert_eq!(run.code, 2);
    insta::assert_snapshot!("rule-problem-human-en", without_rule_counts(&run.out));
}

#[test]
fn json_is_what_its_schema_says() {
    let committed: Value = serde_json::from_str(&std::fs::read_to_string(root().join("docs/report.schema.json")).unwrap()).unwrap();
    let current = serde_json::to_value(kanwu::reporter::schema()).unwrap();
    assert_eq!(committed, current, "run `cargo run -- schema > docs/report.schema.json`");
    let validator = jsonschema::validator_for(&committed).unwrap();
    for lang in ["zh", "en"] {
        let report: Value = serde_json::from_str(&transcript("json", lang)).unwrap();
        let errors: Vec<String> = validator.iter_errors(&report).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert_eq!(errors, Vec::<String>::new());
    }
    // and the schema can fail
    let mut wrong: Value = serde_json::from_str(&transcript("json", "en")).unwrap();
    wrong["files"][0]["findings"][0]["severity"] = "grave".into();
    assert!(!validator.is_valid(&wrong));
    // a run that failed is in the same form
    let folder = folder(&[("x.txt", "甲乙。\n"), ("bad/bad.toml", "id = 1")]);
    let run = kanwu_in(folder.path(), &["check", "x.txt", "missing.txt", "--rules", "bad", "--format", "json"], b"");
    assert_eq!(run.code, 2);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    assert!(validator.is_valid(&report), "{report}");
    assert_eq!((report["failures"].as_array().unwrap().len(), report["files"].as_array().unwrap().len()), (1, 2));
}

#[test]
fn json_positions_point_at_the_text() {
    let report: Value = serde_json::from_str(&transcript("json", "zh")).unwrap();
    let text = crate::support::fixture("government-work-report-2024.txt");
    let chars: Vec<char> = text.chars().collect();
    let lines: Vec<&str> = text.split('\n').collect();
    let findings = report["files"][0]["findings"].as_array().unwrap();
    assert!(findings.len() >= 14);
    for finding in findings {
        let quoted = finding["text"].as_str().unwrap();
        let at = |end: &str, unit: &str| usize::try_from(finding["span"][end][unit].as_u64().unwrap()).unwrap();
        assert_eq!(&text[at("start", "byte")..at("end", "byte")], quoted);
        assert_eq!(chars[at("start", "char")..at("end", "char")].iter().collect::<String>(), quoted);
        let line: String = lines[at("start", "line") - 1].chars().skip(at("start", "column") - 1).collect();
        assert!(line.starts_with(quoted.split('\n').next().unwrap()), "{line} / {quoted}");
        for edit in finding["fixes"].as_array().unwrap().iter().flat_map(|f| f["edits"].as_array().unwrap()) {
            assert!(edit["span"]["start"]["byte"].as_u64() <= edit["span"]["end"]["byte"].as_u64());
        }
    }
}

#[test]
fn json_lines_are_json_each() {
    let out = transcript("jsonl", "zh");
    let rows: Vec<Value> = out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let (last, findings) = rows.split_last().unwrap();
    assert!(findings.iter().all(|r| r["type"] == "finding" && r["path"] == REPORT));
    assert_eq!(last["type"], "summary");
    let summary = &last["summary"]["findings"];
    assert_eq!(
        summary["error"].as_u64().unwrap() + summary["warning"].as_u64().unwrap() + summary["leads"].as_u64().unwrap(),
        findings.len() as u64
    );
}
