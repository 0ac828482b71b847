//! `--format human`: the text with marks and suggestions, drawn by annotate-snippets.

mod coverage;
mod excerpt;

use super::{Look, Reporter};
use crate::both;
use crate::finding::{Applicability, Counts, Failure, FileReport, Finding, Fix, Severity, Summary, TestPower, Verdicts};
use crate::lang::{Lang, Localized};
use crate::text::visible::visible_line;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet, renderer::DecorStyle};
use excerpt::{Place, excerpts};
use std::collections::BTreeSet;
use std::io::{self, Write};

/// Proposed readings shown of one finding.
const FIXES: usize = 3;

/// The reporter.
pub(super) struct Human {
    look: Look,
    renderer: Renderer,
    /// The rules whose file was named already.
    named: BTreeSet<String>,
}

impl Human {
    pub(super) fn new(look: Look) -> Self {
        let renderer = if look.color { Renderer::styled() } else { Renderer::plain() };
        // lines are cut here to the width, in characters; the renderer is not to cut them again
        let renderer = renderer.term_width(100_000).decor_style(DecorStyle::Ascii);
        Self { look, renderer, named: BTreeSet::new() }
    }

    fn render(&mut self, file: &FileReport, finding: &Finding) -> String {
        let lang = self.look.lang;
        let at = file.source.position(finding.span.start);
        let name = visible_line(file.source.name());
        let title = visible_line(finding.title.in_lang(lang));
        let level = level(finding).with_name(level_name(finding, lang));
        let width = self.look.width.saturating_sub(digits(file.source.lines().len()) + 5).max(24);
        let mut places = vec![Place { span: finding.span, label: String::new(), primary: true }];
        places.extend(finding.labels.iter().map(|l| Place { span: l.span, label: visible_line(l.message.in_lang(lang)), primary: false }));
        let mut group = Group::with_title(level.primary_title(title.clone()).id(finding.rule.to_string()))
            .element(Origin::path(name).line(at.line as usize).char_column(at.column as usize));
        for excerpt in excerpts(&file.source, places, width) {
            let marks = excerpt.marks.into_iter().map(|mark| {
                let kind = if mark.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
                let annotation = kind.span(mark.range);
                if mark.label.is_empty() { annotation } else { annotation.label(mark.label) }
            });
            group = group.element(Snippet::source(excerpt.text).line_start(excerpt.line).fold(false).annotations(marks));
        }
        let message = visible_line(finding.message.in_lang(lang));
        if message != title {
            group = group.element(Level::NOTE.with_name(pick(lang, "说明", "note")).message(message));
        }
        for help in
            finding.fixes.iter().take(FIXES).map(|f| fix_title(f, lang)).chain(finding.help.iter().map(|h| h.in_lang(lang).to_owned()))
        {
            group = group.element(Level::HELP.with_name(pick(lang, "建议", "help")).message(visible_line(&help)));
        }
        if self.named.insert(finding.rule.to_string()) && *finding.rule_file != *file.source.name() {
            group = group.element(Level::NOTE.with_name(pick(lang, "规则", "rule")).message(visible_line(&finding.rule_file)));
        }
        without_empty_origin(&self.renderer.render(&[group]))
    }
}

impl Reporter for Human {
    fn file(&mut self, out: &mut dyn Write, file: &FileReport) -> io::Result<()> {
        if file.source.encoding() != encoding_rs::UTF_8 {
            let (name, encoding) = (visible_line(file.source.name()), file.source.encoding().name());
            writeln!(out, "{}\n", both!("{name}：按 {encoding} 读入", "{name}: read as {encoding}").in_lang(self.look.lang))?;
        }
        for finding in &file.findings {
            writeln!(out, "{}\n", self.render(file, finding))?;
        }
        if let Some(tests) = file.coverage.as_ref().and_then(|c| c.tested.as_ref()) {
            coverage::write(out, &file.source, tests, self.look.lang)?;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, _: &[Failure], summary: &Summary) -> io::Result<()> {
        if self.look.quiet { Ok(()) } else { writeln!(out, "{}", summary_line(summary).in_lang(self.look.lang)) }
    }
}

/// The renderer opens each snippet that has no path of its own with a `:::` and nothing after it; after the line
/// with the place, the first of them says nothing.
fn without_empty_origin(rendered: &str) -> String {
    let is_empty = |line: &str| anstream::adapter::strip_str(line).to_string().trim() == ":::";
    let mut seen = false;
    let kept = rendered.lines().filter(|line| !is_empty(line) || std::mem::replace(&mut seen, true));
    kept.collect::<Vec<_>>().join("\n")
}

fn pick(lang: Lang, zh: &'static str, en: &'static str) -> &'static str {
    if lang == Lang::Zh { zh } else { en }
}

