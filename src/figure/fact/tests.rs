//! The tables of the floor: a text and its facts, a line each.

use super::{Basis, Fact, facts};
use crate::document::{Syntax, parse};
use crate::text::Source;

/// Reads `text` and compares its facts with the lines of `expected`:
/// `figure | subject | role | period`, then whatever more there is of: comparison, basis, scope, target, part of.
fn check(text: &str, expected: &str) {
    let source = Source::new("report.txt", text);
    let documents = parse(&source, Syntax::Plain);
    let facts: Vec<Fact> = documents.iter().flat_map(facts).collect();
    let shown: Vec<String> = facts.iter().map(|fact| shown(fact, source.text())).collect();
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(shown, expected, "{text}");
}

fn shown(fact: &Fact, text: &str) -> String {
    let subject = fact.subject.as_ref().map_or("-", |subject| &subject.text);
    let period = fact.period.map_or_else(|| String::from("-"), |period| period.to_string());
    let role = format!("{:?}", fact.role).replace("(Some(Up))", "+").replace("(Some(Down))", "-");
    let mut line = format!("{} | {subject} | {role} | {period}", text.get(fact.span.range()).unwrap_or_default());
    if let Some(comparison) = &fact.comparison {
        let shown = match comparison {
            super::Comparison::With(period) => format!("with {period}"),
            other => format!("{other:?}"),
        };
        line = format!("{line} | {shown}");
    }
    if fact.basis != Basis::Unknown {
        line = format!("{line} | {:?}", fact.basis);
    }
    if let Some(scope) = &fact.scope {
        line = format!("{line} | {scope}");
    }
    if fact.target {
        line.push_str(" | target");
    }
    if let Some(part) = fact.part_of {
        line = format!("{line} | of {part}{}", if fact.complete == Some(true) { ", all" } else { "" });
    }
    line
}

#[test]
fn a_communique_is_bound_figure_by_figure() {
    check(
        "2024年经济统计公报\n\n\
         初步核算，全年国内生产总值1349084亿元，按不变价格计算，比上年增长5.0%。\n\
         分产业看，第一产业增加值91414亿元，增长3.5%；第二产业492087亿元，增长5.3%。三次产业增加值占GDP比重分别为6.8%、36.5%、56.7%。\n\n\
         全年进出口总额438468亿元。其中，出口254545亿元，增长7.1%；进口183923亿元。进出口相抵，顺差70622亿元。\n\n\
         年末全国人口140828万人，比上年末减少139万人。全年出生人口954万人。",
        "1349084亿元 | 国内生产总值 | Level | 2024
         5.0% | 国内生产总值 | Growth+ | 2024 | PreviousYear | Constant
         91414亿元 | 第一产业增加值 | Level | 2024 | of 0, all
         3.5% | 第一产业增加值 | Growth+ | 2024
         492087亿元 | 第二产业增加值 | Level | 2024 | of 0, all
         5.3% | 第二产业增加值 | Growth+ | 2024
         6.8% | 第一产业增加值占GDP比重 | Share | 2024
         36.5% | 第二产业增加值占GDP比重 | Share | 2024
         56.7% | 第三产业增加值占GDP比重 | Share | 2024
         438468亿元 | 进出口总额 | Level | 2024
         254545亿元 | 出口 | Level | 2024 | of 9
         7.1% | 出口 | Growth+ | 2024
         183923亿元 | 进口 | Level | 2024 | of 9
         70622亿元 | 顺差 | Level | 2024
         140828万人 | 人口 | Level | 2024-12 末 | 全国
         139万人 | 人口 | Difference- | 2024-12 末 | PreviousYearEnd | 全国
         954万人 | 出生人口 | Level | 2024",
    );
}
