//! Examples: texts on which a rule must fire, with the place marked, or stay silent.

use super::manifest::{At, Problem};
use crate::lang::Localized;
use crate::text::Span;
use schemars::JsonSchema;
use serde::Deserialize;

/// `[[example]]` as written.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct ExampleFile {
    /// A text on which the rule must fire; `⟦…⟧` marks each finding's place.
    #[schemars(extend("x-zh" = "须命中的文本；`⟦…⟧` 标出每个发现之处。"))]
    fails: Option<At<String>>,
    /// What the fix must make of the marked place.
    #[schemars(extend("x-zh" = "改后第一处应读作什么。"))]
    proposes: Option<At<String>>,
    /// A text on which the rule must stay silent.
    #[schemars(extend("x-zh" = "不得命中的文本。"))]
    passes: Option<At<String>>,
}

/// One example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The text with its marks.
    pub marked: Marked,
    /// The reading that the first fix of the first finding must give.
    pub proposes: Option<String>,
    /// Where it stands in the rule file.
    pub place: Span,
}

/// A text whose marks were taken out.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Marked {
    /// The text.
    pub text: String,
    /// The marked places, in order of their start, with the rule that `⟧{rule-id}` names, where one is named.
    pub marks: Vec<(Span, Option<String>)>,
}

impl Marked {
    /// The text with its marks put back.
    #[must_use]
    pub fn remarked(&self) -> String {
        let mut marks: Vec<(u32, char)> = self.marks.iter().flat_map(|(s, _)| [(s.start, '⟦'), (s.end, '⟧')]).collect();
        marks.sort_by_key(|&(at, mark)| (at, mark == '⟦'));
        let mut out = String::new();
        let mut last = 0;
        for (at, mark) in marks {
            out.push_str(self.text.get(last..at as usize).unwrap_or_default());
            out.push(mark);
            last = at as usize;
        }
        out.push_str(self.text.get(last..).unwrap_or_default());
        out
    }
}

/// Takes the marks `⟦…⟧` and `⟦…⟧{rule-id}` out of a text.
///
/// # Errors
/// A message where the marks don't pair.
pub fn unmark(text: &str) -> Result<Marked, Localized> {
    let mut out = Marked::default();
    let mut open: Vec<u32> = Vec::new();
    let mut rest = text;
    let here = |out: &Marked| u32::try_from(out.text.len()).unwrap_or(u32::MAX);
    while let Some(c) = rest.chars().next() {
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        match c {
            '⟦' => open.push(here(&out)),
            '⟧' => {
                let start = open.pop().ok_or_else(|| Localized::fixed("多出一个 ⟧", "a ⟧ without its ⟦"))?;
                let named = rest.strip_prefix('{').and_then(|r| r.split_once('}'));
                if let Some((_, after)) = named {
                    rest = after;
                }
                out.marks.push((Span::new(start, here(&out)), named.map(|(rule, _)| rule.to_owned())));
            }
            _ => out.text.push(c),
        }
    }
    if !open.is_empty() {
        return Err(Localized::fixed("⟦ 没有配对的 ⟧", "a ⟦ without its ⟧"));
    }
    out.marks.sort();
    Ok(out)
}

impl ExampleFile {
    /// The example; nothing, and a problem, where it is malformed.
    pub(super) fn compile(self, problems: &mut Vec<Problem>) -> Option<Example> {
        let (text, fails) = match (&self.fails, &self.passes) {
            (Some(text), None) => (text, true),
            (None, Some(text)) => (text, false),
            (Some(text), Some(_)) => {
                problems.push(Problem::new(
                    text.span(),
                    Localized::fixed("一个示例只能有 fails 或 passes 之一", "an example has either fails or passes"),
                ));
                return None;
            }
            (None, None) => {
                let place = self.proposes.map_or(0..0, |p| p.span());
                problems.push(Problem::new(place, Localized::fixed("示例缺少 fails 或 passes", "an example needs fails or passes")));
                return None;
            }
        };
        let marked = match unmark(text.get()) {
            Ok(marked) => marked,
            Err(message) => {
                problems.push(Problem::new(text.span(), message));
                return None;
            }
        };
        let complaint = match (fails, marked.marks.is_empty()) {
            (true, true) => Some(Localized::fixed("fails 示例须用 ⟦…⟧ 标出位置", "a fails example marks the place with ⟦…⟧")),
            (false, false) => Some(Localized::fixed("passes 示例不能有标记", "a passes example has no marks")),
            _ if !fails && self.proposes.is_some() => Some(Localized::fixed("proposes 只能与 fails 同用", "proposes goes with fails")),
            _ => None,
        };
        if let Some(message) = complaint {
            problems.push(Problem::new(text.span(), message));
            return None;
        }
        Some(Example { marked, proposes: self.proposes.map(|p| p.get().clone()), place: Span::from_range(text.span()) })
    }
}
