//! `[check.numbering]`: enumerations that count on without a gap.

use super::expression::{Lazy, load_all};
use super::remark::{self, Remark};
use super::{Check, Context, Hit, Hits, Kind, Localized0, Placeholder, Reach, Starter};
use crate::both;
use crate::document::BlockKind;
use crate::finding::Label;
use crate::lang::Localized;
use crate::rule::Problem;
use crate::rule::manifest::{At, read};
use crate::text::{Span, fold_width};
use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use toml::Spanned;
use toml::de::DeValue;

/// The kind.
pub(super) struct Numbering;

/// The keys of `[check.numbering]`.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Keys {
    /// The ways of numbering, from the outermost to the innermost: one that comes opens those after it anew.
    #[schemars(extend("x-zh" = "编号的各种写法，从最外层到最内层：外层的一出现，里层的就重新起头。"))]
    series: Vec<Series>,
    /// Exceptions: a number that one of these overlaps is none.
    #[schemars(extend("x-zh" = "例外：与其中之一重叠的不算编号。"))]
    #[serde(default)]
    unless: Vec<At<String>>,
}

/// One of `series`.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Series {
    /// The number with what makes it one; the group `number` is in 汉字 or in digits.
    #[schemars(extend("x-zh" = "编号及其标志；命名组 `number` 是汉字数或阿拉伯数。"))]
    regex: At<String>,
    /// Where it stands.
    #[schemars(extend("x-zh" = "写在哪里。"))]
    #[serde(default)]
    at: Where,
}

/// Where a number stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Where {
    /// At the head of a block; `^` is the block's first character.
    #[schemars(extend("x-zh" = "一块之首；`^` 是这一块的第一个字符。"))]
    #[default]
    Block,
    /// In the running text of one paragraph.
    #[schemars(extend("x-zh" = "一段正文之中。"))]
    Text,
}

impl Kind for Numbering {
    fn name(&self) -> &'static str {
        "numbering"
    }
    fn summary(&self) -> Localized0 {
        ("编号连续：一是、二是、三是", "enumerations that count on: 一是, 二是, 三是")
    }
    fn placeholders(&self) -> &'static [Placeholder] {
        &[
            Placeholder { name: "number", meaning: ("这里的编号", "the number here") },
            Placeholder { name: "previous", meaning: ("前一个编号", "the number before it") },
            Placeholder { name: "problem", meaning: ("缺了什么，还是重了", "what is missing, or that it is doubled") },
        ]
    }
    fn schema(&self) -> Schema {
        schemars::schema_for!(Keys)
    }
    fn starter(&self) -> Starter {
        Starter {
            message: ("“{text}”：{problem}", "“{text}”: {problem}"),
            check: r#"series = [{ regex = '(?:^|[，。；：])其(?<number>[一二三四五六七八九])，', at = "text" }]
"#,
            examples: r#"[[example]]
fails = "问题有三：其一，路窄；其二，桥旧；⟦其四，⟧灯暗。"

[[example]]
passes = "问题有三：其一，路窄；其二，桥旧；其三，灯暗。"
"#,
        }
    }
    fn compile(&self, table: Spanned<DeValue<'_>>, problems: &mut Vec<Problem>) -> Option<Box<dyn Check>> {
        let whole = table.span();
        let keys: Keys = read(table, problems)?;
        let unless = load_all(&keys.unless, problems);
        let series: Option<Vec<(Lazy, Where)>> = keys
            .series
            .iter()
            .map(|series| {
                let regex = Lazy::load(&series.regex, problems)?;
                if !regex.groups().iter().any(|g| g == "number") {
                    let message = Localized::fixed("表达式里要有名为 `number` 的组", "the expression needs a group named `number`");
                    problems.push(Problem::new(series.regex.span(), message));
                    return None;
                }
                Some((regex, series.at))
            })
            .collect();
        let series = series?;
        if series.is_empty() {
            problems.push(Problem::new(whole, Localized::fixed("series 是空的", "`series` is empty")));
            return None;
        }
        Some(Box::new(NumberingCheck { series, unless }))
    }
}

struct NumberingCheck {
    series: Vec<(Lazy, Where)>,
    unless: Vec<Lazy>,
}

/// A number that was read.
#[derive(Clone)]
struct Numbered {
    number: u32,
    written: String,
    span: Span,
}

/// An enumeration that is being counted: its last number, and whether it began with one.
#[derive(Clone)]
struct Open {
    last: Numbered,
    counted: u32,
}

impl Check for NumberingCheck {
    fn reach(&self) -> Reach {
        Reach::Document
    }

    fn remarks(&self, _: &BTreeSet<&str>) -> Vec<Remark> {
        let mut remarks = Vec::new();
        self.series.iter().for_each(|(regex, _)| remark::on_expression("series", regex, &mut remarks));
        remarks
    }

