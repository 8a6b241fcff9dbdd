//! Sources as they are named, converted one after another in memory that does not grow with them.

use super::{BEGINNING, Links, Notes, input, is_source, rdf_file};
use crate::convert::{Converter, Input};
use crate::decision::Decisions;
use crate::error::Result;
use crate::link::Linked;
use crate::link::people::Reader;
use crate::rdf::quads::Quads;
use oxigraph::model::Quad;
use std::io::{Cursor, Read};
use std::path::Path;
use std::sync::OnceLock;

/// Sources to convert: files of any form that is read, none of them RDF.
pub struct Sources<'c> {
    converter: &'c Converter,
    files: Vec<File>,
}

/// A file as it was named; what can be read only once is kept.
struct File {
    name: String,
    kept: OnceLock<Vec<u8>>,
}

impl<'c> Sources<'c> {
    /// The sources of what was named, in the order of their names: it does not matter in which they are named. None if some of
    /// it is RDF or a store.
    pub fn of(graphs: &[String], converter: &'c Converter) -> Result<Option<Self>> {
        let mut files = input::expand(graphs)?;
        files.sort();
        let files: Vec<File> = files.into_iter().map(|name| File { name, kept: OnceLock::new() }).collect();
        let all = files.iter().all(|file| file.is_source(converter));
        Ok(all.then_some(Self { converter, files }))
    }

    /// How many bytes there are, as far as that is known before they are read.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| input::size(&file.name)).sum()
    }

    /// The part of a list that one of several machines converts: every `of`th file, from the `number`th, which is counted
    /// from 1.
    #[must_use]
    pub fn shard(mut self, number: usize, of: usize) -> Self {
        let mut at = 0..;
        self.files.retain(|_| at.next().is_some_and(|at| at % of == number - 1));
        self
    }

    /// Converts them: see [`Converter::stream`]. The error is that of the only file; of several, each that fails is in
    /// [`Notes::passed_over`].
    pub fn convert<T: Send>(
        &self,
        prepare: &(dyn Fn(Quads) -> T + Sync),
        take: &mut (dyn FnMut(T) -> Result<()> + Send),
        read: &(dyn Fn(u64) + Sync),
    ) -> Result<Notes> {
        let inputs: Vec<&dyn Input> = self.files.iter().map(|file| file as &dyn Input).collect();
        let mut notes = Notes { files: inputs.len(), ..Notes::default() };
        for (file, told) in self.files.iter().zip(self.converter.stream(&inputs, prepare, take, read)?) {
            match told {
                Ok(told) => {
                    notes.warnings.extend(told.warnings);
                    notes.broken.extend(told.broken);
                    notes.residue.extend(told.residue.into_iter().map(|line| (file.name.clone(), line)));
                }
                Err(error) if self.files.len() == 1 => return Err(error),
                Err(error) => notes.passed_over.push(error),
            }
        }
        Ok(notes)
    }
}

impl Sources<'_> {
    /// Hands over all that they come to, and after that the links that are asked for. `read` is told how many bytes more were
    /// converted.
    pub(super) fn fill(
        &self,
        links: Links,
        put: &mut (dyn FnMut(Vec<Quad>) -> Result<()> + Send),
        read: &(dyn Fn(u64) + Sync),
    ) -> Result<Notes> {
        let mut reader = matches!(links, Links::Sure | Links::Possible).then(Reader::default);
        let mut take = |quads: Vec<Quad>| {
            if let Some(reader) = &mut reader {
                quads.iter().for_each(|quad| reader.read(quad.as_ref()));
            }
            put(quads)
        };
        let notes = self.convert(&|quads| quads.to_vec(), &mut take, read)?;
        if let Some(reader) = reader {
            let linked = Linked::new(reader, self.converter, &Decisions::default())?;
            let linked = if links == Links::Possible { linked.with_possible(self.converter) } else { linked };
            put(linked.quads(self.converter).chain(linked.described(self.converter)).collect())?;
        }
        Ok(notes)
    }
}

impl File {
    /// Whether it is to be converted: an error in it is told when it is.
    fn is_source(&self, converter: &Converter) -> bool {
        let name = input::inner(&self.name);
        if self.name.contains("://") || Path::new(&self.name).is_dir() {
            return false;
        }
        if rdf_file::format(Path::new(name)).is_none() {
            return true;
        }
        let mut beginning = Vec::new();
        let read = self.open().map(|input| input.take(BEGINNING).read_to_end(&mut beginning));
        read.is_ok() && is_source(name, &beginning, converter)
    }
}

impl Input for File {
    fn name(&self) -> &str {
        &self.name
    }

    fn stored(&self) -> Option<u64> {
        Some(input::size(&self.name))
    }

    fn open(&self) -> Result<Box<dyn Read + Send + '_>> {
        if let Some(kept) = self.kept.get() {
            return Ok(Box::new(kept.as_slice()));
        }
        match input::reader(&self.name)? {
            Some(reader) => Ok(reader),
            // a member of an archive is unpacked anew; what comes in by a pipe comes once
            None => {
                let bytes = input::bytes(&self.name)?;
                match input::archive_of(Path::new(&self.name)) {
                    Some(_) => Ok(Box::new(Cursor::new(bytes))),
                    None => Ok(Box::new(self.kept.get_or_init(|| bytes).as_slice())),
                }
            }
        }
    }
}
