//! The relations of one document, gathered from all rules that assert any, and what is said of those that fail.
//!
//! Rules are judged together: a wrong figure breaks several relations at once, and only together do they tell which
//! figure it is. It is reported once, by the first of the rules that it breaks.

mod asserted;
mod power;
mod words;

use super::corpus::{Corpus, Ground};
use super::relation::masked::{Masked, masked};
use super::relation::subjects::{KnownSubjects, Subjects};
use super::{Context, Hit, Placeholder, Steps};
use crate::both;
use crate::figure::Fact;
use crate::finding::{Applicability, Confidence, Fix, Label, Verdicts};
use crate::lang::Localized;
use crate::relation::expression::{Parts, render};
use crate::relation::{Diagnosis, Network, Operand, Relation, Slip, Slot, Verdict};
use crate::text::visible;
pub use asserted::Asserted;
use foldhash::{HashMap, HashMapExt};
pub use power::Tested;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;
pub(super) use words::arithmetic;
use words::{edits, label, must_lie, named, values};

/// The values that every kind of relation supplies for messages.
pub(super) const PLACEHOLDERS: &[Placeholder] = &[
    Placeholder {
        name: "arithmetic", meaning: ("算式及其与文中数值的差别", "the arithmetic, and how it differs from the text")
    },
    Placeholder { name: "terms", meaning: ("代入数值的算式", "the expression with the figures put in") },
    Placeholder { name: "computed", meaning: ("算得的值", "what it comes to") },
    Placeholder { name: "stated", meaning: ("文中的值", "what the text states") },
];

/// The most further places that a finding shows.
const MOST_LABELS: usize = 16;
/// The most calculations that are shown besides the first.
const MOST_SUMS: usize = 4;
/// The most readings that are listed for one figure.
const MOST_READINGS: usize = 6;

/// Where checks put the relations that they find in a document.
pub struct Relations<'c> {
    context: &'c Context<'c, 'c>,
    ground: Ground<'c>,
    /// The documents that the rule is for, where there are several.
    open: Option<Rc<[bool]>>,
    /// All of them.
    pub network: Network,
    /// The rule whose check is asked.
    pub rule: u32,
    /// How many places the check looked at.
    pub bound: u64,
    /// Whether relations that can't be told are kept, and not only counted.
    pub keeps_undetermined: bool,
    /// How many of each rule were only counted.
    undetermined: BTreeMap<u32, u64>,
    of_fact: HashMap<usize, usize>,
    sentences: OnceCell<Rc<[Masked]>>,
    subjects: KnownSubjects,
    /// The recorder, where the rules are traced.
    pub(super) steps: Option<Steps>,
}

impl<'c> Relations<'c> {
    /// None yet.
    #[must_use]
    pub fn new(context: &'c Context<'c, 'c>) -> Self {
        Self::over(context, Ground::Document(context))
    }

    /// None yet, over the documents of a file; nothing where there are no documents.
    #[must_use]
    pub fn of_corpus(corpus: &'c Corpus<'c>) -> Option<Self> {
        corpus.first().map(|context| Self::over(context, Ground::Corpus(corpus)))
    }

    fn over(context: &'c Context<'c, 'c>, ground: Ground<'c>) -> Self {
        Self {
            context,
            ground,
            open: None,
            network: Network::default(),
            rule: 0,
            bound: 0,
            keeps_undetermined: true,
            undetermined: BTreeMap::new(),
            of_fact: HashMap::new(),
            sentences: OnceCell::new(),
            subjects: KnownSubjects::default(),
            steps: None,
        }
    }

    /// The next relations are those of this rule.
    pub fn begin(&mut self, rule: u32) {
        self.rule = rule;
        self.bound = 0;
    }

    /// As [`Self::begin`], for a rule that is for some of the documents only.
    pub fn begin_in(&mut self, rule: u32, open: Vec<bool>) {
        self.begin(rule);
        self.open = Some(open.into());
    }

    /// Takes back the relations of the rule that is asked.
    pub fn withdraw(&mut self) {
        let rule = self.rule;
        self.network.relations.retain(|r| r.rule != rule);
        self.undetermined.remove(&rule);
        self.bound = 0;
    }

