#![allow(clippy::print_stdout, clippy::unwrap_used, missing_docs)]
use kanwu::lexicon::Lexicon;
use std::io::Write;
fn main() {
    let lex = Lexicon::shipped();
    let mut out = std::io::BufWriter::new(std::io::stdout());
    for path in std::env::args().skip(1) {
        for line in std::fs::read_to_string(&path).unwrap().lines() {
            for w in lex.segment(line) {
                write!(out, "{w} ").unwrap();
            }
            writeln!(out).unwrap();
        }
    }
}
