//! Anything else of the graph: a date, an office, a rule, a source file. What is said of it, and with it.

use crate::error::Result;
use crate::query::{Internal, cell};
use crate::rdf::vocab::{self, shorten};
use crate::serve::site::frame::{Frame, respond};
use crate::serve::site::view::{Link, shortened};
use crate::serve::site::{Request, Response, Site, address};
use askama::Template;
use oxigraph::model::Term;
use oxigraph::sparql::QuerySolution;

static STATEMENTS: Internal =
    Internal::new("statements-about", include_str!("../../../../queries/internal/site/statements-about.rq"));

/// How many statements of each way are shown.
const SHOWN: usize = 120;

/// What the statements of one way are called, and the statements: relations and values.
type Group = (&'static str, String, Vec<(String, Link)>);

#[derive(Template)]
#[template(path = "site/thing.html")]
struct Page {
    frame: Frame,
    kicker: &'static str,
    more: Option<Link>,
    groups: Vec<Group>,
    citation: String,
}
super::page! { Page }

/// The page.
pub fn page(site: &Site, request: &Request, iri: &str) -> Result<Response> {
    let mut rows = STATEMENTS.rows(&site.store, &[("this", iri)])?;
    rows.dedup_by(|a, b| ["way", "predicate", "value"].iter().all(|column| a.get(*column) == b.get(*column)));
    let named = |name: &str| {
        let row = rows.iter().find(|row| cell(row, "way") == "out" && cell(row, "predicate").ends_with(name));
        row.map(|row| cell(row, "value").to_owned())
    };
    let title = ["#label", "#prefLabel", "#name", "#title"].into_iter().find_map(named);
    let title = title.unwrap_or_else(|| shorten(iri));
    let group = |id, way, title: &str| {
        let all = rows.iter().filter(|row| cell(row, "way") == way);
        let shown: Vec<_> = all.clone().take(SHOWN).map(|row| value(site, row)).collect();
        let more = all.count() > SHOWN;
        (id, if more { format!("{title}, the first {SHOWN}") } else { title.to_owned() }, shown)
    };
    let groups = [group("said", "out", "What is said of it"), group("with", "in", "What is said with it")];
    let page = Page {
        kicker: sort(site, iri),
        more: iri.strip_prefix(&vocab::rule::PREFIX.to_string()).map(|rule| Link {
            href: address::with("/queries/statements-of-rule", &[("rule", rule)]),
            label: "Everything that it read".to_owned(),
            detail: String::new(),
        }),
        groups: groups.into_iter().filter(|(.., rows)| !rows.is_empty()).collect(),
        citation: format!("“{title}”, Chancery. {iri}"),
        frame: Frame::about(site, request, &shortened(&title, 120), iri, &serde_json::Value::Null),
    };
    respond(200, &page)
}

/// What sort of thing an IRI names, as far as it tells.
fn sort(site: &Site, iri: &str) -> &'static str {
    let below = iri.strip_prefix(site.base.as_str()).or_else(|| iri.strip_prefix("https://w3id.org/chancery/"));
    match below.unwrap_or_default().split('/').next().unwrap_or_default() {
        "position" => "Office",
        "date" => "Date",
        "source" => "Source file",
        "link" => "Link",
        "rule" => "Rule",
        "kind" => "Controlled value",
        "feature" => "What links are weighed by",
        "decision" => "Decision",
        _ => "In the graph",
    }
}

fn value(site: &Site, row: &QuerySolution) -> (String, Link) {
    let (text, name) = (cell(row, "value"), cell(row, "name"));
    let link = match row.get("value") {
        Some(Term::NamedNode(node)) => {
            let label = if name.is_empty() { shorten(node.as_str()) } else { name.to_owned() };
            let href = site.leads(node.as_str());
            Link { href, label: shortened(&label, 300), detail: String::new() }
        }
        _ => Link { href: String::new(), label: shortened(text, 600), detail: String::new() },
    };
    (shorten(cell(row, "predicate")), link)
}
