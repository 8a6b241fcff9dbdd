//! Whatever a file to import holds, in each of the forms, it becomes an authority file that can be read, or an error about
//! the input.

#![no_main]

use chancery::import::{Input, Mapping, import};
use chancery::resolve::authority::Authority;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

/// A mapping that asks for everything, with the names that the seeds have.
static MAPPING: LazyLock<String> = LazyLock::new(|| include_str!("../../tests/fixtures/import.toml").to_owned());

/// Little to begin with, so that an input takes no time.
const BASE: &[(&str, &str)] = &[("base.ttl", include_str!("../../tests/fixtures/import-base.ttl"))];

fuzz_target!(|bytes: &[u8]| {
    let Some((form, bytes)) = bytes.split_first() else { return };
    let endings = ["csv", "ndjson", "ttl", "nt", "jsonld", "rdf"];
    let ending = endings[usize::from(*form) % endings.len()];
    // the names of a table are no properties of a graph
    let mapping = if matches!(ending, "csv" | "ndjson") { MAPPING.replace("rdfs:", "") } else { MAPPING.clone() };
    let mapping = Mapping::parse("import.toml", &mapping).expect("the mapping is sound");
    let input = Input { name: format!("input.{ending}"), bytes: bytes.to_vec(), mapping: 0 };
    match import(&[input], &[mapping], BASE) {
        Ok(imported) => {
            let made = [BASE, &[("made.ttl", imported.turtle.as_str())]].concat();
            Authority::parse(&made).expect("what is written can be read");
        }
        Err(error) => assert!(error.to_string().starts_with("input."), "{error}"),
    }
});
