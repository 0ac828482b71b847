//! A rule file to start from, made from the registry: it loads, its examples come out as stated, and comment lines name
//! every key that its kind has.

use super::{Kind, Localized0};
use crate::lang::{Lang, Localized};
use crate::rule::{Key, keys};
use std::fmt::Write as _;

/// The question that stands as the `why` of a scaffold until its author answers it.
pub const UNANSWERED: Localized =
    Localized::fixed("为什么一般说来是错的？怎样核对？", "Why is it wrong in general? How does one check it by hand?");

/// A rule of this kind and id, with `schema` as the place of the schema that editors read.
#[must_use]
pub fn scaffold(kind: &dyn Kind, id: &str, schema: Option<&str>, lang: Lang) -> String {
    let say = |(zh, en): Localized0| if lang == Lang::Zh { zh } else { en };
    let starter = kind.starter();
    let mut out = String::new();
    if let Some(schema) = schema {
        out += &format!("#:schema {schema}\n");
    }
    // writing to a string does not fail
    let _ = write!(
        out,
        "# {}: {}\nid = {id:?}  # {}\ntitle = {{ zh = {:?}, en = {:?} }}\nseverity = \"warning\"  # error | warning | info | off\n\
         confidence = \"low\"  # {}\ntags = []\nmessage = {{ zh = {:?}, en = {:?} }}\n# {}\n",
        kind.name(),
        say(kind.summary()),
        say(("文件名与此相同", "the file bears this name")),
        kind.summary().0,
        kind.summary().1,
        say((
            "high 是差错，low 只是线索；量过好文本再提高",
            "high is a defect, low only a lead; raise it once you have measured on good texts"
        )),
        starter.message.0,
        starter.message.1,
        say(("占位符：", "placeholders: ")),
    );
    for placeholder in kind.placeholders() {
        let _ = writeln!(out, "#   {{{}}}  {}", placeholder.name, say(placeholder.meaning));
    }
    let _ = writeln!(out, "#   {{text}}  {}", say(("发现之处的文字", "the text at the finding's place")));
    let _ = writeln!(out, "why = {{ zh = {:?}, en = {:?} }}\n", UNANSWERED.zh, UNANSWERED.en);
    let gate: Localized0 = ("只管某些文本时：", "for some texts only:");
    let _ = writeln!(out, "# {}\n# [applies]\n# title = '公报'\n# paths = [\"bulletins/*.txt\"]\n", say(gate));
    let _ = writeln!(out, "[check.{}]", kind.name());
    list(&mut out, &keys(&kind.schema()), "", lang);
    let _ = write!(out, "{}\n{}", starter.check, starter.examples);
    out
}

/// A comment line for every key.
fn list(out: &mut String, keys: &[Key], within: &str, lang: Lang) {
    for key in keys {
        let mut more: Vec<String> = Vec::new();
        if key.required {
            more.push(if lang == Lang::Zh { "必写".to_owned() } else { "required".to_owned() });
        }
        if !key.choices.is_empty() {
            more.push(key.choices.iter().map(|c| c.0.as_str()).collect::<Vec<_>>().join(" | "));
        }
        if let Some(default) = &key.default {
            more.push(if lang == Lang::Zh { format!("默认 {default}") } else { format!("default {default}") });
        }
        let more = if more.is_empty() { String::new() } else { format!(" ({})", more.join("; ")) };
        let _ = writeln!(out, "#   {within}{}{more}: {}", key.name, key.meaning.in_lang(lang));
        list(out, &key.keys, &format!("{within}{}.", key.name), lang);
    }
}
