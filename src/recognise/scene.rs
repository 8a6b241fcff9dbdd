//! A field laid out for the grammars that tell of deeds: its phrases, with the members of the cast they bring in.

use super::Thing;
use super::cast::{Cast, MemberId};
use super::lexicon::{Cue, Verb, VerbClass};
use super::phrase::{Phrase, What};
use super::text::Text;
use super::token::TokenKind;
use crate::claim::Node;
use crate::record::Field;
use std::cell::OnceCell;
use std::ops::Range;

/// How many phrases may stand between a body and the verb that it receives somebody by.
const BETWEEN: usize = 5;

/// One field, its phrases, and who is in each of them.
pub(crate) struct Scene<'t, 'a> {
    pub text: &'t Text<'a>,
    pub phrases: &'t [Phrase],
    pub who: Vec<Vec<MemberId>>,
    /// The verbs that phrases can begin, and where each ends, those of one phrase after another.
    verbs: Vec<(usize, &'t Verb)>,
    /// Those of each phrase.
    verbs_at: Vec<Range<usize>>,
    /// The group that begins with each phrase, once somebody has asked.
    groups: Vec<OnceCell<Group>>,
    /// Whom `I` means, and whether each phrase is somebody else's words.
    pub writer: Option<MemberId>,
    /// Whom `you` means.
    pub reader: Option<MemberId>,
    quoted: Vec<bool>,
    /// The bodies that may be a party of what is told, by the phrase that names each.
    bodies: Vec<(usize, MemberId)>,
}

/// People named side by side: `A, B, and C`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Group {
    pub members: Vec<MemberId>,
    pub phrases: Range<usize>,
}

impl<'t, 'a> Scene<'t, 'a> {
    /// Lays a field out and admits its people to the cast.
    pub(crate) fn new(text: &'t Text<'a>, cast: &mut Cast) -> Self {
        let phrases = text.phrases.as_slice();
        let who = phrases
            .iter()
            .map(|phrase| match &phrase.what {
                What::People(people) => {
                    for agent in people.iter().flat_map(|agent| &agent.within) {
                        cast.admit(text, agent);
                    }
                    people.iter().map(|agent| cast.admit(text, agent)).collect()
                }
                _ => Vec::new(),
            })
            .collect();
        let bodies = bodies(text, phrases, cast);
        let groups = phrases.iter().map(|_| OnceCell::new()).collect();
        let verbs_at = Vec::with_capacity(phrases.len());
        let verbs = Vec::new();
        let mut scene = Self {
            text,
            phrases,
            who,
            verbs,
            verbs_at,
            groups,
            writer: None,
            reader: None,
            quoted: Vec::new(),
            bodies,
        };
        for at in 0..phrases.len() {
            let start = scene.verbs.len();
            scene.read_verbs(at);
            scene.verbs_at.push(start..scene.verbs.len());
        }
        scene
    }

    /// Makes `I` and `you` two of the cast, before a phrase and but in what is quoted.
    pub(crate) fn written_by(&mut self, writer: MemberId, reader: Option<MemberId>, until: usize) {
        let mut quoted = false;
        self.quoted = Vec::with_capacity(self.phrases.len());
        for at in 0..self.phrases.len() {
            match self.text.kind(self.token(at)) {
                // one that is never closed ends with its paragraph: what `I` means is then left open
                Some(TokenKind::Sign('“' | '„' | '‘' | '\'' | '«')) => quoted = true,
                // what goes on for paragraphs is opened again in each
                Some(TokenKind::Sign('”' | '»' | '\n')) => quoted = false,
                Some(TokenKind::Sign('"')) => quoted = !quoted,
                _ => {}
            }
            let other = quoted || at >= until;
            self.quoted.push(other);
            if !other && self.is(at, &["i", "me"]) {
                self.who[at] = vec![writer];
            }
            if let Some(reader) = reader.filter(|_| !other && self.is(at, &["you"])) {
                self.who[at] = vec![reader];
            }
        }
        (self.writer, self.reader) = (Some(writer), reader);
    }

    /// Who stands for the body that a phrase names, if it may be a party.
    pub(crate) fn body_at(&self, at: usize) -> Option<MemberId> {
        let found = self.bodies.binary_search_by_key(&at, |(phrase, _)| *phrase).ok()?;
        Some(self.bodies[found].1)
    }

    /// Whom `I` means at a phrase.
    pub(crate) fn writer_at(&self, at: usize) -> Option<MemberId> {
        self.writer.filter(|_| !self.quoted.get(at).copied().unwrap_or(true))
    }

    /// The first token of a phrase; past the end, the number of tokens.
    pub(crate) fn token(&self, at: usize) -> usize {
        self.phrases.get(at).map_or(self.text.tokens.len(), |phrase| phrase.tokens.start)
    }

