//! Every form that is read, each on files made up in its structure: what comes of the archive's own fields.
#![allow(clippy::unwrap_used, reason = "what a test cannot do, it fails at")]

use chancery::convert::{Converter, DEFAULT_BASE};
use chancery::query::{self, cell};
use chancery::record::{Field, Record};
use chancery::shapes;
use chancery::source::mapping::Mapping;
use chancery::source::{self, Form, Listing, Options};
use oxigraph::store::Store;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

fn case(name: &str) -> Vec<u8> {
    fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(name)).unwrap()
}

fn read(name: &str) -> Listing {
    source::read(name, &case(name)).unwrap()
}

fn fails(name: &str, text: &str) -> String {
    source::read(name, text.as_bytes()).unwrap_err().to_string()
}

/// The values of a field.
fn values(record: &Record, field: Field) -> Vec<&str> {
    record.values(field).map(|(_, value)| value).collect()
}

/// The graph of a case, which keeps its shapes.
fn store(name: &str, options: Options) -> Store {
    let conversion = Converter::new(DEFAULT_BASE).unwrap().reading(options).convert(name, &case(name)).unwrap();
    let report = shapes::validate(conversion.quads.clone()).unwrap();
    assert!(report.conforms(), "{report}");
    let store = Store::new().unwrap();
    store.extend(conversion.quads).unwrap();
    store
}

