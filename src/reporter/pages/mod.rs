//! Reference pages in Markdown: a page a rule, a page a kind, the keys of a rule file and of `kanwu.toml`.
//!
//! Everything on them is taken from the registries, the schemas and the rule files, so that they can't say anything that
//! is not so. `kanwu rules docs` writes them, and the book is made of them.

mod kind;
mod markdown;
mod rule;

use crate::engine::{Rule, RuleSet};
use crate::kind::KINDS;
use crate::lang::Lang;
use std::collections::BTreeMap;

/// A page: its path from the folder of all pages, with `/`, its title, and its Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Where it goes.
    pub path: String,
    /// Its title, without markup.
    pub title: String,
    /// Its text.
    pub text: String,
}

/// All pages, an index first, then the kinds in the order of the registry, the keys, and the rules by family and id.
/// `texts` are the rule files by path.
#[must_use]
pub fn pages(set: &RuleSet, texts: &BTreeMap<String, String>, lang: Lang) -> Vec<Page> {
    let mut pages = vec![kind::index(lang)];
    pages.extend(KINDS.iter().map(|kind| kind::page(*kind, &set.rules, lang)));
    pages.push(kind::rule_keys(lang));
    pages.push(kind::config_keys(lang));
    pages.push(rule::index(&set.rules, lang));
    for rule in by_family(&set.rules) {
        pages.push(rule::page(rule, texts.get(&*rule.file).map(String::as_str), lang));
    }
    pages
}

/// The rules by family and id.
fn by_family(rules: &[Rule]) -> Vec<&Rule> {
    let mut rules: Vec<&Rule> = rules.iter().collect();
    rules.sort_by(|a, b| (a.family(), &a.id).cmp(&(b.family(), &b.id)));
    rules
}

fn say(lang: Lang, zh: &'static str, en: &'static str) -> &'static str {
    if lang == Lang::Zh { zh } else { en }
}
