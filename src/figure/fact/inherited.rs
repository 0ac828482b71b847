//! The subject that a figure takes over from what was told before.

use super::super::unit::{Class, Unit};
use super::super::{Figure, Qualifier};
use super::sentence::{Named, Reader, Said};
use super::vocabulary::{Tag, Token, tokens};
use super::words::{Phrase, last_of};
use super::{counted, role, skipped};
use crate::text::is_han;

/// The last character of 一座 and its like, which a measure of the noun after it follows.
#[rustfmt::skip]
const ARTICLES: &[char] = &[
    '座', '条', '个', '根', '块', '艘', '架', '处', '台', '辆', '段', '栋', '幅', '支', '棵', '片', '批', '种', '名', '位', '场', '对',
];

/// Whether a phrase ends with 一座 or its like.
pub(super) fn is_article(phrase: &str) -> bool {
    phrase.ends_with(ARTICLES) && phrase.chars().rev().nth(1) == Some('一')
}

/// Verbs for what somebody reached, who is told before: 取得4金1银.
const REACHED: &[&str] = &["取得", "获得", "获", "收获", "斩获", "夺得", "夺取", "摘得", "拿下", "再获", "共获", "赢得", "使用", "未使用"];

/// Who reached something, without the verb: 体育健儿 in 体育健儿摘得2金.
pub(super) fn who_reached(own: Phrase<'_>) -> Phrase<'_> {
    let verb = last_of(own.text, REACHED).filter(|verb| verb.chars().nth(1).is_some() && !verb.ends_with("使用"));
    let Some(who) = verb.map(|verb| own.take(own.text.len() - verb.len())).filter(|who| who.text.chars().nth(1).is_some()) else {
        return own;
    };
    // 中国队在开幕后首日已经: neither where nor when
    let place = tokens(who.text).find(|token| token.text == "在" && token.start > 0).map_or(who.text.len(), |place| place.start);
    let told = |token: &Token<'_>| !matches!(token.tag, Some(Tag::Adverb | Tag::Link));
    let end = tokens(who.text).take_while(|token| token.start < place).filter(told).last().map_or(0, |token| token.end());
    if who.text.ends_with(['上', '中', '间']) && place == who.text.len() { who.take(0) } else { who.take(end) }
}

impl Reader<'_> {
    /// The subject of a figure that only 、 or 和 joins to the one before.
    pub(super) fn joined(&self, figure: &Figure, said: &mut Said) -> Option<Named> {
        if let Some(next) = said.pairs.pop() {
            said.subject = Some(next);
            return said.subject.clone();
        }
        // 43条、16条具体举措: the next figure has a noun of its own
        let things = |unit: Unit| unit.base.class == Class::Count && !matches!(&*unit.base.name, "人" | "人次");
        let counts = figure.change.is_none() && figure.unit.is_some_and(things);
        let noun = counts.then(|| counted::noun(self.text, self.noun, self.until, figure, false)).flatten();
        if let Some(noun) = noun.filter(|noun| !counted::is_act(noun.text)) {
            said.counted = noun.end();
            said.subject = Some(Named { text: noun.text.to_owned(), start: noun.start, end: noun.end() });
        }
        said.subject.clone()
    }

    /// The subject of a figure whose lead names none. `handed` says that the noun of the figure before it ends where the
    /// lead begins.
    pub(super) fn inherited(&self, figure: &Figure, lead: Phrase<'_>, handed: bool, said: &mut Said) -> Option<Named> {
        let count = self.followers + 1;
        let one_by_one = || said.own.len().checked_sub(count).and_then(|from| said.own.get(from..));
        let group = if said.group.len() == count { Some(&*said.group) } else { one_by_one() };
        // 收入分别为5万元、2万元，增长6%、8%: two again, in the same order
        let again = figure.change.is_some() && said.group.len() == count;
        if (lead.text.contains("分别") || again)
            && count > 1
            && let Some(group) = group
        {
            said.pairs = group.iter().rev().cloned().collect();
            said.subject = said.pairs.pop();
            return said.subject.clone();
        }
        if said.group.len() > 1 && ["合计", "总计", "共计"].iter().any(|word| lead.text.contains(word)) {
            return said.whole.clone();
        }
        let level = figure.change.is_none();
        let before = self.text.get(..lead.start).unwrap_or_default();
        let duration = skipped::is_duration(figure);
        // 老旧小区1343个52.54万户
        let twice = lead.text.is_empty() && said.counted == 0 && !said.own.is_empty() && before.ends_with(is_han);
        let twice = twice && !before.ends_with('期') && !duration;
        let medal = twice && self.text.get(figure.span.clone()).is_some_and(|said| said.ends_with(['金', '银', '铜']));
        // With no word before it at all, only a colon or a parenthesis hands a subject on.
        let bare = !handed && !twice && lead.trimmed().is_empty() && level && figure.qualifier == Qualifier::Bare;
        let lasting = duration && level && !role::comes_to(lead.text);
        let opened = before.ends_with(['：', ':']) || lead.text.contains(['（', '(']);
        if self.is_of_others(figure, lead) && !medal || (lasting || bare) && !opened {
            return None;
        }
        said.subject.clone()
    }

    /// Whether a figure that its lead gives no subject says something of a noun that comes after it.
    fn is_of_others(&self, figure: &Figure, lead: Phrase<'_>) -> bool {
        let told = lead.text.trim_end();
        // 对千万公里外的小行星: only how far away something else is
        let toward = figure.change.is_none() && told.ends_with(['对', '向']);
        // 一座148米高的大楼
        let article = is_article(told);
        // 2.6万人的调查: the people are of what comes after, not of what was told before
        toward || article || skipped::is_attribute(self.text, figure)
    }

    /// Whether a lead tells only what became of so many of those that were told of before, or what these reached:
    /// 66项工程已开工10项, 中国队发挥出色，取得4金.
    pub(super) fn is_of_them(&self, figure: &Figure, lead: Phrase<'_>, own: Phrase<'_>, handed: bool) -> bool {
        let counts = figure.unit.is_some_and(|unit| unit.base.class == Class::Count);
        let acts = |token: Token<'_>| matches!(token.tag, Some(Tag::Verb | Tag::Deed | Tag::Adverb));
        let some = handed && counts && self.followers == 0 && !lead.text.contains("分别") && tokens(own.text).all(acts);
        some || REACHED.contains(&own.text)
    }
}
