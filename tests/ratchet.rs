//! The ratchet: what has been measured is written down, and a change for the worse fails; so does one for the better
//! that is not written down yet.
//!
//! | file | what it holds |
//! |---|---|
//! | `tests/gold/figures.tsv` | the figures of each set of gold annotations |
//! | `tests/gold/titles-read.txt` | the titles of `tests/titles.tsv` that are read in full |
//! | `data/rules.ttl` | how often each rule was right on all sets: the confidence that a graph gives it; with them what was
//!   measured elsewhere, `tests/gold/bodies.tsv` |
//! | `README.md` | the figures that it shows |
//!
//! `CHANCERY_BLESS=1 cargo test --test ratchet` writes all four anew. A set of gold annotations is a `.json` file of
//! `tests/gold` with its listing of the same name beside it, or among the samples.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use chancery::claim::Relation;
use chancery::convert::{Converter, DEFAULT_BASE};
use chancery::date::Date;
use chancery::evaluate::{Evaluation, Figure, Gold, Tally, evaluate};
use chancery::rdf::confidence::{Confidence, Count};
use chancery::recognise;
use chancery::record::{Field, Place, Record};
use chancery::rule;
use oxigraph::store::Store;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// A set of gold annotations, and what its listing scores.
struct Set {
    name: String,
    gold: Gold,
    evaluation: Evaluation,
}

static CONVERTER: LazyLock<Converter> = LazyLock::new(|| Converter::new(DEFAULT_BASE).unwrap());

/// All sets, in the order of their names.
static SETS: LazyLock<Vec<Set>> = LazyLock::new(|| {
    let folder = path("tests/gold");
    let files = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = files.filter(|file| file.extension().is_some_and(|e| e == "json")).collect();
    files.sort();
    assert!(files.len() >= 3, "only {files:?} were seen");
    files.iter().map(|file| set(file)).collect()
});

fn set(file: &Path) -> Set {
    let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
    let listings = [format!("tests/gold/{name}.txt"), format!("data/samples/{name}.txt")];
    let listing = listings.iter().map(|listing| path(listing)).find(|listing| listing.is_file());
    let listing =
        listing.unwrap_or_else(|| panic!("{} has no listing: neither {}", file.display(), listings.join(" nor ")));
    let gold = Gold::read(file.to_str().unwrap(), &fs::read_to_string(file).unwrap()).unwrap();
    let store = Store::new().unwrap();
    let conversion = CONVERTER.convert(listing.to_str().unwrap(), &fs::read(&listing).unwrap()).unwrap();
    store.extend(conversion.quads).unwrap();
    let evaluation = evaluate(&store, std::slice::from_ref(&gold)).unwrap();
    Set { name, gold, evaluation }
}

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn bless() -> bool {
    std::env::var_os("CHANCERY_BLESS").is_some_and(|value| value == "1")
}

/// Fails where a file is not what was measured, line by line; or writes it.
fn hold(name: &str, measured: &str) {
    if bless() {
        fs::write(path(name), measured).unwrap();
        return;
    }
    let written = fs::read_to_string(path(name)).unwrap_or_default();
    let change = changes(&written, measured);
    assert!(
        change.is_empty() && written == measured,
        "{name} does not say what was measured (-: it says, +: it should):\n{change}\n{HOW}"
    );
}

const HOW: &str = "a loss is to be mended; a gain, and a loss that is worth its price, is to be written down with: \
                   CHANCERY_BLESS=1 cargo test --test ratchet";

/// The lines that are in one of two texts only.
fn changes(before: &str, after: &str) -> String {
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<_>>();
    let (before, after) = (lines(before), lines(after));
    let lost = before.difference(&after).map(|line| format!("- {line}\n"));
    lost.chain(after.difference(&before).map(|line| format!("+ {line}\n"))).collect()
}

