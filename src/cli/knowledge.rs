//! What several commands take: what listings are read with, how people are linked, where to write.

use super::value::form;
use chancery::source::Form;
use chancery::store::Links;
use clap::Args;
use std::path::{Path, PathBuf};

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
