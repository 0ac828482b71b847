//! Telephone numbers, versions, addresses, codes and bare years.

use super::Name;
use crate::figure::MentionKind as Kind;
use crate::figure::calendar;
use crate::figure::cursor::{Cursor, is_han};
use crate::figure::numeral::{self, Form, Numeral, arabic};
use crate::figure::unit::{Class, Units};
use crate::figure::{Date, Moment, approximation};

/// Units that as often begin a name after a year, 2024国际…, or say that it is one, 2023届: such a number stays a year.
#[rustfmt::skip]
const NAMES_A_YEAR: &[&str] = &[
    "届", "版", "级", "期", "季", "国", "字", "代", "线", "分", "点", "度", "节", "省", "市", "县", "区", "乡", "镇", "村", "城", "地", "州",
    "金", "银", "铜", "车", "面", "环", "票", "集", "群", "园", "馆", "站", "校", "店", "厂", "声", "单", "对", "双", "本", "把", "组", "队",
    "部", "道", "门", "章", "班", "轮", "局", "盘", "圈", "手", "方", "大", "星", "团", "股", "力", "案", "强", "首",
];

/// Telephone numbers, versions, addresses, codes and bare years.
pub(super) fn code(text: Cursor<'_>, units: &Units, numeral: &Numeral) -> Option<Name> {
    let start = numeral.start;
    let Form::Arabic { digits, padded, grouped: false } = numeral.form else {
        let year = matches!(numeral.form, Form::Positional { digits: 4 }) && numeral.exponent == 0;
        let year = numeral.whole().filter(|number| year && (1900..2100).contains(number))?;
        return bare_year(numeral, year);
    };
    let name = |end| Some(Name { kind: Kind::Code, start, end });
    if numeral.scaled {
        return None;
    }
    // 192.168.1.1, 2.0.3: more than one point.
    if numeral.exponent < 0 && text.eat(numeral.end, '.').is_some_and(|next| arabic::is_digit(text, next)) {
        let mut end = numeral.end;
        while let Some(next) = text.eat(end, '.')
            && let Ok(number) = arabic::parse(text, next)
        {
            end = number.end;
        }
        return name(end);
    }
    // 10^400: a power too large to write out; neither of its numbers stands for itself
    if let Some(next) = text.eat(numeral.end, '^')
        && numeral::power_after(text, numeral).is_none()
        && let Ok(power) = arabic::parse(text, next)
    {
        return name(power.end);
    }
    let unit = units.at(text, text.skip_spaces(numeral.end));
    if numeral.exponent < 0 {
        // 2.0版, 工业4.0: a version.
        let version = numeral.low % 10 == 0 && numeral.exponent == -1 && digits == 1;
        // A quantity of a point and a zero is told with its unit: 扩大开放3.0方案 is a version.
        let bare = unit.is_none() && text.peek(numeral.end).is_some_and(is_han);
        let told = bare
            || text.starts_with(numeral.end, "版")
            || ["工业", "版本", "智能", "互联网", "》", "迭代到", "迭代至", "升级到", "升级至", "升级为"]
                .iter()
                .any(|word| text.strip_word(start, word).is_some())
            || text.peek(numeral.end) == Some('“')
            || unit.is_none() && lists_versions(text, numeral.end);
        return (version && told).then_some(Name { kind: Kind::Name, start, end: numeral.end });
    }
    // 010-12345678, 400-810-1234.
    if let Some(next) = text.eat(numeral.end, '-')
        && let Ok(second) = arabic::parse(text, next)
        && (padded && digits >= 3 || text.eat(second.end, '-').is_some_and(|next| arabic::is_digit(text, next)))
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
        110 | 119 | 120 | 122 | 12305 | 12306 | 12309 | 12315 | 12333 | 12345 | 12366 | 12369 | 12388 | 12389 | 12393
    );
    if service
        && unit.is_none()
        && numeral.exponent == 0
        && !ends_in_a_unit(text, units, numeral)
        && approximation::before(text, start, start).is_none()
    {
        return name(numeral.end);
    }
    let told = ["热线", "服务热线", "铁路12306", "客服"].iter().any(|word| text.starts_with(numeral.end, word))
        || ["拨打", "热线", "电话", "邮编"].iter().any(|word| text.strip_word(text.strip_spaces(start), word).is_some());
    if told && unit.is_none() {
        return name(numeral.end);
    }
    let year = numeral.whole().filter(|number| digits == 4 && (1900..2100).contains(number))?;
    let counts = unit.is_some_and(|unit| &*unit.name != "成" && !NAMES_A_YEAR.contains(&&*unit.name));
    let around = text.peek(numeral.end).is_some_and(|next| matches!(next, '多' | '余' | '几' | '来'));
    if counts || around || ends_in_a_unit(text, units, numeral) || numeral.end - numeral.start > 4 && numeral.exponent != 0 {
        return None;
    }
    bare_year(numeral, year)
}

/// 1900—1950元: a range whose unit stands at its end, and no year.
fn ends_in_a_unit(text: Cursor<'_>, units: &Units, numeral: &Numeral) -> bool {
    let second = calendar::connector(text, numeral.end).and_then(|next| calendar::short(text, next));
    let unit = second.and_then(|second| units.at(text, text.skip_spaces(second.end)));
    unit.is_some_and(|(unit, _)| {
        matches!(unit.class, Class::Money | Class::Measure) || matches!(&*unit.name, "人" | "个" | "家" | "户" | "件")
    })
}

/// Whether more versions follow, and the word that says so: 1.0、2.0和3.0三个版本.
fn lists_versions(text: Cursor<'_>, mut end: usize) -> bool {
    for _ in 0..6 {
        let next = ["、", "和", "到", "至", "与"].into_iter().find_map(|word| text.eat_word(end, word));
        let Some(number) = next.and_then(|next| arabic::parse(text, next).ok()).filter(|number| number.places == 1) else {
            return false;
        };
        end = number.end;
        if ["版", "时代", "两个版", "三个版"].iter().any(|word| text.starts_with(end, word)) {
            return true;
        }
    }
    false
}

fn bare_year(numeral: &Numeral, year: u32) -> Option<Name> {
    let from = Moment { year: Some(u16::try_from(year).ok()?), ..Moment::default() };
    let kind = Kind::Date(Date { from, to: None, exists: true });
    Some(Name { kind, start: numeral.start, end: numeral.end })
}
