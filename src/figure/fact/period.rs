//! The time that a fact speaks of, resolved from the words before it and from the document.

use super::super::{Date, Edge, Mention, MentionKind, Moment};
use super::cues::{Cues, Sign};
use super::reference::Reference;
use super::skipped;
use super::words::Phrase;
use std::fmt;

/// A resolved stretch of the calendar: its year is always known.
///
/// It is shown as `2024`, `2024-H1`, `2024-Q1`, `2024-12`, `2024-12-31`, `2024-12 末` (a state at the end of the year)
/// or, from one to the other, `2021/2025`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    /// The time, or the first of a range.
    pub from: Moment,
    /// The last of a range, included.
    pub to: Option<Moment>,
}

impl Period {
    /// A whole year.
    #[must_use]
    pub fn year(year: u16) -> Self {
        Self { from: Moment { year: Some(year), ..Moment::default() }, to: None }
    }

    /// From the first year to the last one.
    #[must_use]
    pub fn years(first: u16, last: u16) -> Self {
        Self { to: Some(Self::year(last).from), ..Self::year(first) }
    }

    /// The year, where it is of one year only.
    #[must_use]
    pub fn only_year(&self) -> Option<u16> {
        self.from.year.filter(|_| self.to.is_none_or(|to| to.year == self.from.year))
    }

    fn resolved(self) -> Option<Self> {
        (self.from.year.is_some() && self.to.is_none_or(|to| to.year.is_some())).then_some(self)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        show(&self.from, formatter)?;
        if let Some(to) = &self.to {
            formatter.write_str("/")?;
            show(to, formatter)?;
        }
        Ok(())
    }
}

fn show(moment: &Moment, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    if let Some(year) = moment.year {
        write!(formatter, "{year}")?;
    }
    let month = moment.month.or(match (moment.edge, moment.quarter) {
        (Some(Edge::End), None) => Some(12),
        (Some(Edge::Start), None) => Some(1),
        (Some(Edge::Middle), None) => Some(6),
        _ => None,
    });
    if let Some(half) = moment.half {
        write!(formatter, "-H{half}")?;
    } else if let Some(quarter) = moment.quarter {
        write!(formatter, "-Q{quarter}")?;
    } else if let Some(month) = month {
        write!(formatter, "-{month:02}")?;
    }
    if let Some(day) = moment.day {
        write!(formatter, "-{day:02}")?;
    }
    formatter.write_str(match (moment.edge, moment.third) {
        (Some(Edge::Start), _) => " 初",
        (Some(Edge::Middle), _) => " 中",
        (Some(Edge::End), _) => " 末",
        (None, Some(1)) => " 上旬",
        (None, Some(2)) => " 中旬",
        (None, Some(_)) => " 下旬",
        (None, None) => "",
    })
}

/// How a word places a year.
#[derive(Clone, Copy)]
pub(super) enum Word {
    /// So many years after the year of the document.
    Now(i32),
    /// The year that is spoken of.
    Same,
    /// The five years before the year of a report.
    FiveYears,
}

/// Words of time, what year they mean, and which part of it.
pub(super) const WORDS: &[(&str, Word, Option<Edge>)] = &[
    ("今年", Word::Now(0), None),
    ("本年", Word::Now(0), None),
    ("去年", Word::Now(-1), None),
    ("上年", Word::Now(-1), None),
    ("过去一年", Word::Now(-1), None),
    ("一年来", Word::Now(-1), None),
    ("前年", Word::Now(-2), None),
    ("明年", Word::Now(1), None),
    ("上年末", Word::Now(-1), Some(Edge::End)),
    ("上年底", Word::Now(-1), Some(Edge::End)),
    ("去年末", Word::Now(-1), Some(Edge::End)),
    ("去年底", Word::Now(-1), Some(Edge::End)),
    ("去年年末", Word::Now(-1), Some(Edge::End)),
    ("去年年底", Word::Now(-1), Some(Edge::End)),
    ("今年底", Word::Now(0), Some(Edge::End)),
    ("今年年底", Word::Now(0), Some(Edge::End)),
    ("今年年初", Word::Now(0), Some(Edge::Start)),
    ("全年", Word::Same, None),
    ("年末", Word::Same, Some(Edge::End)),
    ("年底", Word::Same, Some(Edge::End)),
    ("五年来", Word::FiveYears, None),
    ("过去五年", Word::FiveYears, None),
    ("过去5年", Word::FiveYears, None),
];

