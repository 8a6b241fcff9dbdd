//! Sources of any size, some records at a time: the quads that [`Converter::convert`] gives, in memory that does not grow
//! with them.
//!
//! Each source is gone through twice. The first time its digest is taken, which IRIs are made of, and it is found out which
//! records stand in the sources more than once; the second time its records are converted, on all threads, and handed over
//! in their order. What records share is described at the end.

use super::{Converter, Residue};
use crate::error::{Error, ErrorKind, Locator, Result};
use crate::rdf::map::Mapper;
use crate::rdf::mint;
use crate::rdf::quads::Quads;
use crate::rdf::shared::{Shared, Source};
use crate::recognise;
use crate::record::{Collection, Field, Record};
use crate::resolve::resolve;
use crate::sort::Sorter;
use crate::source::parts::{Parts, Stopped};
use crate::source::{self, Listing};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::io::Read;
use std::sync::{Mutex, PoisonError};

/// Something to convert.
pub trait Input: Sync {
    /// What messages call it.
    fn name(&self) -> &str;
    /// Its bytes, from the beginning, as often as they are asked for.
    fn open(&self) -> Result<Box<dyn Read + Send + '_>>;
    /// How many bytes it takes up where it is kept, if that may be less than it has, because it is packed: of those is told
    /// how many were converted.
    fn stored(&self) -> Option<u64> {
        None
    }
}

/// What is to be said of a source.
#[derive(Debug, Default)]
pub struct Told {
    /// How many records it holds.
    pub records: usize,
    /// Lines that belong to no record and that no rule read.
    pub residue: Vec<Residue>,
    /// What was read with a doubt.
    pub warnings: Vec<Error>,
    /// What ended the reading before the end.
    pub broken: Option<Error>,
}

/// What the first time through a source found out.
struct Survey {
    sha256: String,
    /// Whether it is read as one part.
    whole: bool,
    bytes: u64,
    told: Told,
}

/// How many records a thread converts before it hands them over.
const BATCH: usize = 4;

/// How many batches each thread has at a time.
const AHEAD: usize = 8;

/// How many parts of a source are read at a time, at the most: while one is read it takes many times its bytes.
const TOGETHER: usize = 4;

/// The bytes that records are sorted in to find those that stand there twice.
const BUFFER: usize = 4 << 20;

/// How many dates are described at a time.
const DATES: usize = 512;

/// How many parts are read at a time, when nothing else is done.
fn together() -> usize {
    rayon::current_num_threads().min(TOGETHER)
}

/// The digest of what names a record.
type Key = [u8; 16];

/// Some records' quads on their way.
enum Handed<T> {
    Ready(T),
    /// Of a record that stands in the sources more than once.
    Again(Box<Quads>),
}

impl Converter {
    /// Converts sources one after another.
    ///
    /// `prepare` is called with the quads of some records on any thread, `take` with what came of it, in order. A source that
    /// cannot be read is passed over and gives its error, unless it fails only while it is read for the second time.
    /// `read` is told how many bytes more were converted.
    pub fn stream<T: Send>(
        &self,
        inputs: &[&dyn Input],
        prepare: &(dyn Fn(Quads) -> T + Sync),
        take: &mut (dyn FnMut(T) -> Result<()> + Send),
        read: &(dyn Fn(u64) + Sync),
    ) -> Result<Vec<Result<Told>>> {
        let sorter = Mutex::new(Sorter::new(BUFFER));
        // many sources are read at a time as it is
        let together = if inputs.len() < rayon::current_num_threads() { together() } else { 1 };
        let mut surveys: Vec<Result<Survey>> = inputs
            .par_iter()
            .enumerate()
            .map(|(number, input)| self.survey(*input, number, &sorter, together))
            .collect();
        let sorter = sorter.into_inner().unwrap_or_else(PoisonError::into_inner);
        let twins = twins(sorter, inputs, &mut surveys)?;
        let mapper = self.mapper();
        let making = Making { converter: self, mapper, twins, prepare };
        let mut handing = Handing { seen: HashSet::new(), shared: Shared::default(), prepare, take };
        for (number, (input, survey)) in inputs.iter().zip(&surveys).enumerate() {
            if let Ok(survey) = survey {
                making.source((number, *input), survey, &mut handing, read)?;
            }
        }
        for things in std::mem::take(&mut handing.shared).parted(DATES) {
            let mut described = Quads::default();
            making.mapper.shared(&mut described, &things);
            handing.hand(Handed::Ready(prepare(described)))?;
        }
        Ok(surveys.into_iter().map(|survey| survey.map(|survey| survey.told)).collect())
    }

