//! Lists of parts: 其中, 包括, a colon or a parenthesis after a figure tell what it is made up of.
//!
//! What is taken for a part must be one, since parts that come to more than their whole are told as an error. So a list
//! ends where the text turns to something else (另有, 此外, a semicolon after items that commas separate), and is no list
//! of parts where an item is told of several things at once (各3例) or counts against the whole (顺差 and 逆差).

use super::super::Figure;
use super::super::unit::Class;
use super::words::is_boundary;
use super::{Fact, FactRole};

/// How many facts back a total is looked for.
const BACK: usize = 12;

/// The lists that are being told, the innermost last.
#[derive(Debug, Default)]
pub(super) struct Lists(Vec<Parts>);

/// One list of parts.
#[derive(Debug, Clone, Copy)]
struct Parts {
    /// The whole, as an index of the facts.
    total: usize,
    /// Whether the text says that the parts are all.
    complete: bool,
    /// What it stands in.
    place: Place,
    /// How many parts it has so far.
    items: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In a parenthesis, with which it ends.
    Parenthesis,
    /// In the middle of a sentence: a semicolon after two items ends it.
    Clause,
    /// In another list: a comma leads back.
    List,
    /// A sentence of its own.
    Sentence,
}

/// Whether two figures measure the same kind of thing: both 元, both 人.
pub(super) fn alike(one: &Figure, other: &Figure) -> bool {
    let kind = |figure: &Figure| {
        let unit = figure.unit.filter(|unit| unit.base.class == Class::Count);
        (figure.dimension, unit.map(|unit| unit.base.of.as_ref().unwrap_or(&unit.base.name)))
    };
    one.dimension.is_some() && kind(one) == kind(other)
}

impl Lists {
    /// Opens and closes lists by the words between the last figure and this one.
    pub(super) fn listen(&mut self, gap: &str, first: bool, figure: &Figure, facts: &[Fact], passage: usize) {
        if !gap.is_empty() {
            self.close(gap, facts);
        }
        let last = facts.len().checked_sub(1).filter(|_| !first);
        let whole = last.filter(|last| facts.get(*last).is_some_and(|f| f.role == FactRole::Level && alike(&f.figure, figure)));
        let parenthesis = gap.starts_with(['（', '(']) && !gap.contains(['）', ')']);
        let colon = gap.starts_with(['：', ':']) && !gap.contains(['，', '；', '。']);
        let mut opened = None;
        for (index, clause) in gap.split(is_boundary).enumerate() {
            if let Some((complete, across)) = opening(clause, index > 0 || first) {
                let sentence = first || gap.contains(['；', '。']);
                opened = total(figure, facts, passage, across).map(|total| (total, complete, sentence));
            }
        }
        if let Some(total) = whole.filter(|_| parenthesis) {
            self.0.push(Parts { total, complete: false, place: Place::Parenthesis, items: 0 });
        } else if let Some((total, complete, sentence)) = opened {
            let nested = !first
                && self.0.last().is_some_and(|list| list.items > 0 && facts.get(total).is_some_and(|t| t.part_of == Some(list.total)));
            // 人才2300人、其中甲类41人，新增…: what a 、 adds to an item ends with the item
            let place = if nested || gap.contains("、其中") {
                Place::List
            } else if sentence {
                Place::Sentence
            } else {
                Place::Clause
            };
            if !nested {
                self.0.retain(|list| list.place == Place::Parenthesis);
            }
            self.0.push(Parts { total, complete, place, items: 0 });
        } else if let Some(total) = whole.filter(|_| colon) {
            self.0.push(Parts { total, complete: false, place: Place::Clause, items: 0 });
        }
    }

    fn close(&mut self, gap: &str, facts: &[Fact]) {
        for _ in gap.matches(['）', ')']) {
            if let Some(at) = self.0.iter().rposition(|list| list.place == Place::Parenthesis) {
                self.0.truncate(at);
            }
        }
        const TURNS: &[&str] = &["另有", "此外", "另外", "同时", "合计", "总计", "共计", "相抵"];
        if TURNS.iter().any(|word| gap.contains(word)) {
            self.0.clear();
        }
        let lead = gap.rsplit(is_boundary).next().unwrap_or_default().trim_start();
        while let Some(list) = self.0.last() {
            let subject = facts.get(list.total).and_then(|fact| fact.subject.as_ref());
            let start = subject.and_then(|subject| subject.text.char_indices().nth(2).and_then(|(at, _)| subject.text.get(..at)));
            let ended = match list.place {
                Place::List => gap.contains('，') && list.items > 0 || gap.contains('；'),
                Place::Clause => gap.contains('；') && list.items > 1,
                Place::Sentence | Place::Parenthesis => false,
            };
            // 新增3例，其中…，新增出院57例: it begins like the whole
            let again = list.items > 0 && start.is_some_and(|start| lead.starts_with(start));
            if !ended && !again {
                break;
            }
            self.0.pop();
        }
    }

