//! Ties as the query who-met-whom has them: a row for each two of an encounter, in the query's order.

use super::part::{Number, Of, Part, Stated};
use oxigraph::model::Literal;
use oxigraph::model::vocab::xsd;
use rustc_hash::FxHashMap;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// A row.
#[derive(Debug)]
pub(super) struct Tie<'p> {
    /// The two, each of whom is one node in all records.
    pub one: Number,
    pub other: Number,
    pub about: About<'p>,
    /// The words that say so, each once, in their order in the record.
    pub words: Option<Vec<&'p Literal>>,
    /// Whether they state it or it is inferred; and whether it takes other records to tell who it was.
    pub how: Option<&'p str>,
    pub is_linked: bool,
    /// The rules that read it, and those that linked.
    pub rule: Option<String>,
}

/// An encounter, whoever took part.
#[derive(Clone, Copy, Debug)]
pub(super) struct About<'p> {
    encounter: Number,
    end: Option<&'p Literal>,
    pub date: Option<&'p str>,
    /// The first and the last moment at which it may have been.
    pub first: Option<&'p str>,
    pub last: Option<&'p str>,
    pub place: Option<&'p Literal>,
    pub kind: Option<&'p Literal>,
    pub document: &'p Literal,
    /// When the document was written.
    pub written: Option<&'p str>,
}

/// Words that make somebody a party.
struct Evidence<'p> {
    party: Number,
    field: &'p str,
    start: &'p Literal,
    exact: &'p Literal,
    how: &'p str,
    by: Option<&'p str>,
}

/// A node that a party is.
struct Identity {
    node: Number,
    is_linked: bool,
    /// The rule that linked, after a comma.
    by: String,
}

/// What makes two people parties, of whichever of their nodes it is said.
#[derive(Default)]
struct Two<'p, 'e> {
    is_linked: bool,
    /// With the rules that linked.
    evidence: Vec<(&'e Evidence<'p>, String)>,
    is_unsaid: bool,
}

/// All ties.
pub(super) fn ties(part: &Part) -> Vec<Tie<'_>> {
    let links = Links::of(part);
    let mut records: FxHashMap<Number, BTreeSet<Number>> = FxHashMap::default();
    for (record, encounter) in part.all(Of::Encounter) {
        records.entry(encounter).or_default().insert(record);
    }
    let mut statements: FxHashMap<Number, Vec<Number>> = FxHashMap::default();
    for statement in part.statements(Stated::Participant) {
        for encounter in part.nodes(statement, Of::Subject) {
            statements.entry(*encounter).or_default().push(statement);
        }
    }
    let mut ties = Vec::new();
    for encounter in part.encounters() {
        let records = records.get(&encounter).into_iter().flatten().copied();
        let Some(about) = About::of(part, encounter, &records.collect::<Vec<_>>()) else { continue };
        let statements = statements.get(&encounter).into_iter().flatten();
        let mut said: FxHashMap<Number, Vec<Evidence<'_>>> = FxHashMap::default();
        for evidence in statements.flat_map(|it| evidence(part, *it)) {
            said.entry(evidence.party).or_default().push(evidence);
        }
        let participants: BTreeSet<Number> = part.nodes(encounter, Of::Participant).iter().copied().collect();
        let identities: Vec<(Number, Vec<Identity>)> =
            participants.iter().map(|it| (*it, links.identities(*it))).collect();
        let mut pairs: BTreeMap<(Number, Number), Two<'_, '_>> = BTreeMap::new();
        for (p, of_p) in &identities {
            for (q, of_q) in identities.iter().filter(|(q, _)| q != p) {
                for (a, b) in of_p.iter().flat_map(|a| of_q.iter().map(move |b| (a, b))) {
                    if part.iri(a.node).zip(part.iri(b.node)).is_none_or(|(a, b)| a >= b) {
                        continue;
                    }
                    let two = pairs.entry((a.node, b.node)).or_default();
                    two.is_linked |= a.is_linked || b.is_linked;
                    let by = if a.by == b.by { a.by.clone() } else { format!("{}{}", a.by, b.by) };
                    let said = [p, q].into_iter().filter_map(|party| said.get(party)).flatten();
                    let before = two.evidence.len();
                    two.evidence.extend(said.map(|it| (it, by.clone())));
                    two.is_unsaid |= two.evidence.len() == before;
                }
            }
        }
        ties.extend(pairs.into_iter().map(|((one, other), two)| two.tie(one, other, about)));
    }
    ties.sort_by_cached_key(|tie| Place::of(part, tie));
    ties
}

