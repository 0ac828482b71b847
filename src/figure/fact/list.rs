//! Lists: 分别 pairs subjects and figures in order, 其中 gives parts of the total before it.

use super::super::Figure;
use super::super::unit::Class;
use super::{Fact, FactRole};

/// How many facts back a total is looked for.
const BACK: usize = 12;

/// The parts that are being told.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parts {
    /// The total, as an index of the facts.
    pub(super) total: usize,
    /// Whether the text says that the parts are all.
    pub(super) complete: bool,
    /// Whether the list ends with the parenthesis that it stands in.
    pub(super) in_parenthesis: bool,
}

/// Whether two figures measure the same kind of thing: both 元, both 人.
pub(super) fn alike(one: &Figure, other: &Figure) -> bool {
    let kind = |figure: &Figure| {
        let unit = figure.unit.filter(|unit| unit.base.class == Class::Count);
        (figure.dimension, unit.map(|unit| unit.base.of.clone().unwrap_or_else(|| unit.base.name.clone())))
    };
    one.dimension.is_some() && kind(one) == kind(other)
}

/// The list that the clause before `figure` opens, if it opens one.
pub(super) fn opened(clause: &str, figure: &Figure, facts: &[Fact], passage: usize) -> Option<Parts> {
    let (complete, across) = if clause.contains("其中") || clause.trim_start().starts_with("包括") {
        (false, false)
    } else if clause.starts_with("分产业") || clause.starts_with("分三次产业") || clause.starts_with("分城乡") {
        (true, true)
    } else {
        return None;
    };
    total(figure, facts, passage, across).map(|total| Parts { total, complete, in_parenthesis: false })
}

/// The last level of the same kind, in the same passage or, for `across`, the one before.
fn total(figure: &Figure, facts: &[Fact], passage: usize, across: bool) -> Option<usize> {
    let near = |fact: &Fact| fact.passage == passage || across && fact.passage + 1 >= passage;
    let found = facts.iter().enumerate().rev().take(BACK).take_while(|(_, fact)| near(fact));
    found.filter(|(_, fact)| fact.role == FactRole::Level && alike(&fact.figure, figure)).map(|(index, _)| index).next()
}

/// Whether a clause ends the list of parts.
pub(super) fn closes(clause: &str, total: Option<&str>) -> bool {
    let word = ["另有", "此外", "另外", "同时", "合计", "总计", "相抵"].iter().any(|word| clause.contains(word));
    let start = total.and_then(|total| total.char_indices().nth(2).and_then(|(at, _)| total.get(..at)));
    word || start.is_some_and(|start| clause.trim_start().starts_with(start))
}

/// The `count` subjects that `phrase` names for 分别, in order; empty where it does not name so many.
pub(super) fn subjects(phrase: &str, count: usize) -> Vec<String> {
    if let Some((before, after)) = phrase.split_once("三次产业").filter(|_| count == 3) {
        return ["第一产业", "第二产业", "第三产业"].iter().map(|name| format!("{before}{name}{after}")).collect();
    }
    if let Some((before, after)) = phrase.split_once("城乡").filter(|_| count == 2) {
        return ["城镇", "农村"].iter().map(|name| format!("{before}{name}{after}")).collect();
    }
    let mut parts: Vec<&str> = phrase.split('、').collect();
    for joint in ["以及", "和", "及", "与"] {
        if parts.len() == count {
            break;
        }
        let last = parts.pop().unwrap_or_default();
        match last.rsplit_once(joint) {
            Some((one, other)) if !one.is_empty() && !other.is_empty() => parts.extend([one, other]),
            _ => parts.push(last),
        }
    }
    let Some((last, earlier)) = parts.split_last().filter(|_| parts.len() == count) else {
        return Vec::new();
    };
    // 第一产业、第二产业增加值: what the last one has more belongs to all.
    let mut out: Vec<String> = earlier.iter().map(|part| completed(part, last).unwrap_or_else(|| (*part).to_owned())).collect();
    out.push((*last).to_owned());
    out
}

/// What an indicator ends with, so that a list can name it once: 自来水、卫生厕所普及率.
#[rustfmt::skip]
const INDICATORS: &[&str] = &[
    "普及率", "覆盖率", "增加值", "总产值", "产值", "产量", "总量", "投资", "收入", "人数", "占比", "比重", "进出口", "销售额", "总额", "面积",
    "规模", "出口", "进口", "里程", "合格率", "入学率", "巩固率", "达标率", "化率", "利用率", "余额", "销量", "用电量", "价格", "支出", "利润",
];

/// 东部 before 西部地区投资 is 东部地区投资: the two end alike, in two characters or in one.
fn completed(part: &str, last: &str) -> Option<String> {
    super::subject::completed(part, last).or_else(|| {
        let end = part.chars().next_back()?;
        if "部区市省县州".contains(end)
            && let Some((at, _)) = last.char_indices().take(4).find(|(_, c)| *c == end)
            && let Some(rest) = last.get(at + end.len_utf8()..).filter(|rest| !rest.is_empty())
        {
            return Some(format!("{part}{rest}"));
        }
        let indicator = INDICATORS.iter().find(|word| last.ends_with(**word));
        if let Some(indicator) = indicator.filter(|word| {
            **word != last && !INDICATORS.iter().any(|word| part.ends_with(word)) && !part.ends_with(['数', '率', '量', '额', '价'])
        }) {
            return Some(format!("{part}{indicator}"));
        }
        None
    })
}
