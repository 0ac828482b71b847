//! Baseline and decisions: what is known stays known through edits, what is new is told, and broken files are told at
//! their line.

use crate::support::{Run, folder};
use serde_json::Value;
use std::path::Path;

const TEXT: &str = "# 某县政府工作报告

一、工作回顾

会议审议通过了决定。、各方表示欢迎。全年新增装机超过全年的半，比上一年多。

国内生产总值1260582亿元，增长5.2%。第一产业增加值89755亿元，占7.1%；第二产业增加值432589亿元，占38.3%；第三产业增加值688238亿元，占54.6%。

粮食产量1.39万亿斤，保持稳定。有关单位派人出席多国，促进当地企业之间开展贸易与投资合作。
";

/// A rule like the shipped one, in the words of someone else.
const REWORDED: &str = "id = \"dangling-half\"\ntitle = \"half of what\"\nseverity = \"error\"\nmessage = \"what half?\"\n\
[check.pattern]\nregex = '的(?<half>半)(?:[，。]|$)'\nmark = \"half\"\nreplace = \"一半\"\n\
[[example]]\nfails = \"超过去年的⟦半⟧。\"\nproposes = \"一半\"\n[[example]]\npasses = \"接近去年的一半。\"\n";

const FOUND: [&str; 4] = ["doubled-mark", "dangling-half", "gdp-by-industry-mismatch", "attended-country"];

fn run(folder: &Path, arguments: &[&str]) -> Run {
    let mut command = crate::support::command(folder, arguments);
    let out = command.env("SOURCE_DATE_EPOCH", "1795478400").output().unwrap(); // 2026-11-24
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Run { code: out.status.code().unwrap(), out: text(out.stdout), err: text(out.stderr) }
}

/// The rules of the findings that are reported for the text, and whether anything is stale.
fn reported(folder: &Path, arguments: &[&str]) -> (Vec<String>, bool) {
    let run = run(folder, &[&["check", ".", "-f", "json"], arguments].concat());
    let report: Value = serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{run:?}"));
    let mut rules = Vec::new();
    let mut stale = false;
    for file in report["files"].as_array().unwrap() {
        for finding in file["findings"].as_array().unwrap() {
            match file["role"].as_str().unwrap() {
                // what is only information, that the lines are wrapped, fails no run
                "text" if finding["rule"] == "wrapped-lines" => {}
                "text" => rules.push(finding["rule"].as_str().unwrap().to_owned()),
                _ => stale |= finding["message"].as_str().unwrap().contains("found no more"),
            }
        }
    }
    assert_eq!(run.code, i32::from(!rules.is_empty()), "{run:?}");
    (rules, stale)
}

fn with_baseline(text: &str) -> tempfile::TempDir {
    let folder = folder(&[("a.txt", text)]);
    let done = run(folder.path(), &["baseline", "write"]);
    assert_eq!(done.code, 0, "{done:?}");
    folder
}

#[test]
fn the_baseline_knows_findings_through_edits() {
    let reflowed: String = TEXT.lines().map(|line| wrapped(line) + "\n").collect();
    let moved = TEXT.replace("超过全年的半，比上一年多", "超过全年的一半，比上一年多");
    let folder = with_baseline(TEXT);
    assert_eq!(reported(folder.path(), &[]), (vec![], false), "nothing is new before the edit");
    let check = |name: &str, text: &str, new: &[&str], stale: bool| {
        assert_ne!(text, TEXT, "{name}: the edit changes something");
        std::fs::write(folder.path().join("a.txt"), text).unwrap();
        assert_eq!(reported(folder.path(), &[]), (new.iter().map(|s| (*s).to_owned()).collect(), stale), "{name}");
    };
    // what says nothing about the findings
    check("a paragraph above", &TEXT.replace("会议审议", "新加的一段，说的是别的事情。\n\n会议审议"), &[], false);
    check("a paragraph right before each", &TEXT.replace("\n\n", "\n\n这里另起一段。\n\n"), &[], false);
    check("reflowed", &reflowed, &[], false);
    check("other line ends and spaces", &TEXT.replace("\n\n", "\r\n\r\n\r\n　　"), &[], false);
    check("a figure changed elsewhere", &TEXT.replace("1.39万亿斤", "1.41万亿斤"), &[], false);
    check("a neighbouring sentence reworded", &TEXT.replace("保持稳定。", "比去年略有增加，再创新高。"), &[], false);
    check("paragraphs in another order", &swapped(TEXT), &[], false);
    check("the same sentence, a word changed", &TEXT.replace("，促进当地企业之间", "，推动当地企业之间"), &[], false);
    check("full-width digits", &TEXT.replace("5.2%", "５.２%"), &[], false);
    check("line ends", &TEXT.replace('\n', "\r\n"), &[], false);
    check("a byte order mark", &format!("\u{feff}{TEXT}"), &[], false);
    check("no line end at the end", TEXT.trim_end(), &[], false);
    // what does
    check("mended", &TEXT.replace("决定。、", "决定，"), &[], true);
    check("moved to another sentence", &moved.replace("保持稳定。", "保持稳定，接近往年的半。"), &["dangling-half"], true);
    check("a figure of the relation changed", &TEXT.replace("89755亿元", "89754亿元"), &["gdp-by-industry-mismatch"], true);
    check("one more of the same kind", &TEXT.replace("比上一年多。", "比上一年多。产量不到往年的半。"), &["dangling-half"], false);
    check("the same once more", &format!("{TEXT}\n全年新增装机超过全年的半，比上一年多。\n"), &["dangling-half"], false);
    check(
        "the sentence is another",
        &TEXT.replace("有关单位派人出席多国", "他们一行人等出席多国").replace("，促进当地企业之间开展贸易与投资合作", ""),
        &["attended-country"],
        true,
    );
}

