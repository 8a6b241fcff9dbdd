//! Saved pages of a listing or a document: their words, a line for each block, read as those saved as text are.
//!
//! Nothing depends on how the page is laid out or what its parts are called: a heading, paragraph, item or cell stands on a
//! line of its own. What a browser does not show is left out, and so is what leads to other pages.

use super::lines::Line;
use super::table::paragraphs;
use super::{File, Listing, address, bulleted, document, looks_like_date, results};
use crate::error::{Error, ErrorKind};
use quick_xml::escape::unescape;
use quick_xml::events::attributes::Attributes;

/// Elements whose words run on in the line around them.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span", "strong", "sub",
    "sup", "time", "u", "wbr",
];

/// Elements whose words are not shown, or are not the page's own.
const HIDDEN: &[&str] =
    &["script", "style", "template", "noscript", "head", "svg", "nav", "footer", "form", "button", "select"];

/// Elements that hold nothing.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// Other elements that descriptions have in them.
const BLOCKS: &[&str] = &[
    "p",
    "br",
    "div",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "img",
    "blockquote",
    "pre",
    "table",
    "tbody",
    "thead",
    "tr",
    "td",
    "th",
    "section",
];

/// The largest page that is read, in bytes: it is held whole, with its lines.
const LARGEST: usize = 256 << 20;

/// The longest tag whose attributes are looked at.
const LONGEST_TAG: usize = 1 << 16;

/// Reads a page.
pub(super) fn read(file: &File<'_>) -> Listing {
    if file.text.len() > LARGEST {
        let message = format!("the page is larger than {} MiB, and a page is read whole", LARGEST >> 20);
        let error = Error::new(ErrorKind::Input, message).at(super::Locator::file(file.name));
        let error = error.help("save it in several pages, or its text alone");
        return Listing { broken: Some(error), ..Listing::default() };
    }
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
    let mut listing = listing(file, &lines);
    // of the page of one document it is told where it is
    if let [record] = listing.records.as_mut_slice()
        && record.url.is_none()
        && let Some(url) = own_address(file.text)
    {
        record.addressed(&url);
    }
    let tail = file.text.trim_end();
    if listing.broken.is_none() && begins_and_does_not_end(tail) {
        listing.warnings.push(
            Error::new(ErrorKind::Input, "the page has no end: is it cut short?")
                .at(file.at(tail.len()))
                .help("save the whole page again"),
        );
    }
    listing
}

/// Where a page says that it is, if that is the page of one document of the archive.
fn own_address(html: &str) -> Option<String> {
    let mut from = 0;
    let tags = std::iter::from_fn(|| {
        let tag = Tag::next(html, from)?;
        from = tag.after;
        Some(tag)
    });
    let head = tags.take_while(|tag| tag.name != "body");
    let told = head.filter_map(|tag| {
        let is = |name: &str, value: &str| tag.attribute(name).is_some_and(|found| found.eq_ignore_ascii_case(value));
        match tag.name.as_str() {
            "link" if is("rel", "canonical") => tag.attribute("href"),
            "meta" if is("property", "og:url") => tag.attribute("content"),
            _ => None,
        }
    });
    told.into_iter().find(|url| address::record(url).is_some_and(|(archive, _)| archive == super::ARCHIVE))
}

/// Whether a page has the start tag of the whole and not its end tag, which browsers write and need not read.
fn begins_and_does_not_end(page: &str) -> bool {
    let has = |at: usize, tag: &str| page.get(at..at + tag.len()).is_some_and(|found| found.eq_ignore_ascii_case(tag));
    let mut tags = page.match_indices('<').map(|(at, _)| at);
    tags.clone().any(|at| has(at, "<html")) && !tags.any(|at| has(at, "</html"))
}

