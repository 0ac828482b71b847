//! Marks that a merge left in a file.

use crate::lang::Localized;
use crate::rule::Problem;

/// The first mark of a merge conflict, told at its line. Nothing else in such a file is worth reading.
pub(super) fn conflict_mark(text: &str) -> Option<Problem> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let shown = line.trim_end();
        if ["<<<<<<<", "=======", ">>>>>>>", "|||||||"]
            .iter()
            .any(|mark| shown.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
        {
            let message = Localized::fixed("这里有合并冲突的标记", "a mark of a merge conflict");
            let help = Localized::fixed("先解决冲突，再检查", "resolve the conflict, then check again");
            return Some(Problem::new(at..at + shown.len(), message).with_help(help));
        }
        at += line.len();
    }
    None
}
