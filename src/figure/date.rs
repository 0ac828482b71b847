//! Dates, periods and times of day, as they are written.
//!
//! `2023年`, `1—11月`, `前三季度`, `2024年2月28日`, `二十一世纪`, `上午8时30分`. What the text leaves out (the year of
//! 11月) stays open here: the document tells it later. Whether a day exists in its month is checked (2月30日).

/// One point or stretch of the calendar, as far as the words give it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Moment {
    /// Century, 1-based: 21世纪.
    pub century: Option<u8>,
    /// The first year of a decade as written: 90 for 90年代, 1990 for 1990年代.
    pub decade: Option<u16>,
    /// The year.
    pub year: Option<u16>,
    /// Half of the year, 1 or 2.
    pub half: Option<u8>,
    /// Quarter, 1 to 4.
    pub quarter: Option<u8>,
    /// Month, 1 to 12.
    pub month: Option<u8>,
    /// Third of the month: 1 上旬, 2 中旬, 3 下旬.
    pub third: Option<u8>,
    /// Day of the month, 1 to 31.
    pub day: Option<u8>,
    /// 初, 中 or 底 of the smallest part that is given.
    pub edge: Option<Edge>,
}

/// A part of a year or month that names no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Edge {
    /// 年初, 月初.
    Start,
    /// 年中.
    Middle,
    /// 年底, 年末, 月底, 月末.
    End,
}

/// A date or period at a place in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Date {
    /// The date, or the first of a range.
    pub from: Moment,
    /// The last of a range, both ends included.
    pub to: Option<Moment>,
    /// Whether the calendar has it: 2月30日 and 13月 do not exist.
    pub exists: bool,
}

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Time {
    /// Hour, 0 to 24.
    pub hour: u8,
    /// Minute.
    pub minute: Option<u8>,
    /// Second.
    pub second: Option<u8>,
}

impl Moment {
    /// Whether the calendar has it. A day is checked against its month, 29 February against its year.
    #[must_use]
    pub const fn exists(&self) -> bool {
        if let Some(month) = self.month
            && (month < 1 || month > 12)
        {
            return false;
        }
        if let Some(quarter) = self.quarter
            && (quarter < 1 || quarter > 4)
        {
            return false;
        }
        match (self.day, self.month) {
            (None, _) => true,
            (Some(day), None) => day >= 1 && day <= 31,
            (Some(day), Some(month)) => day >= 1 && day <= days(self.year, month),
        }
    }

    /// What the second moment of a range leaves out and the first one has: 2023年1月至5月.
    #[must_use]
    pub(super) fn filled_from(self, first: &Self) -> Self {
        let mut filled = self;
        if filled.century.is_some() || filled.decade.is_some() || filled.year.is_some() {
            return filled;
        }
        filled.year = first.year;
        if filled.month.is_none() && filled.quarter.is_none() && filled.half.is_none() {
            filled.month = first.month;
        }
        filled
    }
}

/// The days of a month; February has 29 where the year is not given.
const fn days(year: Option<u16>, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 => match year {
            Some(year) if !year.is_multiple_of(4) || (year.is_multiple_of(100) && !year.is_multiple_of(400)) => 28,
            _ => 29,
        },
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_checked_against_its_month_and_year() {
        let day = |year, month, day| Moment { year, month: Some(month), day: Some(day), ..Moment::default() };
        assert!(!day(None, 2, 30).exists());
        assert!(day(None, 2, 29).exists());
        assert!(!day(Some(2023), 2, 29).exists());
        assert!(day(Some(2000), 2, 29).exists());
        assert!(!day(Some(1900), 2, 29).exists());
        assert!(!day(None, 4, 31).exists());
        assert!(!day(None, 13, 1).exists());
    }
}