impl<'p> Two<'p, '_> {
    /// The query's answer where some nodes of the two have no words is to have none, since SPARQL's aggregates want all.
    fn tie(mut self, one: Number, other: Number, about: About<'p>) -> Tie<'p> {
        self.evidence.sort_by(|(a, a_links), (b, b_links)| {
            let by_field = b.field.cmp(a.field);
            let by_place = || compare(a.start, b.start).then_with(|| compare(a.exact, b.exact));
            by_field.then_with(by_place).then_with(|| (a.by, a_links).cmp(&(b.by, b_links)))
        });
        let (mut words, mut rules, mut links) = (Vec::new(), Vec::new(), Vec::new());
        for (evidence, link) in &self.evidence {
            once(&mut words, evidence.exact);
            once(&mut rules, evidence.by);
            once(&mut links, link.as_str());
        }
        let rule = rules.into_iter().collect::<Option<Vec<&str>>>().map(|rules| rules.join(", ") + &links.concat());
        Tie {
            one,
            other,
            about,
            words: (!self.is_unsaid).then_some(words),
            how: self.evidence.iter().map(|(it, _)| it.how).min().filter(|_| !self.is_unsaid),
            is_linked: self.is_linked,
            rule: rule.filter(|_| !self.is_unsaid),
        }
    }
}

fn once<T: PartialEq>(all: &mut Vec<T>, one: T) {
    if !all.contains(&one) {
        all.push(one);
    }
}

impl<'p> About<'p> {
    /// What is said of an encounter; none if no record that has a title describes it.
    fn of(part: &'p Part, encounter: Number, records: &[Number]) -> Option<Self> {
        let texts = |nodes: &'p [Number], of| nodes.iter().flat_map(move |node| part.texts(*node, of));
        let titled = || records.iter().filter(|it| !part.texts(**it, Of::Title).is_empty());
        let written = titled().flat_map(|record| or_none(texts(part.nodes(*record, Of::Created), Of::Value)));
        let has = |it: &Number, of| !part.texts(*it, of).is_empty();
        let known = part.nodes(encounter, Of::Date).iter().filter(|it| has(it, Of::End) && has(it, Of::Value));
        let of_known = |of| known.clone().flat_map(move |it| part.texts(*it, of));
        let first = known.clone().flat_map(|it| or_none(part.texts(*it, Of::Begin).iter()));
        Some(Self {
            encounter,
            end: least(of_known(Of::End).map(Some)),
            date: of_known(Of::Value).map(Literal::value).min(),
            first: least_text(first),
            last: of_known(Of::End).map(Literal::value).min(),
            place: least(texts(part.nodes(encounter, Of::Place), Of::Name).map(Some)),
            kind: least(texts(part.nodes(encounter, Of::Sort), Of::Label).map(Some)),
            document: least(titled().flat_map(|it| part.texts(*it, Of::Title)).map(Some))?,
            written: least_text(written),
        })
    }
}

/// The words that a statement rests on, and what read them.
fn evidence(part: &Part, statement: Number) -> Vec<Evidence<'_>> {
    let of_kind = |agent: Number| part.nodes(agent, Of::Type).iter().flat_map(|kind| part.texts(*kind, Of::Label));
    let readers = part.nodes(statement, Of::By).iter().flat_map(|agent| {
        let by = part.iri(*agent).map(after_rule);
        of_kind(*agent).map(move |how| (by, how.value()))
    });
    let words = |passage: Number| {
        let fields = part.nodes(passage, Of::Field).iter().map(|field| part.name(*field));
        let places =
            fields.flat_map(move |field| part.texts(passage, Of::Start).iter().map(move |start| (field, start)));
        places.flat_map(move |(field, start)| {
            part.texts(passage, Of::Exact).iter().map(move |exact| (field, start, exact))
        })
    };
    let mut evidence = Vec::new();
    for (by, how) in readers {
        for (field, start, exact) in part.nodes(statement, Of::Passage).iter().flat_map(|passage| words(*passage)) {
            let parties = part.nodes(statement, Of::Object).iter();
            evidence.extend(parties.map(|party| Evidence { party: *party, field, start, exact, how, by }));
        }
    }
    evidence
}

/// Who is the same, and what says so.
struct Links<'p> {
    part: &'p Part,
    /// The rules that link two, each after a comma; that of somebody's decision is none.
    by: FxHashMap<(Number, Number), BTreeSet<String>>,
}

