//! Which places of a text are not what they were.

use super::Span;
use imara_diff::{Algorithm, Diff, InternedInput};

/// The lines of a text that differ from an earlier text. Lines end at LF, and a CR before it counts for nothing.
#[derive(Debug)]
pub struct Changes {
    /// In order, without overlap.
    all: Vec<Change>,
}

#[derive(Debug)]
struct Change {
    /// The new lines; empty where lines were only taken out.
    span: Span,
    /// True where what was taken out may have been one with what stands before it.
    before: bool,
    /// True where it may have been one with what stands after it.
    after: bool,
}

impl Changes {
    /// What of `new` is not in `old`.
    #[must_use]
    pub fn between(old: &str, new: &str) -> Self {
        let (before, after): (Vec<&str>, Vec<&str>) = (old.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
        let mut input: InternedInput<&str> = InternedInput::default();
        input.update_before(before.iter().map(|line| line.trim_end_matches(['\r', '\n'])));
        input.update_after(after.iter().map(|line| line.trim_end_matches(['\r', '\n'])));
        let mut starts = vec![0u32];
        for line in &after {
            starts.push(starts.last().copied().unwrap_or(0) + u32::try_from(line.len()).unwrap_or(u32::MAX));
        }
        let start = |line: u32| starts.get(line as usize).copied().unwrap_or(u32::MAX);
        let is_text = |line: Option<&&str>| line.is_some_and(|l| !l.trim().is_empty());
        // an empty line keeps what stands before it from what stands after it
        let joined = |gone: Option<&&str>, beside: Option<usize>| is_text(gone) && is_text(beside.and_then(|i| after.get(i)));
        let change = |hunk: imara_diff::Hunk| {
            let gone = before.get(hunk.before.start as usize..hunk.before.end as usize).unwrap_or_default();
            let span = Span::new(start(hunk.after.start), start(hunk.after.end));
            let here = hunk.after.start as usize;
            Change { span, before: joined(gone.first(), here.checked_sub(1)), after: joined(gone.last(), Some(here)) }
        };
        Self { all: Diff::compute(Algorithm::Histogram, &input).hunks().map(change).collect() }
    }

    /// True where `span` has a new line in it, or lines were taken out of it or from its edge.
    #[must_use]
    pub fn touch(&self, span: Span) -> bool {
        // a line end of two bytes may lie between the span and what was taken out behind it
        let near = self.all.partition_point(|c| c.span.end < span.start);
        self.all.iter().skip(near).take_while(|c| c.span.start <= span.end.saturating_add(2)).any(|c| {
            let at = c.span.start;
            match c.span.is_empty() {
                false if span.is_empty() => at <= span.start && span.start < c.span.end,
                false => c.span.overlaps(span),
                true => span.start < at && at < span.end || c.after && at == span.start || c.before && span.end <= at,
            }
        })
    }
}
