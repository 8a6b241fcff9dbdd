//! Networks: the same meetings as the bundled queries tell of, in every format, whatever names there are.

#![allow(clippy::unwrap_used, clippy::panic)]

use chancery::convert::{Converter, DEFAULT_BASE};
use chancery::network::read::{Project, Wanted, read};
use chancery::network::select::{around, find};
use chancery::network::write::{Format, nodes_csv, write};
use chancery::network::{Network, NodeKind, Tie};
use chancery::query;
use chancery::store::{self, Links};
use oxigraph::sparql::QueryResults;
use oxigraph::store::Store;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

const SAMPLE: &str = "data/samples/inter-korean-relations.txt";

fn open(graphs: &[&str]) -> Store {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let graphs: Vec<String> = graphs.iter().map(|graph| root.join(graph).display().to_string()).collect();
    store::open(&graphs, &Converter::new(DEFAULT_BASE).unwrap(), Links::Sure, &|| ()).unwrap().store
}

fn wanted(ties: &[Tie]) -> Wanted {
    Wanted { ties: ties.to_vec(), project: Project::People, from: None, to: None }
}

/// How many rows a query has for each two names.
fn rows(store: &Store, query: &str, one: &str, other: &str) -> BTreeMap<[String; 2], u32> {
    let QueryResults::Solutions(rows) = query::find(query).unwrap().run(store, &[]).unwrap() else { panic!() };
    let mut counts = BTreeMap::new();
    for row in rows.map(Result::unwrap) {
        let name = |column: &str| row[column].to_string().trim_matches('"').to_owned();
        let mut names = [name(one), name(other)];
        names.sort();
        *counts.entry(names).or_default() += 1;
    }
    counts
}

/// The same of a network: the weight of each edge.
fn weights(network: &Network) -> BTreeMap<[String; 2], u32> {
    let mut weights = BTreeMap::new();
    for edge in &network.edges {
        let mut names = [network.nodes[edge.source].label.clone(), network.nodes[edge.target].label.clone()];
        names.sort();
        *weights.entry(names).or_default() += edge.weight;
    }
    weights
}

#[test]
fn an_edge_weighs_what_the_query_has_rows() {
    let store = open(&[SAMPLE, "tests/gold/dev-listing.txt"]);
    let network = read(&store, &wanted(&[Tie::Met])).unwrap();
    let people: BTreeSet<&str> = network.nodes.iter().map(|node| node.label.as_str()).collect();
    let mut told = rows(&store, "who-met-whom", "one", "other");
    // groups meet too, and are no people
    told.retain(|names, _| names.iter().all(|name| people.contains(name.as_str())));
    assert!(told.len() > 30);
    assert_eq!(weights(&network), told);
    let stated = read(&store, &wanted(&[Tie::MetStated])).unwrap();
    assert!(stated.edges.len() < network.edges.len() && stated.edges.iter().all(|edge| edge.basis == "stated"));
}

#[test]
fn being_named_together_is_a_tie_of_its_own() {
    let store = open(&[SAMPLE]);
    let both = read(&store, &wanted(&[Tie::Met, Tie::Mentioned])).unwrap();
    let of = |tie: Tie| both.edges.iter().filter(|edge| edge.tie == tie).count();
    assert_eq!(of(Tie::Met), read(&store, &wanted(&[Tie::Met])).unwrap().edges.len());
    assert_eq!(of(Tie::Mentioned), read(&store, &wanted(&[Tie::Mentioned])).unwrap().edges.len());
    let of_tie = |tie| both.edges.iter().filter(move |edge| edge.tie == tie);
    let parallel = of_tie(Tie::Met)
        .any(|met| of_tie(Tie::Mentioned).any(|other| (met.source, met.target) == (other.source, other.target)));
    assert!(parallel, "somebody who met is named together too");
    assert!(of_tie(Tie::Mentioned).all(|edge| edge.encounters.is_empty()));
}

