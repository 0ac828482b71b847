//! Names with a number in front: 5G, 3号线, 500强, 2:1, 4×100, 9·11.

use super::Name;
use super::sight::word_end;
use crate::figure::MentionKind as Kind;
use crate::figure::cursor::{Cursor, is_han};
use crate::figure::measure;
use crate::figure::numeral::{self, Form, Numeral, arabic};
use crate::figure::unit::{Class, Units};
use crate::figure::{Date, Moment};

/// Names with a number in front: 5G, 3号线, 500强, 2:1, 4×100, 9·11, 2025世界智能大会.
pub(super) fn labelled(text: Cursor<'_>, units: &Units, numeral: &Numeral) -> Option<Name> {
    let start = numeral.start;
    let name = |kind, end| Some(Name { kind, start, end });
    let arabic = !numeral.is_hanzi();
    let (next, after) = text.next(numeral.end).unwrap_or(('\n', numeral.end));
    if arabic && next == '”' && matches!(text.before(start), Some('“')) && !numeral.scaled {
        return name(Kind::Name, numeral.end);
    }
    // “豹2”坦克: the number ends a quoted name.
    let ends_name = next == '”' || next == '》' || next == '’';
    if arabic && ends_name && !numeral.scaled && text.before(start).is_some_and(|own| is_han(own) || own == '-') {
        return name(Kind::Name, numeral.end);
    }
    // 省道201线, 编号为81192: the word before says that the number is a name.
    let label = ["国道", "省道", "县道", "乡道", "编号", "编号为", "代码", "代码为", "代号", "代号为"];
    if arabic && numeral.exponent == 0 && label.iter().any(|word| text.strip_word(start, word).is_some()) {
        return name(Kind::Name, text.eat(numeral.end, '线').unwrap_or(numeral.end));
    }
    if arabic && numeral.exponent == 0 && text.starts_with(numeral.end, "部队") {
        return name(Kind::Name, numeral.end);
    }
    // 国三及以下柴油车: an emission standard
    let standard = || ["及", "标准", "排放", "以下", "以上", "柴油", "汽油", "阶段"].iter().any(|word| text.starts_with(numeral.end, word));
    if matches!(numeral.form, Form::Digit) && text.before(start) == Some('国') && standard() {
        return Some(Name { kind: Kind::Name, start: start - '国'.len_utf8(), end: numeral.end });
    }
    if let Some(end) = event(text, numeral) {
        return name(Kind::Name, end);
    }
    if let Some(kind) = listed(text, numeral) {
        return name(kind, numeral.end);
    }
    // 千亿级、五百亿级的产业: of what size they are
    if next == '级' && numeral.scaled && numeral.exponent >= 4 {
        return name(Kind::Name, after);
    }
    // 02组, 03星: a leading zero numbers a thing.
    if matches!(numeral.form, Form::Arabic { padded: true, .. }) && numeral.exponent == 0 && !numeral.scaled {
        let counted = units.at(text, numeral.end).filter(|(unit, _)| unit.class == Class::Count);
        if let Some((_, end)) = counted {
            return name(Kind::Name, end);
        }
    }
    match next {
        // 东经120°59′00″: a place on the map.
        '°' if arabic && arabic::is_digit(text, after) => {
            let mut end = after;
            while let Some((character, next)) = text.next(end)
                && (character.is_ascii_digit() || matches!(character, '.' | '′' | '″' | '\'' | '"' | '”' | '’'))
            {
                end = next;
            }
            name(Kind::Code, end)
        }
        '后' if arabic && numeral.exponent == 0 && numeral.low % 5 == 0 && matches!(numeral.form, Form::Arabic { digits: 2, .. }) => {
            name(Kind::Name, after)
        }
        '国' if text.starts_with(after, "集团") => name(Kind::Name, after + "集团".len()),
        '人' if ["篮球", "足球", "排球", "橄榄球"].iter().any(|sport| text.starts_with(after, sport)) => name(Kind::Name, after),
        // “大气十条”: the name of a document
        '条' if !arabic && text.peek(after) == Some('”') && text.before(start).is_some_and(is_han) => name(Kind::Name, after),
        '人' if text.starts_with(after, "制") => name(Kind::Name, after + "制".len()),
        // 天星29星: a satellite
        '星' if arabic && numeral.exponent == 0 && !numeral.scaled && text.before(start).is_some_and(|own| is_han(own) || own == '、') => {
            name(Kind::Name, after)
        }
        '号' if numeral.exponent >= 0 && !matches!(numeral.form, Form::Scale) => name(Kind::Name, after),
        '强' if numeral.whole().is_some_and(|number| number >= 10) => name(Kind::Name, after),
        '比' if arabic || matches!(numeral.form, Form::Digit) => {
            let second = numeral::parse(text, text.skip_spaces(after))?;
            let alike = second.is_hanzi() != arabic && !second.scaled;
            let unit = units.at(text, text.skip_spaces(second.end));
            let measured = unit.is_some_and(|(unit, _)| unit.class != Class::Count);
            if alike && !measured { name(Kind::Score, second.end) } else { None }
        }
        ':' | '∶' | '：' if arabic && numeral.exponent <= 0 && arabic::is_digit(text, after) => {
            let mut end = after;
            while let Ok(number) = arabic::parse(text, end) {
                end = number.end;
                match text.next(end) {
                    Some((':' | '∶' | '：' | '+', next)) if arabic::is_digit(text, next) => end = next,
                    _ => break,
                }
            }
            name(Kind::Score, end)
        }
        '·' | '•' | '×' | '+' | '・' if arabic && !numeral.scaled => {
            let follows = text.peek(after)?;
            let joins = follows.is_ascii_digit() || (next == '+' && (follows.is_ascii_alphabetic() || is_han(follows)));
            if !joins {
                return None;
            }
            let mut end = after;
            while let Some((character, next)) = text.next(end)
                && (character.is_ascii_alphanumeric() || matches!(character, '·' | '•' | '×' | '+' | '・'))
            {
                end = next;
            }
            name(Kind::Name, end)
        }
        'a'..='z' | 'A'..='Z' | '-' | '_' if arabic && !numeral.scaled => {
            let letter = if next.is_ascii_alphabetic() { Some(next) } else { text.peek(after) };
            if !letter.is_some_and(|letter| letter.is_ascii_alphabetic())
                || units.at(text, numeral.end).is_some()
                || measure::computing(text, units, numeral.end).is_some()
            {
                return None;
            }
            name(Kind::Name, word_end(text, numeral.end))
        }
        _ => None,
    }
}

