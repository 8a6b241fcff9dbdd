//! The reading room, and linked data: what the graph holds, as pages for people and as RDF for programs.
//!
//! A function of the graph and the request: no sockets, no clock. [`Site::new`] reads the graph once into a catalogue of
//! what has a page and an index of all names; after that no request goes through more of the graph than it shows.
//!
//! | path | what is there |
//! |---|---|
//! | `/` | the graph in figures and by year, and a search |
//! | `/people`, `/missions`, `/places`, `/bodies`, `/collections`, `/documents`, `/encounters`, `/plans` | lists |
//! | `/id/…`, `/doc/…` | a thing, and what is said of it: see [`address`] |
//! | `/network`, `/network/tie`, `/network.gexf` … | who is tied to whom, what a tie stands for, and the same as files |
//! | `/search`, `/suggest` | what a name may mean, as a page and as JSON |
//! | `/queries`, `/queries/NAME`, `/query` | the questions of `queries/`, and the page to ask one's own |
//! | `/queries.ttl` | the same for query editors |
//! | `/sitemap.xml`, `/robots.txt`, `/assets/…` | for crawlers and browsers |
//!
//! Everything that comes from the graph or the request is escaped where it is shown; pages have neither scripts nor styles
//! of their own, so that a strict Content-Security-Policy holds.

pub mod address;
mod asset;
mod catalogue;
mod describe;
mod frame;
mod negotiate;
mod page;
mod route;
mod schema_org;
mod search;
mod sitemap;
mod view;

use crate::convert::Converter;
use crate::error::Result;
use crate::network::Tie;
use crate::network::read::Ties;
use crate::rdf::mint::Base;
use address::Addresses;
use catalogue::Catalogue;
use oxigraph::store::Store;
use page::home::Home;
use search::Search;

/// What somebody asks for.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The path as it was sent, with its percent signs.
    pub path: String,
    /// The parameters, decoded.
    pub query: Vec<(String, String)>,
    /// The `Accept` header; empty if there was none.
    pub accept: String,
    /// The address at which the public sees the site, such as `https://example.org`.
    pub public: String,
}

/// What they get.
#[derive(Clone, Debug)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The headers, none of them twice but `Link`.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// The reading room over one graph.
pub struct Site {
    store: Store,
    base: Base,
    addresses: Addresses,
    catalogue: Catalogue,
    search: Search,
    home: Home,
    ties: Ties,
}

impl Site {
    /// Reads what there is. `knowledge` has the base of the graph's IRIs.
    pub fn new(store: Store, knowledge: &Converter) -> Result<Self> {
        let base = knowledge.base().clone();
        let addresses = Addresses::new(base.as_str());
        let catalogue = Catalogue::read(&store)?;
        let search = Search::new(&catalogue);
        let home = Home::new(&catalogue);
        let ties = Ties::read(&store, &[Tie::Met, Tie::Planned, Tie::Corresponded, Tie::Mentioned])?;
        Ok(Self { store, base, addresses, catalogue, search, home, ties })
    }
}

impl Request {
    /// A parameter; empty if it was not given.
    fn param(&self, name: &str) -> &str {
        self.query.iter().find(|(given, _)| given == name).map_or("", |(_, value)| value.trim())
    }

    /// The page of a list, from 1.
    fn page(&self) -> usize {
        self.param("page").parse().unwrap_or(1).clamp(1, 1 << 20)
    }

    /// A path of the site as the public sees it.
    fn public(&self, path: &str) -> String {
        format!("{}{path}", self.public.trim_end_matches('/'))
    }
}

impl Response {
    /// A body of a media type.
    pub fn new(status: u16, media: &str, body: impl Into<Vec<u8>>) -> Self {
        Self { status, headers: vec![("Content-Type", media.to_owned())], body: body.into() }
    }

    /// Adds a header.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Somewhere else, where what was asked for is described.
    fn see(address: &str) -> Self {
        Self::new(303, "text/plain; charset=utf-8", format!("See {address}\n")).with("Location", address)
    }

    /// A line or two of plain text.
    pub fn text(status: u16, text: impl Into<String>) -> Self {
        let mut text = text.into();
        text.push('\n');
        Self::new(status, "text/plain; charset=utf-8", text)
    }

    /// A header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(given, _)| given.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}
