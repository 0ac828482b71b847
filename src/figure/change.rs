//! What the words before a quantity make of it: a share, a change, a decrease.

use super::approximation;
use super::cursor::Cursor;
use super::{Interval, Rational, Value};

/// What a figure says about its subject, as far as the words at the figure itself tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Role {
    /// How much there is.
    Level,
    /// A part of a whole: 占30%, 过半. It can't be above 100 %.
    Share,
    /// A change told as a ratio of new to old: 增长5.2%, 翻一番, 是…的3倍.
    Multiplier,
    /// A change told as a difference: 提高1.2个百分点, 新增1244万人.
    Difference,
    /// 一个, 一项: mostly "a", rarely "one".
    Article,
}

/// Which way a change goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// 增长, 提高, 上升.
    Up,
    /// 下降, 减少, 回落.
    Down,
}

/// A change that a figure tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Which way, where a word says so.
    pub direction: Option<Direction>,
    /// New ÷ old when the role is [`Role::Multiplier`]; new − old, negative for a decrease, when it is
    /// [`Role::Difference`].
    pub value: Value,
}

/// The word of change before a quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Verb {
    pub(super) direction: Direction,
    /// 增长到, 增至: the quantity is what it came to, not by how much it changed.
    pub(super) to: bool,
    /// 增速, 降幅: the quantity is always a rate of change.
    pub(super) rate: bool,
    /// 新增, 减少: a number of things can follow; 提高 and 加快 take no number of things as their amount.
    pub(super) of_counts: bool,
}

/// Words of growth, the longer ones first, so that 净增加 is not taken for 增加.
#[rustfmt::skip]
pub(super) const UP: &[&str] = &[
    "净增加", "增长", "增加", "提高", "提升", "上升", "上涨", "上浮", "升高", "扩大", "高出", "新增", "净增", "增收", "增产", "多增", "拉动",
    "多出", "加快", "上调", "攀升", "反弹", "飙升", "激增", "回升", "增持", "延长", "暴涨", "猛增", "涨价", "提价", "增", "涨", "升",
];
/// Words of decline, the longer ones first.
#[rustfmt::skip]
pub(super) const DOWN: &[&str] = &[
    "净减少", "下降", "减少", "降低", "下跌", "下滑", "回落", "收窄", "缩小", "缩减", "下调", "萎缩", "拉低", "减产", "减收", "压减", "削减",
    "放缓", "缩短", "压缩", "少增", "暴跌", "锐减", "骤降", "减轻", "压降", "调减", "减重", "降价", "裁减", "减", "跌", "降",
];
const RATE_UP: &[&str] = &["增速", "增幅", "涨幅", "升幅", "增长率", "增长速度"];
const RATE_DOWN: &[&str] = &["降幅", "跌幅", "减幅", "降速"];

/// The word of change that ends at `position`, after 了, 约 and the like.
pub(super) fn verb(text: Cursor<'_>, position: usize) -> Option<Verb> {
    let mut position = text.strip_spaces(position);
    let mut to = false;
    let mut told = false;
    for _ in 0..2 {
        let Some((last, start)) = text.previous(position) else {
            break;
        };
        match last {
            '了' | '的' | '仅' | '只' | '又' | '再' | '超' => position = start,
            '到' | '至' => (position, to) = (start, true),
            '为' | '达' | '在' | '是' | '有' => (position, told) = (start, true),
            _ => break,
        }
        if to && told {
            break;
        }
    }
    let ends = |words: &[&str]| words.iter().any(|word| text.strip_word(position, word).is_some());
    let rate = |direction| Some(Verb { direction, to: false, rate: true, of_counts: true });
    let last = text.before(position)?;
    match last {
        // 自然增长率 is a level of its own, not the change of one
        '率' if text.strip_word(position, "自然增长率").is_some() => return None,
        '速' | '幅' | '率' | '度' if ends(RATE_UP) => return rate(Direction::Up),
        '速' | '幅' if ends(RATE_DOWN) => return rate(Direction::Down),
        _ => {}
    }
    if told && !to {
        return None;
    }
    let direction = match last {
        '长' | '加' | '高' | '升' | '涨' | '浮' | '大' | '出' | '增' | '收' | '产' | '动' | '快' | '调' | '弹' | '持' | '价'
            if ends(UP) =>
        {
            Direction::Up
        }
        '降' | '少' | '低' | '跌' | '滑' | '落' | '窄' | '小' | '减' | '调' | '缩' | '产' | '收' | '缓' | '短' | '增' | '轻' | '重'
        | '价' => {
            if !ends(DOWN) {
                return None;
            }
            Direction::Down
        }
        _ => return None,
    };
    let of_counts = ends(&[
        "增加",
        "减少",
        "新增",
        "净增",
        "多增",
        "少增",
        "增长",
        "下降",
        "增",
        "减",
        "裁减",
        "压降",
        "压减",
        "削减",
        "缩减",
        "调减",
        "净增加",
        "净减少",
        "多出",
        "上升",
        "延长",
        "缩短",
        "推迟",
        "提前",
    ]);
    Some(Verb { direction, to, rate: false, of_counts })
}

