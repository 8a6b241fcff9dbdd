//! The cast of a record: who appears in it, each with all the forms of the name it uses.
//!
//! Only the record itself is read: `Puzanov` is the `A.M. Puzanov` of the title because no other name of the record fits
//! it. Who that is in the world is for `resolve` to say.

use super::agent::Agent;
use super::alike::Form;
use super::office::Office;
use super::phrase::What;
use super::text::Text;
use super::token::{TokenKind, fold};
use crate::claim::{Kind, PlaceSlug};
use crate::record::{Field, Mark, Passage};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use std::ops::Range;
use std::rc::Rc;

/// A person's place in the cast.
pub(crate) type MemberId = usize;

/// How many people back a record is searched for whom a name or an office means.
const MEMORY: usize = 100;

/// One person, or one unnamed holder of an office.
#[derive(Debug)]
pub(crate) struct Member {
    /// The forms of the name, each with how often the record uses it; empty for somebody unnamed.
    pub forms: Vec<(Rc<Form>, usize)>,
    /// Cover names that the record gives beside the real one.
    pub aliases: Vec<Rc<Form>>,
    /// The words that describe somebody unnamed.
    pub phrase: String,
    /// Those words without case and marks.
    folded: String,
    /// The offices the record gives them, each with the words that say so.
    pub offices: Vec<(Office, Passage)>,
    /// Every passage that names them, and how.
    pub seen: Vec<(Passage, Seen)>,
    /// Addressed as `Mrs.` or `Madame`: nobody else of the same surname.
    pub lady: bool,
    /// Her name with how she is addressed before it: `Mrs. Roosevelt`.
    addressed: Option<SmolStr>,
    /// Somebody unnamed was brought in with `the`.
    pub definite: bool,
    /// Named in the title.
    pub in_title: bool,
    /// The mark of the document that tells who it is.
    mark: Option<usize>,
    /// The years that stand beside the name.
    life: Option<Life>,
    /// A body that somebody may have dealt with, as one party: nobody of its own.
    pub is_body: bool,
}

/// How a passage names a member of the cast.
#[derive(Clone, Debug)]
pub(crate) enum Seen {
    /// By a form of the name.
    Name(Rc<Form>),
    /// By an office alone, whose word may be a letter off.
    Office { misspelt: bool },
}

/// All of them.
#[derive(Debug, Default)]
pub(crate) struct Cast {
    pub members: Vec<Member>,
    /// Every form of a name so far, by its words.
    forms: FxHashMap<SmolStr, Rc<Form>>,
    /// Who bore a form of a name first, by the form without case and marks.
    bearers: FxHashMap<SmolStr, MemberId>,
    /// Those named side by side last, and where.
    row: Row,
    /// Whom words mean, where the document's markup tells.
    marks: Vec<Mark>,
}

/// What tells somebody from another of the name: the mark of the document, and the years beside the name.
type Known = (Option<usize>, Option<Life>);

/// The years of a birth and a death, as they stand beside a name: `(1912-1994)`, `, 1920-`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Life {
    born: u16,
    died: Option<u16>,
}

impl Life {
    /// The years that stand here.
    fn read(text: &Text<'_>, at: usize) -> Option<Self> {
        let year = |at: usize| {
            let number = (text.kind(at) == Some(TokenKind::Number)).then(|| text.words(&(at..at + 1)))?;
            number.parse().ok().filter(|year| (1000..2100).contains(year))
        };
        let opens = text.sign(at, '(') || text.sign(at, ',');
        let born = year(at + 1).filter(|_| opens && text.kind(at + 2) == Some(TokenKind::Hyphen))?;
        Some(Self { born, died: year(at + 3).filter(|died| *died >= born) })
    }

    /// Whether these are the years of another life.
    fn is_another(self, other: Self) -> bool {
        self.born != other.born || self.died.zip(other.died).is_some_and(|(one, other)| one != other)
    }
}

/// People named side by side: `A and B`.
#[derive(Debug, Default)]
struct Row {
    field: Option<Field>,
    /// The token after the last of them.
    end: usize,
    members: Vec<MemberId>,
}

impl Member {
    /// The fullest form of the name; of two as full the commoner, then the earlier.
    pub(crate) fn name(&self) -> Option<&Form> {
        let fullness = |(form, count): &(Rc<Form>, usize)| (form.fullness(), *count);
        let fullest = match self.forms.as_slice() {
            [one] => Some(one),
            forms => forms.iter().rev().max_by_key(|form| fullness(form)),
        };
        fullest.map(|(form, _)| &**form)
    }

