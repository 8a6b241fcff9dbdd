//! What `chancery explain` makes of hostile words, of several collections, and of a text that is typed.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test cannot do, it fails at")]

use insta::assert_snapshot;
use std::fs;
use std::io::Write;
use std::process::{Command, Output, Stdio};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/samples/inter-korean-relations.txt");
const SENTENCE: &str =
    "A report by Hungarian Ambassador Károly Práth on a conversation he held with Soviet Ambassador Puzanov.";

/// Everything that could leave its place in a page: markup, quotes, entities, an override of direction that nobody
/// ends, accents without end, a control character, words too long for any drawing.
const HOSTILE: &str = "Hostile\n\nA collection that ends </title></style> in \"quotes\" & <b>more</b>.\n\n\
    • April 22, 1963\n\n\
    Record of Conversation between <script>alert('x')</script> Kim Il and \"Aleksandr Puzanov\" & Pak\u{202e}\n\n\
    Kim Il meets Ambassador Zal\u{301}\u{323}\u{335}go\u{301}\u{323}\u{335} Pu\u{301}\u{323}v <img src=x onerror=alert(1)>. \
    Kim Il meets Ambassador Abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz.\u{1}\u{9b} --> ]]> &lt; </script></svg></body>\n";

/// Runs `chancery explain` with these words behind it.
fn explain(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_chancery")).arg("explain").args(words).stdin(Stdio::null()).output().unwrap()
}

/// What it prints where all goes well.
fn shown(words: &[&str]) -> String {
    let output = explain(words);
    assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// What it says where it fails.
fn refused(words: &[&str]) -> String {
    let output = explain(words);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0), "{words:?}");
    String::from_utf8(output.stderr).unwrap()
}

fn page_of(listing: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("listing.txt");
    fs::write(&path, listing).unwrap();
    shown(&[path.to_str().unwrap(), "--format", "html"])
}

/// The names of a page's elements, in order; fails where one is not closed within the one that it was opened in.
fn elements(page: &str) -> Vec<String> {
    const VOID: &[&str] = &["meta", "path", "circle", "rect", "!doctype"];
    let (mut open, mut all) = (Vec::<String>::new(), Vec::new());
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        assert!(
            !rest[..at].contains('>') || open.last().is_some_and(|e| e == "style"),
            "a stray > in {:?}",
            &rest[..at]
        );
        let end = rest[at..].find('>').unwrap() + at;
        let tag = &rest[at + 1..end];
        let name = tag.trim_start_matches('/').split([' ', '\n', '/']).next().unwrap().to_lowercase();
        if tag.starts_with('/') {
            assert_eq!(open.pop().as_deref(), Some(name.as_str()), "…{}", &rest[..=end]);
        } else {
            if !VOID.contains(&name.as_str()) {
                open.push(name.clone());
            }
            all.push(name);
        }
        rest = &rest[end + 1..];
    }
    assert!(open.is_empty(), "never closed: {open:?}");
    all
}

#[test]
fn a_page_is_well_formed_and_stands_alone() {
    let page = shown(&[SAMPLE, "--format", "html"]);
    let elements = elements(&page);
    assert_eq!(elements.iter().filter(|name| *name == "article").count(), 20);
    assert_eq!(elements.iter().filter(|name| *name == "figure").count(), 11);
    for stranger in ["script", "link", "img", "iframe", "object", "base"] {
        assert!(!elements.iter().any(|name| name == stranger), "{stranger}");
    }
    for outside in ["http:", "https:", "url(", "@import", "src="] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn what_the_catalogue_says_is_never_markup() {
    let page = page_of(HOSTILE);
    let elements = elements(&page);
    for stranger in ["script", "img", "b"] {
        assert!(!elements.iter().any(|name| name == stranger), "{stranger}");
    }
    assert_eq!(elements.iter().filter(|name| *name == "body").count(), 1);
    assert!(page.contains("&#60;script&#62;alert(&#39;x&#39;)&#60;/script&#62;"), "{page}");
    assert!(page.contains("&#60;/title&#62;&#60;/style&#62;"), "{page}");
    assert!(page.contains("&#38;lt;"), "{page}");
    assert!(!page.chars().any(|c| c.is_control() && c != '\n' && c != '\t'), "a control character is left");
}

/// The override of direction ends with the element that isolates it.
#[test]
fn words_that_turn_the_direction_turn_their_own_only() {
    let page = page_of(HOSTILE);
    let after_override: Vec<&str> = page.split('\u{202e}').skip(1).collect();
    assert!(!after_override.is_empty());
    for rest in after_override {
        let closing = rest.find("</").unwrap();
        let ends = ["</h4>", "</bdi>", "</mark></h4>", "</text>", "</title>", "</mark></mark></h4>"];
        assert!(ends.iter().any(|end| rest[closing..].starts_with(end)), "{}", &rest[..60]);
    }
}

/// `a` without its accents and `á` are other words, and each accent stays with its letter.
#[test]
fn accents_stay_where_they_were() {
    let page = page_of(HOSTILE);
    assert!(page.contains("Zal\u{301}\u{323}\u{335}go\u{301}\u{323}\u{335}"), "{page}");
    assert!(!page.contains(">\u{301}") && !page.contains(">\u{323}"), "an accent begins an element");
}

#[test]
fn the_same_listing_makes_the_same_page() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("page.html");
    let written = explain(&[SAMPLE, "-o", file.to_str().unwrap()]);
    assert_eq!((written.status.code(), written.stdout.len()), (Some(0), 0));
    assert_eq!(fs::read_to_string(file).unwrap(), shown(&[SAMPLE, "--format", "html"]));
}

