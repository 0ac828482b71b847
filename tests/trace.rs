//! `kanwu trace`: it tells every finding that `check` tells, and for every other rule why there is none.

use crate::support::{folder, kanwu, kanwu_in, pattern_rule, root};
use kanwu::document::Syntax;
use kanwu::engine::{Engine, Options, RuleSet, trace};
use kanwu::text::{Source, Span};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// The marked texts, the transcript and the clean texts: whatever else they hold, both readings must agree on it.
fn texts() -> Vec<PathBuf> {
    let files = |folder: &str| std::fs::read_dir(root().join("fixtures").join(folder)).unwrap().map(|e| e.unwrap().path());
    let mut all: Vec<PathBuf> = files("marked").chain(files("clean")).filter(|p| p.is_file()).collect();
    all.push(root().join("fixtures/government-work-report-2024.txt"));
    all.sort();
    all
}

#[test]
fn a_trace_of_a_whole_text_finds_what_a_check_finds() {
    let set = RuleSet::load(Vec::new(), false);
    let engine = Engine::new(RuleSet::load(Vec::new(), false), &Options::default());
    let mut count = 0;
    for path in texts() {
        let source = || Source::new("text.txt", std::fs::read_to_string(&path).unwrap());
        let checked = engine.check(source(), Syntax::Plain).report;
        let place = Span::from_range(0..checked.source.text().len());
        let traced = trace(&set, &Options::default(), &[], source(), Syntax::Plain, place);
        let mut told: Vec<_> = traced.rules.iter().flat_map(|r| &r.findings).map(|f| (f.span, f.rule.clone(), f.message.clone())).collect();
        told.sort_by(|a, b| (a.0, &a.1, &a.2.en).cmp(&(b.0, &b.1, &b.2.en)));
        told.dedup();
        let found: Vec<_> = checked.findings.iter().map(|f| (f.span, f.rule.clone(), f.message.clone())).collect();
        assert_eq!(told, found, "{}", path.display());
        count += found.len();
        // and at the line of a finding it is told as found there
        for finding in checked.findings.iter().take(3) {
            let traced = trace(&set, &Options::default(), &[], source(), Syntax::Plain, finding.span);
            let rule = traced.rules.iter().find(|r| r.id == finding.rule).unwrap();
            assert_eq!(rule.end.name(), "found", "{}: {}", path.display(), finding.rule);
            assert!(traced.rules.iter().filter(|r| r.end.name() != "found").all(|r| !r.why.en.is_empty() && !r.why.zh.is_empty()));
        }
    }
    assert!(count > 40, "only {count} findings compared");
}

const CONFIG: &str = "packs = []\nrules = [\"my\"]\n[severity]\nquiet = \"off\"\n";
const VOCABULARY: &str = "甲乙镇\n";
const TEXT: &str =
    "# 2023年公报\n\n甲乙镇有甲乙，也有丙丁戊。\n应到会代表2956人，实到会代表2872人，缺席代表74人。\n应到会代表100人，实到会代表90人。\n";

fn ready() -> tempfile::TempDir {
    let rule = |id: &str, regex: &str, more: &str| pattern_rule(id, regex) + more;
    let relation = "id = \"seats\"\ntitle = \"t\"\nseverity = \"error\"\nmessage = \"{arithmetic}\"\n[check.relation]\nwithin = \"sentence\"\n\
        assert = \"present + absent = members\"\n[check.relation.figures]\nmembers = { subject = \"*应到会(代表)?\", unit = \"人\" }\n\
        present = { subject = \"*实到会(代表)?\", unit = \"人\" }\nabsent = { subject = \"*缺席(代表)?\", unit = \"人\" }\n";
    folder(&[
        ("kanwu.toml", CONFIG),
        ("vocabulary.txt", VOCABULARY),
        ("a.txt", TEXT),
        ("my/found.toml", &rule("found", "甲乙", "")),
        ("my/excepted.toml", &rule("excepted", "丙丁", "unless = ['丁戊']\n")),
        ("my/quiet.toml", &rule("quiet", "丙丁", "")),
        ("my/no-text.toml", &rule("no-text", "己庚.", "")),
        ("my/unmatched.toml", &rule("unmatched", "甲乙村|镇有乙", "")),
        ("my/not-here.toml", &rule("not-here", "甲乙", "[applies]\npaths = [\"b/*\"]\n")),
        ("my/not-this-title.toml", &rule("not-this-title", "甲乙", "[applies]\ntitle = \"年鉴\"\n")),
        ("my/seats.toml", relation),
    ])
}

