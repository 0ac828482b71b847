//! The noun that a figure counts: 学生 in 1100多万学生, 岗位 in 300个岗位.

use super::super::Figure;
use super::super::change;
use super::super::unit::Class;
use super::words::Phrase;

/// The longest counted noun, in characters.
const LONGEST: usize = 18;

/// Words at which a noun stops.
const STOPS: &[&str] = &[
    "的",
    "提前",
    "新增",
    "全国推广",
    "在全国",
    "今天",
    "近期",
    "日前",
    "双双",
    "报名",
    "进行",
    "扎实",
    "系统推进",
    "汛前",
    "如期",
    "高效",
    "圆满",
    "普遍",
    "荣获",
    "斩获",
    "倍感",
    "累计",
    "牵头",
    "相关",
    "不能",
    "如果",
    "可享",
    "现场",
    "联合",
    "同步",
    "联动",
    "争相",
    "和",
    "与",
    "以",
    "被",
    "已",
    "将",
    "获",
    "在",
    "占",
    "为",
    "是",
    "均",
    "都",
    "及",
    "或",
    "等",
    "从",
    "由",
    "到",
    "向",
    "把",
    "让",
    "并",
    "正",
    "就近",
    "就地",
    "参加",
    "参与",
    "参展",
    "参赛",
    "进入",
    "实现",
    "达到",
    "得到",
    "全部",
    "完成",
    "纳入",
    "享受",
    "受益",
    "受到",
    "受伤",
    "建成",
    "投入",
    "投产",
    "投用",
    "投运",
    "开工",
    "开展",
    "开通",
    "列入",
    "入选",
    "入围",
    "增长",
    "增加",
    "减少",
    "上升",
    "下降",
    "发布",
    "通过",
    "能够",
    "可以",
    "有望",
    "来自",
    "赴",
    "集中",
    "因",
    "按照",
    "给予",
    "使用",
    "用于",
    "支持",
    "推动",
    "推进",
    "强化",
    "挂牌",
    "稳定",
    "落地",
    "签约",
    "运行",
    "运营",
    "加快",
    "基本",
    "建设",
    "超过",
    "摘帽",
    "成为",
    "启动",
    "竣工",
    "上线",
    "上市",
    "共同",
    "同时",
    "分别",
    "其中",
    "涵盖",
    "覆盖",
    "对接",
    "接受",
    "提供",
    "提升",
    "组成",
    "齐聚",
    "评为",
    "存在",
    "保持",
    "连续",
    "率先",
    "成功",
    "顺利",
    "有序",
    "陆续",
    "正在",
    "不再",
    "没有",
    "需要",
    "应当",
    "累计",
    "出现",
    "报告",
    "宣布",
    "表示",
    "要求",
    "取得",
    "形成",
    "相继",
    "首次",
    "全面",
    "再次",
    "不断",
    "持续",
    "深入",
    "逐步",
    "处于",
    "位于",
    "位居",
    "居",
    "跻身",
    "跨越",
    "走",
    "以上",
    "合计",
];

/// Words that can't begin a noun; most of [`STOPS`] can (建设项目, 开工项目).
#[rustfmt::skip]
const LINKS: &[&str] = &[
    "的", "和", "与", "以", "被", "已", "将", "获", "在", "占", "为", "是", "均", "都", "及", "或", "等", "从", "由", "到", "向", "把", "让",
    "并", "参加", "进入", "实现", "达到", "得到", "全部", "完成", "纳入", "建成", "投入", "列入", "入选", "增长", "增加", "减少", "上升", "下降",
    "通过", "用于", "支持", "推动", "推进", "来自", "全面", "同时", "分别", "其中", "成为", "超过", "提前", "普遍", "跻身", "位居", "居",
];

/// What becomes of people: their number is told of it.
const FATES: &[&str] =
    &["死亡", "受伤", "失踪", "失联", "脱贫", "就业", "获救", "被困", "受灾", "脱轨", "被捕", "治愈出院", "赞成", "反对", "弃权"];

/// Nouns of one character.
const SHORT: &[&str] = &["省", "市", "县", "区", "国", "村", "镇", "乡", "州"];

/// Words after a figure that are no noun.
const NO_NOUN: &[&str] = &[
    "左右", "大关", "以上", "以下", "以内", "上下", "之", "内", "外", "来", "多", "后", "前", "间", "中", "里", "时", "次", "地", "同比",
    "环比", "比上", "较上", "了", "不", "也", "又", "再", "还", "每", "一", "两", "二", "三", "四", "五", "六", "七", "八", "九", "十",
    "提高", "下调", "上调", "提升", "扩", "调整", "元", "改善", "保障", "加强", "促进",
];

/// The noun right after the figure. With 的 any figure may have one; without, only a count and a bare number.
///
/// `open` says that the words before leave room for the noun of any figure: 造成12人死亡, 超九成企业.
pub(super) fn noun<'t>(text: &'t str, figure: &Figure, open: bool) -> Option<Phrase<'t>> {
    let rest = Phrase { text: text.get(figure.span.end..)?, start: figure.span.end };
    let class = figure.unit.map(|unit| unit.base.class);
    let direct = match class {
        None => figure.dimension.is_none(),
        Some(Class::Duration | Class::Points) => false,
        Some(class) => class == Class::Count || open,
    };
    let (rest, attributive) = match rest.text.strip_prefix('的') {
        Some(_) => (rest.skip("的".len()), true),
        None => (rest, false),
    };
    if !direct && !attributive {
        return None;
    }
    if NO_NOUN.iter().any(|word| rest.text.starts_with(word)) {
        return None;
    }
    if change::UP.iter().chain(change::DOWN).any(|word| rest.text.starts_with(word)) {
        return None;
    }
    if let Some(fate) = FATES.iter().find(|fate| rest.text.starts_with(**fate)) {
        let after = rest.skip(fate.len());
        let ends = |c: char| !('\u{4e00}'..='\u{9fff}').contains(&c);
        if after.text.is_empty() || after.text.starts_with(ends) {
            return Some(rest.take(fate.len()));
        }
    }
    if let Some(short) = SHORT.iter().find(|short| rest.text.starts_with(**short)) {
        let after = rest.skip(short.len());
        if STOPS.iter().chain(&["（", "(", "、", "，", "。"]).any(|stop| after.text.starts_with(stop)) {
            return Some(rest.take(short.len()));
        }
    }
    let limit = rest.text.char_indices().nth(LONGEST).map_or(rest.text.len(), |(at, _)| at);
    let mut end = limit;
    for (at, c) in rest.text.char_indices().take_while(|(at, _)| *at < limit) {
        let here = rest.text.get(at..).unwrap_or_default();
        let graded = c == '等' && rest.text.get(..at).is_some_and(|before| before.ends_with(['高', '中', '初', '平', '同']));
        if graded {
            continue;
        }
        let han = ('\u{4e00}'..='\u{9fff}').contains(&c);
        let latin = c.is_ascii_alphabetic();
        if !han && !latin && !matches!(c, '“' | '”')
            || at > 0 && STOPS.iter().any(|stop| here.starts_with(stop))
            || at == 0 && LINKS.iter().any(|link| here.starts_with(link))
        {
            end = at;
            break;
        }
    }
    // a noun that was cut in its middle by the limit is none
    let noun = rest.take(end).trimmed();
    (noun.text.chars().count() >= 2 && (end < limit || limit == rest.text.len())).then_some(noun)
}
