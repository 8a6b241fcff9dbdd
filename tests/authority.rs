//! The authority files: what they promise to their readers, and what lookups must never confuse.

#![allow(clippy::expect_used, reason = "a test that cannot read its files has failed")]

use chancery::date::Date;
use chancery::resolve::authority::{Authority, PlaceEntry};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{Quad, Term};
use std::collections::{BTreeMap, BTreeSet};

const FILES: &[(&str, &str)] = &[
    ("states", include_str!("../data/authority/states.ttl")),
    ("cities", include_str!("../data/authority/cities.ttl")),
    ("bodies", include_str!("../data/authority/bodies.ttl")),
    ("persons", include_str!("../data/authority/persons.ttl")),
];

/// Names that neither spelling nor time tells apart.
const AMBIGUOUS_NAMES: &[&str] = &["Congo"];

/// Adjectives and demonyms that neither spelling nor time tells apart.
const AMBIGUOUS_ADJECTIVES: &[&str] = &["Congolese", "Dominican", "Dominicans"];

const PLACE_KINDS: &[&str] = &["city", "country", "territory"];
const BODY_KINDS: &[&str] = &[
    "academy",
    "agency",
    "body",
    "bureau",
    "central-committee",
    "commission",
    "committee",
    "council",
    "court",
    "department",
    "division",
    "foreign-ministry",
    "government",
    "intelligence-service",
    "international-organization",
    "military",
    "ministry",
    "news-agency",
    "newspaper",
    "office",
    "organization",
    "parliament",
    "party",
    "politburo",
    "secretariat",
    "union",
];
const OFFICES: &[&str] = &[
    "ambassador",
    "chairman",
    "chancellor",
    "counselor",
    "defense-minister",
    "deputy-premier",
    "director-general",
    "first-secretary-of-party",
    "foreign-minister",
    "general-secretary",
    "premier",
    "president",
    "secretary-of-state",
];

fn authority() -> Authority {
    Authority::bundled().expect("the bundled files are sound")
}

fn quads() -> impl Iterator<Item = Quad> {
    let parser = || RdfParser::from_format(RdfFormat::Turtle);
    FILES.iter().flat_map(move |(_, text)| parser().for_slice(text)).map(|quad| quad.expect("the file parses"))
}

/// Each subject with its predicates and objects.
fn subjects() -> BTreeMap<String, Vec<(String, Term)>> {
    let mut subjects: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for quad in quads() {
        subjects.entry(quad.subject.to_string()).or_default().push((quad.predicate.into_string(), quad.object));
    }
    subjects
}

fn slugs<'a>(places: &[&'a PlaceEntry]) -> Vec<&'a str> {
    places.iter().map(|place| place.slug.as_str()).collect()
}

#[test]
fn a_slug_is_the_slug_of_the_name() {
    let slug = |name: &str| {
        let ascii = deunicode::deunicode(name).replace('\'', "").to_lowercase();
        let words = ascii.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join("-")
    };
    let authority = authority();
    for place in authority.places() {
        assert_eq!(place.slug, slug(&place.name));
    }
    for person in authority.persons() {
        assert_eq!(person.slug, slug(&person.name));
    }
}

#[test]
fn files_are_sorted_by_slug() {
    for (name, text) in FILES {
        let (entries, offices) = text.split_once("# ---- The offices").unwrap_or((text, ""));
        for part in [entries, offices] {
            let begins = part.lines().filter(|line| line.contains(" a rico:") && !line.contains('#'));
            let slugs: Vec<&str> = begins.filter_map(|line| line.split([':', ' ']).nth(1)).collect();
            assert!(slugs.is_sorted(), "{name}: {:?}", slugs.windows(2).find(|pair| pair[0] > pair[1]));
        }
    }
}

#[test]
fn every_entity_has_a_source() {
    for (subject, properties) in subjects() {
        let sourced = properties.iter().any(|(predicate, _)| predicate.ends_with("terms/source"));
        // An office is no fact of its own; each tenure of it has a source.
        assert!(sourced || subject.contains("/id/position/"), "{subject} has no source");
    }
}

