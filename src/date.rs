//! Dates as coarse as a year and as fine as a day, written in EDTF (ISO 8601-2:2019).
//!
//! ```
//! use chancery::date::Date;
//! assert_eq!(Date::day(1960, 12, 8).unwrap().to_string(), "1960-12-08");
//! assert_eq!(Date::month(1962, 8).unwrap().to_string(), "1962-08");
//! assert_eq!(Date::day(1961, 3, 16).unwrap().or_before().to_string(), "[..1961-03-16]");
//! ```

use chrono::NaiveDate;
use std::cmp::Ordering;
use std::fmt;

/// The months as English catalogues write them.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The number of a month by its English name or its first three letters (`Sept.` too), whatever its capitals.
pub fn month_number(name: &str) -> Option<u32> {
    let name = name.trim_end_matches('.');
    let start = name.as_bytes().first_chunk::<3>()?.map(|byte| byte.to_ascii_lowercase());
    let index = match &start {
        b"jan" => 0,
        b"feb" => 1,
        b"mar" => 2,
        b"apr" => 3,
        b"may" => 4,
        b"jun" => 5,
        b"jul" => 6,
        b"aug" => 7,
        b"sep" => 8,
        b"oct" => 9,
        b"nov" => 10,
        b"dec" => 11,
        _ => return None,
    };
    let is = |known: &str| known.eq_ignore_ascii_case(name);
    let fits = name.len() == start.len() || is(MONTHS[index]) || (MONTHS[index] == "september" && is("sept"));
    fits.then_some(index as u32 + 1)
}

/// Whether a word is a month with a letter or two wrong at one place: `Decembr`, `Setpember`.
pub fn is_nearly_month(word: &str) -> bool {
    let word = word.to_lowercase();
    MONTHS.iter().any(|month| {
        let same = |(a, b): &(char, char)| a == b;
        let before = word.chars().zip(month.chars()).take_while(same).count();
        let after = word.chars().rev().zip(month.chars().rev()).take_while(same).count();
        let wrong = |length: usize| length.saturating_sub(before + after) <= 2;
        // of a short one too little is left
        before + after >= 4 && wrong(word.chars().count()) && wrong(month.len())
    })
}

/// A time of day as ISO 8601 has it: `12:30:00Z`, `00:00`.
fn is_time(text: &str) -> bool {
    text.contains(':') && text.chars().all(|c| c.is_ascii_digit() || ":.,+-Zz".contains(c))
}

/// A date of the precision its source has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Date {
    /// A year: `1971`.
    Year(i32),
    /// A month: `1962-08`.
    Month(i32, u32),
    /// A day: `1960-12-08`.
    Day(NaiveDate),
    /// From one day to another, both included: `1975-04-18/1975-04-26`.
    Days(NaiveDate, NaiveDate),
    /// Some time on or before a day: `[..1961-03-16]`.
    OrBefore(NaiveDate),
}

/// The parts of a date as written, which may be that of another: `March 31`, `April 2, 1961`.
#[derive(Clone, Copy, Default)]
struct Parts {
    year: Option<i32>,
    month: Option<u32>,
    day: Option<u32>,
}

impl Parts {
    /// Reads `March 1, 1961`, `1 March 1961` and what is left of them without some of their parts; the year is the last.
    fn of(text: &str) -> Option<Self> {
        let mut parts = Self::default();
        for word in text.split([' ', ',', '\u{a0}']).filter(|word| !word.is_empty()) {
            let number = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
            let is_day = number.len() == word.len() || ["st", "nd", "rd", "th"].contains(&&word[number.len()..]);
            let number = number.parse().ok().filter(|_| number.bytes().all(|byte| byte.is_ascii_digit()));
            match (month_number(word), number) {
                _ if parts.year.is_some() => return None,
                (Some(month), _) if parts.month.is_none() => parts.month = Some(month),
                (None, Some(year)) if word.len() == 4 && is_day => parts.year = i32::try_from(year).ok(),
                (None, Some(day)) if is_day && parts.day.is_none() => parts.day = Some(day),
                _ => return None,
            }
        }
        let has_any = parts.year.is_some() || parts.month.is_some() || parts.day.is_some();
        has_any.then_some(parts)
    }

    /// With the month and year of the other, where it has none of its own.
    fn completed(self, other: Self) -> Self {
        let month = if self.day.and(other.day).is_some() { self.month.or(other.month) } else { self.month };
        Self { year: self.year.or(other.year), month, day: self.day }
    }

    fn date(self) -> Option<Date> {
        match self {
            Self { year: Some(year), month: Some(month), day: Some(day) } => Date::day(year, month, day),
            Self { year: Some(year), month: Some(month), day: None } => Date::month(year, month),
            Self { year: Some(year), month: None, day: None } => Date::year(year),
            Self { .. } => None,
        }
    }
}