#[test]
fn each_collection_has_its_section() {
    let other = "Another One\n\nIt has one entry.\n\n• April 22, 1963\n\nTelegram from Pyongyang\n";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("another.txt");
    fs::write(&path, other).unwrap();
    let page = shown(&[path.to_str().unwrap(), SAMPLE, "--format", "html"]);
    elements(&page);
    assert!(page.contains("<h1 dir=\"auto\">2 collections</h1>"));
    let heads: Vec<&str> =
        page.split("<h2 id=\"c").skip(1).map(|rest| rest.split(['>', '<']).nth(1).unwrap()).collect();
    assert_eq!(heads, ["Another One", "Inter-Korean Relations"]);
    let mut ids: Vec<&str> = page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let all = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), all, "two elements have one id");
    let ids: std::collections::BTreeSet<&str> = ids.into_iter().collect();
    for link in page.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(ids.contains(link), "#{link} leads nowhere");
    }
}

#[test]
fn a_rule_that_was_measured_says_how_often_it_was_right() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("graph.nq");
    let path = path.to_str().unwrap();
    let converted =
        Command::new(env!("CARGO_BIN_EXE_chancery")).args(["convert", SAMPLE, "-o", path]).output().unwrap();
    assert!(converted.status.success());
    let measured = "<https://w3id.org/chancery/rule/meet.held-with> <http://www.w3.org/2005/11/its/rdf#taConfidence> \
        \"0.975\"^^<http://www.w3.org/2001/XMLSchema#decimal> <urn:g> .\n";
    // a graph of its own has figures of its own: those that come with the program do not stand beside them
    let graph = fs::read_to_string(path).unwrap();
    let graph: String =
        graph.lines().filter(|line| !line.contains("taConfidence")).map(|line| format!("{line}\n")).collect();
    fs::write(path, graph + measured).unwrap();
    let page = shown(&[path, "Hungarian People’s", "--format", "html"]);
    assert!(page.contains("<code>meet.held-with</code> stated, 0.975"), "{page}");
    assert!(page.contains("<code>name.authority</code></td><td>stated</td><td>unmeasured</td>"), "{page}");
}

#[test]
fn a_typed_text_is_read_like_an_entry() {
    let text = shown(&["--text", SENTENCE, "--date", "March 16, 1961"]);
    assert!(
        text.starts_with(
            "1. [March 16, 1961]\nA report by [Hungarian Ambassador [Károly Práth]] on a {conversation he held with \
             [Soviet Ambassador [Puzanov]]}.\n"
        ),
        "{text}"
    );
    assert!(text.contains("has or had participant — Aleksandr Puzanov\t“conversation he held with"), "{text}");
    let page = shown(&["--text", SENTENCE, "--format", "html"]);
    assert_eq!(elements(&page).iter().filter(|name| *name == "figure").count(), 1);
    assert!(page.contains("<h1 dir=\"auto\">A typed text</h1>"), "{page}");
    let title = shown(&["--title", "Journal of Soviet Ambassador in the DPRK A.M. Puzanov for 8 December 1960"]);
    assert!(title.contains("this record — has author — Aleksandr Puzanov"), "{title}");
}

#[test]
fn a_typed_text_may_come_through_a_pipe() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(["explain", "--text", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(format!("{SENTENCE}\n").as_bytes()).unwrap();
    let piped = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    assert_eq!(piped, shown(&["--text", SENTENCE]));
}

#[test]
fn what_cannot_be_read_is_told() {
    assert_snapshot!(refused(&["--text", " \n"]), @"
    error: --text: there is no text to read
      help: such as: chancery explain --text 'Kim Il meets Soviet Ambassador Puzanov.'
    ");
    assert_snapshot!(refused(&["--text", "-"]), @"
    error: standard input: there is no text to read
      help: such as: chancery explain --text 'Kim Il meets Soviet Ambassador Puzanov.'
    ");
    assert_snapshot!(refused(&["--text", SENTENCE, "--date", "soon"]), @"
    error: invalid value 'soon' for '--date <DATE>': write it like 'March 16, 1961', 1961-03-16, 1961-03 or 1961

    For more information, try '--help'.
    ");
    assert!(refused(&["--text", SENTENCE, SAMPLE]).contains("cannot be used with"));
}

/// A record that two sources have is one entry: its words are those of one of them, marked where they stand there.
#[test]
fn a_record_of_two_sources_is_one_entry() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| {
        fs::write(folder.path().join(name), text).unwrap();
        folder.path().join(name).to_string_lossy().into_owned()
    };
    let one = put("one.csv", "id,title,date\n1,Letter from Todor Zhivkov to Brandel,1961-03-16\n");
    let two = put("two.csv", "id,title,date\n1,\"Letter, Todor Zhivkov to Otto Brandel\",1961-03-17\n");
    let fields = "[columns]\nid = \"id\"\ntitle = \"title\"\ndate = \"date\"\n";
    let mapping = put("mapping.toml", &format!("archive = \"example\"\n{fields}"));
    let entries = shown(&[&one, &two, "--mapping", &mapping]);
    let (texts, statements) = entries.split_once("\n\n").unwrap();
    assert_snapshot!(texts, @"
    1. [1961-03-17]
    [Letter] from [Todor Zhivkov] to [Brandel]
    in another source: 1961-03-16
    in another source: Letter, Todor Zhivkov to Otto Brandel
    ");
    assert!(statements.contains("this record — has creation date — 1961-03-16"), "{statements}");
    assert!(!statements.contains("\n2. "), "{statements}");
    let page = shown(&[&one, &two, "--mapping", &mapping, "--format", "html"]);
    assert_eq!(page.matches("<article").count(), 2, "once in the section of each file");
    assert!(page.contains("in another source: Letter"), "{page}");
}
