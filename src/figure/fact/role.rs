//! What a fact says about its subject: role, comparison, basis, target.

use super::super::change::{self, Change, Direction};
use super::super::unit::Class;
use super::super::{Figure, Role};
use super::cues::{Cue, Sign};
use super::period::Period;
use super::words::{Phrase, last_of};
use crate::lang::Localized;

/// What a fact says about its subject.
///
/// Whether a figure is a bound (不超过3%) is in its value and its qualifier; whether it is a target is a field of its
/// own. A rank (居第三位) is an ordinal and no fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FactRole {
    /// How much there is.
    Level,
    /// A part of a whole.
    Share,
    /// By what ratio it changed: 增长5.2%, 翻一番.
    Growth(Option<Direction>),
    /// By how much it changed: 减少139万人, 提高1.2个百分点.
    Difference(Option<Direction>),
}

impl FactRole {
    /// The name as shown to people.
    #[must_use]
    pub const fn label(self) -> Localized {
        match self {
            Self::Level => Localized::fixed("数值", "level"),
            Self::Share => Localized::fixed("占比", "share"),
            Self::Growth(Some(Direction::Up)) => Localized::fixed("增长", "growth"),
            Self::Growth(Some(Direction::Down)) => Localized::fixed("下降", "decline"),
            Self::Growth(None) => Localized::fixed("倍数", "multiple"),
            Self::Difference(Some(Direction::Up)) => Localized::fixed("增加", "increase"),
            Self::Difference(Some(Direction::Down)) => Localized::fixed("减少", "decrease"),
            Self::Difference(None) => Localized::fixed("差额", "difference"),
        }
    }

    /// True for a change of either kind.
    #[must_use]
    pub fn is_change(self) -> bool {
        matches!(self, Self::Growth(_) | Self::Difference(_))
    }
}

/// The prices a value is told in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Basis {
    /// The text does not say.
    #[default]
    Unknown,
    /// At the prices of the time: 名义, 按现价.
    Nominal,
    /// At constant prices: 按不变价格, 实际增长.
    Constant,
}

/// What a change is measured against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Comparison {
    /// The same time a year before: 同比, 比上年同期.
    YearOnYear,
    /// The period right before: 环比, 比上月.
    PeriodOnPeriod,
    /// The year before: 比上年.
    PreviousYear,
    /// The end of the year before: 比上年末, 比年初.
    PreviousYearEnd,
    /// A year on average: 年均.
    AnnualAverage,
    /// A time that is named: 比2020年.
    With(Period),
}

/// The comparison that words before a figure name; `None` where they name none.
pub(super) fn comparison(cues: impl Iterator<Item = Cue>) -> Option<Comparison> {
    let (mut against, mut year_end) = (false, false);
    let mut found: Option<Comparison> = None;
    for cue in cues {
        let named = match cue.sign {
            Sign::Against => {
                against = true;
                continue;
            }
            Sign::YearEnd => {
                year_end = true;
                continue;
            }
            Sign::YearOnYear => Comparison::YearOnYear,
            Sign::PeriodOnPeriod => Comparison::PeriodOnPeriod,
            Sign::Average => Comparison::AnnualAverage,
            Sign::Year => Comparison::PreviousYear,
            _ => continue,
        };
        if found.as_ref().is_none_or(|known| rank(&named) < rank(known)) {
            found = Some(named);
        }
    }
    match found {
        // 比上年末 has 比上年 in it
        None | Some(Comparison::PreviousYear) if against && year_end => Some(Comparison::PreviousYearEnd),
        found => found,
    }
}

/// Which of two comparisons is meant where the words of both are there.
const fn rank(comparison: &Comparison) -> u8 {
    match comparison {
        Comparison::YearOnYear => 0,
        Comparison::PeriodOnPeriod => 1,
        Comparison::AnnualAverage => 2,
        _ => 3,
    }
}

/// The basis that a clause names.
pub(super) fn basis(cues: impl Iterator<Item = Cue>) -> Basis {
    cues.fold(Basis::Unknown, |basis, cue| match cue.sign {
        Sign::Constant => Basis::Constant,
        Sign::Nominal if basis == Basis::Unknown => Basis::Nominal,
        _ => basis,
    })
}

/// Whether a clause says that what follows is aimed at.
pub(super) fn target(clause: Phrase<'_>, cues: impl Iterator<Item = Cue>) -> bool {
    let mut aims = false;
    for cue in cues {
        match cue.sign {
            Sign::Done => return false,
            // 162项调研计划: a plan that is told of
            Sign::Aim if cue.end == clause.end() && clause.text.ends_with("计划") => {}
            Sign::Aim => aims |= !super::skipped::in_title(clause.text, cue.start - clause.start),
            _ => {}
        }
    }
    aims
}

/// Whether a lead says only what a value came to: 提高到, 上升至.
pub(super) fn comes_to(lead: &str) -> bool {
    let verb = lead.trim().strip_suffix('到').or(lead.trim().strip_suffix('至'));
    verb.is_some_and(|verb| change::UP.iter().chain(change::DOWN).any(|word| *word == verb))
}

/// Whether a lead says that something changed and not what: 同比下降.
pub(super) fn only_changes(lead: &str) -> bool {
    let mut rest = lead.trim();
    while let Some(shorter) =
        ["同比", "环比", "比上年", "比上月", "实际", "名义", "小幅", "大幅"].iter().find_map(|word| rest.strip_prefix(word))
    {
        rest = shorter;
    }
    change::UP.iter().chain(change::DOWN).any(|word| *word == rest)
}

/// Nouns for a rate of change.
const RATES: &[&str] = &["增速", "增长", "增幅", "涨幅"];

