//! Lists: of things by name, of documents and events by date.

use crate::error::Result;
use crate::serve::site::catalogue::{Role, Sort, When, index};
use crate::serve::site::frame::{Frame, Pager, counted, respond};
use crate::serve::site::search::fold;
use crate::serve::site::view::{DocumentRow, EventRow, Link};
use crate::serve::site::{Request, Response, Site, address};
use askama::Template;

/// How many rows a page has.
const THINGS: usize = 100;
const ROWS: usize = 50;

struct Letter {
    href: String,
    label: String,
    here: bool,
}

struct Row {
    href: String,
    label: String,
    documents: usize,
    encounters: usize,
}

#[derive(Template)]
#[template(path = "site/list.html")]
struct Things {
    frame: Frame,
    facts: String,
    letters: Vec<Letter>,
    rows: Vec<Row>,
    pager: Pager,
}

#[derive(Template)]
#[template(path = "site/documents.html")]
struct Documents<'a> {
    frame: Frame,
    facts: String,
    with: Option<Link>,
    of: &'a str,
    without: &'static str,
    role: &'a str,
    roles: [(&'static str, &'static str); 4],
    year: &'a str,
    rows: Vec<DocumentRow>,
    pager: Pager,
}

#[derive(Template)]
#[template(path = "site/encounters.html")]
struct Events<'a> {
    frame: Frame,
    facts: String,
    path: &'static str,
    with: Option<Link>,
    of: &'a str,
    year: &'a str,
    rows: Vec<EventRow>,
    pager: Pager,
}
super::page! { Things Documents<'a> Events<'a> }

/// The things of a sort, by name.
pub fn things(site: &Site, request: &Request, sort: Sort) -> Result<Response> {
    let (path, title) = match sort {
        Sort::Person | Sort::Unnamed => ("/people", "People"),
        Sort::Mission => ("/missions", "Missions"),
        Sort::Place => ("/places", "Places"),
        Sort::Collection => ("/collections", "Collections"),
        Sort::Body | Sort::Office => ("/bodies", "Other bodies"),
    };
    let letter = request.param("letter").to_lowercase();
    let letter = letter.chars().next().filter(|_| letter.chars().count() == 1);
    let initial = |name: &str| fold(name).chars().next().filter(char::is_ascii_alphabetic).unwrap_or('#');
    let all: Vec<_> = site.catalogue.of_sort(sort).map(|(_, thing)| thing).collect();
    let mut initials: Vec<char> = all.iter().map(|thing| initial(&thing.name)).collect();
    let here: Vec<_> =
        all.iter().zip(&initials).filter(|(_, initial)| letter.is_none_or(|letter| letter == **initial)).collect();
    let chosen = letter.map(String::from).unwrap_or_default();
    let pager = Pager::new(request, here.len(), THINGS, path, &[("letter", &chosen)]);
    let rows = pager.part(here.iter()).map(|(thing, _)| Row {
        href: site.href(&thing.iri),
        label: thing.name.clone(),
        documents: site.catalogue.documents_of(thing).len(),
        encounters: site.catalogue.encounters(thing).len(),
    });
    let rows = rows.collect();
    let facts = match letter {
        None => format!("{}, by name", counted(all.len(), "entry", "entries")),
        Some(letter) => format!("{} of {} under {}", here.len(), all.len(), letter.to_uppercase()),
    };
    initials.sort_unstable();
    initials.dedup();
    let mut letters: Vec<Letter> = Vec::new();
    if all.len() > THINGS / 2 {
        letters.push(Letter { href: path.to_owned(), label: "All".to_owned(), here: letter.is_none() });
        letters.extend(initials.into_iter().map(|initial| Letter {
            href: address::with(path, &[("letter", &initial.to_string())]),
            label: initial.to_uppercase().to_string(),
            here: letter == Some(initial),
        }));
    }
    respond(200, &Things { frame: Frame::new(request, title), facts, letters, rows, pager })
}

