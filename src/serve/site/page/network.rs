//! The network: who is tied to whom, drawn, as a table, and as files; and what stands behind one of its ties.

use crate::date::Date;
use crate::error::Result;
use crate::network::measures::measure;
use crate::network::read::{Project, Wanted};
use crate::network::select::{around, heaviest, keep, most_tied, of_state, tied};
use crate::network::write::svg::{Colour, Leads, OnPage, nodes, verb};
use crate::network::write::{Format, nodes_csv, write};
use crate::network::{Edge, Network, Node, Tie};
use crate::serve::site::catalogue::Item;
use crate::serve::site::frame::{Frame, Pager, counted, grouped, respond};
use crate::serve::site::view::{DocumentRow, EventRow, Link, span};
use crate::serve::site::{Request, Response, Site, address};
use askama::Template;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// How many nodes and ties are drawn, and how many ties the table has: what a screen can show. The files have all.
const DRAWN: usize = 80;
const LINES: usize = 240;
const LISTED: usize = 50;

/// How many rows the page of a tie has.
const ROWS: usize = 50;

/// The kinds of ties, as pages call them.
const TIES: [(Tie, &str); 5] = [
    (Tie::Met, "met"),
    (Tie::MetStated, "met, as the words say"),
    (Tie::Planned, "planned to meet"),
    (Tie::Corresponded, "wrote to"),
    (Tie::Mentioned, "are named in the same document"),
];

/// What nodes can be.
const PROJECTS: [(Project, &str); 3] =
    [(Project::People, "people"), (Project::Missions, "missions and bodies"), (Project::States, "States")];

/// The files that a network can be had as.
const FILES: [(&str, &str, Format); 8] = [
    ("/network.gexf", "GEXF", Format::Gexf),
    ("/network.graphml", "GraphML", Format::GraphMl),
    ("/network.net", "Pajek", Format::Pajek),
    ("/network.json", "JSON for networkx", Format::NodeLink),
    ("/network.cyjs", "JSON for Cytoscape", Format::Cytoscape),
    ("/network.csv", "CSV", Format::Csv),
    ("/network.dot", "Graphviz", Format::Dot),
    ("/network.svg", "SVG", Format::Svg),
];

/// The table of nodes that belongs to the CSV file, which is one of edges.
const NODES: &str = "/network-nodes.csv";

/// What is wanted of the network.
struct Filter<'r> {
    tie: Tie,
    project: Project,
    state: &'r str,
    /// Dates as they were typed.
    from: &'r str,
    to: &'r str,
    /// The IRI of somebody around whom everything is.
    of: &'r str,
}

struct Choice {
    value: String,
    label: String,
    chosen: bool,
}

/// A tie in the table.
struct Row {
    href: String,
    source: Link,
    target: Link,
    weight: u32,
    when: String,
    /// What dates sort by.
    key: String,
    basis: String,
}

#[derive(Template)]
#[template(path = "site/network.html")]
struct Page<'a> {
    frame: Frame,
    facts: String,
    complaint: String,
    around: Option<Link>,
    without: String,
    filter: Filter<'a>,
    ties: Vec<Choice>,
    projects: Vec<Choice>,
    states: Vec<Choice>,
    drawn: Option<OnPage>,
    left_out: String,
    directed: bool,
    weight: &'static str,
    rows: Vec<Row>,
    files: Vec<(String, &'static str)>,
}

