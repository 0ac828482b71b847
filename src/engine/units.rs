//! `units.toml` in a folder of rules: further units, read strictly.

use super::load::declaration_report;
use crate::both;
use crate::figure::{Class, Rational, Units};
use crate::finding::FileReport;
use crate::lang::Localized;
use crate::rule::manifest::{At, parse_toml, read};
use crate::rule::{Problem, RuleText};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use toml::Spanned;
use toml::de::DeValue;

/// The name of a file of units; any other `.toml` file in a rule folder is a rule.
const NAME: &str = "units.toml";

/// The keys of a file of units.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
struct Keys {
    /// Units of measure, money and ratios.
    #[serde(default)]
    unit: Vec<Row>,
    /// Counting words, each a unit of its own.
    #[serde(default)]
    classifiers: Vec<Classifiers>,
    /// For a name, the characters that make it part of another word when they follow.
    #[serde(default)]
    not_before: BTreeMap<String, String>,
}

#[derive(Deserialize, JsonSchema)]
struct Row {
    names: At<Vec<String>>,
    dimension: At<String>,
    #[serde(default)]
    class: ClassName,
    factor: Option<At<String>>,
    #[serde(default)]
    #[allow(dead_code, reason = "read by `Units::with`; named here so that it is a known key")]
    counted: bool,
    #[allow(dead_code, reason = "as `counted`")]
    of: Option<String>,
}

#[derive(Deserialize, JsonSchema)]
struct Classifiers {
    names: At<Vec<String>>,
}

/// [`Class`] by the names that the file has for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum ClassName {
    #[default]
    Measure,
    Money,
    Count,
    Duration,
    Ratio,
    Points,
}

/// Takes the files of units out of `files`, and adds what they define to the built-in units. Nothing is returned where
/// there are none; a file with an error is reported and adds nothing.
#[must_use]
pub fn take_units(files: &mut Vec<RuleText>) -> (Option<Arc<Units>>, Vec<FileReport>) {
    let (tables, rules): (Vec<_>, Vec<_>) =
        std::mem::take(files).into_iter().partition(|file| file.path.rsplit(['/', '\\']).next() == Some(NAME));
    *files = rules;
    let mut units: Option<Units> = None;
    let mut reports = Vec::new();
    for file in tables {
        let mut problems = Vec::new();
        check(&file.text, units.as_ref().unwrap_or(Units::builtin()), &mut problems);
        if problems.is_empty() {
            match units.as_ref().unwrap_or(Units::builtin()).with(&file.text) {
                Ok(more) => units = Some(more),
                Err(error) => problems.push(Problem::new(0..0, both!("{error}", "{error}"))),
            }
        }
        if !problems.is_empty() {
            reports.push(declaration_report(file.path, file.text, "unit-file", problems));
        }
    }
    (units.map(Arc::new), reports)
}

/// What is wrong with a file of units, each at its key.
fn check(text: &str, known: &Units, problems: &mut Vec<Problem>) {
    let Some(table) = parse_toml(text, problems) else { return };
    let span = table.span();
    let Some(keys) = read::<Keys>(Spanned::new(span.clone(), DeValue::Table(table.into_inner())), problems) else { return };
    let mut wrong = |place: std::ops::Range<usize>, message: Localized| problems.push(Problem::new(place, message));
    if keys.unit.is_empty() && keys.classifiers.is_empty() && keys.not_before.is_empty() {
        wrong(0..0, Localized::fixed("里面没有单位", "there are no units in it"));
    }
    for names in keys.unit.iter().map(|row| &row.names).chain(keys.classifiers.iter().map(|list| &list.names)) {
        if names.get().is_empty() || names.get().iter().any(|name| name.trim().is_empty()) {
            wrong(names.span(), Localized::fixed("单位要有名称，名称不能为空", "a unit needs a name, and no name may be empty"));
        }
    }
    for row in &keys.unit {
        if let Some(factor) = &row.factor
            && !factor.get().parse::<Rational>().is_ok_and(|number| number > Rational::ZERO)
        {
            let written = factor.get();
            wrong(
                factor.span(),
                both!(
                    "`{written}` 不是正数；写成 1000、1/2 或 0.3048",
                    "`{written}` is not a positive number; write it as 1000, 1/2 or 0.3048"
                ),
            );
        }
        let dimension = row.dimension.get();
        if dimension.trim().is_empty() {
            wrong(row.dimension.span(), Localized::fixed("量纲不能为空", "the dimension may not be empty"));
        }
        // a known dimension with another class would make one quantity two that can't be compared
        let class = match row.class {
            ClassName::Measure => Class::Measure,
            ClassName::Money => Class::Money,
            ClassName::Count => Class::Count,
            ClassName::Duration => Class::Duration,
            ClassName::Ratio => Class::Ratio,
            ClassName::Points => Class::Points,
        };
        if let Some(there) = known.class_of(dimension).filter(|there| *there != class) {
            let name = format!("{there:?}").to_lowercase();
            wrong(row.dimension.span(), both!("量纲 {dimension} 的 class 是 {name}", "the class of the dimension {dimension} is {name}"));
        }
    }
}
