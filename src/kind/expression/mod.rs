//! Regular expressions of rules: checked when loaded, compiled at first use, with their fields and exceptions.

mod field;
mod haystack;
mod replacement;

pub(super) use field::Item;
pub(super) use haystack::{Haystack, Place, excepted_at, item_at};
pub(super) use replacement::{check_replacement, no_such_group, replaced};

use super::literals::required_texts;
use crate::both;
use crate::figure::Units;
use crate::lang::Localized;
use crate::rule::Problem;
use crate::rule::manifest::At;
use crate::text::fold_width;
use aho_corasick::AhoCorasick;
use field::{Expanded, Field};
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
    /// Texts one of which every match holds, and whether none is too short to select passages by.
    texts: Option<Vec<String>>,
    finder: OnceLock<Option<AhoCorasick>>,
    selects: bool,
    /// Whether every match holds something that a field takes.
    needs_item: bool,
    groups: Vec<String>,
    /// The fields, each with its place in the rule file.
    fields: Vec<(Field, Range<usize>)>,
}

impl Lazy {
    /// Checks an expression without fields; what is wrong with it is a problem at its own place.
    pub(super) fn load(at: &At<String>, problems: &mut Vec<Problem>) -> Option<Self> {
        // texts are read with full-width digits and letters folded, and so are the expressions
        let source = at.get().chars().map(fold_width).collect();
        Self::check(at, &Expanded::plain(source), problems)
    }

    /// Checks an expression that may have fields. Its kind matches it against [`Lazy::haystack`] and passes
    /// [`Lazy::bind`] on.
    pub(super) fn load_with_fields(at: &At<String>, problems: &mut Vec<Problem>) -> Option<Self> {
        let source: String = at.get().chars().map(fold_width).collect();
        let mut told = |part: Range<usize>, message: Localized, help: Option<Localized>| {
            let problem = Problem::new(inside(at, &part), message);
            problems.push(match help {
                Some(help) => problem.with_help(help),
                None => problem,
            });
        };
        let expanded = field::expand(&source, &mut told)?;
        Self::check(at, &expanded, problems)
    }

    fn check(at: &At<String>, expanded: &Expanded, problems: &mut Vec<Problem>) -> Option<Self> {
        let source = &expanded.regex;
        let hir = match regex_syntax::Parser::new().parse(source) {
            Ok(hir) => hir,
            Err(error) => {
                let (reason, part) = explain(source, &error);
                let shown = part.as_ref().and_then(|p| source.get(p.clone())).filter(|p| !p.is_empty() && expanded.fields.is_empty());
                let shown = shown.map(|p| format!(" `{p}`")).unwrap_or_default();
                let place = part.map_or(at.span(), |p| inside(at, &expanded.written(&p)));
                problems.push(Problem::new(place, both!("正则表达式有误：{reason}{shown}", "bad regular expression: {reason}{shown}")));
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
        let fields = expanded.fields.iter().map(|(field, part)| (field.clone(), inside(at, part))).collect();
        let texts = required_texts(&hir);
        let selects = texts.as_ref().is_some_and(|list| list.iter().all(|text| text.len() > 1));
        Some(Self {
            texts,
            selects,
            needs_item: field::always(&hir),
            source: source.clone(),
            cell: OnceLock::new(),
            finder: OnceLock::new(),
            groups,
            fields,
        })
    }

    /// Looks up the units of its fields; a unit that there is not is a problem.
    pub(super) fn bind(&mut self, units: Option<&Units>, problems: &mut Vec<Problem>) {
        for (field, place) in &mut self.fields {
            if let Err(problem) = field.bind(units.unwrap_or_else(|| Units::builtin())) {
                problems.push(Problem { span: crate::text::Span::from_range(place.clone()), ..problem });
            }
        }
    }

    /// The text at `place` as the expression is to be matched against it; empty where it can't match.
    pub(super) fn haystack<'t>(&self, place: Place<'t, '_, '_>) -> Haystack<'t> {
        if self.fields.is_empty() {
            return Haystack::plain(place.text);
        }
        // what can't match need not be read
        if !self.may_match(place.text) {
            return Haystack::plain("");
        }
        let haystack = Haystack::of(place, self.fields.iter().map(|f| &f.0));
        if self.needs_item && haystack.is_plain() { Haystack::plain("") } else { haystack }
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
        self.texts.as_deref().filter(|_| self.selects)
    }

    /// False where `text` lacks all the texts one of which every match holds: looking for them costs far less than
    /// matching.
    pub(super) fn may_match(&self, text: &str) -> bool {
        let Some(texts) = &self.texts else { return true };
        let finder = self.finder.get_or_init(|| AhoCorasick::new(texts).ok());
        finder.as_ref().is_none_or(|finder| finder.is_match(text))
    }

    /// The names of its groups.
    pub(super) fn groups(&self) -> &[String] {
        &self.groups
    }
}

/// The parser's reason in one line, and the part of the expression that it is about.
fn explain(source: &str, error: &regex_syntax::Error) -> (String, Option<Range<usize>>) {
    let (reason, span) = match error {
        regex_syntax::Error::Parse(e) => (e.kind().to_string(), *e.span()),
        regex_syntax::Error::Translate(e) => (e.kind().to_string(), *e.span()),
        _ => return (error.to_string(), None),
    };
    let part = span.start.offset..span.end.offset;
    (reason, Some(part).filter(|part| !part.is_empty() && source.get(part.clone()).is_some()))
}

/// The place in the rule file of a part of an expression, given in bytes of the folded expression. Where the string is
/// written with escapes, which part of it that is can't be told, and its whole place is meant.
fn inside(at: &At<String>, part: &Range<usize>) -> Range<usize> {
    let (whole, written) = (at.span(), at.get());
    // one quotation mark at either end and no escapes
    if whole.len() != written.len() + 2 {
        return whole;
    }
    let byte = |folded: usize| {
        let mut left = folded;
        let before = written.chars().take_while(|c| {
            let width = fold_width(*c).len_utf8();
            let goes = left >= width;
            left = left.saturating_sub(width);
            goes
        });
        whole.start + 1 + before.map(char::len_utf8).sum::<usize>()
    };
    byte(part.start)..byte(part.end)
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

/// Loads a list of expressions without fields.
pub(super) fn load_all(list: &[At<String>], problems: &mut Vec<Problem>) -> Vec<Lazy> {
    list.iter().filter_map(|at| Lazy::load(at, problems)).collect()
}

/// Loads a list of expressions that may have fields.
pub(super) fn load_all_with_fields(list: &[At<String>], problems: &mut Vec<Problem>) -> Vec<Lazy> {
    list.iter().filter_map(|at| Lazy::load_with_fields(at, problems)).collect()
}

/// True where an exception without fields overlaps `range` of `text`.
pub(super) fn excepted(unless: &[Lazy], text: &str, range: &Range<usize>) -> bool {
    if unless.is_empty() {
        return false;
    }
    let window = near(text, range);
    let start = window.start;
    let window = text.get(window).unwrap_or(text);
    unless
        .iter()
        .filter_map(Lazy::regex)
        .any(|r| r.find_iter(window).any(|m| m.start() + start < range.end && range.start < m.end() + start))
}

/// The stretch around `range` that an exception about it can stand in.
fn near(text: &str, range: &Range<usize>) -> Range<usize> {
    // an exception further away than this cannot be about the place
    const NEAR: usize = 400;
    floor(text, range.start.saturating_sub(NEAR))..floor(text, (range.end + NEAR).min(text.len()))
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
