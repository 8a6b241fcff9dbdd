//! The file of decisions: read, changed, and written again so that the same decisions give the same bytes.
//!
//! What else stands in it is kept: statements that are no decisions where they sort, and lines of comment at the top.

use crate::decision::{self, Contradiction, Decision, Decisions};
use crate::error::{Error, ErrorKind, Locator, Result};
use crate::rdf::vocab::{dcterms, rico};
use crate::rdf::write::{Format, write};
use crate::review::answer::Change;
use crate::store;
use oxigraph::model::{NamedOrBlankNode, Quad};
use std::io::{self, Write};
use std::path::Path;

/// What stands at the top of the file.
const HEADER: &str = "\
# Who is who, as it was decided, a block a decision. Delete a block to take it back. Name this file beside the graphs that
# it is about, as in: chancery query GRAPH decisions.ttl who-met-whom
";

/// A file of decisions.
#[derive(Clone, Debug)]
pub struct File {
    name: String,
    format: Format,
    text: String,
    quads: Vec<Quad>,
}

/// What came of changes.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// How many decisions are new in the file.
    pub added: usize,
    /// How many have another date or note than before.
    pub changed: usize,
    /// How many stood there already.
    pub unchanged: usize,
    /// Those that were taken back.
    pub taken_back: Vec<Decision>,
    /// Where the sheet takes back what does not stand in the file.
    pub nothing_to_take_back: Vec<Locator>,
}

impl Tally {
    /// Whether the file is another now.
    pub fn has_changes(&self) -> bool {
        self.added + self.changed + self.taken_back.len() > 0
    }
}

impl File {
    /// Reads a file; one that is not there, or empty, holds no decisions.
    pub fn read(path: &Path) -> Result<Self> {
        let name = path.display().to_string();
        let format = Format::from_path(path).filter(|format| !matches!(format, Format::RdfXml | Format::JsonLd));
        let Some(format) = format else {
            return Err(Error::new(ErrorKind::Usage, "decisions are kept in Turtle")
                .at(Locator::file(name))
                .help("give the file a name that ends in .ttl (or .trig, .nt, .nq)"));
        };
        let bytes = match std::fs::read(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            read => read.map_err(|error| Error::io(&name, &error))?,
        };
        let only_comments = String::from_utf8_lossy(&bytes).lines().all(|line| {
            let line = line.trim();
            line.is_empty() || line.starts_with('#')
        });
        let quads = if only_comments { Vec::new() } else { store::parse(&name, format.oxigraph(), &bytes)? };
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let mut file = Self { name, format, text, quads };
        file.name_blocks()?;
        Ok(file)
    }

    /// Gives each decision that was written without an IRI the one it should have.
    fn name_blocks(&mut self) -> Result<()> {
        for decision in self.decisions()?.into_iter().filter(|decision| decision.id.is_blank_node()) {
            let id = Decision::new(decision.node, decision.ruling, &decision.by).id;
            self.quads.iter_mut().filter(|quad| quad.subject == decision.id).for_each(|quad| quad.subject = id.clone());
        }
        Ok(())
    }

    /// The decisions in it, each with its place.
    pub fn decisions(&self) -> Result<Vec<Decision>> {
        let mut decisions = decision::read(&self.quads).map_err(|error| error.at(Locator::file(&self.name)))?;
        for decision in &mut decisions {
            decision.place = Some(self.place(&decision.id));
        }
        Ok(decisions)
    }

    /// Makes changes: first what is taken back, then what is decided. All that contradicts is named if they cannot stand,
    /// and the file is then as it was.
    pub fn change(&mut self, changes: &[Change]) -> Result<Tally, Vec<Error>> {
        let mut decisions = self.decisions().map_err(|error| vec![error])?;
        let (mut quads, mut tally) = (self.quads.clone(), Tally::default());
        for change in changes {
            if let Change::TakeBack { node, others, place } = change {
                let meant = |decision: &Decision| {
                    decision.concerns(node)
                        && (others.is_empty() || others.iter().any(|other| decision.concerns(other)))
                };
                let taken: Vec<Decision> = decisions.extract_if(.., |decision| meant(decision)).collect();
                quads.retain(|quad| !taken.iter().any(|decision| decision.id == quad.subject));
                if taken.is_empty() {
                    tally.nothing_to_take_back.push(place.clone());
                }
                tally.taken_back.extend(taken);
            }
        }
        for change in changes {
            let Change::Decide(new) = change else { continue };
            let same = |old: &&mut Decision| (&old.node, &old.ruling, &old.by) == (&new.node, &new.ruling, &new.by);
            match decisions.iter_mut().find(same) {
                Some(old) if (old.date, &old.note) == (new.date, &new.note) => tally.unchanged += 1,
                Some(old) => {
                    // whatever else its block says stays
                    let replaced = [dcterms::date, rico::note];
                    quads.retain(|quad| quad.subject != old.id || !replaced.contains(&quad.predicate.as_ref()));
                    *old = Decision { id: old.id.clone(), ..new.clone() };
                    quads.extend(old.quads());
                    tally.changed += 1;
                }
                None => {
                    quads.extend(new.quads());
                    decisions.push(new.clone());
                    tally.added += 1;
                }
            }
        }
        Decisions::new(decisions).map_err(|found| found.into_iter().map(refused).collect::<Vec<_>>())?;
        self.quads = quads;
        Ok(tally)
    }

    /// Writes it.
    pub fn write(&self, out: &mut dyn Write) -> Result<()> {
        let text: String = self.comments().map(|line| format!("{line}\n")).collect();
        let failed = |error: io::Error| Error::io(&self.name, &error);
        out.write_all(HEADER.as_bytes()).and_then(|()| out.write_all(text.as_bytes())).map_err(failed)?;
        out.write_all(b"\n").map_err(failed)?;
        write(&self.quads, self.format, out)
    }

    /// The lines of comment that are not ours.
    fn comments(&self) -> impl Iterator<Item = &str> {
        let ours = |line: &str| HEADER.lines().any(|known| known == line);
        self.text.lines().map(str::trim).filter(move |line| line.starts_with('#') && !ours(line))
    }

    /// The line that a block begins on, by the end of its IRI.
    fn place(&self, id: &NamedOrBlankNode) -> Locator {
        let NamedOrBlankNode::NamedNode(node) = id else { return Locator::file(&self.name) };
        let end = node.as_str().rsplit(['/', '#']).next().unwrap_or_default();
        match (1..).zip(self.text.lines()).find(|(_, line)| !end.is_empty() && line.contains(end)) {
            Some((number, _)) => Locator::line(&self.name, number),
            None => Locator::file(&self.name),
        }
    }
}

fn refused(contradiction: Contradiction) -> Error {
    Error::from(contradiction).help(
        "change one of them in the sheet, or take back the one in the file: write “take back”, or delete its block",
    )
}