fn digits(number: usize) -> usize {
    number.to_string().len()
}

fn level(finding: &Finding) -> Level<'static> {
    match finding.severity {
        _ if finding.is_lead() => Level::INFO,
        Severity::Error => Level::ERROR,
        Severity::Warning | Severity::Info => Level::WARNING,
    }
}

/// The word that stands before a finding: its severity, or that it is a lead.
pub(super) fn level_name(finding: &Finding, lang: Lang) -> String {
    let name = if finding.is_lead() { Localized::fixed("线索", "lead") } else { finding.severity.label() };
    name.in_lang(lang).to_owned()
}

/// What a fix does, and whether it is only to be looked at.
pub(super) fn fix_title(fix: &Fix, lang: Lang) -> String {
    let title = fix.title.in_lang(lang);
    match (fix.applicability, lang) {
        (Applicability::DisplayOnly, Lang::Zh) => format!("{title}（仅供参考）"),
        (Applicability::DisplayOnly, Lang::En) => format!("{title} (for reference only)"),
        _ => title.to_owned(),
    }
}

/// The last line of a run: what was tested and what was found.
pub(super) fn summary_line(summary: &Summary) -> Localized {
    let Summary { files, characters, figures, relations, tested, rules, unbound, findings, decided, known, problems, failures } = summary;
    let bound = rules - unbound;
    let Counts { error, warning, leads } = findings;
    let count = |n: &u64, one: &str| if *n == 1 { format!("1 {one}") } else { format!("{n} {one}s") };
    let mut line = Localized::new(
        format!(
            "检查了 {files} 个文件、{characters} 字；{rules} 条规则，{bound} 条在文中有可查之处；错误 {error}，警告 {warning}，线索 {leads}"
        ),
        format!(
            "checked {}, {}; {}, {bound} of them had something to look at; {}, {}, {}",
            count(files, "file"),
            count(characters, "character"),
            count(rules, "rule"),
            count(error, "error"),
            count(warning, "warning"),
            count(leads, "lead")
        ),
    );
    if *figures > 0 {
        let Verdicts { consistent, contradicted, undetermined } = relations;
        let zh = format!(
            "{}；读出 {figures} 个数，核对 {} 组关系：相符 {consistent}，不符 {contradicted}，不能判断 {undetermined}",
            line.zh,
            consistent + contradicted + undetermined
        );
        let en = format!(
            "{}; {} read, relations: {consistent} consistent, {contradicted} contradicted, {undetermined} undetermined",
            line.en,
            count(figures, "figure")
        );
        line = Localized::new(zh, en);
    }
    if let Some(power) = tested {
        let TestPower { figures, tested, .. } = power;
        let (whole, tenth) = (power.per_mille() / 10, power.per_mille() % 10);
        line = Localized::new(
            format!("{}；{figures} 个数中 {tested} 个受到核对，抄错一处平均有 {whole}.{tenth}% 会被发现", line.zh),
            format!("{}; {tested} of {figures} figures are tested, {whole}.{tenth}% of slips would be noticed", line.en),
        );
    }
    let accepted = [(known, "基线中已有", "in the baseline"), (decided, "已审定", "decided")];
    for (count, zh, en) in accepted.into_iter().filter(|(count, ..)| **count > 0) {
        line = Localized::new(format!("{}；{zh} {count}", line.zh), format!("{}; {count} {en}", line.en));
    }
    if problems + failures > 0 {
        let zh = format!("{}；未能完成：规则与配置问题 {problems}，其他 {failures}", line.zh);
        let en = format!("{}; not complete: {problems} problems in rules or configuration, {failures} failures", line.en);
        line = Localized::new(zh, en);
    }
    line
}
