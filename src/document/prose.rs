//! Whether a block is prose, and whether it ends.
//!
//! Most lines that end without a mark are no broken sentences: titles, captions, credits, signatures, labels, lists,
//! verse. What is told of a break rests on telling these from sentences.

use super::block::Block;
use super::passage::quotations;
use super::plain::TERMINALS;
use crate::text::visible::is_invisible_format;
use crate::text::{Source, fold_width, is_han};
use std::collections::BTreeSet;

/// From this many characters on, a line with a comma is more likely prose than a title.
const LONG: usize = 60;

/// A line that goes on after a comma is followed by at least twice its own characters, but no more than twice these.
const CLAUSE: usize = 24;

/// A long line with this many commas is no headline.
const CLAUSES: usize = 3;

/// How sure it is that a block is prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Prose {
    /// It has whole sentences, or a dateline before its words.
    Sure,
    /// It has a sentence's commas and length, as a long headline may have too.
    Likely,
    /// A title, a label, a list, verse.
    No,
}

/// What kind of text a block is, judged by its words; `goes_on` says that it continues another block's sentence.
pub(super) fn prose(source: &Source, block: &Block, goes_on: bool) -> Prose {
    let content = source.slice(block.content);
    let dateline = block.dateline.map_or(0, |d| (d.end - block.content.start) as usize);
    let text = content.get(dateline..).unwrap_or_default();
    let shape = Shape::of(text);
    if is_label(text, shape.fragment, &shape) {
        return Prose::No;
    }
    let listed = shape.semicolons > 0 && shape.stops == 0 && shape.commas == 0;
    let reports = shape.commas > 0 && LEADS.iter().any(|lead| text.starts_with(lead));
    if shape.stops > 0 || goes_on || reports || (block.dateline.is_some() && shape.length >= 6) {
        return Prose::Sure;
    }
    // a list of names has a space every few characters
    if listed || shape.commas + shape.calls == 0 || shape.spaces * 8 >= shape.length || shape.length <= LONG {
        return if shape.semicolons > 0 && shape.commas > 0 { Prose::Sure } else { Prose::No };
    }
    // no headline has so many clauses
    if shape.commas >= CLAUSES || shape.semicolons > 0 {
        return Prose::Sure;
    }
    Prose::Likely
}

/// What a text is made of. What stands inside 《》, brackets and closed quotations is no mark of its own sentences.
struct Shape<'t> {
    length: usize,
    stops: usize,
    semicolons: usize,
    commas: usize,
    calls: usize,
    spaces: usize,
    /// What stands after the last full stop, semicolon, exclamation or question mark.
    fragment: &'t str,
}

impl<'t> Shape<'t> {
    fn of(text: &'t str) -> Self {
        let mut shape = Self { length: 0, stops: 0, semicolons: 0, commas: 0, calls: 0, spaces: 0, fragment: text };
        let quoted = quotations(text);
        let mut quoted = quoted.iter().peekable();
        let mut depth = 0u32;
        for (at, c) in text.char_indices() {
            shape.length += 1;
            while quoted.next_if(|q| q.end <= at).is_some() {}
            let inside = quoted.peek().is_some_and(|q| q.contains(&at));
            match c {
                '《' | '（' | '(' => depth += 1,
                '》' | '）' | ')' => depth = depth.saturating_sub(1),
                _ if depth > 0 || inside => {}
                '。' => shape.stops += 1,
                '；' => shape.semicolons += 1,
                '，' => shape.commas += 1,
                '！' | '？' | '!' | '?' => shape.calls += 1,
                ' ' | '\u{3000}' | '\t' => shape.spaces += 1,
                _ => {}
            }
            if matches!(c, '。' | '；' | '！' | '？' | '!' | '?') && depth == 0 {
                shape.fragment = text.get(at + c.len_utf8()..).unwrap_or_default();
            }
        }
        shape
    }
}

/// What a news item begins with where it has no dateline.
const LEADS: &[&str] = &["本报讯", "本台消息", "央视网消息", "据新华社"];

/// Words that a credit, a contact or a note begins with.
const LABELS: &[&str] = &[
    "记者",
    "本报记者",
    "通讯员",
    "作者",
    "来源",
    "责任编辑",
    "责编",
    "编辑",
    "校对",
    "版式",
    "摄影",
    "图",
    "注",
    "附件",
    "联系",
    "电话",
    "邮箱",
    "网址",
    "地址",
    "主送",
    "抄送",
    "关键词",
    "导读",
    "http",
    "www",
];

/// Words that a credit ends with, and the opening of a letter's close.
const CREDITS: &[&str] = &["摄", "供稿", "供图", "整理", "此致"];

/// True where the last piece of a text is a credit, a source, a signature, a contact or a date and not a sentence.
fn is_label(text: &str, fragment: &str, shape: &Shape<'_>) -> bool {
    let far = fragment.trim_start_matches(['”', '’', '」', '』', '）', ')']);
    let words = far.trim();
    let short = words.chars().nth(30).is_none();
    let signed = far.chars().next().is_some_and(char::is_whitespace) && far.chars().take_while(|c| c.is_whitespace()).count() >= 2;
    let dated = words.ends_with('日') && words.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '０'..='９' | '二'));
    let no_han = !words.chars().any(is_han);
    // 二 alone is the number of a section
    let numbered = text.trim().chars().all(|c| "〇零一二三四五六七八九十百".contains(c));
    if words.is_empty() || numbered || CREDITS.iter().any(|w| words.ends_with(w)) {
        return true;
    }
    let begins = words.starts_with("——") || LABELS.iter().any(|w| words.starts_with(w));
    // only where a sentence came before can a short piece be the label after it
    short
        && ((fragment.len() < text.len() && (begins || signed || dated || no_han || labelled(words)))
            || (shape.stops == 0 && labelled(text)))
}

