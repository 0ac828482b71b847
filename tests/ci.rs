//! What pipelines are given: the script of the GitHub Action, the hooks of pre-commit, the snippets of the CI guide.

use crate::support::{folder, kanwu, root};
use std::collections::BTreeSet;
#[cfg(unix)]
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

const BAD: &str = "会议审议通过了决定。、各方表示欢迎。\n";

fn read(name: &str) -> String {
    std::fs::read_to_string(root().join(name)).unwrap()
}

#[cfg(unix)]
#[test]
fn the_script_of_the_github_action() {
    let hostile = "a b'\"$(touch pwned);`touch pwned`.txt";
    let folder = folder(&[(hostile, BAD), ("b.txt", "一句话。\n"), ("step.md", "before\n"), ("out.txt", "")]);
    let path = folder.path();
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_kanwu")).parent().unwrap();
    let search =
        std::env::join_paths(std::iter::once(program.to_owned()).chain(std::env::split_paths(&std::env::var_os("PATH").unwrap()))).unwrap();
    let run = |inputs: &[(&str, &str)]| {
        let mut command = Command::new("bash");
        command.arg(root().join("ci/github-action.sh")).current_dir(path).env_clear().env("PATH", &search).env("LC_ALL", "C");
        command.env("GITHUB_STEP_SUMMARY", path.join("step.md")).env("GITHUB_OUTPUT", path.join("out.txt"));
        let out = command.envs(inputs.iter().copied()).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_owned()).unwrap();
        (out.status.code().unwrap(), text(&out.stdout), text(&out.stderr))
    };
    let (code, out, err) =
        run(&[("KANWU_PATHS", hostile), ("KANWU_SARIF", "k.sarif"), ("KANWU_LANG", "zh"), ("KANWU_ARGS", "--only\ndoubled-mark\n\n")]);
    assert!(code == 1 && out.starts_with("::error file=a b'") && err.is_empty(), "{code} {out} {err}");
    let report = crate::formats::assert_sarif(&std::fs::read_to_string(path.join("k.sarif")).unwrap());
    assert_eq!(report["runs"][0]["results"].as_array().unwrap().len(), 1);
    let step = std::fs::read_to_string(path.join("step.md")).unwrap();
    assert!(step.starts_with("before\n## 勘误结果") && step.contains("doubled-mark"), "{step}");
    assert_eq!(std::fs::read_to_string(path.join("out.txt")).unwrap(), "exit-code=1\n");
    assert!(!path.join("pwned").exists());
    // every input has its flag; a path is never one
    assert_eq!(run(&[("KANWU_PATHS", "b.txt\r\n")]).0, 0);
    assert_eq!(run(&[("KANWU_PATHS", hostile), ("KANWU_FAIL_ON", "never")]).0, 0);
    for (input, said) in
        [("KANWU_BASELINE", "there is no such baseline"), ("KANWU_DECISIONS", "no such file of decisions"), ("KANWU_SINCE", "--since")]
    {
        let (code, _, err) = run(&[("KANWU_PATHS", "b.txt"), (input, "none")]);
        assert!(code == 2 && err.contains(said), "{input}: {err}");
    }
    assert_eq!(run(&[("KANWU_PATHS", "--exit-zero")]).0, 2);
    assert_eq!(run(&[]).0, 1, "the folder where nothing is said");
    // what action.yml hands over is what the script reads
    let (action, script) = (read("action.yml"), read("ci/github-action.sh"));
    for input in ["paths", "args", "baseline", "decisions", "since", "fail-on", "lang", "sarif"] {
        let variable = format!("KANWU_{}", input.to_uppercase().replace('-', "_"));
        assert!(action.contains(&format!("  {input}:\n")) && action.contains(&format!("{variable}: ${{{{ inputs.{input} }}}}")), "{input}");
        assert!(script.contains(&variable) || script.contains(&format!(" {input}")), "{input}");
    }
}

/// What goes into the program goes into the key of the action's cache: else an old program would be used.
#[test]
fn the_cache_of_the_action_knows_all_sources() {
    fn included(folder: &std::path::Path, found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                included(&path, found);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                // the tests of a module are not built into the program
                let code = text.split("#[cfg(test)]").next().unwrap();
                let names = code.split("include_str!(\"").chain(code.split("include_bytes!(\"").skip(1)).skip(1);
                let names = names.map(|rest| rest.split('"').next().unwrap());
                found.extend(
                    names
                        .filter_map(|name| name.strip_prefix("../"))
                        .map(|name| name.trim_start_matches("../").split('/').next().unwrap().to_owned()),
                );
            }
        }
    }
    let mut found = BTreeSet::new();
    included(&root().join("src"), &mut found);
    let action = read("action.yml");
    let hashed = action.lines().find(|l| l.contains("hash=\"$(find ")).unwrap();
    for name in
        found.iter().map(String::as_str).filter(|n| *n != "fixtures").chain(["Cargo.toml", "Cargo.lock", "build.rs", "src", "rules"])
    {
        assert!(hashed.split(' ').any(|word| word == name), "{name} is not hashed: {hashed}");
    }
    assert!(found.contains("facts"), "{found:?}");
}

