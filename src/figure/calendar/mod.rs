//! Reading dates and periods from the text.

mod numeric;
mod time;

pub(super) use time::{hours, time};

use numeric::{bare_range, numeric};

use super::cursor::Cursor;
use super::date::{Date, Edge, Moment};
use super::numeral::{self, Form, Numeral};

/// The date or period whose first numeral is `first`, and the offset after it.
pub(super) fn date(text: Cursor<'_>, first: &Numeral) -> Option<(Date, usize)> {
    if let Some(found) = numeric(text, first).or_else(|| bare_range(text, first)) {
        return Some(found);
    }
    let (from, end) = moment(text, first)?;
    let mut date = Date { from, to: None, exists: from.exists() };
    let mut last = end;
    if let Some(position) = connector(text, end)
        && let Some(second) = short(text, position)
        && let Some((to, end)) = moment(text, &second)
    {
        let to = to.filled_from(&from);
        date.to = Some(to);
        date.exists &= to.exists();
        last = end;
    }
    Some((date, last))
}

/// The date parts that start with the numeral `first`: 2023年, 三季度, 5月末, 28日.
fn moment(text: Cursor<'_>, first: &Numeral) -> Option<(Moment, usize)> {
    let mut moment = Moment::default();
    let mut numeral = *first;
    let mut end = None;
    // Each turn reads one part; the parts must come in the order year, quarter or month, day.
    for _ in 0..3 {
        let Some(next) = part(text, &numeral, &mut moment) else {
            break;
        };
        end = Some(next);
        if moment.day.is_some() || moment.edge.is_some() || moment.third.is_some() {
            break;
        }
        let position = text.skip_spaces(next);
        if moment.year.is_some() && moment.month.is_none() {
            if let Some((half, next)) = half(text, position) {
                moment.half = Some(half);
                end = Some(next);
                break;
            }
            let ahead = ["前", "第", "头"].into_iter().find_map(|word| text.eat_word(position, word));
            let Some(number) = short(text, ahead.unwrap_or(position)) else {
                break;
            };
            let quarter = text.starts_with(number.end, "季度") || text.starts_with(number.end, "个季度");
            if ahead.is_some() && !quarter {
                break;
            }
            numeral = number;
            continue;
        }
        let Some(number) = short(text, position) else {
            break;
        };
        numeral = number;
    }
    Some((moment, end?))
}

/// One part: the numeral and its 年, 月, 日, 季度, 世纪 or 年代.
fn part(text: Cursor<'_>, numeral: &Numeral, moment: &mut Moment) -> Option<usize> {
    if numeral.excess.is_some() || numeral.several.is_some() || numeral.is_estimate() || numeral.exponent < 0 {
        return None;
    }
    let position = text.skip_spaces(numeral.end);
    let (character, next) = text.next(position)?;
    match character {
        '年' if moment.year.is_none() && moment.month.is_none() && moment.day.is_none() => {
            if text.starts_with(next, "代") {
                return decade(text, numeral, next, moment);
            }
            moment.year = Some(year(numeral).filter(|_| !is_age(text, next))?);
            let next = text.eat(next, '度').unwrap_or(next);
            Some(edge(text, next, moment))
        }
        '月' if moment.month.is_none() && moment.day.is_none() && moment.quarter.is_none() => {
            let month = u8::try_from(numeral.whole()?).ok()?;
            if month > 31 || numeral.scaled && numeral.low % 10 == 0 && numeral.low != 10 && numeral.low != 1 {
                return None;
            }
            moment.month = Some(month);
            let next = text.eat(next, '份').unwrap_or(next);
            for (third, word) in [(1, "上旬"), (2, "中旬"), (3, "下旬")] {
                if let Some(next) = text.eat_word(next, word) {
                    moment.third = Some(third);
                    return Some(next);
                }
            }
            Some(edge(text, next, moment))
        }
        '日' | '号' if moment.day.is_none() && (moment.year.is_none() || moment.month.is_some()) => {
            let day = u8::try_from(numeral.whole()?).ok().filter(|day| *day <= 99)?;
            let lone = moment.month.is_none();
            if lone && (character == '号' || day > 31 || day == 0) || day > 39 {
                return None;
            }
            // 百日, 十日谈: only Arabic days and 汉字 days from 1 to 31 stand alone.
            if lone && !matches!(numeral.form, Form::Arabic { .. }) && is_stretch(text, numeral, next) {
                return None;
            }
            // 30日内, 7日游: so many days.
            if lone && (text.starts_with(next, "内") || text.starts_with(next, "以内") || text.starts_with(next, "游")) {
                return None;
            }
            moment.day = Some(day);
            Some(next)
        }
        '季' if moment.quarter.is_none() && moment.month.is_none() => {
            let next = text.eat(next, '度')?;
            let quarter = u8::try_from(numeral.whole()?).ok().filter(|quarter| *quarter <= 9)?;
            moment.quarter = Some(quarter);
            Some(edge(text, next, moment))
        }
        '世' if moment.year.is_none() => {
            let next = text.eat(next, '纪')?;
            let century = u8::try_from(numeral.whole()?).ok()?;
            moment.century = Some(century);
            let number = short(text, next);
            if let Some(number) = number
                && let Some(after) = text.eat_word(number.end, "年代")
            {
                moment.decade = Some(u16::try_from(number.whole()?).ok()?);
                return Some(after);
            }
            for (edge, word) in [(Edge::Start, "初"), (Edge::Middle, "中叶"), (Edge::End, "末")] {
                if let Some(next) = text.eat_word(next, word) {
                    moment.edge = Some(edge);
                    return Some(next);
                }
            }
            Some(next)
        }
        _ => None,
    }
}

