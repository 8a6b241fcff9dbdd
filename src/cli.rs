//! What can be typed: types for clap, and nothing else.

mod ask;
mod choice;
mod give;
mod knowledge;
mod make;
mod value;

pub use ask::{Evaluate, Explain, Queries, Query, Review, Stats, Validate};

pub use choice::{
    AnswerFormat, EvaluationFormat, ExplainFormat, GraphFormat, LogForm, NetworkFormat, Projection, Separator, TieKind,
};
pub use give::{Export, Network, Publish, Said, Serve};
pub use knowledge::{AuthorityFiles, Knowledge, KnowledgeBesideDates, Linking, Output};
pub use make::{Authority, AuthorityCommand, Convert, Import, Link, Load, Spread, Step};

use clap::{Args, Parser, Subcommand};

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
    #[arg(long, short, global = true, display_order = 998)]
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