/// True for `label：value`.
fn labelled(text: &str) -> bool {
    /// A label before its colon is no longer than this.
    const LABEL: usize = 8;
    let colon = text.char_indices().take(LABEL + 1).find(|(_, c)| matches!(c, '：' | ':'));
    colon.and_then(|(at, _)| text.get(..at)).is_some_and(|label| !label.contains(['，', '。', '、']))
}

/// True where `text` does not end the way a sentence does.
pub(super) fn ends_open(text: &str) -> bool {
    let unseen = |c: char| {
        c.is_whitespace() || is_invisible_format(c) || matches!(c, '“' | '”' | '‘' | '’' | '"' | '\'' | '「' | '」' | '『' | '』')
    };
    let inner = text.trim_end_matches(unseen);
    let Some(last) = inner.chars().next_back() else { return false };
    if inner.trim_end_matches(['，', '、', '；', '：']).ends_with(['。', '！', '？']) {
        return false; // the sentence has its end; the mark after it is another defect
    }
    if inner.ends_with("——") || inner.ends_with("此致") {
        return false; // a pause before the next paragraph, the close of a letter
    }
    let goes_on = matches!(last, '、' | '，' | ',' | '—' | '》' | '%' | '％' | '‰' | '℃' | '°' | '+' | '-' | '–' | '·');
    // a bracket ends a note, a sign of any other sort the article; a Latin sentence has a full stop of its own
    let is_word = last.is_alphanumeric() && !is_enclosed(last);
    !TERMINALS.contains(&last) && (is_word || goes_on)
}

/// ①, ¹ and their like refer to a note.
fn is_enclosed(c: char) -> bool {
    matches!(c, '\u{2460}'..='\u{24FF}' | '\u{2070}'..='\u{209F}' | '¹' | '²' | '³' | '\u{2776}'..='\u{2793}')
}

/// True where a line that ends with 、 or ， is an item of a list, a salutation or a verse, and not a broken sentence.
pub(super) fn is_listed(text: &str, next: &str) -> bool {
    const SALUTATIONS: &[&str] = &["亲爱的", "尊敬的", "敬爱的", "各位", "女士们", "同志们", "朋友们"];
    let count = |s: &str| s.chars().take(LONG).count();
    let is_prose = next.contains(['。', '；']) || next.ends_with(['！', '？', '!', '?']);
    // one that stands before a sentence is part of it: 各位代表！过去一年，
    let salutes = SALUTATIONS.iter().any(|s| text.starts_with(s)) && !text.contains(['！', '!']);
    // a line of verse is a clause, or two of a length
    let clauses = text.matches('，').count();
    let verse = text.ends_with('，') && count(text) < if clauses > 1 { CLAUSE } else { CLAUSE + 6 };
    let enough = if verse { (15, 2 * CLAUSE.min(count(text))) } else { (12, 6) };
    is_ordered(text) || is_ordered(next) || labelled(next) || salutes || !is_prose || count(text) < enough.0 || count(next) < enough.1
}

/// True for 一是, 二是 … and 第一，.
pub(super) fn is_ordered(text: &str) -> bool {
    let numeral = |c: char| "一二三四五六七八九十".contains(c);
    let rest = text.strip_prefix('第').unwrap_or(text);
    let after = rest.trim_start_matches(numeral);
    after.len() < rest.len()
        && (after.starts_with('是') || after.starts_with("要") || (rest.len() < text.len() && after.starts_with(['，', '、'])))
}

/// True where a break stands inside a decimal number: 5. | 8%.
pub(super) fn cuts_a_number(tail: &str, head: &str) -> bool {
    let mut chars = tail.chars().rev().map(fold_width);
    let (point, digit) = (chars.next(), chars.next());
    matches!(point, Some('.' | '．'))
        && digit.is_some_and(|c| c.is_ascii_digit())
        && head.chars().next().map(fold_width).is_some_and(|c| c.is_ascii_digit())
}

/// The opening mark in `tail` that only `head` closes.
pub(super) fn unclosed(tail: &str, head: &str) -> Option<char> {
    [('“', '”'), ('（', '）'), ('《', '》'), ('‘', '’'), ('【', '】')].into_iter().find_map(|(open, close)| {
        let opened = tail.rfind(open)?;
        let closed = tail.get(opened..)?.contains(close);
        let first_close = head.find(close)?;
        let reopened = head.find(open).is_some_and(|at| at < first_close);
        (!closed && !reopened).then_some(open)
    })
}

/// So many characters of a headline come again among so many of its lead.
const REPEATED: usize = 4;
const LEAD: usize = 120;

/// True where the words of a title come again at the beginning of what follows, as those of a headline do in its lead.
pub(super) fn is_headline_of(title: &str, lead: &str) -> bool {
    let is_word = |c: &char| is_han(*c);
    let title: Vec<char> = title.chars().collect();
    let lead: Vec<char> = lead.chars().take(LEAD).collect();
    let runs: BTreeSet<&[char]> = lead.windows(REPEATED).filter(|run| run.iter().all(is_word)).collect();
    title.windows(REPEATED).any(|run| runs.contains(run))
}
