//! A release of a graph: a folder that others can take, cite and check.
//!
//! | file | what it is |
//! |---|---|
//! | `full.nq` | the graph in its canonical form (RDFC-1.0): two archives whose files have one hash hold one graph |
//! | `full.trig`, `full.ttl` | the same for people, and for version control |
//! | `ric-o.ttl` … | the graph in the terms of each profile |
//! | `edm.rdf`, `schema-org.jsonld`, `linked-art.jsonld` | those profiles as their takers want them |
//! | `letters.xml` | correspondence as CMIF, where there is any |
//! | `void.ttl` | what is in it, by VoID and DCAT, with the checksums of all files and of the listings it comes from |
//! | `SHA256SUMS` | the checksums once more, for `sha256sum -c` |
//!
//! The same graph gives the same bytes; the only day in it is the one that was named.

pub mod describe;
mod folder;

use crate::error::{Error, Result};
use crate::export::{PROFILES, Profile, cmif};
use crate::rdf::write::{Format, write, write_canonical, write_store};
use folder::Folder;
use oxigraph::store::Store;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// The graph in its canonical form.
pub const CANONICAL: &str = "full.nq";

/// The description.
pub const DESCRIPTION: &str = "void.ttl";

/// The checksums.
pub const CHECKSUMS: &str = "SHA256SUMS";

/// What is said of a release, and cannot be read from the graph.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// Its title, who publishes it, when, and where the folder can be had.
    pub header: cmif::Header,
    /// Under what licence, as an IRI; empty if nobody says.
    pub licence: String,
    /// What the graph was made from.
    pub sources: Vec<Source>,
}

/// A file that a graph was made from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// Its name.
    pub name: String,
    /// Its SHA-256, if it is one file.
    pub sha256: Option<[u8; 32]>,
}

impl Source {
    /// A file or folder that a user named.
    pub fn read(path: &Path) -> Result<Self> {
        let name = path.file_name().unwrap_or(path.as_os_str()).display().to_string();
        if path.is_dir() {
            return Ok(Self { name, sha256: None });
        }
        let failed = |error: io::Error| Error::io(path.display().to_string(), &error);
        let mut digest = Sha256::new();
        io::copy(&mut fs::File::open(path).map_err(failed)?, &mut digest).map_err(failed)?;
        Ok(Self { name, sha256: Some(digest.finalize().into()) })
    }
}

/// A file of a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: &'static str,
    /// What is in it.
    pub title: String,
    /// Its media type.
    pub media: &'static str,
    /// The vocabulary that it keeps to.
    pub conforms: Option<&'static str>,
    /// How many bytes it has.
    pub bytes: u64,
    /// Their SHA-256.
    pub sha256: [u8; 32],
}

/// What was published.
#[derive(Clone, Debug)]
pub struct Release {
    /// Its files, but for the description and the checksums.
    pub files: Vec<File>,
    /// The SHA-256 of the canonical form, in hexadecimal.
    pub canonical: String,
}

