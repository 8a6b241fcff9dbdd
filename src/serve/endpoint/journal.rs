//! The changes that were made since the sources were read, so that they can be made again.
//!
//! A graph is in the memory of processes, and one that dies takes with it what was changed. So a change is written here
//! before it is agreed to, and the next process that reads the sources makes all of them again, in their order. What makes
//! something new each time, such as `NOW()`, makes another then.

use super::wire::{Ask, json, parsed, receive, send};
use crate::error::{Error, Result};
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Take, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A file of changes, as whoever agrees to them writes it.
#[derive(Debug)]
pub struct Journal {
    inner: Mutex<Inner>,
}

#[derive(Debug)]
struct Inner {
    file: File,
    /// How many bytes of it are of changes that were agreed to.
    length: u64,
    /// How often it was begun anew.
    begun: u64,
}

/// A change that was written and not yet agreed to.
#[derive(Debug)]
pub struct Entry {
    journal: Arc<Journal>,
    begun: u64,
    start: u64,
    end: u64,
}

impl Journal {
    /// An empty one at a place.
    pub fn at(path: &Path) -> Result<Self> {
        let file = File::create(path).map_err(|error| Error::io(path.display().to_string(), &error))?;
        Ok(Self { inner: Mutex::new(Inner { file, length: 0, begun: 0 }) })
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many bytes the changes take that were agreed to.
    pub fn length(&self) -> u64 {
        self.inner().length
    }

    /// Forgets all, since what they were made to is no more.
    pub fn begin_anew(&self) {
        let mut inner = self.inner();
        inner.length = 0;
        inner.begun += 1;
    }

    /// Writes a change that is about to be asked for, in place of one that was not agreed to.
    pub fn write(self: &Arc<Self>, change: &Ask, body: &[u8]) -> io::Result<Entry> {
        let inner = &mut *self.inner();
        inner.file.set_len(inner.length)?;
        inner.file.seek(SeekFrom::Start(inner.length))?;
        let mut out = BufWriter::new(&inner.file);
        send(&mut out, &json(change)?)?;
        send(&mut out, body)?;
        out.flush()?;
        drop(out);
        let end = inner.file.stream_position()?;
        Ok(Entry { journal: Arc::clone(self), begun: inner.begun, start: inner.length, end })
    }
}

impl Entry {
    /// Counts it among those that were agreed to.
    pub fn agree(&self) {
        self.set(self.end);
    }

    /// Takes it out again: it was not made.
    pub fn take_back(&self) {
        self.set(self.start);
    }

    fn set(&self, length: u64) {
        let mut inner = self.journal.inner();
        if inner.begun == self.begun {
            inner.length = length;
        }
    }
}

/// The changes in the first bytes of a file.
#[derive(Debug)]
pub struct Changes {
    from: BufReader<Take<File>>,
}

impl Changes {
    /// Those of a journal that had such a length.
    pub fn of(path: &Path, length: u64) -> Result<Self> {
        let file = File::open(path).map_err(|error| Error::io(path.display().to_string(), &error))?;
        Ok(Self { from: BufReader::new(file.take(length)) })
    }

    fn following(&mut self) -> io::Result<Option<(Ask, Vec<u8>)>> {
        let Some(change) = receive(&mut self.from)? else { return Ok(None) };
        let body = receive(&mut self.from)?.ok_or(io::ErrorKind::UnexpectedEof)?;
        Ok(Some((parsed(&change)?, body)))
    }
}

impl Iterator for Changes {
    type Item = io::Result<(Ask, Vec<u8>)>;

    fn next(&mut self) -> Option<Self::Item> {
        self.following().transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::super::wire::{Change, Which};
    use super::*;

    #[test]
    fn only_what_was_agreed_to_is_made_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("changes");
        let journal = Arc::new(Journal::at(&path).unwrap());
        let change = |name: &str| Ask::Change(Change::Delete(Which::Named(name.to_owned())));
        let write = |name: &str| journal.write(&change(name), name.as_bytes()).unwrap();
        let kept = || {
            let changes = Changes::of(&path, journal.length()).unwrap();
            changes.map(|change| String::from_utf8(change.unwrap().1).unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(kept(), [""; 0]);
        write("long and never agreed to");
        write("a").agree();
        let b = write("b");
        assert_eq!(kept(), ["a"]);
        b.agree();
        assert_eq!(kept(), ["a", "b"]);
        b.take_back();
        write("c").agree();
        assert_eq!(kept(), ["a", "c"]);

        // an answer to what was before comes too late
        let late = write("d");
        journal.begin_anew();
        late.agree();
        assert_eq!(kept(), [""; 0]);
        write("e").agree();
        late.take_back();
        assert_eq!(kept(), ["e"]);
    }
}
