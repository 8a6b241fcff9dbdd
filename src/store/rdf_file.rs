//! RDF files: the format that a name tells, and the statements.

use super::BATCH;
use crate::error::{Error, ErrorKind, Locator, Result};
use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParseError, RdfParser, ReaderQuadParser};
use oxigraph::model::{BlankNode, GraphName, NamedOrBlankNode, Quad, Term};
use rayon::prelude::*;
use std::cell::Cell;
use std::fs;
use std::io::{self, Read, Take};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

/// The RDF format that a file's name speaks of; anything else is a listing.
pub(super) fn format(path: &Path) -> Option<RdfFormat> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    match extension.as_str() {
        "ttl" => Some(RdfFormat::Turtle),
        "trig" => Some(RdfFormat::TriG),
        "nt" => Some(RdfFormat::NTriples),
        "nq" => Some(RdfFormat::NQuads),
        "rdf" | "xml" | "owl" => Some(RdfFormat::RdfXml),
        "jsonld" | "json" => Some(RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() }),
        _ => None,
    }
}

/// Hands over an RDF file's statements as they are parsed, those of a file of lines on all threads. Says whether there are
/// any and all is well: what is not is found by reading the whole file.
pub(super) fn stream(path: &Path, number: usize, format: RdfFormat, take: &(dyn Fn(&[Quad]) + Sync)) -> bool {
    let parser = RdfParser::from_format(format);
    let Ok(parts) = parser.split_file_for_parallel_parsing(path, rayon::current_num_threads()) else { return false };
    let any = AtomicBool::new(false);
    let read = |mut part: ReaderQuadParser<Take<fs::File>>| {
        loop {
            let quads = part.by_ref().take(BATCH).map(|quad| quad.map(|quad| of_file(quad, number)));
            match quads.collect::<Result<Vec<_>, _>>() {
                Ok(batch) if batch.is_empty() => return true,
                Ok(batch) => take(&batch),
                Err(_) => return false,
            }
            any.store(true, Ordering::Relaxed);
        }
    };
    parts.into_par_iter().all(read) && any.into_inner()
}

/// A statement with its blank nodes named for the file: two files' `_:a` are two things, and two parts' of a file are one.
fn of_file(mut quad: Quad, number: usize) -> Quad {
    let own = |node: &BlankNode| BlankNode::new_unchecked(format!("file{number}-{}", node.as_str()));
    if let NamedOrBlankNode::BlankNode(node) = &mut quad.subject {
        *node = own(node);
    }
    if let Term::BlankNode(node) = &mut quad.object {
        *node = own(node);
    }
    if let GraphName::BlankNode(node) = &mut quad.graph_name {
        *node = own(node);
    }
    quad
}

/// An RDF file's statements.
pub(crate) fn parse(name: &str, format: RdfFormat, bytes: &[u8]) -> Result<Vec<Quad>> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let fail = |message: &str, help: &str| {
        Err(Error::new(ErrorKind::Input, message).at(Locator::file(name)).help(help.to_owned()))
    };
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return fail("the file is empty", "write the graph again, for instance with: chancery convert LISTING -o FILE");
    }
    if bytes.contains(&0) {
        return fail("this is a binary file, not RDF", "name an RDF file in text form, or a listing");
    }
    if let Err(error) = std::str::from_utf8(bytes) {
        let place = place_of(name, &bytes[..error.valid_up_to()]);
        return Err(Error::new(ErrorKind::Input, "the text is not UTF-8")
            .at(place)
            .help("save it as UTF-8, or convert it with: iconv -f WINDOWS-1252 -t UTF-8"));
    }
    // a blank node belongs to its file: two files' `_:a` are two things
    let parser = || RdfParser::from_format(format).rename_blank_nodes();
    parser().for_reader(bytes).collect::<Result<Vec<_>, _>>().map_err(|error| match error {
        RdfParseError::Io(error) => Error::io(name, &error),
        RdfParseError::Syntax(error) => {
            let place = match error.location() {
                Some(at) => {
                    let (line, column) = (at.start.line + 1, at.start.column + 1);
                    Locator { name: name.to_owned(), line: Some(line), column: Some(column) }
                }
                None => place_of(name, &bytes[..read_before_error(parser(), bytes)]),
            };
            let message = error.to_string();
            let message = match message.split_once(": ") {
                Some((place, rest)) if place.starts_with("Parser error") => rest,
                _ => &message,
            };
            Error::new(ErrorKind::Input, format!("this is no well-formed {}: {message}", format.name()))
                .at(place)
                .help("mend the file there, or write it again from its listing")
        }
    })
}

/// How many bytes a parser that tells no places has read when it meets the error: it is given them one by one.
fn read_before_error(parser: RdfParser, bytes: &[u8]) -> usize {
    struct Drip<'a>(&'a [u8], &'a Cell<usize>);
    impl Read for Drip<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let read = self.0.read(buffer.get_mut(..1).unwrap_or_default())?;
            self.1.set(self.1.get() + read);
            Ok(read)
        }
    }
    let read = Cell::new(0);
    let broken = parser.for_reader(Drip(bytes, &read)).any(|quad| quad.is_err());
    if broken { read.get().min(bytes.len()) } else { 0 }
}

/// The line and column after some bytes of a file.
fn place_of(name: &str, before: &[u8]) -> Locator {
    let before = String::from_utf8_lossy(before);
    let line = before.matches('\n').count() as u64 + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() as u64 + 1;
    Locator { name: name.to_owned(), line: Some(line), column: Some(column) }
}

#[cfg(test)]
mod tests {
    use crate::convert::{Converter, DEFAULT_BASE};
    use crate::store::gather;
    use std::fs;

    /// What a broken file of some form is answered.
    fn broken(name: &str, text: &[u8]) -> String {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        let converter = Converter::new(DEFAULT_BASE).unwrap();
        let error = gather(&[path.to_str().unwrap().to_owned()], &converter, &|| ()).unwrap_err().to_string();
        error.replace(&format!("{}/", folder.path().display()), "")
    }

    #[test]
    fn broken_files_are_answered_with_line_and_column() {
        insta::assert_snapshot!(broken("a.ttl", b"<http://a> <http://b>\n  <http://c> ;; .\n<d> <e> <f> ."), @"
        a.ttl:3:1: this is no well-formed Turtle: No scheme found in an absolute IRI
          help: mend the file there, or write it again from its listing
        ");
        insta::assert_snapshot!(broken("a.nt", b"<http://a> <http://b> \"c\" .\n<http://a> \"b\" .\n"), @"
        a.nt:2:12: this is no well-formed N-Triples: The predicate of a triple must be an IRI
          help: mend the file there, or write it again from its listing
        ");
        insta::assert_snapshot!(broken("a.rdf", b"<?xml version=\"1.0\"?>\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n  <rdf:Description>\n  </rdf:RDF>\n"), @"
        a.rdf:4:13: this is no well-formed RDF/XML: ill-formed document: expected `</rdf:Description>`, but `</rdf:RDF>` was found
          help: mend the file there, or write it again from its listing
        ");
        insta::assert_snapshot!(broken("a.jsonld", b"{\n  \"@id\": \"http://a\",\n  \"http://b\": \n}"), @"
        a.jsonld:4:1: this is no well-formed JSON-LD: Unexpected closing curly bracket, no array to close
          help: mend the file there, or write it again from its listing
        ");
    }
}
