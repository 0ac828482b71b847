//! `[check.agreement]`: repeated mentions of one figure say the same.
//!
//! A text tells its main figures again and again: in a headline, in the lead, in a box, in the body. Two mentions are of
//! one figure where all that is known of them is the same, and each is a statement of its own. That they differ proves
//! little, since a noun such as 总投资 is said of many things; that they differ by one slip of a pen does. So a rule
//! reports, unless it says otherwise, only what one slip explains, and calls the rest undetermined.

mod explain;
mod mention;

use super::relation::{Attribute, Subject};
use super::relations::{Asserted, PLACEHOLDERS, Relations};
use super::{Check, Kind, Localized0, Placeholder, Reach, Starter};
use crate::lang::Localized;
use crate::relation::{
    self,
    expression::{Assertion, parse_assertion},
};
use crate::relation::{Operand, Reason, Slot, Verdict, one_apart};
use crate::rule::Problem;
use crate::rule::manifest::{At, read};
use mention::{Mention, groups};
use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use toml::Spanned;
use toml::de::DeValue;

/// The kind.
pub(super) struct Agreement;

/// Each mention is compared with so many mentions before it.
const WINDOW: usize = 8;

/// The keys of `[check.agreement]`.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Keys {
    /// What the figures are of, written as in `relation`; any subject where it is not given.
    #[schemars(extend("x-zh" = "是什么的数，写法同 `relation`；不写即任何主语。"))]
    subject: Option<At<String>>,
    /// Subjects that alone do not tell what they are of, such as 总数: their mentions are undetermined.
    #[schemars(extend("x-zh" = "单凭它看不出说的是什么的主语，如“总数”：不下结论。"))]
    vague: Option<At<String>>,
    /// In what mentions of one figure are the same.
    #[schemars(extend("x-zh" = "同一个数的几处在哪些方面相同。"))]
    same: Option<At<Vec<Attribute>>>,
    /// When they agree.
    #[schemars(extend("x-zh" = "怎样算相符。"))]
    #[serde(default)]
    compare: Compare,
    /// How far apart they may stand. In one paragraph they are never compared: what differs there is a list.
    #[schemars(extend("x-zh" = "可以相隔多远。同一段之内不比：那里不同的数是列举。"))]
    #[serde(default)]
    within: Within,
    /// Whether only mentions that one slip makes equal contradict each other; others are undetermined.
    #[schemars(extend("x-zh" = "是否只在改一处就能相符时才算矛盾；否则不下结论。"))]
    #[serde(default = "yes")]
    slip: bool,
    /// How many digits must count in each; with fewer, two different figures are one slip apart by chance.
    #[schemars(extend("x-zh" = "每处至少几位有效数字；位数太少，两个不相干的数也会只差一处。"))]
    #[serde(default = "two")]
    digits: u8,
    /// Names of the same thing, such as GDP and 国内生产总值.
    #[schemars(extend("x-zh" = "同一事物的几个名称，例如 GDP 和国内生产总值。"))]
    #[serde(default)]
    equivalent: Vec<Vec<String>>,
}

/// When two mentions agree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Compare {
    /// They are the same number, however it is written.
    #[schemars(extend("x-zh" = "数值完全相同，写法不论。"))]
    Equal,
    /// One rounds, or is cut off, to the other; an approximate one holds the exact one.
    #[schemars(extend("x-zh" = "其一舍入或截尾即为其二；约数包含准确数。"))]
    #[default]
    Rounding,
    /// Some number is meant by both.
    #[schemars(extend("x-zh" = "两者的取值范围有重叠。"))]
    Overlap,
}

/// How far apart two mentions may stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Within {
    /// Between one heading and the next, the heading included.
    #[schemars(extend("x-zh" = "一个标题连同它管的文字。"))]
    Section,
    /// Anywhere in the document.
    #[schemars(extend("x-zh" = "全文。"))]
    #[default]
    Document,
}

