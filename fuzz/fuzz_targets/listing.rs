//! Whatever bytes a file holds, reading it gives a listing whose entries stand where they say, or an error.

#![no_main]

use chancery::source;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(listing) = source::read("listing.txt", bytes) else { return };
    assert!(!listing.records.is_empty());
    for record in &listing.records {
        let place = &record.place.bytes;
        let words = &bytes[place.start as usize..place.end as usize];
        let title = record.title.as_bytes();
        assert!(words.windows(title.len()).any(|part| part == title), "{:?} is not at {place:?}", record.title);
    }
});
