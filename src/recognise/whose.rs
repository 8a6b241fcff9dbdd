//! Whose an office is, where the words leave it out and the source does not.
//!
//! ```text
//! Visit of Prime Minister Brandel, Norway     the Prime Minister of Norway
//!   Met with President Foss                   the President of the United States, who is the host
//! Travel of Secretary of State Duarte         the Secretary of State of the United States
//!   Accompanied President Foss                the President of the United States
//! an Albanian delegation led by Premier Kodra  the Premier of Albania
//! The Consul at Tabriz (Holm) to …            the consul of the United States, in a volume of their correspondence
//! ```
//! Whom somebody met who went abroad may be of any State, and whoever was sent to the United States is told with his State.

use super::cast::{Cast, MemberId, Seen};
use super::office::Office;
use super::reading::is_role_only;
use crate::claim::{PlaceSlug, Position};
use crate::record::{Field, Journey, Passage, Record};
use crate::rule::{self, Rule};

/// The State that visits are to, travels from, and whose volumes *Foreign Relations of the United States* are.
pub(super) const UNITED_STATES: &str = "united-states";

/// The offices of a host's, as the lexicon calls them.
const OF_HOST: &[&str] = &["president", "vice-president", "secretary-of-state"];

/// The words that such an office begins with, capitals or not.
const BEFORE_HOSTS: &[&str] =
    &["president", "vice", "vice-president", "secretary", "the", "mr", "acting", "former", "then"];

/// The offices of those who are sent somewhere.
const SENT: &[&str] = &["ambassador", "minister", "charge-daffaires", "consul-general", "consul", "high-commissioner"];

/// An office of somebody named, and the words of the record that say so.
pub(super) type Held<'o> = (MemberId, &'o Office, Passage);

/// The whole of an office, the words that tell whose it is beside its own, and by which rule.
pub(super) type Told = (Position, Option<Passage>, &'static Rule);

/// Tells whose an office is; `home` is where a visitor comes from.
pub(super) fn position(
    record: &Record,
    home: Option<&(PlaceSlug, Passage)>,
    cast: &Cast,
    held @ (id, office, words): Held<'_>,
) -> Option<Told> {
    let is_open = office.of.is_none() && office.body.is_none() && office.mission.is_none();
    if !is_open || office.plural || !cast.members[id].is_named() {
        return None;
    }
    let position = |of: &str| Position {
        office: office.kind.clone(),
        of: Some(of.into()),
        to: office.to.clone().or_else(|| office.city.clone()),
        body: None,
    };
    if office.is_of_government() && office.to.is_none() && office.city.is_none() {
        let of_delegation = |(other, said): &&(Office, Passage)| other.kind == "delegate" && *said == words;
        let group = cast.members[id].offices.iter().find(of_delegation);
        if let Some(of) = group.and_then(|(group, _)| group.of.as_ref()) {
            return Some((position(of), None, rule::OFFICE_DELEGATION));
        }
    }
    if let Some(journey) = record.journey {
        let (of, said) = on_journey(record, journey, home, cast, held)?;
        return Some((position(of), said, rule::OFFICE_ON_JOURNEY));
    }
    let post = office.to.as_ref().or(office.city.as_ref()).filter(|post| *post != UNITED_STATES)?;
    let heads = matches!(words.field, Field::Title | Field::Authors | Field::Recipients);
    let is_sent = SENT.contains(&office.kind.as_str()) && !post.is_empty();
    (record.archive == "frus" && heads && is_sent).then(|| (position(UNITED_STATES), None, rule::OFFICE_VOLUME))
}

/// The State of the office of somebody on a journey, or of whom he met.
fn on_journey<'h>(
    record: &Record,
    journey: Journey,
    home: Option<&'h (PlaceSlug, Passage)>,
    cast: &Cast,
    (id, office, words): Held<'_>,
) -> Option<(&'h str, Option<Passage>)> {
    if office.to.is_some() || office.city.is_some() || office.is_rank() || is_role_only(&office.kind) {
        return None;
    }
    // wherever he is named, a traveller is of his own State
    let of_journey = |(words, _): &(Passage, Seen)| matches!(words.field, Field::Title | Field::Participants);
    let is_traveller = cast.members[id].seen.iter().any(of_journey);
    match (journey.is_visit, is_traveller) {
        (true, true) => home.map(|(state, said)| (state.as_str(), Some(*said))),
        (false, true) => Some((UNITED_STATES, None)),
        (true, false) if OF_HOST.contains(&office.kind.as_str()) && !is_of_another(record, words) => {
            // of two presidents whom the remark names one is a guest
            let same = |(other, said): &(Office, Passage)| other.kind == office.kind && said.field == words.field;
            let holders = cast.members.iter().filter(|member| member.offices.iter().any(same));
            (holders.count() == 1).then_some((UNITED_STATES, None))
        }
        // `Accompanied President Foss`
        (false, false) if OF_HOST.contains(&office.kind.as_str()) => {
            let before = record.text(words.field).get(..words.start).unwrap_or_default();
            let last = before.split_whitespace().next_back().unwrap_or_default();
            let is_own = ["accompanied", "accompanying"].iter().any(|word| last.eq_ignore_ascii_case(word));
            is_own.then_some((UNITED_STATES, None))
        }
        _ => None,
    }
}

/// Whether a word before an office tells that it is of something else than the State: `EC President Delors`. It may have been
/// read as the sort of office it is.
fn is_of_another(record: &Record, office: Passage) -> bool {
    let text = record.text(office.field);
    let (before, own) = text.split_at_checked(office.start).unwrap_or_default();
    let first = own.split_whitespace().next().unwrap_or_default().trim_end_matches('.');
    let is_sort =
        first.starts_with(char::is_uppercase) && !BEFORE_HOSTS.iter().any(|word| first.eq_ignore_ascii_case(word));
    let Some(said) = before.strip_suffix(' ') else { return is_sort };
    let (earlier, last) = said.rsplit_once(' ').unwrap_or(("", said));
    let opens = earlier.is_empty() || earlier.ends_with(['.', ';', ':', ')']);
    let capitals = last.chars().filter(|c| c.is_uppercase()).count();
    let is_word = last.chars().all(|c| c.is_alphabetic() || c == '-');
    is_sort || is_word && capitals > usize::from(opens)
}
