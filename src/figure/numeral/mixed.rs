//! Whole numerals: sections joined by 万, 亿 and 兆.

use super::section::{self, Section};
use super::{Excess, Form, Numeral, arabic, glyph};
use crate::figure::Rational;
use crate::figure::cursor::{Cursor, is_han};

/// The scale words after a section.
#[derive(Default)]
struct Scale {
    exponent: i32,
    first: i32,
    count: u32,
    end: usize,
    excess: Option<Excess>,
    several: bool,
}

/// Reads the numeral that starts at `start`.
///
/// It gives `None` where no numeral starts, and also where the digits are too many to be a quantity.
pub(crate) fn parse(text: Cursor<'_>, start: usize) -> Option<Numeral> {
    if let Some(point) = text.strip_word(start, ".").or_else(|| text.strip_word(start, "．"))
        && arabic::is_digit(text, start)
        && text.before(point).is_none_or(|before| !before.is_ascii_alphanumeric() && before != '.')
    {
        return pointed(text, point, start);
    }
    let first = first_section(text, start)?;
    let mut numeral = Numeral {
        start,
        end: first.end,
        low: first.low,
        high: first.high,
        exponent: first.place,
        several: first.several,
        excess: None,
        form: first.form,
        scaled: first.scaled,
        scale: 0,
    };
    // `low` and `high` are in units of 10^`unit` while the sections are added up.
    let mut unit = first.unit;
    let positional = matches!(first.form, Form::Positional { .. });
    let pointed = first.unit < 0 || decimals(text, &mut numeral, &mut unit);
    if !positional || pointed {
        let scale = scale_words(text, numeral.end);
        unit += scale.exponent;
        numeral.scale = scale.exponent;
        apply(&mut numeral, &scale);
        if !pointed && scale.count > 0 && scale.excess.is_none() && !scale.several {
            let upper = numeral.end;
            lower_sections(text, &mut numeral, &mut unit, &scale)?;
            if numeral.end != upper {
                numeral.scale = 0;
            }
            if numeral.exponent >= 0 && numeral.several.is_none() && numeral.excess.is_none() {
                decimals(text, &mut numeral, &mut unit);
            }
        }
    }
    quanta(&mut numeral, unit)?;
    if let Form::Arabic { .. } = numeral.form
        && let Some((power, end)) = arabic::exponent(text, numeral.end)
        && !numeral.scaled
    {
        numeral.exponent += power;
        numeral.end = end;
    }
    latin_scale(text, &mut numeral);
    Some(numeral)
}

/// `.5`: digits after a point that no digit precedes.
fn pointed(text: Cursor<'_>, point: usize, start: usize) -> Option<Numeral> {
    let number = arabic::parse(text, start).ok().filter(|number| number.places == 0 && !number.grouped)?;
    let exponent = -i32::try_from(number.whole_digits).ok()?;
    let form = Form::Arabic { digits: 0, padded: false, grouped: false };
    let (low, end) = (number.mantissa, number.end);
    Some(Numeral { start: point, end, low, high: low, exponent, several: None, excess: None, form, scaled: false, scale: 0 })
}

/// `2^-1`: the power that follows a whole or decimal number, exact, when it is small enough to be one.
pub(crate) fn power_after(text: Cursor<'_>, numeral: &Numeral) -> Option<(Rational, usize)> {
    let mut position = text.eat(numeral.end, '^')?;
    let mut negative = false;
    while let Some((sign @ ('-' | '+'), next)) = text.next(position) {
        negative ^= sign == '-';
        position = next;
    }
    let number = arabic::parse(text, position).ok().filter(|number| number.places == 0 && number.mantissa <= 99)?;
    let base = Rational::decimal(numeral.low, numeral.exponent);
    let power = base.power(u32::try_from(number.mantissa).ok()?);
    let power = if negative { Rational::ONE.divided_by(&power)? } else { power };
    Some((power, number.end))
}

