//! Who is who across records: what is joined, what is kept apart, and that neither the order of the records nor the number
//! of threads changes anything.

#![allow(clippy::unwrap_used, clippy::panic)]

use chancery::convert::{Converter, DEFAULT_BASE};
use chancery::decision::{Decision, Decisions, Ruling};
use chancery::link::people::Reader;
use chancery::link::{Linked, relink};
use chancery::query;
use chancery::store::{self, Links};
use oxigraph::model::{NamedNode, Quad};
use oxigraph::sparql::QueryResults;
use oxigraph::store::Store;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A listing in the archive's form: each entry's date, title and description.
fn listing(collection: &str, entries: &[(&str, &str, &str)]) -> String {
    let entries = entries.iter().map(|(date, title, text)| format!("    • {date}\n\n    {title}\n    {text}\n\n"));
    let head = "Digital Archive International History Declassified\n\nNo image found.\n\n";
    format!("{head}{collection}\n\nA collection of documents on {collection}.\n\n{}", entries.collect::<String>())
}

fn quads(listings: &[String]) -> Vec<Quad> {
    let converter = Converter::new(DEFAULT_BASE).unwrap();
    let convert =
        |(at, text): (usize, &String)| converter.convert(&format!("{at}.txt"), text.as_bytes()).unwrap().quads;
    listings.iter().enumerate().flat_map(convert).collect()
}

fn linked(quads: &[Quad]) -> Linked {
    let converter = Converter::new(DEFAULT_BASE).unwrap();
    let mut reader = Reader::default();
    quads.iter().for_each(|quad| reader.read(quad.as_ref()));
    Linked::new(reader, &converter, &Decisions::from_quads(quads).unwrap()).unwrap()
}

/// The links, in words: the name or role of each node and the date of its record; `=` where it is sure.
fn told(quads: &[Quad]) -> BTreeSet<String> {
    let linked = linked(quads);
    let called = |number: u32| {
        let mention = &linked.people.mentions[number as usize];
        let end = mention.node.rsplit(['/', '#']).next().unwrap();
        let record = mention.node.rsplit_once("/record/").map(|(_, record)| record.get(5..9).unwrap_or_default());
        format!("{}{}", end.trim_start_matches("person-"), record.map(|year| format!(" {year}")).unwrap_or_default())
    };
    linked
        .links
        .iter()
        .map(|link| format!("{} {} {}", called(link.node), if link.sure { "=" } else { "?" }, called(link.other)))
        .collect()
}

/// The bytes of all links, in their own order.
fn bytes(quads: &[Quad]) -> Vec<String> {
    let converter = Converter::new(DEFAULT_BASE).unwrap();
    linked(quads).quads(&converter).map(|quad| quad.to_string()).collect()
}

const KOREA: &[(&str, &str, &str)] = &[
    ("March 4, 1970", "Report on Talks in Pyongyang", "Ambassador Jerzy Pękala talks with Pak Song-u about trade."),
    ("May 9, 1970", "Report on a Reception", "Pękala met with Bastian Pinto at the reception."),
    ("June 1, 1971", "Note on a Conversation", "J. Pekala discusses the visit with Pak Song-u and Bastian Pinto."),
];

