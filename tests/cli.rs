//! Flags, exit codes, output files, configuration.

use crate::support::{command, folder, kanwu, kanwu_in, pattern_rule};
use std::process::Stdio;

const BAD: &str = "会议审议通过了决定。、各方表示欢迎。\n";
const GOOD: &str = "会议审议通过了决定。各方表示欢迎。\n";
const LEAD: &str = "机场跑道利用率\u{200B}比以往提升。\n";

#[test]
fn exit_codes() {
    let folder = folder(&[("bad.txt", BAD), ("good.txt", GOOD), ("lead.txt", LEAD), ("note.toml", ""), ("empty/x", "")]);
    let check = |arguments: &[&str], code: i32| {
        for format in ["human", "concise", "json", "jsonl"] {
            let all = [&["check", "--format", format], arguments].concat();
            let run = kanwu_in(folder.path(), &all, b"");
            assert_eq!(run.code, code, "{all:?}: {run:?}");
        }
    };
    check(&["good.txt"], 0);
    check(&["bad.txt"], 1);
    check(&["lead.txt"], 0);
    check(&["bad.txt", "--exit-zero"], 0);
    check(&["bad.txt", "--fail-on", "never"], 0);
    check(&["bad.txt", "--skip", "doubled-mark"], 0);
    check(&["bad.txt", "--only", "marks"], 1);
    check(&["bad.txt", "--only", "no-such-rule"], 2);
    check(&["bad.txt", "--skip", "china-macro,figure,marks,text,wording"], 2); // no rule is left: nothing would be tested
    check(&["bad.txt", "--rules", "empty"], 2);
    check(&["."], 1);
    check(&["missing.txt"], 2);
    check(&["missing.txt", "bad.txt", "--exit-zero"], 2); // what was not checked is not excused
    check(&["bad.txt", "--encoding", "nonsense"], 2);
    check(&["bad.txt", "--rules", "no-such-folder"], 2);
    check(&["bad.txt", "--config", "no-such-file.toml"], 2);
}

#[test]
fn severities_and_thresholds() {
    let folder = folder(&[("t.txt", "提升履职“能力。\n")]);
    let code = |fail_on: &str| kanwu_in(folder.path(), &["check", "t.txt", "--fail-on", fail_on], b"").code;
    assert_eq!((code("warning"), code("error"), code("never")), (1, 0, 0)); // unpaired-mark is a warning
}

#[test]
fn usage() {
    for arguments in [&[][..], &["check"], &["check", "x", "--format", "yaml"], &["frobnicate"], &["check", "x", "--no-such-flag"]] {
        let run = kanwu(arguments);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments:?}");
        assert!(!run.err.is_empty());
    }
    assert_eq!(kanwu(&["--help"]).code, 0);
    assert!(kanwu(&["check", "--help", "--lang", "zh"]).out.contains("退出码"));
    assert!(kanwu(&["check", "--help"]).out.contains("Exit codes"));
    assert!(kanwu(&["--version"]).out.starts_with("kanwu "));
}

#[test]
fn completions_and_man_page() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = kanwu(&["completions", shell]);
        assert!(run.code == 0 && run.out.contains("min-confidence"), "{shell}");
    }
    let man = kanwu(&["man"]);
    assert!(man.code == 0 && man.out.contains(".TH") && man.out.contains("stdin") && man.out.contains("min\\-confidence"));
}