/// The first section, or the scale word alone (万, 亿) that an approximating word may precede.
fn first_section(text: Cursor<'_>, start: usize) -> Option<Section> {
    if let Some(section) = section::parse(text, start, true, false) {
        return Some(section);
    }
    let (character, _) = text.next(start)?;
    if matches!(character, '零' | '〇') {
        let next = section::eat_zero(text, start)?;
        if let Some(section) = section::parse(text, next, false, true).filter(|section| section.scaled) {
            return Some(section);
        }
        let form = Form::Digit;
        let end = next;
        return Some(Section { end, low: 0, high: 0, place: 0, unit: 0, several: None, form, lone: true, scaled: false });
    }
    let form = Form::Scale;
    glyph::big_scale(character).filter(|_| !section::starts_unit(text, start))?;
    Some(Section { end: start, low: 1, high: 1, place: 0, unit: 0, several: None, form, lone: false, scaled: true })
}

/// The scale words 万, 亿, 兆 at `start`, and the 多, 余 or 几 that may stand before one of them.
fn scale_words(text: Cursor<'_>, start: usize) -> Scale {
    let mut scale = Scale { end: start, ..Scale::default() };
    let mut position = start;
    while scale.count < 2 {
        let mut excess = None;
        let mut several = false;
        position = text.skip_spaces(position);
        if let Some((character, next)) = text.next(position) {
            match character {
                '多' | '来' => excess = Some(Excess::Many),
                '余' | '餘' => excess = Some(Excess::Beyond),
                '几' | '幾' => several = true,
                _ => {}
            }
            if excess.is_some() || several {
                position = text.skip_spaces(next);
            }
        }
        let Some((character, next)) = text.next(position) else {
            break;
        };
        let Some(power) = glyph::big_scale(character) else {
            break;
        };
        if section::starts_unit(text, position) || (several && scale.count > 0) {
            break;
        }
        if scale.count == 0 {
            scale.first = power;
        }
        scale.count += 1;
        scale.exponent += power;
        scale.excess = scale.excess.or(excess);
        scale.several |= several;
        scale.end = next;
        position = next;
    }
    scale
}

fn apply(numeral: &mut Numeral, scale: &Scale) {
    if scale.count == 0 {
        return;
    }
    numeral.end = scale.end;
    numeral.exponent += scale.exponent;
    if scale.several {
        numeral.several = Some(scale.exponent);
    } else {
        numeral.several = numeral.several.map(|place| place + scale.exponent);
    }
    numeral.excess = scale.excess;
    numeral.scaled = true;
}

/// The sections below the first: 零817万5288, 五千亿, 五.
fn lower_sections(text: Cursor<'_>, numeral: &mut Numeral, unit: &mut i32, scale: &Scale) -> Option<()> {
    let mut floor = scale.exponent;
    let mut tenthousands = scale.exponent == 4;
    while floor > 0 && numeral.several.is_none() && numeral.excess.is_none() && !numeral.is_estimate() {
        let mut position = text.skip_spaces(numeral.end);
        let zero = section::eat_zero(text, position);
        position = zero.map_or(position, |next| text.skip_spaces(next));
        let Some(part) = section::parse(text, position, false, zero.is_some()) else {
            break;
        };
        let digits = arabic::is_digit(text, position);
        let spaced = digits && position != numeral.end && zero.is_none() && !part.scaled;
        if part.place < 0 || spaced {
            break;
        }
        let words = scale_words(text, part.end);
        let whole = numeral.low.checked_mul(power(*unit)?)?;
        if tenthousands && words.count == 1 && words.first >= 8 {
            // 一万五千亿: 亿 carries all that stands before it.
            let low = whole.checked_add(part.low)?;
            numeral.high = low + (part.high - part.low);
            numeral.low = low;
            *unit = words.exponent;
            numeral.exponent = part.place + words.exponent;
            (floor, tenthousands) = (words.exponent, false);
        } else {
            let mut part = part;
            if part.lone && zero.is_none() && words.count == 0 {
                if digits || matches!(numeral.form, Form::Arabic { .. }) {
                    break;
                }
                // 一万五: a lone digit counts the place below the last scale word.
                let step = power(floor - 1)?;
                part.low *= step;
                part.high *= step;
                part.place = floor - 1;
                part.several = part.several.map(|_| floor - 1);
            } else if digits && words.count == 0 && zero.is_none() && !part.scaled && digit_count(text, position) < 3 {
                break;
            }
            let carried = power(words.exponent)?;
            let (low, high) = (part.low.checked_mul(carried)?, part.high.checked_mul(carried)?);
            if low.max(high) >= power(floor)? || (words.count > 0 && words.exponent >= floor) {
                break;
            }
            numeral.low = whole.checked_add(low)?;
            numeral.high = whole.checked_add(high)?;
            *unit = 0;
            numeral.exponent = part.place + words.exponent;
            floor = words.exponent;
        }
        numeral.several = part.several.map(|place| place + words.exponent);
        if words.several {
            numeral.several = Some(words.exponent);
        }
        numeral.excess = words.excess;
        numeral.end = if words.count > 0 { words.end } else { part.end };
    }
    Some(())
}

