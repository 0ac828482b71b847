//! The symbols that n-grams are made of: text with its numbers and Latin words folded, as small whole numbers.
//!
//! A run of digits counts as at most two `0`, a run of Latin letters as at most two `a`, so that 2.2万亿元 and
//! 66.2% teach about figures in general; half-width punctuation counts as full-width; blanks vanish.

use crate::text;

/// A symbol no table knows.
pub(super) const UNKNOWN: u16 = 0;
/// Stands before a block of text.
pub(super) const START: u16 = 1;
/// Stands after a block of text.
pub(super) const END: u16 = 2;
/// The number of the first symbol that is a character.
const FIRST: u16 = 3;

/// The characters that have numbers, the most frequent first.
#[derive(Debug)]
pub(super) struct Alphabet {
    chars: Vec<char>,
    numbers: Vec<u16>,
}

impl Alphabet {
    /// Numbers `chars` from the front; characters beyond the Basic Multilingual Plane stay unknown.
    pub(super) fn new(chars: Vec<char>) -> Self {
        let mut numbers = vec![UNKNOWN; 0x1_0000];
        for (number, &c) in (FIRST..u16::MAX).zip(&chars) {
            if let Some(slot) = numbers.get_mut(c as usize) {
                *slot = number;
            }
        }
        Self { chars, numbers }
    }

    /// The characters, in the order of their numbers.
    pub(super) fn chars(&self) -> &[char] {
        &self.chars
    }

    /// How many different symbols there are, the special ones included.
    pub(super) fn size(&self) -> usize {
        self.chars.len() + usize::from(FIRST)
    }

    /// The character of a number.
    pub(super) fn char(&self, number: u16) -> Option<char> {
        self.chars.get(usize::from(number.checked_sub(FIRST)?)).copied()
    }

    /// The number of a folded character.
    pub(super) fn number(&self, c: char) -> u16 {
        self.numbers.get(c as usize).copied().unwrap_or(UNKNOWN)
    }

    /// The symbols of a text, forwards or backwards as its characters come.
    pub(super) fn symbols(&self, text: impl Iterator<Item = char>) -> impl Iterator<Item = u16> {
        fold(text).map(|c| self.number(c))
    }
}

/// The characters of a text as n-grams see them.
pub(super) fn fold(text: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    let mut run = ('\0', 0u8);
    text.filter_map(move |c| {
        let folded = fold_char(c)?;
        run = if folded == run.0 { (folded, run.1.saturating_add(1)) } else { (folded, 1) };
        (run.1 <= 2 || !matches!(folded, '0' | 'a')).then_some(folded)
    })
}

fn fold_char(c: char) -> Option<char> {
    Some(match c {
        '0'..='9' | '０'..='９' => '0',
        'a'..='z' | 'A'..='Z' | 'ａ'..='ｚ' | 'Ａ'..='Ｚ' => 'a',
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '?' => '？',
        '!' => '！',
        '(' => '（',
        ')' => '）',
        '％' => '%',
        _ if c.is_whitespace() || c.is_control() => return None,
        _ => c,
    })
}

/// Whether a character is a Han ideograph of the unified block, its extension A or 〇.
pub(super) fn is_han(c: char) -> bool {
    c == '〇' || text::is_han(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_blanks_fold() {
        for (text, folded) in
            [("增长5.2%，", "增长0.0%，"), ("2024 年,GDP超126万亿", "00年，aa超00万亿"), ("国新办(５月)", "国新办（0月）"), (" \n\t", "")]
        {
            assert_eq!(fold(text.chars()).collect::<String>(), folded);
        }
    }

    #[test]
    fn symbols_are_numbered_from_the_front() {
        let alphabet = Alphabet::new(vec!['的', '，']);
        assert_eq!(alphabet.symbols("的,𠮷中".chars()).collect::<Vec<_>>(), [3, 4, UNKNOWN, UNKNOWN]);
        assert_eq!(alphabet.size(), 5);
    }
}