fn json(folder: &Path, arguments: &[&str]) -> Value {
    let run = kanwu_in(folder, &[&["trace", "-f", "json"], arguments].concat(), b"");
    assert_eq!(run.code, 0, "{run:?}");
    serde_json::from_str(&run.out).unwrap()
}

#[test]
fn every_gate_is_told() {
    let folder = ready();
    let check = |place: &str, rule: &str, end: &str, why: &str| {
        let told = json(folder.path(), &[place, "--rule", rule]);
        let [row] = &told["rules"].as_array().unwrap()[..] else { panic!("{told}") };
        assert_eq!((row["end"].as_str().unwrap(), row["why"].as_str().unwrap()), (end, why), "{place} {rule}");
        row.clone()
    };
    let found = check("a.txt:3", "found", "found", "");
    assert_eq!(found["findings"].as_array().unwrap().len(), 1, "the one inside a term is excused");
    let excused = check("a.txt:3:1", "found", "suppressed", "see each place");
    assert_eq!(excused["steps"][0]["why"], "it stands inside “甲乙镇” of the vocabulary");
    let excepted = check("a.txt:3", "excepted", "in-order", "see each place");
    assert_eq!((&excepted["steps"][0]["outcome"], &excepted["steps"][0]["text"]), (&Value::from("excused"), &Value::from("丙丁")));
    check("a.txt:3", "quiet", "off", "its severity is off (in the rule, kanwu.toml or its overrides)");
    check("a.txt:3", "no-text", "no-text", "one of them is needed: “己庚”");
    check("a.txt:4", "unmatched", "no-text", "one of them is needed: “甲乙村” “镇有乙”");
    check("a.txt:3", "not-here", "not-applicable", "the path is not among `applies.paths`");
    check("a.txt:3", "not-this-title", "not-applicable", "the title “2023年公报” is not what `applies.title` asks for");
    check("a.txt:3", "seats", "nothing-bound", "no figure of this place takes part in its relations (there are 1 in the document)");
    let seats = check("a.txt:4", "seats", "found", "");
    let relation = seats["steps"].as_array().unwrap().iter().find(|s| s["outcome"] == "found").unwrap();
    assert_eq!(relation["why"], "2872 + 74 = 2946 ≠ 2956 (人; rounding allows ±1)");
    let parts: Vec<_> =
        relation["parts"].as_array().unwrap().iter().map(|p| (p["name"].as_str().unwrap(), p["text"].as_str().unwrap())).collect();
    assert_eq!(parts, [("present", "2872人"), ("absent", "74人"), ("members", "2956人")]);
    // the sentence without an absentee: which name found no figure, and the nearest one that it can't have
    let alone =
        check("a.txt:5", "seats", "nothing-bound", "no figure of this place takes part in its relations (there are 1 in the document)");
    let steps: Vec<String> = alone["steps"].as_array().unwrap().iter().map(Value::to_string).collect();
    assert!(steps.iter().any(|s| s.contains("none; the nearest is 74人") && s.contains("too far away (`within`)")), "{steps:#?}");
}

#[test]
fn skipped_and_unsure_rules_are_told() {
    let folder = ready();
    let row = |arguments: &[&str]| json(folder.path(), &[&["a.txt:3", "--rule", "found"], arguments].concat())["rules"][0].clone();
    assert_eq!(row(&["--skip", "found"])["why"], "`skip` has found");
    std::fs::write(folder.path().join("my/found.toml"), pattern_rule("found", "甲乙").replace("title", "confidence = \"low\"\ntitle"))
        .unwrap();
    let unsure = row(&["--min-confidence", "medium"]);
    assert_eq!(unsure["end"], "suppressed");
    assert_eq!(unsure["steps"][1]["why"], "its confidence low is below --min-confidence medium");
}

#[test]
fn a_trace_for_people() {
    let folder = ready();
    for (name, arguments) in
        [("line-en", &["a.txt:3"][..]), ("line-zh", &["a.txt:3", "--lang", "zh"]), ("relation-en", &["a.txt:4", "--rule", "seats"])]
    {
        let run = kanwu_in(folder.path(), &[&["trace"], arguments].concat(), b"");
        assert_eq!(run.code, 0, "{run:?}");
        insta::assert_snapshot!(format!("trace-{name}"), run.out);
    }
    let run = kanwu_in(folder.path(), &["trace", "a.txt:5", "--rule", "seats", "--lang", "zh"], b"");
    insta::assert_snapshot!("trace-unbound-zh", run.out);
    let run = kanwu(&["trace", "fixtures/government-work-report-2024.txt:19", "--rule", "broken-paragraph", "--no-config"]);
    insta::assert_snapshot!("trace-transcript-en", run.out);
}

