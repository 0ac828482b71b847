//! `[check.ranking]`: figures that the text puts in an order must stand in it.
//!
//! The text tells an order in three ways: a list that goes down or up (从高到低依次为), places (居第一位, 居第二位), and a
//! figure that is said to be the greatest of those before it (最高, 首位). Most such words are about something else than the
//! figure beside them, so a list that is out of order in more than one item is taken for no order of these figures.

use super::expression::Lazy;
use super::relation::{Subject, dimension};
use super::relations::{Asserted, PLACEHOLDERS, Relations};
use super::{Check, Kind, Localized0, Placeholder, Reach, Starter};
use crate::document::sentences;
use crate::figure::{self, Fact};
use crate::lang::Localized;
use crate::relation::expression::{Assertion, parse_assertion};
use crate::relation::{Reason, Slot, Verdict};
use crate::rule::Problem;
use crate::rule::manifest::{At, read};
use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use toml::Spanned;
use toml::de::DeValue;

/// The kind.
pub(super) struct RankingKind;

/// The keys of `[check.ranking]`.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Keys {
    /// The words before a list that is in order: a regular expression. The list goes to the end of the sentence.
    #[schemars(extend("x-zh" = "有次序的一列数之前的说法：正则表达式。这一列数到句末为止。"))]
    list: Option<At<String>>,
    /// The words behind a figure that tell its place: a regular expression with a group `place` for the number, and perhaps
    /// one `among` for those among which it has that place.
    #[schemars(extend("x-zh" = "一个数之后说它名次的话：正则表达式，名次是组 `place`，在哪些当中排名可以是组 `among`。"))]
    place: Option<At<String>>,
    /// With `place`: what the figures are of, written as in `relation`, with `*` for whoever is ranked. Where it is not given,
    /// figures of one subject and of several places are compared.
    #[schemars(extend("x-zh" = "用 `place` 时：是什么的数，写法同 `relation`，`*` 代表参加排名的各个。不写则比较同一指标的各地。"))]
    subject: Option<At<String>>,
    /// The words before a figure that say that none of those told before it in the sentence is greater.
    #[schemars(extend("x-zh" = "一个数之前说它最大的话：正则表达式；与同一句里前面并列的数相比。"))]
    extreme: Option<At<String>>,
    /// Whether the first is the greatest or the least.
    #[schemars(extend("x-zh" = "居首的是最大的还是最小的。"))]
    #[serde(default)]
    order: Order,
    /// The fewest figures that make an order.
    #[schemars(extend("x-zh" = "至少几个数才算有次序。"))]
    #[serde(default = "three")]
    fewest: usize,
    /// Whether a contradiction is only a lead.
    #[schemars(extend("x-zh" = "矛盾是否只作线索。"))]
    #[serde(default)]
    lead: bool,
}

const fn three() -> usize {
    3
}

/// Which way an order goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Order {
    /// From the greatest to the least.
    #[schemars(extend("x-zh" = "从大到小。"))]
    #[default]
    Falling,
    /// From the least to the greatest.
    #[schemars(extend("x-zh" = "从小到大。"))]
    Rising,
}

/// The most figures of one order.
const LONGEST: usize = 200;
/// How far behind the words that announce a list its first figure may stand, in characters.
const LEAD_IN: usize = 30;
/// How far behind a figure the words that tell its place may stand, in characters.
const BEHIND: usize = 4;
/// What ends a list of figures of one sort: what follows is compared, added up or about something else.
const ENDS: &[&str] =
    &["其中", "另", "而", "同时", "此外", "比", "较", "由", "从", "共", "合计", "以上", "其余", "其他", "平均", "全国", "全省"];

