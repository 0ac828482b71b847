//! Telling names, ordinals, sessions, codes and list numbers from quantities.

use super::MentionKind as Kind;
use super::cursor::{Cursor, is_han};
use super::mention::Fault;
use super::numeral::{self, Form, Numeral, arabic};
use super::unit::{Class, Units};
use super::{Date, Moment, calendar, idiom};

/// Something that is no figure: what it is and where.
pub(super) struct Name {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// What stands at `start` when the characters themselves decide, before any number is read.
pub(super) fn by_sight(text: Cursor<'_>, start: usize, floor: usize) -> Option<Name> {
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
    if before.is_some_and(|(sign, _)| {
        matches!(
            sign,
            '=' | '%' | '/' | '?' | '&' | '#' | '_' | '-' | '.' | ':'
        )
    }) && let Some(end) = address(text, start, floor)
    {
        return name(Kind::Code, end);
    }
    if let Some((sign @ ('-' | '—' | '–'), at)) = before
        && let Some((own, head)) = text.previous(at)
        && head >= floor
    {
        let letter = own.is_ascii_alphabetic() && sign != '-';
        // 运-20, 歼-16: a type, unless a unit makes it a number below zero.
        let type_name = sign == '-'
            && is_han(own)
            && !matches!(
                own,
                '为' | '是' | '至' | '到' | '长' | '率' | '值' | '达' | '降' | '升' | '在'
            );
        if letter || type_name && is_type(text, start) {
            return Some(Name {
                kind: Kind::Name,
                start: head,
                end: word_end(text, start),
            });
        }
    }
    // PM2.5, C919, COVID-19, A350-900: letters before the digits.
    if let Some((letter, at)) = before {
        let hyphen = matches!(letter, '-' | '.' | '_' | '/')
            && text.before(at).is_some_and(|own| own.is_ascii_alphabetic());
        if letter.is_ascii_alphabetic() || hyphen && at > floor {
            let mut head = at;
            while let Some((character, at)) = text.previous(head)
                && (character.is_ascii_alphanumeric() || character == '-')
                && at >= floor
                && start - at < 24
            {
                head = at;
            }
            return Some(Name {
                kind: Kind::Name,
                start: head,
                end: word_end(text, start),
            });
        }
    }
    None
}

/// Whether the digits at `start` have neither point nor unit, so that a dash before them joins them to a name.
fn is_type(text: Cursor<'_>, start: usize) -> bool {
    let Ok(number) = arabic::parse(text, start) else {
        return false;
    };
    let unit = Units::builtin().at(text, number.end);
    let lettered = text
        .peek(number.end)
        .is_some_and(|next| next.is_ascii_alphabetic());
    lettered && unit.is_none()
        || number.places == 0
            && number.whole_digits <= 4
            && unit.is_none_or(|(unit, _)| unit.class == Class::Count)
            && !matches!(
                text.peek(number.end),
                Some('年' | '月' | '日' | '万' | '亿')
            )
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
    let unit = text.peek(end).is_some_and(|next| {
        matches!(
            next,
            '岁' | '个' | '年' | '万' | '亿' | '百' | '千' | '天' | '分' | '点'
        )
    });
    (matches!(digit, '一' | '二' | '三' | '四' | '五' | '六') && !unit).then_some(end)
}

/// The offset after letters, digits and the signs that join them.
fn word_end(text: Cursor<'_>, start: usize) -> usize {
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
pub(super) fn refused(text: Cursor<'_>, start: usize) -> Option<Name> {
    let (fault, end) = match arabic::parse(text, start).err()? {
        arabic::Refused::TooLong(end) => (Fault::TooLong, end),
        arabic::Refused::Grouping(end) => (Fault::Grouping, end),
    };
    Some(Name {
        kind: Kind::IllFormed(fault),
        start,
        end,
    })
}

/// What the numeral is when the characters around it make it no quantity.
pub(super) fn by_context(
    text: Cursor<'_>,
    units: &Units,
    numeral: &Numeral,
    floor: usize,
) -> Option<Name> {
    ordinal(text, numeral, floor)
        .or_else(|| session(text, numeral))
        .or_else(|| item(text, numeral, floor))
        .or_else(|| document_number(text, numeral, floor))
        .or_else(|| labelled(text, units, numeral))
        .or_else(|| code(text, units, numeral))
}

/// 第三, 第14次, 第一、二、三产业; also 前三 without a unit.
fn ordinal(text: Cursor<'_>, numeral: &Numeral, floor: usize) -> Option<Name> {
    let position = text.strip_spaces(numeral.start);
    let (before, start) = text.previous(position).filter(|before| before.1 >= floor)?;
    if before == '前' && numeral.is_hanzi() && numeral.exponent <= 1 && numeral.low < 100 {
        let next = text.peek(numeral.end);
        let ranks = next.is_none_or(|next| {
            !is_han(next) || matches!(next, '的' | '位' | '名' | '强' | '列' | '甲')
        });
        return ranks.then_some(Name {
            kind: Kind::Ordinal(numeral.whole()),
            start,
            end: numeral.end,
        });
    }
    if before != '第' {
        return None;
    }
    let mut end = numeral.end;
    let next = text.skip_spaces(end);
    if text.starts_with(next, "届") {
        return Some(Name {
            kind: Kind::Session(numeral.whole()),
            start,
            end: next + "届".len(),
        });
    }
    if let Some((date, end)) = calendar::date(text, numeral)
        && date.from.quarter.is_some()
    {
        return Some(Name {
            kind: Kind::Date(date),
            start,
            end,
        });
    }
    // 第9至14集, 第一、二、三产业.
    while let Some(next) = text
        .eat(end, '、')
        .or_else(|| calendar::connector(text, end))
        && let Some(more) = calendar::short(text, next)
        && more.is_hanzi() == numeral.is_hanzi()
        && more.exponent == 0
    {
        end = more.end;
    }
    Some(Name {
        kind: Kind::Ordinal(numeral.whole()),
        start,
        end,
    })
}

/// 十四届, 三中全会, 一次会议, 二十大.
fn session(text: Cursor<'_>, numeral: &Numeral) -> Option<Name> {
    let number = numeral.whole();
    let name = |length: usize| {
        let end = numeral.end + length;
        Some(Name {
            kind: Kind::Session(number),
            start: numeral.start,
            end,
        })
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
    let held = matches!(before, Some('了' | '开' | '行' | '加' | '过' | '有'))
        || text.peek(numeral.start) == Some('两');
    let listed =
        text.starts_with(numeral.end, "次") && text.strip_word(numeral.start, "次、").is_some();
    let first = text.starts_with(numeral.end, "次、") && matches!(before, Some('届' | '会' | '委'));
    if (meeting && !held) || listed || first {
        return name("次".len());
    }
    let party = text
        .strip_word(numeral.start, "党的")
        .or_else(|| text.strip_word(numeral.start, "中共"));
    if text.starts_with(numeral.end, "大")
        && (number.is_some_and(|number| (11..30).contains(&number)) || party.is_some())
    {
        return name("大".len());
    }
    if text.starts_with(numeral.end, "大")
        && text.starts_with(numeral.end + 3, "、")
        && number.is_some_and(|number| number > 10)
    {
        return name("大".len());
    }
    None
}

/// 1. and 一、 at the start of a line, （二） anywhere.
fn item(text: Cursor<'_>, numeral: &Numeral, floor: usize) -> Option<Name> {
    let number = numeral.whole().filter(|number| *number <= 99)?;
    let after = text.next(numeral.end)?;
    let (before, at) = text.previous(numeral.start).unwrap_or(('\n', 0));
    let name = |start, end| {
        Some(Name {
            kind: Kind::Item,
            start,
            end,
        })
    };
    if matches!(before, '(' | '（') && matches!(after.0, ')' | '）') && at >= floor {
        return name(at, after.1);
    }
    // ［16］: the number of a note.
    if before == '[' && after.0 == ']' && at >= floor {
        return name(at, after.1);
    }
    let begins = matches!(before, '\n' | '\r') || numeral.start == 0;
    let dot = matches!(after.0, '.' | '．' | '、' | ')' | '）') && !arabic::is_digit(text, after.1);
    // A text that is only "一、" or "3." up to its end is an item too.
    let _ = number;
    (begins && dot).then_some(Name {
        kind: Kind::Item,
        start: numeral.start,
        end: after.1,
    })
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
    (year && start >= floor).then_some(Name {
        kind: Kind::DocumentNumber,
        start,
        end,
    })
}

/// Names with a number in front: 5G, 3号线, 500强, 2:1, 4×100, 9·11, 2025世界智能大会.
fn labelled(text: Cursor<'_>, units: &Units, numeral: &Numeral) -> Option<Name> {
    let start = numeral.start;
    let name = |kind, end| Some(Name { kind, start, end });
    let arabic = !numeral.is_hanzi();
    let (next, after) = text.next(numeral.end)?;
    if arabic && next == '”' && matches!(text.before(start), Some('“')) && !numeral.scaled {
        return name(Kind::Name, numeral.end);
    }
    // “豹2”坦克: the number ends a quoted name.
    let ends_name = next == '”' || next == '》' || next == '’';
    if arabic
        && ends_name
        && !numeral.scaled
        && text
            .before(start)
            .is_some_and(|own| is_han(own) || own == '-')
    {
        return name(Kind::Name, numeral.end);
    }
    // 省道201线, 编号为81192: the word before says that the number is a name.
    let label = [
        "国道",
        "省道",
        "县道",
        "乡道",
        "编号",
        "编号为",
        "代码",
        "代码为",
        "代号",
        "代号为",
    ];
    if arabic
        && numeral.exponent == 0
        && label
            .iter()
            .any(|word| text.strip_word(start, word).is_some())
    {
        return name(
            Kind::Name,
            text.eat(numeral.end, '线').unwrap_or(numeral.end),
        );
    }
    if arabic && numeral.exponent == 0 && text.starts_with(numeral.end, "部队") {
        return name(Kind::Name, numeral.end);
    }
    // 02组, 03星: a leading zero numbers a thing.
    if matches!(numeral.form, Form::Arabic { padded: true, .. })
        && numeral.exponent == 0
        && !numeral.scaled
    {
        let counted = units
            .at(text, numeral.end)
            .filter(|(unit, _)| unit.class == Class::Count);
        if let Some((_, end)) = counted {
            return name(Kind::Name, end);
        }
    }
    match next {
        // 东经120°59′00″: a place on the map.
        '°' if arabic && arabic::is_digit(text, after) => {
            let mut end = after;
            while let Some((character, next)) = text.next(end)
                && (character.is_ascii_digit()
                    || matches!(character, '.' | '′' | '″' | '\'' | '"' | '”' | '’'))
            {
                end = next;
            }
            name(Kind::Code, end)
        }
        '后' if arabic
            && numeral.exponent == 0
            && numeral.low % 5 == 0
            && matches!(numeral.form, Form::Arabic { digits: 2, .. }) =>
        {
            name(Kind::Name, after)
        }
        '国' if text.starts_with(after, "集团") => name(Kind::Name, after + "集团".len()),
        '人' if text.starts_with(after, "制") => name(Kind::Name, after + "制".len()),
        '号' if numeral.exponent >= 0 && !matches!(numeral.form, Form::Scale) => {
            name(Kind::Name, after)
        }
        '强' if numeral.whole().is_some_and(|number| number >= 10) => name(Kind::Name, after),
        '比' if arabic || matches!(numeral.form, Form::Digit) => {
            let second = numeral::parse(text, text.skip_spaces(after))?;
            let alike = second.is_hanzi() != arabic && !second.scaled;
            let unit = units.at(text, text.skip_spaces(second.end));
            let measured = unit.is_some_and(|(unit, _)| unit.class != Class::Count);
            if alike && !measured {
                name(Kind::Score, second.end)
            } else {
                None
            }
        }
        ':' | '∶' | '：' if arabic && numeral.exponent <= 0 && arabic::is_digit(text, after) => {
            let mut end = after;
            while let Ok(number) = arabic::parse(text, end) {
                end = number.end;
                match text.next(end) {
                    Some((':' | '∶' | '：' | '+', next)) if arabic::is_digit(text, next) => {
                        end = next
                    }
                    _ => break,
                }
            }
            name(Kind::Score, end)
        }
        '·' | '•' | '×' | '+' | '・' if arabic && !numeral.scaled => {
            let follows = text.peek(after)?;
            let joins = follows.is_ascii_digit()
                || (next == '+' && (follows.is_ascii_alphabetic() || is_han(follows)));
            if !joins {
                return None;
            }
            let mut end = after;
            while let Some((character, next)) = text.next(end)
                && (character.is_ascii_alphanumeric()
                    || matches!(character, '·' | '•' | '×' | '+' | '・'))
            {
                end = next;
            }
            name(Kind::Name, end)
        }
        'a'..='z' | 'A'..='Z' | '-' | '_' if arabic && !numeral.scaled => {
            let letter = if next.is_ascii_alphabetic() {
                Some(next)
            } else {
                text.peek(after)
            };
            if !letter.is_some_and(|letter| letter.is_ascii_alphabetic())
                || units.at(text, numeral.end).is_some()
            {
                return None;
            }
            name(Kind::Name, word_end(text, numeral.end))
        }
        _ => None,
    }
}

/// Telephone numbers, versions, addresses, codes and bare years.
fn code(text: Cursor<'_>, units: &Units, numeral: &Numeral) -> Option<Name> {
    let start = numeral.start;
    let Form::Arabic {
        digits,
        padded,
        grouped: false,
    } = numeral.form
    else {
        let year = matches!(numeral.form, Form::Positional { digits: 4 }) && numeral.exponent == 0;
        let year = numeral
            .whole()
            .filter(|number| year && (1900..2100).contains(number))?;
        return bare_year(numeral, year);
    };
    let name = |end| {
        Some(Name {
            kind: Kind::Code,
            start,
            end,
        })
    };
    if numeral.scaled {
        return None;
    }
    // 192.168.1.1, 2.0.3: more than one point.
    if numeral.exponent < 0
        && text
            .eat(numeral.end, '.')
            .is_some_and(|next| arabic::is_digit(text, next))
    {
        let mut end = numeral.end;
        while let Some(next) = text.eat(end, '.')
            && let Ok(number) = arabic::parse(text, next)
        {
            end = number.end;
        }
        return name(end);
    }
    let unit = units.at(text, text.skip_spaces(numeral.end));
    if numeral.exponent < 0 {
        // 2.0版, 工业4.0: a version.
        let version = numeral.low % 10 == 0 && numeral.exponent == -1 && digits == 1;
        let told = ["版", "时代", "模式"]
            .iter()
            .any(|word| text.starts_with(numeral.end, word))
            || ["工业", "版本", "智能", "互联网"]
                .iter()
                .any(|word| text.strip_word(start, word).is_some());
        return (version && told).then_some(Name {
            kind: Kind::Name,
            start,
            end: numeral.end,
        });
    }
    // 010-12345678, 400-810-1234.
    if let Some(next) = text.eat(numeral.end, '-')
        && let Ok(second) = arabic::parse(text, next)
        && (padded && digits >= 3
            || text
                .eat(second.end, '-')
                .is_some_and(|next| arabic::is_digit(text, next)))
    {
        let mut end = second.end;
        while let Some(next) = text.eat(end, '-')
            && let Ok(number) = arabic::parse(text, next)
        {
            end = number.end;
        }
        return name(end);
    }
    let unit = unit.map(|unit| unit.0);
    if (padded && digits > 1 || digits >= 11) && unit.is_none() {
        return name(numeral.end);
    }
    // Nationwide service numbers, which a text may name without saying what they are.
    let service = matches!(
        numeral.low,
        110 | 119
            | 120
            | 122
            | 12305
            | 12306
            | 12309
            | 12315
            | 12333
            | 12345
            | 12366
            | 12369
            | 12388
            | 12389
            | 12393
    );
    if service
        && unit.is_none()
        && numeral.exponent == 0
        && super::approximation::before(text, start, start).is_none()
    {
        return name(numeral.end);
    }
    let told = ["热线", "服务热线", "铁路12306", "客服"]
        .iter()
        .any(|word| text.starts_with(numeral.end, word))
        || ["拨打", "热线", "电话", "邮编"]
            .iter()
            .any(|word| text.strip_word(text.strip_spaces(start), word).is_some());
    if told && unit.is_none() {
        return name(numeral.end);
    }
    let year = numeral
        .whole()
        .filter(|number| digits == 4 && (1900..2100).contains(number))?;
    let counts = unit.is_some_and(|unit| {
        unit.class != Class::Count
            && &*unit.name != "成"
            && unit.name.chars().count() > 0
            && !matches!(&*unit.name, "分" | "点" | "度" | "级" | "节")
            || matches!(
                &*unit.name,
                "个" | "家"
                    | "人"
                    | "户"
                    | "所"
                    | "座"
                    | "处"
                    | "条"
                    | "项"
                    | "台"
                    | "套"
                    | "辆"
                    | "例"
                    | "次"
                    | "起"
                    | "件"
                    | "架"
                    | "艘"
                    | "场"
                    | "人次"
                    | "份"
                    | "名"
                    | "种"
                    | "款"
                    | "枚"
                    | "株"
                    | "只"
                    | "头"
                    | "篇"
                    | "位"
            )
    });
    let around = text
        .peek(numeral.end)
        .is_some_and(|next| matches!(next, '多' | '余' | '几' | '来'));
    if counts || around || numeral.end - numeral.start > 4 && numeral.exponent != 0 {
        return None;
    }
    bare_year(numeral, year)
}

fn bare_year(numeral: &Numeral, year: u32) -> Option<Name> {
    let from = Moment {
        year: Some(u16::try_from(year).ok()?),
        ..Moment::default()
    };
    let kind = Kind::Date(Date {
        from,
        to: None,
        exists: true,
    });
    Some(Name {
        kind,
        start: numeral.start,
        end: numeral.end,
    })
}
