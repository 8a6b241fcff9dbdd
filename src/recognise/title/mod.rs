//! Titles: the documentary form, who wrote, and to whom.
//!
//! ```text
//! title  := lead? form number? slot*       Report, Embassy of Hungary in North Korea to the Hungarian Foreign Ministry
//!         | agents 's? ,? form slot*       Hungarian Embassy in Sofia, Report on … · Khrushchev’s Speech at …
//!         | agent … , quotation            Asian Affairs Bureau [Ministry of Foreign Affairs, Japan], '…'
//!         | agents to agents …             William Brubeck, Executive Secretary, to McGeorge Bundy, '…'
//! slot   := (, | from | by | of) agents    the authors
//!         | (to | for) agents              the addressees
//!         | ( agent )                      the signer
//!         | , from agents to agents        after a topic, too
//!         | between agents and agents      of letters: both wrote to each other
//!         | ; form slot*                   a second document
//! agents := agent ((, | and | , and) agent)*
//! agent  := [ … ] agent                    to [Politburo Members] Comrade Walter Ulbricht
//!         | body agent                     to the CC of the CP M.D. Bagirov: the person
//! ```
//! Slots end where a topic begins: at `on`, `about`, `regarding`; after it, only `sent by` and its like name an author.
//! What stands in quotation marks is a title of its own: it tells of the form where nothing else does, and of encounters.

mod genre;

use super::cast::Cast;
use super::lexicon::Cue;
use super::phrase::What;
use super::scene::Scene;
use super::token::TokenKind;
use super::{Draft, Thing};
use crate::claim::{Body, Kind, Node, Relation};
use crate::date::Date;
use crate::record::Passage;
use crate::rule::{self, Rule};
use std::ops::Range;

/// What a title says of its document.
#[derive(Debug, Default)]
pub(crate) struct Title {
    pub genre: Option<Kind>,
    pub authors: Vec<Thing>,
    pub recipients: Vec<Thing>,
    /// The date of what the document tells of.
    pub date: Option<(Date, Passage)>,
}

/// Forms that belong to whoever stands after `of`.
const OWNED: &[&str] = &[
    "journal",
    "diary",
    "letter",
    "speech",
    "note",
    "report",
    "cable",
    "telegram",
    "information",
    "other",
    "interview",
    "memorandum",
];

/// Forms that go from somebody to somebody; a speech goes to whoever listens.
const ADDRESSED: &[&str] = &[
    "letter",
    "telegram",
    "cable",
    "report",
    "note",
    "memorandum",
    "information",
    "other",
    "study",
    "protocol",
    "transcript",
];

/// Who is somebody else than whom `of` names after it.
const RELATED: &[&str] = &[
    "widow",
    "wife",
    "husband",
    "son",
    "sons",
    "daughter",
    "daughters",
    "brother",
    "sister",
    "father",
    "mother",
    "nephew",
    "niece",
    "cousin",
    "uncle",
    "family",
    "relatives",
    "friend",
    "friends",
    "lawyer",
    "attorney",
    "physician",
    "doctor",
    "servant",
    "supporters",
    "followers",
    "opponents",
    "secretary",
    "estate",
    "heirs",
];

/// Who and what is sent `to` somewhere: another `to` says where the document went.
const SENT: &[&str] =
    &["mission", "delegation", "representative", "delegate", "observer", "ambassador", "envoy", "adviser"];

/// How many phrases of a title are read: no person wrote a longer one, and each is compared with those before it.
const LONGEST: usize = 400;

/// How many phrases a remark in brackets has at most, its brackets included.
const REMARK: usize = 6;

/// How far before a date in brackets a topic may begin that it belongs to.
const REACH: usize = 6;

impl Title {
    /// Whether the document is somebody's journal or diary.
    pub(crate) fn is_journal(&self) -> bool {
        matches!(self.genre.as_deref(), Some("journal" | "diary"))
    }
}

