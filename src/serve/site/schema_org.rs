//! Things in the words of schema.org, for search engines.

use super::catalogue::{Document, Event, Role, Sort, Thing, When};
use super::{Request, Site};
use serde_json::{Map, Value, json};

/// More of a list nobody reads here.
const MOST: usize = 40;

/// The whole graph.
pub fn dataset(site: &Site, request: &Request, title: &str) -> Value {
    object(json!({
        "@type": "Dataset",
        "@id": request.public("/"),
        "name": title,
        "description": "Statements read out of archives’ catalogue entries, each with the words it rests on: \
                        who wrote to whom, and who met whom.",
        "url": request.public("/"),
        "size": format!("{} documents", site.catalogue.documents.len()),
        "distribution": [{ "@type": "DataDownload", "encodingFormat": "application/sparql-results+json",
            "contentUrl": request.public("/sparql") }],
    }))
}

/// A person.
pub fn person(_: &Site, thing: &Thing) -> Value {
    object(json!({ "@type": "Person", "@id": thing.iri, "name": thing.name, "alternateName": forms(thing) }))
}

/// A mission or another body.
pub fn body(_: &Site, thing: &Thing) -> Value {
    let class = if thing.sort == Sort::Mission { "GovernmentOrganization" } else { "Organization" };
    object(json!({ "@type": class, "@id": thing.iri, "name": thing.name, "alternateName": forms(thing) }))
}

/// A place.
pub fn place(_: &Site, thing: &Thing) -> Value {
    object(json!({ "@type": "Place", "@id": thing.iri, "name": thing.name, "alternateName": forms(thing) }))
}

/// A collection.
pub fn collection(site: &Site, thing: &Thing) -> Value {
    let parts = thing.documents.iter().take(MOST).map(|(_, at)| {
        let document = site.catalogue.document(*at);
        json!({ "@type": "ArchiveComponent", "@id": document.iri, "name": document.title })
    });
    object(json!({
        "@type": "Collection", "@id": thing.iri, "name": thing.name, "hasPart": parts.collect::<Vec<_>>()
    }))
}

/// A document.
pub fn document(site: &Site, document: &Document) -> Value {
    let those = |wanted: &[Role]| {
        let those = document.parties.iter().filter(|(role, _)| wanted.contains(role)).take(MOST);
        those.map(|(_, at)| named(site, *at)).collect::<Vec<_>>()
    };
    object(json!({
        "@type": "ArchiveComponent",
        "@id": document.iri,
        "name": document.title,
        "dateCreated": date(&document.when),
        "genre": document.form,
        "author": those(&[Role::Author]),
        "sender": those(&[Role::Sender]),
        "recipient": those(&[Role::Addressee]),
        "mentions": those(&[Role::Mention]),
        "isPartOf": document.collection.map_or(Value::Null, |collection| named(site, collection)),
    }))
}

/// An encounter; what was planned or refused is no event that took place, and schema.org cannot say so.
pub fn event(site: &Site, event: &Event, title: &str) -> Value {
    if !event.met {
        return Value::Null;
    }
    object(json!({
        "@type": "Event",
        "@id": event.iri,
        "name": title,
        "startDate": date(&event.when),
        "attendee": event.parties.iter().take(MOST).map(|party| named(site, party.thing)).collect::<Vec<_>>(),
        "location": event.place.map_or(Value::Null, |place| named(site, place)),
        "subjectOf": { "@id": site.catalogue.document(event.document).iri },
    }))
}

fn named(site: &Site, at: u32) -> Value {
    let thing = site.catalogue.thing(at);
    let class = match thing.sort {
        Sort::Person | Sort::Unnamed => "Person",
        Sort::Mission => "GovernmentOrganization",
        Sort::Place => "Place",
        Sort::Collection => "Collection",
        Sort::Body | Sort::Office => "Organization",
    };
    json!({ "@type": class, "@id": thing.iri, "name": thing.name })
}

fn forms(thing: &Thing) -> Vec<&str> {
    thing.forms.iter().map(String::as_str).take(MOST).collect()
}

/// A date as schema.org has it, in ISO 8601: a day, a month, a year, or an interval, whose beginning may be open. It cannot
/// say that one is in doubt.
fn date(when: &When) -> String {
    match when.edtf.strip_prefix("[..").and_then(|rest| rest.strip_suffix(']')) {
        Some(last) => format!("../{last}"),
        None if when.edtf.contains(['[', '?', '~']) => String::new(),
        None => when.edtf.clone(),
    }
}

/// With its context, and without what is not known.
fn object(value: Value) -> Value {
    let Value::Object(value) = value else { return value };
    let known = |value: &Value| match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(values) => !values.is_empty(),
        _ => true,
    };
    let mut object = Map::new();
    object.insert("@context".to_owned(), json!("https://schema.org"));
    object.extend(value.into_iter().filter(|(_, value)| known(value)));
    Value::Object(object)
}
