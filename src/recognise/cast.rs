//! The cast of a record: who appears in it, each with all the forms of the name it uses.
//!
//! Only the record itself is read: `Puzanov` is the `A.M. Puzanov` of the title because no other name of the record fits
//! it. Who that is in the world is for `resolve` to say.

use super::agent::Agent;
use super::alike::Form;
use super::office::Office;
use super::text::Text;
use super::token::fold;
use crate::claim::{Kind, PlaceSlug};
use crate::record::{Field, Passage};
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
    /// Somebody unnamed was brought in with `the`.
    pub definite: bool,
    /// Named in the title.
    pub in_title: bool,
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

    /// Whether a form of the name is a letter or two off the one that the person goes by.
    pub(crate) fn misspells(&self, form: &Form) -> bool {
        self.name().is_some_and(|name| !std::ptr::eq(form, name) && form.misspells(name))
    }

    pub(crate) fn is_named(&self) -> bool {
        !self.forms.is_empty()
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
    /// The member a phrase means, new or known.
    pub(crate) fn admit(&mut self, text: &Text<'_>, agent: &Agent) -> MemberId {
        let id = match &agent.name {
            Some(name) => {
                let form = self.form(text.words(name));
                let id = self
                    .same_name(&form, agent, text.field)
                    .or_else(|| self.awaited(text, agent))
                    .unwrap_or_else(|| self.join());
                let alias = agent.alias.as_ref().map(|alias| self.form(text.words(alias)));
                let member = &mut self.members[id];
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
        let words = text.passage(&agent.tokens);
        let member = &mut self.members[id];
        member.lady |= agent.lady;
        member.in_title |= text.field == Field::Title;
        member.offices.extend(agent.offices.iter().map(|office| (office.clone(), words)));
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
            definite: false,
            in_title: false,
        });
        self.members.len() - 1
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
    fn same_name(&self, form: &Form, agent: &Agent, field: Field) -> Option<MemberId> {
        let offices = agent.offices.as_slice();
        let named = |id: &MemberId| self.members[*id].is_named() && (!agent.lady || self.members[*id].lady);
        let all = self.latest().filter(named);
        let exact = self.bearers.get(&form.folded).copied().filter(named);
        if let Some(id) = exact.filter(|id| !self.contradicts(*id, offices)) {
            return Some(id);
        }
        // a list of those present has everybody once: `Secretary Dulles` is not `Allen Dulles`
        let is_listed = |id: MemberId| {
            field == Field::Participants && self.members[id].seen.iter().any(|(passage, _)| passage.field == field)
        };
        let fits = |id: &MemberId| {
            self.members[*id].name().is_some_and(|name| name.may_be(form))
                && !self.contradicts(*id, offices)
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

    /// The holder of an office whom the title does not name: `to the Foreign Minister`, and then `Foreign Minister Ito`.
    fn awaited(&self, text: &Text<'_>, agent: &Agent) -> Option<MemberId> {
        if text.field != Field::Description {
            return None;
        }
        let holds = |known: &Office, office: &Office| {
            // `the Secretary of State` is one State's, and so is an ambassador by where he is
            let by_word =
                known.kind == "secretary-of-state" || (known.of.is_none() && office.of.is_none()) || known.to.is_some();
            let told = by_word
                || (known.of.is_some() && known.of == office.of)
                || (known.body.is_some() && known.body == office.body);
            let same = known.kind == office.kind || (known.kind == "secretary-of-state" && office.kind == "secretary");
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
        all.next().filter(|_| all.next().is_none())
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
        let same_words = self.latest().find(|id| !self.members[*id].is_named() && self.members[*id].folded == phrase);
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
        let mut holders = self.latest().filter(|id| holds(&self.members[*id]));
        holders.next().filter(|_| holders.next().is_none())
    }
}