#[test]
fn the_baseline_knows_findings_in_another_encoding_and_under_another_name() {
    let folder = with_baseline(TEXT);
    let path = folder.path();
    let write = |name: &str, bytes: &[u8]| std::fs::write(path.join(name), bytes).unwrap();
    write("a.txt", &encoding_rs::GB18030.encode(TEXT).0);
    assert_eq!(reported(path, &[]), (vec![], false), "GB18030");
    for (mark, of) in [([0xFF, 0xFE], u16::to_le_bytes as fn(u16) -> [u8; 2]), ([0xFE, 0xFF], u16::to_be_bytes)] {
        let bytes: Vec<u8> = mark.into_iter().chain(TEXT.encode_utf16().flat_map(of)).collect();
        write("a.txt", &bytes);
        assert_eq!(reported(path, &[]), (vec![], false), "UTF-16");
    }
    std::fs::create_dir(path.join("done")).unwrap();
    std::fs::rename(path.join("a.txt"), path.join("done/b.txt")).unwrap();
    assert_eq!(reported(path, &[]), (vec![], false), "renamed and moved");
    write("done/b.md", TEXT.as_bytes());
    std::fs::remove_file(path.join("done/b.txt")).unwrap();
    assert_eq!(reported(path, &[]), (vec![], false), "as Markdown");
    // what was known under a name that is there still is not known under a second one
    write("a.txt", TEXT.as_bytes());
    assert_eq!(reported(path, &[]), (FOUND.map(str::to_owned).to_vec(), false), "a copy of the file");
}

/// The order of rule files, of the folders and of the passages of a baseline decides nothing.
#[test]
fn the_order_of_the_rules_does_not_count() {
    let rule = |id: &str, regex: &str| crate::support::pattern_rule(id, regex);
    let files = [
        ("a/first.toml", rule("first", "全年新增装机")),
        ("a/second.toml", rule("second", "全年")),
        ("b/third.toml", rule("third", "全年新增")),
        ("z.txt", TEXT.to_owned()),
    ];
    let folder = folder(&files.each_ref().map(|(name, text)| (*name, text.as_str())));
    let path = folder.path();
    assert_eq!(run(path, &["baseline", "write", "-r", "a", "-r", "b"]).code, 0);
    let baseline = std::fs::read_to_string(path.join("kanwu-baseline.json")).unwrap();
    assert_eq!(baseline.lines().count(), FOUND.len() + 4 + 2, "全年 stands there twice");
    assert_eq!(reported(path, &["-r", "b", "-r", "a"]), (vec![], false));
    // the rules change their folders, and so their order
    std::fs::rename(path.join("a"), path.join("c")).unwrap();
    assert_eq!(reported(path, &["-r", "b", "-r", "c"]), (vec![], false));
    assert_eq!(run(path, &["baseline", "write", "-r", "b", "-r", "c"]).code, 0);
    assert_eq!(std::fs::read_to_string(path.join("kanwu-baseline.json")).unwrap(), baseline);
    // and the lines of the baseline may stand in any order, as a merge leaves them
    let mut lines: Vec<&str> = baseline.lines().collect();
    let last = lines.len() - 1;
    lines[1..last].reverse();
    let entries = lines[1..last].iter().map(|l| l.trim_end_matches(',')).collect::<Vec<_>>().join(",\n");
    std::fs::write(path.join("kanwu-baseline.json"), format!("{}\n{entries}\n{}\n", lines[0], lines[last])).unwrap();
    assert_eq!(reported(path, &["-r", "b", "-r", "c"]), (vec![], false));
}