#[derive(Template)]
#[template(path = "site/tie.html")]
struct Behind {
    frame: Frame,
    facts: String,
    source: Link,
    target: Link,
    verb: &'static str,
    whole: String,
    events: Vec<EventRow>,
    documents: Vec<DocumentRow>,
    pager: Pager,
}
super::page! { Page<'a> Behind }

/// The page.
pub fn page(site: &Site, request: &Request) -> Result<Response> {
    let (filter, complaint) = Filter::of(request);
    let all = site.ties.network(&filter.wanted());
    let states: BTreeSet<&str> = all.nodes.iter().filter_map(|node| node.state.as_deref()).collect();
    let states = states.into_iter().map(|state| choice(state, state, filter.state)).collect();
    let known = filter.of.is_empty() || all.nodes.iter().any(|node| node.iri == filter.of);
    let network = filter.apply(all);
    let met = matches!(filter.tie, Tie::Met | Tie::MetStated | Tie::Planned);
    let mut facts = vec![nodes(&network)];
    facts.push(counted(network.edges.len(), "tie", "ties"));
    let people = network.nodes.len();
    let ties = network.edges.len();
    let leads = Ways { site, filter: &filter };
    let rows = rows(&network, &leads);
    let mut drawn = tied(heaviest(most_tied(network, DRAWN), LINES));
    let left_out = if (drawn.nodes.len(), drawn.edges.len()) == (people, ties) {
        String::new()
    } else {
        let (nodes, people) = (drawn.nodes.len(), grouped(people as u64));
        let (lines, ties) = (drawn.edges.len(), grouped(ties as u64));
        format!(
            "Drawn are {nodes} of the {people}, those tied most, and of the {ties} ties the {lines} heaviest among them."
        )
    };
    let colour = Colour::of(&drawn);
    if colour == Colour::Community {
        measure(&mut drawn)?;
    }
    let drawn = if drawn.edges.is_empty() { None } else { Some(OnPage::new(&drawn, colour, &leads)?) };
    let complaint = match (complaint, known) {
        (Some(complaint), _) => complaint,
        (None, false) => "The one around whom this should be is not in this network.".to_owned(),
        (None, true) => String::new(),
    };
    let page = Page {
        facts: facts.join(", "),
        around: site.catalogue.thing_at(filter.of).map(|at| site.link(at)),
        without: Filter { of: "", ..filter }.address("/network"),
        ties: TIES.iter().map(|(tie, label)| choice(tie.name(), label, filter.tie.name())).collect(),
        projects: PROJECTS.iter().map(|(one, label)| choice(one.name(), label, filter.project.name())).collect(),
        states,
        drawn,
        left_out,
        directed: filter.tie.is_directed(),
        weight: if met { "Encounters" } else { "Documents" },
        rows,
        files: files(&filter),
        frame: Frame::new(request, "Network"),
        complaint,
        filter,
    };
    let status = if page.complaint.is_empty() { 200 } else { 400 };
    respond(status, &page)
}

/// The network as a file, if the path is that of one.
pub fn file(site: &Site, request: &Request, path: &str) -> Option<Result<Response>> {
    let nodes = path == NODES;
    let format = FILES.iter().find(|(known, ..)| *known == path).map(|(.., format)| *format);
    if format.is_none() && !nodes {
        return None;
    }
    let (filter, complaint) = Filter::of(request);
    if let Some(complaint) = complaint {
        return Some(Ok(Response::text(400, complaint)));
    }
    let network = filter.apply(site.ties.network(&filter.wanted()));
    let mut body = Vec::new();
    let written = match format {
        Some(format) => write(&network, format, &mut body),
        None => nodes_csv(&network, &mut body),
    };
    let media = match format {
        Some(Format::Gexf | Format::GraphMl) => "application/xml; charset=utf-8",
        Some(Format::NodeLink | Format::Cytoscape) => "application/json",
        Some(Format::Csv) | None => "text/csv; charset=utf-8",
        Some(Format::Svg) => "image/svg+xml",
        Some(Format::Pajek | Format::Dot) => "text/plain; charset=utf-8",
    };
    let name = format!("attachment; filename=\"{}\"", path.trim_start_matches('/'));
    Some(written.map(|()| Response::new(200, media, body).with("Content-Disposition", name)))
}

/// What stands behind a tie: the encounters or documents that it stands for.
pub fn tie(site: &Site, request: &Request) -> Result<Response> {
    let (filter, complaint) = Filter::of(request);
    if let Some(complaint) = complaint {
        return Ok(Response::text(400, complaint));
    }
    let network = filter.apply(site.ties.network(&filter.wanted()));
    let node = |iri: &str| network.nodes.binary_search_by(|node| node.iri.as_str().cmp(iri)).ok();
    let (one, other) = (request.param("one"), request.param("other"));
    let edge = node(one).zip(node(other)).and_then(|ends| {
        let backwards = (ends.1, ends.0);
        let joins = |edge: &&Edge, ends| (edge.source, edge.target) == ends;
        let find = |ends| network.edges.iter().find(|edge| joins(edge, ends));
        find(ends).or_else(|| find(backwards).filter(|edge| !edge.tie.is_directed()))
    });
    let Some(edge) = edge else { return super::missing::unknown(site, request, "/network/tie") };
    let link = |node: usize| {
        let node = &network.nodes[node];
        Link { href: site.href(&node.iri), label: node.label.clone(), detail: String::new() }
    };
    let items = |iris: &[String]| -> Vec<Item> { iris.iter().filter_map(|iri| site.catalogue.item(iri)).collect() };
    let mut events: Vec<u32> = items(&edge.encounters).into_iter().filter_map(Item::event).collect();
    let mut documents: Vec<u32> = items(&edge.documents).into_iter().filter_map(Item::document).collect();
    events.sort_unstable();
    documents.sort_unstable();
    let (tie, project) = (filter.tie.name(), filter.project.name());
    let params = [
        ("tie", tie),
        ("nodes", project),
        ("state", filter.state),
        ("from", filter.from),
        ("to", filter.to),
        ("of", filter.of),
        ("one", one),
        ("other", other),
    ];
    let told = if events.is_empty() { documents.len() } else { events.len() };
    let pager = Pager::new(request, told, ROWS, "/network/tie", &params);
    let (source, target) = (link(edge.source), link(edge.target));
    let page = Behind {
        frame: Frame::new(request, format!("{} {} {}", source.label, verb(edge.tie), target.label)),
        facts: match events.len() {
            0 => counted(documents.len(), "document", "documents"),
            count if edge.tie == Tie::Planned => counted(count, "plan", "plans"),
            count => counted(count, "encounter", "encounters"),
        },
        whole: filter.address("/network"),
        documents: if events.is_empty() {
            pager.part(documents.into_iter()).map(|at| site.document_row(at, &[])).collect()
        } else {
            Vec::new()
        },
        events: pager.part(events.into_iter()).map(|at| site.event_row(at, None)).collect(),
        source,
        target,
        verb: verb(edge.tie),
        pager,
    };
    respond(200, &page)
}

/// The network around a person: those whom they met most often, and who of these met whom.
pub fn around_person(site: &Site, at: u32, others: &[u32]) -> Result<Option<OnPage>> {
    let catalogue = &site.catalogue;
    let chosen: BTreeSet<u32> = others.iter().copied().chain([at]).collect();
    let within = |event: &u32| {
        let event = catalogue.event(*event);
        event.met && event.parties.iter().filter(|party| chosen.contains(&party.thing)).count() > 1
    };
    let events: BTreeSet<u32> =
        chosen.iter().flat_map(|thing| catalogue.thing(*thing).events.iter().copied().filter(within)).collect();
    let filter = Filter { tie: Tie::Met, project: Project::People, state: "", from: "", to: "", of: "" };
    let events: Vec<&str> = events.iter().map(|event| catalogue.event(*event).iri.as_str()).collect();
    let network = site.ties.of_events(&filter.wanted(), &events);
    let iris: BTreeSet<&str> = chosen.iter().map(|thing| catalogue.thing(*thing).iri.as_str()).collect();
    let here: Vec<bool> = network.nodes.iter().map(|node| iris.contains(node.iri.as_str())).collect();
    let network = tied(keep(network, |node| here[node]));
    if network.nodes.len() < 3 {
        // two and a line say no more than the table
        return Ok(None);
    }
    Ok(Some(OnPage::new(&network, Colour::of(&network), &Ways { site, filter: &filter })?))
}

impl<'r> Filter<'r> {
    /// What a request asks for, and what is wrong with it, in which case some of it is left out.
    fn of(request: &'r Request) -> (Self, Option<String>) {
        let mut complaint = None;
        let mut wrong = |what: &str, given: &str, help: &str| {
            complaint.get_or_insert(format!("There is no {what} “{given}” here: {help}."));
        };
        let asked = request.param("tie");
        let tie = TIES.iter().map(|(tie, _)| *tie).find(|tie| tie.name() == asked);
        if tie.is_none() && !asked.is_empty() {
            let known = TIES.map(|(tie, _)| tie.name()).join(", ");
            wrong("kind of tie", asked, &format!("choose one of {known}"));
        }
        let asked = request.param("nodes");
        let project = PROJECTS.iter().map(|(one, _)| *one).find(|one| one.name() == asked);
        if project.is_none() && !asked.is_empty() {
            wrong("sort of nodes", asked, &format!("choose one of {}", PROJECTS.map(|(one, _)| one.name()).join(", ")));
        }
        let mut day = |name| {
            let given = request.param(name);
            if given.is_empty() || Date::parse_iso(given).is_some() {
                return given;
            }
            wrong("date", given, "write it like 1960, 1960-12 or 1960-12-08");
            ""
        };
        let (from, to) = (day("from"), day("to"));
        let filter = Self {
            tie: tie.unwrap_or(Tie::Met),
            project: project.unwrap_or(Project::People),
            state: request.param("state"),
            from,
            to,
            of: request.param("of"),
        };
        let wanted = filter.wanted();
        if let (Some(first), Some(last)) = (&wanted.from, &wanted.to)
            && first > last
        {
            complaint.get_or_insert(format!("No day is both from {from} and to {to}: exchange the two."));
        }
        (filter, complaint)
    }

    fn wanted(&self) -> Wanted {
        let first = Date::parse_iso(self.from).and_then(Date::first);
        let last = Date::parse_iso(self.to).map(Date::last);
        Wanted {
            ties: vec![self.tie],
            project: self.project,
            from: first.map(|day| day.to_string()),
            to: last.map(|day| day.to_string()),
        }
    }

    /// Keeps what is wanted of a network; whoever is tied to nobody is left out.
    fn apply(&self, mut network: Network) -> Network {
        if !self.of.is_empty() {
            network = match network.nodes.iter().position(|node| node.iri == self.of) {
                Some(ego) => around(network, ego, 1),
                None => network,
            };
        }
        if !self.state.is_empty() {
            network = of_state(network, self.state);
        }
        tied(network)
    }

    /// The address of a page or a file of the same network.
    fn address(&self, path: &str) -> String {
        let (tie, project) = (self.tie.name(), self.project.name());
        address::with(
            path,
            &[
                ("tie", if self.tie == Tie::Met { "" } else { tie }),
                ("nodes", if self.project == Project::People { "" } else { project }),
                ("state", self.state),
                ("from", self.from),
                ("to", self.to),
                ("of", self.of),
            ],
        )
    }
}

/// Where the nodes and ties of a network lead.
struct Ways<'s> {
    site: &'s Site,
    filter: &'s Filter<'s>,
}

