//! The predicate between a subject and its figure, which is no part of the subject.

use super::super::change::{DOWN, UP};
use super::words::{Edges, Phrase};
use crate::lexicon::Lexicon;

/// Words that a predicate ends with, before the figure.
#[rustfmt::skip]
const TAILS: &[&str] = &[
    "压缩至", "压缩到", "浓缩至", "收缩至", "缩至", "缩到", "由每人每年", "由每人每月", "每人每年", "每人每月", "由每生每年", "每生每年",
    "一共", "最快", "最多", "最少", "最长", "最短", "最大", "最小", "每桶", "每吨", "收于", "仍可", "均可", "还可", "也可", "仍", "由上月", "由上年", "从上年", "由去年", "从去年", "分别为", "分别", "达到", "突破",
    "超过", "约占", "约为", "共有", "共计", "合计", "累计达", "累计", "总计", "平均", "同比", "环比", "名义", "实际",
    "预计", "左右", "已经", "高达", "仅为", "保持", "稳定", "维持", "控制", "接近", "将近", "大约", "不低于", "不超过",
    "拥有", "从人均", "相当于",
    "年均", "力争", "日均", "进一步", "大幅", "持续", "小幅", "继续", "历史性", "首次", "稳步", "明显", "快速", "较快",
    "预期", "目标", "不断", "连续", "如今", "现如今", "盘中", "目前年", "攀上", "仅存", "现存", "尚存", "仅剩", "只剩", "多达", "停留", "徘徊", "创下", "很少", "可达", "可", "现有", "现在", "用时", "仅用", "为期", "历时", "里氏", "将达", "就能", "也能", "都能", "还能", "一度", "惠及", "原来", "目前", "原有",
    "只需要", "仅需要", "只需", "仅需", "需要", "恢复至", "恢复到", "调整为", "调整至", "调整到", "按年率计算", "将耗时", "耗时", "折合", "要", "距今已有", "距今", "已经连续举办", "已连续举办", "连续举办", "到期后再延长", "到期后", "有望", "长期", "失守", "微", "略", "有可能", "可能", "或将", "原先", "以往", "最初", "当初", "起初",
    "增速", "增幅", "涨幅", "降幅", "升幅", "跌幅", "增长率", "最高", "最低", "先后", "已有", "也有", "还有", "就有",
    "仅有", "只有", "达", "为", "是",
    "至", "到", "了", "已", "约", "共", "均", "在", "超", "有", "近", "各", "仅", "逾", "按", "也", "又",
    "再", "还", "将", "拟", "从",
    "的", "并", "由", "过", "涉及", "跨越", "跃升", "站上", "迈上", "全部", "其中", "当年", "全年",
];

static TAIL_ENDS: Edges = Edges::last(&[TAILS, UP, DOWN]);

/// Without the predicate at its end.
pub(super) fn tails(lead: Phrase<'_>) -> Phrase<'_> {
    let mut lead = lead.trimmed();
    // A word of change is taken off once per turn; 比重提高 keeps its 比重.
    // 自然增长率 is a name, of which nothing is left without its 增长率
    // 游客今天（5月2日）达到
    const TODAY: &[&str] = &["今天", "昨天", "今日", "昨日"];
    if let Some((before, date)) = lead.text.rsplit_once('（')
        && TODAY.iter().any(|day| before.ends_with(day))
        && date.ends_with("日）")
    {
        lead = lead.take(before.len()).without_last(TODAY).unwrap_or(lead).trimmed();
    }
    while TAIL_ENDS.may_end(lead.text)
        && !lead.text.ends_with("自然增长率")
        && !lead.text.ends_with("单日新增")
        && !ends_with_word(lead.text)
        && let Some(shorter) = lead.without_last(TAILS).or_else(|| lead.without_last(UP)).or_else(|| lead.without_last(DOWN))
    {
        lead = shorter.trimmed();
    }
    lead
}

/// 电能, 附近, 自由: what looks like a predicate is the end of a word.
fn ends_with_word(lead: &str) -> bool {
    let at = lead.char_indices().rev().nth(1).filter(|_| lead.ends_with(['能', '可', '由', '近', '还', '达', '要']));
    at.and_then(|(at, _)| lead.get(at..)).is_some_and(|word| !TAILS.contains(&word) && Lexicon::shipped().is_word(word))
}
