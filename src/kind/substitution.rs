//! `[check.substitution]`: a table of wrong wordings and what they should be.

use super::expression::{Lazy, Place, excepted, excepted_at, load_all_with_fields};
use super::remark::{self, Remark};
use super::scope::{In, admits};
use super::{Check, Context, Hit, Hits, Kind, Localized0, Placeholder, Starter};
use crate::both;
use crate::document::Passage;
use crate::figure::Units;
use crate::finding::{Applicability, Edit, Fix};
use crate::lang::Localized;
use crate::rule::Problem;
use crate::rule::manifest::{At, read};
use crate::text::{Span, fold_width};
use aho_corasick::{AhoCorasick, MatchKind};
use schemars::{JsonSchema, Schema};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use toml::Spanned;
use toml::de::DeValue;

/// The kind.
pub(super) struct Substitution;

/// The keys of `[check.substitution]`.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Keys {
    /// Wrong wording = right wording. Where two begin at one place, the longer counts.
    #[schemars(extend("x-zh" = "误 = 正。两条始于同一处时，取较长的。"))]
    table: BTreeMap<String, At<String>>,
    /// Exceptions: a match that one of these expressions overlaps is none.
    #[schemars(extend("x-zh" = "例外：与其中之一重叠的命中不算。"))]
    #[serde(default)]
    unless: Vec<At<String>>,
    /// The kinds of block to look at; all where it is not given.
    #[schemars(extend("x-zh" = "要查哪几种块；不写即全部。"))]
    #[serde(default, rename = "in")]
    blocks: Vec<In>,
    /// Who may apply the substitution.
    #[schemars(extend("x-zh" = "谁可以照改。"))]
    #[serde(default)]
    applicability: Applicability,
}

impl Kind for Substitution {
    fn name(&self) -> &'static str {
        "substitution"
    }
    fn summary(&self) -> Localized0 {
        ("误 = 正 对照表", "a table of wrong = right")
    }
    fn placeholders(&self) -> &'static [Placeholder] {
        &[Placeholder { name: "reading", meaning: ("正确的写法", "the right wording") }]
    }
    fn schema(&self) -> Schema {
        schemars::schema_for!(Keys)
    }
    fn is_wording(&self) -> bool {
        true
    }
    fn starter(&self) -> Starter {
        Starter {
            message: ("“{text}”应为“{reading}”", "“{text}” should read “{reading}”"),
            check: r#"table = { "曾长" = "增长", "同此" = "同比" }
unless = ['曾长期']
"#,
            examples: r#"[[example]]
fails = "产值⟦同此⟧⟦曾长⟧5.2%。"
proposes = "同比"

[[example]]
passes = "他曾长期在乡镇工作。产值同比增长5.2%。"
"#,
        }
    }
    fn compile(&self, table: Spanned<DeValue<'_>>, problems: &mut Vec<Problem>) -> Option<Box<dyn Check>> {
        let whole = table.span();
        let keys: Keys = read(table, problems)?;
        let unless = load_all_with_fields(&keys.unless, problems);
        for (wrong, right) in &keys.table {
            if wrong.is_empty() || wrong == right.get() {
                problems.push(Problem::new(
                    right.span(),
                    Localized::fixed("误与正相同，或误为空", "wrong and right are the same, or wrong is empty"),
                ));
                return None;
            }
        }
        if keys.table.is_empty() {
            problems.push(Problem::new(whole, Localized::fixed("对照表是空的", "the table is empty")));
            return None;
        }
        let wrong: Vec<String> = keys.table.keys().map(|w| w.chars().map(fold_width).collect()).collect();
        let right = keys.table.values().map(|r| r.get().clone()).collect();
        match AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&wrong) {
            Ok(automaton) => Some(Box::new(SubstitutionCheck {
                automaton,
                wrong,
                right,
                unless,
                blocks: keys.blocks,
                applicability: keys.applicability,
            })),
            Err(error) => {
                problems.push(Problem::new(whole, both!("对照表无法编译：{error}", "the table could not be compiled: {error}")));
                None
            }
        }
    }
}

struct SubstitutionCheck {
    automaton: AhoCorasick,
    wrong: Vec<String>,
    right: Vec<String>,
    unless: Vec<Lazy>,
    blocks: Vec<In>,
    applicability: Applicability,
}

impl Check for SubstitutionCheck {
    fn bind(&mut self, units: Option<&Units>, problems: &mut Vec<Problem>) {
        self.unless.iter_mut().for_each(|lazy| lazy.bind(units, problems));
    }

    fn needs(&self) -> Option<&[String]> {
        Some(&self.wrong)
    }

    fn remarks(&self, _: &BTreeSet<&str>) -> Vec<Remark> {
        let mut remarks = Vec::new();
        self.unless.iter().for_each(|e| remark::on_expression("unless", e, &mut remarks));
        for (wrong, right) in self.wrong.iter().zip(&self.right) {
            if excepted(&self.unless, wrong, &(0..wrong.len())) {
                remarks.push(Remark::new(
                    "table",
                    both!("`{wrong}` 永远不会命中：它总有一处例外", "`{wrong}` never fires: an exception is in it wherever it stands"),
                ));
            }
            let again = self.automaton.find_iter(right.as_str()).find(|m| !excepted(&self.unless, right, &m.range()));
            if let Some(found) = again.and_then(|m| self.wrong.get(m.pattern().as_usize())) {
                remarks.push(Remark::new(
                    "table",
                    both!(
                        "`{wrong}` 改成 `{right}` 之后，里面又有 `{found}`，还会命中",
                        "`{wrong}` becomes `{right}`, in which `{found}` is found again"
                    ),
                ));
            }
        }
        remarks
    }

    fn passage(&self, context: &Context<'_, '_>, passage: &Passage<'_>, hits: &mut Hits) {
        if !admits(&self.blocks, passage.kind) {
            return;
        }
        let text = passage.view.text();
        for found in self.automaton.find_iter(text) {
            hits.bound += 1;
            if excepted_at(&self.unless, Place { context, passage, text, at: 0 }, &found.range()) {
                hits.excepted(|| passage.view.to_source(Span::from_range(found.range())));
                continue;
            }
            let Some(right) = self.right.get(found.pattern().as_usize()) else { continue };
            let shown = Span::from_range(found.range());
            let span = passage.view.to_source(shown);
            let whole = passage.view.is_whole(context.document.source.text(), shown);
            hits.push(Hit {
                span,
                values: vec![("reading".to_owned(), Localized::same(right.clone()))],
                fixes: vec![Fix {
                    title: both!("改为“{right}”", "read “{right}”"),
                    applicability: if whole { self.applicability } else { Applicability::DisplayOnly },
                    edits: vec![Edit { span, text: right.clone() }],
                }],
                ..Hit::default()
            });
        }
    }
}
