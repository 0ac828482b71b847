//! From rule files to a set of rules that run, and a report on those that don't.

use super::examples::Outcome;
use super::rule::{Rule, first_line};
use super::units::take_units;
use crate::both;
use crate::figure::Units;
use crate::finding::{Confidence, FileReport, FileRole, Finding, Fingerprinter, Severity};
use crate::kind;
use crate::lang::Localized;
use crate::rule::{self, Parsed, Problem, RuleText};
use crate::text::Source;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// From this many files on, loading them in parallel is worth the threads.
const MANY: usize = 100;

/// The rules that were loaded.
#[derive(Debug, Default)]
pub struct RuleSet {
    /// Sorted by id.
    pub rules: Vec<Rule>,
    /// A report for each rule file that has problems.
    pub reports: Vec<FileReport>,
    /// The names of the files whose rule did not load.
    pub broken: Vec<String>,
    /// The units that the files add to the built-in ones; nothing where they add none.
    pub units: Option<Arc<Units>>,
}

impl RuleSet {
    /// Loads the shipped rules and `more`. A rule in `more` replaces the shipped one of the same id. A file with an
    /// error is reported and left out; the others are loaded.
    ///
    /// `require_examples` makes a rule without a failing and a passing example an error, not a warning.
    #[must_use]
    pub fn load(more: Vec<RuleText>, require_examples: bool) -> Self {
        Self::load_only(rule::shipped().chain(more).collect(), require_examples)
    }

    /// Loads these files and no others.
    #[must_use]
    pub fn load_only(files: Vec<RuleText>, require_examples: bool) -> Self {
        Self::load_with(files, if require_examples { Examples::Required } else { Examples::Tried })
    }

    /// Loads these files and no others, whatever their examples come to; for those who try them themselves with
    /// [`Rule::try_examples`].
    #[must_use]
    pub fn load_untried(files: Vec<RuleText>) -> Self {
        Self::load_with(files, Examples::Untried)
    }

    fn load_with(mut files: Vec<RuleText>, examples: Examples) -> Self {
        let (units, mut reports) = take_units(&mut files);
        let mut broken: Vec<String> = reports.iter().map(|report| report.source.name().to_owned()).collect();
        let load = |file: RuleText| {
            let mut problems = Vec::new();
            let rule = load_one(&file, units.clone(), examples, &mut problems);
            (file, rule, problems)
        };
        let loaded: Vec<_> =
            if files.len() > MANY { files.into_par_iter().map(load).collect() } else { files.into_iter().map(load).collect() };
        let mut by_id: BTreeMap<Arc<str>, (Rule, bool)> = BTreeMap::new();
        for (file, rule, mut problems) in loaded {
            if let Some((rule, id_place)) = rule {
                match by_id.get(&rule.id) {
                    Some((other, shipped)) if *shipped == file.shipped => {
                        let (id, path) = (&rule.id, &other.file);
                        problems.push(Problem::new(id_place, both!("id `{id}` 已用于 {path}", "id `{id}` is already used in {path}")));
                    }
                    _ => _ = by_id.insert(rule.id.clone(), (rule, file.shipped)),
                }
            }
            if problems.iter().any(|p| !p.warning) {
                broken.push(stem(&file.path).to_owned());
            }
            if !problems.is_empty() {
                reports.push(declaration_report(file.path, file.text, "rule-file", problems));
            }
        }
        Self { rules: by_id.into_values().map(|(rule, _)| rule).collect(), reports, broken, units }
    }
}

/// What is asked of a rule's examples when it is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Examples {
    /// Nothing.
    Untried,
    /// They come out as stated; that some are missing is a warning. Those of shipped rules are tried by kanwu's own
    /// tests and not at every start.
    Tried,
    /// There are some of both sorts, and they come out as stated.
    Required,
}

