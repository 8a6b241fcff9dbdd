//! What can be chosen by name: formats, kinds, signs.

use chancery::network::{self, read::Project};
use chancery::rdf::write::Format;
use clap::ValueEnum;

/// The RDF formats by the names one types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "lower")]
pub enum GraphFormat {
    /// One graph, for people to read
    #[value(alias = "ttl")]
    Turtle,
    /// Named graphs, for people to read
    TriG,
    /// Named graphs, a line a statement
    #[value(alias = "nq")]
    NQuads,
    /// One graph, a line a statement
    #[value(alias = "nt")]
    NTriples,
    /// One graph, for XML tools
    #[value(alias = "rdf")]
    RdfXml,
    /// Named graphs, for JSON tools
    JsonLd,
}

impl From<GraphFormat> for Format {
    fn from(format: GraphFormat) -> Self {
        match format {
            GraphFormat::Turtle => Self::Turtle,
            GraphFormat::TriG => Self::TriG,
            GraphFormat::NQuads => Self::NQuads,
            GraphFormat::NTriples => Self::NTriples,
            GraphFormat::RdfXml => Self::RdfXml,
            GraphFormat::JsonLd => Self::JsonLd,
        }
    }
}

/// The forms of an explanation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "lower")]
pub enum ExplainFormat {
    /// For the terminal
    Text,
    /// One page that needs no other file, with the encounters drawn
    Html,
}

/// The formats an answer can be printed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "lower")]
pub enum AnswerFormat {
    /// Aligned columns, as wide as the terminal
    Table,
    /// Columns with a tab between them
    Plain,
    /// Comma-separated values (SPARQL 1.1)
    Csv,
    /// Tab-separated RDF terms (SPARQL 1.1)
    Tsv,
    /// SPARQL results in JSON
    Json,
    /// SPARQL results in XML
    Xml,
    /// For queries that make a graph
    #[value(alias = "ttl")]
    Turtle,
    /// For queries that make a graph
    #[value(alias = "nt")]
    NTriples,
    /// For queries that make a graph
    #[value(alias = "rdf")]
    RdfXml,
    /// For queries that make a graph
    JsonLd,
}

/// The formats an evaluation can be printed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "lower")]
pub enum EvaluationFormat {
    /// Aligned columns
    Table,
    /// Columns with a tab between them
    Plain,
    /// One object
    Json,
}

/// Kinds of ties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TieKind {
    /// Encounters, stated or inferred
    Met,
    /// Encounters that the words state
    MetStated,
    /// Meetings planned, proposed, refused or put off
    Planned,
    /// Who wrote to whom
    Corresponded,
    /// Being named in one record, which is no meeting
    Mentioned,
}

impl From<TieKind> for network::Tie {
    fn from(kind: TieKind) -> Self {
        match kind {
            TieKind::Met => Self::Met,
            TieKind::MetStated => Self::MetStated,
            TieKind::Planned => Self::Planned,
            TieKind::Corresponded => Self::Corresponded,
            TieKind::Mentioned => Self::Mentioned,
        }
    }
}

/// What the nodes of a network are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Projection {
    /// People, known by name or by office
    People,
    /// Missions and other bodies; people count for the mission of their office
    Missions,
    /// States
    States,
    /// People and the records that name them
    PeopleDocuments,
}

impl From<Projection> for Project {
    fn from(projection: Projection) -> Self {
        match projection {
            Projection::People => Self::People,
            Projection::Missions => Self::Missions,
            Projection::States => Self::States,
            Projection::PeopleDocuments => Self::PeopleDocuments,
        }
    }
}

/// The formats of networks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "lower")]
pub enum NetworkFormat {
    /// GEXF 1.3, with the time of each tie
    Gexf,
    /// GraphML
    GraphMl,
    /// Pajek
    Pajek,
    /// Node-link JSON for networkx
    Json,
    /// JSON for Cytoscape
    Cyjs,
    /// Two tables for Gephi
    Csv,
    /// Graphviz
    Dot,
    /// A drawing
    Svg,
}

impl From<NetworkFormat> for network::write::Format {
    fn from(format: NetworkFormat) -> Self {
        match format {
            NetworkFormat::Gexf => Self::Gexf,
            NetworkFormat::GraphMl => Self::GraphMl,
            NetworkFormat::Pajek => Self::Pajek,
            NetworkFormat::Json => Self::NodeLink,
            NetworkFormat::Cyjs => Self::Cytoscape,
            NetworkFormat::Csv => Self::Csv,
            NetworkFormat::Dot => Self::Dot,
            NetworkFormat::Svg => Self::Svg,
        }
    }
}

/// How requests are logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[value(rename_all = "lower")]
#[serde(rename_all = "lowercase")]
pub enum LogForm {
    /// Not at all
    None,
    /// A line for people
    Text,
    /// A JSON object a line
    Json,
}

/// What is between the cells of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Separator {
    /// ,
    Comma,
    /// ;
    Semicolon,
    /// A tab
    Tab,
}

impl Separator {
    /// The sign itself.
    pub fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
        }
    }
}
