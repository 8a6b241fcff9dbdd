//! Sources converted some records at a time: the same quads as at once, each once, in their order, whatever the threads.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use chancery::Result;
use chancery::convert::{Converter, DEFAULT_BASE, Input, Told};
use chancery::rdf::quads::Quads;
use chancery::source::{Form, Options};
use oxigraph::model::Quad;
use std::collections::BTreeSet;
use std::io::Read;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

static CONVERTER: LazyLock<Converter> = LazyLock::new(|| Converter::new(DEFAULT_BASE).unwrap());
const SAMPLE: &[u8] = include_bytes!("../data/samples/inter-korean-relations.txt");
const DEV: &[u8] = include_bytes!("gold/dev-listing.txt");
const VOLUME: &[u8] = include_bytes!("cases/tei/volume.xml");

struct Bytes<'b>(&'b str, &'b [u8]);

impl Input for Bytes<'_> {
    fn name(&self) -> &str {
        self.0
    }

    fn open(&self) -> Result<Box<dyn Read + Send + '_>> {
        Ok(Box::new(self.1))
    }
}

/// All quads as they are handed over, and what is told of each source.
fn streamed(converter: &Converter, inputs: &[&dyn Input]) -> (Vec<Quad>, Vec<Result<Told>>) {
    let (mut all, bytes) = (Vec::new(), AtomicU64::new(0));
    let count = |read| {
        bytes.fetch_add(read, Ordering::Relaxed);
    };
    let mut take = |quads: Vec<Quad>| {
        all.extend(quads);
        Ok(())
    };
    let told = converter.stream(inputs, &|quads| quads.to_vec(), &mut take, &count).unwrap();
    // all bytes of those that can be read are told
    assert_eq!(bytes.into_inner() > 0, told.iter().any(Result::is_ok));
    (all, told)
}

