//! Paragraphs that begin inside a word.

use super::breaks::Judge;
use crate::lexicon::{Lexicon, Missing};

/// What speaks for a paragraph beginning inside a word, besides how it begins: the evidence of the lexicon
/// ([`Missing::EVIDENCE`]), and a thousand each where its first clause is very short, where the document has the word that is
/// cut elsewhere, and where it has elsewhere what stands in that word and after it.
pub(super) type Inside = [i32; INSIDE];

/// How many things speak for it.
pub(super) const INSIDE: usize = Missing::EVIDENCE.len() + 3;

/// A first clause of so many characters or fewer is of a saying, or one of several alike: 强基础，利长远.
const SHORT: usize = 5;

/// Characters of the paragraph that are looked for elsewhere.
const RUN: usize = 3;

/// The missing character may make the first words of the paragraph dearer by so much (milli-nats).
const SAVED: i32 = -1500;

/// Bytes before and after the paragraph in which they are looked for.
const NEAR: usize = 100_000;

/// Paragraphs of one document that are asked; each may cost a search of what is near, and a text with more has no good beginnings.
pub(super) const MOST: u32 = 5000;

/// The character that is missing before a paragraph, and what speaks for it. Nothing where the document has its beginning
/// elsewhere too, and not after that character: 马斯克, which most texts have in 哈马斯 and 克.
pub(super) fn missing(judge: &Judge<'_>, start: u32, text: &str) -> Option<(Missing, Inside)> {
    let left = judge.inside_left.get().checked_sub(1)?;
    judge.inside_left.set(left);
    let missing = Lexicon::shipped().missing(text)?;
    let [seen, same, three, saved, first] = missing.evidence;
    if is_couplet(text) {
        return None;
    }
    if saved < SAVED {
        return None; // what the text begins with is a word of its own, and used far oftener: 在, 据, 为
    }
    let run: String = text.chars().take(RUN).collect();
    let start = start as usize;
    let all = judge.source.text();
    let from = all.floor_char_boundary(start.saturating_sub(NEAR));
    let to = all.floor_char_boundary(start.saturating_add(NEAR).min(all.len()));
    let near = all.get(from..to)?;
    let is_itself = |found: usize| from + found == start;
    let (mut alone, mut with) = (false, false);
    for (found, _) in near.match_indices(&*run).filter(|(found, _)| !is_itself(*found)) {
        let after_it = near.get(..found).is_some_and(|before| before.ends_with(missing.character));
        if after_it { with = true } else { alone = true }
    }
    if alone {
        return None;
    }
    let thousand = |yes: bool| if yes { 1000 } else { 0 };
    let short = text.chars().take(SHORT + 1).any(|c| c == '，');
    let word = near.contains(&missing.word);
    Some((missing, [seen, same, three, saved, first, thousand(short), thousand(word), thousand(with)]))
}

/// Whether a text begins with two short clauses of one length, which make a saying: 强基础，利长远。
fn is_couplet(text: &str) -> bool {
    let clause = |text: &str, mark: char| text.chars().take(SHORT + 1).position(|c| c == mark);
    let Some((_, second)) = text.split_once('，') else { return false };
    clause(text, '，').is_some_and(|first| clause(second, '。') == Some(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_short_clauses_of_one_length_are_a_saying() {
        for (text, couplet) in [
            ("强基础，利长远。在港口，泊位扩建。", true),
            ("勃发展，全年新登记企业增长一成。", false),
            ("强基础，利于长远。", false),
            ("强基础，利长远", false),
            ("", false),
        ] {
            assert_eq!(is_couplet(text), couplet, "{text}");
        }
    }
}
