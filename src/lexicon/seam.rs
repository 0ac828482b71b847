//! Whether one piece of text runs on into another, and which word the break has cut.

use super::Lexicon;
use super::ngram::{Memo, ln_milli};
use super::symbols::{END, START};
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
    pub evidence: Evidence,
}

/// The names of the items of [`Seam::evidence`]; all are logarithms of ratios, in milli-nats.
///
/// `after-1` to `after-3`: how much likelier the tail makes the head's first, second and third character.
/// `start`: how much likelier a block's beginning makes the head's first three characters.
/// `opens`: how much likelier a sentence's beginning makes them.
/// `end`, `stop`: how much likelier the tail makes the end of the block, a full stop.
/// `whole`: how much cheaper the words are cut across the seam than apart; `across`: 1000 if a word stands across.
/// `class-1` to `class-4`: how much oftener words like those on both sides stand at distances 1 to 4.
pub const EVIDENCE: [&str; 13] =
    ["after-1", "after-2", "after-3", "start", "opens", "end", "stop", "whole", "across", "class-1", "class-2", "class-3", "class-4"];

/// What a seam is judged by, in the order of [`EVIDENCE`].
pub type Evidence = [i32; EVIDENCE.len()];

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
    /// From here on two pieces from anywhere may be taken to join: one wrong continuation in fifty comes so far,
    /// and four true ones in five.
    pub const JOINED: i32 = 1200;
    /// From here on two pieces that follow each other, with nothing but a break between, may be taken to join:
    /// nine true continuations in ten come so far, and one next paragraph in twenty after a tail that was cut off.
    pub const JOINED_IF_NEXT: i32 = 0;
    /// Below this two pieces do not join: one true continuation in forty lies there.
    pub const APART: i32 = -2000;
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
        let (evidence, across) = self.evidence(&before, &after);
        let joined = match before.last() {
            None => 0,
            Some(_) if after.is_empty() => 0,
            Some(_) if closed(&before) => Seam::CLOSED,
            Some('，' | '、' | ',') => weigh(&JOINED_AFTER_MARK, &evidence),
            Some(_) => weigh(&JOINED_AFTER_HAN, &evidence),
        };
        Seam {
            joined,
            word: across.map(|(left, right)| cut_word(&before, &after, left, right)),
            ends: if before.is_empty() { 0 } else { weigh(&ENDS, &evidence) },
            starts: if after.is_empty() { 0 } else { weigh(&STARTS, &evidence) },
            evidence,
        }
    }

    /// How much likelier the beginning of a block, and of a sentence, makes the first three characters of `head` than
    /// they are anywhere, in milli-nats: the items `start` and `opens` of [`EVIDENCE`].
    pub fn opening(&self, head: &str) -> (i32, i32) {
        let written = |c: &char| !c.is_whitespace() && !c.is_control();
        let symbols: Vec<u16> = self.ngrams.alphabet().symbols(head.chars().filter(written).take(REACH)).collect();
        let (start, opens) = self.openness(&Memo::default(), &symbols);
        (start.clamp(BOUNDS.0, BOUNDS.1), opens.clamp(BOUNDS.0, BOUNDS.1))
    }

    fn openness(&self, memo: &Memo, right: &[u16]) -> (i32, i32) {
        let ngrams = &self.ngrams;
        let after = |first: u16| -> i32 {
            let opened: Vec<u16> = std::iter::once(first).chain(right.iter().copied().take(3)).collect();
            let gain = |at: usize, symbol: u16| {
                let chance = |context: Option<&[u16]>| ln_milli(ngrams.chance_after(memo, context.unwrap_or_default(), symbol));
                chance(opened.get(..=at)) - chance(right.get(..at))
            };
            right.iter().take(3).enumerate().map(|(at, &symbol)| gain(at, symbol)).sum()
        };
        (after(START), after(ngrams.alphabet().number('。')))
    }

    /// The evidence about a seam, and how many symbols a word across it has on either side.
    fn evidence(&self, before: &[char], after: &[char]) -> (Evidence, Option<(usize, usize)>) {
        let ngrams = &self.ngrams;
        let symbols = |chars: &[char]| -> Vec<u16> { ngrams.alphabet().symbols(chars.iter().copied()).collect() };
        let (left, right) = (symbols(before), symbols(after));
        let whole: Vec<u16> = left.iter().chain(&right).copied().collect();
        let stop = ngrams.alphabet().number('。');
        let memo = &Memo::default();
        let ln_after = |context: Option<&[u16]>, symbol| ln_milli(ngrams.chance_after(memo, context.unwrap_or_default(), symbol));

        let mut gains = [0; 3];
        let (start, opens) = self.openness(memo, &right);
        for (at, (gain, &symbol)) in gains.iter_mut().zip(&right).enumerate() {
            let alone = ln_after(right.get(..at), symbol);
            *gain = ln_after(whole.get(..left.len() + at), symbol) - alone;
        }
        let follows = |symbol| match left.is_empty() {
            true => 0,
            false => ln_after(Some(&left), symbol) - ln_milli(ngrams.chance(symbol)),
        };
        let lattice = self.words.lattice(ngrams, &whole);
        let (left_words, left_cost) = lattice.cut(0..left.len());
        let (right_words, right_cost) = lattice.cut(left.len()..whole.len());
        let (words, cost) = lattice.cut(0..whole.len());
        let across = words.iter().find(|piece| piece.from < left.len() && piece.to > left.len());
        let across = across.map(|piece| (left.len() - piece.from, piece.to - left.len()));

        let mut classes = [0; 4];
        for (distance, (sum, pairs)) in classes.iter_mut().zip(&self.pairs).enumerate() {
            // a word `back` before the seam and one `distance − back` after it
            for back in 0..=distance {
                let class = |piece: Option<&Piece>| piece.and_then(|piece| piece.class);
                let (a, b) = (class(left_words.iter().rev().nth(back)), class(right_words.get(distance - back)));
                if let (Some(a), Some(b)) = (a, b) {
                    *sum += pairs.attraction(a, b);
                }
            }
        }
        let [one, two, three] = gains;
        let [near, next, far, farthest] = classes;
        let saved = left_cost + right_cost - cost;
        let crossed = if across.is_some() { 1000 } else { 0 };
        let evidence = [one, two, three, start, opens, follows(END), follows(stop), saved, crossed, near, next, far, farthest];
        (evidence.map(|value| value.clamp(BOUNDS.0, BOUNDS.1)), across)
    }
}

