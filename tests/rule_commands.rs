//! `kanwu rules new`, `test`, `lint`, `schema`, `list`: what an author of rules works with.

use crate::support::{folder, kanwu, kanwu_in, pattern_rule, root};
use kanwu::kind::{KINDS, rule_schema};
use kanwu::lang::Lang;
use kanwu::rule::{keys, shipped};
use std::path::Path;

const FAILS: &str = "[[example]]\nfails = \"有⟦甲乙⟧。\"\n";
const PASSES: &str = "[[example]]\npasses = \"没有。\"\n";

#[test]
fn a_new_rule_of_every_kind_works_as_it_is() {
    let folder = folder(&[("t.txt", "一句话。\n")]);
    for lang in ["zh", "en"] {
        for kind in KINDS {
            let (id, kind) = (format!("a-{}-{lang}", kind.name()), kind.name());
            let run = kanwu_in(folder.path(), &["rules", "new", kind, &id, "--lang", lang], b"");
            assert_eq!((run.code, run.err.as_str()), (0, ""), "{kind}: {run:?}");
            let path = format!("kanwu-rules/{id}.toml");
            assert!(run.out.contains(&path), "{run:?}");
            let tried = kanwu_in(folder.path(), &["rules", "test", &path, "--require-examples"], b"");
            assert_eq!((tried.code, tried.out.lines().count()), (0, 1), "{kind}: {tried:?}");
            let text = std::fs::read_to_string(folder.path().join(&path)).unwrap();
            for key in keys(&kanwu::kind::named(kind).unwrap().schema()) {
                assert!(text.contains(&format!("#   {}", key.name)), "the scaffold of {kind} does not name {}", key.name);
            }
        }
    }
    let checked = kanwu_in(folder.path(), &["check", "t.txt", "--rules", "kanwu-rules", "--require-examples"], b"");
    assert_eq!(checked.code, 0, "{checked:?}");
}

#[test]
fn a_new_rule_names_the_schema_that_lies_beside_it() {
    let folder = folder(&[("t.txt", "一句话。\n")]);
    let run = |arguments: &[&str]| kanwu_in(folder.path(), arguments, b"");
    assert_eq!(run(&["rules", "new", "pattern", "before"]).code, 0);
    let schema = run(&["rules", "schema", "--lang", "zh"]);
    std::fs::write(folder.path().join("kanwu-rules/rule.schema.json"), &schema.out).unwrap();
    assert_eq!(run(&["rules", "new", "pattern", "after"]).code, 0);
    let read = |name: &str| std::fs::read_to_string(folder.path().join("kanwu-rules").join(name)).unwrap();
    assert!(!read("before.toml").contains("#:schema"));
    // an editor takes it from the first line, and the path as seen from the rule
    let after = read("after.toml");
    let named = after.lines().next().unwrap().strip_prefix("#:schema ").unwrap();
    let found: serde_json::Value = serde_json::from_str(&read(named)).unwrap();
    assert!(jsonschema::draft7::new(&found).unwrap().is_valid(&as_json(&after)));
    // the schema in the folder of rules is no rule
    assert_eq!(run(&["rules", "test", "kanwu-rules"]).code, 0);
}

#[test]
fn a_new_rule_overwrites_nothing() {
    let folder = folder(&[("kanwu.toml", "rules = [\"mine\"]"), ("mine/a.toml", "mine"), ("file", "")]);
    let new = |arguments: &[&str]| kanwu_in(folder.path(), &[&["rules", "new", "pattern"], arguments].concat(), b"");
    let run = new(&["a"]);
    assert!(run.code == 2 && run.err.contains("left as it is"), "{run:?}");
    assert_eq!(std::fs::read_to_string(folder.path().join("mine/a.toml")).unwrap(), "mine");
    assert_eq!(new(&["b"]).code, 0);
    assert!(folder.path().join("mine/b.toml").is_file(), "it goes to the folder that the configuration names");
    for id in ["A", "a_b", "../a", "a/b", "-a", "", "甲"] {
        let run = new(&["--folder", "other", "--", id]);
        assert!(run.code == 2 && run.err.contains("kebab-case"), "{id}: {run:?}");
    }
    assert!(!folder.path().join("other").exists());
    assert_eq!(new(&["c", "--folder", "file"]).code, 2);
    assert_eq!(kanwu_in(folder.path(), &["rules", "new", "magic", "x"], b"").code, 2);
    let run = new(&["broken-paragraph", "--folder", "other"]);
    assert!(run.code == 0 && run.err.contains("shipped rule"), "{run:?}");
}

