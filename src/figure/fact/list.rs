//! Lists of subjects: 分别 pairs subjects and figures in order.

use super::deed;
use super::vocabulary::{Tag, Token, tokens};
use crate::lexicon::Lexicon;

/// The `count` subjects of a phrase in which more than the change comes after 分别: 甲流域和乙流域分别安排资金. `name` is its
/// name without light verbs.
pub(super) fn shared(phrase: &str, name: &str, count: usize) -> Vec<String> {
    let light = |what: &'_ str| {
        ["完成", "实现", "达成", "达到"].iter().find_map(|verb| what.strip_prefix(verb)).is_none_or(|rest| !rest.is_empty())
    };
    let parts = phrase.split_once("分别").filter(|(who, what)| who.chars().nth(1).is_some() && what.chars().nth(1).is_some());
    let Some((who, what)) = parts.filter(|(_, what)| light(what)) else { return subjects(name, count) };
    let what = ["完成", "实现", "达成"].iter().find_map(|verb| what.strip_prefix(verb)).unwrap_or(what);
    let plain = |token: &Token<'_>| !matches!(token.tag, Some(Tag::Adverb | Tag::Link));
    let end = tokens(who).filter(plain).last().map_or(0, |token| token.end());
    let who = subjects(who.get(..end).unwrap_or_default(), count);
    if who.is_empty() { subjects(name, count) } else { who.into_iter().map(|who| format!("{who}{}", deed::name(what))).collect() }
}

/// The `count` subjects that `phrase` names for 分别, in order; empty where it does not name so many.
pub(super) fn subjects(phrase: &str, count: usize) -> Vec<String> {
    if let Some((before, after)) = phrase.split_once("三次产业").filter(|_| count == 3) {
        return ["第一产业", "第二产业", "第三产业"].iter().map(|name| format!("{before}{name}{after}")).collect();
    }
    if let Some((before, after)) = phrase.split_once("城乡").filter(|_| count == 2) {
        return ["城镇", "农村"].iter().map(|name| format!("{before}{name}{after}")).collect();
    }
    // 甲国和乙国两国的确诊病例
    let both =
        ["两国", "两省", "两市", "两地"].iter().find_map(|both| phrase.split_once(both)).filter(|(who, _)| count == 2 && !who.is_empty());
    if let Some((who, what)) = both {
        return subjects(who, count).into_iter().map(|who| format!("{who}{}", what.strip_prefix('的').unwrap_or(what))).collect();
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

/// Attributes that as often are kinds of their own: 科技、绿色、数字经济产业贷款.
const KINDS: &[&str] = &["绿色", "数字", "智能", "特色", "现代", "综合", "战略"];

/// What an indicator ends with, so that a list can name it once: 自来水、卫生厕所普及率.
#[rustfmt::skip]
const INDICATORS: &[&str] = &[
    "贷款余额", "存款余额", "出口量", "进口量", "出口额", "进口额", "出货量", "消费", "排放量", "吞吐量", "贷款", "存款", "销售", "发电量", "装机", "运输量", "普及率", "治理率", "处理率", "处置率", "办结率", "参保率", "签约率", "保障率", "收集率", "转化率", "使用率", "回收率", "满意率", "覆盖率", "增加值", "总产值", "产值", "产量", "总量", "投资", "收入", "人数", "占比", "比重", "进出口", "销售额", "零售额", "总额", "面积",
    "规模", "出口", "进口", "里程", "合格率", "入学率", "巩固率", "达标率", "化率", "利用率", "余额", "销量", "用电量", "价格", "支出", "利润",
];

/// 东部 before 西部地区投资 is 东部地区投资: the two end alike, in two characters or in one.
fn completed(part: &str, last: &str) -> Option<String> {
    // 城镇、农村居民收入: both say whose income it is
    let mut words = tokens(last);
    if let (Some(own), Some(first)) = (tokens(part).next(), words.next())
        && own.text == part
        && (own.tag, first.tag) == (Some(Tag::Attribute), Some(Tag::Attribute))
        && own.text.len() == first.text.len()
        && !KINDS.contains(&part)
        && let Some(rest) = last.get(first.end()..).filter(|rest| !rest.is_empty())
    {
        return Some(format!("{part}{rest}"));
    }
    super::subject::completed(part, last).or_else(|| {
        let end = part.chars().next_back()?;
        // 甲、乙、丙省投资
        if part.chars().nth(1).is_none()
            && let Some((at, _)) = last.char_indices().nth(1).filter(|(_, c)| "区市省县州国".contains(*c))
        {
            return last.get(at..).map(|rest| format!("{part}{rest}"));
        }
        if "部区市省县州".contains(end)
            && let Some((at, _)) = last.char_indices().take(4).find(|(_, c)| *c == end)
            && let Some(rest) = last.get(at + end.len_utf8()..).filter(|rest| !rest.is_empty())
        {
            return Some(format!("{part}{rest}"));
        }
        // 制造业、新兴产业贷款: both end alike before what is told of both
        if end == '业'
            && let Some(at) = last.rfind(end).filter(|at| *at > 0)
            && let Some(rest) = last.get(at + end.len_utf8()..).filter(|rest| INDICATORS.contains(rest))
        {
            return Some(format!("{part}{rest}"));
        }
        // 电池、组件出口量: the last word is of both
        let measured = |word: &&str| {
            word.chars().nth(1).is_some() && word.ends_with(['量', '额', '率', '值']) && !word.starts_with(['均', '业']) && *word != last
        };
        if let Some(word) = Lexicon::shipped().segment(last).last().filter(measured)
            && !part.ends_with(['数', '率', '量', '额', '价', '值', '入', '资', '润', '口', '耗', '速'])
            && !part.contains(word)
        {
            return Some(format!("{part}{word}"));
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

/// The longest list that is paired with its subjects, in characters.
const LONGEST_LIST: usize = 120;

/// How many more items follow the figure that ends at `from` in a list: 6.8%、36.5%和56.7%.
pub(super) fn followers(text: &str, from: usize, to: usize) -> usize {
    let rest = text.get(from..to).unwrap_or_default();
    let rest = rest.char_indices().nth(LONGEST_LIST).and_then(|(at, _)| rest.get(..at)).unwrap_or(rest);
    let end = rest.find(['，', '；', '。', '：', ';']).unwrap_or(rest.len());
    let list = rest.get(..end).unwrap_or_default();
    let joints = list.match_indices(['、', '和', '及', '与']);
    joints.filter(|(at, joint)| list.get(at + joint.len()..).is_some_and(starts_figure)).count()
}

fn starts_figure(rest: &str) -> bool {
    let rest = rest.trim_start_matches(' ');
    let rest = ["近", "超过", "超", "约"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    rest.starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十百千万两".contains(c))
}
