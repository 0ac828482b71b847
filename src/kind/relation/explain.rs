//! What `kanwu trace` tells of a relation that did not come about: which figures a name could have stood for, and why
//! it does not stand for them.

use super::RelationCheck;
use super::bind::Binder;
use super::binding::Binding;
use crate::both;
use crate::figure::Fact;
use crate::kind::relations::Relations;
use crate::kind::{Outcome, Part, Step};
use crate::lang::Localized;
use crate::text::Span;
use crate::text::visible::visible_line;

/// The most figures of one place that are explained one by one.
const MOST_FIGURES: usize = 60;

/// For each figure at the traced place: which names it may stand for, and why it may not stand for the others.
pub(super) fn figures(binder: &Binder<'_>, relations: &mut Relations<'_>) {
    let Some(place) = relations.traced() else { return };
    let here = |fact: &&Fact| crate::kind::touches(fact.span, place);
    for fact in binder.facts.iter().filter(here).take(MOST_FIGURES) {
        let subject = fact_subject(binder, fact);
        let parts: Vec<Part> = names(binder.check)
            .map(|(name, binding)| {
                let what = match unlike(binding, fact, &subject, binder.check.is_in_phrase(name)) {
                    None => Localized::fixed("可以是它", "may be this"),
                    Some(why) => why,
                };
                Part { name: name.to_owned(), span: None, what }
            })
            .collect();
        relations.note(|| Step { span: fact.span, outcome: Outcome::Looked, why: about(fact), parts });
    }
    if binder.check.phrase.is_none() {
        relations.note(|| Step {
            span: Span::new(place.start, place.start),
            outcome: Outcome::Looked,
            why: if binder.across.is_some() {
                Localized::fixed("各篇中可以是各名字的数", "the figures of all documents that each name may stand for")
            } else {
                Localized::fixed("全文中可以是各名字的数", "the figures of the whole document that each name may stand for")
            },
            parts: names(binder.check).enumerate().map(|(i, (name, binding))| census(binder, i, name, binding)).collect(),
        });
    }
}

/// How many figures of the document a name may stand for.
fn census(binder: &Binder<'_>, index: usize, name: &str, binding: &Binding) -> Part {
    let what = if binding.part_of.is_some() || binding.of.is_some() {
        Localized::fixed("由 part-of 或 of 决定", "told by `part-of` or `of`")
    } else {
        match binder.admitted.get(index).map(Vec::as_slice).unwrap_or_default() {
            [] => Localized::fixed("没有", "none"),
            [first, more @ ..] => {
                let what = binder.facts.get(first.0).map(|fact| describe(binder, fact)).unwrap_or_default();
                match more.len() {
                    0 => what,
                    n => Localized::new(format!("{}，另有 {n} 个", what.zh), format!("{} and {n} more", what.en)),
                }
            }
        }
    };
    Part { name: name.to_owned(), span: None, what }
}

/// That the figure `anchor`, which is the first of the relation, found no company: for each other name, what there is.
pub(super) fn unbound(binder: &Binder<'_>, anchor: usize, variables: &[(String, String)], relations: &mut Relations<'_>) {
    let Some(place) = relations.traced() else { return };
    let Some(first) = binder.facts.get(anchor).filter(|f| crate::kind::touches(f.span, place)) else { return };
    let parts = binder.check.order.iter().filter_map(|&index| {
        let (name, binding) = names(binder.check).nth(index)?;
        let what =
            if binder.check.order.first() == Some(&index) { about(first) } else { company(binder, index, binding, anchor, variables) };
        let span = (binder.check.order.first() == Some(&index)).then_some(first.span);
        Some(Part { name: name.to_owned(), span, what })
    });
    let parts: Vec<Part> = parts.collect();
    let why = Localized::fixed("关系没有成立：有名字找不到数", "no relation: a name finds no figure");
    relations.note(|| Step { span: first.span, outcome: Outcome::Missing, why, parts });
}

