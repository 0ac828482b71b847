//! Words that tell where a noun begins and ends.
//!
//! The list (`vocabulary.txt`) was drawn from the words and word classes of the lexicon and sorted by hand. It is a
//! table of its own because it must be looked through for every figure: cutting with the whole lexicon costs fifty
//! times as much. The longest listed word is taken at each place, so that a noun in the list (居民) hides the word
//! that it begins with (居).

use super::super::by_character::Multiply;
use crate::text::is_han;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

/// What a word does in a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    /// Turns the clause: what stands before it is no part of a noun that goes on.
    Verb,
    /// Stands before a verb, and never ends a noun.
    Adverb,
    /// A preposition, copula or conjunction.
    Link,
    /// Says that something is told: 报告, 显示.
    Report,
    /// A verb that as often names an activity: 能力提升项目.
    Deed,
    /// Stands before a noun, so that a verb after it is part of the noun: 国家级创建单位.
    Attribute,
    /// A noun in which another listed word would be found.
    Noun,
}

/// A word of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'t> {
    pub(super) text: &'t str,
    /// Where it begins.
    pub(super) start: usize,
    /// `None` for a single character that begins no listed word.
    pub(super) tag: Option<Tag>,
}

impl Token<'_> {
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// The longest listed word, in characters.
const LONGEST: usize = 4;

/// The words of a text, from left to right.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let words = &*WORDS;
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..)?;
        let mut found = (rest.chars().next()?.len_utf8(), None);
        let (mut key, mut length) = (0, 0);
        for character in rest.chars().take(LONGEST) {
            key = with(key, character);
            length += character.len_utf8();
            if let Some(tag) = words.get(&key) {
                found = (length, Some(*tag));
            } else if length == character.len_utf8() && !is_han(character) {
                break;
            }
        }
        let token = Token { text: rest.get(..found.0)?, start, tag: found.1 };
        start += found.0;
        Some(token)
    })
}

/// Up to four characters of the basic plane as one number.
fn with(key: u64, character: char) -> u64 {
    key << 16 | u64::from(u32::from(character) & 0xffff)
}

/// What a word is listed as.
pub(super) fn tag(word: &str) -> Option<Tag> {
    WORDS.get(&key(word)).copied()
}

/// A word of up to four characters as one number.
pub(super) fn key(word: &str) -> u64 {
    word.chars().fold(0, with)
}

type Words = HashMap<u64, Tag, BuildHasherDefault<Multiply>>;

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words::default();
    for line in include_str!("vocabulary.txt").lines() {
        let Some((name, list)) = line.split_once(": ").filter(|_| !line.starts_with('#')) else {
            continue;
        };
        let Some(tag) = by_name(name) else { continue };
        words.extend(list.split(' ').map(|word| (key(word), tag)));
    }
    words
});

fn by_name(name: &str) -> Option<Tag> {
    Some(match name {
        "verb" => Tag::Verb,
        "adverb" => Tag::Adverb,
        "link" => Tag::Link,
        "report" => Tag::Report,
        "deed" => Tag::Deed,
        "attribute" => Tag::Attribute,
        "noun" => Tag::Noun,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_well_formed() {
        let mut seen = std::collections::BTreeSet::new();
        for line in include_str!("vocabulary.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (name, list) = line.split_once(": ").expect("a kind and its words");
            assert!(by_name(name).is_some(), "{line}");
            for word in list.split(' ') {
                assert!((1..=LONGEST).contains(&word.chars().count()) && word.chars().all(is_han), "{word}");
                assert!(seen.insert(word), "{word} is listed twice");
            }
        }
    }

    #[test]
    fn the_longest_word_is_taken() {
        let cut = |text| tokens(text).map(|token: Token<'_>| token.text).collect::<Vec<_>>().join(" ");
        assert_eq!(cut("12万户居民居住在"), "1 2 万 户 居民 居住 在");
        assert_eq!(cut("公交线路实行临时绕行"), "公交 线 路 实行 临时 绕行");
        assert_eq!(cut("𠮷是"), "𠮷 是");
    }
}
