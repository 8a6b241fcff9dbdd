//! Saved pages of a listing or a document: their words, a line for each block, read as those saved as text are.
//!
//! Nothing depends on how the page is laid out or what its parts are called: a heading, paragraph, item or cell stands on a
//! line of its own. What a browser does not show is left out, and so is what leads to other pages.

use super::lines::Line;
use super::{File, Listing, bulleted, document, looks_like_date, results};
use crate::error::{Error, ErrorKind};
use quick_xml::escape::unescape;

/// Elements whose words run on in the line around them.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span", "strong", "sub",
    "sup", "time", "u", "wbr",
];

/// Elements whose words are not shown, or are not the page's own.
const HIDDEN: &[&str] =
    &["script", "style", "template", "noscript", "head", "svg", "nav", "footer", "form", "button", "select"];

/// Reads a page.
pub(super) fn read(file: &File<'_>) -> Listing {
    let blocks = blocks(file.text);
    let lines: Vec<Line<'_>> = blocks
        .iter()
        .map(|block| Line {
            number: block.line,
            start: (file.start + block.start) as u64,
            end: (file.start + block.end) as u64,
            text: &block.text,
        })
        .collect();
    if document::fits(&lines) {
        return document::read(file, &lines);
    }
    if bulleted::fits(&lines) {
        return bulleted::read(file.name, &lines);
    }
    // a page whose header says nothing that is known is a listing if it has a date over each entry
    if results::fits(&lines)
        || lines.windows(2).any(|pair| looks_like_date(pair[0].text) && !looks_like_date(pair[1].text))
    {
        return results::read(file.name, &lines);
    }
    let error = Error::new(ErrorKind::Input, "the page lists no documents: no line of it is a date");
    let error = error.at(super::Locator::file(file.name)).help("save the whole page again, or its text alone");
    Listing { broken: Some(error), ..Listing::default() }
}

/// A line of a page as a browser shows it.
struct Block {
    text: String,
    start: usize,
    end: usize,
    line: u64,
}

/// The lines of a page.
fn blocks(html: &str) -> Vec<Block> {
    let mut lines = super::LineCounter::new(html);
    let mut blocks: Vec<Block> = Vec::new();
    let mut open: Option<Block> = None;
    let mut rest = 0;
    while rest < html.len() {
        let tag = html[rest..].find('<').map_or(html.len(), |at| rest + at);
        let words = &html[rest..tag];
        let shown = words.trim();
        if !shown.is_empty() {
            let start = rest + (words.len() - words.trim_start().len());
            let end = start + shown.len();
            let line = lines.at(start);
            let block = open.get_or_insert_with(|| Block { text: String::new(), start, end, line });
            block.text.push_str(&unescaped(words));
            block.end = end;
        } else if let Some(block) = open.as_mut().filter(|_| !words.is_empty()) {
            block.text.push(' ');
        }
        let Some(inside) = html.get(tag + 1..) else { break };
        if inside.starts_with("!--") {
            rest = inside.find("-->").map_or(html.len(), |at| tag + 1 + at + 3);
            continue;
        }
        let Some(close) = inside.find('>') else { break };
        rest = tag + 1 + close + 1;
        let name = inside[..close].trim_start_matches('/');
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
        if HIDDEN.contains(&name.as_str()) && !inside.starts_with('/') && !inside[..close].ends_with('/') {
            blocks.extend(open.take());
            let closes =
                |at: &usize| html.get(at + 2..at + 2 + name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(&name));
            rest = html[rest..].match_indices("</").map(|(at, _)| rest + at).find(closes).unwrap_or(html.len());
            continue;
        }
        if !INLINE.contains(&name.as_str()) {
            blocks.extend(open.take());
        }
    }
    blocks.extend(open);
    for block in &mut blocks {
        block.text = block.text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    blocks.retain(|block| !block.text.is_empty());
    blocks
}

/// The longest reference that HTML has, and its signs.
const LONGEST: usize = 34;

/// A text with its character references resolved; one that is not known stays as it is.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.char_indices().take(LONGEST).find(|(_, c)| *c == ';').map(|(end, _)| end);
        let reference = end.map(|end| rest.split_at(end + 1));
        match reference.and_then(|(reference, after)| Some((unescape(reference).ok()?, after))) {
            Some((meant, after)) => {
                out.push_str(&meant);
                rest = after;
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_and_others_stay() {
        let text = "Pr&aacute;th &amp; N&#x105;gy&nbsp;&ccedil;&#8212; A&T &nonsense; &#xD800; &";
        assert_eq!(unescaped(text), "Práth & Nągy\u{a0}ç— A&T &nonsense; &#xD800; &");
    }
}
