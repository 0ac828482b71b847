//! The noun that a figure counts: 学生 in 1100多万学生, 岗位 in 300个岗位.

use super::super::Figure;
use super::super::change;
use super::super::unit::Class;
use super::subject;
use super::vocabulary::{Tag, Token, tokens};
use super::words::{Phrase, first_of, last_of};
use crate::lexicon::Lexicon;

/// The longest counted noun, in characters.
const LONGEST: usize = 24;

/// The most characters of what a verbal noun inside a noun is of: 项目 in 能力提升项目.
const HEAD: usize = 3;

/// What becomes of people: their number is told of it.
const FATES: &[&str] = &[
    "死亡",
    "受伤",
    "失踪",
    "失联",
    "脱贫",
    "就业",
    "获救",
    "被困",
    "受灾",
    "脱轨",
    "被捕",
    "治愈出院",
    "赞成",
    "反对",
    "弃权",
    "遇难",
    "丧生",
    "身亡",
    "缺席",
    "出席",
    "住院",
    "感染",
    "牺牲",
    "停电",
    "停水",
    "撤离",
    "转移",
    "罹难",
    "致残",
    "被害",
];

/// Nouns of one character.
const SHORT: &[&str] = &["省", "市", "县", "区", "国", "村", "镇", "乡", "州"];

/// Attributes that are as often nouns of their own: 10个国家签署协议.
const HEADS: &[&str] = &["国家", "城市", "地方", "外商", "农村", "城镇", "内地"];

/// Links that a noun begins with, of which it is said where it is from.
const OF_A_PLACE: &[&str] = &["来自", "位于", "在", "从", "由"];

/// Words after a figure that are no noun.
#[rustfmt::skip]
const NO_NOUN: &[&str] = &[
    "左右", "大关", "级", "以上", "以下", "以内", "上下", "之", "内", "外", "来", "多", "后", "前", "间", "中", "里", "时", "次", "地", "同比",
    "环比", "比上", "较上", "了", "不", "也", "又", "再", "还", "每", "一", "两", "二", "三", "四", "五", "六", "七", "八", "九", "十",
    "提高", "下调", "上调", "提升", "扩", "调整", "元", "改善", "保障", "加强", "促进", "涉及", "全部", "人民币", "开始",
];

/// Those of [`NO_NOUN`] with which as many nouns begin: 前沿, 中管企业, 时装.
const PLACES: &[&str] = &["内", "外", "前", "后", "中", "间", "里", "时", "地", "多", "来"];

/// The noun right after the figure. With 的 any figure may have one; without, only a count and a bare number.
///
/// `open` says that the words before leave room for the noun of any figure: 造成12人死亡, 超九成企业.
pub(super) fn noun<'t>(text: &'t str, figure: &Figure, open: bool) -> Option<Phrase<'t>> {
    let rest = Phrase { text: text.get(figure.span.end..)?, start: figure.span.end };
    let class = figure.unit.map(|unit| unit.base.class);
    let direct = match class {
        None => figure.dimension.is_none() || open,
        Some(Class::Duration | Class::Points) => false,
        Some(class) => class == Class::Count || open,
    };
    if figure.unit.is_some_and(|unit| &*unit.base.name == "次")
        && let Some(deed) = deed(rest)
    {
        return Some(deed);
    }
    let (rest, attributive) = match rest.text.strip_prefix('的') {
        // 工作了30年的地方: how long something else lasted
        Some(_) if class == Some(Class::Duration) => return None,
        // 2.6万人的调查: what is counted has been named
        Some(_) if class == Some(Class::Count) => return None,
        Some(_) => (rest.skip("的".len()), true),
        None => (rest, false),
    };
    if !direct && !attributive || attributive && !open && class != Some(Class::Ratio) && class.is_some() {
        return None;
    }
    // 10万吨级油轮: how large it is
    let sized = matches!(class, Some(Class::Measure | Class::Money));
    let rest = rest.text.strip_prefix('级').filter(|_| sized).map_or(rest, |_| rest.skip("级".len()));
    if rest.text.starts_with('”') {
        return None;
    }
    // 5位外国学者: 外 alone is no noun, 外国 is
    let word = |short: &str| {
        let token = tokens(rest.text).next().filter(|_| short.chars().count() == 1);
        let begins = |token| PLACES.contains(&short) && begins_word(rest.text, token);
        token.is_some_and(|token| token.text.len() > short.len() || begins(token))
    };
    if first_of(rest.text, NO_NOUN).is_some_and(|short| !word(short)) {
        return None;
    }
    if first_of(rest.text, change::UP).or_else(|| first_of(rest.text, change::DOWN)).is_some() {
        return None;
    }
    if let Some(fate) = first_of(rest.text, FATES) {
        let after = rest.skip(fate.len());
        let ends = |c: char| !('\u{4e00}'..='\u{9fff}').contains(&c);
        if after.text.is_empty() || after.text.starts_with(ends) {
            return Some(rest.take(fate.len()));
        }
    }
    let limit = rest.text.char_indices().nth(LONGEST).map_or(rest.text.len(), |(at, _)| at);
    let Some((from, end)) = extent(rest.take(limit).text) else {
        return fate(class, rest);
    };
    if let Some(short) = first_of(rest.text, SHORT) {
        let after = rest.skip(short.len());
        let goes_on = after.text.chars().next().is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        if (from, end) == (0, short.len()) || !goes_on {
            return Some(rest.take(short.len()));
        }
    }
    // a noun that was cut in its middle by the limit is none
    let noun = without_place(rest.take(end).skip(from).trimmed());
    // 5省区今年: no noun, only when it was
    let noun = if tokens(noun.text).all(|token| token.tag == Some(Tag::Adverb)) { noun.take(0) } else { noun };
    // 67口井: one character is a noun where nothing follows
    let one = || class == Some(Class::Count) && (from, noun.text.len()) == (0, end) && rest.text.get(end..).is_some_and(ends);
    let long = noun.text.chars().nth(1).is_some() || !noun.is_empty() && one();
    (long && (end < limit || limit == rest.text.len())).then_some(noun).or_else(|| fate(class, rest))
}

