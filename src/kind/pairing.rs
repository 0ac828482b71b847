//! `[check.pairing]`: quotation marks, brackets and book-title marks that open and close.

use super::{Check, Context, Hit, Hits, Kind, Localized0, Placeholder, Reach, Starter};
use crate::both;
use crate::document::{BlockKind, Passage, Verdict, sentences};
use crate::finding::{Applicability, Edit, Fix, Label};
use crate::lang::Localized;
use crate::rule::Problem;
use crate::rule::manifest::{At, read};
use crate::text::Span;
use crate::text::visible::visible_line;
use schemars::{JsonSchema, Schema};
use serde::Deserialize;
use toml::Spanned;
use toml::de::DeValue;

/// The kind.
pub(super) struct Pairing;

/// The keys of `[check.pairing]`.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Keys {
    /// The pairs, each the opening and the closing mark: "“”".
    #[schemars(extend("x-zh" = "各对符号，先开后闭：\"“”\"。"))]
    pairs: Vec<At<String>>,
    /// Marks that stand for one another, such as the half-width brackets for the full-width ones: "（(".
    #[schemars(extend("x-zh" = "可以互相代替的两个符号，例如半角括号与全角括号：\"（(\"。"))]
    #[serde(default)]
    alike: Vec<At<String>>,
}

impl Kind for Pairing {
    fn name(&self) -> &'static str {
        "pairing"
    }
    fn summary(&self) -> Localized0 {
        ("引号、括号、书名号成对", "quotation marks and brackets that pair")
    }
    fn placeholders(&self) -> &'static [Placeholder] {
        &[
            Placeholder { name: "mark", meaning: ("落单的符号", "the mark that stands alone") },
            Placeholder { name: "partner", meaning: ("缺少的符号", "the mark that is missing") },
            Placeholder { name: "near", meaning: ("它后面（或前面）的文字", "the text after it, or before it") },
            Placeholder {
                name: "problem", meaning: ("没有配对，还是方向反了", "whether it has no partner or faces the wrong way")
            },
        ]
    }
    fn schema(&self) -> Schema {
        schemars::schema_for!(Keys)
    }
    fn starter(&self) -> Starter {
        Starter {
            message: ("“{near}”处的{mark}{problem}", "{mark} at “{near}” {problem}"),
            check: r#"pairs = ["〔〕"]
alike = ["〔［", "〕］"]
"#,
            examples: r#"[[example]]
fails = "根据县政发⟦〔⟧2023】5号文件办理。"

[[example]]
passes = "根据县政发〔2023〕5号文件办理。"
"#,
        }
    }
    fn compile(&self, table: Spanned<DeValue<'_>>, problems: &mut Vec<Problem>) -> Option<Box<dyn Check>> {
        let keys: Keys = read(table, problems)?;
        let two = |at: &At<String>, problems: &mut Vec<Problem>| {
            let mut chars = at.get().chars();
            match (chars.next(), chars.next(), chars.next()) {
                (Some(a), Some(b), None) if a != b => Some((a, b)),
                _ => {
                    problems.push(Problem::new(at.span(), Localized::fixed("应为两个不同的字符", "two different characters are wanted")));
                    None
                }
            }
        };
        let pairs: Option<Vec<_>> = keys.pairs.iter().map(|p| two(p, problems)).collect();
        let alike: Option<Vec<_>> = keys.alike.iter().map(|p| two(p, problems)).collect();
        Some(Box::new(PairingCheck { pairs: pairs?, alike: alike? }))
    }
}

struct PairingCheck {
    pairs: Vec<(char, char)>,
    alike: Vec<(char, char)>,
}

/// A quotation of several lines has no more than this many.
const QUOTED: usize = 12;

/// The lines of such a quotation have no more characters than this: verse, a letter.
const LINE: usize = 50;