fn at_once(inputs: &[&Bytes<'_>]) -> BTreeSet<String> {
    let quads = inputs.iter().flat_map(|Bytes(name, bytes)| CONVERTER.convert(name, bytes).unwrap().quads);
    quads.map(|quad| quad.to_string()).collect()
}

fn set(quads: &[Quad]) -> BTreeSet<String> {
    quads.iter().map(ToString::to_string).collect()
}

#[test]
fn the_quads_are_those_of_all_at_once_and_each_comes_once() {
    let inputs =
        [Bytes("sample.txt", SAMPLE), Bytes("dev.txt", DEV), Bytes("again.txt", SAMPLE), Bytes("v.xml", VOLUME)];
    let (quads, told) = streamed(&CONVERTER, &inputs.each_ref().map(|input| input as &dyn Input));
    assert_eq!(set(&quads).len(), quads.len(), "a quad comes twice");
    assert!(set(&quads) == at_once(&inputs.each_ref()));
    let records: Vec<usize> = told.into_iter().map(|told| told.unwrap().records).collect();
    assert_eq!((records[0], records[0]), (20, records[2]));
}

/// An id that two of a file have names neither, whichever way the file is gone through.
#[test]
fn records_of_one_number_are_told_apart_in_parts_too() {
    let row = |nth: usize, year: usize, who: &str| format!("{nth},Letter,{year}-03-16,{who},Karl Lohse\n");
    let mut table = "id,title,date,authors,recipients\n".to_owned();
    for nth in 0..200 {
        table += &row(nth % 190, 1945 + nth / 10, "Otto Brandel");
    }
    table += &row(3, 1964, "Otto Brandel");
    let inputs = [Bytes("t.csv", table.as_bytes())];
    let (quads, told) = streamed(&CONVERTER, &[&inputs[0]]);
    assert_eq!(set(&quads), at_once(&inputs.iter().collect::<Vec<_>>()));
    assert_eq!(set(&quads).len(), quads.len());
    let once = CONVERTER.convert("t.csv", table.as_bytes()).unwrap().warnings;
    assert_eq!(told[0].as_ref().unwrap().warnings, once);
    assert_eq!(once.len(), 11, "{once:?}");
}

/// Those of one date and title whom nobody numbers are told apart by their people, and those of one number, too.
#[test]
fn records_of_one_title_are_told_apart_in_parts_too() {
    let row = |number: usize, who: usize| format!("{number},Telegram,1961-03-16,Otto Brandel {who},Karl Lohse {who}\n");
    let rows: String = (0..60).map(|nth| row(nth % 40, nth)).chain([row(3, 3)]).collect();
    let numbered = format!("id,title,date,authors,recipients\n{rows}");
    let bare: String = numbered.lines().map(|line| line.split_once(',').unwrap().1.to_owned() + "\n").collect();
    for table in [numbered, bare] {
        let inputs = [Bytes("t.csv", table.as_bytes())];
        let (quads, told) = streamed(&CONVERTER, &[&inputs[0]]);
        assert_eq!(set(&quads), at_once(&inputs.iter().collect::<Vec<_>>()));
        assert_eq!(set(&quads).len(), quads.len());
        let once = CONVERTER.convert("t.csv", table.as_bytes()).unwrap().warnings;
        assert_eq!(told[0].as_ref().unwrap().warnings, once);
        let addressed = quads.iter().filter(|quad| quad.predicate.as_str().ends_with("hasAddressee"));
        let records: BTreeSet<String> = addressed.map(|quad| quad.subject.to_string()).collect();
        assert_eq!(records.len(), 60);
    }
}

/// Two sources may mean two documents by one date and title, where neither numbers them: that is said, and nothing lost.
#[test]
fn entries_of_one_title_that_are_described_differently_are_told() {
    let entry = |description: &str| {
        format!("Papers\n\n    • May 4, 1962\n\n    Telegram from Tarn Velk\n\n    {description}\n").into_bytes()
    };
    let texts = [entry("On grain."), entry("ON  GRAIN"), entry("On the talks in Oslo."), entry("")];
    let names = ["a.txt", "b.txt", "c.txt", "d.txt"];
    let inputs: Vec<Bytes<'_>> = names.iter().zip(&texts).map(|(name, text)| Bytes(name, text)).collect();
    let inputs: Vec<&dyn Input> = inputs.iter().map(|input| input as &dyn Input).collect();
    let (quads, told) = streamed(&CONVERTER, &inputs);
    let warnings: Vec<String> =
        told.into_iter().flat_map(|told| told.unwrap().warnings).map(|warning| warning.to_string()).collect();
    let [warning] = &warnings[..] else { panic!("{warnings:?}") };
    assert!(
        warning.starts_with(
            "c.txt:3: a.txt:3 has an entry of the same date and title with another description; both are kept"
        ),
        "{warning}"
    );
    let kept: BTreeSet<String> = quads
        .iter()
        .filter(|quad| quad.predicate.as_str().ends_with("scopeAndContent"))
        .map(|quad| quad.object.to_string())
        .collect();
    assert_eq!(kept.len(), 3, "{kept:?}");

    // by an address it is the same document, whatever is said of it
    let row = |description: &str| {
        format!("url,title,date,description\nhttps://example.org/7,Telegram,1962-05-04,{description}\n").into_bytes()
    };
    let (one, other) = (row("On grain."), row("On the talks."));
    let (_, told) = streamed(&CONVERTER, &[&Bytes("a.csv", &one), &Bytes("b.csv", &other)]);
    assert!(told.into_iter().all(|told| told.unwrap().warnings.is_empty()));
}

#[test]
fn records_come_in_their_order() {
    let (quads, _) = streamed(&CONVERTER, &[&Bytes("dev.txt", DEV)]);
    let record = |quad: &Quad| {
        let graph = quad.graph_name.to_string();
        graph.contains("/graph/record/").then_some(graph)
    };
    let mut streamed: Vec<String> = quads.iter().filter_map(record).collect();
    let mut whole: Vec<String> = CONVERTER.convert("dev.txt", DEV).unwrap().quads.iter().filter_map(record).collect();
    streamed.dedup();
    whole.dedup();
    assert_eq!(streamed, whole);
    assert!(streamed.len() > 30);
}

#[test]
fn a_source_that_cannot_be_read_is_passed_over_and_the_others_are_whole() {
    let bad = Bytes("bad.txt", b"\xff\xfe\xff");
    let (quads, told) = streamed(&CONVERTER, &[&Bytes("sample.txt", SAMPLE), &bad, &Bytes("dev.txt", DEV)]);
    assert!(told[1].as_ref().is_err_and(|error| error.to_string().starts_with("bad.txt")));
    assert!(set(&quads) == at_once(&[&Bytes("sample.txt", SAMPLE), &Bytes("dev.txt", DEV)]));
}

#[test]
fn what_is_broken_ends_there_and_what_stands_before_is_kept_when_asked() {
    let mut table = String::from("title,date,description\n");
    for nth in 0..30_000 {
        table += &format!("Report {nth},1961-03-16,Kim Il meets Ambassador Puzanov.\n");
    }
    table += "one cell alone\n";
    let input = Bytes("long.csv", table.as_bytes());
    let (none, told) = streamed(&CONVERTER, &[&input]);
    let message = told[0].as_ref().unwrap_err().to_string();
    assert!(none.is_empty() && message.contains("long.csv:30002") && message.contains("30000 records"), "{message}");
    let options = Options { form: Some(Form::Table), keep_going: true, ..Options::default() };
    let keeping = Converter::new(DEFAULT_BASE).unwrap().reading(options);
    let records = AtomicUsize::new(0);
    let count = |quads: Quads| {
        let titles = quads.iter().filter(|quad| quad.predicate.as_str().ends_with("ontology#title"));
        records.fetch_add(titles.count(), Ordering::Relaxed);
    };
    let told = keeping.stream(&[&input], &count, &mut |()| Ok(()), &|_| ()).unwrap();
    assert_eq!((records.into_inner(), told[0].as_ref().unwrap().records), (30_000, 30_000));
    assert!(told[0].as_ref().unwrap().broken.is_some());
}

#[test]
fn a_source_that_changes_meanwhile_is_told() {
    struct Changing(AtomicUsize);
    impl Input for Changing {
        fn name(&self) -> &str {
            "changing.txt"
        }
        fn open(&self) -> Result<Box<dyn Read + Send + '_>> {
            let first = self.0.fetch_add(1, Ordering::Relaxed) == 0;
            Ok(Box::new(if first { SAMPLE } else { DEV }))
        }
    }
    let told = CONVERTER.stream(&[&Changing(AtomicUsize::new(0))], &|_| (), &mut |()| Ok(()), &|_| ());
    assert!(told.unwrap_err().to_string().contains("changed while it was read"));
}

/// What is packed says how many bytes there are before it is unpacked, and it is those that a bar counts.
#[test]
fn of_a_packed_source_the_packed_bytes_are_told() {
    struct Packed;
    impl Input for Packed {
        fn name(&self) -> &'static str {
            "dev.txt"
        }
        fn open(&self) -> Result<Box<dyn Read + Send + '_>> {
            Ok(Box::new(DEV))
        }
        fn stored(&self) -> Option<u64> {
            Some(1000)
        }
    }
    let bytes = AtomicU64::new(0);
    let count = |read| {
        bytes.fetch_add(read, Ordering::Relaxed);
    };
    let told = CONVERTER.stream(&[&Packed], &|_| (), &mut |()| Ok(()), &count).unwrap();
    assert!(told.iter().all(Result::is_ok));
    assert_eq!(bytes.into_inner(), 1000);
}
