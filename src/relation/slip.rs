//! The slips of a typist, a scanner and a copyist: what a wrong figure may have been.
//!
//! Every slip here has its inverse here, so that the right figure is always among the neighbours of a figure in which
//! one of these slips was made.

use super::Operand;
use super::operand::Reading;
use crate::figure::{self, Direction, Interval, Value};
use crate::text::Span;

/// The kinds of slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SlipKind {
    /// A digit that looks like another: 3 and 8, 1 and 7, 5 and 6, 0 and 8, 6 and 9, 2 and 7, 4 and 9.
    Lookalike,
    /// Another digit for a digit.
    Digit,
    /// Two neighbouring digits in the wrong order, also across the decimal point.
    Transposed,
    /// A digit too many.
    Dropped,
    /// A digit left out.
    Inserted,
    /// The decimal point in the wrong place, left out or put in.
    Point,
    /// 万, 亿 and 万亿 for each other.
    Scale,
    /// 增 for 降, and the other way round.
    Direction,
    /// % for 个百分点, and the other way round.
    Points,
    /// Two figures of one list in each other's place.
    Swapped,
}

/// One way in which a figure may have been meant to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// What it was.
    pub kind: SlipKind,
    /// The figure as it would read.
    pub text: String,
    /// What to put where, in the source.
    pub edits: Vec<(Span, String)>,
    /// The operands that it changes.
    pub changed: Vec<(usize, Operand)>,
}

const LOOKALIKES: &[(char, char)] = &[('3', '8'), ('1', '7'), ('5', '6'), ('0', '8'), ('6', '9'), ('2', '7'), ('4', '9')];
const HAN_DIGITS: &[char] = &['一', '二', '三', '四', '五', '六', '七', '八', '九'];
const SCALES: &[&str] = &["万亿", "亿", "万"];

/// Words of change and their opposites. The first of a pair is the one that goes up.
pub(super) const DIRECTIONS: &[(&str, &str)] = &[
    ("增长", "下降"),
    ("增加", "减少"),
    ("上升", "下降"),
    ("提高", "降低"),
    ("上涨", "下跌"),
    ("扩大", "缩小"),
    ("回升", "回落"),
    ("增", "减"),
    ("升", "降"),
    ("涨", "跌"),
];

/// The texts that one slip makes of `text`, without doubles. Reading them is left to the caller: not all are figures.
#[must_use]
pub fn neighbours(text: &str) -> Vec<(SlipKind, String)> {
    let mut out: Vec<(SlipKind, String)> = Vec::new();
    let chars: Vec<char> = text.chars().collect();
    let end = chars.iter().rposition(char::is_ascii_digit).map_or(0, |i| i + 1);
    let start = chars.iter().position(char::is_ascii_digit).unwrap_or(0);
    let is_digit = |i: usize| chars.get(i).is_some_and(char::is_ascii_digit);
    let build = |at: usize, without: usize, with: &[char]| -> String {
        let (head, tail) = (chars.iter().take(at), chars.iter().skip(at + without));
        head.chain(with).chain(tail).collect()
    };
    for i in start..end {
        out.extend(('0'..='9').map(|d| (SlipKind::Inserted, build(i, 0, &[d]))));
        let Some(&c) = chars.get(i).filter(|c| c.is_ascii_digit()) else { continue };
        for d in '0'..='9' {
            if d != c {
                let alike = LOOKALIKES.iter().any(|&(a, b)| (a, b) == (c, d) || (b, a) == (c, d));
                out.push((if alike { SlipKind::Lookalike } else { SlipKind::Digit }, build(i, 1, &[d])));
            }
        }
        if let Some(&next) = chars.get(i + 1).filter(|n| n.is_ascii_digit() && **n != c) {
            out.push((SlipKind::Transposed, build(i, 2, &[next, c])));
        }
        if let (Some('.'), Some(&next)) = (chars.get(i + 1), chars.get(i + 2).filter(|n| n.is_ascii_digit() && **n != c)) {
            out.push((SlipKind::Transposed, build(i, 3, &[next, '.', c])));
        }
        out.push((SlipKind::Dropped, build(i, 1, &[])));
    }
    if end > start {
        out.extend(('0'..='9').map(|d| (SlipKind::Inserted, build(end, 0, &[d]))));
    }
    points(&chars, start, end, &mut out);
    for (i, c) in chars.iter().enumerate().filter(|(_, c)| HAN_DIGITS.contains(c)) {
        // a digit among Arabic ones or in a counting word of its own: 三百五十
        if !is_digit(i.wrapping_sub(1)) {
            out.extend(HAN_DIGITS.iter().filter(|d| *d != c).map(|&d| (SlipKind::Digit, build(i, 1, &[d]))));
        }
    }
    let digits_end: usize = chars.iter().take(end).map(|c| c.len_utf8()).sum();
    if let Some((head, tail)) = text.split_at_checked(digits_end)
        && let Some(scale) = SCALES.iter().find(|s| tail.starts_with(**s))
    {
        let rest = tail.strip_prefix(scale).unwrap_or_default();
        out.extend(SCALES.iter().filter(|s| *s != scale).map(|s| (SlipKind::Scale, format!("{head}{s}{rest}"))));
    }
    if let Some(head) = text.strip_suffix('%') {
        out.push((SlipKind::Points, format!("{head}个百分点")));
    } else if let Some(head) = text.strip_suffix("个百分点") {
        out.push((SlipKind::Points, format!("{head}%")));
    }
    out.sort_by(|a, b| (&a.1, a.0).cmp(&(&b.1, b.0)));
    out.dedup_by(|a, b| a.1 == b.1);
    out.retain(|(_, t)| t != text && well_written(t));
    out
}

