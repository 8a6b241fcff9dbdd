//! What can be typed: types for clap, and nothing else.

mod choice;
mod value;

pub use choice::{
    AnswerFormat, EvaluationFormat, ExplainFormat, GraphFormat, LogForm, NetworkFormat, Projection, Separator, TieKind,
};

use chancery::convert::DEFAULT_BASE;
use chancery::export::cmif::Header;
use chancery::source::Form;
use chancery::store::Links;
use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand};
use std::path::{Path, PathBuf};
use value::{date, day, first_day, form, iri, last_day, parameter, shard};

const EXAMPLES: &str = "\
Examples:
  Who met whom, straight from a saved listing
    chancery query inter-korean-relations.txt who-met-whom
  The same listing as Turtle
    chancery convert inter-korean-relations.txt -o korea.ttl
  What was read out of the fifth document, and from which words
    chancery explain inter-korean-relations.txt 5

A GRAPH is a listing, a table, a TEI volume or another form that is read (see --from), an RDF file (.ttl .trig .nt .nq
.rdf .jsonld), a folder or .zip of them, one packed as .gz or .zst, - for standard input, a store's folder, or several.
Exit status: 0 done; 1 failed; 2 done in part, because some inputs were passed over.";

/// Turns the listings of diplomatic archives into linked data, and answers who met whom with the words that say so
#[derive(Debug, Parser)]
#[command(name = "chancery", version, after_help = EXAMPLES, propagate_version = true, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Print results and errors only
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write listings as RDF
    Convert(Convert),
    /// Say who of different records is one person, and which body one body, with the reasons
    Link(Link),
    /// Link people on several machines: the steps, each by itself
    Spread(Spread),
    /// Ask a graph: one of the queries that come with Chancery, or your own
    Query(Query),
    /// List the queries that come with Chancery, or show one
    Queries(Queries),
    /// Show each record with its readings marked, and each statement with its words and rule
    Explain(Explain),
    /// Check a graph against the shapes it promises to keep
    Validate(Validate),
    /// Score a graph against gold annotations
    Evaluate(Evaluate),
    /// List what a person must decide about who is who, and keep the answers
    Review(Review),
    /// Write a graph in the terms that others take: RiC-O, Dublin Core, schema.org, Linked Art, EDM, CMIF
    Export(Export),
    /// Write who is tied to whom as a network: for Gephi, networkx, Cytoscape, Pajek, Graphviz, or drawn
    Network(Network),
    /// Write a folder that others can take, cite and check: every profile, a description, checksums
    Publish(Publish),
    /// Load graphs into a store on disk
    Load(Load),
    /// Serve a graph on the web: an endpoint for SPARQL, linked data, and pages to read
    Serve(Serve),
    /// Count what a graph holds
    Stats(Stats),
    /// Make authority files: people, offices, bodies and places that listings are read with
    Authority(Authority),
    /// Print a completion script for a shell
    Completions(Completions),
}

/// Authority files beside the bundled ones.
#[derive(Clone, Debug, Default, Args)]
pub struct AuthorityFiles {
    /// Authority file to use beside the bundled ones; may be given more than once
    #[arg(long, value_name = "FILE")]
    pub authority: Vec<String>,
}

/// What listings are read with.
#[derive(Clone, Debug, Default, Args)]
pub struct Knowledge {
    /// Authority files beside the bundled ones.
    #[command(flatten)]
    pub files: AuthorityFiles,
    /// Form of the files to convert; else found out from what they hold
    #[arg(long, value_name = "FORM", value_parser = form())]
    pub from: Option<Form>,
    /// How they are read.
    #[command(flatten)]
    pub reading: Reading,
}

/// How files to convert are read.
#[derive(Clone, Debug, Default, Args)]
pub struct Reading {
    /// TOML file that says which columns of a table are which fields
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<String>,
    /// Keep the records before a place that cannot be read
    #[arg(long)]
    pub keep_going: bool,
    /// Read the documents' own words too, where a source has them
    #[arg(long)]
    pub bodies: bool,
}

/// What listings are read with, for a command whose `--from` is a date.
#[derive(Clone, Debug, Default, Args)]
pub struct KnowledgeBesideDates {
    /// Authority files beside the bundled ones.
    #[command(flatten)]
    pub files: AuthorityFiles,
    /// Form of the files to convert; else found out from what they hold
    #[arg(long, value_name = "FORM", value_parser = form())]
    pub read_as: Option<Form>,
    /// How they are read.
    #[command(flatten)]
    pub reading: Reading,
}

impl KnowledgeBesideDates {
    /// The same as of any other command.
    pub fn knowledge(&self) -> Knowledge {
        Knowledge { files: self.files.clone(), from: self.read_as, reading: self.reading.clone() }
    }
}

