//! The parts of a quantity: sign, numeral, unit, words around it; and the value that they make together.

use std::ops::Range;

use super::approximation::{self, Center, Qualifier};
use super::cursor::{Cursor, is_han};
use super::numeral::{Excess, Form, Numeral, arabic, fraction, glyph};
use super::quantity::{Amount, center_of, excess_qualifier, plain, second, several};
use super::unit::{Class, Unit, UnitDefinition, Units};
use super::{Bound, Interval, Rational, Value};

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
pub(super) fn read(
    text: Cursor<'_>,
    units: &Units,
    first: &Numeral,
    mut amount: Amount,
    end: usize,
    floor: usize,
) -> Option<Measure> {
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
                let round = numeral.is_hanzi() && numeral.exponent > 0
                    || !numeral.is_hanzi() && numeral.low % 10 == 0;
                if round && unit.is_some() {
                    (excess, joint) = (Some(Qualifier::Many), next);
                }
            }
            Some(found) if unit.is_some() || !other_word(text, end, next) => {
                (excess, joint) = (Some(excess_qualifier(found)), next);
            }
            None if unit.is_some()
                && numeral.low % 10 == 0
                && numeral.exponent == 0
                && !numeral.is_hanzi() =>
            {
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
        if let Some((definition, next, middle)) = compound_at(text, units, end).or_else(|| {
            unit_at(text, units, decimal, end).map(|(definition, next)| (definition, next, None))
        }) {
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
            half |=
                text.starts_with(unit_end, "半") && end != unit_end && &*definition.name != "成";
            if matches!(&*definition.name, "成" | "折") {
                numeral_end = numeral_end.max(end);
            }
        }
        apply_ratio(definition, &mut amount, first);
    }
    if unit.is_none()
        && let Some(name) = currency
    {
        unit = units.at(Cursor::new(name), 0).map(|found| found.0);
    }
    let per = unit.and_then(|definition| per(text, units, definition, end));
    end = per.map_or(end, |(_, next)| next);
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
        unit: unit.map(|base| Unit {
            base,
            per: per.map(|per| per.0),
        }),
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

impl Measure {
    /// The second end of a range: 3000至4000元, 5%—7%.
    fn join_range(&mut self, text: Cursor<'_>, units: &Units) -> Option<()> {
        let Amount::Decimal { numeral, shift } = &self.amount else {
            return None;
        };
        if numeral.several.is_some() || numeral.is_estimate() {
            return None;
        }
        let (other, negative) = second(text, self.end)?;
        let told = matches!(
            text.peek(text.skip_spaces(self.end)),
            Some('与' | '和' | '、')
        );
        if other.several.is_some()
            || other.is_estimate()
            || other.excess.is_some()
            || told && text.starts_with(text.skip_spaces(self.end), "、")
        {
            return None;
        }
        let (mut shift, numeral) = (*shift, *numeral);
        let mut other = other;
        let mut end = other.end;
        let mut numeral_end = other.end;
        let mut unit = self.unit;
        if shift >= 2 && self.unit.is_none() {
            // 百分之五到百分之七.
            match fraction::after(text, &other) {
                Some(fraction::Found::Decimal {
                    numeral,
                    shift: same,
                    ..
                }) if same == shift => {
                    (other, end, numeral_end) = (numeral, numeral.end, numeral.end);
                }
                _ => return None,
            }
        } else {
            if fraction::after(text, &other).is_some() {
                return None;
            }
            let found = unit_at(text, units, &other, other.end);
            match (self.unit, found) {
                (Some(own), Some((definition, next))) => {
                    if own.base.dimension != definition.dimension || own.base != definition {
                        return None;
                    }
                    end = next;
                    if let Some((per, next)) = per(text, units, definition, end) {
                        end = next;
                        unit = Some(Unit {
                            base: definition,
                            per: Some(per),
                        });
                    }
                }
                (None, Some((definition, next))) => {
                    end = next;
                    let per = per(text, units, definition, end);
                    end = per.map_or(end, |(_, next)| next);
                    unit = Some(Unit {
                        base: definition,
                        per: per.map(|per| per.0),
                    });
                    let mut own = Amount::Decimal { numeral, shift: 0 };
                    apply_ratio(definition, &mut own, &numeral);
                    if let Amount::Decimal { shift: found, .. } = own {
                        shift = found;
                    }
                }
                (None, None)
                    if !told
                        && !numeral.is_hanzi()
                        && numeral.exponent == 0
                        && other.scale == 0 =>
                {
                    // 3-1 is a score or a code unless the numbers rise.
                    if text
                        .peek(end)
                        .is_some_and(|next| next == '-' || next == '年' || next == '月')
                    {
                        return None;
                    }
                }
                (None, None) => {}
                (Some(_), None) => return None,
            }
        }
        let mut own = numeral;
        let number = |numeral: &Numeral| Rational::decimal(numeral.low, numeral.exponent);
        if self.unit.is_none() && own.scale == 0 && !own.scaled && other.scale > 0 {
            let carried = Numeral {
                exponent: own.exponent + other.scale,
                ..own
            };
            if number(&carried) < number(&other) {
                own = carried;
            }
        }
        let signed = |numeral: &Numeral, negative: bool| {
            if negative {
                -number(numeral)
            } else {
                number(numeral)
            }
        };
        if signed(&own, self.negative) >= signed(&other, negative) {
            return None;
        }
        if told {
            let rooms = unit.is_some_and(|unit| &*unit.base.name == "间");
            if rooms {
                (unit, end) = (None, numeral_end);
            }
            end = ["之间", "间"]
                .into_iter()
                .find_map(|word| text.eat_word(text.skip_spaces(end), word))?;
        } else if let Some(next) = text.eat_word(end, "之间") {
            end = next;
        }
        self.amount = Amount::Decimal {
            numeral: own,
            shift,
        };
        self.upper = Some((other, negative));
        self.unit = unit;
        self.qualifier = Qualifier::Range;
        self.article = false;
        self.end = end;
        self.numeral.end = numeral_end;
        Some(())
    }