fn test_of(rule: &str, arguments: &[&str]) -> crate::support::Run {
    let folder = folder(&[("r/x.toml", rule)]);
    kanwu_in(folder.path(), &[&["rules", "test", "r"], arguments].concat(), b"")
}

#[test]
fn examples_that_do_not_come_out_are_shown() {
    let check = |rule: &str, code: i32, expected: &str| {
        let run = test_of(rule, &[]);
        assert_eq!((run.code, run.out.trim_end()), (code, expected), "{rule}");
    };
    let rule = |more: &str| pattern_rule("x", "甲乙") + more;
    let end = "; rules that lack examples: 0";
    check(&rule(&[FAILS, PASSES].concat()), 0, &format!("rules: 1; examples: 2: 2 validated, 0 missing, 0 noisy, 0 wrong{end}"));
    check(
        &rule(&[FAILS, "[[example]]\npasses = \"也有甲乙。\"\n"].concat()),
        1,
        &format!(
            "r/x.toml:10: noisy: the example finds ⟦甲乙⟧, which is not marked\n  stated:\n    也有甲乙。\n  found:\n    也有⟦甲乙⟧。\n\
             rules: 1; examples: 2: 1 validated, 0 missing, 1 noisy, 0 wrong{end}"
        ),
    );
    check(
        &rule(&["[[example]]\nfails = \"有⟦甲⟧。\"\n", PASSES].concat()),
        1,
        &format!(
            "r/x.toml:8: missing: the example does not find the marked ⟦甲⟧\n  stated:\n    有⟦甲⟧。\n  found:\n    有甲。\n\
             rules: 1; examples: 2: 1 validated, 1 missing, 0 noisy, 0 wrong{end}"
        ),
    );
    check(
        &rule(&[FAILS, "proposes = \"丙\"\n", PASSES].concat()),
        1,
        &format!(
            "r/x.toml:8: wrong: the example should propose “丙” and proposes “—”\n\
             rules: 1; examples: 2: 1 validated, 0 missing, 0 noisy, 1 wrong{end}"
        ),
    );
}

#[test]
fn a_rule_on_facts_is_tried_with_the_tables_of_the_configuration() {
    let table = "[[fact]]\nsubject = \"粮食产量\"\nvalue = \"36.84万吨\"\nperiod = \"2023\"\nscope = \"全县\"\nsource = \"x\"\n";
    let rule = "id = \"r\"\ntitle = \"t\"\nseverity = \"error\"\nmessage = \"{arithmetic}\"\n[check.fact]\nscope = \"全县\"\n\
        [[example]]\nfails = \"2023年，全县粮食产量⟦36.48万吨⟧。\"\n[[example]]\npasses = \"2023年，全县粮食产量36.8万吨。\"\n";
    let folder = folder(&[("my/r.toml", rule), ("known.facts.toml", table), ("kanwu.toml", "facts = [\"known.facts.toml\"]\n")]);
    let test = |paths: &[&str]| kanwu_in(folder.path(), &[&["rules", "test"], paths].concat(), b"");
    for paths in [&["my"][..], &["my/r.toml"], &["known.facts.toml", "my"]] {
        let run = test(paths);
        assert!(run.code == 0 && run.out.starts_with("rules: 1; examples: 2: 2 validated"), "{paths:?} {run:?}");
    }
    // where a figure finds no row, that is why
    std::fs::write(folder.path().join("kanwu.toml"), "").unwrap();
    let run = test(&["my"]);
    assert!(run.code == 1 && run.out.contains("  why:\n    “36.48万吨” looked at: no row of the tables has the scope “全县”\n"), "{run:?}");
}

