//! `[check.script]`: traditional characters in a simplified text, and the reverse.
//!
//! Which script a document is in is its own habit; only what is odd in it is told. What is quoted, a title, or a whole
//! passage in the other script (a poem, an old document) stands there on purpose.

use super::expression::{Lazy, excepted, load_all};
use super::remark::{self, Remark};
use super::scope::{In, admits};
use super::{Check, Context, Hit, Hits, Kind, Localized0, Placeholder, Reach, Starter};
use crate::both;
use crate::document::{BlockKind, Passage, quotations};
use crate::finding::{Applicability, Confidence, Edit, Fix, Severity};
use crate::lang::Localized;
use crate::lexicon::Lexicon;
use crate::rule::Problem;
use crate::rule::manifest::{At, read};
use crate::text::{Script, Span};
use schemars::{JsonSchema, Schema};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::ops::Range;
use toml::Spanned;
use toml::de::DeValue;

/// The kind.
pub(super) struct ScriptKind;

/// The keys of `[check.script]`.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Keys {
    /// A document that has fewer characters of its script than this shows none.
    #[schemars(extend("x-zh" = "只有一种字体才有的字少于此数，看不出全文用哪一种。"))]
    #[serde(default = "at_least")]
    at_least: usize,
    /// From this share on, in per cent, the other script is no slip: the document is in both, which is told once.
    #[schemars(extend("x-zh" = "另一种字体占到百分之几，就不是误字：全文两种混用，只提示一次。"))]
    #[serde(default = "share")]
    share: usize,
    /// Exceptions: what one of these overlaps is left alone.
    #[schemars(extend("x-zh" = "例外：与其中之一重叠的不算。"))]
    #[serde(default)]
    unless: Vec<At<String>>,
    /// The kinds of block to look at; all where it is not given.
    #[schemars(extend("x-zh" = "要查哪几种块；不写即全部。"))]
    #[serde(default, rename = "in")]
    blocks: Vec<In>,
}

fn at_least() -> usize {
    20
}

fn share() -> usize {
    15
}

impl Kind for ScriptKind {
    fn name(&self) -> &'static str {
        "script"
    }
    fn summary(&self) -> Localized0 {
        ("简体文里的繁体字，繁体文里的简体字", "traditional characters in a simplified text, and the reverse")
    }
    fn placeholders(&self) -> &'static [Placeholder] {
        &[
            Placeholder { name: "reading", meaning: ("全文所用字体里的写法", "the same in the script of the text") },
            Placeholder { name: "script", meaning: ("这里是哪一种字体", "the script of this place") },
            Placeholder {
                name: "situation", meaning: ("是与全文不一，还是两种混用", "whether it is the odd one out or both are used")
            },
        ]
    }
    fn schema(&self) -> Schema {
        schemars::schema_for!(Keys)
    }
    fn starter(&self) -> Starter {
        Starter {
            message: ("“{text}”是{script}，应作“{reading}”：{situation}", "“{text}” is {script}: “{reading}” ({situation})"),
            check: "at-least = 8\n",
            examples: r#"[[example]]
fails = "全镇经济总量继续扩大，农业产业结构调整见成效，社会事业发展较快，人民生活改善，为下一⟦階⟧段打下基础。"

[[example]]
passes = "全镇经济总量继续扩大。"
"#,
        }
    }
    fn compile(&self, table: Spanned<DeValue<'_>>, problems: &mut Vec<Problem>) -> Option<Box<dyn Check>> {
        let keys: Keys = read(table, problems)?;
        let unless = load_all(&keys.unless, problems);
        Some(Box::new(ScriptCheck { at_least: keys.at_least.max(1), share: keys.share, unless, blocks: keys.blocks }))
    }
}

struct ScriptCheck {
    at_least: usize,
    share: usize,
    unless: Vec<Lazy>,
    blocks: Vec<In>,
}

