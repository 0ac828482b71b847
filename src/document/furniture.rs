//! Page furniture: what belongs to the printed page and not to the text. Page numbers, folio and masthead lines,
//! “continued on page 2”, photo credits, and running heads, which are learnt from their repetition.

use super::block::Block;
use crate::text::{Source, fold_width, is_han};
use foldhash::{HashMap, HashMapExt};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// What a line of furniture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Furniture {
    /// — 12 —, 第3页, 3/10.
    PageNumber,
    /// A number by itself.
    Number,
    /// 第3版 要闻.
    Folio,
    /// The name of a paper with its date: 某某日报 2024年3月6日 星期三.
    Masthead,
    /// 下转第二版, 上接第一版.
    Jump,
    /// The credit of a photograph.
    Credit,
    /// A short line that stands on page after page.
    RunningHead,
}

impl Furniture {
    /// True where the line is furniture wherever it stands. The others are headings, dates and captions of their own
    /// unless they interrupt a sentence.
    #[must_use]
    pub fn is_sure(self) -> bool {
        matches!(self, Self::PageNumber | Self::Folio | Self::Jump)
    }
}

/// The longest line of furniture, in characters.
const LONGEST: usize = 40;

/// The longest running head, in characters.
const RUNNING: usize = 30;

/// A line that stands this often in one document is a running head.
const OFTEN: u32 = 3;

/// Lines that are counted for their repetition; a document that has more short lines is no prose.
const COUNTED: usize = 100_000;

/// What each block is, where it may be furniture.
pub(super) fn find(source: &Source, blocks: &[Block]) -> Vec<Option<Furniture>> {
    let mut found: Vec<Option<Furniture>> = blocks.iter().map(|block| of(line(source, block)?)).collect();
    let mut counts: HashMap<String, u32> = HashMap::new();
    let folded = |block: &Block| line(source, block).filter(|line| may_run(line)).map(without_digits);
    for block in blocks.iter().filter_map(folded).take(COUNTED) {
        *counts.entry(block).or_default() += 1;
    }
    if counts.values().any(|&count| count >= OFTEN) {
        for (slot, block) in found.iter_mut().zip(blocks).filter(|(slot, _)| slot.is_none()) {
            let often = folded(block).is_some_and(|line| counts.get(&line).is_some_and(|&count| count >= OFTEN));
            *slot = often.then_some(Furniture::RunningHead);
        }
    }
    found
}

/// The text of a block that is short enough.
fn line<'s>(source: &'s Source, block: &Block) -> Option<&'s str> {
    let short = block.pieces.is_empty() && (block.span.len() as usize) <= 4 * LONGEST;
    Some(source.slice(block.span)).filter(|line| short && line.chars().nth(LONGEST).is_none())
}

/// A running head is short and no sentence.
fn may_run(line: &str) -> bool {
    line.chars().nth(RUNNING).is_none() && !line.contains(['。', '！', '？', '；', '，', '：']) && line.chars().any(char::is_alphabetic)
}

/// The line with every run of digits as one, since page numbers stand in running heads.
fn without_digits(line: &str) -> String {
    let mut folded = String::new();
    for c in line.chars().filter(|c| !c.is_whitespace()) {
        match c.is_numeric() {
            true if folded.ends_with('0') => {}
            true => folded.push('0'),
            false => folded.push(c),
        }
    }
    folded
}

/// Furniture that is told by its form.
fn of(line: &str) -> Option<Furniture> {
    let might = line.contains(['版', '页', '摄', '图'])
        || (line.contains('日') && line.contains('月'))
        || line.chars().any(|c| c.is_ascii_digit()) && !line.chars().any(is_han);
    if !might {
        return None;
    }
    let folded: String = line.chars().map(fold_width).collect();
    let sets = FORMS.as_ref()?;
    sets.iter().find(|(_, form)| form.is_match(&folded)).map(|(sort, _)| *sort)
}

