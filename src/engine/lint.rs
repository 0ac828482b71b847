//! What could be better in a rule: not wrong, so that it runs, and hardly what its author meant.

use super::examples::{Outcome, hits};
use super::rule::{Rule, first_line};
use crate::both;
use crate::kind::UNANSWERED;
use crate::lang::Localized;
use crate::relation::logic::{Claim, Oddity, oddities};
use crate::rule::manifest::places;
use crate::rule::{Problem, RuleText};
use crate::text::{Source, Span};
use std::collections::BTreeMap;
use std::ops::Range;

/// Looks over one rule; `file` is the file it was read from. Every remark is a warning.
#[must_use]
pub fn lint(rule: &Rule, file: &RuleText, shipped: impl Fn(&str) -> bool) -> Vec<Problem> {
    let places = places(&file.text);
    let head = first_line(&file.text);
    let mut problems = Vec::new();
    let mut say = |at: Span, message: Localized| problems.push(Problem::new(at, message).as_warning());
    if rule.why.is_none() {
        say(
            head,
            Localized::fixed("没有 why：编辑看不到理由，也不知道怎样核对", "there is no why: an editor sees no reason and no way to check"),
        );
    }
    if rule.why.as_ref() == Some(&UNANSWERED) {
        let at = place(&places, "why").unwrap_or(head);
        say(at, Localized::fixed("why 还是样板里的那个问题", "the why is still the question of the scaffold"));
    }
    if !rule.shipped && shipped(&rule.id) {
        let id = &rule.id;
        say(place(&places, "id").unwrap_or(head), both!("这条规则替换自带的 {id}", "this rule replaces the shipped {id}"));
    }
    for key in ["message", "help", "why"] {
        let spoken = places.contains_key("title.zh");
        if let Some(at) = place(&places, key).filter(|_| spoken && !places.contains_key(&format!("{key}.zh"))) {
            say(at, both!("title 有两种语言，{key} 只有一种", "title is there in both languages, {key} in one"));
        }
    }
    on_check(rule, &places, head, &mut say);
    on_examples(rule, head, &mut say);
    problems
}

/// What rules assert that others assert too, or that can't hold together with what others assert; `file` is the text of a
/// rule's file. Each remark comes with the index of its rule.
#[must_use]
pub fn lint_together<'t>(rules: &[Rule], file: impl Fn(&Rule) -> Option<&'t RuleText>) -> Vec<(usize, Problem)> {
    let (indices, claims): (Vec<usize>, Vec<Claim>) =
        rules.iter().enumerate().filter_map(|(index, rule)| Some((index, rule.check.claim()?))).unzip();
    let mut out = Vec::new();
    for (claim, oddity) in oddities(&claims) {
        let named = |others: &[usize], zh: &str, en: &str| {
            let ids: Vec<&str> = others.iter().filter_map(|other| Some(&*rules.get(*indices.get(*other)?)?.id)).collect();
            Localized::new(zh.replace("{}", &ids.join("、")), en.replace("{}", &ids.join(", ")))
        };
        let message = match &oddity {
            Oddity::Follows(others) => {
                named(others, "由 {} 已可推出，这条规则查不出别的", "it follows from {}, so this rule finds nothing that they do not")
            }
            Oddity::Contradicts(others) => named(others, "与 {} 不能同时成立", "it can't hold together with {}"),
            // told of the rule by itself
            Oddity::CanNotFail | Oddity::CanNotHold => continue,
        };
        let Some((&index, rule)) = indices.get(claim).and_then(|index| Some((index, rules.get(*index)?))) else { continue };
        let Some(text) = file(rule) else { continue };
        let places = places(&text.text);
        let at = place(&places, "check.relation.assert").unwrap_or_else(|| first_line(&text.text));
        out.push((index, Problem::new(at, message).as_warning()));
    }
    out
}

/// Where a key stands.
fn place(places: &BTreeMap<String, Range<usize>>, key: &str) -> Option<Span> {
    places.get(key).cloned().map(Span::from_range)
}

fn on_check(rule: &Rule, places: &BTreeMap<String, Range<usize>>, head: Span, say: &mut dyn FnMut(Span, Localized)) {
    let table = format!("check.{}", rule.kind);
    let at = |key: &str| place(places, &format!("{table}.{key}")).or_else(|| place(places, &table)).unwrap_or(head);
    for remark in rule.check.remarks(&rule.placeholders_used()) {
        say(at(remark.key), remark.message);
    }
}

fn on_examples(rule: &Rule, head: Span, say: &mut dyn FnMut(Span, Localized)) {
    let failing = rule.examples.iter().filter(|e| !e.marked.marks.is_empty()).count();
    if failing == 0 || failing == rule.examples.len() {
        say(
            head,
            Localized::fixed("规则应有一个会命中的示例和一个不命中的示例", "a rule should have an example that fails and one that passes"),
        );
    }
    let outcomes = rule.try_examples();
    let tried = || rule.examples.iter().zip(outcomes.iter().map(|o| o.outcome));
    if failing > 0 && tried().filter(|(e, o)| !e.marked.marks.is_empty() && *o == Outcome::Missing).count() == failing {
        say(head, Localized::fixed("规则在自己的示例上从不命中", "the rule never fires on its own examples"));
        return;
    }
    for (example, _) in tried().filter(|(e, o)| !e.marked.marks.is_empty() && *o == Outcome::Validated) {
        if let Some(reading) = unsettled(rule, &example.marked.text) {
            say(
                example.place,
                both!(
                    "改成“{reading}”之后，规则在同一处仍会命中",
                    "after the change to “{reading}” the rule fires again at the same place"
                ),
            );
        }
    }
}

/// The reading that a proposed change leads to, where the rule finds something to say of that again.
fn unsettled(rule: &Rule, text: &str) -> Option<String> {
    let source = Source::new("example", text);
    let first = hits(rule, &source).into_iter().find(|h| !h.fixes.is_empty())?;
    let fix = first.fixes.first()?;
    let all = Span::new(0, u32::try_from(text.len()).ok()?);
    let changed = Source::new("example", fix.reading(text, all));
    let start = fix.edits.first()?.span.start;
    let length: usize = fix.edits.iter().map(|e| e.text.len()).sum();
    let touched = Span::new(start, start + u32::try_from(length).ok()?);
    let again = hits(rule, &changed);
    let same = |span: Span| span.start < touched.end && touched.start < span.end || span == touched;
    again.iter().any(|h| same(h.span)).then(|| fix.reading(text, first.span))
}
