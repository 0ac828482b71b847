//! A rule ready to run.

use crate::both;
use crate::document::Document;
use crate::figure::Units;
use crate::finding::{Anchor, Confidence, Finding, Fingerprint, Severity};
use crate::kind::{self, Check, Hit};
use crate::lang::Localized;
use crate::rule::manifest::At;
use crate::rule::{Applies, Declaration, Example, PathGlobs, Problem, RuleSeverity, RuleText, Template};
use crate::text::{Span, visible};
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The longest quotation in a message, in characters.
const QUOTED: usize = 40;

/// A rule with its check compiled.
pub struct Rule {
    /// Its id.
    pub id: Arc<str>,
    /// The file it comes from.
    pub file: Arc<str>,
    /// True where it comes with kanwu.
    pub shipped: bool,
    /// What kind of defect it finds.
    pub title: Localized,
    /// How harmful, as the file says.
    pub severity: RuleSeverity,
    /// The ceiling of its findings' confidence.
    pub confidence: Confidence,
    /// What it can be selected by.
    pub tags: Vec<String>,
    /// Its reasons.
    pub why: Option<Localized>,
    /// The name of its kind.
    pub kind: &'static str,
    /// True where it checks wording, so that the project's vocabulary excuses what it finds.
    pub wording: bool,
    /// Its examples.
    pub examples: Vec<Example>,
    pub(super) check: Box<dyn Check>,
    /// Whether the kind's values are quoted from the text.
    quotes: bool,
    /// The units that its examples are read with; the built-in ones where there are no others.
    pub(super) units: Option<Arc<Units>>,
    message: Template,
    help: Option<Template>,
    title_pattern: Option<Regex>,
    paths: Option<PathGlobs>,
}

impl Rule {
    /// Compiles a declaration. Nothing is returned where a problem keeps it from running.
    pub(super) fn compile(
        declaration: Declaration<'_>,
        file: &RuleText,
        units: Option<Arc<Units>>,
        problems: &mut Vec<Problem>,
    ) -> Option<Self> {
        let (kind, mut check) = kind::compile(declaration.check, problems)?;
        check.bind(units.as_deref(), problems);
        let mut known: Vec<String> = std::iter::once("text").chain(kind.placeholders().iter().map(|p| p.name)).map(str::to_owned).collect();
        known.extend(check.placeholders());
        let message = Template::parse(&declaration.message, &known, declaration.message_place, problems);
        let help = declaration.help.map(|(text, place)| Template::parse(&text, &known, place, problems));
        let (title_pattern, paths) = compile_applies(&declaration.applies, problems);
        Some(Self {
            id: declaration.id,
            file: Arc::from(file.path.as_str()),
            shipped: file.shipped,
            title: declaration.title,
            severity: declaration.severity,
            confidence: declaration.confidence,
            tags: declaration.tags,
            why: declaration.why,
            kind: kind.name(),
            wording: kind.is_wording(),
            examples: declaration.examples,
            check,
            quotes: kind.quotes(),
            units,
            message,
            help,
            title_pattern,
            paths,
        })
    }

    /// Its family: the name of the folder that its file lies in; empty where it lies in none.
    #[must_use]
    pub fn family(&self) -> &str {
        self.file.rsplit(['/', '\\']).nth(1).unwrap_or_default()
    }

    /// What is said of one finding, its placeholders as they are written.
    #[must_use]
    pub fn message(&self) -> Localized {
        self.message.written()
    }

    /// The placeholders that its message and its help use.
    pub(super) fn placeholders_used(&self) -> BTreeSet<&str> {
        self.message.names().into_iter().chain(self.help.iter().flat_map(Template::names)).collect()
    }

    /// True where the rule is for this document.
    pub(super) fn applies_to(&self, document: &Document<'_>) -> bool {
        self.fits_title(document) && self.fits_path(document)
    }

