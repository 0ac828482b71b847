//! Benchmarks: `cargo bench`. Quote ratios from one run; an absolute time says more about the machine.
//!
//! The text is made up of the transcript's own paragraphs, shuffled by a fixed recipe, so that the benches need no
//! data beyond the project's.
#![allow(missing_docs, clippy::unwrap_used)]

mod text;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use kanwu::document::{Syntax, parse};
use kanwu::engine::{Engine, Options, RuleSet};
use kanwu::figure::{self, Direction};
use kanwu::finding::Summary;
use kanwu::lang::Lang;
use kanwu::lexicon::Lexicon;
use kanwu::relation::expression::parse_assertion;
use kanwu::relation::{Network, Operand, Reading, Relation, Slot};
use kanwu::reporter::{self, FORMATS, Look};
use kanwu::rule::RuleText;
use kanwu::text::{LineIndex, Source, decode};
use std::sync::{Arc, LazyLock};
use text::{TRANSCRIPT, text};

const MIB: usize = 1 << 20;

/// About 20 MiB of paragraphs in documents of 200 each.
static LARGE: LazyLock<String> = LazyLock::new(|| text(20 * MIB));

fn shipped() -> Engine {
    Engine::new(RuleSet::load(Vec::new(), false), &Options::default())
}

fn main() {
    divan::main();
}

/// Loading the shipped rules and checking a small file: what every call of the program pays.
#[divan::bench]
fn start_up_and_small_file() {
    let engine = shipped();
    black_box(engine.check(Source::new("t", TRANSCRIPT), Syntax::Plain));
}

#[divan::bench]
fn load_shipped_rules() {
    black_box(RuleSet::load(Vec::new(), false));
}

#[divan::bench]
fn open_lexicon(bencher: Bencher) {
    bencher.bench(|| black_box(Lexicon::shipped()).is_word("行动"));
}

#[divan::bench]
fn judge_seam(bencher: Bencher) {
    Lexicon::shipped();
    bencher.bench(|| black_box(Lexicon::shipped()).seam(black_box("实施国有企业改革深化提升行"), black_box("动，出台促进民营经济发展")));
}

#[divan::bench(sample_count = 10)]
fn decode_utf8(bencher: Bencher) {
    bencher
        .counter(BytesCount::of_str(&*LARGE))
        .with_inputs(|| LARGE.as_bytes().to_vec())
        .bench_values(|bytes| decode(bytes, None).unwrap());
}

#[divan::bench(sample_count = 10)]
fn decode_gb18030(bencher: Bencher) {
    let bytes = encoding_rs::GB18030.encode(&LARGE).0.into_owned();
    bencher.counter(BytesCount::of_str(&*LARGE)).with_inputs(|| bytes.clone()).bench_values(|bytes| decode(bytes, None).unwrap());
}

#[divan::bench(sample_count = 10)]
fn index_lines(bencher: Bencher) {
    bencher.counter(BytesCount::of_str(&*LARGE)).bench(|| LineIndex::new(black_box(&LARGE)));
}

#[divan::bench(sample_count = 10)]
fn parse_plain(bencher: Bencher) {
    let source = Source::new("t", LARGE.as_str());
    source.lines();
    bencher.counter(BytesCount::of_str(&*LARGE)).bench(|| parse(black_box(&source), Syntax::Plain));
}

#[divan::bench(sample_count = 10)]
fn parse_markdown(bencher: Bencher) {
    let source = Source::new("t.md", LARGE.as_str());
    bencher.counter(BytesCount::of_str(&*LARGE)).bench(|| parse(black_box(&source), Syntax::Markdown));
}

/// The whole check, on one thread and on all.
#[divan::bench(sample_count = 5, args = [1, 0])]
fn whole_check(bencher: Bencher, threads: usize) {
    let engine = shipped();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    bencher
        .counter(BytesCount::of_str(&*LARGE))
        .with_inputs(|| Source::new("t", LARGE.as_str()))
        .bench_local_values(|source| pool.install(|| engine.check(source, Syntax::Plain)));
}

