//! `[check.habit]`: two ways of writing one thing, of which a document uses one.
//!
//! A document that writes the odd way throughout has a habit, which is one property of it and told once, as info. Where
//! the usual way is its habit, each odd one out is a finding.

use super::expression::{Lazy, Place, check_replacement, excepted_at, load_all, no_such_group, replaced};
use super::remark::{self, Remark};
use super::scope::{In, admits};
use super::{Check, Context, Hit, Hits, Kind, Localized0, MOST_HITS, Placeholder, Reach, Starter, touches};
use crate::both;
use crate::document::Passage;
use crate::finding::{Applicability, Edit, Fix, Label, Severity};
use crate::lang::Localized;
use crate::rule::Problem;
use crate::rule::manifest::{At, read};
use crate::text::Span;
use regex::{Captures, Match};
use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use toml::Spanned;
use toml::de::DeValue;

/// The kind.
pub(super) struct Habit;

/// The keys of `[check.habit]`.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Keys {
    /// The things that can be written in two ways; the habit of each is judged by itself.
    #[schemars(extend("x-zh" = "有两种写法的各样东西；每样各自判断习惯。"))]
    ways: Vec<Way>,
    /// Fewer odd ones than this are never a habit.
    #[schemars(extend("x-zh" = "另一种写法少于此数，就不算习惯。"))]
    #[serde(default = "at_least")]
    at_least: usize,
    /// From this share on, in per cent of both ways, the odd way is a habit.
    #[schemars(extend("x-zh" = "另一种写法占到两种写法合计的百分之几，就算习惯。"))]
    #[serde(default = "share")]
    share: usize,
    /// What is told of a habit.
    #[schemars(extend("x-zh" = "对习惯怎么办。"))]
    #[serde(default)]
    habit: Told,
    /// The kinds of block to look at; all where it is not given.
    #[schemars(extend("x-zh" = "要查哪几种块；不写即全部。"))]
    #[serde(default, rename = "in")]
    blocks: Vec<In>,
    /// Exceptions: what one of these overlaps is neither way.
    #[schemars(extend("x-zh" = "例外：与其中之一重叠的不算。"))]
    #[serde(default)]
    unless: Vec<At<String>>,
}

fn at_least() -> usize {
    3
}

fn share() -> usize {
    25
}

/// What is told where the odd way is the habit of the whole document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Told {
    /// One finding of severity info for the whole document.
    #[schemars(extend("x-zh" = "整篇只提示一次（info）。"))]
    #[default]
    Once,
    /// Nothing: either way is right where it is kept to.
    #[schemars(extend("x-zh" = "不说：前后一致的，哪种都对。"))]
    Never,
}

/// One of `ways`.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Way {
    /// The odd way.
    #[schemars(extend("x-zh" = "另一种写法。"))]
    regex: At<String>,
    /// The group of it that is the finding's place; the whole match where it is not given.
    #[schemars(extend("x-zh" = "发现之处是其中哪个命名组；不写即整个匹配。"))]
    mark: Option<At<String>>,
    /// The usual way.
    #[schemars(extend("x-zh" = "通常的写法。"))]
    usual: At<String>,
    /// What should stand at the finding's place; `$name` inserts a group.
    #[schemars(extend("x-zh" = "此处应作什么；`$name` 代入一个组。"))]
    replace: Option<At<String>>,
    /// Who may apply the replacement.
    #[schemars(extend("x-zh" = "谁可以照改。"))]
    #[serde(default)]
    applicability: Applicability,
}

impl Kind for Habit {
    fn name(&self) -> &'static str {
        "habit"
    }
    fn summary(&self) -> Localized0 {
        ("两种写法，全文应用一种", "two ways of writing, of which a document keeps to one")
    }
    fn placeholders(&self) -> &'static [Placeholder] {
        &[
            Placeholder { name: "reading", meaning: ("替换后的文字", "the text after the replacement") },
            Placeholder { name: "count", meaning: ("全文有几处这样写", "how often the text has the odd way") },
            Placeholder { name: "usual", meaning: ("全文有几处用通常的写法", "how often it has the usual way") },
            Placeholder {
                name: "situation",
                meaning: ("是与全文不一，还是全文的习惯", "whether it is the odd one out or a habit of the text"),
            },
        ]
    }
    fn schema(&self) -> Schema {
        schemars::schema_for!(Keys)
    }
    fn starter(&self) -> Starter {
        Starter {
            message: ("“{text}”处数字与汉字之间有空格：{situation}", "a space after the digits in “{text}”: {situation}"),
            check: r#"ways = [{ regex = '[0-9](?<space> )年', mark = "space", usual = '[0-9]年', replace = "" }]
"#,
            examples: r#"[[example]]
fails = "2021年、2022年、2023年均有增长，2024⟦ ⟧年继续增长。"
proposes = ""

[[example]]
passes = "2021年、2022年、2023年均有增长，2024年继续增长。"
"#,
        }
    }
    fn compile(&self, table: Spanned<DeValue<'_>>, problems: &mut Vec<Problem>) -> Option<Box<dyn Check>> {
        let whole = table.span();
        let keys: Keys = read(table, problems)?;
        let unless = load_all(&keys.unless, problems);
        if keys.ways.is_empty() {
            problems.push(Problem::new(whole, Localized::fixed("ways 是空的", "`ways` is empty")));
            return None;
        }
        let ways: Option<Vec<_>> = keys.ways.into_iter().map(|way| two_ways(way, problems)).collect();
        Some(Box::new(HabitCheck {
            ways: ways?,
            at_least: keys.at_least.max(1),
            share: keys.share,
            habit: keys.habit,
            blocks: keys.blocks,
            unless,
        }))
    }
}

