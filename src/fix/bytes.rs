//! The bytes of a text, in the encoding that it was in.

use crate::lang::Localized;
use crate::text::Source;
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// Why a text can't be written in the encoding of its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotEncode {
    /// The file has bytes that are no text in its encoding; what they were can't be written again.
    Malformed,
    /// The file would not come out as it is even without a change: its encoding was guessed wrong, or has several ways to
    /// write one character.
    NotTheSame,
    /// The new text has a character that the encoding lacks.
    Unmappable,
}

impl CannotEncode {
    /// The reason in both languages.
    #[must_use]
    pub fn localized(self) -> Localized {
        match self {
            Self::Malformed => Localized::fixed(
                "文件里有读不成文字的字节，改写会丢失它们，所以不改",
                "the file has bytes that are no text; writing it would lose them, so it is left as it is",
            ),
            Self::NotTheSame => Localized::fixed(
                "按读入的编码写不出原样的文件，所以不改；请用 --encoding 指明编码",
                "the file can't be written as it is in the encoding it was read in, so it is left; name it with --encoding",
            ),
            Self::Unmappable => Localized::fixed(
                "改后的文字里有这个编码没有的字符，所以不改",
                "the new text has a character that the file's encoding lacks, so it is left as it is",
            ),
        }
    }
}

/// The bytes of `text`, which is what `source` is to read, in the encoding of `source` and with its byte order mark, if
/// `original`, the bytes that `source` was read from, has one.
///
/// # Errors
/// Where what is not changed would not stay as it was, byte for byte.
pub fn encode(source: &Source, original: &[u8], text: &str) -> Result<Vec<u8>, CannotEncode> {
    if source.malformed() > 0 {
        return Err(CannotEncode::Malformed);
    }
    let encoding = source.encoding();
    let mark = match Encoding::for_bom(original) {
        Some((marked, length)) if marked == encoding => original.get(..length).unwrap_or_default(),
        _ => &[],
    };
    let whole = |text: &str| Some([mark, &*body(encoding, text)?].concat());
    if whole(source.text()).as_deref() != Some(original) {
        return Err(CannotEncode::NotTheSame);
    }
    whole(text).ok_or(CannotEncode::Unmappable)
}

/// The text in an encoding, without a mark; nothing where a character has no place in it.
fn body<'t>(encoding: &'static Encoding, text: &'t str) -> Option<Cow<'t, [u8]>> {
    // what encoding_rs writes for UTF-16 is UTF-8, as a browser does
    if encoding == UTF_16LE {
        return Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect());
    }
    if encoding == UTF_16BE {
        return Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect());
    }
    let (bytes, used, unmappable) = encoding.encode(text);
    (!unmappable && used == encoding).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{BIG5, GB18030, UTF_8};

    #[test]
    fn a_file_keeps_its_encoding_and_its_mark() {
        let text = "第一行，\r\n第二行。\n";
        for encoding in [UTF_8, GB18030, BIG5, UTF_16LE, UTF_16BE] {
            for mark in [&b""[..], b"\xEF\xBB\xBF", b"\xFF\xFE", b"\xFE\xFF"] {
                if !mark.is_empty() && Encoding::for_bom(mark).is_none_or(|(marked, _)| marked != encoding) {
                    continue;
                }
                let bytes = [mark, &*body(encoding, text).unwrap()].concat();
                let source = Source::from_bytes("t", bytes.clone(), Some(encoding)).unwrap();
                let new = encode(&source, &bytes, "第一行。\r\n").unwrap();
                assert_eq!(new, [mark, &*body(encoding, "第一行。\r\n").unwrap()].concat(), "{}", encoding.name());
                assert_eq!(encode(&source, &bytes, source.text()), Ok(bytes), "{}", encoding.name());
            }
        }
    }

    #[test]
    fn what_can_not_be_kept_is_refused() {
        let broken = [&b"\xFF"[..], "一句话，没有别的。".as_bytes()].concat();
        let source = Source::from_bytes("t", broken.clone(), Some(UTF_8)).unwrap();
        assert_eq!(encode(&source, &broken, "别的"), Err(CannotEncode::Malformed));
        let bytes = body(BIG5, "一句話。").unwrap().into_owned();
        let source = Source::from_bytes("t", bytes.clone(), Some(BIG5)).unwrap();
        assert_eq!(encode(&source, &bytes, "一句话。🙂"), Err(CannotEncode::Unmappable));
        let source = Source::new("t", "一句话。");
        assert_eq!(encode(&source, "另一句话。".as_bytes(), "别的"), Err(CannotEncode::NotTheSame));
    }
}
