//! Which words name the subject of a figure: the noun after it, the lead before it, or what was told before.

use super::super::unit::Class;
use super::super::{Figure, Role};
use super::sentence::{Named, Reader, Said, is_measure};
use super::vocabulary::{Tag, Token, tokens};
use super::words::Phrase;

use super::{against, agreement, clause, counted, deed, inherited, kinds, list, scope, skipped, subject};
use crate::text::is_han;

impl<'t> Reader<'t> {
    /// The subject of a figure, which the sentence then goes on with.
    pub(super) fn subject(&self, figure: &Figure, lead: Phrase<'t>, joined: bool, parallel: bool, said: &mut Said) -> Option<Named> {
        if joined {
            return self.joined(figure, said);
        }
        said.pairs.clear();
        // 效率从每小时10件提升到20件: what it was before is told after the name
        let after = self.text.get(figure.span.end..).unwrap_or_default();
        let named = if clause::goes_to(after) { clause::before_from(lead) } else { lead };
        let own = subject::of_lead(named, self.near(named), self.cues);
        // 将7成面积规划为生态空间: the verb comes after the noun
        let said_more =
            || self.text.get(figure.span.clone()).is_some_and(|said| said.starts_with(['超', '突', '达', '逾', '破', '近', '不', '翻']));
        let disposed = figure.change.is_none() && clause::disposes(lead.text) && !subject::is_indicator(own.text) && !said_more();
        let own = if disposed { own.take(0) } else { own };
        let lacking = figure.role == Role::Difference && own.is_empty() && !lead.trimmed().is_empty();
        let open = lacking || disposed || figure.change.is_none() && (deed::takes_noun(own.text) || deed::is_open(lead.text));
        let of_kind = self.text.get(figure.span.end..).is_some_and(|after| after.starts_with('的'));
        // 500兆瓦储能项目: a measure right before a noun says how large that is
        let sized = is_measure(figure);
        let measures = sized && !open && (!subject::is_indicator(own.text) || of_kind && own.text.ends_with("价值"));
        let noun = counted::noun(self.text, self.noun, self.until, figure, open || measures);
        // 从十几人发展到近百人
        let comes_to = |noun: &Phrase<'_>| {
            let after = self.text.get(noun.end()..).unwrap_or_default();
            lead.text.contains(['从', '由']) && after.starts_with(['到', '至']) && clause::becomes(noun.text)
        };
        let noun = noun.filter(|noun| !comes_to(noun));
        // 园区16个、工厂170家: the next item begins
        let noun = noun.filter(|_| !self.text.get(self.noun..).is_some_and(|after| after.starts_with('、')));
        let noun = noun.filter(|noun| !sized || own.is_empty() || !counted::is_act(noun.text) || subject::is_indicator(noun.text));
        // 其中超九成扎根农村: of whom, was told before
        let ratio = figure.dimension.is_some_and(|dimension| dimension.of == "ratio");
        let noun = noun.filter(|noun| !(ratio && said.subject.is_some() && counted::is_act(noun.text)));
        // 超过各项贷款平均增速10.2个百分点
        let over = figure.role == Role::Difference || figure.unit.is_some_and(|unit| unit.base.class == Class::Points);
        let planned = ["超过原定", "超过预期", "超过计划", "超过目标"].contains(&own.text);
        let against = against::is_against(own.text) || planned || over && own.text.starts_with("超过");
        let own = if against { own.take(0) } else { own };
        // 甲市、乙市等5地: the unit itself says what they are
        let counted_so_far = lead.text.ends_with(['共', '各']) && own.text.chars().nth(2).is_some();
        let people = !counted_so_far && figure.unit.is_some_and(|unit| matches!(&*unit.base.name, "人" | "人次"));
        let things = figure.unit.is_some_and(|unit| unit.base.class == Class::Count) && !people;
        let itself = figure.unit.is_some_and(|unit| kinds::ITSELF.contains(&&*unit.base.name));
        // 规章、规范性文件等439件: another unit says how they are counted
        let list = lead.text.contains('、') && subject_of_unit(figure) && own.text.chars().nth(1).is_some();
        if things && !list && (itself || noun.is_none_or(|noun| counted::is_deed(figure, noun.text))) && lead.text.ends_with('等') {
            return None;
        }
        let open = open || people;
        // 医疗队958人日前启程: who they are was told before
        let predicate = |noun: &Phrase<'_>| noun.start > self.noun && counted::is_act(noun.text);
        let noun = noun.filter(|noun| !(people && own.text.chars().nth(1).is_some() && predicate(noun)));
        // 运动员约50人飞抵甲市, 代表等700多人参加大会
        let who = people && agreement::agrees(own.text.trim_end_matches('等'), Some("人"));
        let noun =
            noun.filter(|noun| !(who && (counted::is_act(noun.text) || noun.text == "出席") && !agreement::agrees(noun.text, Some("人"))));
        // 支持8省区抗旱: which ones is told nowhere
        if itself && noun.is_none() && tokens(own.text).last().is_some_and(|token| matches!(token.tag, Some(Tag::Verb | Tag::Deed))) {
            return None;
        }
        let noun = noun.filter(|noun| !counted_so_far || !counted::is_deed(figure, noun.text));
        let bare = own.text.chars().nth(1).is_none() || own.text.starts_with('为');
        let noun = noun.filter(|noun| !counted::is_deed(figure, noun.text) || open || bare || deed::takes_noun(lead.text.trim_end()));
        // 含油量66%的品种: what is so high is named
        let measured = !open
            && figure.role == Role::Level
            && own.text.chars().nth(1).is_some()
            && (subject::is_indicator(own.text) || own.text.ends_with("海拔"));
        // 捐赠了价值100万元的农产品: what is worth so much is named
        let worth = of_kind && own.text.ends_with("价值") && figure.change.is_none();
        let noun = noun.filter(|_| worth || !(measured && of_kind));
        let own = if worth { subject::worth(own) } else { own };
        let own = if noun.is_none() { inherited::who_reached(own) } else { own };
        let phrase = noun.unwrap_or(own);
        // 亿元以上项目562个: the noun between two figures is of both.
        let handed = said.counted > 0 && said.counted == lead.start;
        said.counted = noun.map_or(0, |noun| if self.goes_on_to_value(noun) { noun.start } else { noun.end() });
        let lasts = skipped::lasts(self.text, figure, lead.text);
        if noun.is_none() && figure.change.is_none() && (lasts || skipped::counts_on(self.text, figure)) {
            // 新增就业连续4年超过90万人, 净收入5年增加1573元
            if own.text.chars().nth(3).is_some() && !counted::is_act(own.text) {
                said.subject = Some(Named { text: deed::name(own.text), start: own.start, end: own.end() });
            }
            return None;
        }
        if noun.is_none() && (skipped::places(figure, lead.text) || skipped::sizes(self.text, figure, own.text)) {
            return None;
        }
        if noun.is_none()
            && (skipped::counts_on(self.text, figure)
                || skipped::is_of_a_time(self.text, figure)
                || skipped::is_duration(figure) && skipped::is_attribute(self.text, figure))
        {
            return None;
        }
        // 建成1000万亩，累计建成1亿亩: the same things again
        let again = noun.is_none() && parallel && !own.is_empty() && said.subject.is_some() && deed::is_done_again(own.text);
        if again {
            return said.subject.clone();
        }
        if noun.is_none() && own.text.chars().count() < 2 && !matches!(own.text, "男" | "女" | "长" | "宽" | "高" | "深" | "厚" | "重")
        {
            return self.inherited(figure, lead, handed, said);
        }
        // 66项水利工程已开工10项: so many of them
        if noun.is_none() && figure.change.is_none() && said.subject.is_some() && self.is_of_them(figure, lead, own, handed) {
            return said.subject.clone();
        }
        let mut named = Named { text: deed::name(phrase.text), start: phrase.start, end: phrase.end() };
        if let Some(before) = &said.subject {
            if phrase.text.starts_with('占') {
                named.text = format!("{}{}", before.text, phrase.text);
            } else if noun.is_none()
                && let Some(full) = total_of(phrase.text, &before.text)
            {
                named.text = full;
            } else if noun.is_none()
                && parallel
                && let Some(full) = subject::completed(phrase.text, &before.text)
            {
                named.text = full;
            }
        }
        let count = self.followers + 1;
        let one_by_one = said.own.len().checked_sub(count).and_then(|from| said.own.get(from..));
        if count > 1
            && phrase.text.starts_with('占')
            && let Some(group) = one_by_one
        {
            // 出口2元，进口3元，分别占全国的5%、6%.
            let each = |of: &Named| Named { text: format!("{}{}", of.text, phrase.text), ..named.clone() };
            said.pairs = group.iter().rev().map(each).collect();
            named = said.pairs.pop().unwrap_or(named);
        } else if count > 1 {
            let each = |text: String| Named { text, ..named.clone() };
            said.whole = Some(named.clone());
            said.group = list::shared(phrase.text, &named.text, count).into_iter().map(each).collect();
            said.pairs = said.group.iter().rev().cloned().collect();
            named = said.pairs.pop().unwrap_or(named);
        }
        // 占…比重 is told of the subject that goes on: 增加值10亿元，占GDP的3%，增长5%.
        // 负荷两次创新高，达到: the sentence goes on with the load
        if skipped::is_times(figure) && noun.is_some_and(|noun| counted::is_act(noun.text)) {
            if own.text.chars().nth(2).is_some() && !counted::is_act(own.text) {
                said.subject = Some(Named { text: deed::name(own.text), start: own.start, end: own.end() });
            }
        } else if !phrase.text.starts_with('占') {
            said.subject = Some(named.clone());
            said.own.push(named.clone());
        }
        Some(named)
    }
}

