//! Promises of ARCHITECTURE.md that a machine can hold.

use crate::support::root;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The floors of `src/`; a module imports from lower floors only.
const FLOORS: &[(&str, u32)] = &[
    ("lang", 0),
    ("text", 0),
    ("lexicon", 1),
    ("finding", 1),
    ("document", 2),
    ("figure", 3),
    ("relation", 4),
    ("rule", 4),
    ("kind", 5),
    ("engine", 6),
    ("config", 6),
    ("fix", 7),
    ("reporter", 7),
    ("cli", 8),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            out.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
    out.sort();
    out
}

#[test]
fn imports_go_down() {
    let floors: BTreeMap<&str, u32> = FLOORS.iter().copied().collect();
    let src = root().join("src");
    let mut wrong = Vec::new();
    let mut seen = 0;
    for path in sources(&src) {
        let module = path.strip_prefix(&src).unwrap().iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs").to_owned();
        if module == "lib" || module == "main" {
            continue;
        }
        let floor = *floors.get(module.as_str()).unwrap_or_else(|| panic!("`{module}` has no floor"));
        let text = std::fs::read_to_string(&path).unwrap();
        for used in text.split("crate::").skip(1).flat_map(imported) {
            let Some(&other) = floors.get(used.as_str()) else { continue };
            seen += 1;
            // `lang` stands below `text`, which is on the same floor
            if used != module && other >= floor && used != "lang" {
                wrong.push(format!("{} imports {used}", path.display()));
            }
        }
    }
    assert!(seen > 100, "the test reads {seen} imports: it has lost its eyes");
    assert_eq!(wrong, Vec::<String>::new());
}

/// The modules named right after `crate::`: one, or several in braces.
fn imported(rest: &str) -> Vec<String> {
    let word = |s: &str| s.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    match rest.strip_prefix('{') {
        Some(list) => list.split('}').next().unwrap_or("").split(',').map(word).collect(),
        None => vec![word(rest)],
    }
}

#[test]
fn the_library_does_not_print() {
    for path in sources(&root().join("src")) {
        let text = std::fs::read_to_string(&path).unwrap();
        let place = path.display().to_string();
        if !place.contains("/cli/") {
            assert!(!text.contains("println!") && !text.contains("io::stdout") && !text.contains("io::stderr"), "{place} prints");
        }
    }
}

#[test]
fn files_keep_to_a_readable_length() {
    let mut lengths: Vec<(usize, PathBuf)> =
        sources(&root().join("src")).into_iter().map(|p| (std::fs::read_to_string(&p).unwrap().lines().count(), p)).collect();
    lengths.sort();
    let (longest, path) = lengths.last().unwrap();
    assert!(*longest <= 400, "{} has {longest} lines", path.display());
}
