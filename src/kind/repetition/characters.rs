//! Characters that follow themselves: 的的, 质质量.
//!
//! Chinese doubles characters everywhere: 人人, 慢慢, 层层, and two words meet in one (为了|了解, 目的|的). A particle is
//! judged by the words around it: where neither of the two belongs to a word of its own, one is too many. Any other
//! character is judged by the statistics: where it is never doubled, and the text without the second reads as is known,
//! it was keyed twice.

use super::super::expression::excepted;
use super::super::scope::admits;
use super::{RepetitionCheck, doubled};
use crate::document::Passage;
use crate::kind::{Context, Hits};
use crate::lexicon::Lexicon;
use crate::text::{Span, is_han};

/// The longest word that a character may belong to.
const WORD: usize = 4;

pub(super) fn find(check: &RepetitionCheck, context: &Context<'_, '_>, passage: &Passage<'_>, hits: &mut Hits) {
    if !admits(&check.blocks, passage.kind) {
        return;
    }
    let text = passage.view.text();
    // the characters of the run that the doubled one stands in, as far as a word reaches
    let mut before: Vec<char> = Vec::with_capacity(WORD);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !is_han(c) {
            before.clear();
            continue;
        }
        let second = chars.peek().copied().filter(|&(_, next)| next == c);
        if let Some((again, _)) = second {
            hits.bound += 1;
            let end = again + c.len_utf8();
            let after: Vec<char> = text.get(end..).unwrap_or_default().chars().take(WORD).take_while(|&c| is_han(c)).collect();
            let place = at..end;
            // three and more of one character are a cry or a placeholder; 实实在在, 忙忙碌碌 double two
            let pair = |a: Option<&char>, b: Option<&char>| a.is_some() && a == b;
            let alone = before.last() != Some(&c) && after.first() != Some(&c);
            let both = pair(before.last(), before.iter().rev().nth(1)) || pair(after.first(), after.get(1));
            let alone = alone && !both;
            if alone && is_doubled(check, &before, c, &after) {
                if excepted(&check.unless, text, &place) {
                    hits.excepted(|| passage.view.to_source(Span::from_range(place)));
                } else {
                    let source = |range| passage.view.to_source(Span::from_range(range));
                    let mut hit = doubled(source(again..end), source(at..again));
                    if !passage.view.is_whole(context.document.source.text(), Span::from_range(place)) {
                        hit.fixes.clear();
                    }
                    hits.push(hit);
                }
            }
        }
        if before.len() == WORD {
            before.remove(0);
        }
        before.push(c);
    }
}

/// Whether `c`, which stands twice between `before` and `after`, was keyed twice.
fn is_doubled(check: &RepetitionCheck, before: &[char], c: char, after: &[char]) -> bool {
    let lexicon = Lexicon::shipped();
    if check.particles.contains(&c) {
        // 目的|的, 为了|了解, 大不了|了: one of the two is part of a word
        let left = (0..before.len()).any(|from| is_word(lexicon, before.get(from..).unwrap_or_default(), &[c]));
        let right = (1..=after.len()).any(|to| is_word(lexicon, &[c], after.get(..to).unwrap_or_default()));
        return !left && !right;
    }
    let (Some(&left), Some(&right)) = (before.last(), after.first()) else { return false };
    let text = |chars: &[char]| chars.iter().collect::<String>();
    let (apart, word, once) = (text(&[left, c]), text(&[c, right]), text(&[left, c, right]));
    let doubles = lexicon.run(&text(&[left, c, c])).is_some() || lexicon.run(&text(&[c, c, right])).is_some();
    // whatever is counted may be doubled: 一扇扇
    if "一几每数".contains(left) {
        return false;
    }
    let Some(seen) = lexicon.run(&once).filter(|_| !doubles) else { return false };
    // what the one copy leaves must be one word with its neighbour, and the other nothing with its own: 高|质质量, but
    // 项债 in 专项债|债务 is the end of a word, since it stands elsewhere too
    let nothing = |rest: &str| !lexicon.is_word(rest) && lexicon.run(rest).is_none_or(|n| n <= seen + seen / 4);
    // 创新|新节奏: what follows a word may begin with its last character
    let never = || lexicon.run(&text(&[c, c])).is_none();
    (lexicon.is_word(&word) && nothing(&apart)) || (lexicon.is_word(&apart) && nothing(&word) && never())
}

/// Whether the two pieces together are a word.
fn is_word(lexicon: &Lexicon<'_>, first: &[char], second: &[char]) -> bool {
    let length = first.len() + second.len();
    (2..=WORD).contains(&length) && lexicon.is_word(&first.iter().chain(second).collect::<String>())
}
