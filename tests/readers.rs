//! What readers of archives' files make of unusual ones, which are made up: nothing is mixed, and nothing lost in silence.
#![allow(clippy::unwrap_used, reason = "what a test cannot do, it fails at")]

use chancery::record::{Field, Record};
use chancery::source::mapping::Mapping;
use chancery::source::{self, Listing, Options};

fn read(name: &str, text: &str) -> Listing {
    source::read(name, text.as_bytes()).unwrap()
}

fn fails(name: &str, text: &str) -> String {
    source::read(name, text.as_bytes()).unwrap_err().to_string()
}

/// The values of a field.
fn values(record: &Record, field: Field) -> Vec<&str> {
    record.values(field).map(|(_, value)| value).collect()
}

fn description(record: &Record) -> &str {
    record.description.as_deref().unwrap_or_default()
}

fn warnings(listing: &Listing) -> Vec<String> {
    listing.warnings.iter().map(ToString::to_string).collect()
}

/// A text as a page, a paragraph a line.
fn page(text: &str) -> String {
    let lines: String = text.lines().map(|line| format!("<p>{}</p>\n", line.replace('&', "&amp;"))).collect();
    format!("<!doctype html><html><body>{lines}</body></html>")
}

const DOCUMENT: &str = "Skip to content\nOctober 7, 1964\nReport on a Made-up Harvest\nThe seed came late.\n\
    Otto Brandel reports on the harvest.\nAuthor(s):\nBrandel, Otto\nDocument Information\nSource\nBox 4\n\
    Original Uploaded Date\n2011-11-20\nRecord ID\n700001\n";

/// What is said of other documents is not said of this one.
#[test]
fn related_documents_are_others() {
    let text = DOCUMENT.replace(
        "Author(s):\nBrandel, Otto\n",
        "Related Documents\nMarch 1, 1961\nConversation of Karl Lohse and Luc Morvan\nLohse meets Morvan.\n",
    );
    for listing in [read("page.txt", &text), read("page.html", &page(&text))] {
        let record = &listing.records[0];
        assert_eq!(description(record), "Otto Brandel reports on the harvest.");
        assert_eq!((record.title.as_str(), record.id.as_deref()), ("Report on a Made-up Harvest", Some("700001")));
    }
}

/// Pages one after another are documents of their own, or none is read.
#[test]
fn pages_in_one_file_are_not_mixed() {
    let other = DOCUMENT
        .replace("October 7, 1964", "November 9, 1971")
        .replace("Report", "Letter")
        .replace("Otto Brandel reports", "Karl Lohse writes")
        .replace("Brandel, Otto", "Lohse, Karl")
        .replace("700001", "700002");
    let both = [DOCUMENT, &other].concat();
    for listing in [read("pages.txt", &both), read("pages.html", &page(&both))] {
        let told = |record: &Record| {
            let (id, date) = (record.id.clone().unwrap(), record.date.unwrap());
            format!(
                "{id} | {date} | {} | {} | {}",
                record.title,
                values(record, Field::Authors).join("; "),
                description(record)
            )
        };
        assert_eq!(
            listing.records.iter().map(told).collect::<Vec<_>>(),
            [
                "700001 | 1964-10-07 | Report on a Made-up Harvest | Brandel, Otto | Otto Brandel reports on the harvest.",
                "700002 | 1971-11-09 | Letter on a Made-up Harvest | Lohse, Karl | Karl Lohse writes on the harvest."
            ]
        );
    }
    let old = "March 16, 1961\nLETTER\nget citation\nKarl Lohse writes.\n\"Letter,\" March 16, 1961, History and Public Policy Program \
        Digital Archive, Box 4. https://example.org/document/7\n";
    assert_eq!(read("old.txt", old).records.len(), 1);
    let error = fails("pages.txt", &[old, DOCUMENT].concat());
    assert!(error.starts_with("pages.txt:13: a second document's page ends here"), "{error}");
    let undated = both.replace("November 9, 1971\n", "");
    assert!(
        fails("pages.txt", &undated).starts_with("pages.txt:21: a second document's page ends here"),
        "{}",
        fails("pages.txt", &undated)
    );
}