#[test]
fn an_example_that_is_not_found_tells_what_was_made_of_it() {
    let relation = "id = \"x\"\ntitle = \"t\"\nseverity = \"error\"\nmessage = \"{arithmetic}\"\n[check.relation]\n\
        assert = \"present + absent = members\"\n[check.relation.figures]\nmembers = { subject = \"*应到\", unit = \"人\" }\n\
        present = { subject = \"*实到\", unit = \"人\" }\nabsent = { subject = \"*缺席\", unit = \"人\" }\n\
        [[example]]\nfails = \"应到⟦100人⟧，实到90人，请假5人。\"\n";
    for (rule, why) in [
        (pattern_rule("x", "甲乙") + "unless = ['有甲']\n" + FAILS, "“甲乙” excused: an exception (`unless`) overlaps it"),
        (relation.to_owned(), "“5人” looked at: [请假 · level]; present: differs in subject; absent: differs in subject"),
    ] {
        let run = test_of(&rule, &[]);
        assert!(run.code == 1 && run.out.contains("  why:\n") && run.out.contains(why), "{run:?}");
    }
}

#[test]
fn examples_may_be_required_and_broken_files_fail() {
    let bare = pattern_rule("x", "甲乙");
    assert_eq!((test_of(&bare, &[]).code, test_of(&bare, &["--require-examples"]).code), (0, 1));
    assert!(test_of(&(bare.clone() + FAILS), &[]).out.contains("no example that passes"));
    let run = test_of("id = 1", &[]);
    assert!(run.code == 2 && run.err.contains("rule-file"), "{run:?}");
    assert_eq!(kanwu(&["rules", "test", "no-such-folder"]).code, 2);
    // without a path all rules are tried, the shipped ones among them
    let run = kanwu(&["rules", "test", "--no-config", "--require-examples"]);
    assert!(run.code == 0 && run.out.starts_with(&format!("rules: {};", shipped().count())), "{run:?}");
}

#[test]
fn remarks_of_lint() {
    let check = |rule: &str, expected: &[&str]| {
        let folder = folder(&[("r/x.toml", rule)]);
        let run = kanwu_in(folder.path(), &["rules", "lint", "r", "-f", "concise"], b"");
        let mut got: Vec<&str> = run.out.lines().filter_map(|l| l.strip_prefix("r/x.toml:")).collect();
        got.iter_mut().for_each(|l| *l = l.split_once(" warning[rule-lint] ").unwrap().1);
        assert_eq!(got, expected, "{rule}\n{run:?}");
        assert_eq!(run.code, i32::from(!expected.is_empty()));
    };
    let why = "why = \"a reason\"\n[check.";
    let rule = |regex: &str, more: &str| {
        (pattern_rule("x", regex) + FAILS + PASSES)
            .replace("[check.", why)
            .replace("[[example]]\nfails", &(more.to_owned() + "[[example]]\nfails"))
    };
    check(&rule("甲乙", ""), &[]);
    check(
        &pattern_rule("x", "甲乙"),
        &["a rule should have an example that fails and one that passes", "there is no why: an editor sees no reason and no way to check"],
    );
    check(
        &rule("甲乙|甲乙丙", ""),
        &["`甲乙丙` never gets its turn: `甲乙` stands before it and always matches first; put the longer one first"],
    );
    check(
        &rule("甲(?:乙|乙丙)", ""),
        &["`乙丙` never gets its turn: `乙` stands before it and always matches first; put the longer one first"],
    );
    check(&rule("(?:甲|甲甲)乙", ""), &[]); // what follows makes the second count
    check(&rule("甲乙", "unless = ['丙|丁|丙']\n"), &["`丙` is an alternative twice"]);
    check(&rule("(?<first>甲)乙", ""), &["the group `first` is of no use: no placeholder and no key names it"]);
    check(&rule("(?<first>甲)乙", "replace = \"${first}丙\"\n"), &[]);
    check(
        &rule(r"\p{Han}[^有。]", ""),
        &[
            "the rule never fires on its own examples",
            "there is no text that every match holds, so it is tried on every passage; many such rules are slow",
        ],
    );
    check(&rule("甲乙", "replace = \"乙甲乙\"\n"), &["after the change to “乙甲乙” the rule fires again at the same place"]);
    check(
        &rule("甲乙", "").replace("\"t\"", "{ zh = \"题\", en = \"t\" }"),
        &["title is there in both languages, message in one", "title is there in both languages, why in one"],
    );
    let table = |table: &str, unless: &str| {
        rule("甲乙", "")
            .replace("pattern", "substitution")
            .replace("regex = '甲乙'", &format!("table = {{ {table} }}\nunless = [{unless}]"))
    };
    check(&table("\"甲乙\" = \"甲丙\"", ""), &[]);
    check(&table("\"甲乙\" = \"甲丙\", \"丁\" = \"丙\"", "'丁'"), &["`丁` never fires: an exception is in it wherever it stands"]);
    check(&table("\"甲乙\" = \"丙甲\", \"丁\" = \"丁丁\"", ""), &["`丁` becomes `丁丁`, in which `丁` is found again"]);
    let requirement = rule("甲乙", "").replace("pattern", "requirement").replace("regex = '甲乙'", "if = '甲乙'\nthen = '乙|丙'");
    check(
        &requirement,
        &["the rule never fires on its own examples", "the `if` itself holds what `then` asks for, so the rule can never fire"],
    );
    let shipped_id = rule("甲乙", "").replace("\"x\"", "\"heading-year\"");
    let folder = folder(&[("r/heading-year.toml", &shipped_id)]);
    let run = kanwu_in(folder.path(), &["rules", "lint", "r", "-f", "concise"], b"");
    assert!(run.code == 1 && run.out.contains("this rule replaces the shipped heading-year"), "{run:?}");
}

