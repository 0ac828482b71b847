//! Wordings that hold figures: `由{before}(增加|增长)到{now}，(年均)?增长{rate}`; `{part..}，合计{whole}` holds a list.

use super::masked::{FIGURE, Masked};
use crate::both;
use crate::lang::Localized;
use crate::rule::Problem;
use crate::rule::manifest::At;
use regex::Regex;

/// Compiled wordings, each with the same figures.
#[derive(Debug)]
pub(super) struct Phrase {
    wordings: Vec<Regex>,
    names: Vec<String>,
    /// Those of the names that stand for a list.
    lists: Vec<String>,
    /// As it is written.
    written: String,
}

/// What a list may not cross.
const NO_END: &str = "[^。！？!?…；;]";

impl Phrase {
    /// Compiles wordings, one a line. `{name}` is a figure, `{name..}` all figures from one to another; everything else is a
    /// regular expression.
    pub(super) fn compile(at: &At<String>, problems: &mut Vec<Problem>) -> Option<Self> {
        let mut all: Option<Self> = None;
        for line in at.get().lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (regex, names, lists) = wording(line, at, problems)?;
            let known = all.get_or_insert_with(|| Self {
                wordings: Vec::new(),
                names: names.clone(),
                lists: lists.clone(),
                written: at.get().clone(),
            });
            if known.lists != lists {
                problems.push(Problem::new(
                    at.span(),
                    Localized::fixed("一个名字在各种说法里须都是一列数，或都不是", "a name stands for a list in all wordings or in none"),
                ));
                return None;
            }
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

    /// The wordings as they are written.
    pub(super) fn written(&self) -> &str {
        &self.written
    }

    /// Whether a name stands for a list.
    pub(super) fn is_list(&self, name: &str) -> bool {
        self.lists.iter().any(|list| list == name)
    }

    /// Every place of the wordings in a sentence: for each name, the indices of its facts.
    pub(super) fn find(&self, sentence: &Masked) -> Vec<Vec<Vec<usize>>> {
        let mut out: Vec<Vec<Vec<usize>>> = Vec::new();
        if sentence.places.len() < self.names.len() {
            return out;
        }
        for regex in &self.wordings {
            for captures in regex.captures_iter(&sentence.text) {
                let fact = |name: &String| {
                    let at = captures.name(name)?.range();
                    let inside = sentence.places.iter().filter(|(place, _)| at.contains(place)).map(|&(_, fact)| fact);
                    Some(inside.collect::<Vec<_>>()).filter(|inside| !inside.is_empty())
                };
                let found = self.names.iter().map(fact).collect::<Option<Vec<_>>>();
                out.extend(found.filter(|found| !out.contains(found)));
            }
        }
        out
    }
}

/// The expression of one wording, the names in it, and those of them that stand for lists.
fn wording(line: &str, at: &At<String>, problems: &mut Vec<Problem>) -> Option<(Regex, Vec<String>, Vec<String>)> {
    let mut source = String::new();
    let (mut names, mut lists): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let mut rest = line;
    while let Some(open) = rest.find('{') {
        let (head, tail) = rest.split_at_checked(open)?;
        source.push_str(head);
        let name = tail.get(1..).and_then(|t| t.split_once('}'));
        match name {
            // {2,3} counts
            Some((name, after)) if name.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                let list = name.strip_suffix("..");
                let name = list.unwrap_or(name);
                if names.iter().any(|n| n == name) {
                    problems.push(Problem::new(at.span(), both!("`{{{name}}}` 出现了两次", "`{{{name}}}` stands there twice")));
                    return None;
                }
                match list {
                    Some(_) => source.push_str(&format!("(?<{name}>{FIGURE}{NO_END}*{FIGURE})")),
                    None => source.push_str(&format!("(?<{name}>{FIGURE})")),
                }
                lists.extend(list.map(str::to_owned));
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
        Ok(regex) => {
            lists.sort_unstable();
            Some((regex, names, lists))
        }
        Err(error) => {
            problems.push(Problem::new(at.span(), both!("正则表达式有误：{error}", "bad regular expression: {error}")));
            None
        }
    }
}
