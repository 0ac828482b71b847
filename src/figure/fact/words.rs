//! Taking words off the ends of a phrase.

use crate::text::is_han;

/// Whether a clause stops at a mark.
pub(super) const fn is_boundary(mark: char) -> bool {
    matches!(mark, '，' | '；' | '：' | '。' | '！' | '？' | '…' | ',' | ';' | ':' | '!' | '?' | '\n' | '—')
}

/// The first of `words` that a text begins with.
///
/// The first character is compared in place: most words differ there, and a call for each of them is what the time of
/// reading facts would go into.
#[inline]
pub(super) fn first_of(text: &str, words: &[&'static str]) -> Option<&'static str> {
    let Some(first) = text.as_bytes().first_chunk::<3>() else {
        return words.iter().find(|word| text.starts_with(**word)).copied();
    };
    let same = |word: &&&str| word.as_bytes().first_chunk::<3>().is_none_or(|other| other == first) && text.starts_with(**word);
    words.iter().find(same).copied()
}

/// The first of `words` that a text ends with.
#[inline]
pub(super) fn last_of(text: &str, words: &[&'static str]) -> Option<&'static str> {
    let Some(last) = text.as_bytes().last_chunk::<3>() else {
        return words.iter().find(|word| text.ends_with(**word)).copied();
    };
    let same = |word: &&&str| word.as_bytes().last_chunk::<3>().is_none_or(|other| other == last) && text.ends_with(**word);
    words.iter().find(same).copied()
}

/// The first or the last characters of lists of words: a cheap look whether any of them may fit.
#[derive(Debug)]
pub(super) struct Edges([u64; 16]);

impl Edges {
    /// Of the characters that the words end with; each is of three bytes.
    pub(super) const fn last(lists: &[&[&str]]) -> Self {
        Self::of(lists, true)
    }

    /// Of the characters that the words begin with.
    pub(super) const fn first(lists: &[&[&str]]) -> Self {
        Self::of(lists, false)
    }

    const fn of(lists: &[&[&str]], last: bool) -> Self {
        let mut bits = [0; 16];
        let mut list = 0;
        while list < lists.len() {
            let mut word = 0;
            while word < lists[list].len() {
                let bytes = lists[list][word].as_bytes();
                let at = if last { bytes.len() - 3 } else { 0 };
                let key = key([bytes[at], bytes[at + 1], bytes[at + 2]]);
                bits[key >> 6] |= 1 << (key & 63);
                word += 1;
            }
            list += 1;
        }
        Self(bits)
    }

    fn holds(&self, character: [u8; 3]) -> bool {
        let key = key(character);
        self.0.get(key >> 6).is_some_and(|word| word >> (key & 63) & 1 == 1)
    }

    /// Whether one of the words may stand at the end of a text.
    pub(super) fn may_end(&self, text: &str) -> bool {
        text.as_bytes().last_chunk::<3>().is_some_and(|last| self.holds(*last))
    }

    /// Whether one of the words may stand at the start of a text.
    pub(super) fn may_begin(&self, text: &str) -> bool {
        text.as_bytes().first_chunk::<3>().is_some_and(|first| self.holds(*first))
    }
}

/// Ten bits of a character.
const fn key(character: [u8; 3]) -> usize {
    ((character[1] as usize & 0x3f) << 6 ^ (character[2] as usize & 0x3f) ^ (character[0] as usize & 0xf) << 3) & 0x3ff
}

/// A phrase and the offset where it starts in the passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Phrase<'t> {
    pub(super) text: &'t str,
    pub(super) start: usize,
}

impl<'t> Phrase<'t> {
    pub(super) fn end(self) -> usize {
        self.start + self.text.len()
    }

    pub(super) fn is_empty(self) -> bool {
        self.text.is_empty()
    }

    /// The phrase without its first `length` bytes.
    pub(super) fn skip(self, length: usize) -> Self {
        Self { text: self.text.get(length..).unwrap_or_default(), start: self.start + length }
    }

    /// The first `length` bytes of the phrase.
    pub(super) fn take(self, length: usize) -> Self {
        Self { text: self.text.get(..length).unwrap_or(self.text), start: self.start }
    }

    /// Without white space, quotes and marks around it.
    pub(super) fn trimmed(self) -> Self {
        let mark = |c: char| !is_han(c) && (c.is_whitespace() || "、“”‘’\"（）()《》·．.-–—#①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮".contains(c) || is_boundary(c));
        // A name in quotes keeps them where more words follow: “三新”经济增加值.
        let lead = |c: char| mark(c) && !matches!(c, '“' | '《');
        let cut = self.text.trim_start_matches(lead);
        let mut phrase = self.skip(self.text.len() - cut.len());
        phrase.text = phrase.text.trim_end_matches(|c| mark(c) && !matches!(c, '”' | '》' | '）' | ')'));
        for (open, close) in [("“", '”'), ("（", '）'), ("(", ')'), ("《", '》')] {
            if phrase.text.starts_with(open) && !phrase.text.contains(close) {
                phrase = phrase.skip(open.len());
            } else if phrase.text.ends_with(close) && !phrase.text.contains(open) {
                phrase.text = phrase.text.trim_end_matches(close);
            }
        }
        phrase
    }

    /// Without the first of `words` that it begins with.
    pub(super) fn without_first(self, words: &[&'static str]) -> Option<Self> {
        let word = first_of(self.text, words)?;
        Some(self.skip(word.len()))
    }

    /// Without the first of `words` that it ends with.
    pub(super) fn without_last(self, words: &[&'static str]) -> Option<Self> {
        let word = last_of(self.text, words)?;
        Some(self.take(self.text.len() - word.len()))
    }
}

/// Whether the dash at `at` stands between two dates: 1—12月, 2024—2026年.
fn joins_dates(text: &str, at: usize) -> bool {
    let after = text.get(at + '—'.len_utf8()..).and_then(|rest| rest.chars().next());
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    // I—Ⅲ类
    let grade = |c: char| c.is_ascii_uppercase() || ('Ⅰ'..='Ⅻ').contains(&c);
    after.is_some_and(grade) && before.is_some_and(grade)
        || after.is_some_and(|c| c.is_ascii_digit()) && before.is_some_and(|c| c.is_ascii_digit() || "年月日".contains(c))
}

/// The clauses of `text[from..to]`: the last one is the lead of what follows.
pub(super) fn pieces(text: &str, from: usize, to: usize) -> Vec<Phrase<'_>> {
    let gap = text.get(from..to).unwrap_or_default();
    let mut out = Vec::new();
    let mut start = 0;
    for (at, mark) in gap.match_indices(is_boundary).filter(|(at, mark)| *mark != "—" || !joins_dates(gap, *at)) {
        out.push(Phrase { text: gap.get(start..at).unwrap_or_default(), start: from + start });
        start = at + mark.len();
    }
    out.push(Phrase { text: gap.get(start..).unwrap_or_default(), start: from + start });
    out
}
