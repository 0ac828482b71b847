//! The two languages kanwu speaks, and text that exists in both.
//!
//! Everything a user reads is carried as [`Localized`] until a reporter picks the language, so that one
//! run can be rendered in either and nothing depends on the language but the rendering.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// A language of the user interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Chinese, simplified script.
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The language for a POSIX locale name such as `zh_CN.UTF-8`; English for anything that is not Chinese.
    #[must_use]
    pub fn from_locale(locale: &str) -> Self {
        if locale.get(..2).is_some_and(|l| l.eq_ignore_ascii_case("zh")) { Self::Zh } else { Self::En }
    }
}

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Localized {
    /// The Chinese wording.
    pub zh: Cow<'static, str>,
    /// The English wording.
    pub en: Cow<'static, str>,
}

impl Localized {
    /// A text known at compile time.
    #[must_use]
    pub const fn fixed(zh: &'static str, en: &'static str) -> Self {
        Self { zh: Cow::Borrowed(zh), en: Cow::Borrowed(en) }
    }

    /// A text made at run time.
    #[must_use]
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: Cow::Owned(zh.into()), en: Cow::Owned(en.into()) }
    }

    /// One wording that stands for both languages, as a quoted passage or a name does.
    #[must_use]
    pub fn same(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { zh: Cow::Owned(text.clone()), en: Cow::Owned(text) }
    }

    /// The wording in `lang`.
    #[must_use]
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }

    /// True when neither language has a wording.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.zh.is_empty() && self.en.is_empty()
    }
}

impl fmt::Display for Localized {
    /// Writes the English wording; reporters pick the language with [`Localized::in_lang`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en)
    }
}

/// Makes a [`Localized`] from two format strings over the same arguments: `both!("{n} 条", "{n} items")`.
#[macro_export]
macro_rules! both {
    ($zh:literal, $en:literal $(, $($arg:tt)*)?) => {
        $crate::lang::Localized::new(format!($zh $(, $($arg)*)?), format!($en $(, $($arg)*)?))
    };
}