/// Each format alone over a file of so many findings: four times the findings are to cost four times the time.
#[divan::bench(sample_count = 10, args = report_sizes())]
fn report(bencher: Bencher, size: &(&'static str, usize)) {
    let (format, findings) = *size;
    let rule = "id = \"r\"\ntitle = \"t\"\nseverity = \"warning\"\nmessage = \"m {text}\"\n[check.pattern]\nregex = '。、'\n";
    let rules = vec![RuleText { path: "r.toml".into(), text: rule.into(), shipped: false }];
    let engine = Engine::new(RuleSet::load_only(rules, false), &Options::default());
    let source = Source::new("t", "会议审议通过了决定。、各方表示欢迎。\n".repeat(findings));
    let report = engine.check(source, Syntax::Plain).report;
    assert_eq!(report.findings.len(), findings);
    let look = Look { lang: Lang::Zh, color: false, width: 100, quiet: true };
    bencher.bench(|| {
        let mut reporter = (reporter::named(format).unwrap().reporter)(look);
        reporter.begin(&mut std::io::sink(), engine.rules()).unwrap();
        reporter.file(&mut std::io::sink(), &report).unwrap();
        reporter.end(&mut std::io::sink(), &[], &Summary::default()).unwrap();
    });
}

fn report_sizes() -> Vec<(&'static str, usize)> {
    FORMATS.iter().flat_map(|format| [2_500, 10_000].map(|findings| (format.name, findings))).collect()
}

/// One rule of each kind alone.
#[divan::bench(sample_count = 5, args = ["pattern", "substitution", "occurrence", "requirement", "pairing", "continuity", "habit", "repetition-word", "repetition-sentence", "numbering", "enumeration", "agreement"])]
fn one_kind(bencher: Bencher, kind: &str) {
    let check = match kind {
        "pattern" => "regex = '履职能(?:。|，)'",
        "substitution" => "table = { \"中央中央\" = \"中央\", \"国务院国务院\" = \"国务院\" }",
        "occurrence" => "regex = '国内生产总值'\nmax = 100\nwithin = \"document\"",
        "requirement" => "if = '出席多国'\nthen = '会'",
        "habit" => "ways = [{ regex = '\\p{Han}(?<mark>,)\\p{Han}', mark = \"mark\", usual = '，' }]",
        "repetition-word" => "unit = \"word\"",
        "repetition-sentence" => "unit = \"sentence\"",
        "enumeration" => "anchor = '(?<count>[二三四五六七八九十])(?:项|个|大)[^，。]{0,6}[：:]'\nitems = { after = true }",
        "agreement" => "within = \"document\"",
        "numbering" => "series = [{ regex = '(?:^|[，。；])(?<number>[一二三四五])是', at = \"text\" }]",
        "pairing" => "pairs = [\"“”\", \"《》\", \"（）\"]",
        _ => "report = \"joined\"",
    };
    let kind = kind.split('-').next().unwrap_or(kind);
    let rule = format!("id = \"r\"\ntitle = \"t\"\nseverity = \"warning\"\nmessage = \"m\"\n[check.{kind}]\n{check}\n");
    bench_rules(bencher, vec![RuleText { path: "r.toml".into(), text: rule, shipped: false }]);
}

/// The cost as the number of pattern rules grows: a thousand are to cost at most three times what a hundred do.
#[divan::bench(sample_count = 5, args = [10, 100, 1000])]
fn pattern_rules(bencher: Bencher, count: usize) {
    let words: Vec<char> = TRANSCRIPT.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).collect();
    let rules = (0..count).map(|i| {
        // two characters that stand in the text, in an order that mostly does not
        let (a, b, c) = (words[i * 7 % words.len()], words[i * 13 % words.len()], words[i * 29 % words.len()]);
        let text = format!("id = \"r{i}\"\ntitle = \"t\"\nseverity = \"warning\"\nmessage = \"m\"\n[check.pattern]\nregex = '(?:{a}{b}|{b}{c})[的了]?(?:[0-9]+|\\p{{Han}}{{1,3}})。'\n");
        RuleText { path: format!("r{i}.toml"), text, shipped: false }
    });
    bench_rules(bencher, rules.collect());
}

