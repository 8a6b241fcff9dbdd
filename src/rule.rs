//! Every rule by which the program reads something out of a text, in one place.
//!
//! A rule says once whether what it reads is *stated* by the words or *inferred* from them; each statement in a graph
//! names the rule that read it. Rules are grouped by the grammar that uses them.

/// How far a rule goes beyond the words it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Basis {
    /// The quoted words say it.
    Stated,
    /// The quoted words suggest it; another reading is possible.
    Inferred,
}

/// One rule.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Rule {
    /// Its name, which is the end of its IRI: `title.body-to-body`.
    pub id: &'static str,
    /// Whether what it reads is stated or inferred.
    pub basis: Basis,
    /// What it reads, in a sentence.
    pub says: &'static str,
}

macro_rules! rules {
    ($($name:ident $basis:ident $id:literal $says:literal)*) => {
        $(#[doc = $says] pub const $name: &Rule = &Rule { id: $id, basis: Basis::$basis, says: $says };)*
        /// All of them, in the order above.
        pub const ALL: &[&Rule] = &[$($name),*];
    };
}

rules! {
    DATE_FIELD          Stated   "date.field"              "The date field of the entry: the date of the record."
    GENRE_WORD          Stated   "title.genre-word"        "A word of the title names the documentary form."
}
