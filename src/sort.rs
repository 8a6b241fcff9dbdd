//! Sorts more than fits into memory.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::ops::Range;

/// Byte strings to be sorted: as many as fit into a buffer in memory, the others in sorted runs in temporary files.
pub struct Sorter {
    bytes: Vec<u8>,
    ranges: Vec<Range<usize>>,
    most: usize,
    runs: Vec<File>,
}

impl Sorter {
    /// One with a buffer of so many bytes.
    pub fn new(most: usize) -> Self {
        Self { bytes: Vec::new(), ranges: Vec::new(), most, runs: Vec::new() }
    }

    /// Takes a string.
    pub fn push(&mut self, record: &[u8]) -> io::Result<()> {
        let taken = self.bytes.len() + self.ranges.len() * size_of::<Range<usize>>();
        if taken + record.len() > self.most && !self.ranges.is_empty() {
            self.spill()?;
        }
        let start = self.bytes.len();
        self.bytes.extend_from_slice(record);
        self.ranges.push(start..self.bytes.len());
        Ok(())
    }

    fn sort(&mut self) {
        let bytes = &self.bytes;
        self.ranges.sort_unstable_by(|one, other| bytes[one.clone()].cmp(&bytes[other.clone()]));
    }

    fn spill(&mut self) -> io::Result<()> {
        self.sort();
        let mut run = BufWriter::new(tempfile::tempfile()?);
        for range in self.ranges.drain(..) {
            let record = &self.bytes[range];
            run.write_all(&u64::try_from(record.len()).map_err(io::Error::other)?.to_be_bytes())?;
            run.write_all(record)?;
        }
        self.bytes.clear();
        let mut file = run.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.seek(SeekFrom::Start(0))?;
        self.runs.push(file);
        Ok(())
    }

    /// Hands over all strings in order, each once.
    pub fn sorted(mut self, mut take: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
        if self.runs.is_empty() {
            self.sort();
            let records = self.ranges.iter().map(|range| &self.bytes[range.clone()]);
            let mut last: Option<&[u8]> = None;
            for record in records {
                if last != Some(record) {
                    take(record)?;
                }
                last = Some(record);
            }
            return Ok(());
        }
        self.spill()?;
        drop((self.bytes, self.ranges));
        let mut runs: Vec<_> = self.runs.into_iter().map(BufReader::new).collect();
        let mut heads = BinaryHeap::new();
        for (at, run) in runs.iter_mut().enumerate() {
            heads.extend(next(run)?.map(|record| Reverse((record, at))));
        }
        let mut last: Option<Vec<u8>> = None;
        while let Some(Reverse((record, at))) = heads.pop() {
            heads.extend(next(&mut runs[at])?.map(|record| Reverse((record, at))));
            if last.as_ref() != Some(&record) {
                take(&record)?;
                last = Some(record);
            }
        }
        Ok(())
    }
}

/// The next string of a run.
fn next(run: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 8];
    match run.read_exact(&mut length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        read => read?,
    }
    let mut record = vec![0; usize::try_from(u64::from_be_bytes(length)).map_err(io::Error::other)?];
    run.read_exact(&mut record)?;
    Ok(Some(record))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn runs_are_merged_into_one_order(
            records in prop::collection::vec(prop::collection::vec(0_u8..4, 0..6), 0..200),
            most in 1_usize..2000,
        ) {
            let mut sorter = Sorter::new(most);
            records.iter().for_each(|record| sorter.push(record).unwrap());
            let mut sorted = Vec::new();
            sorter.sorted(|record| { sorted.push(record.to_vec()); Ok(()) }).unwrap();
            let mut expected = records;
            expected.sort();
            expected.dedup();
            prop_assert_eq!(sorted, expected);
        }
    }
}