#[test]
fn the_words_of_the_rules_do_not_count() {
    let folder = with_baseline(TEXT);
    std::fs::create_dir(folder.path().join("mine")).unwrap();
    std::fs::write(folder.path().join("mine/dangling-half.toml"), REWORDED).unwrap();
    let said = run(folder.path(), &["check", "a.txt", "-f", "json", "--rules", "mine"]);
    assert!(said.out.contains("what half?"), "the rule is another: {said:?}");
    assert_eq!(reported(folder.path(), &["--rules", "mine"]), (vec![], false));
    for (lang, first) in [("zh", "dangling-half"), ("en", "doubled-mark")] {
        // one rule alone: the others are not stale, they did not run
        assert_eq!(reported(folder.path(), &["--lang", lang, "--only", first]), (vec![], false));
    }
    assert_eq!(reported(folder.path(), &["--no-config"]), (vec![], false));
}

/// Wrapped at 40 cells; a number is not cut, and a mark may hang out.
fn wrapped(line: &str) -> String {
    let mut out = String::new();
    let mut width = 0;
    let chars: Vec<char> = line.chars().collect();
    for (i, c) in chars.iter().enumerate() {
        let inside = c.is_ascii() && i > 0 && chars[i - 1].is_ascii();
        if width >= 39 && !inside && !"，。；、".contains(*c) {
            out.push('\n');
            width = 0;
        }
        width += if c.is_ascii() { 1 } else { 2 };
        out.push(*c);
    }
    out
}

fn swapped(text: &str) -> String {
    let mut parts: Vec<&str> = text.trim_end().split("\n\n").collect();
    let last = parts.len() - 1;
    parts.swap(last, 2);
    parts.join("\n\n") + "\n"
}

#[test]
fn the_baseline_is_sorted_and_has_one_finding_a_line() {
    let folder = with_baseline(TEXT);
    let path = folder.path().join("kanwu-baseline.json");
    let text = std::fs::read_to_string(&path).unwrap();
    let report: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(report["findings"].as_array().unwrap().len(), FOUND.len());
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), FOUND.len() + 2);
    let mut sorted = lines[1..=FOUND.len()].iter().map(|l| l.trim_end_matches(',')).collect::<Vec<_>>();
    sorted.sort_unstable();
    assert!(sorted.iter().zip(&lines[1..]).all(|(a, b)| *a == b.trim_end_matches(',')));
    // written again it is the same, from another folder too, and an edit above changes nothing
    std::fs::write(folder.path().join("a.txt"), TEXT.replace("\n\n会议", "\n\n新加的一段。\n\n会议")).unwrap();
    std::fs::create_dir(folder.path().join("sub")).unwrap();
    let again = run(&folder.path().join("sub"), &["baseline", "write", "..", "--baseline", "../kanwu-baseline.json"]);
    assert_eq!((again.code, std::fs::read_to_string(&path).unwrap()), (0, text), "{again:?}");
    let show = run(folder.path(), &["baseline", "show"]);
    assert!(show.code == 0 && show.out.lines().count() == FOUND.len() + 1 && show.out.contains("全年新增装机超过全年的⟦半⟧"), "{show:?}");
}

