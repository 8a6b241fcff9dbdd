//! Loading that is cut short: a store's folder has the old state of each source or the new one, and loading again completes
//! it.

#![cfg(feature = "disk")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// A listing of so many entries, each with the name of the listing and of its edition.
fn listing(name: &str, edition: &str, entries: usize) -> String {
    let mut text = format!("Listing {name}\nA collection that was made up.\n\n");
    for nth in 0..entries {
        let (day, year) = (nth % 28 + 1, 1950 + nth / 28 % 40);
        write!(text, "• March {day}, {year}\n\nReport {name} {nth}\n\nKim Il meets Ambassador Puzanov. {edition}\n\n")
            .unwrap();
    }
    text
}

fn load(folder: &Path, store: &Path, files: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    command.arg("load").args(files).arg("--store").arg(store).arg("--quiet").current_dir(folder);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// How many records of each listing and edition a store holds; none if it is not yet one that can be opened.
fn held(store: &Path) -> Option<BTreeMap<(String, String), usize>> {
    let query = "PREFIX rico: <https://www.ica.org/standards/RiC/ontology#>
        SELECT ?title ?text WHERE { ?r a rico:Record ; rico:title ?title ; rico:scopeAndContent ?text }";
    let file = store.with_extension("rq");
    std::fs::write(&file, query).unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(["query"])
        .arg(store)
        .arg(&file)
        .args(["--format", "csv", "--quiet"])
        .output()
        .unwrap();
    if !run.status.success() {
        return None;
    }
    let mut counts = BTreeMap::new();
    for line in String::from_utf8(run.stdout).unwrap().lines().skip(1) {
        let (title, text) = line.split_once(',').unwrap();
        let name = title.split(' ').nth(1).unwrap().to_owned();
        let edition = text.trim_matches('"').rsplit(' ').next().unwrap().to_owned();
        *counts.entry((name, edition)).or_default() += 1;
    }
    Some(counts)
}

/// Runs a command and kills it after a while; says whether it had ended by itself.
fn killed(mut command: Command, after: Duration) -> bool {
    let mut child = command.spawn().unwrap();
    let begun = Instant::now();
    while begun.elapsed() < after {
        if child.try_wait().unwrap().is_some() {
            return true;
        }
        sleep(Duration::from_millis(2));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    false
}

const ENTRIES: usize = 300;

#[test]
fn a_first_load_is_there_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    std::fs::write(folder.path().join("a.txt"), listing("a", "old", ENTRIES)).unwrap();
    let mut cut_short = 0;
    for wait in [20, 120, 250, 400, 700, 1200, 2000] {
        let whole = killed(load(folder.path(), &store, &["a.txt"]), Duration::from_millis(wait));
        let there = held(&store).unwrap_or_default();
        let all = BTreeMap::from([(("a".to_owned(), "old".to_owned()), ENTRIES)]);
        assert!(there == all || there.is_empty() && !whole, "after {wait} ms: {there:?}");
        cut_short += usize::from(!whole);
        if whole {
            break;
        }
    }
    assert!(cut_short > 0);
    assert!(load(folder.path(), &store, &["a.txt"]).status().unwrap().success());
    assert_eq!(held(&store).unwrap().values().sum::<usize>(), ENTRIES);
}

#[test]
fn a_later_load_leaves_each_source_old_or_new() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let edit = |edition: &str| {
        for name in ["a", "b", "c"] {
            std::fs::write(folder.path().join(format!("{name}.txt")), listing(name, edition, ENTRIES)).unwrap();
        }
    };
    let files = ["a.txt", "b.txt", "c.txt"];
    edit("old");
    assert!(load(folder.path(), &store, &files).status().unwrap().success());
    edit("new");
    let mut cut_short = 0;
    for wait in [50, 300, 600, 1000, 1500, 2500, 4000] {
        let whole = killed(load(folder.path(), &store, &files), Duration::from_millis(wait));
        let there = held(&store).unwrap();
        assert!(there.values().all(|count| *count == ENTRIES), "after {wait} ms: {there:?}");
        assert_eq!(there.len(), files.len(), "after {wait} ms: {there:?}");
        if whole {
            break;
        }
        cut_short += 1;
    }
    assert!(load(folder.path(), &store, &files).status().unwrap().success());
    assert!(held(&store).unwrap().keys().all(|(_, edition)| edition == "new"));
    assert!(cut_short > 0);
}

