//! What holds for the files of the repository: they stand on their own, and the data is as it was given.

#![allow(clippy::unwrap_used)]

use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;
use std::process::Command;

/// The SHA-256 of the sample, to which the expected figures of the README and of the tests belong.
const SAMPLE: (&str, &str) =
    ("data/samples/inter-korean-relations.txt", "ec613c33ba09923eb8a27e402f899293fba511f3bd34048d9beb2a9958941b2d");

/// What no file may say: paths of one machine, and where its packages come from. Each is written in two halves, so
/// that this file does not say it either.
const FORBIDDEN: &[(&str, &str)] = &[
    ("../sha", "red"),
    ("/wo", "rk/"),
    ("/ro", "ot/"),
    ("/ho", "me/"),
    ("work", "tree"),
    ("this ses", "sion"),
    ("crates", ".io"),
    ("pypi", ".org"),
    ("python", "hosted.org"),
    ("npm", "js.org"),
    ("deb.deb", "ian.org"),
];

/// Files that other programs write, and that must name where packages come from.
const GENERATED: &[&str] = &["Cargo.lock", "fuzz/Cargo.lock"];

#[test]
fn no_file_speaks_of_the_machine_it_was_written_on() {
    let mut wrong = Vec::new();
    for name in files().iter().filter(|name| !GENERATED.contains(&name.as_str())) {
        let bytes = fs::read(root().join(name)).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        wrong.extend(forbidden(&text).into_iter().map(|(line, words)| format!("{name}:{line}: {words}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_forbidden_word_is_seen() {
    let (first, second) = FORBIDDEN[0];
    assert_eq!(forbidden(&format!("one\nsee {first}{second}/x\n")), [(2, format!("{first}{second}"))]);
    assert_eq!(forbidden("a session of the United Nations; networks of people; shared graphs"), []);
}

/// The samples are excepted: they are kept byte for byte as the archive gave them.
#[test]
fn lines_of_data_end() {
    let folders = ["data/", "ontology/", "queries/"];
    let ours = |name: &String| folders.iter().any(|f| name.starts_with(f)) && !name.starts_with("data/samples/");
    let data: Vec<String> = files().into_iter().filter(ours).collect();
    assert!(data.len() > 10, "only {data:?} were seen");
    let broken = |name: &&String| {
        let bytes = fs::read(root().join(name)).unwrap();
        !bytes.ends_with(b"\n") || bytes.contains(&b'\r')
    };
    let wrong: Vec<&String> = data.iter().filter(broken).collect();
    assert!(wrong.is_empty(), "the last line lacks its end, or lines end as on Windows: {wrong:?}");
}

#[test]
fn the_sample_is_as_it_was_given() {
    let (name, known) = SAMPLE;
    let bytes = fs::read(root().join(name)).unwrap();
    let found: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(found, known, "{name} is not the listing that the figures were measured on");
}

/// The forbidden words of a text, each with its line.
fn forbidden(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let words = FORBIDDEN.iter().map(|(first, second)| format!("{first}{second}"));
        found.extend(words.filter(|words| line.contains(words)).map(|words| (number + 1, words)));
    }
    found
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files of the repository, new ones included, by their paths from its root.
fn files() -> Vec<String> {
    let list = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(list.status.success(), "git cannot list the files: {}", String::from_utf8_lossy(&list.stderr));
    let names = String::from_utf8(list.stdout).unwrap();
    let files: Vec<String> =
        names.split_terminator('\0').map(str::to_owned).filter(|name| root().join(name).is_file()).collect();
    assert!(files.len() > 50, "only {} files were seen", files.len());
    files
}
