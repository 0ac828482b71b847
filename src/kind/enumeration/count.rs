//! How many items a list has.

use crate::figure;

/// A number of items, or a range of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Count {
    /// Surely so many.
    pub(super) sure: usize,
    /// At most so many.
    pub(super) most: usize,
}

impl Count {
    /// Exactly so many.
    pub(super) const fn exactly(count: usize) -> Self {
        Self { sure: count, most: count }
    }

    /// Whether the list may have so many.
    pub(super) const fn holds(self, stated: usize) -> bool {
        self.sure <= stated && stated <= self.most
    }

    /// As it is shown.
    pub(super) fn shown(self, to: &str) -> String {
        if self.sure == self.most { self.sure.to_string() } else { format!("{}{to}{}", self.sure, self.most) }
    }
}

/// The number of the words 三, 十二, 12; nothing where it is none, or none that anyone lists.
pub(super) fn number(words: &str) -> Option<usize> {
    let counted = format!("{words}个");
    let reading = figure::read(&counted);
    let [one] = &reading.figures[..] else { return None };
    let whole = one.span == (0..counted.len()) && one.written.is_integer();
    whole.then(|| one.written.to_string().parse().ok()).flatten().filter(|n| (2..100).contains(n))
}

/// How many items `list` has, parted by `separators` and perhaps by `maybe`. What is quoted or in parentheses is part of
/// an item.
pub(super) fn items(list: &str, separators: &[String], maybe: &[String]) -> Count {
    let plain = unquoted(list);
    let semicolons = plain.matches('；').count();
    if semicolons > 0 {
        return Count::exactly(semicolons + 1);
    }
    let sure = 1 + separators.iter().map(|s| plain.matches(s.as_str()).count()).sum::<usize>();
    let mut rest = plain;
    let mut joints = 0;
    for joint in maybe.iter().filter(|j| !j.is_empty()) {
        joints += rest.matches(joint.as_str()).count();
        // 以及 holds 及
        rest = rest.replace(joint.as_str(), "\u{0}");
    }
    Count { sure, most: sure + joints }
}

/// The text without what stands in quotation marks and parentheses.
fn unquoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut depth = 0_usize;
    for c in text.chars() {
        match c {
            '“' | '《' | '（' | '(' | '「' | '‘' => depth += 1,
            '”' | '》' | '）' | ')' | '」' | '’' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        let cases = [
            ("三", Some(3)),
            ("两", Some(2)),
            ("十二", Some(12)),
            ("二十", Some(20)),
            ("12", Some(12)),
            ("一", None),
            ("几", None),
            ("百", None),
        ];
        for (words, expected) in cases {
            assert_eq!(number(words), expected, "{words}");
        }
    }

    #[test]
    fn lists() {
        let (separators, maybe) = (super::super::comma(), super::super::joints());
        let cases = [
            ("甲、乙、丙", 3, 3),
            ("甲、乙和丙", 2, 3),
            ("甲与乙、丙以及丁", 2, 4),
            ("软件和信息技术服务业", 1, 2),
            ("“甲、乙”、丙（含丁、戊）", 2, 2),
            ("修路、架桥；治水；种树", 3, 3),
        ];
        for (list, sure, most) in cases {
            assert_eq!(items(list, &separators, &maybe), Count { sure, most }, "{list}");
        }
    }
}
