//! The tables of the floor: a text and its facts, a line each.

mod counted;
mod leads;
mod subjects;

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

#[test]
fn a_clause_without_a_subject_inherits_it() {
    check(
        "2023年，甲省原煤产量10万吨，增长3%；原油20万吨，下降4.5%。",
        "10万吨 | 甲省原煤产量 | Level | 2023
         3% | 甲省原煤产量 | Growth+ | 2023
         20万吨 | 原油 | Level | 2023
         4.5% | 原油 | Growth- | 2023",
    );
    check(
        "2023年城镇居民人均可支配收入增长5%，农村居民增长7%。",
        "5% | 城镇居民人均可支配收入 | Growth+ | 2023
         7% | 农村居民人均可支配收入 | Growth+ | 2023",
    );
    check("推动消费品以旧换新，直接拉动消费9亿元。", "9亿元 | 直接拉动消费 | Level | -");
    check("经济总量连续跨越关口，突破126万亿元。", "突破126万亿元 | 经济总量 | Level | -");
    check("工业增加值平稳增长，达到30亿元。", "30亿元 | 工业增加值 | Level | -");
}

#[test]
fn lists_are_paired_in_order() {
    check(
        "煤炭、石油、天然气产量达到6吨、7吨、9吨，分别增长3%、4%、5%。",
        "6吨 | 煤炭产量 | Level | -
         7吨 | 石油产量 | Level | -
         9吨 | 天然气产量 | Level | -
         3% | 煤炭产量 | Growth+ | -
         4% | 石油产量 | Growth+ | -
         5% | 天然气产量 | Growth+ | -",
    );
    check(
        "东部、西部地区投资分别增长3%和4%。",
        "3% | 东部地区投资 | Growth+ | -
         4% | 西部地区投资 | Growth+ | -",
    );
    check(
        "外贸占比7%，内贸占比8%，分别提高1.1、1.2个百分点。",
        "7% | 外贸占比 | Share | -
         8% | 内贸占比 | Share | -
         1.1 | 外贸占比 | Difference+ | -
         1.2个百分点 | 内贸占比 | Difference+ | -",
    );
}

#[test]
fn shares_of_what_was_named_one_by_one() {
    check(
        "对甲国出口2亿元，对乙国出口3亿元，分别占全省的5%、6%。",
        "2亿元 | 对甲国出口 | Level | -
         3亿元 | 对乙国出口 | Level | -
         5% | 对甲国出口占全省 | Share | -
         6% | 对乙国出口占全省 | Share | -",
    );
}

#[test]
fn parts_belong_to_the_last_total_of_their_kind() {
    check(
        "财政赤字2.38万亿元，比去年增加2000亿元。其中，中央赤字1.55万亿元，地方赤字8300亿元。",
        "2.38万亿元 | 财政赤字 | Level | -
         2000亿元 | 财政赤字 | Difference+ | - | PreviousYear
         1.55万亿元 | 中央赤字 | Level | - | of 0
         8300亿元 | 地方赤字 | Level | - | of 0",
    );
    check(
        "新增病例3例，其中甲市2例、乙市1例，新增出院57例。",
        "3例 | 新增病例 | Level | -
         2例 | 甲市 | Level | - | of 0
         1例 | 乙市 | Level | - | of 0
         57例 | 新增出院 | Level | -",
    );
    check(
        "报告217例（甲市198例、乙市19例），治愈5例。",
        "217例 | 报告 | Level | -
         198例 | 甲市 | Level | - | of 0
         19例 | 乙市 | Level | - | of 0
         5例 | 治愈 | Level | -",
    );
}

#[test]
fn lists_of_parts_end_where_the_text_turns() {
    check(
        "死亡60人，其中23名儿童，另有超过250人受伤。",
        "60人 | 死亡 | Level | -
         23名 | 儿童 | Level | - | of 0
         超过250人 | 受伤 | Level | -",
    );
    check(
        "有职工300人，其中男职工200人，女职工100人；退休人员50人。",
        "300人 | 职工 | Level | -
         200人 | 男职工 | Level | - | of 0
         100人 | 女职工 | Level | - | of 0
         50人 | 退休人员 | Level | -",
    );
    check(
        "新增病例9例，其中甲市、乙市各3例。",
        "9例 | 新增病例 | Level | -
         3例 | 甲市、乙市 | Level | -",
    );
    check(
        "货物和服务顺差602亿美元，其中货物顺差624亿美元，服务逆差22亿美元。",
        "602亿美元 | 货物和服务顺差 | Level | -
         624亿美元 | 货物顺差 | Level | -
         22亿美元 | 服务逆差 | Level | -",
    );
}

