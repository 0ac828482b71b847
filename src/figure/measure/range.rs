//! The second end of a range: 3000至4000元, 5%—7%.

use super::counting::{per, unit_at};
use super::tail::apply_ratio;
use super::{Amount, Measure};
use crate::figure::Rational;
use crate::figure::approximation::Qualifier;
use crate::figure::cursor::Cursor;
use crate::figure::numeral::{Numeral, fraction};
use crate::figure::quantity::second;
use crate::figure::unit::{Unit, Units};

impl Measure {
    /// The second end of a range: 3000至4000元, 5%—7%.
    pub(super) fn join_range(&mut self, text: Cursor<'_>, units: &Units) -> Option<()> {
        let Amount::Decimal { numeral, shift } = &self.amount else {
            return None;
        };
        if numeral.several.is_some() || numeral.is_estimate() {
            return None;
        }
        let (other, negative) = second(text, self.end)?;
        let told = matches!(text.peek(text.skip_spaces(self.end)), Some('与' | '和' | '、'));
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
                Some(fraction::Found::Decimal { numeral, shift: same, .. }) if same == shift => {
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
                        unit = Some(Unit { base: definition, per: Some(per) });
                    }
                }
                (None, Some((definition, next))) => {
                    end = next;
                    let per = per(text, units, definition, end);
                    end = per.map_or(end, |(_, next)| next);
                    unit = Some(Unit { base: definition, per: per.map(|per| per.0) });
                    let mut own = Amount::Decimal { numeral, shift: 0 };
                    apply_ratio(definition, &mut own, &numeral);
                    if let Amount::Decimal { shift: found, .. } = own {
                        shift = found;
                    }
                }
                (None, None) if !told && !numeral.is_hanzi() && numeral.exponent == 0 && other.scale == 0 => {
                    // 3-1 is a score or a code unless the numbers rise.
                    if text.peek(end).is_some_and(|next| next == '-' || next == '年' || next == '月') {
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
            let carried = Numeral { exponent: own.exponent + other.scale, ..own };
            if number(&carried) < number(&other) {
                own = carried;
            }
        }
        let signed = |numeral: &Numeral, negative: bool| {
            if negative { -number(numeral) } else { number(numeral) }
        };
        if signed(&own, self.negative) >= signed(&other, negative) {
            return None;
        }
        if told {
            let rooms = unit.is_some_and(|unit| &*unit.base.name == "间");
            if rooms {
                (unit, end) = (None, numeral_end);
            }
            end = ["之间", "间"].into_iter().find_map(|word| text.eat_word(text.skip_spaces(end), word))?;
        } else if let Some(next) = text.eat_word(end, "之间") {
            end = next;
        }
        // 3-5分/千瓦时 is money, 3-5分 alone a score.
        if let Some(Unit { base, per: Some(per) }) = unit
            && &*base.name == "分"
        {
            unit = units.at(Cursor::new("分钱"), 0).map(|(base, _)| Unit { base, per: Some(per) });
        }
        self.amount = Amount::Decimal { numeral: own, shift };
        self.upper = Some((other, negative));
        self.unit = unit;
        self.qualifier = Qualifier::Range;
        self.article = false;
        self.end = end;
        self.numeral.end = numeral_end;
        Some(())
    }
}
