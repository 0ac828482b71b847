//! `kanwu fix`: the diff before, the files after, and what is refused.

use crate::support::{folder, kanwu_in};

const TEXT: &str = "会议通过了报告，，各方表示欢迎。\r\n\r\n坚持稳中求进,推动发展，改善民生，保持稳定。\r\n";
const FIXED: &str = "会议通过了报告，各方表示欢迎。\r\n\r\n坚持稳中求进，推动发展，改善民生，保持稳定。\r\n";

#[test]
fn the_diff_comes_first_and_changes_nothing() {
    let folder = folder(&[("t.txt", TEXT)]);
    for flags in [&["fix", "t.txt"][..], &["fix", "t.txt", "--diff"]] {
        let run = kanwu_in(folder.path(), flags, b"");
        assert_eq!(run.code, 1, "{run:?}");
        assert!(run.out.starts_with("--- t.txt\n+++ t.txt\n@@ -1,3 +1,3 @@\n-会议通过了报告，，"), "{}", run.out);
        assert!(run.err.contains("2 places in 1 files can be changed"), "{}", run.err);
        assert_eq!(std::fs::read_to_string(folder.path().join("t.txt")).unwrap(), TEXT);
    }
}

#[test]
fn what_was_fixed_is_found_no_more() {
    let folder = folder(&[("t.txt", TEXT), ("clean.txt", "会议通过了报告。\n")]);
    let run = kanwu_in(folder.path(), &["fix", ".", "--apply"], b"");
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{run:?}");
    assert_eq!(std::fs::read_to_string(folder.path().join("t.txt")).unwrap(), FIXED);
    let again = kanwu_in(folder.path(), &["fix", "."], b"");
    assert_eq!((again.code, again.out.as_str()), (0, ""), "{again:?}");
    assert_eq!(kanwu_in(folder.path(), &["check", ".", "-q"], b"").code, 0);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "a temporary file was left");
}

#[test]
fn encoding_mark_and_line_ends_stay() {
    let gb = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    let utf16 = |text: &str| [&[0xFF, 0xFE][..], &text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()].concat();
    let marked = |text: &str| [&b"\xEF\xBB\xBF"[..], text.as_bytes()].concat();
    for (name, bytes) in [("gb", &gb as &dyn Fn(&str) -> Vec<u8>), ("utf16", &utf16), ("bom", &marked)] {
        let folder = folder(&[]);
        let path = folder.path().join("t.txt");
        std::fs::write(&path, bytes(TEXT)).unwrap();
        let run = kanwu_in(folder.path(), &["fix", "t.txt", "--write"], b"");
        assert_eq!(run.code, 0, "{name}: {run:?}");
        assert_eq!(std::fs::read(&path).unwrap(), bytes(FIXED), "{name}");
    }
}

#[test]
fn what_can_not_be_kept_is_left_as_it_is() {
    let folder = folder(&[]);
    let mut bytes = TEXT.repeat(3).into_bytes();
    bytes[3] = 0xFF;
    std::fs::write(folder.path().join("t.txt"), &bytes).unwrap();
    let run = kanwu_in(folder.path(), &["fix", "t.txt", "--apply"], b"");
    assert!(run.code == 2 && run.err.contains("bytes that are no text"), "{run:?}");
    assert_eq!(std::fs::read(folder.path().join("t.txt")).unwrap(), bytes);
}

#[test]
fn unsafe_fixes_are_made_when_asked_for() {
    let text = "推动制造业高质量质量发展，培育专精特新企业。\n";
    let folder = folder(&[("t.txt", text)]);
    let run = kanwu_in(folder.path(), &["fix", "t.txt"], b"");
    assert!(run.code == 0 && run.out.is_empty() && run.err.contains("1 are left to you"), "{run:?}");
    assert_eq!(kanwu_in(folder.path(), &["fix", "t.txt", "--unsafe", "--apply", "--skip", "doubled-word"], b"").code, 0);
    assert_eq!(std::fs::read_to_string(folder.path().join("t.txt")).unwrap(), text);
    assert_eq!(kanwu_in(folder.path(), &["fix", "t.txt", "--unsafe", "--apply"], b"").code, 0);
    assert_eq!(std::fs::read_to_string(folder.path().join("t.txt")).unwrap(), "推动制造业高质量发展，培育专精特新企业。\n");
}

#[test]
fn standard_input_comes_out_fixed() {
    let folder = folder(&[]);
    let run = kanwu_in(folder.path(), &["fix", "-", "--apply"], TEXT.as_bytes());
    assert_eq!((run.code, run.out.as_str()), (0, FIXED), "{run:?}");
    let clean = kanwu_in(folder.path(), &["fix", "-", "--apply"], FIXED.as_bytes());
    assert_eq!((clean.code, clean.out.as_str()), (0, FIXED));
    assert_eq!(kanwu_in(folder.path(), &["fix", "missing.txt", "--apply"], b"").code, 2);
    assert_eq!(kanwu_in(folder.path(), &["fix", "-", "--apply", "--diff"], b"").code, 2);
}
