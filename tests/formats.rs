//! Every format that a pipeline reads: its form, held against the published schema where there is one.

use crate::support::{folder, kanwu, kanwu_in, root};
use serde_json::Value;

const REPORT: &str = "fixtures/government-work-report-2024.txt";
const BAD: &str = "会议审议通过了决定。、各方表示欢迎。\n";

fn transcript(format: &str, lang: &str) -> String {
    let run = kanwu(&["check", REPORT, "--format", format, "--lang", lang]);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    run.out
}

/// The findings of `--format json`, which the other formats are compared with.
fn findings() -> Vec<Value> {
    let report: Value = serde_json::from_str(&transcript("json", "zh")).unwrap();
    report["files"][0]["findings"].as_array().unwrap().clone()
}

/// The rules whose findings the snapshots show; that a further rule finds something is no change of a format.
const SHOWN: &str = "broken-paragraph,dangling-half,heading-year,indicator-for-raise";

#[test]
fn the_transcript_in_every_format() {
    let transcript = |format: &str, lang: &str| kanwu(&["check", REPORT, "--format", format, "--lang", lang, "--only", SHOWN, "-q"]).out;
    for (format, lang) in [("github", "zh"), ("gitlab", "en"), ("junit", "zh"), ("checkstyle", "en"), ("rdjsonl", "zh"), ("markdown", "zh")]
    {
        insta::assert_snapshot!(format!("transcript-{format}-{lang}"), transcript(format, lang));
    }
    // the whole of it is long
    let mut sarif: Value = serde_json::from_str(&transcript("sarif", "zh")).unwrap();
    sarif["runs"][0]["tool"]["driver"]["rules"].as_array_mut().unwrap().truncate(2);
    sarif["runs"][0]["results"].as_array_mut().unwrap().truncate(3);
    insta::assert_snapshot!("transcript-sarif-zh", serde_json::to_string_pretty(&sarif).unwrap());
}

fn sarif_schema() -> jsonschema::Validator {
    let text = std::fs::read_to_string(root().join("fixtures/schemas/sarif-2.1.0.schema.json")).unwrap();
    let mut schema: Value = serde_json::from_str(&text).unwrap();
    // the pattern as published has a bracket too many, which is no regular expression
    let patterns = ["/definitions/run/properties/language/pattern", "/definitions/toolComponent/properties/language/pattern"];
    for place in patterns {
        let pattern = schema.pointer_mut(place).unwrap();
        assert_eq!(pattern, "^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$");
        *pattern = "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$".into();
    }
    jsonschema::validator_for(&schema).unwrap()
}

pub fn assert_sarif(text: &str) -> Value {
    let report: Value = serde_json::from_str(text).unwrap();
    let errors: Vec<String> = sarif_schema().iter_errors(&report).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert_eq!(errors, Vec::<String>::new());
    report
}

#[test]
fn sarif_is_what_its_schema_says() {
    let report = assert_sarif(&transcript("sarif", "en"));
    let run = &report["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), findings().len());
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        let rule = &run["tool"]["driver"]["rules"][index];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(!rule["help"]["text"].as_str().unwrap().is_empty());
    }
    assert!(results.iter().any(|r| r["relatedLocations"].is_array()) && results.iter().any(|r| r["fixes"].is_array()));
    // a run that failed, a broken rule file
    let folder = folder(&[("x.txt", BAD), ("bad/bad.toml", "id = 1")]);
    let run = kanwu_in(folder.path(), &["check", "x.txt", "missing.txt", "--rules", "bad", "--format", "sarif"], b"");
    let report = assert_sarif(&run.out);
    assert_eq!((run.code, &report["runs"][0]["invocations"][0]["executionSuccessful"]), (2, &Value::Bool(false)));
    assert_eq!(report["runs"][0]["invocations"][0]["toolExecutionNotifications"].as_array().unwrap().len(), 1);
    // and the schema can fail
    let mut wrong = report.clone();
    wrong["runs"][0]["results"][0]["level"] = "grave".into();
    assert!(!sarif_schema().is_valid(&wrong));
}

