//! Text made safe to show.
//!
//! A hostile text must not reach a terminal or a web page as it is: escape sequences recolour the screen or set
//! the window title, and bidirectional controls show a line in another order than it is stored in. Each such
//! character is replaced by one visible character, so that columns stay aligned.

use std::borrow::Cow;

/// True for a control character that has no place in a text: not a line end, tab or form feed.
#[must_use]
pub fn is_stray_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{C}' | '\u{85}')
}

/// True for a character that changes the direction or the display of what follows and is itself unseen.
#[must_use]
pub fn is_invisible_format(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// The visible stand-in for `c`, or `c` itself where it is harmless. Tabs and line ends count as harmless.
#[must_use]
pub fn visible_char(c: char) -> char {
    match c {
        '\n' | '\r' | '\t' => c,
        '\0'..='\u{1F}' => char::from_u32(0x2400 + c as u32).unwrap_or('\u{FFFD}'),
        '\u{7F}' => '\u{2421}',
        _ if c.is_control() || is_invisible_format(c) => '\u{FFFD}',
        _ => c,
    }
}

/// `text` with every dangerous character replaced by its stand-in; borrowed where there is none.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| visible_char(c) == c) { Cow::Borrowed(text) } else { Cow::Owned(text.chars().map(visible_char).collect()) }
}

/// Like [`visible`], on one line: line ends become `⏎` and tabs spaces.
#[must_use]
pub fn visible_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => out.push('⏎'),
            '\t' => out.push(' '),
            _ => out.push(visible_char(c)),
        }
    }
    out
}
