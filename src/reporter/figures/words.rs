//! What the parts of a fact are called, for people and in data.

use super::listing::Other;
use crate::figure::{Basis, Comparison, Fact, MentionKind, Moment, Period, Qualifier, Time};
use crate::lang::{Lang, Localized};

/// The role of a fact for people: 数值, 占比, 增长, 减少, with 目标 where it is aimed at.
pub(super) fn role(fact: &Fact, lang: Lang) -> String {
    let Localized { zh, en } = fact.role.label();
    match (lang, fact.target) {
        (Lang::Zh, true) => format!("{zh}（目标）"),
        (Lang::Zh, false) => zh.into_owned(),
        (Lang::En, true) => format!("{en} (target)"),
        (Lang::En, false) => en.into_owned(),
    }
}

/// What a change is measured against, and at which prices, for people.
pub(super) fn comparison(fact: &Fact, lang: Lang) -> String {
    let against = fact.comparison.as_ref().map(|comparison| {
        let (zh, en) = match comparison {
            Comparison::YearOnYear => ("同比", "year on year"),
            Comparison::PeriodOnPeriod => ("环比", "period on period"),
            Comparison::PreviousYear => ("比上年", "previous year"),
            Comparison::PreviousYearEnd => ("比上年末", "end of previous year"),
            Comparison::AnnualAverage => ("年均", "annual average"),
            Comparison::With(period) => return format!("{}{period}", if lang == Lang::Zh { "比" } else { "against " }),
        };
        (if lang == Lang::Zh { zh } else { en }).to_owned()
    });
    let prices = match (fact.basis, lang) {
        (Basis::Unknown, _) => None,
        (Basis::Nominal, Lang::Zh) => Some("名义"),
        (Basis::Nominal, Lang::En) => Some("nominal"),
        (Basis::Constant, Lang::Zh) => Some("不变价"),
        (Basis::Constant, Lang::En) => Some("constant prices"),
    };
    let parts: Vec<String> = against.into_iter().chain(prices.map(str::to_owned)).collect();
    parts.join(if lang == Lang::Zh { "，" } else { ", " })
}

/// The unit of a fact: 元, 元/吨; the kind of ratio where it has none.
pub(super) fn unit(fact: &Fact) -> String {
    fact.figure.unit.map_or_else(String::new, |unit| match unit.per {
        None => unit.base.name.to_string(),
        // 元/月, not 元/个月
        Some(per) => format!("{}/{}", unit.base.name, per.name.trim_start_matches('个')),
    })
}

/// The data name of a comparison.
pub(super) fn comparison_name(comparison: &Comparison) -> String {
    match comparison {
        Comparison::YearOnYear => "year-on-year".to_owned(),
        Comparison::PeriodOnPeriod => "period-on-period".to_owned(),
        Comparison::PreviousYear => "previous-year".to_owned(),
        Comparison::PreviousYearEnd => "previous-year-end".to_owned(),
        Comparison::AnnualAverage => "annual-average".to_owned(),
        Comparison::With(period) => period.to_string(),
    }
}

/// The data name of a qualifier.
pub(super) fn qualifier_name(qualifier: Qualifier) -> &'static str {
    match qualifier {
        Qualifier::Bare => "none",
        Qualifier::Over => "over",
        Qualifier::AtLeast => "at-least",
        Qualifier::AtMost => "at-most",
        Qualifier::Under => "under",
        Qualifier::Near => "near",
        Qualifier::About => "about",
        Qualifier::Many => "many",
        Qualifier::Beyond => "beyond",
        Qualifier::OrderOf => "order-of",
        Qualifier::Several => "several",
        Qualifier::Range => "range",
        Qualifier::Strong => "strong",
        Qualifier::Weak => "weak",
    }
}

/// What something that is no figure is: its data name, and what it reads where that says more than its words.
pub(super) fn other(other: &Other) -> (&'static str, Option<String>) {
    let mention = match &other.what {
        Ok(mention) => mention,
        Err(_) => return ("uncounted", None),
    };
    match mention.kind {
        MentionKind::Date(date) => {
            let shown = Period { from: date.from, to: date.to }.to_string();
            ("date", Some(shown).filter(|_| date.from != Moment::default() && date.from.century.is_none() && date.from.decade.is_none()))
        }
        MentionKind::Time(time) => ("time", Some(clock(time))),
        MentionKind::TimeSpan(from, to) => ("time", Some(format!("{}/{}", clock(from), clock(to)))),
        MentionKind::Ordinal(number) => ("ordinal", number.map(|n| n.to_string())),
        MentionKind::Session(number) => ("session", number.map(|n| n.to_string())),
        MentionKind::Plan => ("plan", None),
        MentionKind::DocumentNumber => ("document-number", None),
        MentionKind::Name => ("name", None),
        MentionKind::Idiom => ("idiom", None),
        MentionKind::Item => ("item", None),
        MentionKind::Code => ("code", None),
        MentionKind::Score => ("score", None),
        MentionKind::IllFormed(fault) => ("ill-formed", Some(fault.to_string())),
    }
}

/// What something that is no figure is, for people.
pub(super) fn other_for_people(name: &'static str, lang: Lang) -> &'static str {
    if lang == Lang::En {
        return name;
    }
    match name {
        "uncounted" => "不计数",
        "date" => "日期",
        "time" => "时刻",
        "ordinal" => "序数",
        "session" => "届次",
        "plan" => "规划",
        "document-number" => "文号",
        "name" => "名称",
        "idiom" => "成语",
        "item" => "编号",
        "code" => "号码",
        "score" => "比分",
        "ill-formed" => "不成数",
        _ => "其他",
    }
}

fn clock(time: Time) -> String {
    let mut out = format!("{:02}", time.hour);
    for part in [time.minute, time.second].into_iter().flatten() {
        out.push_str(&format!(":{part:02}"));
    }
    out
}
