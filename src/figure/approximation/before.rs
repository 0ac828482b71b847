//! The approximating words before a number.

use super::Qualifier;
use crate::figure::cursor::{Cursor, is_han};

/// The words before a number, longest first among those with one last character.
const BEFORE: &[(&str, Qualifier)] = &[
    ("不超过", Qualifier::AtMost),
    ("未超过", Qualifier::AtMost),
    ("没超过", Qualifier::AtMost),
    ("超过", Qualifier::Over),
    ("不超", Qualifier::AtMost),
    ("超", Qualifier::Over),
    ("逾", Qualifier::Over),
    ("跌破", Qualifier::Under),
    ("突破", Qualifier::Over),
    ("大于等于", Qualifier::AtLeast),
    ("大于或等于", Qualifier::AtLeast),
    ("大于或者等于", Qualifier::AtLeast),
    ("小于等于", Qualifier::AtMost),
    ("小于或等于", Qualifier::AtMost),
    ("小于 或 等于", Qualifier::AtMost),
    ("小于或者等于", Qualifier::AtMost),
    ("不少于", Qualifier::AtLeast),
    ("不低于", Qualifier::AtLeast),
    ("不小于", Qualifier::AtLeast),
    ("不下于", Qualifier::AtLeast),
    ("不短于", Qualifier::AtLeast),
    ("不亚于", Qualifier::AtLeast),
    ("不多于", Qualifier::AtMost),
    ("不高于", Qualifier::AtMost),
    ("不大于", Qualifier::AtMost),
    ("不长于", Qualifier::AtMost),
    ("多于", Qualifier::Over),
    ("大于", Qualifier::Over),
    ("高于", Qualifier::Over),
    ("低于", Qualifier::Under),
    ("少于", Qualifier::Under),
    ("小于", Qualifier::Under),
    ("超出", Qualifier::Over),
    ("不止", Qualifier::Over),
    ("不只", Qualifier::Over),
    ("至少", Qualifier::AtLeast),
    ("最少", Qualifier::AtLeast),
    ("不下", Qualifier::AtLeast),
    ("起码", Qualifier::AtLeast),
    ("至多", Qualifier::AtMost),
    ("最多", Qualifier::AtMost),
    ("不足", Qualifier::Under),
    ("不满", Qualifier::Under),
    ("未满", Qualifier::Under),
    ("不到", Qualifier::Under),
    ("未到", Qualifier::Under),
    ("未达", Qualifier::Under),
    ("不及", Qualifier::Under),
    ("几乎", Qualifier::Near),
    ("接近", Qualifier::Near),
    ("将近", Qualifier::Near),
    ("逼近", Qualifier::Near),
    ("近", Qualifier::Near),
    ("大约", Qualifier::About),
    ("约", Qualifier::About),
    ("大概", Qualifier::About),
    ("大致", Qualifier::About),
    ("约莫", Qualifier::About),
    ("≥", Qualifier::AtLeast),
    ("≤", Qualifier::AtMost),
    ("＞", Qualifier::Over),
    (">", Qualifier::Over),
    ("＜", Qualifier::Under),
    ("<", Qualifier::Under),
    ("> =", Qualifier::AtLeast),
    (">=", Qualifier::AtLeast),
    ("< =", Qualifier::AtMost),
    ("<=", Qualifier::AtMost),
];

/// Words that may stand between the approximating word and the number.
const BETWEEN: &[&str] = &["人民币", "了", "为", "是", "有", "达", "占", "合", "在", "需", "的", "$", "¥", "￥"];

/// The approximating word that ends at `position` (after words such as 为, 有, 达), and the offset where it starts.
pub(in crate::figure) fn before(text: Cursor<'_>, position: usize, floor: usize) -> Option<(Qualifier, usize)> {
    let mut position = text.strip_spaces(position);
    let mut glued = false;
    for _ in 0..3 {
        if let Some(found) = word_before(text, position, floor) {
            // 数量最多的一次: the most of all
            let superlative =
                glued && text.before(position).is_some_and(|last| matches!(last, '多' | '少')) && text.starts_with(found.1, "最");
            return Some(found).filter(|_| !superlative);
        }
        let glue = BETWEEN.iter().find_map(|word| text.strip_word(position, word))?;
        glued |= text.starts_with(glue, "的");
        position = text.strip_spaces(glue);
    }
    None
}