/// A fresh repository in which git itself runs the check before a commit, as the guide says.
#[cfg(unix)]
#[test]
fn a_hook_of_git_blocks_a_bad_commit() {
    let guide = read("docs/ci.md");
    let hook = guide.split("#!/bin/sh\n").nth(1).unwrap().split("```").next().unwrap();
    let folder = folder(&[("a.txt", "一句话。\n"), (".git-template/hooks/pre-commit", &format!("#!/bin/sh\n{hook}"))]);
    let path = folder.path();
    std::fs::set_permissions(path.join(".git-template/hooks/pre-commit"), PermissionsExt::from_mode(0o755)).unwrap();
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_kanwu")).parent().unwrap();
    let search =
        std::env::join_paths(std::iter::once(program.to_owned()).chain(std::env::split_paths(&std::env::var_os("PATH").unwrap()))).unwrap();
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=t", "-c", "user.email=t@example.org"]).args(arguments).current_dir(path);
        command.env_clear().env("PATH", &search).env("LC_ALL", "C").env("HOME", path).env("GIT_CONFIG_NOSYSTEM", "1");
        let out = command.output().unwrap();
        (out.status.success(), String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr))
    };
    assert!(git(&["init", "-q", "--template", ".git-template"]).0);
    let commit = |name: &str, text: &str| {
        std::fs::write(path.join(name), text).unwrap();
        assert!(git(&["add", "--", name]).0);
        git(&["commit", "-q", "-m", name])
    };
    assert!(commit("a.txt", "一句话。\n").0);
    let (done, said) = commit("文 件.txt", BAD);
    assert!(!done && said.contains("文 件.txt:1:10: error[doubled-mark]"), "{said}");
    // what is staged counts, not what lies in the folder
    std::fs::write(path.join("文 件.txt"), "改好了。\n").unwrap();
    assert!(!git(&["commit", "-q", "-m", "still bad"]).0);
    assert!(commit("文 件.txt", "改好了。\n").0);
    // a commit without texts has nothing to check
    assert!(commit("x.rs", "x").0);
    assert_eq!(git(&["log", "--format=%s"]).1.lines().count(), 3);
}

/// Every flag and every format that the guide, the hooks and the image name is one.
#[test]
fn the_guide_names_what_there_is() {
    let help: String =
        [&["check", "--help"][..], &["review", "dismiss", "--help"], &["baseline", "write", "--help"]].map(|a| kanwu(a).out).concat();
    for name in ["docs/ci.md", "docs/ci.zh-CN.md", ".pre-commit-hooks.yaml", "Dockerfile"] {
        let text = read(name);
        let commands = text.lines().filter(|l| l.contains("kanwu ") && !l.contains("docker run") && !l.contains("cargo install"));
        let commands: Vec<&str> = commands.map(|l| l.split('|').next().unwrap()).collect();
        for flag in commands.iter().flat_map(|l| l.split_whitespace()).filter(|w| w.starts_with("--") && w.len() > 2) {
            let flag = flag.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
            assert!(help.contains(flag) || name == "Dockerfile", "{name}: {flag}");
        }
    }
    for name in ["docs/ci.md", "docs/ci.zh-CN.md"] {
        let text = read(name);
        for format in kanwu::reporter::FORMATS.iter().map(|f| f.name).filter(|f| !matches!(*f, "human" | "concise")) {
            assert!(text.contains(&format!("`{format}`")), "{name} does not name {format}");
        }
        for status in kanwu::finding::Status::ALL {
            assert!(text.contains(&format!("| `{}`", status.name())), "{name} does not tell what {} does", status.name());
        }
        // the decisions it shows are read without a problem
        let shown = text.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
        let folder = folder(&[("kanwu-review.toml", shown), ("reports/2024.txt", "全年新增装机超过全年的半。\n")]);
        let run = crate::support::kanwu_in(folder.path(), &["check", ".", "-f", "concise"], b"");
        assert!(run.code == 0 && run.out.ends_with("; 1 decided\n") && run.out.lines().count() == 1, "{run:?}");
    }
}
