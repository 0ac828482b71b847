//! What the document itself says about time: its year, and the period that a section is about.

use super::super::{Date, Mention, MentionKind, Moment, Reading, read};
use super::period::Period;
use crate::document::{BlockKind, Document};

/// How many of the first passages are looked at for the year of a document.
const HEAD: usize = 8;

/// The time that words such as 今年 are relative to.
#[derive(Debug, Clone, Default)]
pub(super) struct Reference {
    /// The year that 今年 is.
    now: Option<u16>,
    /// The month in which it was written, where a full date is given.
    pub(super) month: Option<u8>,
    /// The period of what names none.
    pub(super) default: Option<Period>,
    /// The same, before any section said otherwise.
    base: Option<Period>,
    /// Whether the document is a report that looks back on years.
    report: bool,
    /// Whether the section is about what is to come.
    pub(super) plans: bool,
}

impl Reference {
    /// Reads the head, the datelines and the section titles of a document.
    pub(super) fn of(document: &Document<'_>) -> Self {
        let mut reference = Self::default();
        for passage in document.passages.iter().take(HEAD) {
            let text = passage.view.text();
            let short = text.chars().count() <= 60;
            if matches!(passage.kind, BlockKind::Heading { .. }) || short {
                reference.title(text, &read(text));
            }
            if reference.now.is_some() {
                break;
            }
        }
        for block in document.blocks.iter().take(HEAD) {
            if let Some(span) = block.dateline.filter(|_| reference.now.is_none()) {
                let text = document.source.slice(span);
                reference.set_date(dates(&read(text).mentions).next().map(|date| date.from));
            }
        }
        if reference.now.is_none() {
            // 一、2015年工作回顾: a report of the year after.
            let headings = document.passages.iter().filter(|passage| matches!(passage.kind, BlockKind::Heading { .. }));
            let looks_back = headings.map(|passage| passage.view.text()).find(|text| text.contains("回顾") && text.contains('年'));
            let year = looks_back.and_then(|text| dates(&read(text).mentions).find_map(|date| date.from.year));
            reference.now = year.map(|year| year + 1);
            reference.report = year.is_some();
        }
        reference.base = reference.default;
        reference
    }

    /// What a title tells: the year of a communiqué, the date of a news programme, the session of an assembly.
    fn title(&mut self, text: &str, reading: &Reading) {
        let date = dates(&reading.mentions).find(|date| date.from.year.is_some());
        self.report |= text.contains("工作报告");
        if let Some(date) = date {
            let of_a_period = ["公报", "统计", "年报", "运行情况", "经济情况", "决算", "主要数据"];
            if date.from.day.is_some() {
                self.set_date(Some(date.from));
            } else if self.report {
                self.now = date.from.year;
            } else if of_a_period.iter().any(|word| text.contains(word)) {
                self.now = date.from.year;
                self.default = Some(Period { from: date.from, to: date.to });
            }
        } else if self.report {
            self.now = session(text);
        }
    }

    fn set_date(&mut self, moment: Option<Moment>) {
        if let Some(moment) = moment.filter(|moment| moment.year.is_some()) {
            (self.now, self.month) = (moment.year, moment.month);
        }
    }

    /// Goes into the section under a heading.
    ///
    /// The headlines of a dated programme are no sections, so they say nothing about what follows.
    pub(super) fn enter(&mut self, heading: &str, reading: &Reading) {
        if self.month.is_some() && !self.report {
            return;
        }
        let about = ["回顾", "工作", "目标", "任务", "情况", "安排", "发展", "部署", "要求", "过去", "一年", "五年"];
        let told = about.iter().any(|word| heading.contains(word));
        let dated = dates(&reading.mentions).find(|date| date.from.year.is_some() && date.from.day.is_none());
        let numbered = heading.split_once('、').is_some_and(|(number, _)| number.chars().all(|c| "一二三四五六七八九十".contains(c)));
        let period = if let Some(date) = dated.filter(|_| told) {
            Some(Period { from: date.from, to: date.to })
        } else if heading.contains("过去一年") || heading.contains("去年工作") {
            self.year(-1).map(Period::year)
        } else if heading.contains("过去五年") || heading.contains("五年来") {
            self.five_years()
        } else if heading.contains("今年") && told {
            self.year(0).map(Period::year)
        } else if numbered {
            self.base
        } else {
            return;
        };
        self.default = period;
        let ahead = ["目标", "任务", "安排", "部署", "要求", "建议"].iter().any(|word| heading.contains(word));
        self.plans = ahead && !heading.contains("回顾");
    }

    /// The year that is so many years after that of the document.
    pub(super) fn year(&self, years: i32) -> Option<u16> {
        u16::try_from(i32::from(self.now?) + years).ok()
    }

    /// 过去五年, in a report.
    pub(super) fn five_years(&self) -> Option<Period> {
        Some(Period::years(self.year(-5)?, self.year(-1)?)).filter(|_| self.report)
    }

    /// The year of a month or quarter that is given without one, in a document of a known date: this year if it has
    /// come, last year if it is of the months just past. Anything else stays open.
    pub(super) fn year_of(&self, moment: &Moment) -> Option<u16> {
        let (now, month) = (self.now?, self.month?);
        let first = moment.month.or(moment.quarter.map(|quarter| quarter * 3 - 2)).or(moment.half.map(|half| half * 6 - 5));
        match first.unwrap_or(month) {
            named if named <= month => Some(now),
            named if month <= 3 && named >= 7 => now.checked_sub(1),
            _ => None,
        }
    }
}

fn dates(mentions: &[Mention]) -> impl Iterator<Item = Date> + '_ {
    mentions.iter().filter_map(|mention| match mention.kind {
        MentionKind::Date(date) if date.exists => Some(date),
        _ => None,
    })
}

/// The year of a session of the National People's Congress: a congress lasts five years and meets once a year, and the
/// first session of the fourteenth was in 2023.
fn session(text: &str) -> Option<u16> {
    const CONGRESS: &[&str] = &["九届", "十届", "十一届", "十二届", "十三届", "十四届", "十五届", "十六届"];
    let (before, after) = text.split_once("届全国人")?;
    let congress = CONGRESS.iter().rposition(|name| name.strip_suffix('届').is_some_and(|number| before.ends_with(number)))?;
    let (number, _) = after.split_once("次会议")?;
    let sitting = ["一", "二", "三", "四", "五"].iter().position(|name| number.ends_with(name))?;
    u16::try_from(1998 + 5 * congress + sitting).ok()
}
