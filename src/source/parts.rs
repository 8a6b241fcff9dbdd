//! A file of many records in parts, each of whole records, so that memory does not grow with the file.
//!
//! Only forms whose records begin with a line of their own can be parted: bulleted listings, tables, encounters, and JSON
//! with line ends between its records. Files of other forms, and small files, are one part; so are those that are not UTF-8.

use super::{File, Form, Listing, Options, json, read_form, read_whole};
use crate::error::{Error, Result};
use sha2::{Digest, Sha256};
use std::io::{self, Read};

/// The bytes of a part, about.
pub const PART: usize = 1 << 20;

/// Where no record ends for so many bytes, the file is one part.
const LONGEST: usize = 64 << 20;

/// A file, read part by part.
pub struct Parts<'a> {
    name: &'a str,
    input: Box<dyn Read + Send + 'a>,
    options: &'a Options,
    digest: Sha256,
    /// What was read and not yet handed over.
    ahead: Vec<u8>,
    /// Where in the file that begins: the byte, and the line from 0.
    at: u64,
    line: u64,
    form: Option<Form>,
    /// What every part is read with: the first line of a table, the beginning of a list of JSON.
    header: Vec<u8>,
    begun: bool,
    ended: bool,
    /// How many records were handed over.
    records: usize,
}

/// Why a file was not read to its end in parts.
#[derive(Debug)]
pub enum Stopped {
    /// It cannot be read.
    Failed(Error),
    /// It cannot be parted: read as one part, it may be sound.
    Whole,
}

impl<'a> Parts<'a> {
    /// Begins to read a file; `whole` as one part, whatever it is.
    pub fn new(
        name: &'a str,
        input: Box<dyn Read + Send + 'a>,
        options: &'a Options,
        whole: bool,
    ) -> Result<Self, Stopped> {
        let mut parts = Self {
            name,
            input,
            options,
            digest: Sha256::new(),
            ahead: Vec::new(),
            at: 0,
            line: 0,
            form: None,
            header: Vec::new(),
            begun: false,
            ended: false,
            records: 0,
        };
        parts.fill(PART)?;
        if !whole && !parts.ended {
            parts.form = parts.parted();
        }
        if parts.form.is_none() {
            parts.fill(usize::MAX)?;
        }
        Ok(parts)
    }

    /// Whether the file comes in several parts.
    pub fn is_parted(&self) -> bool {
        self.form.is_some()
    }

