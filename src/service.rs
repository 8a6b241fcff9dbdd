//! Which service a kind of office belongs to: that of an ambassador is no minister's.

/// Ranks of the diplomatic service, of which nobody holds two.
const RANKS: &[&str] = &[
    "ambassador",
    "charge-daffaires",
    "counselor",
    "first-secretary",
    "second-secretary",
    "attache",
    "consul",
    "consul-general",
];

/// Offices of a government at home.
const OF_GOVERNMENT: &[&str] = &[
    "minister",
    "foreign-minister",
    "deputy-foreign-minister",
    "deputy-minister",
    "defense-minister",
    "foreign-secretary",
    "secretary-of-state",
    "premier",
    "deputy-premier",
    "president",
    "vice-president",
    "chancellor",
    "monarch",
    "governor",
    "mayor",
];

/// Whether a kind of office is a rank of the diplomatic service.
pub fn is_rank(kind: &str) -> bool {
    RANKS.contains(&kind)
}

/// Whether a kind of office is one of a government at home.
pub fn is_of_government(kind: &str) -> bool {
    OF_GOVERNMENT.contains(&kind)
}
