//! Who wrote and to whom, where the description tells more of it than the title.
//!
//! ```text
//! author    := document … by agents                     A report by Hungarian Ambassador Károly Práth
//!            | (signed | drafted | …) by agents         Signed by Counselor Milton Barall, the airgram …
//!            | document … signature of agents           the report, which bears the signature of József Halász
//!            | agents , who (drafted | signed) the document
//!            | from the (diary | journal) of agents
//!            | this document (from | by) agents         A’s speech is the centerpiece of this cable from B
//!            | agents WRITE                             Ambassador Bogdan reports that …; the embassy summarizes …
//!            | in this document , agents DESCRIBE      In this report, A describes …
//! addressee := document to agents                       In this report to the Political Executive Committee, …
//!            | WROTE for agents                         which he wrote for Foreign Secretary Gundevia
//!            | agents WRITE (to | for)? agents          He writes to Comrade Hegen
//!            | agents (furnish …) agents with document  Read furnishes McGeorge Bundy with a list
//!            | agents , to whom the document is addressed
//! ```
//! Only the head of a description tells of its own document; further on it tells of others.

use super::cast::Cast;
use super::lexicon::{Cue, VerbClass};
use super::phrase::What;
use super::scene::Scene;
use super::title::Title;
use super::{Draft, Thing};
use crate::claim::{Node, Relation};
use crate::rule::{self, Rule};
use std::ops::Range;

/// What is signed by parties, who did not write what tells of it.
const SIGNED_BY_PARTIES: &[&str] = &["agreement", "treaty", "protocol", "declaration", "communique"];

/// What the author does in a document of which it is said `In this report, A …`.
const DESCRIBES: &[&str] = &["describes", "recounts", "outlines", "analyzes", "summarizes", "chronicles", "surveys"];

/// How many phrases of a sentence are its head.
const HEAD: usize = 12;

/// How many phrases of a description are read: whatever stands after them tells of other documents.
const REACH: usize = 1000;

/// Adds the authors and addressees that the description names to those of the title.
pub(crate) fn read(scene: &Scene<'_, '_>, cast: &Cast, title: &mut Title, drafts: &mut Vec<Draft>) {
    let mut reader = Reader { scene, cast, title, drafts };
    for (index, sentence) in scene.sentences().into_iter().take_while(|sentence| sentence.start < REACH).enumerate() {
        reader.sentence(sentence.start..sentence.end.min(REACH), index == 0);
    }
}

struct Reader<'r, 't, 'a> {
    scene: &'r Scene<'t, 'a>,
    cast: &'r Cast,
    title: &'r mut Title,
    drafts: &'r mut Vec<Draft>,
}

