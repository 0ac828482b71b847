//! Going through a text: finding where numbers may begin, and deciding what stands there.

use super::approximation;
use super::calendar;
use super::cursor::{Cursor, is_han};
use super::doubling;
use super::fraction_half;
use super::mention::{Mention, MentionKind};
use super::names;
use super::numeral::{self, Form, Numeral, arabic, glyph};
use super::quantity::{self, Figure, Outcome};
use super::unit::{Class, Units};
use super::{Date, Moment, Qualifier, Rational};

/// What a passage says in numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// The figures, in text order.
    pub figures: Vec<Figure>,
    /// What holds a number and is no figure, in text order.
    pub mentions: Vec<Mention>,
}

/// Reads a passage with the built-in units.
///
/// It never fails: what can't be read is left out, or told among the mentions as ill-formed. The time is linear in the
/// length of the text.
#[must_use]
pub fn read(text: &str) -> Reading {
    read_with(text, Units::builtin())
}

/// Reads a passage with other units.
#[must_use]
pub fn read_with(text: &str, units: &Units) -> Reading {
    let mut reader = Reader { text: Cursor::new(text), units, reading: Reading::default(), floor: 0 };
    let mut position = 0;
    while let Some(start) = next_start(text, position) {
        let end = reader.item(start);
        debug_assert!(text.is_char_boundary(end), "an item ends inside a character");
        position = end.max(start + 1);
        while !text.is_char_boundary(position) {
            position += 1;
        }
    }
    reader.reading
}

/// Whether a number, or a word that holds one, may begin with this character.
const fn is_start(character: char) -> bool {
    glyph::digit(character).is_some()
        || glyph::small_scale(character).is_some()
        || glyph::big_scale(character).is_some()
        || matches!(character, '０'..='９' | '几' | '幾' | '数' | '半' | '翻' | '廿' | '卅' | '卌' | '对' | '對')
}

/// One bit for every character of the basic plane: whether it is a start.
static STARTS: [u64; 1024] = {
    let mut bits = [0_u64; 1024];
    let mut code = 0x80_u32;
    while code < 0x1_0000 {
        if let Some(character) = char::from_u32(code)
            && is_start(character)
        {
            bits[(code >> 6) as usize] |= 1 << (code & 63);
        }
        code += 1;
    }
    bits
};

/// The next offset at or after `position` where a number may begin.
fn next_start(text: &str, position: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = position;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'0'..=b'9' => return Some(at),
            0..0x80 => at += 1,
            0xe0..0xf0 => {
                let (Some(&second), Some(&third)) = (bytes.get(at + 1), bytes.get(at + 2)) else {
                    return None;
                };
                let code = (u32::from(byte & 0xf) << 12) | (u32::from(second & 0x3f) << 6) | u32::from(third & 0x3f);
                let word = STARTS.get((code >> 6) as usize).copied().unwrap_or_default();
                if word >> (code & 63) & 1 == 1 {
                    return Some(at);
                }
                at += 3;
            }
            0xf0.. => at += 4,
            _ => at += 2,
        }
    }
    None
}

struct Reader<'t, 'u> {
    text: Cursor<'t>,
    units: &'u Units,
    reading: Reading,
    /// The end of the last thing that was read: nothing looks back beyond it.
    floor: usize,
}

impl Reader<'_, '_> {
    /// Reads what begins at `start`, and gives the offset to go on from.
    fn item(&mut self, start: usize) -> usize {
        let text = self.text;
        if text.peek(start) == Some('翻') {
            return match doubling::read(text, self.units, start) {
                Some(figure) => self.figure(figure),
                None => start + '翻'.len_utf8(),
            };
        }
        if let Some(name) = names::by_sight(text, start, self.floor) {
            return self.mention(name);
        }
        if let Some((half, from, end)) = fraction_half::half_year(text, start).filter(|found| found.1 >= self.floor) {
            let from_half = Moment { half: Some(half), ..Moment::default() };
            let kind = MentionKind::Date(Date { from: from_half, to: None, exists: true });
            return self.mention(names::Name { kind, start: from, end });
        }
        if let Some((found, end)) = fraction_half::read(text, self.units, start, self.floor) {
            return match found {
                Some(figure) => self.figure(figure),
                None => end,
            };
        }
        let Some(numeral) = numeral::parse(text, start) else {
            return match names::refused(text, start).filter(|_| arabic::is_digit(text, start)) {
                Some(name) => self.mention(name),
                None => start,
            };
        };
        if self.negated_article(&numeral) {
            return numeral.end;
        }
        let ordinal = text.before(text.strip_spaces(start)) == Some('第');
        if !ordinal && let Some(end) = self.date(&numeral) {
            return end;
        }
        if let Some(name) = names::by_context(text, self.units, &numeral, self.floor) {
            let year = matches!(name.kind, MentionKind::Date(_)) && !ordinal;
            if !year || approximation::before(text, start, self.floor).is_none() {
                return self.mention(name);
            }
        }
        if numeral.form == Form::Digit && numeral.low == 0 && numeral.exponent == 0 {
            return numeral.end;
        }
        let Some(outcome) = quantity::read(text, self.units, numeral, self.floor) else {
            return numeral.end;
        };
        match outcome {
            // 四分之一决赛 is a round.
            Outcome::Figure(figure) if text.starts_with(figure.numeral.end, "决赛") => {
                self.mention(names::Name { kind: MentionKind::Name, start, end: figure.span.end + "决赛".len() })
            }
            Outcome::Figure(figure) if self.is_figure(&numeral, &figure) => self.figure(*figure),
            Outcome::Figure(figure) => {
                if numeral.is_hanzi() {
                    numeral.end
                } else {
                    figure.numeral.end
                }
            }
            Outcome::IllFormed { fault, start, end } => self.mention(names::Name { kind: MentionKind::IllFormed(fault), start, end }),
        }
    }

