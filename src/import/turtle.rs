//! Authority files as people edit them: a block an entry, a line a property, and at the end the offices.

use crate::rdf::vocab::PREFIXES;
use oxigraph::model::Literal;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The widest line that lists values; one value alone may be wider.
const WIDTH: usize = 120;

/// The namespaces of entries.
const SORTS: [(&str, &str); 4] = [
    ("person", "https://w3id.org/chancery/id/person/"),
    ("position", "https://w3id.org/chancery/id/position/"),
    ("place", "https://w3id.org/chancery/id/place/"),
    ("body", "https://w3id.org/chancery/id/body/"),
];

/// What a file says of one subject.
#[derive(Debug)]
pub(super) struct Block {
    /// The class, for an entry; an addition to an entry of another file has none.
    pub class: Option<&'static str>,
    /// Properties with their values, in the order in which they are to stand.
    pub lines: Vec<(&'static str, Vec<String>)>,
    /// Whether it stands right below its holder, as a tenure does.
    pub below: bool,
}

impl Block {
    pub fn new(class: Option<&'static str>) -> Self {
        Self { class, lines: Vec::new(), below: false }
    }

    /// Adds values, if there are any.
    pub fn say(&mut self, property: &'static str, values: Vec<String>) {
        if !values.is_empty() {
            self.lines.push((property, values));
        }
    }
}

/// A text as Turtle writes it.
pub(super) fn literal(text: &str) -> String {
    Literal::new_simple_literal(text).to_string()
}

/// An entry by the end of its IRI: `person/adam-rapacki#office-1`.
pub(super) fn entry(path: &str) -> String {
    path.replacen('/', ":", 1).replace('#', "\\#")
}

/// A file of some blocks, by the ends of their IRIs, in the order of a map.
pub(super) fn file(comment: &str, parts: &[(&str, &BTreeMap<String, Block>)]) -> String {
    let mut body = String::new();
    for (heading, blocks) in parts.iter().filter(|(_, blocks)| !blocks.is_empty()) {
        if !heading.is_empty() {
            let _ = write!(body, "\n# ---- {heading}\n");
        }
        let mut above = "";
        for (path, block) in *blocks {
            let (holder, _) = path.split_once('#').unwrap_or((path, ""));
            if !block.below || holder != above {
                body.push('\n');
            }
            above = holder;
            write_block(&mut body, path, block);
        }
    }
    let mut text = String::new();
    for (prefix, iri) in SORTS.iter().chain(PREFIXES) {
        if body.contains(&format!("{prefix}:")) {
            let _ = writeln!(text, "@prefix {prefix}: <{iri}> .");
        }
    }
    let _ = write!(text, "\n# {comment}\n");
    text + &body
}

fn write_block(out: &mut String, path: &str, block: &Block) {
    out.push_str(&entry(path));
    let class = block.class.map(|class| ("a", vec![class.to_owned()]));
    for (at, (property, values)) in class.iter().chain(&block.lines).enumerate() {
        out.push_str(if at == 0 { " " } else { " ;\n  " });
        let start = out.rfind('\n').map_or(0, |at| at + 1);
        let mut width = out[start..].chars().count();
        out.push_str(property);
        width += property.chars().count();
        for (at, value) in values.iter().enumerate() {
            let length = value.chars().count() + 3;
            if at > 0 {
                out.push_str(" ,");
            }
            if at > 0 && width + length > WIDTH {
                out.push_str("\n    ");
                width = 4;
            } else {
                out.push(' ');
            }
            out.push_str(value);
            width += length;
        }
    }
    out.push_str(" .\n");
}
