//! Paragraphs that go on with the one before: 分产业看，第一产业增加值…

use super::{Fact, Period};

/// What such a paragraph begins with.
const OPENINGS: &[&str] =
    &["其中，", "其中：", "其中,", "分产业看", "分三次产业看", "三次产业中", "从产业看", "分季度看", "分城乡看", "分地区看"];

/// What a paragraph goes on with.
#[derive(Debug, Default)]
pub(super) struct Before {
    pub(super) period: Option<Period>,
    pub(super) scope: Option<String>,
}

/// The time and place of the paragraph before, where this one opens as its continuation and all figures of that one tell the
/// same.
pub(super) fn before(text: &str, facts: &[Fact], passage: usize) -> Before {
    let text = text.trim_start();
    if !OPENINGS.iter().any(|opening| text.starts_with(opening)) {
        return Before::default();
    }
    let last = || facts.iter().rev().take_while(|fact| fact.passage + 1 == passage);
    let Some(one) = last().next() else { return Before::default() };
    let whole = |period: &Period| period.from.day.is_none() && period.only_year().is_some();
    let period = one.period.filter(|period| whole(period) && last().all(|fact| fact.period == one.period && !fact.target));
    // a place is told of the first figure, and meant of those that follow
    let mut places = last().filter_map(|fact| fact.scope.as_ref());
    let scope = places.next().filter(|scope| places.all(|other| other == *scope)).cloned();
    Before { period, scope }
}
