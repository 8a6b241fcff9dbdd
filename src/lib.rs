//! Chancery reads the listings of diplomatic archives and answers who met whom, with the words that say so.
//!
//! One direction, a module a stage:
//!
//! | stage | takes | gives |
//! |---|---|---|
//! | [`source`] | a saved listing | [`record::Record`]s: fields word for word, and their places |
//! | [`recognise`] | a record, the lexicon | a [`recognise::Reading`]: [`claim`]s about what its words name, each with its words and its [`rule`] |
//! | [`resolve`] | a reading, the authority files | a [`resolve::Resolution`]: who and what is meant, as far as that can be shown |
//! | [`rdf`] | a resolution | quads: each statement with its evidence, in the record's own graph |
//! | [`link`] | the quads of many records, [`decision`]s | who of them is one person, in graphs of their own, with the reasons |
//! | [`store`] | listings, files and folders of quads | one Oxigraph store |
//! | [`query`] | a store | answers, by the files of `queries/` |
//! | [`evaluate`] | a store, gold annotations | how much of it is right, and how often each rule is |
//! | [`export`] | a store, a profile of `queries/export/` | the graph in the terms of others |
//! | [`network`] | a store | nodes and weighted ties, for tools that draw and measure |
//! | [`publish`] | a store | a folder that others take, cite and check |
//! | [`serve`] | a store | SPARQL, linked data and a reading room on the web |
//! | [`review`] | a store; a sheet that a person filled in | questions about who is who; [`decision`]s |
//!
//! [`import`] makes authority files out of others' data, beside those that come with the program.
//!
//! [`convert`] runs the first four as one pure function of a file, and [`shapes`] checks what came of it.
//!
//! ```
//! use chancery::convert::{Converter, DEFAULT_BASE};
//! use chancery::query;
//! use oxigraph::sparql::QueryResults;
//! use oxigraph::store::Store;
//!
//! let listing = "Korea in the Sixties\n\n\
//!     • April 22, 1963\n\n\
//!     Record of Conversation between Soviet Ambassador to North Korea Vasily Moskovsky and Kim Il Sung\n";
//! let conversion = Converter::new(DEFAULT_BASE)?.convert("korea.txt", listing.as_bytes())?;
//! assert_eq!(conversion.records, 1);
//!
//! let store = Store::new()?;
//! store.extend(conversion.quads)?;
//! let met = query::find("who-met-whom")?.run(&store, &[])?;
//! let QueryResults::Solutions(rows) = met else { unreachable!("a SELECT query") };
//! let row = rows.into_iter().next().expect("one encounter")?;
//! assert_eq!(row["one"].to_string(), "\"Kim Il Sung\"");
//! assert_eq!(row["other"].to_string(), "\"Vasily Moskovsky\"");
//! assert_eq!(row["basis"].to_string(), "\"stated\"");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod claim;
pub mod convert;
pub mod date;
pub mod decision;
pub mod error;
pub mod evaluate;
pub mod explain;
pub mod export;
pub mod import;
pub mod link;
pub mod network;
pub mod publish;
pub mod query;
pub mod rdf;
pub mod recognise;
pub mod record;
pub mod resolve;
pub mod review;
pub mod rule;
pub mod serve;
pub mod service;
pub mod shapes;
mod sort;
pub mod source;
pub mod store;

pub use error::{Error, ErrorKind, Locator, Result};