fn two_ways(way: Way, problems: &mut Vec<Problem>) -> Option<TwoWays> {
    let (odd, usual) = (Lazy::load(&way.regex, problems)?, Lazy::load(&way.usual, problems)?);
    if let Some(mark) = way.mark.as_ref().filter(|m| !odd.groups().contains(m.get())) {
        problems.push(no_such_group(mark, mark.get(), &odd));
        return None;
    }
    if let Some(template) = &way.replace {
        check_replacement(template, &odd, problems);
    }
    Some(TwoWays {
        odd,
        usual,
        mark: way.mark.map(|m| m.get().clone()),
        replace: way.replace.map(|r| r.get().clone()),
        applicability: way.applicability,
    })
}

struct HabitCheck {
    ways: Vec<TwoWays>,
    at_least: usize,
    share: usize,
    habit: Told,
    blocks: Vec<In>,
    unless: Vec<Lazy>,
}

struct TwoWays {
    odd: Lazy,
    usual: Lazy,
    mark: Option<String>,
    replace: Option<String>,
    applicability: Applicability,
}

impl TwoWays {
    /// The finding's place in a match.
    fn place<'t>(&self, captures: &Captures<'t>) -> Option<Match<'t>> {
        self.mark.as_deref().map_or(captures.get(0), |mark| captures.name(mark))
    }
}

/// One odd one out.
struct Odd {
    span: Span,
    reading: Option<String>,
    applicability: Applicability,
}

impl HabitCheck {
    /// Where the odd way stands, as many as can be told, and how often in all.
    fn odd(&self, context: &Context<'_, '_>, way: &TwoWays) -> (Vec<Odd>, usize) {
        let Some(regex) = way.odd.regex() else { return (Vec::new(), 0) };
        let (mut list, mut count) = (Vec::new(), 0);
        for passage in self.passages(context) {
            let text = passage.view.text();
            if !way.odd.may_match(text) {
                continue;
            }
            for captures in regex.captures_iter(text) {
                let Some(found) = way.place(&captures) else { continue };
                if excepted_at(&self.unless, Place { context, passage, text, at: 0 }, &found.range()) {
                    continue;
                }
                count += 1;
                if list.len() <= MOST_HITS {
                    let shown = Span::from_range(found.range());
                    let reading = way.replace.as_ref().map(|template| replaced(template, &captures, |r| text.get(r).unwrap_or_default()));
                    let whole = passage.view.is_whole(context.document.source.text(), shown);
                    let applicability = if whole { way.applicability } else { Applicability::DisplayOnly };
                    list.push(Odd { span: passage.view.to_source(shown), reading, applicability });
                }
            }
        }
        (list, count)
    }

    /// Tells, where the check is traced, what is written in the usual way there, and what an exception takes out.
    fn tell(&self, context: &Context<'_, '_>, way: &TwoWays, hits: &mut Hits) {
        let Some(traced) = hits.traced_at() else { return };
        for passage in self.passages(context).filter(|p| touches(p.span, traced)) {
            let text = passage.view.text();
            let span = |range| passage.view.to_source(Span::from_range(range));
            for found in way.usual.regex().into_iter().flat_map(|regex| regex.find_iter(text)) {
                hits.in_order(|| span(found.range()), || Localized::fixed("这是通常的写法", "this is the usual way"));
            }
            for captures in way.odd.regex().into_iter().flat_map(|regex| regex.captures_iter(text)) {
                let Some(found) = way.place(&captures) else { continue };
                if excepted_at(&self.unless, Place { context, passage, text, at: 0 }, &found.range()) {
                    hits.excepted(|| span(found.range()));
                }
            }
        }
    }

    fn passages<'c, 's>(&'c self, context: &'c Context<'_, 's>) -> impl Iterator<Item = &'c Passage<'s>> {
        context.document.passages.iter().filter(|p| admits(&self.blocks, p.kind))
    }

    /// True where so many odd ones beside so many usual ones are the habit of the text.
    fn is_habit(&self, odd: usize, usual: usize) -> bool {
        odd >= self.at_least && odd.saturating_mul(100) >= self.share.saturating_mul(odd.saturating_add(usual))
    }

