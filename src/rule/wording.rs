//! What the TOML parser and serde say, in Chinese. Their messages are English; the common ones are told in both
//! languages, and what is not known here is shown as it is, said to be the parser's own words.

use crate::lang::Localized;

/// The parser's complaints about the form of a file.
#[rustfmt::skip]
const SYNTAX: &[(&str, &str)] = &[
    ("duplicate key", "这个键已经写过"),
    ("key with no value", "键后面缺少值"),
    ("missing value for key", "键后面缺少值"),
    ("missing value", "缺少值"),
    ("missing key for inline table element", "行内表里缺少键"),
    ("missing comma between array elements", "列表的两项之间缺少逗号"),
    ("missing comma between key-value pairs", "行内表的两项之间缺少逗号"),
    ("missing assignment between key-value pairs", "键与值之间缺少等号"),
    ("extra comma in array", "列表里多了逗号"),
    ("extra comma in inline table", "行内表里多了逗号"),
    ("extra assignment between key-value pairs", "多了等号"),
    ("extra `=`", "多了等号"),
    ("unexpected `=` in array", "列表里不能有等号"),
    ("unclosed table", "表头缺少 ]"),
    ("unclosed array table", "表头缺少 ]]"),
    ("unclosed array", "列表缺少 ]"),
    ("unclosed inline table", "行内表缺少 }"),
    ("missing opening quote", "缺少前一个引号"),
    ("missing array opening", "缺少 ["),
    ("missing inline table opening", "缺少 {"),
    ("string values must be quoted", "文本要加引号"),
    ("invalid unquoted key", "键里有不能用的字符；要用就给键加引号"),
    ("unquoted keys cannot be empty", "键是空的"),
    ("invalid key-value pair", "这一行不是“键 = 值”"),
    ("invalid inline table element", "行内表的一项不是“键 = 值”"),
    ("invalid value", "值写得不对"),
    ("invalid basic string", "双引号里的文本写得不对"),
    ("invalid multi-line basic string", "三个双引号里的文本写得不对"),
    ("invalid literal string", "单引号里的文本写得不对"),
    ("invalid multi-line literal string", "三个单引号里的文本写得不对"),
    ("missing escaped value", "反斜线后面的写法不对；正则表达式宜用单引号"),
    ("too few unicode value digits", "\\u 后面的位数不够"),
    ("unexpected key or value", "这里不能再有键或值"),
    ("unexpected content", "这里多了东西"),
    ("unexpected content between comment and newline", "注释后面多了东西"),
    ("invalid comment character", "注释里有不能用的字符"),
    ("carriage return must be followed by newline", "回车之后缺少换行"),
    ("unexpected leading zero", "数的前面多了 0"),
    ("integers with a radix cannot be signed", "带进制的整数不能有正负号"),
    ("`_` may only go between digits", "_ 只能在数字之间"),
    ("cannot recurse further; max recursion depth met", "嵌套太深"),
    ("recursion limit", "嵌套太深"),
];

/// What the parser expected.
#[rustfmt::skip]
const EXPECTED: &[(&str, &str)] = &[
    ("literal string", "单引号文本"), ("nothing", "不写"), ("newline", "换行"), ("key", "键"), ("value", "值"), ("string", "文本"), ("array", "列表"),
    ("table", "表"), ("digits", "数字"), ("characters", "字符"), ("printable characters", "可见字符"), ("unicode hexadecimal value", "十六进制码"),
];

/// serde's names of sorts of values; longer ones stand before those that they hold.
#[rustfmt::skip]
const SORTS: &[(&str, &str)] = &[
    ("a string, or a table with `zh` and `en`", "文本，或含 zh 与 en 的表"), ("a date as in 2026-11-24", "2026-11-24 这样的日期"),
    ("a sequence", "列表"), ("a boolean", "true 或 false"), ("a string", "文本"), ("a map", "表"),
    ("floating point", "小数"), ("boolean", "真假值"), ("integer", "整数"), ("sequence", "列表"), ("string", "文本"), ("map", "表"),
    ("datetime", "日期"), ("usize", "不小于 0 的整数"), ("u8", "0 到 255 的整数"), ("u32", "不小于 0 的整数"), ("i64", "整数"), ("f64", "数"),
];

/// A complaint about the form of a TOML file.
pub(super) fn of_syntax(message: &str) -> Localized {
    let en = format!("TOML syntax: {message}");
    let (what, expected) = message.split_once(", expected ").map_or((message, None), |(what, expected)| (what, Some(expected)));
    let known = SYNTAX.iter().find(|(name, _)| *name == what.trim());
    let Some((_, zh)) = known else { return Localized::new(format!("TOML 语法错误（解析器原话）：{message}"), en) };
    let expected = expected.map(|expected| format!("，此处应为{}", translated(expected))).unwrap_or_default();
    Localized::new(format!("TOML 语法错误：{zh}{expected}"), en)
}

fn translated(expected: &str) -> String {
    let known: Vec<&str> =
        expected.split(", ").map(|word| EXPECTED.iter().find(|(name, _)| *name == word).map_or(word, |(_, zh)| *zh)).collect();
    known.join("、")
}

/// A complaint of serde about a value.
pub(super) fn of_value(message: &str) -> Localized {
    let sorts = |text: &str| {
        // what the file says stands in quotes and backquotes, and stays as it is
        let (found, wanted) = text.rsplit_once(", expected ").unwrap_or((text, ""));
        let (sort, said) =
            found.split_once([' ', '`']).map_or((found, ""), |(sort, _)| (sort, found.get(sort.len()..).unwrap_or_default()));
        let sort = match sort {
            "floating" => ("小数", said.trim_start_matches(" point")),
            other => (SORTS.iter().find(|(name, _)| *name == other).map_or(other, |(_, zh)| *zh), said),
        };
        let wanted = SORTS.iter().find(|(name, _)| *name == wanted).map_or(wanted, |(_, zh)| *zh);
        format!("{}{}，应为{wanted}", sort.0, sort.1)
    };
    let zh = if let Some(rest) = message.strip_prefix("missing field ") {
        format!("缺少键 {rest}")
    } else if let Some(rest) = message.strip_prefix("unknown variant ") {
        format!("未知的值 {}", rest.replace("expected one of", "可用的值：").replace("expected", "应为"))
    } else if let Some(rest) = message.strip_prefix("invalid type: ") {
        format!("类型不对：{}", sorts(rest))
    } else if let Some(rest) = message.strip_prefix("invalid value: ") {
        format!("值不对：{}", sorts(rest))
    } else {
        message.to_owned()
    };
    Localized::new(zh, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_in_chinese() {
        let check = |told: Localized, zh: &str| assert_eq!(told.zh, zh);
        check(of_syntax("string values must be quoted, expected literal string"), "TOML 语法错误：文本要加引号，此处应为单引号文本");
        check(of_syntax("unclosed table, expected `]`"), "TOML 语法错误：表头缺少 ]，此处应为`]`");
        check(of_syntax("something new"), "TOML 语法错误（解析器原话）：something new");
        check(of_value("invalid type: integer `7`, expected a string"), "类型不对：整数 `7`，应为文本");
        check(of_value("invalid type: floating point `1.5`, expected usize"), "类型不对：小数 `1.5`，应为不小于 0 的整数");
        check(of_value("invalid type: map, expected a sequence"), "类型不对：表，应为列表");
        check(
            of_value("invalid type: string \"a, expected b\", expected a boolean"),
            "类型不对：文本 \"a, expected b\"，应为true 或 false",
        );
    }
}
