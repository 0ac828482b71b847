//! `[check.continuity]`: paragraphs that stop inside a sentence.
//!
//! The judgement itself is the document's ([`crate::document::Break`]), since the reading of every other rule
//! rests on it; this kind reports it.

use super::{Check, Context, Hit, Hits, Kind, Localized0, Placeholder, Reach, Starter};
use crate::both;
use crate::document::{Break, Document, Evidence, Lost, Verdict};
use crate::finding::{Applicability, Confidence, Edit, Fix, Label};
use crate::lang::Localized;
use crate::lexicon::Missing;
use crate::rule::Problem;
use crate::rule::manifest::read;
use crate::text::Span;
use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};
use toml::Spanned;
use toml::de::DeValue;

/// The kind.
pub(super) struct Continuity;

/// Characters shown after a break.
const SHOWN: usize = 8;

/// Characters shown before a break at most; fewer where the clause begins later.
const LONGEST: usize = 14;

/// Which breaks are reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Report {
    /// The next block goes on with the sentence.
    #[schemars(extend("x-zh" = "下一段接着说完这一句。"))]
    Joined,
    /// Nothing shows where it goes on; and paragraphs that begin inside a sentence.
    #[schemars(extend("x-zh" = "看不出它接到哪里；以及开头缺了字的段落。"))]
    Stops,
}

/// The keys of `[check.continuity]`.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Keys {
    /// Which breaks are reported: those that the next block continues, or those that nothing continues.
    #[schemars(extend("x-zh" = "报哪一种断处：下文接得上的，还是没有下文的。"))]
    report: Report,
}

impl Kind for Continuity {
    fn name(&self) -> &'static str {
        "continuity"
    }
    fn summary(&self) -> Localized0 {
        ("段落在句中断开", "paragraphs that stop inside a sentence")
    }
    fn placeholders(&self) -> &'static [Placeholder] {
        &[
            Placeholder { name: "tail", meaning: ("断处之前的文字", "the text before the break") },
            Placeholder { name: "head", meaning: ("断处之后的文字", "the text after the break") },
            Placeholder {
                name: "what",
                meaning: ("哪里没有说完，或缺了开头", "what is missing: the end after which words, or the beginning before which"),
            },
            Placeholder { name: "joined", meaning: ("接起来的文字", "the two joined") },
            Placeholder { name: "reasons", meaning: ("判断的依据", "what speaks for it") },
        ]
    }
    fn schema(&self) -> Schema {
        schemars::schema_for!(Keys)
    }
    fn starter(&self) -> Starter {
        Starter {
            message: ("“{tail}”与“{head}”应相连：{reasons}", "“{tail}” and “{head}” belong together: {reasons}"),
            check: r#"report = "joined"
"#,
            examples: r#"[[example]]
fails = """
夏粮产量稳步提高。农民收入继续较快增⟦长

，⟧脱贫成果进一步巩固。"""
proposes = "长，"

[[example]]
passes = "夏粮产量稳步提高。"
"#,
        }
    }
    fn compile(&self, table: Spanned<DeValue<'_>>, problems: &mut Vec<Problem>) -> Option<Box<dyn Check>> {
        let Keys { report } = read(table, problems)?;
        Some(Box::new(ContinuityCheck { report }))
    }
}

struct ContinuityCheck {
    report: Report,
}

impl Check for ContinuityCheck {
    fn reach(&self) -> Reach {
        Reach::Document
    }

    fn document(&self, context: &Context<'_, '_>, hits: &mut Hits) {
        let document = context.document;
        hits.bound += document.blocks.len() as u64;
        for found in &document.breaks {
            match (self.report, found.verdict) {
                // what furniture broke is told of the furniture
                (Report::Joined, Verdict::Joined) if found.head == Some(found.tail + 1) => hits.push(joined(document, found)),
                (Report::Stops, Verdict::Stops) => hits.push(stops(document, found)),
                (_, other) => hits.in_order(|| found.gap, || passed_over(found, other)),
            }
        }
        if self.report == Report::Stops {
            document.lost.iter().for_each(|lost| hits.push(headless(document, lost)));
        }
    }
}