#[test]
fn external_identifiers_stand_beside_their_source() {
    for (subject, properties) in subjects() {
        let texts = |name: &str| -> Vec<String> {
            let named = properties.iter().filter(|(predicate, _)| predicate.ends_with(name));
            named.map(|(_, term)| term.to_string()).collect()
        };
        let source = texts("terms/source").concat();
        for same in texts("owl#sameAs") {
            assert!(same.starts_with("<http://viaf.org/viaf/"), "{subject} is the same as {same}");
            assert!(source.contains("FRUS people file, id "), "{subject} has {same} from nowhere");
        }
        for identifier in texts("ontology#identifier") {
            assert!(identifier.starts_with("\"iso3166-1:") && identifier.len() == 14, "{subject}: {identifier}");
            assert!(source.contains("Office of the Historian, countries"), "{subject} has {identifier} from nowhere");
        }
    }
}

#[test]
fn every_entry_that_is_named_exists() {
    let subjects = subjects();
    for quad in quads() {
        let object = quad.object.to_string();
        if object.starts_with("<https://w3id.org/chancery/id/") {
            assert!(subjects.contains_key(&object), "{} names {object}, which is not listed", quad.subject);
        }
    }
}

#[test]
fn a_successor_and_its_predecessor_agree() {
    let pairs = |name: &str| -> BTreeSet<(String, String)> {
        let named = quads().filter(|quad| quad.predicate.as_str().ends_with(name));
        named.map(|quad| (quad.subject.to_string(), quad.object.to_string())).collect()
    };
    let turned: BTreeSet<_> = pairs("terms/isReplacedBy").into_iter().map(|(old, new)| (new, old)).collect();
    assert_eq!(pairs("terms/replaces"), turned);
    assert!(turned.len() > 30);
}

#[test]
fn kinds_are_declared() {
    let authority = authority();
    for place in authority.places() {
        assert!(PLACE_KINDS.contains(&place.kind.as_str()), "{} is a {}", place.slug, place.kind);
    }
    for body in authority.bodies() {
        assert!(BODY_KINDS.contains(&body.kind.as_str()), "{} is a {}", body.slug, body.kind);
    }
    for tenure in authority.persons().iter().flat_map(|person| &person.offices) {
        assert!(OFFICES.contains(&tenure.office.as_str()), "{} is a {}", tenure.position, tenure.office);
    }
}

/// Whether two of some places were there together, for longer than the year in which one gave way to the other.
fn together(places: &[&PlaceEntry]) -> bool {
    let meet = |one: &PlaceEntry, two: &PlaceEntry| {
        let begin = one.first.and_then(Date::first).max(two.first.and_then(Date::first));
        let end = one.last.map(Date::last).into_iter().chain(two.last.map(Date::last)).min();
        begin.zip(end).is_none_or(|(begin, end)| (end - begin).num_days() > 366)
    };
    places.iter().enumerate().any(|(at, one)| places[at + 1..].iter().any(|two| meet(one, two)))
}

#[test]
fn a_form_is_of_one_place_at_a_time() {
    let authority = authority();
    let places = || authority.places().iter();
    let names: BTreeSet<&str> = places()
        .flat_map(|place| &place.names)
        .filter(|name| together(&authority.places_by_name(name)))
        .map(String::as_str)
        .collect();
    assert_eq!(names.into_iter().collect::<Vec<_>>(), AMBIGUOUS_NAMES);
    let words: BTreeSet<&str> = places()
        .flat_map(|place| place.adjectives.iter().chain(&place.demonyms))
        .filter(|word| together(&authority.places_by_adjective(word)))
        .map(String::as_str)
        .collect();
    assert_eq!(words.into_iter().collect::<Vec<_>>(), AMBIGUOUS_ADJECTIVES);
}

