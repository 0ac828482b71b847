//! Any text as a rule file: no panic, each problem at a place in the file; a rule that loads can be run.
#![no_main]

use kanwu::document::Syntax;
use kanwu::engine::{Engine, Options, RuleSet};
use kanwu::rule::RuleText;
use kanwu::text::Source;
use libfuzzer_sys::fuzz_target;

const TEXT: &str =
    "2023年，国内生产总值1260582亿元，增长5.2%。其中，第一产业增加值89755亿元，增长4.1%。\n\n加强建\n\n设，夏粮超过去年的半。";

fuzz_target!(|text: &str| {
    let file = RuleText { path: "r.toml".to_owned(), text: text.to_owned(), shipped: false };
    let set = RuleSet::load_only(vec![file], false);
    for report in &set.reports {
        for finding in &report.findings {
            assert!(report.source.text().get(finding.span.range()).is_some(), "{:?}", finding.span);
        }
    }
    if !set.rules.is_empty() {
        _ = Engine::new(set, &Options::default()).check(Source::new("t", TEXT), Syntax::Plain);
    }
});
