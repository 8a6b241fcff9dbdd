//! A graph in the terms that others take: one CONSTRUCT a profile, in `queries/export/`, and what each has no word for.
//!
//! | | |
//! |---|---|
//! | [`Profile`] | runs the CONSTRUCT |
//! | [`Profile::unsaid`] | counts what it never looks at |
//! | [`cmif`] | correspondence as TEI |

pub mod cmif;
pub mod xml;

use crate::error::{Error, ErrorKind, Locator, Result};
use crate::query::{self, Query, cell, did_you_mean, rows};
use oxigraph::model::{GraphName, Quad};
use oxigraph::sparql::QueryResults;
use oxigraph::store::Store;

macro_rules! profiles {
    ($($name:literal)*) => {
        [$(($name, include_str!(concat!("../../queries/export/", $name, ".rq")))),*]
    };
}

/// The profiles that come with the program, and their queries.
pub const PROFILES: [(&str, &str); 5] = profiles!("ric-o" "dublin-core" "schema-org" "linked-art" "edm");

/// What a graph is exported as.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Its name, or that of its file.
    pub name: String,
    query: Query,
}

impl Profile {
    /// A bundled profile.
    pub fn bundled(name: &str) -> Result<Self> {
        let Some((name, text)) = PROFILES.iter().find(|(known, _)| *known == name) else {
            let hint = did_you_mean(name, PROFILES.iter().map(|(known, _)| *known));
            return Err(Error::new(ErrorKind::Usage, format!("there is no profile “{name}”{hint}"))
                .help("`chancery export --help` lists the profiles; a file of your own ends in .rq"));
        };
        Self::parse(name, text)
    }

    /// A profile of somebody's own: a CONSTRUCT in a file, whose name errors give.
    pub fn parse(name: &str, text: &str) -> Result<Self> {
        let query = query::parse(name, text)?;
        if !query.makes_a_graph() {
            return Err(Error::new(ErrorKind::Input, "a profile is a CONSTRUCT, and this query is another")
                .at(Locator::file(name))
                .help("ask other queries with: chancery query GRAPH FILE.rq"));
        }
        Ok(Self { name: name.to_owned(), query })
    }

    /// Whether it says something that the graph does not know, such as its publisher, if it is told.
    pub fn takes(&self, name: &str) -> bool {
        self.query.params.iter().any(|param| param.name == name)
    }

    /// The graph in the terms of the profile.
    pub fn run(&self, store: &Store) -> Result<Vec<Quad>> {
        self.run_with(store, &[])
    }

    /// The same, with what is known beside the graph, such as its publisher: those of the values for which the profile has a
    /// parameter and which are not empty.
    pub fn run_with(&self, store: &Store, known: &[(&str, &str)]) -> Result<Vec<Quad>> {
        let known = known.iter().filter(|(name, value)| self.takes(name) && !value.is_empty());
        let known: Vec<_> = known.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let QueryResults::Graph(triples) = self.query.run(store, &known)? else { return Ok(Vec::new()) };
        let quads = triples.map(|triple| triple.map(|triple| triple.in_graph(GraphName::DefaultGraph)));
        quads.collect::<Result<_, _>>().map_err(|error| {
            Error::new(ErrorKind::Input, format!("the profile failed: {error}")).at(Locator::file(&self.name))
        })
    }

    /// The properties and classes of a graph that the profile never looks at, so that it cannot say what they say; with how
    /// many statements have each.
    pub fn unsaid(&self, store: &Store) -> Result<Vec<(String, u64)>> {
        let read = self.query.terms();
        let terms = rows("terms", include_str!("../../queries/internal/terms.rq"), store)?;
        let terms = terms.iter().map(|row| (cell(row, "term"), cell(row, "uses").parse().unwrap_or_default()));
        Ok(terms.filter(|(term, _)| !read.contains(*term)).map(|(term, uses)| (term.to_owned(), uses)).collect())
    }
}
