//! Reads bytes as one form: records that stand where they say and whose fields give whole passages, or an error.

use chancery::convert::{Converter, DEFAULT_BASE};
use chancery::source::{self, Form, Options};
use std::sync::LazyLock;

static CONVERTER: LazyLock<Converter> =
    LazyLock::new(|| Converter::new(DEFAULT_BASE).expect("the bundled files are sound"));

pub fn read(bytes: &[u8], form: Form) {
    let options = Options { form: Some(form), keep_going: true, bodies: true, ..Options::default() };
    let Ok(listing) = source::read_as("input", bytes, &options) else { return };
    assert!(!listing.records.is_empty() || listing.broken.is_some());
    for record in &listing.records {
        let place = &record.place.bytes;
        assert!(place.start <= place.end && place.end as usize <= bytes.len(), "{place:?}");
        let reading = chancery::recognise::recognise(record, CONVERTER.lexicon());
        for passage in reading.claims.iter().flat_map(|claim| &claim.passages) {
            assert!(!record.words(*passage).is_empty(), "{passage:?}");
        }
    }
}
