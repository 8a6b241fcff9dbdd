//! All that the processes which answer have of the graph.

use super::Limits;
use super::change::{self, exists, no_graph};
use super::journal::Changes;
use super::sparql::{self, iri, serializer};
use super::wire::{Answer, Ask, Page, Which};
use crate::convert::Converter;
use crate::error::{Error, ErrorKind, Result};
use crate::link::Linked;
use crate::publish::About;
use crate::publish::describe::{Counts, service};
use crate::query::ties::{self, Keeper};
use crate::rdf::derived;
use crate::serve::reconcile::{self, Reconciler};
use crate::serve::site::{Request, Response, Site};
use crate::store::{Beside, linked, linked_beside};
use oxigraph::model::{GraphName, Quad};
use oxigraph::store::Store;
use std::io::{self, Write};

/// A graph, and what is known of it.
pub struct Known {
    store: Store,
    knowledge: Converter,
    linked: Linked,
}

impl Known {
    /// Tells who is who; the ties are kept from then on. `knowledge` has the base of the graph's IRIs.
    pub fn new(store: Store, knowledge: Converter) -> Result<Self> {
        let linked = if ties::are_kept(&store) {
            linked(&store, &knowledge)?
        } else {
            let mut ties = Keeper::default();
            let linked = linked_beside(&store, &knowledge, &mut ties)?;
            ties.keep(&store, true)?;
            linked
        };
        Ok(Self { store, knowledge, linked })
    }

    /// The same with changes made to it, in their order.
    pub fn changed(self, changes: Changes) -> Result<Self> {
        let failed =
            |why: &str| Error::new(ErrorKind::Io, format!("a change that was made before cannot be made again: {why}"));
        for change in changes {
            let (ask, body) = change.map_err(|error| failed(&error.to_string()))?;
            let Ask::Change(change) = ask else { continue };
            let made = change::make(&self.store, &change, &body);
            if made.status >= 300 {
                return Err(failed(&String::from_utf8_lossy(&made.body)));
            }
        }
        self.again()
    }

    /// The same when the graph was changed.
    pub fn again(self) -> Result<Self> {
        drop(self.linked);
        Self::new(self.store, self.knowledge)
    }
}

/// A graph that can be asked and read.
pub struct Room<'k> {
    /// The graph.
    pub store: Store,
    site: Site,
    counts: Counts,
    reconciler: Reconciler<'k>,
}

impl<'k> Room<'k> {
    /// Reads what there is.
    pub fn of(Known { store, knowledge, linked }: &'k Known) -> Result<Self> {
        Ok(Self {
            store: store.clone(),
            site: Site::new(store.clone(), knowledge)?,
            counts: Counts::of(store)?,
            reconciler: Reconciler::new(linked, knowledge),
        })
    }

    /// Answers what does not change the graph.
    pub fn answer<W: Write>(&self, ask: &Ask, body: &[u8], limits: &Limits, out: Answer<W>) -> io::Result<()> {
        match ask {
            Ask::Page(page) if page.path == "/void" => out.instead(&self.described(page)),
            Ask::Page(page) if page.path == "/reconcile" || page.path.starts_with("/reconcile/") => {
                let (path, params, public) = (&*page.path, &*page.query, &*page.public);
                out.instead(&self.reconciler.answer(&reconcile::Request { path, params, public }))
            }
            Ask::Page(Page { path, query, accept, public }) => {
                let request = Request {
                    path: path.clone(),
                    query: query.clone(),
                    accept: accept.clone(),
                    public: public.clone(),
                };
                out.instead(&self.site.answer(&request))
            }
            Ask::Query(query) => match std::str::from_utf8(body) {
                Ok(text) => sparql::answer(&self.store, query, text, limits.rows, out),
                Err(_) => out.instead(&Response::text(400, "the query is not UTF-8")),
            },
            Ask::Graph { graph, accept } => self.graph(graph, accept, out),
            Ask::Change(_) => out.instead(&Response::text(403, "changes are not made here")),
        }
    }

    /// What is in the graph, by VoID and DCAT.
    fn described(&self, page: &Page) -> Response {
        let dataset = format!("{}/void#dataset", page.public);
        let quads = service(&self.counts, &About::default(), &dataset, &format!("{}/sparql", page.public));
        sparql::small(&quads, &page.accept)
    }

    /// Writes a graph, in the order of the store.
    fn graph<W: Write>(&self, graph: &Which, accept: &str, mut out: Answer<W>) -> io::Result<()> {
        let begun = exists(&self.store, graph)
            .and_then(|there| if there { Ok(()) } else { Err(no_graph()) })
            .and_then(|()| sparql::graph(accept, &mut out));
        let format = match begun {
            Ok(format) => format,
            Err(response) => return out.instead(&response),
        };
        let name = match graph {
            Which::Default => None,
            Which::Named(name) => iri(name).ok().map(GraphName::from),
        };
        let mut writer = serializer(format).for_writer(&mut out);
        let quads = self.store.quads_for_pattern(None, None, None, name.as_ref().map(GraphName::as_ref));
        // what is worked out is nobody's statement: it is shown to those who ask for it by its name
        let stated = |quad: &Quad| name.is_some() || !derived::is_derived(&quad.graph_name);
        for quad in quads.filter(|quad| quad.as_ref().map_or(true, stated)) {
            writer.serialize_triple(quad.map_err(io::Error::other)?.as_ref())?;
        }
        writer.finish()?;
        out.end()
    }
}
