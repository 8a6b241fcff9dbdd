//! A mission, another body, a place or a collection: what belongs to it, and its documents.

use crate::error::Result;
use crate::query::{Internal, cell};
use crate::serve::site::catalogue::{Sort, Thing};
use crate::serve::site::frame::{Frame, counted, grouped, respond};
use crate::serve::site::view::{DocumentRow, EventRow, Link, span};
use crate::serve::site::{Request, Response, Site, address, schema_org};
use askama::Template;
use oxigraph::sparql::QuerySolution;

static POSTS: Internal = Internal::new("posts", include_str!("../../../../queries/internal/site/posts.rq"));
static OF_PLACE: Internal = Internal::new("of-place", include_str!("../../../../queries/internal/site/of-place.rq"));
static COLLECTION: Internal =
    Internal::new("collection", include_str!("../../../../queries/internal/site/collection.rq"));

/// How many of each the page shows; the rest is a link away.
const EVENTS: usize = 20;
const DOCUMENTS: usize = 40;
const LINKS: usize = 60;

struct Group {
    title: &'static str,
    links: Vec<Link>,
    more: usize,
}

struct Post {
    office: Link,
    holder: Link,
    when: String,
}

#[derive(Template)]
#[template(path = "site/body.html")]
struct Body<'a> {
    frame: Frame,
    kicker: &'static str,
    also: Vec<&'a str>,
    about: String,
    facts: String,
    belongs: &'static str,
    groups: Vec<Group>,
    posts: Vec<Post>,
    met_title: &'static str,
    met: Vec<EventRow>,
    all_met: Option<Link>,
    documents: Vec<DocumentRow>,
    all_documents: Option<Link>,
    citation: String,
}
super::page! { Body<'a> }

/// The page.
pub fn page(site: &Site, request: &Request, at: u32) -> Result<Response> {
    let thing = site.catalogue.thing(at);
    let met = site.catalogue.encounters(thing);
    let documents = super::list::with_roles(&thing.documents, None);
    let (about, groups) = match thing.sort {
        Sort::Place => (String::new(), of_place(site, thing)?),
        Sort::Collection => of_collection(site, &thing.iri)?,
        _ => (String::new(), of_body(site, at, thing)),
    };
    let posts = match thing.sort {
        Sort::Mission | Sort::Body => posts(site, &thing.iri)?,
        _ => Vec::new(),
    };
    let mut facts = vec![counted(documents.len(), "document", "documents")];
    if !met.is_empty() {
        facts.push(counted(met.len(), "encounter", "encounters"));
    }
    let rest = |count: usize, shown: usize, path: &str, what: &str| {
        let href = address::with(path, &[("of", &thing.iri)]);
        let label = format!("All {} {what}", grouped(count as u64));
        (count > shown).then_some(Link { href, label, detail: String::new() })
    };
    let (kicker, data) = match thing.sort {
        Sort::Mission => ("Diplomatic mission", schema_org::body(site, thing)),
        Sort::Place => ("Place", schema_org::place(site, thing)),
        Sort::Collection => ("Collection", schema_org::collection(site, thing)),
        _ => ("Body", schema_org::body(site, thing)),
    };
    let place = thing.sort == Sort::Place;
    let page = Body {
        kicker,
        also: thing.forms.iter().map(String::as_str).take(12).collect(),
        about,
        facts: facts.join(" · "),
        belongs: match thing.sort {
            Sort::Place => "What belongs to it",
            Sort::Collection => "Where it belongs",
            _ => "Whose and where",
        },
        groups,
        posts,
        met_title: if place { "Encounters here" } else { "Encounters" },
        all_met: rest(met.len(), EVENTS, "/encounters", "encounters"),
        met: met.iter().take(EVENTS).map(|event| site.event_row(*event, (!place).then_some(at))).collect(),
        all_documents: rest(documents.len(), DOCUMENTS, "/documents", "documents"),
        documents: documents.iter().take(DOCUMENTS).map(|(at, roles)| site.document_row(*at, roles)).collect(),
        citation: format!("“{}”, as read out of archives’ catalogues by Chancery. {}", thing.name, thing.iri),
        frame: Frame::about(site, request, &thing.name, &thing.iri, &data),
    };
    respond(200, &page)
}

/// What the catalogue says of a collection.
pub fn about(site: &Site, iri: &str) -> Result<String> {
    Ok(of_collection(site, iri)?.0)
}

/// Whose mission it is, and where; the State of another body is in its name.
fn of_body(site: &Site, at: u32, thing: &Thing) -> Vec<Group> {
    let mut groups = Vec::new();
    if thing.sort == Sort::Mission {
        for (side, title) in [(0, "Sent by"), (1, "Stationed in")] {
            let places = site.catalogue.of_sort(Sort::Place);
            let places = places.filter(|(_, place)| place.missions[side].binary_search(&at).is_ok());
            groups.push(Group::new(title, places.map(|(place, _)| site.link(place)).collect()));
        }
    }
    groups.retain(|group| !group.links.is_empty());
    groups
}

fn of_place(site: &Site, thing: &Thing) -> Result<Vec<Group>> {
    let rows = OF_PLACE.rows(&site.store, &[("this", &thing.iri)])?;
    // an office has a jurisdiction as a body has
    let office = |row: &QuerySolution| {
        let sort = site.catalogue.thing_at(cell(row, "thing")).map(|at| site.catalogue.thing(at).sort);
        if sort == Some(Sort::Office) { "office" } else { cell(row, "relation") }.to_owned()
    };
    let related = |relation: &str| {
        let rows = rows.iter().filter(|row| office(row) == relation);
        let mut links: Vec<Link> = rows
            .map(|row| {
                let iri = cell(row, "thing");
                let label = if cell(row, "name").is_empty() { iri } else { cell(row, "name") };
                Link { href: site.href(iri), label: label.to_owned(), detail: String::new() }
            })
            .collect();
        links.dedup_by(|a, b| a.href == b.href);
        links
    };
    let missions = |side: usize| {
        let missions = thing.missions[side].iter().map(|at| {
            let documents = site.catalogue.documents_of(site.catalogue.thing(*at)).len();
            Link { detail: grouped(documents as u64), ..site.link(*at) }
        });
        missions.collect()
    };
    let groups = [
        Group::new("Capital", related("capital")),
        Group::new("Before", related("earlier")),
        Group::new("After", related("later")),
        Group::new("Missions sent", missions(0)),
        Group::new("Missions here", missions(1)),
        Group::new("Bodies", related("body")),
        Group::new("Offices", related("office")),
        Group::new("People", related("person")),
    ];
    Ok(groups.into_iter().filter(|group| !group.links.is_empty()).collect())
}

/// What a collection is about, and what it belongs with.
fn of_collection(site: &Site, iri: &str) -> Result<(String, Vec<Group>)> {
    let rows = COLLECTION.rows(&site.store, &[("this", iri)])?;
    let words = |relation: &'static str| rows.iter().filter(move |row| cell(row, "relation") == relation);
    let links = |relation| {
        let link = |row| Link {
            href: site.href(cell(row, "thing")),
            label: cell(row, "words").to_owned(),
            detail: String::new(),
        };
        words(relation).map(link).collect::<Vec<_>>()
    };
    let about = words("about").next().map(|row| cell(row, "words").to_owned()).unwrap_or_default();
    let groups = [
        Group::new("Part of", links("whole")),
        Group::new("Includes", links("part")),
        Group::new("Related collections", links("related")),
    ];
    Ok((about, groups.into_iter().filter(|group| !group.links.is_empty()).collect()))
}

fn posts(site: &Site, iri: &str) -> Result<Vec<Post>> {
    let rows = POSTS.rows(&site.store, &[("this", iri)])?;
    let post = |row| {
        let link = |iri, label| {
            let label = if cell(row, label).is_empty() { cell(row, iri) } else { cell(row, label) };
            Link { href: site.href(cell(row, iri)), label: label.to_owned(), detail: String::new() }
        };
        let when = span(cell(row, "since"), cell(row, "until"));
        Post { office: link("office", "name"), holder: link("person", "holder"), when }
    };
    Ok(rows.iter().map(post).collect())
}

impl Group {
    fn new(title: &'static str, mut links: Vec<Link>) -> Self {
        let more = links.len().saturating_sub(LINKS);
        links.truncate(LINKS);
        Self { title, links, more }
    }
}
