//! What two people, or two bodies, may have in common, or not, and how much each tells: the features, with their weights.
//!
//! A weight is the logarithm to base 2 of how much more often a feature is seen between two mentions of one person than
//! between two of like name who are two people (I. P. Fellegi and A. B. Sunter, "A Theory for Record Linkage", 1969).
//! `data/names/features.tsv` has the counts that they were measured by, and says on what.

use crate::error::{Error, ErrorKind, Locator, Result};

macro_rules! features {
    ($($(#[$group:meta])* $name:ident $id:literal $says:literal)*) => {
        /// Something that two people, or two bodies, have in common, or not.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "what each means is what it says")]
        pub enum Feature { $($name),* }

        impl Feature {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The end of its IRI: `office-same`.
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id),* }
            }

            /// Whether it is about names alone.
            pub fn is_of_name(self) -> bool {
                self <= Self::NamesakesNone
            }

            /// What it means, in a few words.
            pub fn says(self) -> &'static str {
                match self { $(Self::$name => $says),* }
            }
        }
    };
}

features! {
    NamesAlike "names-alike" "names that can be one person's at all"

    FamilySame           "family-name-same"           "the same family name"
    FamilyTurned         "family-name-turned"         "the same words of a name, in another order"
    FamilyTransliterated "family-name-transliterated" "the same family name in another transliteration"
    FamilyPart           "family-name-part"           "a part of the other's family name"
    FamilyMisspelt       "family-name-misspelt"       "family names one letter off"

    GivenSame        "given-names-same"        "the same given names"
    GivenExtends     "given-names-more"        "the same first given name, and more given names in one"
    GivenSpelling    "given-names-spelling"    "the same given names in another spelling or a short form"
    GivenSkips       "given-names-first-left-out" "a first given name left out in one"
    GivenTwoInitials "initials-fit"            "two initials that fit"
    GivenInitial     "initial-fits"            "one initial that fits"
    GivenApart       "later-given-names-differ" "the same first given name, and other given names behind it"
    GivenMissing     "given-names-missing"     "a family name alone in one"
    GivenBare        "family-names-alone"      "a family name alone in both"

    FamilyCommon "family-name-common" "a family name alone that many bear"
    FormKnown    "form-known"         "a family name alone that the authority files give for one person"

    /// How many people of the time may bear what is common of the two names.
    NamesakesMany   "name-of-many"   "a name that many bear"
    NamesakesSome   "name-of-some"   "a name that some bear"
    NamesakesFew    "name-of-few"    "a name that few bear"
    NamesakesHardly "name-of-hardly-two" "a name that hardly two bear"
    NamesakesNone   "name-of-one"    "a name that can be one person's only"

    OfficeSame  "office-same"    "the same office of the same State"
    OfficeOther "office-other"   "other offices of the same State"
    StateOther  "state-other"    "offices of different States"

    StateNamed  "state-named" "the record names the State that the other served"

    WordsMany  "descriptions-much-alike"    "descriptions that share much that is rare"
    WordsSome  "descriptions-alike"         "descriptions that share something rare"
    WordsFew   "descriptions-little-alike"  "descriptions that share common words"
    WordsNone  "descriptions-unlike"        "descriptions that share nothing"

    YearsSame       "years-same"        "seen within the same three years"
    YearsNear       "years-near"        "seen within ten years"
    YearsFar        "years-far"         "seen more than ten years apart"
    YearsGeneration "years-generation"  "seen more than twenty-five years apart"
    YearsBeyond     "years-beyond"      "seen more than fifty years apart"

    CompanyMuch "company-much" "named together with the same people, two or more"
    CompanySome "company-some" "named together with one person who is the same"

    CollectionSame  "collection-same"  "in records of the same collection"
    CollectionOther "collection-other" "in records of different collections"
    TenureKnown  "tenure-known"   "held the office at the time, by the authority files"
    TenureSeen   "tenure-seen"    "seen in the office before and after, and nobody else between"
    TenureOpen   "tenure-open"    "may have held the office at the time"
    HostOfRecord "host-of-record" "accredited, as it seems, to the State that the record was written in"

    RecordSame      "record-same"      "told apart within one record"

    BodyForm       "body-form"        "a name that the authority files give for one body"
    BodyName       "body-name-same"   "the same name, with a word in it that is none of everyday language"
    BodyNameCommon "body-name-common" "the same name, in words of everyday language"
    StatesShared   "states-shared"    "records that name the same State"
}

/// Several features: a bit for each, since comparing two asks for some ten of them many million times.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Features(u64);

const _: () = assert!(Feature::ALL.len() <= u64::BITS as usize, "there are more features than bits");

impl Features {
    /// Whether any of some is among them.
    pub fn any(self, some: &[Feature]) -> bool {
        some.iter().any(|feature| self.0 & 1 << *feature as u64 != 0)
    }

    /// Puts one in.
    pub fn push(&mut self, feature: Feature) {
        self.0 |= 1 << feature as u64;
    }

    /// Each, in the order in which they are listed.
    pub fn iter(self) -> impl Iterator<Item = Feature> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let next = Feature::ALL.get(left.trailing_zeros() as usize)?;
            left &= left - 1;
            Some(*next)
        })
    }
}

impl Extend<Feature> for Features {
    fn extend<T: IntoIterator<Item = Feature>>(&mut self, features: T) {
        features.into_iter().for_each(|feature| self.push(feature));
    }
}

impl FromIterator<Feature> for Features {
    fn from_iter<T: IntoIterator<Item = Feature>>(features: T) -> Self {
        let mut all = Self::default();
        all.extend(features);
        all
    }
}

/// The weight of each feature, in bits.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    bits: Vec<f32>,
}

/// The file, as published.
const FILE: &str = include_str!("../../data/names/features.tsv");

impl Weights {
    /// Those that come with the program.
    pub fn bundled() -> Result<Self> {
        Self::read("data/names/features.tsv", FILE)
    }

    /// Reads a table of features: a name and its weight, and whatever else, with tabs between.
    pub fn read(name: &str, text: &str) -> Result<Self> {
        let mut bits = vec![None; Feature::ALL.len()];
        for (line, text) in (1..).zip(text.lines()).filter(|(_, text)| !text.is_empty() && !text.starts_with('#')) {
            let wrong = |message: String| Error::new(ErrorKind::Bundled, message).at(Locator::line(name, line));
            let mut cells = text.split('\t');
            let (id, weight) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
            let feature = Feature::ALL.iter().find(|feature| feature.id() == id);
            let feature = feature.ok_or_else(|| wrong(format!("there is no feature “{id}”")))?;
            let weight = weight.parse().map_err(|_| wrong(format!("“{weight}” is no number of bits")))?;
            bits[*feature as usize] = Some(weight);
        }
        let missing = Feature::ALL.iter().find(|feature| bits[**feature as usize].is_none());
        match missing {
            Some(feature) => {
                Err(Error::new(ErrorKind::Bundled, format!("“{}” has no weight", feature.id())).at(Locator::file(name)))
            }
            None => Ok(Self { bits: bits.into_iter().flatten().collect() }),
        }
    }

    /// The weight of one feature, in bits.
    pub fn of(&self, feature: Feature) -> f32 {
        self.bits[feature as usize]
    }

    /// The weight of several together.
    pub fn sum(&self, features: Features) -> f32 {
        features.iter().map(|feature| self.of(feature)).sum()
    }
}