    /// The approximating words before and after.
    fn words_around(&mut self, text: Cursor<'_>, excess: Option<Qualifier>, floor: usize) {
        let before = approximation::before(text, self.start, floor)
            .filter(|found| found.1 >= floor && !self.is_recent(text, found.1));
        let mut after = if excess.is_none() || before.is_none() {
            approximation::after(text, self.end)
        } else {
            None
        };
        if after.is_none() {
            after = self.strength(text);
        }
        let compared = self.compared(text);
        let fixed = self.qualifier == Qualifier::Range;
        if let Some((_, start)) = before {
            self.start = start;
        }
        if let Some((_, end)) = after {
            self.end = end;
        }
        if fixed {
            return;
        }
        let bound = |qualifier: Qualifier| {
            matches!(
                qualifier,
                Qualifier::Over | Qualifier::AtLeast | Qualifier::AtMost | Qualifier::Under
            )
        };
        let words = [
            before.map(|found| found.0),
            excess,
            after.map(|found| found.0),
        ];
        let chosen = words
            .iter()
            .flatten()
            .copied()
            .find(|qualifier| bound(*qualifier));
        let chosen = chosen
            .or(excess)
            .or(before.map(|found| found.0))
            .or(after.map(|found| found.0));
        self.qualifier = chosen.unwrap_or(Qualifier::Bare);
        if let Some((qualifier, start, end)) = compared
            && chosen.is_none()
        {
            (self.qualifier, self.start, self.end) = (qualifier, start, end);
        }
        if chosen.is_none()
            && let Amount::Decimal { numeral, .. } = &self.amount
            && numeral.form == Form::Scale
            && let Some(start) = text
                .strip_word(self.start, "上")
                .filter(|start| *start >= floor)
            && text.before(start) != Some('以')
        {
            self.qualifier = Qualifier::OrderOf;
            self.start = start;
        }
        self.article &= self.qualifier == Qualifier::Bare;
    }

    /// 近五年来: the last five years, not almost five.
    fn is_recent(&self, text: Cursor<'_>, start: usize) -> bool {
        let calendar = self
            .unit
            .is_some_and(|unit| unit.base.class == Class::Duration && unit.base.counted);
        if !calendar || !text.starts_with(start, "近") {
            return false;
        }
        let long = text.before(text.strip_spaces(start)).is_some_and(|before| {
            matches!(
                before,
                '续' | '已'
                    | '活'
                    | '时'
                    | '达'
                    | '了'
                    | '经'
                    | '过'
                    | '行'
                    | '施'
                    | '交'
                    | '水'
                    | '展'
                    | '立'
                    | '作'
                    | '长'
                    | '有'
                    | '史'
                    | '间'
                    | '用'
            )
        });
        !long
    }

