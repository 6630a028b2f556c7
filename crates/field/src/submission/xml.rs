//! Reading a filled-in form: a small tree of names and texts, within limits.

use ground::{Problem, Result};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// The deepest nesting; our own forms need four.
const DEEPEST: usize = 16;

/// The most elements; a household of sixty members has about five thousand.
const MOST: usize = 50_000;

/// One element.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Element {
    /// Its name without prefix.
    pub(super) name: String,
    /// `id` and `version` of the top element.
    pub(super) id: String,
    pub(super) version: String,
    pub(super) text: String,
    pub(super) children: Vec<Element>,
}

impl Element {
    /// The first child of this name.
    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The text of the element below this one at `path`; `None` when it is blank or not there.
    pub(super) fn said(&self, path: &[&str]) -> Option<&str> {
        let found = path.iter().try_fold(self, |element, name| element.child(name))?;
        Some(found.text.trim()).filter(|text| !text.is_empty())
    }
}

/// Reads XML. There are no document types and no entities but XML's own five, so nothing can grow.
///
/// # Errors
/// `field.submission.doctype`, `field.submission.deep`, `field.submission.unreadable`.
pub(super) fn read(bytes: &[u8]) -> Result<Element> {
    let text = std::str::from_utf8(bytes).map_err(unreadable)?;
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut open: Vec<Element> = Vec::new();
    let mut seen = 0;
    loop {
        match reader.read_event().map_err(unreadable)? {
            Event::Start(start) => {
                seen += 1;
                if open.len() >= DEEPEST || seen > MOST {
                    return Err(Problem::invalid("field.submission.deep"));
                }
                open.push(element(&start)?);
            }
            Event::Empty(start) => {
                seen += 1;
                if seen > MOST {
                    return Err(Problem::invalid("field.submission.deep"));
                }
                let element = element(&start)?;
                match open.last_mut() {
                    Some(parent) => parent.children.push(element),
                    None => return Ok(element),
                }
            }
            Event::End(_) => {
                let Some(done) = open.pop() else { return Err(unreadable("an end too many")) };
                match open.last_mut() {
                    Some(parent) => parent.children.push(done),
                    None => return Ok(done),
                }
            }
            Event::Text(text) => {
                if let Some(element) = open.last_mut() {
                    element.text.push_str(&text);
                }
            }
            Event::CData(text) => {
                if let Some(element) = open.last_mut() {
                    element.text.push_str(&text);
                }
            }
            Event::GeneralRef(reference) => {
                let c = match reference.resolve_char_ref().map_err(unreadable)? {
                    Some(c) => c,
                    None => match &*reference {
                        "lt" => '<',
                        "gt" => '>',
                        "amp" => '&',
                        "apos" => '\'',
                        "quot" => '"',
                        _ => return Err(Problem::invalid("field.submission.doctype")),
                    },
                };
                if let Some(element) = open.last_mut() {
                    element.text.push(c);
                }
            }
            Event::DocType(_) => return Err(Problem::invalid("field.submission.doctype")),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            Event::Eof => return Err(unreadable("it ends too early")),
        }
    }
}

fn element(start: &BytesStart<'_>) -> Result<Element> {
    let mut element =
        Element { name: start.local_name().as_ref().to_owned(), ..Element::default() };
    for attribute in start.attributes() {
        let attribute = attribute.map_err(unreadable)?;
        match attribute.key.as_ref() {
            "id" => element.id = attribute.value.into_owned(),
            "version" => element.version = attribute.value.into_owned(),
            _ => {}
        }
    }
    Ok(element)
}

fn unreadable(cause: impl std::fmt::Display) -> Problem {
    Problem::invalid("field.submission.unreadable").because(cause)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filled_in_form_is_a_tree() {
        let read = read("<?xml version='1.0'?><data id=\"a\" version='2'><x:b xmlns:x='u'>Đinh &amp; L&#234;</x:b><c/></data>".as_bytes()).unwrap();
        assert_eq!((read.id.as_str(), read.version.as_str()), ("a", "2"));
        assert_eq!((read.said(&["b"]), read.said(&["c"])), (Some("Đinh & Lê"), None));
    }

    #[test]
    fn bombs_and_halves_are_refused() {
        let bomb = "<!DOCTYPE d [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><data>&b;</data>";
        assert_eq!(read(bomb.as_bytes()).unwrap_err().code, "field.submission.doctype");
        assert_eq!(read(b"<data>&b;</data>").unwrap_err().code, "field.submission.doctype");
        let deep = "<a>".repeat(20);
        assert_eq!(read(deep.as_bytes()).unwrap_err().code, "field.submission.deep");
        for half in ["", "<data>", "<data><a></data>", "no form", "<data a=>"] {
            assert_eq!(
                read(half.as_bytes()).unwrap_err().code,
                "field.submission.unreadable",
                "{half}"
            );
        }
    }
}
