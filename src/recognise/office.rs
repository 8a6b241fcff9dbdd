//! Offices: what somebody is, for whom, and to whom.
//!
//! ```text
//! office := modifier* Adjective? modifier* OFFICE tail*
//! tail   := of (State | body | mission)  |  (to | in | at | with) (State | city | mission | body)
//!         | to the OFFICE  |  of the journal ' … '  |  and portfolio
//! ```
//! `Soviet Ambassador in the DPRK`, `head of the North Korean Foreign Ministry’s First Department`,
//! `Counselor at the USSR Embassy in the DPRK`.

use super::forms::{Sort, Sorts};
use super::lexicon::{Cue, PlaceWord};
use super::text::{Spelling, Text};
use super::token::TokenKind;
use crate::claim::{Body, Kind, Mission, PlaceSlug};
use crate::record::Field;
use crate::service;
use std::ops::Range;

/// How many words may stand before the noun of an office and say what sort it is.
pub(crate) const SORTS_OF_OFFICE: usize = 4;

/// How many words may stand before an office and say nothing of who holds it: `newly appointed acting first deputy`.
const MODIFIERS: usize = 8;

/// How many words a portfolio may have: `Minister of Heavy Industry, Power and Construction Materials`.
const PORTFOLIO: usize = 16;

/// How many words the name of a journal may have, as far as its closing mark.
const TITLE: usize = 12;

/// An office as one phrase gives it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Office {
    pub kind: Kind,
    /// The State it is held for.
    pub of: Option<PlaceSlug>,
    /// The State accredited to.
    pub to: Option<PlaceSlug>,
    /// The city of the post, where that is what the words give.
    pub city: Option<PlaceSlug>,
    pub body: Option<Body>,
    pub mission: Option<Mission>,
    /// The words that name the body or the mission.
    pub inner: Range<usize>,
    pub plural: bool,
    /// The whole phrase.
    pub tokens: Range<usize>,
    /// The adjective, if any, and the office's own words, without what follows them.
    pub head: Range<usize>,
}

