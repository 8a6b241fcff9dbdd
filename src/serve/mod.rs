//! The graph on the web: an endpoint for programs and a reading room for people.
//!
//! [`site`] and [`reconcile`] are functions of the graph and the request; [`endpoint`] puts them and SPARQL on a port.

pub mod accept;
#[cfg(all(unix, feature = "serve"))]
pub mod endpoint;
pub mod reconcile;
pub mod site;
