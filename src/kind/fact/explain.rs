//! What `kanwu trace` tells of figures that are compared with no row of the tables, and why.

use super::find::Finder;
use super::{Row, comparable};
use crate::both;
use crate::figure::{Fact, Period};
use crate::kind::relations::Relations;
use crate::kind::statement::{is_statement, names_it};
use crate::kind::{Outcome, Step, touches};
use crate::lang::Localized;
use crate::text::visible::visible_line;

/// For each figure at the traced place that no row is for: what is in the way.
pub(super) fn unmatched(finder: &Finder<'_>, matched: &[usize], relations: &mut Relations<'_>) {
    let Some(place) = relations.traced() else { return };
    for (_, fact) in relations.facts().iter().enumerate().filter(|(i, f)| touches(f.span, place) && !matched.contains(i)) {
        relations.note(|| Step::new(fact.span, Outcome::Looked, why_not(finder, fact)));
    }
}

/// The first thing that is in the way, in the order in which rows are looked for.
fn why_not(finder: &Finder<'_>, fact: &Fact) -> Localized {
    let scope = visible_line(&finder.check.scope);
    let Some(subject) = &fact.subject else { return Localized::fixed("没有主语", "it has no subject") };
    let Some(period) = fact.period.filter(|period| period.from.year.is_some()) else {
        return Localized::fixed("看不出是哪一年的", "its year is not told");
    };
    if fact.target {
        return Localized::fixed("是目标，不是已有的数", "it is a target and no outcome");
    }
    let text = finder.context.document.passages.get(fact.passage).map_or("", |p| p.view.text());
    if !names_it(subject, fact) || !is_statement(fact, text) {
        return Localized::fixed("主语不在数的前面，或数后面还接着名词", "its subject does not stand before it, or a noun follows it");
    }
    if !finder.is_here(fact) {
        return match &fact.scope {
            Some(other) => {
                let other = visible_line(other);
                both!("说的是“{other}”，规则的 scope 是“{scope}”", "it speaks of “{other}”, and the rule (`scope`) of “{scope}”")
            }
            None => both!(
                "没有说是哪里的数；规则的 scope 是“{scope}”，文章开头也不与 home 相符",
                "it names no place; the rule (`scope`) is about “{scope}”, and the head of the text is not what `home` asks for"
            ),
        };
    }
    let name = visible_line(&subject.text);
    if finder.check.subject.as_ref().is_some_and(|pattern| pattern.matches(&subject.text).is_none()) {
        return both!("主语“{name}”不是 subject 所要的", "its subject “{name}” is not what `subject` asks for");
    }
    let of_scope: Vec<&Row> = finder.tables.rows().filter(|row| row.scope.as_deref() == Some(&*finder.check.scope)).collect();
    if of_scope.is_empty() {
        return both!("数据表里没有 scope 为“{scope}”的行", "no row of the tables has the scope “{scope}”");
    }
    let of_subject: Vec<&Row> = of_scope.into_iter().filter(|row| row.subject.matches(&subject.text).is_some()).collect();
    if of_subject.is_empty() {
        return both!("数据表里没有主语“{name}”的行", "no row of the tables has the subject “{name}”");
    }
    different(&of_subject, fact, period)
}

/// In what all rows of the subject differ from a figure.
fn different(rows: &[&Row], fact: &Fact, period: Period) -> Localized {
    let alike = |row: &Row| std::mem::discriminant(&row.role) == std::mem::discriminant(&fact.role) && comparable(row, fact);
    let alike: Vec<&&Row> = rows.iter().filter(|row| alike(row)).collect();
    let shown = |rows: &mut dyn Iterator<Item = String>| rows.take(3).collect::<Vec<_>>().join("、");
    if alike.is_empty() {
        let values = shown(&mut rows.iter().map(|row| visible_line(&row.written)));
        return both!(
            "数据表里同一主语的行（{values}）不是这样的数：水平、增减或占比不同，或单位不同",
            "the rows of its subject ({values}) are another sort of figure: level, change or share, or another unit"
        );
    }
    if !alike.iter().any(|row| row.is_of(period.from, period.to)) {
        let periods = shown(&mut alike.iter().map(|row| Period { from: row.period.from, to: row.period.to }.to_string()));
        return both!("说的是 {period}，数据表里有的是 {periods}", "it is of {period}, and the tables have {periods}");
    }
    Localized::fixed(
        "有这样的行，但价格口径不同，或公布得比文章晚，或主语前面的话说的是别处",
        "there is such a row, but of other prices, or published after the text, or words before the subject name another place",
    )
}
