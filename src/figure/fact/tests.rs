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
fn counted_nouns_are_subjects() {
    check("建成10个零工平台、7家驿站。", "10个 | 零工平台 | Level | -\n7家 | 驿站 | Level | -");
    check("洪水已造成12人死亡，另有3人失联。", "12人 | 死亡 | Level | -\n3人 | 失联 | Level | -");
    check("新增4所高等学校。", "4所 | 高等学校 | Difference+ | -");
}

#[test]
fn a_counted_noun_ends_where_the_clause_turns() {
    check("对12条公交线路实行绕行。", "12条 | 公交线路 | Level | -");
    check("4个县级粮库新建成投用。", "4个 | 县级粮库 | Level | -");
    check("5位外国学者联名致信市长。", "5位 | 外国学者 | Level | -");
    check("认定10个国家级创建单位。", "10个 | 国家级创建单位 | Level | -");
    check("17个新签约的重大项目开工。", "17个 | 重大项目 | Level | -");
    check("超过九成居民参加。", "超过九成 | 居民 | Share | -");
    check("发生7级地震。", "7级 | 地震 | Level | -");
    check("超4万人在地震中遇难。", "超4万人 | 遇难 | Level | -");
}

#[test]
fn a_subject_has_no_time_agent_or_light_verb() {
    check("甲国3日新增病例3例。", "3例 | 新增病例 | Level | -");
    check("甲、乙两省报告新增病例3例。", "3例 | 新增病例 | Level | -");
    check("文化企业实现营业收入10亿元。", "10亿元 | 文化企业营业收入 | Level | -");
    check("细颗粒物平均浓度为每立方米20微克。", "20微克 | 细颗粒物平均浓度 | Level | -");
    check("游客数达5万人次，恢复至2019年同期的74.5%。", "5万人次 | 游客数 | Level | -\n74.5% | 游客数 | Level | -");
    check("投资7亿元的跨江大桥通车。", "7亿元 | 投资 | Level | -");
    check("调查显示33%居民有存款。", "33% | 居民 | Share | -");
}

#[test]
fn a_noun_between_two_figures_is_of_both() {
    check(
        "新开工亿元以上项目562个，投资增速高于全省6.7个百分点。",
        "亿元以上 | 项目 | Level | -\n562个 | 项目 | Level | -\n6.7个百分点 | 投资 | Difference+ | -",
    );
}

#[test]
fn a_total_is_of_what_was_counted() {
    check(
        "新增国家级农业龙头企业16家、总数达到98家。",
        "16家 | 新增国家级农业龙头企业 | Level | -\n98家 | 国家级农业龙头企业总数 | Level | -",
    );
    check("发电量20亿千瓦时，总规模达到30亿千瓦时。", "20亿千瓦时 | 发电量 | Level | -\n30亿千瓦时 | 总规模 | Level | -");
    check("每个乡镇办好1所优质初中。", "1所 | 优质初中 | Level | -");
    check("2万名德国储户担忧存款安全。", "2万名 | 德国储户 | Level | -");
}

#[test]
fn what_only_places_or_names_is_no_fact() {
    for text in ["过去五年成就显著。", "实施三年行动。", "做到“两个维护”。", "这是一个奇迹。", "《2019年计划》。"]
    {
        check(text, "");
    }
}

#[test]
fn a_mended_break_is_read_across_and_points_at_the_source() {
    check(
        "推进改革。全年统一大市场建\n\n设投资超过2万亿元，增长3%。",
        "超过2万亿元 | 统一大市场建设投资 | Level | -\n3% | 统一大市场建设投资 | Growth+ | -",
    );
}

#[test]
fn a_counted_noun_ends_before_verbs_of_one_character() {
    check("全市2万名干部抓企业发展。", "2万名 | 干部 | Level | - | 全市");
    check("9个市空气质量达标。", "9个 | 市 | Level | -");
    check("3个市民广场建成。", "3个 | 市民广场 | Level | -");
    check("带动2万名农村劳动力就业。", "2万名 | 农村劳动力 | Level | -");
    check("5种通过谈判进入目录的药品降价。", "5种 | 药品 | Level | -");
}

#[test]
fn a_counted_noun_goes_on_to_what_it_is_a_matter_of() {
    check("建好6个人才能力提升重点平台。", "6个 | 人才能力提升重点平台 | Level | -");
    check("实施4个医疗卫生和节水项目。", "4个 | 医疗卫生和节水项目 | Level | -");
    check("6个县粮食丰收。", "6个 | 县 | Level | -");
    check("9名政界、商界和媒体代表参加。", "9名 | 政界、商界和媒体代表 | Level | -");
}

