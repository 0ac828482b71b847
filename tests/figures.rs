//! `kanwu figures`: the table, JSON against its schema, CSV, explanations.

use crate::support::{folder, kanwu, kanwu_in, root};
use serde_json::Value;

const BULLETIN: &str = "fixtures/figures/district-bulletin.txt";
const REPORT: &str = "fixtures/government-work-report-2024.txt";

fn figures(arguments: &[&str]) -> String {
    let run = kanwu(&[&["figures"], arguments].concat());
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{arguments:?}");
    run.out
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&figures(&[arguments, &["--format", "json"]].concat())).unwrap()
}

#[test]
fn tables_for_people() {
    insta::assert_snapshot!("figures-bulletin-zh", figures(&[BULLETIN, "--lang", "zh"]));
    insta::assert_snapshot!("figures-transcript-all-en", figures(&[REPORT, "--all"]));
    insta::assert_snapshot!("figures-bulletin-csv", figures(&[BULLETIN, "--format", "csv"]));
}

#[test]
fn explanations() {
    let told = figures(&[BULLETIN, "--explain", "5", "--lang", "zh"]) + "\n" + &figures(&[BULLETIN, "--explain", "7"]);
    insta::assert_snapshot!("figures-explained", told);
    assert!(figures(&[BULLETIN, "--explain", "1"]).contains("no figures on line 1"));
    assert!(figures(&[BULLETIN, "--explain", "99"]).contains("no line 99"));
}

/// subject, text, hard bounds, unit, role, period of the first nine figures: each as an editor reads them.
#[test]
fn json_gives_exact_values_and_what_they_are_of() {
    let report = json(&[BULLETIN]);
    let rows = report["files"][0]["figures"].as_array().unwrap();
    let shown: Vec<String> = rows
        .iter()
        .take(9)
        .map(|f| {
            let hard = &f["value"]["hard"];
            let words = [&f["subject"], &f["text"], &hard["lo"], &hard["hi"], &f["unit"], &f["role"], &f["period"]];
            words.map(|w| w.as_str().unwrap().to_owned()).join(" ")
        })
        .collect();
    assert_eq!(
        shown,
        [
            "地区生产总值 386.2亿元 38615000000 38625000000 元 level 2024",
            "地区生产总值 5.6% 111/2000 113/2000 % change 2024",
            "第一产业增加值 31.5亿元 3145000000 3155000000 元 level 2024",
            "第一产业增加值 3.8% 3/80 77/2000 % change 2024",
            "第二产业增加值 158.9亿元 15885000000 15895000000 元 level 2024",
            "第二产业增加值 6.4% 127/2000 129/2000 % change 2024",
            "第三产业增加值 195.8亿元 19575000000 19585000000 元 level 2024",
            "第三产业增加值 5.2% 103/2000 21/400 % change 2024",
            "第一产业增加值占地区生产总值的比重 8.2% 163/2000 33/400 % share 2024",
        ]
    );
    let of = |text: &str| rows.iter().find(|f| f["text"] == text).unwrap_or_else(|| panic!("no {text}"));
    let growth = of("5.6%");
    assert_eq!((&growth["multiplier"]["hard"]["lo"], &growth["direction"]), (&"2111/2000".into(), &"up".into()));
    assert_eq!((&growth["basis"], &growth["comparison"]), (&"constant-price".into(), &"previous-year".into()));
    assert_eq!((&of("31.5亿元")["part_of"], &of("31.5亿元")["complete"]), (&0.into(), &true.into()));
    let fall = of("0.3万人");
    assert_eq!((&fall["role"], &fall["direction"], &fall["multiplier"]), (&"change".into(), &"down".into(), &Value::Null));
    let over = of("超过9000人");
    assert_eq!((&over["value"]["hard"]["hi"], &over["value"]["soft"]["hi"]), (&"inf".into(), &"10000".into()));
    assert_eq!(of("翻一番")["target"], true);
}

/// A figure that a break of the transcription runs through is one figure, at its place in the file.
#[test]
fn figures_across_a_break_are_read_whole() {
    let report = json(&[BULLETIN]);
    let text = std::fs::read_to_string(root().join(BULLETIN)).unwrap();
    let rows = report["files"][0]["figures"].as_array().unwrap();
    let broken = rows.iter().find(|f| f["text"] == "1.2亿\n元").unwrap();
    assert_eq!((&broken["value"]["hard"]["lo"], &broken["unit"]), (&"115000000".into(), &"元".into()));
    // every figure stands where the report says, in every unit
    let (chars, utf16): (Vec<char>, Vec<u16>) = (text.chars().collect(), text.encode_utf16().collect());
    for row in rows {
        let at = |end: &str, unit: &str| usize::try_from(row["span"][end][unit].as_u64().unwrap()).unwrap();
        let quoted = row["text"].as_str().unwrap();
        assert_eq!(&text[at("start", "byte")..at("end", "byte")], quoted);
        assert_eq!(chars[at("start", "char")..at("end", "char")].iter().collect::<String>(), quoted);
        assert_eq!(String::from_utf16(&utf16[at("start", "utf16")..at("end", "utf16")]).unwrap(), quoted);
    }
    // the tax cut and the halves of 惠超 in the transcript
    let report = json(&[REPORT]);
    let rows = report["files"][0]["figures"].as_array().unwrap();
    let cut = rows.iter().find(|f| f["text"] == "超过2.2万亿元").unwrap();
    assert_eq!((&cut["subject"], &cut["value"]["hard"]["lo"]), (&"新增税费优惠".into(), &"2200000000000".into()));
}

