//! How far each figure of a text is tested, as a table.

use crate::both;
use crate::finding::{FigureTest, TestPower};
use crate::lang::Lang;
use crate::text::Source;
use crate::text::visible::visible_line;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// One line a figure: its place, how it is tested, and the figure.
pub(super) fn write(out: &mut dyn Write, source: &Source, tests: &[FigureTest], lang: Lang) -> io::Result<()> {
    let name = visible_line(source.name());
    let mut power = TestPower::default();
    tests.iter().for_each(|test| power.add(test));
    let (figures, tested, whole, tenth) = (power.figures, power.tested, power.per_mille() / 10, power.per_mille() % 10);
    let title = both!(
        "{name}：{figures} 个数，{tested} 个受到核对，抄错一处平均有 {whole}.{tenth}% 会被发现",
        "{name}: {figures} figures, {tested} tested; {whole}.{tenth}% of slips would be noticed"
    );
    writeln!(out, "{}", title.in_lang(lang))?;
    let places: Vec<String> = tests
        .iter()
        .map(|test| {
            let at = source.position(test.span.start);
            format!("{}:{}", at.line, at.column)
        })
        .collect();
    let width = places.iter().map(String::len).max().unwrap_or(0);
    for (test, place) in tests.iter().zip(&places) {
        let share = (test.noticed * 100 + test.slips / 2).checked_div(test.slips).unwrap_or(0);
        let how = match (test.relations, lang) {
            (0, Lang::Zh) => "未核对".to_owned(),
            (0, Lang::En) => "not tested".to_owned(),
            (relations, Lang::Zh) => format!("{share:3}% · {relations} 组关系"),
            (1, Lang::En) => format!("{share:3}% · 1 relation"),
            (relations, Lang::En) => format!("{share:3}% · {relations} relations"),
        };
        let text = visible_line(source.slice(test.span));
        let padding = " ".repeat(22usize.saturating_sub(how.width()));
        writeln!(out, "  {place:>width$}  {how}{padding}{text}")?;
    }
    writeln!(out)
}
