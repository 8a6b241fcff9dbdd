//! Whose a ministry or mission is that the words leave without its State, and the other side tells.
//!
//! ```text
//! Telegram of the Albanian ambassador to the Ministry of Foreign Affairs      Albania's
//! State Department cable 3088 to Embassy New Delhi                            the United States'
//! Bombay consulate cable 705 … A report by US Consul General Bane             the United States'
//! ```

use super::Title;
use crate::claim::{Body, Node, PlaceSlug, Relation};
use crate::recognise::cast::Cast;
use crate::recognise::whose::UNITED_STATES;
use crate::recognise::{Draft, Thing};
use crate::rule;

/// Those who head a mission or speak for it, and are of the State that sent it.
const HEADS: &[&str] = &["ambassador", "charge-daffaires", "counselor", "consul", "consul-general"];

/// `Telegram of the Albanian ambassador to the Ministry of Foreign Affairs`: his own State's.
pub(super) fn ministry(cast: &Cast, title: &mut Title, drafts: &mut [Draft]) {
    let state = |things: &[Thing]| {
        things.iter().find_map(|thing| match thing {
            Thing::Node(Node::Mission(mission)) => mission.of.clone(),
            other => state_of_head(cast, other).cloned(),
        })
    };
    let (by, to) = (state(&title.authors), state(&title.recipients));
    let settle = |thing: &mut Thing, of: &Option<PlaceSlug>| match thing {
        Thing::Node(Node::Body(Body::Named { kind, of: known @ None, .. })) if kind == "foreign-ministry" => {
            known.clone_from(of);
            of.is_some()
        }
        _ => false,
    };
    for thing in &mut title.authors {
        settle(thing, &to);
    }
    for thing in &mut title.recipients {
        settle(thing, &by);
    }
    for draft in drafts.iter_mut() {
        let of = if draft.relation == Relation::Author { &to } else { &by };
        if matches!(draft.relation, Relation::Author | Relation::Addressee) && settle(&mut draft.object, of) {
            draft.rule = rule::TITLE_OWN_MINISTRY;
        }
    }
}

/// A mission without its State is that of its head who wrote with it, and of the State that writes to its own so.
pub(crate) fn mission(cast: &Cast, title: &mut Title, drafts: &mut [Draft]) {
    let department = Thing::Node(Node::Body(Body::Authority("department-of-state".into())));
    let to = title.authors.contains(&department).then(|| PlaceSlug::from(UNITED_STATES));
    let mut heads = title.authors.iter().filter_map(|author| state_of_head(cast, author));
    let by = heads.next().filter(|state| heads.all(|other| other == *state)).cloned();
    let settle = |thing: &mut Thing, of: &Option<PlaceSlug>| match thing {
        Thing::Node(Node::Mission(mission)) if mission.of.is_none() => {
            mission.of.clone_from(of);
            of.is_some()
        }
        _ => false,
    };
    for draft in drafts {
        let of = match draft.relation {
            Relation::Author | Relation::Sender => &by,
            Relation::Addressee => &to,
            _ => continue,
        };
        let vague = draft.object.clone();
        if settle(&mut draft.object, of) {
            draft.rule = rule::TITLE_OWN_MISSION;
            title.settled.push((vague, draft.object.clone()));
        }
    }
    for author in &mut title.authors {
        settle(author, &by);
    }
    for recipient in &mut title.recipients {
        settle(recipient, &to);
    }
}

/// The State of whoever heads a mission.
fn state_of_head<'c>(cast: &'c Cast, thing: &Thing) -> Option<&'c PlaceSlug> {
    let mut offices = cast.members[thing.member()?].offices.iter();
    offices.find_map(|(office, _)| office.of.as_ref().filter(|_| HEADS.contains(&office.kind.as_str())))
}