/// Date lines, and what they are understood as.
const DATES: &[(&str, &str)] = &[
    ("March 31 - April 2, 1961", "1961-03-31/1961-04-02"),
    ("March 5 - 6, 1961", "1961-03-05/1961-03-06"),
    ("March 5–6, 1961", "1961-03-05/1961-03-06"),
    ("5 to 6 March 1961", "1961-03-05/1961-03-06"),
    ("March 5, 1961 - March 6, 1961", "1961-03-05/1961-03-06"),
    ("December 1961 – January 1962", "1961-12-01/1962-01-31"),
    ("March/April 1961", "1961-03-01/1961-04-30"),
    ("1961-1962", "1961-01-01/1962-12-31"),
    ("1960s", "1960-01-01/1969-12-31"),
    ("1961-03-05", "1961-03-05"),
    ("1961-03", "1961-03"),
    ("March 5th, 1961", "1961-03-05"),
    ("[March 1961]", "1961-03"),
    ("[undated]", "-"),
];

/// What looks like a date and is none that is sure.
const NO_DATES: &[&str] = &[
    "3/5/1961",
    "05.03.1961",
    "March 5, 1961 (?)",
    "ca. 1961",
    "1961?",
    "early 1960s",
    "1900s",
    "1961/62",
    "March 6 - 5, 1961",
    "5 - March 1961",
    "- March 1961",
    "Setpember 1961",
    "16 Mai 1961",
    "Before March 5, 1961",
    "December 8, 9 and 11, 1960",
];

/// An entry has the date that stands over it, whatever its form, and one that cannot be read is told.
#[test]
fn dates_in_listings_are_read_or_told() {
    let dates = DATES.iter().copied().chain(NO_DATES.iter().map(|date| (*date, "-")));
    let entries = |bullet: &str| -> String {
        dates.clone().map(|(date, _)| format!("{bullet}{date}\n\nReport on {date}\n\nIt is said.\n\n")).collect()
    };
    for text in [entries("• "), format!("Skip to content\n\n{}", entries(""))] {
        for listing in [read("l.txt", &text), read("l.html", &page(&text))] {
            let read =
                |record: &Record| (record.title.clone(), record.date.map_or("-".to_owned(), |date| date.to_string()));
            let expected = dates.clone().map(|(date, read)| (format!("Report on {date}"), read.to_owned()));
            assert_eq!(listing.records.iter().map(read).collect::<Vec<_>>(), expected.collect::<Vec<_>>());
            assert!(listing.records.iter().all(|record| description(record) == "It is said."));
            let told = warnings(&listing);
            assert_eq!(told.len(), NO_DATES.len(), "{told:?}");
            let expected = |(told, date): (&String, &&str)| told.contains(&format!("“{date}” is no date"));
            assert!(told.iter().zip(NO_DATES).all(expected), "{told:?}");
        }
    }
}

/// A year makes no date of a title.
#[test]
fn a_title_with_a_year_is_no_date() {
    for title in
        ["Warsaw Pact Plan 1964", "Crisis in Poland, 1956", "Plan 1964", "Protocol 5, 1964", "Unrest: May to June 1956"]
    {
        let results = format!("Skip to content\n\nMarch 5, 1964\n\n{title}\n\nIt is said.\n\nMay 5, 1964\n\nLetter\n");
        let bullets = format!("• March 5, 1964\n\n{title}\n\nIt is said.\n\n• May 5, 1964\n\nLetter\n");
        for text in [results, bullets] {
            let listing = read("l.txt", &text);
            let told: Vec<_> =
                listing.records.iter().map(|record| (record.title.as_str(), record.date.is_some())).collect();
            assert_eq!(told, [(title, true), ("Letter", true)]);
        }
    }
    let undated = read("l.txt", "• Crisis in Poland, 1956\n\nIt is said.\n\n• May 5, 1964\n\nLetter\n");
    assert_eq!((undated.records[0].title.as_str(), &undated.records[0].date_text), ("Crisis in Poland, 1956", &None));
}

fn mapped(text: &str, mapping: &str) -> chancery::Result<Listing> {
    let mapping = Mapping::parse("m.toml", mapping).unwrap();
    source::read_as("t.csv", text.as_bytes(), &Options { mapping: Some(mapping), bodies: true, ..Options::default() })
}

