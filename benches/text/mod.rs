//! A long text for the benches.

pub(crate) const TRANSCRIPT: &str = include_str!("../../fixtures/government-work-report-2024.txt");

/// At least so many bytes of the transcript's paragraphs, shuffled by a fixed recipe, in documents of 200 each.
pub(crate) fn text(size: usize) -> String {
    let paragraphs: Vec<&str> = TRANSCRIPT.lines().filter(|l| l.ends_with('。')).collect();
    let mut out = String::with_capacity(size + 4096);
    let (mut state, mut count) = (1u64, 0);
    while out.len() < size {
        if count % 200 == 0 {
            out.push_str("# 文件\n\n");
        }
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        out.push_str(paragraphs[usize::try_from(state >> 33).unwrap() % paragraphs.len()]);
        out.push_str("\n\n");
        count += 1;
    }
    out
}
