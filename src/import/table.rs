//! Tables of separated values, as spreadsheets write them: with a byte order mark or without, with commas, semicolons or
//! tabs, with line breaks inside quotes.
//!
//! The crate `csv` knows the line of a row, and neither its columns nor where a quote was left open, which swallows the rest
//! of the file; here each cell has its line and column, and an open quote is told where it opens.

use super::finding::{Fault, Findings, Spot};
use std::collections::HashMap;

/// The characters that may part cells, the likeliest first.
const DELIMITERS: [char; 3] = [',', ';', '\t'];

/// A cell, and where it begins.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub text: String,
    pub spot: Spot,
}

/// A table: the numbers of its columns by their names, and its rows, each as long as its header.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub header: HashMap<String, usize>,
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// Reads a table; what is wrong with it is told, and rows that do not fit their header are passed over.
    pub fn read(file: usize, text: &str, delimiter: Option<char>, findings: &mut Findings) -> Self {
        let delimiter = delimiter.unwrap_or_else(|| likely(text));
        let mut rows = Reader::new(file, text, delimiter).rows(findings).into_iter();
        let first = match rows.next() {
            Some(Some(first)) => first,
            // a header that is broken, and told of: without it the rows say nothing
            Some(None) => return Self::default(),
            None => {
                findings.add(Fault::Malformed, Spot { file, line: None, column: None }, "the table is empty");
                return Self::default();
            }
        };
        let columns = first.len();
        let mut header = HashMap::new();
        for (at, cell) in first.into_iter().enumerate() {
            let name = cell.text.trim().to_owned();
            if let Some(before) = header.insert(name.clone(), at).filter(|_| !name.is_empty()) {
                let message = format!("the column `{name}` is there twice, as number {} and {}", before + 1, at + 1);
                findings.add_help(Fault::Malformed, cell.spot, message, "the second was passed over; rename one");
                header.insert(name, before);
            }
        }
        let mut fitting = Vec::new();
        for row in rows.flatten() {
            let Some(spot) = row.first().map(|cell| cell.spot) else { continue };
            if row.len() == columns {
                fitting.push(row);
            } else if row.iter().any(|cell| !cell.text.trim().is_empty()) {
                let message = format!("this row has {} cells, and the header {columns}", row.len());
                findings.add_help(
                    Fault::Malformed,
                    spot,
                    message,
                    "a cell with a separator or a line break in it stands in quotes",
                );
            }
        }
        Self { header, rows: fitting }
    }
}

/// The character that parts the cells of the first line: the one that it has most of outside quotes.
fn likely(text: &str) -> char {
    let line = text.lines().next().unwrap_or_default();
    let plain: String = line.split('"').step_by(2).collect();
    let count = |delimiter: &char| plain.matches(*delimiter).count();
    // of equals the first
    DELIMITERS.into_iter().rev().max_by_key(count).unwrap_or(',')
}

struct Reader<'t> {
    rest: std::iter::Peekable<std::str::Chars<'t>>,
    delimiter: char,
    here: Spot,
    /// Whether the row that is being read is broken, and told of.
    broken: bool,
}

impl<'t> Reader<'t> {
    fn new(file: usize, text: &'t str, delimiter: char) -> Self {
        Self {
            rest: text.chars().peekable(),
            delimiter,
            here: Spot { file, line: Some(1), column: Some(1) },
            broken: false,
        }
    }

    /// All rows; nothing for one that is broken.
    fn rows(mut self, findings: &mut Findings) -> Vec<Option<Vec<Cell>>> {
        let mut rows = Vec::new();
        while self.rest.peek().is_some() {
            let mut row = Vec::new();
            let ended = loop {
                row.push(self.cell(findings));
                match self.next() {
                    Some(c) if c == self.delimiter => {}
                    end => break end,
                }
            };
            if ended == Some('\r') && self.rest.peek() == Some(&'\n') {
                self.next();
            }
            // a line without anything is no row
            let whole = !std::mem::take(&mut self.broken);
            if !whole || row.len() > 1 || row.iter().any(|cell| !cell.text.trim().is_empty()) {
                rows.push(whole.then_some(row));
            }
        }
        rows
    }

