//! Units of measure and counting words.
//!
//! They are data: the built-in table is `units.toml`, and a user may add a table of the same form ([`Units::with`]).
//! Conversions are exact rationals, so 1.39万亿斤 and 69500万吨 can be compared without rounding.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use serde::Deserialize;

use super::Rational;
use super::by_character::{self, ByCharacter};
use super::cursor::Cursor;

/// What kind of unit it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// Something measured: 吨, 公里, 千瓦时.
    #[default]
    Measure,
    /// A sum of money.
    Money,
    /// Whole things, counted: 家, 人, 次.
    Count,
    /// A length of time.
    Duration,
    /// A ratio, whose value is a plain number: %, ‰, 成, 倍.
    Ratio,
    /// A difference of two ratios: 个百分点.
    Points,
}

/// One unit of the table.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct UnitDefinition {
    /// Its name: the first of the ways to write it.
    pub name: Box<str>,
    /// What it measures: `mass`, `CNY`, `count`, `ratio`, …
    pub dimension: Box<str>,
    /// What kind of unit it is.
    pub class: Class,
    /// Its size in the base unit of the dimension.
    pub factor: Rational,
    /// Whether a whole number of it is exact.
    pub counted: bool,
    /// What a count counts, where the word tells: 人 for 名 and 位.
    pub of: Option<Box<str>>,
}

/// The unit of a figure, such as 元, 人次 or 元/吨.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Unit {
    /// The unit itself.
    pub base: &'static UnitDefinition,
    /// The unit that it is divided by: 吨 in 元/吨.
    pub per: Option<&'static UnitDefinition>,
}

impl Unit {
    /// What it measures.
    #[must_use]
    pub fn dimension(&self) -> Dimension {
        Dimension { of: &self.base.dimension, per: self.per.map(|per| &*per.dimension) }
    }

    /// Its size in the base units of its dimension.
    #[must_use]
    pub fn factor(&self) -> Rational {
        match self.per {
            None => self.base.factor.clone(),
            Some(per) => self.base.factor.divided_by(&per.factor).unwrap_or_else(|| self.base.factor.clone()),
        }
    }
}

/// What a unit measures. Only figures of one dimension can be added or compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Dimension {
    /// The name of the dimension in the unit table.
    pub of: &'static str,
    /// The dimension that it is divided by.
    pub per: Option<&'static str>,
}

impl std::fmt::Display for Dimension {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.per {
            None => formatter.write_str(self.of),
            Some(per) => write!(formatter, "{}/{per}", self.of),
        }
    }
}

/// All units that a reader knows.
#[derive(Debug, Clone)]
pub struct Units {
    by_first: ByCharacter<Vec<Entry>>,
    not_before: HashMap<Box<str>, Box<str>>,
    yet_before: HashMap<Box<str>, Box<[Box<str>]>>,
}

/// One way to write a unit.
#[derive(Debug, Clone)]
struct Entry {
    name: Box<str>,
    definition: &'static UnitDefinition,
    /// Characters that make it part of another word when they follow.
    not_before: Box<str>,
    /// Words that begin with one of these characters, and before which it is a unit all the same.
    yet_before: Box<[Box<str>]>,
}

/// A unit table that can't be used.
#[derive(Debug, thiserror::Error)]
pub enum UnitError {
    /// The table is not TOML of the expected form.
    #[error(transparent)]
    Form(#[from] toml::de::Error),
    /// A unit has no name.
    #[error("a unit of the dimension `{0}` has no name")]
    Nameless(String),
    /// A factor is not an exact positive number.
    #[error("the factor `{factor}` of `{name}` is not a positive number such as 1000, 1/2 or 0.3048")]
    Factor {
        /// The unit.
        name: String,
        /// The factor as written.
        factor: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(default)]
    unit: Vec<Row>,
    #[serde(default)]
    classifiers: Vec<Classifiers>,
    #[serde(default)]
    not_before: HashMap<String, String>,
    #[serde(default)]
    yet_before: HashMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    names: Vec<String>,
    dimension: String,
    #[serde(default)]
    class: Class,
    factor: Option<String>,
    #[serde(default)]
    counted: bool,
    of: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Classifiers {
    names: Vec<String>,
}

impl Units {
    fn empty() -> Self {
        Self { by_first: ByCharacter::default(), not_before: HashMap::new(), yet_before: HashMap::new() }
    }

    /// The built-in units.
    #[must_use]
    pub fn builtin() -> &'static Self {
        static BUILTIN: LazyLock<Units> = LazyLock::new(|| {
            let empty = Units::empty();
            // A test reads the built-in table, so that a mistake in it can't ship.
            empty.with(include_str!("units.toml")).unwrap_or(empty)
        });
        &BUILTIN
    }

    /// These units and those of another table; a name that both have means the new one.
    ///
    /// # Errors
    ///
    /// When the table is not of the form that the head of `units.toml` describes.
    pub fn with(&self, table: &str) -> Result<Self, UnitError> {
        let table: Table = toml::from_str(table)?;
        let mut units = self.clone();
        units.not_before.extend(table.not_before.into_iter().map(|(name, next)| (name.into(), next.into())));
        let boxed = |words: Vec<String>| words.into_iter().map(Into::into).collect();
        units.yet_before.extend(table.yet_before.into_iter().map(|(name, words)| (name.into(), boxed(words))));
        for row in table.unit {
            units.add(row)?;
        }
        for name in table.classifiers.into_iter().flat_map(|list| list.names) {
            let (names, dimension) = (vec![name], String::from("count"));
            units.add(Row { names, dimension, class: Class::Count, factor: None, counted: true, of: None })?;
        }
        Ok(units)
    }

    /// The unit of this name, or of another way to write it.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&'static UnitDefinition> {
        let entries = self.by_first.get(&by_character::one(name.chars().next()?))?;
        entries.iter().find(|entry| *entry.name == *name).map(|entry| entry.definition)
    }

