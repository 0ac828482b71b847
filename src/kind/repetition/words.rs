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
use crate::text::{Span, is_han};
use std::ops::Range;

/// The longest word, or group of words, that is looked for.
const LONGEST: usize = 8;

/// What makes one word with 一 and counts nothing: 一切, 一线.
const NO_MEASURE: &str = "切起线大些定般体带并直致律向贯旦再同流";

/// What a number is bound to, so that it and its measure word are one thing: 新一轮, 第二批.
const BINDING: &str = "第新另某";

/// A word that is used more rarely than this may be a name.
const NAME: u32 = 300;

/// A word that is used more rarely than this and has only characters that foreign names are written with may be part of one.
const TRANSCRIBED: u32 = 60;

/// Marks before and after what stands by itself.
const OPENS: &str = "。！？，；：“‘「《（(…—";
const CLOSES: &str = "。！？，；：”’」》）)…—";

/// Characters that names of other languages are written with (Xinhua's tables of transcription), without those that
/// make many words of their own.
const TRANSCRIBES: &str = "阿埃艾爱安昂奥澳巴班邦保堡贝本比彼宾波玻伯勃博布达代戴丹道德登邓迪底蒂丁杜敦多厄恩尔法凡范菲费芬佛弗夫福盖冈戈哥格根古哈海汉豪赫亨胡华霍基吉加贾杰金卡凯坎康考科克肯库夸奎拉莱赖兰朗劳勒雷里利莉列林隆卢鲁路伦罗洛马玛麦曼芒梅门蒙米密明莫墨姆木穆拿纳娜南瑙内尼妮涅宁纽努诺欧帕派潘佩彭皮平珀普契恰乔切琴丘让热仁日荣茹瑞若萨塞赛桑瑟森沙山珊尚绍舍申圣施什史斯丝思斯松苏索塔泰坦汤唐陶特腾提田廷图托瓦万旺威韦维卫温文沃乌武西希锡夏香肖谢辛欣休叙雅亚扬耶叶伊易因英尤于约赞泽詹珍朱兹佐";

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
        if is_han(c) { run.push((at, c)) } else { look(&mut run) }
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
            let (first, copies, over) = (i - alike, alike / length, alike % length);
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
            let judged = |first: usize| judge(check, passage.view.text(), run, first, length).map(|confidence| (first, confidence));
            // 细化实化实化: the word that comes again may begin after the first place that does
            let later = || (first + 1..=first + over).find_map(|first| judged(first).ok());
            let (first, confidence) = match judged(first).or_else(|why| later().ok_or(why)) {
                Ok(found) => found,
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
    // 新一轮一轮, 第三批三批: a number that belongs to what stands before it doubles nothing on purpose
    let bound = first.checked_sub(1).and_then(|at| run.get(at)).is_some_and(|&(_, c)| BINDING.contains(c));
    // 两个两个地: other numbers only where it is told how something is done
    let adverb = run.get(end).is_some_and(|&(_, c)| "地的".contains(c));
    let counted = (measured("一几每") && run.get(first + 1).is_some_and(|&(_, c)| !NO_MEASURE.contains(c)))
        || (measured("二两三四五六七八九十") && adverb);
    if counted && !bound {
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
        // 各地|因地|因校: the border of words that share a character; no word ends with 和 and begins with it too
        if !once.contains(['和', '与', '的']) && !lexicon.is_word(&once) && known(middle - 1..middle + 1) && known(end - 1..end + 1) {
            return Err(USUAL);
        }
        // 同心同德 after 信心; 手把手 before 把
        if (!lexicon.is_word(&once) && end < run.len() && lexicon.run(&word(middle - 1..end + 1)).is_some())
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
    let once = word(first..middle);
    // a title or an exclamation says it twice on purpose: 《北伐北伐》; an item of a list, and what goes on, does not
    let opens = before.chars().next_back().is_none_or(|c| OPENS.contains(c));
    let closes = after.chars().next().is_none_or(|c| CLOSES.contains(c));
    let alone = before.ends_with('《') || (opens && closes);
    // a place may bear the name of the place it is in: 黄石黄石港
    let is_rare = lexicon.count(&once).is_none_or(|n| n < NAME);
    let is_place = || {
        let with = |unit: &char| lexicon.count(&format!("{once}{unit}")).unwrap_or(0);
        is_rare || ['市', '县', '省', '州'].iter().any(|unit| with(unit) * 10 > lexicon.count(&once).unwrap_or(0))
    };
    let place_in_place = after.starts_with(['港', '区', '县', '市', '镇', '乡', '村']) && lexicon.is_word(&once) && is_place();
    // 比奥比奥, 艾米兹米兹: names of other languages double what is no word here
    let foreign = lexicon.count(&once).is_none_or(|n| n < TRANSCRIBED) && once.chars().all(|c| TRANSCRIBES.contains(c));
    Ok((alone || place_in_place || foreign).then_some(Confidence::Low))
}
