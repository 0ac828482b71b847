//! The unit after a numeral.

use crate::figure::cursor::{Cursor, is_han};
use crate::figure::numeral::{Form, Numeral, arabic};
use crate::figure::unit::{Class, UnitDefinition, Units};

/// The unit after a numeral; a 汉字 digit has fewer of them, for 三级, 四方 and 五线 are names.
pub(super) fn unit_at(text: Cursor<'_>, units: &Units, numeral: &Numeral, position: usize) -> Option<(&'static UnitDefinition, usize)> {
    let start = text.skip_spaces(position);
    let (definition, end) = spaced(text, start).or_else(|| units.at(text, start)).or_else(|| computing(text, units, start))?;
    // 高2.2个和3.7个百分点
    if &*definition.name == "个" && !numeral.is_hanzi() && lists_points(text, end) {
        return units.at(Cursor::new("个百分点"), 0).map(|(points, _)| (points, end));
    }
    // 2分21秒: minutes, not a score.
    let minutes = &*definition.name == "分"
        && arabic::parse(text, end).is_ok_and(|number| number.whole_digits > 0 && text.starts_with(number.end, "秒"));
    if minutes {
        return units.at(Cursor::new("分钟"), 0).map(|(minute, _)| (minute, end));
    }
    // 全国排名提升3位: places, not people
    if text.slice(start, end) == "位" && is_of_a_rank(text, numeral.start, end) {
        return units.at(Cursor::new("名次"), 0).map(|(places, _)| (places, end));
    }
    // 260亿度 is electricity; an angle or a temperature is not counted in ten thousands.
    if &*definition.name == "度" && numeral.scaled_by_big() {
        return units.at(Cursor::new("度电"), 0).map(|(energy, _)| (energy, end));
    }
    let name = &*definition.name;
    if start != position
        && !numeral.is_hanzi()
        && definition.class == Class::Count
        && name.chars().count() == 1
        && !matches!(name, "个" | "人" | "家" | "次" | "件" | "户" | "例")
    {
        return None;
    }
    // 日活用户2700万 日增…: the next word, and no days
    if start != position && name == "日" && numeral.scaled {
        return None;
    }
    if name == "方" && !numeral.scaled {
        return None;
    }
    if start != position && numeral.is_hanzi() && !matches!(name, "个百分点" | "成" | "折" | "%") {
        return None;
    }
    let letters = matches!(numeral.form, Form::Digit | Form::Words | Form::Positional { .. }) && numeral.exponent >= 0;
    let small = numeral.is_hanzi() && letters && !numeral.scaled_by_big() && numeral.low < 100 && numeral.exponent < 2;
    if small && is_label(name) {
        return None;
    }
    if matches!(numeral.form, Form::Positional { .. }) && numeral.exponent >= 0 && name != "折" {
        return None;
    }
    if name == "里" && small && numeral.several.is_none() && !text.starts_with(start, "里路") && !text.starts_with(start, "里地") {
        return None;
    }
    if numeral.is_hanzi() && matches!(name, "金" | "银" | "铜") {
        return None;
    }
    // Counting uses 两; 二类, 二期 and 二次 say which one.
    let second = numeral.form == Form::Digit && matches!(text.peek(numeral.start), Some('二' | '贰' | '貳'));
    if second && definition.class == Class::Count {
        return None;
    }
    if name == "类" && small && text.peek(end).is_some_and(|next| matches!(next, '水' | '地' | '用' | '医' | '工' | '以' | '标')) {
        return None;
    }
    // 一二类苗 are the classes one and two.
    if numeral.is_estimate() && numeral.low == 1 && name == "类" {
        return None;
    }
    if name == "级" && numeral.scaled {
        return None;
    }
    let place =
        matches!(name, "县" | "市" | "省" | "区" | "乡" | "镇" | "村" | "州" | "城" | "园" | "校" | "店" | "厂" | "馆" | "站" | "字");
    if place && numeral.scaled && name != "字" && name != "村" {
        return None;
    }
    if name == "大" && (numeral.exponent > 1 || numeral.scaled_by_big() || !(2..100).contains(&tens(numeral))) {
        return None;
    }
    if name == "大" && text.before(text.strip_spaces(numeral.start)) == Some('比') {
        return None;
    }
    let kinds = text.slice(start, end) == "大类";
    if name == "大" && !kinds && text.peek(end).is_none_or(|next| !is_han(next) && !matches!(next, '“' | '《' | '‘')) {
        return None;
    }
    Some((definition, end))
}

/// Whether the 位 that ends at `end` are places in an order by which something rose or fell.
fn is_of_a_rank(text: Cursor<'_>, start: usize, end: usize) -> bool {
    const MOVED: &[&str] =
        &["提升", "上升", "前移", "上移", "跃升", "前进", "进", "下降", "后移", "下移", "下滑", "下跌", "提高", "提前", "后退"];
    let start = text.strip_word(start, "了").unwrap_or(start);
    !text.peek(end).is_some_and(is_han) && MOVED.iter().any(|word| text.strip_word(start, word).is_some())
}

/// Whether a number of 个百分点 follows, maybe after more numbers of 个.
fn lists_points(text: Cursor<'_>, mut end: usize) -> bool {
    for _ in 0..6 {
        let next = ["、", "和", "与", "及"].into_iter().find_map(|word| text.eat_word(end, word));
        let Some(number) = next.and_then(|next| arabic::parse(text, next).ok()) else {
            return false;
        };
        if text.starts_with(number.end, "个百分点") {
            return true;
        }
        let Some(next) = text.eat(number.end, '个') else {
            return false;
        };
        end = next;
    }
    false
}

