//! The words that tell of time, aim, basis and comparison, all found in one pass over a passage.

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use std::sync::LazyLock;

use super::words::Phrase;

/// What a word is a sign of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// A word of time; the number is its place in [`super::period::WORDS`].
    Time(usize),
    /// 个月, after which 前11 may stand.
    Months,
    /// 比, 较, 与, 同: what follows may be what a value is compared with.
    Against,
    /// 高于, 慢于: what follows is what a value is compared with.
    Beside,
    /// What follows is aimed at.
    Aim,
    /// What sounds like an aim has been reached.
    Done,
    Constant,
    Nominal,
    YearOnYear,
    PeriodOnPeriod,
    YearEnd,
    Year,
    Average,
    /// What a clause is about ends here.
    Predicate,
}

/// A word of a passage.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cue {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) sign: Sign,
}

/// The words of one passage, by where they start.
#[derive(Debug, Default)]
pub(super) struct Cues(Vec<Cue>);

#[rustfmt::skip]
const WORDS: &[(Sign, &[&str])] = &[
    (Sign::Months, &["个月"]),
    (Sign::Against, &["比", "较", "与", "同"]),
    (Sign::Beside, &["高于", "低于", "快于", "慢于", "好于", "优于", "领先", "大于", "小于"]),
    (Sign::Aim, &["预期目标", "主要目标", "力争", "确保", "计划", "争取", "拟", "目标是", "目标为", "预期", "目标任务"]),
    (Sign::Done, &[
        "完成", "按计划", "超年度", "超计划", "超过", "实现了", "超额", "好于", "高于", "规划", "如期", "年度目标", "模拟", "虚拟", "行动计划", "符合预期",
        "超预期", "计划生育", "计划单列", "比拟", "拟人",
    ]),
    (Sign::Constant, &["不变价", "可比价", "剔除价格", "扣除价格", "实际增", "实际下降", "实际同比", "可比口径"]),
    (Sign::Nominal, &["名义增", "名义下降", "名义同比", "现价", "当年价格"]),
    (Sign::YearOnYear, &["同比", "上年同期", "去年同期", "上年同月", "去年同月"]),
    (Sign::PeriodOnPeriod, &["环比", "比上月", "比上季度", "较上月", "较上季度", "比上周", "较上周", "比前一日"]),
    (Sign::YearEnd, &["上年末", "上年底", "去年末", "去年底", "年初"]),
    (Sign::Year, &["比上年", "比去年", "较上年", "较去年", "比上一年", "同上年", "与上年", "上年相比", "去年相比"]),
    (Sign::Average, &["年均", "平均每年", "年平均"]),
    (Sign::Predicate, &[
        "连续", "再上", "再次", "稳步", "持续", "不断", "保持", "继续", "进一步", "明显", "较快", "快速", "大幅", "达到", "突破", "总体", "再创",
        "创", "实现", "稳定", "由", "从", "平稳", "首次", "增长", "下降", "提高", "增加", "减少", "上升", "回落", "回升", "改善", "优化",
        "加快", "居", "位居", "稳中", "显著", "企稳", "放缓", "收窄", "向好", "反弹", "走高", "走低", "攀升", "下滑", "有望", "再度", "双双",
        "迎来", "呈现", "较大", "力度加大", "较高", "较低", "较好", "较强", "普遍", "火爆", "旺盛", "活跃", "逐季", "逐年", "逐步", "由降转涨", "由涨转降", "受挫",
    ]),
];

static AUTOMATON: LazyLock<(Option<AhoCorasick>, Vec<Sign>)> = LazyLock::new(|| {
    let time = super::period::WORDS.iter().enumerate().map(|(index, word)| (Sign::Time(index), word.0));
    let others = WORDS.iter().flat_map(|(sign, words)| words.iter().map(|word| (*sign, *word)));
    let (signs, words): (Vec<Sign>, Vec<&str>) = time.chain(others).unzip();
    (AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(words).ok(), signs)
});

impl Cues {
    pub(super) fn of(text: &str) -> Self {
        let (automaton, signs) = &*AUTOMATON;
        let found = automaton.iter().flat_map(|automaton| automaton.find_overlapping_iter(text));
        let cue = |found: aho_corasick::Match| {
            let sign = *signs.get(found.pattern().as_usize())?;
            Some(Cue { start: found.start(), end: found.end(), sign })
        };
        let mut cues: Vec<Cue> = found.filter_map(cue).collect();
        cues.sort_by_key(|cue| cue.start);
        Self(cues)
    }

    /// The words inside a phrase.
    pub(super) fn within(&self, phrase: Phrase<'_>) -> impl Iterator<Item = Cue> + '_ {
        self.between(phrase.start, phrase.end())
    }

    /// The words between two places.
    pub(super) fn between(&self, from: usize, to: usize) -> impl Iterator<Item = Cue> + '_ {
        let first = self.0.partition_point(|cue| cue.start < from);
        let rest = self.0.get(first..).unwrap_or_default();
        rest.iter().take_while(move |cue| cue.start < to).filter(move |cue| cue.end <= to).copied()
    }
}
