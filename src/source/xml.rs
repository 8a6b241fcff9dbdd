//! A small tree of an XML file: elements, their attributes and text, and where they stand.
//!
//! Nothing outside the file is ever opened, and entities of the file's own, with which a few lines can swell to
//! gigabytes, are refused.

use super::File;
use crate::error::{Error, ErrorKind};
use quick_xml::Reader;
use quick_xml::errors::SyntaxError;
use quick_xml::events::{BytesStart, Event};
use std::ops::Range;

/// How deep elements may lie in one another.
const DEEPEST: usize = 128;

/// The first tag of a text.
pub(super) struct Root<'t> {
    pub name: &'t str,
}

impl<'t> Root<'t> {
    /// Finds it, past the declaration, the document type and comments.
    pub(super) fn of(text: &'t str) -> Option<Self> {
        let mut rest = text.trim_start();
        loop {
            let inside = rest.strip_prefix('<')?;
            let end = if inside.starts_with("!--") { "-->" } else { ">" };
            if inside.starts_with(['?', '!']) {
                // an HTML page tells what it is before its root
                if inside.get(..13).is_some_and(|doctype| doctype.eq_ignore_ascii_case("!doctype html")) {
                    return Some(Self { name: "html" });
                }
                let open = inside.find('[').filter(|open| inside.find('>').is_some_and(|close| *open < close));
                let end = if open.is_some() && inside.starts_with("!DOCTYPE") { "]>" } else { end };
                rest = inside.get(inside.find(end)? + end.len()..)?.trim_start();
                continue;
            }
            let name = inside.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next()?;
            return Some(Self { name: local(name) });
        }
    }
}

/// A text on one line.
pub(super) fn on_one_line(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // a note that is left out leaves the blank before it
    words.replace(" ,", ",").replace(" .", ".")
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// An element.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub name: String,
    attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
    /// Its bytes in the text.
    pub bytes: Range<usize>,
    /// Whether its end tag was met.
    pub whole: bool,
}

/// What an element holds.
#[derive(Debug)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// An attribute by its name without a prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether an attribute has a value.
    pub(super) fn is(&self, attribute: &str, value: &str) -> bool {
        self.attribute(attribute) == Some(value)
    }

    /// The elements right in it.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// All elements in it that `wanted` says yes to, in order; those inside such a one are left out.
    pub(super) fn find<'e>(&'e self, wanted: &dyn Fn(&Self) -> bool) -> Vec<&'e Self> {
        let mut found = Vec::new();
        self.search(wanted, &mut found);
        found
    }

    fn search<'e>(&'e self, wanted: &dyn Fn(&Self) -> bool, found: &mut Vec<&'e Self>) {
        for element in self.elements() {
            if wanted(element) {
                found.push(element);
            } else {
                element.search(wanted, found);
            }
        }
    }

    /// Its text on one line, without that of the elements that `skip` says yes to.
    pub(super) fn text(&self, skip: &dyn Fn(&Self) -> bool) -> String {
        let mut text = String::new();
        self.collect(skip, &mut text);
        on_one_line(&text)
    }

    fn collect(&self, skip: &dyn Fn(&Self) -> bool, text: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(words) => text.push_str(words),
                Node::Element(element) if skip(element) => {}
                Node::Element(element) => {
                    if element.name == "lb" {
                        text.push(' ');
                    }
                    element.collect(skip, text);
                }
            }
        }
    }
}

/// The tree of a file, and what broke it off: then the elements that were open are not whole.
pub(super) fn parse(file: &File<'_>) -> (Element, Option<Error>) {
    let mut reader = Reader::from_str(file.text);
    reader.config_mut().check_end_names = true;
    let mut open = vec![Element::default()];
    let broken = loop {
        let start = reader.buffer_position() as usize;
        let event = match reader.read_event() {
            Ok(event) => event,
            // in the middle of a tag or a comment
            Err(quick_xml::Error::Syntax(error)) if error != SyntaxError::InvalidBangMarkup => {
                let name = open.last().map(|top| top.name.as_str()).unwrap_or_default();
                break Some(ends_inside(file, name, start));
            }
            Err(error) => {
                let at = floor(file.text, reader.error_position() as usize);
                break Some(
                    Error::new(ErrorKind::Input, format!("this is no well-formed XML: {error}"))
                        .at(file.at(at))
                        .help("mend the file there"),
                );
            }
        };
        let end = reader.buffer_position() as usize;
        let put = |open: &mut Vec<Element>, node: Node| {
            if let Some(top) = open.last_mut() {
                top.children.push(node);
            }
        };
        match event {
            Event::Start(tag) => {
                if open.len() > DEEPEST {
                    let message = format!("elements lie in one another more than {DEEPEST} deep");
                    break Some(Error::new(ErrorKind::Input, message).at(file.at(start)));
                }
                open.push(element(&tag, start..end));
            }
            Event::Empty(tag) => put(&mut open, Node::Element(Element { whole: true, ..element(&tag, start..end) })),
            Event::End(_) => {
                if open.len() > 1
                    && let Some(mut done) = open.pop()
                {
                    done.bytes.end = end;
                    done.whole = true;
                    put(&mut open, Node::Element(done));
                }
            }
            Event::Text(text) => {
                let words = text.unescape().map_or_else(|_| String::from_utf8_lossy(&text).into_owned(), Into::into);
                put(&mut open, Node::Text(words));
            }
            Event::CData(text) => put(&mut open, Node::Text(String::from_utf8_lossy(&text).into_owned())),
            Event::DocType(kind) if kind.windows(8).any(|window| window == b"<!ENTITY") => {
                let error = Error::new(ErrorKind::Input, "the file declares entities of its own, which are refused");
                break Some(error.at(file.at(start)).help(
                    "take out the declarations; entities can swell a file without end, or name files that are not its own",
                ));
            }
            Event::Eof => {
                let cut = open.get(1).is_some() && !file.goes_on;
                let name = open.last().map(|top| top.name.as_str()).unwrap_or_default();
                break cut.then(|| ends_inside(file, name, file.text.len()));
            }
            _ => {}
        }
    };
    while open.len() > 1 {
        if let (Some(mut done), Some(top)) = (open.pop(), open.last_mut()) {
            done.bytes.end = file.text.len();
            top.children.push(Node::Element(done));
        }
    }
    (open.pop().unwrap_or_default(), broken)
}