    /// Whether the phrase is one of these words.
    pub(crate) fn is(&self, at: usize, words: &[&str]) -> bool {
        self.phrases
            .get(at)
            .is_some_and(|phrase| matches!(phrase.what, What::Token) && self.text.is(phrase.tokens.start, words))
    }

    /// Whether the phrase is this sign.
    pub(crate) fn sign(&self, at: usize, sign: char) -> bool {
        self.phrases.get(at).is_some_and(|phrase| self.text.sign(phrase.tokens.start, sign))
    }

    /// Whether the phrase is the `'s` of a possessive.
    pub(crate) fn possessive(&self, at: usize) -> bool {
        self.phrases.get(at).is_some_and(|phrase| self.text.kind(phrase.tokens.start) == Some(TokenKind::Possessive))
    }

    /// Whether a quotation begins or ends here.
    pub(crate) fn quote(&self, at: usize) -> bool {
        self.phrases.get(at).is_some_and(|phrase| {
            matches!(self.text.kind(phrase.tokens.start), Some(TokenKind::Sign('\'' | '"' | '‘' | '’' | '“' | '”')))
        })
    }

    /// What the phrase names.
    pub(crate) fn what(&self, at: usize) -> Option<&What> {
        self.phrases.get(at).map(|phrase| &phrase.what)
    }

    /// Who can write or be written to in a phrase: its named people, its mission or its body.
    pub(crate) fn agents(&self, at: usize, cast: &Cast) -> Vec<Thing> {
        match self.what(at) {
            Some(What::Mission(mission)) => vec![Thing::Node(Node::Mission(mission.clone()))],
            Some(What::Body(body)) => vec![Thing::Node(Node::Body(body.clone()))],
            Some(What::People(people)) => {
                let named = self.who[at].iter().filter(|id| cast.members[**id].is_named());
                let named: Vec<Thing> = named.map(|id| Thing::Member(*id)).collect();
                // a delegation without a leader writes as a body
                let groups =
                    people.iter().filter_map(|agent| agent.group.clone()).map(|body| Thing::Node(Node::Body(body)));
                if named.is_empty() { groups.collect() } else { named }
            }
            _ => Vec::new(),
        }
    }

    /// The words of some phrases.
    pub(crate) fn tokens(&self, phrases: &Range<usize>) -> Range<usize> {
        let last = phrases.end.checked_sub(1).and_then(|last| self.phrases.get(last));
        self.token(phrases.start)..last.map_or(0, |phrase| phrase.tokens.end)
    }

    /// The verbs that a phrase can begin, and the phrase after each.
    pub(crate) fn verbs(&self, at: usize) -> &[(usize, &'t Verb)] {
        self.verbs_at.get(at).map_or(&[], |verbs| &self.verbs[verbs.clone()])
    }

    fn read_verbs(&mut self, at: usize) {
        if !matches!(self.what(at), Some(What::Token | What::Occasion(_))) {
            return;
        }
        let text = self.text;
        let token = self.token(at);
        let mut all = text.all(&text.lexicon.verbs, token).peekable();
        match all.peek() {
            Some((most, _)) => {
                let (most, end) = (*most, self.phrase_from(*most));
                self.verbs.extend(all.take_while(|(end, _)| *end == most).map(|(_, verb)| (end, verb)));
            }
            None => self.verbs.extend(self.misspelt_verb(token).map(|verb| (at + 1, verb))),
        }
    }

    /// A verb one letter off: `recieved`.
    fn misspelt_verb(&self, token: usize) -> Option<&'t Verb> {
        let text = self.text;
        let known = || text.capital(token) || text.is_word(token) || text.is_deed(token);
        text.misspelt(&text.lexicon.verbs, token).filter(|_| !known())
    }

    /// The verbs whose `-ing` or past form stands here, and the phrase after each: `briefing`, `met`.
    pub(crate) fn gerunds(&self, at: usize) -> Vec<(usize, &'t Verb)> {
        let text = self.text;
        let key = text.key(self.token(at));
        let root = key.strip_suffix("ing").filter(|root| root.len() > 2);
        let Some(root) = root else { return self.verbs(at).to_vec() };
        let mut shorter = root.chars();
        shorter.next_back();
        let with_e = format!("{root}e");
        let forms = [root, &with_e, shorter.as_str()];
        forms.into_iter().flat_map(|form| text.lexicon.verb(form)).map(|verb| (at + 1, verb)).collect()
    }

    /// Whether a phrase is a small word of this class.
    pub(crate) fn cue(&self, at: usize, cue: Cue) -> bool {
        matches!(self.what(at), Some(What::Token))
            && self.text.cue(self.token(at), cue)
            && !(cue == Cue::Wish && self.is(at, &["draft"]) && self.records(at + 1))
    }

