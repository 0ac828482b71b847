//! Slips in counts against lists: what the rules of the kind `enumeration` notice of them.

use super::sample;
use kanwu::document::Syntax;
use kanwu::engine::{Engine, Options, RuleSet, trace};
use kanwu::kind::Outcome;
use kanwu::rule::shipped;
use kanwu::text::{Source, Span};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Counts that agree with their lists.
pub(crate) struct Counts {
    set: RuleSet,
    engine: Engine,
    found: Vec<Found>,
}

/// A count that agrees with its list.
struct Found {
    text: Rc<str>,
    rule: String,
    /// The number that is stated, or the values after 分别.
    place: Span,
}

/// The digits by which one is taken for another.
const DIGITS: [&str; 2] = ["二三四五六七八九十", "23456789"];

impl Counts {
    pub(crate) fn new() -> Self {
        let files = || shipped().filter(|file| file.text.contains("\n[check.enumeration]")).collect();
        let engine = Engine::new(RuleSet::load_only(files(), false), &Options::default());
        Self { set: RuleSet::load_only(files(), false), engine, found: Vec::new() }
    }

    /// Notes the counts of a text.
    pub(crate) fn read(&mut self, text: &Rc<str>) {
        let whole = Span::from_range(0..text.len());
        let traced = trace(&self.set, &Options::default(), &[], Source::new("text", text.to_string()), Syntax::Plain, whole);
        for rule in traced.rules {
            let places = rule.steps.iter().filter(|step| step.outcome == Outcome::InOrder).map(|step| step.span);
            let found = places.map(|place| Found { text: text.clone(), rule: rule.id.to_string(), place });
            self.found.extend(found);
        }
    }

    /// Plants every slip in the counts, or in some that are drawn, and prints what is noticed.
    pub(crate) fn plant(mut self, sample: Option<usize>, seed: u64) {
        let all = self.found.len();
        if let Some(sample) = sample {
            sample::shuffle(&mut self.found, seed);
            self.found.truncate(sample);
        }
        println!("{} of {all} counts that agree with their lists", self.found.len());
        let mut rows: BTreeMap<(String, &str), (u64, u64, u64)> = BTreeMap::new();
        for found in &self.found {
            for (kind, slipped) in slips(found) {
                let row = rows.entry((found.rule.clone(), kind)).or_default();
                row.0 += slipped.len() as u64;
                row.1 += slipped.iter().filter(|text| self.notices(found, text)).count() as u64;
                row.2 += u64::from(!slipped.is_empty());
            }
        }
        for ((rule, kind), (slips, noticed, counts)) in rows {
            let tenths = (noticed * 1000 + slips / 2).checked_div(slips).unwrap_or(0);
            println!("{rule:28} {kind:22} {counts:4} counts {slips:6} slips  noticed {:>5}.{}%", tenths / 10, tenths % 10);
        }
    }

    /// Whether the rule tells of something that it did not tell of before.
    fn notices(&self, found: &Found, slipped: &str) -> bool {
        let told = |text: &str| {
            let report = self.engine.check(Source::new("text", text.to_owned()), Syntax::Plain).report;
            report.findings.iter().filter(|f| *f.rule == *found.rule).count()
        };
        told(slipped) > told(&found.text)
    }
}

/// The texts with a slip, by the kind of slip.
fn slips(found: &Found) -> Vec<(&'static str, Vec<String>)> {
    let written = &found.text[found.place.range()];
    let with = |new: &str| {
        let mut text = found.text.to_string();
        text.replace_range(found.place.range(), new);
        text
    };
    if found.rule.starts_with("paired") {
        let values: Vec<&str> = written.split('、').collect();
        let without = |i: usize| values.iter().enumerate().filter(|(k, _)| *k != i).map(|(_, v)| *v).collect::<Vec<_>>().join("、");
        let dropped = (0..values.len()).filter(|_| values.len() > 2).map(|i| with(&without(i))).collect();
        let twice = (0..values.len()).map(|i| with(&written.replacen(values[i], &format!("{0}、{0}", values[i]), 1))).collect();
        return vec![("a value left out", dropped), ("a value put twice", twice), ("an item left out", without_items(found))];
    }
    let numbers = DIGITS.iter().filter(|digits| written.chars().all(|c| digits.contains(c)));
    let other = numbers.flat_map(|digits| {
        written.char_indices().flat_map(move |(at, old)| {
            let replaced = move |new: char| format!("{}{new}{}", &written[..at], &written[at + old.len_utf8()..]);
            digits.chars().filter(move |new| *new != old).map(replaced)
        })
    });
    let mut out = vec![("another number", other.map(|new| with(&new)).collect())];
    // that an item of a numbered series is lost, its number tells
    if found.rule.starts_with("listed") {
        out.push(("an item left out", without_items(found)));
    }
    out
}

/// The texts without one of the items: before 分别, or after the number.
fn without_items(found: &Found) -> Vec<String> {
    let (start, end) = (found.place.start as usize, found.place.end as usize);
    let text = &*found.text;
    let ends = ['，', '；', '。', '：', '！', '？', '\n'];
    let list = if found.rule.starts_with("paired") {
        let Some(anchor) = text[..start].rfind("分别") else { return Vec::new() };
        text[..anchor].rfind(ends).map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8))..anchor
    } else {
        let Some(colon) = text[end..].find('：').map(|at| end + at + '：'.len_utf8()) else { return Vec::new() };
        colon..text[colon..].find(['。', '\n']).map_or(text.len(), |at| colon + at)
    };
    let separator = if text[list.clone()].contains('；') { '；' } else { '、' };
    let items: Vec<&str> = text[list.clone()].split(separator).collect();
    if items.len() < 3 {
        return Vec::new();
    }
    let without = |i: usize| {
        let kept: Vec<&str> = items.iter().enumerate().filter(|(k, _)| *k != i).map(|(_, item)| *item).collect();
        let mut out = text.to_owned();
        out.replace_range(list.clone(), &kept.join(&separator.to_string()));
        out
    };
    (0..items.len()).map(without).collect()
}
