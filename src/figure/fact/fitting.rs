//! The noun that a unit counts, cut where it runs on into what is told of it.

use super::agreement::agrees;
use super::countable::{Counted, FAR};
use super::counted::{is_act, is_value};
use super::extent::{Extent, Kind, extent};
use super::kinds::{FATES, MATTER};
use super::vocabulary::{Tag, Token, tag, tokens};
use super::words::{Phrase, is_boundary, last_of};
use crate::lexicon::Lexicon;
use crate::text::is_han;

/// What the names of people, bodies and tools end with: one of these is the noun, and not what is told of it.
const ENDS: &[char] = &[
    '院', '校', '馆', '社', '厂', '园', '库', '站', '厅', '店', '局', '府', '团', '具', '器', '车', '船', '桥', '塔', '者', '员', '人',
    '会', '队', '版', '材', '堂',
];

/// Words for how many of something else there are: none of them is inside a noun.
const MANY: &[&str] =
    &["多个", "多条", "多项", "各项", "各类", "各种", "每", "每亩", "每台", "每个", "每家", "部分", "所有", "全部", "一些", "多数"];

/// Words for where something is.
const PLACE: &[&str] = &["上", "中", "里", "内", "下"];

/// Nouns for what things have, which no unit counts.
const ABSTRACT: &[&str] = &[
    "力度",
    "功能",
    "水平",
    "质量",
    "能力",
    "规模",
    "效益",
    "优势",
    "作用",
    "面貌",
    "总产值",
    "产值",
    "收入",
    "利润",
    "总额",
    "满意度",
    "位数",
    "额度",
    "能级",
    "债务",
    "篇章",
    "进度",
    "成效",
    "情况",
];

/// Words before which as much is said as of them, where a value follows: 30个行业利润.
const THEIRS: &[&str] = &["行业", "产业", "国家", "系统"];

/// What the names of places of all kinds end with.
const SITES: &[char] = &['区', '县', '市', '村', '镇', '园', '场', '站', '厂', '库', '院', '校'];

/// What the names of places end with, of which something else may be: 3个自治区的产值.
const PLACES: &[char] = &['国', '省', '市', '县', '区', '村', '镇', '乡', '州', '家'];

/// How far behind a noun it is looked how the words are cut, in characters.
const ACROSS: usize = 4;

/// How far behind a noun it is looked for a longer one, in characters.
const BEYOND: usize = 10;

/// A noun of so many characters that ends with what its unit counts often is not looked at more closely.
const PLAIN: usize = 5;

/// A word and where it begins.
type Word<'t> = (usize, &'t str);

