//! A file of many records in parts, each of whole records, so that memory does not grow with the file.
//!
//! Bulleted listings, tables and encounters can be parted between lines, JSON, volumes, finding aids and responses by OAI-PMH
//! behind a record. Files of other forms, and small files, are one part; so are those that are not
//! UTF-8, and volumes whose list of persons stands behind their documents.

use super::xml::{self, Seam};
use super::{File, Form, Listing, Options, ead, json, oai, read_form, read_whole, table, tei};
use crate::error::{Error, Result};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::io::{self, Read};

/// The bytes of a part, about.
pub const PART: usize = 1 << 20;

/// The byte order mark.
const MARK: &[u8] = b"\xEF\xBB\xBF";

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
    /// How many characters of that line come before it.
    column: u64,
    form: Option<Form>,
    /// What the next part is read behind: the first line of a table, the beginning of a list of JSON, the start tags of the
    /// elements that are open.
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

/// A part as text, with what it is read behind.
struct Piece {
    text: String,
    /// See [`File`].
    start: usize,
    head: usize,
    column: u64,
    goes_on: bool,
    /// By how many lines it is farther down in the file than in the text.
    down: i64,
}

impl Piece {
    fn read(&self, name: &str, form: Form, options: &Options) -> Result<Listing> {
        let &Self { ref text, start, head, column, goes_on, down } = self;
        let mut listing =
            read_form(&File { name, text, start, head, column, bodies: options.bodies, goes_on }, form, options)?;
        listing.move_down(down);
        Ok(listing)
    }
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
            column: 0,
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

    /// The next parts, at most so many, read on all threads; none after the last.
    pub fn next(&mut self, most: usize) -> Result<Vec<Listing>, Stopped> {
        let Some(form) = self.form else {
            if std::mem::replace(&mut self.begun, true) {
                return Ok(Vec::new());
            }
            let listing = read_whole(self.name, &self.ahead, self.options).map_err(Stopped::Failed)?;
            self.at = self.ahead.len() as u64;
            return Ok(vec![listing]);
        };
        // the tree of some XML takes many times its bytes
        let most = if matches!(form, Form::Tei | Form::Oai | Form::Ead) { 1 } else { most };
        let mut pieces = Vec::new();
        while pieces.len() < most
            && let Some(piece) = self.piece(form)?
        {
            pieces.push(piece);
        }
        if pieces.is_empty() && self.records == 0 {
            return Err(Stopped::Whole);
        }
        let (name, options) = (self.name, self.options);
        let read: Vec<_> = pieces.par_iter().map(|piece| piece.read(name, form, options)).collect();
        let mut listings = Vec::new();
        for listing in read {
            let mut listing = listing.map_err(Stopped::Failed)?;
            self.records += listing.records.len();
            if let Some(broken) = listing.broken.take_if(|_| !self.options.keep_going) {
                return Err(Stopped::Failed(super::unfinished(broken, self.records)));
            }
            let ends = listing.broken.is_some();
            listings.push(listing);
            if ends {
                // what follows is read by nobody, and is of the file all the same
                self.ahead.clear();
                self.drain()?;
                break;
            }
        }
        Ok(listings)
    }

    /// Takes the next part off what is ahead; none after the last.
    fn piece(&mut self, form: Form) -> Result<Option<Piece>, Stopped> {
        if self.ahead.is_empty() && self.ended {
            return Ok(None);
        }
        let mut most = PART;
        let (cut, header) = loop {
            self.fill(most)?;
            let mark = self.mark();
            // the last part is looked at for what earlier ones lack
            if self.ended {
                let is_late =
                    form == Form::Tei && self.at > 0 && seam(form, &self.header, &self.ahead, false)? == Seam::Nowhere;
                if is_late {
                    return Err(Stopped::Whole);
                }
                break (self.ahead.len(), None);
            }
            match seam(form, &self.header, &self.ahead[mark..], self.at == 0)? {
                Seam::At(cut, header) => break (mark + cut, header),
                Seam::Nowhere => return Err(Stopped::Whole),
                // what is wrong is told when it is read
                Seam::Broken => break (self.ahead.len(), None),
                Seam::None if most >= LONGEST => return Err(Stopped::Whole),
                Seam::None => most *= 2,
            }
        };
        let piece = self.first(cut)?;
        if let Some(header) = header {
            self.header = header;
        }
        Ok(Some(piece))
    }