/// A break of the sort that the rule does not report.
fn passed_over(found: &Break, verdict: Verdict) -> Localized {
    let reasons: Vec<Localized> = found.evidence.iter().map(reason).collect();
    let list = |pick: fn(&Localized) -> &str, and: &str| reasons.iter().map(pick).collect::<Vec<_>>().join(and);
    let (zh, en) = (list(|r| &r.zh, "；"), list(|r| &r.en, "; "));
    match verdict {
        Verdict::Joined => both!("断处有下文接上，这条规则不报：{zh}", "a break that is joined, which this rule does not report: {en}"),
        Verdict::Stops => {
            both!("断处没有下文接上，这条规则不报：{zh}", "a stop that nothing continues, which this rule does not report: {en}")
        }
        Verdict::Displaced => {
            both!("断处接到别处，归 displacement 一类：{zh}", "a stop that goes on elsewhere, a matter of the kind displacement: {en}")
        }
    }
}

/// The clause before `at`, or as much of it as is shown.
pub(super) fn before(text: &str, at: u32) -> &str {
    let line = text.get(..at as usize).unwrap_or_default();
    let mut start = line.len();
    for (count, (i, c)) in line.char_indices().rev().enumerate() {
        let mark = matches!(c, '，' | '。' | '；' | '：' | '、' | '！' | '？');
        if count > LONGEST || c.is_control() || (mark && count >= 4) {
            break;
        }
        start = i;
    }
    line.get(start..).unwrap_or_default()
}

/// The first characters of the source from `at`, within their line.
pub(super) fn after(text: &str, at: u32) -> &str {
    let rest = text.get(at as usize..).unwrap_or_default();
    let end = rest.char_indices().take(SHOWN).take_while(|(_, c)| !c.is_control()).last();
    end.and_then(|(i, c)| rest.get(..i + c.len_utf8())).unwrap_or_default()
}

fn joined(document: &Document<'_>, found: &Break) -> Hit {
    let text = document.source.text();
    let (tail, head) = (before(text, found.gap.start), after(text, found.gap.end));
    let reading = format!("{tail}{head}");
    let last = tail.chars().next_back().map_or(0, char::len_utf8);
    let first = head.chars().next().map_or(0, char::len_utf8);
    let gap = found.gap.range();
    // between two blocks there is white space, or marks of Markdown that can't simply go
    let blank = text.get(gap.clone()).is_some_and(|g| g.chars().all(|c| c.is_whitespace() || c.is_control()));
    let word = found.evidence.iter().any(|e| matches!(e, Evidence::Word(_)));
    Hit {
        span: Span::from_range(gap.start - last..gap.end + first),
        values: values(tail, head, &reading, found),
        fixes: vec![Fix {
            title: both!("接成“{reading}”", "join: “{reading}”"),
            applicability: match (blank, word) {
                (false, _) => Applicability::DisplayOnly,
                (true, true) => Applicability::Safe,
                (true, false) => Applicability::Unsafe,
            },
            edits: vec![Edit { span: found.gap, text: String::new() }],
        }],
        ..Hit::default()
    }
}