/// The decimal point left out, put in, or one place off.
fn points(chars: &[char], start: usize, end: usize, out: &mut Vec<(SlipKind, String)>) {
    let number: String = chars.iter().skip(start).take(end - start).collect();
    if number.chars().any(|c| !c.is_ascii_digit() && c != '.') {
        return;
    }
    let mut put = |number: String| {
        let text: String = chars.iter().take(start).copied().chain(number.chars()).chain(chars.iter().skip(end).copied()).collect();
        out.push((SlipKind::Point, text));
    };
    match number.split_once('.') {
        Some((whole, fraction)) => {
            let digits = format!("{whole}{fraction}");
            let bare = digits.trim_start_matches('0');
            if !bare.is_empty() {
                put(bare.to_owned());
            }
            for places in [fraction.len() - 1, fraction.len() + 1] {
                put(with_point(&digits, places));
            }
        }
        None => (1..number.len()).chain([number.len(), number.len() + 1]).for_each(|places| put(with_point(&number, places))),
    }
}

/// The digits with a point before the last `places` of them.
fn with_point(digits: &str, places: usize) -> String {
    let padded = format!("{}{digits}", "0".repeat((places + 1).saturating_sub(digits.len())));
    let (whole, fraction) = padded.split_at_checked(padded.len() - places).unwrap_or((&padded, ""));
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") }
}

/// Nobody writes 0123 or .5.
fn well_written(text: &str) -> bool {
    let number: String =
        text.chars().skip_while(|c| !c.is_ascii_digit() && *c != '.').take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    let zero = number.len() > 1 && number.starts_with('0') && !number.starts_with("0.");
    !zero && !number.starts_with('.') && !number.ends_with('.') && number.matches('.').count() <= 1
}

/// The slips of one operand; with what each of them makes of it.
#[must_use]
pub fn slips(index: usize, operand: &Operand) -> Vec<Slip> {
    slips_within(index, operand, &[])
}

/// Those of the slips after which the operand could lie in all of the ranges: the others are not even read.
#[must_use]
pub(super) fn slips_within(index: usize, operand: &Operand, ranges: &[Value]) -> Vec<Slip> {
    if operand.fixed {
        return Vec::new();
    }
    let possible = |text: &str| {
        ranges.is_empty()
            || operand.plain_value(text).is_none_or(|(number, half)| {
                let around = Interval::closed(&number - &half, &number + &half);
                ranges.iter().all(|range| !range.hard.intersection(&around).is_empty())
            })
    };
    let mut out: Vec<Slip> = neighbours(&operand.text)
        .into_iter()
        .filter(|(_, text)| possible(text))
        .filter_map(|(kind, text)| {
            let changed = reread(operand, &text)?;
            Some(Slip { kind, edits: vec![(operand.span, text.clone())], text, changed: vec![(index, changed)] })
        })
        .collect();
    if let Some((span, flipped)) = &operand.flip {
        let reading = match operand.reading {
            Reading::Rate(direction) => Reading::Rate(direction.map(opposite)),
            Reading::Difference(direction) => Reading::Difference(direction.map(opposite)),
            Reading::Plain => return out,
        };
        let changed = Operand { reading, ..operand.clone() };
        if let Some(changed) = reread(&changed, &operand.text) {
            let text = format!("{flipped}{}", operand.text);
            out.push(Slip { kind: SlipKind::Direction, text, edits: vec![(*span, flipped.clone())], changed: vec![(index, changed)] });
        }
    }
    out
}

