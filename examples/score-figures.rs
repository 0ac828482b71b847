//! Scores the reader of figures against expectations kept outside the project.
//!
//! `score-figures GOLDEN.jsonl RECOGNIZERS-FOLDER` prints the totals and every miss. A line of GOLDEN gives one written
//! quantity with its exact bounds; the folder holds the number, range and percentage specs of Recognizers-Text.
//! Expectations that are judged wrong are listed, with the reason, in `fixtures/figures/recognizers-judged-wrong.tsv`.

#![allow(clippy::print_stdout, clippy::unwrap_used, missing_docs)]

use std::collections::{BTreeMap, BTreeSet};

use kanwu::figure::{Bound, Date, Figure, Interval, Mention, MentionKind, Rational, Reading, Role, read};
use serde_json::Value as Json;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [golden, folder] = &arguments[..] else {
        println!("usage: score-figures GOLDEN.jsonl RECOGNIZERS-FOLDER");
        return;
    };
    score_golden(&std::fs::read_to_string(golden).unwrap());
    let judged = include_str!("../fixtures/figures/recognizers-judged-wrong.tsv");
    let mut judged = Judged::new(judged);
    for model in ["NumberModel", "PercentModel", "NumberRangeModel"] {
        let spec = std::fs::read_to_string(format!("{folder}/{model}.json")).unwrap();
        score_recognizers(model, &serde_json::from_str(&spec).unwrap(), &mut judged);
    }
    for unused in judged.unused() {
        println!("judged wrong but not met: {unused}");
    }
}

fn bound(interval: &Json, end: &str) -> Bound {
    let number = match interval[end].as_str() {
        None | Some("inf" | "-inf") => return Bound::Unbounded,
        Some(number) => number.parse::<Rational>().unwrap(),
    };
    if interval[&*format!("{end}_closed")] == Json::Bool(true) { Bound::Closed(number) } else { Bound::Open(number) }
}

fn interval(value: &Json) -> Interval {
    Interval { lo: bound(value, "lo"), hi: bound(value, "hi") }
}

fn score_golden(lines: &str) {
    let (mut right, mut total) = (0, 0);
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        let row: Json = serde_json::from_str(line).unwrap();
        let text = row["expr"].as_str().unwrap();
        let reading = read(text);
        total += 1;
        let fault = golden_fault(&row, &reading);
        match fault {
            None => right += 1,
            Some(fault) => println!("golden {text}: {fault}"),
        }
    }
    println!("golden: {right}/{total}");
}

fn golden_fault(row: &Json, reading: &Reading) -> Option<String> {
    let role = row["role"].as_str().unwrap();
    let dimension = row["dim"].as_str().unwrap();
    if dimension == "ill-formed" {
        let told = reading.mentions.iter().any(|mention| matches!(mention.kind, MentionKind::IllFormed(_)));
        return (!told || !reading.figures.is_empty()).then(|| format!("{reading:?}"));
    }
    let [figure] = &reading.figures[..] else {
        return Some(format!("{} figures", reading.figures.len()));
    };
    let (hard, soft) = (interval(&row["hard"]), interval(&row["soft"]));
    let value = match &figure.change {
        Some(change) if role.starts_with("change") => &change.value,
        _ => &figure.value,
    };
    if value.hard != hard || value.soft != soft {
        return Some(format!("{:?} {:?}, expected {hard} {soft}", value.hard, value.soft));
    }
    let unit = figure.unit.map_or("", |unit| &*unit.base.name);
    let found = figure.dimension.map_or_else(String::new, |dimension| dimension.to_string());
    let same = match dimension {
        "count" => matches!(&*found, "" | "count"),
        "jin" => unit == "斤",
        "pp" => found == "ratio-difference",
        "ratio" => matches!(&*found, "" | "ratio"),
        "duration" => found.starts_with("duration"),
        other => found == other,
    };
    let expected_role = match figure.role {
        Role::Level | Role::Article => "level",
        Role::Share => "share",
        Role::Multiplier => "change:multiplier",
        Role::Difference => "change:difference",
        _ => "?",
    };
    (!same || expected_role != role).then(|| format!("dimension {found}, role {expected_role}; expected {dimension}, {role}"))
}

