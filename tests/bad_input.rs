//! Unreadable, huge, hostile: the right message, the right exit code, nothing lost.

use crate::support::{command, folder, kanwu_in, pattern_rule, root};
use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;

const BAD: &str = "会议审议通过了决定。、各方表示欢迎。\n";

#[test]
fn what_can_not_be_read_is_told_and_the_rest_is_checked() {
    let folder = folder(&[("bad.txt", BAD)]);
    std::fs::write(folder.path().join("a.pdf"), b"%PDF-1.4 x").unwrap();
    std::fs::write(folder.path().join("noise.bin"), [1u8; 3000]).unwrap();
    let check = |path: &str, message: &str| {
        let run = kanwu_in(folder.path(), &["check", path, "bad.txt", "--format", "concise", "-q"], b"");
        assert_eq!((run.code, run.out.lines().count()), (2, 1), "{path}: {run:?}");
        assert!(run.err.contains(message), "{path}: {}", run.err);
    };
    check("missing.txt", "no such file or directory");
    check("a.pdf", "this is PDF, not text");
    check("noise.bin", "binary data");
    if std::path::Path::new("/dev/zero").exists() {
        check("/dev/zero", "a device, not a file");
    }
}

#[cfg(unix)]
#[test]
fn a_folder_without_permission() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder(&[("locked/a.txt", BAD), ("b.txt", BAD)]);
    let locked = folder.path().join("locked");
    std::fs::set_permissions(&locked, PermissionsExt::from_mode(0o000)).unwrap();
    let readable_anyway = std::fs::read_dir(&locked).is_ok(); // as root
    let run = kanwu_in(folder.path(), &["check", ".", "--format", "concise", "-q"], b"");
    std::fs::set_permissions(&locked, PermissionsExt::from_mode(0o755)).unwrap();
    if readable_anyway {
        assert_eq!(run.code, 1);
    } else {
        assert_eq!((run.code, run.out.lines().count()), (2, 1), "{run:?}");
        assert!(run.err.contains("ermission denied"), "{}", run.err);
    }
}

#[test]
fn broken_bytes_are_findings() {
    let mut bytes = "国内生产总值增长5.2%，城镇新增就业1244万人。\n".repeat(4).into_bytes();
    bytes[30] = 0xFF;
    let run = kanwu_in(&root(), &["check", "-", "--format", "concise", "-q"], &bytes);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.out.contains("error[lost-character]"), "{}", run.out);
}

#[test]
fn controls_are_findings_and_never_reach_the_terminal() {
    let text = "正文\u{1b}]0;title\u{7}夹有\0控制\u{202e}字符。\n".to_owned() + "普通的一句话，没有别的。\n".repeat(9).as_str();
    for format in ["human", "concise"] {
        let run = kanwu_in(&root(), &["check", "-", "--format", format, "--stdin-filename", "a\u{1b}[2Jb\nc.txt"], text.as_bytes());
        assert_eq!(run.code, 1, "{run:?}");
        assert!(run.out.contains("stray-control"));
        for hostile in ['\u{1b}', '\u{7}', '\0', '\u{202e}'] {
            assert!(!run.out.contains(hostile) && !run.err.contains(hostile), "{format} lets {hostile:?} through");
        }
    }
    let run = kanwu_in(&root(), &["check", "-", "--format", "json"], text.as_bytes());
    assert!(serde_json::from_str::<serde_json::Value>(&run.out).is_ok() && !run.out.contains('\u{1b}'));
}

#[test]
fn a_catastrophic_looking_expression_is_only_slow_to_read() {
    let rule = pattern_rule("slow", "(?:甲|甲甲)+(?:甲+)+乙");
    let text = "甲".repeat(20_000) + "。\n";
    let folder = folder(&[("rules/slow.toml", &rule), ("t.txt", &text)]);
    assert_eq!(kanwu_in(folder.path(), &["check", "t.txt", "--rules", "rules"], b"").code, 0);
    let folder = crate::support::folder(&[("rules/slow.toml", &pattern_rule("slow", "(?:甲{500}){500}")), ("t.txt", BAD)]);
    let run = kanwu_in(folder.path(), &["check", "t.txt", "--rules", "rules", "--format", "concise"], b"");
    assert!(run.code == 2 && run.out.contains("too large once expanded") && run.out.contains("[doubled-mark]"), "{run:?}");
}

#[test]
fn a_closed_pipe_is_success() {
    let text = BAD.repeat(20_000);
    let folder = folder(&[("t.txt", &text)]);
    let mut child =
        command(folder.path(), &["check", "t.txt", "--format", "jsonl"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    out.read_line(&mut line).unwrap();
    drop(out);
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(0), ""));
    assert!(line.starts_with('{'));
}

#[test]
fn deep_and_repetitive_texts_take_linear_time() {
    let check = |text: String| {
        let source = kanwu::text::Source::new("t", text);
        crate::support::SHIPPED.check(source, kanwu::document::Syntax::Plain).report.findings.len()
    };
    let size = 300_000;
    check("\n".repeat(size));
    check("（".repeat(size));
    check("）".repeat(size));
    check("“".repeat(size));
    check("。".repeat(size));
    check("一、".repeat(size));
    check("甲".repeat(size * 3));
    check("# 甲\n".repeat(size / 10));
    check("推进改革。加强建\n\n".repeat(size / 20));
    check("的半，履职能。".repeat(size / 10));
    check("发展".repeat(size));
    check("一是改革，二是发展，四是稳定。".repeat(size / 10));
    check("改革,发展;稳定:团结!".repeat(size / 10));
    check("全县新建高标准农田若干亩，灌溉条件明显改善。\n\n".repeat(size / 20));
    check("，。；：、！？,;:".repeat(size / 10));
    check((0..size / 10).map(|n| format!("全县第{n}座水库除险加固完成并且通过了竣工验收。")).collect());
}

