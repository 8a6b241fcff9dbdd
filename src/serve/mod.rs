//! The graph on the web: an endpoint for programs and a reading room for people.
//!
//! [`site`] is a function of the graph and the request; [`endpoint`] puts it and SPARQL on a port.

pub mod accept;
#[cfg(all(unix, feature = "serve"))]
pub mod endpoint;
pub mod site;
