//! Why a figure was read as it was, in words.

use super::number::{self, Scale};
use super::words;
use crate::both;
use crate::document::Document;
use crate::figure::{Class, Fact, FactRole, Figure, Mention, MentionKind, Qualifier, Rational, read};
use crate::lang::{Lang, Localized};
use crate::text::Span;
use std::collections::BTreeMap;
use std::ops::Range;

/// The most characters of a text that are quoted.
const QUOTED: usize = 30;

/// How many passages, and dates in each, are looked through for the words that name a period.
const NEAR: usize = 50;

/// Words that name a time without a number.
const TIME_WORDS: [&str; 9] = ["全年", "年末", "年底", "今年", "去年", "上年", "上年末", "五年来", "过去五年"];

/// The dates of the passages that were looked at.
pub(super) type Dates = BTreeMap<usize, Vec<(Range<usize>, Option<u16>)>>;

/// Two statements, the second as the reason of the first.
pub(super) fn joined(what: Localized, why: Localized) -> Localized {
    Localized::new(format!("{}：{}", what.zh, why.zh), format!("{}: {}", what.en, why.en))
}

/// The numeral: its number, and the sizes of its last digits.
pub(super) fn numeral(figure: &Figure, text: &str, scale: Scale) -> Localized {
    let written = text.get(figure.numeral.clone()).unwrap_or_default();
    let number = number::plain(&figure.written);
    let size = |size: &Rational| number::size(figure, scale, size);
    let (quantum, granule) = (size(&figure.quantum), size(&figure.granule));
    both!(
        "“{written}”，即 {number}；末位为 {quantum}，末一非零位为 {granule}",
        "“{written}”, that is {number}; its last digit stands for {quantum}, its last non-zero digit for {granule}"
    )
}

/// What the approximating word makes of the number.
pub(super) fn qualifier(figure: &Figure) -> Localized {
    let point = figure.value.hard.lo == figure.value.hard.hi;
    let (zh, en) = match figure.qualifier {
        Qualifier::Bare if point => ("逐个计数，就是这个数", "counted one by one, so exactly this"),
        Qualifier::Bare => (
            "没有约词，按末位四舍五入，误差至多半个末位",
            "no approximating word: rounded to its last digit, so off by half of that at most",
        ),
        Qualifier::Over => {
            ("“超过”一类：大于此数，通常不多出一个末非零位", "more than the number, usually by one last non-zero digit at most")
        }
        Qualifier::AtLeast => ("“以上、至少”一类：含本数（民法典第1259条）", "this or more, the number included (Civil Code, art. 1259)"),
        Qualifier::AtMost => ("“以下、至多”一类：含本数（民法典第1259条）", "this or less, the number included (Civil Code, art. 1259)"),
        Qualifier::Under => ("“不足、不满”一类：不含本数（民法典第1259条）", "less than this, the number excluded (Civil Code, art. 1259)"),
        Qualifier::Near => ("“近”一类：略小于此数", "a little less than the number"),
        Qualifier::About => ("“约、左右”一类：上下都可以", "about: a little less or more"),
        Qualifier::Many => ("“多、来”：此数起，不到下一个末非零位", "多: from the number up, less than one last non-zero digit more"),
        Qualifier::Beyond => ("“余”：大于此数，不到下一个末非零位", "余: more than the number, by less than one last non-zero digit"),
        Qualifier::OrderOf => ("“上”加数位：这个数位起", "上 and a scale: of this order or more"),
        Qualifier::Several => ("“几、数”：有一位未定", "几 or 数: one digit is left open"),
        Qualifier::Range => ("两数之间，含两端", "between two numbers, both included"),
        Qualifier::Strong => ("“强”：比此数略多", "强: a little more"),
        Qualifier::Weak => ("“弱”：比此数略少", "弱: a little less"),
    };
    Localized::fixed(zh, en)
}

/// The unit and what it measures.
pub(super) fn unit(fact: &Fact) -> Localized {
    let Some(unit) = fact.figure.unit else {
        return match fact.figure.dimension {
            Some(dimension) => both!("无；量纲 {dimension}", "none; dimension {dimension}"),
            None => Localized::fixed("无", "none"),
        };
    };
    let (name, dimension) = (words::unit(fact), unit.dimension());
    let factor = number::plain(&unit.factor());
    let kind = match unit.base.class {
        Class::Measure => Localized::fixed("度量", "a measure"),
        Class::Money => Localized::fixed("货币", "money"),
        Class::Count => Localized::fixed("计数", "counted"),
        Class::Duration => Localized::fixed("时长", "a length of time"),
        Class::Ratio => Localized::fixed("比率", "a ratio"),
        Class::Points => Localized::fixed("比率之差", "a difference of ratios"),
    };
    Localized::new(
        format!("{name}（{}），量纲 {dimension}，合基本单位 {factor}", kind.zh),
        format!("{name} ({}), dimension {dimension}, {factor} of its base unit", kind.en),
    )
}