impl Text<'_> {
    /// An office that begins here, and where it ends.
    pub(crate) fn office(&self, at: usize) -> Option<(usize, Office)> {
        self.recall(at, |read| &read.office, || self.read_office(at))
    }

    fn read_office(&self, at: usize) -> Option<(usize, Office)> {
        let start = self.past_modifiers(at);
        let (noun, mut of) = match self.adjective(start, Spelling::Near) {
            Some((end, hit)) => (self.past_sort(end), Some(hit.slug.clone())),
            None => (self.past_sort(start), None),
        };
        let mut body = None;
        let mut mission = None;
        let mut noun = noun;
        let mut inner = at..at;
        // `USSR Embassy Counselor`, `GDR Foreign Ministry official`
        // `embassy counselor` is an office, and the State's before it has an embassy
        let in_mission = of.is_some() && self.begins(noun, Sorts::of(&[Sort::Mission]));
        if in_mission || !self.is_office_noun(noun) {
            if let Some((end, found)) = self.mission(start).filter(|(end, _)| self.is_office_noun(*end)) {
                of.clone_from(&found.of);
                (noun, mission, inner) = (end, Some(found), start..end);
            } else if let Some((end, found)) = self.body(start).filter(|_| !in_mission) {
                (noun, body, inner) = (end, Some(found), start..end);
            }
        }
        // `South African Consulate General`
        if of.is_some() && self.is(noun, &["general"]) && self.is(noun - 1, &["consulate"]) {
            return None;
        }
        let (end, kind, plural) = self.office_noun(noun)?;
        let mut office =
            Office { kind, of, to: None, city: None, body, mission, inner, plural, tokens: at..end, head: at..end };
        let mut end = end;
        while let Some(after) = self.office_tail(end, &mut office) {
            end = after;
        }
        office.tokens = at..end;
        Some((end, office))
    }

    /// Past the words that say nothing of who holds an office: `former`, `newly appointed`.
    pub(super) fn past_modifiers(&self, at: usize) -> usize {
        let past = |at: usize| {
            let forms = self.all(&self.lexicon.cues, at).filter(|(_, cue)| **cue == Cue::Modifier);
            forms.map(|(end, _)| end).max().filter(|_| !self.is_office_noun(at))
        };
        let mut end = at;
        for _ in 0..MODIFIERS {
            match past(end) {
                Some(after) => end = after,
                None => break,
            }
        }
        end
    }

    /// Past the words that say what sort of office it is, if an office follows at once: `Party and Government`
    /// Delegation, `intelligence` chief.
    fn past_sort(&self, at: usize) -> usize {
        let end = self.past_modifiers(at);
        let mut ahead = end;
        while ahead < end + SORTS_OF_OFFICE && !self.is_office_noun(ahead) {
            let and = ahead > end && self.is(ahead, &["and"]) && self.tells_more(ahead + 1);
            if (!self.tells_more(ahead) && !and) || self.adjective(ahead, Spelling::Exact).is_some() {
                return end;
            }
            ahead += 1;
        }
        if self.is_office_noun(ahead)
            && (ahead == end
                || self.capital(ahead) == self.capital(end)
                || !self.capital(end)
                || self.longest(&self.lexicon.things, end).is_some())
        {
            ahead
        } else {
            end
        }
    }

    /// Whether a word can stand before the noun of an office and say what sort it is: `intelligence` chief.
    fn tells_more(&self, at: usize) -> bool {
        const OTHER: Sorts = Sorts::of(&[Sort::Verb, Sort::Genre, Sort::Occasion, Sort::Honorific]);
        if self.kind(at) != Some(TokenKind::Word) || self.begins(at, OTHER) {
            return false;
        }
        let lexicon = self.lexicon;
        let sort = self.cue(at, Cue::Modifier)
            || self.begins(at, Sorts::of(&[Sort::Body]))
            || self.longest(&lexicon.things, at).is_some_and(|(end, _)| end == at + 1)
            || self.is_word(at);
        let other = |cue: Cue| self.cue(at, cue);
        sort && !other(Cue::Link)
            && !other(Cue::Open)
            && !other(Cue::Held)
            && (self.capital(at) && !self.opens_with_deed(at) || !self.is_deed(at))
            && !self.is(at, FUNCTION_WORDS)
    }

    /// Whether a sentence begins with what was done: `Accompanied President Foss`.
    fn opens_with_deed(&self, at: usize) -> bool {
        let opens = at == 0 || matches!(self.kind(at - 1), Some(TokenKind::Sign('.' | ';' | '\n')));
        self.field == Field::Description && opens && self.key(at).ends_with("ed") && self.is_deed(at)
    }

    /// Whether the noun of an office stands here, spelt right or one letter off.
    fn is_office_noun(&self, at: usize) -> bool {
        self.begins(at, Sorts::of(&[Sort::Office])) || self.misspelt_office(at).is_some()
    }

    /// The office that a word is one letter off; a word of its own is none: `Office`.
    fn misspelt_office(&self, at: usize) -> Option<&Kind> {
        if !self.capital(at) || self.is_word(at) {
            return None;
        }
        self.misspelt(&self.lexicon.offices, at)
    }

    /// The noun of an office, spelt right or one letter off, and whether it is a plural.
    fn office_noun(&self, at: usize) -> Option<(usize, Kind, bool)> {
        let (end, kind) = match self.longest(&self.lexicon.offices, at) {
            Some((end, kind)) => (end, kind.clone()),
            None => (at + 1, self.misspelt_office(at)?.clone()),
        };
        // `General Directory`
        if self.body_noun(at).is_some_and(|(after, _)| after > end) {
            return None;
        }
        // `ambassadors`, but `chairman of the council of ministers`
        let head = (at..end).take_while(|i| !self.is(*i, &["of", "for"])).last().unwrap_or(at);
        let key = self.key(head);
        let plural = self.key(at) == "charges"
            || matches!(key, "chairmen" | "delegation" | "leadership" | "mission")
            || key.ends_with("smen")
            || (key.ends_with('s') && !key.ends_with("ires") && key != "affairs");
        Some((end, kind, plural))
    }

    /// One more part that says for whom, to whom or where; where it ends.
    fn office_tail(&self, end: usize, office: &mut Office) -> Option<usize> {
        let of = self.is(end, &["of"]);
        if self.is(end, &["and"]) {
            return self.second_portfolio(end, office);
        }
        if !of && !self.is(end, &["to", "in", "at", "with", "for"]) {
            return None;
        }
        let inner = self.past_the(end + 1);
        if let Some(after) = self.superior(end, office).or_else(|| self.periodical(inner, office).filter(|_| of)) {
            return Some(after);
        }
        // `President of the Republic`, whichever
        if of && inner > end + 1 && self.is(inner, &["republic", "nation"]) && !self.is(inner + 1, &["of"]) {
            return Some(inner + 1);
        }
        let empty = office.mission.is_none() && office.body.is_none();
        // nobody is accredited to an embassy: `from the Secretary of State to the American Embassy`
        if let Some((after, mission)) = self.mission(inner).filter(|_| empty && !self.is(end, &["to"])) {
            office.of = office.of.take().or_else(|| mission.of.clone());
            office.mission = Some(mission);
            office.inner = inner..after;
            return Some(after);
        }
        // `Secretary of State`, a name of its own, has been read; `of` a place comes before `of` a body
        if let Some((after, hit)) = self.place(inner, Spelling::Near).filter(|_| self.mission(inner).is_none()) {
            let slot = match (hit.word, of) {
                (PlaceWord::State, true) if office.of.is_none() => &mut office.of,
                (PlaceWord::State, false) if office.to.is_none() => &mut office.to,
                (PlaceWord::City, false) if office.city.is_none() => &mut office.city,
                _ => return None,
            };
            // `Korean Workers' Party`: the name of a place that begins the name of a body
            if self.body(inner).is_none_or(|(body_end, _)| body_end <= after) {
                *slot = Some(hit.slug.clone());
                return Some(after);
            }
        }
        // `Ambassador to the United Nations`
        let accredited = matches!(
            office.kind.as_str(),
            "ambassador" | "representative" | "observer" | "permanent-representative" | "envoy"
        );
        if self.is(end, &["to"])
            && accredited
            && empty
            && let Some((after, body)) = self.body(inner)
        {
            office.body = Some(body);
            office.inner = inner..after;
            return Some(after);
        }
        if of || self.is(end, &["in", "at"]) {
            let Some((after, body)) = self.body(inner).filter(|_| empty) else {
                let thing = if of { self.known_thing(inner, office) } else { None };
                return thing.or_else(|| self.portfolio(inner, office).filter(|_| of));
            };
            if let Body::Named { of: Some(state), .. } = &body {
                office.of = office.of.take().or_else(|| Some(state.clone()));
            }
            office.body = Some(body);
            office.inner = inner..after;
            return Some(after);
        }
        // `Minister for National Defense`
        self.portfolio(inner, office).filter(|_| self.is(end, &["for"]))
    }

    /// Whose assistant somebody is, who is neither written to nor met: `Special Assistant to the President`.
    fn superior(&self, end: usize, office: &Office) -> Option<usize> {
        let assists = self.is(end, &["to"])
            && self.is(end + 1, &["the"])
            && matches!(office.kind.as_str(), "aide" | "adviser")
            && !office.plural
            && office.head.end == end;
        let (after, _, _) = self.office_noun(end + 2).filter(|(_, _, plural)| assists && !plural)?;
        (!self.sign(after, '(') && self.name(after, true).is_none()).then_some(after)
    }

    /// What an editor edits: `of the journal 'Problemy Mira i Sotsializma'`.
    fn periodical(&self, at: usize, office: &mut Office) -> Option<usize> {
        let mark = |at: usize| matches!(self.kind(at), Some(TokenKind::Sign('"' | '“' | '”' | '\'' | '‘' | '’')));
        let named = matches!(office.kind.as_str(), "journalist" | "editor" | "correspondent")
            && office.body.is_none()
            && self.is(at, &["journal", "newspaper", "magazine", "daily", "weekly", "paper"])
            && mark(at + 1);
        let close = (at + 3..at + TITLE).find(|at| mark(*at)).filter(|_| named)?;
        let name = self.words(&(at + 2..close)).to_owned();
        office.body = Some(Body::Named { name, of: None, kind: "body".into() });
        office.inner = at + 2..close;
        Some(close + 1)
    }

    /// `Minister of Foreign Affairs and Information`: what else he is minister of, before his name or a comma.
    fn second_portfolio(&self, end: usize, office: &Office) -> Option<usize> {
        let minister = matches!(office.kind.as_str(), "foreign-minister" | "minister" | "defense-minister")
            && office.head.end == end
            && self.has_portfolio(&office.head);
        let part = end + 1;
        let told = minister && self.capital(part) && self.is_word(part) && !self.means_something(part);
        let ends = || self.sign(part + 1, ',') || self.name(part + 1, true).is_some();
        (told && ends()).then_some(part + 1)
    }

    /// Whether an office says what it is for: `Minister of Foreign Affairs`, not `Foreign Minister`.
    fn has_portfolio(&self, head: &Range<usize>) -> bool {
        head.clone().any(|at| self.is(at, &["of", "for"]))
    }

    /// Something that the lexicon knows by name only: `President of ZAPU`.
    fn known_thing(&self, at: usize, office: &mut Office) -> Option<usize> {
        // `Mayor of Lyon` is over no body
        let of_place = ["mayor", "governor", "monarch", "cleric", "consul", "consul-general"];
        let may_be = self.capital(at) && office.body.is_none() && !of_place.contains(&office.kind.as_str());
        let (after, ()) = self.longest(&self.lexicon.things, at).filter(|_| may_be)?;
        let name = self.words(&(at..after)).to_owned();
        office.body = Some(Body::Named { name, of: None, kind: "body".into() });
        office.inner = at..after;
        Some(after)
    }

    /// What a minister or secretary is for: `Minister of Religious Endowments`.
    fn portfolio(&self, at: usize, office: &Office) -> Option<usize> {
        let kinds = [
            "minister",
            "deputy-minister",
            "secretary",
            "secretary-of-state",
            "under-secretary",
            "assistant-secretary",
            "commissioner",
            "representative",
            "aide",
            "adviser",
        ];
        let part = |at: usize| self.capital(at) && self.is_word(at) && self.name(at, false).is_none();
        if !kinds.contains(&office.kind.as_str()) || !part(at) || self.place(at, Spelling::Exact).is_some() {
            return None;
        }
        let mut end = at;
        while end < at + PORTFOLIO && (part(end) || (self.is(end, &["and", "of", "for"]) && part(end + 1))) {
            end += 1;
        }
        Some(end)
    }
}

