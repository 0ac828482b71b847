//! What is done with what a figure counts: 建成, 引进, 有序推进.

use super::vocabulary::{Tag, Token, tokens};
use super::words::{Phrase, first_of, last_of};

/// Whether the words before a figure end like a verb that takes what comes after it: 建起24亩大棚.
pub(super) fn is_open(lead: &str) -> bool {
    lead.trim_end().ends_with(['了', '起', '出', '着']) || lead.ends_with("种下") || lead.ends_with("留下")
}

/// Without what is told of the noun that the last figure counts: 254个项目有序推进、总投资2800亿元.
pub(super) fn after_predicate(lead: Phrase<'_>) -> Phrase<'_> {
    let Some(at) = lead.text.find('、') else { return lead };
    let told = |token: Token<'_>| matches!(token.tag, Some(Tag::Verb | Tag::Deed | Tag::Adverb));
    let before = lead.text.get(..at).unwrap_or_default();
    if tokens(before).any(told) { lead.skip(at + '、'.len_utf8()) } else { lead }
}

/// Whether a phrase says only that something was done: 建成1000万亩，累计建成1亿亩.
pub(super) fn is_done_again(phrase: &str) -> bool {
    let done = phrase.strip_prefix("累计").or(phrase.strip_prefix("已")).unwrap_or(phrase);
    ["建成", "完成", "实现", "新建", "达到", "形成", "投用", "投产", "改造提升", "改造"].contains(&done)
}

/// The name in a phrase: without the light verbs inside, which an indicator has or leaves out at will (民航完成客运量).
pub(super) fn name(phrase: &str) -> String {
    const LIGHT: &[&str] = &["分别", "实现", "完成", "达成", "预计", "均", "今天", "昨天", "今日", "昨日", "日前", "近日"];
    let mut name = String::with_capacity(phrase.len());
    let mut quoted = false;
    for token in tokens(phrase) {
        match token.text {
            "“" => quoted = true,
            "”" => quoted = false,
            _ => {}
        }
        // 均值 is a noun
        let mean = token.text == "均" && phrase.get(token.end()..).is_some_and(|rest| rest.starts_with(['值', '价', '线', '数']));
        if mean || quoted || token.text != "分别" && token.start == 0 || !LIGHT.contains(&token.text) {
            name.push_str(token.text);
        }
    }
    name
}

/// Verbs that begin a deed of their own after 、: 打击犯罪、挽回损失22亿元.
#[rustfmt::skip]
const DEEDS: &[&str] = &[
    "建设", "挽回", "建成", "新建", "改造", "新增", "发放", "签署", "签约", "完成", "实现", "培育", "引进", "开工", "筹集",
    "压减", "淘汰", "整治", "查处",
    "新设", "带动", "吸引", "安排", "下达", "投入", "覆盖", "惠及", "组建", "举办", "支持", "处置", "化解", "清理",
    "打造", "出台", "修订", "制定", "力争", "确保", "争取",
];

/// The last deed, where the lead tells several.
pub(super) fn act(lead: Phrase<'_>) -> Phrase<'_> {
    let last = lead.text.match_indices('、').rev().map(|(at, mark)| lead.skip(at + mark.len()));
    let mut parts = last.filter(|part| part.text.find('”').is_none_or(|end| part.text.find('“').is_some_and(|start| start < end)));
    // 取消违法网站许可、关闭违法网站: two deeds, where each has its own noun
    let verb = |part: &Phrase<'_>| tokens(part.text).next().is_some_and(|token| token.tag == Some(Tag::Verb));
    let whole = |part: &Phrase<'_>| {
        let before = lead.text.get(..part.start - lead.start).unwrap_or_default().trim_end_matches('、');
        part.text.chars().nth(3).is_some() && before.rsplit('、').next().is_some_and(|one| one.chars().nth(3).is_some())
    };
    let deeds = verb(&lead);
    // 实现污水处理设施全覆盖、生活垃圾处理率达98%
    let over = |part: &Phrase<'_>| {
        let before = lead.text.get(..part.start - lead.start).unwrap_or_default().trim_end_matches('、');
        part.text.starts_with('占') || last_of(before, &["全覆盖", "清零", "归零", "零增长", "全达标"]).is_some()
    };
    parts.find(|part| first_of(part.text, DEEDS).is_some() || over(part) || deeds && verb(part) && whole(part)).unwrap_or(lead)
}

/// Whether a phrase ends with a verb that takes the noun after the figure: 完成195万亩高标准农田改造.
pub(super) fn takes_noun(phrase: &str) -> bool {
    const VERBS: &[&str] = &[
        "造成", "守住", "发行", "增发", "设立", "实施", "打死", "捐赠", "援助", "支援", "收复", "提供", "供应", "运送", "收购", "生产",
        "采购", "征收", "加征", "控制", "占领", "打击", "种植", "创造", "拥有", "完成",
    ];
    let listed = || last_of(phrase, DEEDS).or_else(|| last_of(phrase, VERBS)).is_some();
    let last = || tokens(phrase).last().is_some_and(|token| matches!(token.tag, Some(Tag::Verb | Tag::Deed)));
    phrase.is_empty() || phrase.ends_with(['和', '及', '与']) || listed() || last()
}
