//! The first page: what there is, in figures and by year.

use crate::error::Result;
use crate::serve::site::catalogue::{Catalogue, Sort, Thing};
use crate::serve::site::frame::{Frame, counted, grouped, respond};
use crate::serve::site::view::{Link, shortened};
use crate::serve::site::{Request, Response, Site, schema_org};
use askama::Template;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The size of the drawing, and where its axis is.
const WIDTH: usize = 1040;
const ABOVE: usize = 130;
const BELOW: usize = 50;
const TEXT: usize = 20;
/// The most bars that can still be told apart; more years are shown as decades.
const MOST_BARS: usize = 90;
/// How many are named of each list.
const NAMED: usize = 8;

/// What the page shows: the same for all, and so made once.
#[derive(Clone, Debug)]
pub struct Home {
    figures: Vec<Figure>,
    timeline: Timeline,
    met: Vec<u32>,
    missions: Vec<u32>,
    collections: Vec<u32>,
}

#[derive(Clone, Debug)]
struct Figure {
    name: &'static str,
    count: String,
    href: &'static str,
}

/// Documents and encounters by year, drawn.
#[derive(Clone, Debug, Default)]
struct Timeline {
    width: usize,
    height: usize,
    axis: usize,
    /// Where the bars below the axis begin, and the text.
    under: usize,
    text: usize,
    bars: Vec<Bar>,
    labels: Vec<Label>,
    unit: &'static str,
    undated: usize,
}

#[derive(Clone, Debug)]
struct Bar {
    name: String,
    said: String,
    href: String,
    documents: usize,
    encounters: usize,
    x: String,
    width: String,
    top: usize,
    up: usize,
    down: usize,
}

#[derive(Clone, Debug)]
struct Label {
    x: String,
    text: String,
}

struct List {
    id: &'static str,
    title: &'static str,
    links: Vec<Link>,
    more: &'static str,
    all: String,
}

