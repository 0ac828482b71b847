//! Telling names, ordinals, sessions, codes and list numbers from quantities.

mod code;
mod labelled;
mod sight;

pub(super) use sight::{by_sight, refused};

use code::code;
use labelled::labelled;

use super::MentionKind as Kind;
use super::calendar;
use super::cursor::{Cursor, is_han};
use super::numeral::{self, Form, Numeral, arabic};
use super::unit::Units;

/// Something that is no figure: what it is and where.
pub(super) struct Name {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// What the numeral is when the characters around it make it no quantity.
pub(super) fn by_context(text: Cursor<'_>, units: &Units, numeral: &Numeral, floor: usize) -> Option<Name> {
    grade(text, numeral)
        .or_else(|| ordinal(text, numeral, floor))
        .or_else(|| session(text, numeral))
        .or_else(|| item(text, numeral, floor))
        .or_else(|| document_number(text, numeral, floor))
        .or_else(|| labelled(text, units, numeral))
        .or_else(|| code(text, units, numeral))
}

/// 二年级: which grade, not how many years.
fn grade(text: Cursor<'_>, numeral: &Numeral) -> Option<Name> {
    // 七位一体: a set phrase with any number
    if let Some(end) = text.eat_word(numeral.end, "位一体").filter(|_| numeral.is_hanzi()) {
        return Some(Name { kind: Kind::Idiom, start: numeral.start, end });
    }
    let end = text.eat_word(numeral.end, "年级")?;
    Some(Name { kind: Kind::Ordinal(numeral.whole()), start: numeral.start, end })
}

/// 第三, 第14次, 第一、二、三产业; also 前三 without a unit.
fn ordinal(text: Cursor<'_>, numeral: &Numeral, floor: usize) -> Option<Name> {
    let position = text.strip_spaces(numeral.start);
    let (before, start) = text.previous(position).filter(|before| before.1 >= floor)?;
    if before == '前' && numeral.exponent <= 1 && numeral.low < 100 {
        let next = text.peek(numeral.end);
        if !numeral.is_hanzi() {
            // 全国前5位; but 目前20名
            let time = text.before(start).is_some_and(|own| "目此日以之年天当午提月周先从空生眼".contains(own));
            let ranks = numeral.exponent == 0 && !time && matches!(next, Some('位' | '名' | '强' | '列'));
            return ranks.then_some(Name { kind: Kind::Ordinal(numeral.whole()), start, end: numeral.end });
        }
        let ranks = next.is_none_or(|next| !is_han(next) || matches!(next, '的' | '位' | '名' | '强' | '列' | '甲'));
        return ranks.then_some(Name { kind: Kind::Ordinal(numeral.whole()), start, end: numeral.end });
    }
    if before != '第' {
        return None;
    }
    let mut end = numeral.end;
    let next = text.skip_spaces(end);
    if text.starts_with(next, "届") {
        return Some(Name { kind: Kind::Session(numeral.whole()), start, end: next + "届".len() });
    }
    if let Some((date, end)) = calendar::date(text, numeral)
        && date.from.quarter.is_some()
    {
        return Some(Name { kind: Kind::Date(date), start, end });
    }
    // 第9至14集, 第一、二、三产业.
    while let Some(next) = text.eat(end, '、').or_else(|| calendar::connector(text, end))
        && let Some(more) = calendar::short(text, next)
        && more.is_hanzi() == numeral.is_hanzi()
        && more.exponent == 0
    {
        end = more.end;
    }
    Some(Name { kind: Kind::Ordinal(numeral.whole()), start, end })
}

/// 十四届, 三中全会, 一次会议, 二十大.
fn session(text: Cursor<'_>, numeral: &Numeral) -> Option<Name> {
    let number = numeral.whole();
    let name = |length: usize| {
        let end = numeral.end + length;
        Some(Name { kind: Kind::Session(number), start: numeral.start, end })
    };
    if !numeral.is_hanzi() {
        return None;
    }
    let before = text.before(numeral.start);
    if text.starts_with(numeral.end, "届") && number.is_some_and(|number| number >= 5) {
        return name("届".len());
    }
    if text.starts_with(numeral.end, "中") {
        let listed = text.starts_with(numeral.end + 3, "、") && matches!(before, Some('届' | '、'));
        if text.starts_with(numeral.end, "中全会") || listed {
            return name("中".len());
        }
    }
    let meeting = text.starts_with(numeral.end, "次会议") || text.starts_with(numeral.end, "次全");
    let held = matches!(before, Some('了' | '开' | '行' | '加' | '过' | '有')) || text.peek(numeral.start) == Some('两');
    let listed = text.starts_with(numeral.end, "次") && text.strip_word(numeral.start, "次、").is_some();
    let first = text.starts_with(numeral.end, "次、") && matches!(before, Some('届' | '会' | '委'));
    if (meeting && !held) || listed || first {
        return name("次".len());
    }
    let party = text.strip_word(numeral.start, "党的").or_else(|| text.strip_word(numeral.start, "中共"));
    // 朝鲜劳动党八大, 文联十大
    let holder = matches!(before, Some('党' | '联' | '协')) || text.strip_word(numeral.start, "古共").is_some();
    let held_by = holder && number.is_some_and(|number| number >= 5) && !text.starts_with(numeral.end, "大类");
    if text.starts_with(numeral.end, "大") && (held_by || number.is_some_and(|number| (11..30).contains(&number)) || party.is_some()) {
        return name("大".len());
    }
    if text.starts_with(numeral.end, "大") && text.starts_with(numeral.end + 3, "、") && number.is_some_and(|number| number > 10) {
        return name("大".len());
    }
    None
}

/// 1. and 一、 at the start of a line, （二） anywhere.
fn item(text: Cursor<'_>, numeral: &Numeral, floor: usize) -> Option<Name> {
    let number = numeral.whole().filter(|number| *number <= 99)?;
    let after = text.next(numeral.end)?;
    let (before, at) = text.previous(numeral.start).unwrap_or(('\n', 0));
    let name = |start, end| Some(Name { kind: Kind::Item, start, end });
    if matches!(before, '(' | '（') && matches!(after.0, ')' | '）') && at >= floor {
        return name(at, after.1);
    }
    // ［16］: the number of a note.
    if before == '[' && after.0 == ']' && at >= floor {
        return name(at, after.1);
    }
    let begins = matches!(before, '\n' | '\r') || numeral.start == 0;
    let dot = matches!(after.0, '.' | '．' | '、' | ')' | '）' | '\\') && !arabic::is_digit(text, after.1);
    // A text that is only "一、" or "3." up to its end is an item too.
    let _ = number;
    (begins && dot).then_some(Name { kind: Kind::Item, start: numeral.start, end: after.1 })
}

/// 〔2024〕5号.
fn document_number(text: Cursor<'_>, numeral: &Numeral, floor: usize) -> Option<Name> {
    let (open, start) = text.previous(numeral.start)?;
    let close = match open {
        '〔' => '〕',
        '[' => ']',
        '(' => ')',
        '【' => '】',
        _ => return None,
    };
    let position = text.eat(numeral.end, close)?;
    let position = text.eat(position, '第').unwrap_or(position);
    let number = numeral::parse(text, text.skip_spaces(position))?;
    let end = text.eat(number.end, '号')?;
    let year = matches!(numeral.form, Form::Arabic { digits: 4, .. });
    (year && start >= floor).then_some(Name { kind: Kind::DocumentNumber, start, end })
}
