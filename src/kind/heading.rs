//! `[check.heading]`: headlines against the leads that repeat them.
//!
//! Some papers and agencies begin each piece with the words of its headline. Where most pieces of a document do, the one
//! that repeats its headline with another character, or under which the words of another headline stand, is wrong in
//! one of the two places.

use super::bare::{Bare, Difference, differences, in_source};
use super::{Check, Context, Hit, Hits, Kind, Localized0, Placeholder, Reach, Starter};
use crate::both;
use crate::document::{BlockKind, Document, Passage};
use crate::finding::{Applicability, Confidence, Edit, Fix, Label, Severity};
use crate::lang::Localized;
use crate::rule::Problem;
use crate::rule::manifest::read;
use crate::text::{Span, is_han};
use schemars::{JsonSchema, Schema};
use serde::Deserialize;
use std::ops::Range;
use toml::Spanned;
use toml::de::DeValue;

/// The kind.
pub(super) struct HeadingKind;

/// The keys of `[check.heading]`.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Keys {
    /// So many headlines must be repeated word for word to show that this is the habit of the document.
    #[schemars(extend("x-zh" = "至少有多少个标题在导语里原样重复，才算是这份文件的习惯。"))]
    #[serde(default = "at_least")]
    at_least: usize,
    /// The shortest headline that is looked at, in Chinese characters.
    #[schemars(extend("x-zh" = "标题至少几个汉字才查。"))]
    #[serde(default = "min_chars")]
    min_chars: usize,
}

const fn at_least() -> usize {
    3
}

const fn min_chars() -> usize {
    8
}

/// Characters of a headline, and of a lead that may repeat it.
const HEADLINE: usize = 60;
const LEAD: usize = 200;
/// Characters beside a difference by which its wording is known again.
const KNOWN: usize = 6;
/// Characters of a piece in which a headline may come later.
const PIECE: usize = 4000;
/// The most characters that a repetition differs by, and that it lacks in one place.
const MOST: usize = 2;
const MOST_CUT: usize = 4;
/// Headlines that are not repeated, and that are but for a few characters, in one document.
const MOST_ODD: usize = 50;
/// Headlines that are compared in one document: more is no text with a few odd ones.
const MOST_PIECES: usize = 10_000;
/// That one headline is not repeated at all says something only where so many times more are.
const TO_ONE: usize = 4;
/// Words that a lead puts between those of its headline.
const PARTICLES: &str = "了的地得着也又还将已正在是和与及各中上年日月第";

impl Kind for HeadingKind {
    fn name(&self) -> &'static str {
        "heading"
    }
    fn summary(&self) -> Localized0 {
        ("标题与重复它的导语不一致", "headlines that differ from the leads that repeat them")
    }
    fn placeholders(&self) -> &'static [Placeholder] {
        &[
            Placeholder { name: "problem", meaning: ("怎样不一致", "how they differ") },
            Placeholder { name: "heading", meaning: ("标题", "the headline") },
            Placeholder {
                name: "count", meaning: ("有几个标题在导语里原样重复", "how many headlines are repeated word for word")
            },
        ]
    }
    fn schema(&self) -> Schema {
        schemars::schema_for!(Keys)
    }
    fn starter(&self) -> Starter {
        Starter {
            message: ("{problem}", "{problem}"),
            check: "at-least = 2\n",
            examples: r#"[[example]]
fails = """
一年来扩大对外开放改善营商环境

据介绍，一年来，扩大对外开放，改善⟦经⟧商环境。

一年来做好民生保障发展社会事业

据介绍，一年来，做好民生保障，发展社会事业。

一年来保护生态环境推动绿色转型

据介绍，一年来，保护生态环境，推动绿色转型。"""

[[example]]
passes = """
一年来扩大对外开放改善营商环境

据介绍，一年来，扩大对外开放，改善营商环境。

一年来做好民生保障发展社会事业

据介绍，一年来，做好民生保障，发展社会事业。

一年来保护生态环境推动绿色转型

据介绍，一年来，保护生态环境，推动绿色转型。"""
"#,
        }
    }
    fn compile(&self, table: Spanned<DeValue<'_>>, problems: &mut Vec<Problem>) -> Option<Box<dyn Check>> {
        let Keys { at_least, min_chars } = read(table, problems)?;
        Some(Box::new(HeadingCheck { at_least: at_least.max(2), min_chars: min_chars.max(4) }))
    }
}

struct HeadingCheck {
    at_least: usize,
    min_chars: usize,
}

/// A headline and its lead.
struct Piece<'d, 's> {
    title: &'d Passage<'s>,
    lead: &'d Passage<'s>,
    heading: Bare,
    opening: Bare,
    repeats: Repeats,
    /// The passages of the piece.
    body: Range<usize>,
}

