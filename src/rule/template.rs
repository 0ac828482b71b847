//! Message templates: `{name}` stands for a value that the check supplies, `{{` for a brace.

use super::manifest::{Problem, nearest};
use crate::both;
use crate::lang::Localized;
use crate::text::Span;

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    /// Text as it stands.
    Text(String),
    /// The value of this name.
    Value(String),
}

/// A parsed message in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template {
    zh: Vec<Slot>,
    en: Vec<Slot>,
}

impl Template {
    /// Parses both wordings; a placeholder that is not among `known` is a problem at `place`.
    pub fn parse(text: &Localized, known: &[String], place: Span, problems: &mut Vec<Problem>) -> Self {
        let mut parse = |text: &str| {
            let slots = slots(text);
            for slot in &slots {
                if let Slot::Value(name) = slot
                    && !known.contains(name)
                {
                    problems.push(unknown_placeholder(name, known, place));
                }
            }
            slots
        };
        let zh = parse(&text.zh);
        let en = if text.zh == text.en { zh.clone() } else { parse(&text.en) };
        Self { zh, en }
    }

    /// The message as it is written in the rule file, placeholders and all.
    #[must_use]
    pub fn written(&self) -> Localized {
        let write = |slots: &[Slot]| {
            let slot = |slot: &Slot| match slot {
                Slot::Text(text) => text.replace('{', "{{").replace('}', "}}"),
                Slot::Value(name) => format!("{{{name}}}"),
            };
            slots.iter().map(slot).collect::<String>()
        };
        Localized::new(write(&self.zh), write(&self.en))
    }

    /// The names of its placeholders, each once, sorted.
    #[must_use]
    pub fn names(&self) -> std::collections::BTreeSet<&str> {
        self.zh.iter().chain(&self.en).filter_map(|slot| if let Slot::Value(name) = slot { Some(name.as_str()) } else { None }).collect()
    }

    /// The message with its values filled in; `value` gives the value of a name in both languages.
    pub fn render(&self, value: impl Fn(&str) -> Option<Localized>) -> Localized {
        let fill = |slots: &[Slot], pick: fn(&Localized) -> &str| {
            let mut out = String::new();
            for slot in slots {
                match slot {
                    Slot::Text(text) => out.push_str(text),
                    Slot::Value(name) => out.push_str(value(name).as_ref().map_or("", pick)),
                }
            }
            out
        };
        Localized::new(fill(&self.zh, |l| &l.zh), fill(&self.en, |l| &l.en))
    }
}

fn slots(text: &str) -> Vec<Slot> {
    let mut out = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        plain.push_str(rest.get(..at).unwrap_or_default());
        let tail = rest.get(at..).unwrap_or_default();
        let name_end = tail.find('}');
        if let Some(after) = tail.strip_prefix("{{") {
            plain.push('{');
            rest = after;
        } else if let Some(after) = tail.strip_prefix("}}") {
            plain.push('}');
            rest = after;
        } else if let (true, Some(end)) = (tail.starts_with('{'), name_end) {
            if !plain.is_empty() {
                out.push(Slot::Text(std::mem::take(&mut plain)));
            }
            out.push(Slot::Value(tail.get(1..end).unwrap_or_default().to_owned()));
            rest = tail.get(end + 1..).unwrap_or_default();
        } else {
            plain.push_str(tail.get(..1).unwrap_or_default());
            rest = tail.get(1..).unwrap_or_default();
        }
    }
    plain.push_str(rest);
    if !plain.is_empty() {
        out.push(Slot::Text(plain));
    }
    out
}

fn unknown_placeholder(name: &str, known: &[String], place: Span) -> Problem {
    let problem = Problem::new(place, both!("没有占位符 `{{{name}}}`", "no such placeholder `{{{name}}}`"));
    let list = known.iter().map(|k| format!("{{{k}}}")).collect::<Vec<_>>().join(" ");
    match nearest(name, known.iter().map(String::as_str)) {
        Some(meant) => problem.with_help(both!("是不是 `{{{meant}}}`？", "did you mean `{{{meant}}}`?")),
        None => problem.with_help(both!("可用的占位符：{list}", "placeholders: {list}")),
    }
}