#[test]
fn the_schema_describes_a_trace() {
    let schema: Value = serde_json::from_str(&kanwu(&["schema", "trace"]).out).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let folder = ready();
    for place in ["a.txt", "a.txt:4", "a.txt:2", "a.txt:3:5"] {
        let told = json(folder.path(), &[place]);
        let errors: Vec<String> = validator.iter_errors(&told).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert_eq!(errors, Vec::<String>::new(), "{place}");
        assert_eq!(told["rules"].as_array().unwrap().len(), 8);
    }
}

#[test]
fn what_can_not_be_traced_is_told() {
    let folder = ready();
    let check = |arguments: &[&str], expected: &str| {
        let run = kanwu_in(folder.path(), &[&["trace"], arguments].concat(), b"");
        assert!(run.code == 2 && run.err.contains(expected), "{arguments:?}: {run:?}");
    };
    check(&["a.txt:6"], "there is no line 6; the last is 5");
    check(&["a.txt:3:99"], "line 3 has no column 99; it has 13");
    check(&["b.txt:3"], "b.txt: no such file or directory");
    check(&["a.txt:0"], "a.txt:0: no such file or directory");
    check(&["a.txt:3", "--rule", "fuond"], "did you mean `found`?");
    check(&["a.txt", "--encoding", "nonsense"], "no encoding is called `nonsense`");
    std::fs::write(folder.path().join("my/found.toml"), "id = 1").unwrap();
    check(&["a.txt:3"], "found.toml");
    // a file whose name looks like a place is a file
    std::fs::write(folder.path().join("c:7"), "\u{1b}[31m甲乙。\n").unwrap();
    let run = kanwu_in(folder.path(), &["trace", "c:7", "--no-config"], b"");
    assert!(run.code == 0 && run.out.starts_with("c:7:1\n") && !run.out.contains('\u{1b}'), "{run:?}");
}

#[test]
fn the_guide_shows_a_real_trace() {
    let folder = ready();
    for (name, lang) in [("docs/writing-rules.md", "en"), ("docs/writing-rules.zh-CN.md", "zh")] {
        let run = kanwu_in(folder.path(), &["trace", "a.txt:5", "--rule", "seats", "--lang", lang], b"");
        let guide = std::fs::read_to_string(root().join(name)).unwrap();
        let shown = guide.split("$ kanwu trace a.txt:5").nth(1).unwrap().split("```").next().unwrap();
        let shown: Vec<&str> = shown.lines().skip(1).filter(|l| l.trim() != "…").collect();
        assert!(shown.len() > 8);
        for line in shown {
            assert!(run.out.lines().any(|l| l == line), "{name}: {line}");
        }
    }
}

/// What a rule of this kind tells of a text: each step as `“place” outcome: why`.
fn steps_of(kind: &str, check: &str, text: &str) -> Vec<String> {
    let rule = format!("id = \"r\"\ntitle = \"t\"\nseverity = \"warning\"\nmessage = \"m\"\n[check.{kind}]\n{check}\n");
    let folder = folder(&[("kanwu.toml", "packs = []\nrules = [\"my\"]\n"), ("my/r.toml", &rule), ("a.txt", text)]);
    let told = json(folder.path(), &["a.txt", "--rule", "r"]);
    let row = &told["rules"][0];
    assert_ne!(row["end"], "no-text", "{row}");
    let step = |s: &Value| format!("“{}” {}: {}", s["text"].as_str().unwrap(), s["outcome"].as_str().unwrap(), s["why"].as_str().unwrap());
    row["steps"].as_array().unwrap().iter().map(step).collect()
}

