//! Which nouns a unit counts, as far as the texts of the lexicon tell: 架 counts 无人机, and never 袭击.
//!
//! The table (`countable.txt`) is made by the example `build-countable`. It holds for each unit the words that are the
//! last of what it counts, by the power of two in how often they were.

use super::super::by_character::Multiply;
use super::agreement::agrees;
use super::counted::{FATES, is_act, is_value};
use super::extent::{Extent, Kind, extent};
use super::vocabulary::{Tag, Token, key, tag, tokens};
use super::words::{Phrase, is_boundary};
use crate::lexicon::Lexicon;
use crate::text::is_han;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

/// How often a word was the last one of what a unit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Seen {
    /// The power of two in that number.
    level: u8,
    /// Whether it was not more often followed by another noun.
    last: bool,
}

type Words = HashMap<u64, Seen, BuildHasherDefault<Multiply>>;

/// By unit; `*` is all together.
static UNITS: LazyLock<HashMap<&'static str, Words>> = LazyLock::new(|| {
    let mut units: HashMap<&str, Words> = HashMap::new();
    for line in include_str!("countable.txt").lines().filter(|line| !line.starts_with('#')) {
        let Some((name, words)) = line.split_once(": ") else { continue };
        let mut name = name.split(' ');
        let (Some(unit), Some(level)) = (name.next(), name.next().and_then(|level| level.parse().ok())) else { continue };
        let seen = Seen { level, last: name.next().is_none() };
        units.entry(unit).or_default().extend(words.split(' ').map(|word| (key(word), seen)));
    }
    units
});

/// Units of all kinds of things, which say little of what they count.
const ANYTHING: &[&str] = &["-", "个", "大", "种", "类", "批", "项"];

/// What the names of people, bodies and tools end with: one of these is the noun, and not what is told of it.
const ENDS: &[char] = &[
    '院', '校', '馆', '社', '厂', '园', '库', '站', '厅', '店', '局', '府', '团', '具', '器', '车', '船', '桥', '塔', '者', '员', '人', '会', '队', '版', '材',
];

/// Words for how many of something else there are: none of them is inside a noun.
const MANY: &[&str] = &["多个", "多条", "多项", "各项", "各类", "各种", "每", "每亩", "每台", "每个", "每家", "部分", "所有", "全部", "一些", "多数"];

/// Words for where something is.
const PLACE: &[&str] = &["上", "中", "里", "内", "下"];

/// Nouns for what things have, which no unit counts.
const ABSTRACT: &[&str] = &[
    "力度", "功能", "水平", "质量", "能力", "规模", "效益", "优势", "作用", "面貌", "总产值", "产值", "收入", "利润", "总额", "满意度", "位数", "额度",
    "篇章", "进度", "成效", "情况",
];

/// What the names of places end with, of which something else may be: 3个自治区的产值.
const PLACES: &[char] = &['国', '省', '市', '县', '区', '村', '镇', '乡', '州', '家'];

/// How many powers of two a word must be counted more often than another to be taken for the noun in its stead.
const FAR: u8 = 3;

/// What a unit counts.
#[derive(Debug, Clone, Copy)]
struct Counted {
    own: Option<&'static Words>,
    all: Option<&'static Words>,
    anything: bool,
    people: bool,
}

impl Counted {
    fn by(unit: Option<&str>) -> Self {
        let unit = unit.unwrap_or("-");
        Self { own: UNITS.get(unit), all: UNITS.get("*"), anything: ANYTHING.contains(&unit), people: unit == "人" }
    }

    fn seen(self, word: &str) -> Option<Seen> {
        // what becomes of people is told after them: 3人新冠肺炎
        self.own?.get(&key(word)).copied().filter(|_| !self.people || agrees(word, Some("人")))
    }

    /// Whether a word hardly ever is the last one, but says of what kind that is.
    fn says_which(self, word: &str) -> bool {
        let of = |words: Option<&Words>| words.and_then(|words| words.get(&key(word))).is_some_and(|seen| !seen.last);
        of(self.all) && self.seen(word).is_none_or(|seen| !seen.last)
    }

    /// What is known of the last word of a phrase.
    fn last_seen(self, phrase: &str) -> Option<Seen> {
        Lexicon::shipped().segment(phrase).last().and_then(|word| self.seen(word))
    }

    /// Whether a phrase says what things are like: 高水平, 代表性.
    fn is_quality(self, phrase: &str) -> bool {
        phrase.ends_with(['性', '级', '平', '围', '色']) || Lexicon::shipped().segment(phrase).last().is_some_and(|word| self.says_which(word))
    }