/// What was done so many times: 两次降低利率.
fn deed(rest: Phrase<'_>) -> Option<Phrase<'_>> {
    let clause = rest.take(rest.text.find(|c| super::words::is_boundary(c) || c == '、').unwrap_or(rest.text.len()));
    let does = tokens(clause.text).next().is_some_and(|token| matches!(token.tag, Some(Tag::Verb | Tag::Deed)));
    (does && (3..=LONGEST / 2).contains(&clause.text.chars().count())).then_some(clause)
}

/// Whether what was taken for the noun tells what the counted ones did: 居民2.1万人进行迁建.
pub(super) fn is_deed(noun: &str) -> bool {
    tokens(noun).next().is_some_and(|token| token.tag == Some(Tag::Verb)) && first_of(noun, FATES).is_none()
}

/// Whether no word goes on.
fn ends(rest: &str) -> bool {
    rest.starts_with(super::words::is_boundary) || rest.starts_with('、')
}

/// 4.5万人在地震中遇难: people are told of by what became of them, where no noun says who they are.
fn fate(class: Option<Class>, rest: Phrase<'_>) -> Option<Phrase<'_>> {
    let rest = rest.take(rest.text.find(super::words::is_boundary).unwrap_or(rest.text.len()));
    let fate = last_of(rest.text, FATES).filter(|_| class == Some(Class::Count))?;
    (rest.text.chars().count() <= LONGEST).then(|| rest.skip(rest.text.len() - fate.len()))
}

/// Where the noun that `text` begins with starts and ends, in bytes; `None` where it begins with no noun.
fn extent(text: &str) -> Option<(usize, usize)> {
    let mut before: Option<Token<'_>> = None;
    let (mut quoted, mut from) = (false, 0);
    for token in tokens(text) {
        let first = token.text.chars().next()?;
        if matches!(first, '“' | '”') {
            quoted = first == '“';
        } else if !('\u{4e00}'..='\u{9fff}').contains(&first) && !first.is_ascii_alphanumeric() {
            return Some((from, token.start));
        } else if !quoted {
            let attribute = before.is_some_and(|before| before.tag == Some(Tag::Attribute));
            let head = before.is_some_and(|before| HEADS.contains(&before.text));
            let inside = token.start > from && (!attribute || head);
            let turns = match token.tag {
                // 地级及以上城市, 低保和特困人员: what stands before the link says of what kind the noun after it is
                Some(Tag::Link) if attribute && matches!(token.text, "和" | "及" | "与" | "以及") => false,
                // 来自甲省的学生
                Some(Tag::Link) if token.start == 0 && OF_A_PLACE.contains(&token.text) && text.contains('的') => false,
                Some(Tag::Link) => true,
                Some(Tag::Adverb) => token.start > from && (inside || !subject::PART_OF_NAMES.contains(&token.text)),
                Some(Tag::Verb | Tag::Report) => inside,
                Some(Tag::Deed) => inside && han(text.get(token.end()..).unwrap_or_default()) > HEAD,
                Some(Tag::Attribute | Tag::Noun) | None => false,
            };
            // 17个新签约的重大项目, 5名来自甲省的学生: the noun comes after what is said of it
            let clause = || before.is_some_and(|before| matches!(before.tag, Some(Tag::Verb | Tag::Deed)));
            let adverb = || token.start == from && token.tag == Some(Tag::Adverb) && !subject::PART_OF_NAMES.contains(&token.text);
            let told = || token.text == "的" && from == 0 && (clause() || begins_with_clause(text));
            // 15名年轻人圆了…: the noun ends before the verb
            if matches!(token.text, "了" | "着") && token.start > from && !begins_word(text, token) {
                let end = verb_start(text, token.start);
                if end > from || !text.contains('的') {
                    return (end > from).then_some((from, end));
                }
            }
            if turns && token.start > from && NOUN_ENDS.contains(&token.text) && (ends_word(text, token) || matches!(token.text, "达" | "会" | "因" | "居" | "令" | "使") && begins_word(text, token)) {
                before = Some(token);
                continue;
            }
            if adverb() || told() {
                from = token.end();
            } else if turns {
                // 4个省级粮库新建成投用: the noun ends before 新
                let verb = matches!(token.tag, Some(Tag::Verb | Tag::Deed));
                let loose = before.filter(|before| verb && matches!(before.text, "新" | "全" | "首" | "重" | "已" | "正" | "共"));
                let end = loose.map_or(token.start, |loose| loose.start);
                return (end > from).then_some((from, end));
            }
        }
        before = Some(token);
    }
    Some((from, text.len()))
}

/// Single words that as often end a noun: 性能, 年会, 欠发达.
const NOUN_ENDS: &[&str] = &["能", "会", "达", "向", "因", "据", "经", "居", "均", "都", "应", "将", "令", "使", "则"];

/// Whether a word of two characters ends with a token of one: 蓄能 in 抽水蓄能电站.
fn ends_word(text: &str, token: Token<'_>) -> bool {
    let mut before = text.get(..token.start).unwrap_or_default().char_indices().rev().map(|(at, _)| at);
    let Some(at) = before.next() else { return false };
    let word = text.get(at..token.end()).filter(|word| is_mostly_word(word));
    // 同志向, 参会: of two words that share a character, the one used more often
    let other = before.next().and_then(|from| text.get(from..token.start));
    let count = |word: &str| Lexicon::shipped().count(word);
    word.is_some_and(|word| other.and_then(count) < count(word))
}

/// Whether a word of two characters begins with a token of one: 着火点, 了解.
fn begins_word(text: &str, token: Token<'_>) -> bool {
    let next = text.get(token.end()..).and_then(|rest| rest.chars().next());
    next.and_then(|next| text.get(token.start..token.end() + next.len_utf8())).is_some_and(is_mostly_word)
}

/// Whether a run of characters is a word wherever it stands, as far as the lexicon has counted.
fn is_mostly_word(run: &str) -> bool {
    let lexicon = Lexicon::shipped();
    lexicon.count(run).zip(lexicon.run(run)).is_some_and(|(word, run)| u64::from(word) * 2 >= run)
}

/// Where the verb begins that ends at `end`: two characters where they are a word, or one.
fn verb_start(text: &str, end: usize) -> usize {
    let mut before = text.get(..end).unwrap_or_default().char_indices().rev().map(|(at, _)| at);
    let (one, two) = (before.next().unwrap_or(end), before.next());
    two.filter(|two| text.get(*two..end).is_some_and(|word| Lexicon::shipped().is_word(word))).unwrap_or(one)
}

/// Whether a text begins with what may be said of a noun that comes after it.
fn begins_with_clause(text: &str) -> bool {
    tokens(text).next().is_some_and(|token| token.tag == Some(Tag::Verb) || OF_A_PLACE.contains(&token.text))
}

/// Without a word of place or time behind it: 12个产业集群中.
fn without_place(noun: Phrase<'_>) -> Phrase<'_> {
    let mut last = noun.text.char_indices().rev();
    let (Some((at, place)), Some((before, _)), Some(_)) = (last.next(), last.next(), last.next()) else {
        return noun;
    };
    let word = |from: usize| noun.text.get(from..).is_some_and(|word| Lexicon::shipped().is_word(word));
    if "中里上下内外后前时间".contains(place) && !word(before) { noun.take(at) } else { noun }
}

/// How many Han characters stand at the beginning.
fn han(text: &str) -> usize {
    text.chars().take_while(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count()
}