fn bench_rules(bencher: Bencher, rules: Vec<RuleText>) {
    let set = RuleSet::load_only(rules, false);
    assert!(!set.rules.is_empty());
    let engine = Engine::new(set, &Options::default());
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    bencher
        .counter(BytesCount::of_str(&*LARGE))
        .with_inputs(|| Source::new("t", LARGE.as_str()))
        .bench_local_values(|source| pool.install(|| engine.check(source, Syntax::Plain)));
}

/// A whole with 20 parts, the share and the growth of each, and its own growth: one component of 62 figures, in which
/// one part has a wrong digit.
fn wrong_part() -> Network {
    let mut network = Network::default();
    let mut put = |text: &str, reading: Reading| {
        network.operands.push(Operand::of_figure(&figure::read(text).figures[0], text, reading));
        network.operands.len() - 1
    };
    let parts: Vec<u64> = (0..20).map(|i| 41_237 + 1_913 * i).collect();
    let total: u64 = parts.iter().sum();
    let whole = put(&format!("{total}亿元"), Reading::Plain);
    let growth = put("5.2%", Reading::Rate(Some(Direction::Up)));
    let mut slots = (Vec::new(), Vec::new());
    let mut shares = Vec::new();
    for (i, part) in parts.iter().enumerate() {
        let written = if i == 7 { part + 4000 } else { *part };
        let tenths = (part * 10_000 / total + 5) / 10;
        slots.0.push(put(&format!("{written}亿元"), Reading::Plain));
        slots.1.push(put(&format!("{}.{}%", 4 + i / 10, i % 10), Reading::Rate(Some(Direction::Up))));
        shares.push(put(&format!("{}.{}%", tenths / 10, tenths % 10), Reading::Plain));
    }
    let assertion = |text: &str| Arc::new(parse_assertion(text).unwrap());
    let (sum, share, between) = (assertion("sum(p) = w"), assertion("share(p, w) = s"), assertion("min(r) <= g <= max(r)"));
    network.add(Relation::new(0, sum, vec![Slot::Many(slots.0.clone()), Slot::One(whole)]));
    for (part, stated) in slots.0.iter().zip(&shares) {
        network.add(Relation::new(1, share.clone(), vec![Slot::One(*part), Slot::One(whole), Slot::One(*stated)]));
    }
    network.add(Relation::new(2, between, vec![Slot::Many(slots.1), Slot::One(growth)]));
    network
}

/// Telling which of 62 figures is wrong, and what it should be.
#[divan::bench]
fn localise_in_62_figures(bencher: Bencher) {
    let network = wrong_part();
    assert_eq!(network.diagnoses().len(), 1);
    bencher.bench(|| black_box(network.diagnoses()));
}

/// The same where only the sum is broken, so that every part is a suspect.
#[divan::bench]
fn localise_in_a_sum_of_60(bencher: Bencher) {
    let mut network = Network::default();
    let parts: Vec<u64> = (0..60).map(|i| 41_237 + 1_913 * i).collect();
    let texts = parts.iter().map(|p| format!("{p}亿元")).chain([format!("{}亿元", parts.iter().sum::<u64>() + 4000)]);
    network.operands = texts.map(|t| Operand::of_figure(&figure::read(&t).figures[0], &t, Reading::Plain)).collect();
    let sum = Arc::new(parse_assertion("sum(p) = w").unwrap());
    network.add(Relation::new(0, sum, vec![Slot::Many((0..60).collect()), Slot::One(60)]));
    bencher.bench(|| black_box(network.diagnoses()));
}
