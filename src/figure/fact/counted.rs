//! The noun that a figure counts: 学生 in 1100多万学生, 岗位 in 300个岗位.

use super::super::Figure;
use super::super::change;
use super::super::unit::Class;
use super::agreement::agreeing;
use super::extent::{ACTORS, DOERS, Extent, Kind, begins_word, extent};
use super::fitting::{fitting, of_clause};
use super::kinds::{AIMS, FATES, HEIGHTS, ITSELF, MATTER, MATTERS, NO_NOUN, PLACES, QUALITIES, SHARED, SHORT, STAGES, THINGS, TOLD};
use super::subject;
use super::vocabulary::{Tag, tokens};
use super::words::{Phrase, first_of, last_of};
use crate::lexicon::Lexicon;
use crate::text::is_han;

/// Nouns that begin with a word for a place, which they are not about.
const WHOLE: &[&str] = &["上下游", "中风险", "中高风险", "中低风险"];

/// The longest counted noun, in characters.
const LONGEST: usize = 28;

/// The noun right after the figure. With 的 any figure may have one; without, only a count and a bare number.
///
/// `from` is where it begins at the earliest: at the end of the figure, or of the measure after it. `open` says
/// that the words before leave room for the noun of any figure: 造成12人死亡, 超九成企业.
pub(super) fn noun<'t>(text: &'t str, from: usize, until: usize, figure: &Figure, open: bool) -> Option<Phrase<'t>> {
    let rest = Phrase { text: text.get(from..until)?, start: from };
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
        // 2.6万人的调查: what is counted has been named; 500万名的医务人员: not so
        Some(_) if class == Some(Class::Count) && !lacks_noun(text, from) => return None,
        Some(_) => (rest.skip("的".len()), true),
        None => (rest, false),
    };
    if !direct && !attributive || attributive && !open && !lacks_noun(text, from) && class != Some(Class::Ratio) && class.is_some() {
        return None;
    }
    let unit = figure.unit.map(|unit| &*unit.base.name);
    // 10万吨级油轮: how large it is
    let sized = matches!(class, Some(Class::Measure | Class::Money)) || figure.unit.is_none() && figure.dimension.is_none();
    let level = sized && rest.text.starts_with('级');
    let rest = rest.text.strip_prefix('级').filter(|_| sized).map_or(rest, |_| rest.skip("级".len()));
    // 10.3万套、“保交房”项目: what comes next is of the next figure
    if rest.text.starts_with('”') || ends(rest.text) {
        return None;
    }
    // 4省区早稻已育秧: the unit says what they are
    if unit.is_some_and(|unit| ITSELF.contains(&unit)) && !attributive {
        return None;
    }
    // 6.8级地震震区各项救灾工作
    if unit == Some("级")
        && let Some(event) = first_of(rest.text, &["地震", "台风", "大风", "阵风"])
    {
        return Some(rest.take(event.len()));
    }
    // 5位外国学者: 外 alone is no noun, 外国 is
    let word = |short: &str| {
        let token = tokens(rest.text).next().filter(|_| short.chars().count() == 1);
        let word = || {
            rest.text.char_indices().skip(2).take(2).any(|(at, _)| rest.text.get(..at).is_some_and(|word| Lexicon::shipped().is_word(word)))
        };
        let begins = |token| PLACES.contains(&short) && (begins_word(rest.text, token) || short == "地" && word());
        token.is_some_and(|token| token.text.len() > short.len() || begins(token))
    };
    if first_of(rest.text, NO_NOUN).is_some_and(|short| !word(short)) && first_of(rest.text, WHOLE).is_none() {
        return None;
    }
    if first_of(rest.text, change::UP).or_else(|| first_of(rest.text, change::DOWN)).is_some() {
        return None;
    }
    if let Some(fate) = first_of(rest.text, FATES) {
        let after = rest.skip(fate.len());
        let ends = |c: char| !is_han(c);
        let votes = || ["赞成", "反对", "弃权"].contains(&fate) && after.text.starts_with('的');
        if after.text.is_empty() || after.text.starts_with(ends) || votes() {
            return Some(rest.take(fate.len()));
        }
    }
    if class == Some(Class::Count)
        && let Some(fate) = passive(rest)
    {
        return Some(fate);
    }
    let limit = rest.text.char_indices().nth(LONGEST).map_or(rest.text.len(), |(at, _)| at);
    let things = unit.is_some_and(|unit| THINGS.contains(&unit));
    let matter = unit.is_some_and(|unit| unit == "家" || MATTERS.contains(&unit));
    let counts = class == Some(Class::Count);
    let acts = counts && unit.is_some_and(|unit| !matches!(unit, "人" | "人次" | "次"));
    let Some(Extent { from, end, told }) = extent(rest.take(limit).text, Kind { things, matter, counts, acts }) else {
        let clause = tokens(rest.text).next().filter(|token| counts && !token.text.starts_with(TOLD));
        return clause.and_then(|_| of_clause(rest.take(limit), None, unit)).map(without_place).or_else(|| fate(class, rest));
    };
    if let Some(short) = first_of(rest.text, SHORT) {
        let after = rest.skip(short.len());
        // 14个市空气质量: neither 市民 nor 市辖区 nor 市重点项目
        let next = after.text.chars().next();
        let plain = || tokens(after.text).next().is_some_and(|token| !matches!(token.tag, Some(Tag::Attribute)));
        let whole = || {
            MATTERS.contains(&unit.unwrap_or_default())
                && "市县州村镇".contains(short)
                && plain()
                && !begins_longer(rest.text, short)
                && rest.text.get(..end).is_none_or(|noun| last_of(noun, MATTER).is_none())
        };
        let goes_on = next.is_some_and(|next| is_han(next) && ("县区镇乡村州组属级辖直管域城里内中外".contains(next) || !whole()));
        if (from, end) == (0, short.len()) || !goes_on {
            return Some(rest.take(short.len()));
        }
    }
    // 突破万亿级规模: what is so large was told before
    if level && rest.text.get(from..end).is_some_and(|noun| subject::MEASURES.contains(&noun)) {
        return None;
    }
    // 2万亿元规模, 5万关口: how large something else is
    let large = matches!(class, Some(Class::Measure | Class::Money));
    let height = |noun: &str| HEIGHTS.contains(&noun) || STAGES.contains(&noun);
    if !attributive && rest.text.get(from..end).is_some_and(|noun| large && height(noun) || class.is_none() && noun == "关口") {
        return None;
    }
    // 低于13%的预期目标: what is aimed at was told before
    let aim = |noun: &str| last_of(noun, if attributive { AIMS } else { &["水平", "区间"] }).is_some();
    if class == Some(Class::Ratio) && rest.text.get(from..end).is_some_and(|noun| aim(noun.trim_end_matches(['上', '下', '中']))) {
        return None;
    }
    // 5万亿元以上的新阶段: how far something else has come
    if attributive && large && rest.text.get(from..end).is_some_and(|noun| STAGES.contains(&noun)) {
        return None;
    }
    let noun = of_the_thing(with_others(rest, from, end, unit), rest, things);
    let end = end.max(noun.end() - rest.start);
    let noun = agreeing(without_fate(without_place(without_quote(without_value(noun.trimmed(), figure))), unit), unit);
    let to_figure = until < text.len() && limit == rest.text.len();
    // 3岁以下婴幼儿: how old they are
    let age = figure.unit.is_some_and(|unit| &*unit.base.dimension == "age");
    let counted = unit.filter(|_| counts).or(age.then_some("人"));
    let noun = if large && !age { noun } else { fitting(noun, rest, counted, to_figure) };
    let noun = if counts { of_clause(rest.take(limit), Some(noun), unit).map_or(noun, without_place) } else { noun };
    let end = end.max(noun.end() - rest.start);
    // 六部门全面推进: what they do, where the unit says who they are
    let itself = unit.is_some_and(|unit| ITSELF.contains(&unit));
    let adverb = || tokens(noun.text).next().is_some_and(|token| token.tag == Some(Tag::Adverb));
    if itself && adverb() {
        return None;
    }
    if (told && figure.unit.is_none_or(|unit| unit.base.of.is_none()) || itself) && is_act(noun.text) {
        return fate(class, rest);
    }
    // 5省区今年: no noun, only when it was
    let noun = if tokens(noun.text).all(|token| token.tag == Some(Tag::Adverb)) { noun.take(0) } else { noun };
    // 67口井: one character is a noun where nothing follows
    let one = || class == Some(Class::Count) && (from, noun.text.len()) == (0, end) && rest.text.get(end..).is_some_and(ends);
    let long = noun.text.chars().nth(1).is_some() || !noun.is_empty() && one();
    // a noun that was cut in its middle by the limit is none
    (long && (end < limit || limit == rest.text.len())).then_some(noun).or_else(|| fate(class, rest))
}