#[test]
fn a_finding_as_long_as_the_text_is_quoted_short() {
    let rule = "id = \"all\"\ntitle = \"t\"\nseverity = \"warning\"\nmessage = \"{text}\"\n[check.pattern]\nregex = '甲(?s:.)*'\n";
    let text = format!("甲{}\n", "很长的一段话".repeat(100_000));
    let folder = folder(&[("rules/all.toml", rule), ("t.txt", &text)]);
    for format in ["human", "concise"] {
        let run = kanwu_in(folder.path(), &["check", "t.txt", "--rules", "rules", "--only", "all", "--format", format], b"");
        assert!(run.code == 1 && run.out.len() < 2000, "{format}: {} bytes", run.out.len());
    }
}

/// The large ones: `cargo test --release --test kanwu -- --ignored`, as CI does.
mod large {
    use super::*;
    use std::fs::File;
    use std::io::Write;
    use std::path::Path;

    const SENTENCE: &str = "国内生产总值增长百分之五，城镇新增就业稳步提高，居民收入持续增长，社会大局保持稳定。";

    fn write(path: &Path, size: usize, separator: &str) {
        let mut out = std::io::BufWriter::new(File::create(path).unwrap());
        let piece = format!("{SENTENCE}{separator}");
        for _ in 0..size / piece.len() {
            out.write_all(piece.as_bytes()).unwrap();
        }
        out.write_all(BAD.as_bytes()).unwrap();
    }

    fn check(size: usize, separator: &str) {
        let folder = folder(&[]);
        write(&folder.path().join("large.txt"), size, separator);
        let run = kanwu_in(folder.path(), &["check", "large.txt", "--format", "concise", "-q"], b"");
        // the text repeats one sentence, which is told as often as anything is listed, and that there is more
        let (repeats, others): (Vec<&str>, Vec<&str>) = run.out.lines().partition(|line| line.contains("[duplicated-"));
        assert!(run.code == 2 && run.err.contains("only the first 10000 are listed"), "{}", run.err);
        assert!(repeats.len() >= 10_000, "{}", repeats.len());
        assert!(others.len() == 1 && others[0].contains("[doubled-mark]"), "{others:?}");
    }

    #[test]
    #[ignore = "200 MB on disk"]
    fn a_file_of_200_mb() {
        check(200 << 20, "\n\n");
    }

    #[test]
    #[ignore = "50 MB in one line"]
    fn one_line_of_50_mb() {
        check(50 << 20, "");
    }

    #[test]
    #[ignore = "ten million empty lines"]
    fn millions_of_empty_lines() {
        let folder = folder(&[("t.txt", &("\n".repeat(10_000_000) + BAD))]);
        let run = kanwu_in(folder.path(), &["check", "t.txt", "--format", "concise", "-q"], b"");
        assert!(run.out.starts_with("t.txt:10000001:10:"), "{}", run.out);
    }

    /// Work that grew with the square of a list would take hours here, and tens of gigabytes.
    #[test]
    #[ignore = "a list of 40,000 figures in one sentence"]
    fn a_list_without_end() {
        use std::fmt::Write as _;
        let mut text = String::from("全县总产值500000万元，其中");
        for (i, c) in (0x4E00..0x9C40).filter_map(char::from_u32).enumerate() {
            write!(text, "{c}镇产值{}万元、", i % 900 + 10).unwrap();
            write!(text, "{c}乡{}万元、", i % 700 + 10).unwrap();
        }
        let folder = folder(&[("t.txt", &(text + "其余不计。\n"))]);
        let run = kanwu_in(folder.path(), &["check", "t.txt", "--format", "json", "--coverage"], b"");
        let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        assert!(run.code < 2 && report["summary"]["figures"].as_u64().is_some_and(|n| n > 39_000), "{} {}", run.code, report["summary"]);
    }

    /// Work that grew with the square of the lines would take hours here.
    #[test]
    #[ignore = "a million lines that are nearly tables, contents or outlines"]
    fn lines_without_end_that_are_nearly_something() {
        let line: [fn(usize) -> String; 5] = [
            |i| format!("项目{i}\t说明\n"),
            |i| format!("一、工作 {}\n", (i / 300).min(900)),
            |i| format!("甲,乙,{i}\n"),
            |i| format!("| 甲{i} | {i} | {i} |\n"),
            |i| format!("- 修路架桥{i}里\n"),
        ];
        for line in line {
            let text: String = (0..200_000).map(line).collect();
            let folder = folder(&[("t.txt", &(text + BAD))]);
            let run = kanwu_in(folder.path(), &["check", "t.txt", "--format", "concise", "-q"], b"");
            assert!(run.out.contains("[doubled-mark]") && run.code == 1, "{} {}", run.code, run.err);
        }
    }

    #[test]
    #[ignore = "20 MB of defects"]
    fn more_hits_than_anyone_reads() {
        let folder = folder(&[("t.txt", &"（".repeat(7 << 20))]);
        let run = kanwu_in(folder.path(), &["check", "t.txt", "--format", "jsonl"], b"");
        assert_eq!((run.code, run.out.lines().filter(|l| l.contains("\"finding\"")).count()), (2, 10_000));
        assert!(run.err.contains("only the first 10000 are listed"), "{}", run.err);
    }
}