/// Several columns of one field are all read, and where a record has one of it, it is asked which.
#[test]
fn several_columns_of_a_field_are_read_or_asked_about() {
    let text = "Name,Summary,Notes,Summary,Body,Rest\nLetter,One.,Two.,One.,Dear Sir,Yours\n";
    let columns = "[columns]\ntitle = \"Name\"\ndescription = [\"Summary\", \"Notes\"]\nbody = [\"Body\", \"Rest\"]\n";
    let record = &mapped(text, columns).unwrap().records[0];
    assert_eq!((description(record), values(record, Field::Body)), ("One.\n\nTwo.", vec!["Dear Sir", "Yours"]));
    let error = mapped(text, "[columns]\ntitle = [\"Name\", \"Notes\"]\n").unwrap_err().to_string();
    assert!(error.starts_with("t.csv:1: `Name` and `Notes` would each be the title, and a record has one"), "{error}");
    let error = fails("t.csv", "\ntitle,date,Date\nLetter,1961,1962\n");
    assert!(error.starts_with("t.csv:2: `date` and `Date` would each be the date"), "{error}");
}

#[test]
fn columns_may_be_called_by_one_of_their_names() {
    let listing = read("t.csv", "Title,Author,RECIPIENT,Place\nLetter,Otto Brandel,Karl Lohse,Vienna\n");
    let record = &listing.records[0];
    let told = [Field::Authors, Field::Recipients, Field::Places].map(|field| values(record, field).concat());
    assert_eq!(told, ["Otto Brandel", "Karl Lohse", "Vienna"]);
}

/// A quote opens a cell at its beginning only.
#[test]
fn an_inch_mark_in_a_cell_is_one() {
    let listing = read("t.csv", "title,date\n\"A, \"\"b\"\"\",1961\nTalk of a 5\" gun,1962\n");
    let titles: Vec<&str> = listing.records.iter().map(|record| record.title.as_str()).collect();
    assert_eq!(titles, ["A, \"b\"", "Talk of a 5\" gun"]);
    let error = fails("t.csv", "title,date\nLetter,1961\n\"Talk of a 5\"\" gun,1962\n");
    assert!(error.starts_with("t.csv:3: a quote in this row is left open"), "{error}");
}

/// As spreadsheets save them.
#[test]
fn a_table_may_begin_with_a_blank_line_or_its_separator() {
    for text in [
        "\n\ntitle,date\nLetter,1961\n",
        "sep=|\r\ntitle|date\r\nLetter|1961\r\n",
        "\"sep=;\"\ntitle;date\nLetter;1961\n",
    ] {
        let listing = read("t.csv", text);
        let record = &listing.records[0];
        assert_eq!((record.title.as_str(), record.date.unwrap().to_string().as_str()), ("Letter", "1961"));
        let bytes = record.place.bytes.start as usize..record.place.bytes.end as usize;
        assert!(text[bytes].starts_with("Letter"));
        assert_eq!(record.place.lines.start as usize, text[..text.find("Letter").unwrap()].matches('\n').count());
    }
}

/// Whatever was saved one after another is read, and no warning is lost.
#[test]
fn json_is_read_to_its_end() {
    let record =
        |nth: usize| format!("{{\"id\": {nth}, \"title\": \"Letter {nth}\", \"list_of\": [[1], {{\"a\": 1}}]}}");
    let page = |nth: usize| {
        format!(
            "{{\"page\": [1], \"list\": [{}, {}], \"facets\": [{{\"title\": \"F\"}}]}}\n",
            record(nth),
            record(nth + 1)
        )
    };
    let list = |nth: usize| format!("[{}, {}]\n", record(nth), record(nth + 1));
    for text in
        [list(1) + &list(3), page(1) + &page(3), list(1) + &page(3), (1..5).map(record).collect::<Vec<_>>().join("\n")]
    {
        let listing = read("r.json", &text);
        let ids: Vec<&str> = listing.records.iter().map(|record| record.id.as_deref().unwrap()).collect();
        assert_eq!(ids, ["1", "2", "3", "4"], "{text}");
        assert!(listing.records.iter().all(|record| {
            text[record.place.bytes.start as usize..record.place.bytes.end as usize].contains(&record.title)
        }));
        let cut = fails("r.json", &text[..text.rfind("\"Letter 4").unwrap()]);
        assert!(cut.contains("the JSON ends in the middle of a record"), "{cut}");
    }
}

#[test]
fn json_may_have_numbers_and_one_instead_of_a_list() {
    let text = "[{\"title\": \"A\", \"doc_date\": \"some day\"},\
        {\"id\": 7, \"title\": \"B\", \"doc_date\": 19610316, \"creators\": {\"name\": \"Brandel, Otto\"}},\
        {\"title\": \"C\", \"doc_date\": \"19610317\", \"creators\": \"Lohse, Karl\"}]";
    let listing = read("r.json", text);
    assert_eq!(warnings(&listing), ["r.json:1: “some day” is no date; the record is kept without one"]);
    let told = |record: &Record| {
        let date = record.date.map_or("-".to_owned(), |date| date.to_string());
        format!("{} | {date} | {}", record.title, values(record, Field::Authors).join("; "))
    };
    let told: Vec<String> = listing.records.iter().map(told).collect();
    assert_eq!(told, ["A | - | ", "B | 1961-03-16 | Brandel, Otto", "C | 1961-03-17 | Lohse, Karl"]);
    assert_eq!(listing.records[1].id.as_deref(), Some("7"));
}