/// How a lead repeats its headline.
enum Repeats {
    /// Word for word.
    Whole,
    /// But for a few characters.
    But(Vec<Difference>),
    /// Not at all.
    Not,
}

impl Check for HeadingCheck {
    fn reach(&self) -> Reach {
        Reach::Document
    }

    fn document(&self, context: &Context<'_, '_>, hits: &mut Hits) {
        let document = context.document;
        let pieces = self.pieces(document);
        let whole = pieces.iter().filter(|p| matches!(p.repeats, Repeats::Whole)).count();
        if whole < self.at_least || whole < pieces.len() - whole {
            return;
        }
        hits.bound += pieces.len() as u64;
        let odd = pieces.iter().filter(|p| matches!(p.repeats, Repeats::But(_))).count();
        let strays = pieces.iter().filter(|p| matches!(p.repeats, Repeats::Not)).count();
        if odd > MOST_ODD || strays > MOST_ODD {
            return; // so many are no odd ones, and each is looked for in the whole document
        }
        for piece in &pieces {
            match &piece.repeats {
                Repeats::Whole => {}
                Repeats::But(found) => differs(document, piece, found, whole, hits),
                Repeats::Not => stray(document, &pieces, piece, (whole, strays), hits),
            }
        }
    }
}

impl HeadingCheck {
    /// The headlines that a paragraph follows.
    fn pieces<'d, 's>(&self, document: &'d Document<'s>) -> Vec<Piece<'d, 's>> {
        let is_title = |p: &Passage<'_>| matches!(p.kind, BlockKind::Heading { .. });
        let passages = &document.passages;
        let mut out = Vec::new();
        for (i, pair) in passages.windows(2).enumerate() {
            if out.len() >= MOST_PIECES {
                break;
            }
            let [title, lead] = pair else { continue };
            if !is_title(title) || lead.kind != BlockKind::Paragraph || title.view.text().chars().nth(2 * HEADLINE).is_some() {
                continue;
            }
            // 2023年工作回顾 says too little to be repeated
            let heading = Bare::of(title.view.text(), HEADLINE);
            if heading.text().chars().filter(|c| is_han(*c)).count() < self.min_chars {
                continue;
            }
            let opening = Bare::of(lead.view.text(), LEAD);
            let repeats = repeats(&heading, &opening);
            let end = passages.iter().skip(i + 1).position(is_title).map_or(passages.len(), |length| i + 1 + length);
            out.push(Piece { title, lead, heading, opening, repeats, body: i + 1..end });
        }
        out
    }
}

fn repeats(heading: &Bare, opening: &Bare) -> Repeats {
    if opening.find(heading).is_some() {
        return Repeats::Whole;
    }
    let (shared, all) = opening.shares(heading);
    if shared * 2 < all {
        return Repeats::Not; // most of those that are not repeated: no need to align them
    }
    let (cost, found) = differences(heading, opening, true);
    let cut = matches!(&found[..], [one] if one.there.is_empty() && one.here.len() <= MOST_CUT);
    if cost * 4 <= heading.len() && (cut || (cost <= MOST && found.len() == 1)) { Repeats::But(found) } else { Repeats::Not }
}

/// Tells a repetition that differs by a few characters.
fn differs(document: &Document<'_>, piece: &Piece<'_, '_>, found: &[Difference], whole: usize, hits: &mut Hits) {
    let [difference] = found else { return };
    let (own, other) = (piece.heading.get(difference.here.clone()), piece.opening.get(difference.there.clone()));
    // where the paragraph stops there, that has been told
    let at_end = difference.there.end >= piece.opening.len();
    if at_end && document.breaks.iter().any(|b| piece.lead.blocks.contains(&b.tail)) {
        return;
    }
    // an item that has the same words is compared with the headline as an entry of an outline
    if listed(document, &piece.opening, &difference.there) {
        return;
    }
    let sides = if listed(document, &piece.heading, &difference.here) { 1 } else { 2 };
    let particle = |text: &str| text.chars().all(|c| PARTICLES.contains(c));
    let figure = own.chars().chain(other.chars()).any(|c| c.is_ascii_digit());
    // a lead may add words to those of its headline, but hardly leaves out or changes one that is no particle
    let changed = !own.is_empty() && !particle(&own) && (other.is_empty() || !particle(&other));
    let short = own.chars().count().abs_diff(other.chars().count()) <= 1;
    let sure = figure || (changed && short && inside(piece, difference));
    let there = piece.opening.bytes(difference.there.clone());
    let here = piece.heading.bytes(difference.here.clone());
    let (span, at) = (
        in_source(&piece.lead.view, piece.opening.bytes(piece.opening.wide(&difference.there))),
        in_source(&piece.title.view, piece.heading.bytes(piece.heading.wide(&difference.here))),
    );
    let fix = |title: Localized, view, bytes, text: &str| Fix {
        title,
        applicability: Applicability::Unsafe,
        edits: vec![Edit { span: in_source(view, bytes), text: text.to_owned() }],
    };
    let (context_own, context_other) = (piece.heading.around(&difference.here), piece.opening.around(&difference.there));
    let mut fixes = vec![
        fix(both!("正文从标题，作“{context_own}”", "let the text follow the headline: “{context_own}”"), &piece.lead.view, there, &own),
        fix(
            both!("标题从正文，作“{context_other}”", "let the headline follow the text: “{context_other}”"),
            &piece.title.view,
            here,
            &other,
        ),
    ];
    fixes.truncate(sides);
    hits.push(Hit {
        span,
        labels: vec![Label { span: at, message: Localized::fixed("标题", "the headline") }],
        values: values(
            both!("标题作“{context_own}”，导语作“{context_other}”", "the headline has “{context_own}”, its lead “{context_other}”"),
            piece,
            whole,
        ),
        fixes,
        confidence: (!sure).then_some(Confidence::Low),
        severity: (!sure).then_some(Severity::Info),
        ..Hit::default()
    });
}