#[test]
fn stale_entries_are_told_and_pruned() {
    let folder = with_baseline(TEXT);
    let path = folder.path();
    std::fs::write(path.join("b.txt"), TEXT).unwrap();
    assert_eq!(reported(path, &[]).0, FOUND, "a text of the same words is another text");
    assert_eq!(run(path, &["baseline", "write", "b.txt"]).code, 0);
    assert_eq!(reported(path, &[]), (vec![], false), "what was not checked is kept");
    std::fs::write(path.join("a.txt"), TEXT.replace("决定。、", "决定，").replace("的半，", "的一半，")).unwrap();
    let check = run(path, &["check", ".", "-f", "concise"]);
    assert_eq!(check.code, 0);
    let stale = "kanwu-baseline.json:3:1: warning[baseline] entries of the baseline that are found no more: 2";
    assert!(check.out.lines().any(|l| l == stale), "{check:?}");
    assert!(check.out.contains("; 6 in the baseline"), "{check:?}");
    assert_eq!(run(path, &["check", "b.txt", "-f", "concise"]).out.lines().count(), 1, "a.txt was not asked");
    let prune = run(path, &["baseline", "prune"]);
    assert_eq!((prune.code, prune.out.as_str()), (0, "wrote kanwu-baseline.json: 2 taken out, 6 kept\n"), "{prune:?}");
    assert_eq!(reported(path, &[]), (vec![], false));
    // a file that has another name is known by it; one that is gone is stale
    std::fs::rename(path.join("b.txt"), path.join("c.txt")).unwrap();
    assert_eq!(reported(path, &[]), (vec![], false));
    std::fs::remove_file(path.join("c.txt")).unwrap();
    assert_eq!(reported(path, &[]), (vec![], true));
    // pruning adds nothing
    std::fs::write(path.join("a.txt"), "产量不到往年的半。\n").unwrap();
    assert_eq!(run(path, &["baseline", "prune"]).code, 0);
    assert_eq!(reported(path, &[]).0, ["dangling-half"]);
}

#[test]
fn a_broken_baseline_is_told_at_its_line_and_nothing_is_hidden() {
    let good = {
        let folder = with_baseline(TEXT);
        std::fs::read_to_string(folder.path().join("kanwu-baseline.json")).unwrap()
    };
    let lines: Vec<&str> = good.lines().collect();
    let check = |text: &str, line: usize, said: &str| {
        let folder = folder(&[("a.txt", TEXT), ("kanwu-baseline.json", text)]);
        let run = run(folder.path(), &["check", "a.txt", "-f", "concise", "-q"]);
        let expected = format!("kanwu-baseline.json:{line}:1: error[baseline] {said}");
        assert_eq!((run.code, run.out.lines().count()), (2, FOUND.len() + 1), "{run:?}");
        assert!(run.out.starts_with(&expected), "{expected}\n{}", run.out);
        let write = crate::accepted::run(folder.path(), &["baseline", "write"]);
        assert_eq!(write.code, 2, "what can't be read is not written over: {write:?}");
        assert_eq!(std::fs::read_to_string(folder.path().join("kanwu-baseline.json")).unwrap(), text);
    };
    check(&good[..good.len() / 2 / 3 * 3], 3, "the file breaks off here");
    check("", 1, "the file breaks off here");
    check(&good.replace("\"version\":1", "\"version\":7"), 1, "this baseline was written by a newer kanwu");
    check(&good.replace("\"version\":1", "\"version\":\"x\""), 1, "this is no baseline: it has no version that is known");
    check(&good.replacen("\"v2:", "\"v3:", 1), 2, "this baseline was written by a newer kanwu");
    check(&good.replacen("\"v2:", "\"v2:z", 1), 2, "this is no fingerprint");
    check(&good.replace("\"prefix\"", "\"prefixx\""), 2, "this is no baseline: unknown field `prefixx`");
    let twice = [lines[0], lines[1], lines[2], lines[1], lines[3], lines[4], lines[5]].join("\n");
    check(&twice, 4, "the same entry as in line 2");
    let conflict = [lines[0], lines[1], "<<<<<<< HEAD", lines[2], "=======", lines[3], ">>>>>>> other", lines[4], lines[5]].join("\n");
    check(&conflict, 3, "a mark of a merge conflict");
    let folder = folder(&[("a.txt", TEXT)]);
    let missing = run(folder.path(), &["check", "a.txt", "-q", "-f", "concise", "--baseline", "none.json"]);
    assert!(missing.code == 2 && missing.err.contains("none.json: there is no such baseline"), "{missing:?}");
    // an older recipe is known by its words
    let old = with_baseline(TEXT);
    std::fs::write(old.path().join("kanwu-baseline.json"), good.replace("\"v2:", "\"v1:")).unwrap();
    assert_eq!(reported(old.path(), &[]), (vec![], false));
}