    /// 强 and 弱 after a simple fraction or 成.
    fn strength(&self, text: Cursor<'_>) -> Option<(Qualifier, usize)> {
        if !matches!(self.amount, Amount::Fraction(_)) {
            return None;
        }
        let (character, end) = text.next(self.end)?;
        match character {
            '强' => Some((Qualifier::Strong, end)),
            '弱' => Some((Qualifier::Weak, end)),
            '多' => Some((Qualifier::Many, end)),
            _ => None,
        }
    }

    /// 比三十大, 比170低.
    fn compared(&self, text: Cursor<'_>) -> Option<(Qualifier, usize, usize)> {
        let start = text.strip_word(text.strip_spaces(self.start), "比")?;
        let (character, end) = text.next(text.skip_spaces(self.end))?;
        match character {
            '大' | '高' | '多' => Some((Qualifier::Over, start, end)),
            '小' | '低' | '少' => Some((Qualifier::Under, start, end)),
            _ => None,
        }
    }

    /// The number with its last digits.
    pub(super) fn center(&self) -> Center {
        match &self.amount {
            Amount::Decimal { numeral, shift } => {
                let center = center_of(numeral, *shift);
                let step = Rational::decimal(5, -1 - *shift);
                if self.half {
                    Center {
                        quantum: step.clone(),
                        granule: step,
                        ..center
                    }
                } else {
                    center
                }
            }
            Amount::Exact(number) => Center {
                number: number.clone(),
                quantum: Rational::ZERO,
                granule: Rational::ZERO,
            },
            Amount::Fraction(fraction) => {
                let found = fraction::neighbours(fraction);
                let number = ratio(found.own);
                let granule = &number - &ratio(found.below);
                Center {
                    number,
                    quantum: granule.clone(),
                    granule,
                }
            }
        }
    }

    /// The number as written.
    pub(super) fn written(&self) -> Rational {
        let number = match &self.amount {
            Amount::Decimal { numeral, .. } => Rational::decimal(numeral.low, numeral.exponent),
            Amount::Fraction(fraction) => ratio(fraction::neighbours(fraction).own),
            Amount::Exact(number) => number.clone(),
        };
        if self.negative != self.inner_negative() {
            -number
        } else {
            number
        }
    }

    fn inner_negative(&self) -> bool {
        matches!(&self.amount, Amount::Fraction(fraction) if fraction.negative)
    }

    /// What the quantity may stand for.
    pub(super) fn value(&self, share: bool, change: bool) -> Option<Value> {
        let temperature = self
            .unit
            .is_some_and(|unit| &*unit.base.dimension == "temperature");
        let below = if change || temperature || self.negative {
            Bound::Unbounded
        } else {
            Bound::Closed(Rational::ZERO)
        };
        let above = if share && !change {
            Bound::Closed(Rational::ONE)
        } else {
            Bound::Unbounded
        };
        let range = approximation::Range {
            lo: below,
            hi: above,
        };
        let value = match &self.amount {
            Amount::Decimal { numeral, shift } => self.decimal(numeral, *shift, &range),
            Amount::Fraction(fraction) => self.fraction(fraction, range),
            Amount::Exact(number) => Value::same(Interval::point(number.clone())),
        };
        let negated = (self.negative && self.upper.is_none()) != self.inner_negative();
        Some(if negated {
            value.map(Interval::negated)
        } else {
            value
        })
    }

