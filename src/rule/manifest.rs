//! TOML read strictly: every problem at the key that is wrong.
//!
//! serde gives the types, `toml` the spans. Unknown keys are gathered by `serde_ignored`, so that all of them are
//! told at once, and the key that was meant is looked up in the JSON Schema of the type, which is the one place
//! where the known keys stand.

use super::wording;
use crate::both;
use crate::lang::Localized;
use crate::text::Span;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{self, DeserializeOwned, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

/// A TOML table with the place of everything in it.
pub type Table<'t> = Spanned<DeTable<'t>>;

/// Something wrong in a TOML file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The key or value that is wrong.
    pub span: Span,
    /// What is wrong.
    pub message: Localized,
    /// What was likely meant.
    pub help: Vec<Localized>,
    /// A warning does not keep the rule from running.
    pub warning: bool,
}

impl Problem {
    /// An error at a place of the TOML file.
    #[must_use]
    pub fn new(span: impl Into<Place>, message: Localized) -> Self {
        Self { span: span.into().0, message, help: Vec::new(), warning: false }
    }

    /// With a suggestion.
    #[must_use]
    pub fn with_help(mut self, help: Localized) -> Self {
        self.help.push(help);
        self
    }

    /// The same, for something that does not keep the rule from running.
    #[must_use]
    pub fn as_warning(mut self) -> Self {
        self.warning = true;
        self
    }
}

/// A place in a TOML file: a [`Span`] or a range as `toml` gives it.
#[derive(Clone, Copy, Debug)]
pub struct Place(Span);

impl From<Span> for Place {
    fn from(span: Span) -> Self {
        Self(span)
    }
}

impl From<std::ops::Range<usize>> for Place {
    fn from(range: std::ops::Range<usize>) -> Self {
        Self(Span::from_range(range))
    }
}

/// Parses a TOML text into a table; every error of syntax is a problem.
pub fn parse_toml<'t>(text: &'t str, problems: &mut Vec<Problem>) -> Option<Table<'t>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let failed = !errors.is_empty();
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        problems.push(Problem::new(span, wording::of_syntax(error.message())));
    }
    (!failed).then_some(table)
}

/// Reads a value as `T`. Unknown keys and wrong types become problems; unknown keys do not keep the value from
/// being read, but are errors all the same.
pub fn read<T: DeserializeOwned + JsonSchema>(value: Spanned<DeValue<'_>>, problems: &mut Vec<Problem>) -> Option<T> {
    let whole = value.span();
    let mut places = BTreeMap::new();
    note_places(&mut places, "", value.get_ref());
    let mut unknown: Vec<String> = Vec::new();
    let result = serde_ignored::deserialize(ValueDeserializer::from(value), |path| unknown.push(path.to_string()));
    for path in unknown {
        let span = places.get(&path).cloned().unwrap_or_else(|| whole.clone());
        let key = path.rsplit('.').next().unwrap_or(&path).to_owned();
        let parent = path.rsplit_once('.').map_or("", |(parent, _)| parent);
        let known = keys_at(&schemars::schema_for!(T), parent);
        problems.push(unknown_key(span, &key, known.iter().map(String::as_str)));
    }
    match result {
        Ok(value) => Some(value),
        Err(error) => {
            let problem = Problem::new(error.span().unwrap_or(whole), wording::of_value(error.message()));
            problems.push(match meant_value(error.message()) {
                Some(meant) => problem.with_help(both!("是不是 `{meant}`？", "did you mean `{meant}`?")),
                None => problem,
            });
            None
        }
    }
}

/// The problem of a key that is not known, with the known one it is most like.
pub fn unknown_key<'k>(span: std::ops::Range<usize>, key: &str, known: impl Iterator<Item = &'k str>) -> Problem {
    let known: Vec<&str> = known.collect();
    let problem = Problem::new(span, both!("未知的键 `{key}`", "unknown key `{key}`"));
    match nearest(key, known.iter().copied()) {
        Some(meant) => problem.with_help(both!("是不是 `{meant}`？", "did you mean `{meant}`?")),
        None if known.is_empty() => problem,
        None => {
            let list = known.join(", ");
            problem.with_help(both!("可用的键：{list}", "known keys: {list}"))
        }
    }
}

/// The name most like `word`, where one is close enough to be what was meant.
pub fn nearest<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    let allowed = (word.chars().count() / 3).max(1);
    known
        .map(|name| (strsim::damerau_levenshtein(&word.to_lowercase(), &name.to_lowercase()), name))
        .filter(|&(distance, name)| distance <= allowed || (word.len() > 3 && name.contains(word)))
        .min()
        .map(|(_, name)| name)
}

