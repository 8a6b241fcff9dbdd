//! Commands that make graphs, links, stores and authority files.

use super::value::shard;
use super::{AuthorityFiles, GraphFormat, Knowledge, Output};
use chancery::convert::DEFAULT_BASE;
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Write listings as RDF.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chancery convert listing.txt                        TriG on standard output
  chancery convert listing.txt -o graph.ttl           Turtle, by the file's name
  chancery convert 1.txt 2.txt --to nquads -o all.nq  two listings, one graph; their order does not matter")]
pub struct Convert {
    /// Listings, or graphs to write in another format
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<String>,
    #[command(flatten)]
    pub output: Output,
    /// Format to write; else that of FILE's name; else TriG
    #[arg(long, value_name = "FORMAT")]
    pub to: Option<GraphFormat>,
    /// Convert a share of the files, such as 2/8: every eighth, from the second; for a machine among eight
    #[arg(long, value_name = "I/N", value_parser = shard)]
    pub shard: Option<(usize, usize)>,
    /// The IRI that every IRI of the graph is below
    #[arg(long, value_name = "IRI", default_value = DEFAULT_BASE)]
    pub base: String,
    /// What listings are read with
    #[command(flatten)]
    pub knowledge: Knowledge,
}

/// Link people and bodies.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chancery link listing.txt                       the links as TriG, each with its reasons and what they weigh
  chancery link *.txt decisions.ttl -o links.nq   with what you decided: see chancery review

What the records say is never changed: without the links all is as it was. `chancery query` links by itself.")]
pub struct Link {
    /// Listings, RDF files or a store's folder
    #[arg(required = true, value_name = "GRAPH")]
    pub graphs: Vec<String>,
    #[command(flatten)]
    pub output: Output,
    /// Format to write; else that of FILE's name; else TriG
    #[arg(long, value_name = "FORMAT")]
    pub to: Option<GraphFormat>,
    /// The IRI that every IRI of the graph is below
    #[arg(long, value_name = "IRI", default_value = DEFAULT_BASE)]
    pub base: String,
    /// What listings are read with
    #[command(flatten)]
    pub knowledge: Knowledge,
}

/// Link on several machines.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples, each run for a share of the records, or of the people, on one machine of several:
  chancery spread statements graph.nq                  a record, a tab, a quad: sort by the first
  chancery spread survey some.nq                       the quads of some records
  chancery spread plan --parts 8 surveys.ndjson        all surveys
  chancery spread part 3 --plan plan.json --facts facts.ndjson some.nq
                                                       the quads of the records with a key in part 3, and of none
  chancery spread offices facts.ndjson                 all facts about some offices

Together they say what `chancery link` says. examples/spark/ in the source runs them under Apache Spark.")]
pub struct Spread {
    /// What to do.
    #[command(subcommand)]
    pub step: Step,
    /// The IRI that every IRI of the graph is below
    #[arg(long, value_name = "IRI", default_value = DEFAULT_BASE, global = true)]
    pub base: String,
    /// Authority file to use beside the bundled ones; may be given more than once
    #[arg(long, value_name = "FILE", global = true)]
    pub authority: Vec<String>,
}

