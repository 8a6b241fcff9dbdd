//! The cast of a record: who appears in it, each with all the forms of the name it uses.
//!
//! Only the record itself is read: `Puzanov` is the `A.M. Puzanov` of the title because no other name of the record fits
//! it. Who that is in the world is for `resolve` to say.

use super::agent::Agent;
use super::lexicon::one_letter_off;
use super::office::Office;
use super::text::Text;
use super::token::fold;
use crate::record::{Field, Passage};

/// A person's place in the cast.
pub(crate) type MemberId = usize;

/// One person, or one unnamed holder of an office.
#[derive(Debug)]
pub(crate) struct Member {
    /// The forms of the name, each with how often the record uses it; empty for somebody unnamed.
    pub forms: Vec<(String, usize)>,
    /// Cover names that the record gives beside the real one.
    pub aliases: Vec<String>,
    /// The words that describe somebody unnamed.
    pub phrase: String,
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    /// By a form of the name.
    Name(String),
    /// By an office alone, whose word may be a letter off.
    Office { misspelt: bool },
}

/// All of them.
#[derive(Debug, Default)]
pub(crate) struct Cast {
    pub members: Vec<Member>,
}

impl Member {
    /// The fullest form of the name; of two as full the commoner, then the earlier.
    pub(crate) fn name(&self) -> &str {
        let fullest = self.forms.iter().enumerate().max_by_key(|(index, (form, count))| {
            let parts = parts(form);
            let letters: usize = parts.iter().map(|part| part.chars().count()).sum();
            (
                parts.len(),
                parts.iter().filter(|part| part.chars().count() > 1).count(),
                *count,
                letters.min(1),
                usize::MAX - index,
            )
        });
        fullest.map_or("", |(_, (form, _))| form.as_str())
    }

    /// Whether a form of the name is a letter or two off the one that the person goes by.
    pub(crate) fn misspells(&self, form: &str) -> bool {
        let name = parts(self.name());
        let off = |part: &String| name.iter().any(|known| one_letter_off(known, part) || two_letters_off(known, part));
        parts(form).iter().any(|part| !name.contains(part) && off(part))
    }

    pub(crate) fn is_named(&self) -> bool {
        !self.forms.is_empty()
    }

    /// Whether nothing that is said of the two keeps them from being one: no office of another State.
    pub(crate) fn may_be(&self, other: &Self) -> bool {
        let states = |member: &Self| -> Vec<_> {
            member.offices.iter().filter_map(|(office, _)| office.of.clone()).collect()
        };
        let (mine, theirs) = (states(self), states(other));
        mine.is_empty() || theirs.is_empty() || mine.iter().any(|state| theirs.contains(state))
    }
}

