//! The shapes that the markup of a volume takes in different decades, on documents made up in them.
#![allow(clippy::unwrap_used, reason = "what a test cannot do, it fails at")]

use chancery::convert::{Converter, DEFAULT_BASE};
use chancery::query::{self, cell};
use chancery::record::{Field, Record};
use chancery::source::{self, Listing, Options};
use oxigraph::store::Store;
use std::collections::BTreeSet;

const SHAPES: &[u8] = include_bytes!("cases/tei/shapes.xml");

fn volume() -> Listing {
    let listing = source::read("shapes.xml", SHAPES).unwrap();
    assert_eq!(listing.warnings, []);
    listing
}

fn record<'l>(listing: &'l Listing, id: &str) -> &'l Record {
    listing.records.iter().find(|record| record.id.as_deref() == Some(&format!("frus1900v02-{id}"))).unwrap()
}

/// The values of a field.
fn values<'l>(listing: &'l Listing, id: &str, field: Field) -> Vec<&'l str> {
    record(listing, id).values(field).map(|(_, value)| value).collect()
}

/// Who took part in the encounters of a record, in order of their names.
fn met(id: &str) -> Vec<String> {
    let store = Store::new().unwrap();
    store.extend(Converter::new(DEFAULT_BASE).unwrap().convert("shapes.xml", SHAPES).unwrap().quads).unwrap();
    let text = format!(
        "PREFIX rico: <https://www.ica.org/standards/RiC/ontology#>
         PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
         SELECT ?label WHERE {{ GRAPH ?graph {{ ?encounter rico:hasOrHadParticipant ?who . ?who rdfs:label ?label }}
           FILTER(CONTAINS(STR(?encounter), \"frus1900v02-{id}#\")) }}"
    );
    let rows = query::rows("met", &text, &store).unwrap();
    let labels: BTreeSet<String> = rows.iter().map(|row| cell(row, "label").to_string()).collect();
    labels.into_iter().collect()
}

#[test]
fn sides_are_headings_and_whose_assistant_came_stayed_at_home() {
    let volume = volume();
    assert_eq!(
        values(&volume, "d1", Field::Participants),
        [
            "Vice Admiral Henry G. Hillard",
            "Mr. Roderick Assel",
            "Mr. Whitby",
            "Brandel, Otto",
            "Palinsky, Boris R. (Palinski)"
        ]
    );
    assert_eq!(met("d1"), ["Boris R. Palinsky", "Henry G. Hillard", "Otto Brandel", "Roderick Assel", "Whitby"]);
}

#[test]
fn a_flat_list_names_no_state_no_desk_and_no_task() {
    assert_eq!(
        met("d2"),
        [
            "Karl Weidlich",
            "Lehndorff",
            "Lohse",
            "Mary Corliss",
            "Otto Brandel",
            "Robert Ashdown",
            "Secretary of State",
            "Stahlmann"
        ]
    );
    let volume = volume();
    assert!(!values(&volume, "d2", Field::Participants).iter().any(|name| name.contains("Dunmore")), "another meeting");
}

#[test]
fn a_list_that_is_elsewhere_names_nobody() {
    assert_eq!(values(&volume(), "d3", Field::Participants), [""; 0]);
    assert_eq!(met("d3"), [""; 0]);
}

#[test]
fn those_present_stand_in_a_list_in_a_list() {
    assert_eq!(met("d4"), ["Bligh", "Lorimer"]);
    assert_eq!(values(&volume(), "d4", Field::Source), ["Made-up Conf. 184"]);
}

/// The chapter of a conference's meeting says who was there, and the documents in it what they said.
#[test]
fn a_table_of_those_present_is_of_its_chapter() {
    let volume = volume();
    let chapter = record(&volume, "ch1");
    assert_eq!(chapter.title, "Morvan-Charlton meeting, 10 a.m.");
    assert_eq!(chapter.date.unwrap().to_string(), "1944-09-14");
    assert_eq!(met("ch1"), ["Alan Whitby", "Charlton", "Harbour", "Morvan", "Whitby"]);
    assert_eq!(met("d8"), [""; 0]);
    assert_eq!(values(&volume, "d8", Field::Authors), ["H. D. Whitby"]);
}

#[test]
fn an_enclosed_letter_is_a_record_of_its_own() {
    let volume = volume();
    assert_eq!(values(&volume, "d5", Field::Authors), ["Corliss, Mary"]);
    assert_eq!(values(&volume, "d5", Field::Recipients), ["Vice Admiral Henry G. Hillard"]);
    assert_eq!(values(&volume, "d5", Field::Mentioned), [""; 0]);
    let letter = record(&volume, "d5-enclosure-1");
    assert_eq!((letter.url.as_deref(), letter.date.unwrap().to_string().as_str()), (None, "1985-07-27"));
    assert_eq!(values(&volume, "d5-enclosure-1", Field::Authors), ["Brandel, Otto"]);
    assert_eq!(values(&volume, "d5-enclosure-1", Field::Recipients), ["Archer, John B."]);
    assert_eq!(values(&volume, "d5-enclosure-1", Field::Mentioned), ["Peter Dunmore, Jr."]);
    assert!(!volume.records.iter().any(|record| record.title.starts_with("Appendix")), "an appendix is part of it");
}

#[test]
fn who_is_quoted_did_not_sign() {
    let volume = volume();
    assert_eq!(values(&volume, "d6", Field::Authors), ["Hatherly", "Myles Hatherly"]);
    assert_eq!(values(&volume, "d6", Field::Recipients), ["Secretary of State"]);
    assert_eq!(record(&volume, "d6").title, "The Ambassador in France (Hatherly) to the Secretary of State");
}

#[test]
fn a_heading_s_two_who_talked_are_those_of_its_markup() {
    assert_eq!(met("d7"), ["Mary Corliss", "Otto Brandel"]);
}

#[test]
fn an_evening_is_a_day_and_notes_are_the_editors() {
    let volume = volume();
    assert_eq!(record(&volume, "d1").date.unwrap().to_string(), "1985-11-20");
    assert_eq!(values(&volume, "d1", Field::Mentioned), [""; 0]);
}

/// The names of the people of an entry that has a title only.
fn people(title: &str) -> BTreeSet<String> {
    let quads = Converter::new(DEFAULT_BASE).unwrap().entry("x", title, "", "March 3, 1961");
    let is_name = |quad: &&oxigraph::model::Quad| quad.predicate.as_str().ends_with("#name");
    let of_person = |quad: &&oxigraph::model::Quad| quad.subject.to_string().contains("person");
    quads.iter().filter(is_name).filter(of_person).map(|quad| quad.object.to_string()).collect()
}

#[test]
fn a_dash_before_a_meeting_joins_two_and_a_hyphen_may_be_within_a_name() {
    for pair in ["The Tito–Gromyko Meeting", "Report on the Vandersloot-Lindqvist meeting"] {
        assert_eq!(people(pair), BTreeSet::new(), "{pair}");
    }
    let both = ["\"Adenauer\"", "\"David Ben-Gurion\""].map(str::to_owned);
    assert_eq!(people("Ben-Gurion Meeting with Adenauer"), BTreeSet::from(both));
}

/// A heading without markup: whose assistant somebody is does not make that one a party, and a mission to somewhere writes.
#[test]
fn an_assistant_in_brackets_is_meant_and_a_mission_is_sent_to_a_place_that_is_no_addressee() {
    let converter = Converter::new(DEFAULT_BASE).unwrap();
    let objects = |title: &str, property: &str| -> BTreeSet<String> {
        let quads = converter.entry("x", title, "", "March 3, 1971");
        let label = |node: &str| {
            let labelled = |quad: &&oxigraph::model::Quad| {
                quad.subject.to_string() == node && quad.predicate.as_str().ends_with("#label")
            };
            quads.iter().find(labelled).map(|quad| quad.object.to_string()).unwrap_or_default()
        };
        let of = |quad: &&oxigraph::model::Quad| quad.predicate.as_str().ends_with(property);
        quads.iter().filter(of).map(|quad| label(&quad.object.to_string())).collect()
    };
    let names = |names: &[&str]| names.iter().map(|name| format!("\"{name}\"")).collect::<BTreeSet<_>>();
    assert_eq!(
        objects(
            "Transcript of Telephone Conversation Between President Morvan and the President’s Assistant for National \
             Security Affairs (Brandel)",
            "#hasOrHadParticipant"
        ),
        names(&["Brandel", "Morvan"])
    );
    assert_eq!(
        objects("Memorandum From the President’s Special Assistant (Lohse) to President Morvan", "#hasAuthor"),
        names(&["Lohse"])
    );
    // whatever an office is of, and though the name is a word; but what a text is stands in brackets, too
    let authors = |title: &str| objects(title, "#hasAuthor");
    assert_eq!(
        authors("Memorandum From the Officer in Charge of Baltic Affairs (Young) to the Under Secretary (Ball)"),
        names(&["Young"])
    );
    assert_eq!(authors("Memorandum Prepared by the Ambassador at Large (Young)"), names(&["Young"]));
    assert_eq!(authors("Letter From the Minister (Draft)"), names(&[]));
    let title = "Memorandum From the Deputy Special Assistant to the President (Lohse) to President Morvan";
    assert_eq!((authors(title), objects(title, "#hasAddressee")), (names(&["Lohse"]), names(&["Morvan"])));
    let title =
        "Memorandum From the President’s Deputy Special Assistant for National Security Affairs (Lohse) to the Aide";
    assert_eq!(authors(title), names(&["Lohse"]));
    let title = "8. Mr. Aardsma to Mr. Lindqvist";
    assert_eq!((authors(title), objects(title, "#hasAddressee")), (names(&["Aardsma"]), names(&["Lindqvist"])));
    // nobody writes to himself, and an Under Secretary is no Secretary
    let title = "Memorandum by the Under Secretary of State (Lohse) to the Secretary of State";
    assert_eq!((authors(title), objects(title, "#hasAddressee")), (names(&["Lohse"]), names(&[])));
    let title = "Memorandum by the Assistant Secretary of State for Economic Affairs (Lohse) to the Assistant Secretary of \
                 State for European Affairs";
    assert_eq!((authors(title), objects(title, "#hasAddressee")), (names(&["Lohse"]), names(&[])));
    assert_eq!(
        objects("Telegram From the Mission to the United Nations to the Department of State", "#hasAddressee"),
        names(&["Department of State"])
    );
}

/// A document whose participants these are.
fn of_participants(items: &str) -> String {
    format!(
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:id=\"frus1900v03\"><text><body><div type=\"document\" xml:id=\"d1\">\
         <head>Memorandum of Conversation</head><list type=\"participants\">{items}</list><p>…</p></div></body></text></TEI>"
    )
}

#[test]
fn who_has_an_office_heads_no_side_and_keeps_where_he_was_sent() {
    let given = |items| {
        let listing = source::read("volume.xml", of_participants(items).as_bytes()).unwrap();
        listing.records[0].values(Field::Participants).map(|(_, value)| value.to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(given("<item>Chief of Staff</item><item>Mr. Brandel</item>"), ["Chief of Staff", "Mr. Brandel"]);
    assert_eq!(given("<item>Norwegian Delegation</item><item>Mr. Brandel</item>"), ["Mr. Brandel"]);
    assert_eq!(given("<item>Mr. Holm, Ambassador to France</item>"), ["Mr. Holm, Ambassador to France"]);
    assert_eq!(given("<item>Mr. Holm, Assistant to Mr. Brandel</item>"), ["Mr. Holm"]);
}

/// The things of a graph by their labels, each with its class.
fn classes(volume: &str) -> BTreeSet<(String, String)> {
    let store = Store::new().unwrap();
    store
        .extend(Converter::new(DEFAULT_BASE).unwrap().convert("volume.xml", volume.as_bytes()).unwrap().quads)
        .unwrap();
    let text = "PREFIX rico: <https://www.ica.org/standards/RiC/ontology#>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?class ?label WHERE { GRAPH ?g {
          { ?record rico:hasAuthor|rico:hasAddressee ?who } UNION { ?encounter rico:hasOrHadParticipant ?who } }
          GRAPH ?h { ?who a ?class ; rdfs:label ?label } }";
    let rows = query::rows("classes", text, &store).unwrap();
    let local = |class: &str| class.rsplit(['#', '/', '>']).find(|part| !part.is_empty()).unwrap().to_owned();
    rows.iter().map(|row| (local(cell(row, "class")), cell(row, "label").to_string())).collect()
}

fn labelled(pairs: &[(&str, &str)]) -> BTreeSet<(String, String)> {
    pairs.iter().map(|(class, label)| ((*class).to_owned(), (*label).to_owned())).collect()
}

/// Family names that are words, hyphens in names, abbreviated ranks, and two in one item.
#[test]
fn whoever_has_a_title_is_called_by_the_word_behind_it() {
    let items = [
        "Ambassador Young",
        "Senator Church",
        "Mr. Day",
        "Lord Home, Sir Roderick Assel",
        "Sir Myles Hatherly-Home",
        "Amb. Corliss",
        "Lt. Gen. Henry G. Hillard",
        "The Secretary, Mr. Lodge",
        "Under Secretary <persName>Brandel</persName>–<persName>Lohse</persName>",
        "Accompanied by aides",
        "Director Operations",
        "Mr. van Well",
        "Miss Long",
        "Assel, Lieutenant Colonel Vernon A.",
        "Van der Meulen, Ernst",
        "Willem Aardsma, General Manager",
        "Defense: Otto Brandel, Karl Lohse",
        "State",
        "OMB",
        "Luc Mérillon d’Estampes, President of the Assembly",
    ];
    let items: String = items.iter().map(|item| format!("<item>{item}</item>")).collect();
    let people: BTreeSet<String> = classes(&of_participants(&items))
        .into_iter()
        .filter(|(class, _)| class == "Person")
        .map(|(_, name)| name)
        .collect();
    let expected = [
        "Brandel–Lohse",
        "Church",
        "Corliss",
        "Day",
        "Ernst Van der Meulen",
        "Henry G. Hillard",
        "Home",
        "Karl Lohse",
        "Lodge",
        "Long",
        "Luc Mérillon d’Estampes",
        "Myles Hatherly-Home",
        "Otto Brandel",
        "Roderick Assel",
        "Vernon A. Assel",
        "Willem Aardsma",
        "Young",
        "van Well",
    ];
    assert_eq!(people, expected.map(str::to_owned).into());
}

/// The people of a list of those present, by name.
fn present(items: &[&str]) -> BTreeSet<String> {
    let items: String = items.iter().map(|item| format!("<item>{item}</item>")).collect();
    let people = classes(&of_participants(&items)).into_iter().filter(|(class, _)| class == "Person");
    people.map(|(_, name)| name).collect()
}

fn names(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// Titles that are family names, desks before names, and offices with all that they are of before a surname.
#[test]
fn an_office_a_desk_and_a_style_are_no_part_of_a_name() {
    let items = [
        "Winslow Lord, NSC Staff",
        "Mr. King",
        "Mr. C. Roderick Brandel",
        "C. Ernst Whitby",
        "Mr. Otto Duke, Chief of Protocol",
        "Roderick Hatherly Bishop",
        "Mme. Assel",
        "Judge Corliss",
        "Chief Justice Hillard",
        "H.E. Ernst Lohse, Minister of Foreign Affairs",
        "EUR—Mr. Whitlow",
        "S/S—Theodore L. Palinsky, Jr.",
        "L—Mr. Dunmore",
        "U/S Morvan",
        "Director of Central Intelligence Aardsma",
        "Counselor of the Department Vandersloot",
        "Under Secretary of State for Political Affairs Merchant",
        "Assistant to the President for National Security Affairs Lindqvist",
    ];
    let expected = names(&[
        "Aardsma",
        "Assel",
        "C. Ernst Whitby",
        "C. Roderick Brandel",
        "Corliss",
        "Dunmore",
        "Ernst Lohse",
        "Hillard",
        "King",
        "Lindqvist",
        "Merchant",
        "Morvan",
        "Otto Duke",
        "Roderick Hatherly Bishop",
        "Theodore L. Palinsky, Jr.",
        "Vandersloot",
        "Whitlow",
        "Winslow Lord",
    ]);
    assert_eq!(present(&items), expected);
}

/// Who is named because somebody else came in his stead, or is his, or did not come, was not there.
#[test]
fn who_was_not_there_is_not_counted() {
    let items = [
        "Absent: Mr. <persName>Evanson</persName>",
        "Mr. <persName>Makins</persName> (absent)",
        "Mr. Hale (unable to attend)",
        "Regrets: Mr. Lund",
        "Mr. Vogel, on behalf of Chancellor <persName>Falk</persName>",
        "Mr. Yates, in place of Mr. <persName>Sonnen</persName>",
        "Mrs. Pell, wife of Ambassador Prescott",
        "Mr. Assel (translating for Chairman <persName>Berenskiy</persName>)",
        "Mr. Lohse (interpreting for Chairman Aardsma)",
    ];
    assert_eq!(present(&items), names(&["Assel", "Lohse", "Pell", "Vogel", "Yates"]));
}

#[test]
fn several_in_one_item_are_several() {
    let items = [
        "Messrs. Cole, Dunn, and <persName>Gromov</persName>",
        "Messrs. Corliss and Hillard",
        "Messrs. Assel and Roe; Mr. <persName>Whitby</persName>, Paris",
        "Chancellor <persName>Falk</persName>, Foreign Minister <persName>Dobrin</persName>, Deputy Premier Morvan, and \
         Ambassador Menshik",
        "Mr. Hatherly<lb/>Mr. Dunmore",
        "Mr. Palinsky, Assistant Secretary<lb/>for European Affairs",
    ];
    let expected = names(&[
        "Assel", "Cole", "Corliss", "Dobrin", "Dunmore", "Dunn", "Falk", "Gromov", "Hatherly", "Hillard", "Menshik",
        "Morvan", "Palinsky", "Roe", "Whitby",
    ]);
    assert_eq!(present(&items), expected);
}

/// Who made a memorandum is who the markup says, whoever was present.
#[test]
fn who_made_a_memorandum_is_whom_its_heading_marks_up() {
    let of = |head: &str| {
        let text = format!(
            "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:id=\"frus1900v03\"><text><front><div xml:id=\"persons\"><list>\
             <item><persName xml:id=\"p_L\">Lohse, Karl J.</persName>, Director</item></list></div></front><body><div \
             type=\"document\" xml:id=\"d1\"><head>{head}</head><list type=\"participants\"><item>Mr. Hatherly</item>\
             <item>Mr. Dunmore</item></list><p>…</p></div></body></text></TEI>"
        );
        let listing = source::read("volume.xml", text.as_bytes()).unwrap();
        listing.records[0].values(Field::Authors).map(|(_, value)| value.to_owned()).collect::<Vec<_>>()
    };
    let lohse = "the Deputy Director (<persName corresp=\"#p_L\">Lohse</persName>)";
    assert_eq!(of(&format!("1. Memorandum of Conversation, by {lohse}")), ["Lohse, Karl J."]);
    assert_eq!(of(&format!("2. Memorandum by {lohse} to the Secretary of State")), ["Lohse, Karl J."]);
    assert_eq!(of(&format!("3. Visit by {lohse}")), [""; 0]);
    assert_eq!(of(&format!("4. Summary From the Files of a Report by {lohse}")), [""; 0]);
}

/// Where only one is listed, he talked with whoever made the memorandum of it.
#[test]
fn one_who_is_listed_alone_met_whoever_made_the_record() {
    let of = |head: &str| {
        let text = format!(
            "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:id=\"frus1900v03\"><text><body><div type=\"document\" \
             xml:id=\"d1\"><head>{head}</head><list type=\"participants\"><item>Ambassador Falk</item></list><p>…</p></div>\
             </body></text></TEI>"
        );
        let quads = Converter::new(DEFAULT_BASE).unwrap().convert("volume.xml", text.as_bytes()).unwrap().quads;
        let takes_part = |quad: &&oxigraph::model::Quad| {
            quad.predicate.as_str().ends_with("#hasOrHadParticipant")
                && quad.subject.to_string().contains("#encounter-")
        };
        let end = |node: String| node.rsplit("person-").next().unwrap().trim_end_matches('>').to_owned();
        quads.iter().filter(takes_part).map(|quad| end(quad.object.to_string())).collect::<BTreeSet<_>>()
    };
    let by = "by the Assistant Secretary for European Affairs (Lohse)";
    assert_eq!(of(&format!("Memorandum of Conversation, {by}")), names(&["falk", "lohse"]));
    assert_eq!(of("Memorandum of Conversation"), names(&[]));
    assert_eq!(of(&format!("Memorandum {by}")), names(&[]));
}

/// Whom somebody works for is nobody who was there.
#[test]
fn an_employer_is_nobody() {
    let items = [
        "Prof. H. Kessler, Harvard",
        "Mr. Hans Brandel, Krupp",
        "Ellen Roe, Reuters",
        "President Aardsma, Lohse",
        "Karl Morvan, Lindqvist, and Hatherly",
    ];
    let expected =
        ["Aardsma", "Ellen Roe", "H. Kessler", "Hans Brandel", "Hatherly", "Karl Morvan", "Lindqvist", "Lohse"];
    assert_eq!(present(&items), names(&expected));
}

/// A first name under a letter is no author beside the one whom the heading names.
#[test]
fn a_first_name_under_a_letter_is_its_author_by_another_name() {
    let of = |head: &str, signed: &str| {
        let text = format!(
            "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:id=\"frus1900v03\"><text><body><div type=\"document\" \
             xml:id=\"d1\"><head>{head}</head><p>…</p><closer><signed>{signed}</signed></closer></div></body></text></TEI>"
        );
        classes(&text).into_iter().map(|(_, name)| name).collect::<BTreeSet<_>>()
    };
    let letter = "Letter From President Aardsma to Chancellor Falk";
    assert_eq!(of(letter, "Dick"), names(&["Aardsma", "Falk"]));
    assert_eq!(of(letter, "Richard Aardsma"), names(&["Falk", "Richard Aardsma"]));
    let from_post = "Note From the Embassy in Iran to the Department of State";
    let signed = ["Department of State", "Embassy of the United States in Iran", "Lohse"];
    assert_eq!(of(from_post, "Lohse"), names(&signed));
    assert_eq!(
        of("The Consul in Rabaul to the Department of State", "Lohse"),
        names(&["Department of State", "Lohse"])
    );
}

/// Many volumes mark up no posts: the words of a heading say the same.
#[test]
fn a_post_in_a_heading_is_what_it_is_in_markup() {
    let of = |head: &str| {
        let text = format!(
            "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:id=\"frus1900v03\"><text><body><div type=\"document\" \
             xml:id=\"d1\"><head>{head}</head><p>…</p></div></body></text></TEI>"
        );
        let listing = source::read("volume.xml", text.as_bytes()).unwrap();
        [Field::Authors, Field::Recipients].map(|field| {
            listing.records[0].values(field).map(|(_, value)| value.to_owned()).collect::<Vec<_>>().join("; ")
        })
    };
    assert_eq!(of("1. Telegram From the Embassy in Iran to the Department of State"), ["Embassy in Iran", ""]);
    assert_eq!(of("2. Airgram From the Department of State to the Legation in Iraq"), ["", "Legation in Iraq"]);
    assert_eq!(
        of("3. Telegram From the Mission to the United Nations to the Department of State"),
        ["Mission to the United Nations", ""]
    );
    assert_eq!(of("4. Letter From the Ambassador in Iran (Lohse) to the Embassy in Iraq"), ["", "Embassy in Iraq"]);
    assert_eq!(of("5. Report From the Embassy in Iran on its Visit to the Bazaar to the Shah"), ["", ""]);
}

/// A document from the first to the second.
fn of_correspondents(from: &str, to: &str) -> String {
    format!(
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:id=\"frus1900v03\"><text><body><div type=\"document\" xml:id=\"d1\">\
         <head>Telegram From the <gloss type=\"from\">{from}</gloss> to the <gloss type=\"to\">{to}</gloss></head><p>…</p>\
         </div></body></text></TEI>"
    )
}

/// A mission without a State is the one of the State whose volume it is, and an office is nobody by name.
#[test]
fn a_post_is_no_person() {
    let of = |from, to| classes(&of_correspondents(from, to));
    assert_eq!(
        of("Embassy in Iran", "Embassy in Iraq"),
        labelled(&[
            ("DiplomaticMission", "Embassy of the United States in Iran"),
            ("DiplomaticMission", "Embassy of the United States in Iraq"),
        ])
    );
    assert_eq!(
        of("Consulate General in Hong Kong", "Consulate in Iraq"),
        labelled(&[
            ("CorporateBody", "Consulate General in Hong Kong"),
            ("DiplomaticMission", "Consulate of the United States in Iraq"),
        ])
    );
    assert_eq!(
        of("Liaison Office in China", "Secretary of State"),
        labelled(&[
            ("DiplomaticMission", "Liaison Office of the United States in China"),
            ("UnnamedPerson", "Secretary of State"),
        ])
    );
    assert_eq!(
        of("Mission to the United Nations", "Policy Planning Staff"),
        labelled(&[("CorporateBody", "Mission to the United Nations")])
    );
    assert_eq!(
        of("Ministry of Foreign Affairs, Japan", "Government Spokesman"),
        labelled(&[
            ("CorporateBody", "Ministry of Foreign Affairs of Japan"),
            ("UnnamedPerson", "Government Spokesman"),
        ])
    );
    assert_eq!(
        of("British Embassy", "President’s Special Assistant"),
        labelled(&[
            ("DiplomaticMission", "Embassy of the United Kingdom"),
            ("UnnamedPerson", "President’s Special Assistant"),
        ])
    );
}

#[test]
fn a_body_that_is_present_is_nobody() {
    let listing = of_participants(
        "<item>Central Intelligence Agency Station</item><item>Otto Brandel</item>\
        <item>Karl Lohse</item>",
    );
    let quads = Converter::new(DEFAULT_BASE).unwrap().convert("volume.xml", listing.as_bytes()).unwrap().quads;
    let is_name = |quad: &&oxigraph::model::Quad| quad.predicate.as_str().ends_with("#name");
    let names: BTreeSet<String> =
        quads.iter().filter(is_name).map(|quad| format!("{} {}", quad.subject, quad.object)).collect();
    assert!(names.iter().any(|name| name.contains("Otto Brandel")), "{names:?}");
    assert!(!names.iter().any(|name| name.contains("person") && name.contains("Intelligence")), "{names:?}");
}

/// What somebody made up to keep a reader busy takes no longer than it is long.
#[test]
fn long_items_and_headings_are_read_in_time_that_grows_as_they_do() {
    let begun = std::time::Instant::now();
    let item = format!("<item><persName>Brandel</persName>{}</item>", ", x".repeat(300_000));
    assert_eq!(source::read("volume.xml", of_participants(&item).as_bytes()).unwrap().records.len(), 1);
    let head = format!("Letter From <persName>Brandel</persName>{}", " to (x)".repeat(100_000));
    let text = format!(
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:id=\"v\"><text><body><div type=\"document\" xml:id=\"d1\">\
         <head>{head}</head><p>…</p></div></body></text></TEI>"
    );
    assert_eq!(source::read("volume.xml", text.as_bytes()).unwrap().records.len(), 1);
    let took = begun.elapsed();
    assert!(took < std::time::Duration::from_secs(30), "{took:?}");
}

/// The same of what is made of an item that names nobody but the first, however many words stand behind.
#[test]
fn a_long_item_is_converted_in_time_that_grows_as_it_does() {
    let begun = std::time::Instant::now();
    let item = format!("<item>Mr. Brandel{}</item><item>Ambassador Young</item>", ", x".repeat(50_000));
    let names: BTreeSet<_> = classes(&of_participants(&item)).into_iter().map(|(_, name)| name).collect();
    assert_eq!(names, ["Brandel", "Young"].map(str::to_owned).into());
    let took = begun.elapsed();
    assert!(took < std::time::Duration::from_secs(30), "{took:?}");
}

/// A volume with a list of persons, and one document.
fn of_volume(persons: &[(&str, &str, &str)], document: &str) -> String {
    let item = |(id, name, office): &(&str, &str, &str)| {
        format!("<item><hi rend=\"strong\"><persName xml:id=\"{id}\">{name},</persName></hi> {office}</item>")
    };
    let persons: String = persons.iter().map(item).collect();
    format!(
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xmlns:frus=\"http://history.state.gov/frus/ns/1.0\" xml:id=\"frus1900v04\">\
         <text><front><div type=\"section\"><list type=\"names\">{persons}</list></div></front><body>{document}</body></text></TEI>"
    )
}

/// The encounters of a volume: for each property the labels or names of its objects.
fn encounters(volume: &str, property: &str) -> BTreeSet<String> {
    let store = Store::new().unwrap();
    let options = Options { bodies: true, ..Options::default() };
    let converter = Converter::new(DEFAULT_BASE).unwrap().reading(options);
    store.extend(converter.convert("volume.xml", volume.as_bytes()).unwrap().quads).unwrap();
    let text = format!(
        "PREFIX rico: <https://www.ica.org/standards/RiC/ontology#>
         PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
         SELECT DISTINCT ?label WHERE {{
           GRAPH ?g {{ ?encounter rico:hasOrHadParticipant ?anybody ; rico:{property} ?what }}
           OPTIONAL {{ GRAPH ?h {{ ?what rdfs:label|rico:expressedDate|rico:normalizedDateValue ?said }} }}
           BIND(COALESCE(?said, STR(?what)) AS ?label) }}"
    );
    let rows = query::rows("encounters", &text, &store).unwrap();
    rows.iter().map(|row| cell(row, "label").to_string()).collect()
}

const BRANDELS: &[(&str, &str, &str)] = &[
    ("p_BO1", "Brandel, Otto", "President from 1953"),
    ("p_BK1", "Brandel, Major Karl R.", "Assistant Staff Secretary, White House"),
    ("p_LE1", "Lohse, Ernst", "Vice President"),
    ("p_AR1", "Assel, Roderick", "Director of Studies"),
    ("p_AM1", "Assel, Mary", "Secretary of State"),
];

/// A namesake who is marked up elsewhere in the document is not whoever is called what he is not.
#[test]
fn a_surname_that_is_not_marked_up_is_no_namesake_of_another_office() {
    let met = |document: &str| {
        let body = format!("<div type=\"document\" xml:id=\"d1\">{document}</div>");
        encounters(&of_volume(BRANDELS, &body), "hasOrHadParticipant")
    };
    let account = "<p><persName corresp=\"#p_BK1\">Karl Brandel</persName>’s account has it.</p>";
    let note = |words: &str| format!("<head>1. Editorial Note</head><p>On May 3, {words}.</p>{account}");
    let president =
        "President <persName>Brandel</persName> met with Vice President <persName corresp=\"#p_LE1\">Lohse</persName>";
    assert_eq!(met(&note(president)), names(&["Brandel", "Ernst Lohse"]));
    // without markup, too; but who is called what the list says of him is he
    assert_eq!(met(&note("President Brandel met with Ambassador Corliss")), names(&["Brandel", "Corliss"]));
    let own = "President <persName corresp=\"#p_BO1\">Brandel</persName> met with Ambassador Corliss";
    assert_eq!(met(&note(own)), names(&["Corliss", "Otto Brandel"]));
    let list = "<head>1. Memorandum of Conversation</head><list type=\"participants\"><item>Secretary <persName>Assel</persName>\
                </item><item>Ambassador Corliss</item></list><p>Mr. <persName corresp=\"#p_AR1\">Roderick Assel</persName> \
                had told him.</p>";
    assert_eq!(met(list), names(&["Assel", "Corliss"]));
}

/// The printed words hold where the markup has another.
#[test]
fn markup_that_has_another_name_than_the_words_is_not_believed() {
    let given = |items: &str| {
        let document = format!(
            "<div type=\"document\" xml:id=\"d1\"><head>1. Memorandum of Conversation</head><list type=\"participants\">{items}\
             </list><p>…</p></div>"
        );
        let listing = source::read("volume.xml", of_volume(BRANDELS, &document).as_bytes()).unwrap();
        listing.records[0].values(Field::Participants).map(|(_, value)| value.to_owned()).collect::<Vec<_>>()
    };
    let person = |words: &str| format!("<persName corresp=\"#p_BK1\">{words}</persName>");
    assert_eq!(
        given(&format!("<item>King {}</item><item>President {}</item>", person("Morvan"), person("Brandel"))),
        ["King Morvan", "President Brandel"]
    );
    assert_eq!(
        given(&format!("<item>{}</item><item>Mr. Whitby</item>", person("The Major"))),
        ["Brandel, Major Karl R.", "Mr. Whitby"]
    );
    assert_eq!(given(&format!("<item>{}</item>", person("Brandell"))), ["Brandel, Major Karl R."]);
}

#[test]
fn a_list_of_two_gives_two_and_a_task_is_no_name() {
    let of = |subject: &str, items: &str| {
        let document = format!(
            "<div type=\"document\" xml:id=\"d1\"><head>1. Memorandum of Conversation</head><list type=\"subject\"><item>{subject}\
             </item></list><list type=\"participants\">{items}</list><p>…</p></div>"
        );
        encounters(&of_volume(&[], &document), "hasOrHadParticipant")
    };
    for (subject, other) in
        [("the President and Chancellor", "Chancellor"), ("the Secretary and Ambassador", "Ambassador")]
    {
        let role = if other == "Chancellor" { "President" } else { "Secretary" };
        let items = format!("<item>The {role}</item><item>{other} Lindqvist</item>");
        assert_eq!(of(&format!("Meeting of {subject} Lindqvist"), &items), names(&["Lindqvist", role]), "{subject}");
    }
    let items = "<item>The Secretary</item><item>Mr. Whitby (Notetaker)</item><item>Otto Brandel, Interpreter (<hi>NOTETAKER</hi>)\
                 </item><item>Two notetakers</item><item>Mary Corliss (Interpreter)</item>";
    assert_eq!(of("Trade", items), names(&["Mary Corliss", "Otto Brandel", "Secretary", "Whitby"]));
    let items = "<item>Marshal of the Royal Air Force Harbour</item><item>Minister Morvan des Assels</item>\
                 <item>Foreign Commissar Palinsky</item><item>Minister of War Transport Whitlow</item>";
    assert_eq!(of("Trade", items), names(&["Harbour", "Morvan des Assels", "Palinsky", "Whitlow"]));
}

#[test]
fn whom_a_conference_was_with_is_there_beside_the_others_present() {
    let met = |head: &str, present: &str| {
        let document = format!("<div type=\"document\" xml:id=\"d1\"><head>1. {head}</head>{present}<p>…</p></div>");
        encounters(&of_volume(BRANDELS, &document), "hasOrHadParticipant")
    };
    let head = "Memorandum of Conference With President <persName>Hatherly</persName>";
    let list = "<list type=\"participants\"><head>OTHERS PRESENT</head><item>Secretary Whitby</item></list>";
    assert_eq!(met(head, list), names(&["Hatherly", "Whitby"]));
    let paragraph = "<p>OTHERS PRESENT<lb/>Secretary Whitby, General Corliss</p>";
    assert_eq!(met(head, paragraph), names(&["Corliss", "Hatherly", "Whitby"]));
    let paragraph = "<p rend=\"flushleft\">Participants: The Secretary, Mr. Whitby; Sir Oliver Lorimer, British Ambassador; \
                     Mr. Corliss, EUR</p>";
    assert_eq!(met("Memorandum of Conversation", paragraph), names(&["Corliss", "Oliver Lorimer", "Whitby"]));
    assert_eq!(met("Memorandum of Conversation", "<p>PRESENT SITUATION IN SYLDAVIA; Mr. Whitby</p>"), names(&[]));
}

/// When and where a meeting was: in the markup, by the hour, by the chapter.
#[test]
fn a_dateline_with_the_hour_is_of_the_meeting() {
    let document = |head: &str, date: &str| {
        format!(
            "<div type=\"document\" n=\"1\" xml:id=\"d1\"><head>1. {head}</head><dateline><placeName>Vienna</placeName>, {date}</dateline>\
             <list type=\"participants\"><item>Mr. Whitby</item><item>Mr. Corliss</item></list><p>…</p></div>"
        )
    };
    let when = |head: &str, date: &str| encounters(&of_volume(&[], &document(head, date)), "occurredAtDate");
    let told = "<date when=\"1968-02-10\" type=\"conversation-or-meeting-date\">February 10, 1968</date>";
    let hour = "<date when=\"1968-02-10T12:30:00\">February 10, 1968, 12:30 p.m.</date>";
    let day = "<date when=\"1968-02-10\">February 10, 1968</date>";
    for (date, exact) in [(told, true), (hour, true), (day, false)] {
        let found = when("Memorandum of Conversation", date);
        assert_eq!(found.iter().any(|date| date.contains("..")), !exact, "{found:?}");
    }
    assert!(when("Telegram From Mr. Assel to Mr. Lohse", hour).iter().any(|date| date.contains("..")));
    let place = |head: &str| encounters(&of_volume(&[], &document(head, hour)), "hasOrHadLocation");
    assert_eq!(place("Memorandum of Conversation"), names(&["Vienna"]));
    assert_eq!(place("Memorandum of Telephone Conversation"), names(&[]));
    let chapter = "<div type=\"chapter\"><head>Friday, September 15, 1944</head><div type=\"subchapter\" xml:id=\"ch1\">\
                   <head>Morvan–Charlton King conversation, noon</head><table><row><cell>Present</cell></row><row><cell>President \
                   Morvan</cell></row><row><cell>Mr. Corliss</cell></row></table></div></div>";
    assert_eq!(encounters(&of_volume(&[], chapter), "hasOrHadParticipant"), names(&["Corliss", "Morvan"]));
    let found = encounters(&of_volume(&[], chapter), "occurredAtDate");
    assert_eq!(found, names(&["15 September 1944", "1944-09-15"]));
}

/// An office and its holder are one, and whoever is quoted under a letter of another did not write it.
#[test]
fn an_office_and_its_holder_write_as_one() {
    let values = |head: &str, signed: &str, field: Field| {
        let document = format!(
            "<div type=\"document\" xml:id=\"d1\"><head>1. {head}</head><p>…</p><closer><signed>{signed}</signed></closer></div>"
        );
        let listing = source::read("volume.xml", of_volume(BRANDELS, &document).as_bytes()).unwrap();
        listing.records[0].values(field).map(|(_, value)| value.to_owned()).collect::<Vec<_>>()
    };
    let head = "The <gloss type=\"from\">Secretary of State</gloss> to the <gloss type=\"to\">Secretary of Defense</gloss> \
                (<persName type=\"to\">Whitby</persName>)";
    assert_eq!(values(head, "Cordula Hatherly", Field::Authors), ["Secretary of State (Cordula Hatherly)"]);
    assert_eq!(values(head, "Cordula Hatherly", Field::Recipients), ["Secretary of Defense (Whitby)"]);
    let mission = "Telegram From the <gloss type=\"from\">Embassy in Syldavia</gloss> to the Department of State";
    assert_eq!(values(mission, "Hatherly", Field::Authors), ["Embassy in Syldavia", "Hatherly"]);
    let sent = "Telegram From the President’s Special Assistant (<persName corresp=\"#p_AR1\">Assel</persName>) to President \
                <persName corresp=\"#p_BO1\">Brandel</persName>";
    assert_eq!(values(sent, "Whitby", Field::Authors), ["Assel, Roderick"]);
    let letter = "Mr. <persName type=\"from\">Assel</persName> to Mr. <persName type=\"to\">Lohse</persName>";
    assert_eq!(values(letter, "WM. HENRY ASSEL.", Field::Authors), ["Assel", "Wm Henry Assel"]);
}

#[test]
fn whose_adviser_somebody_is_gets_no_letter_for_it() {
    let converter = Converter::new(DEFAULT_BASE).unwrap();
    let addressees = |title: &str| {
        let quads = converter.entry("x", title, "", "March 3, 1949");
        quads.iter().filter(|quad| quad.predicate.as_str().ends_with("#hasAddressee")).count()
    };
    for title in [
        "Memorandum of Conversation, by Mr. Otto T. Brandel, Special Assistant to the Ambassador at Large (Lohse)",
        "Memorandum of Conversation, by Mr. Otto T. Brandel, Adviser to the United States Delegation",
    ] {
        assert_eq!(addressees(title), 0, "{title}");
    }
}

/// Words in the capitals of a title tell when, and are nobody.
#[test]
fn prior_and_before_are_nobody() {
    assert_eq!(people("Call by Yugoslav Ambassador Prior to His Return to Belgrade"), names(&[]));
    assert_eq!(
        people("Statement by Secretary of State Lohse Before the Senate Finance Committee"),
        names(&["\"Lohse\""])
    );
}

/// `A and B met with the President` does not say that A met B alone.
#[test]
fn an_unnamed_president_is_a_party_beside_those_who_are_named() {
    let document = "<div type=\"document\" xml:id=\"d1\"><head>1. Editorial Note</head><p>On July 3, 1971, Lohse and Whitby met with \
                    the President at the White House.</p></div>";
    assert_eq!(encounters(&of_volume(&[], document), "hasOrHadParticipant"), names(&["Lohse", "President", "Whitby"]));
}

/// `A saw the President` is told of one who has no name; `the Ambassador` may be any.
#[test]
fn an_unnamed_president_is_a_party_beside_one_who_is_named() {
    let told = |words: &str| {
        let document =
            format!("<div type=\"document\" xml:id=\"d1\"><head>1. Editorial Note</head><p>{words}</p></div>");
        encounters(&of_volume(&[], &document), "hasOrHadParticipant")
    };
    assert_eq!(
        told("On July 3, 1971, Lohse met with the President at the White House."),
        names(&["Lohse", "President"])
    );
    assert_eq!(told("On July 3, 1971, Lohse met with the Ambassador at the White House."), names(&[]));
}

/// Many of one surname, long names and long paragraphs of those present take no longer than they are long.
#[test]
fn namesakes_by_the_thousand_are_told_apart_in_time_that_grows_as_they_do() {
    let begun = std::time::Instant::now();
    let persons: String = (0..5_000)
        .map(|n| format!("<item><persName xml:id=\"p{n}\">Brandel, A{n}</persName>, Secretary</item>"))
        .collect();
    let marked: String = (0..5_000)
        .map(|n| format!("<p>President <persName corresp=\"#p{n}\">Brandel</persName>, President Brandel</p>"))
        .collect();
    let long = "x".repeat(200_000);
    let document = format!(
        "<div type=\"document\" xml:id=\"d1\"><head>1. Note</head><p>Participants: {}</p><p><persName corresp=\"#p1\">{long}\
         </persName></p>{marked}</div>",
        "Mr. Lohse; ".repeat(20_000)
    );
    let text = format!(
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:id=\"v\"><text><front><list type=\"names\">{persons}</list></front><body>\
         {document}</body></text></TEI>"
    );
    assert_eq!(source::read("volume.xml", text.as_bytes()).unwrap().records.len(), 1);
    let took = begun.elapsed();
    assert!(took < std::time::Duration::from_secs(30), "{took:?}");
}

/// What is sent from a post is of the United States, in their volumes; who is sent to them is of his own State.
#[test]
fn whoever_is_sent_is_of_the_united_states() {
    let heads = [
        "The Chargé in Persia (Duarte) to the Secretary of State",
        "The Consul at Jerusalem (Otto Kessler) to the Secretary of State",
        "The Consul General at Shanghai (Lindqvist) to the Minister in China (Moe)",
        "The British Chargé (Holm) to the Secretary of State",
    ];
    let documents: String = (1..)
        .zip(heads)
        .map(|(n, head)| {
            let day = format!("<dateline><date when=\"1925-06-{n:02}\">June {n}, 1925</date></dateline>");
            format!("<div type=\"document\" xml:id=\"d{n}\"><head>{head}</head>{day}<p>Text.</p></div>")
        })
        .collect();
    let volume = format!("<TEI xml:id=\"frus1900v03\"><text><body><div>{documents}</div></body></text></TEI>");
    let store = Store::new().unwrap();
    store.extend(Converter::new(DEFAULT_BASE).unwrap().convert("v.xml", volume.as_bytes()).unwrap().quads).unwrap();
    let text = "PREFIX rico: <https://www.ica.org/standards/RiC/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?one WHERE { GRAPH ?g { ?who rico:occupiesOrOccupied ?office } ?who rdfs:label ?name . ?office rdfs:label ?held .
        BIND(CONCAT(?name, \": \", ?held) AS ?one) } ORDER BY ?one";
    let rows = query::rows("rows", text, &store).unwrap();
    let rows: Vec<String> = rows.iter().map(|row| cell(row, "one").to_string()).collect();
    assert_eq!(
        rows,
        [
            "Duarte: Chargé d'affaires of the United States to Iran",
            "Holm: Chargé d'affaires of the United Kingdom",
            "Lindqvist: Consul General of the United States to China",
            "Moe: Minister of the United States to China",
            "Otto Kessler: Consul of the United States to Palestine",
        ]
    );
}

/// A document of a volume with two persons in its list.
fn document(inside: &str) -> Listing {
    let volume = format!(
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xmlns:frus=\"http://history.state.gov/frus/ns/1.0\" \
         xml:id=\"frus1900v04\"><text><front><list type=\"names\"><item><persName xml:id=\"p_B\">Brandel, Otto</persName>, \
         Minister</item><item><persName xml:id=\"p_C\">Corliss, Mary</persName>, President</item></list></front><body>\
         <div type=\"document\" n=\"1\" xml:id=\"d1\">{inside}</div></body></text></TEI>"
    );
    source::read("volume.xml", volume.as_bytes()).unwrap()
}

fn given(listing: &Listing, field: Field) -> Vec<&str> {
    listing.records[0].values(field).map(|(_, value)| value).collect()
}

/// `Listed on Page 4` stands before what was said, and the list behind it.
#[test]
fn a_list_that_is_elsewhere_is_at_the_end_of_its_document() {
    let told = "<p>They talked for a long time of what had been said on the day before, and of the weather.</p>";
    let list = |item: &str| format!("<list type=\"participants\"><head>PARTICIPANTS</head><item>{item}</item></list>");
    let elsewhere = list("Listed on Page 4");
    let [first, last] = ["Mr. Lohse", "Mr. Dunmore"].map(list);
    let head = "<head>1. Memorandum of Conversation</head>";
    let behind = document(&format!("{head}{elsewhere}{told}{last}"));
    assert_eq!(given(&behind, Field::Participants), ["Mr. Dunmore"]);
    let another = document(&format!("{head}{first}{told}{last}"));
    assert_eq!(given(&another, Field::Participants), ["Mr. Lohse"]);
}

/// The minutes of councils say in sentences who was there.
#[test]
fn sentences_on_those_present_list_them() {
    let head = "<head>1. Memorandum of Discussion at the 12th Meeting of the Council</head>";
    let present = "<p>Present at the 12th meeting of the Council were the President, presiding; the Director, Office of \
                   Trade; and <persName corresp=\"#p_B\">Brandel</persName>. Also present were Mr. Robert R. Lohse; the \
                   Secretary of State; and the Vice President. The Council then heard Mr. Dunmore; and adjourned.</p>";
    let participants = [
        "the President, presiding",
        "the Director, Office of Trade",
        "Brandel, Otto",
        "Mr. Robert R. Lohse",
        "the Secretary of State",
        "the Vice President",
    ];
    assert_eq!(given(&document(&format!("{head}{present}<p>They talked.</p>")), Field::Participants), participants);
    let following = "<p>The following were present at the meeting: Mr. Lohse, presiding; Mr. Dunmore.</p>";
    let listing = document(&format!("{head}{following}"));
    assert_eq!(given(&listing, Field::Participants), ["Mr. Lohse, presiding", "Mr. Dunmore"]);
    // behind what was told, it is of something that was told
    let told = "<p>The Secretary told of a dinner that he had had on the evening before with many of his friends.</p>";
    assert_eq!(given(&document(&format!("{head}{told}{present}")), Field::Participants), [""; 0]);
}

#[test]
fn an_old_letter_says_beneath_whom_a_surname_means() {
    let letter = |name: &str| {
        document(&format!(
            "<head>Mr. <persName type=\"from\">Whitby</persName> to Mr. <persName type=\"to\">Assel</persName>.</head>\
             <note rend=\"inline\" type=\"source\">[Extracts.]</note><p>Sir:</p><closer><signed>JOHN WHITBY.</signed></closer>\
             <postscript><p>Hon. <hi>{name}</hi>,<lb/><hi>Secretary of State</hi></p></postscript>"
        ))
    };
    let listing = letter("RODERICK B. ASSEL,");
    assert_eq!(given(&listing, Field::Recipients), ["Assel", "Roderick B. Assel"]);
    assert_eq!(given(&listing, Field::Source), [""; 0], "what is printed is no place where it is kept");
    assert_eq!(given(&letter("Karl Lohse"), Field::Recipients), ["Assel"], "somebody else");
    assert_eq!(given(&letter("Assel"), Field::Recipients), ["Assel"]);
}

#[test]
fn whoever_is_named_as_sender_may_sign_with_a_first_name() {
    let signed = |title: &str| {
        let listing = document(&format!("<head>1. {title}</head><p>Well.</p><closer><signed>Bob</signed></closer>"));
        given(&listing, Field::Authors).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(signed("Memorandum From Robert W. Kemper of the Council Staff to President Corliss"), [""; 0]);
    assert_eq!(signed("Memorandum From the Council Staff to the President"), ["Bob"]);
}

/// Whoever signs an enclosure wrote it, though it has neither a date nor an address.
#[test]
fn a_signed_enclosure_is_a_record_of_its_own() {
    let listing = document(
        "<head>1. Mr. Whitby to Mr. Assel</head><p>Sir:</p><frus:attachment><head>Notice to foreign consuls</head><p>No.</p>\
         <closer><signed>Karl Lohse,<lb/>Consul.</signed></closer></frus:attachment><frus:attachment><head>Table</head>\
         <p>No.</p></frus:attachment>",
    );
    let titles: Vec<&str> = listing.records.iter().map(|record| record.title.as_str()).collect();
    assert_eq!(titles, ["Mr. Whitby to Mr. Assel", "Notice to foreign consuls"]);
    assert_eq!(listing.records[1].text(Field::Authors), "Karl Lohse, Consul.");
}

/// What is drafted is the record, and not the meeting.
#[test]
fn draft_minutes_are_of_a_meeting_that_was_held() {
    let converter = Converter::new(DEFAULT_BASE).unwrap();
    let is_met = |title: &str| {
        let quads = converter.entry("x", title, "", "March 3, 1961");
        quads.iter().any(|quad| quad.object.to_string().ends_with("ontology#Encounter>"))
    };
    assert!(is_met("Draft Minutes of a Meeting between Otto Brandel and Mary Corliss"));
    assert!(is_met("Draft Memorandum of Conversation between Otto Brandel and Mary Corliss"));
    assert!(!is_met("Draft Agenda for a Meeting between Otto Brandel and Mary Corliss"));
}

#[test]
fn here_follows_names_nobody() {
    assert_eq!(people("[Here follows a list of those present.] Minutes of Conversation"), BTreeSet::new());
}

/// Several are secretaries and directors, of different departments.
#[test]
fn offices_of_different_departments_are_different_participants() {
    let items = [
        "The President, presiding",
        "The Secretary of Defense",
        "The Secretary of the Treasury",
        "The Director, Office of Made-up Mobilization",
        "The Director, Bureau of Papers",
        "The Executive Secretary, Made-up Council",
        "The Secretary of Defense",
    ];
    let expected = [
        "President",
        "Secretary of Defense",
        "Secretary of the Treasury",
        "Director, Office of Made-up Mobilization",
        "Director, Bureau of Papers",
        "Executive Secretary, Made-up Council",
    ];
    let items: String = items.iter().map(|item| format!("<item>{item}</item>")).collect();
    let there: BTreeSet<String> = classes(&of_participants(&items)).into_iter().map(|(_, label)| label).collect();
    assert_eq!(there, names(&expected));
}
