//! See `form`.

#![no_main]

mod form;

use chancery::source::Form;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| form::read(bytes, Form::Document));
