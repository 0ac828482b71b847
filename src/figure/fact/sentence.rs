//! One passage, sentence by sentence: what each figure inherits from the words before it.

use super::super::unit::Class;
use super::super::{Figure, Mention, MentionKind, Reading, Role};
use super::cues::Cues;
use super::list;
use super::parts::{self, Lists, alike};
use super::period::{self, Period};
use super::reference::Reference;
use super::role::{self, Basis, Comparison, FactRole};
use super::words::{Phrase, is_boundary, pieces};
use super::{Fact, Subject, against, deed, head, opening, skipped, subject, topic};
use crate::document::sentences;
use crate::text::{Span, is_han};
use std::ops::Range;

/// A subject by its place in the passage.
#[derive(Debug, Clone)]
pub(super) struct Named {
    pub(super) text: String,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// What a sentence has said so far.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// The subject of the last figure, or what a clause without figures was about.
    pub(super) subject: Option<Named>,
    /// The subjects of a 分别 list that are still to come, the next one last.
    pub(super) pairs: Vec<Named>,
    /// All subjects of that list, for the lists after it: 分别增长9.3%、7.3%.
    pub(super) group: Vec<Named>,
    /// The subjects that the sentence named one by one, for a 分别 after them all.
    pub(super) own: Vec<Named>,
    /// The last time that was named; the inner `None` is one that can't be resolved.
    pub(super) period: Option<Option<Period>>,
    pub(super) scope: Option<&'static str>,
    pub(super) comparison: Option<Comparison>,
    pub(super) role: Option<FactRole>,
    pub(super) basis: Basis,
    pub(super) target: bool,
    /// The words that a 分别 named its subjects with, all together.
    pub(super) whole: Option<Named>,
    pub(super) lists: Lists,
    /// A time that a value is told of besides the one that the sentence is about: 由2020年的5亿斤.
    pub(super) then: Option<Option<Option<Period>>>,
    /// The end of the noun that the last figure counts.
    pub(super) counted: usize,
}