    /// What a lady is called of whom the record has the surname alone: `Mrs. Roosevelt` is not Mr. Roosevelt.
    pub(crate) fn as_addressed(&self) -> Option<SmolStr> {
        self.name().filter(|name| name.fullness().0 == 1)?;
        self.addressed.clone()
    }

    /// Whether a form of the name is a letter or two off the one that the person goes by.
    pub(crate) fn misspells(&self, form: &Form) -> bool {
        self.name().is_some_and(|name| !std::ptr::eq(form, name) && form.misspells(name))
    }

    pub(crate) fn is_named(&self) -> bool {
        !self.forms.is_empty()
    }

    /// Whether it is more than one person: a delegation, the leaders.
    pub(crate) fn is_several(&self) -> bool {
        self.offices.iter().any(|(office, _)| office.plural)
    }

    /// Whether offices are those of somebody else of the name: nobody is an ambassador and a minister at once.
    fn serves_apart(&self, offices: &[Office]) -> bool {
        // a first secretary may be a party's
        let rank = |office: &Office| office.is_rank() && office.kind != "first-secretary";
        let apart = |one: &Office, other: &Office| rank(one) && other.is_of_government();
        let mut pairs = self.offices.iter().flat_map(|(known, _)| offices.iter().map(move |office| (known, office)));
        pairs.any(|(known, office)| apart(known, office) || apart(office, known))
    }

    /// Whether nothing that is said of the two keeps them from being one: no office of another State.
    pub(crate) fn may_be(&self, other: &Self) -> bool {
        fn states(member: &Member) -> impl Iterator<Item = &PlaceSlug> {
            member.offices.iter().filter_map(|(office, _)| office.of.as_ref())
        }
        fn ranks(member: &Member) -> impl Iterator<Item = &Kind> {
            let offices = member.offices.iter().map(|(office, _)| office);
            offices.filter(|office| office.is_rank()).map(|office| &office.kind)
        }
        /// Whether both have one in common, or one of them has none.
        fn meet<'m, T: PartialEq + 'm, I: Iterator<Item = &'m T>>(
            mine: impl Fn() -> I,
            theirs: impl Fn() -> I,
        ) -> bool {
            mine().next().is_none() || theirs().next().is_none() || mine().any(|one| theirs().any(|other| other == one))
        }
        meet(|| ranks(self), || ranks(other)) && meet(|| states(self), || states(other))
    }
}

impl Cast {
    /// A cast of those whom the markup of a document tells apart.
    pub(crate) fn marked(marks: &[Mark]) -> Self {
        Self { marks: marks.to_vec(), ..Self::default() }
    }

    /// The mark of some words.
    fn mark(&self, words: Passage) -> Option<usize> {
        let before = |mark: &Mark| (mark.words.field, mark.words.end) <= (words.field, words.start);
        let at = self.marks.partition_point(before);
        self.marks.get(at).filter(|mark| mark.words.field == words.field && mark.words.start < words.end).map(|_| at)
    }

    /// Who was told by a mark of the same person.
    fn told_by(&self, mark: usize) -> Option<MemberId> {
        let who = self.marks[mark].who.as_ref()?;
        let same =
            |id: &MemberId| self.members[*id].mark.is_some_and(|known| self.marks[known].who.as_ref() == Some(who));
        self.latest().find(same)
    }

    /// Whether the markup, or the years beside a name, tell somebody from another.
    fn is_told_apart(&self, id: MemberId, (mark, life): Known) -> bool {
        let member = &self.members[id];
        member.mark.zip(mark).is_some_and(|(one, other)| self.marks[one].who != self.marks[other].who)
            || member.life.zip(life).is_some_and(|(one, other)| one.is_another(other))
    }

