//! The tests: each reads the named parts of a match and says what contradicts.

use super::almanac::{self, weekday_name};
use super::{Item, Test, as_date};
use crate::both;
use crate::figure::{Date, Figure, Interval, MentionKind, Moment, Rational};
use crate::lang::Localized;
use std::collections::BTreeMap;

/// The named parts of a match.
pub(super) struct Named<'n, 'r> {
    /// The words of a group; empty where it took no part.
    pub(super) text: &'n dyn Fn(&str) -> &'n str,
    /// What a group reads as.
    pub(super) item: &'n dyn Fn(&str) -> Option<Item<'r>>,
    /// The year of the document, where its title names one.
    pub(super) document_year: &'n dyn Fn() -> Option<u16>,
}

/// What the rule knows.
pub(super) struct Known {
    /// Years by the words of `event`.
    pub(super) years: BTreeMap<String, u16>,
    /// Years of one term.
    pub(super) term: u16,
}

/// A contradiction.
pub(super) struct Wrong {
    pub(super) problem: Localized,
    pub(super) expected: Localized,
    /// Whether it rests on the year of the document and not on words beside it.
    pub(super) inferred: bool,
}

impl Test {
    /// `None` where there is nothing to test; else what is wrong, if anything.
    pub(super) fn run(self, named: &Named<'_, '_>, known: &Known) -> Option<Option<Wrong>> {
        match self {
            Self::Exists => exists(named),
            Self::Weekday => on_weekday(named),
            Self::Dateline => dateline(named),
            Self::Age => age(named),
            Self::Span => span(named),
            Self::Session => session(named, known),
            Self::Anniversary => anniversary(named, known),
            Self::Review => review(named),
        }
    }
}

impl<'r> Named<'_, 'r> {
    fn date(&self, name: &str) -> Option<Date> {
        as_date((self.item)(name))
    }

    fn figure(&self, name: &str) -> Option<&'r Figure> {
        match (self.item)(name)? {
            Item::Figure(figure) => Some(figure),
            Item::Mention(_) => None,
        }
    }

    /// The number of an ordinal or a session.
    fn place(&self, name: &str) -> Option<u32> {
        match (self.item)(name)? {
            Item::Mention(mention) => match mention.kind {
                MentionKind::Ordinal(number) | MentionKind::Session(number) => number,
                _ => None,
            },
            Item::Figure(_) => None,
        }
    }

    /// The year that is written beside, or that of the document; and whether it is the latter.
    fn year(&self) -> Option<(u16, bool)> {
        match self.date("year") {
            Some(date) => Some((date.from.year?, false)),
            None => Some(((self.document_year)()?, true)),
        }
    }
}

fn wrong(problem: Localized, expected: impl Into<String>, inferred: bool) -> Option<Wrong> {
    Some(Wrong { problem, expected: Localized::same(expected), inferred })
}

fn exists(named: &Named<'_, '_>) -> Option<Option<Wrong>> {
    let date = named.date("date")?;
    let bad = [Some(date.from), date.to].into_iter().flatten().find(|moment| !moment.exists() || !almanac::exists(moment));
    let Some(moment) = bad else { return Some(None) };
    let month = moment.month.unwrap_or_default();
    let problem = match almanac::days_in(month, moment.year) {
        None if moment.month.is_some() => both!("没有{month}月", "there is no month {month}"),
        None => Localized::fixed("没有这个日期", "there is no such date"),
        Some(days) => match moment.year {
            Some(year) => both!("{year}年{month}月只有{days}天", "month {month} of {year} has {days} days"),
            None => both!("{month}月只有{days}天", "month {month} has {days} days"),
        },
    };
    Some(wrong(problem, "", false))
}

fn on_weekday(named: &Named<'_, '_>) -> Option<Option<Wrong>> {
    let date = named.date("date").filter(|date| date.to.is_none())?;
    let said = almanac::weekday((named.text)("weekday"))?;
    let inferred = date.from.year.is_none();
    let year = date.from.year.or_else(named.document_year)?;
    let day = almanac::day(&date.from, Some(year))?;
    if day.weekday() == said {
        return Some(None);
    }
    let (zh, en) = weekday_name(day);
    let (month, number) = (day.month(), day.day());
    let problem = both!("{year}年{month}月{number}日是星期{zh}", "{year}-{month:02}-{number:02} is a {en}");
    Some(wrong(problem, format!("星期{zh}"), inferred))
}

/// A report may be of some days before its dateline. One of a later day would be of the future.
fn dateline(named: &Named<'_, '_>) -> Option<Option<Wrong>> {
    let line = named.date("dateline")?.from;
    let said = named.date("date").filter(|date| date.to.is_none())?.from;
    let (line_month, line_day, said_day) = (line.month?, line.day?, said.day?);
    if said.month.is_some_and(|month| month != line_month) || said.year.is_some() && line.year.is_some() && said.year != line.year {
        return None; // another month: whether it lies ahead can't be told from the day
    }
    // 3月1日电 … 28日 is of the month before
    if said_day <= line_day || said.month.is_none() && said_day - line_day > 15 {
        return Some(None);
    }
    let problem = both!(
        "电头是{line_month}月{line_day}日，报道的却是{said_day}日的事",
        "the dateline is {line_month:02}-{line_day:02}, and what is reported is of day {said_day}"
    );
    Some(wrong(problem, format!("{line_day}日"), false))
}

