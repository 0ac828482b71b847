//! How no paragraph begins: what shows by itself that a piece of text has lost what stood before it.

use crate::text::{fold_width, is_han};

/// What speaks for a piece of text having lost its beginning because no paragraph begins like it, in milli-nats: a predicate
/// without its subject, or a first clause that ends with a semicolon.
pub(super) fn never_first(head: &str) -> i32 {
    const FIRST_CLAUSE: usize = 18;
    let mark = head.chars().take(FIRST_CLAUSE).find(|c| matches!(c, '，' | '。' | '、' | '；' | '：' | '！' | '？'));
    predicate(head) + if mark == Some('；') { 3000 } else { 0 }
}

/// What speaks for a beginning being lost where not even a sentence begins so, in milli-nats: with what only ends a word or
/// stands between two (的, 们, 等), or, less surely, with a clause of one character. Of 122,000 paragraphs of reports and
/// news four begin so, of places inside them one in ten.
pub(super) fn no_beginning(text: &str) -> i32 {
    /// Each with the characters that make a word with it.
    const BOUND: [(char, &str); 11] = [
        ('的', "确士哥"),
        ('了', "解却不然结断悟"),
        ('着', "力眼重手陆实火装墨落想迷急凉"),
        ('们', ""),
        ('及', "时早至格第"),
        ('等', "待到等级于价量着我你候他她人下一会不离高同效额身"),
        ('性', "别能格命质情价"),
        ('度', "假过量夏支身"),
        ('础', ""),
        ('域', "外"),
        ('际', "遇会"),
    ];
    // what may be said alone
    const SAID: &str = "是对好不看瞧哦喂嗨啊行嘿唉哎来";
    let mut chars = text.chars();
    let (Some(first), Some(second), third) = (chars.next(), chars.next(), chars.next()) else { return 0 };
    let bound = BOUND.iter().any(|&(c, words)| c == first && !words.contains(second));
    let alone = matches!(second, '，' | '。' | '；') && is_han(first) && !SAID.contains(first) && third != Some('是');
    if bound {
        8000
    } else if alone {
        4000
    } else {
        0
    }
}

/// Whether a text begins as hardly any paragraph does, which makes sure what else only seems so: inside a quotation (章”，…),
/// with one character of a list (件、工业互联网、…), or with a sentence of two characters (供给。…).
pub(super) fn seldom_begins(text: &str) -> bool {
    // 党、国家、军队; 更高。更快。
    const ITEMS: &str = "党国家军";
    const MORE: &str = "更最";
    let mut chars = text.chars();
    let [first, second, third, fourth] = std::array::from_fn(|_| chars.next().unwrap_or(' '));
    // 衣、食、住、行 are all of one character
    let item = second == '、' && is_han(third) && fourth != '、' && !ITEMS.contains(first);
    let sentence = third == '。' && is_han(second) && !MORE.contains(first);
    let mark = text.chars().find(|c| "“”《》（）".contains(*c));
    item || sentence || matches!(mark, Some('”' | '》' | '）'))
}

/// What speaks for it because it begins with a predicate of a figure that has no subject: 提高到10.5年.
pub(super) fn predicate(head: &str) -> i32 {
    #[rustfmt::skip]
    const NEVER_FIRST: [&str; 21] = [
        "达到", "达", "增长", "下降", "同比", "环比", "占", "约占", "增至", "降至", "升至", "增加到", "提高到", "提升到", "降低到",
        "下降到", "上升到", "扩大到", "增长到", "增加", "减少",
    ];
    // a report may begin with these too: 超过5亿人次，这是…
    const SELDOM_FIRST: [&str; 2] = ["超过", "突破"];
    let of_figure = |word: &&str| head.strip_prefix(word).is_some_and(|rest| rest.starts_with(|c: char| fold_width(c).is_ascii_digit()));
    if NEVER_FIRST.iter().any(of_figure) {
        8000
    } else if SELDOM_FIRST.iter().any(of_figure) {
        3000
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_beginnings_are_seldom() {
        for (text, seldom) in [
            ("章”，加快建设产业基地。", true),
            ("“十四五”规划收官，目标任务完成。", false),
            ("件、工业互联网、区块链等产业。", true),
            ("衣、食、住、行样样不愁。", false),
            ("党、国家、军队有关部门出席。", false),
            ("供给。创建全域旅游示范区。", true),
            ("更高。珠穆朗玛峰开展科考。", false),
            ("发展质量稳步提升。", false),
            ("", false),
        ] {
            assert_eq!(seldom_begins(text), seldom, "{text}");
        }
    }

    #[test]
    fn some_words_begin_no_paragraph() {
        for (text, never, none) in [
            ("提高到10.5年。居民医保补助标准继续提高。", 8000, 0),
            ("超过5亿人次，这个春节出游的人真多。", 3000, 0),
            ("专职消防队；建设标准化乡镇。", 3000, 0),
            ("的经验和做法，在全市推广。", 0, 8000),
            ("的确，这样的进步来之不易。", 0, 0),
            ("们的生活越来越好。", 0, 8000),
            ("等待已久的雨终于来了。", 0, 0),
            ("等项目加快推进。", 0, 8000),
            ("制，推动形成合力。", 0, 4000),
            ("对，就是这样。", 0, 0),
            ("学，是为了更好地做。", 0, 0),
            ("暑假期间，各地博物馆延时开放；", 0, 0),
            ("制", 0, 0),
            ("", 0, 0),
        ] {
            assert_eq!((never_first(text), no_beginning(text)), (never, none), "{text}");
        }
    }
}
