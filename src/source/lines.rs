//! A text as lines that know where they stand.

/// A line without the white space around it; lines of nothing else are left out.
#[derive(Clone, Debug)]
pub(super) struct Line<'a> {
    /// Its number, counted from 0.
    pub number: u64,
    /// The byte where its words begin.
    pub start: u64,
    /// The byte after them.
    pub end: u64,
    /// Its words.
    pub text: &'a str,
}

/// The lines of a text that say something; its first byte is the file's `start`th.
pub(super) fn split(text: &str, mut start: usize) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    for (number, whole) in text.split_inclusive('\n').enumerate() {
        let words = whole.trim();
        if !words.is_empty() {
            let indent = whole.len() - whole.trim_start().len();
            let start = (start + indent) as u64;
            lines.push(Line { number: number as u64, start, end: start + words.len() as u64, text: words });
        }
        start += whole.len();
    }
    lines
}