impl Cast {
    /// The member a phrase means, new or known.
    pub(crate) fn admit(&mut self, text: &Text<'_>, agent: &Agent) -> MemberId {
        let id = match &agent.name {
            Some(name) => {
                let form = text.words(name).to_owned();
                let id = self.same_name(&form, agent).or_else(|| self.awaited(text, agent)).unwrap_or_else(|| self.join());
                let member = &mut self.members[id];
                match member.forms.iter_mut().find(|(known, _)| *known == form) {
                    Some((_, count)) => *count += 1,
                    None => member.forms.push((form.clone(), 1)),
                }
                if let Some(alias) = &agent.alias {
                    member.aliases.push(text.words(alias).to_owned());
                }
                member.seen.push((text.passage(name), Seen::Name(form)));
                id
            }
            None => {
                let id = self.same_office(agent).unwrap_or_else(|| self.join());
                let member = &mut self.members[id];
                if !member.is_named() && member.phrase.is_empty() {
                    member.phrase.clone_from(&agent.phrase);
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

    fn join(&mut self) -> MemberId {
        self.members.push(Member {
            forms: Vec::new(),
            aliases: Vec::new(),
            phrase: String::new(),
            offices: Vec::new(),
            seen: Vec::new(),
            lady: false,
            definite: false,
            in_title: false,
        });
        self.members.len() - 1
    }

    /// Who of the cast bears a name that this can be a form of: the one whose offices agree, then the latest named.
    fn same_name(&self, form: &str, agent: &Agent) -> Option<MemberId> {
        let offices = agent.offices.as_slice();
        let named = |id: &MemberId| self.members[*id].is_named() && (!agent.lady || self.members[*id].lady);
        let all = (0..self.members.len()).filter(named);
        let known = |id: &MemberId| {
            let member = &self.members[*id];
            let mut forms = member.forms.iter().map(|(known, _)| known).chain(&member.aliases);
            forms.any(|known| fold(known) == fold(form))
        };
        let exact = all.clone().find(known);
        if let Some(id) = exact.filter(|id| !self.contradicts(*id, offices)) {
            return Some(id);
        }
        let fits = |id: &MemberId| same_name(self.members[*id].name(), form) && !self.contradicts(*id, offices);
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
            let by_word = known.kind == "secretary-of-state" || (known.of.is_none() && office.of.is_none()) || known.to.is_some();
            let told = by_word || (known.of.is_some() && known.of == office.of) || (known.body.is_some() && known.body == office.body);
            let same = known.kind == office.kind || (known.kind == "secretary-of-state" && office.kind == "secretary");
            same && !known.plural && told && (known.agrees(office) || known.kind != office.kind)
        };
        let fits = |id: &MemberId| {
            let member = &self.members[*id];
            let first = member.offices.first();
            !member.is_named() && member.in_title && first.is_some_and(|(known, _)| agent.offices.iter().any(|office| holds(known, office)))
        };
        let mut all = (0..self.members.len()).filter(fits);
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
    fn same_office(&self, agent: &Agent) -> Option<MemberId> {
        let office = agent.offices.first()?;
        let same_words = self.members.iter().position(|m| !m.is_named() && fold(&m.phrase) == fold(&agent.phrase));
        // `an Albanian delegation`, `the Albanians` in a record of the delegation that Balluku led
        let group = office.kind == "delegate" || (office.kind == "person" && office.plural && agent.definite);
        let led = |m: &Member| {
            m.is_named()
                && m.offices.iter().any(|(known, _)| known.kind == "delegate" && group && known.of.is_some() && known.of == office.of)
        };
        if let Some(leader) = self.members.iter().position(led).filter(|_| same_words.is_none()) {
            return Some(leader);
        }
        if same_words.is_some() || !agent.definite {
            return same_words;
        }
        let holds = |member: &Member| {
            member.offices.iter().any(|(known, _)| {
                let said = office.of.is_none() || known.of == office.of;
                said && known.agrees(office)
            })
        };
        let mut holders = (0..self.members.len()).filter(|id| holds(&self.members[*id]));
        holders.next().filter(|_| holders.next().is_none())
    }
}

/// Whether two long surnames that begin or end alike are two spellings of one: `Siedlecki`, `Siedliecky`.
fn two_letters_off(a: &str, b: &str) -> bool {
    let long = a.chars().count().min(b.chars().count()) >= 8;
    let begin = a.chars().take(4).eq(b.chars().take(4)) || a.chars().next() == b.chars().next();
    let end = a.chars().rev().take(5).eq(b.chars().rev().take(5));
    long && (begin || end) && strsim::osa_distance(a, b) == 2
}

/// The parts of a name, folded: words, and initials one by one.
pub(crate) fn parts(name: &str) -> Vec<String> {
    let folded = fold(name);
    let split = folded.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|part| !part.is_empty());
    split.map(ToOwned::to_owned).collect()
}

/// Korean family names, each with its romanisations.
const KOREAN: &[&[&str]] = &[
    &["yi", "lee", "ri", "rhee", "li"], &["pak", "park", "bak"], &["choe", "choi"], &["jeong", "chong", "chung", "jung"],
    &["kim", "gim"], &["kang", "gang"], &["no", "roh", "noh"], &["im", "lim", "rim"], &["yu", "ryu", "yoo"],
    &["heo", "ho", "hur", "huh"], &["jo", "cho"], &["gwon", "kwon"], &["baek", "paek", "paik"], &["o", "oh"],
    &["mun", "moon"], &["hyeon", "hyon", "hyun"], &["seo", "so", "suh"], &["an", "ahn"], &["nam"], &["han"], &["jang", "chang"],
];

/// A Korean name in no romanisation: the number of its family name and its other letters, those that systems write
/// differently made one (McCune-Reischauer, Revised and the North Korean way).
fn korean(name: &[String]) -> Option<(usize, String)> {
    let (family, given) = name.split_first()?;
    let family = KOREAN.iter().position(|forms| forms.contains(&family.as_str()))?;
    let letters = given.concat().replace('\'', "").replace("eo", "o").replace("eu", "u").replace("oo", "u");
    let letters = letters.replace("ch", "j").replace("sh", "s");
    let plain = |c: char| match c {
        'k' => 'g',
        't' => 'd',
        'p' => 'b',
        'r' => 'l',
        other => other,
    };
    (!letters.is_empty()).then(|| (family, letters.chars().map(plain).collect()))
}

/// Whether two names can be forms of one: the same parts in any order, a surname or given name alone, initials for
/// words, one letter off. `Kim Il` is no form of `Kim Il Sung`.
pub(crate) fn same_name(a: &str, b: &str) -> bool {
    let (a, b) = (parts(a), parts(b));
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let (Some(last), Some(first), Some(end)) = (short.last(), long.first(), long.last()) else { return false };
    let same = |x: &str, y: &str| x == y || one_letter_off(x, y) || two_letters_off(x, y);
    let joined = |x: &[String]| x.concat();
    if joined(&short) == joined(&long) || one_letter_off(&joined(&short), &joined(&long)) {
        return true;
    }
    if korean(&short).is_some_and(|name| korean(&long) == Some(name)) {
        return true;
    }
    if short.len() == 1 {
        // `Zia` of `Muhammad Zia-ul-Haq`
        let inside = long.len() > 2 && last.chars().count() > 2 && long.contains(last);
        return same(last, first) || same(last, end) || inside;
    }
    // `Saint-Mleux` of `André Saint Mleux`
    if long.ends_with(&short) {
        return true;
    }
    // `Izzat Ibrahim` of `Izzat Ibrahim al-Duri`
    let by_origin = long.get(short.len()).is_some_and(|next| matches!(next.as_str(), "al" | "el" | "bin" | "ibn"));
    if long.starts_with(&short) && by_origin {
        return true;
    }
    if short.len() == long.len() && short.iter().all(|part| long.contains(part)) {
        return true;
    }
    let abbreviates = |s: &String| {
        let initial = s.chars().count() <= 2;
        long.iter().any(|l| {
            same(s, l)
                || (initial && l.starts_with(s.as_str()))
                || (l.chars().count() == 1 && s.starts_with(l.as_str()))
        })
    };
    // the family name stands last, and the parts before it fit; without initials a part more is another name
    same(last, end)
        && short.iter().all(abbreviates)
        && (short.len() == long.len()
            || short[0].chars().count() <= 2
            || long.iter().any(|l| l.chars().count() <= 2)
            || long.len() > 3
            || same(&short[0], first))
}

#[cfg(test)]
mod tests {
    use super::same_name;

    #[test]
    fn forms_of_one_name() {
        for (a, b) in [
            ("Puzanov", "A.M. Puzanov"),
            ("Torbenkov", "Torbenkow"),
            ("Manush", "Manush Myftiu"),
            ("S. V. Chervonenko", "Stepan V. Chervonenko"),
            ("Huang Yugui", "Huang Yu-gui"),
            ("Ion Gheorghe Maurer", "Ion Gheorge Maurer"),
            ("Raul Roa", "Raúl Roa"),
            ("Sheng Shicai", "Shicai Sheng"),
            ("Lee Hu-rak", "Yi Hu-rak"),
            ("Pak Seong-cheol", "Pak Song Chol"),
            ("Chun Doo Hwan", "Chun Doo-hwan"),
            ("Dondongiin Tsevegmid", "Dondogiin Tsevegmid"),
        ] {
            assert!(same_name(a, b), "{a} ~ {b}");
            assert!(same_name(b, a), "{b} ~ {a}");
        }
    }

    #[test]
    fn names_of_two_people() {
        for (a, b) in [
            ("Kim Il", "Kim Il Sung"),
            ("Kim Il", "Kim Chang-man"),
            ("Ri Gyo-sun", "Ri Ju-yeon"),
            ("R.K. Nehru", "Jawaharlal Nehru"),
            ("Pak Seong-cheol", "Pak Yong-guk"),
            ("Chiang Ching-kuo", "Chiang Kai-shek"),
        ] {
            assert!(!same_name(a, b), "{a} ≠ {b}");
            assert!(!same_name(b, a), "{b} ≠ {a}");
        }
    }
}
