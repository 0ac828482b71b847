//! Places as other programs count them: lines end at LF only, and a path stands as it does in a repository.
//!
//! kanwu's own lines also end at a form feed and at U+2028. The programs that these reports are for look a line up in
//! the file with LF in mind, so that here only LF counts.

use crate::text::{Source, Span};
use memchr::memchr_iter;

/// A place, line and columns from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct At {
    pub(super) line: usize,
    /// In characters.
    pub(super) column: u32,
    /// In UTF-8 bytes.
    pub(super) byte: u32,
}

/// The lines of one source.
pub(super) struct Places<'s> {
    source: &'s Source,
    starts: Vec<u32>,
}

impl<'s> Places<'s> {
    /// Indexes the lines, in one pass.
    pub(super) fn new(source: &'s Source) -> Self {
        let ends = memchr_iter(b'\n', source.text().as_bytes());
        let starts = std::iter::once(0).chain(ends.map(|at| u32::try_from(at + 1).unwrap_or(u32::MAX))).collect();
        Self { source, starts }
    }

    /// The place of `offset`.
    pub(super) fn at(&self, offset: u32) -> At {
        let line = self.starts.partition_point(|&s| s <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let column = self.source.position(offset).char - self.source.position(start).char + 1;
        At { line, column, byte: offset - start + 1 }
    }

    /// Both ends of `span`.
    pub(super) fn of(&self, span: Span) -> (At, At) {
        (self.at(span.start), self.at(span.end))
    }
}

/// The path of a file as repositories have it: no `./` in front, and `/` between its parts.
pub(super) fn path(name: &str) -> String {
    let name = if cfg!(windows) { name.replace('\\', "/") } else { name.to_owned() };
    let mut rest = name.as_str();
    while let Some(inner) = rest.strip_prefix("./").filter(|r| !r.is_empty()) {
        rest = inner.trim_start_matches('/');
    }
    rest.to_owned()
}
