//! The words round a name: the sentence that it stands in, with the name marked.

use crate::query::cell;
use oxigraph::sparql::QuerySolution;

/// The most characters of a sentence that are shown on either side of a name.
const ROUND: usize = 200;

/// A passage that names somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The title of its record.
    pub title: String,
    /// The date of its record, in EDTF.
    pub date: String,
    text: Vec<char>,
    start: usize,
    end: usize,
}

impl Mention {
    /// A row of `review-contexts.rq`.
    pub fn of(row: &QuerySolution) -> Self {
        let text: Vec<char> = cell(row, "text").chars().collect();
        let at = |column| cell(row, column).parse::<usize>().unwrap_or(0).min(text.len());
        let (start, end) = (at("start"), at("end"));
        let own = |column| cell(row, column).to_owned();
        Self { title: own("title"), date: own("date"), start, end: end.max(start), text }
    }

    /// `A report on a conversation he held with [Soviet Ambassador Puzanov].`
    pub fn context(&self) -> String {
        let sentence = self.sentence();
        let (from, to) = (sentence.start.max(self.start.saturating_sub(ROUND)), sentence.end.min(self.end + ROUND));
        let part = |from: usize, to: usize| self.text[from..to].iter().collect::<String>();
        let ellipsis = |cut: bool| if cut { "…" } else { "" };
        let marked = format!(
            "{}{}[{}]{}{}",
            ellipsis(from > sentence.start),
            part(from, self.start),
            part(self.start, self.end),
            part(self.end, to),
            ellipsis(to < sentence.end),
        );
        // one line, whatever lines the catalogue has
        marked.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn sentence(&self) -> std::ops::Range<usize> {
        let start = (1..=self.start).rev().find(|at| self.begins(*at)).unwrap_or(0);
        let end = (self.end.max(1)..self.text.len()).find(|at| self.begins(*at)).unwrap_or(self.text.len());
        start..end.max(self.end)
    }

    /// Whether a sentence may begin at a character: after a break of the line, or a blank after a full stop that no
    /// initial and no short title ends with (`A.`, `Dr.`, `Com.`): better two sentences than half of one.
    fn begins(&self, at: usize) -> bool {
        let before = &self.text[..at];
        match before {
            [.., '\n'] => true,
            [word @ .., stop @ ('.' | '!' | '?'), blank] if blank.is_whitespace() => {
                let letters = word.iter().rev().take_while(|c| c.is_alphanumeric()).count();
                let capital = word.get(word.len() - letters).is_some_and(|c| c.is_uppercase());
                *stop != '.' || letters > 4 || !capital
            }
            _ => false,
        }
    }
}

/// The passage that tells most: one with the name in it, and of these the longest; of equals that of the description,
/// which comes first in their order, and the first.
pub fn best<'a>(mentions: &'a [Mention], name: &str) -> Option<&'a Mention> {
    let tells = |mention: &&Mention| {
        let words: String = mention.text[mention.start..mention.end].iter().collect();
        (words.contains(name), mention.end - mention.start)
    };
    mentions.iter().rev().max_by_key(tells)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn context(text: &str, name: &str) -> String {
        let at = text.find(name).unwrap();
        let start = text[..at].chars().count();
        let mention = Mention {
            title: String::new(),
            date: String::new(),
            text: text.chars().collect(),
            start,
            end: start + name.chars().count(),
        };
        mention.context()
    }

    #[test]
    fn a_name_in_its_sentence() {
        let text = "They met. Com. Kádár told A. M. Puzanov\nso! The end.";
        assert_eq!(context(text, "They"), "[They] met.");
        assert_eq!(context(text, "Kádár"), "Com. [Kádár] told A. M. Puzanov");
        assert_eq!(context(text, "A. M. Puzanov"), "Com. Kádár told [A. M. Puzanov]");
        assert_eq!(context(text, "The end."), "[The end.]");
        assert_eq!(context("Kim", "Kim"), "[Kim]");
        let long = format!("{}Kim{}", "a ".repeat(300), " b".repeat(300));
        assert!(context(&long, "Kim").starts_with("…a") && context(&long, "Kim").ends_with("b…"));
    }
}
