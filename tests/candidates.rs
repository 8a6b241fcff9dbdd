//! Who or what a name may mean: the best candidates, and when one of them is sure.

#![allow(clippy::unwrap_used)]

use chancery::convert::{Converter, DEFAULT_BASE};
use chancery::date::Date;
use chancery::decision::Decisions;
use chancery::link::Linked;
use chancery::link::candidate::{Asked, Candidate, Candidates, Sort};
use chancery::link::people::Reader;
use oxigraph::model::Quad;
use proptest::prelude::*;
use std::fmt::Write as _;
use std::sync::LazyLock;

static CONVERTER: LazyLock<Converter> = LazyLock::new(|| Converter::new(DEFAULT_BASE).unwrap());

fn linked(quads: &[Quad]) -> Linked {
    let mut reader = Reader::default();
    quads.iter().for_each(|quad| reader.read(quad.as_ref()));
    Linked::new(reader, &CONVERTER, &Decisions::default()).unwrap()
}

/// The sample, linked.
static SAMPLE: LazyLock<Linked> = LazyLock::new(|| {
    let listing = include_bytes!("../data/samples/inter-korean-relations.txt");
    linked(&CONVERTER.convert("sample.txt", listing).unwrap().quads)
});

static CANDIDATES: LazyLock<Candidates<'static>> = LazyLock::new(|| Candidates::new(&SAMPLE, &CONVERTER));

/// `=` where it is sure, the end of the IRI.
fn told(found: &[Candidate]) -> Vec<String> {
    let end = |iri: &str| iri.strip_prefix(DEFAULT_BASE).unwrap_or(iri).to_owned();
    found.iter().map(|one| format!("{}{}", if one.sure { "= " } else { "" }, end(&one.iri))).collect()
}

fn best(asked: &Asked<'_>) -> Vec<String> {
    told(&CANDIDATES.best(asked, 3))
}