    /// The SHA-256 of what was read, in hexadecimal: of all of the file after its last part.
    pub fn sha256(&self) -> String {
        self.digest.clone().finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// How many bytes were handed over.
    pub fn bytes(&self) -> u64 {
        self.at
    }

    /// The next part; none after the last.
    pub fn next(&mut self) -> Result<Option<Listing>, Stopped> {
        let Some(form) = self.form else {
            if std::mem::replace(&mut self.begun, true) {
                return Ok(None);
            }
            let listing = read_whole(self.name, &self.ahead, self.options).map_err(Stopped::Failed)?;
            self.at = self.ahead.len() as u64;
            return Ok(Some(listing));
        };
        if self.ahead.is_empty() && self.ended {
            if self.records == 0 {
                return Err(Stopped::Whole);
            }
            return Ok(None);
        }
        let mut most = PART;
        let cut = loop {
            self.fill(most)?;
            if self.ended {
                break self.ahead.len();
            }
            match cut(form, &self.ahead, self.at == 0) {
                Some(cut) => break cut,
                None if most >= LONGEST => return Err(Stopped::Whole),
                None => most *= 2,
            }
        };
        let mut listing = self.part(form, cut)?;
        self.records += listing.records.len();
        if let Some(broken) = listing.broken.take() {
            if !self.options.keep_going {
                return Err(Stopped::Failed(super::unfinished(broken, self.records)));
            }
            listing.broken = Some(broken);
            // what follows is read by nobody, and is of the file all the same
            self.ahead.clear();
            self.drain()?;
        }
        Ok(Some(listing))
    }

    /// Reads the first so many bytes of what is ahead.
    fn part(&mut self, form: Form, cut: usize) -> Result<Listing, Stopped> {
        let rest = self.ahead.split_off(cut);
        let part = std::mem::replace(&mut self.ahead, rest);
        if part.contains(&0) {
            return Err(Stopped::Whole);
        }
        let mark = if self.at == 0 && part.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        let first = self.at == 0;
        match form {
            Form::Table if first => {
                let end = part.iter().position(|byte| *byte == b'\n').map_or(part.len(), |at| at + 1);
                self.header = part[mark..end].to_vec();
            }
            Form::Json if first => self.header = json::header(&part[mark..]),
            _ => {}
        }
        let text = if first { part[mark..].to_vec() } else { [&self.header, part.as_slice()].concat() };
        let text = String::from_utf8(text).map_err(|_| Stopped::Whole)?;
        let before = if first { 0 } else { self.header.len() };
        let start = usize::try_from(self.at).map_err(|_| Stopped::Whole)? + mark - before;
        let goes_on = !(self.ended && self.ahead.is_empty());
        let file = File { name: self.name, text: &text, start, bodies: self.options.bodies, goes_on };
        let mut listing = read_form(&file, form, self.options).map_err(Stopped::Failed)?;
        let lines = |text: &[u8]| text.iter().filter(|byte| **byte == b'\n').count() as u64;
        listing.move_down(self.line - lines(&self.header[..before]));
        self.at += part.len() as u64;
        self.line += lines(&part);
        Ok(listing)
    }

    /// Reads on until so many bytes are ahead, or the file ends.
    fn fill(&mut self, most: usize) -> Result<(), Stopped> {
        let there = self.ahead.len();
        let wanted = most.saturating_sub(there) as u64;
        let read = (&mut self.input).take(wanted).read_to_end(&mut self.ahead).map_err(|error| self.failed(&error))?;
        self.digest.update(&self.ahead[there..]);
        self.ended |= (read as u64) < wanted;
        Ok(())
    }

    /// Reads what is left without keeping it.
    fn drain(&mut self) -> Result<(), Stopped> {
        while !self.ended {
            self.fill(PART)?;
            self.ahead.clear();
        }
        Ok(())
    }

    fn failed(&self, error: &io::Error) -> Stopped {
        // what unpacks a file says by its error what is wrong
        let told = error.get_ref().and_then(|inner| inner.downcast_ref::<Error>()).cloned();
        Stopped::Failed(told.unwrap_or_else(|| Error::io(self.name, error)))
    }

    /// The form of the file by its first part, if it is one that can be parted.
    fn parted(&self) -> Option<Form> {
        let bytes = self.ahead.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&self.ahead);
        let end = bytes.iter().rposition(|byte| *byte == b'\n')?;
        let text = std::str::from_utf8(&bytes[..end]).ok()?;
        let form = self.options.form.or_else(|| Form::of(text, self.options.mapping.as_ref()))?;
        let fits = match form {
            Form::Bulleted => text.contains('•'),
            Form::Table | Form::Encounters | Form::Json => true,
            _ => false,
        };
        (fits && cut(form, &bytes[..end], true).is_some()).then_some(form)
    }
}

