//! `--since REV`: findings at places that changed, with a real `git`.

use crate::support::{Run, folder};
use std::path::Path;
use std::process::Command;

const OLD: &str = "# 某县工作报告\n\n会议审议通过了决定。、各方表示欢迎。\n\n产量超过去年的半。\n\n国内生产总值1260582亿元。第一产业增加值89755亿元；第二产业增加值482589亿元；第三产业增加值688238亿元。\n";

fn git(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"]);
    let out = command.args(arguments).env("GIT_CONFIG_GLOBAL", "/dev/null").output().unwrap();
    assert!(out.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&out.stderr));
}

fn commit(folder: &Path) {
    git(folder, &["add", "-A"]);
    git(folder, &["commit", "-qm", "x"]);
}

fn check(folder: &Path, arguments: &[&str]) -> Run {
    let mut command = crate::support::command(folder, &[&["check", "-f", "concise"], arguments].concat());
    let out = command.env("PATH", std::env::var_os("PATH").unwrap()).env("HOME", folder).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Run { code: out.status.code().unwrap(), out: text(out.stdout), err: text(out.stderr) }
}

/// File and rule of what is found.
fn found(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let run = check(folder, &[arguments, &["-q"]].concat());
    assert_eq!((run.code, run.err.as_str()), (i32::from(!run.out.is_empty()), ""), "{run:?}");
    let row = |line: &str| {
        let rule = line.split('[').nth(1).unwrap().split(']').next().unwrap();
        format!("{} {rule}", line.split(':').next().unwrap().trim_start_matches("./"))
    };
    run.out.lines().map(row).collect()
}

fn repository(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = folder(files);
    git(folder.path(), &["init", "-q"]);
    commit(folder.path());
    folder
}

#[test]
fn only_what_changed() {
    let folder = repository(&[("a.txt", OLD), ("b.txt", OLD)]);
    let path = folder.path();
    let write = |name: &str, text: &str| std::fs::write(path.join(name), text).unwrap();
    let since = |rev: &str| found(path, &[".", "--since", rev]);
    assert_eq!(found(path, &["."]).len(), 4);
    assert_eq!(since("HEAD"), Vec::<String>::new(), "nothing changed");
    let summary = check(path, &[".", "--since", "HEAD"]);
    assert!(summary.code == 0 && summary.out.starts_with("checked 0 files"), "{summary:?}");
    // a paragraph of its own, a paragraph that has a finding, a place that only contributes to one
    write("a.txt", &OLD.replace("\n\n产量", "\n\n另起一段。\n\n产量"));
    assert_eq!(since("HEAD"), Vec::<String>::new());
    write("a.txt", &OLD.replace("产量超过", "总产量超过"));
    assert_eq!(since("HEAD"), ["a.txt dangling-half"]);
    write("a.txt", &OLD.replace("第二产业增加值482589亿元", "第二产业增加值432589亿元"));
    assert_eq!(since("HEAD"), ["a.txt gdp-by-industry-mismatch"]);
    let apart = OLD.replace("。第一产业", "。\n\n第一产业").replace("；第二产业", "；\n\n第二产业").replace("；\n\n", "。\n\n");
    write("a.txt", &apart);
    commit(path);
    write("a.txt", &apart.replace("482589", "432589"));
    assert_eq!(since("HEAD"), ["a.txt gdp-by-industry-mismatch"], "the total is in a paragraph that did not change");
    // what is taken out of the end of a paragraph, and a paragraph that is taken out beside one
    write("a.txt", &OLD.replace("产量超过去年的半。", "产量超过去年的\n半。"));
    commit(path);
    write("a.txt", &OLD.replace("会议审议通过了决定。、各方表示欢迎。\n\n", ""));
    commit(path);
    write("a.txt", &OLD.replace("会议审议通过了决定。、各方表示欢迎。\n\n", "").replace("# 某县工作报告\n\n", ""));
    assert_eq!(since("HEAD"), Vec::<String>::new(), "a heading was taken out above");
    // line ends alone change nothing
    write("a.txt", OLD);
    commit(path);
    write("a.txt", &OLD.replace('\n', "\r\n"));
    assert_eq!(since("HEAD"), Vec::<String>::new());
}

