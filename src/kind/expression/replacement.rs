//! Replacements: `$name`, `${name}`, `$1`, with the text of that group.

use super::Lazy;
use crate::both;
use crate::rule::Problem;
use crate::rule::manifest::{At, nearest};
use regex::Captures;
use std::ops::Range;

/// Checks that a replacement names only groups that the expression has: `$name`, `${name}`, `$1`. What the regex
/// crate does with any other is to insert nothing.
pub(in crate::kind) fn check_replacement(template: &At<String>, expression: &Lazy, problems: &mut Vec<Problem>) {
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

/// Puts the groups of a match into `template`; `text` gives the text of a range of the match's haystack.
pub(in crate::kind) fn replaced<'t>(template: &str, captures: &Captures<'_>, text: impl Fn(Range<usize>) -> &'t str) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((head, after)) = rest.split_once('$') {
        out.push_str(head);
        let braced = after.strip_prefix('{').and_then(|inner| inner.split_once('}'));
        let length = after.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
        let (name, after) = match braced {
            Some((name, after)) => (name, after),
            None if after.starts_with('$') => {
                out.push('$');
                rest = after.strip_prefix('$').unwrap_or(after);
                continue;
            }
            None if length > 0 => after.split_at_checked(length).unwrap_or(("", after)),
            None => {
                out.push('$');
                rest = after;
                continue;
            }
        };
        let group = name.parse().map_or_else(|_| captures.name(name), |number: usize| captures.get(number));
        out.push_str(group.map_or("", |group| text(group.range())));
        rest = after;
    }
    out + rest
}

/// The problem of a group that the expression does not have.
pub(in crate::kind) fn no_such_group(place: &At<String>, name: &str, expression: &Lazy) -> Problem {
    let problem = Problem::new(place.span(), both!("表达式里没有名为 `{name}` 的组", "the expression has no group named `{name}`"));
    match nearest(name, expression.groups.iter().map(String::as_str)) {
        Some(meant) => problem.with_help(both!("是不是 `{meant}`？", "did you mean `{meant}`?")),
        None => problem,
    }
}