#[test]
fn states_have_what_a_catalogue_calls_them_by() {
    let authority = authority();
    for (name, slug) in [
        ("DPRK", "north-korea"),
        ("ROK", "south-korea"),
        ("GDR", "east-germany"),
        ("USSR", "soviet-union"),
        ("U.S.S.R.", "soviet-union"),
        ("PRC", "china"),
        ("PR China", "china"),
        ("ROC", "taiwan"),
        ("DRV", "north-vietnam"),
        ("SRV", "vietnam"),
        ("RVN", "south-vietnam"),
        ("CSSR", "czechoslovakia"),
        ("UAR", "united-arab-republic"),
        ("US", "united-states"),
        ("UK", "united-kingdom"),
        ("Democratic People\u{2019}s Republic of Korea", "north-korea"),
        ("Hungarian People's Republic", "hungary"),
        ("Mongolian People's Republic", "mongolia"),
        ("Peking", "beijing"),
        ("Gaesong", "kaesong"),
        ("Rio", "rio-de-janeiro"),
        ("NEW YORK", "new-york"),
    ] {
        assert_eq!(slugs(&authority.places_by_name(name)), [slug], "{name}");
    }
    assert_eq!(slugs(&authority.places_by_adjective("Czech")), ["czech-republic", "czechoslovakia"]);
    assert_eq!(slugs(&authority.places_by_adjective("Poles")), ["poland"]);
    assert_eq!(slugs(&authority.places_by_adjective("Korean")), ["korea"], "which Korea, the record must tell");
    for word in ["us", "Us", "un", "uk", "Dprk", "chosen", "car"] {
        assert!(authority.places_by_name(word).is_empty(), "{word} is no State");
        assert!(authority.body_by_form(word).is_none(), "{word} is no body");
    }
}

#[test]
fn every_country_has_an_adjective() {
    let without = ["San Marino", "Serbia and Montenegro", "United Arab Republic"];
    for place in authority().places().iter().filter(|place| place.kind == "country") {
        let words = place.adjectives.len() + place.demonyms.len();
        assert!(words > 0 || without.contains(&place.name.as_str()), "{} has no adjective", place.name);
    }
}

#[test]
fn a_capital_lies_in_its_state() {
    let authority = authority();
    for city in authority.places().iter().filter(|place| place.kind == "city") {
        for state in &city.capital_of {
            // Mafeking lay outside the protectorate that was governed from it.
            assert!(city.within.contains(state) || city.slug == "mafeking", "{} is not within {state}", city.slug);
        }
    }
    let pyongyang = authority.place("pyongyang").expect("listed");
    assert_eq!(pyongyang.capital_of, ["north-korea"]);
}

#[test]
fn a_city_lies_in_the_state_of_the_time() {
    let authority = authority();
    let state = |city, year| authority.state_of(city, Date::year(year)).map(|state| state.slug.as_str());
    assert_eq!(state("moscow", 1960), Some("soviet-union"));
    assert_eq!(state("moscow", 2001), Some("russia"));
    assert_eq!(state("berlin", 1971), Some("east-germany"));
    assert_eq!(state("pyongyang", 1961), Some("north-korea"));
    assert_eq!(state("saigon", 1965), Some("south-vietnam"));
    assert_eq!(authority.state_of("moscow", None), None, "of two, without a date");
    assert_eq!(state("atlantis", 1960), None);
}

