//! Whatever bytes a file holds, reading it gives a listing whose entries stand where they say, or an error.

#![no_main]

use chancery::source;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(listing) = source::read("listing.txt", bytes) else { return };
    assert!(!listing.records.is_empty());
    for record in &listing.records {
        let place = &record.place.bytes;
        // places are those of the file, whose bytes are no UTF-8 where it is in another encoding
    let Ok(words) = std::str::from_utf8(&bytes[place.start as usize..place.end as usize]) else { continue };
        let paragraphs = record.description.iter().flat_map(|text| text.split("\n\n"));
        for text in paragraphs.chain([record.title.as_str()]).chain(record.date_text.as_deref()) {
            assert!(words.contains(text), "{text:?} is not at {place:?}");
        }
    }
});
