//! The noun that a figure counts: 学生 in 1100多万学生, 岗位 in 300个岗位.

use super::super::Figure;
use super::super::change;
use super::super::unit::Class;
use super::agreement::agreeing;
use super::extent::{ACTORS, DOERS, Extent, Kind, begins_word, extent};
use super::subject;
use super::vocabulary::{Tag, tokens};
use super::words::{Phrase, first_of, last_of};
use crate::lexicon::Lexicon;
use crate::text::is_han;

/// The longest counted noun, in characters.
const LONGEST: usize = 28;

/// What becomes of people: their number is told of it.
pub(super) const FATES: &[&str] = &[
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
    "断电",
    "停水",
    "撤离",
    "转移",
    "罹难",
    "致残",
    "被害",
];

/// Nouns of one character.
const SHORT: &[&str] = &["省", "市", "县", "区", "国", "村", "镇", "乡", "州"];

/// Units of things, so that people and places after them only say whose they are: 两枚敌军发射的导弹.
#[rustfmt::skip]
const THINGS: &[&str] = &[
    "枚", "艘", "架", "辆", "棵", "株", "颗", "篇", "幅", "部", "本", "首", "款", "条", "项", "件", "份", "把", "台", "套", "只", "头", "张", "封",
    "块", "片", "根", "处",
];

/// Units that say themselves what they count.
#[rustfmt::skip]
pub(super) const ITSELF: &[&str] = &[
    "部门", "国", "省", "市", "县", "区", "乡", "镇", "村", "州", "城", "地", "地市", "省份", "省区", "省市", "省区市", "县区", "校",
];

/// Units of undertakings and places for them, and what their names end with.
const MATTERS: &[&str] = &["个", "项", "场", "件", "条", "处", "座", "份", "套", "种", "类", "期", "列", "班", "架", "大"];
#[rustfmt::skip]
pub(super) const MATTER: &[&str] = &[
    "项目", "工程", "活动", "座谈会", "论坛", "展会", "大会", "计划", "行动", "措施", "举措", "任务", "产品", "平台", "基地", "中心", "机构", "事项",
    "线路", "航线", "专列", "列车", "航班", "方案", "课题", "案例", "案件", "场所", "设施", "设备", "岗位", "车间", "工厂", "园区", "试点", "示范区",
    "示范点", "专线", "通道", "发布会", "推介会", "招聘会", "交流会",
];

/// Words after a figure that are no noun.
#[rustfmt::skip]
const NO_NOUN: &[&str] = &[
    "左右", "大关", "级", "以上", "以下", "以内", "上下", "之", "内", "外", "来", "多", "后", "前", "间", "中", "里", "时", "次", "地", "同比",
    "环比", "比上", "较上", "了", "不", "也", "又", "再", "还", "每", "一", "两", "二", "三", "四", "五", "六", "七", "八", "九", "十",
    "提高", "下调", "上调", "提升", "扩", "调整", "元", "改善", "保障", "加强", "促进", "帮助", "用于", "涉及", "全部", "人民币", "开始",
];

/// Those of [`NO_NOUN`] with which as many nouns begin: 前沿, 中管企业, 三甲医院.
const PLACES: &[&str] =
    &["内", "外", "前", "后", "中", "间", "里", "时", "地", "多", "来", "一", "两", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/// The noun right after the figure. With 的 any figure may have one; without, only a count and a bare number.
///
/// `from` is where it begins at the earliest: at the end of the figure, or of the measure after it. `open` says
/// that the words before leave room for the noun of any figure: 造成12人死亡, 超九成企业.
pub(super) fn noun<'t>(text: &'t str, from: usize, figure: &Figure, open: bool) -> Option<Phrase<'t>> {
    let rest = Phrase { text: text.get(from..)?, start: from };
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
    // 10万吨级油轮: how large it is
    let sized = matches!(class, Some(Class::Measure | Class::Money)) || figure.unit.is_none() && figure.dimension.is_none();
    let level = sized && rest.text.starts_with('级');
    let rest = rest.text.strip_prefix('级').filter(|_| sized).map_or(rest, |_| rest.skip("级".len()));
    if rest.text.starts_with('”') {
        return None;
    }
    // 5位外国学者: 外 alone is no noun, 外国 is
    let word = |short: &str| {
        let token = tokens(rest.text).next().filter(|_| short.chars().count() == 1);
        let word =
            || rest.text.char_indices().nth(2).and_then(|(at, _)| rest.text.get(..at)).is_some_and(|word| Lexicon::shipped().is_word(word));
        let begins = |token| PLACES.contains(&short) && (begins_word(rest.text, token) || short == "地" && word());
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
        let ends = |c: char| !is_han(c);
        if after.text.is_empty() || after.text.starts_with(ends) {
            return Some(rest.take(fate.len()));
        }
    }
    if class == Some(Class::Count)
        && let Some(fate) = passive(rest)
    {
        return Some(fate);
    }
    let limit = rest.text.char_indices().nth(LONGEST).map_or(rest.text.len(), |(at, _)| at);
    let unit = figure.unit.map(|unit| &*unit.base.name);
    let things = unit.is_some_and(|unit| THINGS.contains(&unit));
    let matter = unit.is_some_and(|unit| unit == "家" || MATTERS.contains(&unit));
    let counts = class == Some(Class::Count);
    let acts = counts && unit.is_some_and(|unit| !matches!(unit, "人" | "人次" | "次"));
    let Some(Extent { from, end, told }) = extent(rest.take(limit).text, Kind { things, matter, counts, acts }) else {
        return fate(class, rest);
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
    if !attributive && rest.text.get(from..end).is_some_and(|noun| large && HEIGHTS.contains(&noun) || class.is_none() && noun == "关口")
    {
        return None;
    }
    // 5万亿元以上的新阶段: how far something else has come
    if attributive && large && rest.text.get(from..end).is_some_and(|noun| STAGES.contains(&noun)) {
        return None;
    }
    let noun = of_the_thing(with_others(rest, from, end, unit), rest, things);
    let end = end.max(noun.end() - rest.start);
    let noun = agreeing(without_fate(without_place(without_quote(without_value(noun.trimmed(), figure))), unit), unit);
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

/// Nouns for how far a value has come.
const STAGES: &[&str] = &["新阶段", "阶段", "台阶", "新台阶", "关口", "大关", "高位", "新高度"];

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

/// Nouns that only say how far a value has come.
const HEIGHTS: &[&str] = &["规模", "水平", "目标", "标准", "门槛", "额度", "关口", "上限", "下限"];

/// Units of people.
const PEOPLE: &[&str] = &["例", "人", "户", "家", "人次"];

/// What the last of several nouns ends with, where it says what the others are as well.
#[rustfmt::skip]
const SHARED: &[&str] = &["代表", "人士", "人员", "专家", "委员", "选手", "学者", "官员", "干部", "学生", "师生", "领导人", "负责人"];

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
        || people && noun.text.ends_with(['员', '者', '人', '生'])
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

/// Words for what things are like.
const QUALITIES: &[&str] = &["珍贵", "优秀", "重要", "最新", "优质", "全新", "崭新", "珍稀", "罕见", "身边", "附近", "本地"];

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
    let clause = rest.take(rest.text.find(ends_at).unwrap_or(rest.text.len()));
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
    if let Some(word) = last_of(noun.text, &["之外", "之内", "之间", "以外", "以内"]) {
        return noun.take(noun.text.len() - word.len());
    }
    if "中里上下内外后前时间".contains(place) && !word(before) && last_of(noun.text, &["初中", "高中"]).is_none() {
        noun.take(at)
    } else {
        noun
    }
}