    fn decimal(&self, numeral: &Numeral, shift: i32, range: &approximation::Range) -> Value {
        let counted = self
            .unit
            .is_some_and(|unit| unit.base.counted && unit.per.is_none());
        let center = self.center();
        if let Some((other, negative)) = &self.upper {
            let upper = Rational::decimal(other.low, other.exponent - shift);
            let sign = |number: Rational, negative| if negative { -number } else { number };
            return Value::same(Interval::closed(
                sign(center.number, self.negative),
                sign(upper, *negative),
            ));
        }
        if numeral.is_estimate() {
            let upper = Rational::decimal(numeral.high, numeral.exponent - shift);
            return Value::same(Interval::closed(center.number, upper));
        }
        if let Some(place) = numeral.several {
            let named = self.unit.is_none_or(|unit| unit.base.counted);
            return several(numeral, place, shift, named);
        }
        let small = shift == 0 && numeral.exponent >= 0 && center.number < Rational::from(100);
        let whole = if numeral.is_hanzi() {
            small
        } else {
            !numeral.scaled && numeral.exponent == 0
        };
        if self.qualifier == Qualifier::Bare && counted && whole {
            return Value::same(Interval::point(center.number));
        }
        let value = plain(self.qualifier, &center, range);
        let tenths =
            self.unit.is_some_and(|unit| &*unit.base.name == "成") && numeral.exponent >= 0;
        if self.qualifier == Qualifier::Bare && tenths {
            // 三成 is said for what is about three tenths.
            let usual = plain(Qualifier::About, &center, range).soft;
            return Value {
                soft: usual.intersection(&value.hard),
                hard: value.hard,
            };
        }
        if self.qualifier == Qualifier::Beyond && counted && small && numeral.exponent > 0 {
            // 十余个: eleven to nineteen.
            let soft = Interval::closed(
                &center.number + &Rational::ONE,
                &center.number + &center.granule - Rational::ONE,
            );
            return Value { soft, ..value };
        }
        value
    }

    fn fraction(&self, fraction: &fraction::Fraction, mut range: approximation::Range) -> Value {
        let found = fraction::neighbours(fraction);
        let middle = |a: (i128, i128), b: (i128, i128)| ratio((a.0 + b.0, a.1 + b.1));
        let own = ratio(found.own);
        let (low, high) = (
            middle(found.below, found.own),
            middle(found.own, found.above),
        );
        if own <= Rational::ONE && !matches!(range.lo, Bound::Unbounded) {
            range.hi = Bound::Closed(Rational::ONE);
        }
        let twentieth = &own * &Rational::decimal(5, -2);
        let usual = Interval::closed(&own - &twentieth, &own + &twentieth);
        let soft = |hard: Interval| Value {
            soft: hard.intersection(&usual),
            hard,
        };
        let above = Bound::Closed(ratio(found.above));
        match self.qualifier {
            Qualifier::Bare | Qualifier::Range => soft(Interval::closed(low, high)),
            Qualifier::Strong => soft(Interval {
                lo: Bound::Open(own.clone()),
                hi: Bound::Closed(high),
            }),
            Qualifier::Weak => soft(Interval {
                lo: Bound::Closed(low),
                hi: Bound::Open(own.clone()),
            }),
            Qualifier::Many => Value::same(Interval {
                lo: Bound::Closed(own),
                hi: Bound::Open(high),
            }),
            Qualifier::Over | Qualifier::AtLeast => {
                let lo = if self.qualifier == Qualifier::Over {
                    Bound::Open(own)
                } else {
                    Bound::Closed(own)
                };
                let half = found.own == (1, 2);
                let hi = if half { range.hi.clone() } else { above };
                Value {
                    hard: Interval {
                        lo: lo.clone(),
                        hi: range.hi,
                    },
                    soft: Interval { lo, hi },
                }
            }
            other => plain(other, &self.center(), &range),
        }
    }
}

fn ratio((numerator, denominator): (i128, i128)) -> Rational {
    Rational::fraction(numerator, denominator).unwrap_or(Rational::ZERO)
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
    for (word, unit) in [
        ("人民币", "元"),
        ("US$", "美元"),
        ("$", "美元"),
        ("¥", "元"),
        ("￥", "元"),
        ("€", "欧元"),
        ("£", "英镑"),
    ] {
        if let Some(next) = text
            .strip_word(text.strip_spaces(head), word)
            .filter(|next| *next >= floor)
        {
            (head, currency) = (next, Some(unit));
            break;
        }
    }
    if let Some((sign, at)) = text.previous(head).filter(|before| before.1 >= floor) {
        let own = text.before(at);
        let minus = match sign {
            '-' | '−' => own.is_none_or(|own| {
                !own.is_ascii_alphanumeric()
                    && !matches!(own, '-' | '%' | '—' | ')' | '℃' | '年' | '月' | '日' | '“')
            }),
            '负' | '負' => own.is_none_or(|own| {
                !is_han(own)
                    || matches!(
                        own,
                        '为' | '是' | '至' | '到' | '达' | '长' | '率' | '值' | '个'
                    )
            }),
            '下' if text.strip_word(head, "零下").is_some() => {
                return (
                    text.strip_word(head, "零下").unwrap_or(head),
                    true,
                    currency,
                );
            }
            _ => false,
        };
        if minus {
            (head, negative) = (at, true);
        }
    }
    (head, negative, currency)
}