/// The fingerprint of a rule's finding.
fn print_of(folder: &Path, rule: &str) -> String {
    let list = run(folder, &["review", "list"]);
    let line = list.out.lines().find(|l| l.contains(&format!(" {rule} "))).unwrap_or_else(|| panic!("{list:?}"));
    line.split(' ').next().unwrap().to_owned()
}

#[test]
fn a_decision_stays_taken_when_the_text_moves() {
    let folder = folder(&[("reports/a.txt", TEXT), ("kanwu.toml", "")]);
    let path = folder.path();
    let print = print_of(path, "dangling-half");
    let decided = run(path, &["review", "dismiss", &print[..12], "--reason", "as printed", "--note", "see \"p. 3\"\n半", "--by", "编辑"]);
    assert_eq!(decided.code, 0, "{decided:?}");
    let written = std::fs::read_to_string(path.join("kanwu-review.toml")).unwrap();
    let expected = format!(
        "version = 1\n\n[[decision]]\nfingerprint = \"{print}\"\nrule = \"dangling-half\"\nfile = \"reports/a.txt\"\nexact = \"半\"\n\
         prefix = \"全年新增装机超过全年的\"\nsuffix = \"，比上一年多。\"\nstatus = \"dismissed\"\nreason = \"as printed\"\n\
         note = \"see \\\"p. 3\\\"\\n半\"\nby = \"编辑\"\nat = 2026-11-24\n"
    );
    assert_eq!(written, expected);
    let others = ["doubled-mark", "gdp-by-industry-mismatch", "attended-country"];
    let check = |text: &str, expected: &[&str]| {
        std::fs::write(path.join("reports/a.txt"), text).unwrap();
        let found = reported(path, &[]).0;
        assert_eq!(found, expected, "{text}");
    };
    check(TEXT, &others);
    check(&TEXT.replace("，比上一年多", "，比上一年略多"), &others);
    check(&swapped(TEXT), &["attended-country", "gdp-by-industry-mismatch", "doubled-mark"]);
    check(
        &TEXT.replace("的半，比上一年多。", "的一半，比上一年多。工作完成了计划的半。"),
        &["doubled-mark", "dangling-half", "gdp-by-industry-mismatch", "attended-country"],
    );
    // the decision on what is no longer there is told, at its place
    let unused = run(path, &["check", ".", "-f", "concise"]);
    assert!(
        unused.out.contains("kanwu-review.toml:3:1: warning[decisions] dangling-half no longer finds this in reports/a.txt"),
        "{unused:?}"
    );
    let listed = run(path, &["review", "list", "--open"]);
    assert!(listed.out.ends_with("4 open, 0 decided\n"), "{listed:?}");
}

#[test]
fn every_status_does_what_it_says() {
    let folder = folder(&[("a.txt", TEXT)]);
    let path = folder.path();
    let file = path.join("kanwu-review.toml");
    let print = print_of(path, "doubled-mark");
    let act = |act: &str, more: &[&str]| {
        let done = run(path, &[&["review", act, &print, "a.txt"], more].concat());
        assert_eq!(done.code, 0, "{done:?}");
    };
    let found = || reported(path, &[]).0.contains(&"doubled-mark".to_owned());
    act("confirm", &[]);
    assert!(found());
    std::fs::write(&file, std::fs::read_to_string(&file).unwrap() + "# a comment at the end\n").unwrap();
    act("defer", &["--reason", "later", "--expires", "2026-11-24"]);
    assert!(!found(), "the last day is one on which it holds");
    act("defer", &["--reason", "later", "--expires", "2026-11-23"]);
    assert!(found());
    let expired = run(path, &["check", "a.txt", "-f", "concise"]).out;
    assert!(expired.contains("kanwu-review.toml:13:11: warning[decisions] this decision expired on 2026-11-23"), "{expired}");
    act("fixed", &[]);
    assert!(found());
    assert!(run(path, &["check", "a.txt", "-f", "concise"]).out.contains("said to be fixed, and found again"));
    std::fs::write(path.join("a.txt"), TEXT.replace("决定。、", "决定，")).unwrap();
    assert!(!run(path, &["check", "a.txt", "-f", "concise"]).out.contains("[decisions]"), "what was fixed is gone, as it should be");
    act("confirm", &[]); // by the decision that is there, though the finding is not
    let text = std::fs::read_to_string(&file).unwrap();
    assert_eq!((text.matches("[[decision]]").count(), text.matches("# a comment at the end").count()), (1, 1), "{text}");
    // the reason is asked for, and the fingerprint must tell one finding
    assert_eq!(run(path, &["review", "dismiss", &print]).code, 2);
    assert_eq!(run(path, &["review", "dismiss", &print, "--reason", " "]).code, 2);
    assert!(run(path, &["review", "confirm", "ffffffffff"]).err.contains("no finding has the fingerprint `ffffffffff`"));
    std::fs::write(path.join("b.txt"), TEXT).unwrap();
    let print = print_of(path, "dangling-half");
    let twice = run(path, &["review", "confirm", &print]);
    assert!(twice.err.contains("is more than one: ./a.txt:5:29, ./b.txt:5:30"), "{twice:?}");
    assert_eq!(run(path, &["review", "confirm", &print, "b.txt"]).code, 0);
}

