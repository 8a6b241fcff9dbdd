//! Whatever a title says, what is read of it are words of it.

#![no_main]

#[path = "../../tests/passages/mod.rs"]
mod passages;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    passages::read(text, "");
});
