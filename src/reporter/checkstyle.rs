//! `--format checkstyle`: the XML of Checkstyle, which many programs read.

use super::place::{Places, path};
use super::words::{Weight, explained, failure};
use super::xml::element;
use super::{Look, Reporter};
use crate::engine::Rule;
use crate::finding::{Failure, FileReport, Summary};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, Event};
use std::io::{self, Write};

/// The version of Checkstyle whose form this is; what readers expect to see.
const VERSION: &str = "4.3";

/// The reporter.
pub(super) struct Checkstyle {
    look: Look,
}

impl Checkstyle {
    pub(super) fn new(look: Look) -> Self {
        Self { look }
    }
}

impl Reporter for Checkstyle {
    fn begin(&mut self, out: &mut dyn Write, _: &[Rule]) -> io::Result<()> {
        let mut xml = Writer::new(&mut *out);
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
        xml.get_mut().write_all(b"\n")?;
        xml.write_event(Event::Start(element("checkstyle", &[("version", VERSION.to_owned())])))?;
        out.write_all(b"\n")
    }

    fn file(&mut self, out: &mut dyn Write, file: &FileReport) -> io::Result<()> {
        let places = Places::new(&file.source);
        let mut xml = Writer::new_with_indent(&mut *out, b' ', 2);
        let name = element("file", &[("name", path(file.source.name()))]);
        if file.findings.is_empty() {
            xml.write_event(Event::Empty(name))?;
            return out.write_all(b"\n");
        }
        let end = name.to_end().into_owned();
        xml.write_event(Event::Start(name.borrow()))?;
        for finding in &file.findings {
            let at = places.at(finding.span.start);
            let severity = match Weight::of(finding) {
                Weight::Error => "error",
                Weight::Warning => "warning",
                Weight::Lead => "info",
            };
            xml.write_event(Event::Empty(element(
                "error",
                &[
                    ("line", at.line.to_string()),
                    ("column", at.column.to_string()),
                    ("severity", severity.to_owned()),
                    ("message", explained(finding, self.look.lang)),
                    ("source", format!("kanwu.{}", finding.rule)),
                ],
            )))?;
        }
        xml.write_event(Event::End(end))?;
        out.write_all(b"\n")
    }

    fn end(&mut self, out: &mut dyn Write, failures: &[Failure], _: &Summary) -> io::Result<()> {
        for failed in failures {
            let name = element("file", &[("name", failed.path.as_deref().map(path).unwrap_or_default())]);
            let end = name.to_end().into_owned();
            let mut xml = Writer::new_with_indent(&mut *out, b' ', 2);
            xml.write_event(Event::Start(name.borrow()))?;
            xml.write_event(Event::Empty(element(
                "error",
                &[("severity", "error".to_owned()), ("message", failure(failed, self.look.lang)), ("source", "kanwu.run".to_owned())],
            )))?;
            xml.write_event(Event::End(end))?;
            out.write_all(b"\n")?;
        }
        out.write_all(b"</checkstyle>\n")
    }
}