/// Adds the facts of one passage to `out`.
pub(super) fn read(
    out: &mut Vec<Fact>,
    text: &str,
    reading: Reading,
    reference: &Reference,
    passage: usize,
    to_source: &dyn Fn(Range<usize>) -> Span,
) {
    let Reading { figures, mentions } = reading;
    if figures.is_empty() {
        return;
    }
    let cues = Cues::of(text);
    let mut figures = figures.into_iter().peekable();
    let opening::Before { period: mut carried, scope: mut place } = opening::before(text, out, passage);
    let (mut last_subject, mut last_comparison) = (None, None);
    let mut next_mention = 0;
    let dateline = skipped::dateline(text);
    for sentence in sentences(text) {
        let mut said = Said::default();
        let mut floor = sentence.start.max(dateline.min(sentence.end));
        let mut first = true;
        while let Some(figure) = figures.next_if(|figure| figure.span.start < sentence.end) {
            let start = figure.span.start.max(floor);
            while mentions.get(next_mention).is_some_and(|mention| mention.span.start < floor) {
                next_mention += 1;
            }
            let ahead = mentions.get(next_mention..).unwrap_or_default();
            let count = ahead.iter().take_while(|mention| mention.span.start < start).count();
            let near = ahead.get(..count).unwrap_or_default();
            if skipped::is_no_fact(text, &figure) {
                continue;
            }
            let gap = text.get(floor..start).unwrap_or_default();
            // 受基数影响，同比下降0.3%: the sentence goes on with what the one before was about
            let goes_on = |rest: &str| role::only_changes(rest) && figure.change.is_some();
            if first && gap.rsplit(is_boundary).next().is_some_and(goes_on) {
                said.subject.clone_from(&last_subject);
            }
            if first && (gap.trim_start().starts_with("其中") || gap.trim_start().starts_with('分')) {
                said.comparison.clone_from(&last_comparison);
                said.subject.clone_from(&last_subject);
            }
            let placed = |mention: &&Mention| matches!(mention.kind, MentionKind::Date(_) | MentionKind::Time(_) | MentionKind::Ordinal(_));
            let until = figures.peek().map_or(text.len(), |next| next.span.start);
            let after = ahead.get(count..).unwrap_or_default().iter().take_while(|mention| mention.span.start < until);
            let after = after.filter(placed).find(|mention| mention.span.start >= figure.span.end);
            let until = after.map_or(until, |mention| mention.span.start);
            let until = skipped::past_quote(text, figure.span.end, until);
            let followers = list::followers(text, figure.span.end, sentence.end);
            // 600个亿元以上项目: a measure between a count and its noun
            // 10类52项实事: two counts of the same
            let next = figures.peek().filter(|next| is_count(&figure) && next.span.end <= sentence.end);
            let sized = next.filter(|next| {
                next.span.start == figure.span.end
                    && (is_measure(next) || (is_kinds(&figure) || are_theirs(text, &figure, next)) && is_count(next))
            });
            let sized = sized.map(|next| next.span.end);
            // 3个年产值超过9亿元的产业: the noun comes after what is measured of it
            let measured = next.filter(|next| is_measured(text, &figure, next)).map(|next| next.span.end + '的'.len_utf8());
            let (noun, until) = sized.or(measured).map_or((figure.span.end, until), |end| (end, sentence.end));
            // 37档2024年重点节目
            let beside = ahead.get(count..).unwrap_or_default().iter().take_while(|mention| mention.span.start <= figure.span.end);
            let dated = beside.filter(placed).find(|mention| mention.span.start == figure.span.end);
            let (noun, until) = match dated.filter(|_| is_count(&figure) && sized.is_none()) {
                Some(date) => {
                    let next = figures.peek().map_or(sentence.end, |next| next.span.start.min(sentence.end));
                    (date.span.end, next.max(date.span.end))
                }
                None => (noun, until),
            };
            let reader = Reader { text, mentions: near, cues: &cues, reference, carried, followers, noun, until };
            let end = figure.span.end;
            if let Some(mut fact) = reader.fact(figure, floor..start, first, &mut said, out, passage, to_source) {
                if said.group.len() > 1 && ["合计", "总计", "共计"].iter().any(|word| gap.contains(word)) {
                    parts::sum(&fact, said.group.len(), out);
                } else {
                    said.lists.join(&mut fact, gap, out);
                }
                last_subject.clone_from(&said.subject);
                last_comparison.clone_from(&said.comparison);
                // until a place is named
                place = place.filter(|_| fact.scope.is_none());
                fact.scope = fact.scope.or_else(|| place.clone());
                out.push(fact);
                first = false;
            }
            floor = end;
        }
        if let Some(Some(period)) = said.period
            && period.from.day.is_none()
            && period.only_year().is_some()
        {
            carried = Some(period);
        }
    }
}

pub(super) fn is_measure(figure: &Figure) -> bool {
    figure.change.is_none() && figure.unit.is_some_and(|unit| matches!(unit.base.class, Class::Measure | Class::Money))
}

fn is_count(figure: &Figure) -> bool {
    figure.unit.is_some_and(|unit| unit.base.class == Class::Count && unit.per.is_none())
}

/// Whether a figure counts kinds of what is counted next.
fn is_kinds(figure: &Figure) -> bool {
    figure.unit.is_some_and(|unit| ["类", "大类", "种", "批", "批次", "科", "组", "系列"].contains(&&*unit.base.name))
}

/// Whether a figure counts the households of the people that are counted next: 6万户14万名监测对象.
fn are_theirs(text: &str, figure: &Figure, next: &Figure) -> bool {
    let households = figure.unit.is_some_and(|unit| &*unit.base.name == "户");
    households && text.get(next.span.clone()).is_some_and(|people| people.ends_with(['名', '位']))
}

/// Whether between a count and the next figure only a measure is named, which says of what kind the noun after 的 is.
fn is_measured(text: &str, figure: &Figure, next: &Figure) -> bool {
    let between = text.get(figure.span.end..next.span.start).unwrap_or_default();
    let of = text.get(next.span.end..).is_some_and(|after| after.starts_with('的'));
    let name = between.trim_end_matches(['在', '超', '过', '达', '到', '为', '近', '约']);
    of && (2..=8).contains(&name.chars().count()) && name.chars().all(is_han) && subject::is_indicator(name)
}