/// A noun with its end where the unit has one that it counts.
///
/// `rest` is the text that the noun stands in, so that the words across its end are seen. `to_figure` says that the next
/// figure follows it: 设 in 13个板块设50个展区.
pub(super) fn fitting<'t>(noun: Phrase<'t>, rest: Phrase<'t>, unit: Option<&str>, to_figure: bool) -> Phrase<'t> {
    let Some(counted) = Counted::by(unit).filter(|_| !noun.is_empty()) else { return noun };
    // 7000多人通过网络收看: what they do
    if counted.people && is_act(noun.text) {
        return noun;
    }
    let noun = closed(noun);
    let (from, end) = (noun.start - rest.start, noun.end() - rest.start);
    // 力度, 完成率: never what is counted, but 55项服务功能
    let abstracts = last_of(noun.text, ABSTRACT).is_some_and(|word| !["功能", "条件"].contains(&word) || unit != Some("项"));
    let value = (abstracts || is_value(noun.text)) && !noun.text.ends_with("地区生产总值");
    let plain = || noun.text.chars().nth(PLAIN).is_none() && counted.ends(noun.text);
    if !value && (counted.seen(noun.text).is_some_and(|seen| seen.last) || plain()) {
        return noun;
    }
    let words = words(rest.text, from, end, ACROSS);
    let inside = words.get(..words.partition_point(|(start, _)| *start < end)).unwrap_or_default();
    if let Some(over) = over(counted, inside, end) {
        return noun.take(over - from);
    }
    let Some(((start, last), before)) = inside.split_last() else { return noun };
    // 经纪|人: the noun was cut inside a word
    let cut = start + last.len() > end;
    let last = rest.text.get(*start..end).unwrap_or(last);
    let next = rest.text.get(end..).unwrap_or_default();
    let at_figure = to_figure && next.is_empty();
    let short = last.chars().nth(1).is_none();
    // 数据集, 产业带: an ending of one character
    let ending = short && !at_figure && !next.starts_with(|c: char| is_han(c) && c != '的');
    // 20家大企业开放创新中心
    let thing = !last.starts_with(is_han) || last.ends_with(ENDS) || !counted.anything && ["中心", "机构"].contains(&last);
    let strength = if value || short && at_figure { 0 } else { counted.strength(last) };
    let least = match () {
        () if value => 1,
        () if short && !cut => FAR - 1,
        () => FAR,
    };
    let fits = |word: &str, least: u8| {
        let needed = least.max(if strength == 0 { 0 } else { strength + FAR });
        word.chars().nth(1).is_some()
            && counted.seen(word).is_some_and(|seen| (seen.last || value && THEIRS.contains(&word)) && seen.level >= needed)
    };
    let often = |word: &str| fits(word, FAR) || value && counted.anything && word.chars().nth(1).is_some() && counted.everywhere(word);
    let shorter = before.iter().rfind(|(_, word)| often(word)).or_else(|| before.iter().rfind(|(_, word)| fits(word, least)));
    // 中心乡镇卫生院提质: bodies that are named after it are what is counted
    let body = |word: &&Word<'_>| counted.anything && last_of(word.1, &["院", "食堂", "集团", "消防队"]).is_some();
    let shorter = shorter.map(|found| before.iter().rfind(|word| word.0 > found.0 && body(word)).unwrap_or(found));
    // 水功能区达标率: a value is told of a place
    let shorter = shorter.or_else(|| before.iter().rfind(|(_, word)| value && word.ends_with(SITES)));
    let shorter = shorter.or_else(|| before_unknown(counted, before, last)).map(|(start, word)| start + word.len());
    let shorter = shorter.filter(|shorter| !thing && (!ending || shorter < start)).map(|end| noun.take(end - from));
    if let Some(shorter) = shorter.filter(|noun| noun.text.matches('“').count() == noun.text.matches('”').count()) {
        // 两名平民死亡: not to be taken for those that were hurt
        let fate = noun.text.get(shorter.text.len()..).is_some_and(|told| FATES.contains(&told));
        return if fate { noun } else { shorter };
    }
    if last.starts_with(is_han) && (cut || counted.says_which(last)) {
        let end = longer(counted, rest.text, *start, |word| fits(word, FAR) || MATTER.contains(&word));
        return end.map_or(noun, |end| rest.take(end).skip(from));
    }
    noun
}

/// The words of a text from one place on to another, and some behind that.
fn words(text: &str, from: usize, to: usize, behind: usize) -> Vec<Word<'_>> {
    let near = text.get(to..).and_then(|beyond| beyond.char_indices().nth(behind)).map_or(text.len(), |(at, _)| to + at);
    let mut at = from;
    let mut place = |word: &str| {
        at += word.len();
        at - word.len()
    };
    Lexicon::shipped().segment(text.get(from..near).unwrap_or_default()).map(|word| (place(word), word)).collect()
}

/// Where a noun is over before its end: 河流|多个站点, 全国会议|上作交流.
fn over(counted: Counted, words: &[Word<'_>], end: usize) -> Option<usize> {
    let pairs = words.iter().zip(words.iter().skip(1));
    let over = pairs.filter(|((_, before), _)| before.chars().nth(1).is_some()).find(|((_, before), (start, word))| {
        MANY.contains(word) && start + word.len() < end && !does(before)
            || PLACE.contains(word) && counted.seen(before).is_some_and(|seen| seen.last && seen.level + 1 >= FAR)
    });
    over.map(|(_, (start, _))| *start)
}

/// The word before a predicate that no unit counts: 产业链|提质|增效, 影片|定档.
fn before_unknown<'w, 't>(counted: Counted, before: &'w [Word<'t>], last: &str) -> Option<&'w Word<'t>> {
    let told = |word: &str| word.chars().count() == 2 && counted.hardly(word);
    let (word, earlier) = before.split_last().filter(|_| told(last))?;
    let seen = |word: &Word<'_>| word.1.chars().nth(1).is_some() && counted.seen(word.1).is_some_and(|seen| seen.last && seen.level > 1);
    let alone = |word: &Word<'_>| seen(word) || counted.never(last) && counted.at_all(word.1);
    earlier.last().filter(|earlier| told(word.1) && seen(earlier)).or_else(|| Some(word).filter(|word| alone(word)))
}

