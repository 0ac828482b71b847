//! The book: every chapter is in its summary and its links lead somewhere, the reference has every kind, key and rule,
//! and the tutorial is what the program does.

use crate::support::{kanwu_in, root};
use kanwu::kind::KINDS;
use kanwu::rule::{Key, file_schema, keys, shipped};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

#[path = "../examples/build-book.rs"]
mod build_book;

/// The chapters by path from `src`, and the summary.
fn book() -> (BTreeMap<String, String>, String) {
    let folder = tempfile::tempdir().unwrap();
    let count = build_book::assemble(folder.path());
    let src = folder.path().join("src");
    let mut pages = BTreeMap::new();
    let mut folders = vec![src.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(&src).unwrap().to_str().unwrap().replace('\\', "/");
                pages.insert(name, std::fs::read_to_string(path).unwrap());
            }
        }
    }
    let summary = pages.remove("SUMMARY.md").unwrap();
    assert_eq!(pages.len(), count);
    (pages, summary)
}

fn parse(text: &str) -> Parser<'_> {
    Parser::new_ext(text, Options::ENABLE_TABLES)
}

/// Where the links of a page lead.
fn links(text: &str) -> Vec<String> {
    let link = |event| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url.to_string()),
        _ => None,
    };
    parse(text).filter_map(link).collect()
}

/// The anchors of a page's headings, as mdBook makes them.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    let mut heading: Option<String> = None;
    for event in parse(text) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::Text(text) | Event::Code(text) => heading.iter_mut().for_each(|h| h.push_str(&text)),
            Event::End(TagEnd::Heading(_)) => {
                let kept = |c: char| match c {
                    c if c.is_alphanumeric() || c == '_' || c == '-' => Some(c.to_ascii_lowercase()),
                    c if c.is_whitespace() => Some('-'),
                    _ => None,
                };
                out.extend(heading.take().map(|h| h.chars().filter_map(kept).collect::<String>()));
            }
            _ => {}
        }
    }
    out
}

/// The page that a link on `page` leads to.
fn target(page: &str, link: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        if part == ".." { _ = parts.pop() } else { parts.push(part) }
    }
    parts.join("/")
}

#[test]
fn every_link_leads_somewhere_and_every_page_is_listed() {
    let (pages, summary) = book();
    let listed: Vec<String> = links(&summary);
    assert_eq!(listed.iter().collect::<BTreeSet<_>>(), pages.keys().collect::<BTreeSet<_>>());
    assert_eq!(listed.len(), pages.len(), "a page is listed twice");
    assert!(!summary.contains("<!--"), "a mark of the summary was not replaced");
    let mut count = 0;
    for (page, text) in &pages {
        for link in links(text).iter().filter(|l| !l.contains("://")) {
            let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
            let to = if path.is_empty() { page.clone() } else { target(page, path) };
            let there = pages.get(&to).unwrap_or_else(|| panic!("{page} links to {link}, which is no page"));
            assert!(anchor.is_empty() || anchors(there).contains(anchor), "{page}: {link}: no such heading in {to}");
            count += 1;
        }
    }
    assert!(count > 200, "only {count} links were looked at");
    assert_eq!(book(), (pages, summary), "the same every time");
}

#[test]
fn the_reference_has_every_kind_key_and_rule_in_both_languages() {
    fn named(list: &[Key], within: &str, text: &str, page: &str) {
        for key in list {
            let name = format!("{within}{}", key.name);
            assert!(text.contains(&format!("| `{name}` |")), "{page} does not name {name}");
            key.choices.iter().for_each(|(word, _)| assert!(text.contains(&format!("`{word}`")), "{page}: {name}: {word}"));
            named(&key.keys, &format!("{name}."), text, page);
        }
    }
    let (pages, _) = book();
    for lang in ["en", "zh"] {
        let page = |path: String| pages.get(&path).unwrap_or_else(|| panic!("{path} is missing"));
        for kind in KINDS {
            let path = format!("{lang}/reference/kinds/{}.md", kind.name());
            let text = page(path.clone());
            named(&keys(&kind.schema()), "", text, &path);
            assert!(text.contains(kind.starter().examples.trim()), "{path}");
            kind.placeholders().iter().for_each(|p| assert!(text.contains(&format!("`{{{}}}`", p.name)), "{path}: {}", p.name));
        }
        named(&keys(&file_schema()), "", page(format!("{lang}/reference/rule-file.md")), "rule-file");
        named(&keys(&kanwu::config::config_schema()), "", page(format!("{lang}/reference/config.md")), "config");
        for file in shipped() {
            let id = file.path.rsplit('/').next().unwrap().trim_end_matches(".toml");
            let text = page(format!("{lang}/reference/rules/{id}.md"));
            assert!(text.contains(file.text.trim_matches('\n')) && text.contains('⟦'), "{lang} {id}");
        }
    }
}

