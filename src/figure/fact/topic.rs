//! What a clause without figures is about, for the figures after it that name no subject.

use super::super::Mention;
use super::cues::{Cues, Sign};
use super::extent::ends_noun;
use super::head::heads;
use super::subject::is_indicator;
use super::tail::tails;
use super::vocabulary::{Tag, Token, tokens};
use super::words::{Phrase, last_of};
use super::{against, clause};

/// What a clause ends with that only says when, where or from what side something is told.
#[rustfmt::skip]
const ASIDE: &[&str] = &[
    "看", "计算", "核算", "统计", "来看", "相抵", "因素", "影响", "相比", "显示", "表示", "指出", "称", "口径", "时", "后", "中", "以来", "期间",
    "之前", "前", "下", "上", "晚", "上午", "下午", "凌晨", "同时", "里", "内", "之际", "之余", "阶段", "时期", "一方面", "另一方面", "当天", "年来", "宣布", "报道", "介绍", "认为", "透露", "获悉", "了解到", "公布", "发布", "通报", "说", "消息",
];

/// Words that a clause begins with which goes on with what was told of before: 处于较高水平, 被立案侦查.
#[rustfmt::skip]
const GOES_ON: &[&str] = &[
    "被", "按", "按照", "据", "根据", "将", "把", "对", "由", "让", "处于", "居", "位居", "稳居", "较", "比", "超过", "因", "随着", "作为", "英勇", "光荣", "一方面", "这",
];

/// The longest topic, in characters, and the longest that ends like an indicator.
const LONGEST: (usize, usize) = (16, 28);

/// What a clause without figures is about; empty where that can't be told.
pub(super) fn topic<'t>(clause: Phrase<'t>, mentions: &[Mention], cues: &Cues) -> Phrase<'t> {
    let whole = clause;
    let none = whole.take(0);
    if last_of(clause.text.trim_end(), ASIDE).is_some() {
        return none;
    }
    let clause = heads(against::comparison(clause, mentions, cues), mentions);
    let Some(first) = tokens(clause.text).next() else { return none };
    // 第2周, 前11个月, 分三年实施
    let number = |c: char| c.is_ascii_digit() || "一二两三四五六七八九十".contains(c);
    let numbered =
        clause.text.strip_prefix(['第', '分', '前', '头']).is_some_and(|rest| rest.starts_with(number) && !rest.contains("产业"));
    if numbered || clause.text.starts_with('不') || GOES_ON.contains(&first.text) {
        return none;
    }
    // 经济增速是综合性指标: what it says of the topic is no part of it
    let copula = tokens(clause.text).find(|token| token.text == "是").map(|token| token.start);
    let clause = copula.map_or(clause, |at| clause.take(at));
    // 增加值 and 增长率 are nouns
    let noun = |end: usize| {
        let rest = clause.text.get(end - clause.start..);
        rest.is_some_and(|rest| rest.starts_with(['值', '率', '额', '量', '幅', '极', '点', '民', '住']))
    };
    let predicate = cues.within(clause).find(|cue| cue.sign == Sign::Predicate && !noun(cue.end));
    let named = || clause.text.contains('的') && is_indicator(clause.text.trim_end());
    if predicate.is_none() && matches!(first.tag, Some(Tag::Verb | Tag::Deed)) && !named() {
        return none;
    }
    let topic = tails(clause.take(predicate.map_or(clause.text.len(), |cue| cue.start - clause.start)));
    let topic = if is_indicator(topic.text) { clause::without_run(topic) } else { before_verb(topic) };
    let length = topic.text.chars().take(LONGEST.1 + 1).count();
    let longest = if is_indicator(topic.text) { LONGEST.1 } else { LONGEST.0 };
    if (2..=longest).contains(&length) { topic } else { none }
}

/// Without the verb of the clause and what comes after it: 批发业等开始复工. Empty where it begins with the verb.
fn before_verb(topic: Phrase<'_>) -> Phrase<'_> {
    let rest = |token: &Token<'_>| topic.text.get(token.end()..).unwrap_or_default();
    let verb = |token: &Token<'_>| (token.tag == Some(Tag::Verb) || token.text == "被") && !clause::makes_noun(rest(token));
    let verb = tokens(topic.text).find(verb).map_or(topic.text.len(), |verb| verb.start);
    // 贸易投资促进峰会: a verb in a name
    let name = topic.text.get(verb..).unwrap_or_default();
    let plain = |token: Token<'_>| matches!(token.tag, None | Some(Tag::Noun | Tag::Attribute));
    let told = tokens(topic.text).take_while(|token| token.start < verb).last();
    let told = told.is_some_and(|token| matches!(token.tag, Some(Tag::Adverb | Tag::Link)));
    let named = !told
        && tokens(name).skip(1).all(plain)
        && (1..=3).contains(&tokens(name).skip(1).map(|token| token.text.chars().count()).sum::<usize>());
    let verb = if named { topic.text.len() } else { verb };
    let adverb = |token: &Token<'_>| matches!(token.tag, Some(Tag::Adverb | Tag::Link)) && !ends_noun(topic.text, *token);
    // 外汇储备在新中国成立之初
    let place = |token: &Token<'_>| token.text == "在" && token.start > 0 && !rest(token).contains('的');
    let end = tokens(topic.text).take_while(|token| token.start < verb && !place(token)).filter(|token| !adverb(token)).last();
    let before = tails(topic.take(end.map_or(0, |last| last.end().min(verb))));
    let before = Phrase { text: before.text.trim_end_matches('等'), start: before.start };
    // 消费方面: what is told next is of it
    before.without_last(&["方面"]).unwrap_or(before)
}
