//! Which nouns a unit counts, as far as the texts of the lexicon tell: 架 counts 无人机, and never 袭击.
//!
//! The table (`countable.txt`) is made by the example `build-countable`. It holds for each unit the words that are the
//! last of what it counts, by the power of two in how often they were.

use super::super::by_character::Multiply;
use super::agreement::agrees;
use super::vocabulary::key;
use crate::lexicon::Lexicon;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

/// How often a word was the last one of what a unit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seen {
    /// The power of two in that number.
    pub(super) level: u8,
    /// Whether it was not more often followed by another noun.
    pub(super) last: bool,
}

type Words = HashMap<u64, Seen, BuildHasherDefault<Multiply>>;

/// By unit; `*` is all together.
static UNITS: LazyLock<HashMap<&'static str, Words>> = LazyLock::new(|| {
    let mut units: HashMap<&str, Words> = HashMap::new();
    for line in include_str!("countable.txt").lines().filter(|line| !line.starts_with('#')) {
        let Some((name, words)) = line.split_once(": ") else { continue };
        let mut name = name.split(' ');
        let (Some(unit), Some(level)) = (name.next(), name.next().and_then(|level| level.parse().ok())) else { continue };
        let seen = Seen { level, last: name.next().is_none() };
        units.entry(unit).or_default().extend(words.split(' ').map(|word| (key(word), seen)));
    }
    units
});

/// Units of all kinds of things, which say little of what they count.
const ANYTHING: &[&str] = &["-", "个", "大", "种", "类", "批", "项"];

/// How many powers of two a word must be counted more often than another to be taken for the noun in its stead.
pub(super) const FAR: u8 = 3;

/// What a unit counts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counted {
    own: &'static Words,
    all: Option<&'static Words>,
    pub(super) anything: bool,
    pub(super) people: bool,
}

impl Counted {
    /// What a unit counts, where that is known at all.
    pub(super) fn by(unit: Option<&str>) -> Option<Self> {
        let unit = unit.unwrap_or("-");
        Some(Self { own: UNITS.get(unit)?, all: UNITS.get("*"), anything: ANYTHING.contains(&unit), people: unit == "人" })
    }

    pub(super) fn seen(self, word: &str) -> Option<Seen> {
        let seen = self.own.get(&key(word)).copied();
        if !self.people {
            return seen;
        }
        // what becomes of people is told after them: 3人新冠肺炎
        agrees(word, Some("人")).then_some(Seen { level: seen.map_or(FAR, |seen| seen.level.max(FAR)), last: true })
    }

    fn elsewhere(self, word: &str) -> Option<Seen> {
        self.all?.get(&key(word)).copied()
    }

    /// Whether a word hardly ever is the last one, but says of what kind that is.
    pub(super) fn says_which(self, word: &str) -> bool {
        self.elsewhere(word).is_some_and(|seen| !seen.last) && self.seen(word).is_none_or(|seen| !seen.last)
    }

    /// Whether a phrase ends with what the unit counts often.
    pub(super) fn ends(self, phrase: &str) -> bool {
        let listed = |word: &str| self.own.contains_key(&key(word)).then(|| self.seen(word)).flatten();
        ends(phrase).find_map(listed).is_some_and(|seen| seen.last && seen.level >= FAR)
    }

    /// What is known of the last word of a phrase.
    pub(super) fn last_seen(self, phrase: &str) -> Option<Seen> {
        Lexicon::shipped().segment(phrase).last().and_then(|word| self.seen(word))
    }

    /// Whether a phrase says what things are like: 高水平, 代表性.
    pub(super) fn is_quality(self, phrase: &str) -> bool {
        phrase.ends_with(['性', '级', '平', '围', '色'])
            || Lexicon::shipped().segment(phrase).last().is_some_and(|word| self.says_which(word))
    }

    /// Whether units of all kinds count a word very often.
    pub(super) fn everywhere(self, word: &str) -> bool {
        self.elsewhere(word).is_some_and(|seen| seen.last && seen.level >= 2 * FAR)
    }

    /// Whether the unit counts a word now and then, and others do often.
    pub(super) fn at_all(self, word: &str) -> bool {
        let often = || self.elsewhere(word).is_some_and(|seen| seen.last && seen.level > FAR);
        word.chars().nth(1).is_some() && self.seen(word).map_or(self.anything, |seen| seen.last) && often()
    }

    /// Whether hardly any unit counts a word, nor what that is said of.
    pub(super) fn hardly(self, word: &str) -> bool {
        let rare = |seen: Option<Seen>| seen.is_none_or(|seen| !seen.last && seen.level < FAR);
        rare(self.seen(word)) && rare(self.elsewhere(word))
    }

    /// Whether no unit counts a word.
    pub(super) fn never(self, word: &str) -> bool {
        self.seen(word).is_none() && self.elsewhere(word).is_none()
    }

    /// How much speaks for a word as the last one: what other units count speaks for it as well, but less.
    pub(super) fn strength(self, word: &str) -> u8 {
        let others = self.elsewhere(word).map_or(0, |seen| seen.level);
        let less = if self.anything { 0 } else { FAR };
        self.seen(word).map_or(0, |seen| seen.level).max(others.saturating_sub(less))
    }
}

/// The ends of a phrase that may be words, from four characters to two.
fn ends(phrase: &str) -> impl Iterator<Item = &str> {
    let mut starts = [None; 3];
    for (start, (at, _)) in starts.iter_mut().zip(phrase.char_indices().rev().skip(1)) {
        *start = Some(at);
    }
    starts.into_iter().rev().flatten().filter_map(|at| phrase.get(at..))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed() {
        for line in include_str!("countable.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (name, words) = line.split_once(": ").expect("a unit with a level, and words");
            let name: Vec<_> = name.split(' ').collect();
            assert!(matches!(*name, [_, level] | [_, level, "within"] if level.parse::<u8>().is_ok()), "{line}");
            assert!(words.split(' ').all(|word| Lexicon::shipped().is_word(word)), "{line}");
        }
    }
}
