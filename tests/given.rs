//! Fields of the archive's own, in tables, visits and headings: who is given is who was there, and no more.
#![allow(clippy::unwrap_used, reason = "what a test cannot do, it fails at")]

use chancery::convert::{Converter, DEFAULT_BASE};
use chancery::query::{self, cell};
use chancery::record::Field;
use chancery::source;
use oxigraph::store::Store;

/// The pairs of a query over a file, with what the cells say.
fn rows(name: &str, text: &str, wanted: &str) -> Vec<String> {
    let store = Store::new().unwrap();
    store.extend(Converter::new(DEFAULT_BASE).unwrap().convert(name, text.as_bytes()).unwrap().quads).unwrap();
    let columns: &[&str] = if wanted == "planned-meetings" { &["parties"] } else { &["one", "other"] };
    let rows = query::rows(wanted, &query::find(wanted).unwrap().text, &store).unwrap();
    let mut rows: Vec<String> = rows
        .iter()
        .map(|row| columns.iter().map(|column| cell(row, column).to_string()).collect::<Vec<_>>().join(" – "))
        .collect();
    rows.sort();
    rows.dedup();
    rows
}

/// A table of one row.
fn row(title: &str, field: &str, cell: &str) -> String {
    format!("title,date,{field}\n{title},1961-03-16,\"{}\"\n", cell.replace('"', "\"\""))
}

#[test]
fn a_meeting_that_was_only_planned_did_not_come_to_pass_by_its_list() {
    for (title, field) in [
        ("Karl Duarte refuses to meet Emil Foss", "participants"),
        ("Preparations for Meeting with Emil Foss", "contributors"),
        ("Cancelled Meeting with Emil Foss", "contributors"),
    ] {
        let table = row(title, field, "Emil Foss; Karl Duarte");
        assert_eq!(rows("t.csv", &table, "who-met-whom"), [""; 0], "{title}");
    }
    let table = row("Karl Duarte refuses to meet Emil Foss", "participants", "Emil Foss; Karl Duarte");
    assert_eq!(rows("t.csv", &table, "planned-meetings"), ["Emil Foss; Karl Duarte"]);
    let table = row("Meeting with Emil Foss", "contributors", "Emil Foss; Karl Duarte");
    assert_eq!(rows("t.csv", &table, "who-met-whom"), ["Emil Foss – Karl Duarte"]);
}

/// Who is listed beside a letter or an article, or under a title that only names one side, is no proof of a meeting.
#[test]
fn what_was_written_or_to_be_is_no_meeting_of_those_listed() {
    let both = "Emil Foss; Karl Duarte";
    for title in
        ["Letter from Karl Duarte to Emil Foss", "Telegram from Karl Duarte to Emil Foss", "Newspaper Article on Foss"]
    {
        assert_eq!(rows("t.csv", &row(title, "participants", both), "who-met-whom"), [""; 0], "{title}");
    }
    for title in ["Planned Meeting with Emil Foss", "Refusal of Duarte to Meet Foss", "Agenda for Talks with Foss"] {
        let table = row(title, "participants", both);
        assert_eq!(rows("t.csv", &table, "who-met-whom"), [""; 0], "{title}");
        assert_eq!(rows("t.csv", &table, "planned-meetings"), [both], "{title}");
    }
    for title in ["Memorandum", "Record of a Conversation on the Planned Congress", "Conversation about a Letter"] {
        let table = row(title, "participants", both);
        assert_eq!(rows("t.csv", &table, "who-met-whom"), ["Emil Foss – Karl Duarte"], "{title}");
    }
}

#[test]
fn names_as_indexes_have_them_are_one_person_each() {
    for cell in [
        "Berger, Anton, Minister of Trade; Duarte, Karl",
        "Berger, Anton;Duarte, Karl",
        "Berger, Anton and Duarte, Karl",
        "BERGER, ANTON; DUARTE, KARL",
    ] {
        let met = rows("t.csv", &row("Talks", "participants", cell), "who-met-whom");
        let met: Vec<String> = met.iter().map(|row| row.to_lowercase()).collect();
        assert_eq!(met, ["anton berger – karl duarte"], "{cell}");
    }
    let two = rows("t.csv", &row("Talks", "participants", "BERGER, ANTON; BERGER, OTTO"), "who-met-whom");
    assert_eq!(two.len(), 1, "{two:?}");
}