#[test]
fn junit_is_what_its_schema_says() {
    let schema = crate::xsd::Schema::load(&root().join("fixtures/schemas/junit.xsd"), "testsuites");
    assert_eq!(schema.errors(&transcript("junit", "zh")), Vec::<String>::new());
    let folder = folder(&[("x.txt", BAD), ("good.txt", "一句话。\n"), ("bad/bad.toml", "id = 1")]);
    let run = kanwu_in(folder.path(), &["check", "x.txt", "good.txt", "missing.txt", "--rules", "bad", "--format", "junit"], b"");
    assert_eq!(schema.errors(&run.out), Vec::<String>::new());
    assert_eq!((run.code, run.out.matches("<error ").count(), run.out.matches("<failure ").count()), (2, 3, 1), "{}", run.out);
    // and the schema can fail
    for (from, to) in [("<failure ", "<fault "), (" tests=", " test="), ("<testsuite ", "<testcase name=\"x\"/><testsuite ")] {
        let wrong = run.out.replacen(from, to, 1).replacen("</failure>", if to == "<fault " { "</fault>" } else { "</failure>" }, 1);
        assert_ne!(schema.errors(&wrong), Vec::<String>::new(), "{to}");
    }
}

#[test]
fn checkstyle_is_what_its_schema_says() {
    let schema = crate::xsd::Schema::load(&root().join("fixtures/schemas/checkstyle.xsd"), "checkstyle");
    assert_eq!(schema.errors(&transcript("checkstyle", "en")), Vec::<String>::new());
    let folder = folder(&[("x.txt", BAD), ("good.txt", "一句话。\n"), ("bad/bad.toml", "id = 1")]);
    let run = kanwu_in(folder.path(), &["check", "x.txt", "good.txt", "missing.txt", "--rules", "bad", "--format", "checkstyle"], b"");
    assert_eq!((run.code, schema.errors(&run.out)), (2, Vec::new()), "{}", run.out);
    // and the schema can fail
    for (from, to) in
        [("<error ", "<fault "), (" name=", " path="), (" severity=\"error\"", " severity=\"grave\""), (" line=\"1\"", " line=\"0\"")]
    {
        assert!(run.out.contains(from), "{from}");
        assert_ne!(schema.errors(&run.out.replacen(from, to, 1)), Vec::<String>::new(), "{to}");
    }
}

#[test]
fn counts_agree_in_every_format() {
    let all = findings().len();
    let gitlab: Value = serde_json::from_str(&transcript("gitlab", "zh")).unwrap();
    let mut prints: Vec<&str> = gitlab.as_array().unwrap().iter().map(|i| i["fingerprint"].as_str().unwrap()).collect();
    prints.sort_unstable();
    prints.dedup();
    assert_eq!(prints.len(), all);
    assert_eq!(transcript("checkstyle", "zh").matches("<error ").count(), all);
    assert_eq!(transcript("rdjsonl", "zh").lines().count(), all);
    assert_eq!(transcript("markdown", "zh").lines().filter(|l| l.contains(REPORT)).count(), all);
}

#[test]
fn byte_columns_point_at_the_text() {
    let text = crate::support::fixture("government-work-report-2024.txt");
    let lines: Vec<&str> = text.split('\n').collect();
    for (row, finding) in transcript("rdjsonl", "zh").lines().zip(findings()) {
        let row: Value = serde_json::from_str(row).unwrap();
        let at = |end: &str, key: &str| usize::try_from(row["location"]["range"][end][key].as_u64().unwrap()).unwrap();
        let rest = &lines[at("start", "line") - 1][at("start", "column") - 1..];
        assert!(rest.starts_with(finding["text"].as_str().unwrap().split('\n').next().unwrap()), "{row}");
        if at("start", "line") == at("end", "line") {
            assert_eq!(
                &lines[at("start", "line") - 1][at("start", "column") - 1..at("end", "column") - 1],
                finding["text"].as_str().unwrap()
            );
        }
    }
}