impl Compare {
    /// How the network compares them; by their intervals where it is not told.
    const fn agreement(self) -> Option<relation::Agreement> {
        match self {
            Self::Equal => Some(relation::Agreement::Equal),
            Self::Rounding => Some(relation::Agreement::Rounding),
            Self::Overlap => None,
        }
    }
}

const fn yes() -> bool {
    true
}

const fn two() -> u8 {
    2
}

/// All that two facts may have in common.
const ALL: &[Attribute] = &[
    Attribute::Subject,
    Attribute::Role,
    Attribute::Period,
    Attribute::Scope,
    Attribute::Basis,
    Attribute::Comparison,
    Attribute::Dimension,
];

impl Kind for Agreement {
    fn name(&self) -> &'static str {
        "agreement"
    }
    fn summary(&self) -> Localized0 {
        ("同一个数前后几处应当相符", "repeated mentions of one figure must agree")
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
            message: ("同一个数前后不一：{arithmetic}", "two mentions of one figure differ: {arithmetic}"),
            check: r#"subject = "*产量"
within = "document"
"#,
            examples: r#"[[example]]
fails = """
2023年全县粮食产量36.84万吨

2023年，全县粮食产量⟦36.48万吨⟧，增长2.1%。"""

[[example]]
passes = """
2023年全县粮食产量36.8万吨

2023年，全县粮食产量36.84万吨，油料产量2.16万吨。"""
"#,
        }
    }
    fn compile(&self, table: Spanned<DeValue<'_>>, problems: &mut Vec<Problem>) -> Option<Box<dyn Check>> {
        let keys: Keys = read(table, problems)?;
        let before = problems.len();
        let subject = keys.subject.as_ref().and_then(|s| Subject::compile(s, problems));
        let vague = keys.vague.as_ref().and_then(|s| Subject::compile(s, problems));
        let same = keys.same.as_ref().map_or(ALL, |same| same.get()).to_vec();
        if let Some(at) = keys.same.as_ref().filter(|_| subject.is_none() && !same.contains(&Attribute::Subject)) {
            let message = Localized::fixed(
                "没有 subject 时，same 里须有 \"subject\"：否则任何两个数都算同一个数",
                "without `subject`, `same` must hold \"subject\": else any two figures would be one",
            );
            problems.push(Problem::new(at.span(), message));
        }
        let assertion = parse_assertion("earlier = later").ok()?;
        (problems.len() == before).then(|| -> Box<dyn Check> {
            Box::new(AgreementCheck {
                assertion: Arc::new(assertion),
                subject,
                vague,
                same,
                compare: keys.compare,
                within: keys.within,
                slip: keys.slip,
                digits: usize::from(keys.digits),
                equivalent: keys.equivalent,
            })
        })
    }
}

/// A compiled `[check.agreement]`.
struct AgreementCheck {
    assertion: Arc<Assertion>,
    subject: Option<Subject>,
    vague: Option<Subject>,
    same: Vec<Attribute>,
    compare: Compare,
    within: Within,
    slip: bool,
    digits: usize,
    equivalent: Vec<Vec<String>>,
}

impl Check for AgreementCheck {
    fn reach(&self) -> Reach {
        Reach::Relations
    }

    fn relate(&self, relations: &mut Relations<'_>) {
        explain::mentions(self, relations);
        for group in groups(self, relations) {
            self.compare(&group, relations);
        }
    }
}