/// What is said of a file that ends before its last element does; `at` is where the last whole tag or text ended.
fn ends_inside(file: &File<'_>, name: &str, at: usize) -> Error {
    let message = match name {
        "" => "the file ends in its first tag: is it cut short?".to_owned(),
        name => format!("the file ends inside of `{name}`: is it cut short?"),
    };
    Error::new(ErrorKind::Input, message).at(file.at(at)).help("copy the file anew")
}

/// Whether a text is XML in UTF-8 that declares no entities, as far as it goes.
pub(super) fn is_plain(text: &str) -> bool {
    let declaration =
        text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")).map_or("", |(inside, _)| inside);
    let declaration = declaration.to_ascii_lowercase();
    (!declaration.contains("encoding") || declaration.contains("utf-8")) && !text.contains("<!ENTITY")
}

/// Where a file can be parted: behind a record.
#[derive(Debug, PartialEq)]
pub(super) enum Seam {
    /// At this byte; what follows is to be read behind another header, if there is one.
    At(usize, Option<Vec<u8>>),
    /// No record ends.
    None,
    /// No record ends before a place that is no XML.
    Broken,
    /// Nowhere: what records refer to stands behind some of them.
    Nowhere,
}

/// The kinds of elements that matter where a file is parted.
pub(super) struct Kinds {
    /// Records.
    pub record: fn(&Element) -> bool,
    /// Whether what looks like a record may be in another, which is none then; if not, what is inside of one is of that one.
    pub nested: bool,
    /// What records refer to, which stands before them.
    pub shared: fn(&Element) -> bool,
}

/// Finds the last record that ends in a text, which is read behind a header: of the elements that were open before it, the
/// start tags, and all that records may refer to.
pub(super) fn seam(header: &str, text: &str, kinds: &Kinds) -> Seam {
    let (whole, before) = ([header, text].concat(), header.len());
    let mut reader = Reader::from_str(&whole);
    reader.config_mut().check_end_names = true;
    // each open element: where its start tag is, and whether it is a record or shared
    let mut open: Vec<(Range<usize>, bool, bool)> = Vec::new();
    let mut shared = String::new();
    let mut last = Seam::None;
    loop {
        let start = reader.buffer_position() as usize;
        let event = reader.read_event();
        let end = reader.buffer_position() as usize;
        let closed = match event {
            Ok(Event::Start(tag)) => {
                let inside = open.iter().any(|(_, record, shared)| (*record && !kinds.nested) || *shared);
                let found = element(&tag, start..end);
                open.push((start..end, !inside && (kinds.record)(&found), !inside && (kinds.shared)(&found)));
                continue;
            }
            Ok(Event::Empty(tag)) => {
                (kinds.nested || open.iter().all(|(_, record, _)| !record))
                    && (kinds.record)(&element(&tag, start..end))
            }
            Ok(Event::End(_)) => match open.pop() {
                Some((tag, record, is_shared)) => {
                    if is_shared {
                        if end > before && (before > 0 || last != Seam::None) {
                            return Seam::Nowhere;
                        }
                        shared.push_str(&whole[tag.start..end]);
                    }
                    record
                }
                None => false,
            },
            // an end in the middle of something is where more is to come
            Ok(Event::Eof) | Err(quick_xml::Error::Syntax(_)) => return last,
            Ok(_) => continue,
            Err(_) => return if last == Seam::None { Seam::Broken } else { last },
        };
        if closed && end > before {
            let tags = open.iter().map(|(tag, ..)| &whole[tag.clone()]);
            let header: String = tags.chain([shared.as_str(), "\n"]).collect();
            last = Seam::At(end - before, Some(header.into_bytes()));
        }
    }
}

fn element(tag: &BytesStart<'_>, bytes: Range<usize>) -> Element {
    let name = |bytes: &[u8]| local(&String::from_utf8_lossy(bytes)).to_owned();
    let mut all = tag.attributes();
    let attributes = all.with_checks(false).flatten().map(|attribute| {
        let value = attribute
            .unescape_value()
            .map_or_else(|_| String::from_utf8_lossy(&attribute.value).into_owned(), Into::into);
        (name(attribute.key.as_ref()), value)
    });
    Element { name: name(tag.name().as_ref()), attributes: attributes.collect(), bytes, ..Element::default() }
}

/// The character that a byte is in.
fn floor(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}