/// The steps of linking on several machines.
#[derive(Debug, Subcommand)]
pub enum Step {
    /// Write the quads that linking reads, each behind its record and a tab; behind the tab alone where it is of none
    Statements {
        /// Listings, RDF files or a store's folder
        #[arg(required = true, value_name = "GRAPH")]
        graphs: Vec<String>,
    },
    /// Write what the linking of all must know of some records, which are there whole: JSON, a line for each record, each
    /// name, and the words of descriptions
    Survey {
        /// Listings, RDF files or a store's folder
        #[arg(required = true, value_name = "GRAPH")]
        graphs: Vec<String>,
    },
    /// Divide the people of surveys into parts of like size: JSON, whose `parts` has the part of each key of a record
    Plan {
        /// What `survey` wrote
        #[arg(required = true, value_name = "SURVEY")]
        surveys: Vec<String>,
        /// How many parts
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
        parts: u32,
    },
    /// Write the links of the people of a part, as N-Quads, and what those known by office only may rest on
    Part {
        /// The part, counted from 1
        #[arg(value_name = "I")]
        part: u32,
        /// The quads of the records that have a key in the part, and of no record
        #[arg(required = true, value_name = "GRAPH")]
        graphs: Vec<String>,
        /// What `plan` wrote
        #[arg(long, value_name = "FILE")]
        plan: String,
        /// File for facts about offices: JSON, a line each
        #[arg(long, value_name = "FILE")]
        facts: PathBuf,
    },
    /// Write the links of people known by office only, as N-Quads
    Offices {
        /// Lines that `part` wrote, all that name some offices
        #[arg(required = true, value_name = "FACTS")]
        facts: Vec<String>,
    },
}

/// Load graphs into a store.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  chancery load listing.txt --store archive/    then: chancery query archive/ who-met-whom
  chancery load *.txt --store http://localhost:7878/sparql

A record that is in the store already is replaced. A server is any that takes SPARQL 1.1 updates, with the token that the
variable CHANCERY_TOKEN holds; name all sources at once, since links are made among those that are named.")]
pub struct Load {
    /// Listings or RDF files
    #[arg(required = true, value_name = "GRAPH")]
    pub graphs: Vec<String>,
    /// The store's folder, which is made if it is not there; or the address at which a server answers queries
    #[arg(long, value_name = "FOLDER|URL")]
    pub store: String,
    /// The address at which the server takes updates, if that is another
    #[arg(long, value_name = "URL")]
    pub update: Option<String>,
    /// Go on with a load into a server that was cut short: records that it has, statement for statement, are not sent again
    #[arg(long)]
    pub resume: bool,
    /// Take each record's people for people of their own; else all people of the store are linked anew
    #[arg(long)]
    pub no_links: bool,
    /// The IRI that every IRI of the graph is below
    #[arg(long, value_name = "IRI", default_value = DEFAULT_BASE)]
    pub base: String,
    /// What listings are read with
    #[command(flatten)]
    pub knowledge: Knowledge,
}

/// Make authority files.
#[derive(Debug, Args)]
pub struct Authority {
    /// What to do
    #[command(subcommand)]
    pub command: AuthorityCommand,
}

/// What can be done about authority files.
#[derive(Debug, Subcommand)]
pub enum AuthorityCommand {
    /// Make an authority file out of others' data, by a mapping that says where it has what
    Import(Import),
}

/// Make an authority file out of others' data.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chancery authority import staff.csv --mapping staff.toml -o staff.ttl
    where staff.toml says, at the least:
      source = \"Staff list of the ministry, line {no}\"
      [person]
      name = \"name\"
      order = \"surname-first\"
  chancery authority import people.ndjson missions.ndjson \\
      --mapping people.toml --mapping missions.toml -o us.ttl --report us-report.csv
  chancery query listing.txt who-met-whom --authority us.ttl

The file has what the bundled authority files lack, and is read with them. What cannot be true is left
out and told with both places; with --strict nothing is written then. data/mappings/ in the source has
mappings to start from.")]
pub struct Import {
    /// Files to read: .csv, .tsv, .ndjson, or RDF (.ttl .trig .nt .nq .rdf .jsonld)
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<String>,
    /// Mapping that says where the inputs have what; one for all, or one for each in their order
    #[arg(long, short, required = true, value_name = "FILE")]
    pub mapping: Vec<String>,
    #[command(flatten)]
    pub output: Output,
    /// Write all that was found to a file too, as comma-separated values
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// Write nothing if anything is wrong or doubtful
    #[arg(long)]
    pub strict: bool,
    /// What the inputs are merged with, beside the bundled files; its slugs stay
    #[command(flatten)]
    pub knowledge: AuthorityFiles,
}