/// Words that end what can stand before an office.
const FUNCTION_WORDS: &[&str] = &[
    "a", "about", "above", "after", "against", "all", "also", "although", "among", "an", "and", "any", "as", "at",
    "because", "before", "between", "both", "but", "by", "during", "for", "from", "her", "his", "how", "if", "in",
    "into", "it", "its", "last", "like", "more", "most", "no", "not", "of", "on", "only", "or", "other", "others",
    "our", "over", "own", "same", "since", "so", "some", "such", "than", "that", "the", "their", "them", "then",
    "there", "these", "they", "this", "those", "through", "to", "too", "toward", "towards", "under", "until", "upon",
    "via", "what", "when", "where", "whereas", "whether", "which", "while", "who", "whom", "whose", "why", "with",
    "within", "without", "yet", "he", "she", "him", "you", "we", "us", "i",
];

impl Office {
    /// Some people of a State, of whom no more is said: `the Albanians`.
    pub(crate) fn of_people(state: PlaceSlug, tokens: Range<usize>) -> Self {
        Self {
            kind: "person".into(),
            of: Some(state),
            to: None,
            city: None,
            body: None,
            mission: None,
            inner: tokens.start..tokens.start,
            plural: true,
            head: tokens.clone(),
            tokens,
        }
    }

