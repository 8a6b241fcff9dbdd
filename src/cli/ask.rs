//! Commands that ask a graph, show it and check it.

use super::value::{date, day, parameter};
use super::{AnswerFormat, EvaluationFormat, ExplainFormat, Knowledge, Linking, Output, Separator};
use chrono::NaiveDate;
use clap::Args;
use std::path::PathBuf;

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