    /// The member a phrase means, new or known.
    pub(crate) fn admit(&mut self, text: &Text<'_>, agent: &Agent) -> MemberId {
        if !self.row.goes_on(text, agent) {
            self.row.members.clear();
        }
        let id = match &agent.name {
            Some(name) => {
                let form = self.form(text.words(name));
                let mark = self.mark(text.passage(name));
                let alias = agent.alias.as_ref().map(|alias| self.form(text.words(alias)));
                let life = Life::read(text, agent.tokens.end.max(name.end));
                let known = (mark, life);
                let id = mark
                    .and_then(|mark| self.told_by(mark))
                    .or_else(|| self.same_name(&form, agent, text, known))
                    .or_else(|| self.same_alias(alias.as_deref(), agent, known))
                    .or_else(|| self.awaited(text, agent))
                    .unwrap_or_else(|| self.join());
                let member = &mut self.members[id];
                member.mark = member.mark.or(mark);
                member.life = member.life.or(life);
                match member.forms.iter_mut().find(|(known, _)| Rc::ptr_eq(known, &form)) {
                    Some((_, count)) => *count += 1,
                    None => member.forms.push((Rc::clone(&form), 1)),
                }
                for borne in alias.iter().chain([&form]) {
                    self.bearers.entry(borne.folded.clone()).or_insert(id);
                }
                member.aliases.extend(alias);
                member.seen.push((text.passage(name), Seen::Name(form)));
                id
            }
            None => {
                let id = self.same_office(text, agent).unwrap_or_else(|| self.join());
                let member = &mut self.members[id];
                if !member.is_named() && member.phrase.is_empty() {
                    member.phrase.clone_from(&agent.phrase);
                    member.folded = fold(&agent.phrase);
                    member.definite = agent.definite;
                }
                let misspelt = text.misspells(&agent.tokens);
                member.seen.push((text.passage(&agent.tokens), Seen::Office { misspelt }));
                id
            }
        };
        if self.row.members.len() < MEMORY {
            self.row.members.push(id);
        }
        (self.row.field, self.row.end) = (Some(text.field), agent.tokens.end);
        let words = text.passage(&agent.tokens);
        let member = &mut self.members[id];
        member.lady |= agent.lady;
        if let (None, true, Some(name)) = (&member.addressed, agent.lady, &agent.name) {
            member.addressed = text.addressed(&agent.tokens, name).map(SmolStr::new);
        }
        member.in_title |= text.field == Field::Title;
        for office in &agent.offices {
            // whoever is called by an office time and again needs no more words for it, and is compared by all
            if member.offices.iter().filter(|(known, _)| known.is_same(office)).count() < MEMORY {
                member.offices.push((office.clone(), words));
            }
        }
        id
    }

    /// Those who are looked at when somebody is named or spoken of again.
    fn latest(&self) -> Range<MemberId> {
        self.members.len().saturating_sub(MEMORY)..self.members.len()
    }

    fn join(&mut self) -> MemberId {
        self.members.push(Member {
            forms: Vec::new(),
            aliases: Vec::new(),
            phrase: String::new(),
            folded: String::new(),
            offices: Vec::new(),
            seen: Vec::new(),
            lady: false,
            addressed: None,
            definite: false,
            in_title: false,
            mark: None,
            life: None,
            is_body: false,
        });
        self.members.len() - 1
    }

    /// The member that stands for a body, new or known. What the record says of the body is said of itself.
    pub(crate) fn admit_body(&mut self, words: &str) -> MemberId {
        let folded = fold(words);
        let known = self.latest().find(|id| self.members[*id].is_body && self.members[*id].folded == folded);
        known.unwrap_or_else(|| {
            let id = self.join();
            let member = &mut self.members[id];
            (member.phrase, member.folded, member.is_body) = (words.to_owned(), folded, true);
            id
        })
    }

    /// A form of a name, taken apart once.
    fn form(&mut self, words: &str) -> Rc<Form> {
        let known = self.forms.get(words).cloned();
        known.unwrap_or_else(|| {
            let form = Rc::new(Form::new(words));
            self.forms.insert(form.words.clone(), Rc::clone(&form));
            form
        })
    }

    /// Who of the cast bears a name that this can be a form of: the one whose offices agree, then the latest named.
    fn same_name(&self, form: &Form, agent: &Agent, text: &Text<'_>, known: Known) -> Option<MemberId> {
        if text.says_no_relation(agent.tokens.end) {
            return None;
        }
        let (offices, field) = (agent.offices.as_slice(), text.field);
        let named = |id: &MemberId| {
            let member = &self.members[*id];
            member.is_named() && (!agent.lady || member.lady) && !self.is_told_apart(*id, known)
        };
        let all = self.latest().filter(named);
        let exact = self.bearers.get(&form.folded).copied().filter(named);
        let is_full = form.fullness().0 > 1;
        let serves_apart = |id: MemberId| self.members[id].serves_apart(offices);
        if let Some(id) = exact.filter(|id| !self.contradicts(*id, offices) && (is_full || !serves_apart(*id))) {
            return Some(id);
        }
        // a list of those present has everybody once: `Secretary Dulles` is not `Allen Dulles`
        let is_listed = |id: MemberId| {
            field == Field::Participants && self.members[id].seen.iter().any(|(passage, _)| passage.field == field)
        };
        let fits = |id: &MemberId| {
            self.members[*id].name().is_some_and(|name| name.may_be(form))
                && !self.contradicts(*id, offices)
                && !serves_apart(*id)
                && !self.is_beside(*id, form, agent, text)
                && !self.is_additional(*id, form, agent, text)
                && !self.is_spelt_apart(*id, form, agent, text)
                && !is_listed(*id)
        };
        let agrees = |id: &MemberId| {
            offices.iter().any(|office| self.members[*id].offices.iter().any(|(known, _)| known.agrees(office)))
        };
        // of several who fit, only an office that agrees can tell
        let fitting: Vec<MemberId> = all.filter(fits).collect();
        let mut agreeing = fitting.iter().copied().filter(agrees);
        match (fitting.as_slice(), agreeing.next(), agreeing.next()) {
            ([one], ..) => Some(*one),
            (_, Some(one), None) => Some(one),
            _ => None,
        }
    }

