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
    for title in ["Letter from Karl Duarte to Emil Foss", "Telegram from Rome", "Newspaper Article on Emil Foss"] {
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