/// The word that takes so many characters from the end of one side and from the beginning of the other; only Han
/// characters make words, and each of them is one symbol.
fn cut_word(before: &[char], after: &[char], left_chars: usize, right_chars: usize) -> CutWord {
    let left = before.iter().skip(before.len().saturating_sub(left_chars));
    let text = left.chain(after.iter().take(right_chars)).collect();
    CutWord { text, left_chars, right_chars }
}

/// Whether a text ends with a sentence's end, closing quotes and brackets aside.
fn closed(text: &[char]) -> bool {
    let last = text.iter().rev().find(|c| !matches!(c, '”' | '’' | '）' | '》' | ')' | '"' | '」' | '』'));
    matches!(last, Some('。' | '！' | '？' | '；' | '!' | '?' | ';'))
}

fn weigh(weights: &Weights, evidence: &Evidence) -> i32 {
    let sum: i32 = weights.each.iter().zip(evidence).map(|(weight, value)| weight * value).sum();
    // weights are in 256ths
    weights.bias + sum / 256
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The breaks of a transcript of the Government Work Report of 2024.
    #[test]
    fn a_transcripts_breaks_are_told_apart() {
        let lexicon = Lexicon::shipped();
        for (tail, head, joins, word) in [
            ("国有企业改革深化提升行", "动，出台促进民营经济", true, "行动"),
            // that a predicate has no subject is known to the document, not to the statistics
            ("全年新增税费优惠", "超过2.2万亿元，增发", false, ""),
            ("算力总规模位居全球第二。5G用户", "普及率超过50%。", true, ""),
            ("健全防范化解拖欠企业账款机制，开", "展清理拖欠企业账款", true, "开展"),
            ("净土保卫战。加快实施重要", "生态系统保护和修复", true, ""),
            ("落实全球发展倡", "议、全球安全倡议", true, "倡议"),
            ("在于习近平新时代中国", "特色社会主义思想科学", true, ""),
            ("全面加强政府建设，大力提升治", "督效能。认真办理人大", false, ""),
            ("自觉依法接受监", "一年来中国特色大国外交全面推进", false, ""),
        ] {
            let seam = lexicon.seam(tail, head);
            assert_eq!(seam.joined >= Seam::JOINED_IF_NEXT, joins, "{tail}|{head}: {seam:?}");
            assert_eq!(seam.word.map_or(String::new(), |word| word.text), word, "{tail}|{head}");
        }
        // after 、 a list may go on with anything, here with what also starts a heading
        let listed = lexicon.seam("成功举办中国—中亚峰会、", "第三届“一带一路”国际");
        assert!(listed.joined > Seam::APART && listed.ends < -3000, "{listed:?}");
    }

    #[test]
    fn ends_and_starts_are_told_from_cuts() {
        let lexicon = Lexicon::shipped();
        let ends = |tail| lexicon.seam(tail, "").ends;
        let starts = |head| lexicon.seam("", head).starts;
        for (whole, cut) in [("经济总体回升向好", "经济总体回升向"), ("提升治理效能", "提升治"), ("共同努力。", "自觉依法接受监")]
        {
            assert!(ends(whole) > 0 && ends(cut) < 0, "{whole} {} {cut} {}", ends(whole), ends(cut));
        }
        for (whole, cut) in [("新华社北京3月5日电", "督效能。认真"), ("一年来，我们", "展清理拖欠"), ("今天，", "议、全球")]
        {
            assert!(starts(whole) > 0 && starts(cut) < 0, "{whole} {} {cut} {}", starts(whole), starts(cut));
        }
    }

    #[test]
    fn nothing_says_nothing() {
        let lexicon = Lexicon::shipped();
        for (tail, head) in [("", ""), ("发展", ""), ("", "发展"), (" \n", "发展"), ("发展", "\u{3000}")] {
            let seam = lexicon.seam(tail, head);
            assert_eq!((seam.joined, seam.word), (0, None), "{tail:?} {head:?}");
        }
        assert_eq!(lexicon.seam("深入开展。”", "同时，").joined, Seam::CLOSED);
    }

    #[test]
    fn only_what_is_near_counts() {
        let lexicon = Lexicon::shipped();
        let (long, tail, head) = ("发展".repeat(200_000), "净土保卫战，加快实施重要", "生态系统保护和修复重大工");
        let near = lexicon.seam(tail, head);
        assert_eq!(lexicon.seam(&(long.clone() + tail), &(head.to_owned() + &long)), near);
    }

    proptest! {
        #[test]
        fn any_text_is_judged(tail in "\\PC{0,20}", head in "\\PC{0,20}", han in "[\u{4e00}-\u{9fff}，。0-9a]{0,20}") {
            for (tail, head) in [(&tail, &head), (&tail, &han), (&han, &head), (&han, &han)] {
                let seam = Lexicon::shipped().seam(tail, head);
                if let Some(word) = seam.word {
                    let (left, right): (String, String) = (
                        word.text.chars().take(word.left_chars).collect(),
                        word.text.chars().skip(word.left_chars).collect(),
                    );
                    prop_assert!(word.left_chars > 0 && word.right_chars == right.chars().count());
                    let written = |text: &str| text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>();
                    prop_assert!(written(tail).ends_with(&left) && written(head).starts_with(&right) && word.right_chars > 0);
                }
            }
        }
    }
}
