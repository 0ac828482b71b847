//! Words that follow themselves: 发展发展.
//!
//! Chinese doubles words on purpose too, and two words may share characters across their border (退税缓税缓费: 税缓
//! twice, no defect). Which it is, the word statistics tell; the exceptions they can't know are the rule's `unless`.

use super::super::expression::excepted;
use super::super::scope::admits;
use super::{RepetitionCheck, doubled};
use crate::document::Passage;
use crate::finding::Confidence;
use crate::kind::{Context, Hits};
use crate::lang::Localized;
use crate::lexicon::Lexicon;
use crate::text::Span;
use std::ops::Range;

/// The longest word, or group of words, that is looked for.
const LONGEST: usize = 8;

/// Characters on either side that a cut into words looks at.
const AROUND: usize = 12;

/// Characters that make a pattern with what follows each: 一校一策, 即到即提, 因地因苗, 连战连胜. Where one ends the
/// repeated run, the run is no word but the border of two such.
const DISTRIBUTIVE: &str = "一即因连每边又越愈";

/// Two characters that stand together so often are as good as a word: 全年.
const COMMON: u64 = 1000;

/// A word across the middle that is as rare as this and is the run with its beginning (首发首) is no word but what is
/// left of some other text.
const RARE: u32 = 100;

/// Characters that foreign names are spelt with. A name doubles a syllable (比奥比奥, 艾米兹米兹), and no word statistics
/// know all names.
const SPELLING: &str = "阿埃艾安奥巴拜班贝本比彼别波伯博布查达戴丹德迪蒂杜多厄恩尔法菲费芬弗佛福戈格古哈汉赫胡霍基吉加贾简杰\
    金卡坎科克肯库夸拉莱兰劳勒雷里利莉廉列林琳卢鲁伦罗洛马迈曼梅门蒙米密敏莫默姆穆纳娜内尼涅努诺欧帕潘佩彭皮珀普齐奇契\
    恰乔切琼热日茹萨塞桑瑟森沙山珊绍舍申什施斯丝苏所索塔泰坦汤特滕提廷图吐托瓦旺威韦维魏温沃乌武西希锡席夏香肖谢辛休\
    许雅亚延扬耶叶伊以因英尤约泽扎詹珍朱兹宗祖佐";

pub(super) fn find(check: &RepetitionCheck, context: &Context<'_, '_>, passage: &Passage<'_>, hits: &mut Hits) {
    if !admits(&check.blocks, passage.kind) {
        return;
    }
    let text = passage.view.text();
    let mut run: Vec<(usize, char)> = Vec::new();
    let mut look = |run: &mut Vec<(usize, char)>| {
        if run.len() >= 2 * check.min_chars {
            hits.bound += 1;
            in_run(check, context, passage, run, hits);
        }
        run.clear();
    };
    for (at, c) in text.char_indices() {
        if ('\u{3400}'..='\u{9FFF}').contains(&c) { run.push((at, c)) } else { look(&mut run) }
    }
    look(&mut run);
}

/// Looks at one run of Chinese characters.
fn in_run(check: &RepetitionCheck, context: &Context<'_, '_>, passage: &Passage<'_>, run: &[(usize, char)], hits: &mut Hits) {
    let same = |i: usize, j: usize| matches!((run.get(i), run.get(j)), (Some(a), Some(b)) if a.1 == b.1);
    let mut told = 0;
    for length in check.min_chars..=LONGEST.min(run.len() / 2) {
        let mut alike = 0;
        for i in 0..=run.len() - length {
            if same(i, i + length) {
                alike += 1;
                continue;
            }
            // however often it comes again, it is told once, and as a whole
            let (first, copies) = (i - alike, alike / length);
            alike = 0;
            if copies == 0 {
                continue;
            }
            // 哈哈哈哈 is told by nothing, and a longer run that repeats a shorter one was told with that
            let is_one = (first..first + length).all(|k| same(k, first));
            if is_one || first < told {
                continue;
            }
            let span = |range: Range<usize>| {
                let start = run.get(range.start).map_or(0, |c| c.0);
                let end = run.get(range.end - 1).map_or(start, |c| c.0 + c.1.len_utf8());
                passage.view.to_source(Span::from_range(start..end))
            };
            let confidence = match judge(check, passage.view.text(), run, first, length) {
                Ok(confidence) => confidence,
                Err(why) => {
                    hits.excused(|| span(first..first + 2 * length), || why);
                    continue;
                }
            };
            told = first + (1 + copies) * length;
            let mut hit = doubled(span(first + length..first + (1 + copies) * length), span(first..first + length));
            hit.confidence = confidence;
            if !passage.view.is_whole(context.document.source.text(), passage_span(run, first, length)) {
                hit.fixes.clear();
            }
            hits.push(hit);
        }
    }
}

