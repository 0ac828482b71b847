//! Arabic digits: `1,234.5`, `．5`, `２０２４`, `2.79e-1`.

use crate::figure::cursor::Cursor;

/// More digits than this are a code, not a quantity.
const LONGEST: usize = 27;

/// A run of Arabic digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Arabic {
    /// Offset after the run.
    pub(crate) end: usize,
    /// All digits, the decimal point left out.
    pub(crate) mantissa: i128,
    /// Digits after the point.
    pub(crate) places: i32,
    /// Digits before the point.
    pub(crate) whole_digits: usize,
    /// Whether it starts with a zero that is not the only digit before the point: 007.
    pub(crate) padded: bool,
    /// Whether commas separate the thousands.
    pub(crate) grouped: bool,
}

/// Why a run of digits is not a number; both know where the run ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    /// So many digits that it can only be a code.
    TooLong(usize),
    /// Commas that don't separate thousands: `1,23,4`.
    Grouping(usize),
}

/// Reads the run of digits at `start`, which must stand on a digit.
pub(crate) fn parse(text: Cursor<'_>, start: usize) -> Result<Arabic, Refused> {
    let mut run = Run { mantissa: 0, digits: 0, end: start };
    run.take(text);
    let padded = run.digits > 1 && text.peek(start) == Some('0');
    let mut grouped = false;
    if let Some(separator) = separator(text, start, run.end) {
        let first = run.digits;
        grouped = first <= 3;
        while let Some(next) = separator_at(text, run.end, separator) {
            let before = run.digits;
            run.end = next;
            run.take(text);
            grouped &= run.digits - before == 3;
        }
        if !grouped {
            return Err(Refused::Grouping(run.end));
        }
    }
    let whole_digits = run.digits;
    let mut places = 0;
    if let Some(point) = text.eat(run.end, '.')
        && let Some(point) = if is_digit(text, point) { Some(point) } else { torn(text, start, point) }
    {
        run.end = point;
        run.take(text);
        places = run.digits - whole_digits;
    }
    if run.digits > LONGEST {
        return Err(Refused::TooLong(run.end));
    }
    let places = i32::try_from(places).unwrap_or_default();
    Ok(Arabic { end: run.end, mantissa: run.mantissa, places, whole_digits, padded, grouped })
}

/// `15. 8%`: the digits after a point from which a blank has torn them, where a sign or scale word tells that they are
/// no number of their own.
fn torn(text: Cursor<'_>, start: usize, point: usize) -> Option<usize> {
    let listed = text.before(start).is_none_or(|before| matches!(before, '\n' | '\r' | ' '));
    let next = text.eat(point, ' ').filter(|_| !listed)?;
    let mut run = Run { mantissa: 0, digits: 0, end: next };
    run.take(text);
    let told = matches!(text.peek(run.end), Some('%' | '万' | '亿')) || text.starts_with(run.end, "个百分点");
    ((1..=2).contains(&run.digits) && told).then_some(next)
}

/// A power of ten written after the digits, `e-1` or `E+14`: its value and the offset after it.
pub(crate) fn exponent(text: Cursor<'_>, start: usize) -> Option<(i32, usize)> {
    let position = text.eat(start, 'e').or_else(|| text.eat(start, 'E'))?;
    let (negative, position) = match text.next(position)? {
        ('-', next) => (true, next),
        ('+', next) => (false, next),
        _ => (false, position),
    };
    let mut run = Run { mantissa: 0, digits: 0, end: position };
    run.take(text);
    if run.digits == 0 || run.digits > 2 || text.peek(run.end).is_some_and(|next| next.is_ascii_alphabetic()) {
        return None;
    }
    let value = i32::try_from(run.mantissa).ok()?;
    Some((if negative { -value } else { value }, run.end))
}

/// Whether a digit stands at `position`.
pub(crate) fn is_digit(text: Cursor<'_>, position: usize) -> bool {
    text.peek(position).is_some_and(|character| character.is_ascii_digit())
}

struct Run {
    mantissa: i128,
    digits: usize,
    end: usize,
}

impl Run {
    fn take(&mut self, text: Cursor<'_>) {
        while let Some((character, next)) = text.next(self.end)
            && let Some(digit) = character.to_digit(10)
        {
            if self.digits < LONGEST {
                self.mantissa = self.mantissa * 10 + i128::from(digit);
            }
            self.digits += 1;
            self.end = next;
        }
    }
}

/// The comma after the first digits of a number, as written.
///
/// A full-width comma separates clauses, so it counts only where the digits are full-width too.
fn separator(text: Cursor<'_>, start: usize, end: usize) -> Option<&'static str> {
    let wide = end - start >= 3 && text.slice(start, end).bytes().all(|byte| byte >= 0x80);
    [(",", !wide), ("，", wide)].into_iter().find_map(|(comma, fits)| {
        let next = text.eat_word(end, comma)?;
        (fits && is_digit(text, next)).then_some(comma)
    })
}

fn separator_at(text: Cursor<'_>, position: usize, separator: &str) -> Option<usize> {
    text.eat_word(position, separator).filter(|next| is_digit(text, *next))
}
