//! `kanwu rules test`: each example of each rule, and how it came out.

use super::super::{CLEAN, FAILED, FOUND, complain};
use super::{chosen, tell_problems};
use crate::both;
use crate::engine::{ExampleOutcome, Outcome, Rule, RuleSet};
use crate::lang::Lang;
use crate::text::visible::{visible, visible_line};
use crate::text::{LineIndex, Span};
use clap::ArgMatches;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Tries the examples; those that do not come out as stated are shown as stated and as found.
pub(super) fn run(matches: &ArgMatches, lang: Lang) -> io::Result<u8> {
    let mut failures = Vec::new();
    let files = chosen(matches, &mut failures);
    let texts: BTreeMap<String, String> = files.iter().map(|f| (f.path.clone(), f.text.clone())).collect();
    let set = RuleSet::load_untried(files);
    let tried: Vec<(&Rule, Vec<ExampleOutcome>)> = set.rules.par_iter().map(|rule| (rule, rule.try_examples())).collect();
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut counts = [0usize; Outcome::ALL.len()];
    let mut lacking = 0;
    for (rule, outcomes) in &tried {
        let text = texts.get(&*rule.file).map_or("", String::as_str);
        let file = visible_line(&rule.file);
        for result in outcomes {
            if let Some(count) = Outcome::ALL.iter().position(|o| *o == result.outcome).and_then(|i| counts.get_mut(i)) {
                *count += 1;
            }
            if result.outcome != Outcome::Validated {
                tell(&mut out, &file, line_of(text, result.place), result, lang)?;
            }
        }
        let failing = rule.examples.iter().filter(|e| !e.marked.marks.is_empty()).count();
        let lacks = match (failing, rule.examples.len() - failing) {
            (0, 0) => both!("没有示例", "no examples"),
            (0, _) => both!("没有会命中的示例", "no example that fails"),
            (_, 0) => both!("没有不命中的示例", "no example that passes"),
            _ => continue,
        };
        lacking += 1;
        writeln!(out, "{file}: {}", lacks.in_lang(lang))?;
    }
    let parts = Outcome::ALL.iter().zip(counts).map(|(outcome, n)| match lang {
        Lang::Zh => format!("{}{n}", outcome.label().zh),
        Lang::En => format!("{n} {}", outcome.label().en),
    });
    let parts = parts.collect::<Vec<_>>().join(if lang == Lang::Zh { "，" } else { ", " });
    let (rules, total) = (tried.len(), counts.iter().sum::<usize>());
    let line = both!(
        "规则{rules}条，示例{total}个：{parts}；缺少示例的规则{lacking}条",
        "rules: {rules}; examples: {total}: {parts}; rules that lack examples: {lacking}"
    );
    writeln!(out, "{}", line.in_lang(lang))?;
    out.flush()?;
    drop(out);
    tell_problems(&set.reports, lang)?;
    complain(&failures, lang);
    let bad = total > counts[0] || (lacking > 0 && matches.get_flag("require-examples"));
    Ok(match () {
        () if !failures.is_empty() || !set.broken.is_empty() => FAILED,
        () if bad => FOUND,
        () => CLEAN,
    })
}

/// The line of the rule file that a place is on, from 1.
fn line_of(text: &str, place: Span) -> usize {
    LineIndex::new(text).position(text, place.start).line as usize
}

fn tell(out: &mut dyn Write, file: &str, line: usize, result: &ExampleOutcome, lang: Lang) -> io::Result<()> {
    let (label, message) = (result.outcome.label(), result.message.in_lang(lang));
    writeln!(out, "{file}:{line}: {}: {}", label.in_lang(lang), visible_line(message))?;
    if result.outcome == Outcome::Wrong {
        return Ok(()); // the marks agree
    }
    for (name, text) in [(both!("所述", "stated"), &result.stated), (both!("实际", "found"), &result.found)] {
        writeln!(out, "  {}:", name.in_lang(lang))?;
        for line in text.trim_matches('\n').lines() {
            writeln!(out, "    {}", visible(line))?;
        }
    }
    if !result.why.is_empty() {
        writeln!(out, "  {}:", both!("为什么", "why").in_lang(lang))?;
    }
    for why in &result.why {
        writeln!(out, "    {}", visible_line(why.in_lang(lang)))?;
    }
    Ok(())
}