/// The forms, the surest first.
static FORMS: LazyLock<Option<Vec<(Furniture, Regex)>>> = LazyLock::new(|| {
    let number = "[0-9〇零一二三四五六七八九十百]{1,5}";
    let forms = [
        (Furniture::PageNumber, r"^[—–\-―·•~_]{1,4}\s*[0-9]{1,4}\s*[—–\-―·•~_]{1,4}$".to_owned()),
        (Furniture::PageNumber, format!(r"^第?\s*{number}\s*页(?:\s*[,，/、]?\s*共\s*{number}\s*页)?$")),
        (Furniture::PageNumber, r"^(?:[Pp](?:age|\.)?\s*)[0-9]{1,4}(?:\s*(?:of|/)\s*[0-9]{1,4})?$|^[0-9]{1,4}\s*/\s*[0-9]{1,4}$".to_owned()),
        (Furniture::Jump, r"^[（(【\[]?\s*(?:下转|上接|紧接|转自|接自?)\s*[^（）()。，]{0,14}[版页][^（）()。，]{0,8}[）)】\]]?$".to_owned()),
        (Furniture::Folio, format!(r"^第\s*[A-Z]?{number}\s*版(?:[\s·:：|/]+[\p{{Han}}·]{{0,12}})?$|^[\p{{Han}}·]{{2,12}}[\s·|/]+第?\s*[A-Z]?{number}\s*版$")),
        (Furniture::Folio, r"^[A-Z][0-9]{1,2}\s*[·|]?\s*[\p{Han}]{0,8}$".to_owned()),
        (
            Furniture::Masthead,
            r"^(?:[\p{Han}]{1,10}(?:报|刊|讯|周末|消息)[\s·|/]*)?[0-9]{4}\s*年\s*[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日[\s·|/（(]*(?:星期|周)[一二三四五六日天][）)]?[\s·|/]*(?:第?\s*[A-Z]?[0-9〇一二三四五六七八九十]{1,3}\s*版)?[\s·|/]*[\p{Han}]{0,8}$".to_owned(),
        ),
        (
            Furniture::Masthead,
            r"^[\p{Han}]{1,10}(?:报|刊|周末|消息)[\s·|/]*[0-9]{4}\s*[年.\-/]\s*[0-9]{1,2}\s*[月.\-/]\s*[0-9]{1,2}\s*日?[\s·|/]*(?:第?\s*[A-Z]?[0-9〇一二三四五六七八九十]{1,3}\s*版)?$".to_owned(),
        ),
        (Furniture::Credit, r"^[（(]?(?:图\d?[:：]|图为|图片|新华社|中新社|本报|记者|通讯员|摄影)[^。，]{0,28}(?:摄|供图|摄影)[）)]?$|^[（(](?:资料图片|本版图片|图片来源)[^。）)]{0,20}[）)]$".to_owned()),
        (Furniture::Number, r"^[0-9]{1,4}$".to_owned()),
    ];
    forms.into_iter().map(|(sort, form)| Some((sort, Regex::new(&form).ok()?))).collect()
});

/// Furniture inside a line of text, where a page ended in the middle of a sentence: its place, with the white space around
/// it, and what it is. `text` is one passage; what only white space sets off is named, and whether it belongs there is for
/// the reader to judge.
#[must_use]
pub fn inside(text: &str) -> Vec<(Range<usize>, Furniture)> {
    let might = text.contains("版") || text.contains("页") || text.contains("星期") || text.contains(['—', '–', '－', '-']);
    let Some(forms) = INSIDE.as_ref().filter(|_| might) else { return Vec::new() };
    let mut found: Vec<(Range<usize>, Furniture)> = Vec::new();
    for (sort, form) in forms {
        for place in form.find_iter(text).map(|m| m.range()) {
            let han = |c: Option<char>| c.is_some_and(|c| is_han(c) || matches!(c, '，' | '、'));
            let (before, after) = (text.get(..place.start).unwrap_or_default(), text.get(place.end..).unwrap_or_default());
            let among_words = han(before.chars().next_back()) && han(after.chars().next());
            if among_words && !found.iter().any(|(other, _)| other.start < place.end && place.start < other.end) {
                found.push((place, *sort));
            }
        }
    }
    found.sort_by_key(|(place, _)| place.start);
    found
}

