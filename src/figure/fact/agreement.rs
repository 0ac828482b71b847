//! Units say what they count: 名 (read as 人) counts people, 家 undertakings. A noun that ends in anything else has run on.

use super::kinds::FATES;
use super::words::{Phrase, last_of};
use crate::lexicon::Lexicon;

/// What the names of people end with.
#[rustfmt::skip]
const PEOPLE: &[&str] = &[
    "员", "者", "人", "长", "师", "生", "手", "家", "友", "民", "工", "兵", "官", "童", "士", "众", "妇", "孩", "属", "委", "将", "客", "犯", "军", "警", "医", "护", "评审",
    "代表", "干部", "教授", "领导", "总统", "首脑", "主任", "劳动力", "青年", "男子", "女子", "嘉宾", "同志", "大使", "主席", "书记", "子女", "青少年",
    "少年", "选手", "骨干", "模范", "英雄", "华侨", "同胞", "患儿", "婴幼儿", "婴儿", "幼儿", "总理", "元首", "老兵", "总监", "校友", "学子", "工匠",
    "先锋", "楷模", "标兵", "院士", "女性", "男性", "伤员", "孕妇", "老人", "姑娘", "小伙", "队长", "教练", "冠军", "导演", "演员", "头人", "病例",
    "感染者", "病患", "人质", "儿童", "妇女", "主播", "店主", "户主", "使节", "高管", "人才", "带头人", "新农人", "警察", "分子", "对象", "大妈", "大爷", "娃", "伙伴",
];

/// What the names of undertakings and places of business end with, where nothing goes on.
#[rustfmt::skip]
const HOUSES: &[&str] = &[
    "业", "司", "店", "院", "校", "行", "馆", "所", "社", "厂", "会", "园", "场", "库", "站", "户", "团", "厅", "房", "铺", "坊", "吧", "局", "区", "城", "部",
    "商", "处", "点", "队", "室", "台", "网", "报", "家", "体", "门", "方", "者", "中心", "机构", "单位", "组织", "媒体", "品牌", "基地", "联盟", "超市", "小巨人", "冠军", "港口",
    "集群", "集团", "总部", "院所", "药企", "车企", "民企", "国企", "央企", "房企", "外企", "企",
];

/// Those of them where a name may be cut.
#[rustfmt::skip]
const CUTS: &[&str] = &[
    "企业", "公司", "医院", "学校", "高校", "银行", "机构", "单位", "平台", "媒体", "协会", "商会", "酒店", "饭店", "宾馆", "门店", "店铺", "商店", "超市",
    "商场", "工厂", "影院", "剧院", "旅行社", "合作社", "研究所", "研究院", "园区", "开发区", "高新区", "景区", "供应商", "经销商", "商户", "药店",
    "央企", "国企", "集团", "院所",
];

/// Whether a noun ends like what a unit of people or undertakings counts.
pub(super) fn agrees(noun: &str, unit: Option<&str>) -> bool {
    let ends = match unit {
        Some("人") => PEOPLE,
        Some("家") => CUTS,
        _ => return false,
    };
    noun.chars().nth(1).is_some() && last_of(noun, ends).is_some() && !noun.ends_with("卫生")
}

/// A noun without what runs on behind its last word that the unit can count: 500家企业市场需求.
pub(super) fn agreeing<'t>(noun: Phrase<'t>, unit: Option<&str>) -> Phrase<'t> {
    let (whole, cuts) = match unit {
        Some("人") => (PEOPLE, PEOPLE),
        Some("家") => (HOUSES, CUTS),
        _ => return noun,
    };
    if noun.text.chars().nth(3).is_none() || noun.text.contains(['、', '和', '与', '及']) || last_of(noun.text, whole).is_some()
        // 两名平民死亡: not to be taken for those that were hurt
        || last_of(noun.text, FATES).is_some()
    {
        return noun;
    }
    let mut end = 0;
    // 300名同志“先进工作者”称号
    let plain = noun.text.find('“').and_then(|at| noun.text.get(..at)).unwrap_or(noun.text);
    let ends = Lexicon::shipped().segment(plain).map(|word| {
        end += word.len();
        end
    });
    let fits = |end: &usize| {
        let (name, rest) = (noun.take(*end), noun.skip(*end));
        name.text.chars().nth(1).is_some() && rest.text.chars().nth(1).is_some() && last_of(name.text, cuts).is_some()
    };
    ends.filter(fits).last().map_or(noun, |end| noun.take(end))
}