    /// Whether a phrase is the form of what records a meeting that was held: `minutes`, `memorandum of conversation`.
    fn records(&self, at: usize) -> bool {
        let first = self.token(at);
        let form = self.text.longest(&self.text.lexicon.genres, first);
        form.is_some_and(|(_, form)| {
            matches!(form.as_str(), "minutes" | "record-of-conversation" | "transcript")
                || (form.as_str() == "memorandum" && self.text.is(first + 1, &["of"]))
        })
    }

    /// Whether a phrase, whatever it names, begins with a word of this class.
    pub(crate) fn begins_with(&self, at: usize, cue: Cue) -> bool {
        self.text.cue(self.token(at), cue)
    }

    /// The group that ends where a phrase begins, if it begins no earlier than `from`.
    pub(crate) fn group_before(&self, at: usize, from: usize) -> Option<Group> {
        // no group of a title or a sentence is longer
        let from = from.max(at.saturating_sub(64));
        (from..at).find_map(|start| self.group_at(start).filter(|group| group.phrases.end == at)).cloned()
    }

    /// The first phrase that begins at or after a token.
    fn phrase_from(&self, token: usize) -> usize {
        self.phrases.partition_point(|phrase| phrase.tokens.start < token)
    }

    /// People named side by side from here on.
    pub(crate) fn group(&self, at: usize) -> Option<Group> {
        self.group_at(at).cloned()
    }

    fn group_at(&self, at: usize) -> Option<&Group> {
        let who = self.who.get(at).filter(|who| !who.is_empty())?;
        Some(self.groups.get(at)?.get_or_init(|| self.read_group(at, who.clone())))
    }

    fn read_group(&self, at: usize, mut members: Vec<MemberId>) -> Group {
        if let Some(named) = self.named_after(at) {
            return Group { members: named.members, phrases: at..named.phrases.end };
        }
        let mut end = at + 1;
        let mut listed_by_and = false;
        loop {
            if let Some((more, after)) = self.in_brackets(end) {
                members.extend(more.iter().filter(|id| !members.contains(id)).copied().collect::<Vec<_>>());
                end = after;
            }
            let comma = usize::from(self.sign(end, ','));
            let and = usize::from(self.is(end + comma, &["and"]));
            let next = self.past_side(end + comma + and);
            let next = next + usize::from(self.sign(next, '–') || self.sign(next, '—'));
            let Some(who) = self.who.get(next).filter(|who| !who.is_empty() && next > end && end - at < 64) else {
                break;
            };
            // `Ignatiev and Pelishenko, counselors of the embassy,`: what they are
            if comma == 1 && and == 0 && members.len() > 1 && self.is_apposition(next) {
                end = next + 1;
                break;
            }
            // `A tells B, and C says …`, `before he met A, B had talked …`, `A met B, and C with D`: a new clause
            let verb =
                !self.verbs(next + 1).is_empty() || self.cue(next + 1, Cue::Link) || self.cue(next + 1, Cue::Open);
            // `B, I learned`, `B, Orlov pointedly said`
            let own = |id: &MemberId| Some(*id) == self.writer || Some(*id) == self.reader;
            let verb = verb
                || (and == 0 && who.iter().any(own))
                || (self.text.field == Field::Body
                    && self.text.key(self.token(next + 1)).ends_with("ly")
                    && !self.verbs(next + 2).is_empty())
                // `Considering the talks of A and B, C finds`
                || (comma == 1 && and == 0 && listed_by_and && self.acts(next + 1));
            let listed = and == 1 && (members.len() > 1 || self.closes_apposition(end));
            if comma == 1 && !listed && (verb || self.is(next + 1, &["with"])) {
                break;
            }
            if self.possessive(next + 1) && and == 0 {
                break;
            }
            members.extend(who.iter().filter(|id| !members.contains(id)).copied().collect::<Vec<_>>());
            listed_by_and |= and == 1;
            end = next + 1;
        }
        Group { members, phrases: at..end }
    }

    /// Whether somebody before a phrase does what it says.
    fn acts(&self, at: usize) -> bool {
        let token = self.token(at);
        matches!(self.what(at), Some(What::Token)) && !self.text.capital(token) && self.text.is_deed(token)
    }

    /// `A (and B)`: B, and where the brackets end.
    fn in_brackets(&self, at: usize) -> Option<(&[MemberId], usize)> {
        let joins = self.sign(at, '(') && self.is(at + 1, &["and", "with"]) && self.sign(at + 3, ')');
        let who = self.who.get(at + 2).filter(|who| joins && !who.is_empty())?;
        Some((who, at + 4))
    }

