//! The parts of a quantity: sign, numeral, unit, words around it; and the value that they make together.

mod counting;
mod range;
mod tail;
mod value;
mod words;

use std::ops::Range;

use super::approximation::{self, Qualifier};
use super::cursor::{Cursor, is_han};
use super::numeral::{Excess, Form, Numeral, glyph};
use super::quantity::{Amount, excess_qualifier};
use super::unit::{Class, Unit, Units};
pub(super) use counting::computing;
use counting::{compound_at, listed_unit, per, unit_at};
use tail::{add_half, apply_ratio, tail};

/// A quantity taken apart.
#[derive(Debug, Clone)]
pub(super) struct Measure {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) numeral: Range<usize>,
    pub(super) amount: Amount,
    /// The upper end of a range, in the same unit.
    pub(super) upper: Option<(Numeral, bool)>,
    pub(super) negative: bool,
    pub(super) unit: Option<Unit>,
    pub(super) qualifier: Qualifier,
    /// 一个, 一项.
    pub(super) article: bool,
    /// 半年, 两年半: the last place is a half.
    pub(super) half: bool,
}

/// Reads what stands around the number `amount` that ends at `end`.
pub(super) fn read(text: Cursor<'_>, units: &Units, first: &Numeral, mut amount: Amount, end: usize, floor: usize) -> Option<Measure> {
    let (head, negative, currency) = sign(text, first.start, floor);
    let mut end = end;
    let mut excess = match &amount {
        Amount::Decimal { numeral, .. } => numeral.excess.map(excess_qualifier),
        _ => None,
    };
    let numeral_end = end;
    let mut joint = end;
    if let Amount::Decimal { numeral, shift: 0 } = &mut amount
        && excess.is_none()
        && numeral.several.is_none()
        && let Some((found, next)) = approximation::excess(text, end)
    {
        let unit = unit_at(text, units, numeral, next);
        match found {
            Some(Excess::Many) if text.starts_with(text.skip_spaces(end), "来") => {
                let round = numeral.is_hanzi() && numeral.exponent > 0 || !numeral.is_hanzi() && numeral.low % 10 == 0;
                if round && unit.is_some() {
                    (excess, joint) = (Some(Qualifier::Many), next);
                }
            }
            Some(found) if unit.is_some() || !other_word(text, end, next) => {
                (excess, joint) = (Some(excess_qualifier(found)), next);
            }
            None if unit.is_some() && numeral.low % 10 == 0 && numeral.exponent == 0 && !numeral.is_hanzi() => {
                numeral.several = Some(0);
                joint = next;
            }
            _ => {}
        }
    }
    end = joint;
    let (mut unit, mut compound) = (None, None);
    if !matches!(amount, Amount::Decimal { shift: 1.., .. }) {
        let decimal = match &amount {
            Amount::Decimal { numeral, .. } => numeral,
            _ => first,
        };
        if let Some((definition, next, middle)) =
            compound_at(text, units, end).or_else(|| unit_at(text, units, decimal, end).map(|(definition, next)| (definition, next, None)))
        {
            unit = Some(definition);
            compound = middle;
            end = next;
        }
    }
    let mut half = text.peek(first.start) == Some('半');
    match compound {
        Some('多') => excess = Some(Qualifier::Many),
        Some('半') => {
            add_half(&mut amount);
            half = true;
        }
        _ => {}
    }
    let mut numeral_end = numeral_end;
    if let Some(definition) = unit {
        if excess.is_none() && compound.is_none() {
            let unit_end = end;
            end = tail(text, definition, &mut amount, end, &mut excess);
            half |= text.starts_with(unit_end, "半") && end != unit_end && &*definition.name != "成";
            if matches!(&*definition.name, "成" | "折") {
                numeral_end = numeral_end.max(end);
            }
        }
        apply_ratio(definition, &mut amount, first);
    }
    if unit.is_none()
        && let Amount::Decimal { numeral, shift: 0 } = &amount
        && !numeral.is_hanzi()
        && let Some(definition) = listed_unit(text, units, numeral)
    {
        unit = Some(definition);
        apply_ratio(definition, &mut amount, first);
    }
    if unit.is_none()
        && let Some(name) = currency
    {
        unit = units.at(Cursor::new(name), 0).map(|found| found.0);
    }
    let per = unit.and_then(|definition| per(text, units, definition, end));
    end = per.map_or(end, |(_, next)| next);
    if per.is_some() && unit.is_some_and(|unit| &*unit.name == "分") {
        // 3分/千瓦时 is money, 3分 alone a score.
        unit = units.at(Cursor::new("分钱"), 0).map(|found| found.0);
    }
    let article = matches!(&amount, Amount::Decimal { numeral, shift: 0 } if numeral.form == Form::Digit && numeral.low == 1 && numeral.exponent == 0)
        && unit.is_some_and(|unit| matches!(unit.class, Class::Count))
        && glyph::digit(text.peek(first.start)?) == Some(1);
    let mut measure = Measure {
        start: head,
        end,
        numeral: first.start..numeral_end,
        amount,
        upper: None,
        negative,
        unit: unit.map(|base| Unit { base, per: per.map(|per| per.0) }),
        qualifier: Qualifier::Bare,
        article,
        half,
    };
    if excess.is_none() {
        measure.join_range(text, units);
    }
    measure.words_around(text, excess, floor);
    Some(measure)
}

/// The minus sign or the currency sign before the numeral: where the quantity starts, whether it is negative, and the
/// name of the currency.
fn sign(text: Cursor<'_>, start: usize, floor: usize) -> (usize, bool, Option<&'static str>) {
    let mut head = start;
    let mut currency = None;
    let mut negative = false;
    if text.before(head) == Some('.') && head > floor {
        return (head, false, None);
    }
    for (word, unit) in [("人民币", "元"), ("US$", "美元"), ("$", "美元"), ("¥", "元"), ("￥", "元"), ("€", "欧元"), ("£", "英镑")]
    {
        if let Some(next) = text.strip_word(text.strip_spaces(head), word).filter(|next| *next >= floor) {
            (head, currency) = (next, Some(unit));
            break;
        }
    }
    if let Some((sign, at)) = text.previous(head).filter(|before| before.1 >= floor) {
        let own = text.before(at);
        let minus = match sign {
            '-' | '−' => {
                own.is_none_or(|own| !own.is_ascii_alphanumeric() && !matches!(own, '-' | '%' | '—' | ')' | '℃' | '年' | '月' | '日' | '“'))
            }
            '负' | '負' => {
                own.is_none_or(|own| !is_han(own) || matches!(own, '为' | '是' | '至' | '到' | '达' | '长' | '率' | '值' | '个'))
            }
            '下' => match text.strip_word(head, "零下").filter(|below| *below >= floor) {
                Some(below) => return (below, true, currency),
                None => false,
            },
            _ => false,
        };
        if minus {
            (head, negative) = (at, true);
        }
    }
    (head, negative, currency)
}

/// Whether the 多 or 余 between `start` and `end` begins a word of its own: 多元, 多次, 余额.
fn other_word(text: Cursor<'_>, start: usize, end: usize) -> bool {
    let Some(next) = text.peek(end) else {
        return false;
    };
    match text.peek(text.skip_spaces(start)) {
        Some('多') => "元样边功媒动哈伦瑙云久少".contains(next),
        Some('余' | '餘') => "额热震杭姚干粮下".contains(next),
        Some('来') => true,
        _ => false,
    }
}