/// A TOML text as JSON, as an editor's extension sees it.
/// What `rules lint` says of some rules that assert relations: the file and the remark.
fn remarks_on_relations(rules: &[(&str, &str)]) -> Vec<String> {
    let file = |id: &str, check: &str| {
        format!(
            "id = \"{id}\"\ntitle = \"t\"\nseverity = \"warning\"\nmessage = \"{{arithmetic}}\"\nwhy = \"a reason\"\n[check.relation]\n{check}\n\
             [check.relation.figures]\na = {{ subject = \"甲产量\" }}\nb = {{ subject = \"乙产量\" }}\nc = {{ subject = \"总产量\" }}\n\
             [[example]]\npasses = \"天晴。\"\n"
        )
    };
    let files: Vec<(String, String)> = rules.iter().map(|(id, check)| (format!("r/{id}.toml"), file(id, check))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (&**path, &**text)).collect();
    let run = kanwu_in(folder(&files).path(), &["rules", "lint", "r", "-f", "concise"], b"");
    let remark = |line: &str| {
        let (place, remark) = line.strip_prefix("r/")?.split_once(" warning[rule-lint] ")?;
        Some(format!("{} {remark}", place.split_once(".toml").unwrap().0))
    };
    run.out.lines().filter_map(remark).filter(|r| !r.contains("an example that fails")).collect()
}

#[test]
fn relations_that_can_not_fail_contradict_or_follow_are_remarked() {
    type Case<'c> = (&'c [(&'c str, &'c str)], &'c [&'c str]);
    let sum = ("x", "assert = \"a + b = c\"");
    let cases: &[Case<'_>] = &[
        (&[sum], &[]),
        (&[("x", "assert = \"a + b = b + a\"")], &["x it holds whatever the figures are, so the rule can never fail"]),
        (&[("x", "assert = \"a < b and b < a\"")], &["x it fails whatever the figures are"]),
        (&[sum, ("y", "assert = \"c - b = a\"")], &["y it follows from x, so this rule finds nothing that they do not"]),
        (&[sum, ("y", "assert = \"c >= a + b\"")], &["y it follows from x, so this rule finds nothing that they do not"]),
        (&[sum, ("y", "assert = \"c < a + b\"")], &["y it can't hold together with x"]),
        // what holds in a paragraph says nothing of a document
        (&[sum, ("y", "assert = \"c >= a + b\"\nwithin = \"document\"")], &[]),
        (&[("x", "assert = \"a + b = c\"\nlead = true"), ("y", "assert = \"c >= a + b\"")], &[]),
        (
            &[("x", "assert = \"a = b\"\nevidence = \"repair\"")],
            &["x with `repair` a relation needs three figures, so the rule can never fail"],
        ),
        (&[("x", "assert = \"a <= b\"\ntolerance = \"1吨\"")], &["x there is no equation that it could widen"]),
    ];
    for (rules, expected) in cases {
        assert_eq!(remarks_on_relations(rules), *expected, "{rules:?}");
    }
}