    /// Goes through a source for the first time.
    fn survey(&self, input: &dyn Input, number: usize, sorter: &Mutex<Sorter>, together: usize) -> Result<Survey> {
        // whatever is told of it is told anew
        match self.survey_parts(input, number, sorter, together, false) {
            Err(Stopped::Whole) => self.survey_parts(input, number, sorter, together, true),
            surveyed => surveyed,
        }
        .map_err(|stopped| failed(stopped, input))
    }

    fn survey_parts(
        &self,
        input: &dyn Input,
        number: usize,
        sorter: &Mutex<Sorter>,
        together: usize,
        whole: bool,
    ) -> Result<Survey, Stopped> {
        let mut parts = Parts::new(input.name(), input.open().map_err(Stopped::Failed)?, &self.options, whole)?;
        let mut told = Told::default();
        loop {
            let listings = parts.next(together)?;
            if listings.is_empty() {
                break;
            }
            for listing in listings {
                let line = |(nth, record)| {
                    let (key, nth) = (self.key(record), told.records + nth);
                    let named = if record.is_numbered() { self.key_without_id(record) } else { Key::default() };
                    Line { input: number, nth, record, key, named }.bytes()
                };
                let lines: Vec<Vec<u8>> = listing.records.par_iter().enumerate().map(line).collect();
                let mut sorter = sorter.lock().unwrap_or_else(PoisonError::into_inner);
                for line in lines {
                    sorter.push(&line).map_err(|error| Stopped::Failed(Error::io("temporary files", &error)))?;
                }
                drop(sorter);
                told.records += listing.records.len();
                told.residue.extend(listing.residue);
                told.warnings.extend(listing.warnings);
                told.broken = told.broken.or(listing.broken);
            }
        }
        Ok(Survey { sha256: parts.sha256(), whole: !parts.is_parted(), bytes: parts.bytes(), told })
    }

    /// What names a record, in short.
    fn key(&self, record: &Record) -> Key {
        match record.id {
            Some(_) => digest([self.base.record(record).as_str()]),
            // which the IRI is made of
            None => digest([mint::record_key(record)]),
        }
    }

    /// What names a record whose id is taken from it, in short.
    fn key_without_id(&self, record: &Record) -> Key {
        digest([mint::key_without_id(record)])
    }
}

fn digest(texts: impl IntoIterator<Item = impl AsRef<[u8]>>) -> Key {
    let mut digest = Sha256::new();
    for text in texts {
        digest.update(text);
        digest.update([0]);
    }
    let mut key = Key::default();
    key.copy_from_slice(&digest.finalize()[..16]);
    key
}

fn failed(stopped: Stopped, input: &dyn Input) -> Error {
    match stopped {
        Stopped::Failed(error) => error,
        Stopped::Whole => changed(input),
    }
}

fn changed(input: &dyn Input) -> Error {
    Error::new(ErrorKind::Input, "the file changed while it was read").at(Locator::file(input.name()))
}

/// A record, as it is sorted: by what names it, then by its place.
struct Line<'r> {
    input: usize,
    nth: usize,
    record: &'r Record,
    key: Key,
    /// What names it if its id is taken from it.
    named: Key,
}

impl Line<'_> {
    fn bytes(&self) -> Vec<u8> {
        let Record { title, date_text, place, .. } = self.record;
        let date = date_text.as_deref().unwrap_or_default();
        let titled = digest([title.as_str(), date]);
        let said = digest([self.record.text(Field::Description), &self.record.parties()]);
        let numbers = [self.input as u64, self.nth as u64, place.lines.start].map(u64::to_be_bytes).concat();
        let dated = if self.record.is_numbered() { digest([self.record.dated_title()]) } else { Key::default() };
        let description =
            if self.record.id.is_none() { letters(self.record.text(Field::Description)) } else { String::new() };
        let described = if description.is_empty() { Key::default() } else { digest([description]) };
        let id = self.record.id.as_deref().unwrap_or_default().as_bytes();
        [self.key.as_slice(), &numbers, &titled, &said, &dated, &self.named, &described, id].concat()
    }
}

/// The records that stand in the sources more than once.
struct Twins {
    again: HashSet<Key>,
    /// The ids that several records of one source have, each with the number of the source: they name none of them.
    ambiguous: HashSet<(usize, Key)>,
}

/// What to do about two documents that are taken for one.
pub(crate) const TWO_DOCUMENTS: &str =
    "if they are two documents, give each its number or address: in a table, a column of ids";

/// The letters and digits of a text, in small: what printing it again does not change.
pub(crate) fn letters(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    if text.is_ascii() {
        kept.extend(text.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| char::from(byte.to_ascii_lowercase())));
    } else {
        kept.extend(text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase));
    }
    kept
}