/// The dates of a visit, however they are written; what cannot be is told.
#[test]
fn dates_of_visits_are_read_or_told() {
    for (start, end, read) in [
        ("1962-04", "1962-06", "1962-04-01/1962-06-30"),
        ("1962-05-07", "", "1962-05-07"),
        ("", "1962-05-07", "1962-05-07"),
        ("May 7, 1962", "May 9, 1962", "1962-05-07/1962-05-09"),
        ("1962-05-07T00:00:00Z", "1962-05-09 12:30:00+02:00", "1962-05-07/1962-05-09"),
        ("1962-05-09", "1962-05-07", "-"),
        ("1962-05-07", "soon", "-"),
    ] {
        let line = format!(
            "{{\"id\": \"v\", \"kind\": \"visit\", \"who\": \"Otto Brandel\", \"start\": \"{start}\", \"end\": \"{end}\"}}\n"
        );
        let listing = self::read("v.ndjson", &line);
        let date = listing.records[0].date.map_or("-".to_owned(), |date| date.to_string());
        assert_eq!(date, read);
        let told: &[String] = &if read == "-" {
            vec![format!("v.ndjson:1: “{start}/{end}” is no date; the record is kept without one")]
        } else {
            vec![]
        };
        assert_eq!(warnings(&listing), told);
    }
}

/// A finding aid of one item.
fn item(did: &str, more: &str) -> Record {
    let text = format!(
        "<ead><archdesc level=\"fonds\"><did><unittitle>F</unittitle></did><dsc><c level=\"item\"><did><unittitle>Letter\
         </unittitle>{did}</did>{more}</c></dsc></archdesc></ead>"
    );
    read("aid.xml", &text).records.remove(0)
}

/// Whoever collected a letter did not write it.
#[test]
fn roles_of_finding_aids_are_words_codes_and_addresses() {
    for (role, field) in [
        ("", Field::Authors),
        ("role=\"Author (aut)\"", Field::Authors),
        ("relator=\"cre\"", Field::Authors),
        ("role=\"Addressee (rcp)\"", Field::Recipients),
        ("relator=\"http://id.loc.gov/vocabulary/relators/rcp\"", Field::Recipients),
        ("role=\"Collector (col)\"", Field::Source),
        ("relator=\"col\"", Field::Source),
        ("role=\"former owner\"", Field::Source),
    ] {
        let record = item(&format!("<origination><persname {role}>Brandel, Otto</persname></origination>"), "");
        let given: Vec<Field> = record.given.keys().copied().collect();
        assert_eq!((given, values(&record, field)), (vec![field], vec!["Brandel, Otto"]), "{role}");
    }
}

#[test]
fn a_finding_aid_s_item_has_the_date_when_it_was_made() {
    let made = "<unitdate normal=\"1961-03-16\">16 March 1961</unitdate>";
    for other in ["type=\"bulk\"", "datechar=\"publication\"", "datechar=\"digitized\""] {
        let other = format!("<unitdate {other} normal=\"1999\">1999</unitdate>");
        for dates in [format!("{other}{made}"), format!("{made}{other}")] {
            assert_eq!(item(&dates, "").date.unwrap().to_string(), "1961-03-16");
        }
    }
    let structured = "<unitdatestructured unitdatetype=\"bulk\"><datesingle standarddate=\"1999\">1999</datesingle></unitdatestructured>\
        <unitdatestructured datechar=\"creation\"><datesingle standarddate=\"1961\">1961</datesingle></unitdatestructured>";
    assert_eq!(item(structured, "").date.unwrap().to_string(), "1961");
}

#[test]
fn all_that_a_finding_aid_says_of_an_item_is_kept() {
    let scope = "<scopecontent><head>Scope</head><p>He asks for\n seed.</p><list><item>A map</item><item>A <title>book</title></item>\
        </list></scopecontent><scopecontent><p>With a reply.</p></scopecontent>";
    let record = item("<abstract>A letter on the harvest.</abstract>", scope);
    let expected = "A letter on the harvest.\n\nHe asks for seed.\n\nA map\n\nA book\n\nWith a reply.";
    assert_eq!(description(&record), expected);
}

