//! Lines that read as a title and are the first piece of the paragraph that follows.

use super::beginning::predicate;
use super::block::BlockKind;
use super::breaks::{AFTER_FURNITURE, CUT_END, Evidence, Judge};
use super::prose::{is_headline_of, unclosed};
use crate::lexicon::Lexicon;
use crate::text::fold_width;

/// The next paragraph goes on with a line that reads as a title from here on (milli-nats).
const CUT_TITLE: i32 = 1500;

/// The same after one whose words come again in what follows.
const CUT_HEADLINE: i32 = 3000;

/// A line whose end scores above this ends well (milli-nats).
const FINE_END: i32 = 1000;

/// The same whatever a line without a number ends with.
const CUT_SURELY: i32 = 6500;

/// A text that begins as well as this may open a paragraph.
const OPENS: i32 = 3000;

/// A line of no more characters is a number, a name or a label.
const SHORTEST_TITLE: usize = 5;

/// A shorter line with a comma is a verse or a slogan.
const CLAUSES: usize = 20;

impl Judge<'_> {
    /// True where a line that reads as a title is the first piece of the paragraph that follows.
    pub(super) fn is_cut_title(&self, title: &str, at: usize, head_at: Option<usize>, evidence: &mut Vec<Evidence>) -> bool {
        let next = head_at.and_then(|i| self.blocks.get(i));
        let Some(next) = next.filter(|n| n.kind == BlockKind::Paragraph && n.marker.is_none() && n.dateline.is_none()) else {
            return false;
        };
        let head: &str = &next.text(self.source);
        if let Some(mark) = unclosed(title, head) {
            evidence.push(Evidence::Unclosed(mark));
            return true;
        }
        let labelled = is_label(title);
        let commas = title.matches(['，', ',']).count();
        let after_furniture = head_at.is_some_and(|head| head > at + 1);
        let headline = !after_furniture && is_headline_of(title, head);
        if labelled || title.chars().nth(SHORTEST_TITLE).is_none() || may_open(head) || (headline && commas == 0) {
            return false; // most titles: no need to weigh the seam
        }
        let seam = Lexicon::shipped().seam(title, head);
        let score = self.goes_on(title, head, &seam);
        // the more commas, the less it is a title
        let least_end = match commas {
            // 超过2万亿元: a predicate is no beginning, whatever came before
            _ if predicate(head) > 0 => i32::MAX,
            _ if seam.word.is_some() || after_furniture => 0,
            0 => CUT_END,
            1 => 0,
            _ => FINE_END,
        };
        let least = match headline {
            true => CUT_HEADLINE,
            false if after_furniture => CUT_TITLE + AFTER_FURNITURE,
            false => CUT_TITLE,
        };
        let numbered = self.blocks.get(at).is_some_and(|block| block.marker.is_some());
        // a good title may also be cut where what follows can't begin anything
        // of characters that the statistics do not know they say nothing
        let known = head.chars().take(2).map(fold_width).all(|c| c.is_ascii() || Lexicon::shipped().frequency(c) > 0);
        let cut = known && ((seam.ends <= least_end && score >= least) || (score >= CUT_SURELY && !headline && !numbered));
        if cut && let Some(word) = seam.word {
            evidence.push(Evidence::Word(word.text));
        }
        cut
    }
}

/// True for a line with the commas of a sentence that ends as no line does.
pub(super) fn is_cut_line(text: &str) -> bool {
    // what has a colon or blanks is a label, a list, a table
    let plain = text.contains('，') && !text.contains(['：', ':', ' ', '\u{3000}', '\t']);
    plain && text.chars().nth(CLAUSES).is_some() && Lexicon::shipped().seam(text, "").ends <= CUT_END
}

/// True for a label, such as 来源：…, and what has blanks as a list or a headline has; what comes before the colon of a
/// sentence ends as in 目标是： or has more than one comma after it.
fn is_label(line: &str) -> bool {
    let before = line.find(['：', ':']).and_then(|at| line.get(..at));
    let labelled = before.is_some_and(|label| !label.ends_with(['是', '为']) && line.matches('，').count() < 2);
    labelled || line.contains([' ', '\u{3000}'])
}

/// True where a text begins the way paragraphs do, by its first characters alone.
fn may_open(head: &str) -> bool {
    Lexicon::shipped().opening(head).0 >= OPENS
}
