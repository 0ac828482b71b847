//! The subject that the words before a figure name.

use super::super::Mention;
use super::clause::{from_earlier, object, without_run};
use super::cues::{Cue, Cues, Sign};
use super::head::{heads, is_time};
use super::tail::tails;
use super::vocabulary::{Tag, tokens};
use super::words::{Phrase, last_of};
use super::{against, clause, deed, inherited, scope};
use crate::text::is_han;

/// The subject in the lead of a figure; empty where it has none of its own.
pub(super) fn of_lead<'t>(lead: Phrase<'t>, mentions: &[Mention], cues: &Cues) -> Phrase<'t> {
    if is_adjunct(lead.text) {
        return lead.take(0);
    }
    let whole = lead.text.trim_end();
    let lead = against::beside(after_mark(lead));
    let lead = after_time(rate(based(against::comparison(lead, mentions, cues))), mentions, cues);
    let end = lead.end();
    let lead = tails(without_run(from_earlier(tails(lead), mentions)));
    let own = tails(object(without_run(tails(told(heads(lead, mentions), end))), whole.ends_with('的')));
    let own = of_copula(heads(deed::act(heads(own, mentions)), mentions));
    // 每人每月500元: a rate, not what it is a rate of.
    let each = own.text.strip_prefix("平均").unwrap_or(own.text);
    let rate = each.starts_with('每') && each.chars().count() <= 5;
    // 比现在的吞吐量增加一倍: what was told before is more
    let against = against::begins(own.text);
    let ratio = lead.text.starts_with('与') && own.text.ends_with("之比");
    if rate
        || against
        || ratio
        || own.text == "同期"
        || own.text.starts_with(['前', '头']) && own.text.ends_with("个月") && own.text.chars().count() <= 5
        || scope::WHOLES.contains(&own.text)
        || own.text.starts_with('按') && own.text.ends_with("口径")
        || came_to(own.text)
        || only_comes(own.text, whole)
        || counts_times(own.text)
        || is_aim(own.text)
    {
        own.take(0)
    } else {
        // 约占全省的三成
        let share = own.text.strip_prefix(['约', '已', '均', '仅', '也']).filter(|share| share.starts_with('占'));
        share.map_or_else(|| for_whom(own), |share| own.skip(own.text.len() - share.len()))
    }
}

