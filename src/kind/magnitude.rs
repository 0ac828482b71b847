//! `[check.magnitude]`: a figure that is 万 or 亿 times off its like.
//!
//! 312.5亿元, 325.1亿元, 341.2万元: among figures of one sort one is wrong by a scale word. What is told of one subject in
//! one paragraph, and the parts of one whole, are of one sort where all but one of them are of one size; a figure is off
//! where it is far from all of them, and another scale word puts it among them.

use super::relation::{Subject, dimension};
use super::relations::{Asserted, PLACEHOLDERS, Relations};
use super::{Check, Kind, Localized0, Placeholder, Reach, Starter};
use crate::figure::{Fact, FactRole, Rational};
use crate::lang::Localized;
use crate::relation::expression::{Assertion, parse_assertion};
use crate::relation::{Operand, Reason, Slot, Verdict};
use crate::rule::Problem;
use crate::rule::manifest::{At, read};
use schemars::{JsonSchema, Schema};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use toml::Spanned;
use toml::de::DeValue;

/// The kind.
pub(super) struct MagnitudeKind;

/// The keys of `[check.magnitude]`.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Keys {
    /// What the figures are of, written as in `relation`; all where it is not given.
    #[schemars(extend("x-zh" = "是什么的数，写法同 `relation`；不写即全部。"))]
    subject: Option<At<String>>,
    /// The fewest figures of one sort, the one that is off included; 3 where it is not given.
    #[schemars(extend("x-zh" = "同类的数至少几个，连同差得远的那个；不写为 3。"))]
    fewest: Option<At<usize>>,
    /// How many times the least of the others the largest of them may be; 10 where it is not given.
    #[schemars(extend("x-zh" = "其余各数中最大的至多是最小的几倍；不写为 10。"))]
    alike: Option<At<u32>>,
    /// From how many times on a figure is off; 100 where it is not given.
    #[schemars(extend("x-zh" = "差多少倍才算差得远；不写为 100。"))]
    off: Option<At<u32>>,
    /// Whether a contradiction is only a lead.
    #[schemars(extend("x-zh" = "矛盾是否只作线索。"))]
    #[serde(default)]
    lead: bool,
}

/// The most figures of one sort that are compared.
const MOST: usize = 40;
/// 万 for 亿 and the like, as powers of ten.
const SCALE_SLIPS: [i32; 4] = [-8, -4, 4, 8];

impl Kind for MagnitudeKind {
    fn name(&self) -> &'static str {
        "magnitude"
    }
    fn summary(&self) -> Localized0 {
        ("与同类的数差万倍、亿倍的数", "a figure that is 万 or 亿 times off its like")
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
            message: ("数量级不对：{arithmetic}", "off by a scale word: {arithmetic}"),
            check: "subject = \"*产量\"\n",
            examples: r#"[[example]]
fails = "2021年粮食产量35.2万吨，2022年粮食产量36.1万吨，2023年粮食产量⟦36.8亿吨⟧。"

[[example]]
passes = "2021年粮食产量35.2万吨，2022年粮食产量36.1万吨，2023年粮食产量36.8万吨。"
"#,
        }
    }
    fn compile(&self, table: Spanned<DeValue<'_>>, problems: &mut Vec<Problem>) -> Option<Box<dyn Check>> {
        let keys: Keys = read(table, problems)?;
        let before = problems.len();
        let subject = keys.subject.as_ref().and_then(|at| Subject::compile(at, problems));
        let fewest = keys.fewest.as_ref().map_or(3, |at| *at.get());
        let alike = keys.alike.as_ref().map_or(10, |at| *at.get());
        let off = keys.off.as_ref().map_or(100, |at| *at.get());
        let mut wrong = |place: Option<std::ops::Range<usize>>, zh: &str, en: &str| {
            problems.extend(place.map(|place| Problem::new(place, Localized::new(zh, en))));
        };
        if fewest < 3 {
            let (zh, en) = ("fewest 至少是 3：两个数看不出是哪一个", "`fewest` is 3 or more: of two figures either may be off");
            wrong(keys.fewest.as_ref().map(At::span), zh, en);
        }
        if alike == 0 || off <= alike || off > 10_000 {
            let place = keys.off.as_ref().map(At::span).or_else(|| keys.alike.as_ref().map(At::span));
            wrong(place, "须有 1 ≤ alike < off ≤ 10000", "it must be that 1 ≤ alike < off ≤ 10000");
        }
        if problems.len() > before {
            return None;
        }
        let assertion = parse_assertion(&format!("min(other) / {off} <= this <= max(other) * {off}")).ok()?;
        Some(Box::new(MagnitudeCheck {
            subject,
            fewest,
            alike: Rational::from(i64::from(alike)),
            assertion: Arc::new(assertion),
            lead: keys.lead,
        }))
    }
}

