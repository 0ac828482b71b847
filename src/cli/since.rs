//! `--since REV`: findings at places that changed since a revision of git.

use super::texts::Texts;
use crate::both;
use crate::config::{Before, Repository};
use crate::finding::{Failure, FileReport, Finding};
use crate::text::{Changes as Lines, Source};
use encoding_rs::Encoding;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What changed since a revision.
pub(super) struct Changes {
    repository: Repository,
    /// By the name that a text is reported under.
    before: BTreeMap<String, Before>,
    encoding: Option<&'static Encoding>,
}

/// Asks git what changed, and leaves the texts that did not out of the run. Where git can't tell, nothing is checked
/// and the failure says why.
pub(super) fn changes(revision: &str, texts: &mut Texts, failures: &mut Vec<Failure>) -> Option<Changes> {
    let found = find(revision, texts);
    match &found {
        Ok(changes) => texts.retain(|input| changes.before.contains_key(&input.name)),
        Err(_) => texts.retain(|_| false),
    }
    found.map_err(|failure| failures.push(failure)).ok()
}

fn find(revision: &str, texts: &Texts) -> Result<Changes, Failure> {
    let folder = |path: &Path| path.parent().filter(|p| !p.as_os_str().is_empty()).map_or(PathBuf::from("."), Path::to_owned);
    let start = texts.inputs().iter().find_map(|i| i.path.as_deref()).map_or(PathBuf::from("."), folder);
    let repository = Repository::around(&start)?;
    let commit = repository.commit(revision)?;
    let (changed, tracked) = (repository.changed(&commit)?, repository.tracked()?);
    let mut before = BTreeMap::new();
    for input in texts.inputs() {
        // what comes in by standard input is not what git looks at
        let Some(path) = &input.path else {
            before.insert(input.name.clone(), Before::Nothing);
            continue;
        };
        let real = path.canonicalize().unwrap_or_else(|_| path.clone());
        let Ok(below) = real.strip_prefix(&repository.root) else {
            let root = repository.root.display();
            let what = both!("不在 git 仓库 {root} 里", "not in the git repository {root}");
            return Err(Failure::at(&*input.name, what));
        };
        match changed.get(below) {
            Some(was) => _ = before.insert(input.name.clone(), was.clone()),
            None if tracked.contains(below) => {}
            None => _ = before.insert(input.name.clone(), Before::Nothing),
        }
    }
    Ok(Changes { repository, before, encoding: texts.encoding() })
}

impl Changes {
    /// Keeps the findings of a text of which some place changed.
    ///
    /// # Errors
    /// A [`Failure`] where git can't say what the text was; then all findings are kept.
    pub(super) fn keep(&self, report: &mut FileReport) -> Result<(), Failure> {
        let name = report.source.name();
        let Some(Before::Blob(id)) = self.before.get(name) else { return Ok(()) };
        let bytes = self.repository.blob(id)?;
        // what was no text before changed as a whole
        let Ok(old) = Source::from_bytes(name, bytes, self.encoding) else { return Ok(()) };
        let lines = Lines::between(old.text(), report.source.text());
        let source = &report.source;
        // a place that contributes changed with the line it is on: what a figure is about stands there too
        let line = |offset: u32| source.lines().span_of(source.lines().line_of(offset), source.text());
        let changed = |finding: &Finding| {
            let own = finding.within.to(finding.span);
            lines.touch(own) || finding.labels.iter().any(|l| lines.touch(line(l.span.start).to(line(l.span.end))))
        };
        report.findings.retain(changed);
        report.accepted.retain(|a| changed(&a.finding));
        Ok(())
    }
}