#[test]
fn the_shipped_rules_do_not_repeat_one_another() {
    let run = kanwu(&["rules", "lint", "-f", "concise"]);
    let related: Vec<&str> =
        run.out.lines().filter(|l| l.contains("follows from") || l.contains("together") || l.contains("never fail")).collect();
    assert_eq!(related, Vec::<&str>::new());
}

fn as_json(text: &str) -> serde_json::Value {
    toml::from_str(text).unwrap()
}

#[test]
fn every_rule_is_valid_against_the_schema_and_a_broken_one_is_not() {
    for lang in [Lang::Zh, Lang::En] {
        let schema = jsonschema::draft7::new(&rule_schema(lang)).unwrap();
        let mut count = 0;
        for file in shipped() {
            let errors: Vec<String> = schema.iter_errors(&as_json(&file.text)).map(|e| format!("{}: {e}", e.instance_path())).collect();
            assert_eq!(errors, Vec::<String>::new(), "{}", file.path);
            count += 1;
        }
        assert!(count >= 10);
        for kind in KINDS {
            let text = kanwu::kind::scaffold(*kind, "x", None, lang);
            assert!(schema.is_valid(&as_json(&text)), "{text}");
        }
    }
    for schema in [rule_schema(Lang::En), rule_schema(Lang::Zh)] {
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#", "what editors know");
        jsonschema::meta::validate(&schema).unwrap();
    }
    let good = pattern_rule("x", "甲乙") + FAILS;
    let schema = jsonschema::draft7::new(&rule_schema(Lang::En)).unwrap();
    assert!(schema.is_valid(&as_json(&good)));
    for (from, to) in [
        ("title", "titel"),
        ("regex", "regexp"),
        ("'甲乙'", "7"),
        ("[check.pattern]", "[check.patern]"),
        ("\"warning\"", "\"warn\""),
        ("regex = '甲乙'", "regex = '甲乙'\nwithin = \"page\""),
        ("[[example]]", "[check.pairing]\npairs = []\n[[example]]"),
        ("id = \"x\"\n", ""),
        ("fails", "fail"),
        ("\"t\"", "{ zh = \"t\" }"),
    ] {
        assert!(good.contains(from), "{from}");
        assert!(!schema.is_valid(&as_json(&good.replacen(from, to, 1))), "{from} → {to} is valid");
    }
    assert_eq!(serde_json::from_str::<serde_json::Value>(&kanwu(&["rules", "schema"]).out).unwrap(), rule_schema(Lang::En));
}

#[test]
fn every_key_has_its_meaning() {
    fn look(place: &str, list: &[kanwu::rule::Key], wrong: &mut Vec<String>) {
        for key in list {
            let place = format!("{place}.{}", key.name);
            if key.meaning.en.is_empty() {
                wrong.push(place.clone());
            }
            wrong.extend(key.choices.iter().filter(|(_, m)| m.en.is_empty()).map(|(name, _)| format!("{place} = {name}")));
            look(&place, &key.keys, wrong);
        }
    }
    let mut wrong = Vec::new();
    look("rule", &keys(&kanwu::rule::file_schema()), &mut wrong);
    for kind in KINDS {
        look(kind.name(), &keys(&kind.schema()), &mut wrong);
    }
    assert_eq!(wrong, Vec::<String>::new(), "a doc comment is missing");
}

