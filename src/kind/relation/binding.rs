//! One entry of `[check.relation.figures]`: which figures a name may stand for.

use super::subject::Subject;
use crate::both;
use crate::figure::{self, Basis, Comparison, Fact, FactRole};
use crate::relation::Dimension;
use crate::rule::Problem;
use crate::rule::manifest::{At, nearest};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The keys of one figure.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) struct BindingKeys {
    /// What it is a figure of: alternatives with `|`, `*` for anything, `{name}` for a part that other figures share.
    #[schemars(extend("x-zh" = "是什么的数：`|` 分隔几种写法，`*` 代表任何文字，`{名字}` 代表与别的数共有的部分。"))]
    subject: Option<At<String>>,
    /// What its subject must not be, as a pattern of the same kind.
    #[schemars(extend("x-zh" = "主语不能是什么，写法同上。"))]
    unless: Option<At<String>>,
    /// What it says of it.
    #[schemars(extend("x-zh" = "说的是它的什么。"))]
    role: Option<RoleName>,
    /// A unit that measures what it measures: 元, 人, %.
    #[schemars(extend("x-zh" = "量纲相同的一个单位：元、人、%。"))]
    unit: Option<At<String>>,
    /// The place it speaks of.
    #[schemars(extend("x-zh" = "所说的地区。"))]
    scope: Option<String>,
    /// The prices it is told in.
    #[schemars(extend("x-zh" = "价格口径。"))]
    basis: Option<BasisName>,
    /// What a change is measured against.
    #[schemars(extend("x-zh" = "与什么相比。"))]
    comparison: Option<ComparisonName>,
    /// Whether it is a target. Targets are left out where this is not given.
    #[schemars(extend("x-zh" = "是否为目标数；不写则不取目标数。"))]
    #[serde(default)]
    target: bool,
    /// The name of the figure whose part it is (其中, 分别).
    #[schemars(extend("x-zh" = "它是哪个数的一部分（其中、分别）。"))]
    part_of: Option<At<String>>,
    /// Whether the text says that the parts are all.
    #[schemars(extend("x-zh" = "文中是否说明各部分已列全。"))]
    complete: Option<bool>,
    /// The name of the figure of which it tells a change or share, in the words right after that figure.
    #[schemars(extend("x-zh" = "它紧接在哪个数之后，说的是那个数的增减或占比。"))]
    of: Option<At<String>>,
    /// Whether it is a list of figures.
    #[schemars(extend("x-zh" = "是否为一列数。"))]
    #[serde(default)]
    many: bool,
    /// In what it must be the same as the first figure.
    #[schemars(extend("x-zh" = "与第一个数在哪些方面必须相同。"))]
    same: Option<Vec<Attribute>>,
    /// In what it must differ from the first figure.
    #[schemars(extend("x-zh" = "与第一个数在哪些方面必须不同。"))]
    #[serde(default)]
    differs: Vec<Attribute>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum RoleName {
    /// How much there is.
    #[schemars(extend("x-zh" = "数量本身。"))]
    Level,
    /// A part of a whole.
    #[schemars(extend("x-zh" = "占比。"))]
    Share,
    /// A rate of growth or decrease.
    #[schemars(extend("x-zh" = "增减的比率。"))]
    Growth,
    /// A difference.
    #[schemars(extend("x-zh" = "增减的数量。"))]
    Difference,
    /// Either kind of change.
    #[schemars(extend("x-zh" = "两种增减之一。"))]
    Change,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum BasisName {
    /// Current prices.
    #[schemars(extend("x-zh" = "现价。"))]
    Nominal,
    /// Constant prices.
    #[schemars(extend("x-zh" = "不变价。"))]
    Constant,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum ComparisonName {
    /// 同比, 比上年
    #[schemars(extend("x-zh" = "同比、比上年。"))]
    Year,
    /// 环比
    #[schemars(extend("x-zh" = "环比。"))]
    Period,
    /// 年均
    #[schemars(extend("x-zh" = "年均。"))]
    Average,
    /// 比上年末
    #[schemars(extend("x-zh" = "比上年末。"))]
    YearEnd,
}

/// What two facts may have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(in crate::kind) enum Attribute {
    /// What they are figures of.
    #[schemars(extend("x-zh" = "主语。"))]
    Subject,
    /// What they say of it.
    #[schemars(extend("x-zh" = "角色。"))]
    Role,
    /// The time.
    #[schemars(extend("x-zh" = "时期。"))]
    Period,
    /// The place.
    #[schemars(extend("x-zh" = "地区。"))]
    Scope,
    /// The prices.
    #[schemars(extend("x-zh" = "价格口径。"))]
    Basis,
    /// What a change is measured against.
    #[schemars(extend("x-zh" = "与什么相比。"))]
    Comparison,
    /// What they measure.
    #[schemars(extend("x-zh" = "量纲。"))]
    Dimension,
    /// The unit, such as 斤 and 吨 for mass.
    #[schemars(extend("x-zh" = "单位，例如同为质量的斤与吨。"))]
    Unit,
}

/// Compiled.
#[derive(Debug, Default)]
pub(super) struct Binding {
    pub(super) subject: Option<Subject>,
    role: Option<RoleName>,
    dimension: Option<Dimension>,
    scope: Option<String>,
    basis: Option<BasisName>,
    comparison: Option<ComparisonName>,
    target: bool,
    complete: Option<bool>,
    pub(super) part_of: Option<usize>,
    pub(super) of: Option<usize>,
    pub(super) many: bool,
    pub(super) same: Vec<Attribute>,
    pub(super) differs: Vec<Attribute>,
    unless: Option<Subject>,
    /// The entry as it is written, which tells whether two rules mean the same figure.
    pub(super) written: String,
}

impl Binding {
    pub(super) fn compile(
        at: &At<BindingKeys>,
        names: &[String],
        in_phrase: bool,
        for_each: Option<&[Attribute]>,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let keys = at.get().clone();
        let text = |at: &Option<At<String>>| at.as_ref().map(|at| at.get().clone());
        let written = format!(
            "{:?}",
            (
                (text(&keys.subject), text(&keys.unless), keys.role, text(&keys.unit), &keys.scope, keys.basis, keys.comparison),
                (keys.target, keys.complete, keys.many, &keys.same, &keys.differs)
            )
        );
        let mut named = |name: &Option<At<String>>| {
            let name = name.as_ref()?;
            let found = names.iter().position(|n| n == name.get());
            if found.is_none() {
                let wanted = name.get();
                let problem = Problem::new(name.span(), both!("没有叫 `{wanted}` 的数", "no figure is called `{wanted}`"));
                problems.push(match nearest(wanted, names.iter().map(String::as_str)) {
                    Some(meant) => problem.with_help(both!("是不是 `{meant}`？", "did you mean `{meant}`?")),
                    None => problem,
                });
            }
            found
        };
        let (part_of, of) = (named(&keys.part_of), named(&keys.of));
        let dimension = keys.unit.as_ref().and_then(|unit| {
            let found = figure::read(&format!("10{}", unit.get())).figures.first().and_then(|f| f.dimension);
            if found.is_none() {
                let unit_name = unit.get();
                problems.push(Problem::new(unit.span(), both!("不认识单位“{unit_name}”", "unknown unit `{unit_name}`")));
            }
            found.map(|d| Dimension::of_figure(Some(d)))
        });
        let default = if part_of.is_some() || of.is_some() || in_phrase {
            Vec::new()
        } else {
            for_each.map_or_else(|| vec![Attribute::Period, Attribute::Scope], <[Attribute]>::to_vec)
        };
        Self {
            subject: keys.subject.as_ref().and_then(|s| Subject::compile(s, problems)),
            role: keys.role,
            dimension,
            scope: keys.scope,
            basis: keys.basis,
            comparison: keys.comparison,
            target: keys.target,
            complete: keys.complete,
            part_of,
            of,
            many: keys.many,
            same: keys.same.unwrap_or(default),
            differs: keys.differs,
            unless: keys.unless.as_ref().and_then(|s| Subject::compile(s, problems)),
            written,
        }
    }

    /// Whether it asks for a rate of growth that is measured in something else than per cent: no figure is that.
    pub(super) fn is_impossible(&self) -> bool {
        let rate = matches!(self.role, Some(RoleName::Growth | RoleName::Share));
        rate && self.dimension.as_ref().is_some_and(|d| !d.is_ratio())
    }

    /// What it measures, as far as the rule says.
    pub(super) fn dimension(&self) -> Option<Dimension> {
        match (self.role, &self.dimension) {
            (Some(RoleName::Growth), None) => Some(Dimension::RATIO),
            (Some(RoleName::Share), None) => Some(Dimension::RATIO),
            (_, dimension) => dimension.clone(),
        }
    }

    /// Whether a fact is what the entry says, but for its subject and what it has in common with others.
    pub(super) fn admits(&self, fact: &Fact) -> bool {
        TESTS.iter().all(|(_, fits)| fits(self, fact))
    }

    /// The keys of the entry that a fact is not like.
    pub(super) fn differing(&self, fact: &Fact) -> Vec<&'static str> {
        TESTS.iter().filter(|(_, fits)| !fits(self, fact)).map(|(key, _)| *key).collect()
    }
}

/// Whether a fact is what one key of an entry says.
type Fits = fn(&Binding, &Fact) -> bool;

/// What an entry says of a figure, by key; what most figures fail stands first, and what takes long last.
const TESTS: &[(&str, Fits)] = &[
    ("role", |b, fact| b.role.is_none_or(|role| role.is(fact.role))),
    ("target", |b, fact| fact.target == b.target),
    ("unit", |b, fact| b.dimension.as_ref().is_none_or(|d| *d == dimension(fact))),
    ("basis", |b, fact| {
        b.basis.is_none_or(|basis| match basis {
            BasisName::Nominal => fact.basis == Basis::Nominal,
            BasisName::Constant => fact.basis == Basis::Constant,
        })
    }),
    ("comparison", |b, fact| b.comparison.is_none_or(|wanted| wanted.is(fact.comparison.as_ref()))),
    ("scope", |b, fact| b.scope.as_ref().is_none_or(|scope| fact.scope.as_ref() == Some(scope))),
    ("complete", |b, fact| b.complete.is_none_or(|complete| fact.complete.unwrap_or(false) == complete)),
    ("unless", |b, fact| !b.excluded(fact)),
];

impl Binding {
    /// The same for a figure that a wording picks: the wording says what it is, so only what the entry names counts, and a
    /// target is as good as any.
    pub(super) fn admits_in_phrase(&self, fact: &Fact) -> bool {
        let role = self.role.is_none_or(|role| role.is(fact.role));
        let comparison = self.comparison.is_none_or(|wanted| wanted.is(fact.comparison.as_ref()));
        role && comparison && self.dimension.as_ref().is_none_or(|d| *d == dimension(fact)) && !self.excluded(fact)
    }

    /// Whether its subject is one that the entry rules out.
    fn excluded(&self, fact: &Fact) -> bool {
        self.unless.as_ref().is_some_and(|u| fact.subject.as_ref().is_some_and(|s| u.matches(&s.text).is_some()))
    }
}

impl ComparisonName {
    const fn is(self, comparison: Option<&Comparison>) -> bool {
        match self {
            Self::Year => matches!(comparison, Some(Comparison::YearOnYear | Comparison::PreviousYear)),
            Self::Period => matches!(comparison, Some(Comparison::PeriodOnPeriod)),
            Self::Average => matches!(comparison, Some(Comparison::AnnualAverage)),
            Self::YearEnd => matches!(comparison, Some(Comparison::PreviousYearEnd)),
        }
    }
}

impl RoleName {
    const fn is(self, role: FactRole) -> bool {
        match self {
            Self::Level => matches!(role, FactRole::Level),
            Self::Share => matches!(role, FactRole::Share),
            Self::Growth => matches!(role, FactRole::Growth(_)),
            Self::Difference => matches!(role, FactRole::Difference(_)),
            Self::Change => matches!(role, FactRole::Growth(_) | FactRole::Difference(_)),
        }
    }
}

/// What a fact measures.
pub(in crate::kind) fn dimension(fact: &Fact) -> Dimension {
    match fact.role {
        FactRole::Growth(_) => Dimension::RATIO,
        _ => Dimension::of_figure(fact.figure.dimension),
    }
}

/// Whether two facts have an attribute in common. What is not said of one of two facts in one passage is taken to be
/// what is said of the other.
pub(super) fn alike(attribute: Attribute, a: &Fact, b: &Fact) -> bool {
    let near = a.passage == b.passage;
    match attribute {
        Attribute::Subject => a.subject.as_ref().map(|s| &s.text) == b.subject.as_ref().map(|s| &s.text),
        Attribute::Role => std::mem::discriminant(&a.role) == std::mem::discriminant(&b.role),
        Attribute::Period => a.period == b.period || (near && (a.period.is_none() || b.period.is_none())),
        Attribute::Scope => scope(a) == scope(b) || (near && (a.scope.is_none() || b.scope.is_none())),
        Attribute::Basis => a.basis == b.basis || a.basis == Basis::Unknown || b.basis == Basis::Unknown,
        Attribute::Comparison => a.comparison == b.comparison || (near && (a.comparison.is_none() || b.comparison.is_none())),
        Attribute::Dimension => dimension(a) == dimension(b),
        Attribute::Unit => a.figure.unit.map(|u| &u.base.name) == b.figure.unit.map(|u| &u.base.name),
    }
}

/// The place a fact speaks of; the whole country where none is named.
pub(super) fn scope(fact: &Fact) -> Option<&str> {
    fact.scope.as_deref().filter(|s| *s != "全国")
}
