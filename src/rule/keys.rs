//! The keys of a TOML table, as its JSON Schema knows them: what help, scaffolds and reference pages are made from.
//!
//! The meaning of a key is the doc comment of its field; the Chinese one stands beside it as
//! `#[schemars(extend("x-zh" = "…"))]`.

use crate::lang::Localized;
use schemars::Schema;
use serde_json::Value;

/// One key of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its name.
    pub name: String,
    /// True where it must be given.
    pub required: bool,
    /// What may be written there, in words.
    pub value: Localized,
    /// What holds where it is not given, as TOML.
    pub default: Option<String>,
    /// What it means.
    pub meaning: Localized,
    /// The words that may be written, where there are only some, with their meaning.
    pub choices: Vec<(String, Localized)>,
    /// The keys of the table that is written there, or of each table of the list.
    pub keys: Vec<Key>,
}

/// The keys of the table that `schema` describes: those that must be given first.
#[must_use]
pub fn keys(schema: &Schema) -> Vec<Key> {
    keys_of(schema, schema.as_value(), 0)
}

/// Tables in tables deeper than this are not followed.
const DEEPEST: usize = 4;

fn keys_of(root: &Schema, table: &Value, depth: usize) -> Vec<Key> {
    let Some(properties) = table.get("properties").and_then(Value::as_object) else { return Vec::new() };
    let required: Vec<&str> = table.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let mut keys: Vec<Key> = properties
        .iter()
        .map(|(name, written)| {
            let meant = resolve(root, written);
            let entry = entry_of(root, meant);
            Key {
                name: name.clone(),
                required: required.contains(&name.as_str()),
                value: value_of(root, meant),
                default: written.get("default").or_else(|| meant.get("default")).and_then(as_toml),
                meaning: meaning(written, meant),
                choices: choices(entry.unwrap_or(meant)),
                keys: if depth < DEEPEST { keys_of(root, entry.unwrap_or(meant), depth + 1) } else { Vec::new() },
            }
        })
        .collect();
    keys.sort_by_key(|k| !k.required);
    keys
}

/// What each entry of a list, or of a table with free keys, is.
fn entry_of<'s>(root: &'s Schema, value: &'s Value) -> Option<&'s Value> {
    let entry = value.get("items").or_else(|| value.get("additionalProperties").filter(|a| a.is_object()))?;
    Some(resolve(root, entry))
}

/// Follows `$ref`, and the one branch that an optional value has beside null.
fn resolve<'s>(root: &'s Schema, mut at: &'s Value) -> &'s Value {
    for _ in 0..8 {
        let target = at.get("$ref").and_then(Value::as_str).and_then(|r| root.as_value().pointer(r.trim_start_matches('#')));
        let branch = || match at.get("anyOf").and_then(Value::as_array).map(Vec::as_slice) {
            Some([one, null] | [null, one]) if null.get("type").is_some_and(|t| t == "null") => Some(one),
            _ => None,
        };
        match target.or_else(branch) {
            Some(next) => at = next,
            None => break,
        }
    }
    at
}

fn meaning(written: &Value, meant: &Value) -> Localized {
    let text = |name: &str| [written, meant].into_iter().find_map(|v| v.get(name)).and_then(Value::as_str);
    let en = text("description").unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    let zh = text("x-zh").map_or_else(|| en.clone(), str::to_owned);
    Localized::new(zh, en)
}

fn choices(value: &Value) -> Vec<(String, Localized)> {
    let listed = value.get("oneOf").and_then(Value::as_array).into_iter().flatten();
    let listed = listed.filter_map(|v| Some((v.get("const")?.as_str()?.to_owned(), meaning(v, v))));
    let plain = value.get("enum").and_then(Value::as_array).into_iter().flatten();
    listed.chain(plain.filter_map(|v| Some((v.as_str()?.to_owned(), Localized::default())))).collect()
}

fn value_of(root: &Schema, value: &Value) -> Localized {
    if !choices(value).is_empty() {
        return Localized::fixed("下列词之一", "one of these words");
    }
    if let Some(entry) = value.get("items") {
        let entry = value_of(root, resolve(root, entry));
        return Localized::new(format!("列表，每项：{}", entry.zh), format!("list, each: {}", entry.en));
    }
    if let Some(entry) = value.get("additionalProperties").filter(|a| a.is_object()) {
        let entry = value_of(root, resolve(root, entry));
        return Localized::new(format!("表，键自定，每值：{}", entry.zh), format!("table with keys of your own, each value: {}", entry.en));
    }
    let kind = value.get("type").map(|t| match t {
        Value::Array(list) => list.iter().filter_map(Value::as_str).find(|t| *t != "null").unwrap_or_default(),
        other => other.as_str().unwrap_or_default(),
    });
    match kind {
        Some("string") => Localized::fixed("文本", "text"),
        Some("integer") => Localized::fixed("整数", "whole number"),
        Some("number") => Localized::fixed("数", "number"),
        Some("boolean") => Localized::fixed("true 或 false", "true or false"),
        Some("object") => Localized::fixed("表", "table"),
        _ if value.get("anyOf").is_some() => any_of(root, value),
        _ => Localized::fixed("值", "value"),
    }
}

fn any_of(root: &Schema, value: &Value) -> Localized {
    let branches: Vec<Localized> =
        value.get("anyOf").and_then(Value::as_array).into_iter().flatten().map(|b| value_of(root, resolve(root, b))).collect();
    let join = |pick: fn(&Localized) -> &str, or: &str| branches.iter().map(pick).collect::<Vec<_>>().join(or);
    Localized::new(join(|b| &b.zh, "或"), join(|b| &b.en, ", or "))
}

/// A default as it would be written in TOML; nothing for what is empty.
fn as_toml(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::Array(list) if list.is_empty() => None,
        Value::Object(table) if table.is_empty() || table.values().all(|v| as_toml(v).is_none()) => None,
        other => Some(other.to_string()),
    }
}