struct Judged<'t> {
    rows: BTreeMap<(&'t str, &'t str), &'t str>,
    met: BTreeSet<(&'t str, &'t str)>,
}

impl<'t> Judged<'t> {
    fn new(table: &'t str) -> Self {
        let rows = table.lines().skip(1).filter_map(|line| {
            let mut columns = line.split('\t');
            Some(((columns.next()?, columns.next()?), columns.next()?))
        });
        Self { rows: rows.collect(), met: BTreeSet::new() }
    }

    fn reason(&mut self, input: &str, expectation: &str) -> Option<&'t str> {
        let (key, reason) = self.rows.iter().find(|(key, _)| **key == (input, expectation))?;
        self.met.insert(*key);
        Some(reason)
    }

    fn unused(&self) -> Vec<String> {
        self.rows.keys().filter(|key| !self.met.contains(*key)).map(|key| format!("{key:?}")).collect()
    }
}

fn score_recognizers(model: &str, spec: &Json, judged: &mut Judged<'_>) {
    let (mut right, mut total, mut wrong) = (0, 0, BTreeMap::<&str, u32>::new());
    let mut extra = 0;
    for case in spec.as_array().unwrap() {
        let input = case["Input"].as_str().unwrap();
        let reading = read(input);
        let results = case["Results"].as_array().unwrap();
        if results.is_empty() && !reading.figures.is_empty() {
            extra += 1;
            println!("{model} extra: {input}: {:?}", spans(input, &reading));
        }
        for result in results {
            let expectation = format!("{}={}", result["Text"].as_str().unwrap(), result["Resolution"]["value"].as_str().unwrap_or(""));
            let found = meets(model, input, &reading, result, case["IgnoreResolution"] == Json::Bool(true));
            if let Some(reason) = judged.reason(input, &expectation) {
                *wrong.entry(reason.split(':').next().unwrap_or(reason)).or_default() += 1;
                if found {
                    println!("{model} judged wrong, yet met: {input} {expectation}");
                }
                continue;
            }
            total += 1;
            if found {
                right += 1;
            } else {
                println!("{model} miss\t{input}\t{expectation}\t{:?}", spans(input, &reading));
            }
        }
    }
    println!("{model}: {right}/{total} right; judged wrong {wrong:?}; inputs read where the model reads nothing: {extra}");
}

fn spans(input: &str, reading: &Reading) -> Vec<String> {
    let figure = |figure: &Figure| format!("{} {}", input.get(figure.span.clone()).unwrap(), figure.value.hard);
    let mention = |mention: &Mention| format!("({} {:?})", input.get(mention.span.clone()).unwrap(), mention.kind);
    reading.figures.iter().map(figure).chain(reading.mentions.iter().map(mention)).collect()
}

fn offset(input: &str, characters: u64) -> usize {
    input.char_indices().nth(usize::try_from(characters).unwrap()).map_or(input.len(), |(at, _)| at)
}

