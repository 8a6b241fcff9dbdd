//! Files that are cut short or damaged: what is wrong is told with its place, and what is before it can be kept.
#![allow(clippy::unwrap_used, reason = "what a test cannot do, it fails at")]

use chancery::source::{self, Options};

fn fails(name: &str, bytes: &[u8]) -> String {
    source::read(name, bytes).unwrap_err().to_string()
}

/// How many records are kept when asked.
fn kept(name: &str, bytes: &[u8]) -> usize {
    let options = Options { keep_going: true, ..Options::default() };
    source::read_as(name, bytes, &options).unwrap().records.len()
}

const VISIT: &str = r#"{"id": "visit-7", "kind": "visit", "who": "President Otto Brandel", "start": "1962-05-07", "country": "Norway", "text": "Met with B."}"#;

#[test]
fn one_line_of_json_that_breaks_off_is_no_table() {
    for at in [20, 60, 90, VISIT.len() - 1] {
        let error = fails("v.ndjson", &VISIT.as_bytes()[..at]);
        assert!(error.starts_with(&format!("v.ndjson:1:{at}: the JSON ends in the middle of a record")), "{error}");
    }
    let error = fails("v.ndjson", VISIT.replace("\"kind\":", "\"kind\"").as_bytes());
    assert!(error.starts_with("v.ndjson:1:26: this is no well-formed JSON: expected `:`"), "{error}");
    let error = fails("v.ndjson", b"{\"name\": \"Otto Brandel\", \"born\": 1901, \"died\": 1980}\n");
    assert!(error.starts_with("v.ndjson: this is JSON that Chancery does not read"), "{error}");
    let two = format!("{VISIT}\n{}", &VISIT[..70]);
    assert_eq!(kept("v.ndjson", two.as_bytes()), 1);
}

#[test]
fn a_bracket_too_many_is_told() {
    let records = "{\"title\": \"Letter\", \"id\": \"1\"}}\n{\"title\": \"Note\", \"id\": \"2\"}\n";
    let error = fails("r.json", records.as_bytes());
    assert!(
        error.starts_with("r.json:1:31: this is no well-formed JSON: a bracket is closed here that none opens"),
        "{error}"
    );
    assert_eq!(kept("r.json", records.as_bytes()), 1);
}

const LISTING: &str = "Korea\n\n• March 16, 1961\n\nLetter from Anton Berger\n\nOf a harvest.\n\n• March 17, 1961\n\nNote by Práth\n\nOf seeds.\n";

#[test]
fn a_byte_that_is_no_text_ends_the_text() {
    let mut cut = LISTING.as_bytes()[..LISTING.find("áth").unwrap() + 1].to_vec();
    let error = fails("l.txt", &cut);
    assert!(error.starts_with("l.txt:11:11: the file ends in the middle of a letter: is it cut short?"), "{error}");
    assert_eq!(kept("l.txt", &cut), 1);
    cut.extend(b"\x00th");
    // one letter of many: the file is damaged, and not of another sort
    let damaged = LISTING.replace("seeds", "\0eeds") + &"And so on. ".repeat(9);
    let error = fails("l.txt", damaged.as_bytes());
    assert!(error.starts_with("l.txt:13:4: a byte of zero stands in the text: is the file damaged?"), "{error}");
    assert_eq!(kept("l.txt", damaged.as_bytes()), 1);
    let mut stray = LISTING.as_bytes().to_vec();
    stray.push(0xFF);
    assert!(fails("l.txt", &stray).starts_with("l.txt:14: the text is not UTF-8"));
    assert_eq!(kept("l.txt", &stray), 1);
}

#[test]
fn a_file_that_ends_in_a_tag_or_a_row_is_cut_short() {
    let volume = "<TEI xml:id=\"v1\"><text><body><div type=\"document\" xml:id=\"d1\"><head>Letter</head><p>Words.</p></div>\n\
        <div type=\"document\" xml:id=\"d2\"><head>Note</head><p>Words.</p></div></body></text></TEI>";
    let error = fails("v.xml", &volume.as_bytes()[..volume.find("\"d2\"").unwrap()]);
    assert!(error.starts_with("v.xml:2:1: the file ends inside of `body`: is it cut short?"), "{error}");
    let error = fails("t.csv", b"title,date,id\nLetter,1961,1\nNote,1962");
    assert!(error.starts_with("t.csv:3: the last row has 2 of 3 cells: is the file cut short?"), "{error}");
    let error = fails("t.csv", b"title,date,id\n");
    assert!(error.starts_with("t.csv: the table has no row below its header: is the file cut short?"), "{error}");
}

#[test]
fn a_page_without_its_end_is_told() {
    let page =
        "<html><body><p>1 - 2 of 2</p><p>March 16, 1961</p><h3>Letter from Anton Berger</h3><p>Of a harvest.</p>";
    let told = |page: &str| source::read("p.html", page.as_bytes()).unwrap().warnings.last().map(ToString::to_string);
    assert!(told(page).is_some_and(|told| told.starts_with("p.html:1:104: the page has no end: is it cut short?")));
    let whole = page.replace(" of 2", " of 1").replace("- 2", "- 1") + "</body></html>";
    assert_eq!(told(&whole), None);
}