#[test]
fn lines_are_those_of_other_programs() {
    // a form feed ends a line for kanwu and for nothing else
    let text = format!("甲。\u{c}\n乙。\u{2028}丙。\n{BAD}");
    for (format, expected) in [
        ("github", "line=3,"),
        ("gitlab", "\"begin\":3,"),
        ("checkstyle", "line=\"3\""),
        ("rdjsonl", "\"line\":3"),
        ("sarif", "\"startLine\":3"),
    ] {
        let run = kanwu_in(&root(), &["check", "-", "--only", "doubled-mark", "--format", format], text.as_bytes());
        assert!(run.out.contains(expected), "{format}: {}", run.out);
    }
}

#[test]
fn annotations_keep_to_the_caps_and_the_heaviest_come_first() {
    let folder = folder(&[("w.txt", &"提升履职“能力。\n\n".repeat(30)), ("x.txt", &BAD.repeat(30))]);
    let run = kanwu_in(folder.path(), &["check", "w.txt", "x.txt", "missing.txt", "--format", "github"], b"");
    let count = |level: &str| run.out.lines().filter(|l| l.starts_with(&format!("::{level} "))).count();
    assert_eq!((count("error"), count("warning"), count("notice")), (10, 10, 1), "{}", run.out);
    assert!(run.out.starts_with("::error file=missing.txt::"), "{}", run.out);
    // 60 findings and a failure, of which 20 are shown
    assert!(run.out.contains("::notice title=kanwu::41 more are not shown here"), "{}", run.out);
    let run = kanwu_in(folder.path(), &["check", "x.txt", "--format", "markdown"], b"");
    assert!(!run.out.contains("more are not listed"));
}

/// Ten thousand findings in a file: every format writes twice as much as for five thousand, or as much where it caps.
/// (That it takes no more than twice as long is for the bench `report` to show.)
#[test]
fn ten_thousand_findings() {
    let folder = folder(&[("a.txt", &BAD.repeat(10_000)), ("b.txt", &BAD.repeat(5_000))]);
    for format in kanwu::reporter::FORMATS.iter().map(|f| f.name) {
        let size = |file: &str| {
            let run = kanwu_in(folder.path(), &["check", file, "--format", format, "--only", "doubled-mark"], b"");
            assert_eq!((run.code, run.err.as_str()), (1, ""), "{format}");
            run.out.len()
        };
        let (whole, half) = (size("a.txt"), size("b.txt"));
        let capped = matches!(format, "github" | "markdown");
        assert_eq!(whole < 400_000, capped, "{format}: {whole} bytes");
        // a number may have a digit more
        let most = if capped { half + 20 } else { half * 2 + half / 10 };
        assert!(half <= whole && whole <= most, "{format}: {half} and {whole} bytes");
    }
}

