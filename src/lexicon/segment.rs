//! Cutting a text into words.

use std::collections::VecDeque;

use super::Lexicon;
use super::symbols::is_han;

/// Han characters cut at a time; the last words of a piece that goes on are cut again with what follows.
const PIECE: usize = 64;
/// Characters at the end of a piece whose cutting what follows may still change.
const LOOSE: usize = 16;

/// The words of a text; see [`Lexicon::segment`].
#[derive(Debug)]
pub(super) struct Segments<'l, 'b, 't> {
    lexicon: &'l Lexicon<'b>,
    rest: &'t str,
    ready: VecDeque<&'t str>,
}

impl<'l, 'b, 't> Segments<'l, 'b, 't> {
    pub(super) fn new(lexicon: &'l Lexicon<'b>, text: &'t str) -> Self {
        Self { lexicon, rest: text, ready: VecDeque::new() }
    }

    /// Takes the first `bytes` of the rest.
    fn take(&mut self, bytes: usize) -> Option<&'t str> {
        let (piece, rest) = self.rest.split_at_checked(bytes)?;
        self.rest = rest;
        Some(piece).filter(|piece| !piece.is_empty())
    }

    /// Cuts the Han characters at the beginning of the rest.
    fn cut(&mut self) {
        let chars: Vec<char> = self.rest.chars().take_while(|&c| is_han(c)).take(PIECE).collect();
        let ngrams = &self.lexicon.ngrams;
        let symbols: Vec<u16> = ngrams.alphabet().symbols(chars.iter().copied()).collect();
        let (pieces, _) = self.lexicon.words.lattice(ngrams, &symbols).cut(0..symbols.len());
        let sure = if chars.len() < PIECE { PIECE } else { PIECE - LOOSE };
        for piece in pieces.iter().take_while(|piece| piece.to <= sure) {
            let bytes = chars.iter().take(piece.to).skip(piece.from).map(|c| c.len_utf8()).sum();
            let word = self.take(bytes);
            self.ready.extend(word);
        }
    }
}

impl<'t> Iterator for Segments<'_, '_, 't> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        if self.ready.is_empty() {
            let other = self.rest.find(is_han).unwrap_or(self.rest.len());
            if other > 0 {
                return self.take(other);
            }
            self.cut();
        }
        self.ready.pop_front()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_come_apart() {
        for (text, cut) in [
            ("", ""),
            ("5G用户普及率超过50%。", "5G 用户 普及率 超过 50%。"),
            ("加快实施重要生态系统保护", "加快 实施 重要 生态 系统 保护"),
            ("，开展清理", "， 开展 清理"),
        ] {
            assert_eq!(Lexicon::shipped().segment(text).collect::<Vec<_>>().join(" "), cut);
        }
    }

    #[test]
    fn long_runs_are_cut_alike_everywhere() {
        let text = "推动高质量发展".repeat(50);
        let words: Vec<&str> = Lexicon::shipped().segment(&text).collect();
        assert!(words.chunks_exact(words.len() / 50).all(|words| words.concat() == "推动高质量发展"), "{words:?}");
    }

    proptest! {
        #[test]
        fn the_pieces_are_the_text(text in "[\\PC\u{4e00}-\u{4fff}的，0-9]{0,200}") {
            prop_assert_eq!(Lexicon::shipped().segment(&text).collect::<String>(), text);
        }
    }
}