impl Kind for RankingKind {
    fn name(&self) -> &'static str {
        "ranking"
    }
    fn summary(&self) -> Localized0 {
        ("说是有次序的数，次序不对", "figures that are not in the order that is told")
    }
    fn placeholders(&self) -> &'static [Placeholder] {
        PLACEHOLDERS
    }
    fn quotes(&self) -> bool {
        false
    }
    fn schema(&self) -> Schema {
        schemars::schema_for!(Keys)
    }
    fn starter(&self) -> Starter {
        Starter {
            message: ("次序不对：{arithmetic}", "out of order: {arithmetic}"),
            check: "list = '从高到低(?:依次|分别)?(?:为|是)'\n",
            examples: r#"[[example]]
fails = "各镇产量从高到低依次为南镇52吨、北镇38吨、东镇⟦47吨⟧、西镇35吨。"

[[example]]
passes = "各镇产量从高到低依次为南镇52吨、东镇47吨、北镇38吨、西镇35吨。"
"#,
        }
    }
    fn compile(&self, table: Spanned<DeValue<'_>>, problems: &mut Vec<Problem>) -> Option<Box<dyn Check>> {
        let whole = table.span();
        let keys: Keys = read(table, problems)?;
        let before = problems.len();
        let mut load = |at: &Option<At<String>>| at.as_ref().and_then(|at| Lazy::load(at, problems));
        let (list, place, extreme) = (load(&keys.list), load(&keys.place), load(&keys.extreme));
        let subject = keys.subject.as_ref().and_then(|at| Subject::compile(at, problems));
        if let Some((at, _)) = keys.place.as_ref().zip(place.as_ref()).filter(|(_, p)| !p.groups().iter().any(|g| g == "place")) {
            problems.push(Problem::new(at.span(), Localized::fixed("要有名为 place 的组", "it needs a group `place`")));
        }
        if keys.list.is_none() && keys.place.is_none() && keys.extreme.is_none() {
            problems.push(Problem::new(whole, Localized::fixed("须给出 list、place 或 extreme", "give list, place or extreme")));
        }
        if problems.len() > before {
            return None;
        }
        let (pair, most) = match keys.order {
            Order::Falling => ("first >= second", "extreme >= max(other)"),
            Order::Rising => ("first <= second", "extreme <= min(other)"),
        };
        let assertion = |text: &str| parse_assertion(text).ok().map(Arc::new);
        let (pair, most) = (assertion(pair)?, assertion(most)?);
        Some(Box::new(RankingCheck { list, place, subject, extreme, pair, most, fewest: keys.fewest.max(2), lead: keys.lead }))
    }
}

/// A compiled `[check.ranking]`.
struct RankingCheck {
    list: Option<Lazy>,
    place: Option<Lazy>,
    subject: Option<Subject>,
    extreme: Option<Lazy>,
    /// What holds of two neighbours.
    pair: Arc<Assertion>,
    /// What holds of the first and all others.
    most: Arc<Assertion>,
    fewest: usize,
    lead: bool,
}

/// A sentence with its facts.
struct Told<'c> {
    /// The text of the passage.
    text: &'c str,
    /// Where the sentence stands in it.
    sentence: Range<usize>,
    /// All facts of the document, and which of them stand in the sentence.
    facts: &'c [Fact],
    inside: Range<usize>,
}

impl Check for RankingCheck {
    fn reach(&self) -> Reach {
        Reach::Relations
    }

    fn relate(&self, relations: &mut Relations<'_>) {
        let (context, facts) = (relations.context(), relations.facts());
        let mut from = 0;
        for (number, passage) in context.document.passages.iter().enumerate() {
            let to = from + facts.get(from..).unwrap_or_default().partition_point(|f| f.passage == number);
            let text = passage.view.text();
            let may = [&self.list, &self.place, &self.extreme].into_iter().flatten().any(|lazy| lazy.may_match(text));
            if to - from > 1 && may {
                let mut at = from;
                let mut places = Vec::new();
                for sentence in sentences(text) {
                    let inside = facts.get(at..to).unwrap_or_default();
                    let end = at + inside.partition_point(|f| f.figure.span.start < sentence.end);
                    let told = Told { text, sentence, facts, inside: at..end };
                    self.lists(&told, relations);
                    self.extremes(&told, relations);
                    self.places(&told, &mut places);
                    at = end;
                }
                self.in_places(facts, places, relations);
            }
            from = to;
        }
    }
}

