//! The reports of one run: one on standard output or in a file, and as many more as are asked for.

use super::output::{Output, look_on};
use super::texts::Texts;
use crate::both;
use crate::engine::Rule;
use crate::finding::{Failure, FileReport, Summary};
use crate::lang::Lang;
use crate::reporter::{self, Reporter};
use clap::ArgMatches;
use std::io;
use std::path::{Path, PathBuf};

/// A reporter and where it writes to.
struct Report {
    reporter: Box<dyn Reporter>,
    output: Output,
    path: Option<PathBuf>,
    /// True once whoever reads it has read enough.
    closed: bool,
}

/// All reports of a run. Each file is written whole or not at all.
pub(super) struct Reports {
    all: Vec<Report>,
}

impl Reports {
    /// Opens what `--format`, `--output` and `--output-format` ask for. Nothing is changed on disk yet.
    pub(super) fn open(matches: &ArgMatches, texts: &Texts, lang: Lang) -> Result<Self, Failure> {
        let first = matches.get_one::<String>("format").map_or("human", String::as_str);
        let further = matches.get_many::<(&'static str, PathBuf)>("output-format").into_iter().flatten();
        let mut wanted = vec![(first, matches.get_one::<PathBuf>("output"))];
        wanted.extend(further.map(|(name, path)| (*name, Some(path))));
        let mut all: Vec<Report> = Vec::new();
        for (name, path) in wanted {
            if let Some(path) = path.filter(|path| all.iter().any(|r| r.path.as_deref().is_some_and(|p| same_file(p, path)))) {
                return Err(Failure::at(
                    path.display().to_string(),
                    both!("两份结果不能写入同一个文件", "two reports can't be written to one file"),
                ));
            }
            let output = texts.output_to(path.map(PathBuf::as_path))?;
            let look = look_on(matches, lang, output.is_terminal());
            let Some(format) = reporter::named(name) else { continue };
            all.push(Report { reporter: (format.reporter)(look), output, path: path.cloned(), closed: false });
        }
        Ok(Self { all })
    }

    /// Before the first file.
    pub(super) fn begin(&mut self, rules: &[Rule]) -> io::Result<()> {
        self.each(|r| r.reporter.begin(&mut r.output, rules))
    }

    /// One file.
    pub(super) fn file(&mut self, file: &FileReport) -> io::Result<()> {
        self.each(|r| r.reporter.file(&mut r.output, file))
    }

    /// After the last file.
    pub(super) fn end(&mut self, failures: &[Failure], summary: &Summary) -> io::Result<()> {
        self.each(|r| r.reporter.end(&mut r.output, failures, summary))
    }

    /// A closed pipe ends the report that goes there, and the run where there is no other.
    fn each(&mut self, mut write: impl FnMut(&mut Report) -> io::Result<()>) -> io::Result<()> {
        for report in self.all.iter_mut().filter(|r| !r.closed) {
            match write(report) {
                Err(e) if e.kind() == io::ErrorKind::BrokenPipe => report.closed = true,
                other => other?,
            }
        }
        if self.all.iter().all(|r| r.closed) { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(()) }
    }

    /// Finishes writing: the files first, so that a closed pipe does not lose them. Gives what could not be put in
    /// its place.
    pub(super) fn close(self) -> io::Result<Vec<Failure>> {
        let (files, streams): (Vec<_>, Vec<_>) = self.all.into_iter().partition(|r| r.path.is_some());
        let mut failures = Vec::new();
        for report in files.into_iter().chain(streams).filter(|r| !r.closed) {
            failures.extend(report.output.close()?.err());
        }
        Ok(failures)
    }
}

/// True where both are one file, whether it is there yet or not.
fn same_file(a: &Path, b: &Path) -> bool {
    let real = |path: &Path| {
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        path.canonicalize().ok().or_else(|| Some(folder.canonicalize().ok()?.join(path.file_name()?)))
    };
    a == b || real(a).is_some_and(|a| real(b).is_some_and(|b| a == b))
}
