//! What follows the unit and still belongs to the number: 年半, 成五, 倍多, 37秒73.

use super::Amount;
use crate::figure::Rational;
use crate::figure::approximation::Qualifier;
use crate::figure::cursor::{Cursor, is_han};
use crate::figure::numeral::{Numeral, arabic, glyph};
use crate::figure::unit::{Class, UnitDefinition};

/// What may follow the unit and still belong to the number: 年半, 成五, 倍多, 年多.
pub(super) fn tail(text: Cursor<'_>, unit: &UnitDefinition, amount: &mut Amount, end: usize, excess: &mut Option<Qualifier>) -> usize {
    let Amount::Decimal { numeral, shift: 0 } = amount else {
        return end;
    };
    let position = if matches!(&*unit.name, "成") { text.skip_spaces(end) } else { end };
    let Some((character, next)) = text.next(position) else {
        return end;
    };
    let plain = numeral.several.is_none() && !numeral.is_estimate() && numeral.exponent == 0;
    match character {
        // 37秒73, 7米31: the part of the unit behind it.
        '0'..='9' if matches!(&*unit.name, "秒" | "米") && plain => {
            let Ok(digits) = arabic::parse(text, position) else {
                return end;
            };
            let Ok(places) = u32::try_from(digits.whole_digits) else {
                return end;
            };
            if digits.places > 0 || digits.grouped || places > 3 {
                return end;
            }
            numeral.low = numeral.low * 10_i128.pow(places) + digits.mantissa;
            numeral.high = numeral.low;
            numeral.exponent = -i32::try_from(places).unwrap_or_default();
            digits.end
        }
        '半' if plain && matches!(&*unit.name, "年" | "天" | "小时" | "个月" | "成" | "里" | "倍" | "斤" | "亩") => {
            let joins = text.peek(next).is_none_or(|next| !matches!(next, '山' | '夜' | '路' | '数' | '空' | '决'));
            if !joins {
                return end;
            }
            add_half(amount);
            next
        }
        _ if &*unit.name == "成" && plain && glyph::digit(character).is_some() => {
            let digit = glyph::digit(character).unwrap_or_default();
            let more = text.peek(next).is_some_and(|next| glyph::digit(next).is_some() || glyph::small_scale(next).is_some());
            if more || digit == 0 || character == '一' && text.peek(next).is_some_and(is_han) {
                return end;
            }
            numeral.low = numeral.low * 10 + i128::from(digit);
            numeral.high = numeral.low;
            numeral.exponent -= 1;
            next
        }
        '多' | '余'
            if matches!(unit.class, Class::Duration | Class::Ratio | Class::Measure | Class::Money | Class::Points)
                || matches!(&*unit.name, "岁" | "户") =>
        {
            let other = text.peek(next).is_some_and(|next| "种次样元方边数党功媒部额热震年式项地".contains(next));
            if other {
                return end;
            }
            *excess = Some(if character == '多' { Qualifier::Many } else { Qualifier::Beyond });
            next
        }
        _ => end,
    }
}

/// Adds one half to a whole number.
pub(super) fn add_half(amount: &mut Amount) {
    if let Amount::Decimal { numeral, .. } = amount
        && numeral.exponent >= 0
        && let Some(low) = u32::try_from(numeral.exponent).ok().and_then(|power| numeral.low.checked_mul(10_i128.checked_pow(power)?))
    {
        numeral.low = low * 10 + 5;
        numeral.high = numeral.low;
        numeral.exponent = -1;
    }
}

/// Counts a ratio in plain numbers: the places that %, ‰, 成, 折 or 百分点 shift.
pub(super) fn apply_ratio(unit: &UnitDefinition, amount: &mut Amount, first: &Numeral) {
    if !matches!(unit.class, Class::Ratio | Class::Points) {
        return;
    }
    let Amount::Decimal { numeral, shift } = amount else {
        return;
    };
    let places = (0..=9).find(|places| Rational::decimal(1, -*places) == unit.factor).unwrap_or(0);
    // 75折 and 九九折 give two digits of the ratio.
    let two = &*unit.name == "折" && numeral.exponent == 0 && (11..100).contains(&numeral.low) && first.low == numeral.low;
    *shift = if two { 2 } else { places };
}
