//! Floor 0: decoding, lines, positions, views.

use encoding_rs::{BIG5, GB18030, UTF_16BE, UTF_16LE};
use kanwu::text::visible::{visible, visible_line};
use kanwu::text::{DecodeError, LineIndex, Source, Span, View, decode, encoding_named};
use proptest::prelude::*;

const TEXT: &str = "各位代表：\n现在，我代表市人民政府，向大会报告工作，请予审议。国内生产总值增长5.2%，粮食产量1.39万亿斤。\n";
const TRADITIONAL: &str = "各位代表：現在，我代表市政府，向大會報告工作，請予審議。經濟總體回升向好，農業生產再創新高，對外開放持續擴大。";

fn utf16(text: &str, big: bool, mark: bool) -> Vec<u8> {
    let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
    units.flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
}

#[test]
fn encodings_are_recognised() {
    let check = |bytes: Vec<u8>, text: &str, name: &str| {
        let decoded = decode(bytes, None).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.encoding.name(), decoded.malformed), (text, name, 0));
    };
    check(TEXT.as_bytes().to_vec(), TEXT, "UTF-8");
    check([b"\xEF\xBB\xBF", TEXT.as_bytes()].concat(), TEXT, "UTF-8");
    for mark in [true, false] {
        check(utf16(TEXT, false, mark), TEXT, "UTF-16LE");
        check(utf16(TEXT, true, mark), TEXT, "UTF-16BE");
    }
    check(GB18030.encode(TEXT).0.into_owned(), TEXT, "gb18030");
    check(
        GB18030.encode("镕𠮷，四字节的汉字也读得出，增长5.2%，形势总体向好。").0.into_owned(),
        "镕𠮷，四字节的汉字也读得出，增长5.2%，形势总体向好。",
        "gb18030",
    );
    check(BIG5.encode(TRADITIONAL).0.into_owned(), TRADITIONAL, "Big5");
    check(b"plain ascii\r\n".to_vec(), "plain ascii\r\n", "UTF-8");
    check(Vec::new(), "", "UTF-8");
}

#[test]
fn a_named_encoding_is_not_second_guessed() {
    let gbk = GB18030.encode(TEXT).0.into_owned();
    assert_eq!(decode(gbk.clone(), Some(GB18030)).unwrap().text, TEXT);
    assert!(decode(gbk, encoding_named("utf-8")).unwrap().malformed > 10);
    assert_eq!(decode(utf16(TEXT, false, false), Some(UTF_16LE)).unwrap().text, TEXT);
    assert_eq!(decode(utf16(TEXT, true, false), Some(UTF_16BE)).unwrap().text, TEXT);
    assert!(encoding_named("no-such-encoding").is_none());
}

#[test]
fn broken_bytes_are_kept_in_sight() {
    let mut bytes = TEXT.as_bytes().to_vec();
    bytes.splice(6..6, [0xFF]);
    bytes.truncate(bytes.len() - 2); // and the last character is cut
    let decoded = decode(bytes, None).unwrap();
    assert_eq!((decoded.encoding.name(), decoded.malformed), ("UTF-8", 2));
    assert!(decoded.text.starts_with("各位\u{FFFD}代表"));
}

#[test]
fn a_damaged_text_is_still_chinese() {
    let name = |bytes: &[u8]| decode(bytes.to_vec(), None).unwrap().encoding.name();
    assert_eq!(name("产能超过".as_bytes().split_last().unwrap().1), "UTF-8"); // cut off inside a character
    assert_eq!(name(b"\xe4\xba\xa7\xff\xe8\xb6\x85\xe8\xbf\x87"), "UTF-8");
    assert_eq!(name(b"\xca\xc7"), "gb18030"); // one character of GBK
}

