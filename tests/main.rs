//! The integration tests: a table of contents.
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::panic,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::cast_possible_truncation
)]

mod accepted; // baseline and decisions through edits, and broken ones
mod bad_input; // unreadable, huge, hostile: the right message, the right exit code
mod book; // the book: links, reference, a tutorial that is followed
mod ci; // the script of the GitHub Action, the hooks, the CI guide
mod cli; // flags, exit codes, output files, configuration
mod config; // packs, settings for some paths, the vocabulary
mod corpus; // relations across the documents of one file
mod docs; // what the documentation shows is what the program does
mod document; // blocks, passages, breaks
mod engine; // order, parallelism, prefilter, panics
mod facts; // tables of facts, errors in them, verdicts whatever the order
mod fields; // `{figure:元}` in patterns, units of the users own
mod figures; // `kanwu figures`: the table, JSON against its schema, CSV, explanations
mod fix; // kanwu fix: the diff, the files after, what is refused
mod fixtures; // marked texts, clean texts, the transcript and its gold list
mod formats; // every format that a pipeline reads, against its published schema
mod house; // what may import what, and other promises of ARCHITECTURE.md
mod numerals; // numbers in every style, alone and in longer texts, and those of absurd form
mod relations; // relations among figures: which is wrong, and what must not change the verdict
mod reports; // snapshots of every format, JSON against its schema
mod rule_commands; // rules new, test, lint, schema
mod rule_files; // broken rule files, each error at its key
mod shipped_rules; // every shipped rule: examples, languages, reasons
mod since; // findings at places that changed since a git revision
mod support;
mod text; // decoding, lines, positions, views
mod trace; // `kanwu trace`: every finding and every gate told
mod usage; // wrong command lines and unreadable TOML, in Chinese
mod watch; // `check --watch`: a text, a rule, the configuration changes
mod xsd; // as much of XML Schema as the JUnit schema uses