/// How far before a number the word is looked for that tells P and E for computing power, in characters.
const COMPUTING_WITHIN: usize = 24;

/// P and E after a number, where the clause speaks of computing power: 算力规模达7000P.
pub(in crate::figure) fn computing(text: Cursor<'_>, units: &Units, start: usize) -> Option<(&'static UnitDefinition, usize)> {
    let (letter, end) = text.next(start)?;
    let name = match letter {
        'P' => "PFLOPS",
        'E' => "EFLOPS",
        _ => return None,
    };
    // 1080P: the size of a picture
    let picture = ["480", "720", "1080", "1440", "2160"].iter().any(|lines| text.strip_word(start, lines).is_some());
    if picture || text.peek(end).is_some_and(|next| next.is_ascii_alphanumeric() || next == '级') {
        return None;
    }
    let mut at = start;
    for _ in 0..COMPUTING_WITHIN {
        let (character, before) = text.previous(at).filter(|(character, _)| !matches!(character, '。' | '；' | '\n'))?;
        if matches!(character, '算') && text.before(before).is_some_and(|own| matches!(own, '智' | '超'))
            || character == '力' && text.before(before) == Some('算')
        {
            return units.at(Cursor::new(name), 0).map(|(unit, _)| (unit, end));
        }
        at = before;
    }
    None
}

/// A number of at most two digits; one of more is shown as its first ones.
fn tens(numeral: &Numeral) -> i128 {
    if numeral.exponent == 1 { numeral.low.saturating_mul(10) } else { numeral.low }
}

/// Units that make a name of a 汉字 digit before them.
fn is_label(name: &str) -> bool {
    matches!(
        name,
        "级" | "强"
            | "线"
            | "期"
            | "代"
            | "手"
            | "方"
            | "面"
            | "省"
            | "市"
            | "县"
            | "区"
            | "镇"
            | "乡"
            | "城"
            | "园"
            | "校"
            | "店"
            | "厂"
            | "馆"
            | "站"
            | "环"
            | "段"
            | "州"
            | "节"
            | "角"
            | "分"
            | "点"
            | "度"
            | "版"
            | "盘"
            | "圈"
            | "团"
            | "词"
            | "字"
            | "金"
            | "银"
            | "铜"
            | "针"
            | "股"
            | "群"
            | "声"
            | "伏"
            | "缕"
            | "队"
            | "日"
            | "周次"
            | "把"
            | "顿"
            | "柜"
            | "瓦"
            | "样"
            | "席"
            | "国"
            | "单"
            | "死"
            | "伤"
            | "村"
            | "章"
            | "星"
            | "孔"
            | "地"
            | "档"
            | "管"
    )
}

/// 个 百 分 点 written with spaces.
fn spaced(text: Cursor<'_>, start: usize) -> Option<(&'static UnitDefinition, usize)> {
    let mut position = match text.next(start)? {
        ('个' | '個', next) => next,
        _ => return None,
    };
    for letters in ["百", "分", "点點"] {
        let (character, next) = text.next(text.skip_spaces(position))?;
        if !letters.contains(character) {
            return None;
        }
        position = next;
    }
    let (definition, _) = Units::builtin().at(Cursor::new("个百分点"), 0)?;
    Some((definition, position))
}

/// 个多月, 个半小时: 个, then 多 or 半, then the unit proper.
pub(super) fn compound_at(text: Cursor<'_>, units: &Units, position: usize) -> Option<(&'static UnitDefinition, usize, Option<char>)> {
    let next = text.eat(text.skip_spaces(position), '个')?;
    let (middle, next) = text.next(next)?;
    if !matches!(middle, '多' | '半') {
        return None;
    }
    let (_, end) = ["月", "小时", "百分点", "季度", "世纪", "星期", "学期", "钟头"]
        .into_iter()
        .find_map(|word| Some((word, text.eat_word(next, word)?)))?;
    let name = format!("个{}", text.slice(next, end));
    let (definition, _) = units.at(Cursor::new(&name), 0)?;
    Some((definition, end, Some(middle)))
}

/// The unit after a slash or 每: 元/吨, 元每平方米.
pub(super) fn per(text: Cursor<'_>, units: &Units, unit: &UnitDefinition, end: usize) -> Option<(&'static UnitDefinition, usize)> {
    if matches!(unit.class, Class::Points) {
        return None;
    }
    let (character, next) = text.next(end)?;
    if !matches!(character, '/' | '每') {
        return None;
    }
    if arabic::is_digit(text, next) {
        return None;
    }
    // 740元/月
    if character == '/' && text.starts_with(next, "月") {
        return units.at(Cursor::new("个月"), 0).map(|(per, _)| (per, next + "月".len()));
    }
    units.at(text, next).filter(|(per, _)| character == '/' || !matches!(per.class, Class::Count | Class::Duration) || &*per.name == "秒")
}

/// 0.7、0.4和1.2个百分点: the unit of ratios that stands only after the last number of a list.
pub(super) fn listed_unit(text: Cursor<'_>, units: &Units, numeral: &Numeral) -> Option<&'static UnitDefinition> {
    let mut end = numeral.end;
    for _ in 0..6 {
        let next = text.eat(end, '、').or_else(|| text.eat(end, '和'))?;
        let number = arabic::parse(text, next).ok()?;
        end = number.end;
        if let Some((definition, _)) = units.at(text, end) {
            return matches!(definition.class, Class::Ratio | Class::Points).then_some(definition);
        }
    }
    None
}
