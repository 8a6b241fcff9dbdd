//! Values that are checked as they are typed.

use chancery::date::Date;
use chancery::source::Form;
use chrono::NaiveDate;
use clap::builder::{PossibleValuesParser, TypedValueParser};

/// A form of sources, by its name.
pub fn form() -> impl TypedValueParser<Value = Form> {
    PossibleValuesParser::new(Form::NAMES.map(|(name, _)| name)).try_map(|name| {
        let known = Form::NAMES.iter().find(|(known, _)| *known == name);
        known.map(|(_, form)| *form).ok_or("there is no such form")
    })
}

/// A date as a listing prints it, or in ISO 8601.
pub fn date(text: &str) -> Result<String, String> {
    match Date::parse(text).or_else(|| Date::parse_iso(text)) {
        Some(_) => Ok(text.to_owned()),
        None => Err("write it like 'March 16, 1961', 1961-03-16, 1961-03 or 1961".to_owned()),
    }
}

/// A date to the day.
pub fn day(text: &str) -> Result<NaiveDate, String> {
    chancery::review::answer::date(text.trim())
}

/// The first day of a date.
pub fn first_day(text: &str) -> Result<String, String> {
    let day = Date::parse_iso(text).and_then(Date::first);
    day.map(|day| day.to_string()).ok_or_else(|| "write it like 1960, 1960-12 or 1960-12-08".to_owned())
}

/// The last day of a date.
pub fn last_day(text: &str) -> Result<String, String> {
    let day = Date::parse_iso(text).map(Date::last);
    day.map(|day| day.to_string()).ok_or_else(|| "write it like 1960, 1960-12 or 1960-12-08".to_owned())
}

/// An IRI in full.
pub fn iri(text: &str) -> Result<String, String> {
    match oxigraph::model::NamedNode::new(text) {
        Ok(iri) => Ok(iri.into_string()),
        Err(error) => Err(format!("write it in full, like https://archive.example/korea ({error})")),
    }
}

/// `person=Puzanov` as a name and a value.
pub fn parameter(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => Ok((name.trim().to_owned(), value.to_owned())),
        _ => Err("a parameter is a name, = and a value, for instance: --param person=Puzanov".to_owned()),
    }
}

/// `2/8` as one share of several.
pub fn shard(text: &str) -> Result<(usize, usize), String> {
    let parts = text.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
    match parts {
        Some((number, of)) if 0 < number && number <= of => Ok((number, of)),
        _ => Err("a share is written like 2/8: the second of eight".to_owned()),
    }
}
