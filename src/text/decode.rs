//! Bytes to text.
//!
//! The order of trust: an encoding named by the user, a byte order mark, valid UTF-8, mostly valid UTF-8 (a few
//! broken bytes are findings, not failures), UTF-16 without a mark, and last a guess between the Chinese legacy
//! encodings. What was decoded, and how many sequences were malformed, is told in the report.

use crate::lang::Localized;
use crate::{both, text::visible};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// The longest input that is read, in bytes. Spans are `u32`, and a legacy encoding can grow by half in UTF-8.
pub const MAX_BYTES: u64 = 2 * 1024 * 1024 * 1024;

/// A decoded text.
#[derive(Debug)]
pub struct Decoded {
    /// The text. Malformed sequences stand as U+FFFD.
    pub text: String,
    /// The encoding it was read as.
    pub encoding: &'static Encoding,
    /// How many byte sequences were malformed in that encoding.
    pub malformed: u32,
}

/// Why bytes could not be taken as text.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum DecodeError {
    /// The bytes are some other kind of file; the name says which.
    #[error("this is {0}, not text")]
    OtherFormat(&'static str),
    /// The bytes are not text in any encoding: too many control characters.
    #[error("this looks like binary data, not text")]
    Binary,
    /// Larger than [`MAX_BYTES`].
    #[error("larger than {} MiB", MAX_BYTES / 1024 / 1024)]
    TooLarge,
}

impl DecodeError {
    /// The error in both languages.
    #[must_use]
    pub fn localized(&self) -> Localized {
        match self {
            Self::OtherFormat(what) => both!("这是{what}，不是文本；请先导出为纯文本", "this is {what}, not text; export its text first"),
            Self::Binary => Localized::fixed("看起来是二进制数据，不是文本", "this looks like binary data, not text"),
            Self::TooLarge => both!("文件超过 {} MiB", "larger than {} MiB", MAX_BYTES / 1024 / 1024),
        }
    }
}

/// Bytes that a guess at the encoding looks at: the detector is slow, and a text has one encoding throughout.
const SAMPLE: usize = 1 << 16;

/// First bytes of file formats that people hand in by mistake.
const FORMATS: &[(&[u8], &str)] = &[
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP/DOCX"),
    (b"\xD0\xCF\x11\xE0", "DOC/XLS"),
    (b"{\\rtf", "RTF"),
    (b"\x7fELF", "ELF"),
    (b"\x89PNG", "PNG"),
    (b"\xFF\xD8\xFF", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "GZIP"),
    (b"7z\xBC\xAF", "7z"),
    (b"Rar!", "RAR"),
];

/// Looks up an encoding by its WHATWG label (`gbk`, `big5`, `utf-16le`, …).
#[must_use]
pub fn encoding_named(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label(label.as_bytes())
}

/// Decodes `bytes`; `encoding`, where given, is used without guessing.
///
/// # Errors
/// [`DecodeError`] where the bytes are another file format, binary data, or too many.
pub fn decode(bytes: Vec<u8>, encoding: Option<&'static Encoding>) -> Result<Decoded, DecodeError> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(DecodeError::TooLarge);
    }
    if let Some((_, what)) = FORMATS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(DecodeError::OtherFormat(what));
    }
    let decoded = if let Some(encoding) = encoding {
        decode_as(bytes, encoding)
    } else if let Some((encoding, _)) = Encoding::for_bom(&bytes) {
        decode_as(bytes, encoding)
    } else {
        match String::from_utf8(bytes) {
            Ok(text) => Decoded { text, encoding: UTF_8, malformed: 0 },
            Err(error) => {
                let bytes = error.into_bytes();
                let encoding = guess(&bytes);
                decode_as(bytes, encoding)
            }
        }
    };
    if looks_binary(&decoded.text) {
        return Err(DecodeError::Binary);
    }
    Ok(decoded)
}

/// Decodes with a known encoding; a byte order mark of that encoding is removed.
fn decode_as(bytes: Vec<u8>, encoding: &'static Encoding) -> Decoded {
    let (text, had_errors) = encoding.decode_with_bom_removal(&bytes);
    let malformed = if had_errors { u32::try_from(text.matches('\u{FFFD}').count()).unwrap_or(u32::MAX) } else { 0 };
    Decoded { text: text.into_owned(), encoding, malformed }
}

/// Picks an encoding for bytes that are not valid UTF-8 and bear no mark.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let (mut multibyte, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        multibyte += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    // GBK text read as UTF-8 has few valid multi-byte characters and very many broken ones; a UTF-8 text that was
    // damaged, or cut off at its end, has few
    if broken * 2 <= multibyte {
        return UTF_8;
    }
    let sample = bytes.get(..bytes.len().min(SAMPLE) & !1).unwrap_or_default();
    for encoding in [UTF_16LE, UTF_16BE] {
        if is_mostly_chinese_or_ascii(&encoding.decode_without_bom_handling(sample).0) {
            return encoding;
        }
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, sample.len() == bytes.len());
    let guessed = detector.guess(None, Utf8Detection::Deny);
    // a text in any other encoding is not what kanwu is for, and a guess at one is mostly a damaged Chinese text
    if guessed == BIG5 { BIG5 } else { GB18030 } // GB18030 is the superset of GBK: four-byte characters are read too
}

/// True where nine of ten characters are what a Chinese text is made of.
fn is_mostly_chinese_or_ascii(text: &str) -> bool {
    let (mut fit, mut all) = (0usize, 0usize);
    for c in text.chars() {
        all += 1;
        fit += usize::from(matches!(c,
            '\n' | '\r' | '\t' | ' '..='~' | '\u{2010}'..='\u{2026}' | '\u{3000}'..='\u{303F}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}'));
    }
    all > 0 && fit * 10 >= all * 9
}

/// True where more than one in ten of the first characters is a control character that no text has.
fn looks_binary(text: &str) -> bool {
    /// This many stray bytes may be in the shortest text.
    const FEW: usize = 8;
    let (mut controls, mut all) = (0usize, 0usize);
    for c in text.chars().take(1 << 16) {
        all += 1;
        controls += usize::from(visible::is_stray_control(c));
    }
    controls > FEW && controls * 10 > all
}