#[test]
fn files_that_are_new_untracked_renamed_or_in_other_encodings() {
    let folder = repository(&[("a.txt", OLD), (".gitignore", "ignored.txt\n")]);
    let path = folder.path();
    let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    std::fs::write(path.join("gbk.txt"), gbk(OLD)).unwrap();
    commit(path);
    let since = |paths: &[&str]| found(path, &[paths, &["--since", "HEAD"]].concat());
    std::fs::write(path.join("gbk.txt"), gbk(&OLD.replace("产量超过", "总产量超过"))).unwrap();
    assert_eq!(since(&["."]), ["gbk.txt dangling-half"]);
    std::fs::write(path.join("untracked.txt"), OLD).unwrap();
    std::fs::write(path.join("ignored.txt"), OLD).unwrap();
    assert_eq!(since(&["untracked.txt", "ignored.txt"]).len(), 4);
    git(path, &["add", "untracked.txt"]);
    assert_eq!(since(&["untracked.txt"]).len(), 2, "added and not committed");
    git(path, &["rm", "-qf", "untracked.txt"]);
    git(path, &["mv", "a.txt", "名 字\n.txt"]);
    std::fs::write(path.join("名 字\n.txt"), OLD.replace("决定。、", "决定了。、")).unwrap();
    assert_eq!(since(&["名 字\n.txt"]), ["名 字⏎.txt doubled-mark"]);
    git(path, &["rm", "-q", "--cached", "gbk.txt"]);
    assert_eq!(since(&["gbk.txt"]).len(), 2, "taken out of git");
    // from a folder below, and by an absolute path
    std::fs::create_dir(path.join("sub")).unwrap();
    assert_eq!(found(&path.join("sub"), &["../gbk.txt", "--since", "HEAD"]).len(), 2);
    let absolute = path.join("gbk.txt");
    assert_eq!(found(&path.join("sub"), &[absolute.to_str().unwrap(), "--since", "HEAD"]).len(), 2);
}

#[test]
fn since_a_branch_was_left() {
    let folder = repository(&[("a.txt", "一句话。\n"), ("b.txt", "一句话。\n")]);
    let path = folder.path();
    git(path, &["checkout", "-qb", "topic"]);
    std::fs::write(path.join("a.txt"), "产量超过去年的半。\n").unwrap();
    commit(path);
    git(path, &["checkout", "-q", "main"]);
    std::fs::write(path.join("b.txt"), "一句别的话。\n").unwrap();
    commit(path);
    git(path, &["checkout", "-q", "topic"]);
    std::fs::write(path.join("b.txt"), "一句话。\n").unwrap();
    assert_eq!(found(path, &[".", "--since", "main..."]), ["a.txt dangling-half"]);
    assert!(check(path, &[".", "--since", "main..."]).out.contains("checked 1 file,"), "b.txt changed on the other branch only");
    assert!(check(path, &[".", "--since", "main"]).out.contains("checked 2 files,"));
}

#[test]
fn what_git_can_not_say() {
    let failed = |folder: &Path, arguments: &[&str], said: &str| {
        let run = check(folder, arguments);
        assert!(run.code == 2 && run.err.contains(said), "{said}: {run:?}");
        assert!(!run.out.contains("a.txt:"), "nothing is checked: {run:?}");
    };
    let outside = folder(&[("a.txt", OLD)]);
    failed(outside.path(), &["a.txt", "--since", "HEAD"], "this is no git repository");
    let folder = repository(&[("a.txt", OLD)]);
    failed(folder.path(), &["a.txt", "--since", "v1.0"], "git knows no revision `v1.0`");
    failed(folder.path(), &["a.txt", "--since=--output=x"], "git knows no revision `--output=x`");
    failed(folder.path(), &["a.txt", "--since", "none..."], "git knows no revision");
    let other = outside.path().join("a.txt");
    failed(folder.path(), &["a.txt", other.to_str().unwrap(), "--since", "HEAD"], "not in the git repository");
    let mut command = crate::support::command(folder.path(), &["check", "a.txt", "--since", "HEAD"]);
    let out = command.env("PATH", "/nowhere").output().unwrap();
    assert!(out.status.code() == Some(2) && String::from_utf8_lossy(&out.stderr).contains("the program `git` was not found"));
    assert!(!folder.path().join("x").exists());
}
