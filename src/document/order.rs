//! Which sentence of a rotated paragraph was its first.

use super::block::Block;
use super::breaks::end_of;
use super::judgement::begins;
use super::openings::{Habits, Lead};
use super::passage::sentences;
use crate::lexicon::{Lexicon, ln_milli};
use crate::text::{Source, View};
use foldhash::{HashMap, HashMapExt};

/// A title stands so many blocks above its paragraph at most, and is no longer than so many bytes.
const TITLE_NEAR: usize = 3;
const TITLE: u32 = 400;

/// A sentence of so many characters, or more, counts as one of this length.
const LONGEST: usize = 200;

/// A sentence is short up to this many characters.
const SHORT: usize = 20;

/// The items of what speaks for a sentence being the first of its paragraph.
pub(super) const FIRST: usize = 22;

/// Pairs of neighbouring characters, with their counts.
type Pairs = HashMap<(char, char), u32>;

/// What speaks for each sentence but the written first one being the true first, by where it begins; `title` is the one
/// that the paragraph stands under.
pub(super) fn beginnings(text: &str, title: &str, habits: &Habits) -> Vec<(usize, [i32; FIRST])> {
    let mut all = all_sentences(text, title, habits);
    all.drain(..all.len().min(1));
    all
}

/// The same of all sentences.
fn all_sentences(text: &str, title: &str, habits: &Habits) -> Vec<(usize, [i32; FIRST])> {
    let (all, titled) = (pairs(text), pairs(title));
    let words = |sentence: Option<&std::ops::Range<usize>>| sentence.and_then(|range| text.get(range.clone())).unwrap_or_default();
    let sentences: Vec<_> = sentences(text).collect();
    let (possible, short) = match sentences.split_first() {
        Some((_, rest)) => (rest.len(), rest.iter().filter(|sentence| is_short(words(Some(sentence)))).count()),
        None => (0, 0),
    };
    let mut before = Pairs::new();
    let mut found = Vec::with_capacity(possible + 1);
    for (at, sentence) in sentences.iter().enumerate() {
        let (own, next) = (pairs(words(Some(sentence))), pairs(words(sentences.get(at + 1))));
        // which of its pairs the rest of the paragraph takes up again
        let again = own.iter().filter(|(pair, count)| all.get(*pair).is_some_and(|n| n > *count)).count();
        let titles = shared(&own, &titled);
        let around = Around {
            topic: thousandths(again, own.len()),
            title: thousandths(titles, own.len()),
            titles: ln_milli(1 + titles as u64),
            before: thousandths(shared(&own, &before), own.len()),
            next: thousandths(shared(&own, &next), own.len()),
            short: thousandths(short, possible),
        };
        found.push((sentence.start, evidence(text, sentence.start, words(sentences.get(at + 1)), &around, habits)));
        before = own;
    }
    found
}

/// How much better than the written beginning the best sentence inside would open the paragraph, in milli-nats, judged by
/// what does not rest on the text before.
pub(super) fn better_inside(text: &str, title: &str, habits: &Habits) -> i32 {
    let alone = |(_, evidence): &(usize, [i32; FIRST])| {
        let mut evidence = *evidence;
        for (item, slot) in evidence.iter_mut().enumerate() {
            if matches!(item, END | PREVIOUS | BEFORE) {
                *slot = 0;
            }
        }
        begins(&evidence)
    };
    let all = all_sentences(text, title, habits);
    let Some((written, inside)) = all.split_first() else { return 0 };
    let better = inside.iter().map(alone).max().map_or(0, |inside| inside - alone(written));
    i32::try_from(better / 256).unwrap_or(0)
}

/// Items of the evidence that rest on the text before.
const END: usize = 2;
const PREVIOUS: usize = 12;
const BEFORE: usize = 18;

/// What a sentence has in common with what is around it.
struct Around {
    /// Of its pairs, the share that stands elsewhere in the paragraph, in the title, in the sentence before and in the
    /// next one, in thousandths.
    topic: i32,
    title: i32,
    before: i32,
    next: i32,
    /// The logarithm of the number of pairs shared with the title.
    titles: i32,
    /// The share of the sentences of the paragraph that are short: a short one then does not stand out.
    short: i32,
}

/// What speaks for the sentence at `from` in `text` being the first of its paragraph rather than one inside it.
fn evidence(text: &str, from: usize, next: &str, around: &Around, habits: &Habits) -> [i32; FIRST] {
    let (before, head) = (text.get(..from).unwrap_or_default(), text.get(from..).unwrap_or_default());
    let seam = Lexicon::shipped().seam(before, head).evidence;
    let lead = Lead::of(head);
    let is = |yes: bool| if yes { 1000 } else { 0 };
    let ends = |c: &char| matches!(c, '。' | '！' | '？');
    let sentence = head.chars().take(LONGEST).take_while(|c| !ends(c)).count();
    let previous = before.chars().rev().skip_while(|c| ends(c) || *c == '”').take(LONGEST).take_while(|c| !ends(c)).count();
    let [first, two, shape] = habits.first_among_sentences(head, lead);
    let stop = lead.mark == '。';
    let leads = lead.is_short_sentence();
    [
        seam[3],
        seam[4],
        seam[5],
        first,
        two,
        shape,
        is(stop),
        is(lead.mark == '，'),
        is(lead.mark == '、'),
        ln_milli(1 + lead.length as u64),
        ln_milli(1 + sentence as u64),
        is(leads),
        ln_milli(1 + previous as u64),
        around.topic,
        is(stop && lead.length <= 9),
        is(lead.mark == '：'),
        // a short sentence stands out only among longer ones
        is(leads && is_short(next)),
        around.title,
        around.before,
        around.next,
        around.titles,
        if leads { around.short } else { 0 },
    ]
}

/// What speaks for each sentence being the true beginning, for the command that fits the judgement.
#[doc(hidden)]
#[must_use]
pub fn examine_order(source: &Source, blocks: &[Block], block: usize) -> Vec<(usize, Vec<i32>)> {
    let view = View::new(source.text(), blocks.get(block).map_or(&[], Block::parts));
    let habits = Habits::of(source, blocks);
    let found = beginnings(end_of(view.text()), title(source, blocks, block), &habits);
    found.into_iter().map(|(at, evidence)| (at, evidence.to_vec())).collect()
}

/// The title that a block stands under.
pub(super) fn title<'s>(source: &'s Source, blocks: &[Block], block: usize) -> &'s str {
    let above = blocks.get(..block).unwrap_or_default().iter().rev().take(TITLE_NEAR);
    let title = above.filter(|above| !above.is_prose()).find(|above| above.span.len() < TITLE);
    title.map_or("", |title| source.slice(title.content))
}

/// Whether a sentence has few characters, and no comma.
fn is_short(sentence: &str) -> bool {
    let words = sentence.trim_end_matches(['。', '！', '？']);
    !words.is_empty() && words.chars().nth(SHORT).is_none() && !words.contains('，')
}

fn pairs(text: &str) -> Pairs {
    let mut counts = HashMap::new();
    for pair in text.chars().zip(text.chars().skip(1)) {
        *counts.entry(pair).or_default() += 1;
    }
    counts
}

/// How many different pairs of `own` stand in `other` too.
fn shared(own: &Pairs, other: &Pairs) -> usize {
    own.keys().filter(|pair| other.contains_key(*pair)).count()
}

fn thousandths(part: usize, whole: usize) -> i32 {
    i32::try_from(1000 * part / whole.max(1)).unwrap_or(0)
}