/// 价值 without who does what with the thing that is worth so much: 授权新一轮价值.
pub(super) fn worth(own: Phrase<'_>) -> Phrase<'_> {
    let told = |before: &str| tokens(before).any(|token| matches!(token.tag, Some(Tag::Verb | Tag::Deed | Tag::Link)));
    let value = last_of(own.text, &["总价值", "价值"]);
    match value.map(|value| own.text.len() - value.len()) {
        Some(at) if own.text.get(..at).is_some_and(|before| told(before) || before.ends_with(['轮', '批'])) => own.skip(at),
        _ => own,
    }
}

/// What is said to be the matter: 收入 in 征收对象为全球收入.
fn of_copula(own: Phrase<'_>) -> Phrase<'_> {
    let copula = tokens(own.text).filter(|token| token.text == "为" && token.start > 0 && token.tag == Some(Tag::Link)).last();
    let term = |copula: &super::vocabulary::Token<'_>| {
        own.text.get(..copula.start).is_some_and(|term| ["对象", "条件", "标准", "指标", "门槛"].iter().any(|word| term.ends_with(word)))
    };
    let after = copula.filter(term).map(|copula| own.skip(copula.end()));
    after.filter(|after| after.text.chars().nth(1).is_some() && is_indicator(after.text)).unwrap_or(own)
}

/// 连续第8个月超过7%: the words count how often it was so.
fn counts_times(own: &str) -> bool {
    own.starts_with('第') && ["个月", "年", "季度", "天", "周", "次"].iter().any(|unit| own.ends_with(unit))
}

/// 预期目标设定为6%: of what, was told before.
fn is_aim(own: &str) -> bool {
    let rest = own.trim_end_matches(['设', '定', '为', '是', '确']);
    ["目标", "预期目标", "增长目标", "年度目标", "全年目标", "增长预期目标", "发展预期目标"].contains(&rest)
}

/// Without the 为 before those for whom something is done: 为村集体经济增收30万元.
fn for_whom(own: Phrase<'_>) -> Phrase<'_> {
    let turns = |token: super::vocabulary::Token<'_>| matches!(token.tag, Some(Tag::Verb | Tag::Deed | Tag::Adverb | Tag::Link));
    match own.text.strip_prefix('为') {
        Some(rest) if scope::WHOLES.contains(&rest) => own.take(0),
        Some(rest) if !tokens(rest).any(turns) => own.skip('为'.len_utf8()),
        _ => own,
    }
}

/// The words after a blank between words, or after a mark such as 【开幕式】.
fn after_mark(lead: Phrase<'_>) -> Phrase<'_> {
    // 均为境外输入病例（甲省3例
    let open = lead.text.rfind('（').filter(|at| *at > 0 && lead.text.get(*at..).is_some_and(|inside| !inside.contains('）')));
    if let Some(inside) = open.map(|at| lead.skip(at + '（'.len_utf8())).filter(|inside| inside.text.chars().nth(1).is_some()) {
        return inside;
    }
    let blank = |(at, _): &(usize, char)| {
        let (before, after) = (lead.text.get(..*at), lead.text.get(*at..));
        let han = |c: Option<char>| c.is_some_and(is_han);
        before.is_some_and(|before| han(before.chars().next_back()) && !before.contains('“'))
            && after.is_some_and(|after| han(after.chars().nth(1)))
    };
    let mut marks = lead.text.char_indices().rev();
    let found = marks.find(|mark| mark.1 == '】' || matches!(mark.1, ' ' | '\u{3000}') && blank(mark));
    found.map_or(lead, |(at, mark)| lead.skip(at + mark.len_utf8()))
}

/// Whether a lead only places what is told: 在8天时间内, 向5000米深处.
fn is_adjunct(lead: &str) -> bool {
    const STATED: &[&str] = &[
        "稳定在",
        "保持在",
        "控制在",
        "维持在",
        "集中在",
        "停留在",
        "徘徊在",
        "限制在",
        "设定在",
        "锁定在",
        "定在",
        "低于",
        "高于",
        "属于",
        "处于",
        "位于",
        "大于",
        "小于",
        "少于",
        "多于",
        "等于",
        "好于",
        "当于",
        "存在",
        "现在",
        "正在",
        "所在",
        "优于",
        "快于",
        "慢于",
        "由于",
        "意向",
        "方向",
        "流向",
        "走向",
        "使用",
        "应用",
        "利用",
        "作用",
        "费用",
        "信用",
        "药用",
        "公用",
        "专用",
    ];
    let lead = lead.trim_end();
    // 失业率在5.3%以下, 病例数均在10例以下
    let before = lead.strip_suffix('在').map(|before| before.trim_end_matches(['可', '将', '均', '都', '也', '仍', '只', '已', '大']));
    if before.is_some_and(|before| is_indicator(before) || before.ends_with(['比', '例', '温', '重', '幅'])) {
        return false;
    }
    // 叙利亚境内: only where
    if ["境内", "境外", "附近", "周边", "沿线", "沿岸"].iter().any(|word| lead.ends_with(word)) {
        return true;
    }
    lead.ends_with(['在', '以', '向', '对', '于', '用']) && !STATED.iter().any(|word| lead.ends_with(word))
}

/// Without the base of a ratio: 流量仅为平时的50%.
fn based(lead: Phrase<'_>) -> Phrase<'_> {
    // 时间由现在的3小时: no base, but what it was before
    let near = || lead.text.chars().rev().take(8).any(|c| matches!(c, '由' | '从'));
    if !lead.text.ends_with('的') || near() {
        return lead;
    }
    // 以日均供货的3倍备货
    if let Some(rest) = lead
        .text
        .strip_prefix('以')
        .filter(|rest| rest.chars().nth(2).is_some() && !rest.starts_with(['上', '下', '内', '来', '往', '色', '及', '军']))
    {
        return lead.skip(lead.text.len() - rest.len());
    }
    // 吞吐量已经恢复到去年同期的90%
    let came = ["恢复到", "恢复至", "达到了", "相当于"].iter().filter_map(|verb| lead.text.rfind(verb)).find(|at| *at > 0);
    if let Some(at) = came {
        return lead.take(at);
    }
    let verb = tokens(lead.text)
        .filter(|token| {
            matches!(token.text, "为" | "相当于" | "是" | "完成" | "已完成" | "达到" | "升至" | "增至" | "降至" | "提高到" | "提高至")
                && token.start > 0
        })
        .last();
    let only = ["完成", "达到", "相当于", "是", "约为", "约是", "仅为", "也是", "仅是"]
        .iter()
        .any(|word| lead.text.trim_start().starts_with(word));
    verb.map_or(if only { lead.take(0) } else { lead }, |verb| lead.take(verb.start))
}

/// 恢复至2019年同期的74.5%: the words say what a value came to.
fn came_to(own: &str) -> bool {
    let rest = ["恢复", "相当于", "增长", "下降", "提高", "仅用"].iter().find_map(|word| own.strip_prefix(word));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['至', '到', '了']))
}

/// 扩围至28个: what came to it, was told before.
fn only_comes(own: &str, lead: &str) -> bool {
    let verb = |token: super::vocabulary::Token<'_>| token.text == own && matches!(token.tag, Some(Tag::Verb | Tag::Deed));
    let becomes = matches!(own, "发展" | "恢复" | "扩展" | "拓展" | "优化" | "精简" | "扩建");
    // 发展到如今的
    let came = || lead.rsplit_once(own).is_some_and(|(_, rest)| rest.starts_with(['到', '至']));
    becomes && came() || lead.ends_with(['至', '到']) && tokens(own).next().is_some_and(verb)
}

/// Without what a value is told for: 浓度为每立方米20微克.
fn rate(lead: Phrase<'_>) -> Phrase<'_> {
    let near = lead.text.char_indices().rev().take(6);
    let each = near.filter(|(_, c)| *c == '每').map(|(at, _)| at).last().filter(|at| *at > 0);
    let told =
        each.filter(|at| lead.text.get(..*at).is_some_and(|before| before.ends_with(['为', '达', '约', '到', '至', '量', '度', '价'])));
    told.map_or(lead, |at| lead.take(at))
}

/// The words after the last time that a lead names: 甲国3日新增病例.
fn after_time<'t>(lead: Phrase<'t>, mentions: &[Mention], cues: &Cues) -> Phrase<'t> {
    let dates = mentions.iter().filter(|mention| is_time(mention)).map(|mention| (mention.span.start, mention.span.end));
    // 目前年产值: not 前年
    let cut = |cue: &Cue| lead.text.get(..cue.start.saturating_sub(lead.start)).is_some_and(|before| before.ends_with('目'));
    let is_time_cue = |cue: &Cue| matches!(cue.sign, Sign::Time(_)) && !cut(cue);
    let words = cues.within(lead).filter(is_time_cue).map(|cue| (cue.start, cue.end));
    let ends = lead.text.trim_end_matches(['的', ' ']).len() + lead.start;
    let times = || dates.clone().chain(cues.within(lead).filter(is_time_cue).map(|cue| (cue.start, cue.end)));
    // 产量由2020年的5亿斤: the subject comes before the time that the value is of
    // 下达2023年经费由去年的5亿元: and another time may stand before it
    if let Some((start, _)) = times().filter(|(start, end)| *start > lead.start && *end == ends).min_by_key(|found| found.0) {
        let before = lead.take(start - lead.start);
        if before.text.ends_with(['由', '从', '在', '较', '比', '至', '到']) {
            let rest = after_time(before.take(before.text.len() - '由'.len_utf8()), mentions, cues);
            let verbs = lead.take(rest.start - lead.start);
            let told = tokens(verbs.text).next().is_some_and(|token| matches!(token.tag, Some(Tag::Verb | Tag::Deed)));
            return if told { rest } else { before };
        }
    }
    let inside = dates.clone().chain(words).filter(|(start, end)| *start > lead.start && *end < lead.end());
    let Some((start, end)) = inside.max_by_key(|found| found.1) else {
        return lead;
    };
    let before = lead.text.get(..start - lead.start).unwrap_or_default();
    let after = lead.skip(end - lead.start);
    let joined = before.ends_with(['占', '比', '较', '与', '同', '自', '从', '“', '《', '的', '和', '至', '到', '、', '（', '(']);
    // 提出到2025年产能达到
    let joined = joined && !["提出到", "力争到", "确保到", "计划到", "明确到", "截至", "截止"].iter().any(|word| before.ends_with(word));
    let goes_on = ["同期", "以来", "的", "版", "级", "”", "》", "前", "后", "内", "）", "、", "和", "至", "末", "底", "初"];
    let named = after.text.chars().count() >= 2 && !goes_on.iter().any(|word| after.text.starts_with(word));
    // 枪击事件今年已达606起: only a predicate comes after the time
    let told_of = lead.take(start - lead.start);
    // 线路截至1月30日已恢复107条
    let told_of = told_of.without_last(&["截至", "截止"]).unwrap_or(told_of);
    let rest = tails(after);
    let acts = !clause::tells(rest.text) && !is_indicator(rest.text) && rest.text.chars().all(is_han);
    let predicate = rest.is_empty() || acts && told_of.text.chars().nth(3).is_some() && !scope::is_place(told_of.text);
    if named && !joined && predicate && told_of.text.chars().nth(1).is_some() {
        return told_of;
    }
    if joined || !named { lead } else { after }
}

/// The words after one that says that something is told (报告新增病例3例), and without adverbs and links at the end.
fn told(lead: Phrase<'_>, end_of_lead: usize) -> Phrase<'_> {
    let mut told = lead;
    let (mut end, mut quoted) = (0, false);
    for token in tokens(lead.text) {
        match token.text {
            "“" | "《" => quoted = true,
            "”" | "》" => quoted = false,
            _ => {}
        }
        let says = || ["显示", "表示", "认为", "指出", "宣布", "表明", "估计", "预测"].contains(&token.text);
        // 经济增长预测, 用电量预测: the forecast itself
        let forecast = matches!(token.text, "预测" | "估计")
            && token.end() == lead.text.len()
            && lead.text.get(..token.start).is_some_and(|of| is_indicator(of) || of.ends_with("增长") || of.ends_with("增速"));
        if forecast {
            end = token.end();
            continue;
        }
        // 报告称, 武装称: but 名称
        let said = token.text == "称"
            && lead.text.get(..token.start).is_some_and(|who| who.chars().nth(1).is_some())
            && !super::extent::ends_word(lead.text, token)
            && !lead.text.get(token.end()..).is_some_and(|rest| rest.starts_with(['为', '号', '的', '重', '赞']));
        if said && !quoted {
            told = lead.skip(token.end());
        }
        if token.tag == Some(Tag::Report) && !quoted && (token.end() < lead.text.len() || says()) {
            told = lead.skip(token.end());
        }
        if !matches!(token.tag, Some(Tag::Adverb | Tag::Link)) || super::extent::ends_noun(lead.text, token) {
            end = token.end();
        }
    }
    let told = told.take(end.saturating_sub(told.start - lead.start));
    // 装机在全国率先突破1亿千瓦: where it is so is no part of the name
    let told = if told.end() < end_of_lead { without_place_at_end(told) } else { told };
    if inherited::is_article(told.text) || told.text.ends_with("一家") || told.text.ends_with("一项") {
        told.take(0)
    } else {
        without_clause(told)
    }
}

/// Without 在 and a place or time of a few characters behind the name.
fn without_place_at_end(told: Phrase<'_>) -> Phrase<'_> {
    let at = tokens(told.text).filter(|token| token.text == "在" && token.start > 0).last();
    let Some(at) = at else { return told };
    let place = told.skip(at.end());
    let turns = |token: super::vocabulary::Token<'_>| matches!(token.tag, Some(Tag::Verb | Tag::Deed | Tag::Link));
    // 精度在原有微米级的基础上再提升30%
    let basis = ["基础上", "情况下", "条件下", "带动下"].iter().any(|word| place.text.ends_with(word));
    if basis || place.text.chars().count() <= 6 && !tokens(place.text).any(turns) { told.take(at.start) } else { told }
}

/// Adverbs that as often are part of a name: 平均气温, 直接经济损失.
#[rustfmt::skip]
pub(super) const PART_OF_NAMES: &[&str] = &[
    "集中", "全部", "基本", "正式", "普遍", "共同", "同步", "平均", "直接", "初步", "快速", "高效", "精准", "主动", "联合", "不", "没有", "自愿", "紧急",
    "临时", "整体", "首次", "严格", "全面", "深入", "平稳", "有序", "往返", "当天", "当日", "累计",
];

/// Words for how much there is, which say nothing without what they are of.
#[rustfmt::skip]
pub(super) const MEASURES: &[&str] = &[
    "人数", "数量", "总数", "总量", "面积", "比例", "比重", "规模", "金额", "次数", "时间", "价格", "总额", "产量", "收入", "资金", "投资",
];

/// The longest clause that tells which of several something is, in characters.
const LONGEST_CLAUSE: usize = 12;

/// Without adverbs before it and without what is said of it: 加快推进的, 实施的全国负面清单.
fn without_clause(lead: Phrase<'_>) -> Phrase<'_> {
    let adverb = tokens(lead.text)
        .take_while(|token| token.tag == Some(Tag::Adverb) && !PART_OF_NAMES.contains(&token.text) && !token.text.ends_with('每'))
        .last();
    let lead = adverb.map_or(lead, |adverb| lead.skip(adverb.end()));
    if tokens(lead.text).next().is_none_or(|token| token.tag != Some(Tag::Verb)) {
        return lead;
    }
    let noun = lead.text.find('的').map(|at| lead.skip(at + '的'.len_utf8())).filter(|noun| noun.text.chars().nth(1).is_some());
    // 安装新系统的车辆: what they have tells which they are
    let verbs = |noun: &Phrase<'_>| {
        let clause = lead.take(noun.start - lead.start - '的'.len_utf8());
        clause.text.chars().count() > LONGEST_CLAUSE
            || tokens(clause.text).all(|token| matches!(token.tag, Some(Tag::Verb | Tag::Deed | Tag::Adverb)))
    };
    noun.filter(|noun| !MEASURES.contains(&noun.text) && (noun.text.starts_with('有') || verbs(noun))).unwrap_or(lead)
}

/// Whether a phrase ends like a quantity that is measured, so that the noun after the figure is not what it is of:
/// 总投资10亿元以上项目.
pub(super) fn is_indicator(own: &str) -> bool {
    own.ends_with([
        '值', '量', '额', '率', '产', '耗', '速', '温', '离', '价', '长', '重', '高', '径', '积', '度', '资', '入', '数', '金', '款', '债',
        '出', '润', '税', '费', '程', '模', '水', '本', '库', '电',
    ])
}

/// The name that `short` stands for after `full`: 第二产业 after 第一产业增加值 is 第二产业增加值, since both have 产业.
pub(super) fn completed(short: &str, full: &str) -> Option<String> {
    let tail_start = short.char_indices().rev().nth(1)?.0;
    let tail = short.get(tail_start..)?;
    let told = || tokens(short).any(|token| matches!(token.tag, Some(Tag::Verb | Tag::Adverb | Tag::Link)));
    if full.contains(short) || told() {
        return None;
    }
    let end = full.rfind(tail).filter(|at| *at > 0)? + tail.len();
    // The two stems must be of like length, or the word they share is chance: 拉动消费 after 消费品以旧换新.
    let stem = full.get(..end)?.chars().count();
    let rest = full.get(end..).filter(|rest| is_indicator(rest) && stem.abs_diff(short.chars().count()) <= 3)?;
    Some(format!("{short}{rest}"))
}