#[test]
fn whoever_is_tied_to_nobody_stays() {
    let network = read(&open(&[SAMPLE]), &wanted(&[Tie::Met])).unwrap();
    let tied: BTreeSet<usize> = network.edges.iter().flat_map(|edge| [edge.source, edge.target]).collect();
    assert!(tied.len() < network.nodes.len());
    assert!(network.nodes.iter().all(|node| node.kind == NodeKind::Person && !node.label.is_empty()));
}

#[test]
fn letters_have_a_direction_and_missions_their_ministries() {
    let wanted = Wanted { project: Project::Missions, ..wanted(&[Tie::Corresponded]) };
    let network = read(&open(&[SAMPLE]), &wanted).unwrap();
    let told: Vec<String> = network
        .edges
        .iter()
        .map(|edge| {
            let label = |at: usize| &network.nodes[at].label;
            format!("{} → {} ({})", label(edge.source), label(edge.target), edge.weight)
        })
        .collect();
    insta::assert_debug_snapshot!(told, @r#"
    [
        "Embassy of Hungary in North Korea → Ministry of Foreign Affairs of Hungary (5)",
    ]
    "#);
}

#[test]
fn states_meet_through_their_people() {
    let wanted = Wanted { project: Project::States, ..wanted(&[Tie::Met]) };
    insta::assert_debug_snapshot!(weights(&read(&open(&[SAMPLE]), &wanted).unwrap()), @r#"
    {
        [
            "Czechoslovakia",
            "Hungary",
        ]: 1,
        [
            "Hungary",
            "Soviet Union",
        ]: 1,
        [
            "North Korea",
            "Soviet Union",
        ]: 5,
    }
    "#);
}

#[test]
fn people_and_documents_are_two_sorts_of_nodes() {
    let wanted = Wanted { project: Project::PeopleDocuments, ..wanted(&[Tie::Met]) };
    let network = read(&open(&[SAMPLE]), &wanted).unwrap();
    let kinds = |edge: &chancery::network::Edge| [network.nodes[edge.source].kind, network.nodes[edge.target].kind];
    assert!(!network.edges.is_empty());
    assert!(network.edges.iter().all(|edge| {
        let kinds = kinds(edge);
        kinds.contains(&NodeKind::Person) && kinds.contains(&NodeKind::Document)
    }));
}

#[test]
fn a_time_lets_in_what_may_have_been_then() {
    let store = open(&[SAMPLE]);
    let during = |from: &str, to: &str| {
        let wanted = Wanted { from: Some(from.into()), to: Some(to.into()), ..wanted(&[Tie::Met]) };
        read(&store, &wanted).unwrap().edges
    };
    assert!(
        during("1800-01-01", "1800-12-31")
            .iter()
            .all(|edge| edge.first.is_none() || edge.spells.iter().any(|spell| spell.start.is_none()))
    );
    assert!(during("2000-01-01", "2000-12-31").is_empty());
    let all = read(&store, &wanted(&[Tie::Met])).unwrap().edges.len();
    let sixty_one = during("1961-01-01", "1961-12-31").len();
    assert!(0 < sixty_one && sixty_one < all, "{sixty_one} of {all}");
}

#[test]
fn an_ego_has_those_within_some_steps() {
    let network = read(&open(&[SAMPLE]), &wanted(&[Tie::Met])).unwrap();
    let puzanov = find(&network, "puzanov").unwrap();
    let one = around(network.clone(), puzanov, 1);
    let tied = |edge: &&chancery::network::Edge| edge.source == puzanov || edge.target == puzanov;
    let beside: BTreeSet<usize> =
        network.edges.iter().filter(tied).flat_map(|edge| [edge.source, edge.target]).collect();
    assert_eq!(one.nodes.len(), beside.len());
    assert_eq!(around(network.clone(), puzanov, 0).nodes.len(), 1);
    assert!(find(&network, "kim").unwrap_err().len() > 1);
    assert!(find(&network, "xyzzy").unwrap_err().is_empty());
}

fn bytes(network: &Network, format: Format) -> String {
    let mut bytes = Vec::new();
    write(network, format, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// A small network with names that break careless writers.
fn hostile() -> Network {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hostile.txt");
    let text = "Papers\n\n    • May 4, 1962\n\n    Report\n    Jan Horak met with Pavel Novak.\n\n    \
                • May, 1963\n\n    Report\n    Pavel Novak met with Anna Svoboda.\n";
    std::fs::write(&path, text).unwrap();
    let mut network = read(&open(&[path.to_str().unwrap()]), &wanted(&[Tie::Met])).unwrap();
    network.nodes[0].label = "a\"b'<&>\\\u{202e}🙂\u{1}\nc,d;e".to_owned();
    network.edges[0].quotation = "said \"<&>\" \u{0}\r\n—".to_owned();
    network
}

#[test]
fn hostile_names_make_no_ill_formed_file() {
    let network = hostile();
    assert!(network.nodes.len() > 2 && !network.edges.is_empty());
    for format in [Format::Gexf, Format::GraphMl, Format::Svg] {
        let text = bytes(&network, format);
        let mut reader = quick_xml::Reader::from_str(&text);
        while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
        assert!(!text.contains('\u{1}') && !text.contains('\u{0}'), "{format}");
    }
    for format in [Format::NodeLink, Format::Cytoscape] {
        let json: serde_json::Value = serde_json::from_str(&bytes(&network, format)).unwrap();
        assert!(json.to_string().contains("🙂"), "{format}");
    }
    let lines = |format| bytes(&network, format).lines().count();
    assert_eq!(lines(Format::Pajek), 1 + network.nodes.len() + 1 + network.edges.len());
    let mut table = Vec::new();
    nodes_csv(&network, &mut table).unwrap();
    let rows = csv::Reader::from_reader(table.as_slice()).records().map(Result::unwrap).count();
    assert_eq!(rows, network.nodes.len());
    let edges = bytes(&network, Format::Csv);
    assert_eq!(csv::Reader::from_reader(edges.as_bytes()).records().map(Result::unwrap).count(), network.edges.len());
}

#[test]
fn every_format_is_written_from_an_empty_graph_and_twice_the_same() {
    let empty = read(&Store::new().unwrap(), &wanted(&[Tie::Met])).unwrap();
    let full = || read(&open(&[SAMPLE]), &wanted(&[Tie::Met, Tie::Corresponded])).unwrap();
    let (once, again) = (full(), full());
    for format in Format::ALL {
        assert!(!bytes(&empty, format).is_empty(), "{format}");
        assert_eq!(bytes(&once, format), bytes(&again, format), "{format}");
    }
    assert!(empty.nodes.is_empty());
}

#[test]
fn a_date_known_to_the_month_keeps_its_bounds() {
    let network = hostile();
    let text = bytes(&network, Format::Gexf);
    assert!(text.contains("<spell end=\"1963-05-31\"/>") || text.contains("end=\"1963-05-31\""), "{text}");
    assert!(text.contains("timeformat=\"date\""));
}

/// People who wrote and met, one of whom a record of an unknown day names, too.
fn mixed() -> Network {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mixed.txt");
    let text = "Papers\n\n    • May 4, 1962\n\n    Letter from Jan Horak to Pavel Novak\n\n    \
                • May 5, 1962\n\n    Report\n    Jan Horak met with Pavel Novak on May 3, 1962.\n\n    \
                • July 4, 1975\n\n    Report\n    Pavel Novak met with Anna Svoboda.\n";
    std::fs::write(&path, text).unwrap();
    read(&open(&[path.to_str().unwrap()]), &wanted(&[Tie::Met, Tie::Corresponded])).unwrap()
}

/// networkx reads no file in which some edges have a direction and others have none.
#[test]
fn where_some_ties_have_a_direction_all_of_the_file_has() {
    let network = mixed();
    let letters = network.edges.iter().filter(|edge| edge.tie == Tie::Corresponded).count();
    let met = network.edges.len() - letters;
    assert_eq!((letters, met), (1, 2));
    let arcs = letters + 2 * met;
    let gexf = bytes(&network, Format::Gexf);
    assert!(gexf.contains("defaultedgetype=\"directed\"") && !gexf.contains("undirected"), "{gexf}");
    let graphml = bytes(&network, Format::GraphMl);
    assert!(graphml.contains("edgedefault=\"directed\"") && !graphml.contains("directed=\""), "{graphml}");
    let pajek = bytes(&network, Format::Pajek);
    assert!(pajek.contains("*Arcs") && !pajek.contains("*Edges"), "{pajek}");
    for (format, edge) in [(Format::Gexf, "<edge "), (Format::GraphMl, "<edge "), (Format::Csv, ",Directed,")] {
        assert_eq!(bytes(&network, format).matches(edge).count(), arcs, "{format}");
    }
    let json: serde_json::Value = serde_json::from_str(&bytes(&network, Format::NodeLink)).unwrap();
    assert_eq!(json["directed"], true);
    let edges = json["edges"].as_array().unwrap();
    let ids: BTreeSet<&str> = edges.iter().map(|edge| edge["key"].as_str().unwrap()).collect();
    assert_eq!((edges.len(), ids.len()), (arcs, arcs));
    // the letter leads from its writer to its addressee, and a meeting both ways
    let told = |kind: &str| -> BTreeSet<(String, String)> {
        let label = |end: &serde_json::Value| {
            let node = json["nodes"].as_array().unwrap().iter().find(|node| node["id"] == *end).unwrap();
            node["label"].as_str().unwrap().to_owned()
        };
        let of_kind = edges.iter().filter(|edge| edge["kind"] == kind);
        of_kind.map(|edge| (label(&edge["source"]), label(&edge["target"]))).collect()
    };
    let pair = |one: &str, other: &str| (one.to_owned(), other.to_owned());
    assert_eq!(told("corresponded"), BTreeSet::from([pair("Jan Horak", "Pavel Novak")]));
    let met = told("met");
    assert!(
        met.contains(&pair("Jan Horak", "Pavel Novak")) && met.contains(&pair("Pavel Novak", "Jan Horak")),
        "{met:?}"
    );
    assert!(json["graph"]["direction"].is_string());
    let dot = bytes(&network, Format::Dot);
    assert_eq!((dot.matches(" -> ").count(), dot.matches("dir=none").count()), (3, 2), "{dot}");
    // of one kind, all is as it was
    let alone = read(&open(&[SAMPLE]), &wanted(&[Tie::Met])).unwrap();
    assert_eq!(bytes(&alone, Format::Gexf).matches("<edge ").count(), alone.edges.len());
    assert!(bytes(&alone, Format::Gexf).contains("defaultedgetype=\"undirected\""));
}

/// Readers of Pajek know nodes by their names.
#[test]
fn two_people_of_one_name_are_two_in_pajek() {
    let mut network = mixed();
    for node in &mut network.nodes {
        node.label = "Kim \"Il\"".to_owned();
    }
    network.nodes[0].label = "Kim 'Il' (2)".to_owned();
    let pajek = bytes(&network, Format::Pajek);
    let names: Vec<&str> =
        pajek.lines().skip(1).take(network.nodes.len()).map(|line| line.split_once(' ').unwrap().1).collect();
    assert_eq!(names, ["\"Kim 'Il' (2)\"", "\"Kim 'Il' (2) (2)\"", "\"Kim 'Il' (3)\""]);
}

/// `[..1975-07-04]` is no first day.
#[test]
fn a_beginning_that_is_open_is_no_day() {
    let network = mixed();
    let edge = network.edges.iter().find(|edge| edge.last.as_deref() == Some("1975-07-04")).unwrap();
    assert_eq!(edge.first, None);
    let known = network.edges.iter().find(|edge| edge.tie == Tie::Corresponded).unwrap();
    assert_eq!((known.first.as_deref(), known.last.as_deref()), (Some("1962-05-04"), Some("1962-05-04")));
    let table = bytes(&network, Format::Csv);
    let mut table = csv::Reader::from_reader(table.as_bytes());
    let at = table.headers().unwrap().iter().position(|name| name == "First").unwrap();
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    let open = rows.iter().filter(|row| &row[at + 1] == "1975-07-04");
    assert!(open.clone().count() == 2 && open.clone().all(|row| row[at].is_empty()));
    let svg = bytes(&network, Format::Svg);
    assert!(svg.contains("1 encounter, on or before 1975-07-04, stated"), "{svg}");
}

fn run(arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn a_file_says_how_it_was_made() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (status, told) =
        run(&["network", SAMPLE, "--tie", "met", "--from", "1960", "--measures", "-o", &path("korea.csv")]);
    assert_eq!(status, Some(0), "{told}");
    assert!(told.contains("betweenness") && told.contains("nodes, "), "{told}");
    let facts: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(path("korea.csv.meta.json")).unwrap()).unwrap();
    assert_eq!((facts["ties"].as_str(), facts["from"].as_str()), (Some("met"), Some("1960-01-01")));
    assert_eq!(facts["made from"].as_str(), Some("inter-korean-relations.txt"));
    let nodes = std::fs::read_to_string(path("korea-nodes.csv")).unwrap();
    assert!(nodes.starts_with("Id,Label,Kind,State,Betweenness,"), "{}", nodes.lines().next().unwrap());
    assert!(
        std::fs::read_to_string(path("korea.csv")).unwrap().starts_with("Source,Target,Type,Kind,Id,Label,Weight,")
    );
}

#[test]
fn mistakes_are_told() {
    let told = |arguments: &[&str]| {
        let (status, told) = run(&[&["network", SAMPLE], arguments].concat());
        assert_ne!(status, Some(0));
        told
    };
    insta::assert_snapshot!(told(&["--ego", "Puzanof"]), @r#"
    error: nobody in this network is called “Puzanof” (did you mean “Puzanov”?)
      help: name somebody as the queries show it, or by IRI
    "#);
    insta::assert_snapshot!(told(&["--ego", "Kim", "-q"]), @r#"
    error: “Kim” may be 3 in this network
      help: name one by IRI, or by its end: Kim Chang-man <https://w3id.org/chancery/id/person/kim-chang-man>; Kim Il <https://w3id.org/chancery/id/person/kim-il>; Kim Il Sung <https://w3id.org/chancery/id/person/kim-il-sung>
    "#);
    insta::assert_snapshot!(told(&["-o", "korea.xyz"]), @r#"
    error: korea.xyz: the file's name tells no format of networks
      help: end it in one of .gexf .graphml .net .json .cyjs .csv .dot .svg, or name a format with --format
    "#);
    insta::assert_snapshot!(told(&["--from", "1962", "--to", "1961-05"]), @r#"
    error: --from 1962-01-01 is later than --to 1961-05-31
      help: no day is both; exchange the two
    "#);
    insta::assert_snapshot!(told(&["--project", "people-documents", "--tie", "mentioned", "--tie", "planned"]), @r#"
    error: people and documents are tied by being named there, not by --tie planned
      help: leave out --tie, or let the nodes be --project people
    "#);
    insta::assert_snapshot!(told(&["--format", "csv"]), @r#"
    error: two tables cannot be written to standard output
      help: name a file: -o NAME.csv writes NAME.csv and NAME-nodes.csv
    "#);
}