/// How much of the words before a figure is looked at for its subject, in characters.
const LONGEST_LEAD: usize = 120;

/// The lead without the parenthesis that it begins with: 31个省（自治区、直辖市）和….
fn aside(lead: Phrase<'_>) -> Phrase<'_> {
    let closed = lead.text.starts_with('（').then(|| lead.text.find('）')).flatten();
    closed.map_or(lead, |at| lead.skip(at + '）'.len_utf8()))
}

/// Whether words after a counted noun make a longer name with it: （不含县）平均浓度, 的比例.
fn names_on(text: &str) -> bool {
    let aside = text.strip_prefix('（').and_then(|rest| rest.split_once('）'));
    let part = || ["的比例", "的比重", "的占比"].iter().any(|word| text.contains(word));
    text.starts_with('的') || text.starts_with("之间的") || part() || aside.is_some_and(|(inside, _)| !inside.contains('、'))
}

/// What is at hand to read one figure.
pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    pub(super) mentions: &'t [Mention],
    pub(super) cues: &'t Cues,
    pub(super) reference: &'t Reference,
    pub(super) carried: Option<Period>,
    pub(super) followers: usize,
    /// Where the noun of the figure may begin.
    pub(super) noun: usize,
    /// Where it ends at the latest: where the next figure begins.
    pub(super) until: usize,
}

