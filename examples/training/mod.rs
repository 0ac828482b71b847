//! The texts that weights are fitted on, read with a lexicon that has not seen them.

use crate::paths;
use crate::random::Random;
use kanwu::lexicon::Lexicon;
use std::error::Error;
use std::fs;
use std::path::Path;

/// Reads `[FLAG N] LEXICON TEXT|FOLDER…`, puts the lexicon in the place of the shipped one, and gives each document of the
/// texts, by paragraphs, to `each`, with N (`usual` where it is not given) and random numbers that are the same each time.
///
/// # Errors
/// Where an argument is missing or is no number, or a file can't be read.
pub(crate) fn each_document(
    arguments: &[String],
    flag: &str,
    usual: usize,
    mut each: impl FnMut(&[&str], usize, &mut Random),
) -> Result<(), Box<dyn Error>> {
    let (times, rest) = match arguments {
        [own, times, rest @ ..] if own == flag => (times.parse()?, rest),
        rest => (usual, rest),
    };
    let (lexicon, texts) = rest.split_first().ok_or("a lexicon and texts")?;
    let bytes: &'static [u8] = fs::read(lexicon)?.leak();
    assert!(Lexicon::open(bytes)?.replace_shipped(), "nothing may be judged before");
    let mut files = Vec::new();
    texts.iter().try_for_each(|path| paths::collect(Path::new(path), "txt", &mut files))?;
    for (number, file) in files.iter().enumerate() {
        let text = fs::read_to_string(file)?;
        let mut random = Random(number as u64);
        documents(&text).iter().for_each(|paragraphs| each(paragraphs, times, &mut random));
    }
    Ok(())
}

/// A file holds many texts, each after a heading; its paragraphs are lines.
fn documents(text: &str) -> Vec<Vec<&str>> {
    let mut documents = vec![Vec::new()];
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if line.starts_with('#') {
            documents.push(Vec::new());
        } else if let Some(last) = documents.last_mut() {
            last.push(line);
        }
    }
    documents.retain(|paragraphs| paragraphs.len() >= 3);
    documents
}
