//! Whatever bytes a file holds, reading it gives a listing whose entries stand where they say, or an error.

#![no_main]

use chancery::source;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(listing) = source::read("listing.txt", bytes) else { return };
    assert!(!listing.records.is_empty());
    // in another encoding or with markup, words are written otherwise than they are meant
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if text.trim_start_matches('\u{feff}').trim_start().starts_with(['<', '{', '[']) {
        return;
    }
    for record in &listing.records {
        let place = &record.place.bytes;
        let words = &text[place.start as usize..place.end as usize];
        let paragraphs = record.description.iter().flat_map(|text| text.split("\n\n"));
        for text in paragraphs.chain([record.title.as_str()]).chain(record.date_text.as_deref()) {
            assert!(words.contains(text), "{text:?} is not at {place:?}");
        }
    }
});
