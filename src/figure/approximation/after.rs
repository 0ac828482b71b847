//! The approximating words after a number.

use super::Qualifier;
use crate::figure::cursor::Cursor;
use crate::figure::numeral::Excess;

/// The words after a quantity.
const AFTER: &[(&str, Qualifier)] = &[
    ("或者以上", Qualifier::AtLeast),
    ("或者更多", Qualifier::AtLeast),
    ("或更多", Qualifier::AtLeast),
    ("及其以上", Qualifier::AtLeast),
    ("或以上", Qualifier::AtLeast),
    ("及以上", Qualifier::AtLeast),
    ("以上", Qualifier::AtLeast),
    ("之上", Qualifier::Over),
    ("或者以下", Qualifier::AtMost),
    ("或以下", Qualifier::AtMost),
    ("及以下", Qualifier::AtMost),
    ("以下", Qualifier::AtMost),
    ("之下", Qualifier::Under),
    ("以内", Qualifier::AtMost),
    ("之内", Qualifier::AtMost),
    ("左右", Qualifier::About),
    ("上下", Qualifier::About),
    ("有余", Qualifier::Beyond),
    ("开外", Qualifier::Beyond),
    ("出头", Qualifier::Beyond),
    ("不到", Qualifier::Under),
];

/// The approximating word at `position`, and the offset after it.
pub(in crate::figure) fn after(text: Cursor<'_>, position: usize) -> Option<(Qualifier, usize)> {
    let position = text.skip_spaces(position);
    let first = text.peek(position)?;
    if !matches!(first, '或' | '及' | '以' | '之' | '左' | '上' | '有' | '开' | '出' | '不') {
        return None;
    }
    let (qualifier, end) = AFTER.iter().find_map(|(word, qualifier)| Some((*qualifier, text.eat_word(position, word)?)))?;
    let word = text.peek(end).is_some_and(|next| match first {
        '上' => matches!(next, '游' | '班' | '联' | '结' | '功' | '协' | '同' | '一' | '贯' | '级'),
        '以' | '之' => matches!(next, '简' | '述' | '称' | '问'),
        _ => false,
    });
    (!word).then_some((qualifier, end))
}

/// 多, 余, 来 or 几 right after the numeral, before the unit.
pub(in crate::figure) fn excess(text: Cursor<'_>, position: usize) -> Option<(Option<Excess>, usize)> {
    let (character, end) = text.next(text.skip_spaces(position))?;
    Some(match character {
        '多' | '来' => (Some(Excess::Many), end),
        '余' | '餘' => (Some(Excess::Beyond), end),
        '几' | '幾' => (None, end),
        _ => return None,
    })
}
