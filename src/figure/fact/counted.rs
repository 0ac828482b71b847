//! The noun that a figure counts: 学生 in 1100多万学生, 岗位 in 300个岗位.

use super::super::Figure;
use super::super::unit::Class;
use super::words::Phrase;

/// The longest counted noun, in characters.
const LONGEST: usize = 14;

/// Words at which a noun stops.
const STOPS: &[&str] = &[
    "的", "和", "与", "以", "被", "已", "将", "获", "在", "参", "进入", "实现", "达到", "达", "占", "为", "是", "得到", "全部", "均", "都",
    "完成", "纳入", "享", "受", "建成", "投", "开", "列", "入选", "增", "减", "升", "降", "发", "通", "能", "可", "有", "从", "由", "到",
    "向", "对", "正", "并", "就", "及", "或", "等", "其中", "来自", "赴", "集", "因", "按", "给", "让", "使", "用于", "支持", "推动", "、",
    "（", "(", "）", ")", "”", "“", "《", "》", " ", "　",
];

/// Words after a figure that are no noun.
const NO_NOUN: &[&str] = &[
    "左右", "以上", "以下", "以内", "上下", "之", "内", "外", "来", "多", "后", "前", "间", "中", "里", "时", "次", "地", "同比", "环比",
    "比上", "较上", "了", "不", "也", "又", "再", "还", "每", "一", "两", "二", "三", "四", "五", "六", "七", "八", "九", "十", "提高",
    "下调", "上调", "提升", "扩", "调整", "元", "改善", "保障", "加强", "促进",
];

/// The noun right after the figure. With 的 any figure may have one; without, only a count and a bare number.
pub(super) fn noun<'t>(text: &'t str, figure: &Figure) -> Option<Phrase<'t>> {
    let rest = Phrase { text: text.get(figure.span.end..)?, start: figure.span.end };
    let class = figure.unit.map(|unit| unit.base.class);
    let direct = match class {
        None => figure.dimension.is_none(),
        Some(class) => class == Class::Count,
    };
    let (rest, attributive) = match rest.text.strip_prefix('的') {
        Some(_) => (rest.skip("的".len()), true),
        None => (rest, false),
    };
    if !direct && !attributive || class == Some(Class::Ratio) && !attributive {
        return None;
    }
    if NO_NOUN.iter().any(|word| rest.text.starts_with(word)) {
        return None;
    }
    let limit = rest.text.char_indices().nth(LONGEST).map_or(rest.text.len(), |(at, _)| at);
    let mut end = limit;
    for (at, c) in rest.text.char_indices().take_while(|(at, _)| *at < limit) {
        let here = rest.text.get(at..).unwrap_or_default();
        let han = ('\u{4e00}'..='\u{9fff}').contains(&c);
        let latin = c.is_ascii_alphabetic();
        if !han && !latin && !matches!(c, '“' | '”') || STOPS.iter().any(|stop| here.starts_with(stop)) {
            end = at;
            break;
        }
    }
    // a noun that was cut in its middle by the limit is none
    let noun = rest.take(end).trimmed();
    (noun.text.chars().count() >= 2 && (end < limit || limit == rest.text.len())).then_some(noun)
}
