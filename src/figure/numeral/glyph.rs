//! What a single numeral character means.

/// The value of a 汉字 digit, everyday or 大写, and of the pair words 两 and 俩.
#[inline]
pub(crate) const fn digit(character: char) -> Option<u8> {
    Some(match character {
        '零' | '〇' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' | '兩' | '貳' | '俩' | '倆' => 2,
        '三' | '叁' | '參' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The power of ten of a scale word below 万: 十, 百, 千.
#[inline]
pub(crate) const fn small_scale(character: char) -> Option<i32> {
    Some(match character {
        '十' | '拾' => 1,
        '百' | '佰' => 2,
        '千' | '仟' => 3,
        _ => return None,
    })
}

/// The power of ten of a scale word from 万 up.
///
/// 兆 is read as 10^12, the everyday sense; before 瓦, 赫 and the like it belongs to the unit (10^6).
#[inline]
pub(crate) const fn big_scale(character: char) -> Option<i32> {
    Some(match character {
        '万' | '萬' => 4,
        '亿' | '億' => 8,
        '兆' => 12,
        _ => return None,
    })
}

/// The tens that 廿, 卅 and 卌 stand for.
#[inline]
pub(crate) const fn tens(character: char) -> Option<i128> {
    Some(match character {
        '廿' => 2,
        '卅' => 3,
        '卌' => 4,
        _ => return None,
    })
}

/// Whether the digit is one that only numbers use (大写 forms that are also words are told apart elsewhere).
pub(crate) const fn is_formal(character: char) -> bool {
    matches!(character, '壹' | '贰' | '貳' | '叁' | '參' | '肆' | '伍' | '陆' | '陸' | '柒' | '捌' | '玖' | '拾' | '佰' | '仟')
}

/// Whether the character before a 大写 digit makes it a word of its own: 队伍, 大陆, 放肆, 收拾.
pub(crate) const fn is_word_tail(before: char, character: char) -> bool {
    match character {
        '伍' => matches!(before, '队' | '隊' | '入' | '退' | '落' | '为' | '行'),
        '陆' | '陸' => matches!(before, '大' | '登' | '着' | '内' | '海' | '水' | '上' | '空' | '离'),
        '肆' => matches!(before, '放' | '大' | '酒' | '茶' | '书'),
        '拾' => matches!(before, '收' | '捡' | '重' | '夕'),
        _ => false,
    }
}

/// Whether two digits side by side are an estimate: 七八, 两三, 三五.
pub(crate) const fn is_estimate(first: u8, second: u8) -> bool {
    first > 0 && (second == first + 1 || (first == 3 && second == 5))
}
