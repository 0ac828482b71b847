//! Wordings that hold figures: `由{before}(增加|增长)到{now}，(年均)?增长{rate}`.

use super::masked::{FIGURE, Masked};
use crate::both;
use crate::rule::Problem;
use crate::rule::manifest::At;
use regex::Regex;

/// Compiled wordings, each with the same figures.
#[derive(Debug)]
pub(super) struct Phrase {
    wordings: Vec<Regex>,
    names: Vec<String>,
}

impl Phrase {
    /// Compiles wordings, one a line. `{name}` is a figure; everything else is a regular expression.
    pub(super) fn compile(at: &At<String>, problems: &mut Vec<Problem>) -> Option<Self> {
        let mut all: Option<Self> = None;
        for line in at.get().lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (regex, names) = wording(line, at, problems)?;
            let known = all.get_or_insert_with(|| Self { wordings: Vec::new(), names: names.clone() });
            if let Some(missing) = known.names.iter().find(|n| !names.contains(n)).or(names.iter().find(|n| !known.names.contains(n))) {
                problems.push(Problem::new(
                    at.span(),
                    both!("`{{{missing}}}` 不是每一种说法里都有", "`{{{missing}}}` does not stand in every wording"),
                ));
                return None;
            }
            known.wordings.push(regex);
        }
        if all.is_none() {
            problems.push(Problem::new(at.span(), both!("没有说法", "there is no wording")));
        }
        all
    }

    /// The names of its figures.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// Every place of the wordings in a sentence: for each name, the index of its fact.
    pub(super) fn find(&self, sentence: &Masked) -> Vec<Vec<usize>> {
        let mut out: Vec<Vec<usize>> = Vec::new();
        if sentence.places.len() < self.names.len() {
            return out;
        }
        for regex in &self.wordings {
            for captures in regex.captures_iter(&sentence.text) {
                let fact = |name: &String| {
                    let at = captures.name(name)?.start();
                    sentence.places.iter().find(|(place, _)| *place == at).map(|&(_, fact)| fact)
                };
                let found = self.names.iter().map(fact).collect::<Option<Vec<_>>>();
                out.extend(found.filter(|found| !out.contains(found)));
            }
        }
        out
    }
}

fn wording(line: &str, at: &At<String>, problems: &mut Vec<Problem>) -> Option<(Regex, Vec<String>)> {
    let mut source = String::new();
    let mut names: Vec<String> = Vec::new();
    let mut rest = line;
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
        Ok(regex) => Some((regex, names)),
        Err(error) => {
            problems.push(Problem::new(at.span(), both!("正则表达式有误：{error}", "bad regular expression: {error}")));
            None
        }
    }
}
