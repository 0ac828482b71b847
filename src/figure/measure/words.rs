//! The approximating words before and after a quantity, and which of them counts.

use super::{Amount, Measure};
use crate::figure::approximation::{self, Qualifier};
use crate::figure::cursor::Cursor;
use crate::figure::numeral::Form;
use crate::figure::unit::Class;

impl Measure {
    /// The approximating words before and after.
    pub(super) fn words_around(&mut self, text: Cursor<'_>, excess: Option<Qualifier>, floor: usize) {
        let before = approximation::before(text, self.start, floor).filter(|found| found.1 >= floor && !self.is_recent(text, found.1));
        let mut after = if excess.is_none() || before.is_none() { approximation::after(text, self.end) } else { None };
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
        let far = if before.is_none() && excess.is_none() { self.far(text, floor) } else { None };
        let bound = |qualifier: Qualifier| matches!(qualifier, Qualifier::Over | Qualifier::AtLeast | Qualifier::AtMost | Qualifier::Under);
        let words = [before.map(|found| found.0), excess, after.map(|found| found.0), far];
        let chosen = words.iter().flatten().copied().find(|qualifier| bound(*qualifier));
        let chosen = chosen.or(excess).or(before.map(|found| found.0)).or(after.map(|found| found.0)).or(far);
        self.qualifier = chosen.unwrap_or(Qualifier::Bare);
        if let Some((qualifier, start, end)) = compared
            && chosen.is_none()
        {
            (self.qualifier, self.start, self.end) = (qualifier, start, end);
        }
        if chosen.is_none()
            && let Amount::Decimal { numeral, .. } = &self.amount
            && numeral.form == Form::Scale
            && let Some(start) = text.strip_word(self.start, "上").filter(|start| *start >= floor)
            && text.before(start) != Some('以')
        {
            self.qualifier = Qualifier::OrderOf;
            self.start = start;
        }
        self.article &= self.qualifier == Qualifier::Bare;
    }

    /// The word that stands farther before, with what the quantity is a part of or a verb between: 超过总数的80%, 至少造成4人死亡.
    ///
    /// It stays outside the span.
    fn far(&self, text: Cursor<'_>, floor: usize) -> Option<Qualifier> {
        let plain = matches!(self.amount, Amount::Fraction(_) | Amount::Decimal { shift: 2.., .. });
        let ratio = self.unit.map_or(plain, |unit| unit.base.class == Class::Ratio && unit.per.is_none());
        let percent = self.unit.is_some_and(|unit| &*unit.base.name == "%");
        let whole = || approximation::of_a_whole(text, self.start, floor, percent);
        ratio.then(whole).flatten().or_else(|| approximation::before_a_verb(text, self.start, floor))
    }

    /// 近五年来: the last five years, not almost five.
    fn is_recent(&self, text: Cursor<'_>, start: usize) -> bool {
        let calendar = self.unit.is_some_and(|unit| unit.base.class == Class::Duration && unit.base.counted);
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
                    | '去'
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
}
