//! Wordings that hold figures: `由{before}(增加|增长)到{now}，(年均)?增长{rate}`.

use crate::both;
use crate::figure::Fact;
use crate::rule::Problem;
use crate::rule::manifest::At;
use regex::Regex;
use std::ops::Range;

/// What stands for a figure while a wording is looked for.
pub(super) const FIGURE: char = '\u{e000}';

/// A compiled wording.
#[derive(Debug)]
pub(super) struct Phrase {
    regex: Regex,
    names: Vec<String>,
}

impl Phrase {
    /// Compiles a wording. `{name}` is a figure; everything else is a regular expression.
    pub(super) fn compile(at: &At<String>, problems: &mut Vec<Problem>) -> Option<Self> {
        let mut source = String::new();
        let mut names: Vec<String> = Vec::new();
        let mut rest = at.get().as_str();
        while let Some(open) = rest.find('{') {
            let (head, tail) = rest.split_at_checked(open)?;
            source.push_str(head);
            let name = tail.get(1..).and_then(|t| t.split_once('}'));
            match name {
                // {2,3} counts
                Some((name, after)) if name.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                    if names.iter().any(|n| n == name) {
                        problems.push(Problem::new(at.span(), both!("`{{{name}}}` 出现了两次", "`{{{name}}}` stands there twice")));
                        return None;
                    }
                    source.push_str(&format!("(?<{name}>{FIGURE})"));
                    names.push(name.to_owned());
                    rest = after;
                }
                _ => {
                    source.push('{');
                    rest = tail.get(1..).unwrap_or_default();
                }
            }
        }
        source.push_str(rest);
        match Regex::new(&source) {
            Ok(regex) => Some(Self { regex, names }),
            Err(error) => {
                problems.push(Problem::new(at.span(), both!("正则表达式有误：{error}", "bad regular expression: {error}")));
                None
            }
        }
    }

    /// The names of its figures.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// Every place of the wording in a passage: for each name, the index of its fact. `facts` are those of the passage,
    /// with their indices.
    pub(super) fn find(&self, text: &str, facts: &[(usize, &Fact)]) -> Vec<Vec<usize>> {
        let mut out = Vec::new();
        for sentence in crate::document::sentences(text) {
            let inside: Vec<_> =
                facts.iter().filter(|(_, f)| sentence.start <= f.figure.span.start && f.figure.span.end <= sentence.end).collect();
            if inside.len() < self.names.len() {
                continue;
            }
            let (masked, places) = mask(text, &sentence, &inside);
            for captures in self.regex.captures_iter(&masked) {
                let fact = |name: &String| {
                    let at = captures.name(name)?.start();
                    places.iter().find(|(place, _)| *place == at).map(|&(_, fact)| fact)
                };
                out.extend(self.names.iter().map(fact).collect::<Option<Vec<_>>>());
            }
        }
        out
    }
}

/// The sentence with one character for each figure, and where they stand.
fn mask(text: &str, sentence: &Range<usize>, facts: &[&(usize, &Fact)]) -> (String, Vec<(usize, usize)>) {
    let mut masked = String::new();
    let mut places = Vec::new();
    let mut at = sentence.start;
    for (index, fact) in facts {
        let span = &fact.figure.span;
        if span.start < at {
            continue;
        }
        masked.push_str(text.get(at..span.start).unwrap_or_default());
        places.push((masked.len(), *index));
        masked.push(FIGURE);
        at = span.end;
    }
    masked.push_str(text.get(at..sentence.end).unwrap_or_default());
    (masked, places)
}
