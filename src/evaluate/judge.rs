//! One document: what the graph says of it beside what gold says.

use super::gold::{self, Participant, Party};
use super::graph::{Document, Graph, Iri, Meeting, Statement};
use super::name::{Name, fold, words};
use super::{Figure, Sheet, Tally};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Scores a document, and each rule by what it read there.
pub(super) fn judge(gold: &gold::Document, found: &Document, graph: &Graph, sheet: &mut Sheet<'_>) {
    let date = found.date == gold.date;
    sheet.same(Figure::Date, date, found.date.as_deref(), gold.date.as_deref());
    let genre = found.genre.as_deref().unwrap_or("other");
    sheet.same(Figure::Genre, fold(genre) == fold(&gold.genre), Some(genre), Some(&gold.genre));

    let judge = Judge { gold, found, graph, who: people(gold, found, sheet) };
    let named = [&found.authors, &found.recipients, &found.mentions].into_iter().flatten();
    let named = named.filter(|iri| graph.missions.contains_key(*iri)).collect();
    let missions: Vec<Party> = gold.missions.iter().cloned().map(Party::Mission).collect();
    let mut right = Right {
        date,
        authors: judge.parties(Figure::Authors, &gold.authors, found.authors.iter().collect(), sheet),
        recipients: judge.parties(Figure::Recipients, &gold.recipients, found.recipients.iter().collect(), sheet),
        missions: judge.parties(Figure::Missions, &missions, named, sheet),
        meetings: BTreeMap::new(),
        participants: BTreeMap::new(),
    };
    judge.meetings(Figure::Encounters, &gold.encounters, &found.encounters, &mut right, sheet);
    judge.meetings(Figure::Planned, &gold.planned, &found.planned, &mut right, sheet);
    for statement in &found.statements {
        sheet.rule(&statement.rule, judge.verdict(statement, &right));
    }
}

struct Judge<'a> {
    gold: &'a gold::Document,
    found: &'a Document,
    graph: &'a Graph,
    /// The persons of the graph that are people of gold.
    who: BTreeMap<&'a str, &'a str>,
}

/// What was found right in a document; of meetings and who took part in them also what was not.
struct Right<'a> {
    date: bool,
    authors: BTreeSet<&'a Iri>,
    recipients: BTreeSet<&'a Iri>,
    missions: BTreeSet<&'a Iri>,
    meetings: BTreeMap<&'a Iri, bool>,
    participants: BTreeMap<(&'a Iri, &'a Iri), bool>,
}

/// A meeting to compare: the named by name, the others by number.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Company<'a> {
    named: BTreeSet<&'a str>,
    unnamed: usize,
}

/// Finds the people of gold among the persons of the graph, one to one: those of the very same name first; and of two
/// that fit, who took part in more encounters, then the first by IRI.
fn people<'a>(gold: &'a gold::Document, found: &'a Document, sheet: &mut Sheet<'_>) -> BTreeMap<&'a str, &'a str> {
    let mut free: Vec<(&str, Vec<Name>)> = found
        .people
        .iter()
        .map(|(iri, forms)| (iri.as_str(), forms.iter().map(|form| Name::new(form)).collect()))
        .collect();
    free.sort_by_key(|(iri, _)| Reverse(found.encounters.values().filter(|e| e.parties.contains(*iri)).count()));
    let mut missed: Vec<&str> = gold.people.iter().map(String::as_str).collect();
    let mut who = BTreeMap::new();
    for exactly in [true, false] {
        missed.retain(|person| {
            let variants = gold.variants.get(*person).into_iter().flatten().map(String::as_str);
            let forms: Vec<Name> = std::iter::once(*person).chain(variants).map(Name::new).collect();
            let fits = |name: &Name| forms.iter().any(|form| if exactly { name == form } else { name.is_like(form) });
            let hit = free.iter().position(|(_, names)| names.iter().any(fits));
            if let Some(at) = hit {
                who.insert(free.remove(at).0, *person);
            }
            hit.is_none()
        });
    }
    sheet.add(Figure::People, Tally { right: who.len(), wrong: free.len(), missed: missed.len() });
    missed.iter().for_each(|person| sheet.missed(Figure::People, person));
    for (iri, _) in free {
        let forms: Vec<&str> = found.people.get(iri).into_iter().flatten().map(String::as_str).collect();
        sheet.wrong(Figure::People, &forms.join(" | "));
    }
    who
}