    /// Makes the fact that comes after `facts` a part of the whole that is being told of, if it is one.
    pub(super) fn join(&mut self, fact: &mut Fact, lead: &str, facts: &mut [Fact]) {
        let Some(list) = self.0.last_mut() else { return };
        let like = |whole: &Fact| fact.role == FactRole::Level && alike(&whole.figure, &fact.figure);
        if !facts.get(list.total).is_some_and(like) {
            return;
        }
        if list.items == 0 {
            list.total = better(list.total, fact, facts);
        }
        let siblings = |fact: &&mut Fact, total| fact.part_of == Some(total);
        let total = list.total;
        if lead.trim_end().ends_with(['各', '均', '每']) {
            list.complete = false;
            for sibling in facts.iter_mut().filter(|fact| siblings(fact, total)) {
                sibling.complete = Some(false);
            }
            return;
        }
        // 造成110人死亡，其中包括13名士兵，约150人受伤: the hurt are none of the dead
        if list.items > 0 && facts.get(total).is_some_and(|whole| excludes(whole, fact)) {
            self.0.pop();
            return;
        }
        if facts.get(total).is_some_and(|whole| opposed(whole, fact)) {
            for sibling in facts.iter_mut().filter(|fact| siblings(fact, total)) {
                (sibling.part_of, sibling.complete) = (None, None);
            }
            self.0.pop();
            return;
        }
        // the use of electricity is that of the three industries and of the households
        list.complete &= !facts.get(total).and_then(|whole| whole.subject.as_ref()).is_some_and(|subject| subject.text.contains("用电"));
        list.items += 1;
        (fact.part_of, fact.complete) = (Some(total), Some(list.complete));
    }
}

/// Makes the last `count` facts all the parts of the fact that comes after them: 分别为10元、20元，合计30元.
pub(super) fn sum(fact: &Fact, count: usize, facts: &mut [Fact]) {
    let whole = facts.len();
    let Some(parts) = whole.checked_sub(count).and_then(|from| facts.get_mut(from..)).filter(|parts| parts.len() > 1) else {
        return;
    };
    let part = |part: &Fact| part.role == FactRole::Level && part.part_of.is_none() && alike(&part.figure, &fact.figure);
    if fact.role == FactRole::Level && parts.iter().all(part) {
        for part in parts {
            (part.part_of, part.complete) = (Some(whole), Some(true));
        }
    }
}

/// Whether a clause opens a list: whether its parts are all, and whether their whole may stand in the passage before.
fn opening(clause: &str, at_start: bool) -> Option<(bool, bool)> {
    let clause = clause.trim_start();
    let includes = ["包括", "包含", "含"]
        .iter()
        .any(|word| clause.strip_prefix(word).is_some_and(|rest| !rest.starts_with(['量', '有', '税', '糖', '金', '义'])));
    if clause.contains("其中") || at_start && includes {
        Some((false, false))
    } else if clause.starts_with("分产业") || clause.starts_with("分三次产业") || clause.starts_with("分城乡") {
        Some((true, true))
    } else {
        None
    }
}

/// The last level of the same kind, in the same passage or, for `across`, the one before.
fn total(figure: &Figure, facts: &[Fact], passage: usize, across: bool) -> Option<usize> {
    let near = |fact: &Fact| fact.passage == passage || across && fact.passage + 1 >= passage;
    let found = facts.iter().enumerate().rev().take(BACK).take_while(|(_, fact)| near(fact));
    found.filter(|(_, fact)| fact.role == FactRole::Level && alike(&fact.figure, figure)).map(|(index, _)| index).next()
}

/// The whole whose indicator the part names, where the last one before it is another: 收入9元，利润3元，其中甲省收入5元.
fn better(total: usize, part: &Fact, facts: &[Fact]) -> usize {
    let tail = |fact: &Fact| {
        let text = &fact.subject.as_ref()?.text;
        let (at, _) = text.char_indices().rev().nth(1)?;
        text.get(at..).map(str::to_owned)
    };
    let Some(own) = tail(part) else { return total };
    let named = |index: &usize| facts.get(*index).is_some_and(|fact| tail(fact).as_ref() == Some(&own));
    let fits = |index: &usize| {
        facts.get(*index).is_some_and(|fact| {
            fact.passage == part.passage && fact.role == FactRole::Level && fact.part_of.is_none() && alike(&fact.figure, &part.figure)
        })
    };
    let candidates = || (total.saturating_sub(BACK)..=total).rev().filter(fits);
    candidates().find(named).unwrap_or(total)
}

/// Whether the two tell of different fates, so that what one counts is none of what the other does.
fn excludes(whole: &Fact, part: &Fact) -> bool {
    const FATES: &[&[&str]] = &[
        &["死亡", "遇难", "丧生", "身亡", "遇害", "牺牲", "死于"],
        &["受伤", "轻伤", "重伤"],
        &["失踪", "失联"],
        &["获救", "生还"],
        &["治愈", "出院"],
    ];
    let fate = |fact: &Fact| {
        let text = &fact.subject.as_ref()?.text;
        FATES.iter().position(|words| words.iter().any(|word| text.contains(word)))
    };
    fate(whole).zip(fate(part)).is_some_and(|(one, other)| one != other)
}

/// Whether a part counts against its whole: 逆差 in 顺差, 亏损 in 利润.
fn opposed(whole: &Fact, part: &Fact) -> bool {
    const AGAINST: &[&str] = &["逆差", "亏损", "净流出", "净减", "减少", "负增长", "赤字", "净支出"];
    let against = |fact: &Fact| fact.subject.as_ref().is_some_and(|subject| AGAINST.iter().any(|word| subject.text.contains(word)));
    let told = part.subject.is_some() && whole.subject.is_some();
    told && against(part) != against(whole) && !against(whole)
}
