//! Who wrote a document of a volume, and to whom: by its heading, by who signed it, and by whom it is addressed to beneath.
//!
//! ```text
//! <head>Letter From the <gloss type="from">…</gloss> to <persName type="to" corresp="#p_X1">…</persName></head>
//! <closer><signed>JOHN WHITBY.</signed></closer>
//! <postscript><p>Hon. <hi>Roderick Assel</hi>, <hi>Secretary of State</hi></p></postscript>
//! ```

use super::heading::Heading;
use super::tei::{Volume, is_note, is_person, own};
use super::xml::Element;
use crate::record::{Field, Record};

/// What one person writes to another, who may sign it with a first name.
const PERSONAL: &[&str] = &["Letter From ", "Message From ", "Note From "];

/// What the offices of senders and recipients are, that one person holds.
const HELD: &[&str] = &[
    "Secretary",
    "President",
    "Ambassador",
    "Minister",
    "Chargé",
    "Consul",
    "Commissioner",
    "Representative",
    "Director",
    "Administrator",
    "Chairman",
    "Adviser",
    "Counselor",
    "Chief",
    "Agent",
    "Chancellor",
    "Premier",
];

impl Volume {
    /// Who wrote to whom, by the heading.
    pub(super) fn correspond(&self, record: &mut Record, head: &Element) {
        let heading = Heading::new(head);
        let sides = heading.correspondents().unwrap_or_default().into_iter().zip(heading.posts());
        let fields = [("from", Field::Authors), ("to", Field::Recipients)];
        for ((kind, field), (by_words, post)) in fields.into_iter().zip(sides) {
            let parts = head.find(&|element| element.is("type", kind) && !is_note(element));
            for (nth, part) in parts.iter().enumerate() {
                // `the <gloss>Secretary of Defense</gloss> (<persName>…</persName>)` is one
                let holder = parts.get(nth + 1).filter(|next| is_person(next) && !is_person(part));
                if holder.is_some() && part.find(&is_person).is_empty() && is_office(&part.text(&is_note)) {
                    continue;
                }
                let office =
                    nth.checked_sub(1).map(|before| parts[before].text(&is_note)).filter(|office| is_office(office));
                let marked = if is_person(part) { vec![*part] } else { part.find(&is_person) };
                match marked.as_slice() {
                    // `the Ambassador in Iran (Henderson)` is more than his surname in the markup
                    [one] if !self.is_listed(one) => match office.filter(|_| is_person(part)) {
                        Some(office) => record.give(field, &format!("{office} ({})", part.text(&is_note))),
                        None => record.give(field, &part.text(&is_note)),
                    },
                    [] => record.give(field, &part.text(&is_note)),
                    marked => marked.iter().for_each(|person| record.give(field, &self.name(person))),
                }
            }
            if parts.is_empty() {
                self.give_listed(record, field, &by_words);
                post.into_iter().for_each(|post| record.give(field, post));
            }
        }
    }

    /// Takes the full name of whom a heading has by the surname, `Mr. Assel`, from the address beneath an old letter.
    pub(super) fn address(record: &mut Record, document: &Element) {
        let surname = |name: &str| name.rsplit(' ').next().unwrap_or_default().to_lowercase();
        let is_short = |name: &str| !name.contains(['(', ',']) && name.split(' ').count() <= 2;
        for address in own(document, &|element| element.name == "postscript") {
            let Some(name) = address.find(&|element| element.name == "hi").first().map(|name| name.text(&is_note))
            else {
                continue;
            };
            let name = in_natural_capitals(name.trim_end_matches([',', '.']));
            let is_full = (2..=5).contains(&name.split(' ').count())
                && name.split(' ').all(|word| word.starts_with(char::is_uppercase));
            let same = |known: &str| is_short(known) && surname(known) == surname(&name);
            if is_full && record.values(Field::Recipients).any(|(_, known)| same(known)) {
                record.give(Field::Recipients, &name);
            }
        }
    }