/// A line a set and figure.
fn figures() -> String {
    let mut text = String::from("set\tfigure\tright\twrong\tmissed\n");
    for set in SETS.iter() {
        for figure in Figure::ALL {
            let tally = set.evaluation.tally(figure);
            let counts = format!("{}\t{}\t{}", tally.right, tally.wrong, tally.missed);
            writeln!(text, "{}\t{}\t{counts}", set.name, figure.name()).unwrap();
        }
    }
    text
}

/// The titles of the archive that we know, each with its date.
fn titles() -> Vec<Record> {
    let text = fs::read_to_string(path("tests/titles.tsv")).unwrap();
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("date\tfamily\ttitle"));
    let record = |line: &str| {
        let [date, _, title] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("tests/titles.tsv: {line}") };
        Record {
            archive: "wcda".into(),
            date_text: Some(date.to_owned()),
            date: Date::parse(date),
            title: title.to_owned(),
            description: None,
            place: Place { lines: 0..1, bytes: 0..1 },
            ..Record::default()
        }
    };
    let titles: Vec<Record> = lines.map(record).collect();
    assert!(titles.len() > 200, "only {} titles were seen", titles.len());
    titles
}

/// Whether nothing in a title that looks like a name is left unread, and something was read: what it is, who wrote it, or
/// who met.
fn in_full(record: &Record) -> bool {
    let reading = recognise::recognise(record, CONVERTER.lexicon());
    let tells = [Relation::Form, Relation::Author, Relation::Describes];
    !reading.unread.iter().any(|passage| passage.field == Field::Title)
        && reading.claims.iter().any(|claim| tells.contains(&claim.relation))
}

fn line(record: &Record) -> String {
    format!("{}\t{}\n", record.date_text.as_deref().unwrap_or_default(), record.title)
}

/// Every rule on all sets.
fn rules() -> Confidence {
    let mut all = Confidence::default();
    for set in SETS.iter() {
        let measured = set.evaluation.confidence(std::slice::from_ref(&set.gold));
        all.sources.extend(measured.sources);
        for (rule, count) in measured.counts {
            *all.counts.entry(rule).or_default() += count;
        }
    }
    let (documents, elsewhere) = measured_elsewhere();
    all.sources.push(format!("bodies.tsv ({documents} documents, whose text is not kept)"));
    for (rule, count) in elsewhere {
        assert!(!all.counts.contains_key(&rule), "{rule} was measured here, too");
        all.counts.insert(rule, count);
    }
    all
}

/// How often the rules for documents' own words were right on real documents, which may not be kept here.
fn measured_elsewhere() -> (usize, BTreeMap<String, Count>) {
    let text = fs::read_to_string(path("tests/gold/bodies.tsv")).unwrap();
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    assert_eq!(lines.next(), Some("set\tdocuments\trule\tfired\tright\twrong\tmissed"));
    let mut documents = 0;
    let mut counts = BTreeMap::new();
    for line in lines {
        let [set, of, rule, fired, right, wrong, _] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("tests/gold/bodies.tsv: {line}")
        };
        let number = |cell: &str| cell.parse::<usize>().unwrap();
        let count = Count { fired: number(fired), right: number(right), wrong: number(wrong) };
        assert!(count.right + count.wrong <= count.fired, "{line}");
        assert!(rule::ALL.iter().any(|known| known.id == rule), "{rule} is no rule");
        if set == "apart" {
            documents = number(of);
            counts.insert(rule.to_owned(), count);
        }
    }
    (documents, counts)
}

const COLUMNS: [Figure; 7] = [
    Figure::People,
    Figure::Missions,
    Figure::Authors,
    Figure::Recipients,
    Figure::Encounters,
    Figure::PairsMet,
    Figure::Planned,
];