    fn hit(&self, odd: Odd, count: usize, usual: usize, situation: Localized) -> Hit {
        let Odd { span, reading, applicability } = odd;
        let mut values = vec![
            ("count".to_owned(), Localized::same(count.to_string())),
            ("usual".to_owned(), Localized::same(usual.to_string())),
            ("situation".to_owned(), situation),
        ];
        let mut fixes = Vec::new();
        if let Some(text) = reading {
            values.push(("reading".to_owned(), Localized::same(text.clone())));
            fixes.push(Fix {
                title: if text.is_empty() {
                    Localized::fixed("删去", "delete it")
                } else {
                    both!("改为“{text}”", "read “{text}”")
                },
                applicability,
                edits: vec![Edit { span, text }],
            });
        }
        Hit { span, values, fixes, ..Hit::default() }
    }
}

impl Check for HabitCheck {
    fn reach(&self) -> Reach {
        Reach::Document
    }

    fn remarks(&self, _: &BTreeSet<&str>) -> Vec<Remark> {
        let mut remarks = Vec::new();
        for way in &self.ways {
            remark::on_expression("ways", &way.odd, &mut remarks);
            remark::on_expression("ways", &way.usual, &mut remarks);
        }
        self.unless.iter().for_each(|e| remark::on_expression("unless", e, &mut remarks));
        remarks
    }

    fn document(&self, context: &Context<'_, '_>, hits: &mut Hits) {
        let mut seen: Vec<Seen> = Vec::new();
        for way in &self.ways {
            self.tell(context, way, hits);
            let Some(usual) = way.usual.regex() else {
                hits.broken = Some(Localized::fixed("正则表达式无法编译", "the regular expression could not be compiled"));
                continue;
            };
            let (odd, count) = self.odd(context, way);
            if count == 0 {
                // that the usual way is kept to was tested where it stands at all
                hits.bound += u64::from(self.passages(context).any(|p| usual.is_match(p.view.text())));
                continue;
            }
            let usual = self.passages(context).map(|p| usual.find_iter(p.view.text()).count()).sum();
            hits.bound += (count + usual) as u64;
            seen.push(Seen { odd, count, usual });
        }
        let all = seen.iter().fold((0, 0), |(odd, usual), s| (odd + s.count, usual + s.usual));
        let mut habits: Vec<(Odd, usize, usize)> = Vec::new();
        for Seen { odd, count, usual } in seen {
            // too few to be a habit by themselves, in a text that has the habit all the same
            let among_others = self.is_habit(all.0, all.1) && count > usual;
            if self.is_habit(count, usual) || among_others {
                let why = || match self.habit {
                    Told::Once => both!(
                        "写作这样的 {count} 处，通常的写法 {usual} 处：是全文的习惯，只在第一处说一次",
                        "written so: {count}, the usual way: {usual}; a habit of the text, which is told once, at its first place"
                    ),
                    Told::Never => both!(
                        "写作这样的 {count} 处，通常的写法 {usual} 处：是全文的习惯，这条规则不说习惯",
                        "written so: {count}, the usual way: {usual}; a habit of the text, of which this rule says nothing"
                    ),
                };
                let told = usize::from(self.habit == Told::Once);
                odd.iter().skip(told).for_each(|odd| hits.excused(|| odd.span, why));
                habits.extend(odd.into_iter().next().map(|first| (first, count, usual)));
                continue;
            }
            for odd in odd {
                let situation = match usual {
                    0 => Localized::fixed("通常不这样写", "it is not usually written so"),
                    _ => both!("全文另有 {usual} 处用通常的写法", "the usual way stands elsewhere in the text: {usual}"),
                };
                hits.push(self.hit(odd, count, usual, situation));
            }
        }
        if self.habit == Told::Once {
            hits.hits.extend(self.told_once(habits));
        }
    }
}

/// What a document has of one of the ways.
struct Seen {
    odd: Vec<Odd>,
    count: usize,
    usual: usize,
}

impl HabitCheck {
    /// The habits of a document as one finding, at the first place of the first of them.
    fn told_once(&self, mut habits: Vec<(Odd, usize, usize)>) -> Option<Hit> {
        habits.sort_by_key(|(odd, ..)| odd.span);
        let mut habits = habits.into_iter();
        let (first, count, usual) = habits.next()?;
        let labels = habits
            .map(|(odd, count, usual)| Label {
                span: odd.span,
                message: both!(
                    "也是习惯：全文 {count} 处，另一种写法 {usual} 处",
                    "a habit too; written so: {count}, the usual way: {usual}"
                ),
            })
            .collect();
        let situation = both!(
            "全文有 {count} 处（通常的写法 {usual} 处），是全文的习惯，只说这一次",
            "a habit of the whole text, told once; written so: {count}, the usual way: {usual}"
        );
        let mut hit = self.hit(first, count, usual, situation);
        // one place changed would only break the habit
        hit.fixes.clear();
        Some(Hit { labels, severity: Some(Severity::Info), ..hit })
    }
}