/// The role, and the words that it was read from.
pub(super) fn role(fact: &Fact, text: &str) -> Localized {
    let lead = lead(fact, text);
    let role = Localized::new(words::role(fact, Lang::Zh), words::role(fact, Lang::En));
    let against = Localized::new(words::comparison(fact, Lang::Zh), words::comparison(fact, Lang::En));
    let role = if against.is_empty() {
        role
    } else {
        Localized::new(format!("{}，{}", role.zh, against.zh), format!("{}, {}", role.en, against.en))
    };
    let why = match (fact.role, lead.is_empty()) {
        (FactRole::Level, true) => Localized::fixed("前面没有表示增减或占比的词", "no word of change or of sharing stands before it"),
        (FactRole::Level, false) => both!("前面的“{lead}”不表示增减或占比", "“{lead}” before it tells no change and no share"),
        (_, true) => Localized::fixed("与列举的前一项相同", "as the item before it in the list"),
        (_, false) => both!("前面是“{lead}”", "“{lead}” stands before it"),
    };
    joined(role, why)
}

/// The words from the beginning of the clause, or from the item before, up to the figure.
fn lead(fact: &Fact, text: &str) -> String {
    let head = text.get(..fact.figure.span.start).unwrap_or_default();
    let lead = head.rsplit(['，', '；', '：', '。', '！', '？', '、', '（', '\n']).next().unwrap_or(head).trim();
    let mut tail: Vec<char> = lead.chars().rev().take(QUOTED + 1).collect();
    let cut = tail.len() > QUOTED;
    tail.truncate(QUOTED);
    tail.reverse();
    format!("{}{}", if cut { "…" } else { "" }, tail.into_iter().collect::<String>())
}

/// The subject, and where its words stand.
pub(super) fn subject(document: &Document<'_>, fact: &Fact) -> Localized {
    let Some(subject) = &fact.subject else { return Localized::fixed("未能认出", "not found") };
    let (name, place) = (&subject.text, place(document, subject.span));
    if subject.inherited {
        both!("{name}：沿用前面 {place} 处的话", "{name}: carried on from the words at {place}")
    } else {
        both!("{name}：见 {place}", "{name}: the words at {place}")
    }
}

/// The period, and the words that name it: the nearest ones before the figure that fit it.
pub(super) fn period(document: &Document<'_>, fact: &Fact, dates: &mut Dates) -> Localized {
    let Some(period) = fact.period else {
        return Localized::fixed("文中没有说明", "the text does not say");
    };
    let years = [period.from.year, period.to.and_then(|to| to.year)];
    let passages = document.passages.iter().enumerate().take(fact.passage + 1).rev().take(NEAR);
    for (index, passage) in passages {
        let text = passage.view.text();
        let end = if index == fact.passage { fact.figure.span.start } else { text.len() };
        let mentions = dates.entry(index).or_insert_with(|| dates_of(text));
        let before = mentions.partition_point(|(span, _)| span.end <= end);
        let fits = |year: &Option<u16>| year.is_none() || years.contains(year);
        let dated = mentions.iter().take(before).rev().take(NEAR).find(|(_, year)| fits(year)).map(|(span, _)| span.clone());
        let said = time_word(text, end);
        let Some(span) = [dated, said].into_iter().flatten().max_by_key(|span| (span.end, std::cmp::Reverse(span.start))) else { continue };
        let words = text.get(span.clone()).unwrap_or_default();
        let place = place(document, passage.view.to_source(Span::from_range(span)));
        return if index == 0 && fact.passage > 0 {
            both!("{period}：由开头的“{words}”（{place}）得出", "{period}: from “{words}” ({place}) at the head of the text")
        } else {
            both!(
                "{period}：由前面最近的“{words}”（{place}）及上下文得出",
                "{period}: from “{words}” ({place}), the nearest time before it, and the context"
            )
        };
    }
    both!("{period}：由标题和上下文得出", "{period}: from the title and the context")
}

/// The dates of a passage, with their years.
fn dates_of(text: &str) -> Vec<(Range<usize>, Option<u16>)> {
    let dated = |mention: Mention| match mention.kind {
        MentionKind::Date(date) => Some((mention.span, date.from.year)),
        _ => None,
    };
    read(text).mentions.into_iter().filter_map(dated).collect()
}

/// The last word before `end`, and not far before it, that names a time without a number.
fn time_word(text: &str, end: usize) -> Option<Range<usize>> {
    let mut start = end.saturating_sub(600);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let near = text.get(start..end)?;
    let compared = |at: usize| near.get(..at).is_some_and(|head| head.ends_with(['比', '较', '上', '去']));
    let found = TIME_WORDS.iter().flat_map(|word| near.match_indices(word).map(|(at, word)| at..at + word.len()));
    let last = found.filter(|span| !compared(span.start)).max_by_key(|span| (span.end, std::cmp::Reverse(span.start)))?;
    Some(last.start + start..last.end + start)
}

/// The figure that this one is a part of.
pub(super) fn whole(document: &Document<'_>, fact: &Fact, whole: &Fact) -> Localized {
    let text = document.source.slice(whole.span);
    let place = place(document, whole.span);
    match fact.complete {
        Some(true) => both!("“{text}”（{place}），各部分已列全", "“{text}” ({place}), whose parts are all listed"),
        Some(false) => both!("“{text}”（{place}），未必列全", "“{text}” ({place}), whose parts need not all be listed"),
        None => both!("“{text}”（{place}）", "“{text}” ({place})"),
    }
}

fn place(document: &Document<'_>, span: Span) -> String {
    let position = document.source.position(span.start);
    format!("{}:{}", position.line, position.column)
}
