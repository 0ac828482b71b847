//! Floor 7: what findings propose, put into the text.
//!
//! [`plan`] chooses which edits are made, without conflict; [`Plan::apply`] makes them; [`diff`] shows them before;
//! [`encode`] gives the bytes of the file, in the encoding it was in. Nothing here touches a file.
//!
//! ```
//! use kanwu::fix::{Scope, plan};
//!
//! let text = "会议审议通过了报告，，各方表示欢迎。";
//! assert!(plan(&[], Scope::Safe).edits.is_empty());
//! assert_eq!(plan(&[], Scope::Safe).apply(text), text);
//! ```

mod bytes;
mod diff;

pub use bytes::{CannotEncode, encode};
pub use diff::diff;

use crate::finding::{Applicability, Confidence, Edit, Finding, Fix};

/// Which fixes are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Those that can't change what a correct text means.
    Safe,
    /// Those that are likely right, too; not those of leads, nor where a finding has several readings.
    Unsafe,
}

/// What comes of the fixes of one text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The edits that are made, in order and apart from each other.
    pub edits: Vec<Edit>,
    /// Findings that are fixed.
    pub fixed: usize,
    /// Findings whose fix is left for another run, since it meets one that is made.
    pub conflicts: usize,
    /// Findings whose fix is left to a person: unsafe, a lead's, or one of several readings.
    pub left: usize,
}

/// Chooses the fixes of `findings`, which stand in text order: of two that meet, the first is made.
#[must_use]
pub fn plan(findings: &[Finding], scope: Scope) -> Plan {
    let mut plan = Plan::default();
    for finding in findings.iter().filter(|f| f.fixes.iter().any(|fix| fix.applicability != Applicability::DisplayOnly)) {
        match chosen(finding, scope) {
            None => plan.left += 1,
            Some(fix) if plan.admits(fix) => {
                plan.fixed += 1;
                for edit in &fix.edits {
                    let at = plan.edits.partition_point(|e| e.span < edit.span);
                    plan.edits.insert(at, edit.clone());
                }
            }
            Some(_) => plan.conflicts += 1,
        }
    }
    plan
}

/// The fix of a finding that may be made without a person choosing it.
fn chosen(finding: &Finding, scope: Scope) -> Option<&Fix> {
    let made = |fix: &&Fix| !fix.edits.is_empty();
    if let Some(safe) = finding.fixes.iter().filter(made).find(|fix| fix.applicability == Applicability::Safe) {
        return Some(safe);
    }
    match finding.fixes.as_slice() {
        [only] if scope == Scope::Unsafe && only.applicability == Applicability::Unsafe && finding.confidence > Confidence::Low => {
            Some(only).filter(made)
        }
        _ => None,
    }
}

impl Plan {
    /// True where the edits of `fix` meet none that is made already. Touching counts as meeting: two insertions at one
    /// place have no order.
    fn admits(&self, fix: &Fix) -> bool {
        fix.edits.iter().all(|new| {
            let after = self.edits.partition_point(|e| e.span.end < new.span.start);
            self.edits.get(after).is_none_or(|e| e.span.start > new.span.end)
        })
    }

    /// `text` with the edits made. An edit that does not stand on character boundaries of it is left out.
    #[must_use]
    pub fn apply(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for edit in &self.edits {
            let (start, end) = (edit.span.start as usize, edit.span.end as usize);
            let (Some(before), Some(_)) = (text.get(at..start), text.get(start..end)) else { continue };
            out.push_str(before);
            out.push_str(&edit.text);
            at = end;
        }
        out.push_str(text.get(at..).unwrap_or_default());
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Fingerprint, Severity};
    use crate::lang::Localized;
    use crate::text::Span;
    use proptest::prelude::*;

    fn finding(edits: &[(u32, u32, &str)], applicability: Applicability, confidence: Confidence) -> Finding {
        let edits: Vec<Edit> = edits.iter().map(|&(a, b, text)| Edit { span: Span::new(a, b), text: text.to_owned() }).collect();
        let span = edits.first().map_or(Span::default(), |e| e.span);
        Finding {
            rule: "r".into(),
            rule_file: "r.toml".into(),
            severity: Severity::Warning,
            confidence,
            title: Localized::same("t"),
            message: Localized::same("m"),
            span,
            labels: Vec::new(),
            help: Vec::new(),
            fixes: vec![Fix { title: Localized::same("f"), applicability, edits }],
            fingerprint: Fingerprint::default(),
            anchor: Default::default(),
            within: Default::default(),
        }
    }

    #[test]
    fn only_what_was_asked_for_is_made() {
        let check = |applicability, confidence, scope, made: &str, left: usize| {
            let plan = plan(&[finding(&[(0, 1, "x")], applicability, confidence)], scope);
            assert_eq!((plan.apply("abc").as_str(), plan.left), (made, left), "{applicability:?} {confidence:?} {scope:?}");
        };
        check(Applicability::Safe, Confidence::High, Scope::Safe, "xbc", 0);
        check(Applicability::Safe, Confidence::Low, Scope::Safe, "xbc", 0);
        check(Applicability::Unsafe, Confidence::High, Scope::Safe, "abc", 1);
        check(Applicability::Unsafe, Confidence::High, Scope::Unsafe, "xbc", 0);
        check(Applicability::Unsafe, Confidence::Low, Scope::Unsafe, "abc", 1);
        check(Applicability::DisplayOnly, Confidence::High, Scope::Unsafe, "abc", 0);
    }

    #[test]
    fn of_several_readings_none_is_made() {
        let mut two = finding(&[(0, 1, "x")], Applicability::Unsafe, Confidence::High);
        two.fixes.push(two.fixes[0].clone());
        assert_eq!(plan(&[two], Scope::Unsafe).edits, []);
    }

    #[test]
    fn of_two_that_meet_the_first_is_made() {
        let safe = |a, b, text| finding(&[(a, b, text)], Applicability::Safe, Confidence::High);
        let both = plan(&[safe(0, 2, "x"), safe(1, 3, "y")], Scope::Safe);
        assert_eq!((both.apply("abc").as_str(), both.fixed, both.conflicts), ("xc", 1, 1));
        let touching = plan(&[safe(0, 1, "x"), safe(1, 2, "y")], Scope::Safe);
        assert_eq!((touching.apply("abc").as_str(), touching.conflicts), ("xbc", 1));
        let whole = finding(&[(0, 1, "("), (4, 5, ")")], Applicability::Safe, Confidence::High);
        let inner = plan(&[whole, safe(2, 3, "-")], Scope::Safe);
        assert_eq!((inner.apply("[abc]").as_str(), inner.conflicts), ("(a-c)", 0));
    }

    proptest! {
        #[test]
        fn edits_are_in_order_and_apart(spans in prop::collection::vec((0u32..40, 0u32..6, "[a-z]{0,3}"), 0..20)) {
            let findings: Vec<Finding> = spans.iter()
                .map(|(a, n, text)| finding(&[(*a, a + n, text)], Applicability::Safe, Confidence::High)).collect();
            let plan = plan(&findings, Scope::Safe);
            for pair in plan.edits.windows(2) {
                prop_assert!(pair[0].span.end < pair[1].span.start);
            }
            prop_assert_eq!(plan.fixed + plan.conflicts, findings.len());
            let text = "0123456789".repeat(5);
            let grown: usize = plan.edits.iter().map(|e| e.text.len()).sum();
            let gone: u32 = plan.edits.iter().map(|e| e.span.end - e.span.start).sum();
            prop_assert_eq!(plan.apply(&text).len() + gone as usize, text.len() + grown);
        }
    }
}
