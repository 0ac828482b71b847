//! Fields: `{figure:元}` and its like in a pattern, a place where a figure or a date stands.
//!
//! A pattern with fields is matched against a text in which every figure (or date, ordinal, …) that one of its fields
//! takes is one character of a private-use block ([`super::Haystack`]). Which character says which of the pattern's
//! fields it fits, so that a field becomes a class of characters and the rest of the pattern stays what it was.

use crate::both;
use crate::figure::{Class, Fault, Figure, Mention, MentionKind, Role, Unit, Units};
use crate::lang::Localized;
use crate::rule::Problem;
use crate::rule::manifest::nearest;
use regex_syntax::hir::{self, Hir, HirKind};
use std::fmt::Write;
use std::ops::Range;

/// The first of the 256 characters that stand for figures; the bits of the offset say which fields fit.
pub(super) const FIRST: char = '\u{E000}';

/// The most different fields of one pattern.
const MOST: usize = 8;

/// The fields, and what follows the colon of each.
const NAMES: &[(&str, &[&str])] = &[
    ("figure", &[]),
    ("number", &[]),
    ("percent", &[]),
    ("date", &["year", "month", "day"]),
    ("time", &[]),
    ("ordinal", &[]),
    ("session", &[]),
    ("fault", &["decrease-by-times", "division-by-zero", "grouping", "too-long"]),
];

/// What a field takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// A figure with its approximating words and its unit.
    Figure(Want),
    /// The numeral of a figure alone, with its scale words.
    Number(Want),
    /// A date; with a part that it must give, as the last one.
    Date(Option<Part>),
    /// A time of day.
    Time,
    /// 第三.
    Ordinal,
    /// 十四届.
    Session,
    /// A quantity that makes no sense.
    Fault(Option<Fault>),
}

/// The last part that a date gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Year,
    Month,
    Day,
}

/// The unit of a figure that a field takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Want {
    Any,
    Unit(Unit),
    Class(Class),
    Dimension(String),
    /// A name that was not looked up yet.
    Unknown(String),
}

