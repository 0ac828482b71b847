//! Tables of facts among the files of a run: `facts.toml`, `NAME.facts.toml` and `NAME.csv`.

use super::load::declaration_report;
use crate::finding::FileReport;
use crate::kind::{Tables, is_table};
use crate::rule::RuleText;
use std::sync::Arc;

/// Takes the tables out of `files`, and adds what they hold to the shipped one. Nothing is returned where there are none; what
/// is wrong in one is reported, and its other rows are used.
pub(super) fn take_tables(files: &mut Vec<RuleText>) -> (Option<Arc<Tables>>, Vec<FileReport>) {
    let (tables, rules): (Vec<_>, Vec<_>) = std::mem::take(files).into_iter().partition(|file| is_table(&file.path));
    *files = rules;
    if tables.is_empty() {
        return (None, Vec::new());
    }
    let mut known = Tables::with_shipped();
    let mut reports = Vec::new();
    for file in tables {
        let mut problems = Vec::new();
        known.add(&file.path, &file.text, &mut problems);
        if !problems.is_empty() {
            reports.push(declaration_report(file.path, file.text, "facts-table", problems));
        }
    }
    (Some(Arc::new(known)), reports)
}
