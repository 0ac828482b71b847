//! Days and years, as far as the tests of the calendar need them.

use crate::document::Document;
use crate::figure::{MentionKind, Moment, Units, read_with};
use jiff::civil::{Date, Weekday};

/// The names of the days of the week, Monday first.
const DAYS: [(&str, &str); 7] =
    [("一", "Monday"), ("二", "Tuesday"), ("三", "Wednesday"), ("四", "Thursday"), ("五", "Friday"), ("六", "Saturday"), ("日", "Sunday")];

/// The day that a moment names, in `year` where it names none; `None` where the calendar does not have it.
pub(super) fn day(moment: &Moment, year: Option<u16>) -> Option<Date> {
    let year = i16::try_from(moment.year.or(year)?).ok()?;
    Date::new(year, i8::try_from(moment.month?).ok()?, i8::try_from(moment.day?).ok()?).ok()
}

/// Whether the calendar has this day in some year.
pub(super) fn exists(moment: &Moment) -> bool {
    // a leap year has every day that a month can have
    moment.month.is_none() || moment.day.is_none() || day(moment, Some(2000)).is_some()
}

/// How many days a month has in `year`, 29 for February where no year is given.
pub(super) fn days_in(month: u8, year: Option<u16>) -> Option<i8> {
    let year = i16::try_from(year.unwrap_or(2000)).ok()?;
    Some(Date::new(year, i8::try_from(month).ok()?, 1).ok()?.days_in_month())
}

/// The name of a day's weekday, Chinese and English.
pub(super) fn weekday_name(day: Date) -> (&'static str, &'static str) {
    let index = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or_default();
    DAYS.get(index).copied().unwrap_or(("", ""))
}

/// The weekday that 星期二 or 周天 names.
pub(super) fn weekday(text: &str) -> Option<Weekday> {
    let last = text.chars().next_back()?;
    let last = if last == '天' { '日' } else { last };
    let index = DAYS.iter().position(|(zh, _)| zh.starts_with(last))?;
    Weekday::from_monday_zero_offset(i8::try_from(index).ok()?).ok()
}

/// The year of a document: the first that its title names.
pub(super) fn year_of(document: &Document<'_>, units: &Units) -> Option<u16> {
    read_with(document.title()?, units).mentions.iter().find_map(|mention| match mention.kind {
        MentionKind::Date(date) => date.from.year,
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekdays_are_those_of_the_calendar() {
        let moment = |year, month, day| Moment { year: Some(year), month: Some(month), day: Some(day), ..Moment::default() };
        for (year, month, date, name) in [(2024, 3, 5, "二"), (2000, 1, 1, "六"), (1949, 10, 1, "六"), (2024, 2, 29, "四")] {
            let day = day(&moment(year, month, date), None).unwrap();
            assert_eq!(weekday_name(day).0, name);
            assert_eq!(weekday(&format!("星期{name}")), Some(day.weekday()));
        }
        assert!(day(&moment(2023, 2, 29), None).is_none());
        assert!(exists(&Moment { month: Some(2), day: Some(29), ..Moment::default() }));
        assert!(!exists(&Moment { month: Some(4), day: Some(31), ..Moment::default() }));
        assert_eq!((days_in(2, Some(2023)), days_in(2, None), days_in(13, None)), (Some(28), Some(29), None));
    }
}