impl Date {
    /// Reads a date line of a listing, and as others write dates: `December 08, 1960`, `March 1, 1961`, `September, 1978`,
    /// `August 1962`, `1971`; `8 December 1960`, `March 5th, 1961`, `[March 1961]`; from one to another, `March 16-18, 1961`,
    /// `March 31 - April 2, 1961`, `March/April 1961`, `1961-1962`; `1960s`.
    ///
    /// `March 5, 1961 (?)` is none, since no more is sure than what is written, nor is `3/5/1961`, which two days are.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        // what the archive supplied
        let text = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
        // `1900s` may be ten years or a hundred
        let decade = text.strip_suffix('s').filter(|year| year.ends_with('0') && !year.ends_with("00"));
        if let Some(Self::Year(first)) = decade.and_then(|year| Parts::of(year)?.date()) {
            return Self::between(Self::Year(first), Self::Year(first + 9));
        }
        let signs = ['-', '–', '—', '/'];
        let Some((first, last)) = text.split_once(signs).or_else(|| text.split_once(" to ")) else {
            return Parts::of(text)?.date();
        };
        let (first, last) = (Parts::of(first)?, Parts::of(last)?);
        Self::between(first.completed(last).date()?, last.completed(first).date()?)
    }

    /// From the beginning of one date to the end of another; `None` where that comes before.
    pub fn between(first: Self, last: Self) -> Option<Self> {
        if first == last { Some(first) } else { Self::days(first.first()?, last.last()) }
    }

    /// Reads what [`Self::parse`] or [`Self::parse_interval`] does, and the day of `1962-05-07T00:00:00Z`.
    pub fn read(text: &str) -> Option<Self> {
        let day = text.split_once(['T', ' ']).filter(|(_, time)| is_time(time)).map(|(day, _)| Self::parse_iso(day));
        day.unwrap_or_else(|| Self::parse(text).or_else(|| Self::parse_interval(text)))
    }

    /// Reads `1960`, `1960-12` or `1960-12-08`.
    pub fn parse_iso(text: &str) -> Option<Self> {
        let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.bytes().all(|b| b.is_ascii_digit()));
        let parts: Vec<&str> = text.trim().split('-').collect();
        let year = number(parts.first().filter(|year| year.len() == 4)?)? as i32;
        match *parts.as_slice() {
            [_] => Self::year(year),
            [_, month] => Self::month(year, number(month).filter(|_| month.len() == 2)?),
            [_, month, day] => Self::day(year, number(month)?, number(day).filter(|_| day.len() == 2)?),
            _ => None,
        }
    }

    /// Reads what [`Self::parse_iso`] reads, `19601208`, or two such with a slash between them, the first and the last.
    pub fn parse_interval(text: &str) -> Option<Self> {
        let one = |text: &str| {
            let text = text.trim();
            let is_basic = text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit());
            let basic = || Self::parse_iso(&format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]));
            if is_basic { basic() } else { Self::parse_iso(text) }
        };
        match text.split_once('/') {
            Some((first, last)) => Self::between(one(first)?, one(last)?),
            None => one(text),
        }
    }

    /// A year between 1 and 9999; anything else is no date of an archive.
    pub fn year(year: i32) -> Option<Self> {
        (1..=9999).contains(&year).then_some(Self::Year(year))
    }

    /// A month of a year; `None` where the calendar has none such.
    pub fn month(year: i32, month: u32) -> Option<Self> {
        Self::year(year)?;
        (1..=12).contains(&month).then_some(Self::Month(year, month))
    }

    /// A day; `None` where the calendar has none such.
    pub fn day(year: i32, month: u32, day: u32) -> Option<Self> {
        Self::year(year)?;
        NaiveDate::from_ymd_opt(year, month, day).map(Self::Day)
    }

    /// A span of days; `None` where the first comes after the last.
    pub fn days(first: NaiveDate, last: NaiveDate) -> Option<Self> {
        match first.cmp(&last) {
            Ordering::Less => Some(Self::Days(first, last)),
            Ordering::Equal => Some(Self::Day(first)),
            Ordering::Greater => None,
        }
    }

    /// What is known of something told of in a document of this date: it happened on or before its last day.
    #[must_use]
    pub fn or_before(self) -> Self {
        Self::OrBefore(self.last())
    }

    /// The first day it can be; `None` where it has no beginning.
    pub fn first(self) -> Option<NaiveDate> {
        match self {
            Self::Year(y) => NaiveDate::from_ymd_opt(y, 1, 1),
            Self::Month(y, m) => NaiveDate::from_ymd_opt(y, m, 1),
            Self::Day(d) | Self::Days(d, _) => Some(d),
            Self::OrBefore(_) => None,
        }
    }

    /// The last day it can be.
    pub fn last(self) -> NaiveDate {
        match self {
            Self::Year(y) => NaiveDate::from_ymd_opt(y, 12, 31).unwrap_or_default(),
            Self::Month(y, m) => {
                let (y, m) = if m == 12 { (y + 1, 1) } else { (y, m + 1) };
                NaiveDate::from_ymd_opt(y, m, 1).and_then(|d| d.pred_opt()).unwrap_or_default()
            }
            Self::Day(d) | Self::Days(_, d) | Self::OrBefore(d) => d,
        }
    }

    /// Before or after, only where no reading of the two dates says otherwise.
    pub fn compare(self, other: Self) -> Option<Ordering> {
        if self == other {
            return Some(Ordering::Equal);
        }
        if other.first().is_some_and(|first| self.last() < first) {
            return Some(Ordering::Less);
        }
        self.first().filter(|first| other.last() < *first).map(|_| Ordering::Greater)
    }

    /// A form of it fit for an IRI: `1960-12-08`, `until-1961-03-16`, `1975-04-18--1975-04-26`.
    pub fn slug(self) -> String {
        match self {
            Self::OrBefore(d) => format!("until-{d}"),
            Self::Days(a, b) => format!("{a}--{b}"),
            other => other.to_string(),
        }
    }
}

impl fmt::Display for Date {
    /// The date in EDTF.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Year(y) => write!(f, "{y:04}"),
            Self::Month(y, m) => write!(f, "{y:04}-{m:02}"),
            Self::Day(d) => write!(f, "{d}"),
            Self::Days(a, b) => write!(f, "{a}/{b}"),
            Self::OrBefore(d) => write!(f, "[..{d}]"),
        }
    }
}
