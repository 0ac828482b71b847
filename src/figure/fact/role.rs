//! What a fact says about its subject: role, comparison, basis, target.

use super::super::change::{self, Change, Direction};
use super::super::unit::Class;
use super::super::{Figure, Role};
use super::period::Period;

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

const YEAR_ON_YEAR: &[&str] = &["同比", "上年同期", "去年同期", "上年同月", "去年同月"];
const PERIOD_ON_PERIOD: &[&str] = &["环比", "比上月", "比上季度", "较上月", "较上季度", "比上周", "较上周", "比前一日"];
const YEAR_END: &[&str] = &["上年末", "上年底", "去年末", "去年底", "年初"];
const YEAR: &[&str] = &["比上年", "比去年", "较上年", "较去年", "比上一年", "同上年", "与上年", "上年相比", "去年相比"];
const AVERAGE: &[&str] = &["年均", "平均每年", "年平均"];

/// The comparison that the words before a figure name; `None` where they name none.
pub(super) fn comparison(lead: &str) -> Option<Comparison> {
    let any = |words: &[&str]| words.iter().any(|word| lead.contains(word));
    let against = || ["比", "较", "与", "同"].iter().any(|word| lead.contains(word));
    if any(YEAR_ON_YEAR) {
        Some(Comparison::YearOnYear)
    } else if any(PERIOD_ON_PERIOD) {
        Some(Comparison::PeriodOnPeriod)
    } else if any(AVERAGE) {
        Some(Comparison::AnnualAverage)
    } else if any(YEAR_END) && against() {
        Some(Comparison::PreviousYearEnd)
    } else if any(YEAR) {
        Some(Comparison::PreviousYear)
    } else {
        None
    }
}

/// The basis that a clause names.
pub(super) fn basis(clause: &str) -> Basis {
    let any = |words: &[&str]| words.iter().any(|word| clause.contains(word));
    if any(&["不变价", "可比价", "剔除价格", "扣除价格", "实际增", "实际下降", "实际同比", "可比口径"]) {
        Basis::Constant
    } else if any(&["名义增", "名义下降", "名义同比", "现价", "当年价格"]) {
        Basis::Nominal
    } else {
        Basis::Unknown
    }
}

/// Whether a clause says that what follows is aimed at.
pub(super) fn target(clause: &str) -> bool {
    const AIMS: &[&str] = &["预期目标", "主要目标", "力争", "确保", "计划", "争取", "拟", "目标是", "目标为", "预期"];
    const DONE: &[&str] =
        &["完成", "按计划", "超过", "实现了", "超额", "好于", "高于", "规划", "如期", "年度目标", "模拟", "虚拟", "行动计划"];
    let aims = |word: &&str| clause.find(*word).is_some_and(|at| !super::skipped::in_title(clause, at));
    AIMS.iter().any(aims) && !DONE.iter().any(|word| clause.contains(word))
}

/// Whether a lead says only what a value came to: 提高到, 上升至.
pub(super) fn comes_to(lead: &str) -> bool {
    let verb = lead.trim().strip_suffix('到').or(lead.trim().strip_suffix('至'));
    verb.is_some_and(|verb| change::UP.iter().chain(change::DOWN).any(|word| *word == verb))
}

/// The role of a figure after the words `lead`.
pub(super) fn role(figure: &Figure, lead: &str) -> FactRole {
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
        _ if ratio(figure) && share() => FactRole::Share,
        _ => FactRole::Level,
    }
}

/// Whether `lead` ends with `word`, but for 为, 达 and 分别.
fn ends_with_word(lead: &str, word: &str) -> bool {
    let mut lead = lead;
    while let Some(shorter) =
        ["从", "由", "分别", "已", "达到", "达", "到", "为", "是", "约"].iter().find_map(|tail| lead.strip_suffix(tail))
    {
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