/// A response of one record.
fn response(elements: &str) -> Listing {
    let text = format!(
        "<OAI-PMH><ListRecords><record><header><identifier>oai:archive.example.org:41</identifier></header><metadata><dc>\
         {elements}</dc></metadata></record></ListRecords></OAI-PMH>"
    );
    read("r.xml", &text)
}

#[test]
fn of_several_dates_in_a_response_the_document_s_is_taken() {
    let several = "r.xml:1: the record has several dates, “1961” and “1962”; the first is taken";
    for (dates, read, told) in [
        (&["2011-11-20T15:00:00Z", "1961-03-16"][..], "1961-03-16", None),
        (&["1961-03-16", "2011-11-20T15:00:00Z"], "1961-03-16", None),
        (&["1961-03-16T00:00:00Z"], "1961-03-16", None),
        (&["sometime", "16 March 1961"], "1961-03-16", None),
        (&["1961-03-16", "16 March 1961"], "1961-03-16", None),
        (&["1961", "1962"], "1961", Some(several)),
        (&["", "sometime"], "-", Some("r.xml:1: “sometime” is no date; the record is kept without one")),
    ] {
        let dates: String = dates.iter().map(|date| format!("<date>{date}</date>")).collect();
        let listing = response(&format!("<title>Letter</title>{dates}"));
        let date = listing.records[0].date.map_or("-".to_owned(), |date| date.to_string());
        assert_eq!((date.as_str(), warnings(&listing)), (read, told.into_iter().map(str::to_owned).collect()));
    }
}

#[test]
fn another_title_of_a_response_is_kept() {
    let listing =
        response("<title>Letter</title><title>Brief an Otto Brandel</title><description>On seed.</description>");
    let record = &listing.records[0];
    assert_eq!((record.title.as_str(), description(record)), ("Letter", "On seed.\n\nBrief an Otto Brandel"));
}

/// The entries of a page as `date | title | description`.
fn shown(entries: &str) -> Vec<String> {
    let listing = read("l.html", &format!("<!doctype html><html><body>{entries}</body></html>"));
    let told = |record: &Record| {
        let date = record.date.map_or("-".to_owned(), |date| date.to_string());
        format!("{date} | {} | {}", record.title, description(record).replace("\n\n", "¶"))
    };
    listing.records.iter().map(told).collect()
}

/// A page says what a browser shows of it.
#[test]
fn what_a_page_hides_is_not_read() {
    let expected = ["1961-03-16 | Letter to Otto Brandel | He asks for seed."];
    for hidden in [
        "<div hidden><div>Karl Lohse</div><p>came</div>",
        "<section style=\"color: red; DISPLAY : none\">Karl <b>Lohse</b></section>",
        "<p hidden>Karl Lohse",
        "<p hidden=\"\">Karl <i>Lohse</i></p>",
        "<input type=hidden hidden>",
        "<p hidden>Karl<br>Lohse</p>",
        "<div hidden><script>'</div>'</script>Karl Lohse</div>",
        "<img alt=\"Karl > Lohse\" title='a \"b\" > c'>",
        "<!-- <p>Karl Lohse</p> -->",
    ] {
        let page = format!(
            "<p>March 16, 1961</p><h3>Letter to <span hidden>Karl</span>Otto Brandel</h3>{hidden}<p>He asks for seed.</p>"
        );
        assert_eq!(shown(&page), expected, "{hidden}");
    }
    // what is never ended would hide all the rest
    let page = "<p>March 16, 1961</p><h3>Letter to Otto Brandel</h3><div hidden><p>He asks for seed.</p>";
    assert_eq!(shown(page), expected);
}

/// A title may be broken in two lines, and no more than it.
#[test]
fn a_line_break_ends_no_title() {
    for page in [
        "<p>March 16, 1961</p><h3><a href=\"x\" title=\"A > B\">Letter<br/>to Otto Brandel</a></h3><p>He asks for seed.<br>Soon.</p>",
        "<p>March 16, 1961</p><a>Letter<br>to Otto Brandel</a><p>He asks for seed.</p><p>Soon.</p>",
        "<h3>March 16, 1961<br>Letter to<br>Otto Brandel</h3><p>He asks for seed.</p><p>Soon.</p>",
        "<p>March 16, 1961<br>Letter to Otto Brandel<br>He asks for seed.<br>Soon.</p>",
    ] {
        assert_eq!(shown(page), ["1961-03-16 | Letter to Otto Brandel | He asks for seed.¶Soon."], "{page}");
    }
    let signs = "<p>March 16, 1961</p><h3>Prices < 5 and <= 7 & others</h3><p>He asks for seed.</p>";
    assert_eq!(shown(signs), ["1961-03-16 | Prices < 5 and <= 7 & others | He asks for seed."]);
}