/// Where the last record of some text begins that is not its first: up to there it is of whole records. `first` says that
/// the text is the file's beginning.
fn cut(form: Form, text: &[u8], first: bool) -> Option<usize> {
    let ends = |text: &[u8]| text.iter().rposition(|byte| *byte == b'\n').map(|at| at + 1);
    match form {
        Form::Bulleted => {
            let mut upto = text.len();
            loop {
                let line = ends(&text[..upto])?;
                if text[line..].trim_ascii_start().starts_with("•".as_bytes()) {
                    return Some(line);
                }
                upto = line - 1;
            }
        }
        // outside quotes, of which there are as many that open as that close
        Form::Table => {
            let mut open = text.iter().filter(|byte| **byte == b'"').count() % 2 == 1;
            for (at, byte) in text.iter().enumerate().rev() {
                match byte {
                    b'\n' if !open => return Some(at + 1),
                    b'"' => open = !open,
                    _ => {}
                }
            }
            None
        }
        Form::Json => json::cut(text, first),
        _ => ends(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A listing of so many entries.
    fn listing(entries: usize) -> String {
        let entry = |nth: usize| {
            let (day, year) = (nth % 28 + 1, 1950 + nth / 28 % 40);
            format!("• March {day}, {year}\n\nReport {nth} on “talks”\n\nKim Il meets é\nAmbassador Puzanov {nth}.\n\n")
        };
        (0..entries).map(entry).collect()
    }

    fn table(rows: usize) -> String {
        let row =
            |nth: usize| format!("\"Report {nth}, \"\"quoted\"\"\nand long\",1961-03-{:02},é {nth}\n", nth % 28 + 1);
        "title,date,description\n".to_owned() + &(0..rows).map(row).collect::<String>()
    }

    /// So many records in JSON.
    fn records(records: usize) -> String {
        let record = |nth: usize| {
            let (day, tail) = (nth % 28 + 1, if nth + 1 < records { "," } else { "" });
            format!(
                "{{\"id\": \"{nth}\", \"title\": \"Report {nth} \\\"[é\\\" }}\",\n \"doc_date\": \"196103{day:02}\",
                \"creators\": [{{\"name\": \"Práth\"}}]}}{tail}\n"
            )
        };
        (0..records).map(record).collect()
    }

    /// A page of so many records, between other things.
    fn json(many: usize) -> String {
        let list = records(many);
        format!("{{\"page\": {{\"of\": [1]}},\n \"list\": [{list}], \"facets\": [{{\"title\": \"no record\"}}]}}\n")
    }

    /// All parts as one listing, and how many there were.
    fn parted(text: &str, options: &Options) -> (Listing, usize) {
        let mut parts = Parts::new("file", Box::new(text.as_bytes()), options, false).unwrap();
        let (mut whole, mut count) = (Listing::default(), 0);
        while let Some(part) = parts.next().unwrap() {
            count += 1;
            whole.collection = whole.collection.or(part.collection);
            whole.records.extend(part.records);
            whole.residue.extend(part.residue);
            whole.warnings.extend(part.warnings);
            whole.broken = whole.broken.or(part.broken);
        }
        assert_eq!(parts.bytes(), text.len() as u64);
        (whole, count)
    }

    #[test]
    fn parts_are_together_what_the_file_is() {
        let header = "Korea\nA collection of documents about talks.\n\n";
        let bad = "• March 44, 1961\n\nUndated\n\n";
        let keep_going = Options { keep_going: true, ..Options::default() };
        for text in [
            header.to_owned() + &listing(20_000) + bad + &listing(9),
            format!("\u{feff}{}", listing(20_000)),
            table(30_000),
            table(30_000) + "one cell\n" + &table(9),
            json(20_000),
            format!("\u{feff}{}", json(20_000)),
            json(20_000).replace("\"id\": \"19000\"", "\"id\" \"19000\""),
            json(20_000).chars().take(1_500_000).collect(),
            format!("[{}]", records(20_000)),
            records(20_000).replace("}]},\n", "}]}\n"),
        ] {
            let whole = super::super::read_whole("file", text.as_bytes(), &keep_going).unwrap();
            let (parts, count) = parted(&text, &keep_going);
            assert!(count > 1, "{count} part of {} bytes", text.len());
            assert_eq!(parts.records.len(), whole.records.len());
            assert!(parts == whole);
        }
    }

    #[test]
    fn what_cannot_be_parted_is_one_part() {
        let short = listing(10);
        assert_eq!(parted(&short, &Options::default()).1, 1);
        let latin = [listing(20_000).as_bytes(), b"\xE9"].concat();
        let options = Options::default();
        let mut parts = Parts::new("file", Box::new(latin.as_slice()), &options, false).unwrap();
        let ended = std::iter::from_fn(|| Some(parts.next())).find(|part| !matches!(part, Ok(Some(_))));
        assert!(matches!(ended, Some(Err(Stopped::Whole))));
    }
}
