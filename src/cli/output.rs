//! Where output goes: standard output, or a file that is written whole or not at all.

use super::CLEAN;
use crate::both;
use crate::finding::Failure;
use crate::lang::Lang;
use crate::reporter::{self, Look};
use clap::{ArgMatches, Command};
use std::env;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// The width of a page that is no terminal.
const PAGE: usize = 100;

/// A place to write a report.
pub(super) enum Output {
    /// Standard output.
    Stdout(BufWriter<StdoutLock<'static>>),
    /// A file, made beside its final place and moved there when complete.
    File(BufWriter<NamedTempFile>, PathBuf),
    /// Something that is there and is no regular file, such as a pipe.
    Other(BufWriter<std::fs::File>),
}

impl Output {
    /// Opens the output; the file that is there, if any, stays as it is until [`Output::close`].
    pub(super) fn open(path: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = path else { return Ok(Self::Stdout(BufWriter::new(io::stdout().lock()))) };
        let fail = |e: io::Error| Failure::at(path.display().to_string(), both!("写不了：{e}", "can't write: {e}"));
        if path.is_dir() {
            return Err(fail(io::Error::from(io::ErrorKind::IsADirectory)));
        }
        if path.exists() && !path.is_file() {
            return Ok(Self::Other(BufWriter::new(std::fs::OpenOptions::new().write(true).open(path).map_err(fail)?)));
        }
        if path.exists() {
            // a file that may not be written must not be replaced either
            std::fs::OpenOptions::new().write(true).open(path).map_err(fail)?;
        }
        // a link keeps pointing at its file, and a file keeps its permissions
        let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let path = target.as_path();
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        builder.prefix(".kanwu-");
        #[cfg(unix)]
        builder.permissions(match path.metadata() {
            Ok(there) => there.permissions(),
            Err(_) => std::os::unix::fs::PermissionsExt::from_mode(0o666), // less the umask, as any new file
        });
        let file = builder.tempfile_in(folder).map_err(fail)?;
        Ok(Self::File(BufWriter::new(file), path.to_owned()))
    }

    /// True where a person reads it as it is written.
    pub(super) fn is_terminal(&self) -> bool {
        matches!(self, Self::Stdout(_)) && io::stdout().is_terminal()
    }

    /// Finishes writing. The inner error is that of moving a file to its place.
    pub(super) fn close(self) -> io::Result<Result<(), Failure>> {
        match self {
            Self::Stdout(mut out) => out.flush()?,
            Self::Other(mut out) => out.flush()?,
            Self::File(out, path) => {
                let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
                if let Err(e) = file.persist(&path) {
                    return Ok(Err(Failure::at(path.display().to_string(), both!("写不了：{e}", "can't write: {e}"))));
                }
            }
        }
        Ok(Ok(()))
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(out) => out.write(bytes),
            Self::File(out, _) => out.write(bytes),
            Self::Other(out) => out.write(bytes),
        }
    }
    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(out) => out.flush(),
            Self::File(out, _) => out.flush(),
            Self::Other(out) => out.flush(),
        }
    }
}

/// A plain page.
pub(super) fn look(lang: Lang) -> Look {
    Look { lang, color: false, width: PAGE, quiet: true }
}

/// How the report is to look on this output.
pub(super) fn look_on(matches: &ArgMatches, lang: Lang, terminal: bool) -> Look {
    let color = match matches.get_one::<String>("color").map(String::as_str) {
        Some("always") => true,
        Some("never") => false,
        _ => terminal && env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()) && env::var_os("TERM").is_none_or(|t| t != "dumb"),
    };
    let width = if terminal { terminal_size::terminal_size().map_or(PAGE, |(w, _)| usize::from(w.0)) } else { PAGE };
    Look { lang, color, width, quiet: matches.get_flag("quiet") }
}

/// Prints a completion script.
pub(super) fn completions(matches: &ArgMatches, mut command: Command) -> io::Result<u8> {
    if let Some(shell) = matches.get_one::<clap_complete::Shell>("shell") {
        let mut script = Vec::new();
        clap_complete::generate(*shell, &mut command, "kanwu", &mut script);
        io::stdout().write_all(&script)?;
    }
    Ok(CLEAN)
}

/// Prints the man page, and one for each command.
pub(super) fn man(mut command: Command) -> io::Result<u8> {
    command.build();
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for sub in command.get_subcommands().filter(|c| c.get_name() != "help") {
        let man = clap_mangen::Man::new(sub.clone());
        writeln!(page, ".SH \"KANWU {}\"", sub.get_name().to_uppercase())?;
        man.render_synopsis_section(&mut page)?;
        man.render_description_section(&mut page)?;
        man.render_options_section(&mut page)?;
    }
    io::stdout().write_all(&page)?;
    Ok(CLEAN)
}

/// Prints the JSON Schema of `--format json` of a command.
pub(super) fn schema(matches: &ArgMatches) -> io::Result<u8> {
    let schema = match matches.get_one::<String>("command").map(String::as_str) {
        Some("figures") => reporter::figures::schema(),
        Some("trace") => reporter::trace::schema(),
        _ => reporter::schema(),
    };
    let text = serde_json::to_string_pretty(&schema)?;
    writeln!(io::stdout(), "{text}")?;
    Ok(CLEAN)
}