/// The documents by date; some of them, if so asked.
pub fn documents(site: &Site, request: &Request) -> Result<Response> {
    let catalogue = &site.catalogue;
    let (of, year, role) = (request.param("of"), request.param("year"), request.param("role"));
    let with = catalogue.thing_at(of);
    let wanted = Role::ALL.into_iter().find(|known| known.word() == role);
    let mut list: Vec<(u32, Vec<Role>)> = match with {
        Some(thing) => with_roles(&catalogue.thing(thing).documents, wanted),
        None => (0..index(catalogue.documents.len())).map(|at| (at, Vec::new())).collect(),
    };
    list.retain(|(at, _)| of_year(&catalogue.document(*at).when, year));
    let params = [("of", of), ("role", role), ("year", year)];
    let pager = Pager::new(request, list.len(), ROWS, "/documents", &params);
    let rows = pager.part(list.iter()).map(|(at, roles)| site.document_row(*at, roles)).collect();
    let title = match year {
        "" => "Documents".to_owned(),
        "none" => "Documents without a date".to_owned(),
        year => format!("Documents of {}", decade(year)),
    };
    let page = Documents {
        frame: Frame::new(request, title),
        facts: format!("{}, by date", counted(list.len(), "document", "documents")),
        with: with.map(|thing| site.link(thing)),
        of,
        without: "/documents",
        role,
        roles: Role::ALL.map(|role| (role.word(), role.name())),
        year,
        rows,
        pager,
    };
    respond(200, &page)
}

/// The encounters by date, or what is none.
pub fn events(site: &Site, request: &Request, met: bool) -> Result<Response> {
    let catalogue = &site.catalogue;
    let (of, year) = (request.param("of"), request.param("year"));
    let with = catalogue.thing_at(of);
    let fits = |at: &u32| {
        let event = catalogue.event(*at);
        event.met == met && of_year(&event.when, year)
    };
    let list: Vec<u32> = match with {
        Some(thing) => catalogue.thing(thing).events.iter().copied().filter(fits).collect(),
        None => (0..index(catalogue.events.len())).filter(fits).collect(),
    };
    let (path, title) = if met { ("/encounters", "Encounters") } else { ("/plans", "Planned, refused, or in writing") };
    let pager = Pager::new(request, list.len(), ROWS, path, &[("of", of), ("year", year)]);
    let rows = pager.part(list.iter()).map(|at| site.event_row(*at, with)).collect();
    let title = if year.is_empty() { title.to_owned() } else { format!("{title}, {}", decade(year)) };
    let page = Events {
        frame: Frame::new(request, title),
        facts: match met {
            true => format!("{}, by date", counted(list.len(), "encounter", "encounters")),
            false => format!("{}, none of which says that anybody met", counted(list.len(), "entry", "entries")),
        },
        path,
        with: with.map(|thing| site.link(thing)),
        of,
        year,
        rows,
        pager,
    };
    respond(200, &page)
}

/// Documents, each once with all that somebody has to do with it.
pub fn with_roles(documents: &[(Role, u32)], wanted: Option<Role>) -> Vec<(u32, Vec<Role>)> {
    let each = documents.chunk_by(|(_, a), (_, b)| a == b).filter_map(|roles| {
        let (_, at) = roles.first()?;
        Some((*at, roles.iter().map(|(role, _)| *role).collect::<Vec<_>>()))
    });
    each.filter(|(_, roles)| wanted.is_none_or(|wanted| roles.contains(&wanted))).collect()
}

/// `1961` is a year, `196` a decade, `none` what is undated.
fn of_year(when: &When, year: &str) -> bool {
    match year {
        "" => true,
        "none" => when.year().is_empty(),
        year => when.year().starts_with(year),
    }
}

fn decade(year: &str) -> String {
    if year.len() == 3 { format!("the {year}0s") } else { year.to_owned() }
}
