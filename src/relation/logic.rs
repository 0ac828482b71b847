//! What assertions say together, without any figure: which can never fail, can never hold, follow from others or
//! contradict them.
//!
//! A comparison is brought to the form Σ cᵢ·xᵢ + c = 0 (or ≤, <). Everything that is no sum, such as `share(a, b)` or
//! `max(x)`, is one unknown by itself. Equations are eliminated one by one (Gauss), so that one that reduces to 0 = 0
//! follows from those before it and one that reduces to 5 = 0 contradicts them; inequalities are reduced by the equations
//! and compared in pairs. What this finds is so; it does not find everything.

use super::expression::{Assertion, Comparator, Expression, Function, Node, Operator};
use crate::figure::Rational;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// An assertion with what its names stand for.
#[derive(Clone, Debug)]
pub struct Claim {
    /// What is asserted.
    pub assertion: Arc<Assertion>,
    /// What each name stands for: names of two claims with the same words are the same figure.
    pub meaning: Vec<String>,
    /// Whether it is held against every text: a lead, or what counts with evidence only, is weaker, and so is an equation
    /// with a tolerance.
    pub strict: bool,
    /// How far apart its figures may stand, the further the more: what holds of a document follows from nothing that is
    /// asserted of a paragraph.
    pub reach: u8,
}

/// What is odd about a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Oddity {
    /// It holds whatever the figures are.
    CanNotFail,
    /// It fails whatever the figures are.
    CanNotHold,
    /// It follows from these claims, by index.
    Follows(Vec<usize>),
    /// It can't hold together with these claims, by index.
    Contradicts(Vec<usize>),
}

/// The oddities of claims, each with the index of its claim. Of two that say the same, it is the later one that follows.
#[must_use]
pub fn oddities(claims: &[Claim]) -> Vec<(usize, Oddity)> {
    let mut out = Vec::new();
    let mut known = System::default();
    for (index, claim) in claims.iter().enumerate() {
        let forms: Vec<Form> = claim.assertion.comparisons.iter().filter_map(|c| Form::of(c, &claim.meaning)).collect();
        if forms.len() == claim.assertion.comparisons.len() && forms.iter().all(|f| f.constant() == Some(true)) {
            out.push((index, Oddity::CanNotFail));
            continue;
        }
        let within = System::default();
        if forms.iter().any(|f| f.constant() == Some(false)) || contradiction(&within, &forms).is_some() {
            out.push((index, Oddity::CanNotHold));
            continue;
        }
        if let Some(others) = contradiction(&known, &forms) {
            out.push((index, Oddity::Contradicts(others.into_iter().collect())));
            continue;
        }
        let mut needed = BTreeSet::new();
        let follows = forms.len() == claim.assertion.comparisons.len()
            && forms.iter().all(|form| known.proves(form, claim.reach).map(|from| needed.extend(from)).is_some());
        if follows && !needed.is_empty() {
            out.push((index, Oddity::Follows(needed.into_iter().collect())));
            continue;
        }
        for form in forms {
            known.add(form, index, if claim.strict { claim.reach } else { WEAK });
        }
    }
    out
}

/// Why forms can't hold together with what is known, or with one another: the claims they clash with.
fn contradiction(known: &System, forms: &[Form]) -> Option<BTreeSet<usize>> {
    let mut together = known.clone();
    for form in forms {
        if let Some(from) = together.refutes(form) {
            return Some(from.into_iter().filter(|&i| i != OWN).collect());
        }
        together.add(form.clone(), OWN, WEAK);
    }
    None
}

/// The reach of what nothing follows from.
const WEAK: u8 = 0;

/// Stands for the claim that is looked at.
const OWN: usize = usize::MAX;

/// Σ cᵢ·xᵢ + c, and how it compares with 0.
#[derive(Clone, Debug)]
struct Form {
    terms: BTreeMap<String, Rational>,
    rest: Rational,
    relation: Sign,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Zero,
    AtMostZero,
    BelowZero,
}

