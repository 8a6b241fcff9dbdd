//! Titles: the documentary form, who wrote, and to whom.
//!
//! ```text
//! title := lead? form number? slot*        Report, Embassy of Hungary in North Korea to the Hungarian Foreign Ministry
//!        | agent (bracket)? , form? rest   Hungarian Embassy in Sofia, Report on …
//!        | agent 's form                   Khrushchev’s Speech at …
//!        | agent to agent …                William Brubeck, Executive Secretary, to McGeorge Bundy, '…'
//! slot  := (, | from | by | of) agents     the authors
//!        | to agents                       the addressees
//!        | ( agent )                       the signer
//! ```
//! Slots end where a topic begins: at a quotation, `on`, `about`, `regarding`.

use super::cast::Cast;
use super::phrase::What;
use super::scene::Scene;
use super::{Draft, Thing};
use crate::claim::{Kind, Node, Relation};
use crate::date::Date;
use crate::record::Passage;
use crate::rule::{self, Rule};

/// What a title says of its document.
#[derive(Debug, Default)]
pub(crate) struct Title {
    pub genre: Option<Kind>,
    pub authors: Vec<Thing>,
    pub recipients: Vec<Thing>,
    /// The date of what the document tells of.
    pub date: Option<(Date, Passage)>,
}