    /// Whether the unit counts a word now and then, and others do often.
    fn counts_at_all(self, word: &str) -> bool {
        let often = || self.all.and_then(|all| all.get(&key(word))).is_some_and(|seen| seen.last && seen.level > FAR);
        word.chars().nth(1).is_some() && self.seen(word).map_or(self.anything, |seen| seen.last) && often()
    }

    /// Whether no unit counts a word.
    fn unknown(self, word: &str) -> bool {
        self.strength(word) == 0 && self.all.is_some_and(|all| !all.contains_key(&key(word)))
    }

    /// How much speaks for a word as the last one: what other units count speaks for it as well, but less.
    fn strength(self, word: &str) -> u8 {
        let others = self.all.and_then(|all| all.get(&key(word))).map_or(0, |seen| seen.level);
        let less = u8::from(!self.anything);
        self.seen(word).map_or(0, |seen| seen.level).max(others.saturating_sub(less))
    }
}

/// A noun with its end where the unit has one that it counts.
///
/// `rest` is the text that the noun stands in, so that the words across its end are seen.
/// `to_figure` says that the next figure follows it: 设 in 13个板块设50个展区.
pub(super) fn fitting<'t>(noun: Phrase<'t>, rest: Phrase<'t>, unit: Option<&str>, to_figure: bool) -> Phrase<'t> {
    let counted = Counted::by(unit);
    // 7000多人通过网络收看: what they do
    if counted.own.is_none() || noun.is_empty() || counted.people && is_act(noun.text) {
        return noun;
    }
    let noun = closed(noun);
    let (from, end) = (noun.start - rest.start, noun.end() - rest.start);
    let near = rest.text.get(end..).and_then(|beyond| beyond.char_indices().nth(ACROSS)).map_or(rest.text.len(), |(at, _)| end + at);
    let mut at = from;
    let words: Vec<(usize, &str)> = Lexicon::shipped()
        .segment(rest.text.get(from..near).unwrap_or_default())
        .map(|word| {
            at += word.len();
            (at - word.len(), word)
        })
        .collect();
    let (inside, beyond) = words.split_at(words.partition_point(|(start, _)| *start < end));
    // 河流多个站点, 全国会议上作交流: the noun is over
    let over = inside.iter().zip(inside.iter().skip(1)).find(|((_, before), (start, word))| {
        before.chars().nth(1).is_some()
            && (MANY.contains(word) && start + word.len() < end && !does(before) || PLACE.contains(word) && counted.seen(before).is_some_and(|seen| seen.last && seen.level + 1 >= FAR))
    });
    if let Some((_, (start, _))) = over {
        return noun.take(start - from);
    }
    let Some(((start, last), before)) = inside.split_last() else { return noun };
    let last = rest.text.get(*start..end).unwrap_or(last);
    let next = rest.text.get(end..).unwrap_or_default();
    let short = last.chars().nth(1).is_none();
    // 数据集, 产业带: an ending of one character
    let goes_on = to_figure && next.is_empty() || next.starts_with(|c: char| is_han(c) && c != '的');
    let ending = last.starts_with(is_han) && short && !goes_on && !last.ends_with(ENDS);
    let whole = ending || !last.starts_with(is_han) || last.ends_with(ENDS);
    let strength = if short && to_figure && next.is_empty() { 0 } else { counted.strength(last) };
    // 经纪|人: the noun was cut inside a word
    let cut = start + last.len() < at_end(inside);
    // 力度, 完成率: never what is counted
    let value = ABSTRACT.iter().any(|word| noun.text.ends_with(word)) || is_value(noun.text);
    let (strength, least) = match () {
        () if value => (0, 1),
        () if short && !cut => (strength, FAR - 1),
        () => (strength, FAR),
    };
    let fits = |word: &str, least: u8| {
        let enough = |seen: Seen| seen.last && seen.level >= least.max(if strength == 0 { 0 } else { strength + FAR });
        word.chars().nth(1).is_some() && counted.seen(word).is_some_and(enough)
    };
    // 影片定档: what other units count, and a word right after it that none does
    let alone = before.last().filter(|(_, word)| last.chars().count() == 2 && counted.unknown(last) && counted.counts_at_all(word));
    let quoted = |noun: &Phrase<'_>| noun.text.matches('“').count() == noun.text.matches('”').count();
    // 提质增效: two words that no unit counts
    let told = before.split_last().filter(|((_, verb), _)| {
        !short && last.chars().nth(2).is_none() && verb.chars().count() == 2 && counted.unknown(last) && counted.unknown(verb)
    });
    let told = told.and_then(|(_, before)| before.last()).filter(|(_, word)| fits(word, 1));
    let shorter = before.iter().rfind(|(_, word)| fits(word, FAR)).or_else(|| before.iter().rfind(|(_, word)| fits(word, least)));
    let shorter = shorter.or(told).or(alone).map(|(start, word)| noun.take(start + word.len() - from));
    let shorter = shorter.filter(|noun| (!whole || ending && noun.end() < rest.start + start) && quoted(noun));
    if let Some(shorter) = shorter {
        // 两名平民死亡: not to be taken for those that were hurt
        let fate = noun.text.get(shorter.text.len()..).is_some_and(|told| FATES.contains(&told));
        return if fate { noun } else { shorter };
    }
    if !last.starts_with(is_han) || !counted.says_which(last) && !cut {
        return noun;
    }
    let mut verb = false;
    for (start, word) in beyond {
        if fits(word, FAR) {
            return rest.take(start + word.len()).skip(from);
        }
        // 产业链对接大会: one verb may be part of the name, where nothing comes between
        if verb || !word.starts_with(is_han) {
            break;
        }
        match tag(word) {
            Some(Tag::Verb | Tag::Deed) if !counted.anything => verb = true,
            Some(Tag::Verb | Tag::Deed | Tag::Report | Tag::Adverb) => break,
            _ if word.starts_with(['了', '着', '过', '还', '就', '由', '将', '已']) => break,
            Some(Tag::Link) if !["和", "与", "及", "或", "等"].contains(word) => break,
            _ => {}
        }
    }
    noun
}

