//! Whatever a query file holds, it is a query with its parameters declared once in its own words, or an error.

#![no_main]

use chancery::query;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match query::parse("query.rq", text) {
        Ok(query) => assert!(query.params.iter().all(|param| text.contains(&param.name))),
        Err(error) => assert!(error.to_string().starts_with("query.rq")),
    }
});