/// What a mark that does not stand alone belongs to: offsets in the text of the passage.
#[derive(Clone, Copy)]
enum Partner {
    /// The mark that it closes.
    Opens(usize, char),
    /// The mark that closes it.
    Closes(usize, char),
    /// It needs none: an apostrophe, the bracket of a half-open interval, of 1）.
    None,
}

/// A mark that stands alone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Lone {
    at: usize,
    mark: char,
    partner: char,
    opens: bool,
    /// The like mark with which it would make a pair if it faced the other way: “十四五“.
    reversed: Option<usize>,
}

impl PairingCheck {
    fn canonical(&self, c: char) -> char {
        self.alike.iter().find(|&&(_, other)| other == c).map_or(c, |&(one, _)| one)
    }

    /// The marks of `text` that stand alone, and how many marks there are. `tell` is told of the others: where each
    /// stands, and its partner.
    fn lone(&self, text: &str, mut tell: impl FnMut((usize, char), Partner)) -> (Vec<Lone>, u64) {
        let mut open: Vec<(usize, char, char)> = Vec::new();
        let mut open_counts: Vec<(char, usize)> = self.pairs.iter().map(|p| (p.1, 0)).collect();
        let (mut lone, mut count) = (Vec::new(), 0);
        for (at, raw) in text.char_indices() {
            if raw.is_alphanumeric() {
                continue;
            }
            let quoting = raw == '’' && open_of(&open_counts, '’') > 0;
            if !quoting && is_apostrophe(text, at, raw) {
                tell((at, raw), Partner::None);
                continue;
            }
            let c = self.canonical(raw);
            if let Some(&(_, close)) = self.pairs.iter().find(|p| p.0 == c) {
                count += 1;
                open.push((at, raw, close));
                if let Some(n) = open_counts.iter_mut().find(|(c, _)| *c == close) {
                    n.1 += 1;
                }
            } else if let Some(&(opening, _)) = self.pairs.iter().find(|p| p.1 == c) {
                count += 1;
                // a mark that nothing opened is not looked for among all that is open
                let known = open_of(&open_counts, c) > 0;
                match if known { open.iter().rposition(|o| o.2 == c) } else { None } {
                    Some(i) => {
                        for o in open.get(i..).unwrap_or_default() {
                            if let Some(n) = open_counts.iter_mut().find(|(close, _)| *close == o.2) {
                                n.1 -= 1;
                            }
                        }
                        if let Some(&(opening, mark, _)) = open.get(i) {
                            tell((at, raw), Partner::Opens(opening, mark));
                            tell((opening, mark), Partner::Closes(at, raw));
                        }
                        for (at, mark, partner) in open.drain(i..).skip(1) {
                            lone.push(Lone { at, mark, partner, opens: true, reversed: None });
                        }
                    }
                    None if matches!(raw, '）' | ')') && is_list_number(text, at) => tell((at, raw), Partner::None),
                    None => lone.push(Lone { at, mark: raw, partner: opening, opens: false, reversed: None }),
                }
            }
        }
        lone.extend(open.into_iter().map(|(at, mark, partner)| Lone { at, mark, partner, opens: true, reversed: None }));
        lone.sort_unstable();
        (reversed(lone), count)
    }
}

/// How many marks are open that `close` would close.
fn open_of(counts: &[(char, usize)], close: char) -> usize {
    counts.iter().find(|(c, _)| *c == close).map_or(0, |c| c.1)
}

/// Two like marks that both stand alone, one after the other, are a pair of which one faces the wrong way: the
/// second of two that open, the first of two that close.
fn reversed(lone: Vec<Lone>) -> Vec<Lone> {
    let mut out: Vec<Lone> = Vec::new();
    for next in lone {
        match out.last_mut() {
            Some(last) if last.reversed.is_none() && last.mark == next.mark => {
                *last = if next.opens { Lone { reversed: Some(last.at), ..next } } else { Lone { reversed: Some(next.at), ..*last } };
            }
            _ => out.push(next),
        }
    }
    out
}