#[test]
fn one_wrong_letter_is_forgiven() {
    let authority = authority();
    for (wrong, right) in [("Sweeden", "sweden"), ("Rumenia", "romania"), ("Czechoslavakia", "czechoslovakia")] {
        assert_eq!(slugs(&authority.places_near(wrong)), [right], "{wrong}");
    }
    for (wrong, right) in [("Yugolav", "yugoslavia"), ("Egyption", "egypt"), ("Hungarain", "hungary")] {
        assert_eq!(slugs(&authority.places_near_adjective(wrong)), [right], "{wrong}");
    }
    let listed = |form| authority.person_by_form(form).map(|person| person.slug.as_str());
    assert_eq!(listed("Khruschev"), Some("nikita-khrushchev"));
    assert_eq!(listed("Nikita Khruschev"), Some("nikita-khrushchev"));
    let near = |form| authority.person_near(form).map(|person| person.slug.as_str());
    assert_eq!(near("Khruschev"), None, "listed as it stands");
    assert_eq!(near("Nikita Khrushchov"), Some("nikita-khrushchev"));
    assert_eq!(near("Vasily Moskovski"), Some("vasily-moskovsky"));
    assert_eq!(near("Leonid Brezhnyev"), Some("leonid-brezhnev"));
    assert_eq!(near("Nicolae Ceausecu"), Some("nicolae-ceausescu"));
    let body = authority.body_near("Socialist Unity Partty of Germany");
    assert_eq!(body.map(|body| body.slug.as_str()), None, "a word of five letters");
    let body = authority.body_near("Socialist Untiy Party").or(authority.body_near("Sociaist Unity Party"));
    assert_eq!(body.map(|body| body.slug.as_str()), Some("socialist-unity-party"));
}

#[test]
fn a_wrong_letter_never_makes_another_entry() {
    let authority = authority();
    for name in ["Iran", "Iraq", "Niger", "Nigeria", "Mali", "Malawi", "Austria", "Australia", "Gambia", "Zambia"] {
        let listed: Vec<_> = authority.places_by_name(name).iter().map(|place| place.name.as_str()).collect();
        assert_eq!(listed, [name]);
        assert!(authority.places_near(name).is_empty(), "{name} needs no correction");
    }
    // As near to the one as to the other, or too short to tell.
    for doubtful in ["Irap", "Iraw", "Nigeri", "Malwi", "Chine", "Xambia", "Cuban", "Polish"] {
        assert_eq!(slugs(&authority.places_near(doubtful)), Vec::<&str>::new(), "{doubtful}");
    }
    for (form, slug) in [("Kim Il", "kim-il"), ("Kim Il Sung", "kim-il-sung"), ("Kim Il-sung", "kim-il-sung")] {
        assert_eq!(authority.person_by_form(form).map(|person| person.slug.as_str()), Some(slug));
    }
    for form in ["Kim Il", "Kim Il Sun", "Kim Ill", "Pak Seong-chol", "A.N. Puzanov", "Nehru", "Castro", "Zhou"] {
        assert!(authority.person_near(form).is_none(), "{form} may be somebody else");
    }
    for surname in ["Nehru", "R.K. Nehru", "Castro", "Kim", "Pak", "Gandhi", "Zhou", "Deng", "Stark"] {
        assert!(authority.person_by_form(surname).is_none(), "{surname} alone is nobody");
    }
}

#[test]
fn no_listed_form_is_corrected_into_another() {
    let authority = authority();
    let places = authority.places().iter();
    let places = places.flat_map(|place| place.names.iter().chain(&place.adjectives).chain(&place.demonyms));
    let persons = authority.persons().iter().flat_map(|person| &person.forms);
    let bodies = authority.bodies().iter().flat_map(|body| &body.forms);
    for form in places.chain(bodies).map(String::as_str).chain(persons.map(AsRef::as_ref)) {
        assert!(authority.places_near(form).is_empty() && authority.places_near_adjective(form).is_empty(), "{form}");
        assert!(authority.person_near(form).is_none() && authority.body_near(form).is_none(), "{form}");
    }
}