    fn document(&self, context: &Context<'_, '_>, hits: &mut Hits) {
        let document = context.document;
        let mut open: Vec<Vec<Open>> = vec![Vec::new(); self.series.len()];
        for passage in document.passages.iter().filter(|p| !matches!(p.kind, BlockKind::Table | BlockKind::Verbatim)) {
            let Some(block) = document.blocks.get(passage.blocks.start) else { continue };
            // a heading without a number ends what was counted under the one before it
            if matches!(block.kind, BlockKind::Heading { level: 1.. }) {
                open.iter_mut().for_each(Vec::clear);
            }
            for (level, (regex, at)) in self.series.iter().enumerate() {
                let text = match at {
                    Where::Block => document.source.slice(block.span),
                    Where::Text => passage.view.text(),
                };
                let numbers: Vec<Numbered> = match at {
                    Where::Block => self
                        .read(regex, text)
                        .take(1)
                        .map(|(n, w, r)| numbered(n, w, Span::from_range(r).shifted(block.span.start)))
                        .collect(),
                    Where::Text => {
                        self.read(regex, text).map(|(n, w, r)| numbered(n, w, passage.view.to_source(Span::from_range(r)))).collect()
                    }
                };
                // what runs through a text is counted by the paragraph
                if let (Where::Text, Some(open)) = (at, open.get_mut(level)) {
                    open.clear();
                }
                for number in numbers {
                    hits.bound += 1;
                    open.iter_mut().skip(level + 1).for_each(Vec::clear);
                    if let Some(hit) = open.get_mut(level).and_then(|open| count(open, number, *at)) {
                        hits.push(hit);
                    }
                }
            }
        }
    }
}

fn numbered(number: u32, written: String, span: Span) -> Numbered {
    Numbered { number, written, span }
}

impl NumberingCheck {
    /// The numbers that an expression finds in `text`.
    fn read<'t>(&'t self, regex: &'t Lazy, text: &'t str) -> impl Iterator<Item = (u32, String, std::ops::Range<usize>)> + 't {
        regex.regex().filter(|_| regex.may_match(text)).into_iter().flat_map(move |r| r.captures_iter(text)).filter_map(move |captures| {
            let (whole, number) = (captures.get(0)?, captures.name("number")?);
            let place = whole.start()..whole.end();
            if super::expression::excepted(&self.unless, text, &place) {
                return None;
            }
            // the mark before the number is context, not number
            let lead = whole.as_str().len()
                - whole.as_str().trim_start_matches(['，', '。', '；', '：', '！', '？', ' ', '、', '”', '）', '\u{3000}']).len();
            Some((value(number.as_str())?, number.as_str().to_owned(), whole.start() + lead..whole.end()))
        })
    }
}

/// Counts one number on. A number that does not follow is told once; what comes after it is counted from there.
fn count(open: &mut Vec<Open>, new: Numbered, at: Where) -> Option<Hit> {
    if new.number == 1 {
        // a new enumeration, perhaps inside the one before
        if open.len() >= 4 {
            open.remove(0);
        }
        open.push(Open { last: new, counted: 1 });
        return None;
    }
    // an inner enumeration may be over, and the outer one goes on
    if let Some(at) = open.iter().rposition(|o| o.last.number + 1 == new.number) {
        open.truncate(at + 1);
        if let Some(o) = open.last_mut() {
            *o = Open { last: new, counted: o.counted + 1 };
        }
        return None;
    }
    let o = open.last_mut()?;
    let (last, counted) = (o.last.clone(), o.counted);
    *o = Open { last: new.clone(), counted: counted + 1 };
    // in running text two numbers are no enumeration yet, and anywhere one that skips far ahead is another one
    let enough = counted >= 2 || at == Where::Block;
    let missing = new.number == last.number + 2 && enough;
    let doubled = new.number == last.number && enough;
    if !missing && !doubled {
        return None;
    }
    let previous = last.written.clone();
    let problem = if doubled {
        both!("与前一个编号“{previous}”相同", "the same number as the one before, “{previous}”")
    } else {
        let between = last.number + 1;
        both!("前一个编号是“{previous}”，缺第 {between} 个", "the number before is “{previous}”: the {between}th is missing")
    };
    let values = vec![
        ("number".to_owned(), Localized::same(new.written.clone())),
        ("previous".to_owned(), Localized::same(previous)),
        ("problem".to_owned(), problem),
    ];
    let labels = vec![Label { span: last.span, message: Localized::fixed("前一个编号", "the number before") }];
    Some(Hit { span: new.span, labels, values, ..Hit::default() })
}

/// The value of a number up to 99 in 汉字, or up to 999 in digits.
fn value(text: &str) -> Option<u32> {
    let text: String = text.chars().map(fold_width).collect();
    if text.len() <= 3 && text.chars().all(|c| c.is_ascii_digit()) {
        return text.parse().ok();
    }
    let digit = |part: &str| match part {
        "" => Some(1),
        _ => "一二三四五六七八九".chars().position(|d| part.chars().eq([d])).and_then(|p| u32::try_from(p + 1).ok()),
    };
    match text.split_once('十') {
        Some((tens, "")) => Some(digit(tens)? * 10),
        Some((tens, ones)) => Some(digit(tens)? * 10 + digit(ones)?),
        None if !text.is_empty() => digit(&text),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn numbers_are_read() {
        for (text, number) in [("一", 1), ("九", 9), ("十", 10), ("十二", 12), ("二十", 20), ("三十七", 37), ("12", 12), ("１２", 12)]
        {
            assert_eq!(value(text), Some(number), "{text}");
        }
        for text in ["", "百", "一一", "十十", "1000", "1a", "二十一二"] {
            assert_eq!(value(text), None, "{text}");
        }
    }
}
