//! Looking at a text by byte offset, forwards and backwards, one character at a time.
//!
//! Offsets always stand on character boundaries; an offset past the end simply shows no character.
//! Full-width Latin letters, digits and signs are shown as their ASCII counterparts.

use crate::text;

/// A text that is looked at by byte offset.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'t> {
    text: &'t str,
}

impl<'t> Cursor<'t> {
    pub(super) const fn new(text: &'t str) -> Self {
        Self { text }
    }

    /// The text from `start` to `end`.
    #[inline]
    pub(super) fn slice(self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// The text from `position` on.
    #[inline]
    pub(super) fn rest(self, position: usize) -> &'t str {
        self.text.get(position..).unwrap_or_default()
    }

    /// The character at `position`, folded to half width, and the offset after it.
    #[inline]
    pub(super) fn next(self, position: usize) -> Option<(char, usize)> {
        let byte = *self.text.as_bytes().get(position)?;
        if byte < 0x80 {
            return Some((char::from(byte), position + 1));
        }
        let character = self.rest(position).chars().next()?;
        Some((fold(character), position + character.len_utf8()))
    }

    /// The character at `position`, folded to half width.
    #[inline]
    pub(super) fn peek(self, position: usize) -> Option<char> {
        self.next(position).map(|(character, _)| character)
    }

    /// The character that ends at `position`, folded to half width, and the offset where it starts.
    #[inline]
    pub(super) fn previous(self, position: usize) -> Option<(char, usize)> {
        let character = self.text.get(..position)?.chars().next_back()?;
        Some((fold(character), position - character.len_utf8()))
    }

    /// The character that ends at `position`, folded to half width.
    #[inline]
    pub(super) fn before(self, position: usize) -> Option<char> {
        self.previous(position).map(|(character, _)| character)
    }

    /// The offset after `character` when it stands at `position`.
    #[inline]
    pub(super) fn eat(self, position: usize, character: char) -> Option<usize> {
        self.next(position).filter(|found| found.0 == character).map(|found| found.1)
    }

    /// The offset after `word` when it stands at `position`.
    #[inline]
    pub(super) fn eat_word(self, position: usize, word: &str) -> Option<usize> {
        self.starts_with(position, word).then(|| position + word.len())
    }

    /// Whether `word` stands at `position`.
    ///
    /// The last byte of the first character is looked at in place: most words differ there, and a call for each of them
    /// is what the time of reading would go into.
    #[inline]
    pub(super) fn starts_with(self, position: usize, word: &str) -> bool {
        let (Some(rest), word) = (self.text.as_bytes().get(position..), word.as_bytes()) else {
            return false;
        };
        match (rest.get(2), word.get(2)) {
            (Some(own), Some(other)) if own != other => false,
            _ => rest.starts_with(word),
        }
    }

    /// The offset where `word` starts when it ends at `position`.
    #[inline]
    pub(super) fn strip_word(self, position: usize, word: &str) -> Option<usize> {
        let head = self.text.as_bytes().get(..position)?;
        let alike = head.last() == word.as_bytes().last() || word.is_empty();
        (alike && head.ends_with(word.as_bytes())).then(|| position - word.len())
    }

    /// The offset after any spaces (never line breaks) at `position`.
    #[inline]
    pub(super) fn skip_spaces(self, mut position: usize) -> usize {
        while let Some((character, next)) = self.next(position)
            && is_space(character)
        {
            position = next;
        }
        position
    }

    /// The offset before any spaces (never line breaks) that end at `position`.
    #[inline]
    pub(super) fn strip_spaces(self, mut position: usize) -> usize {
        while let Some((character, start)) = self.previous(position)
            && is_space(character)
        {
            position = start;
        }
        position
    }
}

/// Whether a character is a space inside a line.
#[inline]
pub(super) const fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' | '\u{3000}')
}

/// Whether a character is a Chinese character.
#[inline]
pub(super) const fn is_han(character: char) -> bool {
    text::is_han(character) || matches!(character, '〇' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The half-width form of a full-width Latin letter, digit or sign.
#[inline]
const fn fold(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => match char::from_u32(character as u32 - 0xfee0) {
            Some(folded) => folded,
            None => character,
        },
        _ => character,
    }
}