/// Where a longer noun ends, of which the last word so far only says of what kind it is: 产业链|对接大会.
fn longer(counted: Counted, text: &str, last: usize, fits: impl Fn(&str) -> bool) -> Option<usize> {
    let mut verb = false;
    let beyond = words(text, last, last, BEYOND + ACROSS);
    for (at, (start, word)) in beyond.iter().enumerate().skip(1) {
        // 湖北籍|务工|人员
        let next = beyond.get(at + 1).map(|(_, next)| *next);
        // 夜间文化|和旅游消费集聚区
        let site = || last_of(word, &["集聚区", "示范区", "园区"]).is_some() && next.is_none_or(|next| !next.starts_with(is_han));
        if fits(word) && !next.is_some_and(&fits) || site() {
            return Some(start + word.len());
        }
        // one verb may be part of the name, where nothing comes between
        if verb || !word.starts_with(is_han) {
            return None;
        }
        match tag(word) {
            Some(Tag::Verb | Tag::Deed) if !counted.anything => verb = true,
            Some(Tag::Verb | Tag::Deed | Tag::Report | Tag::Adverb) => return None,
            _ if word.starts_with(['了', '着', '过', '还', '就', '由', '将', '已']) => return None,
            Some(Tag::Link) if !["和", "与", "及", "或", "等"].contains(word) => return None,
            _ => {}
        }
    }
    None
}

/// Whether a word is a verb, or stands before another.
fn does(word: &str) -> bool {
    word.starts_with('各') || tag(word).is_some_and(|tag| !matches!(tag, Tag::Noun | Tag::Attribute))
}

/// A noun without what stands behind a mark that was opened before it: 30个专项行动”提质增效.
fn closed(noun: Phrase<'_>) -> Phrase<'_> {
    let mark = noun.text.find('”').filter(|at| *at > 0 && noun.text.get(..*at).is_some_and(|before| !before.contains('“')));
    mark.map_or(noun, |at| noun.take(at))
}

/// The noun after a clause that says which ones are meant, where the words before 的 name nothing that the unit counts:
/// 近50条武装组织的隧道, 两艘前往甲国的船只. `noun` is what else would be taken.
pub(super) fn of_clause<'t>(rest: Phrase<'t>, noun: Option<Phrase<'t>>, unit: Option<&str>) -> Option<Phrase<'t>> {
    let clause = rest.take(rest.text.find(is_boundary).unwrap_or(rest.text.len()));
    let (first, _) = clause.text.split_once('的')?;
    let counted = Counted::by(unit)?;
    // 14个国家的产品
    let whose = |noun: Phrase<'_>| {
        noun.text.ends_with(PLACES)
            || agrees(noun.text, unit)
            || counted.last_seen(noun.text).is_some_and(|seen| seen.last || seen.level >= FAR)
    };
    if first.contains('了') || first.contains("、一") || noun.is_some_and(whose) {
        return None;
    }
    let least = if counted.anything || counted.people { FAR } else { FAR - 1 };
    let turns = |token: Token<'_>| token.start > 0 && !matches!(token.tag, None | Some(Tag::Noun | Tag::Attribute));
    let named = noun.filter(|noun| counted.anything && noun.text.len() == first.len() && !counted.is_quality(noun.text));
    if named.is_some() && !tokens(first).any(turns) {
        return None;
    }
    let mut after = clause.skip(first.len() + '的'.len_utf8());
    loop {
        let kind = Kind { things: false, matter: true, counts: true, acts: false };
        let Extent { from: 0, end, told: false } = extent(after.text, kind)? else { return None };
        let found = fitting(after.take(end).trimmed(), after, unit, false);
        let long = found.text.chars().nth(1).is_some();
        let known = || counted.last_seen(found.text).is_some_and(|seen| seen.last && seen.level >= least);
        // 172人组成的医疗队
        if long && (first == "组成" || known()) || agrees(found.text, unit) {
            return Some(found);
        }
        // 船只发射导弹
        let thing = |(_, word): &&Word<'_>| counted.seen(word).is_some_and(|seen| seen.last && seen.level > least);
        let inside = words(found.text, 0, found.text.len(), 0);
        if !counted.anything
            && let Some((start, word)) = inside.iter().rfind(thing)
        {
            return Some(found.take(start + word.len()));
        }
        // 采购商的高规格的团队: what is of what
        after = after.skip(end).text.starts_with('的').then(|| after.skip(end + '的'.len_utf8()))?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_is_cut_off() {
        let cut = |text, length: usize, unit| {
            let rest = Phrase { text, start: 0 };
            fitting(rest.take(length * 3), rest, Some(unit), false).text
        };
        assert_eq!(cut("无人机袭击境内目标", 5, "架"), "无人机");
        assert_eq!(cut("无人机", 3, "架"), "无人机");
        assert_eq!(cut("产业集群全产业链产值突破百亿元", 10, "个"), "产业集群");
        assert_eq!(cut("国家重点实验室", 7, "个"), "国家重点实验室");
    }
}
