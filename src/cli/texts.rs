//! What the commands that read texts do alike: finding them, where the output goes, reading them in batches.

use super::output::Output;
use crate::both;
use crate::config::{Config, Input, Loaded, find_inputs, read_input};
use crate::finding::Failure;
use crate::lang::Localized;
use crate::text::encoding_named;
use clap::ArgMatches;
use encoding_rs::Encoding;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::prelude::*;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// Texts are read and worked on in batches of about this many bytes, so that memory follows the batch and not the
/// corpus.
const BATCH: u64 = 32 << 20;

/// From this many bytes on a progress bar is worth showing.
const LONG: u64 = 64 << 20;

/// The texts of a run.
pub(super) struct Texts {
    inputs: Vec<Input>,
    encoding: Option<&'static Encoding>,
    allow_empty: bool,
}

impl Texts {
    /// Finds the texts below `paths`. What can't be found is added to `failures`, and so is that there are none.
    ///
    /// # Errors
    /// Where nothing can be read at all: an unknown encoding.
    pub(super) fn find(matches: &ArgMatches, paths: &[PathBuf], config: &Config, failures: &mut Vec<Failure>) -> Result<Self, Failure> {
        let encoding = matches.get_one::<String>("encoding").map(|label| (label, encoding_named(label)));
        if let Some((label, None)) = encoding {
            return Err(Failure::general(both!("没有叫 `{label}` 的编码", "no encoding is called `{label}`")));
        }
        let allow_empty = matches.get_flag("allow-empty");
        let stdin_name = matches.get_one::<String>("stdin-filename").map_or("<stdin>", String::as_str);
        let include = list(matches, "include");
        let include = if include.is_empty() { &config.include } else { &include };
        let exclude = [config.exclude.clone(), list(matches, "exclude")].concat();
        let inputs = find_inputs(paths, stdin_name, include, &exclude, failures);
        if inputs.is_empty() && failures.is_empty() && !allow_empty {
            failures.push(
                Failure::general(Localized::fixed(
                    "没有找到要检查的文件，什么也没有检查",
                    "no files to check were found, so nothing was checked",
                ))
                .with_help(Localized::fixed(
                    "目录中只检查 .txt 与 .md；kanwu.toml 的 include 可另行指定",
                    "in a directory only .txt and .md are checked; `include` in kanwu.toml sets others",
                )),
            );
        }
        Ok(Self { inputs, encoding: encoding.and_then(|(_, e)| e), allow_empty })
    }

    /// Keeps the texts that are wanted.
    pub(super) fn retain(&mut self, wanted: impl FnMut(&Input) -> bool) {
        self.inputs.retain(wanted);
    }

    /// The texts, in order.
    pub(super) fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    /// The encoding that was asked for.
    pub(super) fn encoding(&self) -> Option<&'static Encoding> {
        self.encoding
    }

    /// Opens the output that was asked for.
    ///
    /// # Errors
    /// Where it can't be written, or is one of the texts.
    pub(super) fn output(&self, matches: &ArgMatches) -> Result<Output, Failure> {
        self.output_to(matches.get_one::<PathBuf>("output").map(PathBuf::as_path))
    }

    /// Opens this file for output, or standard output.
    ///
    /// # Errors
    /// As [`Texts::output`].
    pub(super) fn output_to(&self, path: Option<&Path>) -> Result<Output, Failure> {
        if let Some(path) = path.filter(|path| is_input(path, &self.inputs)) {
            let message =
                Localized::fixed("这个文件正要检查，不能把结果写进去", "this file is to be checked; the report can't be written over it");
            return Err(Failure::at(path.display().to_string(), message));
        }
        Output::open(path)
    }

    /// Reads each text and does `work` on it, in parallel; `take` gets what came of them in order.
    ///
    /// # Errors
    /// Those of `take`. A text that can't be read, or on which `work` panics, is a failure that `take` gets.
    pub(super) fn each<T: Send>(
        &self,
        work: impl Fn(Loaded) -> T + Sync,
        mut take: impl FnMut(Result<T, Failure>) -> io::Result<()>,
    ) -> io::Result<()> {
        let progress = progress(&self.inputs);
        for batch in batches(&self.inputs) {
            let done: Vec<Result<T, Failure>> = batch
                .par_iter()
                .map(|input| {
                    let work = || read_input(input, self.encoding, self.allow_empty).map(&work);
                    let done = catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
                        Err(Failure::at(
                            &*input.name,
                            Localized::fixed("检查时程序出错，请报告此问题", "kanwu failed on this file; please report this"),
                        ))
                    });
                    progress.inc(input.size);
                    done
                })
                .collect();
            done.into_iter().try_for_each(&mut take)?;
        }
        progress.finish_and_clear();
        Ok(())
    }
}

/// The values of a flag that may be repeated.
pub(super) fn list(matches: &ArgMatches, name: &str) -> Vec<String> {
    matches.get_many::<String>(name).into_iter().flatten().cloned().collect()
}

/// True where `path` is one of the texts, by whatever name.
fn is_input(path: &Path, inputs: &[Input]) -> bool {
    let Ok(path) = path.canonicalize() else { return false };
    inputs.iter().filter_map(|i| i.path.as_ref()).any(|i| i.canonicalize().is_ok_and(|i| i == path))
}

/// Cuts the inputs into batches of about [`BATCH`] bytes, in order.
fn batches(inputs: &[Input]) -> impl Iterator<Item = &[Input]> {
    let mut rest = inputs;
    std::iter::from_fn(move || {
        let mut size = 0;
        let mut count = 0;
        for input in rest {
            if size >= BATCH {
                break;
            }
            size += input.size;
            count += 1;
        }
        let (batch, others) = rest.split_at_checked(count)?;
        rest = others;
        (!batch.is_empty()).then_some(batch)
    })
}

fn progress(inputs: &[Input]) -> ProgressBar {
    let total: u64 = inputs.iter().map(|i| i.size).sum();
    if total < LONG {
        return ProgressBar::hidden();
    }
    // draws only where standard error is a terminal
    let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {bytes}/{total_bytes}") {
        bar.set_style(style);
    }
    bar
}