fn word_before(text: Cursor<'_>, position: usize, floor: usize) -> Option<(Qualifier, usize)> {
    let (last, _) = text.previous(position)?;
    if !is_last(last) {
        return match last {
            '过' if position > floor => passed(text, position),
            '破' if position > floor => broken(text, position),
            _ => None,
        };
    }
    let found =
        BEFORE.iter().filter_map(|(word, qualifier)| Some((*qualifier, text.strip_word(position, word)?))).min_by_key(|(_, start)| *start);
    let Some((qualifier, start)) = found else {
        return match last {
            '过' => passed(text, position),
            '破' => broken(text, position),
            _ => None,
        };
    };
    let own = text.before(start);
    let part_of_a_word = own.is_some_and(|own| match last {
        '近' => matches!(own, '附' | '邻' | '靠' | '临' | '最' | '远' | '新' | '亲' | '毗' | '就' | '晚' | '相'),
        '约' if start + '约'.len_utf8() == position => is_contract(own),
        '超' => matches!(own, '赶' | '高' | '反' | '出'),
        // 全面振兴新突破三年行动, 取得重大突破3项: what was reached, and no verb
        '破' => matches!(own, '新' | '大' | '性' | '的'),
        _ => false,
    });
    let (qualifier, start) = turned_round(text, qualifier, start, floor).unwrap_or((qualifier, start));
    (start >= floor && !part_of_a_word).then_some((qualifier, start))
}

/// 不得超过, 不能少于: what must not be so bounds the number from the other side.
pub(super) fn turned_round(text: Cursor<'_>, qualifier: Qualifier, start: usize, floor: usize) -> Option<(Qualifier, usize)> {
    const MUST_NOT: &[&str] = &["不得", "不能", "不应", "不可", "不宜", "不许", "不会", "不再", "不准", "不要", "没有", "从未", "并未"];
    let opposite = match qualifier {
        Qualifier::Over => Qualifier::AtMost,
        Qualifier::Under => Qualifier::AtLeast,
        _ => return None,
    };
    let start = MUST_NOT.iter().find_map(|word| text.strip_word(start, word)).filter(|start| *start >= floor)?;
    Some((opposite, start))
}

/// The last characters of the words in [`BEFORE`]: a cheap first look.
const fn is_last(last: char) -> bool {
    matches!(
        last,
        '过' | '超'
            | '逾'
            | '破'
            | '于'
            | '出'
            | '止'
            | '只'
            | '少'
            | '下'
            | '码'
            | '多'
            | '足'
            | '满'
            | '到'
            | '达'
            | '及'
            | '乎'
            | '近'
            | '约'
            | '概'
            | '致'
            | '莫'
            | '≥'
            | '≤'
            | '>'
            | '<'
            | '='
    )
}

/// 过 alone: 进度过八成, 已过半, 投资过10亿元; but 通过5项, 建过11支.
///
/// After a verb it tells that something was done, so the word before it must name what is measured, or what follows
/// must be a round number that 过 is said of.
fn passed(text: Cursor<'_>, position: usize) -> Option<(Qualifier, usize)> {
    let start = text.strip_word(position, "过")?;
    let own = text.before(start);
    let measured =
        own.is_none_or(|own| !is_han(own) || "已早都皆将即均总年量数率额值度程比户人重龄价例件资播收产入出口里积模".contains(own));
    let round =
        text.next(text.skip_spaces(position)).is_some_and(|(first, next)| "半百千万亿".contains(first) || text.peek(next) == Some('成'));
    // 再过半个小时: when that time has passed
    let later = text.eat(position, '半').is_some_and(|next| ["个", "小时", "年", "天"].iter().any(|unit| text.starts_with(next, unit)));
    if later {
        return None;
    }
    let word = own.is_some_and(|own| "通经越穿跨路渡走来去胜历透飞绕躲错不见".contains(own));
    ((measured || round) && !word).then_some((Qualifier::Over, start))
}

/// 破 alone: 破万亿, 破5000亿元; but 爆破, 打破.
fn broken(text: Cursor<'_>, position: usize) -> Option<(Qualifier, usize)> {
    let start = text.strip_word(position, "破")?;
    let word = text
        .before(start)
        .is_some_and(|own| matches!(own, '爆' | '打' | '攻' | '击' | '撞' | '侦' | '残' | '冲' | '识' | '看' | '告' | '揭' | '勘' | '捣'));
    (!word).then_some((Qualifier::Over, start))
}

/// Whether the character before 约 makes it 节约, 合约, 条约 and the like.
const fn is_contract(own: char) -> bool {
    matches!(
        own,
        '节' | '条'
            | '合'
            | '签'
            | '预'
            | '公'
            | '违'
            | '履'
            | '集'
            | '制'
            | '契'
            | '北'
            | '纽'
            | '简'
            | '相'
            | '誓'
            | '毁'
            | '爽'
            | '解'
            | '续'
            | '和'
            | '婚'
            | '盟'
            | '邀'
            | '缔'
            | '特'
            | '立'
            | '守'
            | '失'
            | '赴'
            | '租'
            | '密'
    )
}