#[test]
fn pages_of_a_team_s_own_rules_are_written() {
    let folder = crate::support::folder(&[("my/odd.toml", &crate::support::pattern_rule("odd", "甲`乙").replace("\"t\"", "\"<b>|*t*\""))]);
    let run = kanwu_in(folder.path(), &["rules", "docs", "-o", "pages", "--rules", "my"], b"");
    assert!(run.code == 0 && run.out.ends_with("pages to pages\n"), "{run:?}");
    let page = std::fs::read_to_string(folder.path().join("pages/rules/odd.md")).unwrap();
    assert!(page.contains(r"&lt;b&gt;\|\*t\*") && !page.contains("\n<b>"), "{page}");
    std::fs::write(folder.path().join("file"), "").unwrap();
    let run = kanwu_in(folder.path(), &["rules", "docs", "-o", "file"], b"");
    assert!(run.code == 2 && run.err.contains("can't write"), "{run:?}");
}

/// Does what a tutorial says, in a folder of its own: saves the files that it shows, types its commands, and compares.
fn follow(name: &str) -> usize {
    let text = std::fs::read_to_string(root().join("docs/book").join(name)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut save: Option<String> = None;
    let mut lines = text.lines();
    let mut typed = 0;
    while let Some(line) = lines.next() {
        if let Some(mark) = line.strip_prefix("<!-- ").and_then(|l| l.strip_suffix(" -->")) {
            save = Some(mark.to_owned());
        }
        let Some(language) = line.strip_prefix("```") else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|l| *l != "```").collect();
        match (save.take(), language) {
            (Some(mark), _) => write(folder.path(), &mark, &block),
            (None, "console") => typed += type_in(folder.path(), name, &block),
            (None, other) => panic!("{name}: a block of {other} that is neither saved nor typed"),
        }
    }
    typed
}

/// `file: PATH` saves a block, `add: PATH after: START` puts it after the line that begins with START.
fn write(folder: &Path, mark: &str, block: &[&str]) {
    let block = block.iter().map(|l| format!("{l}\n")).collect::<String>();
    if let Some(path) = mark.strip_prefix("file: ") {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        return std::fs::write(path, block).unwrap();
    }
    let (path, start) = mark.strip_prefix("add: ").and_then(|m| m.split_once(" after: ")).unwrap();
    let old = std::fs::read_to_string(folder.join(path)).unwrap();
    let new: String = old.lines().map(|l| format!("{l}\n{}", if l.starts_with(start) { block.as_str() } else { "" })).collect();
    assert_ne!(old, new, "{path} has no line that begins with {start}");
    std::fs::write(folder.join(path), new).unwrap();
}

fn type_in(folder: &Path, name: &str, block: &[&str]) -> usize {
    let mut typed = 0;
    let mut rest = block;
    while let [command, after @ ..] = rest {
        let arguments: Vec<&str> = command.strip_prefix("$ kanwu ").unwrap_or_else(|| panic!("{name}: {command}")).split(' ').collect();
        let end = after.iter().position(|l| l.starts_with("$ ")).unwrap_or(after.len());
        let run = kanwu_in(folder, &arguments, b"");
        let output = run.out.clone() + &run.err;
        let mut lines = output.lines();
        for (i, shown) in after[..end].iter().enumerate() {
            if *shown == "…" {
                continue;
            }
            let skipped = i > 0 && after[i - 1] == "…";
            let found = if skipped { lines.any(|l| l == *shown) } else { lines.next() == Some(shown) };
            assert!(found, "{name}: {command}\nshows “{shown}”, and the output is\n{output}");
        }
        assert!(after[..end].last() == Some(&"…") || lines.next().is_none(), "{name}: {command}: there is more output\n{output}");
        assert!(!output.is_empty(), "{name}: {command}: no output");
        typed += 1;
        rest = &after[end..];
    }
    typed
}

#[test]
fn the_tutorial_is_what_the_program_does() {
    for name in ["en/tutorial.md", "zh/tutorial.md"] {
        assert_eq!(follow(name), 13, "{name}");
    }
}
