//! Where a check looks: the unit it looks within, and the kinds of block.

use crate::document::{BlockKind, clauses, sentences};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// The unit that a check looks within.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Unit {
    /// Up to the next ，；：or sentence end, that mark left out.
    #[schemars(extend("x-zh" = "到下一个 ，；： 或句末，不含该标点。"))]
    Clause,
    /// Up to the next 。！？……
    #[schemars(extend("x-zh" = "到下一个 。！？……"))]
    Sentence,
    /// A heading, an item or a paragraph, breaks mended.
    #[schemars(extend("x-zh" = "一个标题、条目或段落，断处已接好。"))]
    #[default]
    Paragraph,
}

impl Unit {
    /// Calls `visit` with each unit of `text` and its offset.
    pub(super) fn each(self, text: &str, mut visit: impl FnMut(&str, usize)) {
        let mut cut = |range: Range<usize>| {
            let start = range.start;
            visit(text.get(range).unwrap_or_default(), start);
        };
        match self {
            Self::Clause => clauses(text).for_each(|range| {
                let clause = text.get(range.clone()).unwrap_or_default();
                let words = clause.trim_end_matches(['，', '；', '：', ',', ';', '。', '！', '？', '!', '?', '…', '\n']);
                cut(range.start..range.start + words.len());
            }),
            Self::Sentence => sentences(text).for_each(&mut cut),
            Self::Paragraph => cut(0..text.len()),
        }
    }
}

/// A kind of block that a rule may be limited to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum In {
    /// Titles.
    #[schemars(extend("x-zh" = "标题。"))]
    Heading,
    /// Running prose.
    #[schemars(extend("x-zh" = "正文。"))]
    Paragraph,
    /// Items and numbered paragraphs.
    #[schemars(extend("x-zh" = "条目与编号的段落。"))]
    Item,
    /// Tables.
    #[schemars(extend("x-zh" = "表格。"))]
    Table,
}

/// True where a rule that is limited to `list` looks at blocks of this kind. An empty list means all that is text.
pub(super) fn admits(list: &[In], kind: BlockKind) -> bool {
    let this = match kind {
        BlockKind::Heading { .. } => In::Heading,
        BlockKind::Paragraph => In::Paragraph,
        BlockKind::Item => In::Item,
        BlockKind::Table => In::Table,
        BlockKind::Verbatim => return false,
    };
    list.is_empty() || list.contains(&this)
}