/// `record: label` of all that a property of records leads to, and the rule that says so.
fn said(store: &Store, property: &str) -> BTreeSet<String> {
    let text = format!(
        "PREFIX rico: <https://www.ica.org/standards/RiC/ontology#>
         PREFIX schema: <https://schema.org/>
         PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
         PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
         PREFIX prov: <http://www.w3.org/ns/prov#>
         SELECT ?record ?label ?rule WHERE {{
           ?statement rdf:subject ?subject ; rdf:predicate {property} ; rdf:object ?object ; prov:wasAttributedTo ?by .
           ?subject {property} ?object .
           ?object rdfs:label ?label . BIND(REPLACE(STR(?by), \"^.*/\", \"\") AS ?rule)
           BIND(REPLACE(REPLACE(STR(?subject), \"#.*\", \"\"), \"^.*/\", \"\") AS ?record) }}"
    );
    let rows = query::rows("said", &text, store).unwrap();
    rows.iter().map(|row| format!("{}: {} [{}]", cell(row, "record"), cell(row, "label"), cell(row, "rule"))).collect()
}

fn set(items: &[&str]) -> BTreeSet<String> {
    items.iter().map(|item| (*item).to_owned()).collect()
}

const MENTIONS: &str = "schema:mentions";
const AUTHOR: &str = "rico:hasAuthor";
const ADDRESSEE: &str = "rico:hasAddressee";
const PARTICIPANT: &str = "rico:hasOrHadParticipant";

#[test]
fn forms_are_found_out_from_the_content() {
    let cases = [
        ("table/scraped.csv", Form::Table),
        ("json/page.json", Form::Json),
        ("tei/volume.xml", Form::Tei),
        ("html/results.html", Form::Html),
        ("document/page.txt", Form::Document),
        ("ead/2002.xml", Form::Ead),
        ("ead/3.xml", Form::Ead),
        ("oai/response.xml", Form::Oai),
        ("encounters/two.ndjson", Form::Encounters),
    ];
    for (name, form) in cases {
        assert_eq!(Form::of(std::str::from_utf8(&case(name)).unwrap(), None), Some(form), "{name}");
    }
}

#[test]
fn each_record_stands_where_it_says() {
    for name in ["table/scraped.csv", "json/page.json", "tei/volume.xml", "html/results.html", "encounters/two.ndjson"]
    {
        let (bytes, listing) = (case(name), read(name));
        for record in &listing.records {
            let place = &record.place;
            let words = std::str::from_utf8(&bytes[place.bytes.start as usize..place.bytes.end as usize]).unwrap();
            let word = record.title.split(' ').next_back().unwrap();
            // the title of a visit is made of its fields
            let word = if name.starts_with("encounters") { "text" } else { word };
            assert!(words.contains(word), "{name}: {} is not in {words}", record.title);
            let before = &bytes[..place.bytes.start as usize];
            assert_eq!(
                before.iter().filter(|b| **b == b'\n').count() as u64,
                place.lines.start,
                "{name}: {}",
                record.title
            );
            assert_eq!(
                words.trim_end().matches('\n').count() as u64 + 1,
                place.lines.end - place.lines.start,
                "{name}"
            );
        }
    }
}

#[test]
fn a_scraped_row_becomes_a_record_with_its_address_and_fields() {
    let listing = read("table/scraped.csv");
    assert_eq!(listing.warnings, []);
    let first = &listing.records[0];
    assert_eq!(first.id.as_deref(), Some("memorandum-conversation-between-kim-and-puzanov"));
    assert_eq!(first.date_text.as_deref(), Some("December 13, 1960"));
    assert_eq!(values(first, Field::Contributors), ["Kim, Il Sung", "Puzanov, A.M."]);
    assert_eq!(values(first, Field::Mentioned), ["Mao, Zedong", "Satō, Eisaku"]);
    assert_eq!(
        listing.records[1].description.as_deref(),
        Some("A report, in two lines.\n\nAnd a second paragraph with \"quotes\".")
    );
}

/// Contributors of the record of a meeting met; those of other documents wrote, and associated people did neither.
#[test]
fn contributors_of_a_meeting_met_and_associated_people_are_only_mentioned() {
    let store = store("table/scraped.csv", Options::default());
    let meeting = "memorandum-conversation-between-kim-and-puzanov";
    assert_eq!(
        said(&store, PARTICIPANT),
        set(&[
            &format!("{meeting}: Aleksandr Puzanov [given.contributor]"),
            &format!("{meeting}: Kim Il Sung [given.contributor]"),
        ])
    );
    let mentions = said(&store, MENTIONS);
    for name in ["Mao Zedong [given.mentioned]", "Eisaku Sato [given.mentioned]", "North Korea [given.place]"] {
        assert!(mentions.contains(&format!("{meeting}: {name}")), "{mentions:?}");
    }
    assert_eq!(
        said(&store, AUTHOR),
        set(&[
            "cable-from-the-chinese-embassy: Asian Affairs Bureau, Ministry of Foreign Affairs of Japan [given.author]",
            "letter-zhivkov: Todor Zhivkov [given.contributor]",
        ])
    );
}

/// A table of the scraped columns: each row's title and contributors.
fn scraped(rows: &[(&str, &[&str])]) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let row = |(nth, (title, people)): (usize, &(&str, &[&str]))| {
        let people = serde_json::to_string(people).unwrap();
        format!("https://example.org/document/d{nth},{},1961-03-16,{}\n", quoted(title), quoted(&people))
    };
    let rows: String = rows.iter().enumerate().map(row).collect();
    format!("document_url,title,original_publication_date,document_contributors\n{rows}")
}

/// Who took part in encounters, by record and the label that they have there.
fn participants(name: &str, text: &str) -> BTreeSet<String> {
    let store = Store::new().unwrap();
    store.extend(Converter::new(DEFAULT_BASE).unwrap().convert(name, text.as_bytes()).unwrap().quads).unwrap();
    said(&store, PARTICIPANT).iter().map(|said| said.split(" [").next().unwrap().to_owned()).collect()
}

/// Whoever wrote of a meeting, or for one to come, did not meet by that.
#[test]
fn contributors_of_what_is_about_a_meeting_did_not_meet() {
    let writers: &[&str] = &["Lohse, Karl", "Brandel, Otto"];
    let rows = [
        ("Talking Points for the Minister's Meeting with President Morvan", writers),
        ("Proposal for a Meeting with Ernst Aardsma", writers),
        ("Cable Reporting on the Conversation between Hatherly and Aardsma", writers),
        ("Note on the Postponed Meeting with Ernst Aardsma", writers),
        ("Memorandum of Conversation", writers),
        ("Summary of the Meeting of Lohse and Brandel", writers),
    ];
    let expected =
        ["d2: Aardsma", "d2: Hatherly", "d4: Karl Lohse", "d4: Otto Brandel", "d5: Karl Lohse", "d5: Otto Brandel"];
    let met: BTreeSet<String> = participants("t.csv", &scraped(&rows));
    let of_writers = |said: &&String| ["Lohse", "Brandel"].iter().any(|name| said.contains(name));
    assert_eq!(met.iter().filter(of_writers).cloned().collect::<BTreeSet<_>>(), set(&expected[2..]));
    assert!(expected[..2].iter().all(|said| met.contains(*said)), "{met:?}");
}

/// Of whom no encounter can be told, he is mentioned at the least.
#[test]
fn who_took_part_with_nobody_is_mentioned() {
    let rows: &[(&str, &[&str])] =
        &[("Minutes of Conversation", &["Lohse, Karl", "Soviet Union. Ministry of Foreign Affairs"])];
    let store = Store::new().unwrap();
    store
        .extend(Converter::new(DEFAULT_BASE).unwrap().convert("t.csv", scraped(rows).as_bytes()).unwrap().quads)
        .unwrap();
    assert_eq!(said(&store, PARTICIPANT), set(&[]));
    let expected = [
        "d0: Karl Lohse [given.contributor]",
        "d0: Ministry of Foreign Affairs of the Soviet Union [given.contributor]",
    ];
    assert_eq!(said(&store, MENTIONS), set(&expected));
}

/// As indexes have them, with what somebody is called by besides, and when he lived.
#[test]
fn a_name_of_an_index_is_one_person() {
    let people: &[&str] = &[
        "Hillard, Winston, Sir, 1874-1965",
        "Corliss, Anthony, Earl of Avonlea, 1897-1977",
        "Dunmore, Ruprecht, conte",
        "'Abd al-Karim, Jamal",
        "Park, Yong Hee, President of South Korea",
        "Palinsky, Boris, Jr., 1929-1968",
        "Unknown",
    ];
    let expected = [
        "d0: Anthony Corliss",
        "d0: Boris Palinsky, Jr.",
        "d0: Jamal 'Abd al-Karim",
        "d0: Park Yong Hee",
        "d0: Ruprecht Dunmore",
        "d0: Winston Hillard",
    ];
    assert_eq!(participants("t.csv", &scraped(&[("Minutes of Conversation", people)])), set(&expected));
}

#[test]
fn a_cell_that_begins_as_a_list_and_is_none_is_told() {
    let table = "title,contributors\nMinutes of Conversation,\"[\"\"Lohse, Karl\"\", \"\"Brandel, Ot\"\nMinutes,[]\n\
                 Minutes,\"Lohse, Karl\nBrandel, Otto\"\n";
    let listing = source::read("t.csv", table.as_bytes()).unwrap();
    let warnings: Vec<String> = listing.warnings.iter().map(ToString::to_string).collect();
    let told = "t.csv:2: this cell of `contributors` begins as a JSON list and is none: it is not read";
    assert_eq!(warnings.iter().filter(|warning| warning.contains("JSON")).collect::<Vec<_>>(), [told]);
    assert_eq!(listing.residue[0].text, "[\"Lohse, Karl\", \"Brandel, Ot");
    assert_eq!(values(&listing.records[0], Field::Contributors), [""; 0]);
    assert_eq!(values(&listing.records[2], Field::Contributors), ["Lohse, Karl", "Brandel, Otto"]);
}

/// Who wrote to whom, in words.
fn letters(files: &[(&str, &str)]) -> BTreeSet<String> {
    let converter = Converter::new(DEFAULT_BASE).unwrap();
    let store = Store::new().unwrap();
    for (name, text) in files {
        store.extend(converter.convert(name, text.as_bytes()).unwrap().quads).unwrap();
    }
    let text = "PREFIX rico: <https://www.ica.org/standards/RiC/ontology#>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?from ?to WHERE { GRAPH ?g { ?r rico:hasAuthor ?a ; rico:hasAddressee ?b }
          GRAPH ?h { ?a rdfs:label ?from } GRAPH ?i { ?b rdfs:label ?to } }";
    let rows = query::rows("letters", text, &store).unwrap();
    rows.iter().map(|row| format!("{} to {}", cell(row, "from"), cell(row, "to"))).collect()
}

/// Numbers are those of a table or a finding aid, and of several records of one number each is itself.
#[test]
fn letters_of_one_number_are_never_mixed() {
    let (one, two) = ("Otto Brandel,Karl Lohse", "Ernst Aardsma,Luc Morvan");
    let expected = set(&["Ernst Aardsma to Luc Morvan", "Otto Brandel to Karl Lohse"]);
    let addressed = format!(
        "id,url,title,date,authors,recipients\n7,https://example.org/item/7,Letter,1961-03-16,{one}\n\
         8,https://example.org/item/8,Letter,1961-03-16,{two}\n"
    );
    assert_eq!(letters(&[("a.csv", &addressed)]), expected);
    // the addresses are those of any table, and the numbers of this one
    let other =
        "id,url,title,date,authors,recipients\n7,https://example.net/7,Letter,1961-03-16,Otto Brandel,Luc Morvan\n";
    let mut more = expected.clone();
    more.insert("Otto Brandel to Luc Morvan".to_owned());
    assert_eq!(letters(&[("a.csv", &addressed), ("b.csv", other)]), more);
    let bare = format!("url,title,date,authors,recipients\nhttps://example.org/item/7,Letter,,{one}\n");
    assert_eq!(letters(&[("a.csv", &addressed), ("c.csv", &bare)]), expected);
    let head = "id,title,date,authors,recipients\n";
    let (first, second) = (format!("1,Letter,1961-03-16,{one}\n"), format!("1,Letter,1971-03-16,{two}\n"));
    let (a, b) = (format!("{head}{first}"), format!("{head}{second}"));
    assert_eq!(letters(&[("a.csv", &a), ("b.csv", &b)]), expected);
    assert_eq!(letters(&[("letters.1961.csv.gz", &a), ("letters.1971.csv", &b)]), expected);
    assert_eq!(letters(&[("a.csv", &format!("{head}{first}{second}{second}"))]), expected);
    let listing = source::read("a.csv", format!("{head}{first}{second}").as_bytes()).unwrap();
    let warnings: Vec<String> = listing.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(warnings, ["a.csv:3: a record of the same id, 1, has another date or title; each is named by its own"]);
    let aid = |title: &str, letter: &str| {
        format!(
            "<ead><eadheader><filedesc><titlestmt><titleproper>{title}</titleproper></titlestmt></filedesc></eadheader>\
             <archdesc level=\"fonds\"><did><unittitle>F</unittitle></did><dsc><c01 level=\"item\"><did><unitid>1/1</unitid>\
             <unittitle>{letter}</unittitle></did></c01></dsc></archdesc></ead>"
        )
    };
    let letter = "Letter from Otto Brandel to Karl Lohse";
    let aids = [("a.xml", aid("One", letter)), ("b.xml", aid("Two", "Letter from Ernst Aardsma to Luc Morvan"))];
    assert_eq!(letters(&aids.each_ref().map(|(name, text)| (*name, text.as_str()))), expected);
}

/// Telegrams are called alike, and two of one day are two: who wrote to whom tells them apart, in one file and in several.
#[test]
fn letters_of_one_date_and_title_are_never_mixed() {
    let head = "title,date,authors,recipients\n";
    let (first, second) =
        ("Telegram,1961-03-16,Otto Brandel,Karl Lohse\n", "Telegram,1961-03-16,Ernst Aardsma,Luc Morvan\n");
    let both = format!("{head}{first}{second}");
    let expected = set(&["Ernst Aardsma to Luc Morvan", "Otto Brandel to Karl Lohse"]);
    assert_eq!(letters(&[("a.csv", &both)]), expected);
    assert_eq!(letters(&[("a.csv", &format!("{head}{first}")), ("b.csv", &format!("{head}{second}"))]), expected);
    let listing = source::read("a.csv", format!("{both}{first}").as_bytes()).unwrap();
    assert_eq!(listing.warnings, []);
    assert_eq!(listing.records[0].id, listing.records[2].id);
    // nor where one number stands for both
    let numbered = format!("id,{head}7,{first}7,{second}7,{first}");
    assert_eq!(letters(&[("a.csv", &numbered)]), expected);
    let listing = source::read("a.csv", numbered.as_bytes()).unwrap();
    let told = "a.csv:3: a record of the same id, 7, is of other people; each is named by its own";
    assert_eq!(listing.warnings[0].to_string(), told);
    // an address is that of one page, which may say more of it in another row
    let addressed = format!("url,{head}https://example.org/7,{first}https://example.org/7,{second}");
    let listing = source::read("a.csv", addressed.as_bytes()).unwrap();
    assert!(listing.warnings[0].to_string().contains("says something else"), "{:?}", listing.warnings);
    let item = |from: &str, to: &str| {
        format!(
            "<c level=\"item\"><did><unittitle>Letter</unittitle><unitdate normal=\"1961-03-16\"/><origination>\
             <persname>{from}</persname><persname role=\"addressee\">{to}</persname></origination></did></c>"
        )
    };
    let items = [item("Otto Brandel", "Karl Lohse"), item("Ernst Aardsma", "Luc Morvan")].concat();
    let aid = format!("<ead><archdesc><did><unittitle>F</unittitle></did><dsc>{items}</dsc></archdesc></ead>");
    assert_eq!(letters(&[("a.xml", &aid)]), expected);
}

/// An address names a page of its archive, whatever else is called like its end; a place in the page is no part of it.
#[test]
fn addresses_of_two_archives_are_two() {
    let record = |options: &Options, head: &str, url: &str| {
        let row = format!("{head},title,date\n{url},Letter,1961-03-16\n");
        let record = source::read_as("t.csv", row.as_bytes(), options).unwrap().records.remove(0);
        (record.archive, record.id.unwrap())
    };
    let mapping = "archive = \"x\"\n[columns]\ntitle = \"title\"\nurl = \"url\"\n";
    let mapping = Mapping::parse("m.toml", mapping).unwrap();
    let mapped = Options { mapping: Some(mapping), ..Options::default() };
    let (plain, a) = (Options::default(), "https://archive-a.example/document/42");
    for (options, head) in [(&plain, "url"), (&plain, "document_url"), (&mapped, "url")] {
        let named = |url: &str| record(options, head, url);
        assert_ne!(named(a), named("https://archive-b.example/document/42"), "{head}");
        assert_eq!(named(a), named("https://archive-a.example/document/42#top"), "{head}");
        assert_ne!(named("https://a.example/item?n=7"), named("https://a.example/item?n=8"), "{head}");
        assert_ne!(named("https://a.example/#/item/7"), named("https://a.example/#/item/8"), "{head}");
    }
    let known = record(&plain, "url", "https://digitalarchive.wilsoncenter.org/document/some-letter");
    assert_eq!(known, ("wcda".to_owned(), "some-letter".to_owned()));
    // in two files, too
    let letter = |from: &str| format!("url,title,authors,recipients\n{a},Letter of {from},Otto Brandel,Karl Lohse\n");
    let read = |name: &str, text: &str| source::read_as(name, text.as_bytes(), &mapped).unwrap().records.remove(0).id;
    assert_eq!(read("a.csv", &letter("March")), read("b.csv", &letter("Brandel")));
    let other = letter("March")
        .replace("archive-a", "archive-b")
        .replace("Otto Brandel,Karl Lohse", "Ernst Aardsma,Luc Morvan");
    let expected = set(&["Ernst Aardsma to Luc Morvan", "Otto Brandel to Karl Lohse"]);
    assert_eq!(letters(&[("a.csv", &letter("March")), ("b.csv", &other)]), expected);
}

/// The dates that tables and finding aids have, as they are understood.
#[test]
fn dates_are_read_as_archives_write_them() {
    let dates = [
        ("16 March 1961", Some("1961-03-16")),
        ("19610316", Some("1961-03-16")),
        ("March 16-18, 1961", Some("1961-03-16/1961-03-18")),
        ("1961-03-16/1961-03-20", Some("1961-03-16/1961-03-20")),
        ("1961-03/1962", Some("1961-03-01/1962-12-31")),
        ("18-16 March 1961", None),
        ("19611316", None),
    ];
    let rows: String = dates.iter().map(|(date, _)| format!("Letter,\"{date}\"\n")).collect();
    let listing = source::read("t.csv", format!("title,date\n{rows}").as_bytes()).unwrap();
    let read: Vec<Option<String>> =
        listing.records.iter().map(|record| record.date.map(|date| date.to_string())).collect();
    assert_eq!(read, dates.map(|(_, date)| date.map(str::to_owned)));
    let aid = |date: &str| {
        let text = format!(
            "<ead><archdesc level=\"fonds\"><did><unittitle>F</unittitle></did><dsc><c level=\"item\"><did><unittitle>Letter\
             </unittitle>{date}<origination><persname><part localtype=\"surname\">Brandel</part><part localtype=\"forename\">\
             Otto</part></persname></origination></did></c></dsc></archdesc></ead>"
        );
        let listing = source::read("aid.xml", text.as_bytes()).unwrap();
        assert_eq!(values(&listing.records[0], Field::Authors), ["Brandel, Otto"]);
        listing.records[0].date.map(|date| date.to_string()).unwrap_or_default()
    };
    assert_eq!(aid("<unitdate normal=\"19610316\">one day</unitdate>"), "1961-03-16");
    assert_eq!(
        aid("<unitdatestructured><datesingle notbefore=\"1961-03-01\" notafter=\"1961-03-20\">early</datesingle>\
             </unitdatestructured>"),
        "1961-03-01/1961-03-20"
    );
    assert_eq!(
        aid("<unitdatestructured><datesingle notafter=\"1961-03-20\">by then</datesingle></unitdatestructured>"),
        "[..1961-03-20]"
    );
}

#[test]
fn other_tables_are_read_by_a_mapping() {
    let text = String::from_utf8(case("table/mapping.toml")).unwrap();
    let mapping = Mapping::parse("mapping.toml", &text).unwrap();
    let store = store("table/mapped.tsv", Options { mapping: Some(mapping), ..Options::default() });
    assert_eq!(
        said(&store, PARTICIPANT),
        set(&[
            "x-1-2-00d3e1: Nikita Khrushchev [given.participant]",
            "x-1-2-00d3e1: Todor Zhivkov [given.participant]"
        ])
    );
    assert_eq!(said(&store, AUTHOR), set(&["x-1-3-7e8b51: Károly Práth [given.author]"]));
}

#[test]
fn a_bad_mapping_is_told() {
    let fails = |text: &str| Mapping::parse("m.toml", text).unwrap_err().to_string();
    assert!(fails("[columns]\ntitle = \"A\"\nwriter = \"B\"\n").starts_with("m.toml: a record has no field `writer`"));
    assert!(
        fails("[columns]\ndate = \"A\"\n").starts_with("m.toml: the mapping does not say which column is the title")
    );
    assert!(fails("[columns]\ntitle = \n").starts_with("m.toml:2: "));
    let mapping = Mapping::parse("m.toml", "[columns]\ntitle = \"A\"\ndate = \"C\"\n").unwrap();
    let options = Options { mapping: Some(mapping), ..Options::default() };
    let error = source::read_as("t.csv", b"A,B\n1,2\n", &options).unwrap_err().to_string();
    assert_eq!(
        error,
        "t.csv:1: the table has no column `C`, which the mapping names\n  help: its columns are `A`, `B`"
    );
}

/// The markup of a volume says who wrote to whom and who took part: no more is said of it, and no less.
#[test]
fn correspondents_and_participants_of_a_volume_equal_its_markup() {
    let store = store("tei/volume.xml", Options::default());
    assert_eq!(
        said(&store, AUTHOR),
        set(&[
            "frus1900v01-d1: Mission at Berlin [given.author]",
            "frus1900v01-d1: Peter Dunmore [given.author]",
            "frus1900v01-d4: John B. Archer [given.author]",
        ])
    );
    assert_eq!(
        said(&store, ADDRESSEE),
        set(&[
            "frus1900v01-d1: Embassy of the United States in Germany [name.volume-mission]",
            "frus1900v01-d4: Otto Brandel [given.recipient]"
        ])
    );
    assert_eq!(
        said(&store, PARTICIPANT),
        set(&[
            "frus1900v01-d2: Hans Muster [given.participant]",
            "frus1900v01-d2: John B. Archer [given.participant]",
            "frus1900v01-d2: Mary Corliss [given.participant]",
            "frus1900v01-d2: Otto Brandel [given.participant]",
        ])
    );
    let mentions = said(&store, MENTIONS);
    assert!(mentions.contains("frus1900v01-d2: Peter Dunmore [given.mentioned]"), "{mentions:?}");
    assert!(
        !mentions.iter().any(|one| one.starts_with("frus1900v01-d1: Mary Corliss")),
        "who drafted is not mentioned"
    );
}

#[test]
fn dates_of_a_volume_are_those_of_its_datelines() {
    let dates: Vec<String> = read("tei/volume.xml")
        .records
        .iter()
        .map(|record| format!("{} = {}", record.text(Field::Date), record.date.unwrap()))
        .collect();
    assert_eq!(
        dates,
        [
            "January 16, 1958, 9 p.m. = 1958-01-16",
            "February 3, 1958 = 1958-02-03",
            "1958-03-01 = 1958-03-01",
            "March 4–5, 1958 = 1958-03-04/1958-03-05"
        ]
    );
}

#[test]
fn records_of_the_former_interface_keep_their_names() {
    let store = store("json/page.json", Options::default());
    assert_eq!(
        said(&store, AUTHOR),
        set(&[
            "report-embassy-hungary-north-korea: Embassy of Hungary in North Korea [title.from]",
            "report-embassy-hungary-north-korea: Károly Práth [given.author]",
        ])
    );
    assert_eq!(
        said(&store, PARTICIPANT),
        set(&[
            "record-conversation-factory: Aleksandr Puzanov [given.contributor]",
            "record-conversation-factory: Károly Práth [given.contributor]",
        ])
    );
}

#[test]
fn a_page_is_read_by_its_words() {
    let listing = read("html/results.html");
    assert_eq!((listing.collection, listing.residue.as_slice()), (None, [].as_slice()));
    let first = &listing.records[0];
    assert_eq!(first.title, "From the Diary of S. V. Chervonenko, Memorandum of Conversation with Dondogiin Tsevegmid");
    assert_eq!(first.description.as_deref(), Some("Tsevegmid tells Chervonenko about the talks & the “harvest”."));
    assert_eq!(listing.records[1].date_text.as_deref(), Some("September 1964"));
    assert_eq!(listing.records[1].description, None);
}

#[test]
fn who_travelled_met_whom_the_remark_names() {
    let store = store("encounters/two.ndjson", Options::default());
    assert_eq!(
        said(&store, PARTICIPANT),
        set(&[
            "travel-1: Dean Rusk [given.participant]",
            "travel-1: de Gaulle [meet.with]",
            "visit-1: Example [given.participant]",
            "visit-1: Kennedy [meet.with]",
        ])
    );
}

#[test]
fn a_file_that_breaks_off_is_told_and_what_is_before_is_kept_when_asked() {
    let keep = Options { keep_going: true, ..Options::default() };
    let xml = String::from_utf8(case("tei/volume.xml")).unwrap();
    let cut = &xml[..xml.find("The Mayor said").unwrap()];
    let error = fails("v.xml", cut);
    assert!(error.starts_with("v.xml:37:14: the file ends inside of `p`: is it cut short?"), "{error}");
    assert!(error.ends_with("or keep the 1 records before it with --keep-going"), "{error}");
    let kept = source::read_as("v.xml", cut.as_bytes(), &keep).unwrap();
    assert_eq!((kept.records.len(), kept.broken.is_some()), (1, true));

    let crossed = xml.replacen("Hans Muster, Interpreter</item>", "Hans Muster, Interpreter</list>", 1);
    let error = fails("v.xml", &crossed);
    assert!(error.starts_with("v.xml:31:116:"), "{error}");

    let json = String::from_utf8(case("json/page.json")).unwrap();
    let cut = &json[..json.find("A talk").unwrap()];
    let error = fails("p.json", cut);
    assert!(error.starts_with("p.json:45:3: the JSON ends in the middle of a record"), "{error}");
    assert_eq!(source::read_as("p.json", cut.as_bytes(), &keep).unwrap().records.len(), 1);

    let table = "title,date\nLetter,1961\nNote,\"1962\nReport,1963\n";
    let error = fails("t.csv", table);
    assert!(error.starts_with("t.csv:3: "), "{error}");
    assert_eq!(source::read_as("t.csv", table.as_bytes(), &keep).unwrap().records.len(), 1);
}

#[test]
fn entities_of_a_file_s_own_are_refused() {
    let bomb = "<!DOCTYPE TEI [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]>\n<TEI><p>&b;</p></TEI>";
    let error = fails("bomb.xml", bomb);
    assert!(error.starts_with("bomb.xml:1:1: the file declares entities of its own, which are refused"), "{error}");
    let outside = "<!DOCTYPE TEI [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>\n<TEI><p>&x;</p></TEI>";
    assert!(fails("outside.xml", outside).contains("refused"));
    let deep = format!("<TEI>{}", "<p>".repeat(100_000));
    assert!(fails("deep.xml", &deep).contains("elements lie in one another more than 128 deep"));
}

#[test]
fn a_wrong_form_and_an_unknown_one_are_told() {
    let wrong = Options { form: Some(Form::Tei), ..Options::default() };
    let error = source::read_as("t.csv", b"title,date\nLetter,1961\n", &wrong).unwrap_err().to_string();
    assert!(error.starts_with("t.csv: read as tei, the file has no record"), "{error}");
    assert!(
        fails("x.xml", "<mods><a/></mods>")
            .starts_with("x.xml: this is XML that Chancery does not read: its root is `mods`")
    );
    let error = fails("x.csv", "Name,When,What\na,b,c\n");
    assert!(
        error.starts_with("x.csv: no column of this table is called `title`: it has `Name`, `When`, `What`"),
        "{error}"
    );
}

#[test]
fn one_id_with_two_contents_is_told() {
    let table = "id,title,description\n1,Letter,One text\n1,Letter,Another\n2,Letter,One text\n";
    let listing = source::read("t.csv", table.as_bytes()).unwrap();
    let warnings: Vec<String> = listing.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(warnings, ["t.csv:3: a record of the same id, 1, says something else; both are kept under one record"]);
}

#[test]
fn items_of_finding_aids_are_records_of_their_fonds() {
    let listing = read("ead/2002.xml");
    let collection = listing.collection.as_ref().unwrap();
    assert_eq!(
        (collection.title.as_str(), collection.description.as_deref()),
        ("Papers of a made-up legation", Some("Letters and notes."))
    );
    let titles: Vec<(&str, &str, String)> = listing
        .records
        .iter()
        .map(|record| (record.id.as_deref().unwrap(), record.title.as_str(), record.date.unwrap().to_string()))
        .collect();
    assert_eq!(
        titles,
        [
            ("aid-7-A 1", "Letter about the harvest", "1891-03-16".to_owned()),
            ("aid-7-A 2", "Note", "1891-03-16/1891-03-20".to_owned())
        ]
    );
    let store = store("ead/2002.xml", Options::default());
    let one =
        |said: BTreeSet<String>| said.into_iter().map(|line| line.split_once(": ").unwrap().1.to_owned()).collect();
    let authors: Vec<String> = one(said(&store, AUTHOR));
    assert_eq!(authors, ["Hans Muster [given.author]"]);
    let addressees: Vec<String> = one(said(&store, ADDRESSEE));
    assert_eq!(addressees, ["Embassy of Hungary in Germany [given.recipient]"]);
    let mentioned: Vec<String> = one(said(&store, MENTIONS));
    assert!(mentioned.contains(&"John B. Archer [given.mentioned]".to_owned()), "{mentioned:?}");

    let third = read("ead/3.xml");
    assert_eq!(third.records[0].date.unwrap().to_string(), "1892-05-01/1892-05-03");
    assert_eq!(values(&third.records[0], Field::Authors), ["Corliss, Mary"]);
}

#[test]
fn a_response_by_oai_pmh_is_read_and_told_to_be_one_of_several() {
    let listing = read("oai/response.xml");
    assert_eq!(listing.records.len(), 1);
    let record = &listing.records[0];
    assert_eq!((record.archive.as_str(), record.id.as_deref()), ("archive.example.org", Some("41")));
    assert_eq!(record.url.as_deref(), Some("https://archive.example.org/41"));
    assert!(listing.warnings[0].to_string().starts_with("oai/response.xml: the response is one of several"));
    let error = fails("e.xml", "<OAI-PMH><error code=\"noRecordsMatch\">None</error></OAI-PMH>");
    assert_eq!(error, "e.xml:1:10: the repository answered with an error: None");
}

/// What is declared is believed; without a declaration Windows-1252 is read and said, if nothing speaks against it.
#[test]
fn other_encodings_are_read_and_said() {
    let title = |listing: &Listing| listing.records[0].title.clone();
    let guessed =
        source::read("t.csv", b"title,date\nLetter of K\xE1roly Pr\xE1th \x96 a note,1961\nNote,1962\n").unwrap();
    assert_eq!(title(&guessed), "Letter of Károly Práth – a note");
    assert_eq!(
        guessed.warnings[0].to_string(),
        "t.csv:2: the text is not UTF-8; it was read as Windows-1252\n  help: if its letters look wrong, save it as UTF-8"
    );
    let places: Vec<_> = guessed.records.iter().map(|record| record.place.bytes.clone()).collect();
    assert_eq!(places, [11..47, 48..57], "places are those of the file");

    let page =
        b"<html><head><meta charset=\"iso-8859-2\"></head><p>October 7, 1964</p><p>Letter of Ceau\xBAescu</p></html>";
    let declared = source::read("p.html", page).unwrap();
    assert_eq!((title(&declared).as_str(), declared.warnings.len()), ("Letter of Ceauşescu", 0));

    let wide: Vec<u8> = "\u{feff}title,date\nPráth,1961\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let listing = source::read("w.csv", &wide).unwrap();
    assert_eq!(title(&listing), "Práth");
    let place = listing.records[0].place.bytes.clone();
    let words: Vec<u16> = wide[place.start as usize..place.end as usize]
        .chunks(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
        .collect();
    assert_eq!(String::from_utf16(&words).unwrap(), "Práth,1961");

    let mixed = source::read("m.csv", b"title,date\nPr\xC3\xA1th,1961\nPr\xE1th,1961\n").unwrap_err().to_string();
    assert!(mixed.starts_with("m.csv:3: the text is not UTF-8"), "{mixed}");
    let declared = b"<?xml version=\"1.0\" encoding=\"Shift_JIS\"?><TEI/>";
    let error = source::read("s.xml", declared).unwrap_err().to_string();
    assert!(error.starts_with("s.xml: the file says that it is Shift_JIS, which is not read"), "{error}");
}

/// Cut at any place, each case is read up to there or told of, and nothing panics.
#[test]
fn a_file_cut_anywhere_is_read_or_told() {
    let converter = Converter::new(DEFAULT_BASE).unwrap();
    let cases = [
        "table/scraped.csv",
        "json/page.json",
        "tei/volume.xml",
        "html/results.html",
        "document/page.txt",
        "ead/2002.xml",
        "ead/3.xml",
        "oai/response.xml",
        "encounters/two.ndjson",
    ];
    for name in cases {
        let (bytes, form) = (case(name), Form::of(std::str::from_utf8(&case(name)).unwrap(), None));
        let options = Options { form, keep_going: true, ..Options::default() };
        let mut most = 0;
        for end in (0..bytes.len()).step_by(13) {
            let Ok(listing) = source::read_as(name, &bytes[..end], &options) else { continue };
            assert!(listing.records.len() >= most, "{name}: what was read is lost at {end}");
            most = listing.records.len();
            for record in &listing.records {
                let reading = chancery::recognise::recognise(record, converter.lexicon());
                for passage in reading.claims.iter().flat_map(|claim| &claim.passages) {
                    assert!(!record.words(*passage).is_empty(), "{name}: {passage:?}");
                }
            }
        }
    }
}

/// As text and as HTML, whatever its parts are called: the labels say what is what.
#[test]
fn the_page_of_a_document_is_read_by_its_labels() {
    let text = String::from_utf8(case("document/page.txt")).unwrap();
    let lines = text.lines().map(|line| format!("<div class=\"q\">{}</div>", line.replace('&', "&amp;")));
    let page =
        format!("<!doctype html><html><body><nav>Home</nav>{}</body></html>", lines.collect::<Vec<_>>().join("\n"));
    for listing in [read("document/page.txt"), source::read("page.html", page.as_bytes()).unwrap()] {
        let record = &listing.records[0];
        assert_eq!((listing.records.len(), record.id.as_deref()), (1, Some("700001")));
        assert_eq!(record.title, "Memorandum of Conversation about a Made-up Harvest");
        assert_eq!(record.date.unwrap().to_string(), "1964-10-07");
        assert_eq!(record.description.as_deref(), Some("Two ambassadors discuss a harvest and the price of seed."));
        assert_eq!(values(record, Field::Contributors), ["Práth, Károly", "Puzanov, A.M."]);
        assert_eq!(values(record, Field::Mentioned), ["Mao, Zedong"]);
        assert_eq!(values(record, Field::Authors), [""; 0]);
        assert_eq!(values(record, Field::Source), ["Made-up archive, box 4"]);
    }
}

/// The old form of the page, its PDF's cover and a saved page: the citation says what is what.
#[test]
fn the_old_page_of_a_document_is_read_by_its_citation() {
    let text = String::from_utf8(case("old_page/page.txt")).unwrap();
    let lines = text.lines().map(|line| format!("<p>{}</p>", line.replace('&', "&amp;")));
    let page = format!("<!doctype html><html><body>{}</body></html>", lines.collect::<Vec<_>>().join("\n"));
    for listing in [read("old_page/page.txt"), source::read("page.html", page.as_bytes()).unwrap()] {
        let record = &listing.records[0];
        assert_eq!((listing.records.len(), record.id.as_deref()), (1, Some("700002")));
        assert_eq!(record.title, "Report, Embassy of Hungary in a Made-up State, on the “Harvest,”");
        assert_eq!(record.date.unwrap().to_string(), "1961-03-16");
        let said = "Károly Práth reports on a conversation he held with Aleksandr Puzanov about a “harvest,” and what it cost.";
        assert_eq!(record.description.as_deref(), Some(said));
        let kept = "Made-up Archive, box 4, folder 5. Translated for the archive by A. Translator.";
        assert_eq!(values(record, Field::Source), [kept]);
        assert_eq!(values(record, Field::Body), [""; 0]);
        assert_eq!(listing.warnings, []);
    }
    let cover = read("old_page/cover.txt");
    let record = &cover.records[0];
    assert_eq!((cover.records.len(), record.id.as_deref()), (1, Some("700002")));
    assert_eq!(record.title, "Report, Embassy of Hungary in a Made-up State");
    let said = "Károly Práth reports on a conversation he held with Aleksandr Puzanov.";
    assert_eq!(record.description.as_deref(), Some(said));
    assert_eq!(values(record, Field::Language), ["Hungarian"]);
}

fn with_bodies() -> Options {
    Options { bodies: true, ..Options::default() }
}

/// Each source with the documents' own words has them when they are asked for, and only then.
#[test]
fn bodies_are_read_when_they_are_asked_for() {
    for (name, words) in [
        ("old_page/page.txt", "I will meet the Minister next week."),
        ("document/page.txt", "First Secretary: How is the harvest?"),
        ("tei/volume.xml", "The Mayor said that Dunmore had been helpful."),
    ] {
        let without = read(name);
        assert!(without.records.iter().all(|record| record.text(Field::Body).is_empty()), "{name}");
        let with = source::read_as(name, &case(name), &with_bodies()).unwrap();
        assert!(with.records.iter().any(|record| record.text(Field::Body).contains(words)), "{name}");
        // all else is as it was
        let mut records = with.records;
        records.iter_mut().for_each(|record| drop(record.given.remove(&Field::Body)));
        records.iter_mut().for_each(|record| record.marks.retain(|mark| mark.words.field != Field::Body));
        assert_eq!(records, without.records, "{name}");
    }
    let row = "title,date,text_body\nCable,1961-03-16,\"One line\nof words.\n\nAnother.\"\n";
    let table = source::read_as("a.csv", row.as_bytes(), &with_bodies()).unwrap();
    assert_eq!(values(&table.records[0], Field::Body), ["One line of words.", "Another."]);
    let plain = source::read("a.csv", row.as_bytes()).unwrap();
    assert_eq!(values(&plain.records[0], Field::Body), [""; 0]);
}

/// A document's own words tell of meetings in so many words or not at all, and take nothing from what the catalogue tells.
#[test]
fn bodies_add_what_they_say_and_no_more() {
    let (without, with) = (store("old_page/page.txt", Options::default()), store("old_page/page.txt", with_bodies()));
    for property in [MENTIONS, PARTICIPANT, AUTHOR] {
        assert!(said(&with, property).is_superset(&said(&without, property)), "{property}");
    }
    let added = |property: &str| -> BTreeSet<String> {
        let new = said(&with, property);
        new.difference(&said(&without, property)).map(|line| line.split(": ").last().unwrap().to_owned()).collect()
    };
    // who is met again was met by the catalogue's words, which are not told twice; who will be met was not
    assert_eq!(added(PARTICIPANT), set(&["Pak Song-chol [body.meet]", "Qiao Xiaoguang [body.meet]"]));
    let named = added(MENTIONS);
    assert!(named.contains("Nikita Khrushchev [body.name]"), "{named:?}");
    assert!(named.iter().all(|line| line.ends_with("[body.name]")), "{named:?}");
}

/// Who met whom by a sentence of a report that Astrid Holm wrote: the parties, in the order of their names.
fn told(sentence: &str) -> Vec<BTreeSet<String>> {
    told_by("Report", "", sentence)
}

fn told_by(title: &str, recipient: &str, sentence: &str) -> Vec<BTreeSet<String>> {
    let row = format!(
        "title,date,authors,recipients,text_body\n{title},1961-03-16,Astrid Holm,{recipient},\"{}\"\n",
        sentence.replace('"', "\"\"")
    );
    parties(&read_whole("a.csv", &row))
}

/// The graph of a text, its documents' own words read.
fn read_whole(name: &str, text: &str) -> Store {
    static CONVERTER: LazyLock<Converter> =
        LazyLock::new(|| Converter::new(DEFAULT_BASE).unwrap().reading(with_bodies()));
    let store = Store::new().unwrap();
    store.extend(CONVERTER.convert(name, text.as_bytes()).unwrap().quads).unwrap();
    store
}

/// The parties of each encounter of a graph, by their names.
fn parties(store: &Store) -> Vec<BTreeSet<String>> {
    const MET: &str = "PREFIX rico: <https://www.ica.org/standards/RiC/ontology#>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT DISTINCT ?event ?name WHERE { ?event rico:hasOrHadParticipant ?who . ?who rdfs:label ?name }";
    let mut events: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in query::rows("met", MET, store).unwrap() {
        events.entry(cell(&row, "event").to_owned()).or_default().insert(cell(&row, "name").to_owned());
    }
    events.into_values().collect()
}

/// What a document says in so many words that took place.
#[test]
fn a_body_tells_who_met_whom() {
    let holm = "Astrid Holm";
    for (sentence, one, other) in [
        ("I met Orlov at noon.", holm, "Orlov"),
        ("I saw Orlov for an hour last night.", holm, "Orlov"),
        ("I have seen Orlov.", holm, "Orlov"),
        ("Orlov called on me this morning.", holm, "Orlov"),
        ("Orlov called on me to protest.", holm, "Orlov"),
        ("Orlov came in to see me at five.", holm, "Orlov"),
        ("I called on Orlov today and protested.", holm, "Orlov"),
        ("I was received by Mrs. Lindqvist yesterday.", holm, "Lindqvist"),
        ("Orlov was received by Brandel.", "Brandel", "Orlov"),
        ("I had a long talk with Orlov.", holm, "Orlov"),
        ("Orlov lunched with Brandel.", "Brandel", "Orlov"),
        ("I dined with Orlov last night.", holm, "Orlov"),
        ("Orlov discussed with Brandel the question of grain.", "Brandel", "Orlov"),
        ("I spoke to Orlov.", holm, "Orlov"),
        ("My recent conversation with Orlov was useful.", holm, "Orlov"),
        ("Orlov recalled his talk with Brandel in Vienna.", "Brandel", "Orlov"),
        ("In a conversation with Orlov last night I learned of it.", holm, "Orlov"),
        ("I waited, and during a conversation yesterday with Dr. Orlov, I reverted to it.", holm, "Orlov"),
        ("In a meeting last week with Orlov, Brandel pointedly asked for it.", "Brandel", "Orlov"),
        ("A conversation between Orlov and Brandel took place.", "Brandel", "Orlov"),
        ("The conversation that Brandel had had with Orlov was short.", "Brandel", "Orlov"),
        ("Orlov telephoned me last night.", holm, "Orlov"),
        ("Orlov had called me earlier.", holm, "Orlov"),
        ("Orlov gave a dinner for Brandel.", "Brandel", "Orlov"),
        ("Orlov and Brandel met in Paris.", "Brandel", "Orlov"),
    ] {
        assert_eq!(told(sentence), [set(&[one, other])], "{sentence}");
    }
    let told = told("Orlov spoke of his conversations with Brandel and Lindqvist.");
    assert_eq!(
        told,
        [set(&["Brandel", "Orlov"]), set(&["Lindqvist", "Orlov"])],
        "they need not have been of all three"
    );
}

/// What a document wishes, plans, supposes or denies, what is written, and what it does not say of somebody by name.
#[test]
fn a_body_tells_of_no_meeting_by_less() {
    for sentence in [
        "I hope to meet Orlov.",
        "I will see Orlov tomorrow.",
        "Orlov asked to see me.",
        "I suggested that Orlov call on Brandel.",
        "I have not seen Orlov.",
        "Orlov refused to receive Brandel.",
        "If Orlov met Brandel, all would be well.",
        "I told Orlov that it rained.",
        "I received Orlov's letter.",
        "Orlov saw Brandel as an enemy.",
        "Brandel then called on Orlov for a briefing.",
        "My next meeting with Orlov is on Monday.",
        "My meeting with Orlov was cancelled.",
        "I look forward to my talk with Orlov.",
        "Before my meeting with Orlov I read the file.",
        "Orlov denied that he had met Brandel.",
        "I expect Orlov called on Brandel.",
        "Orlov spoke of his difficulties with Brandel.",
        "I discussed the quarrel of Orlov with Brandel.",
        "Both Orlov and Brandel were there.",
        "They would go into details in their meeting with Mr. Orlov this afternoon.",
        "Minister War met Orlov.",
        "Orlov left. He said he had met Brandel.",
        "We met Orlov.",
    ] {
        assert!(told(sentence).is_empty(), "{sentence}: {:?}", told(sentence));
    }
}

/// `I` is whoever wrote, but not in quotations, in what many said, or where two wrote; `you` is to whom it went.
#[test]
fn a_body_knows_who_writes() {
    assert!(told("“I met Orlov in Sofia,” it said.").is_empty());
    assert!(told("He wrote: “I was just told of it. I met Orlov in Sofia.").is_empty());
    for (open, close) in [("‘", "’"), ("'", "'"), ("«", "»"), ("„", "“")] {
        let sentence = format!("He wrote: {open}I met Orlov in Sofia.{close}");
        assert!(told(&sentence).is_empty(), "{sentence}");
    }
    assert_eq!(told("He wrote: «I was in Sofia.» I met Orlov there."), [set(&["Astrid Holm", "Orlov"])]);
    assert!(told_by("Minutes of a Session", "", "I met Orlov in Sofia.").is_empty());
    assert_eq!(
        told_by("Letter", "Otto Brandel", "It was clear from our talk."),
        [set(&["Astrid Holm", "Otto Brandel"])]
    );
    assert_eq!(told_by("Letter", "Otto Brandel", "I hear that you met Orlov."), [set(&["Orlov", "Otto Brandel"])]);
    assert!(told_by("Letter", "Otto Brandel", "I look forward to our talk.").is_empty());
    let document = |inside: &str| {
        format!(
            "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:id=\"frus1900v02\"><text><body>\
             <div type=\"document\" xml:id=\"d1\"><head>The Minister in Norway (<persName type=\"from\">Holm</persName>) to \
             the <gloss type=\"to\">Secretary of State</gloss></head><p>I enclose a report.</p>{inside}\
             <closer><signed>Holm</signed></closer></div></body></text></TEI>"
        )
    };
    let met = |inside: &str| parties(&read_whole("a.xml", &document(inside)));
    assert_eq!(met("<list><item>I saw Orlov last night.</item></list>"), [set(&["Holm", "Orlov"])]);
    assert!(met("<p>He wrote:</p><quote><p>I saw Orlov last night.</p></quote>").is_empty());
    assert!(met("<p>He wrote: <quote>I saw Orlov last night.</quote></p>").is_empty());
    assert!(met("<attachment><p>I saw Orlov last night.</p></attachment>").is_empty());
    assert_eq!(met("<attachment><p>Brandel saw Orlov.</p></attachment>"), [set(&["Brandel", "Orlov"])]);
}

/// The word for an office's field, and the name of a place, are nobody.
#[test]
fn a_body_names_people_only() {
    let row = "title,date,text_body\n\
        Report,1948-03-16,\"Orlov was at Junieh. Minister War and Brandel agreed. The Soviet Ambassador left.\"\n";
    let store = read_whole("a.csv", row);
    let named: BTreeSet<String> = said(&store, MENTIONS);
    let people: Vec<&String> = named.iter().filter(|line| line.ends_with("[body.name]")).collect();
    assert!(people.iter().any(|line| line.contains("Orlov")) && people.iter().any(|line| line.contains("Brandel")));
    assert!(!people.iter().any(|line| line.contains("War") || line.contains("Junieh")), "{people:?}");
}

/// What the catalogue says was planned, a document may say took place.
#[test]
fn a_meeting_that_was_planned_may_be_told_of_by_a_body() {
    let row = "title,date,description,text_body\n\
        Report,1961-03-16,Aleksandr Puzanov will meet with Károly Práth.,Aleksandr Puzanov met with Károly Práth.\n";
    let met = |options: Options| {
        let conversion =
            Converter::new(DEFAULT_BASE).unwrap().reading(options).convert("a.csv", row.as_bytes()).unwrap();
        let store = Store::new().unwrap();
        store.extend(conversion.quads).unwrap();
        query::rows("met", query::find("who-met-whom").unwrap().text.as_str(), &store).unwrap().len()
    };
    assert_eq!((met(Options::default()), met(with_bodies())), (0, 1));
}

#[test]
fn an_item_of_a_finding_aid_has_its_parties_remarks_language_and_box() {
    let aid = "<ead><eadheader><eadid>aid</eadid></eadheader><archdesc><did><unittitle>Papers</unittitle></did><dsc>\
        <c level=\"item\"><did><container type=\"box\">3</container><container type=\"folder\">12</container>\
        <unitid>3/12/1</unitid><unittitle>Record of conversation</unittitle><langmaterial>In German</langmaterial>\
        <origination><persname role=\"participant\">Brandel, Otto</persname><persname role=\"interviewee\">Corliss, Mary\
        </persname><persname role=\"subject\">Lohse, Karl</persname></origination></did>\
        <odd><head>Contents</head><p>Of Berlin.</p></odd><note><p>A copy.</p></note></c></dsc></archdesc></ead>";
    let listing = source::read("aid.xml", aid.as_bytes()).unwrap();
    let record = &listing.records[0];
    assert_eq!(values(record, Field::Participants), ["Brandel, Otto", "Corliss, Mary"]);
    assert_eq!(values(record, Field::Mentioned), ["Lohse, Karl"]);
    assert_eq!(values(record, Field::Language), ["In German"]);
    assert_eq!(values(record, Field::Source), ["3/12/1", "box 3, folder 12"]);
    assert_eq!(record.description.as_deref(), Some("Of Berlin.\n\nA copy."));
}

#[test]
fn a_listing_that_ends_between_two_words_is_doubted() {
    let listing = |end: &str| {
        let text = format!(
            "Papers\n\n  • April 22, 1963\n\n    Record of Conversation\n\n    Otto Brandel and Mary Corliss discuss {end}"
        );
        source::read("papers.txt", text.as_bytes()).unwrap().warnings.len()
    };
    assert_eq!(listing("the future of"), 1);
    assert_eq!(listing("the future of\n"), 0, "a line that ends was written to its end");
    assert_eq!(listing("the future of Berlin."), 0);
}
