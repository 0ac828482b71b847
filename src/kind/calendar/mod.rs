//! `[check.calendar]`: dates, weekdays, ages and years that contradict each other or the calendar.

mod almanac;
mod test;

use super::expression::{Item, Lazy, Place, excepted_at, item_at, load_all_with_fields};
use super::remark::{self, Remark};
use super::scope::{In, Unit, admits};
use super::{Check, Context, Hit, Hits, Kind, Localized0, Outcome, Placeholder, Starter, Step};
use crate::both;
use crate::document::Passage;
use crate::figure::Units;
use crate::finding::{Confidence, Label};
use crate::lang::Localized;
use crate::rule::Problem;
use crate::rule::manifest::{At, read};
use crate::text::Span;
use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use test::{Known, Named};
use toml::Spanned;
use toml::de::DeValue;

/// The kind.
pub(super) struct Calendar;

/// The keys of `[check.calendar]`.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Keys {
    /// What is tested.
    #[schemars(extend("x-zh" = "查什么。"))]
    test: At<Test>,
    /// Where it stands; the named fields are what is tested.
    #[schemars(extend("x-zh" = "在哪里；有名字的字段是要查的东西。"))]
    regex: At<String>,
    /// For `session` and `anniversary`: a year that is known, by the words of the group `event`.
    #[schemars(extend("x-zh" = "用于 `session` 与 `anniversary`：按组 `event` 的文字，已知的年份。"))]
    #[serde(default)]
    years: BTreeMap<String, u16>,
    /// For `session`: how many years one term lasts.
    #[schemars(extend("x-zh" = "用于 `session`：一届几年。"))]
    #[serde(default = "five")]
    term: u16,
    /// Exceptions: what one of these overlaps is not tested.
    #[schemars(extend("x-zh" = "例外：与其中之一重叠的不查。"))]
    #[serde(default)]
    unless: Vec<At<String>>,
    /// What no match crosses.
    #[schemars(extend("x-zh" = "匹配不跨出什么。"))]
    #[serde(default)]
    within: Unit,
    /// The kinds of block to look at; all where it is not given.
    #[schemars(extend("x-zh" = "要查哪几种块；不写即全部。"))]
    #[serde(default, rename = "in")]
    blocks: Vec<In>,
}

const fn five() -> u16 {
    5
}

/// What is tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Test {
    /// `date` is a day that the calendar has.
    #[schemars(extend("x-zh" = "`date` 是日历上有的一天。"))]
    Exists,
    /// `date` falls on `weekday`.
    #[schemars(extend("x-zh" = "`date` 是 `weekday` 那一天。"))]
    Weekday,
    /// `date` is not after `dateline`, and not long before it.
    #[schemars(extend("x-zh" = "`date` 不晚于电头 `dateline`，也不早很多。"))]
    Dateline,
    /// One who was born in `birth` is `age` in `year`, or in the year of the document.
    #[schemars(extend("x-zh" = "`birth` 年出生的人，在 `year` 年（不写即文档的年份）是 `age` 岁。"))]
    Age,
    /// From `from` to `to` it is `length`.
    #[schemars(extend("x-zh" = "从 `from` 到 `to` 是 `length`。"))]
    Span,
    /// The meeting `meeting` of the session `session` is in `year`; `years` names the first year of a first session.
    #[schemars(extend("x-zh" = "`session` 的 `meeting` 在 `year` 年；`years` 给出第一届的第一年。"))]
    Session,
    /// In `year`, or in the year of the document, it is `length` since `event`, or since `from`.
    #[schemars(extend("x-zh" = "在 `year` 年（不写即文档的年份），距 `event` 或 `from` 是 `length`。"))]
    Anniversary,
}

impl Test {
    /// The groups that it needs, and those that it can do with.
    const fn groups(self) -> (&'static [&'static str], &'static [&'static str]) {
        match self {
            Self::Exists => (&["date"], &[]),
            Self::Weekday => (&["date", "weekday"], &[]),
            Self::Dateline => (&["dateline", "date"], &[]),
            Self::Age => (&["birth", "age"], &["year"]),
            Self::Span => (&["from", "length"], &["to"]),
            Self::Session => (&["event", "session", "year"], &["meeting"]),
            Self::Anniversary => (&["length"], &["event", "from", "year"]),
        }
    }

    /// The group that is the finding's place.
    const fn place(self) -> &'static str {
        match self {
            Self::Exists | Self::Dateline => "date",
            Self::Weekday => "weekday",
            Self::Age => "age",
            Self::Span | Self::Anniversary => "length",
            Self::Session => "year",
        }
    }
}

