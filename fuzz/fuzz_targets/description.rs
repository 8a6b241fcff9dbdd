//! Whatever a description says, what is read of it and of its title are words of them.

#![no_main]

#[path = "../../tests/passages/mod.rs"]
mod passages;

use libfuzzer_sys::fuzz_target;

/// A title that leaves the most to its description: a journal, of a conversation with somebody unnamed.
const TITLE: &str = "Journal of Soviet Ambassador in the DPRK A.M. Puzanov, Conversation with the Chinese Ambassador";

fuzz_target!(|text: &str| {
    passages::read(TITLE, text);
});
