//! The pages of the kinds, and of the keys that all rule files and `kanwu.toml` have.

use super::markdown::{block, code, inline, prose};
use super::{Page, say};
use crate::config::config_schema;
use crate::engine::Rule;
use crate::kind::{KINDS, Kind};
use crate::lang::Lang;
use crate::rule::{Key, file_schema, keys};
use std::fmt::Write as _;

/// What there is, and the kinds in one table.
pub(super) fn index(lang: Lang) -> Page {
    let title = say(lang, "参考", "Reference");
    let mut out = format!(
        "# {title}\n\n{}\n\n- [{}](rule-file.md)\n- [{}](config.md)\n- [{}](rules/index.md)\n\n## {}\n\n| {} | {} |\n| --- | --- |\n",
        say(lang, "这些页由程序生成，与这一版的程序相符。", "These pages are made by the program and say what this version of it does."),
        say(lang, "规则文件的键", "The keys of a rule file"),
        say(lang, "kanwu.toml 的键", "The keys of kanwu.toml"),
        say(lang, "现有的规则", "The rules there are"),
        say(lang, "种类", "Kinds"),
        say(lang, "种类", "kind"),
        say(lang, "查什么", "what it checks"),
    );
    for kind in KINDS {
        let (name, summary) = (kind.name(), kind.summary());
        let _ = writeln!(out, "| [{name}](kinds/{name}.md) | {} |", inline(say(lang, summary.0, summary.1)));
    }
    Page { path: "index.md".to_owned(), title: title.to_owned(), text: out }
}

/// The page of a kind: its keys, its placeholders, a rule to start from, the rules that are of it.
pub(super) fn page(kind: &dyn Kind, rules: &[Rule], lang: Lang) -> Page {
    let (name, summary) = (kind.name(), kind.summary());
    let mut out = format!("# {name}\n\n{}\n\n## {}\n\n", inline(say(lang, summary.0, summary.1)), code(&format!("[check.{name}]")));
    table(&mut out, &keys(&kind.schema()), "", lang);
    let _ = write!(out, "\n## {}\n\n| | |\n| --- | --- |\n", say(lang, "占位符", "Placeholders"));
    let text = say(lang, "发现之处的文字", "the text at the finding's place");
    let _ = writeln!(out, "| {} | {text} |", code("{text}"));
    for placeholder in kind.placeholders() {
        let meaning = inline(say(lang, placeholder.meaning.0, placeholder.meaning.1));
        let _ = writeln!(out, "| {} | {meaning} |", code(&format!("{{{}}}", placeholder.name)));
    }
    let starter = kind.starter();
    let message = serde_json::Value::from(say(lang, starter.message.0, starter.message.1));
    let rule = format!("message = {message}\n\n[check.{name}]\n{}\n{}", starter.check, starter.examples);
    let _ = write!(
        out,
        "\n## {}\n\n{}\n{}",
        say(lang, "从这里写起", "To start from"),
        say(
            lang,
            "`kanwu rules new` 写出的就是它，加上所有规则都有的键。",
            "`kanwu rules new` writes this, with the keys that all rules have."
        )
        .replace("new`", &format!("new {name} ID`")),
        format_args!("\n{}", block("toml", &rule)),
    );
    let of_it: Vec<String> = rules.iter().filter(|r| r.kind == name).map(|r| format!("[{0}](../rules/{0}.md)", r.id)).collect();
    if !of_it.is_empty() {
        let _ = write!(out, "\n## {}\n\n{}\n", say(lang, "这一种类的规则", "Rules of this kind"), of_it.join(" · "));
    }
    Page { path: format!("kinds/{name}.md"), title: name.to_owned(), text: out }
}

/// The keys that all rules have.
pub(super) fn rule_keys(lang: Lang) -> Page {
    let title = say(lang, "规则文件的键", "The keys of a rule file");
    let mut out = format!(
        "# {title}\n\n{}\n\n",
        say(
            lang,
            "每条规则都有这些键，另有一个 `[check.种类]` 表，它的键见各[种类](index.md#种类)。",
            "All rules have these keys, and one table `[check.KIND]`, whose keys are on the page of its [kind](index.md#kinds).",
        )
    );
    table(&mut out, &keys(&file_schema()), "", lang);
    Page { path: "rule-file.md".to_owned(), title: title.to_owned(), text: out }
}

/// The keys of the configuration.
pub(super) fn config_keys(lang: Lang) -> Page {
    let title = say(lang, "kanwu.toml 的键", "The keys of kanwu.toml");
    let mut out = format!(
        "# {title}\n\n{}\n\n",
        say(
            lang,
            "从文本所在的文件夹向上找，最近的一份 `kanwu.toml` 起作用。`kanwu config show` 列出起作用的每个值及其出处。",
            "The nearest `kanwu.toml` at or above the texts counts. `kanwu config show` lists each value in force and where it comes from.",
        )
    );
    table(&mut out, &keys(&config_schema()), "", lang);
    Page { path: "config.md".to_owned(), title: title.to_owned(), text: out }
}

/// A table of keys; the keys of tables in tables follow under their dotted path.
fn table(out: &mut String, list: &[Key], within: &str, lang: Lang) {
    if within.is_empty() {
        let head = [say(lang, "键", "key"), say(lang, "值", "value"), say(lang, "默认", "default"), say(lang, "意思", "meaning")];
        let _ = writeln!(out, "| {} |\n| --- | --- | --- | --- |", head.join(" | "));
    }
    for key in list {
        let name = format!("{within}{}", key.name);
        let default = match (&key.default, key.required) {
            (_, true) => say(lang, "**必写**", "**required**").to_owned(),
            (Some(default), _) => code(default),
            (None, _) => String::new(),
        };
        let mut meaning = prose(key.meaning.in_lang(lang));
        for (word, what) in &key.choices {
            let _ = write!(meaning, "<br>{} {}", code(word), prose(what.in_lang(lang)));
        }
        let _ = writeln!(out, "| {} | {} | {default} | {meaning} |", code(&name), inline(key.value.in_lang(lang)));
        table(out, &key.keys, &format!("{name}."), lang);
    }
}