/// The forms that can be told in the middle of a line, the surest first.
static INSIDE: LazyLock<Option<Vec<(Furniture, Regex)>>> = LazyLock::new(|| {
    let date = r"[0-9]{4}\s?年\s?[0-9]{1,2}\s?月\s?[0-9]{1,2}\s?日";
    let page = r"第\s?[A-Z]?[0-9〇一二三四五六七八九十]{1,3}\s?版";
    let forms = [
        (Furniture::PageNumber, r"\s*[—–－\-]{1,3} [0-9]{1,4} [—–－\-]{1,3}\s*".to_owned()),
        (Furniture::PageNumber, r"\s+[—–－\-]{1,3}[0-9]{1,4}[—–－\-]{1,3}\s+".to_owned()),
        (Furniture::PageNumber, r"\s*第\s?[0-9]{1,4}\s?页[\s，,/]*共\s?[0-9]{1,4}\s?页\s*".to_owned()),
        (Furniture::Jump, r"\s*[（(【\[](?:下转|上接|紧接|转自)[^（）()。，]{0,14}[版页][^（）()。，]{0,8}[）)】\]]\s*".to_owned()),
        (
            Furniture::Masthead,
            format!(
                r"\s+(?:[\p{{Han}}]{{1,8}}(?:报|刊|周末)\s*)?{date}\s+(?:星期|周)[一二三四五六日天](?:\s+{page})?(?:\s+[\p{{Han}}]{{2,4}})?\s+"
            ),
        ),
        (Furniture::Folio, format!(r"\s+{page}(?:[\s·|]+[\p{{Han}}]{{2,6}})?\s+")),
    ];
    forms.into_iter().map(|(sort, form)| Some((sort, Regex::new(&form).ok()?))).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_is_told_by_its_form() {
        for (line, sort) in [
            ("— 12 —", Some(Furniture::PageNumber)),
            ("- 7 -", Some(Furniture::PageNumber)),
            ("第 3 页 共 10 页", Some(Furniture::PageNumber)),
            ("3/10", Some(Furniture::PageNumber)),
            ("15", Some(Furniture::Number)),
            ("第3版 要闻", Some(Furniture::Folio)),
            ("要闻 第二版", Some(Furniture::Folio)),
            ("A03", Some(Furniture::Folio)),
            ("（下转第二版）", Some(Furniture::Jump)),
            ("上接第1版", Some(Furniture::Jump)),
            ("江南晚报 2023年11月2日 星期四", Some(Furniture::Masthead)),
            ("2023年11月2日 星期四 第4版", Some(Furniture::Masthead)),
            ("新华社记者 某某 摄", Some(Furniture::Credit)),
            ("（资料图片）", Some(Furniture::Credit)),
            ("2023年11月2日", None),
            ("一、去年工作回顾", None),
            ("第3页说明了原因", None),
            ("第二版修订工作完成", None),
            ("推动出版业健康发展", None),
            ("5.2%", None),
        ] {
            assert_eq!(of(line), sort, "{line}");
        }
    }

    #[test]
    fn furniture_inside_a_line() {
        for (text, place) in [
            ("支持各类企业公平竞— 12 —争，激发活力。", Some(("— 12 —", Furniture::PageNumber))),
            ("支持各类企业公平竞 -12- 争，激发活力。", Some((" -12- ", Furniture::PageNumber))),
            ("支持各类企业公平竞（下转第二版）争，激发活力。", Some(("（下转第二版）", Furniture::Jump))),
            ("支持各类企业公平竞 第3版 要闻 争，激发活力。", Some((" 第3版 要闻 ", Furniture::Folio))),
            ("公平竞 江南晚报 2023年11月2日 星期四 争", Some((" 江南晚报 2023年11月2日 星期四 ", Furniture::Masthead))),
            ("公平竞第3页 共10页争", Some(("第3页 共10页", Furniture::PageNumber))),
            ("激发活力。（下转第二版）", None),
            ("见本报第3版要闻报道。", None),
            ("2023年11月2日星期四上午", None),
            ("北京—上海，3—5人，第3页的图", None),
        ] {
            let found = inside(text);
            let found = found.first().and_then(|(place, sort)| Some((text.get(place.clone())?, *sort)));
            assert_eq!(found, place, "{text}");
        }
    }
}