/// Words that begin the topic.
const TOPIC: &[&str] = &["on", "about", "regarding", "concerning", "re", "between", "with", "against"];

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
];

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
        let form = self.form();
        let slots_from = match &form {
            Some((at, end, kind)) => {
                self.say_genre(kind, scene.text.passage(&scene.tokens(&(*at..*end))), rule::GENRE_WORD);
                self.before_form(*at);
                *end
            }
            None => self.author_first(),
        };
        self.slots(slots_from);
        if form.is_none() {
            self.genre_without_form();
        }
        if !self.title.recipients.is_empty() {
            for sender in self.title.authors.clone() {
                let wrote = self.drafts.iter().find(|d| d.relation == Relation::Author && d.object == sender);
                let sent = wrote.map(|draft| Draft { relation: Relation::Sender, ..draft.clone() });
                self.drafts.extend(sent);
            }
        }
        self.title.date = scene.phrases.iter().rev().find_map(|phrase| match phrase.what {
            What::Date(date) => Some((date, scene.text.passage(&phrase.tokens))),
            _ => None,
        });
    }

    /// The first word outside quotations and before the topic that names a form.
    fn form(&self) -> Option<(usize, usize, Kind)> {
        let scene = self.scene;
        let text = scene.text;
        let mut found = None;
        for at in 0..scene.phrases.len() {
            if scene.quote(at) || (scene.is(at, TOPIC) && at > 0) || (at == 0 && scene.is(at, &["on"])) {
                break;
            }
            if !matches!(scene.what(at), Some(What::Token | What::Occasion(_))) {
                continue;
            }
            let token = scene.token(at);
            if !text.tokens[token].capital && at > 1 && !matches!(scene.what(at - 1), Some(What::Mission(_))) {
                continue;
            }
            if let Some((end, kind)) = text.longest(&text.lexicon.genres, token) {
                // `Resolution and Letter`: the form that has a name of its own
                let better = found
                    .as_ref()
                    .is_none_or(|(_, _, known): &(usize, usize, Kind)| known == "other" && kind != "other");
                if !better {
                    continue;
                }
                let end = (at..scene.phrases.len()).find(|i| scene.token(*i) >= end).unwrap_or(scene.phrases.len());
                found = Some((at, end, kind.clone()));
                if kind != "other" {
                    break;
                }
            }
        }
        found
    }

    fn say_genre(&mut self, kind: &str, words: Passage, rule: &'static Rule) {
        self.title.genre = Some(kind.into());
        if kind != "other" {
            let form = Thing::Node(Node::Kind(kind.into()));
            self.drafts.push(Draft::of_record(Relation::Form, form, vec![words], rule));
        }
    }

    /// Authors that stand before the form: `Hungarian Embassy in Sofia, Report on …`, `Khrushchev’s Speech`.
    fn before_form(&mut self, form: usize) {
        for at in 0..form {
            let things = self.scene.agents(at, self.cast);
            let possessive = self.scene.possessive(at + 1) && at + 2 == form;
            let joined = at == 0 && (at + 1 == form || self.scene.sign(at + 1, ',') || self.scene.is(at + 1, &["no"]));
            if !things.is_empty() && (possessive || joined) {
                self.say(Relation::Author, &things, at..at + 1, rule::TITLE_FROM);
                return;
            }
        }
    }

    /// Without a form: `A, 'title'` and `A to B`.
    fn author_first(&mut self) -> usize {
        let things = self.scene.agents(0, self.cast);
        if things.is_empty() {
            return 0;
        }
        let mut end = 1;
        while self.scene.sign(end, ',')
            && !self.scene.quote(end + 1)
            && matches!(self.scene.what(end + 1), Some(What::Body(_)))
        {
            end += 2;
        }
        let titled = self.scene.sign(end, ',') && (self.scene.quote(end + 1));
        let after = end + usize::from(self.scene.sign(end, ','));
        let addressed = self.scene.is(after, &["to"]) && !self.scene.agents(after + 1, self.cast).is_empty();
        if titled || addressed {
            self.say(Relation::Author, &things, 0..1, rule::TITLE_FROM);
            return after;
        }
        self.scene.phrases.len()
    }

    /// The slots after the form.
    fn slots(&mut self, from: usize) {
        let scene = self.scene;
        let genre = self.title.genre.clone().unwrap_or_default();
        let mut at = from;
        let mut of_occasion = false;
        while at < scene.phrases.len() {
            of_occasion |= matches!(scene.what(at), Some(What::Occasion(_)));
            if scene.quote(at) || scene.is(at, TOPIC) || scene.sign(at, ':') {
                // `Report of the Conversation by A with B`: nothing more to come after a topic or a quotation
                return;
            }
            let inner = at + 1 + usize::from(scene.is(at + 1, &["the"]));
            let (end, things) = self.list(inner);
            // `Memorandum of Conversation, A and B`: the parties, no authors
            let owned = scene.is(at, &["of"]) && OWNED.contains(&genre.as_str()) && self.title.authors.is_empty();
            let listed = scene.sign(at, ',') && self.title.authors.is_empty();
            let author = scene.is(at, &["from", "by"]) || ((owned || listed) && !of_occasion);
            if things.is_empty() || scene.possessive(end) {
                at += 1;
            } else if author {
                let rule = if self.title.is_journal() { rule::TITLE_DIARIST } else { rule::TITLE_FROM };
                self.say(Relation::Author, &things, inner..end, rule);
                at = end;
            } else if scene.is(at, &["to"]) && (genre != "record-of-conversation") {
                self.say(Relation::Addressee, &things, inner..end, rule::TITLE_TO);
                at = end;
            } else if scene.sign(at, '(') && at > 0 && matches!(scene.what(at - 1), Some(What::Mission(_))) {
                self.say(Relation::Author, &things, inner..end, rule::TITLE_SIGNER);
                at = end + 1;
            } else {
                at += 1;
            }
        }
    }

    /// A title without a form of its own: the form of its quoted title, or the encounter it names.
    fn genre_without_form(&mut self) {
        let scene = self.scene;
        let text = scene.text;
        let quoted = (0..scene.phrases.len()).find(|at| scene.quote(*at) && !scene.possessive(*at)).map(|at| at + 1);
        if let Some(token) = quoted.map(|at| scene.token(at))
            && let Some((end, kind)) = text.longest(&text.lexicon.genres, token)
        {
            let (kind, words) = (kind.clone(), text.passage(&(token..end)));
            return self.say_genre(&kind, words, rule::GENRE_WORD);
        }
        let topic = (1..scene.phrases.len()).find(|at| scene.is(*at, &["regarding", "concerning", "about"]));
        for at in 0..topic.unwrap_or(scene.phrases.len()) {
            let said = matches!(scene.what(at), Some(What::Occasion(_))) && scene.text.tokens[scene.token(at)].capital;
            // a meeting of somebody unnamed, or of a body, is a session
            let parties = (at + 1..scene.phrases.len()).any(|i| !scene.who[i].is_empty())
                || (0..at).any(|i| !scene.who[i].is_empty());
            if said && parties {
                let words = scene.text.passage(&scene.phrases[at].tokens);
                return self.say_genre("record-of-conversation", words, rule::GENRE_OCCASION);
            }
        }
    }

    /// Agents joined by `and`.
    fn list(&self, at: usize) -> (usize, Vec<Thing>) {
        let mut things = self.scene.agents(at, self.cast);
        let mut end = at + 1;
        while !things.is_empty() && self.scene.is(end, &["and"]) {
            let next = end + 1 + usize::from(self.scene.is(end + 1, &["the"]));
            let more = self.scene.agents(next, self.cast);
            if more.is_empty() {
                break;
            }
            things.extend(more);
            end = next + 1;
        }
        (end, things)
    }

    fn say(&mut self, relation: Relation, things: &[Thing], phrases: std::ops::Range<usize>, rule: &'static Rule) {
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