    /// The first so many bytes of what is ahead.
    fn first(&mut self, cut: usize) -> Result<Piece, Stopped> {
        let rest = self.ahead.split_off(cut);
        let part = std::mem::replace(&mut self.ahead, rest);
        if part.contains(&0) {
            return Err(Stopped::Whole);
        }
        let mark = if self.at == 0 && part.starts_with(MARK) { MARK.len() } else { 0 };
        let text = [&self.header, &part[mark..]].concat();
        let text = String::from_utf8(text).map_err(|_| Stopped::Whole)?;
        let start = usize::try_from(self.at).map_err(|_| Stopped::Whole)? + mark - self.header.len();
        let (head, column) = (self.header.len(), self.column);
        let goes_on = !(self.ended && self.ahead.is_empty());
        let lines = |text: &[u8]| text.iter().filter(|byte| **byte == b'\n').count() as u64;
        // what it is read behind may have more lines than the file has before it
        let down = self.line.cast_signed() - lines(&self.header).cast_signed();
        self.at += part.len() as u64;
        self.line += lines(&part);
        let last = text[head..].rsplit('\n').next().unwrap_or_default();
        self.column = last.chars().count() as u64 + if last.len() == text.len() - head { column } else { 0 };
        Ok(Piece { text, start, head, column, goes_on, down })
    }

    /// How long the byte order mark is that is ahead.
    fn mark(&self) -> usize {
        if self.at == 0 && self.ahead.starts_with(MARK) { MARK.len() } else { 0 }
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
        let bytes = &self.ahead[self.mark()..];
        // a line that is cut in two tells less than none
        let end = bytes.iter().rposition(|byte| *byte == b'\n').unwrap_or(bytes.len());
        let text = whole_characters(&bytes[..end])?;
        let form = self.options.form.or_else(|| Form::of(text, self.options.mapping.as_ref()))?;
        let fits = match form {
            Form::Bulleted => text.contains('•'),
            Form::Table | Form::Encounters | Form::Json => true,
            Form::Tei | Form::Oai | Form::Ead => xml::is_plain(text),
            _ => false,
        };
        (fits && matches!(seam(form, &[], text.as_bytes(), true), Ok(Seam::At(..)))).then_some(form)
    }
}

/// Finds where some text can be parted, which is read behind a header; `first` says that it is the file's beginning.
fn seam(form: Form, header: &[u8], text: &[u8], first: bool) -> Result<Seam, Stopped> {
    let kinds = match form {
        Form::Tei => &tei::KINDS,
        Form::Oai => &oai::KINDS,
        Form::Ead => &ead::KINDS,
        Form::Json => return Ok(json::seam(header, text)),
        _ => return Ok(lines_seam(form, header, text, first)),
    };
    let whole = whole_characters(text).ok_or(Stopped::Whole)?;
    Ok(xml::seam(std::str::from_utf8(header).map_err(|_| Stopped::Whole)?, whole, kinds))
}

/// Some text without the beginning of a character at its end; none if it is not UTF-8.
fn whole_characters(text: &[u8]) -> Option<&str> {
    match std::str::from_utf8(text) {
        Ok(text) => Some(text),
        Err(error) if error.error_len().is_none() => std::str::from_utf8(&text[..error.valid_up_to()]).ok(),
        Err(_) => None,
    }
}

/// The same for forms whose records begin with a line.
fn lines_seam(form: Form, header: &[u8], text: &[u8], first: bool) -> Seam {
    if form == Form::Table {
        return rows_seam(header, text, first).unwrap_or(Seam::None);
    }
    cut(form, text).map_or(Seam::None, |cut| Seam::At(cut, None))
}

/// The same for a table.
fn rows_seam(header: &[u8], text: &[u8], first: bool) -> Option<Seam> {
    if !first {
        return Some(Seam::At(table::last_row(std::str::from_utf8(header).ok()?, text)?, None));
    }
    let end = table::header_end(whole_characters(text)?)?;
    let header = std::str::from_utf8(&text[..end]).ok()?;
    let cut = end + table::last_row(header, &text[end..])?;
    Some(Seam::At(cut, Some(header.as_bytes().to_vec())))
}

