//! Floor 7: a report in the format that its reader wants.
//!
//! A format is one file here and one line in [`FORMATS`]. Reporters are fed file by file, so that a run over a
//! corpus holds only the texts in flight.

mod checkstyle;
mod concise;
pub mod figures;
mod github;
mod gitlab;
mod heaviest;
mod human;
mod json;
mod junit;
mod markdown;
mod model;
pub mod pages;
mod place;
mod rdjsonl;
mod sarif;
mod tested;
pub mod trace;
mod words;
mod xml;

pub use model::schema;

use crate::engine::Rule;
use crate::finding::{Failure, FileReport, Summary};
use crate::lang::{Lang, Localized};
use std::io::{self, Write};

/// How a report is to look.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// The language.
    pub lang: Lang,
    /// True for colours and other escape sequences.
    pub color: bool,
    /// The width of the page in terminal cells.
    pub width: usize,
    /// True to leave out the summary.
    pub quiet: bool,
}

/// Writes one report.
pub trait Reporter {
    /// Before the first file; `rules` are those that run.
    ///
    /// # Errors
    /// Those of `out`; so for all methods.
    fn begin(&mut self, _out: &mut dyn Write, _rules: &[Rule]) -> io::Result<()> {
        Ok(())
    }
    /// One file, with its findings.
    ///
    /// # Errors
    /// Those of `out`.
    fn file(&mut self, out: &mut dyn Write, file: &FileReport) -> io::Result<()>;
    /// After the last file.
    ///
    /// # Errors
    /// Those of `out`.
    fn end(&mut self, out: &mut dyn Write, failures: &[Failure], summary: &Summary) -> io::Result<()>;
}

/// An output format.
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// Who it is for.
    pub summary: Localized,
    /// Makes its reporter.
    pub reporter: fn(Look) -> Box<dyn Reporter>,
}

/// All formats; the first is the default.
pub const FORMATS: &[Format] = &[
    Format {
        name: "human",
        summary: Localized::fixed("给人看：原文、标注与建议", "for people: the text with marks and suggestions"),
        reporter: |look| Box::new(human::Human::new(look)),
    },
    Format {
        name: "concise",
        summary: Localized::fixed("一行一条", "one line a finding"),
        reporter: |look| Box::new(concise::Concise::new(look)),
    },
    Format {
        name: "json",
        summary: Localized::fixed("一个 JSON 文档", "one JSON document"),
        reporter: |look| Box::new(json::Json::new(look)),
    },
    Format {
        name: "jsonl",
        summary: Localized::fixed("一行一个 JSON 对象", "one JSON object a line"),
        reporter: |look| Box::new(json::JsonLines::new(look)),
    },
    Format {
        name: "sarif",
        summary: Localized::fixed("SARIF 2.1.0，供代码扫描平台用", "SARIF 2.1.0, for code scanning"),
        reporter: |look| Box::new(sarif::Sarif::new(look)),
    },
    Format {
        name: "github",
        summary: Localized::fixed("GitHub Actions 的标注", "annotations of GitHub Actions"),
        reporter: |look| Box::new(github::Github::new(look)),
    },
    Format {
        name: "gitlab",
        summary: Localized::fixed("GitLab 的代码质量报告", "a code quality report of GitLab"),
        reporter: |look| Box::new(gitlab::Gitlab::new(look)),
    },
    Format {
        name: "junit",
        summary: Localized::fixed("JUnit XML，供 Jenkins 等用", "JUnit XML, for Jenkins and others"),
        reporter: |look| Box::new(junit::Junit::new(look)),
    },
    Format {
        name: "checkstyle",
        summary: Localized::fixed("Checkstyle XML", "the XML of Checkstyle"),
        reporter: |look| Box::new(checkstyle::Checkstyle::new(look)),
    },
    Format {
        name: "rdjsonl",
        summary: Localized::fixed("reviewdog 的诊断格式，一行一条", "the diagnostic format of reviewdog, one finding a line"),
        reporter: |look| Box::new(rdjsonl::Rdjsonl::new(look)),
    },
    Format {
        name: "markdown",
        summary: Localized::fixed("一页 Markdown 小结", "a page of Markdown that sums the run up"),
        reporter: |look| Box::new(markdown::Markdown::new(look)),
    },
];

/// The format of this name.
#[must_use]
pub fn named(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|f| f.name == name)
}