    /// `the foreign ministers of Laos and Cambodia, A and B,`, `the two leaders, A and B,`: who they are.
    fn named_after(&self, at: usize) -> Option<Group> {
        let several = |at: usize, named: bool| match self.what(at) {
            Some(What::People(people)) => people.iter().all(|agent| agent.name.is_some() == named),
            _ => false,
        };
        let counted = [(&["two", "both"][..], 2), (&["three"], 3), (&["four"], 4)];
        let counts = |words: &[&str]| (0..2).any(|word| self.text.is(self.token(at) + word, words));
        let count = || counted.iter().find(|(words, _)| counts(words)).map(|(_, number)| *number);
        let number = match self.who[at].len() {
            1 => count().unwrap_or(1),
            several => several,
        };
        if number < 2 || !several(at, false) || !self.sign(at + 1, ',') {
            return None;
        }
        let group = self.group(at + 2)?;
        let named = (at + 2..group.phrases.end).all(|i| self.who[i].is_empty() || several(i, true));
        (named && group.members.len() == number).then_some(group)
    }

    /// Whether a phrase says what others are: an office in the plural, without a name or an article.
    fn is_apposition(&self, at: usize) -> bool {
        match self.what(at) {
            Some(What::People(people)) => people.iter().all(|agent| {
                agent.name.is_none()
                    && !agent.definite
                    && agent.offices.first().is_some_and(|office| office.plural)
                    && !self.text.capital(agent.tokens.start)
            }),
            _ => false,
        }
    }

    /// Whether a comma closes what stands beside a name: `the Soviet Ambassador, Puzanov, and B`.
    fn closes_apposition(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.phrases.get(before));
        before.is_some_and(|phrase| {
            matches!(&phrase.what, What::People(people) if people.len() == 1)
                && phrase.tokens.clone().any(|token| self.text.sign(token, ','))
        })
    }

    /// Past `, on the German side,` between two who are named side by side.
    pub(crate) fn past_side(&self, at: usize) -> usize {
        let from = at + usize::from(self.sign(at, ','));
        if !self.is(from, &["on"]) || !self.is(from + 1, &["the"]) {
            return at;
        }
        let side = (from + 2..from + 5).find(|i| self.is(*i, &["side"]));
        side.map_or(at, |side| side + 1 + usize::from(self.sign(side + 1, ',')))
    }

    /// The sentences, as ranges of phrases.
    pub(crate) fn sentences(&self) -> Vec<Range<usize>> {
        let ranges = self.text.sentences().into_iter();
        ranges.map(|tokens| self.phrase_from(tokens.start)..self.phrase_from(tokens.end)).collect()
    }
}

/// The bodies of a title or description that somebody may have dealt with: `with the Foreign Ministry`.
fn bodies(text: &Text<'_>, phrases: &[Phrase], cast: &mut Cast) -> Vec<(usize, MemberId)> {
    let is = |at: usize, words: &[&str]| text.is(phrases[at].tokens.start, words);
    let may_be_party = |at: &usize| {
        let before = at.checked_sub(1).map(|before| before - usize::from(before > 0 && is(before, &["the", "a"])));
        before.is_some_and(|before| is(before, &["with", "between", "and"]))
    };
    // `the Foreign Ministry summoned A`, `A was received by the Politburo`
    let receives = |at: usize| {
        let token = phrases.get(at).map_or(text.tokens.len(), |phrase| phrase.tokens.start);
        text.all(&text.lexicon.verbs, token).any(|(_, verb)| verb.class == VerbClass::Receive)
    };
    let receives_here = |at: &usize| {
        let by = at.checked_sub(1).map(|before| before - usize::from(before > 0 && is(before, &["the"])));
        let by = by.filter(|by| is(*by, &["by"]));
        let linked = |i: &usize| phrases.get(*i).is_some_and(|phrase| text.cue(phrase.tokens.start, Cue::Link));
        let verb = (at + 1..at + BETWEEN).find(|i| !linked(i)).unwrap_or(*at);
        receives(verb) || by.is_some_and(|by| (by.saturating_sub(BETWEEN)..by).any(receives))
    };
    // `the Politburo` needs no party's name
    let alone = |phrase: &Phrase| {
        let token = phrase.tokens.start;
        matches!(phrase.what, What::Token) && text.capital(token) && text.cue(token, Cue::Alone)
    };
    let named = |phrase: &Phrase| matches!(phrase.what, What::Body(_)) || alone(phrase);
    let read = matches!(text.field, Field::Title | Field::Description);
    let parties =
        (0..phrases.len()).filter(|at| read && named(&phrases[*at])).filter(|at| may_be_party(at) || receives_here(at));
    parties.map(|at| (at, cast.admit_body(text.words(&phrases[at].tokens)))).collect()
}
