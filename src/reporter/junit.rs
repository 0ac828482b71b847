//! `--format junit`: JUnit XML, as Jenkins and others read it.
//!
//! A text is a test suite. Each finding is a test that failed, each lead one that was skipped, and a text without a
//! finding is one test that passed; what kept the run from being whole is an error in the suite `kanwu`.

use super::place::{Places, path};
use super::words::{Weight, explained, failure, heading};
use super::xml::{characters, element};
use super::{Look, Reporter};
use crate::engine::Rule;
use crate::finding::{Failure, FileReport, FileRole, Finding, Summary};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io::{self, Write};

/// The reporter.
pub(super) struct Junit {
    look: Look,
}

/// How many tests of a suite came out how.
#[derive(Default)]
struct Tally {
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
}

impl Junit {
    pub(super) fn new(look: Look) -> Self {
        Self { look }
    }

    fn case<W: Write>(&self, xml: &mut Writer<W>, file: &FileReport, places: &Places<'_>, finding: &Finding) -> io::Result<()> {
        let lang = self.look.lang;
        let at = places.at(finding.span.start);
        let (name, path) = (format!("{}:{}:{}", finding.rule, at.line, at.column), path(file.source.name()));
        let body = format!("{path}:{}:{}: {}\n{}", at.line, at.column, heading(finding, lang), explained(finding, lang));
        let outcome = outcome(file.role, finding);
        let attributes = match outcome {
            "skipped" => Vec::new(),
            _ => vec![("type", finding.rule.to_string()), ("message", finding.title.in_lang(lang).to_owned())],
        };
        write_case(xml, &name, &path, outcome, &attributes, &body)
    }
}

impl Reporter for Junit {
    fn begin(&mut self, out: &mut dyn Write, _: &[Rule]) -> io::Result<()> {
        let mut xml = Writer::new(&mut *out);
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
        xml.get_mut().write_all(b"\n")?;
        xml.write_event(Event::Start(element("testsuites", &[("name", "kanwu".to_owned())])))?;
        out.write_all(b"\n")
    }

    fn file(&mut self, out: &mut dyn Write, file: &FileReport) -> io::Result<()> {
        let places = Places::new(&file.source);
        let mut tally = Tally { tests: file.findings.len().max(1), ..Tally::default() };
        for finding in &file.findings {
            match outcome(file.role, finding) {
                "error" => tally.errors += 1,
                "failure" => tally.failures += 1,
                _ => tally.skipped += 1,
            }
        }
        let path = path(file.source.name());
        let mut xml = Writer::new_with_indent(&mut *out, b' ', 2);
        let suite = suite(&path, &tally);
        let end = suite.to_end().into_owned();
        xml.write_event(Event::Start(suite.borrow()))?;
        if file.findings.is_empty() {
            xml.write_event(Event::Empty(element("testcase", &[("name", "check".to_owned()), ("classname", path)])))?;
        }
        for finding in &file.findings {
            self.case(&mut xml, file, &places, finding)?;
        }
        xml.write_event(Event::End(end))?;
        out.write_all(b"\n")
    }

    fn end(&mut self, out: &mut dyn Write, failures: &[Failure], _: &Summary) -> io::Result<()> {
        if !failures.is_empty() {
            let mut xml = Writer::new_with_indent(&mut *out, b' ', 2);
            let tally = Tally { tests: failures.len(), errors: failures.len(), ..Tally::default() };
            let suite = suite("kanwu", &tally);
            let end = suite.to_end().into_owned();
            xml.write_event(Event::Start(suite.borrow()))?;
            for failed in failures {
                let name = failed.path.as_deref().map_or_else(|| "run".to_owned(), path);
                let attributes = [("type", "run".to_owned()), ("message", failed.message.in_lang(self.look.lang).to_owned())];
                write_case(&mut xml, &name, "kanwu", "error", &attributes, &failure(failed, self.look.lang))?;
            }
            xml.write_event(Event::End(end))?;
            out.write_all(b"\n")?;
        }
        out.write_all(b"</testsuites>\n")
    }
}

/// What a finding is as a test: the element that says how it came out.
fn outcome(role: FileRole, finding: &Finding) -> &'static str {
    match (Weight::of(finding), role) {
        (Weight::Lead, _) => "skipped",
        (Weight::Error, FileRole::Declaration) => "error",
        _ => "failure",
    }
}

fn suite<'a>(name: &str, tally: &Tally) -> quick_xml::events::BytesStart<'a> {
    let Tally { tests, failures, errors, skipped } = tally;
    let numbers = [("tests", tests), ("failures", failures), ("errors", errors), ("skipped", skipped)];
    let name = std::iter::once(("name", name.to_owned()));
    element("testsuite", &name.chain(numbers.map(|(key, n)| (key, n.to_string()))).collect::<Vec<_>>()).into_owned()
}

fn write_case<W: Write>(
    xml: &mut Writer<W>,
    name: &str,
    class: &str,
    outcome: &str,
    attributes: &[(&str, String)],
    body: &str,
) -> io::Result<()> {
    let case = element("testcase", &[("name", name.to_owned()), ("classname", class.to_owned())]);
    let outcome = element(outcome, attributes);
    let ends = (case.to_end().into_owned(), outcome.to_end().into_owned());
    xml.write_event(Event::Start(case.borrow()))?;
    xml.write_event(Event::Start(outcome.borrow()))?;
    xml.write_event(Event::Text(BytesText::new(&characters(body))))?;
    xml.write_event(Event::End(ends.1))?;
    xml.write_event(Event::End(ends.0))
}