/// The records that stand in the sources more than once. Where one source says two things of one, it is warned of; and where
/// two sources describe differently what has no id, and so may be two documents of one date and title.
fn twins(sorter: Sorter, inputs: &[&dyn Input], surveys: &mut [Result<Survey>]) -> Result<Twins> {
    let (key, number) = (
        |line: &[u8]| -> Key { line[..16].try_into().unwrap_or_default() },
        |line: &[u8], at: usize| u64::from_be_bytes(line[16 + 8 * at..24 + 8 * at].try_into().unwrap_or_default()),
    );
    let digest_at = |line: &[u8], at: usize| -> Key { line[40 + 16 * at..56 + 16 * at].try_into().unwrap_or_default() };
    let (titled, said) = (|line: &[u8]| digest_at(line, 0), |line: &[u8]| digest_at(line, 1));
    let (dated, named) = (|line: &[u8]| digest_at(line, 2), |line: &[u8]| digest_at(line, 3));
    let mut twins = Twins { again: HashSet::new(), ambiguous: HashSet::new() };
    let described = |line: &[u8]| digest_at(line, 4);
    // the last line, and the first of its name in its source; and the first in any that has a description
    let mut before: Option<(Vec<u8>, Vec<u8>)> = None;
    let mut telling: Option<Vec<u8>> = None;
    let mut warnings: Vec<(usize, u64, Error)> = Vec::new();
    let sorted = sorter.sorted(|line| {
        // one that was passed over stands nowhere
        let input = number(line, 0) as usize;
        if !matches!(surveys.get(input), Some(Ok(_))) {
            return Ok(());
        }
        // what could not be parted was gone through anew
        let is_same = |last: &[u8]| key(last) == key(line) && last[16..32] == line[16..32];
        if before.as_ref().is_some_and(|(last, _)| is_same(last)) {
            return Ok(());
        }
        let first = match &before {
            Some((last, first)) if key(last) == key(line) => {
                twins.again.insert(key(line));
                (number(last, 0) == number(line, 0)).then(|| first.clone())
            }
            _ => None,
        };
        if let Some(first) = &first {
            let id = String::from_utf8_lossy(&line[120..]);
            let are_numbered = ![dated(first), dated(line)].contains(&Key::default());
            let message = if are_numbered && dated(first) != dated(line) {
                twins.ambiguous.insert((input, key(line)));
                twins.again.extend([named(first), named(line)]);
                Some(source::ambiguous_id(&id, titled(first) == titled(line)))
            } else {
                let same = titled(first) == titled(line) && said(first) == said(line);
                (!same).then(|| source::another_text(Some(&*id).filter(|id| !id.is_empty())))
            };
            let place = || Locator::line(inputs[input].name(), number(line, 2) + 1);
            warnings.extend(
                message.map(|message| (input, number(line, 1), Error::new(ErrorKind::Input, message).at(place()))),
            );
        }
        let has_no_id = line[120..].is_empty();
        if let Some(other) = telling.as_ref().filter(|other| key(other) == key(line)) {
            let differ = ![Key::default(), described(other)].contains(&described(line));
            // of two in one source that was said
            if first.is_none() && differ && has_no_id {
                let place = |line: &[u8]| Locator::line(inputs[number(line, 0) as usize].name(), number(line, 2) + 1);
                let message = format!(
                    "{} has an entry of the same date and title with another description; both are kept under one record",
                    place(other)
                );
                let warning = Error::new(ErrorKind::Input, message).at(place(line)).help(TWO_DOCUMENTS);
                warnings.push((input, number(line, 1), warning));
            }
        } else if described(line) != Key::default() {
            telling = Some(line.to_vec());
        }
        before = Some((line.to_vec(), first.unwrap_or_else(|| line.to_vec())));
        Ok(())
    });
    sorted.map_err(|error| Error::io("temporary files", &error))?;
    warnings.sort_by_key(|(input, nth, _)| (*input, *nth));
    for (input, _, warning) in warnings {
        if let Ok(survey) = &mut surveys[input] {
            survey.told.warnings.push(warning);
        }
    }
    Ok(twins)
}

/// What converts records, on any thread.
struct Making<'a, T> {
    converter: &'a Converter,
    mapper: Mapper<'a>,
    twins: Twins,
    prepare: &'a (dyn Fn(Quads) -> T + Sync),
}

/// What came of some records.
struct Made<T> {
    handed: Vec<Handed<T>>,
    shared: Shared,
}

/// What hands over what came of them, in order.
struct Handing<'a, T> {
    /// The digests of the quads of records that stand in the sources more than once.
    seen: HashSet<Key>,
    shared: Shared,
    prepare: &'a (dyn Fn(Quads) -> T + Sync),
    take: &'a mut (dyn FnMut(T) -> Result<()> + Send),
}