/// Whether a lead says that what was told before should come to more still: 增长7%以上、力争达到8%.
pub(super) fn raises(lead: &str) -> bool {
    let lead = lead.trim_matches(|c: char| c == '、' || c == '，' || c.is_whitespace());
    lead.starts_with("力争") || lead.starts_with("争取") || lead.starts_with("确保")
}

/// The role of a figure after the words `lead` and before the words `after`.
pub(super) fn role(figure: &Figure, lead: &str, after: &str) -> FactRole {
    let direction = figure.change.as_ref().and_then(|change| change.direction);
    let share = || ["比重", "占比", "比例", "份额"].iter().any(|word| ends_with_word(lead, word)) || lead.contains('占') && ratio(figure);
    match figure.role {
        Role::Share => FactRole::Share,
        Role::Multiplier => FactRole::Growth(direction),
        Role::Difference => FactRole::Difference(direction),
        _ if figure.unit.is_some_and(|unit| unit.base.class == Class::Points) => {
            let down = ["低于", "慢于"].iter().any(|word| lead.contains(word)) || lead.ends_with('低');
            let up = ["高于", "快于", "高出", "领先"].iter().any(|word| lead.contains(word)) || lead.ends_with('高');
            FactRole::Difference(if down { Some(Direction::Down) } else { up.then_some(Direction::Up) })
        }
        // 6%左右的增速, 保持40%以上增长
        _ if ratio(figure) && is_rate(after) => FactRole::Growth(Some(Direction::Up)),
        // 增速达7.9%, 降幅为3%
        _ if ratio(figure) => match rate_before(lead, figure.unit.is_some_and(|unit| unit.base.name.contains('倍'))) {
            Some(way) => FactRole::Growth(Some(way)),
            None if share() => FactRole::Share,
            None => FactRole::Level,
        },
        _ => FactRole::Level,
    }
}

/// Whether the words after a ratio say that something grows by it.
fn is_rate(after: &str) -> bool {
    let noun = after.strip_prefix('的').unwrap_or(after);
    let rest = RATES.iter().find_map(|word| noun.strip_prefix(word));
    let goes_on =
        |rest: &str| rest.starts_with(['到', '至', '为', '了', '超', '近', '约']) || rest.starts_with(|c: char| c.is_ascii_digit());
    rest.is_some_and(|rest| after.starts_with('的') || !goes_on(rest))
}

/// Whether a ratio tells what part of `noun` something is true of, and not how high the noun is: 10%的税率.
pub(super) fn is_part(figure: &Figure, noun: &str) -> bool {
    const HEIGHTS: &[&str] = &[
        "率",
        "税",
        "目标",
        "利息",
        "幅",
        "折扣",
        "补贴",
        "补助",
        "速度",
        "水平",
        "收益",
        "溢价",
        "增长",
        "增量",
        "下降",
        "提高",
        "贴息",
        "比例",
        "占比",
        "杠杆",
        "贡献",
        "优惠",
        "浓度",
        "含量",
        "纯度",
        "精度",
        "可能",
        "可能性",
        "红线",
        "底线",
        "关口",
        "大关",
        "上限",
        "下限",
        "速",
    ];
    ratio(figure) && !HEIGHTS.iter().any(|word| noun.ends_with(word))
}

/// The way of the change whose rate the words before name: 增速均达到, 降幅为.
fn rate_before(lead: &str, figure_is_times: bool) -> Option<Direction> {
    let ends = |words: &[&str]| words.iter().any(|word| ends_with_word(lead, word));
    let more = || lead.contains('比') && lead.ends_with(['高', '多', '快', '大', '出']);
    if lead.contains("自然增长率") {
        None
    } else if figure_is_times && more() || ends(&["增速", "增幅", "涨幅", "升幅", "增长率", "增长"]) {
        Some(Direction::Up)
    } else {
        ends(&["降幅", "跌幅", "减碳", "减排", "降碳", "降耗"]).then_some(Direction::Down)
    }
}

/// Whether `lead` ends with `word`, but for 为, 达 and 分别.
fn ends_with_word(lead: &str, word: &str) -> bool {
    const TAILS: &[&str] = &[
        "从", "由", "分别", "已", "均", "都", "达到", "达", "到", "在", "为", "是", "约", "将", "预计", "有望", "或", "可", "仍", "也",
        "就",
    ];
    let mut lead = lead;
    while let Some(shorter) = last_of(lead, TAILS).and_then(|tail| lead.strip_suffix(tail)) {
        lead = shorter;
    }
    lead.ends_with(word)
}

fn ratio(figure: &Figure) -> bool {
    figure.dimension.is_some_and(|dimension| dimension.of == "ratio" && dimension.per.is_none())
}

/// Gives an item of a list the role of the item before it: 分别增长3%、5%.
pub(super) fn shared(figure: &mut Figure, before: FactRole) -> FactRole {
    let points = figure.unit.is_some_and(|unit| unit.base.class == Class::Points);
    let (direction, role) = match before {
        FactRole::Growth(direction) if ratio(figure) && !points => (direction, Role::Multiplier),
        FactRole::Difference(direction) => (direction, Role::Difference),
        FactRole::Growth(direction) if points => return FactRole::Difference(direction),
        FactRole::Share if ratio(figure) => {
            figure.role = Role::Share;
            return FactRole::Share;
        }
        _ => return FactRole::Level,
    };
    let way = direction.unwrap_or(Direction::Up);
    let value = if role == Role::Multiplier { change::multiplier(&figure.value, way) } else { change::difference(&figure.value, way) };
    figure.role = role;
    figure.change = Some(Box::new(Change { direction, value }));
    before
}
