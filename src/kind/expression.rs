//! Regular expressions of rules: checked when loaded, compiled at first use, with their exceptions.

use super::literals::required_literals;
use crate::both;
use crate::lang::Localized;
use crate::rule::Problem;
use crate::rule::manifest::{At, nearest};
use crate::text::fold_width;
use regex::Regex;
use std::ops::Range;
use std::sync::OnceLock;

/// The largest compiled size of one regular expression, in bytes.
const SIZE_LIMIT: usize = 32 << 20;

/// Above this many expanded elements an expression is refused when it is loaded, without compiling it. What passes
/// compiles within [`SIZE_LIMIT`].
const ELEMENTS: u64 = 50_000;

/// A regular expression that was checked when loaded and is compiled when first needed.
#[derive(Debug)]
pub(super) struct Lazy {
    source: String,
    cell: OnceLock<Option<Regex>>,
    needs: Option<Vec<String>>,
    groups: Vec<String>,
}

impl Lazy {
    /// Checks the expression; what is wrong with it is a problem at its own place.
    pub(super) fn load(at: &At<String>, problems: &mut Vec<Problem>) -> Option<Self> {
        // texts are read with full-width digits and letters folded, and so are the expressions
        let source = &at.get().chars().map(fold_width).collect::<String>();
        let hir = match regex_syntax::Parser::new().parse(source) {
            Ok(hir) => hir,
            Err(error) => {
                let (reason, part) = explain(source, &error);
                problems.push(Problem::new(at.span(), both!("正则表达式有误：{reason}{part}", "bad regular expression: {reason}{part}")));
                return None;
            }
        };
        if elements(&hir) > ELEMENTS {
            problems.push(Problem::new(
                at.span(),
                Localized::fixed("正则表达式展开后过大", "the regular expression is too large once expanded"),
            ));
            return None;
        }
        if hir.properties().minimum_len() == Some(0) {
            problems.push(Problem::new(
                at.span(),
                Localized::fixed(
                    "正则表达式能匹配空串，处处都会命中",
                    "the regular expression matches the empty string, so it matches everywhere",
                ),
            ));
            return None;
        }
        let mut groups = Vec::new();
        group_names(&hir, &mut groups);
        Some(Self { needs: required_literals(&hir), source: source.clone(), cell: OnceLock::new(), groups })
    }

    /// The compiled expression; nothing where compiling failed, which [`Lazy::load`] rules out as far as it can.
    pub(super) fn regex(&self) -> Option<&Regex> {
        self.cell.get_or_init(|| regex::RegexBuilder::new(&self.source).size_limit(SIZE_LIMIT).build().ok()).as_ref()
    }

    /// The expression as it is compiled.
    pub(super) fn source(&self) -> &str {
        &self.source
    }

    /// Texts one of which every match holds.
    pub(super) fn needs(&self) -> Option<&[String]> {
        self.needs.as_deref()
    }

    /// The names of its groups.
    pub(super) fn groups(&self) -> &[String] {
        &self.groups
    }
}

/// The parser's reason in one line, and the part of the expression that it is about.
fn explain(source: &str, error: &regex_syntax::Error) -> (String, String) {
    let (reason, span) = match error {
        regex_syntax::Error::Parse(e) => (e.kind().to_string(), *e.span()),
        regex_syntax::Error::Translate(e) => (e.kind().to_string(), *e.span()),
        _ => return (error.to_string(), String::new()),
    };
    let part = source.get(span.start.offset..span.end.offset).filter(|p| !p.is_empty());
    (reason, part.map(|p| format!(" `{p}`")).unwrap_or_default())
}

/// How many elements an expression has when its counted repetitions are written out.
fn elements(hir: &regex_syntax::hir::Hir) -> u64 {
    use regex_syntax::hir::{Class, HirKind};
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 1,
        HirKind::Literal(l) => l.0.len() as u64,
        HirKind::Class(Class::Unicode(c)) => 1 + c.ranges().len() as u64 / 8,
        HirKind::Class(Class::Bytes(_)) => 1,
        HirKind::Repetition(r) => elements(&r.sub).saturating_mul(u64::from(r.max.unwrap_or(r.min).max(1))),
        HirKind::Capture(c) => elements(&c.sub),
        HirKind::Concat(subs) | HirKind::Alternation(subs) => subs.iter().map(elements).fold(0, u64::saturating_add),
    }
}

fn group_names(hir: &regex_syntax::hir::Hir, names: &mut Vec<String>) {
    use regex_syntax::hir::HirKind;
    match hir.kind() {
        HirKind::Repetition(r) => group_names(&r.sub, names),
        HirKind::Capture(c) => {
            names.extend(c.name.as_deref().map(str::to_owned));
            group_names(&c.sub, names);
        }
        HirKind::Concat(subs) | HirKind::Alternation(subs) => subs.iter().for_each(|s| group_names(s, names)),
        _ => {}
    }
}

/// Loads a list of expressions.
pub(super) fn load_all(list: &[At<String>], problems: &mut Vec<Problem>) -> Vec<Lazy> {
    list.iter().filter_map(|at| Lazy::load(at, problems)).collect()
}

/// True where an exception overlaps `range` of `text`.
pub(super) fn excepted(unless: &[Lazy], text: &str, range: &Range<usize>) -> bool {
    // an exception further away than this cannot be about the place
    const NEAR: usize = 400;
    if unless.is_empty() {
        return false;
    }
    let start = floor(text, range.start.saturating_sub(NEAR));
    let end = floor(text, (range.end + NEAR).min(text.len()));
    let window = text.get(start..end).unwrap_or(text);
    unless
        .iter()
        .filter_map(Lazy::regex)
        .any(|r| r.find_iter(window).any(|m| m.start() + start < range.end && range.start < m.end() + start))
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Checks that a replacement names only groups that the expression has: `$name`, `${name}`, `$1`. What the regex
/// crate does with any other is to insert nothing.
pub(super) fn check_replacement(template: &At<String>, expression: &Lazy, problems: &mut Vec<Problem>) {
    let mut rest = template.get().as_str();
    while let Some((_, after)) = rest.split_once('$') {
        if let Some(escaped) = after.strip_prefix('$') {
            rest = escaped;
            continue;
        }
        let word = |text: &str| text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect::<String>();
        let name = match after.strip_prefix('{') {
            Some(braced) => braced.split('}').next().unwrap_or_default().to_owned(),
            None => word(after),
        };
        rest = after;
        let is_number = name.parse::<usize>().is_ok_and(|n| expression.regex().is_some_and(|r| n < r.captures_len()));
        if name.is_empty() || is_number || expression.groups.contains(&name) {
            continue;
        }
        problems.push(no_such_group(template, &name, expression));
    }
}

/// The problem of a group that the expression does not have.
pub(super) fn no_such_group(place: &At<String>, name: &str, expression: &Lazy) -> Problem {
    let problem = Problem::new(place.span(), both!("表达式里没有名为 `{name}` 的组", "the expression has no group named `{name}`"));
    match nearest(name, expression.groups.iter().map(String::as_str)) {
        Some(meant) => problem.with_help(both!("是不是 `{meant}`？", "did you mean `{meant}`?")),
        None => problem,
    }
}
