//! Reading dates, periods and times of day from the text.

use super::cursor::Cursor;
use super::date::{Date, Edge, Moment, Time};
use super::numeral::{self, Form, Numeral, arabic};

/// The date or period whose first numeral is `first`, and the offset after it.
pub(super) fn date(text: Cursor<'_>, first: &Numeral) -> Option<(Date, usize)> {
    if let Some(found) = numeric(text, first).or_else(|| bare_range(text, first)) {
        return Some(found);
    }
    let (from, end) = moment(text, first)?;
    let mut date = Date {
        from,
        to: None,
        exists: from.exists(),
    };
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
            let ahead = ["前", "第", "头"]
                .into_iter()
                .find_map(|word| text.eat_word(position, word));
            let Some(number) = short(text, ahead.unwrap_or(position)) else {
                break;
            };
            let quarter =
                text.starts_with(number.end, "季度") || text.starts_with(number.end, "个季度");
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
    if numeral.excess.is_some()
        || numeral.several.is_some()
        || numeral.is_estimate()
        || numeral.exponent < 0
    {
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
            if month > 31
                || numeral.scaled && numeral.low % 10 == 0 && numeral.low != 10 && numeral.low != 1
            {
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
        '日' | '号'
            if moment.day.is_none() && (moment.year.is_none() || moment.month.is_some()) =>
        {
            let day = u8::try_from(numeral.whole()?)
                .ok()
                .filter(|day| *day <= 99)?;
            let lone = moment.month.is_none();
            if lone && (character == '号' || day > 31 || day == 0) || day > 39 {
                return None;
            }
            // 百日, 十日谈: only Arabic days and 汉字 days from 1 to 31 stand alone.
            if lone
                && !matches!(numeral.form, Form::Arabic { .. })
                && is_stretch(text, numeral, next)
            {
                return None;
            }
            // 30日内, 7日游: so many days.
            if lone
                && (text.starts_with(next, "内")
                    || text.starts_with(next, "以内")
                    || text.starts_with(next, "游"))
            {
                return None;
            }
            moment.day = Some(day);
            Some(next)
        }
        '季' if moment.quarter.is_none() && moment.month.is_none() => {
            let next = text.eat(next, '度')?;
            let quarter = u8::try_from(numeral.whole()?)
                .ok()
                .filter(|quarter| *quarter <= 9)?;
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
            for (edge, word) in [
                (Edge::Start, "初"),
                (Edge::Middle, "中叶"),
                (Edge::End, "末"),
            ] {
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

fn decade(
    text: Cursor<'_>,
    numeral: &Numeral,
    position: usize,
    moment: &mut Moment,
) -> Option<usize> {
    let decade = u16::try_from(numeral.whole()?)
        .ok()
        .filter(|decade| decade.is_multiple_of(10))?;
    moment.decade = Some(decade);
    text.eat(position, '代')
}

/// A year in four digits, Arabic or 汉字.
fn year(numeral: &Numeral) -> Option<u16> {
    let digits = match numeral.form {
        Form::Arabic {
            digits,
            grouped: false,
            ..
        }
        | Form::Positional { digits } => digits,
        _ => return None,
    };
    let year = u16::try_from(numeral.whole()?).ok()?;
    (digits == 4 && (1000..2200).contains(&year) && !numeral.scaled && numeral.exponent == 0)
        .then_some(year)
}

/// Whether the 年 that ends at `position` counts years: 1600年历史.
fn is_age(text: Cursor<'_>, position: usize) -> bool {
    ["历史", "文明", "的历史", "文化史", "建城史", "建都史"]
        .into_iter()
        .any(|word| text.starts_with(position, word))
}

/// 汉字 days that are a stretch of time: 三日内, 七日游, 十日后.
fn is_stretch(text: Cursor<'_>, numeral: &Numeral, next: usize) -> bool {
    let short = numeral.whole().is_some_and(|days| days < 10);
    short
        || ["内", "后", "游", "谈", "之"]
            .into_iter()
            .any(|word| text.starts_with(next, word))
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
        '中' if moment.month.is_none()
            && matches!(after, None | Some('，' | '。' | '、' | '前' | '后')) =>
        {
            Some(Edge::Middle)
        }
        _ => None,
    };
    if moment.edge.is_some() {
        next
    } else {
        position
    }
}

fn half(text: Cursor<'_>, position: usize) -> Option<(u8, usize)> {
    [(1, "上半年"), (2, "下半年")]
        .into_iter()
        .find_map(|(half, word)| Some((half, text.eat_word(position, word)?)))
}

/// （566—1990）: two years alone in brackets.
fn life(text: Cursor<'_>, first: &Numeral, second: &Numeral) -> Option<(Date, usize)> {
    let bracketed =
        matches!(text.before(first.start), Some('(')) && matches!(text.peek(second.end), Some(')'));
    let digits = matches!(second.form, Form::Arabic { digits: 4, .. }) && second.exponent == 0;
    let years = |numeral: &Numeral| {
        u16::try_from(numeral.whole()?)
            .ok()
            .filter(|year| *year < 2200)
    };
    let (from, to) = (years(first)?, years(second)?);
    let moment = |year| Moment {
        year: Some(year),
        ..Moment::default()
    };
    (bracketed && digits && from < to).then(|| {
        (
            Date {
                from: moment(from),
                to: Some(moment(to)),
                exists: true,
            },
            second.end,
        )
    })
}

/// `2016—2020年`, `1—11月`, `3至5日`: the first number bare, the second with the unit.
fn bare_range(text: Cursor<'_>, first: &Numeral) -> Option<(Date, usize)> {
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
        let digits = matches!(
            first.form,
            Form::Arabic { digits: 4, .. } | Form::Positional { digits: 4 }
        );
        let begin = u16::try_from(first.whole()?)
            .ok()
            .filter(|begin| digits && *begin < last && last - begin < 1000)?;
        from.year = Some(begin);
    } else if let Some(quarter) = to.quarter {
        from.quarter = Some(small().filter(|first| *first < quarter)?);
    } else if let Some(month) = to.month {
        from.month = Some(small().filter(|first| *first < month && to.day.is_none())?);
    } else {
        let day = to.day?;
        from.day = Some(small().filter(|first| *first < day && *first > 0)?);
    }
    Some((
        Date {
            from,
            to: Some(to),
            exists: from.exists() && to.exists(),
        },
        end,
    ))
}

/// `2024-01-15`, `2024/1/15`, `2024.1.15`, `20240115`.
fn numeric(text: Cursor<'_>, first: &Numeral) -> Option<(Date, usize)> {
    let Form::Arabic {
        digits,
        grouped: false,
        ..
    } = first.form
    else {
        return None;
    };
    let build = |year: i128, month: i128, day: i128| {
        let from = Moment {
            year: u16::try_from(year)
                .ok()
                .filter(|year| (1000..2200).contains(year)),
            month: Some(u8::try_from(month).ok()?),
            day: Some(u8::try_from(day).ok()?),
            ..Moment::default()
        };
        (from.year.is_some() && from.exists()).then_some(Date {
            from,
            to: None,
            exists: true,
        })
    };
    if digits == 8 && first.exponent == 0 && !first.scaled {
        let date = build(first.low / 10_000, first.low / 100 % 100, first.low % 100)?;
        let unit = text.peek(first.end).is_some_and(super::cursor::is_han);
        return (!unit).then_some((date, first.end));
    }
    if digits != 4 || first.scaled {
        return None;
    }
    // 2024.1 reads as a decimal, so the parts are taken from the text again.
    let year = first.start
        + text
            .rest(first.start)
            .chars()
            .take(4)
            .map(char::len_utf8)
            .sum::<usize>();
    let separator = text
        .peek(year)
        .filter(|separator| matches!(separator, '-' | '/' | '.'))?;
    let (month, after) = digits_at(text, text.eat(year, separator)?)?;
    let (day, end) = digits_at(text, text.eat(after, separator)?)?;
    let number = text
        .slice(first.start, year)
        .chars()
        .fold(0, |number, digit| {
            let digit = u32::from(digit) & 0xf;
            number * 10 + i128::from(digit)
        });
    let more = text
        .eat(end, separator)
        .is_some_and(|next| arabic::is_digit(text, next));
    build(number, month, day)
        .filter(|_| !more)
        .map(|date| (date, end))
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
    let next = if character == '—' {
        text.eat(next, '—').unwrap_or(next)
    } else {
        next
    };
    Some(text.skip_spaces(next))
}

/// A numeral of a date: at most four digits, no estimate.
pub(super) fn short(text: Cursor<'_>, position: usize) -> Option<Numeral> {
    let (character, _) = text.next(position)?;
    if !character.is_ascii_digit()
        && numeral::glyph::digit(character).is_none()
        && character != '十'
    {
        return None;
    }
    let numeral = numeral::parse(text, position)?;
    let long = matches!(
        numeral.form,
        Form::Arabic { digits: 5.., .. } | Form::Positional { digits: 5.. }
    );
    (!long && !numeral.is_estimate() && numeral.excess.is_none() && numeral.several.is_none())
        .then_some(numeral)
}

/// The time of day whose hour is `first`, and the offset after it: 20:57:56, 8时30分, 20点, 七点半.
pub(super) fn time(text: Cursor<'_>, first: &Numeral) -> Option<(Time, usize)> {
    let hour = u8::try_from(first.whole()?)
        .ok()
        .filter(|hour| *hour <= 24)?;
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
            Some((
                Time {
                    hour,
                    minute: Some(minute),
                    second: second.map(|second| second.0),
                },
                end,
            ))
        }
        '时' | '時' | '点' | '點' => {
            let dotted = matches!(character, '点' | '點');
            if !dotted
                && text.peek(next).is_some_and(|next| {
                    matches!(
                        next,
                        '间' | '代'
                            | '期'
                            | '段'
                            | '常'
                            | '候'
                            | '刻'
                            | '空'
                            | '差'
                            | '速'
                            | '尚'
                            | '政'
                    )
                })
            {
                return None;
            }
            let minute = short(text, next).and_then(|number| {
                let end = text
                    .eat(number.end, '分')
                    .filter(|end| !text.starts_with(*end, "之"))?;
                Some((
                    u8::try_from(number.whole()?)
                        .ok()
                        .filter(|minute| *minute < 60)?,
                    end,
                ))
            });
            if let Some((minute, end)) = minute {
                return Some((
                    Time {
                        hour,
                        minute: Some(minute),
                        second: None,
                    },
                    end,
                ));
            }
            if let Some(end) = text.eat(next, '半').filter(|_| dotted) {
                return Some((
                    Time {
                        hour,
                        minute: Some(30),
                        second: None,
                    },
                    end,
                ));
            }
            let tail = [
                "整", "许", "钟", "档", "前", "后", "起", "到", "至", "左右", "以前", "以后",
            ];
            if dotted
                && !told_before(text, first.start)
                && !tail.iter().any(|word| text.starts_with(next, word))
            {
                return None;
            }
            let end = text
                .eat(next, '整')
                .or_else(|| text.eat(next, '钟'))
                .unwrap_or(next);
            Some((
                Time {
                    hour,
                    minute: None,
                    second: None,
                },
                end,
            ))
        }
        _ => None,
    }
}

/// `0—24时`: the hours between two times, and the offset after them.
pub(super) fn hours(text: Cursor<'_>, first: &Numeral) -> Option<(Time, Time, usize)> {
    let hour = |numeral: &Numeral| {
        u8::try_from(numeral.whole()?)
            .ok()
            .filter(|hour| *hour <= 24)
    };
    let from = hour(first)?;
    let second = short(text, connector(text, first.end)?)?;
    let (to, end) = time(text, &second)?;
    (from < to.hour).then_some((
        Time {
            hour: from,
            minute: None,
            second: None,
        },
        to,
        end,
    ))
}

/// Whether the words before a number say that it is a time of day.
fn told_before(text: Cursor<'_>, position: usize) -> bool {
    [
        "上午", "下午", "中午", "凌晨", "早上", "早晨", "清晨", "晚上", "晚间", "今晚", "当晚",
        "昨晚", "明晚", "日晚", "傍晚", "深夜", "夜间", "时间", "時間", "日", "截至", "晚", "日）",
        "日)",
    ]
    .into_iter()
    .any(|word| text.strip_word(text.strip_spaces(position), word).is_some())
}