/// A time word or date in a stretch of text.
struct Found {
    start: usize,
    end: usize,
    period: Option<Period>,
}

/// The last time that `clause` names, but for those that something is compared with (比2020年). The inner `None` is a
/// time that is named and can't be resolved.
pub(super) fn named(
    clause: Phrase<'_>,
    mentions: &[Mention],
    cues: &Cues,
    reference: &Reference,
    carried: Option<Period>,
) -> Option<Option<Period>> {
    let mut found: Vec<Found> = Vec::new();
    let same = carried.or(reference.default).and_then(|period| period.only_year());
    let mut months = None;
    for cue in cues.within(clause) {
        let Some(&(_, how, edge)) = (match cue.sign {
            Sign::Time(word) => WORDS.get(word),
            Sign::Months if months.is_none() => {
                months = first_months(clause, cue.start);
                continue;
            }
            _ => continue,
        }) else {
            continue;
        };
        let period = match how {
            Word::Now(years) => reference.year(years).map(Period::year),
            Word::Same => same.map(Period::year),
            Word::FiveYears => reference.five_years(),
        };
        let period = period.map(|mut period| {
            period.from.edge = edge;
            period
        });
        found.push(Found { start: cue.start, end: cue.end, period });
    }
    for mention in mentions.iter().filter(|mention| mention.span.start >= clause.start && mention.span.end <= clause.end()) {
        let inside = |from: usize, to: usize| clause.text.get(from - clause.start..to - clause.start).unwrap_or_default();
        let (start, end) = (mention.span.start, mention.span.end);
        let before = inside(clause.start, start);
        let period = match mention.kind {
            // “2030先锋工程”: part of a name
            MentionKind::Date(_) if before.ends_with('“') && !is_time_in_quotes(inside(start, clause.end())) => continue,
            MentionKind::Date(date) => {
                let word =
                    [("今年", 0), ("去年", -1), ("上年", -1), ("明年", 1), ("前年", -2)].into_iter().find(|word| before.ends_with(word.0));
                let year = word.map(|word| reference.year(word.1));
                let start = start - word.map_or(0, |word| word.0.len());
                let first = inside(mention.span.start, end).starts_with(['前', '头']);
                let period = date_period(&date, first, year, reference, same).filter(|_| date.exists);
                found.push(Found { start, end, period });
                continue;
            }
            MentionKind::Plan if is_time(inside(end, clause.end())) => plan(inside(start, end)),
            _ => continue,
        };
        found.push(Found { start, end, period });
    }
    if let Some((start, end, months)) = months {
        let year = reference.year(0).filter(|_| clause.text.contains("今年")).or(same);
        let month = |month| Moment { year, month: Some(month), ..Moment::default() };
        found.push(Found { start, end, period: Period { from: month(1), to: Some(month(months)) }.resolved() });
    }
    if clause.text.contains('《') {
        found.retain(|found| !skipped::in_title(clause.text, found.start - clause.start));
    }
    // The longest of those that end last; what is compared with hides the shorter words in it.
    found.sort_by_key(|found| (std::cmp::Reverse(found.end), found.start));
    let mut floor = usize::MAX;
    for found in found {
        if found.end > floor {
            continue;
        }
        floor = found.start;
        let before = clause.text.get(..found.start - clause.start).unwrap_or_default().trim_end_matches('“');
        // 2020年全年 is 2020
        if clause.text.get(found.start - clause.start..).is_some_and(|word| word.starts_with("全年")) && before.ends_with('年') {
            floor = usize::MAX;
            continue;
        }
        let after = clause.text.get(found.end - clause.start..).unwrap_or_default();
        let compared = before.ends_with(['比', '较', '与', '同', '和']) && !after.starts_with("年均");
        if compared || after.starts_with("同期") || after.starts_with("同月") {
            continue;
        }
        // 从2021年7月启动交易以来
        let later = || after.find("以来").is_some_and(|at| after.get(..at).is_some_and(|words| !words.contains(['，', '、'])));
        if after.starts_with("以来") || before.ends_with(['自', '从']) && later() {
            return Some(found.period.and_then(|period| since(period, reference)));
        }
        return Some(found.period);
    }
    None
}

