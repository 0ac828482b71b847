//! What facts are about.

use super::check;

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
    check("5个中风险地区调整为低风险，147家乡镇卫生院开诊。", "5个 | 中风险地区 | Level | -\n147家 | 乡镇卫生院 | Level | -");
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
    check("34个旗县经济总量不足百亿元。", "34个 | 旗县 | Level | -\n不足百亿元 | 旗县经济总量 | Level | -");
    check("虽然粮食产量达到30万吨。", "30万吨 | 粮食产量 | Level | -");
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
