//! What a block begins with: bullets and numbers.

/// A bullet or a number at the head of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// ●, •, `- `, `* ` and the like.
    Bullet,
    /// The dash of a list in official prose: ——经济总体回升向好。
    Dash,
    /// 第三章, 第二节, 第五条.
    Chapter,
    /// 一、 with its number.
    Han(u32),
    /// （一） with its number.
    BracketedHan(u32),
    /// 1. or 1、 with its number.
    Arabic(u32),
    /// （1） or 1） or ① with its number.
    BracketedArabic(u32),
}

impl Marker {
    /// True where a title may follow, so that a short block without a full stop is a heading.
    #[must_use]
    pub fn heads(self) -> bool {
        !matches!(self, Self::Bullet | Self::Dash)
    }
}

const BULLETS: &[char] = &['●', '•', '■', '◆', '◇', '○', '▪', '▶', '★', '☆', '◎', '□', '▲', '△', '※', '・'];

/// The marker that `text` begins with, and its length in bytes with the white space after it.
#[must_use]
pub fn marker(text: &str) -> Option<(Marker, usize)> {
    let first = text.chars().next()?;
    let (marker, rest) = match first {
        _ if BULLETS.contains(&first) => (Marker::Bullet, text.get(first.len_utf8()..)?),
        '-' | '*' | '+' => (Marker::Bullet, text.get(1..).filter(|r| r.starts_with([' ', '\t']))?),
        '—' | '－' | '–' => {
            let rest = text.trim_start_matches(first);
            ((text.len() - rest.len()) >= 2 * first.len_utf8()).then_some((Marker::Dash, rest))?
        }
        '（' | '(' => bracketed(text.get(first.len_utf8()..)?)?,
        '第' => chapter(text.get(first.len_utf8()..)?)?,
        '①'..='⑳' => (Marker::BracketedArabic(first as u32 - '①' as u32 + 1), text.get(first.len_utf8()..)?),
        '0'..='9' => arabic(text)?,
        _ => {
            let (number, rest) = han_number(text)?;
            (Marker::Han(number), rest.strip_prefix('、')?)
        }
    };
    Some((marker, text.len() - rest.trim_start().len()))
}

fn bracketed(text: &str) -> Option<(Marker, &str)> {
    let (marker, rest) = match han_number(text) {
        Some((number, rest)) => (Marker::BracketedHan(number), rest),
        None => {
            let (number, rest) = digits(text)?;
            (Marker::BracketedArabic(number), rest)
        }
    };
    Some((marker, rest.strip_prefix(['）', ')'])?))
}

fn arabic(text: &str) -> Option<(Marker, &str)> {
    let (number, rest) = digits(text)?;
    if let Some(rest) = rest.strip_prefix(['）', ')']) {
        return Some((Marker::BracketedArabic(number), rest));
    }
    let rest = rest.strip_prefix('\\').unwrap_or(rest); // 1\. as Markdown escapes it
    let rest = rest.strip_prefix(['.', '．', '、'])?;
    // 1.39万亿斤 and 1、2号机组 are no list numbers
    (!rest.starts_with(|c: char| c.is_ascii_digit())).then_some((Marker::Arabic(number), rest))
}

fn chapter(text: &str) -> Option<(Marker, &str)> {
    let (_, rest) = han_number(text).or_else(|| digits(text))?;
    let rest = rest.strip_prefix(['章', '节', '条', '篇', '编'])?;
    // 第一节课 is no chapter number
    rest.starts_with([' ', '\u{3000}', '\t', '：', ':']).then_some((Marker::Chapter, rest))
}

/// Up to three digits; more is no list number.
fn digits(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let number = text.get(..end).filter(|d| (1..=3).contains(&d.len()))?.parse().ok()?;
    Some((number, text.get(end..)?))
}

/// A 汉字 number from 一 to 九十九.
fn han_number(text: &str) -> Option<(u32, &str)> {
    let digit = |c: char| "一二三四五六七八九".chars().position(|d| d == c).and_then(|p| u32::try_from(p + 1).ok());
    let mut chars = text.chars();
    let first = chars.next()?;
    let tens = if first == '十' {
        1
    } else {
        let value = digit(first)?;
        if !chars.as_str().starts_with('十') {
            return Some((value, chars.as_str()));
        }
        chars.next();
        value
    };
    let rest = chars.as_str();
    match rest.chars().next().and_then(digit) {
        Some(ones) => {
            chars.next();
            Some((tens * 10 + ones, chars.as_str()))
        }
        None => Some((tens * 10, rest)),
    }
}