/// What the names of places and bodies end with of which a value is told: 74个断面优良比例.
const BODIES: &[&str] = &[
    "断面",
    "城市",
    "地区",
    "企业",
    "行业",
    "省份",
    "国家",
    "监测点",
    "园区",
    "街道",
    "社区",
    "乡镇",
    "金属",
    "产品",
    "旗县",
    "县区",
    "县市",
    "市县",
];

/// Values that are told of what is counted.
const VALUES: &[&str] = &["比例", "比重", "占比", "增加值", "产量", "指数", "浓度", "总产值", "覆盖率", "达标率", "经济总量", "生产总值"];

/// Whether a phrase ends with what is measured of many things.
pub(super) fn is_value(phrase: &str) -> bool {
    last_of(phrase, VALUES).is_some() || phrase.ends_with(['率', '值', '量', '额']) || phrase.ends_with("增速")
}

/// Without the value that is told of what is counted: 33个行业增加值.
fn without_value<'t>(noun: Phrase<'t>, figure: &Figure) -> Phrase<'t> {
    let counts = figure.unit.is_some_and(|unit| unit.base.class == Class::Count && unit.per.is_none());
    let noun = noun.without_last(&["同比", "环比"]).filter(|_| counts).unwrap_or(noun);
    if !counts || !is_value(noun.text) || noun.text.ends_with("地区生产总值") {
        return noun;
    }
    let body =
        BODIES.iter().filter_map(|word| noun.text.find(word).map(|at| at + word.len())).filter(|end| *end + 3 < noun.text.len()).min();
    body.map_or(noun, |end| noun.take(end))
}

