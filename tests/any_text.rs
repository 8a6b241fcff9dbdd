//! Any text at all is read: without a panic, in time that grows as its length does, and with every passage in its place.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod passages;

use chancery::convert::{Converter, DEFAULT_BASE};
use chancery::source;
use nix::time::{ClockId, clock_gettime};
use passages::read;
use proptest::prelude::*;
use proptest::sample::select;
use std::sync::LazyLock;
use std::time::Duration;

/// The words of the lexicon, by table: what the grammars look for.
static LEXICON: LazyLock<Vec<String>> = LazyLock::new(|| {
    let tables = ["bodies", "cues", "genres", "honorifics", "missions", "occasions", "offices", "verbs"];
    let words = tables.iter().flat_map(|table| {
        let file = format!("{}/data/lexicon/{table}.tsv", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(file).unwrap();
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        lines.flat_map(|line| line.split('\t').skip(1).map(str::to_owned).collect::<Vec<_>>()).collect::<Vec<_>>()
    });
    words.filter(|word| !word.is_empty()).collect()
});

/// Names, and words that stand around them.
const NAMES: &[&str] = &[
    "Kim Il Sung",
    "Kim",
    "Kim Il",
    "A.M. Puzanov",
    "M.S.",
    "Puzanov",
    "Zhou Enlai",
    "de Gaulle",
    "al-Duri",
    "Mendès-France",
    "Che",
    "Jr.",
    "II",
    "KIM",
    "Soviet",
    "Hungarian",
    "Hungary",
    "North Korea",
    "Pyongyang",
    "Workers' Party of Korea",
    "DPRK",
    "8 December 1960",
    "December",
    "1960",
    "18",
    "Zzz",
    "Song",
    "Read",
    "Energy",
    "First",
    "Foreign",
    "Party",
];

/// Small words that a grammar looks for by itself.
const SMALL: &[&str] = &[
    "the",
    "a",
    "and",
    "of",
    "to",
    "in",
    "at",
    "by",
    "with",
    "for",
    "from",
    "who",
    "whom",
    "which",
    "that",
    "between",
    "he",
    "she",
    "they",
    "his",
    "him",
    "them",
    "host",
    "guest",
    "the two",
    "both",
    "each",
    "one another",
    "on the Soviet side",
    "led by",
    "headed by",
    "under",
    "a group of",
    "delegation of",
    "joined by",
    "accompanied by",
    "also present",
    "signed",
    "signature of",
    "myself",
    "as did",
    "respectively",
    "on",
    "regarding",
    "re",
    "but",
    "while",
    "then",
    "as",
];

const SIGNS: &[&str] = &[
    ",",
    ".",
    ";",
    ":",
    "(",
    ")",
    "[",
    "]",
    "'",
    "’",
    "‘",
    "\"",
    "“",
    "”",
    "'s",
    "’s",
    "s'",
    "-",
    "–",
    "—",
    "!",
    "?",
    "\n\n",
    "…",
    "\u{301}",
    "\u{200d}",
    "\u{202e}",
    "\u{fffd}",
    "\u{a0}",
    "א",
    "字",
    "ß",
    "İ",
    "ŉ",
    "ﬁ",
    "👩\u{200d}🚀",
    "0",
    "\0",
];

/// A text of words that some grammar looks for, with capitals where there should be none and none where there should.
fn text(words: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    let capital = |word: String| word[..1].to_uppercase() + &word[1..];
    let known = (select(LEXICON.as_slice()), any::<bool>());
    let known =
        known.prop_map(move |(word, plain)| if plain || !word.is_char_boundary(1) { word } else { capital(word) });
    let word = prop_oneof![
        4 => known,
        4 => select(NAMES).prop_map(str::to_owned),
        5 => select(SMALL).prop_map(str::to_owned),
        3 => select(SIGNS).prop_map(str::to_owned),
        1 => "\\PC{1,6}",
    ];
    let joint = prop_oneof![6 => Just(" "), 1 => Just("")];
    prop::collection::vec((word, joint), words)
        .prop_map(|words| words.into_iter().map(|(word, joint)| word + joint).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(768))]

    /// Whatever the words of the lexicon are made into, what is read of it are words of it.
    #[test]
    fn words_in_any_order_are_read(title in text(0..25), description in text(0..60)) {
        read(&title, &description);
    }

    /// Random bytes, with what is no text replaced, as a careless reader of files leaves them.
    #[test]
    fn bytes_in_any_order_are_read(title in prop::collection::vec(any::<u8>(), 0..200), description in prop::collection::vec(any::<u8>(), 0..400)) {
        read(&String::from_utf8_lossy(&title), &String::from_utf8_lossy(&description));
    }
}