/// Where the last record of some text begins that is not its first: up to there it is of whole records.
fn cut(form: Form, text: &[u8]) -> Option<usize> {
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

    /// A volume of so many documents, in chapters, with persons whom they refer to.
    fn volume(documents: usize) -> String {
        let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"\n xml:id=\"frus1\"><text>\n\
            <front><list><item><persName xml:id=\"p_P1\">Puzanov,\n Aleksandr</persName>, Ambassador</item></list></front>\n\
            <body><div type=\"compilation\"><div type=\"chapter\" n=\"a > b\">"
            .to_owned();
        for nth in 0..documents {
            if nth % 700 == 699 {
                text += "</div>\n<!-- <div type=\"document\"> --><div type=\"chapter\" xml:id=\"ch\"><head>é</head>\n\
                    <table><row><cell>Present</cell></row><row><cell>Mr. é</cell><cell>Mr. White</cell></row></table>\n";
            }
            text += &format!(
                "<div type=\"document\" n=\"{nth}\" xml:id=\"d{nth}\"><head>{nth}. Letter to the \n                 <gloss type=\"to\">Embassy</gloss></head>\n<dateline><date when=\"1961-03-16\">March é</date></dateline>\n\
                <p>Talked to <persName corresp=\"#p_P1\">Puzanov</persName>. &amp; <![CDATA[</div>]]></p></div>{}",
                if nth % 5 == 0 { "" } else { "  \n" }
            );
        }
        text + "</div></div></body></text></TEI>\n"
    }

    /// A response of so many records.
    fn response(records: usize) -> String {
        let record = |nth: usize| {
            format!(
                "<record><header><identifier>oai:a.example:{nth}</identifier></header>\n<metadata><dc>\
                <title>Report {nth}</title><date>1961-03-16</date></dc></metadata></record>\n"
            )
        };
        let records: String = (0..records).map(record).collect();
        format!("<OAI-PMH>\n<ListRecords>{records}<resumptionToken>x</resumptionToken></ListRecords></OAI-PMH>")
    }

    /// A finding aid of so many items, in series of series, some of which hold nothing or have their items in several parts.
    fn aid(items: usize) -> String {
        let mut text = "<?xml version=\"1.0\"?>\n<ead xmlns=\"urn:isbn:1-931666-22-9\"><eadheader><eadid mainagencycode=\"XX\">aid-7\n\
            </eadid></eadheader><archdesc level=\"fonds\"><did><unittitle>Embassy é</unittitle></did>\n\
            <scopecontent><p>Of talks.</p></scopecontent><dsc><c level=\"series\"><did><unittitle>All</unittitle></did>\n"
            .to_owned();
        for nth in 0..items {
            if nth % 900 == 0 {
                text += if nth == 0 { "" } else { "</c02></c01>" };
                text += "<c01><did><unittitle>Series é</unittitle></did>\n<c02 id=\"s\"><did><unitid>s</unitid></did>\n\
                    <c03><did><unittitle>Empty, 1960</unittitle></did></c03>";
            }
            text += &format!(
                "<c03 level=\"item\"><did><unitid>{nth}</unitid><unittitle>Report {nth} é</unittitle>\n\
                <unitdate normal=\"1961-03-16\">{}</unitdate></did>\n<controlaccess><persname>Puzanov</persname></controlaccess></c03>{}",
                if nth % 50 == 0 { "" } else { "March 16, 1961" },
                if nth % 5 == 0 { "" } else { "\n" }
            );
        }
        text + "</c02></c01></c></dsc></archdesc></ead>"
    }

    /// A text without line ends.
    fn minified(text: &str) -> String {
        text.replace('\n', " ")
    }

    /// All parts as one listing, and how many there were.
    fn parted(text: &str, options: &Options, together: usize) -> (Listing, usize) {
        let mut parts = Parts::new("file", Box::new(text.as_bytes()), options, false).unwrap();
        let (mut whole, mut count) = (Listing::default(), 0);
        while let listings = parts.next(together).unwrap()
            && !listings.is_empty()
        {
            for part in listings {
                count += 1;
                whole.collection = whole.collection.or(part.collection);
                whole.records.extend(part.records);
                whole.residue.extend(part.residue);
                whole.warnings.extend(part.warnings);
                whole.broken = whole.broken.or(part.broken);
            }
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
            "\nsep=;\n".to_owned()
                + &table(30_000)
                    .replace(",196", ";196")
                    .replace(",é", ";é")
                    .replace("e,d", "e;d")
                    .replace("e,desc", "e;desc"),
            table(30_000)
                .replace("é 77\n", "a 5\" gun\n")
                .replace("title,date,", "title,date,\"in\nwords\",")
                .replace(",é", ",,é")
                .replace(",a 5", ",,a 5"),
            json(20_000),
            format!("\u{feff}{}", json(20_000)),
            json(20_000).replace("\"id\": \"19000\"", "\"id\" \"19000\""),
            json(20_000).chars().take(1_500_000).collect(),
            format!("[{}]", records(20_000)),
            format!("[{}]\n[{}]", records(20_000), records(9)),
            json(20_000) + &json(15_000),
            json(9) + "\n" + &json(30_000) + &records(9),
            json(9) + &minified(&json(20_000)) + &json(9),
            records(20_000).replace("}]},\n", "}]}\n"),
            volume(9_000),
            format!("\u{feff}{}", volume(9_000)),
            volume(9_000).replace("<div type=\"document\" n=\"8000\"", "<div type=\"document\" n=\"8000\" <"),
            volume(9_000).chars().take(1_500_000).collect(),
            response(12_000),
            aid(9_000),
            aid(9_000).replace("<unitid>8000<", "<unitid>8000 <<"),
            aid(9_000).chars().take(1_500_000).collect(),
            minified(&json(20_000)),
            format!("\u{feff}{}", minified(&json(20_000))),
            minified(&json(20_000)).replace("\"id\": \"19000\"", "\"id\" \"19000\""),
            minified(&json(20_000)).replace("19610317", "é of March"),
            minified(&json(20_000)).chars().take(1_500_000).collect(),
            minified(&format!("[{}]", records(20_000))),
            minified(&volume(9_000)),
            minified(&volume(9_000))
                .replace("<div type=\"document\" n=\"8000\"", "<div type=\"document\" n=\"8000\" <"),
            minified(&volume(9_000)).chars().take(1_500_000).collect(),
            minified(&response(12_000)),
            minified(&aid(9_000)),
            minified(&aid(9_000)).replace("<unitid>8000<", "<unitid>8000 <<"),
        ] {
            let whole = super::super::read_whole("file", text.as_bytes(), &keep_going).unwrap();
            for together in [1, 3] {
                let (parts, count) = parted(&text, &keep_going, together);
                assert!(count > 1, "{count} part of {} bytes", text.len());
                assert_eq!(parts.records.len(), whole.records.len());
                assert!(parts == whole);
            }
        }
    }

    #[test]
    fn several_values_are_parted_each() {
        let count = |text: &str| parted(text, &Options::default(), 1).1;
        let one = json(15_000);
        assert!(count(&(json(9) + &one + &one)) >= 2 * count(&one) - 1);
    }

    #[test]
    fn persons_behind_the_documents_are_those_of_all() {
        let list = "<back><div><list type=\"names\"><item><persName xml:id=\"p_Z\">Brandel, Otto</persName></item></list></div></back>";
        let text = volume(9_000).replace("</text>", &format!("{list}</text>"));
        let options = Options::default();
        let mut parts = Parts::new("file", Box::new(text.as_bytes()), &options, false).unwrap();
        let ended =
            std::iter::from_fn(|| Some(parts.next(1))).find(|parts| !matches!(parts, Ok(parts) if !parts.is_empty()));
        assert!(matches!(ended, Some(Err(Stopped::Whole))));
    }

    #[test]
    fn what_cannot_be_parted_is_one_part() {
        let short = listing(10);
        assert_eq!(parted(&short, &Options::default(), 2).1, 1);
        let latin = [listing(20_000).as_bytes(), b"\xE9"].concat();
        let options = Options::default();
        let mut parts = Parts::new("file", Box::new(latin.as_slice()), &options, false).unwrap();
        let ended =
            std::iter::from_fn(|| Some(parts.next(1))).find(|parts| !matches!(parts, Ok(parts) if !parts.is_empty()));
        assert!(matches!(ended, Some(Err(Stopped::Whole))));
    }
}