#[test]
fn decisions_written_by_hand() {
    let row = |more: &str| format!("version = 1\n[[decision]]\nrule = \"dangling-half\"\nfile = \"a.txt\"\nexact = \"半\"\n{more}");
    let check = |row: &str, hidden: bool| {
        let folder = folder(&[("a.txt", TEXT), ("kanwu-review.toml", row)]);
        let found = reported(folder.path(), &[]).0;
        assert_eq!(found.contains(&"dangling-half".to_owned()), !hidden, "{row}\n{found:?}");
    };
    check(&row("status = \"dismissed\"\nreason = \"x\"\n"), true);
    check(&row("prefix = \"超过全年的\"\nsuffix = \"，比\"\nstatus = \"deferred\"\nreason = \"x\"\nexpires = \"2026-12-01\"\n"), true);
    check(&row("prefix = \"超过往年的\"\nsuffix = \"，比\"\nstatus = \"deferred\"\nreason = \"x\"\n"), false);
    check(&row("status = \"confirmed\"\n").replace("a.txt", "b.txt"), false);
}

#[test]
fn broken_decisions_are_told_at_their_line() {
    let row = "[[decision]]\nrule = \"dangling-half\"\nfile = \"a.txt\"\nexact = \"半\"\nstatus = \"dismissed\"\nreason = \"x\"\n";
    let good = format!("version = 1\n{row}");
    let check = |text: &str, place: &str, said: &str| {
        let folder = folder(&[("a.txt", TEXT), ("kanwu-review.toml", text)]);
        let run = run(folder.path(), &["check", "a.txt", "-f", "concise", "-q"]);
        let expected = format!("kanwu-review.toml:{place}: error[decisions] {said}");
        assert_eq!((run.code, run.out.lines().filter(|l| l.starts_with("a.txt")).count()), (2, FOUND.len()), "{run:?}");
        assert!(run.out.starts_with(&expected), "{expected}\n{}", run.out);
        let write = crate::accepted::run(folder.path(), &["review", "confirm", "aaaaaaaa"]);
        assert_eq!((write.code, std::fs::read_to_string(folder.path().join("kanwu-review.toml")).unwrap().as_str()), (2, text));
    };
    check(&good.replace("status = \"dismissed\"", "status = \"dismiss\""), "6:10", "unknown variant `dismiss`");
    check(&good.replace("reason = \"x\"\n", ""), "6:10", "dismissed needs a `reason`");
    check(&good.replace("reason", "raeson"), "7:1", "unknown key `raeson`");
    check(&good.replace("version = 1", "version = 2"), "1:11", "these decisions were written by a newer kanwu");
    check(row, "1:1", "missing field `version`");
    check(&format!("{good}\n{row}"), "9:1", "line 2 decides the same finding");
    check(&good[..good.len() - 4], "7:10", "TOML syntax");
    check(&good.replace("file = \"a.txt\"\n", ""), "2:1", "missing field `file`");
    check(&format!("{good}<<<<<<< HEAD\n{row}=======\n>>>>>>> x\n"), "8:1", "a mark of a merge conflict");
    check(&format!("{good}expires = 2026-13-01\n"), "8:11", "TOML syntax");
    check(&format!("{good}expires = \"soon\"\n"), "8:11", "invalid value: string \"soon\", expected a date as in 2026-11-24");
    check(&format!("{good}fingerprint = \"v9:{}\"\n", "0".repeat(32)), "8:15", "this fingerprint was made by a newer kanwu");
    check(&format!("{good}fingerprint = \"abc\"\n"), "8:15", "this is no fingerprint");
}