    fn figure(&mut self, figure: Figure) -> usize {
        let end = figure.span.end;
        self.floor = end;
        self.reading.figures.push(figure);
        end
    }

    fn mention(&mut self, name: names::Name) -> usize {
        self.floor = name.end;
        self.reading.mentions.push(Mention { span: name.start..name.end, kind: name.kind });
        name.end
    }

    /// A date, a period or a time of day.
    fn date(&mut self, numeral: &Numeral) -> Option<usize> {
        let text = self.text;
        let start = numeral.start;
        if let Some((date, end)) = calendar::date(text, numeral) {
            let ahead =
                if date.from.quarter.is_some() { ["前", "头"].into_iter().find_map(|word| text.strip_word(start, word)) } else { None };
            let start = ahead.filter(|ahead| *ahead >= self.floor).unwrap_or(start);
            return Some(self.mention(names::Name { kind: MentionKind::Date(date), start, end }));
        }
        if let Some((from, to, end)) = calendar::hours(text, numeral) {
            return Some(self.mention(names::Name { kind: MentionKind::TimeSpan(from, to), start, end }));
        }
        let (time, end) = calendar::time(text, numeral)?;
        Some(self.mention(names::Name { kind: MentionKind::Time(time), start, end }))
    }

    /// 同一, 每一, 另一, 第一 …: the 一 counts nothing.
    fn negated_article(&self, numeral: &Numeral) -> bool {
        numeral.form == Form::Digit
            && self.text.peek(numeral.start) == Some('一')
            && !self.text.starts_with(numeral.end, "半")
            && self.text.strip_word(numeral.start, "提前").is_none()
            && self
                .text
                .before(numeral.start)
                .is_some_and(|before| "同每另某任唯统单专逐不万其之这那哪划合整归如惟前后上下首进".contains(before))
    }

