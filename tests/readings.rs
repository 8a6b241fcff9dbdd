//! Entries in the archive's manner, each with all that may be read out of it: `tests/cases/readings.txt`; and when and
//! where a meeting was, by the words beside it: `tests/cases/circumstances.txt`.

#![allow(clippy::unwrap_used, clippy::panic)]

use chancery::convert::{Converter, DEFAULT_BASE};
use oxigraph::model::{Quad, Term};
use std::collections::{BTreeMap, BTreeSet};

/// One case: an entry, and the lines that say what it says.
struct Case {
    line: usize,
    title: String,
    description: Option<String>,
    expected: BTreeSet<String>,
}

fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        match line.split_once(' ') {
            _ if line.is_empty() || line.starts_with('#') => {}
            Some(("T", title)) => cases.push(Case {
                line: index + 1,
                title: title.to_owned(),
                description: None,
                expected: BTreeSet::new(),
            }),
            Some(("D", description)) => cases.last_mut().unwrap().description = Some(description.to_owned()),
            Some(("met" | "planned" | "from" | "to", _)) => {
                cases.last_mut().unwrap().expected.insert(line.to_owned());
            }
            _ => panic!("line {}: {line}", index + 1),
        }
    }
    cases
}

/// What a graph says, in the words of the cases.
fn said(quads: &[Quad]) -> BTreeSet<String> {
    let end = |iri: &str| iri.rsplit(['/', '#']).next().unwrap_or_default().to_owned();
    let value = |term: &Term| match term {
        Term::Literal(literal) => literal.value().to_owned(),
        Term::NamedNode(node) => node.as_str().to_owned(),
        _ => String::new(),
    };
    let facts: Vec<(String, String, String)> = quads
        .iter()
        .map(|q| {
            (q.subject.to_string().trim_matches(['<', '>']).to_owned(), end(q.predicate.as_str()), value(&q.object))
        })
        .collect();
    let of = |subject: &str, property: &str| -> Vec<String> {
        facts.iter().filter(|f| f.0 == subject && f.1 == property).map(|f| f.2.clone()).collect()
    };
    let name =
        |node: &str| [of(node, "name"), of(node, "generalDescription")].concat().first().cloned().unwrap_or_default();
    let mut lines = BTreeSet::new();
    for (_, property, object) in &facts {
        match property.as_str() {
            "hasAuthor" => lines.insert(format!("from {}", name(object))),
            "hasAddressee" => lines.insert(format!("to {}", name(object))),
            "describesOrDescribed" => {
                let parties: BTreeSet<String> = of(object, "hasOrHadParticipant").iter().map(|p| name(p)).collect();
                let parties = parties.into_iter().collect::<Vec<_>>().join(" + ");
                if of(object, "type").iter().any(|class| class.ends_with("#Encounter")) {
                    let statement = facts.iter().find(|f| f.1 == "object" && f.2 == *object).unwrap();
                    let rule = of(&statement.0, "wasAttributedTo");
                    let basis = of(&rule[0], "type").iter().map(|b| end(b)).find(|b| b == "stated" || b == "inferred");
                    lines.insert(format!("met {parties}, {}", basis.unwrap()))
                } else {
                    lines.insert(format!("planned {parties}"))
                }
            }
            _ => false,
        };
    }
    lines
}

#[test]
fn entries_say_what_they_say_and_no_more() {
    let cases = cases(include_str!("cases/readings.txt"));
    assert!(cases.len() > 25, "{}", cases.len());
    let converter = Converter::new(DEFAULT_BASE).unwrap();
    let mut wrong: BTreeMap<usize, String> = BTreeMap::new();
    for case in &cases {
        let description = case.description.as_deref().unwrap_or_default();
        let listing = format!("  • May 05, 1965\n\n    {}\n\n    {description}\n", case.title);
        let said = said(&converter.convert("case.txt", listing.as_bytes()).unwrap().quads);
        if said != case.expected {
            wrong.insert(case.line, format!("{}\n  said {said:#?}\n  for  {:#?}", case.title, case.expected));
        }
    }
    let wrong: Vec<String> = wrong.into_iter().map(|(line, what)| format!("line {line}: {what}")).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// When and where each meeting was, with the words that say so where the text does.
fn circumstances(quads: &[Quad]) -> BTreeSet<String> {
    let of = |subject: &str, property: &str| -> String {
        let here = |quad: &&Quad| {
            quad.subject.to_string().trim_matches(['<', '>']) == subject && quad.predicate.as_str().ends_with(property)
        };
        let text = |term: &Term| match term {
            Term::Literal(literal) => literal.value().to_owned(),
            Term::NamedNode(node) => node.as_str().to_owned(),
            _ => String::new(),
        };
        quads.iter().filter(here).map(|quad| text(&quad.object)).collect()
    };
    let statements = quads.iter().filter(|quad| quad.predicate.as_str().ends_with("#predicate"));
    let told = statements.filter_map(|quad| {
        let statement = quad.subject.to_string();
        let statement = statement.trim_matches(['<', '>']);
        let object = of(statement, "-ns#object");
        let words = of(&of(statement, "#wasDerivedFrom"), "oa#exact");
        let unsaid = of(statement, "#wasAttributedTo").ends_with("/meet.not-after-record");
        match quad.object.to_string().trim_end_matches('>').rsplit_once('#')?.1 {
            "occurredAtDate" if unsaid => Some("before".to_owned()),
            "occurredAtDate" => Some(format!("when {} | {words}", of(&object, "#normalizedDateValue"))),
            "hasOrHadLocation" => Some(format!("at {} | {words}", object.rsplit_once('/')?.1)),
            _ => None,
        }
    });
    told.collect()
}

#[test]
fn a_meeting_was_when_and_where_the_words_beside_it_say() {
    let converter = Converter::new(DEFAULT_BASE).unwrap();
    let cases = include_str!("cases/circumstances.txt").split("\nD ").skip(1);
    let (mut wrong, mut tried) = (Vec::new(), 0);
    for case in cases {
        let mut lines = case.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let (description, expected) = (lines.next().unwrap(), lines.map(str::to_owned).collect::<BTreeSet<_>>());
        let listing =
            format!("  • January 08, 1965\n\n    Report, Embassy of Hungary in Mongolia\n\n    {description}\n");
        let said = circumstances(&converter.convert("case.txt", listing.as_bytes()).unwrap().quads);
        if said != expected {
            wrong.push(format!("{description}\n  said {said:?}\n  for  {expected:?}"));
        }
        tried += 1;
    }
    assert!(tried > 15 && wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A day that is none of a journey's is another year's, or a misprint: the meeting was on the journey.
#[test]
fn a_meeting_on_a_journey_is_on_one_of_its_days() {
    let converter = Converter::new(DEFAULT_BASE).unwrap();
    for (remark, expected) in [
        ("Private visit. Met with President Eisenhower November 24.", "when 1954-11-24 | November 24"),
        (
            "Private visit. Met with President Eisenhower November 20.",
            "when 1954-11-23/1954-11-26 | 1954-11-23/1954-11-26",
        ),
    ] {
        let line = format!(
            r#"{{"id": "visit-1", "kind": "visit", "who": "Prime Minister Hans Example", "who_name": "Hans Example", "start": "1954-11-23", "end": "1954-11-26", "country": "Denmark", "text": "{remark}"}}"#
        );
        assert_eq!(
            circumstances(&converter.convert("visits.ndjson", line.as_bytes()).unwrap().quads),
            BTreeSet::from([expected.to_owned()])
        );
    }
}