    /// The facts of the document, or those of a corpus that a rule may bind.
    #[must_use]
    pub fn facts(&self) -> &'c [Fact] {
        self.ground.facts()
    }

    /// What the relations are over.
    pub(super) const fn ground(&self) -> Ground<'c> {
        self.ground
    }

    /// The documents that the rule which is asked is for; none where there is only one.
    pub(super) fn open(&self) -> Option<Rc<[bool]>> {
        self.open.clone()
    }

    /// The document; of a corpus, the first one.
    #[must_use]
    pub fn context(&self) -> &'c Context<'c, 'c> {
        self.context
    }

    /// The sentences with several facts, as wordings are looked for in them.
    pub(super) fn sentences(&self) -> Rc<[Masked]> {
        self.sentences.get_or_init(|| masked(self.context).into()).clone()
    }

    /// The subjects of the facts, with these names of the same thing made one.
    pub(super) fn subjects(&mut self, equivalent: &[Vec<String>]) -> Rc<Subjects> {
        let facts = self.facts();
        self.subjects.by(equivalent, facts)
    }

    /// The operand of a fact, by the fact's index.
    pub fn operand(&mut self, fact: usize) -> Option<usize> {
        if let Some(&known) = self.of_fact.get(&fact) {
            return Some(known);
        }
        let operand = self.read(fact)?;
        let index = self.push(operand);
        self.of_fact.insert(fact, index);
        Some(index)
    }

    /// The operand of a fact, by the fact's index, without adding it to the network.
    pub(super) fn read(&self, fact: usize) -> Option<Operand> {
        let of = self.facts().get(fact)?;
        let passage = self.ground.passage(of.passage)?;
        let mut operand = Operand::of_fact(of, &passage.view);
        operand.name = of.subject.as_ref().map(|s| visible::visible_line(&s.text)).unwrap_or_default();
        Some(operand)
    }

    /// Adds an operand that is no fact of the document.
    pub fn push(&mut self, operand: Operand) -> usize {
        self.network.operands.push(operand);
        self.network.operands.len() - 1
    }

    /// Adds a relation of the rule that is asked, and gives its verdict.
    pub fn add(&mut self, relation: Asserted) -> Verdict {
        self.bound += 1;
        let Asserted { assertion, slots, tolerance, lead, agreement, doubt, one_slip, unsure, needs_repair, rounding, note } = relation;
        let relation = Relation::new(self.rule, assertion, slots).with(tolerance, lead, agreement, doubt).rounded(rounding);
        let relation = Relation { note, unsure, one_slip, ..relation };
        let before = self.network.relations.len();
        let verdict = if needs_repair { self.network.add_with_evidence(relation) } else { self.network.add(relation) };
        if matches!(verdict, Verdict::Undetermined(_)) && !self.keeps_undetermined && self.network.relations.len() > before {
            self.network.relations.truncate(before);
            *self.undetermined.entry(self.rule).or_default() += 1;
        }
        verdict
    }

    /// The verdict that a relation would have, doubt and evidence aside.
    #[must_use]
    pub fn judge(&self, asserted: &Asserted) -> Verdict {
        let relation = Relation::new(self.rule, asserted.assertion.clone(), asserted.slots.clone());
        self.network.verdict(&relation.with(asserted.tolerance.clone(), false, asserted.agreement, None).rounded(asserted.rounding))
    }

    /// Counts a relation of the rule that is asked that can't be told. Whether it is enough to count it.
    pub(super) fn only_counted(&mut self) -> bool {
        if !self.keeps_undetermined {
            self.bound += 1;
            *self.undetermined.entry(self.rule).or_default() += 1;
        }
        !self.keeps_undetermined
    }

    /// The verdicts on the relations of each rule.
    #[must_use]
    pub fn verdicts(&self) -> Vec<(u32, Verdicts)> {
        let counted = |(&rule, &undetermined): (&u32, &u64)| (rule, Verdicts { undetermined, ..Verdicts::default() });
        let mut out: Vec<(u32, Verdicts)> = self.undetermined.iter().map(counted).collect();
        for relation in &self.network.relations {
            let index = match out.iter().position(|v| v.0 == relation.rule) {
                Some(index) => index,
                None => {
                    out.push((relation.rule, Verdicts::default()));
                    out.len() - 1
                }
            };
            let Some((_, counts)) = out.get_mut(index) else { continue };
            match relation.verdict {
                Verdict::Consistent => counts.consistent += 1,
                Verdict::Contradicted => counts.contradicted += 1,
                Verdict::Undetermined(_) => counts.undetermined += 1,
            }
        }
        out
    }

    /// What is found, with the rule that reports it.
    #[must_use]
    pub fn hits(&self) -> Vec<(u32, Hit)> {
        self.network.diagnoses().iter().filter_map(|d| self.hit(d)).collect()
    }

    fn hit(&self, diagnosis: &Diagnosis) -> Option<(u32, Hit)> {
        let relations: Vec<&Relation> = diagnosis.relations.iter().map(|&i| &self.network.relations[i]).collect();
        // what is no mere lead speaks for all; among those, what the text itself lets one reckon, and the first rule
        let is_known = |r: &Relation| r.operands().any(|i| self.network.operand(i).fixed);
        let first = relations.iter().min_by_key(|r| (r.lead, is_known(r), r.rule))?;
        let parts = self.parts(first);
        let blamed = match &diagnosis.suspects[..] {
            [one] => one.operand,
            _ => self.stated(first)?,
        };
        let span = self.network.operand(blamed).span;
        let mut hit = Hit { span, ..Hit::default() };
        hit.values = values(&parts);
        let mut shown = vec![span];
        for relation in &relations {
            for index in relation.operands() {
                let operand = self.network.operand(index);
                if !shown.contains(&operand.span) && !operand.fixed && hit.labels.len() < MOST_LABELS {
                    shown.push(operand.span);
                    hit.labels.push(Label { span: operand.span, message: self.label(operand, blamed) });
                }
            }
        }
        let mut told = vec![arithmetic(&parts)];
        for relation in relations.iter().filter(|r| !std::ptr::eq(**r, *first)) {
            let also = arithmetic(&self.parts(relation));
            if told.contains(&also) || told.len() > MOST_SUMS {
                continue;
            }
            told.push(also.clone());
            hit.help.push(Localized::new(format!("另一算式也不合：{}", also.zh), format!("another calculation fails too: {}", also.en)));
        }
        hit.help.extend(relations.iter().filter_map(|r| r.note.clone()).take(4));
        self.suspects(diagnosis, &mut hit);
        if relations.iter().all(|r| r.lead) {
            hit.confidence = Some(Confidence::Low);
        }
        Some((first.rule, hit))
    }

    /// What a figure is, and in which document it stands where that is not the one of the figure that is shown first.
    fn label(&self, operand: &Operand, first: usize) -> Localized {
        let document = |operand: &Operand| operand.at.as_ref().map(|at| self.ground.document(at.passage));
        let other = document(operand).filter(|&other| document(self.network.operand(first)) != Some(other));
        match other.and_then(|other| self.ground.title(other)) {
            Some(title) => {
                let (label, title) = (label(operand).zh, visible::visible_line(title.trim()));
                both!("{label}，在“{title}”", "{label}, in “{title}”")
            }
            None => label(operand),
        }
    }

    /// The figure that a relation states, as against those it is calculated from.
    fn stated(&self, relation: &Relation) -> Option<usize> {
        // of a <= b <= c it is b
        if let Some(&Slot::One(between)) = relation.assertion.in_all().and_then(|name| relation.slots.get(name)) {
            return Some(between);
        }
        let comparison = relation.assertion.comparisons.get(relation.failing.unwrap_or(0))?;
        crate::relation::expression::stated(comparison, &relation.slots)
            .filter(|&i| !self.network.operand(i).fixed)
            .or_else(|| relation.operands().find(|&i| !self.network.operand(i).fixed))
    }

    fn parts(&self, relation: &Relation) -> Parts {
        let operand = |i: usize| self.network.operand(i);
        let failing = relation.failing.unwrap_or(0);
        let parts = relation.assertion.comparisons.get(failing).map(|c| render(c, &relation.slots, &operand, false)).unwrap_or_default();
        // two mentions of one figure may not miss by what rounding allows in a sum
        if relation.agreement.is_some() { Parts { allowed: String::new(), ..parts } } else { parts }
    }

    /// Which figure is likely wrong, and what it should be.
    fn suspects(&self, diagnosis: &Diagnosis, hit: &mut Hit) {
        let readings: usize = diagnosis.suspects.iter().map(|s| s.candidates.len()).sum();
        for suspect in &diagnosis.suspects {
            let operand = self.network.operand(suspect.operand);
            let name = named(operand);
            let list = |slips: &[Slip]| slips.iter().take(MOST_READINGS).map(|s| s.text.clone()).collect::<Vec<_>>().join("、");
            match &suspect.candidates[..] {
                [] => hit.help.extend(
                    must_lie(suspect, operand)
                        .map(|range| both!("若{name}有误，应在 {range} 之间", "if {name} is wrong, it must lie between {range}")),
                ),
                [slip] if readings == 1 || !diagnosis.sets.is_empty() => {
                    let text = &slip.text;
                    hit.help.push(both!("{name}应为 {text}：改动一处，各算式都相符", "{name} should read {text}: one slip explains all"));
                    hit.fixes.push(Fix {
                        title: both!("改为“{text}”", "change it to “{text}”"),
                        applicability: Applicability::Unsafe,
                        edits: edits(slip),
                    });
                }
                slips => {
                    let (list, more) = (list(slips), if slips.len() > MOST_READINGS { "……" } else { "" });
                    hit.help.push(match must_lie(suspect, operand) {
                        Some(range) => both!(
                            "若{name}有误，应在 {range} 之间，可能是 {list}{more}",
                            "if {name} is wrong, it must lie between {range} and may be {list}{more}"
                        ),
                        None => both!("若{name}有误，可能应为 {list}{more}", "if {name} is wrong, it may be {list}{more}"),
                    });
                }
            }
        }
        for set in &diagnosis.sets {
            let names = set.iter().map(|&i| named(self.network.operand(i))).collect::<Vec<_>>().join("、");
            hit.help.push(both!(
                "改一个数不能使各算式都相符，可能同时有误：{names}",
                "no single figure explains it; wrong together may be: {names}"
            ));
        }
        if diagnosis.bounded {
            hit.help.push(Localized::fixed("牵涉的数太多，没有逐一试过", "so many figures are involved that not all were tried"));
        }
    }
}