/// How many characters of each script there are.
#[derive(Clone, Copy, Default)]
struct Counts {
    simplified: usize,
    traditional: usize,
}

impl Counts {
    fn of(text: &str) -> Self {
        let mut counts = Self::default();
        for (script, _) in text.chars().filter_map(Script::of) {
            match script {
                Script::Simplified => counts.simplified += 1,
                Script::Traditional => counts.traditional += 1,
            }
        }
        counts
    }

    /// How many of `script`, and how many of the other.
    fn split(self, script: Script) -> (usize, usize) {
        match script {
            Script::Simplified => (self.simplified, self.traditional),
            Script::Traditional => (self.traditional, self.simplified),
        }
    }
}

impl ScriptCheck {
    fn passages<'c, 's>(&'c self, context: &'c Context<'_, 's>) -> impl Iterator<Item = &'c Passage<'s>> {
        context.document.passages.iter().filter(|p| admits(&self.blocks, p.kind) && p.kind != BlockKind::Verbatim)
    }

    /// Where characters of the other script than `own` stand in a passage, neighbours together.
    fn odd(&self, passage: &Passage<'_>, own: Script) -> Vec<Range<usize>> {
        let text = passage.view.text();
        let mut odd: Vec<Range<usize>> = Vec::new();
        for (at, c) in text.char_indices().filter(|&(_, c)| Script::of(c).is_some_and(|(script, _)| script != own)) {
            match odd.last_mut() {
                Some(last) if last.end == at => last.end += c.len_utf8(),
                _ => odd.push(at..at + c.len_utf8()),
            }
        }
        if odd.is_empty() {
            return odd;
        }
        let quoted = quotations(text);
        let titles = titles(text);
        odd.retain(|place| {
            // both lists are in text order
            let inside = |list: &[Range<usize>]| {
                let before = list.partition_point(|r| r.start <= place.start);
                before.checked_sub(1).and_then(|at| list.get(at)).is_some_and(|r| place.end <= r.end)
            };
            !inside(&quoted) && !inside(&titles) && !excepted(&self.unless, text, place)
        });
        odd
    }
}

/// What stands in 《》, marks included, the outermost of nested ones only.
fn titles(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let (mut depth, mut start) = (0usize, 0);
    for (at, c) in text.char_indices().filter(|&(_, c)| matches!(c, '《' | '》')) {
        match c {
            '《' => {
                if depth == 0 {
                    start = at;
                }
                depth += 1;
            }
            _ if depth == 1 => {
                out.push(start..at + c.len_utf8());
                depth = 0;
            }
            _ => depth = depth.saturating_sub(1),
        }
    }
    out
}

impl Check for ScriptCheck {
    fn reach(&self) -> Reach {
        Reach::Document
    }

    fn remarks(&self, _: &BTreeSet<&str>) -> Vec<Remark> {
        let mut remarks = Vec::new();
        self.unless.iter().for_each(|e| remark::on_expression("unless", e, &mut remarks));
        remarks
    }

    fn document(&self, context: &Context<'_, '_>, hits: &mut Hits) {
        let mut all = Counts::default();
        let mut both: Vec<&Passage<'_>> = Vec::new();
        for passage in self.passages(context) {
            let counts = Counts::of(passage.view.text());
            all = Counts { simplified: all.simplified + counts.simplified, traditional: all.traditional + counts.traditional };
            if counts.traditional > 0 || counts.simplified > 0 {
                both.push(passage);
            }
        }
        let own = if all.traditional > all.simplified { Script::Traditional } else { Script::Simplified };
        let (usual, odd) = all.split(own);
        if usual < self.at_least {
            return;
        }
        hits.bound += 1;
        if odd == 0 {
            return;
        }
        let mixed = odd.saturating_mul(100) >= self.share.saturating_mul(usual + odd);
        for passage in both {
            // a whole passage in the other script is quoted
            let (usual_here, odd_here) = Counts::of(passage.view.text()).split(own);
            if odd_here == 0 || (odd_here >= QUOTED && odd_here > usual_here) {
                continue;
            }
            for place in self.odd(passage, own) {
                hits.push(hit(context, passage, &place, own, (usual, odd), mixed));
                if mixed {
                    return;
                }
            }
        }
    }
}