fn decade(text: Cursor<'_>, numeral: &Numeral, position: usize, moment: &mut Moment) -> Option<usize> {
    let decade = u16::try_from(numeral.whole()?).ok().filter(|decade| decade.is_multiple_of(10))?;
    moment.decade = Some(decade);
    text.eat(position, '代')
}

/// A year in four digits, Arabic or 汉字.
fn year(numeral: &Numeral) -> Option<u16> {
    let digits = match numeral.form {
        Form::Arabic { digits, grouped: false, .. } | Form::Positional { digits } => digits,
        _ => return None,
    };
    let year = u16::try_from(numeral.whole()?).ok()?;
    (digits == 4 && (1000..2200).contains(&year) && !numeral.scaled && numeral.exponent == 0).then_some(year)
}

/// Whether the 年 that ends at `position` counts years: 1600年历史.
fn is_age(text: Cursor<'_>, position: usize) -> bool {
    ["历史", "文明", "的历史", "文化史", "建城史", "建都史"].into_iter().any(|word| text.starts_with(position, word))
}

/// 汉字 days that are a stretch of time: 三日内, 七日游, 十日后.
fn is_stretch(text: Cursor<'_>, numeral: &Numeral, next: usize) -> bool {
    let short = numeral.whole().is_some_and(|days| days < 10);
    short || ["内", "后", "游", "谈", "之"].into_iter().any(|word| text.starts_with(next, word))
}

fn edge(text: Cursor<'_>, position: usize, moment: &mut Moment) -> usize {
    let Some((character, next)) = text.next(position) else {
        return position;
    };
    let after = text.peek(next);
    moment.edge = match character {
        '底' => Some(Edge::End),
        '末' => Some(Edge::End),
        '初' if !matches!(after, Some('步' | '级' | '心' | '期' | '衷')) => Some(Edge::Start),
        '中' if moment.month.is_none() && matches!(after, None | Some('，' | '。' | '、' | '前' | '后')) => Some(Edge::Middle),
        _ => None,
    };
    if moment.edge.is_some() { next } else { position }
}

fn half(text: Cursor<'_>, position: usize) -> Option<(u8, usize)> {
    [(1, "上半年"), (2, "下半年")].into_iter().find_map(|(half, word)| Some((half, text.eat_word(position, word)?)))
}

fn digits_at(text: Cursor<'_>, start: usize) -> Option<(i128, usize)> {
    let (mut value, mut end, mut digits) = (0, start, 0);
    while let Some((character, next)) = text.next(end)
        && let Some(digit) = character.to_digit(10)
        && digits < 3
    {
        (value, end, digits) = (value * 10 + i128::from(digit), next, digits + 1);
    }
    (1..=2).contains(&digits).then_some((value, end))
}

/// The offset after a sign or word that joins the two ends of a range.
pub(super) fn connector(text: Cursor<'_>, position: usize) -> Option<usize> {
    let (character, next) = text.next(text.skip_spaces(position))?;
    let next = match character {
        '—' | '–' | '-' | '−' | '~' | '～' | '〜' | '至' | '到' | '─' | '―' => next,
        _ => return None,
    };
    let next = if character == '—' { text.eat(next, '—').unwrap_or(next) } else { next };
    Some(text.skip_spaces(next))
}

/// A numeral of a date: at most four digits, no estimate.
pub(super) fn short(text: Cursor<'_>, position: usize) -> Option<Numeral> {
    let (character, _) = text.next(position)?;
    if !character.is_ascii_digit() && numeral::glyph::digit(character).is_none() && character != '十' {
        return None;
    }
    let numeral = numeral::parse(text, position)?;
    let long = matches!(numeral.form, Form::Arabic { digits: 5.., .. } | Form::Positional { digits: 5.. });
    (!long && !numeral.is_estimate() && numeral.excess.is_none() && numeral.several.is_none()).then_some(numeral)
}