#[test]
fn what_only_says_how_far_a_value_came_is_no_subject() {
    check("减税降费3万亿元，超过原定的近2万亿元规模。", "3万亿元 | 减税降费 | Level | -\n近2万亿元 | 减税降费 | Level | -");
    check("人均收入突破5万元关口。", "突破5万元 | 人均收入 | Level | -");
    check("航线恢复至41条。", "41条 | 航线 | Level | -");
    check("从甲市到乙市只需要89分钟。", "89分钟 | 甲市到乙市 | Level | -");
    check("含油量60%的品种培育成功。", "60% | 含油量 | Level | -");
    check("做响新品牌、力争旅居人数达到60万。", "60万 | 旅居人数 | Level | - | target");
    check("制造业、新兴产业贷款分别增长3%、4%。", "3% | 制造业贷款 | Growth+ | -\n4% | 新兴产业贷款 | Growth+ | -");
    check("园区减碳9%。", "9% | 园区减碳 | Growth- | -");
    check("安装新系统的车辆通过时间为3秒。", "3秒 | 安装新系统的车辆通过时间 | Level | -");
    check("30户以上自然村通自来水的比例达到70%。", "30户以上 | 自然村 | Level | -\n70% | 自然村通自来水的比例 | Share | -");
}

#[test]
fn units_say_what_they_count() {
    check("收集20家建材企业市场供应需求。", "20家 | 建材企业 | Level | -");
    check("20名学生足球训练。", "20名 | 学生 | Level | -");
    check("两名平民死亡，三名儿童失踪。", "两名 | 平民死亡 | Level | -\n三名 | 儿童失踪 | Level | -");
    check("9艘卫队的快艇驶来。", "9艘 | 快艇 | Level | -");
    check("3类20项民生实事完成。", "3类 | 民生实事 | Level | -\n20项 | 民生实事 | Level | -");
    check("培育3个年产值超过9亿元的产业。", "3个 | 产业 | Level | -\n超过9亿元 | 年产值 | Level | -");
    check("推出8档2024年重点节目。", "8档 | 重点节目 | Level | -");
    check("187项政务事项“一网通办”。", "187项 | 政务事项 | Level | -");
    check("试点从7个地区扩围至8个。", "7个 | 地区 | Level | -\n8个 | 地区 | Level | -");
    check("造成17人死亡、数万人被疏散。", "17人 | 死亡 | Level | -\n数万人 | 被疏散 | Level | -");
}

#[test]
fn what_is_told_of_others_is_inherited() {
    check("培养5000名毕业生，其中超九成扎根农村。", "5000名 | 毕业生 | Level | -\n超九成 | 毕业生 | Share | -");
    check("电池、组件出口量分别增长3%和4%。", "3% | 电池出口量 | Growth+ | -\n4% | 组件出口量 | Growth+ | -");
    check("降雨量比常年水平高4倍。", "4倍 | 降雨量 | Growth+ | -");
    check("Ⅰ—Ⅲ类水质比例达到90%。", "90% | Ⅰ—Ⅲ类水质比例 | Share | -");
}

#[test]
fn a_count_is_not_of_the_value_told_of_the_counted() {
    check("33个行业增加值同比增长。", "33个 | 行业 | Level | -");
    check("74个断面水质优良比例达到90%。", "74个 | 断面 | Level | -\n90% | 断面水质优良比例 | Share | -");
    check("得到9个国家和包括甲国在内的组织支持。", "9个 | 国家 | Level | -");
    check("鱼类较禁捕之初增加47种。", "47种 | 鱼类 | Difference+ | -");
    check("和美乡村覆盖率达50%。", "50% | 和美乡村覆盖率 | Share | -");
    check("征收对象为全球收入超过7亿元的公司。", "超过7亿元 | 全球收入 | Level | -");
    check("经济规模进入5万亿元以上的新阶段。", "5万亿元以上 | 经济规模进入 | Level | -");
    check("退税减税2万亿元，其中留抵退税1万亿元。", "2万亿元 | 退税减税 | Level | -\n1万亿元 | 留抵退税 | Level | - | of 0");
}

#[test]
fn what_is_before_and_after_a_name_is_no_part_of_it() {
    check("超过500万名的医务人员在岗。", "超过500万名 | 医务人员 | Level | -");
    check("授予300名同志“先进工作者”称号。", "300名 | 同志 | Level | -");
    check("固定资产投资今年要增长10%。", "10% | 固定资产投资 | Growth+ | -");
    check("外资金额10亿元，折合2亿美元。", "10亿元 | 外资金额 | Level | -\n2亿美元 | 外资金额 | Level | -");
    check("达到绿色标准的煤矿超过50%。", "超过50% | 达到绿色标准的煤矿 | Level | -");
    check("6个行政村整体搬迁。", "6个 | 行政村 | Level | -");
    check("赠送7套与水有关的数据产品。", "7套 | 数据产品 | Level | -");
    check("返回过程将耗时约50分钟。", "约50分钟 | 返回过程 | Level | -");
}