/// So many characters of the other script, and more of them than of the document's own, make a quoted passage.
const QUOTED: usize = 3;

fn hit(
    context: &Context<'_, '_>,
    passage: &Passage<'_>,
    place: &Range<usize>,
    own: Script,
    (usual, odd): (usize, usize),
    mixed: bool,
) -> Hit {
    let text = passage.view.text().get(place.clone()).unwrap_or_default();
    let reading: String = text.chars().map(|c| Script::of(c).map_or(c, |(_, other)| other)).collect();
    let shown = Span::from_range(place.clone());
    let span = passage.view.to_source(shown);
    let script = match own.other() {
        Script::Simplified => Localized::fixed("简体字", "simplified"),
        Script::Traditional => Localized::fixed("繁体字", "traditional"),
    };
    let situation = if mixed {
        both!("全文两种字体混用（{usual} 与 {odd} 字），只说这一次", "the text is in both scripts, {usual} and {odd} characters; told once")
    } else {
        match own {
            Script::Simplified => Localized::fixed("全文用简体", "the text is in simplified characters"),
            Script::Traditional => Localized::fixed("全文用繁体", "the text is in traditional characters"),
        }
    };
    let values =
        vec![("reading".to_owned(), Localized::same(reading.clone())), ("script".to_owned(), script), ("situation".to_owned(), situation)];
    // 发 may be 發 or 髮: which, only a person can tell; and where a text is in both, one place changed mends nothing
    let fix = Fix {
        title: both!("改为“{reading}”", "read “{reading}”"),
        applicability: Applicability::Unsafe,
        edits: vec![Edit { span, text: reading }],
    };
    let whole = passage.view.is_whole(context.document.source.text(), shown);
    let confidence = (!mixed && !is_in_word(passage.view.text(), place)).then_some(Confidence::Low);
    Hit {
        span,
        values,
        fixes: if mixed || !whole { Vec::new() } else { vec![fix] },
        severity: mixed.then_some(Severity::Info),
        confidence,
        ..Hit::default()
    }
}

/// Two characters that stand together so often are as good as a word.
const COMMON: u64 = 200;

/// Characters on either side of a place by which the word it belongs to is told.
const AROUND: usize = 3;

/// True where what stands at `place` is part of a word that the statistics know. Elsewhere it may be a name, whose
/// bearer may write it so: 山上徹也.
fn is_in_word(text: &str, place: &Range<usize>) -> bool {
    let simplified = |c: char| match Script::of(c) {
        Some((Script::Traditional, simplified)) => simplified,
        _ => c,
    };
    let piece = |range: Range<usize>| text.get(range).unwrap_or_default();
    let mut window: Vec<char> = piece(0..place.start).chars().rev().take(AROUND).map(simplified).collect();
    window.reverse();
    let start = window.len();
    window.extend(piece(place.clone()).chars().map(simplified));
    let end = window.len();
    window.extend(piece(place.end..text.len()).chars().take(AROUND).map(simplified));
    let lexicon = Lexicon::shipped();
    // 实行 is used as often as a word, whatever the list of words has
    let is_common = |pair: &[char]| lexicon.run(&pair.iter().collect::<String>()).is_some_and(|n| n >= COMMON);
    if window.get(start.saturating_sub(1)..(end + 1).min(window.len())).is_some_and(|near| near.windows(2).any(is_common)) {
        return true;
    }
    let mut at = 0;
    lexicon.segment(&window.into_iter().collect::<String>()).any(|word| {
        let from = at;
        at += word.chars().count();
        at - from >= 2 && from < end && at > start
    })
}