impl Form {
    /// The form of a comparison; none for `in`.
    fn of(comparison: &super::expression::Comparison, meaning: &[String]) -> Option<Self> {
        let (left, right) = (Self::sum(&comparison.left, meaning)?, Self::sum(&comparison.right, meaning)?);
        let minus_one = Rational::from(-1_i64);
        let (relation, flip) = match comparison.comparator {
            Comparator::Equal => (Sign::Zero, false),
            Comparator::AtMost => (Sign::AtMostZero, false),
            Comparator::Less => (Sign::BelowZero, false),
            Comparator::AtLeast => (Sign::AtMostZero, true),
            Comparator::Greater => (Sign::BelowZero, true),
            Comparator::About | Comparator::In => return None,
        };
        let form = left.plus(&right, &minus_one);
        Some(Self { relation, ..if flip { Self::zero().plus(&form, &minus_one) } else { form } })
    }

    const fn zero() -> Self {
        Self { terms: BTreeMap::new(), rest: Rational::ZERO, relation: Sign::Zero }
    }

    fn unknown(name: String) -> Self {
        Self { terms: BTreeMap::from([(name, Rational::ONE)]), ..Self::zero() }
    }

    /// `self` + `factor` × `other`.
    fn plus(&self, other: &Self, factor: &Rational) -> Self {
        let mut terms = self.terms.clone();
        for (name, coefficient) in &other.terms {
            let sum = &terms.remove(name).unwrap_or(Rational::ZERO) + &(coefficient * factor);
            if !sum.is_zero() {
                terms.insert(name.clone(), sum);
            }
        }
        Self { terms, rest: &self.rest + &(&other.rest * factor), relation: self.relation }
    }

    fn sum(expression: &Expression, meaning: &[String]) -> Option<Self> {
        let one = Rational::ONE;
        Some(match &expression.node {
            Node::Number { value, .. } => Self { rest: value.clone(), ..Self::zero() },
            Node::Name(index) => Self::unknown(meaning.get(*index)?.clone()),
            Node::Negated(inner) => Self::zero().plus(&Self::sum(inner, meaning)?, &-one),
            Node::Binary(Operator::Add, a, b) => Self::sum(a, meaning)?.plus(&Self::sum(b, meaning)?, &one),
            Node::Binary(Operator::Subtract, a, b) => Self::sum(a, meaning)?.plus(&Self::sum(b, meaning)?, &-one),
            Node::Call(Function::Points, arguments) => match &arguments[..] {
                [a, b] => Self::sum(a, meaning)?.plus(&Self::sum(b, meaning)?, &-one),
                _ => return None,
            },
            Node::Binary(operator, a, b) => {
                let (x, y) = (Self::sum(a, meaning)?, Self::sum(b, meaning)?);
                match (operator, x.number(), y.number()) {
                    (Operator::Multiply, Some(n), _) => Self::zero().plus(&y, n),
                    (Operator::Multiply, _, Some(n)) => Self::zero().plus(&x, n),
                    (Operator::Divide, _, Some(n)) => Self::zero().plus(&x, &one.divided_by(n)?),
                    _ => Self::unknown(canonical(expression, meaning)),
                }
            }
            _ => Self::unknown(canonical(expression, meaning)),
        })
    }

    fn number(&self) -> Option<&Rational> {
        self.terms.is_empty().then_some(&self.rest)
    }

    /// Whether it holds, where no unknown is left in it.
    fn constant(&self) -> Option<bool> {
        let rest = self.number()?;
        Some(match self.relation {
            Sign::Zero => rest.is_zero(),
            Sign::AtMostZero => rest.is_zero() || rest.is_negative(),
            Sign::BelowZero => rest.is_negative(),
        })
    }

    /// The factor by which its terms are those of `other`.
    fn multiple_of(&self, other: &Self) -> Option<Rational> {
        let (name, coefficient) = self.terms.iter().next()?;
        let factor = coefficient.divided_by(other.terms.get(name)?)?;
        let same = self.terms.len() == other.terms.len()
            && self.terms.iter().all(|(name, c)| other.terms.get(name).is_some_and(|o| *c == o * &factor));
        same.then_some(factor)
    }
}