/// Whether some whole number between `low` and `high` is what the figure may stand for.
fn allows(figure: &Figure, low: i32, high: i32) -> bool {
    let range = Interval::closed(Rational::from(low), Rational::from(high));
    !figure.value.hard.intersection(&range).is_empty()
}

fn age(named: &Named<'_, '_>) -> Option<Option<Wrong>> {
    let birth = named.date("birth")?.from.year?;
    let age = named.figure("age")?;
    let (year, inferred) = named.year()?;
    let years = i32::from(year) - i32::from(birth);
    // before or after the birthday, or counted from one (虚岁); and a document may be of the year after the one it names
    let slack = i32::from(inferred);
    if allows(age, years - 1 - slack, years + 1 + slack) {
        return Some(None);
    }
    let (low, high) = (years - 1, years + 1);
    let problem = both!("{year} − {birth} = {years}，应在{low}至{high}岁之间", "{year} − {birth} = {years}, so between {low} and {high}");
    Some(wrong(problem, format!("{years}岁"), inferred))
}

/// From one time to another, both ends counted or one.
fn span(named: &Named<'_, '_>) -> Option<Option<Wrong>> {
    let from = named.date("from")?;
    let (first, last) = match (from.to, named.date("to")) {
        (Some(to), _) => (from.from, to),
        (None, Some(to)) => (from.from, to.from),
        (None, None) => return None,
    };
    let length = named.figure("length")?;
    let unit = length.unit?.base;
    let (count, zh, en) = match &*unit.name {
        "年" | "周年" if first.month.is_some() && last.month.is_some() => {
            // 1941年9月到1944年1月 is two years and four months: 两年, 两年多 and 三年 will do
            first.year.and(last.year)?;
            let months = months(&last)? - months(&first)?;
            (months.div_euclid(12), "年", "years")
        }
        "年" | "周年" => (i32::from(last.year?) - i32::from(first.year?), "年", "years"),
        "个月" | "月" => (months(&last)? - months(&first)?, "个月", "months"),
        "天" | "日" => {
            let year = first.year.or(last.year).or_else(named.document_year);
            // without a year, whether February has a 29th can't be told
            let across = first.month < Some(3) && last.month > Some(2);
            let year = year.or_else(|| (!across).then_some(2001))?;
            let (start, end) = (almanac::day(&first, Some(year))?, almanac::day(&last, Some(year))?);
            (start.until(end).ok()?.get_days(), "天", "days")
        }
        _ => return None,
    };
    if count < 0 || allows(length, count, count + 1) {
        return Some(None);
    }
    let with_both = count + 1;
    let problem = both!(
        "从头到尾是{count}{zh}，首尾都算是{with_both}{zh}",
        "from one to the other it is {count} {en}, {with_both} with both ends counted"
    );
    Some(wrong(problem, format!("{count}{zh}"), false))
}

/// The months since the year 0, or since January where no year is given.
fn months(moment: &Moment) -> Option<i32> {
    Some(i32::from(moment.year.unwrap_or_default()) * 12 + i32::from(moment.month?))
}

fn session(named: &Named<'_, '_>, known: &Known) -> Option<Option<Wrong>> {
    let event = (named.text)("event");
    let first = *known.years.get(event)?;
    let session = i32::try_from(named.place("session")?).ok()?;
    let year = i32::from(named.date("year")?.from.year?);
    let begins = i32::from(first) + (session - 1) * i32::from(known.term);
    let (low, high) = match named.place("meeting") {
        Some(meeting) => {
            let meeting = i32::try_from(meeting).ok()?;
            (begins + meeting - 1, begins + meeting - 1)
        }
        None => (begins, begins + i32::from(known.term) - 1),
    };
    if (low..=high).contains(&year) {
        return Some(None);
    }
    let expected = if low == high { format!("{low}年") } else { format!("{low}—{high}年") };
    let text = (named.text)("session");
    let problem =
        both!("{event}{text}从{begins}年算起，这次会应在{expected}", "{event}{text} begins in {begins}, so this one is of {expected}");
    Some(wrong(problem, expected, false))
}

fn anniversary(named: &Named<'_, '_>, known: &Known) -> Option<Option<Wrong>> {
    let since = match named.date("from") {
        Some(date) => date.from.year?,
        None => *known.years.get((named.text)("event"))?,
    };
    let length = named.figure("length")?;
    let (year, inferred) = named.year()?;
    let years = i32::from(year) - i32::from(since);
    let slack = i32::from(inferred);
    if allows(length, years - slack, years + slack) {
        return Some(None);
    }
    let problem = both!("{year} − {since} = {years}", "{year} − {since} = {years}");
    Some(wrong(problem, format!("{years}周年"), inferred))
}

/// A report of one year reviews the year before.
fn review(named: &Named<'_, '_>) -> Option<Option<Wrong>> {
    let year = named.date("year").filter(|date| date.to.is_none())?.from.year?;
    let document = (named.document_year)()?;
    let before = document.checked_sub(1)?;
    if year == before {
        return Some(None);
    }
    let problem = both!(
        "标题是{document}年，回顾的应是{before}年，不是{year}年",
        "the title says {document}, so what is reviewed is {before}, not {year}"
    );
    Some(wrong(problem, format!("{before}年"), false))
}