/// The table of encounters that a graph gives.
fn met(folder: &Path, graphs: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    command.arg("query").args(graphs).args(["who-met-whom", "--format", "csv", "--quiet"]).current_dir(folder);
    let run = command.output().unwrap();
    assert!(run.status.success());
    String::from_utf8(run.stdout).unwrap()
}

#[test]
fn a_store_answers_as_its_sources_do_whatever_was_loaded_before() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    for (name, edition, entries) in [("a", "old", 40), ("b", "old", 60), ("a", "new", 50)] {
        std::fs::write(folder.path().join(format!("{name}.txt")), listing(name, edition, entries)).unwrap();
        let file = format!("{name}.txt");
        assert!(load(folder.path(), &store, &[&file]).status().unwrap().success());
        let opened = oxigraph::store::Store::open_read_only(&store).unwrap();
        assert!(chancery::query::ties::are_kept(&opened));
    }
    let there = met(folder.path(), &["store"]);
    assert!(there.lines().count() > 100);
    assert_eq!(there, met(folder.path(), &["a.txt", "b.txt"]));
    // what is worked out is not written
    for graph in [&["store"][..], &["a.txt", "b.txt"]] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
        command.arg("stats").args(graph).arg("--quiet").current_dir(folder.path());
        let stats = String::from_utf8(command.output().unwrap().stdout).unwrap();
        assert!(stats.contains("records") && !stats.contains("tie#"), "{stats}");
    }
}

/// What a load that was killed had sorted stays in the folder.
#[test]
fn what_a_killed_load_left_is_removed_by_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    std::fs::write(folder.path().join("a.txt"), listing("a", "old", 2)).unwrap();
    for _ in ["a first load", "a later one"] {
        std::fs::create_dir_all(&store).unwrap();
        std::fs::write(store.join("chancery-model"), format!("{}\n", chancery::store::MODEL)).unwrap();
        std::fs::write(store.join("bulk-1234.sst"), "half of it").unwrap();
        assert!(load(folder.path(), &store, &["a.txt"]).status().unwrap().success());
        assert!(!store.join("bulk-1234.sst").exists());
    }
}

/// On a full disk, a sign that is written anew is left empty, and the store is none for ever.
#[test]
fn the_sign_of_a_store_is_written_once() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    std::fs::write(folder.path().join("a.txt"), listing("a", "old", 2)).unwrap();
    let written = || std::fs::metadata(store.join("chancery-model")).unwrap().modified().unwrap();
    assert!(load(folder.path(), &store, &["a.txt"]).status().unwrap().success());
    let first = written();
    assert!(load(folder.path(), &store, &["a.txt"]).status().unwrap().success());
    assert_eq!(written(), first);
    assert!(!store.join("chancery-model.new").exists());
}

/// Whoever asks while something is loaded is told what was there or what is there now: not that there is nothing, nor that
/// the store is damaged.
#[test]
fn a_store_that_is_being_loaded_can_be_asked() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    std::fs::write(folder.path().join("a.txt"), listing("a", "old", 40)).unwrap();
    assert!(load(folder.path(), &store, &["a.txt"]).status().unwrap().success());
    let converter = chancery::convert::Converter::new(chancery::convert::DEFAULT_BASE).unwrap();
    let graphs = [store.to_str().unwrap().to_owned()];
    let query = chancery::query::find("who-met-whom").unwrap();
    let mut asked = 0;
    for _ in 0..8 {
        let mut loading = load(folder.path(), &store, &["a.txt"]).spawn().unwrap();
        while loading.try_wait().unwrap().is_none() {
            let opened = chancery::store::open(&graphs, &converter, chancery::store::Links::AsTheyAre, &|| ());
            let opened = opened.unwrap_or_else(|error| panic!("{error}"));
            let oxigraph::sparql::QueryResults::Solutions(rows) = query.run(&opened.store, &[]).unwrap() else {
                panic!()
            };
            assert_eq!(rows.count(), 40);
            asked += 1;
        }
        assert!(loading.wait().unwrap().success());
    }
    assert!(asked > 8);
}