/// Whether an item of a list of the document has the words around a difference: those before it or those after it.
fn listed(document: &Document<'_>, bare: &Bare, range: &Range<usize>) -> bool {
    // nothing between two characters is known by both of them
    let beside = usize::from(range.is_empty());
    let (start, end) = (range.start.saturating_sub(beside), (range.end + beside).min(bare.len()));
    let around = [range.start.saturating_sub(KNOWN)..end, start..(range.end + KNOWN).min(bare.len())];
    let words: Vec<Bare> = around.into_iter().filter(|r| r.len() > KNOWN / 2).map(|r| Bare::of(&bare.get(r), HEADLINE)).collect();
    let items = document.passages.iter().filter(|p| p.kind == BlockKind::Item && p.view.text().len() <= 6 * HEADLINE);
    items.map(|p| Bare::of(p.view.text(), 2 * HEADLINE)).any(|item| words.iter().any(|words| item.find(words).is_some()))
}

/// Whether the words before and after a difference are the same.
fn inside(piece: &Piece<'_, '_>, difference: &Difference) -> bool {
    difference.here.start >= 2 && difference.here.end + 2 <= piece.heading.len()
}

/// Tells a headline that its piece does not repeat anywhere: surely where another piece does.
fn stray(document: &Document<'_>, pieces: &[Piece<'_, '_>], piece: &Piece<'_, '_>, (whole, strays): (usize, usize), hits: &mut Hits) {
    let elsewhere = pieces.iter().find(|other| {
        !std::ptr::eq(*other, piece) && matches!(other.repeats, Repeats::Not) && other.opening.find(&piece.heading).is_some()
    });
    let body: String = document.passages.get(piece.body.clone()).unwrap_or_default().iter().map(|p| p.view.text()).collect();
    let (shared, all) = Bare::of(&body, PIECE).shares(&piece.heading);
    if elsewhere.is_none() && (shared * 3 >= all || strays * TO_ONE > whole) {
        return; // it comes in other words, or others are not repeated either
    }
    let text = piece.title.view.text();
    let span = in_source(&piece.title.view, 0..text.len());
    let label = |passage: &Passage<'_>, message| Label { span: first(passage), message };
    let mut labels = vec![label(piece.lead, Localized::fixed("它下面的正文", "the text below it"))];
    labels.extend(elsewhere.map(|other| label(other.lead, Localized::fixed("重复这个标题的正文", "the text that repeats this headline"))));
    let problem = match elsewhere {
        Some(_) => Localized::fixed(
            "标题下的正文没有重复它，另一处的正文却重复了它：标题可能放错了位置",
            "the text below this headline does not repeat it, but another one does: the headline may be misplaced",
        ),
        None => Localized::fixed(
            "其他标题下的正文都先重复标题，这一处没有，用词也不同",
            "the texts below the other headlines begin with their words; this one does not, and has other words",
        ),
    };
    let sure = elsewhere.is_some();
    hits.push(Hit {
        span,
        labels,
        values: values(problem, piece, whole),
        confidence: (!sure).then_some(Confidence::Low),
        severity: (!sure).then_some(Severity::Info),
        ..Hit::default()
    });
}

/// The first words of a passage, in the source.
fn first(passage: &Passage<'_>) -> Span {
    let text = passage.view.text();
    let end = text.char_indices().nth(12).map_or(text.len(), |(at, _)| at);
    in_source(&passage.view, 0..end)
}

fn values(problem: Localized, piece: &Piece<'_, '_>, whole: usize) -> Vec<(String, Localized)> {
    vec![
        ("problem".to_owned(), problem),
        ("heading".to_owned(), Localized::same(piece.title.view.text().to_owned())),
        ("count".to_owned(), Localized::same(whole.to_string())),
    ]
}
