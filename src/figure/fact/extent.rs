//! Where the noun that a text begins with starts and ends.

use super::kinds::MATTER;
use super::subject;
use super::vocabulary::{Tag, Token, tokens};
use super::words::last_of;
use crate::lexicon::Lexicon;
use crate::text::is_han;

/// The most characters of what a verbal noun inside a noun is of: 项目 in 能力提升项目.
const HEAD: usize = 3;

/// Attributes that are as often nouns of their own: 10个国家签署协议.
const HEADS: &[&str] = &["国家", "城市", "地方", "外商", "农村", "城镇", "内地"];

/// Links that a noun begins with, of which it is said where it is from.
const OF_A_PLACE: &[&str] = &["来自", "位于", "在", "从", "由"];

/// Single words that as often end a noun: 性能, 年会, 欠发达.
const NOUN_ENDS: &[&str] = &["能", "会", "达", "向", "因", "据", "经", "居", "均", "都", "应", "将", "令", "使", "则", "共", "只"];

/// Those of [`NOUN_ENDS`] that as often begin one: 会场, 达峰.
const NOUN_STARTS: &[&str] = &["会", "达", "因", "居", "令", "使", "经"];

/// What the names of those end with who do something.
pub(super) const ACTORS: &[char] = &['军', '方', '人', '民', '者', '员', '众', '府', '委', '局', '门'];

/// What the names of more of those and of places end with: after one of these a verb is a predicate.
#[rustfmt::skip]
pub(super) const DOERS: &[char] = &[
    '业', '司', '位', '国', '省', '市', '县', '区', '村', '镇', '乡', '州', '院', '校', '户', '队', '团', '组', '家', '厂', '社', '生', '工', '师', '手',
];

/// Verbs of one character, where the lexicon cuts them off as words of their own: 干部|抓|联.
#[rustfmt::skip]
const VERBS: &[char] = &['通', '抓', '送', '迎', '卖', '售', '购', '抵', '驶', '登', '赠', '携', '挂', '办', '租', '借', '捐', '捕', '创', '飞', '穿', '拍', '翻', '赶', '守', '讲', '谈', '说', '称', '住', '坐', '盯', '盼', '赴', '获', '染', '护'];

/// How far behind a word it is looked whether that is cut off from what follows, in characters.
const NEAR: usize = 5;

/// The longest name of an undertaking after a verbal noun, in characters.
const LONGEST_MATTER: usize = 8;

/// The longest clause that is said of a noun after it, in characters.
const LONGEST_CLAUSE: usize = 14;

/// A noun by its place in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Extent {
    pub(super) from: usize,
    pub(super) end: usize,
    /// Whether an adverb stands before it, as before a predicate: 正式启用.
    pub(super) told: bool,
}

/// What is known of the things that a figure is of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kind {
    /// Whether they are neither people nor places, so that the noun comes after what those did with them.
    pub(super) things: bool,
    /// Whether they may be undertakings, whose names have verbal nouns in them.
    pub(super) matter: bool,
    /// Whether they are counted, and not measured.
    pub(super) counts: bool,
    /// Whether the clause after them may say which they are: 5种通过谈判进入目录的药品.
    pub(super) acts: bool,
}