/// 2018年以来: up to the year of the document, or open where that is not known. 今年以来 is this year.
fn since(period: Period, reference: &Reference) -> Option<Period> {
    let now = reference.year(0)?;
    match period.from.year {
        Some(year) if year == now || period.to.is_some() => Some(period),
        Some(year) if year < now => Some(Period { to: Some(Period::year(now).from), ..period }),
        _ => None,
    }
}

/// 前11个月, whose 个月 stands at `at`, and the place where it stands.
fn first_months(clause: Phrase<'_>, at: usize) -> Option<(usize, usize, u8)> {
    let end = at.checked_sub(clause.start)?;
    let before = clause.text.get(..end)?;
    let start = before.rfind('前')?;
    let number = before.get(start + '前'.len_utf8()..)?;
    let spoken = ["两", "三", "四", "五", "六", "七", "八", "九", "十", "十一"].iter().position(|word| *word == number);
    let months = number.parse().ok().or(spoken.and_then(|at| u8::try_from(at + 2).ok()))?;
    (2..12).contains(&months).then_some((clause.start + start, clause.start + end + "个月".len(), months))
}

/// The date after 比 or 较 in `lead`: what a change is measured against.
pub(super) fn compared(lead: Phrase<'_>, mentions: &[Mention]) -> Option<Period> {
    mentions.iter().find_map(|mention| {
        let MentionKind::Date(date) = mention.kind else { return None };
        let at = mention.span.start.checked_sub(lead.start)?;
        let before = lead.text.get(..at).filter(|_| mention.span.end <= lead.end())?;
        before.ends_with(['比', '较', '与', '同']).then(|| Period { from: date.from, to: date.to }.resolved()).flatten()
    })
}

/// The period of a written date; what it leaves out comes from the word before it (去年) or from the document.
fn date_period(date: &Date, first: bool, year: Option<Option<u16>>, reference: &Reference, same: Option<u16>) -> Option<Period> {
    let mut period = Period { from: date.from, to: date.to };
    if first && let Some(quarter) = date.from.quarter {
        period = Period { from: Moment { quarter: Some(1), ..date.from }, to: Some(Moment { quarter: Some(quarter), ..date.from }) };
    }
    if period.from.century.is_some() || period.from.decade.is_some() {
        return None;
    }
    if period.from.year.is_none() {
        let last = period.to.unwrap_or(period.from);
        if last.month.is_none() && last.quarter.is_none() && last.half.is_none() {
            // only a day: the month is that of the document
            period.from.month = Some(reference.month?);
            if let Some(to) = &mut period.to {
                to.month = period.from.month;
            }
        }
        let year = match year {
            Some(year) => year,
            None => same.or_else(|| reference.year_of(&last)),
        };
        period.from.year = Some(year?);
    }
    if let Some(to) = &mut period.to
        && to.year.is_none()
    {
        to.year = period.from.year;
    }
    period.resolved()
}

/// Where a clause begins to tell from what time on a value changed: 由2020年的5亿斤, 从上年末的5.2%.
pub(super) fn start(clause: Phrase<'_>) -> Option<usize> {
    let at = clause.text.trim_end_matches('的').rfind(['由', '从'])?;
    let rest = clause.text.get(at..)?;
    (rest.chars().take(13).count() <= 12 && !rest.contains(['，', '到', '至'])).then_some(at)
}

/// Whether a date right after a quotation mark is the time that a quoted sentence speaks of, and no part of a name.
fn is_time_in_quotes(quoted: &str) -> bool {
    quoted.find('”').is_none_or(|end| quoted.get(..end).is_some_and(|inside| inside.chars().count() > 12))
}

/// Whether the words after “十四五” make it a time and not the name of a plan.
fn is_time(after: &str) -> bool {
    let after = after.trim_start_matches(['”', '"', '’']);
    ["时期", "期间", "以来", "末", "期末"].iter().any(|word| after.starts_with(word))
}

/// The years of a five-year plan: 十四五 is 2021–2025. The rule holds from the third plan on.
fn plan(name: &str) -> Option<Period> {
    const NUMBERS: &[&str] = &["六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五", "十六"];
    let number = name.trim_matches(['“', '”', '"']).strip_suffix('五')?;
    let index = NUMBERS.iter().position(|known| *known == number)?;
    let first = 1981 + 5 * u16::try_from(index).ok()?;
    Some(Period::years(first, first + 4))
}
