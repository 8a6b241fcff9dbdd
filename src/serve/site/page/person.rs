//! A person: names, offices, whom they met, their documents, and who else they may be.

use crate::error::Result;
use crate::query::{Internal, cell};
use crate::serve::site::catalogue::{Item, Sort};
use crate::serve::site::frame::{Frame, counted, grouped, respond};
use crate::serve::site::view::{DocumentRow, EventRow, Link, shortened, span};
use crate::serve::site::{Request, Response, Site, address, schema_org};
use askama::Template;
use oxigraph::sparql::QuerySolution;
use std::cmp::Reverse;

static FORMS: Internal = Internal::new("forms", include_str!("../../../../queries/internal/site/forms.rq"));
static HELD: Internal = Internal::new("offices", include_str!("../../../../queries/internal/site/offices.rq"));
static IDENTITIES: Internal =
    Internal::new("identities", include_str!("../../../../queries/internal/site/identities.rq"));
static CANDIDATES: Internal =
    Internal::new("candidates", include_str!("../../../../queries/internal/site/candidates.rq"));

/// How many of each the page shows; the rest is a link away.
const COMPANY: usize = 20;
const EVENTS: usize = 12;
const APART: usize = 6;
const DOCUMENTS: usize = 20;
const OFFICES: usize = 20;
const OTHERS: usize = 12;

struct Office {
    link: Link,
    when: String,
    words: String,
    basis: String,
}

struct Other {
    href: String,
    label: String,
    encounters: usize,
    when: String,
    /// What the dates sort by.
    key: String,
}

/// A node that is the same person, or may be.
struct Node {
    link: Link,
    document: Option<Link>,
    rule: String,
    bits: String,
    reasons: Vec<String>,
}

