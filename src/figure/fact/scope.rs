//! The place that a fact speaks of.

use super::words::{Edges, first_of};

/// Words for all of the place that the document is about.
pub(super) const WHOLES: &[&str] =
    &["全国", "全省", "全市", "全区", "全县", "全州", "我国", "我省", "我市", "我区", "全球", "世界", "全自治区"];

const NAMES: &[&str] = &[
    "北京",
    "天津",
    "河北",
    "山西",
    "内蒙古",
    "辽宁",
    "吉林",
    "黑龙江",
    "上海",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "广西",
    "海南",
    "重庆",
    "四川",
    "贵州",
    "云南",
    "西藏",
    "陕西",
    "甘肃",
    "青海",
    "宁夏",
    "新疆",
    "香港",
    "澳门",
    "台湾",
    "东部地区",
    "中部地区",
    "西部地区",
    "东北地区",
    "京津冀",
    "长江经济带",
    "长三角",
    "粤港澳大湾区",
    "欧盟",
    "美国",
    "日本",
    "德国",
    "英国",
    "法国",
    "韩国",
    "俄罗斯",
    "东盟",
    "中国",
];

static STARTS: Edges = Edges::first(&[WHOLES, NAMES]);

/// What follows a place in a name: 全国人大, 中国特色, 全球化.
const NAMED: &[&str] = &[
    "生产建设兵团",
    "人大",
    "政协",
    "性",
    "文化遗产",
    "版",
    "各",
    "统一",
    "第",
    "最",
    "两会",
    "特色",
    "式",
    "共产党",
    "人民",
    "化",
    "重点",
    "文明",
    "先进",
    "一",
    "大学",
    "银行",
    "集团",
    "公司",
    "队",
    "籍",
    "劳",
    "百强",
    "首",
    "唯一",
    "日报",
    "国防部",
    "外交部",
    "总统",
    "政府",
    "军方",
    "媒体",
    "驻",
    "警方",
    "卫生",
    "官员",
    "科学院",
    "国家",
    "中央",
    "特",
    "总理",
    "国务院",
];

/// What begins like a rank (全国第一) and is none.
const INDUSTRIES: &[&str] = &["第一产业增加值", "第二产业增加值", "第三产业增加值", "第一产业投资", "第二产业投资", "第三产业投资"];

/// Whether a scope is a place by its name, the same in every text: 广东, 全国; 全省 is not.
#[must_use]
pub fn is_named_place(scope: &str) -> bool {
    !WHOLES.contains(&scope) || matches!(scope, "全国" | "我国" | "全球" | "世界")
}

/// Whether a name is that of a place and nothing more.
pub(super) fn is_place(name: &str) -> bool {
    WHOLES.contains(&name) || NAMES.contains(&name) || name.ends_with(['省', '市', '县', '州'])
}

/// The place that `phrase` begins with, where more words follow and make no name of it: 全国人口, 广东进出口.
pub(super) fn scope(phrase: &str) -> Option<&'static str> {
    if !STARTS.may_begin(phrase) {
        return None;
    }
    let word = first_of(phrase, WHOLES).or_else(|| first_of(phrase, NAMES))?;
    let rest = phrase.get(word.len()..)?;
    (first_of(rest, NAMED).is_none() || first_of(rest, INDUSTRIES).is_some()).then_some(word)
}

/// The length of the word for a whole place that `phrase` begins with, where a subject follows.
pub(super) fn leading(phrase: &str) -> Option<usize> {
    let word = first_of(phrase, WHOLES)?;
    let rest = phrase.get(word.len()..)?;
    (!rest.is_empty() && scope(phrase).is_some()).then_some(word.len())
}
