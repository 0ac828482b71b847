//! The character that is missing before a text that begins inside a word.

use super::Lexicon;
use super::ngram::{Ngrams, Seen, ln_milli};
use super::symbols::{START, is_han};

/// What must have stood before a text that begins inside a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The character right before it.
    pub character: char,
    /// The word that it begins, with as much of it as stands in the text.
    pub word: String,
    /// What speaks for it, in the order of [`Missing::EVIDENCE`].
    pub evidence: [i32; Missing::EVIDENCE.len()],
}

impl Missing {
    /// The names of the items of [`Missing::evidence`].
    ///
    /// `seen`: how often the text's first characters have been seen, as a logarithm in milli-nats.
    /// `same`: how many times in a thousand after the missing character.
    /// `three`: 1000 where it is three characters and not two that were looked at.
    /// `saved`: by how much the missing character makes the first words of the text cheaper, in milli-nats.
    /// `first`: how often the first word of the text is used where it is of several characters, as a logarithm in milli-nats.
    pub const EVIDENCE: [&str; 5] = ["seen", "same", "three", "saved", "first"];
}

/// Marks after which a clause begins, and a figure.
const MARKS: &str = "，。、；：“”（）《》！？0a";

/// Characters of the text whose words are weighed.
const REACH: usize = 6;

/// A beginning of two, and one of three characters, must have been seen so often,
const SEEN: [u64; 2] = [12, 8];
/// so many times in a hundred after the same character,
const SAME: [u64; 2] = [60, 60];
/// and at most so many times in a thousand at the beginning of a clause.
const FREE: u64 = 20;

/// Which characters stand before each symbol, and how often.
#[derive(Debug)]
pub(super) struct Before {
    /// Where those of each symbol begin in `pairs`.
    from: Vec<usize>,
    pairs: Vec<(u16, u32)>,
}

