//! Correspondence as CMIF, the TEI subset of the Correspondence Metadata Interchange Format that correspSearch takes: who
//! sent what to whom, and when, of each record that has an addressee or a sender.
//!
//! Element names and what they hold follow the CMIF documentation of the TEI special interest group on correspondence.

use super::xml::fit;
use crate::error::{Error, Result};
use crate::query::{cell, rows};
use oxigraph::store::Store;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::collections::BTreeSet;
use std::io::{self, Write};

/// What the archive says of the file itself; the graph does not know.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// Its title.
    pub title: String,
    /// Who publishes it; empty if nobody says.
    pub publisher: String,
    /// Where it can be had; empty if nobody says.
    pub url: String,
    /// The day of its publication, in ISO 8601.
    pub date: Option<String>,
}

/// One end of a message.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct End {
    agent: String,
    name: String,
    person: bool,
}

/// A record that somebody sent to somebody.
#[derive(Debug, Default)]
struct Message {
    record: String,
    sent: BTreeSet<End>,
    received: BTreeSet<End>,
    first: String,
    last: String,
}

/// Writes what was sent; gives how many messages there are.
pub fn write(store: &Store, header: &Header, out: impl Write) -> Result<usize> {
    let messages = messages(store)?;
    let mut writer = Writer::new_with_indent(out, b' ', 2);
    let written = document(&mut writer, header, &messages).and_then(|()| writer.into_inner().write_all(b"\n"));
    written.map_err(|error| Error::io("output", &error))?;
    Ok(messages.len())
}

fn messages(store: &Store) -> Result<Vec<Message>> {
    let mut messages: Vec<Message> = Vec::new();
    for row in rows("cmif", include_str!("../../queries/export/cmif.rq"), store)? {
        let record = cell(&row, "record");
        if messages.last().is_none_or(|message| message.record != record) {
            let (first, last) = (cell(&row, "first").to_owned(), cell(&row, "last").to_owned());
            messages.push(Message { record: record.to_owned(), first, last, ..Message::default() });
        }
        let end = End {
            agent: cell(&row, "agent").to_owned(),
            name: cell(&row, "name").to_owned(),
            person: cell(&row, "person") == "true",
        };
        if let Some(message) = messages.last_mut() {
            if cell(&row, "way") == "sent" { &mut message.sent } else { &mut message.received }.insert(end);
        }
    }
    Ok(messages)
}

fn document<W: Write>(xml: &mut Writer<W>, header: &Header, messages: &[Message]) -> io::Result<()> {
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = xml.create_element("TEI").with_attribute(("xmlns", "http://www.tei-c.org/ns/1.0"));
    root.write_inner_content(|xml| {
        xml.create_element("teiHeader").write_inner_content(|xml| {
            file_description(xml, header)?;
            xml.create_element("profileDesc")
                .write_inner_content(|xml| messages.iter().try_for_each(|message| correspondence(xml, message)))?;
            Ok(())
        })?;
        xml.create_element("text").write_inner_content(|xml| {
            xml.create_element("body").write_inner_content(|xml| xml.create_element("p").write_empty().map(|_| ()))?;
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(())
}

fn file_description<W: Write>(xml: &mut Writer<W>, header: &Header) -> io::Result<()> {
    xml.create_element("fileDesc").write_inner_content(|xml| {
        xml.create_element("titleStmt").write_inner_content(|xml| text(xml, "title", &header.title))?;
        xml.create_element("publicationStmt").write_inner_content(|xml| {
            if !header.publisher.is_empty() {
                text(xml, "publisher", &header.publisher)?;
                return place_and_day(xml, header);
            }
            // TEI has them stand behind a publisher, or in prose
            xml.create_element("p").write_inner_content(|xml| {
                xml.write_event(Event::Text(BytesText::new("No publisher is named.")))?;
                place_and_day(xml, header)
            })?;
            Ok(())
        })?;
        xml.create_element("sourceDesc").write_inner_content(|xml| {
            let source = xml.create_element("bibl").with_attributes([("type", "online"), ("xml:id", SOURCE)]);
            source.write_text_content(BytesText::new(&fit(&header.title)))?;
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(())
}

/// Where the file can be had, and since when.
fn place_and_day<W: Write>(xml: &mut Writer<W>, header: &Header) -> io::Result<()> {
    if !header.url.is_empty() {
        let url = xml.create_element("idno").with_attribute(("type", "url"));
        url.write_text_content(BytesText::new(&fit(&header.url)))?;
    }
    if let Some(date) = &header.date {
        xml.create_element("date").with_attribute(("when", date.as_str())).write_empty()?;
    }
    Ok(())
}

/// The name by which messages refer to the file's one source.
const SOURCE: &str = "catalogue";

fn correspondence<W: Write>(xml: &mut Writer<W>, message: &Message) -> io::Result<()> {
    let source = format!("#{SOURCE}");
    let element = xml.create_element("correspDesc");
    let element = element.with_attributes([("ref", message.record.as_str()), ("source", source.as_str())]);
    element.write_inner_content(|xml| {
        xml.create_element("correspAction").with_attribute(("type", "sent")).write_inner_content(|xml| {
            message.sent.iter().try_for_each(|end| agent(xml, end))?;
            date(xml, message)
        })?;
        if !message.received.is_empty() {
            let received = xml.create_element("correspAction").with_attribute(("type", "received"));
            received.write_inner_content(|xml| message.received.iter().try_for_each(|end| agent(xml, end)))?;
        }
        Ok(())
    })?;
    Ok(())
}

fn agent<W: Write>(xml: &mut Writer<W>, end: &End) -> io::Result<()> {
    let element = xml.create_element(if end.person { "persName" } else { "orgName" });
    element.with_attribute(("ref", end.agent.as_str())).write_text_content(BytesText::new(&fit(&end.name)))?;
    Ok(())
}

/// The day, or the days between which it was: `on or before` has no first.
fn date<W: Write>(xml: &mut Writer<W>, message: &Message) -> io::Result<()> {
    let element = xml.create_element("date");
    let element = match (message.first.as_str(), message.last.as_str()) {
        ("", "") => return Ok(()),
        (first, last) if first == last => element.with_attribute(("when", first)),
        ("", last) => element.with_attribute(("notAfter", last)),
        (first, "") => element.with_attribute(("notBefore", first)),
        (first, last) => element.with_attributes([("notBefore", first), ("notAfter", last)]),
    };
    element.write_empty()?;
    Ok(())
}

fn text<W: Write>(xml: &mut Writer<W>, name: &str, content: &str) -> io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(&fit(content)))?;
    Ok(())
}
