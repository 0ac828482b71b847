//! Marked texts, clean texts, and the transcript against its gold list.

use crate::support::{check, fixture, root};
use kanwu::rule::unmark;
use std::fs;

fn texts(folder: &str) -> Vec<(String, String)> {
    let mut texts: Vec<(String, String)> = fs::read_dir(root().join("fixtures").join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap()))
        .collect();
    texts.sort();
    assert!(!texts.is_empty(), "no texts in fixtures/{folder}");
    texts
}

/// `fixtures/marked/`: every `⟦…⟧{rule-id}` is found, with that rule, and nothing else is.
#[test]
fn marked_texts() {
    for (name, text) in texts("marked") {
        let marked = unmark(&text).unwrap();
        let mut expected: Vec<(String, u32, u32)> = marked
            .marks
            .iter()
            .map(|(s, rule)| (rule.clone().unwrap_or_else(|| panic!("{name}: a mark without {{rule}}")), s.start, s.end))
            .collect();
        let mut found: Vec<(String, u32, u32)> =
            check(&marked.text).iter().map(|f| (f.rule.to_string(), f.span.start, f.span.end)).collect();
        expected.sort();
        found.sort();
        let quote = |list: &[(String, u32, u32)]| {
            list.iter().map(|(r, a, b)| format!("{r} at {a}: {}", &marked.text[*a as usize..*b as usize])).collect::<Vec<_>>()
        };
        assert_eq!(quote(&found), quote(&expected), "{name}");
    }
}

/// `fixtures/clean/`: not a word.
#[test]
fn clean_texts() {
    for (name, text) in texts("clean") {
        let found: Vec<String> = check(&text).iter().map(|f| format!("{} {}", f.rule, f.message)).collect();
        assert_eq!(found, Vec::<String>::new(), "{name}");
    }
}

/// Every row of the gold list that can be seen in the transcript alone.
#[test]
fn every_visible_row_of_the_gold_list_is_found() {
    let text = fixture("government-work-report-2024.txt");
    let findings = check(&text);
    let source = kanwu::text::Source::new("t", text.clone());
    let gold = fixture("government-work-report-2024.gold.tsv");
    let (mut found, mut rows) = (0, 0);
    for row in gold.lines().skip(1).map(|l| l.split('\t').collect::<Vec<_>>()) {
        let [line, kind, by, transcript, ..] = row[..] else { panic!("{row:?}") };
        if by != "t" {
            continue;
        }
        rows += 1;
        let line: u32 = line.split('/').next().unwrap().parse().unwrap();
        let hit = findings.iter().find(|f| {
            let (start, end) = (source.position(f.span.start).line, source.position(f.span.end).line);
            let on_line = start == line || end == line;
            on_line && (kind.contains("paragraph split") == (&*f.rule == "broken-paragraph")) && touches(&text, f.span.range(), transcript)
        });
        match hit {
            Some(finding) => {
                assert!(!finding.is_lead(), "{row:?}");
                found += 1;
            }
            None => panic!("not found: {row:?}"),
        }
    }
    assert_eq!((rows, found), (15, 15));
}

/// True where the place shares text with what the gold row quotes.
fn touches(text: &str, place: std::ops::Range<usize>, quoted: &str) -> bool {
    let quoted: Vec<char> = quoted.chars().filter(|c| !matches!(c, '…' | '⏎')).collect();
    let start = text[..place.start].char_indices().rev().nth(3).map_or(0, |(i, _)| i);
    let end = text[place.end..].char_indices().nth(3).map_or(text.len(), |(i, _)| place.end + i);
    let around: Vec<char> = text[start..end].chars().filter(|c| !c.is_whitespace()).collect();
    around.windows(3).any(|w| quoted.windows(3).any(|q| q == w))
}

#[test]
fn all_eight_paragraph_splits_are_joined_as_the_source_has_them() {
    let text = fixture("government-work-report-2024.txt");
    let joined: Vec<String> =
        check(&text).iter().filter(|f| &*f.rule == "broken-paragraph").map(|f| f.fixes[0].reading(&text, f.span)).collect();
    assert_eq!(joined, ["行动", "惠超", "户普", "开展", "要生", "、第", "倡议", "国特"]);
}

/// Line 103 lost what the outline and the headline still have; the end of line 105 goes on with one character of its
/// beginning, and what follows that character is the end of line 103.
#[test]
fn the_scrambled_lines_of_the_transcript_are_put_in_order() {
    let text = fixture("government-work-report-2024.txt");
    let findings = check(&text);
    let on_line = |line: u32, rule: &str| {
        let source = kanwu::text::Source::new("t", text.clone());
        findings.iter().find(|f| &*f.rule == rule && source.position(f.span.start).line == line).expect("found")
    };
    let stops = on_line(103, "truncated-paragraph");
    assert_eq!(stops.fixes[0].reading(&text, stops.span), "治理效能。");
    let displaced = on_line(105, "displaced-fragment");
    assert!(displaced.fixes.len() <= 3);
    for fix in &displaced.fixes {
        let reading = fix.reading(&text, displaced.span);
        assert!(reading.contains("自觉依法接受监督。认真办理人大代表建议"), "{reading}");
    }
}
