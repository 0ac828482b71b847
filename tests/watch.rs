//! `kanwu check --watch`, driven as a person drives it: files are saved, and the next run is read.

use crate::support::{command, folder, kanwu_in, pattern_rule};
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Longer than any machine needs; a test that waits that long has failed.
const PATIENCE: Duration = Duration::from_secs(60);

/// A run that watches, and the lines that it writes to either stream.
struct Watch {
    child: Child,
    lines: Receiver<String>,
}

impl Watch {
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        let arguments = [&["check", "--watch", "-f", "concise", "-q"], arguments].concat();
        let mut child = command(folder, &arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (sender, lines) = channel();
        let forward = |stream: Box<dyn Read + Send>| {
            let sender = sender.clone();
            std::thread::spawn(move || BufReader::new(stream).lines().map_while(Result::ok).for_each(|line| _ = sender.send(line)));
        };
        forward(Box::new(child.stdout.take().unwrap()));
        forward(Box::new(child.stderr.take().unwrap()));
        Self { child, lines }
    }

    /// The lines up to the one that says that it waits again, that line left out, sorted: the streams may cross.
    fn run(&mut self) -> Vec<String> {
        let mut run = Vec::new();
        loop {
            let line = self.lines.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("no further line after {run:#?}"));
            if line.contains("waiting for changes") {
                // what was written to standard output before it may still be on its way
                while let Ok(late) = self.lines.recv_timeout(Duration::from_millis(300)) {
                    run.push(late);
                }
                run.sort();
                return run;
            }
            run.push(line);
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn write(folder: &Path, name: &str, text: &str) {
    // as editors do: beside it, then moved over it
    let (new, path) = (folder.join("saving~"), folder.join(name));
    std::fs::write(&new, text).unwrap();
    std::fs::rename(&new, path).unwrap();
}

fn rule(regex: &str) -> String {
    pattern_rule("once", regex) + &format!("[[example]]\nfails = \"有⟦{regex}⟧。\"\n[[example]]\npasses = \"没有。\"\n")
}

#[test]
fn a_text_a_rule_and_the_configuration_are_watched() {
    let folder = folder(&[
        ("kanwu.toml", "packs = []\nrules = [\"my\"]\n"),
        ("my/once.toml", &rule("甲乙")),
        ("texts/a.txt", "甲乙与丙丁。\n"),
        ("report.json", ""),
    ]);
    let path = folder.path();
    // its own report beside the configuration does not set off another run
    let mut watch = Watch::start(path, &["texts", "--output-format", "json=report.json"]);
    let found = |column: u32, text: &str| format!("texts/a.txt:1:{column}: warning[once] {text}");
    assert_eq!(watch.run(), [found(1, "甲乙")]);
    write(path, "texts/a.txt", "有甲乙。\n");
    assert_eq!(watch.run(), ["kanwu: changed: texts/a.txt".to_owned(), found(2, "甲乙")]);
    // a rule that is broken is told, and watching goes on
    write(path, "my/once.toml", "id = \"once\"\ntitel = \"t\"\n");
    let broken = watch.run();
    assert!(
        broken.contains(&"kanwu: changed: my/once.toml".to_owned()) || broken.iter().any(|l| l.ends_with("my/once.toml")),
        "{broken:#?}"
    );
    assert!(broken.iter().any(|l| l.contains("unknown key `titel`")), "{broken:#?}");
    write(path, "my/once.toml", &rule("有甲"));
    assert!(watch.run().contains(&found(1, "有甲")));
    // a new text, and one that is gone
    write(path, "texts/b.txt", "无事。\n");
    assert_eq!(watch.run(), ["kanwu: changed: texts/b.txt".to_owned(), found(1, "有甲")]);
    std::fs::remove_file(path.join("texts/a.txt")).unwrap();
    assert_eq!(watch.run(), ["kanwu: changed: texts/a.txt"]);
    write(path, "kanwu.toml", "packs = []\nrules = [\"my\"]\nlanguag = \"zh\"\n");
    let broken = watch.run();
    assert!(broken.iter().any(|l| l.contains("unknown key `languag`")), "{broken:#?}");
    write(path, "kanwu.toml", "packs = []\nrules = [\"my\"]\n[severity]\nonce = \"error\"\n");
    write(path, "texts/a.txt", "有甲。\n");
    let mut last = watch.run();
    if !last.iter().any(|l| l.contains("a.txt:1")) {
        last = watch.run(); // the two were far enough apart for a run between them
    }
    assert!(last.contains(&"texts/a.txt:1:1: error[once] 有甲".to_owned()), "{last:#?}");
    // the report is that of the last run, whole
    let report: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path.join("report.json")).unwrap()).unwrap();
    assert_eq!(report["summary"]["files"], 2);
    // nothing has changed: nothing is run
    assert!(watch.lines.recv_timeout(Duration::from_millis(1500)).is_err());
}

#[test]
fn standard_input_can_not_be_watched() {
    let folder = folder(&[]);
    let run = kanwu_in(folder.path(), &["check", "--watch", "-"], "一句话。".as_bytes());
    assert!(run.code == 2 && run.err.contains("can't watch standard input"), "{run:?}");
}
