//! Commands that give a graph to others: in their terms, as a network, as a release, on the web.

use super::value::{day, first_day, iri, last_day};
use super::{
    GraphFormat, Knowledge, KnowledgeBesideDates, Linking, LogForm, NetworkFormat, Output, Projection, TieKind,
};
use chancery::convert::DEFAULT_BASE;
use chancery::export::cmif::Header;
use chrono::NaiveDate;
use clap::Args;
use std::path::PathBuf;

/// What a file that is published says of itself, and the graph does not know.
#[derive(Clone, Debug, Default, Args)]
pub struct Said {
    /// Title of what is published
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// Who publishes it
    #[arg(long, value_name = "NAME")]
    pub publisher: Option<String>,
    /// Where it can be had
    #[arg(long, value_name = "IRI", value_parser = iri)]
    pub url: Option<String>,
    /// Under what licence
    #[arg(long, visible_alias = "license", value_name = "IRI", value_parser = iri)]
    pub licence: Option<String>,
    /// The day of its publication, such as 2026-11-26
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub issued: Option<NaiveDate>,
}

impl Said {
    /// The same for a header; a title if none was given.
    pub fn header(&self, title: &str) -> Header {
        Header {
            title: self.title.clone().unwrap_or_else(|| title.to_owned()),
            publisher: self.publisher.clone().unwrap_or_default(),
            url: self.url.clone().unwrap_or_default(),
            date: self.issued.map(|day| day.to_string()),
        }
    }
}

/// Write a graph in the terms that others take.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chancery export listing.txt --profile ric-o -o korea.ttl      RiC-O 1.1 alone
  chancery export listing.txt --profile schema-org --to jsonld  for a web page
  chancery export listing.txt -o korea.nq                       everything, as it is
  chancery export listing.txt --profile cmif -o letters.xml     who wrote to whom, for correspSearch
  chancery export listing.txt --profile edm --publisher 'An archive' --licence IRI -o edm.rdf   for Europeana

Profiles: full, ric-o, dublin-core, schema-org, linked-art, edm, cmif; or a CONSTRUCT of your own, FILE.rq.
What a profile has no word for is counted and named on standard error.")]
pub struct Export {
    /// Listings, RDF files or a store's folder
    #[arg(required = true, value_name = "GRAPH")]
    pub graphs: Vec<String>,
    /// In whose terms
    #[arg(long, short, value_name = "NAME", default_value = "full")]
    pub profile: String,
    /// Format to write; else that of FILE's name; else Turtle, and TriG for all graphs
    #[arg(long, value_name = "FORMAT")]
    pub to: Option<GraphFormat>,
    #[command(flatten)]
    pub output: Output,
    /// Write the evidence as reifiers of RDF 1.2
    #[arg(long = "rdf-12")]
    pub rdf_12: bool,
    /// For cmif: what is said of the file
    #[command(flatten)]
    pub said: Said,
    /// How people of different records are linked
    #[command(flatten)]
    pub linking: Linking,
    /// What listings are read with
    #[command(flatten)]
    pub knowledge: Knowledge,
}

/// Write who is tied to whom.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chancery network listing.txt -o korea.gexf                    who met whom, with the time of each tie, for Gephi
  chancery network listing.txt -o korea.svg --measures          drawn; and the most tied on standard error
  chancery network listing.txt --tie met --tie planned -o m.json  both kinds, apart, for networkx
  chancery network listing.txt --ego Puzanov --steps 2 -o p.graphml

An edge weighs as many distinct encounters as it stands for (records, for corresponded and mentioned). FILE.meta.json, beside
FILE, says how it was made. With FILE.csv the nodes are in FILE-nodes.csv. Whoever is tied to nobody stays.

Corresponded leads from the writer to the addressee; no other kind has a direction. Asked for with one of the others, all of
the file is directed, and a tie without a direction is two arcs, one each way; a drawing has a line without an arrow.

First and Last of a tie are the days between which it may have been. First is empty where the beginning is open, as of
“on or before 4 July 1975”: such a tie counts for any --from and --to that it may fall into.")]
pub struct Network {
    /// Listings, RDF files or a store's folder
    #[arg(required = true, value_name = "GRAPH")]
    pub graphs: Vec<String>,
    /// What ties them [default: met]; may be given more than once: kinds are never mixed
    #[arg(long, value_name = "KIND")]
    pub tie: Vec<TieKind>,
    /// What the nodes are
    #[arg(long, value_name = "NODES", default_value = "people")]
    pub project: Projection,
    /// Only what may have been on this day or later: 1960, 1960-12 or 1960-12-08
    #[arg(long, value_name = "DATE", value_parser = first_day)]
    pub from: Option<String>,
    /// Only what may have been on this day or before
    #[arg(long, value_name = "DATE", value_parser = last_day)]
    pub to: Option<String>,
    /// Only this person, mission or State, and who is within some steps of it: a name, an IRI or its end
    #[arg(long, value_name = "NAME")]
    pub ego: Option<String>,
    /// How many steps from it
    #[arg(long, value_name = "N", default_value_t = 1, requires = "ego")]
    pub steps: usize,
    /// Add degree, strength, betweenness, closeness, eigenvector centrality and communities, and show who has most
    #[arg(long)]
    pub measures: bool,
    /// Format to write; else that of FILE's name; else GEXF
    #[arg(long, short, value_name = "FORMAT")]
    pub format: Option<NetworkFormat>,
    #[command(flatten)]
    pub output: Output,
    /// How people of different records are linked
    #[command(flatten)]
    pub linking: Linking,
    /// What listings are read with
    #[command(flatten)]
    pub knowledge: KnowledgeBesideDates,
}