/// The noun that `text` begins with; `None` where it begins with no noun.
pub(super) fn extent(text: &str, kind: Kind) -> Option<Extent> {
    let mut before: Option<Token<'_>> = None;
    let (mut quoted, mut from, mut told, mut acted) = (false, 0, false, false);
    let noun = |from, end, told| (end > from).then_some(Extent { from, end, told });
    // 两名在某地附近被俘虏的士兵, 15个以县城为载体的试点: the noun comes after what is said of it
    let said = tokens(text).next();
    let passive = said.filter(|token| OF_A_PLACE.contains(&token.text) || matches!(token.text, "以" | "被" | "与"));
    // 通过谈判进入目录的药品
    let active = said.filter(|token| kind.acts && token.tag == Some(Tag::Verb) && acts_on(text));
    let mut skip = passive.or(active).and_then(|token| clause_end(text, token.end())).unwrap_or_default();
    from = from.max(skip);
    for token in tokens(text).filter(|token| !token.text.is_empty()) {
        if token.start < skip {
            continue;
        }
        let first = token.text.chars().next()?;
        if matches!(first, '“' | '”') {
            quoted = first == '“';
        } else if quoted {
        } else if !is_han(first) && !first.is_ascii_alphanumeric() {
            if !joins(text, token) {
                return Some(Extent { from, end: token.start, told });
            }
        } else if matches!(token.text, "了" | "着") && token.start > from && !goes_on(text, token) {
            // 15名年轻人圆了…: the noun ends before the verb
            let end = verb_start(text, token.start);
            if end > from || !text.contains('的') {
                return noun(from, end, told);
            }
            acted = true;
        } else if NOUN_ENDS.contains(&token.text) && token.start > from && is_inside_word(text, token) {
        } else {
            let verb = |token: Token<'_>| matches!(token.tag, Some(Tag::Verb | Tag::Deed));
            let adverb = token.start == from && token.tag == Some(Tag::Adverb) && !subject::PART_OF_NAMES.contains(&token.text);
            // 17个新签约的重大项目, 5名来自甲省的学生: the noun comes after what is said of it
            let clause = || acted || before.is_some_and(verb) || begins_with_clause(text.get(from..).unwrap_or_default());
            let attributive = token.text == "的" && (from == 0 || told) && clause();
            if adverb || attributive {
                (from, told) = (token.end(), adverb);
            } else if turns(text, token, before, from, kind) {
                if kind.things
                    && verb(token)
                    && text.get(from..token.start).is_some_and(|noun| noun.ends_with(ACTORS))
                    && let Some(end) = clause_end(text, token.end())
                {
                    (from, skip, told) = (end, end, false);
                    continue;
                }
                // 4个省级粮库新建成投用: the noun ends before 新
                let loose = before.filter(|before| verb(token) && matches!(before.text, "新" | "全" | "首" | "重" | "已" | "正" | "共"));
                return noun(from, loose.map_or(token.start, |loose| loose.start), told);
            }
        }
        before = Some(token);
    }
    noun(from, text.len(), told)
}

/// Whether the noun that begins at `from` ends before a token.
fn turns(text: &str, token: Token<'_>, before: Option<Token<'_>>, from: usize, kind: Kind) -> bool {
    let attribute = before.is_some_and(|before| before.tag == Some(Tag::Attribute));
    let head = before.is_some_and(|before| HEADS.contains(&before.text));
    let inside = token.start > from && (!attribute || head);
    // 8个市州相关情况汇报: what has to do with the noun
    let of_whom = || text.get(from..token.start).is_some_and(|noun| noun.ends_with(['州', '市', '县', '区', '省', '国', '门', '位']));
    let beside = matches!(token.text, "相关" | "有关") && inside && of_whom();
    match token.tag {
        // 地级及以上城市, 低保和特困人员: what stands before the link says of what kind the noun after it is
        Some(Tag::Link) if attribute && matches!(token.text, "和" | "及" | "与" | "以及") && joins_noun(text, token) => false,
        // 来自甲省的学生
        Some(Tag::Link) if token.start == 0 && OF_A_PLACE.contains(&token.text) && text.contains('的') => false,
        Some(Tag::Link) => true,
        Some(Tag::Adverb) => token.start > from && (inside || !subject::PART_OF_NAMES.contains(&token.text)),
        Some(Tag::Verb | Tag::Report) => inside && !makes_noun(text, token),
        // 17个地区扩围至28个
        Some(Tag::Deed) if inside && text.get(token.end()..).is_some_and(|rest| rest.starts_with(['至', '到'])) => true,
        Some(Tag::Deed) => {
            inside && han(text.get(token.end()..).unwrap_or_default()) > HEAD && !(kind.matter && is_of_matter(text, from, token))
        }
        None => beside || inside && kind.counts && VERBS.contains(&first(token)) && is_cut_off(text, token),
        Some(Tag::Attribute | Tag::Noun) => beside,
    }
}