fn load_one(
    file: &RuleText,
    units: Option<Arc<Units>>,
    examples: Examples,
    problems: &mut Vec<Problem>,
) -> Option<(Rule, crate::text::Span)> {
    let declaration = match rule::parse(&file.text, problems) {
        Parsed::Whole(declaration) => *declaration,
        Parsed::Check(check) => {
            if let Some((_, mut check)) = kind::compile(check, problems) {
                check.bind(units.as_deref(), problems);
            }
            return None;
        }
        Parsed::Nothing => return None,
    };
    let id_place = declaration.id_place;
    let stem = stem(&file.path);
    let id = declaration.id.clone();
    if *id != *stem {
        problems.push(Problem::new(id_place, both!("id `{id}` 与文件名 `{stem}` 不同", "id `{id}` differs from the file name `{stem}`")));
    }
    if !is_rule_id(&id) {
        problems.push(Problem::new(
            id_place,
            both!("id `{id}` 应为小写字母、数字与连字符", "id `{id}` must be kebab-case: lower-case letters, digits, hyphens"),
        ));
    }
    let rule = Rule::compile(declaration, file, units, problems)?;
    if problems.iter().any(|p| !p.warning) {
        return None;
    }
    if examples == Examples::Untried {
        return Some((rule, id_place));
    }
    let (failing, passing): (Vec<_>, Vec<_>) = rule.examples.iter().partition(|e| !e.marked.marks.is_empty());
    if failing.is_empty() || passing.is_empty() {
        let problem = Problem::new(
            first_line(&file.text),
            Localized::fixed("规则应有一个会命中的示例和一个不命中的示例", "a rule should have an example that fails and one that passes"),
        );
        problems.push(if examples == Examples::Required { problem } else { problem.as_warning() });
    }
    if !file.shipped || examples == Examples::Required {
        for result in rule.try_examples() {
            if result.outcome != Outcome::Validated {
                problems.push(result.problem());
            }
        }
    }
    problems.iter().all(|p| p.warning).then_some((rule, id_place))
}

/// The name of a rule file without folder and extension.
fn stem(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path).trim_end_matches(".toml")
}

/// True for what may be the id of a rule: lower-case letters, digits and hyphens inside.
#[must_use]
pub fn is_rule_id(id: &str) -> bool {
    !id.is_empty()
        && !id.starts_with('-')
        && !id.ends_with('-')
        && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// The problems of a rule file or a configuration as findings in that file, for the same reporters.
#[must_use]
pub fn declaration_report(path: String, text: String, rule: &str, mut problems: Vec<Problem>) -> FileReport {
    problems.sort_by_key(|p| (p.span, p.message.en.clone()));
    let id: Arc<str> = Arc::from(rule);
    let file: Arc<str> = Arc::from(path.as_str());
    let title = match rule {
        "rule-file" => Localized::fixed("规则文件有误", "a problem in a rule file"),
        "unit-file" => Localized::fixed("单位文件有误", "a problem in a file of units"),
        "baseline" => Localized::fixed("基线", "the baseline"),
        "decisions" => Localized::fixed("审定记录", "the decisions"),
        "rule-lint" => Localized::fixed("规则可以写得更好", "a rule could be better"),
        _ => Localized::fixed("配置有误", "a problem in the configuration"),
    };
    let source = Source::new(path, text);
    let mut fingerprints = Fingerprinter::new(source.text());
    let mut findings = Vec::new();
    for problem in problems {
        let line = source.lines().span_of(source.lines().line_of(problem.span.start), source.text());
        let (fingerprint, anchor) = fingerprints.of(rule, problem.span, line, &[]);
        findings.push(Finding {
            fingerprint,
            anchor,
            within: line,
            rule: id.clone(),
            rule_file: file.clone(),
            severity: if problem.warning { Severity::Warning } else { Severity::Error },
            confidence: Confidence::High,
            title: title.clone(),
            message: problem.message,
            span: problem.span,
            labels: Vec::new(),
            help: problem.help,
            fixes: Vec::new(),
        });
    }
    FileReport::new(source, FileRole::Declaration, findings, None)
}