#[test]
fn two_lives_are_two_people() {
    let pairs = |cell: &str| rows("t.csv", &row("Talks", "participants", cell), "who-met-whom").len();
    assert_eq!(pairs("Berger, Anton (1912-1994); Berger, Anton (1920-1980)"), 1);
    assert_eq!(pairs("Berger, Anton (1912-1994); Berger, Anton, 1912-1994"), 0);
    assert_eq!(pairs("Berger, Anton (1912-1994); Berger, Anton (1912-)"), 0);
    assert_eq!(pairs("Berger, Anton (1912-1994); Berger, Anton"), 0);
}

#[test]
fn a_list_of_some_other_program_is_told_and_names_nobody() {
    for cell in ["['Berger, Anton', 'Duarte, Karl']", "{\"Berger, Anton\",\"Duarte, Karl\"}", "[{\"name\":\"Berger\"}]"]
    {
        let table = row("Talks", "participants", cell);
        let listing = source::read("t.csv", table.as_bytes()).unwrap();
        assert_eq!(listing.records[0].text(Field::Participants), "", "{cell}");
        assert_eq!(listing.warnings.len(), 1, "{cell}");
    }
}

#[test]
fn who_is_said_not_to_have_been_there_met_nobody() {
    let cell = "Anton Berger; interpreter for Karl Duarte; not present: Emil Foss; Moritz Lang (absent); Greta Holm";
    assert_eq!(rows("t.csv", &row("Talks", "participants", cell), "who-met-whom"), ["Anton Berger – Greta Holm"]);
}

#[test]
fn who_goes_on_a_visit_together_meets_whom_it_says() {
    let visit = |who: &str, text: &str| {
        format!(
            "{{\"id\":\"b\",\"kind\":\"visit\",\"who\":\"{who}\",\"start\":\"1962-05-01\",\"country\":\"Norway\",\"text\":\"{text}\"}}\n"
        )
    };
    let two = "Chancellor Falk and Foreign Minister Moe";
    assert_eq!(rows("v.ndjson", &visit(two, "State visit."), "who-met-whom"), [""; 0]);
    let met = rows("v.ndjson", &visit(two, "Met with President Bellamy at Washington."), "who-met-whom");
    assert!(met.iter().any(|row| row.contains("Bellamy") && row.contains("Falk")), "{met:?}");
    assert!(met.iter().any(|row| row.contains("Bellamy") && row.contains("Moe")), "{met:?}");
}

/// Who met whom by a remark on a travel of Otto Brandel.
fn remark(text: &str) -> Vec<String> {
    let line = format!(
        "{{\"id\":\"r\",\"kind\":\"travel\",\"who\":\"Otto Brandel\",\"start\":\"1962-05-01\",\"end\":\"1962-05-04\",\
         \"country\":\"Norway\",\"locale\":\"Oslo\",\"text\":\"{text}\"}}\n"
    );
    rows("v.ndjson", &line, "who-met-whom")
}