    fn fits_title(&self, document: &Document<'_>) -> bool {
        self.title_pattern.as_ref().is_none_or(|p| document.title().is_some_and(|t| p.is_match(t)))
    }

    fn fits_path(&self, document: &Document<'_>) -> bool {
        self.paths.as_ref().is_none_or(|globs| globs.is_match(document.source.name()))
    }

    /// Why the rule is not for this document; none where it is.
    pub(super) fn closed_to(&self, document: &Document<'_>) -> Option<Localized> {
        if !self.fits_path(document) {
            return Some(Localized::fixed("文件路径不在 applies.paths 之内", "the path is not among `applies.paths`"));
        }
        if !self.fits_title(document) {
            return Some(match document.title() {
                Some(title) => {
                    let title = quote(title);
                    both!("标题“{title}”不合 applies.title", "the title “{title}” is not what `applies.title` asks for")
                }
                None => Localized::fixed("没有标题，而 applies.title 要看标题", "there is no title, and `applies.title` asks for one"),
            });
        }
        None
    }

    /// Puts the rule's words to a hit. The fingerprint is left to the sink.
    pub(super) fn finding(&self, hit: Hit, severity: Severity, text: &str) -> Finding {
        let quoted = quote(text.get(hit.span.range()).unwrap_or_default());
        let value = |name: &str| match name {
            "text" => Some(Localized::same(quoted.clone())),
            // what is the same in both languages is quoted from the text; the rest is the kind's own wording
            _ => hit
                .values
                .iter()
                .find(|(n, _)| n == name)
                .map(|(_, v)| if v.zh == v.en && self.quotes { Localized::same(quote(&v.zh)) } else { v.clone() }),
        };
        let message = self.message.render(value);
        let mut help = hit.help.clone();
        help.extend(self.help.as_ref().map(|h| h.render(value)));
        Finding {
            rule: self.id.clone(),
            rule_file: self.file.clone(),
            severity: hit.severity.map_or(severity, |s| s.min(severity)),
            confidence: hit.confidence.map_or(self.confidence, |c| c.min(self.confidence)),
            title: self.title.clone(),
            message,
            span: hit.span,
            labels: hit.labels,
            help,
            fixes: hit.fixes,
            fingerprint: Fingerprint::default(),
            anchor: Anchor::default(),
            within: Span::default(),
        }
    }
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rule").field("id", &self.id).field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// A text as it may stand in a message: on one line, without control characters, its middle left out where it is long.
fn quote(text: &str) -> String {
    // only the two ends of a long text are looked at
    let head: Vec<char> = text.chars().take(QUOTED + 1).collect();
    if head.len() <= QUOTED {
        return visible::visible_line(text);
    }
    let mut tail: Vec<char> = text.chars().rev().take(QUOTED / 2).collect();
    tail.reverse();
    let first: String = head.into_iter().take(QUOTED / 2).collect();
    visible::visible_line(&format!("{first}…{}", tail.into_iter().collect::<String>()))
}

fn compile_applies(applies: &Applies, problems: &mut Vec<Problem>) -> (Option<Regex>, Option<PathGlobs>) {
    let title = applies.title.as_ref().and_then(|at: &At<String>| match Regex::new(at.get()) {
        Ok(regex) => Some(regex),
        Err(error) => {
            problems.push(Problem::new(at.span(), both!("正则表达式有误：{error}", "bad regular expression: {error}")));
            None
        }
    });
    if applies.paths.is_empty() {
        return (title, None);
    }
    let globs = PathGlobs::new(applies.paths.iter().map(|at| at.get().as_str()), |i, error| {
        let place = applies.paths.get(i).map_or(0..0, At::span);
        problems.push(Problem::new(place, both!("通配式有误：{error}", "bad glob: {error}")));
    });
    (title, Some(globs))
}

/// The span of a whole rule file's first line, for problems that are about the file.
pub(super) fn first_line(text: &str) -> Span {
    Span::from_range(0..text.find('\n').unwrap_or(text.len()))
}