/// Characters with which a verb is a noun: 演奏点, 发布厅.
const MAKE_NOUNS: &[char] = &['点', '量', '额', '费', '权', '馆', '室', '器', '员', '者', '队', '团', '令', '厅', '奖', '区'];

/// Whether a verb is a noun with the character after it, which begins no word of its own.
fn makes_noun(text: &str, verb: Token<'_>) -> bool {
    let rest = text.get(verb.end()..).unwrap_or_default();
    let mut after = rest.char_indices().skip(1).map(|(at, _)| at).chain([rest.len()]);
    let two = after.next().and_then(|_| after.next()).and_then(|at| rest.get(..at));
    rest.starts_with(MAKE_NOUNS) && two.is_none_or(|two| !Lexicon::shipped().is_word(two))
}

/// Whether a text begins with a clause of verbs and their nouns before 的, and no other words.
fn acts_on(text: &str) -> bool {
    let clause = tokens(text).take_while(|token| token.text != "的");
    text.contains('的') && clause.into_iter().all(|token| !matches!(token.tag, Some(Tag::Adverb | Tag::Link | Tag::Report)))
}

/// Whether a verbal noun says of what kind the undertaking at the end is: 人才效能提升重点平台.
fn is_of_matter(text: &str, from: usize, token: Token<'_>) -> bool {
    let rest = text.get(token.end()..).unwrap_or_default();
    let rest = rest.find(|c| !is_han(c)).and_then(|at| rest.get(..at)).unwrap_or(rest);
    let plain = |token: Token<'_>| matches!(token.tag, None | Some(Tag::Noun | Tag::Attribute));
    let done_by = text.get(from..token.start).is_some_and(|noun| noun.ends_with(ACTORS) || noun.ends_with(DOERS));
    !done_by && last_of(rest, MATTER).is_some() && han(rest) <= LONGEST_MATTER && tokens(rest).all(plain)
}

fn first(token: Token<'_>) -> char {
    token.text.chars().next().unwrap_or_default()
}

/// Whether the lexicon takes a token of one character for a word of its own, with another of several after it.
fn is_cut_off(text: &str, token: Token<'_>) -> bool {
    let mut at = 0;
    let rest = text.get(token.end()..).unwrap_or_default();
    let near = rest.char_indices().nth(NEAR).map_or(text.len(), |(at, _)| token.end() + at);
    let mut words = Lexicon::shipped().segment(text.get(..near).unwrap_or(text)).map(|word| {
        at += word.len();
        (at - word.len(), word)
    });
    words.find(|(start, _)| *start >= token.start).is_some_and(|(start, word)| start == token.start && word == token.text)
        && words.next().is_some_and(|(_, word)| word.chars().nth(1).is_some() && word.starts_with(is_han))
}

/// Whether a noun comes after a link.
fn joins_noun(text: &str, link: Token<'_>) -> bool {
    let next = text.get(link.end()..).and_then(|rest| tokens(rest).next());
    next.is_some_and(|next| next.text.starts_with(is_han) && matches!(next.tag, None | Some(Tag::Noun | Tag::Attribute)))
}

/// The end of the 的 after a verb, if it comes soon and a noun after it: 敌军发射的导弹.
fn clause_end(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let near = rest.char_indices().take(LONGEST_CLAUSE).take_while(|(_, c)| is_han(*c));
    let end = near.filter(|(_, c)| *c == '的').map(|(at, c)| from + at + c.len_utf8()).last()?;
    let noun = tokens(text.get(end..)?).next().is_some_and(|token| {
        token.text.starts_with(is_han) && !matches!(token.tag, Some(Tag::Verb | Tag::Adverb | Tag::Link | Tag::Report | Tag::Deed))
    });
    noun.then_some(end)
}