/// In a remark, whoever was under way is the subject of all that has none.
#[test]
fn a_remark_tells_of_whoever_was_under_way() {
    let others = |text: &str| {
        let rows = remark(text);
        let other = |row: &String| row.split(" – ").find(|name| *name != "Otto Brandel").map(ToOwned::to_owned);
        let (his, rest): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.contains("Otto Brandel"));
        let met: Vec<String> = his.iter().filter_map(other).collect();
        // those whom he met together met each other
        assert!(
            rest.iter().all(|row| row.split(" – ").all(|name| met.iter().any(|one| one == name))),
            "{text}: {rest:?}"
        );
        met.join(", ")
    };
    for (text, met) in [
        ("Met with President Foss.", "Foss"),
        ("Official visit; met with King Olav and Prime Minister Foss.", "Foss, Olav"),
        ("Addressed Parliament and met privately with Prime Minister Foss.", "Foss"),
        ("Met with Prime Minister Foss. Also met with King Olav.", "Foss, Olav"),
        (
            "Joined Foreign Minister Lohse in Bergen to commemorate the landing. In Oslo, met with Prime Minister Foss and had a courtesy call with King Olav.",
            "Foss, Olav",
        ),
        ("Accompanied President Lohse and met with Prime Minister Foss.", "Foss"),
        ("Accompanied President Lohse. Attended a meeting with Prime Minister Foss.", "Foss"),
        ("Led the Danish delegation to the conference and met with Prime Minister Foss.", "Foss"),
        ("Discussed the border conflict with Prime Minister Foss.", "Foss"),
        ("Conferred with President Foss at Bergen (April 16–17) and Hyde Park (New York) (April 20).", "Foss"),
        ("Met with President Foss, July 16; and Prime Minister Lohse, July 17.", "Foss, Lohse"),
        ("Informal meeting with President Foss. Audience with Pope Linus.", "Foss, Linus"),
        ("Private visit with President Foss; luncheon with King Olav.", "Foss, Olav"),
        ("Received by President Foss.", "Foss"),
        ("Briefed Chancellor Foss on meetings with Danish leaders.", "Foss"),
        ("Addressed the conference where Foreign Minister Lohse spoke. Met with Prime Minister Foss.", "Foss"),
        ("Visited Lisbon, Kellerton (Tennessee), Dallas, and Port Lohse.", ""),
        ("Guest of the President. Attended a War Council meeting.", ""),
        ("Meeting scheduled May 2 with President Foss cancelled.", ""),
        ("Came to meet with President Foss.", ""),
        ("Met with Deputy Prime Minister/Foreign Minister Emil Foss.", "Emil Foss"),
        (
            "Met with Crown Prince-Prime Minister Emil Foss and Abu Dhabi Crown Prince Karl Lohse.",
            "Emil Foss, Karl Lohse",
        ),
        ("Met with Prime Minister Theresa May and President de la Madrid.", "Theresa May, de la Madrid"),
        (
            "Met with King Salman bin Foss and Deputy Crown Prince Mohammed bin Salman.",
            "Mohammed bin Salman, Salman bin Foss",
        ),
        ("Commemorated the treaty with Norway. Accompanied President Lohse.", ""),
        ("Part of an exchange of visits with President Foss.", ""),
        ("Had met with President Foss in Lisbon.", ""),
    ] {
        assert_eq!(others(text), met, "{text}");
    }
}

/// Who is accompanied to a meeting takes part in it, and two may meet without whoever was under way.
#[test]
fn a_remark_tells_of_others_too() {
    let three = ["Foss – Lohse", "Foss – Otto Brandel", "Lohse – Otto Brandel"];
    assert_eq!(remark("Accompanied President Lohse to a meeting with Prime Minister Foss."), three);
    assert_eq!(remark("Accompanied President Lohse, who met with Prime Minister Foss."), ["Foss – Lohse"]);
    assert_eq!(remark("Attended the dinner; President Lohse met with Prime Minister Foss."), ["Foss – Lohse"]);
}

/// Ministers of several States are one for each.
#[test]
fn ministers_of_several_states_are_several() {
    let rows = remark("Met with the Foreign Ministers of Egypt, Syria, and Oman.");
    let met: Vec<&String> = rows.iter().filter(|row| row.contains("Otto Brandel")).collect();
    assert_eq!(met.len(), 3, "{rows:?}");
}

/// Whom a remark tells of was met on the journey, and where it went.
#[test]
fn who_is_met_on_a_journey_is_met_on_its_days() {
    let met = |kind: &str, who: &str, country: &str, locale: &str| {
        let line = format!(
            "{{\"id\":\"r\",\"kind\":\"{kind}\",\"who\":\"{who}\",\"start\":\"1962-05-01\",\"end\":\"1962-05-04\",\
             \"country\":\"{country}\",\"locale\":\"{locale}\",\"text\":\"Met with President Foss.\"}}\n"
        );
        let store = Store::new().unwrap();
        store
            .extend(Converter::new(DEFAULT_BASE).unwrap().convert("v.ndjson", line.as_bytes()).unwrap().quads)
            .unwrap();
        let rows = query::rows("who-met-whom", &query::find("who-met-whom").unwrap().text, &store).unwrap();
        let row = rows.first().unwrap();
        ["one", "other", "date", "place"].map(|column| cell(row, column).to_string()).join(" | ")
    };
    let days = "1962-05-01/1962-05-04";
    assert_eq!(met("travel", "Otto Brandel", "Norway", "Oslo"), format!("Foss | Otto Brandel | {days} | Oslo"));
    assert_eq!(met("travel", "Otto Brandel", "Norway", "Oslo, Bergen"), format!("Foss | Otto Brandel | {days} | "));
    assert_eq!(met("travel", "Otto Brandel", "Norway", ""), format!("Foss | Otto Brandel | {days} | "));
    assert_eq!(met("visit", "Otto Brandel", "Norway", "Oslo"), format!("Foss | Otto Brandel | {days} | "));
    let seoul = met("travel", "Karl B. (Heinz Alfred) Brandel", "Korea, Republic of", "Seoul");
    assert_eq!(seoul, format!("Foss | Karl B. Brandel | {days} | Seoul"));
}