    /// Whoever goes by the cover name that stands before the real one: `Terebin`, and then `Terebin (A.Y. Orlov)`.
    fn same_alias(&self, alias: Option<&Form>, agent: &Agent, known: Known) -> Option<MemberId> {
        let id = *self.bearers.get(&alias?.folded)?;
        let is_bare = self.members[id].forms.iter().all(|(form, _)| Some(&form.folded) == alias.map(|it| &it.folded));
        (is_bare && !self.is_told_apart(id, known) && !self.contradicts(id, &agent.offices)).then_some(id)
    }

    /// Whether somebody is named beside another of the name: `Ambassador Li and Li Xiannian`; but not in a clause of its
    /// own, as in `met Zhou Enlai, and Zhou told him`.
    fn is_beside(&self, id: MemberId, form: &Form, agent: &Agent, text: &Text<'_>) -> bool {
        let shorter = self.members[id].name().is_some_and(|known| known.fullness() < form.fullness());
        let acts = || text.is_deed(agent.tokens.end) || text.longest(&text.lexicon.verbs, agent.tokens.end).is_some();
        self.row.members.contains(&id) && (shorter || !acts())
    }

    /// Whether a full name brings in somebody beside whoever goes by the surname and an office: `Prime Minister Gandhi met
    /// Nixon, and Sanjay Gandhi met Rusk`, or `Robert Kennedy was also present` under `Conversation with President Kennedy`.
    fn is_additional(&self, id: MemberId, form: &Form, agent: &Agent, text: &Text<'_>) -> bool {
        let member = &self.members[id];
        let surname = |known: &Form| known.is_last_of(form);
        let by_surname = member.forms.iter().all(|(known, _)| surname(known));
        if !by_surname || !agent.offices.is_empty() {
            return false;
        }
        let here = member.seen.iter().all(|(passage, _)| passage.field == text.field);
        let titled = !member.offices.is_empty();
        (here && titled) || (member.in_title && text.tells_of_more_present(&agent.tokens))
    }

    /// Whether two names a letter apart are two people's: whoever wrote one field spelt a full name as it is, and any name
    /// in one sentence.
    fn is_spelt_apart(&self, id: MemberId, form: &Form, agent: &Agent, text: &Text<'_>) -> bool {
        let member = &self.members[id];
        let near = |known: &Form| known.folded != form.folded && known.is_near(form);
        member.seen.iter().any(|(passage, seen)| match seen {
            Seen::Name(known) if passage.field == text.field && near(known) => {
                let full = known.fullness().0 > 1 && form.fullness().0 > 1;
                full || text.is_one_sentence(passage, &agent.tokens)
            }
            _ => false,
        })
    }