impl Kind for Calendar {
    fn name(&self) -> &'static str {
        "calendar"
    }
    fn summary(&self) -> Localized0 {
        ("日期、星期、年龄、届次互相矛盾", "dates, weekdays, ages and sessions that contradict each other")
    }
    fn placeholders(&self) -> &'static [Placeholder] {
        &[
            Placeholder { name: "problem", meaning: ("错在哪里，连同算法", "what is wrong, with the arithmetic") },
            Placeholder { name: "expected", meaning: ("按历法应是什么", "what it should be by the calendar") },
        ]
    }
    fn schema(&self) -> Schema {
        schemars::schema_for!(Keys)
    }
    fn starter(&self) -> Starter {
        Starter {
            message: ("{date}（{text}）：{problem}", "{date} ({text}): {problem}"),
            check: r#"test = "weekday"
regex = '{date=date:day}[（(]?(?<weekday>(?:星期|周)[一二三四五六日天])'
"#,
            examples: r#"[[example]]
fails = "会议于2024年3月5日（⟦星期三⟧）开幕。"

[[example]]
passes = "会议于2024年3月5日（星期二）开幕。"
"#,
        }
    }
    fn compile(&self, table: Spanned<DeValue<'_>>, problems: &mut Vec<Problem>) -> Option<Box<dyn Check>> {
        let keys: Keys = read(table, problems)?;
        let test = *keys.test.get();
        let unless = load_all_with_fields(&keys.unless, problems);
        let regex = Lazy::load_with_fields(&keys.regex, problems)?;
        let missing: Vec<&str> = test.groups().0.iter().copied().filter(|name| !regex.groups().iter().any(|g| g == name)).collect();
        if !missing.is_empty() {
            let list = missing.join(", ");
            let message = both!("这项检查要有名为 {list} 的组或字段", "this test needs groups or fields named {list}");
            problems.push(Problem::new(keys.regex.span(), message));
            return None;
        }
        if test == Test::Session && keys.years.is_empty() {
            let message = Localized::fixed("session 要有 years：各会第一届的年份", "session needs years: the first year of each assembly");
            problems.push(Problem::new(keys.test.span(), message));
            return None;
        }
        let known = Known { years: keys.years, term: keys.term.max(1) };
        Some(Box::new(CalendarCheck { test, regex, known, unless, within: keys.within, blocks: keys.blocks }))
    }
}

struct CalendarCheck {
    test: Test,
    regex: Lazy,
    known: Known,
    unless: Vec<Lazy>,
    within: Unit,
    blocks: Vec<In>,
}

impl Check for CalendarCheck {
    fn needs(&self) -> Option<&[String]> {
        self.regex.needs()
    }

    fn bind(&mut self, units: Option<&Units>, problems: &mut Vec<Problem>) {
        [&mut self.regex].into_iter().chain(&mut self.unless).for_each(|lazy| lazy.bind(units, problems));
    }

    fn placeholders(&self) -> Vec<String> {
        self.regex.groups().to_vec()
    }

    fn remarks(&self, used: &BTreeSet<&str>) -> Vec<Remark> {
        let mut remarks = Vec::new();
        let (needed, optional) = self.test.groups();
        let own: Vec<&str> = needed.iter().chain(optional).copied().collect();
        remark::on_expression("regex", &self.regex, &mut remarks);
        remark::on_groups("regex", &self.regex, used, &own, &mut remarks);
        self.unless.iter().for_each(|e| remark::on_expression("unless", e, &mut remarks));
        remarks
    }

    fn passage(&self, context: &Context<'_, '_>, passage: &Passage<'_>, hits: &mut Hits) {
        if !admits(&self.blocks, passage.kind) {
            return;
        }
        let Some(regex) = self.regex.regex() else {
            hits.broken = Some(Localized::fixed("正则表达式无法编译", "the regular expression could not be compiled"));
            return;
        };
        self.within.each(passage.view.text(), |unit, at| {
            let place = Place { context, passage, text: unit, at };
            let haystack = self.regex.haystack(place);
            for captures in regex.captures_iter(haystack.text()) {
                let range = |name: &str| captures.name(name).map(|m| haystack.original(m.range()));
                let text = |name: &str| range(name).and_then(|r| unit.get(r)).unwrap_or_default();
                let item = |name: &str| range(name).and_then(|r| item_at(context.reading(passage), &(r.start + at..r.end + at)));
                let Some(found) = range(self.test.place()) else { continue };
                let source = |r: std::ops::Range<usize>| passage.view.to_source(Span::from_range(r.start + at..r.end + at));
                let year = || almanac::year_of(context.document, context.units());
                let named = Named { text: &text, item: &item, document_year: &year };
                let here = || source(found.clone());
                let Some(outcome) = self.test.run(&named, &self.known) else {
                    let why = Localized::fixed("缺少年份等，算不出来", "something such as the year is not said, so it can't be worked out");
                    hits.note(|| Step::new(here(), Outcome::Missing, why));
                    continue;
                };
                hits.bound += 1;
                let Some(wrong) = outcome else {
                    hits.in_order(here, || Localized::fixed("与历法相符", "it fits the calendar"));
                    continue;
                };
                if excepted_at(&self.unless, place, &found) {
                    hits.excepted(here);
                    continue;
                }
                let mut values: Vec<_> = self.regex.groups().iter().map(|name| (name.clone(), Localized::same(text(name)))).collect();
                values.push(("problem".to_owned(), wrong.problem));
                values.push(("expected".to_owned(), wrong.expected));
                let (needed, optional) = self.test.groups();
                let others = needed.iter().chain(optional).filter(|name| **name != self.test.place()).filter_map(|name| range(name));
                let message = Localized::fixed("与此不合", "does not fit this");
                let labels = others.map(|r| Label { span: source(r), message: message.clone() }).collect();
                let confidence = wrong.inferred.then_some(Confidence::Low);
                hits.push(Hit { span: source(found), labels, values, confidence, ..Hit::default() });
            }
        });
    }
}

/// What the named parts of a match read as.
fn as_date(item: Option<Item<'_>>) -> Option<crate::figure::Date> {
    match item {
        Some(Item::Mention(mention)) => match mention.kind {
            crate::figure::MentionKind::Date(date) => Some(date),
            _ => None,
        },
        _ => None,
    }
}
