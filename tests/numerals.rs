use kanwu::figure::{Bound, Fault, Figure, Interval, Mention, MentionKind, Qualifier, Rational, read};
use proptest::prelude::*;

const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// Four digits in 汉字; `inside` tells that a higher section stands before them.
fn section(number: u64, inside: bool) -> String {
    let (mut text, mut zero) = (String::new(), false);
    for (scale, word) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = number / scale % 10;
        if digit == 0 {
            zero = true;
            continue;
        }
        if zero && (inside || !text.is_empty()) {
            text.push('零');
        }
        zero = false;
        text.push_str(DIGITS[digit as usize]);
        text.push_str(word);
    }
    text
}

/// A whole number below 10^12 in 汉字.
fn hanzi(number: u64) -> String {
    let mut text = String::new();
    for (scale, word) in [(100_000_000, "亿"), (10_000, "万"), (1, "")] {
        let part = number / scale % 10_000;
        if part > 0 {
            text.push_str(&section(part, !text.is_empty()));
            text.push_str(word);
        }
    }
    text
}

fn wide(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_graphic() { char::from_u32(u32::from(c) + 0xfee0).unwrap() } else { c }).collect()
}

fn grouped(number: u64) -> String {
    let plain = number.to_string();
    let mut text = String::new();
    for (at, digit) in plain.chars().enumerate() {
        if at > 0 && (plain.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number as written, and what is written.
#[derive(Debug, Clone)]
struct Written {
    text: String,
    number: Rational,
}

fn written(text: impl Into<String>, mantissa: u64, exponent: i32) -> Written {
    Written { text: text.into(), number: Rational::decimal(mantissa.into(), exponent) }
}

/// Whole numbers in every style.
fn whole() -> impl Strategy<Value = Written> {
    let number = prop_oneof![100_u64..10_000, 10_000_u64..100_000_000, 100_000_000_u64..1_000_000_000_000];
    (number, 0..6).prop_map(|(number, style)| match style {
        0 => written(number.to_string(), number, 0),
        1 => written(grouped(number), number, 0),
        2 => written(wide(&number.to_string()), number, 0),
        3 => written(wide(&grouped(number)), number, 0),
        4 => written(hanzi(number), number, 0),
        _ => {
            // 3亿2450万
            let (high, low) = (number % 900 + 1, number / 1000 % 9000 + 1000);
            written(format!("{high}亿{low}万"), high * 10_000 + low, 4)
        }
    })
}

/// Decimals before scale words: 1.39万亿.
fn scaled() -> impl Strategy<Value = Written> {
    (1_u64..10_000, 1_u64..100, 0..4, any::<bool>()).prop_map(|(whole, fraction, scale, full)| {
        let (word, power) = [("", 0), ("万", 4), ("亿", 8), ("万亿", 12)][scale as usize];
        let text = format!("{whole}.{fraction:02}");
        let text = if full { wide(&text) } else { text };
        written(format!("{text}{word}"), whole * 100 + fraction, power - 2)
    })
}

/// Percentages; the number is the ratio.
fn percent() -> impl Strategy<Value = Written> {
    (1_u64..100, 0_u64..10, 0..4).prop_map(|(whole, tenth, style)| {
        let ratio = whole * 10 + tenth;
        let spoken = if tenth == 0 { hanzi(whole) } else { format!("{}点{}", hanzi(whole), DIGITS[tenth as usize]) };
        match style {
            0 => written(format!("{whole}.{tenth}%"), ratio, -3),
            1 => written(format!("{whole}.{tenth}％"), ratio, -3),
            2 => written(wide(&format!("{whole}.{tenth}%")), ratio, -3),
            _ => written(format!("百分之{spoken}"), ratio, -3),
        }
    })
}

/// Any figure in a sentence of its own.
fn sentence() -> impl Strategy<Value = String> {
    let words = prop_oneof![Just(""), Just("超过"), Just("近"), Just("约"), Just("不足"), Just("至少"), Just("不得超过")];
    let units = prop_oneof![Just("元"), Just("吨"), Just("人次"), Just("公里")];
    let amount = (words, prop_oneof![whole(), scaled()], units, prop_oneof![Just(""), Just("以上"), Just("左右")])
        .prop_map(|(word, number, unit, after)| format!("甲地收入为{word}{}{unit}{after}，", number.text))
        .boxed();
    let rate = (percent(), prop_oneof![Just("增长"), Just("下降"), Just("占比"), Just("占全省的")])
        .prop_map(|(number, verb)| format!("同比{verb}{}。", number.text))
        .boxed();
    prop_oneof![amount.clone(), rate.clone(), (amount, rate).prop_map(|(amount, rate)| amount + &rate)]
}

fn only(text: &str) -> Result<Figure, TestCaseError> {
    let mut figures = read(text).figures;
    prop_assert_eq!(figures.len(), 1, "{}", text);
    Ok(figures.remove(0))
}

fn moved(figures: &[Figure], mentions: &[Mention], by: usize) -> (Vec<Figure>, Vec<Mention>) {
    let shift = |span: &std::ops::Range<usize>| span.start + by..span.end + by;
    let figure = |figure: &Figure| Figure { span: shift(&figure.span), numeral: shift(&figure.numeral), ..figure.clone() };
    let mention = |mention: &Mention| Mention { span: shift(&mention.span), kind: mention.kind };
    (figures.iter().map(figure).collect(), mentions.iter().map(mention).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whole_numbers_and_decimals_read_back_from_every_style(number in prop_oneof![whole(), scaled()]) {
        let text = format!("投资{}元", number.text);
        let figure = only(&text)?;
        prop_assert_eq!(&figure.written, &number.number, "{}", &text);
        prop_assert!(figure.value.hard.contains(&number.number), "{}", &text);
        prop_assert_eq!(text.get(figure.span.clone()), Some(&text["投资".len()..]));
        prop_assert_eq!(text.get(figure.numeral), Some(&*number.text));
    }

    #[test]
    fn percentages_read_back_from_every_style(number in percent()) {
        let text = format!("比重为{}", number.text);
        let figure = only(&text)?;
        // 百分之五十 is told to ten per cent, 50.0% to a thousandth
        prop_assert!(number.text.starts_with('百') || figure.quantum == Rational::decimal(1, -3));
        let half = &figure.quantum * &Rational::decimal(5, -1);
        let around = Interval::closed(&number.number - &half, &number.number + &half);
        prop_assert_eq!(&figure.value.hard, &around, "{}", &text);
        prop_assert_eq!(figure.dimension.map(|d| d.of), Some("ratio"));
    }

    #[test]
    fn fractions_hold_what_they_say(denominator in 2_u64..20, numerator in 1_u64..20, spoken: bool) {
        let numerator = numerator % (denominator - 1).max(1) + 1;
        prop_assume!(numerator < denominator);
        let text = if spoken { format!("超{}分之{}", hanzi(denominator), hanzi(numerator)) } else { format!("超{numerator}/{denominator}") };
        let figure = only(&text)?;
        let own = Rational::fraction(numerator.into(), denominator.into()).unwrap();
        prop_assert_eq!(&figure.value.hard, &Interval { lo: Bound::Open(own), hi: Bound::Closed(Rational::ONE) }, "{}", &text);
    }

    #[test]
    fn ranges_have_their_ends(low in 1_u64..5000, more in 1_u64..5000, style in 0..5) {
        let high = low + more;
        let text = match style {
            0 => format!("每人{low}—{high}元"),
            1 => format!("每人{low}至{high}元"),
            2 => format!("每人{low}元到{high}元"),
            3 => format!("每人{}～{}元", wide(&low.to_string()), wide(&high.to_string())),
            _ => format!("每人{}元至{}元", grouped(low), grouped(high)),
        };
        let figure = only(&text)?;
        let ends = Interval::closed(Rational::decimal(low.into(), 0), Rational::decimal(high.into(), 0));
        prop_assert_eq!((&figure.value.hard, figure.qualifier), (&ends, Qualifier::Range), "{}", &text);
    }

    #[test]
    fn a_sentence_reads_the_same_wherever_it_stands(before in "(会议指出，|2023年完成12项。|（一）|“五一”期间，|5G网络建成3张。|\n|。){0,4}", own in sentence(), after in "(随后发布。|其中4家。|3月5日，|\n){0,3}") {
        prop_assume!(before.is_empty() || before.ends_with(['。', '，', '\n']));
        let text = format!("{before}{own}{after}");
        let (alone, embedded) = (read(&own), read(&text));
        let inside = |span: &std::ops::Range<usize>| span.start >= before.len() && span.start < before.len() + own.len();
        let figures: Vec<Figure> = embedded.figures.into_iter().filter(|figure| inside(&figure.span)).collect();
        let mentions: Vec<Mention> = embedded.mentions.into_iter().filter(|mention| inside(&mention.span)).collect();
        let (expected, told) = moved(&alone.figures, &alone.mentions, before.len());
        prop_assert_eq!((figures, mentions), (expected, told), "{}", &text);
    }
}

#[test]
fn numbers_of_absurd_form_are_told_or_left_alone() {
    let figures = |text: &str| read(text).figures.len();
    let fault = |text: &str| match read(text).mentions.as_slice() {
        [Mention { kind: MentionKind::IllFormed(fault), .. }] => Some(*fault),
        _ => None,
    };
    for digits in [28, 1000, 3_000_000] {
        let text = format!("共{}元", "9".repeat(digits));
        assert_eq!((figures(&text), fault(&text)), (0, Some(Fault::TooLong)), "{digits} digits");
    }
    assert_eq!((figures("约1,23,4元"), fault("约1,23,4元")), (0, Some(Fault::Grouping)));
    for text in ["三/0", "3/0", "零分之三"] {
        assert_eq!(figures(text), 0, "{text}: {:?}", read(text));
    }
    assert_eq!(fault("3/0"), Some(Fault::DivisionByZero));
    // neither part of a power that can't be written out is a number of its own
    assert_eq!(figures("10^400"), 0);
    assert_eq!(figures("10^400个"), 0);
    // no sum of 壹s and no number of points
    assert_eq!(figures(&"壹".repeat(100_000)), 0);
    assert_eq!(figures("万万亿点"), 0);
    for date in ["2月30日", "2023年2月29日", "13月", "4月31日"] {
        let mentions = read(date).mentions;
        assert!(matches!(mentions[..], [Mention { kind: MentionKind::Date(date), .. }] if !date.exists), "{date}: {mentions:?}");
    }
}