/// The memory that a run may ask for is limited, so that a format that gathers more than it shows can't get it.
#[cfg(target_os = "linux")]
#[test]
fn ten_thousand_findings_in_each_of_several_files_take_bounded_memory() {
    let files: Vec<(String, String)> = (0..3).map(|i| (format!("{i}.txt"), BAD.repeat(10_000))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let folder = folder(&files);
    for format in kanwu::reporter::FORMATS.iter().map(|f| f.name) {
        let command = format!("ulimit -v {MEMORY}; exec \"$0\" check . -f {format} --only doubled-mark --no-config > out");
        let run = std::process::Command::new("bash")
            .args(["-c", &command, env!("CARGO_BIN_EXE_kanwu")])
            .env_clear()
            .envs([("LC_ALL", "C"), ("RAYON_NUM_THREADS", "2")])
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert_eq!((run.status.code(), String::from_utf8_lossy(&run.stderr).as_ref()), (Some(1), ""), "{format}");
    }
}

/// Address space in KiB.
#[cfg(target_os = "linux")]
const MEMORY: u32 = 300_000;

#[cfg(unix)]
#[test]
fn hostile_file_names_are_escaped_in_every_format() {
    let name = "a\"b'c%d::e,f]]>g<h>&i\nj|k`l*m\\n\u{1b}[31m文.txt";
    let folder = folder(&[(name, BAD)]);
    let run = |format: &str| {
        let run = kanwu_in(folder.path(), &["check", ".", "--format", format, "-q"], b"");
        assert_eq!(run.code, 1, "{format}: {run:?}");
        assert!(!run.out.contains('\u{1b}'), "{format} lets an escape through");
        run.out
    };
    let shown = name.replace('\u{1b}', "␛");
    let sarif = assert_sarif(&run("sarif"));
    let uri = sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap().to_owned();
    assert_eq!(percent_decoded(&uri), name);
    let gitlab: Value = serde_json::from_str(&run("gitlab")).unwrap();
    assert_eq!(gitlab[0]["location"]["path"], name);
    let rows: Value = serde_json::from_str(run("rdjsonl").trim()).unwrap();
    assert_eq!(rows["location"]["path"], name);
    let github = run("github");
    assert_eq!(github.lines().count(), 1, "{github}");
    let file = github.strip_prefix("::error file=").unwrap().split(",line=").next().unwrap();
    assert_eq!(percent_decoded(file), shown);
    assert_eq!(crate::xsd::attributes(&run("checkstyle"), "file", "name"), std::slice::from_ref(&shown));
    let junit = run("junit");
    assert_eq!(crate::xsd::attributes(&junit, "testsuite", "name"), [shown]);
    assert!(!junit.contains("]]>"));
    let markdown = run("markdown");
    let row = markdown.lines().last().unwrap();
    assert!(row.contains("k\\`l\\*m\\\\n") && row.contains("g&lt;h&gt;&amp;i<br>j\\|k"), "{row}");
    assert_eq!(row.replace("\\|", "").matches('|').count(), 5);
    let json: Value = serde_json::from_str(&run("json")).unwrap();
    assert_eq!(json["files"][0]["path"], format!("./{name}"));
    let lines = run("jsonl");
    let row: Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    assert_eq!(row["path"], format!("./{name}"));
    // what people read has the name in one line
    assert_eq!(run("concise").lines().count(), 1);
    let place = run("human").lines().nth(1).unwrap().to_owned();
    assert!(place.contains("a\"b'c%d::e,f]]>g<h>&i") && place.ends_with(":1:10"), "{place}");
}

#[cfg(unix)]
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(b) = rest.next() {
        let hex = |b: Option<u8>| char::from(b.unwrap()).to_digit(16).unwrap() as u8;
        bytes.push(if b == b'%' { hex(rest.next()) * 16 + hex(rest.next()) } else { b });
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn several_reports_at_once() {
    let folder = folder(&[("x.txt", BAD), ("old.xml", "old")]);
    let run = |arguments: &[&str]| kanwu_in(folder.path(), &[&["check", "x.txt", "-q"], arguments].concat(), b"");
    let done = run(&["--format", "concise", "--output-format", "sarif=out.sarif", "--output-format", "junit=old.xml"]);
    assert_eq!((done.code, done.out.lines().count()), (1, 1), "{done:?}");
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    assert_sarif(&read("out.sarif"));
    assert!(read("old.xml").ends_with("</testsuites>\n"));
    // one that can't be written keeps the others from being written
    std::fs::write(folder.path().join("old.xml"), "old").unwrap();
    let failed = run(&["--output-format", "junit=old.xml", "--output-format", "sarif=nowhere/x.sarif"]);
    assert_eq!((failed.code, read("old.xml").as_str()), (2, "old"), "{failed:?}");
    assert_eq!(run(&["--output-format", "junit=a", "--output-format", "sarif=./a"]).code, 2);
    assert_eq!((run(&["--output-format", "junit=x.txt"]).code, read("x.txt").as_str()), (2, BAD));
    for wrong in ["yaml=x", "junit", "junit="] {
        assert_eq!(run(&["--output-format", wrong]).code, 2, "{wrong}");
    }
}