/// An expression as one unknown: what it is, with what its names stand for. The arguments of what does not depend on
/// their order are sorted.
fn canonical(expression: &Expression, meaning: &[String]) -> String {
    let go = |e: &Expression| canonical(e, meaning);
    match &expression.node {
        Node::Number { value, dimension, .. } => format!("{value} {dimension}"),
        Node::Name(index) => meaning.get(*index).cloned().unwrap_or_default(),
        Node::Negated(inner) => format!("-({})", go(inner)),
        Node::Range(a, b) => format!("[{}; {}]", go(a), go(b)),
        Node::Binary(operator, a, b) => {
            let mut sides = [go(a), go(b)];
            if matches!(operator, Operator::Add | Operator::Multiply) {
                sides.sort();
            }
            format!("{operator:?}({})", sides.join("; "))
        }
        Node::Call(function, arguments) => {
            let mut arguments: Vec<String> = arguments.iter().map(go).collect();
            if matches!(function, Function::Sum | Function::Min | Function::Max) {
                arguments.sort();
            }
            format!("{function:?}({})", arguments.join("; "))
        }
    }
}

/// Forms that are taken to hold, with the claims that they come from.
#[derive(Clone, Default)]
struct System {
    /// Equations, each with a leading unknown that no later one has.
    equations: Vec<Row>,
    inequalities: Vec<Row>,
}

#[derive(Clone)]
struct Row {
    form: Form,
    from: BTreeSet<usize>,
    reach: u8,
}

impl System {
    fn add(&mut self, form: Form, claim: usize, reach: u8) {
        if form.relation != Sign::Zero {
            self.inequalities.push(Row { form, from: BTreeSet::from([claim]), reach });
            return;
        }
        let (form, mut from, all) = self.reduced(&form, WEAK);
        from.insert(claim);
        if !form.terms.is_empty() {
            self.equations.push(Row { form, from, reach: reach.min(all) });
        }
    }

    /// A form without the leading unknowns of the equations of some reach, the claims that were needed for that, and the
    /// least reach among them.
    fn reduced(&self, form: &Form, least: u8) -> (Form, BTreeSet<usize>, u8) {
        let (mut form, mut from, mut reach) = (form.clone(), BTreeSet::new(), u8::MAX);
        for row in self.equations.iter().filter(|row| row.reach >= least) {
            let Some((lead, coefficient)) = row.form.terms.iter().next() else { continue };
            let Some(factor) = form.terms.get(lead).and_then(|c| c.divided_by(coefficient)) else { continue };
            form = form.plus(&row.form, &-factor);
            from.extend(&row.from);
            reach = reach.min(row.reach);
        }
        (form, from, reach)
    }

    /// The claims, of this reach or more, from which a form follows.
    fn proves(&self, form: &Form, reach: u8) -> Option<BTreeSet<usize>> {
        let (reduced, from, _) = self.reduced(form, reach);
        if reduced.constant() == Some(true) {
            return Some(from);
        }
        if form.relation == Sign::Zero {
            return None;
        }
        // a smaller multiple of the same terms, with no less on the other side
        self.inequalities.iter().filter(|row| row.reach >= reach).find_map(|row| {
            let (known, more, _) = self.reduced(&row.form, reach);
            let factor = reduced.multiple_of(&known).filter(|f| !f.is_negative() && !f.is_zero())?;
            let rest = &reduced.rest - &(&known.rest * &factor);
            let enough = rest.is_negative() || rest.is_zero() && (known.relation == Sign::BelowZero || form.relation == Sign::AtMostZero);
            enough.then(|| from.iter().chain(&more).chain(&row.from).copied().collect())
        })
    }