impl<'a> Judge<'a> {
    /// Finds the parties of gold among those of the graph, one to one; returns those that are right.
    fn parties(
        &self,
        figure: Figure,
        wanted: &[Party],
        mut left: BTreeSet<&'a Iri>,
        sheet: &mut Sheet<'_>,
    ) -> BTreeSet<&'a Iri> {
        let mut right = BTreeSet::new();
        for party in wanted {
            match left.iter().find(|iri| self.is(iri, party)).copied() {
                Some(iri) => {
                    left.remove(iri);
                    right.insert(iri);
                }
                None => sheet.missed(figure, &party.to_string()),
            }
        }
        for iri in &left {
            let names: Vec<&str> = self.graph.names(iri).collect();
            sheet.wrong(figure, &format!("{iri} ({})", names.join(" | ")));
        }
        sheet.add(figure, Tally { right: right.len(), wrong: left.len(), missed: wanted.len() - right.len() });
        right
    }

    /// Whether a thing of the graph is what gold means.
    fn is(&self, iri: &str, wanted: &Party) -> bool {
        match wanted {
            Party::Mission(wanted) => self.graph.missions.get(iri).is_some_and(|mission| {
                let fits = |wanted: &Option<String>, names: &BTreeSet<String>| {
                    wanted.as_ref().is_none_or(|wanted| names.contains(&fold(wanted)))
                };
                fits(&wanted.of, &mission.of) && fits(&wanted.host, &mission.host) && fits(&wanted.kind, &mission.kind)
            }),
            Party::Named(name) if self.gold.people.contains(name) => self.who.get(iri) == Some(&name.as_str()),
            Party::Named(name) => {
                let body = !self.graph.missions.contains_key(iri);
                body && self.graph.names(iri).any(|known| words(known) == words(name))
            }
        }
    }

    /// Scores meetings: right where all who took part are right, and nobody else.
    fn meetings(
        &self,
        figure: Figure,
        wanted: &'a [gold::Meeting],
        found: &'a BTreeMap<Iri, Meeting>,
        right: &mut Right<'a>,
        sheet: &mut Sheet<'_>,
    ) {
        let mut want: Vec<(Company<'_>, Option<&str>)> =
            wanted.iter().map(|meeting| (Company::of_gold(meeting), meeting.basis.as_deref())).collect();
        let mut have: Vec<(&Iri, &Meeting, Company<'_>)> =
            found.iter().map(|(iri, meeting)| (iri, meeting, self.company(meeting))).collect();
        if figure == Figure::Encounters {
            let pairs_wanted: BTreeSet<_> = want.iter().flat_map(|(company, _)| company.pairs()).collect();
            let pairs: BTreeSet<_> = have.iter().flat_map(|(.., company)| company.pairs()).collect();
            let both = pairs.intersection(&pairs_wanted).count();
            let tally = Tally { right: both, wrong: pairs.len() - both, missed: pairs_wanted.len() - both };
            sheet.add(Figure::PairsMet, tally);
        }
        have.retain(|(iri, meeting, company)| {
            let Some(at) = want.iter().position(|(wanted, _)| wanted == company) else { return true };
            let (_, basis) = want.remove(at);
            if figure == Figure::Encounters {
                sheet.same(Figure::Basis, meeting.basis.as_deref() == basis, meeting.basis.as_deref(), basis);
            }
            right.meetings.insert(iri, true);
            right.participants.extend(meeting.parties.iter().map(|party| ((*iri, party), true)));
            false
        });
        let tally = Tally { right: found.len() - have.len(), wrong: have.len(), missed: want.len() };
        sheet.add(figure, tally);
        want.iter().for_each(|(company, basis)| sheet.missed(figure, &company.told(*basis)));
        for (iri, meeting, company) in have {
            sheet.wrong(figure, &company.told(meeting.basis.as_deref()));
            right.meetings.insert(iri, false);
            // who took part is judged by the meeting of gold that it was most likely meant to be
            let best = (0..want.len())
                .rev()
                .max_by_key(|at| company.shared(&want[*at].0))
                .filter(|at| company.shared(&want[*at].0) > 0);
            let meant = best.map(|at| want.remove(at).0);
            right.participants.extend(self.participants(iri, meeting, meant.as_ref()));
        }
    }

    /// Whether each of a meeting that is not quite right belongs in it; of the unnamed, as many as gold has.
    fn participants(
        &self,
        iri: &'a Iri,
        meeting: &'a Meeting,
        meant: Option<&Company<'_>>,
    ) -> Vec<((&'a Iri, &'a Iri), bool)> {
        let mut unnamed = meant.map_or(0, |meant| meant.unnamed);
        let mut belongs = |party: &str| {
            if self.graph.unnamed.contains(party) {
                let some = unnamed > 0;
                unnamed = unnamed.saturating_sub(1);
                return some;
            }
            let name = self.who.get(party);
            name.is_some_and(|name| meant.is_some_and(|meant| meant.named.contains(name)))
        };
        meeting.parties.iter().map(|party| ((iri, party), belongs(party))).collect()
    }

    fn company<'m>(&self, meeting: &'m Meeting) -> Company<'m>
    where
        'a: 'm,
    {
        let (unnamed, named): (Vec<&Iri>, Vec<&Iri>) =
            meeting.parties.iter().partition(|party| self.graph.unnamed.contains(*party));
        let name = |iri: &'m Iri| self.who.get(iri.as_str()).copied().unwrap_or(iri);
        Company { named: named.into_iter().map(name).collect(), unnamed: unnamed.len() }
    }

    /// Whether a statement is right; `None` where gold does not tell.
    fn verdict(&self, statement: &Statement, right: &Right<'_>) -> Option<bool> {
        let Statement { subject, relation, object, .. } = statement;
        let person = |iri: &str| self.found.people.contains_key(iri);
        match relation.as_str() {
            "hasCreationDate" => Some(right.date),
            "hasDocumentaryFormType" => Some(self.graph.names(object).any(|name| fold(name) == fold(&self.gold.genre))),
            "hasAuthor" => Some(right.authors.contains(object)),
            "hasAddressee" => Some(right.recipients.contains(object)),
            "mentions" if self.graph.missions.contains_key(object) => Some(right.missions.contains(object)),
            "mentions" if person(object) => Some(self.who.contains_key(object.as_str())),
            "describesOrDescribed" => right.meetings.get(object).copied(),
            "hasOrHadParticipant" => right.participants.get(&(subject, object)).copied(),
            "occupiesOrOccupied" if person(subject) => self.holds(subject, object),
            _ => None,
        }
    }

    /// Whether gold confirms that a person held a position; `None` where it tells of that office in other words, or of
    /// fewer States than the graph.
    fn holds(&self, person: &str, position: &str) -> Option<bool> {
        let Some(holder) = self.who.get(person) else { return Some(false) };
        let offices = self.gold.offices.iter().filter(|office| office.holder == *holder);
        let verdicts = offices.flat_map(|office| self.graph.names(position).filter_map(|name| office.is_called(name)));
        verdicts.max()
    }
}

