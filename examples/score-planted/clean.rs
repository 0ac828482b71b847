//! What the rules find in good texts.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use kanwu::document::Syntax;
use kanwu::engine::Engine;
use kanwu::finding::Finding;
use kanwu::text::Source;
use rayon::prelude::*;

/// The text files of a folder, sorted.
pub(crate) fn texts(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let read = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files: Vec<PathBuf> = read.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    if files.is_empty() {
        return Err(format!("{}: no texts", folder.display()).into());
    }
    Ok(files)
}

/// The findings in one text. A failed rule ends the run.
pub(crate) fn check(engine: &Engine, name: &str, text: String) -> Result<Vec<Finding>, String> {
    let checked = engine.check(Source::new(name, text), Syntax::Plain);
    match checked.failures.first() {
        Some(failure) => Err(format!("{name}: {failure:?}")),
        None => Ok(checked.report.findings),
    }
}

pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The findings in a folder of good texts.
pub(crate) struct Findings {
    folder: PathBuf,
    characters: usize,
    rows: Vec<Row>,
    keys: BTreeSet<(String, String, String)>,
}

struct Row {
    file: String,
    line: u32,
    rule: String,
    lead: bool,
    what: String,
}

impl Findings {
    pub(crate) fn of(engine: &Engine, folder: &Path) -> Result<Self, Box<dyn Error>> {
        let (mut characters, mut rows, mut keys) = (0, Vec::new(), BTreeSet::new());
        let checked: Vec<(String, String, Vec<Finding>)> = texts(folder)?
            .par_iter()
            .map(|path| {
                let (name, text) = (file_name(path), fs::read_to_string(path).map_err(|error| error.to_string())?);
                let findings = check(engine, &name, text.clone())?;
                Ok((name, text, findings))
            })
            .collect::<Result<_, String>>()?;
        for (name, text, findings) in checked {
            characters += text.chars().count();
            let source = Source::new(name.as_str(), text);
            for finding in findings {
                keys.insert(key(&name, &finding, source.text()));
                rows.push(Row {
                    file: name.clone(),
                    line: source.position(finding.span.start).line,
                    rule: finding.rule.to_string(),
                    lead: finding.is_lead(),
                    what: finding.message.zh.to_string(),
                });
            }
        }
        Ok(Self { folder: folder.to_owned(), characters, rows, keys })
    }

    /// True where the same is found in the text as it was before anything was planted.
    pub(crate) fn has(&self, file: &str, finding: &Finding, text: &str) -> bool {
        self.keys.contains(&key(file, finding, text))
    }

    pub(crate) fn print(&self, real: &RealDefects, show: bool) {
        let is_real = |row: &Row| real.contains(&(row.file.clone(), row.line, row.rule.clone()));
        let (leads, findings): (Vec<&Row>, Vec<&Row>) = self.rows.iter().partition(|row| row.lead);
        let false_alarms = findings.iter().filter(|row| !is_real(row)).count();
        let rate = |count: usize, per: f64| count as f64 * per / self.characters.max(1) as f64;
        println!("\nunplanted {}: {} characters", self.folder.display(), self.characters);
        println!(
            "  findings {} (listed as real {}), false alarms {false_alarms}: {:.2} in 100,000 characters",
            findings.len(),
            findings.len() - false_alarms,
            rate(false_alarms, 1e5)
        );
        println!("  leads {}: {:.2} in 10,000 characters", leads.len(), rate(leads.len(), 1e4));
        let mut by_rule: BTreeMap<(&str, bool), usize> = BTreeMap::new();
        self.rows.iter().for_each(|row| *by_rule.entry((&row.rule, row.lead)).or_default() += 1);
        for ((rule, lead), count) in by_rule {
            println!("    {count:5} {rule}{}", if lead { " (lead)" } else { "" });
        }
        for row in self.rows.iter().filter(|_| show) {
            let sort = if row.lead {
                "lead"
            } else if is_real(row) {
                "real"
            } else {
                "FALSE"
            };
            println!("  {sort}\t{}\t{}\t{}\t{}", row.file, row.line, row.rule, row.what);
        }
    }
}

/// What makes a finding the same after something was planted elsewhere.
fn key(file: &str, finding: &Finding, text: &str) -> (String, String, String) {
    (file.to_owned(), finding.rule.to_string(), text.get(finding.span.range()).unwrap_or_default().to_owned())
}

/// Real defects: file, line, rule.
pub(crate) type RealDefects = BTreeSet<(String, u32, String)>;

/// The real defects that a list names; what it calls `not a defect` is none.
pub(crate) fn real_defects(list: &Path) -> Result<RealDefects, Box<dyn Error>> {
    let text = fs::read_to_string(list).map_err(|error| format!("{}: {error}", list.display()))?;
    let row = |line: &str| {
        let mut cells = line.split('\t');
        let (file, number, rule) = (cells.next()?, cells.next()?.parse().ok()?, cells.next()?);
        if cells.next().is_some_and(|what| what.starts_with("not a defect")) {
            return Some(None);
        }
        // folder/file in the list, file here
        let file = file.rsplit('/').next()?;
        Some(Some((file.to_owned(), number, rule.trim().to_owned())))
    };
    let rows = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let rows = rows.map(|line| row(line).ok_or_else(|| format!("{}: `{line}` is not file, line, rule", list.display()).into()));
    rows.filter_map(Result::transpose).collect()
}