impl Before {
    fn of(ngrams: &Ngrams<'_>) -> Self {
        let is_character = |symbol: u16| ngrams.alphabet().char(symbol).is_some_and(is_han);
        let all: Vec<_> = ngrams.pairs().filter(|(before, symbol, _)| is_character(*before) && is_character(*symbol)).collect();
        let mut from = vec![0; ngrams.alphabet().size() + 1];
        for (_, symbol, _) in &all {
            if let Some(count) = from.get_mut(usize::from(*symbol) + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for slot in &mut from {
            sum += *slot;
            *slot = sum;
        }
        let mut next = from.clone();
        let mut pairs = vec![(0, 0); all.len()];
        for (before, symbol, count) in all {
            if let Some(at) = next.get_mut(usize::from(symbol)) {
                if let Some(slot) = pairs.get_mut(*at) {
                    *slot = (before, u32::try_from(count).unwrap_or(u32::MAX));
                }
                *at += 1;
            }
        }
        Self { from, pairs }
    }

    fn of_symbol(&self, symbol: u16) -> &[(u16, u32)] {
        let at = usize::from(symbol);
        let range = self.from.get(at).zip(self.from.get(at + 1));
        range.and_then(|(&from, &to)| self.pairs.get(from..to)).unwrap_or_default()
    }
}

impl Lexicon<'_> {
    /// The character that stands before the beginning of `text` wherever else that is seen, in one word with it, where it
    /// begins no clause: 放合作 is seen after 开 alone. Nothing where the text may begin a clause, or is too rare to know.
    pub fn missing(&self, text: &str) -> Option<Missing> {
        let ngrams = &self.ngrams;
        let number = |c: char| ngrams.alphabet().number(c);
        let symbols: Vec<u16> = text.chars().take(3).take_while(|c| is_han(*c)).map(number).collect();
        let seen: Vec<Seen> = ngrams.beginnings(&symbols).collect();
        let after = |before: u16, length: usize| {
            let run: Vec<u16> = std::iter::once(before).chain(symbols.iter().copied().take(length)).collect();
            ngrams.beginnings(&run).nth(length).map_or(0, |seen| seen.count)
        };
        let free = |length: usize| MARKS.chars().map(number).chain([START]).map(|mark| after(mark, length)).sum::<u64>();
        for ((seen, length), (least, same)) in seen.iter().zip(1..).skip(1).zip(SEEN.into_iter().zip(SAME)) {
            if seen.count < least {
                continue;
            }
            let enough = |count: u64| count * 100 >= seen.count * same;
            let first = symbols.first().copied().unwrap_or_default();
            let before = self.before.get_or_init(|| Before::of(ngrams));
            let candidates = before.of_symbol(first).iter().filter(|(_, count)| enough((*count).into()));
            let found =
                candidates.filter(|(symbol, _)| enough(after(*symbol, length))).find_map(|(symbol, _)| ngrams.alphabet().char(*symbol));
            // most beginnings are seen after many characters: what begins a clause too is asked last
            let found = found.filter(|_| free(length) * 1000 <= seen.count * FREE);
            let Some((character, word)) = found.and_then(|c| Some((c, self.word_with(c, text)?))) else { continue };
            let share = (after(number(character), length) * 1000 / seen.count).min(1000);
            let evidence = [
                ln_milli(seen.count),
                i32::try_from(share).unwrap_or(1000),
                if length == 3 { 1000 } else { 0 },
                self.saved(character, text),
                self.first_word(text),
            ];
            return Some(Missing { character, word, evidence });
        }
        None
    }

    /// The word that begins with `first` and goes on in `text`.
    fn word_with(&self, first: char, text: &str) -> Option<String> {
        let whole: String = std::iter::once(first).chain(beginning(text)).collect();
        let word = self.segment(&whole).next()?;
        // 党中央, 强降雨: what is left is a word too
        let left = word.strip_prefix(first)?;
        (!left.is_empty() && (left.chars().nth(1).is_none() || !self.is_word(left))).then(|| word.to_owned())
    }

    /// By how much `first` before it makes the words of `text` cheaper.
    fn saved(&self, first: char, text: &str) -> i32 {
        let cost = |chars: &mut dyn Iterator<Item = char>| {
            let symbols: Vec<u16> = self.ngrams.alphabet().symbols(chars).collect();
            self.words.lattice(&self.ngrams, &symbols).cut(0..symbols.len()).1
        };
        cost(&mut beginning(text)) - cost(&mut std::iter::once(first).chain(beginning(text)))
    }

    /// How often the first word is used, where it is of several characters.
    fn first_word(&self, text: &str) -> i32 {
        let beginning: String = beginning(text).collect();
        let first = self.segment(&beginning).next().filter(|word| word.chars().nth(1).is_some());
        first.and_then(|word| self.count(word)).map_or(0, |count| ln_milli(count.into()))
    }
}

fn beginning(text: &str) -> impl Iterator<Item = char> {
    text.chars().take_while(|c| is_han(*c)).take(REACH)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_missing_makes_a_word_with_the_beginning(text in "[\u{4e00}-\u{9fa5}，。0-9a]{0,12}") {
            if let Some(missing) = Lexicon::shipped().missing(&text) {
                let whole = format!("{}{text}", missing.character);
                prop_assert!(whole.starts_with(&missing.word) && missing.word.chars().count() > 1, "{whole} {missing:?}");
            }
        }
    }

    #[test]
    fn a_text_that_begins_inside_a_word_lacks_its_first_character() {
        let lexicon = Lexicon::shipped();
        for (text, expected) in [
            ("勃发展，全年新登记企业", Some(('蓬', "蓬勃发展"))),
            ("彻落实新发展理念", Some(('贯', "贯彻"))),
            ("放合作不断深化", Some(('开', "开放"))),
            ("开放合作不断深化", None),
            ("贯彻落实新发展理念", None),
            ("发展是第一要务", None),
            ("甲乙丙丁", None),
            ("2024年", None),
            ("", None),
        ] {
            let missing = lexicon.missing(text);
            assert_eq!(missing.as_ref().map(|missing| (missing.character, &*missing.word)), expected, "{text}");
        }
    }
}
