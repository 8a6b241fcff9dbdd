//! Networks as files, a format a file.

pub mod svg;