/// Writes a release. A folder that is there is only replaced, as a whole, if `force` says so and it is a release.
pub fn publish(store: &Store, about: &About, target: &Path, force: bool) -> Result<Release> {
    let folder = Folder::beside(target, force)?;
    let mut files = Vec::new();
    let add = |files: &mut Vec<File>, kind: Kind, write: &mut dyn FnMut(&mut dyn Write) -> Result<()>| -> Result<()> {
        let (bytes, sha256) = folder.file(kind.name, write)?;
        let Kind { name, title, media, conforms } = kind;
        files.push(File { name, title, media, conforms, bytes, sha256 });
        Ok(())
    };
    let all = |name, what: &str, media| Kind { name, title: format!("The graph, {what}"), media, conforms: None };
    add(&mut files, all(CANONICAL, "canonical N-Quads (RDFC-1.0)", Format::NQuads.media()), &mut |out| {
        write_canonical(store, out)
    })?;
    for (name, what, format) in
        [("full.trig", "graph by graph", Format::TriG), ("full.ttl", "all graphs as one", Format::Turtle)]
    {
        add(&mut files, all(name, what, format.media()), &mut |out| write_store(store, format, out))?;
    }
    for (profile, _) in PROFILES {
        let header = &about.header;
        let known = [("publisher", &*header.publisher), ("licence", &*about.licence), ("url", &*header.url)];
        let quads = Profile::bundled(profile)?.run_with(store, &known)?;
        for (name, format) in files_of(profile) {
            let (title, conforms) = vocabulary(profile);
            let kind = Kind { name, title: format!("In the terms of {title}"), media: format.media(), conforms };
            add(&mut files, kind, &mut |out| write(&quads, format, out))?;
        }
    }
    let mut letters = Vec::new();
    if cmif::write(store, &about.header, &mut letters)? > 0 {
        let kind = Kind {
            name: "letters.xml",
            title: "Who wrote to whom, as CMIF".to_owned(),
            media: "application/tei+xml",
            conforms: Some("https://correspsearch.net/en/documentation.html"),
        };
        add(&mut files, kind, &mut |out| out.write_all(&letters).map_err(|error| Error::io("letters.xml", &error)))?;
    }
    let described = describe::release(&describe::Counts::of(store)?, about, &files);
    let description = folder.file(DESCRIPTION, &mut |out| write(&described, Format::Turtle, out))?;
    let mut sums: Vec<(&str, [u8; 32])> = files.iter().map(|file| (file.name, file.sha256)).collect();
    sums.push((DESCRIPTION, description.1));
    sums.sort_unstable();
    folder.file(CHECKSUMS, &mut |out| {
        let lines = sums.iter().map(|(name, sum)| format!("{}  {name}\n", hex(sum)));
        lines
            .into_iter()
            .try_for_each(|line| out.write_all(line.as_bytes()))
            .map_err(|error| Error::io(CHECKSUMS, &error))
    })?;
    folder.move_to_place()?;
    let canonical = files.first().map(|file| hex(&file.sha256)).unwrap_or_default();
    Ok(Release { files, canonical })
}

/// A file that is to be written.
struct Kind {
    name: &'static str,
    title: String,
    media: &'static str,
    conforms: Option<&'static str>,
}

/// The files of a profile: Turtle, and the format that those ask for who take it.
fn files_of(profile: &str) -> Vec<(&'static str, Format)> {
    match profile {
        "ric-o" => vec![("ric-o.ttl", Format::Turtle)],
        "dublin-core" => vec![("dublin-core.ttl", Format::Turtle)],
        "schema-org" => vec![("schema-org.ttl", Format::Turtle), ("schema-org.jsonld", Format::JsonLd)],
        "linked-art" => vec![("linked-art.ttl", Format::Turtle), ("linked-art.jsonld", Format::JsonLd)],
        "edm" => vec![("edm.ttl", Format::Turtle), ("edm.rdf", Format::RdfXml)],
        _ => Vec::new(),
    }
}

/// What a profile's vocabulary is called, and its IRI.
fn vocabulary(profile: &str) -> (&'static str, Option<&'static str>) {
    match profile {
        "ric-o" => ("Records in Contexts", Some("https://www.ica.org/standards/RiC/ontology")),
        "dublin-core" => ("Dublin Core", Some("http://purl.org/dc/terms/")),
        "schema-org" => ("schema.org", Some("https://schema.org/")),
        "linked-art" => ("Linked Art", Some("https://linked.art/model/")),
        "edm" => ("the Europeana Data Model", Some("http://www.europeana.eu/schemas/edm/")),
        _ => ("another vocabulary", None),
    }
}

/// Bytes in hexadecimal.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        // writing to a String cannot fail
        let _ = write!(out, "{byte:02x}");
        out
    })
}