#[test]
fn language_follows_the_locale_and_the_flag() {
    let folder = folder(&[("t.txt", BAD)]);
    let run = |locale: &str, arguments: &[&str]| {
        let all = [&["check", "t.txt", "--format", "concise"], arguments].concat();
        let output = command(folder.path(), &all).env("LC_ALL", locale).stdin(Stdio::null()).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(run("zh_CN.UTF-8", &[]).contains("错误["));
    assert!(run("en_US.UTF-8", &[]).contains("error["));
    assert!(run("en_US.UTF-8", &["--lang", "zh"]).contains("错误["));
    assert!(run("zh_CN.UTF-8", &["--lang=en"]).contains("error["));
}

#[test]
fn standard_input() {
    let run = |arguments: &[&str], input: &[u8]| {
        kanwu_in(&crate::support::root(), &[&["check", "-", "--format", "concise", "-q"], arguments].concat(), input)
    };
    assert!(run(&[], BAD.as_bytes()).out.starts_with("<stdin>:1:10: error[doubled-mark]"));
    assert!(run(&["--stdin-filename", "会议.txt"], BAD.as_bytes()).out.starts_with("会议.txt:1:10:"));
    // the name tells the syntax
    let markdown = "见**附表。**、下同。\n";
    assert!(run(&["--stdin-filename", "a.md"], markdown.as_bytes()).out.contains("[doubled-mark]"));
    assert!(run(&[], markdown.as_bytes()).out.contains("[leftover-markup]"));
    let gbk = encoding_rs::GB18030.encode(&BAD.repeat(5)).0.into_owned();
    assert_eq!(run(&[], &gbk).out.lines().count(), 5);
}

#[test]
fn directories() {
    let folder = folder(&[
        ("a.txt", BAD),
        ("b/c.md", BAD),
        ("b/d.csv", BAD),
        (".hidden.txt", BAD),
        ("skipped.txt", BAD),
        (".kanwuignore", "skipped.txt\n"),
        ("build/x.txt", BAD),
        (".ignore", "build/\n"),
    ]);
    let run = kanwu_in(folder.path(), &["check", ".", "--format", "concise"], b"");
    let files: Vec<&str> = run.out.lines().filter_map(|l| l.split_once(":1:").map(|(f, _)| f)).collect();
    assert_eq!(files, ["./a.txt", "./b/c.md"]);
    let files = |arguments: &[&str]| {
        kanwu_in(folder.path(), &[&["check", ".", "--format", "concise", "-q"], arguments].concat(), b"").out.lines().count()
    };
    assert_eq!(
        (files(&["--include", "*.csv"]), files(&["--exclude", "b/**"]), files(&["--exclude", "*.md", "--exclude", "a.*"])),
        (1, 1, 0)
    );
    assert_eq!(kanwu_in(folder.path(), &["check", ".", "--include", "["], b"").code, 2);
    // a file that is named is checked whatever its name, and only once
    let run = kanwu_in(folder.path(), &["check", "b/d.csv", "b/d.csv", "--format", "concise", "-q"], b"");
    assert_eq!(run.out.lines().count(), 1);
}

#[test]
fn nothing_to_check_is_a_failure() {
    let folder = folder(&[("x/readme.csv", "a"), ("empty.txt", ""), ("blank.txt", " \n\u{3000}\n")]);
    let code = |arguments: &[&str]| kanwu_in(folder.path(), &[&["check"], arguments].concat(), b"").code;
    assert_eq!((code(&["x"]), code(&["x", "--allow-empty"])), (2, 0));
    assert_eq!((code(&["empty.txt"]), code(&["empty.txt", "--allow-empty"])), (2, 0));
    assert_eq!((code(&["blank.txt"]), code(&["blank.txt", "--allow-empty"])), (2, 0));
    assert_eq!((code(&["-"]), code(&["-", "--allow-empty"])), (2, 0));
}

#[test]
fn output_files_are_whole_or_not_there() {
    let folder = folder(&[("bad.txt", BAD), ("old.json", "old")]);
    let run = |output: &str| kanwu_in(folder.path(), &["check", "bad.txt", "--format", "json", "--output", output], b"");
    let done = run("out.json");
    assert_eq!((done.code, done.out.as_str()), (1, ""));
    let text = std::fs::read_to_string(folder.path().join("out.json")).unwrap();
    assert!(text.ends_with("}\n") && serde_json::from_str::<serde_json::Value>(&text).is_ok());
    assert_eq!(run("old.json").code, 1);
    assert!(std::fs::read_to_string(folder.path().join("old.json")).unwrap().starts_with("{\"version\""));
    let failed = run("no-such-folder/out.json");
    assert_eq!(failed.code, 2);
    assert!(failed.err.contains("can't write"), "{}", failed.err);
    assert_eq!(run(".").code, 2);
    let over = kanwu_in(folder.path(), &["check", ".", "-o", "./bad.txt"], b"");
    assert_eq!((over.code, std::fs::read_to_string(folder.path().join("bad.txt")).unwrap().as_str()), (2, BAD), "{over:?}");
    let left: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .filter(|n| n.starts_with(".kanwu-"))
        .collect();
    assert_eq!(left, Vec::<String>::new());
}

#[test]
fn configuration() {
    let rule = pattern_rule("my-rule", "甲乙") + "[[example]]\nfails = \"⟦甲乙⟧\"\n[[example]]\npasses = \"丙\"\n";
    let config = "rules = [\"my\"]\nexclude = [\"drafts/**\"]\nlanguage = \"zh\"\nfail-on = \"error\"\nskip = [\"doubled-mark\"]\n[severity]\nmy-rule = \"info\"\n";
    let folder = folder(&[("kanwu.toml", config), ("my/my-rule.toml", &rule), ("texts/a.txt", "甲乙。、丙。\n"), ("drafts/b.txt", BAD)]);
    let texts = folder.path().join("texts");
    let run = kanwu_in(&texts, &["check", "a.txt", "--format", "concise"], b""); // found by walking up
    assert_eq!(run.out.lines().next().unwrap(), "a.txt:1:1: 线索[my-rule] 甲乙", "{run:?}");
    assert_eq!((run.code, run.out.lines().count()), (0, 2));
    let run = kanwu_in(&texts, &["check", "a.txt", "--format", "concise", "--no-config"], b"");
    assert_eq!((run.code, run.out.contains("error[doubled-mark]")), (1, true));
    let run = kanwu_in(folder.path(), &["check", ".", "--format", "concise"], b"");
    assert!(!run.out.contains("drafts"), "{}", run.out);
    // the command line wins
    let run = kanwu_in(&texts, &["check", "a.txt", "--format", "concise", "--lang", "en"], b"");
    assert!(run.out.contains("lead[my-rule]"), "{}", run.out);
}

#[test]
fn a_folder_named_twice_is_read_once() {
    let rule = pattern_rule("my-rule", "甲乙") + "[[example]]\nfails = \"⟦甲乙⟧\"\n[[example]]\npasses = \"丙\"\n";
    let folder = folder(&[("kanwu.toml", "rules = [\"my\"]"), ("my/my-rule.toml", &rule), ("a.txt", "甲乙。\n")]);
    let run = kanwu_in(folder.path(), &["check", "a.txt", "--rules", "my", "--rules", "my/my-rule.toml", "--format", "concise", "-q"], b"");
    assert_eq!((run.code, run.out.as_str()), (1, "a.txt:1:1: warning[my-rule] 甲乙\n"));
    let run = kanwu_in(folder.path(), &["check", "a.txt", "--format", "human"], b"");
    assert!(run.out.contains("= rule: my/my-rule.toml"), "the path is as seen from here: {}", run.out);
}

#[test]
fn a_rule_for_some_paths_does_not_depend_on_where_one_stands() {
    let rule = pattern_rule("my-rule", "甲乙")
        + "[applies]\npaths = [\"bulletins/*.txt\"]\n[[example]]\nfails = \"⟦甲乙⟧\"\n[[example]]\npasses = \"丙\"\n";
    let folder = folder(&[
        ("my/my-rule.toml", &rule),
        ("x/bulletins/a.txt", "甲乙。\n"),
        ("x/bulletins/deep/a.txt", "甲乙。\n"),
        ("x/other/a.txt", "甲乙。\n"),
    ]);
    for path in [".", "x", "./x/bulletins", "x/bulletins/a.txt"] {
        let run = kanwu_in(folder.path(), &["check", path, "--rules", "my", "--only", "my-rule", "--format", "concise", "-q"], b"");
        assert_eq!(run.out.lines().count(), 1, "{path}: {}", run.out);
    }
}

#[test]
fn configuration_errors_stand_at_the_key() {
    let check = |config: &str, expected: &str| {
        let folder = folder(&[("kanwu.toml", config), ("a.txt", GOOD)]);
        let run = kanwu_in(folder.path(), &["check", "a.txt", "--format", "concise", "--config", "kanwu.toml"], b"");
        assert_eq!(run.code, 2, "{config}");
        assert_eq!(run.out.lines().next().unwrap(), expected, "{config}");
    };
    check("rulez = []", "kanwu.toml:1:1: error[configuration] unknown key `rulez`");
    check("\nrules = [\"nowhere\"]", "kanwu.toml:2:10: error[configuration] no rule folder `nowhere`");
    check("language = \"fr\"", "kanwu.toml:1:12: error[configuration] language is zh or en, not `fr`");
    check("fail-on = \"all\"", "kanwu.toml:1:11: error[configuration] unknown variant `all`, expected one of `error`, `warning`, `never`");
    check("[severity]\nbroken-paragraf = \"off\"", "kanwu.toml:2:19: error[configuration] no rule is called `broken-paragraf`");
    check(
        "exclude = [\"[\"]",
        "kanwu.toml:1:12: error[configuration] bad glob: error parsing glob '[': unclosed character class; missing ']'",
    );
    check("a = ", "kanwu.toml:1:5: error[configuration] TOML syntax: string values must be quoted, expected literal string");
}

#[test]
fn two_configurations_need_a_choice() {
    let folder = folder(&[("a/kanwu.toml", ""), ("a/t.txt", GOOD), ("b/kanwu.toml", ""), ("b/t.txt", GOOD)]);
    assert_eq!(kanwu_in(folder.path(), &["check", "a", "b"], b"").code, 2);
    assert_eq!(kanwu_in(folder.path(), &["check", "a", "b", "--no-config"], b"").code, 0);
}

#[test]
fn init_writes_what_works_and_overwrites_nothing() {
    for lang in ["zh", "en"] {
        let folder = folder(&[("draft.txt", "全县经济运行情况（讨论稿）\n\n全年平稳。\n")]);
        let run = kanwu_in(folder.path(), &["init", "--lang", lang], b"");
        assert_eq!((run.code, run.out.lines().count()), (0, 3), "{run:?}");
        let run = kanwu_in(folder.path(), &["check", ".", "--format", "concise", "--require-examples"], b"");
        assert!(run.code == 1 && run.out.contains("[my-first-rule]"), "{run:?}");
        std::fs::write(folder.path().join("kanwu.toml"), "# mine\n").unwrap();
        assert_eq!(kanwu_in(folder.path(), &["init"], b"").code, 0);
        assert_eq!(std::fs::read_to_string(folder.path().join("kanwu.toml")).unwrap(), "# mine\n");
    }
}

#[test]
fn rules_are_listed() {
    let run = kanwu(&["rules", "--no-config"]);
    assert_eq!(run.code, 0);
    assert!(run.out.lines().any(|l| l.starts_with("broken-paragraph ") && l.contains("error") && l.contains("continuity")));
    assert_eq!(run.out.lines().count(), kanwu::rule::shipped().count());
    assert_eq!(kanwu(&["rules", "list", "--no-config"]).out, run.out);
    let run = kanwu(&["rules", "explain", "dangling-half", "--lang", "zh"]);
    assert!(run.code == 0 && run.out.contains("数词") && run.out.contains("⟦半⟧"), "{run:?}");
    let run = kanwu(&["rules", "explain", "dangling-haff"]);
    assert!(run.code == 2 && run.err.contains("did you mean `dangling-half`?"), "{run:?}");
    let folder = folder(&[("r/bad.toml", "id = 1")]);
    let run = kanwu_in(folder.path(), &["rules", "--rules", "r"], b"");
    assert!(run.code == 2 && run.err.contains("bad.toml"), "{run:?}");
}

#[test]
fn verbose_names_the_rules_that_tested_nothing() {
    let folder = folder(&[("t.txt", GOOD)]);
    let run = kanwu_in(folder.path(), &["check", "t.txt", "-v"], b"");
    assert!(run.err.contains("dangling-half"), "{run:?}");
}