    /// The class of the units of this dimension.
    #[must_use]
    pub fn class_of(&self, dimension: &str) -> Option<Class> {
        let mut classes = self.by_first.values().flatten().filter(|e| *e.definition.dimension == *dimension).map(|e| e.definition.class);
        let first = classes.next()?;
        classes.all(|class| class == first).then_some(first)
    }

    /// Every way to write a unit, sorted.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.by_first.values().flatten().map(|entry| &*entry.name).collect();
        names.sort_unstable();
        names
    }

    /// What the units measure, sorted.
    #[must_use]
    pub fn dimensions(&self) -> Vec<&'static str> {
        let mut dimensions: Vec<&str> = self.by_first.values().flatten().map(|entry| &*entry.definition.dimension).collect();
        dimensions.sort_unstable();
        dimensions.dedup();
        dimensions
    }

    fn add(&mut self, row: Row) -> Result<(), UnitError> {
        let Some(name) = row.names.first().filter(|name| !name.is_empty()) else {
            return Err(UnitError::Nameless(row.dimension));
        };
        let factor = row.factor.as_deref().unwrap_or("1");
        let wrong = || UnitError::Factor { name: name.clone(), factor: factor.to_owned() };
        let factor = factor.parse::<Rational>().ok().filter(|factor| *factor > Rational::ZERO).ok_or_else(wrong)?;
        let definition = intern(UnitDefinition {
            name: name.as_str().into(),
            dimension: row.dimension.into(),
            class: row.class,
            factor,
            counted: row.counted || row.class == Class::Count,
            of: row.of.map(Into::into),
        });
        for name in row.names {
            let Some(first) = name.chars().next() else {
                continue;
            };
            let not_before = self.not_before.get(name.as_str()).cloned().unwrap_or_default();
            let yet_before = self.yet_before.get(name.as_str()).cloned().unwrap_or_default();
            let names = self.by_first.entry(by_character::one(first)).or_default();
            names.retain(|known| *known.name != *name);
            names.push(Entry { name: name.into(), definition, not_before, yet_before });
            names.sort_by(|a, b| b.name.len().cmp(&a.name.len()).then_with(|| a.name.cmp(&b.name)));
        }
        Ok(())
    }

    /// The longest unit written at `position`, and the offset after it.
    pub(super) fn at(&self, text: Cursor<'_>, position: usize) -> Option<(&'static UnitDefinition, usize)> {
        let first = text.peek(position)?;
        self.by_first.get(&by_character::one(first))?.iter().find_map(|Entry { name, definition, not_before, yet_before }| {
            let wide = || (first == '%').then(|| text.next(position).map(|next| next.1)).flatten();
            let end = text.eat_word(position, name).or_else(wide)?;
            let next = text.peek(end);
            // A Latin unit ends where the letters end: 5kg, but not 5kgb.
            let latin = name.bytes().last().is_some_and(|byte| byte.is_ascii_alphabetic());
            let goes_on = latin && next.is_some_and(|next| next.is_ascii_alphanumeric());
            let yet = || yet_before.iter().any(|word| text.starts_with(end, word));
            let other_word = next.is_some_and(|next| not_before.contains(next)) && !yet();
            (!goes_on && !other_word).then_some((*definition, end))
        })
    }
}

/// The one copy of a definition that lives as long as the program.
///
/// Reading the same table again adds nothing, so a long-running server does not grow.
fn intern(definition: UnitDefinition) -> &'static UnitDefinition {
    static KNOWN: Mutex<Vec<&'static UnitDefinition>> = Mutex::new(Vec::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(found) = known.iter().find(|found| ***found == definition) {
        return found;
    }
    let fresh: &'static UnitDefinition = Box::leak(Box::new(definition));
    known.push(fresh);
    fresh
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(name: &str) -> &'static UnitDefinition {
        let (unit, end) = Units::builtin().at(Cursor::new(name), 0).expect(name);
        assert_eq!(end, name.len(), "{name}");
        unit
    }

    #[test]
    fn the_built_in_table_is_sound() {
        let empty = Units::empty();
        empty.with(include_str!("units.toml")).expect("built-in units");
    }

    #[test]
    fn conversions_are_exact() {
        for (large, small, times) in [("公顷", "亩", "15"), ("吨", "斤", "2000"), ("公里", "里", "2"), ("平方公里", "亩", "1500")]
        {
            let (large, small) = (unit(large), unit(small));
            assert_eq!(large.dimension, small.dimension);
            assert_eq!(large.factor.divided_by(&small.factor), times.parse().ok());
        }
    }

    #[test]
    fn a_table_can_be_extended_and_bad_factors_are_refused() {
        let table = "[[unit]]\nnames = [\"担\"]\ndimension = \"mass\"\nfactor = \"50\"\n";
        let units = Units::builtin().with(table).expect("one unit");
        assert!(units.at(Cursor::new("担"), 0).is_some());
        for factor in ["0", "-1", "1/0", "x"] {
            let table = table.replace("50", factor);
            assert!(matches!(Units::builtin().with(&table), Err(UnitError::Factor { .. })), "{factor}");
        }
    }

    #[test]
    fn the_longest_name_wins() {
        assert_eq!(&*unit("人次").name, "人次");
        assert_eq!(&*unit("平方公里").name, "平方公里");
    }
}