#[test]
fn lookups_fold_what_printing_changes() {
    let authority = authority();
    let person = |form| authority.person_by_form(form).map(|person| person.slug.as_str());
    assert_eq!(person("Károly Práth"), Some("karoly-prath"));
    assert_eq!(person("KAROLY PRATH"), Some("karoly-prath"));
    assert_eq!(person("Nicolae Ceau\u{15f}escu"), Some("nicolae-ceausescu"), "with a cedilla");
    assert_eq!(person("A.M.Puzanov"), Some("aleksandr-puzanov"));
    assert_eq!(person("Wladyslaw Gomulka"), Some("wladyslaw-gomulka"));
    assert_eq!(person("Pak Seong\u{2010}cheol"), Some("pak-song-chol"));
    assert_eq!(person(""), None);
    let body = |form| authority.body_by_form(form).map(|body| body.slug.as_str());
    for form in ["Korean Workers\u{2019} Party", "Korean Workers Party", "KWP", "Korean Worker's Party"] {
        assert_eq!(body(form), Some("workers-party-of-korea"), "{form}");
    }
    assert_eq!(body("CPSU CC"), Some("central-committee-of-the-communist-party-of-the-soviet-union"));
}

#[test]
fn tenures_say_what_their_sources_do() {
    let authority = authority();
    let offices = |slug| authority.person(slug).expect("listed").offices.as_slice();
    let [puzanov] = offices("aleksandr-puzanov") else { panic!("one office") };
    assert_eq!(puzanov.position, "ambassador-of-soviet-union-to-north-korea");
    assert_eq!((puzanov.of.as_deref(), puzanov.to.as_deref()), (Some("soviet-union"), Some("north-korea")));
    assert_eq!((puzanov.from, puzanov.until, puzanov.last_seen), (Date::year(1957), Date::year(1962), None));
    assert!(puzanov.may_hold_on(Date::Year(1960)) && !puzanov.may_hold_on(Date::Year(1978)));

    let [prath] = offices("karoly-prath") else { panic!("one office") };
    assert_eq!(prath.from, Date::day(1957, 7, 18).map(Date::or_before), "seen that day: he came then or before");
    assert_eq!((prath.until, prath.last_seen), (None, Date::day(1961, 3, 16)));
    assert!(prath.may_hold_on(Date::Year(1970)), "nothing says that he left");

    let brezhnev = &offices("leonid-brezhnev")[1];
    assert_eq!((brezhnev.office.as_str(), brezhnev.of.as_deref()), ("general-secretary", None));
    assert_eq!(brezhnev.body.as_deref(), Some("communist-party-of-the-soviet-union"));
}

#[test]
fn every_date_that_is_written_is_read() {
    let authority = authority();
    let written = |name: &str| quads().filter(|quad| quad.predicate.as_str().ends_with(name)).count();
    let tenures = || authority.persons().iter().flat_map(|person| &person.offices);
    let began = authority.places().iter().filter(|place| place.first.is_some()).count();
    let ended = authority.places().iter().filter(|place| place.last.is_some()).count();
    let until = tenures().filter(|tenure| tenure.until.is_some() != tenure.last_seen.is_some()).count();
    assert_eq!(written("#beginningDate"), began + tenures().filter(|tenure| tenure.from.is_some()).count());
    assert_eq!(written("#endDate"), ended + until);
    assert_eq!(written("#birthDate"), authority.persons().iter().filter(|person| person.born.is_some()).count());
    assert_eq!(written("#deathDate"), authority.persons().iter().filter(|person| person.died.is_some()).count());
    for tenure in tenures() {
        if let (Some(from), Some(until)) = (tenure.from.and_then(Date::first), tenure.until.map(Date::last)) {
            assert!(from <= until, "{} ends before it begins", tenure.position);
        }
    }
}

