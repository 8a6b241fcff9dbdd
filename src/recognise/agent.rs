//! People as phrases: a name with its forms of address and offices, or an office without a name.
//!
//! ```text
//! agent  := the? (address | office)* name role*        Soviet Ambassador in the DPRK A.M. Puzanov
//!         | the? office (, name ,? | [ name ])         The Chinese ambassador in New Delhi, Yuan Zhongxin,
//!         | (a | the)? office                          a Hungarian diplomat
//!         | Adjective word name                        Yugoslavia Mediator Carl Bildt
//! role   := , the? office  |  ( office )               Torbenkov, Counselor at the USSR Embassy
//!         | ( mission | body | place )                 C.P. Burdess (British Embassy, Islamabad)
//! ```
//! Several in one phrase, and groups, are read in `several`.

use super::inverted::RANKS;
use super::lexicon::{Cue, PlaceWord};
use super::office::Office;
use super::phrase::{Phrase, What};
use super::text::{Spelling, Text};
use super::token::TokenKind;
use crate::claim::{Body, Kind};
use crate::record::Field;
use std::ops::Range;

/// A person, or an unnamed holder of an office, as one phrase gives it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Agent {
    /// The tokens of the name.
    pub name: Option<Range<usize>>,
    /// Another name, before the real one in brackets: `Filippov [Stalin]`.
    pub alias: Option<Range<usize>>,
    pub offices: Vec<Office>,
    /// The mission or body in brackets after the name: where the person writes from.
    pub post: Option<Phrase>,
    /// People named inside the phrase who are not meant by it: `the Delegation to Ho Chi Minh’s Funeral, led by …`.
    pub within: Vec<Agent>,
    /// A delegation, as the body that it is.
    pub group: Option<Body>,
    /// The whole phrase.
    pub tokens: Range<usize>,
    /// The words that describe somebody unnamed: `Czech Ambassador`.
    pub phrase: String,
    /// `the`: somebody the reader is to know already.
    pub definite: bool,
    /// `Mrs.`, `Madame`.
    pub lady: bool,
}

/// What stands before a name.
pub(super) struct Heading {
    pub end: usize,
    determined: bool,
    /// A form of address is among it, and whether it is a lady's.
    pub addressed: bool,
    pub lady: bool,
    pub offices: Vec<Office>,
}

/// The most forms of address before one name: `Comrade General Mr.`
const ADDRESSES: usize = 4;

/// The most words that tell what an office is for: `for National Security Affairs`.
const FIELD: usize = 12;

/// Articles and possessives before somebody unnamed.
pub(crate) const DETERMINERS: &[&str] =
    &["a", "an", "the", "his", "her", "their", "another", "one", "two", "some", "several", "both"];