/// True for the ’ of Let’s and of ’24级, and for the bracket of a half-open interval （0，60].
fn is_apostrophe(text: &str, at: usize, c: char) -> bool {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let rest = text.get(at + c.len_utf8()..).unwrap_or_default();
    match c {
        '’' => latin(text.get(..at).and_then(|t| t.chars().next_back())) || latin(rest.chars().next()),
        '（' | '(' => rest
            .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '，' | ',' | '+' | '-' | '−' | '∞' | ' ' | '%'))
            .starts_with(']'),
        _ => false,
    }
}

/// True for the bracket of 1） or a) or 一）, which closes nothing.
fn is_list_number(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let number = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || "一二三四五六七八九十甲乙丙丁第".contains(c));
    let length = before.len() - number.len();
    length > 0 && length <= 9 && number.chars().next_back().is_none_or(|c| !c.is_alphanumeric())
}

impl Check for PairingCheck {
    fn reach(&self) -> Reach {
        Reach::Document // a quotation may run over several paragraphs, each of which opens it anew
    }

    fn document(&self, context: &Context<'_, '_>, hits: &mut Hits) {
        let document = context.document;
        let mut stops_at = vec![false; document.blocks.len()];
        for found in document.breaks.iter().filter(|b| b.verdict == Verdict::Stops) {
            stops_at[found.tail] = true;
        }
        let mut stopped = false;
        let mut found: Vec<(usize, Lone)> = Vec::new();
        let mut long: Option<usize> = None;
        for (i, passage) in document.passages.iter().enumerate() {
            // where a paragraph stops inside its sentence, the partner went with the rest of it: one defect, told once
            let (after_stop, stops) = (stopped, stops_at[passage.blocks.end - 1]);
            stopped = stops;
            if matches!(passage.kind, BlockKind::Table | BlockKind::Verbatim) {
                continue;
            }
            let text = passage.view.text();
            if text.chars().nth(LINE).is_some() {
                long = Some(i);
            }
            let (lone, count) = self.lone(text, |(at, mark), partner| told(passage, at, mark, partner, hits));
            hits.bound += count;
            let first_sentence = sentences(text).next().map_or(0, |s| s.end);
            let last_sentence = if stops { sentences(text).last().map_or(0, |s| s.start) } else { text.len() };
            for mark in lone {
                let span = || place(passage, mark.at, mark.mark);
                if mark.reversed.is_none()
                    && ((mark.opens && mark.at >= last_sentence) || (!mark.opens && after_stop && mark.at < first_sentence))
                {
                    hits.excused(span, || BROKEN_OFF);
                    continue;
                }
                if mark.opens && mark.reversed.is_none() && runs_over(document.passages.get(i + 1), mark.mark) {
                    hits.excused(span, || RUNS_OVER);
                    continue;
                }
                // a stanza or a letter is quoted with one pair around all its lines
                let opened = |&(j, other): &(usize, Lone)| {
                    let near = i - j <= QUOTED && long.is_none_or(|long| long < j);
                    near && other.opens
                        && other.reversed.is_none()
                        && other.mark == mark.partner
                        && matches!(other.mark, '“' | '‘' | '「' | '『')
                };
                match found
                    .iter()
                    .rev()
                    .take(4 * QUOTED)
                    .position(opened)
                    .map(|back| found.len() - 1 - back)
                    .filter(|_| !mark.opens && mark.reversed.is_none())
                {
                    Some(at) => {
                        let (j, other) = found.remove(at);
                        hits.excused(span, || AROUND_LINES);
                        if let Some(first) = document.passages.get(j) {
                            hits.excused(|| place(first, other.at, other.mark), || AROUND_LINES);
                        }
                    }
                    None => found.push((i, mark)),
                }
            }
        }
        for (i, mark) in found {
            if let Some(passage) = document.passages.get(i) {
                hits.push(hit(passage, &mark));
            }
        }
    }
}

