//! How the front and the processes that hold the graph talk: over Unix sockets, a connection for each request.
//!
//! Both sides send frames: four bytes of length, big-endian, and that many bytes. What is asked is two frames, its head as
//! JSON and its body; the answer is its head as JSON, then the parts of its body, then an empty frame. An answer without
//! that end was cut short, and whoever waits for it must learn so.
//!
//! A change is made by agreement: when it could be made, [`MADE`] comes first, and only if it is answered by a byte does the
//! graph become what came of it. So whoever hangs up before has changed nothing, and whoever has agreed waits for the rest.

use crate::serve::site::Response;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::io::{self, Read, Write};

/// A frame that is longer is a mistake.
const LONGEST: usize = 1 << 30;

/// That a change could be made.
pub const MADE: &[u8] = b"made";

/// How much of an answer is kept back: until then all of it can still become an error.
const KEPT_BACK: usize = 64 << 10;

/// What is asked.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
pub enum Ask {
    /// A page, or a description of something.
    Page(Page),
    /// A query in SPARQL; the body is its text.
    Query(Query),
    /// A graph of the store, whole.
    Graph {
        /// Which.
        graph: Which,
        /// The `Accept` header.
        accept: String,
    },
    /// A change.
    Change(Change),
}

/// A page that is asked for.
#[derive(Clone, Debug, Default, Serialize, Deserialize, PartialEq, Eq)]
pub struct Page {
    /// The path as it was sent.
    pub path: String,
    /// The parameters, decoded.
    pub query: Vec<(String, String)>,
    /// The `Accept` header.
    pub accept: String,
    /// Where the public sees the site.
    pub public: String,
}

/// A query that is put.
#[derive(Clone, Debug, Default, Serialize, Deserialize, PartialEq, Eq)]
pub struct Query {
    /// The graphs that make up its default graph.
    pub default: Vec<String>,
    /// Its named graphs.
    pub named: Vec<String>,
    /// The `Accept` header.
    pub accept: String,
    /// The IRI that relative ones are resolved against.
    pub base: String,
}

/// A graph of the store.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
pub enum Which {
    /// That without a name, to write; all of them together, to read.
    Default,
    /// That of this name.
    Named(String),
}

/// A change that is wanted.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
pub enum Change {
    /// A SPARQL update; the body is its text.
    Update {
        /// The graphs that make up its default graph.
        default: Vec<String>,
        /// Its named graphs.
        named: Vec<String>,
        /// The IRI that relative ones are resolved against.
        base: String,
    },
    /// A graph; the body is its text.
    Put {
        /// Which.
        graph: Which,
        /// Whether it must be there already, or must not.
        exists: Option<bool>,
        /// Whether what is there goes.
        replace: bool,
        /// The media type of the body.
        media: String,
        /// The IRI that relative ones are resolved against.
        base: String,
        /// Where it can be had, if it is a new one that the server named.
        location: Option<String>,
    },
    /// The end of a graph.
    Delete(Which),
}

/// How an answer begins.
#[derive(Clone, Debug, Default, Serialize, Deserialize, PartialEq, Eq)]
pub struct Head {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: Vec<(String, String)>,
    /// How many bytes follow, where that is known.
    pub length: Option<usize>,
}

/// Sends a frame.
pub fn send(out: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    out.write_all(&length_before(bytes)?)?;
    out.write_all(bytes)
}

/// What a frame begins with.
pub fn length_before(bytes: &[u8]) -> io::Result<[u8; 4]> {
    u32::try_from(bytes.len()).map(u32::to_be_bytes).map_err(io::Error::other)
}

/// Receives a frame; none where the other side has gone.
pub fn receive(from: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 4];
    match from.read_exact(&mut length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        read => read?,
    }
    let length = length_of(length)?;
    let mut bytes = vec![0; length];
    from.read_exact(&mut bytes)?;
    Ok(Some(bytes))
}

/// The length that a frame begins with.
pub fn length_of(bytes: [u8; 4]) -> io::Result<usize> {
    let length = usize::try_from(u32::from_be_bytes(bytes)).map_err(io::Error::other)?;
    if length > LONGEST { Err(io::Error::other("a frame is too long")) } else { Ok(length) }
}

/// Something as the JSON of a frame.
pub fn json(value: &impl Serialize) -> io::Result<Vec<u8>> {
    serde_json::to_vec(value).map_err(io::Error::other)
}

/// What the JSON of a frame says.
pub fn parsed<T: DeserializeOwned>(frame: &[u8]) -> io::Result<T> {
    serde_json::from_slice(frame).map_err(io::Error::other)
}

/// An answer under way.
pub struct Answer<W: Write> {
    out: W,
    head: Option<Head>,
    body: Vec<u8>,
    sent: bool,
}

impl<W: Write> Answer<W> {
    /// One to be sent here.
    pub fn to(out: W) -> Self {
        Self { out, head: None, body: Vec::new(), sent: false }
    }

    /// Says how it begins; what follows is its body.
    pub fn begin(&mut self, status: u16, headers: &[(&str, &str)]) {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        self.head = Some(Head { status, headers, length: None });
        self.body.clear();
    }

    /// Answers something else instead, if nothing was sent yet; else breaks off.
    pub fn instead(mut self, response: &Response) -> io::Result<()> {
        if self.sent {
            return Err(io::Error::other("the answer broke off"));
        }
        let headers: Vec<(&str, &str)> = response.headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.begin(response.status, &headers);
        self.body.clone_from(&response.body);
        self.end()
    }

    /// Sends what is left, and that this was all.
    pub fn end(mut self) -> io::Result<()> {
        if let Some(head) = &mut self.head {
            head.length = Some(self.body.len());
        }
        self.pass_on()?;
        send(&mut self.out, &[])?;
        self.out.flush()
    }

    fn pass_on(&mut self) -> io::Result<()> {
        self.sent = true;
        if let Some(head) = self.head.take() {
            send(&mut self.out, &json(&head)?)?;
        }
        if !self.body.is_empty() {
            send(&mut self.out, &self.body)?;
            self.body.clear();
        }
        Ok(())
    }
}

impl<W: Write> Write for Answer<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.body.extend_from_slice(bytes);
        if self.body.len() >= KEPT_BACK {
            self.pass_on()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
