//! One section of a numeral: the part below 万, such as 三千五百, 十七八, 4千6百 or 817.

use super::{Form, arabic, glyph};
use crate::figure::cursor::Cursor;

/// A section in units, with the place of its last spoken digit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Section {
    pub(super) end: usize,
    pub(super) low: i128,
    pub(super) high: i128,
    /// Power of ten of the last spoken place; negative after a decimal point.
    pub(super) place: i32,
    /// Power of ten that `low` and `high` count: 0, or below it for a written fraction (5.2百).
    pub(super) unit: i32,
    pub(super) several: Option<i32>,
    pub(super) form: Form,
    /// A lone digit without scale word, which 一万五 reads as thousands.
    pub(super) lone: bool,
    pub(super) scaled: bool,
}

/// A digit, a pair of digits, 几, or an Arabic number that a scale word may follow.
struct Coefficient {
    end: usize,
    low: i128,
    high: i128,
    several: bool,
    arabic: Option<arabic::Arabic>,
}

/// Reads the section at `start`; `first` tells that the numeral begins here, `zero` that a 零 was read before.
pub(super) fn parse(text: Cursor<'_>, start: usize, first: bool, zero: bool) -> Option<Section> {
    if first && let Some(positional) = positional(text, start) {
        return Some(positional);
    }
    let mut section =
        Section { end: start, low: 0, high: 0, place: 0, unit: 0, several: None, form: Form::Words, lone: false, scaled: false };
    let mut scale: Option<i32> = None;
    let mut zero = zero;
    loop {
        let begins = section.end == start;
        let position = if scale.is_some() { text.skip_spaces(section.end) } else { section.end };
        if !begins
            && !zero
            && let Some(next) = eat_zero(text, position)
        {
            let next = text.skip_spaces(next);
            let fits = match step(text, next) {
                Some((number, power)) => {
                    number.arabic.is_none_or(|number| number.places == 0) && power.is_none_or(|(power, _)| Some(power) < scale)
                }
                None => text.peek(next).and_then(glyph::small_scale) == Some(1),
            };
            if !fits {
                break;
            }
            zero = true;
            section.end = next;
            continue;
        }
        // 十 stands alone at the start of a section or after 零; 百 and 千 only at the start of the numeral.
        let bare = text.next(position).and_then(|(character, next)| Some((glyph::small_scale(character)?, character, next)));
        if let Some((power, character, next)) = bare {
            let alone = begins && (first || power == 1) || zero && power == 1;
            let word = text.before(position).is_some_and(|before| glyph::is_word_tail(before, character));
            if !alone || word || scale.is_some_and(|scale| power >= scale) || starts_unit(text, position) {
                break;
            }
            section.low += 10_i128.pow(power.unsigned_abs());
            section.high = section.low;
            section.place = power;
            section.scaled = true;
            if begins && power > 1 {
                section.form = Form::Scale;
            }
            scale = Some(power);
            zero = false;
            section.end = next;
            continue;
        }
        let Some((coefficient, power)) = step(text, position) else {
            break;
        };
        if let Some(number) = coefficient.arabic {
            if begins && first {
                section.form = Form::Arabic { digits: number.whole_digits, padded: number.padded, grouped: number.grouped };
            } else if number.places > 0 || number.padded && !zero {
                break;
            }
        } else if begins && first && power.is_none() && !coefficient.several {
            section.form = Form::Digit;
        }
        if let Some((power, next)) = power {
            if scale.is_some_and(|scale| power >= scale) {
                break;
            }
            let unit = 10_i128.pow(power.unsigned_abs());
            section.low = section.low.checked_add(coefficient.low.checked_mul(unit)?)?;
            section.high = section.low.checked_add((coefficient.high - coefficient.low).checked_mul(unit)?)?;
            section.several = coefficient.several.then_some(power);
            section.unit = -coefficient.arabic.map_or(0, |number| number.places);
            section.place = power + section.unit;
            section.end = next;
            section.scaled = true;
            scale = Some(power);
            zero = false;
            if coefficient.several || coefficient.arabic.is_some_and(|number| number.places > 0) {
                break;
            }
            continue;
        }
        // No scale word follows: the section ends here.
        let place = match (scale, zero) {
            (Some(scale), false) => scale - 1,
            _ => 0,
        };
        match (&coefficient.arabic, scale) {
            (Some(number), Some(scale)) => {
                let limit = 10_i128.pow(scale.unsigned_abs());
                if coefficient.low >= limit || (!zero && number.whole_digits < 2) {
                    break;
                }
                section.place = 0;
                section.low += coefficient.low;
                section.high = section.low;
            }
            (Some(number), None) => {
                section.low = coefficient.low;
                section.high = coefficient.high;
                section.unit = -number.places;
                section.place = section.unit;
            }
            (None, _) => {
                let unit = 10_i128.pow(place.unsigned_abs());
                section.high = section.low + coefficient.high * unit;
                section.low += coefficient.low * unit;
                section.place = place;
                section.several = coefficient.several.then_some(place);
                section.lone = begins && !zero;
            }
        }
        section.end = coefficient.end;
        break;
    }
    (section.end != start).then_some(section)
}