/// 少增 is a decrease of the increase, although it ends like an increase; 减产 and 增产 end alike.
pub(super) fn is_down(text: Cursor<'_>, position: usize) -> bool {
    DOWN.iter().any(|word| text.strip_word(position, word).is_some())
}

/// 占, 占比, 比重 before a ratio; nothing before `floor` is looked at.
pub(super) fn is_share(text: Cursor<'_>, position: usize, floor: usize) -> bool {
    if approximation::is_share_of_a_whole(text, position, floor) {
        return true;
    }
    let mut position = text.strip_spaces(position);
    for _ in 0..3 {
        for word in ["占", "占比", "比重", "占到", "占据", "比例", "份额", "占有率", "覆盖率", "渗透率", "自给率"]
        {
            if text.strip_word(position, word).is_some() {
                return true;
            }
        }
        let between = ["了", "为", "达到", "达", "调整", "统一", "保持在", "稳定在", "到", "已经", "已", "均", "将", "应", "原则上"];
        let Some(next) = between.into_iter().find_map(|word| text.strip_word(position, word)) else {
            break;
        };
        position = next;
    }
    false
}

/// Rates that tell for how many of all something is so, and which can't be above 100 %.
#[rustfmt::skip]
const RATES_OF_ALL: &[&str] = &[
    "参保率", "普及率", "达标率", "合格率", "化解率", "办结率", "满意率", "落实率", "就业率", "复工率", "复产率", "开工率", "开业率", "建成率",
    "通达率", "处理率", "治愈率", "接种率", "入园率", "巩固率", "城镇化率", "优良率", "达产率", "知晓率", "好评率", "上线率", "可办率", "收集率",
];

/// Whether the rate before a ratio is one of a part of all, which the words before it name.
pub(super) fn is_rate_of_all(text: Cursor<'_>, position: usize) -> bool {
    let mut position = text.strip_spaces(position);
    for _ in 0..3 {
        if text.before(position) == Some('率') {
            return RATES_OF_ALL.iter().any(|word| text.strip_word(position, word).is_some());
        }
        let between = ["为", "达到", "达", "保持在", "稳定在", "到", "已经", "已", "均", "将"];
        let Some(next) = between.into_iter().find_map(|word| text.strip_word(position, word)) else {
            break;
        };
        position = next;
    }
    false
}

/// New ÷ old for a change by the ratio `value`.
pub(super) fn multiplier(value: &Value, direction: Direction) -> Value {
    value.clone().map(|interval| match direction {
        Direction::Up => interval.shifted(&Rational::ONE),
        Direction::Down => interval.negated().shifted(&Rational::ONE),
    })
}

/// New − old for a change by `value`.
pub(super) fn difference(value: &Value, direction: Direction) -> Value {
    value.clone().map(|interval| match direction {
        Direction::Up => interval,
        Direction::Down => Interval::negated(interval),
    })
}