#[test]
fn json_follows_its_schema() {
    let committed: Value = serde_json::from_str(&std::fs::read_to_string(root().join("docs/figures.schema.json")).unwrap()).unwrap();
    let current: Value = serde_json::from_str(&kanwu(&["schema", "figures"]).out).unwrap();
    assert_eq!(committed, current, "run `cargo run -- schema figures > docs/figures.schema.json`");
    let validator = jsonschema::validator_for(&committed).unwrap();
    let mut report = json(&[BULLETIN, REPORT, "--all"]);
    let errors: Vec<String> = validator.iter_errors(&report).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert_eq!(errors, Vec::<String>::new());
    assert!(report["files"][1]["mentions"].as_array().unwrap().iter().any(|m| m["kind"] == "date" && m["reads"] == "-03-05"));
    report["files"][0]["figures"][0]["role"] = "size".into();
    assert!(!validator.is_valid(&report));
}

#[test]
fn bad_input_is_told_and_loses_nothing() {
    let nine = "9".repeat(400);
    let escape = format!("全年收入5.2\u{1b}[31m%，=cmd()项目{nine}个，\u{202e}支出30万元，-5%。\n");
    let folder = folder(&[("good.txt", "全年收入30万元。\n"), ("empty.txt", " \n"), ("escape.txt", &escape)]);
    std::fs::write(folder.path().join("binary.txt"), b"%PDF-1.7\n\x00\x9f").unwrap();
    let run = |arguments: &[&str]| kanwu_in(folder.path(), &[&["figures"], arguments].concat(), b"");
    for format in ["table", "json", "csv"] {
        let ran = run(&["missing.txt", "good.txt", "empty.txt", "binary.txt", "--format", format]);
        assert_eq!(ran.code, 2);
        assert_eq!(ran.err.lines().filter(|l| l.starts_with("kanwu: error")).count(), 3, "{}", ran.err);
        assert!(ran.out.contains("30万元"));
        let ran = run(&["escape.txt", "--format", format, "--all"]);
        assert_eq!(ran.code, 0);
        // JSON is data: it says what the text says, and escapes what a terminal would obey
        assert!(!ran.out.contains('\u{1b}') && (format == "json" || !ran.out.contains('\u{202e}')), "{format}");
    }
    assert_eq!(run(&["good.txt", "--encoding", "nonsense"]).code, 2);
    assert_eq!(run(&["good.txt", "--explain", "0"]).code, 2);
    assert_eq!(run(&["good.txt", "--explain", "1", "--format", "json"]).code, 2);
    assert_eq!(run(&["good.txt", "--config", "none.toml"]).code, 2);
    assert_eq!(run(&["good.txt", "--output", "good.txt"]).code, 2);
    assert_eq!(std::fs::read_to_string(folder.path().join("good.txt")).unwrap(), "全年收入30万元。\n");
    let ran = run(&["good.txt", "--output", "out.json", "--format", "json"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    assert!(std::fs::read_to_string(folder.path().join("out.json")).unwrap().contains("30万元"));
    let ran = kanwu_in(folder.path(), &["figures", "-", "--stdin-filename", "s.txt"], "收入3万元。".as_bytes());
    assert!(ran.code == 0 && ran.out.starts_with("s.txt\n"));
}

/// A spreadsheet would run a cell that begins like a formula.
#[test]
fn csv_cells_are_no_formulas() {
    let folder = folder(&[("t.csv.txt", "=HYPERLINK收入为30万元，支出\"a,b\"为-5%。\n")]);
    let run = kanwu_in(folder.path(), &["figures", "t.csv.txt", "--format", "csv"], b"");
    let lines: Vec<&str> = run.out.lines().collect();
    assert!(lines.len() >= 3, "{}", run.out);
    let columns = lines[0].split(',').count();
    assert!(lines[1..].iter().all(|l| !l.contains(",=") && !l.contains(",@")), "{}", run.out);
    assert_eq!(lines[1].split(',').count(), columns, "{}", run.out);
}