/// Whether a sign joins letters and digits to a name: 4G/5G基站, 甲型-M1导弹.
fn joins(text: &str, token: Token<'_>) -> bool {
    let before = text.get(..token.start).and_then(|before| before.chars().next_back());
    let after = text.get(token.end()..).and_then(|after| after.chars().next());
    let letter = |c: char| c.is_ascii_alphanumeric();
    matches!(token.text, "/" | "-" | "+" | "·" | ".")
        && after.is_some_and(|c| letter(c) || is_han(c))
        && (after.is_some_and(letter) || before.is_some_and(letter))
}

/// Whether a text begins with what may be said of a noun that comes after it.
fn begins_with_clause(text: &str) -> bool {
    tokens(text).next().is_some_and(|token| token.tag == Some(Tag::Verb) || OF_A_PLACE.contains(&token.text))
}

/// Whether a link or adverb of one character is the end of a noun after all: 产能.
pub(super) fn ends_noun(text: &str, token: Token<'_>) -> bool {
    NOUN_ENDS.contains(&token.text) && token.start > 0 && ends_word(text, token)
}

/// Whether a token of one character is part of a word, as far as the lexicon has counted: 蓄能 in 抽水蓄能电站.
fn is_inside_word(text: &str, token: Token<'_>) -> bool {
    ends_word(text, token) || NOUN_STARTS.contains(&token.text) && begins_word(text, token)
}

/// Whether a word ends with a token of one character: 产能, 即将.
pub(super) fn ends_word(text: &str, token: Token<'_>) -> bool {
    let mut before = text.get(..token.start).unwrap_or_default().char_indices().rev().map(|(at, _)| at);
    let Some(at) = before.next() else { return false };
    // 抽水蓄能: a word of four characters
    if before.clone().nth(1).and_then(|from| text.get(from..token.end())).is_some_and(is_mostly_word) {
        return true;
    }
    // 欠发达, 招聘会
    if ["达", "会", "能"].contains(&token.text)
        && before.clone().next().and_then(|from| text.get(from..token.end())).is_some_and(is_mostly_word)
    {
        return true;
    }
    let word = text.get(at..token.end()).filter(|word| is_mostly_word(word));
    // 同志向, 参会: of two words that share a character, the one used more often
    let other = before.next().and_then(|from| text.get(from..token.start));
    let count = |word: &str| Lexicon::shipped().count(word);
    word.is_some_and(|word| other.and_then(count) < count(word))
}

/// Whether a word of two characters begins with a token of one: 着火点, 了解.
pub(super) fn begins_word(text: &str, token: Token<'_>) -> bool {
    let next = text.get(token.end()..).and_then(|rest| rest.chars().next());
    next.and_then(|next| text.get(token.start..token.end() + next.len_utf8())).is_some_and(is_mostly_word)
}

/// Whether a run of characters is a word in most places where it stands.
fn is_mostly_word(run: &str) -> bool {
    let lexicon = Lexicon::shipped();
    lexicon.count(run).zip(lexicon.run(run)).is_some_and(|(word, run)| u64::from(word) * 2 >= run)
}

/// Whether 了 or 着 begins a word of its own: 了解, 着陆.
fn goes_on(text: &str, token: Token<'_>) -> bool {
    let next = text.get(token.end()..).and_then(|rest| rest.chars().next());
    next.is_some_and(|next| "解陆火眼装手重床".contains(next))
}

/// Where the verb begins that ends at `end`: two characters where they are a word, or one.
fn verb_start(text: &str, end: usize) -> usize {
    let mut before = text.get(..end).unwrap_or_default().char_indices().rev().map(|(at, _)| at);
    let (one, two) = (before.next().unwrap_or(end), before.next());
    two.filter(|two| text.get(*two..end).is_some_and(|word| Lexicon::shipped().is_word(word))).unwrap_or(one)
}

/// How many Han characters stand at the beginning.
fn han(text: &str) -> usize {
    text.chars().take_while(|c| is_han(*c)).count()
}
