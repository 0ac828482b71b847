//! Whether one piece of text runs on into another, and which word the break has cut.

use super::Lexicon;
use super::ngram::ln_milli;
use super::symbols::{END, START, is_han};
use super::weights::{ENDS, JOINED_AFTER_HAN, JOINED_AFTER_MARK, STARTS, Weights};
use super::words::Piece;

/// Characters looked at on either side of a seam.
const REACH: usize = 12;
/// Evidence beyond these bounds counts as if it were on them (milli-nats).
const BOUNDS: (i32, i32) = (-6000, 8000);

/// What the statistics say about the place where one piece of text stops and another begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seam {
    /// The log-odds, in milli-nats, that the head is what follows the tail, against that it comes from elsewhere,
    /// when both are as likely beforehand. A tail that ends a sentence says nothing: it gets [`Seam::CLOSED`].
    pub joined: i32,
    /// The word that the break has cut, if the whole reads best with a word across it.
    pub word: Option<CutWord>,
    /// The log-odds, in milli-nats, that the tail is the end of a whole heading or item, against that it was cut
    /// off at some place.
    pub ends: i32,
    /// The log-odds, in milli-nats, that the head is the beginning of a block, against that its own beginning is
    /// lost.
    pub starts: i32,
    /// What [`Seam::joined`], [`Seam::ends`] and [`Seam::starts`] are weighed from, in the order of [`EVIDENCE`].
    pub evidence: [i32; EVIDENCE.len()],
}

/// The names of the items of [`Seam::evidence`]; all are logarithms of ratios, in milli-nats.
///
/// `after-1` to `after-3`: how much likelier the tail makes the head's first, second and third character.
/// `start`: how much likelier a block's beginning makes the head's first three characters.
/// `end`, `stop`: how much likelier the tail makes the end of the block, a full stop.
/// `whole`: how much cheaper the words are cut across the seam than apart; `across`: 1000 if a word stands across.
/// `class-1` to `class-4`: how much oftener words like those on both sides stand at distances 1 to 4.
pub const EVIDENCE: [&str; 12] = [
    "after-1", "after-2", "after-3", "start", "end", "stop", "whole", "across", "class-1",
    "class-2", "class-3", "class-4",
];

/// A word with a break inside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CutWord {
    /// The whole word.
    pub text: String,
    /// How many of its characters stand at the end of the tail.
    pub left_chars: usize,
    /// How many of its characters stand at the beginning of the head.
    pub right_chars: usize,
}

impl Seam {
    /// [`Seam::joined`] after a tail that ends a sentence, where characters tell nothing about what follows.
    pub const CLOSED: i32 = -5000;
    /// From here on two pieces may be taken to join.
    pub const JOINED: i32 = 2000;
    /// From here on two pieces may join and may not; below, they rather do not.
    pub const DOUBTFUL: i32 = 0;
}