/// Where each key of a TOML text stands, by its dotted path; entries of a list by their number. Empty where it is no
/// TOML.
#[must_use]
pub fn places(text: &str) -> BTreeMap<String, std::ops::Range<usize>> {
    let mut places = BTreeMap::new();
    if let Some(table) = parse_toml(text, &mut Vec::new()) {
        note_places(&mut places, "", &DeValue::Table(table.into_inner()));
    }
    places
}

/// Where each key stands, by its dotted path.
fn note_places(places: &mut BTreeMap<String, std::ops::Range<usize>>, at: &str, value: &DeValue<'_>) {
    let join = |name: &dyn fmt::Display| if at.is_empty() { name.to_string() } else { format!("{at}.{name}") };
    match value {
        DeValue::Table(table) => {
            for (key, value) in table {
                let path = join(key.get_ref());
                places.insert(path.clone(), key.span());
                note_places(places, &path, value.get_ref());
            }
        }
        DeValue::Array(values) => {
            for (i, value) in values.iter().enumerate() {
                note_places(places, &join(&i), value.get_ref());
            }
        }
        _ => {}
    }
}

/// The keys that the schema knows at a dotted path.
fn keys_at(root: &Schema, path: &str) -> Vec<String> {
    let mut at = root.as_value();
    for step in path.split('.').filter(|s| !s.is_empty()) {
        let step_into = resolve(root, at);
        let next = step_into
            .pointer(&format!("/properties/{step}"))
            .or_else(|| step_into.get("items"))
            .or_else(|| step_into.get("additionalProperties"));
        let Some(next) = next else { return Vec::new() };
        at = next;
    }
    resolve(root, at).get("properties").and_then(|p| p.as_object()).map(|p| p.keys().cloned().collect()).unwrap_or_default()
}

/// Follows `$ref`, and the non-null branch of an optional.
fn resolve<'s>(root: &'s Schema, mut at: &'s serde_json::Value) -> &'s serde_json::Value {
    for _ in 0..8 {
        let target = at.get("$ref").and_then(|r| r.as_str()).and_then(|r| root.as_value().pointer(r.trim_start_matches('#')));
        let branches = at.get("anyOf").and_then(|a| a.as_array());
        let branch = || branches.and_then(|a| a.iter().find(|b| b.get("properties").is_some() || b.get("$ref").is_some()));
        match target.or_else(branch) {
            Some(next) => at = next,
            None => break,
        }
    }
    at
}

/// The value that was meant where serde says "unknown variant `x`, expected one of `a`, `b`".
fn meant_value(message: &str) -> Option<String> {
    let mut quoted = message.strip_prefix("unknown variant ")?.split('`').skip(1).step_by(2);
    let wrong = quoted.next()?;
    nearest(wrong, quoted).map(str::to_owned)
}

/// A value with its place in the TOML file; what `toml::Spanned` is, with a schema.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
pub struct At<T: DeserializeOwned>(#[serde(bound = "")] Spanned<T>);

impl<T: DeserializeOwned> At<T> {
    /// A value with its place, where it comes from another sort of file.
    pub fn placed(value: T, place: std::ops::Range<usize>) -> Self {
        Self(Spanned::new(place, value))
    }

    /// The value.
    pub fn get(&self) -> &T {
        self.0.get_ref()
    }

    /// Its place.
    pub fn span(&self) -> std::ops::Range<usize> {
        self.0.span()
    }
}

impl<T: DeserializeOwned + Serialize> Serialize for At<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.get().serialize(serializer)
    }
}

impl<T: DeserializeOwned + JsonSchema> JsonSchema for At<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }
    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

/// A text for both languages: `"…"` for either, or `{ zh = "…", en = "…" }`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Both {
    /// The Chinese wording.
    pub zh: String,
    /// The English wording.
    pub en: String,
}

impl From<Both> for Localized {
    fn from(both: Both) -> Self {
        Self::new(both.zh, both.en)
    }
}

impl<'de> Deserialize<'de> for Both {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct BothVisitor;
        impl<'de> Visitor<'de> for BothVisitor {
            type Value = Both;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string, or a table with `zh` and `en`")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Both, E> {
                Ok(Both { zh: text.to_owned(), en: text.to_owned() })
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Both, A::Error> {
                #[derive(Deserialize)]
                struct Pair {
                    zh: String,
                    en: String,
                }
                let Pair { zh, en } = Pair::deserialize(de::value::MapAccessDeserializer::new(map))?;
                Ok(Both { zh, en })
            }
        }
        deserializer.deserialize_any(BothVisitor)
    }
}

impl JsonSchema for Both {
    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({
            "anyOf": [
                { "type": "string" },
                {
                    "type": "object",
                    "properties": { "zh": { "type": "string" }, "en": { "type": "string" } },
                    "required": ["zh", "en"],
                    "additionalProperties": false
                }
            ]
        })
    }
}
