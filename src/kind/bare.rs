//! Two wordings of the same, compared without punctuation: a headline and its lead, an entry of an outline and its section.

use crate::text::{Span, fold_width};
use std::ops::Range;

/// The characters of a text that are read aloud, with the way back.
#[derive(Clone, Debug, Default)]
pub(super) struct Bare {
    chars: Vec<char>,
    /// Where each begins and ends in the text.
    at: Vec<Range<usize>>,
}

/// A difference: the characters of the one and of the other text that stand for each other. One of them may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Difference {
    pub(super) here: Range<usize>,
    pub(super) there: Range<usize>,
}

impl Bare {
    /// At most `most` characters of `text`. The point between two digits is one of them, and so is a per cent sign.
    pub(super) fn of(text: &str, most: usize) -> Self {
        let mut bare = Self::default();
        let mut chars = text.char_indices().peekable();
        let mut before = ' ';
        while let Some((at, c)) = chars.next() {
            let folded = if c == '％' { '%' } else { fold_width(c) };
            let after = chars.peek().map_or(' ', |&(_, c)| fold_width(c));
            let point = folded == '.' && before.is_ascii_digit() && after.is_ascii_digit();
            before = folded;
            if folded.is_alphanumeric() || matches!(folded, '%' | '‰') || point {
                if bare.chars.len() >= most {
                    break;
                }
                bare.chars.push(folded);
                bare.at.push(at..at + c.len_utf8());
            }
        }
        bare
    }

    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    pub(super) fn text(&self) -> String {
        self.chars.iter().collect()
    }

    pub(super) fn get(&self, range: Range<usize>) -> String {
        self.chars.get(range).unwrap_or_default().iter().collect()
    }

    /// The bytes of the text that these characters stand in; of no characters the place before the next one.
    pub(super) fn bytes(&self, range: Range<usize>) -> Range<usize> {
        let start = self.at.get(range.start).map(|r| r.start).or_else(|| self.at.last().map(|r| r.end)).unwrap_or(0);
        let end = range.end.checked_sub(1).filter(|_| !range.is_empty()).and_then(|last| self.at.get(last)).map_or(start, |r| r.end);
        // what is missing between two characters is missing right behind the first
        match (range.is_empty(), range.start.checked_sub(1).and_then(|before| self.at.get(before))) {
            (true, Some(before)) => before.end..before.end,
            _ => start..end.max(start),
        }
    }

    /// What stands in a place, with the characters beside it.
    pub(super) fn around(&self, range: &Range<usize>) -> String {
        const BESIDE: usize = 3;
        self.get(range.start.saturating_sub(BESIDE)..(range.end + BESIDE).min(self.len()))
    }

    /// A place, with the characters beside it where it would be empty.
    pub(super) fn wide(&self, range: &Range<usize>) -> Range<usize> {
        if range.is_empty() { range.start.saturating_sub(1)..(range.end + 1).min(self.len()) } else { range.clone() }
    }

    /// Where `other` stands in it, whole.
    pub(super) fn find(&self, other: &Self) -> Option<usize> {
        if other.chars.is_empty() {
            return None;
        }
        self.chars.windows(other.chars.len()).position(|window| window == other.chars)
    }

    /// How many pairs of neighbours of `other` stand in it too, out of how many.
    pub(super) fn shares(&self, other: &Self) -> (usize, usize) {
        let mut own: Vec<&[char]> = self.chars.windows(2).collect();
        own.sort_unstable();
        let shared = other.chars.windows(2).filter(|pair| own.binary_search(pair).is_ok()).count();
        (shared, other.chars.len().saturating_sub(1))
    }
}