fn meets(model: &str, input: &str, reading: &Reading, result: &Json, span_only: bool) -> bool {
    let start = offset(input, result["Start"].as_u64().unwrap());
    let end = offset(input, result["End"].as_u64().unwrap() + 1);
    let expected = result["Resolution"]["value"].as_str().unwrap_or("");
    if model == "NumberRangeModel" {
        return meets_range(reading, start, end, expected);
    }
    let unit_factor = |figure: &Figure| figure.unit.map_or(Rational::ONE, |unit| unit.factor());
    let figures = reading.figures.iter().any(|figure| {
        let full = figure.span.start <= start && end <= figure.span.end;
        if model == "PercentModel" {
            let number = expected.trim_end_matches('%').replace('E', "e");
            let ratio = figure.dimension.is_none_or(|dimension| dimension.of == "ratio");
            let center = middle(figure);
            return full && ratio && figure.span.start == start && close(&center, &scaled(&decimal(&number), -2));
        }
        let inner = figure.numeral.start <= start && end <= figure.span.end && figure.numeral.end >= end.min(figure.numeral.end);
        let dozen = &figure.written * &unit_factor(figure);
        let whole = figure.span.start == start || figure.numeral.start == start || figure.numeral.end == end;
        full && inner | full
            && whole
            && (span_only
                || close(&figure.written, &decimal(expected))
                || close(&dozen, &decimal(expected))
                || close(&middle(figure), &decimal(expected)))
    });
    figures || reading.mentions.iter().any(|mention| in_mention(mention, start, end, expected))
}

/// The number as a part of a date, time, ordinal or session.
fn in_mention(mention: &Mention, start: usize, end: usize, expected: &str) -> bool {
    if mention.span.start > start || mention.span.end < end {
        return false;
    }
    let mut parts = Vec::new();
    match mention.kind {
        MentionKind::Date(Date { from, .. }) => {
            parts.extend([from.year, from.month.map(u16::from), from.day.map(u16::from)].into_iter().flatten().map(u32::from));
        }
        MentionKind::Time(time) => parts.push(u32::from(time.hour)),
        MentionKind::Ordinal(number) | MentionKind::Session(number) => parts.extend(number),
        _ => {}
    }
    parts.iter().any(|part| part.to_string() == expected)
}

fn middle(figure: &Figure) -> Rational {
    let factor = figure.unit.map_or(Rational::ONE, |unit| unit.factor());
    match (figure.value.hard.lo.number(), figure.value.hard.hi.number()) {
        (Some(lo), Some(hi)) if figure.value.hard.lo.is_closed() => (lo + hi) * Rational::fraction(1, 2).unwrap(),
        _ => &figure.written * &factor,
    }
}

fn decimal(text: &str) -> Rational {
    let lower = text.to_ascii_lowercase();
    let (digits, exponent) = lower.split_once('e').unwrap_or((&lower, "0"));
    scaled(&digits.parse().unwrap_or(Rational::ZERO), exponent.trim_start_matches('+').parse().unwrap_or(0))
}

fn scaled(number: &Rational, places: i32) -> Rational {
    number * &Rational::decimal(1, places)
}

/// Equal, or equal to the fifteen digits that the specs give.
fn close(found: &Rational, expected: &Rational) -> bool {
    (found - expected).magnitude() <= expected.magnitude() * Rational::decimal(1, -13)
}

fn meets_range(reading: &Reading, start: usize, end: usize, expected: &str) -> bool {
    let (open, rest) = expected.split_at(1);
    let (ends, close) = rest.split_at(rest.len() - 1);
    let (lo, hi) = ends.split_once(',').unwrap();
    let bound = |number: &str, closed: bool| match number {
        "" => Bound::Unbounded,
        number if closed => Bound::Closed(decimal(number)),
        number => Bound::Open(decimal(number)),
    };
    let expected = Interval { lo: bound(lo, open == "["), hi: bound(hi, close == "]") };
    let inside: Vec<&Figure> = reading.figures.iter().filter(|figure| figure.span.start >= start && figure.numeral.end <= end).collect();
    let starts = inside.first().is_some_and(|figure| figure.span.start <= start + 9);
    let found = inside.iter().map(|figure| figure.value.hard.clone()).reduce(|a, b| a.intersection(&b));
    let found = found.map(|found| match (&found.lo, &expected.lo) {
        // A quantity is not negative unless it says so: "at most 100" is [0,100] here and (,100] there.
        (Bound::Closed(zero), Bound::Unbounded) if zero.is_zero() => Interval { lo: Bound::Unbounded, hi: found.hi },
        _ => found,
    });
    starts && found.as_ref() == Some(&expected)
}
