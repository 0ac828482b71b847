//! Any text, read for figures and facts: no panic, soft within hard, places on character boundaries, nothing changed by
//! text of another paragraph.
#![no_main]

use kanwu::document::{Syntax, parse};
use kanwu::figure::{facts, read};
use kanwu::text::Source;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let reading = read(text);
    for figure in &reading.figures {
        assert!(text.get(figure.span.clone()).is_some(), "{:?}", figure.span);
        assert!(figure.value.hard.encloses(&figure.value.soft), "{figure:?}");
    }
    let source = Source::new("t", text);
    for document in parse(&source, Syntax::Plain) {
        let all = facts(&document);
        for (index, fact) in all.iter().enumerate() {
            assert!(text.get(fact.span.range()).is_some(), "{:?}", fact.span);
            assert!(fact.part_of.is_none_or(|whole| whole < all.len() && whole != index), "{fact:?}");
        }
    }
});