/// Whether a figure ends with a unit that says only of what kind a noun must be: 名, 位, 所.
fn lacks_noun(text: &str, end: usize) -> bool {
    text.get(..end).is_some_and(|figure| figure.ends_with(['名', '位', '所', '家', '款', '辆', '艘', '枚']))
}

/// Whether a word of the lexicon of two to four characters begins there, or a listed one.
fn begins_longer(text: &str, short: &str) -> bool {
    let ends = text.char_indices().map(|(at, character)| at + character.len_utf8()).take(4).skip(1);
    let mut words = ends.filter_map(|end| text.get(..end));
    words.any(|word| Lexicon::shipped().is_word(word)) || tokens(text).next().is_some_and(|token| token.text.len() > short.len())
}

/// Units of people.
const PEOPLE: &[&str] = &["例", "人", "户", "家", "人次"];

/// The noun with those that are joined to it, where all share the last word: 20个医疗卫生和抗疟项目, 9名政界、商界代表.
fn with_others<'t>(rest: Phrase<'t>, from: usize, end: usize, unit: Option<&str>) -> Phrase<'t> {
    let noun = rest.take(end).skip(from);
    let last = match unit {
        Some("人") => SHARED,
        Some(unit) if MATTERS.contains(&unit) => MATTER,
        _ => return noun,
    };
    let people = std::ptr::eq(last, SHARED);
    if last_of(noun.text, last).is_some()
        || noun.text.ends_with(['省', '市', '县', '区', '村', '镇', '乡', '国'])
        || people && noun.text.ends_with(['员', '者', '人', '生']) && !noun.text.ends_with("卫生")
    {
        return noun;
    }
    let mut whole = noun;
    for _ in 0..6 {
        let after = rest.skip(whole.end() - rest.start);
        let Some(link) = first_of(after.text, &["、", "和", "及", "以及"]) else { break };
        let other = extent(after.skip(link.len()).text, Kind { things: false, matter: true, counts: true, acts: false });
        let Some(Extent { from: 0, end, told: false }) = other else { break };
        whole = rest.take(whole.end() - rest.start + link.len() + end).skip(from);
    }
    if whole.text.chars().count() <= LONGEST + LONGEST / 2 && last_of(whole.text, last).is_some() { whole } else { noun }
}

/// The thing itself, where the noun only says whose it is: 13艘卫队的快艇.
fn of_the_thing<'t>(noun: Phrase<'t>, rest: Phrase<'t>, things: bool) -> Phrase<'t> {
    let after = rest.skip(noun.end() - rest.start);
    let Some(thing) = after.text.strip_prefix('的').filter(|_| things).map(|thing| after.skip(after.text.len() - thing.len())) else {
        return noun;
    };
    let whose = noun.text.ends_with(ACTORS)
        || noun.text.ends_with(DOERS)
        || last_of(noun.text, QUALITIES).is_some()
        || tokens(noun.text).last().is_some_and(|token| matches!(token.tag, Some(Tag::Verb | Tag::Deed)));
    let plain = whose && tokens(thing.text).next().is_some_and(|token| matches!(token.tag, None | Some(Tag::Noun | Tag::Attribute)));
    match extent(thing.text, Kind { things, matter: false, counts: true, acts: false }).filter(|_| plain) {
        Some(Extent { from, end, .. }) if thing.text.get(from..end).is_some_and(|thing| thing.chars().nth(1).is_some()) => {
            thing.take(end).skip(from)
        }
        _ => noun,
    }
}