impl AgreementCheck {
    /// Compares the mentions of one figure with each other.
    fn compare(&self, group: &[Mention], relations: &mut Relations<'_>) {
        let facts = relations.facts();
        // those of the window, read when they are needed
        let mut operands: Vec<Option<Box<Operand>>> = vec![None; group.len()];
        for (i, later) in group.iter().enumerate() {
            let from = i.saturating_sub(WINDOW);
            let window = group.get(from..i).unwrap_or_default();
            let told = |mention: &Mention| facts.get(mention.fact).map(|fact| (&fact.figure.value, &fact.figure.change));
            // of mentions that tell the same the nearest speaks for all: a figure told a thousand times is no
            // thousand times eight relations
            let nearest = window.iter().rposition(|earlier| told(earlier) == told(later));
            for (at, earlier) in window.iter().enumerate() {
                let alike = nearest.is_some_and(|nearest| at < nearest) && told(earlier) == told(later);
                if alike || !self.may_repeat(earlier, later) {
                    continue;
                }
                for (index, mention) in [(from + at, earlier), (i, later)] {
                    if let Some(operand @ None) = operands.get_mut(index) {
                        *operand = relations.read(mention.fact).map(Box::new);
                    }
                }
                if let [Some(a), Some(b)] = [from + at, i].map(|index| operands.get(index).and_then(Option::as_deref)) {
                    self.relate_two((earlier, a), (later, b), group, relations);
                }
            }
            if let Some(passed) = operands.get_mut(from) {
                *passed = None;
            }
        }
    }

    /// Asserts that two mentions agree.
    fn relate_two(
        &self,
        (earlier, a): (&Mention, &Operand),
        (later, b): (&Mention, &Operand),
        group: &[Mention],
        relations: &mut Relations<'_>,
    ) {
        let doubt = self.doubt(earlier, later);
        if self.verdict(a, b) == Verdict::Contradicted {
            let apart = self.slip && !one_apart(a, b, self.digits);
            if (doubt.is_some() || apart) && relations.only_counted() {
                return;
            }
            // where the value is told there too, what differs beside it is something else
            if is_told(a, later.passage, group, relations) || is_told(b, earlier.passage, group, relations) {
                explain::told_there_too(a, b, relations);
                return;
            }
        }
        let Some((a, b)) = relations.operand(earlier.fact).zip(relations.operand(later.fact)) else { return };
        let mut asserted = Asserted::new(self.assertion.clone(), vec![Slot::One(a), Slot::One(b)]);
        asserted.agreement = self.compare.agreement();
        asserted.doubt = doubt;
        asserted.one_slip = self.slip.then_some(self.digits);
        relations.add(asserted);
    }

    /// The verdict on two mentions, doubt aside.
    fn verdict(&self, a: &Operand, b: &Operand) -> Verdict {
        let operand = |i: usize| if i == 0 { a } else { b };
        match self.compare.agreement() {
            Some(how) => how.judge(a, b),
            None => relation::judge(&self.assertion, &[Slot::One(0), Slot::One(1)], &operand, None).0,
        }
    }

    /// Whether two mentions may be of one figure by where they stand.
    fn may_repeat(&self, earlier: &Mention, later: &Mention) -> bool {
        earlier.passage != later.passage && (self.within == Within::Document || earlier.section == later.section)
    }

    /// Why it can't be told whether two mentions that differ are of one figure.
    fn doubt(&self, earlier: &Mention, later: &Mention) -> Option<Reason> {
        let under_its_heading = earlier.heading && earlier.section == later.section;
        if earlier.vague || later.vague || !mention::same_place(&earlier.before, &later.before) {
            Some(Reason::Several)
        } else if self.same.contains(&Attribute::Period) && (!earlier.dated || !later.dated) && !under_its_heading {
            Some(Reason::Period)
        } else if self.slip && earlier.digits.min(later.digits) < self.digits {
            Some(Reason::Round)
        } else {
            None
        }
    }
}

/// Whether a value is told in a passage too.
fn is_told(operand: &Operand, passage: usize, group: &[Mention], relations: &Relations<'_>) -> bool {
    // they stand in text order
    let first = group.partition_point(|other| other.passage < passage);
    let mut others = group.iter().skip(first).take_while(|other| other.passage == passage).take(WINDOW);
    others.any(|other| relations.read(other.fact).is_some_and(|other| relation::agree(operand, &other) == Verdict::Consistent))
}