/// Whether a figure has a unit that is never a noun of its own: 件, not 类 or 部门.
fn subject_of_unit(figure: &Figure) -> bool {
    figure.unit.is_some_and(|unit| matches!(&*unit.base.name, "件" | "项" | "台" | "辆" | "架" | "套" | "支" | "篇" | "册" | "部" | "幅"))
}

impl Reader<'_> {
    /// Whether the words after a counted noun name a value of it, up to the next figure: 74个断面|优良比例达到90%.
    fn goes_on_to_value(&self, noun: Phrase<'_>) -> bool {
        let after = self.text.get(noun.end()..self.until).unwrap_or_default();
        let name = after.trim_end_matches(['达', '到', '为', '超', '过', '约', '近']);
        let plain = |token: Token<'_>| token.text == "占" || matches!(token.tag, None | Some(Tag::Noun | Tag::Attribute));
        noun.start >= self.noun && counted::is_value(name) && name.chars().all(is_han) && tokens(name).all(plain)
    }
}

/// Words for how many there are in all, which say nothing without what they are of.
const TOTALS: &[&str] = &["总数", "总量", "总数量", "总规模", "总面积", "总里程", "总长度", "总装机", "总人数", "总户数", "总家数"];

/// Verbs that tell how many there are more, and not of what.
const MORE: &[&str] = &["新增", "新培育", "培育", "新认定", "认定", "新建成", "建成", "新建", "累计", "增加", "净增", "引进", "新引进"];

/// 龙头企业总数 in 新增龙头企业16家、总数达到98家.
fn total_of(own: &str, before: &str) -> Option<String> {
    let of = MORE.iter().find_map(|verb| before.strip_prefix(verb)).unwrap_or(before);
    let told =
        TOTALS.contains(&own) && !subject::is_indicator(of) && of.chars().nth(1).is_some() && !of.ends_with(own) && !scope::is_place(of);
    told.then(|| format!("{of}{own}"))
}