/// Why a mark without a partner is no hit.
const BROKEN_OFF: Localized = Localized::fixed(
    "没有配对，但这里的句子断了，配对的随之丢失，由别的规则报告",
    "no partner, but the sentence breaks off here and took it along; another rule tells that",
);
/// The same, of a quotation of several paragraphs.
const RUNS_OVER: Localized = Localized::fixed(
    "没有配对，但下一段接着引用（又以它开头）",
    "no partner, but the next paragraph goes on with the quotation and opens it anew",
);
/// The same, of one pair around several lines.
const AROUND_LINES: Localized = Localized::fixed("一对引号括住几行（诗、信）", "one pair around several lines, as of verse or a letter");

/// The place of a mark in the source.
fn place(passage: &Passage<'_>, at: usize, mark: char) -> Span {
    passage.view.to_source(Span::from_range(at..at + mark.len_utf8()))
}

/// Tells of a mark that is in order.
fn told(passage: &Passage<'_>, at: usize, mark: char, partner: Partner, hits: &mut Hits) {
    let why = || {
        let (other, zh, en) = match partner {
            Partner::None => {
                return Localized::fixed("它不须配对：撇号、区间、编号", "it needs no partner: an apostrophe, an interval, a number");
            }
            Partner::Opens(at, mark) => ((at, mark), "与前面的配对", "it closes"),
            Partner::Closes(at, mark) => ((at, mark), "有后面的与它配对", "it is closed by"),
        };
        let near: String = passage.view.text().get(other.0..).unwrap_or_default().chars().take(6).collect();
        let near = visible_line(&near);
        both!("{zh}：{near}…", "{en} {near}…")
    };
    hits.in_order(|| place(passage, at, mark), why);
}

/// True where the next paragraph opens the same quotation anew.
fn runs_over(next: Option<&Passage<'_>>, mark: char) -> bool {
    next.is_some_and(|p| p.view.text().starts_with(mark))
}

fn hit(passage: &Passage<'_>, lone: &Lone) -> Hit {
    let place = |at: usize, mark: char| place(passage, at, mark);
    let text = passage.view.text();
    let near: String = if lone.opens && lone.reversed.is_none() {
        text.get(lone.at..).unwrap_or_default().chars().take(10).collect()
    } else if lone.reversed.is_some() && !lone.opens {
        let second = lone.reversed.unwrap_or(lone.at) + lone.mark.len_utf8();
        text.get(lone.at..second).unwrap_or_default().to_owned()
    } else if let Some(first) = lone.reversed {
        text.get(first..lone.at + lone.mark.len_utf8()).unwrap_or_default().to_owned()
    } else {
        let mut before: Vec<char> = text.get(..lone.at + lone.mark.len_utf8()).unwrap_or_default().chars().rev().take(10).collect();
        before.reverse();
        before.into_iter().collect()
    };
    let Lone { mark, partner, .. } = *lone;
    let span = place(lone.at, mark);
    let mut hit = Hit { span, ..Hit::default() };
    let problem = match lone.reversed {
        None => both!("没有配对的 {partner}", "has no {partner}"),
        Some(other) => {
            hit.labels.push(Label { span: place(other, mark), message: Localized::fixed("与它成对的在这里", "its pair is here") });
            hit.fixes.push(Fix {
                title: both!("改为 {partner}", "read {partner}"),
                applicability: Applicability::Unsafe,
                edits: vec![Edit { span, text: partner.to_string() }],
            });
            both!("方向反了，应为 {partner}", "faces the wrong way: {partner} is meant")
        }
    };
    let value = |name: &str, text: String| (name.to_owned(), Localized::same(text));
    hit.values =
        vec![value("mark", mark.to_string()), value("partner", partner.to_string()), value("near", near), ("problem".to_owned(), problem)];
    hit
}