/// What a text has that a field may take.
#[derive(Clone, Copy, Debug)]
pub(in crate::kind) enum Item<'r> {
    Figure(&'r Figure),
    Mention(&'r Mention),
}

/// A pattern with its fields taken out.
#[derive(Debug, Default)]
pub(super) struct Expanded {
    /// The regular expression, with a class of characters for each field.
    pub(super) regex: String,
    /// The different fields, in the order of their bits.
    pub(super) fields: Vec<(Field, Range<usize>)>,
    /// The runs of `regex`, in order.
    pieces: Vec<Piece>,
}

/// A run of an expanded pattern.
#[derive(Debug)]
struct Piece {
    /// Where it begins in the expression.
    at: usize,
    /// Where it begins in the pattern.
    written: usize,
    /// Where the field ends that it is made from.
    field: Option<usize>,
}

impl Expanded {
    /// A pattern that has no fields.
    pub(super) fn plain(regex: String) -> Self {
        Self { regex, ..Self::default() }
    }

    /// The place in the pattern of a part of the expression: all of a field where it lies in what was made of one.
    pub(super) fn written(&self, part: &Range<usize>) -> Range<usize> {
        let piece = |at: usize| self.pieces.partition_point(|piece| piece.at <= at).checked_sub(1).and_then(|i| self.pieces.get(i));
        let start = piece(part.start).map_or(part.start, |p| p.field.map_or(p.written + (part.start - p.at), |_| p.written));
        let end = piece(part.end.saturating_sub(1)).map_or(part.end, |p| p.field.unwrap_or(p.written + (part.end - p.at)));
        start..end
    }
}

/// Takes the fields out of `pattern`. What is wrong with one is a problem at its place in the pattern.
pub(super) fn expand(pattern: &str, problem: &mut dyn FnMut(Range<usize>, Localized, Option<Localized>)) -> Option<Expanded> {
    let mut out = Expanded { pieces: vec![Piece { at: 0, written: 0, field: None }], ..Expanded::default() };
    let bytes = pattern.as_bytes();
    let (mut at, mut from, mut depth) = (0, 0, 0_u32);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            // \p{Han}, \x{4e00}, \b{start}: the braces belong to the escape; \{ is a brace
            b'\\' => {
                at += 1 + bytes.get(at + 1).map_or(0, |_| 1);
                let braced = matches!(bytes.get(at - 1), Some(b'p' | b'P' | b'x' | b'u' | b'U' | b'b' | b'B'));
                if braced && bytes.get(at) == Some(&b'{') {
                    at += memchr::memchr(b'}', bytes.get(at..).unwrap_or_default()).unwrap_or(0);
                }
                continue;
            }
            b'[' => depth += 1,
            b']' => depth = depth.saturating_sub(1),
            b'{' if depth == 0 && bytes.get(at + 1).is_some_and(|b| b.is_ascii_alphabetic() || *b == b'_') => {
                let Some(length) = memchr::memchr(b'}', bytes.get(at..).unwrap_or_default()) else { break };
                let place = at..at + length + 1;
                let inner = pattern.get(at + 1..at + length).unwrap_or_default();
                let (group, name) = inner.split_once('=').map_or((None, inner), |(group, name)| (Some(group), name));
                let field = parse(name.trim(), place.clone(), problem)?;
                if out.fields.iter().all(|known| known.0 != field) {
                    out.fields.push((field.clone(), place.clone()));
                }
                let bit = out.fields.iter().position(|known| known.0 == field).unwrap_or(0);
                if bit >= MOST {
                    problem(place, both!("一个表达式至多用 {MOST} 种字段", "an expression has at most {MOST} different fields"), None);
                    return None;
                }
                out.regex.push_str(pattern.get(from..at).unwrap_or_default());
                out.pieces.push(Piece { at: out.regex.len(), written: at, field: Some(place.end) });
                match group {
                    Some(group) => _ = write!(out.regex, "(?<{}>{})", group.trim(), class(bit)),
                    None => out.regex.push_str(&class(bit)),
                }
                at = place.end;
                from = at;
                out.pieces.push(Piece { at: out.regex.len(), written: at, field: None });
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    out.regex.push_str(pattern.get(from..).unwrap_or_default());
    let number = out.fields.iter().find(|f| matches!(f.0, Field::Number(_)));
    if let Some((_, place)) = number.filter(|_| out.fields.iter().any(|f| matches!(f.0, Field::Figure(_)))) {
        let why = Localized::fixed("figure 与 number 不能同在一个表达式里", "figure and number can't stand in one expression");
        problem(place.clone(), why, None);
        return None;
    }
    Some(out)
}

/// Whether every match of an expression holds a character that stands for an item.
pub(super) fn always(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Class(hir::Class::Unicode(class)) => class.ranges().iter().all(|range| is_stand(range.start()) && is_stand(range.end())),
        HirKind::Repetition(repetition) => repetition.min > 0 && always(&repetition.sub),
        HirKind::Capture(capture) => always(&capture.sub),
        HirKind::Concat(parts) => parts.iter().any(always),
        HirKind::Alternation(ways) => ways.iter().all(always),
        _ => false,
    }
}

/// Whether a character stands for an item.
pub(super) fn is_stand(c: char) -> bool {
    (FIRST..='\u{E0FF}').contains(&c)
}

/// The characters whose offset has this bit.
fn class(bit: usize) -> String {
    let mut class = String::from("[");
    for offset in (0..256_u32).filter(|offset| offset >> bit & 1 == 1) {
        class.extend(char::from_u32(FIRST as u32 + offset));
    }
    class.push(']');
    class
}

/// Reads what stands in the braces of a field.
fn parse(inner: &str, place: Range<usize>, problem: &mut dyn FnMut(Range<usize>, Localized, Option<Localized>)) -> Option<Field> {
    let (name, argument) = inner.split_once(':').map_or((inner, None), |(name, argument)| (name.trim(), Some(argument.trim())));
    let mut wrong = |message: Localized, what: &str, list: Vec<&str>| {
        let help = match nearest(what, list.iter().copied()) {
            Some(meant) => both!("是不是 `{meant}`？", "did you mean `{meant}`?"),
            None => Localized::new(format!("可用的：{}", list.join(", ")), format!("known: {}", list.join(", "))),
        };
        problem(place.clone(), message, Some(help));
    };
    let Some((_, arguments)) = NAMES.iter().find(|known| known.0 == name) else {
        let known = NAMES.iter().map(|known| known.0).collect();
        wrong(both!("没有字段 `{name}`", "there is no field `{name}`"), name, known);
        return None;
    };
    let part = |argument: &str| [("year", Part::Year), ("month", Part::Month), ("day", Part::Day)].into_iter().find(|p| p.0 == argument);
    let fault = |argument: &str| {
        [
            ("decrease-by-times", Fault::DecreaseByTimes),
            ("division-by-zero", Fault::DivisionByZero),
            ("grouping", Fault::Grouping),
            ("too-long", Fault::TooLong),
        ]
        .into_iter()
        .find(|f| f.0 == argument)
    };
    let want = || argument.map_or(Want::Any, Want::of);
    match (name, argument) {
        ("figure", _) => return Some(Field::Figure(want())),
        ("number", _) => return Some(Field::Number(want())),
        ("percent", None) => return Some(Field::Figure(Want::of("%"))),
        ("time", None) => return Some(Field::Time),
        ("ordinal", None) => return Some(Field::Ordinal),
        ("session", None) => return Some(Field::Session),
        ("date", None) => return Some(Field::Date(None)),
        ("fault", None) => return Some(Field::Fault(None)),
        ("date", Some(given)) if let Some(part) = part(given) => return Some(Field::Date(Some(part.1))),
        ("fault", Some(given)) if let Some(fault) = fault(given) => return Some(Field::Fault(Some(fault.1))),
        _ => {}
    }
    if arguments.is_empty() {
        problem(place, both!("字段 `{name}` 后面没有冒号", "the field `{name}` takes nothing after a colon"), None);
    } else {
        let given = argument.unwrap_or_default();
        wrong(both!("字段 `{name}` 没有 `{given}`", "the field `{name}` has no `{given}`"), given, arguments.to_vec());
    }
    None
}

impl Want {
    fn of(name: &str) -> Self {
        Self::Unknown(name.to_owned())
    }

    fn known(name: &str, units: &Units) -> Option<Self> {
        let class = match name {
            "money" => Some(Class::Money),
            "ratio" => Some(Class::Ratio),
            "points" => Some(Class::Points),
            "duration" => Some(Class::Duration),
            "count" => Some(Class::Count),
            _ => None,
        };
        let (base, per) = name.split_once('/').map_or((name, None), |(base, per)| (base, Some(per)));
        let unit = || {
            let base = units.named(base)?;
            match per {
                None => Some(Unit { base, per: None }),
                Some(per) => Some(Unit { base, per: Some(units.named(per)?) }),
            }
        };
        let dimension = || units.dimensions().contains(&name).then(|| Self::Dimension(name.to_owned()));
        class.map(Self::Class).or_else(|| unit().map(Self::Unit)).or_else(dimension)
    }

    fn fits(&self, figure: &Figure) -> bool {
        // 一个 says "a"
        figure.role != Role::Article
            && match self {
                Self::Any => true,
                Self::Unit(unit) => figure.unit == Some(*unit),
                Self::Class(class) => {
                    figure.unit.map_or(*class == Class::Ratio && figure.dimension.is_some(), |u| u.base.class == *class && u.per.is_none())
                }
                Self::Dimension(name) => figure.dimension.is_some_and(|dimension| dimension.of == name && dimension.per.is_none()),
                Self::Unknown(_) => false,
            }
    }
}

impl Field {
    /// Looks up its unit.
    pub(super) fn bind(&mut self, units: &Units) -> Result<(), Problem> {
        let (Self::Figure(want) | Self::Number(want)) = self else { return Ok(()) };
        let Want::Unknown(name) = &*want else { return Ok(()) };
        match Want::known(name, units) {
            Some(known) => *want = known,
            None => {
                let problem = Problem::new(0..0, both!("没有单位或量纲 `{name}`", "there is no unit or dimension `{name}`"));
                let meant = nearest(name, units.names().into_iter().chain(units.dimensions()));
                return Err(match meant.filter(|_| name.chars().count() > 2) {
                    Some(meant) => problem.with_help(both!("是不是 `{meant}`？", "did you mean `{meant}`?")),
                    None => problem.with_help(Localized::fixed(
                        "可在规则文件夹的 units.toml 里添加单位",
                        "a file units.toml in a rule folder adds units",
                    )),
                });
            }
        }
        Ok(())
    }

    /// Whether it takes this item.
    pub(super) fn fits(&self, item: Item<'_>) -> bool {
        let mention = match (self, item) {
            (Self::Figure(want) | Self::Number(want), Item::Figure(figure)) => return want.fits(figure),
            (_, Item::Figure(_)) => return false,
            (_, Item::Mention(mention)) => mention,
        };
        match (self, mention.kind) {
            (Self::Date(None), MentionKind::Date(_))
            | (Self::Time, MentionKind::Time(_) | MentionKind::TimeSpan(..))
            | (Self::Ordinal, MentionKind::Ordinal(_))
            | (Self::Session, MentionKind::Session(_))
            | (Self::Fault(None), MentionKind::IllFormed(_)) => true,
            (Self::Date(Some(part)), MentionKind::Date(date)) => {
                let moment = date.to.unwrap_or(date.from);
                *part
                    == match (moment.day, moment.month, moment.year) {
                        (Some(_), _, _) => Part::Day,
                        (None, Some(_), _) => Part::Month,
                        (None, None, Some(_)) => Part::Year,
                        _ => return false,
                    }
            }
            (Self::Fault(Some(wanted)), MentionKind::IllFormed(fault)) => fault == *wanted,
            _ => false,
        }
    }
}