impl RankingCheck {
    /// Lists that are announced to be in order.
    fn lists(&self, told: &Told<'_>, relations: &mut Relations<'_>) {
        for announced in matches(self.list.as_ref(), told) {
            let first = told.inside.clone().find(|&i| told.start(i) >= announced.end);
            let Some(first) = first.filter(|&i| told.between(announced.end, told.start(i)).chars().count() <= LEAD_IN) else { continue };
            let mut list = vec![first];
            for next in first + 1..told.inside.end {
                let last = *list.last().unwrap_or(&first);
                if list.len() >= LONGEST || told.ends(last, next) {
                    break;
                }
                if alike(told.facts, first, next) {
                    list.push(next);
                }
            }
            self.in_order(&list, relations);
        }
    }

    /// Figures that are said to be the greatest of a list before them.
    fn extremes(&self, told: &Told<'_>, relations: &mut Relations<'_>) {
        for said in matches(self.extreme.as_ref(), told) {
            let Some(extreme) = told.inside.clone().find(|&i| told.start(i) == said.end) else { continue };
            let mut others: Vec<usize> = Vec::new();
            for before in (told.inside.start..extreme).rev().filter(|&i| told.start(i) < said.start) {
                let joined = others.last().is_none_or(|&next| {
                    told.between(told.end(before), told.start(next)).trim_start_matches(['、', '和', '与', '及']).len()
                        < told.between(told.end(before), told.start(next)).len()
                });
                // 增幅最高，达5.2% tells a rise as 增长5.2% does
                if !comparable(told.facts, extreme, before) || !joined || others.len() >= LONGEST {
                    break;
                }
                others.push(before);
            }
            others.reverse();
            if others.len() < self.fewest.saturating_sub(1) {
                continue;
            }
            let operands: Option<Vec<usize>> = others.iter().map(|&i| relations.operand(i)).collect();
            let Some((extreme, operands)) = relations.operand(extreme).zip(operands) else { continue };
            let asserted = Asserted::new(self.most.clone(), vec![Slot::One(extreme), Slot::Many(operands)]);
            relations.add(Asserted { lead: self.lead, ..asserted });
        }
    }

    /// The figures whose place is told right behind them: which figure, its place, and among what.
    fn places(&self, told: &Told<'_>, out: &mut Vec<(usize, u64, String)>) {
        let Some(regex) = self.place.as_ref().and_then(Lazy::regex) else { return };
        for i in told.inside.clone() {
            let end = if i + 1 < told.inside.end { told.start(i + 1) } else { told.sentence.end };
            let behind = told.between(told.end(i), end);
            let Some(captures) = regex.captures(behind) else { continue };
            let start = captures.get(0).map_or(0, |m| m.start());
            let place = captures.name("place").and_then(|m| number(m.as_str()));
            if behind.get(..start).is_some_and(|lead| lead.chars().count() <= BEHIND)
                && let Some(place) = place
            {
                out.push((i, place, captures.name("among").map(|m| m.as_str().to_owned()).unwrap_or_default()));
            }
        }
    }

    /// Compares the places of figures of one sort.
    fn in_places(&self, facts: &[Fact], places: Vec<(usize, u64, String)>, relations: &mut Relations<'_>) {
        let mut groups: BTreeMap<(String, String), Vec<(u64, usize)>> = BTreeMap::new();
        for (fact, place, among) in places {
            if let Some(sort) = facts.get(fact).and_then(|fact| self.sort(fact)) {
                groups.entry((among, sort)).or_default().push((place, fact));
            }
        }
        for mut group in groups.into_values() {
            group.sort_unstable();
            let places = group.windows(2).all(|pair| matches!(pair, [a, b] if a.0 < b.0));
            let list: Vec<usize> = group.into_iter().map(|(_, fact)| fact).collect();
            let of_one_sort = list.first().is_some_and(|&first| list.iter().all(|&fact| fact == first || alike(facts, first, fact)));
            // a place that is told twice is told of two times
            if of_one_sort && places {
                self.in_order(&list, relations);
            }
        }
    }

