//! Puts the book together: `cargo run --example build-book -- FOLDER`, then `mdbook build FOLDER`.
//!
//! The chapters are `docs/book` and the guides beside it. The reference is made here, from the registries and the rule
//! files, so that it can't be stale; nothing of it is kept in the repository.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::string_slice, missing_docs)]

use kanwu::engine::RuleSet;
use kanwu::lang::Lang;
use kanwu::reporter::pages::{Page, pages};
use kanwu::rule::{RuleText, shipped};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Guides that have readers of their own in the repository, and where they go in the book.
const GUIDES: [(&str, &str); 4] = [
    ("writing-rules.md", "en/writing-rules.md"),
    ("writing-rules.zh-CN.md", "zh/writing-rules.md"),
    ("ci.md", "en/ci.md"),
    ("ci.zh-CN.md", "zh/ci.md"),
];

#[allow(dead_code, reason = "the tests use the rest of this file")]
fn main() {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        println!("usage: build-book FOLDER");
        std::process::exit(2);
    };
    let count = assemble(&folder);
    println!("{count} pages in {}", folder.join("src").display());
}

/// Writes `book.toml` and `src/` of the book to `folder`, which must not hold another one; the number of its pages.
pub fn assemble(folder: &Path) -> usize {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let src = folder.join("src");
    if src.exists() {
        fs::remove_dir_all(&src).unwrap(); // a page of a rule that is gone must not stay
    }
    let mut book: BTreeMap<String, String> = BTreeMap::new();
    for name in ["index.md", "SUMMARY.md", "en/tutorial.md", "en/faq.md", "zh/tutorial.md", "zh/faq.md"] {
        book.insert(name.to_owned(), fs::read_to_string(docs.join("book").join(name)).unwrap());
    }
    for (from, to) in GUIDES {
        if let Ok(text) = fs::read_to_string(docs.join(from)) {
            book.insert(to.to_owned(), for_the_book(&text));
        }
    }
    let files: Vec<RuleText> = shipped().collect();
    let texts: BTreeMap<String, String> = files.iter().map(|f| (f.path.clone(), f.text.clone())).collect();
    let set = RuleSet::load_only(files, false);
    let mut summary = book["SUMMARY.md"].clone();
    for (lang, name) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
        let pages = pages(&set, &texts, lang);
        summary = summary.replace(&format!("<!-- reference {name} -->"), &listed(&pages, name));
        for page in pages {
            let measured = measured(&docs, &page, lang);
            book.insert(format!("{name}/reference/{}", page.path), page.text + &measured);
        }
    }
    let there = |line: &str| line.split("](").nth(1).is_none_or(|rest| book.contains_key(rest.trim_end_matches(')')));
    let summary: String = summary.lines().filter(|line| there(line)).map(|line| format!("{line}\n")).collect();
    book.insert("SUMMARY.md".to_owned(), summary);
    for (name, text) in &book {
        let path = src.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    fs::copy(docs.join("book/book.toml"), folder.join("book.toml")).unwrap();
    book.len() - 1
}

/// A guide as a chapter: what it links to beside it in the repository stands elsewhere in the book, or not at all; then
/// only its words stay.
fn for_the_book(text: &str) -> String {
    let mut out = String::new();
    let mut last = 0;
    for (event, range) in pulldown_cmark::Parser::new(text).into_offset_iter() {
        let pulldown_cmark::Event::Start(pulldown_cmark::Tag::Link { dest_url, .. }) = event else { continue };
        let (path, anchor) = dest_url.split_once('#').map_or((&*dest_url, String::new()), |(path, anchor)| (path, format!("#{anchor}")));
        if dest_url.contains("://") || path.is_empty() || range.start < last {
            continue;
        }
        let words = text[range.clone()].rsplit_once("](").map_or("", |(words, _)| words.trim_start_matches('['));
        out += &text[last..range.start];
        match GUIDES.iter().find(|(from, _)| *from == path) {
            Some((_, to)) => out += &format!("[{words}](../{to}{anchor})"),
            None => out += words,
        }
        last = range.end;
    }
    out + &text[last..]
}

/// The lines of the summary for these pages: the kinds and the rules below their indices.
fn listed(pages: &[Page], lang: &str) -> String {
    let line = |page: &Page| {
        let depth = match page.path.as_str() {
            "index.md" => 0,
            path if path.starts_with("kinds/") || path == "rules/index.md" || !path.contains('/') => 1,
            _ => 2,
        };
        format!("{}- [{}]({lang}/reference/{})\n", "  ".repeat(depth), page.title, page.path)
    };
    pages.iter().map(line).collect()
}

/// What a rule finds in a corpus, by `docs/measured/rules.tsv`.
fn measured(docs: &Path, page: &Page, lang: Lang) -> String {
    let Ok(table) = fs::read_to_string(docs.join("measured/rules.tsv")) else { return String::new() };
    let id = page.path.strip_prefix("rules/").and_then(|p| p.strip_suffix(".md")).unwrap_or_default();
    let rows: Vec<Vec<&str>> = table.lines().map(|line| line.split('\t').collect()).filter(|row: &Vec<&str>| row[0] == id).collect();
    if rows.is_empty() {
        return String::new();
    }
    let head = match lang {
        Lang::Zh => {
            "\n## 量过的结果\n\n| 文本 | 字数 | 发现 | 看过 | 属实 | 线索 | 看过 | 属实 |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n"
        }
        Lang::En => {
            "\n## Measured\n\n| texts | characters | findings | read | true | leads | read | true |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n"
        }
    };
    head.to_owned() + &rows.iter().map(|row| format!("| {} |\n", row[1..].join(" | "))).collect::<String>()
}