#[test]
fn a_description_stands_alone() {
    let authority = authority();
    let lines: Vec<String> = authority.describe("person/karoly-prath").iter().map(ToString::to_string).collect();
    let text = lines.join("\n");
    for (subject, property, object) in [
        ("person/karoly-prath", "https://www.ica.org/standards/RiC/ontology#name", "\"Károly Práth\""),
        (
            "person/karoly-prath#office-1",
            "https://www.ica.org/standards/RiC/ontology#relationHasSource",
            "<https://w3id.org/chancery/id/person/karoly-prath>",
        ),
        (
            "position/ambassador-of-hungary-to-north-korea",
            "http://www.w3.org/2000/01/rdf-schema#label",
            "\"Ambassador of Hungary to North Korea\"",
        ),
        ("place/hungary", "http://www.w3.org/2000/01/rdf-schema#label", "\"Hungary\""),
    ] {
        let line = format!("<https://w3id.org/chancery/id/{subject}> <{property}> {object}");
        assert!(lines.contains(&line), "{line}\nis not in\n{text}");
    }
    assert_eq!(lines.len(), lines.iter().collect::<BTreeSet<_>>().len(), "nothing is said twice");
    assert!(authority.describe("person/nobody").is_empty());
    assert_eq!(authority.name("place/north-korea"), Some("North Korea"));
    for place in authority.places() {
        let triples = authority.describe(&format!("place/{}", place.slug));
        assert!(triples.iter().any(|triple| triple.predicate.as_str().ends_with("#label")), "{}", place.slug);
    }
}

const PREFIXES: &str = "@prefix person: <https://w3id.org/chancery/id/person/> .\n\
    @prefix place: <https://w3id.org/chancery/id/place/> . @prefix body: <https://w3id.org/chancery/id/body/> .\n\
    @prefix position: <https://w3id.org/chancery/id/position/> .\n\
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix rico: <https://www.ica.org/standards/RiC/ontology#> .\n";

fn failure(turtle: &str) -> String {
    let text = format!("{PREFIXES}{turtle}");
    Authority::parse(&[("people.ttl", &text)]).expect_err("the file is wrong").to_string()
}

#[test]
fn a_broken_file_is_named_with_line_and_column() {
    insta::assert_snapshot!(failure("person:a a rico:Person ;\n  rico:name \"A\" ,, .\n"), @"people.ttl:6:18: , is not a valid RDF object");
}