/// Where one text differs from the part of the other that is nearest to it, and how many characters that is; `within`
/// says that the other may go on before and after. Only for short texts: it takes time by the product of their lengths.
pub(super) fn differences(here: &Bare, there: &Bare, within: bool) -> (usize, Vec<Difference>) {
    let (n, m) = (here.len(), there.len());
    let width = m + 1;
    let mut cost: Vec<usize> = vec![0; (n + 1) * width];
    let at = |i: usize, j: usize| i * width + j;
    let of = |cost: &[usize], i: usize, j: usize| cost.get(at(i, j)).copied().unwrap_or(usize::MAX / 2);
    let set = |cost: &mut Vec<usize>, i: usize, j: usize, value: usize| {
        if let Some(slot) = cost.get_mut(at(i, j)) {
            *slot = value;
        }
    };
    for j in 0..=m {
        set(&mut cost, 0, j, if within { 0 } else { j });
    }
    let same = |i: usize, j: usize| here.chars.get(i) == there.chars.get(j);
    for i in 1..=n {
        set(&mut cost, i, 0, i);
        for j in 1..=m {
            let step = of(&cost, i - 1, j - 1) + usize::from(!same(i - 1, j - 1));
            let least = step.min(of(&cost, i - 1, j) + 1).min(of(&cost, i, j - 1) + 1);
            set(&mut cost, i, j, least);
        }
    }
    let last = if within { (0..=m).min_by_key(|&j| of(&cost, n, j)).unwrap_or(m) } else { m };
    let total = of(&cost, n, last);
    let mut out: Vec<Difference> = Vec::new();
    let (mut i, mut j) = (n, last);
    while i > 0 || (j > 0 && !within) {
        let now = of(&cost, i, j);
        let (a, b) = if i > 0 && j > 0 && same(i - 1, j - 1) && of(&cost, i - 1, j - 1) == now {
            (i, j) = (i - 1, j - 1);
            continue;
        } else if i > 0 && j > 0 && of(&cost, i - 1, j - 1) + 1 == now {
            (i - 1, j - 1)
        } else if i > 0 && of(&cost, i - 1, j) + 1 == now {
            (i - 1, j)
        } else {
            (i, j.saturating_sub(1))
        };
        match out.last_mut() {
            Some(next) if next.here.start == i && next.there.start == j => (next.here.start, next.there.start) = (a, b),
            _ => out.push(Difference { here: a..i, there: b..j }),
        }
        (i, j) = (a, b);
    }
    out.reverse();
    (total, out)
}

/// The bytes of a view, in the source.
pub(super) fn in_source(view: &crate::text::View<'_>, bytes: Range<usize>) -> Span {
    view.to_source(Span::from_range(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(here: &str, there: &str, within: bool) -> (usize, Vec<(String, String)>) {
        let (here, there) = (Bare::of(here, 100), Bare::of(there, 100));
        let (cost, found) = differences(&here, &there, within);
        (cost, found.into_iter().map(|d| (here.get(d.here), there.get(d.there))).collect())
    }

    #[test]
    fn what_differs() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(told("扩大对外开放改善营商环境", "他说，扩大对外开放，改善营商环境，", true), (0, vec![]));
        assert_eq!(told("扩大对外开放改善营商环境", "他说，扩大对外开放，改善经商环境。", true), (1, vec![pair("营", "经")]));
        assert_eq!(told("全面提升治理效能", "一年来全面提升治效能。", true), (1, vec![pair("理", "")]));
        assert_eq!(told("增长5.2%", "增长５.3％", false), (1, vec![pair("2", "3")]));
        assert_eq!(told("做好民生保障", "做好了民生保障", false), (1, vec![pair("", "了")]));
    }

    #[test]
    fn the_way_back() {
        let text = "扩大，开放";
        let bare = Bare::of(text, 10);
        assert_eq!(text.get(bare.bytes(1..3)), Some("大，开"));
        assert_eq!(bare.bytes(2..2), 6..6, "behind 大, before the comma");
        assert_eq!(bare.bytes(0..0), 0..0);
        assert_eq!(bare.bytes(4..4), 15..15);
    }
}