/// What a name finds beside the first figure.
fn company(binder: &Binder<'_>, index: usize, binding: &Binding, anchor: usize, variables: &[(String, String)]) -> Localized {
    if binding.part_of.is_some() {
        return if binder.facts.iter().any(|f| f.part_of == Some(anchor)) {
            Localized::fixed(
                "它的各部分里有的 role、unit、complete 等不合",
                "some of its parts differ in `role`, `unit`, `complete` or the like",
            )
        } else {
            Localized::fixed("没有数是它的一部分（其中、分别、包括）", "no figure is told as a part of it (其中, 分别, 包括)")
        };
    }
    if binding.of.is_some() {
        return Localized::fixed("它之后没有紧接着说它的增减或占比", "no change or share of it is told right after it");
    }
    let found = binder.candidates(index, binding, anchor, variables, &|_| false).list;
    if let Some(fact) = found.first().and_then(|(fact, _)| binder.facts.get(*fact)) {
        let (what, more) = (describe(binder, fact), found.len() - 1);
        return match more {
            0 => what,
            _ => Localized::new(format!("{}；另有 {more} 个", what.zh), format!("{}; and {more} more", what.en)),
        };
    }
    let admitted = binder.admitted.get(index).map(Vec::as_slice).unwrap_or_default();
    let others: Vec<usize> = admitted.iter().map(|c| c.0).filter(|&i| i != anchor).collect();
    let Some(&one) = others.first() else {
        return match &binder.across {
            Some(_) => Localized::fixed("各篇都没有这样的数", "no figure of any document is like that"),
            None => Localized::fixed("全文没有这样的数", "no figure of the document is like that"),
        };
    };
    // the nearest of them shows best what is in the way
    let nearest = others.iter().copied().min_by_key(|i| i.abs_diff(anchor)).unwrap_or(one);
    let what = binder.facts.get(nearest).map(|f| describe(binder, f)).unwrap_or_default();
    let why = match (binder.near(nearest, anchor), binder.same(binding, nearest, anchor)) {
        (false, _) => Localized::fixed("太远（within）", "too far away (`within`)"),
        (_, false) => {
            Localized::fixed("与第一个数的时期、地区等不同（same）", "of another time, place or the like than the first figure (`same`)")
        }
        _ => Localized::fixed("{…} 所代表的文字不同", "what `{…}` stands for differs"),
    };
    Localized::new(format!("没有；最近的是{}，{}", what.zh, why.zh), format!("none; the nearest is {}, {}", what.en, why.en))
}

/// That a wording stands there, and one of its figures is not what its entry says.
pub(super) fn not_admitted(binder: &Binder<'_>, name: &str, fact: usize, relations: &mut Relations<'_>) {
    let Some(fact) = binder.facts.get(fact) else { return };
    relations.note(|| {
        let what = describe(binder, fact);
        let zh = format!("说法（phrase）合，但作 {name} 的数不合 role 或 unit：{}", what.zh);
        let en = format!("the wording (`phrase`) stands here, but the figure for {name} differs in `role` or `unit`: {}", what.en);
        Step::new(fact.span, Outcome::Missing, Localized::new(zh, en))
    });
}

/// The names of the assertion and of `figures`, in the order of the bindings.
fn names(check: &RelationCheck) -> impl Iterator<Item = (&str, &Binding)> {
    check.names.iter().map(String::as_str).zip(&check.bindings)
}

fn fact_subject(binder: &Binder<'_>, fact: &Fact) -> String {
    let index = binder.facts.iter().position(|f| std::ptr::eq(f, fact));
    index.and_then(|i| binder.subjects.name(i)).unwrap_or_default().to_owned()
}

/// Why a figure is not what an entry asks for; none where it is.
fn unlike(binding: &Binding, fact: &Fact, subject: &str, in_phrase: bool) -> Option<Localized> {
    if binding.part_of.is_some() || binding.of.is_some() {
        return Some(Localized::fixed("由 part-of 或 of 决定", "told by `part-of` or `of`"));
    }
    if in_phrase {
        let fits = binding.admits_in_phrase(fact);
        return (!fits).then_some(Localized::fixed("role 或 unit 不合", "`role` or `unit` differs"));
    }
    let mut keys = binding.differing(fact);
    match (&binding.subject, &fact.subject) {
        (Some(_), None) => keys.insert(0, "subject"),
        (Some(pattern), Some(_)) if pattern.matches(subject).is_none() => keys.insert(0, "subject"),
        _ => {}
    }
    let list = keys.join(", ");
    (!keys.is_empty()).then(|| both!("不合：{list}", "differs in {list}"))
}

/// A figure with what it is about.
fn describe(binder: &Binder<'_>, fact: &Fact) -> Localized {
    let text = binder.text(fact.passage).get(fact.figure.span.clone()).map(visible_line).unwrap_or_default();
    let about = about(fact);
    Localized::new(format!("{text} {}", about.zh), format!("{text} {}", about.en))
}

/// What a figure is about.
fn about(fact: &Fact) -> Localized {
    let say = |zh: bool| {
        let mut parts = vec![
            fact.subject
                .as_ref()
                .map_or_else(|| if zh { "（没有主语）".to_owned() } else { "(no subject)".to_owned() }, |s| visible_line(&s.text)),
        ];
        let role = fact.role.label();
        parts.push(if zh { role.zh.to_string() } else { role.en.to_string() });
        parts.extend(fact.period.as_ref().map(ToString::to_string));
        parts.extend(fact.scope.clone());
        if fact.target {
            parts.push(if zh { "目标".to_owned() } else { "target".to_owned() });
        }
        format!("[{}]", parts.join(" · "))
    };
    Localized::new(say(true), say(false))
}
