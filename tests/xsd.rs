//! As much of XML Schema as the schemas of JUnit and Checkstyle use: elements by reference, sequences with bounds, attributes
//! of a few types, mixed content. What it does not know makes it panic, so that nothing is passed over.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;
use std::path::Path;

/// An element of a document: name, attributes, children, and whether there is text between them.
#[derive(Debug)]
struct Node {
    name: String,
    attributes: BTreeMap<String, String>,
    children: Vec<Node>,
    text: bool,
}

fn parse(xml: &str) -> Result<Node, String> {
    let mut reader = Reader::from_str(xml);
    let mut open: Vec<Node> = vec![node(&BytesStart::new("root"))?];
    loop {
        match reader.read_event().map_err(|e| e.to_string())? {
            Event::Start(start) => open.push(node(&start)?),
            Event::Empty(start) => {
                let child = node(&start)?;
                open.last_mut().unwrap().children.push(child);
            }
            Event::End(_) => {
                let done = open.pop().unwrap();
                open.last_mut().ok_or("too many ends")?.children.push(done);
            }
            Event::Text(text) => open.last_mut().unwrap().text |= !text.decode().map_err(|e| e.to_string())?.trim().is_empty(),
            Event::GeneralRef(_) => open.last_mut().unwrap().text = true,
            Event::Eof => break,
            Event::Decl(_) | Event::Comment(_) => {}
            other => return Err(format!("unexpected {other:?}")),
        }
    }
    match (open.len(), open.pop()) {
        (1, Some(mut root)) if root.children.len() == 1 && !root.text => Ok(root.children.remove(0)),
        _ => Err("one root element is needed".to_owned()),
    }
}

fn node(start: &BytesStart<'_>) -> Result<Node, String> {
    let mut attributes = BTreeMap::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|e| e.to_string())?;
        let value = attribute.unescape_value().map_err(|e| e.to_string())?;
        attributes.insert(String::from_utf8(attribute.key.as_ref().to_vec()).unwrap(), value.into_owned());
    }
    let name = String::from_utf8(start.name().as_ref().to_vec()).unwrap();
    Ok(Node { name, attributes, children: Vec::new(), text: false })
}

/// The values of this attribute of all elements of this name.
pub fn attributes(xml: &str, element: &str, attribute: &str) -> Vec<String> {
    fn walk(node: &Node, element: &str, attribute: &str, out: &mut Vec<String>) {
        if node.name == element {
            out.extend(node.attributes.get(attribute).cloned());
        }
        node.children.iter().for_each(|child| walk(child, element, attribute, out));
    }
    let mut out = Vec::new();
    walk(&parse(xml).unwrap(), element, attribute, &mut out);
    out
}

/// What an element may hold.
#[derive(Default)]
struct Declared {
    text: bool,
    /// Name, least, most.
    sequence: Vec<(String, usize, usize)>,
    /// Name, whether it is required, what may stand there.
    attributes: BTreeMap<String, (bool, Value)>,
}

/// What may stand in an attribute.
enum Value {
    Text,
    Positive,
    OneOf(Vec<String>),
}

impl Value {
    fn holds(&self, written: &str) -> bool {
        match self {
            Self::Text => true,
            Self::Positive => written.parse::<u64>().is_ok_and(|n| n > 0),
            Self::OneOf(values) => values.iter().any(|v| v == written),
        }
    }
}

pub struct Schema {
    root: &'static str,
    elements: BTreeMap<String, Declared>,
}

impl Schema {
    /// Reads a schema of documents with this root.
    pub fn load(path: &Path, name: &'static str) -> Self {
        let root = parse(&std::fs::read_to_string(path).unwrap()).unwrap();
        assert_eq!(root.name, "xs:schema");
        let elements = root.children.iter().map(|e| (e.attributes["name"].clone(), declared(e))).collect();
        Self { root: name, elements }
    }

    /// What is wrong with a document.
    pub fn errors(&self, xml: &str) -> Vec<String> {
        let mut errors = Vec::new();
        match parse(xml) {
            Ok(root) if root.name == self.root => self.check(&root, &mut errors),
            Ok(root) => errors.push(format!("the root is {}", root.name)),
            Err(error) => errors.push(error),
        }
        errors
    }

    fn check(&self, node: &Node, errors: &mut Vec<String>) {
        let Some(declared) = self.elements.get(&node.name) else { return errors.push(format!("no element is called {}", node.name)) };
        if node.text && !declared.text {
            errors.push(format!("text in {}", node.name));
        }
        errors
            .extend(node.attributes.keys().filter(|k| !declared.attributes.contains_key(*k)).map(|k| format!("{} has no {k}", node.name)));
        let missing = declared.attributes.iter().filter(|(name, (required, _))| *required && !node.attributes.contains_key(*name));
        errors.extend(missing.map(|(name, _)| format!("{} lacks {name}", node.name)));
        for (name, written) in &node.attributes {
            if declared.attributes.get(name).is_some_and(|(_, value)| !value.holds(written)) {
                errors.push(format!("{} has {name} = {written}", node.name));
            }
        }
        let mut rest = node.children.iter().peekable();
        for (name, least, most) in &declared.sequence {
            let mut count = 0;
            while count < *most && rest.next_if(|c| c.name == *name).is_some() {
                count += 1;
            }
            if count < *least {
                errors.push(format!("{} lacks {name}", node.name));
            }
        }
        errors.extend(rest.map(|c| format!("{} does not belong there in {}", c.name, node.name)));
        node.children.iter().for_each(|child| self.check(child, errors));
    }
}

fn declared(element: &Node) -> Declared {
    assert_eq!(element.name, "xs:element");
    let Some(complex) = element.children.first() else {
        assert_eq!(element.attributes["type"], "xs:string");
        return Declared { text: true, ..Declared::default() };
    };
    assert_eq!((complex.name.as_str(), element.children.len()), ("xs:complexType", 1));
    let mut declared = Declared { text: complex.attributes.get("mixed").is_some_and(|m| m == "true"), ..Declared::default() };
    for child in &complex.children {
        match child.name.as_str() {
            "xs:attribute" => {
                let required = child.attributes.get("use").is_some_and(|u| u == "required");
                declared.attributes.insert(child.attributes["name"].clone(), (required, value(child)));
            }
            "xs:sequence" => declared.sequence.extend(child.children.iter().map(|e| {
                let bound = |key: &str| e.attributes.get(key).map_or(1, |n| if n == "unbounded" { usize::MAX } else { n.parse().unwrap() });
                (e.attributes["ref"].clone(), bound("minOccurs"), bound("maxOccurs"))
            })),
            other => panic!("{other} is not known here"),
        }
    }
    declared
}

/// The type of an attribute.
fn value(attribute: &Node) -> Value {
    match attribute.attributes.get("type").map(String::as_str) {
        Some("xs:string") => Value::Text,
        Some("xs:positiveInteger") => Value::Positive,
        None => {
            let [simple] = &attribute.children[..] else { panic!("{attribute:?}") };
            let [restriction] = &simple.children[..] else { panic!("{simple:?}") };
            assert_eq!((simple.name.as_str(), restriction.name.as_str()), ("xs:simpleType", "xs:restriction"));
            assert!(restriction.children.iter().all(|c| c.name == "xs:enumeration"));
            Value::OneOf(restriction.children.iter().map(|c| c.attributes["value"].clone()).collect())
        }
        Some(other) => panic!("{other} is not known here"),
    }
}