#[test]
fn forms_of_one_person_within_a_collection_are_joined() {
    insta::assert_debug_snapshot!(told(&quads(&[listing("Poland and Korea", KOREA)])), @r#"
    {
        "bastian-pinto 1971 = bastian-pinto 1970",
        "j-pekala 1971 = jerzy-pekala-a69446 1970",
        "pak-song-u 1971 = pak-song-u 1970",
        "pekala-524851 1970 = jerzy-pekala-a69446 1970",
    }
    "#);
}

#[test]
fn a_bare_family_name_joins_nobody_of_another_collection() {
    let here = listing("Poland and Korea", &KOREA[..1]);
    let there = listing("Poland and China", &[("May 2, 1970", "Report on a Visit", "Pękala met with Li Tsung.")]);
    let links = told(&quads(&[here, there]));
    assert!(links.iter().all(|link| !link.contains('=')), "{links:?}");
    assert!(links.iter().any(|link| link.contains("pekala") && link.contains('?')), "a question remains: {links:?}");
}

/// Nehru the ambassador is not Nehru the Prime Minister, whom the authority files know by that form.
#[test]
fn a_diplomat_is_no_minister_of_his_surname() {
    let entries = [
        (
            "June 13, 1956",
            "Report on Talks",
            "Indian Prime Minister Jawaharlal Nehru met Zhou Enlai. Nehru spoke of trade.",
        ),
        ("June 13, 1957", "Premier Zhou’s Conversation with Ambassador Nehru", "Zhou and Nehru discuss India's trade."),
    ];
    let links = told(&quads(&[listing("China", &entries)]));
    assert!(links.contains("nehru 1957 ? jawaharlal-nehru"), "{links:?}");
}

#[test]
fn a_name_alone_joins_nobody() {
    // far apart in time, nothing else known: the records of two people, or of one who lived long
    let entries = [
        ("May 2, 1921", "Letter from John Harrington", "John Harrington writes about coal."),
        ("May 2, 1989", "Letter from John Harrington", "John Harrington writes about computers."),
    ];
    let links = told(&quads(&[listing("Letters", &entries)]));
    assert!(links.iter().all(|link| !link.contains('=')), "{links:?}");
}

/// Father and son, husband and wife, and whose middle initial is another.
#[test]
fn relatives_of_a_name_are_not_one() {
    let entries = [
        ("May 2, 1961", "Letter from John Aldermaston Jr.", "John Aldermaston Jr. writes about coal."),
        ("May 3, 1961", "Letter from John Aldermaston Sr.", "John Aldermaston Sr. writes about coal."),
        ("May 4, 1961", "Letter from Thomas B. Wetherby", "Thomas B. Wetherby writes about coal."),
        ("May 5, 1961", "Letter from Thomas A.B. Wetherby", "Thomas A.B. Wetherby writes about coal."),
        ("May 6, 1961", "Report on a Dinner", "Oskar Hallström met Nils Berg. Mrs. Hallström was also present."),
        ("May 7, 1961", "Report on a Dinner", "Mrs. Hallström met Nils Berg."),
        ("May 8, 1961", "Report on a Dinner", "Oskar Hallström met Nils Berg."),
    ];
    let links = told(&quads(&[listing("Letters", &entries)]));
    let of = |name: &str| links.iter().filter(|link| link.contains(name)).cloned().collect::<Vec<_>>();
    assert_eq!(of("aldermaston"), [""; 0]);
    assert_eq!(of("wetherby"), [""; 0]);
    for link in of("hallstrom") {
        let sides: Vec<bool> = link.split(['=', '?']).map(|side| side.contains("oskar")).collect();
        assert!(sides[0] == sides[1] || link.contains('?'), "{link}");
    }
    assert_eq!(links.iter().filter(|link| link.contains("oskar") && link.contains('=')).count(), 1, "{links:?}");
}

#[test]
fn homonyms_of_the_authority_files_stay_apart() {
    let entries = [
        ("April 5, 1962", "Record of a Talk", "Kim Il met with Jerzy Pękala."),
        ("April 6, 1962", "Record of a Talk", "Kim Il Sung met with Jerzy Pękala."),
        ("April 7, 1962", "Record of a Talk", "Kim met with Jerzy Pękala."),
    ];
    let quads = quads(&[listing("Korea", &entries)]);
    let joined: Vec<String> = told(&quads).into_iter().filter(|link| link.contains('=')).collect();
    assert!(joined.iter().all(|link| !link.contains("kim")), "{joined:?}");
    assert!(joined.iter().any(|link| link.contains("pekala")), "{joined:?}");
}

#[test]
fn an_office_tells_who_held_it_then() {
    let entry = |year: &str| {
        listing(
            "China",
            &[(
                &format!("September 20, {year}"),
                "Record of a Meeting",
                "Edward Ochab discusses the congress with the Chinese Premier.",
            )],
        )
    };
    let of = |year: &str| told(&quads(&[entry(year)]));
    assert_eq!(of("1956"), BTreeSet::from(["unnamed-chinese-premier 1956 = zhou-enlai".to_owned()]));
    assert_eq!(of("1990"), BTreeSet::new(), "nobody is known to have held it then");
}

#[test]
fn whoever_is_seen_in_an_office_before_and_after_held_it_between() {
    let entries = [
        ("May 3, 1970", "Report", "Peruvian Ambassador to Hungary Luis Ferro met with Jerzy Pękala."),
        ("May 3, 1971", "Report", "The Peruvian Ambassador to Hungary met with Jerzy Pękala."),
        ("May 3, 1972", "Report", "Peruvian Ambassador to Hungary Luis Ferro met with Jerzy Pękala."),
    ];
    let links = told(&quads(&[listing("Peru", &entries)]));
    let between = |links: &BTreeSet<String>, sign: char| {
        links.iter().any(|link| link.starts_with("unnamed") && link.contains(sign))
    };
    assert!(between(&links, '='), "{links:?}");
    // somebody else in between: nobody knows when the one followed the other
    let mut other = entries.to_vec();
    other[0].2 = "Peruvian Ambassador to Hungary Carlos Mendoza met with Jerzy Pękala.";
    let links = told(&quads(&[listing("Peru", &other)]));
    assert!(!between(&links, '=') && between(&links, '?'), "{links:?}");
}

/// The nodes of people with a name, in order.
fn named(quads: &[Quad], name: &str) -> Vec<NamedNode> {
    let of = quads
        .iter()
        .filter(|quad| quad.predicate.as_str().ends_with("#name") && quad.object.to_string().contains(name));
    let nodes: BTreeSet<String> = of.map(|quad| quad.subject.to_string()).collect();
    nodes.iter().map(|node| NamedNode::new(node.trim_matches(['<', '>'])).unwrap()).collect()
}

#[test]
fn what_somebody_decided_overrides_what_the_program_would_do() {
    let plain = quads(&[listing("Poland and Korea", KOREA)]);
    let [one, other] = &named(&plain, "Bastian Pinto")[..] else { panic!("two nodes") };
    let sure = |quads: &[Quad]| {
        let told = told(quads);
        told.iter().filter(|link| link.contains("pinto") && link.contains('=')).count()
    };
    assert_eq!(sure(&plain), 1);
    let with = |ruling: Ruling, of: &NamedNode| {
        let mut quads = plain.clone();
        quads.extend(Decision::new(of.clone(), ruling, "A. Historian").quads());
        quads
    };
    assert_eq!(sure(&with(Ruling::Different(other.clone()), one)), 0);
    // taking the block out takes it back, since nothing else was changed
    assert_eq!(sure(&plain), 1);

    let pak = named(&plain, "Pak Song-u")[0].clone();
    let same = with(Ruling::Same(pak.clone()), one);
    let linked = linked(&same);
    let link = linked.links.iter().find(|link| link.rule.id == "link.decision").expect("a link by decision");
    let nodes = [link.node, link.other].map(|number| &*linked.people.mentions[number as usize].node);
    assert!(nodes.contains(&one.as_str()) && nodes.contains(&pak.as_str()), "{nodes:?}");
}

/// Two names in two blocks, each of which would join an entry of the authority files by itself: a decision that they are one
/// must not make one person of two entries.
#[test]
fn a_decision_makes_no_one_of_two_entries() {
    let entries = [
        ("May 3, 1965", "Report", "Leonid Ilyich Brejnev met with Jerzy Pękala, a Soviet delegate."),
        ("May 3, 1966", "Report", "Brezhnev met with Jerzy Pękala in the Soviet Union."),
        ("May 4, 1966", "Report", "Gromyko met with Jerzy Pękala in the Soviet Union."),
    ];
    let mut quads = quads(&[listing("Poland and the Soviet Union", &entries)]);
    let of_record = |name: &str| named(&quads, name).into_iter().find(|node| node.as_str().contains('#')).unwrap();
    let decision = Decision::new(of_record("\"Brezhnev\""), Ruling::Same(of_record("\"Gromyko\"")), "A. Historian");
    quads.extend(decision.quads());
    let linked = linked(&quads);
    let stands: BTreeMap<u32, u32> =
        linked.links.iter().filter(|link| link.sure).map(|link| (link.node, link.other)).collect();
    let entry = |number: &u32| !linked.people.mentions[*number as usize].node.contains('#');
    assert!(stands.keys().all(|node| !entry(node)), "an entry stands for itself");
    let two = [decision.node.as_str(), decision.other().unwrap().as_str()].map(|node| {
        let number = linked.people.number(node).unwrap();
        stands.get(&number).copied().unwrap_or(number)
    });
    assert_eq!(two[0], two[1], "what somebody decided holds");
}

#[test]
fn links_are_stars() {
    let linked = linked(&quads(&[listing("Poland and Korea", KOREA), listing("Poland", KOREA)]));
    let stands: BTreeMap<u32, u32> =
        linked.links.iter().filter(|link| link.sure).map(|link| (link.node, link.other)).collect();
    assert_eq!(stands.len(), linked.links.iter().filter(|link| link.sure).count(), "one link a member");
    assert!(stands.len() > 2);
    assert!(stands.values().all(|other| !stands.contains_key(other)), "whoever stands for others stands for itself");
}

#[test]
fn without_links_all_is_as_it_was() {
    let converter = Converter::new(DEFAULT_BASE).unwrap();
    let plain = quads(&[listing("Poland and Korea", KOREA)]);
    let relinked = relink(plain.clone(), &converter, false).unwrap();
    assert!(relinked.len() > plain.len());
    let again = relink(relinked.clone(), &converter, false).unwrap();
    assert_eq!(again.len(), relinked.len(), "links made before are made anew, not twice");
    let kept: BTreeSet<String> = relinked.iter().map(ToString::to_string).collect();
    assert!(plain.iter().all(|quad| kept.contains(&quad.to_string())), "what the records say is never changed");
}

#[test]
fn a_store_is_linked_anew_each_time() {
    let converter = Converter::new(DEFAULT_BASE).unwrap();
    let store = Store::new().unwrap();
    let plain = quads(&[listing("Poland and Korea", KOREA)]);
    store.extend(plain.clone()).unwrap();
    store::relink(&store, &converter).unwrap();
    let linked = store.len().unwrap();
    assert_eq!(linked, relink(plain.clone(), &converter, false).unwrap().len());
    // a decision that is loaded later is followed
    let [one, other] = &named(&plain, "Bastian Pinto")[..] else { panic!("two nodes") };
    store.extend(Decision::new(one.clone(), Ruling::Different(other.clone()), "A. Historian").quads()).unwrap();
    store::relink(&store, &converter).unwrap();
    let equivalent = NamedNode::new("https://www.ica.org/standards/RiC/ontology#isEquivalentTo").unwrap();
    let links =
        |node: &NamedNode| store.quads_for_pattern(Some(node.into()), Some(equivalent.as_ref()), None, None).count();
    assert_eq!((links(one), links(other)), (0, 0));
}

#[test]
fn queries_find_a_person_in_all_records_and_without_links_in_each() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("korea.txt");
    std::fs::write(&path, listing("Poland and Korea", KOREA)).unwrap();
    let graphs = [path.to_str().unwrap().to_owned()];
    let converter = Converter::new(DEFAULT_BASE).unwrap();
    let met = |links: Links| {
        let store = store::open(&graphs, &converter, links, &|| ()).unwrap().store;
        names(&store, "Jerzy Pękala")
    };
    let everyone = BTreeSet::from(["Pak Song-u".to_owned(), "Bastian Pinto".to_owned()]);
    assert_eq!(met(Links::Sure), everyone);
    assert_eq!(met(Links::None), BTreeSet::from(["Pak Song-u".to_owned()]));
}

/// Whom a person met.
fn names(store: &Store, person: &str) -> BTreeSet<String> {
    let query = query::find("encounters-of-person").unwrap();
    let QueryResults::Solutions(rows) = query.run(store, &[("person".into(), person.into())]).unwrap() else {
        panic!("a SELECT query")
    };
    rows.map(|row| row.unwrap().get("met").unwrap().to_string().trim_matches('"').to_owned()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_statements_does_not_matter(seed in any::<u64>()) {
        let mut shuffled = quads(&[listing("Poland and Korea", KOREA), listing("Poland and China", KOREA)]);
        let straight = bytes(&shuffled);
        let mut state = seed | 1;
        for at in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            shuffled.swap(at, (state >> 33) as usize % (at + 1));
        }
        let again = bytes(&shuffled);
        let differ = again.iter().zip(&straight).find(|(one, other)| one != other);
        prop_assert!(again == straight, "{differ:?}");
    }
}