#[test]
fn lists_of_parts_nest() {
    check(
        "报告439例，其中甲省217例（丙市198例、丁市19例），乙省222例。",
        "439例 | 报告 | Level | -
         217例 | 甲省 | Level | - | of 0
         198例 | 丙市 | Level | - | of 1
         19例 | 丁市 | Level | - | of 1
         222例 | 乙省 | Level | - | of 0",
    );
    check(
        "新增病例20例，含1例境外输入病例。新增病例3例：甲市2例、乙市1例。",
        "20例 | 新增病例 | Level | -
         1例 | 境外输入病例 | Level | - | of 0
         3例 | 新增病例 | Level | -
         2例 | 甲市 | Level | - | of 2
         1例 | 乙市 | Level | - | of 2",
    );
    check(
        "收入9亿元，利润3亿元，其中甲省收入5亿元。",
        "9亿元 | 收入 | Level | -
         3亿元 | 利润 | Level | -
         5亿元 | 甲省收入 | Level | - | of 0",
    );
}

#[test]
fn a_sum_after_its_parts_is_their_whole() {
    check(
        "甲、乙、丙省投资分别为10亿元、40亿元和50亿元，总计100亿元。",
        "10亿元 | 甲省投资 | Level | - | of 3, all
         40亿元 | 乙省投资 | Level | - | of 3, all
         50亿元 | 丙省投资 | Level | - | of 3, all
         100亿元 | 甲、乙、丙省投资 | Level | -",
    );
}

#[test]
fn then_and_now_have_each_their_time() {
    check(
        "粮食产量由2020年的5亿斤提高到2023年的6亿斤，增长20%。",
        "5亿斤 | 粮食产量 | Level | 2020
         6亿斤 | 粮食产量 | Level | 2023
         20% | 粮食产量 | Growth+ | 2023",
    );
    check(
        "# 简讯 2024-03-10\n\n今年失业率从上年末的5.2%下降到5.0%。",
        "5.2% | 失业率 | Level | 2023-12 末
         5.0% | 失业率 | Level | 2024",
    );
    check(
        "# 简讯 2023-11-10\n\n前三季度，出口10亿元，增长5%。其中，三季度当季出口3亿元，增长8%。",
        "10亿元 | 出口 | Level | 2023-Q1/2023-Q3
         5% | 出口 | Growth+ | 2023-Q1/2023-Q3
         3亿元 | 出口 | Level | 2023-Q3 | of 0
         8% | 出口 | Growth+ | 2023-Q3",
    );
}

#[test]
fn periods_come_from_the_text_and_are_never_guessed() {
    check("去年出口10亿元。", "10亿元 | 出口 | Level | -");
    check(
        "# 简讯 2023-05-10\n\n今年前三季度出口10亿元，去年12月进口3亿元。\n\n4月份出口1亿元。",
        "10亿元 | 出口 | Level | 2023-Q1/2023-Q3
         3亿元 | 进口 | Level | 2022-12
         1亿元 | 出口 | Level | 2023-04",
    );
    check("“十四五”时期新增就业5000万人。", "5000万人 | 新增就业 | Level | 2021/2025");
    check("“十四五”规划提出新增就业5000万人。", "5000万人 | “十四五”规划提出新增就业 | Level | -");
    check("2018年以来，出口增长8%。", "8% | 出口 | Growth+ | -");
    check("# 简讯 2023-05-10\n\n2018年以来，出口增长8%。", "8% | 出口 | Growth+ | 2018/2023");
    check("2023年出口比2020年增长8%。", "8% | 出口 | Growth+ | 2023 | with 2020");
    check(
        "一、2020年工作回顾\n\n全年出口10亿元。\n\n二、2021年目标任务\n\n出口12亿元以上。",
        "10亿元 | 出口 | Level | 2020
         12亿元以上 | 出口 | Level | 2021 | target",
    );
}

#[test]
fn targets_bases_and_places_are_told() {
    check(
        "主要预期目标是：全省生产总值增长5%左右；新增就业100万人以上。",
        "5%左右 | 生产总值 | Growth+ | - | 全省 | target
         100万人以上 | 新增就业 | Level | - | 全省 | target",
    );
    check(
        "收入同比名义增长6%，扣除价格因素，实际增长5%。",
        "6% | 收入 | Growth+ | - | YearOnYear | Nominal
         5% | 收入 | Growth+ | - | YearOnYear | Constant",
    );
    check("实际使用外资10亿美元。", "10亿美元 | 实际使用外资 | Level | -");
    check(
        "工业投资增长8%，高于全国2.5个百分点。",
        "8% | 工业投资 | Growth+ | -
         2.5个百分点 | 工业投资 | Difference+ | -",
    );
}

#[test]
fn a_mended_break_is_read_across_and_points_at_the_source() {
    check(
        "推进改革。全年统一大市场建\n\n设投资超过2万亿元，增长3%。",
        "超过2万亿元 | 统一大市场建设投资 | Level | -\n3% | 统一大市场建设投资 | Growth+ | -",
    );
}