impl Reader<'_, '_, '_> {
    fn sentence(&mut self, sentence: Range<usize>, first: bool) {
        let head = sentence.start..sentence.end.min(sentence.start + HEAD);
        if first && !self.told_of_itself(&sentence) {
            self.owner(&head);
            self.that_somebody_gave(&head);
        }
        self.by(&head, first);
        if first {
            self.diarist(&head);
        }
        self.interviewer(&sentence, first);
        self.signature(&sentence, first);
        self.maker(&sentence);
        self.writer(&sentence, first);
        self.addressee(&head, first);
        self.addressed(&sentence);
    }

    /// Whether a noun for a document stands here.
    fn document(&self, at: usize) -> bool {
        let (scene, text) = (self.scene, self.scene.text);
        matches!(scene.what(at), Some(What::Token))
            && (scene.begins_with(at, Cue::Document)
                || text.longest(&text.lexicon.genres, scene.token(at)).is_some_and(|(_, kind)| kind != "other"))
    }

    fn past_the(&self, at: usize) -> usize {
        at + usize::from(self.scene.is(at, &["the", "a", "an"]))
    }

    /// Agents named here, side by side, and where they end.
    fn agents(&self, at: usize) -> (usize, Vec<Thing>) {
        let at = self.past_the(at);
        let mut things = self.scene.agents(at, self.cast);
        let mut end = at + 1;
        while !things.is_empty() && end < REACH && self.scene.is(end, &["and"]) {
            let more = self.scene.agents(end + 1, self.cast);
            if more.is_empty() {
                break;
            }
            things.extend(more);
            end += 2;
        }
        (end, things)
    }

    /// Agents named here by commas as far as an `and`: `A, B, and C`; else those that stand side by side.
    fn row(&self, at: usize) -> (usize, Vec<Thing>) {
        let (end, things) = self.agents(at);
        let (mut next, mut row) = (end, things.clone());
        while !row.is_empty() && next < REACH && self.scene.sign(next, ',') {
            let and = usize::from(self.scene.is(next + 1, &["and"]));
            let (after, more) = self.agents(next + 1 + and);
            if more.is_empty() {
                break;
            }
            let is_last = and == 1 || more.len() > 1;
            row.extend(more);
            next = after;
            if is_last {
                return (next, row);
            }
        }
        (end, things)
    }

    /// Whether the noun for a document that stands here is the title's own.
    fn is_of_the_title(&self, at: usize) -> bool {
        let text = self.scene.text;
        let kind = text.longest(&text.lexicon.genres, self.scene.token(at)).map(|(_, kind)| kind);
        self.document(at) && (kind.is_none() || kind == self.title.genre.as_ref())
    }

    /// `A's speech is the centerpiece of this cable from B`: whoever's speech it tells of, the cable is B's.
    fn told_of_itself(&mut self, sentence: &Range<usize>) -> bool {
        let scene = self.scene;
        let is_this =
            |at: &usize| scene.is(*at, &["this"]) && self.is_of_the_title(at + 1) && scene.is(at + 2, &["from", "by"]);
        let Some(at) = sentence.clone().find(is_this) else { return false };
        let (end, things) = self.agents(at + 3);
        self.say(Relation::Author, &things, at..end, rule::DESCRIPTION_BY);
        !things.is_empty()
    }

    /// `A report by A`, `Drafted by A, the cable …`, `the paper, drafted by A, …`
    fn by(&mut self, head: &Range<usize>, first: bool) {
        let scene = self.scene;
        let Some(by) = head.clone().find(|i| scene.is(*i, &["by"]) && *i > head.start) else { return };
        let drawn_up = scene.is(by - 1, &["up"]) && by > head.start + 1 && scene.is(by - 2, &["drawn", "written"]);
        // `on statements made by A`
        let of_another = scene.is(by - 1, &["made"])
            && by > head.start + 1
            && !self.document(by - 2)
            && !scene.cue(by - 2, Cue::Passive);
        let made = (scene.begins_with(by - 1, Cue::Made) && !of_another) || drawn_up;
        // `The report, drawn up by A, concludes` tells of itself further on, too
        let itself = made && scene.is(head.start, &["the", "this"]) && self.document(head.start + 1);
        if !first && !itself {
            return;
        }
        let nobody =
            (head.start..by).all(|i| scene.who[i].is_empty() && (scene.verbs(i).is_empty() || self.document(i)));
        let document = (head.start..by).any(|i| self.document(i));
        // `A Stasi report on …`, `A GDR Embassy analysis of …`
        let opens = made && by == head.start + 1;
        // `An analysis of the declaration, which was signed by A`
        let by_parties = scene.is(by - 1, &["signed"]) && (head.start..by).any(|i| scene.is(i, SIGNED_BY_PARTIES));
        let near = document && nobody && (self.document(by - 1) || made) && !by_parties;
        if opens || near {
            let (end, things) = self.agents(by + 1);
            self.say(Relation::Author, &things, head.start..end, rule::DESCRIPTION_BY);
        }
    }

    /// `A Stasi report on …`, `A GDR Embassy analysis of …`, `János Gyöngyösi's notes on …`
    fn owner(&mut self, head: &Range<usize>) {
        let scene = self.scene;
        let start = self.past_the(head.start);
        let (end, things) = self.agents(start);
        let possessive = scene.possessive(end);
        let institution = matches!(scene.what(start), Some(What::Mission(_) | What::Body(_)));
        // `A paper of the Hungarian Embassy in Hanoi on …`
        let of = Some(start + 1).filter(|of| scene.is(*of, &["of", "from"]) && self.document(start));
        if let Some(of) = of.filter(|_| things.is_empty()) {
            let (end, things) = self.agents(of + 1);
            // `The report of Academician A` under the title `Report`; but not `The report of A's visit`
            let personal = ["report", "letter", "note", "memorandum", "telegram", "cable", "journal", "diary"];
            let own = start > head.start
                && scene.is(of, &["of"])
                && self.title.authors.is_empty()
                && self.title.genre.as_deref().is_some_and(|genre| personal.contains(&genre))
                && self.is_of_the_title(start)
                && !scene.possessive(end);
            if own || things.iter().all(|thing| thing.member().is_none()) {
                return self.say(Relation::Author, &things, head.start..end, rule::DESCRIPTION_BY);
            }
        }
        if (possessive && self.document(end + 1)) || (institution && start > head.start && self.document(end)) {
            self.say(Relation::Author, &things, head.start..end + 1, rule::DESCRIPTION_BY);
        }
    }

    /// `Text of a report that A gave at …`
    fn that_somebody_gave(&mut self, head: &Range<usize>) {
        let scene = self.scene;
        let that = head.clone().find(|i| scene.is(*i, &["that", "which"]) && *i > head.start && self.document(*i - 1));
        let Some(that) = that else { return };
        let acts = |i: usize| scene.text.is_deed(scene.token(i)) && !self.document(i);
        let nobody = (head.start..that).all(|i| scene.who[i].is_empty() && !acts(i));
        let (end, things) = self.agents(that + 1);
        if nobody
            && scene
                .is(end, &["gave", "wrote", "delivered", "prepared", "sent", "submitted", "drew", "made", "drafted"])
        {
            self.say(Relation::Author, &things, head.start..end + 1, rule::DESCRIPTION_BY);
        }
    }

    /// `From the diary of A.`
    fn diarist(&mut self, head: &Range<usize>) {
        let at = head.start;
        let scene = self.scene;
        let diary = scene.is(at, &["from"]) && scene.is(at + 1, &["the"]) && scene.is(at + 2, &["diary", "journal"]);
        if diary && scene.is(at + 3, &["of"]) {
            let (end, things) = self.agents(at + 4);
            self.say(Relation::Author, &things, at..end, rule::DESCRIPTION_BY);
        }
    }

    /// Who asks in an interview makes it: `interviewed by A`, `A talks to the former minister about …`
    fn interviewer(&mut self, sentence: &Range<usize>, first: bool) {
        let scene = self.scene;
        if self.title.genre.as_deref() != Some("interview") || !self.title.authors.is_empty() {
            return;
        }
        if let Some(at) = sentence.clone().find(|i| scene.is(*i, &["interviewed"]) && scene.is(*i + 1, &["by"])) {
            let (end, things) = self.agents(at + 2);
            return self.say(Relation::Author, &things, at..end, rule::DESCRIPTION_BY);
        }
        let start = self.past_the(sentence.start);
        let (end, things) = self.agents(start);
        let asks = scene
            .verbs(end)
            .iter()
            .any(|(_, verb)| matches!(verb.class, VerbClass::Tell | VerbClass::Together | VerbClass::Give));
        let new = things.iter().filter_map(Thing::member).all(|id| !self.cast.members[id].in_title);
        if first && asks && new && !things.is_empty() {
            self.say(Relation::Author, &things, start..end + 1, rule::DESCRIPTION_BY);
        }
    }

    /// `Signed by A`, `which bears the signature of A`
    fn signature(&mut self, sentence: &Range<usize>, first: bool) {
        let scene = self.scene;
        let other = |i: usize| !scene.who[i].is_empty() || scene.is(i, SIGNED_BY_PARTIES);
        let first_other = sentence.clone().find(|i| other(*i)).unwrap_or(sentence.end);
        for at in sentence.clone() {
            let signed = scene.is(at, &["signed"]) && scene.is(at + 1, &["by"]) && (first || at == sentence.start);
            let signature = scene.is(at, &["signature"]) && scene.is(at + 1, &["of"]);
            let own = at <= first_other;
            let near = || (at.saturating_sub(7).max(sentence.start)..at).any(|i| self.document(i));
            if (signed && own) || (signature && near()) {
                let (end, things) = self.row(at + 2);
                return self.say(Relation::Author, &things, at..end, rule::DESCRIPTION_BY);
            }
        }
    }

    /// `A, who drafted the airgram, …`
    fn maker(&mut self, sentence: &Range<usize>) {
        let scene = self.scene;
        for at in sentence.clone() {
            let made = scene.sign(at + 1, ',')
                && scene.is(at + 2, &["who"])
                && scene.begins_with(at + 3, Cue::Made)
                && scene.is(at + 4, &["the", "this"])
                && self.document(at + 5);
            if made {
                let (_, things) = self.agents(at);
                self.say(Relation::Author, &things, at..at + 6, rule::DESCRIPTION_BY);
            }
        }
    }

    /// `Ambassador A reports that …`, `The embassy summarizes …`; `He writes to B`
    fn writer(&mut self, sentence: &Range<usize>, first: bool) {
        let scene = self.scene;
        let inside = self.past_in_this(sentence.start);
        let start = self.past_the(inside.unwrap_or(sentence.start));
        let (end, things) = self.agents(start);
        let end = self.past_apposition(end, sentence.end);
        let verb = (end..end + 2).find(|i| scene.begins_with(*i, Cue::Writes) || self.writes(*i)).unwrap_or(end);
        if things.is_empty() {
            return;
        }
        let message = matches!(
            self.title.genre.as_deref(),
            Some("report" | "telegram" | "cable" | "letter" | "note" | "memorandum" | "information" | "other") | None
        ) || scene.is(verb, &["records", "recorded"])
            || (scene.is(verb, &["sets"]) && scene.is(verb + 1, &["down"]));
        let people = things.iter().any(|thing| thing.member().is_some());
        let person_wrote = self.title.authors.iter().any(|thing| thing.member().is_some());
        let institution = self.title.authors.is_empty()
            && self.title.genre.is_some()
            && (scene.begins_with(verb, Cue::Writes) || self.writes(verb));
        // a telegram from nobody in particular is whose description it is
        let anonymous = self.title.authors.is_empty()
            && matches!(self.title.genre.as_deref(), Some("telegram" | "cable" | "report" | "letter"));
        // `Ambassador Jele informs Pretoria`
        let informs = scene.is(verb, &["informs", "informed"])
            && matches!(scene.what(verb + 1), Some(What::Place(_) | What::Body(_)));
        let sets_out = scene.is(verb, &["sets"]) && !scene.is(verb + 1, &["down", "out"]);
        let tells = inside.is_some() && scene.is(verb, DESCRIBES);
        let written =
            (scene.begins_with(verb, Cue::Writes) && !sets_out) || informs || tells || (anonymous && self.writes(verb));
        // the head of the mission that wrote, whatever he does in its telegram
        let with = (end..end + 6).any(|i| scene.is(i, &["with"]));
        let deals = scene.verbs(end).iter().any(|(_, verb)| match verb.class {
            VerbClass::Say | VerbClass::Write => false,
            VerbClass::Together => with,
            _ => true,
        });
        let own = first
            && !deals
            && self.heads_the_mission(&things)
            && scene.text.key(scene.token(end)).ends_with('s')
            && scene.text.is_deed(scene.token(end));
        if first && message && ((people && !person_wrote && (written || own)) || (!people && institution)) {
            self.say(Relation::Author, &things, sentence.start..verb + 1, rule::DESCRIPTION_REPORTS);
        }
    }

    /// Past `In this report,` at the head of a sentence.
    fn past_in_this(&self, at: usize) -> Option<usize> {
        let scene = self.scene;
        let this = scene.is(at, &["in"]) && scene.is(at + 1, &["this"]);
        let itself = this && (self.document(at + 2) || scene.is(at + 2, &["entry"])) && scene.sign(at + 3, ',');
        itself.then_some(at + 4)
    }

    /// Whether these are somebody who heads the mission that the title says wrote.
    fn heads_the_mission(&self, things: &[Thing]) -> bool {
        let of = self.title.authors.iter().find_map(|thing| match thing {
            Thing::Node(Node::Mission(mission)) => mission.of.as_ref(),
            _ => None,
        });
        let heads = ["ambassador", "charge-daffaires", "consul", "consul-general"];
        let (Some(of), [Thing::Member(id)]) = (of, things) else { return false };
        self.cast.members[*id].offices.iter().any(|(office, _)| {
            heads.contains(&office.kind.as_str()) && office.of.as_ref().is_none_or(|state| state == of)
        })
    }

    /// Past `, Romania's permanent representative,` and `of the GDR Embassy` after whoever writes.
    fn past_apposition(&self, at: usize, limit: usize) -> usize {
        let scene = self.scene;
        if scene.sign(at, ',') && !scene.is(at + 1, &["and", "who"]) {
            let close = (at + 2..limit.min(at + 10)).find(|i| scene.sign(*i, ','));
            return close.map_or(at, |close| close + 1);
        }
        let post = self.past_the(at + 1);
        let placed = scene.is(at, &["of", "at", "in"])
            && matches!(scene.what(post), Some(What::Mission(_) | What::Body(_) | What::Place(_)));
        if placed { post + 1 } else { at }
    }

    fn writes(&self, at: usize) -> bool {
        self.scene.verbs(at).iter().any(|(_, verb)| verb.class == VerbClass::Write)
    }

    /// `In this report to B`, `which he wrote for B`, `He writes to B`
    fn addressee(&mut self, head: &Range<usize>, first: bool) {
        let scene = self.scene;
        if !self.title.recipients.is_empty() {
            return;
        }
        for at in head.clone() {
            let determined = at > head.start && scene.is(at - 1, &["this", "the", "a"]);
            let document = first && self.document(at) && (determined || at == head.start) && scene.is(at + 1, &["to"]);
            let made = first && scene.is(at, &["wrote", "written", "prepared", "drafted", "drew", "compiled", "up"]);
            let made_for = made && scene.is(at + 1, &["for"]);
            let attention = scene.is(at, &["attention"]) && scene.is(at + 1, &["of"]);
            // `For the information of the Embassy in India, the Foreign Ministry sums up …`
            let information = first
                && at == head.start + 2
                && scene.is(head.start, &["for"])
                && scene.is(at, &["information"])
                && scene.is(at + 1, &["of"]);
            let letter =
                self.title.genre.as_deref() == Some("letter") || self.title.genre.as_deref() == Some("telegram");
            let by_author = || self.of_the_author(head.start, at);
            let writes =
                letter && scene.is(at, &["writes", "wrote", "cables"]) && scene.is(at + 1, &["to"]) && by_author();
            let does_for = first && self.writes(at) && scene.is(at + 1, &["for"]) && by_author();
            // `The First Directorate informs Ambassador Bogdan`
            let by_body =
                self.title.authors.iter().all(|thing| thing.member().is_none()) && !self.title.authors.is_empty();
            let message = matches!(self.title.genre.as_deref(), Some("telegram" | "cable" | "letter"));
            let orders =
                scene.is(at, &["informs", "instructs", "advises", "directs", "asks", "tells", "orders", "authorizes"]);
            if first && by_body && message && orders && by_author() {
                let (end, things) = self.agents(at + 1);
                if things.iter().any(|thing| thing.member().is_some()) {
                    return self.say(Relation::Addressee, &things, at..end, rule::DESCRIPTION_TO);
                }
            }
            // `Read furnishes McGeorge Bundy with a compilation`
            let gives = first && scene.is(at, &["furnishes", "provides", "supplies", "presents"]) && by_author();
            if gives {
                let (end, things) = self.agents(at + 1);
                let given = self.past_the(end + 1);
                if scene.is(end, &["with"]) && self.document(given) && things.iter().all(|it| it.member().is_some()) {
                    return self.say(Relation::Addressee, &things, at..end, rule::DESCRIPTION_TO);
                }
            }
            if document || made_for || attention || information || writes || does_for {
                let (end, things) = self.agents(at + 2);
                if !things.is_empty() {
                    return self.say(Relation::Addressee, &things, at..end, rule::DESCRIPTION_TO);
                }
            }
        }
    }

    /// `B, to whom the paper is addressed`
    fn addressed(&mut self, sentence: &Range<usize>) {
        let scene = self.scene;
        let is_addressed = |at: &usize| {
            scene.is(*at, &["to"])
                && scene.is(*at + 1, &["whom"])
                && scene.is(*at + 2, &["the", "this"])
                && self.document(*at + 3)
                && scene.is(*at + 4, &["is", "was"])
                && scene.is(*at + 5, &["addressed"])
        };
        let Some(to) = sentence.clone().find(is_addressed) else { return };
        let Some(who) = to.checked_sub(2).filter(|who| *who >= sentence.start && scene.sign(who + 1, ',')) else {
            return;
        };
        let things = scene.agents(who, self.cast);
        self.say(Relation::Addressee, &things, who..to + 6, rule::DESCRIPTION_TO);
    }

    /// Whether the author of the document, or `he`, stands from here up to a verb.
    fn of_the_author(&self, start: usize, verb: usize) -> bool {
        let scene = self.scene;
        let author = |at: usize| {
            let things = scene.agents(at, self.cast);
            !things.is_empty() && things.iter().all(|thing| self.title.authors.contains(thing))
        };
        (start..verb).any(|at| author(at) || scene.is(at, &["he", "she"]))
    }

    fn say(&mut self, relation: Relation, things: &[Thing], phrases: Range<usize>, rule: &'static Rule) {
        let words = self.scene.text.passage(&self.scene.tokens(&phrases));
        for thing in things {
            let list = if relation == Relation::Author { &mut self.title.authors } else { &mut self.title.recipients };
            // `the embassy` is the one of the title
            let vague = |known: &Thing| match (known, thing) {
                (Thing::Node(Node::Mission(known)), Thing::Node(Node::Mission(said))) => known.of == said.of,
                _ => false,
            };
            if list.contains(thing) || list.iter().any(vague) {
                continue;
            }
            list.push(thing.clone());
            self.drafts.push(Draft::of_record(relation, thing.clone(), vec![words], rule));
        }
    }
}