/// A form of address, an office and a name are told apart from initials, and a lady's name is as it stands.
#[test]
fn nobody_is_called_by_words_put_together() {
    for title in [
        "Conversation between M.S. Rabbi Rajiv and Ivan Petrov",
        "Letter from Mrs. Ambassador Hallström to Ivan Petrov",
    ] {
        read(title, "");
    }
}

/// Units that a text of one line may repeat.
const UNITS: &[&str] = &[
    "de ",
    "De ",
    "van de ",
    "al-",
    "A",
    "a",
    "A, ",
    "A.",
    "a-",
    "A-",
    "Kim ",
    "Kim-",
    "KIM ",
    "Kim “Che” ",
    ", Jr. ",
    "II ",
    "Kim Il [",
    "(Kim Il ",
    "[",
    "('",
    "\"",
    "“A” ",
    "'",
    "'s ",
    "s' ",
    "X's Y's ",
    "Kim Il Sung's ",
    "Kim Il, ",
    "Kim Il and ",
    "Kim Il – ",
    "Department of the ",
    "Department, ",
    "Department [",
    "Department's ",
    "Committee for Energy and ",
    "Committee for A, ",
    "Hungary Committee for A, Ambassador of ",
    "Minister of Song and Song, ",
    "Minister of Grace, ",
    "Ambassador of ",
    "Ambassador, ",
    "ambassador ",
    "Soviet Ambassador and ",
    "Soviet and ",
    "Soviet, ",
    "former ",
    "First Deputy ",
    "intelligence ",
    "Comrade ",
    "President (Dr. ",
    "the Chancellor's [",
    "Embassy of ",
    "Hungarian Embassy ",
    "Hungarian Foreign Ministry's ",
    "Pyongyang, ",
    "delegation led by ",
    "delegation of Hungary, led by ",
    "a group of ",
    "Report ",
    "Report from Kim Il to ",
    "; Report ",
    "to ",
    "of the ",
    "conversation ",
    "conversation with ",
    "conversation between Kim Il and ",
    "a conversation he held with ",
    "had talks with Kim Il ",
    "his meeting with Kim Il ",
    "visit that Kim Il paid to ",
    "with whom ",
    "who ",
    "he ",
    "they met ",
    "he met ",
    "and met ",
    "the two ",
    "Kim Il met ",
    "Kim Il told Pak Yong that ",
    "Kim Il – told Pak Yong – ",
    "Kim Il (who told Pak Yong) told ",
    ", who ",
    "joined by Kim Il ",
    "also present ",
    "on the Soviet side ",
    "Kim Il, Premier, ",
    "signed by ",
    "signature of ",
    "report to ",
    "was received by ",
    "will ",
    "8 December 1960 ",
    "December ",
    "1 to 2 ",
    "1",
    "1 ",
    ". ",
    "; ",
    "\n\n",
    "e\u{301}",
    "\u{301}",
    "א ",
    "\u{202e}",
    "👩\u{200d}🚀",
    "\u{fffd}",
    "字",
    "ß ",
    "A, who drafted the report, ",
];

/// Units with a name that is never the same, `#`.
const STRANGERS: &[&str] = &[
    "# ",
    "# and ",
    "# #, ",
    "# # met # #. ",
    "# # told # # that ",
    "Report by # #, ",
    "Ambassador #, ",
    "# #, who ",
    "joined by # # ",
    "the # Department, ",
    "Signed by # #. ",
];

