//! Whatever an entry says, it converts to quads: the first line is its title, the rest its description.

#![no_main]

use chancery::convert::{Converter, DEFAULT_BASE};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static CONVERTER: LazyLock<Converter> =
    LazyLock::new(|| Converter::new(DEFAULT_BASE).expect("the bundled files are sound"));

fuzz_target!(|text: &str| {
    let (title, description) = text.split_once('\n').unwrap_or((text, ""));
    let listing = format!("Collection\n\n  • December 08, 1960\n\n    T{title}\n\n    {description}\n");
    match CONVERTER.convert("listing.txt", listing.as_bytes()) {
        Ok(conversion) => assert!(conversion.records >= 1 && !conversion.quads.is_empty()),
        Err(error) => assert!(listing.contains('\0'), "{error}"),
    }
});
