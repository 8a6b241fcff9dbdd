//! The pipeline flows one way: no stage imports a later one.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

/// The modules of the library and then of the program, each before those that may import it.
const ORDER: &[&str] = &[
    "error",
    "sort",
    "date",
    "rule",
    "record",
    "claim",
    "service",
    "source",
    "recognise",
    "resolve",
    "rdf",
    "decision",
    "convert",
    "import",
    "shapes",
    "link",
    "store",
    "query",
    "explain",
    "evaluate",
    "review",
    "export",
    "network",
    "publish",
    "serve",
    "output",
    "terminal",
    "cli",
    "commands",
    "main",
];

#[test]
fn no_stage_imports_a_later_one() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut imports = 0;
    let mut wrong = Vec::new();
    for file in rust_files(&src) {
        let name = file.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/");
        if name == "lib.rs" {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        imports += imported(&text).len();
        wrong.extend(against_the_flow(&name, &text));
    }
    assert!(imports > 50, "only {imports} imports were seen: has the way they are written changed?");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_step_back_is_seen() {
    let back = "use crate::resolve::authority::Authority;";
    assert_eq!(
        against_the_flow("recognise/title.rs", back),
        ["src/recognise/title.rs:1: recognise imports resolve, a later stage"]
    );
    assert_eq!(
        against_the_flow("resolve/people.rs", "use crate::recognise::fold;\nuse crate::resolve::states;"),
        [""; 0]
    );
    assert_eq!(
        against_the_flow("date.rs", "/// See [`crate::rdf`].\nfn f() -> crate::rdf::mint::Base {}"),
        ["src/date.rs:2: date imports rdf, a later stage"]
    );
    assert_eq!(
        against_the_flow("claim.rs", "use crate::{\n    record::{Field, Passage},\n    rule::Rule, rdf,\n};"),
        ["src/claim.rs:1: claim imports rdf, a later stage"]
    );
    assert_eq!(
        against_the_flow("store/folder.rs", "use crate::gadget::Gadget;"),
        ["src/store/folder.rs:1: `gadget` has no place in the order of tests/flow.rs"]
    );
    assert_eq!(
        against_the_flow("rule.rs", "use std::fmt;\n#[cfg(test)]\nmod tests {\n    use crate::rdf;\n}"),
        [""; 0]
    );
}

/// What a file below `src` imports that it must not, in a line each.
fn against_the_flow(file: &str, text: &str) -> Vec<String> {
    let rank = |stage: &str| ORDER.iter().position(|name| *name == stage);
    let stage = file.split('/').next().unwrap_or(file).trim_end_matches(".rs");
    let Some(mine) = rank(stage) else {
        return vec![format!("src/{file}: `{stage}` has no place in the order of tests/flow.rs")];
    };
    let wrong = imported(text).into_iter().filter_map(|(line, other)| match rank(&other) {
        Some(theirs) if theirs <= mine => None,
        Some(_) => Some(format!("src/{file}:{line}: {stage} imports {other}, a later stage")),
        // What stands at the root of the crate itself belongs to no stage: `crate::Error`, a macro.
        None if other.starts_with(char::is_uppercase) || text.contains(&format!("crate::{other}!")) => None,
        None => Some(format!("src/{file}:{line}: `{other}` has no place in the order of tests/flow.rs")),
    });
    wrong.collect()
}

/// The modules of this crate that a file names, each with its line; comments and tests do not count.
fn imported(text: &str) -> Vec<(usize, String)> {
    let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let code: Vec<&str> = code.lines().map(|line| line.split("//").next().unwrap_or_default()).collect();
    let code = code.join("\n");
    let mut found = Vec::new();
    for root in ["crate::", "chancery::"] {
        for (at, _) in code.match_indices(root) {
            if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$') {
                continue;
            }
            let line = code[..at].matches('\n').count() + 1;
            let path = &code[at + root.len()..];
            found.extend(heads(path).into_iter().map(|name| (line, name.to_owned())));
        }
    }
    found
}

/// The first names of a path, or of each path of a group in braces.
fn heads(path: &str) -> Vec<&str> {
    let first = |path: &str| path.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(path.len());
    let Some(group) = path.strip_prefix('{') else { return vec![&path[..first(path)]] };
    let mut names = Vec::new();
    let (mut depth, mut start) = (0, 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            ',' if depth > 0 => {}
            ',' | '}' if depth == 0 => {
                let part = group[start..at].trim();
                names.push(&part[..first(part)]);
                start = at + 1;
                if c == '}' {
                    break;
                }
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// All Rust files of a folder and the folders in it, in order.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}