/// Whether a word is a verb, or stands before another.
fn does(word: &str) -> bool {
    word.starts_with('各') || tag(word).is_some_and(|tag| !matches!(tag, Tag::Noun | Tag::Attribute))
}

/// Where the last of some words ends.
fn at_end(words: &[(usize, &str)]) -> usize {
    words.last().map_or(0, |(start, word)| start + word.len())
}

/// A noun without what stands behind a mark that was opened before it: 30个专项行动”提质增效.
fn closed(noun: Phrase<'_>) -> Phrase<'_> {
    let mark = noun.text.find('”').filter(|at| *at > 0 && noun.text.get(..*at).is_some_and(|before| !before.contains('“')));
    mark.map_or(noun, |at| noun.take(at))
}

/// The noun after a clause that says which ones are meant, where the words before 的 name nothing that the unit counts:
/// 近50条武装组织的隧道, 两艘前往甲国的船只. `noun` is what else would be taken.
pub(super) fn of_clause<'t>(rest: Phrase<'t>, noun: Option<Phrase<'t>>, unit: Option<&str>) -> Option<Phrase<'t>> {
    let counted = Counted::by(unit);
    let clause = rest.take(rest.text.find(is_boundary).unwrap_or(rest.text.len()));
    let (first, _) = clause.text.split_once('的')?;
    // 14个国家的产品
    let whose = |noun: Phrase<'_>| {
        noun.text.ends_with(PLACES)
            || agrees(noun.text, unit)
            || counted.last_seen(noun.text).is_some_and(|seen| seen.last || seen.level >= FAR)
    };
    if counted.own.is_none() || first.contains('了') || first.contains("、一") || noun.is_some_and(whose) {
        return None;
    }
    let least = if counted.anything || counted.people { FAR } else { FAR - 1 };
    let turns = |token: Token<'_>| token.start > 0 && !matches!(token.tag, None | Some(Tag::Noun | Tag::Attribute));
    let named = noun.filter(|noun| counted.anything && noun.text.len() == first.len() && !counted.is_quality(noun.text));
    if named.is_some() && !tokens(first).any(turns) {
        return None;
    }
    let of = |(at, of): (usize, &str)| clause.skip(at + of.len());
    clause.text.match_indices('的').map(of).filter(|after| noun.is_none_or(|noun| after.start > noun.end())).find_map(|after| {
        let kind = Kind { things: false, matter: true, counts: true, acts: false };
        let Extent { from: 0, end, told: false } = extent(after.text, kind)? else { return None };
        let found = fitting(after.take(end).trimmed(), after, unit, false);
        let known = counted.last_seen(found.text).is_some_and(|seen| seen.last && seen.level >= least);
        // 172人组成的医疗队
        let made = first == "组成" && found.text.chars().nth(1).is_some();
        (found.text.chars().nth(1).is_some() && known || made || agrees(found.text, unit)).then_some(found)
    })
}

/// How far behind a noun it is looked how the words are cut, in characters.
const ACROSS: usize = 10;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed() {
        for line in include_str!("countable.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (name, words) = line.split_once(": ").expect("a unit with a level, and words");
            let name: Vec<_> = name.split(' ').collect();
            assert!(matches!(*name, [_, level] | [_, level, "within"] if level.parse::<u8>().is_ok()), "{line}");
            assert!(words.split(' ').all(|word| Lexicon::shipped().is_word(word)), "{line}");
        }
    }

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