#[test]
fn a_second_entry_of_one_slug_is_an_error() {
    let twice = "person:a a rico:Person ; rico:name \"A\" .\n\nperson:a a rico:Person ; rico:name \"B\" .\n";
    insta::assert_snapshot!(failure(twice), @"
    people.ttl:7: person/a has two entries; the other is at people.ttl:5
      help: take one away; files that were imported one by one can be imported together
    ");
}

#[test]
fn a_form_of_two_bundled_persons_is_listed_for_neither() {
    let authority = authority();
    for person in authority.persons() {
        for form in person.forms.iter().chain(&person.misspellings) {
            let owners: Vec<_> = authority.persons_by_form(form).iter().map(|person| person.slug.clone()).collect();
            assert_eq!(owners, std::slice::from_ref(&person.slug), "{form}");
        }
    }
}

#[test]
fn namesakes_stay_apart_and_their_name_is_nobody() {
    let both =
        "person:a a rico:Person ; rico:name \"Ján Holub\" .\nperson:b a rico:Person ; rico:name \"Jan Holub\" .\n";
    let authority =
        Authority::parse(&[("people.ttl", &format!("{PREFIXES}{both}"))]).expect("namesakes are no mistake");
    assert_eq!(authority.person_by_form("Jan Holub"), None);
    let all: Vec<_> = authority.persons_by_form("Jan Holub").iter().map(|person| person.slug.as_str()).collect();
    assert_eq!(all, ["a", "b"]);
}

#[test]
fn a_form_of_two_bodies_is_an_error() {
    let both = "body:a a rico:CorporateBody ; rico:name \"Bureau X\" .\nbody:b a rico:CorporateBody ; rico:name \"Bureau X\" .\n";
    insta::assert_snapshot!(failure(both), @"
    people.ttl:6: `bureau x` is a form of body/a and of body/b; the other is at people.ttl:5
      help: a form that two share is a form of neither: take it out of both, or merge the entries
    ");
}

#[test]
fn what_a_file_may_not_say_is_told_with_line_and_column() {
    let person = |line: &str| failure(&format!("person:a a rico:Person ; rico:name \"A\" ;\n  {line} .\n"));
    insta::assert_snapshot!(person("rico:birthDate \"1961-02-30\""), @"
    people.ttl:6:19: person/a has “1961-02-30” for a date
      help: write it like 1961-03-16, 1961-03, 1961, [..1961-03-16] or [1961-03-16..]
    ");
    insta::assert_snapshot!(person("rico:birthDate \"1950\" ;\n  rico:deathDate \"1911\""), @"people.ttl:7:19: person/a dies before being born: 1911 is before 1950");
    insta::assert_snapshot!(person("rico:birthDate \"1950\" , \"1951\""), @"people.ttl:6:28: person/a has a second date of one sort, 1951");
    insta::assert_snapshot!(person("rico:isAgentAssociatedWithPlace place:atlantis"), @"
    people.ttl:6:41: person/a names place/atlantis, which is not listed
      help: list it, or name another
    ");
    insta::assert_snapshot!(failure("place:a a rico:Place ; rico:name \"A\" ;\n  rico:isOrWasContainedBy place:b .\nplace:b a rico:Place ; rico:name \"B\" ;\n  rico:isOrWasContainedBy place:a .\n"), @"
    people.ttl:7: a place lies within itself: place/a within place/b within place/a; the other is at people.ttl:5
      help: take out the link that is wrong
    ");
    insta::assert_snapshot!(failure("person:a a rico:Person ; rico:name \"A\" , \"B\" .\n"), @"people.ttl:5: person/a must have one rico:name");
}

#[test]
fn a_file_adds_to_the_bundled_ones() {
    let added = format!(
        "{PREFIXES}person:karoly-prath rico:birthDate \"1909\" ;\n  skos:altLabel \"K. Práth\" .\n\
         person:x a rico:Person ; rico:name \"Xaver Ypsilanti\" ; rico:isAgentAssociatedWithPlace place:greece .\n"
    );
    let authority = Authority::with(&[("more.ttl", &added)]).expect("sound");
    assert_eq!(authority.person("karoly-prath").and_then(|person| person.born), Date::year(1909));
    assert_eq!(authority.person_by_form("K. Práth").map(|person| person.slug.as_str()), Some("karoly-prath"));
    assert_eq!(authority.person_by_form("Xaver Ypsilanti").map(|person| person.slug.as_str()), Some("x"));
    assert_eq!(authority.person_near("Xaver Ypsilanty"), None, "one letter off is another name, among thousands");
}

#[test]
fn two_files_may_have_the_same_office_and_no_other_entry() {
    let office = format!("{PREFIXES}position:premier-of-greece a rico:Position ; rico:name \"Premier of Greece\" .\n");
    Authority::parse(&[("one.ttl", &office), ("two.ttl", &office)]).expect("an office is nothing but its parts");
    let person = format!("{PREFIXES}person:a a rico:Person ; rico:name \"A\" .\n");
    let error = Authority::parse(&[("one.ttl", &person), ("two.ttl", &person)]).expect_err("two entries");
    insta::assert_snapshot!(error, @"
    two.ttl:5: person/a has two entries; the other is at one.ttl:5
      help: take one away; files that were imported one by one can be imported together
    ");
}

#[test]
fn an_entry_that_lacks_a_part_is_an_error() {
    insta::assert_snapshot!(failure("person:a a rico:Person .\n"), @"people.ttl:5: person/a must have one rico:name");
    insta::assert_snapshot!(failure("person:a\\#office-1 a rico:PositionHoldingRelation ; rico:relationHasSource person:a .\n"), @"people.ttl:5: person/a#office-1 has no holder that is listed");
    insta::assert_snapshot!(failure("<http://example.org/x> a rico:Person ; rico:name \"X\" .\n"), @"people.ttl: <http://example.org/x> is not below https://w3id.org/chancery/id/");
}