#[test]
fn kinds_tell_what_they_let_pass() {
    let check = |kind: &str, keys: &str, text: &str, expected: &[&str]| {
        let told = steps_of(kind, keys, text);
        for step in expected {
            assert!(told.iter().any(|t| t.starts_with(step)), "{kind}: {step}\nis not among {told:#?}");
        }
        assert!(expected.len() <= told.len());
    };
    check(
        "pairing",
        "pairs = [\"“”\", \"（）\"]",
        "包括：1）落实“双碳”目标。\n\n“第一段引文。\n\n“第二段引文。”\n",
        &[
            "“）” in-order: it needs no partner",
            "““” in-order: it is closed by ”目标。",
            "“”” in-order: it closes “双碳”",
            "““” excused: no partner, but the next paragraph goes on with the quotation",
        ],
    );
    let ways = "ways = [{ regex = '[0-9](?<space> )年', mark = \"space\", usual = '[0-9]年' }]\nunless = ['2020 年']";
    check(
        "habit",
        ways,
        "2021年、2022年、2023年和2024 年。2020 年不算。\n",
        &["“1年” in-order: this is the usual way", "“ ” excused: an exception"],
    );
    check("habit", ways, "2021 年、2022 年、2023 年和2024年。\n", &["“ ” excused: written so: 3, the usual way: 1; a habit of the text"]);
    check(
        "repetition",
        "unit = \"word\"",
        "一个一个抓落实，退税缓税缓费。\n",
        &["“一个一个” excused: a number with its measure word", "“税缓税缓” excused:"],
    );
    let sentence = "unit = \"sentence\"\nmin-chars = 8\n";
    check("repetition", sentence, "全镇产值稳步增长。全镇人口稳步增长。\n", &["“全镇产值稳步增长。” in-order: no earlier one is the same"]);
    check(
        "repetition",
        &format!("{sentence}similarity = 0.8\ndiffer = [\"figure\"]\nwithin = \"document\""),
        "全县全年植树造林共计完成三万亩的任务。\n\n全县全年植树造林共计完成四万亩的任务。\n\n这一句同别的句子都不相近，是另一回事。\n",
        &[
            "“全县全年植树造林共计完成四万亩的任务。” in-order: near to",
            "“这一句同别的句子都不相近，是另一回事。” in-order: none of the document",
        ],
    );
    let stated = "anchor = '(?<count>[二三四五])项任务'\nitems = { after = true, numbered = true }";
    check(
        "enumeration",
        stated,
        "今年抓好三项任务，都很重要。\n\n还有别的事：一是修路，二是治水。\n\n再抓两项任务：一是修路，二是治水。\n\n又有三项任务：一是修路，二是治水，另一是种树。\n",
        &[
            "“三” missing: a number of items, but no series",
            "“一是” looked: a series begins here",
            "“三” undetermined: the list need not be complete",
        ],
    );
    check(
        "enumeration",
        "anchor = '(?<count>[二三四五])个重点[：很]'\nitems = { after = true }",
        "有三个重点：资金、质量和进度。这三个重点很重要。\n",
        &["“三” in-order: the counts agree", "“三个重点很” missing: no items that can be counted"],
    );
    check(
        "agreement",
        "",
        "# 2023年公报\n\n2023年全县粮食产量36.84万吨。\n\n2023年，全县粮食产量36.8万吨。油料产量2.1万吨。\n\n总投资35亿元的项目开工。\n",
        &[
            "“36.84万吨” looked: 1 other mentions of the same figure",
            "“2.1万吨” looked: no other figure of the document is the same",
            "“35亿元” looked: a noun follows it",
        ],
    );
}

#[test]
fn a_rule_that_can_not_tell_is_shown_to_people_too() {
    let table = "subject,value,period,scope,source\n粮食产量,36.84万吨,2023,全县,公报\n";
    let rule = "id = \"r\"\ntitle = \"t\"\nseverity = \"error\"\nmessage = \"{arithmetic}\"\n[check.fact]\nscope = \"全县\"\n";
    let folder = folder(&[
        ("kanwu.toml", "packs = []\nrules = [\"my\"]\nfacts = [\"k.csv\"]\n"),
        ("my/r.toml", rule),
        ("k.csv", table),
        (
            "a.txt",
            "2023年，全县粮食产量40.12万吨，增长2%。\n\n2022年全县粮食产量35万吨，2023年全省粮食产量3954万吨，全县粮食产量多于全市。\n",
        ),
    ]);
    let run = kanwu_in(folder.path(), &["trace", "a.txt:1"], b"");
    assert!(run.code == 0 && run.out.contains("looked at something, and it can't be told (1)\n  r [fact]: see each place\n"), "{run:?}");
    assert!(
        run.out.contains("undetermined: several figures could be meant: 40.12 ≟ 36.84") && run.out.contains("published: 36.84万吨（公报）"),
        "{run:?}"
    );
    assert!(run.out.contains("known = 36.84万吨\n"), "what a table knows stands nowhere in the text: {run:?}");
    let told = json(folder.path(), &["a.txt:3"]);
    let why: Vec<&str> = told["rules"][0]["steps"].as_array().unwrap().iter().map(|s| s["why"].as_str().unwrap()).collect();
    assert_eq!(why, ["it is of 2022, and the tables have 2023", "it speaks of “全省”, and the rule (`scope`) of “全县”"]);
}
