//! Whatever a date line says, it is a date that can be written and compared, or none.

#![no_main]

use chancery::date::Date;
use libfuzzer_sys::fuzz_target;
use std::cmp::Ordering;

fuzz_target!(|text: &str| {
    let Some(date) = Date::parse(text) else { return };
    assert!(date.first().is_none_or(|first| first <= date.last()), "{date} ends before it begins");
    assert_eq!(date.compare(date), Some(Ordering::Equal));
    assert_eq!(date.or_before().last(), date.last());
    assert!(date.slug().chars().all(|c| c.is_ascii_alphanumeric() || c == '-'), "{} is no end of an IRI", date.slug());
});
