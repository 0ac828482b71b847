//! Makes the lexicon file: `cargo run --release --example build-lexicon -- OUT FOLDER…`
#![allow(clippy::print_stderr)]

mod paths;

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use kanwu::lexicon::build::{Options, build};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = env::args().skip(1);
    let (Some(out), sources) = (args.next(), args.collect::<Vec<_>>()) else {
        return Err("OUT FOLDER…".into());
    };
    let mut options = Options::default();
    let mut blocks = Vec::new();
    for source in sources {
        if let Some(l) = source.strip_prefix("--least=") {
            for (s, v) in options.least.iter_mut().zip(l.split(',')) {
                *s = v.parse()?;
            }
            continue;
        }
        let mut files = Vec::new();
        paths::collect(Path::new(&source), "txt", &mut files)?;
        for file in files {
            let text = fs::read_to_string(&file)?;
            blocks.extend(text.lines().flat_map(blocks_of));
        }
    }
    let bytes = build(&blocks, options);
    fs::write(out, &bytes)?;
    eprintln!("{} blocks, {} bytes", blocks.len(), bytes.len());
    Ok(())
}

/// A line as blocks: days, programme titles and the broadcaster's opening formula say nothing; a heading's blank
/// stands where a mark would.
fn blocks_of(line: &str) -> Vec<String> {
    let line = line.trim();
    match line.strip_prefix("## ") {
        Some(heading) if heading.starts_with("《新闻联播》") => Vec::new(),
        Some(heading) => heading.split_whitespace().map(String::from).collect(),
        None if line.is_empty() || line.starts_with('#') => Vec::new(),
        None => vec![line.strip_prefix("央视网消息（新闻联播）：").unwrap_or(line).into()],
    }
}
