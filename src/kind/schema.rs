//! The JSON Schema of a rule file, put together from the registry: for editors that complete and validate, by the line
//! `#:schema rule.schema.json` at the head of a rule.
//!
//! It is written in draft 7, which is what the editors' TOML extensions read.

use super::{KINDS, Localized0};
use crate::lang::Lang;
use crate::rule;
use serde_json::{Map, Value, json};

/// The JSON Schema of a rule file, with the meaning of every key in `lang`.
#[must_use]
pub fn rule_schema(lang: Lang) -> Value {
    let mut definitions = Map::new();
    let mut root = adopt("rule", rule::file_schema().to_value(), &mut definitions);
    let kinds: Map<String, Value> = KINDS
        .iter()
        .map(|kind| {
            let mut table = adopt(kind.name(), kind.schema().to_value(), &mut definitions);
            let (zh, en) = kind.summary();
            table["description"] = json!(if lang == Lang::Zh { zh } else { en });
            (kind.name().to_owned(), table)
        })
        .collect();
    let about: Localized0 = ("查什么；恰有一个种类", "what is checked; exactly one kind");
    root["properties"]["check"] = json!({
        "type": "object",
        "description": if lang == Lang::Zh { about.0 } else { about.1 },
        "properties": kinds,
        "additionalProperties": false,
        "minProperties": 1,
        "maxProperties": 1,
    });
    if let Some(required) = root["required"].as_array_mut() {
        required.push(json!("check"));
    }
    finish(root, definitions, "kanwu rule", lang)
}

/// A schema that `schemars` made as draft 7, strict, with its descriptions in `lang`.
#[must_use]
pub fn strict_schema(schema: schemars::Schema, title: &str, lang: Lang) -> Value {
    let mut definitions = Map::new();
    let root = adopt("config", schema.to_value(), &mut definitions);
    finish(root, definitions, title, lang)
}

fn finish(mut root: Value, definitions: Map<String, Value>, title: &str, lang: Lang) -> Value {
    root["definitions"] = Value::Object(definitions);
    root["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    root["title"] = json!(title);
    settle(&mut root, lang);
    root
}

/// Moves the definitions of `schema` to `definitions` under names of their own, since each kind has its `Unit`.
fn adopt(owner: &str, mut schema: Value, definitions: &mut Map<String, Value>) -> Value {
    let own = schema.as_object_mut().map(|table| {
        table.remove("$schema");
        table.remove("title");
        table.remove("$defs")
    });
    rename(&mut schema, owner);
    if let Some(Some(Value::Object(own))) = own {
        for (name, mut definition) in own {
            rename(&mut definition, owner);
            definitions.insert(format!("{owner}.{name}"), definition);
        }
    }
    schema
}

fn rename(value: &mut Value, owner: &str) {
    match value {
        Value::Object(table) => {
            for (key, value) in table {
                match value {
                    Value::String(target) if key == "$ref" => {
                        *target = target.replacen("#/$defs/", &format!("#/definitions/{owner}."), 1);
                    }
                    other => rename(other, owner),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|v| rename(v, owner)),
        _ => {}
    }
}

/// Makes tables strict, picks the language of the descriptions, and puts what stands beside a `$ref` where draft 7
/// heeds it.
fn settle(value: &mut Value, lang: Lang) {
    match value {
        Value::Object(table) => {
            if let Some(zh) = table.remove("x-zh").filter(|_| lang == Lang::Zh) {
                table.insert("description".to_owned(), zh);
            }
            if let Some(Value::String(text)) = table.get_mut("description") {
                *text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            }
            if table.contains_key("properties") && !table.contains_key("additionalProperties") {
                table.insert("additionalProperties".to_owned(), json!(false));
            }
            if table.len() > 1
                && let Some(target) = table.remove("$ref")
            {
                table.insert("allOf".to_owned(), json!([{ "$ref": target }]));
            }
            table.values_mut().for_each(|v| settle(v, lang));
        }
        Value::Array(list) => list.iter_mut().for_each(|v| settle(v, lang)),
        _ => {}
    }
}