impl<'t> Reader<'t> {
    #[allow(clippy::too_many_arguments)]
    fn fact(
        &self,
        mut figure: Figure,
        gap: Range<usize>,
        first: bool,
        said: &mut Said,
        facts: &[Fact],
        passage: usize,
        to_source: &dyn Fn(Range<usize>) -> Span,
    ) -> Option<Fact> {
        let whole = self.text.get(gap.clone()).unwrap_or_default();
        let mut clauses = pieces(self.text, gap.start, gap.end);
        let lead = clauses.pop()?;
        // 74个城市（不含县）平均浓度, 30户以上村庄的比例: what is counted is part of the name of what comes next
        let counted = if said.counted > lead.end() { lead } else { lead.skip(said.counted.saturating_sub(lead.start)) };
        let named_with = counted.start > lead.start && counted.text.chars().nth(2).is_some() && names_on(counted.text);
        let lead = if named_with { lead } else { counted };
        let joined = !first && matches!(whole.trim(), "、" | "和" | "及" | "与" | "以及" | "至" | "到");
        let lead = if first { lead } else { aside(lead) };
        // 30年期美国国债收益率
        let term = lead.text.chars().nth(1).is_some()
            && lead.text.starts_with('期')
            && self.text.get(..lead.start).is_some_and(|before| before.ends_with(['年', '月', '天', '日']));
        let lead = if term { lead.skip('期'.len_utf8()) } else { lead };
        let lead = lead.without_first(&["以上", "以下"]).filter(|_| term).unwrap_or(lead);
        let lead = if said.counted > 0 && said.counted == lead.start { deed::after_predicate(lead) } else { lead };
        let long = lead.text.char_indices().rev().nth(LONGEST_LEAD).map_or(0, |(at, _)| at);
        self.listen(lead.take(long), said);
        let lead = lead.skip(long);
        let mut basis = if joined { said.basis } else { Basis::Unknown };
        for (index, clause) in clauses.iter().chain([&lead]).enumerate() {
            self.listen(*clause, said);
            let told = role::basis(self.cues.within(*clause));
            if told != Basis::Unknown {
                basis = told;
            }
            let goes_on = index == 0 && !first;
            if clause.start != lead.start && !goes_on {
                let topic = topic::topic(*clause, self.near(*clause), self.cues);
                if !topic.is_empty() {
                    said.subject = Some(Named { text: topic.text.to_owned(), start: topic.start, end: topic.end() });
                }
            }
        }
        said.lists.listen(whole, first, &figure, facts, passage);
        let role = match said.role {
            Some(before) if joined && !matches!(figure.role, Role::Share | Role::Multiplier | Role::Difference) => {
                role::shared(&mut figure, before)
            }
            // 占比从39.68%提升到54.4%: both are shares.
            Some(FactRole::Share) if role::comes_to(lead.text) => role::shared(&mut figure, FactRole::Share),
            Some(FactRole::Growth(way)) if figure.change.is_none() && role::raises(lead.text) && lead.text.chars().count() <= 7 => {
                role::shared(&mut figure, FactRole::Growth(way))
            }
            _ => role::role(&figure, lead.text, self.text.get(figure.span.end..).unwrap_or_default()),
        };
        let role = match role {
            // 增速达7.9%: the change is named, and its value with it
            FactRole::Growth(Some(_)) if figure.change.is_none() => role::shared(&mut figure, role),
            role => role,
        };
        let like = |fact: &&Fact| fact.passage == passage && fact.role == role && alike(&fact.figure, &figure);
        let parallel = facts.iter().rev().take(3).find(like).is_some();
        let named = self.subject(&figure, lead, joined, parallel, said);
        // 98%的机构, 超九成企业: a part of those that the noun names
        let of_noun = named.as_ref().filter(|named| named.start >= figure.span.end);
        let role =
            if role == FactRole::Level && of_noun.is_some_and(|noun| role::is_part(&figure, &noun.text)) { FactRole::Share } else { role };
        // 其中超九成扎根农村
        let of_them = || matches!(lead.text.trim(), "其中" | "其中有") && named.as_ref().is_some_and(|named| named.end <= lead.start);
        let role = if role == FactRole::Level && of_them() && role::is_part(&figure, "") { FactRole::Share } else { role };
        if role == FactRole::Share {
            figure.end_at_the_whole();
        }
        let comparison = if role.is_change() {
            let own = period::compared(lead, self.near(lead))
                .map(Comparison::With)
                .or_else(|| role::comparison(self.cues.between(gap.start, gap.end)));
            own.or_else(|| said.comparison.clone().filter(|_| !against::is_against(lead.text)))
        } else {
            None
        };
        if role.is_change() {
            said.comparison.clone_from(&comparison);
        }
        // 由2020年的5亿斤提高到6亿斤: the second value is of the time that the sentence is about
        if role::comes_to(lead.text)
            && let Some(before) = said.then.take()
        {
            said.period = before;
        }
        let period = match said.period {
            Some(period) => period,
            None => self.reference.default.or(self.carried),
        };
        let target = said.target || self.reference.plans && said.period.is_none();
        (said.role, said.basis) = (Some(role), basis);
        let subject = named.map(|named| {
            let inherited = named.end <= lead.start || joined;
            Subject { span: to_source(named.start..named.end), text: named.text, inherited }
        });
        Some(Fact {
            passage,
            span: to_source(figure.span.clone()),
            subject,
            role,
            target,
            basis,
            comparison,
            period,
            scope: said.scope.map(str::to_owned),
            part_of: None,
            complete: None,
            figure,
        })
    }

    /// The mentions inside a phrase.
    pub(super) fn near(&self, phrase: Phrase<'_>) -> &'t [Mention] {
        let from = self.mentions.partition_point(|mention| mention.span.start < phrase.start);
        let to = self.mentions.partition_point(|mention| mention.span.start < phrase.end());
        self.mentions.get(from..to).unwrap_or_default()
    }

    /// Takes up the time, the place and the aim that a clause names.
    fn listen(&self, clause: Phrase<'_>, said: &mut Said) {
        let carried = said.period.flatten().or(self.carried);
        let start = period::start(clause);
        if let Some(now) = start.and_then(|at| period::named(clause.take(at), self.near(clause), self.cues, self.reference, carried)) {
            said.period = Some(now);
        }
        if let Some(period) = period::named(clause, self.near(clause), self.cues, self.reference, carried) {
            said.then = start.map(|_| said.period.take());
            said.period = Some(period);
        }
        if let Some(scope) = head::place(clause, self.near(clause)) {
            said.scope = Some(scope);
        } else if ["除", "其他", "其它", "其余"].iter().any(|word| clause.text.trim_start().starts_with(word)) {
            // 除甲省以外，其它省份: no longer the place that was spoken of
            said.scope = None;
        }
        said.target |= role::target(clause, self.cues.within(clause));
    }
}
