//! Any bytes, decoded and checked by the shipped rules: no panic, no failure, the same findings twice, every place on
//! character boundaries.
#![no_main]

use kanwu::document::Syntax;
use kanwu::engine::{Checked, Engine, Options, RuleSet};
use kanwu::text::{Source, decode};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(RuleSet::load(Vec::new(), false), &Options::default()));

fuzz_target!(|bytes: &[u8]| {
    // what is no text is refused; nearly all of the fuzzer's inputs would be
    let text = match decode(bytes.to_vec(), None) {
        Ok(decoded) => decoded.text,
        Err(_) => String::from_utf8_lossy(bytes).into_owned(),
    };
    for syntax in [Syntax::Plain, Syntax::Markdown] {
        let checked = ENGINE.check(Source::new("t", text.as_str()), syntax);
        assert!(checked.failures.is_empty(), "{:?}", checked.failures);
        let again = ENGINE.check(Source::new("t", text.as_str()), syntax);
        assert_eq!(checked.report.findings, again.report.findings);
        places(&checked, &text);
    }
});

fn places(checked: &Checked, text: &str) {
    for finding in &checked.report.findings {
        let edits = finding.fixes.iter().flat_map(|f| &f.edits).map(|e| e.span);
        for span in std::iter::once(finding.span).chain(finding.labels.iter().map(|l| l.span)).chain(edits) {
            assert!(text.get(span.range()).is_some(), "{}: {span:?}", finding.rule);
        }
    }
}
