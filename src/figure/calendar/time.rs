//! Reading times of day: 20:57:56, 8时30分, 七点半, 0—24时.

use super::{connector, digits_at, short};
use crate::figure::cursor::Cursor;
use crate::figure::date::Time;
use crate::figure::numeral::{Form, Numeral, arabic};

/// The time of day whose hour is `first`, and the offset after it: 20:57:56, 8时30分, 20点, 七点半.
pub(in crate::figure) fn time(text: Cursor<'_>, first: &Numeral) -> Option<(Time, usize)> {
    let hour = u8::try_from(first.whole()?).ok().filter(|hour| *hour <= 24)?;
    let (character, next) = text.next(first.end)?;
    let two = |position: usize| {
        let (value, end) = digits_at(text, position)?;
        (value < 60 && end - position >= 2).then(|| Some((u8::try_from(value).ok()?, end)))?
    };
    match character {
        ':' | '∶' if matches!(first.form, Form::Arabic { digits: 1..=2, .. }) => {
            let (minute, end) = two(next)?;
            if arabic::is_digit(text, end) {
                return None;
            }
            let second = text.eat(end, ':').and_then(two);
            let end = second.map_or(end, |second| second.1);
            Some((Time { hour, minute: Some(minute), second: second.map(|second| second.0) }, end))
        }
        '时' | '時' | '点' | '點' => {
            let dotted = matches!(character, '点' | '點');
            if !dotted
                && text
                    .peek(next)
                    .is_some_and(|next| matches!(next, '间' | '代' | '期' | '段' | '常' | '候' | '刻' | '空' | '差' | '速' | '尚' | '政'))
            {
                return None;
            }
            let minute = short(text, next).and_then(|number| {
                let end = text.eat(number.end, '分').filter(|end| !text.starts_with(*end, "之"))?;
                Some((u8::try_from(number.whole()?).ok().filter(|minute| *minute < 60)?, end))
            });
            if let Some((minute, end)) = minute {
                return Some((Time { hour, minute: Some(minute), second: None }, end));
            }
            if let Some(end) = text.eat(next, '半').filter(|_| dotted) {
                return Some((Time { hour, minute: Some(30), second: None }, end));
            }
            let tail = ["整", "许", "钟", "档", "前", "后", "起", "到", "至", "左右", "以前", "以后"];
            if dotted && !told_before(text, first.start) && !tail.iter().any(|word| text.starts_with(next, word)) {
                return None;
            }
            let end = text.eat(next, '整').or_else(|| text.eat(next, '钟')).unwrap_or(next);
            Some((Time { hour, minute: None, second: None }, end))
        }
        _ => None,
    }
}

/// `0—24时`: the hours between two times, and the offset after them.
pub(in crate::figure) fn hours(text: Cursor<'_>, first: &Numeral) -> Option<(Time, Time, usize)> {
    let hour = |numeral: &Numeral| u8::try_from(numeral.whole()?).ok().filter(|hour| *hour <= 24);
    let from = hour(first)?;
    let second = short(text, connector(text, first.end)?)?;
    let (to, end) = time(text, &second)?;
    (from < to.hour).then_some((Time { hour: from, minute: None, second: None }, to, end))
}

/// Whether the words before a number say that it is a time of day.
fn told_before(text: Cursor<'_>, position: usize) -> bool {
    [
        "上午", "下午", "中午", "凌晨", "早上", "早晨", "清晨", "晚上", "晚间", "今晚", "当晚", "昨晚", "明晚", "日晚", "傍晚", "深夜",
        "夜间", "时间", "時間", "日", "截至", "晚", "日）", "日)",
    ]
    .into_iter()
    .any(|word| text.strip_word(text.strip_spaces(position), word).is_some())
}