impl Text<'_> {
    /// The people of one phrase that begins here, and where it ends.
    pub(crate) fn agents(&self, at: usize) -> Option<(usize, Vec<Agent>)> {
        if let Some(pair) = self.coordinated(at) {
            return Some(pair);
        }
        if let Some(several) = self.of_several(at).or_else(|| self.joint(at)) {
            return Some(several);
        }
        if let Some(owned) = self.somebodys(at) {
            return Some(owned);
        }
        if let Some(one) = self.assistant(at).or_else(|| self.in_brackets(at)).or_else(|| self.described(at)) {
            return Some(one);
        }
        if let Some(group) = self.group_of(at) {
            return Some(group);
        }
        let (end, agent) = self.agent(at).map(|found| self.led(found)).or_else(|| self.people_of_a_state(at))?;
        Some((end, vec![agent]))
    }

    /// `Andropov's Envoy Aliyev`: Aliyev, and Andropov named within.
    fn somebodys(&self, at: usize) -> Option<(usize, Vec<Agent>)> {
        let (end, owner) = self.name(at, false)?;
        if self.kind(end) != Some(TokenKind::Possessive) || self.office(end + 1).is_none() {
            return None;
        }
        let (after, mut agent) =
            self.agent(end + 1).filter(|(_, agent)| agent.name.is_some() && agent.tokens.start == end + 1)?;
        let own = Agent { name: Some(owner.clone()), ..self.agent_of(owner) };
        agent.within.push(own);
        agent.tokens = at..after;
        Some((after, vec![agent]))
    }

    /// `the President’s Assistant for National Security Affairs (Kissinger)`, `the President's Assistant Henry Kissinger`:
    /// Kissinger, and nobody's President.
    fn assistant(&self, at: usize) -> Option<(usize, Vec<Agent>)> {
        let owner = self.heading(at);
        let owns = !owner.offices.is_empty() && self.kind(owner.end) == Some(TokenKind::Possessive);
        let Heading { end, offices, .. } = owns.then(|| self.heading(owner.end + 1))?;
        let (end, name) = match self.holder(end).filter(|_| !offices.is_empty()) {
            Some(holder) => holder,
            None => self.named_behind(end).filter(|_| !offices.is_empty())?,
        };
        Some((end, vec![Agent { name: Some(name), offices, ..self.agent_of(at..end) }]))
    }

    /// The full name behind all the words of an office: `Assistant for National Security Affairs Henry Kissinger`.
    fn named_behind(&self, from: usize) -> Option<(usize, Range<usize>)> {
        // whoever holds another office is another: `Assistant for Security Foss and Premier Karl Duarte`
        let joins = |at: &usize| {
            (self.capital(*at) || self.is(*at, &["for", "of", "on", "and", "the"])) && self.office(*at).is_none()
        };
        let full = |at: usize| self.name(at, false).filter(|(end, _)| *end > at + 1);
        (from..from + FIELD).take_while(joins).find_map(full)
    }

    /// `the Officer in Charge of Polish Affairs (Baxter)`, `the Ambassador at Large (Thompson)`: who a title says it was.
    fn in_brackets(&self, at: usize) -> Option<(usize, Vec<Agent>)> {
        let Heading { end, offices, determined, .. } = self.heading(at);
        let last = offices.last().filter(|_| self.field == Field::Title && determined)?;
        // `the Naval Aide to the President (…)`
        let owner = (self.is(end, &["to"]) && last.kind == "aide").then(|| self.heading(end + 1));
        let owner = owner.filter(|owner| !owner.offices.is_empty());
        let (end, name) = self.holder(owner.map_or(end, |owner| owner.end))?;
        Some((end, vec![Agent { name: Some(name), offices, ..self.agent_of(at..end) }]))
    }

    /// `Yugoslavia Mediator Carl Bildt`: a word that is no office does not hide whom it describes.
    fn described(&self, at: usize) -> Option<(usize, Vec<Agent>)> {
        let (word, _) = self.adjective(at, Spelling::Exact).filter(|_| self.field == Field::Title)?;
        let plain = self.capital(word) && self.is_word(word) && !self.means_something(word);
        let (end, name) = self.name(word + 1, false).filter(|(_, name)| plain && name.len() > 1)?;
        Some((end, vec![Agent { name: Some(name), ..self.agent_of(at..end) }]))
    }

    /// The name in brackets behind some words that say more of an office, and where they end.
    fn holder(&self, from: usize) -> Option<(usize, Range<usize>)> {
        let open = (from..from + FIELD).find(|at| self.sign(*at, '('))?;
        let more = |at: usize| {
            let joins = matches!(self.kind(at), Some(TokenKind::Word | TokenKind::Hyphen)) || self.sign(at, ',');
            // `the Secretary of State to the Ambassador (Griffis)` are two
            joins && !self.is(at, &["to", "from", "by", "with"]) && self.office(at).is_none()
        };
        if !(from..open).all(more) {
            return None;
        }
        let word = open + 1;
        // `(Read)`, but `(Draft)`, `(Secret)`
        let cues = [Cue::Version, Cue::Classification, Cue::Document, Cue::Made];
        let is_common =
            self.is_word(word) && !self.means_something(word) && !cues.iter().any(|cue| self.cue(word, *cue));
        let is_surname = is_common || self.is_name_of_many(word);
        let single = (self.capital(word) && is_surname).then_some((word + 1, word..word + 1));
        let (close, name) = self.name(word, true).or(single)?;
        self.sign(close, ')').then_some((close + 1, name))
    }

    /// One person.
    pub(super) fn agent(&self, at: usize) -> Option<(usize, Agent)> {
        let heading = self.heading(at);
        self.named(at, &heading)
            .or_else(|| self.named_after_office(at, &heading))
            .or_else(|| self.unnamed(at, &heading))
    }

    /// What stands before a name: an article, forms of address, offices.
    pub(super) fn heading(&self, at: usize) -> Heading {
        let determined = self.is(at, DETERMINERS);
        let end = at + usize::from(determined);
        let mut heading = Heading { end, determined, addressed: false, lady: false, offices: Vec::new() };
        let mut addresses = 0;
        loop {
            if let Some((after, kind)) = self.address(heading.end).filter(|_| addresses < ADDRESSES) {
                addresses += 1;
                heading.end = after;
                heading.lady |= kind == "lady";
                heading.addressed = true;
            } else if let Some((after, office)) = self.office(heading.end).filter(|_| heading.offices.len() < 3) {
                // `Chairman of the Party and President of the Council`
                // `between the Foreign Minister of Mongolia and President Kim Il Sung` are two
                // `Meeting of the President and Chancellor Adenauer` too
                let meeting = ["meeting", "conversation", "talk", "talks", "discussion"];
                let of_two = at > 1 && self.is(at - 1, &["of"]) && self.is(at - 2, &meeting);
                let two =
                    of_two || at > 0 && (self.is(at - 1, &["between"]) || (at > 1 && self.is(at - 2, &["between"])));
                // `Deputy Prime Minister/Foreign Minister`, `Crown Prince-Prime Minister`
                let joined = self.is(after, &["and"])
                    || self.sign(after, '/')
                    || self.kind(after) == Some(TokenKind::Hyphen) && self.office(after + 1).is_some();
                let and = joined && self.leads_to_name(after + 1, two || self.is_two(at, &office, after));
                heading.end = after + usize::from(and);
                heading.offices.push(office);
            } else {
                return heading;
            }
        }
    }

    /// `The Secretary and King Faridun`, `the Secretary and Chancellor Duarte`: whoever reigns holds no other office that `and`
    /// adds, and the Secretary of State is nobody's head of government.
    fn is_two(&self, at: usize, office: &Office, after: usize) -> bool {
        if !self.is(after, &["and"]) {
            return false;
        }
        let secretary = self.is(at, &["the"]) && office.kind == "secretary" && office.tokens == (at + 1..at + 2);
        self.is(after + 1, &["king", "queen", "emperor", "shah", "sultan"])
            || (secretary && self.is(after + 1, &["president", "chancellor", "premier", "prime", "foreign"]))
    }

    /// `Soviet Ambassador in the DPRK A.M. Puzanov`, `Comrade Torbenkov, Counselor at the USSR Embassy`
    fn named(&self, at: usize, heading: &Heading) -> Option<(usize, Agent)> {
        let called = heading.addressed || !heading.offices.is_empty();
        // `Delegation of Albania Heded by Comrade Haki Toska`
        if self.is(heading.end + 1, &["by"]) && self.is_led(heading.end) {
            return None;
        }
        let (end, name) = self
            .name(heading.end, called)
            .or_else(|| self.named_like_an_office(heading))
            .or_else(|| self.called_like_an_office(at, heading))?;
        let (end, name, alias) = self.alias(end, name);
        let (end, post) = self.post(end);
        let (end, role) = self.role(end);
        let held = heading.offices.iter().filter(|office| office.tokens.start < name.start);
        let mut offices: Vec<Office> = held.cloned().chain(role).collect();
        let end = self.state_after(end, &mut offices);
        Some((end, Agent { name: Some(name), alias, offices, post, lady: heading.lady, ..self.agent_of(at..end) }))
    }

    /// `President Turgut Özal of Turkey`
    fn state_after(&self, end: usize, offices: &mut [Office]) -> usize {
        let Some(office) = offices.last_mut().filter(|office| office.of.is_none() && office.body.is_none()) else {
            return end;
        };
        // `Attaché Steinhofer of the GDR Embassy`
        let state = self.past_the(end + 1);
        let is_of = self.is(end, &["of"]) && self.mission(state).is_none();
        match self.place(state, Spelling::Exact).filter(|_| is_of) {
            Some((after, hit)) if hit.word == PlaceWord::State => {
                office.of = Some(hit.slug.clone());
                after
            }
            _ => end,
        }
    }

    /// `Prime Minister Major`: the last of two offices, if it is one capital, is a name.
    fn named_like_an_office(&self, heading: &Heading) -> Option<(usize, Range<usize>)> {
        let [.., before, last] = heading.offices.as_slice() else { return None };
        let one = last.tokens.len() == 1 && self.capital(last.tokens.start) && before.tokens.end == last.tokens.start;
        (one && !last.plural).then(|| (heading.end, last.tokens.clone()))
    }

    /// `Mr. King`, `Mrs. Bishop`, `Mr. Lord`: a title behind a form of address, and nothing behind it, is a name.
    fn called_like_an_office(&self, at: usize, heading: &Heading) -> Option<(usize, Range<usize>)> {
        let name = heading.end.checked_sub(1)?;
        let addressed = |start: usize| {
            self.address(start)
                .is_some_and(|(end, kind)| end == name && matches!(kind.as_str(), "mister" | "lady" | "doctor"))
        };
        let called = (at..name).any(addressed) && self.is_name_of_many(name) && !self.capital(heading.end);
        (called && !self.is(heading.end, &["of"])).then_some((heading.end, name..heading.end))
    }

    /// `The Chinese ambassador in New Delhi, Yuan Zhongxin`, `Ambassador to the United States (Dr. Miloslav Ruzek)`
    fn named_after_office(&self, at: usize, heading: &Heading) -> Option<(usize, Agent)> {
        // `the President [George H.W. Bush]`, `the Chancellor's [Helmut Kohl's]`
        let owns = self.kind(heading.end) == Some(TokenKind::Possessive) && self.sign(heading.end + 1, '[');
        let opening = heading.end + usize::from(owns);
        let bracket = self.sign(opening, '(') || self.sign(opening, '[');
        let myself = self.is(at, &["myself", "me"]) && self.sign(at + 1, '[');
        if myself {
            let (end, name) = self.name(at + 2, true)?;
            let end = end + usize::from(self.sign(end, ']'));
            return Some((end, Agent { name: Some(name), ..self.agent_of(at..end) }));
        }
        if heading.offices.is_empty() || (!bracket && !self.sign(heading.end, ',')) {
            return None;
        }
        let mut addressed = heading.addressed;
        let mut start = opening + 1;
        let mut offices = heading.offices.clone();
        for _ in 0..ADDRESSES {
            if let Some((after, _)) = self.address(start) {
                (start, addressed) = (after, true);
            } else if let Some((after, office)) =
                self.office(start).filter(|(after, office)| *after < start + 4 && !office.plural)
            {
                // `the Minister for National Defense, Army General Keßler`
                (start, addressed) = (after, true);
                offices.push(office);
            } else {
                break;
            }
        }
        let (end, name) = self.name(start, true)?;
        // `According to the Soviet ambassador, Berger will be received`
        let source = at > 1 && self.is(at - 1, &["to"]) && self.is(at - 2, &["according"]);
        if source && !bracket && !self.sign(end, ',') {
            return None;
        }
        // `the ambassador, Kim and Pak`: a list, not a name for the office; but `Soviet Ambassador to the DPRK, Puzanov`
        let placed = |office: &Office| office.of.is_some() || office.to.is_some() || office.body.is_some();
        let told = self.field == Field::Title && heading.offices.iter().any(placed);
        let one = heading.offices.iter().all(|office| !office.plural) && heading.offices.iter().any(placed);
        let apposition = addressed || told || ((heading.determined || one) && !self.is(end, &["and"]));
        if owns {
            // the possessive of the name in brackets stands for both
            let agent = Agent { name: Some(name), offices, ..self.agent_of(at..end) };
            return Some((end, agent));
        }
        let end = end + usize::from(bracket && (self.sign(end, ')') || self.sign(end, ']')));
        let agent = Agent { name: Some(name), offices, ..self.agent_of(at..end) };
        (bracket || apposition).then_some((end, agent))
    }

    /// `a Hungarian diplomat`: somebody unnamed needs an article or a State, since `ambassador` alone is a word.
    fn unnamed(&self, at: usize, heading: &Heading) -> Option<(usize, Agent)> {
        let office = heading.offices.first()?;
        // `his guests` are whom the record has named already
        if self.cue(office.head.end.max(1) - 1, Cue::Anaphoric) && office.of.is_none() {
            return None;
        }
        // `the official talks`, `the general debate`, `the fourth counterpart meeting`
        let next = office.head.end;
        let adjective = matches!(office.kind.as_str(), "official" | "general" | "colleague")
            && self.is(next.max(1) - 1, &["official", "general", "counterpart"])
            && (self.longest(&self.lexicon.occasions, next).is_some()
                || (self.is_word(next)
                    && !self.capital(next)
                    && !self.is_deed(next)
                    && !self.cue(next, Cue::Link)
                    && !self.key(next).ends_with("ly")
                    && self.kind(next) == Some(TokenKind::Word)
                    && !self.is(next, &["of", "from", "in", "to", "at", "and", "who", "that", "with", "for", "on"])));
        if adjective {
            return None;
        }
        let told = heading.determined || office.of.is_some() || office.plural || office.to.is_some();
        // `ambassador of Poland`, as `Polish ambassador`
        let of_a_state = office.of.is_some() && self.is(office.head.end, &["of"]);
        let phrase = self.words(if of_a_state { &office.tokens } else { &office.head }).to_owned();
        let group = self.body(office.tokens.start).filter(|_| office.kind == "delegate").map(|(_, body)| body);
        let agent = Agent { phrase, group, offices: heading.offices.clone(), ..self.agent_of(at..heading.end) };
        told.then_some((heading.end, agent))
    }

    /// Whether a title by itself is a family name as well: `King`, `Duke`, `Lord`.
    pub(super) fn is_name_of_many(&self, at: usize) -> bool {
        let single = |end: usize| end == at + 1;
        let office = self.longest(&self.lexicon.offices, at);
        let rank = office.is_some_and(|(end, kind)| single(end) && RANKS.contains(&kind.as_str()));
        self.capital(at) && (rank || self.is(at, &["lord"]))
    }

    /// Nobody yet, as these tokens will name them.
    pub(super) fn agent_of(&self, tokens: Range<usize>) -> Agent {
        let definite = self.is(tokens.start, &["the", "his", "her", "their"]);
        Agent {
            name: None,
            alias: None,
            offices: Vec::new(),
            post: None,
            within: Vec::new(),
            group: None,
            tokens,
            phrase: String::new(),
            definite,
            lady: false,
        }
    }

    /// Whether an office here is followed by a name, so that both belong to one person.
    fn leads_to_name(&self, at: usize, only_apart: bool) -> bool {
        let Some((mut end, _)) = self.office(at) else { return false };
        let apart = self.sign(end, ',');
        if only_apart && !apart {
            return false;
        }
        end += usize::from(apart);
        self.name(self.past_addresses(end), true).is_some()
    }

    /// Past the forms of address before a name.
    fn past_addresses(&self, at: usize) -> usize {
        (0..ADDRESSES).fold(at, |end, _| self.address(end).map_or(end, |(after, _)| after))
    }

    /// A lady's name with how she is addressed right before it: `Mrs. Roosevelt`.
    pub(super) fn addressed(&self, tokens: &Range<usize>, name: &Range<usize>) -> Option<&str> {
        let addresses = |at: &usize| self.address(*at).is_some_and(|(end, kind)| end == name.start && *kind == "lady");
        tokens.clone().find(addresses).map(|at| self.words(&(at..name.end)))
    }

    /// A form of address, and where it ends.
    fn address(&self, at: usize) -> Option<(usize, &Kind)> {
        // a lower-case `c.` or `com` is no form of address
        let token = self.tokens.get(at)?;
        let (end, kind) = self.longest(&self.lexicon.honorifics, at)?;
        // `Mr. C. Douglas Dillon` is no comrade, and `M.S. Gorbachev` no lady
        let several = self.kind(at + 1) == Some(TokenKind::Initials)
            && self.words(&(at + 1..at + 2)).trim_end_matches('.').chars().count() == 1;
        let is_initial = token.kind == TokenKind::Initials
            && (several
                || !matches!(self.field, Field::Title | Field::Description | Field::Body)
                || self.words(&(at..at + 1)).trim_end_matches('.').contains('.')
                || at > 0 && self.longest(&self.lexicon.honorifics, at - 1).is_some_and(|(before, _)| before == at));
        (token.capital && !is_initial).then_some((end, kind))
    }

    /// `Filippov [Stalin]`, `Feng Xi (Stalin)`: the name in brackets is the real one.
    fn alias(&self, end: usize, name: Range<usize>) -> (usize, Range<usize>, Option<Range<usize>>) {
        let closing = match self.kind(end) {
            Some(TokenKind::Sign('[')) => ']',
            Some(TokenKind::Sign('(')) => ')',
            _ => return (end, name, None),
        };
        match self.name(end + 1, true) {
            // `(N.C.)` is short for something
            Some((after, real)) if self.sign(after, closing) && !self.is_abbreviation(&real) => {
                (after + 1, real, Some(name))
            }
            _ => (end, name, None),
        }
    }

    /// The mission, body or city in brackets after a name: `(South Asia Department)`, `(Warsaw)`.
    fn post(&self, end: usize) -> (usize, Option<Phrase>) {
        if !self.sign(end, '(') {
            return (end, None);
        }
        let mission = || self.mission(end + 1).map(|(after, mission)| (after, What::Mission(mission)));
        let body = || self.body(end + 1).map(|(after, body)| (after, What::Body(body)));
        let place = || self.place(end + 1, Spelling::Exact).map(|(after, hit)| (after, What::Place(hit.clone())));
        match mission().or_else(body).or_else(place) {
            Some((after, what)) if self.sign(after, ')') => (after + 1, Some(Phrase { tokens: end + 1..after, what })),
            _ => (end, None),
        }
    }

    /// An office after a name: between commas or in brackets.
    fn role(&self, end: usize) -> (usize, Option<Office>) {
        let bracket = self.sign(end, '(');
        if !bracket && !self.sign(end, ',') {
            return (end, None);
        }
        let determined = self.is(end + 1, &["the", "a"]);
        match self.office(end + 1 + usize::from(determined)) {
            // `A, Ambassador B`: the next person, not a role
            Some((after, _)) if self.name(after, true).is_some() || self.address(after).is_some() => (end, None),
            Some((_, office)) if office.plural => (end, None),
            Some((after, office)) => (after + usize::from(bracket && self.sign(after, ')')), Some(office)),
            None => (end, None),
        }
    }
}