/// The unit after a numeral; a 汉字 digit has fewer of them, for 三级, 四方 and 五线 are names.
pub(super) fn unit_at(
    text: Cursor<'_>,
    units: &Units,
    numeral: &Numeral,
    position: usize,
) -> Option<(&'static UnitDefinition, usize)> {
    let start = text.skip_spaces(position);
    let (definition, end) = spaced(text, start).or_else(|| units.at(text, start))?;
    let name = &*definition.name;
    if start != position
        && !numeral.is_hanzi()
        && definition.class == Class::Count
        && name.chars().count() == 1
        && !matches!(name, "个" | "人" | "家" | "次" | "件" | "户")
    {
        return None;
    }
    if start != position && numeral.is_hanzi() && !matches!(name, "个百分点" | "成" | "折" | "%")
    {
        return None;
    }
    let letters = matches!(
        numeral.form,
        Form::Digit | Form::Words | Form::Positional { .. }
    ) && numeral.exponent >= 0;
    let small = numeral.is_hanzi()
        && letters
        && !numeral.scaled_by_big()
        && numeral.low < 100
        && numeral.exponent < 2;
    if small && is_label(name) {
        return None;
    }
    if matches!(numeral.form, Form::Positional { .. }) && numeral.exponent >= 0 && name != "折" {
        return None;
    }
    if name == "里" && small && !text.starts_with(start, "里路") && !text.starts_with(start, "里地")
    {
        return None;
    }
    if numeral.is_hanzi() && matches!(name, "金" | "银" | "铜") {
        return None;
    }
    // Counting uses 两; 二类, 二期 and 二次 say which one.
    let second =
        numeral.form == Form::Digit && matches!(text.peek(numeral.start), Some('二' | '贰' | '貳'));
    if second && definition.class == Class::Count {
        return None;
    }
    if name == "类"
        && small
        && text
            .peek(end)
            .is_some_and(|next| matches!(next, '水' | '地' | '用' | '医' | '工' | '以' | '标'))
    {
        return None;
    }
    // 一二类苗 are the classes one and two.
    if numeral.is_estimate() && numeral.low == 1 && name == "类" {
        return None;
    }
    if name == "级" && numeral.scaled {
        return None;
    }
    let place = matches!(
        name,
        "县" | "市"
            | "省"
            | "区"
            | "乡"
            | "镇"
            | "村"
            | "州"
            | "城"
            | "园"
            | "校"
            | "店"
            | "厂"
            | "馆"
            | "站"
            | "字"
    );
    if place && numeral.scaled && name != "字" && name != "村" {
        return None;
    }
    if name == "大" && !(numeral.low >= 2 && numeral.exponent <= 1 && !numeral.scaled_by_big()) {
        return None;
    }
    if name == "大" && text.before(text.strip_spaces(numeral.start)) == Some('比') {
        return None;
    }
    if name == "大"
        && text
            .peek(end)
            .is_none_or(|next| !is_han(next) && !matches!(next, '“' | '《' | '‘'))
    {
        return None;
    }
    Some((definition, end))
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
fn compound_at(
    text: Cursor<'_>,
    units: &Units,
    position: usize,
) -> Option<(&'static UnitDefinition, usize, Option<char>)> {
    let next = text.eat(text.skip_spaces(position), '个')?;
    let (middle, next) = text.next(next)?;
    if !matches!(middle, '多' | '半') {
        return None;
    }
    let (_, end) = [
        "月",
        "小时",
        "百分点",
        "季度",
        "世纪",
        "星期",
        "学期",
        "钟头",
    ]
    .into_iter()
    .find_map(|word| Some((word, text.eat_word(next, word)?)))?;
    let name = format!("个{}", text.slice(next, end));
    let (definition, _) = units.at(Cursor::new(&name), 0)?;
    Some((definition, end, Some(middle)))
}

/// What may follow the unit and still belong to the number: 年半, 成五, 倍多, 年多.
fn tail(
    text: Cursor<'_>,
    unit: &UnitDefinition,
    amount: &mut Amount,
    end: usize,
    excess: &mut Option<Qualifier>,
) -> usize {
    let Amount::Decimal { numeral, shift: 0 } = amount else {
        return end;
    };
    let position = if matches!(&*unit.name, "成") {
        text.skip_spaces(end)
    } else {
        end
    };
    let Some((character, next)) = text.next(position) else {
        return end;
    };
    let plain = numeral.several.is_none() && !numeral.is_estimate() && numeral.exponent == 0;
    match character {
        // 37秒73: hundredths of a second.
        '0'..='9' if &*unit.name == "秒" && plain => {
            let Ok(digits) = arabic::parse(text, position) else {
                return end;
            };
            let Ok(places) = u32::try_from(digits.whole_digits) else {
                return end;
            };
            if digits.places > 0 || digits.grouped || places > 3 {
                return end;
            }
            numeral.low = numeral.low * 10_i128.pow(places) + digits.mantissa;
            numeral.high = numeral.low;
            numeral.exponent = -i32::try_from(places).unwrap_or_default();
            digits.end
        }
        '半' if plain
            && matches!(
                &*unit.name,
                "年" | "天" | "小时" | "个月" | "成" | "里" | "倍" | "斤" | "亩"
            ) =>
        {
            let joins = text
                .peek(next)
                .is_none_or(|next| !matches!(next, '山' | '夜' | '路' | '数' | '空' | '决'));
            if !joins {
                return end;
            }
            add_half(amount);
            next
        }
        _ if &*unit.name == "成" && plain && glyph::digit(character).is_some() => {
            let digit = glyph::digit(character).unwrap_or_default();
            let more = text.peek(next).is_some_and(|next| {
                glyph::digit(next).is_some() || glyph::small_scale(next).is_some()
            });
            if more || digit == 0 || character == '一' && text.peek(next).is_some_and(is_han) {
                return end;
            }
            numeral.low = numeral.low * 10 + i128::from(digit);
            numeral.high = numeral.low;
            numeral.exponent -= 1;
            next
        }
        '多' | '余'
            if matches!(
                unit.class,
                Class::Duration | Class::Ratio | Class::Measure | Class::Money | Class::Points
            ) || matches!(&*unit.name, "岁" | "户") =>
        {
            let other = text
                .peek(next)
                .is_some_and(|next| "种次样元方边数党功媒部额热震年式项地".contains(next));
            if other {
                return end;
            }
            *excess = Some(if character == '多' {
                Qualifier::Many
            } else {
                Qualifier::Beyond
            });
            next
        }
        _ => end,
    }
}

/// Adds one half to a whole number.
fn add_half(amount: &mut Amount) {
    if let Amount::Decimal { numeral, .. } = amount
        && numeral.exponent >= 0
        && let Some(low) = u32::try_from(numeral.exponent)
            .ok()
            .and_then(|power| numeral.low.checked_mul(10_i128.checked_pow(power)?))
    {
        numeral.low = low * 10 + 5;
        numeral.high = numeral.low;
        numeral.exponent = -1;
    }
}

/// Counts a ratio in plain numbers: the places that %, ‰, 成, 折 or 百分点 shift.
fn apply_ratio(unit: &UnitDefinition, amount: &mut Amount, first: &Numeral) {
    if !matches!(unit.class, Class::Ratio | Class::Points) {
        return;
    }
    let Amount::Decimal { numeral, shift } = amount else {
        return;
    };
    let places = (0..=9)
        .find(|places| Rational::decimal(1, -*places) == unit.factor)
        .unwrap_or(0);
    // 75折 and 九九折 give two digits of the ratio.
    let two = &*unit.name == "折"
        && numeral.exponent == 0
        && (11..100).contains(&numeral.low)
        && first.low == numeral.low;
    *shift = if two { 2 } else { places };
}

/// The unit after a slash or 每: 元/吨, 元每平方米.
fn per(
    text: Cursor<'_>,
    units: &Units,
    unit: &UnitDefinition,
    end: usize,
) -> Option<(&'static UnitDefinition, usize)> {
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
    units.at(text, next).filter(|(per, _)| {
        character == '/'
            || !matches!(per.class, Class::Count | Class::Duration)
            || &*per.name == "秒"
    })
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