/// Descriptions have the markup of the pages that they are from.
#[test]
fn markup_in_descriptions_is_read_and_other_signs_stay() {
    for (text, plain) in [
        ("<p>He asks for <i>seed</i> &amp; water.</p><p>Soon.</p>", "He asks for seed & water.\n\nSoon."),
        ("He asks for <b>seed</b>.\n\nSoon.", "He asks for seed.\n\nSoon."),
        ("He asks &ndash; for seed.<br />Soon.", "He asks – for seed.\n\nSoon."),
        ("Prices < 5 > 3 by <illegible> & others", "Prices < 5 > 3 by <illegible> & others"),
    ] {
        let value = serde_json::json!([{ "title": "A &amp; <em>B</em>", "description": text }]).to_string();
        let listing = read("r.json", &value);
        assert_eq!((listing.records[0].title.as_str(), description(&listing.records[0])), ("A & B", plain));
        let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
        let elements =
            format!("<title>{}</title><description>{}</description>", escaped("A &amp; <em>B</em>"), escaped(text));
        // white space is nothing in XML
        let plain = if text.contains('\n') { plain.replace("\n\n", " ") } else { plain.to_owned() };
        let listing = response(&elements);
        assert_eq!((listing.records[0].title.as_str(), description(&listing.records[0])), ("A & B", plain.as_str()));
    }
}

/// However its tags are mangled, a page is read in time that grows as it does.
#[test]
fn mangled_pages_take_no_longer() {
    for piece in ["<p hidden>", "<a b=\">", "<a b='<\">", "<div hidden><", "</p hidden", "<!--<", "<br><h1>"] {
        let page = format!("<!doctype html><p>March 16, 1961</p><p>Letter</p>{}", piece.repeat(20_000));
        assert!(!read("l.html", &page).records.is_empty(), "{piece}");
    }
}

/// A row, a saved page and a volume's own document that have one address are one record.
#[test]
fn an_address_names_a_record_in_every_form() {
    let name = |listing: &Listing| {
        let record = &listing.records[0];
        (record.archive.clone(), record.id.clone().unwrap_or_default())
    };
    let row = |url: &str| read("t.csv", &format!("title,date,url\nLetter,1961,{url}\n"));
    let volume = "<TEI xml:id=\"frus1961-63v30\"><text><body><div type=\"document\" xml:id=\"d7\"><head>Letter</head></div></body></text></TEI>";
    let of_volume = name(&read("v.xml", volume));
    for url in [
        "https://history.state.gov/historicaldocuments/frus1961-63v30/d7",
        "http://history.state.gov/historicaldocuments/frus1961-63v30/d7/#fn1",
    ] {
        assert_eq!(name(&row(url)), of_volume, "{url}");
    }
    let slug = "https://digitalarchive.wilsoncenter.org/document/made-up-harvest";
    let plain = read("p.html", &page(DOCUMENT));
    assert_eq!(name(&plain), ("wcda".to_owned(), "700001".to_owned()));
    for own in
        [format!("<link rel=\"canonical\" href=\"{slug}\"/>"), format!("<meta property=\"og:url\" content=\"{slug}\">")]
    {
        let head = page(DOCUMENT).replace("<body>", &format!("<head>{own}</head><body>"));
        assert_eq!(name(&read("p.html", &head)), name(&row(slug)), "{own}");
    }
    let elsewhere =
        page(DOCUMENT).replace("<body>", "<head><link rel=\"canonical\" href=\"https://example.org/a\"></head><body>");
    assert_eq!(name(&read("p.html", &elsewhere)), name(&plain));
}

/// Many names in one cell are read in time of their length.
#[test]
fn a_cell_of_many_names_is_read_at_once() {
    let names: String = (0..60_000).map(|nth| format!("Name{nth}, Otto; ")).collect();
    let begun = std::time::Instant::now();
    let listing = read("t.csv", &format!("title,date,mentioned\nLetter,1961,\"{names}\"\n"));
    assert_eq!(values(&listing.records[0], Field::Mentioned).len(), 60_000);
    assert!(begun.elapsed().as_secs() < 30);
}