/// A coefficient and the scale word below 万 after it, if there is one.
fn step(text: Cursor<'_>, position: usize) -> Option<(Coefficient, Option<(i32, usize)>)> {
    if let Some((character, end)) = text.next(position)
        && let Some(low) = glyph::tens(character)
    {
        let coefficient = Coefficient { end, low, high: low, several: false, arabic: None };
        return Some((coefficient, Some((1, end))));
    }
    let coefficient = coefficient(text, position)?;
    let next = text.skip_spaces(coefficient.end);
    let scale = text.next(next).and_then(|(character, end)| Some((glyph::small_scale(character)?, end)));
    let scale = scale.filter(|_| {
        (coefficient.several || !starts_unit(text, next))
            && (coefficient.arabic.is_none() || !text.starts_with(next, "十") && !text.starts_with(next, "拾"))
    });
    Some((coefficient, scale))
}

fn coefficient(text: Cursor<'_>, position: usize) -> Option<Coefficient> {
    let (character, next) = text.next(position)?;
    if character.is_ascii_digit() {
        let number = arabic::parse(text, position).ok()?;
        let (low, end) = (number.mantissa, number.end);
        return Some(Coefficient { end, low, high: low, several: false, arabic: Some(number) });
    }
    if matches!(character, '几' | '幾') || character == '数' && is_several(text, position, next) {
        return Some(Coefficient { end: next, low: 0, high: 0, several: true, arabic: None });
    }
    let first = glyph::digit(character).filter(|digit| *digit > 0)?;
    if text.before(position).is_some_and(|before| glyph::is_word_tail(before, character)) {
        return None;
    }
    let mut end = next;
    let mut high = first;
    if let Some((other, after)) = text.next(next)
        && let Some(second) = glyph::digit(other)
        && glyph::is_estimate(first, second)
        && !glyph::is_formal(character)
        && !glyph::is_formal(other)
        && !(first == 3 && second == 5 && text.before(position) == Some('十'))
        && text.peek(after).is_none_or(|third| glyph::digit(third).is_none())
    {
        end = after;
        high = second;
    }
    Some(Coefficient { end, low: first.into(), high: high.into(), several: false, arabic: None })
}

/// Whether the 数 at `position` means "several" (数千万) and is not the end of a word (人数, 多数).
fn is_several(text: Cursor<'_>, position: usize, next: usize) -> bool {
    let scale = text.peek(next).is_some_and(|next| glyph::small_scale(next).or(glyph::big_scale(next)).is_some());
    let word = text.before(position).is_some_and(|before| {
        matches!(
            before,
            '人' | '总'
                | '户'
                | '次'
                | '指'
                | '件'
                | '项'
                | '个'
                | '基'
                | '多'
                | '少'
                | '无'
                | '倍'
                | '天'
                | '岁'
                | '分'
                | '参'
                | '系'
                | '函'
                | '年'
                | '辆'
                | '例'
                | '床'
                | '名'
                | '复'
                | '实'
                | '单'
                | '双'
                | '计'
                | '全'
                | '半'
                | '量'
        )
    });
    scale && !word
}

/// 汉字 digits by position, at least two that are no estimate: 二〇二四, 一二三, 九九.
fn positional(text: Cursor<'_>, start: usize) -> Option<Section> {
    let (mut value, mut digits, mut end) = (0_i128, 0_usize, start);
    let mut seen = [0_u8; 2];
    while let Some((character, next)) = text.next(end)
        && let Some(digit) = glyph::digit(character)
        && !matches!(character, '两' | '兩' | '俩' | '倆')
    {
        if digits >= 18 {
            return None;
        }
        if let Some(slot) = seen.get_mut(digits) {
            *slot = digit;
        }
        value = value * 10 + i128::from(digit);
        digits += 1;
        end = next;
    }
    let followed = text.peek(end).is_some_and(|next| glyph::small_scale(next).is_some() || glyph::digit(next).is_some());
    let [first, second] = seen;
    if digits < 2 || followed || (digits == 2 && glyph::is_estimate(first, second)) {
        return None;
    }
    let form = Form::Positional { digits };
    Some(Section { end, low: value, high: value, place: 0, unit: 0, several: None, form, lone: false, scaled: false })
}

/// The offset after a 零 at `position`.
pub(super) fn eat_zero(text: Cursor<'_>, position: usize) -> Option<usize> {
    text.eat(position, '零').or_else(|| text.eat(position, '〇'))
}

/// Whether the 百, 千 or 兆 at `position` begins a unit: 千瓦, 百帕, 兆赫.
pub(super) fn starts_unit(text: Cursor<'_>, position: usize) -> bool {
    let Some((prefix, next)) = text.next(position) else {
        return false;
    };
    let Some(unit) = text.peek(next) else {
        return false;
    };
    match prefix {
        '千' => matches!(unit, '瓦' | '克' | '米' | '伏' | '卡' | '赫' | '帕' | '焦' | '字' | '乏' | '升'),
        '百' => unit == '帕',
        '兆' => matches!(unit, '瓦' | '赫' | '帕' | '伏' | '焦' | '欧' | '字' | '比' | '位'),
        _ => false,
    }
}
