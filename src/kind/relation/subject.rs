//! Patterns of subjects: `国内生产总值|GDP`, `*增加值`, `{part}占{whole}比重`.

use crate::both;
use crate::rule::Problem;
use crate::rule::manifest::At;
use regex::Regex;

/// A pattern that must match the whole subject.
#[derive(Debug)]
pub(in crate::kind) struct Subject {
    regex: Regex,
    variables: Vec<String>,
    /// Whether there is plain text in it.
    pub(super) literal: bool,
    /// The variable, where the pattern is one and nothing else.
    pub(super) only: Option<String>,
}

impl Subject {
    /// Compiles a pattern; `|`, `(`, `)` and `?` mean what they mean in regular expressions.
    pub(in crate::kind) fn compile(at: &At<String>, problems: &mut Vec<Problem>) -> Option<Self> {
        let text = at.get();
        let mut source = String::new();
        let mut variables: Vec<String> = Vec::new();
        let mut literal = false;
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            match c {
                '*' => source.push_str(".*"),
                '|' | '(' | ')' | '?' => source.push(c),
                '{' => {
                    let name: String = chars.by_ref().take_while(|c| *c != '}').collect();
                    let valid = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
                    if !valid || variables.contains(&name) {
                        problems.push(Problem::new(
                            at.span(),
                            both!("`{{{name}}}` 不是变量名，或出现了两次", "`{{{name}}}` is no name of a variable, or stands there twice"),
                        ));
                        return None;
                    }
                    source.push_str(&format!("(?<{name}>.+?)"));
                    variables.push(name);
                }
                c => {
                    literal = true;
                    source.push_str(&regex::escape(c.encode_utf8(&mut [0; 4])));
                }
            }
        }
        let only = variables.first().filter(|v| *text == format!("{{{v}}}")).cloned();
        match Regex::new(&format!("^(?:{source})$")) {
            Ok(regex) => Some(Self { regex, variables, literal, only }),
            Err(error) => {
                problems.push(Problem::new(at.span(), both!("主语模式有误：{error}", "bad subject pattern: {error}")));
                None
            }
        }
    }

    /// The variables in it.
    pub(super) fn variables(&self) -> &[String] {
        &self.variables
    }

    /// The values of the variables, where the pattern matches the subject.
    pub(in crate::kind) fn matches(&self, subject: &str) -> Option<Vec<(&str, String)>> {
        if self.variables.is_empty() {
            return self.regex.is_match(subject).then(Vec::new);
        }
        let captures = self.regex.captures(subject)?;
        Some(self.variables.iter().filter_map(|v| Some((v.as_str(), captures.name(v)?.as_str().to_owned()))).collect())
    }
}

/// The name under which a subject is compared: the first of the equivalent names for each of them. Of several that it
/// holds the longest counts, so that 国内生产总值 is not taken for 生产总值 with something before it.
pub(in crate::kind) fn normal(subject: &str, equivalent: &[Vec<String>]) -> String {
    let mut out = subject.to_owned();
    for group in equivalent {
        let Some(first) = group.first() else { continue };
        let held = group.iter().filter(|name| !name.is_empty() && out.contains(name.as_str())).max_by_key(|name| name.len());
        if let Some(name) = held.filter(|name| *name != first) {
            out = out.replacen(name.as_str(), first, 1);
        }
    }
    out
}