    /// What the figures of one ranking have in common: a subject that is told of several places, or one that the rule names.
    fn sort(&self, fact: &Fact) -> Option<String> {
        let subject = &fact.subject.as_ref()?.text;
        match &self.subject {
            Some(pattern) => pattern.matches(subject).map(|_| String::new()),
            None => {
                let scope = fact.scope.as_deref()?;
                Some(subject.strip_prefix(scope).unwrap_or(subject).to_owned())
            }
        }
    }

    /// Asserts that each figure is no greater than the one before it. Out of order in more than one item, they are in
    /// another order than this.
    fn in_order(&self, list: &[usize], relations: &mut Relations<'_>) {
        if list.len() < self.fewest {
            return;
        }
        let Some(operands) = list.iter().map(|&i| relations.operand(i)).collect::<Option<Vec<_>>>() else { return };
        let assert = |a: usize, b: usize| Asserted::new(self.pair.clone(), vec![Slot::One(a), Slot::One(b)]);
        let broken = |a: usize, b: usize, relations: &Relations<'_>| relations.judge(&assert(a, b)) == Verdict::Contradicted;
        let holds_without = |out: Option<usize>| {
            let left: Vec<usize> = operands.iter().enumerate().filter(|(i, _)| Some(*i) != out).map(|(_, o)| *o).collect();
            left.windows(2).all(|pair| !matches!(pair, [a, b] if broken(*a, *b, relations)))
        };
        let doubt = !holds_without(None) && !(0..operands.len()).any(|i| holds_without(Some(i)));
        for pair in operands.windows(2) {
            let [a, b] = pair else { continue };
            let doubt = doubt.then_some(Reason::Several);
            relations.add(Asserted { lead: self.lead, doubt, ..assert(*a, *b) });
        }
    }
}

impl<'c> Told<'c> {
    fn start(&self, fact: usize) -> usize {
        self.facts.get(fact).map_or(usize::MAX, |f| f.figure.span.start)
    }

    fn end(&self, fact: usize) -> usize {
        self.facts.get(fact).map_or(usize::MAX, |f| f.figure.span.end)
    }

    fn between(&self, start: usize, end: usize) -> &'c str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// Whether what stands between two figures ends a list.
    fn ends(&self, last: usize, next: usize) -> bool {
        let gap = self.between(self.end(last), self.start(next));
        ENDS.iter().any(|word| gap.contains(word))
    }
}

/// Where an expression matches in a sentence.
fn matches(lazy: Option<&Lazy>, told: &Told<'_>) -> Vec<Range<usize>> {
    let text = told.between(told.sentence.start, told.sentence.end);
    let regex = lazy.filter(|lazy| told.inside.len() > 1 && lazy.may_match(text)).and_then(Lazy::regex);
    let at = told.sentence.start;
    regex.map(|regex| regex.find_iter(text).map(|m| at + m.start()..at + m.end()).collect()).unwrap_or_default()
}

/// Whether two facts measure the same, in one unit.
fn comparable(facts: &[Fact], a: usize, b: usize) -> bool {
    let (Some(a), Some(b)) = (facts.get(a), facts.get(b)) else { return false };
    let unit = |f: &Fact| f.figure.unit.map(|u| u.base.name.clone());
    dimension(a) == dimension(b) && unit(a) == unit(b) && a.target == b.target
}

/// Whether two facts can be put in one order: what they say of their subjects is the same too.
fn alike(facts: &[Fact], a: usize, b: usize) -> bool {
    let role = |i: usize| facts.get(i).map(|f| std::mem::discriminant(&f.role));
    role(a) == role(b) && comparable(facts, a, b)
}

/// The number of a place; 首 is the first.
fn number(text: &str) -> Option<u64> {
    // 一个 says "a", and nobody writes 二个
    let small = ["首", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    if let Some(at) = small.iter().position(|digit| *digit == text) {
        return u64::try_from(at.max(1)).ok();
    }
    let counted = format!("{text}个");
    let reading = figure::read(&counted);
    let [one] = &reading.figures[..] else { return None };
    let whole = one.span == (0..counted.len()) && one.written.is_integer();
    whole.then(|| one.written.to_string().parse().ok()).flatten()
}