    fn next(&mut self) -> Option<char> {
        let c = self.rest.next()?;
        if c == '\n' || (c == '\r' && self.rest.peek() != Some(&'\n')) {
            self.here.line = self.here.line.map(|line| line + 1);
            self.here.column = Some(1);
        } else {
            self.here.column = self.here.column.map(|column| column + 1);
        }
        Some(c)
    }

    fn ends(&mut self) -> bool {
        let delimiter = self.delimiter;
        self.rest.peek().is_none_or(|c| *c == delimiter || matches!(c, '\n' | '\r'))
    }

    /// A cell, up to the character that ends it.
    fn cell(&mut self, findings: &mut Findings) -> Cell {
        let spot = self.here;
        let mut text = String::new();
        if self.rest.peek() == Some(&'"') {
            self.next();
            loop {
                match self.next() {
                    Some('"') if self.rest.peek() == Some(&'"') => {
                        self.next();
                        text.push('"');
                    }
                    Some('"') => break,
                    Some(c) => text.push(c),
                    None => {
                        let message = "a quote opens here and is never closed: the rest of the file was not read";
                        self.broken = true;
                        findings.add(Fault::Malformed, spot, message);
                        return Cell { text, spot };
                    }
                }
            }
            if !self.ends() {
                findings.add(
                    Fault::Malformed,
                    self.here,
                    "text after the quote that ends a cell: the row was passed over",
                );
                self.broken = true;
            }
        }
        while !self.ends() {
            text.extend(self.next());
        }
        Cell { text, spot }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<Vec<String>>, Vec<String>) {
        let mut findings = Findings::new(vec!["a.csv".to_owned()]);
        let table = Table::read(0, text, None, &mut findings);
        let rows = table.rows.into_iter().map(|row| row.into_iter().map(|cell| cell.text).collect()).collect();
        (rows, findings.sorted().iter().map(|finding| finding.to_error().to_string()).collect())
    }

    #[test]
    fn cells_may_hold_separators_quotes_and_line_breaks() {
        let (rows, findings) = read("a;b\r\n\"x;\"\"y\"\"\nz\";2\r\n\r\n;\r\n");
        assert_eq!(rows, [["x;\"y\"\nz", "2"], ["", ""]]);
        assert_eq!(findings, [""; 0]);
    }

    #[test]
    fn lines_may_end_as_they_did_on_old_machines() {
        assert_eq!(read("a,b\r1,2\r3,4").0, [["1", "2"], ["3", "4"]]);
    }

    #[test]
    fn without_its_header_a_table_says_nothing() {
        for (text, what) in
            [("a,\"b\n1,2\n", "a quote opens here"), ("\"a\"b,c\n1,2\n", "text after the quote"), ("\n\n", "empty")]
        {
            let (rows, findings) = read(text);
            assert!(rows.is_empty() && findings.len() == 1 && findings[0].contains(what), "{text:?}: {findings:?}");
        }
    }

    #[test]
    fn what_is_wrong_is_told_with_line_and_column() {
        let (rows, findings) = read("a,b,a\n1,2,3\n1\n1,\"x\"y,3\n1,2,\"open\n4,5,6\n");
        assert_eq!(rows, [["1", "2", "3"]]);
        insta::assert_snapshot!(findings.join("\n"), @"
        a.csv:1:5: the column `a` is there twice, as number 1 and 3
          help: the second was passed over; rename one
        a.csv:3:1: this row has 1 cells, and the header 3
          help: a cell with a separator or a line break in it stands in quotes
        a.csv:4:6: text after the quote that ends a cell: the row was passed over
        a.csv:5:5: a quote opens here and is never closed: the rest of the file was not read
        ");
    }
}
