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
//!         | between agents and agents      of letters: both wrote to each other; of agreements: both bodies made it
//!         | with myself [ agent ]          whoever wrote it met somebody
//!         | ; form slot*                   a second document
//! ```
//! `agents` are read in `list`, the form in `genre`.
//! Slots end where a topic begins: at `on`, `about`, `regarding`; after it, only `sent by` and its like name an author.
//! What stands in quotation marks is a title of its own: it tells of the form where nothing else does, and of encounters.

mod genre;
mod list;
mod own;

pub(super) use own::mission as own_mission;

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
    /// Missions of which only the other side tells the State: without it, and with it.
    pub settled: Vec<(Thing, Thing)>,
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
        let mut of_occasion = false;
        let slots_from = match self.form() {
            Some(form) => {
                of_occasion = self.names_occasion(&form);
                self.say_genre(&form.kind, scene.text.passage(&scene.tokens(&form.phrases)), rule::GENRE_WORD);
                self.before_form(form.phrases.start);
                form.phrases.end
            }
            None => self.author_first(),
        };
        let slots_from = self.right_after_form(slots_from);
        self.slots(slots_from, of_occasion);
        self.myself();
        if self.title.genre.is_none() {
            self.genre_without_form();
        }
        own::ministry(self.cast, &mut self.title, self.drafts);
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
            let (end, things) = if at == start { self.joint(at) } else { self.list(at) };
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
            // `Politburo Resolution and Letter`
            let first_of_two = self
                .form_at(end)
                .is_some_and(|first| scene.is(first.phrases.end, &["and"]) && first.phrases.end + 1 == form);
            let reaches = end == form || end + 1 == form || first_of_two;
            let joined = own && begins && (reaches || scene.sign(end, ',') || scene.is(end, &["no"]));
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
        // `Foreign Ministry No. 026.235/67-3, '…'`
        let titled = (scene.sign(end, ',') || scene.is(end, &["no"]))
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

    /// The slots after the form.
    fn slots(&mut self, from: usize, of_occasion: bool) {
        let scene = self.scene;
        let mut at = from;
        let mut of_occasion = of_occasion;
        let mut topic = false;
        while at < self.end() {
            if scene.quote(at) && !scene.possessive(at) {
                at = self.past_quotation(at);
                continue;
            }
            if scene.sign(at, ';')
                && let Some(form) = (at + 1..at + 4).find_map(|i| self.form_at(i))
            {
                (at, of_occasion, topic) = (form.phrases.end, self.names_occasion(&form), false);
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
                if scene.is(at, &["between"]) && !of_occasion {
                    self.parties(at);
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
        // `Letter to A, B`: he may be one more, or what A is
        let listed = scene.sign(at, ',') && first && self.title.recipients.is_empty();
        // `From the Mission to the United Nations to …`: the first names the mission
        let sent = scene.token(at).checked_sub(1).is_some_and(|before| scene.text.is(before, SENT));
        let goes_elsewhere =
            || !self.title.recipients.is_empty() || (end..self.end()).any(|later| scene.is(later, &["to"]));
        if sent && scene.is(at, &["to"]) && goes_elsewhere() {
            return end;
        }
        if scene.is(at, &["to"]) && self.is_office_held_to(at) {
            return end;
        }
        let given = at > 0 && scene.is(at - 1, &["given", "made", "delivered", "related", "according", "due"]);
        // `Reception of A by B`, `Audience Granted by B`: he is who received
        let hosted = of_occasion && self.title.genre.is_none() && scene.is(at, &["by"]) && !scene.sign(at - 1, ',');
        if (scene.is(at, &["from", "by"]) && !hosted) || ((owned || listed) && !of_occasion) {
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

    /// `Conversation between A and Myself [B]`: B wrote it.
    fn myself(&mut self) {
        let scene = self.scene;
        let is_writer = |at: &usize| {
            scene.text.is(scene.token(*at), &["myself"]) && matches!(scene.what(*at), Some(What::People(_)))
        };
        if let Some(at) = (0..self.end()).find(is_writer).filter(|_| self.title.authors.is_empty()) {
            let things = scene.agents(at, self.cast);
            self.say(Relation::Author, &things, at..at + 1, rule::TITLE_FROM);
        }
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

    /// `Agreement on Cooperation between the Stasi and the KGB`: what two bodies agreed on both made. What States or governments
    /// did has no author.
    fn parties(&mut self, at: usize) {
        let agreed = matches!(self.title.genre.as_deref(), Some("agreement" | "protocol"));
        let inner = self.past_the(at + 1);
        let (end, things) = self.list(inner);
        let made = |thing: &Thing| match thing {
            Thing::Node(Node::Body(Body::Named { kind, .. })) => kind != "government",
            Thing::Node(node) => matches!(node, Node::Body(_) | Node::Mission(_)),
            Thing::Member(_) => false,
        };
        if agreed && things.len() > 1 && things.iter().all(made) && !self.scene.possessive(end) {
            self.say(Relation::Author, &things, inner..end, rule::TITLE_PARTIES);
        }
    }

    /// Past a quotation that begins here, as far as its closing mark.
    fn past_quotation(&self, at: usize) -> usize {
        let scene = self.scene;
        let last = (at + 1..self.end()).rev().find(|i| scene.quote(*i));
        last.map_or(self.end(), |last| last + 1)
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