#[test]
fn what_is_not_text_is_told_apart() {
    let check = |bytes: &[u8], error: DecodeError| assert_eq!(decode(bytes.to_vec(), None).unwrap_err(), error);
    check(b"%PDF-1.7 ...", DecodeError::OtherFormat("PDF"));
    check(b"PK\x03\x04....", DecodeError::OtherFormat("ZIP/DOCX"));
    check(b"\xD0\xCF\x11\xE0\xA1", DecodeError::OtherFormat("DOC/XLS"));
    check(&[0; 4096], DecodeError::Binary);
    let noise: Vec<u8> = (0..5000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    check(&noise, DecodeError::Binary);
    // a few stray bytes do not make a text binary
    assert!(decode(format!("{TEXT}\0\x07{TEXT}").into_bytes(), None).is_ok());
}

#[test]
fn lines_end_in_every_way_they_can() {
    let text = "一\n二\r\n三\r四\u{2028}五\u{2029}六\u{C}七";
    let index = LineIndex::new(text);
    let lines: Vec<&str> = (0..index.len()).map(|i| &text[index.span_of(i, text).range()]).collect();
    assert_eq!(lines, ["一\n", "二\r\n", "三\r", "四\u{2028}", "五\u{2029}", "六\u{C}", "七"]);
    assert_eq!(LineIndex::new("").len(), 1);
}

#[test]
fn positions_in_every_unit() {
    let text = "中a\n𠮷b文\nc";
    let check = |needle: &str, expected: (u32, u32, u32, u32, u32)| {
        let at = Source::new("t", text).position(u32::try_from(text.find(needle).unwrap()).unwrap());
        assert_eq!((at.byte, at.char, at.utf16, at.line, at.column), expected, "{needle}");
    };
    check("中", (0, 0, 0, 1, 1));
    check("a", (3, 1, 1, 1, 2));
    check("𠮷", (5, 3, 3, 2, 1));
    check("b", (9, 4, 5, 2, 2));
    check("文", (10, 5, 6, 2, 3));
    check("c", (14, 7, 8, 3, 1));
}

#[test]
fn a_view_mends_breaks_and_folds_width() {
    let source = "全年新增就业１２４４万\n\n人，增长５％";
    let split = source.find("\n\n").unwrap() as u32;
    let view = View::new(source, &[Span::new(0, split), Span::new(split + 2, source.len() as u32)]);
    assert_eq!(view.text(), "全年新增就业1244万人，增长5％");
    assert_eq!(view.seams(), [25]);
    let check = |wanted: &str, there: &str| {
        let at = view.text().find(wanted).unwrap();
        assert_eq!(&source[view.to_source(Span::from_range(at..at + wanted.len())).range()], there);
    };
    check("1244万人", "１２４４万\n\n人"); // a break inside is part of the place
    check("1244万", "１２４４万"); // one at its edge is not
    check("人，增长5", "人，增长５");
    check("24", "２４");
    check("就业", "就业");
}

#[test]
fn what_is_shown_cannot_act() {
    assert_eq!(visible("红\u{1b}[31m字\u{202e}反\0"), "红␛[31m字\u{FFFD}反␀");
    assert_eq!(visible_line("一\r\n二\n三\t四\u{2028}五"), "一⏎二⏎三 四⏎五");
    assert!(matches!(visible("普通的字"), std::borrow::Cow::Borrowed(_)));
}

proptest! {
    #[test]
    fn decoding_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = decode(bytes, None);
    }

    #[test]
    fn positions_agree_with_counting(text in "[中a𠮷\n\r\u{2028}。]{0,200}", at in 0usize..600) {
        let at = (0..=at.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap();
        let position = Source::new("t", text.clone()).position(at as u32);
        prop_assert_eq!(position.char as usize, text[..at].chars().count());
        prop_assert_eq!(position.utf16 as usize, text[..at].encode_utf16().count());
        let line_start = text[..at].rfind(['\n', '\r', '\u{2028}']).map_or(0, |i| i + text[i..].chars().next().unwrap().len_utf8());
        let inside_crlf = text[..at].ends_with('\r') && text[at..].starts_with('\n');
        if !inside_crlf {
            prop_assert_eq!(position.column as usize, text[line_start..at].chars().count() + 1);
        }
    }

    #[test]
    fn every_span_of_a_view_has_its_place(parts in proptest::collection::vec("[中文ａ１b2。]{0,12}", 1..6)) {
        let source = parts.join("\n\n");
        let mut spans = Vec::new();
        let mut at = 0;
        for part in &parts {
            spans.push(Span::from_range(at..at + part.len()));
            at += part.len() + 2;
        }
        let view = View::new(&source, &spans);
        let folded: String = parts.concat().chars().map(kanwu::text::fold_width).collect();
        prop_assert_eq!(view.text(), &folded);
        let bounds: Vec<usize> = (0..=folded.len()).filter(|&i| folded.is_char_boundary(i)).collect();
        for pair in bounds.windows(2) {
            let place = view.to_source(Span::from_range(pair[0]..pair[1]));
            let original: String = source[place.range()].chars().map(kanwu::text::fold_width).collect();
            prop_assert_eq!(&original, &folded[pair[0]..pair[1]]);
        }
    }
}