/// Who is author and who addressee by a heading in which `F`, `B` and `D` are marked up.
fn correspondents(heading: &str) -> [Vec<String>; 2] {
    let mut head = heading.to_owned();
    for (letter, name) in [("F", "Foss"), ("B", "Berger"), ("D", "Duarte")] {
        head = head.replace(&format!("{{{letter}}}"), &format!("<persName corresp=\"#p_{letter}\">{name}</persName>"));
    }
    let volume = format!(
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc><titleStmt><title>Vol</title></titleStmt></fileDesc>\
         </teiHeader><text><front><div><list><item><persName xml:id=\"p_B\">Berger, Anton</persName>, President</item>\
         <item><persName xml:id=\"p_D\">Duarte, Karl</persName>, Premier</item>\
         <item><persName xml:id=\"p_F\">Foss, Emil</persName>, Secretary</item></list></div></front><body>\
         <div type=\"document\" xml:id=\"d1\"><head>1. {head}</head><dateline><date when=\"1961-03-17\">March 17</date></dateline>\
         <p>Text.</p></div></body></text></TEI>"
    );
    let listing = source::read("v.xml", volume.as_bytes()).unwrap();
    [Field::Authors, Field::Recipients].map(|field| {
        let values = listing.records[0].values(field);
        values.map(|(_, value)| value.split(',').next().unwrap().to_owned()).collect()
    })
}

#[test]
fn a_heading_names_who_wrote_and_to_whom_and_not_what_it_is_about() {
    for (heading, authors, recipients) in [
        ("Memorandum by the Special Assistant to the Secretary of State ({F})", vec!["Foss"], vec![]),
        ("Memorandum From the Special Assistant to the President ({F})", vec!["Foss"], vec![]),
        ("Memorandum by Ambassador {F} of a Conversation Between President {B} and Premier {D}", vec!["Foss"], vec![]),
        ("Memorandum From Secretary {F} to President {B} on a Meeting With Premier {D}", vec!["Foss"], vec!["Berger"]),
        ("Message From {F} Delivered by {B} to {D}", vec!["Foss"], vec!["Duarte"]),
        ("Summary of a Letter From {F} to {D} by {B}", vec!["Foss"], vec!["Duarte"]),
        ("Memorandum From {F} to the Special Assistant to the President ({B})", vec!["Foss"], vec!["Berger"]),
    ] {
        assert_eq!(
            correspondents(heading),
            [authors, recipients].map(|names| names.iter().map(ToString::to_string).collect::<Vec<_>>()),
            "{heading}"
        );
    }
}

/// Names turned round, in pairs: `family, given, family, given`.
#[test]
fn inverted_names_in_one_cell_are_read_in_pairs() {
    let met = |cell: &str| rows("t.csv", &row("Talks", "participants", cell), "who-met-whom");
    assert_eq!(met("Berger, Anton, Duarte, Karl"), ["Anton Berger – Karl Duarte"]);
    // one name and three surnames, and surnames alone
    assert_eq!(met("Berger, Anton; Duarte, Karl"), ["Anton Berger – Karl Duarte"]);
    assert_eq!(met("Lindqvist, Brandel, Kessler, Holmgren").len(), 6);
}

/// Whoever is there by an office alone beside somebody named in the same item is there, too.
#[test]
fn an_office_beside_a_name_in_one_item_is_somebody_else() {
    let met = |cell: &str| rows("t.csv", &row("Talks", "participants", cell), "who-met-whom");
    assert_eq!(
        met("The Ambassador and Mr. Otto Foss; Anton Berger"),
        ["Anton Berger – Ambassador", "Anton Berger – Otto Foss", "Otto Foss – Ambassador"]
    );
    assert_eq!(met("Mr. Otto Foss; Anton Berger"), ["Anton Berger – Otto Foss"]);
}