impl<'a> Company<'a> {
    fn of_gold(meeting: &'a gold::Meeting) -> Self {
        let named: BTreeSet<&str> = meeting.participants.iter().filter_map(Participant::name).collect();
        let unnamed = meeting.participants.iter().filter(|participant| participant.name().is_none()).count();
        Self { named, unnamed }
    }

    /// Who met whom, by name; the unnamed are nobody in particular.
    fn pairs(&self) -> Vec<(&'a str, &'a str)> {
        let pairs = self.named.iter().flat_map(|a| self.named.iter().map(|b| (*a, *b)));
        pairs.filter(|(a, b)| a < b).collect()
    }

    /// How many of the named are in both.
    fn shared(&self, other: &Company<'_>) -> usize {
        self.named.intersection(&other.named).count()
    }

    fn told(&self, basis: Option<&str>) -> String {
        let named: Vec<&str> = self.named.iter().copied().collect();
        let basis = basis.map(|basis| format!(", {basis}")).unwrap_or_default();
        format!("{} + {} unnamed{basis}", named.join(", "), self.unnamed)
    }
}

impl gold::Office {
    /// Whether a position's name is of this office: `Ambassador of Hungary to North Korea`, `Head, First Department of …`.
    fn is_called(&self, position: &str) -> Option<bool> {
        let (head, body) = position.split_once(", ").unwrap_or((position, ""));
        let head = fold(head);
        let rest = head.strip_prefix(&fold(&self.office)).filter(|rest| rest.is_empty() || rest.starts_with(' '))?;
        let mut said = words(rest);
        said.remove("to");
        let states: BTreeSet<String> =
            [&self.of, &self.to].into_iter().flatten().flat_map(|state| words(state)).collect();
        if !body.is_empty() {
            // gold has the body in its own words, if at all
            said.extend(words(body));
            return said.is_superset(&states).then_some(true);
        }
        match (said.is_subset(&states), said.is_superset(&states)) {
            (true, _) => Some(true),
            (false, true) => None,
            (false, false) => Some(false),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_is_known_by_its_states() {
        let office = |office: &str, of: Option<&str>, to: Option<&str>| gold::Office {
            holder: "A".into(),
            office: office.into(),
            of: of.map(str::to_owned),
            to: to.map(str::to_owned),
        };
        let ambassador = office("ambassador", Some("Soviet Union"), Some("North Korea"));
        assert_eq!(ambassador.is_called("Ambassador of the Soviet Union to North Korea"), Some(true));
        assert_eq!(ambassador.is_called("Ambassador of the Soviet Union"), Some(true));
        assert_eq!(ambassador.is_called("Ambassador of the Soviet Union to South Korea"), Some(false));
        assert_eq!(ambassador.is_called("Counselor of the Soviet Union"), None);
        // the graph may know more than the words that gold goes by
        assert_eq!(office("ambassador", Some("Hungary"), None).is_called("Ambassador of Hungary to Cuba"), None);
        assert_eq!(office("ambassador", Some("Hungary"), None).is_called("Ambassador of Poland to Cuba"), Some(false));
        assert_eq!(office("secretary", Some("Hungary"), None).is_called("Secretary General of Poland"), Some(false));
        assert_eq!(office("head", Some("Hungary"), None).is_called("Head, First Department of Hungary"), Some(true));
        assert_eq!(office("head", Some("Poland"), None).is_called("Head, First Department of Hungary"), None);
    }
}
