//! Floor 2: blocks, documents, passages, breaks.

use kanwu::document::{BlockKind, Syntax, Verdict, clauses, parse, quotations, sentences};
use kanwu::text::Source;
use proptest::prelude::*;

/// The structure of a text, a line a block: `h1` heading with its level, `p` paragraph, `i` item, `t` table, `v`
/// verbatim, then the text as it is read; `=` between documents, `|` where a break was mended, `$` where a
/// sentence stops.
fn outline(text: &str, syntax: Syntax) -> String {
    let source = Source::new("t", text);
    let mut out = String::new();
    for (n, document) in parse(&source, syntax).iter().enumerate() {
        if n > 0 {
            out.push_str("=\n");
        }
        for passage in &document.passages {
            let kind = match passage.kind {
                BlockKind::Heading { level } => format!("h{level}"),
                BlockKind::Paragraph => "p".to_owned(),
                BlockKind::Item => "i".to_owned(),
                BlockKind::Table => "t".to_owned(),
                BlockKind::Verbatim => "v".to_owned(),
            };
            let mut read = passage.view.text().to_owned();
            if passage.blocks.len() > 1 {
                for &seam in passage.view.seams().iter().rev() {
                    read.insert(seam as usize, '|');
                }
            }
            let stops = document.breaks.iter().any(|b| b.verdict == Verdict::Stops && b.tail + 1 == passage.blocks.end);
            out.push_str(&format!("{kind} {}{}\n", read.replace('\n', "⏎"), if stops { "$" } else { "" }));
        }
    }
    out
}

fn check(text: &str, expected: &str) {
    assert_eq!(outline(text, Syntax::Plain), expected.trim_start());
}

fn check_markdown(text: &str, expected: &str) {
    assert_eq!(outline(text, Syntax::Markdown), expected.trim_start());
}

#[test]
fn headings_items_paragraphs() {
    check(
        "政府工作报告\n\n各位代表：\n\n一、去年工作回顾\n\n过去一年，成绩来之不易。\n（一）农业\n粮食丰收。\n——经济回升向好。增长5%。\n● 民生保障有力\n1. 抓好就业\n1.39万亿斤粮食。\n",
        "h0 政府工作报告\np 各位代表：\nh0 去年工作回顾\np 过去一年，成绩来之不易。\nh0 农业\np 粮食丰收。\ni 经济回升向好。增长5%。\ni 民生保障有力\nh0 抓好就业\np 1.39万亿斤粮食。\n",
    );
}

#[test]
fn first_level_headings_and_form_feeds_open_documents() {
    check("# 甲\n第一篇。\n## 节\n一段。\n# 乙\n第二篇。", "h1 甲\np 第一篇。\nh2 节\np 一段。\n=\nh1 乙\np 第二篇。\n");
    check("甲\n第一篇。\u{C}乙\n第二篇。\u{C}续上页的文字。", "h0 甲\np 第一篇。\n=\nh0 乙\np 第二篇。\np 续上页的文字。\n");
}

#[test]
fn every_line_end_separates() {
    check("第一段。\r\n\r\n第二段。\r第三段。\u{2028}第四段。", "p 第一段。\np 第二段。\np 第三段。\np 第四段。\n");
    check("\u{3000}\u{3000}缩进的段落。\u{3000}\n \t \n\u{FEFF}又一段。", "p 缩进的段落。\np 又一段。\n");
}

#[test]
fn broken_paragraphs_are_read_whole() {
    check("推进改革。加强统一大市场建\n\n设，出台一批政策。", "p 推进改革。加强统一大市场建|设，出台一批政策。\n");
    check("推进改革。加强统一大市场建\n\n设，出台一批政\n\n策，成效明显。", "p 推进改革。加强统一大市场建|设，出台一批政|策，成效明显。\n");
    check(
        "——改革向纵深推进。加强统一大市场建\n\n设，出台政策。\n\n——民生改善。",
        "i 改革向纵深推进。加强统一大市场建|设，出台政策。\ni 民生改善。\n",
    );
}

#[test]
fn what_ends_is_not_broken() {
    for whole in [
        "他说：“出发。”\n\n队伍出发了，天亮了。",
        "（新华社北京3月5日电）\n\n会议开幕，代表到会。",
        "全年总体平稳（见附表）\n\n下一步，继续努力。",
        "第一，农业。\n\n第二，工业，服务业。",
    ] {
        let source = Source::new("t", whole);
        assert_eq!(parse(&source, Syntax::Plain)[0].breaks, [], "{whole}");
    }
    check("粮食丰收。自觉接受监\n\n二、下一步打算\n\n继续努力。", "p 粮食丰收。自觉接受监$\nh0 下一步打算\np 继续努力。\n");
}

#[test]
fn wrapped_lines_are_one_paragraph() {
    let line = "国内生产总值增长较快城乡居民收入稳步提高社会大局";
    let text = format!("{0}\n{0}\n{0}\n{0}\n到此为止。\n\n{0}\n{0}\n{0}\n{0}\n{0}\n{0}\n完了。", line);
    check(&text, &format!("p {0}到此为止。\np {1}完了。\n", line.repeat(4), line.repeat(6)));
}

