//! What a finding comes to in a few words, for the formats that have one field for all of it.

use super::human::{fix_title, level_name};
use crate::finding::{Failure, Finding, Severity};
use crate::lang::Lang;

/// Proposed readings that are told of one finding.
const FIXES: usize = 3;

/// How heavy a finding is, the heaviest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    Error,
    Warning,
    Lead,
}

impl Weight {
    pub(super) const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Lead];

    pub(super) fn of(finding: &Finding) -> Self {
        match finding.severity {
            _ if finding.is_lead() => Self::Lead,
            Severity::Error => Self::Error,
            Severity::Warning | Severity::Info => Self::Warning,
        }
    }
}

/// What is wrong and, on further lines, what is proposed.
pub(super) fn explained(finding: &Finding, lang: Lang) -> String {
    let mut text = finding.message.in_lang(lang).to_owned();
    let fixes = finding.fixes.iter().take(FIXES).map(|f| fix_title(f, lang));
    for help in fixes.chain(finding.help.iter().map(|h| h.in_lang(lang).to_owned())) {
        text.push_str(if lang == Lang::Zh { "\n建议：" } else { "\nhelp: " });
        text.push_str(&help);
    }
    text
}

/// Severity, rule and title on one line.
pub(super) fn heading(finding: &Finding, lang: Lang) -> String {
    format!("{}[{}] {}", level_name(finding, lang), finding.rule, finding.title.in_lang(lang))
}

/// A failure of the run and, on further lines, what to do about it.
pub(super) fn failure(failure: &Failure, lang: Lang) -> String {
    let mut text = failure.message.in_lang(lang).to_owned();
    for help in &failure.help {
        text.push_str(if lang == Lang::Zh { "\n建议：" } else { "\nhelp: " });
        text.push_str(help.in_lang(lang));
    }
    text
}