fn stops(document: &Document<'_>, found: &Break) -> Hit {
    let text = document.source.text();
    let (tail, head) = (before(text, found.gap.start), after(text, found.gap.end));
    let last = tail.chars().next_back().map_or(0, char::len_utf8);
    let end = found.gap.start as usize;
    let next = Span::new(found.gap.end, found.gap.end + u32::try_from(head.len()).unwrap_or(0));
    let labels = if found.gap.is_empty() {
        Vec::new()
    } else {
        vec![Label { span: next, message: Localized::fixed("下文从这里开始", "the next block begins here") }]
    };
    // after a quotation or a title the sentence may be whole and only its mark missing
    let confidence = tail.ends_with(['”', '’', '》', '」', '』']).then_some(Confidence::Low);
    let mut labels = labels;
    let mut fixes = Vec::new();
    if let Some(supplied) = &found.supplied {
        labels.push(Label { span: supplied.place, message: Localized::fixed("这里有缺失的文字", "the missing words stand here") });
        let reading = format!("{tail}{}", supplied.text);
        fixes.push(Fix {
            title: both!("补成“{reading}”", "complete it: “{reading}”"),
            applicability: Applicability::Unsafe,
            edits: vec![Edit { span: Span::new(found.gap.start, found.gap.start), text: supplied.text.clone() }],
        });
    }
    Hit { span: Span::from_range(end - last..end), labels, values: values(tail, head, tail, found), fixes, confidence, ..Hit::default() }
}

/// A paragraph that begins inside a sentence.
fn headless(document: &Document<'_>, lost: &Lost) -> Hit {
    let text = document.source.text();
    let head = after(text, lost.start);
    let first = head.chars().next().map_or(0, char::len_utf8);
    let start = lost.start as usize;
    let what = both!("“{head}”之前缺了开头", "the beginning before “{head}” is missing");
    let (reasons, joined) = match &lost.missing {
        Some(Missing { character, word, .. }) => (
            both!("从“{word}”一词的中间开始，前面缺“{character}”", "it begins inside the word “{word}”, and lacks its “{character}”"),
            format!("{character}{head}"),
        ),
        None => (Localized::fixed("一段话不会这样开头", "no paragraph begins like this"), head.to_owned()),
    };
    Hit {
        span: Span::from_range(start..start + first),
        values: vec![
            ("tail".to_owned(), Localized::same("")),
            ("head".to_owned(), Localized::same(head)),
            ("what".to_owned(), what),
            ("joined".to_owned(), Localized::same(joined)),
            ("reasons".to_owned(), reasons),
        ],
        // good prose opens in many ways: where it is not sure a person has to look
        confidence: (!lost.sure).then_some(Confidence::Low),
        ..Hit::default()
    }
}

fn values(tail: &str, head: &str, joined: &str, found: &Break) -> Vec<(String, Localized)> {
    let reasons: Vec<Localized> = found.evidence.iter().map(reason).collect();
    let zh = reasons.iter().map(|r| r.zh.as_ref()).collect::<Vec<_>>().join("；");
    let en = reasons.iter().map(|r| r.en.as_ref()).collect::<Vec<_>>().join("; ");
    vec![
        ("tail".to_owned(), Localized::same(tail)),
        ("head".to_owned(), Localized::same(head)),
        ("what".to_owned(), both!("“{tail}”之后没有说完，或缺句末标点", "nothing ends “{tail}”")),
        ("joined".to_owned(), Localized::same(joined)),
        ("reasons".to_owned(), Localized::new(zh, en)),
    ]
}

fn reason(evidence: &Evidence) -> Localized {
    match evidence {
        Evidence::NoTerminal => Localized::fixed("段末没有句末标点", "no mark ends the sentence"),
        Evidence::OpenMark(mark) => both!("段末是“{mark}”，句子未完", "it ends with `{mark}`, after which a sentence goes on"),
        Evidence::Unclosed(mark) => both!("断处之前的“{mark}”到断处之后才闭合", "`{mark}` before the break is closed only after it"),
        Evidence::Word(word) => both!("断处把“{word}”一词分开", "the break cuts the word “{word}”"),
        Evidence::NewUnit => Localized::fixed("下文另起标题、条目或电头", "a heading, an item or a dateline follows"),
        Evidence::End => Localized::fixed("下面没有文字了", "nothing follows"),
        Evidence::BothLost => Localized::fixed(
            "下一段也缺了开头，又接不上，中间少了文字",
            "the next paragraph has lost its beginning too and does not fit on: a piece is missing",
        ),
        Evidence::Unfit => Localized::fixed("下一段接不上", "the next paragraph does not fit on"),
    }
}
