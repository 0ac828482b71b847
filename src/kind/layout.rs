//! `[check.layout]`: how the lines of a whole text are laid out. It is one property of the text, told once.

use super::{Check, Context, Hit, Hits, Kind, Localized0, Placeholder, Reach, Starter};
use crate::lang::Localized;
use crate::rule::Problem;
use crate::rule::manifest::read;
use crate::text::Span;
use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};
use toml::Spanned;
use toml::de::DeValue;

/// The kind.
pub(super) struct Layout;

/// What is told.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Report {
    /// That the lines are wrapped at a fixed width, so that a line end is no end of a paragraph.
    #[schemars(extend("x-zh" = "各行在固定宽度处换行，行末不是段末。"))]
    Wrapped,
}

/// The keys of `[check.layout]`.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Keys {
    /// What is told.
    #[schemars(extend("x-zh" = "报什么。"))]
    report: Report,
}

impl Kind for Layout {
    fn name(&self) -> &'static str {
        "layout"
    }
    fn summary(&self) -> Localized0 {
        ("整份文件的排行", "how the lines of a whole text are laid out")
    }
    fn placeholders(&self) -> &'static [Placeholder] {
        &[Placeholder { name: "width", meaning: ("一行约有几个字", "the width of a line, in Chinese characters") }]
    }
    fn schema(&self) -> Schema {
        schemars::schema_for!(Keys)
    }
    fn starter(&self) -> Starter {
        Starter {
            message: ("各行在约 {width} 个字处换行", "the lines are wrapped at about {width} characters"),
            check: "report = \"wrapped\"\n",
            examples: r#"[[example]]
fails = """
⟦全镇经济总量继续扩大，农业结构调整见到成效，社会⟧
事业发展较快，人民生活进一步改善，各项工作取得新
进展。新建便民桥两座，整修村道三条，改造水管五公
里，受益群众一千二百户，群众满意。"""

[[example]]
passes = "全镇经济总量继续扩大。"
"#,
        }
    }
    fn compile(&self, table: Spanned<DeValue<'_>>, problems: &mut Vec<Problem>) -> Option<Box<dyn Check>> {
        let Keys { report: Report::Wrapped } = read(table, problems)?;
        Some(Box::new(LayoutCheck))
    }
}

struct LayoutCheck;

impl Check for LayoutCheck {
    fn reach(&self) -> Reach {
        Reach::Document
    }

    fn document(&self, context: &Context<'_, '_>, hits: &mut Hits) {
        let document = context.document;
        hits.bound += 1;
        // once for a file, whatever documents it holds
        let is_first = document.source.text().get(..document.span.start as usize).is_some_and(|before| before.trim().is_empty());
        let (Some(width), true) = (document.wrapped, is_first) else { return };
        // the first line that was joined to the next
        let Some(line) = document.blocks.iter().find(|b| b.pieces.len() > 1).and_then(|b| b.pieces.first()) else { return };
        let words = document.source.slice(*line).trim_end();
        let span = Span::from_range(line.start as usize..line.start as usize + words.len());
        hits.push(Hit { span, values: vec![("width".to_owned(), Localized::same(width.to_string()))], ..Hit::default() });
    }
}