/// A text of so many bytes or some more.
fn repeated(unit: &str, bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 64);
    let mut names = 0..;
    while text.len() < bytes {
        for part in unit.split_inclusive('#') {
            match part.strip_suffix('#') {
                Some(before) => text.extend([before, &name(names.next().unwrap())]),
                None => text.push_str(part),
            }
        }
    }
    text
}

/// A name that no list knows, another for each number.
fn name(mut number: usize) -> String {
    let mut name = "Z".to_owned();
    for _ in 0..4 {
        name.push(char::from(b"aeioubdgklmnprstvz"[number % 18]));
        number /= 18;
    }
    name
}

/// A text four times as long takes at most ten times as long to read, whatever it repeats, in either field: time that
/// grew with the square would take sixteen.
#[test]
fn time_grows_as_length_does() {
    assert_eq!(slow(UNITS), [""; 0], "times as long for four times as much");
}

/// The same where the text names as many people as it has words.
#[test]
fn time_grows_as_the_number_of_people_does() {
    assert_eq!(slow(STRANGERS), [""; 0], "times as long for four times as much");
}

/// The units that take too long when there are four times as many, with how many times as long.
fn slow(units: &[&str]) -> Vec<String> {
    const BYTES: usize = 2 << 10;
    let title = |text: &str| drop(read(text, ""));
    let description = |text: &str| drop(read("Journal of Soviet Ambassador A.M. Puzanov", text));
    let mut slow = Vec::new();
    for unit in units {
        let (short, long) = (repeated(unit, BYTES), repeated(unit, 4 * BYTES));
        let as_title = ratio(|| title(&short), || title(&long));
        let as_description = ratio(|| description(&short), || description(&long));
        if as_title.max(as_description) > 10.0 {
            slow.push(format!("{unit:?}: {as_title:.1} as a title, {as_description:.1} as a description"));
        }
    }
    slow
}

/// What this thread has had of the processor: what else the machine does takes nothing from it.
fn spent() -> Duration {
    clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).unwrap().into()
}

/// How many times as long the second takes, each at its best; looked at again as long as it seems to be too much, since
/// other work on the machine makes either slower through what they share.
fn ratio(first: impl Fn(), second: impl Fn()) -> f64 {
    let time = |run: &dyn Fn()| {
        let start = spent();
        run();
        spent() - start
    };
    let (mut short, mut long) = (Duration::MAX, Duration::MAX);
    for _ in 0..30 {
        short = short.min(time(&first));
        long = long.min(time(&second));
        if long < short * 6 {
            break;
        }
    }
    long.as_secs_f64() / short.as_secs_f64()
}

/// Ten thousand of each, one inside the other as far as the text goes: no stack is deep enough for one call each.
#[test]
fn nesting_goes_no_deeper_than_the_stack() {
    for unit in [
        "[",
        "(",
        "“",
        "'",
        "('",
        "de ",
        "Department of the ",
        "Department [",
        "Committee for A, ",
        "Soviet and ",
        "Kim [",
        "Kim Il, ",
    ] {
        let text = unit.repeat(10_000);
        read(&text, "");
        read("Report", &text);
    }
}

/// A megabyte in one line: all that the other tests repeat, one after the other.
#[test]
fn a_megabyte_in_one_line_is_read() {
    let mut line = String::new();
    while line.len() < 1 << 20 {
        UNITS.iter().chain(STRANGERS).for_each(|unit| line += &repeated(unit, 300));
    }
    let line = line.replace('\n', " ");
    read(&line, "");
    read("Report", &line);
}

/// A file that begins with a byte order mark has its entries where it says, too.
#[test]
fn a_byte_order_mark_moves_no_entry() {
    let listing = "\u{feff}Korea\n\n  • December 08, 1960\n\n    Report, Hungarian Embassy\n";
    let read = source::read("listing.txt", listing.as_bytes()).unwrap();
    let place = &read.records[0].place.bytes;
    assert_eq!(
        &listing[place.start as usize..place.end as usize],
        "December 08, 1960\n\n    Report, Hungarian Embassy"
    );
    Converter::new(DEFAULT_BASE).unwrap().convert("listing.txt", listing.as_bytes()).unwrap();
}
