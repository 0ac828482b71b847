//! The place that a fact speaks of.

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

/// The place that the words `clause` begin with or name; the first one wins.
pub(super) fn scope(clause: &str) -> Option<&'static str> {
    let found = |words: &'static [&'static str]| words.iter().filter_map(|word| Some((clause.find(word)?, *word))).min();
    // 占全国、居全国 tell what it is compared with, not where it is.
    let own = |(at, word): (usize, &'static str)| {
        let before = clause.get(..at).and_then(|before| before.chars().next_back());
        (!before.is_some_and(|before| "占居对比向于跨均".contains(before))).then_some((at, word))
    };
    let whole = found(WHOLES).and_then(own);
    let name = found(NAMES).and_then(own);
    whole.into_iter().chain(name).min().map(|found| found.1)
}

/// The length of the word for a whole place that `phrase` begins with, where more words follow: 全国人口.
pub(super) fn leading(phrase: &str) -> Option<usize> {
    let word = WHOLES.iter().find(|word| phrase.starts_with(**word))?;
    let rest = phrase.get(word.len()..)?;
    let name = ["人大", "政协", "性", "各", "统一", "第", "最", "两会"].iter().any(|name| rest.starts_with(name));
    (!rest.is_empty() && !name).then_some(word.len())
}
