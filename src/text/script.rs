//! The two scripts of Chinese: characters that only the one uses, and what each is in the other.
//!
//! The table (`script.txt`, a traditional character and its simplified one, in pairs) holds what is plain: characters
//! of everyday prose whose traditional form has no use of its own in simplified text. 乾 (乾坤), 著 (著作), 瞭 (瞭望), 鍾 and
//! their like, which simplified text keeps for some words and names, are left out.

use std::sync::LazyLock;

/// Whether a character is a Chinese character: of the unified block or its extension A. 〇 is none, and rarer ones are left
/// to those who read names.
#[inline]
#[must_use]
pub const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
}

/// One of the two scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// 简体.
    Simplified,
    /// 繁体.
    Traditional,
}

impl Script {
    /// The script that only `c` tells, and the character that the other one has for it; nothing for a character that
    /// both use.
    #[must_use]
    pub fn of(c: char) -> Option<(Self, char)> {
        let (script, other) = *TABLE.get((c as usize).checked_sub(FIRST)?)?.as_ref()?;
        Some((script, other))
    }

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Simplified => Self::Traditional,
            Self::Traditional => Self::Simplified,
        }
    }
}

/// The block of the unified ideographs.
const FIRST: usize = 0x4E00;
const LAST: usize = 0x9FFF;

static TABLE: LazyLock<Vec<Option<(Script, char)>>> = LazyLock::new(|| {
    let mut table = vec![None; LAST - FIRST + 1];
    let mut put = |c: char, entry| {
        if let Some(slot @ None) = table.get_mut((c as usize).wrapping_sub(FIRST)) {
            *slot = Some(entry);
        }
    };
    let mut characters = include_str!("script.txt").chars().filter(|c| !c.is_whitespace());
    while let (Some(traditional), Some(simplified)) = (characters.next(), characters.next()) {
        put(traditional, (Script::Traditional, simplified));
        // 后, 里, 台 are characters of the traditional script as well: Big5 has them
        if encoding_rs::BIG5.encode(simplified.encode_utf8(&mut [0; 4])).2 {
            put(simplified, (Script::Simplified, traditional));
        }
    }
    table
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_tell_their_script() {
        use Script::{Simplified, Traditional};
        for (c, script) in [
            ('國', Some((Traditional, '国'))),
            ('国', Some((Simplified, '國'))),
            ('後', Some((Traditional, '后'))),
            ('后', None),
            ('中', None),
            ('乾', None),
            ('著', None),
            ('A', None),
            ('。', None),
        ] {
            assert_eq!(Script::of(c), script, "{c}");
        }
    }

    #[test]
    fn the_table_is_pairs() {
        use Script::Traditional;
        let characters: Vec<char> = include_str!("script.txt").chars().filter(|c| !c.is_whitespace()).collect();
        assert_eq!(characters.len() % 2, 0);
        for pair in characters.chunks(2) {
            let [traditional, simplified] = pair else { continue };
            assert_eq!(Script::of(*traditional), Some((Traditional, *simplified)), "{pair:?}");
            let (_, _, unknown) = encoding_rs::BIG5.encode(&traditional.to_string());
            assert!(!unknown, "{traditional} is not in Big5");
        }
    }
}
