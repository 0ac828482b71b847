//! Texts as Markdown that shows them as they are.

use crate::text::visible::{visible, visible_line};

/// A text on one line, with nothing in it that Markdown or HTML would take for markup.
pub(super) fn inline(text: &str) -> String {
    let mut out = String::new();
    for c in visible_line(text.trim()).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '{' | '}' | '|' | '#' | '~' | '$' | '!' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

/// As [`inline`], with what stands between backticks as code; for texts of the program's own.
pub(super) fn prose(text: &str) -> String {
    let parts = text.split('`').enumerate();
    if text.matches('`').count() % 2 == 1 {
        return inline(text);
    }
    let part = |(i, part): (usize, &str)| match (i % 2, part.is_empty()) {
        (_, true) => String::new(),
        (1, _) => code(part),
        _ => spaced(part, &inline(part)),
    };
    parts.map(part).collect()
}

/// `shown` with the spaces that `text` has at its ends.
fn spaced(text: &str, shown: &str) -> String {
    let space = |is: bool| if is { " " } else { "" };
    if shown.is_empty() {
        return " ".to_owned();
    }
    format!("{}{shown}{}", space(text.starts_with(' ')), space(text.ends_with(' ')))
}

/// Paragraphs of such a text: a line end stays one.
pub(super) fn paragraphs(text: &str) -> String {
    text.trim().lines().map(inline).map(|line| guarded(&line)).collect::<Vec<_>>().join("\n")
}

/// A line that begins as a list, a rule or a numbered item does would be read as one.
fn guarded(line: &str) -> String {
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    if line.starts_with(['-', '+', '=']) {
        return format!("\\{line}");
    }
    match number.strip_prefix(['.', ')']) {
        Some(rest) if number.len() < line.len() => {
            let digits = line.get(..line.len() - number.len()).unwrap_or_default();
            let mark = number.get(..number.len() - rest.len()).unwrap_or_default();
            format!("{digits}\\{mark}{rest}")
        }
        _ => line.to_owned(),
    }
}

/// A text in a cell of a table, or in the middle of a line, as code.
pub(super) fn code(text: &str) -> String {
    let text = visible_line(text);
    let fence = "`".repeat(longest_run(&text) + 1);
    // a bar ends a cell even in code
    let text = text.replace('|', "\\|");
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

/// A block of code.
pub(super) fn block(language: &str, text: &str) -> String {
    let text = visible(text);
    let text = text.trim_matches('\n');
    let fence = "`".repeat(longest_run(text).max(2) + 1);
    format!("{fence}{language}\n{text}\n{fence}\n")
}

fn longest_run(text: &str) -> usize {
    let (mut longest, mut run) = (0, 0);
    for c in text.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_taken_for_markup() {
        let check = |text: &str| {
            let mut shown = String::new();
            for event in pulldown_cmark::Parser::new_ext(&paragraphs(text), pulldown_cmark::Options::all()) {
                match event {
                    pulldown_cmark::Event::Text(text) => shown.push_str(&text),
                    pulldown_cmark::Event::SoftBreak => shown.push('\n'),
                    pulldown_cmark::Event::Start(pulldown_cmark::Tag::Paragraph) => {}
                    pulldown_cmark::Event::End(pulldown_cmark::TagEnd::Paragraph) => {}
                    other => panic!("{text:?}: {other:?}"),
                }
            }
            assert_eq!(shown, text);
        };
        [
            "<script>alert(1)</script>",
            "a | b",
            "*a* _b_ `c`",
            "- a\n- b",
            "1. a",
            "2) b",
            "# a",
            "[a](b)",
            "a&amp;b",
            "{{#include x}}",
            "===",
            "~~a~~",
            "![a](b)",
        ]
        .into_iter()
        .for_each(check);
    }

    #[test]
    fn code_keeps_its_fences() {
        assert_eq!((code("a"), code("a`b"), code("`"), code("a|b")), ("`a`".into(), "``a`b``".into(), "`` ` ``".into(), "`a\\|b`".into()));
        assert_eq!(block("text", "a\n```\nb"), "````text\na\n```\nb\n````\n");
    }
}