    /// Whether the words around a number let it be a quantity.
    fn is_figure(&self, numeral: &Numeral, figure: &Figure) -> bool {
        let text = self.text;
        let fraction = figure.numeral.end > numeral.end
            || figure.value.hard.lo.number().is_some() && figure.unit.is_none() && {
                // 百分之五, 三分之一: the numeral goes on after the first number.
                text.slice(numeral.end, figure.numeral.end).contains('分')
            };
        if fraction || text.before(numeral.start).is_some_and(|sign| matches!(sign, '负' | '負')) && figure.written.is_negative() {
            return fraction || !numeral.is_hanzi() || numeral.exponent < 0 || text.strip_word(numeral.start, "不负").is_none();
        }
        // “三首”“三新”: what is named by the number of its parts
        if matches!(numeral.form, Form::Digit)
            && text.before(figure.span.start) == Some('“')
            && text.peek(figure.span.end) == Some('”')
            && figure.unit.is_some_and(|unit| unit.base.class == Class::Count && unit.base.name.chars().nth(1).is_none())
        {
            return false;
        }
        // 拾起, 陆路: a lone 大写 digit that is also a word counts nothing.
        let word = text.peek(numeral.start).is_some_and(|first| matches!(first, '伍' | '陆' | '陸' | '肆' | '拾'));
        if word && numeral.exponent >= 0 && numeral.end == numeral.start + '拾'.len_utf8() {
            return self.is_isolated(numeral) && figure.unit.is_none();
        }
        let approximate = figure.qualifier != Qualifier::Bare;
        match numeral.form {
            Form::Arabic { .. } => {
                let bare = figure.unit.is_none() && figure.dimension.is_none() && figure.qualifier == Qualifier::Bare;
                !bare || numeral.exponent < 0 || numeral.scaled || self.is_stated(numeral)
            }
            _ if numeral.exponent < 0 => true,
            // 每千人, 每万元: the base of a rate
            Form::Scale if numeral.low == 1 && text.before(numeral.start) == Some('每') => false,
            Form::Scale => {
                let amount = numeral.low > 1 || numeral.several.is_some();
                let named = figure.unit.is_some() && numeral.low == 1 && numeral.exponent >= 2;
                let ten_thousand = matches!(text.peek(numeral.start), Some('万' | '萬' | '亿' | '億' | '兆'));
                // “百城千屏”, “千集万店”: a slogan.
                let slogan = named && text.peek(figure.span.end).is_some_and(|next| matches!(next, '百' | '千' | '万'))
                    || text.before(numeral.start).is_some_and(is_han) && text.strip_word(numeral.start, "百城").is_some();
                let headed = text.before(numeral.start).is_some_and(|before| "单位（(".contains(before));
                // 约万 may begin a name; 上万, 超亿 and 近百 may not.
                let vague = figure.qualifier == Qualifier::About && ten_thousand && figure.unit.is_none();
                // 信心百倍, 勇气百倍: a set phrase
                let spirit = named && text.before(numeral.start).is_some_and(|before| matches!(before, '心' | '气' | '神'));
                if spirit && numeral.low == 1 {
                    return false;
                }
                (approximate && numeral.low > 0 && !vague)
                    || (amount && (figure.unit.is_some() || self.is_isolated(numeral) || numeral.several.is_some()))
                    || (named && !ten_thousand && !headed && !slogan)
            }
            Form::Positional { .. } => figure.unit.is_some(),
            Form::Digit => {
                // 高于一切: an approximating word makes a number only where no word goes on.
                let ends = !text.peek(figure.span.end).is_some_and(is_han) || figure.span.end > numeral.end;
                figure.unit.is_some() || approximate && ends && figure.qualifier != Qualifier::Many || self.is_isolated(numeral)
            }
            Form::Words => {
                if numeral.several.is_some() {
                    return numeral.low != 0 || numeral.scaled;
                }
                let large = figure.written.magnitude() >= Rational::from(100);
                figure.unit.is_some() || approximate || (large && !numeral.is_estimate()) || self.is_isolated(numeral)
            }
        }
    }

    /// A bare whole number that the sentence states: 为35, 升至113, 等7方面; not a name such as 沪深300 or 运20.
    fn is_stated(&self, numeral: &Numeral) -> bool {
        let text = self.text;
        let Some(before) = text.before(text.strip_spaces(numeral.start)) else {
            return text.peek(numeral.end).is_none_or(|after| !is_han(after));
        };
        let told =
            !is_han(before) || "分线为达到至是从由升降增减长少高低快缓破过有共约计得等于了出列在近仅的值数票和与及或加".contains(before);
        let closed = text.peek(numeral.end).is_none_or(|after| !is_han(after));
        if !closed && !is_han(before) && !matches!(before, ' ' | '、' | '=') {
            return false;
        }
        told && (!matches!(before, '“' | '《' | '-' | '/' | '·' | '#' | '"') || closed && before == '-')
    }

    /// A 汉字 number alone between signs, or told apart by words that follow no counted noun: “五”, 这是五那是四.
    fn is_isolated(&self, numeral: &Numeral) -> bool {
        let text = self.text;
        let before = text.before(numeral.start);
        let after = text.peek(numeral.end);
        let opens = before.is_none_or(|before| matches!(before, '“' | '‘' | '"' | '是' | '=' | '\n' | ' ' | ',' | '，' | '。' | '为'));
        let closes = after.is_none_or(|after| {
            matches!(after, '”' | '’' | '"' | '。' | '这' | '那' | '却' | '不' | '而' | '的' | ' ' | ',' | '，' | '\n')
        });
        let formal = text.peek(numeral.start).is_some_and(glyph::is_formal);
        let listed = after == Some('，') && matches!(before, None | Some('\n' | '。')) && numeral.form == Form::Digit;
        let quoted = matches!(before, Some('“' | '‘')) && !matches!(after, Some('”' | '’'));
        let worded = after.is_some_and(|after| matches!(after, '这' | '那' | '却' | '不' | '而'));
        let told = before.is_none_or(|before| before == '是');
        opens && closes && (!worded || told) && !listed && !quoted
            || formal && before.is_some_and(|before| before == '是') && !after.is_some_and(is_han)
    }
}
