//! What the XML formats share: text that XML can hold, and attributes that keep their line ends.

use crate::text::visible::visible_char;
use quick_xml::escape::escape;
use quick_xml::events::BytesStart;
use quick_xml::events::attributes::Attribute;

/// An element with these attributes.
pub(super) fn element<'a>(name: &'a str, attributes: &[(&'a str, String)]) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (key, value) in attributes {
        // a parser turns a bare line end in an attribute into a space
        let value = escape(characters(value)).replace('\t', "&#9;").replace('\n', "&#10;").replace('\r', "&#13;");
        start.push_attribute(Attribute::from((key.as_bytes(), value.as_bytes())));
    }
    start
}

/// `text` with a stand-in for each character that XML can't hold or that a terminal would obey.
pub(super) fn characters(text: &str) -> String {
    text.chars().map(|c| if matches!(c, '\u{FFFE}' | '\u{FFFF}') { '\u{FFFD}' } else { visible_char(c) }).collect()
}
