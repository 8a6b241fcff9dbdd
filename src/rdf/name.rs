//! What things are called in English, for labels.

use crate::claim::{Body, Mission, Node, Person, Position};
use crate::date::Date;
use crate::rdf::kind::Kinds;
use crate::rdf::mint::{self, Base, This};
use crate::resolve::authority::Authority;
use chrono::NaiveDate;

/// Calls things by the names that the authority files and the kinds have, and others by what they are.
pub struct Names<'a> {
    base: &'a Base,
    authority: &'a Authority,
    kinds: &'a Kinds,
}

impl<'a> Names<'a> {
    /// By the names of these authority files and kinds.
    pub fn new(base: &'a Base, authority: &'a Authority, kinds: &'a Kinds) -> Self {
        Self { base, authority, kinds }
    }

    /// The name of a thing, as people would write it.
    pub(super) fn of(&self, node: &Node) -> String {
        match node {
            Node::Person(Person::Here { name, .. }) => name.clone(),
            Node::Unnamed { phrase, .. } => phrase.clone(),
            Node::Collection(title) => title.clone(),
            Node::Mission(mission) => self.mission(mission),
            Node::Body(Body::Named { name, of, .. }) => self.body(name, of.as_deref()),
            Node::Position(position) => self.position(position),
            Node::Date(date) => date_name(*date),
            Node::Kind(slug) => self.kind(slug),
            Node::Person(Person::Authority(slug)) | Node::Body(Body::Authority(slug)) | Node::Place(slug) => {
                let known = entry(self.base, node).and_then(|path| self.authority.name(&path));
                known.map_or_else(|| capitals(&slug.replace('-', " ")), str::to_owned)
            }
            Node::This | Node::Event { .. } => String::new(),
        }
    }

    /// `Embassy of the Soviet Union in North Korea`.
    pub(super) fn mission(&self, mission: &Mission) -> String {
        let host = mint::host(mission).map(|host| format!(" in {}", self.the_place(host))).unwrap_or_default();
        let of = mission.of.as_ref().map(|of| format!(" of {}", self.the_place(of))).unwrap_or_default();
        format!("{}{of}{host}", capitals(&self.kind(&mission.kind)))
    }

    /// `Ministry of Foreign Affairs of Hungary`.
    pub(super) fn body(&self, name: &str, of: Option<&str>) -> String {
        match of {
            Some(state) => format!("{name} of {}", self.the_place(state)),
            None => name.to_owned(),
        }
    }

    /// `Ambassador of the Soviet Union to North Korea`, `Head, First Department of Hungary`.
    pub(crate) fn position(&self, position: &Position) -> String {
        let mut name = capitals(&self.kind(&position.office));
        let body = position.body.as_deref();
        let said = matches!(body, Some(Body::Named { of: Some(state), .. }) if position.of.as_ref() == Some(state));
        if let Some(state) = position.of.as_ref().filter(|_| !said) {
            name = format!("{name} of {}", self.the_place(state));
        }
        if let Some(state) = &position.to {
            name = format!("{name} to {}", self.the_place(state));
        }
        match body {
            Some(body) => format!("{name}, {}", self.of(&Node::Body(body.clone()))),
            None => name,
        }
    }

    fn kind(&self, slug: &str) -> String {
        self.kinds.label(slug).map_or_else(|| slug.replace('-', " "), str::to_owned)
    }

    fn the_place(&self, slug: &str) -> String {
        let name = self.of(&Node::Place(slug.into()));
        if takes_article(&name) { format!("the {name}") } else { name }
    }
}

/// Where the authority files would describe a thing.
pub(super) fn entry(base: &Base, node: &Node) -> Option<String> {
    match node {
        Node::Person(Person::Authority(slug)) => Some(format!("person/{slug}")),
        Node::Body(Body::Authority(slug)) => Some(format!("body/{slug}")),
        Node::Place(slug) => Some(format!("place/{slug}")),
        Node::Position(_) => This::shared(base).node(node).as_str().strip_prefix(base.as_str()).map(str::to_owned),
        _ => None,
    }
}

/// `13 December 1960`, `August 1962`, `on or before 16 March 1961`.
pub(crate) fn date_name(date: Date) -> String {
    let day = |day: NaiveDate| day.format("%-d %B %Y").to_string();
    match date {
        Date::Year(year) => year.to_string(),
        Date::Month(..) => date.first().map(|first| first.format("%B %Y").to_string()).unwrap_or_default(),
        Date::Day(one) => day(one),
        Date::Days(first, last) => format!("{} to {}", day(first), day(last)),
        Date::OrBefore(last) => format!("on or before {}", day(last)),
    }
}

/// Each word with a capital.
fn capitals(text: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
    };
    text.split(' ')
        .map(|word| if word.contains('\'') { word.to_owned() } else { capital(word) })
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whether English puts "the" before the name of a place: the Soviet Union, the Netherlands, but Hungary.
fn takes_article(name: &str) -> bool {
    const PLURAL_OR_COMMON: &[&str] = &[
        "Union",
        "Republic",
        "Federation",
        "Kingdom",
        "States",
        "Emirates",
        "Islands",
        "Netherlands",
        "Philippines",
        "Maldives",
        "Bahamas",
        "Comoros",
        "Seychelles",
        "Gambia",
        "Vatican",
        "See",
        "Coast",
        "Hague",
    ];
    !name.starts_with("The ") && name.split(' ').next_back().is_some_and(|last| PLURAL_OR_COMMON.contains(&last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::{DEFAULT_BASE, PlaceSlug};
    use crate::rdf::fixture;

    #[test]
    fn names_in_english() {
        let base = Base::new(DEFAULT_BASE).unwrap();
        let names = Names::new(&base, &fixture::AUTHORITY, &fixture::KINDS);
        let mission = |kind: &str, of: &str, to: Option<&str>, city: Option<&str>| {
            let (to, city) = (to.map(PlaceSlug::new), city.map(PlaceSlug::new));
            names.of(&Node::Mission(Mission { kind: kind.into(), of: Some(of.into()), to, city }))
        };
        assert_eq!(mission("embassy", "hungary", Some("north-korea"), None), "Embassy of Hungary in North Korea");
        assert_eq!(
            mission("liaison-office", "united-states", None, Some("pyongyang")),
            "Liaison Office of the United States in Pyongyang"
        );
        assert_eq!(mission("embassy", "hungary", Some("soviet-union"), None), "Embassy of Hungary in the Soviet Union");
        let position = |office: &str, of: Option<&str>, to: Option<&str>, body: Option<Body>| {
            let (of, to) = (of.map(PlaceSlug::new), to.map(PlaceSlug::new));
            names.of(&Node::Position(Position { office: office.into(), of, to, body: body.map(Box::new) }))
        };
        assert_eq!(
            position("charge-daffaires", Some("soviet-union"), Some("north-korea"), None),
            "Chargé d'affaires of the Soviet Union to North Korea"
        );
        let body =
            Body::Named { name: "First Department".into(), of: Some("hungary".into()), kind: "department".into() };
        assert_eq!(position("head", Some("hungary"), None, Some(body)), "Head, First Department of Hungary");
        assert_eq!(position("ambassador", None, None, None), "Ambassador");
    }
}