#[test]
fn rules_are_listed_for_programs() {
    let run = kanwu(&["rules", "--no-config", "--format", "json"]);
    let rows: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let row = rows.as_array().unwrap().iter().find(|r| r["id"] == "dangling-half").unwrap();
    assert_eq!((row["family"].as_str(), row["shipped"].as_bool(), row["kind"].as_str()), (Some("wording"), Some(true), Some("pattern")));
    assert!(row["examples"]["fails"].as_u64().unwrap() > 0 && row["title"]["zh"].is_string() && row["file"].is_string());
    let folder = folder(&[("r/x.toml", &(pattern_rule("x", "甲乙") + FAILS + PASSES))]);
    let run = kanwu_in(folder.path(), &["rules", "list", "--rules", "r"], b"");
    assert!(run.out.lines().any(|l| l.starts_with("x ") && l.ends_with("[r/x.toml]")), "{}", run.out);
}

#[test]
fn rule_paths_that_lead_nowhere() {
    let good = pattern_rule("x", "甲乙") + FAILS + PASSES;
    let folder = folder(&[("r/x.toml", &good), ("s/x.toml", &good), ("t.txt", "一句话。\n"), ("evil/a\u{1b}[31m.toml", &good)]);
    let run = |arguments: &[&str]| kanwu_in(folder.path(), arguments, b"");
    let two = run(&["check", "t.txt", "-r", "r", "-r", "s", "-f", "concise"]);
    assert!(two.code == 2 && two.out.contains("s/x.toml:1:6: error[rule-file] id `x` is already used in r/x.toml"), "{two:?}");
    assert_eq!(run(&["rules", "test", "r", "s"]).code, 2);
    let missing = run(&["check", "t.txt", "-r", "nowhere"]);
    assert!(missing.code == 2 && missing.err.contains("nowhere"), "{missing:?}");
    for arguments in
        [&["check", "t.txt", "-r", "evil"][..], &["rules", "-r", "evil"], &["rules", "test", "evil"], &["rules", "lint", "evil"]]
    {
        let evil = run(arguments);
        assert_eq!(evil.code, 2, "{evil:?}");
        assert!(!evil.out.contains('\u{1b}') && !evil.err.contains('\u{1b}'), "{evil:?}");
    }
    #[cfg(unix)]
    links(folder.path());
}

#[cfg(unix)]
fn links(folder: &Path) {
    use std::os::unix::fs::symlink;
    for name in ["loop", "self", "dangling", "linked"] {
        std::fs::create_dir(folder.join(name)).unwrap();
        std::fs::write(folder.join(name).join("y.toml"), pattern_rule("y", "甲") + "[[example]]\nfails = \"⟦甲⟧\"\n" + PASSES).unwrap();
    }
    symlink("..", folder.join("loop/again")).unwrap();
    symlink("x.toml", folder.join("self/x.toml")).unwrap();
    symlink("nowhere.toml", folder.join("dangling/x.toml")).unwrap();
    symlink("../r", folder.join("linked/r")).unwrap();
    for name in ["self", "dangling"] {
        let run = kanwu_in(folder, &["rules", "test", name], b"");
        assert!(run.code == 2 && run.err.contains(&format!("{name}/x.toml")), "{name}: {run:?}");
    }
    let run = kanwu_in(folder, &["rules", "test", "loop/again/loop"], b"");
    assert!(run.code == 2 && run.err.contains("loop"), "{run:?}");
    let run = kanwu_in(folder, &["rules", "test", "linked"], b"");
    assert!(run.code == 0 && run.out.starts_with("rules: 2;"), "{run:?}");
}

#[test]
fn the_root_of_the_project_is_where_the_rules_are() {
    // `kanwu rules test rules/` is what a contributor types
    let run = kanwu_in(&root(), &["rules", "test", "rules"], b"");
    assert!(run.code == 0 && run.out.starts_with(&format!("rules: {};", shipped().count())), "{run:?}");
    // and `kanwu rules lint rules/`: of the shipped rules only speed is remarked on, where there is no help
    let run = kanwu_in(&root(), &["rules", "lint", "rules", "-f", "concise"], b"");
    let remarks: Vec<&str> = run.out.lines().filter(|l| l.contains("[rule-lint]")).collect();
    assert!(!remarks.is_empty() && remarks.iter().all(|l| l.contains("it is tried on every passage")), "{remarks:#?}");
    assert!(remarks.len() < shipped().count() / 4, "{}", remarks.len());
}