/// The operand as it would be if it read `text`; `None` where that is no figure.
fn reread(operand: &Operand, text: &str) -> Option<Operand> {
    if let Some(column) = &operand.column {
        let fresh = Operand::of_cell(text, column)?;
        return Some(Operand { span: operand.span, name: operand.name.clone(), at: operand.at.clone(), ..fresh });
    }
    let reading = figure::read(text);
    let [figure] = &reading.figures[..] else { return None };
    if figure.span != (0..text.len()) {
        return None;
    }
    let fresh = Operand::of_figure(figure, text, operand.reading);
    Some(Operand {
        span: operand.span,
        name: operand.name.clone(),
        at: operand.at.clone(),
        flip: operand.flip.clone(),
        year: operand.year,
        ..fresh
    })
}

/// The slip that exchanges two figures of one unit; `None` where that changes nothing, or a figure is out of doubt.
#[must_use]
pub fn exchanged(first: (usize, &Operand), second: (usize, &Operand)) -> Option<Slip> {
    let ((i, a), (j, b)) = (first, second);
    if a.text == b.text || a.fixed || b.fixed || a.unit != b.unit {
        return None;
    }
    let (new_a, new_b) = (reread(a, &b.text)?, reread(b, &a.text)?);
    Some(Slip {
        kind: SlipKind::Swapped,
        text: b.text.clone(),
        edits: vec![(a.span, b.text.clone()), (b.span, a.text.clone())],
        changed: vec![(i, new_a), (j, new_b)],
    })
}

const fn opposite(direction: Direction) -> Direction {
    match direction {
        Direction::Up => Direction::Down,
        Direction::Down => Direction::Up,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_kind_of_slip_is_modelled() {
        let cases = [
            ("36.5%", SlipKind::Transposed, "35.6%"),
            ("492087亿元", SlipKind::Transposed, "429087亿元"),
            ("492087亿元", SlipKind::Lookalike, "442087亿元"),
            ("492087亿元", SlipKind::Digit, "472087亿元"),
            ("492087亿元", SlipKind::Dropped, "49087亿元"),
            ("492087亿元", SlipKind::Inserted, "4920087亿元"),
            ("492087亿元", SlipKind::Point, "4920.87亿元"),
            ("36.5%", SlipKind::Point, "365%"),
            ("36.5%", SlipKind::Point, "3.65%"),
            ("492087亿元", SlipKind::Scale, "492087万元"),
            ("1.39亿斤", SlipKind::Scale, "1.39万亿斤"),
            ("36.5%", SlipKind::Points, "36.5个百分点"),
            ("三百人", SlipKind::Digit, "五百人"),
        ];
        for (text, kind, slipped) in cases {
            let found = neighbours(text).into_iter().find(|(_, t)| t == slipped).map(|f| f.0);
            assert_eq!(found, Some(kind), "{text} → {slipped}");
        }
    }

    #[test]
    fn exchanged_figures_keep_their_places() {
        let read = |text: &str, at: u32| {
            let figure = figure::read(text).figures[0].clone();
            Operand { span: Span::new(at, at + u32::try_from(text.len()).unwrap()), ..Operand::of_figure(&figure, text, Reading::Plain) }
        };
        let (a, b) = (read("6.8%", 0), read("36.5%", 10));
        let slip = exchanged((0, &a), (1, &b)).unwrap();
        assert_eq!(slip.edits, [(a.span, "36.5%".to_owned()), (b.span, "6.8%".to_owned())]);
        let values: Vec<_> = slip.changed.iter().map(|(i, o)| (*i, o.exact.clone())).collect();
        assert_eq!(values, [(0, b.exact.clone()), (1, a.exact.clone())]);
        assert!(exchanged((0, &a), (1, &a)).is_none(), "nothing changes");
        assert!(exchanged((0, &a), (1, &read("36.5亿元", 10))).is_none(), "another unit");
        assert!(exchanged((0, &a), (1, &Operand { fixed: true, ..b })).is_none(), "a known value");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        /// The property on which the repair rests: what was there before one slip is among the neighbours after it.
        #[test]
        fn every_slip_can_be_undone(whole in 1u32..2_000_000, fraction in proptest::option::of(0u32..100), unit in prop_oneof![Just("亿元"), Just("万人"), Just("%"), Just("万亿斤")]) {
            let text = fraction.map_or_else(|| format!("{whole}{unit}"), |f| format!("{whole}.{f}{unit}"));
            for (kind, slipped) in neighbours(&text) {
                prop_assert!(neighbours(&slipped).iter().any(|(_, t)| *t == text), "{text} → {slipped} ({kind:?})");
            }
        }
    }
}