impl Lexicon<'_> {
    /// Judges the seam between the end of `tail` and the beginning of `head`.
    ///
    /// Twelve characters on either side are looked at. With nothing on a side all odds are even.
    pub fn seam(&self, tail: &str, head: &str) -> Seam {
        let written = |c: &char| !c.is_whitespace() && !c.is_control();
        let mut before: Vec<char> = tail.chars().rev().filter(written).take(REACH).collect();
        before.reverse();
        let after: Vec<char> = head.chars().filter(written).take(REACH).collect();
        let evidence = self.evidence(&before, &after);
        let joined = match before.last() {
            None => 0,
            Some(_) if after.is_empty() => 0,
            Some(_) if closed(&before) => Seam::CLOSED,
            Some('，' | '、' | ',') => {
                weigh(&JOINED_AFTER_MARK, &evidence)
            }
            Some(_) => weigh(&JOINED_AFTER_HAN, &evidence),
        };
        Seam {
            joined,
            word: self.cut_word(&before, &after),
            ends: if before.is_empty() {
                0
            } else {
                weigh(&ENDS, &evidence)
            },
            starts: if after.is_empty() {
                0
            } else {
                weigh(&STARTS, &evidence)
            },
            evidence,
        }
    }

    fn evidence(&self, before: &[char], after: &[char]) -> [i32; EVIDENCE.len()] {
        let ngrams = &self.ngrams;
        let symbols = |chars: &[char]| -> Vec<u16> {
            ngrams.alphabet().symbols(chars.iter().copied()).collect()
        };
        let (left, right) = (symbols(before), symbols(after));
        let whole: Vec<u16> = left.iter().chain(&right).copied().collect();
        let opened: Vec<u16> = std::iter::once(START)
            .chain(right.iter().copied())
            .collect();
        let ln_after = |context: Option<&[u16]>, symbol| {
            ln_milli(ngrams.chance_after(context.unwrap_or_default(), symbol))
        };

        let mut gains = [0; 3];
        let mut start = 0;
        for (at, (gain, &symbol)) in gains.iter_mut().zip(&right).enumerate() {
            let alone = ln_after(right.get(..at), symbol);
            *gain = ln_after(whole.get(..left.len() + at), symbol) - alone;
            start += ln_after(opened.get(..=at), symbol) - alone;
        }
        let follows = |symbol| match left.is_empty() {
            true => 0,
            false => ln_after(Some(&left), symbol) - ln_milli(ngrams.chance(symbol)),
        };
        let stop = ngrams.alphabet().number('。');

        let lattice = self.words.lattice(ngrams, &whole);
        let (left_words, left_cost) = lattice.cut(0..left.len());
        let (right_words, right_cost) = lattice.cut(left.len()..whole.len());
        let (words, cost) = lattice.cut(0..whole.len());
        let across = words
            .iter()
            .any(|piece| piece.from < left.len() && piece.to > left.len());

        let mut classes = [0; 4];
        for (distance, (sum, pairs)) in classes.iter_mut().zip(&self.pairs).enumerate() {
            // a word `back` before the seam and one `distance − back` after it
            for back in 0..=distance {
                let class = |piece: Option<&Piece>| piece.and_then(|piece| piece.class);
                let (a, b) = (
                    class(left_words.iter().rev().nth(back)),
                    class(right_words.get(distance - back)),
                );
                if let (Some(a), Some(b)) = (a, b) {
                    *sum += pairs.attraction(a, b);
                }
            }
        }
        let [one, two, three] = gains;
        let [near, next, far, farthest] = classes;
        let saved = left_cost + right_cost - cost;
        [
            one,
            two,
            three,
            start,
            follows(END),
            follows(stop),
            saved,
            i32::from(across) * 1000,
            near,
            next,
            far,
            farthest,
        ]
        .map(|value| value.clamp(BOUNDS.0, BOUNDS.1))
    }

    /// The word across the seam in the cheapest cutting of both sides together.
    fn cut_word(&self, before: &[char], after: &[char]) -> Option<CutWord> {
        // only Han characters make words, and each of them is one symbol
        let run = before.iter().rev().take_while(|&&c| is_han(c)).count();
        let chars: Vec<char> = before
            .iter()
            .skip(before.len() - run)
            .chain(after.iter().take_while(|&&c| is_han(c)))
            .copied()
            .collect();
        let symbols: Vec<u16> = self
            .ngrams
            .alphabet()
            .symbols(chars.iter().copied())
            .collect();
        let (pieces, _) = self
            .words
            .lattice(&self.ngrams, &symbols)
            .cut(0..symbols.len());
        let piece = pieces
            .iter()
            .find(|piece| piece.from < run && piece.to > run)?;
        Some(CutWord {
            text: chars.get(piece.from..piece.to)?.iter().collect(),
            left_chars: run - piece.from,
            right_chars: piece.to - run,
        })
    }
}

/// Whether a text ends with a sentence's end, closing quotes and brackets aside.
fn closed(text: &[char]) -> bool {
    let last = text
        .iter()
        .rev()
        .find(|c| !matches!(c, '”' | '’' | '）' | '》' | ')' | '"' | '」' | '』'));
    matches!(last, Some('。' | '！' | '？' | '；' | '!' | '?' | ';'))
}

fn weigh(weights: &Weights, evidence: &[i32; EVIDENCE.len()]) -> i32 {
    let sum: i32 = weights
        .each
        .iter()
        .zip(evidence)
        .map(|(weight, value)| weight * value)
        .sum();
    // weights are in 256ths
    weights.bias + sum / 256
}
