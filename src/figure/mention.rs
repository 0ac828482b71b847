//! What holds a number and is no figure: dates, ordinals, sessions, document numbers, model names, idioms.

use std::ops::Range;

use super::{Date, Time};

/// Something with a number in it that is no figure, at a place in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Byte offsets into the text that was read.
    pub span: Range<usize>,
    /// What it is.
    pub kind: MentionKind,
}

/// The kinds of [`Mention`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum MentionKind {
    /// A date or a period: 2023年, 1—11月, 前三季度.
    Date(Date),
    /// A time of day: 20时30分, 20:57.
    Time(Time),
    /// Two times of day: 0—24时.
    TimeSpan(Time, Time),
    /// A place in an order: 第三, 第14次. The number, where it is a whole one.
    Ordinal(Option<u32>),
    /// A session of an assembly: 十四届, 三中全会, 二十大, 一次会议.
    Session(Option<u32>),
    /// A five-year plan: 十四五.
    Plan,
    /// The number of a document: 〔2024〕5号.
    DocumentNumber,
    /// A name that a number is part of: 5G, C919, PM2.5, 500强, 3号线.
    Name,
    /// A set phrase: 一带一路, 千家万户.
    Idiom,
    /// The number of a list item: 1., （二）.
    Item,
    /// A telephone number, a code, an address: a run of digits that counts nothing.
    Code,
    /// A score or a proportion: 3:1, 2比0.
    Score,
    /// A quantity that can't be what it says.
    IllFormed(Fault),
}

/// Why a written quantity makes no sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fault {
    /// 下降2倍: a quantity can fall by at most the whole of itself.
    DecreaseByTimes,
    /// 0分之三, 3/0.
    DivisionByZero,
    /// 1,23,4: commas that don't separate thousands.
    Grouping,
    /// More digits than any quantity has.
    TooLong,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::DecreaseByTimes => "a decrease can't be counted in times (倍)",
            Self::DivisionByZero => "the denominator is zero",
            Self::Grouping => "the commas don't separate thousands",
            Self::TooLong => "too many digits for a quantity",
        })
    }
}