/// 点 and the 汉字 digits after it. A 点 that tells the time (八点五十) is left alone.
fn decimals(text: Cursor<'_>, numeral: &mut Numeral, unit: &mut i32) -> bool {
    if matches!(numeral.form, Form::Arabic { .. }) || numeral.is_estimate() || numeral.several.is_some() {
        return false;
    }
    let position = text.skip_spaces(numeral.end);
    let Some(point) = text.eat(position, '点').or_else(|| text.eat(position, '點')) else {
        return false;
    };
    let (mut end, mut places, mut value) = (text.skip_spaces(point), 0, 0_i128);
    while let Some((character, next)) = text.next(end)
        && let Some(digit) = glyph::digit(character)
        && !matches!(character, '两' | '兩' | '俩' | '倆')
        && places < 12
    {
        value = value * 10 + i128::from(digit);
        places += 1;
        end = next;
    }
    if places == 0 || text.peek(end).is_some_and(|next| glyph::small_scale(next).is_some()) {
        return false;
    }
    let Some(step) = power(places) else {
        return false;
    };
    let Some(whole) = power(*unit).and_then(|unit| numeral.low.checked_mul(unit)?.checked_mul(step)) else {
        return false;
    };
    numeral.low = whole + value;
    numeral.high = numeral.low;
    numeral.exponent = -places;
    *unit = -places;
    numeral.end = end;
    true
}

/// From units of 10^`unit` to quanta of 10^`exponent`.
fn quanta(numeral: &mut Numeral, unit: i32) -> Option<()> {
    let shift = numeral.exponent - unit;
    if shift == 0 {
        return Some(());
    }
    let step = power(shift.abs())?;
    if shift >= 0 {
        numeral.low /= step;
        numeral.high /= step;
    } else {
        numeral.low = numeral.low.checked_mul(step)?;
        numeral.high = numeral.high.checked_mul(step)?;
    }
    Some(())
}

/// `k` and `M` after Arabic digits, where no other letter or digit follows.
fn latin_scale(text: Cursor<'_>, numeral: &mut Numeral) {
    if !matches!(numeral.form, Form::Arabic { .. }) || numeral.scaled {
        return;
    }
    let position = text.skip_spaces(numeral.end);
    let Some((letter, end)) = text.next(position) else {
        return;
    };
    let power = match letter {
        'k' | 'K' => 3,
        'M' => 6,
        _ => return,
    };
    let after = text.peek(end);
    // 4K, 8K and 100M宽带 are names of formats.
    let format = (letter == 'K' && matches!(numeral.form, Form::Arabic { digits: 1, .. }))
        || (letter == 'M' && position == numeral.end && after.is_some_and(is_han));
    if format || after.is_some_and(|after| after.is_ascii_alphanumeric() || matches!(after, '/' | '·' | '.' | '²' | '³')) {
        return;
    }
    numeral.exponent += power;
    numeral.scale = power;
    numeral.scaled = true;
    numeral.end = end;
}

fn digit_count(text: Cursor<'_>, start: usize) -> usize {
    arabic::parse(text, start).map_or(0, |number| number.whole_digits)
}

fn power(exponent: i32) -> Option<i128> {
    10_i128.checked_pow(u32::try_from(exponent).ok()?)
}