    /// Takes who signed; initials, and what stands for a signature, name nobody.
    pub(super) fn sign(&self, record: &mut Record, signed: &Element, head: &Element) {
        let marked = signed.find(&is_person);
        let words = signed.text(&is_note);
        // `Dick` under a letter from somebody is he, by another name; whoever signs for a post is named by that alone
        let title = head.text(&is_note);
        let is_personal = is_personal(&title) && record.text(Field::Authors).is_empty();
        let is_known = marked.iter().any(|person| self.is_listed(person));
        // whoever signs beneath a sender of another name is quoted, or signs for him
        let names = |text: &str| text.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase).collect::<Vec<_>>();
        let sender = format!("{title} {}", record.text(Field::Authors));
        let is_sent_by_one = self.is_sent_by_one(record, head);
        let known_names = names(&sender);
        let signer =
            marked.first().and_then(|person| self.listed(person)).unwrap_or_else(|| words.replace(['[', ']'], ""));
        if is_sent_by_one && !names(&signer).iter().any(|name| name.chars().count() > 2 && known_names.contains(name)) {
            return;
        }
        if is_personal && !is_known && !words.contains([' ', '.']) && !title.contains(words.as_str()) {
            return;
        }
        let lower = words.to_lowercase();
        let blank = words.starts_with('[')
            && ["sign", "illegible", "copy", "not ", "no ", "stamped"].iter().any(|word| lower.contains(word));
        match marked.as_slice() {
            [] => {
                // `C[ordell] H[ull]`
                let words = words.replace(['[', ']'], "").replace("/s/", "");
                let is_name = |word: &str| {
                    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
                    letters > 3 || letters > 1 && word.chars().any(char::is_lowercase)
                };
                if !blank && words.split([' ', '.']).any(is_name) {
                    self.sign_as(record, &in_natural_capitals(&words));
                }
            }
            [one] => self.sign_as(record, &in_natural_capitals(&self.name(one))),
            marked => marked.iter().for_each(|person| record.give(Field::Authors, &self.name(person))),
        }
    }

    /// Takes one who signed: where the heading has an office alone, he held it.
    fn sign_as(&self, record: &mut Record, name: &str) {
        // the markup of the heading may have another of the surname
        let initials = |name: &str| -> Option<(String, char)> {
            let (family, given) =
                name.split_once(", ").or_else(|| name.rsplit_once(' ').map(|(given, family)| (family, given)))?;
            Some((family.to_lowercase(), given.chars().next()?))
        };
        let is_another = |known: &str| match (initials(known), initials(name)) {
            (Some((family, first)), Some((same, other))) => family == same && first != other && self.persons.has(known),
            _ => false,
        };
        if !self.persons.has(name) && record.values(Field::Authors).any(|(_, known)| is_another(known)) {
            let kept: Vec<String> = record
                .values(Field::Authors)
                .filter(|(_, known)| !is_another(known))
                .map(|(_, known)| known.to_owned())
                .collect();
            record.given.remove(&Field::Authors);
            kept.iter().for_each(|known| record.give(Field::Authors, known));
        }
        let office = match record.values(Field::Authors).collect::<Vec<_>>().as_slice() {
            [(_, office)] if is_office(office) && !office.contains('(') => Some((*office).to_owned()),
            _ => None,
        };
        match office {
            Some(office) if !self.persons.has(name) => {
                record.given.remove(&Field::Authors);
                record.give(Field::Authors, &format!("{office} ({})", name.trim_end_matches('.')));
            }
            Some(_) => {
                record.given.remove(&Field::Authors);
                record.give(Field::Authors, name);
            }
            None => record.give(Field::Authors, name),
        }
    }

    /// Whether the heading names a person who sent it: in the markup, as somebody addressed, or in brackets behind his office.
    fn is_sent_by_one(&self, record: &Record, head: &Element) -> bool {
        let from = head.find(&|element| element.is("type", "from") && !is_note(element));
        let in_markup = from.iter().any(|part| is_person(part) || !part.find(&is_person).is_empty());
        let title = head.text(&is_note);
        let side = title.split(" to ").next().unwrap_or_default();
        let is_office = side.ends_with(')') && [" From the ", "The "].iter().any(|start| side.contains(start));
        let is_listed = record.values(Field::Authors).any(|(_, value)| self.persons.has(value));
        in_markup || is_listed || (is_office && title.contains(" to "))
    }
}

/// Whether a heading is that of what one writes who is named there, and may sign it with a first name.
fn is_personal(title: &str) -> bool {
    let named = |words: &str| words.starts_with(char::is_uppercase);
    PERSONAL.iter().any(|form| title.contains(form))
        || title.split_once("Memorandum From ").is_some_and(|(_, sender)| named(sender))
}

/// Whether words are an office that one person holds, and no mission or body.
fn is_office(words: &str) -> bool {
    let first: Vec<&str> = words.split([' ', '-']).filter(|word| !matches!(*word, "the" | "The")).take(4).collect();
    let adjectives =
        ["Acting", "Executive", "Special", "Vice", "Under", "Deputy", "Assistant", "Prime", "Foreign", "Permanent"];
    first.iter().find(|word| !adjectives.contains(word)).is_some_and(|word| HELD.contains(word))
}

/// A name that is all in capitals with small letters behind the first of each word: `WM. HENRY TRESCOT.` becomes `Wm Henry
/// Trescot`.
fn in_natural_capitals(name: &str) -> String {
    let longest = name.split([' ', '.', '-']).map(|word| word.chars().count()).max().unwrap_or_default();
    if longest < 3 || name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let mut natural = String::with_capacity(name.len());
    for c in name.trim_end_matches('.').chars() {
        let is_first = !natural.ends_with(char::is_alphabetic) && !natural.ends_with(['\'', '’'])
            || ["O'", "O’", "Mc"]
                .iter()
                .any(|start| natural.strip_suffix(start).is_some_and(|before| !before.ends_with(char::is_alphabetic)));
        if is_first { natural.push(c) } else { natural.extend(c.to_lowercase()) }
    }
    // `Wm.`, `Geo.` would end a sentence
    let whole =
        |word: &str| if word.chars().count() > 2 { word.trim_end_matches('.').to_owned() } else { word.to_owned() };
    natural.split(' ').map(whole).collect::<Vec<_>>().join(" ")
}