/// A wrapped text is read as the text it was before: the transcript, wrapped at several widths with and without indent,
/// has the same findings at the same words, and one more that tells of the wrapping.
#[test]
fn wrapped_texts_have_the_findings_of_the_unwrapped() {
    let text = crate::support::fixture("government-work-report-2024.txt");
    let found = |text: &str| {
        let bare = |span: kanwu::text::Span| text[span.range()].chars().filter(|c| !c.is_whitespace()).collect::<String>();
        crate::support::check(text).iter().map(|f| (f.rule.to_string(), bare(f.span))).collect::<Vec<_>>()
    };
    let expected = found(&text);
    assert!(expected.len() > 10, "{expected:?}");
    for (width, indent) in [(20, ""), (28, "\u{3000}\u{3000}"), (36, ""), (40, "\u{3000}\u{3000}")] {
        let mut wrapped = found(&wrapped(&text, width, indent));
        let told = wrapped.iter().filter(|(rule, _)| rule == "wrapped-lines").count();
        wrapped.retain(|(rule, _)| rule != "wrapped-lines");
        assert_eq!((told, wrapped), (1, expected.clone()), "at {width}");
    }
}

/// `text` with its lines wrapped at so many cells of two, a mark that may not begin a line taking what is before it along.
fn wrapped(text: &str, width: usize, indent: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let mut row: Vec<char> = if line.is_empty() { Vec::new() } else { indent.chars().collect() };
        let cells = |row: &[char]| row.iter().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
        for c in line.chars() {
            if cells(&row) + 2 > 2 * width {
                let taken = if "，。；：、！？”’）》%".contains(c) { row.pop() } else { None };
                out.extend(row.drain(..).chain(['\n']));
                row.extend(taken);
            }
            row.push(c);
        }
        out.extend(row.into_iter().chain(['\n']));
    }
    out
}

#[test]
fn datelines_are_known() {
    let source = Source::new(
        "t",
        "新华社北京3月5日电 国务院总理作政府工作报告。\n\n中新网12月1日电（记者张三）今天开幕。\n\n3月5日电视播出，收视率高。",
    );
    let document = &parse(&source, Syntax::Plain)[0];
    let lines: Vec<_> = document.blocks.iter().map(|b| b.dateline.map(|d| source.slice(d))).collect();
    assert_eq!(lines, [Some("新华社北京3月5日电 "), Some("中新网12月1日电（记者张三）"), None]);
}

#[test]
fn markdown_is_read_without_its_marks() {
    check_markdown(
        "# 报告\n\n全年**增长5.2%**，见[附表](x.md)，产量\n稳步提高。\n\n- 第一项\n- 第二项\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```\n\n# 又一篇\n",
        "h1 报告\np 全年增长5.2%，见附表，产量稳步提高。\ni 第一项\ni 第二项\nt | a | b |\nt | 1 | 2 |\nv code⏎\n=\nh1 又一篇\n",
    );
    check_markdown("a line of English\nwraps here.", "p a line of English⏎wraps here.\n");
}

#[test]
fn sentences_and_clauses_cover_the_text() {
    let cut = |text: &str| sentences(text).map(|r| text[r].to_owned()).collect::<Vec<_>>();
    assert_eq!(cut("一。二！”三？……四"), ["一。", "二！”", "三？……", "四"]);
    let cut = |text: &str| clauses(text).map(|r| text[r].to_owned()).collect::<Vec<_>>();
    assert_eq!(cut("一，二、三；四：五。"), ["一，", "二、三；", "四：", "五。"]);
}

#[test]
fn quotations_are_the_outermost_pairs() {
    let cut = |text: &str| quotations(text).into_iter().map(|r| text[r].to_owned()).collect::<Vec<_>>();
    assert_eq!(cut("他说“甲‘乙’丙”，又说「丁」。"), ["“甲‘乙’丙”", "「丁」"]);
    assert_eq!(cut("“没有合上，“这个合上了”"), ["“这个合上了”"]);
    assert_eq!(cut("”反了“"), Vec::<String>::new());
}

proptest! {
    /// Any text at all has a structure: blocks in order, apart, on character boundaries; passages cover them.
    #[test]
    fn parsing_never_fails(text in "[ \n\r\u{C}#\\-一、。，；“”《》（）ab1.|电日3月新华社\u{2028}*`>]{0,120}", markdown in any::<bool>()) {
        let source = Source::new("t", text.clone());
        let syntax = if markdown { Syntax::Markdown } else { Syntax::Plain };
        let mut at = 0;
        for document in parse(&source, syntax) {
            let mut next = 0;
            for passage in &document.passages {
                prop_assert_eq!(passage.blocks.start, next);
                next = passage.blocks.end;
            }
            prop_assert_eq!(next, document.blocks.len());
            for block in &document.blocks {
                prop_assert!(text.get(block.span.range()).is_some() && text.get(block.content.range()).is_some());
                if !markdown {
                    prop_assert!(block.span.start >= at, "blocks overlap");
                    at = block.span.end;
                }
            }
        }
    }

    #[test]
    fn pieces_are_the_whole(text in "[。！？”，；：、字a…\n]{0,80}") {
        prop_assert_eq!(sentences(&text).map(|r| &text[r]).collect::<String>(), text.clone());
        prop_assert_eq!(clauses(&text).map(|r| &text[r]).collect::<String>(), text.clone());
    }
}
