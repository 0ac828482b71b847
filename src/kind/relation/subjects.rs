//! The subjects of the facts of a document as rules compare them, made once for all rules that compare alike.

use super::subject::normal;
use crate::figure::Fact;
use foldhash::{HashMap, HashMapExt};
use std::rc::Rc;

/// The subjects of facts, with equivalent names made one.
#[derive(Debug)]
pub(in crate::kind) struct Subjects {
    names: Vec<String>,
    facts: HashMap<String, Vec<usize>>,
}

impl Subjects {
    fn of(facts: &[Fact], equivalent: &[Vec<String>]) -> Self {
        let name = |fact: &Fact| fact.subject.as_ref().map(|s| normal(&s.text, equivalent)).unwrap_or_default();
        let names: Vec<String> = facts.iter().map(name).collect();
        let mut facts: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, name) in names.iter().enumerate() {
            match facts.get_mut(name) {
                Some(list) => list.push(index),
                None => {
                    facts.insert(name.clone(), vec![index]);
                }
            }
        }
        Self { names, facts }
    }

    /// The subject of a fact; empty where it has none.
    pub(super) fn name(&self, fact: usize) -> Option<&str> {
        self.names.get(fact).map(String::as_str)
    }

    /// The facts of a subject, in text order.
    pub(super) fn facts(&self, name: &str) -> &[usize] {
        self.facts.get(name).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The subjects of one document for every list of equivalent names that was asked for.
#[derive(Debug, Default)]
pub(in crate::kind) struct KnownSubjects(Vec<(Vec<Vec<String>>, Rc<Subjects>)>);

impl KnownSubjects {
    /// The subjects of `facts`, which are the same at every call.
    pub(in crate::kind) fn by(&mut self, equivalent: &[Vec<String>], facts: &[Fact]) -> Rc<Subjects> {
        if let Some((_, known)) = self.0.iter().find(|(names, _)| names == equivalent) {
            return known.clone();
        }
        let made = Rc::new(Subjects::of(facts, equivalent));
        self.0.push((equivalent.to_vec(), made.clone()));
        made
    }
}