#[derive(Template)]
#[template(path = "site/person.html")]
struct Person<'a> {
    frame: Frame,
    kicker: &'static str,
    also: Vec<&'a str>,
    facts: String,
    offices: Vec<Office>,
    company: Vec<Other>,
    more_company: usize,
    met: Vec<EventRow>,
    all_met: Option<Link>,
    other_events: Vec<EventRow>,
    all_other: Option<Link>,
    documents: Vec<DocumentRow>,
    all_documents: Option<Link>,
    identities: Vec<Node>,
    more_identities: usize,
    candidates: Vec<Node>,
    forms: Vec<(String, Vec<String>)>,
    citation: String,
}
super::page! { Person<'a> }

/// The page.
pub fn page(site: &Site, request: &Request, at: u32) -> Result<Response> {
    let (catalogue, thing) = (&site.catalogue, site.catalogue.thing(at));
    let this = [("this", thing.iri.as_str())];
    let (met, apart): (Vec<u32>, Vec<u32>) = thing.events.iter().partition(|event| catalogue.event(**event).met);
    let documents = super::list::with_roles(&thing.documents, None);
    let company = company(site, at, &met);
    let identities = nodes(site, &IDENTITIES.rows(&site.store, &this)?);
    let rest = |count: usize, shown: usize, path: &str, what: &str| {
        let href = address::with(path, &[("of", &thing.iri)]);
        let label = format!("All {} {what}", grouped(count as u64));
        (count > shown).then_some(Link { href, label, detail: String::new() })
    };
    let mut facts = vec![counted(documents.len(), "document", "documents")];
    if !met.is_empty() {
        let with = counted(company.len(), "person or body", "people and bodies");
        facts.push(format!("met {with} in {}", counted(met.len(), "encounter", "encounters")));
    }
    let mut years = documents.iter().map(|(at, _)| catalogue.document(*at).when.year()).filter(|year| !year.is_empty());
    match (years.next(), years.next_back()) {
        (Some(first), Some(last)) if first != last => facts.push(format!("{first} – {last}")),
        (Some(only), _) => facts.push(only.to_owned()),
        _ => {}
    }
    let data = schema_org::person(site, thing);
    let page = Person {
        kicker: if thing.sort == Sort::Unnamed { "Somebody unnamed" } else { "Person" },
        also: thing.forms.iter().map(String::as_str).take(8).collect(),
        facts: facts.join(" · "),
        offices: offices(site, &HELD.rows(&site.store, &this)?),
        more_company: company.len().saturating_sub(COMPANY),
        company: company.into_iter().take(COMPANY).collect(),
        all_met: rest(met.len(), EVENTS, "/encounters", "encounters"),
        met: met.iter().take(EVENTS).map(|event| site.event_row(*event, Some(at))).collect(),
        all_other: rest(apart.len(), APART, "/plans", "of these"),
        other_events: apart.iter().take(APART).map(|event| site.event_row(*event, Some(at))).collect(),
        all_documents: rest(documents.len(), DOCUMENTS, "/documents", "documents"),
        documents: documents.iter().take(DOCUMENTS).map(|(at, roles)| site.document_row(*at, roles)).collect(),
        more_identities: thing.nodes.saturating_sub(identities.len()),
        identities,
        candidates: nodes(site, &CANDIDATES.rows(&site.store, &this)?).into_iter().take(OTHERS).collect(),
        forms: forms(&FORMS.rows(&site.store, &this)?),
        citation: format!("“{}”, as read out of archives’ catalogues by Chancery. {}", thing.name, thing.iri),
        frame: Frame::about(site, request, &thing.name, &thing.iri, &data),
    };
    respond(200, &page)
}

/// Everybody that somebody met, those most often met first.
fn company(site: &Site, at: u32, met: &[u32]) -> Vec<Other> {
    let mut with: Vec<(u32, u32)> = Vec::new();
    for event in met {
        let parties = site.catalogue.event(*event).parties.iter().filter(|party| party.thing != at);
        with.extend(parties.map(|party| (party.thing, *event)));
    }
    with.sort_unstable();
    let mut company: Vec<_> = with.chunk_by(|(a, _), (b, _)| a == b).collect();
    company.sort_by_key(|events| (Reverse(events.len()), events.first().copied()));
    let other = |events: &[(u32, u32)]| {
        let (other, first) = events.first().copied()?;
        let (_, last) = events.last().copied()?;
        let when = |event: u32| &site.catalogue.event(event).when;
        let Link { href, label, .. } = site.link(other);
        Some(Other {
            href,
            label,
            encounters: events.len(),
            when: span(when(first).shown(), when(last).shown()),
            key: when(first).end.clone(),
        })
    };
    company.into_iter().filter_map(other).collect()
}

/// Rows by what they name, in their order.
fn forms(rows: &[QuerySolution]) -> Vec<(String, Vec<String>)> {
    let mut forms: Vec<(String, Vec<String>)> = Vec::new();
    for row in rows {
        let (sort, form) = (cell(row, "sort"), cell(row, "form").to_owned());
        match forms.last_mut().filter(|(last, _)| last == sort) {
            Some((_, forms)) => forms.push(form),
            None => forms.push((sort.to_owned(), vec![form])),
        }
    }
    forms
}

/// Offices by the authority files, and by the records that show somebody in them: of each the first and the last.
fn offices(site: &Site, rows: &[QuerySolution]) -> Vec<Office> {
    let mut told: Vec<Office> = Vec::new();
    let mut seen: Vec<(String, Vec<&QuerySolution>)> = Vec::new();
    for row in rows {
        let office = cell(row, "office").to_owned();
        let link = Link { href: site.href(&office), label: cell(row, "name").to_owned(), detail: String::new() };
        if cell(row, "record").is_empty() {
            let source = cell(row, "source");
            let when = span(cell(row, "since"), cell(row, "until"));
            let again = told.iter().any(|told| told.link.href == link.href && told.when == when);
            if !again {
                let source = if source.is_empty() { "no source named" } else { source };
                let basis = format!("authority file: {}", shortened(source, 200));
                told.push(Office { link, when, words: String::new(), basis });
            }
            continue;
        }
        match seen.iter_mut().find(|(there, _)| *there == office) {
            Some((_, rows)) => rows.push(row),
            None => seen.push((office, vec![row])),
        }
    }
    let shown = |(office, mut rows): (String, Vec<&QuerySolution>)| {
        rows.sort_by_key(|row| (cell(row, "end").is_empty(), cell(row, "end")));
        let dates: Vec<&str> = rows.iter().map(|row| cell(row, "dated")).filter(|date| !date.is_empty()).collect();
        let mut records: Vec<&str> = rows.iter().map(|row| cell(row, "record")).collect();
        records.sort_unstable();
        records.dedup();
        let first = rows.first()?;
        let (since, until) = (dates.first().copied().unwrap_or(""), dates.last().copied().unwrap_or(""));
        Some(Office {
            link: Link { href: site.href(&office), label: cell(first, "name").to_owned(), detail: String::new() },
            when: span(since, until),
            words: shortened(cell(first, "words"), 160),
            basis: format!("{}, {}", cell(first, "basis"), counted(records.len(), "document", "documents")),
        })
    };
    // what most documents show first
    seen.sort_by_key(|(_, rows)| Reverse(rows.len()));
    told.extend(seen.into_iter().filter_map(shown));
    told.truncate(OFFICES);
    told
}

/// Nodes with all the reasons for each.
fn nodes(site: &Site, rows: &[QuerySolution]) -> Vec<Node> {
    let mut nodes: Vec<(String, Node)> = Vec::new();
    for row in rows {
        let (node, reason) = (cell(row, "node"), cell(row, "reason"));
        if !nodes.iter().any(|(there, _)| there == node) {
            let label = if cell(row, "called").is_empty() { node } else { cell(row, "called") };
            let document = node.split_once('#').and_then(|(record, _)| match site.catalogue.item(record)? {
                Item::Document(at) => Some(site.document_link(at)),
                _ => None,
            });
            let link = Link { href: site.href(node), label: label.to_owned(), detail: String::new() };
            let text = |column| cell(row, column).to_owned();
            let found = Node { link, document, rule: text("rule"), bits: text("bits"), reasons: Vec::new() };
            nodes.push((node.to_owned(), found));
        }
        if let Some((_, there)) = nodes.iter_mut().find(|(there, _)| there == node)
            && !reason.is_empty()
            && !there.reasons.iter().any(|known| known == reason)
        {
            there.reasons.push(reason.to_owned());
        }
    }
    nodes.into_iter().map(|(_, node)| node).collect()
}