/// A compiled `[check.magnitude]`.
struct MagnitudeCheck {
    subject: Option<Subject>,
    fewest: usize,
    alike: Rational,
    assertion: Arc<Assertion>,
    lead: bool,
}

/// What figures of one sort have in common: the whole whose parts they are, or passage and subject.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Sort<'f> {
    Parts(usize),
    Told(usize, &'f str, bool),
}

impl Check for MagnitudeCheck {
    fn reach(&self) -> Reach {
        Reach::Relations
    }

    fn relate(&self, relations: &mut Relations<'_>) {
        let facts = relations.facts();
        let mut sorts: BTreeMap<Sort<'_>, Vec<usize>> = BTreeMap::new();
        for (index, fact) in facts.iter().enumerate().filter(|(_, f)| self.admits(f)) {
            if let Some(whole) = fact.part_of {
                sorts.entry(Sort::Parts(whole)).or_default().push(index);
            }
            if let Some(subject) = &fact.subject {
                sorts.entry(Sort::Told(fact.passage, &subject.text, fact.target)).or_default().push(index);
            }
        }
        for sort in sorts.into_values().filter(|sort| (self.fewest..=MOST).contains(&sort.len())) {
            // 13个, 46条 and 10万字 are of one dimension and not of one sort
            let unit = |&i: &usize| facts.get(i).map(|f| (dimension(f), f.figure.unit.map(|u| u.base.name.clone())));
            let first = sort.first().and_then(unit);
            if first.as_ref().is_some_and(|(_, unit)| unit.is_some()) && sort.iter().all(|i| unit(i) == first) {
                self.compare(&sort, relations);
            }
        }
    }
}

impl MagnitudeCheck {
    fn admits(&self, fact: &Fact) -> bool {
        let subject = || fact.subject.as_ref().map(|s| s.text.as_str());
        fact.role == FactRole::Level && self.subject.as_ref().is_none_or(|p| subject().is_some_and(|s| p.matches(s).is_some()))
    }

    /// Asserts of each figure of one sort that it is of the size of the others, where those are of one size.
    fn compare(&self, sort: &[usize], relations: &mut Relations<'_>) {
        let Some(operands) = sort.iter().map(|&i| relations.operand(i)).collect::<Option<Vec<_>>>() else { return };
        let size = |&o: &usize| middle(relations.network.operand(o));
        let Some(sizes) = operands.iter().map(size).collect::<Option<Vec<Rational>>>() else { return };
        let mut found = Vec::new();
        for (i, this) in sizes.iter().enumerate() {
            let others = || sizes.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, size)| size);
            let (Some(least), Some(most)) = (others().min(), others().max()) else { continue };
            if *most > least * &self.alike {
                continue;
            }
            let slots = vec![
                Slot::Many(operands.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, o)| *o).collect()),
                Slot::One(operands.get(i).copied().unwrap_or_default()),
            ];
            let mut asserted = Asserted { lead: self.lead, ..Asserted::new(self.assertion.clone(), slots) };
            let two = Rational::from(2_i64);
            let among = |size: &Rational| size * &two >= *least && *size <= most * &two;
            if relations.judge(&asserted) == Verdict::Contradicted
                && !SCALE_SLIPS.iter().any(|&places| among(&(this * &Rational::decimal(1, places))))
            {
                asserted.doubt = Some(Reason::Several);
            }
            found.push(asserted);
        }
        for asserted in found {
            relations.add(asserted);
        }
    }
}

/// The size of a figure: the middle of what it most likely means; none for zero and for what has no end.
fn middle(operand: &Operand) -> Option<Rational> {
    crate::relation::arithmetic::middle(&operand.quantity.value.soft).filter(|size| !size.is_zero() && !size.is_negative())
}
