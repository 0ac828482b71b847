//! Dates whose form is not that of a date word after each number: 2024-01-15, 2016—2020年.

use super::{connector, digits_at, moment, short};
use crate::figure::cursor::{Cursor, is_han};
use crate::figure::date::{Date, Moment};
use crate::figure::numeral::{Form, Numeral, arabic};

/// `2024-01-15`, `2024/1/15`, `2024.1.15`, `20240115`.
pub(super) fn numeric(text: Cursor<'_>, first: &Numeral) -> Option<(Date, usize)> {
    let Form::Arabic { digits, grouped: false, .. } = first.form else {
        return None;
    };
    let build = |year: i128, month: i128, day: i128| {
        let from = Moment {
            year: u16::try_from(year).ok().filter(|year| (1000..2200).contains(year)),
            month: Some(u8::try_from(month).ok()?),
            day: Some(u8::try_from(day).ok()?),
            ..Moment::default()
        };
        (from.year.is_some() && from.exists()).then_some(Date { from, to: None, exists: true })
    };
    if digits == 8 && first.exponent == 0 && !first.scaled {
        let date = build(first.low / 10_000, first.low / 100 % 100, first.low % 100)?;
        let unit = text.peek(first.end).is_some_and(is_han);
        return (!unit).then_some((date, first.end));
    }
    if digits != 4 || first.scaled {
        return None;
    }
    // 2024.1 reads as a decimal, so the parts are taken from the text again.
    let year = first.start + text.rest(first.start).chars().take(4).map(char::len_utf8).sum::<usize>();
    let separator = text.peek(year).filter(|separator| matches!(separator, '-' | '/' | '.'))?;
    let (month, after) = digits_at(text, text.eat(year, separator)?)?;
    let (day, end) = digits_at(text, text.eat(after, separator)?)?;
    let number = text.slice(first.start, year).chars().fold(0, |number, digit| {
        let digit = u32::from(digit) & 0xf;
        number * 10 + i128::from(digit)
    });
    let more = text.eat(end, separator).is_some_and(|next| arabic::is_digit(text, next));
    build(number, month, day).filter(|_| !more).map(|date| (date, end))
}

/// `2016—2020年`, `1—11月`, `3至5日`: the first number bare, the second with the unit.
pub(super) fn bare_range(text: Cursor<'_>, first: &Numeral) -> Option<(Date, usize)> {
    if first.scaled && first.low > 12 || first.exponent < 0 || first.is_estimate() {
        return None;
    }
    let second = short(text, connector(text, first.end)?)?;
    if let Some(found) = life(text, first, &second) {
        return Some(found);
    }
    let (to, end) = moment(text, &second)?;
    let mut from = Moment::default();
    let small = || u8::try_from(first.whole()?).ok();
    if let Some(last) = to.year {
        let digits = matches!(first.form, Form::Arabic { digits: 4, .. } | Form::Positional { digits: 4 });
        let begin = u16::try_from(first.whole()?).ok().filter(|begin| digits && *begin < last && last - begin < 1000)?;
        from.year = Some(begin);
    } else if let Some(quarter) = to.quarter {
        from.quarter = Some(small().filter(|first| *first < quarter)?);
    } else if let Some(month) = to.month {
        from.month = Some(small().filter(|first| *first < month && to.day.is_none())?);
    } else {
        let day = to.day?;
        from.day = Some(small().filter(|first| *first < day && *first > 0)?);
    }
    Some((Date { from, to: Some(to), exists: from.exists() && to.exists() }, end))
}

/// （566—1990）: two years alone in brackets.
fn life(text: Cursor<'_>, first: &Numeral, second: &Numeral) -> Option<(Date, usize)> {
    let bracketed = matches!(text.before(first.start), Some('(')) && matches!(text.peek(second.end), Some(')'));
    let digits = matches!(second.form, Form::Arabic { digits: 4, .. }) && second.exponent == 0;
    let years = |numeral: &Numeral| u16::try_from(numeral.whole()?).ok().filter(|year| *year < 2200);
    let (from, to) = (years(first)?, years(second)?);
    let moment = |year| Moment { year: Some(year), ..Moment::default() };
    (bracketed && digits && from < to).then(|| (Date { from: moment(from), to: Some(moment(to)), exists: true }, second.end))
}
