//! What the documentation shows is what the program does.

use crate::support::{folder, kanwu, kanwu_in, root};

fn read(name: &str) -> String {
    std::fs::read_to_string(root().join(name)).unwrap()
}

/// The fenced blocks of this language.
fn blocks(markdown: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    markdown.split(&fence).skip(1).map(|rest| rest.split("\n```").next().unwrap().to_owned()).collect()
}

#[test]
fn the_output_in_the_readme_is_real() {
    for (name, lang) in [("README.md", "en"), ("README.zh-CN.md", "zh")] {
        let run = kanwu(&["check", "fixtures/government-work-report-2024.txt", "--lang", lang]);
        let shown = blocks(&read(name), "text").remove(0);
        assert!(shown.lines().count() > 15);
        for line in shown.lines().filter(|l| *l != "…") {
            assert!(run.out.lines().any(|l| l == line), "{name} shows what kanwu does not say: {line}");
        }
    }
}

/// Every complete rule in the documentation loads, and its examples come out as stated.
#[test]
fn the_rules_in_the_documentation_work() {
    let mut tried = 0;
    for name in ["README.md", "README.zh-CN.md", "docs/writing-rules.md", "docs/writing-rules.zh-CN.md"] {
        for rule in blocks(&read(name), "toml").iter().filter(|b| b.contains("\n[check.") && b.starts_with("id = \"")) {
            let id = rule.split('"').nth(1).unwrap();
            let folder = folder(&[(&format!("rules/{id}.toml"), rule), ("t.txt", "一句话。\n")]);
            let run = kanwu_in(folder.path(), &["check", "t.txt", "--rules", "rules", "--format", "concise", "--only", id], b"");
            assert!(run.code == 0, "{name}: {id}: {run:?}");
            tried += 1;
        }
    }
    assert!(tried >= 4, "only {tried} rules found in the documentation");
}

#[test]
fn the_documentation_names_every_kind_and_flag() {
    let help = kanwu(&["check", "--help"]).out;
    for name in ["docs/writing-rules.md", "docs/writing-rules.zh-CN.md"] {
        let text = read(name);
        for kind in kanwu::kind::KINDS {
            assert!(text.contains(&format!("[check.{}]", kind.name())), "{name} does not show {}", kind.name());
            let schema = serde_json::to_value(kind.schema()).unwrap();
            for key in schema["properties"].as_object().unwrap().keys() {
                assert!(text.contains(&format!("`{key}`")), "{name} does not name the key `{key}` of {}", kind.name());
            }
        }
    }
    for flag in ["--format", "--only", "--skip", "--fail-on", "--encoding", "--stdin-filename"] {
        assert!(help.contains(flag) && (read("README.md").contains(flag)), "{flag}");
    }
}

#[test]
fn the_readme_names_every_family_of_rules() {
    for name in ["README.md", "README.zh-CN.md"] {
        let text = read(name);
        for file in kanwu::rule::shipped() {
            let family = file.path.split('/').nth(1).unwrap();
            assert!(text.contains(&format!("| `{family}` |")), "{name} does not say what `{family}` finds");
        }
    }
}

/// The first chapter of the guide, typed as it stands there.
#[test]
fn the_first_five_minutes_of_the_guide() {
    for (name, lang) in [("docs/writing-rules.md", "en"), ("docs/writing-rules.zh-CN.md", "zh")] {
        let text = read(name);
        let (consoles, rule) = (blocks(&text, "console"), blocks(&text, "toml").remove(0));
        let folder = folder(&[("texts/draft.txt", "全县经济运行情况（讨论稿）\n\n全年经济运行平稳。\n")]);
        for console in &consoles[..2] {
            let (command, shown) = console.split_once('\n').unwrap();
            let arguments: Vec<&str> = command.strip_prefix("$ kanwu ").unwrap().split(' ').chain(["--lang", lang]).collect();
            let run = kanwu_in(folder.path(), &arguments, b"");
            let shown: Vec<&str> = shown.lines().filter(|l| *l != "…").collect();
            assert!(!shown.is_empty() && run.out.starts_with(&(shown.join("\n") + "\n")), "{name}: {command}\n{run:?}");
        }
        // what is shown of the rule is what was written
        let written = std::fs::read_to_string(folder.path().join("kanwu-rules/my-first-rule.toml")).unwrap();
        let lines = |text: &str| text.lines().filter(|l| !l.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(lines(&rule), lines(&written), "{name}");
    }
}
