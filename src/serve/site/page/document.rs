//! A document: the entry's words with their readings marked, and each statement with the words it rests on.

use crate::error::Result;
use crate::explain::{self, Entry, Field, Figure, Passage, Piece, Sort, Statement, Thing, pieces};
use crate::rdf::vocab;
use crate::serve::site::catalogue::{Document, Role, index};
use crate::serve::site::frame::{Frame, respond};
use crate::serve::site::view::{Link, shortened, titled};
use crate::serve::site::{Request, Response, Site, schema_org};
use askama::Template;

/// More statements than that no entry of a catalogue makes, and a page cannot show.
const STATEMENTS: usize = 120;

/// A piece of a marked text: the class of a mark, whether it goes on after another, where it leads; the end of one, and
/// whether it led somewhere; words.
enum View<'a> {
    Open(&'static str, bool, Option<String>),
    Close(bool),
    Words(&'a str),
}

struct Row {
    subject: Link,
    relation: String,
    object: Link,
    words: Vec<String>,
    rule: Link,
    measured: String,
}

#[derive(Template)]
#[template(path = "site/document.html")]
struct Page<'a> {
    frame: Frame,
    kicker: String,
    title: Vec<View<'a>>,
    date: Vec<View<'a>>,
    description: Vec<View<'a>>,
    collection: Option<Link>,
    unread: Vec<String>,
    parties: Vec<(&'static str, Vec<Link>)>,
    met: Vec<Figure<'a>>,
    other: Vec<Figure<'a>>,
    stated: Vec<Row>,
    inferred: Vec<Row>,
    legend: [(Sort, &'static str); 10],
    citation: String,
    before: Option<Link>,
    after: Option<Link>,
}
super::page! { Page<'a> }

/// The page.
pub fn page(site: &Site, request: &Request, at: u32) -> Result<Response> {
    let document = site.catalogue.document(at);
    let Some(entry) = explain::entry::read_one(&site.store, &document.iri)? else {
        return super::missing::unknown(site, request, &document.iri);
    };
    let (met, other) = entry.figures("e");
    let words = |field| marked(site, &entry, field);
    let (stated, inferred): (Vec<&Statement>, Vec<&Statement>) =
        entry.statements.iter().take(STATEMENTS).partition(|statement| statement.basis != "inferred");
    let mut unread: Vec<String> = Vec::new();
    for words in entry.unread.iter().map(Passage::quoted) {
        if !unread.contains(&words) {
            unread.push(words);
        }
    }
    let beside = |at: u32| Some(at).filter(|at| *at < index(site.catalogue.documents.len()));
    let near = |at: Option<u32>| {
        at.and_then(beside).map(|at| {
            let link = site.document_link(at);
            Link { label: shortened(&link.label, 60), ..link }
        })
    };
    let data = schema_org::document(site, document);
    let page = Page {
        kicker: if document.form.is_empty() { "Document".to_owned() } else { format!("Document · {}", document.form) },
        title: words(Field::Title),
        date: words(Field::Date),
        description: words(Field::Description),
        collection: document.collection.map(|collection| site.link(collection)),
        unread,
        parties: parties(site, document),
        met,
        other,
        stated: stated.into_iter().map(|statement| row(site, statement)).collect(),
        inferred: inferred.into_iter().map(|statement| row(site, statement)).collect(),
        legend: Sort::NAMES,
        citation: citation(site, document),
        before: near(at.checked_sub(1)),
        after: near(at.checked_add(1)),
        frame: Frame::about(site, request, &shortened(titled(&document.title), 120), &document.iri, &data),
    };
    respond(200, &page)
}

/// `Catalogue entry “Report …”, March 16, 1961, in: Inter-Korean Relations. As read by Chancery. https://…`
fn citation(site: &Site, document: &Document) -> String {
    let mut citation = format!("Catalogue entry “{}”", titled(&document.title));
    if !document.printed.is_empty() {
        citation += &format!(", {}", document.printed);
    }
    if let Some(collection) = document.collection {
        citation += &format!(", in: {}", site.catalogue.thing(collection).name);
    }
    citation + &format!(". As read by Chancery. {}", document.iri)
}

/// Who has to do with a document, and which places.
fn parties(site: &Site, document: &Document) -> Vec<(&'static str, Vec<Link>)> {
    use crate::serve::site::catalogue::Sort::Place;
    let mut parties = Vec::new();
    for (role, title) in [(Role::Author, "Author"), (Role::Sender, "Sender"), (Role::Addressee, "Addressee")] {
        let those = document.parties.iter().filter(|(of, _)| *of == role);
        parties.push((title, those.map(|(_, at)| site.link(*at)).collect::<Vec<_>>()));
    }
    for (place, title) in [(false, "Named"), (true, "Places")] {
        let those = document
            .parties
            .iter()
            .filter(|(role, at)| *role == Role::Mention && (site.catalogue.thing(*at).sort == Place) == place);
        parties.push((title, those.map(|(_, at)| site.link(*at)).collect()));
    }
    parties.retain(|(_, links)| !links.is_empty());
    parties
}

/// A field with its marks. Those of people, bodies and places lead to them, but for those within another that does.
fn marked<'a>(site: &Site, entry: &'a Entry, field: Field) -> Vec<View<'a>> {
    let mut open: Vec<bool> = Vec::new();
    let mark = |sort: Sort, resumed: bool, thing: &str, open: &mut Vec<bool>| {
        let leads = matches!(sort, Sort::Person | Sort::Body | Sort::Place) && !open.contains(&true);
        open.push(leads);
        View::Open(sort.class(), resumed, leads.then(|| site.href(thing)))
    };
    let pieces = pieces(entry.text(field), entry.marks(field)).into_iter();
    pieces
        .map(|piece| match piece {
            Piece::Open(sort, thing) => mark(sort, false, thing, &mut open),
            Piece::Resume(sort, thing) => mark(sort, true, thing, &mut open),
            Piece::Close => View::Close(open.pop().unwrap_or(false)),
            Piece::Words(words) => View::Words(words),
        })
        .collect()
}

fn row(site: &Site, statement: &Statement) -> Row {
    let link = |thing: &Thing| {
        let label = if thing.sort == "date" { &thing.label } else { &thing.name };
        let href = if thing.name == "this record" { String::new() } else { site.href(&thing.iri) };
        Link { href, label: label.clone(), detail: String::new() }
    };
    let rule = format!("{}{}", vocab::rule::PREFIX, statement.rule);
    Row {
        subject: link(&statement.subject),
        relation: statement.relation_in_words(),
        object: link(&statement.object),
        words: statement.passages.iter().map(Passage::quoted).collect(),
        rule: Link { href: site.href(&rule), label: statement.rule.clone(), detail: String::new() },
        measured: statement.measured().to_owned(),
    }
}