    /// The claims with which a form can't hold.
    fn refutes(&self, form: &Form) -> Option<BTreeSet<usize>> {
        let (reduced, from, _) = self.reduced(form, WEAK);
        if reduced.constant() == Some(false) {
            return Some(from);
        }
        self.inequalities.iter().find_map(|row| {
            let (known, more, _) = self.reduced(&row.form, WEAK);
            let all = || from.iter().chain(&more).chain(&row.from).copied().collect();
            let constant = match (form.relation, reduced.multiple_of(&known)) {
                // x = 5 and x < 3: put in what x is
                (Sign::Zero, Some(factor)) => known.plus(&reduced, &-Rational::ONE.divided_by(&factor)?),
                // x < 3 and −x < −5: added up, x is gone
                (_, Some(factor)) if factor.is_negative() => {
                    let relation = if known.relation == Sign::BelowZero { Sign::BelowZero } else { reduced.relation };
                    Form { relation, ..reduced.plus(&known, &-factor) }
                }
                _ => return None,
            };
            (constant.constant() == Some(false)).then(all)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::expression::parse_assertion;
    use super::*;

    fn claims(texts: &[&str]) -> Vec<Claim> {
        texts
            .iter()
            .map(|text| {
                let assertion = Arc::new(parse_assertion(text).unwrap());
                Claim { meaning: assertion.names.clone(), assertion, strict: true, reach: 1 }
            })
            .collect()
    }

    #[test]
    fn what_is_odd_is_told() {
        use Oddity::{CanNotFail, CanNotHold, Contradicts, Follows};
        type Case<'c> = (&'c [&'c str], &'c [(usize, Oddity)]);
        let cases: &[Case<'_>] = &[
            (&["a + b = c"], &[]),
            (&["a + b = b + a"], &[(0, CanNotFail)]),
            (&["a <= a"], &[(0, CanNotFail)]),
            (&["a < a"], &[(0, CanNotHold)]),
            (&["a + 1亿元 = a"], &[(0, CanNotHold)]),
            (&["a < b and b < a"], &[(0, CanNotHold)]),
            (&["a < b and b <= c"], &[]),
            (&["a + b = c", "c = b + a"], &[(1, Follows(vec![0]))]),
            (&["a + b = c", "2 * c = 2 * a + 2 * b"], &[(1, Follows(vec![0]))]),
            (&["a + b = c", "c + d = e", "a + b + d = e"], &[(2, Follows(vec![0, 1]))]),
            (&["a + b = c", "a + b <= c"], &[(1, Follows(vec![0]))]),
            (&["a + b = c", "a + b < c"], &[(1, Contradicts(vec![0]))]),
            (&["a <= b", "a < b"], &[]),
            (&["a < b", "a <= b"], &[(1, Follows(vec![0]))]),
            (&["a < b", "b < a"], &[(1, Contradicts(vec![0]))]),
            (&["a <= b", "b <= a"], &[]),
            (&["a <= 5亿元", "a <= 6亿元"], &[(1, Follows(vec![0]))]),
            (&["a <= 5亿元", "a >= 6亿元"], &[(1, Contradicts(vec![0]))]),
            (&["a = 5亿元", "a >= 6亿元"], &[(1, Contradicts(vec![0]))]),
            (&["a >= 6亿元", "a = 5亿元"], &[(1, Contradicts(vec![0]))]),
            (&["a = b", "a = b + 1亿元"], &[(1, Contradicts(vec![0]))]),
            (&["share(a, b) = c", "c = share(a, b)"], &[(1, Follows(vec![0]))]),
            (&["share(a, b) = c", "share(b, a) = c"], &[]),
            (&["min(a, b) <= c <= max(a, b)", "max(b, a) >= c"], &[(1, Follows(vec![0]))]),
            (&["sum(x) = a", "sum(x) <= a"], &[(1, Follows(vec![0]))]),
            (&["a in [1亿元, 3亿元]", "a in [1亿元, 3亿元]"], &[]),
        ];
        for (texts, expected) in cases {
            assert_eq!(oddities(&claims(texts)), *expected, "{texts:?}");
        }
    }

    #[test]
    fn what_holds_of_a_document_does_not_follow_from_a_paragraph() {
        let mut two = claims(&["a + b = c", "c = b + a"]);
        two[1].reach = 2;
        assert_eq!(oddities(&two), []);
        two.reverse();
        assert_eq!(oddities(&two), [(1, Oddity::Follows(vec![0]))]);
    }

    #[test]
    fn nothing_follows_from_a_lead() {
        let mut two = claims(&["a + b = c", "c = b + a", "a + b = c + 1亿元"]);
        two[0].strict = false;
        assert_eq!(oddities(&two), [(2, Oddity::Contradicts(vec![0]))]);
    }
}
