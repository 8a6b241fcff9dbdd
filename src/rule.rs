//! Every rule by which the program reads something out of a text, in one place.
//!
//! A rule says once whether what it reads is *stated* by the words or *inferred* from them; each statement in a graph
//! names the rule that read it. Rules are grouped by the grammar that uses them.

/// How far a rule goes beyond the words it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Basis {
    /// The quoted words say it.
    Stated,
    /// The quoted words suggest it; another reading is possible.
    Inferred,
}

/// One rule.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Rule {
    /// Its name, which is the end of its IRI: `title.slot`.
    pub id: &'static str,
    /// Whether what it reads is stated or inferred.
    pub basis: Basis,
    /// What it reads, in a sentence.
    pub says: &'static str,
}

macro_rules! rules {
    ($($name:ident $basis:ident $id:literal $says:literal)*) => {
        $(#[doc = $says] pub const $name: &Rule = &Rule { id: $id, basis: Basis::$basis, says: $says };)*
        /// All of them, in the order above.
        pub const ALL: &[&Rule] = &[$($name),*];
    };
}

rules! {
    DATE_FIELD          Stated   "date.field"              "The date field of the entry is the date of the record."

    GIVEN_AUTHOR        Stated   "given.author"            "The archive names the author in a field of its own."
    GIVEN_RECIPIENT     Stated   "given.recipient"         "The archive names the addressee in a field of its own."
    GIVEN_PARTICIPANT   Stated   "given.participant"       "The archive names those who took part in a field of its own."
    GIVEN_CONTRIBUTOR   Inferred "given.contributor"       "A contributor, by the archive's own field: who took part in the meeting that is recorded, and of other documents the author."
    GIVEN_MENTIONED     Stated   "given.mentioned"         "The archive names those whom the document mentions in a field of its own."
    GIVEN_PLACE         Stated   "given.place"             "The archive names the places that the document is about in a field of its own."

    GENRE_WORD          Stated   "title.genre-word"        "A word of the title names the documentary form."
    GENRE_OCCASION      Stated   "title.genre-occasion"    "A title that names a conversation or meeting and no other form is a record of conversation."
    TITLE_FROM          Stated   "title.from"              "'Form from A', 'Form, A', 'Form by A', 'Form of A' or 'A, title': A is the author."
    TITLE_TO            Stated   "title.to"                "'… to B' after the form or the author: B is the addressee."
    TITLE_DIARIST       Stated   "title.diarist"           "'Journal of A', 'From the Diary of A': A is the author."
    TITLE_SIGNER        Stated   "title.signer"            "A name in brackets after the mission that wrote: its signer, an author too."
    TITLE_OWN_MINISTRY  Inferred "title.own-ministry"      "A foreign ministry without its State, to or from whom an embassy or ambassador writes: of the State that sent them."
    TITLE_BETWEEN       Stated   "title.between"           "'Letters between A and B': each wrote to the other."
    TITLE_PARTIES       Stated   "title.parties"           "'Agreement between A and B' of two bodies, no States: both made it."
    TITLE_OWN_MISSION   Inferred "title.own-mission"       "A mission without its State: that of its head, who wrote too; the United States', where the Department of State writes to it."
    DESCRIPTION_BY      Stated   "description.by"          "'A report by A', 'Drafted by A, the cable …', 'bears the signature of A' in the description: A is an author."
    DESCRIPTION_REPORTS Stated   "description.reports"     "'A reports on …', 'A writes that …' at the head of the description of a report or message: A is an author."
    DESCRIPTION_TO      Stated   "description.to"          "'In this report to B', 'which he wrote for B', 'He writes to B' in the description: B is an addressee."

    NAME_FORM           Stated   "name.form"               "A personal name by its form and what stands around it; nobody of the authority files is meant for certain."
    NAME_AUTHORITY      Stated   "name.authority"          "The name, or a listed form of it, of just one entry of the authority files, whose State does not stand against it."
    NAME_SPELLING       Inferred "name.authority-spelling" "A name one letter off, or a listed misspelling, of just one entry of the authority files."
    NAME_OFFICE         Inferred "name.authority-office"   "A bare surname with an office that just one entry of the authority files held for that State at the time."
    NAME_UNNAMED        Stated   "name.unnamed"            "A role or nationality with no name."
    NAME_HERE_SPELLING  Inferred "name.record-spelling"    "A name one or two letters off another form of it in the same record."
    NAME_HERE_OFFICE    Inferred "name.record-office"      "'the ambassador': the one person named in the record who holds the office."
    NAME_PLACE          Stated   "name.place"              "A name of a State or city of the authority files."
    NAME_MISSION        Stated   "name.mission"            "A mission by its kind, sending State and host."
    NAME_MISSION_SPELLING Inferred "name.mission-spelling" "A mission with a State, a city or its own noun one letter off."
    NAME_MISSION_HERE   Inferred "name.record-mission"     "A mission whose host is not said: the one of its kind and State that the record names in full."
    NAME_MISSION_VOLUME Inferred "name.volume-mission"     "A mission at the head of a document of which no State is told, in a volume of the United States: theirs."
    NAME_OFFICE_SPELLING Inferred "name.office-spelling"   "An office one letter off that stands for whoever holds it."
    NAME_BODY           Stated   "name.body"               "A body by its name, or by the parts of its name."

    NAME_DIVIDED        Inferred "name.divided-state"      "'Korean', 'German' or 'Vietnamese' after the division: of the one of the two States that the record names."

    OFFICE_PHRASE       Stated   "office.phrase"           "An office beside a name or standing for one: 'Soviet Ambassador in the DPRK A.M. Puzanov'."
    OFFICE_ON_JOURNEY   Inferred "office.on-journey"       "The record is of a journey: 'Prime Minister A' who came from Norway is its own, 'President B' whom he met in the United States is theirs."
    OFFICE_DELEGATION   Inferred "office.delegation"       "'An Albanian delegation led by Premier A': a member of a government who leads a delegation is of its State."
    OFFICE_VOLUME       Inferred "office.volume"           "Whoever is sent somewhere, at the head of a document in a volume of the United States, and of no State: theirs."
    OFFICE_OWN_MISSION  Inferred "office.own-mission"      "'Hungarian Ambassador' in a record of the Hungarian embassy in X: accredited to X."

    MEET_BETWEEN        Stated   "meet.between"            "'conversation between A and B', 'A – B meeting', 'A's meeting with B'."
    MEET_HELD_WITH      Stated   "meet.held-with"          "'a conversation he held with B', 'his meeting with B': he is who was just named."
    MEET_WITH           Stated   "meet.with"               "'A discusses T with B', 'A met with B'."
    MEET_JOINT_SUBJECT  Stated   "meet.joint-subject"      "'A and B discuss T', no third party named: with each other."
    MEET_TELLS          Stated   "meet.tells"              "'A tells B …', 'A presents T to B': person to person."
    MEET_RECEIVES       Stated   "meet.receives"           "'A receives B', 'B was received by A'."
    MEET_JOINED         Stated   "meet.joined"             "'joined by C', 'accompanied by C', 'in the presence of C', 'C was also present'."
    MEET_AUTHOR         Inferred "meet.with-author"        "'Conversation with B', no other party named: the author is the other party."
    MEET_OWNER          Inferred "meet.owner"              "'Conversation with B', no author named: the other party is whom the description shows speaking first."
    MEET_NAMED          Inferred "meet.named"              "Who is met in the description is the unnamed party of the title's encounter, where their States agree."
    MEET_SPEAKER        Inferred "meet.speaker"            "Who speaks in the description of a conversation took part in it."
    MEET_JOURNAL        Inferred "meet.journal-speaker"    "In a journal or diary, who 'says' or 'reports' something says it to the diarist."
    MEET_PLANNED        Stated   "meet.planned"            "'will meet', 'refused to receive', 'requested a meeting with': planned, proposed, refused or postponed; no encounter."
    MEET_DATE           Stated   "meet.title-date"         "The date in a title that names the encounter, or that a journal is for."
    MEET_DATE_TOLD      Stated   "meet.date-told"          "The date said with the meeting: 'met B on 3 June 1963', 'the meeting of 3 June 1963 with B'."
    MEET_DAY_TOLD       Inferred "meet.day-told"           "A day said with the meeting without its year: the last of its name before the record, of half a year."
    MEET_NOT_AFTER      Inferred "meet.not-after-record"   "No date said: on or before the date of the record."
    MEET_DATED          Stated   "meet.date-marked"        "The source says that the date of the record is that of the meeting."
    MEET_HOUR           Inferred "meet.date-of-minutes"    "The date of a record of a meeting that lists who was there is the meeting's where it has the hour, or stands over the list."
    MEET_DATELINE       Inferred "meet.dateline-place"     "The place in the dateline of a record of a meeting that lists who was there."
    MEET_PLACE          Stated   "meet.title-place"        "The place named in the title after the parties."
    MEET_PLACE_TOLD     Stated   "meet.place-told"         "The place said with the meeting, behind the name of who was met: 'met B in Moscow'."
    MEET_ON_JOURNEY     Inferred "meet.on-journey"         "The record is of a journey: who is met on it is met on one of its days."
    MEET_STAY           Inferred "meet.stay"               "The record is of a journey to one place: who is met on it is met there."

    BODY_NAME           Stated   "body.name"               "A name in the document's own words."
    BODY_OFFICE         Stated   "body.office"             "An office beside a name in the document's own words."
    BODY_MEET           Stated   "body.meet"               "'A met with B', 'B called on me', 'conversation between A and B' and the like in the document's own words, as done, of people by name or as 'I'; no other words of the record tell of their meeting."

    LINK_FEATURES       Inferred "link.features"           "Two names are one person's by what else is known of both: the features that are given as reasons, with their weights."
    LINK_TENURE         Inferred "link.tenure"             "Somebody known by office only: the one person who held it at the time, by the authority files or by other records."
    LINK_BODY           Inferred "link.body"               "Two names are one body's: by the authority files, or in one collection, of one State, with a word that is none of everyday language."
    LINK_DECISION       Stated   "link.decision"           "Somebody decided that the two are one."

    COLLECTION_PARTS    Stated   "collection.parts"        "'see (1) A; (2) B; …' in a collection's description: collections that it includes."
    COLLECTION_RELATED  Stated   "collection.related"      "'Other related collections include: A, B, and C'."
}

#[cfg(test)]
mod tests {
    use super::ALL;
    use std::collections::BTreeSet;

    #[test]
    fn a_rule_has_a_name_of_its_own_and_says_what_it_reads() {
        let names: BTreeSet<&str> = ALL.iter().map(|rule| rule.id).collect();
        assert_eq!(names.len(), ALL.len());
        for rule in ALL {
            let fit = |c: char| c.is_ascii_lowercase() || matches!(c, '.' | '-');
            assert!(rule.id.chars().all(fit), "{} is no end of an IRI", rule.id);
            assert!(rule.says.ends_with('.'), "{}", rule.says);
        }
    }
}
