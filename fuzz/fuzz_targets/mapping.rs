//! Whatever a mapping says, it is one or an error that tells where; and an input can be tried with it.

#![no_main]

use chancery::import::{Input, Mapping, import};
use libfuzzer_sys::fuzz_target;

const BASE: &[(&str, &str)] = &[("base.ttl", include_str!("../../tests/fixtures/import-base.ttl"))];

fuzz_target!(|text: &str| {
    match Mapping::parse("mapping.toml", text) {
        Ok(mapping) => {
            let row = b"name,born\nXaver Ypsilanti,1911\n".to_vec();
            let _ = import(&[Input { name: "input.csv".to_owned(), bytes: row, mapping: 0 }], &[mapping], BASE);
        }
        Err(error) => assert!(error.to_string().starts_with("mapping.toml")),
    }
});
