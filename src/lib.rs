//! Chancery reads the listings of diplomatic archives and answers who met whom, with the words that say so.

pub mod claim;
pub mod convert;
pub mod date;
pub mod error;
pub mod query;
pub mod rdf;
pub mod recognise;
pub mod record;
pub mod resolve;
pub mod rule;
pub mod shapes;
pub mod source;
pub mod store;

pub use error::{Error, ErrorKind, Locator, Result};
