//! What people are called before their names in the volumes.

/// Words that what somebody holds is made of, and that tell him from a namesake: `Vice President`.
const OFFICES: &[&str] = &[
    "President",
    "Vice",
    "Secretary",
    "Under",
    "Deputy",
    "Assistant",
    "Acting",
    "Prime",
    "Foreign",
    "Minister",
    "Premier",
    "Chancellor",
    "Chairman",
    "Ambassador",
    "Senator",
    "Governor",
    "King",
    "Queen",
    "Prince",
    "Emperor",
    "Pope",
];

/// What one may be called and another not, of the same man: ranks change.
const RANKS: &[&str] = &["General", "Major", "Colonel", "Captain", "Lieutenant", "Brigadier", "Admiral", "Marshal"];

/// The like, which are no ranks.
const STYLES: &[&str] = &["Lord", "Sir", "Judge", "Congressman"];

/// How anybody is addressed.
pub(super) const ADDRESSES: &[&str] = &["Mr.", "Mrs.", "Miss", "Ms.", "Dr.", "Messrs."];

/// Whether a word is part of an office by which somebody is called.
pub(super) fn is_of_office(word: &str) -> bool {
    OFFICES.contains(&word)
}

/// Whether a word is a rank, in whatever case.
pub(super) fn is_rank(word: &str) -> bool {
    RANKS.iter().any(|rank| rank.eq_ignore_ascii_case(word))
}

/// Whether a word may stand before a name.
pub(super) fn is_title(word: &str) -> bool {
    [OFFICES, RANKS, STYLES, ADDRESSES].iter().any(|list| list.contains(&word))
}