#[test]
fn sarif_tells_what_is_suppressed_and_what_was_there() {
    let folder = with_baseline(&TEXT.replace("的半，", "的一半，"));
    let path = folder.path();
    std::fs::write(path.join("a.txt"), TEXT).unwrap();
    let print = print_of(path, "doubled-mark");
    assert_eq!(run(path, &["review", "dismiss", &print, "--reason", "原文如此"]).code, 0);
    let sarif = crate::formats::assert_sarif(&run(path, &["check", ".", "-f", "sarif"]).out);
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let told: Vec<(&str, &str, usize)> = results
        .iter()
        .map(|r| (r["ruleId"].as_str().unwrap(), r["baselineState"].as_str().unwrap(), r["suppressions"].as_array().unwrap().len()))
        .collect();
    assert_eq!(
        told,
        [
            ("dangling-half", "new", 0),
            ("doubled-mark", "unchanged", 1),
            ("gdp-by-industry-mismatch", "unchanged", 0),
            ("attended-country", "unchanged", 0)
        ]
    );
    let suppression = &results[1]["suppressions"][0];
    assert_eq!(suppression["status"], "accepted");
    assert_eq!((&suppression["kind"], &suppression["justification"]), (&"external".into(), &"原文如此".into()));
    // without a baseline nothing is said of one
    std::fs::remove_file(path.join("kanwu-baseline.json")).unwrap();
    let sarif = crate::formats::assert_sarif(&run(path, &["check", ".", "-f", "sarif"]).out);
    assert!(sarif["runs"][0]["results"].as_array().unwrap().iter().all(|r| r.get("baselineState").is_none()));
    // formats that have no word for it leave it out
    for format in ["github", "gitlab", "junit", "checkstyle", "rdjsonl", "markdown", "human", "concise"] {
        let run = run(path, &["check", ".", "-f", format, "-q"]);
        assert!(run.code == 1 && !run.out.contains("doubled-mark") && run.out.contains("dangling-half"), "{format}: {run:?}");
    }
}

#[cfg(unix)]
#[test]
fn hostile_names_and_texts_are_written_and_read_back() {
    let name = "a\"b'c%d::e,f]]>g<h>\n\u{1b}[31m文\\.txt";
    let text = "会议审议通过了\"决定\\。、各方\u{1b}[2J表示欢迎{0}[见](//example.org/)。\n".replace('\u{1b}', "");
    let folder = folder(&[(name, &text)]);
    let path = folder.path();
    assert_eq!(run(path, &["baseline", "write"]).code, 0);
    assert_eq!(reported(path, &[]), (vec![], false));
    let show = run(path, &["baseline", "show"]);
    assert!(show.code == 0 && !show.out.contains('\u{1b}') && show.out.lines().count() == 2, "{show:?}");
    std::fs::remove_file(path.join("kanwu-baseline.json")).unwrap();
    let print = print_of(path, "doubled-mark");
    let reason = "\u{1b}[31m\"'''\\ \u{7f}\u{202e}\n[[decision]]\t=======";
    let done = run(path, &["review", "dismiss", &print, "--reason", reason]);
    assert!(done.code == 0 && !done.out.contains('\u{1b}'), "{done:?}");
    assert!(!std::fs::read_to_string(path.join("kanwu-review.toml")).unwrap().contains('\u{1b}'));
    assert_eq!(reported(path, &[]), (vec![], false));
    let sarif = crate::formats::assert_sarif(&run(path, &["check", ".", "-f", "sarif"]).out);
    assert_eq!(sarif["runs"][0]["results"][0]["suppressions"][0]["justification"], reason);
}

#[test]
fn what_is_quoted_is_no_link_and_no_placeholder_in_sarif() {
    let rule = "id = \"all\"\ntitle = \"t\"\nseverity = \"warning\"\nmessage = \"{text}\"\n[check.pattern]\nregex = '见.*'\n";
    let folder = folder(&[("a.txt", "见[这里](https://example.org){0}\n"), ("rules/all.toml", rule)]);
    let out = run(folder.path(), &["check", "a.txt", "--rules", "rules", "--only", "all", "-f", "sarif"]);
    let sarif = crate::formats::assert_sarif(&out.out);
    let found = sarif["runs"][0]["results"].as_array().unwrap().last().unwrap();
    assert_eq!(found["message"]["text"], "见\\[这里](https://example.org){{0}}");
}