    /// Whether two phrases can tell of one office: the same kind, and no part of one against the other.
    pub(crate) fn agrees(&self, other: &Self) -> bool {
        let fits = |a: &Option<PlaceSlug>, b: &Option<PlaceSlug>| a.is_none() || b.is_none() || a == b;
        (self.kind == other.kind || self.sums_up(other) || other.sums_up(self))
            && fits(&self.of, &other.of)
            && fits(&self.to, &other.to)
    }

    /// Whether another phrase says the same office.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let whose = |office: &Self| (office.of.clone(), office.to.clone(), office.city.clone());
        self.kind == other.kind
            && self.plural == other.plural
            && whose(self) == whose(other)
            && self.body == other.body
            && self.mission == other.mission
    }

    /// Whether the word is a looser one for the other office: an ambassador is a `diplomat`, a premier a `leader`. It must
    /// be of the same State.
    fn sums_up(&self, other: &Self) -> bool {
        let same_state = self.of.is_some() && self.of == other.of;
        let offices: &[&str] = match self.kind.as_str() {
            "diplomat" | "envoy" => return same_state && (other.kind == "diplomat" || other.is_rank()),
            "leader" => {
                &["premier", "president", "chairman", "general-secretary", "first-secretary", "monarch", "leader"]
            }
            _ => return false,
        };
        same_state && offices.contains(&other.kind.as_str())
    }

    /// Whether it is an office of a government at home.
    pub(super) fn is_of_government(&self) -> bool {
        service::is_of_government(&self.kind)
    }

    /// Whether it is a rank of the diplomatic service, of which nobody holds two.
    pub(super) fn is_rank(&self) -> bool {
        service::is_rank(&self.kind)
    }
}
