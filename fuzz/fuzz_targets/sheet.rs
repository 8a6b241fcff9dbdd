//! Whatever bytes a review sheet holds, it gives answers that stand where they say, or an error; and answers give decisions
//! or errors, and decisions a file that reads as it was written.

#![no_main]

use chancery::review::answer::{Signature, changes};
use chancery::review::{file::File, sheet};
use libfuzzer_sys::fuzz_target;
use std::collections::BTreeSet;
use std::path::Path;

fuzz_target!(|bytes: &[u8]| {
    let Ok(answers) = sheet::read("review.csv", bytes) else { return };
    for answer in &answers {
        assert!(!answer.text("decision").is_empty());
        assert!(answer.place("decision").line.is_some_and(|line| line >= 1));
    }
    let signature = Signature { by: Some("X".to_owned()), date: chrono::NaiveDate::from_ymd_opt(2026, 11, 26) };
    let entries = BTreeSet::from(["person/kim-il-sung".to_owned()]);
    let Ok(changes) = changes(&answers, &signature, &entries) else { return };
    let mut file = File::read(Path::new("no-such-file.ttl")).expect("a file that is not there holds nothing");
    let Ok(tally) = file.change(&changes) else { return };
    let mut written = Vec::new();
    file.write(&mut written).expect("memory takes it");
    let again = file.change(&changes).expect("what could stand can still stand");
    // where a sheet takes back, or decides one thing twice, the second time does so again
    assert!(again.added <= tally.taken_back.len() + again.taken_back.len(), "{again:?}");
});