/// Reads the lines of a page as the form that they are of.
fn listing(file: &File<'_>, lines: &[Line<'_>]) -> Listing {
    if document::fits(lines) {
        return document::read(file, lines);
    }
    if bulleted::fits(lines) {
        return bulleted::read(file.name, lines);
    }
    // a page whose header says nothing that is known is a listing if it has a date over each entry
    if results::fits(lines)
        || lines.windows(2).any(|pair| looks_like_date(pair[0].text) && !looks_like_date(pair[1].text))
    {
        return results::read(file.name, lines);
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

/// A tag, or a comment, which has no name.
struct Tag<'t> {
    start: usize,
    name: String,
    ends: bool,
    /// All that stands in it.
    inside: &'t str,
    /// The byte after it.
    after: usize,
}

impl<'t> Tag<'t> {
    /// The next tag of a text from a byte on. Before anything but a name `<` is a sign of its own.
    fn next(html: &'t str, from: usize) -> Option<Self> {
        let begins = |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c));
        let start = html[from..].match_indices('<').map(|(at, _)| from + at).find(|at| begins(&html[at + 1..]))?;
        let rest = &html[start + 1..];
        if rest.starts_with("!--") {
            let after = rest.find("-->").map_or(html.len(), |at| start + 1 + at + 3);
            return Some(Self { start, name: String::new(), ends: false, inside: "", after });
        }
        let end = Self::end(rest.as_bytes()).or_else(|| rest.find('>'));
        let inside = &rest[..end.unwrap_or(rest.len())];
        let after = (start + 1 + inside.len() + 1).min(html.len());
        let name =
            inside.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        Some(Self { start, name: name.to_ascii_lowercase(), ends: inside.starts_with('/'), inside, after })
    }

    /// Where a tag ends, which may have `>` in the value of an attribute.
    fn end(rest: &[u8]) -> Option<usize> {
        let (mut quote, mut is_value) = (None, false);
        for (at, byte) in rest.iter().enumerate().take(LONGEST_TAG) {
            match (quote, byte) {
                (Some(open), byte) if open == *byte => quote = None,
                (Some(_), _) => {}
                (None, b'>') => return Some(at),
                (None, b'"' | b'\'') if is_value => quote = Some(*byte),
                (None, b' ' | b'\n' | b'\t' | b'\r') => continue,
                _ => {}
            }
            is_value = *byte == b'=';
        }
        None
    }

    /// Whether it begins an element that holds something.
    fn opens(&self) -> bool {
        !self.ends && !self.name.is_empty() && !self.inside.ends_with('/') && !VOID.contains(&self.name.as_str())
    }

    /// An attribute by its name in small letters.
    fn attribute(&self, name: &str) -> Option<String> {
        let mut all = Attributes::html(self.inside, self.name.len());
        let found =
            all.with_checks(false).flatten().find(|found| found.key.as_ref().eq_ignore_ascii_case(name.as_bytes()));
        found.map(|found| unescaped(&String::from_utf8_lossy(&found.value)))
    }

    /// Whether it says itself that its element is not shown.
    fn hides(&self) -> bool {
        let mut all = Attributes::html(self.inside, self.name.len());
        all.with_checks(false).flatten().any(|attribute| {
            let value = String::from_utf8_lossy(&attribute.value).to_ascii_lowercase();
            let style: String = value.split_whitespace().collect();
            match attribute.key.as_ref().to_ascii_lowercase().as_slice() {
                b"hidden" => value != "false",
                b"style" => style.contains("display:none"),
                _ => false,
            }
        })
    }
}

/// An element that is not shown.
struct Hidden {
    name: String,
    /// How many of its name are open.
    depth: usize,
    /// The byte after its tag.
    after: usize,
}

/// The lines of a page.
fn blocks(html: &str) -> Vec<Block> {
    let mut lines = super::LineCounter::new(html);
    let mut blocks: Vec<Block> = Vec::new();
    let mut open: Option<Block> = None;
    let mut hidden: Option<Hidden> = None;
    // whether what hides itself is left out; the heading or link that is open
    let (mut hiding, mut title): (bool, Option<String>) = (true, None);
    let mut rest = 0;
    loop {
        let tag = Tag::next(html, rest);
        let upto = tag.as_ref().map_or(html.len(), |tag| tag.start);
        let words = if hidden.is_some() { "" } else { &html[rest..upto] };
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
        let Some(tag) = tag else {
            // one that does not end was not meant to hide all the rest
            let Some(unended) = hidden.take() else { break };
            (rest, hiding) = (unended.after, false);
            continue;
        };
        rest = tag.after;
        let name = tag.name.as_str();
        let is_inline = name.is_empty() || INLINE.contains(&name);
        if HIDDEN.contains(&name) && tag.opens() {
            if hidden.is_none() {
                blocks.extend(open.take());
            }
            let closes =
                |at: &usize| html.get(at + 2..at + 2 + name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name));
            rest = html[rest..].match_indices("</").map(|(at, _)| rest + at).find(closes).unwrap_or(html.len());
            continue;
        }
        if let Some(element) = &mut hidden {
            // a paragraph ends where another block begins
            let is_block = !is_inline && !VOID.contains(&name);
            let is_broken = element.name == "p" && is_block && (name != "p" || !tag.ends);
            if element.name == name {
                element.depth = if tag.ends { element.depth - 1 } else { element.depth + usize::from(tag.opens()) };
            }
            if element.depth == 0 || is_broken {
                hidden = None;
            }
            if !is_broken {
                continue;
            }
        }
        if name == "br" && title.is_some() && open.as_ref().is_none_or(|block| !looks_like_date(block.text.trim())) {
            open.iter_mut().for_each(|block| block.text.push(' '));
            continue;
        }
        if !is_inline {
            blocks.extend(open.take());
            title.take_if(|_| name != "br");
        }
        if hiding && tag.opens() && tag.hides() {
            hidden = Some(Hidden { name: tag.name, depth: 1, after: rest });
        } else if tag.opens() && (name == "a" || is_heading(name)) {
            title = title.or(Some(tag.name));
        } else if title.as_deref() == Some(name) {
            title = None;
        }
    }
    blocks.extend(open);
    for block in &mut blocks {
        block.text = block.text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    blocks.retain(|block| !block.text.is_empty());
    blocks
}

fn is_heading(name: &str) -> bool {
    matches!(name.as_bytes(), [b'h', b'1'..=b'6'])
}

/// What a text says that may be marked up as a page is, a paragraph for each of its blocks.
pub(super) fn plain(text: &str) -> String {
    let mut from = 0;
    let tags = std::iter::from_fn(|| {
        let tag = Tag::next(text, from)?;
        from = tag.after;
        Some(tag)
    });
    let is_known = |tag: &Tag<'_>| [INLINE, BLOCKS, HIDDEN].iter().any(|known| known.contains(&tag.name.as_str()));
    // `<illegible>` is no markup
    if !tags.into_iter().any(|tag| is_known(&tag)) {
        return paragraphs(&unescaped(text));
    }
    let lines = blocks(&paragraphs(text).replace("\n\n", "<p>"));
    lines.into_iter().map(|block| block.text).collect::<Vec<_>>().join("\n\n")
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