/// 3、4、7号, 3、4月份: what a number in a list is whose last one alone tells it; also the numbers of a countdown.
fn listed(text: Cursor<'_>, numeral: &Numeral) -> Option<Kind> {
    let small = numeral.whole().filter(|number| *number < 1000)?;
    let Form::Arabic { padded: false, grouped: false, .. } = numeral.form else { return None };
    let (mut end, mut last, mut falling) = (numeral.end, small, 0);
    for _ in 0..12 {
        let Some(next) = text.eat(end, '、').or_else(|| text.eat(end, '和')) else { break };
        let number = arabic::parse(text, next).ok().filter(|number| number.places == 0 && number.whole_digits <= 3)?;
        let value = u32::try_from(number.mantissa).ok()?;
        falling += u32::from(value + 1 == last);
        (end, last) = (number.end, value);
    }
    let mut at = numeral.start;
    for above in 1..=2 {
        let Some(before) = text.strip_word(at, "、").and_then(|mark| text.strip_word(mark, &(small + above).to_string())) else { break };
        (at, falling) = (before, falling + 1);
    }
    if end == numeral.end && falling < 2 {
        return None;
    }
    let told = text.peek(end);
    let month = || u8::try_from(small).ok().filter(|month| (1..=12).contains(month));
    match told {
        Some('号') => Some(Kind::Name),
        Some('星') if text.before(numeral.start).is_some_and(|own| is_han(own) || own == '、') => Some(Kind::Name),
        Some('月') => {
            month().map(|month| Kind::Date(Date { from: Moment { month: Some(month), ..Moment::default() }, to: None, exists: true }))
        }
        // 10、9、8、7
        _ if falling >= 2 && !told.is_some_and(is_han) => Some(Kind::Name),
        _ => None,
    }
}

/// 男子3米板, 女子200米蝶泳: the end of the name of an event that begins with a length or a weight.
fn event(text: Cursor<'_>, numeral: &Numeral) -> Option<usize> {
    if numeral.is_hanzi() || numeral.exponent != 0 || numeral.scaled {
        return None;
    }
    let (end, metres) = match text.eat(numeral.end, '米') {
        Some(end) => (end, true),
        None => (["公斤级", "公斤", "公里"].into_iter().find_map(|unit| text.eat_word(numeral.end, unit))?, false),
    };
    let events = [
        "决赛",
        "半决赛",
        "预赛",
        "金牌",
        "银牌",
        "铜牌",
        "冠军",
        "亚军",
        "短跑",
        "自由泳",
        "蛙泳",
        "蝶泳",
        "仰泳",
        "混合泳",
        "个人混合泳",
        "气步枪",
        "气手枪",
        "步枪",
        "手枪",
        "移动靶",
        "短道速滑",
        "接力",
        "跨栏",
        "跳台",
        "跳板",
        "栏",
        "板",
        "台",
    ];
    let event = || {
        events.into_iter().find_map(|word| text.eat_word(end, word)).filter(|end| {
            let (last, next) = (text.before(*end), text.peek(*end));
            // 10米台阶, 3米栏杆, 2米板材
            !(last == Some('台') && matches!(next, Some('阶' | '地' | '面'))
                || last == Some('栏') && next == Some('杆')
                || last == Some('板') && matches!(next, Some('材' | '块')))
        })
    };
    let who = ["男子", "女子", "男女", "双人", "单人"].iter().any(|word| text.strip_word(numeral.start, word).is_some());
    metres.then(event).flatten().or_else(|| who.then_some(end))
}
