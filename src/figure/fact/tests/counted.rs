//! Where the noun of a count ends.

use super::check;

#[test]
fn a_noun_ends_at_what_its_unit_counts() {
    check("击落8架无人机袭击境内目标。", "8架 | 无人机 | Level | -");
    check("园区5个指标全国领先。", "5个 | 指标 | Level | -");
    check("20所乡村学校食堂管理得到改善。", "20所 | 乡村学校 | Level | -");
    check("7颗卫星全球组网。", "7颗 | 卫星 | Level | -");
    check("按13个专业板块设55个展区。", "13个 | 专业板块 | Level | -\n55个 | 展区 | Level | -");
    check("8个产业集群全产业链产值突破百亿元。", "8个 | 产业集群 | Level | -\n突破百亿元 | 产业集群全产业链产值 | Level | -");
    check("重庆两条河流多个站点超警戒水位。", "两条 | 河流 | Level | - | 重庆");
    check("9个全国会议上作交流。", "9个 | 全国会议 | Level | -");
    check("4艘新型舰艇入役。", "4艘 | 新型舰艇 | Level | -");
    check("推动2个千亿级产业链提质增效。", "2个 | 千亿级产业链 | Level | -");
    check("6个国家重点实验室建成。", "6个 | 国家重点实验室 | Level | -");
}

#[test]
fn a_noun_that_was_cut_goes_on_to_what_its_unit_counts() {
    check("为3万名劳务经纪人服务。", "3万名 | 劳务经纪人 | Level | -");
    check("首批7家沪深上市公司参加。", "7家 | 沪深上市公司 | Level | -");
    check("新增3家国家级夜间文化和旅游消费集聚区。", "3家 | 国家级夜间文化和旅游消费集聚区 | Difference+ | -");
    check("首批20家大企业开放创新中心亮相。", "20家 | 大企业开放创新中心 | Level | -");
    check("设置9个钢琴演奏点。", "9个 | 钢琴演奏点 | Level | -");
    check("5名公共卫生和医疗顶级专家访问甲市。", "5名 | 公共卫生和医疗顶级专家 | Level | -");
    check("两次出台奶牛、肉牛产业政策。", "两次 | 出台奶牛、肉牛产业政策 | Level | -");
    check("举办3场跨区域招聘会。", "3场 | 跨区域招聘会 | Level | -");
    check("扎实推进9个欠发达县域帮扶。", "9个 | 欠发达县域帮扶 | Level | -");
}

#[test]
fn the_noun_comes_after_a_clause_that_says_which() {
    check("对两艘前往甲国的船只发射导弹。", "两艘 | 船只 | Level | -");
    check("摧毁了9条武装组织的隧道。", "9条 | 隧道 | Level | -");
    check("8部类型丰富、题材多元的电影新片上映。", "8部 | 电影新片 | Level | -");
    check("6位来自农业、科技和文化等领域的全国人大代表参加。", "6位 | 全国人大代表 | Level | -");
    check("有6名涉嫌参与袭击的嫌疑人被捕。", "6名 | 嫌疑人 | Level | -");
    check("14个国家的产品参展。", "14个 | 国家 | Level | -");
}

#[test]
fn values_and_aims_are_told_of_the_counted() {
    check("提升广州、深圳两大中心城市发展能级。", "两大 | 中心城市 | Level | -");
    check("20个行业利润增长。", "20个 | 行业 | Level | -");
    check("货币供应量增长11%，低于13%的预期目标。", "11% | 货币供应量 | Growth+ | -\n低于13% | 货币供应量 | Level | -");
    check("汛期降雨偏多六成的情况下平稳度汛。", "六成 | 汛期降雨 | Level | -");
    check("甲市6.8级地震灾区群众安置工作有序进行。", "6.8级 | 地震 | Level | -");
}

#[test]
fn a_mark_ends_what_a_figure_is_of() {
    check("实施“三化”改造项目310个、产业链重点项目810个。", "310个 | 实施“三化”改造项目 | Level | -\n810个 | 产业链重点项目 | Level | -");
    check("推动“标志性战役30个专项行动”提质增效。", "30个 | 专项行动 | Level | -");
    check("新增创业9万人、带动就业7万人。", "9万人 | 新增创业 | Level | -\n7万人 | 带动就业 | Level | -");
}

#[test]
fn people_are_those_named_before_what_they_did() {
    check("媒体代表等100余人出席。", "100余人 | 媒体代表 | Level | -");
    check("代表等700多人参加大会。", "700多人 | 代表 | Level | -");
    check("6万户14万名防返贫监测对象。", "6万户 | 防返贫监测对象 | Level | -\n14万名 | 防返贫监测对象 | Level | -");
    check("3岁以下婴幼儿托位数增长。", "3岁以下 | 婴幼儿 | Level | -");
    check("支持8省区抗旱救灾。", "8省区 | - | Level | -");
    check("拆除1—5号泊位。", "");
}
