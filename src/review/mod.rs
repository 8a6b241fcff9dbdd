//! What a machine cannot know about who is who, put to a person in a spreadsheet; and the answers, kept as decisions.
//!
//! | | takes | gives |
//! |---|---|---|
//! | [`question`] | a store | [`question::Question`]s, most useful first |
//! | [`sheet`] | questions, or bytes | a sheet; the rows that somebody filled in |
//! | [`answer`] | filled-in rows | decisions made and taken back, or what is wrong with each row |
//! | [`suggest`] | a name | authority entries with names like it |
//! | [`mod@file`] | a file of decisions, and changes | the file with the changes, unless they contradict each other |

pub mod answer;
pub mod context;
pub mod file;
pub mod question;
pub mod sheet;
pub mod suggest;