#[derive(Template)]
#[template(path = "site/home.html")]
struct View<'a> {
    frame: Frame,
    title: String,
    about: String,
    figures: &'a [Figure],
    timeline: &'a Timeline,
    lists: Vec<List>,
}
super::page! { View<'a> }

impl Home {
    /// The page of a catalogue.
    pub fn new(catalogue: &Catalogue) -> Self {
        let count = |name, count: u64, href| Figure { name, count: grouped(count), href };
        let met = catalogue.events.iter().filter(|event| event.met).count() as u64;
        let figures = vec![
            count("documents", catalogue.documents.len() as u64, "/documents"),
            count("encounters", met, "/encounters"),
            count("people", catalogue.of_sort(Sort::Person).count() as u64, "/people"),
            count("missions", catalogue.of_sort(Sort::Mission).count() as u64, "/missions"),
            count("statements, each with its words", catalogue.count("statements"), ""),
            count("passages not read", catalogue.count("unread"), "/queries/unread"),
        ];
        let first = |sort: Sort, weight: &dyn Fn(&Thing) -> usize| {
            let mut all: Vec<u32> =
                catalogue.of_sort(sort).filter(|(_, thing)| weight(thing) > 0).map(|(at, _)| at).collect();
            all.sort_by_key(|at| (Reverse(weight(catalogue.thing(*at))), *at));
            all.truncate(NAMED);
            all
        };
        Self {
            figures: figures.into_iter().filter(|figure| figure.count != "0").collect(),
            timeline: Timeline::new(catalogue),
            met: first(Sort::Person, &|thing| catalogue.encounters(thing).len()),
            missions: first(Sort::Mission, &|thing| catalogue.documents_of(thing).len()),
            collections: first(Sort::Collection, &|thing| thing.documents.len()),
        }
    }
}

impl Timeline {
    fn new(catalogue: &Catalogue) -> Self {
        let mut years: BTreeMap<i32, (usize, usize)> = BTreeMap::new();
        let mut undated = 0;
        for document in &catalogue.documents {
            match document.when.year().parse() {
                Ok(year) => years.entry(year).or_default().0 += 1,
                Err(_) => undated += 1,
            }
        }
        for event in catalogue.events.iter().filter(|event| event.met) {
            if let Ok(year) = event.when.year().parse() {
                years.entry(year).or_default().1 += 1;
            }
        }
        let (Some((&first, _)), Some((&last, _))) = (years.first_key_value(), years.last_key_value()) else {
            return Self { undated, ..Self::default() };
        };
        let step = if last.abs_diff(first) as usize >= MOST_BARS { 10 } else { 1 };
        let mut grouped: BTreeMap<i32, (usize, usize)> = BTreeMap::new();
        for (year, (documents, encounters)) in years {
            let group = grouped.entry(year.div_euclid(step) * step).or_default();
            group.0 += documents;
            group.1 += encounters;
        }
        let (first, last) = (first.div_euclid(step) * step, last.div_euclid(step) * step);
        let span = usize::try_from((last - first) / step).unwrap_or(0).min(MOST_BARS * 4);
        let most = grouped.values().map(|(documents, _)| *documents).max().unwrap_or(1).max(1);
        let most_met = grouped.values().map(|(_, encounters)| *encounters).max().unwrap_or(1).max(1);
        // a few years do not fill the whole width
        let each = (WIDTH as f64 / (span + 1) as f64).min(72.0);
        let bar = |(nth, year): (usize, i32)| {
            let (documents, encounters) = grouped.get(&year).copied().unwrap_or_default();
            let tall = |count: usize, most: usize, room: usize| (count * room).div_ceil(most);
            let up = tall(documents, most, ABOVE - 6);
            let name = if step == 1 { year.to_string() } else { format!("{year}s") };
            Bar {
                said: format!(
                    "{name}: {}, {}",
                    counted(documents, "document", "documents"),
                    counted(encounters, "encounter", "encounters")
                ),
                href: if step == 1 {
                    format!("/documents?year={year}")
                } else {
                    format!("/documents?year={}", year / 10)
                },
                name,
                documents,
                encounters,
                x: format!("{:.1}", nth as f64 * each + each * 0.14),
                width: format!("{:.1}", each * 0.72),
                top: ABOVE - up - 1,
                up,
                down: tall(encounters, most_met, BELOW - 4),
            }
        };
        let bars: Vec<Bar> = (0..=span).zip((first..).step_by(usize::try_from(step).unwrap_or(1))).map(bar).collect();
        let every = [1, 2, 5, 10, 20].into_iter().find(|every| *every as f64 * each >= 44.0).unwrap_or(50);
        let labels =
            bars.iter().enumerate().filter(|(nth, _)| (first + *nth as i32 * step).rem_euclid(every * step) == 0);
        let labels = labels
            .map(|(nth, bar)| Label { x: format!("{:.1}", (nth as f64 + 0.5) * each), text: bar.name.clone() })
            .collect();
        Self {
            width: ((span + 1) as f64 * each).ceil() as usize,
            height: ABOVE + BELOW + TEXT,
            axis: ABOVE,
            under: ABOVE + 1,
            text: ABOVE + BELOW + TEXT - 4,
            bars,
            labels,
            unit: if step == 1 { "Year" } else { "Decade" },
            undated,
        }
    }
}

/// The page.
pub fn page(site: &Site, request: &Request) -> Result<Response> {
    let (home, catalogue) = (&site.home, &site.catalogue);
    let list = |id, title, of: &[u32], more, one: &str, all: &str, weigh: &dyn Fn(&Thing) -> String| List {
        id,
        title,
        links: of.iter().map(|at| Link { detail: weigh(catalogue.thing(*at)), ..site.link(*at) }).collect(),
        more,
        all: if one.is_empty() { all.to_owned() } else { one.to_owned() },
    };
    let documents = |thing: &Thing| counted(catalogue.documents_of(thing).len(), "document", "documents");
    let encounters = |thing: &Thing| counted(catalogue.encounters(thing).len(), "encounter", "encounters");
    let lists = vec![
        list("most-met", "Who met most", &home.met, "/people", "", "All people", &encounters),
        list("missions", "Missions", &home.missions, "/missions", "", "All missions", &documents),
        list("collections", "Collections", &home.collections, "/collections", "", "All collections", &documents),
    ];
    let only = match home.collections[..] {
        [only] => Some(catalogue.thing(only)),
        _ => None,
    };
    let title = only.map_or_else(|| "Who met whom".to_owned(), |collection| collection.name.clone());
    let about = match only {
        Some(collection) => super::body::about(site, &collection.iri)?,
        None => {
            "What the catalogues of archives say of their documents, the people in them, and who met whom.".to_owned()
        }
    };
    let data = schema_org::dataset(site, request, &title);
    let mut frame = Frame::about(site, request, &title, "", &data);
    frame.forget_files();
    let view = View {
        frame,
        about: shortened(&about, 320),
        title,
        figures: &home.figures,
        timeline: &home.timeline,
        lists: lists.into_iter().filter(|list| !list.links.is_empty()).collect(),
    };
    respond(200, &view)
}