/// Write a release.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chancery publish listing.txt -o release
  chancery publish graph.nq -o release --title Korea --issued 2026-11-26 \\
      --licence https://creativecommons.org/publicdomain/zero/1.0/ \\
      --publisher 'An archive' --url https://archive.example/korea

full.nq is the graph in its canonical form: who has a file of the same hash has the same graph, whatever
it was called and wherever it was made. The same graph gives the same folder, byte for byte.")]
pub struct Publish {
    /// Listings, RDF files or a store's folder
    #[arg(required = true, value_name = "GRAPH")]
    pub graphs: Vec<String>,
    /// Folder to write
    #[arg(long, short, value_name = "DIR")]
    pub output: PathBuf,
    /// Replace the folder if it is a release
    #[arg(long)]
    pub force: bool,
    /// What is said of it
    #[command(flatten)]
    pub said: Said,
    /// How people of different records are linked
    #[command(flatten)]
    pub linking: Linking,
    /// What listings are read with
    #[command(flatten)]
    pub knowledge: Knowledge,
}

/// Serve a graph.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chancery serve listing.txt                            pages and SPARQL at http://127.0.0.1:7878
  chancery serve graph.nq --bind 0.0.0.0:80 --public https://archive.example --log json
  CHANCERY_TOKEN=… chancery serve graph.nq --writable   changes by those who know the token

Only reading is open to everybody. A query has its own process, and is stopped when it takes too long or too much.
SIGHUP has the graphs read again, and no request is dropped; SIGTERM ends it when those under way are answered.
Changes are kept in memory, and last until the graphs are read again or the service ends: read them back at /store. They are
in a journal, too, in TMPDIR: if the process that holds the graph dies, they are made again before anything is answered. So
--watch does not go with --writable, and SIGHUP drops what was changed.

A configuration file is TOML, with the options by their names: bind = \"[::]:80\", timeout = 10, graphs = [\"a.nq\"].")]
pub struct Serve {
    /// Listings, RDF files or a store's folder
    #[arg(required_unless_present = "config", value_name = "GRAPH")]
    pub graphs: Vec<String>,
    /// Address to listen at; port 0 for any that is free [default: 127.0.0.1:7878]
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub bind: Option<String>,
    /// Where the public sees it, if not there: behind a proxy
    #[arg(long, value_name = "URL")]
    pub public: Option<String>,
    /// How long a query may take, in seconds [default: 30]
    #[arg(long, value_name = "SECONDS")]
    pub timeout: Option<f64>,
    /// How much memory a query may take beside the graph, in MiB [default: 512]
    #[arg(long, value_name = "MIB")]
    pub max_memory: Option<u64>,
    /// How many rows or triples an answer may have [default: 1000000]
    #[arg(long, value_name = "ROWS")]
    pub max_rows: Option<u64>,
    /// How many queries are worked on at a time [default: 4 for each core]
    #[arg(long, value_name = "QUERIES")]
    pub max_queries: Option<usize>,
    /// How much the bodies of all requests may have together at a time, in MiB; that of one 64 at the most [default: 256]
    #[arg(long, value_name = "MIB")]
    pub max_bodies: Option<usize>,
    /// Let those change the graph who send the token of --token-file or of the variable CHANCERY_TOKEN
    #[arg(long)]
    pub writable: bool,
    /// File with the token
    #[arg(long, value_name = "FILE")]
    pub token_file: Option<PathBuf>,
    /// Read the graphs again when their files change; not with --writable, whose changes would be lost
    #[arg(long)]
    pub watch: bool,
    /// How to log requests, on standard error [default: none]
    #[arg(long, value_name = "FORM")]
    pub log: Option<LogForm>,
    /// File with options; those of the command line count more
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The IRI that every IRI of the graph is below
    #[arg(long, value_name = "IRI", default_value = DEFAULT_BASE)]
    pub base: String,
    /// How people of different records are linked
    #[command(flatten)]
    pub linking: Linking,
    /// What listings are read with
    #[command(flatten)]
    pub knowledge: Knowledge,
}