impl<T: Send> Making<'_, T> {
    fn source(
        &self,
        (number, input): (usize, &dyn Input),
        survey: &Survey,
        handing: &mut Handing<'_, T>,
        read: &(dyn Fn(u64) + Sync),
    ) -> Result<()> {
        let file = input.name().rsplit(['/', '\\']).next().unwrap_or_default();
        let source = Source::known(file, &survey.sha256);
        let stopped = |stopped| failed(stopped, input);
        let mut parts =
            Parts::new(input.name(), input.open()?, &self.converter.options, survey.whole).map_err(stopped)?;
        let mut collection: Option<Collection> = None;
        let stored = input.stored().unwrap_or(survey.bytes);
        let (mut converted, mut of_stored) = (0, 0);
        let mut read = |bytes: u64| {
            converted += bytes;
            let upto = u128::from(stored) * u128::from(converted) / u128::from(survey.bytes.max(1));
            let upto = u64::try_from(upto).unwrap_or(stored).min(stored);
            read(upto - of_stored);
            of_stored = upto;
        };
        loop {
            let before = parts.bytes();
            let listings = parts.next(together()).map_err(stopped)?;
            if listings.is_empty() {
                break;
            }
            let mut left = parts.bytes() - before;
            for Listing { collection: header, mut records, residue, .. } in listings {
                let mut quads = Quads::default();
                if let Some(header) = header {
                    let claims = recognise::collection(&header);
                    self.mapper.collection(&mut quads, &header, &claims, &source, &mut handing.shared);
                    collection.get_or_insert(header);
                }
                self.mapper.residue(&mut quads, &residue, &source, &mut handing.shared);
                self.take_ids(number, &mut records);
                handing.hand(Handed::Again(Box::new(quads)))?;
                let mut told = |bytes: u64| {
                    let bytes = bytes.min(left);
                    left -= bytes;
                    read(bytes);
                };
                self.records(&records, collection.as_ref(), &source, handing, &mut told)?;
            }
            read(left);
        }
        if parts.sha256() != survey.sha256 {
            return Err(changed(input));
        }
        Ok(())
    }

    /// Takes from records of a source the ids that others of it have too.
    fn take_ids(&self, source: usize, records: &mut [Record]) {
        if self.twins.ambiguous.is_empty() {
            return;
        }
        let is_ambiguous = |record: &&mut Record| {
            record.is_numbered() && self.twins.ambiguous.contains(&(source, self.converter.key(record)))
        };
        records.iter_mut().filter(is_ambiguous).for_each(|record| record.id = None);
    }

    /// Converts records while those before them are handed over; of how many bytes those were is told.
    fn records(
        &self,
        records: &[Record],
        collection: Option<&Collection>,
        source: &Source,
        handing: &mut Handing<'_, T>,
        told: &mut dyn FnMut(u64),
    ) -> Result<()> {
        let (mut done, mut bytes): (Vec<Made<T>>, u64) = (Vec::new(), 0);
        for some in records.chunks(BATCH * AHEAD * rayon::current_num_threads()) {
            let convert = || some.par_chunks(BATCH).map(|batch| self.batch(batch, collection, source)).collect();
            let (next, handed) = rayon::join(convert, || handing.all(std::mem::take(&mut done)));
            handed?;
            told(bytes);
            (done, bytes) = (next, some.iter().map(|record| record.place.bytes.end - record.place.bytes.start).sum());
        }
        handing.all(done)
    }

    /// Converts some records.
    fn batch(&self, records: &[Record], collection: Option<&Collection>, source: &Source) -> Made<T> {
        let mut made = Made { handed: Vec::new(), shared: Shared::default() };
        let mut quads = Quads::with_room(records.len());
        for record in records {
            let reading = recognise::recognise(record, &self.converter.lexicon);
            let resolution = resolve(record, reading, &self.converter.authority);
            let again = &self.twins.again;
            let again = !again.is_empty() && again.contains(&self.converter.key(record));
            if again && !quads.is_empty() {
                made.handed.push(Handed::Ready((self.prepare)(std::mem::take(&mut quads))));
            }
            self.mapper.record(&mut quads, &resolution, collection, source, &mut made.shared);
            if again {
                made.handed.push(Handed::Again(Box::new(std::mem::take(&mut quads))));
            }
        }
        if !quads.is_empty() {
            made.handed.push(Handed::Ready((self.prepare)(quads)));
        }
        made
    }
}

impl<T> Handing<'_, T> {
    fn all(&mut self, made: Vec<Made<T>>) -> Result<()> {
        for Made { handed, shared } in made {
            self.shared.extend(shared);
            handed.into_iter().try_for_each(|handed| self.hand(handed))?;
        }
        Ok(())
    }

    fn hand(&mut self, handed: Handed<T>) -> Result<()> {
        match handed {
            Handed::Ready(ready) => (self.take)(ready),
            Handed::Again(mut quads) => {
                quads.retain(|texts| self.seen.insert(digest(texts)));
                if quads.is_empty() { Ok(()) } else { (self.take)((self.prepare)(*quads)) }
            }
        }
    }
}