#[test]
fn a_full_name_is_somebody_and_a_part_of_it_is_a_question() {
    insta::assert_debug_snapshot!(best(&Asked::name("Kim Il Sung")), @r#"
    [
        "= person/kim-il-sung",
    ]
    "#);
    insta::assert_debug_snapshot!(best(&Asked::name("Kim Il")), @r#"
    [
        "= person/kim-il",
    ]
    "#);
    insta::assert_debug_snapshot!(best(&Asked::name("PRATH")), @r#"
    [
        "person/karoly-prath",
    ]
    "#);
    insta::assert_debug_snapshot!(best(&Asked::name("Puzanov, A.M.")), @r#"
    [
        "= person/aleksandr-puzanov",
    ]
    "#);
    insta::assert_debug_snapshot!(best(&Asked::name("Aleksander Pusanov")), @r#"
    [
        "person/aleksandr-puzanov",
    ]
    "#);
    insta::assert_debug_snapshot!(best(&Asked::name("Kim")), @r#"
    [
        "person/kim-chang-man",
        "person/kim-il",
        "person/kim-il-sung",
    ]
    "#);
}

#[test]
fn what_is_known_beside_the_name_tells() {
    let soviet = Asked { name: "A. Puzanov", state: Some("USSR"), office: Some("ambassador"), ..Asked::default() };
    let much_later = Asked { name: "Aleksandr Puzanov", date: Date::parse_iso("2019"), ..Asked::default() };
    insta::assert_debug_snapshot!(best(&soviet), @r#"
    [
        "= person/aleksandr-puzanov",
    ]
    "#);
    insta::assert_debug_snapshot!(best(&much_later), @r#"
    [
        "person/aleksandr-puzanov",
    ]
    "#);
}

#[test]
fn missions_bodies_and_places_are_found_by_what_they_are_called() {
    insta::assert_debug_snapshot!(best(&Asked::name("Soviet Embassy in Pyongyang")), @"[]");
    insta::assert_debug_snapshot!(best(&Asked::name("Embassy of Hungary in North Korea")), @r#"
    [
        "= mission/embassy-of-hungary-in-north-korea",
    ]
    "#);
    insta::assert_debug_snapshot!(best(&Asked::name("Hungary")), @r#"
    [
        "= place/hungary",
        "body/hungarian-communist-party",
        "body/hungarian-socialist-workers-party",
    ]
    "#);
    insta::assert_debug_snapshot!(best(&Asked::name("Pyongyang")), @r#"
    [
        "= place/pyongyang",
    ]
    "#);
    insta::assert_debug_snapshot!(best(&Asked::name("Pyongyan")), @r#"
    [
        "place/pyongyang",
    ]
    "#);
    insta::assert_debug_snapshot!(best(&Asked::name("Workers' Party of Korea")), @r#"
    [
        "= body/workers-party-of-korea",
        "body/central-committee-of-the-workers-party-of-korea",
        "body/central-military-commission-of-the-workers-party-of-korea",
    ]
    "#);
    insta::assert_debug_snapshot!(best(&Asked::name("Hungarian Foreign Ministry")), @r#"
    [
        "= body/hungary/ministry-of-foreign-affairs",
    ]
    "#);
    let place = Asked { name: "Korea", sort: Some(Sort::Place), date: Date::parse_iso("1903"), ..Asked::default() };
    insta::assert_debug_snapshot!(best(&place), @r#"
    [
        "place/korea",
        "place/north-korea",
        "place/south-korea",
    ]
    "#);
}

#[test]
fn a_thing_has_its_state() {
    let state = |name| CANDIDATES.best(&Asked::name(name), 1)[0].facts.state.clone();
    assert_eq!(state("Embassy of Hungary in North Korea").as_deref(), Some("Hungary"));
    assert_eq!(state("Workers' Party of Korea").as_deref(), Some("North Korea"));
}

#[test]
fn nobody_is_nobody() {
    for name in ["", " ", "Xyzzy", "—", "12", "🙂", "\u{202e}"] {
        assert_eq!(best(&Asked::name(name)), [""; 0], "{name}");
    }
}

#[test]
fn a_candidate_has_its_facts() {
    let found = CANDIDATES.best(&Asked { sort: Some(Sort::Person), ..Asked::name("Aleksandr Puzanov") }, 1);
    insta::assert_debug_snapshot!(found, @r#"
    [
        Candidate {
            iri: "https://w3id.org/chancery/id/person/aleksandr-puzanov",
            sort: Person,
            name: "Aleksandr Puzanov",
            forms: [
                "Aleksandr Mikhailovich Puzanov",
                "Aleksandr M. Puzanov",
                "A.M. Puzanov",
                "Puzanov",
            ],
            facts: Facts {
                kind: None,
                state: Some(
                    "Soviet Union",
                ),
                offices: [
                    Held {
                        office: "Ambassador of the Soviet Union to North Korea",
                        from: Some(
                            Year(
                                1957,
                            ),
                        ),
                        until: Some(
                            Year(
                                1962,
                            ),
                        ),
                    },
                ],
                born: None,
                died: None,
                years: Some(
                    (
                        1957,
                        1962,
                    ),
                ),
                records: 3,
            },
            reasons: [
                "names that can be one person's at all",
                "the same family name",
                "the same given names",
                "a name that hardly two bear",
            ],
            weight: 5.0,
            exact: true,
            sure: true,
        },
    ]
    "#);
}

#[test]
fn names_are_found_while_they_are_typed() {
    let typed = |text, sort| told(&CANDIDATES.beginning(text, sort, 4));
    insta::assert_debug_snapshot!(typed("kim i", None), @r#"
    [
        "person/kim-il-sung",
        "person/kim-il",
    ]
    "#);
    insta::assert_debug_snapshot!(typed("PUZ", None), @r#"
    [
        "person/aleksandr-puzanov",
    ]
    "#);
    insta::assert_debug_snapshot!(typed("pyong", Some(Sort::Place)), @r#"
    [
        "place/pyongyang",
    ]
    "#);
    insta::assert_debug_snapshot!(typed("emb", Some(Sort::Mission)), @r#"
    [
        "mission/embassy-of-china-in-north-korea",
        "mission/embassy-of-china-in-sweden",
        "mission/embassy-of-hungary-in-north-korea",
        "mission/embassy-of-north-korea-in-east-germany",
    ]
    "#);
    assert_eq!(typed("", None), [""; 0]);
}

/// People who are made up, of so many family names that each is borne by a few.
fn made_up(people: usize) -> Linked {
    let mut listing = String::from("Papers\n\n");
    for person in 0..people {
        let syllables = ["ba", "ko", "mi", "ru", "ta", "ve", "zo", "lin", "sar", "den"];
        let syllable = |power: u32| syllables[person / 10_usize.pow(power) % 10];
        let family = format!("{}{}{}n", syllable(2), syllable(1), syllable(3));
        let family = family[..1].to_uppercase() + &family[1..];
        let given = ["Pavel", "Ivan", "Anna", "Maria", "Josef", "Karel", "Eva", "Jan", "Petr", "Hana"][person % 10];
        writeln!(listing, "• May 4, {}\n\nReport\n{given} {family} met with Bastian Pinto.\n", 1950 + person % 30)
            .unwrap();
    }
    linked(&CONVERTER.convert("made-up.txt", listing.as_bytes()).unwrap().quads)
}

#[test]
fn no_question_goes_through_all_people() {
    let compared = |people| {
        let linked = made_up(people);
        let candidates = Candidates::new(&linked, &CONVERTER);
        let asked = Asked::name("Pavel Bakoban");
        assert!(linked.people.mentions.len() > people);
        (candidates.compared(&asked), candidates.best(&asked, 5).len())
    };
    let ((few, _), (many, found)) = (compared(200), compared(4_000));
    assert!(found > 0);
    assert!(many <= 200, "{few} compared among 200 people, {many} among 4,000");
}

proptest! {
    #[test]
    fn any_text_can_be_asked_for(name in "\\PC{0,40}", state in proptest::option::of("\\PC{0,10}")) {
        let asked = Asked { name: &name, state: state.as_deref(), ..Asked::default() };
        let found = CANDIDATES.best(&asked, 10);
        prop_assert_eq!(&found, &CANDIDATES.best(&asked, 10));
        prop_assert!(found.iter().skip(1).all(|other| !other.sure));
        prop_assert!(found.windows(2).all(|pair| pair[0].weight >= pair[1].weight));
        CANDIDATES.beginning(&name, None, 10);
    }
}
