//! A person: names, offices, whom they met, their documents, and who else they may be.

use crate::error::Result;
use crate::network::write::svg::OnPage;
use crate::query::{Internal, cell};
use crate::serve::site::catalogue::{Item, Sort, Thing};
use crate::serve::site::frame::{Frame, counted, grouped, respond};
use crate::serve::site::view::{DocumentRow, EventRow, Link, shortened, span};
use crate::serve::site::{Request, Response, Site, address, schema_org};
use askama::Template;
use oxigraph::sparql::QuerySolution;
use std::cmp::Reverse;

static FORMS: Internal = Internal::new("forms", include_str!("../../../../queries/internal/site/forms.rq"));
static TENURES: Internal = Internal::new("tenures", include_str!("../../../../queries/internal/site/tenures.rq"));
static LINK: Internal = Internal::new("link", include_str!("../../../../queries/internal/site/link.rq"));

/// How many of each the page shows; the rest is a link away.
const COMPANY: usize = 20;
const EVENTS: usize = 12;
/// How many others are drawn.
const DRAWN: usize = 16;
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
    thing: u32,
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
    drawn: Option<OnPage>,
    all_drawn: String,
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
    let nearest: Vec<u32> = company.iter().take(DRAWN).map(|other| other.thing).collect();
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
        drawn: super::network::around_person(site, at, &nearest)?,
        all_drawn: address::with("/network", &[("of", &thing.iri)]),
        offices: offices(site, thing)?,
        more_company: company.len().saturating_sub(COMPANY),
        company: company.into_iter().take(COMPANY).collect(),
        all_met: rest(met.len(), EVENTS, "/encounters", "encounters"),
        met: met.iter().take(EVENTS).map(|event| site.event_row(*event, Some(at))).collect(),
        all_other: rest(apart.len(), APART, "/plans", "of these"),
        other_events: apart.iter().take(APART).map(|event| site.event_row(*event, Some(at))).collect(),
        all_documents: rest(documents.len(), DOCUMENTS, "/documents", "documents"),
        documents: documents.iter().take(DOCUMENTS).map(|(at, roles)| site.document_row(*at, roles)).collect(),
        more_identities: thing.nodes.len().saturating_sub(OTHERS),
        identities: thing
            .nodes
            .iter()
            .take(OTHERS)
            .map(|node| linked(site, node, &thing.iri, node))
            .collect::<Result<_>>()?,
        candidates: candidates(site, at, thing)?,
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
            thing: other,
            href,
            label,
            encounters: events.len(),
            when: from_to(when(first).shown(), when(last).shown()),
            key: when(first).end.clone(),
        })
    };
    company.into_iter().filter_map(other).collect()
}

/// Two dates in words, or the one that both are.
fn from_to(first: &str, last: &str) -> String {
    if first == last { first.to_owned() } else { format!("{first} – {last}") }
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

/// Offices by the authority files, and by the records that show somebody in them.
fn offices(site: &Site, thing: &Thing) -> Result<Vec<Office>> {
    let mut offices: Vec<Office> = Vec::new();
    // authority files know nothing of nodes that are below a record
    let entries = thing.nodes.iter().filter(|node| !node.contains('#'));
    let mut tenures = Vec::new();
    for entry in std::iter::once(&thing.iri).chain(entries) {
        tenures.extend(TENURES.rows(&site.store, &[("this", entry)])?);
    }
    for row in &tenures {
        let link =
            Link { href: site.href(cell(row, "office")), label: cell(row, "name").to_owned(), detail: String::new() };
        let when = span(cell(row, "since"), cell(row, "until"));
        // one of several sources is enough here
        if !offices.iter().any(|told| told.link.href == link.href && told.when == when) {
            let source = cell(row, "source");
            let source = if source.is_empty() { "no source named" } else { source };
            let basis = format!("authority file: {}", shortened(source, 200));
            offices.push(Office { link, when, words: String::new(), basis });
        }
    }
    offices.extend(thing.offices.iter().take(OFFICES).map(|seen| {
        let [since, until] = seen.documents.map(|at| site.catalogue.document(at).when.edtf.as_str());
        let basis = if seen.stated { "stated" } else { "inferred" };
        Office {
            link: site.link(seen.office),
            when: span(since, until),
            words: shortened(&seen.words, 160),
            basis: format!("{basis}, {}", counted(seen.count, "document", "documents")),
        }
    }));
    Ok(offices)
}

/// Who else it may be, that for which most speaks first.
fn candidates(site: &Site, at: u32, thing: &Thing) -> Result<Vec<Node>> {
    let mut candidates = Vec::new();
    for (node, other) in thing.maybe.iter().take(2 * OTHERS) {
        let theirs = if site.catalogue.thing_at(node) == Some(at) { other } else { node };
        candidates.push(linked(site, node, other, theirs)?);
    }
    let bits = |node: &Node| node.bits.parse::<f64>().unwrap_or(0.0);
    candidates.sort_by(|a, b| bits(b).total_cmp(&bits(a)));
    candidates.truncate(OTHERS);
    Ok(candidates)
}

/// One of the two ends of a link, `shown`, with the reasons for the link.
fn linked(site: &Site, node: &str, other: &str, shown: &str) -> Result<Node> {
    let rows = LINK.rows(&site.store, &[("node", node), ("other", other)])?;
    let first = |column| rows.iter().map(|row| cell(row, column)).find(|text| !text.is_empty()).unwrap_or_default();
    let (catalogue, record) = (&site.catalogue, shown.split_once('#').map(|(record, _)| record));
    let document = record.and_then(|record| match catalogue.item(record)? {
        Item::Document(at) => Some(site.document_link(at)),
        _ => None,
    });
    let called = if shown == node { first("called") } else { "" };
    let known = catalogue.thing_at(shown).map_or(shown, |at| catalogue.thing(at).name.as_str());
    let label = if called.is_empty() { known } else { called }.to_owned();
    let mut reasons: Vec<String> = Vec::new();
    for reason in rows.iter().map(|row| cell(row, "reason")).filter(|reason| !reason.is_empty()) {
        if !reasons.iter().any(|there| there == reason) {
            reasons.push(reason.to_owned());
        }
    }
    Ok(Node {
        link: Link { href: site.href(shown), label, detail: String::new() },
        document,
        rule: first("rule").to_owned(),
        bits: first("bits").to_owned(),
        reasons,
    })
}