/// Where to write.
#[derive(Debug, Args)]
pub struct Output {
    /// File to write; standard output if none is named, or `-`
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Output {
    /// The file, unless it is standard output.
    pub fn file(&self) -> Option<&Path> {
        self.output.as_deref().filter(|file| *file != Path::new("-"))
    }
}

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

/// Ask a graph.
#[derive(Debug, Args)]
#[command(override_usage = "chancery query [OPTIONS] <GRAPH>... <QUERY>")]
#[command(after_help = "\
Examples:
  chancery query listing.txt who-met-whom
  chancery query listing.txt encounters-of-person --param person=Puzanov
  chancery query graph.trig mine.rq --format csv
  echo 'SELECT * { ?s a ?class } LIMIT 5' | chancery query graph.trig -

`chancery queries` lists the queries there are and their parameters.")]
pub struct Query {
    /// Listings, RDF files or a store's folder; and last a query's name, a file with SPARQL in it, or - for standard
    /// input
    #[arg(required = true, value_name = "GRAPH... QUERY")]
    pub graphs_and_query: Vec<String>,
    /// A parameter of the query; may be given more than once
    #[arg(long, short, value_name = "NAME=VALUE", value_parser = parameter)]
    pub param: Vec<(String, String)>,
    /// How people of different records are linked.
    #[command(flatten)]
    pub linking: Linking,
    /// How to print the answer; else a table on a terminal, plain columns in a pipe, Turtle for a graph
    #[arg(long, short, value_name = "FORMAT")]
    pub format: Option<AnswerFormat>,
    /// What listings are read with
    #[command(flatten)]
    pub knowledge: Knowledge,
}

/// How people of different records are linked.
#[derive(Clone, Copy, Debug, Args)]
pub struct Linking {
    /// Take each record's people for people of their own, and follow no links
    #[arg(long, conflicts_with = "possible_links")]
    pub no_links: bool,
    /// Follow links that are not sure as well
    #[arg(long)]
    pub possible_links: bool,
    /// Take the links that the graphs hold, and make none
    #[arg(long, conflicts_with_all = ["no_links", "possible_links"])]
    pub given_links: bool,
}

impl Linking {
    /// What it asks for.
    pub fn links(self) -> Links {
        match (self.no_links, self.possible_links) {
            (true, _) => Links::None,
            (_, true) => Links::Possible,
            _ if self.given_links => Links::AsTheyAre,
            _ => Links::Sure,
        }
    }
}

/// List the queries.
#[derive(Debug, Args)]
pub struct Queries {
    /// Show this one: its SPARQL, with its columns and parameters
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
}

/// Show what was read, and from which words.
#[derive(Debug, Args)]
#[command(override_usage = "chancery explain [OPTIONS] <GRAPH>... [DOCUMENT]
       chancery explain [OPTIONS] --text <TEXT>")]
#[command(after_help = "\
Examples:
  chancery explain listing.txt                        every record, in the order of their dates
  chancery explain listing.txt 5                      the fifth of them
  chancery explain listing.txt 'Journal of Soviet'    those with this in their titles
  chancery explain listing.txt -o listing.html        a page for the browser, with the encounters drawn
  chancery explain --text 'Kim Il meets Ambassador Puzanov.' --date 'March 1961'

The words quoted are those of the archive's catalogue, not of the documents.")]
pub struct Explain {
    /// Listings, RDF files or a store's folder; then, if you like, a document: its number in the order of
    /// dates, part of its title, or the end of its IRI
    #[arg(required_unless_present_any = ["text", "title"], value_name = "GRAPH… [DOCUMENT]")]
    pub graphs: Vec<String>,
    /// Read this description instead of a graph; - for standard input
    #[arg(long, value_name = "TEXT", conflicts_with = "graphs")]
    pub text: Option<String>,
    /// The title to read with it, or instead of it
    #[arg(long, value_name = "TITLE", conflicts_with = "graphs")]
    pub title: Option<String>,
    /// Its date, such as 'March 16, 1961', 1961-03-16 or 1961
    #[arg(long, value_name = "DATE", conflicts_with = "graphs", value_parser = date)]
    pub date: Option<String>,
    /// Form to show it in; else that of FILE's name; else text
    #[arg(long, short, value_name = "FORMAT")]
    pub format: Option<ExplainFormat>,
    #[command(flatten)]
    pub output: Output,
    /// What listings are read with
    #[command(flatten)]
    pub knowledge: Knowledge,
}

/// Check a graph.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  chancery validate graph.trig")]
pub struct Validate {
    /// Listings, RDF files or a store's folder
    #[arg(required = true, value_name = "GRAPH")]
    pub graphs: Vec<String>,
    /// What listings are read with
    #[command(flatten)]
    pub knowledge: Knowledge,
}

/// Score a graph.
#[derive(Debug, Args)]
#[command(override_usage = "chancery evaluate [OPTIONS] <GRAPH>... <GOLD.json>...")]
#[command(after_help = "\
Examples:
  chancery evaluate listing.txt gold.json             precision, recall and F1; and how often each rule was right
  chancery evaluate listing.txt gold.json --errors    what was missed (-) and what is wrong (+)
  chancery evaluate 1.txt 2.nq 1.json 2.json          two graphs as one, and the annotations of both

A rule is unmeasured where gold does not tell whether what it read is right. tests/gold/README.md in the
source says how to annotate.")]
pub struct Evaluate {
    /// Listings, RDF files or a store's folder; and gold annotations, which are known by their names: .json
    #[arg(required = true, value_name = "GRAPH... GOLD.json")]
    pub graphs_and_gold: Vec<String>,
    /// List all that was missed and all that is wrong
    #[arg(long)]
    pub errors: bool,
    /// Write how often each rule was right to a file too, as Turtle
    #[arg(long, value_name = "FILE")]
    pub write_rules: Option<PathBuf>,
    /// How to print it; else tables on a terminal, plain columns in a pipe
    #[arg(long, short, value_name = "FORMAT")]
    pub format: Option<EvaluationFormat>,
    /// What listings are read with
    #[command(flatten)]
    pub knowledge: Knowledge,
}

/// List what a person must decide about who is who.
#[derive(Debug, Args)]
#[command(override_usage = "chancery review [OPTIONS] <GRAPH>...
       chancery review [OPTIONS] --apply <SHEET> [GRAPH]...")]
#[command(after_help = "\
Examples:
  chancery review listing.txt -o review.csv          a sheet of questions, for a spreadsheet
  chancery review --apply review.csv --by 'A. Historian' --date 2026-11-26
                                                     keep its answers in decisions.ttl
  chancery query listing.txt decisions.ttl who-met-whom
                                                     ask again, with the decisions
  chancery review listing.txt decisions.ttl --decided -o all.csv
                                                     what is still open, and what is decided
  chancery review listing.txt --linked -o all.csv    what is still open, and what was linked

The column “decision” takes:
  same, different    the candidate is the person, or is not; of several: same 2, different 1 3;
                     different alone means all of them
  new person         nobody of the authority files, and none of the candidates
  kim-il-sung        that authority entry, by the end of its IRI; or the IRI of anybody
  take back          forget what was decided of this person; take back 2: and that candidate
Rows with an empty decision change nothing. Columns may be moved, and others added.

Most useful first: by how many encounters hang on the answer (of all nodes that are linked to
the person), then by how many documents, then by how much speaks for the best candidate.

A decision is a block of its own in decisions.ttl: delete it to take the decision back.")]
pub struct Review {
    /// Listings, RDF files or a store's folder
    #[arg(required_unless_present = "apply", value_name = "GRAPH")]
    pub graphs: Vec<String>,
    #[command(flatten)]
    pub output: Output,
    /// What parts the cells of the sheet; Excel wants a semicolon where the decimal sign is a comma
    #[arg(long, value_name = "SIGN", default_value = "comma", conflicts_with = "apply")]
    pub separator: Separator,
    /// List the links that were made, too, the most doubtful first: “different” takes one back, “same” makes it sure
    #[arg(long, conflicts_with = "apply")]
    pub linked: bool,
    /// List the decisions that stand in the graphs, too
    #[arg(long, conflicts_with = "apply")]
    pub decided: bool,
    /// Keep the answers of this sheet; graphs are needed only to say which decisions find nobody there, and for entries of
    /// an authority file of your own
    #[arg(long, value_name = "SHEET", conflicts_with = "output")]
    pub apply: Option<PathBuf>,
    /// File to keep the decisions in; what is in it stays
    #[arg(long, value_name = "FILE", default_value = "decisions.ttl")]
    pub decisions: PathBuf,
    /// Who decides, where the sheet does not say
    #[arg(long, value_name = "NAME", requires = "apply")]
    pub by: Option<String>,
    /// When, where the sheet does not say: 2026-11-26
    #[arg(long, value_name = "DATE", requires = "apply", value_parser = day)]
    pub date: Option<NaiveDate>,
    /// How people of different records are linked
    #[command(flatten)]
    pub linking: Linking,
    /// What listings are read with
    #[command(flatten)]
    pub knowledge: Knowledge,
}

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
    /// How much all that is sent at a time may have together, in MiB; a single request 64 at the most [default: 256]
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

/// Count what a graph holds.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  chancery stats listing.txt")]
pub struct Stats {
    /// Listings, RDF files or a store's folder
    #[arg(required = true, value_name = "GRAPH")]
    pub graphs: Vec<String>,
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

/// Print a completion script.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  chancery completions bash > ~/.local/share/bash-completion/completions/chancery")]
pub struct Completions {
    /// The shell
    pub shell: clap_complete::Shell,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn the_last_word_of_a_query_is_the_query() {
        let cli = Cli::try_parse_from(["chancery", "query", "a", "b", "who", "--param", "person=Kim = Il"]).unwrap();
        let Command::Query(query) = cli.command else { panic!("{cli:?}") };
        assert_eq!(query.graphs_and_query, ["a", "b", "who"]);
        assert_eq!(query.param, [("person".to_owned(), "Kim = Il".to_owned())]);
    }
}