/// Reads a title.
pub(crate) fn read(scene: &Scene<'_, '_>, cast: &Cast, drafts: &mut Vec<Draft>) -> Title {
    let mut reader = Reader { scene, cast, drafts, title: Title::default() };
    reader.read();
    reader.title
}

struct Reader<'r, 't, 'a> {
    scene: &'r Scene<'t, 'a>,
    cast: &'r Cast,
    drafts: &'r mut Vec<Draft>,
    title: Title,
}

impl Reader<'_, '_, '_> {
    fn read(&mut self) {
        let scene = self.scene;
        let slots_from = match self.form() {
            Some(form) => {
                self.say_genre(&form.kind, scene.text.passage(&scene.tokens(&form.phrases)), rule::GENRE_WORD);
                self.before_form(form.phrases.start);
                form.phrases.end
            }
            None => self.author_first(),
        };
        let slots_from = self.right_after_form(slots_from);
        self.slots(slots_from);
        if self.title.genre.is_none() {
            self.genre_without_form();
        }
        self.own_ministry();
        self.senders();
        self.title.date =
            (0..scene.phrases.len()).rev().filter(|at| self.is_when(*at)).find_map(|at| match scene.what(at) {
                Some(What::Date(date)) => Some((*date, scene.text.passage(&scene.phrases[at].tokens))),
                _ => None,
            });
    }

    /// Whether a date tells when what the document is of took place: not `the Agreement of 4 October`, `the Geneva Conference
    /// (26 April)`, `before 10 March`, `translated on 20 May`.
    fn is_when(&self, at: usize) -> bool {
        let scene = self.scene;
        let article = |at: usize| scene.is(at, &["the", "events"]);
        let Some(before) = at.checked_sub(1) else { return true };
        let occasion = |at: usize| matches!(scene.what(at), Some(What::Occasion(_) | What::People(_)));
        let owner = |i: usize| before > 0 && occasion(i - 1) && !article(i - 1);
        let of_another = scene.is(before, &["of"]) && !owner(before);
        let about = (before.saturating_sub(REACH)..before).rev().take_while(|i| !scene.sign(*i, ','));
        let in_brackets = scene.sign(before, '(')
            && !owner(before)
            && about.into_iter().any(|i| scene.cue(i, Cue::Topic) && !matches!(scene.what(i + 1), Some(What::Date(_))));
        let near = |words: &[&str]| (at.saturating_sub(2)..at).any(|i| scene.is(i, words));
        let loose = scene.is(before, &["before", "after", "until", "since", "circa", "around", "about", "by"]);
        let later =
            near(&["translated", "published", "declassified", "received", "sent", "signed", "revised", "updated"]);
        !of_another && !in_brackets && !loose && !later
    }

    /// Where the reading of the title ends.
    fn end(&self) -> usize {
        self.scene.phrases.len().min(LONGEST)
    }

    /// `Telegram of the Albanian ambassador to the Ministry of Foreign Affairs`: his own State's.
    fn own_ministry(&mut self) {
        let state = |things: &[Thing]| {
            things.iter().find_map(|thing| match thing {
                Thing::Node(Node::Mission(mission)) => mission.of.clone(),
                Thing::Node(_) => None,
                Thing::Member(id) => {
                    let heads = ["ambassador", "charge-daffaires", "counselor", "consul", "consul-general"];
                    let mut offices = self.cast.members[*id].offices.iter();
                    offices.find_map(|(office, _)| office.of.clone().filter(|_| heads.contains(&office.kind.as_str())))
                }
            })
        };
        let (by, to) = (state(&self.title.authors), state(&self.title.recipients));
        let settle = |thing: &mut Thing, of: &Option<crate::claim::PlaceSlug>| match thing {
            Thing::Node(Node::Body(Body::Named { kind, of: known @ None, .. })) if kind == "foreign-ministry" => {
                known.clone_from(of);
                of.is_some()
            }
            _ => false,
        };
        for thing in &mut self.title.authors {
            settle(thing, &to);
        }
        for thing in &mut self.title.recipients {
            settle(thing, &by);
        }
        for draft in self.drafts.iter_mut() {
            let of = if draft.relation == Relation::Author { &to } else { &by };
            if matches!(draft.relation, Relation::Author | Relation::Addressee) && settle(&mut draft.object, of) {
                draft.rule = rule::TITLE_OWN_MINISTRY;
            }
        }
    }

    /// Who wrote to somebody sent it.
    fn senders(&mut self) {
        if self.title.recipients.is_empty() {
            return;
        }
        for sender in self.title.authors.clone() {
            let wrote = self.drafts.iter().find(|d| d.relation == Relation::Author && d.object == sender);
            let sent = wrote.map(|draft| Draft { relation: Relation::Sender, ..draft.clone() });
            self.drafts.extend(sent);
        }
    }

    /// Where the document is told of: past a quotation that the title begins with.
    fn start(&self) -> usize {
        if self.scene.quote(0) { self.past_quotation(0) } else { 0 }
    }

    /// Authors that stand before the form: `Hungarian Embassy in Sofia, Report on …`, `Khrushchev’s Speech`.
    fn before_form(&mut self, form: usize) {
        let scene = self.scene;
        let start = self.start();
        for at in start..form {
            let (end, things) = self.list(at);
            if things.is_empty() {
                continue;
            }
            // `Hungarian Embassy in Havana (Görög), Report`
            let (close, signers) = if scene.sign(end, '(') { self.list(end + 1) } else { (end, Vec::new()) };
            let signed = !signers.is_empty() && scene.sign(close, ')');
            let end = if signed { close + 1 } else { end };
            let possessive = scene.possessive(end) && end < form && !(end + 1..form).any(|i| !scene.who[i].is_empty());
            let begins = at == start || (at == start + 1 && !scene.is(start, &["from", "on", "to"]));
            // `US Embassy India Cable`, `Hungarian Embassy, Report`, `CSSR Ministry of Foreign Affairs No. …`
            // a body's minutes are not written by the body
            let own = !matches!(
                self.title.genre.as_deref(),
                Some("minutes" | "protocol" | "transcript" | "record-of-conversation")
            );
            let joined =
                own && begins && (end == form || scene.sign(end, ',') || scene.is(end, &["no"]) || end + 1 == form);
            if possessive || joined {
                self.say(Relation::Author, &things, at..end, rule::TITLE_FROM);
                if signed {
                    self.say(Relation::Author, &signers, at..end, rule::TITLE_SIGNER);
                }
                return;
            }
        }
    }

    /// `Telegram Shtykov to Vyshinsky`: the author right after the form.
    fn right_after_form(&mut self, at: usize) -> usize {
        let scene = self.scene;
        let (end, things) = self.list(at);
        let addressed = scene.is(end, &["to"]) && !scene.agents(self.past_the(end + 1), self.cast).is_empty();
        if self.title.genre.is_none() || things.is_empty() || !addressed || !self.title.authors.is_empty() {
            return at;
        }
        self.say(Relation::Author, &things, at..end, rule::TITLE_FROM);
        end
    }

    /// Without a form: `A, 'title'` and `A to B`.
    fn author_first(&mut self) -> usize {
        let scene = self.scene;
        // `8. Mr. Hay to Mr. Choate`
        let is_numbered = scene.text.kind(0) == Some(TokenKind::Number) && scene.sign(1, '.');
        let first = if is_numbered { 2 } else { 0 };
        let start = first + usize::from(scene.is(first, &["the"]));
        let (end, things) = self.list(start);
        if things.is_empty() {
            return self.body_before_quotation().unwrap_or(0);
        }
        let quotation = (end..self.end()).find(|at| scene.quote(*at));
        let titled = scene.sign(end, ',')
            && quotation.is_some_and(|at| {
                scene.sign(at - 1, ',')
                    && (end..at).all(|i| scene.who[i].is_empty() && !scene.is(i, &["to", "between"]))
            });
        let after = end + usize::from(scene.sign(end, ','));
        let to = self.past_the(after + 1);
        let somebody = !scene.agents(to, self.cast).is_empty() || scene.who.get(to).is_some_and(|who| !who.is_empty());
        let addressed = scene.is(after, &["to"]) && somebody;
        if titled || addressed {
            self.say(Relation::Author, &things, start..end, rule::TITLE_FROM);
            return if addressed { after } else { quotation.unwrap_or(after) };
        }
        self.end()
    }

    /// `New York Herald Tribune, European edition, '…'`: whatever stands before the quotation wrote it.
    fn body_before_quotation(&mut self) -> Option<usize> {
        let scene = self.scene;
        let quotation = (1..self.end()).find(|at| scene.quote(*at) && scene.sign(at - 1, ','))?;
        let comma = (1..quotation).find(|at| scene.sign(*at, ','))?;
        let plain = (0..comma).all(|at| {
            let capital = scene.text.tokens.get(scene.token(at)).is_some_and(|token| token.capital);
            let small = scene.is(at, &["of", "the", "for", "and"]);
            (capital || small || scene.sign(at, '-'))
                && !matches!(scene.what(at), Some(What::Date(_) | What::Occasion(_)))
        });
        if !plain {
            return None;
        }
        let name = scene.text.words(&scene.tokens(&(0..comma))).to_owned();
        let body = Body::Named { name, of: None, kind: "body".into() };
        self.say(Relation::Author, &[Thing::Node(Node::Body(body))], 0..comma, rule::TITLE_FROM);
        Some(quotation)
    }

    /// Past an article, and past a remark in brackets before people: `to [Politburo Members] Comrade Walter Ulbricht`.
    fn past_the(&self, at: usize) -> usize {
        let scene = self.scene;
        let at = at + usize::from(scene.is(at, &["the"]));
        let close = (at + 1..at + REMARK).find(|i| scene.sign(*i, ']')).filter(|_| scene.sign(at, '['));
        close.map(|close| close + 1).filter(|next| !scene.agents(*next, self.cast).is_empty()).unwrap_or(at)
    }

    /// The slots after the form.
    fn slots(&mut self, from: usize) {
        let scene = self.scene;
        let mut at = from;
        let mut of_occasion = false;
        let mut topic = false;
        while at < self.end() {
            if scene.quote(at) && !scene.possessive(at) {
                at = self.past_quotation(at);
                continue;
            }
            if scene.sign(at, ';')
                && let Some(form) = (at + 1..at + 4).find_map(|i| self.form_at(i))
            {
                (at, of_occasion, topic) = (form.phrases.end, false, false);
                continue;
            }
            of_occasion |= matches!(scene.what(at), Some(What::Occasion(_)))
                || scene.is(at, &["session", "plenum", "congress", "conference", "sessions"]);
            // `…, Transmitting a Message from Mao`
            let participle = at > 0 && scene.sign(at - 1, ',') && scene.text.key(scene.token(at)).ends_with("ing");
            topic |= participle && scene.what(at) == Some(&What::Token);
            if scene.begins_with(at, Cue::Topic) || scene.sign(at, ':') {
                if scene.is(at, &["between"]) && !topic {
                    self.between(at);
                }
                topic = true;
            }
            let next = at == from || (at == from + 1 && scene.what(at) != Some(&What::Token));
            at = if topic { self.made_by(at) } else { self.slot(at, next, of_occasion) };
        }
    }

    /// One slot, if one begins here; where reading goes on.
    fn slot(&mut self, at: usize, next: bool, of_occasion: bool) -> usize {
        let scene = self.scene;
        let genre = self.title.genre.clone().unwrap_or_default();
        let inner = self.past_the(at + 1);
        let (end, things) = self.list(inner);
        if things.is_empty() || scene.possessive(end) {
            return at + 1;
        }
        let first = self.title.authors.is_empty();
        // `Memorandum of Conversation, A and B`: the parties, no authors
        // `Letter from the Widow of Lumumba` is not his
        let related = scene.is(at, &["of"]) && at > 0 && scene.is(at - 1, RELATED);
        if related {
            return end;
        }
        let owned = scene.is(at, &["of"]) && OWNED.contains(&genre.as_str()) && first && (genre != "other" || next);
        let listed = scene.sign(at, ',') && first;
        // `From the Mission to the United Nations to …`: the first names the mission
        let sent = scene.token(at).checked_sub(1).is_some_and(|before| scene.text.is(before, SENT));
        if sent && scene.is(at, &["to"]) && (end..self.end()).any(|later| scene.is(later, &["to"])) {
            return end;
        }
        if scene.is(at, &["to"]) && self.is_office_held_to(at) {
            return end;
        }
        let given = at > 0 && scene.is(at - 1, &["given", "made", "delivered", "related", "according", "due"]);
        if scene.is(at, &["from", "by"]) || ((owned || listed) && !of_occasion) {
            let rule = if self.title.is_journal() { rule::TITLE_DIARIST } else { rule::TITLE_FROM };
            self.say(Relation::Author, &things, inner..end, rule);
            end
        } else if scene.is(at, &["to", "for"])
            && !given
            && !of_occasion
            && (scene.is(at, &["to"]) || genre == "memorandum")
            && (ADDRESSED.contains(&genre.as_str()) || genre.is_empty())
        {
            self.say(Relation::Addressee, &things, inner..end, rule::TITLE_TO);
            end
        } else if scene.sign(at, '(') && at > 0 && matches!(scene.what(at - 1), Some(What::Mission(_) | What::Body(_)))
        {
            self.say(Relation::Author, &things, inner..end, rule::TITLE_SIGNER);
            end + 1
        } else {
            at + 1
        }
    }

    /// Whether `to` belongs to the office of whoever stands before it: `Mr. A, Special Assistant to the Ambassador (B)`.
    fn is_office_held_to(&self, at: usize) -> bool {
        let Some(What::People(people)) = at.checked_sub(1).and_then(|before| self.scene.what(before)) else {
            return false;
        };
        let [one] = people.as_slice() else { return false };
        let text = self.scene.text;
        let last = self.scene.token(at) - 1;
        one.name.as_ref().is_some_and(|name| text.sign(name.end, ',') && name.end < last)
            && text.is(last, &["assistant", "adviser", "advisor", "aide", "counsel", "consultant", "deputy"])
    }

    /// After the topic: `sent by A to B`, `drafted by A`; `, from A to B`.
    fn made_by(&mut self, at: usize) -> usize {
        let scene = self.scene;
        let interview = self.title.genre.as_deref() == Some("interview") && scene.is(at, &["by"]);
        let made = at > 0 && scene.is(at, &["by"]) && scene.begins_with(at - 1, Cue::Made);
        let inner = self.past_the(at + 1);
        let (end, things) = self.list(inner);
        let addressed = || scene.is(end, &["to"]) && !self.list(self.past_the(end + 1)).1.is_empty();
        let genre = self.title.genre.as_deref().unwrap_or_default();
        let sent = at > 0
            && scene.is(at, &["from"])
            && scene.sign(at - 1, ',')
            && ADDRESSED.contains(&genre)
            && self.title.authors.is_empty()
            && addressed();
        if (!interview && !made && !sent) || things.is_empty() {
            return at + 1;
        }
        self.say(Relation::Author, &things, inner..end, rule::TITLE_FROM);
        let to = end + usize::from(scene.sign(end, ','));
        let (after, addressees) = self.list(self.past_the(to + 1));
        if scene.is(to, &["to"]) && !addressees.is_empty() {
            self.say(Relation::Addressee, &addressees, self.past_the(to + 1)..after, rule::TITLE_TO);
            return after;
        }
        end
    }

    /// `Letters between A and B`.
    fn between(&mut self, at: usize) {
        let letters = self.title.genre.as_deref() == Some("letter");
        let inner = self.past_the(at + 1);
        let (end, things) = self.list(inner);
        if things.len() > 1 && letters {
            self.say(Relation::Author, &things, inner..end, rule::TITLE_BETWEEN);
            self.say(Relation::Addressee, &things, inner..end, rule::TITLE_BETWEEN);
        }
    }

    /// Past a quotation that begins here, as far as its closing mark.
    fn past_quotation(&self, at: usize) -> usize {
        let scene = self.scene;
        let last = (at + 1..self.end()).rev().find(|i| scene.quote(*i));
        last.map_or(self.end(), |last| last + 1)
    }

    /// Agents side by side: people by commas and `and`, others by `and` alone, since a comma after them begins a slot.
    fn list(&self, at: usize) -> (usize, Vec<Thing>) {
        let scene = self.scene;
        let mut things = scene.agents(at, self.cast);
        let mut end = at + 1;
        if let Some(person) = self.of_the_body(at) {
            things = person;
            end += 1;
        }
        while !things.is_empty() && end < self.end() {
            let from = self.past_initials(end);
            let comma = usize::from(scene.sign(from, ','));
            let and = usize::from(scene.is(from + comma, &["and"]));
            let next = self.past_the(from + comma + and);
            let people = matches!(scene.what(end - 1), Some(What::People(_)))
                && matches!(scene.what(next), Some(What::People(_)));
            if comma + and == 0 || (and == 0 && !people) || scene.cue(next, Cue::Link) {
                break;
            }
            let more = scene.agents(next, self.cast);
            // `A, B to C`: B stands in a slot of its own unless it is the list's last
            if more.is_empty() || (and == 0 && !self.goes_on(next + 1)) {
                break;
            }
            things.extend(more);
            end = next + 1;
        }
        (end, things)
    }

    /// Whoever stands right behind a body, and nothing that goes on behind him: `the CC of the CP of Azerbaijan M.D. Bagirov`.
    fn of_the_body(&self, at: usize) -> Option<Vec<Thing>> {
        let scene = self.scene;
        let is_body = matches!(scene.what(at), Some(What::Body(_)));
        let is_person = matches!(scene.what(at + 1), Some(What::People(people)) if people.len() == 1);
        if !is_body || !is_person {
            return None;
        }
        let next = at + 2;
        let ends = next >= self.end()
            || scene.sign(next, ',')
            || scene.is(next, &["from", "to", "by", "on", "about", "regarding", "concerning"]);
        Some(scene.agents(at + 1, self.cast)).filter(|person| ends && !person.is_empty())
    }

    /// Past initials that stand behind a surname in a list: `Yakubov, T., and Atakishiyev`.
    fn past_initials(&self, at: usize) -> usize {
        let scene = self.scene;
        let behind = scene.sign(at, ',')
            && scene.what(at + 1) == Some(&What::Token)
            && scene.text.kind(scene.token(at + 1)) == Some(TokenKind::Initials);
        at + if behind { 2 } else { 0 }
    }

    /// Whether a list goes on to an `and`.
    fn goes_on(&self, at: usize) -> bool {
        let scene = self.scene;
        let named = |at: usize| scene.who.get(at).is_some_and(|who| !who.is_empty());
        let mut at = self.past_initials(at);
        while at < self.end() && scene.sign(at, ',') && named(at + 1) {
            at = self.past_initials(at + 2);
        }
        scene.is(at + usize::from(scene.sign(at, ',')), &["and"])
    }

    fn say(&mut self, relation: Relation, things: &[Thing], phrases: Range<usize>, rule: &'static Rule) {
        let words = self.scene.text.passage(&self.scene.tokens(&phrases));
        for thing in things {
            let list = if relation == Relation::Author { &mut self.title.authors } else { &mut self.title.recipients };
            if list.contains(thing) {
                continue;
            }
            list.push(thing.clone());
            self.drafts.push(Draft::of_record(relation, thing.clone(), vec![words], rule));
        }
    }
}