impl Leads for Ways<'_> {
    fn node(&self, node: &Node) -> String {
        self.site.href(&node.iri)
    }

    fn tie(&self, _: &Edge, source: &Node, target: &Node) -> String {
        let address = self.filter.address("/network/tie");
        let joint = if address.contains('?') { '&' } else { '?' };
        let encoded = |iri: &str| address::encoded(iri, ":/");
        format!("{address}{joint}one={}&other={}", encoded(&source.iri), encoded(&target.iri))
    }
}

/// The strongest ties.
fn rows(network: &Network, leads: &Ways<'_>) -> Vec<Row> {
    let mut edges: Vec<&Edge> = network.edges.iter().collect();
    edges.sort_by_key(|edge| Reverse(edge.weight));
    let link = |node: &Node| Link { href: leads.node(node), label: node.label.clone(), detail: String::new() };
    let row = |edge: &Edge| {
        let (source, target) = (&network.nodes[edge.source], &network.nodes[edge.target]);
        let day = |day: &Option<String>| day.clone().unwrap_or_default();
        Row {
            href: leads.tie(edge, source, target),
            source: link(source),
            target: link(target),
            weight: edge.weight,
            when: when(edge),
            key: day(&edge.last),
            basis: edge.basis.clone(),
        }
    };
    edges.into_iter().take(LISTED).map(row).collect()
}

/// When a tie was, in words: of most encounters only the day is known on which they are told of.
fn when(edge: &Edge) -> String {
    let day = |day: &Option<String>| day.clone().unwrap_or_default();
    let open = edge.spells.iter().any(|spell| spell.start.is_none());
    match edge.spells.as_slice() {
        [only] if open => format!("on or before {}", span(&day(&only.end), &day(&only.end))),
        spells if open => {
            let named = spells.iter().filter_map(|spell| spell.start.clone().or(spell.end.clone())).min();
            format!("{}, or before", span(&day(&named), &day(&edge.last)))
        }
        _ => span(&day(&edge.first), &day(&edge.last)),
    }
}

fn files(filter: &Filter<'_>) -> Vec<(String, &'static str)> {
    let mut files: Vec<_> = FILES.iter().map(|(path, name, _)| (filter.address(path), *name)).collect();
    files.insert(6, (filter.address(NODES), "CSV of the nodes"));
    files
}

fn choice(value: &str, label: &str, chosen: &str) -> Choice {
    Choice { value: value.to_owned(), label: label.to_owned(), chosen: value == chosen }
}