/// A noun without a name in quotes that tells what was done with it: 9项事项“一网通办”.
fn without_quote(noun: Phrase<'_>) -> Phrase<'_> {
    let open = noun.text.strip_suffix('”').and_then(|inside| inside.rfind('“'));
    let before = open.map(|at| noun.take(at)).filter(|before| before.text.chars().nth(3).is_some());
    before.unwrap_or(noun)
}

/// People without what becomes of them, or what is told of them: 7万名农村劳动力就业, 3例患者情况.
fn without_fate<'t>(noun: Phrase<'t>, unit: Option<&str>) -> Phrase<'t> {
    let told = last_of(noun.text, &["就业", "脱贫", "情况", "名单", "名额"]);
    let who = told.map(|told| noun.take(noun.text.len() - told.len()));
    let who = who.filter(|who| unit.is_some_and(|unit| PEOPLE.contains(&unit)) && who.text.chars().nth(2).is_some());
    who.filter(|who| tokens(who.text).last().is_some_and(|token| matches!(token.tag, None | Some(Tag::Noun)))).unwrap_or(noun)
}

/// What was done so many times: 两次降低利率.
fn deed(rest: Phrase<'_>) -> Option<Phrase<'_>> {
    let clause = rest.take(rest.text.find(super::words::is_boundary).unwrap_or(rest.text.len())).trimmed();
    if ends(rest.text) {
        return None;
    }
    let does = tokens(clause.text).next().is_some_and(|token| matches!(token.tag, Some(Tag::Verb | Tag::Deed)));
    (does && (3..=LONGEST / 2).contains(&clause.text.chars().count())).then_some(clause)
}

/// What was done to the counted: 数万人被疏散.
fn passive(rest: Phrase<'_>) -> Option<Phrase<'_>> {
    let clause = rest.take(rest.text.find(ends_at).unwrap_or(rest.text.len()));
    (clause.text.starts_with('被') && (3..=5).contains(&clause.text.chars().count())).then_some(clause)
}

fn ends_at(mark: char) -> bool {
    super::words::is_boundary(mark) || mark == '、'
}

/// Whether what was taken for the noun tells what the counted ones did: 居民2.1万人进行迁建.
pub(super) fn is_deed(figure: &Figure, noun: &str) -> bool {
    // 31个封关项目, 12场听取意见座谈会: what for they are
    let named = || figure.unit.is_some_and(|unit| MATTERS.contains(&&*unit.base.name)) && last_of(noun, MATTER).is_some();
    tokens(noun).next().is_some_and(|token| token.tag == Some(Tag::Verb)) && first_of(noun, FATES).is_none() && !named()
}

/// Whether a phrase begins with a verb of any kind.
pub(super) fn is_act(phrase: &str) -> bool {
    tokens(phrase).next().is_some_and(|token| matches!(token.tag, Some(Tag::Verb | Tag::Deed))) && first_of(phrase, FATES).is_none()
}

/// Whether no word goes on.
fn ends(rest: &str) -> bool {
    rest.starts_with(ends_at)
}

/// 4.5万人在地震中遇难: people are told of by what became of them, where no noun says who they are.
fn fate(class: Option<Class>, rest: Phrase<'_>) -> Option<Phrase<'_>> {
    let rest = rest.take(rest.text.find(super::words::is_boundary).unwrap_or(rest.text.len()));
    let fate = last_of(rest.text, FATES).filter(|_| class == Some(Class::Count))?;
    (rest.text.chars().count() <= LONGEST).then(|| rest.skip(rest.text.len() - fate.len()))
}

/// Without a word of place or time behind it: 12个产业集群中.
fn without_place(noun: Phrase<'_>) -> Phrase<'_> {
    let mut last = noun.text.char_indices().rev();
    let (Some((at, place)), Some((before, _)), Some(_)) = (last.next(), last.next(), last.next()) else {
        return noun;
    };
    let word = |from: usize| noun.text.get(from..).is_some_and(|word| Lexicon::shipped().is_word(word));
    if let Some(word) = last_of(noun.text, &["之外", "之内", "之间", "以外", "以内", "总体", "整体"]) {
        return noun.take(noun.text.len() - word.len());
    }
    if "中里上下内外后前时间".contains(place) && !word(before) && last_of(noun.text, &["初中", "高中"]).is_none() {
        noun.take(at)
    } else {
        noun
    }
}
