//! Approximating words that stand farther before a number: 超过总数的80%, 至少造成4人死亡.

use super::Qualifier;
use super::before::turned_round;
use crate::figure::cursor::{Cursor, is_han};

/// The words before what a ratio is a ratio of.
const OF_A_WHOLE: &[(&str, Qualifier)] = &[
    ("不超过", Qualifier::AtMost),
    ("未超过", Qualifier::AtMost),
    ("不高于", Qualifier::AtMost),
    ("不多于", Qualifier::AtMost),
    ("不大于", Qualifier::AtMost),
    ("不超", Qualifier::AtMost),
    ("不低于", Qualifier::AtLeast),
    ("不少于", Qualifier::AtLeast),
    ("不小于", Qualifier::AtLeast),
    ("超过", Qualifier::Over),
    ("超出", Qualifier::Over),
    ("高于", Qualifier::Over),
    ("多于", Qualifier::Over),
    ("大于", Qualifier::Over),
    ("不到", Qualifier::Under),
    ("低于", Qualifier::Under),
    ("少于", Qualifier::Under),
    ("接近", Qualifier::Near),
    ("将近", Qualifier::Near),
    ("约占", Qualifier::About),
    ("约为", Qualifier::About),
    ("约是", Qualifier::About),
    ("约有", Qualifier::About),
    ("约相当于", Qualifier::About),
    ("相当于约", Qualifier::About),
];

/// The words that a verb may follow.
const BEFORE_A_VERB: &[(&str, Qualifier)] = &[
    ("至少", Qualifier::AtLeast),
    ("最少", Qualifier::AtLeast),
    ("起码", Qualifier::AtLeast),
    ("至多", Qualifier::AtMost),
    ("最多", Qualifier::AtMost),
];

/// The longest name of a whole, in characters.
const LONGEST_WHOLE: usize = 16;

/// The word for what a ratio at `position` is said to be more or less than a part of: 超过总数的80%.
///
/// Only 的 may stand right before the ratio, and only the name of the whole between it and the word. A `percent` may
/// also be what the other has (高于上年的3%, 低于预期的5%), where 三成 and 两倍 are always a part or a multiple of it.
pub(in crate::figure) fn of_a_whole(text: Cursor<'_>, position: usize, floor: usize, percent: bool) -> Option<Qualifier> {
    const BEYOND: &[&str] = &["部分", "之外", "以外"];
    const OTHERS: &[&str] =
        &["预期", "预测", "预计", "估计", "预估", "目标", "要求", "规定", "设定", "同期", "年", "月", "季度", "周", "此前", "水平", "平均"];
    let end = text.strip_word(text.strip_spaces(position), "的")?;
    let ends = |words: &[&str]| words.iter().any(|word| text.strip_word(end, word).is_some());
    // 超出部分的20%: of what lies beyond
    if ends(BEYOND) {
        return None;
    }
    let of_the_other = percent && ends(OTHERS);
    let mut at = text.previous(end)?.1;
    for _ in 1..LONGEST_WHOLE {
        let (character, start) = text.previous(at).filter(|before| before.1 >= floor && is_name(before.0))?;
        if matches!(character, '过' | '出' | '于' | '超' | '到' | '近' | '占' | '为' | '是' | '有' | '约')
            && let Some((qualifier, start)) = OF_A_WHOLE.iter().find_map(|(word, qualifier)| Some((*qualifier, text.strip_word(at, word)?)))
            && start >= floor
        {
            // 看不到, 做不到: no comparison
            let able = text.before(start).is_some_and(|own| "看听想得做找办碰等遇见达".contains(own));
            let found = turned_round(text, qualifier, start, floor).map_or(qualifier, |found| found.0);
            let compared = percent && text.before(at) == Some('于') && matches!(found, Qualifier::Over | Qualifier::Under);
            let other = compared || of_the_other && found != Qualifier::About;
            return (!other && (qualifier != Qualifier::Under || !able)).then_some(found);
        }
        at = start;
    }
    None
}

/// 至少 and its like before a verb of up to three characters: 至少造成4人死亡, 最多可载6人.
pub(in crate::figure) fn before_a_verb(text: Cursor<'_>, position: usize, floor: usize) -> Option<Qualifier> {
    let mut at = text.strip_spaces(position);
    for _ in 0..3 {
        // 最多的10个, 最多时300人: the most of all
        let (_, start) =
            text.previous(at).filter(|(own, start)| *start >= floor && is_han(*own) && !"的时者一第每各年月日几数半".contains(*own))?;
        at = start;
        let found = BEFORE_A_VERB.iter().find_map(|(word, qualifier)| Some((*qualifier, text.strip_word(at, word)?)));
        if let Some((qualifier, start)) = found {
            return (start >= floor).then_some(qualifier);
        }
    }
    None
}

/// The share that 占 tells of a whole, with or without 的 before the ratio: 占全国的40%, 占世界9%.
pub(in crate::figure) fn is_share_of_a_whole(text: Cursor<'_>, position: usize, floor: usize) -> bool {
    let position = text.strip_spaces(position);
    let told = text.strip_word(position, "的");
    let mut at = told.unwrap_or(position);
    let mut after = None;
    for length in 0..LONGEST_WHOLE {
        let Some((character, start)) = text.previous(at).filter(|before| before.1 >= floor && is_name(before.0)) else {
            return false;
        };
        if character == '占' {
            return length > 0 && !matches!(after, Some('地' | '用' | '领' | '线' | '道' | '空' | '比'));
        }
        // a verb or another indicator before the ratio: what 占 says is told by then
        if told.is_none() && "增降升跌减达为到至率幅速长高低快慢于有是的".contains(character) {
            return false;
        }
        (after, at) = (Some(character), start);
    }
    false
}

/// Whether a character may stand in the name of a whole.
fn is_name(character: char) -> bool {
    is_han(character) || character.is_ascii_alphabetic() || matches!(character, '“' | '”')
}