    /// The holder of an office whom the title does not name: `to the Foreign Minister`, and then `Foreign Minister Ito`.
    fn awaited(&self, text: &Text<'_>, agent: &Agent) -> Option<MemberId> {
        if text.field != Field::Description {
            return None;
        }
        let holds = |known: &Office, office: &Office| {
            // `the Secretary of State` is one State's, and so is an ambassador by where he is
            // `to the Secretary`, and then `Secretary of State Brandel`; but not `Secretary of Defense Foss`, `… for Defence Foss`
            let is_bare = |office: &Office| office.tokens.len() == 1 && office.body.is_none();
            let of_state = office.kind == "secretary-of-state" && office.tokens.end == office.head.end;
            let the_secretary = known.kind == "secretary" && is_bare(known) && of_state;
            let another = known.kind == "secretary" && is_bare(known) && office.kind == "secretary" && !is_bare(office);
            let by_word = known.kind == "secretary-of-state"
                || the_secretary
                || (known.of.is_none() && office.of.is_none() && !another)
                || known.to.is_some();
            let told = by_word
                || (known.of.is_some() && known.of == office.of)
                || (known.body.is_some() && known.body == office.body);
            let same = known.kind == office.kind
                || the_secretary
                || (known.kind == "secretary-of-state" && office.kind == "secretary");
            same && !known.plural && told && (known.agrees(office) || known.kind != office.kind)
        };
        let fits = |id: &MemberId| {
            let member = &self.members[*id];
            let first = member.offices.first();
            !member.is_named()
                && member.in_title
                && first.is_some_and(|(known, _)| agent.offices.iter().any(|office| holds(known, office)))
        };
        let mut all = self.latest().filter(fits);
        let id = all.next().filter(|_| all.next().is_none())?;
        // of two foreign ministers, `the Foreign Minister` may be the other
        let (wanted, _) = self.members[id].offices.first()?;
        let name = agent.name.as_ref()?;
        let is_other = |other: &Agent| {
            let apart = |name: &Range<usize>, other: &Range<usize>| {
                !other.clone().any(|at| name.clone().any(|own| text.key(own) == text.key(at)))
            };
            other.name.as_ref().is_some_and(|other| apart(name, other))
                && other.offices.iter().any(|office| holds(wanted, office))
        };
        let next = text.phrases.partition_point(|phrase| phrase.tokens.start < agent.tokens.end);
        let later = text.phrases[next..].iter().take(MEMORY).filter_map(|phrase| match &phrase.what {
            What::People(people) => Some(people),
            _ => None,
        });
        let held = |id: MemberId| {
            let member = &self.members[id];
            member.is_named() && member.offices.iter().any(|(office, _)| holds(wanted, office))
        };
        (!later.flatten().any(is_other) && !self.latest().any(held)).then_some(id)
    }

    /// Whether offices of the same kind, held for different States, keep two apart.
    fn contradicts(&self, id: MemberId, offices: &[Office]) -> bool {
        offices.iter().any(|office| {
            self.members[id].offices.iter().any(|(known, _)| {
                known.kind == office.kind && known.of.is_some() && office.of.is_some() && known.of != office.of
            })
        })
    }

    /// Whom an office without a name means: the one member who holds it, or the same words again.
    fn same_office(&self, text: &Text<'_>, agent: &Agent) -> Option<MemberId> {
        let office = agent.offices.first()?;
        let phrase = fold(&agent.phrase);
        // `the ambassador of Poland` is not the one of France
        let another = |id: &MemberId| {
            let known = self.members[*id].offices.first();
            known.is_some_and(|(known, _)| !known.agrees(office))
        };
        let same_words = self.latest().find(|id| {
            let member = &self.members[*id];
            !member.is_named() && !member.is_body && member.folded == phrase && !another(id)
        });
        // `an Albanian delegation`, `the Albanians` in a record of the delegation that Balluku led
        let group = office.kind == "delegate" || (office.kind == "person" && office.plural && agent.definite);
        let led = |id: &MemberId| {
            let member = &self.members[*id];
            member.is_named()
                && member
                    .offices
                    .iter()
                    .any(|(known, _)| known.kind == "delegate" && group && known.of.is_some() && known.of == office.of)
        };
        if let Some(leader) = self.latest().find(led).filter(|_| same_words.is_none()) {
            return Some(leader);
        }
        // nobody writes to himself: `the Assistant Secretary for … (Perkins) to the Assistant Secretary for …`
        let start = agent.tokens.start;
        let is_addressed = text.field == Field::Title && start > 0 && text.is(start - 1, &["to"]);
        if same_words.is_some() || !agent.definite || is_addressed {
            return same_words;
        }
        let holds = |member: &Member| {
            member.offices.iter().any(|(known, _)| {
                let said = office.of.is_none() || known.of == office.of;
                // `the Foreign Ministers` are not the one
                let as_many = !office.plural || known.plural || group;
                said && as_many && known.agrees(office)
            })
        };
        // who is listed by an office stands beside those who are listed by their names, or by other words
        let is_listed = |member: &Member| {
            text.field == Field::Participants && member.seen.iter().any(|(words, _)| words.field == text.field)
        };
        let mut holders = self.latest().filter(|id| holds(&self.members[*id]) && !is_listed(&self.members[*id]));
        holders.next().filter(|_| holders.next().is_none())
    }
}

impl Row {
    /// Whether somebody stands beside those named last: `A and B`.
    fn goes_on(&self, text: &Text<'_>, agent: &Agent) -> bool {
        let between = self.end..agent.tokens.start;
        let joins = |at: usize| text.is(at, &["and", "with"]);
        let comma = usize::from(text.sign(self.end, ','));
        self.field == Some(text.field) && between.len() == comma + 1 && joins(self.end + comma)
    }
}
