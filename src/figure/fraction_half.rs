//! 半: 一半, 过半, 半年, 两半; and 对折.

use super::approximation;
use super::cursor::Cursor;
use super::numeral::{Form, Numeral, fraction};
use super::quantity::{self, Amount, Figure, Outcome};
use super::unit::Units;

/// Reads what begins with 半, 一半 or 对折 at `start`: a figure, or the offset to go on from.
pub(super) fn read(text: Cursor<'_>, units: &Units, start: usize, floor: usize) -> Option<(Option<Figure>, usize)> {
    let (first, next) = text.next(start)?;
    let half = |start: usize, end: usize| {
        let numeral =
            Numeral { start, end, low: 1, high: 1, exponent: 0, several: None, excess: None, form: Form::Digit, scaled: false, scale: 0 };
        let fraction = fraction::Fraction { end, whole: 0, numerator: 1, denominator: 2, negative: false };
        quantity::finish(text, units, numeral, Amount::Fraction(fraction), end, floor)
    };
    let decimal = |end: usize, low: i128, exponent: i32| {
        let numeral =
            Numeral { start, end, low, high: low, exponent, several: None, excess: None, form: Form::Words, scaled: false, scale: 0 };
        quantity::finish(text, units, numeral, Amount::Decimal { numeral, shift: 0 }, end, floor)
    };
    let figure = |outcome: Option<Outcome>, end: usize| match outcome {
        Some(Outcome::Figure(figure)) => Some((Some(*figure), end)),
        _ => Some((None, end)),
    };
    match first {
        '一' => {
            let next = text.eat(next, '半')?;
            figure(half(start, next), next)
        }
        '对' | '對' => {
            let end = text.eat(next, '折').filter(|_| text.before(start) == Some('打'));
            match end {
                Some(end) => figure(half(start, end), end),
                None => Some((None, next)),
            }
        }
        '半' => {
            let before = text.before(start);
            if text.starts_with(next, "年") && matches!(before, Some('上' | '下')) {
                return None;
            }
            if let Some(end) = text.eat(next, '百') {
                return figure(decimal(end, 50, 0), end);
            }
            if text.starts_with(next, "折") {
                return figure(decimal(next, 5, 0), next);
            }
            let counted = ["年", "个月", "个小时", "小时", "个世纪", "世纪", "个多月", "个多世纪", "个多小时", "个百分点", "成"]
                .into_iter()
                .any(|word| text.starts_with(next, word));
            if counted && !matches!(before, Some('大' | '后' | '前' | '多')) {
                return figure(decimal(next, 5, -1), next);
            }
            if approximation::before(text, start, floor).is_some() && !calendar_like(text, next) {
                let end = text.eat(next, '数').unwrap_or(next);
                return figure(half(start, end), end);
            }
            if text.starts_with(next, "数") && approximation::after(text, next + "数".len()).is_some() {
                let end = next + "数".len();
                return figure(half(start, end), end);
            }
            Some((None, next))
        }
        _ => None,
    }
}

/// 半 of a word that the approximating word does not qualify.
fn calendar_like(text: Cursor<'_>, position: usize) -> bool {
    text.peek(position).is_some_and(|next| "导岛径球夜山路边空工自挂干官开月决场天".contains(next))
}

/// 上半年 and 下半年: whether the 半 at `start` is part of one.
pub(super) fn half_year(text: Cursor<'_>, start: usize) -> Option<(u8, usize, usize)> {
    let (before, at) = text.previous(start)?;
    let end = text.eat_word(start, "半年")?;
    match before {
        '上' => Some((1, at, end)),
        '下' => Some((2, at, end)),
        _ => None,
    }
}