/// What the README shows: F1 of each family of sets, all entries of a family counted together, and how many titles are
/// read in full.
fn shown() -> String {
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let header = ["gold sets", "entries"].map(str::to_owned).into_iter();
    let mut text = row(header.chain(COLUMNS.map(|figure| figure.name().to_owned())).collect())
        + "|---|---|---|---|---|---|---|---|---|\n";
    for (family, sets) in families() {
        let entries: usize = sets.iter().map(|set| set.gold.documents.len()).sum();
        let cells = COLUMNS.map(|figure| {
            let all = sets.iter().map(|set| set.evaluation.tally(figure)).fold(Tally::default(), |all, one| Tally {
                right: all.right + one.right,
                wrong: all.wrong + one.wrong,
                missed: all.missed + one.missed,
            });
            if all == Tally::default() { "–".to_owned() } else { format!("{:.3}", all.f1()) }
        });
        text.push_str(&row([format!("`{family}`"), entries.to_string()].into_iter().chain(cells).collect()));
    }
    let titles = titles();
    let read = titles.iter().filter(|title| in_full(title)).count();
    writeln!(text, "\nOf {} real titles (`tests/titles.tsv`), {read} are read in full.", titles.len()).unwrap();
    text
}

/// The sets by what they are: `near3-listing` and `near-results` are both `near`, `unseen-a-listing` is `unseen-a`.
fn families() -> BTreeMap<&'static str, Vec<&'static Set>> {
    let mut families: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for set in SETS.iter() {
        let name = set.name.trim_end_matches("-listing").trim_end_matches("-results");
        let name = if name.starts_with("unseen") { name } else { name.trim_end_matches(|c: char| c.is_ascii_digit()) };
        let name = name.strip_prefix("wide").map_or(name, |_| "wide");
        families.entry(name).or_default().push(set);
    }
    families
}

#[test]
fn the_figures_of_every_gold_set_are_written_down() {
    hold("tests/gold/figures.tsv", &figures());
}

#[test]
fn the_titles_that_are_read_in_full_are_written_down() {
    hold("tests/gold/titles-read.txt", &titles().iter().filter(|title| in_full(title)).map(line).collect::<String>());
}

#[test]
fn the_confidence_of_every_rule_is_that_of_today() {
    hold("data/rules.ttl", &rules().to_turtle());
}

#[test]
fn the_readme_shows_the_figures_of_today() {
    let readme = fs::read_to_string(path("README.md")).unwrap();
    let start =
        readme.find("| gold sets |").expect("README.md has lost its table of figures, which begins “| gold sets |”");
    let end =
        readme[start..].find("read in full.\n").expect("README.md no longer says how many titles are read in full");
    let end = start + end + "read in full.\n".len();
    hold("README.md", &format!("{}{}{}", &readme[..start], shown(), &readme[end..]));
}

/// A slip in the annotations would be counted as a fault of the program.
#[test]
fn gold_names_its_own_people() {
    let mut wrong = Vec::new();
    for set in SETS.iter() {
        for document in &set.gold.documents {
            let known: BTreeSet<&str> = document.people.iter().map(String::as_str).collect();
            let meetings = document.encounters.iter().chain(&document.planned);
            let parties = meetings.flat_map(|meeting| meeting.participants.iter().filter_map(|p| p.name()));
            let holders = document.offices.iter().map(|office| office.holder.as_str());
            let strangers = parties.chain(holders).filter(|name| !known.contains(name));
            wrong.extend(strangers.map(|name| format!("{} #{}: {name} is none of its people", set.name, document.n)));
            let bases = document.encounters.iter().map(|encounter| encounter.basis.as_deref().unwrap_or("none"));
            let odd = bases.filter(|basis| !["stated", "inferred"].contains(basis));
            wrong
                .extend(odd.map(|basis| format!("{} #{}: the basis of an encounter is {basis}", set.name, document.n)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_loss_and_a_gain_are_told() {
    assert_eq!(changes("a\nb\n", "a\nc\n"), "- b\n+ c\n");
    assert_eq!(changes("a\n", "a\n"), "");
    assert_eq!(changes("", "a\n"), "+ a\n");
}