fn passage_span(run: &[(usize, char)], first: usize, length: usize) -> Span {
    let start = run.get(first).map_or(0, |c| c.0);
    Span::from_range(start..run.get(first + 2 * length - 1).map_or(start, |c| c.0 + c.1.len_utf8()))
}

const MEASURED: Localized = Localized::fixed("数词与量词的重叠", "a number with its measure word, doubled on purpose");
const USUAL: Localized = Localized::fixed(
    "这样重叠是常用的，或是词与词在边界上共用一个字",
    "doubled so it is common, or words share a character over their border",
);
const IN_A_NAME: Localized = Localized::fixed("外国名字的一部分", "a part of a foreign name");
const EXCEPTED: Localized = Localized::fixed("有一处例外（unless）与它重叠", "an exception (`unless`) overlaps it");
const NO_WORD: Localized = Localized::fixed("两份的边界不是词的边界", "where one copy ends, no word ends");

/// How sure it is that a repetition was not meant (nothing: as sure as the rule), or why it was meant or is none.
fn judge(check: &RepetitionCheck, text: &str, run: &[(usize, char)], first: usize, length: usize) -> Result<Option<Confidence>, Localized> {
    let lexicon = Lexicon::shipped();
    let word = |range: Range<usize>| run.get(range).unwrap_or_default().iter().map(|c| c.1).collect::<String>();
    let (middle, end) = (first + length, first + 2 * length);
    // the measure words of 一个一个 and 三只三只; after 一 whatever stands there is one
    let number = word(first..first + 1);
    let measured = |numbers: &str| numbers.contains(number.as_str());
    if measured("一几每") || (measured("二两三四五六七八九十") && (length > 2 || lexicon.run(&word(first..middle)).is_some()))
    {
        return Err(MEASURED);
    }
    let known = |range: Range<usize>| lexicon.is_word(&word(range.clone())) || lexicon.run(&word(range)).is_some_and(|n| n >= COMMON);
    if length == 2 {
        let (whole, once) = (word(first..end), word(first..middle));
        // 平安平安 is seen often enough to be no accident; what follows a dot is a foreign name
        if lexicon.run(&whole).is_some() {
            return Err(USUAL);
        }
        let last = word(middle - 1..middle);
        if DISTRIBUTIVE.contains(&last) && !lexicon.is_word(&once) && lexicon.run(&word(middle - 1..middle + 1)).is_some() {
            return Err(USUAL);
        }
        // 各地|因地|因校: the border of words that share a character
        if !lexicon.is_word(&once) && known(middle - 1..middle + 1) && known(end - 1..end + 1) {
            return Err(USUAL);
        }
        // 同心同德 after 信心; 手把手 before 把
        if lexicon.run(&word(middle - 1..end + 1)).is_some_and(|_| end < run.len())
            || lexicon.count(&word(first..middle + 1)).is_some_and(|n| n >= RARE)
        {
            return Err(USUAL);
        }
    } else if end < run.len() && known(end - 1..end + 1) {
        return Err(USUAL); // 西藏和西藏和平: the last character belongs to what follows
    }
    let place = passage_span(run, first, length).range();
    let (before, after) = (text.get(..place.start).unwrap_or_default(), text.get(place.end..).unwrap_or_default());
    if after.starts_with(['·', '-', '—', '•']) || before.ends_with(['·', '-', '—', '•']) {
        return Err(IN_A_NAME);
    }
    if excepted(&check.unless, text, &place) {
        return Err(EXCEPTED);
    }
    let from = first.saturating_sub(AROUND);
    let window = word(from..(end + AROUND).min(run.len()));
    let mut at = from;
    let mut borders = vec![from];
    for piece in lexicon.segment(&window) {
        let next = at + piece.chars().count();
        let again = at >= first && next <= end && next - at == length + 1 && lexicon.count(piece).is_some_and(|n| n < RARE);
        if again && at < middle && next > middle {
            borders.push(middle);
        }
        at = next;
        borders.push(at);
    }
    let is_border = |at: usize| borders.binary_search(&at).is_ok();
    // a word stands across the middle: 越来|越来越; of a longer repetition every end must be a border: 西藏和西藏和平
    if !is_border(middle) || (length > 2 && !(is_border(first) && is_border(end))) {
        return Err(NO_WORD);
    }
    // a title or an exclamation says it twice on purpose: 《北伐北伐》
    // an item of a list is no exclamation
    let closed = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '、');
    let alone = before.ends_with('《') || (closed(before.chars().next_back()) && closed(after.chars().next()));
    // a place may bear the name of the place it is in: 黄石黄石港
    let rare = lexicon.count(&word(first..middle)).is_none_or(|n| n < RARE);
    let is_name = rare && run.get(first..middle).unwrap_or_default().iter().all(|(_, c)| SPELLING.contains(*c));
    let place_in_place = lexicon.is_word(&word(first..middle)) && after.starts_with(['港', '区', '县', '市', '镇', '乡', '村']);
    Ok((alone || place_in_place || is_name).then_some(Confidence::Low))
}
