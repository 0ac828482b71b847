//! `[check.fact]`: figures of the text against tables of what is known.
//!
//! A table may hold several values of one figure: as first published, as revised, of several sources. A text agrees with
//! the table where it agrees with one of them; what was published only after the text was written is not held against it.
//! A value that nobody has held against its source gives a lead at most.

mod explain;
mod find;
mod row;
mod table;

pub use table::{Tables, is_table};

use super::relation::{Subject, dimension};
use super::relations::{Asserted, PLACEHOLDERS, Relations};
use super::{Check, Kind, Localized0, Placeholder, Reach, Starter};
use crate::both;
use crate::lang::Localized;
use crate::relation::expression::{Assertion, parse_assertion};
use crate::relation::{Agreement, Reason, Slot, Verdict, one_apart};
use crate::rule::Problem;
use crate::rule::manifest::{At, read};
use find::Finder;
use regex::Regex;
use row::Row;
use schemars::{JsonSchema, Schema};
use serde::Deserialize;
use std::sync::Arc;
use toml::Spanned;
use toml::de::DeValue;

/// The kind.
pub(super) struct FactKind;

/// The keys of `[check.fact]`.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Keys {
    /// Which figures are compared, written as in `relation`; all that the tables have where it is not given.
    #[schemars(extend("x-zh" = "比哪些数，写法同 `relation`；不写即表里有的都比。"))]
    subject: Option<At<String>>,
    /// The place that the rows speak of which are used: 全国.
    #[schemars(extend("x-zh" = "用表里说哪个地区的行：全国。"))]
    scope: String,
    /// What the title or the first paragraphs of texts say that speak of this place where they name none: a regular expression.
    #[schemars(extend("x-zh" = "标题或开头几段有什么的文章，不写地区就是说这个地区：正则表达式。"))]
    home: Option<At<String>>,
    /// Whether only what one slip explains contradicts the table; others are undetermined.
    #[schemars(extend("x-zh" = "是否只在改一处就能相符时才算矛盾；否则不下结论。"))]
    #[serde(default = "yes")]
    slip: bool,
    /// How many digits must count; with fewer, two different figures are one slip apart by chance.
    #[schemars(extend("x-zh" = "至少几位有效数字；位数太少，两个不相干的数也会只差一处。"))]
    #[serde(default = "two")]
    digits: u8,
}

const fn yes() -> bool {
    true
}

const fn two() -> u8 {
    2
}

impl Kind for FactKind {
    fn name(&self) -> &'static str {
        "fact"
    }
    fn summary(&self) -> Localized0 {
        ("文中的数与已公布的数相符", "figures agree with what is published")
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
            message: ("与公布的数不符：{arithmetic}", "not what was published: {arithmetic}"),
            check: r#"scope = "全国"
subject = "粮食(总)?产量"
"#,
            examples: r#"[[example]]
fails = "2023年，全国粮食产量⟦69451万吨⟧，比上年增长1.3%。"

[[example]]
passes = "2023年，全国粮食产量69541万吨；全省粮食产量3954万吨。"
"#,
        }
    }
    fn compile(&self, table: Spanned<DeValue<'_>>, problems: &mut Vec<Problem>) -> Option<Box<dyn Check>> {
        let keys: Keys = read(table, problems)?;
        let before = problems.len();
        let subject = keys.subject.as_ref().and_then(|s| Subject::compile(s, problems));
        let home = keys.home.as_ref().and_then(|at| {
            let compiled = Regex::new(at.get());
            compiled.map_err(|e| problems.push(Problem::new(at.span(), both!("正则表达式有误：{e}", "bad regular expression: {e}")))).ok()
        });
        let assertion = Arc::new(parse_assertion("text = known").ok()?);
        (problems.len() == before).then(|| -> Box<dyn Check> {
            let (scope, slip, digits) = (keys.scope, keys.slip, usize::from(keys.digits));
            Box::new(FactCheck { assertion, subject, scope, home, slip, digits, tables: None })
        })
    }
}

/// A compiled `[check.fact]`.
struct FactCheck {
    assertion: Arc<Assertion>,
    subject: Option<Subject>,
    scope: String,
    home: Option<Regex>,
    slip: bool,
    digits: usize,
    /// The tables; the shipped one alone where none are given.
    tables: Option<Arc<Tables>>,
}

impl Check for FactCheck {
    fn reach(&self) -> Reach {
        Reach::Relations
    }

    fn know(&mut self, tables: Option<&Arc<Tables>>) {
        self.tables = tables.cloned();
    }

    fn relate(&self, relations: &mut Relations<'_>) {
        let tables = self.tables.as_deref().unwrap_or_else(|| Tables::shipped());
        let finder = Finder::new(self, tables, relations.context());
        let matches = finder.matches(relations.facts());
        if relations.traced().is_some() {
            explain::unmatched(&finder, &matches.iter().map(|(fact, _)| *fact).collect::<Vec<_>>(), relations);
        }
        for (fact, rows) in matches {
            self.compare(fact, &rows, relations);
        }
    }
}

impl FactCheck {
    /// Compares a figure with the values that the tables have for it.
    fn compare(&self, fact: usize, rows: &[&Row], relations: &mut Relations<'_>) {
        let Some(text) = relations.operand(fact) else { return };
        let judged: Vec<(Verdict, &Row)> = rows
            .iter()
            .map(|row| {
                let operand = relations.network.operand(text);
                (Agreement::Rounding.judge(operand, &row.operand), *row)
            })
            .collect();
        // one that agrees is enough; then one of which it can't be told
        let rank = |verdict: Verdict| match verdict {
            Verdict::Consistent => 0,
            Verdict::Undetermined(_) => 1,
            Verdict::Contradicted => 2,
        };
        let Some(&(verdict, row)) = judged.iter().min_by_key(|(verdict, _)| rank(*verdict)) else { return };
        let one_slip = |row: &Row| one_apart(relations.network.operand(text), &row.operand, self.digits);
        // one that was held against its source counts for more
        let near = judged.iter().filter(|(_, row)| one_slip(row)).min_by_key(|(_, row)| !row.checked).map(|(_, row)| *row);
        let shown = if verdict == Verdict::Contradicted { near.unwrap_or(row) } else { row };
        let mut operand = shown.operand.clone();
        operand.fixed = true;
        let known = relations.push(operand);
        let mut asserted = Asserted::new(self.assertion.clone(), vec![Slot::One(text), Slot::One(known)]);
        asserted.agreement = Some(Agreement::Rounding);
        if self.slip && verdict == Verdict::Contradicted && near.is_none() {
            asserted.doubt = Some(Reason::Several);
        }
        asserted.lead = !shown.checked;
        asserted.note = Some(note(rows));
        relations.add(asserted);
    }
}

/// What the tables have, with the sources.
fn note(rows: &[&Row]) -> Localized {
    let all = |separator: &str, unchecked: &str| {
        let told = |row: &&Row| format!("{}（{}{}）", row.written, row.source, if row.checked { "" } else { unchecked });
        rows.iter().map(told).collect::<Vec<_>>().join(separator)
    };
    let (zh, en) = (all("；", "，表中此数未与原文核对"), all("; ", ", not checked against its source"));
    if rows.len() > 1 {
        both!("公布的数有{}个：{zh}", "{} values were published: {en}", rows.len())
    } else {
        both!("公布的数：{zh}", "published: {en}")
    }
}

/// Whether a row and a fact measure the same.
fn comparable(row: &Row, fact: &crate::figure::Fact) -> bool {
    row.operand.quantity.dimension == dimension(fact)
}
