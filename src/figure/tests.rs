//! The golden table of the floor, and properties that hold for any text.

use proptest::prelude::*;

use super::{Fault, MentionKind, Qualifier, Rational, Role, read};

/// Every row of the table: text, what is read, separated by `|`.
///
/// A figure is shown as `span hard soft unit`, a mention as `(span kind)`; soft is `=` when it equals hard.
fn check(table: &str) {
    for (number, line) in table.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
        let (text, expected) = line.split_once('\t').unwrap_or((line, ""));
        assert_eq!(shown(text), expected, "line {} `{text}`", number + 1);
    }
}

fn shown(text: &str) -> String {
    let reading = read(text);
    let mut parts = Vec::new();
    for figure in &reading.figures {
        let soft = if figure.value.soft == figure.value.hard { String::from("=") } else { figure.value.soft.to_string() };
        let unit = figure.unit.map_or_else(
            || String::from("-"),
            |unit| match unit.per {
                None => unit.base.name.to_string(),
                Some(per) => format!("{}/{}", unit.base.name, per.name),
            },
        );
        let change = figure.change.as_ref().map_or_else(String::new, |change| format!(" {:?} {}", figure.role, change.value.hard));
        let span = text.get(figure.span.clone()).expect("character boundaries");
        parts.push((figure.span.start, format!("{span} {} {soft} {unit}{change}", figure.value.hard)));
    }
    for mention in &reading.mentions {
        let kind = format!("{:?}", mention.kind);
        let kind = kind.split(['(', ' ']).next().unwrap_or_default().to_owned();
        let span = text.get(mention.span.clone()).expect("character boundaries");
        parts.push((mention.span.start, format!("({span} {kind})")));
    }
    parts.sort();
    parts.into_iter().map(|part| part.1).collect::<Vec<_>>().join(" | ")
}

#[test]
fn the_golden_table_is_read_as_written() {
    check(include_str!("../../fixtures/figures/golden.tsv"));
}

#[test]
fn what_is_no_figure_is_told_apart() {
    check(include_str!("../../fixtures/figures/not-figures.tsv"));
}

#[test]
fn ill_formed_quantities_are_told_with_their_fault() {
    for (text, fault) in [
        ("下降2倍", Fault::DecreaseByTimes),
        ("3/0", Fault::DivisionByZero),
        ("0分之三", Fault::DivisionByZero),
        ("1,23,4", Fault::Grouping),
    ] {
        let reading = read(text);
        assert!(reading.figures.is_empty(), "{text}");
        assert!(reading.mentions.iter().any(|mention| mention.kind == MentionKind::IllFormed(fault)), "{text}: {reading:?}");
    }
}

#[test]
fn absurd_input_is_read_or_left_alone_in_linear_time() {
    let long = "9".repeat(2_000_000);
    assert!(read(&long).figures.is_empty());
    for piece in [
        "壹",
        "1,",
        "零",
        "百",
        "万亿",
        "1.",
        "三分之",
        "〇一",
        "-1",
        "近",
        "第",
        "翻",
        "5%—",
        "一二",
        "1/",
        "千百",
        "十几",
        "（1",
        "a1",
        "2月30日",
    ] {
        let _ = read(&piece.repeat(20_000));
    }
    for text in [
        "万万亿点",
        "三/0",
        "10^400",
        "1e99999",
        "2^99^99",
        "百分之",
        "三分之",
        "-",
        "负",
        "第",
        "翻",
        "半",
        "一",
        "点五",
        "1..2",
        "%",
        "％５",
    ] {
        let _ = read(text);
    }
    let dates = read("2月30日").mentions;
    assert!(matches!(dates[..], [ref date] if matches!(date.kind, MentionKind::Date(date) if !date.exists)));
}