impl<'p> Links<'p> {
    fn of(part: &'p Part) -> Self {
        let mut by: FxHashMap<(Number, Number), BTreeSet<String>> = FxHashMap::default();
        for statement in part.statements(Stated::Same) {
            let rule = |by: &Number| part.iri(*by).map_or(String::new(), |by| format!(", {}", after_rule(by)));
            let named = part.texts(statement, Of::By).iter().map(|_| String::new());
            let rules: Vec<String> = part.nodes(statement, Of::By).iter().map(rule).chain(named).collect();
            for one in part.nodes(statement, Of::Subject) {
                for other in part.nodes(statement, Of::Object) {
                    by.entry((*one, *other)).or_default().extend(rules.iter().cloned());
                }
            }
        }
        Self { part, by }
    }

    /// Who somebody is, by one hop.
    fn identities(&self, who: Number) -> Vec<Identity> {
        let same = self.part.nodes(who, Of::Same);
        if same.is_empty() {
            return vec![Identity { node: who, is_linked: false, by: String::new() }];
        }
        let mut identities = Vec::new();
        for node in same {
            let rules = self.by.get(&(who, *node)).filter(|rules| !rules.is_empty());
            let rules = or_none(rules.into_iter().flatten()).map(|by| by.cloned().unwrap_or_default());
            identities.extend(rules.map(|by| Identity { node: *node, is_linked: true, by }));
        }
        identities
    }
}

fn after_rule(iri: &str) -> &str {
    iri.split_once("/rule/").map_or("", |(_, rule)| rule)
}

/// Where a row stands among the others: as the query's ORDER BY has it.
struct Place<'p> {
    end: Option<&'p Literal>,
    date: Option<&'p str>,
    one: Option<&'p Literal>,
    other: Option<&'p Literal>,
    document: &'p Literal,
    nodes: [&'p str; 3],
}

impl<'p> Place<'p> {
    fn of(part: &'p Part, tie: &Tie<'p>) -> Self {
        let name = |who| least(part.called(who).iter().map(Some));
        Self {
            end: tie.about.end,
            date: tie.about.date,
            one: name(tie.one),
            other: name(tie.other),
            document: tie.about.document,
            nodes: [tie.about.encounter, tie.one, tie.other].map(|node| part.name(node)),
        }
    }
}

impl Ord for Place<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        compare_some(self.end, other.end)
            .then_with(|| self.date.cmp(&other.date))
            .then_with(|| compare_some(self.one, other.one))
            .then_with(|| compare_some(self.other, other.other))
            .then_with(|| compare(self.document, other.document))
            .then_with(|| self.nodes.cmp(&other.nodes))
    }
}

impl PartialEq for Place<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Place<'_> {}

impl PartialOrd for Place<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// All of something optional: a single none if there is none of it.
fn or_none<T>(all: impl Iterator<Item = T>) -> impl Iterator<Item = Option<T>> {
    let mut all = all.peekable();
    let none = all.peek().is_none().then_some(None);
    all.map(Some).chain(none)
}

/// What SPARQL's MIN answers: nothing, if one is wanting.
pub(super) fn least<'p>(all: impl Iterator<Item = Option<&'p Literal>>) -> Option<&'p Literal> {
    all.reduce(|a, b| Some(std::cmp::min_by(a?, b?, |a, b| compare(a, b)))).flatten()
}

fn least_text<'p>(all: impl Iterator<Item = Option<&'p Literal>>) -> Option<&'p str> {
    all.map(|it| it.map(Literal::value)).reduce(|a, b| Some(a?.min(b?))).flatten()
}

fn compare_some(a: Option<&Literal>, b: Option<&Literal>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => compare(a, b),
        _ => a.is_some().cmp(&b.is_some()),
    }
}

/// As SPARQL's ORDER BY has it for texts, for moments that are written alike, and for numbers; these come before all else.
fn compare(a: &Literal, b: &Literal) -> Ordering {
    let is_number = |it: &Literal| [xsd::INTEGER, xsd::NON_NEGATIVE_INTEGER].contains(&it.datatype());
    let number = |it: &Literal| it.value().parse::<u64>().ok().filter(|_| is_number(it));
    match (number(a), number(b)) {
        (Some(a), Some(b)) => a.cmp(&b),
        (None, None) => (a.value(), a.datatype(), a.language()).cmp(&(b.value(), b.datatype(), b.language())),
        (a, _) => {
            if a.is_some() {
                Ordering::Less
            } else {
                Ordering::Greater
            }
        }
    }
}
