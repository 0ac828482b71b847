//! What the characters themselves tell, before any number is read: set phrases, plans, letters before digits.

use super::Name;
use crate::figure::MentionKind as Kind;
use crate::figure::cursor::{Cursor, is_han};
use crate::figure::idiom;
use crate::figure::mention::Fault;
use crate::figure::numeral::arabic;
use crate::figure::unit::{Class, Units};

/// What stands at `start` when the characters themselves decide, before any number is read.
pub(in crate::figure) fn by_sight(text: Cursor<'_>, start: usize, floor: usize) -> Option<Name> {
    let name = |kind, end| Some(Name { kind, start, end });
    let first = text.peek(start)?;
    let before = text.previous(start).filter(|before| before.1 >= floor);
    if let Some(end) = plan(text, start) {
        return name(Kind::Plan, end);
    }
    if matches!(before, Some(('第', _))) {
        return None;
    }
    if !first.is_ascii_digit() {
        return idiom::at(text, start).and_then(|end| name(Kind::Idiom, end));
    }
    if before.is_some_and(|(sign, _)| matches!(sign, '=' | '%' | '/' | '?' | '&' | '#' | '_' | '-' | '.' | ':'))
        && let Some(end) = address(text, start, floor)
    {
        return name(Kind::Code, end);
    }
    if let Some((sign @ ('-' | '—' | '–'), at)) = before
        && let Some((own, head)) = text.previous(at)
        && head >= floor
    {
        let letter = own.is_ascii_alphabetic() && sign != '-';
        // 运-20, 歼-16: a type, unless a unit makes it a number below zero.
        let type_name =
            sign == '-' && is_han(own) && !matches!(own, '为' | '是' | '至' | '到' | '长' | '率' | '值' | '达' | '降' | '升' | '在');
        if letter || type_name && is_type(text, start) {
            return Some(Name { kind: Kind::Name, start: head, end: word_end(text, start) });
        }
    }
    // PM2.5, C919, COVID-19, A350-900: letters before the digits.
    if let Some((letter, at)) = before {
        let hyphen = matches!(letter, '-' | '.' | '_' | '/') && text.before(at).is_some_and(|own| own.is_ascii_alphabetic());
        if letter.is_ascii_alphabetic() || hyphen && at > floor {
            let mut head = at;
            while let Some((character, at)) = text.previous(head)
                && (character.is_ascii_alphanumeric() || character == '-')
                && at >= floor
                && start - at < 24
            {
                head = at;
            }
            return Some(Name { kind: Kind::Name, start: head, end: word_end(text, start) });
        }
    }
    // 8K电视: the size of a picture
    let end = text.eat(start + first.len_utf8(), 'k').or_else(|| text.eat(start + first.len_utf8(), 'K'))?;
    let pictured = matches!(first, '2' | '4' | '8') && text.peek(end).is_some_and(is_han) && Units::builtin().at(text, end).is_none();
    if pictured { name(Kind::Name, end) } else { None }
}

/// Whether the digits at `start` have neither point nor unit, so that a dash before them joins them to a name.
fn is_type(text: Cursor<'_>, start: usize) -> bool {
    let Ok(number) = arabic::parse(text, start) else {
        return false;
    };
    let unit = Units::builtin().at(text, number.end);
    let lettered = text.peek(number.end).is_some_and(|next| next.is_ascii_alphabetic());
    lettered && unit.is_none()
        || number.places == 0
            && number.whole_digits <= 4
            && unit.is_none_or(|(unit, _)| unit.class == Class::Count)
            && !matches!(text.peek(number.end), Some('年' | '月' | '日' | '万' | '亿'))
}

/// The end of the web address that the digits at `start` are part of.
fn address(text: Cursor<'_>, start: usize, floor: usize) -> Option<usize> {
    let mut head = start;
    while let Some((character, at)) = text.previous(head)
        && character.is_ascii_graphic()
        && at >= floor
        && start - at < 300
    {
        head = at;
    }
    let before = text.slice(head, start);
    if !before.contains("://") && !before.contains("www.") {
        return None;
    }
    let mut end = start;
    while let Some((character, next)) = text.next(end)
        && character.is_ascii_graphic()
    {
        end = next;
    }
    Some(end)
}

/// 十四五, where no unit makes it an age or the like.
fn plan(text: Cursor<'_>, start: usize) -> Option<usize> {
    let position = text.eat_word(start, "十")?;
    let (digit, position) = text.next(position)?;
    let end = text.eat(position, '五')?;
    let unit = text.peek(end).is_some_and(|next| matches!(next, '岁' | '个' | '年' | '万' | '亿' | '百' | '千' | '天' | '分' | '点'));
    (matches!(digit, '一' | '二' | '三' | '四' | '五' | '六') && !unit).then_some(end)
}

/// The offset after letters, digits and the signs that join them.
pub(super) fn word_end(text: Cursor<'_>, start: usize) -> usize {
    let mut end = start;
    let mut position = start;
    while let Some((character, next)) = text.next(position) {
        if character.is_ascii_alphanumeric() {
            end = next;
        } else if !matches!(character, '.' | '-' | '_' | '/' | '+') {
            break;
        }
        position = next;
    }
    end
}

/// The end of the run when `start` stands on digits that are no number.
pub(in crate::figure) fn refused(text: Cursor<'_>, start: usize) -> Option<Name> {
    let (fault, end) = match arabic::parse(text, start).err()? {
        arabic::Refused::TooLong(end) => (Fault::TooLong, end),
        arabic::Refused::Grouping(end) => (Fault::Grouping, end),
    };
    Some(Name { kind: Kind::IllFormed(fault), start, end })
}