const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// A whole number below 10^8 in 汉字.
fn hanzi(number: u32) -> String {
    fn section(number: u32, leading: bool) -> String {
        let mut text = String::new();
        let mut zero = false;
        for (scale, word) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
            let digit = number / scale % 10;
            if digit == 0 {
                zero = true;
                continue;
            }
            if zero && (!text.is_empty() || leading) {
                text.push('零');
            }
            zero = false;
            text.push_str(DIGITS[digit as usize]);
            text.push_str(word);
        }
        text
    }
    let (high, low) = (number / 10_000, number % 10_000);
    match (high, low) {
        (0, low) => section(low, false),
        (high, 0) => format!("{}万", section(high, false)),
        (high, low) => format!("{}万{}", section(high, false), section(low, true)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_number_reads_back_from_every_style(number in 100_u32..100_000_000) {
        let plain = number.to_string();
        let wide: String = plain.chars().filter_map(|digit| char::from_u32(u32::from(digit) + 0xfee0)).collect();
        let mut grouped = String::new();
        for (at, digit) in plain.chars().enumerate() {
            if at > 0 && (plain.len() - at).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        for style in [plain, wide, grouped, hanzi(number)] {
            let text = format!("投资{style}元");
            let reading = read(&text);
            prop_assert_eq!(reading.figures.len(), 1, "{}", &text);
            prop_assert_eq!(&reading.figures[0].written, &Rational::from(i64::from(number)), "{}", &text);
            prop_assert!(reading.figures[0].value.hard.contains(&Rational::from(i64::from(number))));
        }
    }

    #[test]
    fn decimals_and_scales_are_exact(whole in 0_u32..100_000, places in 1_i32..4, fraction in 0_u32..1000, scale in 0_usize..4) {
        let fraction = fraction % 10_u32.pow(places.unsigned_abs());
        let (word, power) = [("", 0), ("万", 4), ("亿", 8), ("万亿", 12)][scale];
        let width = places.unsigned_abs() as usize;
        let text = format!("为{whole}.{fraction:0width$}{word}吨");
        let reading = read(&text);
        let mantissa = i128::from(whole) * 10_i128.pow(places.unsigned_abs()) + i128::from(fraction);
        prop_assert_eq!(reading.figures.len(), 1, "{}", &text);
        prop_assert_eq!(&reading.figures[0].written, &Rational::decimal(mantissa, power - places));
        prop_assert_eq!(&reading.figures[0].quantum, &Rational::decimal(1, power - places));
    }

    #[test]
    fn soft_lies_within_hard_and_spans_on_boundaries(text in "[近约超过不足以上下多余来几数0-9０-９一二三五十百千万亿零点半成倍%％个元年月日第翻番分之，。—至/.:（）]{0,40}") {
        let reading = read(&text);
        for figure in &reading.figures {
            prop_assert!(text.get(figure.span.clone()).is_some());
            prop_assert!(text.get(figure.numeral.clone()).is_some());
            prop_assert!(figure.value.hard.encloses(&figure.value.soft), "{} {:?}", &text, &figure);
            prop_assert!(figure.span.start <= figure.numeral.start && figure.numeral.end <= figure.span.end, "{} {:?}", &text, &figure);
        }
        for mention in &reading.mentions {
            prop_assert!(text.get(mention.span.clone()).is_some());
        }
        let mut spans: Vec<_> = reading.figures.iter().map(|figure| figure.span.clone()).collect();
        spans.extend(reading.mentions.iter().map(|mention| mention.span.clone()));
        spans.sort_by_key(|span| (span.start, span.end));
        prop_assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start), "{} {:?}", &text, &spans);
    }

    #[test]
    fn any_text_is_read_without_panic(text in "\\PC{0,60}") {
        let _ = read(&text);
    }

    #[test]
    fn a_sentence_reads_the_same_inside_a_longer_text(number in 2_u32..10_000, unit in 0_usize..4) {
        let unit = ["亿元", "%", "个", "万吨"][unit];
        let sentence = format!("产量超过{number}{unit}以上。");
        let alone = read(&sentence);
        let before = "会议指出，要坚持稳中求进。";
        let embedded = read(&format!("{before}{sentence}随后发布。"));
        prop_assert_eq!(alone.figures.len(), embedded.figures.len());
        for (a, b) in alone.figures.iter().zip(&embedded.figures) {
            prop_assert_eq!(&a.value, &b.value);
            prop_assert_eq!(a.span.start + before.len(), b.span.start);
        }
    }
}

#[test]
fn roles_come_from_the_words_at_the_figure() {
    for (text, role, qualifier) in [
        ("占比超过60%", Role::Share, Qualifier::Over),
        ("增长近30%", Role::Multiplier, Qualifier::Near),
        ("新增1244万人", Role::Difference, Qualifier::Bare),
        ("一个国家", Role::Article, Qualifier::Bare),
        ("提高到60%", Role::Level, Qualifier::Bare),
    ] {
        let reading = read(text);
        assert_eq!((reading.figures[0].role, reading.figures[0].qualifier), (role, qualifier), "{text}");
    }
}

/// 占比超过120% is an odd thing to say, but no empty interval.
#[test]
fn a_share_beyond_the_whole_is_not_cut_off_at_the_whole() {
    for text in ["占比超过120%", "占比达100%以上", "超2/2"] {
        let value = &read(text).figures[0].value;
        assert!(value.hard.encloses(&value.soft) && !value.hard.is_empty(), "{text}: {value:?}");
    }
}
